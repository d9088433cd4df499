import { at, Fraction, fromDouble, sum, ZERO } from "./fraction";

/** The terms as plain data: defaults filled in, blanks already 0. */
export interface ProrataTerms {
  /** An amount for each period. */
  readonly pool: readonly number[];
  /** A row for each holder: one weight for all periods, or one for each. */
  readonly weights: readonly (readonly number[])[];
  readonly decimals: number | "exact";
  readonly minimum: number;
}

/** One period of the statement; the lists run over the holders. */
export interface ProrataPeriod {
  readonly pool: Fraction;
  readonly poolRounding: Fraction;
  readonly weight: readonly Fraction[];
  readonly exactShare: readonly Fraction[];
  readonly rounding: readonly Fraction[];
  readonly held: readonly Fraction[];
  readonly paid: readonly Fraction[];
  readonly check: Fraction;
}

/** A pool shared in proportion to weights, from the text of the specification alone: its periods, or "#N/A" where nobody has a weight. */
export function referenceProrata(terms: ProrataTerms): ProrataPeriod[] | "#N/A" {
  const periods = terms.pool.map((amount, t) => {
    const weight = terms.weights.map((row) => fromDouble(at(row, row.length === 1 ? 0 : t)));
    return period(fromDouble(amount), weight, terms.decimals, fromDouble(terms.minimum));
  });
  const settled = periods.filter((one) => one !== null);
  return settled.length < periods.length ? "#N/A" : settled;
}

/** Null where there is a pool and no weight. */
function period(pool: Fraction, weight: readonly Fraction[], decimals: number | "exact", minimum: Fraction): ProrataPeriod | null {
  const weights = sum(weight);
  if (weights.isZero && !pool.isZero) return null;
  const shared = decimals === "exact" ? pool : pool.roundedHalfAway(decimals);
  const exactShare = weight.map((one) => (weights.isZero ? ZERO : shared.mul(one).div(weights)));
  const part = decimals === "exact" || weights.isZero ? exactShare : hamiltonParts(shared, weight, decimals);

  const held = part.map((one) => (one.abs().compare(minimum) < 0 ? one : ZERO));
  const rounding = part.map((one, i) => one.sub(at(exactShare, i)));
  const paid = exactShare.map((share, i) => share.add(at(rounding, i)).sub(at(held, i)));
  const poolRounding = shared.sub(pool);
  const check = sum(paid).add(sum(held)).sub(pool).sub(poolRounding);
  if (!check.isZero) throw new Error("the reference contradicts itself: the parts do not add up to the pool");
  return { pool, poolRounding, weight, exactShare, rounding, held, paid, check };
}

/**
 * Hamilton's rule in whole numbers: with W = Σ weights and U units of 10^−decimals, holder i has ⌊U·wᵢ ÷ W⌋ units and the remainder
 * U·wᵢ mod W. A holder is given one unit more if fewer holders stand before him (a larger remainder, or the same and earlier in the
 * list) than there are units left. A negative pool is the mirror image.
 */
function hamiltonParts(shared: Fraction, weight: readonly Fraction[], decimals: number): Fraction[] {
  const unit = 10n ** BigInt(decimals);
  const units = shared.abs().mul(Fraction.of(unit)).floor();
  const scale = weight.reduce((product, { denominator }) => product * denominator, 1n);
  const wholeWeight = weight.map((one) => one.mul(Fraction.of(scale)).numerator);
  const total = wholeWeight.reduce((a, b) => a + b, 0n);
  const quotient = wholeWeight.map((w) => (units * w) / total);
  const remainder = wholeWeight.map((w) => (units * w) % total);
  const left = units - quotient.reduce((a, b) => a + b, 0n);
  const mirror = shared.sign < 0 ? -1n : 1n;
  return quotient.map((q, i) => {
    const own = at(remainder, i);
    const before = remainder.filter((other, j) => other > own || (other === own && j < i)).length;
    return Fraction.of(mirror * (BigInt(before) < left ? q + 1n : q), unit);
  });
}
