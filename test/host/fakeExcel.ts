/**
 * Office.js as far as `src/host/excel.ts` uses it: what it refuses, and when it answers. The workbook behind it is one of `src/sheet`.
 *
 * Where a behaviour is documented stands behind it: "model" is office-js-docs-pr docs/develop/application-specific-api-model.md, "values"
 * docs/excel/excel-add-ins-blank-null-values.md, "limits" docs/concepts/resource-limits-and-performance-optimization.md, "undo"
 * docs/excel/excel-add-ins-undo-capabilities.md, "reference" the comments of @types/office-js, "#6687" an issue of OfficeDev/office-js.
 */
import { isError, type CellValue, type ErrorCode, type Grid } from "../../src/cells/cell";
import { catalogue } from "../../src/functions/catalogue";
import { openXlsx, savedXlsx, type XlsxFile } from "../../src/file/xlsx";
import { displayedTexts } from "../../src/host/displayedText";
import type { CellRange } from "../../src/host/host";
import { LAST_COLUMN, LAST_ROW, cellAddress, sheetPrefix } from "../../src/sheet/address";
import { rectangleAt } from "../../src/sheet/area";
import { areaOf } from "../../src/sheet/formula/areas";
import { evaluation } from "../../src/sheet/evaluation";
import { formulaNode } from "../../src/sheet/formula/parser";
import { LiveCalculation } from "../../src/sheet/liveCalculation";
import { sameName, type Cell, type DefinedName, type Sheet, type SheetLook } from "../../src/sheet/workbook";

/** What Excel throws: a code for programs, and a sentence for programmers. */
class RichApiError extends Error {
  constructor(readonly code: string, message: string) {
    super(message);
    this.name = "RichApi.Error";
  }
}

/** A member that the adapter may use and the fake does not know: to be looked up and added, not guessed. */
class NotInTheFake extends Error {}

/** A request or an answer has at most 5 MB in Excel on the web ("limits"). Tests take less, and less time. */
const PAYLOAD = 5_000_000;
/** "limits" */
const MOST_CELLS_READ = 5_000_000;

interface Block {
  readonly sheet: Sheet;
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

type Handler = (args: Record<string, unknown>) => unknown;

/** Excel with one workbook open, and somebody who uses it. */
export class FakeExcel {
  readonly opened: Uint8Array[] = [];
  payload = PAYLOAD;
  /** ExcelApi 1.20 is what Excel knows. */
  newestApi = 20;
  /** A group with more formulas than this cannot be undone (#6491). */
  mostGroupedFormulas = Infinity;
  isEditingCell = false;
  isProtected = false;
  isChartSelected = false;
  largestSlice = 4_194_304;
  syncs = 0;
  /** Steps that undo would take back one by one. */
  undoSteps = 0;
  /** What somebody else does in the moment before a sheet is added. */
  beforeNextAdd: (() => void) | undefined;
  /** What Excel makes of an entry; it may refuse it, too. */
  takes: (raw: unknown) => unknown = (raw) => raw;
  /** The cell that a spill begins in is its own parent. */
  isOwnParent = false;
  /** What handlers of events have thrown, where nobody would have seen it. */
  readonly unheard: unknown[] = [];
  private calculation: LiveCalculation;
  private readonly ids = new Map<Sheet, string>();
  private lastId = 0;
  private openFiles = 0;
  private readonly handlers = new Map<string, Set<Handler>>();
  private readonly pending: { readonly event: string; readonly args: Record<string, unknown> }[] = [];
  private selected: Block[];
  readonly file: XlsxFile;

  constructor(bytes: Uint8Array) {
    this.file = openXlsx(
      bytes,
      catalogue.map(({ name }) => name),
    );
    for (const sheet of this.book.sheets) this.id(sheet);
    this.calculation = new LiveCalculation(this.book, catalogue);
    this.calculation.all();
    this.selected = [{ sheet: this.book.sheets[0] as Sheet, top: 1, left: 1, bottom: 1, right: 1 }];
  }

  get book() {
    return this.file.workbook;
  }

  /** Puts this Excel in the place where Office.js puts its own. */
  install(): void {
    Object.assign(globalThis, { Excel: this.excel(), Office: this.office() });
  }

