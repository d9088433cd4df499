import type { Role } from "../deal";
import type { Workbook } from "../../sheet/workbook";
import { haveCellsInCommon } from "../../sheet/area";
import { headsStarts } from "./between";
import { areasReadBy, type Candidate } from "./candidates";
import { isFiller, keysOf, wordsOf } from "./phrases";
import { AHEAD, WORTH_ASKING_THERE, bareScores, calculated, isCounted, isCountedWord, isDoubtful, otherTrade } from "./scoring";
import { OF_LICENCES } from "./sheets";
import { leave, pointsOf, sentence, type Verdict } from "./verdict";

const SAY_WHAT_IS_PAID: ReadonlySet<Role> = new Set<Role>(["tiers", "tier starts", "tier rates", "rate", "rate card", "split", "split part", "layers"]);

/** Whether a role says what is paid of what is earned. */
export function isPaid(role: Role | undefined): boolean {
  return role !== undefined && SAY_WHAT_IS_PAID.has(role);
}

/** A series that is called what royalties are counted on. */
export function isRevenue(candidate: Candidate): boolean {
  const [best] = bareScores(candidate);
  return !headsStarts(candidate) && !isForEach(candidate) && best !== undefined && (best.role === "base" || best.role === "usage") && best.points >= (isCounted(candidate) ? 1 : 2.5);
}

export function isSeries({ shape: { form } }: Candidate): boolean {
  return form === "row" || form === "column";
}

/** Of two bases of one stream of which one is computed from the other, the later one is the base, unless deductions are taken off; what sums up streams is none. */
export function chooseBases(workbook: Workbook, verdicts: readonly Verdict[]): void {
  const bases = verdicts.filter(({ role, state, isUnclear }) => role === "base" && (state !== "left out" || isUnclear));
  const isPerUnit = verdicts.some(({ role, state, candidate }) => state !== "left out" && (role === "tiers" || role === "tier rates" || role === "rate") && isForEach(candidate));
  const hasDeductions = verdicts.some(({ role, state }) => role === "deductions" && state === "proposed");
  for (const base of bases) {
    if (!calculated(base.candidate.shape)) continue;
    const reads = areasReadBy(workbook, base.candidate.shape.formulas, base.candidate.area.sheet);
    const isOneFigure = (one: Verdict) => one.candidate.shape.form === "cell";
    const earlier = bases.filter((other) => other !== base && (isOneFigure(other) || !isOneFigure(base)) && reads.some((area) => haveCellsInCommon(area, other.candidate.area)));
    if (earlier.length > 1 && earlier.every(({ stream }) => stream !== "" && stream !== base.stream)) leave(base, `It is computed from ${earlier.map(({ candidate }) => candidate.id).join(" and ")}, which are streams of the deal.`);
    else if (earlier.length > 0 && isGross(base.candidate) && !earlier.some(({ candidate }) => isGross(candidate))) leave(base, `It is computed from ${earlier.map(({ candidate }) => candidate.id).join(" and ")}, and is gross.`);
    else if (isPerUnit && !isCounted(base.candidate) && earlier.some(({ candidate }) => isCounted(candidate))) leave(base, `It is computed from ${earlier.map(({ candidate }) => candidate.id).join(" and ")}, and the royalty is for each unit.`);
    else for (const other of earlier.filter(({ stream }) => stream === base.stream)) leave(hasDeductions ? base : other, hasDeductions ? `It is computed from ${other.candidate.id}, which the deductions are taken off.` : `${base.candidate.id} is computed from it, and is the later one.`);
  }
  const total = bases.find((one) => one.stream === "" && one.state !== "left out");
  const parts = bases.filter((one) => one.stream !== "" && one.state !== "left out");
  if (total !== undefined && parts.length > 1 && isSumOf(total.candidate, parts.map(({ candidate }) => candidate))) leave(total, `It is the sum of ${parts.map(({ candidate }) => candidate.id).join(" and ")}.`);
}

/** Revenue of other periods than the deal's, among words of other trades and beside no term of a licence, is another business's: the licensee's own accounts. */
export function leaveOtherPeriods(verdicts: readonly Verdict[]): void {
  const series = verdicts.filter(({ role, state, isAnswered, candidate }) => role === "base" && state !== "left out" && isAnswered !== true && isSeries(candidate));
  const ofLicence = new Set(verdicts.filter(({ role, state }) => state === "proposed" && role !== undefined && (role === "contract years" || OF_LICENCES.has(role))).map(({ candidate: { area } }) => area.sheet));
  const elsewhere = new Set([...new Set(series.map(({ candidate: { area } }) => area.sheet))].filter((sheet) => !ofLicence.has(sheet) && verdicts.filter(({ candidate }) => candidate.area.sheet === sheet && isDoubtful(candidate)).length >= 2));
  const isElsewhere = ({ candidate: { area } }: Verdict) => elsewhere.has(area.sheet);
  const count = ({ candidate }: Verdict) => candidate.shape.filled.length;
  for (const verdict of series.filter(isElsewhere)) {
    const other = series.find((one) => count(one) !== count(verdict) && !isElsewhere(one));
    if (other !== undefined) leave(verdict, `It has ${count(verdict)} periods, and the revenue of the deal ${count(other)}.`);
  }
}

