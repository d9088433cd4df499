import type { CellValue } from "../../cells/cell";
import type { CellRange } from "../../host/host";
import { cellsIn, holdsCell, type Area } from "../../sheet/area";
import { areasRead } from "../../sheet/formula/areas";
import { functionCalls } from "../../sheet/formula/nodes";
import { formulaNode } from "../../sheet/formula/parser";
import type { Sheet, Workbook } from "../../sheet/workbook";

/** The part of an area that holds anything; undefined where nothing does. */
export function filledRows(area: Area): CellRange | undefined {
  const cells = [...cellsIn(area)].filter(({ cell }) => cell.value !== null && cell.value !== "");
  const [rows, columns] = [cells.map(({ row }) => row), cells.map(({ column }) => column)];
  if (cells.length === 0) return undefined;
  const edge = (numbers: readonly number[], of: (a: number, b: number) => number) => numbers.reduce(of);
  return { sheet: area.sheet.name, top: edge(rows, Math.min), left: edge(columns, Math.min), bottom: edge(rows, Math.max), right: edge(columns, Math.max) };
}

/** Who follows a label that may stand some cells away looks no further than this. */
const FURTHEST = 8;

/** The text that heads a column: the nearest above a cell, over figures and blanks. */
export function headAbove(sheet: Sheet, row: number, column: number): string | undefined {
  return nearest(Array.from({ length: Math.min(FURTHEST, row - 1) }, (_, i) => sheet.cell(row - 1 - i, column)?.value ?? null));
}

/** The text that heads a row: the nearest to the left of a cell. */
export function labelLeft(sheet: Sheet, row: number, column: number): string | undefined {
  return nearest(Array.from({ length: Math.min(FURTHEST, column - 1) }, (_, i) => sheet.cell(row, column - 1 - i)?.value ?? null));
}

function nearest(values: readonly CellValue[]): string | undefined {
  return values.find((value): value is string => typeof value === "string" && value.trim() !== "");
}

const TOTAL = /^(?:grand |sub|net )?-?(?:totals?|sums?|subtotals?|gesamt|gesamtsumme|summe|zwischensumme|totaux|somme|suma)$/;

/** Whether a label says that its row or column is the sum of others: `Total`, `Total:`, `Summe`. */
export function saysTotal(label: string | undefined): boolean {
  return label !== undefined && TOTAL.test(label.trim().toLowerCase().replace(/\s*[:.]$/, ""));
}

/** Whether a cell adds up at least two others of this area. */
export function addsUp(workbook: Workbook, { sheet, ...block }: Area, row: number, column: number): boolean {
  const text = sheet.cell(row, column)?.formula?.text ?? "";
  const node = /\bSUM\s*\(/i.test(text) ? formulaNode(text) : undefined;
  if (node === undefined || !functionCalls(node).some(({ name }) => /^SUM$/i.test(name))) return false;
  const read = areasRead(workbook, node, sheet).filter((area) => area.sheet === sheet && !holdsCell(area, { row, column }));
  const inside = read.reduce((count, area) => count + Math.max(0, Math.min(area.bottom, block.bottom) - Math.max(area.top, block.top) + 1) * Math.max(0, Math.min(area.right, block.right) - Math.max(area.left, block.left) + 1), 0);
  return inside > 1;
}
