import { openXlsx, savedXlsx } from "../../src/file/xlsx";
import { catalogue } from "../../src/functions/catalogue";
import type { Workbook } from "../../src/sheet/workbook";
import { made } from "../file/handmade";

export const NAMES = catalogue.map(({ name }) => name);

/** A file with these sheets and names, our functions in it as Excel stores them. Its first sheet, Cover, holds nothing. */
export function fileOf({ sheets, names }: Workbook): Uint8Array {
  const file = openXlsx(made({ sheetName: "Cover" }), NAMES);
  for (const { name, rows } of sheets) {
    const added = file.workbook.addSheet(name);
    for (const [row, cells] of rows) for (const [column, cell] of cells) added.setCell(row, column, { ...cell });
  }
  file.workbook.names.push(...names);
  return savedXlsx(file);
}
