import type { Grid } from "../../src/cells/cell";
import { answer, column, refusals, row, turned, type Argument } from "./call";

const withholding = (...args: readonly Argument[]) => answer("WITHHOLDING", ...args);
const statement = (...args: readonly Argument[]) => answer("WITHHOLDING.LINES", ...args);

describe("what is left of the gross: at half a cent of tax, a hair below and a hair above", () => {
  const cases: readonly { readonly gross: number; readonly rate: number; readonly decimals: number | string | null; readonly net: number; readonly why: string }[] = [
    { gross: 100, rate: 0.3, decimals: null, net: 70, why: "100 − 30" },
    { gross: 100, rate: 0, decimals: null, net: 100, why: "no tax" },
    { gross: 100, rate: 1, decimals: null, net: 0, why: "all of it" },
    { gross: 0, rate: 0.3, decimals: 2, net: 0, why: "nothing of nothing" },
    { gross: 0.1, rate: 0.05, decimals: null, net: 0.095, why: "unrounded: 0.10 − 0.005" },
    { gross: 0.1, rate: 0.05, decimals: "Exact", net: 0.095, why: "the word, in any case" },
    { gross: 0.1, rate: 0.05, decimals: 2, net: 0.09, why: "half a cent of tax is a cent: 0.10 − 0.01" },
    { gross: 0.1, rate: 0.049999999999999, decimals: 2, net: 0.1, why: "a hair below half a cent of tax is none" },
    { gross: 0.1, rate: 0.050000000000001, decimals: 2, net: 0.09, why: "a hair above it is a cent" },
    { gross: 0.09, rate: 0.05, decimals: 2, net: 0.09, why: "a cent less: 0.0045 of tax is none" },
    { gross: 0.11, rate: 0.05, decimals: 2, net: 0.1, why: "a cent more: 0.0055 of tax is 0.01" },
    { gross: 1.005, rate: 0, decimals: 2, net: 1.01, why: "half a cent of royalty goes up" },
    { gross: 1.00499999999999, rate: 0, decimals: 2, net: 1, why: "a unit of the 15th digit below it" },
    { gross: 1.00500000000001, rate: 0, decimals: 2, net: 1.01, why: "a unit of the 15th digit above it" },
    { gross: 0.095, rate: 0.05, decimals: 2, net: 0.09, why: "the royalty first: 0.10, whose tax is 0.005 and so 0.01; unrounded it would be 0.00475 and so 0" },
    { gross: 2.5, rate: 0.5, decimals: 0, net: 1, why: "3, whose tax is 1.5 and so 2" },
    { gross: 1.15, rate: 0.3, decimals: 2, net: 0.8, why: "1.15 × 0.3 is 0.345 and so 0.35; doubles have 0.34499999999999997" },
    { gross: 1e15, rate: 0.000000001, decimals: 2, net: 999999999000000, why: "the largest amount: 1E+15 − 1,000,000" },
    { gross: 1e-9, rate: 0.5, decimals: 9, net: 0, why: "the smallest unit: half of it goes to the tax" },
  ];
  test.each(cases)("$gross at $rate, $decimals: $why", ({ gross, rate, decimals, net }) => {
    expect(withholding(gross, rate, null, decimals)).toEqual([[net]]);
    // The mirror image; 0 has no sign.
    expect(withholding(-gross, rate, "none", decimals)).toEqual([[-net + 0]]);
  });
});

