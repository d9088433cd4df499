import type { CellValue } from "../../cells/cell";
import type { Term } from "../deal";
import { periodHead, periodsAYear } from "./periods";
import { addressOf } from "./surroundings";
import type { Verdict } from "./verdict";

/** The periods of a deal: what they are called, and how many make a year. */
export interface Periods {
  readonly heads: readonly { readonly value: CellValue; readonly format?: string }[];
  readonly aYear?: number;
  /** Where they stand, if no name says it. */
  readonly found?: Term;
}

/** So many rows above a series its headings may stand. */
const HIGHEST = 40;

/** The headings above the revenue, or left of it where it runs down; else those that a name says. */
export function periodLabels(verdicts: readonly Verdict[]): Periods {
  const proposed = verdicts.filter(({ state }) => state === "proposed");
  const named = proposed.find(({ role }) => role === "period labels");
  if (named !== undefined) return withYear(headsIn(named.candidate.area, named.candidate.area));
  const table = verdicts.find(({ role, state, candidate }) => (role === "usage" || role === "earned by account") && state !== "left out" && candidate.shape.form === "block");
  const isSeries = ({ candidate: { shape } }: Verdict) => shape.form === "row" || shape.form === "column";
  const series = ["base", "usage", "guarantee", "contract years"].flatMap((role) => verdicts.filter((verdict) => verdict.role === role && verdict.state !== "left out" && isSeries(verdict)))[0];
  if (series === undefined) {
    const [head = []] = table?.candidate.shape.values ?? [];
    const heads = head.slice(1).map((value) => ({ value }));
    return heads.length > 0 && heads.every(({ value }) => periodHead(value) !== undefined) ? withYear(heads) : { heads: [] };
  }
  const { area, shape } = series.candidate;
  const lines = shape.form === "row" ? Array.from({ length: Math.min(HIGHEST, area.top - 1) }, (_, i) => ({ ...area, top: area.top - 1 - i, bottom: area.top - 1 - i })) : Array.from({ length: Math.min(HIGHEST, area.left - 1) }, (_, i) => ({ ...area, left: area.left - 1 - i, right: area.left - 1 - i }));
  for (const line of lines) {
    const heads = headsIn(line, area);
    if (heads.length < 2 || !heads.every(({ value, format }) => periodHead(value, format) !== undefined)) continue;
    const source = { at: { sheet: area.sheet.name, top: line.top, left: line.left, bottom: line.bottom, right: line.right } };
    const reason = `They stand ${shape.form === "row" ? "above" : "left of"} ${series.candidate.id}, in ${addressOf(line)}.`;
    return { ...withYear(heads), found: { role: "period labels", stream: "", source, state: "proposed", reason } };
  }
  return { heads: [] };
}

function headsIn({ sheet, top, left, bottom, right }: Verdict["candidate"]["area"], of: Verdict["candidate"]["area"]): { value: CellValue; format?: string }[] {
  const count = of.bottom > of.top ? of.bottom - of.top + 1 : of.right - of.left + 1;
  const down = bottom > top || (top === bottom && left === right && of.bottom > of.top);
  return Array.from({ length: count }, (_, i) => {
    const cell = sheet.cell(top + (down ? i : 0), left + (down ? 0 : i));
    return { value: cell?.value ?? null, ...(cell?.format === undefined ? {} : { format: cell.format }) };
  });
}

function withYear(heads: Periods["heads"]): Periods {
  const aYear = periodsAYear(heads);
  return { heads, ...(aYear === undefined ? {} : { aYear }) };
}
