import { besideNames } from "./besideNames";
import { amount, anyCase, type Case, cell, decimalsArgument, type Direction, drawnCase, fixedThenDrawn, type Grid, line, NOT_AVAILABLE, placed, rateOf, single, SIZES, someDecimals, turned, type Value, withBlanks } from "./cases";
import { at, Fraction, fromDouble, toDouble } from "./fraction";
import { Random } from "./random";
import { referenceWithholding, type WithholdingPeriod, type WithholdingTerms } from "./withholding";

interface WithholdingDeal {
  readonly why: string;
  /** Of each payee. */
  readonly terms: readonly WithholdingTerms[];
  /** Whether names stand in front: of a single payee they make a block. */
  readonly isNamed?: boolean;
}

/** Cases of WITHHOLDING(royalty, rate, [gross_up], [decimals]). */
export function withholdingCases(n: number, seed: number): Case[] {
  const random = new Random(seed);
  const families = [anyRoyalties, anyRoyalties, halfUnitsOfTax, grossBesideAHalf, workingFigures, blocks, blocks, blocks];
  return fixedThenDrawn(n, notableWithholdings(), random, families).map((deal) => withholdingCase(random, deal));
}

function withholdingCase(random: Random, { why, terms, isNamed = false }: WithholdingDeal): Case {
  return terms.length > 1 || isNamed ? blockCase(random, why, terms, isNamed) : lineCase(random, why, at(terms, 0));
}

/** One payee: a row, column or cell. */
function lineCase(random: Random, why: string, terms: WithholdingTerms): Case {
  const { royalties, rates } = terms;
  const direction = random.pick<Direction>(["across", "down"]);
  return drawnCase(why, [line(withBlanks(random, royalties), direction), line(rates, direction), ...wordAndDecimals(random, terms)], () => withholdingAnswer(terms, direction));
}

function wordAndDecimals(random: Random, { grossUp, decimals }: WithholdingTerms): (Grid | null)[] {
  return [grossUp === "none" && random.chance(0.5) ? null : single(anyCase(random, grossUp)), decimalsArgument(random, decimals, "exact")];
}

/** Payees × periods, with or without names; without them sometimes turned. */
function blockCase(random: Random, why: string, terms: readonly WithholdingTerms[], isNamed: boolean): Case {
  const [{ royalties: first, rates: firstRates }] = terms as [WithholdingTerms];
  const names = terms.map((_, i) => random.pick([`Payee ${i + 1}`, `Studio ${i + 1}`]));
  const besides = (rows: Grid, isAlone: boolean): Grid => besideNames(random, rows, names, ["Payee", "Holder", "Account", "Name"], isAlone);
  const isTurned = !isNamed && random.chance(0.4);
  const lies = (rows: Grid): Grid => (isTurned ? turned(rows) : rows);
  const royalties = terms.map((one) => withBlanks(random, one.royalties));
  const isOneRate = firstRates.length === 1 && terms.every(({ rates }) => rates.length === 1 && at(rates, 0) === at(firstRates, 0));
  const rates = terms.map((one) => [...one.rates]);
  const nameRates = isNamed && terms.length > 1 && random.chance(0.5);
  const rateArgument = isOneRate && random.chance(0.8) ? single(at(firstRates, 0)) : nameRates ? besides(rates, false) : lies(rates);
  return drawnCase(
    `${why}, ${terms.length} x ${first.length}${isNamed ? ", named" : isTurned ? ", turned" : ""}`,
    [isNamed ? besides(royalties, terms.length === 1) : lies(royalties), rateArgument, ...wordAndDecimals(random, at(terms, 0))],
    // A row of rates says that the payees run across; otherwise each row is one.
    () => blockAnswer(terms, isNamed ? names : names.map((_, i) => i + 1), isTurned, isTurned && at(rates, 0).length === 1 && rateArgument.length === 1 && at(rateArgument, 0).length > 1),
  );
}

/** The answer and the statement as they spill. */
export function withholdingAnswer(terms: WithholdingTerms, direction: Direction): { answer: Grid; lines: Grid } {
  const periods = referenceWithholding(terms);
  if (periods === "#N/A") return { answer: NOT_AVAILABLE, lines: NOT_AVAILABLE };
  const statement: Grid = [["Line", ...periods.map((_, i) => i + 1)], ...statementLines(periods)];
  return { answer: line(paidOf(periods, terms), direction), lines: placed(statement, periods.length, direction) };
}

