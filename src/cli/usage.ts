import { readFileSync, writeFileSync } from "node:fs";
import { catalogue } from "../functions/catalogue";
import { FileRefusal } from "../file/fileRefusal";
import { openXlsx, type XlsxFile } from "../file/xlsx";

/** What the caller got wrong: one line on standard error, exit code 2. */
export class UsageError extends Error {}

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
    return readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new UsageError(`${path}: there is no such file`);
    if (code === "EISDIR") throw new UsageError(`${path}: is a folder, not a workbook`);
    if (code === "EACCES") throw new UsageError(`${path}: may not be read`);
    throw error;
  }
}

export function writeBytes(path: string, bytes: Uint8Array): void {
  try {
    writeFileSync(path, bytes);
  } catch (error) {
    throw new UsageError(`${path}: cannot be written (${(error as NodeJS.ErrnoException).code ?? "unknown"})`);
  }
}
