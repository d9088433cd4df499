import type { CellValue, Grid } from "../../src/cells/cell";
import { answer, column, line, refusal, refusals, row, turned, type Argument } from "./call";

const parts = (...args: readonly Argument[]) => answer("PRORATA", ...args);
const statement = (...args: readonly Argument[]) => answer("PRORATA.LINES", ...args);

describe("largest remainder", () => {
  test.each([
    { pool: 100, weights: [1, 1, 1], expected: [33.34, 33.33, 33.33], why: "equal remainders: the cent goes to the first" },
    { pool: 0.02, weights: [4, 1, 1], expected: [0.02, 0, 0], why: "1.33, 0.33, 0.33 cents: equal remainders, the first (functions.md)" },
    { pool: 0.02, weights: [1, 1, 4], expected: [0.01, 0, 0.01], why: "0.33, 0.33, 1.33 cents: equal remainders compared exactly, though 1/3 never ends" },
    { pool: 0.05, weights: [3, 7], expected: [0.02, 0.03], why: "1.5 and 3.5 cents: equal remainders" },
    { pool: 0.05, weights: [7, 3], expected: [0.04, 0.01], why: "3.5 and 1.5 cents: equal remainders, the other way round" },
    { pool: 10, weights: [1, 2, 3], expected: [1.67, 3.33, 5], why: "166.67, 333.33, 500 cents: the cent goes to 0.67" },
    { pool: 100, weights: [0.1, 0.2, 0.7], expected: [10, 20, 70], why: "weights in any unit" },
    { pool: 100, weights: [1e-300, 1e15], expected: [0, 100], why: "weights of very different size: the share of the first is less than half a cent" },
    { pool: 0.03, weights: [1e-300, 1e-300, 1e-300], expected: [0.01, 0.01, 0.01], why: "tiny weights" },
    { pool: 1e15, weights: [1, 2], expected: [333_333_333_333_333.33, 666_666_666_666_666.67], why: "a pool at the limit" },
    { pool: 0, weights: [1, 2], expected: [0, 0], why: "nothing to split" },
    { pool: 0.01, weights: [0, 0, 1, 0], expected: [0, 0, 0.01, 0], why: "a weight of 0 gets 0" },
    { pool: 100, weights: [5, null, 5], expected: [50, 0, 50], why: "a blank weight is 0 in its place" },
  ])("$pool over $weights is $expected: $why", ({ pool, weights, expected }) => {
    expect(parts(pool, column(...weights))).toEqual(column(...expected));
    expect(parts(pool, row(...weights))).toEqual(row(...expected));
    // The mirror image; `+ 0` as a cell knows no -0.
    expect(parts(-pool, column(...weights))).toEqual(column(...expected.map((part) => -part + 0)));
  });
});

describe("the pool is rounded first", () => {
  test.each([
    { pool: 1.005, decimals: null, expected: [0.51, 0.5], why: "2 decimals by default: 1.01, half away from zero" },
    { pool: -1.005, decimals: null, expected: [-0.51, -0.5], why: "the mirror image: -1.01" },
    { pool: 1.00499, decimals: 2, expected: [0.5, 0.5], why: "1.00" },
    { pool: 0.004, decimals: 2, expected: [0, 0], why: "less than half a cent" },
    { pool: -0.004, decimals: 2, expected: [0, 0], why: "0, not -0" },
    { pool: 2.5, decimals: 0, expected: [2, 1], why: "3 in whole units" },
    { pool: 1, decimals: 9, expected: [0.5, 0.5], why: "nine decimals" },
    { pool: 0.000000001, decimals: 9, expected: [0.000000001, 0], why: "the smallest unit" },
    { pool: 1.005, decimals: "exact", expected: [0.5025, 0.5025], why: "unrounded" },
    { pool: 1.005, decimals: "EXACT", expected: [0.5025, 0.5025], why: "in any case" },
    { pool: 1.005, decimals: "", expected: [0.51, 0.5], why: "an empty text counts as left out" },
  ])("$pool at $decimals is $expected: $why", ({ pool, decimals, expected }) => {
    expect(parts(pool, column(1, 1), decimals)).toEqual(column(...expected));
  });

  test("\"exact\" gives the double nearest to the exact share: a third", () => expect(parts(1, column(1, 2), "exact")).toEqual(column(1 / 3, 2 / 3)));

  test.each([
    { decimals: 10, says: "#VALUE! 10 is no number of decimals" },
    { decimals: -1, says: "#VALUE! -1 is no number of decimals" },
    { decimals: 2.5, says: "#VALUE! 2.5 is no number of decimals" },
    { decimals: "2", says: '#VALUE! "2" is no number of decimals' },
    { decimals: column(2, 2), says: "#VALUE! A range of 2 rows × 1 column stands where a single value belongs (decimals)." },
  ] as readonly { readonly decimals: Argument; readonly says: string }[])("refused: $says", ({ decimals, says }) => {
    expect(refusals("PRORATA", 100, column(1, 1), decimals)).toEqual([expect.stringContaining(says)]);
  });
});