/** `isDown`: the statement too has its periods down, else the rows of the block are its payees. */
function blockAnswer(terms: readonly WithholdingTerms[], names: readonly Value[], isTurned: boolean, isDown: boolean): { answer: Grid; lines: Grid } {
  const each = terms.map((one) => ({ one, periods: referenceWithholding(one) }));
  const paid: Grid = [];
  const figures: WithholdingPeriod[][] = [];
  for (const { one, periods } of each) {
    if (periods === "#N/A") return { answer: NOT_AVAILABLE, lines: NOT_AVAILABLE };
    paid.push(paidOf(periods, one));
    figures.push(periods);
  }
  const payees = isTurned && !isDown ? at(figures, 0).map((_, t) => figures.map((periods) => at(periods, t))) : figures;
  const labels = isTurned && !isDown ? payees.map((_, i) => i + 1) : names;
  const statement: Grid = [
    ["Payee", "Line", ...at(payees, 0).map((_, i) => i + 1)],
    ...payees.flatMap((periods, payee) => statementLines(periods).map((cells): Value[] => [at(labels, payee), ...cells])),
  ];
  return { answer: isTurned ? turned(paid) : paid, lines: isDown ? turned(statement) : statement };
}

function paidOf(periods: readonly WithholdingPeriod[], { grossUp }: WithholdingTerms): number[] {
  return periods.map(({ gross, net }) => toDouble(grossUp === "none" ? net : gross));
}

function statementLines(periods: readonly WithholdingPeriod[]): Value[][] {
  const figures = (label: string, of: (period: WithholdingPeriod) => Fraction): Value[] => [label, ...periods.map((period) => toDouble(of(period)))];
  return [
    figures("gross", ({ gross }) => gross),
    figures("tax", ({ tax }) => tax),
    figures("net", ({ net }) => net),
    figures("check", ({ gross, tax, net }) => gross.sub(tax).sub(net)),
  ];
}

function notableWithholdings(): WithholdingDeal[] {
  const bothWays = (why: string, royalties: readonly number[], rates: readonly number[], decimals: number | "exact" = 2): WithholdingDeal[] =>
    (["none", "gross up"] as const).map((grossUp) => ({ why: `${why} (${grossUp})`, terms: [{ royalties, rates, grossUp, decimals }] }));
  return [
    ...bothWays("100 at 30%", [100], [0.3]),
    ...bothWays("100 at 30%, unrounded", [100, -100, 0], [0.3], "exact"),
    ...bothWays("half a cent of tax, and a unit to each side", [0.1, 0.099999999, 0.100000001, -0.1, 0.3, -0.3], [0.05]),
    ...bothWays("half a cent of royalty, and a unit to each side", [1.005, 1.004999999, 1.005000001, -1.005, 2.675], [0.1]),
    ...bothWays("royalty and tax both rounded", [100.005, 0.095, -0.095, 0.005], [0.5]),
    ...bothWays("a rate for each, 0 among them", [100, 100, 100, -50], [0.1, 0, 0.25, 0.999]),
    ...bothWays("rates near 1", [0.01, 1, -1, 1e15], [0.999999999999999], "exact"),
    ...bothWays("rates near 1, rounded", [0.01, 1, -1, 1000000], [0.999999999]),
    ...bothWays("the whole of it", [100, -100, 0], [1]),
    ...bothWays("the whole of it in one period", [100, 100], [0.1, 1]),
    ...bothWays("no tax", [0.005, 100, -2.675], [0]),
    ...bothWays("noise of doubles", [0.1 + 0.2, 8.41 - 8, 1000000.1 - 1000000], [1.1 - 1]),
    ...bothWays("the largest and the smallest", [1e15, -1e15, 1e-9, -1e-9, 999999999999999], [0.123456789012345], 9),
    ...bothWays("a third left", [1, 2, 10, 100], [0.666666666666667], "exact"),
    ...bothWays("whole units", [2.5, -2.5, 0.5, 1.5, 3], [0.5], 0),
  ];
}

function withholdingRates(random: Random, count: number, grossUp: WithholdingTerms["grossUp"]): number[] {
  const usual = () => random.pick([0, 0.05, 0.1, 0.15, 0.25, 0.3, 0.35]);
  return random.list(random.chance(0.5) ? 1 : count, () => {
    const rate = random.chance(0.4) ? usual() : rateOf(random);
    // A rate of 1 that is to be grossed up leaves no figure to compare: seldom.
    return grossUp === "gross up" && rate === 1 && random.chance(0.9) ? 0.5 : rate;
  });
}

