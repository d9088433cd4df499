import type { CellValue, Grid } from "../../src/cells/cell";
import { answer, column, line, refusals, row, turned, type Argument } from "./call";

const presentValue = (...args: readonly Argument[]) => answer("NPV_ROYALTY", ...args);
const statement = (...args: readonly Argument[]) => answer("NPV_ROYALTY.LINES", ...args);

/** Serial numbers of 1 January; 2024 is a leap year. */
const JAN_2024 = 45_292;
const JAN_2025 = 45_658;
const JAN_2026 = 46_023;
const JAN_2027 = 46_388;

describe("when the royalties are received", () => {
  const cases: readonly { readonly rate: Argument; readonly royalties: Argument; readonly when: Argument; readonly expected: number; readonly why: string }[] = [
    { rate: 0.25, royalties: row(100, 100), when: "end", expected: 144, why: "the first is one period away: 80 + 64" },
    { rate: 0.25, royalties: row(100, 100), when: "start", expected: 180, why: "the first is now: 100 + 80" },
    { rate: 0.21, royalties: row(110, 133.1), when: "mid", expected: 200, why: "half a period, one and a half: 110 ÷ 1.1 + 133.1 ÷ 1.331" },
    { rate: 0.25, royalties: 100, when: "END", expected: 80, why: "in any case" },
    { rate: 0.25, royalties: 100, when: " Start ", expected: 100, why: "with outer spaces" },
    { rate: 0, royalties: row(1, 2, 3), when: "mid", expected: 6, why: "at 0% the plain sum" },
    { rate: -0.5, royalties: row(100, 100), when: "end", expected: 600, why: "a negative rate: 200 + 400" },
    { rate: -0.75, royalties: row(100, 100), when: "mid", expected: 1000, why: "a negative rate: 100 ÷ 0.5 + 100 ÷ 0.125" },
    { rate: 3, royalties: row(100, 100), when: "end", expected: 31.25, why: "a rate above 1: 25 + 6.25" },
    { rate: 3, royalties: row(100, 100), when: "mid", expected: 62.5, why: "a rate above 1: 50 + 12.5" },
    { rate: 0.25, royalties: column(-100, 125), when: "end", expected: 0, why: "a cost and its return: −80 + 80" },
    { rate: 0.1, royalties: 100, when: "end", expected: 90.9090909090909, why: "100 ÷ 1.1, to the nearest double" },
    { rate: 0.1, royalties: 100, when: "mid", expected: 95.34625892455924, why: "100 ÷ √1.1, to the nearest double" },
    { rate: 0.25, royalties: row(100, null, 125), when: "end", expected: 144, why: "a blank keeps its place: 80 + 64" },
    { rate: row(0.25), royalties: row(100, 100), when: "end", expected: 144, why: "a range of one cell is one rate" },
  ];
  test.each(cases)("$when at $rate: $why", ({ rate, royalties, when, expected }) => expect(presentValue(rate, royalties, when)).toBe(expected));

  test("(100, blank, 100) at 10%, end, is 166.04 and not 173.55", () => {
    // 90.909 + 75.131
    expect(presentValue(0.1, row(100, null, 100), "end")).toBe(166.04057099924867);
  });
});

describe("a rate for each period, chained", () => {
  const cases: readonly { readonly rates: readonly number[]; readonly royalties: readonly number[]; readonly when: string; readonly expected: number; readonly why: string }[] = [
    { rates: [0.25, 0.6], royalties: [100, 100], when: "end", expected: 130, why: "all rates up to the period's own: 100 ÷ 1.25 + 100 ÷ (1.25 × 1.6)" },
    { rates: [0.25, 0.6], royalties: [100, 100], when: "start", expected: 180, why: "earlier periods' only: 100 + 100 ÷ 1.25" },
    { rates: [0.25, 99], royalties: [100, 100], when: "start", expected: 180, why: "the last rate counts for nothing at the start" },
    { rates: [0.21, 0.44], royalties: [110, 145.2], when: "mid", expected: 200, why: "earlier periods' in full, its own for half: 110 ÷ 1.1 + 145.2 ÷ (1.21 × 1.2)" },
    { rates: [0.25, -0.2, 0.25], royalties: [0, 100, 100], when: "end", expected: 180, why: "up and down again: 100 ÷ (1.25 × 0.8) + 100 ÷ (1.25 × 0.8 × 1.25)" },
    { rates: [0, 0.25], royalties: [100, 100], when: "end", expected: 180, why: "a rate of 0 in one period: 100 + 80" },
  ];
  test.each(cases)("$rates, $when: $why", ({ rates, royalties, when, expected }) => {
    expect(presentValue(column(...rates), column(...royalties), when)).toBe(expected);
    expect(presentValue(row(...rates), row(...royalties), when)).toBe(expected);
  });
});

