import { Decimal as DecimalJs } from "decimal.js";

/**
 * Powers and gamma functions are multiplied at 50 digits, because what is left of e^(a·ln x) in doubles gets worse as the exponent grows. Series and
 * continued fractions of positive terms, which lose nothing, stay in doubles.
 */
export const Precise = DecimalJs.clone({ precision: 50 });
export type Precise = DecimalJs;

const ONE = new Precise(1);
const HALF_LN_TWO_PI = Precise.acos(-1).times(2).ln().div(2);
const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

/** Neither a series nor a continued fraction came to rest in the time that a cell may take. */
export class NotSettled extends Error {}

const LONGEST = 1_000_000;

/** What lies below and above a place of a distribution, and its density there. */
export interface Tails {
  readonly lower: number;
  readonly upper: number;
  readonly density: number;
}

// The normal distribution

/** e^(−x²/2), with x² in two parts, of which the first is exact. */
function bell(x: number): number {
  const head = Math.fround(x);
  return Math.exp(-0.5 * head * head) * Math.exp(-0.5 * (x - head) * (x + head));
}

/** e^(−x²), in the same way. */
function narrowBell(x: number): number {
  const head = Math.fround(x);
  return Math.exp(-head * head) * Math.exp(-(x - head) * (x + head));
}

export function normalDensity(z: number): number {
  return Math.abs(z) > 40 ? 0 : bell(z) / ROOT_TWO_PI;
}

/** Φ(z) − ½ */
export function normalFromMiddle(z: number): number {
  const size = Math.abs(z);
  return Math.sign(z) * (size <= NEAR ? (bell(size) / ROOT_TWO_PI) * normalSeries(size) : 0.5 - normalAbove(size));
}

/** 1 − Φ(z) */
export function normalAbove(z: number): number {
  if (z > 40) return 0;
  if (z > NEAR) return (bell(z) / ROOT_TWO_PI) * normalFraction(z);
  return z < -NEAR ? 1 - normalAbove(-z) : 0.5 - normalFromMiddle(z);
}

export function errorFunction(x: number): number {
  const size = Math.abs(x);
  const near = size * Math.SQRT2 <= NEAR;
  return Math.sign(x) * (near ? ((2 * narrowBell(size)) / ROOT_TWO_PI) * normalSeries(size * Math.SQRT2) : 1 - errorFunctionAbove(size));
}

/** 1 − erf(x) */
export function errorFunctionAbove(x: number): number {
  if (x > 28) return 0;
  if (x * Math.SQRT2 > NEAR) return ((2 * narrowBell(x)) / ROOT_TWO_PI) * normalFraction(x * Math.SQRT2);
  return 1 - errorFunction(x);
}

const NEAR = 1.25;

/** z + z³/3 + z⁵/(3·5) + …, by which the density is multiplied between 0 and z. */
function normalSeries(z: number): number {
  let term = z;
  let sum = z;
  for (let n = 3; term > sum * 1e-18; n += 2) {
    term *= (z * z) / n;
    sum += term;
  }
  return sum;
}

/** 1/(z + 1/(z + 2/(z + 3/(z + …)))), by which the density is multiplied above z; from inside out. */
function normalFraction(z: number): number {
  let below = z;
  for (let n = Math.ceil(30 + 500 / (z * z)); n > 0; n--) below = z + n / below;
  return 1 / below;
}

/** The z with Φ(z) = p, for p within 0 and 1. */
export function normalPlace(p: number): number {
  if (Math.abs(p - 0.5) < 0.3) {
    let z = (p - 0.5) * ROOT_TWO_PI;
    for (let i = 0; i < 60; i++) {
      const step = (normalFromMiddle(z) - (p - 0.5)) / normalDensity(z);
      z -= step;
      if (Math.abs(step) <= Math.abs(z) * 1e-16) break;
    }
    return z;
  }
  const tail = Math.min(p, 1 - p);
  let z = Math.sqrt(-2 * Math.log(tail));
  for (let i = 0; i < 60; i++) {
    // Newton's step on the logarithm of the tail, which is nearly a parabola.
    const above = normalAbove(z);
    const step = (Math.log(above / tail) * above) / normalDensity(z);
    z += step;
    if (Math.abs(step) <= z * 1e-16) break;
  }
  return p < 0.5 ? -z : z;
}

// The gamma function

