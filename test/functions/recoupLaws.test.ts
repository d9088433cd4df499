import * as fc from "fast-check";
import { Decimal } from "decimal.js";
import type { CellValue, Grid } from "../../src/cells/cell";
import { answer, column, row, turned, type Argument } from "./call";

const recoup = (...args: readonly Argument[]) => answer("RECOUP", ...args);
const statement = (...args: readonly Argument[]) => answer("RECOUP.LINES", ...args) as Grid;
const total = (figures: readonly CellValue[]): Decimal => figures.reduce((sum: Decimal, figure) => sum.plus(figure as number), new Decimal(0));
const cents = (least: number, most: number) => fc.integer({ min: least, max: most }).map((amount) => amount / 100);

interface Deal {
  readonly accounts: readonly { readonly earned: number[]; readonly advances: number[]; readonly opening: number[] }[];
  readonly crossed: "none" | "all" | "recouped only";
  readonly reserve: number;
  readonly release: number;
  readonly decimals: number | "exact";
}
const deal: fc.Arbitrary<Deal> = fc.integer({ min: 2, max: 7 }).chain((periods) =>
  fc.record({
    // Few cents, so that balances are often recouped to the cent; or many.
    accounts: fc.constantFrom(4, 500).chain((most) =>
      fc.array(
        fc.record({
          earned: fc.array(cents(-most, 3 * most), { minLength: periods, maxLength: periods }),
          advances: fc.array(fc.oneof(fc.constant(0), cents(0, 4 * most)), { minLength: periods, maxLength: periods }),
          opening: fc.array(cents(0, most), { minLength: 3, maxLength: 3 }),
        }),
        { minLength: 2, maxLength: 5 },
      ),
    ),
    crossed: fc.constantFrom("none", "all", "recouped only"),
    reserve: fc.constantFrom(0, 0.05, 0.25, 0.333),
    release: fc.integer({ min: 1, max: 4 }),
    decimals: fc.constantFrom<Deal["decimals"][]>("exact", 2, 1),
  }),
);

const args = ({ accounts, crossed, reserve, release, decimals }: Deal): Argument[] => [accounts.map((one) => one.earned), accounts.map((one) => one.advances), crossed, reserve, release, accounts.map((one) => one.opening), decimals];

const LABELS = ["opening", "advance", "earned", "withheld", "released", "recouped", "from others", "to others", "paid", "closing", "reserve held"] as const;
type Label = (typeof LABELS)[number];
/** Every line of the statement, by label, account by account. */
const linesOf = (...given: readonly Argument[]) => {
  const grid = statement(...given);
  return Object.fromEntries(LABELS.map((label) => [label, grid.filter((cells) => cells[1] === label).map((cells) => cells.slice(2))])) as unknown as Record<Label, number[][]>;
};

const inPeriod = (lines: readonly (readonly number[])[], t: number) => total(lines.map((line) => line[t] ?? NaN));
const periodsOf = ({ accounts }: Deal) => accounts[0]?.earned.map((_, t) => t) ?? [];

const law = (words: string, holds: (given: Deal, lines: Record<Label, number[][]>) => void) =>
  test(words, () => {
    fc.assert(fc.property(deal, (given) => holds(given, linesOf(...args(given)))), { seed: 20260101, numRuns: 500 });
  });

law("cash is conserved over the accounts: paid = earned − withheld + released − advances − opening + closing, in each period and in all", (given, lines) => {
  const periods = periodsOf(given);
  const owed = (inAll: (label: Label) => Decimal, opening: Decimal, closing: Decimal) =>
    inAll("earned").minus(inAll("withheld")).plus(inAll("released")).minus(inAll("advance")).minus(opening).plus(closing).toString();
  for (const t of periods) expect(inPeriod(lines.paid, t).toString()).toBe(owed((label) => inPeriod(lines[label], t), inPeriod(lines.opening, t), inPeriod(lines.closing, t)));
  expect(total(lines.paid.flat()).toString()).toBe(owed((label) => total(lines[label].flat()), inPeriod(lines.opening, 0), inPeriod(lines.closing, periods.length - 1)));
  expect(statement(...args(given)).at(-1)).toEqual(["", "check", ...periods.map(() => 0)]);
});

law("what comes from others goes to others, and only from accounts with nothing unrecouped to accounts with nothing paid", (given, lines) => {
  for (const t of periodsOf(given)) {
    expect(inPeriod(lines["from others"], t).toString()).toBe(inPeriod(lines["to others"], t).toString());
    given.accounts.forEach((_, i) => {
      const [from, to, paid, closing] = (["from others", "to others", "paid", "closing"] as const).map((label) => lines[label][i]?.[t] ?? NaN) as [number, number, number, number];
      expect(Math.min(from, to, paid, closing)).toBe(0);
      expect(from > 0 && paid > 0).toBe(false);
      expect(to > 0 && closing > 0).toBe(false);
      expect(paid > 0 && closing > 0).toBe(false);
    });
  }
});

