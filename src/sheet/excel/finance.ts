import type { CellError } from "../../cells/cell";
import { DIVISION_BY_ZERO, NOT_A_NUMBER, type Value, WRONG_VALUE, answeredNumber, unsupported } from "../evaluator/value";
import { BOND_FUNCTIONS } from "./bonds";
import { DEPRECIATION_FUNCTIONS } from "./depreciation";
import { type Context, type ExcelFunction, type ExcelFunctions, answering, isSeveral, numberIn, numbersOf, ofNumbers, ofRanges, rowsIn, unlessError } from "./excelFunction";
import { root } from "./root";
import { Precise } from "./specialFunctions";

type Answer = number | CellError;

/** Loans, savings, series of payments, bonds and depreciation. */
export const FINANCE_FUNCTIONS: ExcelFunctions = {
  ...BOND_FUNCTIONS,
  ...DEPRECIATION_FUNCTIONS,
  PV: ofNumbers(3, 5, (rate = 0, periods = 0, payment = 0, future = 0, type = 0) => presentValue(rate, periods, payment, future, type !== 0)),
  FV: ofNumbers(3, 5, (rate = 0, periods = 0, payment = 0, present = 0, type = 0) => futureValue(rate, periods, payment, present, type !== 0)),
  PMT: ofNumbers(3, 5, (rate = 0, periods = 0, present = 0, future = 0, type = 0) => payment(rate, periods, present, future, type !== 0)),
  IPMT: ofNumbers(4, 6, (rate = 0, period = 0, periods = 0, present = 0, future = 0, type = 0) => interest(rate, period, periods, present, future, type !== 0)),
  PPMT: ofNumbers(4, 6, (rate = 0, period = 0, periods = 0, present = 0, future = 0, type = 0) => {
    const part = unlessError(interest(rate, period, periods, present, future, type !== 0));
    return unlessError(payment(rate, periods, present, future, type !== 0)) - part;
  }),
  ISPMT: ofNumbers(4, 4, (rate = 0, period = 0, periods = 0, present = 0) => (periods === 0 ? DIVISION_BY_ZERO : present * rate * (period / periods - 1))),
  CUMIPMT: ofNumbers(6, 6, (rate = 0, periods = 0, present = 0, from = 0, to = 0, type = 0) => cumulative(rate, periods, present, from, to, type, "interest")),
  CUMPRINC: ofNumbers(6, 6, (rate = 0, periods = 0, present = 0, from = 0, to = 0, type = 0) => cumulative(rate, periods, present, from, to, type, "principal")),
  NPER: ofNumbers(3, 5, (rate = 0, paid = 0, present = 0, future = 0, type = 0) => {
    if (rate === 0) return paid === 0 ? DIVISION_BY_ZERO : -(present + future) / paid;
    if (rate <= -1) return NOT_A_NUMBER;
    const due = type === 0 ? paid : paid * (1 + rate);
    return Math.log((due - future * rate) / (due + present * rate)) / Math.log1p(rate);
  }),
  RATE: ofNumbers(3, 6, (periods = 0, paid = 0, present = 0, future = 0, type = 0, guess = 0.1) => rateOf(periods, paid, present, future, type !== 0, guess)),

  NPV: ofRanges(2, 255, "VR", ([given, ...flows], context) => {
    const rate = numberIn(given, 0, context);
    const numbers = numbersOf(flows, context);
    return rate === -1 ? DIVISION_BY_ZERO : answeredNumber(netPresentValue(rate, numbers));
  }),
  IRR: ofRanges(1, 2, "RV", ([list, start], context) => {
    const numbers = numbersOf([list], context);
    const guess = numberIn(start, 0.1, context);
    return internalRate(numbers, numbers.map((_, i) => i), guess);
  }),
  MIRR: ofRanges(3, 3, "RVV", ([list, lent, earned], context) => {
    const numbers = numbersOf([list], context);
    return modifiedInternalRate(numbers, numberIn(lent, 0, context), numberIn(earned, 0, context));
  }),
  XNPV: ofRanges(3, 3, "VRR", ([given, flows, days], context) => {
    const rate = numberIn(given, 0, context);
    const dated = datedFlows(flows, days, context);
    if (rate < 0) return NOT_A_NUMBER;
    if (rate === 0) return unsupported("XNPV at a rate of 0 is not documented; take SUM.");
    return answeredNumber(dated.flows.reduce((sum, flow, i) => sum + flow / (1 + rate) ** (dated.years[i] ?? 0), 0));
  }),
  XIRR: ofRanges(2, 3, "RRV", ([flows, days, start], context) => {
    const guess = numberIn(start, 0.1, context);
    const dated = datedFlows(flows, days, context);
    return internalRate(dated.flows, dated.years, guess);
  }),

  EFFECT: ofNumbers(2, 2, (nominal = 0, given = 0) => {
    const times = Math.trunc(given);
    return nominal <= 0 || times < 1 ? NOT_A_NUMBER : growth(nominal / times, times);
  }),
  NOMINAL: ofNumbers(2, 2, (effective = 0, given = 0) => {
    const times = Math.trunc(given);
    return effective <= 0 || times < 1 ? NOT_A_NUMBER : times * growth(effective, 1 / times);
  }),
  PDURATION: ofNumbers(3, 3, (rate = 0, present = 0, future = 0) => {
    if (rate <= 0 || present <= 0 || future <= 0) return NOT_A_NUMBER;
    return (Math.log(future) - Math.log(present)) / Math.log1p(rate);
  }),
  RRI: ofNumbers(3, 3, (periods = 0, present = 0, future = 0) => (periods <= 0 || present === 0 ? NOT_A_NUMBER : (future / present) ** (1 / periods) - 1)),
  FVSCHEDULE: ofRanges(2, 2, "VR", ([given, schedule], context) => {
    const principal = numberIn(given, 0, context);
    const rows = rowsIn(schedule, context);
    let value = principal;
    for (const cell of rows.flat()) {
      const rate = unlessError(cell);
      // What Excel makes of other values is an error here as there.
      if (typeof rate !== "number" && rate !== null) return WRONG_VALUE;
      value *= 1 + (rate ?? 0);
    }
    return answeredNumber(value);
  }),
  DOLLARDE: ofPriceInFractions((part, denominator) => part.times(placesFor(denominator)).div(denominator)),
  DOLLARFR: ofPriceInFractions((part, denominator) => part.times(denominator).div(placesFor(denominator))),
};

