import type { CellValue } from "../../cells/cell";
import { columnLetters, sheetPrefix } from "../../sheet/address";
import type { Area } from "../../sheet/area";
import type { Sheet } from "../../sheet/workbook";

const LABEL = 1;
const UNIT = 2;
const ONCE = 3;
export const FIRST_PERIOD = 4;

/** Whole-number products stay exact in a cell below this. */
export const WHOLE_LIMIT = "1E+15";

/** A line of the proof sheet with a figure for each period. */
export interface Line {
  readonly row: number;
  readonly periods: number;
}

/** A line that formulas name before it is written. */
export class PromisedLine implements Line {
  private written: Line | undefined;

  constructor(readonly periods: number) {}

  get row(): number {
    if (this.written === undefined) throw new RangeError("A line that was promised is not written");
    return this.written.row;
  }

  is(line: Line): Line {
    this.written = line;
    return line;
  }
}

/** The cells of one period: of a line, and of the same line one period before (for the first period, the cell in front of the periods). */
export interface Period {
  readonly number: number;
  of(line: Line | number): string;
  before(line: Line | number): string;
  /** The lines from the first to the last in this period: `D5:D7`. */
  from(first: Line | number, last: Line | number): string;
}

/** A formula that is the same in every period, but for the cells that it names. */
export type Formula = (t: Period) => string;

/** A figure as it is written on the sheet. */
export interface Written {
  /** Without its leading "=". */
  readonly formula?: string;
  readonly value?: CellValue;
  readonly format?: string;
  readonly bold?: boolean;
  /** Where a click leads. */
  readonly link?: string;
}

/**
 * The sheet on which calls stand in plain formulas: label | unit | once | period 1 | 2 …, one line below the other, the same formula in every period.
 */
export class ProofSheet {
  private last = 0;
  /** Formulas are written when their block is finished: they may name lines that stand further down. */
  private waiting: (() => void)[] = [];

  /** `isRehearsed`: nothing is written, so that one sees how many lines there will be. */
  constructor(readonly sheet: Sheet, private readonly isRehearsed = false) {}

  /** Rows that are folded away: how a figure is worked out to the last unit, beneath what it is. */
  readonly folded = new Set<number>();

  /** The row of the next line. */
  get next(): number {
    return this.last + 1;
  }

  /** Keeps so many lines free, to be written once what follows is there; gives the first. */
  keptFree(lines: number): number {
    const first = this.next;
    this.last += lines;
    return first;
  }

  /** Folds all lines from one on. */
  foldFrom(first: number): void {
    for (let row = first; row <= this.last; row++) this.folded.add(row);
  }

  /** Begins a block; of one that was given up nothing is written any more. */
  begin(): void {
    this.waiting = [];
  }

  /** Writes the formulas of all lines since the block began. */
  finish(): void {
    if (!this.isRehearsed) for (const write of this.waiting) write();
    this.waiting = [];
  }

  blank(): void {
    this.last++;
  }

  heading(text: string): number {
    const row = ++this.last;
    this.put(row, LABEL, { value: text, bold: true });
    return row;
  }

  /** The head of a part of the block: what its columns are. */
  heads(label: string, heads: readonly (string | number)[]): number {
    const row = this.heading(label);
    heads.forEach((value, i) => this.put(row, ONCE + i, { value, bold: true }));
    return row;
  }

  note(text: string): void {
    this.put(++this.last, LABEL, { value: text });
  }

  /** A line with one formula, in front of the periods; gives its cell: `$C$12`. */
  once(label: string, unit: string, written: string | Written): string {
    const row = this.line(label, unit);
    this.put(row, ONCE, typeof written === "string" ? { formula: written } : written);
    return `$${columnLetters(ONCE)}$${row}`;
  }