describe("the gross that leaves the net", () => {
  const cases: readonly { readonly net: number; readonly rate: number; readonly decimals: number | string | null; readonly gross: number; readonly why: string }[] = [
    { net: 100, rate: 0.3, decimals: 2, gross: 142.86, why: "100 ÷ 0.7 = 142.857…" },
    { net: 100, rate: 0.3, decimals: null, gross: 142.85714285714286, why: "to the nearest double" },
    { net: 100, rate: 0, decimals: null, gross: 100, why: "no tax" },
    { net: 0, rate: 0.3, decimals: 2, gross: 0, why: "nothing for nothing" },
    { net: 900, rate: 0.1, decimals: null, gross: 1000, why: "comes out even" },
    { net: 0.01, rate: 0.999999999999999, decimals: null, gross: 1e13, why: "nearly all of it: 0.01 × 1E+15" },
    { net: 0.02, rate: 0.2, decimals: 2, gross: 0.03, why: "half a cent goes up: 0.025" },
    { net: 0.02, rate: 0.199999999999999, decimals: 2, gross: 0.02, why: "a hair below half a cent" },
    { net: 0.02, rate: 0.200000000000001, decimals: 2, gross: 0.03, why: "a hair above it" },
    { net: 0.01, rate: 0.2, decimals: 2, gross: 0.01, why: "a cent less: 0.0125" },
    { net: 0.03, rate: 0.2, decimals: 2, gross: 0.04, why: "a cent more: 0.0375" },
    { net: 0.015, rate: 0.2, decimals: 2, gross: 0.03, why: "the net first: 0.02, then 0.025; 0.015 ÷ 0.8 would be 0.01875 and so 0.02" },
    { net: 2.5, rate: 0.5, decimals: 0, gross: 6, why: "3 ÷ 0.5" },
    { net: 1e15, rate: 0.5, decimals: 2, gross: 2e15, why: "an answer may be beyond 1E+15" },
  ];
  test.each(cases)("$net at $rate, $decimals: $why", ({ net, rate, decimals, gross }) => {
    expect(withholding(net, rate, "gross up", decimals)).toEqual([[gross]]);
    expect(withholding(-net, rate, " Gross Up ", decimals)).toEqual([[-gross + 0]]);
  });
});

describe("shapes", () => {
  const cases: readonly { readonly args: readonly Argument[]; readonly expected: Grid; readonly why: string }[] = [
    { args: [column(100, 200), 0.1], expected: column(90, 180), why: "a column gives a column" },
    { args: [row(100, 200), row(0.1)], expected: row(90, 180), why: "a row gives a row; a range of one cell is one rate" },
    { args: [row(100, 200), row(0.1, 0.5)], expected: row(90, 100), why: "a rate for each" },
    { args: [column(100, null, "", 200), column(0.1, 0.2, 0.3, 0.4), "gross up", 0], expected: column(111, 0, 0, 333), why: "blanks count as 0 and keep their place" },
    { args: [column(-100, 100), column(0, 0.1)], expected: column(-100, 90), why: "tax that does not come back: a rate of 0 there" },
    { args: [0.1 + 0.2, 0.1, "", ""], expected: [[0.27]], why: "0.30000000000000004 is 0.3; empty texts count as left out" },
  ];
  test.each(cases)("$why", ({ args, expected }) => expect(withholding(...args)).toEqual(expected));
});

