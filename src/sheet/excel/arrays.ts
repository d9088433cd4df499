import type { CellError, CellValue, Grid } from "../../cells/cell";
import { LAST_COLUMN, LAST_ROW } from "../address";
import {
  EMPTY_ARRAY,
  Lambda,
  Matrix,
  NOT_AVAILABLE,
  NOT_A_NUMBER,
  type Value,
  WRONG_VALUE,
  answeredNumber,
  compared,
  errorOf,
  fifteenDigits,
  isErrorValue,
  matrixOf,
} from "../evaluator/value";
import { type Context, type ExcelFunctions, answering, isSeveral, numberIn, numbersIn, ofRanges, ofValues, rowsIn, truthIn, unlessError, wholeIn } from "./excelFunction";
import { ofGivenNumbers } from "./givenNumbers";
import { TO, rounded } from "./rounding";

/** As many values as an answer may have: more than a workbook that people work with ever shows. */
const MOST_VALUES = 5_000_000;

/** Functions that answer arrays, or calculate with them as wholes. */
export const ARRAY_FUNCTIONS: ExcelFunctions = {
  CHOOSEROWS: ofRanges(2, 255, "A", ([array, ...choices], context) => ofRows(array, context, (rows) => chosen(rows, choices, context))),
  CHOOSECOLS: ofRanges(2, 255, "A", ([array, ...choices], context) => ofRows(array, context, (rows) => acrossRows(rows, (columns) => chosen(columns, choices, context)))),
  TAKE: ofRanges(2, 3, "AVV", ([array, rows, columns], context) => ofRows(array, context, (all) => cut(all, rows, columns, context, taken))),
  DROP: ofRanges(2, 3, "AVV", ([array, rows, columns], context) => ofRows(array, context, (all) => cut(all, rows, columns, context, dropped))),
  EXPAND: ofRanges(2, 4, "AVVV", (args, context) => ofRows(args[0], context, (rows) => expanded(rows, args, context))),
  HSTACK: ofRanges(1, 255, "A", (args, context) => {
    const grids = args.map((arg) => rowsIn(arg, context));
    const height = Math.max(0, ...grids.map((rows) => rows.length));
    if (tooMany(height, grids.reduce((width, rows) => width + widthOf(rows), 0))) return tooLarge("HSTACK");
    return matrixOf(Array.from({ length: height }, (_, row) => grids.flatMap((rows) => rows[row] ?? Array.from({ length: widthOf(rows) }, () => NOT_AVAILABLE))));
  }),
  VSTACK: ofRanges(1, 255, "A", (args, context) => {
    const grids = args.map((arg) => rowsIn(arg, context));
    const width = Math.max(0, ...grids.map(widthOf));
    if (tooMany(grids.reduce((height, rows) => height + rows.length, 0), width)) return tooLarge("VSTACK");
    return matrixOf(grids.flatMap((rows) => rows.map((row) => [...row, ...Array.from({ length: width - row.length }, () => NOT_AVAILABLE)])));
  }),
  TOCOL: ofRanges(1, 3, "AVV", (args, context) => inOneLine(args, context, (values) => values.map((value) => [value]))),
  TOROW: ofRanges(1, 3, "AVV", (args, context) => inOneLine(args, context, (values) => [values])),
  WRAPROWS: ofRanges(2, 3, "AVV", (args, context) => wrapped(args, context, (rows) => rows)),
  WRAPCOLS: ofRanges(2, 3, "AVV", (args, context) => wrapped(args, context, turned)),
  TRANSPOSE: ofRanges(1, 1, "A", ([array], context) => ofRows(array, context, (rows) => matrixOf(turned(rows)))),
  FILTER: ofRanges(2, 3, "AAA", filtered),
  SORT: ofRanges(1, 4, "AAAV", sorted),
  SORTBY: ofRanges(2, 255, "A", sortedBy),
  UNIQUE: ofRanges(1, 3, "AVV", unique),
  SEQUENCE: ofRanges(1, 4, "VVVV", (args, context) => {
    const [height, width] = [wholeIn(args[0], 1, context), wholeIn(args[1], 1, context)];
    const [start, step] = [numberIn(args[2], 1, context), numberIn(args[3], 1, context)];
    checkSize("SEQUENCE", height, width);
    return matrixOf(Array.from({ length: height }, (_, row) => Array.from({ length: width }, (_unused, column) => answeredNumber(start + (row * width + column) * step))));
  }),
  MUNIT: ofRanges(1, 1, "V", ([size], context) => {
    const length = wholeIn(size, 0, context);
    if (length < 1) return WRONG_VALUE;
    if (tooMany(length, length)) return tooLarge("MUNIT");
    return matrixOf(Array.from({ length }, (_, row) => Array.from({ length }, (_unused, column) => (row === column ? 1 : 0))));
  }),
  RAND: ofValues(0, 0, () => Math.random()),
  RANDBETWEEN: ofGivenNumbers(2, 2, randomWhole),
  RANDARRAY: ofRanges(0, 5, "VVVVV", (args, context) => {
    const [height, width] = [wholeIn(args[0], 1, context), wholeIn(args[1], 1, context)];
    const [from, to, whole] = [numberIn(args[2], 0, context), numberIn(args[3], 1, context), numberIn(args[4], 0, context) !== 0];
    checkSize("RANDARRAY", height, width);
    if (from > to || (whole && (!Number.isInteger(from) || !Number.isInteger(to)))) return WRONG_VALUE;
    return matrixOf(Array.from({ length: height }, () => Array.from({ length: width }, () => (whole ? randomWhole(from, to) : from + Math.random() * (to - from)))));
  }),
  FREQUENCY: ofRanges(2, 2, "R", frequencies),
  MMULT: ofRanges(2, 2, "AA", ([a, b], context) => {
    const [left, right] = [numbersIn(a, context), numbersIn(b, context)];
    if ((left[0]?.length ?? 0) !== right.length) return WRONG_VALUE;
    if (left.length * right.length * (right[0]?.length ?? 0) > 1_000 * MOST_VALUES || tooMany(left.length, right[0]?.length ?? 0)) return tooLarge("MMULT");
    const columns = turned(right) as readonly (readonly number[])[];
    return matrixOf(left.map((row) => columns.map((column) => answeredNumber(row.reduce((sum, x, index) => sum + x * (column[index] ?? 0), 0)))));
  }),
  MDETERM: ofRanges(1, 1, "A", ([array], context) => answeredNumber(eliminated(squareOf(array, context, "MDETERM")).determinant)),
  MINVERSE: ofRanges(1, 1, "A", ([array], context) => {
    const { determinant, inverse } = eliminated(squareOf(array, context, "MINVERSE"));
    return determinant === 0 ? NOT_A_NUMBER : matrixOf(inverse.map((row) => row.map(answeredNumber)));
  }),
};

