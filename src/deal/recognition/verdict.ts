import type { Role } from "../deal";
import type { Candidate } from "./candidates";
import type { Score } from "./scoring";

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
  /** A part of a deal of which nothing is calculated here. */
  isNotComputed?: true;
  /** Left out for the sheet on which it stands. */
  isOffSheet?: true;
}

/** Roles of which a stream may have several, which add up. */
export const SEVERAL: ReadonlySet<Role> = new Set<Role>(["fee", "fee count", "advance", "usage", "deductions", "deduction rate", "commission", "split part", "period labels"]);

export function leftOut(candidate: Candidate, reason: string): Verdict {
  return { candidate, state: "left out", scores: [], stream: "", reason };
}

export function leave(verdict: Verdict, reason: string): void {
  if (verdict.isAnswered) return;
  verdict.state = "left out";
  verdict.reason = reason;
}

export function sentence(seen: readonly string[]): string {
  const text = seen.join("; ");
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}

export function theRole(role: Role): string {
  if (role === "base") return "what the royalty is counted on";
  if (role === "fee count") return "how many times the fee is paid";
  if (role === "deduction rate") return "a percentage that comes off all revenue";
  if (role === "commission") return "a percentage that comes off what is due";
  if (role === "earned by account") return "what each account has earned";
  return role === "tiers" || role === "deductions" || role === "contract years" || role === "period labels" || role === "layers" ? `the ${role}` : `${/^[aeiou]/.test(role) && role !== "usage" ? "an" : "a"} ${role}`;
}

export function pointsOf({ scores: [best] }: Verdict): number {
  return best?.points ?? 0;
}
