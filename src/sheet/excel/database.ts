import type { CellError, CellValue } from "../../cells/cell";
import { type Criterion, databaseCriterion } from "../evaluator/criteria";
import { DIVISION_BY_ZERO, NOT_A_NUMBER, type Value, WRONG_VALUE, answeredNumber, unsupported } from "../evaluator/value";
import { type Context, type ExcelFunction, type ExcelFunctions, answering, ofRanges, rowsIn, unlessError } from "./excelFunction";
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

const NO_SUCH_COLUMN =
  "A criterion stands below a name that no column of the list has. Excel takes it for a formula about each row, which is not calculated here.";

interface List {
  /** The rows that the criteria choose. */
  readonly chosen: readonly (readonly CellValue[])[];
  /** The place of the column that is asked for, from 0; undefined where it was left out. */
  readonly field: number | undefined;
}

function ofList(answer: (list: List) => CellValue): ExcelFunction {
  return ofRanges(3, 3, "RVR", ([database, field, criteria], context) => answer(listOf(database, field as CellValue | undefined, criteria, context)));
}

/** A function of the numbers in the rows that are chosen; texts, TRUE, FALSE and blanks are passed over. */
function ofNumbersChosen(answer: (numbers: readonly number[]) => number | CellError): ExcelFunction {
  return ofList(({ chosen, field }) => {
    if (field === undefined) return WRONG_VALUE;
    const numbers: number[] = [];
    for (const row of chosen) {
      const value = unlessError(row[field] ?? null);
      if (typeof value === "number") numbers.push(value);
    }
    return answeredNumber(answer(numbers));
  });
}

function listOf(database: Value | undefined, field: CellValue | undefined, criteria: Value | undefined, context: Context): List {
  const rows = rowsIn(database, context);
  const asked = rowsIn(criteria, context);
  const [names = [], ...records] = rows;
  const [columns = [], ...conditions] = asked;
  if (conditions.length === 0) throw answering(WRONG_VALUE);
  const place = placeOf(field ?? null, names);

  const alternatives: { at: number; criterion: Criterion }[][] = [];
  for (const condition of conditions) {
    const all: { at: number; criterion: Criterion }[] = [];
    for (const [column, value] of condition.entries()) {
      const criterion = databaseCriterion(value, context.from1904);
      if (criterion === undefined) continue;
      const at = columnOf(columns[column] ?? null, names);
      if (at < 0) throw answering(unsupported(NO_SUCH_COLUMN));
      all.push({ at, criterion });
    }
    alternatives.push(all);
  }
  const chosen = records.filter((row) => alternatives.some((all) => all.every(({ at, criterion }) => criterion.matches(row[at] ?? null))));
  return { chosen, field: place };
}

function placeOf(field: CellValue, names: readonly CellValue[]): number | undefined {
  if (field === null) return undefined;
  const at = typeof field === "number" ? Math.trunc(field) - 1 : typeof field === "string" ? columnOf(field, names) : -1;
  if (at < 0 || at >= names.length) throw answering(WRONG_VALUE);
  return at;
}

function columnOf(name: CellValue, names: readonly CellValue[]): number {
  return typeof name === "string" ? names.findIndex((other) => typeof other === "string" && other.toLowerCase() === name.toLowerCase()) : name === null ? -1 : names.indexOf(name);
}
