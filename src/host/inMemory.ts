import { openXlsx, savedXlsx, type XlsxFile } from "../file/xlsx";
import { catalogue } from "../functions/catalogue";
import { LAST_COLUMN, LAST_ROW } from "../sheet/address";
import { areaOf } from "../sheet/areas";
import { evaluations } from "../sheet/evaluation";
import { LiveCalculation } from "../sheet/liveCalculation";
import { sameName, type Cell, type DefinedName, type Sheet, type Workbook } from "../sheet/workbook";
import { displayedTexts } from "./displayedText";
import { HostRefusal, type CellContent, type CellEntry, type CellRange, type Change, type Host, type NameMeaning, type NameToWrite, type RangeContent, type SheetToWrite, type Watcher, type WorkbookName, type Writing, type Written, type WrittenCell, type WrittenSheet } from "./host";
import { nameForm, relativeSentence } from "./nameForm";
import { asOurs, refuseChanged, refuseChangedNames, sameDefinedName, withEarlier, writingPlan } from "./writingPlan";

/** A workbook in memory as the pane sees a live one: calculated here, saved into the file that it was opened from. */
export class InMemoryHost implements Host {
  /** The files that were opened beside this one. */
  readonly opened: InMemoryHost[] = [];
  private calculation: LiveCalculation;
  private readonly watchers = new Set<Watcher>();
  private selected: CellRange | undefined;

  constructor(private readonly file: XlsxFile) {
    this.calculation = new LiveCalculation(this.workbook, catalogue);
    this.calculation.all();
    const [first] = this.workbook.sheets;
    if (first !== undefined) this.selected = oneCell(first.name, 1, 1);
  }

  static ofBytes(bytes: Uint8Array): InMemoryHost {
    return new InMemoryHost(
      openXlsx(
        bytes,
        catalogue.map(({ name }) => name),
      ),
    );
  }

  private get workbook(): Workbook {
    return this.file.workbook;
  }

  sheets(): Promise<readonly string[]> {
    return answered(() => this.workbook.sheets.map(({ name }) => name));
  }

  names(): Promise<readonly WorkbookName[]> {
    return answered(() => {
      const { names } = this.workbook;
      const inOrder = [...names.filter(({ sheet }) => sheet === undefined), ...this.workbook.sheets.flatMap(({ name }) => names.filter(({ sheet }) => sheet !== undefined && sameName(sheet, name)))];
      return inOrder.map((defined): WorkbookName => ({ ...shownName(defined), isHidden: defined.hidden ?? false, meaning: this.meaning(defined) }));
    });
  }

  private meaning(defined: DefinedName): NameMeaning {
    const form = nameForm(defined.formula);
    switch (form.kind) {
      case "range":
        return this.workbook.sheet(form.range.sheet) === undefined ? { kind: "broken" } : form;
      case "areas":
      case "broken":
        return { kind: form.kind };
      case "relative":
        return { kind: "formula", values: [[{ error: "#VALUE!", message: relativeSentence(defined.name, `=${defined.formula}`) }]] };
      case "pointer": {
        const area = areaOf(this.workbook, defined.formula);
        return area === undefined ? { kind: "formula", values: this.evaluated(defined) } : { kind: "range", range: { ...area, sheet: area.sheet.name } };
      }
      default:
        return { kind: form.kind, values: this.evaluated(defined) };
    }
  }

  private evaluated({ formula, sheet }: DefinedName) {
    return evaluations(this.workbook, [formula], catalogue, sheet)[0] ?? [[null]];
  }

  read(ranges: readonly CellRange[]): Promise<readonly RangeContent[]> {
    return answered(() => ranges.map((range) => this.content(range)));
  }

