import { catalogue } from "../../src/functions/catalogue";
import type { CellValue } from "../../src/cells/cell";
import { recalculate } from "../../src/sheet/recalculation";
import { Workbook } from "../../src/sheet/workbook";

/** A workbook with one sheet, Terms, whose rows are given as they stand: a text that begins with = is a formula. */
export function termsBook(rows: readonly (readonly CellValue[])[], names: Readonly<Record<string, string>> = {}): Workbook {
  const workbook = new Workbook();
  const sheet = workbook.addSheet("Terms");
  rows.forEach((cells, r) =>
    cells.forEach((value, c) => {
      if (value === null) return;
      const isFormula = typeof value === "string" && value.startsWith("=");
      sheet.setCell(r + 1, c + 1, isFormula ? { value: null, formula: { text: value.slice(1), kind: "plain" } } : { value });
    }),
  );
  for (const [name, address] of Object.entries(names)) workbook.names.push({ name, formula: `Terms!${address.replace(/([A-Z]+)(\d+)/g, "$$$1$$$2")}` });
  recalculate(workbook, catalogue);
  return workbook;
}