function widthOf(rows: Grid): number {
  return rows[0]?.length ?? 0;
}

function turned(rows: Grid): CellValue[][] {
  return Array.from({ length: widthOf(rows) }, (_, column) => rows.map((row) => row[column] ?? null));
}

function tooMany(height: number, width: number): boolean {
  return height * width > MOST_VALUES;
}

function tooLarge(name: string): CellError {
  return errorOf("#NUM!", `${name}: an answer of more than ${MOST_VALUES.toLocaleString("en-US")} values is not calculated here. Ask for fewer rows or columns.`);
}

function checkSize(name: string, height: number, width: number): void {
  if (height < 0 || width < 0 || height > LAST_ROW || width > LAST_COLUMN) throw answering(WRONG_VALUE);
  if (height === 0 || width === 0) throw answering(EMPTY_ARRAY);
  if (tooMany(height, width)) throw answering(tooLarge(name));
}

/** The values of an argument, handed on; an error instead of them is the answer. */
function ofRows(array: Value | undefined, context: Context, answer: (rows: Grid) => Value): Value {
  const rows = rowsIn(array, context);
  const only = rows.length === 1 && widthOf(rows) === 1 ? rows[0]?.[0] : undefined;
  return !isSeveral(array) && isErrorValue(only) ? only : answer(rows);
}

