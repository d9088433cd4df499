import type { CellValue, Grid } from "../../src/cells/cell";
import { answer, column, line, refusal, refusals, row, turned, type Argument } from "./call";

/** 5% on the first 100,000, 12% to 500,000, 18% above. */
const SCALE: Grid = [
  [0, 0.05],
  [100_000, 0.12],
  [500_000, 0.18],
];
const FALLING: Grid = [
  [0, 0.1],
  [100, 0.05],
];
const headed = (start: string, rate: string, scale: Grid): Grid => [[start, rate], ...scale];
const royalty = (...args: readonly Argument[]) => answer("TIEREDROYALTY", ...args);
const statement = (...args: readonly Argument[]) => answer("TIEREDROYALTY.LINES", ...args);

describe("at a threshold, a cent below and a cent above", () => {
  const scales: readonly { readonly header: string; readonly tiers: Grid }[] = [
    { header: "none", tiers: SCALE },
    { header: "Above", tiers: headed("Above", "Rate", SCALE) },
    { header: "From", tiers: headed("From", "Rate", SCALE) },
  ];
  const rows = [
    { method: "marginal", base: 99_999.99, above: 4999.9995, from: 4999.9995, why: "0.05 × 99,999.99" },
    { method: "marginal", base: 100_000, above: 5000, from: 5000, why: "0.05 × 100,000; 0.12 × 0" },
    { method: "marginal", base: 100_000.01, above: 5000.0012, from: 5000.0012, why: "0.05 × 100,000 + 0.12 × 0.01" },
    { method: "marginal", base: 500_000, above: 53_000, from: 53_000, why: "5,000 + 0.12 × 400,000" },
    { method: "marginal", base: 500_000.01, above: 53_000.0018, from: 53_000.0018, why: "53,000 + 0.18 × 0.01" },
    { method: "cliff", base: 99_999.99, above: 4999.9995, from: 4999.9995, why: "0.05 × 99,999.99" },
    { method: "cliff", base: 100_000, above: 5000, from: 12_000, why: "up to and including: 0.05 × 100,000; 100,000 and more: 0.12 × 100,000" },
    { method: "cliff", base: 100_000.01, above: 12_000.0012, from: 12_000.0012, why: "0.12 × 100,000.01" },
    { method: "cliff", base: 499_999.99, above: 59_999.9988, from: 59_999.9988, why: "0.12 × 499,999.99" },
    { method: "cliff", base: 500_000, above: 60_000, from: 90_000, why: "0.12 × 500,000; 0.18 × 500,000" },
    { method: "cliff", base: 500_000.01, above: 90_000.0018, from: 90_000.0018, why: "0.18 × 500,000.01" },
    { method: "prospective", base: 99_999.99, above: 4999.9995, from: 4999.9995, why: "0.05 × 99,999.99" },
    { method: "prospective", base: 100_000, above: 5000, from: 12_000, why: "the tier of the closing position: up to and including; and more" },
    { method: "prospective", base: 100_000.01, above: 12_000.0012, from: 12_000.0012, why: "0.12 × 100,000.01" },
    { method: "cliff", base: 0, above: 0, from: 0, why: "nothing sold" },
  ];
  test.each(rows.flatMap(({ above, from, ...rest }) => scales.map(({ header, tiers }) => ({ ...rest, header, tiers, expected: header === "From" ? from : above }))))(
    "$method, header $header, $base → $expected: $why",
    ({ method, base, tiers, expected }) => expect(royalty(base, tiers, method)).toEqual([[expected]]),
  );

  test("prospective: two periods of 50,000, the second closes exactly on 100,000", () => {
    expect(royalty(column(50_000, 50_000), headed("From", "Rate", SCALE), "prospective", "never")).toEqual(column(2500, 6000));
    expect(royalty(column(50_000, 50_000), SCALE, "prospective", "never")).toEqual(column(2500, 2500));
  });
});

describe("the case that shows why every choice is visible: 375,000 in each of two years", () => {
  const year = 375_000;
  test.each([
    { method: "marginal", resets: "each period", expected: [38_000, 38_000], why: "each year 0.05 × 100,000 + 0.12 × 275,000; 76,000" },
    { method: "cliff", resets: "each period", expected: [45_000, 45_000], why: "each year 0.12 × 375,000; 90,000" },
    { method: "marginal", resets: "never", expected: [38_000, 60_000], why: "then 0.12 × 125,000 + 0.18 × 250,000; 98,000" },
    { method: "cliff", resets: "never", expected: [45_000, 90_000], why: "then 0.18 × 750,000 − 45,000; 135,000" },
    { method: "prospective", resets: "never", expected: [45_000, 67_500], why: "0.12 × 375,000, then 0.18 × 375,000; 112,500" },
    { method: "prospective", resets: "each period", expected: [45_000, 45_000], why: "0.12 × 375,000 in each; as cliff" },
  ])("$method, $resets: $why", ({ method, resets, expected }) => {
    expect(royalty(column(year, year), SCALE, method, resets)).toEqual(column(...expected));
    expect(royalty(row(year, year), SCALE, method, resets)).toEqual(row(...expected));
  });

  test("flat 10%: 75,000 over both years", () => expect(royalty(750_000, [[0, 0.1]])).toEqual([[75_000]]));
});

