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
  /** The royalty less its present value compounded back. */
  readonly check: Decimal;
}

export interface PresentValueStatement {
  readonly lines: readonly PresentValueLine[];
  readonly presentValue: Decimal;
  /** The flows discounted from the last to the first, a step at a time, less the present value. */
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
  const check = new Check(terms.royalties, rates, when);
  const lines = terms.royalties.map((royalty, t): PresentValueLine => {
    const { time, factor } = points[t] ?? { time: ZERO, factor: ONE };
    const presentValue = royalty.times(factor);
    return {
      royalty,
      rate: rates[t] ?? ZERO,
      time,
      factor,
      presentValue,
      get check() {
        return check.ofFlow(t, presentValue);
      },
    };
  });
  const presentValue = withoutResidue(lines.map((line) => line.presentValue));
  return {
    lines,
    presentValue,
    get check() {
      return check.ofAll(lines);
    },
  };
}

/** The value of the flows by another way than their factors. It takes longer than the value itself, and is reckoned only where somebody looks at it. */
class Check {
  private found: readonly Step[] | undefined;
  private grown: ReadonlyMap<number, Decimal> | undefined;

  constructor(
    private readonly royalties: readonly Decimal[],
    private readonly rates: readonly Decimal[],
    private readonly when: Timing,
  ) {}

  private get steps(): readonly Step[] {
    const { rates, when } = this;
    return (this.found ??= typeof when === "string" ? periodSteps(rates, when) : dateSteps(rates, when));
  }

  ofFlow(t: number, presentValue: Decimal): Decimal {
    const royalty = this.royalties[t] ?? ZERO;
    this.grown ??= compounded(this.steps);
    return withoutNoise(royalty.minus(presentValue.times(this.grown.get(t) ?? ONE)), royalty);
  }

  ofAll(lines: readonly PresentValueLine[]): Decimal {
    const presentValues = lines.map((line) => line.presentValue);
    const size = sum(presentValues.map((value) => value.abs()));
    return withoutNoise(discountedBackwards(this.royalties, this.steps).minus(withoutResidue(presentValues)), size);
  }
}

/** A flow, and by what one unit of money grows from the moment of the flow before it, or from now. */
interface Step {
  readonly flow: number;
  readonly growth: Decimal;
}

/** From the last flow to the first, what there is grows less by each step. */
function discountedBackwards(royalties: readonly Decimal[], steps: readonly Step[]): Decimal {
  let value = new Cut(0);
  for (const { flow, growth } of [...steps].reverse()) value = value.plus(royalties[flow] ?? ZERO).div(growth);
  return new Decimal(value);
}

/** By what one unit of money grows from now to each flow. */
function compounded(steps: readonly Step[]): ReadonlyMap<number, Decimal> {
  const grown = new Map<number, Decimal>();
  let sofar = new Cut(1);
  for (const { flow, growth } of steps) grown.set(flow, new Decimal((sofar = sofar.times(growth))));
  return grown;
}

function periodSteps(rates: readonly Decimal[], when: "end" | "mid" | "start"): Step[] {
  let halfBefore = new Cut(1);
  return rates.map((rate, t) => {
    if (when === "end") return { flow: t, growth: ONE.plus(rate) };
    const before = rates[t - 1];
    if (when === "start") return { flow: t, growth: before === undefined ? ONE : ONE.plus(before) };
    const half = before?.equals(rate) === true ? halfBefore : new Cut(ONE.plus(rate)).sqrt();
    const growth = half.times(halfBefore);
    halfBefore = half;
    return { flow: t, growth };
  });
}

/** The flows may be listed in any order. */
function dateSteps(rates: readonly Decimal[], { dates, valuationDate }: Dates): Step[] {
  const growthOver = new Map<number, Decimal>();
  let before = valuationDate;
  return [...dates.entries()]
    .sort(([, one], [, other]) => one - other)
    .map(([flow, date]) => {
      const days = date - before;
      before = date;
      // Payments come by the quarter or the month: few steps are of their own length, and a power takes longer than all the rest.
      const growth = growthOver.get(days) ?? new Cut(ONE.plus(rates[flow] ?? ZERO)).pow(new Cut(days).div(365));
      growthOver.set(days, growth);
      return { flow, growth };
    });
}

/** The difference of two ways to one figure of this size; 0 where it lies beyond the digits to which powers are known. */
function withoutNoise(difference: Decimal, size: Decimal): Decimal {
  return difference.abs().lessThanOrEqualTo(size.abs().times("1e-49")) ? ZERO : difference;
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
