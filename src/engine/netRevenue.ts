import { Decimal, ZERO, quotient, rounded, sum, wholeUnits, type Decimals } from "./decimal";
import { negativeFaults, type Fault } from "./refusal";
import { rateFaults } from "./tieredRoyalty";

/** What comes off gross revenue. An exclusion was never revenue (tax, refunds) and comes off in full; a deduction is a cost, as far as the contract allows it. */
export interface Deduction {
  readonly kind: "exclusion" | "deduction";
  /** The most that is allowed, as a part of gross. 0: no such cap. */
  readonly capRate: Decimal;
  /** The most that is allowed, in money. 0: no such cap. */
  readonly capAmount: Decimal;
  /** What is claimed in each period; what is given back is negative. */
  readonly claimed: readonly Decimal[];
}

export interface NetRevenueTerms {
  readonly gross: readonly Decimal[];
  readonly deductions: readonly Deduction[];
  /** The most that all deductions together may come to, as a part of gross. 0: no such cap. */
  readonly cap: Decimal;
  /** What becomes of a net below 0: it comes off later periods, or is lost. */
  readonly negative: "carry" | "floor";
  /** A deficit brought in from before. */
  readonly opening: Decimal;
  readonly decimals: Decimals;
}

/** One deduction in one period. Allowed + disallowed = claimed. */
export interface DeductionLine {
  readonly claimed: Decimal;
  readonly allowed: Decimal;
  readonly disallowed: Decimal;
}

/** One period. Gross − exclusions − allowed − opening deficit + closing deficit + floored + rounding = net. */
export interface NetRevenuePeriod {
  readonly gross: Decimal;
  readonly exclusions: Decimal;
  /** In the order of the deductions, exclusions left out. */
  readonly deductions: readonly DeductionLine[];
  readonly deficitOpening: Decimal;
  readonly deficitClosing: Decimal;
  /** The deficit that is lost. */
  readonly floored: Decimal;
  readonly rounding: Decimal;
  readonly net: Decimal;
  readonly check: Decimal;
}

/**
 * The statement of net revenue: what is left of gross after exclusions and allowed deductions, one entry for each period, its `net` the answer.
 *
 *     allowed = the lower of claimed and its own caps; all together no more than cap × gross
 *     net     = gross − exclusions − allowed − deficit brought forward, never below 0
 *
 * Rate caps are on gross before exclusions, and nothing where gross is negative. A negative deduction adds back in full, and makes room for others under the common cap.
 */
export function netRevenueStatement(terms: NetRevenueTerms): NetRevenuePeriod[] {
  let deficit = terms.opening;
  return terms.gross.map((gross, t) => {
    const period = netRevenuePeriod(gross, t, deficit, terms);
    deficit = period.deficitClosing;
    return period;
  });
}

/** To how many places a period is checked: what a common cap leaves of each deduction is a quotient to 60 digits, and their sum not the cap to the last of them. */
const CHECKED_PLACES = 30;

function netRevenuePeriod(gross: Decimal, t: number, deficitOpening: Decimal, { deductions, cap, negative, decimals }: NetRevenueTerms): NetRevenuePeriod {
  const of = (kind: Deduction["kind"]) => deductions.filter((deduction) => deduction.kind === kind);
  const exclusions = sum(of("exclusion").map((exclusion) => claimedAt(exclusion, t)));
  const capBase = Decimal.max(ZERO, gross);
  const lines = allowedTogether(of("deduction").map((deduction) => ({ claimed: claimedAt(deduction, t), within: withinItsCaps(deduction, t, capBase) })), cap.isZero() ? null : cap.times(capBase));
  const allowed = allowedInAll(of("deduction"), t, gross, cap);

  const left = gross.minus(exclusions).minus(allowed).minus(deficitOpening);
  const deficit = Decimal.max(ZERO, left.negated());
  const [deficitClosing, floored] = negative === "carry" ? [deficit, ZERO] : [ZERO, deficit];
  const exact = left.plus(deficit);
  const net = rounded(exact, decimals);
  const rounding = net.minus(exact);
  const shown = sum(lines.map((line) => line.allowed));
  const check = gross.minus(exclusions).minus(shown).plus(deficitClosing).minus(deficitOpening).plus(floored).plus(rounding).minus(net).toDecimalPlaces(CHECKED_PLACES);
  return { gross, exclusions, deductions: lines, deficitOpening, deficitClosing, floored, rounding, net, check };
}

