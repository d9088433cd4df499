import type { CellError, CellValue, ErrorCode, Grid } from "../../cells/cell";
import { sizeRefusal } from "../../cells/argumentSize";
import { inEveryCell } from "../../cells/encode";
import { Refusal } from "../../engine/refusal";
import type { CatalogueEntry } from "../../functions/catalogueEntry";
import { cellPlace } from "../address";
import { cellCount, filledRectangle, holdsCell, isOneCell, rectangleAddress, type Area } from "../area";
import { type SheetContext, type SheetFunction, answerOf } from "../excel/excelFunction";
import { functionNamed, takenAs } from "../excel/functions";
import { type CallNode, type ExternalNode, type FormulaNode, type OperationNode, type ReferenceNode, type UnionNode, isOfReferences, unwrapped } from "../formula/nodes";
import { FormulaFault } from "../formula/parser";
import type { TablePart } from "../formula/tablePart";
import { nameKey, type Formula, type Sheet } from "../workbook";
import { type CellReader, NotSettled, isUnsupported } from "./cellReader";
import { elementwise } from "./elementwise";
import { operated, prefixed } from "./operators";
import type { Reading } from "./reading";
import { areaOn, areasOn, intersection, tableArea } from "./references";
import { type Mode, type Scope, localNamed } from "./scope";
import { SPECIAL_FORMS } from "./specialForms";
import { unknownFunction } from "./suggestion";
import { Lambda, Matrix, Reference, type Value, WRONG_VALUE, EMPTY_ARRAY, isErrorValue } from "./value";
import { bareName } from "../formula/functionName";
import { type FormulaPlace, type Vocabulary, sentence } from "./vocabulary";

/** What a formula answers, as cells would show it. A blank is null. */
export interface Answer {
  readonly value: Grid;
  /** What it has read, so that errors can be traced. */
  readonly reads: readonly Area[];
}

/** Calculates formulas: a walk over their parts, which reads cells only where a value is really needed. */
export class Evaluator {
  private readonly entries: ReadonlyMap<string, SheetFunction>;
  /** What functions may know of the workbook and of the formula that calls them. */
  readonly context: SheetContext;
  /** Cells that hold an unsupported error, by their sheets. */
  private readonly unsupportedCells = new Map<Sheet, { row: number; column: number; error: CellError }[]>();
  private frame: Frame | undefined;

  constructor(
    readonly vocabulary: Vocabulary,
    readonly reader: CellReader,
    entries: readonly CatalogueEntry[],
    isSubtotal: SheetContext["isSubtotal"],
  ) {
    this.context = {
      from1904: vocabulary.workbook.date1904,
      now: serialOfNow(vocabulary.workbook.date1904),
      vocabulary,
      reader,
      isSubtotal,
      place: () => this.place,
      rows: (value) => this.rows(value),
      each: (value, visit) => this.each(value, visit),
      areas: (reference) => reference.areas.map((area) => reader.clipped(area)),
      error: (code, clause) => this.error(code, clause),
      unsupported: (code, clause) => this.unsupported(code, clause),
      loaded: (value) => this.loaded(value),
      indirect: (text) => this.indirect(text),
    };
    this.entries = new Map(entries.map((entry) => [entry.name.toUpperCase(), this.entryFunction(entry)]));
  }

  /** Throws `NotSettled` where the formula reads cells that are still to be calculated. */
  answer({ node }: Reading, kind: Formula["kind"], place: FormulaPlace): Answer {
    const frame: Frame = { place, last: node, reads: [], names: undefined, unsupported: undefined, depth: 0 };
    this.frame = frame;
    this.reader.reads = frame.reads;
    try {
      const value = this.rowsOf(node, kind);
      const unsupported = frame.unsupported ?? this.unsupportedAmong(frame.reads);
      return { value: unsupported === undefined ? value : [[unsupported]], reads: frame.reads };
    } catch (thrown) {
      if (thrown instanceof FormulaFault) return { value: [[{ error: thrown.code, message: sentence(thrown.message, place) }]], reads: frame.reads };
      // The stack of the machine is as deep as it is; a formula that needs more is told so.
      if (thrown instanceof RangeError) return { value: [[this.unsupported("#VALUE!", "it is nested too deep to be calculated here")]], reads: frame.reads };
      throw thrown;
    } finally {
      this.frame = undefined;
      this.reader.reads = [];
    }
  }

