import { PAYEES } from "../cells/accounts";
import { ONE } from "../engine/decimal";
import type { WithholdingLine, WithholdingTerms } from "../engine/withholding";
import { withholdingCall, withholdingLayout } from "../functions/withholding";
import type { Area } from "../sheet/area";
import { Block, NativeRefusal, asRead, placesOf, valuesIn, type Argument, type NativeBlock } from "./parts/block";
import { givenNames, keepsTheNames, rowOf } from "./parts/names";
import { answerOf, byKey, figureIn, figuresIn, statementOf, type Shown } from "./parts/shown";
import { WHOLE_LIMIT, type Formula, type Line, type ProofSheet } from "./parts/proofSheet";
import { rounding } from "./parts/rounding";
import { divisionOf, operandAt, quotients } from "./parts/shares";

/** How many payees a block has at most: each needs some thirty lines. */
const MOST_PAYEES = 200;

/**
 * WITHHOLDING in plain formulas.
 *
 * Royalties in rounded units × rates in whole units, divided as whole numbers and rounded by what is left; the third figure is their difference. Unrounded, each figure is
 * a product of its own, so that nothing cancels.
 */
export function withholdingBlock(proof: ProofSheet, title: string, [royalty = null, rate = null, grossUp = null, decimals = null]: readonly Argument[]): NativeBlock {
  if (royalty === null || rate === null) throw new NativeRefusal("royalty and rate must be given");
  const call = asRead(withholdingCall, { royalty, rate, gross_up: grossUp, decimals });
  const { terms, payees, direction } = call;
  if (terms.length > MOST_PAYEES) throw new NativeRefusal(`it has ${terms.length} payees; plain formulas are written for ${MOST_PAYEES} at most`);
  const sizes = sizesOf(terms, royalty, rate);
  const { isGrossedUp, ratePlaces } = sizes;
  const periods = terms[0]?.royalties.length ?? 0;
  const block = new Block(proof, title, periods);

  const { labelOf, nameOf, royalties, rates } = givenPayees(block, call, royalty, rate);
  const [given, taxRates] = [royalties, rates].map((lines) => proof.block(lines[0] as Line, lines.at(-1) as Line)) as [string, string];
  if (grossUp !== null) block.word("gross-up", grossUp, isGrossedUp ? "gross up" : "none");
  const places = rounding(block, decimals, "exact");
  const rateUnit = block.constant("units in a rate of 1", 10 ** ratePlaces);
  block.requires("no royalty is beyond 1E+15", `MAX(MAX(${given}),-MIN(${given}))<=${WHOLE_LIMIT}`);
  block.requires("no rate is negative", `MIN(${taxRates})>=0`);
  block.requires(isGrossedUp ? "every rate is below 1" : "no rate is above 1", `MAX(${taxRates})${isGrossedUp ? "<" : "<="}1`);

  // Else no last digit would be wrong, but the first. Of rates that are put in later it has to be asked again.
  if (isGrossedUp) {
    block.requires("what a rate leaves of 1 is counted to three digits", `SUMPRODUCT(--(ABS(ROUND(${taxRates},${ratePlaces})-${taxRates})*1000>1-${taxRates}))=0`);
  }

  block.working();
  // A rate of 1 with gross-up is refused; the working need not divide by 0 for that.
  const taxes = rates.map((line, payee) => {
    const label = rates.length === 1 ? (name: string) => name : labelOf(payee);
    const taxed = block.whole(line, label("rate"), "rate units", rateUnit);
    return { taxed, left: proof.across(label("left of 1"), "rate units", periods, (t) => `MAX(${isGrossedUp ? 1 : 0},${rateUnit}-${t.of(taxed)})`) };
  });
  const shared = { block, sizes, rateUnit };
  const figuresOf = places === "exact" ? unroundedFigures(shared, given) : roundedFigures(shared, places.decimals);
  const { perOne } = figuresOf;
  const figures = royalties.map((line, payee) => figuresOf.payee(labelOf(payee), line, (taxes.length === 1 ? taxes[0] : taxes[payee]) as Tax));
  const checks = figures.map(({ check }, payee) => proof.once(labelOf(payee)("check, all periods"), "", `SUMPRODUCT(ABS(${proof.range(check)}))`));
  const checked = checks.length === 1 ? (checks[0] ?? "") : proof.once("check, all payees", "", checks.join("+"));

  const { check, ...money } = byKey(figures);
  const names = payees.isBlock ? figures.map((_, payee) => nameOf(payee)) : undefined;
  return block.finished(checked, { answer: isGrossedUp ? "gross" : "net", lines: [isGrossedUp ? "net" : "gross", "tax"] }, () => ({
    "": answerOf(direction, ...(isGrossedUp ? money.gross : money.net).map((line) => figureIn(perOne, line))),
    LINES: statementOf(withholdingLayout(names, direction), { ...figuresIn(perOne, money), ...figuresIn(undefined, { check }) }),
  }));
}

