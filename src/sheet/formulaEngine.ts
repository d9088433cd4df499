import { calculateFormulas } from "@cj-tech-master/excelts/formula";
import type { WorkbookLike } from "@cj-tech-master/excelts/formula";
import type { CellValue, ErrorCode, Grid } from "../cells/cell";
import { Refusal } from "../engine/refusal";
import type { CatalogueEntry } from "../functions/catalogueEntry";
import { LAST_COLUMN, LAST_ROW, cellPlace, columnNumber } from "./address";
import { indexed, offset, onSheet, rowColumnReference, within } from "./areaArithmetic";
import { type Area, type EngineFormula, type PartError, type Place, type Reference, Vocabulary, indirectReference, sentence } from "./engineFormula";
import {
  BLANK,
  type EngineArray,
  type EngineScalar,
  type EngineValue,
  KIND,
  TRUE,
  cellError,
  engineArray,
  engineError,
  engineNumber,
  fromEngine,
  rowsOf,
  scalarOf,
  toEngine,
} from "./engineValue";
import { EXCEL_FUNCTIONS, EXCEL_OPERATORS, shownByFormat } from "./excelFunctions";
import { eachAnswer } from "./liftedCall";
import { PassSheet, isNative } from "./passSheet";
import type { Sheet, Workbook } from "./workbook";

/** A formula to be calculated, when everything it reads is settled. */
export interface Task {
  readonly place: Place;
  readonly formula: EngineFormula;
  /** What OFFSET and INDIRECT were seen to read when the task ran before. */
  readonly alsoReads: readonly Area[];
}

/** What a formula answers; or the cells that must be settled first, when OFFSET or INDIRECT point where nobody has looked yet. */
export type Answer = Settled | { readonly waitsFor: readonly Area[] };

export interface Settled {
  readonly value: Grid;
  /** Where the answer stood on its sheet, when it is a range. */
  readonly origin: { readonly row: number; readonly column: number } | undefined;
  /** The refused calls and the parts of the formula that stand for errors, in the order in which they came up. */
  readonly refusals: readonly PartError[];
}

/** An answer as cells show it: where a formula answers nothing, like a reference to a blank cell, stands 0. */
export function shownGrid(grid: Grid): CellValue[][] {
  return grid.map((row) => row.map((value) => value ?? 0));
}

/**
 * The library's cache of parsed formulas holds 10,000 and then silently gives no result for the oldest. A pass stays below that, and every
 * pass gets a cache of its own because it is a workbook of its own.
 */
export const FORMULAS_IN_A_PASS = 9_000;

/** How often a formula may find, while OFFSET or INDIRECT run, that they point at yet other cells. */
export const MOST_DISCOVERIES = 50;

/** A formula being calculated, and what has been seen of it. */
interface Frame {
  readonly task: Task;
  readonly references: Reference[];
  readonly refusals: PartError[];
  readonly waitsFor: Area[];
  value: EngineValue | undefined;
}

/** The library's formula engine behind our guards: it calculates formulas that do not depend on each other. */
export class FormulaEngine {
  readonly vocabulary: Vocabulary;
  private readonly functions: WorkbookLike["userFunctions"];
  private readonly used = new Map<Sheet, { rows: number; columns: number }>();
  private readonly subtotals = new Set<string>();
  private frames: Frame[] = [];
  private frame: Frame | undefined;

  constructor(
    readonly workbook: Workbook,
    entries: readonly CatalogueEntry[],
    private readonly onFormula?: (place: Place) => void,
  ) {
    const functions = new Map<string, (args: EngineValue[]) => EngineValue>(Object.entries(this.ownFunctions()));
    for (const [name, run] of EXCEL_FUNCTIONS) functions.set(name, (args) => run(...args));
    for (const entry of entries) functions.set(entry.name.toUpperCase(), (args) => this.entryAnswer(entry, args));
    this.functions = new Map([...functions].map(([name, run]) => [name, { minArity: 0, maxArity: 255, invoke: (args: unknown[]) => run(args as EngineValue[]) }]));
    const isOurs = new Set([...EXCEL_FUNCTIONS.keys(), ...entries.map((entry) => entry.name.toUpperCase())]);
    this.vocabulary = new Vocabulary(workbook, (name) => (isOurs.has(name) ? "ours" : isNative(name) ? "library" : undefined));
  }

  /** The cell's answer is left out by SUBTOTAL and AGGREGATE. */
  markSubtotal(place: Place): void {
    this.subtotals.add(subtotalKey(place.sheet, place.row, place.column));
  }

