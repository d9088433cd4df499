import { minGuaranteeCases, npvRoyaltyCases, prorataCases, tieredRoyaltyCases, type Case, type Grid } from "./cases";
import { netRevenueCases } from "./netRevenueCases";
import { recoupCases } from "./recoupCases";
import { usageFeeCases } from "./usageFeeCases";
import { waterfallCases } from "./waterfallCases";
import { withholdingCases } from "./withholdingCases";

/** A function whose rules are written a second time here, and the cases that are drawn for it. */
export interface ReferenceFamily {
  readonly name: string;
  readonly cases: (n: number, seed: number) => Case[];
  /** How many a complete comparison takes. */
  readonly count: number;
  readonly seed: number;
  /** Which argument holds the amounts. */
  readonly amounts: number;
  /** Arguments of so many rows, for how long a call takes. */
  readonly long?: (rows: number) => (Grid | null)[];
}

/** Amounts in cents, over the tiers and some below 0; rates; and what is beside them. */
const cents = (rows: number): number[][] => Array.from({ length: rows }, (_, i) => [(((i * 7919) % 1_000_003) - 100_000) / 100]);
const weights = (rows: number): number[][] => Array.from({ length: rows }, (_, i) => [((i * 7919) % 1_000_003) / 1000]);
const rates = (rows: number): number[][] => Array.from({ length: rows }, (_, i) => [((i * 7919) % 9_973) / 10_000]);
const deduction = (name: string, cap: number, rows: number, percent: number) => [name, "deduction", cap, ...cents(rows).map(([amount = 0]) => Math.round(amount * percent) / 100)];
const usage = (rows: number): Grid => Array.from({ length: rows / 10 }, (_, i) => [`Model ${i}`, ...cents(10).map(([amount = 0]) => amount - i)]);
const rateCard = (rows: number): Grid => usage(rows).flatMap(([metric = null]) => [[metric, 0, 0.1, "cliff", 100, 50_000, 0.25], ["", 500, 0.08, "", "", "", ""]]);
const TIERS = [[0, 0.05], [1_000, 0.12], [5_000, 0.18]];

export const FAMILIES: readonly ReferenceFamily[] = [
  { name: "DEAL.TIEREDROYALTY", cases: tieredRoyaltyCases, count: 6_000, seed: 1, amounts: 0, long: (rows) => [cents(rows), TIERS, [["cliff"]], [["never"]], null, [[2]]] },
  { name: "DEAL.PRORATA", cases: prorataCases, count: 6_000, seed: 2, amounts: 0, long: (rows) => [[[1_234_567.89]], weights(rows), null, null] },
  { name: "DEAL.NPV_ROYALTY", cases: npvRoyaltyCases, count: 2_000, seed: 3, amounts: 1, long: (rows) => [[[0.0001]], cents(rows), [["end"]], null] },
  { name: "DEAL.WITHHOLDING", cases: withholdingCases, count: 3_000, seed: 5, amounts: 0, long: (rows) => [cents(rows), rates(rows), [["gross up"]], [[2]]] },
  { name: "DEAL.MINGUARANTEE", cases: minGuaranteeCases, count: 3_000, seed: 4, amounts: 0, long: (rows) => [cents(rows), [[4_000]], [["rolling 4"]], null] },
  { name: "DEAL.NETREVENUE", cases: netRevenueCases, count: 3_000, seed: 6, amounts: 0, long: (rows) => [cents(rows), [deduction("Freight", 0.05, rows, 8), deduction("Fees", 0, rows, 7)], [[0.1]], [["carry"]], null, [[2]]] },
  { name: "DEAL.RECOUP", cases: recoupCases, count: 3_000, seed: 6, amounts: 0, long: (rows) => [cents(rows), [[1_000_000]], null, [[0.2]], [[4]], null, [[2]]] },
  { name: "DEAL.USAGEFEE", cases: usageFeeCases, count: 3_000, seed: 7, amounts: 0, long: (rows) => [usage(rows), rateCard(rows), [["never"]], [[2]]] },
  // A recoup layer's Amount stands in its opening balance.
  { name: "DEAL.WATERFALL", cases: (n, seed) => waterfallCases(n, seed, { recoupAmount: "opening" }), count: 3_000, seed: 7, amounts: 0 },
];

/** What the reference says of a case, by the function's companion: the answer itself has none. */
export function expectedOf({ answer, lines, payees }: Case): ReadonlyMap<string, Grid> {
  return new Map([["", answer], ["LINES", lines], ...(payees === undefined ? [] : [["PAYEES", payees] as const])]);
}
