import { CellValueType, ObjectMatrix, type ICellData, type IRange, type Nullable } from "@univerjs/core";
import { FormulaExecutedStateType, type IAllRuntimeData, type IArrayFormulaRangeType, type IArrayFormulaUnitCellType } from "@univerjs/engine-formula";
import type { Cell, Sheet } from "../../sheet/workbook";
import { shownValue } from "./shownValue";
import type { Touched } from "./touched";

/** A sheet of the workbook, and what the grid holds of it. */
export interface ShownSheet {
  readonly sheetId: string;
  readonly sheet: Sheet;
  readonly cells: { getValue(row: number, column: number): Nullable<ICellData> };
}

/** The spills that the grid shows now: how far each reaches, and what stands in them. */
export interface ShownSpills {
  readonly ranges: IArrayFormulaRangeType;
  readonly cells: IArrayFormulaUnitCellType;
}

/**
 * Results in the form in which the grid takes them over: every touched formula cell that it shows otherwise than the workbook, and every spill of a sheet where it
 * shows one otherwise. Touched is what the calculation has changed, and what was typed: the grid clears a cell when a formula is entered again, pasted or filled,
 * though its answer stays. What was touched since is left alone: it is not what was calculated.
 */
export function publication(unitId: string, sheets: readonly ShownSheet[], shown: ShownSpills, touched: Touched, since: Touched): IAllRuntimeData {
  const unitData: Record<string, ObjectMatrix<ICellData>> = {};
  const ranges: Record<string, Record<number, Record<number, IRange>>> = {};
  const spilled: Record<string, ObjectMatrix<ICellData>> = {};
  const cleared: Record<string, ObjectMatrix<ICellData>> = {};
  for (const { sheetId, sheet, cells } of sheets) {
    for (const { row, column, cell } of touchedFormulas(sheet, sheetId, touched)) {
      if (since.has(sheetId, row, column)) continue;
      const result = published(cell);
      if (!sameShown(cells.getValue(row - 1, column - 1), result)) (unitData[sheetId] ??= new ObjectMatrix<ICellData>()).setValue(row - 1, column - 1, result);
    }
    const [shownRanges, shownSpilled] = [shown.ranges[unitId]?.[sheetId] ?? {}, shown.cells[unitId]?.[sheetId] ?? {}];
    const concernsSpill = touched.isAll || [...touched.of(sheetId)].some(([row, column]) => isOfSpill(sheet.cell(row, column)) || shownSpilled[row - 1]?.[column - 1] != null);
    if (!concernsSpill || areSpillsShown(sheet, shownRanges, shownSpilled)) continue;
    cleared[sheetId] = new ObjectMatrix<ICellData>(anchors(shownRanges));
    ranges[sheetId] = {};
    spilled[sheetId] = new ObjectMatrix<ICellData>();
    spills(sheet, ranges[sheetId], spilled[sheetId]);
  }
  return {
    unitData: { [unitId]: unitData },
    arrayFormulaRange: { [unitId]: ranges },
    arrayFormulaCellData: { [unitId]: spilled },
    clearArrayFormulaCellData: { [unitId]: cleared },
    arrayFormulaEmbedded: {},
    unitOtherData: {},
    functionsExecutedState: FormulaExecutedStateType.SUCCESS,
    imageFormulaData: [],
    runtimeFeatureRange: {},
    runtimeFeatureCellData: {},
    dependencyTreeModelData: [],
  };
}

interface PlacedFormula {
  readonly row: number;
  readonly column: number;
  readonly cell: Cell;
}

function* formulaCells({ rows }: Sheet): Iterable<PlacedFormula> {
  for (const [row, cells] of rows) for (const [column, cell] of cells) if (cell.formula !== undefined) yield { row, column, cell };
}

function* touchedFormulas(sheet: Sheet, sheetId: string, touched: Touched): Iterable<PlacedFormula> {
  if (touched.isAll) yield* formulaCells(sheet);
  else for (const [row, column] of touched.of(sheetId)) {
    const cell = sheet.cell(row, column);
    if (cell?.formula !== undefined) yield { row, column, cell };
  }
}

function isOfSpill(cell: Cell | undefined): boolean {
  return cell?.extent !== undefined || cell?.filledFrom !== undefined;
}

/** The last row and column that a touched formula of the sheet fills; 0 where none fills more cells than its own. */
export function filledSize(sheet: Sheet, sheetId: string, touched: Touched): { readonly rows: number; readonly columns: number } {
  let [rows, columns] = [0, 0];
  for (const { range } of spilling(touchedFormulas(sheet, sheetId, touched))) [rows, columns] = [Math.max(rows, range.endRow + 1), Math.max(columns, range.endColumn + 1)];
  return { rows, columns };
}

/** Of these formulas those that fill more cells than their own, and the range that each fills, counted from 0. */
function* spilling(formulas: Iterable<PlacedFormula>): Iterable<PlacedFormula & { readonly range: IRange }> {
  for (const { row, column, cell } of formulas) {
    const { rows, columns } = cell.extent ?? { rows: 1, columns: 1 };
    if (rows > 1 || columns > 1) yield { row, column, cell, range: { startRow: row - 1, startColumn: column - 1, endRow: row + rows - 2, endColumn: column + columns - 2 } };
  }
}

/** Every spill of a sheet: how far it reaches, and what it shows there. */
function spills(sheet: Sheet, ranges: Record<number, Record<number, IRange>>, shown: ObjectMatrix<ICellData>): void {
  for (const { row, column, range } of spilling(formulaCells(sheet))) {
    (ranges[row - 1] ??= {})[column - 1] = range;
    for (let r = range.startRow; r <= range.endRow; r++) {
      for (let c = range.startColumn; c <= range.endColumn; c++) {
        const cell = sheet.cell(r + 1, c + 1);
        if (cell !== undefined) shown.setValue(r, c, published(cell));
      }
    }
  }
}

type Places<Held> = Readonly<Record<number, Readonly<Record<number, Held>>>>;

/** The grid shows the spills of the sheet, all of them and no others. */
function areSpillsShown(sheet: Sheet, ranges: Places<IRange>, cells: Places<Nullable<ICellData>>): boolean {
  let left = Object.values(ranges).reduce((count, columns) => count + Object.keys(columns).length, 0);
  for (const { row, column, range } of spilling(formulaCells(sheet))) {
    const shown = ranges[row - 1]?.[column - 1];
    if (shown?.endRow !== range.endRow || shown.endColumn !== range.endColumn) return false;
    left--;
    for (let r = range.startRow; r <= range.endRow; r++) {
      for (let c = range.startColumn; c <= range.endColumn; c++) {
        const cell = sheet.cell(r + 1, c + 1);
        if (cell !== undefined && !sameShown(cells[r]?.[c], published(cell))) return false;
      }
    }
  }
  return left === 0;
}

function sameShown(shown: Nullable<ICellData>, result: ICellData): boolean {
  return shown?.v === result.v && shown?.t === result.t;
}

function anchors(shown: Places<IRange>): Record<number, Record<number, ICellData>> {
  return Object.fromEntries(Object.entries(shown).map(([row, columns]) => [row, Object.fromEntries(Object.keys(columns).map((column) => [column, { v: null }]))]));
}

function published(cell: Cell): ICellData {
  const shown = shownValue(cell.value);
  return "v" in shown ? shown : { v: "", t: CellValueType.STRING };
}
