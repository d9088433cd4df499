import type { FUniver } from "@univerjs/core/facade";
import type {} from "@univerjs/sheets-ui/facade";
import type {} from "@univerjs/sheets/facade";
import type { JSHandle } from "playwright-core";
import { HostRefusal, type CellContent, type CellEntry, type CellRange, type Change, type Host, type NameToWrite, type RangeContent, type Watcher, type Writing, type Written } from "../../../src/host/host";
import type { Opening, Subject, User } from "../../host/contract";
import { downloaded, until, type WorkbenchPage } from "./workbenchPage";

/** What the page offers to its console. */
interface Offered {
  readonly dealsheet: { readonly host: Host; readonly grid: FUniver };
}

type Answer = { readonly value: unknown } | { readonly refused: string; readonly name: string };

/** The port of the workbench in its page. Only plain data crosses over. */
class HostInPage implements Host {
  constructor(private readonly workbench: WorkbenchPage) {}

  private async asked<Method extends keyof Host>(method: Method, ...given: Parameters<Host[Method]>): Promise<Awaited<ReturnType<Host[Method]>>> {
    const call: { readonly method: string; readonly given: readonly unknown[] } = { method, given };
    const answer = await this.workbench.page.evaluate(
      async ({ method, given }): Promise<Answer> => {
        const host = (globalThis as unknown as Offered).dealsheet.host as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>;
        try {
          // Bytes cross over as lists of numbers.
          const meant = method === "open" ? given.map((bytes) => Uint8Array.from(bytes as number[])) : given;
          const value = await host[method]?.(...meant);
          return { value: value instanceof Uint8Array ? [...value] : value };
        } catch (fault) {
          return { refused: (fault as Error).message, name: (fault as Error).name };
        }
      },
      call,
    );
    if ("value" in answer) return answer.value as Awaited<ReturnType<Host[Method]>>;
    throw answer.name === "HostRefusal" ? new HostRefusal(answer.refused) : new Error(answer.refused);
  }

  sheets() {
    return this.asked("sheets");
  }

  names() {
    return this.asked("names");
  }

  read(ranges: readonly CellRange[]): Promise<readonly RangeContent[]> {
    return this.asked("read", ranges);
  }

  cell(sheet: string, row: number, column: number) {
    return this.asked("cell", sheet, row, column);
  }

  write(writing: Writing, replacing?: Written): Promise<Written> {
    return this.asked("write", writing, replacing);
  }

  remove(written: Written): Promise<void> {
    return this.asked("remove", written);
  }

  selection() {
    return this.asked("selection");
  }

  select(range: CellRange): Promise<void> {
    return this.asked("select", range);
  }

  async watch({ onChange, onSelection }: Watcher): Promise<() => Promise<void>> {
    const { page } = this.workbench;
    const name = `told${++watches}`;
    await page.exposeFunction(name, ({ change, selection }: { change?: Change; selection?: CellRange }) => {
      if (change !== undefined) onChange?.(change);
      else onSelection?.(selection);
    });
    const stop: JSHandle<() => Promise<void>> = await page.evaluateHandle((name) => {
      const tell = (globalThis as unknown as Record<string, (told: object) => void>)[name] as (told: object) => void;
      return (globalThis as unknown as Offered).dealsheet.host.watch({ onChange: (change) => tell({ change }), onSelection: (selection) => tell({ selection }) });
    }, name);
    return () => stop.evaluate((stop) => stop());
  }

  async bytes(): Promise<Uint8Array> {
    return Uint8Array.from(await this.asked("bytes"));
  }

  async open(bytes: Uint8Array): Promise<void> {
    await this.asked("open", [...bytes] as unknown as Uint8Array);
  }
}

let watches = 0;

/** Somebody at the grid, by the grid's own commands. */
class UserInPage implements User {
  constructor(private readonly workbench: WorkbenchPage) {}

  async type(sheet: string, row: number, column: number, entry: CellEntry | null): Promise<void> {
    await this.workbench.page.evaluate(
      ([sheet, row, column, entry]) => {
        const range = (globalThis as unknown as Offered).dealsheet.grid.getActiveWorkbook()?.getSheetByName(sheet)?.getRange(row - 1, column - 1);
        const content = entry === null ? {} : "formula" in entry ? { f: entry.formula } : { v: entry.value, ...(typeof entry.value === "string" ? { t: 1 } : {}) };
        range?.setValue({ v: null, f: null, p: null, si: null, custom: null, ...content });
      },
      [sheet, row, column, entry] as const,
    );
  }

