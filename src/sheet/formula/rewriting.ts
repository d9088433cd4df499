import { visitParts, type FormulaNode } from "./nodes";

/** A part of a formula written anew: `replacement` gives the text of a part, or undefined where its own parts are to be asked. */
export function rewritten(formula: string, node: FormulaNode, replacement: (part: FormulaNode) => string | undefined): string {
  const pieces: string[] = [];
  let at = node.start;
  visitParts(node, (part) => {
    const own = replacement(part);
    if (own === undefined) return true;
    pieces.push(formula.slice(at, part.start), own);
    at = part.end;
    return false;
  });
  return pieces.join("") + formula.slice(at, node.end);
}
