import { Decimal, ZERO, sum, type Decimals } from "../../src/engine/decimal";
import { prorataStatement, weightFaults, zeroWeightFaults } from "../../src/engine/prorata";

const split = (pool: string, weights: readonly string[], decimals: Decimals, minimum = "0") => {
  const [period] = prorataStatement({ pool: [new Decimal(pool)], weights: [weights.map((weight) => new Decimal(weight))], decimals, minimum: new Decimal(minimum) });
  if (period === undefined) throw new Error("A pool has a period");
  return period;
};
const paid = (...args: Parameters<typeof split>) => split(...args).holders.map((holder) => holder.paid.toFixed());

describe("remainders are compared exactly", () => {
  const trace = `1.${"0".repeat(70)}1`;
  test.each([
    { weights: ["1", "1"], expected: ["1", "0"], why: "equal: the first" },
    { weights: ["1", trace], expected: ["0", "1"], why: "larger at the 71st decimal" },
    { weights: [trace, "1"], expected: ["1", "0"], why: "larger at the 71st decimal, the other way round" },
    { weights: ["1", "1", "1"], expected: ["1", "0", "0"], why: "three thirds are equal" },
  ])("one unit over $weights: $why", ({ weights, expected }) => expect(paid("1", weights, 0)).toEqual(expected));

  test("more holders than ten: in the order of the list, not of text", () => {
    expect(paid("11", Array.from({ length: 12 }, () => "1"), 0)).toEqual([...Array.from({ length: 11 }, () => "1"), "0"]);
  });
});

describe("the statement adds up", () => {
  test.each([
    { pool: "100", weights: ["1", "1", "1"], decimals: 2, minimum: "33.34", why: "two parts under the minimum" },
    { pool: "-1.005", weights: ["1", "2"], decimals: 2, minimum: "0.5", why: "a negative pool that is rounded" },
    { pool: "10", weights: ["3", "7"], decimals: "exact", minimum: "0", why: "exact" },
  ] as const)("$why: share + rounding − held = paid, Σ paid + Σ held = pool + pool rounding, the check is exactly 0", ({ pool, weights, decimals, minimum }) => {
    const period = split(pool, weights, decimals, minimum);
    const [paidInAll, heldInAll] = [sum(period.holders.map((holder) => holder.paid)), sum(period.holders.map((holder) => holder.held))];
    expect(paidInAll.plus(heldInAll).equals(period.pool.plus(period.poolRounding))).toBe(true);
    expect(period.check.isZero()).toBe(true);
    for (const { share, rounding, held, paid: part } of period.holders) {
      // A share without an end is cut at 60 digits, and so is its rounding: they meet at the 50th decimal.
      expect(share.plus(rounding).minus(held).toDecimalPlaces(50).equals(part)).toBe(true);
    }
  });

  test("the minimum is compared exactly with a part that has no end", () => {
    const third = `0.${"3".repeat(100)}`;
    expect(paid("1", ["1", "2"], "exact", third)[0]).not.toBe("0");
    expect(paid("1", ["1", "2"], "exact", `${third.slice(0, -1)}4`)[0]).toBe("0");
  });
});

describe("weights", () => {
  test("that add up to 0 with a pool other than 0 have no answer, in every such period", () => {
    const [none, some] = [
      [ZERO, ZERO],
      [ZERO, new Decimal("1e-300")],
    ];
    const pool = ["1", "0", "-0.001", "1"].map((amount) => new Decimal(amount));
    expect(zeroWeightFaults({ pool, weights: [none, none, none, some] })).toEqual([
      { code: "#N/A", message: "The weights add up to 0 in period 1, so there is nothing to divide the pool by" },
      { code: "#N/A", message: "The weights add up to 0 in period 3, so there is nothing to divide the pool by" },
    ]);
    expect(paid("0", ["0", "0"], 2)).toEqual(["0", "0"]);
  });

  test("none of them may be negative; 0 may be", () => {
    const faults = weightFaults(["1", "0", "-0", "-0.5"].map((weight) => new Decimal(weight)));
    expect(faults).toEqual([{ code: "#VALUE!", item: 3, message: "The weight -0.5 is negative; a holder's weight is 0 or more" }]);
    expect(weightFaults([ZERO])).toEqual([]);
  });
});