/** Rows by their numbers, counted from the end below 0. */
function chosen(rows: Grid, choices: readonly (Value | undefined)[], context: Context): Matrix | CellError {
  const picked: (readonly CellValue[])[] = [];
  for (const choice of choices.flatMap((rows) => rowsIn(rows, context)).flat()) {
    const index = wholeIn(choice, 0, context);
    const row = index === 0 ? undefined : rows.at(index > 0 ? index - 1 : index);
    if (row === undefined) return WRONG_VALUE;
    picked.push(row);
    if (tooMany(picked.length, row.length)) return tooLarge("CHOOSEROWS");
  }
  return matrixOf(picked);
}

/** What works on rows, on columns. */
function acrossRows(rows: Grid, answer: (columns: Grid) => Matrix | CellError): Matrix | CellError {
  const answered = answer(turned(rows));
  return answered instanceof Matrix ? matrixOf(turned(answered.rows)) : answered;
}

type Cut = <Item>(items: readonly Item[], count: number) => readonly Item[];

const taken: Cut = (items, count) => (count < 0 ? items.slice(count) : items.slice(0, count));
const dropped: Cut = (items, count) => (count < 0 ? items.slice(0, Math.max(0, items.length + count)) : items.slice(count));

function cut(all: Grid, rows: Value | undefined, columns: Value | undefined, context: Context, part: Cut): Value {
  const [height, width] = [wholeIn(rows, undefined, context), wholeIn(columns, undefined, context)];
  // TAKE of no rows is empty, DROP of none leaves all.
  const kept = height === undefined ? all : height === 0 && part === taken ? [] : part(all, height);
  return matrixOf(width === undefined ? kept : kept.map((row) => (width === 0 && part === taken ? [] : part(row, width))));
}

function expanded(rows: Grid, [, toRows, toColumns, padding]: readonly (Value | undefined)[], context: Context): Value {
  const [height, width] = [wholeIn(toRows, rows.length, context), wholeIn(toColumns, widthOf(rows), context)];
  if (height < rows.length || width < widthOf(rows)) return WRONG_VALUE;
  checkSize("EXPAND", height, width);
  const pad = padding === undefined ? NOT_AVAILABLE : (padding as CellValue);
  return matrixOf(Array.from({ length: height }, (_, row) => Array.from({ length: width }, (_unused, column) => (row < rows.length && column < widthOf(rows) ? (rows[row]?.[column] ?? null) : pad))));
}

function inOneLine([array, ignore, byColumn]: readonly (Value | undefined)[], context: Context, answer: (values: CellValue[]) => Grid): Value {
  const [ignored, across] = [wholeIn(ignore, 0, context), truthIn(byColumn, false)];
  if (ignored < 0 || ignored > 3) return WRONG_VALUE;
  const rows = rowsIn(array, context);
  const values = (across ? turned(rows) : rows).flat();
  // 1 leaves blanks out, 2 errors, 3 both; but never what we cannot calculate.
  const kept = values.filter((value) => !((ignored % 2 === 1 && value === null) || (ignored >= 2 && isErrorValue(value) && !value.unsupported)));
  return kept.length === 0 ? EMPTY_ARRAY : matrixOf(answer(kept));
}

function wrapped([vector, count, padding]: readonly (Value | undefined)[], context: Context, answer: (rows: Grid) => Grid): Value {
  return ofRows(vector, context, (rows) => {
    const length = wholeIn(count, 0, context);
    if (rows.length > 1 && widthOf(rows) > 1) return WRONG_VALUE;
    if (length < 1) return NOT_A_NUMBER;
    const values = rows.flat();
    // Fewer values than one line holds make a shorter line.
    const line = Math.min(length, values.length);
    const pad = padding === undefined ? NOT_AVAILABLE : (padding as CellValue);
    const lines = Array.from({ length: Math.ceil(values.length / line) }, (_, index) => Array.from({ length: line }, (_unused, at) => (index * line + at < values.length ? (values[index * line + at] ?? null) : pad)));
    return matrixOf(answer(lines));
  });
}

