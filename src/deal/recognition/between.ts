import { haveCellsInCommon } from "../../sheet/area";
import type { Workbook } from "../../sheet/workbook";
import { columnMeant } from "../headWords";
import { areasReadBy, type Candidate } from "./candidates";
import { AHEAD, ENOUGH } from "./scoring";
import { SEVERAL, leave, pointsOf, sentence, theRole, type Verdict } from "./verdict";

/** A table object around named ranges is the sheet's, not the deal's; two names of the same cells are one. */
export function leaveWithin(verdicts: readonly Verdict[]): void {
  // Ranges without a name were looked for beside those that have one.
  const open = verdicts.filter(({ state, candidate }) => state !== "left out" && candidate.by !== "label");
  for (const verdict of open) {
    const { candidate } = verdict;
    const other = open.find((one) => one !== verdict && one.state !== "left out" && haveCellsInCommon(one.candidate.area, candidate.area) && isBefore(one, verdict));
    if (other !== undefined) leave(verdict, `Its cells are those of ${other.candidate.id}.`);
  }
}

function isBefore(a: Verdict, b: Verdict): boolean {
  const by = { name: 0, table: 1, label: 2 };
  const points = (verdict: Verdict) => verdict.scores[0]?.points ?? 0;
  return by[a.candidate.by] - by[b.candidate.by] < 0 || (a.candidate.by === b.candidate.by && (points(a) > points(b) || (points(a) === points(b) && a.candidate.id < b.candidate.id)));
}

/** A cell that a table of the deal reads is said by the table. */
export function leavePartsOfTables(workbook: Workbook, verdicts: readonly Verdict[]): void {
  const tables = verdicts.filter(({ state, candidate }) => state === "proposed" && candidate.shape.form === "block");
  for (const table of tables) {
    for (const area of areasReadBy(workbook, table.candidate.shape.formulas, table.candidate.area.sheet)) {
      for (const verdict of verdicts) if (verdict !== table && haveCellsInCommon(area, verdict.candidate.area)) leave(verdict, `A formula in ${table.candidate.id} reads it; it is a part of that table.`);
    }
  }
}

/** Beside tier starts a column of the same rows is their rates. Two such columns are a scale whatever they are called, where the first rises from 0. */
export function proposeTierRates(verdicts: readonly Verdict[]): void {
  const hasScale = verdicts.some(({ role, state }) => state === "proposed" && role === "tiers");
  for (const starts of verdicts) {
    const isSaid = starts.role === "tier starts" && starts.state !== "left out";
    if (!isSaid && (starts.isAnswered || hasScale || !risesFromNothing(starts))) continue;
    const rates = verdicts.find((one) => one !== starts && one.isAnswered !== true && areOneScale(starts.candidate, one.candidate) && (isSaid ? one.scores.some(({ role }) => role === "tier rates") : !one.scores.some(({ role, points }) => role === "base" && points >= 4) && isJustRight(starts.candidate, one.candidate)));
    if (rates === undefined) continue;
    for (const [verdict, role, other] of [[starts, "tier starts", rates], [rates, "tier rates", starts]] as const) {
      if (verdict.isAnswered) continue;
      if (verdict.role !== role) verdict.stream = isSaid ? starts.stream : "";
      verdict.role = role;
      verdict.state = "proposed";
      verdict.reason = sentence([...(verdict.scores.find((score) => score.role === role)?.seen ?? []), `${role === "tier starts" ? "it rises" : "its cells stand"} beside ${other.candidate.id}`]);
    }
  }
}

function areOneScale({ area: a, shape }: Candidate, { area: b, shape: other }: Candidate): boolean {
  if (a.sheet !== b.sheet || shape.form !== other.form || !other.areFigures || shape.filled.length !== other.filled.length) return false;
  return (shape.form === "column" && a.top === b.top && a.bottom === b.bottom) || (shape.form === "row" && a.left === b.left && a.right === b.right);
}

const STARTS: ReadonlySet<string> = new Set(["Above", "From", "Threshold"]);

/** A column may be left free between the two. */
function isJustRight({ area: { right } }: Candidate, { area: { left } }: Candidate): boolean {
  return left > right && left - right <= 2;
}

/** A head such as "from" or "above". */
export function headsStarts({ label }: Candidate): boolean {
  return STARTS.has(columnMeant(label, "scale") ?? "");
}

/** A column that rises from 0 under such a head. */
function risesFromNothing({ candidate }: Verdict): boolean {
  const { form, figures, areFigures } = candidate.shape;
  return headsStarts(candidate) && form === "column" && areFigures && figures.length > 1 && figures[0] === 0 && figures.every((figure, i) => i === 0 || figure > (figures[i - 1] ?? 0));
}

/** Of several candidates for one role of one stream the one that is ahead is it; where none is, all are asked. */
export function chooseBetween(verdicts: readonly Verdict[]): void {
  const groups = new Map<string, Verdict[]>();
  for (const verdict of verdicts) {
    if (verdict.state === "left out" || verdict.role === undefined || SEVERAL.has(verdict.role)) continue;
    const key = `${verdict.role} ${verdict.stream}`;
    groups.set(key, [...(groups.get(key) ?? []), verdict]);
  }
  for (const group of groups.values()) {
    const settled = group.find(({ isAnswered }) => isAnswered);
    const [first, ...others] = group.sort((a, b) => pointsOf(b) - pointsOf(a));
    const [second] = others;
    if (first === undefined || second === undefined) continue;
    const winner = settled ?? (first.state === "proposed" && pointsOf(first) - pointsOf(second) >= AHEAD && isExplained(first) ? first : undefined);
    for (const verdict of group) {
      if (verdict === winner || verdict.isAnswered) continue;
      if (winner !== undefined && pointsOf(verdict) < ENOUGH && isExplained(verdict)) leave(verdict, `${winner.candidate.id} says ${verdict.role ?? ""} more clearly.`);
      else if (winner !== undefined && settled === winner && isExplained(verdict)) leave(verdict, `${winner.candidate.id} is ${theRole(winner.role ?? "base")}.`);
      else verdict.state = "asked";
    }
  }
}

/** A rate or scale of a stream of which nothing is earned may be one of several rates of the whole: before and after recoupment. */
export function askRatesOfNothing(verdicts: readonly Verdict[]): void {
  const earning = new Set(verdicts.filter(({ role, state, isUnclear }) => (state !== "left out" || isUnclear) && (role === "base" || role === "usage")).map(({ stream }) => stream));
  for (const verdict of verdicts) {
    if ((verdict.role !== "rate" && verdict.role !== "tiers") || verdict.state !== "proposed" || verdict.isAnswered || verdict.stream === "" || earning.has(verdict.stream)) continue;
    verdict.state = "asked";
    verdict.reason = `${verdict.reason.slice(0, -1)}; there is no revenue of ${verdict.stream}.`;
    verdict.stream = "";
  }
}

/** A word that nobody explains may name the very difference between two. */
function isExplained({ scores: [best] }: Verdict): boolean {
  return best === undefined || best.left.length === 0;
}
