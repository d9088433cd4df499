import { cellPlace } from "./address";
import type { Area } from "./engineFormula";
import { FormulaFault, parsedFormula, type FormulaNode } from "./formulaSyntax";
import { sameName, type Cell, type Workbook } from "./workbook";

/** The block of cells that a name or an address stands for: `Royalty`, `Inputs!D6`. Undefined where it stands for anything else. */
export function areaOf(workbook: Workbook, reference: string): Area | undefined {
  const node = nodeOf(reference);
  if (node?.kind === "name") {
    const defined = workbook.names.find(({ name, sheet }) => sameName(name, node.name) && sameName(sheet ?? "", node.sheet ?? ""));
    return defined === undefined ? undefined : blockOf(workbook, nodeOf(defined.formula));
  }
  return blockOf(workbook, node);
}

function blockOf(workbook: Workbook, node: FormulaNode | undefined): Area | undefined {
  if (node?.kind !== "reference" || node.sheet === undefined || node.lastSheet !== undefined) return undefined;
  const sheet = workbook.sheet(node.sheet);
  return sheet === undefined ? undefined : { sheet, top: node.top.at, left: node.left.at, bottom: node.bottom.at, right: node.right.at };
}

function nodeOf(text: string): FormulaNode | undefined {
  try {
    return parsedFormula(text);
  } catch (fault) {
    if (fault instanceof FormulaFault) return undefined;
    throw fault;
  }
}

/** The cells of a block that hold anything, row by row, each with its place. */
export function* cellsIn({ sheet, top, left, bottom, right }: Area): Iterable<{ readonly place: string; readonly cell: Cell }> {
  for (const [row, cells] of ordered(sheet.rows)) {
    if (row < top || row > bottom) continue;
    for (const [column, cell] of ordered(cells)) {
      if (column >= left && column <= right) yield { place: cellPlace(sheet.name, row, column), cell };
    }
  }
}

function ordered<Value>(map: ReadonlyMap<number, Value>): [number, Value][] {
  return [...map].sort(([a], [b]) => a - b);
}
