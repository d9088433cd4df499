import { Decimal, ONE, ZERO, rounded, sum, type Decimals } from "./decimal";
import { negativeFaults, type Fault } from "./refusal";

/** A step of a royalty scale: `rate` applies to the base above `above`, up to the next tier. 7% is 0.07. */
export interface Tier {
  readonly above: Decimal;
  readonly rate: Decimal;
}

/** A scale of rates, and to which tier a position exactly on a threshold belongs: `above` to the one below, `from` to the one that starts there. */
export interface Scale {
  readonly tiers: readonly Tier[];
  readonly threshold: "above" | "from";
}

/** How the rates of a scale apply; see `scaleLine`. */
export type ScaleMethod = "marginal" | "cliff" | "prospective";

export interface RoyaltyTerms {
  readonly scale: Scale;
  readonly method: ScaleMethod;
  /** The royalty base of each period; a return is negative. */
  readonly base: readonly Decimal[];
  /** Whether the position starts again from zero with this period. */
  readonly resets: readonly boolean[];
  /** The position reached before the first period, in its window. */
  readonly prior: Decimal;
  /** Each period's royalty is rounded by itself. */
  readonly decimals: Decimals;
}

/** One period of the royalty statement. Σ royalty in tiers + true-up + rounding = royalty; the check adds up the same in another way. */
export interface RoyaltyPeriod extends ScaleLine {
  readonly opening: Decimal;
  readonly base: Decimal;
  readonly closing: Decimal;
  readonly rounding: Decimal;
  readonly royalty: Decimal;
  readonly check: Decimal;
}

/** What a scale makes of one period: its base and royalty by tier, and what a crossed cliff adds for the earlier periods of its window. */
export interface ScaleLine {
  readonly baseInTier: readonly Decimal[];
  readonly royaltyInTier: readonly Decimal[];
  readonly trueUp: Decimal;
}

/**
 * The royalty statement: one entry for each period, its `royalty` the answer.
 *
 *     position after = position before + base, from zero again where a window starts
 */
export function royaltyStatement(terms: RoyaltyTerms): RoyaltyPeriod[] {
  let position = terms.prior;
  return terms.base.map((base, period) => {
    const opening = terms.resets[period] === true ? ZERO : position;
    const closing = opening.plus(base);
    position = closing;
    const line = scaleLine(terms.method, terms.scale, opening, closing);
    const exact = sum(line.royaltyInTier).plus(line.trueUp);
    const royalty = rounded(exact, terms.decimals);
    const rounding = royalty.minus(exact);
    // The second way is gone only where the statement is looked at: most calls want the royalty alone.
    const check = (): Decimal => dueBetween(terms.method, terms.scale, opening, closing).plus(rounding).minus(royalty);
    return {
      opening,
      base,
      closing,
      ...line,
      rounding,
      royalty,
      get check() {
        return check();
      },
    };
  });
}

/**
 * What is due on a position that moves from opening to closing within its window.
 *
 *     T(closing) − T(opening)                             marginal, cliff
 *     (closing − opening) × rate of the closing tier      prospective
 */
export function scaleLine(method: ScaleMethod, scale: Scale, opening: Decimal, closing: Decimal): ScaleLine {
  return { marginal: marginalLine, cliff: cliffLine, prospective: prospectiveLine }[method](scale, opening, closing);
}

/**
 * The same as `scaleLine` gives in all, by another way, for the check: not tier by tier, but as the manual writes it in plain Excel.
 *
 *     T(position) = Σ max(0, position − above) × (rate − rate before)     marginal
 *     T(position) = position × rate of the last tier it has passed        cliff
 */
export function dueBetween(method: ScaleMethod, { tiers, threshold }: Scale, opening: Decimal, closing: Decimal): Decimal {
  const [first, ...higher] = tiers;
  if (first === undefined) return ZERO;
  const byStep = (position: Decimal) =>
    higher.reduce((due, { above, rate }, i) => due.plus(Decimal.max(ZERO, position.minus(above)).times(rate.minus(tierAt(tiers, i).rate))), position.times(first.rate));
  const isPassed = (position: Decimal) => ({ above }: Tier) => (threshold === "from" ? position.greaterThanOrEqualTo(above) : position.greaterThan(above));
  const rateAt = (position: Decimal) => higher.filter(isPassed(position)).at(-1)?.rate ?? first.rate;
  switch (method) {
    case "marginal":
      return byStep(closing).minus(byStep(opening));
    case "cliff":
      return closing.times(rateAt(closing)).minus(opening.times(rateAt(opening)));
    case "prospective":
      return closing.minus(opening).times(rateAt(closing));
  }
}