  /** Remembers that a cell holds an error which no formula that reads it may hide. */
  markUnsupported(sheet: Sheet, row: number, column: number, error: CellError): void {
    const known = this.unsupportedCells.get(sheet);
    if (known === undefined) this.unsupportedCells.set(sheet, [{ row, column, error }]);
    else known.push({ row, column, error });
  }

  private unsupportedAmong(reads: readonly Area[]): CellError | undefined {
    if (this.unsupportedCells.size === 0) return undefined;
    for (const area of reads) {
      const found = this.unsupportedCells.get(area.sheet)?.find((cell) => holdsCell(area, cell));
      if (found !== undefined) return found.error;
    }
    return undefined;
  }

  private rowsOf(node: FormulaNode, kind: Formula["kind"]): Grid {
    const scope: Scope = { sheet: this.place.sheet, shift: undefined, locals: undefined, within: [] };
    const value = this.value(node, kind === "plain" ? "value" : "array", scope);
    if (value instanceof Lambda) return [[{ error: "#CALC!", message: sentence("a LAMBDA is not called", this.place) }]];
    const shown = this.loaded(kind === "plain" && value instanceof Reference ? this.cut(value) : value);
    if (!(shown instanceof Matrix)) return [[shown]];
    // A formula from before dynamic arrays shows the first value of an array.
    return kind === "plain" ? [[shown.rows[0]?.[0] ?? null]] : shown.rows;
  }

  get place(): FormulaPlace {
    if (this.frame === undefined) throw new Error("A part of a formula is calculated outside a formula.");
    return this.frame.place;
  }

  /** An error that Excel would not show here: it stands for the whole formula, whatever is made of it. */
  unsupported(error: ErrorCode, clause: string): CellError {
    return this.noted({ error, message: sentence(clause, this.place), unsupported: true });
  }

  error(error: ErrorCode, clause: string): CellError {
    return { error, message: sentence(clause, this.place) };
  }

  private noted<T extends Value>(value: T): T {
    if (this.frame !== undefined && isUnsupported(value)) this.frame.unsupported ??= value;
    return value;
  }

  value(node: FormulaNode, mode: Mode, scope: Scope): Value {
    switch (node.kind) {
      case "number":
      case "text":
      case "boolean":
      case "error":
        return node.value;
      case "array":
        return new Matrix(node.rows);
      case "reference":
        return this.referenceValue(node, mode, scope);
      case "name":
        return this.nameValue(node.name, node.sheet, mode, scope);
      case "parentheses":
        return this.value(node.operand, mode, scope);
      case "percent":
        return prefixed("%", this.loaded(this.value(node.operand, operandMode(mode), scope)), this.context);
      case "prefix":
        if (node.operator === "@") return this.single(this.value(node.operand, "range", scope));
        return prefixed(node.operator, this.loaded(this.value(node.operand, operandMode(mode), scope)), this.context);
      case "operation":
        return isOfReferences(node.operator) ? this.joined(node, scope) : this.operation(node, mode, scope);
      case "union":
        return this.union(node, scope);
      case "spill":
        return this.spill(node.operand, scope);
      case "call":
        return this.call(node, mode, scope);
      case "invocation":
        return this.called(this.value(node.called, "array", scope), "what is called", node.arguments, scope);
      case "external":
        return this.external(node);
      case "table":
        return this.tableValue(node, mode);
    }
  }

