import type { Workbook } from "../../sheet/workbook";
import type { Answers, Role } from "../deal";
import { askRatesOfNothing, chooseBases, chooseBetween, leavePartsOfTables, leaveWithin, proposeTierRates } from "./between";
import { comesOfDeal, type Candidate } from "./candidates";
import { byScores, tradeOf, withheldFrom } from "./firstVerdict";
import { WORTH_ASKING_THERE, otherTrade } from "./scoring";
import { OF_LICENCES, sheetFaults } from "./sheets";
import { streamsOf, type Streams } from "./streams";
import { SEVERAL, leave, leftOut, pointsOf, sentence, theRole, type Verdict } from "./verdict";

export interface Verdicts {
  readonly verdicts: readonly Verdict[];
  readonly streams: Streams;
}

/** One verdict for each candidate. */
export function verdictsOf(workbook: Workbook, candidates: readonly Candidate[], answers: Answers): Verdicts {
  const faults = sheetFaults(workbook, candidates);
  const trades = new Map(candidates.map((candidate) => [candidate, tradeOf(candidate)]));
  const usable = candidates.filter((candidate) => !faults.has(candidate.area.sheet) && trades.get(candidate) === undefined);
  const streams = streamsOf(usable);
  const verdicts = candidates.map((candidate): Verdict => {
    const fault = faults.get(candidate.area.sheet);
    const trade = trades.get(candidate);
    if (fault !== undefined) return { ...leftOut(candidate, `It stands on ${candidate.area.sheet.name}, a sheet that ${fault}.`), isOffSheet: true };
    if (trade !== undefined) return withheldFrom(candidate, streams) ?? leftOut(candidate, trade);
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
