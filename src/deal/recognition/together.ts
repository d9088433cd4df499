import { isBlank } from "../../cells/cell";
import { nameKey } from "../../cells/table";
import type { Candidate } from "./candidates";
import { keysOf, wordsOf, type Word } from "./phrases";
import { keyOf } from "./streams";
import { WORTH_ASKING, otherTrade, shownValue } from "./scoring";
import { isPaid } from "./revenue";
import { OF_LICENCES } from "./sheets";
import { leave, type Verdict } from "./verdict";

/** Words of a name by which cells say that each holds one part. */
const PART_WORDS: ReadonlySet<string> = new Set(["share", "split", "anteil", "part", "participation", "beteiligung", "cuota", "participacion", "quota", "aandeel", "cota", "parte"]);

/** Two or more fractions whose names differ and that come to 100%: a split that is written in cells. */
export function proposeSplitParts(verdicts: readonly Verdict[]): void {
  const bases = new Set(verdicts.filter(({ role, state }) => role === "base" && state !== "left out").map(({ stream }) => stream));
  const parts = verdicts.filter(({ candidate, isAnswered, stream, role, state }) => isAnswered !== true && isPart(candidate) && !(stream !== "" && bases.has(stream)) && !(state === "proposed" && role !== "share"));
  const sorted = [...parts].sort((a, b) => a.candidate.area.sheet.name.localeCompare(b.candidate.area.sheet.name) || a.candidate.area.top - b.candidate.area.top || a.candidate.area.left - b.candidate.area.left);
  for (let from = 0; from < sorted.length; from++) {
    for (let to = sorted.length; to > from + 1; to--) {
      const run = sorted.slice(from, to);
      const sum = run.reduce((all, { candidate }) => all + Number(candidate.shape.filled[0]), 0);
      if (new Set(run.map(({ candidate }) => candidate.area.sheet)).size > 1 || Math.abs(sum - (sum > 2 ? 100 : 1)) > (sum > 2 ? 1 : 0.01)) continue;
      for (const verdict of run) {
        verdict.role = "split part";
        verdict.stream = "";
        verdict.state = "proposed";
        verdict.reason = `With ${run.filter((other) => other !== verdict).map(({ candidate }) => candidate.id).join(" and ")} it comes to 100%; together they are one split.`;
      }
      from = to - 1;
      break;
    }
  }
}

function isPart({ shape, nameReading, labelReading }: Candidate): boolean {
  const [only] = shape.filled;
  if (shape.form !== "cell" || typeof only !== "number" || only <= 0 || only >= 100 || otherTrade(nameReading) !== undefined) return false;
  return [nameReading, labelReading].some(({ words }) => words.some(({ key }) => PART_WORDS.has(key)));
}

/**
 * A fee that is for each of something, and the row that counts it. In a licence "fee per store" beside "Stores opened" says it. Where a word of either is
 * not explained, or nothing else is a licence's (a shop has fees per order), both are asked: once or by count pays different totals.
 */
export function askFeeCounts(verdicts: readonly Verdict[]): void {
  for (const fee of verdicts.filter(({ role, state, candidate }) => role === "fee" && state !== "left out" && candidate.shape.form === "cell")) {
    const each = eventOf(`${fee.candidate.label} ${fee.candidate.unit} ${fee.candidate.name}`);
    const counts = verdicts.filter(({ candidate, state, isOffSheet }) => state !== "proposed" && isOffSheet !== true && isCount(candidate) && [candidate.nameReading, candidate.labelReading].some(({ words }) => words.some(({ key }) => isOf(each, key))));
    const [count] = counts;
    if (count === undefined || counts.length > 1 || count.isAnswered) continue;
    count.role = "fee count";
    count.options = ["fee count"];
    count.stream = fee.stream;
    const [best] = fee.scores;
    const isFee = fee.state === "proposed" || (best?.role === "fee" && best.points >= WORTH_ASKING && best.left.every(({ key }) => isOf(each, key)));
    const isLicence = verdicts.some((one) => one.state === "proposed" && one.role !== undefined && OF_LICENCES.has(one.role) && one.candidate.area.sheet === fee.candidate.area.sheet);
    const isSaid = isFee && isLicence && [count.candidate.nameReading, count.candidate.labelReading].every(({ words }) => countsOnly(words, each));
    count.state = isSaid ? "proposed" : "asked";
    if (isSaid) {
      fee.state = "proposed";
      count.reason = `${fee.candidate.label || fee.candidate.id} is paid for each one that it counts.`;
      continue;
    }
    count.reason = `${fee.candidate.label || fee.candidate.id} may be paid so many times in each period.`;
    if (!fee.isAnswered) fee.state = "asked";
    fee.reason = `${fee.reason.slice(0, -1)}; it may be for each one that ${count.candidate.id} counts.`;
  }
}