  /** Values stay values; cells are read. Several areas at once are no values. */
  loaded(value: Value): CellValue | Matrix {
    if (typeof value !== "object" || value === null || value instanceof Matrix) return value;
    if (value instanceof Lambda) return { error: "#CALC!", message: sentence("a LAMBDA stands where a value is expected", this.place) };
    if (!(value instanceof Reference)) return value;
    const [area] = value.areas;
    if (area === undefined || value.areas.length > 1) return this.error("#VALUE!", "several areas stand where one range is expected");
    if (isOneCell(area)) return this.reader.cell(area.sheet, area.top, area.left);
    const clipped = this.reader.clipped(area);
    if (cellCount(clipped) > MOST_VALUES) return this.unsupported("#VALUE!", `${rectangleAddress(area)} are more cells than can be calculated at once here`);
    return new Matrix(this.reader.rows(clipped));
  }

  /** The one value that stands for a range or an array: of a range the cell in the formula's own row or column, of an array the first. */
  single(value: Value): CellValue {
    const one = this.loaded(value instanceof Reference ? this.cut(value) : value);
    return one instanceof Matrix ? (one.rows[0]?.[0] ?? null) : one;
  }

  argument(part: FormulaNode | null | undefined, mode: Mode, scope: Scope): Value | undefined {
    return part === null || part === undefined ? undefined : this.value(part, mode, scope);
  }

  private cut(reference: Reference): Reference | CellError {
    const [area] = reference.areas;
    if (area === undefined || reference.areas.length > 1) return this.error("#VALUE!", "a reference through several sheets cannot be cut to one cell");
    if (isOneCell(area)) return reference;
    const cell = intersection(area, this.place.row, this.place.column);
    if (cell === undefined) return this.error("#VALUE!", `one value is expected where ${rectangleAddress(area)} stands, and no one cell of it is in the formula's own row or column`);
    return new Reference([cell]);
  }

  private referenceValue(node: ReferenceNode, mode: Mode, scope: Scope): Value {
    const reference = this.resolved(node, scope);
    return mode === "value" && reference instanceof Reference && !node.single ? this.cut(reference) : reference;
  }

  private resolved(node: ReferenceNode, scope: Scope): Reference | CellError {
    if (node.sheet === undefined) return new Reference([areaOn(scope.sheet, node, scope.shift)]);
    const sheets = this.vocabulary.through(node.sheet, node.lastSheet ?? node.sheet);
    if (sheets !== undefined) return new Reference(areasOn(sheets, node, scope.shift));
    const missing = this.vocabulary.sheet(node.sheet) === undefined ? node.sheet : node.lastSheet;
    return this.error("#REF!", `there is no sheet named ${missing ?? ""}`);
  }

  private nameValue(word: string, sheetName: string | undefined, mode: Mode, scope: Scope): Value {
    const local = sheetName === undefined ? localNamed(scope.locals, word.toUpperCase()) : undefined;
    if (local !== undefined) return local.value ?? null;
    // A table's name alone stands for its data.
    const isTable = sheetName === undefined && this.vocabulary.name(word, scope.sheet.name) === undefined && this.vocabulary.table(word, this.place) !== undefined;
    if (isTable) return this.tableValue({ table: word, items: [] }, mode);
    const found = this.named(word, sheetName, scope);
    if (isErrorValue(found)) return found;
    const inner = unwrapped(found.node);
    if (inner.kind === "reference") return this.referenceValue(inner, mode, found.scope);
    if (inner.kind === "table") return this.tableValue(inner, mode);
    // Excel calculates a name's formula as an array formula, wherever it is used. It is the same wherever it stands in one formula.
    const frame = this.frame;
    const key = found.scope.within.at(-1) ?? "";
    const known = frame?.names?.get(key);
    if (known !== undefined) return known;
    const value = this.deeper(() => this.value(found.node, "array", found.scope));
    if (!found.isVolatile && frame !== undefined) (frame.names ??= new Map<string, Value>()).set(key, value);
    return value;
  }

