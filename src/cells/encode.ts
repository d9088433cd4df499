import { Refusal } from "../engine/refusal";
import type { Decimal } from "../engine/decimal";
import type { Direction } from "./decode";

/** What a function hands back to the sheet. */
export type Answer = (number | string)[][];

/** The nearest double, as a cell holds it. */
export function toDouble(figure: Decimal): number {
  const double = Number(figure.toString());
  if (!Number.isFinite(double)) {
    throw new Refusal([{ code: "#VALUE!", message: `The result ${figure.toPrecision(3)} is too large for a cell; check the rates and amounts.` }]);
  }
  return double;
}

/** Figures laid out as the argument they answer: a row for a row, a column for a column. */
export function laidOut(figures: readonly Decimal[], direction: Direction): Answer {
  const doubles = figures.map(toDouble);
  return direction === "down" ? doubles.map((double) => [double]) : [doubles];
}

/** A line of a statement: label cells (empty text where one does not apply), then a figure for each period. */
export interface StatementLine {
  readonly labels: readonly (string | number | Decimal)[];
  readonly figures: readonly (Decimal | null)[];
}

/** A statement: a header row, then its lines, periods across; turned when the periods run down. */
export function statementGrid(head: readonly string[], periods: readonly number[], lines: readonly StatementLine[], direction: Direction): Answer {
  const rows: Answer = [
    [...head, ...periods],
    ...lines.map((line) => [
      ...line.labels.map((label) => (typeof label === "object" ? toDouble(label) : label)),
      ...line.figures.map((figure) => (figure === null ? "" : toDouble(figure))),
    ]),
  ];
  return direction === "down" ? turned(rows) : rows;
}

/** Periods headed 1, 2, … */
export function periodNumbers(periods: readonly unknown[]): number[] {
  return periods.map((_, t) => t + 1);
}

export function turned<Value>(rows: readonly (readonly Value[])[]): Value[][] {
  return (rows[0] ?? []).map((_, column) => rows.map((row) => row[column] as Value));
}
