import type { CellError } from "../../cells/cell";
import { DIVISION_BY_ZERO, NOT_AVAILABLE, NOT_A_NUMBER, type Value, answeredNumber, fifteenDigits, unsupported } from "../evaluator/value";
import { BESSEL_FUNCTIONS } from "./bessel";
import { type Context, type ExcelFunction, type ExcelFunctions, numberIn, numbersOf, ofNumbers, ofRanges, rowsIn, unlessError, wholeIn } from "./excelFunction";
import {
  NotSettled,
  Precise,
  type Tails,
  betaTails,
  errorFunction,
  errorFunctionAbove,
  gamma,
  gammaTails,
  lnBeta,
  lnGamma,
  normalAbove,
  normalDensity,
  normalFromMiddle,
  normalPlace,
  placeOf,
} from "./specialFunctions";
import { pairsOf, sampleVariance } from "./statistics";
import { mean, squaredDeviations, total } from "./sums";

type Answer = number | CellError;

const normal = of(4, 4, (x = 0, middle = 0, spread = 0, cumulative = 0) => {
  if (spread <= 0) return NOT_A_NUMBER;
  const z = (x - middle) / spread;
  return cumulative === 0 ? normalDensity(z) / spread : normalAbove(-z);
});
const normalInverse = of(3, 3, (p = 0, middle = 0, spread = 0) => (p <= 0 || p >= 1 || spread <= 0 ? NOT_A_NUMBER : middle + spread * normalPlace(p)));
const standardNormalInverse = of(1, 1, (p = 0) => (p <= 0 || p >= 1 ? NOT_A_NUMBER : normalPlace(p)));
const logarithmOfGamma = of(1, 1, (x = 0) => (x <= 0 ? NOT_A_NUMBER : lnGamma(x).toNumber()));
const complementOfError = of(1, 1, (x = 0) => errorFunctionAbove(x));
const gammaDistribution = of(4, 4, (x = 0, shape = 0, scale = 0, cumulative = 0) => {
  if (x < 0 || shape <= 0 || scale <= 0) return NOT_A_NUMBER;
  const tails = gammaTails(shape)(x / scale);
  return cumulative === 0 ? tails.density / scale : tails.lower;
});
const gammaInverse = of(3, 3, (p = 0, shape = 0, scale = 0) => {
  if (p < 0 || p >= 1 || shape <= 0 || scale <= 0) return NOT_A_NUMBER;
  return p === 0 ? 0 : scale * placeOf(gammaTails(shape), p, "lower", shape);
});
const betaInverse = of(3, 5, (p = 0, a = 0, b = 0, from = 0, to = 1) => {
  if (a <= 0 || b <= 0 || p <= 0 || p > 1 || from >= to) return NOT_A_NUMBER;
  return p === 1 ? to : from + (to - from) * placeOf(betaOfPart(a, b), p, "lower", a / (a + b), 1);
});
const binomial = of(4, 4, (given = 0, trials = 0, p = 0, cumulative = 0) => {
  const [k, n] = [Math.trunc(given), Math.trunc(trials)];
  if (k < 0 || k > n || p < 0 || p > 1) return NOT_A_NUMBER;
  return cumulative === 0 ? binomialChance(n, p, k) : binomialUpTo(n, p, k);
});
const binomialInverse = of(3, 3, (trials = 0, p = 0, alpha = 0) => {
  const n = Math.trunc(trials);
  if (n < 0 || p < 0 || p > 1 || alpha < 0 || alpha > 1) return NOT_A_NUMBER;
  return firstReaching(n, alpha, n * p + (alpha > 0 && alpha < 1 ? normalPlace(alpha) * Math.sqrt(n * p * (1 - p)) : 0), (k) => binomialUpTo(n, p, k));
});
const poisson = of(3, 3, (given = 0, average = 0, cumulative = 0) => {
  const k = Math.trunc(given);
  if (k < 0 || average < 0) return NOT_A_NUMBER;
  if (average === 0) return cumulative !== 0 || k === 0 ? 1 : 0;
  const tails = gammaTails(k + 1)(average);
  return cumulative === 0 ? tails.density : tails.upper;
});
const exponential = of(3, 3, (x = 0, rate = 0, cumulative = 0) => {
  if (x < 0 || rate <= 0) return NOT_A_NUMBER;
  return cumulative === 0 ? rate * Math.exp(-rate * x) : -Math.expm1(-rate * x);
});
const weibull = of(4, 4, (x = 0, shape = 0, scale = 0, cumulative = 0) => {
  if (x < 0 || shape <= 0 || scale <= 0) return NOT_A_NUMBER;
  const power = (x / scale) ** shape;
  return cumulative === 0 ? (shape / scale) * (x / scale) ** (shape - 1) * Math.exp(-power) : -Math.expm1(-power);
});
const logNormalInverse = of(3, 3, (p = 0, middle = 0, spread = 0) => (p <= 0 || p >= 1 || spread <= 0 ? NOT_A_NUMBER : Math.exp(middle + spread * normalPlace(p))));
const chiSquareAbove = of(2, 2, (x = 0, freedom = 0) => (x < 0 || !isFreedom(freedom) ? NOT_A_NUMBER : gammaTails(Math.trunc(freedom) / 2)(x / 2).upper));
const chiSquareInverseAbove = of(2, 2, (p = 0, freedom = 0) => {
  if (p <= 0 || p > 1 || !isFreedom(freedom)) return NOT_A_NUMBER;
  return p === 1 ? 0 : 2 * placeOf(gammaTails(Math.trunc(freedom) / 2), p, "upper", Math.trunc(freedom) / 2);
});
const studentInverseBothSides = of(2, 2, (p = 0, freedom = 0) => {
  if (p <= 0 || p > 1 || freedom < 1) return NOT_A_NUMBER;
  return studentPlace(p / 2, Math.trunc(freedom));
});
const fisherAbove = of(3, 3, (x = 0, first = 0, second = 0) => (x < 0 || !isFreedom(first) || !isFreedom(second) ? NOT_A_NUMBER : fisherTails(first, second)(x).upper));
const fisherInverseAbove = of(3, 3, (p = 0, first = 0, second = 0) => {
  if (p <= 0 || p > 1 || !isFreedom(first) || !isFreedom(second)) return NOT_A_NUMBER;
  return p === 1 ? 0 : placeOf(fisherTails(first, second), p, "upper", 1);
});
const normalConfidence = of(3, 3, (alpha = 0, spread = 0, size = 0) => {
  if (alpha <= 0 || alpha >= 1 || spread <= 0 || size < 1) return NOT_A_NUMBER;
  return (-normalPlace(alpha / 2) * spread) / Math.sqrt(Math.trunc(size));
});
const zTest = ofRanges(2, 3, "RVV", ([list, against, spread], context) => {
  const numbers = numbersOf([list], context);
  const x = numberIn(against, 0, context);
  const given = numberIn(spread, undefined, context);
  if (numbers.length === 0) return NOT_AVAILABLE;
  if (given === undefined && numbers.length < 2) return DIVISION_BY_ZERO;
  if (given !== undefined && given <= 0) return NOT_A_NUMBER;
  const sigma = given ?? Math.sqrt(sampleVariance(numbers));
  return sigma === 0 ? DIVISION_BY_ZERO : answeredNumber(normalAbove((mean(numbers) - x) / (sigma / Math.sqrt(numbers.length))));
});
const tTest = ofRanges(4, 4, "RRVV", studentTest);
const fTest = ofRanges(2, 2, "R", ([first, second], context) =>
  settled(() => {
    const [left, right] = [numbersOf([first], context), numbersOf([second], context)];
    if (left.length < 2 || right.length < 2) return DIVISION_BY_ZERO;
    const [one, other] = [sampleVariance(left), sampleVariance(right)];
    if (one === 0 || other === 0) return DIVISION_BY_ZERO;
    const { lower, upper } = fisherTails(left.length - 1, right.length - 1)(one / other);
    return Math.min(1, 2 * Math.min(lower, upper));
  }),
);
const chiSquareTest = ofRanges(2, 2, "R", independence);

