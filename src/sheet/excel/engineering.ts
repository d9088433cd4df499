import type { CellError, CellValue } from "../../cells/cell";
import { NOT_AVAILABLE, NOT_A_NUMBER, WRONG_VALUE, answeredNumber, asText } from "../evaluator/value";
import { type Context, type ExcelFunction, type ExcelFunctions, ofValues, plainNumberIn, unlessError } from "./excelFunction";
import { ofGivenNumbers } from "./givenNumbers";
import { converted } from "./units";

/** Numbers whose bits can be looked at are below this. */
const MOST_BITS = 2 ** 48;

interface Base {
  readonly name: "BIN" | "OCT" | "HEX";
  readonly radix: number;
  /** What ten digits make: the numbers in the upper half of them stand for those below 0. */
  readonly range: number;
}

const BASES: readonly Base[] = [
  { name: "BIN", radix: 2, range: 2 ** 10 },
  { name: "OCT", radix: 8, range: 8 ** 10 },
  { name: "HEX", radix: 16, range: 16 ** 10 },
];

/** Bits, number systems, and units. */
export const ENGINEERING_FUNCTIONS: ExcelFunctions = {
  ...Object.fromEntries(BASES.flatMap((from) => BASES.filter((to) => to !== from).map((to) => [`${from.name}2${to.name}`, ofBase(from, (number, places) => inBase(number, to, places))]))),
  ...Object.fromEntries(BASES.map((from) => [`${from.name}2DEC`, { ...ofBase(from, (number) => number), most: 1 }])),
  ...Object.fromEntries(
    BASES.map((to) => [
      `DEC2${to.name}`,
      ofValues(1, 2, ([number, places], context) => inBase(Math.trunc(plainNumberIn(number, context)), to, placesIn(places, context))),
    ]),
  ),
  BITAND: ofBits((a, b) => a & b),
  BITOR: ofBits((a, b) => a | b),
  BITXOR: ofBits((a, b) => a ^ b),
  BITLSHIFT: ofGivenNumbers(2, 2, (number, by) => shifted(number, by)),
  BITRSHIFT: ofGivenNumbers(2, 2, (number, by) => shifted(number, -by)),
  DELTA: ofGivenNumbers(1, 2, (a, b = 0) => Number(a === b)),
  GESTEP: ofGivenNumbers(1, 2, (x, step = 0) => Number(x >= step)),
  CONVERT: ofValues(3, 3, ([number, from = null, to = null], context) => {
    return answeredNumber(converted(plainNumberIn(number, context), unlessError(asText(from)), unlessError(asText(to))) ?? NOT_AVAILABLE);
  }),
};

function placesIn(places: CellValue | undefined, context: Context): number | undefined {
  return places === undefined ? undefined : plainNumberIn(places, context);
}

/** A function of a number written in another number system, with up to ten digits. */
function ofBase(base: Base, answer: (number: number, places: number | undefined) => CellValue): ExcelFunction {
  return ofValues(1, 2, ([given = null, places], context) => {
    const text = unlessError(typeof given === "boolean" ? WRONG_VALUE : asText(given));
    const digits = text.trim().toLowerCase();
    const allowed = "0123456789abcdef".slice(0, base.radix);
    if (digits.length > 10 || [...digits].some((digit) => !allowed.includes(digit))) return NOT_A_NUMBER;
    const number = digits === "" ? 0 : parseInt(digits, base.radix);
    return answer(number >= base.range / 2 ? number - base.range : number, placesIn(places, context));
  });
}

function inBase(number: number, base: Base, places: number | undefined): CellValue {
  if (number < -base.range / 2 || number >= base.range / 2) return NOT_A_NUMBER;
  if (number < 0) return (number + base.range).toString(base.radix).toUpperCase();
  const digits = number.toString(base.radix).toUpperCase();
  const length = places === undefined ? digits.length : Math.trunc(places);
  return length < digits.length || length > 10 || length < 1 ? NOT_A_NUMBER : digits.padStart(length, "0");
}

function isBits(number: number): boolean {
  return Number.isInteger(number) && number >= 0 && number < MOST_BITS;
}

function ofBits(answer: (a: bigint, b: bigint) => bigint): ExcelFunction {
  return ofGivenNumbers(2, 2, (a, b) => (isBits(a) && isBits(b) ? Number(answer(BigInt(a), BigInt(b))) : NOT_A_NUMBER));
}

/** To the left, so many bits; below 0 to the right. */
function shifted(number: number, by: number): number | CellError {
  const bits = Math.trunc(by);
  if (!isBits(number) || Math.abs(bits) > 53) return NOT_A_NUMBER;
  const answer = Math.floor(number * 2 ** bits);
  return answer < MOST_BITS ? answer : NOT_A_NUMBER;
}
