import { decimalOf } from "../../cells/decode";
import { Decimal } from "../../engine/decimal";
import type { DefinedName } from "../../sheet/workbook";
import type { CellRange } from "../../host/host";
import { cellPlace } from "../../sheet/address";
import { haveCellsInCommon, type Area } from "../../sheet/area";
import { unwrapped } from "../../sheet/formula/nodes";
import { labelText, oneLine, percentText } from "../sentences/phrases";
import { namedBy, placeText, quoted, rangeOf, type Book, type CallArgument } from "./book";

/** What to do about a fault, where only one thing can be meant. In words: nothing is written. */
export function fixOf(book: Book, place: CellRange, message: string, argument?: CallArgument): string | undefined {
  const sheet = book.workbook.sheet(place.sheet);
  const value = sheet?.cell(place.top, place.left)?.value ?? null;
  if (/was a percentage typed as a whole number\?/.test(message) && typeof value === "number") return `Type ${percentText(decimalOf(value).dividedBy(100))} in ${placeText(place)}.${otherReaders(book, place)}`;
  if (/is text that looks like a number/.test(message) && typeof value === "string") {
    const meant = numberMeant(value);
    return meant === undefined ? undefined : `Type ${meant} in ${placeText(place)}, as a number.${otherReaders(book, place)}`;
  }
  const [, metric] = /^The rate card has no metric "(.*?)"; add its price/.exec(message) ?? [];
  if (metric !== undefined) return `Add a row for ${quoted(metric)} to the rate card, or write the name as the card has it.`;
  const [, given, needed] = /^There are (\d+) \w+ for (\d+) (?:periods|royalties)/.exec(message) ?? [];
  if (given !== undefined && argument?.area !== undefined) return extension(book, argument, Number(needed) - Number(given));
  const [, below] = /^Tier \d+ starts at \S+, which is not above tier (\d+) at/.exec(message) ?? [];
  if (below !== undefined) return `If both amounts are right, put the tiers in rising order; else mend ${placeText(place)}.${otherReaders(book, place)}`;
  return undefined;
}

/** A range that is some periods short reads on over the cells beside it, where these are filled and end there. */
function extension(book: Book, { area, node, text }: CallArgument, missing: number): string | undefined {
  if (area === undefined || missing < 1) return undefined;
  const { sheet, top, left, bottom, right } = area;
  const isDown = left === right && bottom > top;
  const filled = (step: number) => typeof (isDown ? sheet.cell(bottom + step, left) : sheet.cell(top, right + step))?.value === "number";
  if (!Array.from({ length: missing }, (_, i) => i + 1).every(filled) || filled(missing + 1)) return undefined;
  const whole = placeText({ ...rangeOf(area), ...(isDown ? { bottom: bottom + missing } : { right: right + missing }) });
  return unwrapped(node).kind === "name" ? `Point ${labelText(text)} at ${whole}.${nameReaders(book, namedBy(book.workbook, text))}` : `Read ${whole}.`;
}

/** The number that a text is: `7%`, `1,250.50`, ` 8 `. Undefined where commas and points leave it open. */
function numberMeant(text: string): string | undefined {
  const [, digits = "", decimals = "", percent = ""] = /^\s*(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*(%?)\s*$/.exec(text) ?? [];
  if (digits === "") return undefined;
  return `${new Decimal(digits.replaceAll(",", "") + decimals).toFixed()}${percent}`;
}

/** So many cells are named. */
const NAMED = 2;

/** The cells besides the calls that read this one, and would show something else: a formula may divide it by 100. */
export function otherReaders({ workbook, plainFormulas }: Book, place: CellRange): string {
  const sheet = workbook.sheet(place.sheet);
  if (sheet === undefined) return "";
  const meant: Area = { ...place, sheet };
  return readBy(plainFormulas().filter(({ areas }) => areas.some((area) => haveCellsInCommon(area, meant))));
}

/** The same of a name that is to mean other cells. */
export function nameReaders({ plainFormulas }: Book, name: DefinedName | undefined): string {
  return name === undefined ? "" : readBy(plainFormulas().filter(({ names }) => names.includes(name)));
}

function readBy(readers: ReturnType<Book["plainFormulas"]>): string {
  if (readers.length === 0) return "";
  const named = readers.slice(0, NAMED).map((at) => oneLine(cellPlace(at.sheet.name, at.row, at.column)));
  const more = readers.length - named.length;
  const who = more === 0 ? named.join(" and ") : `${named.join(", ")} and ${more} more`;
  return ` ${who} ${readers.length === 1 ? "reads" : "read"} it too: look there before you change it.`;
}
