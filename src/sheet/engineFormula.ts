import type { CellError, ErrorCode } from "../cells/cell";
import { LAST_COLUMN, LAST_ROW, cellAddress } from "./address";
import { ANSWERS_ONE_VALUE, argumentKind } from "./argumentKinds";
import { type CallNode, type Coordinate, FormulaFault, type FormulaNode, type OperationNode, type ReferenceNode, parsedFormula } from "./formulaSyntax";
import type { DefinedName, Formula, Sheet, Workbook } from "./workbook";

/** A rectangle of cells. */
export interface Area {
  readonly sheet: Sheet;
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Where a formula stands. */
export interface Place {
  readonly sheet: Sheet;
  readonly row: number;
  readonly column: number;
  /** What messages call it: `Terms!B7`. Absent for a formula that stands in no cell. */
  readonly name?: string;
}

/** What is wrong with a formula, told as a sentence that names its cell. */
export function sentence(clause: string, place: Place): string {
  return place.name === undefined ? `${clause[0]?.toUpperCase() ?? ""}${clause.slice(1)}.` : `${place.name}: ${clause}.`;
}

/** What a reference in a formula points at: areas, or whatever another cell's formula spills over. */
export type Reference = { readonly areas: readonly Area[]; readonly single: boolean } | { readonly spillOf: Place };

/**
 * A formula as the library's engine is given it. Every reference has become `_R(k)`, the k-th of `references`: the engine then
 * neither resolves names nor orders formulas, both of which it does differently from Excel.
 */
export interface EngineFormula {
  readonly text: string;
  readonly references: readonly Reference[];
  /** The errors that parts of the formula stand for: `_E(k)` is the k-th. */
  readonly errors: readonly PartError[];
  /** The cells that must be settled before. What OFFSET and INDIRECT read is found out while they run. */
  readonly reads: readonly Area[];
  /** It calls SUBTOTAL or AGGREGATE, whose answers other subtotals leave out. */
  readonly isSubtotal: boolean;
}

export interface PartError extends Omit<CellError, "unsupported"> {
  /** No IFERROR may hide it: Excel could answer here, and we cannot. */
  readonly unsupported: boolean;
}

/** What the formulas of one workbook may name: its sheets, its defined names, and the functions that can be calculated. */
export class Vocabulary {
  private readonly sheets = new Map<string, Sheet>();
  private readonly names = new Map<string, DefinedName>();

  constructor(
    readonly workbook: Workbook,
    /** Who calculates a function: we (it takes arrays as Excel does), the library, or nobody. */
    readonly functionOwner: (name: string) => "ours" | "library" | undefined,
  ) {
    for (const sheet of workbook.sheets) this.sheets.set(sheet.name.toLowerCase(), sheet);
    for (const name of workbook.names) this.names.set(nameKey(name.name, name.sheet), name);
  }

  sheet(name: string): Sheet | undefined {
    return this.sheets.get(name.toLowerCase());
  }

  /** A name as a formula on this sheet sees it: the sheet's own before the workbook's. */
  name(name: string, sheetName: string): DefinedName | undefined {
    return this.names.get(nameKey(name, sheetName)) ?? this.names.get(nameKey(name));
  }
}

function nameKey(name: string, sheet = ""): string {
  return `${sheet.toLowerCase()}!${name.toLowerCase()}`;
}

/** The formula in the engine's terms. Throws a `FormulaFault` where it cannot be read. */
export function engineFormula(formula: Formula, place: Place, vocabulary: Vocabulary): EngineFormula {
  return new Translation(place, vocabulary).translated(formula);
}

/** The reference that a text stands for, as INDIRECT reads it; undefined where it is none. */
export function indirectReference(text: string, place: Place, vocabulary: Vocabulary): Reference | undefined {
  try {
    const { text: translated, references } = new Translation(place, vocabulary).translated({ text, kind: "dynamic" });
    return translated === "_R(0)" ? references[0] : undefined;
  } catch (fault) {
    if (fault instanceof FormulaFault) return undefined;
    throw fault;
  }
}

type Mode = "value" | "range" | "array";

/** The text being translated, and what its words mean there. */
interface Scope {
  readonly text: string;
  readonly sheet: Sheet;
  /** By how much the relative references of a defined name move: it is written as seen from A1. */
  readonly shift: { readonly rows: number; readonly columns: number } | undefined;
  /** Names of LET and LAMBDA. */
  readonly locals: ReadonlySet<string>;
  /** The defined names being read, so that none is read within itself. */
  readonly within: readonly string[];
}

/** Inlining names within names can grow without end; no cell's formula is this long. */
const LONGEST = 200_000;

class Translation {
  private readonly references: Reference[] = [];
  private readonly errors: PartError[] = [];
  private readonly reads: Area[] = [];
  private isSubtotal = false;
  private length = 0;
  /** The formula's last step: where it is a sum or a difference, Excel clears what binary arithmetic leaves over. */
  private last: FormulaNode | undefined;

