import { isError, type CellError, type CellValue } from "../cells/cell";
import { catalogue } from "../functions/catalogue";
import { familyOf } from "../functions/catalogueEntry";
import { dealCalls } from "../sheet/formula/dealCalls";
import type { CellContent, CellRange } from "../host/host";
import { cellAddress, cellPlace } from "../sheet/address";
import { formulaNode } from "../sheet/formula/parser";

/** What can be said of one cell, without its working. */
export interface CellExplanation {
  /** `Payments!E15` */
  readonly place: string;
  /** With its leading "=". Absent: an input, or nothing. */
  readonly formula?: string;
  /** The cell whose formula fills this one. */
  readonly filledFrom?: string;
  /** How far it stands from the cell that fills it. */
  readonly offset: Offset;
  readonly value: CellValue;
  /** As the cell displays it. */
  readonly text: string;
  readonly refusal?: CellError;
  readonly calls: readonly ExplainedCall[];
}

export interface Offset {
  readonly down: number;
  readonly right: number;
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
  /** The formula is this call and nothing else: each of its cells is one of the answer. */
  readonly isWhole: boolean;
}

/** Of the first cell of a selection. */
export function cellExplanation({ sheet, top, left }: CellRange, { value, text, formula, filledFrom }: CellContent): CellExplanation {
  return {
    place: cellPlace(sheet, top, left),
    offset: { down: top - (filledFrom?.row ?? top), right: left - (filledFrom?.column ?? left) },
    value,
    text,
    calls: formula === undefined ? [] : explainedCalls(formula),
    ...(formula === undefined ? {} : { formula }),
    ...(filledFrom === undefined ? {} : { filledFrom: cellAddress(filledFrom.row, filledFrom.column) }),
    ...(isError(value) ? { refusal: value } : {}),
  };
}

function explainedCalls(formula: string): ExplainedCall[] {
  const text = formula.slice(1);
  const node = formulaNode(text);
  if (node === undefined) return [];
  return dealCalls(text, node, catalogue).map(({ entry, text: call }) => {
    const lines = catalogue.find(({ name }) => name === `${familyOf(entry).family}.LINES`);
    const isStatement = lines === entry;
    return {
      name: entry.name,
      rule: entry.description,
      isWhole: call === text.trim(),
      ...(lines?.identity === undefined ? {} : { identity: lines.identity }),
      ...(lines === undefined || isStatement ? {} : { statement: `=${lines.name}${call.slice(call.indexOf("("))}` }),
    };
  });
}
