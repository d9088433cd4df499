import type { CellError, CellValue } from "../../cells/cell";
import type { Sheet } from "../workbook";
import { fifteenDigits, isErrorValue } from "./value";
import { numberFromText } from "./numberFromText";

/** The cells of one column from a row on, read as far as somebody needed them; with an index of what stands where. */
export class CellColumn {
  readonly values: CellValue[] = [];
  private readonly index = new Map<string | number | boolean, number[]>();
  private indexed = 0;

  constructor(
    private readonly sheet: Sheet,
    private readonly column: number,
    private readonly top: number,
  ) {}

  /** With all cells up to this row read. */
  upTo(bottom: number): this {
    for (let row = this.top + this.values.length; row <= bottom; row++) this.values.push(this.sheet.rows.get(row)?.get(this.column)?.value ?? null);
    return this;
  }

  /** The value so many rows below the top. */
  at(place: number): CellValue {
    return this.upTo(this.top + place).values[place] ?? null;
  }

  /**
   * Where a value may stand among the first `length` cells, counted from 0 and upwards: everywhere where it does stand, and in cells that differ from it only
   * by case, by digits beyond the fifteenth, or by being a text that reads as the number.
   */
  places(value: string | number | boolean, length: number): readonly number[] {
    for (; this.indexed < length; this.indexed++) {
      const there = this.values[this.indexed];
      if (there === null || there === undefined || typeof there === "object") continue;
      this.note(keyOf(there), this.indexed);
      const read = typeof there === "string" ? numberFromText(there, false) : undefined;
      if (read !== undefined) this.note(keyOf(read), this.indexed);
    }
    const found = this.index.get(keyOf(value)) ?? [];
    return found.length === 0 || (found.at(-1) ?? 0) < length ? found : found.slice(0, firstAtOrAfter(found, length));
  }

  private note(key: string | number | boolean, at: number): void {
    const known = this.index.get(key);
    if (known === undefined) this.index.set(key, [at]);
    else known.push(at);
  }
}

function keyOf(value: string | number | boolean): string | number | boolean {
  return typeof value === "string" ? value.toLowerCase() : typeof value === "number" ? fifteenDigits(value) : value;
}

function firstAtOrAfter(sorted: readonly number[], wanted: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Infinity) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What SUM, COUNT and their like tell of cells: numbers only count, and the first error is the answer. */
export interface Figures {
  readonly sum: number;
  readonly count: number;
  readonly filled: number;
  readonly least: number;
  readonly greatest: number;
  readonly error: CellError | undefined;
}

/** The figures of columns from their top down to any row: of running totals, each goes on where the last one ended. */
export class RunningFigures {
  private readonly byRow: Figures[] = [];
  private at = NO_FIGURES;

  constructor(private readonly columns: readonly CellColumn[]) {}

  upTo(rows: number): this {
    for (let row = this.byRow.length; row <= rows; row++) {
      this.byRow.push((this.at = tallied(this.at, this.columns.map((column) => column.at(row)))));
    }
    return this;
  }

  /** Of the first rows, counted from 0. */
  figures(row: number): Figures {
    return this.byRow[row] ?? NO_FIGURES;
  }
}

export const NO_FIGURES: Figures = { sum: 0, count: 0, filled: 0, least: Infinity, greatest: -Infinity, error: undefined };

/** The figures with these values counted in. */
export function tallied(before: Figures, values: readonly CellValue[]): Figures {
  let { sum, count, filled, least, greatest, error } = before;
  for (const value of values) {
    if (value === null) continue;
    filled++;
    if (typeof value === "number") {
      sum += value;
      count++;
      if (value < least) least = value;
      if (value > greatest) greatest = value;
    } else if (isErrorValue(value)) error ??= value;
  }
  return { sum, count, filled, least, greatest, error };
}
