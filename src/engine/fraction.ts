import { largestRemainder } from "./largestRemainder";
import { quotient, wholeUnits, type Decimal, type Decimals } from "./decimal";

/**
 * An exact quotient of whole numbers, for what is divided and later compared or subtracted.
 *
 *     numerator ÷ (10^places × divisor)
 *
 * What cells hold are decimals, and their sums and products are: the divisor is 1, and there is nothing to reduce. Only a division leaves a divisor, which has
 * no factor in common with 10, and only a division reduces: a common measure costs far more than a product.
 */
export class Fraction {
  private constructor(
    private readonly numerator: bigint,
    private readonly places: number,
    private readonly divisor: bigint,
  ) {}

  static decimal(units: bigint, places: number): Fraction {
    return new Fraction(units, places, 1n);
  }

  /** In lowest terms. */
  static quotient(above: bigint, below: bigint): Fraction {
    if (below === 0n) throw new RangeError("division by zero");
    const common = greatestCommonMeasure(above, below) * (below < 0n ? -1n : 1n);
    const [twos, withoutTwos] = powerIn(below / common, 2n);
    const [fives, divisor] = powerIn(withoutTwos, 5n);
    const places = Math.max(twos, fives);
    return new Fraction((above / common) * 2n ** BigInt(places - twos) * 5n ** BigInt(places - fives), places, divisor);
  }

  get denominator(): bigint {
    return tenTo(this.places) * this.divisor;
  }

  add(other: Fraction): Fraction {
    const [own, others, places, divisor] = this.overOne(other);
    return new Fraction(own + others, places, divisor);
  }

  sub(other: Fraction): Fraction {
    return this.add(other.neg());
  }

  mul(other: Fraction): Fraction {
    if (this.divisor !== 1n && other.divisor !== 1n) return Fraction.quotient(this.numerator * other.numerator, this.denominator * other.denominator);
    return new Fraction(this.numerator * other.numerator, this.places + other.places, this.divisor * other.divisor);
  }

  div(other: Fraction): Fraction {
    return Fraction.quotient(this.numerator * other.denominator, this.denominator * other.numerator);
  }

  neg(): Fraction {
    return new Fraction(-this.numerator, this.places, this.divisor);
  }

  abs(): Fraction {
    return this.numerator < 0n ? this.neg() : this;
  }

  lt(other: Fraction): boolean {
    const [own, others] = this.overOne(other);
    return own < others;
  }

  lte(other: Fraction): boolean {
    return !other.lt(this);
  }

  gt(other: Fraction): boolean {
    return other.lt(this);
  }

  equals(other: Fraction): boolean {
    const [own, others] = this.overOne(other);
    return own === others;
  }

  isNegative(): boolean {
    return this.numerator < 0n;
  }

  /** The largest whole number of units, 10^places of which make one, that is not above this. */
  unitsBelow(places: number): bigint {
    const [units, over] = [this.numerator * tenTo(places), this.denominator];
    const towardsZero = units / over;
    return units < 0n && towardsZero * over !== units ? towardsZero - 1n : towardsZero;
  }

  /** To 60 digits where it has no end. */
  figure(): Decimal {
    return quotient(this.numerator, this.divisor, this.places);
  }

  /** Both numerators over one denominator, and that. */
  private overOne(other: Fraction): [own: bigint, others: bigint, places: number, divisor: bigint] {
    const places = Math.max(this.places, other.places);
    const own = this.numerator * tenTo(places - this.places);
    const others = other.numerator * tenTo(places - other.places);
    if (this.divisor === other.divisor) return [own, others, places, this.divisor];
    const common = greatestCommonMeasure(this.divisor, other.divisor);
    return [own * (other.divisor / common), others * (this.divisor / common), places, (this.divisor / common) * other.divisor];
  }
}

const TENS: bigint[] = [];

function tenTo(places: number): bigint {
  return (TENS[places] ??= 10n ** BigInt(places));
}

function greatestCommonMeasure(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}

/** How often a factor goes into a whole number above 0, and what is left without it. */
function powerIn(whole: bigint, factor: bigint): [power: number, rest: bigint] {
  let [power, rest] = [0, whole];
  while (rest % factor === 0n) [power, rest] = [power + 1, rest / factor];
  return [power, rest];
}

export const NOTHING = Fraction.decimal(0n, 0);
export const WHOLE = Fraction.decimal(1n, 0);

export function fractionOf(figure: Decimal): Fraction {
  const places = figure.decimalPlaces();
  return Fraction.decimal(wholeUnits(figure, places), places);
}

/** The figure to 60 digits where it has no end. */
export function figureOf(fraction: Fraction): Decimal {
  return fraction.figure();
}

/** Half away from zero, as Excel's ROUND does. */
export function roundedFraction(fraction: Fraction, decimals: Decimals): Fraction {
  if (decimals === "exact") return fraction;
  const size = Fraction.decimal(fraction.abs().add(HALF.mul(unitOf(decimals))).unitsBelow(decimals), decimals);
  return fraction.isNegative() ? size.neg() : size;
}

const HALF = Fraction.decimal(5n, 1);

/** The unit that so many decimals count: a cent for 2. */
export function unitOf(decimals: number): Fraction {
  return Fraction.decimal(1n, decimals);
}

/** The fraction without what lies beyond so many decimals: less than a unit of them below it. */
export function cutDown(fraction: Fraction, decimals: Decimals): Fraction {
  return decimals === "exact" ? fraction : Fraction.decimal(fraction.unitsBelow(decimals), decimals);
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
  return fraction.isNegative() ? NOTHING : fraction;
}

/**
 * Exact payments rounded so that they add up: their sum is rounded, never above `cash`, and shared by largest remainder.
 * `cash` has no more decimals than that.
 */
export function sharedOut(exact: readonly Fraction[], cash: Fraction, decimals: Decimals): Fraction[] {
  if (decimals === "exact") return [...exact];
  const sum = least(roundedFraction(total(exact), decimals), cash);
  // All over one denominator, so that the payments are whole numbers of it.
  const denominator = exact.reduce((common, { denominator: own }) => (common / greatestCommonMeasure(common, own)) * own, 1n);
  const shares = exact.map((payment) => payment.mul(Fraction.decimal(denominator, 0)).unitsBelow(decimals));
  return largestRemainder(shares, denominator, sum.unitsBelow(decimals)).map((units) => Fraction.decimal(units, decimals));
}
