import { amount, anyCase, cell, decimalsArgument, drawnCase, fixedThenDrawn, NOT_AVAILABLE, positiveAmount, risingFromZero, single, SIZES, someDecimals, someResets, type Case, type Grid, type Size, type Value } from "./cases";
import { at, toDouble } from "./fraction";
import { Random } from "./random";
import type { Resets } from "./tieredRoyalty";
import { type MetricCard, referenceUsageFee, type UsageFeeTerms } from "./usageFee";

interface Deal {
  readonly why: string;
  readonly terms: UsageFeeTerms;
}

/** Cases of USAGEFEE(usage, rate_card, [resets], [decimals]). */
export function usageFeeCases(n: number, seed: number): Case[] {
  const random = new Random(seed);
  return fixedThenDrawn(n, notable(), random, [workingFigures, workingFigures, workingFigures, atTheLimits, atTheLimits, corrections, halfUnits, anyAmounts]).map((deal) => dealCase(random, deal));
}

function dealCase(random: Random, { why, terms }: Deal): Case {
  const { metrics, boundary, resets, decimals } = terms;
  const periods = at(metrics, 0).units.length;
  const isLeftOut = periods === 1 && typeof resets === "string" && random.chance(0.5);
  return drawnCase(
    why,
    [
      usageTable(random, terms, periods),
      rateCard(random, metrics, boundary),
      isLeftOut ? null : typeof resets === "object" ? [[...resets]] : single(typeof resets === "number" ? resets : anyCase(random, resets)),
      decimalsArgument(random, decimals, "exact"),
    ],
    () => usageFeeAnswer(terms),
  );
}

/** The answer and the statement as they spill. */
function usageFeeAnswer(terms: UsageFeeTerms): { answer: Grid; lines: Grid } {
  const result = referenceUsageFee(terms);
  if (result === "#N/A") return { answer: NOT_AVAILABLE, lines: NOT_AVAILABLE };
  const lines = result.lines.map(([metric, name, figures]): Value[] => [metric, name, ...figures.map(toDouble)]);
  return { answer: [result.total.map(toDouble)], lines: [["Metric", "Line", ...result.total.map((_, t) => t + 1)], ...lines] };
}

function emptyRows(random: Random, columns: number): Grid {
  return random.list(random.chance(0.3) ? random.int(1, 2) : 0, () => random.list(columns, () => random.pick([null, "", 0])));
}

/** With a header row or without, and zeros blank or not. */
function usageTable(random: Random, { metrics }: UsageFeeTerms, periods: number): Grid {
  const style = random.int(0, 3);
  const heads: Grid =
    style === 0 ? [[anyCase(random, random.pick(["Metric", "Meter", "Measure"])), ...random.list(periods, (t) => random.pick<Value>([`Q${t + 1}`, t + 1, null]))]]
    : style === 1 ? [["", ...random.list(periods, (t) => `Q${t + 1}`)]]
    : [];
  const rows = metrics.map(({ name, units }) => [name, ...units.map((figure) => (figure === 0 && random.chance(0.5) ? random.pick([null, ""]) : figure))]);
  return [...heads, ...rows, ...emptyRows(random, periods + 1)];
}

interface CardColumn {
  readonly headers: readonly string[];
  readonly of: (card: MetricCard, tier: number) => Value;
}

