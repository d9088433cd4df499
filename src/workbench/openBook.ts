import { savedXlsx, type XlsxFile } from "../file/xlsx";
import type { Sheet, Workbook } from "../sheet/workbook";
import type { Calculator } from "./calculation/calculator";
import { content, takeOver } from "./calculation/content";
import type { PlacedCell } from "./calculation/messages";
import { sheetId } from "./grid/bookData";
import { Mirror, isOther, type Changes, type GridState } from "./grid/mirror";

/** What the page wants to know of an open workbook. */
export interface BookEvents {
  /** Something was typed, inserted or removed. */
  readonly onEdited: (changes: Changes) => void;
  /** Results have come, and stand in the workbook. */
  readonly onCalculated: (cells: readonly PlacedCell[]) => void;
  readonly onCalculating: (isCalculating: boolean) => void;
  readonly onFailed: (fault: Error) => void;
}

/** An open file, kept in step with the grid: what is typed goes into its workbook, is calculated there, and comes back as results. */
export class OpenBook {
  readonly mirror: Mirror;
  private isRunning = false;
  private isWanted = false;
  private isSent = false;
  /** Of the grid, when it was followed last. */
  private revision: number | undefined;
  private idle: Promise<void> = Promise.resolve();

  constructor(
    private readonly file: XlsxFile,
    private readonly calculator: Calculator,
    private readonly gridState: () => GridState | undefined,
    private readonly events: BookEvents,
  ) {
    this.mirror = new Mirror(file.workbook, sheetId);
  }

  /** The sheet came with the file, and a file saved here keeps it. */
  isOfFile(sheet: string): boolean {
    const known = this.workbook.sheet(sheet);
    return known !== undefined && this.mirror.isOfFile(known);
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

  /** The file as it was last calculated. */
  saved(): Uint8Array {
    return savedXlsx(this.file);
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    try {
      while (this.isWanted) {
        this.isWanted = false;
        await this.step();
      }
    } catch (fault) {
      this.events.onFailed(fault instanceof Error ? fault : new Error(String(fault)));
    } finally {
      this.isRunning = false;
    }
  }

  private async step(): Promise<void> {
    const state = this.gridState();
    if (state === undefined || state.revision === this.revision) return;
    this.revision = state.revision;
    const changes = this.mirror.follow(state);
    const { cells } = changes;
    if (cells.length === 0 && !isOther(changes) && this.isSent) return;
    if (this.isSent) this.events.onEdited(changes);
    this.events.onCalculating(true);
    try {
      const isWhole = !this.isSent || isOther(changes);
      this.isSent = true;
      const calculated = await this.calculator.calculated(isWhole ? content(this.workbook) : { kind: "change", cells });
      takeOver(this.workbook, calculated);
      this.events.onCalculated(isWhole ? everyCell(this.workbook) : [...cells, ...calculated]);
    } catch (fault) {
      // Nobody knows how far the worker got: the next time it is sent the whole.
      this.isSent = false;
      this.revision = undefined;
      throw fault;
    } finally {
      this.events.onCalculating(false);
    }
  }
}

function everyCell({ sheets }: Workbook): PlacedCell[] {
  return sheets.flatMap(({ rows }, sheet) => [...rows].flatMap(([row, cells]) => [...cells].map(([column, cell]) => ({ sheet, row, column, cell }))));
}
