import { drawnCase, type Case, type Grid, type Value } from "./cases";
import { at, Fraction, fromDouble, sum, toDouble } from "./fraction";
import { Random } from "./random";
import { referenceWaterfall, samePayee, type WaterfallOf, type WaterfallReadings, type WaterfallRow, type WaterfallTerms, type WaterfallType } from "./waterfall";

export interface WaterfallDeal {
  readonly why: string;
  readonly terms: WaterfallTerms;
}

type Direction = "across" | "down";

/** The deals that are written out first, then drawn ones, n in all. The same seed gives the same cases. */
export function waterfallCases(n: number, seed: number, readings?: WaterfallReadings): Case[] {
  const random = new Random(seed);
  const families = [anyDeal, anyDeal, anyDeal, anyDeal, pariPassu, tiedRemainders, untilReached, fundOfTwo, filmDeal, deficits];
  const notable = notableDeals();
  return Array.from({ length: n }, (_, i) => waterfallCase(random, notable[i] ?? random.pick(families)(random), readings));
}

// ---- Answers in their shapes ----------------------------------------------------------------------------------------------------

function turned(grid: Grid): Grid {
  return at(grid, 0).map((_, column) => grid.map((row) => at(row, column)));
}

/** The answer and both companions: periods across, turned if they run down, never for one. */
export function waterfallAnswer(terms: WaterfallTerms, direction: Direction, readings?: WaterfallReadings): { answer: Grid; lines: Grid; payees: Grid } {
  const periods = referenceWaterfall(terms, readings);
  const placed = (grid: Grid): Grid => (periods.length > 1 && direction === "down" ? turned(grid) : grid);
  const each = (figure: (period: (typeof periods)[number]) => Fraction): number[] => periods.map((period) => toDouble(figure(period)));
  const head = periods.map((_, i) => i + 1);
  const { rows } = terms;

  const names: string[] = [];
  for (const { payee } of rows) if (!names.some((name) => samePayee(name, payee))) names.push(payee.trim());
  const nameOf = (payee: string): string => at(names.filter((name) => samePayee(name, payee)), 0);
  const paidTo = (name: string): number[] => each((period) => sum(period.rows.filter((_, i) => samePayee(at(rows, i).payee, name)).map(({ paid }) => paid)));

  const lines: Grid = [
    ["Rank", "Payee", "Type", "Line", ...head],
    ["", "", "", "cash", ...each(({ cash }) => cash)],
    ["", "", "", "cash rounding", ...each(({ cashRounding }) => cashRounding)],
    ["", "", "", "opening deficit", ...each(({ openingDeficit }) => openingDeficit)],
    ["", "", "", "deficit made good", ...each(({ deficitMadeGood }) => deficitMadeGood)],
    ["", "", "", "closing deficit", ...each(({ closingDeficit }) => closingDeficit)],
    ["", "", "", "gross", ...each(({ gross }) => gross)],
  ];
  const ranks = [...new Set(rows.map(({ rank }) => rank))].sort((a, b) => a - b);
  for (const rank of ranks) {
    rows.forEach((row, i) => {
      if (row.rank !== rank) return;
      for (const line of ["opening", "due", "claim", "rounding", "paid", "lapsed", "closing"] as const) {
        lines.push([rank, nameOf(row.payee), row.type, line, ...each((period) => at(period.rows, i)[line])]);
      }
    });
    lines.push([rank, "", "", "cash left", ...each(({ cashLeft }) => at(cashLeft.filter((one) => one.rank === rank), 0).left)]);
  }
  lines.push(["", "", "", "undistributed", ...each(({ undistributed }) => undistributed)]);
  lines.push(["", "", "", "check", ...each(({ check }) => check)]);

  return {
    answer: placed(rows.map((_, i) => each((period) => at(period.rows, i).paid))),
    lines: placed(lines),
    payees: placed([["Payee", ...head], ...names.map((name) => [name, ...paidTo(name)])]),
  };
}

// ---- Arguments in all their shapes ----------------------------------------------------------------------------------------------

/** The word in some case: enumerations and headers are read in any. */
function anyCase(random: Random, word: string): string {
  const style = random.int(0, 4);
  if (style === 0) return word.toUpperCase();
  if (style === 1) return word.charAt(0).toUpperCase() + word.slice(1);
  if (style === 2) return [...word].map((letter) => (random.chance(0.5) ? letter.toUpperCase() : letter)).join("");
  return word;
}

