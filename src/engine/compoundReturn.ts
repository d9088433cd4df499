import type { Decimals } from "./decimal";
import { NOTHING, WHOLE, cutDown, notBelowZero, roundedFraction, unitOf, type Fraction } from "./fraction";

/** What is owed: at least `figure`, and no more than `figure` + `cutOff`. */
interface Owed {
  readonly figure: Fraction;
  readonly cutOff: Fraction;
}

/**
 * What is owed of a return that compounds. What is unpaid earns the return too, but not a rest that rounding left below 0.
 *
 *     return = rate × (capital + max(0, owed before))
 *     owed   = owed before + return − paid
 *
 * Its digits grow by those of the rate in every period, so each return is cut down to so many decimals. What has been cut off by then grows with it:
 *
 *     cut off ≤ cut off before × (1 + rate) + a unit of the last decimal
 *
 * for max(0, x) moves by no more than x does. The exact figure thus lies between two ends that are known, and rounding keeps their order: where both round to
 * the same, the exact figure does. Where they do not, all periods are calculated anew with twice the decimals. That ends: capital, rate and rounded payments are
 * decimals, and so is the exact figure. With all of its decimals nothing is cut off, and the ends are one.
 */
export class CompoundReturn {
  private readonly periods: { readonly capital: Fraction; readonly paid: Fraction }[] = [];
  private capital = NOTHING;
  /** After the return of the current period. */
  private owed: Owed;

  constructor(
    private readonly rate: Fraction,
    private readonly opening: Fraction,
    private readonly places: number,
  ) {
    this.owed = { figure: opening, cutOff: NOTHING };
  }

  /** Starts a period; gives its return. */
  accrue(capital: Fraction): Fraction {
    const before = this.owed.figure;
    this.capital = capital;
    this.owed = this.accrued(this.owed, capital, this.places);
    return this.owed.figure.sub(before);
  }

  /** What is owed in all, rounded as the exact figure is. */
  rounded(decimals: Decimals): Fraction {
    if (decimals === "exact") return this.owed.figure;
    for (let { owed, places } = this; ; owed = this.owedTo(places)) {
      const rounded = roundedFraction(owed.figure, decimals);
      if (rounded.equals(roundedFraction(owed.figure.add(owed.cutOff), decimals))) return rounded;
      places *= 2;
    }
  }

  /** Ends the period. */
  pay(paid: Fraction): void {
    this.periods.push({ capital: this.capital, paid });
    this.owed = less(this.owed, paid);
  }

  /** All periods anew, to so many decimals. */
  private owedTo(places: number): Owed {
    let owed: Owed = { figure: this.opening, cutOff: NOTHING };
    for (const { capital, paid } of this.periods) owed = less(this.accrued(owed, capital, places), paid);
    return this.accrued(owed, this.capital, places);
  }

  private accrued({ figure, cutOff }: Owed, capital: Fraction, places: number): Owed {
    const exact = this.rate.mul(capital.add(notBelowZero(figure)));
    const due = cutDown(exact, places);
    const isAll = cutOff.equals(NOTHING) && due.equals(exact);
    // Two units: one for the return, and one for what is cut off here.
    const grown = cutDown(cutOff.mul(WHOLE.add(this.rate)), places).add(unitOf(places).mul(TWO));
    return { figure: figure.add(due), cutOff: isAll ? NOTHING : grown };
  }
}

const TWO = WHOLE.add(WHOLE);

function less({ figure, cutOff }: Owed, paid: Fraction): Owed {
  return { figure: figure.sub(paid), cutOff };
}
