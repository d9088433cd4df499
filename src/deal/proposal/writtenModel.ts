import { isError } from "../../cells/cell";
import type { CellToWrite, SheetToWrite } from "../../host/host";
import { columnLetters, sheetPrefix } from "../../sheet/address";
import { WHOLE_SHEET, cellsIn } from "../../sheet/area";
import { MovedFormula } from "../../sheet/formula/movedFormula";
import { at, put } from "../cellsToWrite";
import type { WrittenFormula } from "../keptAnswers";
import { isMoney } from "../unit";
import { FIRST_LINE, FIRST_PERIOD, NUMBERS_ROW, TOTALS, cellOf, type ModelSheet } from "./modelSheet";

/** By this a sheet is known as ours. It says to a reader where its figures come from. */
export const MODEL_MARK = "Written from the sheet Deal; inputs are changed where they stand";

/** What is below it is nobody's but the reader's. */
export const MODEL_END = "End of the model";

/** The row of the mark, and that of the sum of all checks. */
export const MARK_ROW = 2;
const CHECK_ROW = 3;

/** In characters: lines, of, unit, totals, then each period. */
const WIDTHS = [34, 20, 8, 16];
const PERIOD_WIDTH = 14;
const USUAL_WIDTH = 9;

/** The sheet Model as it is written into the workbook, with what the sheet in memory can do without: heads, totals, checks and looks. `check` is the cell that is 0 as long as all agrees. */
export function writtenModel(model: ModelSheet, title: string, called = model.sheet.name): { readonly sheet: SheetToWrite; readonly check: string } {
  const { sheet, lines, firstFree, lastColumn, periods } = model;
  const rows: CellToWrite[][] = [];
  const putCell = (row: number, column: number, cell: CellToWrite) => put(rows, row, column, cell);
  const columns = Array.from({ length: lastColumn - FIRST_PERIOD + 1 }, (_, i) => FIRST_PERIOD + i);
  const [first, last] = [columnLetters(FIRST_PERIOD), columnLetters(lastColumn)];
  [title, MODEL_MARK, "All checks"].forEach((text, i) => putCell(1 + i, 1, { value: text }));
  ["Line", "Of", "Unit", "Total"].forEach((text, i) => putCell(NUMBERS_ROW + 1, 1 + i, { value: text }));
  for (const { row, column, cell } of cellsIn({ sheet, ...WHOLE_SHEET })) {
    if (cell.formula !== undefined) putCell(row, column, { formula: `=${cell.formula.text}` });
    else if (cell.value !== null && !isError(cell.value)) putCell(row, column, { value: cell.value });
  }
  for (const { rows: its, unit, adds = true } of lines) {
    const format = formatOf(unit);
    for (const { at: row, isOnce } of its) {
      if (adds && isOnce !== true) putCell(row, TOTALS, { formula: `=SUM(${first}${row}:${last}${row})` });
      // A result that spills into a blank cell is shown in the cell's format.
      if (format !== undefined) for (const column of [TOTALS, ...columns]) putCell(row, column, { ...(at(rows, row, column) ?? { value: "" }), format });
    }
  }
  const checks = checksOf(model);
  checks.forEach(({ label, formula }, i) => {
    putCell(firstFree + i, 1, { value: label });
    for (const column of columns) putCell(firstFree + i, column, { formula: `=${formula(columnLetters(column))}` });
  });
  const end = firstFree + checks.length;
  // Signed differences could cancel each other out.
  putCell(CHECK_ROW, TOTALS, { formula: `=SUMPRODUCT(ABS(${first}${firstFree}:${last}${end - 1}))` });
  putCell(end, 1, { value: MODEL_END });
  const look = { widths: [...WIDTHS, ...periods.map(() => PERIOD_WIDTH), USUAL_WIDTH], frozenRows: NUMBERS_ROW + 1, frozenColumns: TOTALS };
  return { sheet: { name: called, rows, look }, check: `${sheetPrefix(called)}$${columnLetters(TOTALS)}$${CHECK_ROW}` };
}

/** The formulas of a sheet Model as it is written, those that are filled to the right once, and the heads of its tables. */
export function writtenFormulas({ rows }: SheetToWrite): WrittenFormula[] {
  return rows.flatMap((cells, r) => {
    if (r + 1 < FIRST_LINE) return [];
    const [label = "", of = ""] = cells.slice(0, 2).map((cell) => (cell !== null && "value" in cell ? String(cell.value) : ""));
    const runs: WrittenFormula[] = [];
    cells.forEach((cell, c) => {
      if (cell === null) return;
      if (!("formula" in cell)) {
        // Heads of a table of links, which has no label.
        if (label === "" && cell.value !== "") runs.push({ label, of, cells: { top: r + 1, bottom: r + 1, left: c + 1, right: c + 1 }, formula: String(cell.value) });
        return;
      }
      const before = runs.at(-1);
      const continues = before?.cells.right === c && `=${new MovedFormula(before.formula.slice(1)).moved(0, c + 1 - before.cells.left)}` === cell.formula;
      if (before !== undefined && continues) runs[runs.length - 1] = { ...before, cells: { ...before.cells, right: c + 1 } };
      else runs.push({ label, of, cells: { top: r + 1, bottom: r + 1, left: c + 1, right: c + 1 }, formula: cell.formula });
    });
    return runs;
  });
}

interface Check {
  readonly label: string;
  readonly formula: (column: string) => string;
}

/** Rows that are 0 as long as the figures agree: parts and what they are parts of, and no error anywhere. */
function checksOf({ lines, firstFree }: ModelSheet): Check[] {
  const parts = lines.flatMap(({ id, call, rows, reads }): Check[] => {
    const pool = reads.find(({ line }) => line !== id);
    const decimals = call?.references["decimals"]?.text;
    const [top, bottom] = [rows[0], rows.at(-1)];
    if (call?.name !== "DEAL.PRORATA" || pool === undefined || top === undefined || bottom === undefined) return [];
    const shared = (column: string) => (decimals === undefined ? cellOf(pool, column) : `ROUND(${cellOf(pool, column)},${decimals})`);
    return [{ label: `Parts less ${pool.label}`, formula: (column) => `ROUND(SUM(${column}${top.at}:${column}${bottom.at})-${shared(column)},6)` }];
  });
  return [...parts, { label: "Cells with an error", formula: (column) => `SUMPRODUCT(--ISERROR(${column}$${FIRST_LINE}:${column}$${firstFree - 2}))` }];
}

/** Money to the cent; what has another unit as it is. */
function formatOf(unit: string): string | undefined {
  if (unit === "fraction") return "0.00%";
  return isMoney(unit) ? "#,##0.00" : undefined;
}
