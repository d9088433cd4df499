import { openXlsx, savedXlsx } from "../../src/file/xlsx";
import { catalogue } from "../../src/functions/catalogue";
import { becomeValue, type Cell } from "../../src/sheet/workbook";

/** The file with the cells of our functions as values, for a program that does not know them. */
export function withoutDealFunctions(bytes: Uint8Array): Uint8Array {
  const file = openXlsx(
    bytes,
    catalogue.map(({ name }) => name),
  );
  for (const { rows } of file.workbook.sheets) {
    const isDeal = (cell: Cell | undefined) => cell?.formula !== undefined && /DEAL\./.test(cell.formula.text);
    const deals = [...rows.values()].flatMap((columns) => [...columns.values()].filter((cell) => isDeal(cell) || isDeal(cell.filledFrom && rows.get(cell.filledFrom.row)?.get(cell.filledFrom.column))));
    deals.forEach(becomeValue);
  }
  return savedXlsx(file);
}