describe("dates", () => {
  const cases: readonly { readonly rate: number; readonly royalties: Argument; readonly dates: Argument; readonly valuation: Argument; readonly expected: number; readonly why: string }[] = [
    { rate: 0.25, royalties: row(100, 100), dates: row(JAN_2026, JAN_2027), valuation: null, expected: 180, why: "365 days from the first date listed: 100 + 80" },
    { rate: 0.25, royalties: row(100, 100), dates: row(JAN_2026, JAN_2027), valuation: JAN_2025, expected: 144, why: "from a valuation date a year before: 80 + 64" },
    { rate: 0.25, royalties: row(100, 100), dates: row(JAN_2026, JAN_2027), valuation: JAN_2026, expected: 180, why: "a flow on the valuation date has factor 1" },
    { rate: 0.25, royalties: row(100, 100), dates: row(JAN_2026, JAN_2027), valuation: "", expected: 180, why: "an empty text counts as left out" },
    { rate: 0.25, royalties: column(100, 50, 50), dates: column(JAN_2026, JAN_2027, JAN_2027), valuation: null, expected: 180, why: "equal dates: 100 + 40 + 40" },
    { rate: 0.25, royalties: column(100, 100, 100), dates: column(JAN_2025, JAN_2027, JAN_2026), valuation: null, expected: 244, why: "in no order, after the first: 100 + 64 + 80" },
    { rate: 0.25, royalties: row(100, 100), dates: row(JAN_2026 + 0.999, JAN_2027 + 0.001), valuation: null, expected: 180, why: "times of day are cut off" },
    { rate: 0.25, royalties: row(100, 100), dates: row(JAN_2026 + 0.1, JAN_2027), valuation: JAN_2026 + 0.9, expected: 180, why: "in the valuation date too: a later hour of the same day is not after it" },
    { rate: -0.5, royalties: row(100, 100), dates: row(JAN_2026, JAN_2027), valuation: null, expected: 300, why: "negative rates work, unlike XNPV: 100 + 200" },
    { rate: 0, royalties: row(100, 100), dates: row(JAN_2026, JAN_2027), valuation: null, expected: 200, why: "at 0% the plain sum" },
    { rate: 0.25, royalties: 100, dates: JAN_2026, valuation: null, expected: 100, why: "one flow on one date: a single number is a date" },
    { rate: 0.25, royalties: 100, dates: JAN_2027, valuation: JAN_2026, expected: 80, why: "one flow a year away" },
    { rate: 0.25, royalties: row(0, 100), dates: row(JAN_2024, JAN_2025), valuation: null, expected: 79.95110677138364, why: "366 days in a leap year: 100 × 1.25^(−366 ÷ 365)" },
    { rate: 0.25, royalties: row(100, null), dates: row(JAN_2026, JAN_2027), valuation: null, expected: 100, why: "a blank royalty on its date is 0" },
    { rate: 0, royalties: row(100, 100), dates: row(61, 2_958_465), valuation: null, expected: 200, why: "the first and the last date that can be used" },
  ];
  test.each(cases)("$why", ({ rate, royalties, dates, valuation, expected }) => expect(presentValue(rate, royalties, dates, valuation)).toBe(expected));

  const refused: readonly { readonly args: readonly Argument[]; readonly says: readonly string[]; readonly why: string }[] = [
    { args: [0.1, row(1, 2), row(JAN_2027, JAN_2026)], says: [`#VALUE! The date ${JAN_2026} is before the valuation date ${JAN_2027}; give an earlier valuation date (when, date 2).`], why: "before the first date listed" },
    { args: [0.1, row(1, 2), row(JAN_2026, JAN_2027), JAN_2026 + 1], says: [`#VALUE! The date ${JAN_2026} is before the valuation date ${JAN_2026 + 1}; give an earlier valuation date (when, date 1).`], why: "a day before the valuation date" },
    { args: [0.1, 1, JAN_2026, JAN_2027], says: [`#VALUE! The date ${JAN_2026} is before the valuation date ${JAN_2027}; give an earlier valuation date (when).`], why: "one date, named by the argument alone" },
    { args: [0.1, row(1, 2, 3), row(JAN_2026, JAN_2027)], says: ["#VALUE! There are 3 royalties but 2 dates; give a date for each, in the same direction (when)."], why: "fewer dates than royalties" },
    { args: [0.1, row(1, 2), column(JAN_2026, JAN_2027)], says: ["#VALUE! There are 2 royalties but 2 dates; give a date for each, in the same direction (when)."], why: "in another direction" },
    { args: [0.1, row(1, 2), [[JAN_2026, JAN_2027], [JAN_2026, JAN_2027]]], says: ["#VALUE! There are 2 royalties but 4 dates; give a date for each, in the same direction (when)."], why: "a block of dates" },
    { args: [0.1, row(1, 2), JAN_2026], says: ["#VALUE! There are 2 royalties but 1 dates; give a date for each, in the same direction (when)."], why: "one date for two royalties" },
    { args: [0.1, row(1, 2), row(JAN_2026, null)], says: ["#VALUE! The cell is empty; type a number (0 if that is meant) (when, date 2)."], why: "a blank date" },
    { args: [0.1, row(1, 2), row(JAN_2026, "2027-01-01")], says: ['#VALUE! "2027-01-01" is text where a number belongs (when, date 2).'], why: "a date that is text" },
    { args: [0.1, row(1, 2), row(60, 61)], says: ["#VALUE! 60 is no date that can be used; give a date from 1 March 1900 (serial 61) to the end of 9999 (when, date 1)."], why: "29 February 1900" },
    { args: [0.1, row(1, 2), row(61, 2_958_466)], says: ["#VALUE! 2958466 is no date that can be used; give a date from 1 March 1900 (serial 61) to the end of 9999 (when, date 2)."], why: "after 9999" },
    { args: [0.1, row(1, 2), row(JAN_2026, JAN_2027), 0], says: ["#VALUE! 0 is no date that can be used"], why: "a valuation date of 0" },
    { args: [0.1, row(1, 2), row(JAN_2026, JAN_2027), "today"], says: ['#VALUE! "today" is text where a number belongs (valuation_date).'], why: "a valuation date that is text" },
    { args: [0.1, row(1, 2), row(JAN_2026, JAN_2027), row(JAN_2026, JAN_2026)], says: ["#VALUE! A range of 1 row × 2 columns stands where a single value belongs (valuation_date)."], why: "two valuation dates" },
    { args: [row(0.1, 0.2), row(1, 2), row(JAN_2026, JAN_2027)], says: ["#VALUE! With dates there is one rate, for a year; give a single cell (rate)."], why: "dates with several rates" },
    { args: [0.1, row(1, 2), "end", JAN_2026], says: ["#VALUE! A valuation date needs the dates of the royalties; give them as when, or leave the valuation date out (valuation_date)."], why: "a valuation date without dates" },
    { args: [0.1, 1, "mid", JAN_2026], says: ["#VALUE! A valuation date needs the dates of the royalties"], why: "a valuation date without dates, one royalty" },
  ];
  test.each(refused)("refused: $why", ({ args, says }) => expect(refusals("NPV_ROYALTY", ...args)).toEqual(says.map((one) => expect.stringContaining(one) as CellValue)));
});

