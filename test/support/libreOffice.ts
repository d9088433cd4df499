import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CellValue, Grid } from "../../src/cells/cell";
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
  return converted(workbooks, "xlsx:Calc MS Excel 2007 XML", (i) => `${i}.xlsx`);
}

/** The cells of one sheet as LibreOffice calculates them: in a fraction of the time that it takes to save all of the workbook. */
export function sheetByLibreOffice(workbook: Uint8Array, { number, name }: { readonly number: number; readonly name: string }): Grid {
  // Commas, quotes, UTF-8 (76), from the first line; numbers in full, not as shown; the sheet's number.
  const [bytes] = converted([workbook], `csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,${number}`, (i) => `${i}-${name}.csv`);
  return csvGrid(Buffer.from(bytes ?? []).toString("utf8"));
}

/** LibreOffice quotes numbers and truth values when it writes them in full; texts only where they have quotes, commas or ends of lines in them. */
function csvGrid(text: string): CellValue[][] {
  const rows: CellValue[][] = [[]];
  for (const [, quoted, bare = "", end = ""] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/g)) {
    rows.at(-1)?.push(quoted === undefined ? bareValue(bare) : quotedValue(quoted.replaceAll('""', '"')));
    if (end === "\n") rows.push([]);
  }
  return rows;
}

function quotedValue(text: string): CellValue {
  if (text === "TRUE" || text === "FALSE") return text === "TRUE";
  return text.trim() === "" || Number.isNaN(Number(text)) ? text : Number(text);
}

function bareValue(text: string): CellValue {
  if (text === "") return null;
  return text.startsWith("#") || text.startsWith("Err:") ? { error: text === "#N/A" ? "#N/A" : "#VALUE!" } : text;
}

function converted(workbooks: readonly Uint8Array[], filter: string, outputName: (i: number) => string): Uint8Array[] {
  const folder = mkdtempSync(join(tmpdir(), "libreoffice-"));
  try {
    mkdirSync(join(folder, "profile/user"), { recursive: true });
    mkdirSync(join(folder, "out"));
    writeFileSync(join(folder, "profile/user/registrymodifications.xcu"), ALWAYS_RECALCULATE);
    const names = workbooks.map((_, i) => `${i}.xlsx`);
    workbooks.forEach((bytes, i) => writeFileSync(join(folder, `${i}.xlsx`), bytes));
    const args = [`-env:UserInstallation=file://${join(folder, "profile")}`, "--headless", "--convert-to", filter, "--outdir", "out", ...names];
    const { status, stderr, error } = spawnSync(PROGRAM, args, { cwd: folder, encoding: "utf8" });
    if (status !== 0) throw new Error(`LibreOffice failed: ${error?.message ?? stderr}`);
    return workbooks.map((_, i) => readFileSync(join(folder, "out", outputName(i))));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** LibreOffice writes 15 digits of a number, rounded from its shortest form, in a CSV file of small ones no more than 20 decimals; and no empty texts. */
export function sameInLibreOffice(ours: CellValue, theirs: CellValue): boolean {
  if (typeof ours === "number" && typeof theirs === "number") {
    const [one, other] = [new Decimal(ours).toSignificantDigits(15), new Decimal(theirs).toSignificantDigits(15)];
    return one.equals(other) || one.toDecimalPlaces(20).equals(other);
  }
  return ours === theirs || ((ours ?? "") === "" && (theirs ?? "") === "");
}
