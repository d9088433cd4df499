import { Decimal, type Decimals } from "../../src/engine/decimal";
import { withholdingRateFaults, withholdingStatement, type GrossUp } from "../../src/engine/withholding";

const lines = (royalties: readonly string[], rates: readonly string[], grossUp: GrossUp, decimals: Decimals) =>
  withholdingStatement({ royalties: royalties.map((one) => new Decimal(one)), rates: rates.map((rate) => new Decimal(rate)), grossUp, decimals }).map(({ gross, tax, net, check }) =>
    [gross, tax, net, check].map((figure) => figure.toFixed()),
  );

test.each([
  { royalties: ["100", "100.01"], rates: ["0.3"], grossUp: "none", decimals: 2, expected: [["100", "30", "70", "0"], ["100.01", "30", "70.01", "0"]], why: "tax 30.003 is 30.00; one rate for all" },
  { royalties: ["0.5", "0.5"], rates: ["0.9", "1"], grossUp: "none", decimals: 0, expected: [["1", "1", "0", "0"], ["1", "1", "0", "0"]], why: "half a unit of royalty, then nine tenths of one of tax" },
  { royalties: ["1000000000000000"], rates: ["0.123456789012345"], grossUp: "none", decimals: "exact", expected: [["1000000000000000", "123456789012345", "876543210987655", "0"]], why: "all digits of both" },
  { royalties: ["100"], rates: ["0.3"], grossUp: "gross up", decimals: 2, expected: [["142.86", "42.86", "100", "0"]], why: "142.857…" },
  { royalties: ["1"], rates: ["0.7"], grossUp: "gross up", decimals: "exact", expected: [[`3.${"3".repeat(59)}`, `2.${"3".repeat(59)}`, "1", "0"]], why: "thirds are cut at 60 digits, their check is not" },
] as const)("$grossUp, $decimals: $why", ({ royalties, rates, grossUp, decimals, expected }) => expect(lines(royalties, rates, grossUp, decimals)).toEqual(expected));

test("a rate is 0 to 1, and below 1 where a net must be left", () => {
  const faulty = (grossUp: GrossUp) => withholdingRateFaults(["0", "1", "-0.1", "1.1", "NaN", "0.999"].map((rate) => new Decimal(rate)), grossUp).map(({ item, code }) => [item, code]);
  expect(faulty("none")).toEqual([[2, "#VALUE!"], [3, "#VALUE!"]]);
  expect(faulty("gross up")).toEqual([[1, "#N/A"], [2, "#VALUE!"], [3, "#VALUE!"]]);
});