describe("refused", () => {
  const words = '"end", "mid", "start", or a range of dates beside the royalties';
  const cases: readonly { readonly args: readonly Argument[]; readonly says: readonly string[]; readonly why: string }[] = [
    { args: [0.1, row(1, 2), null], says: [`#VALUE! This argument must be given: ${words} (when).`], why: "when is left out, for several royalties" },
    { args: [0.1, 1, null], says: [`#VALUE! This argument must be given: ${words} (when).`], why: "when is left out, for one royalty" },
    { args: [0.1, 1, ""], says: [`#VALUE! This argument must be given: ${words} (when).`], why: "when is an empty text" },
    { args: [0.1, 1, "begin"], says: [`#VALUE! "begin" is not one of the words ${words} (when).`], why: "an unknown word" },
    { args: [0.1, 1, true], says: [`#VALUE! TRUE is not one of the words ${words} (when).`], why: "TRUE, as in PMT" },
    { args: [0.1, 1, { error: "#N/A" }], says: ["#N/A The cell holds #N/A; mend that cell first (when)."], why: "an error" },
    { args: [-1, 1, "end"], says: ["#VALUE! The discount rate -1 is -100%; it must be above -100% (rate)."], why: "-100%" },
    { args: [-1.5, 1, "end"], says: ["#VALUE! The discount rate -1.5 is -150%; it must be above -100% (rate)."], why: "below -100%" },
    { args: [column(0.1, -1, -2), column(1, 2, 3), "end"], says: ["#VALUE! The discount rate -1 is -100%; it must be above -100% (rate, period 2).", "#VALUE! The discount rate -2 is -200%; it must be above -100% (rate, period 3)."], why: "two of several rates" },
    { args: [column(0.1, 0.2), row(1, 2), "end"], says: ["#VALUE! There are 2 rates for 2 royalties; give one rate, or one for each period in the same direction (rate)."], why: "rates down beside royalties across" },
    { args: [row(0.1, 0.2), row(1, 2, 3), "end"], says: ["#VALUE! There are 2 rates for 3 royalties; give one rate, or one for each period in the same direction (rate)."], why: "too few rates" },
    { args: [row(0.1, 0.2), 1, "end"], says: ["#VALUE! There are 2 rates for 1 royalties"], why: "two rates for one royalty" },
    { args: [row(0.1, null), row(1, 2), "end"], says: ["#VALUE! The cell is empty; type a number (0 if that is meant) (rate, period 2)."], why: "a blank rate" },
    { args: [null, 1, "end"], says: ["#VALUE! This argument must be given (rate)."], why: "no rate" },
    { args: ["10%", 1, "end"], says: ['#VALUE! "10%" is text that looks like a number; convert the cell to a number (rate).'], why: "a rate that is text" },
    { args: [0.1, [[1, 2], [3, 4]], "end"], says: ["#VALUE! A block of 2 rows × 2 columns stands where one row or one column belongs; select the periods only (royalties)."], why: "a block of royalties" },
    { args: [-0.999999999999999, row(...Array.from({ length: 30 }, () => 100)), "end"], says: ["#VALUE! The result 1.00e+452 is too large for a cell; check the rates and amounts."], why: "100 × 10^(15 × 30) is more than a double holds" },
    { args: [-0.9, row(0, 1), row(61, 2_958_465)], says: ["is too large for a cell"], why: "too large with dates" },
  ];
  test.each(cases)("$why", ({ args, says }) => expect(refusals("NPV_ROYALTY", ...args)).toEqual(says.map((one) => expect.stringContaining(one) as CellValue)));

  test("a present value too small for a double is 0", () => expect(presentValue(1e15, row(...Array.from({ length: 30 }, (_, t) => (t === 29 ? 1 : 0))), "end")).toBe(0));
});

