import { besideNames } from "./besideNames";
import { amount, anyCase, type Case, cell, decimalsArgument, type Direction, drawnCase, fixedThenDrawn, type Grid, line, placed, rateOf, single, SIZES, someDecimals, type Value, withBlanks } from "./cases";
import { at, toDouble } from "./fraction";
import { Random } from "./random";
import { type RecoupAccount, type RecoupTerms, referenceRecoup } from "./recoup";

interface RecoupDeal {
  readonly why: string;
  readonly terms: RecoupTerms;
}

/** Cases of RECOUP(earned, advances, [crossed], [reserve], [release], [opening], [decimals]). */
export function recoupCases(n: number, seed: number): Case[] {
  const random = new Random(seed);
  const families = [anyAccounts, anyAccounts, withinCents, withinCents, returnsAfterReserves, halfUnitsWithheld];
  return fixedThenDrawn(n, notableAccounts(), random, families).map((deal) => recoupCase(random, deal));
}

/** How the accounts lie: one of them as a row, column or cell; or a block, with or without names, below a header row or not. */
function recoupCase(random: Random, { why, terms }: RecoupDeal): Case {
  const { accounts, crossed, decimals } = terms;
  const [count, periods] = [accounts.length, at(accounts, 0).earned.length];
  const isNamed = count === 1 ? crossed !== "none" || random.chance(0.3) : periods === 1 || random.chance(0.5);
  const isBlock = count > 1 || isNamed;
  const direction = isBlock ? "across" : random.pick<Direction>(["across", "down"]);
  const names = accounts.map((_, i) => random.pick([`Album ${i + 1}`, `Song ${i + 1}`]));
  const lines = (rows: readonly (readonly number[])[]): Grid => (isBlock ? rows.map((row) => withBlanks(random, row)) : line(withBlanks(random, at(rows, 0)), direction));
  const named = (rows: Grid): Grid => besideNames(random, rows, names, ["Account", "Name", "Title"]);
  const earned = lines(accounts.map((account) => account.earned));
  return drawnCase(
    `${why}, ${count} x ${periods}, ${crossed}`,
    [
      isNamed ? named(earned) : earned,
      advancesArgument(random, accounts, isBlock, (rows) => (isNamed && random.chance(0.5) ? named(lines(rows)) : lines(rows))),
      isBlock ? single(anyCase(random, crossed)) : random.pick([null, single(null)]),
      reserveArgument(random, accounts.map(({ reserve }) => reserve)),
      terms.release === null ? random.pick([null, single(null), single(0), single(3)]) : single(terms.release),
      openingArgument(random, accounts.map(({ opening }) => opening)),
      decimalsArgument(random, decimals, "exact"),
    ],
    () => recoupAnswer(terms, isNamed ? names : names.map((_, i) => i + 1), isBlock ? "block" : direction),
  );
}

function advancesArgument(random: Random, accounts: readonly RecoupAccount[], isBlock: boolean, written: (rows: readonly (readonly number[])[]) => Grid): Grid {
  const advances = accounts.map((account) => account.advances);
  const isAtStart = advances.every((row) => row.slice(1).every((one) => one === 0));
  if (isAtStart && random.chance(0.7)) {
    const first = advances.map((row) => at(row, 0));
    if (first.every((one) => one === 0) && random.chance(0.7)) return single(0);
    return isBlock ? written(first.map((one) => [one])) : single(at(first, 0));
  }
  return written(advances);
}

function reserveArgument(random: Random, reserves: readonly number[]): Grid | null {
  const first = at(reserves, 0);
  if (reserves.every((rate) => rate === 0) && random.chance(0.8)) return random.pick([null, single(null), single(0)]);
  if (reserves.every((rate) => rate === first) && random.chance(0.8)) return single(first);
  return reserves.length === 1 ? single(first) : line(withBlanks(random, reserves), "down");
}

function openingArgument(random: Random, openings: readonly (readonly number[])[]): Grid | null {
  if (openings.flat().every((one) => one === 0) && random.chance(0.8)) return random.pick([null, single(null)]);
  const width = Math.max(1, ...openings.map((row) => row.length));
  return openings.map((row) => withBlanks(random, random.list(width, (i) => row[i] ?? 0)));
}

