/** A day of the calendar as Excel has it. */
export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** The serial numbers of 1 January 1904, which is day 0 of a workbook that counts from 1904, and of 31 December 9999. */
export const START_OF_1904 = 1462;
export const LAST_SERIAL = 2_958_465;

/** What a workbook's serial numbers lie behind those that count from 1900. */
export function serialShift(from1904: boolean): number {
  return from1904 ? START_OF_1904 : 0;
}

/** The day of a whole serial number that counts from 1900. Excel has a 29 February 1900, serial 60, that never was, and a 0 January 1900. */
export function calendarDay(serial: number): CalendarDay {
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

/** The serial number, from 1900, of a day of a month; months beyond a year and days beyond a month are counted on. */
export function serialOfDay(year: number, month: number, day: number): number {
  const months = year * 12 + month - 1;
  const [ofYear, ofMonth] = [Math.floor(months / 12), (((months % 12) + 12) % 12) + 1];
  // The first of the month, counted in years that begin in March.
  const marchYear = ofMonth > 2 ? ofYear : ofYear - 1;
  const monthFromMarch = ofMonth > 2 ? ofMonth - 3 : ofMonth + 9;
  const days = 365 * marchYear + Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400) + Math.floor((153 * monthFromMarch + 2) / 5);
  const dayBefore = days - 693_900;
  // Months up to February 1900 have Excel's 29 February 1900 still before them.
  return (dayBefore < 60 ? dayBefore - 1 : dayBefore) + day;
}

export function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** How many days a month has; of February 1900 as many as Excel gives it. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) || year === 1900 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

export const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"] as const;
export const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;

/** The weekday of a whole serial number from 1900: 0 is Sunday. In Excel 1 January 1900 is one, which it was not. */
export function weekday(serial: number): number {
  return (((serial - 1) % 7) + 7) % 7;
}
