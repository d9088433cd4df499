import type { Workbook } from "../../sheet/workbook";
import type { Answers, Role, Word } from "../deal";
import { askWhatStandsAlone, proposeAtHome } from "./atHome";
import { askRatesOfNothing, chooseBetween, leavePartsOfTables, leaveWithin, proposeTierRates } from "./between";
import { comesOfDeal, type Candidate } from "./candidates";
import { byScores, isNotComputed, tradeOf, withheldFrom } from "./firstVerdict";
import { askForAllRevenues, askForRevenue, chooseBases, isPaid, isRevenue, joinTheOnlyStream, leaveOtherPeriods, leaveUnnamedBases, proposeTheOnlyOne, proposeTheOnlyRevenue } from "./revenue";
import { WORTH_ASKING_THERE, bareScores } from "./scoring";
import { OF_LICENCES, sheetFaults } from "./sheets";
import { inTables } from "./streamTables";
import { streamsOf, type Streams } from "./streams";
import { ROLE_WORDS } from "./words";
import { SEVERAL, leave, leftOut, sentence, theRole, type Verdict } from "./verdict";

export interface Verdicts {
  readonly verdicts: readonly Verdict[];
  readonly streams: Streams;
}

/** One verdict for each candidate. */
export function verdictsOf(workbook: Workbook, found: readonly Candidate[], answers: Answers): Verdicts {
  const candidates = inTables(workbook, found);
  const faults = sheetFaults(workbook, candidates);
  const trades = new Map(candidates.map((candidate) => [candidate, tradeOf(candidate)]));
  const isOnGoodSheet = (candidate: Candidate) => !faults.has(candidate.area.sheet);
  const ofDeals = candidates.filter((candidate) => trades.get(candidate) === undefined);
  // Where the terms stand on a sheet of their own, what is earned may stand in a forecast.
  const lacksRevenue = !ofDeals.some((candidate) => isOnGoodSheet(candidate) && isRevenue(candidate));
  const isOnUsableSheet = (candidate: Candidate) => isOnGoodSheet(candidate) || (lacksRevenue && faults.get(candidate.area.sheet) === "is of another trade" && (isRevenue(candidate) || bareScores(candidate)[0]?.role === "contract years") && candidate.shape.form !== "cell");
  const usable = ofDeals.filter(isOnUsableSheet);
  const streams = streamsOf(usable);
  const verdicts = candidates.map((candidate): Verdict => {
    const fault = isOnUsableSheet(candidate) ? undefined : faults.get(candidate.area.sheet);
    const trade = trades.get(candidate);
    if (fault !== undefined) return { ...leftOut(candidate, `It stands on ${candidate.area.sheet.name}, a sheet that ${fault}.`), isOffSheet: true };
    if (trade !== undefined) return withheldFrom(candidate, streams) ?? { ...leftOut(candidate, trade), ...(isNotComputed(candidate) && { isNotComputed: true }) };
    const verdict = byScores(candidate, streams);
    if (faults.has(candidate.area.sheet)) {
      verdict.isOffSheet = true;
      if (verdict.state === "proposed") verdict.state = "asked";
    }
    return verdict.scores.length > 0 && comesOfDeal(workbook, candidate.shape.formulas, candidate.area.sheet) ? leftOut(candidate, "It is calculated by a DEAL function; it is a result, and no term.") : verdict;
  });
  for (const verdict of verdicts) settleByAnswer(verdict, answers);
  leaveWithin(verdicts);
  // Headings of periods are found above the revenue; nobody needs to be asked.
  for (const verdict of verdicts) if (verdict.role === "period labels" && verdict.state === "asked") leave(verdict, "It may head periods; the headings above the revenue are used.");
  leavePartsOfTables(workbook, verdicts);
  proposeTierRates(verdicts);
  chooseBases(workbook, verdicts);
  leaveOtherPeriods(verdicts);
  leaveUnnamedBases(verdicts);
  chooseBetween(verdicts);
  askRatesOfNothing(verdicts);
  takeSharesAsRates(verdicts);
  proposeTheOnlyRevenue(verdicts);
  proposeTheOnlyOne(verdicts);
  proposeAtHome(verdicts);
  leaveUnnamedBases(verdicts);
  askForRevenue(verdicts);
  askForAllRevenues(verdicts);
  askWhatStandsAlone(verdicts);
  const open = verdicts.filter(({ state }) => state !== "left out");
  const named = open.filter(({ candidate }) => candidate.by !== "label").length;
  const isNamed = named >= 3 && named > open.length / 2;
  if (isNamed) askUnnamed(verdicts);
  askWhereOthersStand(verdicts, !isNamed);
  joinTheOnlyStream(verdicts);
  return { verdicts, streams };
}

/** An answer given earlier settles it: a role, or none. */
function settleByAnswer(verdict: Verdict, answers: Answers): void {
  const answer = answers.get(`term ${verdict.candidate.id}`);
  if (answer === "none") {
    verdict.isAnswered = true;
    verdict.state = "left out";
    verdict.reason = "It was answered that it is no part of the deal.";
  } else if (isRole(answer)) {
    verdict.isAnswered = true;
    verdict.role = answer;
    verdict.state = "proposed";
    verdict.reason = `It was answered that it is ${theRole(answer)}.`;
  }
}

/** An answer may have been typed over where it is kept. */
function isRole(answer: Word | undefined): answer is Role {
  return typeof answer === "string" && (Object.hasOwn(ROLE_WORDS, answer) || answer === "split part" || answer === "fee count");
}

/** A share of the revenue of a deal that has no rate, scale, split or waterfall is what is paid: its rate. */
function takeSharesAsRates(verdicts: readonly Verdict[]): void {
  const open = verdicts.filter(({ state }) => state !== "left out");
  const [share, another] = open.filter(({ role }) => role === "share");
  if (share === undefined || another !== undefined || share.stream !== "" || share.isAnswered || share.candidate.shape.form !== "cell") return;
  if (open.some(({ role }) => isPaid(role))) return;
  share.role = "rate";
  share.options = ["rate", "share"];
  share.reason = `${share.reason.slice(0, -1)}; nothing else says what is paid of the revenue.`;
}

/** Beside names that were chosen, what is labelled alone is asked about, unless nothing else says its role. */
function askUnnamed(verdicts: readonly Verdict[]): void {
  const isOpen = (roles: readonly Role[]) => !verdicts.some(({ role, state, candidate }) => candidate.by !== "label" && state !== "left out" && role !== undefined && roles.includes(role));
  const [needsBase, needsRate] = [isOpen(["base", "usage", "fee"]), isOpen(["rate", "tiers", "layers", "split", "rate card", "tier starts", "split part"])];
  for (const verdict of verdicts) {
    const { role, candidate, state, isAnswered } = verdict;
    if (candidate.by !== "label" || state === "left out" || isAnswered || role === undefined) continue;
    if ((role === "base" && needsBase) || (["rate", "tiers", "layers", "split", "rate card"].includes(role) && needsRate)) continue;
    if (role === "period labels" || role === "contract years" || role === "earned by account") continue;
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
