import { ObjectMatrix, generateRandomId, mergeWorksheetSnapshotWithDefault, type ICellData, type IMutationInfo, type Injector, type Workbook as GridWorkbook } from "@univerjs/core";
import { RemoveDefinedNameMutation, SetDefinedNameMutation, type IDefinedNamesServiceParam } from "@univerjs/engine-formula";
import { InsertSheetMutation, RemoveSheetMutation, RemoveSheetUndoMutationFactory, SetRangeValuesMutation, SetRangeValuesUndoMutationFactory, SetWorksheetColumnCountMutation, SetWorksheetNameMutation, SetWorksheetRowCountMutation } from "@univerjs/sheets";
import type { NameToWrite, SheetToWrite } from "../../host/host";
import { fill, typedCell } from "../../host/workbookContent";
import type { WritingPlan } from "../../host/writingPlan";
import { SheetFates } from "../../sheet/formula/sheetFates";
import { Sheet, sameName, type Cell } from "../../sheet/workbook";
import { WHOLE_WORKBOOK, addedSheetData, cellData, scopeOf } from "./bookData";

/** What is done to the grid at once, and what takes it back. */
export interface Step {
  readonly redo: IMutationInfo[];
  readonly undo: IMutationInfo[];
}

export interface StepTarget {
  readonly injector: Injector;
  readonly unitId: string;
  readonly book: GridWorkbook;
  readonly names: readonly IDefinedNamesServiceParam[];
}

/** Sheets behind the others, sheets filled anew in their places, and names. */
export function writingStep(target: StepTarget, plan: WritingPlan): Step {
  const { book, unitId } = target;
  const ids = new Map(book.getSheets().map((sheet) => [sheet.getName().toLowerCase(), sheet.getSheetId()]));
  const idOf = (sheet: string) => ids.get(sheet.toLowerCase()) ?? "";
  const added = plan.addedSheets.map((written, i): Step => {
    const id = generateRandomId();
    ids.set(written.name.toLowerCase(), id);
    const sheet = new Sheet(written.name);
    fill(sheet, written);
    return {
      redo: [{ id: InsertSheetMutation.id, params: { unitId, index: book.getSheets().length + i, sheet: mergeWorksheetSnapshotWithDefault(addedSheetData(id, sheet)) } }],
      undo: [{ id: RemoveSheetMutation.id, params: { unitId, subUnitId: id, subUnitName: written.name } }],
    };
  });
  const replaced = plan.replacedSheets.map((sheet) => replacement(target, idOf(sheet.name), sheet));
  const names = [...plan.addedNames, ...plan.replacedNames].map((name) => definition(target, name, name.sheet === undefined ? undefined : idOf(name.sheet)));
  return together([...added, ...replaced, ...names]);
}

/** Sheets with the names that belong to them, and other names. */
export function removalStep(target: StepTarget, sheets: readonly string[], names: readonly NameToWrite[]): Step {
  const { book, unitId, injector } = target;
  const nameOf = (id: string | undefined) => (id === undefined ? undefined : book.getSheetBySheetId(id)?.getName());
  const isGone = (sheet: string | undefined) => sheet !== undefined && sheets.some((name) => sameName(name, sheet));
  const goneNames = target.names.filter((name) => {
    const scope = nameOf(scopeOf(name.localSheetId));
    return isGone(scope) || names.some((gone) => sameName(gone.name, name.name) && sameName(gone.sheet ?? "", scope ?? ""));
  });
  return together([
    ...goneNames.map((name): Step => ({ redo: [{ id: RemoveDefinedNameMutation.id, params: { unitId, ...name } }], undo: [{ id: SetDefinedNameMutation.id, params: { unitId, ...name } }] })),
    // From the last to the first, so that the places at which they are put back are right.
    ...book
      .getSheets()
      .filter((sheet) => isGone(sheet.getName()))
      .reverse()
      .map((sheet): Step => {
        const params = { unitId, subUnitId: sheet.getSheetId(), subUnitName: sheet.getName() };
        return { redo: [{ id: RemoveSheetMutation.id, params }], undo: [{ id: InsertSheetMutation.id, params: RemoveSheetUndoMutationFactory(injector, params) }] };
      }),
  ]);
}

/** A sheet under another name, and everything that reads it. `sheets` are those of the workbook, by the grid's ids. */
export function renamingStep(target: StepTarget, sheets: ReadonlyMap<string, Sheet>, id: string, name: string): Step {
  const { unitId, book } = target;
  const before = book.getSheetBySheetId(id)?.getName() ?? "";
  const rename = (to: string): IMutationInfo => ({ id: SetWorksheetNameMutation.id, params: { unitId, subUnitId: id, name: to } });
  return together([{ redo: [rename(name)], undo: [rename(before)] }, followingStep(target, sheets, new SheetFates([[before, name]]))]);
}