describe("the header row", () => {
  const tiers = (start: string, rate = "Rate"): Grid => headed(start, rate, FALLING);
  // At 100, a cliff tells the two apart: 0.1 × 100 with Above, 0.05 × 100 with From.
  test.each([
    { header: "Above", expected: 10 },
    { header: "Over", expected: 10 },
    { header: "More than", expected: 10 },
    { header: "From", expected: 5 },
    { header: "At least", expected: 5 },
    { header: "Starting at", expected: 5 },
    { header: "ABOVE", expected: 10 },
    { header: "  from  ", expected: 5 },
    { header: "more   THAN", expected: 10 },
    { header: "at\u00a0least", expected: 5 },
    { header: "starting\nat", expected: 5 },
    { header: "über", expected: 10 },
    { header: "u\u0308ber", expected: 10 },
    { header: "mehr als", expected: 10 },
    { header: "Más de", expected: 10 },
    { header: "ab Umsatz", expected: 5 },
    { header: "Units from", expected: 5 },
    { header: "À partir de", expected: 5 },
    { header: "From (m tokens)", expected: 5 },
    { header: "Above [EUR]", expected: 10 },
  ])("$header: a base exactly on the threshold pays $expected", ({ header, expected }) => {
    expect(royalty(100, tiers(header), "cliff")).toEqual([[expected]]);
    expect(royalty(100, tiers(header), "prospective")).toEqual([[expected]]);
  });

  test.each([
    { header: "Rate", rate: 0.5, expected: 50 },
    { header: "Royalty rate", rate: 0.5, expected: 50 },
    { header: "Amount per unit", rate: 2.5, expected: 250 },
    { header: "Price per unit", rate: 2.5, expected: 250 },
    { header: "per UNIT", rate: 2.5, expected: 250 },
    { header: "Royalty per unit", rate: 2.5, expected: 250 },
    { header: "Royalty %", rate: 0.5, expected: 50 },
    { header: "Satz", rate: 0.5, expected: 50 },
    { header: "Rate (fraction)", rate: 0.5, expected: 50 },
  ])("$header $rate on 100 units: $expected", ({ header, rate, expected }) => expect(royalty(100, [["Above", header], [0, rate]])).toEqual([[expected]]));

  test.each([
    { tiers: [["Rate", "Above"], [0.1, 0], [0.05, 100]], why: "in another order" },
    { tiers: [["Up to", "Rate", "Above"], [100, 0.1, 0], [null, 0.05, 100]], why: "three columns backwards" },
    { tiers: [["Above", null, "Rate"], [0, null, 0.1], [100, null, 0.05]], why: "with an empty column between" },
    { tiers: [["Above", "Up to", "Rate"], [0, 100, 0.1], [100, 0, 0.05]], why: "Up to 0 is not used, as a blank is" },
    { tiers: [["Above", "Rate", "Up to"], [0, 0.1, ""], [100, 0.05, ""]], why: "Up to with empty texts" },
    { tiers: [[0, 0.1, 100], [100, 0.05, null]], why: "without headers Up to is the third" },
  ] as readonly { readonly tiers: Grid; readonly why: string }[])("columns are found by name: $why", ({ tiers }) => {
    expect(royalty(200, tiers)).toEqual([[15]]);
  });

  test.each([
    { tiers: [["Above", "From", "Rate"], [0, 0, 0.1]], says: "#VALUE! The columns Above and From exclude each other; keep one of them (tiers, row 1).", why: "Above with From" },
    { tiers: [["Over", "At least", "Rate"], [0, 0, 0.1]], says: "#VALUE! The columns Above and From exclude each other; keep one of them (tiers, row 1).", why: "by their synonyms" },
    { tiers: [["Above", "Rate", "Amount per unit"], [0, 0.1, 1]], says: "#VALUE! The columns Rate and Amount per unit exclude each other; keep one of them (tiers, row 1).", why: "Rate with Amount per unit" },
    { tiers: [["Above", "Threshold", "Rate"], [0, 0, 0.1]], says: "#VALUE! The columns Above and Threshold exclude each other; keep one of them (tiers, row 1).", why: "Above with Threshold" },
    { tiers: [["Above", "Over", "Rate"], [0, 0, 0.1]], says: "#VALUE! The column Above stands twice; keep one of them (tiers, row 1, column 2).", why: "one column by two names" },
    { tiers: [["Above", "Rate", "Note"], [0, 0.1, "x"]], says: "#VALUE! \"Note\" is no column of this table", why: "a column that is none" },
    { tiers: [["Above (a) to", "Rate"], [0, 0.1]], says: "#VALUE! \"Above (a) to\" is no column of this table", why: "more than a column beside brackets" },
    { tiers: [["Rate"], [0.1]], says: "#VALUE! No column says where each tier starts; add Above or From (tiers).", why: "no thresholds" },
    { tiers: [["Above"], [0]], says: "#VALUE! No column holds the rates; add Rate or Amount per unit (tiers).", why: "no rates" },
    { tiers: [[0, 0.1, 0, 0]], says: "#VALUE! The table has 4 columns but no header row; without one it has at most 3: Above, Rate, Up to (tiers).", why: "too wide without headers" },
    { tiers: [[0]], says: "#VALUE! No column holds the rates", why: "too narrow without headers" },
    { tiers: null, says: "#VALUE! This argument must be given (tiers).", why: "no scale" },
  ] as readonly { readonly tiers: Grid | null; readonly says: string; readonly why: string }[])("is refused: $why", ({ tiers, says }) => {
    expect(refusal("TIEREDROYALTY", 100, tiers)).toContain(says);
  });

  describe.each(["Threshold", "Lower bound", "THRESHOLD ", "lower  bound"])("%s does not say to which tier the threshold itself belongs", (header) => {
    test("in a marginal scale it need not", () => {
      expect(royalty(200, tiers(header))).toEqual([[15]]);
      expect(royalty(200, tiers(header), "marginal")).toEqual([[15]]);
    });
    test.each(["cliff", "prospective"])("%s is refused", (method) => {
      const word = header.trim().toLowerCase() === "threshold" ? "Threshold" : "Lower bound";
      expect(refusals("TIEREDROYALTY", 200, tiers(header), method)).toEqual([
        `#VALUE! The header ${word} does not say to which tier a base exactly on it belongs; write Above ("up to and including") or From ("and more") (tiers, row 1).`,
      ]);
    });
  });

  test("Threshold heads its statement column as Above", () => {
    expect((statement(200, tiers("Threshold")) as Grid)[0]).toEqual(["Line", "Above", "Rate", 1]);
  });
});

