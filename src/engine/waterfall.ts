import { CompoundReturn } from "./compoundReturn";
import { ONE, ZERO, sum, type Decimal, type Decimals } from "./decimal";
import { NOTHING, WHOLE, cutDown, figureOf, fractionOf, least, notBelowZero, roundedFraction, sharedOut, total, unitOf, type Fraction } from "./fraction";
import type { Fault } from "./refusal";

/** A row of the table of layers. What its type does not read is absent; amounts of money are in the unit of the cash. */
export type Layer = LayerOfAnyType & (FixedLayer | PercentLayer | RecoupLayer | PreferredLayer | SplitLayer | CatchUpLayer | { readonly type: "residual" });

interface LayerOfAnyType {
  readonly rank: number;
  /** The most that the row is paid over all periods. */
  readonly cap?: Decimal;
  /** What it was paid before the first period. */
  readonly paid: Decimal;
}

/** An amount that falls due in each period. */
interface FixedLayer {
  readonly type: "fixed";
  readonly due: readonly Decimal[];
  /** What cannot be paid is owed on; else it lapses. */
  readonly carried: boolean;
  readonly owed: Decimal;
}

/** A rate on the gross, on what reaches this rank, or on what was left after an earlier one. */
interface PercentLayer {
  readonly type: "percent";
  readonly rate: Decimal;
  readonly of: "gross" | "remaining" | { readonly after: number };
}

/** Costs with a premium, until they are recouped: 20% for a 120% recoupment. */
interface RecoupLayer {
  readonly type: "recoup";
  readonly rate: Decimal;
  readonly amount: Decimal;
  /** What is added to the amount in each period. */
  readonly added: readonly Decimal[];
}

/** A return on capital, or on what these rows have still to recoup. */
interface PreferredLayer {
  readonly type: "preferred";
  readonly rate: Decimal;
  readonly on: { readonly capital: Decimal; readonly added: readonly Decimal[] } | { readonly unrecoupedOf: readonly number[] };
  readonly compound: boolean;
  readonly owed: Decimal;
}

interface SplitLayer {
  readonly type: "split";
  readonly rate: Decimal;
  /** The amount at which the whole rank closes. */
  readonly until?: Decimal;
}

interface CatchUpLayer {
  readonly type: "catch-up";
  readonly rate: Decimal;
  /** The share of the profit at which this row has caught up. */
  readonly until?: Decimal;
}

export interface WaterfallTerms {
  readonly cash: readonly Decimal[];
  readonly layers: readonly Layer[];
  readonly decimals: Decimals;
}

/** One period of the waterfall. Σ paid + undistributed + (opening − closing deficit) = cash + cash rounding. */
export interface WaterfallPeriod {
  readonly cash: Decimal;
  readonly cashRounding: Decimal;
  readonly openingDeficit: Decimal;
  readonly madeGood: Decimal;
  readonly closingDeficit: Decimal;
  readonly gross: Decimal;
  /** One for each layer, in the order of the table. */
  readonly lines: readonly LayerLine[];
  /** The cash left after each rank, from the first. */
  readonly cashLeft: ReadonlyMap<number, Decimal>;
  readonly undistributed: Decimal;
  readonly check: Decimal;
}

/** What becomes of a layer in a period: opening + due − paid − lapsed = closing. */
export type LayerLine = Readonly<Record<"opening" | "due" | "claim" | "rounding" | "paid" | "lapsed" | "closing", Decimal>>;

/** In the order in which they are paid. */
export function ranksOf(layers: readonly Pick<Layer, "rank">[]): number[] {
  return [...new Set(layers.map(({ rank }) => rank))].sort((a, b) => a - b);
}

/**
 * Cash paid down ranks of claims, period after period. Within a rank, claims that the cash does not cover are paid in proportion.
 * A negative period is a deficit, which later cash makes good first. Nothing paid is taken back; undistributed cash is not carried.
 *
 * Exact but for `decimals`: cash, caps, untils and what is to be recouped are rounded first, then what each rank pays, shared by largest remainder.
 *
 * Returns that compound, and payments out of short cash where nothing is rounded, would have more digits in every period: they are cut at MOST_PLACES, which changes
 * no payment that is rounded (see CompoundReturn).
 */
