import { Fraction as FractionJs } from "fraction.js";
import { largestRemainder } from "./largestRemainder";
import { quotient, wholeUnits, type Decimal, type Decimals } from "./decimal";

/** An exact quotient of whole numbers, for what is divided and later compared or subtracted. */
export type Fraction = InstanceType<typeof FractionJs>;

export const NOTHING: Fraction = new FractionJs(0n, 1n);
export const WHOLE: Fraction = new FractionJs(1n, 1n);

/** The largest denominator that is carried: 200 decimals. */
export const LONGEST = 10n ** 200n;

/** numerator ÷ denominator, both positive, without what lies beyond 200 decimals. */
export function cutDown(numerator: bigint, denominator: bigint): Fraction {
  return new FractionJs((numerator * LONGEST) / denominator, LONGEST);
}

export function fractionOf(figure: Decimal): Fraction {
  const places = figure.decimalPlaces();
  return new FractionJs(wholeUnits(figure, places), 10n ** BigInt(places));
}

/** The figure to 60 digits, exact where it comes out even. */
export function figureOf(fraction: Fraction): Decimal {
  return quotient(fraction.s * fraction.n, fraction.d, 0);
}

/** Half away from zero, as Excel's ROUND does. */
export function roundedFraction(fraction: Fraction, decimals: Decimals): Fraction {
  if (decimals === "exact") return fraction;
  const unit = 10n ** BigInt(decimals);
  const units = (2n * fraction.n * unit + fraction.d) / (2n * fraction.d);
  return new FractionJs(fraction.s * units, unit);
}

export function total(fractions: Iterable<Fraction>): Fraction {
  let sum = NOTHING;
  for (const fraction of fractions) sum = sum.add(fraction);
  return sum;
}

export function least(first: Fraction, ...others: readonly Fraction[]): Fraction {
  return others.reduce((smallest, other) => (other.lt(smallest) ? other : smallest), first);
}

/** The fraction, or nothing where it is below 0. */
export function notBelowZero(fraction: Fraction): Fraction {
  return fraction.s < 0n ? NOTHING : fraction;
}

/**
 * Exact payments rounded so that they add up: their sum is rounded, never above `cash`, and shared by largest remainder.
 * `cash` has no more decimals than that.
 */
export function sharedOut(exact: readonly Fraction[], cash: Fraction, decimals: Decimals): Fraction[] {
  if (decimals === "exact") return [...exact];
  const unit = 10n ** BigInt(decimals);
  const sum = least(roundedFraction(total(exact), decimals), cash);
  // All over one denominator, so that the payments are whole numbers of it.
  const denominator = exact.reduce((common, { d }) => (common * d) / greatestCommonDivisor(common, d), 1n);
  const shares = exact.map(({ n, d }) => n * unit * (denominator / d));
  return largestRemainder(shares, denominator, (sum.n * unit) / sum.d).map((units) => new FractionJs(units, unit));
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b);
}
