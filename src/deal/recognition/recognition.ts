import { displayedTexts } from "../../host/displayedText";
import type { Sheet, Workbook } from "../../sheet/workbook";
import type { Answers, Choice, LeftOut, Role, Term } from "../deal";
import { candidatesOf } from "./candidates";
import { choicesOf } from "./choices";
import { currenciesOf } from "./currencies";
import { periodLabels } from "./periodLabels";
import type { Streams } from "./streams";
import { payeesOf } from "./streams";
import { askExchangeRates, askFeeCounts, askCommissions, askSharesOfStreams, askUsage, proposeSplitParts, settleAccounts } from "./together";
import { theRole, type Verdict } from "./verdict";
import { verdictsOf } from "./verdicts";

/** A plan, product, territory or edition, which earns, or a payee, who receives. The whole deal is no stream. */
export interface Stream {
  readonly id: string;
  readonly kind: "source" | "part";
}

/** A range of which only the analyst can say what it is. Answered with a role, or `none`. */
export interface AskedTerm {
  readonly id: string;
  readonly sentence: string;
  /** As what the first answer would take it. */
  readonly term: Term;
  readonly options: readonly { readonly answer: Role | "none"; readonly label: string }[];
}

/** What names, labels, headers and figures of a workbook propose as a deal. */
export interface Recognition {
  readonly title: string;
  /** ISO code, or "" where the workbook says none. */
  readonly currency: string;
  /** What the periods are called, from the first on. */
  readonly periods: readonly string[];
  readonly streams: readonly Stream[];
  /** Those that are proposed. */
  readonly terms: readonly Term[];
  readonly choices: readonly Choice[];
  readonly asked: readonly AskedTerm[];
  readonly leftOut: readonly LeftOut[];
  /** Of these the ones that are a part of the deal, and that nothing is calculated of. */
  readonly notComputed: readonly LeftOut[];
}

/** Reads a calculated workbook. Answers to its questions are taken under their ids. */
export function recognition(workbook: Workbook, answers: Answers): Recognition {
  const { candidates, leftOut } = candidatesOf(workbook);
  const { verdicts, streams } = verdictsOf(workbook, candidates, answers);
  proposeSplitParts(verdicts);
  askFeeCounts(verdicts);
  askUsage(verdicts);
  settleAccounts(verdicts);
  askSharesOfStreams(verdicts);
  askCommissions(verdicts);
  const currencies = currenciesOf(verdicts);
  askExchangeRates(verdicts, new Set(currencies.keys()));
  const proposed = verdicts.filter(({ state }) => state === "proposed");
  const periods = periodLabels(verdicts);
  const choices = choicesOf(verdicts, streams, periods, currencies, answers);
  const usedByChoices = new Set(choices.map(({ source }) => source));
  const found = periods.found;
  // Beside names, figures that have none are many and say little.
  const hasNoNames = candidates.every(({ by }) => by === "label");
  return {
    title: titleOf(proposed),
    currency: String(choices.find(({ choice }) => choice === "currency")?.word ?? ""),
    periods: displayedTexts(periods.heads.map(({ value, format = "General" }) => ({ value, format }))),
    streams: streamsFound(verdicts, streams),
    terms: [...proposed.map((verdict) => termOf(verdict, "proposed")), ...(found === undefined ? [] : [found])],
    choices,
    asked: verdicts.filter(({ state }) => state === "asked").map(askedTerm),
    notComputed: verdicts.filter(({ isNotComputed, isAnswered }) => isNotComputed === true && isAnswered !== true).map(({ candidate, reason }) => ({ source: candidate.source, reason })),
    leftOut: [...leftOut, ...verdicts.filter(({ state, candidate }) => state === "left out" && !usedByChoices.has(candidate.source) && (candidate.by !== "label" || hasNoNames)).map(({ candidate, reason }) => ({ source: candidate.source, reason }))],
  };
}

function termOf({ candidate, role = "base", stream, reason }: Verdict, state: Term["state"]): Term {
  return { role, stream, source: candidate.source, state, reason };
}

function askedTerm(verdict: Verdict): AskedTerm {
  const { candidate, role = "base", scores, options } = verdict;
  const others = scores.filter((score) => score.role !== role && score.points >= 2.5).map((score) => score.role);
  const roles = [...new Set(options ?? [role, ...others])].slice(0, 3);
  const called = candidate.id.replaceAll("$", "");
  const what = candidate.label !== "" && candidate.label !== candidate.id ? `${called} (${candidate.label})` : called;
  const of = verdict.stream === "" ? "of the deal" : `of ${verdict.stream}`;
  return {
    id: `term ${candidate.id}`,
    sentence: roles.length === 1 ? `Is ${what} ${theRole(roles[0] ?? role)} ${of}?` : `What is ${what}: ${roles.map(theRole).join(", ")}, or no part of the deal?`,
    term: termOf({ ...verdict, role: roles[0] ?? role }, "asked"),
    options: [...roles.map((answer) => ({ answer, label: theRole(answer) })), { answer: "none", label: "no part of the deal" }],
  };
}

const OF_SOURCES: ReadonlySet<Role> = new Set<Role>(["base", "tiers", "rate", "usage", "tier starts"]);

function streamsFound(verdicts: readonly Verdict[], streams: Streams): Stream[] {
  const used = verdicts.filter(({ state, stream }) => state !== "left out" && stream !== "");
  const payees = verdicts.filter(({ role, state }) => role === "layers" && state === "proposed").flatMap(({ candidate }) => payeesOf(candidate));
  const ids = [...new Set([...used.map(({ stream }) => stream), ...payees])];
  const sources = new Set(used.filter(({ role }) => role !== undefined && OF_SOURCES.has(role)).map(({ stream }) => stream));
  return ids.map((id) => ({ id, kind: sources.has(id) && !streams.isHolder(id) ? "source" : "part" }));
}

/** The text that stands alone at the top of the sheet on which most terms stand. */
function titleOf(proposed: readonly Verdict[]): string {
  const counts = new Map<Sheet, number>();
  for (const { candidate } of proposed) counts.set(candidate.area.sheet, (counts.get(candidate.area.sheet) ?? 0) + 1);
  const [sheet] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
  for (const row of [1, 2]) {
    const [only, ...others] = [...(sheet?.rows.get(row)?.values() ?? [])].filter(({ value }) => value !== null && value !== "");
    if (only !== undefined && others.length === 0 && typeof only.value === "string") return only.value.trim();
  }
  return sheet?.name ?? "";
}

