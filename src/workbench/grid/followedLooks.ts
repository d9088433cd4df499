import { BooleanNumber, type ICellData, type IColumnData, type IRowData, type Nullable, type Styles, type Worksheet } from "@univerjs/core";
import type { Appearance, SheetAppearance } from "../../file/looks/appearance";
import { PLAIN_LOOK } from "../../file/looks/cellLooks";
import { noLookChanges, type ColumnLook, type LookChanges, type RowLook, type StyleChange } from "../../file/looks/lookChanges";
import { digitWidth, lookNumber, pixelsOfPoints } from "./bookData";
import { changedLook, type NumberedStyle } from "./cellStyle";

/** How one sheet looks in the grid, against how it looked when it was first seen: what the file is to be given. */
export class FollowedLooks {
  readonly changes: LookChanges = noLookChanges();
  private readonly columnsBefore: Record<number, Partial<IColumnData>>;
  private readonly rowsBefore: Record<number, Partial<IRowData>>;
  private readonly frozenBefore: { readonly rows: number; readonly columns: number };
  private readonly widths: ReadonlyMap<number, number>;
  private readonly heights: ReadonlyMap<number, number>;
  private readonly digit: number;
  /** Styles whose look has been told apart already. */
  private readonly known = new Map<string, StyleChange>();

  /** `grid`: another one once the sheet was removed and put back. */
  constructor(public grid: Worksheet, private readonly styles: Styles, private readonly looks: Appearance["looks"], private readonly asRead: SheetAppearance | undefined) {
    const { columnData, rowData } = grid.getConfig();
    this.columnsBefore = copied(columnData);
    this.rowsBefore = copied(rowData);
    this.frozenBefore = frozenNow(grid);
    this.digit = digitWidth(looks);
    this.widths = new Map(asRead?.columns.flatMap(({ width }) => (width === undefined ? [] : [[Math.ceil(width * this.digit), width] as const])));
    this.heights = new Map([...(asRead?.rows.values() ?? [])].flatMap(({ height }) => (height === undefined ? [] : [[pixelsOfPoints(height), height] as const])));
  }

  /** The number format that a cell shows, counted from 1. */
  format(row: number, column: number, data: Nullable<ICellData>): string | undefined {
    const number = lookNumber(data?.s);
    if (number !== undefined) return this.looks[number]?.format;
    const pattern = this.style(row, column, data).n?.pattern;
    return pattern === "General" ? undefined : pattern;
  }

  /** Cells that the file gives a style of their own, and those that were given another. */
  styledPlaces(): (readonly [row: number, column: number])[] {
    return [this.asRead?.cells ?? [], this.changes.cells].flatMap((cells) => [...cells].flatMap(([row, columns]) => [...columns.keys()].map((column) => [row, column] as const)));
  }

  /** Takes over how a cell looks now. Tells whether that is news. */
  followCell(row: number, column: number, data: Nullable<ICellData>, hasContent: boolean): boolean {
    const asRead = this.asRead?.cells.get(row)?.get(column);
    const change = asRead !== undefined && lookNumber(data?.s) === asRead ? undefined : this.changeOf(row, column, data, asRead, hasContent);
    return put(this.changes.cells, row, column, change);
  }

  private changeOf(row: number, column: number, data: Nullable<ICellData>, asRead: number | undefined, hasContent: boolean): StyleChange | undefined {
    const wanted = this.wanted(row, column, data);
    // A cell that is new to the file is given the style that its row or column has there.
    const covered = hasContent ? this.cover(this.rowsBefore, this.columnsBefore, row, column) : this.cover(this.grid.getConfig().rowData, this.grid.getConfig().columnData, row, column);
    const given = asRead ?? covered ?? 0;
    return wanted.look === undefined && wanted.from === given ? undefined : wanted;
  }

  private wanted(row: number, column: number, data: Nullable<ICellData>): StyleChange {
    const number = lookNumber(data?.s);
    if (number !== undefined) return { from: number };
    const style = this.style(row, column, data);
    const key = JSON.stringify(style);
    let change = this.known.get(key);
    if (change === undefined) {
      const { xf: from = 0 } = style;
      const look = changedLook(this.looks[from] ?? PLAIN_LOOK, style);
      this.known.set(key, (change = { from, ...(look === undefined ? {} : { look }) }));
    }
    return change;
  }

