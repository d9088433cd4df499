import type { CellError, CellValue } from "../../cells/cell";
import { DIVISION_BY_ZERO, Lambda, NOT_AVAILABLE, NOT_A_NUMBER, WRONG_VALUE, answeredNumber, fifteenDigits, unsupported } from "../evaluator/value";
import { type ExcelFunction, type ExcelFunctions, answering, isSeveral, numbersOf, ofRanges, ofTexts, ofValues, plainNumberIn, rowsIn, unlessError, wholeIn } from "./excelFunction";
import { ofGivenNumbers } from "./givenNumbers";
import { TO, multipleOf, rounded } from "./rounding";

/** Excel takes no angles from here on. */
const LARGEST_ANGLE = 2 ** 27;
const LARGEST_WHOLE = 2 ** 53;

/** Arithmetic, rounding, powers, angles and counting. */
export const MATH_FUNCTIONS: ExcelFunctions = {
  ABS: ofGivenNumbers(1, 1, Math.abs),
  SIGN: ofGivenNumbers(1, 1, Math.sign),
  INT: ofGivenNumbers(1, 1, floored),
  MOD: ofGivenNumbers(2, 2, remainder),
  QUOTIENT: ofGivenNumbers(2, 2, (x, divisor) => (divisor === 0 ? DIVISION_BY_ZERO : Math.trunc(x / divisor))),
  ROUND: ofGivenNumbers(2, 2, (x, places) => rounded(x, places, TO.nearest)),
  ROUNDUP: ofGivenNumbers(2, 2, (x, places) => rounded(x, places, TO.away)),
  ROUNDDOWN: ofGivenNumbers(2, 2, (x, places) => rounded(x, places, TO.zero)),
  TRUNC: ofGivenNumbers(1, 2, (x, places = 0) => rounded(x, places, TO.zero)),
  MROUND: ofGivenNumbers(2, 2, (x, multiple) => {
    if (x === 0 || multiple === 0) return 0;
    // How often the multiple goes in is decided on the doubles, as Microsoft documents it: MROUND(6.05,0.1) is 6, MROUND(7.05,0.1) is 7.1.
    return x * multiple < 0 ? NOT_A_NUMBER : multipleOf(Math.floor(x / multiple + 0.5) * multiple, multiple, TO.nearest);
  }),
  EVEN: ofGivenNumbers(1, 1, (x) => multipleOf(x, 2, TO.away)),
  ODD: ofGivenNumbers(1, 1, (x) => (x === 0 ? 1 : Math.sign(x) * (multipleOf(Math.max(0, Math.abs(x) - 1), 2, TO.away) + 1))),
  CEILING: ofGivenNumbers(2, 2, (x, multiple) => (x > 0 && multiple < 0 ? NOT_A_NUMBER : multipleOf(x, multiple, x < 0 && multiple < 0 ? TO.away : TO.above))),
  FLOOR: ofGivenNumbers(2, 2, floor),
  "CEILING.MATH": ofGivenNumbers(1, 3, (x, multiple = 1, mode = 0) => multipleOf(x, multiple, x < 0 && mode !== 0 ? TO.away : TO.above)),
  "FLOOR.MATH": ofGivenNumbers(1, 3, (x, multiple = 1, mode = 0) => multipleOf(x, multiple, x < 0 && mode !== 0 ? TO.zero : TO.below)),
  "CEILING.PRECISE": ofGivenNumbers(1, 2, (x, multiple = 1) => multipleOf(x, multiple, TO.above)),
  "ISO.CEILING": ofGivenNumbers(1, 2, (x, multiple = 1) => multipleOf(x, multiple, TO.above)),
  "FLOOR.PRECISE": ofGivenNumbers(1, 2, (x, multiple = 1) => multipleOf(x, multiple, TO.below)),

  EXP: ofGivenNumbers(1, 1, Math.exp),
  LN: ofGivenNumbers(1, 1, (x) => (x <= 0 ? NOT_A_NUMBER : Math.log(x))),
  LOG: ofGivenNumbers(1, 2, logarithm),
  LOG10: ofGivenNumbers(1, 1, (x) => (x <= 0 ? NOT_A_NUMBER : Math.log10(x))),
  POWER: ofGivenNumbers(2, 2, power),
  SQRT: ofGivenNumbers(1, 1, Math.sqrt),
  SQRTPI: ofGivenNumbers(1, 1, (x) => Math.sqrt(x * Math.PI)),
  PI: ofGivenNumbers(0, 0, () => Math.PI),

  SIN: ofAngle(Math.sin),
  COS: ofAngle(Math.cos),
  TAN: ofAngle(Math.tan),
  COT: ofAngle((x) => reciprocal(Math.tan(x))),
  CSC: ofAngle((x) => reciprocal(Math.sin(x))),
  SEC: ofAngle((x) => reciprocal(Math.cos(x))),
  SINH: ofGivenNumbers(1, 1, Math.sinh),
  COSH: ofGivenNumbers(1, 1, Math.cosh),
  TANH: ofGivenNumbers(1, 1, Math.tanh),
  COTH: ofGivenNumbers(1, 1, (x) => reciprocal(Math.tanh(x))),
  CSCH: ofGivenNumbers(1, 1, (x) => (Math.abs(x) > 700 ? 0 : reciprocal(Math.sinh(x)))),
  SECH: ofGivenNumbers(1, 1, (x) => (Math.abs(x) > 700 ? 0 : reciprocal(Math.cosh(x)))),
  ASIN: ofGivenNumbers(1, 1, Math.asin),
  ACOS: ofGivenNumbers(1, 1, Math.acos),
  ATAN: ofGivenNumbers(1, 1, Math.atan),
  ATAN2: ofGivenNumbers(2, 2, (x, y) => (x === 0 && y === 0 ? DIVISION_BY_ZERO : Math.atan2(y, x))),
  ACOT: ofGivenNumbers(1, 1, (x) => Math.PI / 2 - Math.atan(x)),
  ASINH: ofGivenNumbers(1, 1, Math.asinh),
  ACOSH: ofGivenNumbers(1, 1, Math.acosh),
  ATANH: ofGivenNumbers(1, 1, (x) => (Math.abs(x) >= 1 ? NOT_A_NUMBER : Math.atanh(x))),
  ACOTH: ofGivenNumbers(1, 1, (x) => (Math.abs(x) <= 1 ? NOT_A_NUMBER : Math.atanh(1 / x))),
  DEGREES: ofGivenNumbers(1, 1, (x) => (x * 180) / Math.PI),
  RADIANS: ofGivenNumbers(1, 1, (x) => (x * Math.PI) / 180),

  FACT: ofGivenNumbers(1, 1, (x) => (x < 0 ? NOT_A_NUMBER : product(Math.trunc(x), 1))),
  FACTDOUBLE: ofGivenNumbers(1, 1, (x) => (x < 0 ? NOT_A_NUMBER : product(Math.trunc(x), 2))),
  COMBIN: ofGivenNumbers(2, 2, (n, k) => combinations(Math.trunc(n), Math.trunc(k))),
  COMBINA: ofGivenNumbers(2, 2, (number, chosen) => {
    const [n, k] = [Math.trunc(number), Math.trunc(chosen)];
    if (n < 0 || k < 0) return NOT_A_NUMBER;
    if (n === 0) return unsupported("COMBINA: choosing from nothing cannot be calculated here.", "#NUM!");
    return k === 0 ? 1 : combinations(n + k - 1, k);
  }),
  PERMUT: ofGivenNumbers(2, 2, (n, k) => permutations(Math.trunc(n), Math.trunc(k))),
  PERMUTATIONA: ofGivenNumbers(2, 2, (number, chosen) => {
    const [n, k] = [Math.trunc(number), Math.trunc(chosen)];
    if (n < 0 || k < 0 || (n === 0 && k > 0)) return NOT_A_NUMBER;
    return k === 0 ? 1 : power(n, k);
  }),
  MULTINOMIAL: ofWholes(multinomial),
  GCD: ofWholes((wholes) => Number(wholes.map(BigInt).reduce(greatestCommonDivisor, 0n))),
  LCM: ofWholes((wholes) => {
    const multiple = wholes.map(BigInt).reduce((a, b) => (a === 0n || b === 0n ? 0n : clipped((a / greatestCommonDivisor(a, b)) * b)), 1n);
    return multiple >= BigInt(LARGEST_WHOLE) ? NOT_A_NUMBER : Number(multiple);
  }),

  BASE: ofValues(2, 3, ([number, radix, length], context) => inGivenBase(wholeIn(number, 0, context), wholeIn(radix, 0, context), wholeIn(length, 0, context))),
  DECIMAL: ofTexts(2, 2, (text = "", radix = "0") => decimalOf(text, radix)),
  ROMAN: ofValues(1, 2, ([number, form], context) => {
    return roman(wholeIn(number, 0, context), typeof form === "boolean" ? (form ? 0 : 4) : wholeIn(form, 0, context));
  }),
  ARABIC: ofTexts(1, 1, (text = "") => arabic(text)),

  SUMSQ: ofRanges(1, 255, "R", (args, context) => answeredNumber(numbersOf(args, context).reduce((sum, x) => sum + x * x, 0))),
  SUMX2MY2: ofPairs((x, y) => x * x - y * y),
  SUMX2PY2: ofPairs((x, y) => x * x + y * y),
  SUMXMY2: ofPairs((x, y) => (x - y) * (x - y)),
  SERIESSUM: ofRanges(4, 4, "VVVR", ([x, first, step, coefficients], context) => {
    const [base = 0, from = 0, by = 0] = numbersOf([x, first, step], context);
    const terms = rowsIn(coefficients, context).flat().map((value, index) => plainNumberIn(value, context) * unlessError(power(base, from + index * by)));
    return answeredNumber(terms.reduce((sum, term) => sum + term, 0));
  }),
};

