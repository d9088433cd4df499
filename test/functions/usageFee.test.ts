import fc from "fast-check";
import type { CellValue, Grid } from "../../src/cells/cell";
import { Decimal } from "../../src/engine/decimal";
import { usageStatement, type MetricPeriod, type MetricTerms, type UsageTerms } from "../../src/engine/usageFee";
import { answer, line, refusals, row, type Argument } from "./call";

const fee = (...args: readonly Argument[]) => answer("USAGEFEE", ...args);
const statement = (...args: readonly Argument[]) => answer("USAGEFEE.LINES", ...args);

/** 100 included, 0.10 up to 500 chargeable ones, 0.08 above, up to a cap of 1,000; then 0.25. */
const OUTPUT = (method: string, start = "Above"): Grid => [
  ["Metric", start, "Price", "Method", "Included", "Use cap", "Overage price"],
  ["Output", 0, 0.1, method, 100, 1000, 0.25],
  ["", 500, 0.08, "", "", "", ""],
];
const used = (...units: readonly CellValue[]) => row("Output", ...units);

describe("one period at each limit, a hundredth below and a hundredth above", () => {
  const cases: readonly { readonly units: number; readonly marginal: number; readonly cliff: number; readonly from: number; readonly why: string }[] = [
    { units: 0, marginal: 0, cliff: 0, from: 0, why: "nothing used" },
    { units: 99.99, marginal: 0, cliff: 0, from: 0, why: "within what is included" },
    { units: 100, marginal: 0, cliff: 0, from: 0, why: "all that is included" },
    { units: 100.01, marginal: 0.001, cliff: 0.001, from: 0.001, why: "a hundredth is chargeable" },
    { units: 599.99, marginal: 49.999, cliff: 49.999, from: 49.999, why: "below the second tier" },
    { units: 600, marginal: 50, cliff: 50, from: 40, why: "500 chargeable: Above belongs below, From to the tier that starts" },
    { units: 600.01, marginal: 50.0008, cliff: 40.0008, from: 40.0008, why: "above it" },
    { units: 1000, marginal: 82, cliff: 72, from: 72, why: "at the cap: 900 chargeable" },
    { units: 1000.01, marginal: 82.0025, cliff: 72.0025, from: 72.0025, why: "a hundredth over the cap" },
    { units: 1200, marginal: 132, cliff: 122, from: 122, why: "200 over the cap" },
    { units: -10, marginal: -1, cliff: -1, from: -1, why: "a credit: at the first price, nothing included" },
    { units: 0.1 + 0.2 + 599.7, marginal: 50, cliff: 50, from: 40, why: "on the threshold in spite of the noise of doubles" },
  ];
  test.each(cases)("$units: $why", ({ units, marginal, cliff, from }) => {
    expect([fee(used(units), OUTPUT("marginal")), fee(used(units), OUTPUT("Cliff")), fee(used(units), OUTPUT("cliff", "From")), fee(used(units), OUTPUT("marginal", "From"))]).toEqual([[[marginal]], [[cliff]], [[from]], [[marginal]]]);
  });
});

describe("over several periods", () => {
  const cases: readonly { readonly args: readonly Argument[]; readonly fees: Grid; readonly why: string }[] = [
    { args: [used(400, 700, 1200), OUTPUT("marginal"), "each period"], fees: row(30, 58, 132), why: "each period by itself" },
    { args: [used(400, 300, 500), OUTPUT("marginal"), "NEVER"], fees: row(30, 28, 74), why: "one window: 400, 700, 1,200" },
    { args: [used(400, 300, 500), OUTPUT("marginal"), 2], fees: row(30, 28, 40), why: "two periods to a window: the third includes 100 again" },
    { args: [used(400, 300, 500), OUTPUT("marginal"), row("2026", "2026", "2027")], fees: row(30, 28, 40), why: "contract years" },
    { args: [used(600, 0.01, -0.01), OUTPUT("cliff"), "never"], fees: row(50, -9.9992, 9.9992), why: "a cliff crossed takes 0.02 off 500 units, and crossed back gives it back" },
    { args: [used(1200, -300, -900), OUTPUT("marginal"), "never"], fees: row(132, -58, -74), why: "a correction unwinds the overage first, then the tiers: 200 × 0.25 + 100 × 0.08" },
    { args: [used(50, -80, 130), OUTPUT("marginal"), "never"], fees: row(0, -3, 3), why: "30 below 0 at the first price; then up through what is included" },
    { args: [used(100, "", 500), OUTPUT("marginal"), "never"], fees: row(0, 0, 50), why: "a blank is 0, and its period stays" },
    { args: [used(400), OUTPUT("marginal")], fees: [[30]], why: "one period needs no window" },
  ];
  test.each(cases)("$why", ({ args, fees }) => expect(fee(...args)).toEqual(fees));
});

