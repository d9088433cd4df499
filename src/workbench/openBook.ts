import type { Appearance } from "../file/looks/appearance";
import { savedXlsx, type XlsxFile } from "../file/xlsx";
import { HostRefusal } from "../host/host";
import { cellPlace } from "../sheet/address";
import { stoppedError, type Cell, type Sheet, type Workbook } from "../sheet/workbook";
import { Stopped, WorkerLost, type Calculator } from "./calculation/calculator";
import { content, takeOver } from "./calculation/content";
import type { PlacedCell } from "./calculation/messages";
import { sheetId } from "./grid/bookData";
import { Mirror, isOther, type Changes, type GridState } from "./grid/mirror";
import { Touched } from "./grid/touched";

/** What the page wants to know of an open workbook. */
export interface BookEvents {
  /** Something was typed, inserted or removed. */
  readonly onEdited: (changes: Changes) => void;
  /** Results have come, and stand in the workbook. */
  readonly onCalculated: () => void;
  /** The grid may show something else than the workbook: results have come, or a formula was entered again and is blank until its answer is put back. */
  readonly onStale: (touched: Touched) => void;
  readonly onCalculating: (isCalculating: boolean) => void;
  readonly onFailed: (fault: Error) => void;
}

/** An open file, kept in step with the grid: what is typed goes into its workbook, is calculated there, and comes back as results. */
export class OpenBook {
  readonly mirror: Mirror;
  private isRunning = false;
  private isWanted = false;
  private hasBegun = false;
  private isSent = false;
  /** The next step is made whether or not the grid was touched. */
  private isDue = true;
  /** Whoever sits here has stopped the calculation: figures may be from before the last change. */
  isHalted = false;
  private isClosed = false;
  /** What was typed before a calculation that did not end, and nobody knows in which formula. */
  private suspects: readonly PlacedCell[] = [];
  private idle: Promise<void> = Promise.resolve();

  constructor(
    readonly file: XlsxFile,
    appearance: Appearance,
    private readonly calculator: Calculator,
    private readonly takeGridState: () => GridState | undefined,
    private readonly events: BookEvents,
  ) {
    this.mirror = new Mirror(file, appearance, sheetId);
    calculator.forget();
  }

  get workbook(): Workbook {
    return this.file.workbook;
  }

  sheet(id: string): Sheet | undefined {
    return this.mirror.sheet(id);
  }

  /** Calculates what has changed since the last time. While a calculation runs, the next one waits, and takes all changes together. */
  calculate(): Promise<void> {
    this.isWanted = true;
    if (!this.isRunning) this.idle = this.run();
    return this.idle;
  }

  /** All of it: whoever calculates has lost the workbook, or was stopped. */
  calculateAnew(): Promise<void> {
    this.isSent = false;
    this.isHalted = false;
    this.isDue = true;
    return this.calculate();
  }

  /** The file as it was last calculated. */
  saved(): Uint8Array {
    if (this.isHalted) throw new HostRefusal("Not saved: the calculation was stopped, and the file would hold figures from before the last change. Save again, and let it finish.");
    return savedXlsx(this.file);
  }

  /** Another file has taken its place. */
  close(): void {
    this.isClosed = true;
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    try {
      while (this.isWanted && !this.isClosed) {
        this.isWanted = false;
        await this.step();
      }
    } catch (fault) {
      if (!this.isClosed) this.events.onFailed(fault instanceof Error ? fault : new Error(String(fault)));
    } finally {
      this.isRunning = false;
    }
  }

  private async step(): Promise<void> {
    const state = this.takeGridState();
    if (state === undefined || (state.touched.isNone && !this.isDue)) return;
    this.isDue = false;
    const { touched } = state;
    const changes = this.mirror.follow(state);
    const { cells } = changes;
    const isEdited = cells.length > 0 || isOther(changes);
    if (isEdited) this.calculator.forget();
    if ((isEdited || changes.looks) && this.hasBegun) this.events.onEdited(changes);
    this.hasBegun = true;
    if (!isEdited && this.isSent) {
      this.events.onStale(touched);
      if (changes.looks) this.events.onCalculated();
      return;
    }
    this.events.onCalculating(true);
    const isWhole = !this.isSent || isOther(changes);
    try {
      this.isSent = true;
      const calculated = await this.calculator.calculated(isWhole ? content(this.workbook) : { kind: "change", cells });
      takeOver(this.workbook, calculated);
      this.isHalted = false;
      this.suspects = [];
      touched.isAll ||= isWhole;
      for (const { sheet, row, column } of calculated) touched.add(this.mirror.id(sheet) ?? "", row, column);
      this.show(touched);
    } catch (fault) {
      // Nobody knows how far the worker got: the next time it is sent the whole.
      this.isSent = false;
      this.goOnAfter(fault, isWhole, cells);
    } finally {
      this.events.onCalculating(false);
    }
  }

  private show(touched: Touched): void {
    this.events.onStale(touched);
    this.events.onCalculated();
  }

  /** Without a formula that did not end, or not before something else is changed. */
  private goOnAfter(fault: unknown, wasWhole: boolean, edited: readonly PlacedCell[]): void {
    if (fault instanceof Stopped && fault.isByPerson && fault.formula === undefined) {
      this.halt(fault);
      return;
    }
    this.isDue = true;
    if (!wasWhole) this.suspects = edited;
    // A formula that has always been quick is named only by a new worker, to which all are new.
    const isUnnamed = fault instanceof Stopped && fault.formula === undefined && !wasWhole;
    if (fault instanceof Stopped && !isUnnamed && !this.stopFormulas(fault)) throw fault;
    if (!(fault instanceof Stopped || fault instanceof WorkerLost)) throw fault;
    this.isWanted = true;
  }

  /** Where the calculation did not get as far as any one formula, those that were typed last are meant. Tells whether there is any. */
  private stopFormulas({ how, formula }: Stopped): boolean {
    const stopped = `this formula was ${how}, and is not calculated again until it is changed.`;
    const touched = new Touched();
    for (const { sheet: index, row, column } of formula === undefined ? this.suspects : [formula]) {
      const sheet = this.workbook.sheets[index];
      const cell = sheet?.cell(row, column);
      if (sheet === undefined || cell?.formula === undefined || cell.formula.stopped !== undefined) continue;
      cell.formula = { ...cell.formula, stopped };
      cell.value = stoppedError(cell.formula, cellPlace(sheet.name, row, column)) ?? null;
      touched.add(this.mirror.id(index) ?? "", row, column);
    }
    // At once: all the others are still to be calculated.
    if (!touched.isNone) this.show(touched);
    return !touched.isNone;
  }

  /** Figures stay as they were, and formulas that have none yet say so. */
  private halt(fault: Stopped): void {
    this.isHalted = true;
    for (const cell of formulaCells(this.workbook)) cell.value ??= { error: "#N/A", message: "Not calculated: the calculation was stopped. The next change, or Save, calculates it." };
    this.show(Touched.all());
    this.events.onFailed(new HostRefusal(`${fault.message} Figures may be from before the last change; the next one, or Save, calculates them.`));
  }
}

function* formulaCells({ sheets }: Workbook): Iterable<Cell> {
  for (const { rows } of sheets) for (const cells of rows.values()) for (const cell of cells.values()) if (cell.formula !== undefined) yield cell;
}
