import { randomUUID } from "node:crypto";
import { closeSync, fchmodSync, fsyncSync, openSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync, type BigIntStats } from "node:fs";
import { basename, dirname, join } from "node:path";
import { catalogue } from "../functions/catalogue";
import { FileRefusal } from "../file/fileRefusal";
import { openXlsx, type XlsxFile } from "../file/xlsx";
import { PACKAGE_LIMITS } from "../file/package/zipPackage";

/** What the caller got wrong: one line on standard error, exit code 2. */
export class UsageError extends Error {}

/** A file that unpacks to what is read has no more bytes than twice that. */
const MOST_BYTES = 2 * PACKAGE_LIMITS.bytes;

/** Opens a workbook, or says in a line why not. */
export function opened(path: string): XlsxFile {
  const bytes = readBytes(path);
  try {
    return openXlsx(
      bytes,
      catalogue.map(({ name }) => name),
    );
  } catch (error) {
    if (error instanceof FileRefusal) throw new UsageError(`${path}: ${error.message}`);
    throw error;
  }
}

export function readBytes(path: string): Uint8Array {
  try {
    const { size } = statSync(path);
    if (size > MOST_BYTES) throw new UsageError(`${path}: the file has ${Math.ceil(size / 2 ** 20)} MB; at most ${MOST_BYTES / 2 ** 20} MB are read. It is no ordinary workbook.`);
    return readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // What is not UTF-8 in a name never comes here as it is.
    if (code === "ENOENT" && path.includes("\uFFFD")) throw new UsageError(`${path}: the name of the file is not written in UTF-8, so it cannot be found by it; rename the file`);
    if (code === "ENOENT" || code === "ENOTDIR") throw new UsageError(`${path}: there is no such file`);
    if (code === "EISDIR") throw new UsageError(`${path}: is a folder, not a workbook`);
    if (code === "EACCES") throw new UsageError(`${path}: may not be read`);
    throw error;
  }
}

/** Refuses to write over the workbook that is read, by whatever name or link it goes, and over any other file unless `force` is given. */
export function refuseToReplace(output: string, path: string, force: boolean): void {
  const there = statOf(output);
  const original = statOf(path);
  if (there === undefined) return;
  if (original !== undefined && there.dev === original.dev && there.ino === original.ino) throw new UsageError(`${output} is the workbook itself; give -o another name`);
  if (there.isDirectory()) throw new UsageError(`${output} is a folder; give -o the name of a file`);
  if (there.isFile() && !force) throw new UsageError(`${output} is there already; give -o another name, or --force to replace it`);
}

/** Writes a file as a whole or not at all: beside its place first, then into it. What stood there stays until then, and stays where the writing fails. */
export function writeBytes(path: string, bytes: Uint8Array): void {
  try {
    const there = statOf(path);
    // A pipe or a terminal is no file that could be half written.
    if (there !== undefined && !there.isFile()) writeFileSync(path, bytes);
    else replaceFile(there === undefined ? path : realpathSync(path), there, bytes);
  } catch (error) {
    throw new UsageError(`${path}: cannot be written (${(error as NodeJS.ErrnoException).code ?? "unknown"})`);
  }
}

function replaceFile(path: string, there: BigIntStats | undefined, bytes: Uint8Array): void {
  const beside = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  const file = openSync(beside, "wx");
  try {
    try {
      writeFileSync(file, bytes);
      if (there !== undefined) fchmodSync(file, Number(there.mode & 0o777n));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** What stands at a path. Numbers of files can be larger than a double tells apart. */
function statOf(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch {
    // Why nothing can be seen there, the reading or the writing will say.
    return undefined;
  }
}
