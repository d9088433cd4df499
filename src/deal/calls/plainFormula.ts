import { bareName } from "../../sheet/formula/functionName";
import type { FormulaNode } from "../../sheet/formula/nodes";
import { bare, standsForCells } from "./cellsRead";

/** What a plain formula does, as far as it is followed: `=X`, a sum, a product. Anything else is read as it is. */
export type PlainFormula =
  | { readonly does: "take"; readonly operands: readonly [Operand] }
  | { readonly does: "add"; readonly operands: readonly Operand[]; /** A number is typed into it, as in `=1-Share`. */ readonly hasNumber: boolean }
  | { readonly does: "multiply"; readonly operands: readonly Operand[] }
  /** `=X-X*Rate`: what is left of an amount after a percentage of it. */
  | { readonly does: "lessen"; readonly operands: readonly [Operand] }
  | { readonly does: "other" };

export interface Operand {
  readonly node: FormulaNode;
  /** It is taken off. */
  readonly isMinus: boolean;
}

/** Deeper than this no sum is followed; nobody writes one by hand. */
const MOST_OPERANDS = 200;

/** `isOperand` says what else may be added and multiplied, besides cells. */
export function plainFormula(node: FormulaNode, isOperand = standsForCells): PlainFormula {
  const whole = withoutRounding(node);
  if (standsForCells(whole)) return { does: "take", operands: [{ node: whole, isMinus: false }] };
  const lessened = lessenedBy(whole, isOperand);
  if (lessened !== undefined) return { does: "lessen", operands: [{ node: lessened, isMinus: false }] };
  const added = sum(whole, isOperand);
  if (added !== undefined) return { does: "add", ...added };
  const multiplied: Operand[] = [];
  if (collectProduct(whole, isOperand, multiplied)) return { does: "multiply", operands: multiplied };
  return { does: "other" };
}

/** What ROUND rounds; it changes what is shown, not what it is. */
export function withoutRounding(node: FormulaNode): FormulaNode {
  const part = bare(node);
  const [rounded] = part.kind === "call" && bareName(part.name) === "ROUND" ? part.arguments : [];
  return rounded == null ? part : withoutRounding(rounded);
}

/** The amount of which a percentage is taken off. */
function lessenedBy(node: FormulaNode, isOperand: (part: FormulaNode) => boolean): FormulaNode | undefined {
  if (node.kind !== "operation" || node.operator !== "-") return undefined;
  const [amount, part] = [bare(node.left), bare(node.right)];
  if (!isOperand(amount) || part.kind !== "operation" || part.operator !== "*") return undefined;
  const factors = [bare(part.left), bare(part.right)];
  return factors.every(isOperand) && factors.some((factor) => meaning(factor) === meaning(amount)) ? amount : undefined;
}

/** A part without where it stands in the text. */
function meaning(node: FormulaNode): string {
  return JSON.stringify(node, (key, value: unknown) => (key === "start" || key === "end" ? undefined : value));
}

function sum(node: FormulaNode, isOperand: (part: FormulaNode) => boolean): { operands: Operand[]; hasNumber: boolean } | undefined {
  const operands: Operand[] = [];
  let hasNumber = false;
  const open: Operand[] = [{ node, isMinus: false }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const part = withoutRounding(next.node);
    const { isMinus } = next;
    if (isOperand(part)) operands.push({ node: part, isMinus });
    else if (part.kind === "number") hasNumber = true;
    else if (part.kind === "operation" && (part.operator === "+" || part.operator === "-")) open.push({ node: part.right, isMinus: isMinus !== (part.operator === "-") }, { node: part.left, isMinus });
    else if (part.kind === "prefix") open.push({ node: part.operand, isMinus: !isMinus });
    else if (part.kind === "call" && bareName(part.name) === "SUM") open.push(...part.arguments.flatMap((each) => (each === null ? [] : [{ node: each, isMinus }])).reverse());
    else return undefined;
    if (operands.length > MOST_OPERANDS) return undefined;
  }
  return operands.length === 0 ? undefined : { operands, hasNumber };
}

function collectProduct(node: FormulaNode, isOperand: (part: FormulaNode) => boolean, found: Operand[]): boolean {
  const open: FormulaNode[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const part = withoutRounding(next);
    if (isOperand(part)) found.push({ node: part, isMinus: false });
    else if (part.kind === "operation" && part.operator === "*") open.push(part.right, part.left);
    else return false;
    if (found.length > MOST_OPERANDS) return false;
  }
  return found.length > 1;
}