describe("at the minimum, a cent below and a cent above", () => {
  test.each([
    { pool: 100, weights: [98, 2], decimals: null, minimum: 2, expected: [98, 2], why: "a part exactly on the minimum is paid" },
    { pool: 100, weights: [98, 2], decimals: null, minimum: 2.01, expected: [98, 0], why: "a cent under it is held, not spread" },
    { pool: 100, weights: [98, 2], decimals: null, minimum: 1.99, expected: [98, 2], why: "a cent over it is paid" },
    { pool: -100, weights: [98, 2], decimals: null, minimum: 2, expected: [-98, -2], why: "by size: exactly on it" },
    { pool: -100, weights: [98, 2], decimals: null, minimum: 2.01, expected: [-98, 0], why: "by size: under it" },
    { pool: 10, weights: [3333, 6667], decimals: 2, minimum: 3.333, expected: [0, 6.67], why: "after rounding: 3.333 is rounded to 3.33, under 3.333" },
    { pool: 10, weights: [3333, 6667], decimals: 0, minimum: 3, expected: [3, 7], why: "after rounding: 3.333 is 3" },
    { pool: 10, weights: [26, 74], decimals: 0, minimum: 2.9, expected: [3, 7], why: "after rounding: 2.6 becomes 3, over 2.9" },
    { pool: 10, weights: [3333, 6667], decimals: "exact", minimum: 3.333, expected: [3.333, 6.667], why: "exact shares: exactly on it" },
    { pool: 10, weights: [3333, 6667], decimals: "exact", minimum: 3.33300000000001, expected: [0, 6.667], why: "exact shares: a trace under it" },
    { pool: 1, weights: [1, 2], decimals: "exact", minimum: 0.333333333333333, expected: [1 / 3, 2 / 3], why: "exact shares: a third is over 0.333333333333333" },
    { pool: 1, weights: [1, 2], decimals: "exact", minimum: 0.333333333333334, expected: [0, 2 / 3], why: "exact shares: a third is under 0.333333333333334" },
    { pool: 100, weights: [1, 1], decimals: null, minimum: 100, expected: [0, 0], why: "all parts under it" },
    { pool: 100, weights: [98, 2], decimals: null, minimum: 0, expected: [98, 2], why: "0 is the default" },
    { pool: 100, weights: [98, 2], decimals: null, minimum: "", expected: [98, 2], why: "an empty text counts as left out" },
  ])("$minimum on $pool over $weights at $decimals is $expected: $why", ({ pool, weights, decimals, minimum, expected }) => {
    expect(parts(pool, column(...weights), decimals, minimum)).toEqual(column(...expected));
  });

  test("is a line of its own in the statement, and the check still adds up", () => {
    const lines = statement(-100, column(98, 2), null, 5);
    expect(line(lines, "held below minimum", 2)).toEqual(column(0, -2));
    expect(line(lines, "paid", 2)).toEqual(column(-98, 0));
    expect(line(lines, "check", 2)).toEqual([[0]]);
  });

  test.each([
    { minimum: -0.01, says: "#VALUE! The minimum -0.01 is negative" },
    { minimum: "5", says: '#VALUE! "5" is text that looks like a number' },
    { minimum: row(1, 2), says: "#VALUE! A range of 1 row × 2 columns stands where a single value belongs (minimum)." },
  ] as readonly { readonly minimum: Argument; readonly says: string }[])("refused: $says", ({ minimum, says }) => {
    expect(refusals("PRORATA", 100, column(1, 1), null, minimum)).toEqual([expect.stringContaining(says)]);
  });
});

