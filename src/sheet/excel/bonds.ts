import type { CellError, CellValue } from "../../cells/cell";
import { NOT_A_NUMBER, answeredNumber, asNumber, unsupported } from "../evaluator/value";
import { LAST_SERIAL, calendarDay, daysInMonth } from "../evaluator/calendar";
import { type Basis, americanDays, daysBetween, daysInYear, europeanDays, isBasis, isLastOfMonth, monthsLater, serialOf } from "./dayCount";
import { type ExcelFunction, type ExcelFunctions, answering, ofValues, unlessError } from "./excelFunction";
import { root } from "./root";

type Answer = number | CellError;

/** Days between the counts from 1900 and from 1904. */
const FOUR_YEARS = 1462;

const odd: ExcelFunction = ofValues(7, 9, () => unsupported("Bonds with a first or last period of another length are not calculated here."));

/** Prices, yields and coupons of securities. */
export const BOND_FUNCTIONS: ExcelFunctions = {
  COUPPCD: ofCoupons(({ previous }, shift) => previous - shift),
  COUPNCD: ofCoupons(({ next }, shift) => next - shift),
  COUPNUM: ofCoupons(({ count }) => count),
  COUPDAYS: ofCoupons(({ days }) => days),
  COUPDAYBS: ofCoupons(({ before }) => before),
  COUPDAYSNC: ofCoupons(({ after }) => after),

  PRICE: ofDates(6, 7, [0, 1], (settlement = 0, maturity = 0, rate = 0, annual = 0, redemption = 0, frequency = 0, basis = 0) => {
    const coupons = couponsOf(settlement, maturity, frequency, basis);
    return rate < 0 || annual < 0 || redemption <= 0 ? NOT_A_NUMBER : price(coupons, rate, annual, redemption);
  }),
  YIELD: ofDates(6, 7, [0, 1], (settlement = 0, maturity = 0, rate = 0, paid = 0, redemption = 0, frequency = 0, basis = 0) => {
    const coupons = couponsOf(settlement, maturity, frequency, basis);
    if (rate < 0 || paid <= 0 || redemption <= 0) return NOT_A_NUMBER;
    const { count, perYear, days, before } = coupons;
    if (count > 1) {
      const periodic = root((each) => price(coupons, rate, each * perYear, redemption) - paid, 0.05 / perYear);
      return periodic === undefined ? NOT_A_NUMBER : periodic * perYear;
    }
    const owed = paid / 100 + ((before / days) * rate) / perYear;
    return ((redemption / 100 + rate / perYear - owed) / owed) * ((perYear * days) / (days - before));
  }),
  DURATION: ofDates(5, 6, [0, 1], (settlement = 0, maturity = 0, rate = 0, annual = 0, frequency = 0, basis = 0) => duration(settlement, maturity, rate, annual, frequency, basis)),
  MDURATION: ofDates(5, 6, [0, 1], (settlement = 0, maturity = 0, rate = 0, annual = 0, frequency = 0, basis = 0) => {
    const macaulay = unlessError(duration(settlement, maturity, rate, annual, frequency, basis));
    return macaulay / (1 + annual / Math.trunc(frequency));
  }),

  ACCRINT: ofDates(6, 8, [0, 1, 2], (issue = 0, first = 0, settlement = 0, rate = 0, par = 1000, frequency = 0, basis = 0, fromIssue = 1) =>
    accrued(issue, first, settlement, rate, par, Math.trunc(frequency), Math.trunc(basis), fromIssue !== 0),
  ),
  ACCRINTM: ofDates(3, 5, [0, 1], (issue = 0, settlement = 0, rate = 0, par = 1000, given = 0) => {
    const basis = Math.trunc(given);
    if (rate <= 0 || par <= 0 || !isBasis(basis) || issue >= settlement) return NOT_A_NUMBER;
    return (par * rate * daysBetween(issue, settlement, basis)) / daysInYear(issue, settlement, basis);
  }),
  DISC: ofTerm((term, paid, redemption) => (paid <= 0 || redemption <= 0 ? NOT_A_NUMBER : (redemption - paid) / redemption / term)),
  INTRATE: ofTerm((term, invested, redemption) => (invested <= 0 || redemption <= 0 ? NOT_A_NUMBER : (redemption - invested) / invested / term)),
  PRICEDISC: ofTerm((term, discount, redemption) => (discount <= 0 || redemption <= 0 ? NOT_A_NUMBER : redemption - discount * redemption * term)),
  YIELDDISC: ofTerm((term, paid, redemption) => (paid <= 0 || redemption <= 0 ? NOT_A_NUMBER : (redemption - paid) / paid / term)),
  RECEIVED: ofTerm((term, invested, discount) => (invested <= 0 || discount <= 0 || discount * term >= 1 ? NOT_A_NUMBER : invested / (1 - discount * term))),
  PRICEMAT: ofDates(5, 6, [0, 1, 2], (settlement = 0, maturity = 0, issue = 0, rate = 0, annual = 0, basis = 0) => {
    const parts = maturityParts(settlement, maturity, issue, basis);
    if (rate < 0 || annual < 0) return NOT_A_NUMBER;
    return (100 + parts.whole * rate * 100) / (1 + parts.rest * annual) - parts.accrued * rate * 100;
  }),
  YIELDMAT: ofDates(5, 6, [0, 1, 2], (settlement = 0, maturity = 0, issue = 0, rate = 0, paid = 0, basis = 0) => {
    const parts = maturityParts(settlement, maturity, issue, basis);
    if (rate < 0 || paid <= 0) return NOT_A_NUMBER;
    const owed = paid / 100 + parts.accrued * rate;
    return (1 + parts.whole * rate - owed) / owed / parts.rest;
  }),

  TBILLPRICE: ofDates(3, 3, [0, 1], (settlement = 0, maturity = 0, discount = 0) => {
    if (!isWithinAYear(settlement, maturity) || discount <= 0) return NOT_A_NUMBER;
    const bill = 100 * (1 - (discount * (maturity - settlement)) / 360);
    return bill < 0 ? NOT_A_NUMBER : bill;
  }),
  TBILLYIELD: ofDates(3, 3, [0, 1], (settlement = 0, maturity = 0, paid = 0) => {
    if (!isWithinAYear(settlement, maturity) || paid <= 0) return NOT_A_NUMBER;
    return ((100 - paid) / paid) * (360 / (maturity - settlement));
  }),
  TBILLEQ: ofDates(3, 3, [0, 1], (settlement = 0, maturity = 0, discount = 0) => {
    if (!isWithinAYear(settlement, maturity) || discount <= 0) return NOT_A_NUMBER;
    const days = maturity - settlement;
    if (days <= 182) return (365 * discount) / (360 - discount * days);
    // Longer than half a year, the bill is compared with a bond that pays once in between.
    const part = days / (days === 366 ? 366 : 365);
    const bill = 1 - (discount * days) / 360;
    return (2 * (Math.sqrt(part ** 2 - (2 * part - 1) * (1 - 1 / bill)) - part)) / (2 * part - 1);
  }),

  ODDFPRICE: odd,
  ODDFYIELD: odd,
  ODDLPRICE: odd,
  ODDLYIELD: odd,
};

