import type { CellValue } from "../../cells/cell";
import type { Term } from "../deal";
import { FIRST_COLUMNS, columnMeant, readsAsItIs } from "../headWords";
import type { ModelSheet } from "./modelSheet";
import type { Reference } from "./reference";
import { shapeOf, type Terms } from "./terms";

/** A scale as the functions read it: where it stands, or a table of links to it where its header row is in other words, or it stands in two ranges. */
export function scale(model: ModelSheet, terms: Terms, stream: string): Reference | undefined {
  const table = terms.own("tiers", stream);
  if (table !== undefined) return scaleTable(model, terms, table);
  const [starts, rates] = [terms.own("tier starts", stream), terms.own("tier rates", stream)];
  if (starts === undefined || rates === undefined) return undefined;
  const head = [startWord(headAbove(terms, starts)), rateWord(headAbove(terms, rates))];
  const body = lengthOf(starts) === lengthOf(rates) ? cells(starts).map((start, i) => [start, cells(rates)[i]]) : [];
  return model.table(head, body.map((row) => row.map((cell) => (cell === undefined ? "NA()" : model.link(cell.sheet, cell.row, cell.column)))), 1, starts.source);
}

function scaleTable(model: ModelSheet, terms: Terms, term: Term): Reference {
  const [head = []] = terms.values(term);
  const { at } = term.source;
  const isHeaded = head.some((value) => typeof value === "string");
  const above = isHeaded ? head : head.map((_, c) => terms.workbook.sheet(at.sheet)?.cell(at.top - 1, at.left + c)?.value ?? null);
  if (isHeaded ? readsAsItIs(head, "scale") : columnMeant(above[0] ?? null, "scale") !== "From") return model.source(term.source);
  const columns = above.flatMap((value, c) => {
    const meant = columnMeant(value, "scale") ?? FIRST_COLUMNS[c];
    return meant === undefined ? [] : [{ meant, column: at.left + c }];
  });
  const rows = range(at.top + (isHeaded ? 1 : 0), at.bottom).filter((row) => isFilled(terms.workbook.sheet(at.sheet)?.cell(row, at.left)?.value));
  return model.table(columns.map(({ meant }) => meant), rows.map((row) => columns.map(({ column }) => model.link(at.sheet, row, column))), 1, term.source);
}

/** A split as PRORATA reads it, and what its holders are called. */
export interface Split {
  readonly weights: Reference;
  readonly holders: readonly string[];
}

/** A split that stands in one range: a table with a header row, or weights beside names. */
export function split(model: ModelSheet, terms: Terms, term: Term): Split {
  const { at } = term.source;
  const values = terms.values(term);
  const [head = []] = values;
  if (shapeOf(term.source) === "across") {
    const [weightsRow, sheet] = [at.top, terms.workbook.sheet(at.sheet)];
    const holders = head.map((_, c) => textOf(sheet?.cell(at.top - 1, at.left + c)?.value) ?? `Holder ${c + 1}`);
    return { holders, weights: model.table(["Holder", "Weight"], head.map((_, c) => [quoted(holders[c] ?? ""), model.link(at.sheet, weightsRow, at.left + c)]), 1, term.source) };
  }
  const isHeaded = head.some((value) => typeof value === "string") && (head.length > 1 ? head.every((value) => value === null || typeof value === "string") : true);
  const body = values.slice(isHeaded ? 1 : 0);
  const meant = head.map((value) => (isHeaded ? columnMeant(value, "split") : undefined));
  const weightAt = meant.includes("Weight") ? meant.indexOf("Weight") : body[0]?.findIndex((value) => typeof value === "number") ?? -1;
  const holderAt = meant.includes("Holder") ? meant.indexOf("Holder") : body[0]?.findIndex((value) => typeof value === "string") ?? -1;
  const first = at.top + (isHeaded ? 1 : 0);
  const filled = body.flatMap((row, r) => (row.some(isFilled) ? [{ row, at: first + r }] : []));
  const holders = filled.map(({ row, at: place }, i) => textOf(row[holderAt]) ?? textOf(terms.workbook.sheet(at.sheet)?.cell(place, at.left - 1)?.value) ?? `Holder ${i + 1}`);
  const isClear = head.length === 1 ? !isHeaded : isHeaded && readsAsItIs(head, "split") && holderAt >= 0;
  // A block without texts is holders × periods.
  if (isClear || (holderAt < 0 && head.length > 1)) return { holders, weights: model.source(term.source) };
  const links = filled.map(({ at: row }, i) => [holderAt < 0 ? quoted(holders[i] ?? "") : model.link(at.sheet, row, at.left + holderAt), model.link(at.sheet, row, at.left + weightAt)]);
  return { holders, weights: model.table(["Holder", "Weight"], links, 1, term.source) };
}

/** A split whose shares stand in cells of their own. */
export function splitOfParts(model: ModelSheet, terms: Terms, parts: readonly [Term, ...Term[]]): Split {
  const holders = parts.map((part) => holderIn(terms, part));
  const links = parts.map(({ source: { at } }, i) => [quoted(holders[i] ?? ""), model.link(at.sheet, at.top, at.left)]);
  return { holders, weights: model.table(["Holder", "Weight"], links, 1, parts[0].source) };
}

/** `Contributor share` is of the Contributor. */
function holderIn(terms: Terms, part: Term): string {
  const label = terms.label(part);
  return label.replace(/[\s_]*(?:share|shr|anteil|part|cuota|split|%)[\s_]*/giu, " ").trim() || label;
}

/** The usage of the metrics that the rate card prices. */
export function usage(model: ModelSheet, terms: Terms, term: Term, card: Term): Reference {
  const values = terms.values(term);
  const priced = new Set(terms.values(card).map(([metric = null]) => key(metric)));
  const rows = values.flatMap((row, r) => (typeof row[0] === "string" && priced.has(key(row[0])) && row.slice(1).some((value) => typeof value === "number") ? [r] : []));
  const isHeaded = key(values[0]?.[0] ?? null) === "metric" || rows[0] === 0;
  if (rows.length === 0 || (isHeaded && rows.length >= values.length - 1)) return model.source(term.source);
  const { at } = term.source;
  const links = rows.map((r) => (values[r] ?? []).map((_, c) => model.link(at.sheet, at.top + r, at.left + c)));
  return model.table([], links, 1, term.source);
}

function headAbove(terms: Terms, { source: { at } }: Term): CellValue {
  return terms.workbook.sheet(at.sheet)?.cell(at.top - 1, at.left)?.value ?? null;
}

function startWord(value: CellValue): string {
  const meant = columnMeant(value, "scale");
  return meant === "From" || meant === "Threshold" ? meant : "Above";
}

function rateWord(value: CellValue): string {
  return columnMeant(value, "scale") === "Amount per unit" ? "Amount per unit" : "Rate";
}

function cells({ source: { at } }: Term): { sheet: string; row: number; column: number }[] {
  return range(at.top, at.bottom).flatMap((row) => range(at.left, at.right).map((column) => ({ sheet: at.sheet, row, column })));
}

function lengthOf(term: Term): number {
  return cells(term).length;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}

function isFilled(value: CellValue | undefined): boolean {
  return value !== undefined && value !== null && value !== "";
}

function textOf(value: CellValue | undefined): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

function key(value: CellValue): string {
  return typeof value === "string" ? value.trim().toLowerCase() : "";
}

function quoted(text: string): string {
  return `"${text.replace(/"/g, '""')}"`;
}
