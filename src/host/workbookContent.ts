import type { Grid } from "../cells/cell";
import { openXlsx, type XlsxFile } from "../file/xlsx";
import { catalogue } from "../functions/catalogue";
import { LAST_COLUMN, LAST_ROW } from "../sheet/address";
import { filledRectangle } from "../sheet/area";
import { areaOf } from "../sheet/formula/areas";
import { sameName, type Cell, type DefinedName, type Sheet, type Workbook } from "../sheet/workbook";
import { displayedTexts } from "./displayedText";
import { HostRefusal, type CellContent, type CellEntry, type CellRange, type NameMeaning, type NameToWrite, type RangeContent, type SheetToWrite, type WorkbookName, type Writing, type Written, type WrittenCell, type WrittenSheet } from "./host";
import { hiddenSentence } from "./hiddenSheet";
import { nameForm, relativeSentence } from "./nameForm";
import { asOurs, refuseChanged, refuseChangedNames, writingPlan, type WritingPlan } from "./writingPlan";

/** What is there at once, as the port gives it: later, and what is refused as a rejection. */
export function answered<Answer>(answer: () => Answer): Promise<Answer> {
  return new Promise((resolve) => resolve(answer()));
}

/** A file as a host opens it. */
export function openedFile(bytes: Uint8Array): XlsxFile {
  return asOurs(() =>
    openXlsx(
      bytes,
      catalogue.map(({ name }) => name),
    ),
  );
}

/** What formulas would answer on a sheet; without one, on the first. */
export type Evaluated = (formulas: readonly string[], sheet: string | undefined) => Promise<readonly Grid[]>;

/** Every name with what it stands for, those of the workbook before those of its sheets. */
export async function namesWithMeaning(workbook: Workbook, evaluated: Evaluated): Promise<WorkbookName[]> {
  const { names } = workbook;
  const inOrder = [...names.filter(({ sheet }) => sheet === undefined), ...workbook.sheets.flatMap(({ name }) => names.filter(({ sheet }) => sheet !== undefined && sameName(sheet, name)))];
  const forms = inOrder.map((defined) => meaningOf(workbook, defined));
  const answers = new Map<number, Grid>();
  for (const scope of new Set(inOrder.map(({ sheet }) => sheet))) {
    const asked = [...inOrder.keys()].filter((i) => forms[i]?.kind === "evaluated" && inOrder[i]?.sheet === scope);
    if (asked.length === 0) continue;
    const grids = await evaluated(
      asked.map((i) => inOrder[i]?.formula ?? ""),
      scope,
    );
    asked.forEach((i, at) => answers.set(i, grids[at] ?? [[null]]));
  }
  return inOrder.map((defined, i): WorkbookName => {
    const form = forms[i] as MeaningToFind;
    return { ...shownName(defined), isHidden: defined.hidden ?? false, meaning: form.kind === "evaluated" ? { kind: form.as, values: answers.get(i) ?? [[null]] } : form };
  });
}

type MeaningToFind = NameMeaning | { readonly kind: "evaluated"; readonly as: "constant" | "formula" };

function meaningOf(workbook: Workbook, defined: DefinedName): MeaningToFind {
  const form = nameForm(defined.formula);
  switch (form.kind) {
    case "range":
      return workbook.sheet(form.range.sheet) === undefined ? { kind: "broken" } : form;
    case "areas":
    case "broken":
      return { kind: form.kind };
    case "relative":
      return { kind: "formula", values: [[{ error: "#VALUE!", message: relativeSentence(defined.name, `=${defined.formula}`) }]] };
    case "pointer": {
      const area = areaOf(workbook, defined.formula);
      return area === undefined ? { kind: "evaluated", as: "formula" } : { kind: "range", range: { ...area, sheet: area.sheet.name } };
    }
    default:
      return { kind: "evaluated", as: form.kind };
  }
}

export function rangeContent(workbook: Workbook, asked: CellRange): RangeContent {
  const sheet = existingSheet(workbook, asked.sheet);
  const range = filledPart(sheet, asked);
  const rows = Array.from({ length: range.bottom - range.top + 1 }, (_, r) => Array.from({ length: range.right - range.left + 1 }, (_unused, c) => sheet.cell(range.top + r, range.left + c)));
  const formats = rows.map((row) => row.map((cell) => cell?.format ?? "General"));
  const values = rows.map((row) => row.map((cell) => cell?.value ?? null));
  const texts = displayedTexts(values.flatMap((row, r) => row.map((value, c) => ({ value, format: formats[r]?.[c] ?? "General" }))));
  return {
    range,
    values,
    formulas: rows.map((row) => row.map((cell) => (cell?.formula === undefined ? null : `=${cell.formula.text}`))),
    texts: rows.map((row, r) => row.map((_, c) => texts[r * row.length + c] ?? "")),
    formats,
  };
}

export function cellContent(workbook: Workbook, sheetName: string, row: number, column: number): CellContent {
  const sheet = existingSheet(workbook, sheetName);
  const { value = null, filledFrom, format = "General" } = sheet.cell(row, column) ?? {};
  const { formula } = (filledFrom === undefined ? sheet.cell(row, column) : sheet.cell(filledFrom.row, filledFrom.column)) ?? {};
  const [text = ""] = displayedTexts([{ value, format }]);
  return { value, text, ...(formula && { formula: `=${formula.text}` }), ...(filledFrom && { filledFrom: { row: filledFrom.row, column: filledFrom.column } }) };
}

