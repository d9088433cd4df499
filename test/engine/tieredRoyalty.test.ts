import { Decimal, ZERO } from "../../src/engine/decimal";
import { royaltyStatement, tierFaults, type RoyaltyTerms, type Tier } from "../../src/engine/tieredRoyalty";

const scale = (...tiers: readonly (readonly [above: string, rate: string])[]): Tier[] => tiers.map(([above, rate]) => ({ above: new Decimal(above), rate: new Decimal(rate) }));
const terms = (given: Partial<RoyaltyTerms> & { readonly amounts: readonly string[] }): RoyaltyTerms => ({
  scale: { tiers: scale(["0", "0.1"], ["1000", "0.2"]), threshold: "above" },
  method: "marginal",
  base: given.amounts.map((amount) => new Decimal(amount)),
  resets: given.amounts.map(() => false),
  prior: ZERO,
  decimals: "exact",
  ...given,
});
const royalties = (given: Parameters<typeof terms>[0]) => royaltyStatement(terms(given)).map(({ royalty }) => royalty.toFixed());

describe("the royalty statement is exact, beyond what a cell holds", () => {
  test.each([
    { amounts: ["999999999999999"], rate: "0.123456789012345", expected: ["123456789012344.876543210987655"], why: "15 digits times 15 digits" },
    { amounts: ["0.000000000000001"], rate: "0.000000000000001", expected: ["0.000000000000000000000000000001"], why: "30 decimals" },
  ])("$why", ({ amounts, rate, expected }) => expect(royalties({ amounts, scale: { tiers: scale(["0", rate]), threshold: "above" } })).toEqual(expected));

  test.each([
    { closing: `999.${"9".repeat(40)}`, rate: "0.1", why: "a trace below the threshold" },
    { closing: "1000", rate: "0.1", why: "exactly on it" },
    { closing: `1000.${"0".repeat(40)}1`, rate: "0.2", why: "a trace above it" },
  ])("a cliff at 1,000, $why", ({ closing, rate }) => expect(royalties({ amounts: [closing], method: "cliff" })).toEqual([new Decimal(closing).times(rate).toFixed()]));

  test("rounding is what the decimals add, and the check is exactly 0", () => {
    const [period] = royaltyStatement(terms({ amounts: ["1234.56789"], decimals: 2 }));
    expect(period?.royalty.toFixed()).toBe("146.91");
    // 0.1 × 1,000 + 0.2 × 234.56789 = 146.913578
    expect(period?.rounding.toFixed()).toBe("-0.003578");
    expect(period?.check.isZero()).toBe(true);
  });

  test("a window starts at zero, whatever the prior position", () => {
    const statement = royaltyStatement(terms({ amounts: ["600", "600", "600"], resets: [false, false, true], prior: new Decimal(800) }));
    expect(statement.map(({ opening }) => opening.toFixed())).toEqual(["800", "1400", "0"]);
    // 0.1 × 200 + 0.2 × 400; 0.2 × 600; 0.1 × 600
    expect(statement.map(({ royalty }) => royalty.toFixed())).toEqual(["100", "120", "60"]);
  });

  test("a falling cliff on a return: (closing rate − opening rate) × opening position", () => {
    const falling = { tiers: scale(["0", "0.1"], ["100", "0.05"]), threshold: "above" } as const;
    const [, back] = royaltyStatement(terms({ amounts: ["150", "-60"], method: "cliff", scale: falling }));
    expect([back?.trueUp.toFixed(), back?.royalty.toFixed()]).toEqual(["7.5", "1.5"]);
  });
});

describe("what is wrong with a scale", () => {
  test.each([
    { tiers: scale(["0", "0"], ["0.01", "1"]), faults: [], why: "nothing: rates from 0 to 1, a threshold of a cent" },
    { tiers: scale(["1", "0.1"]), faults: [[0, "first tier must start at 0"]], why: "starts above 0" },
    { tiers: scale(["-1", "0.1"]), faults: [[0, "first tier must start at 0"]], why: "starts below 0" },
    { tiers: scale(["0", "0.1"], ["0", "0.2"]), faults: [[1, "both start at 0"]], why: "twice the same" },
    { tiers: scale(["0", "0.1"], ["9", "0.2"], ["8", "0.2"]), faults: [[2, "not above tier 2 at 9"]], why: "falls" },
    { tiers: scale(["0", "1.000001"]), faults: [[0, "percentage typed as a whole number?"]], why: "above 100%" },
    { tiers: scale(["0", "-0.000001"]), faults: [[0, "is negative"]], why: "below 0" },
    { tiers: scale(["5", "2"], ["5", "-1"]), faults: [[0, "first tier"], [0, "200%"], [1, "both start"], [1, "is negative"]], why: "all at once, row by row" },
  ] as const)("$why", ({ tiers, faults }) => {
    expect(tierFaults(tiers, "fraction").map(({ item, message, code }) => [item, message, code])).toEqual(faults.map(([item, words]) => [item, expect.stringContaining(words) as string, "#VALUE!"]));
  });

  test("an amount per unit may be above 1", () => expect(tierFaults(scale(["0", "25"]), "amount per unit")).toEqual([]));
});