/** The functions of chance: densities, what lies below or above a place, the places themselves, and tests. */
export const DISTRIBUTION_FUNCTIONS: ExcelFunctions = {
  ...BESSEL_FUNCTIONS,
  "NORM.DIST": normal,
  NORMDIST: normal,
  "NORM.INV": normalInverse,
  NORMINV: normalInverse,
  "NORM.S.DIST": of(2, 2, (z = 0, cumulative = 0) => (cumulative === 0 ? normalDensity(z) : normalAbove(-z))),
  NORMSDIST: of(1, 1, (z = 0) => normalAbove(-z)),
  "NORM.S.INV": standardNormalInverse,
  NORMSINV: standardNormalInverse,
  PHI: of(1, 1, (x = 0) => normalDensity(x)),
  GAUSS: of(1, 1, (z = 0) => normalFromMiddle(z)),
  ERF: of(1, 2, (from = 0, to) => (to === undefined ? errorFunction(from) : errorBetween(from, to))),
  "ERF.PRECISE": of(1, 1, (x = 0) => errorFunction(x)),
  ERFC: complementOfError,
  "ERFC.PRECISE": complementOfError,
  STANDARDIZE: of(3, 3, (x = 0, middle = 0, spread = 0) => (spread <= 0 ? NOT_A_NUMBER : (x - middle) / spread)),
  FISHER: of(1, 1, (x = 0) => (Math.abs(x) >= 1 ? NOT_A_NUMBER : Math.atanh(x))),
  FISHERINV: of(1, 1, (y = 0) => Math.tanh(y)),

  GAMMA: of(1, 1, (x = 0) => gamma(x)),
  GAMMALN: logarithmOfGamma,
  "GAMMALN.PRECISE": logarithmOfGamma,
  "GAMMA.DIST": gammaDistribution,
  GAMMADIST: gammaDistribution,
  "GAMMA.INV": gammaInverse,
  GAMMAINV: gammaInverse,

  "BETA.DIST": of(4, 6, (x = 0, a = 0, b = 0, cumulative = 0, from = 0, to = 1) => betaDistribution(x, a, b, cumulative !== 0, from, to)),
  BETADIST: of(3, 5, (x = 0, a = 0, b = 0, from = 0, to = 1) => betaDistribution(x, a, b, true, from, to)),
  "BETA.INV": betaInverse,
  BETAINV: betaInverse,

  "BINOM.DIST": binomial,
  BINOMDIST: binomial,
  "BINOM.DIST.RANGE": of(3, 4, (trials = 0, p = 0, fewest = 0, most) => {
    const [n, from, to] = [Math.trunc(trials), Math.trunc(fewest), Math.trunc(most ?? fewest)];
    if (n < 0 || p < 0 || p > 1 || from < 0 || from > n || to < from || to > n) return NOT_A_NUMBER;
    return binomialWithin(n, p, from, to);
  }),
  "BINOM.INV": binomialInverse,
  CRITBINOM: binomialInverse,
  "NEGBINOM.DIST": of(4, 4, (failures = 0, successes = 0, p = 0, cumulative = 0) => negativeBinomial(failures, successes, p, cumulative !== 0)),
  NEGBINOMDIST: of(3, 3, (failures = 0, successes = 0, p = 0) => negativeBinomial(failures, successes, p, false)),
  "POISSON.DIST": poisson,
  POISSON: poisson,
  "EXPON.DIST": exponential,
  EXPONDIST: exponential,
  "WEIBULL.DIST": weibull,
  WEIBULL: weibull,
  "LOGNORM.DIST": of(4, 4, (x = 0, middle = 0, spread = 0, cumulative = 0) => {
    if (x <= 0 || spread <= 0) return NOT_A_NUMBER;
    const z = (Math.log(x) - middle) / spread;
    return cumulative === 0 ? normalDensity(z) / spread / x : normalAbove(-z);
  }),
  LOGNORMDIST: of(3, 3, (x = 0, middle = 0, spread = 0) => (x <= 0 || spread <= 0 ? NOT_A_NUMBER : normalAbove(-(Math.log(x) - middle) / spread))),
  "LOGNORM.INV": logNormalInverse,
  LOGINV: logNormalInverse,
  "HYPGEOM.DIST": of(5, 5, (hits = 0, drawn = 0, marked = 0, size = 0, cumulative = 0) => hypergeometric(hits, drawn, marked, size, cumulative !== 0)),
  HYPGEOMDIST: of(4, 4, (hits = 0, drawn = 0, marked = 0, size = 0) => hypergeometric(hits, drawn, marked, size, false)),

  "CHISQ.DIST": of(3, 3, (x = 0, freedom = 0, cumulative = 0) => {
    if (x < 0 || !isFreedom(freedom)) return NOT_A_NUMBER;
    const tails = gammaTails(Math.trunc(freedom) / 2)(x / 2);
    return cumulative === 0 ? tails.density / 2 : tails.lower;
  }),
  "CHISQ.DIST.RT": chiSquareAbove,
  CHIDIST: chiSquareAbove,
  "CHISQ.INV": of(2, 2, (p = 0, freedom = 0) => {
    if (p < 0 || p >= 1 || !isFreedom(freedom)) return NOT_A_NUMBER;
    return p === 0 ? 0 : 2 * placeOf(gammaTails(Math.trunc(freedom) / 2), p, "lower", Math.trunc(freedom) / 2);
  }),
  "CHISQ.INV.RT": chiSquareInverseAbove,
  CHIINV: chiSquareInverseAbove,

  "T.DIST": of(3, 3, (t = 0, freedom = 0, cumulative = 0) => {
    if (freedom < 1) return NOT_A_NUMBER;
    const tails = studentTails(Math.trunc(freedom))(t);
    return cumulative === 0 ? tails.density : tails.lower;
  }),
  "T.DIST.RT": of(2, 2, (t = 0, freedom = 0) => (freedom < 1 ? NOT_A_NUMBER : studentTails(Math.trunc(freedom))(t).upper)),
  "T.DIST.2T": of(2, 2, (t = 0, freedom = 0) => (t < 0 || freedom < 1 ? NOT_A_NUMBER : 2 * studentTails(Math.trunc(freedom))(t).upper)),
  TDIST: of(3, 3, (t = 0, freedom = 0, sides = 0) => {
    const tails = Math.trunc(sides);
    return t < 0 || freedom < 1 || (tails !== 1 && tails !== 2) ? NOT_A_NUMBER : tails * studentTails(Math.trunc(freedom))(t).upper;
  }),
  "T.INV": of(2, 2, (p = 0, freedom = 0) => {
    if (p <= 0 || p >= 1 || freedom < 1) return NOT_A_NUMBER;
    return p < 0.5 ? -studentPlace(p, Math.trunc(freedom)) : studentPlace(1 - p, Math.trunc(freedom));
  }),
  "T.INV.2T": studentInverseBothSides,
  TINV: studentInverseBothSides,

  "F.DIST": of(4, 4, (x = 0, first = 0, second = 0, cumulative = 0) => {
    if (x < 0 || !isFreedom(first) || !isFreedom(second)) return NOT_A_NUMBER;
    const tails = fisherTails(first, second)(x);
    return cumulative === 0 ? tails.density : tails.lower;
  }),
  "F.DIST.RT": fisherAbove,
  FDIST: fisherAbove,
  "F.INV": of(3, 3, (p = 0, first = 0, second = 0) => {
    if (p < 0 || p >= 1 || !isFreedom(first) || !isFreedom(second)) return NOT_A_NUMBER;
    return p === 0 ? 0 : placeOf(fisherTails(first, second), p, "lower", 1);
  }),
  "F.INV.RT": fisherInverseAbove,
  FINV: fisherInverseAbove,

  CONFIDENCE: normalConfidence,
  "CONFIDENCE.NORM": normalConfidence,
  "CONFIDENCE.T": of(3, 3, (alpha = 0, spread = 0, size = 0) => {
    const n = Math.trunc(size);
    if (alpha <= 0 || alpha >= 1 || spread <= 0 || n < 1) return NOT_A_NUMBER;
    return n === 1 ? DIVISION_BY_ZERO : (studentPlace(alpha / 2, n - 1) * spread) / Math.sqrt(n);
  }),
  "Z.TEST": zTest,
  ZTEST: zTest,
  "T.TEST": tTest,
  TTEST: tTest,
  "F.TEST": fTest,
  FTEST: fTest,
  "CHISQ.TEST": chiSquareTest,
  CHITEST: chiSquareTest,
};

