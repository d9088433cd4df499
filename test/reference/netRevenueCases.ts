import { amount, anyCase, cell, decimalsArgument, drawnCase, fixedThenDrawn, line, optionalAmount, placed, rateOf, single, SIZES, someDecimals, withBlanks, type Case, type Direction, type Grid, type Value } from "./cases";
import { at, toDouble } from "./fraction";
import { type DeductionRow, type NetRevenueTerms, referenceNetRevenue } from "./netRevenue";
import { Random } from "./random";

interface Deal {
  readonly why: string;
  readonly terms: NetRevenueTerms;
}

/** Cases of NETREVENUE(gross, deductions, [cap], [negative], [opening], [decimals]). */
export function netRevenueCases(n: number, seed: number): Case[] {
  const random = new Random(seed);
  return fixedThenDrawn(n, notable(), random, [workingFigures, workingFigures, workingFigures, atTheCaps, atTheCommonCap, anyAmounts]).map((deal) => dealCase(random, deal));
}

function dealCase(random: Random, { why, terms }: Deal): Case {
  const { gross, rows, cap, negative, opening, decimals } = terms;
  const direction = random.pick<Direction>(["across", "down"]);
  return drawnCase(
    `${why}, ${negative}`,
    [
      line(withBlanks(random, gross), direction),
      deductionTable(random, rows),
      optionalAmount(random, cap),
      gross.length === 1 && negative === "carry" && random.chance(0.5) ? null : single(anyCase(random, negative)),
      optionalAmount(random, opening),
      decimalsArgument(random, decimals, "exact"),
    ],
    () => netRevenueAnswer(terms, direction),
  );
}

/** The answer and the statement as they spill. */
function netRevenueAnswer(terms: NetRevenueTerms, direction: Direction): { answer: Grid; lines: Grid } {
  const { lines, net } = referenceNetRevenue(terms);
  const statement: Grid = [["Line", "Deduction", ...net.map((_, t) => t + 1)], ...lines.map(([label, name, figures]): Value[] => [label, name, ...figures.map(toDouble)])];
  return { answer: line(net.map(toDouble), direction), lines: placed(statement, net.length, direction) };
}

/** The table with its periods last, its other columns in any order under headers or bare in the order of the rules, those that are not used left out where they may be. */
function deductionTable(random: Random, rows: readonly DeductionRow[]): Grid {
  const headed = random.chance(0.5);
  const blankFor = (figure: number): Value => (figure === 0 ? random.pick([null, 0, ""]) : figure);
  const columns: { headers: readonly string[]; values: readonly Value[] }[] = [
    { headers: ["Line", "Name", "Item"], values: rows.map(({ name }) => name) },
    { headers: ["Kind", "Type"], values: rows.map(({ kind }) => anyCase(random, kind)) },
    { headers: ["Cap rate"], values: rows.map(({ capRate }) => blankFor(capRate)) },
    { headers: ["Cap amount"], values: rows.map(({ capAmount }) => blankFor(capAmount)) },
  ];
  const isUnused = (index: number) => at(columns, index).values.every((value) => value === null || value === 0 || value === "");
  if (isUnused(3) && random.chance(0.5)) columns.pop();
  if (columns.length === 3 && isUnused(2) && random.chance(0.5)) columns.pop();
  const ordered = headed ? random.shuffled(columns) : columns;
  const periods = at(rows, 0).claimed.length;
  const heads = headed ? [[...ordered.map(({ headers }) => anyCase(random, random.pick(headers))), ...random.list(periods, (t) => random.pick<Value>([`Q${t + 1}`, t + 1, null]))]] : [];
  const body = rows.map(({ claimed }, i) => [...ordered.map(({ values }) => at(values, i)), ...claimed.map((figure) => (figure === 0 && random.chance(0.5) ? null : figure))]);
  const empty = random.list(random.chance(0.3) ? random.int(1, 2) : 0, () => random.list(ordered.length + periods, () => random.pick([null, "", 0])));
  return [...heads, ...body, ...empty];
}

const row = (name: string | null, kind: DeductionRow["kind"], capRate: number, capAmount: number, ...claimed: number[]): DeductionRow => ({ name, kind, capRate, capAmount, claimed });

function notable(): Deal[] {
  const both = (why: string, gross: readonly number[], rows: readonly DeductionRow[], { cap = 0, opening = 0, decimals = "exact" }: Partial<Pick<NetRevenueTerms, "cap" | "opening" | "decimals">> = {}): Deal[] =>
    (["carry", "floor"] as const).map((negative) => ({ why, terms: { gross, rows, cap, negative, opening: negative === "carry" ? opening : 0, decimals } }));
  const royaltyReport = [row("VAT", "exclusion", 0, 0, 10_000), row("Freight", "deduction", 0.05, 0, 8_000), row("Commission", "deduction", 0, 4_000, 3_000), row("Packaging", "deduction", 0, 0, 6_000)];
  const refunds = [row("Refunds", "exclusion", 0, 0, 20, 90, 0)];
  return [
    ...both("the example of the rules", [100_000], royaltyReport),
    ...both("the example of the rules, common cap", [100_000], royaltyReport, { cap: 0.1 }),
    ...both("the example of the rules, to the cent", [100_000], royaltyReport, { cap: 0.1, decimals: 2 }),
    ...both("refunds of the rules", [100, 50, 200], refunds),
    ...both("a deficit brought in", [100, 50, 200], refunds, { opening: 85 }),
    ...both("on the cap, a cent below, a cent above", [100, 100, 100], [row("Freight", "deduction", 0.05, 0, 5, 4.99, 5.01)]),
    ...both("both caps, the lower holds", [100, 40, 1000], [row(null, "deduction", 0.1, 8, 9, 9, 9)]),
    ...both("a deduction given back makes room", [100, 100], [row("Freight", "deduction", 0, 0, 12, 12), row("Rebate", "deduction", 0.01, 1, -4, -1), row("Fees", "deduction", 0, 0, 3, 3)], { cap: 0.1 }),
    ...both("negative gross", [-100, -100, 500], [row("Freight", "deduction", 0.1, 0, 5, -5, 60), row("Fees", "deduction", 0, 7, 5, 9, 9), row("Tax", "exclusion", 0, 0, -10, 0, 20)], { cap: 0.08 }),
    ...both("a third each", [100], [row("a", "deduction", 0, 0, 7), row("b", "deduction", 0, 0, 7), row("c", "deduction", 0, 0, 7)], { cap: 0.1 }),
    ...both("all of it", [100, 0, 1], [row("a", "deduction", 1, 0, 100, 1, 2)], { cap: 1, decimals: 0 }),
    ...both("half a cent", [1.005, 2.675, 1.0049, 0.1 + 0.2], [row("a", "exclusion", 0, 0, 0, 0, 0, 0)], { decimals: 2 }),
    ...both("the largest", [1e15, 1e15], [row("a", "deduction", 0.123456789012345, 0, 1e15, 999999999999999), row("b", "exclusion", 0, 0, -1e15, 1e15)], { cap: 0.999999999999999, opening: 1e15, decimals: 9 }),
  ];
}

