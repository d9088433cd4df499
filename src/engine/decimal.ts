import { Decimal as DecimalJs } from "decimal.js";

/** An exact decimal figure. */
export type Decimal = DecimalJs;

/**
 * The decimals of the engine: sums, differences and products of figures that a cell can hold are exact.
 *
 * A cell's figure has 15 digits between 1E-308 and 1E+15, a product of two reaches down to 1E-616: 1,000 digits hold every sum of them, and
 * decimal.js stores no more digits than a figure has.
 */
export const Decimal = DecimalJs.clone({ precision: 1000, rounding: DecimalJs.ROUND_HALF_UP });

/** Decimals cut to 60 digits, for what has no end: powers, and the quotient that leaves as an answer. */
export const Cut = DecimalJs.clone({ precision: 60, rounding: DecimalJs.ROUND_HALF_UP });

export const ZERO = new Decimal(0);
export const ONE = new Decimal(1);

/** Where an answer is rounded: to so many decimal places, or not at all. */
export type Decimals = number | "exact";

/** The figure at so many decimals, half away from zero as Excel's ROUND does on decimals: 2.675 → 2.68, -2.5 → -3. */
export function rounded(figure: Decimal, decimals: Decimals): Decimal {
  return decimals === "exact" ? figure : figure.toDecimalPlaces(decimals, DecimalJs.ROUND_HALF_UP);
}

export function sum(figures: Iterable<Decimal>): Decimal {
  let total = ZERO;
  for (const figure of figures) total = total.plus(figure);
  return total;
}

/** figure × 10^places as a whole number. The figure has no more decimal places than that. */
export function wholeUnits(figure: Decimal, places: number): bigint {
  return BigInt(figure.times(powerOfTen(places)).toFixed());
}

/** units ÷ (whole × 10^places), to 60 digits; exact where it comes out even within them. */
export function quotient(units: bigint, whole: bigint, places: number): Decimal {
  const remainder = units % whole;
  const ratio = remainder === 0n ? new Decimal((units / whole).toString()) : new Cut(units.toString()).div(whole.toString());
  return new Decimal(ratio).times(powerOfTen(-places));
}

function powerOfTen(places: number): Decimal {
  return new Decimal(`1e${places}`);
}
