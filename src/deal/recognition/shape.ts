import { isBlank, type CellValue, type Grid } from "../../cells/cell";
import { cellCount, type Area } from "../../sheet/area";
import { isDateFormat, periodHead } from "./periods";
import { tableKind, type TableKind } from "./tables";

/** What stands in a range, as far as it tells roles from one another. */
export interface Shape {
  readonly form: "cell" | "row" | "column" | "block";
  readonly values: Grid;
  /** Its cells in reading order, blanks left out. */
  readonly filled: readonly CellValue[];
  readonly figures: readonly number[];
  /** Its first cell is a text over or before figures: its own label. */
  readonly hasText: boolean;
  readonly areFigures: boolean;
  readonly least: number;
  readonly most: number;
  /** Each cell heads a period. */
  readonly arePeriods: boolean;
  /** Shown with a percent sign. */
  readonly isPercent: boolean;
  readonly isDate: boolean;
  readonly formats: readonly string[];
  /** Of the cells that are calculated, their formulas; of those that a spill fills, the spill's. */
  readonly formulas: readonly string[];
  readonly table?: TableKind;
}

/** More cells than a term has. */
const MOST_CELLS = 20_000;

/** Undefined where the range is too large to be a term, or empty. */
export function shapeOf(area: Area): Shape | undefined {
  if (cellCount(area) > MOST_CELLS) return undefined;
  const { sheet, top, left, bottom, right } = area;
  const values: CellValue[][] = [];
  const filled: CellValue[] = [];
  const [figures, formats, formulas]: [number[], string[], string[]] = [[], [], []];
  let [least, most] = [Infinity, -Infinity];
  for (let row = top; row <= bottom; row++) {
    const line: CellValue[] = [];
    for (let column = left; column <= right; column++) {
      const cell = sheet.cell(row, column);
      const value = cell?.value ?? null;
      line.push(value);
      if (cell === undefined || isBlank(value)) continue;
      filled.push(value);
      if (typeof value === "number") {
        figures.push(value);
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
      if (typeof value === "number" && cell.format !== undefined) formats.push(cell.format);
      const formula = cell.formula ?? (cell.filledFrom === undefined ? undefined : sheet.cell(cell.filledFrom.row, cell.filledFrom.column)?.formula);
      if (formula !== undefined) formulas.push(formula.text);
    }
    values.push(line);
  }
  if (filled.length === 0) return undefined;
  const table = tableKind(values);
  const hasText = (top === bottom || left === right) && filled.length > 2 && typeof filled[0] === "string" && figures.length === filled.length - 1;
  return {
    form: top === bottom ? (left === right ? "cell" : "row") : left === right ? "column" : "block",
    values,
    filled,
    figures,
    hasText,
    areFigures: figures.length === filled.length || hasText,
    least,
    most,
    arePeriods: filled.length > 1 && filled.every((value) => periodHead(value, formats[0]) !== undefined),
    isPercent: formats.length > 0 && formats.every((format) => format.includes("%")),
    isDate: formats.length > 0 && formats.every(isDateFormat),
    formats,
    formulas,
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