/** A function of numbers whose series may be too long for a cell. */
function of(fewest: number, most: number, answer: (...numbers: (number | undefined)[]) => Answer): ExcelFunction {
  return ofNumbers(fewest, most, (...numbers) => settled(() => answer(...numbers)));
}

function settled(answer: () => Answer): Answer {
  try {
    return answeredNumber(answer());
  } catch (error) {
    if (error instanceof NotSettled) return unsupported("With numbers as large or as small as these, this distribution is not calculated here.");
    throw error;
  }
}

/** Degrees of freedom, from 1 to 10¹⁰. */
function isFreedom(freedom: number): boolean {
  return freedom >= 1 && freedom <= 1e10;
}

function errorBetween(from: number, to: number): number {
  // Far from the middle the small difference of the two is taken on that side.
  if (from > 1 && to > 1) return errorFunctionAbove(from) - errorFunctionAbove(to);
  if (from < -1 && to < -1) return errorFunctionAbove(-to) - errorFunctionAbove(-from);
  return errorFunction(to) - errorFunction(from);
}

function betaDistribution(given: number, a: number, b: number, cumulative: boolean, from: number, to: number): Answer {
  if (a <= 0 || b <= 0 || given < from || given > to || from === to) return NOT_A_NUMBER;
  const width = new Precise(to).minus(from);
  const x = new Precise(given).minus(from).div(width);
  const y = new Precise(to).minus(given).div(width);
  if (!cumulative && (x.isZero() || y.isZero())) {
    // At its ends the density is 0, or without bound, or for an exponent of 1 the other factor's value over B(a, b).
    const [exponent, other] = x.isZero() ? [a, b] : [b, a];
    return exponent > 1 ? 0 : exponent < 1 ? NOT_A_NUMBER : other / width.toNumber();
  }
  const tails = betaTails(a, b)(x, y);
  return cumulative ? tails.lower : tails.power / x.times(y).times(width).toNumber();
}

