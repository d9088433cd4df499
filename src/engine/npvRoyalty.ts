import { Cut, Decimal, ONE, ZERO, sum } from "./decimal";
import type { Fault } from "./refusal";

export interface PresentValueTerms {
  readonly royalties: readonly Decimal[];
  /** One rate for every period, or one for each: a fraction for one period, or with dates for one year. */
  readonly rates: readonly Decimal[];
  readonly when: Timing;
}

/** When the royalties are received: at the end, the middle or the start of their periods, or on dates (serial numbers). */
export type Timing = "end" | "mid" | "start" | Dates;

export interface Dates {
  readonly dates: readonly number[];
  readonly valuationDate: number;
}

/** One flow: present value = royalty × factor. `time` is in periods, or with dates in years of 365 days. */
export interface PresentValueLine {
  readonly royalty: Decimal;
  readonly rate: Decimal;
  readonly time: Decimal;
  readonly factor: Decimal;
  readonly presentValue: Decimal;
}

export interface PresentValueStatement {
  readonly lines: readonly PresentValueLine[];
  readonly presentValue: Decimal;
  readonly check: Decimal;
}

/**
 * The present value of royalties.
 *
 *     Σ royalty × factor
 *     factor = 1 ÷ Π (1 + rate), over the periods up to the flow     end, mid, start
 *     factor = (1 + rate)^(−days ÷ 365), from the valuation date     dates
 *
 * Factors are powers and cut at 60 digits; the products are exact, and so is their sum, but for what cancels: see `withoutResidue`.
 */
export function presentValueStatement(terms: PresentValueTerms): PresentValueStatement {
  const { when } = terms;
  const rates = terms.royalties.map((_, t) => terms.rates[terms.rates.length === 1 ? 0 : t] ?? ZERO);
  const points = typeof when === "string" ? periodPoints(rates, when) : datePoints(rates, when);
  const lines = terms.royalties.map((royalty, t): PresentValueLine => {
    const { time, factor } = points[t] ?? { time: ZERO, factor: ONE };
    return { royalty, rate: rates[t] ?? ZERO, time, factor, presentValue: royalty.times(factor) };
  });
  const presentValue = withoutResidue(lines.map((line) => line.presentValue));
  return { lines, presentValue, check: withoutResidue(lines.map((line) => line.royalty.times(line.factor))).minus(presentValue) };
}

/** The sum; 0 where the flows cancel to the last digits of their factors: 100 and -110 a period later at 10% are worth 0, not 5E-59. */
function withoutResidue(presentValues: readonly Decimal[]): Decimal {
  const total = sum(presentValues);
  const size = sum(presentValues.map((value) => value.abs()));
  return total.abs().lessThan(size.times("1e-50")) ? ZERO : total;
}

/** A moment and what one unit of money received then is worth now. */
interface Point {
  readonly time: Decimal;
  readonly factor: Decimal;
}

/** Periods' factors, chained: `end` takes all rates up to the period's own, `start` only earlier ones, `mid` its own for half a period. */
function periodPoints(rates: readonly Decimal[], when: "end" | "mid" | "start"): Point[] {
  let opening = new Cut(1);
  let halfGrowth = new Cut(1);
  return rates.map((rate, t) => {
    const growth = new Cut(ONE.plus(rate));
    // A root takes longer than all the rest, and most deals have one rate.
    if (when === "mid" && rates[t - 1]?.equals(rate) !== true) halfGrowth = growth.sqrt();
    const closing = opening.div(growth);
    const factor = { start: opening, mid: opening.div(halfGrowth), end: closing }[when];
    opening = closing;
    return { time: new Decimal(t).plus({ start: 0, mid: "0.5", end: 1 }[when]), factor: new Decimal(factor) };
  });
}

function datePoints(rates: readonly Decimal[], { dates, valuationDate }: Dates): Point[] {
  return rates.map((rate, t) => {
    const time = new Cut((dates[t] ?? valuationDate) - valuationDate).div(365);
    return { time: new Decimal(time), factor: new Decimal(new Cut(ONE.plus(rate)).pow(time.negated())) };
  });
}

/** What is wrong with discount rates: −100% or less. NaN, the stand-in for what could not be read, is not at fault here. */
export function discountRateFaults(rates: readonly Decimal[]): Fault[] {
  return rates.flatMap((rate, item) =>
    rate.lessThanOrEqualTo(-1) ? [{ code: "#VALUE!" as const, item, message: `The discount rate ${rate.toFixed()} is ${rate.times(100).toFixed()}%; it must be above -100%` }] : [],
  );
}

/** What is wrong with the dates of flows: they lie before the valuation date. */
export function dateFaults({ dates, valuationDate }: Dates): Fault[] {
  return dates.flatMap((date, item) =>
    date < valuationDate ? [{ code: "#VALUE!" as const, item, message: `The date ${date} is before the valuation date ${valuationDate}; give an earlier valuation date` }] : [],
  );
}
