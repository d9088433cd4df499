import type { Workbook } from "../../sheet/workbook";
import type { Answers, Role, Word } from "../deal";
import { askRatesOfNothing, chooseBases, chooseBetween, headsStarts, isForEach, leavePartsOfTables, leaveWithin, proposeTierRates } from "./between";
import { comesOfDeal, type Candidate } from "./candidates";
import { byScores, isNotComputed, isOptional, tradeOf, withheldFrom } from "./firstVerdict";
import { beginsARole, isFiller, type Word as PhraseWord } from "./phrases";
import { AHEAD, WORTH_ASKING_THERE, bareScores, isCounted, isCountedWord, otherTrade } from "./scoring";
import { OF_LICENCES, sheetFaults } from "./sheets";
import { streamsOf, type Streams } from "./streams";
import { ROLE_WORDS } from "./words";
import { SEVERAL, leave, leftOut, pointsOf, sentence, theRole, type Verdict } from "./verdict";

export interface Verdicts {
  readonly verdicts: readonly Verdict[];
  readonly streams: Streams;
}

/** One verdict for each candidate. */
export function verdictsOf(workbook: Workbook, candidates: readonly Candidate[], answers: Answers): Verdicts {
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
    if (faults.has(candidate.area.sheet)) Object.assign(verdict, { isOffSheet: true, state: verdict.state === "proposed" ? "asked" : verdict.state });
    return verdict.scores.length > 0 && comesOfDeal(workbook, candidate.shape.formulas, candidate.area.sheet) ? leftOut(candidate, "It is calculated by a DEAL function; it is a result, and no term.") : verdict;
  });
  for (const verdict of verdicts) settleByAnswer(verdict, answers);
  leaveWithin(verdicts);
  // Headings of periods are found above the revenue; nobody needs to be asked.
  for (const verdict of verdicts) if (verdict.role === "period labels" && verdict.state === "asked") leave(verdict, "It may head periods; the headings above the revenue are used.");
  leavePartsOfTables(workbook, verdicts);
  proposeTierRates(verdicts);
  chooseBases(workbook, verdicts);
  leaveUnnamedBases(verdicts);
  chooseBetween(verdicts);
  askRatesOfNothing(verdicts);
  takeSharesAsRates(verdicts);
  proposeTheOnlyRevenue(verdicts);
  proposeTheOnlyOne(verdicts);
  while (proposeAtHome(verdicts)) continue;
  leaveUnnamedBases(verdicts);
  askForRevenue(verdicts);
  askWhatStandsAlone(verdicts);
  const open = verdicts.filter(({ state }) => state !== "left out");
  const named = open.filter(({ candidate }) => candidate.by !== "label").length;
  const isNamed = named >= 3 && named > open.length / 2;
  if (isNamed) askUnnamed(verdicts);
  askWhereOthersStand(verdicts, !isNamed);
  joinTheOnlyStream(verdicts);
  return { verdicts, streams };
}

