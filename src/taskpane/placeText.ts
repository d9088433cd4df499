import type { Source } from "../deal/deal";
import type { CellRange } from "../host/host";
import { sheetPrefix } from "../sheet/address";
import { rectangleAddress } from "../sheet/area";

/** Cells, or the name of some. */
export type Place = CellRange | { readonly name: string };

/** `Inputs!B16:C19`, `Tiers` */
export function placeText(place: Place): string {
  return "name" in place ? place.name : `${sheetPrefix(place.sheet)}${rectangleAddress(place)}`;
}

/** Where a source stands: its cells, which a name may not have. */
export function placeOf(source: Source | { readonly name: string }): Place {
  return "at" in source ? source.at : source;
}

/** `Tiers, Inputs!B3:C6` */
export function sourceText(source: Source | { readonly name: string }): string {
  const where = placeText(placeOf(source));
  return "at" in source && source.name !== undefined ? `${source.name}, ${where}` : where;
}

/** How many periods, under the name that they have: `12 quarters`. */
export function periodsText(periods: readonly string[]): string {
  const all = (pattern: RegExp) => periods.every((period) => pattern.test(period));
  const one = all(/\bQ[1-4]\b|^Q[1-4]|quarter/i) ? "quarter" : all(/^(?:year|fy|contract year)\b|^(?:FY)?\d{4}$/i) ? "year" : all(/month|^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i) ? "month" : "period";
  return `${periods.length} ${one}${periods.length === 1 ? "" : "s"}`;
}
