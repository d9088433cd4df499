import { LAST_COLUMN, LAST_ROW } from "../address";
import type { Area } from "../area";
import type { Coordinate, ReferenceNode } from "../formula/nodes";
import type { Sheet, Table } from "../workbook";
import type { TablePart } from "../formula/tablePart";

/** By how much the relative references of a defined name move: it is written as seen from A1. */
export interface Shift {
  readonly rows: number;
  readonly columns: number;
}

/** The rectangle of a reference on each of these sheets. */
export function areasOn(sheets: readonly Sheet[], node: ReferenceNode, shift: Shift | undefined): Area[] {
  return sheets.map((sheet) => areaOn(sheet, node, shift));
}

/** The rectangle of a reference on this sheet. */
export function areaOn(sheet: Sheet, node: ReferenceNode, shift: Shift | undefined): Area {
  if (shift === undefined) return { sheet, top: node.top.at, left: node.left.at, bottom: node.bottom.at, right: node.right.at };
  const { rows, columns } = shift;
  const [a, b] = [shifted(node.top, rows, LAST_ROW), shifted(node.bottom, rows, LAST_ROW)];
  const [c, d] = [shifted(node.left, columns, LAST_COLUMN), shifted(node.right, columns, LAST_COLUMN)];
  return { sheet, top: Math.min(a, b), left: Math.min(c, d), bottom: Math.max(a, b), right: Math.max(c, d) };
}

function shifted({ at, fixed }: Coordinate, by: number, last: number): number {
  return fixed || by === 0 ? at : ((at - 1 + by) % last) + 1;
}

export function sheetsThrough(sheets: readonly Sheet[], first: Sheet | undefined, last: Sheet | undefined): Sheet[] | undefined {
  if (first === undefined || last === undefined) return undefined;
  if (first === last) return [first];
  const [from, to] = [sheets.indexOf(first), sheets.indexOf(last)];
  return sheets.slice(Math.min(from, to), Math.max(from, to) + 1);
}

/** Excel's implicit intersection: the one cell of a range that stands in the row or column of a formula. */
export function intersection({ sheet, top, left, bottom, right }: Area, row: number, column: number): Area | undefined {
  const cutRow = top === bottom ? top : left === right && row >= top && row <= bottom ? row : undefined;
  const cutColumn = left === right ? left : top === bottom && column >= left && column <= right ? column : undefined;
  return cutRow === undefined || cutColumn === undefined ? undefined : { sheet, top: cutRow, left: cutColumn, bottom: cutRow, right: cutColumn };
}

/** The cells of a part of a table, as a formula in this row sees it; or why there are none. */
export function tableArea(table: Table, part: TablePart, sheet: Sheet, row: number): Area | string {
  const firstData = table.top + (table.hasHeader ? 1 : 0);
  const lastData = table.bottom - (table.hasTotals ? 1 : 0);
  const items = part.items.length === 0 ? ["#data" as const] : part.items;
  let [top, bottom] = [Infinity, -Infinity];
  const add = (from: number, to: number) => ([top, bottom] = [Math.min(top, from), Math.max(bottom, to)]);
  for (const item of items) {
    if (item === "#all") add(table.top, table.bottom);
    else if (item === "#data") add(firstData, lastData);
    else if (item === "#headers" && table.hasHeader) add(table.top, table.top);
    else if (item === "#totals" && table.hasTotals) add(table.bottom, table.bottom);
    else if (item === "#this row") {
      if (row < firstData || row > lastData) return `[#This Row] of the table ${table.name} has a meaning only in its rows ${firstData} to ${lastData}`;
      add(row, row);
    }
  }
  if (top > bottom) return `the table ${table.name} has no ${items.join(", ").replace(/#/g, "")}`;
  const [first, last] = [part.columns?.first, part.columns?.last].map((name) => (name === undefined ? undefined : columnOf(table, name)));
  if (part.columns !== undefined && (first === undefined || last === undefined)) return `the table ${table.name} has no column ${first === undefined ? part.columns.first : part.columns.last}`;
  const [left, right] = [table.left + (first ?? 0), table.left + (last ?? table.columns.length - 1)];
  return { sheet, top, left: Math.min(left, right), bottom, right: Math.max(left, right) };
}

function columnOf(table: Table, name: string): number | undefined {
  const wanted = name.toLowerCase();
  const at = table.columns.findIndex((column) => column.toLowerCase() === wanted);
  return at < 0 ? undefined : at;
}
