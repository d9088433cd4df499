import { type GuaranteeWindow, type MinGuaranteeTerms, referenceMinGuarantee } from "./minGuarantee";
import { at, Fraction, fromDouble, toDouble, ZERO } from "./fraction";
import { enclosedDouble, type NpvRoyaltyTerms, referenceNpvRoyalty } from "./npvRoyalty";
import { type ProrataTerms, referenceProrata } from "./prorata";
import { Random } from "./random";
import { referenceTieredRoyalty, type Resets, type TieredRoyaltyTerms, type TierMethod, type WindowLabel } from "./tieredRoyalty";

export type Value = number | string | boolean | null;
export type Grid = Value[][];

/** A call of a cell function and what the reference says of it. A refusal is a single cell with its code. */
export interface Case extends Expected {
  readonly why: string;
  /** In the order of the signature; null is an argument left out. */
  readonly args: (Grid | null)[];
}

interface Expected {
  readonly answer: Grid;
  readonly lines: Grid;
  /** Of a waterfall alone. */
  readonly payees?: Grid | undefined;
}

/** A call with what is expected of it, which is reckoned when it is first asked for: many tests draw thousands and ask only what the functions answer. */
export function drawnCase(why: string, args: (Grid | null)[], reckoned: () => Expected): Case {
  let known: Expected | undefined;
  const expected = () => (known ??= reckoned());
  return {
    why,
    args,
    get answer() {
      return expected().answer;
    },
    get lines() {
      return expected().lines;
    },
    get payees() {
      return expected().payees;
    },
  };
}

// ---- Amounts -------------------------------------------------------------------------------------------------------------------

const LARGEST = 1e15;

/** A decimal as a cell holds it; never −0. */
export function cell(text: string): number {
  const value = Number(text);
  return value === 0 ? 0 : value;
}

/** The double of an exact fraction if 15 digits are enough for it, else null. */
function shownInFull(q: Fraction): number | null {
  const double = toDouble(q);
  return Math.abs(double) <= LARGEST && fromDouble(double).equals(q) ? double : null;
}

/** The smallest step of a number at its 15th digit, or of 10^−9 where that is more. */
function lastPlace(x: number): number {
  const exponent = x === 0 ? -9 : Number(x.toExponential().split("e")[1]) - 14;
  return cell(`1e${Math.max(exponent, -9)}`);
}

/** Numbers that a sheet reaches by calculating, with the noise of doubles in them. */
const CALCULATED = [0.1 + 0.2, 1.1 - 1, 4.35 * 100, 1.005 * 1000, 0.7 + 0.1, 1 - 0.9, 100 * 1.1, 3 * 0.1, 8.41 - 8, 1000000.1 - 1000000, 33.33 * 3, 0.57 * 100];

export type Size = "cents" | "whole" | "digits" | "tiny" | "huge" | "calculated";
export const SIZES: readonly Size[] = ["cents", "whole", "digits", "tiny", "huge", "calculated"];

export function positiveAmount(random: Random, size: Size): number {
  switch (size) {
    case "cents":
      return cell(`${random.int(1, 10 ** random.int(1, 9))}e-2`);
    case "whole":
      return random.int(1, 10 ** random.int(1, 9));
    case "digits":
      return cell(`${random.digits(15)}e-${random.int(0, 15)}`);
    case "tiny":
      return cell(`${random.int(1, 99999)}e-9`);
    case "huge":
      return random.pick([LARGEST, 999999999999999, 999999999999.999, 123456789012345, 500000000000000, 9999999999999.99, 1e14, 333333333333333]);
    case "calculated":
      return random.chance(0.5) ? random.pick(CALCULATED) : Math.abs(cell(`${random.int(1, 99999)}e-2`) - cell(`${random.int(1, 99999)}e-2`));
  }
}

export function amount(random: Random, size: Size, negatives: number): number {
  if (random.chance(0.08)) return 0;
  const positive = positiveAmount(random, size);
  return random.chance(negatives) ? -positive : positive;
}

export function rateOf(random: Random): number {
  const style = random.int(0, 9);
  if (style === 0) return 0;
  if (style === 1) return 1;
  if (style === 2) return cell(`${random.digits(15)}e-15`);
  if (style === 3) return cell(`${random.int(1, 999)}e-9`);
  if (style === 4) return random.pick([0.1 + 0.2, 1.1 - 1, 0.7 + 0.1, 1 - 0.9, 3 * 0.1]);
  return cell(`${random.int(1, 1000)}e-3`);
}

/** Strictly rising from 0, as the decimals that are shown. */
export function risingFromZero(count: number, draw: () => number): number[] {
  const found: number[] = [];
  while (found.length < count - 1) {
    const next = draw();
    if (next > 0 && !found.some((one) => fromDouble(one).equals(fromDouble(next)))) found.push(next);
  }
  return [0, ...found.sort((a, b) => fromDouble(a).compare(fromDouble(b)))];
}

// ---- Shapes --------------------------------------------------------------------------------------------------------------------

export type Direction = "across" | "down";

export function single(value: Value): Grid {
  return [[value]];
}

export function line(values: readonly Value[], direction: Direction): Grid {
  return direction === "across" ? [[...values]] : values.map((value) => [value]);
}

export function turned(grid: Grid): Grid {
  return at(grid, 0).map((_, column) => grid.map((row) => at(row, column)));
}

/** A statement stands with its periods across; it is turned when they run down, never for one. */
export function placed(statement: Grid, periods: number, direction: Direction): Grid {
  return periods > 1 && direction === "down" ? turned(statement) : statement;
}

/** The word in some case: enumerations and headers are read in any. */
export function anyCase(random: Random, word: string): string {
  const style = random.int(0, 3);
  if (style === 0) return word.toUpperCase();
  if (style === 1) return word.toLowerCase();
  if (style === 2) return word.charAt(0).toUpperCase() + word.slice(1);
  return [...word].map((letter) => (random.chance(0.5) ? letter.toUpperCase() : letter.toLowerCase())).join("");
}

/** Some of the zeros of a range left blank, which means the same; a lone cell stays filled. */
export function withBlanks(random: Random, values: readonly number[]): Value[] {
  if (values.length === 1) return [...values];
  return values.map((value) => (value === 0 && random.chance(0.5) ? random.pick([null, ""]) : value));
}

