import * as fc from "fast-check";
import { Decimal } from "decimal.js";
import type { CellValue, Grid } from "../../src/cells/cell";
import { answer, column, line, refusals, row, turned, type Argument } from "./call";

const payable = (...args: readonly Argument[]) => answer("MINGUARANTEE", ...args);
const statement = (...args: readonly Argument[]) => answer("MINGUARANTEE.LINES", ...args);
/** A line of the statement, periods across. */
const lineOf = (label: string, ...args: readonly Argument[]) => line(statement(...args), label, 1)[0];

describe("at the guarantee, a cent below and a cent above, with 40 open", () => {
  test.each([
    { earned: 99.99, expected: 100, open: 40.01, why: "a cent more is open" },
    { earned: 100, expected: 100, open: 40, why: "neither shortfall nor excess" },
    { earned: 100.01, expected: 100, open: 39.99, why: "a cent is recouped" },
    { earned: 139.99, expected: 100, open: 0.01, why: "all but a cent" },
    { earned: 140, expected: 100, open: 0, why: "all of it" },
    { earned: 140.01, expected: 100.01, open: 0, why: "all of it, and a cent is payable" },
  ])("$earned → $expected, $open open: $why", ({ earned, expected, open }) => {
    expect(payable(earned, 100, "life", 40)).toEqual([[expected]]);
    expect(lineOf("closing", earned, 100, "life", 40)).toEqual([open]);
  });
});

describe("where a window ends: 40 short in period 1, an excess of 100 in the period given", () => {
  test.each([
    { window: "none", at: 2, recouped: 0, why: "lapses at once" },
    { window: "life", at: 6, recouped: 40, why: "never lapses" },
    { window: "first 3", at: 2, recouped: 40, why: "before the end" },
    { window: "first 3", at: 3, recouped: 40, why: "in the last period" },
    { window: "first 3", at: 4, recouped: 0, why: "a period too late" },
    { window: "first 1", at: 2, recouped: 0, why: "lapses at its own close" },
    { window: "rolling 1", at: 2, recouped: 40, why: "in its one period" },
    { window: "rolling 1", at: 3, recouped: 0, why: "a period too late" },
    { window: "rolling 3", at: 4, recouped: 40, why: "t + n" },
    { window: "rolling 3", at: 5, recouped: 0, why: "t + n + 1" },
    { window: " Rolling   3 ", at: 4, recouped: 40, why: "any case and spaces" },
    { window: "FIRST 3", at: 4, recouped: 0, why: "any case" },
    { window: "rolling 99999999999999999999", at: 6, recouped: 40, why: "longer than the data" },
  ])("$window, period $at: $recouped recouped, $why", ({ window, at, recouped }) => {
    const earned = Array.from({ length: 6 }, (_, t) => (t === 0 ? 60 : t + 1 === at ? 200 : 100));
    expect(payable(row(...earned), 100, window)).toEqual(row(...earned.map((one, t) => (t === 0 ? 100 : t + 1 === at ? 200 - recouped : one))));
    expect(payable(column(...earned), 100, window)).toEqual(turned(payable(row(...earned), 100, window) as Grid));
  });
});

describe("which shortfall is recouped", () => {
  test.each([
    { window: "rolling 2", earned: [60, 90, 130, 170], recouped: [0, 0, 30, 10], lapsed: [0, 0, 10, 0], why: "30 of the 40, the rest of which lapses; then the 10" },
    { window: "rolling 1", earned: [60, 90, 130, 170], recouped: [0, 0, 10, 0], lapsed: [0, 40, 0, 0], why: "the 40 lapses before there is an excess" },
    { window: "first 3", earned: [60, 90, 130, 50], recouped: [0, 0, 30, 0], lapsed: [0, 0, 20, 50], why: "what is open at 3 lapses, a later shortfall at once" },
    { window: "first 2", earned: [60, 90, 130, 170], recouped: [0, 0, 0, 0], lapsed: [0, 50, 0, 0], why: "the last period's own shortfall lapses with it" },
    { window: "life", earned: [60, 90, 130, 170], recouped: [0, 0, 30, 20], lapsed: [0, 0, 0, 0], why: "all of it, in time" },
    { window: "none", earned: [60, 90, 130, 170], recouped: [0, 0, 0, 0], lapsed: [40, 10, 0, 0], why: "nothing" },
  ])("$window: $why", ({ window, earned, recouped, lapsed }) => {
    expect(lineOf("recouped", row(...earned), 100, window)).toEqual(recouped);
    expect(lineOf("lapsed", row(...earned), 100, window)).toEqual(lapsed);
  });

  test.each([
    { window: "rolling 2", opening: row(40, 30), expected: [100, 130, 150], lapsed: [0, 0, 0], why: "the 40 in time, then 20 of the 30" },
    { window: "rolling 1", opening: 30, expected: [120, 150, 150], lapsed: [0, 0, 0], why: "one period before: open in period 1" },
    { window: "rolling 2", opening: column(60, 30), expected: [100, 120, 150], lapsed: [10, 0, 0], why: "50 of the 60; the rest lapses at the close of 1" },
    { window: "rolling 2", opening: row(0, null, 60), expected: [100, 140, 150], lapsed: [0, 0, 0], why: "a 0 or blank has nothing that could have lapsed" },
    { window: "first 1", opening: row(40, 30), expected: [100, 150, 150], lapsed: [20, 0, 0], why: "counts from the first period given" },
    { window: "life", opening: row(40, 80), expected: [100, 100, 130], lapsed: [0, 0, 0], why: "50, 50, 20" },
    { window: "none", opening: row(0, 0), expected: [150, 150, 150], lapsed: [0, 0, 0], why: "0 is none" },
  ] as readonly { readonly window: string; readonly opening: Argument; readonly expected: number[]; readonly lapsed: number[]; readonly why: string }[])("opening, $window: $why", ({ window, opening, expected, lapsed }) => {
    expect(payable(row(150, 150, 150), 100, window, opening)).toEqual(row(...expected));
    expect(lineOf("lapsed", row(150, 150, 150), 100, window, opening)).toEqual(lapsed);
  });
});