/** The beta distribution by its place as a double. */
function betaOfPart(a: number, b: number): (x: number) => Tails {
  const tails = betaTails(a, b);
  return (x) => {
    const [place, rest] = [new Precise(x), new Precise(1).minus(x)];
    const { lower, upper, power } = tails(place, rest);
    return { lower, upper, density: power / place.times(rest).toNumber() };
  };
}

/** The chance of exactly k successes in n trials: x^(k+1)·y^(n−k+1)/B(k+1, n−k+1) over (n+1)·x·y. */
function binomialChance(n: number, p: number, k: number): number {
  if (p === 0 || p === 1) return k === n * p ? 1 : 0;
  const [x, y] = [new Precise(p), new Precise(1).minus(p)];
  return betaTails(k + 1, n - k + 1)(x, y).power / x.times(y).times(n + 1).toNumber();
}

/** The chance of at most k successes. */
function binomialUpTo(n: number, p: number, k: number): number {
  if (k < 0) return 0;
  return k >= n ? 1 : betaTails(k + 1, n - k)(new Precise(p), new Precise(1).minus(p)).upper;
}

/** The first whole number up to n at which a rising chance reaches alpha, sought in growing steps from a guess. */
function firstReaching(n: number, alpha: number, guess: number, chance: (k: number) => number): number {
  const reaches = (k: number): boolean => k >= n || (k >= 0 && fifteenDigits(chance(k)) >= fifteenDigits(alpha));
  const start = Math.min(n, Math.max(0, Math.round(guess)));
  let [below, at] = [-1, n];
  if (reaches(start)) {
    at = start;
    for (let step = 1; below < 0 && at > 0; step *= 2) {
      const k = Math.max(0, at - step);
      if (reaches(k)) at = k;
      else below = k;
    }
  } else {
    below = start;
    for (let step = 1; at === n && below + step < n; step *= 2) {
      if (reaches(below + step)) at = below + step;
      else below += step;
    }
  }
  while (below < at - 1) {
    const middle = below + Math.floor((at - below) / 2);
    if (reaches(middle)) at = middle;
    else below = middle;
  }
  return at;
}

