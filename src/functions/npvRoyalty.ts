import { datePlace, isOneOrBeside, liesBeside, periodPlace, wordOf, wrong, Reading, type Direction, type Series } from "../cells/decode";
import { periodNumbers, statementGrid, statementShape, toDouble, type StatementLayout } from "../cells/encode";
import { ZERO, sum } from "../engine/decimal";
import { dateFaults, discountRateFaults, presentValueStatement, type PresentValueLine, type PresentValueTerms, type Timing } from "../engine/npvRoyalty";

/**
 * Present value of royalties at a discount rate, with the timing said in the formula.
 * @customfunction NPV_ROYALTY
 * @param rate The discount rate for one period as a fraction (2% a quarter is 0.02), above -1; or one for each period, laid out as the royalties. With dates: one rate for a year.
 * @param royalties The royalties, one for each period: an amount, a row or a column. Costs are negative.
 * @param when "end": the first flow is one period away, as in Excel's NPV. "mid": half a period. "start": it is now. Or a range of dates beside the royalties. Must always be given.
 * @param [valuation_date] With dates only: the day of the valuation; default the first date listed.
 * @returns The present value, unrounded.
 * @remarks
 * Present value = Σ royalty × factor. With rates by period the factors are chained: end takes all rates up to the period's own; mid the earlier ones in full and its own for half a period; start the earlier ones only. With dates the factor is (1 + rate)^(−days ÷ 365), as in Excel's XNPV.
 *
 * **What does a blank do?** A blank royalty counts as 0 and keeps its period: (100, blank, 100) at 10%, end, is 166.04. A blank rate or date is refused.
 *
 * **A negative?** Negative flows are discounted like any other. Negative rates work, with dates too, as long as they are above −100%.
 *
 * **A flow exactly on the valuation date?** Has factor 1. A date before it is refused; equal dates are fine. (There are no thresholds here; see TIEREDROYALTY.)
 *
 * **A rate typed as 8 for 8%?** Means 800% and is computed: a discount rate may be above 1. The statement shows it in its line of rates.
 *
 * **Which periods restart?** None: the periods follow each other. The rate is for one period; turn an annual one into a quarterly one in the sheet, where it can be seen: `=(1+annual)^(1/4)-1`.
 *
 * **When is it rounded?** Never. Put ROUND around it where the contract does. Inside, only the factors are cut, at 60 digits.
 *
 * **What if the royalties are all 0?** The present value is 0. (There are no weights here.)
 *
 * **What is different from Excel's own NPV, XNPV and ROUND?** Excel's NPV skips blanks and text, which pulls later flows forward: (100, blank, 100) becomes 173.55. Here a blank keeps its place, and text is refused. NPV always means "end"; here it must be said. Excel's XNPV refuses negative rates and lets the first date alone be the valuation date. Nothing is rounded here; Excel's ROUND around the answer rounds the double nearest to the exact figure.
 *
 * **How do I write it by hand in plain Excel?** A line of factors, `=1/(1+rate)^t` with t = 1, 2, … (end), 0.5, 1.5, … (mid), 0, 1, … (start) or `(date-valuation_date)/365`, and `=SUMPRODUCT(royalties,factors)`.
 *
 * **Where can I see the working?** `=DEAL.NPV_ROYALTY.LINES(…)` with the same arguments.
 * @example =ROUND(DEAL.NPV_ROYALTY(0.1, {100,0,100}, "end"), 2) → 166.04
 * @example =DEAL.NPV_ROYALTY(0.25, {100;100}, "start") → 180
 * @example =DEAL.NPV_ROYALTY({0.25;0.6}, {100;100}, "end") → 130
 * @example =DEAL.NPV_ROYALTY(0.21, 110, "mid") → 100
 * @example =DEAL.NPV_ROYALTY(0.25, {100,100}, {46023,46388}) → 180
 * @example =DEAL.NPV_ROYALTY(0.25, {100,100}, {46023,46388}, 45658) → 144
 * @example =DEAL.NPV_ROYALTY(-0.5, 100, "end") → 200
 * @example =DEAL.NPV_ROYALTY(0.1, {100,100}) → #VALUE! This argument must be given: "end", "mid", "start", or a range of dates beside the royalties (when).
 * @example =DEAL.NPV_ROYALTY(-1, 100, "end") → #VALUE! The discount rate -1 is -100%; it must be above -100% (rate).
 * @example =DEAL.NPV_ROYALTY(0.1, {100,"n/a",100}, "end") → #VALUE! "n/a" is text where a number belongs (royalties, period 2).
 * @example =DEAL.NPV_ROYALTY(0.1, {100,100}, {46388,46023}) → #VALUE! The date 46023 is before the valuation date 46388; give an earlier valuation date (when, date 2).
 */
export function npvRoyalty(rate: any[][], royalties: any[][], when: any[][], valuation_date?: any[][]): number {
  const { reading, terms } = presentValueCall({ rate, royalties, when, valuation_date });
  return reading.answered(ONE_CELL, () => toDouble(presentValueStatement(terms).presentValue));
}

