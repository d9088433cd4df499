import type { CellToWrite, WrittenCell } from "../host/host";

/** What stands in a cell, as it is written. An error that was typed in is the formula that gives it. */
export function asWritten(entry: WrittenCell["entry"], format: string | undefined): CellToWrite {
  if ("formula" in entry) return { formula: entry.formula, ...(format !== undefined && { format }) };
  const { value } = entry;
  if (value === null) return null;
  return typeof value === "object" ? { formula: `=${value.error}` } : { value, ...(format !== undefined && { format }) };
}

/** Puts a cell into rows, which grow to hold it. */
export function put(rows: CellToWrite[][], row: number, column: number, cell: CellToWrite): void {
  while (rows.length < row) rows.push([]);
  const cells = rows[row - 1];
  if (cells === undefined) return;
  while (cells.length < column) cells.push(null);
  cells[column - 1] = cell;
}

/** The cell at a place; none where nothing is to stand. */
export function at(rows: readonly (readonly CellToWrite[])[], row: number, column: number): CellToWrite {
  const cell = rows[row - 1]?.[column - 1] ?? null;
  return cell !== null && "value" in cell && cell.value === "" ? null : cell;
}

/** Whether two cells hold the same, whatever their formats. */
export function sameEntry(a: CellToWrite, b: CellToWrite): boolean {
  if (a === null || b === null) return a === b;
  return "formula" in a ? "formula" in b && a.formula === b.formula : "value" in b && a.value === b.value;
}
