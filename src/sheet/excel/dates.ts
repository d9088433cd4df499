import type { CellError, CellValue } from "../../cells/cell";
import { LAST_SERIAL, calendarDay, daysInMonth, serialOfDay, serialShift, weekday } from "../evaluator/calendar";
import { dateFromText, numberFromText } from "../evaluator/numberFromText";
import { isBasis, yearFraction } from "./dayCount";
import { Lambda, NOT_A_NUMBER, type Value, WRONG_VALUE, answeredNumber, asText, isErrorValue, unsupported } from "../evaluator/value";
import { type Context, type ExcelFunction, type ExcelFunctions, answering, isSeveral, numberIn, ofRanges, ofValues, unlessError, wholeIn } from "./excelFunction";
import { ofGivenNumbers } from "./givenNumbers";

/** Functions of days and times. A serial number counts days, and its decimals are the time of the day. */
export const DATE_FUNCTIONS: ExcelFunctions = {
  DATE: ofDates(3, 3, 0, (year, month, day) => dateSerial(Math.trunc(year), Math.trunc(month), Math.trunc(day)), "date"),
  DATEDIF: ofValues(3, 3, ([from, to, unit = null], context) => {
    return dateDifference(dayIn(from, context), dayIn(to, context), unlessError(asText(unit)).toUpperCase());
  }),
  DATEVALUE: ofValues(1, 1, ([text = null], { from1904 }) => dateValue(text, from1904)),
  TIMEVALUE: ofValues(1, 1, ([text = null], { from1904 }) => {
    const number = typeof text === "string" && /[:apAP]/.test(text) ? numberFromText(text, from1904) : undefined;
    const day = typeof text === "string" && number === undefined ? dateFromText(text.trim(), from1904) : undefined;
    return number === undefined ? (day === undefined ? (isErrorValue(text) ? text : WRONG_VALUE) : 0) : number - Math.floor(number);
  }),
  DAY: ofDates(1, 1, 1, (serial) => calendarDay(serial).day),
  MONTH: ofDates(1, 1, 1, (serial) => calendarDay(serial).month),
  YEAR: ofDates(1, 1, 1, (serial) => calendarDay(serial).year),
  DAYS: ofDates(2, 2, 2, (to, from) => to - from),
  DAYS360: ofDates(2, 3, 2, (from, to, european = 0) => days360(from, to, european !== 0)),
  EDATE: ofDates(2, 2, 1, (from, months) => monthsLater(from, Math.trunc(months)), "date"),
  EOMONTH: ofDates(2, 2, 1, (from, months) => endOfMonth(from, Math.trunc(months)), "date"),
  HOUR: ofTimes((second) => Math.floor(second / 3600)),
  MINUTE: ofTimes((second) => Math.floor(second / 60) % 60),
  SECOND: ofTimes((second) => second % 60),
  TIME: ofGivenNumbers(3, 3, (hours, minutes, seconds) => {
    if (Math.max(hours, minutes, seconds) >= 32_768) return NOT_A_NUMBER;
    const total = Math.trunc(hours) * 3600 + Math.trunc(minutes) * 60 + Math.trunc(seconds);
    return total < 0 ? NOT_A_NUMBER : (total % 86_400) / 86_400;
  }),
  WEEKDAY: ofDates(1, 2, 1, (serial, type = 1) => weekdayNumber(serial, Math.trunc(type))),
  WEEKNUM: ofDates(1, 2, 1, (serial, type = 1) => weekNumber(serial, Math.trunc(type))),
  ISOWEEKNUM: ofDates(1, 1, 1, isoWeekNumber),
  WORKDAY: ofRanges(2, 3, "VVR", ([from, days, holidays], context) => workday(from, days, undefined, holidays, context)),
  "WORKDAY.INTL": ofRanges(2, 4, "VVVR", ([from, days, weekend, holidays], context) => workday(from, days, weekend, holidays, context)),
  NETWORKDAYS: ofRanges(2, 3, "VVR", ([from, to, holidays], context) => workdaysBetween(from, to, undefined, holidays, context)),
  "NETWORKDAYS.INTL": ofRanges(2, 4, "VVVR", ([from, to, weekend, holidays], context) => workdaysBetween(from, to, weekend, holidays, context)),
  YEARFRAC: ofDates(2, 3, 2, (from, to, given = 0) => {
    const basis = Math.trunc(given);
    return isBasis(basis) ? yearFraction(from, to, basis) : NOT_A_NUMBER;
  }),
  NOW: ofValues(0, 0, (_, { now }) => now),
  TODAY: ofValues(0, 0, (_, { now }) => Math.floor(now)),
};

/**
 * A function of numbers of which the first so many are dates: whole days that count from 1900 whatever the workbook does. If it answers a date, that
 * is a day of the workbook again.
 */
