import { Refusal, type Shape } from "../engine/refusal";
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

/** What stands in every cell of an answer. */
export function inEveryCell<Value>(value: Value, { rows, columns }: Shape): Value[][] {
  return Array.from({ length: rows }, () => Array.from({ length: columns }, () => value));
}

/** So many lines of so many periods: lines down and periods across, turned when the periods run down. Undefined where there are none, for then they are not known. */
export function blockShape(lines: number, periods: number, direction: Direction): Shape | undefined {
  if (lines === 0 || periods === 0) return undefined;
  return direction === "down" ? { rows: periods, columns: lines } : { rows: lines, columns: periods };
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

/** The shape of a statement with so many lines below its header, which follow from so many `rows` of a table. Undefined where these or the periods are not known. */
export function statementShape(head: readonly string[], lines: number, rows: number, periods: number, direction: Direction): Shape | undefined {
  return rows === 0 || periods === 0 ? undefined : blockShape(1 + lines, head.length + periods, direction);
}

/** Periods headed 1, 2, … */
export function periodNumbers(periods: readonly unknown[]): number[] {
  return periods.map((_, t) => t + 1);
}

export function turned<Value>(rows: readonly (readonly Value[])[]): Value[][] {
  return (rows[0] ?? []).map((_, column) => rows.map((row) => row[column] as Value));
}