/** Whether these words say how many there are of something, and no more. A range without a name says nothing else. */
function countsOnly(words: readonly Word[], each: ReadonlySet<string>): boolean {
  return words.every(({ key }) => isOf(each, key) || COUNT_WORDS.has(key));
}

/** Of one event there may be several: aflevering, afleveringen; episodio, episodi. */
function isOf(each: ReadonlySet<string>, key: string): boolean {
  return each.has(key) || [...each].some((one) => one.length >= 6 && key.startsWith(one.slice(0, -1)) && Math.abs(key.length - one.length) <= 2);
}

const COUNT_WORDS = keysOf("number, no, n, count, of, new, opened, opening, delivered, supplied, sold, granted, licensed, produced, made, released, published, used, neu, anzahl, eröffnet, geliefert, nombre, livrés, número, entregados, producidos, vendidos, produits, prodotti, emessi, uitgezonden, geleverd, entregues, produzidos");

/** The words behind "per": what a fee is for. */
function eventOf(text: string): Set<string> {
  const words = wordsOf(text);
  const periods = new Set(["year", "quarter", "month", "period", "annum", "jahr", "quartal", "monat", "an", "ano", "mois", "trimestre", "unit"]);
  return new Set(words.filter(({ key }, i) => i > 0 && ["per", "je", "pro", "par", "por", "each", "a"].includes(words[i - 1]?.key ?? "") && !periods.has(key)).map(({ key }) => key));
}

function isCount({ shape }: Candidate): boolean {
  return (shape.form === "row" || shape.form === "column") && shape.filled.every((value) => typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 1000);
}

/** A table or row whose first column has a metric of the rate card counts its use. */
export function askUsage(verdicts: readonly Verdict[]): void {
  const metrics = new Set(verdicts.filter(({ role, state }) => role === "rate card" && state === "proposed").flatMap(({ candidate }) => candidate.shape.values.slice(1).flatMap(([first]) => (typeof first === "string" ? [nameKey(first)] : []))));
  if (metrics.size === 0 || verdicts.some(({ role, state }) => role === "usage" && state === "proposed")) return;
  for (const verdict of verdicts) {
    const { candidate, isAnswered } = verdict;
    const isBlock = candidate.shape.form === "block";
    const rows = isBlock ? candidate.shape.values.map(([first = null]) => first) : [candidate.label];
    const [counted, others] = [rows.filter((row) => typeof row === "string" && metrics.has(nameKey(row))), rows.filter((row) => !isBlank(row) && !(typeof row === "string" && metrics.has(nameKey(row))))];
    if (counted.length === 0 || isAnswered || verdict.role === "rate card" || candidate.shape.form === "cell" || verdict.state === "proposed") continue;
    verdict.role = "usage";
    verdict.options = ["usage"];
    verdict.stream = "";
    verdict.state = "asked";
    verdict.reason = `Its row ${shownValue(counted[0], candidate.shape)} is a metric of the rate card${isBlock && others.length > 1 ? ", and it has other rows beside" : ""}.`;
  }
}

