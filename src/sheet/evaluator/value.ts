import type { CellError, CellValue, ErrorCode } from "../../cells/cell";
import type { Area } from "../area";
import { numberFromText } from "./numberFromText";

/** What a part of a formula stands for while it is calculated. A blank cell is null, an omitted argument undefined. */
export type Value = CellValue | Matrix | Reference | Lambda;

/** An array of values, row by row, that stands in no cells. Every row is equally long; there is at least one value. */
export class Matrix {
  constructor(readonly rows: readonly (readonly CellValue[])[]) {}

  get height(): number {
    return this.rows.length;
  }

  get width(): number {
    return this.rows[0]?.length ?? 0;
  }
}

/** Cells, as a formula refers to them: their values are read only where somebody asks for them. */
export class Reference {
  constructor(readonly areas: readonly Area[]) {}
}

/** A function that a formula defines. It takes what it is called with; undefined for an omitted argument. */
export class Lambda {
  constructor(
    readonly parameters: number,
    readonly call: (args: readonly (Value | undefined)[]) => Value,
  ) {}
}

export const DIVISION_BY_ZERO: CellError = Object.freeze({ error: "#DIV/0!" });
export const NOT_AVAILABLE: CellError = Object.freeze({ error: "#N/A" });
export const NOT_A_NUMBER: CellError = Object.freeze({ error: "#NUM!" });
export const NO_REFERENCE: CellError = Object.freeze({ error: "#REF!" });
export const WRONG_VALUE: CellError = Object.freeze({ error: "#VALUE!" });
export const EMPTY_ARRAY: CellError = Object.freeze({ error: "#CALC!", message: "The formula gives an empty array." });

export function errorOf(error: ErrorCode, message?: string): CellError {
  return message === undefined ? { error } : { error, message };
}

export function isErrorValue(value: unknown): value is CellError {
  return typeof value === "object" && value !== null && "error" in value;
}

/** The array with these rows; an error where it would have none. */
export function matrixOf(rows: readonly (readonly CellValue[])[]): Matrix | CellError {
  return rows.length === 0 || rows[0]?.length === 0 ? EMPTY_ARRAY : new Matrix(rows);
}

/** The smallest number that Excel knows beside 0. */
const SMALLEST = 2 ** -1022;

/** A number as an answer: nothing that is not a number leaves a formula as a figure. What is too small for Excel is 0, and there is no 0 below 0. */
export function answeredNumber(x: number | CellError): number | CellError {
  if (typeof x !== "number") return x;
  return Number.isFinite(x) ? (Math.abs(x) < SMALLEST ? 0 : x) : NOT_A_NUMBER;
}

/** Excel answers here, and we do not. */
export function unsupported(message: string, error: ErrorCode = "#VALUE!"): CellError {
  return { error, message, unsupported: true };
}

/**
 * The number that a value counts for where a formula wants one: TRUE is 1, a blank 0, a text what it reads as. Dates in texts count from 1904 where
 * the workbook's do.
 */
export function asNumber(value: CellValue, from1904: boolean): number | CellError {
  switch (typeof value) {
    case "number":
      return value;
    case "boolean":
      return value ? 1 : 0;
    case "string":
      return numberFromText(value, from1904) ?? WRONG_VALUE;
    default:
      return value ?? 0;
  }
}

/** A value as text, a number by its 15 digits. */
export function asText(value: CellValue): string | CellError {
  switch (typeof value) {
    case "string":
      return value;
    case "number":
      return textOfNumber(value);
    case "boolean":
      return value ? "TRUE" : "FALSE";
    default:
      return value ?? "";
  }
}

/** Whether a condition holds: a number other than 0, TRUE, or one of these words as text; a blank is FALSE. */
export function asTruth(value: CellValue): boolean | CellError {
  switch (typeof value) {
    case "boolean":
      return value;
    case "number":
      return value !== 0;
    case "string":
      return /^true$/i.test(value) ? true : /^false$/i.test(value) ? false : WRONG_VALUE;
    default:
      return value ?? false;
  }
}

export function textOfNumber(x: number): string {
  const [digits = "0", power] = fifteenDigits(x).toString().split("e");
  const exponent = power === undefined ? 0 : Number(power);
  if (exponent === 0) {
    // Excel shows up to 20 digits before the point, and small numbers as powers from 1E-10 on or where they would take more than 20 characters.
    return digits;
  }
  if (exponent > 0 && exponent <= 20) return BigInt(fifteenDigits(x)).toString();
  return `${digits}E${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

/** A number by the 15 digits that Excel knows of it. */
export function fifteenDigits(x: number): number {
  return Number.isInteger(x) && Math.abs(x) < 1e15 ? x : Number(x.toPrecision(15));
}

/** The order in which Excel sorts and compares: numbers by their 15 digits, then texts whatever their case, then FALSE and TRUE. A blank is what the other side is when empty. */
export function compared(a: CellValue, b: CellValue): number {
  const [left, right] = [a ?? emptyAs(b), b ?? emptyAs(a)];
  if (typeof left === "number" && typeof right === "number") {
    const difference = left - right;
    // Numbers farther apart than this differ within their 15 digits, and need not be written out to see it.
    return Math.abs(difference) > 2e-14 * Math.max(Math.abs(left), Math.abs(right)) ? difference : fifteenDigits(left) - fifteenDigits(right);
  }
  if (typeof left === "string" && typeof right === "string") return comparedTexts(left, right);
  if (typeof left === "boolean" && typeof right === "boolean") return Number(left) - Number(right);
  return rank(left) - rank(right);
}

export function comparedTexts(a: string, b: string): number {
  if (a === b) return 0;
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  return left < right ? -1 : left > right ? 1 : 0;
}

function emptyAs(other: CellValue): CellValue {
  return typeof other === "string" ? "" : typeof other === "boolean" ? false : 0;
}

function rank(value: CellValue): number {
  return typeof value === "number" ? 0 : typeof value === "string" ? 1 : typeof value === "boolean" ? 2 : 3;
}