  /** What a defined name stands for, and how its words are read. */
  private named(word: string, sheetName: string | undefined, scope: Scope): { node: FormulaNode; scope: Scope; isVolatile: boolean } | CellError {
    if (sheetName !== undefined && this.vocabulary.sheet(sheetName) === undefined) return this.error("#REF!", `there is no sheet named ${sheetName}`);
    const defined = this.vocabulary.name(word, sheetName ?? scope.sheet.name);
    if (defined === undefined) return this.error("#NAME?", `nothing here is named ${word}`);
    const key = nameKey(defined.name, defined.sheet);
    if (scope.within.includes(key)) return this.error("#VALUE!", `the name ${defined.name} is defined by itself`);
    if (scope.within.length >= DEEPEST) return this.unsupported("#VALUE!", `the name ${defined.name} is defined by names of names, more than ${DEEPEST} deep`);
    const inner: Scope = {
      sheet: (defined.sheet === undefined ? undefined : this.vocabulary.sheet(defined.sheet)) ?? this.place.sheet,
      shift: { rows: this.place.row - 1, columns: this.place.column - 1 },
      locals: undefined,
      within: [...scope.within, key],
    };
    const node = this.vocabulary.formula(defined.formula.replace(/^=/, ""));
    if (node instanceof FormulaFault) throw new FormulaFault(`the name ${defined.name} is not a formula: ${node.message}`, "#NAME?");
    return { node, scope: inner, isVolatile: /RAND/i.test(defined.formula) };
  }

  /** Calls and names within each other, counted, so that one that never ends is told so. */
  deeper<T>(calculated: () => T): T {
    const { frame } = this;
    if (frame === undefined) return calculated();
    if (frame.depth >= DEEPEST) throw new RangeError("The formula goes too deep.");
    frame.depth++;
    try {
      return calculated();
    } finally {
      frame.depth--;
    }
  }

  private operation(node: OperationNode, mode: Mode, scope: Scope): Value {
    // A sum of thousands of terms leans to the left, deeper than a machine's stack.
    const spine: OperationNode[] = [];
    let left: FormulaNode = node;
    for (; left.kind === "operation" && !isOfReferences(left.operator); left = left.left) spine.push(left);
    const inner = operandMode(mode);
    let value = this.loaded(this.value(left, inner, scope));
    for (let step = spine.pop(); step !== undefined; step = spine.pop()) {
      const right = this.loaded(this.value(step.right, inner, scope));
      value = operated(step.operator, value, right, step === this.frame?.last, this.context);
    }
    return value;
  }

  /** A range between two references, or the cells that two have in common. */
  private joined(node: OperationNode, scope: Scope): Value {
    const sides = [this.value(node.left, "range", scope), this.value(node.right, "range", scope)];
    const error = sides.find((side) => isErrorValue(side));
    if (error !== undefined) return error;
    const [a, b] = sides.map((side) => (side instanceof Reference && side.areas.length === 1 ? side.areas[0] : undefined));
    if (a === undefined || b === undefined) return this.error("#VALUE!", "only references can stand on both sides of a colon or a space");
    if (node.operator === ":") {
      if (a.sheet !== b.sheet) return this.error("#REF!", "the two ends of a range are on different sheets");
      return new Reference([{ sheet: a.sheet, top: Math.min(a.top, b.top), left: Math.min(a.left, b.left), bottom: Math.max(a.bottom, b.bottom), right: Math.max(a.right, b.right) }]);
    }
    const common = { sheet: a.sheet, top: Math.max(a.top, b.top), left: Math.max(a.left, b.left), bottom: Math.min(a.bottom, b.bottom), right: Math.min(a.right, b.right) };
    if (a.sheet !== b.sheet || common.top > common.bottom || common.left > common.right) return this.error("#NULL!", "the two ranges have no cell in common");
    return new Reference([common]);
  }