/** Other books have accounts too: amounts by account are the deal's where advances are named after them. Beside revenue, or another table of them, it is asked whether both are earned. */
export function settleAccounts(verdicts: readonly Verdict[]): void {
  const open = verdicts.filter(({ state }) => state !== "left out");
  const tables = open.filter(({ role }) => role === "earned by account");
  const isAlone = tables.length === 1 && !open.some(({ role }) => role === "base" || role === "usage");
  for (const verdict of tables) {
    const names = new Map(verdict.candidate.shape.values.slice(1).flatMap(([name]) => (typeof name === "string" && wordsOf(name).length > 0 ? [[keyOf(wordsOf(name)), name.trim()] as const] : [])));
    const own = open.filter(({ stream }) => names.has(keyOf(wordsOf(stream))));
    if (own.filter(({ role }) => role === "advance").length < 2) leave(verdict, "It holds amounts by account, and no advances are named after its accounts.");
    else if (verdict.isAnswered !== true) verdict.state = isAlone ? "proposed" : "asked";
    // Album1 and Album 1 are one account.
    if (verdict.state !== "left out") for (const one of own) one.stream = names.get(keyOf(wordsOf(one.stream))) ?? one.stream;
  }
}

/** A share of a stream that has revenue and no rate may be its rate; where nothing in the deal says otherwise what is paid, it is. */
export function askSharesOfStreams(verdicts: readonly Verdict[]): void {
  const has = (stream: string, roles: readonly string[]) => verdicts.some((one) => one.stream === stream && one.state !== "left out" && one.role !== undefined && roles.includes(one.role));
  const rates: Verdict[] = [];
  for (const verdict of verdicts) {
    if (verdict.role !== "share" || verdict.isAnswered || verdict.stream === "") continue;
    if (!has(verdict.stream, ["base"]) || has(verdict.stream, ["rate", "tiers"])) continue;
    const [fraction] = verdict.candidate.shape.filled;
    const isAlone = verdicts.filter((one) => one.stream === verdict.stream && one.role === "share" && one.state !== "left out").length === 1;
    const saysOtherwise = verdicts.some(({ role, state }) => state !== "left out" && isPaid(role));
    const isOfStream = /^(\p{L}+['’]s )?(share|part|quota|anteil|aandeel|participación|quote-part) (of|in|de|des|en|di|an|am|van|sur|su)\b/iu.test(verdict.candidate.label);
    const isRate = isAlone && (!saysOtherwise || isOfStream) && verdict.candidate.shape.form === "cell" && typeof fraction === "number" && (fraction <= 1 || (fraction <= 100 && /%/.test(verdict.candidate.unit)));
    verdict.state = isRate ? "proposed" : "asked";
    if (isRate) rates.push(verdict);
    verdict.options = ["rate", "share"];
    verdict.reason = `${verdict.stream} has revenue and no rate of its own; ${verdict.reason}`;
  }
  for (const verdict of rates) verdict.role = "rate";
}

/** What an agent keeps of what is due; where others share it too, it is asked of what, unless the label says it. */
export function askCommissions(verdicts: readonly Verdict[]): void {
  const isShared = verdicts.some(({ role, state, candidate }) => state !== "left out" && (role === "split" || role === "share" || isPart(candidate)));
  for (const verdict of verdicts) {
    if (verdict.role !== "commission" || verdict.state !== "proposed" || verdict.isAnswered === true || !isShared || /royalt|income|lizenz|redevance|regal/i.test(verdict.candidate.asideReading.text)) continue;
    verdict.state = "asked";
    verdict.options = ["commission", "deduction rate"];
  }
}

/** An exchange rate is used where a stream's amounts are in another currency; else it is asked whether anything is converted with it. */
export function askExchangeRates(verdicts: readonly Verdict[], currencies: ReadonlySet<string>): void {
  for (const verdict of verdicts.filter(({ role, state, isAnswered }) => role === "exchange rate" && state === "proposed" && isAnswered !== true)) {
    if (currencies.size > 1) continue;
    verdict.state = "asked";
    verdict.reason = `${verdict.reason.slice(0, -1)}; no amount is seen to be in another currency${currencies.size === 1 ? ` than ${[...currencies].join("")}` : ""}.`;
  }
}
