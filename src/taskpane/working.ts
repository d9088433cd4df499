import type { CellValue, Grid } from "../cells/cell";
import { valueText } from "./valueText";

/** The statement of a call, read for one of its cells. */
export interface Working {
  /** The heads of the labels: `Line`, `Above`, `Rate`. */
  readonly heads: readonly string[];
  /** The heads of the figures: periods from 1 on, a total in front of some. */
  readonly columns: readonly CellValue[];
  readonly lines: readonly WorkingLine[];
  /** Which of the columns belongs to the cell; undefined where it belongs to all of them. */
  readonly here?: number;
}

export interface WorkingLine {
  /** `royalty in tier` */
  readonly line: string;
  /** What the line is of, under the heads: the tier's `Above` and `Rate`, the holder. */
  readonly of: readonly { readonly head: string; readonly value: CellValue }[];
  readonly values: readonly CellValue[];
  /** The cell shows this line. */
  readonly isHere: boolean;
}

/** A cell of what a call fills. */
export interface AnswerCell {
  /** How far it stands from the first cell, down and to the right; undefined: the call is only a part of the formula. */
  readonly offset?: { readonly down: number; readonly right: number };
  readonly value: CellValue;
  /** What the sheet calls its row and its column. */
  readonly names: readonly string[];
}

/** A statement with its periods across, and in it what the cell shows. */
export function workingOf(statement: Grid, cell: AnswerCell): Working {
  // Payees without names are numbers, as periods are: turned, the heads of the labels stand below each other.
  const isDown = typeof statement[0]?.at(-1) !== "number" || statement[1]?.[0] === "Line";
  const grid = isDown ? turned(statement) : statement;
  const [head = [], ...rows] = grid;
  const first = head.findIndex((value) => typeof value === "number" || value === "Total");
  const [heads, columns] = [head.slice(0, first).map(String), head.slice(first)];
  const period = cell.offset === undefined ? undefined : (isDown ? cell.offset.down : cell.offset.right) + 1;
  const at = period === undefined || columns.length === 1 ? (columns.length === 1 ? 0 : undefined) : columns.indexOf(period);
  // A single cell out of many periods belongs to all of them.
  const here = columns.includes("Total") || at === -1 ? undefined : at;
  const lineAt = heads.indexOf("Line");
  const lines = rows.map((row) => ({
    line: valueText(row[lineAt] ?? null),
    of: heads.flatMap((name, i) => (i === lineAt || row[i] === "" || row[i] === null || row[i] === undefined ? [] : [{ head: name, value: row[i] }])),
    values: row.slice(first),
  }));
  const shown = shownLine(lines, here, isDown, cell);
  return { heads, columns, lines: lines.map((line, i) => ({ ...line, isHere: i === shown })), ...(here === undefined ? {} : { here }) };
}

function turned(grid: Grid): CellValue[][] {
  return (grid[0] ?? []).map((_, column) => grid.map((row) => row[column] ?? null));
}

/** The lines that functions answer with; the others of a statement only lead there. */
const ANSWERS = ["royalty", "paid", "net", "payable", "fee"];

/**
 * Which line the cell shows: of its answer's lines the one in the cell's row, where it has the cell's figure. Payees may be paid the same, so that a
 * figure alone tells nothing; where neither row nor name decides, none is marked.
 */
function shownLine(lines: readonly Omit<WorkingLine, "isHere">[], here: number | undefined, isDown: boolean, { offset, value, names }: AnswerCell): number {
  const figure = (i: number) => lines[i]?.values[here ?? 0];
  const kinds = [...new Set(lines.map(({ line }) => line))].filter((line) => line !== "check");
  const ranked = [...kinds.filter((line) => !ANSWERS.includes(line)), ...kinds.filter((line) => ANSWERS.includes(line))].reverse();
  const row = offset === undefined ? 0 : isDown ? offset.right : offset.down;
  const of = (kind: string) => [...lines.keys()].filter((i) => lines[i]?.line === kind);
  const inRow = ranked.map((kind) => of(kind)[row]).find((i) => i !== undefined && figure(i) === value);
  if (inRow !== undefined) return inRow;
  const same = ranked.flatMap((kind) => of(kind).filter((i) => figure(i) === value));
  const named = same.filter((i) => lines[i]?.of.some((one) => startsOne(names, one.value)));
  return named[0] ?? (same.length === 1 ? same[0] : undefined) ?? -1;
}

/** The lines of the cell's own payee, layer or metric, and those of the whole. Figures that are 0 tell nothing here. */
export function ownLines({ lines, here }: Working): { readonly shown: readonly WorkingLine[]; readonly leftOut: number } {
  const own = lines.find(({ isHere }) => isHere)?.of ?? [];
  const isOwn = ({ of }: WorkingLine) => own.every(({ head, value }) => of.every((one) => one.head !== head || one.value === value));
  const mine = lines.filter(isOwn);
  const shown = mine.filter((line) => line.isHere || line.line === "check" || line.values[here ?? 0] !== 0);
  return { shown, leftOut: mine.length - shown.length };
}

function startsOne(names: readonly string[], value: CellValue): boolean {
  return typeof value === "string" && names.some((name) => name.startsWith(value));
}
