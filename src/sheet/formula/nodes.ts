import type { CellValue, Grid } from "../../cells/cell";
import type { TablePart } from "./tablePart";

/** So many characters a formula has at most, as Excel shows it. */
export const LONGEST_FORMULA = 8192;

/** A part of a formula, and where it stands in the text: `text.slice(node.start, node.end)`. */
export type FormulaNode =
  | ConstantNode
  | ReferenceNode
  | NameNode
  | CallNode
  | InvocationNode
  | ArrayNode
  | OperationNode
  | PrefixNode
  | WrappedNode
  | UnionNode
  | ExternalNode
  | TableNode;

interface Span {
  readonly start: number;
  readonly end: number;
}

/** What stands before a "!": a sheet, or the two ends of several, as Jan and Dec in `Jan:Dec!B7`. */
export interface Sheets {
  readonly sheet?: string;
  readonly lastSheet?: string;
}

/** A number, a text, TRUE, FALSE or an error, as written. Of a reference that was lost, `Terms!#REF!`, the sheet may be left. */
export interface ConstantNode extends Span, Sheets {
  readonly kind: "number" | "text" | "boolean" | "error";
  readonly value: CellValue;
}

/** Cells by their address: `B7`, `Terms!$B$2:$C$4`, `A:C`, `Jan:Dec!B7`. Rows and columns count from 1, the smaller first. */
export interface ReferenceNode extends Span, Sheets {
  readonly kind: "reference";
  readonly top: Coordinate;
  readonly left: Coordinate;
  readonly bottom: Coordinate;
  readonly right: Coordinate;
  /** Written as one cell, `B7`, not as a range. */
  readonly single: boolean;
}

export interface Coordinate {
  readonly at: number;
  /** Written with `$`. */
  readonly fixed: boolean;
}

/** A defined name, or a name of LET and LAMBDA: `Base`, `Terms!Rate`. */
export interface NameNode extends Span, Sheets {
  readonly kind: "name";
  readonly name: string;
}

/** A function call. An omitted argument is null: `f(1,,2)`. */
export interface CallNode extends Span {
  readonly kind: "call";
  /** As written, prefixes like `_xlfn.` included. It stands at `nameStart`. */
  readonly name: string;
  readonly nameStart: number;
  /** What stands before a function of another workbook: `[2]!`. It reaches from `start` to `nameStart`. */
  readonly workbook?: string;
  readonly arguments: readonly (FormulaNode | null)[];
}

/** A call of what a call answers: `LAMBDA(a,b,a/b)(4,2)`. */
export interface InvocationNode extends Span {
  readonly kind: "invocation";
  readonly called: FormulaNode;
  readonly arguments: readonly (FormulaNode | null)[];
}

/** An array constant: `{0,0.05;100000,0.12}`. */
export interface ArrayNode extends Span {
  readonly kind: "array";
  readonly rows: Grid;
}

/** Two parts and the operator between them. A space is the operator of intersection, a colon that of the range between two references. */
export interface OperationNode extends Span {
  readonly kind: "operation";
  readonly operator: string;
  readonly left: FormulaNode;
  readonly right: FormulaNode;
}

export interface PrefixNode extends Span {
  readonly kind: "prefix";
  readonly operator: "+" | "-" | "@";
  readonly operand: FormulaNode;
}

/** One part with something around or behind it: parentheses, a percent sign, or the `#` that stands for all cells of a spill. */
export interface WrappedNode extends Span {
  readonly kind: "parentheses" | "percent" | "spill";
  readonly operand: FormulaNode;
}

/** Several areas as one reference: `(A1:B2,D4:E5)`. */
export interface UnionNode extends Span {
  readonly kind: "union";
  readonly parts: readonly FormulaNode[];
}

/** Cells or a name of another workbook: `[1]Sheet!A1:B2`, `[1]!Rate`. */
export interface ExternalNode extends Span {
  readonly kind: "external";
  /** What stands between the brackets: the workbook's number in files, its name on the screen. */
  readonly workbook: string;
  readonly sheet: string;
  /** Where its name or address stands in the text, behind what names the other workbook. */
  readonly targetStart: number;
  /** Undefined where the file has lost it: `[1]Sheet!#REF!`. */
  readonly target: ReferenceNode | NameNode | TableNode | undefined;
}

/** A part of a table: `Sales[Net]`, `[@Net]`. */
export interface TableNode extends Span, Sheets, TablePart {
  readonly kind: "table";
}

/** A part and all within it, in reading order: outer parts before their own. */
export function allParts(node: FormulaNode): FormulaNode[] {
  const parts: FormulaNode[] = [];
  visitParts(node, (part) => parts.push(part) > 0);
  return parts;
}

/** Every function call in a formula. */
export function functionCalls(node: FormulaNode): CallNode[] {
  return allParts(node).flatMap((part) => (part.kind === "call" ? [part] : []));
}

/** Visits a part and all within it in reading order; where `visit` answers false, nothing within that part. A sum of thousands of terms leans to the left, deeper than a machine's stack. */
export function visitParts(node: FormulaNode, visit: (part: FormulaNode) => boolean): void {
  const open: FormulaNode[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) if (visit(next)) open.push(...partsOf(next).reverse());
}

/** The direct parts of a part, in reading order. */
export function partsOf(node: FormulaNode): FormulaNode[] {
  switch (node.kind) {
    case "call":
      return node.arguments.filter((argument) => argument !== null);
    case "invocation":
      return [node.called, ...node.arguments.filter((argument) => argument !== null)];
    case "operation":
      return [node.left, node.right];
    case "prefix":
    case "parentheses":
    case "percent":
    case "spill":
      return [node.operand];
    case "union":
      return [...node.parts];
    default:
      return [];
  }
}

/** A part without the parentheses around it. */
export function unwrapped(node: FormulaNode): FormulaNode {
  let inner = node;
  while (inner.kind === "parentheses") inner = inner.operand;
  return inner;
}

/** Whether an operator stands between references: the colon of a range, or the space of what two have in common. */
export function isOfReferences(operator: string): boolean {
  return operator === ":" || operator === " ";
}