/** A table with its columns in any order under headers, or bare in the given order; blank rows at the end. */
export function table(random: Random, columns: readonly { readonly header: string; readonly values: readonly Value[] }[], headed: boolean): Grid {
  const ordered = headed ? random.shuffled(columns) : columns;
  const rows = at(columns, 0).values.map((_, i) => ordered.map(({ values }) => at(values, i)));
  const empty = random.list(random.chance(0.4) ? random.int(1, 3) : 0, () => {
    const filler = random.pick([null, "", 0]);
    return ordered.map(() => filler);
  });
  const head = headed ? [ordered.map(({ header }) => anyCase(random, header))] : [];
  return [...head, ...rows, ...empty];
}

export function decimalsArgument(random: Random, decimals: number | "exact", byDefault: number | "exact"): Grid | null {
  if (decimals === byDefault && random.chance(0.5)) return null;
  return single(decimals === "exact" ? anyCase(random, decimals) : decimals);
}

export function optionalAmount(random: Random, value: number): Grid | null {
  if (value === 0) return random.pick([null, single(0), single(null)]);
  return single(value);
}

export const NOT_AVAILABLE: Grid = [["#N/A"]];

/** The fixed terms first, then random ones, n in all. */
export function fixedThenDrawn<T>(n: number, fixed: readonly T[], random: Random, families: readonly ((random: Random) => T)[]): T[] {
  return Array.from({ length: n }, (_, i) => fixed[i] ?? random.pick(families)(random));
}

// ---- TIEREDROYALTY -------------------------------------------------------------------------------------------------------------

interface TieredRoyaltyDeal {
  readonly why: string;
  readonly terms: TieredRoyaltyTerms;
  readonly per: "Rate" | "Amount per unit";
  /** The `Up to` of each row, where a case needs its own. */
  readonly upTo?: readonly Value[];
}

const METHODS: readonly TierMethod[] = ["marginal", "cliff", "prospective"];

/** Cases of TIEREDROYALTY(base, tiers, [method], [resets], [prior], [decimals]). */
export function tieredRoyaltyCases(n: number, seed: number): Case[] {
  const random = new Random(seed);
  const families = [anyScale, anyScale, positionsAtThresholds, positionsAtThresholds, halfUnits, returns, contractYears];
  return fixedThenDrawn(n, notableScales(), random, families).map((deal) => tieredRoyaltyCase(random, deal));
}

function tieredRoyaltyCase(random: Random, { why, terms, per, upTo }: TieredRoyaltyDeal): Case {
  const { base, tiers, boundary, method, resets, prior, decimals } = terms;
  const direction = random.pick<Direction>(["across", "down"]);
  const headed = boundary === "from" || per === "Amount per unit" || random.chance(0.5);
  const columns: { header: string; values: readonly Value[] }[] = [
    { header: random.pick(boundary === "above" ? ["Above", "Over", "More than"] : ["From", "At least", "Starting at"]), values: tiers.map(({ above }) => above) },
    { header: per, values: tiers.map(({ rate }) => rate) },
  ];
  if (upTo !== undefined || random.chance(0.25)) {
    const open = random.pick([null, "", 0]);
    columns.push({ header: "Up to", values: upTo ?? tiers.map((_, k) => tiers[k + 1]?.above ?? open) });
  }
  const everyPeriod = base.length === 1 && typeof resets === "string" && random.chance(0.5);
  const resetsArgument =
    everyPeriod ? null
    : typeof resets === "number" ? single(resets)
    : typeof resets === "string" ? single(anyCase(random, resets))
    : line(resets, direction);
  return drawnCase(
    why,
    [
      line(withBlanks(random, base), direction),
      table(random, columns, headed),
      method === "marginal" && random.chance(0.5) ? null : single(anyCase(random, method)),
      resetsArgument,
      optionalAmount(random, prior),
      decimalsArgument(random, decimals, "exact"),
    ],
    () => tieredRoyaltyAnswer(terms, per, direction),
  );
}

/** The answer and the statement as they spill. */
export function tieredRoyaltyAnswer(terms: TieredRoyaltyTerms, per: "Rate" | "Amount per unit", direction: Direction): { answer: Grid; lines: Grid } {
  const periods = referenceTieredRoyalty(terms);
  const row = (name: string, figures: readonly Fraction[], above: Value = "", rate: Value = ""): Value[] => [name, above, rate, ...figures.map(toDouble)];
  const tierRows = (name: string, figures: (k: number) => Fraction[]) =>
    terms.tiers.map(({ above, rate }, k) => row(name, figures(k), toDouble(fromDouble(above)), toDouble(fromDouble(rate))));
  const statement: Grid = [
    ["Line", terms.boundary === "above" ? "Above" : "From", per, ...periods.map((_, i) => i + 1)],
    row("opening position", periods.map(({ opening }) => opening)),
    row("base", periods.map(({ base }) => base)),
    row("closing position", periods.map(({ closing }) => closing)),
    ...tierRows("base in tier", (k) => periods.map(({ baseInTier }) => at(baseInTier, k))),
    ...tierRows("royalty in tier", (k) => periods.map(({ royaltyInTier }) => at(royaltyInTier, k))),
    ...(terms.method === "cliff" ? [row("true-up", periods.map(({ trueUp }) => trueUp ?? ZERO))] : []),
    row("rounding", periods.map(({ rounding }) => rounding)),
    row("royalty", periods.map(({ royalty }) => royalty)),
    row("check", periods.map(({ check }) => check)),
  ];
  return { answer: line(periods.map(({ double }) => double), direction), lines: placed(statement, periods.length, direction) };
}

function scale(...tiers: readonly (readonly [number, number])[]): { above: number; rate: number }[] {
  return tiers.map(([above, rate]) => ({ above, rate }));
}

