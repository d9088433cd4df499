import * as fc from "fast-check";
import { Decimal } from "decimal.js";
import type { CellValue, Grid } from "../../src/cells/cell";
import { answer, column, line, row, turned, type Argument } from "./call";

/** A failure prints the seed and the path to the smallest example that fails. */
const RUNS = { seed: 20260101, numRuns: 500 };

/** What no cell does: the sum of decimals. Exact here, as the figures have at most 15 digits. */
const total = (figures: Iterable<CellValue>): Decimal => [...figures].reduce((sum: Decimal, figure) => sum.plus(figure as number), new Decimal(0));
const flat = (grid: Grid | CellValue): CellValue[] => (grid as Grid).flat();
const cents = (most: number) => fc.integer({ min: 0, max: most * 100 }).map((amount) => amount / 100);
const signedCents = (most: number) => fc.integer({ min: -most * 100, max: most * 100 }).map((amount) => amount / 100);
const decimals = fc.constantFrom(0, 1, 2, 3, 4, 5, 6, 9, "exact", null);
const places = (given: number | string | null, otherwise: number) => (typeof given === "number" ? given : otherwise);

function law<Args>(words: string, property: fc.IRawProperty<Args>): void {
  test(words, () => void fc.assert(property, RUNS));
}

describe("TIEREDROYALTY", () => {
  const method = fc.constantFrom("marginal", "cliff", "prospective");
  const rate = fc.integer({ min: 0, max: 10_000 }).map((share) => share / 10_000);
  const tiers = fc
    .tuple(fc.uniqueArray(fc.oneof(fc.integer({ min: 1, max: 500_000 }), fc.integer({ min: 1, max: 9 }).map((hundreds) => hundreds * 10_000)), { maxLength: 4 }), fc.array(rate, { minLength: 5, maxLength: 5 }))
    .map(([thresholds, rates]) => [0, ...thresholds.sort((a, b) => a - b)].map((threshold, i) => [threshold / 100, rates[i] ?? 0]))
    // A last row of zeros would be an empty row.
    .filter((rows) => rows.length > 1 || rows[0]?.[1] !== 0);
  /** Like the thresholds often whole hundreds, so that a position may stand exactly on one. */
  const amount = fc.oneof(signedCents(6000), fc.integer({ min: -3, max: 9 }).map((hundreds) => hundreds * 100));
  const base = fc.array(amount, { minLength: 1, maxLength: 6 });
  const start = fc.constantFrom("Above", "From");
  const headed = (word: string, rows: Grid): Grid => [[word, "Rate"], ...rows];
  const resets = fc.oneof(fc.constantFrom<Argument>("each period", "never"), fc.integer({ min: 1, max: 4 }));
  const prior = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 9 }).map((hundreds) => hundreds * 100), cents(1000));
  const royalty = (...args: readonly Argument[]) => flat(answer("TIEREDROYALTY", ...args));
  const statement = (...args: readonly Argument[]) => answer("TIEREDROYALTY.LINES", ...args);
  const terms = fc.record({ base, tiers, start, method, resets, prior, decimals });
  const args = (given: { base: number[]; tiers: Grid; start: string; method: string; resets: Argument; prior: number; decimals: Argument }): Argument[] => [
    row(...given.base),
    headed(given.start, given.tiers),
    given.method,
    given.resets,
    given.prior,
    given.decimals,
  ];

  law(
    "royalty in tiers, true-up and rounding add up to the royalty, and the check is exactly 0",
    fc.property(terms, (given) => {
      const lines = statement(...args(given));
      const inTiers = line(lines, "royalty in tier", 3);
      given.base.forEach((_, t) => {
        const parts = [...inTiers, ...line(lines, "true-up", 3), ...line(lines, "rounding", 3)].map((cells) => cells[t] ?? null);
        expect(total(parts).toString()).toBe(total([line(lines, "royalty", 3)[0]?.[t] ?? null]).toString());
      });
      expect(line(lines, "check", 3)).toEqual(row(...given.base.map(() => 0)));
    }),
  );

  law(
    "the answer is the statement's royalty, rounded to the decimals and less than a unit from the exact one",
    fc.property(terms, (given) => {
      const answered = royalty(...args(given));
      expect(answered).toEqual(line(statement(...args(given)), "royalty", 3)[0]);
      const exact = royalty(...args({ ...given, decimals: "exact" }));
      const digits = places(given.decimals, 6);
      expect(answered).toEqual(exact.map((figure) => new Decimal(figure as number).toDecimalPlaces(digits, Decimal.ROUND_HALF_UP).toNumber() + 0));
    }),
  );

  law(
    "opening and base make the closing position, which is the next opening unless a window starts; the base in tiers adds up to the base",
    fc.property(terms, (given) => {
      const lines = statement(...args(given));
      const [opening = [], closing = []] = [line(lines, "opening position", 3)[0], line(lines, "closing position", 3)[0]];
      const period = given.resets === "each period" ? 1 : given.resets === "never" ? Infinity : (given.resets as number);
      given.base.forEach((one, t) => {
        expect(total([opening[t] ?? null, one]).toNumber()).toBe(closing[t]);
        expect(opening[t]).toBe(t === 0 ? given.prior : t % period === 0 ? 0 : closing[t - 1]);
        expect(total(line(lines, "base in tier", 3).map((cells) => cells[t] ?? null)).toNumber()).toBe(one);
      });
    }),
  );

  law(
    "every royalty is what whole cents and ten-thousandths give: T(after) - T(before), or base × rate of the closing tier",
    fc.property(terms, (given) => {
      const scale = given.tiers.map(([threshold, one]) => ({ above: BigInt(Math.round((threshold as number) * 100)), rate: BigInt(Math.round((one as number) * 10_000)) }));
      const rateAt = (position: bigint) => scale.reduce((reached, tier) => (position > tier.above || (given.start === "From" && position === tier.above) ? tier.rate : reached), scale[0]?.rate ?? 0n);
      const marginal = (position: bigint) =>
        scale.reduce((sum, tier, i) => {
          const next = scale[i + 1]?.above;
          const top = next === undefined || position < next ? position : next;
          return i === 0 || top > tier.above ? sum + (top - tier.above) * tier.rate : sum;
        }, 0n);
      const period = given.resets === "each period" ? 1 : given.resets === "never" ? Infinity : (given.resets as number);
      let position = BigInt(Math.round(given.prior * 100));
      const expected = given.base.map((one, t) => {
        const before = t > 0 && t % period === 0 ? 0n : position;
        const amountInCents = BigInt(Math.round(one * 100));
        position = before + amountInCents;
        const earned = {
          marginal: marginal(position) - marginal(before),
          cliff: rateAt(position) * position - rateAt(before) * before,
          prospective: rateAt(position) * amountInCents,
        }[given.method];
        return new Decimal(String(earned)).times("1e-6").toNumber() + 0;
      });
      expect(royalty(...args({ ...given, decimals: null }))).toEqual(expected);
    }),
  );

  law(
    "a period split in two leaves the sum as it is, where the position never starts again (marginal, cliff)",
    fc.property(tiers, start, fc.constantFrom("marginal", "cliff"), fc.array(amount, { minLength: 2, maxLength: 5 }), prior, (scale, word, how, [first = 0, second = 0, ...rest], before) => {
      const whole = new Decimal(first).plus(second).toNumber();
      const split = royalty(row(first, second, ...rest), headed(word, scale), how, "never", before);
      const together = royalty(row(whole, ...rest), headed(word, scale), how, "never", before);
      expect(total(split).toString()).toBe(total(together).toString());
      expect(split.slice(2)).toEqual(together.slice(1));
    }),
  );

  law(
    "\"each period\" equals as many separate calls",
    fc.property(tiers, start, method, base, decimals, (scale, word, how, amounts, digits) => {
      const apart = amounts.flatMap((one) => royalty(one, headed(word, scale), how, null, null, digits));
      expect(royalty(row(...amounts), headed(word, scale), how, "each period", null, digits)).toEqual(apart);
    }),
  );

  law(
    "a prior position stands for earlier periods that are dropped",
    fc.property(tiers, start, method, fc.array(cents(3000), { minLength: 1, maxLength: 3 }), base, (scale, word, how, earlier, amounts) => {
      const all = royalty(row(...earlier, ...amounts), headed(word, scale), how, "never");
      const before = earlier.reduce((sum, one) => sum.plus(one), new Decimal(0)).toNumber();
      expect(royalty(row(...amounts), headed(word, scale), how, "never", before)).toEqual(all.slice(earlier.length));
    }),
  );

  law(
    "with one tier, marginal, cliff and prospective are the same: base × rate",
    fc.property(rate.filter((one) => one > 0), base, resets, prior, (one, amounts, where, before) => {
      const flatRoyalty = amounts.map((amount) => new Decimal(amount).times(one).toNumber() + 0);
      for (const how of ["marginal", "cliff", "prospective"]) expect(royalty(row(...amounts), [[0, one]], how, where, before)).toEqual(flatRoyalty);
    }),
  );

  law(
    "marginal: From and Above are the same",
    fc.property(tiers, base, resets, prior, (scale, amounts, where, before) => {
      const [above, from, none] = [headed("Above", scale), headed("From", scale), scale].map((table) => royalty(row(...amounts), table, "marginal", where, before));
      expect(from).toEqual(above);
      expect(none).toEqual(above);
    }),
  );

  law(
    "a tier split in two at one rate changes nothing",
    fc.property(terms, fc.nat({ max: 4 }), fc.integer({ min: 1, max: 9999 }), (given, which, beyond) => {
      const i = which % given.tiers.length;
      const [above = 0, one = 0] = given.tiers[i] ?? [];
      const extra = new Decimal(above).plus(beyond / 100).toNumber();
      fc.pre((given.tiers[i + 1]?.[0] ?? Infinity) > extra);
      const finer = [...given.tiers.slice(0, i + 1), [extra, one], ...given.tiers.slice(i + 1)];
      expect(royalty(...args({ ...given, tiers: finer }))).toEqual(royalty(...args(given)));
    }),
  );

  law(
    "windows of n periods are the same as their labels beside the base",
    fc.property(tiers, method, base.filter(({ length }) => length > 1), fc.integer({ min: 1, max: 4 }), prior, (scale, how, amounts, n, before) => {
      const years = amounts.map((_, t) => 2026 + Math.floor(t / n));
      const byNumber = royalty(row(...amounts), scale, how, n, before);
      expect(royalty(row(...amounts), scale, how, row(...years), before)).toEqual(byNumber);
      expect(royalty(row(...amounts), scale, how, row(...years.map((year) => `Year ${String(year)}`)), before)).toEqual(byNumber);
    }),
  );

  law(
    "where rates rise, cliff is never less than marginal on one base, and prospective is the same as cliff",
    fc.property(tiers, start, cents(6000), (scale, word, amountOf) => {
      const rising = scale.map(([above]) => above ?? 0).map((above, i) => [above, (scale.map(([, one]) => one ?? 0).sort((a, b) => a - b)[i] ?? 0) || 0.0001]);
      const [marginal = 0, cliff = 0, prospective = 0] = ["marginal", "cliff", "prospective"].map((how) => royalty(amountOf, headed(word, rising), how)[0] as number);
      expect(cliff).toBeGreaterThanOrEqual(marginal);
      expect(prospective).toBe(cliff);
    }),
  );

  law(
    "a base that runs down gives the answer and the statement of one that runs across, turned",
    fc.property(terms.filter((given) => given.base.length > 1), (given) => {
      const [across, down] = [args(given), [column(...given.base), ...args(given).slice(1)]];
      expect(answer("TIEREDROYALTY", ...down)).toEqual(turned(answer("TIEREDROYALTY", ...across) as Grid));
      expect(statement(...down)).toEqual(turned(statement(...across) as Grid));
    }),
  );

  law("asked twice, the same; and no argument is changed", asksTwice("TIEREDROYALTY", terms.map(args)));
});

