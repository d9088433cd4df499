import { isBlank } from "../../cells/cell";
import { isOneCell, type Area } from "../../sheet/area";
import { columnLetters, sheetPrefix } from "../../sheet/address";
import type { Role } from "../deal";
import type { Sheet } from "../../sheet/workbook";
import { isCurrencyWord, keysOf, textReading, wordsOf } from "./phrases";
import { periodHead } from "./periods";
import { FILLERS, UNIT_WORDS } from "./words";

/** What stands beside a range and may say what it is. */
export interface Surroundings {
  /** The text left of it, else above, else right. */
  readonly label: string;
  /** What it is counted in: `USD k`, `% a year`. */
  readonly unit: string;
}

/** So far to the left a label may stand. */
const FARTHEST = 12;

export function surroundings({ sheet, top, left, bottom, right }: Area): Surroundings {
  const beside = textsLeft(sheet, top, left, right > left ? MOST_BETWEEN : 1);
  const isTable = bottom > top && right > left;
  const [nearest = "", next = ""] = beside;
  const isUnit = next !== "" && (isUnitText(nearest) || isUnitColumn(sheet, top, left, nearest) || saysLittle(nearest));
  const after = left === right ? textAt(sheet, top, right + 1) : "";
  const unit = isUnit || isUnitText(nearest) ? nearest : isUnitText(after) ? after : "";
  // Notes may stand between the label and the figures: the text farther away that says a part of a deal is the label.
  const telling = saysARole(nearest) ? undefined : beside.slice(1).filter((text) => !isUnitText(text) && saysARole(text)).at(-1);
  const leftLabel = telling ?? (isUnit ? next : nearest);
  if (isTable) return { label: headingAbove(sheet, top, left, right), unit: "" };
  if (bottom > top) return { label: headingAbove(sheet, top, left, left) || leftLabel, unit };
  const behind = textRight(sheet, top, right);
  // Where labels stand to the right, the first column has figures, and a title far above them.
  const label = leftLabel || heading(textAt(sheet, top - 1, left)) || (isUnitText(behind) ? "" : behind) || (textAt(sheet, top, 1) === "" ? heading(textAt(sheet, top - 1, 1)) : "");
  return { label: label === "" || saysARole(label) ? label : `${headOver(sheet, top, left, right)}${label}`, unit };
}

const OF_PERIODS: ReadonlySet<Role> = new Set<Role>(["period labels", "contract years"]);

/** So many rows higher a heading may stand. */
const HIGHEST = 30;

/** What a label that says no role itself stands under: a text over its rows, "Net sales" over territories, or the head of the figure's column. */
function headOver(sheet: Sheet, row: number, left: number, right: number): string {
  const heads: string[] = [];
  for (let column = left - 1; column >= Math.max(1, left - FARTHEST); column--) {
    if (textAt(sheet, row, column) === "") continue;
    let above = row - 1;
    while (above > Math.max(0, row - HIGHEST) && textAt(sheet, above, column) !== "" && figuresBehind(sheet, above, column)) above--;
    heads.push(textAt(sheet, above, column));
  }
  if (left === right) {
    let above = row - 1;
    // Behind an empty row other terms begin.
    while (above > Math.max(0, row - HIGHEST) && sheet.rows.has(above) && typeof (sheet.cell(above, left)?.value ?? 0) === "number") above--;
    heads.unshift(textAt(sheet, above, left));
  }
  const head = heads.find((text) => text !== "" && !isUnitHead(text) && periodHead(text) === undefined && textReading(text).matches.some(({ meaning }) => "role" in meaning && !OF_PERIODS.has(meaning.role)));
  return head === undefined ? "" : `${head}: `;
}

function figuresBehind(sheet: Sheet, row: number, column: number): boolean {
  return Array.from({ length: FARTHEST }, (_, i) => sheet.cell(row, column + 1 + i)?.value).some((value) => typeof value === "number");
}

