import type { Decimal } from "../engine/decimal";
import type { Fault } from "../engine/refusal";
import { isBlank, isError, type CellValue, type Grid } from "./cell";
import { counted, errorFault, looksNumeric, shown, wrong, type BlankRule, type Place, type Reading } from "./decode";

/** A column that a table may have: its name, and the other words for it, in any case. */
export interface Column {
  readonly name: string;
  readonly synonyms?: readonly string[];
}

/**
 * A table read by the names in its header row or, without one, by the order of its columns. The last ones may be amounts, one for each period, whatever
 * the header row says of them. Rows at the end that are blank or 0 throughout are left out.
 */
export class Table {
  private constructor(
    private readonly name: string,
    private readonly reading: Reading,
    private readonly positions: ReadonlyMap<string, number>,
    private readonly body: Grid,
    private readonly firstRow: number,
    /** Where the amounts of the first period stand, from 0. */
    private readonly firstPeriod: number,
  ) {}

  /**
   * `order` is how the columns stand where there is no header row; trailing ones may be missing. A first row with a text is a header row, unless
   * `isHeader` knows better. Undefined, and noted, where the columns are not clear: a header row names them all, and none over the periods.
   */
  static read(reading: Reading, name: string, grid: Grid, columns: readonly Column[], order: readonly string[], isHeader = holdsText, periods = 0): Table | undefined {
    const head = grid[0] ?? [];
    const headed = isHeader(head);
    const firstPeriod = head.length - periods;
    // A table may be selected by whole columns: what lies below it is left alone.
    const filled = filledRows(grid);
    const named = periods === 0 ? filled : filled.map((row) => row.slice(0, Math.max(0, firstPeriod)));
    const misplaced = headed ? head.findIndex((value, column) => column >= firstPeriod && namesColumn(value, columns)) : -1;
    if (misplaced >= 0) {
      reading.note(name, wrong(`${shown(head[misplaced] ?? null)} stands where the amounts of period ${misplaced - firstPeriod + 1} belong; the table ends in ${counted(periods, "column")} of amounts, ${periods === 1 ? "for the one period" : "one for each period"}`), rowPlace(name, 1, `column ${misplaced + 1}`));
      return undefined;
    }
    const positions = headed ? headedColumns(reading, name, head.slice(0, Math.max(0, firstPeriod)), named, columns) : orderedColumns(reading, name, firstPeriod, order);
    if (positions === undefined) return undefined;
    return new Table(name, reading, positions, filledRows(headed ? filled.slice(1) : filled), headed ? 2 : 1, firstPeriod);
  }

  get length(): number {
    return this.body.length;
  }

  /** The column's place in the range, from 0; undefined where the table does not have it. */
  position(column: string): number | undefined {
    return this.positions.get(column);
  }

  /** Where the first row below the header stands in the range, from 0. */
  get bodyOffset(): number {
    return this.firstRow - 1;
  }

  has(column: string): boolean {
    return this.positions.has(column);
  }

  value(row: number, column: string): CellValue {
    const position = this.positions.get(column);
    return position === undefined ? null : (this.body[row]?.[position] ?? null);
  }

  figure(row: number, column: string, blanks: BlankRule): Decimal {
    return this.reading.figure(this.name, this.value(row, column), this.place(row, column), blanks);
  }

  /** The amounts of a row, one for each period. */
  amounts(row: number, blanks: BlankRule = "zero"): Decimal[] {
    const amounts = (this.body[row] ?? []).slice(this.firstPeriod);
    return amounts.map((value, t) => this.reading.figure(this.name, value, this.place(row, `period ${t + 1}`), blanks));
  }

  /** Whether a row above the last filled one has nothing in it; noted. */
  hasEmptyRow(): boolean {
    const rows = this.body.flatMap((cells, row) => (isEmptyRow(cells) ? [row] : []));
    for (const row of rows) this.reading.note(this.name, wrong("The row is empty; delete it"), this.place(row));
    return rows.length > 0;
  }

  /** How the user finds a row: counted from 1 in the range as it was selected, header included. */
  place(row: number, column?: string): Place {
    return rowPlace(this.name, row + this.firstRow, column);
  }
}

export function holdsText(cells: Grid[number]): boolean {
  return cells.some((value) => typeof value === "string" && value.trim() !== "");
}

/** Whether a cell of a header row names one of these columns. */
export function namesColumn(value: CellValue, columns: readonly Column[]): boolean {
  return typeof value === "string" && columnOf(value, columns) !== undefined;
}