function notableScales(): TieredRoyaltyDeal[] {
  const usual: TieredRoyaltyTerms = {
    base: [750000],
    tiers: scale([0, 0.05], [100000, 0.12], [500000, 0.18]),
    boundary: "above",
    method: "marginal",
    resets: "never",
    prior: 0,
    decimals: "exact",
  };
  const deal = (why: string, terms: Partial<TieredRoyaltyTerms>, more: Partial<TieredRoyaltyDeal> = {}): TieredRoyaltyDeal => ({
    why,
    terms: { ...usual, ...terms },
    per: "Rate",
    ...more,
  });
  const everyMethod = (why: string, terms: Partial<TieredRoyaltyTerms>, more: Partial<TieredRoyaltyDeal> = {}) =>
    METHODS.flatMap((method) => (["above", "from"] as const).map((boundary) => deal(`${why} (${method}, ${boundary})`, { ...terms, method, boundary }, more)));
  const perUnit: Partial<TieredRoyaltyDeal> = { per: "Amount per unit" };
  return [
    ...everyMethod("two years of 375,000, each by itself", { base: [375000, 375000], resets: "each period" }),
    ...everyMethod("two years of 375,000 in one window", { base: [375000, 375000] }),
    ...everyMethod("on the thresholds, a cent below, a cent above", {
      base: [99999.99, 100000, 100000.01, 499999.99, 500000, 500000.01],
      resets: "each period",
    }),
    ...everyMethod("the position steps over a threshold cent by cent", { base: [99999.99, 0.01, 0.01, -0.01, -0.01, 0] }),
    ...everyMethod("thresholds reached by subtraction: 0.1 + 0.2 is 0.3, 1.1 - 1 is 0.1", {
      base: [0.1 + 0.2, 1.1 - 1, 0.2, 8.3 - 8],
      tiers: scale([0, 0.05], [0.1, 0.07], [0.3, 0.5]),
      resets: 2,
    }),
    ...everyMethod("prior brings the first window to the threshold", { base: [0, 0.01, -0.02, 100000, 0.01], prior: 100000, resets: 3 }),
    ...everyMethod("returns cross every threshold back and end below zero", { base: [600000, -200000, -350000, -100000, 40000, 10000, 0.01] }),
    ...everyMethod("falling rates, one of them 0", { base: [50, 100, -100, 200, -500], tiers: scale([0, 0.5], [100, 0.2], [150, 0]) }),
    ...everyMethod("nothing at all", { base: [0, 0, 0] }),
    ...everyMethod("one tier", { base: [100, -250, 0.01], tiers: scale([0, 0.07]), decimals: 2 }),
    ...everyMethod("windows of four quarters, the last unfinished", { base: [60000, 60000, -30000, 500000, 100000, 0.01, 400000, 0, 100000], resets: 4 }),
    ...everyMethod("a contract year that comes back starts a new window; case is ignored, the text 2026 is another", {
      base: [100000, 100000, 100000, 100000, 100000, 100000, 100000],
      resets: ["year A", "YEAR a", "year B", "year A", 2026, "2026", "2026"],
    }),
    ...everyMethod("half a cent, and the last place either side of it", {
      base: [0.1, 0.099999999, 0.100000001, -0.1, 20.1, 53.5, 20.1 - 1e-9],
      tiers: scale([0, 0.05]),
      resets: "each period",
      decimals: 2,
    }),
    ...everyMethod("2.675, 1.005 and -2.5 at a rate of 1", { base: [2.675, 1.005, -2.675, 1.115, 1.125], tiers: scale([0, 1], [1e9, 0]), resets: "each period", decimals: 2 }),
    ...everyMethod("half a unit at no decimals", { base: [2.5, -2.5, 0.5, -0.5, 0.499999999999999, 1.5], tiers: scale([0, 1]), resets: "each period", decimals: 0 }),
    ...everyMethod("the smallest and the largest amounts side by side", { base: [1e-9, 1e15, -1e15, 1e-9, -2e-9], tiers: scale([0, 0.1], [1e-9, 0.2], [1e15, 0.3]) }),
    deal("a tie between doubles goes to the even one: 9007199254740993", { base: [900719925474100], tiers: scale([0, 3], [1, 10]) }, perUnit),
    deal("a tie between doubles goes to the even one: 9007199254740995", { base: [900719925474100], tiers: scale([0, 5], [1, 10]) }, perUnit),
    deal("a tie between doubles goes to the even one: 4503599627370500.5", { base: [450359962737051], tiers: scale([0, 0.5], [1, 10]) }, perUnit),
    deal("a tie between doubles goes to the even one: 4503599627370501.5", { base: [450359962737051], tiers: scale([0, 1.5], [1, 10]) }, perUnit),
    deal("a hair above a tie between doubles", { base: [900719925474100], tiers: scale([0, 3.000000001], [1, 10]) }, perUnit),
    deal("a hair below a tie between doubles", { base: [900719925474100], tiers: scale([0, 2.999999999], [1, 10]) }, perUnit),
    deal("a 16th digit of exactly 5 is shown rounded away from zero", { base: [100000000000000.5, -100000000000000.5], tiers: scale([0, 1]), resets: "each period" }),
    deal("amounts per unit above 1 and a thousand millionth", { base: [1e15, 1], tiers: scale([0, 1e-9], [1e14, 1e15]) }, perUnit),
    deal("more than 60 digits are needed: 1e15 at a 15-digit rate, then a tiny part at another", {
      base: [1.23456789012345e-9, 999999999999999, 1.11111111111111e-9],
      tiers: scale([0, 0.123456789012345], [1.00000000000001e-9, 0.999999999999999], [999999999999999, 1.23456789012345e-9]),
    }),
    deal("Up to agrees with the next row by its 15 digits", { base: [0.5, 0.5], tiers: scale([0, 0.1], [0.3, 0.2]) }, { upTo: [0.1 + 0.2, null] }),
    deal("Up to left blank where it need not be said", { base: [200000, 400000] }, { upTo: ["", 500000, null] }),
    ...(["above", "from"] as const).map((boundary) =>
      deal("twelve tiers, a cent either side of each", {
        base: Array.from({ length: 11 }, (_, k) => [(k + 1) * 10 - 0.01, (k + 1) * 10, (k + 1) * 10 + 0.01]).flat(),
        tiers: Array.from({ length: 12 }, (_, k) => ({ above: k * 10, rate: cell(`${k % 2 === 0 ? k + 1 : 30 - k}e-2`) })),
        boundary,
        method: "cliff",
        resets: "each period",
        decimals: 2,
      }),
    ),
  ];
}

function someTiers(random: Random, size: Size, per: "Rate" | "Amount per unit"): { above: number; rate: number }[] {
  const count = random.pick([1, 2, 3, 3, 4, 12]);
  const tiers = risingFromZero(count, () => positiveAmount(random, size === "huge" ? random.pick(["huge", "whole", "digits"]) : size === "calculated" ? "cents" : size));
  const rated = tiers.map((above) => ({ above, rate: per === "Rate" ? rateOf(random) : positiveAmount(random, random.pick(["cents", "whole", "calculated"])) }));
  // A last row of zeros only would be read as blank.
  return rated.map((tier) => (tier.above === 0 && tier.rate === 0 && count === 1 ? { ...tier, rate: 0.05 } : tier));
}

