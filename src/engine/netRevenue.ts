import { Decimal, ZERO, quotient, rounded, sum, wholeUnits, type Decimals } from "./decimal";
import type { Fault } from "./refusal";
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

function netRevenuePeriod(gross: Decimal, t: number, deficitOpening: Decimal, { deductions, cap, negative, decimals }: NetRevenueTerms): NetRevenuePeriod {
  const of = (kind: Deduction["kind"]) => deductions.filter((deduction) => deduction.kind === kind);
  const exclusions = sum(of("exclusion").map((exclusion) => claimedAt(exclusion, t)));
  const capBase = Decimal.max(ZERO, gross);
  const { lines, allowed } = allowedTogether(of("deduction").map((deduction) => ({ claimed: claimedAt(deduction, t), within: withinItsCaps(deduction, t, capBase) })), cap.isZero() ? null : cap.times(capBase));

  const left = gross.minus(exclusions).minus(allowed).minus(deficitOpening);
  const deficit = Decimal.max(ZERO, left.negated());
  const [deficitClosing, floored] = negative === "carry" ? [deficit, ZERO] : [ZERO, deficit];
  const exact = left.plus(deficit);
  const net = rounded(exact, decimals);
  const rounding = net.minus(exact);
  const check = gross.minus(exclusions).minus(allowed).plus(deficitClosing).minus(deficitOpening).plus(floored).plus(rounding).minus(net);
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
function allowedTogether(deductions: readonly { readonly claimed: Decimal; readonly within: Decimal }[], limit: Decimal | null): { lines: DeductionLine[]; allowed: Decimal } {
  const together = sum(deductions.map(({ within }) => within));
  const isCut = limit?.lessThan(together) === true;
  const positive = sum(deductions.map(({ within }) => Decimal.max(ZERO, within)));
  const room = isCut ? limit.minus(together.minus(positive)) : positive;
  const lines = deductions.map(({ claimed, within }) => {
    const allowed = isCut && within.greaterThan(ZERO) ? share(within.times(room), positive) : within;
    return { claimed, allowed, disallowed: claimed.minus(allowed) };
  });
  return { lines, allowed: isCut ? limit : together };
}

/** To 60 digits; exact where it comes out even. */
function share(product: Decimal, whole: Decimal): Decimal {
  const [places, placesOfWhole] = [product.decimalPlaces(), whole.decimalPlaces()];
  return quotient(wholeUnits(product, places), wholeUnits(whole, placesOfWhole), places - placesOfWhole);
}

/** What is wrong with deductions: a cap below 0, a rate above 1, or a cap on an exclusion. NaN, the stand-in for what could not be read, is not at fault here. */
export function deductionFaults(deductions: readonly Deduction[]): Fault[] {
  return deductions.flatMap(({ kind, capRate, capAmount }, item) => {
    if (kind === "exclusion" && (!capRate.isZero() || !capAmount.isZero())) {
      return [{ code: "#VALUE!" as const, item, message: "An exclusion has no cap, for it was never revenue; clear the cap, or make it a deduction" }];
    }
    const negative = capAmount.lessThan(ZERO) ? [{ code: "#VALUE!" as const, item, message: `The cap amount ${capAmount.toFixed()} is negative; it must be 0 or more` }] : [];
    return [...rateFaults(capRate, "fraction", item), ...negative];
  });
}
