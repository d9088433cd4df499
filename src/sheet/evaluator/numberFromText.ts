import { LAST_SERIAL, MONTHS, daysInMonth, serialOfDay, serialShift } from "./calendar";

/**
 * The number that a text reads as, in the way of the United States: `1,234.50`, `$5`, `(3)`, `12%`, `1.5e3`, `1 1/2`, dates like `8/1/2024`,
 * `2024-08-01`, `1-Aug-2024` or `Aug 1, 2024`, times like `13:45:30` or `1:30 PM`, and a date with a time behind it. Undefined where it is none, and
 * where it depends on today: Excel puts a day without its year into the current one.
 */
export function numberFromText(text: string, from1904: boolean): number | undefined {
  const trimmed = withoutBlanks(text);
  if (/[^\x20-\x7e]/.test(trimmed) || !/\d/.test(trimmed) || trimmed.length > 255) return undefined;
  return amount(trimmed) ?? mixedFraction(trimmed) ?? dateAndTime(trimmed, from1904);
}

/** Without the blanks at both ends; other white space makes a text no number. */
function withoutBlanks(text: string): string {
  let [from, to] = [0, text.length];
  while (text.charAt(from) === " ") from++;
  while (to > from && text.charAt(to - 1) === " ") to--;
  return text.slice(from, to);
}

const AMOUNT = /^(?:(?<open>\() *)?(?:(?<sign>[+-]) *)?(?:\$ *(?<signBehind>[+-])?)?(?<digits>\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+(?:\.\d*)?|\.\d+)(?:e(?<power>[+-]?\d{1,5}))?(?: *(?<percent>%))?(?: *(?<close>\)))?$/i;

function amount(text: string): number | undefined {
  const parts = AMOUNT.exec(text)?.groups;
  if (parts === undefined) return undefined;
  const { open, close, sign, signBehind, digits = "", power = "0", percent } = parts;
  if ((open === undefined) !== (close === undefined)) return undefined;
  if ([open, sign, signBehind].filter((given) => given !== undefined).length > 1) return undefined;
  const size = Number(`${fifteenDigitsOf(digits.replaceAll(",", ""))}e${Number(power) - (percent === undefined ? 0 : 2)}`);
  if (!Number.isFinite(size)) return undefined;
  return size !== 0 && (open !== undefined || sign === "-" || signBehind === "-") ? -size : size;
}

/** Excel reads 15 digits of a number; those behind them count as 0. */
function fifteenDigitsOf(digits: string): string {
  let significant = 0;
  let read = "";
  for (const character of digits) {
    if (character !== "." && (significant > 0 || character !== "0")) significant++;
    read += character === "." || significant <= 15 ? character : "0";
  }
  return read;
}

function mixedFraction(text: string): number | undefined {
  const [, sign, whole = "", numerator = "", denominator = ""] = /^([+-])?(\d{1,15}) +(\d{1,5})\/(\d{1,5})$/.exec(text) ?? [];
  if (whole === "" || Number(denominator) === 0) return undefined;
  const size = Number(whole) + Number(numerator) / Number(denominator);
  return sign === "-" && size !== 0 ? -size : size;
}

function dateAndTime(text: string, from1904: boolean): number | undefined {
  // A time begins with the last blank behind which a number with a colon stands, or with the number before AM and PM.
  const time = /(?:^| )(\d{1,4}(?::\d{1,2}){1,2}(?:\.\d*)?(?: [ap]m?)?|\d{1,2} [ap]m?)$/i.exec(text);
  if (time === null) return dateFromText(text, from1904);
  const part = timeFromText(time[1] ?? "");
  const before = text.slice(0, time.index).trimEnd();
  if (part === undefined || before === "") return part;
  const day = dateFromText(before, from1904);
  return day === undefined || part >= 1 ? undefined : day + part;
}

/** The part of a day that a time stands for; more than one where it has more than 24 hours. */
export function timeFromText(text: string): number | undefined {
  const [, first = "", second, third, decimals = "", half] = /^(\d{1,4})(?::(\d{1,2}))?(?::(\d{1,2}))?(\.\d*)?(?: ([ap])m?)?$/i.exec(text) ?? [];
  if (first === "" || (second === undefined && half === undefined)) return undefined;
  // Two numbers with decimals are minutes and seconds.
  const shortened = third === undefined && decimals !== "";
  if (shortened && half !== undefined) return undefined;
  let hours = shortened ? 0 : Number(first);
  const minutes = Number(shortened ? first : (second ?? 0));
  const seconds = Number(`${(shortened ? second : third) ?? "0"}${decimals === "." ? "" : decimals}`);
  if (minutes > 59 || seconds >= 60) return undefined;
  if (half !== undefined) {
    if (hours > 12) return undefined;
    hours = (hours % 12) + (half.toLowerCase() === "p" ? 12 : 0);
  }
  return (hours * 3600 + minutes * 60 + seconds) / 86_400;
}

/** The serial number of a day. */
export function dateFromText(text: string, from1904: boolean): number | undefined {
  const serial = monthFirst(text) ?? yearFirst(text) ?? dayAndName(text) ?? nameFirst(text);
  if (serial === undefined) return undefined;
  const day = serial - serialShift(from1904);
  return day < 0 || serial < 1 || serial > LAST_SERIAL ? undefined : day;
}

function monthFirst(text: string): number | undefined {
  const [, month, , day, year] = /^(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})$/.exec(text) ?? [];
  return serialOf(year, Number(month), Number(day));
}

function yearFirst(text: string): number | undefined {
  const [, year, , month, day] = /^(\d{4})([/-])(\d{1,2})\2(\d{1,2})$/.exec(text) ?? [];
  return serialOf(year, Number(month), Number(day));
}

function dayAndName(text: string): number | undefined {
  const [, day, name, year] = /^(\d{1,2})[ -]([a-z]+)[ -](\d{4}|\d{2})$/i.exec(text) ?? [];
  return serialOf(year, monthNumber(name), Number(day));
}

function nameFirst(text: string): number | undefined {
  const [, name, day, year] = /^([a-z]+) (\d{1,2}), ?(\d{4})$/i.exec(text) ?? [];
  if (name !== undefined) return serialOf(year, monthNumber(name), Number(day));
  const [, only, ofYear] = /^([a-z]+)[ -](\d{4})$/i.exec(text) ?? [];
  return serialOf(ofYear, monthNumber(only), 1);
}

function monthNumber(name: string | undefined): number {
  const wanted = name?.toLowerCase();
  return MONTHS.findIndex((month) => month.toLowerCase() === wanted || month.slice(0, 3).toLowerCase() === wanted) + 1;
}

/** Years of two digits are those from 1930 to 2029. */
function serialOf(written: string | undefined, month: number, day: number): number | undefined {
  if (written === undefined || month < 1 || month > 12) return undefined;
  const year = written.length === 4 ? Number(written) : Number(written) + (Number(written) < 30 ? 2000 : 1900);
  return year < 1900 || day < 1 || day > daysInMonth(year, month) ? undefined : serialOfDay(year, month, day);
}
