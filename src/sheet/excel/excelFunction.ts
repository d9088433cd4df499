import type { CellError, CellValue, ErrorCode, Grid } from "../../cells/cell";
import type { Area } from "../area";
import type { CellReader } from "../evaluator/cellReader";
import type { FormulaPlace, Vocabulary } from "../evaluator/vocabulary";
import type { Sheet } from "../workbook";
import { type Matrix, Reference, type Value, WRONG_VALUE, answeredNumber, asNumber, asText, asTruth, isErrorValue } from "../evaluator/value";

/**
 * A function of Excel.
 *
 * `takes` tells, by a letter for each argument, how it is given them; behind a plus stands what repeats, without one the last letter repeats.
 *
 *     V  one value. Given an array, the function is calculated for each value of it; in a formula from before dynamic arrays a range is cut to the
 *        formula's own row or column.
 *     R  whatever stands there, a range as a range. In a formula from before dynamic arrays, arithmetic on ranges is cut.
 *     A  whatever stands there, arithmetic on ranges calculated whole.
 *     S  as the function itself is taken.
 *
 * An omitted argument is undefined. Errors among the values of V come to the function only if it `seesErrors`; otherwise they are its answer.
 */
export interface FunctionOf<C> {
  readonly fewest: number;
  readonly most: number;
  readonly takes: string;
  readonly seesErrors?: boolean;
  readonly answer: (args: readonly (Value | undefined)[], context: C) => Value;
}

export type ExcelFunction = FunctionOf<Context>;
export type ExcelFunctions = Readonly<Record<string, ExcelFunction>>;

/** A function that asks where things stand, and not only which values they have. */
export type SheetFunction = FunctionOf<SheetContext>;
export type SheetFunctions = Readonly<Record<string, SheetFunction>>;

/** What a function may know of the workbook and of the formula that calls it. */
export interface Context {
  readonly from1904: boolean;
  /** The serial number of this moment; the same throughout one calculation. */
  readonly now: number;
  /** The values of an argument, row by row: a single value is one row of one, cells are read, of whole columns those that are used. A union of areas is #VALUE!. */
  readonly rows: (value: Value | undefined) => Grid | CellError;
  /** All values in the areas of a reference, or in an array, one by one; of cells that hold nothing there is none. */
  readonly each: (value: Matrix | Reference, visit: (value: CellValue) => void) => void;
  /** The areas of a reference, whole columns and rows as far as they are used. */
  readonly areas: (reference: Reference) => readonly Area[];
}

export interface SheetContext extends Context {
  /** Where the formula stands. */
  readonly place: () => FormulaPlace;
  readonly reader: CellReader;
  readonly vocabulary: Vocabulary;
  /** The cell's formula calls SUBTOTAL or AGGREGATE. */
  readonly isSubtotal: (sheet: Sheet, row: number, column: number) => boolean;
  /** Cells are read, an array and a single value stay as they are; several areas are #VALUE!. */
  readonly loaded: (value: Value) => CellValue | Matrix;
  /** The cells that a text names. */
  readonly indirect: (text: string) => Value;
  readonly error: (code: ErrorCode, clause: string) => CellError;
  /** An error that stands for the whole formula, for Excel would answer. */
  readonly unsupported: (code: ErrorCode, clause: string) => CellError;
}

/** Thrown where a function meets an error that is its answer. */
class ErrorMet extends Error {
  answer = WRONG_VALUE;
}

/** Always the same one: to note the stack of a new one takes longer than most functions. */
const ERROR_MET = new ErrorMet();

/** To be thrown where this is a function's answer, whatever was still to be done. */
export function answering(error: CellError): Error {
  ERROR_MET.answer = error;
  return ERROR_MET;
}

/** The value, with which a function goes on. If it is an error, that is the function's answer. */
export function unlessError<T>(value: T | CellError): T {
  if (isErrorValue(value)) throw answering(value);
  return value;
}

/** What a function answers to these arguments. */
export function answerOf<C>(called: FunctionOf<C>, args: readonly (Value | undefined)[], context: C): Value {
  try {
    return called.answer(args, context);
  } catch (thrown) {
    if (thrown === ERROR_MET) return ERROR_MET.answer;
    throw thrown;
  }
}

