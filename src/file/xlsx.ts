import { SheetFates } from "../sheet/formula/sheetFates";
import type { DefinedName, Sheet, Table, Workbook } from "../sheet/workbook";
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
import { orderedList, removeSheetParts, renamedInList, withoutSheetTitles } from "./writing/sheetList";
import { followSheets } from "./writing/sheetReferences";
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
  /** Whoever changes the workbook lets its formulas, names and tables follow its sheets, so that these may be renamed, moved and removed. */
  followsSheets?: boolean;
  /** The file as it was read, for `savedXlsx` to tell what has changed. */
  readonly asRead: FileAsRead;
}

export interface FileAsRead {
  readonly parts: readonly Part[];
  readonly layout: WorkbookLayout;
  readonly sheets: readonly SheetAsRead[];
  readonly names: readonly DefinedName[];
  readonly tables: readonly Table[];
  readonly date1904: boolean;
  readonly functions: FunctionNames;
}

export interface SheetAsRead {
  readonly sheet: Sheet;
  /** The name that it had. */
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
    sheets: workbook.sheets.map((sheet, i) => ({ sheet, name: sheet.name, part: layout.sheetParts[i] ?? "", cells: cellsAsRead(sheet) })),
    names: [...workbook.names],
    tables: [...workbook.tables],
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

export function changedParts(file: XlsxFile): ChangedParts {
  const { workbook, looks, asRead } = file;
  refuseOtherSheets(file);
  const parts = new ZipPackage(asRead.parts);
  const { layout, functions } = asRead;
  const fates = sheetFates(file);
  const standing = asRead.sheets.filter(({ sheet }) => workbook.sheets.includes(sheet));
  const gone = asRead.sheets.filter((one) => !standing.includes(one));
  if (gone.length > 0) removeSheetParts(parts, layout.workbookPart, gone.map(({ part }) => part));
  const dynamicMark = onceOnly(() => dynamicArrayMark(parts, layout.metadataPart, layout.workbookPart, layout.mainUri));
  const changesOfSheets = standing.map(({ sheet, part, cells }) => {
    const changes = sheetChanges(cells, sheet, looks.has(sheet));
    if (changes.length === 0) return changes;
    refuseInputsInBlocks(sheet);
    patchPart(parts, part, (source) => patchedSheet(source, changes, cells, { sheetName: sheet.name, functions, dynamicMark, tables: workbook.tables.filter(({ sheet: of }) => of === sheet.name) }));
    return changes;
  });
  followSheets(parts, fates);
  if (!fates.isNone) patchPart(parts, layout.workbookPart, (source) => renamedInList(source, fates));
  const newSheets = workbook.sheets.filter((sheet) => !standing.some((one) => one.sheet === sheet));
  const styles = { used: undefined as AddedStyles | undefined };
  const addedStyles = () => (styles.used ??= new AddedStyles(parts, layout));
  const sheetNames = layout.sheetNames.flatMap((name) => fates.nameOf(name) ?? []);
  const added = newSheets.length === 0 ? NONE_ADDED : addSheets(parts, newSheets, { ...layout, sheetNames }, addedStyles(), { functions, dynamicMark, tables: [] });
  for (const [part, sheet] of [...standing.map(({ part, sheet }) => [part, sheet] as const), ...added.byPart]) {
    const changed = looks.get(sheet);
    if (changed !== undefined && !isUnchanged(changed)) patchPart(parts, part, (source) => patchedLooks(source, changed, (change) => addedStyles().changed(change)));
  }
  styles.used?.write();
  const order = orderOfSheets(file, [...sheetNames, ...newSheets.map(({ name }) => name)]);
  const isMoved = !fates.isNone || order.some((name, i) => name !== [...layout.sheetNames, ...newSheets.map((sheet) => sheet.name)][i]);
  const names: NameChanges = { before: asRead.names, after: workbook.names, sheetNames: order, functions, ...(isMoved ? { moved: { sheetNames: layout.sheetNames, fates } } : {}) };
  if (namesChanged(names)) patchPart(parts, layout.workbookPart, (source) => patchedNames(source, names));
  if (isMoved) patchPart(parts, layout.workbookPart, (source) => orderedList(source, order, fates, layout.sheetNames));
  if (isMoved && parts.part(PROPERTIES) !== undefined) patchPart(parts, PROPERTIES, withoutSheetTitles);
  if (isMoved || changesOfSheets.some(formulasMoved) || newSheets.some(hasFormula)) removeCalcChain(parts, layout);
  return { parts, added };
}

/** What has become of the sheets of a file. */
export function sheetFates({ workbook, asRead }: Pick<XlsxFile, "workbook" | "asRead">): SheetFates {
  const isStanding = (sheet: Sheet) => workbook.sheets.includes(sheet);
  const goneTables = asRead.tables.filter((table) => !asRead.sheets.some(({ name, sheet }) => name === table.sheet && isStanding(sheet)));
  return new SheetFates(asRead.sheets.map(({ name, sheet }) => [name, isStanding(sheet) ? sheet.name : null]), goneTables.map(({ name }) => name));
}

/** All sheets in their order: charts and others without cells stay where they stood. */
function orderOfSheets({ workbook }: XlsxFile, names: readonly string[]): string[] {
  const order = workbook.sheets.map(({ name }) => name);
  names.forEach((name, i) => {
    if (!workbook.sheets.some((sheet) => sheet.name === name)) order.splice(i, 0, name);
  });
  return order;
}

const PROPERTIES = "docProps/app.xml";

const NONE_ADDED: AddedSheets = { byPart: new Map(), styles: [], functions: functionNames([]) };

function refuseOtherSheets({ workbook, followsSheets, asRead: { sheets, date1904 } }: XlsxFile): void {
  if (followsSheets !== true && sheets.some(({ sheet, name }, i) => sheet !== workbook.sheets[i] || name !== sheet.name)) {
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