export function waterfallStatement({ cash, layers, decimals }: WaterfallTerms): WaterfallPeriod[] {
  const accounts = layers.map((layer) => new Account(layer, decimals));
  const ranks = ranksOf(layers).map((rank) => ({ rank, members: accounts.filter(({ layer }) => layer.rank === rank) }));
  let deficit = NOTHING;
  return cash.map((given, period) => {
    const received = roundedFraction(fractionOf(given), decimals);
    const openingDeficit = deficit;
    const madeGood = least(deficit, notBelowZero(received));
    deficit = deficit.sub(madeGood).add(notBelowZero(received.neg()));
    const gross = notBelowZero(received).sub(madeGood);

    for (const account of accounts) account.fallDue(period, accounts);
    const cashLeft = new Map<number, Fraction>();
    let left = gross;
    for (const { rank, members } of ranks) {
      left = left.sub(payRank(members, { gross, left, cashLeft }, accounts, decimals));
      cashLeft.set(rank, left);
    }

    const paid = total(accounts.map((account) => account.line.paid));
    const rounding = received.sub(fractionOf(given));
    const check = paid.add(left).add(openingDeficit).sub(deficit).sub(fractionOf(given)).sub(rounding);
    return {
      cash: given,
      cashRounding: figureOf(rounding),
      openingDeficit: figureOf(openingDeficit),
      madeGood: figureOf(madeGood),
      closingDeficit: figureOf(deficit),
      gross: figureOf(gross),
      lines: accounts.map((account) => account.shownLine()),
      cashLeft: new Map([...cashLeft].map(([rank, amount]) => [rank, figureOf(amount)])),
      undistributed: figureOf(left),
      check: figureOf(check),
    };
  });
}

/** The decimals that are carried where there would be more and more. */
const MOST_PLACES = 200;

/** What a rank finds: the period's gross, the cash that reaches it, and what was left after the ranks above. */
interface Cash {
  readonly gross: Fraction;
  readonly left: Fraction;
  readonly cashLeft: ReadonlyMap<number, Fraction>;
}

/** Pays one rank; gives what it was paid in all. */
function payRank(members: readonly Account[], cash: Cash, accounts: readonly Account[], decimals: Decimals): Fraction {
  const kind = members[0]?.layer.type;
  if (kind === "split") claimShares(members, least(cash.left, ...offersUntilClosed(members)));
  else if (kind === "catch-up") claimShares(members, least(cash.left, catchUp(members, accounts)));
  else for (const member of members) member.claimDue(cash);

  const claimed = total(members.map(({ line }) => line.claim));
  const isShort = claimed.gt(cash.left);
  const claims = members.map(({ line }) => line.claim);
  const exact = isShort ? inProportion(claims, cash.left, decimals) : claims;
  const paid = sharedOut(exact, cash.left, decimals);
  members.forEach((member, i) => member.receive(paid[i] ?? NOTHING, exact[i] ?? NOTHING));
  return total(paid);
}

/**
 * Cash shared in proportion to claims that it does not cover, to the last of it.
 *
 * Where nothing is rounded, each period that divides balances left by the one before doubles the digits of its fractions. Past so many places they are cut,
 * and the largest claim takes what that leaves over.
 */
function inProportion(claims: readonly Fraction[], cash: Fraction, decimals: Decimals): Fraction[] {
  if (claims.length === 1) return [cash];
  const claimed = total(claims);
  const exact = claims.map((claim) => claim.mul(cash).div(claimed));
  const longest = 10n ** BigInt(MOST_PLACES);
  if (decimals !== "exact" || exact.every(({ denominator }) => denominator <= longest)) return exact;
  const cut = exact.map((payment) => cutDown(payment, MOST_PLACES));
  const largest = claims.findIndex((claim) => claims.every((other) => other.lte(claim)));
  return cut.map((payment, i) => (i === largest ? payment.add(cash.sub(total(cut))) : payment));
}

function claimShares(members: readonly Account[], offered: Fraction): void {
  const shares = sharesOf(members);
  members.forEach((member, i) => member.claimShare(offered.mul(shares[i] ?? NOTHING)));
}

