import { catalogue } from "../../src/functions/catalogue";
import { waterfallCases, type WaterfallCase } from "../reference/waterfallCases";

/**
 * The waterfall against the same rules written a second time, in fractions, by another hand. A recoup layer's Amount stands in its opening balance.
 */
describe("DEAL.WATERFALL", () => {
  const drawn = waterfallCases(3000, 7, { recoupAmount: "opening" });

  test.each([
    { of: "DEAL.WATERFALL", expected: ({ answer }: WaterfallCase) => answer },
    { of: "DEAL.WATERFALL.LINES", expected: ({ lines }: WaterfallCase) => lines },
    { of: "DEAL.WATERFALL.PAYEES", expected: ({ payees }: WaterfallCase) => payees },
  ])(`$of agrees with the reference on ${drawn.length} deals: 0 differences`, ({ of, expected }) => {
    const run = catalogue.find(({ name }) => name === of)?.run;
    const differences = drawn.filter((one) => JSON.stringify(run?.(...one.args)) !== JSON.stringify(expected(one)));
    expect(differences.slice(0, 3).map(({ why, args }) => ({ why, args: JSON.stringify(args) }))).toEqual([]);
  });

  test("forty short periods with compound returns take no time: fractions are cut before they grow beyond all bounds", () => {
    const table = [
      ["Rank", "Payee", "Type", "Rate", "Amount", "Of", "Carry"],
      [1, "A", "preferred", 0.0823, 123_456.78, "", "compound"],
      [1, "B", "preferred", 0.0791, 98_765.43, "", "compound"],
      [1, "C", "fixed", "", 1_234.56, "", "yes"],
      [2, "A", "recoup", 0.2, 50_000, "", ""],
    ];
    const cash = [Array.from({ length: 40 }, (_, t) => 1_000.37 + t * 13.21)];
    const start = performance.now();
    const lines = catalogue.find(({ name }) => name === "DEAL.WATERFALL.LINES")?.run(cash, table) as unknown[][];
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(lines.find((line) => line[3] === "check")?.slice(4)).toEqual(cash[0]?.map(() => 0));
    expect(lines.find((line) => line[3] === "undistributed")?.slice(4)).toEqual(cash[0]?.map(() => 0));
  });
});
