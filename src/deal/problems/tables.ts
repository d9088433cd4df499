import { shown } from "../../cells/decode";
import { nameIn, nameKey } from "../../cells/table";
import { ONE, rounded, sum, type Decimal } from "../../engine/decimal";
import { prorataStatement } from "../../engine/prorata";
import { Refusal } from "../../engine/refusal";
import { prorataCall } from "../../functions/prorata";
import { rectangleAddress } from "../../sheet/area";
import type { Role } from "../deal";
import { listed, percentText } from "../sentences/phrases";
import { cellOf, gridOf, placeText, quoted, rangeOf, textIn, type Book, type Found, type Part } from "./book";
import { nameReaders } from "./fixes";
import { addsUp, headAbove, labelLeft, saysTotal } from "./shapes";

/** What is wrong with tables and rows of figures that every function takes as they are. */
export function tableProblems(book: Book): Found[] {
  return book.parts.flatMap((part): Found[] => {
    const totals = TABLES.has(part.role) ? totalRows(book, part) : [];
    const sums = SERIES.has(part.role) ? totalColumns(book, part) : [];
    const years = part.role === "contract years" ? yearsGoingBack(part) : [];
    // Of a table with a total in it the shares say nothing.
    const shares = part.role === "split" && totals.length === 0 ? [...repeatedHolders(part), ...shareSums(part)] : [];
    return [...totals, ...sums, ...years, ...shares];
  });
}

const TABLES: ReadonlySet<Role> = new Set<Role>(["split", "tiers", "deductions", "usage", "rate card", "layers", "advance", "earned by account"]);
const SERIES: ReadonlySet<Role> = new Set<Role>(["base", "usage", "deductions", "guarantee", "fee", "withholding", "earned by account"]);

/** Where a last row that adds up the others can be nothing else; in layers and scales an amount may be the sum of others. */
const ADDS_UP: ReadonlySet<Role> = new Set<Role>(["split", "deductions", "usage", "advance", "earned by account"]);

/** Rows that add up the others, inside a table whose every row counts. */
function totalRows(book: Book, { area, label: table, name, role, stream }: Part): Found[] {
  const { sheet, top, left, bottom, right } = area;
  if (bottom - top < 2) return [];
  return Array.from({ length: bottom - top }, (_, i) => top + 1 + i).flatMap((row): Found[] => {
    const cells = Array.from({ length: right - left + 1 }, (_, i) => ({ column: left + i, value: sheet.cell(row, left + i)?.value ?? null }));
    const label = cells.find(({ value }) => typeof value === "string" && value.trim() !== "");
    const text = typeof label?.value === "string" ? label.value : labelLeft(sheet, row, left);
    const sumCell = !ADDS_UP.has(role) || row < bottom ? undefined : cells.find(({ column }) => addsUp(book.workbook, { ...area, left: column, right: column }, row, column));
    const isTotal = saysTotal(text);
    if ((!isTotal && sumCell === undefined) || cells.every(({ value }) => value === null || value === "")) return [];
    const place = cellOf(sheet, row, (isTotal ? label?.column : undefined) ?? sumCell?.column ?? left);
    const isLast = row === bottom;
    return [{
      code: "T09", kind: "error", place, stream,
      sentence: `${placeText(place)}${text === undefined ? "" : ` ${quoted(text)}`} is a total inside ${table}, and counts there as a row of its own.`,
      fix: isLast ? `Cut ${table} to ${placeText({ ...rangeOf(area), bottom: row - 1 })}.${nameReaders(book, name)}` : `Take the row out of ${table}.`,
    }];
  });
}

/** The last column, or row where the periods run down, that adds up the periods before it. */
function totalColumns(book: Book, { area, label, name, role, stream }: Part): Found[] {
  const { sheet, top, left, bottom, right } = area;
  const isTable = role === "usage" || role === "deductions" || role === "earned by account";
  const isDown = !isTable && left === right;
  if ((isDown ? bottom - top : right - left) < 2) return [];
  const row = isDown || isTable ? bottom : top;
  const head = isDown ? labelLeft(sheet, bottom, left) : isTable ? textIn(sheet, top, right) : headAbove(sheet, top, right);
  const line = isDown ? area : { ...area, top: row, bottom: row };
  if (!saysTotal(head) && !addsUp(book.workbook, line, row, right)) return [];
  const place = cellOf(sheet, row, right);
  const cut = { ...rangeOf(area), ...(isDown ? { bottom: bottom - 1 } : { right: right - 1 }) };
  return [{ code: "P08", kind: "error", place, stream, sentence: `${placeText(place)} is a total at the end of ${label}, and counts there as a period of its own.`, fix: `Cut ${label} to ${placeText(cut)}.${nameReaders(book, name)}` }];
}

