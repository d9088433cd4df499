import type { CellValue } from "../../cells/cell";
import type { Area } from "../../sheet/area";
import { formatted } from "../../sheet/excel/numberFormat";
import type { Cell, Sheet, Workbook } from "../../sheet/workbook";

/** So many rows up or columns to the left a heading is looked for. */
const MOST_STEPS = 400;

export function textOf(cell: Cell | undefined): string {
  return typeof cell?.value === "string" ? cell.value.trim() : "";
}

/** The text left of a cell: of a row without a gap the first, for it names the row and the others add to it. Units are no labels. */
export function rowLabel(sheet: Sheet, row: number, column: number): { readonly text: string; readonly column: number } | undefined {
  let found: { text: string; column: number } | undefined;
  let before = column;
  for (const at of filledColumns(sheet, row, column).reverse()) {
    if (found !== undefined && at < before - 1) break;
    const text = textOf(sheet.cell(row, at));
    if (text !== "" && !isUnit(sheet, row, at, text)) found = { text, column: at };
    before = at;
  }
  return found;
}

/** The text above a column of figures. */
export function columnHead(sheet: Sheet, row: number, column: number): string {
  for (let at = row - 1; at >= 1 && at > row - MOST_STEPS; at--) {
    const text = textOf(sheet.cell(at, column));
    if (text !== "") return text;
  }
  return "";
}

/** The heading over rows of figures: the nearest text above their labels whose own row has no figures. */
export function heading(sheet: Sheet, row: number, labels: number, figures: number): string {
  for (let at = row - 1; at >= 1 && at > row - MOST_STEPS; at--) {
    const text = textOf(sheet.cell(at, labels));
    if (text === "" || typeof sheet.cell(at, figures)?.value === "number") continue;
    if (textOf(sheet.cell(at, figures)) === "") return text;
    // The heads of a table: the heading stands right over them, or is the first of them, or there is none but the sheet's.
    const above = textOf(sheet.cell(at - 1, figures)) === "" ? textOf(sheet.cell(at - 1, labels)) : "";
    return above || (/\s/.test(text) ? text : sheetTitle(sheet));
  }
  return "";
}

/** The text at the top of a sheet, if it stands alone in its row. */
export function sheetTitle(sheet: Sheet): string {
  const filled = [...(sheet.rows.get(1)?.values() ?? [])].filter(({ value }) => value !== null && value !== "");
  return filled.length === 1 ? textOf(filled[0]) : "";
}

/** The unit of a row: the text in a column called so, a currency beside it, in its number format, or in the heading over it. */
export function unitOf(sheet: Sheet, row: number, column: number): string {
  for (const at of filledColumns(sheet, row, column).reverse()) {
    const text = textOf(sheet.cell(row, at));
    if (text !== "" && isUnit(sheet, row, at, text)) return text;
  }
  const format = sheet.cell(row, column)?.format ?? "";
  const inFormat = currencyIn(format) ?? SIGNS.get(/[€£¥$]/.exec(format.replace(/\[\$-[^\]]*\]/g, ""))?.[0] ?? "");
  if (inFormat !== undefined) return inFormat;
  if (format.includes("%")) return "fraction";
  const label = rowLabel(sheet, row, column);
  return label === undefined ? "" : (currencyIn(label.text) ?? currencyIn(heading(sheet, row, label.column, column)) ?? "");
}

const SIGNS: ReadonlyMap<string, string> = new Map([["€", "EUR"], ["£", "GBP"], ["¥", "JPY"], ["$", "USD"]]);

const CURRENCIES: ReadonlySet<string> = new Set(
  "USD EUR GBP JPY CHF CAD AUD NZD CNY HKD SGD KRW INR BRL MXN SEK NOK DKK PLN CZK HUF RON BGN TRY ILS ZAR AED SAR QAR KWD BHD THB IDR MYR PHP VND TWD ARS CLP COP PEN EGP NGN KES MAD TND UAH ISK".split(" "),
);

export function isCurrency(unit: string): boolean {
  return CURRENCIES.has(unit);
}

function currencyIn(text: string): string | undefined {
  return text.match(/[A-Z]+/g)?.find(isCurrency);
}

/** Whether a sum of such figures means something. */
export function addsUp(unit: string): boolean {
  return !/fraction|percent|rate|%|number$/i.test(unit);
}

function isUnit(sheet: Sheet, row: number, column: number, text: string): boolean {
  if (isCurrency(text) || text === "%") return true;
  for (let at = row; at >= 1 && at > row - MOST_STEPS; at--) if (/^(?:units?|einheit|unité|unidad)$/i.test(textOf(sheet.cell(at, column)))) return true;
  return false;
}

/** What the periods of a block are called: the nearest texts, dates or years above it, or left of it where they run down. */
export function periodLabels(workbook: Workbook, area: Area, isDown: boolean): string[] | undefined {
  const count = isDown ? area.bottom - area.top + 1 : area.right - area.left + 1;
  if (count < 2) return undefined;
  const last = isDown ? area.left - 1 : area.top - 1;
  let numbered: string[] | undefined;
  for (let at = last; at >= 1 && at > last - MOST_STEPS; at--) {
    const cells = Array.from({ length: count }, (_, i) => (isDown ? area.sheet.cell(area.top + i, at) : area.sheet.cell(at, area.left + i)));
    const labels = cells.map((cell) => labelText(workbook, cell));
    if (labels.every((label) => label !== "") && new Set(labels).size === count) return labels;
    const values = cells.map((cell) => cell?.value);
    if (values.every((value, i) => typeof value === "number" && Number.isInteger(value) && value === Number(values[0]) + i)) {
      const years = values.map(String);
      if (Number(values[0]) >= 1900 && Number(values[0]) <= 2200) return years;
      numbered ??= years;
    }
  }
  return numbered;
}

/** A text, or a date as it is shown. */
function labelText(workbook: Workbook, cell: Cell | undefined): string {
  const value: CellValue = cell?.value ?? null;
  if (typeof value === "string") return value.trim();
  const { format } = cell ?? {};
  if (typeof value !== "number" || format === undefined || !/[dmyhs]/i.test(format.replace(/"[^"]*"|\[[^\]]*\]|\\./g, ""))) return "";
  const shown = formatted(value, format, workbook.date1904);
  return typeof shown === "string" ? shown.trim() : "";
}

/** Whether texts beside a column of figures say that it runs down the periods. */
export function sayPeriods(labels: readonly string[] | undefined): boolean {
  return labels !== undefined && labels.every((label) => PERIOD.test(label));
}

const PERIOD = /^(?:[QHSTY]\d|FY|CY|\d{1,4}(?:$|[-/. ]\d)|(?:year|quarter|period|month|half|jahr|quartal|monat|trimestre|mois|mes|année|año|jan|feb|mar|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)(?:\b|[a-zä.]|\d))/i;

function filledColumns(sheet: Sheet, row: number, before: number): number[] {
  const columns: number[] = [];
  for (const [column, cell] of sheet.rows.get(row) ?? []) if (column < before && cell.value !== null && cell.value !== "") columns.push(column);
  return columns.sort((a, b) => a - b);
}
