import type { CellValue } from "../../cells/cell";
import { remembered } from "./remembered";

/** How long the period is that a heading names: 4 a year, 12 a year. Undefined: it heads a period, and does not say how long. */
export interface PeriodHead {
  readonly aYear?: number;
}

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec mär mai juin juil août avr fév déc okt dez ene abr ago dic gen mag giu lug set ott fev out mrt mei january february march april june july august september october november december januar februar märz juni juli oktober dezember janvier février mars avril juillet septembre octobre novembre décembre enero febrero marzo mayo junio julio agosto septiembre octubre noviembre diciembre".split(" ");
const MONTH = new RegExp(`^(${MONTHS.join("|")})\\.?[ /'-]*(\\d{2}|\\d{4})?$`);

const HEADS: readonly (readonly [RegExp, number | undefined])[] = [
  [/^[qt] ?[1-4][ /'.-]*(fy ?)?\d{0,4}$|^[1-4] ?[qt][ /'.-]*\d{0,4}$|^(fy ?)?\d{2,4}[ /'.-]*[qt][1-4]$|^[1-4]\. ?(quartal|trimestre|trim\.?)( \d{2,4})?$|^(quarter|quartal|trimestre) [1-9]\d?( \d{4})?$/, 4],
  [/^[hs] ?[12][ /'.-]*(fy ?)?\d{0,4}$|^[12] ?[hs][ /'.-]*\d{0,4}$|^\d{4}[ /'.-]*[hs][12]$|^[12]\. ?(halbjahr|hj|semestre)( \d{2,4})?$|^(semestre|halbjahr|half|half-year) [1-9]\d?( \d{4})?$/, 2],
  [/^(fy|year|yr|jahr|année|an|año|y|cy|gj) ?'?\d{1,4}([/-]\d{2,4})?[abfe]?$|^(19|20)\d\d[abfe]?$|^(19|20)\d\d[/-]\d\d$/, 1],
  [/^(week|woche|semaine|semana|wk|kw) ?\d{1,2}$/, 52],
  [/^(month|monat|mois|mes|m) ?\d{1,2}$|^(19|20)\d\d[-/.](0[1-9]|1[0-2])$/, 12],
  [/^(season|seizoen|saison|temporada|stagione|period|periode|période|periodo|período|p) ?\d{1,3}$|^\d{1,2}[-/. ][a-z]{3}[-/. ]\d{2,4}$|^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}$|^\d{4}-\d{2}-\d{2}$/, undefined],
];

/** Whether a text heads a period. */
export function periodHead(value: CellValue, format?: string): PeriodHead | undefined {
  if (typeof value === "number") {
    if (format !== undefined && isDateFormat(format) && value > 20_000) return {};
    return Number.isInteger(value) && value >= 1950 && value < 2100 && (format === undefined || !/[#%,]/.test(format)) ? { aYear: 1 } : undefined;
  }
  return typeof value !== "string" || value.length > 30 ? undefined : headSaid(value);
}

const headSaid = remembered((said): PeriodHead | undefined => {
  const text = said.trim().replace(/\s+/g, " ").toLowerCase();
  if (MONTH.test(text)) return { aYear: 12 };
  const found = HEADS.find(([pattern]) => pattern.test(text));
  return found === undefined ? undefined : found[1] === undefined ? {} : { aYear: found[1] };
});

/** How many periods a year has by their headings; dates tell it by how far they lie apart. */
export function periodsAYear(heads: readonly { readonly value: CellValue; readonly format?: string }[]): number | undefined {
  const read = heads.map(({ value, format }) => periodHead(value, format));
  const [first] = read;
  if (first?.aYear !== undefined && read.every((head) => head?.aYear === first.aYear)) return first.aYear;
  const days = heads.map(({ value }) => dayOf(value));
  const [a, b] = days;
  if (a === undefined || b === undefined) return undefined;
  const apart = (days.at(-1) ?? b) - a;
  const each = apart / (days.length - 1);
  return [[28, 32, 12], [88, 94, 4], [179, 186, 2], [360, 370, 1]].find(([least = 0, most = 0]) => each >= least && each <= most)?.[2];
}

/** A day's number, for days apart: of a date serial, or of 31-Mar-26. */
function dayOf(value: CellValue): number | undefined {
  if (typeof value === "number") return value > 20_000 ? value : undefined;
  if (typeof value !== "string") return undefined;
  const [, day, month = "", year] = /^(\d{1,2})[-/. ]([a-z]{3})[-/. ](\d{2,4})$/i.exec(value.trim()) ?? [];
  const at = MONTHS.indexOf(month.toLowerCase());
  return day === undefined || year === undefined || at < 0 || at > 11 ? undefined : Number(year) * 365.25 + at * 30.4375 + Number(day);
}

/** A number format that shows days, months or years. */
export function isDateFormat(format: string): boolean {
  const bare = format.replace(/"[^"]*"|\[[^\]]*\]|\\./g, "");
  return /[dmy]/i.test(bare) && !/[0#?]/.test(bare);
}