describe("a block of payees: each royalty at the rate of its own cell", () => {
  const PAID = [[100, 200, 300], [50.05, -10, 0]];
  const NAMED = [["Payee", "Q1", "Q2", "Q3"], ["Actor", ...(PAID[0] ?? [])], ["Agent", ...(PAID[1] ?? [])]];
  const NET = [[85, 170, 255], [45.04, -9, 0]];
  const SQUARE = [[100, 200], [300, 400]];
  const cases: readonly { readonly args: readonly Argument[]; readonly expected: Grid; readonly why: string }[] = [
    { args: [PAID, 0.1, null, 2], expected: [[90, 180, 270], [45.04, -9, 0]], why: "one rate for all: tax of 5.005 is 5.01" },
    { args: [PAID, column(0.15, 0.1), null, 2], expected: NET, why: "a column: a rate for each payee" },
    { args: [PAID, [[0.15, 0.15, 0.15], [0.1, 0.1, 0.1]], "none", 2], expected: NET, why: "a block: a rate for each royalty" },
    { args: [PAID, [[0, 0.5, 1], [0.2, 0, 0.3]], null, 2], expected: [[100, 100, 0], [40.04, -10, 0]], why: "rates that change: 50.05 less 10.01" },
    { args: [turned(PAID), row(0.15, 0.1), null, 2], expected: turned(NET), why: "payees across: a row of rates over them" },
    { args: [turned(PAID), turned([[0, 0.5, 1], [0.2, 0, 0.3]]), null, 2], expected: turned([[100, 100, 0], [40.04, -10, 0]]), why: "payees across, a rate for each royalty" },
    { args: [SQUARE, column(0.1, 0.2)], expected: [[90, 180], [240, 320]], why: "square, a column: 0.1 for the first row" },
    { args: [SQUARE, row(0.1, 0.2)], expected: [[90, 160], [270, 320]], why: "square, a row: 0.1 for the first column" },
    { args: [SQUARE, column(0.2, 0.5), "gross up", 2], expected: [[125, 250], [600, 800]], why: "grossed up: 100 ÷ 0.8, 300 ÷ 0.5" },
    { args: [NAMED, column(0.15, 0.1), null, 2], expected: NET, why: "names in front, and a header row" },
    { args: [NAMED.slice(1), column(0.15, 0.1), null, 2], expected: NET, why: "names without a header row" },
    { args: [[["", "Q1", "Q2", "Q3"], ...NAMED.slice(1)], 0.1, null, 2], expected: [[90, 180, 270], [45.04, -9, 0]], why: "an empty corner over named periods" },
    { args: [[["Holder", 2026, 2027, 2028], ...NAMED.slice(1)], [["Name", "Rate"], ["ACTOR", 0.15], [" agent", 0.1]], null, 2], expected: NET, why: "the rates have the names too, in any case" },
    { args: [NAMED, [["Actor", 0, 0.5, 1], ["Agent", 0.2, 0, 0.3]], null, 2], expected: [[100, 100, 0], [40.04, -10, 0]], why: "names, a rate for each royalty" },
    { args: [[...NAMED, ["", null, 0, ""], ["", 0, 0, 0]], column(0.15, 0.1, null, 0), null, 2], expected: NET, why: "rows at the end that are blank or 0, and the rates beside them, are left out" },
    { args: [NAMED.slice(0, 2), 0.15], expected: row(85, 170, 255), why: "one payee with a header row" },
    { args: [NAMED.slice(0, 2), row(0, 0.5, 1)], expected: row(100, 100, 0), why: "one payee, a rate for each royalty" },
    { args: [[["Payee", "Q1"], ["Actor", 100], ["Agent", 50]], column(0.15, 0)], expected: column(85, 50), why: "names, one period" },
    { args: [[["Partner", 100, 200], ["Title", 50, 60]], column(0.1, 0.5)], expected: [[90, 180], [25, 30]], why: "a payee called Partner is no header row" },
    { args: [[[100, null], ["", 400]], 0.1], expected: [[90, 0], [0, 360]], why: "a blank royalty is 0 and keeps its place" },
  ];
  test.each(cases)("$why", ({ args, expected }) => expect(withholding(...args)).toEqual(expected));

  test("the answer of PRORATA, and what each is left with: 500 less 75, 350 less 105; of 10 cents the spare one goes to the second", () => {
    const parts = answer("PRORATA", row(1000, 0.1), column(50, 15, 35)) as Grid;
    expect(parts).toEqual([[500, 0.05], [150, 0.02], [350, 0.03]]);
    expect(withholding(parts, column(0.15, 0, 0.3), null, 2)).toEqual([[425, 0.04], [150, 0.02], [245, 0.02]]);
  });

  const linesOf = (first: string | number, second: string | number): Grid => [
    ["Payee", "Line", 1, 2],
    [first, "gross", 100.05, 200], [first, "tax", 30.02, 60], [first, "net", 70.03, 140], [first, "check", 0, 0],
    [second, "gross", -10, 0], [second, "tax", -0.5, 0], [second, "net", -9.5, 0], [second, "check", 0, 0],
  ];
  const FIGURES = [[100.05, 200], [-10, 0]];
  test("the statement has the lines of each payee, by number", () => expect(statement(FIGURES, column(0.3, 0.05), null, 2)).toEqual(linesOf(1, 2)));
  test("or by name", () => expect(statement([["Actor", 100.05, 200], ["Agent", -10, 0]], column(0.3, 0.05), null, 2)).toEqual(linesOf("Actor", "Agent")));
  test("payees across: the same, turned", () => expect(statement(turned(FIGURES), row(0.3, 0.05), null, 2)).toEqual(turned(linesOf(1, 2))));

  const shape = (of: string, royalties: string) => `#VALUE! The rates have ${of} for royalties of ${royalties}; give one rate, a column with one for each payee, or one for each royalty, laid out as the royalties (rate).`;
  const refused: readonly { readonly args: readonly Argument[]; readonly says: readonly string[]; readonly why: string }[] = [
    { args: [PAID, column(0.1, 0.2, 0.3)], says: [shape("3 rows × 1 column", "2 rows × 3 columns")], why: "a rate for each period, down" },
    { args: [PAID, row(0.1, 0.2)], says: [shape("1 row × 2 columns", "2 rows × 3 columns")], why: "a rate for each payee, across" },
    { args: [PAID, [[0.1, 0.2], [0.1, 0.2]]], says: [shape("2 rows × 2 columns", "2 rows × 3 columns")], why: "a block that is too narrow" },
    { args: [NAMED, row(0.1, 0.2, 0.3)], says: [shape("1 row × 3 columns", "2 rows × 3 columns")], why: "payees that have names run down: a row of rates is none for each of them" },
    { args: [NAMED, column(0.1, 0.2, 0.3)], says: [shape("3 rows × 1 column", "2 rows × 3 columns")], why: "a rate more than payees" },
    { args: [NAMED, [["Actor", 0.1]]], says: [shape("1 row × 1 column", "2 rows × 3 columns")], why: "the rate of one of two" },
    { args: [PAID, [["Actor", 0.1], ["Agent", 0.2]]], says: ["#VALUE! The rates have names in front, the royalties have none; give the royalties the same names, or select the rates alone (rate)."], why: "names that cannot be held against any" },
    { args: [SQUARE, row("15%", 0.2)], says: ['#VALUE! "15%" is text that looks like a number; convert the cell to a number (rate, row 1, column 1).'], why: "a text in a row of rates is no name" },
    { args: [NAMED, [["Agent", 0.1], ["Actor", 0.2]]], says: ['#VALUE! "Agent" stands where the royalties have "Actor"; give the rates the payees of the royalties, in their order (rate, row 1).', '#VALUE! "Actor" stands where the royalties have "Agent"; give the rates the payees of the royalties, in their order (rate, row 2).'], why: "another order" },
    { args: [[["Actor", 1], ["actor ", 2]], 0.1], says: ['#VALUE! The payee "actor " stands twice; add its amounts up in one row, or name them apart (royalty, row 2).'], why: "a name twice" },
    { args: [[["Actor", 1], ["", 2]], 0.1], says: ["#VALUE! The payee has no name, but others have; name each of them, or write Payee over the names if this is the header row (royalty, row 2)."], why: "a payee without a name" },
    { args: [[["Actor", 1], [2, 2]], 0.1], says: ["#VALUE! 2 stands among the names of the payees; a name is text (royalty, row 2)."], why: "a number for a name" },
    { args: [[["Who", "Q1", "Q2"], ["Actor", 1, 2]], 0.1], says: ['#VALUE! The first row has texts where figures belong ("Q1", "Q2"); if it is the header row, write Payee over the names; if not, give figures (royalty, row 1).'], why: "a header row under another word" },
    { args: [[["Who", 2026, 2027], ["Actor", 1, 2]], 0.1], says: ["#VALUE! 2026, 2027 in the first row look like the heads of periods; if they are, write Payee over the names; if they are amounts, put a header row above them (royalty, row 1)."], why: "years under another word" },
    { args: [row("Payee", "Q1"), 0.1], says: ['#VALUE! "Payee" is text where a number belongs (royalty, period 1).', '#VALUE! "Q1" is text where a number belongs (royalty, period 2).'], why: "a header row alone" },
    { args: [[["Payee", "Q1"], ["", ""]], 0.1], says: ["#VALUE! The table has no payees (royalty)."], why: "a header row over nothing" },
    { args: [PAID, column(0.1, null)], says: ["#VALUE! The cell is empty; type a number (0 if that is meant) (rate, row 2, column 1)."], why: "a blank rate" },
    { args: [PAID, column(0.1, 8)], says: ["#VALUE! The rate 8 is 800%; was a percentage typed as a whole number? 8% is 0.08 (rate, row 2, column 1)."], why: "8 for 8%" },
    { args: [NAMED, [["Payee", "Rate"], ["Actor", 0.1], ["Agent", ""]]], says: ["#VALUE! The cell is empty; type a number (0 if that is meant) (rate, row 3, period 1)."], why: "a blank rate beside a name" },
    { args: [NAMED, [["Payee", "Rate"], ["Actor", 0.1], ["Agent", -0.2]]], says: ["#VALUE! The rate -0.2 is negative; it must be 0 or more (rate, row 3, period 1)."], why: "a negative rate beside a name" },
    { args: [SQUARE, column(1, 0.5), "gross up"], says: ["#N/A At a rate of 1 the tax takes all, and no gross leaves a net; give a rate below 1, or no gross-up (rate, row 1, column 1)."], why: "nothing is left for one payee" },
    { args: [[[1, "x"], [true, 2]], column(0.1, 2)], says: ['#VALUE! "x" is text where a number belongs (royalty, row 1, column 2).', "#VALUE! TRUE is not a number (royalty, row 2, column 1).", "#VALUE! The rate 2 is 200%; was a percentage typed as a whole number? 2% is 0.02 (rate, row 2, column 1)."], why: "every fault, in reading order" },
    { args: [SQUARE, null], says: ["#VALUE! This argument must be given (rate)."], why: "no rate" },
  ];
  test.each(refused)("refused: $why", ({ args, says }) => {
    expect(refusals("WITHHOLDING", ...args)).toEqual(says);
    expect(refusals("WITHHOLDING.LINES", ...args)).toEqual(says);
  });
});