/** A function of a price of which what stands behind the point is a fraction with this denominator; what is whole in it stays. */
function ofPriceInFractions(answer: (part: Precise, denominator: number) => Precise): ExcelFunction {
  return ofNumbers(2, 2, (price = 0, given = 0) => {
    const denominator = Math.trunc(given);
    if (given < 0) return NOT_A_NUMBER;
    if (denominator < 1) return DIVISION_BY_ZERO;
    const whole = new Precise(price).trunc();
    return answer(new Precise(price).minus(whole), denominator).plus(whole).toNumber();
  });
}

/** 10 to as many places as the denominator of a price in fractions takes. */
function placesFor(denominator: number): number {
  return 10 ** Math.ceil(Math.log10(denominator));
}

/** (1 + rate)^periods − 1. By way of logarithms, where 1 + rate is rounded and would be so once more in every period, or where little is left of the difference. */
function growth(rate: number, periods: number): number {
  const exponent = periods * Math.log1p(rate);
  return rate > -1 && (Math.abs(exponent) < 1 || 1 + rate - 1 !== rate) ? Math.expm1(exponent) : (1 + rate) ** periods - 1;
}

/** What payments of 1 have come to at the end. */
function annuity(rate: number, periods: number, atStart: boolean): number {
  return (growth(rate, periods) / rate) * (atStart ? 1 + rate : 1);
}

function presentValue(rate: number, periods: number, paid: number, future: number, atStart: boolean): Answer {
  if (rate === 0) return -(future + paid * periods);
  const factor = 1 + growth(rate, periods);
  return factor === 0 ? DIVISION_BY_ZERO : -(future + paid * annuity(rate, periods, atStart)) / factor;
}

function futureValue(rate: number, periods: number, paid: number, present: number, atStart: boolean): number {
  if (rate === 0) return -(present + paid * periods);
  return -(present * (1 + growth(rate, periods)) + paid * annuity(rate, periods, atStart));
}

function payment(rate: number, periods: number, present: number, future: number, atStart: boolean): Answer {
  if (periods === 0) return NOT_A_NUMBER;
  if (rate === 0) return -(present + future) / periods;
  return -(present * (1 + growth(rate, periods)) + future) / annuity(rate, periods, atStart);
}

/** The part of a payment that is interest on what was owed before it. */
function interest(rate: number, period: number, periods: number, present: number, future: number, atStart: boolean): Answer {
  if (period < 1 || period >= periods + 1) return NOT_A_NUMBER;
  if (period > periods) return unsupported("The interest of a period that ends after the last one is not calculated here.");
  if (atStart && period === 1) return 0;
  const paid = unlessError(payment(rate, periods, present, future, atStart));
  if (rate === 0) return 0;
  const owed = futureValue(rate, atStart ? period - 2 : period - 1, paid, present, atStart);
  return atStart ? (owed - paid) * rate : owed * rate;
}

