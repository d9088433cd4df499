import { LAST_COLUMN, LAST_ROW, cellAddress, cellAt } from "./address";
import type { Cell, Position, Sheet, Size } from "./workbook";

/** A rectangle of cells, its edges included. */
export interface Rectangle {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** A rectangle of cells of a workbook. */
export interface Area extends Rectangle {
  readonly sheet: Sheet;
}

export function isOneCell({ top, left, bottom, right }: Rectangle): boolean {
  return top === bottom && left === right;
}

export function cellCount({ top, left, bottom, right }: Rectangle): number {
  return (bottom - top + 1) * (right - left + 1);
}

export function holdsCell({ top, left, bottom, right }: Rectangle, { row, column }: Position): boolean {
  return row >= top && row <= bottom && column >= left && column <= right;
}

export function haveCellsInCommon(a: Area, b: Area): boolean {
  return a.sheet === b.sheet && a.top <= b.bottom && b.top <= a.bottom && a.left <= b.right && b.left <= a.right;
}

export const WHOLE_SHEET: Rectangle = { top: 1, left: 1, bottom: LAST_ROW, right: LAST_COLUMN };

/** The rectangle that a formula fills from its own cell on. */
export function filledRectangle({ row, column }: Position, { rows, columns }: Size = { rows: 1, columns: 1 }): Rectangle {
  return { top: row, left: column, bottom: row + rows - 1, right: column + columns - 1 };
}

/** The rectangle that a plain address names: `E1:G3`, or `E1` for one cell. */
export function rectangleAt(address: string): Rectangle | undefined {
  const [first = "", last = first, ...rest] = address.split(":");
  const [from, to] = [cellAt(first), cellAt(last)];
  if (from === undefined || to === undefined || rest.length > 0 || to.row < from.row || to.column < from.column) return undefined;
  return { top: from.row, left: from.column, bottom: to.row, right: to.column };
}

/** A rectangle without its sheet: `E1:G3`, `E1`. */
export function rectangleAddress(rectangle: Rectangle): string {
  const first = cellAddress(rectangle.top, rectangle.left);
  return isOneCell(rectangle) ? first : `${first}:${cellAddress(rectangle.bottom, rectangle.right)}`;
}

/** The cells of an area that hold anything, row by row. */
export function* cellsIn({ sheet, top, left, bottom, right }: Area): Generator<Position & { readonly sheet: Sheet; readonly cell: Cell }> {
  for (const row of filled(sheet.rows, top, bottom)) {
    const cells = sheet.rows.get(row);
    if (cells === undefined) continue;
    for (const column of filled(cells, left, right)) {
      const cell = cells.get(column);
      if (cell !== undefined) yield { sheet, row, column, cell };
    }
  }
}

/** The numbers from one to another, or only those that a map knows where these are fewer. */
function filled(known: ReadonlyMap<number, unknown>, from: number, to: number): number[] {
  if (to - from < known.size) return Array.from({ length: to - from + 1 }, (_, i) => from + i);
  return [...known.keys()].filter((at) => at >= from && at <= to).sort((a, b) => a - b);
}
