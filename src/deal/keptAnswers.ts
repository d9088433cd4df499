import type { CellValue } from "../cells/cell";
import { HostRefusal, type CellToWrite, type SheetToWrite, type Written } from "../host/host";
import { standingCells } from "../host/workbookContent";
import { cellAddress, cellPlace, sheetPrefix } from "../sheet/address";
import { isOneCell, rectangleAddress, rectangleAt, type Rectangle } from "../sheet/area";
import type { Sheet, Workbook } from "../sheet/workbook";
import type { Answers, Deal, Question, Source, Word } from "./deal";

/** The sheet on which a deal's answers are kept. */
export const KEPT_SHEET = "Deal";

/** By this a sheet is known as ours. It says to a reader what the sheet is for. */
const MARK = "Kept by Dealsheet: what was answered about this deal, and which cells it was read from. A word may be changed here; figures are not kept.";

/** The row of the first answer. */
export const ANSWERS_ROW = 6;

const QUESTIONS = ["Question", "Word", "Name", "Words there are"];
const CELLS = ["Term", "Serves", "Cell"];
const FORMULAS = ["Line", "Of", "Cells of Model", "Formula as written"];
const HEADS = [QUESTIONS, CELLS, FORMULAS];

/** Cells side by side on the sheet Model with one formula, as they were written: what somebody has typed over since is told by it. */
export interface WrittenFormula {
  readonly label: string;
  readonly of: string;
  readonly cells: Rectangle;
  /** Of the first of them, with its leading "="; a word that heads a table of links as it is. */
  readonly formula: string;
}

/** What is kept of a deal between one day and the next: the answers as words in cells, where its terms stand, and the formulas of its model. What other answers would pay is not: the sheet may be sent. */
export function keptSheet(deal: Deal, answers: Answers, formulas: readonly WrittenFormula[]): SheetToWrite {
  return {
    name: KEPT_SHEET,
    look: { widths: [48, 16, 26, 44, 9] },
    rows: [
      texts(KEPT_SHEET, MARK),
      texts("Title", deal.title),
      texts("Currency", deal.currency),
      [],
      texts(...QUESTIONS),
      ...[...answers].map(([id, word]) => answerRow(deal, id, word)),
      [],
      texts(...CELLS),
      ...deal.terms.map(({ role, stream, source }) => texts(role, stream === "" ? "all" : stream, placeText(source))),
      ...(formulas.length === 0 ? [] : [[], texts(...FORMULAS), ...formulas.map(({ label, of, cells, formula }) => texts(label, of, rectangleAddress(cells), formula))]),
    ],
  };
}

function answerRow({ questions }: Deal, id: string, word: Word): CellToWrite[] {
  const question = questions.find((asked) => asked.id === id);
  return [...texts(question?.sentence ?? ""), { value: word }, ...texts(id, (question?.options ?? []).map(({ answer }) => String(answer)).join(", "))];
}

function texts(...values: readonly string[]): CellToWrite[] {
  return values.map((value) => (value === "" ? null : { value }));
}

/** `Tiers, Inputs!B3:C6` */
function placeText({ name, at: { sheet, top, left, bottom, right } }: Source): string {
  const first = `${sheetPrefix(sheet)}${cellAddress(top, left)}`;
  const place = isOneCell({ top, left, bottom, right }) ? first : `${first}:${cellAddress(bottom, right)}`;
  return name === undefined ? place : `${name}, ${place}`;
}

/** What a workbook keeps of its deal, as it stands there now: words that were changed since are what was answered. */
export interface Kept {
  readonly answers: Answers;
  /** As they were asked. */
  readonly questions: readonly Question[];
  /** Those of the sheet Model. */
  readonly formulas: readonly WrittenFormula[];
}

const NOTHING_KEPT: Kept = { answers: new Map(), questions: [], formulas: [] };

/** What is kept; nothing where there is no sheet Deal, or another one under its name. */
export function keptIn(workbook: Workbook): Kept {
  const sheet = keptSheetIn(workbook);
  if (sheet === undefined) return NOTHING_KEPT;
  const answers = new Map<string, Word>();
  const questions: Question[] = [];
  for (const [sentence, word, id, words] of rowsBelow(sheet, QUESTIONS)) {
    if (typeof id !== "string" || (typeof word !== "string" && typeof word !== "number")) continue;
    answers.set(id, word);
    const options = textOf(words).split(", ").filter((one) => one !== "").map((answer) => ({ answer, label: answer }));
    questions.push({ id, sentence: textOf(sentence), options, changesTotal: false });
  }
  const formulas = rowsBelow(sheet, FORMULAS).flatMap(([label, of, address, formula]): WrittenFormula[] => {
    const cells = rectangleAt(textOf(address));
    return cells === undefined ? [] : [{ label: textOf(label), of: textOf(of), cells, formula: textOf(formula) }];
  });
  return { answers, questions, formulas };
}

/** The sheet as it was kept; undefined where there is none, or another one under its name. */
export function keptSheetIn(workbook: Workbook): Sheet | undefined {
  const sheet = workbook.sheet(KEPT_SHEET);
  return sheet?.cell(1, 1)?.value === KEPT_SHEET && sheet.cell(1, 2)?.value === MARK ? sheet : undefined;
}

/** The sheet that is replaced where answers are kept again. Refuses where somebody else's work would be lost. */
export function keptToReplace(workbook: Workbook): Written | undefined {
  const sheet = workbook.sheet(KEPT_SHEET);
  if (sheet === undefined) return undefined;
  if (keptSheetIn(workbook) === undefined) throw new HostRefusal(`The workbook has a sheet ${sheet.name} of its own, and it stays as it is. Rename that sheet, and write again.`);
  const cells = standingCells(sheet);
  const last = Math.max(...HEADS.map((heads) => block(sheet, heads)?.bottom ?? 0));
  const foreign = cells.find(({ row, column }) => column > QUESTIONS.length || row > last);
  if (foreign !== undefined) throw new HostRefusal(`Somebody has written beside the answers, in ${cellPlace(sheet.name, foreign.row, foreign.column)}. Move that to another sheet, and write again.`);
  return { sheets: [{ name: sheet.name, cells }], names: [], isOneStep: false };
}

/** The rows of a block: those below its heads, up to the first that is blank or heads the next one. */
function rowsBelow(sheet: Sheet, heads: readonly string[]): (readonly CellValue[])[] {
  const { top, bottom } = block(sheet, heads) ?? { top: 0, bottom: 0 };
  return Array.from({ length: bottom - top }, (_, i) => firstValues(sheet, top + 1 + i));
}

/** The row of its heads, and its last one. */
function block(sheet: Sheet, heads: readonly string[]): { readonly top: number; readonly bottom: number } | undefined {
  const top = [...sheet.rows.keys()].find((row) => isHead(heads, sheet, row));
  if (top === undefined) return undefined;
  let bottom = top;
  while (firstValues(sheet, bottom + 1).some((value) => value !== null) && !HEADS.some((others) => isHead(others, sheet, bottom + 1))) bottom++;
  return { top, bottom };
}

function isHead(heads: readonly string[], sheet: Sheet, row: number): boolean {
  const values = firstValues(sheet, row);
  return heads.every((head, i) => values[i] === head);
}

function firstValues(sheet: Sheet, row: number): readonly CellValue[] {
  return QUESTIONS.map((_, i) => sheet.cell(row, i + 1)?.value ?? null);
}

function textOf(value: CellValue | undefined): string {
  return typeof value === "string" ? value : "";
}
