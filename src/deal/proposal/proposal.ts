import type { Line, Payee, Term } from "../deal";
import type { Workbook } from "../../sheet/workbook";
import { dueToAccounts, earnedByAccount } from "./accounts";
import { due } from "./due";
import { exactSum } from "../exactSum";
import { ModelSheet } from "./modelSheet";
import { presentValue, received, withheld, type Part } from "./payees";
import { converted, earnedBy } from "./source";
import { sum, type Deal, type Running } from "./steps";
import { Terms, Words, sameText, type Recognised } from "./terms";

export interface Proposal {
  readonly lines: readonly Line[];
  readonly payees: readonly Payee[];
  /** What is paid in all. Absent where a payee's part cannot be calculated, or nobody is paid. */
  readonly total?: number;
  /** Lines without figures, by id: what they were refused for, or what they wait for. */
  readonly blocked: ReadonlyMap<string, string>;
  /** Terms that no line reads. */
  readonly unused: readonly Term[];
}

/** What terms and choices come to: the calls of the deal and the plain formulas between them, calculated beside the workbook, which stays as it is. */
export function proposedLines(workbook: Workbook, recognised: Recognised): Proposal {
  const { model, terms, parts } = laidOut(workbook, recognised);
  const { lines, blocked } = model.calculated();
  const payees = parts.flatMap(({ label, running: { row } }): Payee[] => {
    const found = lines.find(({ id }) => id === row.line)?.rows[row.index];
    if (found === undefined || blocked.has(row.line)) return [];
    return [{ label, line: row.line, row: row.index, values: found.values, ...(found.total !== undefined && { total: found.total }) }];
  });
  const totals = payees.map((payee) => payee.total ?? "");
  const total = parts.length === 0 || payees.length < parts.length ? undefined : exactSum(totals);
  return { lines, payees, blocked, unused: terms.unused, ...(total !== undefined && { total }) };
}

/** The sheet Model of a deal, not yet calculated, with what each payee's part is. */
export function laidOut(workbook: Workbook, recognised: Recognised): { readonly model: ModelSheet; readonly terms: Terms; readonly parts: readonly Part[] } {
  const terms = new Terms(workbook, recognised.terms);
  const model = new ModelSheet(workbook, periodsOf(terms, recognised));
  const isTaxedAtSource = terms.streamsWith("base", "usage").some((stream) => stream !== "" && terms.has("withholding", stream));
  const deal: Deal = { model, terms, words: new Words(workbook, recognised.choices, model), currency: recognised.currency, isTaxedAtSource, tables: new Map() };
  const whole = dueInAll(deal);
  const parts = whole === undefined ? [] : received(deal, whole);
  presentValue(deal, parts);
  return { model, terms, parts };
}

/** What is due for the whole deal: what its sources have earned, and what its own terms make of it. */
function dueInAll(deal: Deal): Running | undefined {
  const { terms, currency } = deal;
  const sources = terms.streamsWith("base", "usage");
  const isPool = ["split", "split part", "layers"].some((role) => terms.has(role as Term["role"], "")) && terms.streamsWith("tiers", "tier starts", "rate", "usage").length === 0;
  const earned = sources.flatMap((stream) => earnedBy(deal, stream, isPool) ?? []);
  const listed = earnedByAccount(deal);
  const accounts = [...earned.filter(({ of }) => of !== "" && terms.has("advance", of)), ...listed];
  const [first, ...rest] = accounts;
  const together = first !== undefined && rest.length > 0 ? dueToAccounts(deal, [first, ...rest]) : [];
  const contributions = [...earned, ...listed].map((running): Running => {
    const inAccount = together.find(({ of }) => sameText(of, running.of));
    const owed = inAccount ?? (running.of === "" ? running : (due(deal, running.of, running.unit, running) ?? running));
    return converted(deal, deal.isTaxedAtSource ? taxedAtSource(deal, owed) : owed);
  });
  const unit = currency === "" ? (contributions[0]?.unit ?? "") : currency;
  const row = sum(deal, contributions.map((running) => running.row), { kind: "earned", label: "Earned", of: "", unit });
  const [only] = contributions;
  const all = row === undefined ? undefined : contributions.length === 1 ? only : { row, of: "", unit, isRounded: false };
  return due(deal, "", all?.unit ?? unit, all && { ...all, of: "" });
}

/** Tax that each territory withholds, before its amounts are added to the others. */
function taxedAtSource(deal: Deal, running: Running): Running {
  const rate = deal.terms.serving("withholding", running.of);
  return rate === undefined ? running : (withheld(deal, [running], rate, running.of)[0] ?? running);
}

/** The periods as they are called, as many as the revenue has. */
function periodsOf(terms: Terms, { periods }: Recognised): readonly string[] {
  const lengths = terms.streamsWith("base").flatMap((stream) => terms.said("base", stream).map(({ source: { at } }) => Math.max(at.bottom - at.top, at.right - at.left) + 1));
  const used = (["usage", "earned by account"] as const).flatMap((role) => terms.streamsWith(role).flatMap((stream) => terms.said(role, stream).map(({ source: { at } }) => at.right - at.left)));
  const count = Math.max(1, ...(lengths.length > 0 ? lengths : used.length > 0 ? used : [periods.length]));
  return Array.from({ length: count }, (_, t) => periods[t] ?? String(t + 1));
}