describe("the statement", () => {
  const start: Grid = [
    ["Line", "Total", 1, 2],
    ["royalty", 200, 100, 100],
    ["rate", "", 0.25, 0.25],
    ["time", "", 0, 1],
    ["factor", "", 1, 0.8],
    ["present value", 180, 100, 80],
    ["rounding", 0, 0, 0],
    ["check", 0, 0, 0],
  ];
  test("across", () => expect(statement(0.25, row(100, 100), "start")).toEqual(start));
  test("down: the same, turned", () => expect(statement(0.25, column(100, 100), "start")).toEqual(turned(start)));
  test("one period is never turned", () => expect((statement(0.25, [[100]], "end") as Grid)[0]).toEqual(["Line", "Total", 1]));

  test("dates head the columns as whole serials, and time is in years of 365 days", () => {
    expect(statement(0.25, row(100, -50, 100), row(JAN_2026 + 0.5, JAN_2027, JAN_2027), JAN_2025)).toEqual([
      ["Line", "Total", JAN_2026, JAN_2027, JAN_2027],
      ["royalty", 150, 100, -50, 100],
      ["rate", "", 0.25, 0.25, 0.25],
      ["time", "", 1, 2, 2],
      ["factor", "", 0.8, 0.64, 0.64],
      ["present value", 112, 80, -32, 64],
      ["rounding", 0, 0, 0, 0],
      ["check", 0, 0, 0, 0],
    ]);
  });

  test.each([
    { when: "end", time: [1, 2], factor: [0.8, 0.5] },
    { when: "start", time: [0, 1], factor: [1, 0.8] },
  ])("$when: rates by period, times and factors", ({ when, time, factor }) => {
    const lines = statement(row(0.25, 0.6), row(100, 100), when);
    expect(line(lines, "rate", 2)).toEqual(row(0.25, 0.6));
    expect(line(lines, "time", 2)).toEqual(row(...time));
    expect(line(lines, "factor", 2)).toEqual(row(...factor));
  });

  test("mid: half periods", () => {
    const lines = statement(row(3, 3), row(100, 100), "mid");
    expect(line(lines, "time", 2)).toEqual(row(0.5, 1.5));
    expect(line(lines, "factor", 2)).toEqual(row(0.5, 0.125));
  });

  test("is refused as its answer is", () => {
    expect(refusals("NPV_ROYALTY.LINES", row(-2, 1), row("x", 1), "later")).toEqual(refusals("NPV_ROYALTY", row(-2, 1), row("x", 1), "later"));
  });
});