/** Marginal (incremental): each rate applies only to the part of the base within its own tier. A return unwinds at the rates at which it was earned. */
function marginalLine({ tiers }: Scale, opening: Decimal, closing: Decimal): ScaleLine {
  const baseInTier = tiers.map((_, i) => partInTier(tiers, i, closing).minus(partInTier(tiers, i, opening)));
  return { baseInTier, royaltyInTier: baseInTier.map((part, i) => part.times(tierAt(tiers, i).rate)), trueUp: ZERO };
}

/**
 * Cliff (retroactive, all units): the rate of the tier reached applies to the whole position, back to the start of its window.
 *
 *     T(closing) − T(opening) = closing rate × base + (closing rate − opening rate) × opening
 */
function cliffLine(scale: Scale, opening: Decimal, closing: Decimal): ScaleLine {
  const openingRate = tierAt(scale.tiers, tierReached(scale, opening)).rate;
  const closingRate = tierAt(scale.tiers, tierReached(scale, closing)).rate;
  return { ...prospectiveLine(scale, opening, closing), trueUp: closingRate.minus(openingRate).times(opening) };
}

/** Prospective: the period's base takes the one rate of the tier of its closing position; earlier periods are not touched. */
function prospectiveLine(scale: Scale, opening: Decimal, closing: Decimal): ScaleLine {
  const reached = tierReached(scale, closing);
  const base = closing.minus(opening);
  const baseInTier = scale.tiers.map((_, i) => (i === reached ? base : ZERO));
  return { baseInTier, royaltyInTier: baseInTier.map((part, i) => part.times(tierAt(scale.tiers, i).rate)), trueUp: ZERO };
}

/** The part of a position that lies within a tier. Below zero all of it lies in the first. */
function partInTier(tiers: readonly Tier[], i: number, position: Decimal): Decimal {
  const next = tiers[i + 1];
  const within = (next === undefined ? position : Decimal.min(position, next.above)).minus(tierAt(tiers, i).above);
  return i === 0 ? within : Decimal.max(ZERO, within);
}

/** The index of the tier that a position has reached: the first for a position of zero or below. */
function tierReached({ tiers, threshold }: Scale, position: Decimal): number {
  let reached = 0;
  for (let i = 1; i < tiers.length; i++) {
    const order = position.comparedTo(tierAt(tiers, i).above);
    if (order > 0 || (order === 0 && threshold === "from")) reached = i;
  }
  return reached;
}

function tierAt(tiers: readonly Tier[], i: number): Tier {
  const tier = tiers[i];
  if (tier === undefined) throw new RangeError(`A scale of ${tiers.length} tiers has no tier ${i + 1}`);
  return tier;
}

/** What the rates of a scale are: fractions of a base, or money for each unit of it. */
export type RateIs = "fraction" | "amount per unit" | "price";

/**
 * What is wrong with a scale: it starts at 0 and rises strictly; rates are not negative, and fractions not above 1.
 * NaN, the stand-in for what could not be read, is not at fault here.
 */
export function tierFaults(tiers: readonly Tier[], rateIs: RateIs): Fault[] {
  return tiers.flatMap((tier, item) => {
    const previous = tiers[item - 1];
    return [...thresholdFaults(tier.above, previous?.above, rateIs === "price" ? "every unit" : "all of the base", item), ...rateFaults(tier.rate, rateIs, item)];
  });
}

function thresholdFaults(above: Decimal, previous: Decimal | undefined, all: string, item: number): Fault[] {
  if (previous === undefined) {
    if (above.isZero() || above.isNaN()) return [];
    return [{ code: "#VALUE!", item, message: `The first tier must start at 0, so that ${all} falls in a tier` }];
  }
  if (!above.lessThanOrEqualTo(previous)) return [];
  const same = above.equals(previous);
  const message = same
    ? `Tiers ${item} and ${item + 1} both start at ${above.toFixed()}; keep one of them`
    : `Tier ${item + 1} starts at ${above.toFixed()}, which is not above tier ${item} at ${previous.toFixed()}; sort the table and delete empty rows`;
  return [{ code: "#VALUE!", item, message }];
}

/** What is wrong with a rate: it is below 0 or, where it is a fraction, above 1 and probably a percentage typed as a whole number. */
export function rateFaults(rate: Decimal, rateIs: RateIs, item: number): Fault[] {
  const negative = negativeFaults(rateIs === "fraction" ? "rate" : rateIs, [rate]).map((fault) => ({ ...fault, item }));
  if (rateIs !== "fraction" || !rate.greaterThan(ONE)) return negative;
  const meant = rate.dividedBy(100).toSignificantDigits(15);
  const advice = meant.greaterThan(ONE) ? "a rate is a fraction from 0 to 1" : `was a percentage typed as a whole number? ${rate.toFixed()}% is ${meant.toFixed()}`;
  return [{ code: "#VALUE!", item, message: `The rate ${rate.toFixed()} is ${rate.times(100).toFixed()}%; ${advice}` }];
}
