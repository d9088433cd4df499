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

/**
 * A row of a statement, whoever gives its figures: the engine, or plain formulas. `key` says which figure it is; those of which each tier, holder or layer has one
 * are told apart by `of`, from 0.
 */
export type StatementRow<Once extends string, Each extends string, Label> =
  | { readonly key: Once; readonly of?: undefined; readonly labels: readonly Label[] }
  | { readonly key: Each; readonly of: number; readonly labels: readonly Label[] };

/** How a statement is laid out: a header row, then its rows, periods across; turned when the periods run down. Empty text is a label that does not apply. */
export interface StatementLayout<Once extends string, Each extends string = never, Label = string> {
  readonly head: readonly string[];
  readonly rows: readonly StatementRow<Once, Each, Label>[];
  readonly direction: Direction;
}

/** Rows in this order: by their keys what each is called; `cells` are the labels of one that is called so. */
export function rowsOf<Key extends string, Label = string>(
  labels: Readonly<Record<Key, string>>,
  cells: (label: string) => readonly (Label | string)[] = (label) => [label],
): { readonly key: Key; readonly labels: readonly (Label | string)[] }[] {
  return Object.entries<string>(labels).map(([key, label]) => ({ key: key as Key, labels: cells(label) }));
}

/** The same rows for each of several. */
export function rowsOfEach<Key extends string, Item, Label>(
  items: readonly Item[],
  labels: Readonly<Record<Key, string>>,
  cells: (label: string, item: Item) => readonly (Label | string)[],
): StatementRow<never, Key, Label | string>[] {
  return items.flatMap((item, of) => rowsOf(labels, (label) => cells(label, item)).map((row) => ({ ...row, of })));
}

/** A statement with the engine's figures: of each row, one for each period. */
export function statementGrid<Once extends string, Each extends string>(
  { head, rows, direction }: StatementLayout<Once, Each, string | number | Decimal>,
  periods: readonly number[],
  figures: (row: StatementRow<Once, Each, unknown>) => readonly Decimal[],
): Answer {
  const lines = rows.map((row) => [...row.labels.map((label) => (typeof label === "object" ? toDouble(label) : label)), ...figures(row).map(toDouble)]);
  const grid = [[...head, ...periods], ...lines];
  return direction === "down" ? turned(grid) : grid;
}

/** The shape of a statement whose lines follow from so many `rows` of a table. Undefined where these or the periods are not known. */
export function statementShape(layout: StatementLayout<string, string, unknown>, rows: number, periods: number): Shape | undefined {
  return rows === 0 || periods === 0 ? undefined : blockShape(1 + layout.rows.length, layout.head.length + periods, layout.direction);
}

/** Periods headed 1, 2, … */
export function periodNumbers(periods: readonly unknown[]): number[] {
  return periods.map((_, t) => t + 1);
}

export function turned<Value>(rows: readonly (readonly Value[])[]): Value[][] {
  return (rows[0] ?? []).map((_, column) => rows.map((row) => row[column] as Value));
}
