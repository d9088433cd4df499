import { LONGEST_FORMULA } from "../sheet/formula/nodes";
import { refuseBadSheetName } from "../file/writing/addedSheets";
import { FileRefusal } from "../file/fileRefusal";
import { refuseBadDefinedName } from "../file/writing/patchNames";
import { LAST_COLUMN, LAST_ROW, cellPlace } from "../sheet/address";
import { FormulaFault, formulaOrFault } from "../sheet/formula/parser";
import { sameName } from "../sheet/workbook";
import { HostRefusal, type NameToWrite, type SheetToWrite, type Writing, type Written, type WrittenCell, type WrittenSheet } from "./host";

/** What a writing comes to in a workbook with these sheets and names. */
export interface WritingPlan {
  readonly addedSheets: readonly SheetToWrite[];
  readonly replacedSheets: readonly SheetToWrite[];
  readonly addedNames: readonly NameToWrite[];
  readonly replacedNames: readonly NameToWrite[];
}

/** Refuses what would overwrite something, and what Excel would not take as it is meant. */
export function writingPlan({ sheets, names }: Writing, existing: { readonly sheets: readonly string[]; readonly names: readonly NameToWrite[] }, replacing: Written | undefined): WritingPlan {
  const isOurs = ({ name }: SheetToWrite) => replacing?.sheets.some((sheet) => sameName(sheet.name, name)) === true && existing.sheets.some((sheet) => sameName(sheet, name));
  const taken = existing.sheets.filter((name) => !sheets.some((sheet) => sameName(sheet.name, name) && isOurs(sheet)));
  for (const sheet of sheets) {
    asOurs(() => refuseBadSheetName(sheet.name, taken));
    taken.push(sheet.name);
    refuseBadCells(sheet);
  }
  names.forEach((name, i) => {
    asOurs(() => refuseBadDefinedName(name.name));
    refuseBadFormula(name.formula, `The name ${name.name}`);
    if (name.sheet !== undefined && !taken.some((sheet) => sameName(sheet, name.sheet ?? ""))) throw new HostRefusal(`The name ${name.name} is to belong to the sheet ${name.sheet}, which the workbook does not have.`);
    if (names.findIndex((other) => sameDefinedName(other, name)) !== i) throw new HostRefusal(`The name ${name.name} is to be written twice. Write it once.`);
  });
  const standing = (name: NameToWrite) => existing.names.find((other) => sameDefinedName(other, name));
  const others = names.filter((name) => standing(name)?.formula !== name.formula);
  const addedNames = others.filter((name) => standing(name) === undefined);
  const replacedNames = others.filter((name) => standing(name) !== undefined);
  for (const name of replacedNames) {
    const { formula } = standing(name) as NameToWrite;
    if (replacing?.names.some((ours) => sameDefinedName(ours, name) && ours.formula === formula) === true) continue;
    throw new HostRefusal(`The name ${name.name} exists already and means ${formula}. Rename it in the Name Manager (Formulas), and try again.`);
  }
  return { addedSheets: sheets.filter((sheet) => !isOurs(sheet)), replacedSheets: sheets.filter(isOurs), addedNames, replacedNames };
}

/** What a file refuses, the workbook refuses. */
export function asOurs<Answer>(asked: () => Answer): Answer {
  try {
    return asked();
  } catch (fault) {
    throw fault instanceof FileRefusal ? new HostRefusal(fault.message) : fault;
  }
}

export function sameDefinedName(a: NameToWrite, b: NameToWrite): boolean {
  return sameName(a.name, b.name) && sameName(a.sheet ?? "", b.sheet ?? "");
}

/** Refuses where a sheet is not as it was written: somebody has worked on it. */
export function refuseChanged(written: WrittenSheet, now: WrittenSheet | undefined): void {
  if (now === undefined) throw new HostRefusal(`There is no sheet ${written.name} any more. It was renamed or deleted; nothing has been changed.`);
  const place = changedPlace(written.cells, now.cells);
  if (place === undefined) return;
  throw new HostRefusal(`${cellPlace(now.name, place.row, place.column)} is not as it was written. Rename the sheet to keep it, or delete it yourself; nothing has been changed.`);
}

