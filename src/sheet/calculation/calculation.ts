import type { CellError, CellValue, Grid } from "../../cells/cell";
import { cellPlace } from "../address";
import { WHOLE_SHEET, cellsIn, filledRectangle, type Area } from "../area";
import type { Reading } from "../evaluator/reading";
import type { FormulaPlace } from "../evaluator/vocabulary";
import type { Cell, Formula, Sheet, Size, Workbook } from "../workbook";

export const ONE_CELL: Size = { rows: 1, columns: 1 };

/** A formula cell on its way to a value. */
export class Calculation implements FormulaPlace {
  reading: Reading | undefined;
  /** How many of the areas that it may read are known to be settled. */
  checked = 0;
  /** It waits for others, or is about to be calculated. */
  isOnStack = false;
  /** In a part: it is calculated, whether or not what it reads has changed. */
  isCertainlyDue = false;
  /** The formula that was found to be read and not settled, when it was last calculated. */
  needs: Calculation | undefined;
  /** The how-manieth it was to be settled; undefined while it is not. */
  order: number | undefined;
  /** What it has really read. */
  reads: readonly Area[] = [];
  /** What it showed before, from which circles start where the file allows them. */
  iterated: CellValue = null;
  /** What it showed before an edit. */
  before: Grid | undefined;

  constructor(
    readonly index: number,
    readonly sheet: Sheet,
    readonly row: number,
    readonly column: number,
    readonly cell: Cell,
    readonly written: Formula,
  ) {}

  get name(): string {
    return cellPlace(this.sheet.name, this.row, this.column);
  }

  reset(): void {
    this.reading = undefined;
    this.checked = 0;
    this.isOnStack = false;
    this.isCertainlyDue = false;
    this.needs = undefined;
    this.order = undefined;
    this.reads = [];
  }

  refuse(error: CellError): void {
    this.cell.value = error;
  }

  /** What now stands in the cells that it fills. */
  shown(): Grid {
    const { value, extent } = this.cell;
    if (extent === undefined) return [[value]];
    const { rows, columns } = extent;
    return Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_unused, c) => this.sheet.cell(this.row + r, this.column + c)?.value ?? null));
  }

  area(size: Size): Area {
    return { sheet: this.sheet, ...filledRectangle(this, size) };
  }
}

/** Every formula of the workbook, sheet by sheet in reading order. */
export function formulasOf(workbook: Workbook): Calculation[] {
  const found: Calculation[] = [];
  for (const sheet of workbook.sheets) {
    for (const { row, column, cell } of cellsIn({ sheet, ...WHOLE_SHEET })) {
      if (cell.formula !== undefined) found.push(new Calculation(found.length, sheet, row, column, cell, cell.formula));
    }
  }
  return found;
}

export function storedExtent(calculation: Calculation): Size {
  return calculation.written.kind === "plain" ? ONE_CELL : (calculation.cell.extent ?? ONE_CELL);
}

/** An answer as cells show it: where a formula answers nothing, like a reference to a blank cell, stands 0. */
export function shownGrid(grid: Grid): CellValue[][] {
  return grid.map((row) => row.map((value) => value ?? 0));
}

/** The formula's answer as the sheet shows it: one value, the fixed block of an array formula, or the whole of a spill. */
export function shownAnswer(calculation: Calculation, answer: Grid): CellValue[][] {
  const rows = shownGrid(answer);
  if (calculation.written.kind !== "array") return rows;
  const size = storedExtent(calculation);
  // One row or one column is repeated over the block; beyond the answer's end there is nothing.
  const width = rows[0]?.length ?? 1;
  return Array.from({ length: size.rows }, (_, r) => Array.from({ length: size.columns }, (_unused, c) => rows[rows.length === 1 ? 0 : r]?.[width === 1 ? 0 : c] ?? NOT_AVAILABLE));
}

const NOT_AVAILABLE: CellError = { error: "#N/A" };

/** Takes away everything that formulas have left behind, so that no old value can be read or remain. Formats stay. */
export function clearAnswers(workbook: Workbook, calculations: readonly Calculation[], onlyTheirs: boolean): void {
  if (onlyTheirs) for (const calculation of calculations) clearFilled(calculation);
  else for (const sheet of workbook.sheets) for (const [row, cells] of sheet.rows) for (const [column, cell] of cells) clearFilledCell(sheet, row, column, cell);
  for (const { cell, written } of calculations) {
    cell.value = null;
    delete cell.filledFrom;
    if (written.kind !== "array") delete cell.extent;
  }
}

function clearFilled({ sheet, row, column, cell: { extent = ONE_CELL } }: Calculation): void {
  for (let r = row; r < row + extent.rows; r++) {
    for (let c = column; c < column + extent.columns; c++) {
      const cell = sheet.cell(r, c);
      if (cell?.filledFrom?.row === row && cell.filledFrom.column === column) clearFilledCell(sheet, r, c, cell);
    }
  }
}

function clearFilledCell(sheet: Sheet, row: number, column: number, cell: Cell): void {
  if (cell.filledFrom === undefined || cell.formula !== undefined) return;
  if (cell.format === undefined) sheet.deleteCell(row, column);
  else {
    cell.value = null;
    delete cell.filledFrom;
  }
}
