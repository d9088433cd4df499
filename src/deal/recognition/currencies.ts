import { CURRENCY_SIGNS } from "./words";
import { isCurrencyWord, wordsOf } from "./phrases";
import { textAt } from "./surroundings";
import type { Verdict } from "./verdicts";

/** The currencies of the amounts that are terms, the most frequent first. Rates of exchange have two, and count for none. */
export function currenciesOf(verdicts: readonly Verdict[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { candidate, role, state } of verdicts) {
    if (state === "left out" || role === "exchange rate") continue;
    for (const code of new Set(codesIn(candidate.unit, candidate.label, candidate.name, cornerOf(candidate), ...candidate.shape.formats.slice(0, 1)))) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return new Map([...counts].sort(([, a], [, b]) => b - a));
}

/** "EUR" or "USD unless stated" in the first rows of a sheet speaks for all that stands there. */
function cornerOf({ area: { sheet } }: Verdict["candidate"]): string {
  return [1, 2, 3].map((row) => textAt(sheet, row, 1)).find((text) => text.length <= 30 && codesIn(text).length === 1) ?? "";
}

function codesIn(...texts: readonly string[]): string[] {
  return texts.flatMap((text) => [
    ...wordsOf(text).filter(({ text: word }) => word === word.toUpperCase() && word.length === 3 && isCurrencyWord(word)).map(({ text: word }) => word),
    ...[...text].flatMap((sign) => (sign in CURRENCY_SIGNS && !/\[\$/.test(text) ? [CURRENCY_SIGNS[sign as keyof typeof CURRENCY_SIGNS]] : [])),
    ...(/\[\$([A-Z]{3}|[€£¥])/.exec(text)?.slice(1, 2) ?? []).map((sign) => CURRENCY_SIGNS[sign as keyof typeof CURRENCY_SIGNS] ?? sign),
  ]);
}
