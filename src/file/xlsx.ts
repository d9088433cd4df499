import type { DefinedName, Sheet, Workbook } from "../sheet/workbook";
import { isUnchanged, type LookChanges } from "./looks/lookChanges";
import { addSheets, type AddedSheets } from "./writing/addedSheets";
import { AddedStyles } from "./writing/addedStyles";
import { cellsAsRead, sameFormula, sheetChanges, type CellsAsRead, type SheetChanges } from "./writing/cellChanges";
import { dynamicArrayMark } from "./package/cellMetadata";
import { removeContentType } from "./package/contentTypes";
import { FileRefusal } from "./fileRefusal";
import { refuseInputsInBlocks } from "./filledBlocks";
import { functionNames, type FunctionNames } from "./formulaText";
import { namesChanged, patchedNames, type NameChanges } from "./writing/patchNames";
import { patchedLooks } from "./writing/patchLooks";
import { patchPart } from "./writing/patchPart";
import { patchedSheet } from "./writing/patchSheet";
import { readWorkbook, type WhatIfTable, type WorkbookLayout } from "./reading/readWorkbook";
import { removeRelationships } from "./package/relationships";
import { PACKAGE_LIMITS, ZipPackage, zipBytes, zipPackage, type PackageLimits, type Part } from "./package/zipPackage";

/** An .xlsx or .xlsm file: its workbook, to read and to change, and all else that it holds, which stays as it is. */
export interface XlsxFile {
  readonly workbook: Workbook;
  /** How sheets are to look otherwise than in the file; those that are added, otherwise than `Sheet.look` says. */
  readonly looks: Map<Sheet, LookChanges>;
  /** Their results are plain values in the workbook; nothing but Excel renews them. */
  readonly whatIfTables: readonly WhatIfTable[];
  /** The file as it was read, for `savedXlsx` to tell what has changed. */
  readonly asRead: FileAsRead;
}

export interface FileAsRead {
  readonly parts: readonly Part[];
  readonly layout: WorkbookLayout;
  readonly sheets: readonly SheetAsRead[];
  readonly names: readonly DefinedName[];
  readonly date1904: boolean;
  readonly functions: FunctionNames;
}

export interface SheetAsRead {
  readonly name: string;
  readonly part: string;
  readonly cells: CellsAsRead;
}

/**
 * Reads a file. `customFunctions` are the names of the functions that the file stores under an add-in's prefix: `DEAL.PRORATA`.
 *
 * Throws a `FileRefusal` where the bytes are no such file, or cannot be read safely and rightly.
 */
export function openXlsx(bytes: Uint8Array, customFunctions: readonly string[], limits: PackageLimits = PACKAGE_LIMITS): XlsxFile {
  const functions = functionNames(customFunctions);
  const parts = zipPackage(bytes, limits);
  const { workbook, whatIfTables, layout } = readWorkbook(parts, functions);
  const asRead: FileAsRead = {
    parts: parts.parts,
    layout,
    sheets: workbook.sheets.map((sheet, i) => ({ name: sheet.name, part: layout.sheetParts[i] ?? "", cells: cellsAsRead(sheet) })),
    names: [...workbook.names],
    date1904: workbook.date1904,
    functions,
  };
  return { workbook, looks: new Map(), whatIfTables, asRead };
}

/**
 * The file with the changes that were made to its workbook: cells, looks, defined names, and sheets added behind the others.
 *
 * Of the sheets that were read, only the changed cells are written anew, and styles come behind those of the file. All other parts keep their content byte for byte, and all other text its characters.
 */
export function savedXlsx(file: XlsxFile): Uint8Array {
  return zipBytes(changedParts(file).parts.parts);
}

/** The parts of a file with the changes that were made to its workbook, and which of them are sheets that were added. */
export interface ChangedParts {
  readonly parts: ZipPackage;
  readonly added: AddedSheets;
}

export function changedParts({ workbook, looks, asRead }: XlsxFile): ChangedParts {
  refuseOtherSheets(workbook, asRead);
  const parts = new ZipPackage(asRead.parts);
  const { layout, functions } = asRead;
  const dynamicMark = onceOnly(() => dynamicArrayMark(parts, layout.metadataPart, layout.workbookPart, layout.mainUri));
  const changesOfSheets = asRead.sheets.map(({ name, part, cells }, i) => {
    const sheet = workbook.sheets[i] as Sheet;
    const changes = sheetChanges(cells, sheet, looks.has(sheet));
    if (changes.length === 0) return changes;
    refuseInputsInBlocks(sheet);
    patchPart(parts, part, (source) => patchedSheet(source, changes, cells, { sheetName: name, functions, dynamicMark, tables: workbook.tables.filter(({ sheet: of }) => of === name) }));
    return changes;
  });
  const newSheets = workbook.sheets.slice(asRead.sheets.length);
  const styles = { used: undefined as AddedStyles | undefined };
  const addedStyles = () => (styles.used ??= new AddedStyles(parts, layout));
  const added = newSheets.length === 0 ? NONE_ADDED : addSheets(parts, newSheets, layout, addedStyles(), { functions, dynamicMark, tables: [] });
  for (const [part, sheet] of [...asRead.sheets.map(({ part }, i) => [part, workbook.sheets[i]] as const), ...added.byPart]) {
    const changed = sheet && looks.get(sheet);
    if (changed !== undefined && !isUnchanged(changed)) patchPart(parts, part, (source) => patchedLooks(source, changed, (change) => addedStyles().changed(change)));
  }
  styles.used?.write();
  const names: NameChanges = { before: asRead.names, after: workbook.names, sheetNames: [...layout.sheetNames, ...newSheets.map(({ name }) => name)], functions };
  if (namesChanged(names)) patchPart(parts, layout.workbookPart, (source) => patchedNames(source, names));
  if (changesOfSheets.some(formulasMoved) || newSheets.some(hasFormula)) removeCalcChain(parts, layout);
  return { parts, added };
}

const NONE_ADDED: AddedSheets = { byPart: new Map(), styles: [], functions: functionNames([]) };

function refuseOtherSheets(workbook: Workbook, { sheets, date1904 }: FileAsRead): void {
  if (sheets.some(({ name }, i) => name !== workbook.sheets[i]?.name)) {
    throw new FileRefusal("Sheets have been removed, renamed or moved. Cells and names can be saved, and sheets that stand behind the others; do the rest in Excel.");
  }
  if (workbook.date1904 !== date1904) throw new FileRefusal("The workbook now counts its dates from another year. Change that in Excel.");
}

function onceOnly<Value>(made: () => Value): () => Value {
  let value: { readonly made: Value } | undefined;
  return () => (value ??= { made: made() }).made;
}

function hasFormula({ rows }: Sheet): boolean {
  for (const cells of rows.values()) for (const { formula } of cells.values()) if (formula !== undefined) return true;
  return false;
}

/** Whether formulas came, went, or became formulas of another kind. */
function formulasMoved(changes: SheetChanges): boolean {
  return changes.some(({ cells }) => cells.some(({ before, after }) => !sameFormula(before, after) && before?.formula?.kind !== after?.formula?.kind));
}

/** The order in which Excel last calculated. It must name every formula and nothing else; where there is none, Excel makes it anew. */
function removeCalcChain(parts: ZipPackage, { calcChainPart, workbookPart }: WorkbookLayout): void {
  if (calcChainPart === undefined) return;
  parts.remove(calcChainPart);
  removeContentType(parts, calcChainPart);
  removeRelationships(parts, workbookPart, calcChainPart);
}