/** A sheet taken away with the names that belong to it, and #REF! in everything that read it. */
export function sheetRemovalStep(target: StepTarget, sheets: ReadonlyMap<string, Sheet>, id: string, fates: SheetFates): Step {
  const name = target.book.getSheetBySheetId(id)?.getName() ?? "";
  const others = new Map([...sheets].filter(([other]) => other !== id));
  const names = target.names.filter(({ localSheetId }) => scopeOf(localSheetId) !== id);
  return together([followingStep({ ...target, names }, others, fates), removalStep(target, [name], [])]);
}

/** Formulas and names that follow sheets. */
function followingStep({ injector, unitId, names }: StepTarget, sheets: ReadonlyMap<string, Sheet>, fates: SheetFates): Step {
  const formulas = [...sheets].flatMap(([subUnitId, { rows }]): Step[] => {
    const cells = new ObjectMatrix<ICellData>();
    for (const [row, columns] of rows) {
      for (const [column, { formula, extent }] of columns) {
        const text = formula && fates.followed(formula.text);
        if (formula === undefined || text === undefined || text === formula.text) continue;
        const { f = null, custom = null } = cellData({ value: null, formula: { ...formula, text }, ...(extent === undefined ? {} : { extent }) });
        cells.setValue(row - 1, column - 1, { f, si: null, custom });
      }
    }
    if (cells.getSizeOf() === 0) return [];
    const params = { unitId, subUnitId, cellValue: cells.getMatrix() };
    return [{ redo: [{ id: SetRangeValuesMutation.id, params }], undo: [{ id: SetRangeValuesMutation.id, params: SetRangeValuesUndoMutationFactory(injector, params) }] }];
  });
  const definitions = names.flatMap((name): Step[] => {
    const written = name.formulaOrRefString.replace(/^=/, "");
    const followed = fates.followed(written);
    if (followed === written) return [];
    return [{ redo: [{ id: SetDefinedNameMutation.id, params: { unitId, ...name, formulaOrRefString: followed } }], undo: [{ id: SetDefinedNameMutation.id, params: { unitId, ...name } }] }];
  });
  return together([...formulas, ...definitions]);
}

/** What is done last is taken back first. */
function together(steps: readonly Step[]): Step {
  return { redo: steps.flatMap(({ redo }) => redo), undo: [...steps].reverse().flatMap(({ undo }) => undo) };
}

const NOTHING: ICellData = { v: null, t: null, f: null, si: null, p: null, custom: null };

function replacement({ injector, unitId, book }: StepTarget, subUnitId: string, { rows }: SheetToWrite): Step {
  const sheet = book.getSheetBySheetId(subUnitId);
  const cells = new ObjectMatrix<ICellData>();
  sheet?.getCellMatrix().forValue((row, column): undefined => {
    cells.setValue(row, column, { ...NOTHING });
  });
  rows.forEach((row, r) =>
    row.forEach((cell, c) => {
      if (cell === null || ("value" in cell && cell.value === "" && cell.format === undefined)) return;
      const look = cell.format === undefined ? {} : { s: { n: cell.format === "General" ? null : { pattern: cell.format } } };
      cells.setValue(r, c, { ...NOTHING, ...("value" in cell && cell.value === "" ? {} : cellData(typedCell(undefined, cell) as Cell)), ...look });
    }),
  );
  const params = { unitId, subUnitId, cellValue: cells.getMatrix() };
  const rowCount = Math.max(sheet?.getRowCount() ?? 0, rows.length);
  const columnCount = rows.reduce((widest, { length }) => Math.max(widest, length), sheet?.getColumnCount() ?? 0);
  return {
    redo: [
      { id: SetWorksheetRowCountMutation.id, params: { unitId, subUnitId, rowCount } },
      { id: SetWorksheetColumnCountMutation.id, params: { unitId, subUnitId, columnCount } },
      { id: SetRangeValuesMutation.id, params },
    ],
    // The rows and columns that were added stay: a cell in them may be selected.
    undo: [{ id: SetRangeValuesMutation.id, params: SetRangeValuesUndoMutationFactory(injector, params) }],
  };
}

function definition({ unitId, names }: StepTarget, { name, formula }: NameToWrite, scope: string | undefined): Step {
  const before = names.find((other) => sameName(other.name, name) && scopeOf(other.localSheetId) === scope);
  const params = { unitId, id: before?.id ?? generateRandomId(), name, formulaOrRefString: formula.slice(1), localSheetId: scope ?? WHOLE_WORKBOOK, comment: "" };
  return {
    redo: [{ id: SetDefinedNameMutation.id, params }],
    undo: [before === undefined ? { id: RemoveDefinedNameMutation.id, params } : { id: SetDefinedNameMutation.id, params: { unitId, ...before } }],
  };
}