/** Rates that miss 100% by less than this were meant to add up to it: three times 0.333333333333333. */
const AS_GOOD_AS_WHOLE = unitOf(12);
const AS_GOOD_AS_WHOLE_DECIMAL = "1e-12";

/** The rates of a rank that is shared out; rates as good as 100% are brought to it. */
function sharesOf(members: readonly Account[]): Fraction[] {
  const rates = members.map((member) => member.rate);
  const sum = total(rates);
  return sum.sub(WHOLE).abs().lte(AS_GOOD_AS_WHOLE) ? rates.map((rate) => rate.div(sum)) : rates;
}

/** The cash at which a split rank closes, for each of its Until rows: what the row is still to be paid, by its share. */
function offersUntilClosed(members: readonly Account[]): Fraction[] {
  const shares = sharesOf(members);
  return members.flatMap((member, i) => (member.until === undefined ? [] : notBelowZero(member.until.sub(member.paidSoFar)).div(shares[i] ?? WHOLE)));
}

/**
 * The cash of a catch-up rank: as much as it takes for one row to reach its share s of the profit, at its rate u.
 *
 *     max(0, (s × profit − had) ÷ (u − s))
 *
 * Profit is all that preferred and catch-up rows have been paid so far, `had` what this row has of it.
 */
function catchUp(members: readonly Account[], accounts: readonly Account[]): Fraction {
  const shares = sharesOf(members);
  const profit = total(accounts.filter(({ layer }) => layer.type === "preferred" || layer.type === "catch-up").map((account) => account.paidSoFar));
  const limits = members.flatMap((member, i) => {
    const share = member.until;
    return share === undefined ? [] : notBelowZero(share.mul(profit).sub(member.paidSoFar).div((shares[i] ?? NOTHING).sub(share)));
  });
  return limits[0] ?? NOTHING;
}

/** A layer over the periods: what it has been paid, what it is still owed, and the line of the current period. */
class Account {
  paidSoFar: Fraction;
  private balance: Fraction;
  private capital = NOTHING;
  private readonly compounding: CompoundReturn | undefined;
  private readonly cap: Fraction | undefined;
  line: Record<keyof LayerLine, Fraction> = EMPTY_LINE;

  constructor(
    readonly layer: Layer,
    private readonly decimals: Decimals,
  ) {
    this.paidSoFar = fractionOf(layer.paid);
    this.cap = layer.cap === undefined ? undefined : roundedFraction(fractionOf(layer.cap), decimals);
    this.balance = openingBalance(layer, this.paidSoFar, decimals);
    if (layer.type === "preferred" && "capital" in layer.on) this.capital = fractionOf(layer.on.capital);
    if (layer.type === "preferred" && layer.compound) this.compounding = new CompoundReturn(this.rate, this.balance, MOST_PLACES);
  }

  get rate(): Fraction {
    return "rate" in this.layer ? fractionOf(this.layer.rate) : WHOLE;
  }

  /** An amount in a split, a share in a catch-up. */
  get until(): Fraction | undefined {
    const { layer } = this;
    if (!("until" in layer)) return undefined;
    return layer.type === "split" ? roundedFraction(fractionOf(layer.until), this.decimals) : fractionOf(layer.until);
  }

  /** What may still be paid under the Cap, in units of payment, for Paid may have more decimals than these; undefined without one. */
  private get room(): Fraction | undefined {
    return this.cap === undefined ? undefined : notBelowZero(cutDown(this.cap.sub(this.paidSoFar), this.decimals));
  }

  private withinRoom(amount: Fraction): Fraction {
    const { room } = this;
    return notBelowZero(room === undefined ? amount : least(amount, room));
  }

  /** Starts a period: what is owed from before, and what falls due with it. */
  fallDue(period: number, accounts: readonly Account[]): void {
    const { layer } = this;
    if (layer.type === "preferred" && "capital" in layer.on) this.capital = this.capital.add(amountOf(layer.on.added, period));
    this.line = { ...EMPTY_LINE, opening: this.balance, due: this.dueOf(period, accounts) };
  }

