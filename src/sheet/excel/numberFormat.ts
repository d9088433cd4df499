import type { CellError } from "../../cells/cell";
import { LAST_SERIAL, MONTHS, WEEKDAYS, calendarDay, serialShift, weekday } from "../evaluator/calendar";
import { WRONG_VALUE, fifteenDigits, textOfNumber, unsupported } from "../evaluator/value";
import { digitsAt, significant } from "./rounding";

type Digit = "0" | "#" | "?";

/** A piece of a number format. */
type Token =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "digit"; readonly digit: Digit }
  | { readonly kind: "point" | "comma" | "percent" | "general" | "text" }
  /** A fraction's stroke, with its denominator where that is fixed. */
  | { readonly kind: "over"; readonly denominator: number | undefined }
  | { readonly kind: "power"; readonly plus: boolean }
  /** Years, months, days, hours, minutes (n) or seconds, as many letters as were written. */
  | { readonly kind: "date" | "elapsed"; readonly unit: "y" | "m" | "d" | "h" | "n" | "s"; readonly length: number }
  | { readonly kind: "decimals"; readonly count: number }
  | { readonly kind: "half"; readonly before: string; readonly after: string };

type TokenOf<Kind extends Token["kind"]> = Extract<Token, { kind: Kind }>;

/** One of the sections that semicolons divide a format into. */
interface Section {
  readonly tokens: readonly Token[];
  readonly condition: { readonly operator: string; readonly limit: number } | undefined;
}

/** A format as it was read: the sections for numbers, and the one for texts. */
interface Format {
  readonly forNumbers: readonly Section[];
  readonly forTexts: Section | undefined;
}

/** Formats that were read before; a workbook has few of them, and shows many numbers by each. */
const readFormats = new Map<string, Format | CellError>();
const MOST_READ_FORMATS = 1_000;

/** A value as a number format shows it, in the words and signs of the United States. An error where it cannot be shown so. */
export function formatted(value: number | string, code: string, from1904: boolean): string | CellError {
  let format = readFormats.get(code);
  if (format === undefined) {
    format = formatOf(code);
    if (readFormats.size >= MOST_READ_FORMATS) readFormats.clear();
    readFormats.set(code, format);
  }
  if ("error" in format) return format;
  const { forNumbers, forTexts } = format;
  if (typeof value === "string") return forTexts === undefined ? value : literally(forTexts.tokens, value);
  if (forNumbers.length === 0) return forTexts === undefined ? "" : literally(forTexts.tokens, textOfNumber(value));
  return numberShown(value, forNumbers, code, from1904);
}

function formatOf(code: string): Format | CellError {
  const sections: Section[] = [];
  for (const written of writtenSections(code)) {
    const section = sectionOf(written);
    if ("error" in section) return section;
    sections.push(section);
  }
  if (sections.length > 4) return WRONG_VALUE;
  const forTexts = sections.length === 4 || sections.at(-1)?.tokens.some(({ kind }) => kind === "text") ? sections.pop() : undefined;
  return { forNumbers: sections, forTexts };
}

function numberShown(x: number, sections: readonly Section[], code: string, from1904: boolean): string | CellError {
  const chosen = chosenSection(x, sections);
  if (chosen === undefined) return unsupported(`TEXT: what "${code}" shows of ${textOfNumber(x)} cannot be calculated here.`);
  const { section, signless } = chosen;
  const { tokens } = section;
  if (tokens.some(({ kind }) => kind === "date" || kind === "elapsed" || kind === "half")) return dateShown(x, tokens, from1904);
  const size = Math.abs(x);
  const shown = tokens.some(({ kind }) => kind === "general")
    ? tokens.every(({ kind }) => kind === "general" || kind === "literal")
      ? tokens.map((token) => (token.kind === "literal" ? token.text : general(size))).join("")
      : undefined
    : tokens.some(({ kind }) => kind === "over")
      ? fractionShown(size, tokens)
      : tokens.some(({ kind }) => kind === "power")
        ? scientific(size, tokens)
        : decimalShown(size, tokens);
  if (shown === undefined) return unsupported(`TEXT: the number format "${code}" cannot be calculated here.`);
  return x < 0 && !signless ? `-${shown}` : shown;
}

