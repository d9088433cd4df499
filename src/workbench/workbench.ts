import { isError } from "../cells/cell";
import { appearance } from "../file/looks/appearance";
import type { XlsxFile } from "../file/xlsx";
import { HostRefusal } from "../host/host";
import { openedFile } from "../host/workbookContent";
import type { PaneView } from "../taskpane/Pane";
import type { Evaluate } from "../taskpane/selectedCell";
import { Calculator } from "./calculation/calculator";
import type { Progress } from "./calculation/messages";
import type { Formatting } from "./grid/formatting";
import { SpreadsheetGrid, type PointedCell } from "./grid/grid";
import { download } from "./download";
import { OpenBook } from "./openBook";
import type { Sample } from "./samples";
import { removalOf, renamingRefused, withoutSheet } from "./sheetChanges";
import type { Template } from "./templates";
import { WorkbenchHost } from "./workbenchHost";

/** What the page shows of the workbench. A new object with every change. */
export interface WorkbenchState {
  readonly fileName: string;
  readonly isUnsaved: boolean;
  /** How many workbooks have been opened so far. */
  readonly opened: number;
  /** What is going on that takes a while. */
  readonly busy?: string;
  /** It is a calculation, which can be stopped. */
  readonly isCalculating?: true;
  readonly notice?: Notice;
  /** What the pane shows. */
  readonly view: PaneView;
  /** How often the grid has asked for a view. */
  readonly asked?: number;
  /** A sheet that is to have another name, and why not the one that was typed. */
  readonly renaming?: SheetRenaming;
  /** A sheet that is to be removed, and what reads it. */
  readonly removing?: SheetRemoval;
  /** A refusal in the cell under the pointer. */
  readonly refusal?: PointedRefusal;
}

export interface SheetRenaming {
  readonly id: string;
  readonly name: string;
  readonly refused?: string;
}

export interface SheetRemoval {
  readonly id: string;
  readonly name: string;
  readonly readers: readonly string[];
}

export interface Notice {
  readonly kind: "error" | "info";
  readonly text: string;
}

const MOVED: Notice = {
  kind: "info",
  text: "Saved. Rows or columns were inserted or removed: values, formulas, names, formats and widths have moved with them, while merged cells, charts and rules for cells stand where they stood. Look through the file in Excel.",
};

const NOT_KEPT: Notice = {
  kind: "info",
  text: "Not done: a file saved here keeps merged cells, hidden rows and columns, colours of tabs and protection as it came with them. Change those in Excel or LibreOffice.",
};

const NO_SUCH_CELL: Notice = { kind: "info", text: "A sheet has 1,048,576 rows and the columns A to XFD: there is no such cell." };

/** Calculations that are quicker than this are not announced: a flicker tells nobody anything. */
const WORTH_TELLING = 300;

/** Why a formula was refused, and where on the page it is to be said. */
export interface PointedRefusal {
  readonly message: string;
  readonly x: number;
  readonly y: number;
}

/** The workbench behind its page: the grid, the open file, and what goes on. */
export class Workbench {
  private current: WorkbenchState = { fileName: "", isUnsaved: false, opened: 0, view: "deal" };
  private readonly listeners = new Set<() => void>();
  private readonly calculator = new Calculator(
    (progress) => this.tellProgress(progress),
    () => void this.book?.calculateAnew(),
  );
  private grid: SpreadsheetGrid | undefined;
  private book: OpenBook | undefined;
  /** What is open, for whoever works on it: one for the page's life, whatever is opened. */
  readonly host = new WorkbenchHost({
    opened: () => this.book && this.grid && { book: this.book, grid: this.grid },
    calculator: this.calculator,
    offer: (bytes) => this.offer(bytes),
  });
  /** In the worker, so that a long statement does not stop the page. */
  readonly evaluate: Evaluate = (formulas, sheet) => this.calculator.evaluated({ kind: "evaluate", formulas, sheet });
  private hasMoved = false;
  private announcement: ReturnType<typeof setTimeout> | undefined;

  get state(): WorkbenchState {
    return this.current;
  }

