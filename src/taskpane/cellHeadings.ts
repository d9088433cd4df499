import type { CellValue } from "../cells/cell";
import type { CellRange, Host, RangeContent } from "../host/host";
import { sameName } from "../sheet/workbook";

/** What the sheet itself calls a cell. */
export interface CellHeadings {
  /** What stands at the left of its row: `Royalty`. */
  readonly row?: string;
  /** What stands above its column, and in which row: `Q1 2026`. */
  readonly column?: { readonly text: string; readonly row: number };
  /** A currency at the left of its row. */
  readonly unit?: string;
}

/** A heading further away than this is of something else. */
const FURTHEST = 300;

/** The texts to the left of a cell and above it. */
export async function cellHeadings(host: Host, { sheet, top, left }: CellRange): Promise<CellHeadings> {
  const beside = left > 1 ? [{ sheet, top, bottom: top, left: Math.max(1, left - FURTHEST), right: left - 1 }] : [];
  const above = top > 1 ? [{ sheet, top: Math.max(1, top - FURTHEST), bottom: top - 1, left, right: left }] : [];
  const blocks = await host.read([...beside, ...above]);
  const [row, column] = [beside.length > 0 ? blocks[0] : undefined, above.length > 0 ? blocks.at(-1) : undefined];
  const texts = (row?.values[0] ?? []).filter(isText);
  const unit = texts.find((text) => /^[A-Z]{3}$/.test(text));
  const label = texts.find((text) => !/^[A-Z]{3}$/.test(text));
  const head = column && headOf(column);
  return { ...(label === undefined ? {} : { row: label }), ...(head === undefined ? {} : { column: head }), ...(unit === undefined ? {} : { unit }) };
}

/** A word, or a year: an amount that was typed as a text is no heading. */
function isText(value: CellValue): value is string {
  return typeof value === "string" && /\p{L}|^\s*\d{4}\s*$/u.test(value);
}

/** The nearest text or date above; of numbers none, for they are other figures. */
function headOf({ range, values, texts, formats }: RangeContent): { readonly text: string; readonly row: number } | undefined {
  for (let at = values.length - 1; at >= 0; at--) {
    const [value, text = "", format = ""] = [values[at]?.[0] ?? null, texts[at]?.[0], formats[at]?.[0]];
    const isDate = typeof value === "number" && /[ymd]/i.test(format.replace(/\[[^\]]*\]|"[^"]*"/g, ""));
    if (isText(value) || isDate) return { text: isText(value) ? value : text, row: range.top + at };
  }
  return undefined;
}

/** What the sheet writes in a row above a block, from its first column on. */
export async function headsInRow(host: Host, sheet: string, row: number, left: number, count: number): Promise<readonly string[]> {
  const sheets = await host.sheets();
  if (!sheets.some((name) => sameName(name, sheet))) return [];
  const [content] = await host.read([{ sheet, top: row, bottom: row, left, right: left + count - 1 }]);
  return content?.texts[0] ?? [];
}
