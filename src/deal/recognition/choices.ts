import { nameKey } from "../../cells/table";
import type { Answers, Choice, ChoiceName, Role, Word } from "../deal";
import type { Candidate } from "./candidates";
import { choiceWord } from "./choiceWords";
import type { Periods } from "./periodLabels";
import { wordsLeft } from "./phrases";
import { otherTrade } from "./scoring";
import type { Streams } from "./streams";
import type { Verdict } from "./verdict";

/** A word for one term, before it is known whether all terms have the same. */
interface Proposal {
  readonly word: Word;
  readonly words: readonly Word[];
  readonly state: "proposed" | "asked";
  readonly reason: string;
}

/** The terms for whose sake a choice is there. */
const CALLED_FOR_BY: Readonly<Partial<Record<ChoiceName, readonly Role[]>>> = {
  method: ["tiers", "tier starts"],
  resets: ["tiers", "tier starts", "rate card"],
  negative: ["deductions"],
  window: ["guarantee"],
  "guarantee is for": ["guarantee"],
  crossed: ["advance"],
  "gross up": ["withholding"],
  when: ["discount rate"],
  "discount rate is for": ["discount rate"],
  "fee treatment": ["fee"],
  "fee paid": ["fee"],
};

/** What the terms that were found leave open: said by a cell, by a name, label or unit, by a safe default, or asked. */
export function choicesOf(verdicts: readonly Verdict[], streams: Streams, periods: Periods, currencies: ReadonlyMap<string, number>, answers: Answers): Choice[] {
  const cells = choiceCells(verdicts, streams);
  const hasContractYears = verdicts.some(({ role, state }) => role === "contract years" && state === "proposed");
  const found: Choice[] = [];
  const add = (choice: ChoiceName, stream: string, proposal: Proposal) => {
    const cell = cells.find((one) => one.choice === choice && (one.stream === stream || one.stream === ""));
    found.push({ choice, stream, ...(cell === undefined ? proposal : saidByCell(cell, proposal)), ...(cell === undefined ? {} : { source: cell.candidate.source }) });
  };
  for (const [choice, roles] of Object.entries(CALLED_FOR_BY) as [ChoiceName, readonly Role[]][]) {
    const terms = verdicts.filter(({ role, state }) => state !== "left out" && role !== undefined && roles.includes(role));
    const isSaid = cells.some((cell) => cell.choice === choice);
    if (choice === "crossed" ? terms.length < 2 && !isSaid : terms.length === 0) continue;
    for (const { stream, proposal } of byStream(terms, (term) => proposed(choice, term, periods, hasContractYears))) add(choice, stream, proposal);
  }
  const isValued = verdicts.some(({ role, state }) => role === "discount rate" && state !== "left out");
  const isYearly = found.some(({ choice, word }) => choice === "guarantee is for" && word === "a contract year");
  if (periods.aYear !== undefined) add("periods a year", "", { word: periods.aYear, words: [1, 2, 4, 12], state: "proposed", reason: "The headings of the periods say it." });
  else if (isValued || isYearly) add("periods a year", "", { word: 1, words: [1, 2, 4, 12], state: "asked", reason: "No heading says how long a period is." });
  const [[code, count] = ["", 0], [, next] = ["", 0]] = [...currencies];
  if (code !== "" || cells.some(({ choice }) => choice === "currency")) add("currency", "", { word: code, words: [...currencies.keys()], state: count > next ? "proposed" : "asked", reason: `${code} stands in most units, labels and formats.` });
  const currency = String(found.find(({ choice }) => choice === "currency")?.word ?? "");
  const decimals = ["JPY", "KRW", "CLP", "VND"].includes(currency) ? 0 : ["KWD", "BHD", "TND"].includes(currency) ? 3 : 2;
  add("decimals", "", { word: decimals, words: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], state: "proposed", reason: `${currency === "" ? "Amounts" : `Amounts in ${currency}`} are paid to ${decimals === 0 ? "the whole unit" : `${decimals} decimals`} unless a cell says otherwise.` });
  return found.map((choice) => answered(choice, answers));
}

/** One proposal for all streams where they agree, else one for each. */
function byStream(terms: readonly Verdict[], of: (term: Verdict) => Proposal): { readonly stream: string; readonly proposal: Proposal }[] {
  const all = terms.map((term) => ({ stream: term.stream, proposal: of(term) }));
  const [first] = all;
  if (first === undefined) return [];
  const agree = all.every(({ proposal }) => proposal.word === first.proposal.word && proposal.state === first.proposal.state);
  if (agree) return [{ stream: all.every(({ stream }) => stream === first.stream) ? first.stream : "", proposal: first.proposal }];
  return [...new Map(all.map((one) => [one.stream, one])).values()];
}