  /** A style that comes of one of the file's is whole; another lies over that of its row and column. */
  private style(row: number, column: number, data: Nullable<ICellData>): NumberedStyle {
    const own: Nullable<NumberedStyle> = this.styles.getStyleByCell(data);
    if (own?.xf !== undefined) return own;
    return this.grid.getComposedCellStyleByCellData(row - 1, column - 1, data, true);
  }

  private cover(rows: Read<IRowData>, columns: Read<IColumnData>, row: number, column: number): number | undefined {
    return lookNumber(rows[row - 1]?.s) ?? lookNumber(columns[column - 1]?.s);
  }

  /** Takes over widths, heights and panes. Tells whether there is any news. */
  followShape(): boolean {
    const { columnData, rowData } = this.grid.getConfig();
    let isNews = false;
    for (const column of places(this.columnsBefore, columnData)) {
      const [before, now] = [this.columnLook(this.columnsBefore[column]), this.columnLook(columnData[column])];
      isNews = putOne(this.changes.columns, column + 1, same(before, now) ? undefined : now) || isNews;
    }
    for (const row of places(this.rowsBefore, rowData)) {
      const [before, now] = [this.rowLook(this.rowsBefore[row]), this.rowLook(rowData[row])];
      isNews = putOne(this.changes.rows, row + 1, same(before, now) ? undefined : now) || isNews;
    }
    const frozen = frozenNow(this.grid);
    const change = same(frozen, this.frozenBefore) ? undefined : frozen;
    if (same(change, this.changes.frozen)) return isNews;
    if (change === undefined) delete this.changes.frozen;
    else this.changes.frozen = change;
    return true;
  }

  private columnLook({ w, hd, s }: Partial<IColumnData> = {}): ColumnLook {
    const style = lookNumber(s);
    // Excel keeps widths in parts of 256.
    const width = w === undefined ? undefined : (this.widths.get(w) ?? Math.round((w / this.digit) * 256) / 256);
    return { isHidden: hd === BooleanNumber.TRUE, ...(width === undefined ? {} : { width }), ...(style === undefined ? {} : { style }) };
  }

  private rowLook({ h, ia, hd, s }: Partial<IRowData> = {}): RowLook {
    const style = lookNumber(s);
    const height = h === undefined || ia !== BooleanNumber.FALSE ? undefined : (this.heights.get(h) ?? (h * 3) / 4);
    return { isHidden: hd === BooleanNumber.TRUE, ...(height === undefined ? {} : { height }), ...(style === undefined ? {} : { style }) };
  }
}

type Read<Data> = Readonly<Record<number, Partial<Data> | undefined>>;

function frozenNow(grid: Worksheet): { readonly rows: number; readonly columns: number } {
  const { ySplit, xSplit } = grid.getConfig().freeze;
  return { rows: Math.max(0, ySplit), columns: Math.max(0, xSplit) };
}

function copied<Data>(data: Read<Data>): Record<number, Partial<Data>> {
  return Object.fromEntries(Object.entries(data).map(([place, entry]) => [place, { ...entry }]));
}

function places(...both: readonly object[]): Set<number> {
  return new Set(both.flatMap((one) => Object.keys(one).map(Number)));
}

function put(changes: Map<number, Map<number, StyleChange>>, row: number, column: number, change: StyleChange | undefined): boolean {
  let cells = changes.get(row);
  if (cells === undefined && change === undefined) return false;
  if (cells === undefined) changes.set(row, (cells = new Map<number, StyleChange>()));
  const isNews = putOne(cells, column, change);
  if (cells.size === 0) changes.delete(row);
  return isNews;
}

/** Tells whether something else stood there before. */
function putOne<Value>(into: Map<number, Value>, key: number, value: Value | undefined): boolean {
  if (same(into.get(key), value)) return false;
  if (value === undefined) into.delete(key);
  else into.set(key, value);
  return true;
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
