import { at, type Fraction, fromDouble, greater, lesser, sum, ZERO } from "./fraction";

export type GuaranteeWindow = "none" | "life" | { readonly first: number } | { readonly rolling: number };

/** The terms as plain data: a guarantee for each period, blanks already 0. */
export interface MinGuaranteeTerms {
  readonly earned: readonly number[];
  readonly guarantee: readonly number[];
  readonly window: GuaranteeWindow;
  readonly opening: readonly number[];
}

/** The lines of the statement, by their labels, in their order. */
export type MinGuaranteeStatement = Readonly<Record<string, readonly Fraction[]>>;

/**
 * A minimum guarantee, from the text of the specification alone.
 *
 * Credits come from the sums since the start. Every shortfall is asked in every period whether its window is over.
 */
export function referenceMinGuarantee(terms: MinGuaranteeTerms): MinGuaranteeStatement {
  const earned = terms.earned.map(fromDouble);
  const guarantee = terms.guarantee.map(fromDouble);
  const running = [ZERO];
  for (const amount of earned) running.push(at(running, running.length - 1).add(amount));
  // A credit is how far the sum of all that was earned has fallen below its highest so far: only a new height is earnings.
  let highest = ZERO;
  const credit = running.map((total) => {
    highest = greater(highest, total);
    return highest.sub(total);
  });

  const vintages = terms.opening.map((amount, i) => ({ arose: i + 1 - terms.opening.length, left: fromDouble(amount) }));
  const lines: Record<string, Fraction[]> = {};
  const note = (label: string, figure: Fraction) => (lines[label] ??= []).push(figure);
  earned.forEach((amount, i) => {
    const period = i + 1;
    const [creditOpening, creditClosing] = [at(credit, i), at(credit, i + 1)];
    const earnings = amount.sub(creditOpening).add(creditClosing);
    const minimum = at(guarantee, i);
    const opening = sum(vintages.map(({ left }) => left));
    let excess = greater(ZERO, earnings.sub(minimum));
    note("earned", amount);
    note("credit opening", creditOpening);
    note("credit closing", creditClosing);
    note("earnings", earnings);
    note("guarantee", minimum);
    const shortfall = greater(ZERO, minimum.sub(earnings));
    note("shortfall", shortfall);
    note("excess", excess);
    const before = excess;
    for (const vintage of vintages) {
      const part = lesser(vintage.left, excess);
      vintage.left = vintage.left.sub(part);
      excess = excess.sub(part);
    }
    const recouped = before.sub(excess);
    vintages.push({ arose: period, left: shortfall });
    let lapsed = ZERO;
    for (const vintage of vintages) {
      if (!isOver(terms.window, vintage.arose, period)) continue;
      lapsed = lapsed.add(vintage.left);
      vintage.left = ZERO;
    }
    const closing = sum(vintages.map(({ left }) => left));
    const payable = greater(earnings, minimum).sub(recouped);
    note("opening", opening);
    note("recouped", recouped);
    note("lapsed", lapsed);
    note("closing", closing);
    note("payable", payable);
    note("check", sum([payable, amount.negated(), creditOpening, creditClosing.negated(), opening, closing.negated(), lapsed.negated()]));
  });
  return lines;
}

/** Whether a shortfall can no longer be recouped after this period. */
function isOver(window: GuaranteeWindow, arose: number, period: number): boolean {
  if (typeof window === "string") return window === "none";
  return "first" in window ? period >= window.first : period - arose >= window.rolling;
}
