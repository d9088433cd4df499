import type { Timing } from "../engine/npvRoyalty";
import { presentValueCall, presentValueLayout } from "../functions/npvRoyalty";
import type { Area } from "../sheet/area";
import { Block, NativeRefusal, asRead, cellReference, isWholeFormula, readFigure, type Argument, type NativeBlock } from "./parts/block";
import { TOTAL_FORMAT, figureIn, figuresIn, statementOf } from "./parts/shown";
import { WHOLE_LIMIT, periodOf, type Formula, type Line, type ProofSheet } from "./parts/proofSheet";

/**
 * NPV_ROYALTY in plain formulas.
 *
 * A line of factors, one period's from the one before, or with dates a power of the days; times the royalties, added up. Nothing is rounded: the figures
 * are those of binary arithmetic, to 12 digits as long as it cannot add more than that.
 */
export function npvRoyaltyBlock(proof: ProofSheet, title: string, [rate = null, royalties = null, when = null, valuationDate = null]: readonly Argument[]): NativeBlock {
  if (rate === null || royalties === null || when === null) throw new NativeRefusal("rate, royalties and when must be given");
  const { terms, direction } = asRead(presentValueCall, { rate, royalties, when, valuation_date: valuationDate });
  const periods = terms.royalties.length;
  const timing = terms.when;
  const block = new Block(proof, title, periods);
  const across = (label: string, unit: string, formula: Formula) => proof.across(label, unit, periods, formula);

  const royalty = block.series("royalty", "as given", royalties);
  const rates = block.series("rate", typeof timing === "object" ? "a year" : "a period", rate, "refused");
  block.requires("no royalty is beyond 1E+15", `MAX(MAX(${proof.range(royalty)}),-MIN(${proof.range(royalty)}))<=${WHOLE_LIMIT}`);
  block.requires("every rate is above -1, none beyond 1E+15", `AND(MIN(${proof.range(rates)})>-1,MAX(${proof.range(rates)})<=${WHOLE_LIMIT})`);
  const given: Given = { block, rates, valuationDate };
  const { time, factor, offBy, heads } = typeof timing === "object" ? datedFactors(given, when) : periodFactors(given, when, timing);

  const presentValue = across("present value", "", (t) => `${t.of(royalty)}*${t.of(factor)}`);
  const size = proof.once("present values by size", "", `SUMPRODUCT(ABS(${proof.range(presentValue)}))`);
  const adds = proof.once("what binary arithmetic adds, at most", "", `SUMPRODUCT(ABS(${proof.range(presentValue)})*(1E-14+${proof.range(offBy)}))`);
  const sum = proof.once("royalties × factors", "", `SUMPRODUCT(${proof.range(royalty)},${proof.range(factor)})`);
  const answer = proof.once("present value", "0 where no more than that is left", `IF(ABS(${sum})<=${adds},0,${sum})`);
  const check = across("check", "", (t) => `${t.of(royalty)}*${t.of(factor)}-${t.of(presentValue)}`);
  const checked = proof.once("check, all periods", "to 12 digits", `ROUND((SUM(${proof.range(presentValue)})-${answer})/(${size}+(${size}=0)),12)`);
  const total = royaltyTotal(block, royalty);

  block.exactWhile("binary arithmetic adds less than 1E-12 of it", `${adds}<=ABS(${sum})/1000000000000`);
  block.exactWhile("every factor keeps its digits", `AND(MIN(${proof.range(factor)})>1E-250,MAX(${proof.range(factor)})<1E+250)`);
  block.exactWhile("no royalty is smaller than 1E-50", `SUMPRODUCT((${proof.range(royalty)}<>0)*(ABS(${proof.range(royalty)})<1E-50))=0`);
  block.statementExactWhile("every factor is known to 12 digits", `MAX(${proof.range(offBy)})<=9.5E-13`);

  return block.finished(checked, { answer: "", lines: ["royalty", "factor", "presentValue"] }, (shown) => {
    const layout = presentValueLayout({ royalty: { ...shown(total), format: TOTAL_FORMAT }, presentValue: { ...shown(answer), format: TOTAL_FORMAT }, rounding: shown("0"), check: shown(checked) }, direction);
    const figures = figuresIn(undefined, { royalty, rate: rates, time, factor, presentValue, check });
    return {
      "": { direction: "single", rows: [{ labels: [shown(answer)] }] },
      LINES: { ...statementOf(layout, { ...figures, rounding: () => "0" }), heads: heads && figureIn(undefined, heads) },
    };
  });
}

/** What the factors are made of. */
interface Given {
  readonly block: Block;
  readonly rates: Line;
  readonly valuationDate: Argument;
}

