import type { Direction } from "../../cells/decode";
import { turned, type StatementLayout } from "../../cells/encode";
import { periodOf, type Formula, type Line } from "./proofSheet";

/** What a cell of an answer shows: a formula of the proof sheet that reads the block, or a text or number that the terms fix. */
export type Shown = { readonly formula: string; readonly format?: string } | string | number;

/** Rates and thresholds among labels, and totals, which have cents and perhaps something beyond. */
export const LABEL_FORMAT = "#,##0.00######";
export const TOTAL_FORMAT = "#,##0.00##;[Red]-#,##0.00##";

/** What a call or its companion shows: rows of figures, periods across; turned where the periods run down. */
export interface ShownTable {
  readonly direction: Direction;
  /** Absent in an answer, which is figures alone. */
  readonly head?: readonly string[];
  /** What the periods are headed with, where it is not their numbers. */
  readonly heads?: Formula | undefined;
  readonly rows: readonly ShownRow[];
  /** What its figures hang on besides what the function accepts. */
  readonly onlyIf?: string;
}

export interface ShownRow {
  /** What it is called in its statement. */
  readonly key?: string;
  /** Which of several tiers, holders or layers it is of, from 0. */
  readonly of?: number | undefined;
  readonly labels?: readonly Shown[];
  readonly figure?: Formula;
}

/** Which lines of a statement tell a reader, in money, how the answer comes about: those that are the answer, and the few before it. */
export interface InShort<Key extends string = string> {
  readonly answer: Key;
  readonly lines: readonly Key[];
}

/** A line for a reader: what it is, and its figure in each period, or one figure alone. */
export interface ReadLine {
  readonly labels: readonly Shown[];
  readonly figures: readonly Shown[];
}

/** An answer: a row of figures for each of these. */
export function answerOf(direction: Direction, ...figures: readonly Formula[]): ShownTable {
  return { direction, rows: figures.map((figure) => ({ figure })) };
}

/** A statement as its function lays it out, with these figures. */
export function statementOf<Once extends string, Each extends string = never>(
  { rows, ...layout }: StatementLayout<Once, Each, Shown>,
  figures: Readonly<Record<Once, Formula | undefined> & Record<Each, readonly Formula[]>>,
): ShownTable {
  const filled = rows.map((row) => {
    const figure = row.of === undefined ? figures[row.key] : figures[row.key][row.of];
    if (figure === undefined) throw new RangeError(`${row.key} has no figure`);
    return { key: row.key, of: row.of, labels: row.labels, figure };
  });
  return { ...layout, rows: filled };
}

/** A line as figures; `perOne` of its units make one. */
export function figureIn(perOne: string | undefined, line: Line): Formula {
  return (t) => t.of(line) + (perOne === undefined ? "" : `/${perOne}`);
}

type LineOrLines = Line | readonly Line[] | undefined;
type FiguresOf<Lines> = { readonly [Key in keyof Lines]: Lines[Key] extends readonly Line[] ? Formula[] : Formula | Extract<Lines[Key], undefined> };

/** Lines that are counted in the same units, by the keys of a statement's rows. */
export function figuresIn<Lines extends Readonly<Record<string, LineOrLines>>>(perOne: string | undefined, lines: Lines): FiguresOf<Lines> {
  const figures = Object.entries<LineOrLines>(lines).map(([key, given]) => {
    if (given === undefined) return [key, given];
    return [key, "row" in given ? figureIn(perOne, given) : given.map((line) => figureIn(perOne, line))];
  });
  return Object.fromEntries(figures) as FiguresOf<Lines>;
}

/** Of lines that stand once for each of several, those of the same key together. */
export function byKey<Key extends string, Item>(each: readonly Readonly<Record<Key, Item>>[]): Readonly<Record<Key, Item[]>> {
  const keys = Object.keys(each[0] ?? {}) as Key[];
  return Object.fromEntries(keys.map((key) => [key, each.map((one) => one[key])])) as Record<Key, Item[]>;
}

/** A formula that gives a figure only where the condition holds. */
export function figureWhere(condition: string): (formula: string) => Exclude<Shown, string | number> {
  return (formula) => ({ formula: `IF(${condition},${formula},NA())` });
}

/** The rows of some keys, in the order of the statement, each with its figures across. */
export function readLines({ rows, onlyIf }: ShownTable, keys: readonly string[], periods: number, valid: string): (ReadLine & Pick<ShownRow, "of">)[] {
  const shown = figureWhere(onlyIf === undefined ? valid : `AND(${valid},${onlyIf})`);
  const numbers = Array.from({ length: periods }, (_, t) => t + 1);
  return rows.flatMap(({ key = "", of, labels = [], figure }) => (figure !== undefined && keys.includes(key) ? [{ of, labels, figures: numbers.map((number) => shown(figure(periodOf(number)))) }] : []));
}

/** The cells of a table. */
export function shownCells({ direction, head, heads, rows, onlyIf }: ShownTable, periods: number, valid: string): Shown[][] {
  const shown = figureWhere(onlyIf === undefined ? valid : `AND(${valid},${onlyIf})`);
  const numbers = Array.from({ length: periods }, (_, t) => t + 1);
  const inEach = (figure: Formula | undefined) => (figure === undefined ? [] : numbers.map((number) => shown(figure(periodOf(number)))));
  const lines = rows.map(({ labels = [], figure }) => [...labels, ...inEach(figure)]);
  const grid = head === undefined ? lines : [[...head, ...(heads === undefined ? numbers : inEach(heads))], ...lines];
  return direction === "down" ? turned(grid) : grid;
}
