import { Decimal } from "../../src/engine/decimal";
import { dateFaults, discountRateFaults, presentValueStatement, type Timing } from "../../src/engine/npvRoyalty";

const statement = (royalties: readonly string[], rates: readonly string[], when: Timing) =>
  presentValueStatement({ royalties: royalties.map((royalty) => new Decimal(royalty)), rates: rates.map((rate) => new Decimal(rate)), when });
const factors = (...args: Parameters<typeof statement>) => statement(...args).lines.map(({ factor }) => factor.toFixed(20));

describe("factors", () => {
  const three = ["1", "1", "1"];
  test.each([
    { rates: ["0.25"], when: "end", expected: ["0.8", "0.64", "0.512"], why: "all rates up to the period's own" },
    { rates: ["0.25"], when: "start", expected: ["1", "0.8", "0.64"], why: "earlier periods' only" },
    { rates: ["0.21"], when: "mid", expected: [new Decimal(1).div("1.1"), new Decimal(1).div("1.331"), new Decimal(1).div("1.61051")], why: "its own for half: 1.1^1, 1.1^3, 1.1^5" },
    { rates: ["0.25", "0.6", "-0.5"], when: "end", expected: ["0.8", "0.5", "1"], why: "chained: 1.25, × 1.6, × 0.5" },
    { rates: ["0.25", "0.6", "-0.5"], when: "start", expected: ["1", "0.8", "0.5"], why: "chained, one period later" },
    { rates: ["0.21", "0.44", "0.69"], when: "mid", expected: [new Decimal(1).div("1.1"), new Decimal(1).div("1.452"), new Decimal(1).div("2.26512")], why: "chained: √1.21; 1.21 × √1.44; 1.21 × 1.44 × √1.69" },
    { rates: ["0.25"], when: { dates: [465, 100, 830], valuationDate: 100 }, expected: ["0.8", "1", "0.64"], why: "by days ÷ 365" },
  ] as const)("$why", ({ rates, when, expected }) => expect(factors(three, rates, when)).toEqual(expected.map((factor) => new Decimal(factor).toFixed(20))));

  test.each([
    { when: "end", times: ["1", "2"] },
    { when: "mid", times: ["0.5", "1.5"] },
    { when: "start", times: ["0", "1"] },
    { when: { dates: [100, 465], valuationDate: 100 }, times: ["0", "1"] },
  ] as const)("times are in periods, or with dates in years: $times", ({ when, times }) => expect(statement(["1", "1"], ["0.1"], when).lines.map(({ time }) => time.toFixed())).toEqual(times));
});

test("the products and their sum are exact: a large cost and its return leave the small one", () => {
  const { presentValue, check } = statement(["1000000000000000", "-1000000000000000", "0.000001"], ["0"], "end");
  expect(presentValue.toFixed()).toBe("0.000001");
  expect(check.isZero()).toBe(true);
});

test("a discount rate is above -100%", () => {
  expect(discountRateFaults(["-0.999999999999999", "0", "5", "-1", "-1.5"].map((rate) => new Decimal(rate))).map(({ item, code }) => [item, code])).toEqual([
    [3, "#VALUE!"],
    [4, "#VALUE!"],
  ]);
});

test("no date is before the valuation date; on it is fine", () => {
  expect(dateFaults({ dates: [100, 99, 101, 98], valuationDate: 100 }).map(({ item, message }) => [item, message])).toEqual([
    [1, "The date 99 is before the valuation date 100; give an earlier valuation date"],
    [3, "The date 98 is before the valuation date 100; give an earlier valuation date"],
  ]);
});
