import { isBlank, type CellValue } from "../../cells/cell";
import type { Rectangle } from "../../sheet/area";
import type { Cell, Sheet } from "../../sheet/workbook";
import { keysOf, wordsOf } from "./phrases";
import { periodHead } from "./periods";
import { columnMeant } from "../headWords";
import { namesAnyColumn, tableKind } from "./tables";
import { isUnitText, textAt } from "./surroundings";

/** A range that no name says, found by the texts around it. */
export interface Labelled extends Rectangle {
  readonly kind: "table" | "figures" | "word";
}

/** Headings of columns that sum the others up. */
const TOTALS = keysOf("total, totals, sum, gesamt, summe, suma, somme, overall, cumulative, ytd, ltd");

/** The tables with a header row that a sheet has, and its figures that stand beside or under a text. */
export function labelledRanges(sheet: Sheet): Labelled[] {
  const rows = [...sheet.rows].sort(([a], [b]) => a - b).map(([row, cells]) => ({ row, cells: filledCells(cells) }));
  const tables = rows.flatMap(({ row, cells }) => tablesAt(sheet, row, cells));
  const found: Labelled[] = [];
  const heads = new Heads();
  for (const { row, cells } of rows) {
    const beside = tables.filter((table) => row >= table.top && row <= table.bottom);
    const free = beside.length === 0 ? cells : cells.filter(({ column }) => !beside.some(({ left, right }) => column >= left && column <= right));
    heads.see(free);
    found.push(...blocksOf(free).flatMap((block) => figuresInRow(row, block, heads)));
  }
  return [...tables, ...found, ...columnsUnderHeads(sheet, rows, [...tables, ...found])];
}

interface FilledCell {
  readonly column: number;
  readonly value: CellValue;
  readonly cell: Cell;
}

function filledCells(cells: ReadonlyMap<number, Cell>): FilledCell[] {
  const found: FilledCell[] = [];
  for (const [column, cell] of cells) if (!isBlank(cell.value)) found.push({ column, value: cell.value, cell });
  const isOrdered = found.every(({ column }, i) => i === 0 || column > (found[i - 1]?.column ?? 0));
  return isOrdered ? found : found.sort((a, b) => a.column - b.column);
}

/** Runs of cells that stand side by side. */
function runs(cells: readonly FilledCell[]): FilledCell[][] {
  const all: FilledCell[][] = [];
  for (const cell of cells) {
    const run = all.at(-1);
    if (run?.at(-1)?.column === cell.column - 1) run.push(cell);
    else all.push([cell]);
  }
  return all;
}

function tablesAt(sheet: Sheet, row: number, cells: readonly FilledCell[]): Labelled[] {
  return runs(cells).flatMap((run): Labelled[] => {
    const [first, second] = run;
    if (first === undefined || second === undefined || typeof first.value !== "string" || run.length > 60) return [];
    const isTexts = typeof second.value === "string";
    if (!isTexts && periodHead(second.value, second.cell.format) === undefined) return [];
    // Most rows head nothing, and need not be read further.
    const isHead = run.some(({ value }) => typeof value === "string" && (namesAnyColumn(value) || columnMeant(value, "scale") !== undefined)) || (run.length === 2 && (sheet.cell(row + 1, first.column)?.value === 0 || (typeof sheet.cell(row + 1, first.column)?.value === "string" && typeof sheet.cell(row + 1, first.column + 1)?.value === "number")));
    if (!isHead) return [];
    const [left, right] = [first.column, run.at(-1)?.column ?? first.column];
    const bottom = bottomOf(sheet, row, left, right);
    if (bottom === row || bottom - row > 500) return [];
    const grid = Array.from({ length: bottom - row + 1 }, (_, r) => Array.from({ length: right - left + 1 }, (__, c) => sheet.cell(row + r, left + c)?.value ?? null));
    return tableKind(grid) === undefined ? [] : [{ kind: "table", top: row, left, bottom, right }];
  });
}

/** The last row of a table: the next has a blank in its first two columns. */
function bottomOf(sheet: Sheet, top: number, left: number, right: number): number {
  const isFilled = (row: number) => {
    const [first = null, second = null] = [0, 1].map((at) => sheet.cell(row, Math.min(right, left + at))?.value ?? null);
    return !isBlank(first) || !isBlank(second);
  };
  // A sum below is none of its rows.
  const isTotal = (row: number) => wordsOf(textAt(sheet, row, left)).some(({ key }) => TOTALS.has(key)) || sheet.cell(row, left + 1)?.formula?.text.toUpperCase().startsWith("SUM(") === true;
  let bottom = top;
  while (isFilled(bottom + 1) && !isTotal(bottom + 1)) bottom++;
  return bottom;
}

/** What figures further down stand under: period headings, and columns that sum up. */
class Heads {
  columns: ReadonlySet<number> = new Set();
  /** Those of longer or shorter periods beside them. */
  others: ReadonlySet<number> = new Set();
  private readonly texts = new Map<number, string>();

  /** Whether the nearest text above says total. */
  sumUp(column: number): boolean {
    const text = this.texts.get(column);
    return text !== undefined && wordsOf(text).some(({ key }) => TOTALS.has(key));
  }

