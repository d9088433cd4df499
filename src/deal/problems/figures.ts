import { isError } from "../../cells/cell";
import { decimalOf } from "../../cells/decode";
import { nameKey } from "../../cells/table";
import { rounded } from "../../engine/decimal";
import { cellsIn, type Area } from "../../sheet/area";
import type { Role } from "../deal";
import { columnMeant } from "../headWords";
import { isForPieces } from "../recognition/scoring";
import { figureText, labelText, percentText } from "../sentences/phrases";
import { cellOf, functionOf, placeText, rangeOf, textIn, type Book, type Found, type Part } from "./book";
import { otherReaders } from "./fixes";
import { headAbove, labelLeft } from "./shapes";

/** Figures that show something else than they are, that stand where nobody sees them, or that no function refuses although they can hardly be meant. */
export function figureProblems(book: Book): Found[] {
  return [...book.parts.flatMap((part) => [...hidden(part), ...roundedByFormat(part), ...wholePercent(book, part)]), ...unitsOverMoney(book)];
}

/** Terms on a hidden sheet or in hidden rows. */
function hidden({ area, label, stream }: Part): Found[] {
  const { sheet, top, bottom } = area;
  const rows = Array.from({ length: Math.min(bottom - top + 1, sheet.hiddenRows.size === 0 ? 0 : bottom - top + 1) }, (_, i) => top + i).filter((row) => sheet.hiddenRows.has(row));
  const [first] = rows;
  if (!sheet.isHidden && first === undefined) return [];
  const place = sheet.isHidden || first === undefined ? rangeOf(area) : { ...rangeOf(area), top: first, bottom: rows.at(-1) ?? first };
  const where = sheet.isHidden ? `on the hidden sheet ${labelText(sheet.name)}` : rows.length === 1 ? `in the hidden row ${first ?? 0}` : `in hidden rows`;
  return [{ code: "N07", kind: "warn", place, stream, sentence: `${label} (${placeText(place)}) stands ${where}; the other side will not see what it pays by.`, fix: sheet.isHidden ? "Unhide the sheet." : `Unhide ${rows.length === 1 ? "the row" : "the rows"}.` }];
}

const RATES: ReadonlySet<Role> = new Set<Role>(["tiers", "tier rates", "rate", "split", "withholding", "reserve", "discount rate", "share", "layers", "rate card", "deductions", "deduction rate", "commission"]);

/** Figures typed with so many digits are meant to the last of them; a third of something is not. */
const MOST_DIGITS = 6;

/** A typed percentage whose format hides digits of it. */
function roundedByFormat({ role, area, stream }: Part): Found[] {
  if (!RATES.has(role)) return [];
  return [...cellsIn(area)].flatMap(({ sheet, row, column, cell: { value, format, formula, filledFrom } }): Found[] => {
    const shown = /^[^;]*?0(?:\.(0+))?%/.exec(format ?? "");
    if (typeof value !== "number" || shown === null || formula !== undefined || filledFrom !== undefined) return [];
    const figure = decimalOf(value);
    const seen = rounded(figure.times(100), (shown[1]?.length ?? 0)).dividedBy(100);
    if (seen.equals(figure) || figure.precision() > MOST_DIGITS) return [];
    const place = cellOf(sheet, row, column);
    return [{ code: "V07", kind: "warn", place, stream, sentence: `${placeText(place)} shows ${percentText(seen)} and is ${percentText(figure)}.`, fix: "Show more decimals." }];
  });
}

const FRACTIONS: ReadonlySet<Role> = new Set<Role>(["rate", "tier rates", "withholding", "reserve", "discount rate", "share", "deduction rate", "commission"]);