/** The order of a table without headers. */
const COLUMNS = ["Rank", "Payee", "Type", "Rate", "Amount", "Of", "Cap", "Until", "Carry", "Paid", "Owed"] as const;
type Column = (typeof COLUMNS)[number];

function ofWord(of: WaterfallOf): string {
  if (typeof of === "string") return of;
  return "after" in of ? `after ${of.after}` : `balance ${of.balance}`;
}

function columnsOf(random: Random, row: WaterfallRow): Record<Column, Value> {
  const figure = (x: number | undefined): Value => (x === undefined || x === 0 ? random.pick([null, "", 0]) : x);
  const word = (text: string | undefined): Value => (text === undefined ? random.pick([null, ""]) : anyCase(random, text));
  return {
    Rank: row.rank,
    Payee: row.payee,
    Type: anyCase(random, row.type),
    Rate: figure(row.rate),
    Amount: figure(row.amount),
    Of: word(row.of === undefined ? undefined : ofWord(row.of)),
    Cap: figure(row.cap),
    Until: figure(row.until),
    Carry: word(row.carry),
    Paid: figure(row.paid),
    Owed: figure(row.owed),
  };
}

const EMPTY = new Set<Value>([null, "", 0]);

/** The table with its columns in any order under headers, those that nothing needs mostly left out, or bare; blank rows at the end. */
function layersArgument(random: Random, rows: readonly WaterfallRow[]): Grid {
  const cells = rows.map((row) => columnsOf(random, row));
  const filled = COLUMNS.filter((column, i) => i < 3 || cells.some((row) => !EMPTY.has(row[column])));
  let headed = random.chance(0.55);
  let columns: Column[];
  if (headed) {
    columns = random.shuffled(COLUMNS.filter((column) => filled.includes(column) || random.chance(0.15)));
  } else {
    const last = Math.max(...filled.map((column) => COLUMNS.indexOf(column)));
    columns = COLUMNS.slice(0, random.chance(0.3) ? COLUMNS.length : last + 1);
  }
  // A lone name could pass for a header of its own: keep such tables under headers.
  if (rows.length === 1 && random.chance(0.5)) headed = true;
  const head: Grid = headed ? [columns.map((column) => anyCase(random, column))] : [];
  const empty = random.list(random.chance(0.35) ? random.int(1, 3) : 0, () => {
    const filler = random.pick<Value>([null, "", 0]);
    return columns.map(() => filler);
  });
  return [...head, ...cells.map((row) => columns.map((column) => row[column])), ...empty];
}

function waterfallCase(random: Random, { why, terms }: WaterfallDeal, readings: WaterfallReadings | undefined): Case {
  const { cash, rows, amounts, decimals } = terms;
  const direction = random.pick<Direction>(["across", "down"]);
  const down = cash.length > 1 && direction === "down";
  const blankable = (value: number, stays = false): Value => (value === 0 && !stays && random.chance(0.5) ? random.pick([null, ""]) : value);
  // The first period stays: a range that is blank throughout is refused.
  const cashLine = [cash.map((one, period) => blankable(one, period === 0))];
  const amountsGrid = amounts?.map((row) => row.map((one) => blankable(one)));
  return drawnCase(
    why,
    [
      down ? turned(cashLine) : cashLine,
      layersArgument(random, rows),
      decimals === "exact" ? (random.chance(0.5) ? null : [[anyCase(random, "exact")]]) : [[decimals]],
      amountsGrid === undefined ? null : down ? turned(amountsGrid) : amountsGrid,
    ],
    () => waterfallAnswer(terms, direction, readings),
  );
}

// ---- Amounts --------------------------------------------------------------------------------------------------------------------

type Decimals = WaterfallTerms["decimals"];

/** How the money of one deal is drawn: whole counts of 10^−places, to which a further digit may be added that `decimals` rounds away. */
interface Scale {
  readonly decimals: Decimals;
  readonly places: number;
  readonly largest: number;
}

function cell(text: string): number {
  const value = Number(text);
  return value === 0 ? 0 : value;
}

function anyScale(random: Random): Scale {
  const decimals = random.pick<Decimals>([0, 2, 2, 2, 9, "exact", "exact"]);
  const places = decimals === "exact" ? random.pick([0, 2, 2, 4]) : decimals;
  return { decimals, places, largest: 10 ** random.int(1, places === 9 ? 11 : 9) };
}

function counts(count: number, { places }: Scale): number {
  return cell(`${count}e-${places}`);
}