/** The section that holds for a number, and whether it shows it without its sign; undefined where that cannot be said. */
function chosenSection(x: number, sections: readonly Section[]): { readonly section: Section; readonly signless: boolean } | undefined {
  const [first, second, third] = sections;
  if (first === undefined) return undefined;
  const signed = (section: Section) => {
    const { condition } = section;
    // Whether Excel shows the sign where a condition lets only numbers below 0 in, we do not know.
    return x < 0 && condition !== undefined && condition.limit <= 0 && condition.operator.startsWith("<") && condition.operator !== "<>" ? undefined : { section, signless: false };
  };
  const holds = ({ condition }: Section) => {
    const [number, limit] = [fifteenDigits(x), condition?.limit ?? 0];
    switch (condition?.operator) {
      case "<":
        return number < limit;
      case "<=":
        return number <= limit;
      case ">":
        return number > limit;
      case ">=":
        return number >= limit;
      case "=":
        return number === limit;
      default:
        return number !== limit;
    }
  };
  if (first.condition === undefined && second?.condition === undefined) {
    if (second === undefined) return { section: first, signless: false };
    if (third === undefined && second.tokens.length === 0 && x < 0) return undefined;
    return x < 0 ? { section: second, signless: true } : { section: x === 0 ? (third ?? first) : first, signless: false };
  }
  if (first.condition === undefined ? x > 0 : holds(first)) return signed(first);
  if (second === undefined) return undefined;
  if (second.condition === undefined) return x < 0 ? undefined : { section: third ?? second, signless: false };
  if (holds(second)) return signed(second);
  return third === undefined ? undefined : signed(third);
}

/** The sections as they are written, without dividing what is quoted, escaped or in brackets. */
function writtenSections(code: string): string[] {
  const sections: string[] = [];
  let from = 0;
  for (let i = 0; i <= code.length; i++) {
    const character = code.charAt(i);
    if (i === code.length || character === ";") {
      sections.push(code.slice(from, i));
      from = i + 1;
    } else if (character === "\\" || character === "_" || character === "*") i++;
    else if (character === '"' || character === "[") {
      const end = code.indexOf(character === "[" ? "]" : '"', i + 1);
      i = end < 0 ? code.length - 1 : end;
    }
  }
  return code === "" ? [] : sections;
}

const COLOUR = /^(?:black|blue|cyan|green|magenta|red|white|yellow|color *\d{1,2})$/i;

