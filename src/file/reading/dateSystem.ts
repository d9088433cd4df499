/** How many days later the calendar of old Macintosh files begins: 1 January 1904 is 0 there and 1462 otherwise. */
const DAYS_TO_1904 = 1462;
const DAY = 86_400_000;
/** 30 December 1899, from which the days of Excel's calendar count from March 1900 on. */
const DAY_0 = Date.UTC(1899, 11, 30);
/** 1 March 1900. Before it serials are one lower, since Excel's calendar has a 29 February 1900 that never was. */
const FIRST_SURE_DAY = 61;

/**
 * The serial of a date that a file writes as text, `2024-03-31T12:00:00`, in the calendar of its workbook. A time alone, `10:10:10`, is a part of a day.
 * Undefined where it is neither.
 */
export function dateSerial(text: string, date1904: boolean): number | undefined {
  const [, date, time] = /^(\d{4}-\d\d-\d\d)?(?:(?:^T?|T)(\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?))?Z?$/.exec(text.trim()) ?? [];
  const [day, part] = [date === undefined ? 0 : daySerial(date, date1904), time === undefined ? 0 : partOfDay(time)];
  return (date === undefined && time === undefined) || day === undefined || part === undefined ? undefined : day + part;
}

function daySerial(date: string, date1904: boolean): number | undefined {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  // A 30 February is no day; some engines take it for one in March.
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(date)) return undefined;
  const serial = (midnight - DAY_0) / DAY;
  const days = date1904 ? serial - DAYS_TO_1904 : serial < FIRST_SURE_DAY ? serial - 1 : serial;
  return days < 0 ? undefined : days;
}

function partOfDay(time: string): number | undefined {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(":").map(Number);
  return hours < 24 && minutes < 60 && seconds < 60 ? (hours * 3600 + minutes * 60 + seconds) / 86_400 : undefined;
}