function ofAngle(answer: (x: number) => number | CellError): ExcelFunction {
  return ofGivenNumbers(1, 1, (x) => (Math.abs(x) >= LARGEST_ANGLE ? NOT_A_NUMBER : answer(x)));
}

function reciprocal(x: number): number | CellError {
  return x === 0 ? DIVISION_BY_ZERO : 1 / x;
}

/** The whole number below, decided on 15 digits as in Excel. */
function floored(x: number): number {
  return Math.floor(fifteenDigits(x));
}

/** What is left of x when the divisor is taken off it so often as it goes in wholly; it has the divisor's sign. */
function remainder(x: number, divisor: number): number | CellError {
  if (divisor === 0) return DIVISION_BY_ZERO;
  const times = Math.abs(x / divisor);
  // Excel has no answer where the divisor goes in too often; from where on differs between its versions.
  if (times >= 2 ** 50) return NOT_A_NUMBER;
  if (times >= 1_125_900_000_000) return unsupported("MOD: a divisor that is so small beside the number cannot be calculated here.", "#NUM!");
  const left = x - divisor * floored(x / divisor);
  // What is left over only because doubles are binary is nothing.
  return Math.abs(left) < Math.abs(x) * 2 ** -49 ? 0 : left;
}

function floor(x: number, multiple: number): number | CellError {
  if (x === 0) return 0;
  if (multiple === 0) return DIVISION_BY_ZERO;
  return x > 0 && multiple < 0 ? NOT_A_NUMBER : multipleOf(x, multiple, x < 0 && multiple < 0 ? TO.zero : TO.below);
}

