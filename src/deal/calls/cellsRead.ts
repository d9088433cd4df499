import { columnLetters } from "../../sheet/address";
import { filledRectangle, isOneCell, type Area, type Rectangle } from "../../sheet/area";
import { areaOn, type Shift } from "../../sheet/evaluator/references";
import { areaOfNode } from "../../sheet/formula/areas";
import { bareName } from "../../sheet/formula/functionName";
import type { FormulaNode, NameNode } from "../../sheet/formula/nodes";
import { nameKey, type Sheet, type Workbook } from "../../sheet/workbook";

/** Where a formula stands, and by how much it is moved from where its text is written. */
export interface Standpoint {
  readonly sheet: Sheet;
  readonly row: number;
  readonly shift: Shift;
}

/** A part without what changes nothing: parentheses, a plus, an `@`. */
export function bare(node: FormulaNode): FormulaNode {
  let inner = node;
  while (inner.kind === "parentheses" || (inner.kind === "prefix" && inner.operator !== "-")) inner = inner.operand;
  return inner;
}

/** Whether a part stands for cells: an address, a name, a spill, a part of a table, or INDEX of one. */
export function standsForCells(node: FormulaNode): boolean {
  const part = bare(node);
  if (part.kind === "call") return bareName(part.name) === "INDEX" && part.arguments[0] != null && standsForCells(part.arguments[0]);
  return ["reference", "name", "spill", "table"].includes(part.kind);
}

/** What the parts of a workbook's formulas stand for; names are looked up once. */
export class Cells {
  private readonly named = new Map<string, Area | undefined>();

  constructor(readonly workbook: Workbook) {}

  /** The cells that a part stands for. Undefined where it stands for none, or INDEX does not say which. */
  of(node: FormulaNode, from: Standpoint): Area | undefined {
    const part = bare(node);
    if (part.kind === "reference") {
      const sheet = part.sheet === undefined ? from.sheet : this.workbook.sheet(part.sheet);
      return sheet === undefined || part.lastSheet !== undefined ? undefined : areaOn(sheet, part, from.shift);
    }
    if (part.kind === "name") return this.ofName(part, from.sheet);
    if (part.kind === "spill") {
      const first = this.of(part.operand, from);
      if (first === undefined || !isOneCell(first)) return undefined;
      return { sheet: first.sheet, ...filledRectangle({ row: first.top, column: first.left }, first.sheet.cell(first.top, first.left)?.extent) };
    }
    if (part.kind === "call") return bareName(part.name) === "INDEX" ? this.indexed(part.arguments, from) : undefined;
    return areaOfNode(this.workbook, part, from.sheet, from.row + from.shift.rows);
  }

  /** What a name of the workbook, or of this sheet, stands for; the same wherever it is read. */
  ofName(node: NameNode, home: Sheet): Area | undefined {
    const key = nameKey(node.name, node.sheet ?? `${home.name}!`);
    if (!this.named.has(key)) this.named.set(key, areaOfNode(this.workbook, node, home));
    return this.named.get(key);
  }

  /** The cell, row or column that INDEX takes from an area, where its numbers are typed or stand in cells. */
  private indexed([of, row, column]: readonly (FormulaNode | null)[], from: Standpoint): Area | undefined {
    const area = of == null ? undefined : this.of(of, from);
    if (area === undefined) return undefined;
    const [first, second] = [this.numberOf(row, from), this.numberOf(column, from)];
    const isRow = area.top === area.bottom && column === undefined;
    const [rowAt, columnAt] = isRow ? [0, first] : [first, second];
    if (rowAt === undefined || columnAt === undefined) return undefined;
    const [top, left] = [rowAt === 0 ? area.top : area.top + rowAt - 1, columnAt === 0 ? area.left : area.left + columnAt - 1];
    const [bottom, right] = [rowAt === 0 ? area.bottom : top, columnAt === 0 ? area.right : left];
    return bottom > area.bottom || right > area.right || top < area.top || left < area.left ? undefined : { sheet: area.sheet, top, left, bottom, right };
  }

  /** A whole number that is typed in a formula or shown by a cell; 0 where it is left out. */
  private numberOf(node: FormulaNode | null | undefined, from: Standpoint): number | undefined {
    if (node == null) return 0;
    const part = bare(node);
    const area = part.kind === "number" ? undefined : this.of(part, from);
    const value = part.kind === "number" ? part.value : area !== undefined && isOneCell(area) ? area.sheet.cell(area.top, area.left)?.value : undefined;
    return typeof value === "number" && Number.isInteger(value) ? value : undefined;
  }
}

/** The smallest area that holds both. */
export function around(a: Area, b: Area): Area {
  return { sheet: a.sheet, top: Math.min(a.top, b.top), left: Math.min(a.left, b.left), bottom: Math.max(a.bottom, b.bottom), right: Math.max(a.right, b.right) };
}

/** What two areas of a sheet have in common. They do have cells in common. */
export function common(a: Area, b: Rectangle): Area {
  return { sheet: a.sheet, top: Math.max(a.top, b.top), left: Math.max(a.left, b.left), bottom: Math.min(a.bottom, b.bottom), right: Math.min(a.right, b.right) };
}

/** By which an area is known: no two sheets have one name. */
export function areaKey({ sheet, top, left, bottom, right }: Area): string {
  return `${sheet.name.toLowerCase()}!${columnLetters(left)}${top}:${columnLetters(right)}${bottom}`;
}
