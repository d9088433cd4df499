import type { CellError, CellValue, ErrorCode, Grid } from "../cells/cell";
import { catalogue } from "../functions/catalogue";
import { callsDeal } from "../sheet/formula/dealCalls";
import { LAST_COLUMN, LAST_ROW } from "../sheet/address";
import { WHOLE_SHEET, cellCount, filledRectangle, rectangleAddress } from "../sheet/area";
import { formulaNode } from "../sheet/formula/parser";
import { sameName, type SheetLook } from "../sheet/workbook";
import { base64 } from "./base64";
import { HostRefusal, type CellContent, type CellRange, type CellToWrite, type Change, type Host, type NameMeaning, type NameToWrite, type RangeContent, type SheetToWrite, type Watcher, type WorkbookName, type Writing, type Written, type WrittenCell, type WrittenSheet } from "./host";
import { hiddenSentence } from "./hiddenSheet";
import { nameForm, referencedRange, relativeSentence, type NameForm } from "./nameForm";
import { refuseChanged, refuseChangedNames, refuseMiswritten, sameDefinedName, withEarlier, writingPlan, type WritingPlan } from "./writingPlan";

/**
 * The workbook that is open in Excel. Needs ExcelApi 1.12; newer requirement sets are used where Excel has them.
 *
 * Excel answers in batches: what is asked for is queued, and there after the next `sync`.
 */
export class ExcelHost implements Host {
  sheets(): Promise<readonly string[]> {
    return run(async (context) => (await sheetsOf(context)).map(({ name }) => name));
  }

  names(): Promise<readonly WorkbookName[]> {
    return run(async (context) => {
      const defined = await definedNames(context);
      const asked = defined.map(({ item, name, form }) => question(item, name, form));
      await context.sync();
      return defined.map(({ item, name, form, isHidden }, i) => ({ ...name, isHidden, meaning: meaningOf(item, name, form, asked[i]) }));
    });
  }

  read(ranges: readonly CellRange[]): Promise<readonly RangeContent[]> {
    return run(async (context) => {
      const sheets = await sheetsOf(context);
      for (const { sheet } of ranges) refuseMissing(sheet, sheets);
      const filled = await filledParts(context, ranges);
      const blocks = await loadedRanges(context, filled);
      return filled.map((range, i) => rangeContent(range, blocks[i] as LoadedRange));
    });
  }

  cell(sheet: string, row: number, column: number): Promise<CellContent> {
    return run(async (context) => {
      refuseMissing(sheet, await sheetsOf(context));
      const cell = rangeOf(context, { sheet, ...filledRectangle({ row, column }) }).load(LOADED);
      const parent = cell.getSpillParentOrNullObject().load("rowIndex,columnIndex,formulas");
      await context.sync();
      const [value = null] = valuesOf(cell)[0] ?? [];
      const own = formulasOf(cell)[0]?.[0] ?? null;
      // The cell that a spill begins in has itself for a parent, or none, depending on the version.
      const isFilled = !parent.isNullObject && (parent.rowIndex !== row - 1 || parent.columnIndex !== column - 1);
      const formula = isFilled ? String(parent.formulas[0]?.[0]) : own;
      return {
        value,
        text: cell.text[0]?.[0] ?? "",
        ...(formula === null ? {} : { formula }),
        ...(isFilled ? { filledFrom: { row: parent.rowIndex + 1, column: parent.columnIndex + 1 } } : {}),
      };
    });
  }

  async write(writing: Writing, replacing?: Written): Promise<Written> {
    const plan = await run(async (context) => {
      const sheets = await sheetsOf(context);
      const plan = writingPlan(writing, { sheets: sheets.map(({ name }) => name), names: (await definedNames(context)).map(({ name }) => name) }, replacing);
      const before = earlier(plan, replacing);
      const now = await standingSheets(context, before.sheets);
      before.sheets.forEach((sheet, i) => refuseChanged(sheet, now[i]));
      return plan;
    });
    const attempt: Attempt = { plan, before: earlier(plan, replacing), sheetIds: [] };
    try {
      const isOneStep = await put(attempt);
      return withEarlier({ ...(await run((context) => asWritten(context, writing, plan))), isOneStep }, replacing);
    } catch (fault) {
      const reason = refusal(fault);
      await takenBack(attempt, reason);
      throw reason;
    }
  }