interface ChoiceCell {
  readonly choice: ChoiceName;
  readonly stream: string;
  readonly candidate: Candidate;
}

/** Single cells whose name or label is a choice's. */
function choiceCells(verdicts: readonly Verdict[], streams: Streams): ChoiceCell[] {
  return verdicts.flatMap(({ candidate, state, isOffSheet }): ChoiceCell[] => {
    if (state !== "left out" || candidate.shape.form !== "cell" || isOffSheet === true || otherTrade(candidate.nameReading) !== undefined || otherTrade(candidate.labelReading) !== undefined) return [];
    const [said] = [candidate.nameReading, candidate.labelReading].flatMap((reading) => reading.matches.flatMap((match) => ("choice" in match.meaning ? [{ choice: match.meaning.choice, left: wordsLeft(reading, match.uses) }] : [])));
    if (said === undefined) return [];
    return [{ choice: said.choice, stream: streams.isStream(said.left) ? streams.streamOf(candidate, said.left) : "", candidate }];
  });
}

function saidByCell({ choice, candidate }: ChoiceCell, otherwise: Proposal): Proposal {
  const value = candidate.shape.filled[0] ?? null;
  const said = choiceWord(choice, value);
  const shown = typeof value === "object" ? "an error" : `"${String(value)}"`;
  if (said === undefined) return { ...otherwise, state: "asked", reason: `${candidate.id} says ${shown}, which is none of ${otherwise.words.join(", ")}.` };
  const words = otherwise.words.includes(said.word) ? otherwise.words : [...otherwise.words, said.word];
  return { word: said.word, words, state: said.isSure ? "proposed" : "asked", reason: said.isSure ? `${candidate.id} says ${shown}.` : `${candidate.id} says ${shown}, which may mean ${said.meanings.join(" or ")}.` };
}

/** An answer may have been typed over where it is kept: one that is no word of the choice is none. */
function answered(choice: Choice, answers: Answers): Choice {
  const answer = answers.get(`${choice.choice} ${choice.stream}`.trim()) ?? answers.get(choice.choice);
  const said = answer === undefined ? undefined : choiceWord(choice.choice, answer);
  if (said?.isSure !== true) return choice;
  return { ...choice, word: said.word, words: choice.words.includes(said.word) ? choice.words : [...choice.words, said.word], state: "proposed", reason: "So it was answered." };
}

const A_YEAR = /\b(annual\w*|yearly|p\.? ?a\.?|per annum|(per|each|a|je|pro|par|por|cada|im|in the) (contract |licence |license |deal |calendar )?(year|jahr|vertragsjahr|lizenzjahr|annee|an|ano)|j(a|ae)hrlich\w*|vertragsjahr|(contract|licence|license|deal) year|annuel\w*|anual|mag|mar|ann)\b|\b(19|20)\d\d\b/;
const A_PERIOD = /\b(per|each|a|je|pro|par|por|cada|im) (quarter|period|month|half-year|half year|quartal|periode|halbjahr|monat|trimestre|semestre|periodo|mois|mes)\b|\b(quarterly|monthly|semi-annual|half-yearly)\b/;
const NEVER = /cumul|kumul|acumul|life to date|life of|since inception|lifetime|over the term|whole term|gesamtlaufzeit/;

