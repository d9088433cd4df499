import { isError } from "../../src/cells/cell";
import { openXlsx, savedXlsx } from "../../src/file/xlsx";
import { catalogue } from "../../src/functions/catalogue";
import { cellPlace } from "../../src/sheet/address";
import { recalculate } from "../../src/sheet/recalculation";
import { dressedWorkbook } from "./dressedWorkbook";
import type { SampleBook } from "./sampleBook";

/** The file of a sample, computed. A sample in which anything is refused is not written. */
export async function sampleBytes(book: SampleBook): Promise<Uint8Array> {
  const file = openXlsx(
    await dressedWorkbook(book),
    catalogue.map(({ name }) => name),
  );
  const { workbook } = file;
  for (const { name, rows } of book.sheets) {
    const sheet = workbook.sheet(name);
    rows.forEach((row, r) =>
      row.forEach((cell, c) => {
        if (cell === null || typeof cell !== "object" || cell.formula === undefined) return;
        const formula = { text: cell.formula.slice(1), kind: cell.spills === undefined ? "plain" : "dynamic" } as const;
        sheet?.setCell(r + 1, c + 1, { ...sheet.cell(r + 1, c + 1), value: null, formula });
      }),
    );
  }
  recalculate(workbook, catalogue);
  for (const { name, rows } of workbook.sheets) {
    for (const [row, cells] of rows) {
      for (const [column, { value }] of cells) {
        if (isError(value)) throw new Error(`${book.fileName}, ${cellPlace(name, row, column)}: ${value.error} ${value.message ?? ""}`);
      }
    }
  }
  return savedXlsx(file);
}
