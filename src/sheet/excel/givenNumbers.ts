import type { CellError } from "../../cells/cell";
import { type ExcelFunction, ofNumbers } from "./excelFunction";

/** A function of numbers. An argument that is left empty between commas is 0; one that is not there at all is not given to it, so that its default holds. */
export function ofGivenNumbers(fewest: number, most: number, answer: (...numbers: number[]) => number | CellError): ExcelFunction {
  return ofNumbers(fewest, most, (...numbers) => answer(...numbers.map((number) => number ?? 0)));
}