describe("the rows of a scale", () => {
  test.each([
    { tail: [[0, 0]], why: "a row of zeros (blanks, in some versions of Excel)" },
    { tail: [[null, null]], why: "a blank row" },
    { tail: [["", ""]], why: "a row of empty texts" },
    { tail: [[null, 0], [0, null], ["", 0]], why: "several rows, blank or 0" },
  ] as readonly { readonly tail: Grid; readonly why: string }[])("at the end, $why is left out", ({ tail }) => {
    expect(royalty(750_000, [...SCALE, ...tail])).toEqual([[98_000]]);
    expect(line(statement(750_000, [...SCALE, ...tail]), "base in tier", 3)).toEqual([[100_000], [400_000], [250_000]]);
    expect(royalty(750_000, [["Above", "Rate"], ...SCALE, ...tail])).toEqual([[98_000]]);
  });

  test.each([
    { tiers: [[0, 0.1], [100, 0]], base: 200, expected: 10, why: "a last tier at 0% above 100 is no empty row" },
    { tiers: [[0, 0], [100, 0.1]], base: 200, expected: 10, why: "nothing on the first 100" },
    { tiers: [[0, 0], [100, 0]], base: 200, expected: 0, why: "rates that are all 0" },
    { tiers: [[0, 0.05], [100, 0], [200, 0.04]], base: 300, expected: 9, why: "rates fall to 0 and rise again: 5 + 0 + 4" },
    { tiers: [[0, 0.1], [0.01, 0.2]], base: 0.02, expected: 0.003, why: "a threshold of a cent: 0.001 + 0.002" },
  ] as readonly { readonly tiers: Grid; readonly base: number; readonly expected: number; readonly why: string }[])("$why", ({ tiers, base, expected }) => {
    expect(royalty(base, tiers)).toEqual([[expected]]);
  });

  test.each([
    { tiers: [[50, 0.05]], says: ["#VALUE! The first tier must start at 0, so that all of the base falls in a tier (tiers, row 1)."], why: "starts above 0" },
    { tiers: [["Above", "Rate"], [0, 0.1], [100, 8]], says: ["#VALUE! The rate 8 is 800%; was a percentage typed as a whole number? 8% is 0.08 (tiers, row 3)."], why: "rows are counted with the header" },
    { tiers: [["Above", "Amount per unit"], [0, -1]], says: ["#VALUE! The amount per unit -1 is negative; it must be 0 or more (tiers, row 2)."], why: "a negative amount" },
    { tiers: [[0, 0.1, 100], [100, 0.2, 300], [200, 0.3, 0]], says: ["#VALUE! Tier 2 goes up to 300, but the next one starts at 200; make them meet (tiers, row 2)."], why: "Up to does not meet" },
    { tiers: [[0, 0.1, 100], [100, 0.2, 300]], says: ["#VALUE! Tier 2 goes up to 300, but the last tier has no end; leave Up to blank there (tiers, row 2)."], why: "Up to on the last" },
    { tiers: [[0, 0]], says: ["#VALUE! The table has no tiers; its first row is 0 and the rate from there (tiers)."], why: "a single row of zeros is a row at the end that is 0 throughout" },
    { tiers: [[0, 0.1], ["x", true]], says: ['#VALUE! "x" is text where a number belongs (tiers, row 2, Above).', "#VALUE! TRUE is not a number (tiers, row 2, Rate)."], why: "no numbers" },
    { tiers: [[5, 2], [5, -1]], says: ["#VALUE! The first tier must start at 0", "#VALUE! The rate 2 is 200%", "#VALUE! Tiers 1 and 2 both start at 5", "#VALUE! The rate -1 is negative"], why: "every fault, row by row" },
  ] as readonly { readonly tiers: Grid; readonly says: readonly string[]; readonly why: string }[])("are refused: $why", ({ tiers, says }) => {
    expect(refusals("TIEREDROYALTY", 100, tiers)).toEqual(says.map((one) => expect.stringContaining(one) as string));
  });
});

