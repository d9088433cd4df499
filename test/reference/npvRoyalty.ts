import { at, bitLength, Fraction, fromDouble, ONE, sum, toDouble, ZERO } from "./fraction";

/** The terms as plain data: defaults filled in, blanks already 0. */
export interface NpvRoyaltyTerms {
  /** One rate, or one for each period. */
  readonly rates: readonly number[];
  readonly royalties: readonly number[];
  /** A word, or the serial of each royalty's day. */
  readonly when: "end" | "mid" | "start" | readonly number[];
  /** The serial of the valuation day; null for the first of the dates, and without dates. */
  readonly valuationDate: number | null;
}

/** A real number known to lie between two fractions, ends included. Exact where they are equal. */
export interface Enclosure {
  readonly lo: Fraction;
  readonly hi: Fraction;
}

export interface NpvRoyaltyPeriod {
  /** Days from serial 0 with dates, else null. */
  readonly serial: number | null;
  readonly royalty: Fraction;
  readonly rate: Fraction;
  /** In periods; in years of 365 days with dates. */
  readonly time: Fraction;
  readonly factor: Enclosure;
  readonly presentValue: Enclosure;
}

export interface NpvRoyaltyStatement {
  readonly periods: readonly NpvRoyaltyPeriod[];
  readonly royalty: Fraction;
  readonly presentValue: Enclosure;
}

/** The ends of an enclosure round to different doubles, so that the correctly rounded one is not known. */
export class Undecided extends Error {}

/** The double nearest to a number that is known by its enclosure. */
export function enclosedDouble({ lo, hi }: Enclosure): number {
  const low = toDouble(lo);
  const high = toDouble(hi);
  if (low !== high) throw new Undecided(`the result lies between ${low} and ${high}`);
  return low;
}

/**
 * A term coefficient × ground^(−root/roots). Terms of one ground and root are added as fractions before anything irrational is
 * touched, so that what cancels, cancels exactly.
 */
interface Term {
  readonly coefficient: Fraction;
  readonly ground: Fraction;
  readonly root: number;
  readonly roots: number;
}

/** Present value of royalties, from the text of the specification alone. */
export function referenceNpvRoyalty(terms: NpvRoyaltyTerms): NpvRoyaltyStatement {
  const royalties = terms.royalties.map(fromDouble);
  const rate = (t: number) => fromDouble(at(terms.rates, terms.rates.length === 1 ? 0 : t));
  const { when } = terms;

  const growths = royalties.map((_, t) => ONE.add(rate(t)));
  const upTo = growths.reduce((products, growth) => [...products, at(products, products.length - 1).mul(growth)], [ONE]);

  const flows = royalties.map((royalty, t) => {
    const own = rate(t);
    const ground = at(growths, t);
    if (typeof when === "string") {
      const earlier = ONE.div(at(upTo, t));
      const whole = Fraction.of(BigInt(t));
      if (when === "start") return { serial: null, royalty, rate: own, time: whole, factor: exactTerm(earlier) };
      if (when === "end") return { serial: null, royalty, rate: own, time: whole.add(ONE), factor: exactTerm(ONE.div(at(upTo, t + 1))) };
      return { serial: null, royalty, rate: own, time: whole.add(Fraction.of(1n, 2n)), factor: { coefficient: earlier, ground, root: 1, roots: 2 } };
    }
    const serial = Math.floor(at(when, t));
    const days = serial - Math.floor(terms.valuationDate ?? at(when, 0));
    if (days < 0) throw new Error("a date before the valuation date");
    const root = days % 365;
    const factor = { coefficient: ground.pow(-(days - root) / 365), ground, root, roots: 365 };
    return { serial, royalty, rate: own, time: Fraction.of(BigInt(days), 365n), factor: lowest(factor) };
  });

  const values = flows.map(({ royalty, factor }) => ({ ...factor, coefficient: royalty.mul(factor.coefficient) }));
  return {
    periods: flows.map(({ factor, ...flow }, t) => ({ ...flow, factor: enclosure([factor]), presentValue: enclosure([at(values, t)]) })),
    royalty: sum(royalties),
    presentValue: enclosure(values),
  };
}

function exactTerm(coefficient: Fraction): Term {
  return { coefficient, ground: ONE, root: 0, roots: 1 };
}

/** The same term with its exponent in lowest terms: 73/365 is 1/5. */
function lowest(term: Term): Term {
  const exponent = Fraction.of(BigInt(term.root), BigInt(term.roots));
  return { ...term, root: Number(exponent.numerator), roots: Number(exponent.denominator) };
}

