import { HostRefusal, type CellContent, type CellRange, type Change, type Host, type RangeContent, type Watcher, type WorkbookName, type Writing, type Written } from "../host/host";
import { answered, cellContent, checkedPlan, namesWithMeaning, openedFile, rangeContent, refuseRemoval, shownSheet, standingSheet } from "../host/workbookContent";
import { asOurs, withEarlier } from "../host/writingPlan";
import type { Workbook } from "../sheet/workbook";
import type { Calculator } from "./calculation/calculator";
import type { SpreadsheetGrid } from "./grid/grid";
import type { Changes } from "./grid/mirror";
import type { OpenBook } from "./openBook";
import { removalOf } from "./sheetChanges";

/** What the host needs of the workbench. */
export interface Desk {
  readonly opened: () => { readonly book: OpenBook; readonly grid: SpreadsheetGrid } | undefined;
  readonly calculator: Calculator;
  /** Hands over a workbook that has no place on this page. */
  readonly offer: (bytes: Uint8Array) => void;
}

/** The workbook that is open in the workbench: read as it was calculated, and written through the grid, whose Undo takes it back. */
export class WorkbenchHost implements Host {
  private readonly watchers = new Set<Watcher>();
  private told = "";
  private isSelectionDue = false;

  constructor(private readonly desk: Desk) {}

  async sheets(): Promise<readonly string[]> {
    return (await this.workbook()).sheets.map(({ name }) => name);
  }

  async names(): Promise<readonly WorkbookName[]> {
    const workbook = await this.workbook();
    return namesWithMeaning(workbook, (formulas, sheet = workbook.sheets[0]?.name ?? "") => this.desk.calculator.evaluated({ kind: "evaluate", formulas, sheet }));
  }

  async read(ranges: readonly CellRange[]): Promise<readonly RangeContent[]> {
    const workbook = await this.workbook();
    return ranges.map((range) => rangeContent(workbook, range));
  }

  async cell(sheet: string, row: number, column: number): Promise<CellContent> {
    return cellContent(await this.workbook(), sheet, row, column);
  }

  async write(writing: Writing, replacing?: Written): Promise<Written> {
    const { book, grid } = await this.settled();
    const plan = checkedPlan(book.workbook, writing, replacing);
    grid.write(plan);
    await book.calculate();
    // A sheet that is saved looks as it was written.
    for (const { name, look } of plan.addedSheets) {
      const sheet = book.workbook.sheet(name);
      if (sheet !== undefined && look !== undefined) sheet.look = look;
    }
    const sheets = writing.sheets.flatMap(({ name }) => standingSheet(book.workbook, name) ?? []);
    return withEarlier({ sheets, names: [...plan.addedNames, ...plan.replacedNames], isOneStep: true }, replacing);
  }

  async remove(written: Written): Promise<void> {
    const { book, grid } = await this.settled();
    refuseRemoval(book.workbook, written);
    for (const { name } of written.sheets) {
      const sheet = book.workbook.sheet(name);
      const removal = sheet && removalOf(book.file, sheet);
      if (removal !== undefined && "refused" in removal) throw new HostRefusal(`${removal.refused} Nothing has been changed.`);
    }
    grid.remove(
      written.sheets.map(({ name }) => name),
      written.names,
    );
    await book.calculate();
  }

  async selection(): Promise<CellRange | undefined> {
    if (this.desk.opened() === undefined) return undefined;
    await this.settled();
    return this.selected();
  }

  async select(range: CellRange): Promise<void> {
    const { book, grid } = await this.settled();
    grid.goTo({ ...range, sheet: shownSheet(book.workbook, range.sheet).name });
  }

  private selected(): CellRange | undefined {
    const { book, grid } = this.desk.opened() ?? {};
    const selection = grid?.selection();
    const sheet = selection && book?.sheet(selection.sheetId);
    if (selection === undefined || sheet === undefined) return undefined;
    const { top, left, bottom, right } = selection;
    return { sheet: sheet.name, top, left, bottom, right };
  }

  watch(watcher: Watcher): Promise<() => Promise<void>> {
    return answered(() => {
      this.watchers.add(watcher);
      return () => answered(() => void this.watchers.delete(watcher));
    });
  }

  async bytes(): Promise<Uint8Array> {
    const { book } = await this.settled();
    return asOurs(() => book.saved());
  }

  open(bytes: Uint8Array): Promise<void> {
    return answered(() => {
      openedFile(bytes);
      this.desk.offer(bytes);
    });
  }

  /** The workbook itself as it stands now, for whoever only reads it: as a file it would have to be written and read again. */
  calculated(): Promise<Workbook> {
    return this.workbook();
  }

  /** Another file is open. */
  onOpened(): void {
    this.told = "";
    for (const kind of ["sheets", "names"] as const) this.tell({ kind });
    this.onSelection();
  }

  onEdited({ cells, sheets, names }: Changes, workbook: Workbook): void {
    const ranges = new Map<string, CellRange>();
    for (const { sheet: index, row, column } of cells) {
      const sheet = workbook.sheets[index]?.name ?? "";
      const { top, left, bottom, right } = ranges.get(sheet) ?? { top: row, left: column, bottom: row, right: column };
      ranges.set(sheet, { sheet, top: Math.min(top, row), left: Math.min(left, column), bottom: Math.max(bottom, row), right: Math.max(right, column) });
    }
    for (const range of ranges.values()) this.tell({ kind: "cells", range });
    if (sheets) this.tell({ kind: "sheets" });
    if (names) this.tell({ kind: "names" });
  }

  onCalculated(): void {
    this.tell({ kind: "calculated" });
  }

  /** Going to a cell of another sheet is told once: the grid shows the sheet first, and selects then. */
  onSelection(): void {
    if (this.isSelectionDue) return;
    this.isSelectionDue = true;
    setTimeout(() => {
      this.isSelectionDue = false;
      const selection = this.selected();
      const key = JSON.stringify(selection);
      if (key === this.told) return;
      this.told = key;
      for (const { onSelection } of this.watchers) onSelection?.(selection);
    });
  }

  private tell(change: Change): void {
    for (const { onChange } of this.watchers) onChange?.(change);
  }

  private async workbook(): Promise<Workbook> {
    return (await this.settled()).book.workbook;
  }

  /** What is open, with everything in its workbook that was done at the grid so far. */
  private async settled() {
    for (;;) {
      const opened = this.desk.opened();
      if (opened === undefined) throw new HostRefusal("No workbook is open. Open one, and try again.");
      await opened.book.calculate();
      // Another file may have been opened meanwhile.
      if (this.desk.opened()?.book === opened.book) return opened;
    }
  }
}
