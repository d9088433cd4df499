import { Decimal as DecimalJs } from "decimal.js";

/** Precise enough that rounding to a multiple is decided on the exact decimals of both numbers. */
const Decimal = DecimalJs.clone({ precision: 60, rounding: DecimalJs.ROUND_HALF_UP });
type Decimal = DecimalJs;

/** How a number between two others is rounded. */
export const TO = {
  nearest: Decimal.ROUND_HALF_UP,
  /** Away from 0. */
  away: Decimal.ROUND_UP,
  /** Towards 0. */
  zero: Decimal.ROUND_DOWN,
  above: Decimal.ROUND_CEIL,
  below: Decimal.ROUND_FLOOR,
} as const;

/** Rounded on the number's 15 significant digits, as Excel does: 1.005 is 1.005, not the 1.00499… of the double. */
export function rounded(x: number, places: number, rounding: DecimalJs.Rounding): number {
  const whole = Math.trunc(places);
  if (whole > 300 || x === 0) return x;
  if (whole < -400) return rounding === TO.away ? NaN : 0;
  return decimal(x).toNearest(new Decimal(10).pow(-whole), rounding).toNumber();
}

/** A multiple of this number, decided on 15 digits of both and of their quotient. */
export function multipleOf(x: number, multiple: number, rounding: DecimalJs.Rounding): number {
  if (multiple === 0) return 0;
  const step = decimal(multiple).abs();
  return decimal(x).div(step).toDecimalPlaces(15).toDecimalPlaces(0, rounding).times(step).toNumber();
}

/** The digits of a number's size at so many places, half away from zero, without a point: 1.005 at 2 places is 101. */
export function digitsAt(x: number, places: number): string {
  return decimal(Math.abs(x)).times(new Decimal(10).pow(places)).toDecimalPlaces(0).toFixed(0);
}

/** A number's 15 digits, `d.ddd`, and the power of ten that they stand at. */
export function significant(x: number, count: number): { readonly digits: string; readonly power: number } {
  const [digits = "0", power = "0"] = decimal(Math.abs(x)).toExponential(count - 1).split("e");
  return { digits: digits.replace(".", ""), power: Number(power) };
}

function decimal(x: number): Decimal {
  return new Decimal(x).toSignificantDigits(15);
}