/** A function of numbers of which those at some places are dates: whole days, counted from 1900. */
export function ofDates(fewest: number, most: number, dates: readonly number[], answer: (...numbers: (number | undefined)[]) => Answer): ExcelFunction {
  return ofShiftedDates(fewest, most, dates, (_, ...numbers) => answer(...numbers));
}

function ofShiftedDates(fewest: number, most: number, dates: readonly number[], answer: (shift: number, ...numbers: (number | undefined)[]) => Answer): ExcelFunction {
  return ofValues(fewest, most, (args, { from1904 }): CellValue => {
    const shift = from1904 ? FOUR_YEARS : 0;
    const numbers: (number | undefined)[] = [];
    for (const [i, arg] of args.entries()) {
      const number = arg === undefined ? undefined : unlessError(asNumber(arg, from1904));
      if (number === undefined || !dates.includes(i)) numbers.push(number);
      else {
        const day = Math.floor(number) + shift;
        if (day < 0 || day > LAST_SERIAL) return NOT_A_NUMBER;
        numbers.push(day);
      }
    }
    return answeredNumber(answer(shift, ...numbers));
  });
}

/** A function of the part of a year between settlement and maturity, and two more numbers. */
function ofTerm(answer: (term: number, first: number, second: number) => Answer): ExcelFunction {
  return ofDates(4, 5, [0, 1], (settlement = 0, maturity = 0, first = 0, second = 0, given = 0) => {
    const basis = Math.trunc(given);
    if (!isBasis(basis) || settlement >= maturity) return NOT_A_NUMBER;
    return answer(daysBetween(settlement, maturity, basis) / daysInYear(settlement, maturity, basis), first, second);
  });
}

/** The coupons of a bond around its settlement. */
interface Coupons {
  readonly perYear: number;
  readonly previous: number;
  readonly next: number;
  /** How many are paid up to maturity. */
  readonly count: number;
  /** The days of the period in which the settlement falls, those of it before, and those after. */
  readonly days: number;
  readonly before: number;
  readonly after: number;
}

function ofCoupons(answer: (coupons: Coupons, shift: number) => number): ExcelFunction {
  return ofShiftedDates(3, 4, [0, 1], (shift, settlement = 0, maturity = 0, frequency = 0, basis = 0) => {
    return answer(couponsOf(settlement, maturity, frequency, basis), shift);
  });
}

