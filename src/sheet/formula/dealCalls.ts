import type { CatalogueEntry } from "../../functions/catalogueEntry";
import { functionCalls, type CallNode, type FormulaNode } from "./nodes";
import { formulaNode } from "./parser";
import { cellPlace } from "../address";
import { WHOLE_SHEET, cellsIn } from "../area";
import type { Cell, Formula, Sheet, Workbook } from "../workbook";

/** A call of one of our functions within a formula. */
export interface DealCall {
  readonly node: CallNode;
  readonly entry: CatalogueEntry;
  /** As the formula writes it: `DEAL.PRORATA(Royalty,Split,2)`. */
  readonly text: string;
}

/** A cell whose formula calls our functions. */
export interface CallSite {
  readonly sheet: Sheet;
  readonly row: number;
  readonly column: number;
  readonly cell: Cell;
  readonly formula: Formula;
  readonly node: FormulaNode;
  /** All calls, outer ones before those in their arguments. */
  readonly calls: readonly DealCall[];
  /** What messages call it: `Terms!B7`. */
  readonly place: string;
}

/** Every cell that calls our functions, sheet by sheet in reading order. */
export function callSites(workbook: Workbook, functions: readonly CatalogueEntry[]): CallSite[] {
  const cells = workbook.sheets.flatMap((sheet) => [...cellsIn({ sheet, ...WHOLE_SHEET })]);
  return cells.flatMap(({ sheet, row, column, cell }): CallSite[] => {
    const { formula } = cell;
    const node = formula === undefined || !MAY_CALL.test(formula.text) ? undefined : formulaNode(formula.text);
    const calls = formula === undefined || node === undefined ? [] : dealCalls(formula.text, node, functions);
    if (formula === undefined || node === undefined || calls.length === 0) return [];
    return [{ sheet, row, column, cell, formula, node, calls, place: cellPlace(sheet.name, row, column) }];
  });
}

/** Whether a formula calls one of our functions. */
export function callsDeal(formula: string, functions: readonly CatalogueEntry[]): boolean {
  const node = MAY_CALL.test(formula) ? formulaNode(formula) : undefined;
  return node !== undefined && dealCalls(formula, node, functions).length > 0;
}

/** Most formulas call none of ours, and need not be read. */
const MAY_CALL = /DEAL\./i;

/** The calls of our functions in a formula, outer ones before those in their arguments. */
export function dealCalls(formula: string, node: FormulaNode, functions: readonly CatalogueEntry[]): DealCall[] {
  return functionCalls(node).flatMap((call) => {
    const entry = functions.find(({ name }) => name === call.name.toUpperCase());
    return entry === undefined ? [] : [{ node: call, entry, text: formula.slice(call.nameStart, call.end) }];
  });
}
