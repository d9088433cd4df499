import { type CellValue, type Grid, isError } from "../cells/cell";
import type { CatalogueEntry } from "../functions/catalogueEntry";
import { LAST_COLUMN } from "./address";
import { FormulaEngine, FORMULAS_IN_A_PASS, MOST_DISCOVERIES, type Settled, type Task, shownGrid } from "./formulaEngine";
import { type Area, type EngineFormula, type Place, engineFormula, sentence } from "./engineFormula";
import { Explanations } from "./explanations";
import { FormulaFault, functionCalls, parsedFormula } from "./formulaSyntax";
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
  const engine = new FormulaEngine(inhabited, functions);
  // So that SUBTOTAL leaves out the answers of other subtotals.
  for (const place of subtotalPlaces(inhabited)) engine.markSubtotal(place);
  const explanations = new Explanations();
  const answers: Grid[] = formulas.map(() => [[null]]);
  let open: Open[] = [];
  formulas.forEach((written, index) => {
    const place: Place = { sheet, row: index + 1, column: LAST_COLUMN };
    try {
      open.push({ index, place, formula: engineFormula({ text: written.replace(/^\s*=/, ""), kind: "dynamic" }, place, engine.vocabulary), alsoReads: [], discoveries: 0 });
    } catch (fault) {
      if (!(fault instanceof FormulaFault)) throw fault;
      answers[index] = [[{ error: fault.code, message: sentence(fault.message, place), unsupported: true }]];
    }
  });
  while (open.length > 0) {
    const batch = open.slice(0, FORMULAS_IN_A_PASS);
    const again: Open[] = [];
    engine.answers(batch).forEach((answer, at) => {
      const task = batch[at];
      if (task === undefined) return;
      if (!("waitsFor" in answer)) answers[task.index] = explainedGrid(answer, task, explanations);
      else if (task.discoveries === MOST_DISCOVERIES) answers[task.index] = [[{ error: "#REF!", message: sentence("what OFFSET or INDIRECT point at changes each time it is calculated", task.place) }]];
      else again.push({ ...task, alsoReads: [...task.alsoReads, ...answer.waitsFor], discoveries: task.discoveries + 1 });
    });
    open = [...again, ...open.slice(FORMULAS_IN_A_PASS)];
  }
  return answers;
}

interface Open extends Task {
  readonly index: number;
  readonly formula: EngineFormula;
  readonly alsoReads: readonly Area[];
  readonly discoveries: number;
}

function explainedGrid(answer: Settled, { formula, alsoReads }: Open, explanations: Explanations): CellValue[][] {
  const reads = [...formula.reads, ...alsoReads];
  return shownGrid(answer.value).map((row) => row.map((value) => (isError(value) ? explanations.explained(value, reads, answer.refusals) : value)));
}

function sheetAdded(workbook: Workbook): Workbook {
  const inhabited = new Workbook();
  inhabited.addSheet("Sheet1");
  inhabited.names.push(...workbook.names);
  return inhabited;
}

function* subtotalPlaces(workbook: Workbook): Iterable<Place> {
  for (const sheet of workbook.sheets) {
    for (const [row, cells] of sheet.rows) {
      for (const [column, cell] of cells) if (cell.formula !== undefined && callsSubtotal(cell.formula.text)) yield { sheet, row, column };
    }
  }
}

function callsSubtotal(formula: string): boolean {
  if (!/SUBTOTAL|AGGREGATE/i.test(formula)) return false;
  try {
    return functionCalls(parsedFormula(formula)).some((call) => /(?:^|\.)(?:SUBTOTAL|AGGREGATE)$/i.test(call.name));
  } catch (fault) {
    if (fault instanceof FormulaFault) return false;
    throw fault;
  }
}