/** What one unit of money of each period is worth now. */
interface Factors {
  readonly time: Line;
  readonly factor: Line;
  /** By what part of it, at most, a factor is off: binary arithmetic's own, and the digits of a rate beyond the 15 that count. */
  readonly offBy: Line;
  /** What the periods are headed with, where it is not their numbers. */
  readonly heads?: Line;
}

/** Chained: one period's growth after the other. */
function periodFactors({ block, rates, valuationDate }: Given, when: Area, word: Extract<Timing, string>): Factors {
  const { proof, periods } = block;
  block.word("when", when, word);
  if (valuationDate !== null) block.requires("no valuation date is given", `${cellReference(proof, valuationDate, 0, 0)}=""`);

  block.working();
  const growth = proof.across("growth", "1 + rate", periods, (t) => `1+${t.of(rates)}`);
  const time = proof.across("time", "periods", periods, (t) => `${block.number(t)}${{ end: "", mid: "-0.5", start: "-1" }[word]}`);
  const atEnd: Line = proof.across("factor at the end of the period", "", periods, (t) => `${t.before(atEnd)}/${t.of(growth)}`, { once: "1" });
  const factors = {
    end: () => atEnd,
    mid: () => proof.across("factor in the middle", "", periods, (t) => `${t.before(atEnd)}/SQRT(${t.of(growth)})`),
    start: () => proof.across("factor at the start", "", periods, (t) => t.before(atEnd)),
  };
  const factor = factors[word]();
  const offBy: Line = proof.across("part by which a factor is off, at most", "", periods, (t) => `${t.before(offBy)}+5E-16+5E-15*ABS(${t.of(rates)})/${t.of(growth)}`, { once: "0" });
  return { time, factor, offBy };
}

/** From the days between the valuation date and each flow's own. Times of day are cut off. */
function datedFactors({ block, rates, valuationDate }: Given, when: Area): Factors {
  const { proof, periods } = block;
  const dates = block.series("date", "serial", when, "refused");
  const firstListed = periodOf(1).of(dates);
  const valued = block.read("valuation date", "serial", valuationDate === null ? firstListed : readFigure(cellReference(proof, valuationDate, 0, 0), firstListed));

  block.working();
  const dated = proof.across("date", "at 15 digits", periods, (t) => atFifteenDigits(t.of(dates)));
  const day = proof.across("day", "serial", periods, (t) => `INT(${t.of(dated)})`);
  const valuedAt = proof.once("valuation date", "at 15 digits", atFifteenDigits(valued));
  const valuationDay = proof.once("day of the valuation", "serial", `INT(${valuedAt})`);
  block.requires("every date is one from 1 March 1900 to the end of 9999", `AND(MIN(${proof.range(day)},${valuationDay})>=61,MAX(${proof.range(day)},${valuationDay})<=2958465)`);
  block.requires("no date is before the valuation", `MIN(${proof.range(day)})>=${valuationDay}`);

  const growth = proof.across("growth", "1 + rate", periods, (t) => `1+${t.of(rates)}`);
  const time = proof.across("time", "years of 365 days", periods, (t) => `(${t.of(day)}-${valuationDay})/365`);
  const factor = proof.across("factor", "", periods, (t) => `${t.of(growth)}^(-${t.of(time)})`);
  const offBy = proof.across("part by which a factor is off, at most", "", periods, (t) => `1E-15+${t.of(time)}*(5E-16+5E-15*ABS(${t.of(rates)})/${t.of(growth)}+1E-15*ABS(LN(${t.of(growth)})))`);
  return { time, factor, offBy, heads: day };
}

function atFifteenDigits(serial: string): string {
  return `ROUND(${serial},14-INT(LOG10(${serial})))`;
}

/** Σ royalties, in whole units where they are whole: cents that cancel are 0. */
function royaltyTotal(block: Block, royalty: Line): string {
  const { proof, periods } = block;
  const size = proof.once("royalties by size", "", `SUMPRODUCT(ABS(${proof.range(royalty)}))`);
  const unit = proof.once("units in one of money", "as 15 digits hold", `IF(${size}=0,1,10^MIN(22,14-INT(LOG10(${size}))))`);
  const units = proof.across("royalty", "units", periods, (t) => `ROUND(${t.of(royalty)}*${unit},0)`);
  const isWhole = proof.across("royalty is whole", "", periods, (t) => isWholeFormula(t.of(royalty), t.of(units), unit));
  const areWhole = proof.once("royalties are whole", "", `AND(${proof.range(isWhole)})`);
  const total = proof.once("royalties, in all", "", `IF(${areWhole},SUM(${proof.range(units)})/${unit},SUM(${proof.range(royalty)}))`);
  block.statementExactWhile("the sum of the royalties is exact, or nothing cancels in it", `OR(${areWhole},${size}*1E-14<=ABS(${total})/1000000000000)`);
  return total;
}