  private dueOf(period: number, accounts: readonly Account[]): Fraction {
    const { layer } = this;
    switch (layer.type) {
      case "fixed":
        return amountOf(layer.due, period);
      case "recoup":
        return withPremium(layer, amountOf(layer.added, period), this.decimals);
      case "preferred": {
        const capital = "capital" in layer.on ? this.capital : total(layer.on.unrecoupedOf.map((row) => accounts[row]?.unrecouped(period) ?? NOTHING));
        return this.compounding === undefined ? this.rate.mul(capital) : this.compounding.accrue(capital);
      }
      default:
        return NOTHING;
    }
  }

  /** What a recoup row has still to recoup at the start of a period, after what is added then. */
  unrecouped(period: number): Fraction {
    return this.balance.add(this.dueOf(period, []));
  }

  claimDue({ gross, left, cashLeft }: Cash): void {
    const { layer } = this;
    if (layer.type === "residual") {
      this.claimShare(left);
    } else if (layer.type === "percent") {
      const base = layer.of === "gross" ? gross : layer.of === "remaining" ? left : (cashLeft.get(layer.of.after) ?? NOTHING);
      const due = this.rate.mul(base);
      this.line = { ...this.line, due, claim: this.withinRoom(due) };
    } else {
      const owed = this.compounding?.rounded(this.decimals) ?? roundedFraction(this.line.opening.add(this.line.due), this.decimals);
      this.line = { ...this.line, claim: this.withinRoom(owed) };
    }
  }

  claimShare(share: Fraction): void {
    this.line = { ...this.line, claim: this.withinRoom(share) };
  }

  receive(paid: Fraction, exact: Fraction): void {
    const { opening, due } = this.line;
    this.paidSoFar = this.paidSoFar.add(paid);
    const settled = { ...this.line, rounding: paid.sub(exact), paid };
    if (this.layer.type === "split" || this.layer.type === "catch-up" || this.layer.type === "residual") {
      this.line = { ...settled, due: paid };
      return;
    }
    const unpaid = opening.add(due).sub(paid);
    const lapsed = this.lapsedOf(unpaid);
    this.balance = unpaid.sub(lapsed);
    this.compounding?.pay(paid);
    this.line = { ...settled, lapsed, closing: this.balance };
  }

  /** What of the unpaid is not owed on: all of a percentage or of an amount that is not carried, and arrears beyond the room under the Cap. */
  private lapsedOf(unpaid: Fraction): Fraction {
    if (this.layer.type === "percent" || (this.layer.type === "fixed" && !this.layer.carried)) return unpaid;
    const { room } = this;
    return this.layer.type === "fixed" && room !== undefined ? notBelowZero(unpaid.sub(room)) : NOTHING;
  }

  shownLine(): LayerLine {
    const { opening, due, claim, rounding, paid, lapsed, closing } = this.line;
    return {
      opening: figureOf(opening),
      due: figureOf(due),
      claim: figureOf(claim),
      rounding: figureOf(rounding),
      paid: figureOf(paid),
      lapsed: figureOf(lapsed),
      closing: figureOf(closing),
    };
  }
}

const EMPTY_LINE = { opening: NOTHING, due: NOTHING, claim: NOTHING, rounding: NOTHING, paid: NOTHING, lapsed: NOTHING, closing: NOTHING };

function openingBalance(layer: Layer, paid: Fraction, decimals: Decimals): Fraction {
  if (layer.type === "recoup") return withPremium(layer, fractionOf(layer.amount), decimals).sub(paid);
  return layer.type === "fixed" || layer.type === "preferred" ? fractionOf(layer.owed) : NOTHING;
}

function withPremium({ rate }: RecoupLayer, amount: Fraction, decimals: Decimals): Fraction {
  return roundedFraction(amount.mul(fractionOf(rate).add(WHOLE)), decimals);
}

function amountOf(amounts: readonly Decimal[], period: number): Fraction {
  const amount = amounts[period];
  return amount === undefined ? NOTHING : fractionOf(amount);
}

/** What is wrong with a table of layers, row by row. NaN stands for what could not be read, and is not at fault here. */
export function layerFaults(layers: readonly Layer[]): Fault[] {
  return layers.flatMap((layer, item) => {
    const members = layers.filter(({ rank }) => rank === layer.rank);
    const messages = [...rankFaults(layer, members), ...rateFaults(layer), ...untilFaults(layer, members), ...paidFaults(layer), ...referenceFaults(layer, layers)];
    return messages.map((message) => ({ code: "#VALUE!" as const, item, message }));
  });
}

