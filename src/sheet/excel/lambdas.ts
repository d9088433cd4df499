import type { CellValue } from "../../cells/cell";
import { EMPTY_ARRAY, Lambda, Matrix, Reference, type Value, WRONG_VALUE, errorOf } from "../evaluator/value";
import { type SheetContext, type SheetFunction, type SheetFunctions, ofRanges, rowsIn, unlessError, wholeIn } from "./excelFunction";

/** Functions that are given a function. */
export const LAMBDA_FUNCTIONS: SheetFunctions = {
  MAP: withLambda(2, 254, (lambda, arrays, context) => {
    const grids = arrays.map((array) => rowsIn(array, context));
    const height = Math.max(...grids.map((grid) => grid.length));
    const width = Math.max(...grids.map((grid) => grid[0]?.length ?? 1));
    return built(height, width, context, (row, column) => lambda.call(grids.map((grid) => grid[row]?.[column] ?? (grid[row]?.[column] === null ? null : { error: "#N/A" }))));
  }),
  REDUCE: withLambda(3, 3, (lambda, [start, array], context) => {
    let total: Value = start ?? null;
    const grid = rowsIn(array, context);
    for (const row of grid) for (const value of row) total = lambda.call([total, value]);
    return total;
  }),
  SCAN: withLambda(3, 3, (lambda, [start, array], context) => {
    let total: Value = start ?? null;
    const grid = rowsIn(array, context);
    return built(grid.length, grid[0]?.length ?? 0, context, (row, column) => (total = lambda.call([total, grid[row]?.[column] ?? null])));
  }),
  BYROW: withLambda(2, 2, (lambda, [array], context) => {
    const grid = rowsIn(array, context);
    return built(grid.length, 1, context, (row) => lambda.call([new Matrix([grid[row] ?? []])]));
  }),
  BYCOL: withLambda(2, 2, (lambda, [array], context) => {
    const grid = rowsIn(array, context);
    return built(1, grid[0]?.length ?? 0, context, (_row, column) => lambda.call([new Matrix(grid.map((row) => [row[column] ?? null]))]));
  }),
  MAKEARRAY: withLambda(3, 3, (lambda, sizes, context) => {
    const [rows = 0, columns = 0] = sizes.map((size) => wholeIn(rowsIn(size, context)[0]?.[0], 0, context));
    if (rows < 1 || columns < 1 || rows * columns > MOST_VALUES) return WRONG_VALUE;
    return built(rows, columns, context, (row, column) => lambda.call([row + 1, column + 1]));
  }),
};

const MOST_VALUES = 2_000_000;

/** The lambda is the last argument. */
function withLambda(fewest: number, most: number, answer: (lambda: Lambda, others: readonly (Value | undefined)[], context: SheetContext) => Value): SheetFunction {
  return ofRanges(fewest, most, "A", (args, context) => {
    const lambda = unlessError(args.at(-1));
    return lambda instanceof Lambda ? answer(lambda, args.slice(0, -1), context) : context.error("#VALUE!", "a LAMBDA is expected as the last argument");
  });
}

/** An array of what is answered for each place: one value each. */
function built(height: number, width: number, context: SheetContext, answer: (row: number, column: number) => Value): Value {
  if (height < 1 || width < 1) return EMPTY_ARRAY;
  const rows: CellValue[][] = [];
  for (let row = 0; row < height; row++) {
    const line: CellValue[] = [];
    for (let column = 0; column < width; column++) {
      const value = answer(row, column);
      const one = value instanceof Reference ? context.loaded(value) : value;
      line.push(one instanceof Matrix ? (one.height === 1 && one.width === 1 ? (one.rows[0]?.[0] ?? null) : NESTED) : one instanceof Lambda || one instanceof Reference ? NESTED : one);
    }
    rows.push(line);
  }
  return new Matrix(rows);
}

const NESTED = errorOf("#CALC!", "An array cannot hold an array in one of its places.");