  remove(written: Written): Promise<void> {
    return run(async (context) => {
      const now = await standingSheets(context, written.sheets);
      written.sheets.forEach((sheet, i) => refuseChanged(sheet, now[i]));
      const defined = await definedNames(context);
      const existing = defined.map(({ name }) => name);
      refuseChangedNames(written.names, existing);
      if (written.sheets.length > 0 && (await sheetsOf(context)).length === written.sheets.length) throw new HostRefusal("A workbook has at least one sheet. Add one of your own first.");
      for (const { item, name } of defined) if (written.names.some((one) => sameDefinedName(one, name))) item.delete();
      for (const { name } of written.sheets) context.workbook.worksheets.getItem(name).delete();
      await context.sync();
    });
  }

  selection(): Promise<CellRange | undefined> {
    return run(async (context) => {
      const selected = context.workbook.getSelectedRanges().load("address");
      try {
        await context.sync();
      } catch (fault) {
        // A chart or a picture is selected.
        if (codeOf(fault) === "InvalidSelection") return undefined;
        throw fault;
      }
      return addressedRange(selected.address);
    });
  }

  select(range: CellRange): Promise<void> {
    return run(async (context) => {
      refuseMissing(range.sheet, await sheetsOf(context));
      const sheet = context.workbook.worksheets.getItem(range.sheet).load("name,visibility");
      await context.sync();
      if (sheet.visibility !== "Visible") throw new HostRefusal(hiddenSentence(sheet.name));
      sheet.activate();
      rangeOf(context, range).select();
      await context.sync();
    });
  }

  async watch({ onChange, onSelection }: Watcher): Promise<() => Promise<void>> {
    let known = await this.nameKeys();
    let isAsking = false;
    // Excel has no event for names: they are looked at when something else happens.
    const lookAtNames = async () => {
      if (onChange === undefined || isAsking) return;
      isAsking = true;
      try {
        const now = await this.nameKeys();
        if (now !== known) onChange({ kind: "names" });
        known = now;
      } finally {
        isAsking = false;
      }
    };
    const tell = async (change: Change) => {
      onChange?.(change);
      await lookAtNames();
    };
    const handlers = await run(async (context) => {
      const { worksheets } = context.workbook;
      const sheetsChange = () => askedAgain(() => tell({ kind: "sheets" }));
      const added = [
        worksheets.onChanged.add(({ worksheetId, address }) =>
          askedAgain(async () => {
            const range = await eventRange(worksheetId, address);
            if (range !== undefined) await tell({ kind: "cells", range });
          }),
        ),
        worksheets.onCalculated.add(() => askedAgain(() => tell({ kind: "calculated" }))),
        worksheets.onAdded.add(sheetsChange),
        worksheets.onDeleted.add(sheetsChange),
        worksheets.onSelectionChanged.add(() =>
          askedAgain(async () => {
            onSelection?.(await this.selection());
            await lookAtNames();
          }),
        ),
        ...(Office.context.requirements.isSetSupported("ExcelApi", "1.17") ? [worksheets.onNameChanged.add(sheetsChange), worksheets.onMoved.add(sheetsChange)] : []),
      ];
      await context.sync();
      return added;
    });
    return async () => {
      const [first] = handlers;
      if (first === undefined) return;
      // A handler is removed in the context that it was added in (office-js-docs-pr, excel-add-ins-events).
      await Excel.run(first.context, async (context) => {
        for (const handler of handlers) handler.remove();
        await context.sync();
      });
    };
  }

  private nameKeys(): Promise<string> {
    return run(async (context) => JSON.stringify((await definedNames(context)).map(({ name }) => name)));
  }

  async bytes(): Promise<Uint8Array> {
    const file = await fromCallback<Office.File>((done) => Office.context.document.getFileAsync(Office.FileType.Compressed, { sliceSize: SLICE }, done));
    try {
      const slices: Uint8Array[] = [];
      for (let i = 0; i < file.sliceCount; i++) slices.push(Uint8Array.from((await fromCallback<Office.Slice>((done) => file.getSliceAsync(i, done))).data as ArrayLike<number>));
      const bytes = new Uint8Array(slices.reduce((sum, { length }) => sum + length, 0));
      let at = 0;
      for (const slice of slices) {
        bytes.set(slice, at);
        at += slice.length;
      }
      return bytes;
    } finally {
      // Two open files are all that Excel holds.
      await fromCallback((done) => file.closeAsync(done));
    }
  }

