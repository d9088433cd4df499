import { Decimal as DecimalJs } from "decimal.js";
import { BLANK, type EngineError, type EngineScalar, type EngineValue, KIND, engineArray, engineError, engineNumber, rowsOf, scalarOf } from "./engineValue";

/** A function of Excel that we calculate ourselves, because the library's engine gives other figures than Excel. */
export type ExcelFunction = (...args: EngineValue[]) => EngineValue;

/** Precise enough that rounding to a multiple is decided on the exact decimals of both numbers. */
const Decimal = DecimalJs.clone({ precision: 60, rounding: DecimalJs.ROUND_HALF_UP });
type Decimal = DecimalJs;

/** Excel's own functions as they answer in Excel, by name. */
export const EXCEL_FUNCTIONS: ReadonlyMap<string, ExcelFunction> = new Map<string, ExcelFunction>([
  ["ROUND", ofNumbers(2, (x, places) => rounded(x, places, Decimal.ROUND_HALF_UP))],
  ["ROUNDUP", ofNumbers(2, (x, places) => rounded(x, places, Decimal.ROUND_UP))],
  ["ROUNDDOWN", ofNumbers(2, (x, places) => rounded(x, places, Decimal.ROUND_DOWN))],
  ["TRUNC", ofNumbers(1, (x, places = 0) => rounded(x, places, Decimal.ROUND_DOWN))],
  ["MROUND", ofNumbers(2, (x, multiple) => (x * multiple < 0 ? undefined : multipleOf(x, multiple, Decimal.ROUND_HALF_UP)))],
  ["CEILING", ofNumbers(2, (x, multiple) => (x > 0 && multiple < 0 ? undefined : multipleOf(x, multiple, x < 0 && multiple < 0 ? Decimal.ROUND_UP : Decimal.ROUND_CEIL)))],
  ["FLOOR", ofNumbers(2, floor)],
  ["YEARFRAC", ofNumbers(2, (from, to, basis = 0) => yearFraction(Math.trunc(from), Math.trunc(to), Math.trunc(basis)))],
  ["VALUE", each((text) => numberFromText(text))],
  ["INDEX", index],
]);