describe("the method", () => {
  test.each([
    { method: null, expected: 98_000, why: "left out: marginal" },
    { method: "", expected: 98_000, why: "an empty text counts as blank" },
    { method: "MARGINAL", expected: 98_000, why: "any case" },
    { method: " Cliff ", expected: 135_000, why: "outer spaces" },
    { method: "Prospective", expected: 135_000, why: "one period: 0.18 × 750,000" },
  ])("$method: $why", ({ method, expected }) => expect(royalty(750_000, SCALE, method)).toEqual([[expected]]));

  test.each([
    { method: "slab", says: '#VALUE! "slab" is not one of the words "marginal", "cliff", "prospective" (method).' },
    { method: 1, says: '#VALUE! 1 is not one of the words "marginal", "cliff", "prospective" (method).' },
    { method: true, says: '#VALUE! TRUE is not one of the words "marginal", "cliff", "prospective" (method).' },
    { method: { error: "#NAME?" }, says: "#VALUE! The cell holds #NAME?; mend that cell first (method)." },
    { method: column("marginal", "cliff"), says: "#VALUE! A range of 2 rows × 1 column stands where a single value belongs (method)." },
  ] as readonly { readonly method: Argument; readonly says: string }[])("is refused: $says", ({ method, says }) => expect(refusals("TIEREDROYALTY", 100, SCALE, method)).toEqual([says]));
});

describe("where the position starts again", () => {
  // 10% up to 1,000, 20% above; 600 in every period: 60 in the first of a window, then 40 + 40 = 80, then 120.
  const scale = [
    [0, 0.1],
    [1000, 0.2],
  ];
  const cases: readonly { readonly resets: Argument; readonly expected: readonly number[]; readonly why: string }[] = [
    { resets: "each period", expected: [60, 60, 60, 60, 60], why: "every period" },
    { resets: "EACH PERIOD", expected: [60, 60, 60, 60, 60], why: "in any case" },
    { resets: "never", expected: [60, 80, 120, 120, 120], why: "one window" },
    { resets: 1, expected: [60, 60, 60, 60, 60], why: "windows of one period" },
    { resets: 2, expected: [60, 80, 60, 80, 60], why: "windows of two" },
    { resets: 4, expected: [60, 80, 120, 120, 60], why: "annual tiers paid quarterly" },
    { resets: 5, expected: [60, 80, 120, 120, 120], why: "one window, just full" },
    { resets: 1_000_000, expected: [60, 80, 120, 120, 120], why: "a window longer than the data" },
    { resets: column(2026, 2026, 2027, 2027, 2027), expected: [60, 80, 60, 80, 120], why: "contract years" },
    { resets: column("Y1", "y1", "Y2", "Y2", "y2"), expected: [60, 80, 60, 80, 120], why: "text in any case" },
    { resets: column("Y1", "Y2", "Y1", "Y1", "Y2"), expected: [60, 60, 60, 80, 60], why: "a label that returns starts a new window" },
    { resets: column(2026, "2026", 2026, 2026, 2026), expected: [60, 60, 60, 80, 120], why: "the number 2026 is not the text \"2026\"" },
    { resets: column(true, "TRUE", true, true, false), expected: [60, 60, 60, 80, 60], why: "TRUE is not the text \"TRUE\"" },
    { resets: column("Y1", "Y1 ", "Y1", "Y1", "Y1"), expected: [60, 60, 60, 80, 120], why: "a space is a difference, as Excel's = has it" },
    { resets: column(0.3, 0.1 + 0.2, 0.3, 0.4, 0.4), expected: [60, 80, 120, 60, 80], why: "numbers as Excel shows them" },
    { resets: column("never", "never", "never", "x", "x"), expected: [60, 80, 120, 60, 80], why: "in a range the words are labels" },
    { resets: column(0, 0, 0, 1, 1), expected: [60, 80, 120, 60, 80], why: "0 is a label" },
  ];
  test.each(cases)("$why", ({ resets, expected }) => {
    expect(royalty(column(600, 600, 600, 600, 600), scale, null, resets)).toEqual(column(...expected));
    const across: Argument = Array.isArray(resets) ? turned(resets as Grid) : resets;
    expect(royalty(row(600, 600, 600, 600, 600), scale, null, across)).toEqual(row(...expected));
  });

  const missing = 'With more than one period, say where the position starts again: "each period", "never", a number of periods, or a range beside the base (resets).';
  test.each([
    { resets: null, says: missing, why: "left out" },
    { resets: "", says: missing, why: "an empty text" },
    { resets: "yearly", says: '"yearly" is not one of the words "each period", "never", a number of periods, or a range beside the base (resets).', why: "an unknown word" },
    { resets: 0, says: "A window of 0 periods cannot be; give a whole number from 1 on (resets).", why: "windows of nothing" },
    { resets: -4, says: "A window of -4 periods cannot be; give a whole number from 1 on (resets).", why: "negative" },
    { resets: 2.5, says: "A window of 2.5 periods cannot be; give a whole number from 1 on (resets).", why: "not whole" },
    { resets: true, says: 'TRUE is not one of the words "each period", "never", a number of periods, or a range beside the base (resets).', why: "no word" },
    { resets: row(1, 1, 1), says: "The range has 1 row × 3 columns; beside a base of 3 rows it must have the same size and direction (resets).", why: "across beside down" },
    { resets: column(1, 1), says: "The range has 2 rows × 1 column; beside a base of 3 rows it must have the same size and direction (resets).", why: "too short" },
    { resets: column(1, 1, 1, 1), says: "The range has 4 rows × 1 column; beside a base of 3 rows it must have the same size and direction (resets).", why: "too long" },
    { resets: [[1, 1], [1, 1], [1, 1]], says: "The range has 3 rows × 2 columns; beside a base of 3 rows it must have the same size and direction (resets).", why: "two columns" },
    { resets: column(1, null, 1), says: "The cell is empty; name the window of every period (resets, period 2).", why: "a blank label" },
    { resets: column(1, 1, ""), says: "The cell is empty; name the window of every period (resets, period 3).", why: "an empty text" },
    { resets: column(1, { error: "#REF!" }, 1), says: "The cell holds #REF!; mend that cell first (resets, period 2).", why: "an error" },
  ] as readonly { readonly resets: Argument; readonly says: string; readonly why: string }[])("is refused: $why", ({ resets, says }) => {
    expect(refusals("TIEREDROYALTY", column(600, 600, 600), scale, null, resets)).toEqual([`#VALUE! ${says}`]);
  });

  test("one period needs none", () => expect(royalty(600, scale)).toEqual([[60]]));
  test("one period may have one", () => expect(royalty(600, scale, null, "each period")).toEqual([[60]]));
});