function sectionOf(written: string): Section | CellError {
  const tokens: Token[] = [];
  let condition: Section["condition"];
  let english = true;
  const refused = () => unsupported(`TEXT: the number format "${written}" cannot be calculated here.`);
  for (let i = 0; i < written.length; ) {
    const rest = written.slice(i);
    const character = written.charAt(i);
    let taken = 1;
    if (character === '"') {
      const end = written.indexOf('"', i + 1);
      const text = end < 0 ? rest.slice(1) : written.slice(i + 1, end);
      tokens.push({ kind: "literal", text });
      taken = text.length + 2;
    } else if (character === "\\") {
      tokens.push({ kind: "literal", text: written.charAt(i + 1) });
      taken = 2;
    } else if (character === "_") {
      tokens.push({ kind: "literal", text: " " });
      taken = 2;
    } else if (character === "*") taken = 2;
    else if (character === "[") {
      const end = written.indexOf("]", i);
      if (end < 0) return WRONG_VALUE;
      const inside = written.slice(i + 1, end);
      taken = inside.length + 2;
      const compared = /^(<=|>=|<>|<|>|=) *([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)$/i.exec(inside);
      const symbol = /^\$([^-]*)(?:-(.*))?$/.exec(inside);
      const elapsed = /^(h+|m+|s+)$/i.exec(inside);
      if (compared !== null) condition = { operator: compared[1] ?? "", limit: Number(compared[2]) };
      else if (elapsed !== null) tokens.push({ kind: "elapsed", unit: inside.charAt(0).toLowerCase().replace("m", "n") as "h", length: inside.length });
      else if (symbol !== null) {
        if (symbol[1] !== "") tokens.push({ kind: "literal", text: symbol[1] ?? "" });
        english &&= isEnglish(symbol[2] ?? "");
      } else if (!COLOUR.test(inside)) return refused();
    } else if (/^general/i.test(rest)) {
      tokens.push({ kind: "general" });
      taken = 7;
    } else if (/^am\/pm/i.test(rest)) {
      tokens.push({ kind: "half", before: "AM", after: "PM" });
      taken = 5;
    } else if (/^a\/p/i.test(rest)) {
      tokens.push({ kind: "half", before: rest.charAt(0), after: rest.charAt(2) });
      taken = 3;
    } else if (/^[ymdhs]/i.test(rest)) {
      const unit = character.toLowerCase() as "y";
      while (written.charAt(i + taken).toLowerCase() === unit) taken++;
      tokens.push({ kind: "date", unit, length: taken });
      const decimals = (unit as string) === "s" ? /^\.(0+)/.exec(written.slice(i + taken))?.[1] : undefined;
      if (decimals !== undefined) {
        tokens.push({ kind: "decimals", count: decimals.length });
        taken += decimals.length + 1;
      }
    } else if (/^e[+-]/i.test(rest)) {
      tokens.push({ kind: "power", plus: rest.charAt(1) === "+" });
      taken = 2;
    } else if (character === "/") {
      const denominator = /^\/ *([1-9]\d*)/.exec(rest);
      tokens.push({ kind: "over", denominator: denominator === null ? undefined : Number(denominator[1]) });
      taken = denominator?.[0].length ?? 1;
    } else if (character === "0" || character === "#" || character === "?") tokens.push({ kind: "digit", digit: character });
    else if (character === ".") tokens.push({ kind: "point" });
    else if (character === ",") tokens.push({ kind: "comma" });
    else if (character === "%") tokens.push({ kind: "percent" });
    else if (character === "@") tokens.push({ kind: "text" });
    // Letters that stand for nothing are shown, like the x of 2.5x.
    else if (/[bdeghmnsy1-9]/i.test(character)) return refused();
    else tokens.push({ kind: "literal", text: character });
    i += taken;
  }
  const isDate = tokens.some(({ kind }) => kind === "date" || kind === "elapsed" || kind === "half");
  const settled = isDate ? dateTokens(tokens) : tokens;
  if (settled === undefined || (!english && settled.some(isNamed))) return refused();
  return { tokens: settled, condition };
}

/** Whether the codes for a language and its calendar are those of plain English: names of months and days are in these words then. */
function isEnglish(codes: string): boolean {
  const [language = ""] = codes.split(",");
  if (language === "" || /^en\b/i.test(language) || /^(?:x-)?sys(?:date|time)$/i.test(language) || /^f[48]00$/i.test(language)) return true;
  return /^[0-9a-f]{1,4}$/i.test(language) && (parseInt(language, 16) & 0x3ff) === 9;
}

/** What is written in words. */
function isNamed(token: Token): boolean {
  return token.kind === "half" || (token.kind === "date" && (token.unit === "m" || token.unit === "d") && token.length >= 3);
}

/** In a date, m behind hours or before seconds is minutes, and signs of numbers stand for themselves. Undefined where digits stand in it. */
function dateTokens(tokens: readonly Token[]): Token[] | undefined {
  const dates: Token[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.kind === "date" && token.unit === "m" && token.length <= 2 && isMinute(tokens, index)) dates.push({ ...token, unit: "n" });
    else if (token.kind === "point" || token.kind === "comma") dates.push({ kind: "literal", text: token.kind === "point" ? "." : "," });
    else if (token.kind === "over" && token.denominator === undefined) dates.push({ kind: "literal", text: "/" });
    else if (token.kind === "elapsed" && (tokens[index + 1]?.kind === "point") && tokens[index + 2]?.kind === "digit") return undefined;
    else if (["literal", "date", "elapsed", "decimals", "half"].includes(token.kind)) dates.push(token);
    else return undefined;
  }
  return dates;
}

function isMinute(tokens: readonly Token[], index: number): boolean {
  const isTime = (token: Token): token is TokenOf<"date" | "elapsed"> => token.kind === "date" || token.kind === "elapsed";
  const before = tokens.slice(0, index).filter(isTime).at(-1);
  const after = tokens.slice(index + 1).find(isTime);
  return before?.unit === "h" || after?.unit === "s";
}

function literally(tokens: readonly Token[], value: string): string {
  return tokens.map((token) => (token.kind === "literal" ? token.text : token.kind === "text" || token.kind === "general" ? value : "")).join("");
}