describe("shapes", () => {
  const cases: readonly { readonly pool: Argument; readonly weights: Argument; readonly expected: Grid; readonly why: string }[] = [
    { pool: 100, weights: column(3, 1), expected: column(75, 25), why: "one pool, a column of weights: a column" },
    { pool: 100, weights: row(3, 1), expected: row(75, 25), why: "one pool, a row of weights: a row" },
    { pool: 100, weights: 3, expected: [[100]], why: "one pool, one weight: a single cell" },
    { pool: row(100, 200), weights: column(3, 1), expected: [[75, 150], [25, 50]], why: "pool in a row, holders down: holders × periods" },
    { pool: column(100, 200), weights: row(3, 1), expected: [[75, 25], [150, 50]], why: "pool in a column, holders across: periods × holders" },
    { pool: row(100, 200), weights: [[3, 1], [1, 3]], expected: [[75, 50], [25, 150]], why: "a block: holders down, periods across" },
    { pool: column(100, 200), weights: [[3, 1], [1, 3]], expected: [[75, 25], [50, 150]], why: "a block: holders across, periods down" },
    { pool: row(100, 200, 300), weights: [[3, 1, 0], [1, 3, 1]], expected: [[75, 50, 0], [25, 150, 300]], why: "a block that is not square, across" },
    { pool: column(100, 200, 300), weights: [[3, 1], [1, 3], [0, 1]], expected: [[75, 25], [50, 150], [0, 300]], why: "a block that is not square, down" },
    { pool: row(100, null), weights: column(3, 1), expected: [[75, 0], [25, 0]], why: "a blank period of the pool is 0 in its place" },
    { pool: row(100, 200), weights: [[3, null], [1, 1]], expected: [[75, 0], [25, 200]], why: "a blank in a block is a weight of 0" },
    { pool: row(100, 200), weights: 7, expected: row(100, 200), why: "one weight crosses every pool: a row" },
    { pool: column(100, 200), weights: 7, expected: column(100, 200), why: "one weight crosses every pool: a column" },
    { pool: row(100, 200), weights: [["Holder", "Weight"], ["Ann", 3], ["Bob", 1]], expected: [[75, 150], [25, 50]], why: "a table and a pool in a row" },
    { pool: 100, weights: [["Holder", "Weight"], ["Ann", 3], ["Bob", 1]], expected: column(75, 25), why: "a table and one pool: a column" },
    { pool: 100, weights: column(3, 1, 0, 0), expected: column(75, 25, 0, 0), why: "zeros at the end of a range are holders with a weight of 0" },
  ];
  test.each(cases)("$why", ({ pool, weights, expected }) => expect(parts(pool, weights)).toEqual(expected));

  const refused: readonly { readonly pool: Argument; readonly weights: Argument; readonly says: string; readonly why: string }[] = [
    { pool: 100, weights: [[1, 2], [3, 4]], says: "#VALUE! One pool with a block of weights (2 rows × 2 columns); give one row or one column, or a pool for each period (weights).", why: "a block with one pool" },
    { pool: row(100, 200), weights: row(1, 2), says: "#VALUE! The weights lie in the same direction as the pool; lay the holders down, with the periods across (weights).", why: "both across" },
    { pool: column(100, 200), weights: column(1, 2), says: "#VALUE! The weights lie in the same direction as the pool; lay the holders across, with the periods down (weights).", why: "both down" },
    { pool: column(100, 200), weights: column(1, 2, 3), says: "#VALUE! The weights lie in the same direction as the pool", why: "both down, of another length" },
    { pool: row(100, 200, 300), weights: [[1, 2], [3, 4]], says: "#VALUE! The weights (2 rows × 2 columns) are for 2 periods, but the pool has 3; make them the same (weights).", why: "too few periods" },
    { pool: column(100, 200), weights: [[1, 2], [3, 4], [5, 6]], says: "#VALUE! The weights (3 rows × 2 columns) are for 3 periods, but the pool has 2; make them the same (weights).", why: "too many periods" },
    { pool: column(100, 200), weights: [["Holder", "Weight"], ["Ann", 3]], says: "#VALUE! A table of holders runs down, as the pool does; lay the pool's periods across (weights).", why: "a table beside a pool that runs down" },
    { pool: [[1, 2], [3, 4]], weights: column(1, 2), says: "#VALUE! A block of 2 rows × 2 columns stands where one row or one column belongs; select the periods only (pool).", why: "a pool that is a block" },
    { pool: null, weights: column(1, 2), says: "#VALUE! This argument must be given (pool).", why: "no pool" },
    { pool: 100, weights: null, says: "#VALUE! This argument must be given (weights).", why: "no weights" },
  ];
  test.each(refused)("refused: $why", ({ pool, weights, says }) => expect(refusal("PRORATA", pool, weights)).toContain(says));
});