describe("the position before the first period", () => {
  // 10% up to 1,000, 20% above; 300 in each period.
  const scale = [
    [0, 0.1],
    [1000, 0.2],
  ];
  test.each([
    { method: "marginal", resets: "never", prior: 800, expected: [40, 60, 60], why: "0.1 × 200 + 0.2 × 100, then all above" },
    { method: "cliff", resets: "never", prior: 800, expected: [140, 60, 60], why: "0.2 × 1,100 − 0.1 × 800: the true-up reaches back over the prior position" },
    { method: "prospective", resets: "never", prior: 800, expected: [60, 60, 60], why: "all close above 1,000" },
    { method: "marginal", resets: "each period", prior: 800, expected: [40, 30, 30], why: "in the first window only" },
    { method: "cliff", resets: "each period", prior: 800, expected: [140, 30, 30], why: "in the first window only" },
    { method: "marginal", resets: 2, prior: 800, expected: [40, 60, 30], why: "in the first window of two" },
    { method: "marginal", resets: "never", prior: 0, expected: [30, 30, 30], why: "0 is the default" },
    { method: "marginal", resets: "never", prior: null, expected: [30, 30, 30], why: "left out" },
    { method: "marginal", resets: "never", prior: "", expected: [30, 30, 30], why: "an empty text counts as blank" },
    { method: "marginal", resets: "never", prior: 1000, expected: [60, 60, 60], why: "exactly on the threshold" },
    { method: "cliff", resets: "never", prior: 1000, expected: [160, 60, 60], why: "up to and including: 0.2 × 1,300 − 0.1 × 1,000" },
  ])("$method, $resets, prior $prior: $why", ({ method, resets, prior, expected }) => {
    expect(royalty(column(300, 300, 300), scale, method, resets, prior)).toEqual(column(...expected));
  });

  test("a prior position exactly on a threshold of a From scale has crossed it", () => {
    expect(royalty(300, [["From", "Rate"], ...scale], "cliff", null, 1000)).toEqual([[60]]);
  });

  test.each([
    { prior: -0.01, says: "#VALUE! The prior position -0.01 is negative; it must be 0 or more (prior)." },
    { prior: "800", says: '#VALUE! "800" is text that looks like a number; convert the cell to a number (prior).' },
    { prior: true, says: "#VALUE! TRUE is not a number (prior)." },
    { prior: column(1, 2), says: "#VALUE! A range of 2 rows × 1 column stands where a single value belongs (prior)." },
    { prior: { error: "#NUM!" }, says: "#NUM! The cell holds #NUM!; mend that cell first (prior)." },
  ] as readonly { readonly prior: Argument; readonly says: string }[])("is refused: $says", ({ prior, says }) => expect(refusals("TIEREDROYALTY", 100, scale, null, null, prior)).toEqual([says]));
});

