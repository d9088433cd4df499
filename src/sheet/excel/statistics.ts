import type { CellError, CellValue } from "../../cells/cell";
import { DIVISION_BY_ZERO, Matrix, NOT_AVAILABLE, NOT_A_NUMBER, type Value, WRONG_VALUE, answeredNumber, fifteenDigits, unsupported } from "../evaluator/value";
import { type Context, type ExcelFunction, type ExcelFunctions, answering, isSeveral, numberIn, numbersOf, ofRanges, rowsIn, unlessError } from "./excelFunction";
import { REGRESSION_FUNCTIONS } from "./regression";
import { mean, squaredDeviations, total } from "./sums";

const MANY = 255;

const variance = ofNumberLists((numbers) => (numbers.length < 2 ? DIVISION_BY_ZERO : sampleVariance(numbers)));
const populationVariance = ofNumberLists((numbers) => (numbers.length < 1 ? DIVISION_BY_ZERO : squaredDeviations(numbers) / numbers.length));
const deviation = ofNumberLists((numbers) => (numbers.length < 2 ? DIVISION_BY_ZERO : Math.sqrt(sampleVariance(numbers))));
const populationDeviation = ofNumberLists((numbers) => (numbers.length < 1 ? DIVISION_BY_ZERO : Math.sqrt(squaredDeviations(numbers) / numbers.length)));
const mode = ofNumberLists((numbers) => modes(numbers)[0] ?? NOT_AVAILABLE);
const percentile = ofListAndNumber((numbers, k) => inclusivePercentile(numbers, k));
const percentRank = percentRankOf((below, between, count) => (count === 1 ? 1 : (below - 1 + between) / (count - 1)));
const quartile = ofListAndNumber((numbers, quarter) => inclusivePercentile(numbers, Math.trunc(quarter) / 4));
const rank = rankOf((before) => before + 1);
const correlation = ofPairs((ys, xs) => {
  const [yy, xx] = [squaredDeviations(ys), squaredDeviations(xs)];
  return yy === 0 || xx === 0 ? DIVISION_BY_ZERO : within(products(ys, xs) / Math.sqrt(yy) / Math.sqrt(xx));
});
const forecast = ofRanges(3, 3, "VRR", ([x, ys, xs], context: Context) => {
  const at = numberIn(x, 0, context);
  const pairs = pairsOf(ys, xs, context);
  return pairs.first.length === 0 ? DIVISION_BY_ZERO : answeredNumber(lineAt(at, pairs.first, pairs.second));
});
const covariance = ofPairs((ys, xs) => products(ys, xs) / ys.length);