  /** The answers to at most `FORMULAS_IN_A_PASS` tasks, in their order. */
  answers(tasks: readonly Task[]): Answer[] {
    this.frames = tasks.map((task) => ({ task, references: task.formula.references.map((reference) => this.spilled(reference)), refusals: [], waitsFor: [], value: undefined }));
    const sheets = new Map(this.workbook.sheets.map((sheet, index) => [sheet, new PassSheet(index + 1, sheet.name, sheet.hiddenRows)]));
    for (const [sheet, areas] of this.readAreas()) this.fill(sheets.get(sheet), sheet, areas);
    this.frames.forEach(({ task: { place, formula } }, index) => {
      sheets.get(place.sheet)?.add(place.row, place.column, null, `_CELL(_BEGIN(${index}),${formula.text})`);
    });
    calculateFormulas({ worksheets: [...sheets.values()], getWorksheet: () => undefined, userFunctions: this.functions ?? new Map(), calcProperties: {}, properties: {} });
    return this.frames.map((frame) => this.answer(frame));
  }

  /** The used part of a sheet: its last row and its last column with anything in it, at least 1. */
  private usedSize(sheet: Sheet): { rows: number; columns: number } {
    let size = this.used.get(sheet);
    if (size === undefined) {
      size = { rows: 1, columns: 1 };
      for (const [row, cells] of sheet.rows) {
        if (row > size.rows) size.rows = row;
        for (const column of cells.keys()) if (column > size.columns) size.columns = column;
      }
      this.used.set(sheet, size);
    }
    return size;
  }

  /** To be called when cells are filled beyond what was used before. */
  grow(area: Area): void {
    const size = this.usedSize(area.sheet);
    size.rows = Math.max(size.rows, area.bottom);
    size.columns = Math.max(size.columns, area.right);
  }

  /** Whole columns and rows end where the sheet's contents end, so that nobody walks over a million blanks. */
  private clipped(area: Area): Area {
    const wholeColumns = area.top === 1 && area.bottom === LAST_ROW;
    const wholeRows = area.left === 1 && area.right === LAST_COLUMN;
    if (!wholeColumns && !wholeRows) return area;
    const { rows, columns } = this.usedSize(area.sheet);
    return { ...area, bottom: wholeColumns ? rows : area.bottom, right: wholeRows ? columns : area.right };
  }

  private spilled(reference: Reference): Reference {
    if (!("spillOf" in reference)) return reference;
    const { sheet, row, column } = reference.spillOf;
    const { rows, columns } = sheet.cell(row, column)?.extent ?? { rows: 1, columns: 1 };
    return { areas: [{ sheet, top: row, left: column, bottom: row + rows - 1, right: column + columns - 1 }], single: false };
  }

  private readAreas(): Map<Sheet, Area[]> {
    const bySheet = new Map<Sheet, Area[]>();
    const add = (area: Area) => {
      const areas = bySheet.get(area.sheet);
      if (areas === undefined) bySheet.set(area.sheet, [area]);
      else areas.push(area);
    };
    for (const { task, references } of this.frames) {
      task.formula.reads.forEach(add);
      task.alsoReads.forEach(add);
      task.formula.references.forEach((reference, index) => {
        const resolved = references[index];
        if ("spillOf" in reference && resolved !== undefined && "areas" in resolved) resolved.areas.forEach(add);
      });
    }
    return bySheet;
  }

  /** Puts the cells of these areas into the pass, each once however many formulas read it. */
  private fill(target: PassSheet | undefined, sheet: Sheet, areas: readonly Area[]): void {
    if (target === undefined) return;
    const size = this.usedSize(sheet);
    const byColumn = new Map<number, [number, number][]>();
    for (const area of areas) {
      const right = Math.min(area.right, size.columns);
      for (let column = area.left; column <= right; column++) {
        const intervals = byColumn.get(column);
        if (intervals === undefined) byColumn.set(column, [[area.top, Math.min(area.bottom, size.rows)]]);
        else intervals.push([area.top, Math.min(area.bottom, size.rows)]);
      }
    }
    for (const [column, intervals] of byColumn) {
      intervals.sort((a, b) => a[0] - b[0]);
      let done = 0;
      for (const [top, bottom] of intervals) {
        this.fillColumn(target, sheet, column, Math.max(top, done + 1), bottom);
        done = Math.max(done, bottom);
      }
    }
  }

