import type { Grid } from "../cells/cell";
import { catalogue } from "../functions/catalogue";
import { sheetReference } from "../handover/plainFormulas";
import type { CellRange, Host, NameMeaning } from "../host/host";
import { cellPlace } from "../sheet/address";
import { areaOfNode, areasRead } from "../sheet/formula/areas";
import { WHOLE_SHEET, type Area } from "../sheet/area";
import { evaluations } from "../sheet/evaluation";
import { allParts, type FormulaNode } from "../sheet/formula/nodes";
import { formulaNode } from "../sheet/formula/parser";
import { Workbook, type Sheet } from "../sheet/workbook";

/** What formulas on a sheet would answer in a live workbook: calculated here, from what its cells and names hold now. */
export function evaluated(host: Host, formulas: readonly string[], sheetName: string): Promise<readonly Grid[]> {
  return answersOf(host, formulas, sheetName, []);
}

/** `spilling` are the cells whose spills are being worked out. */
async function answersOf(host: Host, formulas: readonly string[], sheetName: string, spilling: readonly string[]): Promise<readonly Grid[]> {
  const sheets = await host.sheets();
  const workbook = await withNames(host, sheets);
  const home = workbook.sheet(sheetName);
  if (home === undefined) throw new Error(`There is no sheet ${sheetName} in the workbook any more.`);
  const nodes = formulas.flatMap((formula) => formulaNode(formula.replace(/^=/, "")) ?? []);
  for (const spill of nodes.flatMap(spillsOf)) await takeSpill(host, areaOfNode(workbook, spill, home), spilling);
  // What such formulas read is known only once they have been calculated.
  const ranges = nodes.some(movesReferences) ? sheets.map((sheet) => ({ sheet, ...WHOLE_SHEET })) : nodes.flatMap((node) => areasRead(workbook, node, home)).map(rangeOf);
  for (const { range, values } of await host.read(ranges.filter(({ sheet }) => sheets.includes(sheet)))) take(workbook, range, values);
  return evaluations(workbook, formulas, catalogue, sheetName);
}

/** A workbook with the same sheets, still empty, and the same names. What constants and calculations among the names stand for is put on a sheet of its own. */
export async function withNames(host: Host, sheets: readonly string[]): Promise<Workbook> {
  const workbook = new Workbook();
  for (const name of sheets) workbook.addSheet(name);
  let meanings = "Meanings";
  while (workbook.sheet(meanings) !== undefined) meanings += "_";
  const sheet = workbook.addSheet(meanings);
  let row = 1;
  for (const { name, sheet: scope, formula, meaning } of await host.names()) {
    const area = areaOfMeaning(workbook, meaning, sheet, row);
    if ("values" in meaning) {
      take(workbook, { sheet: meanings, top: row, left: 1, bottom: row, right: 1 }, meaning.values);
      row += meaning.values.length;
    }
    workbook.names.push({ name, formula: area === undefined ? formula.slice(1) : sheetReference(area), ...(scope === undefined ? {} : { sheet: scope }) });
  }
  return workbook;
}

function areaOfMeaning(workbook: Workbook, meaning: NameMeaning, meanings: Sheet, row: number): Area | undefined {
  if ("values" in meaning) return { sheet: meanings, top: row, left: 1, bottom: row + meaning.values.length - 1, right: meaning.values[0]?.length ?? 1 };
  const sheet = "range" in meaning ? workbook.sheet(meaning.range.sheet) : undefined;
  return sheet && "range" in meaning ? { ...meaning.range, sheet } : undefined;
}

/** The cells over which a formula spills, by its own account: the port does not tell how far it reaches. */
async function takeSpill(host: Host, anchor: Area | undefined, spilling: readonly string[]): Promise<void> {
  if (anchor === undefined) return;
  const { sheet, top, left } = anchor;
  const place = cellPlace(sheet.name, top, left);
  if (spilling.includes(place)) return;
  const { formula, filledFrom } = await host.cell(sheet.name, top, left);
  if (formula === undefined || filledFrom !== undefined) return;
  const [grid = [[null]]] = await answersOf(host, [formula], sheet.name, [...spilling, place]);
  grid.forEach((row, r) => row.forEach((value, c) => sheet.setCell(top + r, left + c, { value: value ?? 0, filledFrom: { row: top, column: left } })));
  sheet.setCell(top, left, { value: grid[0]?.[0] ?? 0, formula: { text: formula.slice(1), kind: "dynamic" }, extent: { rows: grid.length, columns: grid[0]?.length ?? 1 } });
}

function take(workbook: Workbook, { sheet: name, top, left }: CellRange, values: Grid): void {
  const sheet = workbook.sheet(name);
  values.forEach((row, r) =>
    row.forEach((value, c) => {
      if (value !== null && sheet?.cell(top + r, left + c) === undefined) sheet?.setCell(top + r, left + c, { value });
    }),
  );
}

export function rangeOf({ sheet, ...block }: Area): CellRange {
  return { sheet: sheet.name, ...block };
}

function spillsOf(node: FormulaNode): FormulaNode[] {
  return allParts(node).flatMap((part) => (part.kind === "spill" ? [part.operand] : []));
}

/** OFFSET, INDIRECT, a range between two calculated corners, a reference through several sheets. */
function movesReferences(node: FormulaNode): boolean {
  return allParts(node).some(
    (part) => (part.kind === "call" && /^(?:OFFSET|INDIRECT)$/i.test(part.name)) || (part.kind === "operation" && part.operator === ":") || (part.kind === "reference" && part.lastSheet !== undefined),
  );
}