function binomialWithin(n: number, p: number, from: number, to: number): number {
  if (from === to) return binomialChance(n, p, from);
  const [x, y] = [new Precise(p), new Precise(1).minus(p)];
  if (from === 0) return binomialUpTo(n, p, to);
  const before = betaTails(from, n - from + 1)(x, y);
  if (to === n) return before.lower;
  const upTo = betaTails(to + 1, n - to)(x, y);
  return before.upper < 0.5 ? upTo.upper - before.upper : before.lower - upTo.lower;
}

function negativeBinomial(failures: number, successes: number, p: number, cumulative: boolean): Answer {
  const [f, s] = [Math.trunc(failures), Math.trunc(successes)];
  if (f < 0 || s < 1 || p < 0 || p > 1) return NOT_A_NUMBER;
  if (p === 0 || p === 1) return p === 1 && (cumulative || f === 0) ? 1 : 0;
  const [x, y] = [new Precise(p), new Precise(1).minus(p)];
  if (cumulative) return betaTails(s, f + 1)(x, y).lower;
  // C(f+s−1, f)·x^s·y^f, as x^s·y^(f+1)/B(s, f+1) over (f+s)·y
  return betaTails(s, f + 1)(x, y).power / y.times(f + s).toNumber();
}

function hypergeometric(hits: number, drawn: number, marked: number, size: number, cumulative: boolean): Answer {
  const [k, n, m, all] = [hits, drawn, marked, size].map(Math.trunc) as [number, number, number, number];
  if (n <= 0 || n > all || m <= 0 || m > all || all <= 0 || k < 0 || k > Math.min(n, m) || k < n + m - all) return NOT_A_NUMBER;
  const chance = choose(m, k).plus(choose(all - m, n - k)).minus(choose(all, n)).exp().toNumber();
  if (!cumulative) return chance;
  const below = k <= (n * m) / all;
  // From k away from the middle each chance is smaller than the last, and the sum soon comes to rest.
  let [term, sum] = [chance, below ? chance : 0];
  for (let i = k, steps = 0; term > sum * 1e-18 || i === k; steps++) {
    if (steps > 1_000_000) throw new NotSettled();
    if (below) {
      term *= (i / (m - i + 1)) * ((all - m - n + i) / (n - i + 1));
      i--;
    } else {
      term *= ((m - i) / (i + 1)) * ((n - i) / (all - m - n + i + 1));
      i++;
    }
    if (term <= 0) break;
    sum += term;
  }
  return below ? sum : 1 - sum;
}

