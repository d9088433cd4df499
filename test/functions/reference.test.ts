import { catalogue } from "../../src/functions/catalogue";
import { Refusal } from "../../src/engine/refusal";
import { minGuaranteeCases, npvRoyaltyCases, prorataCases, tieredRoyaltyCases, withholdingCases, type Case } from "../reference/cases";
import { netRevenueCases } from "../reference/netRevenueCases";
import { recoupCases } from "../reference/recoupCases";
import { usageFeeCases } from "../reference/usageFeeCases";

/**
 * The functions against the same rules written a second time, in fractions of whole numbers, by another hand and another route.
 * Equality of every double, in answers and statements.
 */
describe.each([
  { name: "DEAL.TIEREDROYALTY", cases: () => tieredRoyaltyCases(6_000, 1) },
  { name: "DEAL.PRORATA", cases: () => prorataCases(6_000, 2) },
  { name: "DEAL.NPV_ROYALTY", cases: () => npvRoyaltyCases(2_000, 3) },
  { name: "DEAL.WITHHOLDING", cases: () => withholdingCases(3_000, 5) },
  { name: "DEAL.MINGUARANTEE", cases: () => minGuaranteeCases(3_000, 4) },
  { name: "DEAL.NETREVENUE", cases: () => netRevenueCases(3_000, 6) },
  { name: "DEAL.RECOUP", cases: () => recoupCases(3_000, 6) },
  { name: "DEAL.USAGEFEE", cases: () => usageFeeCases(3_000, 7) },
])("$name", ({ name, cases }) => {
  const drawn = cases();

  test.each([
    { of: name, expected: ({ answer }: Case) => answer },
    { of: `${name}.LINES`, expected: ({ lines }: Case) => lines },
  ])(`$of agrees with the reference on ${drawn.length} cases: 0 differences`, ({ of, expected }) => {
    const differences = drawn.filter((one) => JSON.stringify(answered(of, one.args)) !== JSON.stringify(expected(one)));
    expect(differences.slice(0, 5).map((one) => ({ why: one.why, args: JSON.stringify(one.args), got: answered(of, one.args), expected: expected(one) }))).toEqual([]);
  });
});

/** What a function answers as a range; a refusal as its code. */
function answered(name: string, args: Case["args"]): unknown {
  const entry = catalogue.find((one) => one.name === name);
  try {
    const answer: unknown = entry?.run(...args);
    return Array.isArray(answer) ? answer : [[answer]];
  } catch (refusal) {
    if (refusal instanceof Refusal) return [[refusal.code]];
    throw refusal;
  }
}
