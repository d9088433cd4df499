import type { Decimal, Decimals } from "./decimal";
import { WHOLE, figureOf, fractionOf, roundedFraction, Fraction } from "./fraction";
import type { Fault } from "./refusal";
import { rateFaults } from "./tieredRoyalty";

/** What a royalty is: the gross from which the tax is taken, or the net that must arrive and is grossed up. */
export type GrossUp = "none" | "gross up";

export interface WithholdingTerms {
  /** Gross, or with gross-up net, for each period; a clawback is negative. */
  readonly royalties: readonly Decimal[];
  /** One rate, or one for each royalty. 10% is 0.1. */
  readonly rates: readonly Decimal[];
  readonly grossUp: GrossUp;
  /** Royalties are rounded first, then the tax, or with gross-up the gross. */
  readonly decimals: Decimals;
}

/** One royalty with its tax. Gross − tax = net. */
export interface WithholdingLine {
  readonly gross: Decimal;
  readonly tax: Decimal;
  readonly net: Decimal;
  readonly check: Decimal;
}

/** The statement: one line for each royalty, its `net` the answer, or with gross-up its `gross`. */
export function withholdingStatement({ royalties, rates, grossUp, decimals }: WithholdingTerms): WithholdingLine[] {
  const lineOf = { none: withheldLine, "gross up": grossedUpLine }[grossUp];
  return royalties.map((royalty, period) => {
    const { gross, tax, net, check } = lineOf(roundedFraction(fractionOf(royalty), decimals), rateAt(rates, period), decimals);
    return { gross: figureOf(gross), tax: figureOf(tax), net: figureOf(net), check: figureOf(check) };
  });
}

interface ExactLine {
  readonly gross: Fraction;
  readonly tax: Fraction;
  readonly net: Fraction;
  readonly check: Fraction;
}

/**
 * The tax is taken from the gross.
 *
 *     tax   = gross × rate, rounded
 *     net   = gross − tax
 *     check = gross × (1 − rate), rounded the other way, less the net
 */
function withheldLine(gross: Fraction, rate: Fraction, decimals: Decimals): ExactLine {
  const tax = roundedFraction(gross.mul(rate), decimals);
  const net = gross.sub(tax);
  return { gross, tax, net, check: roundedInwards(gross.mul(WHOLE.sub(rate)), decimals).sub(net) };
}

/**
 * The gross that leaves the net when the tax is taken from it.
 *
 *     gross = net ÷ (1 − rate), rounded
 *     tax   = gross − net
 *     check = gross × rate, rounded, less the tax
 *
 * The gross is half a unit off at most, so gross × (1 − rate) is less than that off the net: the tax is gross × rate, rounded, and withholding gives the net back.
 */
function grossedUpLine(net: Fraction, rate: Fraction, decimals: Decimals): ExactLine {
  const gross = roundedFraction(net.div(WHOLE.sub(rate)), decimals);
  const tax = gross.sub(net);
  return { gross, tax, net, check: roundedFraction(gross.mul(rate), decimals).sub(tax) };
}

/** Half towards zero: what is left of a whole where the half of what is taken has gone away from zero. */
function roundedInwards(fraction: Fraction, decimals: Decimals): Fraction {
  if (decimals === "exact") return fraction;
  const half = Fraction.decimal(5n, decimals + 1);
  // What lies between is rounded up: down, seen from the other side.
  const size = Fraction.decimal(-half.sub(fraction.abs()).unitsBelow(decimals), decimals);
  return fraction.isNegative() ? size.neg() : size;
}

function rateAt(rates: readonly Decimal[], period: number): Fraction {
  const rate = rates.length === 1 ? rates[0] : rates[period];
  if (rate === undefined) throw new RangeError(`There is no rate for royalty ${period + 1}`);
  return fractionOf(rate);
}

/** What is wrong with rates of tax: below 0, above 1, or 1 where a net must be left. NaN, the stand-in for what could not be read, is not at fault here. */
export function withholdingRateFaults(rates: readonly Decimal[], grossUp: GrossUp): Fault[] {
  return rates.flatMap((rate, item) => {
    if (grossUp === "gross up" && rate.equals(1)) {
      return [{ code: "#N/A" as const, item, message: "At a rate of 1 the tax takes all, and no gross leaves a net; give a rate below 1, or no gross-up" }];
    }
    return rateFaults(rate, "fraction", item);
  });
}
