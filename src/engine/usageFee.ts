import { Decimal, ZERO, rounded, sum, type Decimals } from "./decimal";
import { negativeFaults, type Fault } from "./refusal";
import { dueBetween, scaleLine, tierFaults, type Scale } from "./tieredRoyalty";

/** What the use of one metric costs: all limits are units in one window. */
export interface RateCard {
  /** Prices by chargeable units, money for each. A flat price is a scale of one tier. */
  readonly prices: Scale;
  readonly method: "marginal" | "cliff";
  /** The first units, which cost nothing. */
  readonly included: Decimal;
  /** Units beyond it, the included ones counted, leave the scale and cost the overage price. Absent: there is none. */
  readonly useCap?: Decimal;
  /** Absent: use beyond the cap has no price. */
  readonly overagePrice?: Decimal;
}

/** What is counted, and what it costs. */
export interface MetricTerms {
  /** The units of each period; corrections are negative. */
  readonly units: readonly Decimal[];
  readonly card: RateCard;
}

export interface UsageTerms {
  readonly metrics: readonly MetricTerms[];
  /** Whether all units are counted from zero again with this period. */
  readonly resets: readonly boolean[];
  /** Each metric's fee of each period is rounded by itself. */
  readonly decimals: Decimals;
}

/** One metric in one period. Included + chargeable + over cap = units; card fee + true-up + overage fee + rounding = fee. */
export interface MetricPeriod extends UnitsByPrice {
  readonly units: Decimal;
  readonly cardFee: Decimal;
  /** What a crossed cliff adds for the earlier units of its window. */
  readonly trueUp: Decimal;
  readonly overageFee: Decimal;
  readonly rounding: Decimal;
  readonly fee: Decimal;
}

/** Units by what they cost: nothing, the price of the card, the overage price. */
interface UnitsByPrice {
  readonly included: Decimal;
  readonly chargeable: Decimal;
  readonly overCap: Decimal;
}

export interface UsageStatement {
  /** For each metric its periods. */
  readonly metrics: readonly (readonly MetricPeriod[])[];
  /** For each period the fees of all metrics, which is the answer. */
  readonly totals: readonly { readonly total: Decimal; readonly check: Decimal }[];
}

/**
 * The statement of usage fees.
 *
 *     fee   = F(units after) − F(units before), rounded; from zero again where a window starts
 *     F     = price of the chargeable units by the scale + overage price × units over the cap
 *     total = Σ fees of the metrics
 */
export function usageStatement({ metrics, resets, decimals }: UsageTerms): UsageStatement {
  const byMetric = metrics.map((metric) => metricPeriods(metric, resets, decimals));
  const again = metrics.map((metric) => feesBetween(metric, resets));
  const totals = (byMetric[0] ?? []).map((_, t) => {
    const periods = byMetric.flatMap((one) => one[t] ?? []);
    const total = sum(periods.map(({ fee }) => fee));
    const check = sum([...again.flatMap((one) => one[t] ?? []), ...periods.map(({ rounding }) => rounding)]).minus(total);
    return { total, check };
  });
  return { metrics: byMetric, totals };
}

function metricPeriods({ units, card }: MetricTerms, resets: readonly boolean[], decimals: Decimals): MetricPeriod[] {
  return positions(units, resets).map(({ opening, closing }, t): MetricPeriod => {
    const [before, after] = [byPrice(opening, card), byPrice(closing, card)];
    const overCap = after.overCap.minus(before.overCap);
    const line = scaleLine(card.method, card.prices, before.chargeable, after.chargeable);
    const cardFee = sum(line.royaltyInTier);
    const overageFee = overCap.times(card.overagePrice ?? ZERO);
    const exact = cardFee.plus(line.trueUp).plus(overageFee);
    const fee = rounded(exact, decimals);
    return {
      units: units[t] ?? ZERO,
      included: after.included.minus(before.included),
      chargeable: after.chargeable.minus(before.chargeable),
      overCap,
      cardFee,
      trueUp: line.trueUp,
      overageFee,
      rounding: fee.minus(exact),
      fee,
    };
  });
}

/**
 * A metric's fees by another way, for the check: not by what its units are, but as the manual writes it in plain Excel. Below zero all units are at the first price.
 *
 *     F(units) = T(max(0, min(units, cap) − included)) + max(0, units − cap) × overage price
 */
function feesBetween({ units, card }: MetricTerms, resets: readonly boolean[]): Decimal[] {
  const { prices, method, included, useCap, overagePrice = ZERO } = card;
  const chargeable = (position: Decimal) => (position.isNegative() ? position : Decimal.max(ZERO, Decimal.min(position, useCap ?? position).minus(included)));
  const beyond = (position: Decimal) => (useCap === undefined ? ZERO : Decimal.max(ZERO, position.minus(useCap)));
  return positions(units, resets).map(({ opening, closing }) =>
    dueBetween(method, prices, chargeable(opening), chargeable(closing)).plus(beyond(closing).minus(beyond(opening)).times(overagePrice)),
  );
}

/** How far the units of a window have come, before and after each period. */
function positions(units: readonly Decimal[], resets: readonly boolean[]): { readonly opening: Decimal; readonly closing: Decimal }[] {
  let position = ZERO;
  return units.map((one, t) => {
    const opening = resets[t] === true ? ZERO : position;
    position = opening.plus(one);
    return { opening, closing: position };
  });
}

/** The units of a window by what they cost, in the order in which they are used. Below zero nothing is included: all of it is at the first price. */
function byPrice(units: Decimal, { included, useCap }: RateCard): UnitsByPrice {
  const within = useCap === undefined ? units : Decimal.min(units, useCap);
  const free = Decimal.max(ZERO, Decimal.min(within, included));
  return { included: free, chargeable: within.minus(free), overCap: units.minus(within) };
}

/** What is wrong with a card; its items are its tiers. NaN, the stand-in for what could not be read, is not at fault here. */
export function rateCardFaults({ prices, included, useCap, overagePrice }: RateCard): Fault[] {
  const wrong = (message: string): Fault => ({ code: "#VALUE!", item: 0, message });
  const negative = (what: string, figure: Decimal | undefined) => (figure === undefined ? [] : negativeFaults(what, [figure]));
  return [
    ...tierFaults(prices.tiers, "price"),
    ...negative("number of included units", included),
    ...negative("use cap", useCap),
    ...negative("overage price", overagePrice),
    ...(useCap !== undefined && included.greaterThan(useCap) ? [wrong(`${included.toFixed()} units are included, more than the use cap of ${useCap.toFixed()}, which counts them too; raise the cap, or include fewer`)] : []),
    ...(useCap === undefined && overagePrice !== undefined ? [wrong("An overage price without a use cap is never charged; give the use cap, or clear the price")] : []),
  ];
}

/** Use beyond a cap that has no overage price: there is no answer. The items are the periods. */
export function unpricedUseFaults({ units, card }: MetricTerms, name: string, resets: readonly boolean[]): Fault[] {
  const { useCap, overagePrice } = card;
  if (useCap === undefined || overagePrice !== undefined) return [];
  return positions(units, resets).flatMap(({ closing }, item): Fault[] => {
    if (!closing.greaterThan(useCap)) return [];
    const beyond = closing.minus(useCap).toFixed();
    return [{ code: "#N/A", item, message: `${name}: use is ${beyond} beyond the use cap of ${useCap.toFixed()}, and the card has no price for that; give an overage price, or take the cap out if that is free (0 counts as none)` }];
  });
}
