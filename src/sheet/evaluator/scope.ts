import type { CellError, CellValue, ErrorCode } from "../../cells/cell";
import type { SheetContext } from "../excel/excelFunction";
import type { FormulaNode } from "../formula/nodes";
import type { Sheet } from "../workbook";
import type { Shift } from "./references";
import type { Matrix, Value } from "./value";

/**
 * How a part of a formula is taken. `array`: arrays and ranges are calculated whole, as everywhere in a formula of today. In a formula from before dynamic
 * arrays, `value`: a range is cut to the formula's own row or column; `range`: a range stays whole, but arithmetic on ranges is cut.
 */
export type Mode = "value" | "range" | "array";

/** What the words of a formula mean where they stand. */
export interface Scope {
  readonly sheet: Sheet;
  /** Set within a defined name. */
  readonly shift: Shift | undefined;
  /** Names of LET and LAMBDA. */
  readonly locals: Locals | undefined;
  /** The defined names being read, so that none is read within itself. */
  readonly within: readonly string[];
}

/** A name of LET or LAMBDA, in capitals, and those around it. */
export interface Locals {
  readonly name: string;
  /** Undefined: an argument that was omitted. */
  readonly value: Value | undefined;
  readonly outer: Locals | undefined;
}

export function localNamed(locals: Locals | undefined, name: string): Locals | undefined {
  let at = locals;
  while (at !== undefined && at.name !== name) at = at.outer;
  return at;
}

/** A walk over a formula, as far as those functions see it that choose which of their arguments are calculated. */
export interface Walk {
  readonly context: SheetContext;
  /** Undefined where nothing is written. */
  argument(part: FormulaNode | null | undefined, mode: Mode, scope: Scope): Value | undefined;
  loaded(value: Value): CellValue | Matrix;
  single(value: Value): CellValue;
  error(code: ErrorCode, clause: string): CellError;
  /** Counts how deep functions and names go within each other. */
  deeper<T>(calculated: () => T): T;
}