describe("several metrics, and the tables", () => {
  const usage: Grid = [["Licence", 1], ["Minutes", 1300]];
  const cases: readonly { readonly args: readonly Argument[]; readonly fees: Grid; readonly why: string }[] = [
    { args: [usage, [["Licence", 0, 250, "", 0], ["Minutes", 0, 0.15, "flat", 1000]]], fees: [[295]], why: "a fixed fee, and 300 minutes at 0.15" },
    { args: [usage, [["Minutes", 0, 0.15, "flat", 1000], ["Seats", 0, 9, "", ""], ["Licence", 0, 250, null, null]]], fees: [[295]], why: "cards in another order, and one that nobody uses" },
    { args: [[["MINUTES ", 1300], [" licence", 1]], [["Licence", 0, 250, "", 0], ["Minutes", 0, 0.15, "flat", 1000]]], fees: [[295]], why: "names in any case and with any spaces" },
    { args: [usage, [["overage", "INCLUDED UNITS", "Per unit", "Meter", "usage cap"], [0, 0, 250, "Licence", ""], [0.5, 1000, 0.15, "Minutes", 1200]]], fees: [[330]], why: "headers in any order, other words for them, and no column of tiers" },
    { args: [[["Metric", 2026, null], ["Licence", 1, 1]], row("Licence", 0, 250), "each period"], fees: row(250, 250), why: "over the periods any heads" },
    { args: [[["", "Q1", "Q2"], ["Licence", 1, 1]], row("Licence", 0, 250), "each period"], fees: row(250, 250), why: "an empty corner over named periods" },
    { args: [[...usage, [null, null], [0, 0]], [["Licence", "", 250, "", ""], ["Minutes", 0, 0.15, "", 1000], [0, 0, 0, 0, 0]]], fees: [[295]], why: "empty rows at the end, a first tier that starts at a blank" },
    { args: [[["Calls", 15], ["Tokens", 335]], [["Calls", 0, 0.001], ["Tokens", 0, 0.001]], null, 2], fees: [[0.36]], why: "each fee is rounded: 0.02 + 0.34, though together they are 0.35" },
    { args: [row("Calls", 5, -5), row("Calls", 0, 0.001), "each period", 2], fees: row(0.01, -0.01), why: "half a cent away from zero, on both sides" },
    { args: [row("Calls", 12), row("Calls", 0, 0)], fees: [[0]], why: "a price of 0" },
    { args: [row("Calls", 1e15), row("Calls", 0, 1e-9)], fees: [[1_000_000]], why: "the largest use, the smallest price" },
    { args: [row("Calls", 1000), row("Calls", 0, 0.1, "flat", 0, 1000)], fees: [[100]], why: "a cap without an overage price, exactly used" },
    { args: [row("Calls", 150), row("Calls", 0, 0.1, "flat", 100, 100, 2)], fees: [[100]], why: "all that the cap leaves is included: 50 over it" },
  ];
  test.each(cases)("$why", ({ args, fees }) => expect(fee(...args)).toEqual(fees));
});