describe("PRORATA", () => {
  const parts = (...args: readonly Argument[]) => flat(answer("PRORATA", ...args));
  const statement = (...args: readonly Argument[]) => answer("PRORATA.LINES", ...args);
  const pool = fc.oneof(signedCents(1_000_000), fc.integer({ min: -30, max: 30 }).map((units) => units / 100), fc.integer({ min: -1_000_000, max: 1_000_000 }).map((mills) => mills / 1000));
  const weight = fc.oneof(fc.nat({ max: 10 }), fc.nat({ max: 1_000_000 }), fc.nat({ max: 10_000 }).map((share) => share / 10_000));
  const weights = fc.array(weight, { minLength: 1, maxLength: 8 }).filter((list) => list.some((one) => one > 0));
  const digits = fc.integer({ min: 0, max: 4 });

  /** A part in whole units, and the pool and weights as whole numbers. */
  const units = (figure: CellValue, places: number) => BigInt(new Decimal(figure as number).times(new Decimal(10).pow(places)).toFixed());
  const wholePool = (amount: number, places: number) => units(new Decimal(amount).toDecimalPlaces(places, Decimal.ROUND_HALF_UP).toNumber(), places);
  const wholeWeights = (list: readonly number[]) => list.map((one) => units(one, 4));
  const sum = (list: readonly bigint[]) => list.reduce((all, one) => all + one, 0n);
  const size = (whole: bigint) => (whole < 0n ? -whole : whole);

  law(
    "the parts add up to the rounded pool",
    fc.property(pool, weights, digits, (amount, list, places) => {
      expect(sum(parts(amount, column(...list), places).map((part) => units(part, places)))).toBe(wholePool(amount, places));
    }),
  );

  law(
    "each part is within one unit of its exact share, and has its sign",
    fc.property(pool, weights, digits, (amount, list, places) => {
      const whole = wholeWeights(list);
      const all = sum(whole);
      parts(amount, column(...list), places).forEach((part, i) => {
        const share = wholePool(amount, places) * (whole[i] ?? 0n);
        expect(size(units(part, places) * all - share) < all).toBe(true);
        expect((part as number) * Math.sign(amount)).toBeGreaterThanOrEqual(0);
      });
    }),
  );

  law(
    "every part is what whole numbers give by Hamilton's rule",
    fc.property(pool, weights, digits, (amount, list, places) => {
      const whole = wholeWeights(list);
      const all = sum(whole);
      const toSplit = wholePool(amount, places);
      const shares = whole.map((one) => size(toSplit) * one);
      const given = shares.map((share) => share / all);
      // One unit after another to the largest remainder that has had none; a later one must be larger.
      for (let left = size(toSplit) - sum(given), had = new Set<number>(); left > 0n; left--) {
        const next = shares.reduce((best, share, i) => (had.has(i) || (best >= 0 && share % all <= (shares[best] ?? 0n) % all) ? best : i), -1);
        had.add(next);
        given[next] = (given[next] ?? 0n) + 1n;
      }
      expect(parts(amount, column(...list), places).map((part) => units(part, places))).toEqual(given.map((part) => (toSplit < 0n ? -part : part)));
    }),
  );

  law(
    "a larger weight never gets less, a weight of 0 gets 0",
    fc.property(pool, weights, digits, (amount, list, places) => {
      const got = parts(amount, column(...list), places).map((part) => Math.abs(part as number));
      list.forEach((one, i) => {
        if (one === 0) expect(got[i]).toBe(0);
        list.forEach((other, j) => {
          if (one > other) expect(got[i]).toBeGreaterThanOrEqual(got[j] ?? 0);
        });
      });
    }),
  );

  law(
    "PRORATA(-x) = -PRORATA(x), with a minimum too",
    fc.property(pool, weights, fc.constantFrom(0, 1, 2, 3, 4, "exact"), cents(100), (amount, list, places, minimum) => {
      const mirrored = parts(amount, column(...list), places, minimum).map((part) => -(part as number) + 0);
      expect(parts(-amount, column(...list), places, minimum)).toEqual(mirrored);
    }),
  );

  law(
    "holders in another order get the same parts, unless remainders of different weights are equal",
    fc.property(pool, weights, digits, fc.array(fc.nat(), { minLength: 8, maxLength: 8 }), (amount, list, places, keys) => {
      const whole = wholeWeights(list);
      const remainders = whole.map((one) => (size(wholePool(amount, places)) * one) % sum(whole));
      fc.pre(list.every((one, i) => list.every((other, j) => one === other || remainders[i] !== remainders[j])));
      const order = list.map((_, i) => i).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b);
      const got = parts(amount, column(...list), places);
      const permuted = parts(amount, column(...order.map((i) => list[i] ?? 0)), places);
      const byWeight = (ofHolder: readonly number[], figures: readonly CellValue[]) => figures.map((part, i) => `${String(ofHolder[i])}: ${JSON.stringify(part)}`).sort((a, b) => (a < b ? -1 : 1));
      expect(byWeight(order.map((i) => list[i] ?? 0), permuted)).toEqual(byWeight(list, got));
    }),
  );

  law(
    "weights ten, a hundred … times as large change nothing",
    fc.property(pool, weights, fc.constantFrom(0, 2, 4, "exact"), fc.integer({ min: -6, max: 6 }), (amount, list, places, power) => {
      const scaled = list.map((one) => Number(`${String(one)}e${String(power)}`));
      expect(parts(amount, column(...scaled), places)).toEqual(parts(amount, column(...list), places));
    }),
  );

  law(
    "\"exact\" gives the doubles nearest to pool × weight ÷ Σ weights",
    fc.property(pool, weights, (amount, list) => {
      const Precise = Decimal.clone({ precision: 100 });
      const all = list.reduce((totalWeight, one) => totalWeight.plus(one), new Precise(0));
      expect(parts(amount, column(...list), "exact")).toEqual(list.map((one) => new Precise(amount).times(one).div(all).toNumber() + 0));
    }),
  );

  law(
    "a minimum holds exactly the parts under it: the others are as without it, and held and paid make up the part",
    fc.property(pool, weights, fc.constantFrom(0, 1, 2, 3), cents(200_000), (amount, list, places, minimum) => {
      const without = parts(amount, column(...list), places);
      expect(parts(amount, column(...list), places, minimum)).toEqual(without.map((part) => (Math.abs(part as number) < minimum ? 0 : part)));
      const lines = statement(amount, column(...list), places, minimum);
      expect(line(lines, "held below minimum", 2).flat()).toEqual(without.map((part) => (Math.abs(part as number) < minimum ? part : 0)));
    }),
  );

  law(
    "Σ paid and Σ held are the pool and its rounding, and the check is exactly 0",
    fc.property(pool, weights, digits, cents(100), (amount, list, places, minimum) => {
      const lines = statement(amount, column(...list), places, minimum);
      const [paid, held, pools] = [["paid"], ["held below minimum"], ["pool", "pool rounding"]].map((labels) => total(labels.flatMap((label) => line(lines, label, 2).flat())));
      expect(paid?.plus(held ?? 0).toString()).toBe(pools?.toString());
      expect(line(lines, "check", 2)).toEqual([[0]]);
    }),
  );

  law(
    "the check is exactly 0 for shares that never end, too",
    fc.property(pool, weights, fc.constantFrom(0, 2, 9, "exact"), cents(100), (amount, list, places, minimum) => {
      expect(line(statement(amount, column(...list), places, minimum), "check", 2)).toEqual([[0]]);
    }),
  );

  law(
    "every period is split by itself",
    fc.property(fc.array(fc.tuple(pool, fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 3, maxLength: 3 })), { minLength: 2, maxLength: 4 }), digits, (periods, places) => {
      const [pools, lists] = [periods.map(([amount]) => amount), periods.map(([, list]) => list)];
      const apart = periods.map(([amount, list]) => parts(amount, row(...list), places));
      expect(answer("PRORATA", column(...pools), lists, places)).toEqual(apart);
      expect(answer("PRORATA", row(...pools), turned(lists), places)).toEqual(turned(apart as Grid));
      const [fixed = []] = lists;
      expect(answer("PRORATA", column(...pools), row(...fixed), places)).toEqual(pools.map((amount) => parts(amount, row(...fixed), places)));
    }),
  );

  law(
    "arguments turned give the answer and the statement turned",
    fc.property(fc.array(pool, { minLength: 2, maxLength: 4 }), weights.filter(({ length }) => length > 1), digits, cents(100), (pools, list, places, minimum) => {
      const [across, down]: Argument[][] = [
        [row(...pools), column(...list), places, minimum],
        [column(...pools), row(...list), places, minimum],
      ];
      expect(answer("PRORATA", ...(down ?? []))).toEqual(turned(answer("PRORATA", ...(across ?? [])) as Grid));
      expect(statement(...(down ?? []))).toEqual(turned(statement(...(across ?? [])) as Grid));
      expect(answer("PRORATA", pools[0] ?? 0, row(...list), places)).toEqual(turned(answer("PRORATA", pools[0] ?? 0, column(...list), places) as Grid));
    }),
  );

  law(
    "a table and a column of its weights give the same",
    fc.property(pool, weights, digits, (amount, list, places) => {
      fc.pre(list[list.length - 1] !== 0);
      const table: Grid = [["Weight", "Holder"], ...list.map((one, i) => [one, `Holder ${String(i)}`])];
      expect(answer("PRORATA", amount, table, places)).toEqual(answer("PRORATA", amount, column(...list), places));
    }),
  );

  law("asked twice, the same; and no argument is changed", asksTwice("PRORATA", fc.tuple(pool, weights.map((list) => column(...list)), digits, cents(100))));
});

