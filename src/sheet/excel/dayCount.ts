/** A date of the calendar. Months count from 1. */
export interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/**
 * How days are counted: 0: 30/360 as in the United States · 1: actual days over the actual year · 2: actual/360 · 3: actual/365 · 4: 30/360 as in
 * Europe.
 */
export type Basis = 0 | 1 | 2 | 3 | 4;

export function isBasis(basis: number): basis is Basis {
  return basis === 0 || basis === 1 || basis === 2 || basis === 3 || basis === 4;
}

/** The serial number of 31 December 9999. */
export const LAST_DATE = 2_958_465;

/** The calendar date of a serial number that counts from 1900. Excel has a 29 February 1900, serial 60, that never was. */
export function civil(serial: number): Civil {
  if (serial === 60) return { year: 1900, month: 2, day: 29 };
  if (serial === 0) return { year: 1900, month: 1, day: 0 };
  // Days since 1 March of year 0, so that the leap day is the last of its year.
  const days = serial + (serial < 60 ? 1 : 0) + 693_899;
  const era = Math.floor(days / 146_097);
  const ofEra = days - era * 146_097;
  const yearOfEra = Math.floor((ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365);
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * ofYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: ofYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1 };
}

/** The serial number of a calendar date from 1 January 1900 on. */
export function serialOf({ year, month, day }: Civil): number {
  const fromMarch = month > 2 ? month - 3 : month + 9;
  const years = month > 2 ? year : year - 1;
  const days = 365 * years + Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400) + Math.floor((153 * fromMarch + 2) / 5) + day - 1;
  const serial = days - 693_899;
  return serial <= 60 ? serial - 1 : serial;
}

export function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

export function daysInMonth(year: number, month: number): number {
  return month === 2 ? (isLeap(year) ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

export function isLastOfMonth({ year, month, day }: Civil): boolean {
  return day === daysInMonth(year, month);
}

function isLastOfFebruary(date: Civil): boolean {
  return date.month === 2 && isLastOfMonth(date);
}

/** So many months later or earlier, on the same day of the month, or on the last where the month is shorter or `atEnd` says so. */
export function monthsLater({ year, month, day }: Civil, months: number, atEnd: boolean): Civil {
  const count = year * 12 + month - 1 + months;
  const [toYear, toMonth] = [Math.floor(count / 12), (((count % 12) + 12) % 12) + 1];
  const last = daysInMonth(toYear, toMonth);
  return { year: toYear, month: toMonth, day: atEnd ? last : Math.min(day, last) };
}

/** Days of months of 30 days between two dates, as they are counted in Europe. */
export function europeanDays(from: Civil, to: Civil): number {
  return (to.year - from.year) * 360 + (to.month - from.month) * 30 + Math.min(to.day, 30) - Math.min(from.day, 30);
}

/**
 * Days of months of 30 days between two dates, as NASD counts them: the last of February is the 30th, at the end only if it is so at the start or
 * the whole month is counted; a 31st is the 30th at the start, and at the end where the start is on the 30th or 31st, or the whole month is counted.
 */
export function americanDays(from: Civil, to: Civil, wholeMonths = false): number {
  const fromFebruary = isLastOfFebruary(from);
  let day = to.day;
  if (isLastOfFebruary(to) && (fromFebruary || wholeMonths)) day = 30;
  if (day === 31 && (from.day >= 30 || wholeMonths)) day = 30;
  return (to.year - from.year) * 360 + (to.month - from.month) * 30 + day - (fromFebruary ? 30 : Math.min(from.day, 30));
}

/** The days between two dates of which the first is the earlier one. */
export function daysBetween(from: number, to: number, basis: Basis): number {
  if (basis === 0) return americanDays(civil(from), civil(to));
  return basis === 4 ? europeanDays(civil(from), civil(to)) : to - from;
}

/** The days of the year by which the days between two dates are divided. */
export function daysInYear(from: number, to: number, basis: Basis): number {
  return basis === 1 ? averageYear(civil(from), civil(to)) : basis === 3 ? 365 : 360;
}

/** The part of a year between two dates, whichever is earlier. */
export function yearFraction(a: number, b: number, basis: Basis): number {
  const [from, to] = a <= b ? [a, b] : [b, a];
  return daysBetween(from, to, basis) / daysInYear(from, to, basis);
}

/** Up to a year apart: 366 days when a 29 February falls within or the one year is a leap year, else 365. Further apart: the average of the years touched. */
function averageYear(a: Civil, b: Civil): number {
  const withinAYear = a.year === b.year || (b.year === a.year + 1 && (a.month > b.month || (a.month === b.month && a.day >= b.day)));
  if (!withinAYear) {
    const last = serialOf({ year: b.year + 1, month: 1, day: 1 });
    return (last - serialOf({ year: a.year, month: 1, day: 1 })) / (b.year - a.year + 1);
  }
  if (a.year === b.year) return isLeap(a.year) ? 366 : 365;
  const leapDayWithin = (isLeap(a.year) && a.month <= 2) || (isLeap(b.year) && (b.month > 2 || (b.month === 2 && b.day === 29)));
  return leapDayWithin ? 366 : 365;
}
