import { Decimal, ZERO, sum } from "./decimal";
import { negativeFaults, type Fault } from "./refusal";

/** Until when a shortfall can be recouped: not at all, for good, up to period n, or in the n periods after its own. */
export type RecoupmentWindow = { readonly kind: "none" | "life" } | { readonly kind: "first" | "rolling"; readonly periods: number };

export interface GuaranteeTerms {
  /** What is earned in each period; returns beyond the period's sales are negative. */
  readonly earned: readonly Decimal[];
  /** One guarantee for every period, or one for each. */
  readonly guarantee: readonly Decimal[];
  readonly window: RecoupmentWindow;
  /** Shortfalls that are open at the start, oldest first; the last arose in the period just before. */
  readonly opening: readonly Decimal[];
}

/** One period under a minimum guarantee. Opening + shortfall − recouped − lapsed = closing; payable = max(earnings, guarantee) − recouped. */
export interface GuaranteePeriod {
  readonly earned: Decimal;
  /** Negative earnings, as a positive amount, that later ones make good. */
  readonly creditOpening: Decimal;
  readonly creditClosing: Decimal;
  /** Earned less the credit brought forward, never below 0. */
  readonly earnings: Decimal;
  readonly guarantee: Decimal;
  readonly shortfall: Decimal;
  readonly excess: Decimal;
  /** Shortfalls that can still be recouped. */
  readonly opening: Decimal;
  readonly recouped: Decimal;
  readonly lapsed: Decimal;
  readonly closing: Decimal;
  readonly payable: Decimal;
  readonly check: Decimal;
}

/**
 * The statement of a minimum guarantee whose shortfalls (short-workings) are recouped from later excess: one entry for each period, its `payable` the answer.
 *
 *     earnings = max(0, earned − credit brought forward)
 *     payable  = max(earnings, guarantee) − recouped, never under the guarantee
 *     recouped = excess over the guarantee, as far as shortfalls are open, oldest first
 *
 * Exact: sums and differences only.
 */
export function guaranteeStatement({ earned, guarantee, window, opening }: GuaranteeTerms): GuaranteePeriod[] {
  const open = new OpenShortfalls(window, opening);
  let credit = ZERO;
  return earned.map((amount, t): GuaranteePeriod => {
    const guaranteed = guarantee[guarantee.length === 1 ? 0 : t] ?? ZERO;
    const creditOpening = credit;
    const balance = amount.minus(creditOpening);
    const earnings = Decimal.max(ZERO, balance);
    const creditClosing = earnings.minus(balance);
    credit = creditClosing;

    const shortfall = Decimal.max(ZERO, guaranteed.minus(earnings));
    const excess = Decimal.max(ZERO, earnings.minus(guaranteed));
    const openingShortfall = open.total;
    const recouped = open.recoup(excess);
    open.add(t + 1, shortfall);
    const lapsed = open.lapse(t + 1);
    const closing = open.total;
    const payable = Decimal.max(earnings, guaranteed).minus(recouped);
    const check = payable.minus(amount).minus(creditClosing.minus(creditOpening)).minus(closing.minus(openingShortfall)).minus(lapsed);
    return { earned: amount, creditOpening, creditClosing, earnings, guarantee: guaranteed, shortfall, excess, opening: openingShortfall, recouped, lapsed, closing, payable, check };
  });
}

/** Shortfalls in the order in which they arose, which is the order in which they are recouped and lapse: each is passed once, however many periods there are. */
class OpenShortfalls {
  private readonly shortfalls: { readonly arose: number; left: Decimal }[];
  private oldest = 0;
  /** What can still be recouped, in all. */
  total: Decimal;

  /** Period 0 is the one just before the first. */
  constructor(
    private readonly window: RecoupmentWindow,
    opening: readonly Decimal[],
  ) {
    this.shortfalls = opening.map((left, i) => ({ arose: i + 1 - opening.length, left }));
    this.total = sum(opening);
  }

  add(period: number, shortfall: Decimal): void {
    if (shortfall.isZero()) return;
    this.shortfalls.push({ arose: period, left: shortfall });
    this.total = this.total.plus(shortfall);
  }

  /** Takes the excess off the oldest shortfalls; gives how much of it that took. */
  recoup(excess: Decimal): Decimal {
    let left = excess;
    for (let first = this.first(); first !== undefined && left.greaterThan(ZERO); first = this.first()) {
      const part = Decimal.min(left, first.left);
      left = left.minus(part);
      first.left = first.left.minus(part);
      if (first.left.isZero()) this.oldest++;
    }
    const recouped = excess.minus(left);
    this.total = this.total.minus(recouped);
    return recouped;
  }

  /** Drops what can be recouped in no period after this one; gives how much that is. */
  lapse(period: number): Decimal {
    let lapsed = ZERO;
    for (let first = this.first(); first !== undefined && lastPeriod(this.window, first.arose) <= period; first = this.first()) {
      lapsed = lapsed.plus(first.left);
      this.oldest++;
    }
    this.total = this.total.minus(lapsed);
    return lapsed;
  }

  private first() {
    return this.shortfalls[this.oldest];
  }
}

/** The last period in which a shortfall can be recouped: it lapses at that period's close. */
function lastPeriod(window: RecoupmentWindow, arose: number): number {
  switch (window.kind) {
    case "none":
      return arose;
    case "life":
      return Infinity;
    case "first":
      return Math.max(arose, window.periods);
    case "rolling":
      return arose + window.periods;
  }
}

/** What is wrong with guarantees: they are negative. NaN, the stand-in for what could not be read, is not at fault here. */
export function guaranteeFaults(guarantee: readonly Decimal[]): Fault[] {
  return negativeFaults("guarantee", guarantee);
}

/** What is wrong with opening shortfalls: they are negative, or have lapsed before the first period. */
export function openingFaults(opening: readonly Decimal[], window: RecoupmentWindow | undefined): Fault[] {
  const lapsed = opening.flatMap((amount, item): Fault[] => {
    const arose = item + 1 - opening.length;
    if (window === undefined || !amount.greaterThan(ZERO) || lastPeriod(window, arose) > 0) return [];
    const message =
      window.kind === "rolling"
        ? `The opening shortfall ${amount.toFixed()} arose ${1 - arose} periods before period 1 and has lapsed in the window "rolling ${window.periods}"; leave out all but the last ${window.periods}`
        : `The opening shortfall ${amount.toFixed()} has lapsed: in the window "none" shortfalls lapse at once; leave it out, or choose another window`;
    return [{ code: "#VALUE!", item, message }];
  });
  return [...negativeFaults("opening shortfall", opening), ...lapsed];
}