law("each account's two corkscrews close, into the next period's opening; the answer is the statement's paid", (given, lines) => {
  given.accounts.forEach((_, i) => {
    for (const t of periodsOf(given)) {
      const at = (label: Label) => lines[label][i]?.[t] ?? NaN;
      expect(total([at("opening"), at("advance"), -at("recouped"), -at("from others")]).toNumber()).toBe(at("closing"));
      expect(total([at("earned"), -at("withheld"), at("released"), -at("recouped"), -at("to others")]).toNumber()).toBe(at("paid"));
      if (t > 0) expect(at("opening")).toBe(lines.closing[i]?.[t - 1]);
    }
  });
  expect(recoup(...args(given))).toEqual(lines.paid);
});

law("the reserve held closes as opening + withheld − released, and is never below 0", (given, lines) => {
  given.accounts.forEach(({ opening }, i) => {
    const digits = given.decimals === "exact" ? 9 : given.decimals;
    let held = total(opening.slice(1).map((amount) => new Decimal(amount).toDecimalPlaces(digits, Decimal.ROUND_HALF_UP).toNumber()));
    for (const t of periodsOf(given)) {
      held = held.plus(lines.withheld[i]?.[t] ?? NaN).minus(lines.released[i]?.[t] ?? NaN);
      expect(lines["reserve held"][i]?.[t]).toBe(held.toNumber());
      expect(held.isNegative() && !held.isZero()).toBe(false);
    }
  });
});

law("none: each account by itself", (given) => {
  const together = recoup(...args({ ...given, crossed: "none" })) as Grid;
  given.accounts.forEach(({ earned, advances, opening }, i) => {
    expect(recoup(row(...earned), row(...advances), null, given.reserve, given.release, row(...opening), given.decimals)).toEqual([together[i]]);
  });
});

law("all: in total one pooled account, in each period", (given) => {
  const lines = linesOf(...args({ ...given, crossed: "all" }));
  const periods = periodsOf(given);
  const credits = periods.map((t) => inPeriod(lines.earned, t).minus(inPeriod(lines.withheld, t)).plus(inPeriod(lines.released, t)).toNumber());
  const pooled = linesOf(row(...credits), row(...periods.map((t) => inPeriod(lines.advance, t).toNumber())), null, null, null, inPeriod(lines.opening, 0).toNumber());
  expect(periods.map((t) => inPeriod(lines.paid, t).toNumber())).toEqual(pooled.paid[0]);
  expect(periods.map((t) => inPeriod(lines.closing, t).toNumber())).toEqual(pooled.closing[0]);
});

law("the more is crossed, the less has been paid so far: none, recouped only, all", (given) => {
  const [none, only, all] = (["none", "recouped only", "all"] as const).map((crossed) => linesOf(...args({ ...given, crossed })).paid) as [number[][], number[][], number[][]];
  for (const t of periodsOf(given)) {
    const [most, middle, least] = [none, only, all].map((paid) => total(paid.flatMap((line) => line.slice(0, t + 1)))) as [Decimal, Decimal, Decimal];
    expect(most.greaterThanOrEqualTo(middle)).toBe(true);
    expect(middle.greaterThanOrEqualTo(least)).toBe(true);
  }
});

law("no account that has not once recouped by itself is crossed in recouped only", (given) => {
  const lines = linesOf(...args({ ...given, crossed: "recouped only" }));
  given.accounts.forEach((_, i) => {
    let hasRecouped = false;
    for (const t of periodsOf(given)) {
      const at = (label: Label) => lines[label][i]?.[t] ?? NaN;
      const due = total([at("opening"), at("advance")]);
      if (due.greaterThan(0) && due.equals(at("recouped"))) hasRecouped = true;
      if (!hasRecouped) expect([at("from others"), at("to others")]).toEqual([0, 0]);
    }
  });
});

law("a later start with what is open brought in pays the same as the whole", (given) => {
  fc.pre(periodsOf(given).length > 2);
  // Which accounts have recouped before cannot be brought in.
  const crossed = given.crossed === "recouped only" ? "all" : given.crossed;
  const whole = linesOf(...args({ ...given, crossed }));
  const rest = linesOf(
    given.accounts.map(({ earned }) => earned.slice(1)),
    given.accounts.map(({ advances }) => advances.slice(1)),
    crossed,
    given.reserve,
    given.release,
    given.accounts.map(({ opening }, i) => {
      const brought = opening.slice(2);
      const withheld = whole.withheld[i]?.[0] ?? NaN;
      // What was withheld in period 1 is released k periods later: in period k of what is left.
      const reserves = Array.from({ length: Math.max(brought.length, given.release) }, (_, t) => total([new Decimal(brought[t] ?? 0).toDecimalPlaces(given.decimals === "exact" ? 9 : given.decimals, Decimal.ROUND_HALF_UP).toNumber(), t + 1 === given.release ? withheld : 0]).toNumber());
      return [whole.closing[i]?.[0] ?? NaN, ...reserves];
    }),
    given.decimals,
  );
  expect(rest.paid).toEqual(whole.paid.map((line) => line.slice(1)));
});

law("periods that run down give the statement of those that run across, turned", (given) => {
  const { earned = [], advances = [], opening = [] } = given.accounts[0] ?? {};
  const rest = [null, given.reserve, given.release, row(...opening), given.decimals] as const;
  expect(statement(column(...earned), column(...advances), ...rest)).toEqual(turned(statement(row(...earned), row(...advances), ...rest)));
});