/** The logarithm of the number of ways to choose k of n. */
function choose(n: number, k: number): Precise {
  return k === 0 || k === n ? new Precise(0) : lnBeta(k + 1, n - k + 1).neg().minus(new Precise(n + 1).ln());
}

/** Student's distribution with so many degrees of freedom, whole or not. */
function studentTails(freedom: number): (t: number) => Tails {
  const [half, other] = [freedom / 2, 0.5];
  const tails = betaTails(half, other);
  return (t) => {
    if (t === 0) return { lower: 0.5, upper: 0.5, density: lnBeta(half, other).neg().exp().toNumber() / Math.sqrt(freedom) };
    const square = new Precise(t).pow(2);
    const whole = square.plus(freedom);
    const { lower, power } = tails(new Precise(freedom).div(whole), square.div(whole));
    const [far, near] = [lower / 2, 1 - lower / 2];
    return { lower: t < 0 ? far : near, upper: t < 0 ? near : far, density: power / Math.abs(t) };
  };
}

/** The t of 0 or more above which p lies, for p up to a half. */
function studentPlace(p: number, freedom: number): number {
  return p === 0.5 ? 0 : placeOf(studentTails(freedom), p, "upper", 1);
}

/** Fisher's distribution. */
function fisherTails(first: number, second: number): (x: number) => Tails {
  const [over, under] = [Math.trunc(first), Math.trunc(second)];
  const tails = betaTails(over / 2, under / 2);
  return (x) => {
    if (x === 0) return { lower: 0, upper: 1, density: over === 1 ? Infinity : over === 2 ? 1 : 0 };
    const [part, rest] = [new Precise(x).times(over), new Precise(under)];
    const whole = part.plus(rest);
    const { lower, upper, power } = tails(part.div(whole), rest.div(whole));
    return { lower, upper, density: power / x };
  };
}