function ofDates(fewest: number, most: number, dates: number, answer: (...numbers: [number, number, number, ...number[]]) => number | CellError, kind: "number" | "date" = "number"): ExcelFunction {
  return ofValues(fewest, most, (args, context) => {
    const numbers = args.map((arg, index) => (index < dates ? dayIn(arg, context) : numberIn(arg, 0, context)));
    const answered = unlessError(answer(...(numbers as [number, number, number])));
    if (kind === "number") return answeredNumber(answered);
    const day = answered - serialShift(context.from1904);
    return day >= 0 && answered <= LAST_SERIAL ? day : NOT_A_NUMBER;
  });
}

/** The whole day of a date, from 1900. */
function dayIn(arg: Value | undefined, context: Context): number {
  const number = numberIn(arg, 0, context);
  const day = Math.floor(number) + serialShift(context.from1904);
  if (number < 0 || day > LAST_SERIAL) throw answering(NOT_A_NUMBER);
  return day;
}

/** A function of the second of the day: Excel rounds a time to whole seconds. */
function ofTimes(answer: (second: number) => number): ExcelFunction {
  return ofGivenNumbers(1, 1, (time) => (time < 0 || time > LAST_SERIAL + 1 ? NOT_A_NUMBER : answer(Math.round((time - Math.floor(time)) * 86_400) % 86_400)));
}

/** Years before 1900 are counted from 1900. */
function dateSerial(year: number, month: number, day: number): number | CellError {
  return year < 0 || year > 9999 ? NOT_A_NUMBER : serialOfDay(year < 1900 ? year + 1900 : year, month, day);
}

function dateValue(text: CellValue, from1904: boolean): CellValue {
  if (typeof text !== "string") return isErrorValue(text) ? text : WRONG_VALUE;
  const day = dateFromText(text.trim(), from1904);
  if (day !== undefined) return day;
  const withTime = /[/-]|[a-z]{3}/i.test(text) && text.includes(":") ? numberFromText(text, from1904) : undefined;
  return withTime === undefined ? { ...WRONG_VALUE, message: `DATEVALUE cannot read "${text}" as a date.` } : Math.floor(withTime);
}

function dateDifference(first: number, last: number, unit: string): CellValue {
  if (first > last) return NOT_A_NUMBER;
  const [from, to] = [calendarDay(first), calendarDay(last)];
  const months = (to.year - from.year) * 12 + to.month - from.month - (to.day < from.day ? 1 : 0);
  switch (unit) {
    case "D":
      return last - first;
    case "M":
      return months;
    case "Y":
      return Math.floor(months / 12);
    case "YM":
      return months % 12;
    case "MD": {
      const before = to.month === 1 ? 31 : daysInMonth(to.year, to.month - 1);
      if (to.day >= from.day) return to.day - from.day;
      // What Microsoft's documentation calls "may result in a negative number, a zero, or an inaccurate result".
      return from.day > before ? unsupported('DATEDIF: "MD" between these days is documented as inaccurate in Excel, and cannot be calculated here.') : to.day - from.day + before;
    }
    case "YD": {
      const wraps = to.month < from.month || (to.month === from.month && to.day < from.day);
      const inYearOfEnd = last - serialOfDay(to.year - (wraps ? 1 : 0), from.month, from.day);
      const inYearOfStart = serialOfDay(from.year + (wraps ? 1 : 0), to.month, to.day) - first;
      return inYearOfEnd === inYearOfStart ? inYearOfEnd : unsupported('DATEDIF: "YD" across a leap day cannot be calculated here.');
    }
    default:
      return NOT_A_NUMBER;
  }
}

/** Days between two dates of years of 360 days, each month of 30. */
function days360(first: number, last: number, european: boolean): number {
  const [from, to] = [calendarDay(first), calendarDay(last)];
  let [firstDay, lastDay] = [from.day, to.day];
  if (european) {
    firstDay = Math.min(firstDay, 30);
    lastDay = Math.min(lastDay, 30);
  } else {
    if (firstDay === daysInMonth(from.year, from.month)) firstDay = 30;
    if (lastDay === 31 && firstDay >= 30) lastDay = 30;
  }
  return 360 * (to.year - from.year) + 30 * (to.month - from.month) + lastDay - firstDay;
}

function monthsLater(from: number, months: number): number {
  const { year, month, day } = calendarDay(from);
  const first = calendarDay(Math.max(1, serialOfDay(year, month + months, 1)));
  return serialOfDay(year, month + months, Math.min(day, daysInMonth(first.year, first.month)));
}

function endOfMonth(from: number, months: number): number {
  const { year, month } = calendarDay(from);
  return serialOfDay(year, month + months + 1, 0);
}

function weekdayNumber(serial: number, type: number): number | CellError {
  const day = weekday(serial);
  if (type === 1) return day + 1;
  if (type === 2) return ((day + 6) % 7) + 1;
  if (type === 3) return (day + 6) % 7;
  return type >= 11 && type <= 17 ? ((day - (type - 10) + 7) % 7) + 1 : NOT_A_NUMBER;
}