describe("the table Holder | Weight", () => {
  const cases: readonly { readonly weights: Grid; readonly expected: Grid; readonly why: string }[] = [
    { weights: [["Weight", "Holder"], [3, "Ann"], [1, "Bob"]], expected: column(75, 25), why: "in another order" },
    { weights: [["Weight"], [3], [1]], expected: column(75, 25), why: "without names" },
    { weights: [[" payee ", "POINTS"], ["Ann", 3], ["Bob", 1]], expected: column(75, 25), why: "synonyms in any case, with spaces" },
    { weights: [["Rights holder", "Share"], ["Ann", 0.75], ["Bob", 0.25]], expected: column(75, 25), why: "synonyms" },
    { weights: [["Recipient", "%"], ["Ann", 75], ["Bob", 25]], expected: column(75, 25), why: "percentages" },
    { weights: [["Beteiligter", "Anteil (Punkte)"], ["Ann", 75], ["Bob", 25]], expected: column(75, 25), why: "German, the unit in brackets" },
    { weights: [["Name", "Units"], [2026, 3], [null, 1]], expected: column(75, 25), why: "names may be numbers or missing" },
    { weights: [["Holder", "Weight"], ["Ann", 3], ["Bob", 1], [null, 0], ["", null]], expected: column(75, 25), why: "rows at the end that are blank or 0 throughout are left out" },
    { weights: [["Holder", "Weight"], ["Ann", 3], [null, null], ["Bob", 1]], expected: column(75, 0, 25), why: "an empty row between keeps its place" },
    { weights: [["Holder", "Weight"], ["Ann", 3], ["Bob", 0]], expected: column(100, 0), why: "a name with a weight of 0 is no empty row" },
    { weights: [["Holder", null, "Weight"], ["Ann", null, 3], ["Bob", null, 1]], expected: column(75, 25), why: "an empty column between" },
  ];
  test.each(cases)("$why", ({ weights, expected }) => expect(parts(100, weights)).toEqual(expected));

  const refused: readonly { readonly weights: Grid; readonly says: string; readonly why: string }[] = [
    { weights: [["Holder", "Percent"], ["Ann", 3]], says: '#VALUE! "Percent" is no column of this table', why: "an unknown column" },
    { weights: [["Holder"], ["Ann"]], says: "#VALUE! The column of weights is missing; add Weight (weights).", why: "no weights" },
    { weights: [["Holder", "Weight"]], says: "#VALUE! The table has no holders (weights).", why: "no holders" },
    { weights: [["Holder", "Weight", "Points"], ["Ann", 1, 2]], says: "#VALUE! The column Weight stands twice; keep one of them (weights, row 1, column 3).", why: "a column twice" },
    { weights: [["Holder", "Weight"], ["Ann", 3], ["Bob", -1]], says: "#VALUE! The weight -1 is negative; a holder's weight is 0 or more (weights, row 3).", why: "a negative weight" },
    { weights: [["Holder", "Weight"], ["Ann", "3"]], says: '#VALUE! "3" is text that looks like a number; convert the cell to a number (weights, row 2, Weight).', why: "a weight that is text" },
    { weights: [["Ann", 50], ["Bob", 50]], says: '#VALUE! "Ann" is no column of this table', why: "names without a header row" },
    { weights: [["Holder", "Weight"], ["Ann", 0], ["Bob", 0]], says: "#N/A The weights add up to 0, so there is nothing to divide the pool by (weights).", why: "weights that are all 0" },
  ];
  test.each(refused)("refused: $why", ({ weights, says }) => expect(refusal("PRORATA", 100, weights)).toContain(says));
});