describe("the statement", () => {
  test("a cliff: what its crossing adds for earlier units is a true-up", () => {
    const lines = statement(used(400, 300, 500), OUTPUT("cliff"), "never");
    expect(line(lines, "Output", 1)).toEqual([
      ["units", 400, 300, 500],
      ["included", 100, 0, 0],
      ["chargeable", 300, 300, 300],
      ["over cap", 0, 0, 200],
      ["card fee", 30, 24, 24],
      ["true-up", 0, -6, 0],
      ["overage fee", 0, 0, 50],
      ["rounding", 0, 0, 0],
      ["fee", 30, 18, 74],
    ]);
  });
  test("metrics in the order of the usage and named as there; their fees rounded, and the total", () => {
    expect(statement([["Tokens", 335], [" API   calls", 15]], [["api calls", 0, 0.001], ["tokens", 0, 0.001]], null, 2)).toEqual([
      ["Metric", "Line", 1],
      ...[["Tokens", 335, 0.335, 0.005, 0.34], ["API calls", 15, 0.015, 0.005, 0.02]].flatMap(([name, units, card, rounding, rounded]) => [
        [name, "units", units],
        [name, "included", 0],
        [name, "chargeable", units],
        [name, "over cap", 0],
        [name, "card fee", card],
        [name, "true-up", 0],
        [name, "overage fee", 0],
        [name, "rounding", rounding],
        [name, "fee", rounded],
      ]),
      ["", "total", 0.36],
      ["", "check", 0],
    ]);
  });
});