function changedPlace(before: readonly WrittenCell[], now: readonly WrittenCell[]): WrittenCell | undefined {
  const open = new Map(before.map((cell) => [`${cell.row},${cell.column}`, cell]));
  for (const cell of now) {
    const key = `${cell.row},${cell.column}`;
    if (JSON.stringify(open.get(key)?.entry) !== JSON.stringify(cell.entry)) return cell;
    open.delete(key);
  }
  return [...open.values()][0];
}

/** Refuses where one of the names means something else than was written. One that is gone is gone. */
export function refuseChangedNames(written: readonly NameToWrite[], existing: readonly NameToWrite[]): void {
  for (const name of written) {
    const now = existing.find((other) => sameDefinedName(other, name));
    if (now === undefined || now.formula === name.formula) continue;
    throw new HostRefusal(`The name ${name.name} was written as ${name.formula} and now means ${now.formula}. Delete it in the Name Manager (Formulas) if it is not needed; nothing has been changed.`);
  }
}

/** Refuses where a workbook has made something else of what was written: exact, or not at all. */
export function refuseMiswritten({ name, rows }: SheetToWrite, now: WrittenSheet | undefined): void {
  const entries = new Map(now?.cells.map(({ row, column, entry }) => [`${row},${column}`, entry]));
  rows.forEach((row, r) =>
    row.forEach((cell, c) => {
      if (cell === null || ("value" in cell && cell.value === "")) return;
      const entry = entries.get(`${r + 1},${c + 1}`);
      // The formula bar may write a formula otherwise: SUM for sum.
      const isAsMeant = entry !== undefined && ("formula" in cell ? "formula" in entry : "value" in entry && (entry.value === cell.value || (entry.value === 0 && cell.value === 0)));
      if (!isAsMeant) throw new HostRefusal(`${cellPlace(name, r + 1, c + 1)} was not taken as it was written. Nothing has been written; report what should stand in this cell.`);
    }),
  );
}

/** What was written before and not anew is still there to be removed with the rest. */
export function withEarlier(written: Written, replaced: Written | undefined): Written {
  const sheets = replaced?.sheets.filter(({ name }) => !written.sheets.some((sheet) => sameName(sheet.name, name))) ?? [];
  const names = replaced?.names.filter((name) => !written.names.some((other) => sameDefinedName(other, name))) ?? [];
  return { ...written, sheets: [...sheets, ...written.sheets], names: [...names, ...written.names] };
}

/** Excel's limit for a text in a cell. */
const LONGEST_TEXT = 32_767;

function refuseBadCells({ name, rows }: SheetToWrite): void {
  if (rows.length > LAST_ROW || rows.some((row) => row.length > LAST_COLUMN)) throw new HostRefusal(`The sheet ${name} is larger than a sheet of Excel, which has ${LAST_ROW} rows and ${LAST_COLUMN} columns.`);
  rows.forEach((row, r) =>
    row.forEach((cell, c) => {
      if (cell === null) return;
      const place = cellPlace(name, r + 1, c + 1);
      if (cell.format === "@") throw new HostRefusal(`${place}: in the number format Text formulas are not calculated, and numbers are text. Leave it out: text is text in any format.`);
      if ("formula" in cell) refuseBadFormula(cell.formula, place);
      else if (typeof cell.value === "number" && !Number.isFinite(cell.value)) throw new HostRefusal(`${place}: ${cell.value} is not a number that a cell can hold.`);
      else if (typeof cell.value === "string" && cell.value.length > LONGEST_TEXT) throw new HostRefusal(`${place}: the text has ${cell.value.length} characters; a cell holds ${LONGEST_TEXT}.`);
    }),
  );
}

function refuseBadFormula(formula: string, where: string): void {
  if (!formula.startsWith("=")) throw new HostRefusal(`${where}: the formula ${formula} does not begin with "=".`);
  if (formula.length > LONGEST_FORMULA) throw new HostRefusal(`${where}: the formula has ${formula.length} characters; Excel takes ${LONGEST_FORMULA}.`);
  const read = formulaOrFault(formula.slice(1));
  if (read instanceof FormulaFault) throw new HostRefusal(`${where}: ${formula} is not a formula: ${read.message}.`);
}