function dateShown(x: number, tokens: readonly Token[], from1904: boolean): string | CellError {
  const decimals = tokens.reduce((most, token) => (token.kind === "decimals" ? Math.max(most, token.count) : most), 0);
  const shift = serialShift(from1904);
  if (x < 0 && from1904) return unsupported("TEXT: a day before 1904 cannot be shown here.");
  if (x < 0 || x + shift >= LAST_SERIAL + 1 || decimals > 3) return WRONG_VALUE;
  const unit = 10 ** decimals;
  const hasTime = tokens.some((token) => token.kind === "elapsed" || token.kind === "half" || (token.kind === "date" && (token.unit === "h" || token.unit === "n" || token.unit === "s")));
  // Times are rounded to the smallest part that is shown, at least to seconds; a day alone is not rounded up to the next.
  const units = hasTime ? Math.round(fifteenDigits(x - Math.floor(x)) * 86_400 * unit) : 0;
  const days = Math.floor(x) + (units >= 86_400 * unit ? 1 : 0);
  const ofDay = units % (86_400 * unit);
  const second = Math.floor(ofDay / unit);
  const serial = Math.min(days + shift, LAST_SERIAL);
  const { year, month, day } = calendarDay(serial);
  const twelve = tokens.some(({ kind }) => kind === "half");
  const padded = (number: number, length: number) => String(number).padStart(length, "0");
  const part = (token: TokenOf<"date" | "elapsed">): string => {
    const { unit: letter, length } = token;
    if (token.kind === "elapsed") {
      const seconds = days * 86_400 + second;
      return padded(letter === "h" ? Math.floor(seconds / 3600) : letter === "n" ? Math.floor(seconds / 60) : seconds, length);
    }
    const hour = Math.floor(second / 3600);
    switch (letter) {
      case "y":
        return length > 2 ? padded(year, 4) : padded(year % 100, 2);
      case "m":
        return named(MONTHS[month - 1] ?? "", length) ?? padded(month, Math.min(length, 2));
      case "d":
        return length >= 3 ? (length === 3 ? (WEEKDAYS[weekday(serial)] ?? "").slice(0, 3) : (WEEKDAYS[weekday(serial)] ?? "")) : padded(day, length);
      case "h":
        return padded(twelve ? ((hour + 11) % 12) + 1 : hour, Math.min(length, 2));
      case "n":
        return padded(Math.floor(second / 60) % 60, Math.min(length, 2));
      default:
        return padded(second % 60, Math.min(length, 2));
    }
  };
  return tokens
    .map((token) => {
      switch (token.kind) {
        case "literal":
          return token.text;
        case "date":
        case "elapsed":
          return part(token);
        case "decimals":
          return `.${padded(ofDay % unit, decimals).slice(0, token.count)}`;
        case "half":
          return second >= 43_200 ? token.after : token.before;
        default:
          return "";
      }
    })
    .join("");
}

/** A month in three letters, in full, or by its first letter. */
function named(month: string, length: number): string | undefined {
  if (length < 3) return undefined;
  return length === 3 ? month.slice(0, 3) : length === 5 ? month.slice(0, 1) : month;
}