/** What a term's name, label and unit say, as one text without accents. */
function textOf({ candidate: { name, label, unit, asideReading } }: Verdict): string {
  return ` ${name.replace(/[_.]/g, " ").replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")} ${label} ${asideReading.text} ${unit} `.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Whether a price depends on the units before it: a metric of the card has a second price, units that are included or a cap. */
function countsUnits({ shape: { values } }: Candidate): boolean {
  const [head = [], ...body] = values;
  const metrics = body.map(([metric = null]) => (typeof metric === "string" ? nameKey(metric) : ""));
  const limits = head.flatMap((title, column) => (typeof title === "string" && /includ|cap|overage/i.test(title) ? [column] : []));
  return metrics.some((metric, row) => metric === "" || metrics.indexOf(metric) !== row) || body.some((row) => limits.some((column) => Number(row[column] ?? 0) !== 0));
}

function proposed(choice: ChoiceName, term: Verdict, { aYear }: Periods, hasContractYears: boolean): Proposal {
  const text = textOf(term);
  const [isYearly, isByPeriod] = [A_YEAR.test(text), A_PERIOD.test(text)];
  const id = term.candidate.id;
  const ask = (words: readonly Word[], word: Word, reason: string): Proposal => ({ word, words, state: "asked", reason });
  const take = (words: readonly Word[], word: Word, reason: string): Proposal => ({ word, words, state: "proposed", reason });
  switch (choice) {
    case "method": {
      const words = ["marginal", "cliff", "prospective"];
      return take(words, "marginal", "No cell says how the tiers count; each rate for its own tier is the usual way.");
    }
    case "resets": {
      const words: Word[] = [...(hasContractYears ? ["contract years"] : []), "each period", "never", ...(aYear !== undefined && aYear > 1 ? [aYear] : [])];
      if (term.role === "rate card" && !countsUnits(term.candidate)) return take(words, "each period", `Each price of ${id} is one for all units; it does not matter where they are counted from.`);
      if (NEVER.test(text)) return take(words, "never", `The label of ${id} says that it is counted over all periods together.`);
      if (hasContractYears) return take(words, "contract years", "There is a row of contract years.");
      if (isByPeriod && !isYearly) return take(words, "each period", `The label of ${id} says for each period.`);
      if (isYearly && aYear === 1) return take(words, "each period", `The label of ${id} says for each year, and the periods are years.`);
      return ask(words, aYear === 1 ? "each period" : (aYear ?? "never"), "No cell says where the tiers start again.");
    }
    case "negative":
      return ask(["carry", "floor"], "carry", `No cell says what becomes of it when ${id} comes to more than the revenue.`);
    case "window":
      return ask(["none", "life", "first 4", "rolling 4"], "none", "No cell says whether what is paid above what was earned is made good later.");
    case "guarantee is for": {
      const words = ["a period", "a contract year"];
      if (term.candidate.shape.form !== "cell") return take(words, "a period", `${id} has an amount for each period.`);
      if (isYearly && aYear === 1) return take(words, "a period", `${id} is for a year, and the periods are years.`);
      if (isYearly) return take(words, "a contract year", `The name or label of ${id} says that it is for a year.`);
      if (isByPeriod) return take(words, "a period", `The label of ${id} says that it is for one period.`);
      return ask(words, "a period", `Nothing says whether ${id} is for a period or for a year.`);
    }
    case "crossed":
      return ask(["none", "all", "recouped only"], "none", "There are several advances, and no cell says whether they recoup each other.");
    case "gross up":
      return /gross(ed)?[- ]up|net of tax/.test(text) ? ask(["none", "gross up"], "gross up", `The label of ${id} may say that the payer bears the tax.`) : take(["none", "gross up"], "none", "No cell says that the payer bears the tax.");
    case "when":
      return ask(["end", "mid", "start"], "end", "No cell says when in its period a payment is made.");
    case "discount rate is for": {
      const words = ["a year", "a period"];
      if (isByPeriod && !isYearly) return take(words, "a period", `The unit or label of ${id} says for one period.`);
      if (isYearly || aYear === 1) return take(words, "a year", isYearly ? `The name, unit or label of ${id} says a year.` : "The periods are years.");
      return ask(words, "a year", `Nothing says whether ${id} is for a year or for a period.`);
    }
    case "fee treatment": {
      const words = ["on top", "recouped"];
      if (/non[- ]?(recoup|refund|credit)|not (recoup|credit)|nicht (anrechenbar|verrechenbar)|non (recuperable|imputable)|no recuperable|on top|in addition/.test(text) && !/non[- ]?refund/.test(text)) return take(words, "on top", `The label of ${id} says that it is not recouped.`);
      if (/recoup|creditable|credited|anrechenbar|verrechenbar|recuperable|imputable|a cuenta/.test(text)) return take(words, "recouped", `The label of ${id} says that it is recouped.`);
      return ask(words, "on top", `Nothing says whether ${id} is recouped from the royalty.`);
    }
    default: {
      const words = ["at signing", "by period"];
      if (term.candidate.shape.form !== "cell") return take(words, "by period", `${id} has an amount for each period.`);
      if (isYearly || isByPeriod) return aYear === 1 || isByPeriod ? take(words, "by period", `The label of ${id} says for each period.`) : ask(words, "by period", `${id} is for a year, and the periods are shorter.`);
      return take(words, "at signing", `${id} is one amount; nothing says that it is paid later.`);
    }
  }
}
