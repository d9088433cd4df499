import type { Workbook } from "../sheet/workbook";
import type { AnswerOption, Choice, Question, Word } from "./deal";
import { gives, ownResults, type OwnResult } from "./evidence";
import { proposedLines, type Proposal } from "./proposal/proposal";
import type { Recognised } from "./proposal/terms";
import { answerLabel, periodWord, questionSentence } from "./questionWords";

/** What only the analyst can say, and what the answers are worth. */
export interface Questions {
  /** Those that are asked come before those of which an answer is taken; of both, those whose answers pay different totals first. */
  readonly questions: readonly Question[];
  /** What the deal pays at least and at most while words are asked. Absent where no answer can be calculated. */
  readonly range?: { readonly from: number; readonly to: number };
}

/** So many combinations of answers are tried for the range, and for the figures that the workbook shows. */
const MOST_COMBINATIONS = 24;
const MOST_TRIALS = 64;

/** The questions that a deal leaves open: words that are asked, and proposed ones that would change what is paid. */
export function questions(workbook: Workbook, recognised: Recognised): Questions {
  const deals = new Deals(workbook, recognised);
  const results = ownResults(workbook, deals.with([]).payees.map(({ label }) => label));
  const open = recognised.choices.filter((choice) => choice.words.length > 1 && (choice.state === "asked" || isDefault(choice)));
  const weighed = open.map((choice) => ({ choice, totals: choice.words.map((word) => deals.with([{ choice, word }]).total) }));
  const matters = ({ totals }: (typeof weighed)[number]) => new Set(totals).size > 1;
  const isAsked = ({ choice }: (typeof weighed)[number]) => choice.state === "asked";
  const rank = (one: (typeof weighed)[number]) => (isAsked(one) ? 0 : 2) + (matters(one) ? 0 : 1);
  const ordered = [...weighed].sort((a, b) => rank(a) - rank(b));
  const found = evidence(deals, ordered.map(({ choice }) => choice), results);
  const period = periodWord(recognised.choices.find(({ choice }) => choice === "periods a year")?.word);
  const asked = ordered.filter((one) => one.choice.state === "asked" || matters(one) || found.has(one.choice));
  const range = rangeOf(deals, ordered.map(({ choice }) => choice).filter(({ state }) => state === "asked"));
  return {
    questions: asked.map(({ choice, totals }): Question => {
      const options = choice.words.map((word, i): AnswerOption => {
        const [pays, shown] = [totals[i], found.get(choice)?.get(word)];
        return { answer: word, label: answerLabel(choice.choice, word, period), ...(pays !== undefined && { pays }), ...(shown !== undefined && { evidence: shown }) };
      });
      return { id: questionId(choice), sentence: questionSentence(choice), ...(choice.source && { place: choice.source.at }), options, changesTotal: new Set(totals).size > 1, ...(choice.state === "proposed" && { taken: choice.word }) };
    }),
    ...(range && { range }),
  };
}

/** Under which the answer to a choice is kept: `resets`, `gross up Foreign agency`. */
export function questionId({ choice, stream }: Pick<Choice, "choice" | "stream">): string {
  return `${choice} ${stream}`.trim();
}

/** Proposed, and in no cell of the workbook. How many decimals there are, and in which currency, nobody needs to be asked. */
function isDefault({ choice, state, source }: Choice): boolean {
  return state === "proposed" && source === undefined && choice !== "decimals" && choice !== "currency";
}

type Answered = readonly { readonly choice: Choice; readonly word: Word }[];

/** The deal under other words, each calculated once. */
class Deals {
  private readonly known = new Map<string, Proposal>();

  constructor(
    private readonly workbook: Workbook,
    private readonly recognised: Recognised,
  ) {}

  with(answered: Answered): Proposal {
    const choices = this.recognised.choices.map((choice) => {
      const answer = answered.find((one) => one.choice === choice);
      return answer === undefined ? choice : { ...choice, word: answer.word };
    });
    const key = JSON.stringify(choices.map(({ word }) => word));
    const known = this.known.get(key) ?? proposedLines(this.workbook, { ...this.recognised, choices });
    this.known.set(key, known);
    return known;
  }
}

/** Every combination of the choices' words, of as many choices as there are at most so many combinations. */
function combinations(choices: readonly Choice[], most: number): Answered[] {
  let found: Answered[] = [[]];
  for (const choice of choices) {
    if (found.length * choice.words.length > most) continue;
    found = found.flatMap((answered) => choice.words.map((word) => [...answered, { choice, word }]));
  }
  return found;
}

function rangeOf(deals: Deals, asked: readonly Choice[]): Questions["range"] {
  const totals = combinations(asked, MOST_COMBINATIONS).flatMap((answered) => deals.with(answered).total ?? []);
  return totals.length === 0 ? undefined : { from: Math.min(...totals), to: Math.max(...totals) };
}

/** The words under which a figure comes out that the workbook shows, where others do not give it. */
function evidence(deals: Deals, open: readonly Choice[], results: readonly OwnResult[]): ReadonlyMap<Choice, ReadonlyMap<Word, string>> {
  const found = new Map<Choice, Map<Word, string>>();
  if (results.length === 0 || open.length === 0) return found;
  const trials = combinations(open, MOST_TRIALS);
  for (const result of results) {
    const matching = trials.filter((answered) => gives(deals.with(answered), result));
    if (matching.length === 0 || matching.length === trials.length) continue;
    for (const choice of open) {
      const words = new Set(matching.flatMap((answered) => answered.filter((one) => one.choice === choice).map(({ word }) => word)));
      if (words.size === 0 || words.size === choice.words.length) continue;
      const shown = found.get(choice) ?? new Map<Word, string>();
      for (const word of words) if (!shown.has(word)) shown.set(word, result.sentence);
      found.set(choice, shown);
    }
  }
  return found;
}