describe("refused", () => {
  const flat = row("Images", 0, 0.1);
  const head = ["Metric", "Above", "Price", "Method", "Included", "Use cap", "Overage price"];
  const cases: readonly { readonly args: readonly Argument[]; readonly says: readonly string[]; readonly why: string }[] = [
    { args: [row("Images", 1, 2), flat], says: ['#VALUE! With more than one period, say where the position starts again: "each period", "never", a number of periods, or a range beside the row of units (resets).'], why: "which window?" },
    { args: [row("Images", 400, 1200, 1100), row("Images", 0, 0.1, "", 0, 1000), "each period"], says: ["#N/A Images: use is 200 beyond the use cap of 1000, and the card has no price for that; give an overage price, or take the cap out if that is free (0 counts as none) (usage, row 1, period 2).", "#N/A Images: use is 100 beyond the use cap of 1000, and the card has no price for that; give an overage price, or take the cap out if that is free (0 counts as none) (usage, row 1, period 3)."], why: "use beyond the cap has no price: every period" },
    { args: [[["Metric", 1], ["Images", 750], ["Video", 8], ["Audio", 0]], flat], says: ['#N/A The rate card has no metric "Video"; add its price (usage, row 3, Metric).', '#N/A The rate card has no metric "Audio"; add its price (usage, row 4, Metric).'], why: "metrics without a price, used or not" },
    { args: [[["Images", 750], [" images", 50]], flat], says: ['#VALUE! The metric "images" stands twice; add its units up in one row (usage, row 2).'], why: "a metric twice in the usage" },
    { args: [[["Images", 750], ["", 50]], flat], says: ["#VALUE! The row names no metric; name it, or delete the row (usage, row 2, Metric)."], why: "units without a metric" },
    { args: [[["Year", 2026, 2027], ["Images", 1, 2]], flat, "never"], says: ['#N/A The rate card has no metric "Year"; add its price, or write Metric over the names if this is the header row (usage, row 1, Metric).'], why: "years under another word" },
    { args: [[["Item", "Jan", "Feb"], ["Images", 1, 2]], flat, "never"], says: ['#VALUE! The first row has texts where figures belong ("Jan", "Feb"); if it is the header row, write Metric over the names; if not, give figures (usage, row 1).'], why: "a header row in other words" },
    { args: [[["Images", 1], [null, 0], ["Video", 2]], flat], says: ["#VALUE! The row is empty; delete it (usage, row 2)."], why: "an empty row among the metrics" },
    { args: [row("Images", 1), [["Images", 0, 1], ["", "", ""], ["Video", 0, 1]]], says: ["#VALUE! The row is empty; delete it (rate_card, row 2)."], why: "an empty row among the prices" },
    { args: [row("Images", 1), row("Images", 0.1)], says: ["#VALUE! The column Price is missing; without a header row the columns are Metric, Above, Price: write 0 in front of a single price (rate_card)."], why: "a price that stands under Above" },
    { args: [row("Images", 1), row("Images", "", "")], says: ["#VALUE! The cell is empty; type a number (0 if that is meant) (rate_card, row 1, Price)."], why: "a price that is missing" },
    { args: [[[7, 750]], flat], says: ["#VALUE! 7 stands where a metric is named; begin each row with the name, as text (usage, row 1, Metric)."], why: "a number for a name" },
    { args: [[["Images"]], flat], says: ["#VALUE! The table has one column; it needs the metrics, and beside them their units, one column for each period (usage)."], why: "no units" },
    { args: [[["Metric", "Measure"], ["Images", 1]], flat], says: ['#VALUE! "Measure" stands where the amounts of period 1 belong; the table ends in 1 column of amounts, for the one period (usage, row 1, column 2).'], why: "two columns of names, and no units" },
    { args: [[["Metric", "Q1"]], flat], says: ["#VALUE! The table has no metrics (usage)."], why: "a header alone" },
    { args: [row("Images", 1), [["Images", 0, 0.1, "marginal"], ["Video", 0, 1, ""], ["Images", 0, 0.08, ""]]], says: ['#VALUE! The metric "Images" starts again below another; keep its rows together (rate_card, row 3, Metric).'], why: "a metric twice in the card" },
    { args: [row("Images", 1), [["Images", 0, 0.1, "stairs"], ["", 500, 0.08, ""]]], says: ['#VALUE! "stairs" is not one of the words "flat", "marginal", "cliff" (rate_card, row 1, Method).'], why: "no such method" },
    { args: [row("Images", 1), [["Images", 0, 0.1, "Flat"], ["", 500, 0.08, ""]]], says: ['#VALUE! A flat price has one row, and the metric "Images" has 2; keep one, or write marginal or cliff (rate_card, row 1, Method).'], why: "a flat price with tiers" },
    { args: [row("Images", 1), [["Images", 0, 0.1], ["Images", 500, 0.08]]], says: ['#VALUE! The metric "Images" has 2 rows; say how their prices apply, marginal or cliff (rate_card, row 1, Method).'], why: "tiers, and not how" },
    { args: [row("Images", 1), [["Metric", "Price", "Method"], ["Images", 0.1, "cliff"], ["Images", 0.08, ""]]], says: ["#VALUE! No column says where each tier starts; add Above or From (rate_card)."], why: "tiers, and not from where" },
    { args: [row("Images", 1), [["Metric", "Above", "From", "Price"], ["Images", 0, 0, 0.1]]], says: ["#VALUE! The columns Above and From exclude each other; keep one of them (rate_card, row 1)."], why: "both boundaries" },
    { args: [row("Images", 1), [["Metric", "Above"], ["Images", 0]]], says: ["#VALUE! The column Price is missing (rate_card)."], why: "no prices" },
    { args: [row("Images", 1), [["Images", 0, 0.1, "cliff"], ["", 500, 0.08, ""], ["", 400, 0.05, ""]]], says: ["#VALUE! Tier 3 starts at 400, which is not above tier 2 at 500; sort the table and delete empty rows (rate_card, row 3)."], why: "unsorted" },
    { args: [row("Images", 1), row("Images", 10, 0.1)], says: ["#VALUE! The first tier must start at 0, so that every unit falls in a tier (rate_card, row 1)."], why: "no price for the first ten" },
    { args: [row("Images", 1), [["Images", 0, 0.1, "cliff"], ["", "", 0.08, ""]]], says: ["#VALUE! The cell is empty; type a number (0 if that is meant) (rate_card, row 2, Above)."], why: "a tier without a start" },
    { args: [row("Images", 1), [head, ["Images", 0, "", "flat", -1, -5, -2]]], says: ["#VALUE! The cell is empty; type a number (0 if that is meant) (rate_card, row 2, Price).", "#VALUE! The number of included units -1 is negative; it must be 0 or more (rate_card, row 2).", "#VALUE! The use cap -5 is negative; it must be 0 or more (rate_card, row 2).", "#VALUE! The overage price -2 is negative; it must be 0 or more (rate_card, row 2).", "#VALUE! -1 units are included, more than the use cap of -5, which counts them too; raise the cap, or include fewer (rate_card, row 2)."], why: "every term that is wrong" },
    { args: [row("Images", 1), row("Images", 0, 0.1, "flat", 0, 0, 2)], says: ["#VALUE! An overage price without a use cap is never charged; give the use cap, or clear the price (rate_card, row 1)."], why: "an overage price without a cap" },
    { args: [row("Images", 1), row("Images", 0, 0.1, "flat", 10, 9.99, 2)], says: ["#VALUE! 10 units are included, more than the use cap of 9.99, which counts them too; raise the cap, or include fewer (rate_card, row 1)."], why: "more included than the cap allows" },
    { args: [row("Images", 1), [["Images", 0, 0.1, "cliff", 0, 900, 2], ["", 500, 0.08, "cliff", 1, 900, 2]]], says: ["Method", "Included", "Use cap", "Overage price"].map((column) => `#VALUE! ${column} belongs in the first row of the metric "Images", and holds for all of it; move it there (rate_card, row 2, ${column}).`), why: "terms below the first row" },
    { args: [row("Images", "x", 2), [["Metric", "Above", "Price", "Method"], ["Images", 0, "0.1", "cliff"], ["Images", true, 1, ""]], "weekly", 2.5], says: ['#VALUE! "x" is text where a number belongs (usage, row 1, period 1).', '#VALUE! "0.1" is text that looks like a number; convert the cell to a number (rate_card, row 2, Price).', '#VALUE! TRUE is not a number (rate_card, row 3, Above).', '#VALUE! "weekly" is not one of the words "each period", "never", a number of periods, or a range beside the row of units (resets).', '#VALUE! 2.5 is no number of decimals; give a whole number from 0 to 9, or "exact" (decimals).'], why: "every fault, in reading order" },
  ];
  test.each(cases)("$why", ({ args, says }) => {
    expect(refusals("USAGEFEE", ...args)).toEqual(says);
    expect(refusals("USAGEFEE.LINES", ...args)).toEqual(says);
  });
});

