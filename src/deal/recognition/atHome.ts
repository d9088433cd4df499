import type { Role } from "../deal";
import { isOptional } from "./firstVerdict";
import { beginsARole, type Word } from "./phrases";
import { isNamedIn, isPaid, isSeries, wordsOfWhatIsPaid } from "./revenue";
import { AHEAD, isCounted, isDoubtful } from "./scoring";
import { OF_LICENCES } from "./sheets";
import { sentence, type Verdict } from "./verdict";

/** So much has to speak for the role of what stands among the terms of a deal; more, where a word of it is not explained. */
const ENOUGH_AT_HOME = 3;

const AT_HOME: ReadonlySet<Role> = new Set<Role>(["base", "rate", "tiers", "guarantee", "advance", "opening balance", "withholding", "discount rate", "reserve", "release", "split", "fee"]);

/** Among the terms of a deal a weaker word is enough, where nothing else there may be meant by it: "minimum per contract year", "withholding tax Korea". */
export function proposeAtHome(verdicts: readonly Verdict[]): void {
  // Each that is proposed makes a home for the next.
  for (;;) {
    const terms = verdicts.filter(({ state }) => state === "proposed");
    const named = wordsOfWhatIsPaid(terms);
    const found = verdicts.find((verdict) => isOpen(verdict) && isHome(verdict, terms) && isClear(verdict, named) && isTheOnlyOne(verdict, verdicts));
    const best = found?.scores[0];
    if (found === undefined || best === undefined) return;
    found.state = "proposed";
    found.role = best.role;
    found.reason = sentence([...best.seen, best.role === "base" ? "nothing else is earned" : "it stands among the terms of the deal"]);
  }
}

function isOpen({ isAnswered, state, isUnclear, scores: [best], candidate }: Verdict): boolean {
  if (isAnswered || best === undefined || !AT_HOME.has(best.role) || !(state === "asked" || (state === "left out" && isUnclear))) return false;
  return !isDoubtful(candidate) && !isOptional(candidate);
}

/** What is earned stands where the periods do, often on a sheet of its own; all else among other terms. */
function isHome(verdict: Verdict, terms: readonly Verdict[]): boolean {
  const { candidate, stream, scores: [best] } = verdict;
  if (best?.role === "base") return isSeries(candidate) && terms.some((term) => isPaid(term.role) && (term.stream === "" || term.stream === stream));
  const beside = terms.filter((one) => one !== verdict && one.candidate.area.sheet === candidate.area.sheet);
  return beside.some(({ role }) => role !== undefined && OF_LICENCES.has(role)) && (beside.length >= 2 || terms.length >= 3);
}

function isClear({ candidate, stream, isOffSheet, scores: [best, next] }: Verdict, named: ReadonlySet<string>): boolean {
  if (best === undefined || (isOffSheet === true && stream === "" && !isNamedIn(named, candidate))) return false;
  const isExplained = (word: Word) => (best.role === "base" ? named.has(word.key) || isCounted(candidate) : best.role === "fee" && AT_SIGNING.test(candidate.label));
  const left = best.left.filter((word) => !isExplained(word));
  const points = best.points + (left.length === 0 && best.left.length > 0 ? 2 : 0);
  return points >= ENOUGH_AT_HOME + (left.length > 0 ? 1 : 0) && points - (next?.points ?? 0) >= AHEAD && !left.some(beginsARole);
}

/** What is paid once, whatever it is paid for. */
const AT_SIGNING = /\b(sign|signing|signature|once|one[- ](off|time)|completion|closing|effective date|einmalig|unterschrift|vertragsschluss|firma|ondertekening|assinatura)\b/i;

function isTheOnlyOne({ stream, scores: [best], candidate }: Verdict, verdicts: readonly Verdict[]): boolean {
  const isRival = (other: Verdict) => other.state !== "left out" && other.role === best?.role && (other.stream === stream || (other.role === "base" && stream === ""));
  return !verdicts.some((other) => other.candidate !== candidate && isRival(other));
}

/** A fee without a name, on a sheet on which nothing else of the deal stands, may be another business's. */
export function askWhatStandsAlone(verdicts: readonly Verdict[]): void {
  const terms = verdicts.filter(({ state }) => state === "proposed");
  for (const verdict of terms.filter(({ role, candidate, isAnswered }) => candidate.by === "label" && !isAnswered && (role === "fee" || role === "advance" || role === "guarantee"))) {
    const beside = terms.filter(({ candidate }) => candidate.area.sheet === verdict.candidate.area.sheet).length;
    if (beside === 1 && terms.length > 3) verdict.state = "asked";
  }
}
