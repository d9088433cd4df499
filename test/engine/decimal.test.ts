import { Decimal, quotient, rounded, sum, wholeUnits } from "../../src/engine/decimal";

describe("rounded: half away from zero, on decimals", () => {
  test.each([
    // Published: moneyphp/money, tests/RoundExamples.php, half_up.
    { figure: "2.2", decimals: 0, expected: "2", why: "published, half_up" },
    { figure: "2.5", decimals: 0, expected: "3", why: "published, half_up" },
    { figure: "-2.5", decimals: 0, expected: "-3", why: "published, half_up" },
    { figure: "-1.5", decimals: 0, expected: "-2", why: "published, half_up" },
    { figure: "-8328.578947368", decimals: 0, expected: "-8329", why: "published, half_up" },
    { figure: "-8328.5", decimals: 0, expected: "-8329", why: "published, half_up" },
    { figure: "2.675", decimals: 2, expected: "2.68", why: "2.67 in binary" },
    { figure: "1.005", decimals: 2, expected: "1.01", why: "1.00 in binary" },
    { figure: "0.5", decimals: 0, expected: "1", why: "not to the even" },
    { figure: "1.5", decimals: 0, expected: "2", why: "up" },
    { figure: `2.4${"9".repeat(100)}`, decimals: 0, expected: "2", why: "a trace below a half, at the 101st decimal" },
    { figure: `2.5${"0".repeat(100)}1`, decimals: 0, expected: "3", why: "a trace above a half" },
    { figure: "0.0000000005", decimals: 9, expected: "0.000000001", why: "at the ninth decimal" },
    { figure: "999999999999999.995", decimals: 2, expected: "1000000000000000", why: "over into the next power" },
    { figure: `0.${"123456789".repeat(20)}`, decimals: "exact", expected: `0.${"123456789".repeat(20)}`, why: "exact: not at all" },
  ] as const)("$figure at $decimals is $expected: $why", ({ figure, decimals, expected }) => expect(rounded(new Decimal(figure), decimals).toFixed()).toBe(expected));
});

describe("exact", () => {
  test.each([
    { figures: ["0.1", "0.2", "-0.3"], expected: "0", why: "no binary noise" },
    { figures: ["1e15", "1e-300", "-1e15"], expected: "1e-300", why: "a small figure beside a large one is not lost" },
    { figures: [], expected: "0", why: "nothing" },
  ])("a sum of $figures is $expected: $why", ({ figures, expected }) => expect(sum(figures.map((figure) => new Decimal(figure))).equals(expected)).toBe(true));

  test("a product of two figures that a cell can hold keeps all its digits", () => {
    expect(new Decimal("999999999999999").times("0.000000000999999999999999").plus("1e-300").minus("1e-300").toFixed()).toBe("999999.999999998000000000000001");
  });

  test.each([
    { figure: "1.25", places: 2, units: 125n },
    { figure: "-0.5", places: 1, units: -5n },
    { figure: "1e15", places: 9, units: 10n ** 24n },
    { figure: "1e-300", places: 300, units: 1n },
    { figure: "0", places: 5, units: 0n },
  ])("$figure is $units units of 10^-$places", ({ figure, places, units }) => expect(wholeUnits(new Decimal(figure), places)).toBe(units));

  test.each([
    { units: 10n, whole: 4n, places: 0, expected: "2.5", why: "comes out even" },
    { units: 12n, whole: 4n, places: 2, expected: "0.03", why: "comes out whole" },
    { units: -10n, whole: 4n, places: 1, expected: "-0.25", why: "negative" },
    { units: 10n ** 80n + 1n, whole: 1n, places: 0, expected: `1${"0".repeat(79)}1`, why: "a whole number of any length is not cut" },
    { units: 1n, whole: 3n, places: 0, expected: `0.${"3".repeat(60)}`, why: "without an end: 60 digits" },
    { units: 2n, whole: 3n, places: 0, expected: `0.${"6".repeat(59)}7`, why: "without an end: 60 digits, rounded" },
  ])("$units ÷ $whole at $places places: $why", ({ units, whole, places, expected }) => expect(quotient(units, whole, places).toFixed()).toBe(expected));
});