/** The cards in any order, one that nobody uses among them; under headers in any order, or bare in the order of the rules, without the columns that are not used where they may be missing. */
function rateCard(random: Random, metrics: UsageFeeTerms["metrics"], boundary: UsageFeeTerms["boundary"]): Grid {
  const unused = random.chance(0.2) ? [{ name: "Nobody's", units: [], card: { tiers: [{ above: 0, price: 1 }], method: "flat" as const, included: 0, useCap: 0, overagePrice: 0 } }] : [];
  const listed = random.shuffled([...metrics, ...unused]);
  const blankFor = (figure: number): Value => (figure === 0 ? random.pick([null, 0, ""]) : figure);
  const belowFirst = (): Value => random.pick([null, 0, ""]);
  const inFirst = (value: (card: MetricCard) => Value) => (card: MetricCard, tier: number) => (tier === 0 ? value(card) : belowFirst());
  const word = (card: MetricCard) => (card.tiers.length === 1 && card.method !== "cliff" && random.chance(0.5) ? random.pick([null, ""]) : anyCase(random, card.method));
  const start: CardColumn = {
    headers: boundary === "above" ? ["Above", "Over", "More than"] : ["From", "At least", "Starting at"],
    of: ({ tiers }, tier) => (tier === 0 ? random.pick([0, null, ""]) : at(tiers, tier).above),
  };
  const price: CardColumn = { headers: ["Price", "Price per unit", "Amount per unit", "Per unit"], of: ({ tiers }, tier) => at(tiers, tier).price };
  const trailing: CardColumn[] = [
    { headers: ["Method"], of: inFirst(word) },
    { headers: ["Included", "Included units"], of: inFirst(({ included }) => blankFor(included)) },
    { headers: ["Use cap", "Usage cap"], of: inFirst(({ useCap }) => blankFor(useCap)) },
    { headers: ["Overage price", "Overage"], of: inFirst(({ overagePrice }) => blankFor(overagePrice)) },
  ];
  const isNeeded = [
    metrics.some(({ card }) => card.method === "cliff" || card.tiers.length > 1),
    metrics.some(({ card }) => card.included !== 0),
    metrics.some(({ card }) => card.useCap !== 0),
    metrics.some(({ card }) => card.overagePrice !== 0),
  ];
  const needed = random.chance(0.5) ? isNeeded.lastIndexOf(true) + 1 : trailing.length;
  const isHeaded = boundary === "from" || random.chance(0.5);
  const isOnePriced = metrics.every(({ card }) => card.tiers.length === 1);
  const named: CardColumn = { headers: ["Metric", "Meter", "Measure"], of: () => null };
  const columns = [named, ...(isHeaded && boundary === "above" && isOnePriced && random.chance(0.5) ? [] : [start]), price, ...trailing.slice(0, needed)];
  const ordered = isHeaded ? random.shuffled(columns) : columns;
  const heads = isHeaded ? [ordered.map(({ headers }) => anyCase(random, random.pick(headers)))] : [];
  const rows = listed.flatMap(({ name, card }) => card.tiers.map((_, tier) => ordered.map((column) => (column === named ? nameIn(random, name, tier) : column.of(card, tier)))));
  return [...heads, ...rows, ...emptyRows(random, ordered.length)];
}

/** The name in any case and with any spaces; below the first row it may be left out. */
function nameIn(random: Random, name: string, tier: number): Value {
  if (tier > 0 && random.chance(0.5)) return random.pick([null, "", 0]);
  return random.chance(0.5) ? name : ` ${anyCase(random, name).replaceAll(" ", "  ")}`;
}

const tiers = (...listed: readonly (readonly [number, number])[]) => listed.map(([above, price]) => ({ above, price }));
const card = (method: MetricCard["method"], scale: MetricCard["tiers"], [included, useCap, overagePrice]: readonly [number, number, number] = [0, 0, 0]): MetricCard => ({ method, tiers: scale, included, useCap, overagePrice });

function notable(): Deal[] {
  const output = [[0, 0.1], [500, 0.08]] as const;
  const each = (why: string, units: readonly number[], scale: MetricCard["tiers"], limits: readonly [number, number, number], { resets = "never", decimals = "exact" }: Partial<Pick<UsageFeeTerms, "resets" | "decimals">> = {}): Deal[] =>
    (["marginal", "cliff"] as const).flatMap((method) => (["above", "from"] as const).map((boundary) => ({ why: `${why} (${method}, ${boundary})`, terms: { metrics: [{ name: "Output", units, card: card(method, scale, limits) }], boundary, resets, decimals } })));
  return [
    ...each("the example of the rules", [400, 700, 1200], tiers(...output), [100, 1000, 0.25], { resets: "each period" }),
    ...each("the example of the rules in one window", [400, 300, 500], tiers(...output), [100, 1000, 0.25]),
    ...each("on every limit, a unit below, a unit above", [99, 100, 101, 599, 600, 601, 999, 1000, 1001], tiers(...output), [100, 1000, 0.25], { resets: "each period" }),
    ...each("unit by unit over the limits and back", [599, 1, 1, 399, 1, -1, -400, -1, -500, -101], tiers(...output), [100, 1000, 0.25]),
    ...each("below zero nothing is included", [-50, 40, 20, 100, -200], tiers(...output), [100, 1000, 0.25]),
    ...each("all that the cap leaves is included", [50, 100, 150], tiers(...output), [100, 100, 0.25], { resets: "each period" }),
    ...each("a cap without a price, met and not passed", [500, 500, -1, 1], tiers(...output), [0, 1000, 0]),
    ...each("a cap without a price, passed", [500, 501], tiers(...output), [0, 1000, 0]),
    ...each("a cap below the tiers", [200, 200], tiers(...output), [0, 300, 2]),
    ...each("half a cent", [0.05, 0.15, 1.005, 2.675], tiers([0, 0.1], [1, 1], [2, 1.000000001]), [0, 0, 0], { resets: "each period", decimals: 2 }),
    ...each("the largest and the smallest", [1e15, -1e15, 1e-9, 999999999999999], tiers([0, 1e-9], [1e-9, 0.123456789012345], [1e14, 1e15]), [1e-9, 999999999999999, 1e15]),
    ...each("no price at all", [10, 2000], tiers([0, 0], [500, 0]), [0, 1000, 0.25]),
    { why: "a licence, minutes and seats", terms: { metrics: [{ name: "Licence", units: [1, 1], card: card("flat", tiers([0, 250])) }, { name: "Minutes", units: [900, 1300], card: card("flat", tiers([0, 0.15]), [1000, 0, 0]) }, { name: "Seats", units: [12, 60], card: card("cliff", tiers([0, 20], [50, 15])) }], boundary: "from", resets: "each period", decimals: 2 } },
    { why: "each metric's fee is rounded, not the total", terms: { metrics: [{ name: "Calls", units: [15], card: card("flat", tiers([0, 0.001])) }, { name: "Tokens", units: [335], card: card("flat", tiers([0, 0.001])) }], boundary: "above", resets: "never", decimals: 2 } },
  ];
}

