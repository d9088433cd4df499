import type { CellValue } from "../../cells/cell";
import { cellCount, cellsIn, type Area } from "../../sheet/area";
import { periodCount, rowCount, type Draft, type Reader } from "./draft";
import { columnHead, heading, rowLabel, textOf, unitOf } from "./labels";

/** A larger table names nobody. */
const MOST_NAMES = 5_000;

/** What a line is called: the text beside it, or over it, or the name of its cells, or else what it is. */
export function lineLabel(reader: Reader, draft: Draft): string {
  const { area, isDown, kind } = draft;
  const otherwise = draft.name ?? (area === undefined ? undefined : reader.nameOf(area)) ?? `${kind.slice(0, 1).toUpperCase()}${kind.slice(1)}`;
  if (area === undefined) return otherwise;
  const { sheet, top, left } = area;
  if (isDown) return (rowCount(draft) === 1 ? columnHead(sheet, top, left) : "") || otherwise;
  const beside = rowLabel(sheet, top, left);
  const isOne = rowCount(draft) === 1;
  const over = !isOne && periodCount(draft) > 1 ? "" : columnHead(sheet, top, left);
  const headed = beside === undefined ? "" : heading(sheet, top, beside.column, left);
  if (isOne) return beside?.text ?? (over || otherwise);
  return over || headed || otherwise;
}

/** What each row of a line is called. */
export function rowLabels(draft: Draft): string[] {
  const { area, isDown } = draft;
  if (area === undefined) return [""];
  const named = namesInTable(draft);
  return Array.from({ length: rowCount(draft) }, (_, i) => {
    const beside = isDown ? columnHead(area.sheet, area.top, area.left + i) : (rowLabel(area.sheet, area.top + i, area.left)?.text ?? "");
    // A clause of a waterfall has a name beside whom it pays; a part of a split has none.
    return draft.kind === "split" ? named[i] || beside : beside || (named[i] ?? "");
  });
}

/** Whom each row of a waterfall pays, as its table of layers says. */
export function layerPayees(draft: Draft): string[] {
  return draft.kind === "layers" ? namesInTable(draft) : [];
}

/** Whether a split names whom it pays. */
export function hasHolders(draft: Draft): boolean {
  const area = draft.arguments.get("weights")?.area;
  if (area === undefined || cellCount(area) > MOST_NAMES) return false;
  for (const { cell } of cellsIn(area)) if (textOf(cell) !== "") return true;
  return false;
}

/** The holders or payees in the table of a split or a waterfall, in its rows' order. */
export function namesInTable(draft: Draft): string[] {
  const area = draft.arguments.get("layers")?.area ?? draft.arguments.get("weights")?.area;
  if (area === undefined || cellCount(area) > MOST_NAMES) return [];
  const column = columnOfNames(area, draft.kind === "layers");
  const isHeaded = HEADS.test(textOf(area.sheet.cell(area.top, column)));
  return Array.from({ length: area.bottom - area.top + (isHeaded ? 0 : 1) }, (_, i) => textOf(area.sheet.cell(area.top + i + (isHeaded ? 1 : 0), column)));
}

const HEADS = /^(?:payee|party|recipient|holder)s?$/i;

function columnOfNames({ sheet, top, left, right }: Area, isLayers: boolean): number {
  for (let column = left; column <= right; column++) if (HEADS.test(textOf(sheet.cell(top, column)))) return column;
  return isLayers ? Math.min(left + 1, right) : left;
}

/** The unit of a line's figures: its own, or that of the money it comes from. */
export function lineUnit(draft: Draft, within = new Set<Draft>()): string {
  if (within.has(draft)) return "";
  within.add(draft);
  const own = draft.area === undefined ? "" : unitOf(draft.area.sheet, draft.area.top, draft.area.left);
  const from = draft.edges.find(({ isMoney }) => isMoney);
  return own || (from === undefined ? "" : lineUnit(from.to, within));
}

/** The figures of a line, row by row, a value for each period. */
export function lineValues(draft: Draft): CellValue[][] {
  return Array.from({ length: rowCount(draft) }, (_, row) => rowValues(draft, row));
}

export function rowValues(draft: Draft, row: number): CellValue[] {
  const { area, isDown } = draft;
  if (area === undefined) return [];
  return Array.from({ length: periodCount(draft) }, (_, i) => (isDown ? area.sheet.cell(area.top + i, area.left + row) : area.sheet.cell(area.top + row, area.left + i))?.value ?? null);
}