  private union({ parts }: UnionNode, scope: Scope): Value {
    const areas: Area[] = [];
    for (const part of parts) {
      const value = this.value(part, "range", scope);
      if (isErrorValue(value)) return value;
      if (!(value instanceof Reference)) return this.error("#VALUE!", "only references can stand together in parentheses");
      for (const area of value.areas) areas.push(area);
    }
    return new Reference(areas);
  }

  /** All cells over which a cell's formula spills. */
  private spill(operand: FormulaNode, scope: Scope): Value {
    const anchor = this.value(operand, "range", scope);
    if (isErrorValue(anchor)) return anchor;
    const area = anchor instanceof Reference && anchor.areas.length === 1 ? anchor.areas[0] : undefined;
    if (area === undefined || !isOneCell(area)) return this.error("#REF!", "# stands behind one cell, the one whose formula spills");
    const { sheet, top, left } = area;
    this.reader.settled(area);
    const cell = sheet.cell(top, left);
    if (cell?.formula?.kind !== "dynamic") return this.error("#REF!", `no formula spills from ${cellPlace(sheet.name, top, left)}, so # behind it stands for nothing`);
    return new Reference([{ sheet, ...filledRectangle({ row: top, column: left }, cell.extent) }]);
  }

  private tableValue(node: TablePart, mode: Mode): Value {
    const table = this.vocabulary.table(node.table, this.place);
    const sheet = table === undefined ? undefined : this.vocabulary.sheet(table.sheet);
    if (table === undefined || sheet === undefined) {
      return this.error(node.table === undefined ? "#VALUE!" : "#NAME?", node.table === undefined ? "the formula stands in no table, so a column without a table's name means nothing" : `there is no table named ${node.table}`);
    }
    const area = tableArea(table, node, sheet, this.place.row);
    if (typeof area === "string") return this.error(node.items.includes("#this row") && node.columns === undefined ? "#VALUE!" : "#REF!", area);
    const reference = new Reference([area]);
    return mode === "value" ? this.cut(reference) : reference;
  }

  /** What the file keeps of another workbook. */
  private indirect(text: string): Value {
    const read = this.vocabulary.formula(text.trim());
    const node = read instanceof FormulaFault ? undefined : unwrapped(read);
    const isReference = node?.kind === "operation" ? isOfReferences(node.operator) : ["reference", "name", "table", "spill"].includes(node?.kind ?? "");
    const value = node !== undefined && isReference ? this.value(node, "range", { sheet: this.place.sheet, shift: undefined, locals: undefined, within: [] }) : null;
    return value instanceof Reference || isUnsupported(value) ? value : this.error("#REF!", `INDIRECT is given "${text}", which is not a reference`);
  }

  private external({ workbook, sheet, target }: ExternalNode): Value {
    const { otherWorkbooks } = this.vocabulary.workbook;
    const other = /^\d+$/.test(workbook) ? otherWorkbooks[Number(workbook) - 1] : otherWorkbooks.find((book) => book.target.split(/[\\/]/).at(-1) === workbook);
    const kept = other?.sheets.find(({ name }) => name.toLowerCase() === sheet.toLowerCase());
    const where = other?.target ?? `[${workbook}]${sheet}`;
    if (target === undefined) return this.error("#REF!", `its reference to the other workbook ${where} is lost`);
    if (other === undefined || target.kind !== "reference" || kept === undefined) return this.unsupported("#REF!", `it reads another workbook, ${where}, and the file keeps no value of it; copy the value into this one`);
    const [top, left, bottom, right] = [target.top.at, target.left.at, target.bottom.at, target.right.at];
    if (cellCount({ top, left, bottom, right }) > MOST_VALUES) return this.unsupported("#REF!", `it reads whole columns or rows of another workbook, ${where}`);
    const rows = Array.from({ length: bottom - top + 1 }, (_, r) => Array.from({ length: right - left + 1 }, (_unused, c) => kept.cells.get(top + r)?.get(left + c) ?? null));
    return target.single ? (rows[0]?.[0] ?? null) : new Matrix(rows);
  }