  see(cells: readonly FilledCell[]): void {
    for (const { column, value } of cells) if (typeof value === "string") this.texts.set(column, value);
    const heads: { readonly column: number; readonly aYear: number | undefined; readonly isPast: boolean }[] = [];
    for (const { column, value, cell } of cells) {
      const head = periodHead(value, cell.format);
      if (head !== undefined) heads.push({ column, aYear: head.aYear, isPast: typeof value === "string" && /\da$/i.test(value.trim()) });
    }
    // Before the periods may stand the heads of other columns: category, unit, rate.
    const from = heads[0]?.column ?? 0;
    if (heads.length < 2 || heads.length < cells.filter(({ column }) => column >= from).length / 2) return;
    // Behind four quarters may stand their year, and the year before; before five years the last, as it was.
    const [length] = heads.map(({ aYear }) => aYear).sort((a, b) => heads.filter((head) => head.aYear === b).length - heads.filter((head) => head.aYear === a).length);
    const past = heads.filter(({ isPast }) => isPast);
    const columns = heads.filter((head) => head.aYear === length && !(past.length === 1 && head.isPast)).map(({ column }) => column);
    if (columns.length < 2) return;
    this.columns = new Set(columns);
    this.others = new Set(heads.map(({ column }) => column).filter((column) => !columns.includes(column)));
  }
}

/** The cells of a row, anew from each text that stands behind a figure: beside a table of months may stand a list of terms. */
function blocksOf(cells: readonly FilledCell[]): FilledCell[][] {
  const all: FilledCell[][] = [];
  for (const cell of cells) {
    const [first, last] = [all.at(-1)?.[0], all.at(-1)?.at(-1)];
    const isBegun = first === undefined || (typeof first.value === "string" && typeof last?.value !== "string" && typeof cell.value === "string" && cells.some(({ value, column }) => typeof value === "number" && column > cell.column));
    if (isBegun) all.push([cell]);
    else all.at(-1)?.push(cell);
  }
  return all;
}

/** The figures of a row: those under period headings are one series, others beside a text one range each. */
function figuresInRow(row: number, cells: readonly FilledCell[], above: Heads): Labelled[] {
  const isFigure = ({ value }: FilledCell) => typeof value === "number";
  const label = cells.find(({ value }) => typeof value === "string");
  if (label === undefined || periodHead(label.value) !== undefined) return [];
  const [, second, ...more] = cells;
  if (second !== undefined && more.length < 2 && cells.every(({ value }) => typeof value === "string" || typeof value === "boolean")) return [{ ...rowRange(row, [second]), kind: "word" }];
  const under = cells.filter((cell) => isFigure(cell) && above.columns.has(cell.column));
  const series: Labelled[] = under.length > 1 ? [rowRange(row, under)] : [];
  const others = cells.filter((cell) => !(under.length > 1 && above.columns.has(cell.column)) && !above.others.has(cell.column) && !above.sumUp(cell.column));
  const ranges = runs(others).flatMap(figureRuns).filter((run) => run.length > 0);
  return [...series, ...ranges.map((run) => rowRange(row, run))];
}

function figureRuns(run: readonly FilledCell[]): FilledCell[][] {
  const all: FilledCell[][] = [[]];
  for (const cell of run) {
    if (typeof cell.value === "number") all.at(-1)?.push(cell);
    else all.push([]);
  }
  return all;
}

function rowRange(row: number, cells: readonly FilledCell[]): Labelled {
  return { kind: "figures", top: row, bottom: row, left: cells[0]?.column ?? 1, right: cells.at(-1)?.column ?? 1 };
}

/** Figures under a text that heads them, with nothing to their left that names them but a period. */
function columnsUnderHeads(sheet: Sheet, rows: readonly { readonly row: number; readonly cells: readonly FilledCell[] }[], taken: readonly Labelled[]): Labelled[] {
  const byRow = new Map<number, Labelled[]>();
  for (const range of taken) for (let row = range.top; row <= range.bottom; row++) byRow.set(row, [...(byRow.get(row) ?? []), range]);
  const isFigure = (row: number, column: number) => typeof sheet.cell(row, column)?.value === "number" && byRow.get(row)?.some(({ left, right }) => column >= left && column <= right) !== true;
  return rows.flatMap(({ row: head, cells }) =>
    cells.flatMap(({ column, value }): Labelled[] => {
      if (typeof value !== "string" || typeof sheet.cell(head + 1, column)?.value !== "number") return [];
      // A rate for each column may stand over its figures.
      const top = head + (isFigure(head + 1, column) ? 1 : 2);
      if (!isFigure(top, column) || isUnitText(value) || periodHead(value) !== undefined) return [];
      let bottom = top;
      while (isFigure(bottom + 1, column) && !isTotalRow(sheet, bottom + 1)) bottom++;
      return [{ kind: "figures", top, left: column, bottom, right: column }];
    }),
  );
}

function isTotalRow(sheet: Sheet, row: number): boolean {
  const cells = sheet.rows.get(row);
  return cells !== undefined && [...cells.values()].some(({ value }) => typeof value === "string" && wordsOf(value).some(({ key }) => TOTALS.has(key)));
}
