import { cellsIn } from "../sheet/area";
import type { Cell, Workbook } from "../sheet/workbook";
import type { Term } from "./deal";
import type { OwnResult } from "./evidence";
import type { Precedents } from "./precedents";
import { sameText } from "./proposal/terms";

/** In which period a figure stands, from 0; `total` is all of them together. */
export type When = number | "total";

/** Where the figures of a result stand in a deal. */
export interface ResultPlace {
  readonly when: readonly When[];
  /** The cells that they come from. */
  readonly read: ReadonlySet<Cell>;
  /** The product or territory whose earnings alone they read; absent: the whole deal. */
  readonly stream?: string;
  /** A figure reads one of its own before it, as balances do. */
  readonly isRunning: boolean;
}

/** Figures that a deal earns on, and their periods. */
export interface Earnings {
  readonly stream: string;
  readonly periods: ReadonlyMap<Cell, number>;
}

export function earningsIn(workbook: Workbook, { role, stream, source: { at } }: Term): Earnings[] {
  const sheet = workbook.sheet(at.sheet);
  if (sheet === undefined || !(role === "base" || role === "usage" || role === "earned by account")) return [];
  // Of a table the first column has what is used, or who has earned.
  const periodOf = (row: number, column: number) => (role === "base" ? row - at.top + column - at.left : column - at.left - 1);
  const figures = [...cellsIn({ ...at, sheet })].filter(({ cell }) => typeof cell.value === "number");
  return [{ stream, periods: new Map(figures.map(({ row, column, cell }) => [cell, periodOf(row, column)])) }];
}

/**
 * Where a result stands in the deal whose earnings it reads. In a run each figure reads those of its own period and of none after it, a total those of all; a figure
 * alone those of one period or of all. Undefined for any other: it may be the figure of a year, or of another rate.
 */
export function resultPlace({ at, figures }: OwnResult, isOfPeriod: boolean, earnings: readonly Earnings[], precedents: Precedents): ResultPlace | undefined {
  const each = Array.from({ length: 1 + Math.max(-1, ...earnings.flatMap(({ periods }) => [...periods.values()])) }, (_, t) => t);
  const alone: readonly (readonly When[])[] = [...(isOfPeriod ? [] : [["total" as const]]), ...each.map((t) => [t])];
  const forms = (figures.length === 1 ? alone : [each, [...each, "total" as const], ["total" as const, ...each]]).filter(({ length }) => length === figures.length);
  if (forms.length === 0) return undefined;
  const cells = [...cellsIn(at)];
  const reads = cells.map(({ sheet, row, column }) => precedents.of({ sheet, top: row, left: column, bottom: row, right: column }) ?? new Set<Cell>());
  const earned = reads.map((read) =>
    earnings.flatMap(({ stream, periods }) => {
      const found = new Set([...periods].flatMap(([cell, period]) => (read.has(cell) ? [period] : [])));
      return found.size === 0 ? [] : [{ stream, periods: found, isAll: found.size === new Set(periods.values()).size }];
    }),
  );
  const isOf = (when: When, i: number) => {
    const own = earned[i] ?? [];
    const isOfPeriods = (periods: ReadonlySet<number>) => (figures.length === 1 ? periods.size === 1 : Math.max(...periods) === when);
    return own.length > 0 && own.every(({ periods, isAll }) => (when === "total" ? isAll : periods.has(when) && isOfPeriods(periods)));
  };
  const when = forms.find((form) => form.every(isOf));
  const streams = earned.flat().map(({ stream }) => stream);
  const isWhole = earnings.every(({ stream }) => streams.some((read) => sameText(read, stream)));
  const [first = ""] = streams;
  if (when === undefined || !(isWhole || streams.every((stream) => sameText(stream, first)))) return undefined;
  const isRunning = when.some((at, i) => at !== "total" && cells.some(({ cell }) => reads[i]?.has(cell) === true));
  return { when, read: new Set(reads.flatMap((read) => [...read])), isRunning, ...(isWhole ? {} : { stream: first }) };
}
