import { ZERO, quotient, rounded, wholeUnits, type Decimal, type Decimals } from "./decimal";
import { largestRemainder } from "./largestRemainder";
import type { Fault } from "./refusal";

export interface ProrataTerms {
  /** The pool of each period. */
  readonly pool: readonly Decimal[];
  /** For each period the weights of all holders, none negative; periods with fixed weights share one list. */
  readonly weights: readonly (readonly Decimal[])[];
  readonly decimals: Decimals;
  /** A part below this, by size, is held back: not paid, not carried, not spread. */
  readonly minimum: Decimal;
}

/** One period of the split. Σ paid + Σ held = pool + pool rounding. */
export interface ProrataPeriod {
  readonly pool: Decimal;
  readonly poolRounding: Decimal;
  readonly holders: readonly HolderLine[];
  readonly check: Decimal;
}

/** What one holder gets in one period: paid = share + rounding − held. */
export interface HolderLine {
  readonly weight: Decimal;
  readonly share: Decimal;
  readonly rounding: Decimal;
  readonly held: Decimal;
  readonly paid: Decimal;
}

/**
 * The split of each period's pool among holders in proportion to their weights; the parts add up to the rounded pool.
 *
 *     share = pool × weight ÷ Σ weights
 *
 * Rounded by largest remainder (Hamilton's rule): shares are cut down to the unit, the units left over go one each to the largest remainders, equal
 * remainders in the order of the list. A negative pool is the mirror image.
 */
export function prorataStatement(terms: ProrataTerms): ProrataPeriod[] {
  const wholes = new Map<readonly Decimal[], WholeWeights>();
  return terms.pool.map((pool, period) => {
    const weights = terms.weights[period] ?? [];
    let whole = wholes.get(weights);
    if (whole === undefined) wholes.set(weights, (whole = wholeWeights(weights)));
    return prorataPeriod(pool, weights, whole, terms);
  });
}

/** Weights as whole numbers of one common unit, and their sum. */
interface WholeWeights {
  readonly units: readonly bigint[];
  readonly total: bigint;
}

function wholeWeights(weights: readonly Decimal[]): WholeWeights {
  const places = weights.reduce((most, weight) => Math.max(most, weight.decimalPlaces()), 0);
  const units = weights.map((weight) => wholeUnits(weight, places));
  return { units, total: units.reduce((total, weight) => total + weight, 0n) };
}

function prorataPeriod(pool: Decimal, weights: readonly Decimal[], whole: WholeWeights, { decimals, minimum }: ProrataTerms): ProrataPeriod {
  const shared = rounded(pool, decimals);
  const places = decimals === "exact" ? shared.decimalPlaces() : decimals;
  const poolUnits = wholeUnits(shared.abs(), places);
  // With a pool of 0 and no weights every part is 0 of 1.
  const total = whole.total === 0n ? 1n : whole.total;
  // Every part is a whole number over the total of the weights: units × total where rounded, pool × weight where exact.
  const shares = whole.units.map((weight) => poolUnits * weight);
  const parts = decimals === "exact" ? shares : largestRemainder(shares, total, poolUnits).map((units) => units * total);
  const sign = shared.isNegative() ? -1n : 1n;
  const figure = (units: bigint) => quotient(sign * units, total, places);
  const smallest = minimum.times(total.toString()).times(`1e${places}`);

  let distributed = 0n;
  const holders = weights.map((weight, i): HolderLine => {
    const share = shares[i] ?? 0n;
    const part = parts[i] ?? 0n;
    distributed += part;
    const held = smallest.greaterThan(part.toString());
    return {
      weight,
      // Divided only where the statement is looked at: most calls want what is paid alone.
      get share() {
        return figure(share);
      },
      get rounding() {
        return figure(part - share);
      },
      held: held ? figure(part) : ZERO,
      paid: held ? ZERO : figure(part),
    };
  });
  const poolRounding = shared.minus(pool);
  const check = (): Decimal => figure(distributed).minus(pool).minus(poolRounding);
  return {
    pool,
    poolRounding,
    holders,
    get check() {
      return check();
    },
  };
}

/** What is wrong with weights: one is negative. */
export function weightFaults(weights: readonly Decimal[]): Fault[] {
  return weights.flatMap((weight, item) =>
    weight.lessThan(ZERO) ? [{ code: "#VALUE!" as const, item, message: `The weight ${weight.toFixed()} is negative; a holder's weight is 0 or more` }] : [],
  );
}

/** Where there is nothing to divide by: periods with a pool, but weights that add up to 0. NaN stands for what could not be read, and is not at fault. */
export function zeroWeightFaults({ pool, weights }: Pick<ProrataTerms, "pool" | "weights">): Fault[] {
  const isZero = new Map<readonly Decimal[] | undefined, boolean>([[undefined, false]]);
  return pool.flatMap((amount, period) => {
    const ofPeriod = weights[period];
    if (!isZero.has(ofPeriod)) isZero.set(ofPeriod, ofPeriod?.every((weight) => weight.isZero()) === true);
    if (amount.isZero() || amount.isNaN() || isZero.get(ofPeriod) !== true) return [];
    const where = pool.length > 1 ? ` in period ${period + 1}` : "";
    return { code: "#N/A" as const, message: `The weights add up to 0${where}, so there is nothing to divide the pool by` };
  });
}
