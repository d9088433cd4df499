import type { CellError, CellValue } from "../../cells/cell";
import { Matrix, NOT_AVAILABLE, type Value, errorOf } from "./value";

/** More answers than that are no longer a formula's argument but a mistake. */
const MOST_ANSWERS = 2_000_000;

/**
 * The answers for each place of the arrays among the arguments that are `lifted`; what is one row, one column or one value counts for all. The other
 * arguments stay as they are.
 */
export function elementwise(args: readonly (Value | undefined)[], lifted: readonly boolean[], name: string, answer: (values: readonly (Value | undefined)[]) => CellValue): Matrix | CellError {
  let [height, width] = [1, 1];
  args.forEach((arg, index) => {
    if (lifted[index] !== true || !(arg instanceof Matrix)) return;
    height = Math.max(height, arg.height);
    width = Math.max(width, arg.width);
  });
  if (height * width > MOST_ANSWERS) return errorOf("#VALUE!", `${name} is given more than ${MOST_ANSWERS} values.`);
  const rows: CellValue[][] = [];
  for (let row = 0; row < height; row++) {
    const line: CellValue[] = [];
    for (let column = 0; column < width; column++) {
      line.push(answer(args.map((arg, index) => (lifted[index] === true && arg instanceof Matrix ? valueAt(arg, row, column) : arg))));
    }
    rows.push(line);
  }
  return new Matrix(rows);
}

/** The value at a place of an array that is repeated along its single row or column; beyond its end #N/A. */
export function valueAt(matrix: Matrix, row: number, column: number): CellValue {
  const line = matrix.rows[matrix.height === 1 ? 0 : row];
  const value = line?.[line.length === 1 ? 0 : column];
  return value === undefined ? NOT_AVAILABLE : value;
}
