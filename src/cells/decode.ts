import { Decimal, ZERO, type Decimals } from "../engine/decimal";
import { Refusal, type Fault, type Shape } from "../engine/refusal";
import { sizeRefusal } from "./argumentSize";
import { isBlank, isError, type CellError, type CellValue, type Grid } from "./cell";
import { received } from "./received";

/** How the figures of an argument lie, and so its answer: in a row, in a column, or in a single cell. */
export type Direction = "across" | "down" | "single";

/** Figures in a row, a column or a single cell: one for each period. */
export interface Series {
  readonly values: readonly Decimal[];
  readonly direction: Direction;
}

/** Whether one lies beside the other: as many cells, in the same direction. */
export function liesBeside(one: { readonly values: readonly unknown[]; readonly direction: string }, other: Series): boolean {
  return one.values.length === other.values.length && one.direction === other.direction;
}

/** One for all, or one for each beside them. */
export function isOneOrBeside(given: Series, others: Series): boolean {
  return given.direction === "single" || liesBeside(given, others);
}

/** What a blank cell means: 0, or a fault. */
export type BlankRule = "zero" | "refused";

/** Where a fault stands: how the user finds it, and its rank in the reading order of its argument. */
export interface Place {
  readonly words: string;
  readonly order: number;
}

/** Stands in for a figure that cannot be read. It compares false with everything, so that no rule complains of it as well. */
export const UNREAD = new Decimal(NaN);

/** Stands in for a series whose shape is wrong: it has no periods that anything else could be held against. */
const NO_SERIES: Series = { values: [], direction: "single" };

const LARGEST = new Decimal("1e15");
const ROWS_OF_A_SHEET = 1_048_576;
const COLUMNS_OF_A_SHEET = 16_384;
/** 1 March 1900: before it Excel's calendar has a day that never was. */
const FIRST_DATE = 61;
/** 31 December 9999, the last date that Excel knows. */
const LAST_DATE = 2_958_465;

/**
 * The arguments of one call, read from cells into the engine's values.
 *
 * What cannot be read is noted as a fault, and a stand-in is handed back, so that the faults of all arguments are found; `refuseFaults` raises
 * them together, before anything is computed.
 */
export class Reading {
  private readonly faults = new Map<string, { readonly fault: Fault; readonly order: number }[]>();
  private readonly grids = new Map<unknown, Grid | null>();

  /** `names` are the arguments in their order, which is the order of the faults. */
  constructor(...names: string[]) {
    for (const name of names) this.faults.set(name, []);
  }

  /** The cells of an argument; null where it was left out or is one blank cell. */
  cells(argument: unknown): Grid | null {
    const grid = this.received(argument);
    return grid?.length === 1 && grid[0]?.length === 1 && isBlank(grid[0][0] ?? null) ? null : grid;
  }

  /** Once for each argument: one of whole columns has millions of cells. */
  private received(argument: unknown): Grid | null {
    let grid = this.grids.get(argument);
    if (grid === undefined) {
      grid = received(argument);
      this.grids.set(argument, grid);
      // What has been read may be asked about again, as a range.
      this.grids.set(grid, grid);
    }
    return grid;
  }

  /** Notes a fault of an argument as a whole, or at a place in it. */
  note(name: string, fault: Fault, { words, order }: Place = { words: name, order: 0 }): void {
    const noted = this.faults.get(name);
    if (noted === undefined) throw new RangeError(`${name} is no argument of this call`);
    noted.push({ fault: { ...fault, message: `${fault.message} (${words}).` }, order });
  }

  /** Notes what the engine finds wrong with the items of a series or a table that has been read; `places` names them for the user. */
  noteItems(name: string, faults: readonly Fault[], places: (item: number) => Place): void {
    for (const fault of faults) this.note(name, fault, fault.item === undefined ? undefined : places(fault.item));
  }

  /** Whether anything is wrong with an argument, as far as it has been looked at. */
  isFaulty(name: string): boolean {
    return (this.faults.get(name) ?? []).length > 0;
  }

  /** The answer; or, where anything is refused, the refusal in the shape that the answer would have had, if that is known. */
  answered<Answer>(shape: Shape | undefined, answer: () => Answer): Answer {
    try {
      this.refuseFaults();
      return answer();
    } catch (refusal) {
      throw refusal instanceof Refusal && shape !== undefined ? new Refusal(refusal.faults, shape) : refusal;
    }
  }

  refuseFaults(): void {
    const inOrder = [...this.faults.values()].flatMap((noted) => [...noted].sort((a, b) => a.order - b.order).map(({ fault }) => fault));
    const [first, ...rest] = inOrder;
    if (first !== undefined) throw new Refusal([first, ...rest]);
  }

