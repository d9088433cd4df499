import { parseArgs } from "node:util";
import { isError } from "../cells/cell";
import { largest } from "../file/largest";
import { catalogue } from "../functions/catalogue";
import { cellPlace, columnLetters } from "../sheet/address";
import { WHOLE_SHEET, cellsIn } from "../sheet/area";
import { evaluations } from "../sheet/evaluation";
import { recalculate } from "../sheet/recalculation";
import { Workbook, type Cell, type Sheet } from "../sheet/workbook";
import { errorText, looksNumeric, print, printJson, valueText, visible } from "./text";
import { UsageError, opened } from "./usage";

export const SHOW_HELP = `deal show book.xlsx [--sheet Name]… [--json]

Recalculates a workbook and prints its sheets as tables, figures in their number formats. The file is only read. Exits 1 if a cell refused.

  --sheet Name   only this sheet; may be given several times
  --json         prints {"sheets":[{"name":…,"cells":[{"cell":"Sheet!B7","formula":…,"value":…,"shown":…}]}],"refused":[{"cell":…,"error":…,"message":…}]}:
                 the cells that hold anything, each with what it displays; the formula only where it has one

  deal show samples/tier-reading.xlsx --sheet Readings`;

/** Prints a workbook's sheets; gives the exit code. */
export function showCommand(args: string[]): number {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { sheet: { type: "string", multiple: true }, json: { type: "boolean" } } });
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new UsageError("show takes one workbook; see deal show --help");
  const { workbook } = opened(path);
  const sheets = values.sheet?.map((name) => {
    const sheet = workbook.sheet(name);
    if (sheet === undefined) throw new UsageError(`${path}: there is no sheet ${name}; it has ${workbook.sheets.map((one) => one.name).join(", ")}`);
    return sheet;
  });
  recalculate(workbook, catalogue);

  const chosen = sheets ?? workbook.sheets;
  const refused = chosen.flatMap((sheet) => filledCells(sheet).flatMap(({ place, cell }) => (isError(cell.value) ? [{ cell: place, ...cell.value }] : [])));
  if (values.json === true) printJson({ sheets: chosen.map((sheet) => ({ name: sheet.name, cells: shownCells(sheet) })), refused });
  else {
    for (const sheet of chosen) print([`${path}, ${sheet.name}`, "", ...sheetTable(sheet), ""]);
    if (refused.length > 0) print(refused.map((refusal) => `${refusal.cell}: ${errorText(refusal)}`));
  }
  return refused.length > 0 ? 1 : 0;
}

function filledCells(sheet: Sheet): { readonly place: string; readonly cell: Cell }[] {
  return [...cellsIn({ sheet, ...WHOLE_SHEET })].filter(({ cell }) => cell.value !== null).map(({ row, column, cell }) => ({ place: cellPlace(sheet.name, row, column), cell }));
}

function shownCells(sheet: Sheet): object[] {
  const shown = shownTexts(sheet);
  return filledCells(sheet).map(({ place, cell }) => ({ cell: place, ...(cell.formula === undefined ? {} : { formula: `=${cell.formula.text}` }), value: cell.value, shown: shown(cell) }));
}

/** A row with what its cells show, by column. Blank ones are left out: a sheet may be wide and almost empty. */
interface ShownRow {
  readonly row: number;
  readonly texts: ReadonlyMap<number, string>;
  /** The last one whose cell holds anything, and the last one that shows anything. */
  readonly lastColumn: number;
  readonly lastText: number;
}