  private fillColumn(target: PassSheet, sheet: Sheet, column: number, top: number, bottom: number): void {
    const fillRow = (row: number) => {
      const value = sheet.cell(row, column)?.value ?? null;
      if (value === null) return;
      const isSubtotal = typeof value === "number" && this.subtotals.has(subtotalKey(sheet, row, column));
      // The engine leaves out cells that hold a subtotal's formula; one text for all, so that they take one place in its cache.
      target.add(row, column, value, isSubtotal ? "SUBTOTAL(9,_HERE(CELL(\"address\"),SHEET()))" : undefined);
    };
    if (bottom - top < sheet.rows.size) for (let row = top; row <= bottom; row++) fillRow(row);
    else for (const row of sheet.rows.keys()) if (row >= top && row <= bottom) fillRow(row);
  }

  private answer(frame: Frame): Answer {
    if (frame.waitsFor.length > 0) return { waitsFor: frame.waitsFor };
    const unsupported = frame.refusals.find((refusal) => refusal.unsupported);
    if (unsupported !== undefined) return { value: [[cellError(unsupported.error, unsupported.message)]], origin: undefined, refusals: [] };
    // No answer at all: the engine could not compile the formula, or failed in the middle.
    const value = frame.value ?? engineError("#VALUE!", sentence("it cannot be calculated here", frame.task.place));
    if (value.kind === KIND.lambda) return { value: [[cellError("#CALC!", sentence("a LAMBDA is not called", frame.task.place))]], origin: undefined, refusals: [] };
    const origin = value.kind === KIND.array && value.originRow !== undefined && value.originCol !== undefined ? { row: value.originRow, column: value.originCol } : undefined;
    return { value: rowsOf(value).map((row) => row.map(fromEngine)), origin, refusals: frame.refusals };
  }

