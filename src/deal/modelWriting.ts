import type { NameToWrite, SheetToWrite, Writing } from "../host/host";
import type { Workbook } from "../sheet/workbook";
import type { Answers, Deal, Question, Word } from "./deal";
import { ANSWERS_ROW, KEPT_SHEET, keptSheet } from "./keptAnswers";
import { MODEL_MARK } from "./proposal/modelSheet";
import { laidOut } from "./proposal/proposal";
import { questionId } from "./questions";
import { answerLabel, questionSentence } from "./questionWords";

/** Why a deal cannot be written as a sheet yet; undefined: it can. */
export function notWritten(workbook: Workbook, { state, lines, questions, problems }: Deal): string | undefined {
  if (state === "read") return "The deal stands in formulas of the workbook already.";
  const before = workbook.sheets.find((sheet) => sheet.cell(2, 1)?.value === MODEL_MARK);
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
  const { check, ...sheet } = model.toWrite(deal.title === "" ? "Deal" : deal.title);
  const words = new Map<string, Word>(answers);
  const rows = new Map<string, string>();
  const questions: Question[] = [];
  for (const { name, word, choice } of model.wordsHeld) {
    // Where in its period a fee falls is no choice: it stands below its own name.
    const id = choice === undefined ? name : questionId(choice);
    rows.set(name, id);
    words.set(id, word);
    if (choice !== undefined) questions.push({ id, sentence: questionSentence(choice), options: choice.words.map((answer) => ({ answer, label: answerLabel(choice.choice, answer, "period") })), changesTotal: false });
    else questions.push({ id, sentence: "In which period is the fee paid?", options: [], changesTotal: false });
  }
  const order = [...words.keys()];
  const names = [...rows].map(([name, id]): NameToWrite => ({ name, formula: `=${KEPT_SHEET}!$B$${ANSWERS_ROW + order.indexOf(id)}` }));
  return { sheets: [keptSheet({ ...deal, questions: [...questions, ...deal.questions] }, words), sheet], names: [...names, { name: "Deal_Check", formula: `=${check}` }] };
}

/** The sheet of the lines among those that are written; the other has the words. */
export function modelOf({ sheets }: Writing): SheetToWrite {
  const [, model] = sheets;
  if (model === undefined) throw new Error("A model has a sheet.");
  return model;
}