  /** The grid's own commands. */
  get api(): SpreadsheetGrid["api"] | undefined {
    return this.grid?.api;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  mount(container: HTMLElement, isDark: boolean): void {
    this.grid = new SpreadsheetGrid(container, isDark, {
      onRequest: () => void this.book?.calculate(),
      onSelection: () => this.host.onSelection(),
      onMoved: () => (this.hasMoved = true),
      onFunctions: () => this.change({ view: "functions", asked: (this.current.asked ?? 0) + 1 }),
      onRefused: (why) => this.change({ notice: why === "not kept" ? NOT_KEPT : NO_SUCH_CELL }),
      onRenamingAsked: (id) => this.change({ renaming: { id, name: this.book?.sheet(id)?.name ?? "" } }),
      onSheetRenamed: (id, name) => void this.renameSheet(id, name),
      onSheetRemoved: (id) => void this.askToRemoveSheet(id),
      onPointedAt: (cell) => this.change({ refusal: cell && this.refusalAt(cell) }),
    });
  }

  redraw(): void {
    this.grid?.redraw();
  }

  setDark(isDark: boolean): void {
    this.grid?.setDark(isDark);
  }

  openSample({ fileName, title }: Sample): Promise<void> {
    return this.openOurs(`samples/${fileName}`, title, fileName);
  }

  /** A new workbook, with what the template holds. */
  startFrom({ fileName, title, newName }: Template): Promise<void> {
    return this.openOurs(`templates/${fileName}`, title, newName);
  }

  private async openOurs(path: string, title: string, fileName: string): Promise<void> {
    this.change({ busy: `Opening ${title}` });
    try {
      const response = await fetch(path);
      if (!response.ok) throw new Error(`${path} is not there (${response.status}).`);
      await this.open(new Uint8Array(await response.arrayBuffer()), fileName);
    } catch (fault) {
      this.refuse(fault);
    }
  }

  /** Reads a file; gives what opens it, or says why it cannot be opened. What is open stays so far. */
  async fileRead(file: File): Promise<(() => void) | undefined> {
    this.change({ busy: `Reading ${file.name}` });
    try {
      const read = openedFile(new Uint8Array(await file.arrayBuffer()));
      this.change({ busy: undefined });
      return () => void this.show(read, file.name);
    } catch (fault) {
      this.refuse(fault);
      return undefined;
    }
  }

  /** Opens the bytes of a file. Where it is refused, what was open stays. */
  async open(bytes: Uint8Array, fileName: string): Promise<void> {
    try {
      await this.show(openedFile(bytes), fileName);
    } catch (fault) {
      this.refuse(fault);
    }
  }

  private async show(file: XlsxFile, fileName: string): Promise<void> {
    const { grid } = this;
    if (grid === undefined) return;
    try {
      const look = appearance(file);
      const book: OpenBook = new OpenBook(file, look, this.calculator, () => grid.takeState(), {
        onEdited: (changes) => {
          if (this.book !== book) return;
          this.change({ isUnsaved: true });
          this.host.onEdited(changes, book.workbook);
        },
        onCalculating: (isCalculating) => this.announce(isCalculating),
        onStale: (touched) => {
          if (this.book === book) grid.showResults(book, touched);
        },
        onCalculated: () => {
          if (this.book === book) this.host.onCalculated();
        },
        onFailed: (fault) => this.refuse(fault),
      });
      this.book?.close();
      this.book = book;
      this.hasMoved = false;
      this.replace({ fileName, isUnsaved: false, opened: this.current.opened + 1, view: this.current.view, busy: `Opening ${fileName}` });
      grid.show(file, look, fileName);
      this.host.onOpened();
      await book.calculate();
      this.change({ busy: undefined });
    } catch (fault) {
      this.refuse(fault);
    }
  }

  /** The file as it stands now. Undefined where it cannot be saved: the page says why. */
  async saved(): Promise<Uint8Array | undefined> {
    if (this.book === undefined) return undefined;
    try {
      if (this.book.isHalted) await this.book.calculateAnew();
      const bytes = await this.host.bytes();
      this.change({ isUnsaved: false, notice: this.hasMoved ? MOVED : undefined });
      return bytes;
    } catch (fault) {
      this.refuse(fault);
      return undefined;
    }
  }

  /** Hands the file over as it stands now, with what is being typed. */
  async save(): Promise<void> {
    await this.grid?.finishEntry();
    const bytes = await this.saved();
    if (bytes !== undefined) download(bytes, this.current.fileName);
  }

  /** What Save calls the file. The ending stays: it says whether there are macros in it. */
  rename(typed: string): void {
    const [ending = ""] = /\.xls[xm]$/i.exec(this.current.fileName) ?? [];
    const name = typed
      .replace(/[\\/:*?"<>|\p{Cc}]/gu, "")
      .trim()
      .replace(/\.xls[xm]$/i, "");
    if (name !== "") this.change({ fileName: `${name}${ending}` });
  }

  /** Where the name is not given, the dialog for it says why. */
  async renameSheet(id: string, typed: string): Promise<void> {
    const { book, grid } = this;
    const name = typed.trim();
    await book?.calculate();
    const sheet = book?.sheet(id);
    if (book === undefined || grid === undefined || sheet === undefined) return;
    const refused = sheet.name === name ? undefined : renamingRefused(book.file, sheet, name);
    if (refused === undefined && sheet.name !== name) grid.renameSheet(book, id, name);
    this.change({ renaming: refused === undefined ? undefined : { id, name: sheet.name, refused } });
  }

  /** Asked is whether formulas may lose what they read. A sheet that nothing reads goes at once: Undo brings it back. */
  private async askToRemoveSheet(id: string): Promise<void> {
    const { book } = this;
    await book?.calculate();
    const sheet = book?.sheet(id);
    if (book === undefined || sheet === undefined) return;
    const removal = removalOf(book.file, sheet);
    if ("refused" in removal) this.change({ notice: { kind: "info", text: removal.refused } });
    else if (removal.readers.length === 0) this.removeSheet(id);
    else this.change({ removing: { id, name: sheet.name, readers: removal.readers } });
  }

  removeSheet(id: string): void {
    const { book, grid } = this;
    const sheet = book?.sheet(id);
    this.change({ removing: undefined });
    if (book !== undefined && grid !== undefined && sheet !== undefined) grid.removeSheet(book, id, withoutSheet(book.file, sheet));
  }

  keepSheet(): void {
    this.change({ removing: undefined, renaming: undefined });
  }

  /** A page has one workbook: another is offered as a file. */
  private offer(bytes: Uint8Array): void {
    const fileName = this.current.fileName.replace(/(?:\.xls[xm])?$/i, " - copy.xlsx");
    download(bytes, fileName);
    this.change({ notice: { kind: "info", text: `Downloaded as ${fileName}. It is a workbook of its own: open it here or in Excel.` } });
  }

  private refusalAt({ sheetId, row, column, x, y }: PointedCell): PointedRefusal | undefined {
    const value = this.book?.sheet(sheetId)?.cell(row, column)?.value ?? null;
    return isError(value) && value.message !== undefined ? { message: value.message, x, y } : undefined;
  }

  /** Ends the calculation that goes on. */
  stop(): void {
    this.calculator.stop();
  }

  format(formatting: Formatting): void {
    this.grid?.format(formatting);
  }

  undo(): void {
    this.grid?.undo();
  }

  redo(): void {
    this.grid?.redo();
  }

  showView(view: PaneView): void {
    this.change({ view });
  }

  dismiss(): void {
    this.change({ notice: undefined });
  }

  private announce(isCalculating: boolean): void {
    clearTimeout(this.announcement);
    if (isCalculating) this.announcement = setTimeout(() => this.change({ busy: this.current.busy ?? "Calculating", isCalculating: true }), WORTH_TELLING);
    else this.change({ busy: undefined, isCalculating: undefined });
  }

  private tellProgress({ settled, formulas }: Progress): void {
    if (this.current.busy !== undefined) this.change({ busy: `Calculating: ${settled.toLocaleString("en")} of ${formulas.toLocaleString("en")} formulas` });
  }

  private refuse(fault: unknown): void {
    const text = fault instanceof HostRefusal ? fault.message : `That did not work: ${fault instanceof Error ? fault.message : String(fault)}`;
    this.change({ busy: undefined, notice: { kind: "error", text } });
  }

  private change(change: { [Key in keyof WorkbenchState]?: WorkbenchState[Key] | undefined }): void {
    const merged = { ...this.current, ...change };
    this.replace(Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined)) as unknown as WorkbenchState);
  }

  private replace(state: WorkbenchState): void {
    this.current = state;
    for (const listener of this.listeners) listener();
  }
}
