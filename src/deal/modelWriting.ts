import type { NameToWrite, SheetToWrite, Writing } from "../host/host";
import type { Workbook } from "../sheet/workbook";
import type { Answers, Deal, Question, Word } from "./deal";
import { ANSWERS_ROW, KEPT_SHEET, keptSheet } from "./keptAnswers";
import { laidOut } from "./proposal/proposal";
import { MARK_ROW, MODEL_MARK, writtenModel } from "./proposal/writtenModel";
import { questionId } from "./questions";
import { questionSentence } from "./questionWords";

/** Why a deal cannot be written as a sheet yet; undefined: it can. */
export function notWritten(workbook: Workbook, { state, lines, questions, problems }: Deal): string | undefined {
  if (state === "read") return "The deal stands in formulas of the workbook already.";
  const before = workbook.sheets.find((sheet) => sheet.cell(MARK_ROW, 1)?.value === MODEL_MARK);
  if (before !== undefined) return `The deal is written on the sheet ${before.name} already. Remove that sheet to write it anew.`;
  if (lines.length === 0) return "There is nothing to write yet.";
  const [error] = problems.filter(({ kind }) => kind === "error");
  if (error !== undefined) return `First this has to be mended: ${error.sentence}`;
  const open = questions.filter(({ taken, changesTotal }) => taken === undefined && changesTotal).length;
  return open === 0 ? undefined : open === 1 ? "First the question above has to be answered." : `First the ${open} questions above have to be answered.`;
}

/**
 * A proposed deal as sheets of the workbook: Model, a row for each line and a column for each period, and Deal, with the words of the contract in cells that
 * Model reads. Inputs stay where they stand.
 */
export function modelWriting(workbook: Workbook, deal: Deal, answers: Answers): Writing {
  const { model } = laidOut(workbook, deal);
  const { sheet, check } = writtenModel(model, deal.title === "" ? "Deal" : deal.title);
  const held = model.wordsHeld.map((one) => ({ ...one, id: one.choice === undefined ? one.name : questionId(one.choice) }));
  const words = new Map<string, Word>([...answers, ...held.map(({ id, word }) => [id, word] as const)]);
  const questions = held.map(({ id, choice }): Question => {
    // In which period a fee falls is no choice: it stands under its own name.
    if (choice === undefined) return { id, sentence: "In which period is the fee paid?", options: [], changesTotal: false };
    return { id, sentence: questionSentence(choice), options: choice.words.map((answer) => ({ answer, label: String(answer) })), changesTotal: false };
  });
  const order = [...words.keys()];
  const names = held.map(({ name, id }): NameToWrite => ({ name, formula: `=${KEPT_SHEET}!$B$${ANSWERS_ROW + order.indexOf(id)}` }));
  return { sheets: [keptSheet({ ...deal, questions: [...questions, ...deal.questions] }, words), sheet], names: [...names, { name: "Deal_Check", formula: `=${check}` }] };
}

/** The sheet of the lines among those that are written; the other has the words. */
export function modelOf({ sheets }: Writing): SheetToWrite {
  const [, model] = sheets;
  if (model === undefined) throw new Error("A model has a sheet.");
  return model;
}