function studentTest([first, second, sides, kind]: readonly (Value | undefined)[], context: Context): Value {
  const [counted, compared] = [wholeIn(sides, 0, context), wholeIn(kind, 0, context)];
  if ((counted !== 1 && counted !== 2) || compared < 1 || compared > 3) return NOT_A_NUMBER;
  const chance = (difference: number, error: number, freedom: number): Answer =>
    error === 0 ? DIVISION_BY_ZERO : settled(() => counted * studentTails(freedom)(Math.abs(difference) / error).upper);
  if (compared === 1) {
    const pairs = pairsOf(first, second, context);
    const n = pairs.first.length;
    if (n < 2) return DIVISION_BY_ZERO;
    const differences = pairs.first.map((x, i) => x - (pairs.second[i] ?? 0));
    return chance(mean(differences), Math.sqrt(sampleVariance(differences) / n), n - 1);
  }
  const [left, right] = [numbersOf([first], context), numbersOf([second], context)];
  const [n, m] = [left.length, right.length];
  if (n < 2 || m < 2) return DIVISION_BY_ZERO;
  const difference = mean(left) - mean(right);
  if (compared === 2) {
    const pooled = (squaredDeviations(left) + squaredDeviations(right)) / (n + m - 2);
    return chance(difference, Math.sqrt(pooled * (1 / n + 1 / m)), n + m - 2);
  }
  const [one, other] = [sampleVariance(left) / n, sampleVariance(right) / m];
  return chance(difference, Math.sqrt(one + other), (one + other) ** 2 / (one ** 2 / (n - 1) + other ** 2 / (m - 1)));
}

/** The chance that the actual numbers stand so far from the expected ones. */
function independence([actual, expected]: readonly (Value | undefined)[], context: Context): Value {
  const [found, awaited] = [rowsIn(actual, context), rowsIn(expected, context)];
  const [height, width] = [found.length, found[0]?.length ?? 0];
  if (height !== awaited.length || width !== awaited[0]?.length || height * width === 1) return NOT_AVAILABLE;
  const parts: number[] = [];
  for (const [i, row] of found.entries()) {
    for (const [j, cell] of row.entries()) {
      const [x, e] = [unlessError(cell), unlessError(awaited[i]?.[j] ?? null)];
      if (typeof x !== "number" || typeof e !== "number") return unsupported("A test of cells that do not all hold numbers is not calculated here.");
      if (e < 0) return NOT_A_NUMBER;
      if (e === 0) return DIVISION_BY_ZERO;
      parts.push((x - e) ** 2 / e);
    }
  }
  const freedom = height > 1 && width > 1 ? (height - 1) * (width - 1) : height * width - 1;
  return settled(() => gammaTails(freedom / 2)(total(parts) / 2).upper);
}
