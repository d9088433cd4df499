import type { Workbook } from "../../sheet/workbook";
import { haveCellsInCommon } from "../../sheet/area";
import type { Answers, Role } from "../deal";
import { areasReadBy, comesOfDeal, type Candidate } from "./candidates";
import { AHEAD, ENOUGH, WORTH_ASKING, WORTH_ASKING_THERE, calculated, notComputed, otherTrade, scores, type Score } from "./scoring";
import { textReading } from "./phrases";
import { OF_LICENCES, sheetFaults } from "./sheets";
import { streamsOf, type Streams } from "./streams";

/** What becomes of a candidate: a term that is proposed, one that is asked about, or none. */
export interface Verdict {
  readonly candidate: Candidate;
  state: "proposed" | "asked" | "left out";
  /** The roles it may have, the likeliest first. */
  readonly scores: readonly Score[];
  role?: Role;
  stream: string;
  /** What was seen, or why it is left out, as one sentence. */
  reason: string;
  /** Other roles that a question offers. */
  options?: readonly Role[];
  isAnswered?: true;
  /** Left out for too little evidence, and for nothing else. */
  isUnclear?: true;
  /** Left out for the sheet on which it stands. */
  isOffSheet?: true;
}

export interface Verdicts {
  readonly verdicts: readonly Verdict[];
  readonly streams: Streams;
}

/** Roles of which a stream may have several, which add up. */
export const SEVERAL: ReadonlySet<Role> = new Set<Role>(["fee", "fee count", "advance", "usage", "deductions", "split part", "period labels"]);

/** One verdict for each candidate. */
export function verdictsOf(workbook: Workbook, candidates: readonly Candidate[], answers: Answers): Verdicts {
  const faults = sheetFaults(workbook, candidates);
  const usable = candidates.filter((candidate) => !faults.has(candidate.area.sheet) && tradeOf(candidate) === undefined);
  const streams = streamsOf(usable);
  const verdicts = candidates.map((candidate): Verdict => {
    const fault = faults.get(candidate.area.sheet);
    const trade = tradeOf(candidate);
    if (fault !== undefined) return { ...leftOut(candidate, `It stands on ${candidate.area.sheet.name}, a sheet that ${fault}.`), isOffSheet: true };
    if (trade !== undefined) return leftOut(candidate, trade);
    const verdict = byScores(candidate, streams);
    return verdict.scores.length > 0 && comesOfDeal(workbook, candidate.shape.formulas, candidate.area.sheet) ? leftOut(candidate, "It is calculated by a DEAL function; it is a result, and no term.") : verdict;
  });
  for (const verdict of verdicts) settleByAnswer(verdict, answers);
  leaveWithin(verdicts);
  // Headings of periods are found above the revenue; nobody needs to be asked.
  for (const verdict of verdicts) if (verdict.role === "period labels" && verdict.state === "asked") leave(verdict, "It may head periods; the headings above the revenue are used.");
  leavePartsOfTables(workbook, verdicts);
  proposeTierRates(verdicts);
  chooseBases(workbook, verdicts);
  chooseBetween(verdicts);
  askRatesOfNothing(verdicts);
  proposeTheOnlyOne(verdicts);
  const isNamed = verdicts.filter(({ candidate, state }) => candidate.by !== "label" && state !== "left out").length >= 3;
  if (isNamed) askUnnamed(verdicts);
  askWhereOthersStand(verdicts, !isNamed);
  return { verdicts, streams };
}

export function leftOut(candidate: Candidate, reason: string): Verdict {
  return { candidate, state: "left out", scores: [], stream: "", reason };
}

function leave(verdict: Verdict, reason: string): void {
  if (verdict.isAnswered) return;
  verdict.state = "left out";
  verdict.reason = reason;
}