  async open(bytes: Uint8Array): Promise<void> {
    try {
      await Excel.createWorkbook(base64(bytes));
    } catch (fault) {
      throw refusal(fault);
    }
  }
}

/** The largest slice of a file that Excel gives outside the iPad, which takes less by itself (Office.Document.getFileAsync). */
const SLICE = 4_194_304;

/** Excel on the web takes and gives 5 MB at a time (office-js-docs-pr, resource-limits-and-performance-optimization). A fifth leaves room: a character has up to three bytes. */
const LARGEST_REQUEST = 2 ** 20;
/** What a cell adds to a request that holds nothing. */
const EMPTY_CELL = 12;
/** Cells of figures come to some hundred characters each in an answer. Where texts make it too large all the same, it is asked for in halves. */
const MOST_CELLS = 10_000;

const LOADED = "values,valueTypes,formulas,text,numberFormat";

/** Answers an event. What Excel refuses meanwhile, while a cell is being edited say, is asked for again with the next event. */
async function askedAgain(answer: () => Promise<void>): Promise<void> {
  try {
    await answer();
  } catch (fault) {
    if (!(fault instanceof HostRefusal)) throw fault;
  }
}

async function run<Answer>(batch: (context: Excel.RequestContext) => Promise<Answer>): Promise<Answer> {
  try {
    return await Excel.run(batch);
  } catch (fault) {
    throw refusal(fault);
  }
}

function codeOf(fault: unknown): string | undefined {
  return fault instanceof Error && "code" in fault ? String(fault.code) : undefined;
}

/** What Excel refused, for the user. Its own messages are for programmers (office-js-docs-pr, excel-add-ins-error-handling). */
function refusal(fault: unknown): unknown {
  const code = codeOf(fault);
  if (code === undefined || !(fault instanceof Error)) return fault;
  switch (code) {
    case "InvalidOperationInCellEditMode":
      return new HostRefusal("A cell is being edited. Press Enter or Esc in the sheet, and try again.");
    case "AccessDenied":
      return new HostRefusal("The sheet or the workbook is protected. Unprotect it under Review, and try again.");
    case "ItemNotFound":
      return new HostRefusal("Excel no longer has a sheet or name that was just there. Try again.");
    default:
      return new HostRefusal(`Excel could not do this: ${fault.message} (${code})`);
  }
}

/** The sheets of the workbook, from left to right. */
async function sheetsOf(context: Excel.RequestContext): Promise<Excel.Worksheet[]> {
  const worksheets = context.workbook.worksheets.load("items/name");
  await context.sync();
  return worksheets.items;
}

function refuseMissing(name: string, sheets: readonly Excel.Worksheet[]): void {
  if (!sheets.some((sheet) => sameName(sheet.name, name))) throw new HostRefusal(`There is no sheet ${name} in the workbook. It may have been renamed or deleted.`);
}

function rangeOf(context: Excel.RequestContext, { sheet, top, left, bottom, right }: CellRange): Excel.Range {
  return context.workbook.worksheets.getItem(sheet).getRangeByIndexes(top - 1, left - 1, bottom - top + 1, right - left + 1);
}

interface Defined {
  readonly item: Excel.NamedItem;
  readonly name: NameToWrite;
  readonly isHidden: boolean;
  readonly form: NameForm;
}

/** The names of both scopes. `workbook.names` may list those of sheets too, which are then taken from their sheets. */
async function definedNames(context: Excel.RequestContext): Promise<Defined[]> {
  const wanted = "items/name,items/formula,items/visible,items/scope,items/type";
  const ofWorkbook = context.workbook.names.load(wanted);
  const sheets = await sheetsOf(context);
  const ofSheets = sheets.map(({ name, names }) => ({ name, items: names.load(wanted) }));
  await context.sync();
  const defined = (item: Excel.NamedItem, sheet?: string): Defined => {
    const formula = String(item.formula);
    return { item, name: { name: item.name, formula, ...(sheet === undefined ? {} : { sheet }) }, isHidden: !item.visible, form: nameForm(formula) };
  };
  return [...ofWorkbook.items.filter(({ scope }) => scope === "Workbook").map((item) => defined(item)), ...ofSheets.flatMap(({ name, items }) => items.items.map((item) => defined(item, name)))];
}

/** What has to be asked of a name's cells or values. Never of a broken one: older versions of Excel crash (office-js issue 263). */
type Question = Excel.Range | "values" | undefined;

