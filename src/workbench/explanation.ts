import { isError, type CellError, type CellValue } from "../cells/cell";
import type { CatalogueEntry } from "../functions/catalogueEntry";
import { dealCalls, formulaNode } from "../handover/dealCalls";
import { cellAddress, cellPlace } from "../sheet/address";
import type { Sheet } from "../sheet/workbook";

/** What can be said of one cell, without its working. */
export interface CellExplanation {
  /** `Payments!E15` */
  readonly place: string;
  readonly sheet: string;
  /** With its leading "=". Absent: an input, or nothing. */
  readonly formula?: string;
  /** The cell whose formula fills this one. */
  readonly filledFrom?: string;
  readonly value: CellValue;
  readonly refusal?: CellError;
  readonly calls: readonly ExplainedCall[];
}

/** A call of one of our functions in the cell's formula. */
export interface ExplainedCall {
  readonly name: string;
  /** What the function gives, in a sentence. */
  readonly rule: string;
  /** How its lines add up, in a sentence or two. */
  readonly identity?: string;
  /** The call that gives its statement, to be evaluated on the cell's sheet. */
  readonly statement?: string;
}

export function cellExplanation(sheet: Sheet, row: number, column: number, functions: readonly CatalogueEntry[]): CellExplanation {
  const cell = sheet.cell(row, column);
  const anchor = cell?.filledFrom === undefined ? cell : sheet.cell(cell.filledFrom.row, cell.filledFrom.column);
  const formula = anchor?.formula?.text;
  const value = cell?.value ?? null;
  return {
    place: cellPlace(sheet.name, row, column),
    sheet: sheet.name,
    value,
    calls: formula === undefined ? [] : explainedCalls(formula, functions),
    ...(formula === undefined ? {} : { formula: `=${formula}` }),
    ...(cell?.filledFrom === undefined ? {} : { filledFrom: cellAddress(cell.filledFrom.row, cell.filledFrom.column) }),
    ...(isError(value) ? { refusal: value } : {}),
  };
}

function explainedCalls(formula: string, functions: readonly CatalogueEntry[]): ExplainedCall[] {
  const node = formulaNode(formula);
  if (node === undefined) return [];
  return dealCalls(formula, node, functions).map(({ entry, text }) => {
    const lines = functions.find(({ name }) => name === `${entry.name.replace(/\.(?:LINES|PAYEES)$/, "")}.LINES`);
    const isStatement = lines === entry;
    const identity = lines && firstSentences(lines.remarks);
    return {
      name: entry.name,
      rule: entry.description,
      ...(identity === undefined ? {} : { identity }),
      ...(lines === undefined || isStatement ? {} : { statement: lines.name + text.slice(text.indexOf("(")) }),
    };
  });
}

function firstSentences(text: string): string {
  return /^.*?[.](?:\s.*?[.])?(?=\s|$)/s.exec(text)?.[0] ?? text;
}

/** So many lines of a statement are shown at once. */
export const MOST_ROWS = 200;