/** Said once for a rank, at its first row. */
function rankFaults(layer: Layer, members: readonly Layer[]): string[] {
  if (members[0] !== layer) return [];
  const { rank } = layer;
  const kinds = new Set(members.map(kindOf));
  if (kinds.size > 1) return [`Rank ${rank} mixes ${[...kinds].join(" and ")}; give each its own rank`];
  if (layer.type === "residual" && members.length > 1) return [`Rank ${rank} has ${members.length} residual rows; the first would take all, so keep one`];
  if (layer.type !== "split" && layer.type !== "catch-up") return [];
  const shares = sum(members.map((member) => ("rate" in member ? member.rate : ZERO)));
  const percent = shares.times(100).toFixed();
  if (shares.minus(ONE).greaterThan(AS_GOOD_AS_WHOLE_DECIMAL)) return [`The ${layer.type} rates of rank ${rank} add up to ${percent}%; they must not exceed 100%`];
  const isUnder = ONE.minus(shares).greaterThan(AS_GOOD_AS_WHOLE_DECIMAL);
  if (isUnder && layer.type === "catch-up") return [`The catch-up rates of rank ${rank} add up to ${percent}%; they must add up to 100%, so add a row for the other side`];
  if (isUnder && members.some(hasUntil)) return [`The split rates of rank ${rank} add up to ${percent}%; with an Until they must add up to 100%`];
  if (layer.type === "catch-up" && members.filter(hasUntil).length !== 1) return [`Rank ${rank} needs one catch-up row with Until, the share at which it has caught up`];
  return [];
}

function kindOf({ type }: Layer): string {
  return type === "split" || type === "catch-up" || type === "residual" ? type : "claims (fixed, percent, recoup, preferred)";
}

function hasUntil(layer: Layer): boolean {
  return "until" in layer;
}

function rateFaults(layer: Layer): string[] {
  if (!("rate" in layer) || layer.type === "recoup" || !layer.rate.greaterThan(ONE)) return [];
  return [`The rate ${layer.rate.toFixed()} is ${layer.rate.times(100).toFixed()}%; was a percentage typed as a whole number?`];
}

function untilFaults(layer: Layer, members: readonly Layer[]): string[] {
  if (!("until" in layer)) return [];
  const { rate, until, cap } = layer;
  if (rate.isZero()) return ["Until stands on a rate of 0, which is never paid; give a rate or leave Until blank"];
  if (layer.type === "catch-up") return until.greaterThanOrEqualTo(rate) ? [`The catch-up until a share of ${until.toFixed()} needs a rate above it, and ${rate.toFixed()} is not; ${members.length > 1 ? "raise the rate" : "use 1"}`] : [];
  return cap?.lessThan(until) === true ? [`The Cap ${cap.toFixed()} is below Until ${until.toFixed()}, so the rank would never close; raise the Cap`] : [];
}

function paidFaults(layer: Layer): string[] {
  const { paid, cap } = layer;
  if (cap !== undefined && paid.greaterThan(cap)) return [`Paid ${paid.toFixed()} is above the Cap ${cap.toFixed()}`];
  if (layer.type === "split" && layer.until !== undefined && paid.greaterThan(layer.until)) return [`Paid ${paid.toFixed()} is above Until ${layer.until.toFixed()}`];
  if (layer.type !== "recoup") return [];
  const recouped = sum([layer.amount, ...layer.added]).times(layer.rate.plus(ONE));
  return paid.greaterThan(recouped) ? [`Paid ${paid.toFixed()} is above ${recouped.toFixed()}, all that there is to recoup`] : [];
}

function referenceFaults(layer: Layer, layers: readonly Layer[]): string[] {
  if (layer.type !== "percent" || typeof layer.of === "string") return [];
  const { after } = layer.of;
  if (!layers.some(({ rank }) => rank === after)) return [`"after ${after}" names no rank of the table`];
  return after < layer.rank ? [] : [`"after ${after}" must name a rank that comes earlier than rank ${layer.rank}`];
}