/** A contract year that comes back after another has begun starts a new window. */
function yearsGoingBack({ area, label, stream }: Part): Found[] {
  const values = gridOf(area)?.flat() ?? [];
  const seen = new Set<unknown>();
  for (const [t, value] of values.entries()) {
    const previous = values[t - 1] ?? null;
    const key = typeof value === "string" ? value.trim().toLowerCase() : value;
    const isBack = t > 0 && value !== previous && (typeof value === "number" && typeof previous === "number" ? value < previous : seen.has(key));
    seen.add(key);
    if (!isBack || value === null) continue;
    const place = area.top === area.bottom ? cellOf(area.sheet, area.top, area.left + t) : cellOf(area.sheet, area.top + t, area.left);
    return [{
      code: "P07", kind: "error", place, stream,
      sentence: `${label} goes back from ${shown(previous)} to ${shown(value)} in ${placeText(place)}, where the tiers would start again.`,
      fix: `Let ${label} rise from ${area.top === area.bottom ? "left to right" : "top to bottom"}.`,
    }];
  }
  return [];
}

/** The weights of a split of one pool, as the function reads them; undefined where it refuses them, or they are by period. */
function splitOf({ area }: Part) {
  const grid = gridOf(area);
  const pool = area.left === area.right || area.top === area.bottom || grid?.[0]?.some((value) => typeof value === "string") === true ? [[100]] : undefined;
  if (grid === undefined || pool === undefined) return undefined;
  try {
    const { reading, terms, holders } = prorataCall({ pool, weights: grid, decimals: undefined, minimum: undefined });
    return reading.answered(undefined, () => ({ terms, holders, weights: terms.weights[0] ?? [] }));
  } catch (refusal) {
    if (refusal instanceof Refusal) return undefined;
    throw refusal;
  }
}

function repeatedHolders(part: Part): Found[] {
  const { area, label, stream } = part;
  const { sheet, top, left, bottom } = area;
  const split = splitOf(part);
  const table = split?.holders.table;
  const position = table?.position("Holder");
  // Beside a bare column of weights the names stand at its left.
  const rows = Array.from({ length: bottom - top + 1 }, (_, i) => top + i).slice(table === undefined ? 0 : table.bodyOffset);
  const named = rows.map((row) => {
    const column = position === undefined ? undefined : left + position;
    const name = column === undefined ? (area.left === area.right ? labelLeft(sheet, row, left) : undefined) : nameIn(sheet.cell(row, column)?.value ?? null);
    return { row, column: column ?? left, name };
  });
  if (table === undefined && area.left !== area.right) return [];
  const seen = new Map<string, number>();
  return named.flatMap(({ row, column, name }): Found[] => {
    const key = name === undefined ? "" : nameKey(name);
    const before = seen.get(key);
    if (key !== "") seen.set(key, before ?? row);
    if (key === "" || before === undefined) return [];
    const place = cellOf(sheet, row, column);
    return [{ code: "S02", kind: position === undefined ? "warn" : "error", place, stream, sentence: `${placeText(place)}: ${quoted(name ?? "")} stands twice in ${label}, first in row ${before}.`, fix: "Give one of them its own name, or make them one row." }];
  });
}

/** Shares that are meant to be the whole and are not. */
function shareSums(part: Part): Found[] {
  const { area, label, stream } = part;
  const split = splitOf(part);
  const total = split === undefined ? ONE : sum(split.weights);
  if (split === undefined || split.weights.length < 2) return [];
  const share = isNearOne(total) && split.weights.every((weight) => weight.lessThanOrEqualTo(1)) ? total : inPercent(part) && isNearOne(total.dividedBy(100)) ? total.dividedBy(100) : undefined;
  if (share === undefined) return [];
  const paid = prorataStatement({ ...split.terms, decimals: 2 })[0]?.holders.map((holder) => holder.paid.toFixed(2)) ?? [];
  return [{
    code: "S01", kind: "warn", place: rangeOf(area), stream,
    sentence: `The shares in ${label} (${rectangleAddress(area)}) add up to ${percentText(rounded(share, 6))}; of 100.00 they would be paid ${listed(paid)}.`,
    fix: "Mend the shares, or leave them if they are meant as parts of their sum.",
  }];
}

/** From 90% to 110%, and visibly not 100%. */
function isNearOne(share: Decimal): boolean {
  return share.greaterThanOrEqualTo("0.9") && share.lessThanOrEqualTo("1.1") && share.minus(1).abs().greaterThan("0.000001");
}

function inPercent({ area: { sheet, top, left, bottom, right } }: Part): boolean {
  const heads = Array.from({ length: right - left + 1 }, (_, i) => textIn(sheet, top, left + i));
  return [...heads, headAbove(sheet, top, right) ?? ""].some((head) => /%|percent|prozent|pourcent|porcentaje/i.test(head)) || (sheet.cell(bottom, right)?.format ?? "").includes("%");
}