/** Why its words are none of a deal that is computed here: those of its name; or of its label, where the name says nothing of a deal. */
function tradeOf({ nameReading, labelReading, shape }: Candidate): string | undefined {
  const inName = otherTrade(nameReading);
  if (inName !== undefined) return ofOtherTrade(inName);
  const later = notComputed(nameReading) ?? notComputed(labelReading);
  if (later !== undefined) return `"${later}" is a part of a deal that is not computed here yet.`;
  const isSaid = nameReading.matches.some(({ meaning, strength }) => "role" in meaning && strength === "strong");
  const inLabel = isSaid ? undefined : (otherTrade(labelReading) ?? shape.table?.said.flatMap((word) => otherTrade(textReading(word)) ?? [])[0]);
  return inLabel === undefined ? undefined : ofOtherTrade(inLabel);
}

function ofOtherTrade(word: string): string {
  return `"${word}" is a word of another trade.`;
}

function byScores(candidate: Candidate, streams: Streams): Verdict {
  const found = scores(candidate, (words) => streams.isStream(words));
  const [best, next] = found;
  if (best === undefined || best.points < 1) return { ...leftOut(candidate, unfit(candidate)), scores: found };
  const stream = streams.streamOf(candidate, best.stream);
  const isClear = best.points >= ENOUGH && best.points - (next?.points ?? 0) >= AHEAD;
  // "Licensee revenue (forecast)", or a label of another trade under a name of ours.
  const isDoubted = otherTrade(candidate.asideReading) !== undefined || otherTrade(candidate.labelReading) !== undefined;
  const verdict: Verdict = { candidate, scores: found, role: best.role, stream, state: isClear && !isDoubted ? "proposed" : best.points >= WORTH_ASKING ? "asked" : "left out", reason: sentence(best.seen) };
  if (verdict.state !== "left out") return verdict;
  verdict.isUnclear = true;
  verdict.reason = `Too little speaks for ${theRole(best.role)}: ${best.seen.join("; ")}${best.left.length === 0 ? "" : `; ${best.left.map(({ text }) => `"${text}"`).join(" ")} is not explained`}.`;
  return verdict;
}

export function sentence(seen: readonly string[]): string {
  const text = seen.join("; ");
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}

export function theRole(role: Role): string {
  return role === "tiers" || role === "deductions" || role === "contract years" || role === "period labels" || role === "layers" ? `the ${role}` : `${/^[aeiou]/.test(role) && role !== "usage" ? "an" : "a"} ${role}`;
}

function unfit({ nameReading, labelReading, shape }: Candidate): string {
  const said = [nameReading, labelReading].flatMap(({ matches }) => matches.filter(({ meaning }) => "role" in meaning)).at(0);
  if (shape.table?.role === "accounts") return `It holds amounts by account ("${shape.table.said.join("")}"), which are not read as one revenue: accounts that recoup each other are not proposed yet.`;
  if (said === undefined) return "No word of a deal is in its name or label.";
  const [only] = shape.filled;
  return `It says "${said.said}", and its cells do not fit${shape.form === "cell" && typeof only === "number" ? `: ${shape.isPercent ? `${only * 100}%` : only}` : ""}.`;
}

/** An answer given earlier settles it: a role, or none. */
function settleByAnswer(verdict: Verdict, answers: Answers): void {
  const answer = answers.get(`term ${verdict.candidate.id}`);
  if (answer === undefined) return;
  verdict.isAnswered = true;
  if (answer === "none") {
    verdict.state = "left out";
    verdict.reason = "It was answered that it is no part of the deal.";
  } else {
    verdict.role = answer as Role;
    verdict.state = "proposed";
    verdict.reason = `It was answered that it is ${theRole(answer as Role)}.`;
  }
}

