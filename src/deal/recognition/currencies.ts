import type { Sheet } from "../../sheet/workbook";
import { CURRENCY_SIGNS } from "./words";
import { isCurrencyWord, wordsOf } from "./phrases";
import { remembered } from "./remembered";
import { textAt } from "./surroundings";
import type { Verdict } from "./verdict";

/** The currencies of the amounts that are terms, the most frequent first. Rates of exchange have two, and count for none. */
export function currenciesOf(verdicts: readonly Verdict[]): Map<string, number> {
  const counts = new Map<string, number>();
  const corners = new Map(verdicts.map(({ candidate }) => [candidate.area.sheet, ""]));
  for (const sheet of corners.keys()) corners.set(sheet, cornerOf(sheet));
  for (const { candidate, role, state } of verdicts) {
    if (state === "left out" || role === "exchange rate") continue;
    for (const code of new Set(codesIn(candidate.unit, candidate.label, candidate.name, corners.get(candidate.area.sheet) ?? "", ...candidate.shape.formats.slice(0, 1)))) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return new Map([...counts].sort(([, a], [, b]) => b - a));
}

/** "EUR" or "USD unless stated" in the first rows of a sheet speaks for all that stands there. */
function cornerOf(sheet: Sheet): string {
  return [1, 2, 3, 4].flatMap((row) => [textAt(sheet, row, 1), textAt(sheet, row, 2)]).find((text) => text.length <= 30 && codesIn(text).length === 1) ?? "";
}

function codesIn(...texts: readonly string[]): string[] {
  return texts.flatMap(codesOf);
}

const codesOf = remembered((text: string): readonly string[] => [
  ...wordsOf(text).filter(({ text: word }) => word === word.toUpperCase() && word.length === 3 && isCurrencyWord(word)).map(({ text: word }) => word),
  ...[...text].flatMap((sign) => (sign in CURRENCY_SIGNS && !/\[\$/.test(text) ? [CURRENCY_SIGNS[sign as keyof typeof CURRENCY_SIGNS]] : [])),
  ...(/\[\$([A-Z]{3}|[€£¥])/.exec(text)?.slice(1, 2) ?? []).map((sign) => (sign in CURRENCY_SIGNS ? CURRENCY_SIGNS[sign as keyof typeof CURRENCY_SIGNS] : sign)),
]);