  private call(node: CallNode, mode: Mode, scope: Scope): Value {
    const name = bareName(node.name);
    if (node.workbook !== undefined) return this.unsupported("#NAME?", `it calls a function of another workbook, ${node.workbook}${node.name}`);
    const local = localNamed(scope.locals, name);
    if (local !== undefined) return this.called(local.value, node.name, node.arguments, scope);
    const special = SPECIAL_FORMS.get(name);
    if (special !== undefined) return special(node, mode, scope, this);
    const entry = this.entries.get(name);
    if (entry !== undefined) return this.applied(entry, name, node, mode, scope);
    // RATE(…) is Excel's function, also where a cell is named Rate.
    const known = functionNamed(name);
    if (known !== undefined) return this.applied(known, name, node, mode, scope);
    const named = this.vocabulary.name(node.name, scope.sheet.name);
    if (named !== undefined) return this.called(this.nameValue(node.name, undefined, "array", scope), node.name, node.arguments, scope);
    return this.unsupported("#NAME?", unknownFunction(node.name, [...this.entries.keys()]));
  }

  private called(lambda: Value | undefined, name: string, parts: CallNode["arguments"], scope: Scope): Value {
    if (isErrorValue(lambda)) return lambda;
    if (!(lambda instanceof Lambda)) return this.error("#REF!", `${name} is not a function`);
    return lambda.call(parts.map((part) => this.argument(part, "array", scope)));
  }

  private applied(called: SheetFunction, name: string, { arguments: parts }: CallNode, mode: Mode, scope: Scope): Value {
    if (parts.length < called.fewest) return this.error("#VALUE!", `${name} needs ${called.fewest === called.most ? "" : "at least "}${called.fewest} arguments, and ${parts.length} are given`);
    if (parts.length > called.most) return this.error("#VALUE!", `${name} takes at most ${called.most} arguments, and ${parts.length} are given`);
    const args: (Value | undefined)[] = [];
    let isLifted = false;
    for (let index = 0; index < parts.length; index++) {
      const kind = takenAs(called.takes, index);
      let value = this.argument(parts[index], mode === "array" ? "array" : kind === "V" ? "value" : kind === "A" ? "array" : kind === "S" ? mode : "range", scope);
      if (kind === "V" && value !== undefined) {
        value = this.loaded(mode !== "array" && value instanceof Reference ? this.cut(value) : value);
        if (value instanceof Matrix) isLifted = true;
      }
      args.push(value);
    }
    if (!isLifted) return this.noted(this.withoutErrors(called, args));
    const lifted = args.map((_, index) => takenAs(called.takes, index) === "V");
    return elementwise(args, lifted, name, (values) => {
      const answer = this.noted(this.withoutErrors(called, values));
      return answer instanceof Reference || answer instanceof Matrix ? this.first(answer) : answer instanceof Lambda ? WRONG_VALUE : answer;
    });
  }

  private first(value: Reference | Matrix): CellValue {
    const loaded = this.loaded(value);
    return loaded instanceof Matrix ? (loaded.rows[0]?.[0] ?? null) : loaded;
  }

  private withoutErrors(called: SheetFunction, args: readonly (Value | undefined)[]): Value {
    if (called.seesErrors !== true) {
      for (let index = 0; index < args.length; index++) {
        const arg = args[index];
        if (isErrorValue(arg) && takenAs(called.takes, index) === "V") return arg;
      }
    }
    return answerOf(called, args, this.context);
  }