function question(item: Excel.NamedItem, { formula }: NameToWrite, { kind }: NameForm): Question {
  // A name that gives a range, as OFFSET does, has its values in the cells.
  if (kind === "pointer" || (kind === "formula" && item.type === "Range")) return item.getRangeOrNullObject().load("address,values,valueTypes");
  if (kind !== "constant" && kind !== "formula") return undefined;
  if (callsDeal(formula.slice(1), catalogue)) return undefined;
  if (item.type === "Array") item.arrayValues.load("values,types");
  else item.load("value");
  return "values";
}

function meaningOf(item: Excel.NamedItem, { name, formula }: NameToWrite, form: NameForm, asked: Question): NameMeaning {
  switch (form.kind) {
    case "range":
      return form;
    case "areas":
    case "broken":
      return { kind: form.kind };
    case "relative":
      return { kind: "formula", values: [[{ error: "#VALUE!", message: relativeSentence(name, formula) }]] };
    default:
      break;
  }
  const kind = form.kind === "constant" ? "constant" : "formula";
  if (asked === undefined) return { kind, values: [[notCalculated(name)]] };
  if (asked === "values") return { kind, values: item.type === "Array" ? excelValues(item.arrayValues.values, item.arrayValues.types) : excelValues([[item.value]], [[item.type]]) };
  if (asked.isNullObject) return { kind: "broken" };
  const range = form.kind === "pointer" ? addressedRange(asked.address) : undefined;
  return range === undefined ? { kind, values: valuesOf(asked) } : { kind: "range", range };
}

/** Excel gives #VALUE! for the functions of add-ins in names (Excel.NamedItem.value). */
function notCalculated(name: string): CellError {
  return { error: "#VALUE!", message: `${name} holds a DEAL function, which Excel does not calculate within a name. Put the formula into a cell, and give the name to the cell.` };
}

/** The cells of an address as Excel gives it: `Terms!B2:C4`, `'Net sales'!B:B`; of several the first. */
function addressedRange(address: string, sheet?: string): CellRange | undefined {
  const node = formulaNode(address);
  const first = node?.kind === "union" ? node.parts[0] : node;
  const home = first?.kind === "reference" ? (first.sheet ?? sheet) : undefined;
  return first?.kind === "reference" && home !== undefined && first.lastSheet === undefined ? referencedRange(first, home) : undefined;
}

/** Where something was typed. Undefined: the sheet is gone by now. */
async function eventRange(worksheetId: string, address: string): Promise<CellRange | undefined> {
  return run(async (context) => {
    const sheet = context.workbook.worksheets.getItemOrNullObject(worksheetId).load("name");
    await context.sync();
    if (sheet.isNullObject) return undefined;
    return addressedRange(address, sheet.name) ?? { sheet: sheet.name, ...WHOLE_SHEET };
  });
}

/** Whole rows and columns end where nothing is filled any more. */
async function filledParts(context: Excel.RequestContext, ranges: readonly CellRange[]): Promise<CellRange[]> {
  const used = ranges.map((range) => (range.bottom < LAST_ROW && range.right < LAST_COLUMN ? undefined : rangeOf(context, range).getUsedRangeOrNullObject(true).load("rowIndex,columnIndex,rowCount,columnCount")));
  await context.sync();
  return ranges.map((range, i) => {
    const part = used[i];
    if (part === undefined) return range;
    const [bottom, right] = part.isNullObject ? [range.top, range.left] : [part.rowIndex + part.rowCount, part.columnIndex + part.columnCount];
    return { ...range, bottom: range.bottom < LAST_ROW ? range.bottom : bottom, right: range.right < LAST_COLUMN ? range.right : right };
  });
}

/** What Excel gives of a range, cell by cell. */
interface LoadedRange {
  readonly values: Grid;
  readonly formulas: readonly (readonly (string | null)[])[];
  readonly text: readonly (readonly string[])[];
  readonly numberFormat: readonly (readonly string[])[];
}