/** A range as a formula writes it, with its sheet. */
export function addressOf(area: Area): string {
  const { sheet, top, left, bottom, right } = area;
  const first = `${sheetPrefix(sheet.name)}$${columnLetters(left)}$${top}`;
  return isOneCell(area) ? first : `${first}:$${columnLetters(right)}$${bottom}`;
}

export function textAt(sheet: Sheet, row: number, column: number): string {
  const value = sheet.cell(row, column)?.value;
  return typeof value === "string" ? value.trim() : "";
}

/** `USD k`, `% per quarter`, `fraction a year`. */
export function isUnitText(text: string): boolean {
  if (text === "" || text.length > 24) return false;
  const words = wordsOf(text);
  if (words.length === 0) return /^[#€$£¥]+[km]?$/i.test(text);
  return words.every(({ text: word, key }) => isCurrencyWord(word) || UNIT_KEYS.has(key) || FILLER_KEYS.has(key)) && words.some(({ text: word, key }) => isCurrencyWord(word) || UNIT_KEYS.has(key));
}

/** A short text between label and figure that says no role: `m tokens`. */
function saysLittle(text: string): boolean {
  return text.length <= 12 && textReading(text).matches.every(({ strength }) => strength === "weak");
}

function saysARole(text: string): boolean {
  return textReading(text).matches.length > 0;
}

const UNIT_KEYS = keysOf(UNIT_WORDS);
const FILLER_KEYS = keysOf(FILLERS);
const UNIT_HEADS = keysOf("unit, einheit, unité, unidad, uom");

/** So many figures may stand between the label of a series and its periods: a rate, a total, the year before. */
const MOST_BETWEEN = 3;

/** The texts left of a cell, the nearest first, as far as the next figure behind them. */
function textsLeft(sheet: Sheet, row: number, column: number, mostBetween: number): string[] {
  const texts: string[] = [];
  let figures = 0;
  for (let at = column - 1; at >= Math.max(1, column - FARTHEST) && texts.length < 3; at--) {
    const value = sheet.cell(row, at)?.value ?? null;
    if (typeof value === "string" && value.trim() !== "") texts.push(value.trim());
    else if (!isBlank(value) && (texts.length > 0 || ++figures > mostBetween || (mostBetween === 1 && at === column - 1))) break;
  }
  return texts;
}

/** The nearest text right of a cell, with nothing between. */
function textRight(sheet: Sheet, row: number, column: number): string {
  for (let at = column + 1; at <= column + FARTHEST; at++) if (!isBlank(sheet.cell(row, at)?.value ?? null)) return textAt(sheet, row, at);
  return "";
}

/** Whether the column in which a text stands is headed Unit. */
function isUnitColumn(sheet: Sheet, row: number, column: number, text: string): boolean {
  for (let at = column - 1; at >= Math.max(1, column - FARTHEST); at--) {
    if (textAt(sheet, row, at) !== text) continue;
    for (let above = row - 1; above >= Math.max(1, row - 40); above--) if (isUnitHead(textAt(sheet, above, at))) return true;
    return false;
  }
  return false;
}

function isUnitHead(text: string): boolean {
  return wordsOf(text).some(({ key }) => UNIT_HEADS.has(key));
}

/** The heading of a table: the nearest text in the two rows above it. */
function headingAbove(sheet: Sheet, top: number, left: number, right: number): string {
  for (const row of [top - 1, top - 2]) {
    for (let column = left === right ? left : Math.max(1, left - 1); column <= right; column++) {
      const text = textAt(sheet, row, column);
      // A text with a figure beside it is that figure's label.
      const isLabel = left !== right && [1, 2, 3].some((beside) => typeof sheet.cell(row, column + beside)?.value === "number");
      if (text !== "" && !isLabel && periodHead(text) === undefined) return text;
    }
  }
  return "";
}

/** A text above a figure, unless it heads a period or says a unit. */
function heading(text: string): string {
  return periodHead(text) === undefined && !isUnitText(text) ? text : "";
}
