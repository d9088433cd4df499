import type { CellError, CellValue, ErrorCode } from "../cells/cell";

/** A value as the library's engine holds it. It hands a blank cell and an omitted argument alike as `blank`. */
export type EngineValue = EngineScalar | EngineArray | EngineReference | { readonly kind: typeof KIND.lambda };

export type EngineScalar =
  | { readonly kind: typeof KIND.blank }
  | { readonly kind: typeof KIND.number; readonly value: number }
  | { readonly kind: typeof KIND.text; readonly value: string }
  | { readonly kind: typeof KIND.boolean; readonly value: boolean }
  | EngineError;

/** The engine passes an error on as the object it got, so the sentence that explains it travels along. */
export interface EngineError {
  readonly kind: typeof KIND.error;
  readonly code: string;
  readonly message?: string;
}

export interface EngineArray {
  readonly kind: typeof KIND.array;
  readonly rows: readonly (readonly EngineScalar[])[];
  readonly height: number;
  readonly width: number;
  /** Where the array stood on its sheet, when it was read from cells. */
  readonly originRow?: number;
  readonly originCol?: number;
}

export interface EngineReference {
  readonly kind: typeof KIND.reference;
  readonly areas: readonly { readonly sheet: string; readonly top: number; readonly left: number; readonly bottom: number; readonly right: number }[];
  readonly singleCell?: true;
}

/** The engine's tags; it does not export them. */
export const KIND = { blank: 0, number: 1, text: 2, boolean: 3, error: 4, array: 5, reference: 6, lambda: 7 } as const;

export const BLANK: EngineScalar = { kind: KIND.blank };
export const TRUE: EngineScalar = { kind: KIND.boolean, value: true };

export function engineError(code: ErrorCode, message?: string): EngineError {
  return message === undefined ? { kind: KIND.error, code } : { kind: KIND.error, code, message };
}

export function engineNumber(value: number): EngineScalar {
  return Number.isFinite(value) ? { kind: KIND.number, value } : engineError("#NUM!");
}

export function engineArray(rows: readonly (readonly EngineScalar[])[]): EngineArray {
  return { kind: KIND.array, rows, height: rows.length, width: rows[0]?.length ?? 0 };
}

/** What a cell shows, as the engine holds it. */
export function toEngine(value: CellValue): EngineScalar {
  if (value === null) return BLANK;
  if (typeof value === "number") return engineNumber(value);
  if (typeof value === "string") return { kind: KIND.text, value };
  if (typeof value === "boolean") return { kind: KIND.boolean, value };
  return engineError(value.error, value.message);
}

/** A value of the engine, as a cell shows it; a blank is null. */
export function fromEngine(value: EngineScalar): CellValue {
  switch (value.kind) {
    case KIND.blank:
      return null;
    case KIND.error:
      return cellError(value.code as ErrorCode, value.message);
    case KIND.number:
      return value.value === 0 ? 0 : value.value;
    default:
      return value.value;
  }
}

/** The one value, or the first of an array, as Excel takes it where one value is wanted. */
export function scalarOf(value: EngineValue | undefined): EngineScalar {
  if (value === undefined) return BLANK;
  if (value.kind === KIND.array) return value.rows[0]?.[0] ?? BLANK;
  if (value.kind === KIND.reference || value.kind === KIND.lambda) return engineError("#VALUE!");
  return value;
}

/** The rows of a value: a single value is one row of one. */
export function rowsOf(value: EngineValue): readonly (readonly EngineScalar[])[] {
  if (value.kind === KIND.array && value.height > 0 && value.width > 0) return value.rows;
  return [[value.kind === KIND.array ? engineError("#CALC!", "The formula gives an empty array.") : scalarOf(value)]];
}

export function cellError(error: ErrorCode, message?: string): CellError {
  return message === undefined ? { error } : { error, message };
}
