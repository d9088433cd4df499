import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import type { CellValue, ErrorCode } from "../../src/cells/cell";
import { Decimal } from "../../src/engine/decimal";

const PROGRAM = "soffice";

/** Whether LibreOffice is on this machine. Where REQUIRE_LIBREOFFICE is set it has to be. */
export const hasLibreOffice = process.env["REQUIRE_LIBREOFFICE"] !== undefined || spawnSync(PROGRAM, ["--version"]).status === 0;

/** Runs a test with LibreOffice, or says plainly that it was left out. */
export const testWithLibreOffice = (name: string, run: jest.ProvidesCallback): void => {
  // It is given minutes, for it starts slowly and some workbooks are large.
  if (hasLibreOffice) test(name, run, 600_000);
  else test.skip(`${name} (left out: LibreOffice is not on this machine)`, run);
};

/** LibreOffice takes the stored values of an .xlsx file unless its profile says that it must always recalculate. */
const ALWAYS_RECALCULATE = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
  <item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
`;

/** The same workbooks, each opened, recalculated and saved by LibreOffice. One start serves all. */
export function recalculatedByLibreOffice(workbooks: readonly Uint8Array[]): Uint8Array[] {
  return converted(workbooks, "xlsx:Calc MS Excel 2007 XML", (folder, name) => readFileSync(join(folder, `${name}.xlsx`)));
}

/** The text of every page that LibreOffice prints of each workbook, as it is stored. One start serves all. */
export function pagesInLibreOffice(workbooks: readonly Uint8Array[]): string[][] {
  return converted(workbooks, "pdf", (folder, name) => {
    const { status, stdout, stderr, error } = spawnSync("pdftotext", ["-layout", `${name}.pdf`, "-"], { cwd: folder, encoding: "utf8" });
    if (status !== 0) throw new Error(`pdftotext failed: ${error?.message ?? stderr}`);
    // Every page ends with a form feed.
    return stdout.split("\f").slice(0, -1);
  });
}

/** Runs a test with LibreOffice and pdftotext, of the package poppler-utils, or says plainly that it was left out. */
export const testOnPaper = (name: string, run: jest.ProvidesCallback): void => {
  if (process.env["REQUIRE_LIBREOFFICE"] !== undefined || spawnSync("pdftotext", ["-v"]).status === 0) testWithLibreOffice(name, run);
  else test.skip(`${name} (left out: pdftotext is not on this machine)`, run);
};

/** What LibreOffice shows in the cells of one sheet, whose number counts from 1. */
export function sheetInLibreOffice(workbook: Uint8Array, sheet: number): CellValue[][] {
  const [cells = []] = converted([workbook], textOf(sheet), (folder, name) => textFiles(folder, name).map((file) => cellsIn(folder, file)));
  return cells[0] ?? [];
}

/** What LibreOffice shows in the cells of every sheet, by its name. One start serves all workbooks. */
export function sheetsInLibreOffice(workbooks: readonly Uint8Array[]): ReadonlyMap<string, CellValue[][]>[] {
  return converted(workbooks.map(withoutPercent), textOf(EVERY_SHEET), (folder, name) => new Map(textFiles(folder, name).map((file) => [file.slice(`${name}-`.length, -".csv".length), cellsIn(folder, file)])));
}

const EVERY_SHEET = -1;

/** The workbook with 0.5 where it shows 50%: of a percentage LibreOffice writes the hundredfold, in which the last digit may be another. */
function withoutPercent(workbook: Uint8Array): Uint8Array {
  const parts = unzipSync(workbook);
  const styles = strFromU8(parts[STYLES] ?? new Uint8Array());
  const isPercent = /(?<=<numFmt [^>]*formatCode="[^"]*)%/g;
  return zipSync({ ...parts, [STYLES]: strToU8(styles.replace(isPercent, "").replace(/numFmtId="(?:9|10)"/g, 'numFmtId="2"')) }, { level: 0 });
}

const STYLES = "xl/styles.xml";

/**
 * Sheets as text: rows from the first, each as far as anything stands in it.
 *
 * Text is sooner written and read than a workbook is; but a number has 20 decimals at most, a date is refused, and a blank cell and an empty text are both null.
 */
const textOf = (sheet: number) => `csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false,false,false,${sheet}`;

const textFiles = (folder: string, name: string) => readdirSync(folder).filter((each) => each.startsWith(`${name}-`));

const cellsIn = (folder: string, file: string) => cellsOf(readFileSync(join(folder, file), "utf8"));

/** `read` is told the folder and the name of what has been made of each workbook. */
function converted<T>(workbooks: readonly Uint8Array[], format: string, read: (folder: string, name: string) => T): T[] {
  const folder = mkdtempSync(join(tmpdir(), "libreoffice-"));
  try {
    mkdirSync(join(folder, "profile/user"), { recursive: true });
    mkdirSync(join(folder, "out"));
    writeFileSync(join(folder, "profile/user/registrymodifications.xcu"), ALWAYS_RECALCULATE);
    workbooks.forEach((bytes, i) => writeFileSync(join(folder, `${i}.xlsx`), bytes));
    const args = [`-env:UserInstallation=file://${join(folder, "profile")}`, "--headless", "--convert-to", format, "--outdir", "out", ...workbooks.map((_, i) => `${i}.xlsx`)];
    const { status, stderr, error } = spawnSync(PROGRAM, args, { cwd: folder, encoding: "utf8" });
    if (status !== 0) throw new Error(`LibreOffice failed: ${error?.message ?? stderr}`);
    return workbooks.map((_, i) => read(join(folder, "out"), String(i)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A field in quotes, or one without; what ends it is a comma or the end of the line. */
const FIELD = /(?:"((?:[^"]|"")*)"|([^,\n]*))(,|\n|$)/gy;

/** The cells of a file of text: what stands in quotes is text, or an error. */
function cellsOf(text: string): CellValue[][] {
  const rows: CellValue[][] = [];
  let row: CellValue[] = [];
  for (const [, quoted, plain = "", end] of text.matchAll(FIELD)) {
    row.push(quoted === undefined ? plainValue(plain) : textOrError(quoted.replaceAll('""', '"')));
    if (end === ",") continue;
    rows.push(row);
    row = [];
    if (end === "") break;
  }
  return rows;
}

function plainValue(plain: string): CellValue {
  if (plain === "") return null;
  if (plain === "TRUE" || plain === "FALSE") return plain === "TRUE";
  const number = Number(plain);
  if (Number.isNaN(number)) throw new Error(`Neither a number nor text in quotes: ${plain}`);
  return number;
}

/** LibreOffice has errors of its own besides Excel's: Err:502. */
function textOrError(text: string): CellValue {
  if (/^(?:#(?:[A-Z]+\/[0A]|[A-Z]+)[!?]?|Err:\d+)$/.test(text)) return { error: text.startsWith("#") ? (text as ErrorCode) : "#VALUE!" };
  return text === "" ? null : text;
}

/** LibreOffice stores 15 digits of a number, rounded from its shortest form, and no empty texts. */
export function sameInLibreOffice(ours: CellValue, theirs: CellValue): boolean {
  if (typeof ours === "number" && typeof theirs === "number") return new Decimal(ours).toSignificantDigits(15).equals(theirs);
  return ours === theirs || ((ours ?? "") === "" && (theirs ?? "") === "");
}
