import type { CellLook } from "./cellLooks";

/** How a sheet is to look otherwise than its file has it. What is not named here stays as the file has it. */
export interface LookChanges {
  readonly cells: Map<number, Map<number, StyleChange>>;
  readonly columns: Map<number, ColumnLook>;
  readonly rows: Map<number, RowLook>;
  frozen?: { readonly rows: number; readonly columns: number };
}

/** A style of the file by its number, and the look that is wanted in its place. Absent: the style as it is. */
export interface StyleChange {
  readonly from: number;
  readonly look?: CellLook;
}

export interface ColumnLook {
  /** In characters; absent: as wide as usual. */
  readonly width?: number;
  readonly isHidden: boolean;
  /** The number of a style of the file. */
  readonly style?: number;
}

export interface RowLook {
  /** In points; absent: as high as its text. */
  readonly height?: number;
  readonly isHidden: boolean;
  /** The number of a style of the file. */
  readonly style?: number;
}

export function noLookChanges(): LookChanges {
  return { cells: new Map(), columns: new Map(), rows: new Map() };
}

export function isUnchanged({ cells, columns, rows, frozen }: LookChanges): boolean {
  return cells.size === 0 && columns.size === 0 && rows.size === 0 && frozen === undefined;
}