/** The rows for which a column holds, or the columns for which a row does. */
function filtered([array, include, otherwise]: readonly (Value | undefined)[], context: Context): Value {
  return ofRows(array, context, (rows) =>
    ofRows(include, context, (conditions) => {
      const down = widthOf(conditions) === 1 && conditions.length === rows.length;
      if (!down && !(conditions.length === 1 && widthOf(conditions) === widthOf(rows))) return WRONG_VALUE;
      const kept = conditions.flat().map((condition) => truthIn(condition, false));
      const picked = down ? rows.filter((_, index) => kept[index]) : rows.map((row) => row.filter((_, index) => kept[index]));
      if (picked.length > 0 && widthOf(picked) > 0) return matrixOf(picked);
      return otherwise ?? EMPTY_ARRAY;
    }),
  );
}

/** Excel sorts blanks behind everything, in both directions. */
function order(a: CellValue, b: CellValue, direction: number): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return direction * compared(a, b);
}

interface Key {
  readonly values: readonly CellValue[];
  readonly direction: number;
}

/** Items in the order of their keys, those that are alike as they stood. */
function inOrder<Item>(items: readonly Item[], keys: readonly Key[]): Item[] {
  const indices = items.map((_, index) => index);
  indices.sort((a, b) => {
    for (const { values, direction } of keys) {
      const ordered = order(values[a] ?? null, values[b] ?? null, direction);
      if (ordered !== 0) return ordered;
    }
    return a - b;
  });
  return indices.flatMap((index) => items.slice(index, index + 1));
}

function sorted([array, index, direction, byColumn]: readonly (Value | undefined)[], context: Context): Value {
  const across = truthIn(byColumn, false);
  return ofRows(array, context, (given) => {
    const rows = across ? turned(given) : given;
    const [indices, directions] = [wholesIn(index, 1, context), wholesIn(direction, 1, context)];
    if (directions.length > 1 && directions.length !== indices.length) return WRONG_VALUE;
    const keys: Key[] = [];
    for (const [at, column] of indices.entries()) {
      const way = directions[directions.length === 1 ? 0 : at];
      if (column < 1 || column > widthOf(rows) || (way !== 1 && way !== -1)) return WRONG_VALUE;
      keys.push({ values: rows.map((row) => row[column - 1] ?? null), direction: way });
    }
    const ordered = inOrder(rows, keys);
    return matrixOf(across ? turned(ordered) : ordered);
  });
}

/** The whole numbers of an argument that may be an array of them. */
function wholesIn(arg: Value | undefined, otherwise: number, context: Context): number[] {
  return arg === undefined ? [otherwise] : rowsIn(arg, context).flat().map((value) => wholeIn(value, 0, context));
}

function sortedBy([array, ...by]: readonly (Value | undefined)[], context: Context): Value {
  return ofRows(array, context, (rows) => {
    const keys: Key[] = [];
    let down: boolean | undefined;
    for (let i = 0; i < by.length; i += 2) {
      const values = rowsIn(by[i], context);
      const [way] = wholesIn(by[i + 1], 1, context);
      if (way !== 1 && way !== -1) return WRONG_VALUE;
      const isDown = widthOf(values) === 1 && values.length === rows.length;
      if ((!isDown && !(values.length === 1 && widthOf(values) === widthOf(rows))) || (down ?? isDown) !== isDown) return WRONG_VALUE;
      down = isDown;
      keys.push({ values: values.flat(), direction: way });
    }
    return matrixOf(down === false ? turned(inOrder(turned(rows), keys)) : inOrder(rows, keys));
  });
}

