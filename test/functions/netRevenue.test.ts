import fc from "fast-check";
import type { CellValue, Grid } from "../../src/cells/cell";
import { Decimal } from "../../src/engine/decimal";
import { netRevenueStatement, type NetRevenueTerms } from "../../src/engine/netRevenue";
import { answer, column, line, refusals, row, turned, type Argument } from "./call";

const netRevenue = (...args: readonly Argument[]) => answer("NETREVENUE", ...args);
const statement = (...args: readonly Argument[]) => answer("NETREVENUE.LINES", ...args);

const REPORT: Grid = [
  ["VAT", "exclusion", null, null, 10_000],
  ["Freight", "deduction", 0.05, null, 8_000],
  ["Commission", "deduction", null, 4_000, 3_000],
  ["Packaging", "deduction", null, null, 6_000],
];

describe("one deduction at its caps, a cent below and a cent above", () => {
  const cases: readonly { readonly gross: number; readonly capRate: number; readonly capAmount: number; readonly claimed: number; readonly net: number; readonly why: string }[] = [
    { gross: 100, capRate: 0, capAmount: 0, claimed: 8, net: 92, why: "no cap: all of it" },
    { gross: 100, capRate: 0.05, capAmount: 0, claimed: 5, net: 95, why: "exactly 5%" },
    { gross: 100, capRate: 0.05, capAmount: 0, claimed: 4.99, net: 95.01, why: "a cent below" },
    { gross: 100, capRate: 0.05, capAmount: 0, claimed: 5.01, net: 95, why: "a cent above is disallowed" },
    { gross: 100, capRate: 0, capAmount: 5, claimed: 5.01, net: 95, why: "a cent above a cap in money" },
    { gross: 100, capRate: 0.1, capAmount: 8, claimed: 9, net: 92, why: "both: the amount is the lower" },
    { gross: 40, capRate: 0.1, capAmount: 8, claimed: 9, net: 36, why: "both: the rate is the lower" },
    { gross: 100, capRate: 1, capAmount: 0, claimed: 120, net: 0, why: "no more than gross" },
    { gross: 100, capRate: 0.05, capAmount: 5, claimed: -30, net: 130, why: "given back in full, whatever the caps" },
    { gross: -100, capRate: 0.05, capAmount: 0, claimed: 8, net: 0, why: "5% of a negative gross is nothing, and −100 is a deficit" },
    { gross: 0.3, capRate: 0.1, capAmount: 0, claimed: 0.1 + 0.2 - 0.27, net: 0.27, why: "0.03 of 0.30, on the cap, in spite of the noise of doubles" },
    { gross: 1e15, capRate: 0.000000001, capAmount: 0, claimed: 1e15, net: 999_999_999_000_000, why: "the largest amount" },
  ];
  test.each(cases)("$gross, cap $capRate or $capAmount, claimed $claimed: $why", ({ gross, capRate, capAmount, claimed, net }) => {
    expect(netRevenue(gross, row("Freight", "deduction", capRate, capAmount, claimed))).toEqual([[net]]);
  });
});

describe("several under a common cap", () => {
  const cases: readonly { readonly args: readonly Argument[]; readonly net: Grid; readonly why: string }[] = [
    { args: [100_000, REPORT], net: [[76_000]], why: "100,000 − 10,000 − 5,000 − 3,000 − 6,000" },
    { args: [100_000, REPORT, 0.14], net: [[76_000]], why: "14,000 exactly on the cap" },
    { args: [100_000, REPORT, 0.1399999], net: [[76_000.01]], why: "a cent less is allowed" },
    { args: [100_000, REPORT, 0.1400001], net: [[76_000]], why: "a cent more is not claimed" },
    { args: [100_000, REPORT, 0.1], net: [[80_000]], why: "10,000 in all" },
    { args: [100, [["a", "deduction", 12], ["b", "deduction", -4], ["c", "deduction", 3]], 0.1], net: [[90]], why: "15 − 4 is 1 above the cap: 14 of the 15 are allowed" },
    { args: [100, [["a", "deduction", 12], ["b", "deduction", -5], ["c", "deduction", 3]], 0.1], net: [[90]], why: "15 − 5 is on the cap" },
    { args: [-100, [["a", "deduction", 3], ["b", "deduction", -8]], 0.1, "floor"], net: [[0]], why: "a negative gross allows nothing, and −95 is floored" },
    { args: [row(100, 0), [["a", "deduction", 30, 1]], 0.2, "floor"], net: [[80, 0]], why: "of no gross nothing" },
  ];
  test.each(cases)("$why", ({ args, net }) => expect(netRevenue(...args)).toEqual(net));
});

