import { at, Fraction, fromDouble, greater, lesser, ONE, sum, ZERO } from "./fraction";

export type ClaimType = "fixed" | "percent" | "recoup" | "preferred";
export type WaterfallType = ClaimType | "split" | "catch-up" | "residual";
export type WaterfallOf = "gross" | "remaining" | { readonly after: number } | { readonly balance: number };

/** A row of the table of layers. In an optional column 0 and absent mean the same: not used. */
export interface WaterfallRow {
  readonly rank: number;
  readonly payee: string;
  readonly type: WaterfallType;
  readonly rate?: number;
  readonly amount?: number;
  readonly of?: WaterfallOf;
  readonly cap?: number;
  readonly until?: number;
  readonly carry?: "yes" | "no" | "simple" | "compound";
  readonly paid?: number;
  readonly owed?: number;
}

/** The terms as plain data: blanks already 0. `amounts` has a row for each row of the table, a column for each period. */
export interface WaterfallTerms {
  readonly cash: readonly number[];
  readonly rows: readonly WaterfallRow[];
  readonly amounts?: readonly (readonly number[])[];
  readonly decimals: number | "exact";
}

/** Where the text leaves a choice that moves lines of the statement and no payment. */
export interface WaterfallReadings {
  /** Whether a recoup's Amount is `due` in the first period (as amounts 100, 0, 0 are) or stands in its `opening`. */
  readonly recoupAmount: "due" | "opening";
}

export interface WaterfallRowPeriod {
  readonly opening: Fraction;
  readonly due: Fraction;
  readonly claim: Fraction;
  readonly rounding: Fraction;
  readonly paid: Fraction;
  readonly lapsed: Fraction;
  readonly closing: Fraction;
}

/** One period of the statement. */
export interface WaterfallPeriod {
  readonly cash: Fraction;
  readonly cashRounding: Fraction;
  readonly openingDeficit: Fraction;
  readonly deficitMadeGood: Fraction;
  readonly closingDeficit: Fraction;
  readonly gross: Fraction;
  /** In the order of the table. */
  readonly rows: readonly WaterfallRowPeriod[];
  /** Rising by rank. */
  readonly cashLeft: readonly { readonly rank: number; readonly left: Fraction }[];
  readonly undistributed: Fraction;
  readonly check: Fraction;
}

/** How far the rates of a split may miss 100% and still be taken as 100%. */
const NEAR = Fraction.of(1n, 10n ** 12n);

/** A row with its figures read and rounded, and what has become of it so far. */
interface Layer {
  readonly row: WaterfallRow;
  readonly index: number;
  readonly rate: Fraction;
  readonly amount: Fraction;
  readonly cap: Fraction | null;
  readonly until: Fraction | null;
  /** What falls due by `amounts`, period by period; null if that row is 0 throughout. */
  readonly entries: readonly Fraction[] | null;
  paidInAll: Fraction;
  /** Arrears (fixed), unrecovered balance (recoup) or unpaid return (preferred). */
  owed: Fraction;
  /** What a preferred return is earned on, where it is an amount. */
  capital: Fraction;
}

/** WATERFALL, period after period, as the rules word it. Everything is exact but what `decimals` rounds. */
export function referenceWaterfall(terms: WaterfallTerms, readings: WaterfallReadings = { recoupAmount: "due" }): WaterfallPeriod[] {
  requireLegal(terms);
  const { decimals } = terms;
  const rounded = (x: Fraction): Fraction => roundedTo(decimals, x);
  const layers = terms.rows.map((row, index) => openingLayer(row, index, terms.amounts?.[index] ?? [], rounded));
  const ranks = [...new Set(terms.rows.map(({ rank }) => rank))].sort((a, b) => a - b);
  let deficit = ZERO;

  return terms.cash.map((amount, period) => {
    const cash = fromDouble(amount);
    const received = rounded(cash);
    const openingDeficit = deficit;
    const deficitMadeGood = lesser(openingDeficit, greater(received, ZERO));
    const closingDeficit = openingDeficit.sub(deficitMadeGood).add(greater(received.negated(), ZERO));
    const gross = greater(received.sub(deficitMadeGood), ZERO);
    deficit = closingDeficit;

    if (period === 0 && readings.recoupAmount === "opening") {
      for (const layer of layers) if (layer.row.type === "recoup") layer.owed = layer.owed.add(withPremium(layer, layer.amount, rounded));
    }
    const opening = layers.map(({ owed }) => owed);
    const due = dues(layers, period, rounded, readings);

    const rows: WaterfallRowPeriod[] = [];
    const cashLeft: { rank: number; left: Fraction }[] = [];
    let left = gross;
    for (const rank of ranks) {
      const inRank = layers.filter(({ row }) => row.rank === rank);
      const leftAfter = (k: number): Fraction => at(cashLeft.filter((one) => one.rank === k), 0).left;
      for (const layer of inRank) {
        if (layer.row.type === "percent") due[layer.index] = layer.rate.mul(percentBase(layer.row.of, gross, left, leftAfter));
      }
      const owed = inRank.map(({ index }) => at(opening, index).add(at(due, index)));
      const claims = rankClaims(inRank, owed, left, layers, decimals);
      const exact = exactPayments(claims, left);
      const paid = decimals === "exact" ? exact : sharedInUnits(exact, left, decimals);
      inRank.forEach((layer, i) => {
        const [claim, payment] = [at(claims, i), at(paid, i)];
        layer.paidInAll = layer.paidInAll.add(payment);
        const rounding = payment.sub(at(exact, i));
        rows[layer.index] = settled(layer, { opening: at(opening, layer.index), due: at(due, layer.index), claim, rounding, paid: payment }, decimals);
      });
      left = left.sub(sum(paid));
      cashLeft.push({ rank, left });
    }

    const check = sum(rows.map(({ paid }) => paid)).add(left).add(openingDeficit).sub(closingDeficit).sub(received);
    if (!check.isZero || left.sign < 0) throw new Error("the reference contradicts itself: what is paid and left is not the cash");
    const cashRounding = received.sub(cash);
    return { cash, cashRounding, openingDeficit, deficitMadeGood, closingDeficit, gross, rows, cashLeft, undistributed: left, check };
  });
}