/** USD per unit, EUR je Stück: in its head, its label or its unit. */
function isForEach({ shape: { table, values }, label, unit }: Candidate): boolean {
  const head = table?.role === "tiers" ? (values[0] ?? []).filter((value) => typeof value === "string").join(" ") : "";
  return wordsOf(`${head} ${label} ${unit}`).some(({ key }, i, words) => EACH.has(key) && words[i + 1] !== undefined && !periodWords.has(words[i + 1]?.key ?? ""));
}

const EACH = keysOf("per, je, par, por, pro, a, each");
const periodWords = keysOf("year, annum, quarter, month, period, tier, jahr, quartal, monat, periode, stufe, an, année, trimestre, mois, palier, año, mes, tramo, anno, mese, jaar, kwartaal, maand, ano");

function isGross({ name, label }: Candidate): boolean {
  return /gross|brutto|\bbruts?\b|brut[oa]s?\b|lord[oi]\b|incl/i.test(`${label} ${name}`);
}

function isSumOf({ shape }: Candidate, parts: readonly Candidate[]): boolean {
  return shape.filled.every((value, i) => {
    const sum = parts.reduce((all, part) => all + Number(part.shape.filled[i] ?? 0), 0);
    return typeof value === "number" && Math.abs(sum - value) <= Math.abs(value) * 1e-9 + 1e-6;
  });
}

/** "Royalty on system sales": what rates and scales say they are counted on. */
export function wordsOfWhatIsPaid(terms: readonly Verdict[]): ReadonlySet<string> {
  const rates = terms.filter(({ role }) => isPaid(role));
  return new Set(rates.flatMap(({ candidate }) => wordsOf(candidate.label).map(({ key }) => key)));
}

/** Units are named by what is counted: a price per token, and tokens delivered. */
export function isNamedIn(named: ReadonlySet<string>, candidate: Candidate): boolean {
  if (named.size === 0) return false;
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
  for (const base of bases) if (!isSeries(base.candidate) && calculated(base.candidate.shape) && bases.some((other) => (other.stream === base.stream || base.stream === "") && isSeries(other.candidate) && other.state !== "left out")) leave(base, "It is one figure, and the deal has one for each period.");
  if (named.size === 0) return;
  const namedWords = ({ candidate }: Verdict) => new Set(candidate.labelReading.words.filter((word) => !isFiller(word) && named.has(word.key)).map(({ key }) => key));
  // "Royalty on attributable revenue": revenue is named as well, and attributable revenue more closely.
  const isCloser = (one: Verdict, other: Verdict) => namedWords(one).size > namedWords(other).size && [...namedWords(other)].every((key) => namedWords(one).has(key));
  for (const base of bases.filter((one) => isNamed(one) || one.candidate.labelReading.words.some((word) => named.has(word.key) && !isFiller(word)))) {
    const others = bases.filter((other) => other !== base && other.stream === base.stream);
    const isTheNamed = isNamed(base) ? !others.some((other) => isNamed(other) || isCloser(other, base)) : others.some(isNamed) && others.every((other) => isCloser(base, other));
    if (!isTheNamed) continue;
    if (base.state === "asked" && others.some((other) => other.state === "asked" && isCloser(base, other))) base.state = "proposed";
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
  const isCountedOn = verdicts.some(({ role, state, candidate: { area } }) => state === "proposed" && isPaid(role) && area.sheet === candidate.area.sheet);
  if (!isSaid || isDoubtful(candidate) || !isSeries(candidate) || !isCountedOn || best?.role !== "base" || best.points - (next?.points ?? 0) < AHEAD) return;
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

/** Where it is asked which revenue the royalty is counted on, none that sounds like one is passed over. */
export function askForAllRevenues(verdicts: readonly Verdict[]): void {
  const placeOf = ({ stream, candidate: { by, area } }: Verdict) => `${by} ${area.sheet.name} ${stream}`;
  const asked = new Set(verdicts.filter(({ role, state, candidate }) => role === "base" && state === "asked" && isSeries(candidate)).map(placeOf));
  for (const verdict of verdicts.filter(({ isUnclear, isAnswered, state, role, candidate }) => isUnclear === true && state === "left out" && isAnswered !== true && role === "base" && isSeries(candidate))) {
    if (pointsOf(verdict) < WORTH_ASKING_THERE || !asked.has(placeOf(verdict))) continue;
    verdict.state = "asked";
    verdict.reason = sentence(verdict.scores[0]?.seen ?? []);
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