type Call = ReturnType<typeof withholdingCall>;

/** How the lines of a payee begin. */
type Labels = (line: string) => string;

/** Writes what is given: the royalties of each payee, and one line of rates for all or one for each. */
function givenPayees(block: Block, call: Call, royalty: Area, rate: Area) {
  const { payees, direction, namedRates } = call;
  const { named } = payees;
  const labelOf = (payee: number): Labels => (line) => (payees.isBlock ? `payee ${payee + 1}: ${line}` : line);
  const cellOf = named === undefined ? undefined : givenNames(block, royalty, named, PAYEES);
  const nameOf = (payee: number): Shown => (cellOf === undefined ? payee + 1 : { formula: cellOf(payee) });
  const isDown = direction === "down";
  const lineOf = (area: Area, names: typeof named, payee: number): Area => (isDown ? { ...area, left: area.left + payee, right: area.left + payee } : rowOf(area, names, payee));
  const royalties = call.terms.map((_, payee) => block.series(labelOf(payee)("royalty"), "as given", payees.isBlock ? lineOf(royalty, named, payee) : royalty, "zero", direction));
  if (named !== undefined && namedRates !== undefined && cellOf !== undefined) keepsTheNames(block, rate, namedRates, cellOf, PAYEES);
  const isOne = rate.top === rate.bottom && rate.left === rate.right;
  if (!payees.isBlock || isOne) return { labelOf, nameOf, royalties, rates: [block.series("rate", "fraction", rate, "refused")] };
  if (named !== undefined && namedRates === undefined) block.emptyBelow("the rates", rate, call.terms.length);
  const rates = call.terms.map(({ rates: given }, payee) => {
    const area = lineOf(rate, namedRates, payee);
    // One rate of a payee stands at the beginning of his line, whatever lies beside it.
    return block.series(labelOf(payee)("rate"), "fraction", area, "refused", given.length === 1 ? "single" : direction);
  });
  return { labelOf, nameOf, royalties, rates };
}

/** How large and fine the numbers are that the formulas are written for. */
function sizesOf(terms: readonly WithholdingTerms[], royalty: Area, rate: Area) {
  const ratePlaces = placesOf(valuesIn(rate), 4);
  const [{ grossUp, decimals }] = terms as [WithholdingTerms];
  if (grossUp === "gross up" && terms.some(({ rates }) => rates.some((one) => one.toDecimalPlaces(ratePlaces).minus(one).abs().times(1000).greaterThan(ONE.minus(one))))) {
    throw new NativeRefusal(`a rate leaves so little of 1 that ${ratePlaces} decimals do not tell how much; give it fewer digits`);
  }
  const largest = terms.flatMap(({ royalties }) => royalties).reduce((most, amount) => Math.max(most, Math.abs(amount.toNumber())), 0);
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
  readonly rateUnit: string;
}

/** The rate, and 1 less the rate, in rate units. */
interface Tax {
  readonly taxed: Line;
  readonly left: Line;
}

/** The lines of a payee's statement. All but the check are to be divided by `perOne`. */
type Figures = Readonly<Record<keyof WithholdingLine, Line>>;

interface FiguresOf {
  readonly perOne: string;
  readonly payee: (label: Labels, given: Line, tax: Tax) => Figures;
}

