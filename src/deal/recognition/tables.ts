import { isBlank, type CellValue, type Grid } from "../../cells/cell";
import { ACCOUNT } from "../../cells/accounts";
import { DEDUCTION_COLUMNS } from "../../cells/deductions";
import { LAYER_COLUMNS } from "../../cells/layers";
import { RATE_CARD_COLUMNS } from "../../cells/rateCard";
import { START_COLUMNS, TIER_COLUMNS } from "../../cells/scale";
import { columnOf, nameKey, type Column } from "../../cells/table";
import { METRIC_COLUMN } from "../../cells/usage";
import { WEIGHT_COLUMNS } from "../../cells/weights";
import type { Role } from "../deal";
import { columnMeant } from "../headWords";
import { remembered } from "./remembered";

/** What a table is by its header row, or by the figures under it. */
export interface TableKind {
  readonly role: Extract<Role, "tiers" | "split" | "layers" | "rate card" | "usage" | "deductions" | "earned by account">;
  /** `header`: the row names the columns. `figures`: the figures look like it. */
  readonly by: "header" | "figures";
  /** Nothing else looks like it: every column is named, or the weights come to 100%. */
  readonly isSure: boolean;
  /** The header's own words that told it. */
  readonly said: readonly string[];
}

/** The kind of table that a block of cells is, its first row being its header. */
export function tableKind(grid: Grid): TableKind | undefined {
  const [head = [], ...body] = grid;
  if (body.length === 0 || head.length < 2) return undefined;
  return headerKind(head, body) ?? figuresKind(head, body);
}

function headerKind(head: Grid[number], body: Grid): TableKind | undefined {
  const named = (columns: readonly Column[]) => new Map(head.flatMap((value) => (typeof value === "string" ? [[columnOf(value, columns)?.name ?? "", value] as const] : [])));
  const kind = (role: TableKind["role"], ...said: (string | undefined)[]): TableKind => ({ role, by: "header", said: said.flatMap((word) => word ?? []), isSure: true });

  const layers = named(LAYER_COLUMNS);
  if (layers.has("Rank") && layers.has("Type")) return kind("layers", layers.get("Rank"), layers.get("Type"));

  const card = named(RATE_CARD_COLUMNS);
  if (card.has("Metric") && card.has("Price")) return kind("rate card", card.get("Metric"), card.get("Price"));

  const deductions = named(DEDUCTION_COLUMNS);
  if (deductions.has("Kind") && head.length > 2) return kind("deductions", deductions.get("Line"), deductions.get("Kind"));

  const tiers = named(TIER_COLUMNS);
  const start = START_NAMES.find((name) => tiers.has(name));
  const rate = ["Rate", "Amount per unit"].find((name) => tiers.has(name));
  if (start !== undefined && rate !== undefined && isRising(columnUnder(head, body, tiers.get(start)))) return kind("tiers", tiers.get(start), tiers.get(rate));

  const meant = head.map((value) => columnMeant(value, "scale"));
  const [startAt, rateAt] = [meant.findIndex((column) => column === "Above" || column === "From" || column === "Threshold"), meant.findIndex((column) => column === "Rate" || column === "Amount per unit")];
  const [startHead, rateHead] = [head[startAt], head[rateAt]];
  if (head.length <= 4 && typeof startHead === "string" && typeof rateHead === "string" && isRising(columnUnder(head, body, startHead)) && areFigures(columnUnder(head, body, rateHead))) return { ...kind("tiers", startHead, rateHead), isSure: false };

  const weights = named(WEIGHT_COLUMNS);
  const weight = weights.get("Weight");
  const holder = weights.get("Holder");
  const shares = columnUnder(head, body, weight);
  if (weight !== undefined && head.length <= 3 && areNames(columnUnder(head, body, head[0])) && areFigures(shares)) return { ...kind("split", holder, weight), isSure: (holder !== undefined && nameKey(holder) !== "name") || isWhole(shares) };

  const [corner = null, ...periods] = head;
  if (typeof corner !== "string" || periods.length < 2 || !areFigures(body.flatMap((row) => row.slice(1)))) return undefined;
  if (columnOf(corner, [METRIC_COLUMN]) !== undefined) return kind("usage", corner);
  return columnOf(corner, [{ name: ACCOUNT.name }]) === undefined ? undefined : { ...kind("earned by account", corner), isSure: false };
}

/** Whether a text is a column's name in any of the tables. */
export const namesAnyColumn = remembered((text: string) => [LAYER_COLUMNS, RATE_CARD_COLUMNS, DEDUCTION_COLUMNS, TIER_COLUMNS, WEIGHT_COLUMNS, [METRIC_COLUMN, ACCOUNT]].some((columns) => columnOf(text, columns) !== undefined));

const START_NAMES = [...START_COLUMNS.map(({ name }) => name), "Threshold", "Lower bound"];

/** Whatever its header says: names beside shares of one whole are a split, and two columns of figures of which the first rises from 0 a scale. */
function figuresKind(head: Grid[number], body: Grid): TableKind | undefined {
  if (head.length !== 2 || body.length < 2) return undefined;
  const isHeaded = head.every((value) => typeof value === "string");
  const [names, shares] = [body.map(([name = null]) => name), body.map(([, share = null]) => share)];
  if (isHeaded && names.every((name) => typeof name === "string") && shares.every((share) => typeof share === "number" && share > 0) && isWhole(shares)) return { role: "split", by: "figures", said: [], isSure: false };
  const rows = isHeaded ? body : [head, ...body];
  const [starts, rates] = [rows.map(([first = null]) => first), rows.map(([, second = null]) => second)];
  if (starts[0] !== 0 || !isRising(starts) || !areFigures(rates) || (!isHeaded && !rates.every((rate) => typeof rate === "number" && rate <= 1))) return undefined;
  return { role: "tiers", by: "figures", said: [], isSure: false };
}

function columnUnder(head: Grid[number], body: Grid, header: CellValue | undefined): CellValue[] {
  const at = head.findIndex((value) => value === header);
  const cells = body.map((row) => row[at] ?? null);
  while (cells.length > 0 && isBlank(cells.at(-1) ?? null)) cells.pop();
  return cells;
}

/** Whether shares come to 1, or to 100. */
function isWhole(cells: readonly CellValue[]): boolean {
  const sum = cells.reduce((all: number, value) => all + Number(value), 0);
  return Math.abs(sum - 1) <= 0.011 || Math.abs(sum - 100) <= 1.1;
}

function isRising(cells: readonly CellValue[]): boolean {
  return cells.length > 0 && cells.every((value, i) => typeof value === "number" && (i === 0 || value > Number(cells[i - 1])));
}

function areNames(cells: readonly CellValue[]): boolean {
  return cells.length > 0 && cells.every((value) => isBlank(value) || typeof value === "string");
}

function areFigures(cells: readonly CellValue[]): boolean {
  return cells.length > 0 && cells.every((value) => isBlank(value) || typeof value === "number");
}