describe("the statement", () => {
  const across: Grid = [
    ["Line", 1, 2, 3],
    ["gross", 0.1, 1000.01, -100],
    ["tax", 0.01, 100, -30],
    ["net", 0.09, 900.01, -70],
    ["check", 0, 0, 0],
  ];
  test("across", () => expect(statement(row(0.095, 1000.005, -100), row(0.05, 0.1, 0.3), null, 2)).toEqual(across));
  test("down: the same, turned", () => expect(statement(column(0.095, 1000.005, -100), column(0.05, 0.1, 0.3), null, 2)).toEqual(turned(across)));
  test("grossed up, the net is the royalty as rounded", () => {
    expect(statement(row(100.005, 10), 0.3, "gross up", 2)).toEqual([
      ["Line", 1, 2],
      ["gross", 142.87, 14.29],
      ["tax", 42.86, 4.29],
      ["net", 100.01, 10],
      ["check", 0, 0],
    ]);
  });
  test("unrounded and without end, the check is exactly 0", () => {
    expect(statement(100, 0.3, "gross up")).toEqual([["Line", 1], ["gross", 142.85714285714286], ["tax", 42.857142857142854], ["net", 100], ["check", 0]]);
  });
  test("is refused as its answer is", () => {
    const args = [row("x", 1), row(-2, 30), "maybe", 10] as const;
    expect(refusals("WITHHOLDING.LINES", ...args)).toEqual(refusals("WITHHOLDING", ...args));
  });
});