describe("returns", () => {
  const scale = [
    [0, 0.1],
    [1000, 0.2],
  ];
  test.each([
    { method: "marginal", base: [1200, -400], expected: [140, -60], why: "unwinds at the rates at which it was earned: −(0.2 × 200 + 0.1 × 200)" },
    { method: "cliff", base: [1200, -400], expected: [240, -160], why: "0.1 × 800 − 0.2 × 1,200" },
    { method: "prospective", base: [1200, -400], expected: [240, -40], why: "takes the rate of its own closing position, 800: −0.1 × 400" },
    { method: "marginal", base: [1200, -1200], expected: [140, -140], why: "all of it comes back" },
    { method: "cliff", base: [1200, -1200], expected: [240, -240], why: "all of it comes back" },
    { method: "marginal", base: [100, -300], expected: [10, -30], why: "below zero at the first tier's rate: −0.1 × 300" },
    { method: "cliff", base: [100, -300], expected: [10, -30], why: "below zero at the first tier's rate" },
    { method: "prospective", base: [100, -300], expected: [10, -30], why: "below zero at the first tier's rate" },
    { method: "marginal", base: [-2000, 0], expected: [-200, 0], why: "however far below zero, the first tier's rate" },
    { method: "cliff", base: [-2000, 0], expected: [-200, 0], why: "however far below zero, the first tier's rate" },
    { method: "prospective", base: [-2000, 0], expected: [-200, 0], why: "however far below zero, the first tier's rate" },
    { method: "marginal", base: [-500, 2000], expected: [-50, 250], why: "up again from below zero: 0.1 × 1,500 + 0.2 × 500" },
    { method: "cliff", base: [-500, 2000], expected: [-50, 350], why: "0.2 × 1,500 + 0.1 × 500" },
    { method: "cliff", base: [1500, -500], expected: [300, -200], why: "back exactly on the threshold: 0.1 × 1,000 − 300" },
    { method: "cliff", base: [1500, -500.01], expected: [300, -200.001], why: "a cent below: 0.1 × 999.99 − 300" },
    { method: "cliff", base: [1500, -499.99], expected: [300, -99.998], why: "a cent above: 0.2 × 1,000.01 − 300" },
  ])("$method, $base: $why", ({ method, base, expected }) => {
    expect(royalty(column(...base), scale, method, "never")).toEqual(column(...expected));
  });

  test("back exactly on the threshold of a From scale, the higher rate stays: 0.2 × 1,000 − 300", () => {
    expect(royalty(column(1500, -500), [["From", "Rate"], ...scale], "cliff", "never")).toEqual(column(300, -100));
  });

  test("marginal: one return unwinds across three tiers: 0.05 × 50,000 − (5,000 + 48,000 + 18,000)", () => {
    expect(royalty(column(600_000, -550_000), SCALE, "marginal", "never")).toEqual(column(71_000, -68_500));
  });

  test("a falling cliff makes a return pay: 0.1 × 90 − 0.05 × 150, and the statement shows why", () => {
    expect(royalty(row(150, -60), FALLING, "cliff", "never")).toEqual(row(7.5, 1.5));
    const lines = statement(row(150, -60), FALLING, "cliff", "never");
    expect(line(lines, "royalty in tier", 3)).toEqual([
      [0, -6],
      [7.5, 0],
    ]);
    expect(line(lines, "true-up", 3)).toEqual(row(0, 7.5));
  });

  test("with each period, a return starts from zero: −0.1 × 400", () => {
    expect(royalty(column(1200, -400), scale, "marginal", "each period")).toEqual(column(140, -40));
  });
});