/**
 * The statement behind NPV_ROYALTY: each period's royalty, rate, time, factor and present value, their total, and a check that is 0.
 * @customfunction NPV_ROYALTY.LINES
 * @returns A header row and the lines of the statement, a column for each period after the total, headed by number or by date; turned when the periods run down.
 * @identity Royalty × factor = present value, and the total of that line is the answer. Check: for each flow, the royalty less its present value compounded back; in total, the flows discounted backwards, from the last to the first, less the present value.
 * @remarks
 * Time is in periods, or with dates in years of 365 days from the valuation date.
 * @example =DEAL.NPV_ROYALTY.LINES(0.25, {100,100}, "start") → {"Line","Total",1,2;"royalty",200,100,100;"rate","",0.25,0.25;"time","",0,1;"factor","",1,0.8;"present value",180,100,80;"rounding",0,0,0;"check",0,0,0}
 * @example =DEAL.NPV_ROYALTY.LINES(0.1, {100,100}, "later") → #VALUE! "later" is not one of the words "end", "mid", "start", or a range of dates beside the royalties (when).
 */
export function npvRoyaltyLines(rate: any[][], royalties: any[][], when: any[][], valuation_date?: any[][]): any[][] {
  const { reading, terms, direction } = presentValueCall({ rate, royalties, when, valuation_date });
  const shape = statementShape(presentValueLayout({ royalty: "", presentValue: "", rounding: "", check: "" }, direction), 1, terms.royalties.length);
  return reading.answered(shape, () => {
    const { lines, presentValue, check } = presentValueStatement(terms);
    const layout = presentValueLayout({ royalty: sum(lines.map(({ royalty }) => royalty)), presentValue, rounding: ZERO, check }, direction);
    const heads = typeof terms.when === "string" ? periodNumbers(lines) : terms.when.dates;
    return statementGrid(layout, heads, ({ key }) => lines.map((line) => (key === "rounding" ? ZERO : line[key])));
  });
}

/** Some of the lines have a total, in front of the periods. */
export function presentValueLayout<Total>(
  total: Readonly<Record<"royalty" | "presentValue" | "rounding" | "check", Total>>,
  direction: Direction,
): StatementLayout<keyof PresentValueLine | "rounding", never, Total | string> {
  return {
    head: ["Line", "Total"],
    rows: [
      { key: "royalty", labels: ["royalty", total.royalty] },
      { key: "rate", labels: ["rate", ""] },
      { key: "time", labels: ["time", ""] },
      { key: "factor", labels: ["factor", ""] },
      { key: "presentValue", labels: ["present value", total.presentValue] },
      { key: "rounding", labels: ["rounding", total.rounding] },
      { key: "check", labels: ["check", total.check] },
    ],
    direction,
  };
}

const ONE_CELL = { rows: 1, columns: 1 };

const TIMINGS = ["end", "mid", "start"] as const;

/** The call as it is read. */
export function presentValueCall({ rate, royalties, when, valuation_date }: Record<"rate" | "royalties" | "when" | "valuation_date", unknown>) {
  const reading = new Reading("rate", "royalties", "when", "valuation_date");
  const rates = reading.series("rate", rate, "refused");
  reading.noteItems("rate", discountRateFaults(rates.values), (item) => periodPlace("rate", item, rates.values.length));
  const flows = reading.series("royalties", royalties);
  if (flows.values.length > 0 && !isOneOrBeside(rates, flows)) {
    reading.note("rate", wrong(`There are ${rates.values.length} rates for ${flows.values.length} royalties; give one rate, or one for each period in the same direction`));
  }
  const timing = readTiming(reading, when, valuation_date, flows);
  if (typeof timing !== "string" && rates.direction !== "single") reading.note("rate", wrong("With dates there is one rate, for a year; give a single cell"));
  const terms: PresentValueTerms = { rates: rates.values, royalties: flows.values, when: timing };
  return { reading, terms, direction: flows.direction };
}

function readTiming(reading: Reading, when: unknown, valuationDate: unknown, flows: Series): Timing {
  const grid = reading.cells(when);
  const value = grid?.[0]?.[0] ?? null;
  const single = grid?.length === 1 && grid[0]?.length === 1;
  if (grid === null) {
    reading.note("when", wrong('This argument must be given: "end", "mid", "start", or a range of dates beside the royalties'));
    return "end";
  }
  if (single && typeof value !== "number") {
    const word = wordOf(value, TIMINGS);
    if (word === undefined) reading.unlisted("when", value, TIMINGS, ", or a range of dates beside the royalties");
    if (reading.cells(valuationDate) !== null) reading.note("valuation_date", wrong("A valuation date needs the dates of the royalties; give them as when, or leave the valuation date out"));
    return word ?? "end";
  }
  const lie = { values: grid.flat(), direction: single ? "single" : grid.length === 1 ? "across" : grid[0]?.length === 1 ? "down" : "block" };
  if (flows.values.length > 0 && !liesBeside(lie, flows)) {
    reading.note("when", wrong(`There are ${flows.values.length} royalties but ${lie.values.length} dates; give a date for each, in the same direction`));
  }
  const dates = reading.dates("when", grid);
  const valuation = reading.singleValue("valuation_date", valuationDate);
  const timing = { dates, valuationDate: valuation === null || valuation === undefined ? (dates[0] ?? NaN) : reading.date("valuation_date", valuation) };
  reading.noteItems("when", dateFaults(timing), (item) => datePlace("when", item, dates.length));
  return timing;
}
