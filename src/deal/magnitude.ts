import type { Sheet, Workbook } from "../sheet/workbook";
import type { Problem, Role, Term } from "./deal";

/** What amounts are counted in: units, thousands or millions of a currency. */
export type Magnitude = "" | "k" | "m";

const OF_MONEY: ReadonlySet<Role> = new Set<Role>(["base", "fee", "guarantee", "earned by account", "advance", "opening balance"]);

const CURRENCY = String.raw`(?:\b[A-Z]{3}|[$€£¥])`;
const THOUSANDS = new RegExp(String.raw`${CURRENCY} ?(?:k|'?000s?|tsd|thousands?)\b|\bk ?${CURRENCY}|\bT(?:EUR|USD|GBP|CHF)\b|\bin thousands\b`);
const MILLIONS = new RegExp(String.raw`${CURRENCY} ?(?:m|mn|mio|millions?)\b|\bin millions\b`);
const SAYS_CURRENCY = new RegExp(String.raw`^(?:USD|EUR|GBP|JPY|CHF|CAD|AUD|SEK|NOK|DKK|[$€£¥])$|[(,] ?(?:USD|EUR|GBP|CHF|CAD|AUD)\)?$`);

/** What the amounts of a deal are counted in, and those terms that are counted otherwise than the first: their figures would be added as they stand. */
export function magnitudeOf(workbook: Workbook, terms: readonly Term[]): { readonly magnitude: Magnitude; readonly problems: readonly Problem[] } {
  const said = terms.flatMap((term) => {
    const magnitude = OF_MONEY.has(term.role) ? magnitudeBeside(workbook, term) : undefined;
    return magnitude === undefined ? [] : [{ term, magnitude }];
  });
  const [first] = said;
  if (first === undefined) return { magnitude: "", problems: [] };
  const problems = said.filter(({ magnitude }) => magnitude !== first.magnitude).map(({ term, magnitude }): Problem => {
    const [own, others] = [IN[magnitude], IN[first.magnitude]];
    return { code: "V09", kind: "error", place: term.source.at, sentence: `${term.source.name ?? "This"} is counted in ${own}, and ${first.term.source.name ?? "another amount of the deal"} in ${others}; they would be added as they stand.`, fix: `Write both in ${others}.` };
  });
  return { magnitude: problems.length === 0 ? first.magnitude : "", problems };
}

const IN: Readonly<Record<Magnitude, string>> = { "": "units of the currency", k: "thousands", m: "millions" };

/** So far to the left texts are looked at. */
const REACH = 8;

/** As the texts to the left of an amount say it; undefined where they name no currency. */
function magnitudeBeside(workbook: Workbook, { source: { at } }: Term): Magnitude | undefined {
  const sheet = workbook.sheet(at.sheet);
  return sheet === undefined ? undefined : magnitudeSaid(Array.from({ length: Math.min(REACH, at.left - 1) }, (_, i) => textAt(sheet, at.top, at.left - 1 - i)));
}

/** What texts beside an amount say that it is counted in; undefined where they name no currency. */
export function magnitudeSaid(texts: readonly string[]): Magnitude | undefined {
  if (texts.some((text) => THOUSANDS.test(text))) return "k";
  if (texts.some((text) => MILLIONS.test(text))) return "m";
  return texts.some((text) => SAYS_CURRENCY.test(text.trim())) ? "" : undefined;
}

/** Longer texts are notes. */
const LONGEST = 80;

function textAt(sheet: Sheet, row: number, column: number): string {
  const value = sheet.cell(row, column)?.value;
  return typeof value === "string" && value.length <= LONGEST ? value : "";
}