/** A rate above 1 that no call refuses: one of a proposal, or a discount rate, which may be anything. */
function wholePercent(book: Book, { role, area, isCalled, stream }: Part): Found[] {
  if (!FRACTIONS.has(role) || (isCalled && role !== "discount rate")) return [];
  if (role === "tier rates" && columnMeant(headAbove(area.sheet, area.top, area.left) ?? null, "scale") === "Amount per unit") return [];
  // EUR per piece is no percentage.
  if (role === "rate" && isForPieces(area)) return [];
  return [...cellsIn(area)].flatMap(({ sheet, row, column, cell: { value } }): Found[] => {
    if (typeof value !== "number" || value <= 1) return [];
    const place = cellOf(sheet, row, column);
    const figure = decimalOf(value);
    return [{
      // A proposal does not calculate with it.
      code: "V02", kind: role === "discount rate" ? "warn" : "error", place, stream,
      sentence: `${placeText(place)} is ${figureText(figure)}, that is ${percentText(figure)}. Was ${percentText(figure.dividedBy(100))} meant?`,
      fix: `Type ${percentText(figure.dividedBy(100))} in ${placeText(place)}.${otherReaders(book, place)}`,
    }];
  });
}

/** Amounts for each unit, on a base in money. */
function unitsOverMoney({ calls, parts }: Book): Found[] {
  const called = calls.flatMap(({ call, arguments: given }) => {
    const [base, tiers] = ["base", "tiers"].map((name) => given.find(({ parameter }) => parameter === name)?.area);
    return functionOf(call) === "TIEREDROYALTY" && base && tiers ? [{ base, tiers }] : [];
  });
  const termed = parts.filter(({ isCalled, role }) => !isCalled && role === "tiers").flatMap(({ area, stream }) => parts.filter((part) => part.role === "base" && !part.isCalled && part.stream === stream).map((part) => ({ base: part.area, tiers: area })));
  const found = new Map<string, Found>();
  for (const { base, tiers } of [...called, ...termed]) {
    const head = Array.from({ length: tiers.right - tiers.left + 1 }, (_, i) => tiers.left + i).find((column) => PER_UNIT.has(nameKey(textIn(tiers.sheet, tiers.top, column))));
    const money = moneyOf(base);
    if (head === undefined || money === undefined) continue;
    const place = cellOf(tiers.sheet, tiers.top, head);
    const stream = parts.find(({ area }) => area.sheet === tiers.sheet && area.top === tiers.top && area.left === tiers.left)?.stream ?? "";
    const key = placeText(place) + placeText(rangeOf(base));
    found.set(key, { code: "V08", kind: "error", place, stream, sentence: `${placeText(place)}: the scale pays an amount for each unit, and its base ${placeText(rangeOf(base))} is in ${money}.`, fix: "Choose a base that counts units, or write rates." });
  }
  return [...found.values()];
}

const PER_UNIT = new Set(["amount per unit", "price per unit", "per unit"]);

/** The currency of figures, by their format or a unit beside them. */
function moneyOf({ sheet, top, left }: Area): string | undefined {
  const cell = sheet.cell(top, left);
  if (cell === undefined || isError(cell.value)) return undefined;
  const symbol = /[$€£¥]/.exec((cell.format ?? "").replace(/\[\$-[0-9a-f]+\]/gi, ""))?.[0];
  if (symbol !== undefined) return symbol;
  const texts = [...Array.from({ length: Math.min(8, left - 1) }, (_, i) => sheet.cell(top, left - 1 - i)?.value ?? null), labelLeft(sheet, top, left) ?? null, headAbove(sheet, top, left) ?? null];
  return texts.map((text) => (typeof text === "string" ? CURRENCY.exec(text)?.[1] : undefined)).find((code) => code !== undefined);
}

/** A unit of its own, or the end of a label: `USD`, `USD k`, `Net sales (EUR)`, `Sales, USD`. */
const CURRENCY = /(?:^|[(, ])(USD|EUR|GBP|JPY|CHF|CAD|AUD|SEK|NOK|DKK|KRW|CNY|INR|BRL|MXN)(?: ?(?:k|m|thousand|million))?\)?$/;