  private excel() {
    return {
      run: async (...args: unknown[]) => {
        const batch = args.at(-1) as (context: Context) => Promise<unknown>;
        const [options] = args.length > 1 ? args : [{}];
        // A context that is given is used again, one that is not is made (reference: Excel.run).
        const context = options instanceof Context ? options : new Context(this, (options as { mergeUndoGroup?: boolean }).mergeUndoGroup === true);
        if (context.isGrouped && this.newestApi < 20) throw new RichApiError("InvalidArgument", "mergeUndoGroup is not known.");
        const answer = await batch(context);
        await context.sync();
        return answer;
      },
      createWorkbook: (base64: string) => {
        const bytes = Uint8Array.from(Buffer.from(base64, "base64"));
        // An .xlsx file is a zip archive. Which code Excel gives for others is not documented.
        if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return Promise.reject(new RichApiError("GeneralException", "There was an internal error while processing the request."));
        this.opened.push(bytes);
        return Promise.resolve();
      },
    };
  }

  private office() {
    const succeeded = (value: unknown) => ({ status: "succeeded", value });
    const failed = (message: string) => ({ status: "failed", error: { message } });
    return {
      FileType: { Compressed: "compressed" },
      AsyncResultStatus: { Succeeded: "succeeded", Failed: "failed" },
      context: {
        requirements: { isSetSupported: (set: string, version: string) => set === "ExcelApi" && Number(version.split(".")[1]) <= this.newestApi },
        document: {
          getFileAsync: (_type: string, { sliceSize }: { sliceSize: number }, done: (result: unknown) => void) => {
            // No more than two (reference: Office.File.closeAsync).
            if (this.openFiles >= 2 || sliceSize > 4_194_304) {
              done(failed("Too many files are open, or the slice is too large."));
              return;
            }
            this.openFiles++;
            const bytes = savedXlsx(this.file);
            const size = Math.min(sliceSize, this.largestSlice);
            done(
              succeeded({
                size: bytes.length,
                sliceCount: Math.ceil(bytes.length / size),
                getSliceAsync: (i: number, answer: (result: unknown) => void) => answer(i * size < bytes.length ? succeeded({ data: [...bytes.slice(i * size, (i + 1) * size)] }) : failed("There is no such slice.")),
                closeAsync: (answer: (result: unknown) => void) => {
                  this.openFiles--;
                  answer(succeeded(undefined));
                },
              }),
            );
          },
        },
      },
    };
  }

  // What somebody does in Excel's windows.

  type(sheetName: string, row: number, column: number, typed: string | number | boolean | null): void {
    const sheet = this.book.sheet(sheetName) as Sheet;
    this.enter([{ sheet, row, column, raw: typed ?? "" }]);
    this.flush();
  }

  define({ name, formula, sheet }: { name: string; formula: string; sheet?: string }): void {
    const at = this.book.names.findIndex((other) => sameName(other.name, name) && sameName(other.sheet ?? "", sheet ?? ""));
    this.book.names.splice(at < 0 ? this.book.names.length : at, at < 0 ? 0 : 1, { name, formula: formula.slice(1), ...(sheet === undefined ? {} : { sheet }) });
    this.calculateAnew();
    this.flush();
  }

  select(...ranges: readonly CellRange[]): void {
    this.selected = ranges.map(({ sheet, ...range }) => ({ ...range, sheet: this.book.sheet(sheet) as Sheet }));
    const [{ sheet } = { sheet: this.book.sheets[0] as Sheet }] = this.selected;
    this.raise("onSelectionChanged", { worksheetId: this.id(sheet), address: "" });
    this.flush();
  }

  /** The sheet that is shown. */
  get active(): Sheet | undefined {
    return this.selected[0]?.sheet;
  }

  /** Tells of a change as Excel does: rows that were inserted, several areas that were filled. */
  tellChanged(sheetName: string, address: string): void {
    this.raise("onChanged", { worksheetId: this.id(this.book.sheet(sheetName) as Sheet), address });
    this.flush();
  }

  addSheet(name: string): void {
    this.id(this.book.addSheet(name));
    this.calculateAnew();
    this.raise("onAdded", { worksheetId: this.id(this.book.sheet(name) as Sheet) });
    this.flush();
  }

  // What the objects of Office.js do to the workbook.

  id(sheet: Sheet): string {
    let id = this.ids.get(sheet);
    if (id === undefined) this.ids.set(sheet, (id = `{${String(++this.lastId).padStart(8, "0")}}`));
    return id;
  }

  sheetByKey(key: string): Sheet | null {
    return this.book.sheets.find((sheet) => this.id(sheet) === key || sameName(sheet.name, key)) ?? null;
  }

  selection(): Block[] {
    if (this.isChartSelected) throw new RichApiError("InvalidSelection", "The current selection is invalid for this operation.");
    return this.selected;
  }