/** On the unit, from one unit up. */
function onUnit(random: Random, scale: Scale, size = 1): number {
  return counts(random.int(1, Math.max(1, Math.round(scale.largest * size))), scale);
}

/** Mostly on the unit, else with a digit more, a half as often as not. */
function amountOf(random: Random, scale: Scale, size = 1): number {
  if (random.chance(0.6)) return onUnit(random, scale, size);
  const digit = random.chance(0.5) ? 5 : random.int(1, 9);
  return cell(`${random.int(1, Math.max(1, Math.round(scale.largest * size)))}${digit}e-${scale.places + 1}`);
}

/** The double of an exact sum; the amounts drawn here need fewer than 15 digits. */
function plus(a: number, b: number): number {
  return toDouble(fromDouble(a).add(fromDouble(b)));
}

/** With the noise of calculated doubles, which 15 digits do not show, or plain. */
function rateOf(random: Random): number {
  const style = random.int(0, 9);
  if (style === 0) return 0;
  if (style === 1) return random.pick([0.1 + 0.2, 1.1 - 1, 1 - 0.9, 3 * 0.1]);
  if (style === 2) return cell(`${random.digits(15)}e-15`);
  if (style === 3) return cell(`${random.int(1, 999)}e-6`);
  return cell(`${random.int(1, 60)}e-2`);
}

const WHOLES: readonly (readonly number[])[] = [
  [0.1, 0.9],
  [0.13, 0.87],
  [0.5, 0.5],
  [0.2, 0.8],
  [1 / 3, 1 / 3, 1 / 3],
  [1 / 6, 1 / 6, 2 / 3],
  [1 / 7, 2 / 7, 4 / 7],
  [0.1 + 0.2, 0.7],
  [1 - 0.9, 0.3, 0.6],
  [0.25, 0.25, 0.25, 0.25],
  [0.005, 0.995],
  [1, 0],
  [1],
  [0.333333333333, 0.333333333333, 0.333333333334],
];
const PARTS: readonly (readonly number[])[] = [[0.25], [0.1, 0.2], [1 / 3, 1 / 3], [0.05, 0.05, 0.05], [0, 0], [0.99, 0.009], [0.3, 0, 0.3]];

const PAYEES = ["Licensor", "Me", "Agent", "Éclair SA", "Studio 5", "Bank", "Estate of Ö"];

/** A payee as some row of the table writes it. */
function written(random: Random, payee: string): string {
  const style = random.int(0, 9);
  if (style === 0) return payee.toUpperCase();
  if (style === 1) return ` ${payee}  `;
  if (style === 2) return payee.toLowerCase();
  return payee;
}

/** Periods of cash, short and ample, with nothing in some and less than nothing in others. */
function cashOf(random: Random, scale: Scale, periods: number, negatives: number): number[] {
  const size = random.pick([0.05, 0.5, 2, 2, 8]);
  return random.list(periods, () => {
    if (random.chance(0.1)) return 0;
    const positive = amountOf(random, scale, size);
    return random.chance(negatives) ? -positive : positive;
  });
}

/** Cap and Paid, which every row may have: Paid is not above Cap, and may have more decimals than payments. */
function limits(random: Random, scale: Scale, likely = 0.25): Pick<WaterfallRow, "cap" | "paid"> {
  const paid = random.chance(0.2) ? amountOf(random, scale, 0.3) : 0;
  if (!random.chance(likely)) return { paid };
  return { paid, cap: random.chance(0.1) && paid > 0 ? paid : plus(paid, random.chance(0.2) ? onUnit(random, scale, 2) : amountOf(random, scale)) };
}

// ---- Drawn deals ----------------------------------------------------------------------------------------------------------------