describe("a net below 0", () => {
  const refunds = row("Refunds", "exclusion", 20, 90, 0);
  const cases: readonly { readonly args: readonly Argument[]; readonly net: Grid; readonly why: string }[] = [
    { args: [row(100, 50, 200), refunds, null, "carry"], net: row(80, 0, 160), why: "80, −40, 200 − 40" },
    { args: [row(100, 50, 200), refunds, null, "FLOOR"], net: row(80, 0, 200), why: "the 40 are lost" },
    { args: [row(100, 50, 200), refunds, null, "carry", 80], net: row(0, 0, 160), why: "the deficit takes exactly the first 80" },
    { args: [row(100, 50, 200), refunds, null, "carry", 80.01], net: row(0, 0, 159.99), why: "and a cent of the third period" },
    { args: [row(100, 50, 200), refunds, null, "carry", 1000], net: row(0, 0, 0), why: "a deficit that outlasts all" },
    { args: [50, row("Refunds", "exclusion", 90)], net: [[0]], why: "one period: 0, carried or not" },
    { args: [row(2.675, -0.005, 1.005), row("Refunds", "exclusion", 0, 0, 0), null, "carry", null, 2], net: row(2.68, 0, 1), why: "each answer by itself; the deficit of 0.005 is carried unrounded: 1.005 − 0.005" },
  ];
  test.each(cases)("$why", ({ args, net }) => expect(netRevenue(...args)).toEqual(net));
});

describe("the table", () => {
  const cases: readonly { readonly args: readonly Argument[]; readonly net: Grid; readonly why: string }[] = [
    { args: [column(100, 200), [["Freight", "deduction", 8, 16]], null, "carry"], net: column(92, 184), why: "always across, though gross runs down" },
    { args: [100, [["TYPE", "item", "Cap Amount", "2026"], ["Deduction", "Freight", 5, 8]]], net: [[95]], why: "headers in any order and case, and over the period anything" },
    { args: [100, [["", "deduction", null, null, 8], [null, null, null, null, null], [0, 0, 0, 0, 0]]], net: [[92]], why: "empty rows at the end" },
    { args: [row(100, 100), [["Line", "deduction", 8, ""]], null, "carry"], net: row(92, 100), why: "a line that is called Line is no header; a blank amount is 0" },
    { args: [100, [["Deduction", "Kind", "Q1"], ["Freight", "deduction", 8]]], net: [[92]], why: "lines that are headed Deduction" },
    { args: [100, [["Line", "Kind", null, "Q1"], ["Freight", "deduction", null, 8]]], net: [[92]], why: "an empty column without a header" },
  ];
  test.each(cases)("$why", ({ args, net }) => expect(netRevenue(...args)).toEqual(net));
});

