import type { CellError, CellValue, Grid } from "../cells/cell";
import { cellPlace } from "./address";
import { sentence, type Area, type EngineFormula, type Place } from "./engineFormula";
import { shownGrid, type Settled } from "./formulaEngine";
import type { Cell, Formula, Sheet, Size, Workbook } from "./workbook";

export const ONE_CELL: Size = { rows: 1, columns: 1 };

/** A formula cell on its way to a value. */
export class Calculation implements Place {
  formula: EngineFormula | undefined;
  alsoReads: Area[] = [];
  discoveries = 0;
  /** How many of its reads are known to be settled, and those who wait for it in turn. */
  checked = 0;
  waitsFor: Calculation | undefined;
  waiting: Calculation[] = [];
  /** When it was calculated, counted in passes; undefined while it is not settled. */
  pass: number | undefined;
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

  get reads(): readonly Area[] {
    return this.alsoReads.length === 0 ? (this.formula?.reads ?? []) : [...(this.formula?.reads ?? []), ...this.alsoReads];
  }

  reset(): void {
    this.formula = undefined;
    this.alsoReads = [];
    this.discoveries = 0;
    this.checked = 0;
    this.waitsFor = undefined;
    this.waiting = [];
    this.pass = undefined;
  }

  refuse(error: CellError): void {
    this.cell.value = error;
  }

  /** What now stands in the cells that it fills. */
  shown(): Grid {
    const { rows, columns } = this.cell.extent ?? ONE_CELL;
    return Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_unused, c) => this.sheet.cell(this.row + r, this.column + c)?.value ?? null));
  }

  area({ rows, columns }: Size): Area {
    return { sheet: this.sheet, top: this.row, left: this.column, bottom: this.row + rows - 1, right: this.column + columns - 1 };
  }
}

/** Every formula of the workbook, sheet by sheet in reading order. */
export function formulasOf(workbook: Workbook): Calculation[] {
  const found: (Place & { cell: Cell; formula: Formula })[] = [];
  for (const sheet of workbook.sheets) {
    const before = found.length;
    for (const [row, cells] of sheet.rows) {
      for (const [column, cell] of cells) if (cell.formula !== undefined) found.push({ sheet, row, column, cell, formula: cell.formula });
    }
    const ofSheet = found.splice(before).sort((a, b) => a.row - b.row || a.column - b.column);
    for (const place of ofSheet) found.push(place);
  }
  return found.map(({ sheet, row, column, cell, formula }, index) => new Calculation(index, sheet, row, column, cell, formula));
}

export function storedExtent(calculation: Calculation): Size {
  return calculation.written.kind === "plain" ? ONE_CELL : (calculation.cell.extent ?? ONE_CELL);
}

/** The formula's answer as the sheet shows it: one value, the fixed block of an array formula, or the whole of a spill. */
export function shownAnswer(calculation: Calculation, answer: Settled): CellValue[][] {
  const rows = shownGrid(answer.value);
  const [first = []] = rows;
  if (calculation.written.kind === "plain") return [[plainValue(calculation, rows, answer.origin)]];
  if (calculation.written.kind === "dynamic") return rows;
  const size = storedExtent(calculation);
  // One row or one column is repeated over the block; beyond the answer's end there is nothing.
  return Array.from({ length: size.rows }, (_, r) =>
    Array.from({ length: size.columns }, (_unused, c) => rows[rows.length === 1 ? 0 : r]?.[first.length === 1 ? 0 : c] ?? NOT_AVAILABLE),
  );
}

/** A formula from before dynamic arrays shows the first value of an array, and of a range the value in its own row or column. */
function plainValue(calculation: Calculation, rows: readonly (readonly CellValue[])[], origin: Settled["origin"]): CellValue {
  const [first = []] = rows;
  if (origin === undefined || (rows.length === 1 && first.length === 1)) return first[0] ?? 0;
  const value = rows[rows.length === 1 ? 0 : calculation.row - origin.row]?.[first.length === 1 ? 0 : calculation.column - origin.column];
  if (value !== undefined && (rows.length === 1 || first.length === 1)) return value;
  return { error: "#VALUE!", message: sentence("the answer is a range, and no one cell of it is in the formula's own row or column", calculation) };
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