  addNamed(name: string): Sheet {
    this.beforeNextAdd?.();
    this.beforeNextAdd = undefined;
    if (this.isProtected) throw new RichApiError("AccessDenied", "You cannot perform the requested operation.");
    // At most 31 characters, none of []:*?/\ (support.microsoft.com, "Rename a worksheet").
    if (name.trim() === "" || name.length > 31 || /[[\]:*?/\\]|^'|'$/.test(name)) throw new RichApiError("InvalidArgument", "The argument is invalid or missing or has an incorrect format.");
    if (this.book.sheet(name) !== undefined) throw new RichApiError("ItemAlreadyExists", "A resource with the same name or identifier already exists.");
    const sheet = this.book.addSheet(name);
    this.calculateAnew();
    this.raise("onAdded", { worksheetId: this.id(sheet) });
    return sheet;
  }

  /** What pointed at the sheet points at nothing. Only a group of undo steps minds (undo). */
  deleteSheet(sheet: Sheet): void {
    if (this.book.sheets.length === 1) throw new RichApiError("InvalidOperation", "The last sheet cannot be deleted.");
    this.book.sheets.splice(this.book.sheets.indexOf(sheet), 1);
    const names = this.book.names.filter((name) => !sameName(name.sheet ?? "", sheet.name));
    this.book.names.splice(0, Infinity, ...names.map((name) => (name.formula.startsWith(sheetPrefix(sheet.name)) ? { ...name, formula: "#REF!" } : name)));
    for (const { rows } of this.book.sheets) {
      for (const cells of rows.values()) for (const cell of cells.values()) if (cell.formula !== undefined) cell.formula = { ...cell.formula, text: cell.formula.text.replaceAll(sheetPrefix(sheet.name), "#REF!") };
    }
    this.calculateAnew();
    this.raise("onDeleted", { worksheetId: this.id(sheet) });
  }

  addName(name: string, reference: unknown, sheet: string | undefined): DefinedName {
    if (this.book.names.some((other) => sameName(other.name, name) && sameName(other.sheet ?? "", sheet ?? ""))) {
      // #2875
      throw new RichApiError("ItemAlreadyExists", "A resource with the same name or identifier already exists.");
    }
    const text = String(reference);
    // Without "=" it is a text (#2283).
    const added = { name, formula: text.startsWith("=") ? text.slice(1) : `"${text}"`, ...(sheet === undefined ? {} : { sheet }) };
    this.book.names.push(added);
    this.calculateAnew();
    return added;
  }

  redefine(before: DefinedName, formula: string): void {
    const at = this.book.names.findIndex((name) => name.name === before.name && name.sheet === before.sheet);
    this.book.names[at] = { ...before, formula: formula.slice(1) };
    this.calculateAnew();
  }

  deleteName(name: DefinedName): void {
    this.book.names.splice(
      this.book.names.findIndex((other) => other.name === name.name && other.sheet === name.sheet),
      1,
    );
    this.calculateAnew();
  }

  /** Puts what is typed or set into cells. */
  enter(entries: readonly { readonly sheet: Sheet; readonly row: number; readonly column: number; readonly raw: unknown }[]): void {
    if (this.isProtected) throw new RichApiError("AccessDenied", "You cannot perform the requested operation.");
    const edits = entries.map(({ sheet, row, column, raw }) => ({ sheet, row, column, cell: entered(sheet.cell(row, column), this.takes(raw)) }));
    this.calculation.edit(edits);
    for (const { sheet, row, column } of edits.slice(0, 1)) {
      const last = edits.at(-1) ?? { row, column };
      const [from, to] = [cellAddress(row, column), cellAddress(last.row, last.column)];
      this.raise("onChanged", { worksheetId: this.id(sheet), address: from === to ? from : `${from}:${to}` });
    }
    this.raise("onCalculated", {});
  }

  private calculateAnew(): void {
    this.calculation = new LiveCalculation(this.book, catalogue);
    this.calculation.all();
    this.raise("onCalculated", {});
  }

  handlersOf(event: string): Set<Handler> {
    let handlers = this.handlers.get(event);
    if (handlers === undefined) this.handlers.set(event, (handlers = new Set<Handler>()));
    return handlers;
  }

  private raise(event: string, args: Record<string, unknown>): void {
    this.pending.push({ event, args });
  }

