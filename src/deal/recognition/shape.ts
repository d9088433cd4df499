import { isBlank, type CellValue, type Grid } from "../../cells/cell";
import { cellCount, cellsIn, type Area } from "../../sheet/area";
import { isDateFormat, periodHead } from "./periods";
import { tableKind, type TableKind } from "./tables";

/** What stands in a range, as far as it tells roles from one another. */
export interface Shape {
  readonly form: "cell" | "row" | "column" | "block";
  readonly values: Grid;
  /** Its cells in reading order, blanks left out. */
  readonly filled: readonly CellValue[];
  readonly figures: readonly number[];
  readonly areFigures: boolean;
  readonly least: number;
  readonly most: number;
  /** Each cell heads a period. */
  readonly arePeriods: boolean;
  /** Shown with a percent sign. */
  readonly isPercent: boolean;
  readonly isDate: boolean;
  readonly formats: readonly string[];
  /** Cells that are calculated, with their formulas; a spill's cells count under the cell that fills them. */
  readonly formulas: readonly string[];
  readonly table?: TableKind;
}

/** More cells than a term has. */
const MOST_CELLS = 20_000;

/** Undefined where the range is too large to be a term, or empty. */
export function shapeOf(area: Area): Shape | undefined {
  if (cellCount(area) > MOST_CELLS) return undefined;
  const cells = [...cellsIn(area)].filter(({ cell }) => !isBlank(cell.value));
  if (cells.length === 0) return undefined;
  const values: CellValue[][] = Array.from({ length: area.bottom - area.top + 1 }, () => Array.from({ length: area.right - area.left + 1 }, () => null));
  for (const { row, column, cell } of cells) (values[row - area.top] as CellValue[])[column - area.left] = cell.value;
  const formats = cells.flatMap(({ cell: { value, format } }) => (typeof value === "number" && format !== undefined ? [format] : []));
  const filled = cells.map(({ cell }) => cell.value);
  const figures = filled.filter((value): value is number => typeof value === "number");
  const table = tableKind(values);
  return {
    form: values.length === 1 ? (area.left === area.right ? "cell" : "row") : area.left === area.right ? "column" : "block",
    values,
    filled,
    figures,
    areFigures: figures.length === filled.length,
    least: figures.reduce((least, figure) => Math.min(least, figure), Infinity),
    most: figures.reduce((most, figure) => Math.max(most, figure), -Infinity),
    arePeriods: filled.length > 1 && filled.every((value) => periodHead(value, formats[0]) !== undefined),
    isPercent: formats.length > 0 && formats.every((format) => format.includes("%")),
    isDate: formats.length > 0 && formats.every(isDateFormat),
    formats,
    formulas: cells.flatMap(({ cell: { formula, filledFrom } }) => (formula !== undefined ? [formula.text] : filledFrom !== undefined ? [""] : [])),
    ...(table === undefined ? {} : { table }),
  };
}

/** 1, 1, 1, 1, 2, 2 …: whole numbers from 1 on that never fall and rise by 1, or years of which one stands twice. */
export function areContractYears({ filled, form }: Shape): boolean {
  if (form === "block" || form === "cell" || filled.length < 2 || !rises(filled, 1)) return false;
  return filled[0] === 1 || (isYear(filled[0]) && new Set(filled).size < filled.length);
}

/** 2026, 2027, 2028. */
export function areYears({ filled }: Shape): boolean {
  return filled.length > 1 && isYear(filled[0]) && rises(filled, 1);
}

function rises(cells: readonly CellValue[], most: number): boolean {
  return cells.every((value, i) => Number.isInteger(value) && (i === 0 || (Number(value) >= Number(cells[i - 1]) && Number(value) - Number(cells[i - 1]) <= most)));
}

function isYear(value: CellValue | undefined): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= 1900 && value < 2200;
}