describe("refused", () => {
  const words = 'is not one of the words "none", "gross up" (gross_up).';
  const all = "At a rate of 1 the tax takes all, and no gross leaves a net; give a rate below 1, or no gross-up";
  const cases: readonly { readonly args: readonly Argument[]; readonly says: readonly string[]; readonly why: string }[] = [
    { args: [100, 30], says: ["#VALUE! The rate 30 is 3000%; was a percentage typed as a whole number? 30% is 0.3 (rate)."], why: "30 for 30%" },
    { args: [100, 1.00000000000001], says: ["#VALUE! The rate 1.00000000000001 is 100.000000000001%; was a percentage typed as a whole number? 1.00000000000001% is 0.0100000000000001 (rate)."], why: "a hair above 1" },
    { args: [100, 30, "gross up"], says: ["#VALUE! The rate 30 is 3000%; was a percentage typed as a whole number? 30% is 0.3 (rate)."], why: "30 for 30%, grossed up" },
    { args: [column(1, 2), column(0.1, -0.1)], says: ["#VALUE! The rate -0.1 is negative; it must be 0 or more (rate, period 2)."], why: "a negative rate" },
    { args: [100, 1, "gross up"], says: [`#N/A ${all} (rate).`], why: "nothing is left" },
    { args: [0, 1, "gross up"], says: [`#N/A ${all} (rate).`], why: "nothing is left, for a net of 0 too" },
    { args: [row(1, 2, 3), row(1, 0.5, 1), "gross up"], says: [`#N/A ${all} (rate, period 1).`, `#N/A ${all} (rate, period 3).`], why: "nothing is left in two periods" },
    { args: [row(1, 2), row(0.1, 0.2, 0.3)], says: ["#VALUE! There are 3 rates for 2 royalties; give one rate, or one for each royalty in the same direction (rate)."], why: "too many rates" },
    { args: [row(1, 2), column(0.1, 0.2)], says: ["#VALUE! There are 2 rates for 2 royalties; give one rate, or one for each royalty in the same direction (rate)."], why: "rates in another direction" },
    { args: [1, row(0.1, 0.2)], says: ["#VALUE! There are 2 rates for 1 royalties; give one rate, or one for each royalty in the same direction (rate)."], why: "two rates for one royalty" },
    { args: [100, null], says: ["#VALUE! This argument must be given (rate)."], why: "no rate" },
    { args: [null, 0.1], says: ["#VALUE! This argument must be given (royalty)."], why: "no royalty" },
    { args: [row(1, 2), row(0.1, null)], says: ["#VALUE! The cell is empty; type a number (0 if that is meant) (rate, period 2)."], why: "a blank rate among others" },
    { args: [100, "30%"], says: ['#VALUE! "30%" is text that looks like a number; convert the cell to a number (rate).'], why: "a rate that is text" },
    { args: [row(1, true), 0.1], says: ["#VALUE! TRUE is not a number (royalty, period 2)."], why: "TRUE" },
    { args: [1.00000000000001e15, 0.1], says: ["#VALUE! 1.00000000000001E+15 is beyond the limit of 1E+15 (royalty)."], why: "more than 1E+15" },
    { args: [row(1, 2), [[0.1, 0.2], [0.3, 0.4]]], says: ["#VALUE! A block of 2 rows × 2 columns stands where one row or one column belongs; select the periods only (rate)."], why: "a block of rates for a row of royalties" },
    { args: [row("Actor", 1, 2), 0.1], says: ['#VALUE! "Actor" is text where a number belongs (royalty, period 1).'], why: "a row has no name in front" },
    { args: [100, 0.1, "yes"], says: [`#VALUE! "yes" ${words}`], why: "an unknown word" },
    { args: [100, 0.1, true], says: [`#VALUE! TRUE ${words}`], why: "TRUE for a word" },
    { args: [100, 0.1, null, 10], says: ['#VALUE! 10 is no number of decimals; give a whole number from 0 to 9, or "exact" (decimals).'], why: "ten decimals" },
    { args: [100, { error: "#DIV/0!" }], says: ["#DIV/0! The cell holds #DIV/0!; mend that cell first (rate)."], why: "an error" },
    {
      args: [row("x", 1), row(-2, 1), "gross up", -1],
      says: [
        '#VALUE! "x" is text where a number belongs (royalty, period 1).',
        "#VALUE! The rate -2 is negative; it must be 0 or more (rate, period 1).",
        `#N/A ${all} (rate, period 2).`,
        '#VALUE! -1 is no number of decimals; give a whole number from 0 to 9, or "exact" (decimals).',
      ],
      why: "every fault, in reading order",
    },
  ];
  test.each(cases)("$why", ({ args, says }) => expect(refusals("WITHHOLDING", ...args)).toEqual(says));
});
