import { minGuaranteeCases, npvRoyaltyCases, prorataCases, tieredRoyaltyCases, withholdingCases, type Case, type Grid } from "./cases";
import { netRevenueCases } from "./netRevenueCases";
import { recoupCases } from "./recoupCases";
import { usageFeeCases } from "./usageFeeCases";
import { waterfallCases } from "./waterfallCases";

/** A function whose rules are written a second time here, and the cases that are drawn for it. */
export interface ReferenceFamily {
  readonly name: string;
  readonly cases: (n: number, seed: number) => Case[];
  /** How many a complete comparison takes. */
  readonly count: number;
  readonly seed: number;
}

export const FAMILIES: readonly ReferenceFamily[] = [
  { name: "DEAL.TIEREDROYALTY", cases: tieredRoyaltyCases, count: 6_000, seed: 1 },
  { name: "DEAL.PRORATA", cases: prorataCases, count: 6_000, seed: 2 },
  { name: "DEAL.NPV_ROYALTY", cases: npvRoyaltyCases, count: 2_000, seed: 3 },
  { name: "DEAL.WITHHOLDING", cases: withholdingCases, count: 3_000, seed: 5 },
  { name: "DEAL.MINGUARANTEE", cases: minGuaranteeCases, count: 3_000, seed: 4 },
  { name: "DEAL.NETREVENUE", cases: netRevenueCases, count: 3_000, seed: 6 },
  { name: "DEAL.RECOUP", cases: recoupCases, count: 3_000, seed: 6 },
  { name: "DEAL.USAGEFEE", cases: usageFeeCases, count: 3_000, seed: 7 },
  // A recoup layer's Amount stands in its opening balance.
  { name: "DEAL.WATERFALL", cases: (n, seed) => waterfallCases(n, seed, { recoupAmount: "opening" }), count: 3_000, seed: 7 },
];

/** What the reference says of a case, by the function's companion: the answer itself has none. */
export function expectedOf({ answer, lines, payees }: Case): ReadonlyMap<string, Grid> {
  return new Map([["", answer], ["LINES", lines], ...(payees === undefined ? [] : [["PAYEES", payees] as const])]);
}