  private content(asked: CellRange): RangeContent {
    const sheet = this.sheet(asked.sheet);
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

  cell(sheetName: string, row: number, column: number): Promise<CellContent> {
    return answered(() => {
      const sheet = this.sheet(sheetName);
      const { value = null, filledFrom, format = "General" } = sheet.cell(row, column) ?? {};
      const { formula } = (filledFrom === undefined ? sheet.cell(row, column) : sheet.cell(filledFrom.row, filledFrom.column)) ?? {};
      const [text = ""] = displayedTexts([{ value, format }]);
      return { value, text, ...(formula && { formula: `=${formula.text}` }), ...(filledFrom && { filledFrom: { row: filledFrom.row, column: filledFrom.column } }) };
    });
  }

  write(writing: Writing, replacing?: Written): Promise<Written> {
    return answered(() => {
      const plan = writingPlan(writing, { sheets: this.workbook.sheets.map(({ name }) => name), names: this.workbook.names.map(shownName) }, replacing);
      for (const { name } of plan.replacedSheets) refuseChanged(ofSheet(replacing, name), this.standing(name));
      for (const { name } of plan.addedSheets) this.workbook.addSheet(name);
      for (const sheet of [...plan.addedSheets, ...plan.replacedSheets]) fill(this.sheet(sheet.name), sheet);
      for (const { name, sheet, formula } of [...plan.addedNames, ...plan.replacedNames]) this.setName({ name, formula: formula.slice(1), ...(sheet === undefined ? {} : { sheet }) });
      this.calculateAnew();
      if (plan.addedSheets.length > 0) this.tell({ kind: "sheets" });
      if (plan.addedNames.length + plan.replacedNames.length > 0) this.tell({ kind: "names" });
      const sheets = writing.sheets.flatMap(({ name }) => this.standing(name) ?? []);
      return withEarlier({ sheets, names: [...plan.addedNames, ...plan.replacedNames], isOneStep: false }, replacing);
    });
  }

  remove({ sheets, names }: Written): Promise<void> {
    return answered(() => {
      const { workbook } = this;
      for (const sheet of sheets) refuseChanged(sheet, this.standing(sheet.name));
      refuseChangedNames(names, workbook.names.map(shownName));
      if (sheets.length > 0 && workbook.sheets.length === sheets.length) throw new HostRefusal("A workbook has at least one sheet. Add one of your own first.");
      const isGone = (sheet: string) => sheets.some(({ name }) => sameName(name, sheet));
      workbook.names.splice(0, Infinity, ...workbook.names.filter((name) => !names.some((written) => sameDefinedName(written, name)) && !(name.sheet !== undefined && isGone(name.sheet))));
      workbook.sheets.splice(0, Infinity, ...workbook.sheets.filter(({ name }) => !isGone(name)));
      if (this.selected !== undefined && isGone(this.selected.sheet)) this.selected = undefined;
      this.calculateAnew();
      if (sheets.length > 0) this.tell({ kind: "sheets" });
      if (names.length > 0) this.tell({ kind: "names" });
    });
  }

  selection(): Promise<CellRange | undefined> {
    return answered(() => this.selected);
  }

  watch(watcher: Watcher): Promise<() => Promise<void>> {
    return answered(() => {
      this.watchers.add(watcher);
      return () => answered(() => void this.watchers.delete(watcher));
    });
  }

  bytes(): Promise<Uint8Array> {
    return answered(() => asOurs(() => savedXlsx(this.file)));
  }

  open(bytes: Uint8Array): Promise<void> {
    return answered(() => void this.opened.push(asOurs(() => InMemoryHost.ofBytes(bytes))));
  }

  /** Types into a cell, as somebody at the sheet would; null clears it. */
  type(sheetName: string, row: number, column: number, entry: CellEntry | null): void {
    const sheet = this.sheet(sheetName);
    this.calculation.edit([{ sheet, row, column, cell: typedCell(sheet.cell(row, column), entry) }]);
    this.tell({ kind: "cells", range: oneCell(sheet.name, row, column) });
    this.tell({ kind: "calculated" });
  }

  /** Gives a name a meaning, as somebody in the Name Manager would. */
  define({ formula, ...name }: NameToWrite): void {
    this.setName({ ...name, formula: formula.slice(1) });
    this.calculateAnew();
    this.tell({ kind: "names" });
  }

  select(selection: CellRange): void {
    this.selected = { ...selection, sheet: this.sheet(selection.sheet).name };
    for (const { onSelection } of this.watchers) onSelection?.(this.selected);
  }

  private sheet(name: string): Sheet {
    const sheet = this.workbook.sheet(name);
    if (sheet === undefined) throw new HostRefusal(`There is no sheet ${name} in the workbook. It may have been renamed or deleted.`);
    return sheet;
  }

  private setName(name: DefinedName): void {
    const { names } = this.workbook;
    const at = names.findIndex((other) => sameName(other.name, name.name) && sameName(other.sheet ?? "", name.sheet ?? ""));
    names.splice(at < 0 ? names.length : at, at < 0 ? 0 : 1, name);
  }

  private standing(name: string): WrittenSheet | undefined {
    const sheet = this.workbook.sheet(name);
    return sheet && { name: sheet.name, cells: standingCells(sheet) };
  }

  /** A calculation keeps to the sheets and names that it began with. */
  private calculateAnew(): void {
    this.calculation = new LiveCalculation(this.workbook, catalogue);
    this.calculation.all();
    this.tell({ kind: "calculated" });
  }

  private tell(change: Change): void {
    for (const { onChange } of this.watchers) onChange?.(change);
  }
}

/** A workbook in memory answers at once; the port does not. */
function answered<Answer>(answer: () => Answer): Promise<Answer> {
  return new Promise((resolve) => resolve(answer()));
}

function oneCell(sheet: string, row: number, column: number): CellRange {
  return { sheet, top: row, left: column, bottom: row, right: column };
}

function shownName({ name, formula, sheet }: DefinedName): NameToWrite {
  return { name, formula: `=${formula}`, ...(sheet === undefined ? {} : { sheet }) };
}

function ofSheet(written: Written | undefined, name: string): WrittenSheet {
  return written?.sheets.find((sheet) => sameName(sheet.name, name)) ?? { name, cells: [] };
}

function typedCell(before: Cell | undefined, entry: CellEntry | null): Cell | null {
  const format = before?.format === undefined ? {} : { format: before.format };
  if (entry === null) return before?.format === undefined ? null : { value: null, ...format };
  return "formula" in entry ? { value: null, formula: { text: entry.formula.slice(1), kind: "dynamic" }, ...format } : { value: entry.value, ...format };
}

/** Puts the cells on a sheet in place of those that it has; formats that are not given stay. */
function fill(sheet: Sheet, { rows }: SheetToWrite): void {
  for (const cells of sheet.rows.values()) {
    for (const [column, { format }] of cells) {
      if (format === undefined) cells.delete(column);
      else cells.set(column, { value: null, format });
    }
  }
  rows.forEach((row, r) =>
    row.forEach((cell, c) => {
      if (cell === null || ("value" in cell && cell.value === "")) return;
      const format = cell.format === undefined ? sheet.cell(r + 1, c + 1)?.format : cell.format;
      const typed = typedCell(undefined, cell) as Cell;
      sheet.setCell(r + 1, c + 1, format === undefined || format === "General" ? typed : { ...typed, format });
    }),
  );
}

function standingCells(sheet: Sheet): WrittenCell[] {
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
