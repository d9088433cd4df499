import type { NameToWrite, SheetToWrite, Writing, Written } from "../host/host";
import { sameName, type Workbook } from "../sheet/workbook";
import type { Answers, Deal, Question, Word } from "./deal";
import { ANSWERS_ROW, KEPT_SHEET, keptIn, keptSheet, keptToReplace } from "./keptAnswers";
import { laidOut } from "./proposal/proposal";
import { MARK_ROW, MODEL_MARK, writtenFormulas, writtenModel } from "./proposal/writtenModel";
import { questionId } from "./questions";
import { questionSentence } from "./questionWords";

/** What is written of a deal, and what it is written in place of. */
export interface ModelWriting {
  /** The name of the sheet of its lines. */
  readonly sheet: string;
  readonly writing: Writing;
  readonly replacing?: Written;
}

/** Why a deal cannot be written as a sheet yet; undefined: it can. */
export function notWritten({ state, lines, questions, problems, total }: Deal): string | undefined {
  if (state === "read") return "The deal stands in formulas of the workbook already.";
  if (lines.length === 0) return "There is nothing to write yet.";
  const [error] = problems.filter(({ kind }) => kind === "error");
  if (error !== undefined) return `First this has to be mended: ${error.sentence}`;
  // As long as it is open what is earned, there is no total.
  const open = questions.filter(({ taken, changesTotal }) => taken === undefined && (changesTotal || total === undefined)).length;
  return open === 0 ? undefined : open === 1 ? "First the question above has to be answered." : `First the ${open} questions above have to be answered.`;
}

/** The sheet Model that was written into the workbook, whatever it is called now. */
export function modelIn({ sheets }: Workbook): Workbook["sheets"][number] | undefined {
  return sheets.find((sheet) => sheet.cell(MARK_ROW, 1)?.value === MODEL_MARK);
}

/**
 * A proposed deal as sheets of the workbook: Model, a row for each line and a column for each period, and Deal, with the words of the contract in cells that
 * Model reads. Inputs stay where they stand.
 */
export function modelWriting(workbook: Workbook, deal: Deal, answers: Answers): ModelWriting {
  const { sheet, names, keptWith } = modelSheets(workbook, deal, answers);
  const replacing = keptToReplace(workbook);
  return { sheet: sheet.name, writing: { sheets: [keptWith(sheet), sheet], names }, ...(replacing && { replacing }) };
}

interface ModelSheets {
  readonly sheet: SheetToWrite;
  readonly names: readonly NameToWrite[];
  /** The sheet Deal, with the formulas of the sheet Model as it is written. */
  readonly keptWith: (model: SheetToWrite) => SheetToWrite;
}

/** The sheets of a deal, the sheet of its lines under this name, if one is given. */
export function modelSheets(workbook: Workbook, deal: Deal, answers: Answers, called?: string): ModelSheets {
  const kept = keptIn(workbook);
  const { model } = laidOut(workbook, deal);
  const { sheet, check } = writtenModel(model, deal.title === "" ? "Deal" : deal.title, called);
  // In which period a fee falls is no choice: it stands under its own name, and is changed there.
  const held = model.wordsHeld.map((one) => ({ ...one, ...(one.choice === undefined ? { id: one.name, word: kept.answers.get(one.name) ?? one.word } : { id: questionId(one.choice) }) }));
  const words = new Map<string, Word>([...kept.answers, ...answers, ...held.map(({ id, word }) => [id, word] as const)]);
  const questions = held.map(({ id, choice }): Question => {
    if (choice === undefined) return { id, sentence: "In which period is the fee paid?", options: [], changesTotal: false };
    return { id, sentence: questionSentence(choice), options: choice.words.map((answer) => ({ answer, label: String(answer) })), changesTotal: false };
  });
  const order = [...words.keys()];
  const names = held.map(({ name, id }): NameToWrite => ({ name, formula: `=${KEPT_SHEET}!$B$${ANSWERS_ROW + order.indexOf(id)}` }));
  return {
    sheet,
    names: [...names, { name: "Deal_Check", formula: `=${check}` }],
    keptWith: (written) => keptSheet({ ...deal, questions: [...questions, ...deal.questions, ...kept.questions] }, words, writtenFormulas(written)),
  };
}

/** Of names that are written those that the workbook has, as they stand, where they stand for a cell of one of these sheets. */
export function namesToReplace(workbook: Workbook, names: readonly NameToWrite[], sheets: readonly string[]): readonly NameToWrite[] {
  return names.flatMap(({ name }) => workbook.names.filter((one) => one.sheet === undefined && sameName(one.name, name) && sheets.some((sheet) => one.formula.startsWith(sheet))).map(({ formula }) => ({ name, formula: `=${formula}` })));
}
