import { isError, type CellValue, type ErrorCode } from "../../cells/cell";
import { cellPlace } from "../../sheet/address";
import type { Cell, Position, Sheet } from "../../sheet/workbook";
import { FileRefusal } from "../fileRefusal";

/** Cells as they stood when the file was read, by row and column. */
export type CellsAsRead = ReadonlyMap<number, ReadonlyMap<number, Cell>>;

/** A cell that is to be written anew. */
export interface CellChange {
  readonly row: number;
  readonly column: number;
  readonly before: Cell | undefined;
  readonly after: Cell | undefined;
}

/** The changes of one sheet, row by row and from left to right. */
export type SheetChanges = readonly { readonly row: number; readonly cells: readonly CellChange[] }[];

/** A copy that later changes to the sheet leave as it is. */
export function cellsAsRead(sheet: Sheet): CellsAsRead {
  return new Map([...sheet.rows].map(([row, cells]) => [row, new Map([...cells].map(([column, cell]) => [column, { ...cell }]))]));
}

/** `isLookKept`: formats are written with the looks of the sheet. */
export function sheetChanges(before: CellsAsRead, sheet: Sheet, isLookKept = false): SheetChanges {
  const rows = [...new Set([...before.keys(), ...sheet.rows.keys()])].sort((a, b) => a - b);
  return rows.map((row) => ({ row, cells: rowChanges(row, before.get(row), sheet, isLookKept) })).filter(({ cells }) => cells.length > 0);
}

function rowChanges(row: number, before: ReadonlyMap<number, Cell> | undefined, sheet: Sheet, isLookKept: boolean): CellChange[] {
  const after = sheet.rows.get(row);
  const columns = new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])]);
  return [...columns]
    .map((column) => ({ row, column, before: before?.get(column), after: asFilled(sheet, { row, column }, after?.get(column)) }))
    .filter((change) => {
      if (!isLookKept) refuseNewFormat(sheet, change);
      return !sameContent(change.before, change.after);
    })
    .sort((a, b) => a.column - b.column);
}

/** A cell without a format keeps the one that the file gives it; another one cannot be written. */
function refuseNewFormat(sheet: Sheet, { row, column, before, after }: CellChange): void {
  if (after?.format === undefined || after.format === before?.format) return;
  throw new FileRefusal(`${cellPlace(sheet.name, row, column)} has been given the number format ${after.format}. Formats are left as the file has them; leave the format out.`);
}

/** The cell, filled by another cell's formula only where that formula really reaches it. */
function asFilled(sheet: Sheet, { row, column }: Position, cell: Cell | undefined): Cell | undefined {
  if (cell?.filledFrom === undefined) return cell;
  const { filledFrom, ...alone } = cell;
  const { formula, extent = { rows: 1, columns: 1 } } = sheet.cell(filledFrom.row, filledFrom.column) ?? {};
  const [down, right] = [row - filledFrom.row, column - filledFrom.column];
  return formula !== undefined && down >= 0 && down < extent.rows && right >= 0 && right < extent.columns ? cell : alone;
}

/** A result that has become a value of its own is another content, though it shows the same. */
function sameContent(a: Cell | undefined, b: Cell | undefined): boolean {
  return sameValue(a?.value ?? null, b?.value ?? null) && sameFormula(a, b) && (a?.filledFrom === undefined) === (b?.filledFrom === undefined);
}

/** Whether two cells have the same formula over the same cells. */
export function sameFormula(a: Cell | undefined, b: Cell | undefined): boolean {
  return (
    a?.formula?.text === b?.formula?.text &&
    a?.formula?.kind === b?.formula?.kind &&
    (a?.extent?.rows ?? 1) === (b?.extent?.rows ?? 1) &&
    (a?.extent?.columns ?? 1) === (b?.extent?.columns ?? 1)
  );
}

/** As far as a file can tell: -0 is 0, and newer errors are #VALUE!. */
function sameValue(a: CellValue, b: CellValue): boolean {
  return isError(a) && isError(b) ? fileError(a.error) === fileError(b.error) : a === b;
}

const FILE_ERRORS: ReadonlySet<string> = new Set(["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA"]);

/** An error as a cell of a file can hold it (ECMA-376 part 1, 18.17.3). Excel writes #SPILL!, #CALC! and the like as #VALUE! too, and says more elsewhere. */
export function fileError(error: ErrorCode): string {
  return FILE_ERRORS.has(error) ? error : "#VALUE!";
}
