import { isError, type CellError, type CellValue } from "../cells/cell";

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

/** Columns of text, aligned: those of numbers to the right, the rest to the left. */
export function alignedLines(rows: readonly (readonly string[])[]): string[] {
  const columns = (rows[0] ?? []).map((_, column) => rows.map((row) => row[column] ?? ""));
  const widths = columns.map((texts) => Math.max(...texts.map((text) => text.length)));
  const numeric = columns.map(isNumericColumn);
  return rows.map((row) =>
    row
      .map((text, column) => (numeric[column] === true ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
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