export function someResets(random: Random, periods: number): Resets {
  if (periods > 1 && random.chance(0.25)) return someLabels(random, periods);
  return random.pick<Resets>(["each period", "never", "never", random.int(1, 5)]);
}

function someLabels(random: Random, periods: number): WindowLabel[] {
  const names = random.pick<readonly WindowLabel[]>([
    [2026, 2027, 2028],
    ["2026", 2026, "year 1"],
    ["FY26", "fy26", "Fy26", "FY27"],
    ["Année 1", "ANNÉE 1", "année 2"],
    [true, false, "TRUE", 1],
    [0.1 + 0.2, 0.3, 0.4],
  ]);
  let label = random.pick(names);
  return random.list(periods, () => {
    if (random.chance(0.4)) label = random.pick(names);
    return label;
  });
}

export function someDecimals(random: Random): number | "exact" {
  return random.chance(0.35) ? "exact" : random.chance(0.5) ? 2 : random.int(0, 9);
}

function anyScale(random: Random): TieredRoyaltyDeal {
  const size = random.pick(SIZES);
  const per = random.chance(0.25) ? "Amount per unit" : "Rate";
  const periods = random.pick([1, 1, 2, 4, 8, 12]);
  return {
    why: `random scale, amounts: ${size}`,
    terms: {
      base: random.list(periods, () => amount(random, size, 0.25)),
      tiers: someTiers(random, size, per),
      boundary: random.pick(["above", "from"]),
      method: random.pick(METHODS),
      resets: someResets(random, periods),
      prior: random.chance(0.3) ? positiveAmount(random, size) : 0,
      decimals: someDecimals(random),
    },
    per,
  };
}

/** Each period moves the position onto a threshold or a cent beside it, by a subtraction of doubles, noise and all. */
function positionsAtThresholds(random: Random): TieredRoyaltyDeal {
  const size = random.pick<Size>(["cents", "whole"]);
  const tiers = someTiers(random, size, "Rate");
  const periods = random.int(2, 10);
  const prior = random.chance(0.3) ? random.pick(tiers).above : 0;
  let position = prior;
  const base = random.list(periods, () => {
    const target = random.pick(tiers).above + random.pick([0, 0, 0.01, -0.01]);
    const step = target - position;
    position = target;
    return step === 0 ? 0 : step;
  });
  return {
    why: "positions on thresholds and a cent beside them, reached by subtraction",
    terms: { base, tiers, boundary: random.pick(["above", "from"]), method: random.pick(METHODS), resets: random.pick<Resets>(["never", "never", 3]), prior, decimals: someDecimals(random) },
    per: "Rate",
  };
}

/** Royalties that lie exactly on half a unit, and one last place either side. */
function halfUnits(random: Random): TieredRoyaltyDeal {
  const decimals = random.int(0, 9);
  const rate = random.pick([0.05, 0.1, 0.125, 0.15, 0.2, 0.25, 0.5, 1, 0.07, 0.015]);
  const periods = random.int(1, 6);
  const base: number[] = [];
  while (base.length < periods) {
    const target = Fraction.of(BigInt(2 * random.int(0, 10 ** random.int(1, 7)) + 1), 2n * 10n ** BigInt(decimals));
    const exact = shownInFull(target.div(fromDouble(rate)));
    if (exact === null) continue;
    const beside = shownInFull(fromDouble(exact).add(fromDouble(lastPlace(exact) * random.pick([-1, 0, 0, 1])))) ?? exact;
    base.push(random.chance(0.3) && beside !== 0 ? -beside : beside);
  }
  return {
    why: `half a unit at ${decimals} decimals, and the last place either side`,
    terms: { base, tiers: scale([0, rate], [1e15, 0]), boundary: "above", method: random.pick(METHODS), resets: "each period", prior: 0, decimals },
    per: "Rate",
  };
}

function returns(random: Random): TieredRoyaltyDeal {
  const size = random.pick<Size>(["cents", "whole", "digits", "tiny"]);
  const per = random.chance(0.2) ? "Amount per unit" : "Rate";
  const periods = random.int(3, 12);
  return {
    why: `returns that unwind and go below zero, amounts: ${size}`,
    terms: {
      base: random.list(periods, () => amount(random, size, 0.6)),
      tiers: someTiers(random, size, per),
      boundary: random.pick(["above", "from"]),
      method: random.pick(METHODS),
      resets: random.pick<Resets>(["never", random.int(2, 5), someLabels(random, periods)]),
      prior: random.chance(0.5) ? positiveAmount(random, size) : 0,
      decimals: someDecimals(random),
    },
    per,
  };
}

function contractYears(random: Random): TieredRoyaltyDeal {
  const periods = random.int(2, 16);
  return {
    why: "contract years beside the base",
    terms: {
      base: random.list(periods, () => amount(random, "cents", 0.15)),
      tiers: someTiers(random, "cents", "Rate"),
      boundary: random.pick(["above", "from"]),
      method: random.pick(METHODS),
      resets: someLabels(random, periods),
      prior: random.chance(0.3) ? positiveAmount(random, "cents") : 0,
      decimals: someDecimals(random),
    },
    per: "Rate",
  };
}

// ---- PRORATA -------------------------------------------------------------------------------------------------------------------

interface ProrataDeal {
  readonly why: string;
  readonly terms: ProrataTerms;
}

/** Cases of PRORATA(pool, weights, [decimals], [minimum]). */
export function prorataCases(n: number, seed: number): Case[] {
  const random = new Random(seed);
  const families = [anyPool, anyPool, equalRemainders, minimumAtAPart, nobodyHasAWeight];
  return fixedThenDrawn(n, notablePools(), random, families).map((deal) => prorataCase(random, deal));
}