function unique([array, byColumn, exactlyOnce]: readonly (Value | undefined)[], context: Context): Value {
  const [across, once] = [truthIn(byColumn, false), truthIn(exactlyOnce, false)];
  return ofRows(array, context, (given) => {
    const rows = across ? turned(given) : given;
    const counts = new Map<string, number>();
    const keys = rows.map((row) => row.map(identity).join("\u0000"));
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    const seen = new Set<string>();
    const kept = rows.filter((_, index) => {
      const key = keys[index] ?? "";
      if (once) return counts.get(key) === 1;
      return !seen.has(key) && seen.add(key);
    });
    return kept.length === 0 ? EMPTY_ARRAY : matrixOf(across ? turned(kept) : kept);
  });
}

/** What makes a value the same as another: texts whatever their case. */
function identity(value: CellValue): string {
  if (isErrorValue(value)) return `e${value.error}`;
  return typeof value === "string" ? `t${value.toLowerCase()}` : typeof value === "number" ? `n${fifteenDigits(value)}` : String(value);
}

function randomWhole(from: number, to: number): number | CellError {
  const [bottom, top] = [rounded(from, 0, TO.above), rounded(to, 0, TO.below)];
  return bottom > top ? NOT_A_NUMBER : bottom + Math.floor(Math.random() * (top - bottom + 1));
}

/** How many numbers are at most the first bound, above it and at most the second, …, and above the last. */
function frequencies([data, bins]: readonly (Value | undefined)[], context: Context): Value {
  const [numbers, bounds] = [onlyNumbers(data, context), onlyNumbers(bins, context)];
  // Bounds keep their places; of equal ones the first counts.
  const places = bounds.map((bound, index) => ({ bound, index })).sort((a, b) => a.bound - b.bound || a.index - b.index);
  const counts = Array.from({ length: bounds.length + 1 }, () => 0);
  for (const number of numbers) {
    let [low, high] = [0, places.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((places[middle]?.bound ?? Infinity) < number) low = middle + 1;
      else high = middle;
    }
    const at = places[low]?.index ?? bounds.length;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return matrixOf(counts.map((count) => [count]));
}

function onlyNumbers(value: Value | undefined, context: Context): number[] {
  if (value instanceof Lambda) throw answering(WRONG_VALUE);
  const numbers: number[] = [];
  const add = (item: CellValue) => {
    const counted = unlessError(item);
    if (typeof counted === "number") numbers.push(counted);
  };
  if (isSeveral(value)) context.each(value, add);
  else add(value ?? null);
  return numbers;
}

function squareOf(array: Value | undefined, context: Context, name: string): readonly (readonly number[])[] {
  const rows = numbersIn(array, context);
  if (rows.length !== widthOf(rows)) throw answering(WRONG_VALUE);
  if (rows.length > 500) throw answering(errorOf("#NUM!", `${name}: an array of more than 500 rows is not calculated here.`));
  return rows;
}

/** Gauss and Jordan's elimination, by the largest number left in each column. */
function eliminated(square: readonly (readonly number[])[]): { readonly determinant: number; readonly inverse: number[][] } {
  const size = square.length;
  const left = square.map((row) => [...row]);
  const inverse = square.map((_, row) => square.map((_unused, column) => (row === column ? 1 : 0)));
  let determinant = 1;
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++) if (Math.abs(left[row]?.[column] ?? 0) > Math.abs(left[pivot]?.[column] ?? 0)) pivot = row;
    const divisor = left[pivot]?.[column] ?? 0;
    if (divisor === 0) return { determinant: 0, inverse };
    if (pivot !== column) {
      determinant = -determinant;
      for (const rows of [left, inverse]) [rows[pivot], rows[column]] = [rows[column] ?? [], rows[pivot] ?? []];
    }
    determinant *= divisor;
    for (const rows of [left, inverse]) rows[column] = (rows[column] ?? []).map((x) => x / divisor);
    for (let row = 0; row < size; row++) {
      const factor = left[row]?.[column] ?? 0;
      if (row === column || factor === 0) continue;
      for (const rows of [left, inverse]) rows[row] = (rows[row] ?? []).map((x, index) => x - factor * (rows[column]?.[index] ?? 0));
    }
  }
  return { determinant, inverse };
}
