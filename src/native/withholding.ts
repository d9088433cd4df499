import { ONE } from "../engine/decimal";
import type { WithholdingTerms } from "../engine/withholding";
import { withholdingCall, withholdingLayout } from "../functions/withholding";
import type { Area } from "../sheet/area";
import { Block, NativeRefusal, asRead, placesOf, valuesIn, type Argument, type NativeBlock } from "./parts/block";
import { answerOf, figureIn, figuresIn, statementOf } from "./parts/shown";
import { WHOLE_LIMIT, type Line, type ProofSheet } from "./parts/proofSheet";
import { rounding } from "./parts/rounding";
import { divisionOf, operandAt, quotients } from "./parts/shares";

/**
 * WITHHOLDING in plain formulas.
 *
 * Royalties in rounded units × rates in whole units, divided as whole numbers and rounded by what is left; the third figure is their difference. Unrounded, each figure is
 * a product of its own, so that nothing cancels.
 */
export function withholdingBlock(proof: ProofSheet, title: string, [royalty = null, rate = null, grossUp = null, decimals = null]: readonly Argument[]): NativeBlock {
  if (royalty === null || rate === null) throw new NativeRefusal("royalty and rate must be given");
  const { terms, direction } = asRead(withholdingCall, { royalty, rate, gross_up: grossUp, decimals });
  const sizes = sizesOf(terms, royalty, rate);
  const { isGrossedUp, ratePlaces } = sizes;
  const periods = terms.royalties.length;
  const block = new Block(proof, title, periods);

  const given = block.series("royalty", "as given", royalty);
  const rates = block.series("rate", "fraction", rate, "refused");
  if (grossUp !== null) block.word("gross-up", grossUp, isGrossedUp ? "gross up" : "none");
  const places = rounding(block, decimals, "exact");
  const rateUnit = block.constant("units in a rate of 1", 10 ** ratePlaces);
  block.requires("no royalty is beyond 1E+15", `MAX(MAX(${proof.range(given)}),-MIN(${proof.range(given)}))<=${WHOLE_LIMIT}`);
  block.requires("no rate is negative", `MIN(${proof.range(rates)})>=0`);
  block.requires(isGrossedUp ? "every rate is below 1" : "no rate is above 1", `MAX(${proof.range(rates)})${isGrossedUp ? "<" : "<="}1`);

  // Else no last digit would be wrong, but the first. Of rates that are put in later it has to be asked again.
  if (isGrossedUp) {
    const range = proof.range(rates);
    block.requires("what a rate leaves of 1 is counted to three digits", `SUMPRODUCT(--(ABS(ROUND(${range},${ratePlaces})-${range})*1000>1-${range}))=0`);
  }

  block.working();
  const taxed = block.whole(rates, "rate", "rate units", rateUnit);
  // A rate of 1 with gross-up is refused; the working need not divide by 0 for that.
  const left = proof.across("left of 1", "rate units", periods, (t) => `MAX(${isGrossedUp ? 1 : 0},${rateUnit}-${t.of(taxed)})`);
  const shared = { block, sizes, given, taxed, left, rateUnit };
  const figures = places === "exact" ? unroundedFigures(shared) : roundedFigures(shared, places.decimals);
  const checked = proof.once("check, all periods", "", `SUMPRODUCT(ABS(${proof.range(figures.check)}))`);

  const { perOne, check, ...money } = figures;
  return block.finished(checked, { answer: isGrossedUp ? "gross" : "net", lines: [isGrossedUp ? "net" : "gross", "tax"] }, () => ({
    "": answerOf(direction, figureIn(perOne, isGrossedUp ? money.gross : money.net)),
    LINES: statementOf(withholdingLayout(direction), { ...figuresIn(perOne, money), check: figureIn(undefined, check) }),
  }));
}

/** How large and fine the numbers are that the formulas are written for. */
function sizesOf({ royalties, rates, grossUp, decimals }: WithholdingTerms, royalty: Area, rate: Area) {
  const ratePlaces = placesOf(valuesIn(rate), 4);
  if (grossUp === "gross up" && rates.some((one) => one.toDecimalPlaces(ratePlaces).minus(one).abs().times(1000).greaterThan(ONE.minus(one)))) {
    throw new NativeRefusal(`a rate leaves so little of 1 that ${ratePlaces} decimals do not tell how much; give it fewer digits`);
  }
  const largest = royalties.reduce((most, amount) => Math.max(most, Math.abs(amount.toNumber())), 0);
  return {
    isGrossedUp: grossUp === "gross up",
    amountPlaces: placesOf(valuesIn(royalty), 2),
    ratePlaces,
    division: divisionOf(largest * 10 ** (decimals === "exact" ? 2 : decimals), 10 ** ratePlaces, 10 ** ratePlaces),
  };
}

