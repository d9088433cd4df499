import type { Position } from "./workbook";

/** The last row and the last column of a sheet. */
export const LAST_ROW = 1_048_576;
export const LAST_COLUMN = 16_384;

/** The letters of a column, counted from 1: 1 → A, 28 → AB. */
export function columnLetters(column: number): string {
  let letters = "";
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

/** The number of a column, counted from 1: A → 1, ab → 28. */
export function columnNumber(letters: string): number {
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}

/** The cell that a plain address names: `B7`. Undefined where it names none. */
export function cellAt(address: string): Position | undefined {
  const [, letters, digits] = /^([A-Z]{1,3})([1-9]\d{0,6})$/.exec(address) ?? [];
  if (letters === undefined || digits === undefined) return undefined;
  const [row, column] = [Number(digits), columnNumber(letters)];
  return row <= LAST_ROW && column <= LAST_COLUMN ? { row, column } : undefined;
}

/** A cell without its sheet: B7. */
export function cellAddress(row: number, column: number): string {
  return `${columnLetters(column)}${row}`;
}

/** A cell with its sheet, as a formula would write it: `Terms!B7`, `'Net sales'!B7`. */
export function cellPlace(sheetName: string, row: number, column: number): string {
  return `${sheetPrefix(sheetName)}${cellAddress(row, column)}`;
}

/** A sheet's name as it stands in front of a reference: `Terms!`, `'Net sales'!`. */
export function sheetPrefix(sheetName: string): string {
  // Names that read like a cell (Q1, R2C3) are quoted, as Excel does.
  const plain = /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(sheetName) && !/^[A-Za-z]{1,3}\d+$/.test(sheetName) && !/^R\d*C?\d*$|^C\d*$/i.test(sheetName);
  return plain ? `${sheetName}!` : `'${sheetName.replace(/'/g, "''")}'!`;
}
