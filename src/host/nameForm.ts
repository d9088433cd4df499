import { isError } from "../cells/cell";
import { allParts, type FormulaNode, type ReferenceNode } from "../sheet/formula/nodes";
import { formulaNode } from "../sheet/formula/parser";
import type { CellRange } from "./host";

/**
 * What kind of thing a name's formula is. `pointer`: a spill or another name, whose cells only the workbook knows.
 * `relative`: an address without $, which is another one in every cell that uses the name.
 */
export type NameForm = { readonly kind: "range"; readonly range: CellRange } | { readonly kind: "areas" | "constant" | "pointer" | "relative" | "formula" | "broken" };

export function nameForm(formula: string): NameForm {
  const text = formula.replace(/^=/, "");
  const node = formulaNode(text);
  if (node === undefined) return { kind: "formula" };
  return allParts(node).some(isLost) ? { kind: "broken" } : formOf(node);
}

function formOf(node: FormulaNode): NameForm {
  switch (node.kind) {
    case "parentheses":
      return formOf(node.operand);
    case "reference": {
      const { sheet, top, left, bottom, right } = node;
      if (node.lastSheet !== undefined) return { kind: "areas" };
      if (sheet === undefined || ![top, left, bottom, right].every(({ fixed }) => fixed)) return { kind: "relative" };
      return { kind: "range", range: referencedRange(node, sheet) };
    }
    case "union":
      return { kind: "areas" };
    case "spill":
    case "name":
      return { kind: "pointer" };
    case "prefix":
    case "percent":
      return { kind: formOf(node.operand).kind === "constant" ? "constant" : "formula" };
    case "number":
    case "text":
    case "boolean":
    case "error":
    case "array":
      return { kind: "constant" };
    default:
      return { kind: "formula" };
  }
}

/** Cells that have been deleted. */
function isLost(part: FormulaNode): boolean {
  if (part.kind === "external") return part.target === undefined;
  return part.kind === "error" && isError(part.value) && part.value.error === "#REF!";
}

export function referencedRange({ top, left, bottom, right }: ReferenceNode, sheet: string): CellRange {
  return { sheet, top: top.at, left: left.at, bottom: bottom.at, right: right.at };
}

export function relativeSentence(name: string, formula: string): string {
  return `${name} means other cells in every cell that uses it (${formula}, without $). Give it an address with $, as in =Terms!$B$2.`;
}
