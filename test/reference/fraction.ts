/**
 * An exact rational number: `numerator / denominator`, in lowest terms, the denominator positive.
 *
 * Nothing in it is cut or rounded but by `floor`, `roundedHalfAway` and `toDouble`, which say so.
 */
export class Fraction {
  private constructor(
    readonly numerator: bigint,
    readonly denominator: bigint,
  ) {}

  static of(numerator: bigint, denominator = 1n): Fraction {
    if (denominator === 0n) throw new RangeError("division by zero");
    const sign = denominator < 0n ? -1n : 1n;
    const common = greatestCommonDivisor(numerator < 0n ? -numerator : numerator, denominator * sign);
    return new Fraction((sign * numerator) / common, (sign * denominator) / common);
  }

  /** The value of a decimal text such as "-12.5" or "1.25e-7". */
  static parse(text: string): Fraction {
    const match = /^([+-]?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(text);
    if (match === null) throw new SyntaxError(`"${text}" is not a decimal`);
    const [, sign = "", whole = "", decimals = "", exponent = "0"] = match;
    const digits = BigInt(`${sign}${whole}${decimals}`);
    const power = Number(exponent) - decimals.length;
    return power >= 0 ? Fraction.of(digits * 10n ** BigInt(power)) : Fraction.of(digits, 10n ** BigInt(-power));
  }

  add(other: Fraction): Fraction {
    return Fraction.of(this.numerator * other.denominator + other.numerator * this.denominator, this.denominator * other.denominator);
  }

  sub(other: Fraction): Fraction {
    return this.add(other.negated());
  }

  mul(other: Fraction): Fraction {
    return Fraction.of(this.numerator * other.numerator, this.denominator * other.denominator);
  }

  div(other: Fraction): Fraction {
    return Fraction.of(this.numerator * other.denominator, this.denominator * other.numerator);
  }

  /** The power to a whole exponent, which may be negative. */
  pow(exponent: number): Fraction {
    const size = BigInt(Math.abs(exponent));
    // Powers of coprime numbers are coprime: no common divisor to look for.
    const [above, below] = exponent < 0 ? [this.denominator, this.numerator] : [this.numerator, this.denominator];
    if (below === 0n) throw new RangeError("division by zero");
    const sign = below < 0n ? -1n : 1n;
    return new Fraction((sign * above) ** size, (sign * below) ** size);
  }

  negated(): Fraction {
    return new Fraction(-this.numerator, this.denominator);
  }

  abs(): Fraction {
    return this.numerator < 0n ? this.negated() : this;
  }

  /** −1, 0 or 1 as this is less than, equal to or more than the other. */
  compare(other: Fraction): -1 | 0 | 1 {
    const left = this.numerator * other.denominator;
    const right = other.numerator * this.denominator;
    return left < right ? -1 : left > right ? 1 : 0;
  }

  equals(other: Fraction): boolean {
    return this.compare(other) === 0;
  }

  get isZero(): boolean {
    return this.numerator === 0n;
  }

  /** −1, 0 or 1. */
  get sign(): -1 | 0 | 1 {
    return this.compare(ZERO);
  }

  /** The greatest whole number not above this. */
  floor(): bigint {
    const quotient = this.numerator / this.denominator;
    return quotient * this.denominator > this.numerator ? quotient - 1n : quotient;
  }

  /** The nearest multiple of 10^−decimals, half away from zero. */
  roundedHalfAway(decimals: number): Fraction {
    const unit = 10n ** BigInt(decimals);
    const doubledUnits = this.abs().mul(Fraction.of(2n * unit)).add(ONE);
    const units = doubledUnits.div(TWO).floor();
    return Fraction.of(this.numerator < 0n ? -units : units, unit);
  }
}

export const ZERO = Fraction.of(0n);
export const ONE = Fraction.of(1n);
const TWO = Fraction.of(2n);

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [greater, lesser] = [a, b];
  while (lesser !== 0n) [greater, lesser] = [lesser, greater % lesser];
  return greater;
}

export function sum(fractions: readonly Fraction[]): Fraction {
  return fractions.reduce((total, fraction) => total.add(fraction), ZERO);
}

export function lesser(a: Fraction, b: Fraction): Fraction {
  return a.compare(b) <= 0 ? a : b;
}

export function greater(a: Fraction, b: Fraction): Fraction {
  return a.compare(b) >= 0 ? a : b;
}

/** The decimal of a double's 15 significant digits, which is what Excel shows of it. */
export function fromDouble(x: number): Fraction {
  if (!Number.isFinite(x)) throw new RangeError(`${x} is not a number that a cell holds`);
  return Fraction.parse(x.toPrecision(15));
}

export function bitLength(n: bigint): number {
  return n === 0n ? 0 : n.toString(2).length;
}

const SMALLEST_EXPONENT = -1074;

/**
 * The double nearest to a fraction, ties to the even one: IEEE 754's default, by whole numbers alone.
 *
 * Writes |q| as significand × 2^exponent with a significand of 53 bits (fewer below the normal doubles), rounds that and
 * puts the bits together, so that a carry runs into the exponent by itself. Zero is never −0.
 */
export function toDouble(q: Fraction): number {
  if (q.isZero) return 0;
  const numerator = q.numerator < 0n ? -q.numerator : q.numerator;
  const { denominator } = q;
  // numerator / denominator lies in (2^(bits−1), 2^(bits+1)).
  const bits = bitLength(numerator) - bitLength(denominator);
  const scaled = (exponent: number): [bigint, bigint] =>
    exponent < 0 ? [numerator << BigInt(-exponent), denominator] : [numerator, denominator << BigInt(exponent)];
  let exponent = Math.max(bits - 53, SMALLEST_EXPONENT);
  let [above, below] = scaled(exponent);
  if (above / below >= 1n << 53n) {
    exponent += 1;
    [above, below] = scaled(exponent);
  }
  let significand = above / below;
  const doubledRemainder = 2n * (above % below);
  if (doubledRemainder > below || (doubledRemainder === below && significand % 2n === 1n)) significand += 1n;
  const magnitude = (BigInt(exponent - SMALLEST_EXPONENT) << 52n) + significand;
  const INFINITE = 0x7ffn << 52n;
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, magnitude > INFINITE ? INFINITE : magnitude);
  const size = view.getFloat64(0);
  return q.numerator < 0n ? (size === 0 ? 0 : -size) : size;
}

/** The element at an index that is known to be there. */
export function at<T>(list: readonly T[], index: number): T {
  if (index < 0 || index >= list.length) throw new RangeError(`no element ${index} in a list of ${list.length}`);
  return list[index] as T;
}
