import { at, type Fraction, fromDouble, ONE } from "./fraction";

/** The terms as plain data: defaults filled in, blanks already 0. */
export interface WithholdingTerms {
  readonly royalties: readonly number[];
  /** One rate, or one for each royalty. */
  readonly rates: readonly number[];
  readonly grossUp: "none" | "gross up";
  readonly decimals: number | "exact";
}

export interface WithholdingPeriod {
  readonly gross: Fraction;
  readonly tax: Fraction;
  readonly net: Fraction;
}

/**
 * Withholding tax from the text of the specification alone; #N/A where a rate of 1 is to be grossed up.
 *
 * With gross-up the tax is taken both as what is left and as gross × rate, rounded: two routes, which must meet.
 */
export function referenceWithholding({ royalties, rates, grossUp, decimals }: WithholdingTerms): WithholdingPeriod[] | "#N/A" {
  const places = (figure: Fraction) => (decimals === "exact" ? figure : figure.roundedHalfAway(decimals));
  if (grossUp === "gross up" && rates.some((rate) => fromDouble(rate).equals(ONE))) return "#N/A";
  return royalties.map((royalty, i) => {
    const amount = places(fromDouble(royalty));
    const rate = fromDouble(at(rates, rates.length === 1 ? 0 : i));
    const gross = grossUp === "none" ? amount : places(amount.div(ONE.sub(rate)));
    const tax = places(gross.mul(rate));
    const net = gross.sub(tax);
    if (grossUp === "gross up" && !net.equals(amount)) throw new Error("the reference contradicts itself: the gross does not leave the net");
    return { gross, tax, net };
  });
}
