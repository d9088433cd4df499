import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import type { Cell, DataValidation, Style as CellFormat, Workbook } from "@cj-tech-master/excelts" with { "resolution-mode": "import" };
import { EXACT_MONEY, TEXT, type Allowed, type SampleBook, type SampleCell, type SampleRow, type SampleSheet, type Style, type StyledCell } from "./sampleBook";

const INK = { argb: "FF1F2937" };
const BLUE = { argb: "FF0000FF" };
const GREEN = { argb: "FF15803D" };
const GREY = { argb: "FF6B7280" };
const WHITE = { argb: "FFFFFFFF" };
const SLATE = { argb: "FF334155" };
const YELLOW = { argb: "FFFFF9DB" };
const LINE = { style: "thin", color: { argb: "FFCBD5E1" } } as const;

const solid = (color: { argb: string }) => ({ type: "pattern", pattern: "solid", fgColor: color }) as const;

const STYLES: Record<Style, Partial<CellFormat>> = {
  title: { font: { name: "Calibri", size: 16, bold: true, color: INK } },
  heading: { font: { name: "Calibri", size: 12, bold: true, color: SLATE } },
  head: { font: { name: "Calibri", size: 11, bold: true, color: WHITE }, fill: solid(SLATE), alignment: { vertical: "middle", wrapText: true } },
  text: { font: { name: "Calibri", size: 11, color: INK }, alignment: { vertical: "top", horizontal: "left", wrapText: true } },
  note: { font: { name: "Calibri", size: 11, italic: true, color: GREY } },
  input: { font: { name: "Calibri", size: 11, color: BLUE }, fill: solid(YELLOW), border: { top: LINE, left: LINE, bottom: LINE, right: LINE }, protection: { locked: false } },
  figure: { font: { name: "Calibri", size: 11, color: INK } },
  result: { font: { name: "Calibri", size: 11, bold: true, color: INK }, border: { top: LINE } },
  check: { font: { name: "Calibri", size: 11, color: GREEN } },
};

/** The bytes of a workbook with a sample's sheets, texts, inputs, formats and names; its formulas are still missing. */
export async function dressedWorkbook(book: SampleBook): Promise<Uint8Array> {
  const { Workbook } = await import("@cj-tech-master/excelts");
  const workbook = new Workbook();
  workbook.creator = "Dealsheet";
  workbook.lastModifiedBy = "Dealsheet";
  workbook.title = book.title;
  // A sample is the same file whenever it is built.
  workbook.created = workbook.modified = new Date("2026-01-01T00:00:00Z");
  for (const sheet of book.sheets) addSheet(workbook, sheet);
  for (const [name, range] of Object.entries(book.names)) workbook.definedNames.add(range, name);
  return calculatedByPresentExcel(new Uint8Array(await workbook.xlsx.writeBuffer()));
}

/**
 * The file with the calculation engine of Excel 2019 and later on it. The library writes an older one, and Excel recalculates such a file as soon as it
 * is opened: without the add-in every cell of ours would show #NAME? instead of its stored figure.
 */
function calculatedByPresentExcel(bytes: Uint8Array): Uint8Array {
  const parts = unzipSync(bytes);
  const part = "xl/workbook.xml";
  const marked = strFromU8(parts[part] ?? new Uint8Array()).replace('<calcPr calcId="171027"/>', '<calcPr calcId="191029"/>');
  if (!marked.includes('calcId="191029"')) throw new Error("The library writes its calcPr otherwise than it did");
  return zipSync({ ...parts, [part]: strToU8(marked) });
}

