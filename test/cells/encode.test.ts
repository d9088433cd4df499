import { laidOut, periodNumbers, statementGrid, toDouble, turned, type StatementRow } from "../../src/cells/encode";
import { Decimal } from "../../src/engine/decimal";
import { Refusal } from "../../src/engine/refusal";

const decimals = (...figures: string[]) => figures.map((figure) => new Decimal(figure));

describe("a figure leaves as the nearest double", () => {
  test.each([
    { figure: "0.1", double: 0.1, why: "the double that a cell holds for 0.1" },
    { figure: "0.3", double: 0.3, why: "and not 0.30000000000000004" },
    { figure: `0.1${"0".repeat(60)}1`, double: 0.1, why: "a trace above it" },
    { figure: "9007199254740993", double: 9007199254740992, why: "half way between two doubles: to the even one" },
    { figure: `9007199254740993.${"0".repeat(80)}1`, double: 9007199254740994, why: "a trace above half way: up" },
    { figure: `9007199254740992.${"9".repeat(80)}`, double: 9007199254740992, why: "a trace below half way: down" },
    { figure: "1.7976931348623157e308", double: Number.MAX_VALUE, why: "the largest" },
    { figure: "5e-324", double: 5e-324, why: "the smallest" },
    { figure: "1e-400", double: 0, why: "too small for a double" },
    { figure: "-1e-400", double: -0, why: "too small for a double" },
    { figure: "-0", double: 0, why: "a cell knows no -0" },
  ])("$figure: $why", ({ figure, double }) => expect(toDouble(new Decimal(figure)) + 0).toBe(double + 0));

  test("never as -0, as a cell shows 0", () => {
    expect(toDouble(new Decimal("-0"))).toBe(0);
    expect(toDouble(new Decimal(0).times(-5))).toBe(0);
  });

  test.each(["1.8e308", "-1e309", "1e100000"])("%s is too large and refused, never infinite", (figure) => {
    expect(() => toDouble(new Decimal(figure))).toThrow(Refusal);
    expect(() => toDouble(new Decimal(figure))).toThrow("is too large for a cell; check the rates and amounts.");
  });
});

describe("the layout", () => {
  test.each([
    { direction: "down", cells: [[1], [2]] },
    { direction: "across", cells: [[1, 2]] },
  ] as const)("figures $direction", ({ direction, cells }) => expect(laidOut(decimals("1", "2"), direction)).toEqual(cells));

  test("of a single figure is a single cell", () => expect(laidOut(decimals("1"), "single")).toEqual([[1]]));

  test("of periods is 1, 2, …", () => expect(periodNumbers(["a", "b", "c"])).toEqual([1, 2, 3]));

  test("turned changes rows and columns over, and twice is as before", () => {
    const grid = [
      [1, 2, 3],
      [4, 5, 6],
    ];
    expect(turned(grid)).toEqual([
      [1, 4],
      [2, 5],
      [3, 6],
    ]);
    expect(turned(turned(grid))).toEqual(grid);
  });

  test("of a statement: a header row, then label cells as text, number or figure, and the figures of each row by its key", () => {
    const head = ["Line", "Rate", "Holder"];
    const rows = [
      { key: "paid", of: 1, labels: ["paid", new Decimal("0.05"), 1] },
      { key: "check", labels: ["check", "", ""] },
    ] as const;
    const given = { paid: [decimals("5", "6"), decimals("7", "8")], check: decimals("0", "0.1") };
    const figures = (row: StatementRow<"check", "paid", unknown>) => (row.of === undefined ? given.check : (given.paid[row.of] ?? []));
    expect(statementGrid({ head, rows, direction: "across" }, [1, 2], figures)).toEqual([
      ["Line", "Rate", "Holder", 1, 2],
      ["paid", 0.05, 1, 7, 8],
      ["check", "", "", 0, 0.1],
    ]);
    expect(statementGrid({ head, rows, direction: "down" }, [1, 2], figures)).toEqual([
      ["Line", "paid", "check"],
      ["Rate", 0.05, ""],
      ["Holder", 1, ""],
      [1, 7, 0],
      [2, 8, 0.1],
    ]);
  });
});