/** A series that is called what royalties are counted on. */
function isRevenue(candidate: Candidate): boolean {
  const [best] = bareScores(candidate);
  return !headsStarts(candidate) && !isForEach(candidate) && best !== undefined && (best.role === "base" || best.role === "usage") && best.points >= (isCounted(candidate) ? 1 : 2.5);
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

const SAYS_WHAT_IS_PAID: readonly Role[] = ["tiers", "tier starts", "rate", "split", "layers"];

/** "Attributable model revenue": a word that nobody explains tells nothing apart where the deal has one row of revenue, and something that is counted on it. */
function proposeTheOnlyRevenue(verdicts: readonly Verdict[]): void {
  const [only, another] = verdicts.filter(({ role, state }) => state !== "left out" && (role === "base" || role === "usage"));
  if (only === undefined || another !== undefined || only.state === "proposed" || only.isAnswered || only.role !== "base") return;
  const { candidate, scores: [best, next] } = only;
  const isSaid = [candidate.nameReading, candidate.labelReading].some(({ matches }) => matches.some(({ meaning, strength }) => "role" in meaning && meaning.role === "base" && strength === "strong"));
  const isDoubted = candidate.shape.hasText || [candidate.nameReading, candidate.labelReading, candidate.asideReading].some((reading) => otherTrade(reading) !== undefined);
  const isCountedOn = verdicts.some(({ role, state, candidate: { area } }) => state === "proposed" && role !== undefined && SAYS_WHAT_IS_PAID.includes(role) && area.sheet === candidate.area.sheet);
  if (!isSaid || isDoubted || !isSeries(candidate) || !isCountedOn || best?.role !== "base" || best.points - (next?.points ?? 0) < AHEAD) return;
  only.state = "proposed";
  only.reason = sentence([...best.seen, "it is the only revenue of the deal"]);
}

/** A share of the revenue of a deal that has no rate, scale, split or waterfall is what is paid: its rate. */
function takeSharesAsRates(verdicts: readonly Verdict[]): void {
  const open = verdicts.filter(({ state }) => state !== "left out");
  const [share, another] = open.filter(({ role }) => role === "share");
  if (share === undefined || another !== undefined || share.stream !== "" || share.isAnswered || share.candidate.shape.form !== "cell") return;
  if (open.some(({ role }) => role !== undefined && (SAYS_WHAT_IS_PAID.includes(role) || role === "tier rates" || role === "split part" || role === "rate card"))) return;
  share.role = "rate";
  share.options = ["rate", "share"];
  share.reason = `${share.reason.slice(0, -1)}; nothing else says what is paid of the revenue.`;
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

/** So much has to speak for the role of what stands among the terms of a deal; more, where a word of it is not explained. */
const ENOUGH_AT_HOME = 3;

/** Among the terms of a deal a weaker word is enough, where nothing else there may be meant by it: "minimum per contract year", "withholding tax Korea". */
function proposeAtHome(verdicts: readonly Verdict[]): boolean {
  const terms = verdicts.filter(({ state }) => state === "proposed");
  const named = wordsOfWhatIsPaid(terms);
  for (const verdict of verdicts) {
    const { candidate, scores: [best, next], isAnswered, isUnclear, isOffSheet, state } = verdict;
    if (isAnswered || best === undefined || !(state === "asked" || (state === "left out" && isUnclear)) || !AT_HOME.has(best.role)) continue;
    const isBase = best.role === "base";
    // What is earned stands where the periods do, and often on a sheet of its own.
    const isHome = isBase ? isSeries(candidate) && terms.some(({ role, stream }) => isPaid(role) && (stream === "" || stream === verdict.stream)) : isAmongTerms(verdict, terms);
    const isExplained = (word: PhraseWord) => (isBase ? named.has(word.key) || isCounted(candidate) : best.role === "fee" && AT_SIGNING.test(candidate.label));
    const left = best.left.filter((word) => !isExplained(word));
    const points = best.points + (left.length === 0 && best.left.length > 0 ? 2 : 0);
    const isClear = points >= ENOUGH_AT_HOME + (left.length > 0 ? 1 : 0) && points - (next?.points ?? 0) >= AHEAD;
    const isDoubted = candidate.shape.hasText || [candidate.nameReading, candidate.labelReading, candidate.asideReading].some((reading) => otherTrade(reading) !== undefined);
    const isTheOnlyOne = verdicts.every((other) => other === verdict || other.state === "left out" || other.role !== best.role || (other.stream !== verdict.stream && (!isBase || verdict.stream !== "")));
    const mayBeAnother = left.some(beginsARole) || isOptional(candidate);
    const isNamed = !isOffSheet || verdict.stream !== "" || isNamedIn(named, candidate);
    if (!isHome || !isNamed || !isClear || isDoubted || mayBeAnother || !isTheOnlyOne) continue;
    verdict.state = "proposed";
    verdict.role = best.role;
    verdict.reason = sentence([...best.seen, isBase ? "nothing else is earned" : "it stands among the terms of the deal"]);
    return true;
  }
  return false;
}

/** Where it is said what is paid and nothing is known to be earned, whatever may be is asked about. */
function askForRevenue(verdicts: readonly Verdict[]): void {
  const isEarned = ({ role, state }: Verdict) => state !== "left out" && (role === "base" || role === "usage" || role === "earned by account");
  if (verdicts.some(isEarned) || !verdicts.some(({ role, state }) => state === "proposed" && isPaid(role))) return;
  for (const verdict of verdicts.filter(({ isUnclear, isAnswered, role, candidate }) => isUnclear === true && isAnswered !== true && role === "base" && isSeries(candidate))) {
    verdict.state = "asked";
    verdict.reason = sentence(verdict.scores[0]?.seen ?? []);
  }
}

/** One source alone, of which nothing else says the name, is the whole deal. */
function joinTheOnlyStream(verdicts: readonly Verdict[]): void {
  const terms = verdicts.filter(({ state }) => state === "proposed");
  const [only, another] = terms.filter(({ role }) => role === "base" || role === "usage");
  if (only !== undefined && another === undefined && terms.every((one) => one === only || one.stream !== only.stream)) only.stream = "";
}

/** A fee without a name, on a sheet on which nothing else of the deal stands, may be another business's. */
function askWhatStandsAlone(verdicts: readonly Verdict[]): void {
  const terms = verdicts.filter(({ state }) => state === "proposed");
  for (const verdict of terms.filter(({ role, candidate, isAnswered }) => candidate.by === "label" && !isAnswered && (role === "fee" || role === "advance" || role === "guarantee"))) {
    const beside = terms.filter(({ candidate }) => candidate.area.sheet === verdict.candidate.area.sheet).length;
    if (beside === 1 && terms.length > 3) verdict.state = "asked";
  }
}

/** What is paid once, whatever it is paid for. */
const AT_SIGNING = /\b(sign|signing|signature|once|one[- ](off|time)|completion|closing|effective date|einmalig|unterschrift|vertragsschluss|signature|firma|ondertekening|assinatura)\b/i;

function isPaid(role: Role | undefined): boolean {
  return role !== undefined && (SAYS_WHAT_IS_PAID.includes(role) || role === "tier rates");
}

function isSeries({ shape: { form } }: Candidate): boolean {
  return form === "row" || form === "column";
}

function isAmongTerms(verdict: Verdict, terms: readonly Verdict[]): boolean {
  const beside = terms.filter((one) => one !== verdict && one.candidate.area.sheet === verdict.candidate.area.sheet);
  return beside.some(({ role }) => role !== undefined && OF_LICENCES.has(role)) && (beside.length >= 2 || terms.length >= 3);
}

/** Of several revenues of one stream, the one that the royalty says it is counted on: net sales, and not gross sales. */
function leaveUnnamedBases(verdicts: readonly Verdict[]): void {
  const named = wordsOfWhatIsPaid(verdicts.filter(({ state }) => state === "proposed"));
  const bases = verdicts.filter(({ role, state, isAnswered, isUnclear }) => role === "base" && (state !== "left out" || isUnclear) && isAnswered !== true);
  const isNamed = ({ candidate }: Verdict) => isNamedIn(named, candidate);
  for (const base of bases.filter(isNamed)) {
    const others = bases.filter((other) => other !== base && other.stream === base.stream);
    if (others.some(isNamed)) continue;
    for (const other of others) leave(other, `The royalty is counted on ${base.candidate.label || base.candidate.id}.`);
    const ofNothing = bases.filter((other) => other.stream !== base.stream && !isNamed(other) && other.state === "proposed" && !verdicts.some(({ role, stream, state }) => state !== "left out" && stream === other.stream && isPaid(role)));
    for (const other of ofNothing) other.state = "asked";
  }
}

/** Units are named by what is counted: a price per token, and tokens delivered. */
function isNamedIn(named: ReadonlySet<string>, candidate: Candidate): boolean {
  const { labelReading, nameReading } = candidate;
  if (isCounted(candidate) && labelReading.words.some((word) => isCountedWord(word) && named.has(word.key))) return true;
  const { words } = labelReading.words.length > 0 ? labelReading : nameReading;
  const telling = words.filter((word) => !isFiller(word));
  return telling.length > 0 && telling.every(({ key }) => named.has(key));
}

/** "Royalty on system sales": what rates and scales say they are counted on. */
function wordsOfWhatIsPaid(terms: readonly Verdict[]): ReadonlySet<string> {
  const rates = terms.filter(({ role }) => isPaid(role));
  return new Set(rates.flatMap(({ candidate }) => [...candidate.labelReading.words, ...candidate.asideReading.words].map(({ key }) => key)));
}

const AT_HOME: ReadonlySet<Role> = new Set<Role>(["base", "rate", "tiers", "guarantee", "advance", "opening balance", "withholding", "discount rate", "reserve", "release", "split", "fee"]);

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