  /** What the texts of `EngineFormula` call. No formula of a user reaches these: functions nobody knows never get as far as the engine. */
  private ownFunctions(): Record<string, (args: EngineValue[]) => EngineValue> {
    const whole = (value: EngineValue | undefined, otherwise: number): number => {
      const scalar = scalarOf(value);
      return scalar.kind === KIND.number ? Math.trunc(scalar.value) : scalar.kind === KIND.boolean ? Number(scalar.value) : otherwise;
    };
    const withAreas = (args: EngineValue[], count: number, answer: (...areas: Area[]) => Area | undefined): EngineValue => {
      const areas: Area[] = [];
      for (const argument of args.slice(0, count)) {
        const found = this.areasOf(argument);
        if (!Array.isArray(found)) return found;
        const [area] = found;
        if (area === undefined || found.length > 1) return this.error("#VALUE!", "several areas stand where one range is expected");
        areas.push(area);
      }
      const area = answer(...areas);
      return area === undefined ? engineError("#REF!") : this.keptArea(area);
    };
    const firstError = (args: EngineValue[]) => args.map(scalarOf).find((value) => value.kind === KIND.error);
    return {
      _BEGIN: ([index]) => {
        this.frame = this.frames[whole(index, -1)];
        if (this.frame !== undefined) this.onFormula?.(this.frame.task.place);
        return TRUE;
      },
      _CELL: ([, value]) => {
        if (this.frame !== undefined) this.frame.value = value ?? BLANK;
        this.frame = undefined;
        return TRUE;
      },
      _E: ([index]) => {
        const error = this.frame?.task.formula.errors[whole(index, -1)];
        if (error === undefined) return engineError("#VALUE!");
        this.frame?.refusals.push(error);
        return engineError(error.error, error.message);
      },
      _HERE: ([address, sheetNumber]) => {
        const sheet = this.workbook.sheets[whole(sheetNumber, 0) - 1];
        const at = scalarOf(address);
        const [, letters = "", row = ""] = (at.kind === KIND.text ? /\$([A-Z]+)\$(\d+)$/.exec(at.value) : null) ?? [];
        return toEngine(sheet?.cell(Number(row), columnNumber(letters))?.value ?? null);
      },
      _R: ([handle]) => this.cells(handle, (area) => this.clipped(area)),
      _W: ([handle]) => this.cells(handle, (area) => area),
      _WHOLE: ([height, width, value = BLANK]) => padded(value, whole(height, 1), whole(width, 1)),
      _D: ([handle]) => this.discovered(handle),
      _EACH: ([name, kinds, ...args]) => eachAnswer(textOf(name), textOf(kinds), args),
      _OP: ([operator, left = BLANK, right = BLANK]) => EXCEL_OPERATORS.get(textOf(operator))?.(left, right) ?? engineError("#VALUE!"),
      _SHOWN: (args) => shownByFormat(...args),
      _RESIZE: (args) => withAreas(args, 2, (from, size) => onSheet({ ...from, bottom: from.top + size.bottom - size.top, right: from.left + size.right - size.left })),
      _ROW: ([handle]) => lined(this.areasOf(handle), (area) => numbersFrom(area.top, area.bottom).map((row) => [row])),
      _COLUMN: ([handle]) => lined(this.areasOf(handle), (area) => [numbersFrom(area.left, area.right)]),
      _SPAN: (args) =>
        withAreas(args, 2, (a, b) =>
          a.sheet !== b.sheet
            ? undefined
            : { sheet: a.sheet, top: Math.min(a.top, b.top), left: Math.min(a.left, b.left), bottom: Math.max(a.bottom, b.bottom), right: Math.max(a.right, b.right) },
        ),
      _MEET: (args) => {
        let apart = false;
        const meeting = withAreas(args, 2, (a, b) => {
          const area = { sheet: a.sheet, top: Math.max(a.top, b.top), left: Math.max(a.left, b.left), bottom: Math.min(a.bottom, b.bottom), right: Math.min(a.right, b.right) };
          apart = a.sheet !== b.sheet || area.top > area.bottom || area.left > area.right;
          return apart ? undefined : area;
        });
        // Set while the areas are compared, which the compiler cannot see.
        return (apart as boolean) ? this.error("#NULL!", "the two ranges have no cell in common") : meeting;
      },
      _UNION: (args) => {
        const areas: Area[] = [];
        for (const argument of args) {
          const found = this.areasOf(argument);
          if (!Array.isArray(found)) return found;
          areas.push(...found);
        }
        return this.kept({ areas, single: false });
      },
      _OFFSET: (args) => {
        const error = firstError(args.slice(1));
        if (error !== undefined) return error;
        if (args.slice(1, 5).some((value) => ![KIND.number, KIND.blank, KIND.boolean].includes(scalarOf(value).kind as 0 | 1 | 3))) return engineError("#VALUE!");
        return withAreas(args, 1, (base) => offset(base, whole(args[1], 0), whole(args[2], 0), given(args[3], whole), given(args[4], whole)));
      },
      _INDEX: (args) => {
        const error = firstError(args.slice(1));
        if (error !== undefined) return error;
        const bases = this.areasOf(args[0]);
        if (!Array.isArray(bases)) return bases;
        const base = bases[args[3] === undefined ? 0 : whole(args[3], 1) - 1];
        const area = base === undefined ? undefined : indexed(base, whole(args[1], 0), args[2] === undefined ? undefined : whole(args[2], 0));
        return area === undefined ? engineError("#REF!") : this.keptArea(area);
      },
      _INDIRECT: (args) => {
        const text = scalarOf(args[0]);
        if (text.kind === KIND.error) return text;
        if (text.kind !== KIND.text || this.frame === undefined) return engineError("#REF!");
        const { place } = this.frame.task;
        const reference = args[1] !== undefined && whole(args[1], 0) === 0 ? rowColumnReference(text.value, place) : indirectReference(text.value, place, this.vocabulary);
        return reference === undefined ? this.error("#REF!", `INDIRECT is given "${text.value}", which is not a reference`) : this.kept(this.spilled(reference));
      },
    };
  }

  private error(code: ErrorCode, clause: string): EngineScalar {
    return engineError(code, this.frame === undefined ? undefined : sentence(clause, this.frame.task.place));
  }

  private kept(reference: Reference): EngineValue {
    return this.frame === undefined ? engineError("#REF!") : engineNumber(this.frame.references.push(reference) - 1);
  }

  private keptArea(area: Area): EngineValue {
    return this.kept({ areas: [area], single: area.top === area.bottom && area.left === area.right });
  }

  /** The areas behind a handle, or the error that stands in its place. */
  private areasOf(handle: EngineValue | undefined): Area[] | EngineScalar {
    const index = scalarOf(handle);
    if (index.kind !== KIND.number) return index.kind === KIND.error ? index : engineError("#REF!");
    const reference = this.frame?.references[index.value];
    if (reference === undefined || "spillOf" in reference) return engineError("#REF!");
    const task = this.frame?.task.formula.references[index.value];
    if (task !== undefined && "spillOf" in task) {
      const { sheet, row, column } = task.spillOf;
      const anchor = sheet.cell(row, column);
      if (anchor?.formula?.kind !== "dynamic") return this.error("#REF!", `no formula spills from ${cellPlace(sheet.name, row, column)}, so # behind it stands for nothing`);
    }
    return [...reference.areas];
  }