function someRows(random: Random, periods: number, claimed: (capRate: number, capAmount: number) => number[], capRate: () => number, capAmount: () => number): DeductionRow[] {
  return random.list(random.int(1, 4), (i) => {
    const kind = random.chance(0.3) ? ("exclusion" as const) : ("deduction" as const);
    const [rate, money] = kind === "exclusion" ? [0, 0] : [random.chance(0.5) ? capRate() : 0, random.chance(0.35) ? capAmount() : 0];
    return { name: random.chance(0.8) ? `cost ${i + 1}` : null, kind, capRate: rate, capAmount: money, claimed: claimed(rate, money).slice(0, periods) };
  });
}

function termsOf(random: Random, gross: readonly number[], rows: readonly DeductionRow[], cap: number, opening: number): NetRevenueTerms {
  const negative = random.pick<NetRevenueTerms["negative"]>(["carry", "carry", "floor"]);
  return { gross, rows, cap, negative, opening: negative === "carry" && random.chance(0.3) ? opening : 0, decimals: random.chance(0.4) ? 2 : someDecimals(random) };
}

const permille = (random: Random, most: number) => cell(`${random.int(0, most)}e-3`);

/** What reports hold: amounts in cents, costs of some per cent, now and then more refunds than sales. */
function workingFigures(random: Random): Deal {
  const periods = random.int(1, 5);
  const gross = random.list(periods, () => cell(`${random.int(-20_000, 900_000)}e-2`));
  const rows = someRows(random, periods, () => gross.map(() => cell(`${random.int(-2_000, random.chance(0.1) ? 900_000 : 60_000)}e-2`)), () => permille(random, 200), () => random.int(1, 500));
  const terms = termsOf(random, gross, rows, random.chance(0.5) ? permille(random, 150) : 0, random.int(1, 3_000));
  return { why: "amounts in cents", terms: { ...terms, decimals: random.pick([2, 2, "exact", 0, 4]) } };
}

function anyAmounts(random: Random): Deal {
  const [size, costs] = [random.pick(SIZES), random.pick(SIZES)];
  const gross = random.list(random.pick([1, 1, 2, 4]), () => amount(random, size, 0.2));
  const rows = someRows(random, gross.length, () => gross.map(() => amount(random, costs, 0.2)), () => rateOf(random), () => Math.abs(amount(random, costs, 0)));
  return { why: `amounts: ${size}, costs: ${costs}`, terms: termsOf(random, gross, rows, random.chance(0.5) ? rateOf(random) : 0, Math.abs(amount(random, size, 0))) };
}

/** Claims on their own caps, or a cent beside them. */
function atTheCaps(random: Random): Deal {
  const gross = random.list(random.int(1, 4), () => random.int(1, 5_000) * 100);
  const beside = () => random.pick([0, 0, 0.01, -0.01]);
  const rate = cell(`${random.int(1, 40)}e-2`);
  const rows = someRows(random, gross.length, (capRate, capAmount) => gross.map((one) => cell((Math.min(capRate === 0 ? Infinity : Math.round(capRate * 100) * (one / 100), capAmount === 0 ? 1e6 : capAmount) + beside()).toFixed(2))), () => rate, () => random.int(1, 5_000));
  return { why: "at the caps", terms: termsOf(random, gross, rows, 0, random.int(1, 1_000)) };
}

/** Claims that together meet the common cap, or miss it by a cent. */
function atTheCommonCap(random: Random): Deal {
  const percent = random.int(1, 30);
  const gross = random.list(random.int(1, 3), () => random.int(10, 5_000) * 100);
  const parts = gross.map((one) => {
    const limit = percent * one;
    const cuts = [0, random.int(0, limit), random.int(0, limit), limit + random.pick([0, 0, 1, -1])].sort((a, b) => a - b);
    return cuts.slice(1).map((cut, i) => cut - at(cuts, i));
  });
  const rows = [0, 1, 2].map((i): DeductionRow => ({ name: `cost ${i + 1}`, kind: "deduction", capRate: 0, capAmount: 0, claimed: parts.map((part) => cell(`${at(part, i)}e-2`)) }));
  return { why: "at the common cap", terms: termsOf(random, gross, rows, cell(`${percent}e-2`), random.int(1, 1_000)) };
}