describe("decimals", () => {
  test.each([
    { decimals: 0, expected: 1 },
    { decimals: 1, expected: 0.6 },
    { decimals: 2, expected: 0.56 },
    { decimals: 3, expected: 0.556 },
    { decimals: 4, expected: 0.5556 },
    { decimals: 5, expected: 0.55556 },
    { decimals: 6, expected: 0.555556 },
    { decimals: 7, expected: 0.5555556 },
    { decimals: 8, expected: 0.55555556 },
    { decimals: 9, expected: 0.555555556 },
    { decimals: "exact", expected: 0.5555555555 },
    { decimals: " EXACT ", expected: 0.5555555555 },
    { decimals: null, expected: 0.5555555555 },
    { decimals: "", expected: 0.5555555555 },
  ])("0.5555555555 at $decimals: $expected, and its negative", ({ decimals, expected }) => {
    expect(royalty(0.5555555555, [[0, 1]], null, null, null, decimals)).toEqual([[expected]]);
    expect(royalty(-0.5555555555, [[0, 1]], null, null, null, decimals)).toEqual([[-expected]]);
  });

  test.each([
    { base: 2.675, expected: 2.68, why: "in binary a little less than a half" },
    { base: 1.005, expected: 1.01, why: "in binary a little less than a half" },
    { base: 1.00499999999999, expected: 1, why: "less than a half, and shown so" },
    { base: -2.675, expected: -2.68, why: "away from zero" },
    { base: 0.005, expected: 0.01, why: "half a cent" },
    { base: -0.004, expected: 0, why: "less than half a cent is 0, not -0" },
  ])("half goes away from zero: $base → $expected ($why)", ({ base, expected }) => {
    expect(royalty(base, [[0, 1]], null, null, null, 2)).toEqual([[expected]]);
  });

  test("each period is rounded by itself: three halves make 3", () => {
    expect(royalty(column(0.5, 0.5, 0.5), [[0, 1]], null, "never", null, 0)).toEqual(column(1, 1, 1));
  });

  test.each([
    { decimals: 10, says: "#VALUE! 10 is no number of decimals" },
    { decimals: -1, says: "#VALUE! -1 is no number of decimals" },
    { decimals: 2.5, says: "#VALUE! 2.5 is no number of decimals" },
    { decimals: "2", says: '#VALUE! "2" is no number of decimals' },
    { decimals: "cents", says: '#VALUE! "cents" is no number of decimals' },
    { decimals: true, says: "#VALUE! TRUE is no number of decimals" },
    { decimals: { error: "#N/A" }, says: "#N/A The cell holds #N/A; mend that cell first (decimals)." },
  ] as readonly { readonly decimals: Argument; readonly says: string }[])("refused: $says", ({ decimals, says }) => {
    const said = refusals("TIEREDROYALTY", 100, SCALE, null, null, null, decimals);
    expect(said).toEqual([expect.stringContaining(says)]);
    if (says.includes("no number")) expect(said[0]).toContain('give a whole number from 0 to 9, or "exact" (decimals).');
  });

  test("are read as any number is, by the digits that Excel shows: 2.0000000000000004 is 2", () => {
    expect(royalty(1.005, [[0, 1]], null, null, null, 2.0000000000000004)).toEqual([[1.01]]);
  });
});

describe("shape", () => {
  const single = [[0, 0.1]];
  test.each([
    { base: 10, expected: [[1]], why: "a single cell gives a single cell" },
    { base: row(10, 20), expected: row(1, 2), why: "a row gives a row" },
    { base: column(10, 20), expected: column(1, 2), why: "a column gives a column" },
    { base: column(10, null, 20, null), expected: column(1, 0, 2, 0), why: "blanks at the end are periods too" },
    { base: row(0, 0), expected: row(0, 0), why: "zeros" },
  ] as readonly { readonly base: Argument; readonly expected: Grid; readonly why: string }[])("$why", ({ base, expected }) => expect(royalty(base, single, null, "never")).toEqual(expected));

  test.each([
    { base: [[1, 2], [3, 4]], says: "#VALUE! A block of 2 rows × 2 columns stands where one row or one column belongs; select the periods only (base)." },
    { base: null, says: "#VALUE! This argument must be given (base)." },
  ] as readonly { readonly base: Argument; readonly says: string }[])("refused: $says", ({ base, says }) => expect(refusal("TIEREDROYALTY", base, single, null, "never")).toContain(says));
});

