import type { Decimal, Decimals } from "../../engine/decimal";

/** A figure with commas between its thousands, and all its decimals: 1250000.5 is `1,250,000.5`. */
export function figureText(figure: Decimal): string {
  const [whole = "", decimals] = figure.toFixed().split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return decimals === undefined ? grouped : `${grouped}.${decimals}`;
}

/** A rate as per cent, without trailing zeros: 0.15825 is `15.825%`. */
export function percentText(rate: Decimal): string {
  return `${figureText(rate.times(100))}%`;
}

/** `A, B and C`; of clauses, which have an "and" of their own, with a comma before the last. */
export function listed(items: readonly string[], comma = ""): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")}${comma} and ${items.at(-1) ?? ""}`;
}

/** A cell's text is cut at so many characters. */
const LONGEST_LABEL = 80;

/** A label or name as the workbook writes it, in one line. In quotation marks where the sentence could not be told from it. */
export function labelText(label: string): string {
  const text = oneLine(label);
  const isPlain = /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_ .'’/&–-]*$/u.test(text) && !/(?: and |\. )/i.test(text);
  return isPlain ? text : `"${text.replaceAll('"', "'")}"`;
}

/** A text of the workbook in one line, and cut where it is very long. */
export function oneLine(text: string): string {
  const characters = [...text.slice(0, 4 * LONGEST_LABEL).replace(/[\p{C}\p{Z}]+/gu, " ").trim()];
  return characters.length > LONGEST_LABEL ? `${characters.slice(0, LONGEST_LABEL - 1).join("")}…` : characters.join("");
}

/** How an answer is rounded, to be read after "rounded". */
export function placesText(decimals: number): string {
  if (decimals === 2) return "to cents";
  if (decimals === 0) return "to whole amounts";
  return `to ${decimals} decimal${decimals === 1 ? "" : "s"}`;
}

/** The end of a sentence that says how each of its figures is rounded; nothing where the call leaves it out, and nothing is rounded. */
export function roundedText(decimals: Decimals, isSaid: boolean): string {
  if (decimals !== "exact") return `, rounded ${placesText(decimals)}`;
  return isSaid ? ", not rounded" : "";
}

/** Both of two, all of more. */
export function allOf(count: number, noun: string): string {
  return count === 2 ? `both ${noun}s` : `all ${count} ${noun}s`;
}

export function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
