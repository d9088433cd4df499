import type { CellError, CellValue } from "../../cells/cell";
import { LAST_COLUMN, LAST_ROW } from "../address";
import type { Area } from "../area";
import { type Criterion, criterion } from "../evaluator/criteria";
import { DIVISION_BY_ZERO, Reference, type Value, answeredNumber, isErrorValue } from "../evaluator/value";
import type { SheetContext, SheetFunction, SheetFunctions } from "./excelFunction";

/** SUMIF and its like: what stands in some cells where others meet a condition. */
export const CONDITIONAL_FUNCTIONS: SheetFunctions = {
  SUMIF: single(sumOf),
  AVERAGEIF: single(averageOf),
  COUNTIF: { fewest: 2, most: 2, takes: "RV", seesErrors: true, answer: ([range, wanted], context) => countWhere([[range, wanted]], context) },
  COUNTIFS: { fewest: 2, most: 254, takes: "+RV", seesErrors: true, answer: (args, context) => countWhere(pairs(args), context) },
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

/** SUMIF adds up as many cells as it tests, from the first of the cells to add on. */
function single(answer: (values: readonly CellValue[]) => Value): SheetFunction {
  return {
    fewest: 2,
    most: 3,
    takes: "RVR",
    seesErrors: true,
    answer: ([range, wanted, added], context) => {
      const tested = areaIn(range, context);
      if ("error" in tested) return tested;
      const from = added === undefined ? tested : areaIn(added, context);
      if ("error" in from) return from;
      const bottom = from.top + tested.bottom - tested.top;
      const right = from.left + tested.right - tested.left;
      if (bottom > LAST_ROW || right > LAST_COLUMN) return context.error("#REF!", "the cells to add up reach beyond the sheet");
      return where([[tested, wanted]], { ...from, bottom, right }, context, answer);
    },
  };
}

function several(answer: (values: readonly CellValue[]) => Value): SheetFunction {
  return {
    fewest: 3,
    most: 255,
    takes: "R+RV",
    seesErrors: true,
    answer: ([added, ...conditions], context) => {
      const from = areaIn(added, context);
      if ("error" in from) return from;
      const tested: [Area, Value | undefined][] = [];
      for (const [range, wanted] of pairs(conditions)) {
        const area = areaIn(range, context);
        if ("error" in area) return area;
        tested.push([area, wanted]);
      }
      return where(tested, from, context, answer);
    },
  };
}

function pairs(args: readonly (Value | undefined)[]): [Value | undefined, Value | undefined][] {
  return Array.from({ length: Math.ceil(args.length / 2) }, (_, index) => [args[2 * index], args[2 * index + 1]]);
}

function areaIn(range: Value | undefined, { error }: SheetContext): Area | CellError {
  if (isErrorValue(range)) return range;
  const area = range instanceof Reference && range.areas.length === 1 ? range.areas[0] : undefined;
  return area ?? error("#VALUE!", "a condition is tested on a reference to one range of cells, not on an array");
}

function where(conditions: readonly (readonly [Area, Value | undefined])[], added: Area, context: SheetContext, answer: (values: readonly CellValue[]) => Value): Value {
  const wrong = differentSize([added, ...conditions.map(([area]) => area)], context);
  if (wrong !== undefined) return wrong;
  const size = usedSize([added, ...conditions.map(([area]) => area)], context);
  const criteria = conditions.map(([area, wanted]) => ({ area, criterion: criterionOf(wanted, context) }));
  const found: CellValue[] = [];
  for (let column = 0; column < size.columns; column++) {
    const values = context.reader.column(added.sheet, added.left + column, added.top, added.top + size.rows - 1).values;
    for (const row of placesWhere(criteria, column, size.rows, context)) found.push(values[row] ?? null);
  }
  return answer(found);
}

function countWhere(conditions: readonly (readonly [Value | undefined, Value | undefined])[], context: SheetContext): Value {
  const criteria: Condition[] = [];
  for (const [range, wanted] of conditions) {
    const area = areaIn(range, context);
    if ("error" in area) return area;
    criteria.push({ area, criterion: criterionOf(wanted, context) });
  }
  const areas = criteria.map(({ area }) => area);
  const wrong = differentSize(areas, context);
  const [first] = areas;
  if (wrong !== undefined || first === undefined) return wrong ?? 0;
  const size = usedSize(areas, context);
  let count = 0;
  for (let column = 0; column < size.columns; column++) count += placesWhere(criteria, column, size.rows, context).length;
  // Beyond what is used of the sheets all is blank.
  const all = (first.bottom - first.top + 1) * (first.right - first.left + 1);
  return criteria.every(({ criterion: { matches } }) => matches(null)) ? count + all - size.rows * size.columns : count;
}

interface Condition {
  readonly area: Area;
  readonly criterion: Criterion;
}

function criterionOf(wanted: Value | undefined, context: SheetContext): Criterion {
  const value = wanted === undefined ? null : context.loaded(wanted);
  return criterion(value as CellValue, context.from1904);
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

function differentSize(areas: readonly Area[], { error }: SheetContext): CellError | undefined {
  const sizes = new Set(areas.map(({ top, left, bottom, right }) => `${bottom - top}×${right - left}`));
  return sizes.size > 1 ? error("#VALUE!", "the ranges are not of one size") : undefined;
}

/** How many rows and columns of ranges of one size hold anything at all. */
function usedSize(areas: readonly Area[], { reader }: SheetContext): { rows: number; columns: number } {
  let [rows, columns] = [1, 1];
  for (const area of areas) {
    reader.settled(area);
    const used = reader.usedSize(area.sheet);
    rows = Math.max(rows, Math.min(area.bottom, used.rows) - area.top + 1);
    columns = Math.max(columns, Math.min(area.right, used.columns) - area.left + 1);
  }
  return { rows, columns };
}
