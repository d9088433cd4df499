import type { CellValue } from "../../cells/cell";
import { Lambda, Matrix, NOT_AVAILABLE, type Value, WRONG_VALUE, isErrorValue, matrixOf } from "../evaluator/value";
import { type Context, type ExcelFunction, type ExcelFunctions, isSeveral, ofRanges, ofValues, plainNumberIn, rowsIn, truthIn } from "./excelFunction";

const ERROR_NUMBERS: ReadonlyMap<string, number> = new Map(
  ["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CONNECT!", "#BLOCKED!", "#UNKNOWN!", "#FIELD!", "#CALC!"].map((error, index) => [error, index + 1]),
);

/** What is asked of values, and what counts as TRUE. */
export const INFORMATION_FUNCTIONS: ExcelFunctions = {
  "ERROR.TYPE": ofAnything((value) => (isErrorValue(value) ? (ERROR_NUMBERS.get(value.error) ?? NOT_AVAILABLE) : NOT_AVAILABLE)),
  ISBLANK: ofAnything((value) => value === null),
  ISERR: ofAnything((value) => isErrorValue(value) && value.error !== "#N/A"),
  ISERROR: ofAnything((value) => isErrorValue(value)),
  ISNA: ofAnything((value) => isErrorValue(value) && value.error === "#N/A"),
  ISLOGICAL: ofAnything((value) => typeof value === "boolean"),
  ISNUMBER: ofAnything((value) => typeof value === "number"),
  ISTEXT: ofAnything((value) => typeof value === "string"),
  ISNONTEXT: ofAnything((value) => typeof value !== "string"),
  ISEVEN: ofWholes((whole) => whole % 2 === 0),
  ISODD: ofWholes((whole) => whole % 2 !== 0),
  N: ofFirst((value) => (typeof value === "number" || isErrorValue(value) ? value : value === true ? 1 : 0)),
  T: ofFirst((value) => (typeof value === "string" || isErrorValue(value) ? value : "")),
  NA: ofValues(0, 0, () => NOT_AVAILABLE),
  TYPE: { fewest: 1, most: 1, takes: "R", seesErrors: true, answer: ([value], context) => typeOf(value, context) },
  TRUE: ofValues(0, 0, () => true),
  FALSE: ofValues(0, 0, () => false),
  NOT: ofValues(1, 1, ([value]) => !truthIn(value, false)),
  AND: ofTruths((truths) => truths.every(Boolean)),
  OR: ofTruths((truths) => truths.some(Boolean)),
  XOR: ofTruths((truths) => truths.filter(Boolean).length % 2 === 1),
};

/** A question that errors answer too; but what we cannot calculate is no error of the workbook's. */
function ofAnything(answer: (value: CellValue) => CellValue): ExcelFunction {
  return { ...ofValues(1, 1, ([value = null]) => (isErrorValue(value) && value.unsupported ? value : answer(value))), seesErrors: true };
}

function ofWholes(answer: (whole: number) => boolean): ExcelFunction {
  return ofValues(1, 1, ([value], context) => answer(Math.trunc(plainNumberIn(value, context))));
}

/** Of a range its first cell, of an array every value. */
function ofFirst(answer: (value: CellValue) => CellValue): ExcelFunction {
  return ofRanges(1, 1, "R", ([value = null], context) => {
    if (value instanceof Matrix) return matrixOf(value.rows.map((row) => row.map(answer)));
    return answer(rowsIn(value, context)[0]?.[0] ?? null);
  });
}

function typeOf(value: Value | undefined, context: Context): CellValue {
  if (value instanceof Lambda) return 128;
  const rows = value instanceof Matrix ? value.rows : context.rows(value ?? null);
  if ("error" in rows) return rows.unsupported ? rows : 16;
  if (value instanceof Matrix || rows.length > 1 || (rows[0]?.length ?? 1) > 1) return 64;
  const only = rows[0]?.[0] ?? null;
  if (isErrorValue(only)) return only.unsupported ? only : 16;
  return typeof only === "string" ? 2 : typeof only === "boolean" ? 4 : 1;
}

/**
 * A function of truth values. In cells and arrays texts and blanks do not count, elsewhere they must read TRUE or FALSE; without any truth value
 * there is no answer.
 */
function ofTruths(answer: (truths: readonly boolean[]) => boolean): ExcelFunction {
  return ofRanges(1, 255, "R", (args, context) => {
    const truths: boolean[] = [];
    for (const arg of args) {
      if (arg instanceof Lambda) return WRONG_VALUE;
      if (!isSeveral(arg)) truths.push(truthIn(arg, false));
      else {
        context.each(arg, (value) => {
          if (value !== null && typeof value !== "string") truths.push(truthIn(value, false));
        });
      }
    }
    return truths.length === 0 ? WRONG_VALUE : answer(truths);
  });
}
