import { CellValueType, ObjectMatrix, type ICellData, type IRange } from "@univerjs/core";
import { FormulaExecutedStateType, type IAllRuntimeData, type IArrayFormulaRangeType } from "@univerjs/engine-formula";
import type { Cell, Sheet } from "../../sheet/workbook";
import { shownValue } from "./bookData";

/** What is to be shown of a sheet: the formula cells that have changed, and every spill if one has. */
export interface SheetResults {
  readonly sheetId: string;
  readonly sheet: Sheet;
  readonly changed: readonly { readonly row: number; readonly column: number; readonly cell: Cell | null }[];
}

/** Results in the form in which the grid takes them over. `shownSpills` are those that it shows now. */
export function publication(unitId: string, sheets: readonly SheetResults[], shownSpills: IArrayFormulaRangeType): IAllRuntimeData {
  const unitData: Record<string, ObjectMatrix<ICellData>> = {};
  const ranges: Record<string, Record<number, Record<number, IRange>>> = {};
  const spilled: Record<string, ObjectMatrix<ICellData>> = {};
  const cleared: Record<string, ObjectMatrix<ICellData>> = {};
  for (const { sheetId, sheet, changed } of sheets) {
    const data = (unitData[sheetId] = new ObjectMatrix<ICellData>());
    for (const { row, column, cell } of changed) if (cell?.formula !== undefined) data.setValue(row - 1, column - 1, published(cell));
    const shown = shownSpills[unitId]?.[sheetId] ?? {};
    if (!changed.some(({ cell }) => cell === null || cell.extent !== undefined || cell.filledFrom !== undefined) && !outdated(shown, sheet)) continue;
    cleared[sheetId] = new ObjectMatrix<ICellData>(anchors(shown));
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

/** Every spill of a sheet: how far it reaches, and what it shows there. */
function spills(sheet: Sheet, ranges: Record<number, Record<number, IRange>>, shown: ObjectMatrix<ICellData>): void {
  for (const [row, cells] of sheet.rows) {
    for (const [column, { formula, extent }] of cells) {
      if (formula === undefined || extent === undefined || (extent.rows === 1 && extent.columns === 1)) continue;
      (ranges[row - 1] ??= {})[column - 1] = { startRow: row - 1, startColumn: column - 1, endRow: row + extent.rows - 2, endColumn: column + extent.columns - 2 };
      for (let r = row; r < row + extent.rows; r++) {
        for (let c = column; c < column + extent.columns; c++) {
          const cell = sheet.cell(r, c);
          if (cell !== undefined) shown.setValue(r - 1, c - 1, published(cell));
        }
      }
    }
  }
}

type Shown = Readonly<Record<number, Readonly<Record<number, unknown>>>>;

/** A spill is shown from a cell that spills no more: its formula was moved, changed or cleared. */
function outdated(shown: Shown, sheet: Sheet): boolean {
  return Object.entries(shown).some(([row, columns]) => Object.keys(columns).some((column) => sheet.cell(Number(row) + 1, Number(column) + 1)?.extent === undefined));
}

function anchors(shown: Shown): Record<number, Record<number, ICellData>> {
  return Object.fromEntries(Object.entries(shown).map(([row, columns]) => [row, Object.fromEntries(Object.keys(columns).map((column) => [column, { v: null }]))]));
}

function published(cell: Cell): ICellData {
  const shown = shownValue(cell.value);
  return "v" in shown ? shown : { v: "", t: CellValueType.STRING };
}