function prorataCase(random: Random, { why, terms }: ProrataDeal): Case {
  const { pool, weights, decimals, minimum } = terms;
  const periods = pool.length;
  const ofEachPeriod = at(weights, 0).length > 1;
  const one = weights.map((row) => at(row, 0));
  const shape = random.pick(periods === 1 ? (["down", "across", "table"] as const) : ofEachPeriod ? (["down", "across"] as const) : (["down", "across", "across", "table"] as const));
  // Holders down means periods across, and the other way round.
  const holders: Direction = shape === "across" ? "across" : "down";
  const direction: Direction = holders === "down" ? "across" : "down";

  let names: Value[] = weights.map((_, i) => i + 1);
  let weightsGrid: Grid;
  if (shape === "table") {
    names = weights.map((_, i) => random.pick(["Ana", "Björk", "Chen", "Dub Ltd", "12 Inch"]) + (random.chance(0.8) ? ` ${i + 1}` : ""));
    weightsGrid = table(random, [{ header: "Holder", values: names }, { header: "Weight", values: withBlanks(random, one) }], true);
  } else {
    const rows = ofEachPeriod ? weights.map((row) => withBlanks(random, row)) : withBlanks(random, one).map((value) => [value]);
    weightsGrid = holders === "down" ? rows : turned(rows);
  }
  return drawnCase(
    why,
    [line(withBlanks(random, pool), direction), weightsGrid, decimalsArgument(random, decimals, 2), optionalAmount(random, minimum)],
    () => prorataAnswer(terms, names, holders),
  );
}

/** The answer and the statement as they spill. */
export function prorataAnswer(terms: ProrataTerms, names: readonly Value[], holders: Direction): { answer: Grid; lines: Grid } {
  const periods = referenceProrata(terms);
  if (periods === "#N/A") return { answer: NOT_AVAILABLE, lines: NOT_AVAILABLE };
  const row = (name: string, figures: readonly Fraction[], holder: Value = ""): Value[] => [name, holder, ...figures.map(toDouble)];
  const holderRows = (name: string, key: "weight" | "exactShare" | "rounding" | "held" | "paid") =>
    names.map((holder, i) => row(name, periods.map((period) => at(period[key], i)), holder));
  const statement: Grid = [
    ["Line", "Holder", ...periods.map((_, i) => i + 1)],
    row("pool", periods.map(({ pool }) => pool)),
    row("pool rounding", periods.map(({ poolRounding }) => poolRounding)),
    ...holderRows("weight", "weight"),
    ...holderRows("exact share", "exactShare"),
    ...holderRows("rounding", "rounding"),
    ...holderRows("held below minimum", "held"),
    ...holderRows("paid", "paid"),
    row("check", periods.map(({ check }) => check)),
  ];
  const parts = names.map((_, i) => periods.map(({ paid }) => toDouble(at(paid, i))));
  return { answer: holders === "down" ? parts : turned(parts), lines: placed(statement, periods.length, holders === "down" ? "across" : "down") };
}

function notablePools(): ProrataDeal[] {
  const deal = (why: string, pool: readonly number[], weights: readonly (number | readonly number[])[], decimals: number | "exact" = 2, minimum = 0): ProrataDeal => ({
    why,
    terms: { pool, weights: weights.map((weight) => (typeof weight === "number" ? [weight] : weight)), decimals, minimum },
  });
  const sixty = Array.from({ length: 60 }, (_, i) => 1 + (i % 7));
  return [
    deal("two cents over 4, 1 and 1", [0.02], [4, 1, 1]),
    deal("two cents to be paid back by 4, 1 and 1", [-0.02], [4, 1, 1]),
    deal("equal remainders go down the list", [100, 0.01, 0.02, 200], [1, 1, 1]),
    deal("equal remainders from unequal weights", [0.02, 0.05, 0.03], [2, 6, 2]),
    deal("remainders that differ in the last of 15 digits", [1], [0.333333333333333, 0.333333333333334, 0.333333333333333]),
    deal("weights of thirds: fractions, not their decimals, are compared", [0.01, 0.02, 0.03, 0.04], [1 / 3, 1 / 3, 1 / 3]),
    deal("one holder takes all, zero weight nothing", [10.01, -10.01], [0, 3, 0]),
    deal("a single holder", [0.005, 99.995, -0.005], [7]),
    deal("sixty holders", [1000, 0.59, 0.6, 0.61, -1000], sixty),
    deal("sixty holders of equal weight and one cent", [0.01], sixty.map(() => 1)),
    deal("a pool smaller than the holders' cents", [0.03], [1, 2, 3, 4, 5, 6, 7]),
    deal("the pool is rounded first, half away from zero", [0.005, -0.005, 2.675, 1.005, 0.015, 0.0049999], [1, 1]),
    deal("a pool that rounds to nothing", [0.004, -0.004], [1, 2]),
    deal("pool 0 and no weights", [0], [0, 0]),
    deal("pool 0 in the period without weights", [5, 0, 7], [[1, 0, 2], [2, 0, 1]]),
    deal("nobody has a weight", [5], [0, 0]),
    deal("nobody has a weight in the second period", [5, 5], [[1, 0], [2, 0]]),
    deal("unrounded thirds", [100, -100, 0.1 + 0.2], [1, 1, 1], "exact"),
    deal("the minimum tests exact shares: 10/3 against 3.33 and 3.34", [10], [1, 1, 1], "exact", 3.33),
    deal("the minimum tests exact shares: 10/3 is below 3.34", [10], [1, 1, 1], "exact", 3.34),
    deal("the minimum tests rounded parts: 3.34 is paid, 3.33 is not", [10], [1, 1, 1], 2, 3.34),
    deal("a part equal to the minimum is paid", [10, -10], [1, 2, 2], 2, 2),
    deal("a cent above every part", [10], [1, 2, 2], 2, 4.01),
    deal("the minimum by size, with a pool to be paid back", [-100], [1, 4, 5], 2, 25),
    deal("the largest pool at nine decimals", [1e15, 999999999999999, -1e15], [1, 1, 1], 9),
    deal("the smallest pool at nine decimals", [1e-9, 2e-9, 5e-10, 4.99e-10], [1, 1, 1], 9),
    deal("weights far apart", [1000000], [1e15, 1e-9, 1]),
    deal("weights far apart, unrounded", [1e15], [1e15, 1e-9, 1], "exact"),
    deal("weights with the noise of doubles: 0.1 + 0.2 weighs as much as 0.3", [0.01, 0.03], [0.3, 0.1 + 0.2, 3 * 0.1]),
    deal("the Alabama paradox: from 10 to 11 units the third holder loses one", [10, 11, 323], [6, 6, 2], 0),
    deal("no decimals, half units", [2.5, -2.5, 0.5, 1.5], [1, 1], 0),
  ];
}