/** As many digits as a cell of common width shows: eleven characters. */
function general(size: number): string {
  if (size === 0) return "0";
  const { power } = significant(size, 15);
  const plain = (decimals: number) => {
    const digits = digitsAt(size, decimals).padStart(decimals + 1, "0");
    return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`.replace(/\.?0+$/, "");
  };
  if (power >= -4 && power <= 10) {
    const shown = plain(power < 0 ? 9 : Math.max(0, 9 - power));
    if (shown.length <= 11) return shown;
  }
  if (power < -4 && power >= -9 && Number(plain(9)) === fifteenDigits(size)) return plain(9);
  const { digits, power: rounded } = significant(size, 6);
  const mantissa = `${digits.charAt(0)}.${digits.slice(1)}`.replace(/\.?0+$/, "");
  return `${mantissa}E${rounded < 0 ? "-" : "+"}${String(Math.abs(rounded)).padStart(2, "0")}`;
}

/** A number in decimals: its digits put in the places of the format. */
function decimalShown(size: number, tokens: readonly Token[]): string | undefined {
  const lastDigit = lastOf(tokens, "digit");
  const point = tokens.findIndex(({ kind }) => kind === "point");
  const wholeEnd = point < 0 ? tokens.length : point;
  const firstDigit = tokens.findIndex(({ kind }) => kind === "digit");
  const lastWhole = lastOf(tokens.slice(0, wholeEnd), "digit");
  if (firstDigit < 0 && point < 0) return tokens.some(({ kind }) => kind === "comma") ? undefined : tokens.map(plainText).join("");
  let scale = 0;
  let grouped = false;
  for (const [index, { kind }] of tokens.entries()) {
    if (kind === "percent") scale += 2;
    if (kind !== "comma") continue;
    if (index > firstDigit && index < lastWhole) grouped = true;
    // Behind the last digit, or the last one before the point, each comma divides by a thousand.
    else if (isBehind(tokens, index, lastWhole) || isBehind(tokens, index, lastDigit)) scale -= 3;
    else return undefined;
  }
  const decimals = tokens.slice(wholeEnd).filter(({ kind }) => kind === "digit").length;
  const digits = digitsAt(size, decimals + scale).padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals).replace(/^0+/, "");
  return wholeShown(whole, tokens.slice(0, wholeEnd), grouped) + decimalsShown(digits.slice(digits.length - decimals), tokens.slice(wholeEnd));
}

function lastOf(tokens: readonly Token[], wanted: Token["kind"]): number {
  return tokens.map(({ kind }) => kind).lastIndexOf(wanted);
}

/** Whether only commas stand between this place and the digit at another. */
function isBehind(tokens: readonly Token[], index: number, digit: number): boolean {
  return digit >= 0 && index > digit && tokens.slice(digit + 1, index).every(({ kind }) => kind === "comma");
}

function plainText(token: Token): string {
  return token.kind === "literal" ? token.text : token.kind === "percent" ? "%" : "";
}

/** The digits before the point from the last to the first; all that are left stand in the first place. */
function wholeShown(whole: string, tokens: readonly Token[], grouped: boolean): string {
  const first = tokens.findIndex(({ kind }) => kind === "digit");
  let left = whole;
  let count = 0;
  let shown = "";
  // A place that shows a blank has a blank for the comma before it, too.
  const put = (digit: string) => {
    if (digit === "") return;
    shown = digit + (grouped && count > 0 && count % 3 === 0 ? (digit === " " ? " " : ",") : "") + shown;
    count++;
  };
  for (let index = tokens.length - 1; index >= 0; index--) {
    const token = tokens[index];
    if (token === undefined) continue;
    if (token.kind !== "digit") {
      shown = plainText(token) + shown;
      continue;
    }
    do {
      const digit = left.slice(-1);
      left = left.slice(0, -1);
      put(digit === "" ? (token.digit === "0" ? "0" : token.digit === "?" ? " " : "") : digit);
    } while (index === first && left !== "");
  }
  // Without a place before the point there is none for its digits, which Excel shows all the same.
  return first < 0 ? shown + whole : shown;
}

function decimalsShown(digits: string, tokens: readonly Token[]): string {
  const places = tokens.flatMap((token) => (token.kind === "digit" ? [token.digit] : []));
  const lastNeeded = Math.max(digits.replace(/0+$/, "").length, places.lastIndexOf("0") + 1);
  let position = 0;
  return tokens
    .map((token) => {
      if (token.kind === "point") return ".";
      if (token.kind !== "digit") return plainText(token);
      const at = position++;
      return at < lastNeeded ? digits.charAt(at) : token.digit === "?" ? " " : "";
    })
    .join("");
}

/** A number as digits times a power of ten, which is a multiple of as many digits as the format has before its point. */
function scientific(size: number, tokens: readonly Token[]): string | undefined {
  const at = tokens.findIndex(({ kind }) => kind === "power");
  const power = tokens[at];
  const [mantissa, behind] = [tokens.slice(0, at), tokens.slice(at + 1)];
  const point = mantissa.findIndex(({ kind }) => kind === "point");
  const places = mantissa.slice(0, point < 0 ? mantissa.length : point).filter(({ kind }) => kind === "digit").length;
  const decimals = mantissa.filter(({ kind }) => kind === "digit").length - places;
  if (power?.kind !== "power" || places === 0 || [...mantissa, ...behind].some(({ kind }) => kind === "comma" || kind === "percent" || kind === "power")) return undefined;
  let exponent = size === 0 ? 0 : Math.floor(significant(size, 15).power / places) * places;
  // What is rounded up to one more digit takes the next power.
  if (digitsAt(size, decimals - exponent).length > places + decimals) exponent += places;
  const digits = digitsAt(size, decimals - exponent).padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals).replace(/^0+/, "");
  const point0 = point < 0 ? mantissa.length : point;
  const shown = wholeShown(whole, mantissa.slice(0, point0), false) + decimalsShown(digits.slice(digits.length - decimals), mantissa.slice(point0));
  const sign = exponent < 0 ? "-" : power.plus ? "+" : "";
  return `${shown}E${sign}${wholeShown(String(Math.abs(exponent)).replace(/^0$/, ""), behind, false)}`;
}

/** A number as a whole number and a fraction, the nearest with as many digits, or over the denominator that the format fixes. */
function fractionShown(size: number, tokens: readonly Token[]): string | undefined {
  const stroke = tokens.findIndex(({ kind }) => kind === "over");
  const over = tokens[stroke];
  if (over?.kind !== "over" || tokens.some(({ kind }) => kind !== "digit" && kind !== "literal" && kind !== "over") || lastOf(tokens, "over") !== stroke) return undefined;
  const isDigit = (token: Token | undefined): token is TokenOf<"digit"> => token?.kind === "digit";
  let numeratorFrom = stroke;
  while (isDigit(tokens[numeratorFrom - 1])) numeratorFrom--;
  let denominatorTo = stroke + 1;
  while (isDigit(tokens[denominatorTo])) denominatorTo++;
  const [numeratorPlaces, denominatorPlaces] = [tokens.slice(numeratorFrom, stroke).filter(isDigit), tokens.slice(stroke + 1, denominatorTo).filter(isDigit)];
  const [before, behind] = [tokens.slice(0, numeratorFrom), tokens.slice(denominatorTo)];
  if (numeratorPlaces.length === 0 || denominatorPlaces.length > 5 || (over.denominator === undefined) !== denominatorPlaces.length > 0 || behind.some(isDigit)) return undefined;
  const exact = fifteenDigits(size);
  const mixed = before.some(isDigit);
  const whole = mixed ? Math.floor(exact) : 0;
  const [numerator, denominator] = nearestFraction(exact - whole, over.denominator, 10 ** denominatorPlaces.length - 1);
  const carried = mixed && numerator === denominator ? 1 : 0;
  const left = numerator - carried * denominator;
  const wholeDigits = whole + carried === 0 ? (left === 0 ? "0" : "") : String(whole + carried);
  const width = numeratorPlaces.length + 1 + (over.denominator === undefined ? denominatorPlaces.length : String(over.denominator).length);
  const pad = (places: readonly TokenOf<"digit">[], digits: string, end: "start" | "end") => {
    const missing = places.length - digits.length;
    if (missing <= 0) return digits;
    const fill = places.some(({ digit }) => digit === "0") ? "0" : places.some(({ digit }) => digit === "?") ? " " : "";
    return end === "start" ? fill.repeat(missing) + digits : digits + (fill === "0" ? "" : fill.repeat(missing));
  };
  const blank = mixed && left === 0 && [...numeratorPlaces, ...denominatorPlaces].every(({ digit }) => digit === "?");
  if (mixed && left === 0 && !blank && !numeratorPlaces.every(({ digit }) => digit === "0")) return undefined;
  const fraction = blank ? " ".repeat(width) : `${pad(numeratorPlaces, String(left), "start")}/${over.denominator ?? pad(denominatorPlaces, String(denominator), "end")}`;
  return wholeShown(mixed ? wholeDigits : "", before, false) + fraction + behind.map(plainText).join("");
}

/** The fraction nearest to a number; of two that are equally near the one with the smaller denominator. */
function nearestFraction(x: number, fixed: number | undefined, largest: number): readonly [number, number] {
  if (fixed !== undefined) return [Math.floor(fifteenDigits(x * fixed) + 0.5), fixed];
  let [numerator, denominator, distance] = [0, 1, Infinity];
  for (let candidate = 1; candidate <= largest && distance > 0; candidate++) {
    const above = Math.round(x * candidate);
    const off = Math.abs(x - above / candidate);
    if (off < distance - 1e-15) [numerator, denominator, distance] = [above, candidate, off];
  }
  return [numerator, denominator];
}