/** Loads ranges in as few answers as their size allows. */
async function loadedRanges(context: Excel.RequestContext, ranges: readonly CellRange[]): Promise<LoadedRange[]> {
  if (ranges.reduce((sum, range) => sum + cellCount(range), 0) <= MOST_CELLS) {
    const loaded = ranges.map((range) => rangeOf(context, range).load(LOADED));
    try {
      await context.sync();
      return loaded.map((range) => ({ values: valuesOf(range), formulas: formulasOf(range), text: range.text, numberFormat: range.numberFormat as string[][] }));
    } catch (fault) {
      if (codeOf(fault) !== "ResponsePayloadSizeLimitExceeded") throw fault;
    }
  }
  const [range] = ranges;
  if (ranges.length > 1 || range === undefined) {
    const half = Math.ceil(ranges.length / 2);
    return [...(await loadedRanges(context, ranges.slice(0, half))), ...(await loadedRanges(context, ranges.slice(half)))];
  }
  const { top, left, bottom, right } = range;
  const isTall = bottom > top;
  if (!isTall && right === left) throw new HostRefusal("Excel cannot give what this cell holds: it is too long.");
  const middle = isTall ? Math.floor((top + bottom) / 2) : Math.floor((left + right) / 2);
  const [first] = await loadedRanges(context, [isTall ? { ...range, bottom: middle } : { ...range, right: middle }]);
  const [second] = await loadedRanges(context, [isTall ? { ...range, top: middle + 1 } : { ...range, left: middle + 1 }]);
  return [joined(first as LoadedRange, second as LoadedRange, isTall)];
}

function joined(a: LoadedRange, b: LoadedRange, isTall: boolean): LoadedRange {
  const join = <Value>(one: readonly (readonly Value[])[], other: readonly (readonly Value[])[]) => (isTall ? [...one, ...other] : one.map((row, r) => [...row, ...(other[r] ?? [])]));
  return { values: join(a.values, b.values), formulas: join(a.formulas, b.formulas), text: join(a.text, b.text), numberFormat: join(a.numberFormat, b.numberFormat) };
}

function rangeContent(range: CellRange, { values, formulas, text, numberFormat }: LoadedRange): RangeContent {
  return { range, values, formulas, texts: text, formats: numberFormat };
}

function valuesOf(range: Excel.Range): Grid {
  return excelValues(range.values, range.valueTypes);
}

/** An error comes as its text, a blank as an empty one: only the type tells them from a text that reads like it. */
function excelValues(values: readonly (readonly unknown[])[], types: readonly (readonly string[])[]): Grid {
  return values.map((row, r) => row.map((value, c) => excelValue(value, types[r]?.[c])));
}

function excelValue(value: unknown, type: string | undefined): CellValue {
  if (type === "Empty") return null;
  if (type === "Error") return { error: String(value) as ErrorCode };
  return typeof value === "number" || typeof value === "boolean" ? value : String(value);
}

/**
 * Where there is no formula Excel gives the value. A text that begins with "=" has come in behind an apostrophe, which Excel leaves out of both (office-js
 * issue 6687); of formulas only one that shows its own text, a FORMULATEXT of its own cell, looks the same.
 */
function formulasOf({ formulas, values }: Excel.Range): (string | null)[][] {
  return formulas.map((row, r) => row.map((formula: unknown, c) => (typeof formula === "string" && formula.startsWith("=") && values[r]?.[c] !== formula ? formula : null)));
}

/** What the sheets hold now of their own; undefined for one that is not there. */
async function standingSheets(context: Excel.RequestContext, wanted: readonly { readonly name: string }[]): Promise<(WrittenSheet | undefined)[]> {
  const there = await sheetsOf(context);
  const found = wanted.map(({ name }) => there.find((sheet) => sameName(sheet.name, name))?.name);
  const whole = found.flatMap((sheet) => (sheet === undefined ? [] : [{ sheet, ...WHOLE_SHEET }]));
  const ranges = await filledParts(context, whole);
  const blocks = await loadedRanges(context, ranges);
  const cells = await Promise.all(ranges.map((range, i) => ownCells(context, range, blocks[i] as LoadedRange)));
  const sheets = ranges.map(({ sheet }, i): WrittenSheet => ({ name: sheet, cells: cells[i] ?? [] }));
  return found.map((name) => sheets.find((sheet) => sheet.name === name));
}

