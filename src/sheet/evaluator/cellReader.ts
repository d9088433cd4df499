import type { CellError, CellValue } from "../../cells/cell";
import { LAST_COLUMN, LAST_ROW } from "../address";
import type { Area } from "../area";
import type { Sheet, Workbook } from "../workbook";
import { CellColumn, RunningFigures } from "./columns";
import { isErrorValue } from "./value";

/** Thrown where a formula reads cells whose own formulas are still to be calculated: these first, then the formula again. */
export class NotSettled extends Error {
  area: Area | undefined;
}

/**
 * Reads cells for formulas. What many formulas read alike (a table that is looked up in, a column that is added up from its top) is read once and kept,
 * as long as nothing of it changes: this reader is for one calculation.
 */
export class CellReader {
  /** Every area that is read is noted here: so are the cells known that a formula has really used. */
  reads: Area[] = [];
  /** While circles are gone round, cells change under the reader, and nothing is kept. */
  keeps = true;
  private readonly notSettled = new NotSettled("Cells are read that are still to be calculated.");
  private readonly used = new Map<Sheet, { rows: number; columns: number }>();
  private readonly columns = new Map<Sheet, Map<number, CellColumn>>();
  private readonly figures = new Map<Sheet, Map<string, RunningFigures>>();
  private readonly kept = new Map<Sheet, Map<string, readonly (readonly CellValue[])[] | undefined>>();

  constructor(
    readonly workbook: Workbook,
    /** Tells whether the area holds a cell that is still to be calculated. */
    private readonly isOpen: (area: Area) => boolean = () => false,
  ) {}

  /** The value of one cell. */
  cell(sheet: Sheet, row: number, column: number): CellValue {
    this.settled({ sheet, top: row, left: column, bottom: row, right: column });
    return sheet.rows.get(row)?.get(column)?.value ?? null;
  }

  /** The values of an area, row by row. */
  rows(area: Area): readonly (readonly CellValue[])[] {
    this.settled(area);
    if (!this.keeps || area.bottom - area.top + (area.right - area.left) < FEW) return this.read(area);
    const kept = inner(this.kept, area.sheet);
    const key = `${area.top}:${area.left}:${area.bottom}:${area.right}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const rows = this.read(area);
    // Kept from the second time on: most ranges are read by one formula only.
    kept.set(key, kept.has(key) ? rows : undefined);
    return rows;
  }

  /** One column from a row on, read as far as this row. */
  column(sheet: Sheet, column: number, top: number, bottom: number): CellColumn {
    this.settled({ sheet, top, left: column, bottom, right: column });
    return this.columnFrom(sheet, column, top).upTo(bottom);
  }

  /** Sum, count, least and greatest of the cells of an area. */
  running(area: Area): RunningFigures {
    this.settled(area);
    const { sheet, top, left, bottom, right } = area;
    if (!this.keeps) return new RunningFigures(this.freshColumns(area)).upTo(bottom - top);
    const figures = inner(this.figures, sheet);
    const key = `${left}:${right}:${top}`;
    let running = figures.get(key);
    if (running === undefined) {
      const columns: CellColumn[] = [];
      for (let column = left; column <= right; column++) columns.push(this.columnFrom(sheet, column, top));
      figures.set(key, (running = new RunningFigures(columns)));
    }
    return running.upTo(bottom - top);
  }

  /** Whole columns and rows end where the contents of the sheet end, so that nobody walks over a million blanks. */
  clipped(area: Area): Area {
    if (area.bottom !== LAST_ROW && area.right !== LAST_COLUMN) return area;
    // Settled first: how far it is used is known only then.
    this.settled(area);
    const { rows, columns } = this.usedSize(area.sheet);
    const bottom = area.bottom === LAST_ROW ? Math.max(area.top, rows) : area.bottom;
    const right = area.right === LAST_COLUMN ? Math.max(area.left, columns) : area.right;
    return { ...area, bottom, right };
  }

  /** The used part of a sheet: its last row and its last column with anything in it, at least 1. */
  usedSize(sheet: Sheet): { rows: number; columns: number } {
    let size = this.used.get(sheet);
    if (size === undefined) {
      size = { rows: 1, columns: 1 };
      for (const [row, cells] of sheet.rows) {
        if (row > size.rows) size.rows = row;
        for (const column of cells.keys()) if (column > size.columns) size.columns = column;
      }
      this.used.set(sheet, size);
    }
    return size;
  }

  /** To be called when cells are filled beyond what was used before. */
  grow(area: Area): void {
    const size = this.usedSize(area.sheet);
    size.rows = Math.max(size.rows, area.bottom);
    size.columns = Math.max(size.columns, area.right);
  }

  /** To be called when cells were filled that others may have read before. */
  forget(sheet: Sheet): void {
    this.columns.delete(sheet);
    this.figures.delete(sheet);
    this.kept.delete(sheet);
  }

  settled(area: Area): void {
    if (this.isOpen(area)) {
      this.notSettled.area = area;
      throw this.notSettled;
    }
    this.reads.push(area);
  }

  private columnFrom(sheet: Sheet, column: number, top: number): CellColumn {
    if (!this.keeps) return new CellColumn(sheet, column, top);
    const columns = inner(this.columns, sheet);
    const key = column * (LAST_ROW + 1) + top;
    let found = columns.get(key);
    if (found === undefined) columns.set(key, (found = new CellColumn(sheet, column, top)));
    return found;
  }

  private freshColumns({ sheet, left, right, top }: Area): CellColumn[] {
    return Array.from({ length: right - left + 1 }, (_, index) => new CellColumn(sheet, left + index, top));
  }

  private read({ sheet, top, left, bottom, right }: Area): CellValue[][] {
    const rows: CellValue[][] = [];
    for (let row = top; row <= bottom; row++) {
      const cells = sheet.rows.get(row);
      const values: CellValue[] = [];
      for (let column = left; column <= right; column++) values.push(cells?.get(column)?.value ?? null);
      rows.push(values);
    }
    return rows;
  }
}

/** Areas of less than so many cells along their edges are read again more quickly than they are found. */
const FEW = 8;

/** An error that stands for a figure which Excel may know and we do not. */
export function isUnsupported(value: unknown): value is CellError {
  return isErrorValue(value) && value.unsupported === true;
}

function inner<Key, Inner, Value>(map: Map<Key, Map<Inner, Value>>, key: Key): Map<Inner, Value> {
  let found = map.get(key);
  if (found === undefined) map.set(key, (found = new Map<Inner, Value>()));
  return found;
}