function addSheet(workbook: Workbook, sheet: SampleSheet): void {
  const worksheet = workbook.addWorksheet(sheet.name, {
    pageSetup: { orientation: "landscape", fitToPage: true, fitToWidth: 1, fitToHeight: sheet.rows.length <= ONE_PAGE ? 1 : 0 },
    views: [{ showGridLines: sheet.rows.length === 0, ...frozen(sheet.freeze) }],
  });
  const reach = (cell: SampleCell) => (typeof cell === "object" ? (cell?.spills?.columns ?? 1) : 1);
  const width = Math.max(sheet.widths.length, ...sheet.rows.flatMap((row) => row.map((cell, c) => c + reach(cell))));
  for (let column = 1; column <= width; column++) worksheet.getColumn(column).width = sheet.widths[column - 1] ?? sheet.widths.at(-1) ?? 10;
  sheet.rows.forEach((row, r) => {
    row.forEach((cell, c) => {
      if (cell === null) return;
      const styled: StyledCell = typeof cell === "object" ? cell : { style: sheet.name === "About" ? "text" : "figure", value: cell };
      dressCell((down, right) => worksheet.getCell(r + 1 + down, c + 1 + right), styled, isFigure(sheet.rows[r + 1] ?? [], c));
    });
    const longest = Math.max(...row.map((cell, c) => (typeof cell === "string" && sheet.name === "About" ? cell.length / (sheet.widths[c] ?? 10) : 0)));
    if (row.some((cell) => typeof cell === "object" && cell?.style === "title")) worksheet.getRow(r + 1).height = TITLE_HEIGHT;
    if (longest > 1) worksheet.getRow(r + 1).height = LINE_HEIGHT * Math.ceil(longest * 1.1);
  });
}

/** So many rows are still read easily on one page. */
const ONE_PAGE = 45;
/** In points. */
const LINE_HEIGHT = 15;
const TITLE_HEIGHT = 24;

/** Whether a figure stands there, or one that spills from the left. */
function isFigure(row: SampleRow, column: number): boolean {
  return row.some((cell, c) => typeof cell === "object" && cell?.format !== undefined && c <= column && column < c + (cell.spills?.columns ?? 1));
}

/** `at` gives the cell so many rows below and columns right of the one at hand; a head above figures stands at the right, as they do. */
function dressCell(at: (down: number, right: number) => Cell, { style, value, format, spills, allowed }: StyledCell, aboveFigures: boolean): void {
  for (let down = 0; down < (spills?.rows ?? 1); down++) {
    for (let right = 0; right < (spills?.columns ?? 1); right++) {
      const dressing = spills?.labels !== undefined ? statementDressing(down, spills.labels[right] ?? EXACT_MONEY) : { ...STYLES[style], ...(format === undefined ? {} : { numFmt: format }) };
      Object.assign(at(down, right), { style: dressing });
    }
  }
  const target = at(0, 0);
  if (value !== undefined) target.value = value;
  if (style === "head" && aboveFigures) target.alignment = { ...STYLES.head.alignment, horizontal: "right" };
  if (allowed !== undefined) target.dataValidation = validation(allowed);
}

/** A cell of a statement: of its header, which stands as the figures below do, or of its lines. */
function statementDressing(down: number, format: string): Partial<CellFormat> {
  const horizontal = format === TEXT ? "left" : "right";
  if (down === 0) return { ...STYLES.head, alignment: { ...STYLES.head.alignment, horizontal } };
  return { ...STYLES.figure, numFmt: format, alignment: { horizontal } };
}

function validation(allowed: Allowed): DataValidation {
  const shown = { showErrorMessage: true, allowBlank: false, errorTitle: "Not allowed here" } as const;
  if (!("min" in allowed)) return { ...shown, type: "list", formulae: [`"${allowed.join(",")}"`], error: `One of ${allowed.join(", ")}` };
  const { min, max } = allowed;
  return { ...shown, type: "decimal", operator: "between", formulae: [min, max], error: `A number from ${min} to ${max}` };
}

function frozen(cell: string | undefined) {
  const match = /^([A-Z])(\d+)$/.exec(cell ?? "");
  if (match === null) return {};
  return { state: "frozen", xSplit: (match[1] ?? "A").charCodeAt(0) - 65, ySplit: Number(match[2]) - 1 } as const;
}