  /** Events come after the batch that caused them, and not within it. */
  flush(): void {
    for (const { event, args } of this.pending.splice(0)) for (const handler of this.handlersOf(event)) setImmediate(() => void Promise.resolve(handler(args)).catch((fault: unknown) => this.unheard.push(fault)));
  }
}

/** What a cell makes of what is put into it. */
function entered(before: Cell | undefined, raw: unknown): Cell | null {
  const format = before?.format === undefined ? {} : { format: before.format };
  if (typeof raw === "number" || typeof raw === "boolean") return { value: raw, ...format };
  const text = String(raw);
  // A blank text clears the cell ("values").
  if (text === "") return before?.format === undefined ? null : { value: null, ...format };
  if (before?.format === "@") return { value: text, ...format };
  // An apostrophe makes what follows it text, and is no part of it (#6687).
  if (text.startsWith("'")) return { value: text.slice(1), ...format };
  // What begins with =, + or - is a formula (reference: Range.values); so is what begins with @, which Excel takes for its implicit intersection.
  if (/^[=+\-@]/.test(text)) {
    const number = Number(text);
    if (Number.isFinite(number)) return { value: number, ...format };
    const written = text.replace(/^=/, "").replace(/^\+/, "");
    if (formulaNode(written) === undefined) throw new RichApiError("InvalidArgument", "The argument is invalid or missing or has an incorrect format.");
    return { value: null, formula: { text: written, kind: "dynamic" }, ...format };
  }
  if (/^(?:true|false)$/i.test(text)) return { value: /^t/i.test(text), ...format };
  if (/^#(?:N\/A|REF!|VALUE!|DIV\/0!|NUM!|NAME\?|NULL!)$/.test(text)) return { value: { error: text as ErrorCode }, ...format };
  const number = Number(text.replace(/^\$/, "").replaceAll(",", ""));
  if (text.trim() !== "" && Number.isFinite(number)) return { value: number, ...format };
  // Dates of the United States; enough of them for a text that must not become one.
  const date = /^(\d{1,2})[/-](\d{1,2})(?:[/-](\d{4}))?$/.exec(text) ?? /^(\d{1,2})-(Mar|Apr|May)$/i.exec(text) ?? /^(?:Mar|Apr|May)[a-z]* (\d{1,2})$/i.exec(text);
  if (date !== null) return { value: 45_000, format: "d-mmm" };
  return { value: text, ...format };
}

/** One batch after another: commands are queued, and done with `sync` (model). */
class Context {
  private queue: (() => void)[] = [];
  sent = 0;
  received = 0;
  groupedFormulas = 0;
  readonly workbook: unknown;

  constructor(readonly excel: FakeExcel, readonly isGrouped: boolean) {
    this.workbook = clientObject(this, () => excel.book, workbookShape(this));
    excel.undoSteps += isGrouped ? 1 : 0;
  }

  enqueue(command: () => void): void {
    this.queue.push(command);
  }

  sync(): Promise<void> {
    const { excel } = this;
    excel.syncs++;
    const queue = this.queue;
    this.queue = [];
    this.received = 0;
    const sent = this.sent;
    this.sent = 0;
    return new Promise((resolve, reject) =>
      setImmediate(() => {
        try {
          // The batch fails as a whole while somebody types, unless it is told to wait (reference: RunOptions.delayForCellEdit).
          if (excel.isEditingCell && queue.length > 0) throw new RichApiError("InvalidOperationInCellEditMode", "Excel is in cell-editing mode.");
          if (sent > excel.payload) throw new RichApiError("RequestPayloadSizeLimitExceeded", "The request payload size has exceeded the limit.");
          // What went before the command that fails stays done.
          for (const command of queue) command();
          if (this.received > excel.payload) throw new RichApiError("ResponsePayloadSizeLimitExceeded", "The response payload size has exceeded the limit.");
          resolve();
        } catch (fault) {
          reject(fault instanceof Error ? fault : new Error(String(fault)));
        } finally {
          excel.flush();
        }
      }),
    );
  }
}

/** What an object of Office.js has: what can be loaded, what can be set, what it leads to. */
interface Shape<Target> {
  readonly readable: Readonly<Record<string, (target: Target) => unknown>>;
  readonly writable?: Readonly<Record<string, (target: Target, value: never) => void>>;
  readonly members?: (self: Self<Target>) => Readonly<Record<string, unknown>>;
  readonly items?: { readonly of: (target: Target) => unknown[]; readonly shape: (item: never) => Shape<never> };
}

interface Self<Target> {
  /** The object behind the proxy, once its place in the queue has come. */
  readonly target: () => Target;
}

function clientObject<Target>(context: Context, resolve: () => Target | null, shape: Shape<Target>, isOptional = false): unknown {
  let target: Target | null | undefined;
  const loaded = new Map<string, unknown>();
  context.enqueue(() => {
    target ??= resolve();
    // model, *OrNullObject
    if (target === null && !isOptional) throw new RichApiError("ItemNotFound", "The requested resource doesn't exist.");
  });
  const self: Self<Target> = {
    target: () => {
      if (target === null || target === undefined) throw new RichApiError("InvalidObjectPath", "The object path is not working for what you're trying to do.");
      return target;
    },
  };
  const members: Readonly<Record<string, unknown>> = shape.members?.(self) ?? {};
  const load = (wanted: string) => {
    const names = wanted.split(",").map((name) => name.trim());
    for (const name of names) if (!(name.replace(/^items\//, "") in (shape.items?.shape(undefined as never).readable ?? shape.readable))) throw new NotInTheFake(`load of ${name}`);
    context.enqueue(() => {
      if (target === null || target === undefined) return;
      const there = target;
      if (shape.items !== undefined) {
        const { of, shape: shapeOf } = shape.items;
        loaded.set(
          "items",
          of(there).map((item) => loadedItem(context, item, shapeOf(item as never), names.map((name) => name.replace(/^items\//, "")))),
        );
        return;
      }
      for (const name of names) loaded.set(name, received(context, shape.readable[name]?.(there)));
    });
    return proxy;
  };
  const proxy: unknown = new Proxy(Object.create(null) as object, {
    get: (_, name) => {
      if (typeof name === "symbol" || name === "then") return undefined;
      if (name === "context") return context;
      if (name === "load") return load;
      if (name === "isNullObject") {
        if (target === undefined) throw new RichApiError("PropertyNotLoaded", "isNullObject can be read after sync.");
        return target === null;
      }
      if (loaded.has(name)) return loaded.get(name);
      if (name in members) return members[name];
      // model, load(): nothing is there before it was loaded and synced.
      if (name in shape.readable || name === "items") throw new RichApiError("PropertyNotLoaded", `The property '${name}' is not available. Before reading the property's value, call the load method on the containing object and call "context.sync()" on the associated request context.`);
      throw new NotInTheFake(name);
    },
    set: (_, name, value) => {
      const write = shape.writable?.[String(name)];
      if (write === undefined) throw new NotInTheFake(`set of ${String(name)}`);
      context.sent += JSON.stringify(value).length;
      context.enqueue(() => {
        if (!context.isGrouped) context.excel.undoSteps++;
        write(self.target(), value as never);
      });
      return true;
    },
  });
  return proxy;
}

/** An item of a collection that was loaded: it is there already, with the properties that were asked for. */
function loadedItem(context: Context, item: unknown, shape: Shape<never>, names: readonly string[]): unknown {
  const object = clientObject(context, () => item, shape as unknown as Shape<unknown>) as { load: (names: string) => unknown };
  const values = new Map(names.map((name) => [name, received(context, shape.readable[name]?.(item as never))]));
  return new Proxy(object, { get: (target, name) => (values.has(String(name)) ? values.get(String(name)) : (target as unknown as Record<string | symbol, unknown>)[name]), set: (target, name, value) => Reflect.set(target, name, value) });
}

function received<Value>(context: Context, value: Value): Value {
  context.received += JSON.stringify(value ?? null).length;
  return value;
}

function workbookShape(context: Context): Shape<unknown> {
  const { excel } = context;
  return {
    readable: {},
    members: () => ({
      get names() {
        return namesObject(context, undefined);
      },
      get worksheets() {
        return worksheetsObject(context);
      },
      getSelectedRanges: () =>
        clientObject(context, () => excel.selection(), {
          readable: { address: (areas: Block[]) => areas.map(address).join(",") },
        }),
    }),
  };
}

function worksheetsObject(context: Context): unknown {
  const { excel } = context;
  const event = (name: string) => ({
    add: (handler: Handler) => {
      context.enqueue(() => excel.handlersOf(name).add(handler));
      return {
        context,
        remove: () => {
          context.enqueue(() => excel.handlersOf(name).delete(handler));
        },
      };
    },
  });
  return clientObject(context, () => excel.book, {
    readable: {},
    items: { of: (book) => [...book.sheets], shape: () => sheetShape(context) },
    members: () => ({
      // At the end of the others, and not shown (reference: WorksheetCollection.add).
      add: (name: string) => clientObject(context, () => excel.addNamed(name), sheetShape(context)),
      getItem: (key: string) => clientObject(context, () => excel.sheetByKey(key), sheetShape(context)),
      getItemOrNullObject: (key: string) => clientObject(context, () => excel.sheetByKey(key), sheetShape(context), true),
      ...Object.fromEntries(["onChanged", "onCalculated", "onAdded", "onDeleted", "onSelectionChanged", "onNameChanged", "onMoved"].map((name) => [name, event(name)])),
    }),
  });
}

/** Of Excel's usual letters. */
const POINTS_OF_A_CHARACTER = 5.25;

function lookOf({ look }: Sheet): SheetLook {
  return look ?? { widths: [] };
}

function sheetShape(context: Context): Shape<Sheet> {
  const { excel } = context;
  return {
    readable: { id: (sheet) => excel.id(sheet), name: (sheet) => sheet.name, visibility: ({ isHidden }) => (isHidden ? "Hidden" : "Visible") },
    writable: {
      showGridlines: (_, isShown: boolean) => {
        if (isShown) throw new NotInTheFake("gridlines");
      },
    },
    members: ({ target }) => ({
      freezePanes: {
        freezeAt: (address: string) =>
          context.enqueue(() => {
            const { bottom, right } = rectangleAt(address) ?? { bottom: 0, right: 0 };
            target().look = { ...lookOf(target()), frozenRows: bottom, frozenColumns: right };
          }),
      },
      get names() {
        return namesObject(context, () => target().name);
      },
      getRange: (...none: unknown[]) => {
        if (none.length > 0) throw new NotInTheFake("getRange with an address");
        return clientObject(context, () => ({ sheet: target(), top: 1, left: 1, bottom: LAST_ROW, right: LAST_COLUMN }), rangeShape(context));
      },
      getRangeByIndexes: (row: number, column: number, rows: number, columns: number) =>
        clientObject(
          context,
          () => {
            if (row < 0 || column < 0 || rows < 1 || columns < 1 || row + rows > LAST_ROW || column + columns > LAST_COLUMN) throw new RichApiError("InvalidArgument", "The argument is invalid or missing or has an incorrect format.");
            return { sheet: target(), top: row + 1, left: column + 1, bottom: row + rows, right: column + columns };
          },
          rangeShape(context),
        ),
      // A hidden sheet cannot be shown (reference: Worksheet.activate, Worksheet.visibility).
      activate: () =>
        context.enqueue(() => {
          if (target().isHidden) throw new RichApiError("InvalidOperation", "The sheet is hidden.");
          if (excel.active !== target()) excel.select({ sheet: target().name, top: 1, left: 1, bottom: 1, right: 1 });
        }),
      delete: () =>
        context.enqueue(() => {
          // undo: Worksheet.delete
          if (context.isGrouped) throw new RichApiError("UndoNotSupported", "Undo is not supported for this operation.");
          excel.deleteSheet(target());
        }),
    }),
  };
}

function namesObject(context: Context, scope: (() => string) | undefined): unknown {
  const { excel } = context;
  const isHere = ({ sheet }: DefinedName) => (scope === undefined ? sheet === undefined : sheet !== undefined && sameName(sheet, scope()));
  return clientObject(context, () => excel.book, {
    readable: {},
    // Those of the workbook, or those of the sheet (reference: Workbook.names, Worksheet.names).
    items: { of: (book) => book.names.filter(isHere), shape: () => nameShape(context) },
    members: () => ({
      add: (name: string, reference: unknown) => clientObject(context, () => excel.addName(name, reference, scope?.()), nameShape(context)),
      getItem: (name: string) => clientObject(context, () => excel.book.names.find((one) => isHere(one) && sameName(one.name, name)) ?? null, nameShape(context)),
    }),
  });
}

function nameShape(context: Context): Shape<DefinedName> {
  const { excel } = context;
  const values = ({ formula, sheet }: DefinedName) => (/DEAL\./.test(formula) ? [[{ error: "#VALUE!" as const }]] : evaluation(excel.book, formula, catalogue, sheet));
  const range = (name: DefinedName) => namedBlock(excel, name.formula);
  const type = (name: DefinedName) => {
    if (/#REF!/.test(name.formula)) return "Error";
    if (formulaNode(name.formula) === undefined || range(name) !== undefined) return "Range";
    const [[first = null] = []] = values(name);
    const grid = values(name);
    return grid.length > 1 || (grid[0]?.length ?? 0) > 1 ? "Array" : valueType(first);
  };
  return {
    readable: {
      name: ({ name }) => name,
      // Formulas always start with an equal sign (reference: NamedItem.formula).
      formula: ({ formula }) => `=${formula}`,
      visible: ({ hidden }) => hidden !== true,
      scope: ({ sheet }) => (sheet === undefined ? "Workbook" : "Worksheet"),
      type,
      // The address of a range; #VALUE! where an add-in's function is called (reference: NamedItem.value).
      value: (name) => (type(name) === "Range" ? address(range(name) as Block) : shown(values(name)[0]?.[0] ?? null)),
    },
    writable: { formula: (name, formula: string) => excel.redefine(name, formula) },
    members: ({ target }) => ({
      arrayValues: clientObject(
        context,
        () => (type(target()) === "Array" ? values(target()) : null),
        { readable: { values: (grid: Grid) => grid.map((row) => row.map(shown)), types: (grid: Grid) => grid.map((row) => row.map(valueType)) } },
        true,
      ),
      // Throws where the name is no range (reference).
      getRange: () => clientObject(context, () => range(target()) ?? null, rangeShape(context)),
      getRangeOrNullObject: () =>
        clientObject(
          context,
          () => {
            // #263
            if (/#REF!/.test(target().formula)) throw new Error("Excel has crashed.");
            return range(target()) ?? null;
          },
          rangeShape(context),
          true,
        ),
      delete: () => context.enqueue(() => excel.deleteName(target())),
    }),
  };
}

/** The cells a name points at: an address, another name, a spill, or an OFFSET by whole numbers. */
function namedBlock(excel: FakeExcel, formula: string): Block | undefined {
  const offset = /^OFFSET\(([^,]+),(\d+),(\d+),(\d+),(\d+)\)$/.exec(formula);
  if (offset === null) return areaOf(excel.book, formula);
  const base = areaOf(excel.book, offset[1] ?? "");
  const [down = 0, across = 0, height = 1, width = 1] = offset.slice(2).map(Number);
  return base && { sheet: base.sheet, top: base.top + down, left: base.left + across, bottom: base.top + down + height - 1, right: base.left + across + width - 1 };
}

function address({ sheet, top, left, bottom, right }: Block): string {
  const [from, to] = [cellAddress(top, left), cellAddress(bottom, right)];
  return `${sheetPrefix(sheet.name)}${from === to ? from : `${from}:${to}`}`;
}

function rangeShape(context: Context): Shape<Block> {
  const { excel } = context;
  const each = <Value>(of: (cell: Cell | undefined, row: number, column: number) => Value) => ({ sheet, top, left, bottom, right }: Block) => {
    if ((bottom - top + 1) * (right - left + 1) > MOST_CELLS_READ) throw new RichApiError("RangeExceedsLimit", "The cell count in the range has exceeded the supported number.");
    return Array.from({ length: bottom - top + 1 }, (_, r) => Array.from({ length: right - left + 1 }, (_unused, c) => of(sheet.cell(top + r, left + c), top + r, left + c)));
  };
  const set = (block: Block, matrix: readonly (readonly unknown[])[], put: (row: number, column: number, value: unknown) => void) => {
    // One value for each cell of the range.
    if (matrix.length !== block.bottom - block.top + 1 || matrix.some((row) => row.length !== block.right - block.left + 1)) throw new RichApiError("InvalidArgument", "The number of rows or columns in the input array doesn't match the size or dimensions of the range.");
    // null leaves a cell as it is ("values").
    matrix.forEach((row, r) => row.forEach((value, c) => (value === null || value === undefined ? undefined : put(block.top + r, block.left + c, value))));
  };
  const enter = (block: Block, matrix: readonly (readonly unknown[])[]) => {
    const entries: { sheet: Sheet; row: number; column: number; raw: unknown }[] = [];
    set(block, matrix, (row, column, raw) => entries.push({ sheet: block.sheet, row, column, raw }));
    context.groupedFormulas += entries.filter(({ raw }) => typeof raw === "string" && raw.startsWith("=")).length;
    if (context.isGrouped && context.groupedFormulas > excel.mostGroupedFormulas) throw new RichApiError("UndoNotSupported", "Undo is not supported for this operation.");
    excel.enter(entries);
  };
  // A cell without a formula gives its value (reference: Range.formulas).
  const formula = (cell: Cell | undefined) => (cell?.formula === undefined ? shown(cell?.value ?? null) : `=${cell.formula.text}`);
  return {
    readable: {
      values: each((cell) => shown(cell?.value ?? null)),
      valueTypes: each((cell) => valueType(cell?.value ?? null)),
      formulas: each(formula),
      text: (block) => each((cell) => displayedTexts([{ value: cell?.value ?? null, format: cell?.format ?? "General" }])[0] ?? "")(block),
      numberFormat: each((cell) => cell?.format ?? "General"),
      address,
      rowIndex: ({ top }) => top - 1,
      columnIndex: ({ left }) => left - 1,
      rowCount: ({ top, bottom }) => bottom - top + 1,
      columnCount: ({ left, right }) => right - left + 1,
    },
    writable: {
      formulas: enter,
      values: enter,
      numberFormat: (block, matrix: readonly (readonly unknown[])[]) => {
        set(block, matrix, (row, column, format) => {
          const cell: Cell = { ...(block.sheet.cell(row, column) ?? { value: null }) };
          delete cell.format;
          block.sheet.setCell(row, column, format === "General" || format === "" ? cell : { ...cell, format: String(format) });
        });
      },
    },
    members: ({ target }) => ({
      format: {
        // In points, of the whole column (reference: RangeFormat.columnWidth).
        set columnWidth(points: number) {
          context.enqueue(() => {
            const { sheet, left } = target();
            const look = lookOf(sheet);
            const widths = [...look.widths];
            widths[left - 1] = points / POINTS_OF_A_CHARACTER;
            sheet.look = { ...look, widths };
          });
        },
      },
      getUsedRangeOrNullObject: (valuesOnly: boolean) => {
        if (!valuesOnly) throw new NotInTheFake("the used range with its formats");
        return clientObject(context, () => usedPart(target()), rangeShape(context), true);
      },
      // Of one cell only (docs/excel/excel-add-ins-ranges-dynamic-arrays.md).
      getSpillParentOrNullObject: () =>
        clientObject(
          context,
          () => {
            const { sheet, top, left, bottom, right } = target();
            const cell = top === bottom && left === right ? sheet.cell(top, left) : undefined;
            const from = excel.isOwnParent && cell?.extent !== undefined ? { row: top, column: left } : cell?.filledFrom;
            return from === undefined ? null : { sheet, top: from.row, left: from.column, bottom: from.row, right: from.column };
          },
          rangeShape(context),
          true,
        ),
      getSpillingToRangeOrNullObject: () =>
        clientObject(
          context,
          () => {
            const { sheet, top, left } = target();
            const extent = sheet.cell(top, left)?.extent;
            return extent === undefined ? null : { sheet, top, left, bottom: top + extent.rows - 1, right: left + extent.columns - 1 };
          },
          rangeShape(context),
          true,
        ),
      select: () =>
        context.enqueue(() => {
          const { sheet, ...block } = target();
          if (excel.active !== sheet) throw new RichApiError("InvalidOperation", "The sheet is not the one that is shown.");
          excel.select({ sheet: sheet.name, ...block });
        }),
      clear: (what: string) => {
        if (what !== "Contents") throw new NotInTheFake(`clear ${what}`);
        context.enqueue(() => {
          const { sheet } = target();
          const used = usedPart(target());
          if (used === null) return;
          const entries: { sheet: Sheet; row: number; column: number; raw: unknown }[] = [];
          for (let row = used.top; row <= used.bottom; row++) for (let column = used.left; column <= used.right; column++) if (sheet.cell(row, column)?.filledFrom === undefined) entries.push({ sheet, row, column, raw: "" });
          excel.enter(entries);
        });
      },
    }),
  };
}

/** The smallest block that holds all values of the range. */
function usedPart({ sheet, top, left, bottom, right }: Block): Block | null {
  const used = [...sheet.rows].flatMap(([row, cells]) => [...cells].flatMap(([column, { value, formula }]) => (row >= top && row <= bottom && column >= left && column <= right && (value !== null || formula !== undefined) ? [{ row, column }] : [])));
  if (used.length === 0) return null;
  const rows = used.map(({ row }) => row);
  const columns = used.map(({ column }) => column);
  return { sheet, top: Math.min(...rows), left: Math.min(...columns), bottom: Math.max(...rows), right: Math.max(...columns) };
}

/** Errors are their texts, blanks empty ones (reference: Range.values; "values"). */
function shown(value: CellValue): string | number | boolean {
  return value === null ? "" : isError(value) ? value.error : value;
}

/** reference: Excel.RangeValueType */
function valueType(value: CellValue): string {
  if (value === null) return "Empty";
  if (isError(value)) return "Error";
  return typeof value === "number" ? "Double" : typeof value === "boolean" ? "Boolean" : "String";
}
