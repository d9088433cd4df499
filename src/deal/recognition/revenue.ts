import type { Role } from "../deal";
import { headsStarts, isForEach } from "./between";
import type { Candidate } from "./candidates";
import { isFiller } from "./phrases";
import { AHEAD, bareScores, calculated, isCounted, isCountedWord, otherTrade } from "./scoring";
import { leave, pointsOf, sentence, type Verdict } from "./verdict";

export const SAYS_WHAT_IS_PAID: readonly Role[] = ["tiers", "tier starts", "rate", "split", "layers"];

export function isPaid(role: Role | undefined): boolean {
  return role !== undefined && (SAYS_WHAT_IS_PAID.includes(role) || role === "tier rates");
}

/** A series that is called what royalties are counted on. */
export function isRevenue(candidate: Candidate): boolean {
  const [best] = bareScores(candidate);
  return !headsStarts(candidate) && !isForEach(candidate) && best !== undefined && (best.role === "base" || best.role === "usage") && best.points >= (isCounted(candidate) ? 1 : 2.5);
}

export function isSeries({ shape: { form } }: Candidate): boolean {
  return form === "row" || form === "column";
}

/** "Royalty on system sales": what rates and scales say they are counted on. */
export function wordsOfWhatIsPaid(terms: readonly Verdict[]): ReadonlySet<string> {
  const rates = terms.filter(({ role }) => isPaid(role));
  return new Set(rates.flatMap(({ candidate }) => [...candidate.labelReading.words, ...candidate.asideReading.words].map(({ key }) => key)));
}

/** Units are named by what is counted: a price per token, and tokens delivered. */
export function isNamedIn(named: ReadonlySet<string>, candidate: Candidate): boolean {
  const { labelReading, nameReading } = candidate;
  if (isCounted(candidate) && labelReading.words.some((word) => isCountedWord(word) && named.has(word.key))) return true;
  const { words } = labelReading.words.length > 0 ? labelReading : nameReading;
  const telling = words.filter((word) => !isFiller(word));
  return telling.length > 0 && telling.every(({ key }) => named.has(key));
}

/** Of several revenues of one stream, the one that the royalty says it is counted on: net sales, and not gross sales. */
export function leaveUnnamedBases(verdicts: readonly Verdict[]): void {
  const named = wordsOfWhatIsPaid(verdicts.filter(({ state }) => state === "proposed"));
  const bases = verdicts.filter(({ role, state, isAnswered, isUnclear }) => role === "base" && (state !== "left out" || isUnclear) && isAnswered !== true);
  const isNamed = ({ candidate }: Verdict) => isNamedIn(named, candidate);
  // One figure that is calculated beside a row of them is a total.
  for (const base of bases) if (!isSeries(base.candidate) && calculated(base.candidate.shape) && bases.some((other) => other.stream === base.stream && isSeries(other.candidate) && other.state !== "left out")) leave(base, "It is one figure, and the deal has one for each period.");
  for (const base of bases.filter(isNamed)) {
    const others = bases.filter((other) => other !== base && other.stream === base.stream);
    if (others.some(isNamed)) continue;
    for (const other of others) leave(other, `The royalty is counted on ${base.candidate.label || base.candidate.id}.`);
    const ofNothing = bases.filter((other) => other.stream !== base.stream && !isNamed(other) && other.state === "proposed" && !verdicts.some(({ role, stream, state }) => state !== "left out" && stream === other.stream && isPaid(role)));
    for (const other of ofNothing) other.state = "asked";
  }
}

/** "Attributable model revenue": a word that nobody explains tells nothing apart where the deal has one row of revenue, and something that is counted on it. */
export function proposeTheOnlyRevenue(verdicts: readonly Verdict[]): void {
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

/** Where nothing else says what the royalty is counted on, the one range that may be it. */
export function proposeTheOnlyOne(verdicts: readonly Verdict[]): void {
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

/** Where it is said what is paid and nothing is known to be earned, whatever may be is asked about. */
export function askForRevenue(verdicts: readonly Verdict[]): void {
  const isEarned = ({ role, state }: Verdict) => state !== "left out" && (role === "base" || role === "usage" || role === "earned by account");
  if (verdicts.some(isEarned) || !verdicts.some(({ role, state }) => state === "proposed" && isPaid(role))) return;
  for (const verdict of verdicts.filter(({ isUnclear, isAnswered, role, candidate }) => isUnclear === true && isAnswered !== true && role === "base" && isSeries(candidate))) {
    verdict.state = "asked";
    verdict.reason = sentence(verdict.scores[0]?.seen ?? []);
  }
}

/** One source alone, of which nothing else says the name, is the whole deal. */
export function joinTheOnlyStream(verdicts: readonly Verdict[]): void {
  const terms = verdicts.filter(({ state }) => state === "proposed");
  const [only, another] = terms.filter(({ role }) => role === "base" || role === "usage");
  if (only !== undefined && another === undefined && terms.every((one) => one === only || one.stream !== only.stream)) only.stream = "";
}
