import { sheetPrefix } from "../address";
import { filledRectangle, isOneCell, rectangleAddress, type Area } from "../area";
import { tableArea } from "../evaluator/references";
import { visitParts, type FormulaNode } from "./nodes";
import { formulaNode } from "./parser";
import { sameName, type Sheet, type Workbook } from "../workbook";

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
      if (from === undefined || !isOneCell(from)) return undefined;
      return { sheet: from.sheet, ...filledRectangle({ row: from.top, column: from.left }, from.sheet.cell(from.top, from.left)?.extent) };
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
    const key = sheetPrefix(area.sheet.name) + rectangleAddress(area);
    if (!found.has(key)) found.set(key, area);
    return false;
  });
  return [...found.values()];
}