function logarithm(x: number, base = 10): number | CellError {
  if (x <= 0 || base <= 0) return NOT_A_NUMBER;
  if (base === 1) return DIVISION_BY_ZERO;
  if (base === 10) return Math.log10(x);
  return base === 2 ? Math.log2(x) : Math.log(x) / Math.log(base);
}

/** x to the power of y. A number below 0 has roots of odd whole numbers, as in Excel: (-8)^(1/3) is -2. */
export function power(x: number, y: number): number | CellError {
  if (x === 0) return y > 0 ? 0 : y === 0 ? NOT_A_NUMBER : DIVISION_BY_ZERO;
  if (Number.isInteger(y) && Math.abs(y) <= 1024) return answeredNumber(wholePower(x, y));
  if (x < 0 && !Number.isInteger(y)) {
    const root = Math.round(1 / y);
    return Math.abs(root) % 2 === 1 && 1 / root === y ? answeredNumber(-Math.pow(-x, y)) : NOT_A_NUMBER;
  }
  return answeredNumber(Math.pow(x, y));
}

/** By repeated squaring with twice the digits of a double: Math.pow makes 10^-5 another number than 1E-5. */
function wholePower(x: number, y: number): number {
  const reference = Math.pow(x, y);
  if (!Number.isFinite(reference) || Math.abs(reference) > 1e290 || Math.abs(reference) < 1e-290 || Math.abs(x) > 1e100 || Math.abs(x) < 1e-100) return reference;
  let result: Doubled = [1, 0];
  let square: Doubled = [x, 0];
  for (let left = Math.abs(y); left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = times(result, square);
    if (left > 1) square = times(square, square);
  }
  if (y >= 0) return result[0];
  const quotient = 1 / result[0];
  const [high, low] = times([quotient, 0], result);
  return quotient + (1 - high - low) * quotient;
}