/** The cells that hold something of their own, and not what a formula spills over them. */
async function ownCells(context: Excel.RequestContext, { sheet, top, left }: CellRange, { values, formulas }: LoadedRange): Promise<WrittenCell[]> {
  const cells = values.flatMap((row, r) =>
    row.flatMap((value, c): WrittenCell[] => {
      const formula = formulas[r]?.[c] ?? null;
      return formula === null && value === null ? [] : [{ row: top + r, column: left + c, entry: formula === null ? { value } : { formula } }];
    }),
  );
  const spills = cells
    .filter(({ entry }) => "formula" in entry)
    .map(({ row, column }) => ({ row, column, area: rangeOf(context, { sheet, ...filledRectangle({ row, column }) }).getSpillingToRangeOrNullObject().load("rowIndex,columnIndex,rowCount,columnCount") }));
  await context.sync();
  const filled = new Set<string>();
  for (const { row, column, area } of spills) {
    if (area.isNullObject) continue;
    for (let r = 0; r < area.rowCount; r++) for (let c = 0; c < area.columnCount; c++) if (r > 0 || c > 0) filled.add(`${row + r},${column + c}`);
  }
  return cells.filter(({ row, column }) => !filled.has(`${row},${column}`));
}

/** A writing on its way. */
interface Attempt {
  readonly plan: WritingPlan;
  /** What stood there of ours before, where it is replaced. */
  readonly before: Pick<Written, "sheets" | "names">;
  /** The sheets that have been added. By their names they could be somebody else's. */
  readonly sheetIds: string[];
}

/** Tells whether undo takes it back in one step. */
async function put(attempt: Attempt): Promise<boolean> {
  const batch = (context: Excel.RequestContext) => putAll(context, attempt);
  if (Office.context.requirements.isSetSupported("ExcelApi", "1.20")) {
    try {
      await Excel.run({ mergeUndoGroup: true }, batch);
      return true;
    } catch (fault) {
      if (codeOf(fault) !== "UndoNotSupported") throw fault;
      // A group with a step that Excel cannot undo is refused, be it for many formulas (office-js issue 6491). What it has got done goes first.
      await takenBack(attempt, refusal(fault));
    }
  }
  await Excel.run(batch);
  return false;
}

async function asWritten(context: Excel.RequestContext, { sheets }: Writing, { addedNames, replacedNames }: WritingPlan): Promise<Pick<Written, "sheets" | "names">> {
  const standing = await standingSheets(context, sheets);
  sheets.forEach((sheet, i) => refuseMiswritten(sheet, standing[i]));
  const written = [...addedNames, ...replacedNames];
  const names = (await definedNames(context)).map(({ name }) => name).filter((name) => written.some((one) => sameDefinedName(one, name)));
  return { sheets: standing.filter((sheet) => sheet !== undefined), names };
}

/** What stood there of ours before, where the plan replaces it. */
function earlier(plan: WritingPlan, replacing: Written | undefined): Pick<Written, "sheets" | "names"> {
  return {
    sheets: replacing?.sheets.filter(({ name }) => plan.replacedSheets.some((sheet) => sameName(sheet.name, name))) ?? [],
    names: replacing?.names.filter((name) => plan.replacedNames.some((other) => sameDefinedName(other, name))) ?? [],
  };
}

/** Sheets come first, so that names can point at them, and names before the formulas that use them. */
async function putAll(context: Excel.RequestContext, { plan, sheetIds }: Attempt): Promise<void> {
  for (const { name } of plan.addedSheets) {
    const sheet = context.workbook.worksheets.add(name).load("id");
    await context.sync();
    sheetIds.push(sheet.id);
  }
  for (const name of plan.addedNames) namesOf(context, name).add(name.name, name.formula);
  await putInPlace(context, plan.replacedNames, plan.replacedSheets);
  await putCells(context, plan.addedSheets);
  for (const { name, look } of plan.addedSheets) if (look !== undefined) putLook(context.workbook.worksheets.getItem(name), look);
  await context.sync();
}

/** A character of the usual letters, in points. */
const POINTS = 5.25;

function putLook(sheet: Excel.Worksheet, { widths, frozenRows = 0, frozenColumns = 0 }: SheetLook): void {
  widths.forEach((width, column) => (sheet.getRangeByIndexes(0, column, 1, 1).format.columnWidth = width * POINTS));
  sheet.showGridlines = false;
  if (frozenRows > 0 && frozenColumns > 0) sheet.freezePanes.freezeAt(rectangleAddress({ top: 1, left: 1, bottom: frozenRows, right: frozenColumns }));
}

/** A sheet or name that is deleted and made anew is lost to the formulas that use it. */
async function putInPlace(context: Excel.RequestContext, names: readonly NameToWrite[], sheets: readonly SheetToWrite[]): Promise<void> {
  for (const name of names) namesOf(context, name).getItem(name.name).formula = name.formula;
  for (const { name } of sheets) context.workbook.worksheets.getItem(name).getRange().clear("Contents");
  await putCells(context, sheets);
}