  /** A function of ours: every argument is a grid, whatever the formula is from. */
  private entryFunction(entry: CatalogueEntry): SheetFunction {
    return {
      fewest: 0,
      most: 255,
      takes: "A",
      answer: (args) => {
        try {
          if (args.length > entry.parameters.length) {
            throw new Refusal([{ code: "#VALUE!", message: `${entry.name} takes at most ${entry.parameters.length} arguments, and ${args.length} are given.` }]);
          }
          const answer = entry.run(...entry.parameters.map(({ name }, index) => this.argumentGrid(args[index], name)));
          return typeof answer === "object" && answer !== null && !("error" in answer) ? valueOfGrid(answer) : answer;
        } catch (thrown) {
          if (thrown instanceof NotSettled) throw thrown;
          if (thrown instanceof Refusal) return refused(thrown);
          return { error: "#VALUE!", message: `${entry.name} failed: ${thrown instanceof Error ? thrown.message : String(thrown)}` };
        }
      },
    };
  }

  /** What a function of ours is given, as Excel hands it over: null for what is omitted, whole columns with all their rows. */
  private argumentGrid(value: Value | undefined, name: string): Grid | null {
    if (value === undefined) return null;
    const area = value instanceof Reference && value.areas.length === 1 ? value.areas[0] : undefined;
    if (area === undefined || isOneCell(area)) {
      const loaded = this.loaded(value);
      return loaded instanceof Matrix ? loaded.rows : [[loaded]];
    }
    const [height, width] = [area.bottom - area.top + 1, area.right - area.left + 1];
    const tooLarge = sizeRefusal(name, height, width);
    if (tooLarge !== undefined) throw tooLarge;
    const used = this.reader.rows(this.reader.clipped(area));
    if (used.length === height && used[0]?.length === width) return used;
    // A million rows, but all that are not used are the same one.
    const blank: CellValue[] = Array.from({ length: width }, () => null);
    return [...used.map((row) => [...row, ...blank.slice(row.length)]), ...Array.from({ length: height - used.length }, () => blank)];
  }

  private rows(value: Value | undefined): Grid | CellError {
    if (value === undefined) return [[null]];
    const loaded = this.loaded(value);
    return loaded instanceof Matrix ? loaded.rows : isErrorValue(loaded) && value instanceof Reference && value.areas.length > 1 ? loaded : [[loaded]];
  }

  private each(value: Matrix | Reference, visit: (value: CellValue) => void): void {
    if (value instanceof Matrix) {
      for (const row of value.rows) for (const cell of row) visit(cell);
      return;
    }
    for (const area of value.areas) {
      for (const row of this.reader.rows(this.reader.clipped(area))) for (const cell of row) if (cell !== null) visit(cell);
    }
  }
}

interface Frame {
  readonly place: FormulaPlace;
  /** The formula's last step: where it is a sum or a difference, Excel clears what binary arithmetic leaves over. */
  readonly last: FormulaNode;
  readonly reads: Area[];
  /** What the names in it stand for. */
  names: Map<string, Value> | undefined;
  unsupported: CellError | undefined;
  depth: number;
}

/** Names and functions within each other, at most; Excel's own bounds are higher, and no model comes near. */
const DEEPEST = 256;

/** More values at once than that are no longer a formula's argument but a mistake: a hundred whole columns. */
const MOST_VALUES = 5_000_000;

function operandMode(mode: Mode): Mode {
  return mode === "array" ? "array" : "value";
}

/** A refusal, in every cell of the answer where it is known how many they are: a blank beside it would be read as 0. */
function refused({ code, message, shape }: Refusal): Value {
  const error: CellError = { error: code, message };
  return shape === undefined || shape.rows * shape.columns === 1 ? error : new Matrix(inEveryCell(error, shape));
}

function valueOfGrid(grid: Grid): Value {
  const only = grid[0]?.[0];
  if (grid.length === 1 && grid[0]?.length === 1 && only !== undefined) return only;
  return grid.length === 0 || grid[0]?.length === 0 ? EMPTY_ARRAY : new Matrix(grid);
}

function serialOfNow(from1904: boolean): number {
  const now = new Date();
  return (now.getTime() - now.getTimezoneOffset() * 60_000) / 86_400_000 + 25_569 - (from1904 ? 1462 : 0);
}