describe("the statement", () => {
  const across: Grid = [
    ["Line", "Deduction", 1, 2],
    ["gross", "", 100, 50],
    ["exclusions", "", 20, 90],
    ["claimed", "Freight", 8, 4],
    ["allowed", "Freight", 5, 2.5],
    ["disallowed", "Freight", 3, 1.5],
    ["claimed", 3, 1, 0.005],
    ["allowed", 3, 1, 0.005],
    ["disallowed", 3, 0, 0],
    ["deficit opening", "", 1, 0],
    ["deficit closing", "", 0, 42.505],
    ["floored", "", 0, 0],
    ["rounding", "", 0, 0],
    ["net", "", 73, 0],
    ["check", "", 0, 0],
  ];
  const table: Grid = [["Refunds", "exclusion", 0, 20, 90], ["Freight", "deduction", 0.05, 8, 4], [null, "deduction", 0, 1, 0.005]];
  test("across", () => expect(statement(row(100, 50), table, null, "carry", 1, 2)).toEqual(across));
  test("down: the same, turned", () => expect(statement(column(100, 50), table, null, "carry", 1, 2)).toEqual(turned(across)));
  test("what a common cap cuts, in proportion to what the own caps left: 5,000, 3,000, 6,000 to 10,000", () => {
    const lines = statement(100_000, REPORT, 0.1, null, null, 2);
    const allowed = (lines as Grid).filter(([label]) => label === "allowed").map(([, name, figure]) => [name, new Decimal(figure as number).toFixed(2)]);
    expect(allowed).toEqual([["Freight", "3571.43"], ["Commission", "2142.86"], ["Packaging", "4285.71"]]);
  });
  test("floored, and rounding", () => {
    const lines = statement(row(1.005, 1), [["Refunds", "exclusion", 0, 3]], null, "floor", null, 2);
    expect(line(lines, "floored", 2)).toEqual(row(0, 2));
    expect(line(lines, "rounding", 2)).toEqual(row(0.005, 0));
    expect(line(lines, "net", 2)).toEqual(row(1.01, 0));
  });
});