/** Ranks of all kinds one below the other, mixed claims, amounts by period, rows in any order. */
function anyDeal(random: Random): WaterfallDeal {
  const scale = anyScale(random);
  const periods = random.chance(0.2) ? 1 : random.int(1, 12);
  const payees = random.shuffled(PAYEES).slice(0, random.int(1, 5));
  const payee = (): string => written(random, random.pick(payees));
  const ranks: number[] = [];
  const rows: WaterfallRow[] = [];
  const amounts = new Map<WaterfallRow, number[]>();
  const byPeriod = random.chance(0.4);
  const add = (row: WaterfallRow): void => void rows.push(row);

  const count = random.int(1, 5);
  let rank = 0;
  for (let i = 0; i < count; i += 1) {
    rank += random.chance(0.75) ? 1 : random.int(2, 9);
    const kind = random.pick(["claims", "claims", "claims", "claims", "split", "split", "until", "catch-up", "residual"] as const);
    if (kind === "claims") {
      for (let row = random.int(1, random.chance(0.2) ? 6 : 3); row > 0; row -= 1) {
        const drawn = claimRow(random, scale, rank, ranks, payee());
        const entries = random.list(periods, () => (random.chance(0.5) ? 0 : amountOf(random, scale, 0.5)));
        if (byPeriod && random.chance(0.6) && drawn.type !== "percent" && drawn.of === undefined && entries.some((entry) => entry !== 0)) {
          const withEntries: WaterfallRow = drawn.type === "fixed" ? { ...drawn, amount: 0 } : drawn;
          // Two amounts in one period could be rounded together or each by itself.
          if (drawn.type === "recoup" && (drawn.amount ?? 0) !== 0) entries[0] = 0;
          add(withEntries);
          amounts.set(withEntries, entries);
        } else add(drawn);
      }
    } else if (kind === "residual") {
      add({ rank, payee: payee(), type: "residual", ...limits(random, scale) });
    } else if (kind === "catch-up") {
      const [own, other] = random.pick([
        [1, 0],
        [0.5, 0.5],
        [0.6, 0.4],
        [0.8, 0.2],
      ] as const);
      const until = random.pick([0.2, 0.1, 0.25, 0.3, 1 / 3, 0.45]);
      const second: WaterfallRow[] = other === 0 ? [] : [{ rank, payee: payee(), type: "catch-up", rate: other, ...limits(random, scale, 0.1) }];
      for (const row of random.shuffled([{ rank, payee: payee(), type: "catch-up" as const, rate: own, until, ...limits(random, scale, 0.1) }, ...second])) add(row);
    } else {
      const rates = random.shuffled(random.pick(kind === "until" || random.chance(0.7) ? WHOLES : PARTS));
      for (const rate of rates) {
        const { paid = 0, cap = 0 } = limits(random, scale);
        const hasUntil = kind === "until" && rate > 0 && random.chance(0.6);
        const until = hasUntil ? plus(paid, random.chance(0.05) && paid > 0 ? 0 : amountOf(random, scale, 0.5)) : 0;
        add({ rank, payee: payee(), type: "split", rate, paid, until, cap: hasUntil && cap !== 0 ? plus(until, amountOf(random, scale)) : cap });
      }
    }
    ranks.push(rank);
  }
  // A return on what a recoup leaves open, for payees that have one; its rank may be above or below, or the same.
  for (const recoup of rows.filter(({ type }) => type === "recoup")) {
    if (!random.chance(0.5)) continue;
    const claimRanks = ranks.filter((k) => rows.some((row) => row.rank === k && ["fixed", "percent", "recoup", "preferred"].includes(row.type)));
    const balance = { balance: recoup.rank };
    const owed = random.chance(0.3) ? amountOf(random, scale, 0.2) : 0;
    add({ rank: random.pick(claimRanks), payee: written(random, recoup.payee.trim()), type: "preferred", rate: rateOf(random), of: balance, carry: random.pick(["simple", "compound"] as const), owed, ...limits(random, scale, 0.1) });
  }

  const inOrder = random.chance(0.4) ? rows : random.shuffled(rows);
  const negatives = random.chance(0.35) ? 0.25 : 0;
  const terms: WaterfallTerms = { cash: cashOf(random, scale, periods, negatives), rows: inOrder, decimals: scale.decimals };
  if (!byPeriod) return { why: "any deal", terms };
  return { why: "any deal, amounts by period", terms: { ...terms, amounts: inOrder.map((row) => amounts.get(row) ?? random.list(periods, () => 0)) } };
}