/** The answer and the statement as they spill. */
export function recoupAnswer(terms: RecoupTerms, labels: readonly Value[], lies: Direction | "block"): { answer: Grid; lines: Grid } {
  const { accounts, check } = referenceRecoup(terms);
  const paid = accounts.map((account) => (account["paid"] ?? []).map(toDouble));
  const statement: Grid = [
    ["Account", "Line", ...check.map((_, t) => t + 1)],
    ...accounts.flatMap((account, i) => Object.entries(account).map(([label, figures]): Value[] => [at(labels, i), label, ...figures.map(toDouble)])),
    ["", "check", ...check.map(toDouble)],
  ];
  if (lies === "block") return { answer: paid, lines: statement };
  return { answer: line(at(paid, 0), lies), lines: placed(statement, check.length, lies) };
}

// ---- Deals ---------------------------------------------------------------------------------------------------------------------

const CROSSINGS: readonly RecoupTerms["crossed"][] = ["none", "all", "recouped only"];

interface Given {
  readonly earned: readonly number[];
  readonly advances?: readonly number[];
  readonly reserve?: number;
  readonly opening?: readonly number[];
}

function account({ earned, advances = [], reserve = 0, opening = [] }: Given): RecoupAccount {
  return { earned, advances: earned.map((_, t) => advances[t] ?? 0), reserve, opening };
}

function notableAccounts(): RecoupDeal[] {
  const everyWay = (why: string, accounts: readonly Given[], release: number | null = null, decimals: number | "exact" = "exact"): RecoupDeal[] =>
    CROSSINGS.map((crossed) => ({ why, terms: { accounts: accounts.map(account), crossed, release, decimals } }));
  return [
    ...everyWay("the two accounts of the rules", [{ earned: [150, -100, 80], advances: [100] }, { earned: [50, 60, 70], advances: [40] }]),
    ...everyWay("a reserve of a quarter, released after two", [{ earned: [100, 100, 100, 100], advances: [50], reserve: 0.25 }], 2),
    ...everyWay("an album that never recoups and one that does", [{ earned: [0, 0], advances: [180000] }, { earned: [20000, 5000], advances: [0] }]),
    ...everyWay("on the balance, a cent below, a cent above", [{ earned: [99.99, 0, 0.02], advances: [100] }, { earned: [100, 100, 100], advances: [100] }, { earned: [100.01, -5, 5], advances: [100] }]),
    ...everyWay("recouped, then a new advance", [{ earned: [100, 0, 30, 500], advances: [100, 60] }, { earned: [100, 40, 10, 0], advances: [60] }]),
    ...everyWay("never a balance, so never recouped", [{ earned: [100, 100] }, { earned: [10, 10], advances: [50] }]),
    ...everyWay("a balance by returns alone", [{ earned: [-50, 60, -10, 0] }, { earned: [30, 30, 30, 30], advances: [10] }]),
    ...everyWay("givers and receivers in list order", [{ earned: [30], advances: [0] }, { earned: [0], advances: [40] }, { earned: [50], advances: [0] }, { earned: [0], advances: [25] }, { earned: [5], advances: [0] }]),
    ...everyWay("a balance that a release recoups", [{ earned: [100, -30, 0, 0, 0], advances: [0, 50], reserve: 0.2 }, { earned: [0, 0, 0, 0, 10], reserve: 1 }], 3),
    ...everyWay("openings, and reserves that outlast the data", [{ earned: [10, 10], opening: [30, 5, 6, 7, 8] }, { earned: [50, 50], opening: [0, 9] }]),
    ...everyWay("half a cent withheld, and a unit to each side", [{ earned: [0.1, 0.3, 0.099, 10.05, -0.1], advances: [0.02], reserve: 0.05 }, { earned: [0.05, 0.15, -0.05, 1, 2.675], advances: [1.005], reserve: 0.5 }], 1, 2),
    ...everyWay("amounts rounded before they are withheld", [{ earned: [10.005, -10.005, 0.004], advances: [0.005, 1.2345], reserve: 0.1, opening: [2.675, 0.005, 1.005] }], 1, 2),
    ...everyWay("0.1 + 0.2 is 0.3", [{ earned: [0.1 + 0.2, 0.3], advances: [0.3, 0.1 + 0.2] }, { earned: [1.1 - 1, 0], advances: [0.1] }]),
    ...everyWay("the smallest and the largest amounts side by side", [{ earned: [1e15, -1e15, 1e-9], advances: [1e-9, 1e15], reserve: 0.123456789012345 }, { earned: [1e-9, 1e15, 1e15], advances: [1e15], reserve: 1 }], 1),
    ...everyWay("nothing at all", [{ earned: [0, 0] }, { earned: [0, 0] }]),
    ...everyWay("one period", [{ earned: [70], advances: [100], opening: [20] }, { earned: [170], advances: [100] }]),
  ];
}