/** The enclosure of a sum of terms: exact if every root is a fraction. */
function enclosure(terms: readonly Term[]): Enclosure {
  let exact = ZERO;
  const irrational = new Map<string, Term>();
  for (const term of terms) {
    const { numerator, denominator } = term.ground;
    const top = wholeRoot(numerator, term.roots);
    const bottom = wholeRoot(denominator, term.roots);
    if (term.root === 0 || term.coefficient.isZero) {
      exact = exact.add(term.coefficient);
    } else if (top !== null && bottom !== null) {
      exact = exact.add(term.coefficient.mul(Fraction.of(top, bottom).pow(-term.root)));
    } else {
      const key = [numerator, denominator, term.root, term.roots].join(" ");
      const same = irrational.get(key);
      irrational.set(key, same === undefined ? term : { ...term, coefficient: same.coefficient.add(term.coefficient) });
    }
  }
  const enclosed = [...irrational.values()]
    .filter(({ coefficient }) => !coefficient.isZero)
    .map(({ coefficient, ground, root, roots }) => times(coefficient, rootEnclosure(ground, root, roots)));
  if (enclosed.length === 0) return { lo: exact, hi: exact };
  const start = { lo: cut(exact, "down"), hi: cut(exact, "up") };
  return enclosed.reduce((total, one) => ({ lo: cut(total.lo.add(one.lo), "down"), hi: cut(total.hi.add(one.hi), "up") }), start);
}

function times(factor: Fraction, { lo, hi }: Enclosure): Enclosure {
  const [low, high] = factor.sign < 0 ? [hi, lo] : [lo, hi];
  return { lo: cut(factor.mul(low), "down"), hi: cut(factor.mul(high), "up") };
}

/** Binary places of the fixed-point numbers below, and significant bits of an enclosure's ends: about 120 decimal digits. */
const PLACES = 400n;
const UNIT = 1n << PLACES;

/** A fraction of at most 400 significant bits on the named side of the one given, so that sums of enclosures stay small. */
function cut(q: Fraction, side: "down" | "up"): Fraction {
  if (q.isZero) return q;
  const bits = bitLength(q.numerator < 0n ? -q.numerator : q.numerator) - bitLength(q.denominator);
  const unit = Fraction.of(2n).pow(bits - Number(PLACES));
  const units = q.div(unit);
  const whole = units.floor();
  return Fraction.of(side === "up" && units.denominator !== 1n ? whole + 1n : whole).mul(unit);
}

/** Encloses ground^(−root/roots) for 0 < root < roots. */
function rootEnclosure(ground: Fraction, root: number, roots: number): Enclosure {
  const [low, high] = positiveRoot(ground, roots);
  return { lo: Fraction.of(UNIT, fixedPower(high, root, "up")), hi: Fraction.of(UNIT, fixedPower(low, root, "down")) };
}

const roots = new Map<string, [bigint, bigint]>();

/**
 * Encloses the positive root ground^(1/degree) between two multiples of 2^−400, by bisection. Powers are rounded against the claim that
 * they prove, so that each end is proved: lo^degree, rounded up, is not above the ground; hi^degree, rounded down, not below it.
 */
function positiveRoot(ground: Fraction, degree: number): [bigint, bigint] {
  const key = [ground.numerator, ground.denominator, degree].join(" ");
  const known = roots.get(key);
  if (known !== undefined) return known;
  const { numerator, denominator } = ground;
  const provedLow = (n: bigint) => n > 0n && fixedPower(n, degree, "up") * denominator <= numerator << PLACES;
  const provedHigh = (n: bigint) => fixedPower(n, degree, "down") * denominator >= numerator << PLACES;
  // The double of the root is near; what lies around it is proved.
  const guess = toDouble(ground) ** (1 / degree);
  const centre = Fraction.parse(guess.toPrecision(17)).mul(Fraction.of(UNIT)).floor();
  let margin = UNIT >> 44n;
  while (centre > margin && !(provedLow(centre - margin) && provedHigh(centre + margin))) margin <<= 4n;
  let [lo, hi] = [centre - margin, centre + margin];
  if (!provedLow(lo) || !provedHigh(hi)) throw new Undecided(`no enclosure of a root of ${guess}`);
  while (hi - lo > 1n) {
    const middle = (lo + hi) / 2n;
    if (provedLow(middle)) lo = middle;
    else if (provedHigh(middle)) hi = middle;
    else break;
  }
  if (roots.size > 1000) roots.clear();
  roots.set(key, [lo, hi]);
  return [lo, hi];
}

/** x^n for x > 0 in units of 2^−400, every product rounded to a unit on the side named. */
function fixedPower(x: bigint, n: number, side: "down" | "up"): bigint {
  const product = (a: bigint, b: bigint) => {
    const exact = a * b;
    const floored = exact >> PLACES;
    return side === "up" && floored << PLACES !== exact ? floored + 1n : floored;
  };
  let power = UNIT;
  for (const bit of n.toString(2)) {
    power = product(power, power);
    if (bit === "1") power = product(power, x);
  }
  return power;
}

/** The n-th root of a whole number if it is whole, else null. */
function wholeRoot(power: bigint, n: number): bigint | null {
  if (n === 1 || power === 1n) return power;
  if (bitLength(power) <= n) return null; // below 2^n and above 1
  let [low, high] = [1n, 1n << BigInt(Math.ceil(bitLength(power) / n))];
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    if (middle ** BigInt(n) <= power) low = middle;
    else high = middle - 1n;
  }
  return low ** BigInt(n) === power ? low : null;
}