describe("weights that add up to 0", () => {
  test.each([
    { pool: 0, weights: column(0, 0), expected: column(0, 0), why: "a pool of 0: every part is 0" },
    { pool: 0, weights: row(0, 0), expected: row(0, 0), why: "a pool of 0, across" },
    { pool: row(100, 0), weights: [[1, 0], [3, 0]], expected: [[25, 0], [75, 0]], why: "in a period without a pool" },
  ] as readonly { readonly pool: Argument; readonly weights: Grid; readonly expected: Grid; readonly why: string }[])("$why", ({ pool, weights, expected }) => {
    expect(parts(pool, weights)).toEqual(expected);
    expect(parts(pool, weights, "exact", 5)).toEqual(expected.map((cells) => cells.map((part) => (part === 25 || part === 75 ? part : 0))));
  });

  const period = (t: number) => `#N/A The weights add up to 0 in period ${t}, so there is nothing to divide the pool by (weights).`;
  test.each([
    { pool: 100, weights: column(0, 0), says: ["#N/A The weights add up to 0, so there is nothing to divide the pool by (weights)."], why: "one pool" },
    { pool: -0.01, weights: column(0, 0), says: ["#N/A The weights add up to 0, so there is nothing to divide the pool by (weights)."], why: "a negative pool" },
    { pool: 0.001, weights: column(0, 0), says: ["#N/A The weights add up to 0, so there is nothing to divide the pool by (weights)."], why: "a pool other than 0, even if it rounds to 0" },
    { pool: row(0, 100), weights: column(0, 0), says: [period(2)], why: "the period is named" },
    { pool: column(100, 100, 100), weights: [[1, 1], [0, 0], [1, 1]], says: [period(2)], why: "the period is named, down" },
    { pool: row(100, 100), weights: column(0, 0), says: [period(1), period(2)], why: "every period is named" },
  ] as readonly { readonly pool: Argument; readonly weights: Grid; readonly says: readonly string[]; readonly why: string }[])("#N/A: $why", ({ pool, weights, says }) => {
    expect(refusals("PRORATA", pool, weights)).toEqual(says);
  });
});