  /** Amounts by period. A blank period stays a period, at 0. */
  series(name: string, argument: unknown, blanks: BlankRule = "zero"): Series {
    const [height, width] = sizeOf(argument);
    if (width === 1 && this.whole(name, "column", height >= ROWS_OF_A_SHEET)) return NO_SERIES;
    const grid = this.given(name, argument);
    if (grid === null) return NO_SERIES;
    const rows = grid.length;
    const columns = grid[0]?.length ?? 0;
    if (rows > 1 && columns > 1) {
      this.note(name, wrong(`A block of ${inWords(rows, columns)} stands where one row or one column belongs; select the periods only`));
      return NO_SERIES;
    }
    if (this.wholeSheetWide(name, grid)) return NO_SERIES;
    const direction = rows * columns === 1 ? "single" : columns > 1 ? "across" : "down";
    return { values: grid.flat().map((value, t) => this.figure(name, value, periodPlace(name, t, rows * columns), blanks)), direction };
  }

  /** A block of amounts, row by row. Undefined where a whole column or row is selected. */
  block(name: string, grid: Grid, blanks: BlankRule = "zero"): Decimal[][] | undefined {
    if (this.wholeSheetWide(name, grid)) return undefined;
    const columns = grid[0]?.length ?? 0;
    return grid.map((row, r) => row.map((value, c) => this.figure(name, value, blockPlace(name, r * columns + c, columns), blanks)));
  }

  /** One figure; `fallback` where it was left out. */
  single(name: string, argument: unknown, fallback: Decimal): Decimal {
    const value = this.singleValue(name, argument);
    if (value === undefined) return UNREAD;
    return value === null ? fallback : this.figure(name, value);
  }

  /** One word of a list, in any case; `fallback` where it was left out. */
  word<Word extends string>(name: string, argument: unknown, words: readonly [Word, ...Word[]], fallback: Word): Word {
    const value = this.singleValue(name, argument);
    if (value === undefined || value === null) return fallback;
    const word = wordOf(value, words);
    if (word === undefined) this.unlisted(name, value, words);
    return word ?? fallback;
  }

  /** Where the answer is rounded: a whole number 0–9 or "exact"; `fallback` where it was left out. */
  decimals(name: string, argument: unknown, fallback: Decimals): Decimals {
    const value = this.singleValue(name, argument);
    if (value === undefined || value === null) return fallback;
    if (wordOf(value, ["exact"]) !== undefined) return "exact";
    const places = typeof value === "number" ? decimalOf(value).toNumber() : NaN;
    if (Number.isInteger(places) && places >= 0 && places <= 9) return places;
    if (isError(value)) this.note(name, errorFault(value));
    else this.note(name, wrong(`${shown(value)} is no number of decimals; give a whole number from 0 to 9, or "exact"`));
    return fallback;
  }

  /** Dates by period, as whole serial numbers, times of day cut off; NaN where one cannot be read. A blank is refused: a flow without a date has no value. */
  dates(name: string, grid: Grid): number[] {
    const values = grid.flat();
    return values.map((value, t) => this.date(name, value, datePlace(name, t, values.length)));
  }

  date(name: string, value: CellValue, place?: Place): number {
    const serial = this.figure(name, value, place);
    const day = serial.floor();
    if (day.lessThan(FIRST_DATE) || day.greaterThan(LAST_DATE)) {
      this.note(name, wrong(`${serial.toFixed()} is no date that can be used; give a date from 1 March 1900 (serial ${FIRST_DATE}) to the end of 9999`), place);
      return NaN;
    }
    return day.toNumber();
  }

  /** The one value of an argument, null where it was left out, undefined (and noted) where a range was given. */
  singleValue(name: string, argument: unknown): CellValue | undefined {
    const grid = this.cells(argument);
    if (grid === null) return null;
    if (grid.length === 1 && grid[0]?.length === 1) return grid[0][0] ?? null;
    this.note(name, wrong(`A range of ${inWords(grid.length, grid[0]?.length ?? 0)} stands where a single value belongs`));
    return undefined;
  }

  /** A cell's figure: the decimal of the 15 digits that Excel shows. */
  figure(name: string, value: CellValue, place?: Place, blanks: BlankRule = "refused"): Decimal {
    if (typeof value === "number") {
      const figure = decimalOf(value);
      if (figure.abs().lessThanOrEqualTo(LARGEST)) return figure;
      this.note(name, wrong(`${shown(value)} is beyond the limit of 1E+15`), place);
    } else if (isBlank(value)) {
      if (blanks === "zero") return ZERO;
      this.note(name, wrong("The cell is empty; type a number (0 if that is meant)"), place);
    } else if (isError(value)) {
      this.note(name, errorFault(value), place);
    } else if (typeof value === "boolean") {
      this.note(name, wrong(`${shown(value)} is not a number`), place);
    } else {
      const advice = looksNumeric(value) ? "is text that looks like a number; convert the cell to a number" : "is text where a number belongs";
      this.note(name, wrong(`${shown(value)} ${advice}`), place);
    }
    return UNREAD;
  }

