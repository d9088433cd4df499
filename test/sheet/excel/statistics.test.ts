import { STATISTICS_FUNCTIONS } from "../../../src/sheet/excel/statistics";
import type { Value } from "../../../src/sheet/evaluator/value";
import { array, called, cells, column } from "./calling";

type Arguments = readonly (Value | undefined)[];

const STRENGTHS = column(1345, 1301, 1368, 1322, 1310, 1370, 1318, 1350, 1303, 1299);
const MIXED = column(10, "n/a", true, null, 20);

describe("averages, spreads, ranks and correlations", () => {
  test.each<[string, Arguments, unknown, string]>([
    ["AVEDEV", [array(4, 5, 6, 7, 5, 4, 3)], 1.02040816, "Microsoft's example"],
    ["DEVSQ", [array(4, 5, 8, 7, 11, 4, 3)], 48, "Microsoft's example"],
    ["GEOMEAN", [array(4, 5, 8, 7, 11, 4, 3)], 5.47698697, "Microsoft's example"],
    ["GEOMEAN", [4, 9], 6, "a root that is whole"],
    ["GEOMEAN", [array(1e200, 1e200, 1e200)], 1e200, "a product beyond all bounds"],
    ["HARMEAN", [array(4, 5, 8, 7, 11, 4, 3)], 5.02837596, "Microsoft's example"],
    ["KURT", [array(3, 4, 5, 2, 3, 4, 5, 6, 4, 7)], -0.151799637, "Microsoft's example"],
    ["SKEW", [array(3, 4, 5, 2, 3, 4, 5, 6, 4, 7)], 0.359543071, "Microsoft's example"],
    ["SKEW.P", [array(3, 4, 5, 2, 3, 4, 5, 6, 4, 7)], 0.303193339, "Microsoft's example"],
    ["MEDIAN", [array(1, 2, 3, 4, 5, 6)], 3.5, "Microsoft's example"],
    ["MODE", [array(5.6, 4, 4, 3, 2, 4)], 4, "Microsoft's example"],
    ["MODE.SNGL", [array(1, 2, 3)], "#N/A", "nothing twice"],
    ["MODE.MULT", [array(1, 2, 3, 4, 3, 2, 1, 2, 3, 5, 6, 1)], [[1], [2], [3]], "Microsoft's example"],
    ["STDEV.S", [STRENGTHS], 27.4639157, "Microsoft's example"],
    ["STDEV.P", [STRENGTHS], 26.0545581, "Microsoft's example"],
    ["VAR.S", [STRENGTHS], 754.266667, "Microsoft's example"],
    ["VARP", [STRENGTHS], 678.84, "Microsoft's example"],
    ["STDEV", [1], "#DIV/0!", "one number does not spread"],
    ["VAR.S", [array(1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16)], 30, "far from 0, where the square of the sum loses all digits"],
    ["LARGE", [array(3, 5, 3, 5, 4), 3], 4, "Microsoft's example"],
    ["SMALL", [array(3, 4, 5, 2, 3, 4, 6, 4, 7), 4], 4, "Microsoft's example"],
    ["LARGE", [array(1, 2), 3], "#NUM!", "more than there are"],
    ["SMALL", [array(1, 2), 1.5], "#VALUE! unsupported", "no whole place"],
    ["PERCENTILE.INC", [array(1, 3, 2, 4), 0.3], 1.9, "Microsoft's example"],
    ["PERCENTILE.EXC", [array(6, 7, 15, 36, 39, 40, 41, 42, 43, 47, 49), 0.25], 15, "place 3 of 11"],
    ["PERCENTILE.EXC", [array(1, 2, 3), 0.2], "#NUM!", "below the first place"],
    ["QUARTILE", [array(1, 2, 4, 7, 8, 9, 10, 12), 1], 3.5, "Microsoft's example"],
    ["QUARTILE.EXC", [array(6, 7, 15, 36, 39, 40, 41, 42, 43, 47, 49), 3], 43, "Microsoft's example"],
    ["QUARTILE.INC", [array(1, 2), 5], "#NUM!", "no fifth quarter"],
    ["PERCENTRANK.INC", [array(13, 12, 11, 8, 4, 3, 2, 1, 1, 1), 2], 0.333, "Microsoft's example"],
    ["PERCENTRANK.INC", [array(13, 12, 11, 8, 4, 3, 2, 1, 1, 1), 5], 0.583, "Microsoft's example: a quarter of the way from 4 to 8"],
    ["PERCENTRANK.INC", [array(13, 12, 11, 8, 4, 3, 2, 1, 1, 1), 8], 0.666, "Microsoft's example: cut, not rounded"],
    ["PERCENTRANK.EXC", [array(1, 2, 3, 6, 6, 6, 7, 8, 9), 7], 0.7, "Microsoft's example"],
    ["PERCENTRANK.EXC", [array(1, 2, 3, 6, 6, 6, 7, 8, 9), 5.43], 0.381, "Microsoft's example"],
    ["PERCENTRANK.EXC", [array(1, 2, 3, 6, 6, 6, 7, 8, 9), 5.43, 1], 0.3, "Microsoft's example: one digit"],
    ["PERCENTRANK", [array(1, 2), 3], "#N/A", "beyond the list"],
    ["RANK.EQ", [7, column(89, 88, 92, 101, 94, 97, 95, 7, 7)], 8, "two share the place"],
    ["RANK", [3.5, column(7, 3.5, 3.5, 1, 2), 1], 3, "Microsoft's example"],
    ["RANK.AVG", [94, column(89, 88, 92, 101, 94, 97, 95)], 4, "Microsoft's example"],
    ["RANK.AVG", [3.5, column(7, 3.5, 3.5, 1, 2), 1], 3.5, "the middle of two places"],
    ["RANK", [5, column(1, 2)], "#N/A", "not in the list"],
    ["TRIMMEAN", [array(4, 5, 6, 7, 2, 3, 4, 5, 1, 2, 3), 0.2], 3.77777778, "Microsoft's example"],
    ["PERCENTOF", [column(1, 2), column(1, 2, 3, 4)], 0.3, "3 of 10"],
    ["PROB", [array(0, 1, 2, 3), array(0.2, 0.3, 0.1, 0.4), 2], 0.1, "Microsoft's example"],
    ["PROB", [array(0, 1, 2, 3), array(0.2, 0.3, 0.1, 0.4), 1, 3], 0.8, "Microsoft's example"],
    ["PROB", [array(0, 1), array(0.2, 0.3), 1], "#NUM!", "chances that are not 1"],
    ["CORREL", [array(3, 2, 4, 5, 6), array(9, 7, 12, 15, 17)], 0.997054486, "Microsoft's example"],
    ["PEARSON", [array(9, 7, 5, 3, 1), array(10, 6, 1, 5, 3)], 0.699378606, "Microsoft's example"],
    ["RSQ", [array(2, 3, 9, 1, 8, 7, 5), array(6, 5, 11, 7, 5, 4, 4)], 0.0579501916, "Microsoft's example"],
    ["COVAR", [array(3, 2, 4, 5, 6), array(9, 7, 12, 15, 17)], 5.2, "Microsoft's example"],
    ["COVARIANCE.S", [array(2, 4, 8), array(5, 11, 12)], 9.66666667, "Microsoft's example"],
    ["SLOPE", [array(2, 3, 9, 1, 8, 7, 5), array(6, 5, 11, 7, 5, 4, 4)], 0.305555556, "Microsoft's example"],
    ["INTERCEPT", [array(2, 3, 9, 1, 8), array(6, 5, 11, 7, 5)], 0.0483870968, "Microsoft's example"],
    ["STEYX", [array(2, 3, 9, 1, 8, 7, 5), array(6, 5, 11, 7, 5, 4, 4)], 3.30571895, "Microsoft's example"],
    ["FORECAST.LINEAR", [30, array(6, 7, 9, 15, 21), array(20, 28, 31, 38, 40)], 10.6072531, "Microsoft's example"],
    ["CORREL", [array(1, 2), array(1, 2, 3)], "#N/A", "not as many"],
    ["SLOPE", [array(1, 2), array(3, 3)], "#DIV/0!", "straight up"],
    ["SLOPE", [column(1, "x", 5, 7), column(1, 2, null, 3)], 3, "pairs of which one is no number are left out"],
    ["LINEST", [array(1, 9, 5, 7), array(0, 4, 2, 3), undefined, false], [[2, 1]], "Microsoft's example"],
    ["TREND", [array(1, 9, 5, 7), array(0, 4, 2, 3), array(10, 11)], [[21], [23]], "on the line"],
    ["LINEST", [array(1, 2, 3), cells([1, 2], [2, 4], [3, 6])], "#VALUE! unsupported", "columns that follow from one another"],
    ["LINEST", [array(1, 2), array(1, 2, 3)], "#REF!", "other sizes"],
    ["LOGEST", [array(2, 4, 8, -1)], "#NUM!", "no logarithm"],

    ["AVERAGEA", [column(10, 7, 9, 2, "Not available")], 5.6, "Microsoft's example: a text is 0"],
    ["AVERAGEA", [MIXED], 7.75, "10, 0, 1 and 20; the blank is left out"],
    ["MAXA", [column(0, 0.2, 0.5, 0.4, true)], 1, "Microsoft's example: TRUE is 1"],
    ["MINA", [column(5, "x")], 0, "a text is 0"],
    ["STDEVA", [column(1, true, "x", 2)], Math.sqrt(2 / 3), "1, 1, 0 and 2"],
    ["VARPA", [column(1, true, "x", 2)], 0.5, "the same"],
    ["MEDIAN", [MIXED], 15, "of cells only the numbers count"],
    ["MEDIAN", [column("n/a"), 4, "6", true], 4, "given directly, texts and TRUE count: 1, 4, 6"],
    ["MEDIAN", ["abc"], "#VALUE!", "given directly, a text must be a number"],
    ["VAR", [MIXED, column(true)], 50, "of 10 and 20"],
    ["MEDIAN", [column(1, { error: "#N/A" })], "#N/A", "an error is the answer"],
    ["MAXA", [column(null)], 0, "nothing"],
    ["MEDIAN", [column(null)], "#NUM!", "nothing"],
  ])("%s%j is %j: %s", (name, args, expected) => {
    const answered = called(STATISTICS_FUNCTIONS, name, args);
    expect(typeof answered === "number" && typeof expected === "number" ? Number(answered.toPrecision(9)) : answered).toEqual(
      typeof expected === "number" ? Number(expected.toPrecision(9)) : expected,
    );
  });

  test("a line through several variables with its errors, by Microsoft's example of office buildings", () => {
    const values = column(142000, 144000, 151000, 150000, 139000, 169000, 126000, 142900, 163000, 169000, 149000);
    const buildings = cells(
      [2310, 2, 2, 20],
      [2333, 2, 2, 12],
      [2356, 3, 1.5, 33],
      [2379, 3, 2, 43],
      [2402, 2, 3, 53],
      [2425, 4, 2, 23],
      [2448, 2, 1.5, 99],
      [2471, 2, 2, 34],
      [2494, 3, 3, 23],
      [2517, 4, 4, 55],
      [2540, 2, 3, 22],
    );
    const rows = called(STATISTICS_FUNCTIONS, "LINEST", [values, buildings, true, true]) as unknown[][];
    const short = rows.map((row) => row.map((x) => (typeof x === "number" ? Number(x.toPrecision(8)) : x)));
    expect(short).toEqual([
      [-234.23716, 2553.2107, 12529.768, 27.641387, 52317.831],
      [13.268011, 530.66915, 400.06684, 5.4293740, 12237.362],
      [0.99674799, 970.57846, "#N/A", "#N/A", "#N/A"],
      [459.75367, 6, "#N/A", "#N/A", "#N/A"],
      [1732393319.2, 5652135.3, "#N/A", "#N/A", "#N/A"].map((x) => (typeof x === "number" ? Number(x.toPrecision(8)) : x)),
    ]);
  });

  test("a growing curve, by Microsoft's example", () => {
    const units = column(33100, 47300, 69000, 102000, 150000, 220000);
    const months = column(11, 12, 13, 14, 15, 16);
    const [base, start] = (called(STATISTICS_FUNCTIONS, "LOGEST", [units, months]) as number[][])[0] ?? [];
    expect([base?.toPrecision(8), start?.toPrecision(8)]).toEqual(["1.4632756", "495.30477"]);
    const later = called(STATISTICS_FUNCTIONS, "GROWTH", [units, months, column(17, 18)]) as number[][];
    expect(later.flat().map((x) => x.toPrecision(8))).toEqual(["320196.72", "468536.05"]);
  });
});
