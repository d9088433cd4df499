import { bareName } from "../sheet/formula/functionName";
import { isOfReferences, partsOf, visitParts, type CallNode, type FormulaNode, type NameNode, type PrefixNode, type TableNode, type WrappedNode } from "../sheet/formula/nodes";
import { formulaNode } from "../sheet/formula/parser";
import { futurePrefix, withoutFuturePrefix } from "./futureFunctions";
import { editedText, type TextEdit } from "./package/textEdits";

/** The custom functions that are known, by their shown and by their stored names, in capitals. */
export interface FunctionNames {
  readonly stored: ReadonlyMap<string, string>;
  readonly shown: ReadonlyMap<string, string>;
}

const CUSTOM = "_xldudf_";
const PARAMETER = "_xlpm.";
const SINGLE = "_xlfn.SINGLE";
const SPILL = "_xlfn.ANCHORARRAY";

/**
 * Both ways between names as Excel shows and stores them: `DEAL.NPV_ROYALTY`, `_xldudf_DEAL_NPV_ROYALTY`.
 *
 * A table, since an underscore in a stored name may stand for a dot or for itself.
 */
export function functionNames(names: readonly string[]): FunctionNames {
  const stored = new Map<string, string>();
  const shown = new Map<string, string>();
  for (const name of names) {
    const storedName = CUSTOM + name.replace(/\./g, "_");
    const other = shown.get(storedName.toUpperCase());
    if (other !== undefined && other !== name) throw new RangeError(`${name} and ${other} are stored under the same name`);
    stored.set(name.toUpperCase(), storedName);
    shown.set(storedName.toUpperCase(), name);
  }
  return { stored, shown };
}

/** A formula as Excel shows it, from its text in a file. Functions that are not known keep their stored names, as in Excel; what is no formula stays as it is. */
export function shownFormula(stored: string, names: FunctionNames): string {
  const node = /_xl/i.test(stored) ? formulaNode(stored) : undefined;
  if (node === undefined) return stored;
  const edits: TextEdit[] = [];
  const bound = new Set<FormulaNode>();
  visitParts(node, (part) => {
    for (const operand of boundOperands(stored, part)) bound.add(operand);
    if (part.kind === "call") edits.push(...shownCall(part, names));
    else if (part.kind === "name") edits.push(...shownName(part));
    else if (part.kind === "prefix" && !bound.has(part)) edits.push(...shownSingle(stored, part));
    else if (part.kind === "spill" && !bound.has(part)) edits.push(...shownSpill(stored, part));
    return true;
  });
  return editedText(stored, edits);
}

/** Beside these signs an `@` would stand for more than its operand, and a second `#` for nothing. */
function boundOperands(stored: string, part: FormulaNode): readonly FormulaNode[] {
  if (part.kind === "operation" && isOfReferences(part.operator)) return [part.left, part.right].filter(({ kind }) => kind === "prefix");
  return part.kind === "spill" && stored[part.end - 1] === "#" ? [part.operand] : [];
}

function shownCall({ name, nameStart, start, workbook }: CallNode, names: FunctionNames): TextEdit[] {
  const end = nameStart + name.length;
  const ours = customFunction(name, names);
  // Some other add-ins leave the number of a workbook before our names; the call means the same without.
  if (ours !== undefined) return [{ start: /^\[\d+\]!$/.test(workbook ?? "") ? start : nameStart, end, text: ours }];
  const shown = isParameter(name) ? name.slice(PARAMETER.length) : withoutFuturePrefix(name);
  return shown === undefined ? [] : [{ start: nameStart, end, text: shown }];
}

function shownName({ name, end }: NameNode): TextEdit[] {
  return isParameter(name) ? [{ start: end - name.length, end, text: name.slice(PARAMETER.length) }] : [];
}

function isParameter(name: string): boolean {
  return name.length > PARAMETER.length && name.toLowerCase().startsWith(PARAMETER);
}

/** The function of ours that a stored name means. Other programs leave its dots in, or put the prefix of new functions before it. */
function customFunction(stored: string, names: FunctionNames): string | undefined {
  const name = stored.toUpperCase().replace(/^_XLFN\.(?=_XLDUDF_)/, "").replaceAll(".", "_");
  return names.shown.get(name);
}

/** `_xlfn.SINGLE(A1:A9)` → `@A1:A9`; around anything but one operand the parentheses stay. */
function shownSingle(stored: string, { start, end, operand }: PrefixNode): TextEdit[] {
  if (!isStoredAs(SINGLE, stored, start)) return [];
  const open = start + SINGLE.length;
  if (!standsBehindAt(operand) || operand.start > open + 1 || operand.end < end - 1) return [{ start, end: open, text: "@" }];
  return [{ start, end: open + 1, text: "@" }, { start: end - 1, end, text: "" }];
}

/** `_xlfn.ANCHORARRAY(A1)` → `A1#`. Around anything but one reference, name or call, it stays. */
function shownSpill(stored: string, { start, end, operand }: WrappedNode): TextEdit[] {
  const inner = start + SPILL.length + 1;
  if (!isStoredAs(SPILL, stored, start) || !ANCHORS.has(operand.kind) || operand.start > inner || operand.end < end - 1) return [];
  return [{ start, end: inner, text: "" }, { start: end - 1, end, text: "#" }];
}

function isStoredAs(name: string, stored: string, start: number): boolean {
  return stored.slice(start, start + name.length).toLowerCase() === name.toLowerCase();
}