describe("NPV_ROYALTY", () => {
  const presentValue = (...args: readonly Argument[]) => answer("NPV_ROYALTY", ...args) as number;
  const statement = (...args: readonly Argument[]) => answer("NPV_ROYALTY.LINES", ...args);
  /** Rates whose factors end: 1, 0.8, 1.25, 2, 0.5, 0.25. Present values are then exact in a double. */
  const even = fc.constantFrom(0, 0.25, -0.2, -0.5, 1, 3);
  const anyRate = fc.integer({ min: -9000, max: 30_000 }).map((rate) => rate / 10_000);
  const whole = fc.integer({ min: -50_000, max: 50_000 });
  const flows = fc.array(whole, { minLength: 1, maxLength: 4 });
  const timing = fc.constantFrom("end", "start");
  const anyTiming = fc.constantFrom("end", "mid", "start");
  const day = fc.integer({ min: 61, max: 90_000 });
  const exactly = (figure: number) => new Decimal(figure).toString();

  law(
    "the present value of two streams together is that of each, added (additive)",
    fc.property(even, fc.array(fc.tuple(whole, whole), { minLength: 1, maxLength: 4 }), timing, (rate, pairs, when) => {
      const [a, b, both] = [pairs.map(([one]) => one), pairs.map(([, other]) => other), pairs.map(([one, other]) => one + other)].map((list) => presentValue(rate, row(...list), when));
      expect(total([a ?? 0, b ?? 0]).toString()).toBe(exactly(both ?? 0));
    }),
  );

  law(
    "royalties ten, a hundred … times as large are worth that many times as much (proportional)",
    fc.property(even, flows, timing, fc.integer({ min: -3, max: 3 }), (rate, list, when, power) => {
      const scaled = list.map((one) => Number(`${String(one)}e${String(power)}`));
      expect(presentValue(rate, row(...scaled), when)).toBe(Number(`${String(presentValue(rate, row(...list), when))}e${String(power)}`) + 0);
    }),
  );

  law(
    "royalties twice, four times … as large are worth that many times as much, at any rate and timing",
    fc.property(anyRate, flows, anyTiming, fc.integer({ min: 1, max: 10 }), (rate, list, when, power) => {
      expect(presentValue(rate, row(...list.map((one) => one * 2 ** power)), when)).toBe(presentValue(rate, row(...list), when) * 2 ** power);
    }),
  );

  law(
    "the statement's present values add up to its total, which is the answer, and the checks are exactly 0",
    fc.property(even, flows, timing, (rate, list, when) => {
      const lines = statement(rate, row(...list), when);
      const [[all = null, ...values] = []] = line(lines, "present value", 1);
      expect(all).toBe(presentValue(rate, row(...list), when));
      expect(total(values).toString()).toBe(exactly(all as number));
      expect(line(lines, "check", 1)).toEqual([[0, ...list.map(() => 0)]]);
      expect(line(lines, "rounding", 1)).toEqual([[0, ...list.map(() => 0)]]);
      expect(line(lines, "royalty", 1)).toEqual([[total(list).toNumber(), ...list]]);
    }),
  );

  law(
    "a rate for each period, all the same, is that one rate",
    fc.property(anyRate, flows, anyTiming, (rate, list, when) => {
      expect(presentValue(row(...list.map(() => rate)), row(...list), when)).toBe(presentValue(rate, row(...list), when));
    }),
  );

  law(
    "start = end × (1 + rate)",
    fc.property(even, flows, (rate, list) => {
      expect(exactly(presentValue(rate, row(...list), "start"))).toBe(new Decimal(presentValue(rate, row(...list), "end")).times(1 + rate).toString());
    }),
  );

  law(
    "mid = end × √(1 + rate), for rates whose root ends",
    fc.property(fc.constantFrom(0, 3, -0.75, 0.5625), fc.array(whole, { minLength: 1, maxLength: 3 }), (rate, list) => {
      expect(exactly(presentValue(rate, row(...list), "mid"))).toBe(new Decimal(presentValue(rate, row(...list), "end")).times(new Decimal(1 + rate).sqrt()).toString());
    }),
  );

  law(
    "chained rates: the periods after the first, brought to its end, are a stream of their own",
    fc.property(fc.array(fc.tuple(even, whole), { minLength: 2, maxLength: 4 }), (periods) => {
      const [[firstRate, first] = [0, 0], ...later] = periods;
      const rest = presentValue(row(...later.map(([rate]) => rate)), row(...later.map(([, one]) => one)), "end");
      const all = presentValue(row(...periods.map(([rate]) => rate)), row(...periods.map(([, one]) => one)), "end");
      expect(exactly(all)).toBe(new Decimal(first).plus(rest).div(1 + firstRate).toString());
    }),
  );

  law(
    "at a rate of 0, whatever the timing, the plain sum",
    fc.property(flows, anyTiming, (list, when) => expect(presentValue(0, row(...list), when)).toBe(total(list).toNumber())),
  );

  law(
    "dates a year of 365 days apart are periods from the start",
    fc.property(anyRate, flows, day, (rate, list, first) => {
      const dates = list.map((_, t) => first + 365 * t);
      expect(presentValue(rate, row(...list), row(...dates))).toBe(presentValue(rate, row(...list), "start"));
    }),
  );

  law(
    "all dates moved by so many days, the same",
    fc.property(anyRate, fc.array(fc.tuple(whole, fc.nat({ max: 4000 })), { minLength: 1, maxLength: 4 }), day, fc.nat({ max: 10_000 }), (rate, dated, first, moved) => {
      const at = (start: number) => presentValue(rate, row(...dated.map(([one]) => one)), row(...dated.map(([, days]) => start + days)), start);
      expect(at(first + moved)).toBe(at(first));
    }),
  );

  law(
    "dated royalties in another order, the same",
    fc.property(anyRate, fc.array(fc.tuple(whole, fc.nat({ max: 4000 })), { minLength: 2, maxLength: 4 }), day, (rate, dated, first) => {
      const of = (list: typeof dated) => presentValue(rate, column(...list.map(([one]) => one)), column(...list.map(([, days]) => first + days)), first);
      expect(of([...dated].reverse())).toBe(of(dated));
    }),
  );

  law(
    "a time of day changes nothing",
    fc.property(anyRate, fc.array(fc.tuple(whole, fc.nat({ max: 4000 }), fc.integer({ min: 0, max: 99 })), { minLength: 2, maxLength: 4 }), day, (rate, dated, first) => {
      const royalties = row(...dated.map(([one]) => one));
      const timed = dated.map(([, days, hundredths]) => first + days + hundredths / 100);
      expect(presentValue(rate, royalties, row(...timed), first + 0.5)).toBe(presentValue(rate, royalties, row(...dated.map(([, days]) => first + days)), first));
    }),
  );

  law(
    "arguments turned give the answer, and the statement turned",
    fc.property(fc.array(fc.tuple(anyRate, whole), { minLength: 2, maxLength: 4 }), anyTiming, (periods, when) => {
      const [rates, list] = [periods.map(([rate]) => rate), periods.map(([, one]) => one)];
      expect(presentValue(column(...rates), column(...list), when)).toBe(presentValue(row(...rates), row(...list), when));
      expect(statement(column(...rates), column(...list), when)).toEqual(turned(statement(row(...rates), row(...list), when) as Grid));
    }),
  );

  law("asked twice, the same; and no argument is changed", asksTwice("NPV_ROYALTY", fc.tuple(anyRate, flows.map((list) => column(...list)), anyTiming)));
});