/** A number in two doubles, the second of them what the first leaves. */
type Doubled = readonly [number, number];

function times([a, b]: Doubled, [c, d]: Doubled): Doubled {
  const high = a * c;
  const [aHigh, aLow] = split(a);
  const [cHigh, cLow] = split(c);
  const low = aHigh * cHigh - high + aHigh * cLow + aLow * cHigh + aLow * cLow + (a * d + b * c);
  const sum = high + low;
  return [sum, high - sum + low];
}

/** Both halves of a double's digits. */
function split(x: number): readonly [number, number] {
  const scaled = 134_217_729 * x;
  const high = scaled - (scaled - x);
  return [high, x - high];
}

/** n × (n − step) × …, exact before it becomes a double. */
function product(n: number, step: number): number {
  if (n > 400) return Infinity;
  let result = 1n;
  for (let factor = n; factor > 1; factor -= step) result *= BigInt(factor);
  return Number(result);
}

/** How many ways there are to choose k of n, exact before it becomes a double. */
export function combinations(n: number, k: number): number | CellError {
  if (n < 0 || k < 0 || n < k || n > LARGEST_WHOLE) return NOT_A_NUMBER;
  const chosen = Math.min(k, n - k);
  // There are at least 2^chosen ways.
  if (chosen > 1030) return NOT_A_NUMBER;
  let ways = 1n;
  for (let i = 1; i <= chosen; i++) ways = (ways * BigInt(n - chosen + i)) / BigInt(i);
  return Number(ways);
}

function permutations(n: number, k: number): number | CellError {
  if (n <= 0 || k < 0 || n < k || n > LARGEST_WHOLE) return NOT_A_NUMBER;
  let ways = 1n;
  for (let i = 0; i < k; i++) {
    ways *= BigInt(n - i);
    if (i > 170 && !Number.isFinite(Number(ways))) return NOT_A_NUMBER;
  }
  return Number(ways);
}

function multinomial(wholes: readonly number[]): number | CellError {
  let [ways, total] = [1, 0];
  for (const whole of wholes) {
    total += whole;
    ways *= unlessError(combinations(total, whole));
  }
  return ways;
}

/** A function of whole numbers from 0 on, of single values and of ranges; a text that is no number, TRUE and FALSE are refused, wherever they stand. */
function ofWholes(answer: (wholes: readonly number[]) => number | CellError): ExcelFunction {
  return ofRanges(1, 255, "R", (args, context) => {
    const wholes: number[] = [];
    const add = (value: CellValue) => {
      const number = plainNumberIn(value, context);
      if (number < 0 || number >= LARGEST_WHOLE) throw answering(NOT_A_NUMBER);
      wholes.push(Math.trunc(number));
    };
    for (const arg of args) {
      if (arg instanceof Lambda) return WRONG_VALUE;
      if (isSeveral(arg)) context.each(arg, add);
      else add(arg ?? null);
    }
    return answeredNumber(answer(wholes));
  });
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}

/** So that a multiple that is too large anyway does not grow on. */
function clipped(multiple: bigint): bigint {
  const bound = BigInt(LARGEST_WHOLE);
  return multiple > bound ? bound : multiple;
}