/** Averages, spreads, ranks and correlations. */
export const STATISTICS_FUNCTIONS: ExcelFunctions = {
  ...REGRESSION_FUNCTIONS,
  AVEDEV: ofNumberLists((numbers) => {
    if (numbers.length === 0) return NOT_A_NUMBER;
    const middle = mean(numbers);
    return mean(numbers.map((x) => Math.abs(x - middle)));
  }),
  DEVSQ: ofNumberLists((numbers) => (numbers.length === 0 ? NOT_A_NUMBER : squaredDeviations(numbers))),
  GEOMEAN: ofNumberLists(geometricMean),
  HARMEAN: ofNumberLists((numbers) => {
    if (numbers.length === 0 || numbers.some((x) => x <= 0)) return NOT_A_NUMBER;
    return numbers.length / total(numbers.map((x) => 1 / x));
  }),
  KURT: ofNumberLists(kurtosis),
  SKEW: ofNumberLists((numbers) => {
    const n = numbers.length;
    const spread = n < 3 ? 0 : Math.sqrt(sampleVariance(numbers));
    return spread === 0 ? DIVISION_BY_ZERO : (n / (n - 1) / (n - 2)) * standardized(numbers, spread, 3);
  }),
  "SKEW.P": ofNumberLists((numbers) => {
    const spread = numbers.length < 3 ? 0 : Math.sqrt(squaredDeviations(numbers) / numbers.length);
    return spread === 0 ? DIVISION_BY_ZERO : standardized(numbers, spread, 3) / numbers.length;
  }),
  MEDIAN: ofNumberLists((numbers) => inclusivePercentile(numbers, 0.5)),
  MODE: mode,
  "MODE.SNGL": mode,
  "MODE.MULT": ofRanges(1, MANY, "R", (args, context) => {
    const most = modes(numbersOf(args, context));
    return most.length === 0 ? NOT_AVAILABLE : new Matrix(most.map((x) => [x]));
  }),

  VAR: variance,
  "VAR.S": variance,
  VARP: populationVariance,
  "VAR.P": populationVariance,
  STDEV: deviation,
  "STDEV.S": deviation,
  STDEVP: populationDeviation,
  "STDEV.P": populationDeviation,

  AVERAGEA: ofAllValues((numbers) => (numbers.length === 0 ? DIVISION_BY_ZERO : mean(numbers))),
  MAXA: ofAllValues((numbers) => numbers.reduce((a, b) => Math.max(a, b), numbers[0] ?? 0)),
  MINA: ofAllValues((numbers) => numbers.reduce((a, b) => Math.min(a, b), numbers[0] ?? 0)),
  VARA: ofAllValues((numbers) => (numbers.length < 2 ? DIVISION_BY_ZERO : sampleVariance(numbers))),
  VARPA: ofAllValues((numbers) => (numbers.length < 1 ? DIVISION_BY_ZERO : squaredDeviations(numbers) / numbers.length)),
  STDEVA: ofAllValues((numbers) => (numbers.length < 2 ? DIVISION_BY_ZERO : Math.sqrt(sampleVariance(numbers)))),
  STDEVPA: ofAllValues((numbers) => (numbers.length < 1 ? DIVISION_BY_ZERO : Math.sqrt(squaredDeviations(numbers) / numbers.length))),

  LARGE: ofListAndNumber((numbers, k) => nth(numbers, k, (sorted, at) => sorted[sorted.length - at])),
  SMALL: ofListAndNumber((numbers, k) => nth(numbers, k, (sorted, at) => sorted[at - 1])),
  PERCENTILE: percentile,
  "PERCENTILE.INC": percentile,
  "PERCENTILE.EXC": ofListAndNumber((numbers, k) => exclusivePercentile(numbers, k)),
  QUARTILE: quartile,
  "QUARTILE.INC": quartile,
  "QUARTILE.EXC": ofListAndNumber((numbers, quarter) => exclusivePercentile(numbers, Math.trunc(quarter) / 4)),
  PERCENTRANK: percentRank,
  "PERCENTRANK.INC": percentRank,
  "PERCENTRANK.EXC": percentRankOf((below, between, count) => (below + between) / (count + 1)),
  RANK: rank,
  "RANK.EQ": rank,
  "RANK.AVG": rankOf((before, equal) => before + (equal + 1) / 2),
  TRIMMEAN: ofListAndNumber((numbers, part) => {
    if (part < 0 || part >= 1 || numbers.length === 0) return NOT_A_NUMBER;
    const cut = Math.floor(fifteenDigits(numbers.length * part) / 2);
    return mean(sortedUp(numbers).slice(cut, numbers.length - cut));
  }),
  PERCENTOF: ofRanges(2, 2, "R", ([part, all], context) => {
    const [some, every] = [numbersOf([part], context), numbersOf([all], context)];
    const whole = total(every);
    return whole === 0 ? DIVISION_BY_ZERO : answeredNumber(total(some) / whole);
  }),
  PROB: ofRanges(3, 4, "RRVV", probability),

  CORREL: correlation,
  PEARSON: correlation,
  RSQ: ofPairs((ys, xs) => {
    const [yy, xx] = [squaredDeviations(ys), squaredDeviations(xs)];
    return yy === 0 || xx === 0 ? DIVISION_BY_ZERO : Math.min(1, (products(ys, xs) / yy) * (products(ys, xs) / xx));
  }),
  COVAR: covariance,
  "COVARIANCE.P": covariance,
  "COVARIANCE.S": ofPairs((ys, xs) => (ys.length < 2 ? DIVISION_BY_ZERO : products(ys, xs) / (ys.length - 1))),
  SLOPE: ofPairs((ys, xs) => slope(ys, xs)),
  INTERCEPT: ofPairs((ys, xs) => lineAt(0, ys, xs)),
  STEYX: ofPairs((ys, xs) => {
    const xx = squaredDeviations(xs);
    if (ys.length < 3 || xx === 0) return DIVISION_BY_ZERO;
    const inclination = products(ys, xs) / xx;
    const [middleX, middleY] = [mean(xs), mean(ys)];
    const misses = ys.map((y, i) => y - middleY - inclination * ((xs[i] ?? 0) - middleX));
    return Math.sqrt(total(misses.map((miss) => miss * miss)) / (ys.length - 2));
  }),
  FORECAST: forecast,
  "FORECAST.LINEAR": forecast,
};

export function sampleVariance(numbers: readonly number[]): number {
  return squaredDeviations(numbers) / (numbers.length - 1);
}

