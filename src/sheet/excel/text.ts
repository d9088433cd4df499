import type { CellError, CellValue } from "../../cells/cell";
import { numberFromText } from "../evaluator/numberFromText";
import { NOT_AVAILABLE, type Value, WRONG_VALUE, asText, isErrorValue, matrixOf, unsupported } from "../evaluator/value";
import { hasWildcards, lowerCase, upperCase, wildcardIndex } from "../evaluator/wildcard";
import { type Context, type ExcelFunction, type ExcelFunctions, answering, numberIn, ofRanges, ofTexts, ofValues, rowsIn, truthIn, unlessError, wholeIn } from "./excelFunction";
import { formatted } from "./numberFormat";
import { TO, rounded } from "./rounding";

/** The longest text that a cell holds. */
const LONGEST = 32_767;

/** The characters of Windows-1252 from 128 to 159; the others are those of Unicode. */
const WINDOWS_1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

export const TEXT_FUNCTIONS: ExcelFunctions = {
  CHAR: ofParts("n", 1, ([code = 0]) => {
    if (code < 1 || code >= 256) return WRONG_VALUE;
    return code >= 128 && code < 160 ? WINDOWS_1252.charAt(Math.trunc(code) - 128) : String.fromCharCode(code);
  }),
  CODE: ofTexts(1, 1, (text = "") => codeOf(text)),
  UNICHAR: ofParts("n", 1, ([number = 0]) => {
    const code = Math.trunc(number);
    if (code < 1 || code > 0x10ffff) return WRONG_VALUE;
    return (code >= 0xd800 && code <= 0xdfff) || (code & 0xfffe) === 0xfffe ? NOT_AVAILABLE : String.fromCodePoint(code);
  }),
  UNICODE: ofTexts(1, 1, (text = "") => {
    const code = text.codePointAt(0);
    return code === undefined ? WRONG_VALUE : code >= 0xd800 && code <= 0xdfff ? NOT_AVAILABLE : code;
  }),
  CLEAN: ofTexts(1, 1, (text = "") => [...text].filter((character) => character >= " ").join("")),
  LOWER: ofTexts(1, 1, (text = "") => lowerCase(text)),
  UPPER: ofTexts(1, 1, (text = "") => upperCase(text)),
  PROPER: ofTexts(1, 1, (text = "") => {
    let behindLetter = false;
    let proper = "";
    for (const character of text) {
      proper += behindLetter ? lowerCase(character) : upperCase(character);
      behindLetter = /\p{L}/u.test(character);
    }
    return proper;
  }),
  TRIM: ofTexts(1, 1, (text = "") => text.split(" ").filter((word) => word !== "").join(" ")),
  LEN: ofTexts(1, 1, (text = "") => text.length),
  LENB: ofTexts(1, 1, (text = "") => text.length),
  EXACT: ofTexts(2, 2, (a = "", b = "") => a === b),
  REPT: ofParts("tn", 2, ([text = "", times = 0]) => (times < 0 || text.length * Math.trunc(times) > LONGEST ? WRONG_VALUE : text.repeat(times))),
  LEFT: ofParts("tn", 1, left),
  LEFTB: ofParts("tn", 1, left),
  RIGHT: ofParts("tn", 1, right),
  RIGHTB: ofParts("tn", 1, right),
  MID: ofParts("tnn", 3, middle),
  MIDB: ofParts("tnn", 3, middle),
  REPLACE: ofParts("tnnt", 4, replaced),
  REPLACEB: ofParts("tnnt", 4, replaced),
  SUBSTITUTE: ofParts("tttn", 3, ([text = "", old = "", by = "", instance]) => {
    if (instance !== undefined && instance < 1) return WRONG_VALUE;
    if (old === "") return text;
    if (instance === undefined) return bounded(text.split(old), by);
    const at = occurrence(text, old, Math.trunc(instance));
    return at === undefined ? text : answeredText(text.slice(0, at) + by + text.slice(at + old.length));
  }),
  FIND: ofParts("ttn", 2, find),
  FINDB: ofParts("ttn", 2, find),
  SEARCH: ofParts("ttn", 2, search),
  SEARCHB: ofParts("ttn", 2, search),
  CONCATENATE: ofTexts(1, 255, (...texts) => bounded(texts.map((text) => text ?? ""), "")),
  CONCAT: ofRanges(1, 255, "R", (args, context) => bounded(textsOf(args, context), "")),
  TEXTJOIN: ofRanges(3, 255, "RVR", joined),
  HYPERLINK: ofValues(1, 2, ([link = null, label = link]) => label ?? 0),
  ENCODEURL: ofTexts(1, 1, (text = "") => {
    if (/[!'()*~]/.test(text)) return unsupported(`ENCODEURL: which of the characters in "${text}" Excel encodes cannot be calculated here.`);
    return /\p{Surrogate}/u.test(text) ? WRONG_VALUE : answeredText(encodeURIComponent(text));
  }),
  FIXED: ofValues(1, 3, fixed),
  DOLLAR: ofParts("nn", 1, ([x = 0, decimals = 2]) => {
    const places = Math.trunc(decimals);
    if (places > 127) return WRONG_VALUE;
    const zeros = places > 0 ? `.${"0".repeat(places)}` : "";
    return formatted(rounded(x, places, TO.nearest), `$#,##0${zeros};($#,##0${zeros})`, false);
  }),
  TEXT: ofValues(2, 2, ([value = null, format = null], { from1904 }) => {
    const code = asText(format);
    if (isErrorValue(code) || isErrorValue(value)) return isErrorValue(value) ? value : code;
    if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
    const shown = typeof value === "string" ? (numberFromText(value, from1904) ?? value) : (value ?? 0);
    const text = formatted(shown, code, from1904);
    return typeof text === "string" ? answeredText(text) : text;
  }),
  VALUE: ofValues(1, 1, ([value = null], { from1904 }) => {
    if (value === null || typeof value === "number" || isErrorValue(value)) return value ?? 0;
    const number = typeof value === "string" ? numberFromText(value, from1904) : undefined;
    return number ?? { ...WRONG_VALUE, message: `VALUE cannot read ${typeof value === "string" ? `"${value}"` : "TRUE or FALSE"} as a number.` };
  }),
  NUMBERVALUE: ofTexts(1, 3, (text = "", decimal = ".", group = ",") => numberValue(text, decimal, group)),
  VALUETOTEXT: {
    ...ofValues(1, 2, ([value = null, format], context) => {
      const strict = zeroOrOneIn(format, context) === 1;
      return isErrorValue(value) && value.unsupported ? value : written(value, strict);
    }),
    seesErrors: true,
  },
  ARRAYTOTEXT: ofRanges(1, 2, "RV", arrayToText),
  TEXTBEFORE: ofRanges(2, 6, "VAVVVV", (args, context) => besideDelimiter(args, context, (text, at) => text.slice(0, at.start))),
  TEXTAFTER: ofRanges(2, 6, "VAVVVV", (args, context) => besideDelimiter(args, context, (text, at) => text.slice(at.end))),
  TEXTSPLIT: ofRanges(2, 6, "RAAVVV", splitText),
  ...Object.fromEntries(
    ["REGEXTEST", "REGEXEXTRACT", "REGEXREPLACE"].map((name) => [name, ofRanges(2, 5, "R", () => unsupported(`${name}: a regular expression could take for ever, and cannot be calculated here.`, "#NAME?"))]),
  ),
};

/** By a letter for each argument: a text, or a number. */
type Parts<Kinds extends string> = Kinds extends `${infer Kind}${infer Rest}` ? [(Kind extends "n" ? number : string) | undefined, ...Parts<Rest>] : [];

/** A function of texts `t` and numbers `n`. What is left empty between commas is an empty text or 0; what is not there at all is undefined. */
function ofParts<Kinds extends string>(kinds: Kinds, fewest: number, answer: (args: Parts<Kinds>) => CellValue): ExcelFunction {
  return ofValues(fewest, kinds.length, (args, context) =>
    answer(args.map((arg, index) => (kinds.charAt(index) === "n" ? numberIn(arg, 0, context) : unlessError(asText(arg ?? "")))) as Parts<Kinds>),
  );
}

function answeredText(text: string): string | CellError {
  return text.length > LONGEST ? WRONG_VALUE : text;
}

/** Texts joined, without joining what grows too long. */
function bounded(texts: readonly string[], delimiter: string): string | CellError {
  let length = delimiter.length * (texts.length - 1);
  for (const text of texts) length += text.length;
  return length > LONGEST ? WRONG_VALUE : texts.join(delimiter);
}

function codeOf(text: string): CellValue {
  if (text === "") return WRONG_VALUE;
  const character = text.charAt(0);
  const code = character.charCodeAt(0);
  const high = WINDOWS_1252.indexOf(character);
  if (high >= 0) return 128 + high;
  return code < 128 || (code >= 160 && code < 256) ? code : unsupported(`CODE: "${character}" is not in the character set of Windows, and cannot be calculated here.`);
}

function left([text = "", count = 1]: Parts<"tn">): CellValue {
  return count < 0 ? WRONG_VALUE : text.slice(0, count);
}

function right([text = "", count = 1]: Parts<"tn">): CellValue {
  return count < 0 ? WRONG_VALUE : text.slice(Math.max(0, text.length - Math.trunc(count)));
}

function middle([text = "", start = 0, count = 0]: Parts<"tnn">): CellValue {
  const from = Math.trunc(start) - 1;
  return from < 0 || count < 0 ? WRONG_VALUE : text.slice(from, from + Math.trunc(count));
}

function replaced([text = "", start = 0, count = 0, by = ""]: Parts<"tnnt">): CellValue {
  const from = Math.trunc(start) - 1;
  return from < 0 || count < 0 ? WRONG_VALUE : answeredText(text.slice(0, from) + by + text.slice(from + Math.trunc(count)));
}

function occurrence(text: string, part: string, count: number): number | undefined {
  let at = -1;
  for (let found = 0; found < count; found++) {
    at = text.indexOf(part, found === 0 ? 0 : at + part.length);
    if (at < 0) return undefined;
  }
  return at;
}

function find([part = "", text = "", start = 1]: Parts<"ttn">): CellValue {
  const from = startOf(text, start);
  if (from === undefined) return WRONG_VALUE;
  const at = text.indexOf(part, from);
  return at < 0 ? WRONG_VALUE : at + 1;
}

function search([part = "", text = "", start = 1]: Parts<"ttn">): CellValue {
  const from = startOf(text, start);
  if (from === undefined || (part.length > 255 && hasWildcards(part))) return WRONG_VALUE;
  const at = wildcardIndex(part, text, from);
  return at === undefined ? WRONG_VALUE : at + 1;
}

/** Where a search starts; undefined outside the text. */
function startOf(text: string, start: number): number | undefined {
  const from = Math.trunc(start) - 1;
  return from < 0 || from > Math.max(0, text.length - 1) ? undefined : from;
}

function textsOf(args: readonly (Value | undefined)[], context: Context): string[] {
  return args.flatMap((arg) => rowsIn(arg, context).flatMap((row) => row.map((value) => unlessError(asText(value)))));
}

function joined([delimiter, ignoreEmpty, ...rest]: readonly (Value | undefined)[], context: Context): CellValue {
  const delimiters = textsOf([delimiter], context);
  const ignores = truthIn(ignoreEmpty, false);
  const texts = textsOf(rest, context);
  const kept = ignores ? texts.filter((text) => text !== "") : texts;
  if (delimiters.length === 1) return bounded(kept, delimiters[0] ?? "");
  return bounded(
    kept.map((text, index) => (index === 0 ? text : (delimiters[(index - 1) % delimiters.length] ?? "") + text)),
    "",
  );
}

function fixed(args: readonly (CellValue | undefined)[], context: Context): CellValue {
  const [number, places, plain] = [numberIn(args[0], 0, context), args.length < 2 ? 2 : wholeIn(args[1], 0, context), truthIn(args[2], false)];
  if (places > 127) return WRONG_VALUE;
  return formatted(rounded(number, places, TO.nearest), `${plain ? "0" : "#,##0"}${places > 0 ? `.${"0".repeat(places)}` : ""}`, false);
}

function numberValue(text: string, decimal: string, group: string): CellValue {
  const [point, separator] = [decimal.charAt(0), group.charAt(0)];
  if (point === "" || (group === "" ? false : separator === point)) return WRONG_VALUE;
  const packed = text.replace(/[ \t\r\n]/g, "");
  if (packed === "") return 0;
  const at = packed.indexOf(point);
  const [whole, behind] = at < 0 ? [packed, ""] : [packed.slice(0, at), packed.slice(at + 1)];
  if (separator !== "" && behind.includes(separator)) return WRONG_VALUE;
  const percents = /%*$/.exec(packed)?.[0].length ?? 0;
  const digits = ((separator === "" ? whole : whole.replaceAll(separator, "")) + (at < 0 ? "" : `.${behind}`)).replace(/%+$/, "");
  const [, sign = "", size = "", power = "0"] = /^([+-]?)(\d+\.?\d*|\.\d+)(?:e([+-]?\d{1,5}))?$/i.exec(digits) ?? [];
  const number = size === "" ? NaN : Number(`${size}e${Number(power) - 2 * percents}`);
  return Number.isFinite(number) ? (sign === "-" ? 0 - number : number) : WRONG_VALUE;
}

function zeroOrOneIn(arg: Value | undefined, context: Context): number {
  const number = numberIn(arg, 0, context);
  if (number !== 0 && number !== 1) throw answering(WRONG_VALUE);
  return number;
}

/** A value as text, strictly: so that it can be typed into a formula. */
function written(value: CellValue, strict: boolean): string {
  if (isErrorValue(value)) return value.error;
  if (strict && typeof value === "string") return `"${value.replaceAll('"', '""')}"`;
  const text = asText(value);
  return isErrorValue(text) ? text.error : text;
}

function arrayToText([array, format]: readonly (Value | undefined)[], context: Context): CellValue {
  const strict = zeroOrOneIn(format, context) === 1;
  const rows = context.rows(array);
  if (isErrorValue(rows)) return rows.unsupported ? rows : strict ? `{${rows.error}}` : rows.error;
  const refused = rows.flat().find((value) => isErrorValue(value) && value.unsupported);
  if (refused !== undefined) return refused;
  const texts = rows.map((row) => row.map((value) => written(value, strict)));
  return strict ? answeredText(`{${texts.map((row) => row.join(",")).join(";")}}`) : bounded(texts.flat(), ", ");
}

/** A delimiter's place in a text. */
interface Delimiter {
  readonly start: number;
  readonly end: number;
}

/** The places of delimiters in a text, in their order. Where two of different length stand at one place, nobody says which one counts. */
function places(text: string, delimiters: readonly string[], anyCase: boolean): Delimiter[] | "ambiguous" {
  const [searched, parts] = anyCase ? [lowerCase(text), delimiters.map(lowerCase)] : [text, delimiters];
  const found: Delimiter[] = [];
  const next = parts.map((part) => searched.indexOf(part));
  for (let from = 0; ; ) {
    for (const [index, part] of parts.entries()) if ((next[index] ?? -1) >= 0 && (next[index] ?? 0) < from) next[index] = searched.indexOf(part, from);
    const start = Math.min(...next.map((at) => (at < 0 ? Infinity : at)));
    if (start === Infinity) return found;
    const lengths = new Set(parts.filter((_, index) => next[index] === start).map((part) => part.length));
    if (lengths.size > 1) return "ambiguous";
    const [length = 1] = lengths;
    found.push({ start, end: start + length });
    from = start + length;
  }
}

function besideDelimiter(args: readonly (Value | undefined)[], context: Context, answer: (text: string, at: Delimiter) => string): CellValue {
  const [given, delimiter, instanceGiven, matchMode, matchEnd, otherwise] = args as readonly (CellValue | undefined)[];
  const text = unlessError(asText(given ?? ""));
  const delimiters = textsOf([delimiter], context);
  const [instance, mode, end] = [wholeIn(instanceGiven ?? 1, 1, context), zeroOrOneIn(matchMode, context), zeroOrOneIn(matchEnd, context)];
  if (instance === 0 || (text !== "" && Math.abs(instance) > text.length)) return WRONG_VALUE;
  // An empty delimiter stands before the first and behind the last character.
  if (delimiters.includes("")) return answer(text, instance > 0 ? { start: 0, end: 0 } : { start: text.length, end: text.length });
  const found = places(text, delimiters, mode === 1);
  if (found === "ambiguous") return unsupported("TEXTBEFORE and TEXTAFTER: delimiters of which one begins with another cannot be calculated here.");
  if (end === 1) {
    if (instance > 0) found.push({ start: text.length, end: text.length });
    else found.unshift({ start: 0, end: 0 });
  }
  const at = found.at(instance > 0 ? instance - 1 : instance);
  return at === undefined ? (args.length > 5 ? (otherwise ?? "") : NOT_AVAILABLE) : answer(text, at);
}

function splitText(args: readonly (Value | undefined)[], context: Context): Value {
  const [given, columnDelimiter, rowDelimiter, ignoreEmpty, matchMode, padding] = args;
  const texts = textsOf([given], context);
  if (texts.length > 1) return unsupported("TEXTSPLIT: several texts at once cannot be calculated here.");
  const [columns, rows] = [delimitersOf(columnDelimiter, context), delimitersOf(rowDelimiter, context)];
  const [ignores, mode] = [truthIn(ignoreEmpty, false), zeroOrOneIn(matchMode, context)];
  if ((columns.length === 0 && rows.length === 0) || columns.includes("") || rows.includes("")) return WRONG_VALUE;
  const parts = (text: string, delimiters: readonly string[]): string[] | undefined => {
    const found = places(text, delimiters, mode === 1);
    if (found === "ambiguous") return undefined;
    const pieces: string[] = [];
    let from = 0;
    for (const { start, end } of found) {
      pieces.push(text.slice(from, start));
      from = end;
    }
    pieces.push(text.slice(from));
    return ignores ? pieces.filter((piece) => piece !== "") : pieces;
  };
  const split: CellValue[][] = [];
  for (const line of parts(texts[0] ?? "", rows) ?? [undefined]) {
    const pieces = line === undefined ? undefined : parts(line, columns);
    if (pieces === undefined) return unsupported("TEXTSPLIT: delimiters of which one begins with another cannot be calculated here.");
    split.push(pieces);
  }
  const width = split.reduce((widest, row) => Math.max(widest, row.length), 0);
  const pad = args.length > 5 ? ((padding ?? "") as CellValue) : NOT_AVAILABLE;
  return matrixOf(split.map((row) => [...row, ...Array.from({ length: width - row.length }, () => pad)]));
}

/** The delimiters of an argument; none where it is omitted. */
function delimitersOf(argument: Value | undefined, context: Context): string[] {
  return argument === undefined ? [] : textsOf([argument], context);
}
