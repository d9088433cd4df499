import { parseArgs } from "node:util";
import { isError, type CellValue } from "../cells/cell";
import { catalogue } from "../functions/catalogue";
import { LAST_COLUMN, LAST_ROW, columnLetters } from "../sheet/address";
import { cellsIn } from "../sheet/areas";
import { evaluations } from "../sheet/evaluation";
import { recalculate } from "../sheet/recalculation";
import { Workbook, type Cell, type Sheet } from "../sheet/workbook";
import { errorText, isNumericColumn, looksNumeric, valueText } from "./text";
import { UsageError, opened } from "./usage";

export const SHOW_HELP = `deal show book.xlsx [--sheet Name]…

Recalculates a workbook and prints its sheets as tables, figures in their number formats. The file is only read. Exits 1 if a cell refused.

  --sheet Name   only this sheet; may be given several times

  deal show samples/voice-licence.xlsx --sheet Licence`;

/** Prints a workbook's sheets; gives the exit code. */
export function showCommand(args: string[]): number {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { sheet: { type: "string", multiple: true } } });
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new UsageError("show takes one workbook; see deal show --help");
  const { workbook } = opened(path);
  const sheets = values.sheet?.map((name) => {
    const sheet = workbook.sheet(name);
    if (sheet === undefined) throw new UsageError(`${path}: there is no sheet ${name}; it has ${workbook.sheets.map((one) => one.name).join(", ")}`);
    return sheet;
  });
  recalculate(workbook, catalogue);

  const errors: string[] = [];
  for (const sheet of sheets ?? workbook.sheets) {
    console.log(`${path}, ${sheet.name}\n`);
    console.log(`${sheetTable(sheet).join("\n")}\n`);
    for (const { place, cell } of everyCell(sheet)) if (isError(cell.value)) errors.push(`${place}: ${errorText(cell.value)}`);
  }
  if (errors.length > 0) console.log(errors.join("\n"));
  return errors.length > 0 ? 1 : 0;
}

function everyCell(sheet: Sheet) {
  return cellsIn({ sheet, top: 1, left: 1, bottom: LAST_ROW, right: LAST_COLUMN });
}

/** A sheet as lines of text. A sheet wider than the screen is continued below, its first column repeated. */
function sheetTable(sheet: Sheet): string[] {
  const rows = [...sheet.rows].filter(([, cells]) => [...cells.values()].some(({ value }) => value !== null)).sort(([a], [b]) => a - b);
  const columnCount = Math.max(0, ...rows.flatMap(([, cells]) => [...cells].filter(([, { value }]) => value !== null).map(([column]) => column)));
  const texts = displayedTexts(rows.map(([, cells]) => Array.from({ length: columnCount }, (_, c) => cells.get(c + 1))));
  const widths = Array.from({ length: columnCount }, (_, column) =>
    // A text with nothing to its right runs on over the empty cells, as on a sheet.
    Math.max(columnLetters(column + 1).length, ...texts.map((row) => (runsOn(row, column) ? 0 : (row[column] ?? "").length))),
  );
  const numeric = widths.map((_, column) => column > 0 && isNumericColumn(texts.map((row) => (runsOn(row, column) ? "" : (row[column] ?? "")))));
  const margin = Math.max(0, ...rows.map(([row]) => String(row).length));
  const aligned = (text: string, column: number, toTheRight: boolean) => (toTheRight ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0));

  return columnGroups(widths, (process.stdout.columns || 150) - margin - 2).flatMap((columns, group) => {
    const heads = columns.map((column) => aligned(columnLetters(column + 1), column, numeric[column] === true));
    const lines = [[" ".repeat(margin), ...heads].join("  ").trimEnd()];
    texts.forEach((row, r) => {
      // Below, only rows that go on there.
      if (group > 0 && columns.slice(1).every((column) => (row[column] ?? "") === "")) return;
      const cells = columns.map((column) => {
        const text = row[column] ?? "";
        return aligned(text, column, looksNumeric(text) || (numeric[column] === true && !runsOn(row, column)));
      });
      lines.push([String(rows[r]?.[0] ?? "").padStart(margin), ...cells].join("  ").trimEnd());
    });
    return group > 0 ? ["", ...lines] : lines;
  });
}

function runsOn(row: readonly string[], column: number): boolean {
  return !looksNumeric(row[column] ?? "") && row.slice(column + 1).every((text) => text === "");
}

/** Groups of columns that fit side by side; the first column stands in each. */
function columnGroups(widths: readonly number[], room: number): number[][] {
  const groups: number[][] = [];
  let group: number[] = [];
  let used = 0;
  widths.forEach((width, column) => {
    if (group.length > 1 && used + width + 2 > room) {
      groups.push(group);
      group = [0];
      used = (widths[0] ?? 0) + 2;
    }
    group.push(column);
    used += width + 2;
  });
  return [...groups, group];
}

/** What the cells display in their number formats. */
function displayedTexts(rows: readonly (readonly (Cell | undefined)[])[]): string[][] {
  const formulas = new Set<string>();
  const formulaOf = (value: CellValue, format = "General") => (typeof value === "number" && format !== "General" ? `TEXT(${value},"${format.replaceAll('"', '""')}")` : null);
  for (const cell of rows.flat()) {
    const formula = cell === undefined ? null : formulaOf(cell.value, cell.format);
    if (formula !== null) formulas.add(formula);
  }
  const answers = evaluations(new Workbook(), [...formulas], catalogue);
  const displayed = new Map([...formulas].map((formula, i) => [formula, answers[i]?.[0]?.[0] ?? null]));
  return rows.map((row) =>
    row.map((cell) => {
      const text = displayed.get(formulaOf(cell?.value ?? null, cell?.format) ?? "");
      return typeof text === "string" ? text : valueText(cell?.value ?? null);
    }),
  );
}
