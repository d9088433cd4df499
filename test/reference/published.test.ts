import { npvRoyaltyAnswer, prorataAnswer, tieredRoyaltyAnswer } from "./cases";
import { referenceNpvRoyalty } from "./npvRoyalty";
import type { TieredRoyaltyTerms, TierMethod } from "./tieredRoyalty";

// Every figure that the rules print for the three functions.

const CASE: TieredRoyaltyTerms = {
  base: [375000, 375000],
  tiers: [
    { above: 0, rate: 0.05 },
    { above: 100000, rate: 0.12 },
    { above: 500000, rate: 0.18 },
  ],
  boundary: "above",
  method: "marginal",
  resets: "never",
  prior: 0,
  decimals: "exact",
};

function total(terms: TieredRoyaltyTerms): number {
  const [royalties = []] = tieredRoyaltyAnswer(terms, "Rate", "across").answer;
  return royalties.reduce<number>((sum, royalty) => sum + Number(royalty), 0);
}

describe("TIEREDROYALTY as printed", () => {
  test.each<{ method: TierMethod; resets: "each period" | "never"; royalty: number }>([
    { method: "marginal", resets: "each period", royalty: 76000 },
    { method: "cliff", resets: "each period", royalty: 90000 },
    { method: "marginal", resets: "never", royalty: 98000 },
    { method: "cliff", resets: "never", royalty: 135000 },
    { method: "prospective", resets: "never", royalty: 112500 },
  ])("$method, $resets: $royalty", ({ method, resets, royalty }) => {
    expect(total({ ...CASE, method, resets })).toBe(royalty);
  });

  test("flat 10%", () => {
    expect(total({ ...CASE, tiers: [{ above: 0, rate: 0.1 }] })).toBe(75000);
  });

  test("cliff, each year, gives 90,000 for every split with both years between 100,000 and 500,000", () => {
    for (const first of [250000, 300000, 375000, 499999.99, 250000.01, 500000]) {
      expect(total({ ...CASE, base: [first, 750000 - first], method: "cliff", resets: "each period" })).toBe(90000);
    }
  });

  test("success tiers: 10% of the first 100 of each user's sales", () => {
    const tiers = [
      { above: 0, rate: 0.1 },
      { above: 100, rate: 0 },
    ];
    expect(tieredRoyaltyAnswer({ ...CASE, base: [50, 100, 250], tiers, resets: "each period" }, "Rate", "down").answer).toEqual([[5], [10], [10]]);
  });

  test("the statement of marginal, 750,000", () => {
    expect(tieredRoyaltyAnswer({ ...CASE, base: [750000] }, "Rate", "down").lines).toEqual([
      ["Line", "Above", "Rate", 1],
      ["opening position", "", "", 0],
      ["base", "", "", 750000],
      ["closing position", "", "", 750000],
      ["base in tier", 0, 0.05, 100000],
      ["base in tier", 100000, 0.12, 400000],
      ["base in tier", 500000, 0.18, 250000],
      ["royalty in tier", 0, 0.05, 5000],
      ["royalty in tier", 100000, 0.12, 48000],
      ["royalty in tier", 500000, 0.18, 45000],
      ["rounding", "", "", 0],
      ["royalty", "", "", 98000],
      ["check", "", "", 0],
    ]);
  });

  test("the statement of cliff, never, as a row", () => {
    expect(tieredRoyaltyAnswer({ ...CASE, method: "cliff" }, "Rate", "across").lines).toEqual([
      ["Line", "Above", "Rate", 1, 2],
      ["opening position", "", "", 0, 375000],
      ["base", "", "", 375000, 375000],
      ["closing position", "", "", 375000, 750000],
      ["base in tier", 0, 0.05, 0, 0],
      ["base in tier", 100000, 0.12, 375000, 0],
      ["base in tier", 500000, 0.18, 0, 375000],
      ["royalty in tier", 0, 0.05, 0, 0],
      ["royalty in tier", 100000, 0.12, 45000, 0],
      ["royalty in tier", 500000, 0.18, 0, 67500],
      ["true-up", "", "", 0, 22500],
      ["rounding", "", "", 0, 0],
      ["royalty", "", "", 45000, 90000],
      ["check", "", "", 0, 0],
    ]);
  });

  test("the statement is turned when the periods run down", () => {
    const { lines } = tieredRoyaltyAnswer({ ...CASE, method: "cliff", tiers: [{ above: 0, rate: 0.1 }] }, "Rate", "down");
    expect(lines.slice(0, 2)).toEqual([
      ["Line", "opening position", "base", "closing position", "base in tier", "royalty in tier", "true-up", "rounding", "royalty", "check"],
      ["Above", "", "", "", 0, 0, "", "", "", ""],
    ]);
  });
});

