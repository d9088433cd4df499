import { type CalendarDay, calendarDay, daysInMonth, isLeap, serialOfDay } from "../evaluator/calendar";

/**
 * How days are counted: 0: 30/360 as in the United States · 1: actual days over the actual year · 2: actual/360 · 3: actual/365 · 4: 30/360 as in
 * Europe.
 */
export type Basis = 0 | 1 | 2 | 3 | 4;

export function isBasis(basis: number): basis is Basis {
  return basis === 0 || basis === 1 || basis === 2 || basis === 3 || basis === 4;
}

/** The serial number of a day, counted from 1900. */
export function serialOf({ year, month, day }: CalendarDay): number {
  return serialOfDay(year, month, day);
}

export function isLastOfMonth({ year, month, day }: CalendarDay): boolean {
  return day === daysInMonth(year, month);
}

function isLastOfFebruary(date: CalendarDay): boolean {
  return date.month === 2 && isLastOfMonth(date);
}

/** So many months later or earlier, on the same day of the month, or on the last where the month is shorter or `atEnd` says so. */
export function monthsLater({ year, month, day }: CalendarDay, months: number, atEnd: boolean): CalendarDay {
  const count = year * 12 + month - 1 + months;
  const [toYear, toMonth] = [Math.floor(count / 12), (((count % 12) + 12) % 12) + 1];
  const last = daysInMonth(toYear, toMonth);
  return { year: toYear, month: toMonth, day: atEnd ? last : Math.min(day, last) };
}

/** Days of months of 30 days between two dates, as they are counted in Europe. */
export function europeanDays(from: CalendarDay, to: CalendarDay): number {
  return (to.year - from.year) * 360 + (to.month - from.month) * 30 + Math.min(to.day, 30) - Math.min(from.day, 30);
}

/**
 * Days of months of 30 days between two dates, as NASD counts them: the last of February is the 30th, at the end only if it is so at the start or
 * the whole month is counted; a 31st is the 30th at the start, and at the end where the start is on the 30th or 31st, or the whole month is counted.
 */
export function americanDays(from: CalendarDay, to: CalendarDay, wholeMonths = false): number {
  const fromFebruary = isLastOfFebruary(from);
  let day = to.day;
  if (isLastOfFebruary(to) && (fromFebruary || wholeMonths)) day = 30;
  if (day === 31 && (from.day >= 30 || wholeMonths)) day = 30;
  return (to.year - from.year) * 360 + (to.month - from.month) * 30 + day - (fromFebruary ? 30 : Math.min(from.day, 30));
}

/** The days between two dates of which the first is the earlier one. */
export function daysBetween(from: number, to: number, basis: Basis): number {
  if (basis === 0) return americanDays(calendarDay(from), calendarDay(to));
  return basis === 4 ? europeanDays(calendarDay(from), calendarDay(to)) : to - from;
}

/** The days of the year by which the days between two dates are divided. */
export function daysInYear(from: number, to: number, basis: Basis): number {
  return basis === 1 ? averageYear(calendarDay(from), calendarDay(to)) : basis === 3 ? 365 : 360;
}

/** The part of a year between two dates, whichever is earlier. */
export function yearFraction(a: number, b: number, basis: Basis): number {
  const [from, to] = a <= b ? [a, b] : [b, a];
  return daysBetween(from, to, basis) / daysInYear(from, to, basis);
}

/** Up to a year apart: 366 days when a 29 February falls within or the one year is a leap year, else 365. Further apart: the average of the years touched. */
function averageYear(a: CalendarDay, b: CalendarDay): number {
  const withinAYear = a.year === b.year || (b.year === a.year + 1 && (a.month > b.month || (a.month === b.month && a.day >= b.day)));
  if (!withinAYear) {
    const last = serialOf({ year: b.year + 1, month: 1, day: 1 });
    return (last - serialOf({ year: a.year, month: 1, day: 1 })) / (b.year - a.year + 1);
  }
  if (a.year === b.year) return isLeap(a.year) ? 366 : 365;
  const leapDayWithin = (isLeap(a.year) && a.month <= 2) || (isLeap(b.year) && (b.month > 2 || (b.month === 2 && b.day === 29)));
  return leapDayWithin ? 366 : 365;
}