function someWeights(random: Random, holders: number, periods: number): number[][] {
  const size = random.pick<Size | "small" | "equal">(["small", "small", "equal", "cents", "digits", "tiny", "huge", "calculated"]);
  const width = periods > 1 && holders > 1 && random.chance(0.4) ? periods : 1;
  const draw = () =>
    size === "equal" ? 1
    : size === "small" ? random.int(0, 6)
    : random.chance(0.1) ? 0
    : positiveAmount(random, size);
  const rows = random.list(holders, () => random.list(width, draw));
  // At least one holder has a weight in each period; the others are a case of their own.
  const filled = random.int(0, holders - 1);
  return rows.map((row, i) => (i === filled ? row.map((weight) => (weight === 0 ? 1 : weight)) : row));
}

function someHolders(random: Random): number {
  return random.pick([1, 2, 2, 3, 3, 4, 5, 7, 12, 60]);
}

function anyPool(random: Random): ProrataDeal {
  const size = random.pick(SIZES);
  const periods = random.pick([1, 1, 2, 4, 8]);
  const weights = someWeights(random, someHolders(random), periods);
  return {
    why: `random pool, amounts: ${size}`,
    terms: { pool: random.list(periods, () => amount(random, size, 0.3)), weights, decimals: random.chance(0.4) ? 2 : someDecimals(random), minimum: random.chance(0.2) ? positiveAmount(random, "cents") : 0 },
  };
}

function equalRemainders(random: Random): ProrataDeal {
  const decimals = random.int(0, 9);
  const holders = random.pick([2, 3, 6, 7, 60]);
  const weight = random.pick([1, 0.1 + 0.2, 1 / 3, 1e15, 1e-9]);
  const weights = random.list(holders, () => [weight * random.pick([1, 1, 2])]);
  const usable = weights.every(([w]) => (w ?? 0) <= LARGEST) ? weights : weights.map(() => [weight]);
  return {
    why: `equal remainders at ${decimals} decimals`,
    terms: { pool: random.list(random.int(1, 4), () => cell(`${random.int(-3 * holders, 3 * holders)}e-${decimals}`)), weights: usable, decimals, minimum: 0 },
  };
}

function minimumAtAPart(random: Random): ProrataDeal {
  const { terms } = anyPool(random);
  const parts = referenceProrata({ ...terms, minimum: 0 });
  if (parts === "#N/A") throw new Error("this pool has weights");
  const part = random.pick(random.pick(parts).paid).abs();
  const nudge = random.pick([ZERO, ZERO, fromDouble(lastPlace(toDouble(part))), fromDouble(lastPlace(toDouble(part))).negated()]);
  const minimum = shownInFull(part.add(nudge));
  return { why: "the minimum equals a part, or lies the last place beside it", terms: { ...terms, minimum: minimum === null || minimum < 0 ? 1 : minimum } };
}

function nobodyHasAWeight(random: Random): ProrataDeal {
  const { terms } = anyPool(random);
  const emptied = random.int(0, at(terms.weights, 0).length - 1);
  const weights = terms.weights.map((row) => row.map((weight, t) => (t === emptied ? 0 : weight)));
  // Whether a pool that only rounds to 0 counts as one is left open: these are 0 or a unit and more.
  const decimals = random.pick<number | "exact">([2, "exact"]);
  const pool = terms.pool.map(() => (random.chance(0.5) ? 0 : cell(`${random.int(-5, 5)}e-2`)));
  return { why: "no weights in a period: #N/A unless its pool is 0", terms: { ...terms, pool, weights, decimals } };
}

// ---- NPV_ROYALTY ---------------------------------------------------------------------------------------------------------------

interface NpvRoyaltyDeal {
  readonly why: string;
  readonly terms: NpvRoyaltyTerms;
}

/** Cases of NPV_ROYALTY(rate, royalties, [when], [valuation_date]). */
export function npvRoyaltyCases(n: number, seed: number): Case[] {
  const random = new Random(seed);
  const fixed = notableFlows();
  return Array.from({ length: n }, (_, i) => npvRoyaltyCase(random, fixed[i] ?? random.pick([chainedFlows, oneRateFlows, datedFlows, datedFlows])(random)));
}

function npvRoyaltyCase(random: Random, { why, terms }: NpvRoyaltyDeal): Case {
  const { rates, royalties, when, valuationDate } = terms;
  const direction = random.pick<Direction>(["across", "down"]);
  return drawnCase(
    why,
    [
      line(rates, direction),
      line(withBlanks(random, royalties), direction),
      typeof when === "string" ? single(anyCase(random, when)) : line(when, direction),
      valuationDate === null ? null : single(valuationDate),
    ],
    () => npvRoyaltyAnswer(terms, direction),
  );
}

/** The answer and the statement as they spill. */
export function npvRoyaltyAnswer(terms: NpvRoyaltyTerms, direction: Direction): { answer: Grid; lines: Grid } {
  const { periods, royalty, presentValue } = referenceNpvRoyalty(terms);
  const value = enclosedDouble(presentValue);
  const statement: Grid = [
    ["Line", "Total", ...periods.map(({ serial }, t) => serial ?? t + 1)],
    ["royalty", toDouble(royalty), ...periods.map((period) => toDouble(period.royalty))],
    ["rate", "", ...periods.map(({ rate }) => toDouble(rate))],
    ["time", "", ...periods.map(({ time }) => toDouble(time))],
    ["factor", "", ...periods.map(({ factor }) => enclosedDouble(factor))],
    ["present value", value, ...periods.map((period) => enclosedDouble(period.presentValue))],
    ["rounding", 0, ...periods.map(() => 0)],
    ["check", 0, ...periods.map(() => 0)],
  ];
  return { answer: single(value), lines: placed(statement, periods.length, direction) };
}