/** B₂ₖ/(2k(2k−1)) for k = 1, 2, …: the coefficients of Stirling's series. */
const STIRLING = (
  [
    ["1", "6"],
    ["-1", "30"],
    ["1", "42"],
    ["-1", "30"],
    ["5", "66"],
    ["-691", "2730"],
    ["7", "6"],
    ["-3617", "510"],
    ["43867", "798"],
    ["-174611", "330"],
    ["854513", "138"],
    ["-236364091", "2730"],
    ["8553103", "6"],
    ["-23749461029", "870"],
    ["8615841276005", "14322"],
    ["-7709321041217", "510"],
    ["2577687858367", "6"],
    ["-26315271553053477373", "1919190"],
    ["2929993913841559", "6"],
    ["-261082718496449122051", "13530"],
  ] as const
).map(([numerator, denominator], i) => new Precise(numerator).div(denominator).div((2 * i + 2) * (2 * i + 1)));

/** What was asked for lately: columns of a sheet ask for the same again and again. */
const known = new Map<string, Precise>();

/** ln Γ(x) for x above 0, to nearly 50 decimals. */
export function lnGamma(x: number | Precise): Precise {
  const key = String(x);
  let logarithm = known.get(key);
  if (logarithm === undefined) {
    logarithm = stirling(new Precise(x));
    if (known.size >= 1_000) known.clear();
    known.set(key, logarithm);
  }
  return logarithm;
}

function stirling(x: Precise): Precise {
  let at = x;
  let raised = ONE;
  while (at.lt(40)) {
    raised = raised.times(at);
    at = at.plus(1);
  }
  const inverse = ONE.div(at);
  const square = inverse.times(inverse);
  let power = inverse;
  let series = new Precise(0);
  for (const coefficient of STIRLING) {
    series = series.plus(coefficient.times(power));
    power = power.times(square);
  }
  return at.minus(0.5).times(at.ln()).minus(at).plus(HALF_LN_TWO_PI).plus(series).minus(raised.ln());
}

/** Γ(x); Infinity at 0 and the whole numbers below, where it has none. */
export function gamma(x: number): number {
  if (x <= 0 && Number.isInteger(x)) return Infinity;
  if (x < -190) return 0;
  let at = new Precise(x);
  let divisor = ONE;
  while (at.lte(0)) {
    divisor = divisor.times(at);
    at = at.plus(1);
  }
  return at.gt(172) ? Infinity : lnGamma(at).exp().div(divisor).toNumber();
}

/** Π base^exponent · e^(−minus − logarithm). A double loses as many digits as the exponents have before their point, so large ones are multiplied at 50 digits. */
function powers(factors: readonly (readonly [number, Precise])[], minus: number, logarithm: Precise): number {
  const small = logarithm.abs().plus(minus).lt(100) && factors.every(([exponent, base]) => exponent < 100 && Math.abs(exponent * Math.log(base.toNumber())) < 100);
  if (small) return Math.exp(factors.reduce((sum, [exponent, base]) => sum + exponent * Math.log(base.toNumber()), 0) - minus - logarithm.toNumber());
  return factors
    .reduce((sum, [exponent, base]) => sum.plus(base.ln().times(exponent)), logarithm.plus(minus).neg())
    .exp()
    .toNumber();
}

/** The gamma distribution of shape `a` and scale 1. */
export function gammaTails(a: number): (x: number) => Tails {
  const logarithm = lnGamma(a);
  return (x) => {
    if (x <= 0) return { lower: 0, upper: 1, density: a > 1 ? 0 : a === 1 ? 1 : Infinity };
    const weight = powers([[a, new Precise(x)]], x, logarithm);
    const density = weight / x;
    if (x > a + 1 || x > 1.5 + a * a) {
      const upper = weight * gammaFraction(a, x);
      return { lower: 1 - upper, upper, density };
    }
    if (a >= 0.5) {
      const lower = weight * gammaSeries(a, x);
      return { lower, upper: 1 - lower, density };
    }
    // With a small shape nearly all lies below, and what is left above needs more digits than a double has.
    const lower = preciseGammaSeries(a, x).times(new Precise(x).ln().times(a).minus(x).minus(logarithm).exp());
    return { lower: lower.toNumber(), upper: ONE.minus(lower).toNumber(), density };
  };
}