function claimRow(random: Random, scale: Scale, rank: number, ranksAbove: readonly number[], payee: string): WaterfallRow {
  const type = random.pick<WaterfallType>(["fixed", "percent", "recoup", "preferred"]);
  const base = { rank, payee, type, ...limits(random, scale) };
  const amount = random.chance(0.08) ? 0 : amountOf(random, scale);
  if (type === "percent") {
    const of = random.pick<WaterfallOf>(["gross", "remaining", ...ranksAbove.map((after) => ({ after }))]);
    return { ...base, rate: random.chance(0.05) ? 1 : rateOf(random), of };
  }
  if (type === "recoup") {
    const rate = random.pick([0, 0, 0.2, 0.1, 1.5, 1 / 3, 0.005]);
    // Paid is not above the total, which is at least what its Amount is cut down to.
    const paid = random.chance(0.2) && amount !== 0 ? cell(`${fromDouble(amount).mul(Fraction.of(10n ** BigInt(scale.places))).floor()}e-${scale.places}`) : 0;
    const part = random.chance(0.2) ? paid : cell(`${random.int(0, Math.min(1e9, Math.floor(paid * 10 ** scale.places)))}e-${scale.places}`);
    const cap = base.cap === undefined || base.cap === 0 ? 0 : plus(part, amountOf(random, scale));
    return { ...base, rate, amount, paid: part, cap };
  }
  if (type === "preferred") {
    return { ...base, rate: rateOf(random), amount, carry: random.pick(["simple", "compound"] as const), owed: random.chance(0.3) ? amountOf(random, scale, 0.3) : 0 };
  }
  const carry = random.pick(["yes", "yes", "no", "blank"] as const);
  if (carry === "blank") return { ...base, amount };
  if (carry === "no" || random.chance(0.6)) return { ...base, amount, carry };
  const owed = amountOf(random, scale, 0.5);
  // Arrears stay within the room under Cap.
  return { ...base, amount, carry, owed, cap: base.cap === undefined || base.cap === 0 ? 0 : plus(plus(base.paid ?? 0, owed), onUnit(random, scale)) };
}

/** One rank of many claims and never enough for all of them. */
function pariPassu(random: Random): WaterfallDeal {
  const scale = anyScale(random);
  const rows = random.list(random.int(2, 6), (i) => claimRow(random, scale, 3, [], `Holder ${i + 1}`));
  const cash = random.list(random.int(1, 12), () => amountOf(random, scale, random.pick([0.001, 0.05, 0.3])));
  return { why: "pari passu, cash short", terms: { cash, rows: [...rows, { rank: 7, payee: "Me", type: "residual" }], decimals: scale.decimals } };
}

/** Equal claims and a number of units that they cannot share evenly; halves that round up. */
function tiedRemainders(random: Random): WaterfallDeal {
  const decimals = random.pick([0, 2, 9]);
  const unit = (count: number): number => cell(`${count}e-${decimals}`);
  const holders = random.int(2, 7);
  const claim = unit(random.int(1, 1000));
  const style = random.int(0, 3);
  const payee = (i: number): string => at(["Cy", "Al", "Bo", "Di", "Ed", "Fay", "Gus"], i);
  const rows = random.list<WaterfallRow>(holders, (i) => {
    const common = { rank: 2, payee: payee(i) };
    if (style === 0) return { ...common, type: "fixed", amount: claim, carry: random.pick(["yes", "no"] as const) };
    if (style === 1) return { ...common, type: "recoup", amount: claim, rate: random.pick([0, 0.5]) };
    if (style === 2) return { ...common, type: "percent", rate: 0.005, of: "gross" };
    return { ...common, type: "split", rate: 1 / holders };
  });
  const cash = random.list(random.int(1, 9), () => unit(random.int(1, holders * 3)));
  return { why: "equal remainders and half units", terms: { cash, rows: [...random.shuffled(rows), { rank: 5, payee: "Me", type: "residual" }], decimals } };
}

/** An escalator whose threshold is reached exactly, a unit before or a unit after, in one period or over several. */
function untilReached(random: Random): WaterfallDeal {
  const decimals = random.pick<Decimals>([0, 2, "exact"]);
  const unit = decimals === 2 ? 0.01 : 1;
  const tenths = random.pick([1, 2, 4, 5]);
  const until = random.int(1, 500) * 10;
  const paid = random.chance(0.3) ? random.int(0, until) : 0;
  // What brings Me to Until in all, the double of an exact decimal.
  const needed = toDouble(fromDouble(until - paid).mul(Fraction.of(10n, BigInt(tenths))));
  const [mine, other] = [cell(`${tenths}e-1`), cell(`${10 - tenths}e-1`)];
  const part = random.int(0, Math.floor(needed));
  const cash = [part, toDouble(fromDouble(needed).sub(fromDouble(part)).add(fromDouble(random.pick([0, 0, unit, -unit])))), random.int(0, 5000), random.int(1, 5000)];
  const second = random.chance(0.5) ? { until: random.pick([until, until * 2, until - 5, random.int(1, 5000)]) } : {};
  const capped = random.chance(0.3) ? { cap: until + random.int(0, 20) } : {};
  const rows: WaterfallRow[] = [
    { rank: 2, payee: "Me", type: "split", rate: mine, until, paid, ...capped },
    { rank: 2, payee: "A", type: "split", rate: other, ...second },
    { rank: 4, payee: " me", type: "split", rate: 0.13, until: random.pick([0, 7, 650]) },
    { rank: 4, payee: "a ", type: "split", rate: 0.87 },
    { rank: 9, payee: "A", type: "split", rate: 1 / 3, ...(random.chance(0.3) ? { cap: 50 } : {}) },
    { rank: 9, payee: "Me", type: "split", rate: 2 / 3 },
  ];
  return { why: "Until reached exactly, or by a unit", terms: { cash, rows: random.shuffled(rows), decimals } };
}

