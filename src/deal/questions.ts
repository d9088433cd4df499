import type { Workbook } from "../sheet/workbook";
import type { Problem, Question } from "./deal";
import type { Recognised } from "./proposal/terms";
import type { AskedTerm } from "./recognition/recognition";

export interface Open {
  readonly questions: readonly Question[];
  readonly range?: { readonly from: number; readonly to: number };
  readonly evidence: readonly Problem[];
}

/** Until it is written. */
export function openQuestions(_workbook: Workbook, recognised: Recognised, asked: readonly AskedTerm[]): Open {
  const terms = asked.map(({ id, sentence, term, options }): Question => ({ id, sentence, place: term.source.at, options, changesTotal: true }));
  const words = recognised.choices.filter(({ state }) => state === "asked").map(({ choice, stream, words: all }): Question => ({ id: stream === "" ? choice : `${choice} ${stream}`, sentence: `${choice}?`, options: all.map((answer) => ({ answer, label: String(answer) })), changesTotal: true }));
  return { questions: [...terms, ...words], evidence: [] };
}