describe("credits", () => {
  test.each([
    { earned: [-50, 300], window: "life", expected: [100, 150], closing: [50, 0], why: "300 − 50 − the shortfall of 100, not of 150" },
    { earned: [-50, 300], window: "none", expected: [100, 250], closing: [50, 0], why: "the credit does not lapse with the shortfall" },
    { earned: [-250, 100, 100, 200], window: "none", expected: [100, 100, 100, 150], closing: [250, 150, 50, 0], why: "carried over several periods" },
    { earned: [-100, 100, 150], window: "none", expected: [100, 100, 150], closing: [100, 0, 0], why: "made good exactly" },
    { earned: [200, -50, 130], window: "rolling 1", expected: [200, 100, 100], closing: [0, 50, 0], why: "80 after the credit: a shortfall" },
  ])("$earned, $window: $why", ({ earned, window, expected, closing }) => {
    expect(payable(row(...earned), 100, window)).toEqual(row(...expected));
    expect(lineOf("credit closing", row(...earned), 100, window)).toEqual(closing);
  });
});

test("a guarantee for each period; blank and 0 are none", () => {
  expect(payable(row(60, 90, 130, 170), row(100, null, 0, 200), "life")).toEqual(row(100, 50, 130, 200));
});

describe("is refused", () => {
  const words = 'is not one of the words "none", "life", "first n", "rolling n", with n a whole number of periods from 1 on, as in "first 3" (window).';
  test.each([
    ...["yearly", "first", "first n", "first 0", "first -1", "first 2.5", "first2", "rolling 02", "rolling", "none 2", "life 3", "first 3 years"].map((window) => ({ args: [100, 100, window], says: [`#VALUE! "${window}" ${words}`] })),
    { args: [100, 100, 3], says: [`#VALUE! 3 ${words}`] },
    { args: [100, 100, { error: "#REF!" }], says: ["#VALUE! The cell holds #REF!; mend that cell first (window)."] },
    { args: [100, 100, row("none", "life")], says: ["#VALUE! A range of 1 row × 2 columns stands where a single value belongs (window)."] },
    { args: [100, 100, ""], says: ['#VALUE! This argument must be given: "none", "life", "first n", "rolling n", with n a whole number of periods (window).'] },
    { args: [100, null, "life"], says: ["#VALUE! This argument must be given (guarantee)."] },
    { args: [row(1, 2), row(1, 2, 3), "life"], says: ["#VALUE! There are 3 guarantees for 2 periods; give one amount, or one for each period beside the earned (guarantee)."] },
    { args: [row(1, 2), column(1, 2), "life"], says: ["#VALUE! There are 2 guarantees for 2 periods, but not in the same direction; give one amount, or one for each period beside the earned (guarantee)."] },
    { args: [100, -0.01, "life"], says: ["#VALUE! The guarantee -0.01 is negative; it must be 0 or more (guarantee)."] },
    { args: [100, 100, "life", row(5, -1)], says: ["#VALUE! The opening shortfall -1 is negative; it must be 0 or more (opening, period 2)."] },
    { args: [100, 100, "none", 5], says: ['#VALUE! The opening shortfall 5 has lapsed: in the window "none" shortfalls lapse at once; leave it out, or choose another window (opening).'] },
    { args: [100, 100, "rolling 1", row(0, 5, 9)], says: ['#VALUE! The opening shortfall 5 arose 2 periods before period 1 and has lapsed in the window "rolling 1"; leave out all but the last 1 (opening, period 2).'] },
    { args: [row(1, "x"), row(-1, 2), "ever", "y"], says: ['#VALUE! "x" is text', "#VALUE! The guarantee -1", '#VALUE! "ever" is not one', '#VALUE! "y" is text'] },
  ] as readonly { readonly args: readonly Argument[]; readonly says: readonly string[] }[])("$says", ({ args, says }) => {
    const said = refusals("MINGUARANTEE", ...args);
    expect(said).toEqual(says.map((one) => expect.stringContaining(one) as string));
    expect(refusals("MINGUARANTEE.LINES", ...args)).toEqual(said);
  });
});

