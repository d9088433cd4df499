import type { CellValue } from "../../../src/cells/cell";
import { DATABASE_FUNCTIONS } from "../../../src/sheet/excel/database";
import { called, cells } from "./calling";

/** The orchard of Microsoft's documentation. */
const ORCHARD = cells(
  ["Tree", "Height", "Age", "Yield", "Profit"],
  ["Apple", 18, 20, 14, 105],
  ["Pear", 12, 12, 10, 96],
  ["Cherry", 13, 14, 9, 105],
  ["Apple", 14, 15, 10, 75],
  ["Pear", 9, 8, 8, 77],
  ["Apple", 8, 9, 6, 45],
);

describe("functions of lists", () => {
  test.each<[string, CellValue | undefined, CellValue[][], unknown, string]>([
    ["DCOUNT", "Age", [["Tree", "Height", "Height"], ["=Apple", ">10", "<16"]], 1, "Microsoft's example: between 10 and 16 feet"],
    ["DCOUNTA", "Profit", [["Tree", "Height", "Height"], ["=Apple", ">10", "<16"]], 1, "Microsoft's example"],
    ["DMAX", "Profit", [["Tree"], ["=Apple"], ["=Pear"]], 105, "Microsoft's example: one row or the other"],
    ["DMIN", "Profit", [["Tree", "Height"], ["=Apple", ">10"]], 75, "Microsoft's example"],
    ["DSUM", "Profit", [["Tree"], ["=Apple"]], 225, "Microsoft's example"],
    ["DSUM", "Profit", [["Tree", "Height", "Height"], ["=Apple", ">10", "<16"], ["=Pear", null, null]], 248, "Microsoft's example: apples of that height, and pears"],
    ["DPRODUCT", "Yield", [["Tree", "Height"], ["=Apple", ">10"]], 140, "Microsoft's example: 14 · 10"],
    ["DAVERAGE", "Yield", [["Tree", "Height"], ["=Apple", ">10"]], 12, "Microsoft's example"],
    ["DAVERAGE", 3, [["Age"], [null]], 13, "Microsoft's example: no condition, and the column by its place"],
    ["DSTDEV", "Yield", [["Tree"], ["=Apple"], ["=Pear"]], Math.sqrt(8.8), "Microsoft's example: 2.96648"],
    ["DSTDEVP", "Yield", [["Tree"], ["=Apple"], ["=Pear"]], Math.sqrt(7.04), "Microsoft's example: 2.65330"],
    ["DVAR", "Yield", [["Tree"], ["=Apple"], ["=Pear"]], 8.8, "Microsoft's example"],
    ["DVARP", "Yield", [["Tree"], ["=Apple"], ["=Pear"]], 7.04, "Microsoft's example"],
    ["DGET", "Yield", [["Tree", "Height"], ["=Apple", ">16"]], 14, "the only one"],
    ["DGET", "Yield", [["Tree"], ["=Apple"]], "#NUM!", "Microsoft's example: more than one"],
    ["DGET", "Yield", [["Tree"], ["=Fig"]], "#VALUE!", "none"],
    ["DCOUNT", undefined, [["Tree"], ["=Pear"]], 2, "without a column the rows are counted"],
    ["DSUM", "Profit", [["tree"], ["ap"]], 225, "a text without an operator is a beginning, and names go whatever the case"],
    ["DSUM", "Profit", [["Tree"], ["=ap"]], 0, "with an operator it is the whole"],
    ["DSUM", "Profit", [["Height"], [9]], 77, "a number"],
    ["DSUM", "Profit", [["Height"], ["<>9"]], 426, "all but one"],
    ["DSUM", "Weight", [["Tree"], ["=Apple"]], "#VALUE!", "no such column"],
    ["DSUM", 6, [["Tree"], ["=Apple"]], "#VALUE!", "no such place"],
    ["DAVERAGE", "Yield", [["Tree"], ["=Fig"]], "#DIV/0!", "nothing to average"],
    ["DSUM", "Profit", [["Taller"], [true]], "#VALUE! unsupported", "a formula as condition"],
  ])("%s of %s where %j is %s: %s", (name, field, criteria, expected) => {
    const answered = called(DATABASE_FUNCTIONS, name, [ORCHARD, field, cells(...criteria)]);
    expect(typeof answered === "number" ? Number(answered.toPrecision(15)) : answered).toBe(typeof expected === "number" ? Number(expected.toPrecision(15)) : expected);
  });

  test.each<[CellValue[], number, string]>([
    [[">=2024-08-01"], 6, "a day with its year first"],
    [["<8/1/2024"], 1, "as in the United States"],
    [["=1-Sep-2024"], 4, "with the month's name"],
    [[">45505"], 4, "by its number"],
    [["2024-08-01"], 2, "without an operator"],
  ])("days among the criteria: %j adds up to %d: %s", (criterion, expected) => {
    const paid = cells(["Day", "Paid"], [45474, 1], [45505, 2], [45536, 4]);
    expect(called(DATABASE_FUNCTIONS, "DSUM", [paid, "Paid", cells(["Day"], criterion)])).toBe(expected);
  });
});