/** What a writing comes to in this workbook; refused where somebody has worked on what it would replace. */
export function checkedPlan(workbook: Workbook, writing: Writing, replacing: Written | undefined): WritingPlan {
  const plan = writingPlan(writing, { sheets: workbook.sheets.map(({ name }) => name), names: workbook.names.map(shownName) }, replacing);
  for (const { name } of plan.replacedSheets) refuseChanged(ofSheet(replacing, name), standingSheet(workbook, name));
  return plan;
}

/** Refuses to remove what is not as it was written, and all sheets of a workbook. */
export function refuseRemoval(workbook: Workbook, { sheets, names }: Written): void {
  for (const sheet of sheets) refuseChanged(sheet, standingSheet(workbook, sheet.name));
  refuseChangedNames(names, workbook.names.map(shownName));
  if (sheets.length > 0 && workbook.sheets.length === sheets.length) throw new HostRefusal("A workbook has at least one sheet. Add one of your own first.");
}

export function existingSheet(workbook: Workbook, name: string): Sheet {
  const sheet = workbook.sheet(name);
  if (sheet === undefined) throw new HostRefusal(`There is no sheet ${name} in the workbook. It may have been renamed or deleted.`);
  return sheet;
}

/** A sheet of which something can be selected. */
export function shownSheet(workbook: Workbook, name: string): Sheet {
  const sheet = existingSheet(workbook, name);
  if (sheet.isHidden) throw new HostRefusal(hiddenSentence(sheet.name));
  return sheet;
}

export function standingSheet(workbook: Workbook, name: string): WrittenSheet | undefined {
  const sheet = workbook.sheet(name);
  return sheet && { name: sheet.name, cells: standingCells(sheet) };
}

/** Puts the cells on a sheet in place of those that it has; formats that are not given stay. */
export function fill(sheet: Sheet, { rows, look }: SheetToWrite): void {
  if (look !== undefined) sheet.look = look;
  for (const cells of sheet.rows.values()) {
    for (const [column, { format }] of cells) {
      if (format === undefined) cells.delete(column);
      else cells.set(column, { value: null, format });
    }
  }
  rows.forEach((row, r) =>
    row.forEach((cell, c) => {
      if (cell === null) return;
      if ("value" in cell && cell.value === "") {
        if (cell.format === "General") sheet.deleteCell(r + 1, c + 1);
        else if (cell.format !== undefined) sheet.setCell(r + 1, c + 1, { value: null, format: cell.format });
        return;
      }
      const format = cell.format === undefined ? sheet.cell(r + 1, c + 1)?.format : cell.format;
      const typed = typedCell(undefined, cell) as Cell;
      sheet.setCell(r + 1, c + 1, format === undefined || format === "General" ? typed : { ...typed, format });
    }),
  );
}

export function typedCell(before: Cell | undefined, entry: CellEntry | null): Cell | null {
  const format = before?.format === undefined ? {} : { format: before.format };
  if (entry === null) return before?.format === undefined ? null : { value: null, ...format };
  return "formula" in entry ? { value: null, formula: { text: entry.formula.slice(1), kind: "dynamic" }, ...format } : { value: entry.value, ...format };
}

export function shownName({ name, formula, sheet }: DefinedName): NameToWrite {
  return { name, formula: `=${formula}`, ...(sheet === undefined ? {} : { sheet }) };
}

export function oneCell(sheet: string, row: number, column: number): CellRange {
  return { sheet, ...filledRectangle({ row, column }) };
}

function ofSheet(written: Written | undefined, name: string): WrittenSheet {
  return written?.sheets.find((sheet) => sameName(sheet.name, name)) ?? { name, cells: [] };
}

/** What a sheet holds of its own, not what formulas spill over it. */
export function standingCells(sheet: Sheet): WrittenCell[] {
  const cells: WrittenCell[] = [];
  for (const [row, columns] of sheet.rows) {
    for (const [column, { value, formula, filledFrom }] of columns) {
      if (formula !== undefined) cells.push({ row, column, entry: { formula: `=${formula.text}` } });
      else if (value !== null && filledFrom === undefined) cells.push({ row, column, entry: { value } });
    }
  }
  return cells.sort((a, b) => a.row - b.row || a.column - b.column);
}

/** Whole rows and columns end where nothing is filled any more. */
function filledPart(sheet: Sheet, range: CellRange): CellRange {
  if (range.bottom < LAST_ROW && range.right < LAST_COLUMN) return range;
  let [bottom, right] = [range.top, range.left];
  for (const [row, cells] of sheet.rows) {
    if (row < range.top || row > range.bottom) continue;
    for (const [column, { value, formula }] of cells) {
      if (column < range.left || column > range.right || (value === null && formula === undefined)) continue;
      bottom = Math.max(bottom, row);
      right = Math.max(right, column);
    }
  }
  return { ...range, bottom: range.bottom < LAST_ROW ? range.bottom : bottom, right: range.right < LAST_COLUMN ? range.right : right };
}
