import type { CellValue } from "../cells/cell";
import type { CellToWrite, SheetToWrite } from "../host/host";
import { cellAddress, sheetPrefix } from "../sheet/address";
import { isOneCell } from "../sheet/area";
import type { Sheet, Workbook } from "../sheet/workbook";
import type { Answers, Deal, Source, Word } from "./deal";

/** The sheet on which a deal's answers are kept. */
export const KEPT_SHEET = "Deal";

/** By this a sheet is known as ours. It says to a reader what the sheet is for. */
const MARK = "Kept by Dealsheet: what was answered about this deal, and which cells it was read from. A word may be changed here; figures are not kept.";

/** The row of the first answer. */
export const ANSWERS_ROW = 6;

const QUESTIONS = ["Question", "Word", "Name", "Words there are"];
const CELLS = ["Term", "Serves", "Cell"];

/** How far the sheet reaches to the right: what stands beyond was put there by somebody else. */
export const KEPT_COLUMNS = QUESTIONS.length;

/** What is kept of a deal between one day and the next: the answers as words in cells, and where its terms stand. What other answers would pay is not: the sheet may be sent. */
export function keptSheet(deal: Deal, answers: Answers): SheetToWrite {
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

/** The sheet as it was kept; undefined where there is none, or another one under its name. */
export function keptIn(workbook: Workbook): Sheet | undefined {
  const sheet = workbook.sheet(KEPT_SHEET);
  return sheet !== undefined && isKeptSheet((row, column) => sheet.cell(row, column)?.value) ? sheet : undefined;
}

/** Whether a sheet of that name is ours, by what stands in its cells. */
export function isKeptSheet(valueAt: (row: number, column: number) => unknown): boolean {
  return valueAt(1, 1) === KEPT_SHEET && valueAt(1, 2) === MARK;
}

/** The answers that a workbook keeps, as they stand there now. */
export function keptAnswers(workbook: Workbook): Answers {
  const sheet = keptIn(workbook);
  const rows = sheet === undefined ? [] : keptRows((row, column) => sheet.cell(row, column)?.value ?? null, Math.max(...sheet.rows.keys()));
  return new Map(rows.map(({ id, word }) => [id, word]));
}

/** An answer as it stands on the sheet. */
export interface KeptRow {
  readonly id: string;
  readonly word: Word;
  /** The question's sentence, and the words there are, as they were written. */
  readonly sentence: string;
  readonly words: readonly string[];
}

/** The rows below the heads of the answers, up to the next block. */
export function keptRows(valueAt: (row: number, column: number) => CellValue, last: number): readonly KeptRow[] {
  const found: KeptRow[] = [];
  const text = (row: number, column: number) => valueText(valueAt(row, column));
  let row = 1;
  while (row <= last && !QUESTIONS.every((head, i) => valueAt(row, i + 1) === head)) row++;
  for (row++; row <= last && valueAt(row, 3) !== null && valueAt(row, 1) !== CELLS[0]; row++) {
    const [word, id] = [valueAt(row, 2), valueAt(row, 3)];
    if (typeof id === "string" && (typeof word === "string" || typeof word === "number")) found.push({ id, word, sentence: text(row, 1), words: text(row, 4).split(", ").filter((one) => one !== "") });
  }
  return found;
}

function valueText(value: CellValue): string {
  return typeof value === "string" ? value : "";
}