/** What TEXT is to show of a number: rounded as ROUND does to the places of its format, for the library rounds the double. */
export const shownByFormat: ExcelFunction = each((value = BLANK, format = BLANK) => {
  if (value.kind !== KIND.number || format.kind !== KIND.text) return value;
  const sections = format.value.replace(/"[^"]*"|\\./g, "").split(";");
  const section = (value.value < 0 ? sections[1] : undefined) ?? sections[0] ?? "";
  if (!/[0#?]/.test(section) || /[ymdhse/]/i.test(section)) return value;
  const places = (/\.([0#?]*)/.exec(section)?.[1]?.length ?? 0) + 2 * (section.split("%").length - 1) - 3 * (/[0#?.](,+)(?![0#?,])/.exec(section)?.[1]?.length ?? 0);
  return engineNumber(rounded(value.value, places, Decimal.ROUND_HALF_UP));
});

/** Excel's operators where the library's differ: it compares and joins numbers with all digits of the double. */
export const EXCEL_OPERATORS: ReadonlyMap<string, ExcelFunction> = new Map<string, ExcelFunction>([
  ["=", comparison((order) => order === 0)],
  ["<>", comparison((order) => order !== 0)],
  ["<", comparison((order) => order < 0)],
  [">", comparison((order) => order > 0)],
  ["<=", comparison((order) => order <= 0)],
  [">=", comparison((order) => order >= 0)],
  ["&", each((a = BLANK, b = BLANK) => [a, b].find((value) => value.kind === KIND.error) ?? { kind: KIND.text, value: textOf(a) + textOf(b) })],
  ["+", ofNumbers(2, (a, b) => withoutResidue(a + b, a))],
  ["-", ofNumbers(2, (a, b) => withoutResidue(a - b, a))],
]);

/** A cell of an array, or with 0 a whole row or column of it. With one index, an array of one row is counted along the row, which the library does not do. */
function index(array: EngineValue = BLANK, first: EngineValue = BLANK, second?: EngineValue): EngineValue {
  const rows = rowsOf(array);
  const alongRow = second === undefined && rows.length === 1;
  const [row, column] = alongRow ? [engineNumber(1), first] : [first, second ?? (rows[0]?.length === 1 ? engineNumber(1) : BLANK)];
  const [onlyRow, onlyColumn] = [row, column].map((given) => (given.kind === KIND.array ? undefined : asNumber(scalarOf(given))));
  if (typeof onlyRow !== "number" || typeof onlyColumn !== "number" || (Math.trunc(onlyRow) !== 0 && Math.trunc(onlyColumn) !== 0)) {
    return each((r = BLANK, c = BLANK) => {
      const [atRow, atColumn] = [asNumber(r), asNumber(c)];
      if (typeof atRow !== "number") return atRow;
      if (typeof atColumn !== "number") return atColumn;
      return rows[Math.trunc(atRow) - 1]?.[Math.trunc(atColumn) - 1] ?? engineError("#REF!");
    })(row, column);
  }
  const [r, c] = [Math.trunc(onlyRow), Math.trunc(onlyColumn)];
  const picked = (r === 0 ? rows : rows.slice(r - 1, r)).map((line) => (c === 0 ? line : line.slice(c - 1, c)));
  if (r < 0 || c < 0 || picked.length === 0 || picked[0]?.length === 0) return engineError("#REF!");
  if (array.kind !== KIND.array || array.originRow === undefined || array.originCol === undefined) return engineArray(picked);
  return { ...engineArray(picked), originRow: array.originRow + Math.max(0, r - 1), originCol: array.originCol + Math.max(0, c - 1) };
}

/** Compared as Excel does: numbers by their 15 digits, texts whatever their case, and numbers before texts before FALSE and TRUE. */
function comparison(holds: (order: number) => boolean): ExcelFunction {
  return each((a = BLANK, b = BLANK) => {
    const error = [a, b].find((value) => value.kind === KIND.error);
    return error ?? { kind: KIND.boolean, value: holds(order(filled(a, b), filled(b, a))) };
  });
}

function order(a: EngineScalar, b: EngineScalar): number {
  if (a.kind === KIND.number && b.kind === KIND.number) {
    const difference = a.value - b.value;
    // Numbers farther apart than this differ within their 15 digits, and need not be written out to see it.
    return Math.abs(difference) > 2e-14 * Math.max(Math.abs(a.value), Math.abs(b.value)) ? difference : digits(a.value) - digits(b.value);
  }
  if (a.kind === KIND.text && b.kind === KIND.text) {
    const [left, right] = [a.value.toLowerCase(), b.value.toLowerCase()];
    return left < right ? -1 : left > right ? 1 : 0;
  }
  if (a.kind === KIND.boolean && b.kind === KIND.boolean) return Number(a.value) - Number(b.value);
  return a.kind - b.kind;
}

/** A blank is 0, an empty text or FALSE, whichever the other side is. */
function filled(value: EngineScalar, other: EngineScalar): EngineScalar {
  if (value.kind !== KIND.blank) return value;
  return other.kind === KIND.text ? { kind: KIND.text, value: "" } : other.kind === KIND.boolean ? { kind: KIND.boolean, value: false } : { kind: KIND.number, value: 0 };
}

function digits(x: number): number {
  return Number(x.toPrecision(15));
}

/** What a difference leaves only because doubles are binary is 0, as in Excel where the difference is the formula's last step: 0.5-0.4-0.1. */
function withoutResidue(answer: number, operand: number): number {
  return Math.abs(answer) < Math.abs(operand) * 2 ** -49 ? 0 : answer;
}

/** A value as text, a number by its 15 digits. */
function textOf(value: EngineScalar): string {
  switch (value.kind) {
    case KIND.text:
      return value.value;
    case KIND.boolean:
      return value.value ? "TRUE" : "FALSE";
    case KIND.number:
      return String(digits(value.value)).replace(/e([+-])(\d+)$/, (_, sign: string, power: string) => `E${sign}${power.padStart(2, "0")}`);
    default:
      return "";
  }
}

/** Rounded on the number's 15 significant digits, as Excel does: 1.005 is 1.005, not the 1.00499… of the double. */
function rounded(x: number, places: number, rounding: DecimalJs.Rounding): number {
  const whole = Math.trunc(places);
  if (whole > 300 || x === 0) return x;
  if (whole < -400) return rounding === Decimal.ROUND_UP ? NaN : 0;
  return fifteenDigits(x).toNearest(new Decimal(10).pow(-whole), rounding).toNumber();
}

function multipleOf(x: number, multiple: number, rounding: DecimalJs.Rounding): number {
  return multiple === 0 ? 0 : fifteenDigits(x).div(fifteenDigits(multiple).abs()).toDecimalPlaces(15).toDecimalPlaces(0, rounding).times(fifteenDigits(multiple).abs()).toNumber();
}

function floor(x: number, multiple: number): number | EngineError | undefined {
  if (x === 0) return 0;
  if (multiple === 0) return engineError("#DIV/0!");
  return x > 0 && multiple < 0 ? undefined : multipleOf(x, multiple, x < 0 && multiple < 0 ? Decimal.ROUND_DOWN : Decimal.ROUND_FLOOR);
}

function fifteenDigits(x: number): Decimal {
  return new Decimal(x).toSignificantDigits(15);
}

/**
 * The part of a year between two dates, in Excel's five ways of counting days.
 * Basis 0: 30/360 as in the United States · 1: actual days over the average year · 2: actual/360 · 3: actual/365 · 4: 30/360 as in Europe.
 */
function yearFraction(from: number, to: number, basis: number): number | undefined {
  if (from < 0 || to < 0 || basis < 0 || basis > 4) return undefined;
  const [start, end] = from <= to ? [from, to] : [to, from];
  const days = end - start;
  if (basis === 2) return days / 360;
  if (basis === 3) return days / 365;
  const a = civil(start);
  const b = civil(end);
  if (basis === 1) return days / averageYear(a, b);
  let [firstDay, lastDay] = [a.day, b.day];
  if (basis === 4) {
    firstDay = Math.min(firstDay, 30);
    lastDay = Math.min(lastDay, 30);
  } else {
    const startsOnLastOfFebruary = isLastOfFebruary(a);
    if (startsOnLastOfFebruary && isLastOfFebruary(b)) lastDay = 30;
    if (startsOnLastOfFebruary) firstDay = 30;
    if (lastDay === 31 && firstDay >= 30) lastDay = 30;
    if (firstDay === 31) firstDay = 30;
  }
  return (360 * (b.year - a.year) + 30 * (b.month - a.month) + lastDay - firstDay) / 360;
}

/** Up to a year apart: 366 days when a 29 February falls within or the one year is a leap year, else 365. Further apart: the average of the years touched. */
function averageYear(a: Civil, b: Civil): number {
  const withinAYear = a.year === b.year || (b.year === a.year + 1 && (a.month > b.month || (a.month === b.month && a.day >= b.day)));
  if (!withinAYear) {
    let days = 0;
    for (let year = a.year; year <= b.year; year++) days += isLeap(year) ? 366 : 365;
    return days / (b.year - a.year + 1);
  }
  if (a.year === b.year) return isLeap(a.year) ? 366 : 365;
  const leapDayWithin = (isLeap(a.year) && a.month <= 2) || (isLeap(b.year) && (b.month > 2 || (b.month === 2 && b.day === 29)));
  return leapDayWithin ? 366 : 365;
}

interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** The calendar date of a serial number. Excel has a 29 February 1900, serial 60, that never was. */
function civil(serial: number): Civil {
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

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function isLastOfFebruary({ year, month, day }: Civil): boolean {
  return month === 2 && day === (isLeap(year) ? 29 : 28);
}

/** A number written as text in the way of the United States: `1,234.50`, `$5`, `(3)`, `12%`, `1.5e3`. */
function numberFromText(value: EngineScalar): EngineScalar {
  if (value.kind === KIND.number || value.kind === KIND.error) return value;
  if (value.kind === KIND.blank) return engineNumber(0);
  const text = value.kind === KIND.text ? value.value.replace(/[\s\u00a0]/g, "") : "";
  const written = /^(\()?([+-])?\$?([+-])?((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)(e[+-]?\d+)?(%)?(\))?$/i.exec(text);
  if (written === null || (written[1] === undefined) !== (written[7] === undefined) || (written[2] !== undefined && written[3] !== undefined)) {
    return engineError("#VALUE!", `VALUE cannot read ${value.kind === KIND.text ? `"${value.value}"` : "TRUE or FALSE"} as a number.`);
  }
  const size = new Decimal((written[4] ?? "").replace(/,/g, "") + (written[5] ?? "")).div(written[6] === undefined ? 1 : 100).toNumber();
  return engineNumber(written[1] !== undefined || written[2] === "-" || written[3] === "-" ? -size : size);
}

function asNumber(value: EngineScalar | undefined): number | EngineScalar {
  if (value === undefined || value.kind === KIND.blank) return 0;
  if (value.kind === KIND.number) return value.value;
  if (value.kind === KIND.boolean) return value.value ? 1 : 0;
  if (value.kind === KIND.error) return value;
  const read = numberFromText(value);
  return read.kind === KIND.number ? read.value : engineError("#VALUE!");
}

/** A function of numbers, from at least this many arguments. Undefined or a number beyond all bounds is #NUM!. */
function ofNumbers(fewest: number, answer: (...numbers: [number, number, number?]) => number | EngineError | undefined): ExcelFunction {
  const one = each((...values) => {
    const numbers: number[] = [];
    for (const value of values) {
      const number = asNumber(value);
      if (typeof number !== "number") return number;
      numbers.push(number);
    }
    const answered = answer(...(numbers as [number, number, number?])) ?? NaN;
    return typeof answered === "number" ? engineNumber(answered) : answered;
  });
  return (...args) => (args.length < fewest || args.length > 3 ? engineError("#VALUE!") : one(...args));
}

/** Calculated for each place of the arrays among its arguments; what is one row, one column or one value counts for all. */
function each(answer: (...values: EngineScalar[]) => EngineScalar): ExcelFunction {
  return (...args) => {
    const grids = args.map(rowsOf);
    const height = Math.max(1, ...grids.map((rows) => rows.length));
    const width = Math.max(1, ...grids.map((rows) => rows[0]?.length ?? 1));
    const at = (rows: readonly (readonly EngineScalar[])[], row: number, column: number): EngineScalar => {
      const line = rows[rows.length === 1 ? 0 : row];
      return line?.[line.length === 1 ? 0 : column] ?? engineError("#N/A");
    };
    const rows = Array.from({ length: height }, (_, row) => Array.from({ length: width }, (_unused, column) => answer(...grids.map((grid) => at(grid, row, column)))));
    const only = rows[0]?.[0];
    return height === 1 && width === 1 && only !== undefined ? only : engineArray(rows);
  };
}