  async define({ name, formula, sheet }: NameToWrite): Promise<void> {
    await this.workbench.page.evaluate(
      ([name, formula, sheet]) => {
        const defined = (globalThis as unknown as Offered).dealsheet.grid.getActiveWorkbook()?.getDefinedNames() ?? [];
        defined.find((one) => one.getName() === name && one.isWorkbookScope() === (sheet === undefined))?.setFormula(formula);
      },
      [name, formula, sheet] as const,
    );
  }

  async select({ sheet, top, left, bottom, right }: CellRange): Promise<void> {
    await this.workbench.page.evaluate(
      ([sheet, top, left, rows, columns]) => {
        const shown = (globalThis as unknown as Offered).dealsheet.grid.getActiveWorkbook()?.getSheetByName(sheet);
        shown?.activate();
        shown?.getRange(top - 1, left - 1, rows, columns).activate();
      },
      [sheet, top, left, bottom - top + 1, right - left + 1] as const,
    );
  }
}

let files = 0;

/** The contract's files, each opened in the place of the one before. */
export function inPage(workbench: WorkbenchPage): Opening {
  const host = new HostInPage(workbench);
  const user = new UserInPage(workbench);
  const downloads: Promise<Uint8Array>[] = [];
  workbench.page.on("download", (download) => void downloads.push(downloaded(download)));
  return async (bytes): Promise<Subject> => {
    await workbench.replaceFile(`clause-${++files}.xlsx`, bytes);
    let opened = downloads.length;
    return {
      host,
      user,
      lastOpened: async () => {
        await until(() => Promise.resolve(downloads.length > opened), () => Promise.resolve("Nothing has been downloaded."));
        opened = downloads.length;
        return downloads.at(-1) as Promise<Uint8Array>;
      },
    };
  };
}

/** What the grid itself shows of a cell. */
export function displayedByGrid({ page }: WorkbenchPage, sheet: string, row: number, column: number): Promise<string | undefined> {
  return page.evaluate(
    ([sheet, row, column]) => (globalThis as unknown as Offered).dealsheet.grid.getActiveWorkbook()?.getSheetByName(sheet)?.getRange(row - 1, column - 1).getDisplayValue(),
    [sheet, row, column] as const,
  );
}

/** What the port says of a cell, once everything that was typed is calculated. */
export function portCell({ page }: WorkbenchPage, sheet: string, row: number, column: number): Promise<CellContent> {
  return page.evaluate(([sheet, row, column]) => (globalThis as unknown as Offered).dealsheet.host.cell(sheet, row, column), [sheet, row, column] as const);
}

/** Somebody drags the corner of a cell of the sheet in front over others. */
export async function filled({ page }: WorkbenchPage, from: string, over: string): Promise<void> {
  await page.evaluate(
    async ([from, over]) => {
      const sheet = (globalThis as unknown as Offered).dealsheet.grid.getActiveWorkbook()?.getActiveSheet();
      const target = sheet?.getRange(over);
      if (target) await sheet?.getRange(from).autoFill(target);
    },
    [from, over] as const,
  );
}

/** Somebody at the grid asks for a sheet to be removed. */
export async function removalAsked({ page }: WorkbenchPage, sheet: string): Promise<void> {
  await page.evaluate(async (sheet) => {
    const { grid } = (globalThis as unknown as Offered).dealsheet;
    const book = grid.getActiveWorkbook();
    await grid.executeCommand("sheet.command.remove-sheet", { unitId: book?.getId(), subUnitId: book?.getSheetByName(sheet)?.getSheetId() }).catch(() => undefined);
  }, sheet);
}

/** A number typed at the grid, and a cell read through the port, in one breath. */
export function typedAndRead({ page }: WorkbenchPage, sheet: string, typed: readonly [row: number, column: number, value: number], read: readonly [row: number, column: number]): Promise<CellContent> {
  return page.evaluate(
    ([sheet, typed, read]) => {
      const { host, grid } = (globalThis as unknown as Offered).dealsheet;
      grid.getActiveWorkbook()?.getSheetByName(sheet)?.getRange(typed[0] - 1, typed[1] - 1).setValue(typed[2]);
      return host.cell(sheet, ...read);
    },
    [sheet, typed, read] as const,
  );
}
