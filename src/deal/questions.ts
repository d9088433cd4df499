import type { AnswerOption, Choice, Question, Word } from "./deal";
import { gives } from "./evidence";
import { answerLabel, periodWord, questionSentence } from "./questionWords";
import { combinations, type Trials } from "./trials";

/** What only the analyst can say, and what the answers are worth. */
export interface Questions {
  /** Those that are asked come before those of which an answer is taken; of both, those whose answers pay different totals first. */
  readonly questions: readonly Question[];
  /** What the deal pays at least and at most while words are asked. Absent where no answer can be calculated. */
  readonly range?: { readonly from: number; readonly to: number };
}

/** So many combinations of answers are tried for the range. */
const MOST_COMBINATIONS = 24;

/** The questions that a deal leaves open: words that are asked, and proposed ones that would change what is paid. */
export function questions(trials: Trials): Questions {
  const found = evidence(trials);
  const period = periodWord(trials.recognised.choices.find(({ choice }) => choice === "periods a year")?.word);
  const asked = trials.open.filter(({ choice, changesTotal }) => choice.state === "asked" || changesTotal || found.has(choice));
  const range = rangeOf(trials);
  return {
    questions: asked.map(({ choice, totals, changesTotal }): Question => {
      const options = choice.words.map((word, i): AnswerOption => {
        const [pays, shown] = [totals[i], found.get(choice)?.get(word)];
        return { answer: word, label: answerLabel(choice.choice, word, period), ...(pays !== undefined && { pays }), ...(shown !== undefined && { evidence: shown }) };
      });
      return { id: questionId(choice), sentence: questionSentence(choice), ...(choice.source && { place: choice.source.at }), options, changesTotal, ...(choice.state === "proposed" && { taken: choice.word }) };
    }),
    ...(range && { range }),
  };
}

/** Under which the answer to a choice is kept: `resets`, `gross up Foreign agency`. */
export function questionId({ choice, stream }: Pick<Choice, "choice" | "stream">): string {
  return `${choice} ${stream}`.trim();
}

function rangeOf(trials: Trials): Questions["range"] {
  const asked = trials.open.flatMap(({ choice }) => (choice.state === "asked" ? [choice] : []));
  const totals = combinations(asked, MOST_COMBINATIONS).flatMap((answered) => trials.with(answered).total ?? []);
  return totals.length === 0 ? undefined : { from: Math.min(...totals), to: Math.max(...totals) };
}

/** The words under which a figure comes out that the workbook shows, where others do not give it. */
function evidence(trials: Trials): ReadonlyMap<Choice, ReadonlyMap<Word, string>> {
  const found = new Map<Choice, Map<Word, string>>();
  if (trials.results.length === 0 || trials.open.length === 0) return found;
  const tried = trials.combinations.map((answered) => ({ answered, proposal: trials.with(answered) }));
  for (const result of trials.results) {
    const matching = tried.filter(({ proposal }) => gives(proposal, result));
    if (matching.length === 0 || matching.length === tried.length) continue;
    for (const { choice } of trials.open) {
      const words = new Set(matching.flatMap(({ answered }) => answered.filter((one) => one.choice === choice).map(({ word }) => word)));
      if (words.size === 0 || words.size === choice.words.length) continue;
      const shown = found.get(choice) ?? new Map<Word, string>();
      for (const word of words) if (!shown.has(word)) shown.set(word, result.sentence);
      found.set(choice, shown);
    }
  }
  return found;
}