  constructor(
    private readonly place: Place,
    private readonly vocabulary: Vocabulary,
  ) {}

  translated({ text, kind }: Formula): EngineFormula {
    const scope: Scope = { text, sheet: this.place.sheet, shift: undefined, locals: new Set(), within: [] };
    this.last = parsedFormula(text);
    const translated = this.value(this.last, kind === "plain" ? "value" : "array", scope);
    return { text: translated, references: this.references, errors: this.errors, reads: this.reads, isSubtotal: this.isSubtotal };
  }

  private value(node: FormulaNode, mode: Mode, scope: Scope): string {
    switch (node.kind) {
      case "number":
      case "text":
      case "boolean":
      case "array":
        return scope.text.slice(node.start, node.end);
      case "error":
        return scope.text.slice(node.start, node.end).replace(/^.*(?=#)/s, "").toUpperCase();
      case "reference":
        return this.referenceValue(node, mode, scope);
      case "name":
        return this.nameValue(node.name, node.sheet, mode, scope);
      case "parentheses":
        return `(${this.value(node.operand, mode, scope)})`;
      case "percent":
        return `${this.value(node.operand, operandMode(mode), scope)}%`;
      case "prefix":
        return node.operator === "@" ? this.intersected(node.operand, scope) : `${node.operator}${this.value(node.operand, operandMode(mode), scope)}`;
      case "operation":
        if (node.operator === ":" || node.operator === " ") return `_D(${this.handle(node, scope) ?? this.error("#VALUE!", "only references can stand on both sides of a colon or a space")})`;
        return this.operation(node, mode, scope);
      case "union":
        return `(${node.parts.map((part) => this.value(part, "range", scope)).join(",")})`;
      case "spill":
        return this.spillValue(node.operand, scope);
      case "call":
        return this.call(node, mode, scope);
      case "external":
        throw new FormulaFault(`it reads another workbook, ${scope.text.slice(node.start, node.end)}; copy the value into this one`, "#REF!");
      case "table":
        throw new FormulaFault(`the table reference ${scope.text.slice(node.start, node.end)} cannot be calculated here; write the cells instead, like A2:A20`, "#REF!");
    }
  }

  private operation(node: OperationNode, mode: Mode, scope: Scope): string {
    const [left, right] = [this.value(node.left, operandMode(mode), scope), this.value(node.right, operandMode(mode), scope)];
    const isExcelOnly = /[=<>&]/.test(node.operator) || (node === this.last && /[+-]/.test(node.operator));
    return isExcelOnly ? `_OP("${node.operator}",${left},${right})` : `${left}${node.operator}${right}`;
  }

  private referenceValue(node: ReferenceNode, mode: Mode, scope: Scope): string {
    const reference = this.resolved(node, scope);
    if (typeof reference === "string") return reference;
    return this.areasValue(reference.areas, reference.single, mode);
  }

  private areasValue(areas: readonly Area[], single: boolean, mode: Mode): string {
    const cut = mode === "value" ? this.cut(areas) : { areas, single };
    if (typeof cut === "string") return cut;
    this.reads.push(...cut.areas);
    return `_R(${this.kept(cut)})`;
  }

  /** Excel's implicit intersection: the one cell of a range that stands in the formula's own row or column. */
  private cut(areas: readonly Area[]): { areas: readonly Area[]; single: boolean } | string {
    const [area] = areas;
    if (area === undefined || areas.length > 1) return this.error("#VALUE!", "a reference through several sheets cannot be cut to one cell");
    const { row, column } = this.place;
    const cutRow = area.top === area.bottom ? area.top : area.left === area.right && row >= area.top && row <= area.bottom ? row : undefined;
    const cutColumn = area.left === area.right ? area.left : area.top === area.bottom && column >= area.left && column <= area.right ? column : undefined;
    if (cutRow === undefined || cutColumn === undefined) {
      const range = `${cellAddress(area.top, area.left)}:${cellAddress(area.bottom, area.right)}`;
      return this.error("#VALUE!", `one value is expected where ${range} stands, and no one cell of it is in the formula's own row or column`);
    }
    return { areas: [{ sheet: area.sheet, top: cutRow, left: cutColumn, bottom: cutRow, right: cutColumn }], single: true };
  }

  private intersected(operand: FormulaNode, scope: Scope): string {
    const inner = unwrapped(operand);
    if (inner.kind === "reference") return this.referenceValue(inner, "value", scope);
    if (inner.kind === "name" && !scope.locals.has(inner.name.toUpperCase())) return this.nameValue(inner.name, inner.sheet, "value", scope);
    return `@${this.value(operand, "range", scope)}`;
  }

  private resolved(node: ReferenceNode, scope: Scope): { areas: readonly Area[]; single: boolean } | string {
    const first = node.sheet === undefined ? scope.sheet : this.vocabulary.sheet(node.sheet);
    const last = node.lastSheet === undefined ? first : this.vocabulary.sheet(node.lastSheet);
    if (first === undefined || last === undefined) return this.error("#REF!", `there is no sheet named ${(first === undefined ? node.sheet : node.lastSheet) ?? ""}`);
    const { sheets } = this.vocabulary.workbook;
    const [from = 0, to = 0] = first === last ? [] : [sheets.indexOf(first), sheets.indexOf(last)].sort((a, b) => a - b);
    const through = first === last ? [first] : sheets.slice(from, to + 1);
    const rows = scope.shift?.rows ?? 0;
    const columns = scope.shift?.columns ?? 0;
    const [top, bottom] = [moved(node.top, rows, LAST_ROW), moved(node.bottom, rows, LAST_ROW)].sort((a, b) => a - b) as [number, number];
    const [left, right] = [moved(node.left, columns, LAST_COLUMN), moved(node.right, columns, LAST_COLUMN)].sort((a, b) => a - b) as [number, number];
    return { areas: through.map((sheet) => ({ sheet, top, left, bottom, right })), single: node.single && first === last };
  }

  private nameValue(word: string, sheetName: string | undefined, mode: Mode, scope: Scope): string {
    if (sheetName === undefined && scope.locals.has(word.toUpperCase())) return word;
    const found = this.named(word, sheetName, scope);
    if (typeof found === "string") return found;
    const inner = unwrapped(found.node);
    if (inner.kind === "reference") return this.referenceValue(inner, mode, found.scope);
    // Excel calculates a name's formula as an array formula, wherever it is used.
    return this.counted(`(${this.value(found.node, "array", found.scope)})`);
  }

  private named(word: string, sheetName: string | undefined, scope: Scope): { node: FormulaNode; scope: Scope } | string {
    if (sheetName !== undefined && this.vocabulary.sheet(sheetName) === undefined) return this.error("#REF!", `there is no sheet named ${sheetName}`);
    const defined = this.vocabulary.name(word, sheetName ?? scope.sheet.name);
    if (defined === undefined) return this.error("#NAME?", `nothing here is named ${word}`);
    const key = nameKey(defined.name, defined.sheet);
    if (scope.within.includes(key)) return this.error("#VALUE!", `the name ${defined.name} is defined by itself`);
    const inner: Scope = {
      text: defined.formula.replace(/^=/, ""),
      sheet: (defined.sheet === undefined ? undefined : this.vocabulary.sheet(defined.sheet)) ?? this.place.sheet,
      shift: { rows: this.place.row - 1, columns: this.place.column - 1 },
      locals: new Set(),
      within: [...scope.within, key],
    };
    try {
      return { node: parsedFormula(inner.text), scope: inner };
    } catch (fault) {
      if (fault instanceof FormulaFault) throw new FormulaFault(`the name ${defined.name} is not a formula: ${fault.message}`, "#NAME?");
      throw fault;
    }
  }

  private spillValue(operand: FormulaNode, scope: Scope): string {
    const index = this.spillIndex(operand, scope);
    return typeof index === "string" ? index : `_R(${index})`;
  }

  /** The cells that `A1#` stands for are known once A1 is settled, so A1 is all that has to be read before. */
  private spillIndex(operand: FormulaNode, scope: Scope): number | string {
    const inner = unwrapped(operand);
    if (inner.kind === "name" && !scope.locals.has(inner.name.toUpperCase())) {
      const found = this.named(inner.name, inner.sheet, scope);
      return typeof found === "string" ? found : this.spillIndex(found.node, found.scope);
    }
    if (inner.kind !== "reference" || !inner.single) return this.error("#REF!", "# stands behind one cell, the one whose formula spills");
    const anchor = this.resolved(inner, scope);
    if (typeof anchor === "string") return anchor;
    const [area] = anchor.areas;
    if (area === undefined || anchor.areas.length > 1) return this.error("#REF!", "# stands behind one cell, the one whose formula spills");
    this.reads.push(area);
    return this.kept({ spillOf: { sheet: area.sheet, row: area.top, column: area.left } });
  }

  /**
   * The engine text for a number that stands for a reference: `_R(…)` of it is its cells. Undefined where the part is no reference.
   * The engine's own OFFSET, and INDEX beside a colon, give values where Excel gives references; these go round them.
   */
  private handle(node: FormulaNode, scope: Scope): string | undefined {
    const handles = (nodes: readonly FormulaNode[]) => nodes.map((part) => this.handle(part, scope));
    switch (node.kind) {
      case "reference": {
        const reference = this.resolved(node, scope);
        return typeof reference === "string" ? reference : String(this.kept(reference));
      }
      case "parentheses":
        return this.handle(node.operand, scope);
      case "spill":
        return String(this.spillIndex(node.operand, scope));
      case "name": {
        if (node.sheet === undefined && scope.locals.has(node.name.toUpperCase())) return undefined;
        const found = this.named(node.name, node.sheet, scope);
        return typeof found === "string" ? found : this.handle(found.node, found.scope);
      }
      case "operation": {
        if (node.operator !== ":" && node.operator !== " ") return undefined;
        const parts = handles([node.left, node.right]);
        return parts.includes(undefined) ? undefined : `${node.operator === ":" ? "_SPAN" : "_MEET"}(${parts.join(",")})`;
      }
      case "union": {
        const parts = handles(node.parts);
        return parts.includes(undefined) ? undefined : `_UNION(${parts.join(",")})`;
      }
      case "call":
        return this.callHandle(node, scope);
      default:
        return undefined;
    }
  }

  private callHandle(node: CallNode, scope: Scope): string | undefined {
    const name = bareName(node.name);
    const [first, ...rest] = node.arguments;
    if (name === "INDIRECT") return `_INDIRECT(${this.values(name, node.arguments, "array", scope)})`;
    if (name === "OFFSET" || name === "INDEX") {
      const base = first === null || first === undefined ? undefined : this.handle(first, scope);
      return base === undefined ? undefined : `_${name}(${[base, ...rest.map((argument) => this.argument(argument, "array", scope))].join(",")})`;
    }
    if (name === "IF" || name === "CHOOSE") {
      const branches = rest.map((branch) => (branch === null ? undefined : this.handle(branch, scope)));
      return branches.length === 0 || branches.includes(undefined) ? undefined : `${name}(${[this.argument(first ?? null, "value", scope), ...branches].join(",")})`;
    }
    return undefined;
  }

  private call(node: CallNode, mode: Mode, scope: Scope): string {
    const name = bareName(node.name);
    if (node.workbook !== undefined) throw new FormulaFault(`it calls a function of another workbook, ${node.workbook}${node.name}`, "#NAME?");
    if (scope.locals.has(name)) return `${node.name}(${this.values("", node.arguments, mode, scope)})`;
    if (name === "LET") return this.letCall(node, mode, scope);
    if (name === "LAMBDA") return this.lambdaCall(node, scope);
    if (name === "SUBTOTAL" || name === "AGGREGATE") this.isSubtotal = true;
    const referring = this.referringCall(name, node, scope);
    if (referring !== undefined) return referring;
    const owner = this.vocabulary.functionOwner(name);
    if (owner === "library" && mode === "array") {
      const kinds = this.liftedKinds(name, node, scope);
      if (kinds !== undefined) return `_EACH("${name}","${kinds}",${this.values(name, node.arguments, mode, scope)})`;
    }
    const criteriaSum = this.resizedCriteriaSum(name, node, mode, scope);
    if (criteriaSum !== undefined) return criteriaSum;
    if (owner !== undefined) return `${name}(${this.values(name, node.arguments, mode, scope)})`;
    return this.namedLambda(node, mode, scope) ?? this.error("#NAME?", `the function ${node.name} cannot be calculated here`, true);
  }

  /** SUMIF and AVERAGEIF add up as many cells as they test, from the first of the cells to add on; the library takes those it is given. */
  private resizedCriteriaSum(name: string, { arguments: parts }: CallNode, mode: Mode, scope: Scope): string | undefined {
    const [tested, criterion, added] = parts;
    if ((name !== "SUMIF" && name !== "AVERAGEIF") || tested === null || tested === undefined || criterion === undefined || added === null || added === undefined) return undefined;
    if (sizeOf(tested) !== undefined && sizeOf(tested) === sizeOf(added)) return undefined;
    const [size, from] = [this.handle(tested, scope), this.handle(added, scope)];
    if (size === undefined || from === undefined) return undefined;
    return `${name}(${this.value(tested, mode === "array" ? "array" : "range", scope)},${this.argument(criterion, mode === "array" ? "array" : "value", scope)},_D(_RESIZE(${from},${size})))`;
  }

  /**
   * Where a function wants one value and may be given an array, Excel answers for each value of the array; the library answers for the first only.
   * A letter for each argument, V for those to be taken one by one; undefined where there is no array to be seen.
   */
  private liftedKinds(name: string, { arguments: parts }: CallNode, scope: Scope): string | undefined {
    const arrays = parts.map((part) => part !== null && this.mayBeArray(part, scope));
    const all = "V".repeat(parts.length);
    switch (name) {
      case "IF":
        return undefined;
      case "CHOOSE":
        return arrays[0] === true ? all : undefined;
      case "IFS":
        return arrays.some((isArray, index) => isArray && index % 2 === 0) ? all : undefined;
      case "SWITCH":
        return arrays.some((isArray, index) => isArray && (index === 0 || (index % 2 === 1 && index < parts.length - 1))) ? all : undefined;
      case "IFERROR":
      case "IFNA":
        return arrays.every((isArray) => isArray) ? all : undefined;
      default: {
        const kinds = parts.map((_, index) => (argumentKind(name, index) === "value" ? "V" : "R"));
        return kinds.some((kind, index) => kind === "V" && arrays[index] === true) ? kinds.join("") : undefined;
      }
    }
  }

  /** False only where a part is certain to be one value. */
  private mayBeArray(node: FormulaNode, scope: Scope): boolean {
    switch (node.kind) {
      case "number":
      case "text":
      case "boolean":
      case "error":
        return false;
      case "reference":
        return !node.single || node.lastSheet !== undefined;
      case "parentheses":
      case "percent":
        return this.mayBeArray(node.operand, scope);
      case "prefix":
        return node.operator !== "@" && this.mayBeArray(node.operand, scope);
      case "operation":
        return node.operator === ":" || node.operator === " " || this.mayBeArray(node.left, scope) || this.mayBeArray(node.right, scope);
      case "name": {
        const defined = scope.locals.has(node.name.toUpperCase()) ? undefined : this.vocabulary.name(node.name, node.sheet ?? scope.sheet.name);
        return defined === undefined || !/^(?:[^:,#()]+!\$?[A-Za-z]{1,3}\$?\d+|-?[\d.]+%?)$/.test(defined.formula);
      }
      case "call": {
        const name = bareName(node.name);
        if (ANSWERS_ONE_VALUE.has(name)) return false;
        if (node.arguments.length === 0) return scope.locals.has(name) || this.vocabulary.functionOwner(name) === undefined || name.startsWith("DEAL.");
        const takesOneByOne = node.arguments.some((_, index) => argumentKind(name, index) === "value");
        if (!takesOneByOne || ["INDEX", "OFFSET", "INDIRECT", "CHOOSE", "IFS"].includes(name)) return true;
        return node.arguments.some((part, index) => part !== null && argumentKind(name, index) !== "range" && this.mayBeArray(part, scope));
      }
      default:
        return true;
    }
  }

  /** Functions about references rather than about the values in them. */
  private referringCall(name: string, node: CallNode, scope: Scope): string | undefined {
    const { arguments: parts } = node;
    const [first] = parts;
    switch (name) {
      case "OFFSET":
      case "INDIRECT": {
        const handle = this.handle(node, scope);
        return handle === undefined ? this.error("#VALUE!", `${name} needs a reference as its first argument`) : `_D(${handle})`;
      }
      case "ROW":
      case "COLUMN":
      case "ROWS":
      case "COLUMNS":
      case "AREAS":
      case "ISREF": {
        if (parts.length !== 1 || first === null || first === undefined) return undefined;
        const handle = this.handle(first, scope);
        if (handle === undefined) return undefined;
        // The library's ROW and COLUMN of a range give its first row or column only.
        return name === "ROW" || name === "COLUMN" ? `_${name}(${handle})` : `${name}(_W(${handle}))`;
      }
      case "CELL": {
        const [information, about] = parts;
        const asked = information?.kind === "text" ? scope.text.slice(information.start + 1, information.end - 1).toLowerCase() : "";
        if (!["address", "row", "col"].includes(asked)) return this.error("#NAME?", "the function CELL is calculated here for address, row and col only", true);
        const handle = about === null || about === undefined ? undefined : this.handle(about, scope);
        return handle === undefined ? undefined : `CELL("${asked}",_W(${handle}))`;
      }
      case "SHEET":
      case "SHEETS":
      case "FORMULATEXT":
      case "ISFORMULA":
        return this.aboutCell(name, first, scope);
      default:
        return undefined;
    }
  }

  /** Answered while translating: the engine holds values only, and may stand on a sheet of its own. */
  private aboutCell(name: string, about: FormulaNode | null | undefined, scope: Scope): string {
    const { sheets } = this.vocabulary.workbook;
    if (about === null || about === undefined) {
      if (name === "SHEETS") return String(sheets.length);
      if (name === "SHEET") return String(sheets.indexOf(this.place.sheet) + 1);
      return this.error("#VALUE!", `${name} needs a reference`);
    }
    const inner = unwrapped(about);
    const reference = inner.kind === "reference" ? this.resolved(inner, scope) : undefined;
    if (typeof reference === "string") return reference;
    const area = reference?.areas[0];
    if (area === undefined) return this.error("#NAME?", `the function ${name} is calculated here for a reference to cells only`, true);
    if (name === "SHEETS") return String(reference?.areas.length ?? 0);
    if (name === "SHEET") return String(sheets.indexOf(area.sheet) + 1);
    if (area.top !== area.bottom || area.left !== area.right) return this.error("#NAME?", `the function ${name} is calculated here for one cell only`, true);
    const formula = area.sheet.cell(area.top, area.left)?.formula;
    if (name === "ISFORMULA") return formula === undefined ? "FALSE" : "TRUE";
    if (formula === undefined) return "#N/A";
    return `"=${formula.text.replace(/"/g, '""')}"`;
  }

  private letCall(node: CallNode, mode: Mode, scope: Scope): string {
    const locals = new Set(scope.locals);
    const parts = node.arguments.map((part, index) => {
      if (part?.kind === "name" && index % 2 === 0 && index < node.arguments.length - 1) return part.name;
      const translated = this.argument(part, index === node.arguments.length - 1 ? mode : "array", { ...scope, locals: new Set(locals) });
      const before = node.arguments[index - 1];
      if (index % 2 === 1 && before?.kind === "name") locals.add(before.name.toUpperCase());
      return translated;
    });
    return `LET(${parts.join(",")})`;
  }

  private lambdaCall(node: CallNode, scope: Scope): string {
    const names = node.arguments.slice(0, -1);
    const locals = new Set(scope.locals);
    for (const name of names) if (name?.kind === "name") locals.add(name.name.toUpperCase());
    const inner = { ...scope, locals };
    return `LAMBDA(${node.arguments.map((part, index) => (index < names.length && part?.kind === "name" ? part.name : this.argument(part, "array", inner))).join(",")})`;
  }

  /** A defined name that is called like a function: `Uplift(B7)` where Uplift is `LAMBDA(x,x*1.05)`. */
  private namedLambda(node: CallNode, mode: Mode, scope: Scope): string | undefined {
    if (this.vocabulary.name(node.name, scope.sheet.name) === undefined) return undefined;
    const found = this.named(node.name, undefined, scope);
    if (typeof found === "string") return found;
    const lambda = this.counted(this.value(found.node, "array", found.scope));
    return `LET(_f,${lambda},_f(${this.values("", node.arguments, mode, scope)}))`;
  }

  private values(functionName: string, parts: CallNode["arguments"], mode: Mode, scope: Scope): string {
    if (functionName === "TEXT" && parts.length > 1) return this.textArguments(parts, mode, scope);
    return parts
      .map((part, index) => {
        if (functionName.startsWith("DEAL.")) return this.dealArgument(part, scope);
        const kind = mode === "array" ? "array" : argumentKind(functionName, index);
        return this.argument(part, kind === "same" ? mode : kind, scope);
      })
      .join(",");
  }

  /** Our functions see a whole column or row at its full size, as in Excel, and not cut to what is used of the sheet: they refuse it as amounts. */
  private dealArgument(part: FormulaNode | null, scope: Scope): string {
    const text = this.argument(part, "array", scope);
    const area = part === null ? undefined : this.areaOf(part, scope);
    const isWhole = area !== undefined && ((area.top === 1 && area.bottom === LAST_ROW) || (area.left === 1 && area.right === LAST_COLUMN));
    return isWhole ? `_WHOLE(${area.bottom - area.top + 1},${area.right - area.left + 1},${text})` : text;
  }

  /** The one area that a part written as a reference or a name stands for. */
  private areaOf(node: FormulaNode, scope: Scope): Area | undefined {
    const inner = unwrapped(node);
    if (inner.kind === "reference") {
      const reference = this.resolved(inner, scope);
      return typeof reference === "string" || reference.areas.length > 1 ? undefined : reference.areas[0];
    }
    if (inner.kind !== "name" || (inner.sheet === undefined && scope.locals.has(inner.name.toUpperCase()))) return undefined;
    const found = this.named(inner.name, inner.sheet, scope);
    return typeof found === "string" ? undefined : this.areaOf(found.node, found.scope);
  }

  /** The arguments of TEXT, the number rounded to what its format shows. */
  private textArguments(parts: CallNode["arguments"], mode: Mode, scope: Scope): string {
    const [value, format, ...rest] = parts.map((part) => this.argument(part, mode === "array" ? "array" : "value", scope));
    return [`_SHOWN(${value ?? ""},${format ?? ""})`, format, ...rest].join(",");
  }

  private argument(part: FormulaNode | null, mode: Mode, scope: Scope): string {
    return part === null ? "" : this.value(part, mode, scope);
  }

  private kept(reference: Reference): number {
    return this.references.push(reference) - 1;
  }

  private error(error: ErrorCode, message: string, unsupported = false): string {
    this.errors.push({ error, message: sentence(message, this.place), unsupported });
    return `_E(${this.errors.length - 1})`;
  }

  private counted(text: string): string {
    this.length += text.length;
    if (this.length > LONGEST) throw new FormulaFault("its names are defined by so many other names that it is too long to calculate");
    return text;
  }
}

/** Rows × columns of a reference that is written out. */
function sizeOf(node: FormulaNode): string | undefined {
  return node.kind === "reference" ? `${node.bottom.at - node.top.at}×${node.right.at - node.left.at}` : undefined;
}

function operandMode(mode: Mode): Mode {
  return mode === "array" ? "array" : "value";
}

function unwrapped(node: FormulaNode): FormulaNode {
  let inner = node;
  while (inner.kind === "parentheses") inner = inner.operand;
  return inner;
}

function moved({ at, fixed }: Coordinate, by: number, last: number): number {
  return fixed ? at : ((at - 1 + by) % last) + 1;
}

/** The name of a function without the prefixes by which files mark newer functions. */
function bareName(name: string): string {
  return name.toUpperCase().replace(/^(?:_XLFN\.|_XLWS\.)+/, "");
}