describe("a threshold, by hand", () => {
  const tiers = [
    { above: 0, rate: 0.1 },
    { above: 100, rate: 0.2 },
  ];
  test.each<{ why: string; terms: Partial<TieredRoyaltyTerms>; royalties: number[] }>([
    { why: "above: 100 belongs to the tier below", terms: { base: [100, 0.01], method: "cliff" }, royalties: [10, 10.002] },
    { why: "from: 100 starts the tier above", terms: { base: [100, 0.01], method: "cliff", boundary: "from" }, royalties: [20, 0.002] },
    { why: "marginal does not care", terms: { base: [100, 0.01], boundary: "from" }, royalties: [10, 0.002] },
    { why: "a return unwinds at the rates at which it was earned", terms: { base: [150, -100] }, royalties: [20, -15] },
    { why: "a cliff crossed back pays the true-up back", terms: { base: [150, -100], method: "cliff" }, royalties: [30, -25] },
    { why: "prospective: the return takes the rate of its closing position", terms: { base: [150, -100], method: "prospective" }, royalties: [30, -10] },
    { why: "below zero the first tier's rate holds", terms: { base: [-50, 200], method: "cliff" }, royalties: [-5, 35] },
    { why: "prior counts in the first window only", terms: { base: [10, 10], prior: 100, resets: "each period" }, royalties: [2, 1] },
    { why: "each period is rounded by itself", terms: { base: [0.05, 0.05], decimals: 2 }, royalties: [0.01, 0.01] },
  ])("$why", ({ terms, royalties }) => {
    expect(tieredRoyaltyAnswer({ ...CASE, tiers, ...terms }, "Rate", "across").answer).toEqual([royalties]);
  });
});

describe("PRORATA as printed", () => {
  const shares = (pool: number, weights: number[], decimals: number | "exact" = 2, minimum = 0) =>
    prorataAnswer({ pool: [pool], weights: weights.map((weight) => [weight]), decimals, minimum }, weights.map((_, i) => i + 1), "across").answer;

  test("0.02 over {4;1;1}", () => expect(shares(0.02, [4, 1, 1])).toEqual([[0.02, 0, 0]]));
  test("the mirror image", () => expect(shares(-0.02, [4, 1, 1])).toEqual([[-0.02, 0, 0]]));
  test("equal remainders in the order of the list", () => expect(shares(100, [1, 1, 1])).toEqual([[33.34, 33.33, 33.33]]));
  test("nothing to divide by", () => expect(shares(1, [0, 0])).toEqual([["#N/A"]]));
  test("nothing to divide", () => expect(shares(0, [0, 0])).toEqual([[0, 0]]));
  test("a part below the minimum is held", () => expect(shares(10, [1, 1, 1], 2, 3.34)).toEqual([[3.34, 0, 0]]));

  test("the statement: share + rounding − held is paid", () => {
    const terms = { pool: [10.004], weights: [[1], [3]], decimals: 1, minimum: 5 };
    expect(prorataAnswer(terms, ["Ana", "Ben"], "down").lines).toEqual([
      ["Line", "Holder", 1],
      ["pool", "", 10.004],
      ["pool rounding", "", -0.004],
      ["weight", "Ana", 1],
      ["weight", "Ben", 3],
      ["exact share", "Ana", 2.5],
      ["exact share", "Ben", 7.5],
      ["rounding", "Ana", 0],
      ["rounding", "Ben", 0],
      ["held below minimum", "Ana", 2.5],
      ["held below minimum", "Ben", 0],
      ["paid", "Ana", 0],
      ["paid", "Ben", 7.5],
      ["check", "", 0],
    ]);
  });
});

describe("NPV_ROYALTY as printed", () => {
  const value = (...[rates, royalties, when, valuationDate = null]: [number[], number[], "end" | "mid" | "start" | number[], (number | null)?]) =>
    Number(npvRoyaltyAnswer({ rates, royalties, when, valuationDate }, "across").answer[0]?.[0]);

  test("(100, blank, 100) at 10%, end, is 166.04", () => expect(value([0.1], [100, 0, 100], "end").toFixed(2)).toBe("166.04"));
  test("and without its place 173.55", () => expect(value([0.1], [100, 100], "end").toFixed(2)).toBe("173.55"));
  test("Excel's own example of XNPV", () => {
    // Microsoft's documentation of XNPV: 9%, first payment on 1 January 2008.
    expect(value([0.09], [-10000, 2750, 4250, 3250, 2750], [39448, 39508, 39751, 39859, 39904]).toFixed(2)).toBe("2086.65");
  });
  test("chained rates", () => {
    expect(value([0.25, 1], [100, 100], "end")).toBe(100 / 1.25 + 100 / 2.5);
    expect(value([0.25, 1], [100, 100], "start")).toBe(100 + 100 / 1.25);
    expect(value([0.21, 0.44], [110, 145.2], "mid")).toBe(100 + 100);
  });
  test("73 days are a fifth of a year", () => expect(value([0.61051], [100, 110, 121], [46023, 46096, 46169])).toBe(300));
  test("what falls on one day cancels", () => expect(value([0.1], [5, 100, -100], [46023, 46100, 46100.5])).toBe(5));

  test("enclosures are narrow and hold the true root", () => {
    const { periods } = referenceNpvRoyalty({ rates: [0.1], royalties: [1, 1], when: [46023, 46024], valuationDate: null });
    const factor = periods[1]?.factor;
    if (factor === undefined) throw new Error("two flows were given");
    // 1.1^(−1/365) to the 365th power, turned, is 1.1: below it at the upper end, above it at the lower.
    expect(factor.hi.pow(-365).compare(factor.lo.pow(-365))).toBe(-1);
    expect(factor.hi.pow(365).compare(factor.lo.pow(365))).toBe(1);
    const true365 = factor.lo.pow(-365);
    expect(true365.numerator * 10n >= 11n * true365.denominator).toBe(true);
    const high365 = factor.hi.pow(-365);
    expect(high365.numerator * 10n <= 11n * high365.denominator).toBe(true);
    expect(factor.hi.sub(factor.lo).denominator.toString().length).toBeGreaterThan(80);
  });
});
