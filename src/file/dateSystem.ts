import type { DefinedName, Sheet, Workbook } from "../sheet/workbook";
import { cellPlace } from "../sheet/address";
import { FileRefusal } from "./fileRefusal";
import { formulaTokens } from "./formulaTokens";

/** How many days later the calendar of old Macintosh files begins: 1 January 1904 is 0 there and 1462 otherwise. */
const DAYS_TO_1904 = 1462;
const DAY = 86_400_000;
/** 30 December 1899, from which the days of Excel's calendar count from March 1900 on. */
const DAY_0 = Date.UTC(1899, 11, 30);
/** 1 March 1900. Before it serials are one lower, since Excel's calendar has a 29 February 1900 that never was. */
const FIRST_SURE_DAY = 61;

/** The serial of a date that a file writes as text, `2024-03-31T12:00:00`, in the calendar of its workbook. Undefined where it is no date. */
export function dateSerial(text: string, date1904: boolean): number | undefined {
  const [, year, month, day, hours = "0", minutes = "0", seconds = "0"] = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d(?:\.\d{1,9})?))?)?Z?$/.exec(text.trim()) ?? [];
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  if (new Date(midnight).getUTCDate() !== Number(day)) return undefined;
  const serial = (midnight - DAY_0) / DAY;
  const days = date1904 ? serial - DAYS_TO_1904 : serial < FIRST_SURE_DAY ? serial - 1 : serial;
  return days < 0 ? undefined : days + (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) / 86_400;
}

/**
 * Refuses a workbook that counts its dates from 1904 and asks the calendar anything.
 *
 * Cell values stay as stored: in such a workbook they are right for sums, and for every function that takes only the days between two dates
 * (our present values, XNPV, plain subtraction), since 1462 cancels. Where a formula makes a date or takes one apart, a serial of 1904 would be read
 * as a day four years and a day earlier, in another month or leap year. Converting the cells would not help: nothing tells a date from an
 * amount, nor a date inside a formula from any other number. So those files are refused, rather than wrong.
 */
export function refuseCalendarOf1904(workbook: Workbook): void {
  for (const sheet of workbook.sheets) refuseInSheet(sheet);
  for (const name of workbook.names) refuseInName(name);
}

function refuseInSheet(sheet: Sheet): void {
  for (const [row, cells] of sheet.rows) {
    for (const [column, { formula }] of cells) {
      const called = formula && calendarFunction(formula.text);
      if (called !== undefined) throw refusal(called, cellPlace(sheet.name, row, column));
    }
  }
}

function refuseInName({ name, formula }: DefinedName): void {
  const called = calendarFunction(formula);
  if (called !== undefined) throw refusal(called, `the name ${name}`);
}

function refusal(called: string, where: string): FileRefusal {
  return new FileRefusal(
    `The workbook counts dates from 1904, and ${where} uses ${called}, which would give wrong dates here. In Excel, clear "Use 1904 date system" under File > Options > Advanced, correct the dates (they move by four years and a day), and save the file again.`,
  );
}

function calendarFunction(formula: string): string | undefined {
  const tokens = formulaTokens(formula);
  return tokens.find(({ kind, text }, i) => kind === "name" && tokens[i + 1]?.text === "(" && CALENDAR.has(text.toUpperCase()))?.text;
}

/** The functions whose answer depends on which day a serial is. DAYS, XNPV and XIRR are not among them: they take differences. */
const CALENDAR: ReadonlySet<string> = new Set(
  `ACCRINT ACCRINTM AMORDEGRC AMORLINC COUPDAYBS COUPDAYS COUPDAYSNC COUPNCD COUPNUM COUPPCD DATE DATEDIF DATESTRING DATEVALUE DAY DAYS360 DISC
   DURATION EDATE EOMONTH FORECAST.ETS INTRATE ISOWEEKNUM MDURATION MONTH NETWORKDAYS NETWORKDAYS.INTL NOW ODDFPRICE ODDFYIELD ODDLPRICE ODDLYIELD PRICE
   PRICEDISC PRICEMAT RECEIVED STOCKHISTORY TBILLEQ TBILLPRICE TBILLYIELD TEXT TODAY VALUE WEEKDAY WEEKNUM WORKDAY WORKDAY.INTL YEAR YEARFRAC YIELD
   YIELDDISC YIELDMAT`.split(/\s+/),
);