describe("the statement", () => {
  const E = "";
  test("marginal, 750,000 (functions.md): no line of true-up", () => {
    expect(statement(750_000, SCALE)).toEqual([
      ["Line", "Above", "Rate", 1],
      ["opening position", E, E, 0],
      ["base", E, E, 750_000],
      ["closing position", E, E, 750_000],
      ["base in tier", 0, 0.05, 100_000],
      ["base in tier", 100_000, 0.12, 400_000],
      ["base in tier", 500_000, 0.18, 250_000],
      ["royalty in tier", 0, 0.05, 5000],
      ["royalty in tier", 100_000, 0.12, 48_000],
      ["royalty in tier", 500_000, 0.18, 45_000],
      ["rounding", E, E, 0],
      ["royalty", E, E, 98_000],
      ["check", E, E, 0],
    ]);
  });

  const cliffStatement: Grid = [
    ["Line", "Above", "Rate", 1, 2],
    ["opening position", E, E, 0, 375_000],
    ["base", E, E, 375_000, 375_000],
    ["closing position", E, E, 375_000, 750_000],
    ["base in tier", 0, 0.05, 0, 0],
    ["base in tier", 100_000, 0.12, 375_000, 0],
    ["base in tier", 500_000, 0.18, 0, 375_000],
    ["royalty in tier", 0, 0.05, 0, 0],
    ["royalty in tier", 100_000, 0.12, 45_000, 0],
    ["royalty in tier", 500_000, 0.18, 0, 67_500],
    ["true-up", E, E, 0, 22_500],
    ["rounding", E, E, 0, 0],
    ["royalty", E, E, 45_000, 90_000],
    ["check", E, E, 0, 0],
  ];
  test("cliff, never (functions.md), across", () => expect(statement(row(375_000, 375_000), SCALE, "cliff", "never")).toEqual(cliffStatement));
  test("cliff, never, down: the same, turned", () => expect(statement(column(375_000, 375_000), SCALE, "cliff", "never")).toEqual(turned(cliffStatement)));

  test("prospective, From, Amount per unit: all of the base in the closing tier, and no line of true-up", () => {
    expect(statement(row(99, 1), [["From", "Amount per unit"], [0, 2], [100, 1.5]], "prospective", "never")).toEqual([
      ["Line", "From", "Amount per unit", 1, 2],
      ["opening position", E, E, 0, 99],
      ["base", E, E, 99, 1],
      ["closing position", E, E, 99, 100],
      ["base in tier", 0, 2, 99, 0],
      ["base in tier", 100, 1.5, 0, 1],
      ["royalty in tier", 0, 2, 198, 0],
      ["royalty in tier", 100, 1.5, 0, 1.5],
      ["rounding", E, E, 0, 0],
      ["royalty", E, E, 198, 1.5],
      ["check", E, E, 0, 0],
    ]);
  });

  test("rounding: 0.05 × 20.1 is 1.005, paid 1.01", () => {
    const lines = statement(20.1, [[0, 0.05]], null, null, null, 2);
    expect(line(lines, "royalty in tier", 3)).toEqual([[1.005]]);
    expect(line(lines, "rounding", 3)).toEqual([[0.005]]);
    expect(line(lines, "royalty", 3)).toEqual([[1.01]]);
  });

  test("opens each window at 0 and the first at the prior position", () => {
    const lines = statement(row(300, 300, 300), [[0, 0.1]], "cliff", 2, 800);
    expect(line(lines, "opening position", 3)).toEqual(row(800, 1100, 0));
    expect(line(lines, "closing position", 3)).toEqual(row(1100, 1400, 300));
  });

  test("the base in a tier comes back out of it on a return", () => {
    const lines = statement(row(600_000, -550_000), SCALE, "marginal", "never");
    expect(line(lines, "base in tier", 3)).toEqual([
      [100_000, -50_000],
      [400_000, -400_000],
      [100_000, -100_000],
    ]);
  });

  test.each([
    { synonym: "Over", word: "Above" },
    { synonym: "at least", word: "From" },
  ])("says $word for $synonym", ({ synonym, word }) => {
    expect((statement(1, [[synonym, "royalty rate"], [0, 0.1]]) as Grid)[0]).toEqual(["Line", word, "Rate", 1]);
  });

  test("is present in full whatever the figures: a base of 0", () => {
    expect((statement(0, SCALE, "cliff") as Grid).map(([label]) => label)).toEqual(cliffStatement.map(([label]) => label));
  });

  test("is refused as its answer is", () => {
    expect(refusals("TIEREDROYALTY.LINES", row(1, 2), [[5, 8]], "slab")).toEqual(refusals("TIEREDROYALTY", row(1, 2), [[5, 8]], "slab"));
  });
});

describe("every fault, in reading order", () => {
  const cases: readonly { readonly args: readonly Argument[]; readonly says: readonly string[]; readonly why: string }[] = [
    {
      args: [column(100, "x", true), [[5, 8], [5, 0.1]], "slab", 0, -1, 10],
      says: [
        '"x" is text where a number belongs (base, period 2)',
        "TRUE is not a number (base, period 3)",
        "The first tier must start at 0, so that all of the base falls in a tier (tiers, row 1)",
        "The rate 8 is 800%",
        "Tiers 1 and 2 both start at 5",
        '"slab" is not one of the words',
        "A window of 0 periods cannot be",
        "The prior position -1 is negative",
        "10 is no number of decimals",
      ],
      why: "every argument wrong",
    },
    { args: [null, null, null, null, "x", "y"], says: ["must be given (base)", "must be given (tiers)", "(prior)", "(decimals)"], why: "nothing given" },
    { args: [row(1, 2), [["Threshold", "Rate"], [0, 0.1], [50, 0.2]], "cliff"], says: ["The header Threshold does not say", "say where the position starts again"], why: "the header, and resets left out" },
    { args: [row(1, 2), [["Threshold", "Rate"], [0, 0.1], [50, 8]], "cliff", "never"], says: ["The header Threshold does not say", "The rate 8 is 800%"], why: "the header stands above the rows" },
    { args: [50, [[0, 0.1, 90], [100, 8]]], says: ["Tier 1 goes up to 90", "The rate 8 is 800%"], why: "row 1 comes before row 2, whichever check finds it" },
    { args: [column("x", 100), [[0, 0.1]]], says: ["(base, period 1)", "say where the position starts again"], why: "a base of two periods needs resets, readable or not" },
    { args: [column("x", 100), [[0, 0.1]], null, column(1, 2, 3)], says: ["(base, period 1)", "The range has 3 rows"], why: "labels for three periods beside two, readable or not" },
    { args: [50, [[0, 0.1], [100, "x"], [200, 8]]], says: ['"x" is text where a number belongs (tiers, row 2, Rate)', "The rate 8 is 800%"], why: "a rate that cannot be read hides no other row's faults" },
  ];
  test.each(cases)("$why", ({ args, says }) => {
    expect(refusals("TIEREDROYALTY", ...args)).toEqual(says.map((one) => expect.stringContaining(one) as CellValue));
  });

  test("the cell shows the code of the first: #N/A in the base before a wrong method", () => {
    expect(refusals("TIEREDROYALTY", { error: "#N/A" }, SCALE, "slab")).toEqual([expect.stringMatching(/^#N\/A /), expect.stringMatching(/^#VALUE! /)]);
  });
});