function weekNumber(serial: number, type: number): number | CellError {
  if (type === 21) return isoWeekNumber(serial);
  const starts = type === 1 ? 0 : type === 2 ? 1 : type >= 11 && type <= 17 ? (type - 10) % 7 : undefined;
  if (starts === undefined) return NOT_A_NUMBER;
  const newYear = serialOfDay(calendarDay(serial).year, 1, 1);
  return Math.floor((serial - newYear + ((weekday(newYear) - starts + 7) % 7)) / 7) + 1;
}

/** The week belongs to the year of its Thursday. */
function isoWeekNumber(serial: number): number {
  const thursday = serial - ((weekday(serial) + 6) % 7) + 3;
  return Math.floor((thursday - serialOfDay(calendarDay(Math.max(0, thursday)).year, 1, 1)) / 7) + 1;
}

/** For each weekday, from Sunday on, whether it is worked. */
function workedDays(weekend: Value | undefined, context: Context): readonly boolean[] {
  if (weekend === undefined) return [false, true, true, true, true, true, false];
  if (typeof weekend === "string") {
    if (!/^[01]{7}$/.test(weekend)) throw answering(WRONG_VALUE);
    const fromMonday = [...weekend].map((digit) => digit === "0");
    return [fromMonday[6] === true, ...fromMonday.slice(0, 6)];
  }
  const code = wholeIn(weekend, 0, context);
  // 1 is Saturday and Sunday, 2 Sunday and Monday …, 11 Sunday alone, 12 Monday alone …
  if (code >= 1 && code <= 7) return Array.from({ length: 7 }, (_, day) => day !== (code + 5) % 7 && day !== (code + 6) % 7);
  if (code < 11 || code > 17) throw answering(NOT_A_NUMBER);
  return Array.from({ length: 7 }, (_, day) => day !== code - 11);
}

/** Days that are worked: not of the weekend, and no holiday. */
class WorkCalendar {
  private readonly holidays: readonly number[];
  readonly perWeek: number;

  constructor(
    private readonly worked: readonly boolean[],
    holidays: Iterable<number>,
  ) {
    this.holidays = [...new Set(holidays)].filter((day) => worked[weekday(day)]).sort((a, b) => a - b);
    this.perWeek = worked.filter(Boolean).length;
  }

  /** How many of these days are worked. */
  count(first: number, last: number): number {
    if (first > last) return 0;
    const weeks = Math.floor((last - first + 1) / 7);
    let count = weeks * this.perWeek;
    for (let day = first + weeks * 7; day <= last; day++) if (this.worked[weekday(day)]) count++;
    return count - (this.holidaysUpTo(last) - this.holidaysUpTo(first - 1));
  }

  private holidaysUpTo(day: number): number {
    let [low, high] = [0, this.holidays.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.holidays[middle] ?? Infinity) <= day) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function workCalendar(weekend: Value | undefined, holidays: Value | undefined, context: Context): WorkCalendar {
  const worked = workedDays(weekend, context);
  const days: number[] = [];
  const add = (value: CellValue) => {
    if (typeof value === "boolean") throw answering(WRONG_VALUE);
    if (value !== null) days.push(dayIn(value, context));
  };
  if (holidays instanceof Lambda) throw answering(WRONG_VALUE);
  if (isSeveral(holidays)) context.each(holidays, add);
  else add(holidays ?? null);
  return new WorkCalendar(worked, days);
}

function workday(from: Value | undefined, days: Value | undefined, weekend: Value | undefined, holidays: Value | undefined, context: Context): CellValue {
  const [start, wanted] = [dayIn(from, context), wholeIn(days, 0, context)];
  const calendar = workCalendar(weekend, holidays, context);
  if (calendar.perWeek === 0) return WRONG_VALUE;
  if (wanted === 0) return start - serialShift(context.from1904);
  // The first day by which so many days are worked, forwards or backwards.
  const reached = (distance: number) => (wanted > 0 ? calendar.count(start + 1, start + distance) : calendar.count(start - distance, start - 1));
  let [low, high] = [1, wanted > 0 ? LAST_SERIAL - start : start];
  if (reached(high) < Math.abs(wanted)) return NOT_A_NUMBER;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (reached(middle) >= Math.abs(wanted)) high = middle;
    else low = middle + 1;
  }
  const day = start + (wanted > 0 ? low : -low) - serialShift(context.from1904);
  return day < 0 ? NOT_A_NUMBER : day;
}

function workdaysBetween(from: Value | undefined, to: Value | undefined, weekend: Value | undefined, holidays: Value | undefined, context: Context): CellValue {
  const [first, last] = [dayIn(from, context), dayIn(to, context)];
  const calendar = workCalendar(weekend, holidays, context);
  return first <= last ? calendar.count(first, last) : 0 - calendar.count(last, first);
}