/** A table object around named ranges is the sheet's, not the deal's; two names of the same cells are one. */
function leaveWithin(verdicts: readonly Verdict[]): void {
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
function leavePartsOfTables(workbook: Workbook, verdicts: readonly Verdict[]): void {
  const tables = verdicts.filter(({ state, candidate }) => state === "proposed" && candidate.shape.form === "block");
  for (const table of tables) {
    for (const area of areasReadBy(workbook, table.candidate.shape.formulas, table.candidate.area.sheet)) {
      for (const verdict of verdicts) if (verdict !== table && haveCellsInCommon(area, verdict.candidate.area)) leave(verdict, `A formula in ${table.candidate.id} reads it; it is a part of that table.`);
    }
  }
}

/** Beside tier starts a column of the same rows is their rates. */
function proposeTierRates(verdicts: readonly Verdict[]): void {
  for (const starts of verdicts.filter(({ role, state }) => role === "tier starts" && state !== "left out")) {
    const { area } = starts.candidate;
    const rates = verdicts.find(({ candidate, scores: found }) => candidate !== starts.candidate && candidate.area.sheet === area.sheet && found.some(({ role }) => role === "tier rates") && ((candidate.area.top === area.top && candidate.area.bottom === area.bottom) || (candidate.area.left === area.left && candidate.area.right === area.right)));
    if (rates === undefined || rates.isAnswered) continue;
    rates.role = "tier rates";
    rates.stream = starts.stream;
    rates.state = "proposed";
    rates.reason = sentence([...(rates.scores.find(({ role }) => role === "tier rates")?.seen ?? []), `they stand beside ${starts.candidate.id}`]);
    if (!starts.isAnswered) starts.state = "proposed";
  }
}

/** Of two bases of one stream of which one is computed from the other, the later one is the base, unless deductions are taken off; what sums up streams is none. */
function chooseBases(workbook: Workbook, verdicts: readonly Verdict[]): void {
  const bases = verdicts.filter(({ role, state }) => role === "base" && state !== "left out");
  const hasDeductions = verdicts.some(({ role, state }) => role === "deductions" && state === "proposed");
  for (const base of bases) {
    if (!calculated(base.candidate.shape)) continue;
    const reads = areasReadBy(workbook, base.candidate.shape.formulas, base.candidate.area.sheet);
    const earlier = bases.filter((other) => other !== base && reads.some((area) => haveCellsInCommon(area, other.candidate.area)));
    if (earlier.length > 1 && earlier.every(({ stream }) => stream !== "" && stream !== base.stream)) leave(base, `It is computed from ${earlier.map(({ candidate }) => candidate.id).join(" and ")}, which are streams of the deal.`);
    else for (const other of earlier.filter(({ stream }) => stream === base.stream)) leave(hasDeductions ? base : other, hasDeductions ? `It is computed from ${other.candidate.id}, which the deductions are taken off.` : `${base.candidate.id} is computed from it, and is the later one.`);
  }
  const total = bases.find((one) => one.stream === "" && one.state !== "left out");
  const parts = bases.filter((one) => one.stream !== "" && one.state !== "left out");
  if (total !== undefined && parts.length > 1 && isSumOf(total.candidate, parts.map(({ candidate }) => candidate))) leave(total, `It is the sum of ${parts.map(({ candidate }) => candidate.id).join(" and ")}.`);
}

function isSumOf({ shape }: Candidate, parts: readonly Candidate[]): boolean {
  return shape.filled.every((value, i) => {
    const sum = parts.reduce((all, part) => all + Number(part.shape.filled[i] ?? 0), 0);
    return typeof value === "number" && Math.abs(sum - value) <= Math.abs(value) * 1e-9 + 1e-6;
  });
}

/** Of several candidates for one role of one stream the one that is ahead is it; where none is, all are asked. */
function chooseBetween(verdicts: readonly Verdict[]): void {
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
function askRatesOfNothing(verdicts: readonly Verdict[]): void {
  const earning = new Set(verdicts.filter(({ role, state }) => state !== "left out" && (role === "base" || role === "usage")).map(({ stream }) => stream));
  for (const verdict of verdicts) {
    if ((verdict.role !== "rate" && verdict.role !== "tiers") || verdict.state !== "proposed" || verdict.isAnswered || verdict.stream === "" || earning.has(verdict.stream)) continue;
    verdict.state = "asked";
    verdict.reason = `${verdict.reason.slice(0, -1)}; there is no revenue of ${verdict.stream}.`;
  }
}

/** A word that nobody explains may name the very difference between two. */
function isExplained({ scores: [best] }: Verdict): boolean {
  return best === undefined || best.left.length === 0;
}

function pointsOf({ scores: [best] }: Verdict): number {
  return best?.points ?? 0;
}

/** Where nothing else says what the royalty is counted on, the one range that may be it. */
function proposeTheOnlyOne(verdicts: readonly Verdict[]): void {
  if (verdicts.some(({ role, state }) => state !== "left out" && (role === "base" || role === "usage"))) return;
  if (!verdicts.some(({ role, state }) => state === "proposed" && (role === "tiers" || role === "layers" || role === "rate" || role === "split"))) return;
  const open = verdicts.filter(({ isAnswered, scores: found, candidate }) => !isAnswered && (found[0]?.role ?? "") === "base" && pointsOf({ scores: found } as Verdict) >= 2 && otherTrade(candidate.asideReading) === undefined);
  const [only, ...more] = open;
  if (only === undefined) return;
  for (const verdict of open) {
    const isOnly = more.length === 0;
    verdict.role = "base";
    verdict.state = isOnly && verdict.candidate.shape.form !== "block" && pointsOf(verdict) >= 2.5 ? "proposed" : "asked";
    verdict.reason = sentence([...(verdict.scores[0]?.seen ?? []), "it is the only one left that the royalty may be counted on"]);
  }
}

/** Beside names that were chosen, what is labelled alone is asked about, unless nothing else says its role. */
function askUnnamed(verdicts: readonly Verdict[]): void {
  const isOpen = (roles: readonly Role[]) => !verdicts.some(({ role, state, candidate }) => candidate.by !== "label" && state !== "left out" && role !== undefined && roles.includes(role));
  const [needsBase, needsRate] = [isOpen(["base", "usage", "fee"]), isOpen(["rate", "tiers", "layers", "split", "rate card", "tier starts", "split part"])];
  for (const verdict of verdicts) {
    const { role, candidate, state, isAnswered } = verdict;
    if (candidate.by !== "label" || state === "left out" || isAnswered || role === undefined) continue;
    if ((role === "base" && needsBase) || (["rate", "tiers", "layers", "split", "rate card"].includes(role) && needsRate)) continue;
    if (role === "period labels" || role === "contract years") continue;
    if (state === "proposed") verdict.state = "asked";
    else leave(verdict, `It has no name, and little speaks for ${theRole(role)}: ${verdict.scores[0]?.seen.join("; ") ?? ""}.`);
  }
}

/** On sheets with terms of the deal, what sounds like one is asked about rather than left out. */
function askWhereOthersStand(verdicts: readonly Verdict[], hasNoNames: boolean): void {
  const terms = verdicts.filter(({ state }) => state === "proposed");
  for (const verdict of verdicts.filter(({ isUnclear }) => isUnclear === true)) {
    const [best] = verdict.scores;
    const beside = terms.filter(({ candidate }) => candidate.area.sheet === verdict.candidate.area.sheet).length;
    if (verdict.state !== "left out" || verdict.isAnswered || best === undefined || (verdict.candidate.by === "label" && !hasNoNames)) continue;
    const isTaken = best.left.length === 0 && !SEVERAL.has(best.role) && terms.some(({ role, stream }) => role === best.role && stream === verdict.stream);
    // "Cash_Sweep", where the revenue is known.
    const isFar = best.left.length > 0 && best.points < 3 && !OF_LICENCES.has(best.role) && terms.some(({ role }) => role === best.role);
    if (beside >= 2 && best.points >= WORTH_ASKING_THERE && !isTaken && !isFar) {
      verdict.state = "asked";
      verdict.reason = sentence(best.seen);
    }
  }
}