describe("refused", () => {
  const once = row("Freight", "deduction", 8);
  const cases: readonly { readonly args: readonly Argument[]; readonly says: readonly string[]; readonly why: string }[] = [
    { args: [row(1, 2), [["a", "deduction", 1, 2]]], says: ['#VALUE! With more than one period, say what becomes of a net below 0: "carry" (it comes off later periods) or "floor" (it is lost) (negative).'], why: "carried or lost?" },
    { args: [100, once, null, "carry", -1], says: ["#VALUE! The opening deficit -1 is negative; it must be 0 or more (opening)."], why: "a negative deficit" },
    { args: [100, once, null, "floor", 1], says: ['#VALUE! With "floor" a deficit is lost, and none is brought in; leave opening out, or say "carry" (opening).'], why: "a deficit that is lost" },
    { args: [100, once, 10], says: ["#VALUE! The rate 10 is 1000%; was a percentage typed as a whole number? 10% is 0.1 (cap)."], why: "10 for 10%" },
    { args: [100, once, -0.1], says: ["#VALUE! The rate -0.1 is negative; it must be 0 or more (cap)."], why: "a negative common cap" },
    { args: [100, [["a", "deduction", -0.1, 0, 8], ["b", "deduction", 0, -5, 8], ["c", "deduction", 8, -5, 8]]], says: ["#VALUE! The rate -0.1 is negative; it must be 0 or more (deductions, row 1, Cap rate).", "#VALUE! The cap amount -5 is negative; it must be 0 or more (deductions, row 2, Cap amount).", "#VALUE! The rate 8 is 800%; was a percentage typed as a whole number? 8% is 0.08 (deductions, row 3, Cap rate).", "#VALUE! The cap amount -5 is negative; it must be 0 or more (deductions, row 3, Cap amount)."], why: "every cap that is wrong" },
    { args: [100, [["VAT", "exclusion", 0, 5, 8]]], says: ["#VALUE! An exclusion has no cap, for it was never revenue; clear the cap, or make it a deduction (deductions, row 1, Cap amount)."], why: "a cap on an exclusion" },
    { args: [100, [["Line", "Kind", "Amount"], ["Freight", "cost", 8], ["VAT", null, 1]]], says: ['#VALUE! "cost" is not one of the words "exclusion", "deduction" (deductions, row 2, Kind).', '#VALUE! The cell is empty; write one of the words "exclusion", "deduction" (deductions, row 3, Kind).'], why: "no such kind" },
    { args: [100, [["Line", "Cap rate", "Amount"], ["Freight", 0.05, 8]]], says: ["#VALUE! The column Kind is missing; it says of each line whether it is an exclusion or a deduction (deductions)."], why: "no kinds" },
    { args: [row(1, 2), row("Freight", 8), null, "carry"], says: ["#VALUE! The table has 2 columns; it needs Line and Kind, then Cap rate and Cap amount where there are caps, and then 2 columns of amounts, one for each period (deductions)."], why: "fewer columns than it needs" },
    { args: [1, row("Freight", "deduction", 0, 0, 8, 9)], says: ["#VALUE! The table has 6 columns; it needs Line and Kind, then Cap rate and Cap amount where there are caps, and then one column of amounts (deductions)."], why: "amounts for more periods than gross has" },
    { args: [100, [["Line", "Kind", "Q1"], [null, null, null]]], says: ["#VALUE! The table has no lines (deductions)."], why: "a header alone" },
    { args: [100, row("Freight", "deduction", 4000, 8000)], says: ["#VALUE! The rate 4000 is 400000%; a rate is a fraction from 0 to 1, and a cap in money belongs in Cap amount (deductions, row 1, Cap rate)."], why: "an amount where a rate belongs" },
    { args: [100, [["Line", "Kind", "Cap rate"], ["Freight", "deduction", 0.05]]], says: ['#VALUE! "Cap rate" stands where the amounts of period 1 belong; the table ends in 1 column of amounts, for the one period (deductions, row 1, column 3).'], why: "no amounts" },
    { args: [row(1, 2, 3), [["Line", "Kind", "Cap rate", "Cap amount", "Q1", "Q2"], ["Freight", "deduction", 0.05, 4000, 8000, 6000]], null, "carry"], says: ['#VALUE! "Cap amount" stands where the amounts of period 1 belong; the table ends in 3 columns of amounts, one for each period (deductions, row 1, column 4).'], why: "selected a column short" },
    { args: [100, [["Cost", "Class", "Q1"], ["Freight", "deduction", 8]]], says: ['#VALUE! The first row has texts where figures belong ("Q1"); if it is the header row, write Line and Kind over the first columns; if not, give figures (deductions, row 1).'], why: "a header row in other words" },
    { args: [100, [["Freight", "deduction", 8], [null, "", 0], ["VAT", "exclusion", 5]]], says: ["#VALUE! The row is empty; delete it (deductions, row 2)."], why: "an empty row among the lines" },
    { args: [100, null], says: ["#VALUE! This argument must be given (deductions)."], why: "no table" },
    { args: [row(100, "x"), [["a", "deduction", 8, "8"]], null, "lose"], says: ['#VALUE! "x" is text where a number belongs (gross, period 2).', '#VALUE! "8" is text that looks like a number; convert the cell to a number (deductions, row 1, period 2).', '#VALUE! "lose" is not one of the words "carry", "floor" (negative).'], why: "every fault, in reading order" },
    { args: [100, once, null, null, null, 2.5], says: ['#VALUE! 2.5 is no number of decimals; give a whole number from 0 to 9, or "exact" (decimals).'], why: "two and a half decimals" },
  ];
  test.each(cases)("$why", ({ args, says }) => {
    expect(refusals("NETREVENUE", ...args)).toEqual(says);
    expect(refusals("NETREVENUE.LINES", ...args)).toEqual(says);
  });
});

