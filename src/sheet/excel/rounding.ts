import { Decimal as DecimalJs } from "decimal.js";
import { fifteenDigits } from "../evaluator/value";

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
  const size = Number(`${digitsAt(x, whole, rounding)}e${-whole}`);
  return x < 0 ? -size : size;
}

/** The digits of a number's size at so many places, without a point: 1.005 at 2 places, half away from zero, is 101. */
export function digitsAt(x: number, places: number, rounding: DecimalJs.Rounding = TO.nearest): string {
  const { digits, power } = significant(x, 15);
  // So many of the digits stand before the last place.
  const kept = power + 1 + places;
  if (kept >= 15) return digits + "0".repeat(kept - 15);
  const cut = kept > 0 ? Number(digits.slice(0, kept)) : 0;
  const rest = kept >= 0 ? digits.slice(kept) : `0${digits}`;
  return String(cut + (isUp(rest, x < 0, rounding) ? 1 : 0));
}

/** Whether what is cut off lifts a number's size to the next. */
function isUp(rest: string, negative: boolean, rounding: DecimalJs.Rounding): boolean {
  if (rounding === TO.nearest) return rest.charAt(0) >= "5";
  if (rounding === TO.zero || (rounding === TO.above && negative) || (rounding === TO.below && !negative)) return false;
  return /[1-9]/.test(rest);
}

/** The first digits of a number's size, `ddd`, and the power of ten that the first of them stands at. */
export function significant(x: number, count: number): { readonly digits: string; readonly power: number } {
  const [written = "0", power = "0"] = Math.abs(fifteenDigits(x)).toExponential(count - 1).split("e");
  return { digits: written.replace(".", ""), power: Number(power) };
}

/** A multiple of this number, decided on 15 digits of both and of their quotient. */
export function multipleOf(x: number, multiple: number, rounding: DecimalJs.Rounding): number {
  if (multiple === 0) return 0;
  const step = decimal(multiple).abs();
  return decimal(x).div(step).toSignificantDigits(15).toDecimalPlaces(0, rounding).times(step).toNumber();
}

function decimal(x: number): Decimal {
  return new Decimal(x).toSignificantDigits(15);
}
