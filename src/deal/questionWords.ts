import type { Choice, ChoiceName, Word } from "./deal";

const SENTENCES: Readonly<Record<ChoiceName, string>> = {
  method: "How do the rates of the tiers count?",
  resets: "Where do the tiers start again?",
  negative: "What becomes of it when more is deducted than came in?",
  window: "Until when may a shortfall be recouped?",
  crossed: "Do the advances recoup each other?",
  "gross up": "Who bears the tax that is withheld?",
  when: "When in its period is a payment taken?",
  decimals: "To how many decimal places are payments rounded?",
  "fee treatment": "Does the fee come off the royalty, or on top?",
  "fee paid": "When is the fee paid?",
  "guarantee is for": "Is the minimum for each period or for a contract year?",
  "discount rate is for": "Is the discount rate for a year or for a period?",
  currency: "In which currency is everything paid?",
  "periods a year": "How many periods make a year?",
};

const ANSWERS: Readonly<Partial<Record<ChoiceName, Readonly<Record<string, string>>>>> = {
  method: { marginal: "each rate on the part within its own tier", cliff: "the rate that is reached on all of it", prospective: "each {period} at the one rate that it reaches" },
  resets: { "each period": "in each {period}", never: "never: all {period}s are counted together", "contract years": "in each contract year" },
  negative: { carry: "it comes off later periods", floor: "it is lost" },
  window: { none: "it is not recouped", life: "for good" },
  crossed: { none: "no, each from its own account", all: "yes, all of them", "recouped only": "only those that have recouped their own" },
  "gross up": { none: "the payee: it comes off what is paid", "gross up": "the payer: it is paid besides" },
  when: { end: "at its end", mid: "in its middle", start: "at its start" },
  "fee treatment": { "on top": "on top", recouped: "off the royalty" },
  "guarantee is for": { "a period": "for each {period}", "a contract year": "for a contract year" },
  "discount rate is for": { "a year": "for a year", "a period": "for a {period}" },
};

/** `Where do the tiers start again?`; of one product or payee with its name in front. */
export function questionSentence({ choice, stream }: Choice): string {
  return stream === "" ? SENTENCES[choice] : `${stream}: ${SENTENCES[choice]}`;
}

/** An answer in plain words: `in each contract year`. `period` is what a period is called. */
export function answerLabel(choice: ChoiceName, word: Word, period: string): string {
  const [said, key] = [ANSWERS[choice] ?? {}, String(word).toLowerCase()];
  const known = Object.hasOwn(said, key) ? said[key] : undefined;
  if (known !== undefined) return known.replaceAll("{period}", period);
  const [, first] = /^first (\d+)$/i.exec(String(word)) ?? [];
  if (first !== undefined) return `up to ${period} ${first}`;
  const [, rolling] = /^rolling (\d+)$/i.exec(String(word)) ?? [];
  if (rolling !== undefined) return `in the ${counted(Number(rolling), period)} after its own`;
  if (choice === "resets" && Number.isInteger(Number(word))) return `every ${counted(Number(word), period)}`;
  if (choice === "decimals") return counted(Number(word), "place");
  return String(word);
}

/** What a period of so many a year is called. */
export function periodWord(aYear: Word | undefined): string {
  return { 1: "year", 2: "half-year", 4: "quarter", 12: "month" }[Number(aYear)] ?? "period";
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
