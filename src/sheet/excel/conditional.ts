import type { CellError, CellValue } from "../../cells/cell";
import { LAST_COLUMN, LAST_ROW } from "../address";
import { type Area, cellCount } from "../area";
import { type Criterion, criterion } from "../evaluator/criteria";
import { DIVISION_BY_ZERO, type Value, answeredNumber, isErrorValue } from "../evaluator/value";
import { type SheetContext, type SheetFunction, type SheetFunctions, answering, areaIn, ofRanges } from "./excelFunction";

/** SUMIF and its like: what stands in some cells where others meet a condition. */
export const CONDITIONAL_FUNCTIONS: SheetFunctions = {
  SUMIF: single(sumOf),
  AVERAGEIF: single(averageOf),
  COUNTIF: ofConditions(2, 2, "RV", countWhere),
  COUNTIFS: ofConditions(2, 254, "+RV", countWhere),
  SUMIFS: several(sumOf),
  AVERAGEIFS: several(averageOf),
  MAXIFS: several((values) => extreme(values, Math.max)),
  MINIFS: several((values) => extreme(values, Math.min)),
};

function sumOf(values: readonly CellValue[]): number | CellError {
  let sum = 0;
  for (const value of values) {
    if (typeof value === "number") sum += value;
    else if (isErrorValue(value)) return value;
  }
  return answeredNumber(sum);
}

function averageOf(values: readonly CellValue[]): number | CellError {
  const sum = sumOf(values);
  const count = values.filter((value) => typeof value === "number").length;
  return typeof sum !== "number" ? sum : count === 0 ? DIVISION_BY_ZERO : sum / count;
}

function extreme(values: readonly CellValue[], of: (a: number, b: number) => number): number | CellError {
  let found: number | undefined;
  for (const value of values) {
    if (isErrorValue(value)) return value;
    if (typeof value === "number") found = found === undefined ? value : of(found, value);
  }
  return found ?? 0;
}

function ofConditions(fewest: number, most: number, takes: string, answer: SheetFunction["answer"]): SheetFunction {
  return { ...ofRanges(fewest, most, takes, answer), seesErrors: true };
}

/** SUMIF adds up as many cells as it tests, from the first of the cells to add on. */
function single(answer: (values: readonly CellValue[]) => Value): SheetFunction {
  return ofConditions(2, 3, "RVR", ([range, wanted, added], context) => {
    const tested = testedArea(range, context);
    const from = added === undefined ? tested : testedArea(added, context);
    const bottom = from.top + tested.bottom - tested.top;
    const right = from.left + tested.right - tested.left;
    if (bottom > LAST_ROW || right > LAST_COLUMN) return context.error("#REF!", "the cells to add up reach beyond the sheet");
    return answer(where([range, wanted], { ...from, bottom, right }, context));
  });
}

function several(answer: (values: readonly CellValue[]) => Value): SheetFunction {
  return ofConditions(3, 255, "R+RV", ([added, ...conditions], context) => answer(where(conditions, testedArea(added, context), context)));
}

interface Condition {
  readonly area: Area;
  readonly criterion: Criterion;
}

/** The conditions of arguments in pairs: a range, and what is asked of its cells. */
function conditionsOf(args: readonly (Value | undefined)[], context: SheetContext): Condition[] {
  return Array.from({ length: Math.ceil(args.length / 2) }, (_, index) => {
    const wanted = args[2 * index + 1];
    const value = wanted === undefined ? null : context.loaded(wanted);
    return { area: testedArea(args[2 * index], context), criterion: criterion(value as CellValue, context.from1904) };
  });
}

function testedArea(range: Value | undefined, context: SheetContext): Area {
  return areaIn(range, "a condition is tested on a reference to one range of cells, not on an array", context);
}

/** What stands in some cells where the conditions are met. */
function where(args: readonly (Value | undefined)[], added: Area, context: SheetContext): CellValue[] {
  const conditions = conditionsOf(args, context);
  const size = usedSize([added, ...conditions.map(({ area }) => area)], context);
  const found: CellValue[] = [];
  for (let column = 0; column < size.columns; column++) {
    const values = context.reader.column(added.sheet, added.left + column, added.top, added.top + size.rows - 1).values;
    for (const row of placesWhere(conditions, column, size.rows, context)) found.push(values[row] ?? null);
  }
  return found;
}

function countWhere(args: readonly (Value | undefined)[], context: SheetContext): Value {
  const conditions = conditionsOf(args, context);
  const size = usedSize(conditions.map(({ area }) => area), context);
  let count = 0;
  for (let column = 0; column < size.columns; column++) count += placesWhere(conditions, column, size.rows, context).length;
  // Beyond what is used of the sheets all is blank.
  const all = conditions[0] === undefined ? 0 : cellCount(conditions[0].area);
  return conditions.every(({ criterion: { matches } }) => matches(null)) ? count + all - size.rows * size.columns : count;
}

/** Where in a column of the ranges all conditions are met, from the top down, counted from 0. */
function placesWhere(conditions: readonly Condition[], column: number, rows: number, { reader }: SheetContext): readonly number[] {
  const columns = conditions.map(({ area }) => reader.column(area.sheet, area.left + column, area.top, area.top + rows - 1));
  // A condition that asks for one value is looked up; the shortest such list is then tested for the others.
  let candidates: readonly number[] | undefined;
  conditions.forEach(({ criterion: { equals } }, index) => {
    if (equals === undefined) return;
    const places = columns[index]?.places(equals, rows) ?? [];
    if (candidates === undefined || places.length < candidates.length) candidates = places;
  });
  let found = candidates;
  conditions.forEach(({ criterion: { matches } }, index) => {
    const values = columns[index]?.values ?? [];
    const met: number[] = [];
    if (found === undefined) {
      for (let row = 0; row < rows; row++) if (matches(values[row] ?? null)) met.push(row);
    } else {
      for (const row of found) if (matches(values[row] ?? null)) met.push(row);
    }
    found = met;
  });
  return found ?? [];
}

/** How many rows and columns of ranges of one size hold anything at all. */
function usedSize(areas: readonly Area[], { reader, error }: SheetContext): { rows: number; columns: number } {
  const sizes = new Set(areas.map(({ top, left, bottom, right }) => `${bottom - top}×${right - left}`));
  if (sizes.size > 1) throw answering(error("#VALUE!", "the ranges are not of one size"));
  let [rows, columns] = [1, 1];
  for (const area of areas) {
    reader.settled(area);
    const used = reader.usedSize(area.sheet);
    rows = Math.max(rows, Math.min(area.bottom, used.rows) - area.top + 1);
    columns = Math.max(columns, Math.min(area.right, used.columns) - area.left + 1);
  }
  return { rows, columns };
}