function roundedTo(decimals: number | "exact", x: Fraction): Fraction {
  return decimals === "exact" ? x : x.roundedHalfAway(decimals);
}

function openingLayer(row: WaterfallRow, index: number, amounts: readonly number[], rounded: (x: Fraction) => Fraction): Layer {
  const figure = (x: number | undefined): Fraction => fromDouble(x ?? 0);
  const limit = (x: number | undefined): Fraction | null => (x === undefined || x === 0 ? null : fromDouble(x));
  const [cap, until, paidBefore] = [limit(row.cap), limit(row.until), figure(row.paid)];
  return {
    row,
    index,
    rate: figure(row.rate),
    amount: figure(row.amount),
    cap: cap === null ? null : rounded(cap),
    // A catch-up's Until is a share, which no decimals round.
    until: until === null || row.type === "catch-up" ? until : rounded(until),
    entries: amounts.some((entry) => entry !== 0) ? amounts.map(fromDouble) : null,
    paidInAll: paidBefore,
    owed: row.type === "recoup" ? paidBefore.negated() : figure(row.owed),
    capital: row.type === "preferred" ? figure(row.amount) : ZERO,
  };
}

function withPremium({ rate }: Layer, amount: Fraction, rounded: (x: Fraction) => Fraction): Fraction {
  return rounded(amount.mul(ONE.add(rate)));
}

/** What falls due or accrues in a period, in the order of the table. A percentage waits for its rank. */
function dues(layers: readonly Layer[], period: number, rounded: (x: Fraction) => Fraction, readings: WaterfallReadings): Fraction[] {
  const due = layers.map((layer) => {
    const entry = layer.entries === null ? ZERO : at(layer.entries, period);
    if (layer.row.type === "fixed") return layer.entries === null ? layer.amount : entry;
    if (layer.row.type === "recoup") {
      const first = period === 0 && readings.recoupAmount === "due" ? withPremium(layer, layer.amount, rounded) : ZERO;
      return first.add(withPremium(layer, entry, rounded));
    }
    layer.capital = layer.capital.add(entry);
    return ZERO;
  });
  const balance = (payee: string, rank: number): Fraction =>
    sum(layers.filter(({ row }) => row.type === "recoup" && row.rank === rank && samePayee(row.payee, payee)).map(({ owed, index }) => owed.add(at(due, index))));
  return layers.map(({ row, rate, owed, capital, index }) => {
    if (row.type !== "preferred") return at(due, index);
    const base = typeof row.of === "object" && "balance" in row.of ? balance(row.payee, row.of.balance) : capital;
    // What is unpaid is never below 0: a rest that rounding left there is made up for later, and earns nothing.
    return rate.mul(row.carry === "compound" ? base.add(greater(owed, ZERO)) : base);
  });
}

