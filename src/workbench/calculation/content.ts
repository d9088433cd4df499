import type { Workbook } from "../../sheet/workbook";
import type { OpenRequest, PlacedCell } from "./messages";

/** A whole workbook, to be sent to the worker. */
export function content({ sheets, names, date1904, tables, otherWorkbooks, iteration }: Workbook): OpenRequest {
  return {
    kind: "open",
    names,
    date1904,
    tables,
    otherWorkbooks,
    iteration,
    sheets: sheets.map(({ name, hiddenRows, filteredRows, rows }) => ({
      name,
      hiddenRows: [...hiddenRows],
      filteredRows: [...filteredRows],
      cells: [...rows].flatMap(([row, cells]) => [...cells].map(([column, cell]) => ({ row, column, cell }))),
    })),
  };
}

/** Takes over what a calculation has given. */
export function takeOver(workbook: Workbook, cells: readonly PlacedCell[]): void {
  for (const { sheet: index, row, column, cell } of cells) {
    const sheet = workbook.sheets[index];
    const before = sheet?.cell(row, column);
    // A format belongs to the place, and stays for the file.
    if (cell !== null) sheet?.setCell(row, column, before?.format === undefined ? cell : { ...cell, format: before.format });
    else if (before?.format === undefined) sheet?.deleteCell(row, column);
    else sheet?.setCell(row, column, { value: null, format: before.format });
  }
}