function inGivenBase(number: number, radix: number, length: number): CellValue {
  if (number < 0 || number >= LARGEST_WHOLE || radix < 2 || radix > 36 || length < 0 || length > 255) return NOT_A_NUMBER;
  return number.toString(radix).toUpperCase().padStart(length, "0");
}

function decimalOf(text: string, radixText: string): CellValue {
  const radix = Math.trunc(Number(radixText));
  if (!(radix >= 2 && radix <= 36)) return NOT_A_NUMBER;
  if (text.length > 255) return WRONG_VALUE;
  const digits = text.trim().toLowerCase();
  const read = radix === 16 && digits.startsWith("0x") ? digits.slice(2) : digits;
  let number = 0n;
  for (const digit of read) {
    const value = "0123456789abcdefghijklmnopqrstuvwxyz".indexOf(digit);
    if (value < 0 || value >= radix) return NOT_A_NUMBER;
    number = number * BigInt(radix) + BigInt(value);
  }
  return answeredNumber(Number(number));
}

const ROMAN_LETTERS = ["M", "D", "C", "L", "X", "V", "I"] as const;
const ROMAN_VALUES = [1000, 500, 100, 50, 10, 5, 1] as const;

/** A Roman numeral. From form 0, the classic one, to 4 a letter may stand before ever larger ones: 499 is CDXCIX, LDVLIV, XDIX, VDIV and ID. */
function roman(number: number, form: number): CellValue {
  if (number < 0 || number > 3999 || form < 0 || form > 4) return WRONG_VALUE;
  const valueAt = (index: number) => ROMAN_VALUES[index] ?? 0;
  const letterAt = (index: number) => ROMAN_LETTERS[index] ?? "";
  let text = "";
  let left = number;
  for (let decade = 0; decade <= 6; decade += 2) {
    const digit = Math.floor(left / valueAt(decade));
    if (digit % 5 !== 4) {
      text += (digit > 4 ? letterAt(decade - 1) : "") + letterAt(decade).repeat(digit % 5);
      left %= valueAt(decade);
      continue;
    }
    const larger = digit === 4 ? decade - 1 : decade - 2;
    let smaller = decade;
    for (let step = 0; step < form && smaller < 6 && valueAt(larger) - valueAt(smaller + 1) <= left; step++) smaller++;
    text += letterAt(smaller) + letterAt(larger);
    left += valueAt(smaller) - valueAt(larger);
  }
  return text;
}

function arabic(text: string): CellValue {
  const trimmed = text.trim().toUpperCase();
  const [sign, letters] = trimmed.startsWith("-") ? [-1, trimmed.slice(1)] : [1, trimmed];
  if (text.length > 255 || /[^MDCLXVI]/.test(letters)) return WRONG_VALUE;
  const values = [...letters].map((letter) => ROMAN_VALUES[ROMAN_LETTERS.indexOf(letter as "M")] ?? 0);
  let number = 0;
  for (const [index, value] of values.entries()) {
    const [before = Infinity, after = 0] = [values[index - 1], values[index + 1]];
    // A letter stands off the larger one behind it; what a smaller one before both should mean, nobody can say.
    if (value < after && before < after) return unsupported(`ARABIC: "${text}" is no Roman numeral that ROMAN writes, and cannot be calculated here.`);
    number += value < after ? -value : value;
  }
  return sign * number + 0;
}

/** Sums over the pairs of two arrays; a pair in which one is no number does not count. */
function ofPairs(term: (x: number, y: number) => number): ExcelFunction {
  return ofRanges(2, 2, "AA", ([xs, ys], context) => {
    const [left = [], right = []] = [rowsIn(xs, context), rowsIn(ys, context)].map((rows) => rows.flat().map(unlessError));
    if (left.length !== right.length) return NOT_AVAILABLE;
    let sum = 0;
    let pairs = 0;
    for (const [index, x] of left.entries()) {
      const y = right[index];
      if (typeof x !== "number" || typeof y !== "number") continue;
      sum += term(x, y);
      pairs++;
    }
    return pairs === 0 ? DIVISION_BY_ZERO : answeredNumber(sum);
  });
}