describe("the statement", () => {
  test("one pool, no names: holders are 1, 2, …; 8.75 and 1.25 become 9 and 1", () => {
    expect(statement(10.4, column(7, 1), 0, 2)).toEqual([
      ["Line", "Holder", 1],
      ["pool", "", 10.4],
      ["pool rounding", "", -0.4],
      ["weight", 1, 7],
      ["weight", 2, 1],
      ["exact share", 1, 8.75],
      ["exact share", 2, 1.25],
      ["rounding", 1, 0.25],
      ["rounding", 2, -0.25],
      ["held below minimum", 1, 0],
      ["held below minimum", 2, 1],
      ["paid", 1, 9],
      ["paid", 2, 0],
      ["check", "", 0],
    ]);
  });

  const named: Grid = [
    ["Line", "Holder", 1, 2],
    ["pool", "", 100, -0.01],
    ["pool rounding", "", 0, 0],
    ["weight", "Ann", 3, 3],
    ["weight", "Bob", 1, 1],
    ["exact share", "Ann", 75, -0.0075],
    ["exact share", "Bob", 25, -0.0025],
    ["rounding", "Ann", 0, -0.0025],
    ["rounding", "Bob", 0, 0.0025],
    ["held below minimum", "Ann", 0, 0],
    ["held below minimum", "Bob", 0, 0],
    ["paid", "Ann", 75, -0.01],
    ["paid", "Bob", 25, 0],
    ["check", "", 0, 0],
  ];
  test("a pool in a row and a table: periods across, holders by name", () => {
    expect(statement(row(100, -0.01), [["Holder", "Weight"], ["Ann", 3], ["Bob", 1]])).toEqual(named);
  });

  test("a pool in a column: the same, turned, holders by number", () => {
    const numbered = named.map((cells) => cells.map((value) => (value === "Ann" ? 1 : value === "Bob" ? 2 : value)));
    expect(statement(column(100, -0.01), row(3, 1))).toEqual(turned(numbered));
  });

  test("is never turned for one pool, whichever way the weights lie", () => expect(statement(100, row(3, 1))).toEqual(statement(100, column(3, 1))));

  test("a row without a name is called by its number", () => {
    const lines = statement(100, [["Holder", "Weight"], ["Ann", 3], [null, 1], ["", 1]]) as Grid;
    expect(lines.filter(([label]) => label === "paid").map(([, holder]) => holder)).toEqual(["Ann", 2, 3]);
  });

  test("a name handed over as 0 is a blank one, as in any optional column: called by its number", () => {
    const lines = statement(100, [["Holder", "Weight"], ["Ann", 3], [0, 1]]) as Grid;
    expect(lines.filter(([label]) => label === "paid").map(([, holder]) => holder)).toEqual(["Ann", 2]);
  });

  test("a holder that stands twice keeps two rows", () => {
    const lines = statement(100, [["Holder", "Weight"], ["Ann", 3], ["Ann", 1]]) as Grid;
    expect(lines.filter(([label]) => label === "paid")).toEqual([
      ["paid", "Ann", 75],
      ["paid", "Ann", 25],
    ]);
  });

  test("is refused as its answer is", () => {
    expect(refusals("PRORATA.LINES", 100, column(0, 0), 2)).toEqual(refusals("PRORATA", 100, column(0, 0), 2));
  });
});

describe("every fault, in reading order", () => {
  const cases: readonly { readonly args: readonly Argument[]; readonly says: readonly string[]; readonly why: string }[] = [
    {
      args: [column(100, "x", { error: "#N/A" }), row(1, 1, true), 2.5, -1],
      says: ["#VALUE! \"x\" is text where a number belongs (pool, period 2)", "#N/A The cell holds #N/A; mend that cell first (pool, period 3)", "#VALUE! TRUE is not a number (weights, row 1, column 3)", "#VALUE! 2.5 is no number", "#VALUE! The minimum -1 is negative"],
      why: "every argument wrong",
    },
    { args: [100, column(-1, 1, -2)], says: ["The weight -1 is negative; a holder's weight is 0 or more (weights, row 1, column 1)", "The weight -2 is negative; a holder's weight is 0 or more (weights, row 3, column 1)"], why: "two negative weights" },
    { args: [row(1, 2), [[1, -1], [-2, 3]]], says: ["The weight -1 is negative; a holder's weight is 0 or more (weights, row 1, column 2)", "The weight -2 is negative; a holder's weight is 0 or more (weights, row 2, column 1)"], why: "a block is read row by row" },
    { args: [row(1, 2), row(1, 2, 3), "x", "y"], says: ["same direction", "(decimals)", "(minimum)"], why: "a shape that does not fit hides nothing behind it" },
    { args: [100, column(-1, true)], says: ["The weight -1 is negative", "TRUE is not a number"], why: "a weight that cannot be read hides no other row's faults" },
    { args: [row(1, "x"), row(1, 2)], says: ["(pool, period 2)", "same direction"], why: "the pool's direction is known, readable or not" },
    { args: ["x", column(0, 0)], says: ["(pool)"], why: "a pool that cannot be read may be 0: no rule complains of it as well" },
    { args: [100, column(0, 0), 10], says: ["#N/A The weights add up to 0", "#VALUE! 10 is no number of decimals"], why: "weights stand before decimals, whichever fault is found first" },
  ];
  test.each(cases)("$why", ({ args, says }) => {
    expect(refusals("PRORATA", ...args)).toEqual(says.map((one) => expect.stringContaining(one) as CellValue));
  });
});