/** 1/a + x/(a(a+1)) + x²/(a(a+1)(a+2)) + … */
function gammaSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; term > sum * 1e-18; n++) {
    if (n > LONGEST) throw new NotSettled();
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

function preciseGammaSeries(a: number, x: number): Precise {
  let term = ONE.div(a);
  let sum = term;
  for (let n = 1; term.gt(sum.times("1e-45")); n++) {
    term = term.times(x).div(new Precise(a).plus(n));
    sum = sum.plus(term);
  }
  return sum;
}

/** 1/(x+1−a − 1(1−a)/(x+3−a − 2(2−a)/(x+5−a − …))) */
function gammaFraction(a: number, x: number): number {
  return 1 / fraction(x + 1 - a, (n) => [n * (a - n), x - a + 2 * n + 1]);
}

/** b₀ + a₁/(b₁ + a₂/(b₂ + …)): how far it has to be taken is found from outside in (Lentz's way), the value from inside out, where rounding does not add up. */
function fraction(first: number, next: (n: number) => readonly [number, number]): number {
  const tiny = 1e-300;
  let up = first === 0 ? tiny : first;
  let down = 0;
  for (let n = 1; n <= LONGEST; n++) {
    const [a, b] = next(n);
    down = b + a * down;
    up = b + a / up;
    down = 1 / (down === 0 ? tiny : down);
    if (up === 0) up = tiny;
    if (Math.abs(up * down - 1) < 2e-16) return fromInside(first, next, n);
  }
  throw new NotSettled();
}

function fromInside(first: number, next: (n: number) => readonly [number, number], last: number): number {
  let [above, value] = next(last);
  for (let n = last - 1; n > 0; n--) {
    const [a, b] = next(n);
    value = b + above / value;
    above = a;
  }
  return first + above / value;
}

// The beta function

/** ln B(a, b) */
export function lnBeta(a: number | Precise, b: number | Precise): Precise {
  return lnGamma(a).plus(lnGamma(b)).minus(lnGamma(new Precise(a).plus(b)));
}

/** What lies below and above a place of the beta distribution, and the power x^a·y^b/B(a,b), from which densities follow. */
export interface BetaTails {
  readonly lower: number;
  readonly upper: number;
  readonly power: number;
}

/** The beta distribution; x and y = 1 − x are both given, because near 1 a double of the one does not tell the other. */
export function betaTails(a: number, b: number): (x: Precise, y: Precise) => BetaTails {
  const logarithm = lnBeta(a, b);
  return (x, y) => {
    if (x.lte(0)) return { lower: 0, upper: 1, power: 0 };
    if (y.lte(0)) return { lower: 1, upper: 0, power: 0 };
    const weight = powers([[a, x], [b, y]], 0, logarithm);
    const lean = y.times(a).minus(x.times(b)).toNumber();
    if (lean >= 0) {
      const lower = weight / betaFraction(a, b, x.toNumber(), lean);
      const upper = lower < 0.99 ? 1 - lower : weight / betaFraction(b, a, y.toNumber(), -lean);
      return { lower, upper, power: weight };
    }
    const upper = weight / betaFraction(b, a, y.toNumber(), -lean);
    const lower = upper < 0.99 ? 1 - upper : weight / betaFraction(a, b, x.toNumber(), lean);
    return { lower, upper, power: weight };
  };
}

/** DiDonato and Morris's continued fraction (ACM TOMS 708, BFRAC), with `lean` = a·y − b·x. */
function betaFraction(a: number, b: number, x: number, lean: number): number {
  return fraction((a * (lean + 1)) / (a + 1), (n) => {
    const middle = a + 2 * n - 1;
    const up = (((a + n - 1) / middle) * ((a + b + n - 1) / middle)) * n * (b - n) * x * x;
    const down = n + (n * (b - n) * x) / middle + ((a + n) * (lean + 1 + n * (2 - x))) / (a + 2 * n + 1);
    return [up, down];
  });
}

// Places of a distribution

/** The place x of a distribution from 0 to `most` whose tail below, or above, is p: Newton's steps on the logarithm of the smaller tail, kept within bounds that close in. */
export function placeOf(tails: (x: number) => Tails, p: number, side: "lower" | "upper", guess: number, most = Number.MAX_VALUE): number {
  const tail = p <= 0.5 === (side === "lower") ? "lower" : "upper";
  const wanted = Math.min(p, 1 - p);
  const sign = tail === "lower" ? 1 : -1;
  let [low, high] = [0, most];
  let x = guess;
  for (let i = 0; i < 2_000; i++) {
    const at = tails(x);
    const missing = sign * Math.log(at[tail] / wanted);
    if (missing === 0) return x;
    if (missing > 0) high = x;
    else low = x;
    let next = x * Math.exp((-missing * at[tail]) / (at.density * x));
    // Newton's step may lead outside, or far away at the flat end of a distribution.
    if (!(next > low && next < high) || next > x * 1e3 || next < x / 1e3) next = between(low, high, x);
    if (Math.abs(next - x) <= 1e-16 * x || next === low || next === high) return next;
    x = next;
  }
  throw new NotSettled();
}

function between(low: number, high: number, x: number): number {
  if (low === 0) return x / 64;
  if (high === Number.MAX_VALUE) return Math.min(high, x * 64);
  return low < high / 4 ? Math.sqrt(low) * Math.sqrt(high) : low + (high - low) / 2;
}