/** A function of all numbers in its arguments, as SUM counts them. */
function ofNumberLists(answer: (numbers: readonly number[]) => number | CellError): ExcelFunction {
  return ofRanges(1, MANY, "R", (args, context) => answeredNumber(answer(numbersOf(args, context))));
}

/** A function of all values in its arguments: in cells and arrays a text is 0 and TRUE is 1. */
function ofAllValues(answer: (numbers: readonly number[]) => number | CellError): ExcelFunction {
  return ofRanges(1, MANY, "R", (args, context) => {
    const numbers: number[] = [];
    for (const arg of args) {
      if (isSeveral(arg)) {
        context.each(arg, (value) => {
          const counted = unlessError(value);
          if (counted !== null) numbers.push(typeof counted === "number" ? counted : counted === true ? 1 : 0);
        });
      } else numbers.push(numberIn(arg, 0, context));
    }
    return answeredNumber(answer(numbers));
  });
}

/** A function of a list of numbers and one more number. */
function ofListAndNumber(answer: (numbers: readonly number[], k: number) => number | CellError): ExcelFunction {
  return ofRanges(2, 2, "RV", ([list, k], context) => answeredNumber(answer(numbersOf([list], context), numberIn(k, 0, context))));
}

/** A function of two lists of equally many values, of which the pairs of numbers count. */
function ofPairs(answer: (first: readonly number[], second: readonly number[]) => number | CellError): ExcelFunction {
  return ofRanges(2, 2, "R", ([first, second], context) => {
    const pairs = pairsOf(first, second, context);
    return pairs.first.length === 0 ? DIVISION_BY_ZERO : answeredNumber(answer(pairs.first, pairs.second));
  });
}

export interface Pairs {
  readonly first: readonly number[];
  readonly second: readonly number[];
}

/** The places at which two lists both hold a number. */
export function pairsOf(first: Value | undefined, second: Value | undefined, context: Context): Pairs {
  const [left, right] = [valuesOf(first, context), valuesOf(second, context)];
  if (left.length !== right.length) throw answering(NOT_AVAILABLE);
  const pairs: { first: number[]; second: number[] } = { first: [], second: [] };
  for (const [i, value] of left.entries()) {
    const [a, b] = [unlessError(value), unlessError(right[i] ?? null)];
    if (typeof a !== "number" || typeof b !== "number") continue;
    pairs.first.push(a);
    pairs.second.push(b);
  }
  return pairs;
}

/** The values of a list, row by row; a single value that is given directly counts as a number. */
function valuesOf(list: Value | undefined, context: Context): readonly CellValue[] {
  return isSeveral(list) ? rowsIn(list, context).flat() : [numberIn(list, 0, context)];
}

/** Σ (y − mean of y)(x − mean of x), corrected for what rounding leaves in the means. */
function products(ys: readonly number[], xs: readonly number[]): number {
  const [middleY, middleX] = [mean(ys), mean(xs)];
  const [leftY, leftX] = [ys.map((y) => y - middleY), xs.map((x) => x - middleX)];
  return total(leftY.map((y, i) => y * (leftX[i] ?? 0))) - (total(leftY) * total(leftX)) / ys.length;
}

function slope(ys: readonly number[], xs: readonly number[]): number | CellError {
  const xx = squaredDeviations(xs);
  return xx === 0 ? DIVISION_BY_ZERO : products(ys, xs) / xx;
}

function lineAt(x: number, ys: readonly number[], xs: readonly number[]): number {
  return mean(ys) + unlessError(slope(ys, xs)) * (x - mean(xs));
}

function within(correlated: number): number {
  return Math.min(1, Math.max(-1, correlated));
}

function standardized(numbers: readonly number[], spread: number, power: number): number {
  const middle = mean(numbers);
  return total(numbers.map((x) => ((x - middle) / spread) ** power));
}

function kurtosis(numbers: readonly number[]): number | CellError {
  const n = numbers.length;
  const spread = n < 4 ? 0 : Math.sqrt(sampleVariance(numbers));
  if (spread === 0) return DIVISION_BY_ZERO;
  return ((n * (n + 1)) / ((n - 1) * (n - 2) * (n - 3))) * standardized(numbers, spread, 4) - (3 * (n - 1) ** 2) / ((n - 2) * (n - 3));
}

/** The root of the product; by logarithms where the product would leave the range of a double. */
function geometricMean(numbers: readonly number[]): number | CellError {
  if (numbers.length === 0 || numbers.some((x) => x <= 0)) return NOT_A_NUMBER;
  const product = numbers.reduce((a, b) => a * b, 1);
  if (!Number.isFinite(product) || product < 1e-290) return Math.exp(mean(numbers.map(Math.log)));
  const root = Math.round(product ** (1 / numbers.length));
  return root ** numbers.length === product ? root : product ** (1 / numbers.length);
}

