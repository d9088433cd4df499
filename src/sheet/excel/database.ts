import type { CellError, CellValue } from "../../cells/cell";
import { type Criterion, databaseCriterion } from "../evaluator/criteria";
import { DIVISION_BY_ZERO, NOT_A_NUMBER, type Value, WRONG_VALUE, answeredNumber, isErrorValue, unsupported } from "../evaluator/value";
import { type Context, type ExcelFunction, type ExcelFunctions } from "./excelFunction";
import { squaredDeviations, total } from "./sums";

/** The functions of a list with names above its columns, of which criteria, below the same names, choose the rows. */
export const DATABASE_FUNCTIONS: ExcelFunctions = {
  DSUM: ofNumbersChosen((numbers) => total(numbers)),
  DAVERAGE: ofNumbersChosen((numbers) => (numbers.length === 0 ? DIVISION_BY_ZERO : total(numbers) / numbers.length)),
  DMAX: ofNumbersChosen((numbers) => numbers.reduce((a, b) => Math.max(a, b), numbers[0] ?? 0)),
  DMIN: ofNumbersChosen((numbers) => numbers.reduce((a, b) => Math.min(a, b), numbers[0] ?? 0)),
  DPRODUCT: ofNumbersChosen((numbers) => (numbers.length === 0 ? 0 : numbers.reduce((a, b) => a * b, 1))),
  DVAR: ofNumbersChosen((numbers) => (numbers.length < 2 ? DIVISION_BY_ZERO : squaredDeviations(numbers) / (numbers.length - 1))),
  DVARP: ofNumbersChosen((numbers) => (numbers.length < 1 ? DIVISION_BY_ZERO : squaredDeviations(numbers) / numbers.length)),
  DSTDEV: ofNumbersChosen((numbers) => (numbers.length < 2 ? DIVISION_BY_ZERO : Math.sqrt(squaredDeviations(numbers) / (numbers.length - 1)))),
  DSTDEVP: ofNumbersChosen((numbers) => (numbers.length < 1 ? DIVISION_BY_ZERO : Math.sqrt(squaredDeviations(numbers) / numbers.length))),
  DCOUNT: ofList((list) => (list.field === undefined ? list.chosen.length : list.chosen.filter((row) => typeof row[list.field ?? 0] === "number").length)),
  DCOUNTA: ofList((list) => (list.field === undefined ? list.chosen.length : list.chosen.filter((row) => (row[list.field ?? 0] ?? null) !== null).length)),
  DGET: ofList((list) => {
    if (list.field === undefined) return WRONG_VALUE;
    const [only, second] = list.chosen;
    if (only === undefined) return WRONG_VALUE;
    return second === undefined ? (only[list.field] ?? 0) : NOT_A_NUMBER;
  }),
};

interface List {
  /** The rows that the criteria choose. */
  readonly chosen: readonly (readonly CellValue[])[];
  /** The place of the column that is asked for, from 0; undefined where it was left out. */
  readonly field: number | undefined;
}

function ofList(answer: (list: List) => CellValue): ExcelFunction {
  return {
    fewest: 3,
    most: 3,
    takes: "RVR",
    answer: ([database, field, criteria], context) => {
      const list = listOf(database, field as CellValue | undefined, criteria, context);
      return isErrorValue(list) ? list : answer(list);
    },
  };
}

/** A function of the numbers in the rows that are chosen; texts, TRUE, FALSE and blanks are passed over. */
function ofNumbersChosen(answer: (numbers: readonly number[]) => number | CellError): ExcelFunction {
  return ofList(({ chosen, field }) => {
    if (field === undefined) return WRONG_VALUE;
    const numbers: number[] = [];
    for (const row of chosen) {
      const value = row[field] ?? null;
      if (isErrorValue(value)) return value;
      if (typeof value === "number") numbers.push(value);
    }
    const answered = answer(numbers);
    return typeof answered === "number" ? answeredNumber(answered) : answered;
  });
}

function listOf(database: Value | undefined, field: CellValue | undefined, criteria: Value | undefined, context: Context): List | CellError {
  const rows = context.rows(database);
  if (isErrorValue(rows)) return rows;
  const asked = context.rows(criteria);
  if (isErrorValue(asked)) return asked;
  const [names = [], ...records] = rows;
  const [columns = [], ...conditions] = asked;
  if (conditions.length === 0) return WRONG_VALUE;
  const place = field === undefined ? undefined : placeOf(field, names);
  if (isErrorValue(place)) return place;

  const alternatives: { at: number; criterion: Criterion }[][] = [];
  for (const condition of conditions) {
    const all: { at: number; criterion: Criterion }[] = [];
    for (const [column, value] of condition.entries()) {
      const criterion = databaseCriterion(value, context.from1904);
      if (criterion === undefined) continue;
      const at = columnOf(columns[column] ?? null, names);
      if (at < 0) return unsupported("A criterion stands below a name that no column of the list has. Excel takes it for a formula about each row, which is not calculated here.");
      all.push({ at, criterion });
    }
    alternatives.push(all);
  }
  const chosen = records.filter((row) => alternatives.some((all) => all.every(({ at, criterion }) => criterion.matches(row[at] ?? null))));
  return { chosen, field: place };
}

function placeOf(field: CellValue, names: readonly CellValue[]): number | undefined | CellError {
  if (isErrorValue(field)) return field;
  if (field === null) return undefined;
  const at = typeof field === "number" ? Math.trunc(field) - 1 : typeof field === "string" ? columnOf(field, names) : -1;
  return at < 0 || at >= names.length ? WRONG_VALUE : at;
}

function columnOf(name: CellValue, names: readonly CellValue[]): number {
  return typeof name === "string" ? names.findIndex((other) => typeof other === "string" && other.toLowerCase() === name.toLowerCase()) : name === null ? -1 : names.indexOf(name);
}