function termsOf(random: Random, periods: number, metric: (i: number) => { units: number[]; card: MetricCard }, most = 3): UsageFeeTerms {
  const metrics = random.list(random.int(1, most), (i) => ({ name: random.pick(["API calls", "Output", "Minutes of audio"]) + ` ${i + 1}`, ...metric(i) }));
  return { metrics, boundary: random.pick(["above", "from"]), resets: someResets(random, periods), decimals: random.chance(0.4) ? 2 : someDecimals(random) };
}

function someCard(random: Random, limit: () => number, price: () => number): MetricCard {
  const scale = risingFromZero(random.pick([1, 1, 2, 3, 4]), limit).map((above) => ({ above, price: price() }));
  const [least, most] = [limit(), limit()].sort((a, b) => a - b) as [number, number];
  const useCap = random.chance(0.4) ? most : 0;
  // Use beyond a cap without a price has no answer: seldom.
  const overagePrice = useCap === 0 || random.chance(0.05) ? 0 : price();
  return { method: scale.length > 1 ? random.pick(["marginal", "cliff"]) : random.pick(["flat", "marginal", "cliff"]), tiers: scale, included: random.chance(0.4) ? least : 0, useCap, overagePrice };
}

/** What invoices hold: whole units, prices of some tenths of a cent, corrections now and then. */
function workingFigures(random: Random): Deal {
  const periods = random.int(1, 6);
  const round = random.pick([10, 100, 1000]);
  const terms = termsOf(random, periods, () => ({
    units: random.list(periods, () => (random.chance(0.1) ? -1 : 1) * random.int(0, 12 * round)),
    card: someCard(random, () => random.int(1, 20) * round, () => cell(`${random.int(1, 2000)}e-3`)),
  }), 4);
  return { why: "whole units", terms };
}

/** Each period moves the window's units onto a limit or a unit beside it. */
function atTheLimits(random: Random): Deal {
  const periods = random.int(2, 8);
  const terms = termsOf(random, periods, () => {
    const prices = someCard(random, () => random.int(1, 60), () => cell(`${random.int(1, 500)}e-2`));
    const limits = [0, prices.included, prices.useCap, ...prices.tiers.map(({ above }) => prices.included + above)];
    let position = 0;
    const units = random.list(periods, () => {
      const target = random.pick(limits) + random.pick([0, 0, 1, -1]);
      const step = target - position;
      position = target;
      return step;
    });
    return { units, card: prices };
  });
  return { why: "units on the limits and a unit beside them", terms: { ...terms, resets: random.pick<Resets>(["never", "never", 3]) } };
}

/** More is given back than was used. */
function corrections(random: Random): Deal {
  const periods = random.int(3, 10);
  const size = random.pick<Size>(["whole", "cents", "tiny"]);
  const terms = termsOf(random, periods, () => ({ units: random.list(periods, () => amount(random, size, 0.55)), card: someCard(random, () => positiveAmount(random, size), () => positiveAmount(random, "cents")) }));
  return { why: `corrections, units: ${size}`, terms };
}

/** Fees on half a unit. */
function halfUnits(random: Random): Deal {
  const decimals = random.int(0, 4);
  const periods = random.int(1, 4);
  const half = cell(`5e-${decimals + 1}`);
  const terms = termsOf(random, periods, () => ({ units: random.list(periods, () => (2 * random.int(0, 500) + 1) * random.pick([1, 1, -1])), card: someCard(random, () => random.int(1, 400) * 2, () => random.pick([half, cell(`15e-${decimals + 1}`)])) }));
  return { why: `half a unit at ${decimals} decimals`, terms: { ...terms, decimals } };
}

function anyAmounts(random: Random): Deal {
  const [size, prices] = [random.pick(SIZES), random.pick<Size>(["cents", "digits", "tiny", "calculated", "whole"])];
  const periods = random.pick([1, 1, 2, 4]);
  const limit = () => positiveAmount(random, size === "huge" ? random.pick<Size>(["huge", "whole", "digits"]) : size === "calculated" ? "cents" : size);
  const terms = termsOf(random, periods, () => ({ units: random.list(periods, () => amount(random, size, 0.2)), card: someCard(random, limit, () => positiveAmount(random, prices)) }));
  return { why: `units: ${size}, prices: ${prices}`, terms };
}
