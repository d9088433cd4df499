import type { Grid } from "../cells/cell";
import type { CatalogueEntry } from "../functions/catalogueEntry";
import { LAST_COLUMN } from "./address";
import { shownGrid } from "./calculation/calculation";
import { CellReader, isUnsupported } from "./evaluator/cellReader";
import { Evaluator } from "./evaluator/evaluator";
import { callsSubtotal, reading } from "./evaluator/reading";
import { type FormulaPlace, Vocabulary, sentence } from "./evaluator/vocabulary";
import { Explanations } from "./calculation/explanations";
import { FormulaFault } from "./formula/parser";
import { Workbook } from "./workbook";

/**
 * What a formula would answer in this workbook, which stays as it is: its stored values are read, nothing is recalculated.
 *
 * The formula is read as on `sheetName`, or on the first sheet; it may start with "=".
 */
export function evaluation(workbook: Workbook, formula: string, functions: readonly CatalogueEntry[], sheetName?: string): Grid {
  return evaluations(workbook, [formula], functions, sheetName)[0] ?? [[null]];
}

/** What each of these formulas would answer, in their order. They do not see each other. */
export function evaluations(workbook: Workbook, formulas: readonly string[], functions: readonly CatalogueEntry[], sheetName?: string): Grid[] {
  const inhabited = workbook.sheets.length > 0 ? workbook : sheetAdded(workbook);
  const sheet = sheetName === undefined ? inhabited.sheets[0] : inhabited.sheet(sheetName);
  if (sheet === undefined) throw new Error(`There is no sheet named ${sheetName ?? ""} in the workbook.`);
  const vocabulary = new Vocabulary(inhabited);
  const reader = new CellReader(inhabited);
  const evaluator = new Evaluator(vocabulary, reader, functions, (on, row, column) => callsSubtotal(on.cell(row, column)?.formula, vocabulary));
  markUnsupported(inhabited, evaluator);
  const explanations = new Explanations();
  return formulas.map((written, index): Grid => {
    const place: FormulaPlace = { sheet, row: index + 1, column: LAST_COLUMN };
    try {
      const answer = evaluator.answer(reading(written.replace(/^\s*=/, ""), place, vocabulary), "dynamic", place);
      return shownGrid(answer.value).map((row) => row.map((value) => explanations.explained(value, answer.reads)));
    } catch (fault) {
      if (!(fault instanceof FormulaFault)) throw fault;
      return [[{ error: fault.code, message: sentence(fault.message, place) }]];
    }
  });
}

/** What cannot be told of a cell cannot be told of what is made of it. */
function markUnsupported({ sheets }: Workbook, evaluator: Evaluator): void {
  for (const sheet of sheets) {
    for (const [row, cells] of sheet.rows) for (const [column, { value }] of cells) if (isUnsupported(value)) evaluator.markUnsupported(sheet, row, column, value);
  }
}

function sheetAdded(workbook: Workbook): Workbook {
  const inhabited = new Workbook();
  inhabited.addSheet("Sheet1");
  for (const name of workbook.names) inhabited.names.push(name);
  return inhabited;
}
