import type { Term } from "../deal";
import type { Terms } from "./terms";

/** The row that counts how often a fee is due: one that shares a word with it, or the only one there is for the only fee. */
export function feeMatches(terms: Terms, fee: Term, fees: readonly Term[], counts: readonly Term[]): Term | undefined {
  const said = wordsOf(terms, fee);
  const named = counts.find((count) => wordsOf(terms, count).some((word) => said.includes(word)));
  return named ?? (fees.length === 1 ? counts[0] : undefined);
}

/** Without the plural, in lower case; words of one or two letters say nothing. */
function wordsOf(terms: Terms, term: Term): string[] {
  const text = `${terms.label(term)} ${term.source.name?.split("!").at(-1) ?? ""}`.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2");
  const words = text.toLowerCase().split(/[^\p{L}]+/u);
  return words.map((word) => word.replace(/(?<=ss|sh|ch|x)es$|(?<=[^s])s$/u, "")).filter((word) => word.length > 2 && !["fee", "usd", "eur", "per", "number", "the", "and", "for"].includes(word));
}