  /** A line with the same formula in every period; `once` stands in front of them. The formula may name this line, and lines that follow. */
  across(label: string, unit: string, periods: number, formula: Formula, { once, format }: { readonly once?: string | undefined; readonly format?: string } = {}): Line {
    const row = this.line(label, unit);
    if (once !== undefined) this.put(row, ONCE, { formula: once, ...formatted(format) });
    this.waiting.push(() => {
      for (let number = 1; number <= periods; number++) this.put(row, FIRST_PERIOD + number - 1, { formula: formula(periodOf(number)), ...formatted(format) });
    });
    return { row, periods };
  }

  /** A line of cells, from the one in front of the periods on. */
  cells(label: string, unit: string, written: readonly Written[]): number {
    const row = this.line(label, unit);
    written.forEach((one, i) => this.put(row, ONCE + i, one));
    return row;
  }

  /** Writes a grid at the left, whatever its columns mean; gives its area. */
  grid(rows: readonly (readonly Written[])[]): Area {
    const top = this.last + 1;
    rows.forEach((row, r) => row.forEach((one, c) => this.put(top + r, ONCE + c, one)));
    this.last = top + rows.length - 1;
    return { sheet: this.sheet, top, left: ONCE, bottom: this.last, right: ONCE + (rows[0]?.length ?? 1) - 1 };
  }

  /** The figures of a line over all periods: `$D$12:$O$12`. */
  range({ row, periods }: Line): string {
    return `$${columnLetters(FIRST_PERIOD)}$${row}:$${columnLetters(FIRST_PERIOD + periods - 1)}$${row}`;
  }

  /** The lines from the first to the last over all periods: `$D$12:$O$14`. */
  block(first: Line, last: Line): string {
    return `$${columnLetters(FIRST_PERIOD)}$${first.row}:$${columnLetters(FIRST_PERIOD + first.periods - 1)}$${last.row}`;
  }

  /** The cells of one column, from one row to another: `$D$5:$D$7`. The first column is the one in front of the periods. */
  column(column: number, from: number, to: number): string {
    const letters = columnLetters(ONCE + column);
    return from === to ? `$${letters}$${from}` : `$${letters}$${from}:$${letters}$${to}`;
  }

  /** One cell, as a formula on this sheet refers to it in whatever column it stands: `$D$5`. */
  cell(row: number, column: number): string {
    return `$${columnLetters(ONCE + column)}$${row}`;
  }

  /** An area as a formula on this sheet refers to it: `Inputs!$D$5:$O$5`. */
  reference(area: Area): string {
    return (area.sheet === this.sheet ? "" : sheetPrefix(area.sheet.name)) + fixedAddress(area);
  }

  private line(label: string, unit: string): number {
    const row = ++this.last;
    this.put(row, LABEL, { value: label });
    if (unit !== "") this.put(row, UNIT, { value: unit });
    return row;
  }

  /** One cell, in whatever column. */
  put(row: number, column: number, { formula, value = null, format, bold, link }: Written): void {
    if (this.isRehearsed) return;
    this.sheet.setCell(row, column, {
      value,
      ...(formula === undefined ? {} : { formula: { text: formula, kind: "plain" as const } }),
      ...formatted(format),
      ...(bold === undefined ? {} : { bold }),
      ...(link === undefined ? {} : { link }),
    });
  }
}

/** `$D$5:$O$5`, or `$D$5` for one cell. */
export function fixedAddress({ top, left, bottom, right }: Omit<Area, "sheet">): string {
  const fixed = (row: number, column: number) => `$${columnLetters(column)}$${row}`;
  return top === bottom && left === right ? fixed(top, left) : `${fixed(top, left)}:${fixed(bottom, right)}`;
}

export function periodOf(number: number): Period {
  const letters = columnLetters(FIRST_PERIOD + number - 1);
  const rowOf = (line: Line | number) => (typeof line === "number" ? line : line.row);
  return {
    number,
    of: (line) => `${letters}${rowOf(line)}`,
    before: (line) => `${columnLetters(FIRST_PERIOD + number - 2)}${rowOf(line)}`,
    from: (first, last) => `${letters}${rowOf(first)}:${letters}${rowOf(last)}`,
  };
}

function formatted(format: string | undefined): { format?: string } {
  return format === undefined ? {} : { format };
}
