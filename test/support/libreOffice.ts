import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CellValue } from "../../src/cells/cell";
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
  const folder = mkdtempSync(join(tmpdir(), "libreoffice-"));
  try {
    mkdirSync(join(folder, "profile/user"), { recursive: true });
    mkdirSync(join(folder, "out"));
    writeFileSync(join(folder, "profile/user/registrymodifications.xcu"), ALWAYS_RECALCULATE);
    const names = workbooks.map((_, i) => `${i}.xlsx`);
    workbooks.forEach((bytes, i) => writeFileSync(join(folder, `${i}.xlsx`), bytes));
    const args = [`-env:UserInstallation=file://${join(folder, "profile")}`, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", "out", ...names];
    const { status, stderr, error } = spawnSync(PROGRAM, args, { cwd: folder, encoding: "utf8" });
    if (status !== 0) throw new Error(`LibreOffice failed: ${error?.message ?? stderr}`);
    return names.map((name) => readFileSync(join(folder, "out", name)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** LibreOffice stores 15 digits of a number, rounded from its shortest form, and no empty texts. */
export function sameInLibreOffice(ours: CellValue, theirs: CellValue): boolean {
  if (typeof ours === "number" && typeof theirs === "number") return new Decimal(ours).toSignificantDigits(15).equals(theirs);
  return ours === theirs || ((ours ?? "") === "" && (theirs ?? "") === "");
}