describe("WITHHOLDING", () => {
  const figures = (...args: readonly Argument[]) => flat(answer("WITHHOLDING", ...args)) as number[];
  const statement = (...args: readonly Argument[]) => answer("WITHHOLDING.LINES", ...args);
  const taxRate = fc.oneof(fc.constantFrom(0, 0.05, 0.1, 0.25, 0.3, 0.5), fc.integer({ min: 0, max: 9999 }).map((share) => share / 10_000));
  const royalty = fc.oneof(signedCents(1_000_000), fc.integer({ min: -3000, max: 3000 }).map((mills) => mills / 1000));
  const royalties = fc.array(fc.tuple(royalty, taxRate), { minLength: 1, maxLength: 5 });
  const word = fc.constantFrom("none", "gross up");
  /** With them every gross fits into the 15 digits of a cell. */
  const digits = fc.integer({ min: 0, max: 4 });
  const across = (list: readonly (readonly [number, number])[]) => [row(...list.map(([one]) => one)), row(...list.map(([, rate]) => rate))] as const;
  const mirrored = (list: readonly number[]) => list.map((one) => -one + 0);

  law(
    "grossed up and then withheld gives the net back to the cent, and the same tax both ways",
    fc.property(royalties, digits, (list, places) => {
      const [nets, rates] = across(list);
      const rounded = nets.map((cells) => cells.map((net) => new Decimal(net as number).toDecimalPlaces(places, Decimal.ROUND_HALF_UP).toNumber() + 0));
      const gross = row(...figures(nets, rates, "gross up", places));
      expect([figures(gross, rates, "none", places)]).toEqual(rounded);
      expect(statement(gross, rates, "none", places)).toEqual(statement(nets, rates, "gross up", places));
    }),
  );

  law(
    "gross less tax less net is 0, in the figures as they stand in the cells, and the check says so",
    fc.property(royalties, word, digits, (list, how, places) => {
      const lines = statement(...across(list), how, places);
      const [[gross = []], [tax = []], [net = []]] = ["gross", "tax", "net"].map((label) => line(lines, label, 1)) as [CellValue[][], CellValue[][], CellValue[][]];
      list.forEach((_, t) => expect(total([tax[t] ?? null, net[t] ?? null]).toString()).toBe(total([gross[t] ?? null]).toString()));
      expect(line(lines, "check", 1)).toEqual(row(...list.map(() => 0)));
      expect([figures(...across(list), how, places)]).toEqual(line(lines, how === "none" ? "net" : "gross", 1));
    }),
  );

  law(
    "the tax is gross × rate, rounded, whichever way it was asked",
    fc.property(royalties, word, digits, (list, how, places) => {
      const lines = statement(...across(list), how, places);
      const expected = list.map(([, rate], t) => new Decimal(line(lines, "gross", 1)[0]?.[t] as number).times(rate).toDecimalPlaces(places, Decimal.ROUND_HALF_UP).toNumber() + 0);
      expect(line(lines, "tax", 1)).toEqual([expected]);
    }),
  );

  law(
    "WITHHOLDING(-x) = -WITHHOLDING(x)",
    fc.property(royalties, word, decimals, (list, how, places) => {
      const [amounts, rates] = across(list);
      expect(figures(row(...list.map(([one]) => -one)), rates, how, places)).toEqual(mirrored(figures(amounts, rates, how, places)));
    }),
  );

  law(
    "unrounded, the net is what whole thousandths and ten-thousandths give",
    fc.property(royalties, (list) => {
      const expected = list.map(([one, rate]) => new Decimal(String(BigInt(Math.round(one * 1000)) * BigInt(10_000 - Math.round(rate * 10_000)))).times("1e-7").toNumber() + 0);
      expect(figures(...across(list))).toEqual(expected);
    }),
  );

  law(
    "a rate for each, all the same, is that one rate; and each royalty is taxed by itself",
    fc.property(royalties, taxRate, word, decimals, (list, rate, how, places) => {
      const amounts = list.map(([one]) => one);
      const one = figures(row(...amounts), rate, how, places);
      expect(figures(row(...amounts), row(...amounts.map(() => rate)), how, places)).toEqual(one);
      expect(amounts.flatMap((amount) => figures(amount, rate, how, places))).toEqual(one);
    }),
  );

  law(
    "royalties that run down give the answer and the statement of those that run across, turned",
    fc.property(royalties.filter(({ length }) => length > 1), word, decimals, (list, how, places) => {
      const [amounts, rates] = across(list);
      expect(answer("WITHHOLDING", turned(amounts), turned(rates), how, places)).toEqual(turned(answer("WITHHOLDING", amounts, rates, how, places) as Grid));
      expect(statement(turned(amounts), turned(rates), how, places)).toEqual(turned(statement(amounts, rates, how, places) as Grid));
    }),
  );

  law("asked twice, the same; and no argument is changed", asksTwice("WITHHOLDING", fc.tuple(royalties, word, decimals).map(([list, how, places]) => [...across(list), how, places])));
});

/** Frozen arguments: a function that wrote to one would throw. */
function asksTwice(name: string, args: fc.Arbitrary<readonly Argument[]>): fc.IRawProperty<[readonly Argument[]]> {
  return fc.property(args, (given) => {
    const before = JSON.stringify(given);
    const frozen = given.map((one) => (Array.isArray(one) ? Object.freeze((one as Grid).map((cells) => Object.freeze([...cells]))) : one));
    for (const function_ of [name, `${name}.LINES`]) {
      const first = answer(function_, ...frozen);
      expect(answer(function_, ...given)).toEqual(first);
      expect(answer(function_, ...frozen)).toEqual(first);
    }
    expect(JSON.stringify(given)).toBe(before);
  });
}