/** A sheet as lines of text. A sheet wider than the screen is continued below, its first column repeated. */
function sheetTable(sheet: Sheet): string[] {
  const rows = shownRows(sheet);
  const columnCount = largest(rows.map(({ lastColumn }) => lastColumn), 0);
  const widths = Array.from({ length: columnCount }, (_, i) => columnLetters(i + 1).length);
  const counts = widths.map(() => ({ filled: 0, numeric: 0 }));
  for (const row of rows) {
    for (const [column, text] of row.texts) {
      const [i, count] = [column - 1, counts[column - 1]];
      // A text with nothing to its right runs on over the empty cells, as on a sheet.
      if (count === undefined || runsOn(row, column)) continue;
      widths[i] = Math.max(widths[i] ?? 0, text.length);
      count.filled++;
      if (looksNumeric(text)) count.numeric++;
    }
  }
  const numeric = counts.map((count, i) => i > 0 && count.numeric * 2 > count.filled);
  const margin = largest(rows.map(({ row }) => String(row).length), 0);
  const aligned = (text: string, column: number, toTheRight: boolean) => (toTheRight ? text.padStart(widths[column - 1] ?? 0) : text.padEnd(widths[column - 1] ?? 0));

  let reaching = rows;
  return columnGroups(widths, (process.stdout.columns || 150) - margin - 2).flatMap((columns, group) => {
    const heads = columns.map((column) => aligned(columnLetters(column), column, numeric[column - 1] === true));
    const lines = [[" ".repeat(margin), ...heads].join("  ").trimEnd()];
    // Below, only rows that go on there.
    if (group > 0) reaching = reaching.filter(({ lastText }) => lastText >= (columns[1] ?? 0));
    for (const row of reaching) {
      if (group > 0 && columns.slice(1).every((column) => !row.texts.has(column))) continue;
      const cells = columns.map((column) => {
        const text = row.texts.get(column) ?? "";
        return aligned(text, column, looksNumeric(text) || (numeric[column - 1] === true && !runsOn(row, column)));
      });
      lines.push([String(row.row).padStart(margin), ...cells].join("  ").trimEnd());
    }
    return group > 0 ? ["", ...lines] : lines;
  });
}

function shownRows(sheet: Sheet): ShownRow[] {
  const shown = shownTexts(sheet);
  const rows: ShownRow[] = [];
  for (const [row, cells] of [...sheet.rows].sort(([a], [b]) => a - b)) {
    const texts = new Map<number, string>();
    let lastColumn = 0;
    for (const [column, cell] of cells) {
      if (cell.value === null) continue;
      lastColumn = Math.max(lastColumn, column);
      const text = visible(shown(cell));
      if (text !== "") texts.set(column, text);
    }
    if (lastColumn > 0) rows.push({ row, texts, lastColumn, lastText: largest(texts.keys(), 0) });
  }
  return rows;
}

function runsOn({ texts, lastText }: ShownRow, column: number): boolean {
  return !looksNumeric(texts.get(column) ?? "") && column >= lastText;
}

/** Groups of columns that fit side by side; the first column stands in each. */
function columnGroups(widths: readonly number[], room: number): number[][] {
  const groups: number[][] = [];
  let group: number[] = [];
  let used = 0;
  widths.forEach((width, i) => {
    if (group.length > 1 && used + width + 2 > room) {
      groups.push(group);
      group = [1];
      used = (widths[0] ?? 0) + 2;
    }
    group.push(i + 1);
    used += width + 2;
  });
  return [...groups, group];
}

/** What cells display in their number formats. */
function shownTexts(sheet: Sheet): (cell: Cell) => string {
  const formulaOf = ({ value, format = "General" }: Cell) => (typeof value === "number" && format !== "General" ? `TEXT(${value},"${format.replaceAll('"', '""')}")` : null);
  const formulas = new Set<string>();
  for (const cells of sheet.rows.values()) {
    for (const cell of cells.values()) {
      const formula = formulaOf(cell);
      if (formula !== null) formulas.add(formula);
    }
  }
  const answers = evaluations(new Workbook(), [...formulas], catalogue);
  const displayed = new Map([...formulas].map((formula, i) => [formula, answers[i]?.[0]?.[0] ?? null]));
  return (cell) => {
    const text = displayed.get(formulaOf(cell) ?? "");
    return typeof text === "string" ? text : valueText(cell.value);
  };
}