/** Each figure is the royalty times a quotient of whole numbers. */
function unroundedFigures({ block, sizes: { isGrossedUp }, rateUnit }: Shared, royalties: string): FiguresOf {
  const { proof, periods } = block;
  // The smallest figures of a cell have fewer digits than others.
  block.exactWhile("no royalty is smaller than 1E-100", `SUMPRODUCT((${royalties}<>0)*(ABS(${royalties})<1E-100))=0`);
  const payee = (label: Labels, given: Line, { taxed, left }: Tax): Figures => {
    const part = (name: string, above: Line | null, below: Line | null) =>
      proof.across(label(name), "", periods, (t) => (above === below ? t.of(given) : `${t.of(given)}*${above === null ? rateUnit : t.of(above)}/${below === null ? rateUnit : t.of(below)}`));
    const whole = isGrossedUp ? left : null;
    const gross = part("gross", null, whole);
    const tax = part("tax", taxed, whole);
    const net = part("net", left, whole);
    const check = proof.across(label("check, as a part of the gross"), "to 12 digits", periods, (t) => `ROUND((${t.of(gross)}-${t.of(tax)}-${t.of(net)})/(${t.of(gross)}+(${t.of(gross)}=0)),12)`);
    return { gross, tax, net, check };
  };
  return { perOne: "1", payee };
}

/** The royalty in rounded units, then tax or gross: the quotient cut down, and one more where a half or more of the divisor is left. The mirror image below zero. */
function roundedFigures({ block, sizes: { isGrossedUp, amountPlaces, division }, rateUnit }: Shared, decimals: string): FiguresOf {
  const { proof, periods } = block;
  const unit = block.constant("units in one of money", 10 ** amountPlaces);
  const perOne = proof.once("rounded units in one of money", "", `10^${decimals}`);
  const step = proof.once("units in a rounded one", "", `MAX(1,${unit}/${perOne})`);
  const finer = proof.once("rounded units in one unit", "", `MAX(1,${perOne}/${unit})`);
  const payee = (labelled: Labels, given: Line, { taxed, left }: Tax): Figures => {
    const across = (name: string, unitName: string, formula: Formula) => proof.across(labelled(name), unitName, periods, formula);
    const whole = block.whole(given, labelled("royalty"), "whole units", unit);
    const sign = across("sign", "", (t) => `SIGN(${t.of(whole)})`);
    const cut = across("royalty by size: cut down", "rounded units", (t) => `INT(ABS(${t.of(whole)})/${step})`);
    const remainder = across("royalty by size: remainder", "whole units", (t) => `ABS(${t.of(whole)})-${t.of(cut)}*${step}`);
    const size = across("royalty by size: rounded", "rounded units", (t) => `(${t.of(cut)}+IF(2*${t.of(remainder)}>=${step},1,0))*${finer}`);
    block.exactWhile(labelled("royalties are below 1E+15 whole units"), `SUMPRODUCT(MAX(ABS(${proof.range(whole)})))<${WHOLE_LIMIT}`);
    block.productsExact(labelled("royalties are below 1E+15 rounded units"), size);

    const label = isGrossedUp ? "gross" : "tax";
    const divisor = isGrossedUp ? left : rateUnit;
    const [quotient] = quotients(block, size, [{ label: labelled(label), weight: isGrossedUp ? rateUnit : taxed }], divisor, division);
    if (quotient === undefined) throw new RangeError(`There is no ${label}`);
    const roundedUp = across(`${label} by size`, "rounded units", (t) => `${t.of(quotient.cut)}+IF(2*${t.of(quotient.rest)}>=${operandAt(divisor, t)},1,0)`);
    const signed = (name: string, line: Line) => across(name, "rounded units", (t) => `${t.of(sign)}*${t.of(line)}`);
    const gross = signed("gross", isGrossedUp ? roundedUp : size);
    const second = isGrossedUp ? signed("net", size) : signed("tax", roundedUp);
    const rest = across(isGrossedUp ? "tax" : "net", "rounded units", (t) => `${t.of(gross)}-${t.of(second)}`);
    const [tax, net] = isGrossedUp ? [rest, second] : [second, rest];
    const check = across("check", "rounded units", (t) => `${t.of(gross)}-${t.of(tax)}-${t.of(net)}`);
    return { gross, tax, net, check };
  };
  return { perOne, payee };
}
