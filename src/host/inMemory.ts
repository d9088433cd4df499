import { savedXlsx, type XlsxFile } from "../file/xlsx";
import { catalogue } from "../functions/catalogue";
import { evaluations } from "../sheet/evaluation";
import { LiveCalculation } from "../sheet/liveCalculation";
import { sameName, type DefinedName, type Sheet, type Workbook } from "../sheet/workbook";
import type { CellContent, CellEntry, CellRange, Change, Host, NameToWrite, RangeContent, Watcher, WorkbookName, Writing, Written } from "./host";
import { answered, cellContent, checkedPlan, existingSheet, fill, namesWithMeaning, oneCell, openedFile, rangeContent, refuseRemoval, shownSheet, standingSheet, typedCell } from "./workbookContent";
import { asOurs, sameDefinedName, withEarlier } from "./writingPlan";

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
    return new InMemoryHost(openedFile(bytes));
  }

  private get workbook(): Workbook {
    return this.file.workbook;
  }

  sheets(): Promise<readonly string[]> {
    return answered(() => this.workbook.sheets.map(({ name }) => name));
  }

  names(): Promise<readonly WorkbookName[]> {
    return namesWithMeaning(this.workbook, (formulas, sheet) => answered(() => evaluations(this.workbook, formulas, catalogue, sheet)));
  }

  read(ranges: readonly CellRange[]): Promise<readonly RangeContent[]> {
    return answered(() => ranges.map((range) => rangeContent(this.workbook, range)));
  }

  cell(sheet: string, row: number, column: number): Promise<CellContent> {
    return answered(() => cellContent(this.workbook, sheet, row, column));
  }

  write(writing: Writing, replacing?: Written): Promise<Written> {
    return answered(() => {
      const plan = checkedPlan(this.workbook, writing, replacing);
      for (const { name } of plan.addedSheets) this.workbook.addSheet(name);
      for (const sheet of [...plan.addedSheets, ...plan.replacedSheets]) fill(this.sheet(sheet.name), sheet);
      for (const { name, sheet, formula } of [...plan.addedNames, ...plan.replacedNames]) this.setName({ name, formula: formula.slice(1), ...(sheet === undefined ? {} : { sheet }) });
      this.calculateAnew();
      if (plan.addedSheets.length > 0) this.tell({ kind: "sheets" });
      if (plan.addedNames.length + plan.replacedNames.length > 0) this.tell({ kind: "names" });
      const sheets = writing.sheets.flatMap(({ name }) => standingSheet(this.workbook, name) ?? []);
      return withEarlier({ sheets, names: [...plan.addedNames, ...plan.replacedNames], isOneStep: false }, replacing);
    });
  }

  remove(written: Written): Promise<void> {
    return answered(() => {
      const { workbook } = this;
      const { sheets, names } = written;
      refuseRemoval(workbook, written);
      const isGone = (sheet: string) => sheets.some(({ name }) => sameName(name, sheet));
      workbook.names.splice(0, Infinity, ...workbook.names.filter((name) => !names.some((other) => sameDefinedName(other, name)) && !(name.sheet !== undefined && isGone(name.sheet))));
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

  select(range: CellRange): Promise<void> {
    return answered(() => {
      this.selected = { ...range, sheet: shownSheet(this.workbook, range.sheet).name };
      for (const { onSelection } of this.watchers) onSelection?.(this.selected);
    });
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
    return answered(() => void this.opened.push(InMemoryHost.ofBytes(bytes)));
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

  private sheet(name: string): Sheet {
    return existingSheet(this.workbook, name);
  }

  private setName(name: DefinedName): void {
    const { names } = this.workbook;
    const at = names.findIndex((other) => sameName(other.name, name.name) && sameName(other.sheet ?? "", name.sheet ?? ""));
    names.splice(at < 0 ? names.length : at, at < 0 ? 0 : 1, name);
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
