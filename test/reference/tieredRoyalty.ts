import { at, type Fraction, fromDouble, greater, lesser, sum, toDouble, ZERO } from "./fraction";

export type TierMethod = "marginal" | "cliff" | "prospective";
/** A value that names the window of its period: a contract year, say. */
export type WindowLabel = string | number | boolean;
export type Resets = "each period" | "never" | number | readonly WindowLabel[];

/** The terms as plain data: defaults filled in, a blank base already 0. */
export interface TieredRoyaltyTerms {
  readonly base: readonly number[];
  readonly tiers: readonly { readonly above: number; readonly rate: number }[];
  /** Where a position that is exactly on a threshold belongs: "above" to the tier below, "from" to the tier that starts there. */
  readonly boundary: "above" | "from";
  readonly method: TierMethod;
  readonly resets: Resets;
  readonly prior: number;
  readonly decimals: number | "exact";
}

/** One period of the statement. */
export interface TieredRoyaltyPeriod {
  readonly opening: Fraction;
  readonly base: Fraction;
  readonly closing: Fraction;
  readonly baseInTier: readonly Fraction[];
  readonly royaltyInTier: readonly Fraction[];
  /** Null but for cliff. */
  readonly trueUp: Fraction | null;
  readonly rounding: Fraction;
  readonly royalty: Fraction;
  readonly check: Fraction;
  /** The answer as it stands in the cell. */
  readonly double: number;
}

interface ExactTier {
  readonly above: Fraction;
  readonly rate: Fraction;
}

/**
 * Royalty under a scale of rates, from the text of the specification alone.
 *
 * The royalty is taken from T(position) as a whole, the statement's lines tier by tier: two routes, which must meet.
 */
export function referenceTieredRoyalty(terms: TieredRoyaltyTerms): TieredRoyaltyPeriod[] {
  const tiers = terms.tiers.map((tier) => ({ above: fromDouble(tier.above), rate: fromDouble(tier.rate) }));
  const windows = windowsOf(terms.resets, terms.base.length);
  let position = fromDouble(terms.prior);
  return terms.base.map((amount, i) => {
    if (i > 0 && at(windows, i) !== at(windows, i - 1)) position = ZERO;
    const opening = position;
    const base = fromDouble(amount);
    const closing = opening.add(base);
    position = closing;
    return period(terms, tiers, opening, base, closing);
  });
}

function period(terms: TieredRoyaltyTerms, tiers: readonly ExactTier[], opening: Fraction, base: Fraction, closing: Fraction): TieredRoyaltyPeriod {
  const tierAt = (position: Fraction) => tierReached(position, tiers, terms.boundary);
  const closingTier = tierAt(closing);
  const exact =
    terms.method === "marginal" ? marginalTotal(closing, tiers).sub(marginalTotal(opening, tiers))
    : terms.method === "cliff" ? cliffTotal(closing, tiers, tierAt).sub(cliffTotal(opening, tiers, tierAt))
    : at(tiers, closingTier).rate.mul(base);

  const baseInTier = tiers.map((_, k) =>
    terms.method === "marginal" ? partInTier(closing, tiers, k).sub(partInTier(opening, tiers, k))
    : k === closingTier ? base
    : ZERO,
  );
  const royaltyInTier = tiers.map((tier, k) => tier.rate.mul(at(baseInTier, k)));
  const trueUp = terms.method === "cliff" ? at(tiers, closingTier).rate.sub(at(tiers, tierAt(opening)).rate).mul(opening) : null;

  const royalty = terms.decimals === "exact" ? exact : exact.roundedHalfAway(terms.decimals);
  const rounding = royalty.sub(exact);
  const check = sum([...royaltyInTier, trueUp ?? ZERO, rounding, royalty.negated()]);
  if (!check.isZero || !sum(baseInTier).equals(base)) throw new Error("the reference contradicts itself: lines and royalty do not meet");
  return { opening, base, closing, baseInTier, royaltyInTier, trueUp, rounding, royalty, check, double: toDouble(royalty) };
}

/**
 * T(B) of a marginal scale, written over its steps: each threshold that is passed changes the rate from there on.
 *
 *     T(B) = rate₁ × B + Σ (rateₖ − rateₖ₋₁) × max(0, B − aboveₖ)
 *
 * Below zero no threshold is passed, so the first tier's rate holds.
 */
function marginalTotal(position: Fraction, tiers: readonly ExactTier[]): Fraction {
  return sum(
    tiers.map((tier, k) => {
      if (k === 0) return tier.rate.mul(position);
      const step = tier.rate.sub(at(tiers, k - 1).rate);
      return step.mul(greater(ZERO, position.sub(tier.above)));
    }),
  );
}

/** T(B) of a cliff: the rate of the tier that the position reaches, on all of it. */
function cliffTotal(position: Fraction, tiers: readonly ExactTier[], tierAt: (position: Fraction) => number): Fraction {
  return at(tiers, tierAt(position)).rate.mul(position);
}

/** The part of the positions from 0 to `position` that lies in tier k; all of a negative position lies in the first. */
function partInTier(position: Fraction, tiers: readonly ExactTier[], k: number): Fraction {
  const { above } = at(tiers, k);
  const next = tiers[k + 1];
  const ceiling = next === undefined ? position : lesser(position, next.above);
  return k === 0 ? ceiling : greater(ZERO, ceiling.sub(above));
}

/** The index of the tier of a position: the last whose threshold it has passed ("above") or reached ("from"); the first if none. */
export function tierReached(position: Fraction, tiers: readonly ExactTier[], boundary: "above" | "from"): number {
  const needed = boundary === "above" ? 1 : 0;
  const reached = tiers.filter((tier) => position.compare(tier.above) >= needed).length;
  return Math.max(reached, 1) - 1;
}

/** A number for each period, the same for neighbours in one window. */
export function windowsOf(resets: Resets, periods: number): number[] {
  if (resets === "never") return Array.from({ length: periods }, () => 0);
  if (resets === "each period") return Array.from({ length: periods }, (_, i) => i);
  if (typeof resets === "number") return Array.from({ length: periods }, (_, i) => (i - (i % resets)) / resets);
  if (resets.length !== periods) throw new Error("a label for each period is needed");
  let window = 0;
  return resets.map((label, i) => {
    if (i > 0 && !sameLabel(label, at(resets, i - 1))) window += 1;
    return window;
  });
}

/** Equality as Excel's `=` has it: case ignored, no number equals a text, numbers by their 15 digits. */
function sameLabel(a: WindowLabel, b: WindowLabel): boolean {
  if (typeof a === "number" && typeof b === "number") return fromDouble(a).equals(fromDouble(b));
  if (typeof a === "string" && typeof b === "string") return a.toUpperCase() === b.toUpperCase();
  return a === b;
}
