import { isBlank, isError, type CellValue } from "../../cells/cell";
import { shown } from "../../cells/decode";
import { nameKey } from "../../cells/table";
import type { CellRange } from "../../host/host";
import type { Area } from "../../sheet/area";
import { cellOf, rangeOf } from "./book";

/** Where a fault stands in its argument, by the words with which its message ends: `(tiers, row 3, Rate)`. */
export interface FaultPlace {
  readonly parameter: string;
  readonly unit?: "period" | "date" | "row" | "layer";
  /** From 1. */
  readonly number?: number;
  /** A column's name, or `column 2`, `period 3`. */
  readonly column?: string;
}

export function faultPlace(message: string): FaultPlace | undefined {
  const [, parameter, unit, number, column] = /\(([a-z_]+)(?:, (period|date|row|layer) (\d+)(?:, ([^()]+))?)?\)\.$/.exec(message) ?? [];
  if (parameter === undefined) return undefined;
  return { parameter, ...(unit === undefined ? {} : { unit: unit as "row", number: Number(number) }), ...(column === undefined ? {} : { column }) };
}

/** The cells at fault within an argument's cells: one where that is clear, else its row, else all of them. `periods` is how many the call has. */
export function cellsAtFault(area: Area, { unit, number = 1, column }: FaultPlace, message: string, periods: number): CellRange {
  const { sheet, top, left, bottom, right } = area;
  if (unit === undefined) return rangeOf(area);
  if (unit === "period" || unit === "date") {
    return top === bottom ? cellOf(sheet, top, Math.min(right, left + number - 1)) : left === right ? cellOf(sheet, Math.min(bottom, top + number - 1), left) : rangeOf(area);
  }
  const row = Math.min(bottom, top + number - 1);
  const width = right - left + 1;
  const cells = Array.from({ length: width }, (_, i): CellValue => sheet.cell(row, left + i)?.value ?? null);
  const heads = Array.from({ length: width }, (_, i): CellValue => sheet.cell(top, left + i)?.value ?? null);
  const at = placeOfColumn(column, heads, width, periods) ?? namedInMessage(message, cells);
  return at === undefined ? { ...rangeOf(area), top: row, bottom: row } : cellOf(sheet, row, left + at);
}

/** From 0. */
function placeOfColumn(column: string | undefined, heads: readonly CellValue[], width: number, periods: number): number | undefined {
  if (column === undefined) return undefined;
  const [, kind, number] = /^(column|period) (\d+)$/.exec(column) ?? [];
  if (kind === "column") return Number(number) - 1;
  if (kind === "period") return Math.max(0, width - periods) + Number(number) - 1;
  const headed = heads.findIndex((head) => typeof head === "string" && nameKey(head) === nameKey(column));
  return headed < 0 ? undefined : headed;
}

/** The cell whose content the message quotes, if it is one alone; an empty one, or one with an error, if that is what it says. */
function namedInMessage(message: string, cells: readonly CellValue[]): number | undefined {
  const isMeant = /^The cell is empty/.test(message) ? isBlank : /^The cell holds /.test(message) ? isError : undefined;
  if (isMeant !== undefined) return only(cells, (cell) => isMeant(cell));
  const body = message.replace(/ \([^()]*\)\.$/, "");
  const texts = [...body.matchAll(/"[^"]*"|-?\d+(?:\.\d+)?/g)].map(([text]) => text);
  for (const text of texts) {
    const at = only(cells, (cell) => !isBlank(cell) && shown(cell) === text);
    if (at !== undefined) return at;
  }
  return undefined;
}

function only(cells: readonly CellValue[], isMeant: (cell: CellValue) => boolean): number | undefined {
  const found = cells.flatMap((cell, i) => (isMeant(cell) ? [i] : []));
  return found.length === 1 ? found[0] : undefined;
}