function couponsOf(settlement: number, maturity: number, frequency: number, given: number): Coupons {
  const [perYear, basis] = [Math.trunc(frequency), Math.trunc(given)];
  if ((perYear !== 1 && perYear !== 2 && perYear !== 4) || !isBasis(basis) || settlement >= maturity) throw answering(NOT_A_NUMBER);
  const months = 12 / perYear;
  const [last, now] = [calendarDay(maturity), calendarDay(settlement)];
  const atEnd = isLastOfMonth(last);
  if (last.day > 28 && !atEnd && (last.month + 10) % months === 0) {
    throw answering(unsupported("Coupons on the 29th or 30th with one of them in February are not documented; Excel's are not calculated here."));
  }
  const coupon = (count: number): number => serialOf(monthsLater(last, -count * months, atEnd));
  // As many whole periods back as the months allow, and one less where that is not far enough.
  let count = Math.max(1, Math.floor(((last.year - now.year) * 12 + last.month - now.month) / months));
  while (coupon(count) > settlement) count++;
  const [previous, next] = [coupon(count), coupon(count - 1)];
  const days = basis === 1 ? next - previous : (basis === 3 ? 365 : 360) / perYear;
  const before = daysBetween(previous, settlement, basis);
  const after =
    basis === 0 ? americanDays(calendarDay(previous), calendarDay(next), true) - before : basis === 4 ? europeanDays(calendarDay(settlement), calendarDay(next)) : next - settlement;
  return { perYear, previous, next, count, days, before, after };
}

function price({ perYear, count, days, before }: Coupons, rate: number, annual: number, redemption: number): number {
  const coupon = (100 * rate) / perYear;
  const part = (days - before) / days;
  const accruedBefore = (coupon * before) / days;
  if (count === 1) return (redemption + coupon) / (1 + (part * annual) / perYear) - accruedBefore;
  let worth = 0;
  for (let k = 0; k < count; k++) worth += coupon / (1 + annual / perYear) ** (k + part);
  return redemption / (1 + annual / perYear) ** (count - 1 + part) + worth - accruedBefore;
}

function duration(settlement: number, maturity: number, rate: number, annual: number, frequency: number, basis: number): Answer {
  const coupons = couponsOf(settlement, maturity, frequency, basis);
  if (rate < 0 || annual < 0) return NOT_A_NUMBER;
  const { perYear, count, days, before } = coupons;
  const part = (days - before) / days;
  let [weighted, worth] = [0, 0];
  for (let k = 0; k < count; k++) {
    const paid = (100 * rate) / perYear + (k === count - 1 ? 100 : 0);
    const now = paid / (1 + annual / perYear) ** (k + part);
    weighted += now * (k + part);
    worth += now;
  }
  return weighted / worth / perYear;
}

interface MaturityParts {
  readonly whole: number;
  readonly accrued: number;
  readonly rest: number;
}

/** Parts of a year: from issue to maturity, from issue to settlement, and from there to maturity. */
function maturityParts(settlement: number, maturity: number, issue: number, given: number): MaturityParts {
  const basis = Math.trunc(given);
  if (!isBasis(basis) || settlement >= maturity || issue > settlement) throw answering(NOT_A_NUMBER);
  const year = daysInYear(issue, settlement, basis);
  const [whole, accruedDays] = [daysBetween(issue, maturity, basis), daysBetween(issue, settlement, basis)];
  return { whole: whole / year, accrued: accruedDays / year, rest: (whole - accruedDays) / year };
}

/** Interest since the issue, period by period of the coupons; without `fromIssue` whole periods before the first are left out. */
function accrued(issue: number, first: number, settlement: number, rate: number, par: number, perYear: number, basis: number, fromIssue: boolean): Answer {
  if (rate <= 0 || par <= 0 || (perYear !== 1 && perYear !== 2 && perYear !== 4) || !isBasis(basis) || issue >= settlement) return NOT_A_NUMBER;
  if (settlement > first) return unsupported("Interest that has accrued beyond the first coupon is not calculated here.");
  const months = 12 / perYear;
  const firstDate = calendarDay(first);
  const atEnd = isLastOfMonth(firstDate);
  const coupon = (back: number): number => serialOf(monthsLater(firstDate, -back * months, atEnd));
  let start = coupon(1);
  const startDate = calendarDay(start);
  if (atEnd && startDate.month === 2 && issue > start && issue <= start + 31 - daysInMonth(startDate.year, 2)) {
    return unsupported("An issue in the days between the last of February and the 31st that it has not: Excel and its documentation give two figures.");
  }
  const normal = basis === 1 ? first - start : (basis === 3 ? 365 : 360) / perYear;
  let periods = daysBetween(Math.max(issue, start), settlement, basis) / normal;
  for (let back = 2; start > issue; back++) {
    const end = start;
    start = coupon(back);
    if (issue <= start) periods += fromIssue ? 1 : 0;
    else periods += daysBetween(issue, end, basis) / wholePeriod(start, end, basis, perYear);
  }
  return ((par * rate) / perYear) * periods;
}

function wholePeriod(start: number, end: number, basis: Basis, perYear: number): number {
  if (basis === 0) return americanDays(calendarDay(start), calendarDay(end), true);
  if (basis === 2) return americanDays(calendarDay(start), calendarDay(end));
  return basis === 3 ? 365 / perYear : daysBetween(start, end, basis);
}

function isWithinAYear(settlement: number, maturity: number): boolean {
  const date = calendarDay(settlement);
  return settlement < maturity && maturity <= serialOf(monthsLater(date, 12, false));
}