function namesOf(context: Excel.RequestContext, { sheet }: NameToWrite): Excel.NamedItemCollection {
  return sheet === undefined ? context.workbook.names : context.workbook.worksheets.getItem(sheet).names;
}

/** Queues the cells of sheets, and sends them on where they are too much for one request. */
async function putCells(context: Excel.RequestContext, sheets: readonly SheetToWrite[]): Promise<void> {
  let queued = 0;
  for (const { name, rows } of sheets) {
    const width = Math.max(0, ...rows.map((row) => row.length));
    let top = 0;
    while (width > 0 && top < rows.length) {
      let bottom = top;
      do queued += JSON.stringify(rows[bottom]).length + EMPTY_CELL * width;
      while (++bottom < rows.length && queued < LARGEST_REQUEST);
      const piece = rows.slice(top, bottom).map((row) => Array.from({ length: width }, (_, c) => row[c] ?? null));
      const range = context.workbook.worksheets.getItem(name).getRangeByIndexes(top, 0, piece.length, width);
      // The format first: what is put into a cell is read by the format that the cell has.
      range.numberFormat = piece.map((row) => row.map((cell) => (cell === null ? null : (cell.format ?? "General"))));
      range.formulas = piece.map((row) => row.map(typed));
      top = bottom;
      if (queued < LARGEST_REQUEST) continue;
      await context.sync();
      queued = 0;
    }
  }
}

/** What is put into a cell, so that Excel takes it as it is meant; null leaves the cell alone (office-js-docs-pr, excel-add-ins-blank-null-values). */
function typed(cell: CellToWrite): string | number | boolean | null {
  if (cell === null) return null;
  if ("formula" in cell) return cell.formula;
  if (typeof cell.value !== "string") return cell.value;
  if (cell.value === "") return null;
  return readsAsText(cell.value) ? cell.value : `'${cell.value}`;
}

/**
 * Whether Excel takes it for text without an apostrophe. It reads what an add-in gives it as in the United States (Excel.Range.values), where every number,
 * date and formula has a digit or begins with something else than a letter. The apostrophe is no part of the value; the number format Text is not
 * used instead, because whatever is typed into such a cell later is text too, a formula included.
 */
function readsAsText(text: string): boolean {
  return /^\p{L}[^\d]*$/u.test(text) && !/^(?:true|false)$/i.test(text);
}

/** Undoes what a failed writing has got done, as far as it got. */
async function takenBack({ plan, before, sheetIds }: Attempt, reason: unknown): Promise<void> {
  try {
    await run(async (context) => {
      const isAdded = ({ name }: Defined) => plan.addedNames.some((added) => sameDefinedName(added, name) && added.formula === name.formula);
      for (const { item } of (await definedNames(context)).filter(isAdded)) item.delete();
      for (const id of sheetIds.splice(0)) context.workbook.worksheets.getItem(id).delete();
      await putInPlace(context, before.names, before.sheets.map(sheetAgain));
      await context.sync();
    });
  } catch (fault) {
    const why = reason instanceof Error ? reason.message : String(reason);
    throw new HostRefusal(`${why} Part of it may stand in the workbook (${(fault as Error).message}). Look at ${[...plan.addedSheets, ...plan.replacedSheets].map(({ name }) => `the sheet ${name}`).join(" and ")}.`);
  }
}

function sheetAgain({ name, cells }: WrittenSheet): SheetToWrite {
  const rows: CellToWrite[][] = [];
  for (const { row, column, entry } of cells) {
    while (rows.length < row) rows.push([]);
    const cellsOfRow = rows[row - 1] as CellToWrite[];
    while (cellsOfRow.length < column) cellsOfRow.push(null);
    cellsOfRow[column - 1] = entry as CellToWrite;
  }
  return { name, rows };
}

function fromCallback<Value>(call: (done: (result: Office.AsyncResult<Value>) => void) => void): Promise<Value> {
  return new Promise((resolve, reject) =>
    call((result) => {
      if (result.status === Office.AsyncResultStatus.Succeeded) resolve(result.value);
      else reject(new HostRefusal(`Excel did not give the file: ${result.error.message}. Save the workbook, and try again.`));
    }),
  );
}