function anyRoyalties(random: Random): WithholdingDeal {
  const size = random.pick(SIZES);
  const royalties = random.list(random.pick([1, 1, 2, 4, 8]), () => amount(random, size, 0.3));
  const grossUp = random.pick<WithholdingTerms["grossUp"]>(["none", "gross up"]);
  return { why: `random royalties, amounts: ${size}, ${grossUp}`, terms: [{ royalties, rates: withholdingRates(random, royalties.length, grossUp), grossUp, decimals: random.chance(0.4) ? 2 : someDecimals(random) }] };
}

/** What statements hold: amounts in cents, rates of a few decimals, rounded to cents. */
function workingFigures(random: Random): WithholdingDeal {
  const royalties = random.list(random.pick([1, 2, 4]), () => amount(random, "cents", 0.2));
  const grossUp = random.pick<WithholdingTerms["grossUp"]>(["none", "gross up"]);
  return { why: `amounts in cents, ${grossUp}`, terms: [{ royalties, rates: random.list(random.pick([1, royalties.length]), () => cell(`${random.int(0, 9999)}e-4`)), grossUp, decimals: 2 }] };
}

/** An odd multiple of half a unit of tax, or the last place beside it. */
function halfUnitsOfTax(random: Random): WithholdingDeal {
  const decimals = random.int(0, 4);
  const rate = random.pick([0.05, 0.15, 0.25, 0.5, 0.125, 0.35]);
  const royalties = random.list(random.int(1, 4), () => {
    const gross = toDouble(Fraction.of(BigInt(2 * random.int(0, 100000) + 1), 2n * 10n ** BigInt(decimals)).div(fromDouble(rate)).roundedHalfAway(decimals));
    return random.pick([1, 1, -1]) * gross;
  });
  return { why: `half a unit of tax at ${decimals} decimals`, terms: [{ royalties, rates: [rate], grossUp: "none", decimals }] };
}

/** A net that grosses up to a half unit, or to the last place beside it. */
function grossBesideAHalf(random: Random): WithholdingDeal {
  const decimals = random.int(0, 4);
  const left = random.pick([0.5, 0.75, 0.8, 0.6, 0.4, 0.2]);
  const royalties = random.list(random.int(1, 4), () => {
    const half = Fraction.of(BigInt(2 * random.int(0, 100000) + 1), 2n * 10n ** BigInt(decimals));
    const beside = random.pick([0n, 0n, 1n, -1n]);
    return random.pick([1, 1, -1]) * toDouble(half.mul(fromDouble(left)).roundedHalfAway(decimals).add(Fraction.of(beside, 10n ** BigInt(decimals))));
  });
  return { why: `a gross near a half unit at ${decimals} decimals`, terms: [{ royalties: royalties.map((one) => one + 0), rates: [toDouble(Fraction.of(1n).sub(fromDouble(left)))], grossUp: "gross up", decimals }] };
}

/** Payees × periods: a rate for all, one for each payee, or one for each royalty. */
function blocks(random: Random): WithholdingDeal {
  const isNamed = random.chance(0.5);
  const [count, periods] = [random.int(isNamed ? 1 : 2, 4), random.int(isNamed ? 1 : 2, 4)];
  const inCents = random.chance(0.6);
  const size = inCents ? "cents" : random.pick(SIZES);
  const grossUp = random.pick<WithholdingTerms["grossUp"]>(["none", "gross up"]);
  const decimals = inCents || random.chance(0.4) ? 2 : someDecimals(random);
  const rates = (wanted: number) => (inCents ? random.list(wanted, () => cell(`${random.int(0, 9999)}e-4`)) : random.list(wanted, () => at(withholdingRates(random, 1, grossUp), 0)));
  const forAll = random.chance(0.25) ? rates(1) : undefined;
  const each = random.chance(0.6) ? 1 : periods;
  const terms = random.list(count, () => ({ royalties: random.list(periods, () => amount(random, size, 0.2)), rates: forAll ?? rates(each), grossUp, decimals }));
  return { why: `a block, amounts: ${size}, ${grossUp}`, terms, isNamed };
}