function notableFlows(): NpvRoyaltyDeal[] {
  const deal = (why: string, rates: number | readonly number[], royalties: readonly number[], when: NpvRoyaltyTerms["when"], valuationDate: number | null = null): NpvRoyaltyDeal => ({
    why,
    terms: { rates: typeof rates === "number" ? [rates] : rates, royalties, when, valuationDate },
  });
  const everyWord = (why: string, rates: number | readonly number[], royalties: readonly number[]) =>
    (["end", "mid", "start"] as const).map((when) => deal(`${why} (${when})`, rates, royalties, when));
  return [
    ...everyWord("a blank keeps its place", 0.1, [100, 0, 100]),
    ...everyWord("one royalty", 0.07, [100]),
    ...everyWord("at no interest", 0, [100, -50, 0.1 + 0.2]),
    ...everyWord("a negative rate", -0.5, [100, 100, 100]),
    ...everyWord("a rate near -1", -0.999999999999999, [1e-9, 1, 100]),
    ...everyWord("a rate above 1", 25, [100, 100, 1e15]),
    ...everyWord("a rate for each period", [0.1, 0.2, -0.05, 0], [100, 200, 300, 400]),
    ...everyWord("a rate of 0 first, then a high one", [0, 1, 0.5], [1, 1, 1]),
    ...everyWord("rates with noise: 1.1 - 1 is 0.1", 1.1 - 1, [100, 110, 121]),
    ...everyWord("growth of 21%, whose root is 1.1", 0.21, [110, 121, 133.1]),
    ...everyWord("what cancels leaves exactly 0 (a quotient without end)", 0.1, [100, -110]),
    ...everyWord("sixty periods", 0.005, Array.from({ length: 60 }, () => 1234.56)),
    ...everyWord("nothing", 0.1, [0, 0]),
    ...everyWord("15 digits everywhere", [0.123456789012345, 0.0987654321098765], [123456789012345, 0.000123456789012345]),
    ...everyWord("powers of a half", 1, [1, 1, 1, 1, 999999999999999]),
    deal("days from the first date", 0.1, [-10000, 2750, 4250, 3250, 2750], [39448, 39508, 39751, 39859, 39904]),
    deal("equal dates", 0.1, [100, 200, 300], [46023, 46388, 46388]),
    deal("what is due on one day cancels exactly", 0.1, [100, -100, 0], [46023, 46023, 46100]),
    deal("what is due on one later day cancels exactly", 0.1, [0, 100, -100], [46023, 46100, 46100]),
    deal("dates out of order, after the first", 0.1, [100, 200, 300], [46023, 46400, 46100]),
    deal("a valuation date before them", 0.1, [100, 200], [46023, 46388], 45000),
    deal("times of day are cut off", 0.1, [100, 200], [46023.75, 46388.999], 46022.5),
    deal("the time of day of the first date is cut off too", 0.1, [100, 200], [46023.75, 46023.25]),
    deal("one date", 0.1, [100], [46023]),
    deal("one date, valued before", 0.1, [100], [46023], 45658),
    deal("the first and the last day there are", 0.05, [1e15, 1e15], [61, 2958465]),
    deal("growth of 1.1 in a fifth of a year is a fraction", 0.61051, [100, 110, 121], [46023, 46096, 46169]),
    deal("whole years only: no root is drawn", 0.07, [100, 100, 100], [46023, 46388, 46753]),
    deal("dates at a negative rate", -0.25, [100, 100, -100], [46023, 46123, 47000]),
    deal("dates at no interest", 0, [100, 0.1 + 0.2], [46023, 47000]),
    deal("dates at a rate above 1", 3.5, [100, 1e15, 1e-9], [46023, 46024, 50000]),
  ];
}

function discountRate(random: Random): number {
  const style = random.int(0, 9);
  if (style === 0) return 0;
  if (style === 1) return cell(`-${random.int(1, 999)}e-3`);
  if (style === 2) return cell(`${random.digits(15)}e-${random.int(15, 16)}`);
  if (style === 3) return random.pick([1, 2.5, 25, 0.21, 0.44, 1e-9, 0.61051]);
  if (style === 4) return random.pick([1.1 - 1, 0.1 + 0.2, 3 * 0.05]);
  return cell(`${random.int(1, 3000)}e-4`);
}

function someFlows(random: Random, count: number): { size: Size; royalties: number[] } {
  const size = random.pick(SIZES);
  return { size, royalties: random.list(count, () => amount(random, size, 0.2)) };
}

function oneRateFlows(random: Random): NpvRoyaltyDeal {
  const { size, royalties } = someFlows(random, random.pick([1, 2, 3, 5, 12, 24]));
  return { why: `one rate, amounts: ${size}`, terms: { rates: [discountRate(random)], royalties, when: random.pick(["end", "mid", "start"]), valuationDate: null } };
}

function chainedFlows(random: Random): NpvRoyaltyDeal {
  const count = random.int(2, 12);
  const { size, royalties } = someFlows(random, count);
  return { why: `a rate for each period, amounts: ${size}`, terms: { rates: random.list(count, () => discountRate(random)), royalties, when: random.pick(["end", "mid", "start"]), valuationDate: null } };
}

function datedFlows(random: Random): NpvRoyaltyDeal {
  const count = random.int(1, 12);
  const { size, royalties } = someFlows(random, count);
  const first = random.int(61, 60000);
  const gap = random.pick([1, 31, 92, 366, 1500]);
  const time = () => (random.chance(0.1) ? random.pick([0.25, 0.5, 0.999988425925926]) : 0);
  let day = first;
  const ordered = random.list(count, () => {
    const today = day;
    day += random.pick([0, random.int(0, gap), random.int(0, gap), 73, 365]);
    return today + time();
  });
  const [start = first, ...later] = ordered;
  const dates = random.chance(0.2) ? [start, ...random.shuffled(later)] : ordered;
  const valuationDate = random.chance(0.5) ? null : Math.max(61, first - random.int(0, 2 * gap)) + time();
  return { why: `dates, amounts: ${size}`, terms: { rates: [discountRate(random)], royalties, when: dates, valuationDate } };
}

// ---- MINGUARANTEE --------------------------------------------------------------------------------------------------------------

interface MinGuaranteeDeal {
  readonly why: string;
  readonly terms: MinGuaranteeTerms;
}

/** Cases of MINGUARANTEE(earned, guarantee, window, [opening]). */
export function minGuaranteeCases(n: number, seed: number): Case[] {
  const random = new Random(seed);
  const families = [anyGuarantee, anyGuarantee, nearTheGuarantee, nearTheGuarantee, windowsAtTheirEdges];
  return fixedThenDrawn(n, notableGuarantees(), random, families).map((deal) => minGuaranteeCase(random, deal));
}