describe("laws", () => {
  const law = (name: string, property: fc.IRawProperty<unknown>) => test(name, async () => {
    await fc.assert(property, { numRuns: 300 });
  });
  const cents = (least: number, most: number) => fc.integer({ min: least, max: most }).map((units) => new Decimal(units).dividedBy(100));
  const rate = fc.integer({ min: 0, max: 300 }).map((permille) => new Decimal(permille).dividedBy(1000));
  const terms: fc.Arbitrary<NetRevenueTerms> = fc.integer({ min: 1, max: 5 }).chain((periods) =>
    fc.record({
      gross: fc.array(cents(-20_000, 500_000), { minLength: periods, maxLength: periods }),
      deductions: fc.array(
        fc.record({ kind: fc.constantFrom("exclusion" as const, "deduction" as const), capRate: rate, capAmount: fc.oneof(fc.constant(new Decimal(0)), cents(1, 30_000)), claimed: fc.array(cents(-5_000, 60_000), { minLength: periods, maxLength: periods }) }),
        { minLength: 1, maxLength: 4 },
      ),
      cap: fc.oneof(fc.constant(new Decimal(0)), rate),
      negative: fc.constantFrom("carry" as const, "floor" as const),
      opening: fc.constant(new Decimal(0)),
      decimals: fc.constantFrom<NetRevenueTerms["decimals"]>("exact", 0, 2),
    }),
  );
  const total = (figures: readonly Decimal[]) => figures.reduce((sum, figure) => sum.plus(figure), new Decimal(0));

  law("allowed + disallowed = claimed, of every deduction in every period, and nothing is disallowed of what is given back", fc.property(terms, (given) => {
    const costs = given.deductions.filter(({ kind }) => kind === "deduction");
    netRevenueStatement(given).forEach(({ deductions }, t) => deductions.forEach(({ claimed, allowed, disallowed }, i) => {
      expect(allowed.plus(disallowed).toString()).toBe(claimed.toString());
      expect(claimed.toString()).toBe(costs[i]?.claimed[t]?.toString());
      expect(disallowed.isZero() || (disallowed.greaterThan(0) && claimed.greaterThan(0))).toBe(true);
    }));
  }));

  law("what is allowed meets no cap, and net is what is left of gross, to 50 digits where the common cap divides", fc.property(terms, (given) => {
    netRevenueStatement(given).forEach((period, t) => {
      const base = Decimal.max(0, given.gross[t] ?? 0);
      const allowed = total(period.deductions.map((one) => one.allowed));
      if (!given.cap.isZero()) expect(allowed.minus(base.times(given.cap)).lessThanOrEqualTo("1e-50")).toBe(true);
      const left = period.gross.minus(period.exclusions).minus(allowed).minus(period.deficitOpening).plus(period.deficitClosing).plus(period.floored).plus(period.rounding).minus(period.net);
      expect(left.abs().lessThanOrEqualTo("1e-50")).toBe(true);
      expect(period.check.isZero()).toBe(true);
      expect(period.net.greaterThanOrEqualTo(0)).toBe(true);
    });
  }));

  law("carried, all net revenue less the last deficit is all that was left; floored, it is that and what was lost", fc.property(terms, (given) => {
    const periods = netRevenueStatement({ ...given, decimals: "exact" });
    const left = total(periods.map((period) => period.gross.minus(period.exclusions).minus(total(period.deductions.map((one) => one.allowed)))));
    const end = given.negative === "carry" ? periods.at(-1)?.deficitClosing : total(periods.map(({ floored }) => floored));
    expect(total(periods.map(({ net }) => net)).minus(end ?? 0).minus(left).abs().lessThanOrEqualTo("1e-48")).toBe(true);
  }));

  law("where no period is below 0, carried and floored are the same", fc.property(terms, (given) => {
    const [carried, floored] = (["carry", "floor"] as const).map((negative) => netRevenueStatement({ ...given, negative }).map(({ net }) => net.toString()));
    const isBelow = netRevenueStatement({ ...given, negative: "floor" }).some((period) => !period.floored.isZero());
    if (!isBelow) expect(carried).toEqual(floored);
  }));

  law("periods by themselves give the same, floored", fc.property(terms, (given) => {
    const alone = given.gross.flatMap((gross, t) => netRevenueStatement({ ...given, negative: "floor", gross: [gross], deductions: given.deductions.map((one) => ({ ...one, claimed: one.claimed.slice(t, t + 1) })) }));
    expect(alone.map(({ net }) => net.toString())).toEqual(netRevenueStatement({ ...given, negative: "floor" }).map(({ net }) => net.toString()));
  }));

  test("asked twice, the same; and no argument is changed", () => {
    const args = [Object.freeze([Object.freeze([100, 50])]), Object.freeze([Object.freeze(["a", "deduction", 0.05, 8, 9] as CellValue[])]), 0.1, "carry"] as Argument[];
    expect(netRevenue(...args)).toEqual(netRevenue(...args));
  });
});
