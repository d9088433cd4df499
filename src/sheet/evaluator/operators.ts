import type { CellError, CellValue } from "../../cells/cell";
import type { Context } from "../excel/excelFunction";
import { elementwise } from "./elementwise";
import { DIVISION_BY_ZERO, Matrix, NOT_A_NUMBER, answeredNumber, asNumber, asText, compared, isErrorValue } from "./value";

/** Two values joined by an operator; of arrays, at each place. `isLast`: the formula's last step. */
export function operated(operator: string, left: CellValue | Matrix, right: CellValue | Matrix, isLast: boolean, context: Context): CellValue | Matrix {
  if (left instanceof Matrix || right instanceof Matrix) {
    return elementwise([left, right], BOTH, operator, ([a, b]) => one(operator, a as CellValue, b as CellValue, isLast, context));
  }
  return one(operator, left, right, isLast, context);
}

const BOTH = [true, true];

/** A sign before a value, or a percent sign behind it. A plus leaves everything as it is, texts too. */
export function prefixed(sign: "+" | "-" | "%", value: CellValue | Matrix, context: Context): CellValue | Matrix {
  if (value instanceof Matrix) return elementwise([value], BOTH, sign, ([one]) => prefixed(sign, one as CellValue, context) as CellValue);
  if (sign === "+") return value;
  const number = asNumber(value, context.from1904);
  if (isErrorValue(number)) return number;
  return sign === "-" ? 0 - number : number / 100;
}

function one(operator: string, left: CellValue, right: CellValue, isLast: boolean, context: Context): CellValue {
  if (isErrorValue(left)) return left;
  if (isErrorValue(right)) return right;
  switch (operator) {
    case "=":
      return compared(left, right) === 0;
    case "<>":
      return compared(left, right) !== 0;
    case "<":
      return compared(left, right) < 0;
    case ">":
      return compared(left, right) > 0;
    case "<=":
      return compared(left, right) <= 0;
    case ">=":
      return compared(left, right) >= 0;
    case "&":
      return joinedTexts(left, right);
    default: {
      const a = asNumber(left, context.from1904);
      if (isErrorValue(a)) return a;
      const b = asNumber(right, context.from1904);
      return isErrorValue(b) ? b : arithmetic(operator, a, b, isLast);
    }
  }
}

function joinedTexts(left: CellValue, right: CellValue): string | CellError {
  const [a, b] = [asText(left), asText(right)];
  if (isErrorValue(a)) return a;
  if (isErrorValue(b)) return b;
  return a.length + b.length > LONGEST_TEXT ? { error: "#VALUE!", message: `A text has at most ${LONGEST_TEXT} characters.` } : a + b;
}

const LONGEST_TEXT = 32_767;

function arithmetic(operator: string, a: number, b: number, isLast: boolean): CellValue {
  switch (operator) {
    case "+":
      return answeredNumber(isLast ? withoutResidue(a + b, a) : a + b);
    case "-":
      return answeredNumber(isLast ? withoutResidue(a - b, a) : a - b);
    case "*":
      return answeredNumber(a * b);
    case "/":
      return b === 0 ? DIVISION_BY_ZERO : answeredNumber(a / b);
    default:
      return power(a, b);
  }
}

export function power(a: number, b: number): number | CellError {
  if (a === 0 && b === 0) return NOT_A_NUMBER;
  if (a === 0 && b < 0) return DIVISION_BY_ZERO;
  return answeredNumber(a ** b);
}

/** What a difference leaves only because doubles are binary is 0, as in Excel where the difference is the formula's last step: 0.5-0.4-0.1. */
function withoutResidue(answer: number, operand: number): number {
  return Math.abs(answer) < Math.abs(operand) * 2 ** -49 ? 0 : answer;
}

