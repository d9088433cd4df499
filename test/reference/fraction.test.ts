import { Fraction, fromDouble, toDouble } from "./fraction";
import { Random } from "./random";

const decimal = (text: string) => Fraction.parse(text);
const power = (base: bigint, exponent: number) => Fraction.of(base).pow(exponent);

describe("the double nearest to a fraction", () => {
  test.each([
    { why: "a tie above 2^53 goes down to the even one", q: decimal("9007199254740993"), double: 9007199254740992 },
    { why: "a tie above 2^53 goes up to the even one", q: decimal("9007199254740995"), double: 9007199254740996 },
    { why: "a hair above a tie", q: decimal("9007199254740993.0000000000000000000001"), double: 9007199254740994 },
    { why: "a hair below a tie", q: decimal("9007199254740994.9999999999999999999999"), double: 9007199254740994 },
    { why: "a tie at half an ulp of 1", q: Fraction.of(1n).add(power(2n, -53)), double: 1 },
    { why: "a tie at one and a half ulps of 1", q: Fraction.of(1n).add(Fraction.of(3n).mul(power(2n, -53))), double: 1 + 2 ** -51 },
    { why: "a tie just below 1 carries into the exponent", q: Fraction.of(1n).sub(power(2n, -54)), double: 1 },
    { why: "a third", q: Fraction.of(1n, 3n), double: 0.3333333333333333 },
    { why: "two thirds of a negative", q: Fraction.of(-2n, 3n), double: -0.6666666666666666 },
    { why: "1e23 lies below its neighbour", q: decimal("1e23"), double: 1e23 },
    { why: "the smallest normal double", q: power(2n, -1022), double: 2.2250738585072014e-308 },
    { why: "the text that hung PHP", q: decimal("2.2250738585072011e-308"), double: 2.225073858507201e-308 },
    { why: "the text that hung Java", q: decimal("2.2250738585072012e-308"), double: 2.2250738585072014e-308 },
    { why: "the smallest double", q: power(2n, -1074), double: 5e-324 },
    { why: "half the smallest double is a tie with 0", q: power(2n, -1075), double: 0 },
    { why: "a hair above half the smallest double", q: power(2n, -1075).mul(decimal("1.0000000000000000000001")), double: 5e-324 },
    { why: "one and a half times the smallest double is a tie", q: Fraction.of(3n).mul(power(2n, -1075)), double: 1e-323 },
    { why: "the greatest double", q: Fraction.of((2n ** 53n - 1n) * 2n ** 971n), double: Number.MAX_VALUE },
    { why: "half an ulp above the greatest double", q: Fraction.of((2n ** 54n - 1n) * 2n ** 970n), double: Infinity },
    { why: "just below that", q: Fraction.of((2n ** 54n - 1n) * 2n ** 970n - 1n), double: Number.MAX_VALUE },
    { why: "zero is not −0", q: decimal("-0"), double: 0 },
    { why: "a small negative rounds to 0 and not to −0", q: power(2n, -1080).negated(), double: 0 },
  ])("$why", ({ q, double }) => {
    expect(toDouble(q)).toBe(double);
  });

  test("agrees with the language's own reading of decimals", () => {
    const random = new Random(1);
    for (let i = 0; i < 20000; i += 1) {
      const text = `${random.chance(0.5) ? "-" : ""}${random.digits(random.int(1, 40))}e${random.int(-360, 300)}`;
      const read = Number(text);
      expect(toDouble(decimal(text))).toBe(read === 0 ? 0 : read);
    }
  });

  test("is next to nothing else: half an ulp away at most, for quotients", () => {
    const random = new Random(2);
    for (let i = 0; i < 2000; i += 1) {
      const q = Fraction.of(BigInt(random.digits(random.int(1, 40))), BigInt(random.digits(random.int(1, 40))));
      const double = toDouble(q);
      const exact = (x: number) => {
        const mantissaBits = 2 ** (52 - Math.floor(Math.log2(x)) + 1);
        return Fraction.of(BigInt(x * mantissaBits)).div(Fraction.of(BigInt(mantissaBits)));
      };
      if (double < 1e-15 || double > 1e15) continue;
      const ulp = 2 ** (Math.floor(Math.log2(double)) - 52);
      const distance = exact(double).sub(q).abs();
      expect(distance.compare(exact(double + ulp).sub(q).abs())).toBeLessThanOrEqual(0);
      expect(distance.compare(exact(double - ulp).sub(q).abs())).toBeLessThanOrEqual(0);
    }
  });
});

test.each([
  { why: "the noise of 0.1 + 0.2 is gone", double: 0.1 + 0.2, text: "0.3" },
  { why: "the noise of 1.1 - 1 is gone", double: 1.1 - 1, text: "0.1" },
  { why: "what 15 digits show of a greater cancellation stays", double: 1000000.1 - 1000000, text: "0.0999999999767169" },
  { why: "the largest amount", double: 1e15, text: "1000000000000000" },
  { why: "the smallest here", double: 1e-9, text: "0.000000001" },
  { why: "a sixteenth digit of 5, away from zero", double: -100000000000000.5, text: "-100000000000001" },
])("a double enters as its 15 digits: $why", ({ double, text }) => {
  expect(fromDouble(double)).toEqual(decimal(text));
});

test.each([
  { text: "2.675", decimals: 2, rounded: "2.68" },
  { text: "1.005", decimals: 2, rounded: "1.01" },
  { text: "-2.5", decimals: 0, rounded: "-3" },
  { text: "0.5", decimals: 0, rounded: "1" },
  { text: "2.4999999999", decimals: 0, rounded: "2" },
  { text: "-0.0049999", decimals: 2, rounded: "0" },
])("$text rounds to $rounded", ({ text, decimals, rounded }) => {
  expect(decimal(text).roundedHalfAway(decimals)).toEqual(decimal(rounded));
});

test("floor goes down, also below zero", () => {
  expect([decimal("-0.5"), decimal("-1"), decimal("1.5")].map((q) => q.floor())).toEqual([-1n, -1n, 1n]);
});
