import { cellAddress, cellPlace } from "../address";
import type { Area } from "../area";
import { tableArea } from "../evaluator/references";
import { visitParts, type FormulaNode } from "./nodes";
import { formulaNode } from "./parser";
import { sameName, type Cell, type Sheet, type Workbook } from "../workbook";

/** The block of cells that a name or an address stands for: `Royalty`, `Inputs!D6`. Undefined where it stands for anything else. */
export function areaOf(workbook: Workbook, reference: string): Area | undefined {
  const node = formulaNode(reference);
  return node === undefined ? undefined : areaOfNode(workbook, node);
}

/**
 * The block of cells that a part of a formula stands for: an address, a name of a block, a part of a table, or a spill (`A1#`) as far as it now reaches.
 * `home` is the sheet of the formula and `row` its row, which `[@Net]` needs. Undefined where the part is anything else.
 */
export function areaOfNode(workbook: Workbook, node: FormulaNode, home?: Sheet, row = 0, within: readonly string[] = []): Area | undefined {
  switch (node.kind) {
    case "parentheses":
      return areaOfNode(workbook, node.operand, home, row, within);
    case "reference": {
      const sheet = node.sheet === undefined ? home : workbook.sheet(node.sheet);
      if (sheet === undefined || node.lastSheet !== undefined) return undefined;
      return { sheet, top: node.top.at, left: node.left.at, bottom: node.bottom.at, right: node.right.at };
    }
    case "name": {
      const named = (scope: string) => workbook.names.find(({ name, sheet }) => sameName(name, node.name) && sameName(sheet ?? "", scope));
      const defined = node.sheet === undefined ? ((home && named(home.name)) ?? named("")) : named(node.sheet);
      const meant = defined === undefined || within.includes(node.name) ? undefined : formulaNode(defined.formula);
      return meant && areaOfNode(workbook, meant, undefined, row, [...within, node.name]);
    }
    case "spill": {
      const from = areaOfNode(workbook, node.operand, home, row, within);
      if (from === undefined || from.top !== from.bottom || from.left !== from.right) return undefined;
      const { rows, columns } = from.sheet.cell(from.top, from.left)?.extent ?? { rows: 1, columns: 1 };
      return { ...from, bottom: from.top + rows - 1, right: from.left + columns - 1 };
    }
    case "table": {
      const table = workbook.tables.find(({ name, sheet, top, bottom }) => (node.table === undefined ? sameName(sheet, home?.name ?? "") && top <= row && row <= bottom : sameName(name, node.table)));
      const sheet = table === undefined ? undefined : workbook.sheet(table.sheet);
      const area = table === undefined || sheet === undefined ? "" : tableArea(table, node, sheet, row);
      return typeof area === "string" ? undefined : area;
    }
    default:
      return undefined;
  }
}

/** The cells of a workbook that a formula's part reads, named or by address, each area once. */
export function areasRead(workbook: Workbook, node: FormulaNode, home: Sheet): Area[] {
  const found = new Map<string, Area>();
  visitParts(node, (part) => {
    const area = areaOfNode(workbook, part, home);
    if (area === undefined) return true;
    const key = `${cellPlace(area.sheet.name, area.top, area.left)}:${cellAddress(area.bottom, area.right)}`;
    if (!found.has(key)) found.set(key, area);
    return false;
  });
  return [...found.values()];
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