describe("laws", () => {
  const total = (figures: readonly CellValue[] = []): Decimal => figures.reduce((sum: Decimal, figure) => sum.plus(figure as number), new Decimal(0));
  const cents = (least: number, most: number) => fc.integer({ min: least * 100, max: most * 100 }).map((amount) => amount / 100);
  const terms = fc
    .record({
      earned: fc.array(cents(-50, 250), { minLength: 1, maxLength: 12 }),
      guarantee: fc.oneof(fc.constant(100), cents(0, 200)),
      window: fc.oneof(fc.constantFrom("none", "life"), fc.integer({ min: 1, max: 9 }).map((n) => `first ${n}`), fc.integer({ min: 1, max: 5 }).map((n) => `rolling ${n}`)),
      opening: fc.array(cents(0, 80), { minLength: 1, maxLength: 5 }),
    })
    .map(({ window, opening, ...rest }) => {
      const open = window === "none" ? 0 : window.startsWith("rolling") ? Number(window.slice(8)) : opening.length;
      return { ...rest, window, opening: opening.slice(Math.max(0, opening.length - open)) };
    });
  const args = ({ earned, guarantee, window, opening }: { earned: number[]; guarantee: number; window: string; opening: number[] }): Argument[] => [row(...earned), guarantee, window, opening.length === 0 ? null : row(...opening)];
  const law = (words: string, holds: (given: { earned: number[]; guarantee: number; window: string; opening: number[] }) => void) =>
    test(words, () => {
      fc.assert(fc.property(terms, holds), { seed: 20260101, numRuns: 500 });
    });

  law("what is recouped, has lapsed and is still open is every shortfall there was", (given) => {
    const [recouped, lapsed, closing, shortfall] = ["recouped", "lapsed", "closing", "shortfall"].map((label) => lineOf(label, ...args(given)));
    expect(total(recouped).plus(total(lapsed)).plus(total(closing?.slice(-1))).toString()).toBe(total(shortfall).plus(total(given.opening)).toString());
  });

  law("payable is never under the guarantee, is the statement's line, and its check is 0", (given) => {
    const [paid = []] = payable(...args(given)) as Grid;
    expect(paid.filter((one) => (one as number) < given.guarantee)).toEqual([]);
    expect(paid).toEqual(lineOf("payable", ...args(given)));
    expect(lineOf("check", ...args(given))).toEqual(given.earned.map(() => 0));
  });

  law("a longer window never recoups less in all", (given) => {
    const recouped = (window: string) => total(lineOf("recouped", ...args({ ...given, opening: [], window })));
    const byLength = [recouped("none"), ...[1, 2, 3, 12].map((n) => recouped(`rolling ${n}`)), recouped("life")];
    byLength.slice(1).forEach((one, i) => expect(one.greaterThanOrEqualTo(byLength[i] ?? 0)).toBe(true));
    expect(recouped("rolling 12").equals(recouped("life"))).toBe(true);
    expect(recouped("first 12").equals(recouped("life"))).toBe(true);
  });

  law("opening shortfalls stand for earlier periods that are dropped", (given) => {
    fc.pre(!given.window.startsWith("first") && given.window !== "none" && given.opening.length > 0);
    const earlier = given.opening.map((open) => new Decimal(given.guarantee).minus(open).toNumber());
    fc.pre(earlier.every((one) => one >= 0));
    const [whole = []] = payable(row(...earlier, ...given.earned), given.guarantee, given.window) as Grid;
    expect(payable(...args(given))).toEqual(row(...whole.slice(earlier.length)));
  });

  law("periods that run down give the statement of those that run across, turned", (given) => {
    fc.pre(given.earned.length > 1);
    expect(statement(column(...given.earned), ...args(given).slice(1))).toEqual(turned(statement(...args(given)) as Grid));
  });
});