/** A function of single values. */
export function ofValues(fewest: number, most: number, answer: (args: readonly (CellValue | undefined)[], context: Context) => CellValue): ExcelFunction {
  return { fewest, most, takes: "V", answer: (args, context) => answer(args as readonly (CellValue | undefined)[], context) };
}

/** A function of numbers; what is omitted stays undefined. What is not a number, or beyond all bounds, is #NUM!. */
export function ofNumbers(fewest: number, most: number, answer: (...numbers: (number | undefined)[]) => number | CellError): ExcelFunction {
  return ofRanges(fewest, most, "V", (args, context) => answeredNumber(answer(...args.map((arg) => numberIn(arg, undefined, context)))));
}

/** A function of texts and numbers that are read as texts. */
export function ofTexts(fewest: number, most: number, answer: (...texts: (string | undefined)[]) => CellValue): ExcelFunction {
  return ofValues(fewest, most, (args) => answer(...args.map((arg) => (arg === undefined ? undefined : unlessError(asText(arg))))));
}

/** A function that takes ranges and arrays as such. */
export function ofRanges<C extends Context>(fewest: number, most: number, takes: string, answer: FunctionOf<C>["answer"]): FunctionOf<C> {
  return { fewest, most, takes, answer };
}

/** One value of an argument as a number; where it is omitted, what stands for it. */
export function numberIn<Otherwise extends number | undefined>(arg: Value | undefined, otherwise: Otherwise, { from1904 }: Context): number | Otherwise {
  return arg === undefined ? otherwise : unlessError(asNumber(arg as CellValue, from1904));
}

/** The same where TRUE and FALSE are no numbers. */
export function plainNumberIn(arg: Value | undefined, context: Context): number {
  return typeof arg === "boolean" ? unlessError<number>(WRONG_VALUE) : numberIn(arg, 0, context);
}

export function wholeIn<Otherwise extends number | undefined>(arg: Value | undefined, otherwise: Otherwise, context: Context): number | Otherwise {
  return arg === undefined ? otherwise : Math.trunc(numberIn(arg, 0, context));
}

/** One value of an argument as TRUE or FALSE; where it is omitted, the one that stands for it. */
export function truthIn(arg: Value | undefined, otherwise: boolean): boolean {
  return arg === undefined ? otherwise : unlessError(asTruth(arg as CellValue));
}

export function rowsIn(arg: Value | undefined, context: Context): Grid {
  return unlessError(context.rows(arg));
}

/** The one range of an argument; the clause says what is expected where something else stands. */
export function areaIn(arg: Value | undefined, expected: string, { error }: SheetContext): Area {
  const given = unlessError(arg);
  const area = given instanceof Reference && given.areas.length === 1 ? given.areas[0] : undefined;
  return area ?? unlessError<Area>(error("#VALUE!", expected));
}

/** The numbers of an array in which there is nothing else. */
export function numbersIn(array: Value | undefined, context: Context): readonly (readonly number[])[] {
  const rows = rowsIn(array, context);
  for (const row of rows) for (const value of row) if (typeof unlessError(value) !== "number") throw answering(WRONG_VALUE);
  return rows as readonly (readonly number[])[];
}

/**
 * The numbers of an argument as SUM and its like count them: in cells and arrays only numbers, everywhere else also TRUE, FALSE and what a text
 * reads as. The first error is the answer.
 */
export function numbersOf(args: readonly (Value | undefined)[], context: Context): number[] {
  const numbers: number[] = [];
  for (const arg of args) {
    if (isSeveral(arg)) {
      context.each(arg, (value) => {
        const counted = unlessError(value);
        if (typeof counted === "number") numbers.push(counted);
      });
    } else numbers.push(numberIn(arg, 0, context));
  }
  return numbers;
}

/** A range or an array, and not one value. */
export function isSeveral(value: Value | undefined): value is Matrix | Reference {
  return typeof value === "object" && value !== null && !("error" in value) && !("call" in value);
}