/** The numbers that stand most often, at least twice, in the order in which they first stand. */
function modes(numbers: readonly number[]): number[] {
  const times = new Map<number, number>();
  for (const x of numbers) times.set(x, (times.get(x) ?? 0) + 1);
  let most = 2;
  for (const count of times.values()) most = Math.max(most, count);
  return [...times].filter(([, count]) => count === most).map(([x]) => x);
}

function sortedUp(numbers: readonly number[]): number[] {
  return [...numbers].sort((a, b) => a - b);
}

function nth(numbers: readonly number[], k: number, pick: (sorted: readonly number[], at: number) => number | undefined): number | CellError {
  if (k < 1 || k > numbers.length) return NOT_A_NUMBER;
  if (!Number.isInteger(k)) return unsupported(`Which number of the list is meant by ${String(k)} is not documented; give a whole number.`);
  return pick(sortedUp(numbers), k) ?? NOT_A_NUMBER;
}

function inclusivePercentile(numbers: readonly number[], k: number): number | CellError {
  if (k < 0 || k > 1 || numbers.length === 0) return NOT_A_NUMBER;
  return atPlace(numbers, k * (numbers.length - 1));
}

function exclusivePercentile(numbers: readonly number[], k: number): number | CellError {
  const place = fifteenDigits(k * (numbers.length + 1));
  if (k <= 0 || k >= 1 || place < 1 || place > numbers.length) return NOT_A_NUMBER;
  return atPlace(numbers, place - 1);
}

/** The number at a place of the sorted list, counted from 0; between two places on the line between their numbers. */
function atPlace(numbers: readonly number[], place: number): number {
  const sorted = sortedUp(numbers);
  const exact = fifteenDigits(place);
  const below = Math.floor(exact);
  const [low = 0, high = low] = sorted.slice(below, below + 2);
  return exact === below ? low : low + (exact - below) * (high - low);
}

/** A function of a list, a number and how many digits to show; `part` answers from the numbers up to the next lower one of the list, and how far beyond it lies. */
function percentRankOf(part: (below: number, between: number, count: number) => number): ExcelFunction {
  return ofRanges(2, 3, "RVV", ([list, x, digits], context) => {
    const numbers = numbersOf([list], context);
    const value = numberIn(x, 0, context);
    const places = numberIn(digits, 3, context);
    if (numbers.length === 0 || places < 1) return NOT_A_NUMBER;
    const sorted = sortedUp(numbers);
    const [lowest = 0, highest = 0] = [sorted[0], sorted[sorted.length - 1]];
    if (value < lowest || value > highest) return NOT_AVAILABLE;
    // Of equal numbers the first counts; between two numbers the part of the way from the lower to the higher one.
    const next = sorted.findIndex((other) => other >= value);
    const [low = 0, high = 0] = [sorted[next - 1], sorted[next]];
    const ranked = high === value ? part(next + 1, 0, sorted.length) : part(sorted.indexOf(low) + 1, ((value - low) / (high - low)) * (next - sorted.indexOf(low)), sorted.length);
    const scale = 10 ** Math.min(15, Math.trunc(places));
    return answeredNumber(Math.floor(fifteenDigits(ranked * scale)) / scale);
  });
}

/** The place of a number in a list that is sorted down, or up where `order` is not 0: from how many come before it, and how many are equal to it. */
function rankOf(place: (before: number, equal: number) => number): ExcelFunction {
  return ofRanges(2, 3, "VRV", ([x, list, order], context) => {
    const value = numberIn(x, 0, context);
    const upwards = numberIn(order, 0, context);
    // A list that stands in no cells is not taken by Excel.
    if (!isSeveral(list) || list instanceof Matrix) return WRONG_VALUE;
    const numbers = numbersOf([list], context);
    const equal = numbers.filter((other) => other === value).length;
    if (equal === 0) return NOT_AVAILABLE;
    return place(numbers.filter((other) => (upwards === 0 ? other > value : other < value)).length, equal);
  });
}

function probability([values, chances, from, to]: readonly (Value | undefined)[], context: Context): Value {
  const lower = numberIn(from, 0, context);
  const upper = numberIn(to, lower, context);
  const pairs = pairsOf(values, chances, context);
  if (pairs.second.some((chance) => chance <= 0 || chance > 1) || fifteenDigits(total(pairs.second)) !== 1) return NOT_A_NUMBER;
  return answeredNumber(total(pairs.second.filter((_, i) => lower <= (pairs.first[i] ?? 0) && (pairs.first[i] ?? 0) <= upper)));
}