describe("laws", () => {
  const law = (name: string, property: fc.IRawProperty<unknown>) => test(name, async () => {
    await fc.assert(property, { numRuns: 300 });
  });
  const whole = (least: number, most: number) => fc.integer({ min: least, max: most }).map((units) => new Decimal(units));
  const price = fc.integer({ min: 0, max: 4000 }).map((thousandths) => new Decimal(thousandths).dividedBy(1000));
  const zero = new Decimal(0);
  const card: fc.Arbitrary<MetricTerms["card"]> = fc
    .record({ thresholds: fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 3 }), prices: fc.array(price, { minLength: 4, maxLength: 4 }), method: fc.constantFrom("marginal" as const, "cliff" as const), threshold: fc.constantFrom("above" as const, "from" as const), included: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 30 })), beyond: fc.option(fc.integer({ min: 0, max: 60 })), overagePrice: price })
    .map(({ thresholds, prices, method, threshold, included, beyond, overagePrice }) => ({
      prices: { tiers: [0, ...thresholds.sort((a, b) => a - b)].map((above, i) => ({ above: new Decimal(above), rate: prices[i] ?? zero })), threshold },
      method,
      included: new Decimal(included),
      ...(beyond === null ? {} : { useCap: new Decimal(Math.max(1, included + beyond)), overagePrice }),
    }));
  /** With so many units that each limit is passed, or so few that they go below 0. */
  const terms: fc.Arbitrary<UsageTerms> = fc.integer({ min: 1, max: 6 }).chain((periods) =>
    fc.record({
      metrics: fc.array(fc.record({ units: fc.array(whole(-40, 80), { minLength: periods, maxLength: periods }), card }), { minLength: 1, maxLength: 3 }),
      resets: fc.array(fc.boolean(), { minLength: periods, maxLength: periods }).map(([, ...rest]) => [true, ...rest]),
      decimals: fc.constantFrom<UsageTerms["decimals"]>("exact", 0, 2),
    }),
  );
  const total = (figures: readonly Decimal[]) => figures.reduce((sum, figure) => sum.plus(figure), zero);
  const fees = (given: UsageTerms) => usageStatement(given).totals.map((one) => one.total.toString());

  law("the fee of all units in one period is the sum of the fees of the periods, when nothing restarts and nothing is rounded", fc.property(terms, (given) => {
    const resets = given.resets.map((_, t) => t === 0);
    const periods = usageStatement({ ...given, resets, decimals: "exact" });
    const once = usageStatement({ metrics: given.metrics.map(({ units, card: one }) => ({ units: [total(units)], card: one })), resets: [true], decimals: "exact" });
    expect(total(periods.totals.map((one) => one.total)).toString()).toBe(once.totals[0]?.total.toString());
    once.metrics.forEach(([all], i) => {
      for (const of of ["units", "included", "chargeable", "overCap", "overageFee", "fee"] as const) expect(total(periods.metrics[i]?.map((one) => one[of]) ?? []).toString()).toBe(all?.[of].toString());
    });
  }));

  law("the same of each window by itself: a window knows nothing of another", fc.property(terms, (given) => {
    const starts = given.resets.flatMap((isStart, t) => (isStart ? [t] : []));
    const alone = starts.flatMap((start, i) => {
      const end = starts[i + 1] ?? given.resets.length;
      return fees({ ...given, metrics: given.metrics.map(({ units, card: one }) => ({ units: units.slice(start, end), card: one })), resets: given.resets.slice(start, end) });
    });
    expect(alone).toEqual(fees(given));
  }));

  law("units are included, chargeable or over the cap; what they cost adds up to the fee, and the fees to the total", fc.property(terms, (given) => {
    const { metrics, totals } = usageStatement(given);
    const parts = (one: MetricPeriod) => [one.cardFee, one.trueUp, one.overageFee, one.rounding];
    metrics.forEach((periods, i) => periods.forEach((one, t) => {
      expect(total([one.included, one.chargeable, one.overCap]).toString()).toBe(given.metrics[i]?.units[t]?.toString());
      expect(total(parts(one)).toString()).toBe(one.fee.toString());
      if (given.decimals !== "exact") expect(one.fee.decimalPlaces()).toBeLessThanOrEqual(given.decimals);
    }));
    totals.forEach((one, t) => {
      expect(total(metrics.flatMap((periods) => periods[t]?.fee ?? [])).toString()).toBe(one.total.toString());
      expect(one.check.isZero()).toBe(true);
    });
  }));

  law("metrics by themselves cost what they cost together", fc.property(terms, (given) => {
    const alone = given.metrics.map((metric) => usageStatement({ ...given, metrics: [metric] }).totals.map((one) => one.total));
    expect(given.resets.map((_, t) => total(alone.flatMap((one) => one[t] ?? [])).toString())).toEqual(fees(given));
  }));

  law("a window never includes more than is included, and nothing is over the cap below it", fc.property(terms, (given) => {
    const { metrics } = usageStatement({ ...given, resets: given.resets.map((_, t) => t === 0) });
    metrics.forEach((periods, i) => {
      const terms = given.metrics[i]?.card;
      let [units, included, overCap] = [zero, zero, zero];
      for (const one of periods) {
        [units, included, overCap] = [units.plus(one.units), included.plus(one.included), overCap.plus(one.overCap)];
        expect(included.toString()).toBe(Decimal.max(0, Decimal.min(units, terms?.included ?? 0)).toString());
        expect(overCap.toString()).toBe(terms?.useCap === undefined ? "0" : Decimal.max(0, units.minus(terms.useCap)).toString());
      }
    });
  }));

  test("asked twice, the same; and no argument is changed", () => {
    const args = [Object.freeze([Object.freeze(["Output", 400, 300, 500] as CellValue[])]), OUTPUT("cliff").map((one) => Object.freeze([...one])), "never", 2] as Argument[];
    expect(fee(...args)).toEqual(fee(...args));
  });
});
