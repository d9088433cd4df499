import { Reading, isOneOrBeside } from "../cells/decode";
import { turned } from "../cells/encode";
import type { CellValue } from "../cells/cell";
import { ONE } from "../engine/decimal";
import type { Area } from "../sheet/area";
import { Block, NativeRefusal, argumentGrid, gridOf, placesOf, type Argument, type NativeBlock, type Shown } from "./parts/block";
import { WHOLE_LIMIT, figureAt, type Line, type ProofSheet } from "./parts/proofSheet";
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
  const terms = readTerms(royalty, rate, grossUp, decimals);
  const { periods, isGrossedUp } = terms;
  const block = new Block(proof, title, periods);

  const given = block.series("royalty", "as given", royalty, terms.direction);
  const rates = block.series("rate", "fraction", rate, terms.rateDirection, "refused");
  if (grossUp !== null) block.word("gross-up", grossUp, isGrossedUp ? "gross up" : "none");
  const places = rounding(block, decimals, "exact");
  const rateUnit = block.constant("units in a rate of 1", 10 ** terms.ratePlaces);
  block.requires("no royalty is beyond 1E+15", `MAX(MAX(${proof.range(given)}),-MIN(${proof.range(given)}))<=${WHOLE_LIMIT}`);
  block.requires("no rate is negative", `MIN(${proof.range(rates)})>=0`);
  block.requires(isGrossedUp ? "every rate is below 1" : "no rate is above 1", `MAX(${proof.range(rates)})${isGrossedUp ? "<" : "<="}1`);

  // Else no last digit would be wrong, but the first. Of rates that are put in later it has to be asked again.
  if (isGrossedUp) block.requires("what a rate leaves of 1 is counted to three digits", `SUMPRODUCT(--(ABS(ROUND(${proof.range(rates)},${terms.ratePlaces})-${proof.range(rates)})*1000>1-${proof.range(rates)}))=0`);

  block.working();
  const taxed = block.whole(rates, "rate", "rate units", rateUnit);
  // A rate of 1 with gross-up is refused; the working need not divide by 0 for that.
  const left = proof.across("left of 1", "rate units", periods, (t) => `MAX(${isGrossedUp ? 1 : 0},${rateUnit}-${t.of(taxed)})`);
  const shared = { block, terms, given, taxed, left, rateUnit };
  const figures = places === "exact" ? unroundedFigures(shared) : roundedFigures(shared, places.decimals);
  const checked = proof.once("check, all periods", "", `SUMPRODUCT(ABS(${proof.range(figures.check)}))`);

  return block.finished(checked, (companion, valid) => {
    const line = (figure: Line): Shown[] => Array.from({ length: periods }, (_, t) => ({ formula: `IF(${valid},${figureAt(figure, t)}${figure === figures.check ? "" : `/${figures.perOne}`},NA())` }));
    const laid = (grid: Shown[][]) => (terms.direction === "down" ? turned(grid) : grid);
    if (companion === "") return laid([line(isGrossedUp ? figures.gross : figures.net)]);
    return laid([
      ["Line", ...Array.from({ length: periods }, (_, t) => t + 1)],
      ["gross", ...line(figures.gross)],
      ["tax", ...line(figures.tax)],
      ["net", ...line(figures.net)],
      ["check", ...line(figures.check)],
    ]);
  });
}

/** What the formulas are written for: how royalties and rates lie, the word, and how large and fine the numbers are. */
function readTerms(royalty: Area, rate: Area, grossUp: Argument, decimals: Argument) {
  const reading = new Reading("royalty", "rate", "gross_up", "decimals");
  const royalties = reading.series("royalty", gridOf(royalty));
  const rates = reading.series("rate", gridOf(rate), "refused");
  const word = reading.word("gross_up", argumentGrid(grossUp), ["none", "gross up"], "none");
  const places = reading.decimals("decimals", argumentGrid(decimals), "exact");
  reading.refuseFaults();
  if (!isOneOrBeside(rates, royalties)) throw new NativeRefusal("its rates do not lie beside its royalties");
  const amounts: readonly CellValue[] = gridOf(royalty).flat();
  const ratePlaces = placesOf(gridOf(rate).flat(), 4);
  if (word === "gross up" && rates.values.some((one) => one.toDecimalPlaces(ratePlaces).minus(one).abs().times(1000).greaterThan(ONE.minus(one)))) {
    throw new NativeRefusal(`a rate leaves so little of 1 that ${ratePlaces} decimals do not tell how much; give it fewer digits`);
  }
  const largest = royalties.values.reduce((most, amount) => Math.max(most, Math.abs(amount.toNumber())), 0);
  return {
    periods: royalties.values.length,
    direction: royalties.direction,
    rateDirection: rates.direction,
    isGrossedUp: word === "gross up",
    amountPlaces: placesOf(amounts, 2),
    ratePlaces,
    division: divisionOf(largest * 10 ** (places === "exact" ? 2 : places), 10 ** ratePlaces, 10 ** ratePlaces),
  };
}

type Terms = ReturnType<typeof readTerms>;

/** What both ways of calculating start from. */
interface Shared {
  readonly block: Block;
  readonly terms: Terms;
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
function unroundedFigures({ block, terms: { periods, isGrossedUp }, given, taxed, left, rateUnit }: Shared): Figures {
  const { proof } = block;
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
function roundedFigures({ block, terms: { periods, isGrossedUp, amountPlaces, division }, given, taxed, left, rateUnit }: Shared, decimals: string): Figures {
  const { proof } = block;
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