  private cells(handle: EngineValue | undefined, shape: (area: Area) => Area): EngineValue {
    const areas = this.areasOf(handle);
    if (!Array.isArray(areas)) return areas;
    const index = scalarOf(handle);
    const reference = index.kind === KIND.number ? this.frame?.references[index.value] : undefined;
    const shaped = areas.map(shape).map(({ sheet, ...rest }) => ({ sheet: sheet.name, ...rest }));
    return reference !== undefined && "areas" in reference && reference.single ? { kind: KIND.reference, areas: shaped, singleCell: true } : { kind: KIND.reference, areas: shaped };
  }

  /** The cells of a reference that came about while calculating: they may not be settled, nor be in the pass, unless they were asked for before. */
  private discovered(handle: EngineValue | undefined): EngineValue {
    const areas = this.areasOf(handle);
    if (!Array.isArray(areas) || this.frame === undefined) return Array.isArray(areas) ? engineError("#REF!") : areas;
    const { task, waitsFor } = this.frame;
    const missing = areas.filter((area) => ![...task.alsoReads, ...task.formula.reads].some((known) => within(area, known)));
    waitsFor.push(...missing);
    return missing.length > 0 ? engineError("#N/A") : this.cells(handle, (area) => this.clipped(area));
  }

  private entryAnswer(entry: CatalogueEntry, args: readonly EngineValue[]): EngineValue {
    try {
      if (args.length > entry.parameters.length) {
        throw new Refusal([{ code: "#VALUE!", message: `${entry.name} takes at most ${entry.parameters.length} arguments, and ${args.length} are given.` }]);
      }
      const answer = entry.run(...entry.parameters.map((_, index) => argumentGrid(args[index])));
      return typeof answer === "object" && answer !== null && !("error" in answer) ? gridValue(answer) : toEngine(answer);
    } catch (thrown) {
      const error = thrown instanceof Refusal ? { error: thrown.code, message: thrown.message } : { error: "#VALUE!" as const, message: `${entry.name} failed: ${thrown instanceof Error ? thrown.message : String(thrown)}` };
      this.frame?.refusals.push({ ...error, unsupported: false });
      return engineError(error.error, error.message);
    }
  }
}

function textOf(value: EngineValue | undefined): string {
  const scalar = scalarOf(value);
  return scalar.kind === KIND.text ? scalar.value : "";
}

function numbersFrom(first: number, last: number): EngineScalar[] {
  return Array.from({ length: last - first + 1 }, (_, index) => engineNumber(first + index));
}

function lined(areas: readonly Area[] | EngineScalar, rows: (area: Area) => EngineScalar[][]): EngineValue {
  if (!isAreas(areas)) return areas;
  const [area] = areas;
  if (area === undefined) return engineError("#REF!");
  const all = rows(area);
  const only = all[0]?.[0];
  return only !== undefined && all.length === 1 && all[0]?.length === 1 ? only : engineArray(all);
}

function isAreas(value: readonly Area[] | EngineScalar): value is readonly Area[] {
  return Array.isArray(value);
}

/** An array with blanks below and to the right, up to this size. */
function padded(value: EngineValue, height: number, width: number): EngineValue {
  if (scalarOf(value).kind === KIND.error) return value;
  const blankRow: EngineScalar[] = Array.from({ length: width }, () => BLANK);
  const rows = rowsOf(value).map((row) => [...row, ...blankRow.slice(row.length)]);
  // A million rows, but all of them the same one.
  return engineArray([...rows, ...Array.from({ length: height - rows.length }, () => blankRow)]);
}

function argumentGrid(value: EngineValue | undefined): Grid | null {
  if (value === undefined || value.kind === KIND.blank) return null;
  return rowsOf(value).map((row) => row.map(fromEngine));
}

function gridValue(grid: Grid): EngineValue {
  const rows: EngineArray["rows"] = grid.map((row) => row.map((value: CellValue) => toEngine(value)));
  const only = rows[0]?.[0];
  return only !== undefined && rows.length === 1 && rows[0]?.length === 1 ? only : engineArray(rows);
}

function given(value: EngineValue | undefined, whole: (value: EngineValue, otherwise: number) => number): number | undefined {
  return value === undefined || value.kind === KIND.blank ? undefined : whole(value, 0);
}

function subtotalKey(sheet: Sheet, row: number, column: number): string {
  return `${sheet.name}!${row}:${column}`;
}