/** A fund: capital back, a preferred return, a catch-up in full or in part, and a share of the rest. */
function fundOfTwo(random: Random): WaterfallDeal {
  const decimals = random.pick<Decimals>([0, 2, 9, "exact", "exact"]);
  const periods = random.int(1, 12);
  const capital = random.int(1, 1000) * 10;
  const own = random.pick([1, 1, 0.5, 0.5, 0.8]);
  const share = random.pick([0.2, 0.1, 0.25]);
  const byPeriod = random.chance(0.4);
  const carry = random.pick(["simple", "compound"] as const);
  const onBalance = random.chance(0.5);
  const rows: WaterfallRow[] = [
    { rank: 1, payee: "LP", type: "recoup", amount: byPeriod ? 0 : capital, paid: !byPeriod && random.chance(0.2) ? random.int(0, capital) : 0 },
    onBalance
      ? { rank: 2, payee: "lp ", type: "preferred", rate: 0.08, of: { balance: 1 }, carry, owed: random.chance(0.2) ? 1.005 : 0 }
      : { rank: 2, payee: "LP", type: "preferred", rate: 0.08, amount: capital, carry, paid: random.chance(0.2) ? random.int(1, 40) : 0 },
    { rank: 3, payee: "GP", type: "catch-up", rate: own, until: share, ...(random.chance(0.2) ? { cap: random.int(1, 50) } : {}), paid: 0 },
    ...(own === 1 ? [] : [{ rank: 3, payee: "LP", type: "catch-up" as const, rate: own === 0.5 ? 0.5 : 0.2 }]),
    { rank: 4, payee: "LP", type: "split", rate: toDouble(fromDouble(1).sub(fromDouble(share))) },
    { rank: 4, payee: "GP", type: "split", rate: share },
  ];
  const negatives = random.chance(0.3);
  const cash = random.list(periods, () => (random.chance(0.25) ? 0 : random.int(1, capital) * (negatives && random.chance(0.2) ? -1 : 1)));
  const order = random.shuffled(rows);
  if (!byPeriod) return { why: "capital, preferred return, catch-up", terms: { cash, rows: order, decimals } };
  const drawn = random.list(periods, (i) => (i === 0 ? capital : random.chance(0.3) ? random.int(1, capital) : 0));
  return { why: "capital called in several periods", terms: { cash, rows: order, decimals, amounts: order.map(({ type }) => (type === "recoup" ? drawn : drawn.map(() => 0))) } };
}

/** Commissions on several bases, costs, and investors with a premium. */
function filmDeal(random: Random): WaterfallDeal {
  const decimals = random.pick<Decimals>([0, 2, "exact"]);
  const investors = random.int(1, 5);
  const rows: WaterfallRow[] = [
    { rank: 10, payee: "Distributor", type: "percent", rate: random.pick([0.25, 0.333]), of: "gross" },
    { rank: 20, payee: "Distributor", type: "fixed", amount: random.int(1, 50000) / 2, carry: random.pick(["yes", "no"] as const), cap: random.pick([0, 60000]) },
    { rank: 30, payee: "Agent", type: "percent", rate: 0.1, of: random.pick<WaterfallOf>(["remaining", "gross", { after: 10 }, { after: 20 }]) },
    { rank: 40, payee: "Collection", type: "fixed", amount: 10000 },
    ...random.list<WaterfallRow>(investors, (i) => ({ rank: 50, payee: `Investor ${i + 1}`, type: "recoup", rate: random.pick([0.2, 0.2, 1.2]), amount: 50000 + (random.chance(0.3) ? 0.125 : 0) })),
    { rank: 60, payee: "Star", type: "split", rate: 0.05 },
    { rank: 60, payee: "Director", type: "split", rate: 0.05, cap: random.pick([0, 999.995]) },
    { rank: 70, payee: "Producer", type: "residual", cap: random.pick([0, 100000]) },
    { rank: 80, payee: "Investor 1", type: "residual" },
  ];
  const cash = random.list(random.int(1, 8), () => random.pick([500000, random.int(0, 400000), random.int(0, 99999999) / 100]));
  return { why: "film: commissions, costs, recoupment, points", terms: { cash, rows: random.shuffled(rows), decimals } };
}

