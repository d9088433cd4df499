import type { CellValue } from "../../../src/cells/cell";
import { Matrix, Reference, type Value } from "../../../src/sheet/evaluator/value";
import { type Context, type ExcelFunctions, answerOf } from "../../../src/sheet/excel/excelFunction";

const filled = new WeakMap<Reference, readonly (readonly CellValue[])[]>();

/** Cells with these values, row by row; null is a blank. */
export function cells(...rows: readonly (readonly CellValue[])[]): Reference {
  const reference = new Reference([]);
  filled.set(reference, rows);
  return reference;
}

/** A column of cells. */
export function column(...values: readonly CellValue[]): Reference {
  return cells(...values.map((value) => [value]));
}

/** An array that stands in no cells, written as a column. */
export function array(...values: readonly CellValue[]): Matrix {
  return new Matrix(values.map((value) => [value]));
}

export function contextOf(from1904 = false): Context {
  const rowsOf = (value: Value | undefined): readonly (readonly CellValue[])[] => {
    if (value instanceof Matrix) return value.rows;
    if (value instanceof Reference) return filled.get(value) ?? [];
    return [[(value ?? null) as CellValue]];
  };
  return {
    from1904,
    now: 46_000,
    rows: rowsOf,
    each: (value, visit) => {
      for (const row of rowsOf(value)) for (const cell of row) if (cell !== null) visit(cell);
    },
    areas: () => [],
  };
}

/** What a function answers; of errors only the kind, with an exclamation mark behind it where Excel could have answered. */
export function called(functions: ExcelFunctions, name: string, args: readonly (Value | undefined)[], from1904 = false): unknown {
  const found = functions[name];
  if (found === undefined) throw new Error(`There is no ${name}.`);
  const answered = answerOf(found, args, contextOf(from1904));
  if (answered instanceof Matrix) return answered.rows.map((row) => row.map(shown));
  return shown(answered as CellValue);
}

function shown(value: CellValue): unknown {
  if (typeof value !== "object" || value === null) return value;
  const { error, unsupported } = value;
  return unsupported === true ? `${error} unsupported` : error;
}