function claimedAt({ claimed }: Deduction, t: number): Decimal {
  return claimed[t] ?? ZERO;
}

/** What a deduction's own caps leave of it. */
function withinItsCaps(deduction: Deduction, t: number, capBase: Decimal): Decimal {
  const caps = [...(deduction.capRate.isZero() ? [] : [deduction.capRate.times(capBase)]), ...(deduction.capAmount.isZero() ? [] : [deduction.capAmount])];
  return Decimal.min(claimedAt(deduction, t), ...caps);
}

/** What is left of deductions under a common limit: those above 0 are cut in proportion, so that all together just meet it. */
function allowedTogether(deductions: readonly { readonly claimed: Decimal; readonly within: Decimal }[], limit: Decimal | null): DeductionLine[] {
  const together = sum(deductions.map(({ within }) => within));
  const isCut = limit?.lessThan(together) === true;
  const positive = sum(deductions.map(({ within }) => Decimal.max(ZERO, within)));
  return deductions.map(({ claimed, within }) => {
    const allowed = isCut && within.greaterThan(ZERO) ? share(within.times(limit.minus(together).plus(positive)), positive) : within;
    return { claimed, allowed, disallowed: claimed.minus(allowed) };
  });
}

/** What all deductions come to by what is over their caps: another way than `allowedTogether` cuts each of them, so that the check can hold their lines against the net. */
function allowedInAll(deductions: readonly Deduction[], t: number, gross: Decimal, cap: Decimal): Decimal {
  const over = (amount: Decimal, limit: Decimal) => Decimal.max(ZERO, amount.minus(limit));
  const ofGross = (rate: Decimal) => rate.times(Decimal.max(ZERO, gross));
  const within = sum(
    deductions.map((deduction) => {
      const claimed = claimedAt(deduction, t);
      const overRate = deduction.capRate.isZero() ? ZERO : over(claimed, ofGross(deduction.capRate));
      const overAmount = deduction.capAmount.isZero() ? ZERO : over(claimed, deduction.capAmount);
      return claimed.minus(Decimal.max(overRate, overAmount));
    }),
  );
  return cap.isZero() ? within : within.minus(over(within, ofGross(cap)));
}

/** To 60 digits; exact where it comes out even. */
function share(product: Decimal, whole: Decimal): Decimal {
  const [places, placesOfWhole] = [product.decimalPlaces(), whole.decimalPlaces()];
  return quotient(wholeUnits(product, places), wholeUnits(whole, placesOfWhole), places - placesOfWhole);
}

/** What is wrong with the cap rates of deductions. An exclusion has none. */
export function capRateFaults(deductions: readonly Deduction[]): Fault[] {
  return deductions.flatMap(({ kind, capRate }, item) => {
    if (kind === "exclusion") return exclusionFaults(capRate, item);
    const faults = rateFaults(capRate, "fraction", item);
    // So much is no percentage.
    return capRate.greaterThan(100) ? faults.map((fault) => ({ ...fault, message: `${fault.message}, and a cap in money belongs in Cap amount` })) : faults;
  });
}

/** What is wrong with their cap amounts. */
export function capAmountFaults(deductions: readonly Deduction[]): Fault[] {
  return deductions.flatMap(({ kind, capAmount }, item) => (kind === "exclusion" ? exclusionFaults(capAmount, item) : negativeFaults("cap amount", [capAmount]).map((fault) => ({ ...fault, item }))));
}

/** NaN, the stand-in for what could not be read, is not at fault here. */
function exclusionFaults(cap: Decimal, item: number): Fault[] {
  return cap.isZero() || cap.isNaN() ? [] : [{ code: "#VALUE!", item, message: "An exclusion has no cap, for it was never revenue; clear the cap, or make it a deduction" }];
}

/** What is wrong with a deficit that is brought in. */
export function openingDeficitFaults(opening: Decimal, negative: NetRevenueTerms["negative"]): Fault[] {
  const isLost = negative === "floor" && opening.greaterThan(ZERO);
  return [...negativeFaults("opening deficit", [opening]), ...(isLost ? [{ code: "#VALUE!" as const, message: 'With "floor" a deficit is lost, and none is brought in; leave opening out, or say "carry"' }] : [])];
}