/** Periods below zero: later cash makes them good first; claims fall due and returns accrue all the same. */
function deficits(random: Random): WaterfallDeal {
  const scale = anyScale(random);
  const rows: WaterfallRow[] = [
    { rank: 1, payee: "Bank", type: "fixed", amount: amountOf(random, scale, 0.3), carry: "yes", cap: random.chance(0.5) ? amountOf(random, scale, 2) : 0 },
    { rank: 1, payee: "Agent", type: "percent", rate: 0.15, of: "gross" },
    { rank: 2, payee: "LP", type: "preferred", rate: 0.02, amount: amountOf(random, scale), carry: "compound" },
    { rank: 3, payee: "Me", type: "residual" },
  ];
  const cash = random.list(random.int(2, 12), () => amountOf(random, scale, random.pick([0.2, 2])) * (random.chance(0.45) ? -1 : 1));
  return { why: "deficits brought forward", terms: { cash: cash.map((one) => (one === 0 ? 0 : one)), rows: random.shuffled(rows), decimals: scale.decimals } };
}

// ---- Deals written out ----------------------------------------------------------------------------------------------------------

/** What functions.md prints, and the edges of its rules. */
export function notableDeals(): WaterfallDeal[] {
  const deal = (why: string, cash: number[], decimals: Decimals, rows: WaterfallRow[], amounts?: number[][]): WaterfallDeal => ({
    why,
    terms: amounts === undefined ? { cash, rows, decimals } : { cash, rows, decimals, amounts },
  });
  const residual: WaterfallRow = { rank: 9, payee: "Rest", type: "residual" };
  return [
    deal("escalator", [4e6, 6e6, 3e6, 1e6], "exact", [
      { rank: 1, payee: "A", type: "recoup", amount: 1e6 },
      { rank: 2, payee: "Me", type: "split", rate: 0.1, until: 1e6 },
      { rank: 2, payee: "A", type: "split", rate: 0.9 },
      { rank: 3, payee: "Me", type: "split", rate: 0.13 },
      { rank: 3, payee: "A", type: "split", rate: 0.87 },
    ]),
    deal("fund", [100], "exact", [
      { rank: 1, payee: "LP", type: "recoup", amount: 50 },
      { rank: 2, payee: "LP", type: "preferred", rate: 0.08, amount: 50, carry: "simple" },
      { rank: 3, payee: "GP", type: "catch-up", rate: 1, until: 0.2 },
      { rank: 4, payee: "LP", type: "split", rate: 0.8 },
      { rank: 4, payee: "GP", type: "split", rate: 0.2 },
    ]),
    deal("half catch-up", [12], "exact", [
      { rank: 1, payee: "LP", type: "preferred", rate: 0.08, amount: 100, carry: "simple" },
      { rank: 2, payee: "GP", type: "catch-up", rate: 0.5, until: 0.2 },
      { rank: 2, payee: "LP", type: "catch-up", rate: 0.5 },
      { rank: 3, payee: "LP", type: "split", rate: 0.8 },
      { rank: 3, payee: "GP", type: "split", rate: 0.2 },
    ]),
    deal("short pari passu", [100], 2, [
      { rank: 1, payee: "A", type: "fixed", amount: 100, cap: 30 },
      { rank: 1, payee: "B", type: "fixed", amount: 100 },
    ]),
    deal("equal remainders go in the order of the table, not of the names", [0.05, 0.01, 0.02], 2, [
      { rank: 1, payee: "C", type: "fixed", amount: 1 },
      residual,
      { rank: 1, payee: "A", type: "fixed", amount: 1 },
      { rank: 1, payee: "B", type: "fixed", amount: 1 },
    ]),
    deal("a half cent of a percentage rounds up, once for the rank", [1, 0.5, 0.3], 2, [
      { rank: 1, payee: "A", type: "percent", rate: 0.005, of: "gross" },
      { rank: 1, payee: "B", type: "percent", rate: 0.005, of: "gross" },
      residual,
    ]),
    deal("rounding a rank up pays nobody more than his claim", [100], 0, [
      { rank: 1, payee: "A", type: "fixed", amount: 10, cap: 10 },
      { rank: 1, payee: "B", type: "percent", rate: 0.003, of: "gross" },
      { rank: 1, payee: "C", type: "percent", rate: 0.003, of: "gross" },
      residual,
    ]),
    deal("what is owed stays exact: 0.004 a period is a cent in the second", [1, 1, 1, 1, 1], 2, [
      { rank: 1, payee: "A", type: "preferred", rate: 0.0004, amount: 10, carry: "simple" },
      residual,
    ]),
    deal("carried arrears with half cents", [0, 0.5, 5, 5], 2, [{ rank: 1, payee: "A", type: "fixed", amount: 1.005, carry: "yes" }, residual]),
    deal("arrears stop at the room under Cap and the rest lapses", [0, 0, 0, 1000], 2, [
      { rank: 1, payee: "A", type: "fixed", amount: 40, carry: "yes", cap: 100 },
      residual,
    ]),
    deal("a split's Cap goes to the next rank, not to its neighbour", [100, 100], "exact", [
      { rank: 1, payee: "A", type: "split", rate: 0.5, cap: 60 },
      { rank: 1, payee: "B", type: "split", rate: 0.5 },
      { rank: 2, payee: "C", type: "residual", cap: 10 },
      { rank: 3, payee: "D", type: "residual" },
    ]),
    deal("two Until rows: the first that is reached closes the rank for good", [100, 100], 2, [
      { rank: 1, payee: "A", type: "split", rate: 0.4, until: 30 },
      { rank: 1, payee: "B", type: "split", rate: 0.6, until: 48 },
      residual,
    ]),
    deal("Until paid before the first period: closed from the start", [100], "exact", [
      { rank: 1, payee: "A", type: "split", rate: 0.4, until: 30, paid: 30 },
      { rank: 1, payee: "B", type: "split", rate: 0.6 },
      residual,
    ]),
    deal("three thirds of 15 digits are the whole", [100, 0.01, 1e-9], "exact", [
      { rank: 1, payee: "A", type: "split", rate: 1 / 3 },
      { rank: 1, payee: "B", type: "split", rate: 1 / 3 },
      { rank: 1, payee: "C", type: "split", rate: 1 / 3 },
      residual,
    ]),
    deal("a deficit is made good before anything else; undistributed cash is not kept for it", [100, -50, 30, -1, 40], 2, [
      { rank: 1, payee: "A", type: "fixed", amount: 10, carry: "yes" },
      { rank: 2, payee: "B", type: "percent", rate: 0.1, of: "gross" },
    ]),
    deal("repaid capital stops earning", [50, 60, 10, 100], 2, [
      { rank: 1, payee: "LP", type: "recoup", amount: 100 },
      { rank: 2, payee: "lp", type: "preferred", rate: 0.1, of: { balance: 1 }, carry: "compound" },
      residual,
    ]),
    deal("capital called later earns from the start of its period", [0, 10, 200], "exact", [
      { rank: 1, payee: "LP", type: "recoup", rate: 0.5 },
      { rank: 1, payee: "LP", type: "preferred", rate: 0.1, of: { balance: 1 }, carry: "simple" },
      { rank: 2, payee: "X", type: "preferred", rate: 0.1, amount: 10, carry: "simple" },
      residual,
    ], [[0, 100, 0], [0, 0, 0], [0, 5, 5], [0, 0, 0]]),
    deal("profit paid further down counts from the next period", [10, 10], "exact", [
      { rank: 1, payee: "GP", type: "catch-up", rate: 1, until: 0.2 },
      { rank: 2, payee: "LP", type: "preferred", rate: 0.08, amount: 100, carry: "simple" },
      residual,
    ]),
    deal("rows that claim nothing", [10], 2, [
      { rank: 1, payee: "A", type: "fixed" },
      { rank: 1, payee: "B", type: "recoup" },
      { rank: 1, payee: "C", type: "percent", rate: 0, of: "gross" },
      { rank: 1, payee: "D", type: "preferred", rate: 0, carry: "simple" },
      { rank: 2, payee: "E", type: "split" },
    ]),
    deal("nothing below a residual, but for its Cap", [10, 10], 0, [
      { rank: 1, payee: "A", type: "residual", cap: 15, paid: 2 },
      { rank: 2, payee: "B", type: "fixed", amount: 4, carry: "yes", owed: 3 },
      { rank: 3, payee: "C", type: "percent", rate: 1, of: { after: 1 } },
    ]),
  ];
}
