import type { CellError, CellValue, ErrorCode } from "../../cells/cell";
import type { Area } from "../area";
import type { CellReader } from "../evaluator/cellReader";
import type { FormulaPlace, Vocabulary } from "../evaluator/vocabulary";
import type { Sheet } from "../workbook";
import { type Matrix, type Reference, type Value, answeredNumber, asNumber, asText, isErrorValue } from "../evaluator/value";

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
export interface ExcelFunction {
  readonly fewest: number;
  readonly most: number;
  readonly takes: string;
  readonly seesErrors?: boolean;
  readonly answer: (args: readonly (Value | undefined)[], context: Context) => Value;
}

/** What a function may know of the workbook and of the formula that calls it. */
export interface Context {
  readonly from1904: boolean;
  /** The serial number of this moment; the same throughout one calculation. */
  readonly now: number;
  /** The values of an argument, row by row: a single value is one row of one, cells are read, of whole columns those that are used. A union of areas is #VALUE!. */
  readonly rows: (value: Value | undefined) => readonly (readonly CellValue[])[] | CellError;
  /** All values in the areas of a reference, or in an array, one by one; of cells that hold nothing there is none. */
  readonly each: (value: Matrix | Reference, visit: (value: CellValue) => void) => void;
  /** The areas of a reference, whole columns and rows as far as they are used. */
  readonly areas: (reference: Reference) => readonly Area[];
}

export type ExcelFunctions = Readonly<Record<string, ExcelFunction>>;

/** A function that asks where things stand, and not only which values they have. */
export interface SheetFunction extends Omit<ExcelFunction, "answer"> {
  readonly answer: (args: readonly (Value | undefined)[], context: SheetContext) => Value;
}

export type SheetFunctions = Readonly<Record<string, SheetFunction>>;

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

/** A function of single values. */
export function ofValues(fewest: number, most: number, answer: (args: readonly (CellValue | undefined)[], context: Context) => CellValue): ExcelFunction {
  return { fewest, most, takes: "V", answer: (args, context) => answer(args as readonly (CellValue | undefined)[], context) };
}

/** A function of numbers; what is omitted stays undefined. What is not a number, or beyond all bounds, is #NUM!. */
export function ofNumbers(fewest: number, most: number, answer: (...numbers: (number | undefined)[]) => number | CellError): ExcelFunction {
  return ofValues(fewest, most, (args, { from1904 }) => {
    const numbers: (number | undefined)[] = [];
    for (const arg of args) {
      const number = arg === undefined ? undefined : asNumber(arg, from1904);
      if (isErrorValue(number)) return number;
      numbers.push(number);
    }
    const answered = answer(...numbers);
    return typeof answered === "number" ? answeredNumber(answered) : answered;
  });
}

/** A function of texts and numbers that are read as texts. */
export function ofTexts(fewest: number, most: number, answer: (...texts: (string | undefined)[]) => CellValue): ExcelFunction {
  return ofValues(fewest, most, (args) => {
    const texts: (string | undefined)[] = [];
    for (const arg of args) {
      const text = arg === undefined ? undefined : asText(arg);
      if (isErrorValue(text)) return text;
      texts.push(text);
    }
    return answer(...texts);
  });
}

/** A function that takes ranges and arrays as such. */
export function ofRanges(fewest: number, most: number, takes: string, answer: ExcelFunction["answer"]): ExcelFunction {
  return { fewest, most, takes, answer };
}

/**
 * The numbers of an argument as SUM and its like count them: in cells and arrays only numbers, everywhere else also TRUE, FALSE and what a text
 * reads as. The first error is the answer.
 */
export function numbersOf(args: readonly (Value | undefined)[], context: Context): number[] | CellError {
  const numbers: number[] = [];
  let error: CellError | undefined;
  for (const arg of args) {
    if (arg === undefined) numbers.push(0);
    else if (isSeveral(arg)) {
      context.each(arg, (value) => {
        if (typeof value === "number") numbers.push(value);
        else if (isErrorValue(value)) error ??= value;
      });
    } else {
      const number = asNumber(arg as CellValue, context.from1904);
      if (isErrorValue(number)) error ??= number;
      else numbers.push(number);
    }
    if (error !== undefined) return error;
  }
  return numbers;
}

/** A range or an array, and not one value. */
export function isSeveral(value: Value | undefined): value is Matrix | Reference {
  return typeof value === "object" && value !== null && !("error" in value) && !("call" in value);
}