const ANCHORS: ReadonlySet<FormulaNode["kind"]> = new Set(["reference", "name", "table", "external", "call", "invocation", "error"]);

function standsBehindAt(node: FormulaNode): boolean {
  if (node.kind === "operation" || node.kind === "prefix") return node.operator === ":" || node.operator === "@";
  return ANCHORS.has(node.kind) || node.kind === "spill" || node.kind === "boolean";
}

/**
 * The text of a formula as a file holds it, from the one that Excel shows; what is no formula stays as it is. `table` is the table in which its cell
 * stands: there `[@Net]` is one of its columns.
 */
export function storedFormula(shown: string, names: FunctionNames, table = ""): string {
  const node = isStoredAsShown(shown, names) ? undefined : formulaNode(shown);
  if (node === undefined) return shown;
  const edits: TextEdit[] = [];
  const open: ScopedPart[] = [{ part: node, locals: undefined }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    edits.push(...storedEdits(shown, next, names, table));
    open.push(...scopedParts(next).reverse());
  }
  return editedText(shown, edits);
}

/** A quick look, since most formulas are. */
function isStoredAsShown(shown: string, names: FunctionNames): boolean {
  return !/[@#[]|_xl/i.test(shown) && (shown.match(CALLED) ?? []).every((name) => !names.stored.has(name.toUpperCase()) && futurePrefix(name) === undefined);
}

const CALLED = /(?<![\p{L}\p{M}\p{N}_.\\?])[\p{L}_\\][\p{L}\p{M}\p{N}_.\\?]*(?=\()/gu;

function storedEdits(shown: string, { part, locals }: ScopedPart, names: FunctionNames, table: string): TextEdit[] {
  switch (part.kind) {
    case "name":
      return part.sheet === undefined && isLocal(part.name, locals) ? [inserted(part.start, PARAMETER)] : [];
    case "call":
      return part.workbook === undefined ? [{ start: part.nameStart, end: part.nameStart + part.name.length, text: storedName(part.name, locals, names) }] : [];
    case "table":
      return [storedTablePart(shown, part, table)];
    case "external":
      return part.target?.kind === "table" ? [storedTablePart(shown, part.target, table)] : [];
    case "prefix":
      return shown[part.start] === "@" ? storedSingle(part) : [];
    case "spill":
      return shown[part.end - 1] === "#" ? [inserted(part.start, `${SPILL}(`), { start: part.end - 1, end: part.end, text: ")" }] : [];
    default:
      return [];
  }
}

function inserted(at: number, text: string): TextEdit {
  return { start: at, end: at, text };
}

function storedName(name: string, locals: Locals | undefined, names: FunctionNames): string {
  return isLocal(name, locals) ? PARAMETER + name : (names.stored.get(name.toUpperCase()) ?? (futurePrefix(name) ?? "") + name);
}

/** `[@Net]` → `[[#This Row],[Net]]`. The rest is stored as it is shown. */
function storedTablePart(shown: string, { start, end, table: named }: TableNode, table: string): TextEdit {
  const bracket = shown.indexOf("[", start);
  const part = shown.slice(bracket, end);
  const [, columns] = /^\[\s*@\s*(.*?)\s*\]$/s.exec(part) ?? [];
  const stored = columns === undefined ? part : columns === "" ? "[#This Row]" : `[[#This Row],${columns.startsWith("[") ? columns : `[${columns}]`}]`;
  return { start: bracket, end, text: (named === undefined ? table : "") + stored };
}

function storedSingle({ start, operand }: PrefixNode): TextEdit[] {
  let inner = operand;
  while (inner.kind === "percent") inner = inner.operand;
  if (inner.kind === "parentheses") return [{ start, end: inner.start, text: SINGLE }];
  return [{ start, end: inner.start, text: `${SINGLE}(` }, inserted(inner.end, ")")];
}

/** A name that LET or LAMBDA gives, in lower case, and those around it. */
interface Locals {
  readonly name: string;
  readonly outer: Locals | undefined;
}

/** A part of a formula, and the names that are known in it. */
interface ScopedPart {
  readonly part: FormulaNode;
  readonly locals: Locals | undefined;
}

function isLocal(name: string, locals: Locals | undefined): boolean {
  let at = locals;
  while (at !== undefined && at.name !== name.toLowerCase()) at = at.outer;
  return at !== undefined;
}

/** The direct parts of a part. A name of LET is known from behind its value on, one of LAMBDA in all that follows. */
function scopedParts({ part, locals: outer }: ScopedPart): ScopedPart[] {
  const binding = part.kind === "call" ? bareName(part.name) : "";
  if (part.kind !== "call" || (binding !== "LET" && binding !== "LAMBDA")) return partsOf(part).map((inner) => ({ part: inner, locals: outer }));
  const { arguments: parts } = part;
  const given = (i: number): string | undefined => {
    const name = binding === "LAMBDA" || i % 2 === 0 ? parts[i] : undefined;
    return name?.kind === "name" && name.sheet === undefined && i < parts.length - 1 ? name.name.toLowerCase() : undefined;
  };
  const known = (name: string | undefined, around: Locals | undefined): Locals | undefined => (name === undefined ? around : { name, outer: around });
  let locals = outer;
  return parts.flatMap((argument, i) => {
    const here = known(given(i), locals);
    locals = known(given(binding === "LET" ? i - 1 : i), locals);
    return argument === null ? [] : [{ part: argument, locals: here }];
  });
}
