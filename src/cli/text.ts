import { isError, type CellError, type CellValue } from "../cells/cell";
import { largest } from "../file/largest";

/** A cell's value as the command line prints it: numbers in their shortest form that reads back the same. */
export function valueText(value: CellValue): string {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  return isError(value) ? value.error : String(value);
}

/** An error with its sentence. */
export function errorText({ error, message }: CellError): string {
  return message === undefined ? error : `${error} ${message}`;
}

/** Prints lines on standard output. Whatever stands in them, each stays one line. */
export function print(lines: readonly string[]): void {
  console.log(lines.map(visible).join("\n"));
}

/** Prints one JSON object, in which everything stays what it is. */
export function printJson(value: object): void {
  console.log(JSON.stringify(value));
}

/** Prints lines on standard error. */
export function complain(lines: readonly string[]): void {
  console.error(lines.map(visible).join("\n"));
}

const LINE_BREAK = /\r\n|[\n\r\x85\u2028\u2029]/g;
/** What a terminal would obey instead of showing it: controls, and marks that turn the direction of a text or cannot be seen. Tabs and joiners of letters stay, and so do signs of Arabic that can be seen. */
const UNSEEN = /(?![\t\u0600-\u0605\u06DD\u200C\u200D])[\p{Cc}\p{Cf}\p{Cs}]/gu;

/** A text of a file as it can be printed: one line, in which nothing is hidden and nothing moves the cursor. */
export function visible(text: string): string {
  return text.replace(LINE_BREAK, "⏎").replace(UNSEEN, escaped);
}

function escaped(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, "0")}`;
}

/** Columns of text, aligned: those of numbers to the right, the rest to the left. */
export function alignedLines(rows: readonly (readonly string[])[]): string[] {
  const seen = rows.map((row) => row.map(visible));
  const columns = (seen[0] ?? []).map((_, column) => seen.map((row) => row[column] ?? ""));
  const widths = columns.map((texts) => largest(texts.map((text) => text.length), 0));
  const numeric = columns.map(isNumericColumn);
  return seen.map((row) =>
    row
      .map((text, column) => (numeric[column] === true ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}

/** A text in lines of at most so many letters, broken between its words. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

export function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

/** So many lines of a list are printed that may be long. */
const MOST_LISTED = 20;

/** A list, indented; where it is long its first lines, and how many more there are. */
export function listedLines(lines: readonly string[]): string[] {
  const more = lines.length - MOST_LISTED;
  return indented([...lines.slice(0, MOST_LISTED), ...(more > 0 ? [`and ${more} more`] : [])]);
}

/** Whether most of what stands in a column is a number. */
export function isNumericColumn(texts: readonly string[]): boolean {
  const filled = texts.filter((text) => text !== "");
  return filled.filter(looksNumeric).length * 2 > filled.length;
}

/** Whether a text is a number as a cell displays it: 1,234.50, -3, 4.5%. */
export function looksNumeric(text: string): boolean {
  return /^[-+(]?[\d.,]+(E[-+]?\d+)?\)?%?$/i.test(text);
}