/** Whether the first row names a column: in tables whose rows begin with names, which are text too, that makes it the header row. */
export function isHeaderOf(columns: readonly Column[]): (head: Grid[number]) => boolean {
  return (head) => head.some((value) => namesColumn(value, columns));
}

/** Whether the first row has texts alone where figures belong, and may be meant as a header row; noted, with what such a row would say. */
export function isUnnamedHeader(reading: Reading, name: string, figures: Grid[number], says: string): boolean {
  const given = figures.filter((value) => !isBlank(value));
  const isUnnamed = given.length > 0 && given.every((value) => typeof value === "string" && !looksNumeric(value));
  if (isUnnamed) reading.note(name, wrong(`The first row has texts where figures belong (${given.slice(0, 2).map(shown).join(", ")}); if it is the header row, write ${says}; if not, give figures`), rowPlace(name, 1));
  return isUnnamed;
}

/** The table with its empty corner named, where the periods beside it are named too: over figures the row could be one of amounts. */
export function withCorner(grid: Grid, column: Column): Grid {
  const [[corner = null, ...periods] = [], ...body] = grid;
  const isNamed = periods.length > 0 && periods.every((cell) => typeof cell === "string" && cell.trim() !== "");
  return isBlank(corner) && isNamed ? [[column.name, ...periods], ...body] : grid;
}

/** A name as a statement shows it: a holder's, a deduction's. Undefined for a blank, which some versions of Excel hand over as 0. */
export function nameIn(value: CellValue): string | undefined {
  if (isBlank(value) || value === 0 || isError(value)) return undefined;
  return typeof value === "string" ? value : shown(value);
}

/** The header is row 1. */
export function rowPlace(name: string, row: number, column?: string): Place {
  const words = `${name}, row ${row}`;
  return { words: column === undefined ? words : `${words}, ${column}`, order: row };
}

function headedColumns(reading: Reading, name: string, head: Grid[number], grid: Grid, columns: readonly Column[]): Map<string, number> | undefined {
  const positions = new Map<string, number>();
  let isClear = true;
  for (const [position, value] of head.entries()) {
    if (isBlank(value) && grid.every((row) => isBlank(row[position] ?? null))) continue;
    const column = typeof value === "string" ? columnOf(value, columns) : undefined;
    const fault = headerFault(value, column, positions, columns);
    if (fault !== undefined) {
      reading.note(name, fault, rowPlace(name, 1, `column ${position + 1}`));
      isClear = false;
    } else if (column !== undefined) {
      positions.set(column.name, position);
    }
  }
  return isClear ? positions : undefined;
}

function headerFault(value: CellValue, column: Column | undefined, found: ReadonlyMap<string, number>, columns: readonly Column[]): Fault | undefined {
  if (isError(value)) return errorFault(value);
  if (column === undefined) {
    const known = columns.map((one) => one.name).join(", ");
    return wrong(`${shown(value)} is no column of this table: the first row is its header row, and its columns are ${known}`);
  }
  return found.has(column.name) ? wrong(`The column ${column.name} stands twice; keep one of them`) : undefined;
}

/** The column that a header names: by one of its words, or by such a word with the rest in brackets, as `From (m tokens)`. */
export function columnOf(header: string, columns: readonly Column[]): Column | undefined {
  const named = (given: string) => columns.find((column) => [column.name, ...(column.synonyms ?? [])].some((word) => nameKey(word) === given));
  const whole = header.normalize("NFC");
  return named(nameKey(whole)) ?? named(nameKey(whole.replace(/\([^()]*\)|\[[^[\]]*\]/g, " ")));
}

/** A name in any case and with any spaces, to compare it by. */
export function nameKey(name: string): string {
  return name.trim().replace(/\s+/g, " ").toLowerCase();
}

function orderedColumns(reading: Reading, name: string, width: number, order: readonly string[]): Map<string, number> | undefined {
  if (width > order.length) {
    const message = `The table has ${counted(width, "column")} but no header row; without one it has at most ${order.length}: ${order.join(", ")}`;
    reading.note(name, wrong(message));
    return undefined;
  }
  return new Map(order.slice(0, width).map((column, position) => [column, position]));
}

/** The most rows that a table may have whose columns are not clear: the first may be one, or its header row. */
export function mostRows(grid: Grid): number {
  return filledRows(grid).length;
}

function filledRows(rows: Grid): Grid {
  let end = rows.length;
  while (end > 0 && isEmptyRow(rows[end - 1] ?? [])) end--;
  return rows.slice(0, end);
}

/** Some versions of Excel hand over a blank as 0. */
function isEmptyRow(cells: Grid[number]): boolean {
  return cells.every((value) => isBlank(value) || value === 0);
}