function minGuaranteeCase(random: Random, { why, terms }: MinGuaranteeDeal): Case {
  const { earned, guarantee, window, opening } = terms;
  const direction = random.pick<Direction>(["across", "down"]);
  const isOne = guarantee.every((one) => one === guarantee[0]) && random.chance(0.6);
  const word = typeof window === "string" ? window : "first" in window ? `first ${window.first}` : `rolling ${window.rolling}`;
  return drawnCase(
    `${why}, ${word}`,
    [
      line(withBlanks(random, earned), direction),
      isOne ? single(at(guarantee, 0)) : line(withBlanks(random, guarantee), direction),
      single(anyCase(random, word)),
      opening.length === 0 ? random.pick([null, single(null), single(0)]) : line(withBlanks(random, opening), random.pick<Direction>(["across", "down"])),
    ],
    () => minGuaranteeAnswer(terms, direction),
  );
}

/** The answer and the statement as they spill. */
export function minGuaranteeAnswer(terms: MinGuaranteeTerms, direction: Direction): { answer: Grid; lines: Grid } {
  const lines = referenceMinGuarantee(terms);
  const periods = terms.earned.length;
  const statement: Grid = [["Line", ...terms.earned.map((_, t) => t + 1)], ...Object.entries(lines).map(([label, figures]): Value[] => [label, ...figures.map(toDouble)])];
  return { answer: line((lines["payable"] ?? []).map(toDouble), direction), lines: placed(statement, periods, direction) };
}

const EVERY_WINDOW: readonly GuaranteeWindow[] = ["none", "life", { first: 1 }, { first: 3 }, { first: 99 }, { rolling: 1 }, { rolling: 2 }, { rolling: 3 }, { rolling: 99 }];

function notableGuarantees(): MinGuaranteeDeal[] {
  const inEveryWindow = (why: string, earned: readonly number[], guarantee: number | readonly number[], opening: readonly number[] = []): MinGuaranteeDeal[] =>
    EVERY_WINDOW.map((window) => ({
      why,
      terms: { earned, guarantee: typeof guarantee === "number" ? earned.map(() => guarantee) : guarantee, window, opening: stillOpen(opening, window) },
    }));
  return [
    ...inEveryWindow("the four years of the rules", [60, 90, 130, 170], 100),
    ...inEveryWindow("a credit of the first period", [-50, 300], 100),
    ...inEveryWindow("a credit that outlasts several periods", [-500, 100, 100, 100, 250, 900], 100),
    ...inEveryWindow("on the guarantee, a cent below, a cent above", [99.99, 100, 100.01, 100, 99.99, 100.02], 100),
    ...inEveryWindow("0.1 + 0.2 is 0.3", [0.1 + 0.2, 0.3, 1.1 - 1, 0.5], [0.3, 0.1 + 0.2, 0.1, 0]),
    ...inEveryWindow("opening shortfalls, oldest first", [150, 100, 125, 500], 100, [40, 0, 30]),
    ...inEveryWindow("opening shortfalls and no guarantee", [10, -20, 5, 30, 40], 0, [12, 30]),
    ...inEveryWindow("nothing at all", [0, 0, 0], 0),
    ...inEveryWindow("a guarantee that stops in a strike", [0, 1300, 3700, 4500, 7000, 2400, 6000], [4000, 4000, 4000, 4000, 4000, 2000, 4000]),
    ...inEveryWindow("the smallest and the largest amounts side by side", [1e-9, 1e15, -1e15, 1e-9, 2e15 / 2], [1e15, 1e-9, 1e15, 0, 1e-9]),
    ...inEveryWindow("one period", [70], 100, [20]),
  ];
}

/** Without what has lapsed before the first period, which would be refused. */
function stillOpen(opening: readonly number[], window: GuaranteeWindow): readonly number[] {
  if (window === "none") return opening.map(() => 0);
  return typeof window === "object" && "rolling" in window ? opening.map((amount, i) => (opening.length - i <= window.rolling ? amount : 0)) : opening;
}

function someWindow(random: Random): GuaranteeWindow {
  return random.pick<GuaranteeWindow>(["none", "life", { first: random.int(1, 12) }, { rolling: random.int(1, 4) }, { rolling: random.int(1, 14) }]);
}

function someOpening(random: Random, window: GuaranteeWindow, draw: () => number): readonly number[] {
  return random.chance(0.4) ? stillOpen(random.list(random.int(1, 5), draw), window) : [];
}

function anyGuarantee(random: Random): MinGuaranteeDeal {
  const size = random.pick(SIZES);
  const periods = random.int(1, 12);
  const window = someWindow(random);
  const one = amount(random, size, 0);
  const guarantee = random.chance(0.5) ? random.list(periods, () => one) : random.list(periods, () => amount(random, size, 0));
  return { why: `amounts: ${size}`, terms: { earned: random.list(periods, () => amount(random, size, 0.2)), guarantee, window, opening: someOpening(random, window, () => amount(random, size, 0)) } };
}

/** Earnings within a few cents of the guarantee, so that a shortfall is often recouped to the cent. */
function nearTheGuarantee(random: Random): MinGuaranteeDeal {
  const periods = random.int(2, 16);
  const window = someWindow(random);
  const minimum = random.int(0, 500);
  const cents = (whole: number) => cell(`${whole}e-2`);
  return {
    why: "earnings within cents of the guarantee",
    terms: { earned: random.list(periods, () => cents(minimum + random.int(-4, 4) * (random.chance(0.1) ? 100 : 1))), guarantee: random.list(periods, () => cents(minimum)), window, opening: someOpening(random, window, () => cents(random.int(0, 5))) },
  };
}

/** One shortfall, and one excess that comes just within or just after its window. */
function windowsAtTheirEdges(random: Random): MinGuaranteeDeal {
  const n = random.int(1, 6);
  const window = random.pick<GuaranteeWindow>([{ first: n }, { rolling: n }]);
  const [at1, gap] = [random.int(1, 4), n + random.int(-1, 1)];
  const earned = random.list(at1 + n + 3, (i) => (i + 1 === at1 ? 60 : i + 1 === at1 + gap ? 100 + random.pick([39.99, 40, 40.01]) : 100));
  return { why: "an excess at the edge of the window", terms: { earned, guarantee: earned.map(() => 100), window, opening: someOpening(random, window, () => random.int(0, 20)) } };
}
