/** What a cell shows: a number (dates are serials), text, TRUE/FALSE, nothing, or an error. */
export type CellValue = number | string | boolean | null | CellError;

/** An error value, with the sentence that explains it where one is known. Plain data: it survives a worker boundary. */
export interface CellError {
  readonly error: ErrorCode;
  readonly message?: string;
  /** Excel could answer here, and we cannot: it is said in every cell that depends on this one, and no IFERROR may hide it. */
  readonly unsupported?: true;
}

/** Excel's error values, as they stand in a cell: `#N/A`, `#VALUE!`, … */
export type ErrorCode = `#${string}`;

/** A range of cells, row by row. Every row is equally long; there is at least one cell. */
export type Grid = readonly (readonly CellValue[])[];

export function isError(value: CellValue): value is CellError {
  return typeof value === "object" && value !== null;
}

/** The same to whoever looks at them; of errors, with the same sentence. */
export function sameValue(a: CellValue, b: CellValue): boolean {
  return isError(a) && isError(b) ? a.error === b.error && a.message === b.message : a === b;
}

/** Nothing in it: an empty cell, or an empty text from a formula. */
export function isBlank(value: CellValue): value is null | "" {
  return value === null || value === "";
}
