import type { Sheet, SheetLook } from "../sheet/workbook";

/** In points: a sheet of paper on its long and its short side within the margins, Letter and A4 alike. */
const [LONG, SHORT] = [720, 520];
/** In points: a row, and a character of a column's width. */
const [ROW, CHARACTER] = [15, 5.6];
/** No smaller than this is anything printed on one page that could stand on two: 11 points become nearly 7. */
const SMALLEST = 0.6;
/** Nor wider than this, beside each other. */
const NARROWEST = 0.4;

/**
 * A sheet's look with its page: landscape and as wide as a page; on one page where that can still be read, upright if need be; of many periods on several pages beside
 * each other.
 */
export function printed(sheet: Sheet, look: SheetLook): SheetLook {
  const { widths, foldedRows } = look;
  const { rows, columns } = sizeInSight(sheet, foldedRows);
  const folded = [...(foldedRows ?? [])].filter((row) => row <= rows).length;
  const width = Array.from({ length: columns }, (_, c) => widths[c] ?? widths.at(-1) ?? 0).reduce((sum, one) => sum + one, 0) * CHARACTER;
  const height = (rows - folded) * ROW;
  const fits = (across: number, down: number) => Math.min(across / width, down / height) >= SMALLEST;
  if (fits(LONG, SHORT)) return { ...look, page: { orientation: "landscape", pagesWide: 1, pagesTall: 1 } };
  if (fits(SHORT, LONG)) return { ...look, page: { orientation: "portrait", pagesWide: 1, pagesTall: 1 } };
  return { ...look, page: { orientation: "landscape", pagesWide: Math.max(1, Math.ceil((width * NARROWEST) / LONG)) } };
}

/** How far anything reaches that is not folded away. */
export function sizeInSight({ rows: all }: Sheet, foldedRows: SheetLook["foldedRows"]): { readonly rows: number; readonly columns: number } {
  let [rows, columns] = [0, 0];
  for (const [row, cells] of all) {
    if (cells.size === 0 || foldedRows?.has(row) === true) continue;
    rows = Math.max(rows, row);
    columns = Math.max(columns, ...cells.keys());
  }
  return { rows, columns };
}