function cumulative(rate: number, givenPeriods: number, present: number, first: number, last: number, type: number, part: "interest" | "principal"): Answer {
  const [periods, from, to, due] = [givenPeriods, first, last, type].map(Math.trunc) as [number, number, number, number];
  if (rate <= 0 || givenPeriods <= 0 || present <= 0 || from < 1 || to < from || to > periods || (due !== 0 && due !== 1)) return NOT_A_NUMBER;
  if (periods !== givenPeriods || from !== first || to !== last) return unsupported("Of parts of periods Excel's documentation and Excel do not say the same; give whole numbers.");
  const each = unlessError(payment(rate, periods, present, 0, due === 1));
  // The principal of some payments is by how much they bring down what is owed; the rest of them is interest.
  const principal = owedAfter(to) - owedAfter(from - 1);
  return part === "principal" ? principal : each * (to - from + 1) - principal;

  /** What is owed once so many payments are made. Of payments at the start of a period, the last has just been made, and has earned nothing yet. */
  function owedAfter(count: number): number {
    if (count === 0) return present;
    const value = due === 1 ? futureValue(rate, count - 1, each, present, true) : futureValue(rate, count, each, present, false);
    return -value + (due === 1 ? each : 0);
  }
}

function rateOf(periods: number, paid: number, present: number, future: number, atStart: boolean, guess: number): Answer {
  if (periods <= 0 || guess <= -1) return NOT_A_NUMBER;
  // Divided by how a first amount has grown, so that large rates do not blow up the difference.
  const left = (rate: number): number => (future - futureValue(rate, periods, paid, present, atStart)) / Math.max(1, 1 + growth(rate, periods));
  return root(left, guess) ?? NOT_A_NUMBER;
}

function netPresentValue(rate: number, flows: readonly number[]): number {
  return flows.reduce((sum, flow, i) => sum + flow / (1 + rate) ** (i + 1), 0);
}

/** The rate at which the flows are worth 0 now. */
function internalRate(flows: readonly number[], years: readonly number[], guess: number): Answer {
  if (!flows.some((flow) => flow > 0) || !flows.some((flow) => flow < 0) || guess <= -1) return NOT_A_NUMBER;
  const last = Math.max(...years);
  const worth = (rate: number): number => {
    // Below 0 the last flow weighs most, so all are brought to its day: the sign is the same, and nothing grows beyond bounds.
    const shift = rate < 0 ? last : 0;
    return flows.reduce((sum, flow, i) => sum + flow * (1 + rate) ** (shift - (years[i] ?? 0)), 0);
  };
  return root(worth, guess) ?? NOT_A_NUMBER;
}

function modifiedInternalRate(flows: readonly number[], finance: number, reinvested: number): Answer {
  const count = flows.length;
  if (!flows.some((flow) => flow > 0) || !flows.some((flow) => flow < 0)) return DIVISION_BY_ZERO;
  if (finance <= -1 || reinvested <= -1) return finance === -1 || reinvested === -1 ? DIVISION_BY_ZERO : NOT_A_NUMBER;
  const gained = flows.reduce((sum, flow, i) => sum + (flow > 0 ? flow * (1 + reinvested) ** (count - 1 - i) : 0), 0);
  const spent = flows.reduce((sum, flow, i) => sum + (flow < 0 ? flow / (1 + finance) ** i : 0), 0);
  return answeredNumber((gained / -spent) ** (1 / (count - 1)) - 1);
}

interface DatedFlows {
  readonly flows: readonly number[];
  /** Years of 365 days since the first date. */
  readonly years: readonly number[];
}

function datedFlows(flows: Value | undefined, days: Value | undefined, context: Context): DatedFlows {
  const [amounts, dates] = [numbersInPlace(flows, context), numbersInPlace(days, context)];
  const whole = dates.map(Math.floor);
  const first = whole[0] ?? 0;
  if (amounts.length !== dates.length || whole.some((date) => date < first || date < 0 || date > 2_958_465)) throw answering(NOT_A_NUMBER);
  return { flows: amounts, years: whole.map((date) => (date - first) / 365) };
}

function numbersInPlace(list: Value | undefined, context: Context): readonly number[] {
  if (!isSeveral(list)) return [numberIn(list, 0, context)];
  return rowsIn(list, context).flat().map((cell) => {
    const value = unlessError(cell);
    if (value === null) throw answering(unsupported("What Excel makes of a blank among flows or dates is not documented; write 0, or leave the row out."));
    if (typeof value !== "number") throw answering(WRONG_VALUE);
    return value;
  });
}