  unlisted(name: string, value: CellValue, words: readonly string[], other = "", place?: Place): void {
    const known = words.map((word) => `"${word}"`).join(", ");
    if (isError(value)) this.note(name, errorFault(value), place);
    else if (isBlank(value)) this.note(name, wrong(`The cell is empty; write one of the words ${known}${other}`), place);
    else this.note(name, wrong(`${shown(value)} is not one of the words ${known}${other}`), place);
  }

  /** The cells of an argument that must be given; null, and noted, where it is left out. Blanks are given: some hosts hand them over as 0, and the answer is the same. */
  given(name: string, argument: unknown): Grid | null {
    const [rows, columns] = sizeOf(argument);
    const refusal = sizeRefusal(name, rows, columns);
    if (refusal !== undefined) throw refusal;
    const grid = this.received(argument);
    if (grid === null) this.note(name, wrong("This argument must be given"));
    return grid;
  }

  /** Whether a whole row is selected, which would be as many periods; noted. */
  wholeRow(name: string, grid: Grid): boolean {
    return this.whole(name, "row", (grid[0]?.length ?? 0) >= COLUMNS_OF_A_SHEET);
  }

  private wholeSheetWide(name: string, grid: Grid): boolean {
    return this.whole(name, "column", grid.length >= ROWS_OF_A_SHEET) || this.wholeRow(name, grid);
  }

  private whole(name: string, line: "column" | "row", isSelected: boolean): boolean {
    if (isSelected) this.note(name, wrong(`A whole ${line} is selected; select the periods, or use a table`));
    return isSelected;
  }
}

/** How many rows and columns an argument has, as it is handed over. */
function sizeOf(argument: unknown): readonly [rows: number, columns: number] {
  if (!Array.isArray(argument)) return [1, 1];
  const [first] = argument as unknown[];
  return [argument.length, Array.isArray(first) ? first.length : 1];
}

/** `1 row`, `2 rows`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** The size of a range. */
export function inWords(rows: number, columns: number): string {
  return `${counted(rows, "row")} × ${counted(columns, "column")}`;
}

/** How the user finds one period of a series. */
export function periodPlace(name: string, item: number, periods: number): Place {
  return { words: periods === 1 ? name : `${name}, period ${item + 1}`, order: item };
}

/** How the user finds one cell of a block, counted row by row. */
export function blockPlace(name: string, item: number, columns: number): Place {
  return { words: `${name}, row ${Math.floor(item / columns) + 1}, column ${(item % columns) + 1}`, order: item };
}

export function datePlace(name: string, item: number, dates: number): Place {
  return { words: dates === 1 ? name : `${name}, date ${item + 1}`, order: item };
}

/** The word of the list that a cell holds, in any case. */
export function wordOf<Word extends string>(value: CellValue, words: readonly Word[]): Word | undefined {
  if (typeof value !== "string") return undefined;
  const given = value.trim().toLowerCase();
  return words.find((word) => word.toLowerCase() === given);
}

/** The decimal of a double's 15 significant digits, which are what Excel shows and stores: the noise of =0.1+0.2 is gone. */
export function decimalOf(double: number): Decimal {
  return new Decimal(Number.isSafeInteger(double) && Math.abs(double) < 1e15 ? double : double.toPrecision(15));
}

export function wrong(message: string): Fault {
  return { code: "#VALUE!", message };
}

/** An error met in an argument. Those that a function may return go out as they are; the others as #VALUE!, named. */
export function errorFault({ error }: CellError): Fault {
  const message = `The cell holds ${error}; mend that cell first`;
  switch (error) {
    case "#N/A":
    case "#DIV/0!":
    case "#NUM!":
    case "#NULL!":
      return { code: error, message };
    default:
      return { code: "#VALUE!", message };
  }
}

/** A cell's value as a message quotes it. */
export function shown(value: CellValue): string {
  if (typeof value === "string") return `"${value.length > 40 ? `${value.slice(0, 40)}…` : value}"`;
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (typeof value === "number") return decimalOf(value).abs().lessThan(LARGEST) ? decimalOf(value).toFixed() : value.toExponential().toUpperCase();
  return isError(value) ? value.error : "an empty cell";
}

export function looksNumeric(text: string): boolean {
  return text.trim() !== "" && Number.isFinite(Number(text.replace(/[\s,%$€£]/g, "")));
}