/** What both ways of calculating start from. */
interface Shared {
  readonly block: Block;
  readonly sizes: ReturnType<typeof sizesOf>;
  readonly given: Line;
  /** The rate, and 1 less the rate, in rate units. */
  readonly taxed: Line;
  readonly left: Line;
  readonly rateUnit: string;
}

/** The lines of the statement. All but the check are to be divided by `perOne`. */
interface Figures {
  readonly gross: Line;
  readonly tax: Line;
  readonly net: Line;
  readonly check: Line;
  readonly perOne: string;
}

/** Each figure is the royalty times a quotient of whole numbers. */
function unroundedFigures({ block, sizes: { isGrossedUp }, given, taxed, left, rateUnit }: Shared): Figures {
  const { proof, periods } = block;
  // The smallest figures of a cell have fewer digits than others.
  block.exactWhile("no royalty is smaller than 1E-100", `SUMPRODUCT((${proof.range(given)}<>0)*(ABS(${proof.range(given)})<1E-100))=0`);
  const part = (label: string, above: Line | null, below: Line | null) =>
    proof.across(label, "", periods, (t) => (above === below ? t.of(given) : `${t.of(given)}*${above === null ? rateUnit : t.of(above)}/${below === null ? rateUnit : t.of(below)}`));
  const whole = isGrossedUp ? left : null;
  const gross = part("gross", null, whole);
  const tax = part("tax", taxed, whole);
  const net = part("net", left, whole);
  const check = proof.across("check, as a part of the gross", "to 12 digits", periods, (t) => `ROUND((${t.of(gross)}-${t.of(tax)}-${t.of(net)})/(${t.of(gross)}+(${t.of(gross)}=0)),12)`);
  return { gross, tax, net, check, perOne: "1" };
}

/** The royalty in rounded units, then tax or gross: the quotient cut down, and one more where a half or more of the divisor is left. The mirror image below zero. */
function roundedFigures({ block, sizes: { isGrossedUp, amountPlaces, division }, given, taxed, left, rateUnit }: Shared, decimals: string): Figures {
  const { proof, periods } = block;
  const unit = block.constant("units in one of money", 10 ** amountPlaces);
  const perOne = proof.once("rounded units in one of money", "", `10^${decimals}`);
  const step = proof.once("units in a rounded one", "", `MAX(1,${unit}/${perOne})`);
  const finer = proof.once("rounded units in one unit", "", `MAX(1,${perOne}/${unit})`);
  const whole = block.whole(given, "royalty", "whole units", unit);
  const sign = proof.across("sign", "", periods, (t) => `SIGN(${t.of(whole)})`);
  const cut = proof.across("royalty by size: cut down", "rounded units", periods, (t) => `INT(ABS(${t.of(whole)})/${step})`);
  const remainder = proof.across("royalty by size: remainder", "whole units", periods, (t) => `ABS(${t.of(whole)})-${t.of(cut)}*${step}`);
  const size = proof.across("royalty by size: rounded", "rounded units", periods, (t) => `(${t.of(cut)}+IF(2*${t.of(remainder)}>=${step},1,0))*${finer}`);
  block.exactWhile("royalties are below 1E+15 whole units", `SUMPRODUCT(MAX(ABS(${proof.range(whole)})))<${WHOLE_LIMIT}`);
  block.productsExact("royalties are below 1E+15 rounded units", size);

  const label = isGrossedUp ? "gross" : "tax";
  const divisor = isGrossedUp ? left : rateUnit;
  const [quotient] = quotients(block, size, [{ label, weight: isGrossedUp ? rateUnit : taxed }], divisor, division);
  if (quotient === undefined) throw new RangeError(`There is no ${label}`);
  const roundedUp = proof.across(`${label} by size`, "rounded units", periods, (t) => `${t.of(quotient.cut)}+IF(2*${t.of(quotient.rest)}>=${operandAt(divisor, t)},1,0)`);
  const signed = (name: string, line: Line) => proof.across(name, "rounded units", periods, (t) => `${t.of(sign)}*${t.of(line)}`);
  const gross = signed("gross", isGrossedUp ? roundedUp : size);
  const second = isGrossedUp ? signed("net", size) : signed("tax", roundedUp);
  const rest = proof.across(isGrossedUp ? "tax" : "net", "rounded units", periods, (t) => `${t.of(gross)}-${t.of(second)}`);
  const [tax, net] = isGrossedUp ? [rest, second] : [second, rest];
  const check = proof.across("check", "rounded units", periods, (t) => `${t.of(gross)}-${t.of(tax)}-${t.of(net)}`);
  return { gross, tax, net, check, perOne };
}