describe("every fault, in reading order", () => {
  const cases: readonly { readonly args: readonly Argument[]; readonly says: readonly string[]; readonly why: string }[] = [
    {
      args: [row(-1, -2), row("x", true), row("y", null), "z"],
      says: ["-100%", "-200%", "(royalties, period 1)", "(royalties, period 2)", "(when, date 1)", "(when, date 2)", "(valuation_date)"],
      why: "every argument wrong",
    },
    { args: [-1, "x", "later", JAN_2026], says: ["(rate)", "(royalties)", "(when)", "A valuation date needs the dates"], why: "every argument wrong, one period" },
    { args: [0.1, row(1, 2, 3), row(JAN_2026, 1, 2)], says: ["1 is no date", "2 is no date"], why: "two dates before 1900" },
    { args: [0.1, row(1, 2, 3), row(JAN_2026, "x", 2)], says: ["(when, date 2)", "2 is no date"], why: "a date that cannot be read hides no other date's fault" },
    { args: [row(-1, "x"), row(1, 2), "end"], says: ["-100%", "(rate, period 2)"], why: "a rate that cannot be read hides no other rate's fault" },
    { args: [row(0.1, 0.2, 0.3), row("x", 2), "end"], says: ["There are 3 rates for 2 royalties", "(royalties, period 1)"], why: "three rates for two royalties, readable or not" },
    { args: [0.1, row("x", 2), row(JAN_2026)], says: ["(royalties, period 1)", "2 royalties but 1 dates"], why: "one date for two royalties, readable or not" },
    { args: [0.1, row(1, 2), row(JAN_2026), "x"], says: ["2 royalties but 1 dates", "(valuation_date)"], why: "dates that do not fit hide nothing behind them" },
  ];
  // Given with dates, several rates are a fault of their own as well.
  test.each(cases)("$why", ({ args, says }) => {
    const said = refusals("NPV_ROYALTY", ...args).filter((one) => !one.includes("With dates there is one rate"));
    expect(said).toEqual(says.map((one) => expect.stringContaining(one) as CellValue));
  });
});