export function samePayee(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

function percentBase(of: WaterfallOf | undefined, gross: Fraction, remaining: Fraction, leftAfter: (k: number) => Fraction): Fraction {
  if (of === "gross") return gross;
  if (of === "remaining") return remaining;
  if (of !== undefined && "after" in of) return leftAfter(of.after);
  throw new RangeError("a percent row must say of what");
}

/** What the Cap leaves: a part of a unit cannot be paid. */
function roomOf({ cap, paidInAll }: Layer, decimals: number | "exact"): Fraction | null {
  if (cap === null) return null;
  const room = greater(cap.sub(paidInAll), ZERO);
  if (decimals === "exact") return room;
  const unit = 10n ** BigInt(decimals);
  return Fraction.of(room.mul(Fraction.of(unit)).floor(), unit);
}

function underCap(layer: Layer, claim: Fraction, decimals: number | "exact"): Fraction {
  const room = roomOf(layer, decimals);
  return greater(room === null ? claim : lesser(claim, room), ZERO);
}

/** What each row of a rank claims of the cash that reaches it, after Cap. */
function rankClaims(inRank: readonly Layer[], owed: readonly Fraction[], left: Fraction, layers: readonly Layer[], decimals: number | "exact"): Fraction[] {
  switch (at(inRank, 0).row.type) {
    case "residual":
      return inRank.map((layer) => underCap(layer, left, decimals));
    case "split":
    case "catch-up": {
      const rates = sum(inRank.map(({ rate }) => rate));
      const whole = rates.sub(ONE).abs().compare(NEAR) <= 0;
      const share = ({ rate }: Layer): Fraction => (whole ? rate.div(rates) : rate);
      const most = inRank.flatMap((layer) => (layer.until === null ? [] : [offeredUntil(layer, layer.until, share(layer), layers)]));
      const offered = most.reduce(lesser, left);
      return inRank.map((layer) => underCap(layer, offered.mul(share(layer)), decimals));
    }
    default:
      return inRank.map((layer, i) => {
        const { type } = layer.row;
        return underCap(layer, type === "fixed" || type === "preferred" ? roundedTo(decimals, at(owed, i)) : at(owed, i), decimals);
      });
  }
}

/**
 * The most cash a rank is offered for the sake of one Until row. A split: what brings the row to its amount in all, (U − paid) ÷ rate.
 * A catch-up: X = max(0, (s·P − H) ÷ (u − s)).
 */
function offeredUntil({ row, paidInAll }: Layer, until: Fraction, share: Fraction, layers: readonly Layer[]): Fraction {
  if (row.type === "split") return greater(until.sub(paidInAll).div(share), ZERO);
  const profit = sum(layers.filter((one) => one.row.type === "preferred" || one.row.type === "catch-up").map((one) => one.paidInAll));
  return greater(until.mul(profit).sub(paidInAll).div(share.sub(until)), ZERO);
}

/** The finest payment out of short cash: balances divided period after period would double the digits of their fractions each time. */
const FINEST = 10n ** 300n;

/** The claims in full, or in proportion if cash is short; what lies beyond the 300th decimal goes to the last that claims anything. */
function exactPayments(claims: readonly Fraction[], left: Fraction): Fraction[] {
  const total = sum(claims);
  if (total.compare(left) <= 0) return [...claims];
  const exact = claims.map((claim) => claim.mul(left).div(total));
  if (exact.every(({ denominator }) => denominator <= FINEST)) return exact;
  const last = claims.length - 1 - [...claims].reverse().findIndex((claim) => !claim.isZero);
  const cut = exact.map((payment) => Fraction.of(payment.mul(Fraction.of(FINEST)).floor(), FINEST));
  return cut.map((payment, i) => (i === last ? payment.add(left).sub(sum(cut)) : payment));
}

/**
 * The exact payments in whole units that add up to their sum, rounded: each cut down to the unit, then a unit more for the largest
 * remainders, equal ones in the order of the table. So nobody is paid a unit more than his claim: a Cap holds.
 */
function sharedInUnits(exact: readonly Fraction[], left: Fraction, decimals: number): Fraction[] {
  const unit = Fraction.of(1n, 10n ** BigInt(decimals));
  const total = lesser(sum(exact).roundedHalfAway(decimals), left);
  const cut = exact.map((payment) => Fraction.of(payment.div(unit).floor()).mul(unit));
  const remainder = exact.map((payment, i) => payment.sub(at(cut, i)));
  let over = total.sub(sum(cut)).div(unit).floor();
  const paid = [...cut];
  const byRemainder = remainder.map((size, i) => ({ size, i })).sort((a, b) => b.size.compare(a.size) || a.i - b.i);
  for (const { i } of byRemainder) {
    if (over <= 0n) break;
    paid[i] = at(cut, i).add(unit);
    over -= 1n;
  }
  return paid;
}

/** What becomes of what was not paid: it is owed on or it lapses. */
function settled(layer: Layer, figures: Omit<WaterfallRowPeriod, "lapsed" | "closing">, decimals: number | "exact"): WaterfallRowPeriod {
  const unpaid = figures.opening.add(figures.due).sub(figures.paid);
  switch (layer.row.type) {
    case "recoup":
    case "preferred":
      layer.owed = unpaid;
      return { ...figures, lapsed: ZERO, closing: unpaid };
    case "fixed": {
      layer.owed = layer.row.carry === "yes" ? lesser(unpaid, roomOf(layer, decimals) ?? unpaid) : ZERO;
      return { ...figures, lapsed: unpaid.sub(layer.owed), closing: layer.owed };
    }
    case "percent":
      return { ...figures, lapsed: unpaid, closing: ZERO };
    default:
      return { ...figures, due: figures.paid, lapsed: ZERO, closing: ZERO };
  }
}

/** Throws where the text refuses, so that no case is drawn from terms that have no answer. */
function requireLegal({ rows, cash, amounts }: WaterfallTerms): void {
  const reads: Record<WaterfallType, readonly (keyof WaterfallRow)[]> = {
    fixed: ["amount", "carry", "owed"],
    percent: ["rate", "of"],
    recoup: ["rate", "amount"],
    preferred: ["rate", "amount", "of", "carry", "owed"],
    split: ["rate", "until"],
    "catch-up": ["rate", "until"],
    residual: [],
  };
  const must = (holds: boolean, otherwise: string, index: number): void => {
    if (!holds) throw new RangeError(`${otherwise} (layers, row ${index + 1})`);
  };
  const ranks = new Set(rows.map(({ rank }) => rank));
  rows.forEach((row, i) => {
    const filled = (["rate", "amount", "of", "cap", "until", "carry", "paid", "owed"] as const).filter((column) => row[column] !== undefined && row[column] !== 0);
    for (const column of filled) {
      must(reads[row.type].includes(column) || column === "cap" || column === "paid", `${row.type} does not read ${column}`, i);
      const figure = row[column];
      must(typeof figure !== "number" || figure > 0, `${column} is negative`, i);
    }
    const entries = amounts?.[i]?.filter((entry) => entry !== 0) ?? [];
    const [rate, cap, until, paid] = [row.rate ?? 0, row.cap ?? 0, row.until ?? 0, row.paid ?? 0];
    must(Number.isInteger(row.rank) && row.rank >= 1, "the rank is not a whole number from 1", i);
    must(row.type === "recoup" || rate <= 1, "the rate is above 1", i);
    must(cap === 0 || paid <= cap, "Paid above Cap", i);
    must(until === 0 || rate > 0, "Until on a rate of 0", i);
    must(row.type !== "split" || until === 0 || (paid <= until && (cap === 0 || cap >= until)), "Paid above Until or Cap below it", i);
    must(row.type !== "catch-up" || until < rate || rate === 0 || until === 0, "the share is not under its own rate", i);
    must(entries.every((entry) => entry > 0), "a negative amount", i);
    must(entries.length === 0 || (["fixed", "recoup", "preferred"].includes(row.type) && row.of === undefined), "an amount for another type", i);
    must(amounts === undefined || amounts[i]?.length === cash.length, "amounts of another size", i);
    switch (row.type) {
      case "fixed":
        must(row.carry === undefined || row.carry === "yes" || row.carry === "no", "another Carry", i);
        must((row.owed ?? 0) === 0 || row.carry === "yes", "Owed without Carry yes", i);
        must(entries.length === 0 || (row.amount ?? 0) === 0, "Amount and amounts", i);
        break;
      case "percent":
        must(row.of === "gross" || row.of === "remaining" || (row.of !== undefined && "after" in row.of && row.of.after < row.rank && ranks.has(row.of.after)), "no such Of", i);
        break;
      case "preferred":
        must(row.carry === "simple" || row.carry === "compound", "another Carry", i);
        if (row.of === undefined) break;
        must(typeof row.of === "object" && "balance" in row.of && ranks.has(row.of.balance) && (row.amount ?? 0) === 0, "no such Of", i);
        break;
    }
  });
  for (const rank of ranks) {
    const inRank = rows.filter((row) => row.rank === rank);
    const first = rows.indexOf(at(inRank, 0));
    const kinds = new Set(inRank.map(({ type }) => (type === "split" || type === "catch-up" || type === "residual" ? type : "claims")));
    must(kinds.size === 1, "a rank of two kinds", first);
    const rates = sum(inRank.map(({ rate }) => fromDouble(rate ?? 0)));
    const whole = rates.sub(ONE).abs().compare(NEAR) <= 0;
    const untils = inRank.filter(({ until }) => (until ?? 0) !== 0).length;
    if (kinds.has("residual")) must(inRank.length === 1, "two residuals in a rank", first);
    if (kinds.has("split")) must(whole || (rates.compare(ONE) < 0 && untils === 0), "the rates of a split", first);
    if (kinds.has("catch-up")) must(whole && untils === 1, "the rates or the Until of a catch-up", first);
  }
}