function someReserve(random: Random): number {
  return random.chance(0.4) ? random.pick([0.05, 0.1, 0.2, 0.25, 0.35, 0.5]) : rateOf(random);
}

/** Reserves and their release: none, one for all, or one for each. */
function withReserves(random: Random, accounts: readonly Given[]): { readonly accounts: readonly RecoupAccount[]; readonly release: number | null } {
  const style = random.int(0, 3);
  const one = someReserve(random);
  const reserved = accounts.map((given) => account({ ...given, reserve: style < 2 ? 0 : style === 2 ? one : random.chance(0.3) ? 0 : someReserve(random) }));
  return { accounts: reserved, release: reserved.every(({ reserve }) => reserve === 0) ? null : random.int(1, 5) };
}

function someOpening(random: Random, draw: () => number): readonly number[] {
  return random.chance(0.4) ? random.list(random.int(1, 5), draw) : [];
}

function anyAccounts(random: Random): RecoupDeal {
  const size = random.pick(SIZES);
  const periods = random.int(1, 8);
  const draw = () => amount(random, size, 0);
  const accounts = random.list(random.pick([1, 1, 2, 3, 5]), () => ({
    earned: random.list(periods, () => amount(random, size, 0.25)),
    advances: random.list(periods, (t) => (t === 0 || random.chance(0.15) ? draw() : 0)),
    opening: someOpening(random, draw),
  }));
  return { why: `amounts: ${size}`, terms: { ...withReserves(random, accounts), crossed: random.pick(CROSSINGS), decimals: random.chance(0.4) ? 2 : someDecimals(random) } };
}

/** Amounts of a few cents, so that balances are often recouped to the cent, by their own accounts and by others. */
function withinCents(random: Random): RecoupDeal {
  const periods = random.int(2, 8);
  const cents = (low: number, high: number) => cell(`${random.int(low, high)}e-2`);
  const accounts = random.list(random.int(2, 5), () => ({
    earned: random.list(periods, () => cents(-2, 4)),
    advances: random.list(periods, () => (random.chance(0.3) ? cents(0, 6) : 0)),
    opening: someOpening(random, () => cents(0, 3)),
  }));
  const half = random.chance(0.3);
  return { why: "amounts of a few cents", terms: { accounts: accounts.map((given) => account({ ...given, reserve: half ? 0.5 : 0 })), crossed: random.pick(CROSSINGS), release: half ? random.int(1, 3) : null, decimals: random.pick(["exact", 2, 2, 3]) } };
}

/** What book contracts say: a reserve, then returns that exceed what is released. */
function returnsAfterReserves(random: Random): RecoupDeal {
  const periods = random.int(3, 10);
  const money = () => cell(`${random.int(1, 999999)}e-2`);
  const accounts = random.list(random.int(1, 4), () => ({ earned: random.list(periods, (t) => (t > 0 && random.chance(0.35) ? -money() : money())), advances: [money()], reserve: random.pick([0.15, 0.2, 0.25, 0.333]) }));
  return { why: "returns after reserves", terms: { accounts: accounts.map(account), crossed: random.pick(CROSSINGS), release: random.int(1, 4), decimals: random.pick([2, 2, "exact"]) } };
}

/** An odd multiple of half a unit withheld. */
function halfUnitsWithheld(random: Random): RecoupDeal {
  const decimals = random.int(0, 4);
  const [reserve, of] = random.pick([[0.5, 1], [0.05, 10], [0.25, 2], [0.1, 5], [0.125, 4]] as const);
  const accounts = random.list(random.int(1, 3), () => ({ earned: random.list(4, () => random.pick([1, 1, -1]) * cell(`${(2 * random.int(0, 50000) + 1) * of}e-${decimals}`) + 0), advances: [cell(`${random.int(0, 99999)}e-${decimals}`)], reserve }));
  return { why: `half a unit withheld at ${decimals} decimals`, terms: { accounts: accounts.map(account), crossed: random.pick(CROSSINGS), release: random.int(1, 3), decimals } };
}
