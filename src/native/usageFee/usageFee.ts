import { usageLayout } from "../../functions/usageFee";
import { Block, NativeRefusal, type Argument, type NativeBlock } from "../parts/block";
import { answerOf, byKey, figureIn, figuresIn, statementOf } from "../parts/shown";
import { WHOLE_LIMIT, type Formula, type Line, type Period, type ProofSheet } from "../parts/proofSheet";
import { givenWindows, positionLines } from "../parts/resets";
import { roundedLines, rounding, type Rounding } from "../parts/rounding";
import { scaleLines, wholeScale, type WholeScale } from "../parts/scale";
import { givenMetrics, readCall, type GivenMetric } from "./given";

/**
 * USAGEFEE in plain formulas.
 *
 * Of each metric a corkscrew of the units in their window; what of its opening and closing position is included, chargeable and above the cap; and the fee on what lies
 * between them. Units and prices are whole numbers, and so are fees until they are rounded by their remainder.
 */
export function usageFeeBlock(proof: ProofSheet, title: string, [usage = null, rateCard = null, resets = null, decimals = null]: readonly Argument[]): NativeBlock {
  if (usage === null || rateCard === null) throw new NativeRefusal("usage and rate_card must be given");
  const call = readCall(usage, rateCard, resets, decimals);
  const { periods } = call;
  const block = new Block(proof, title, periods);
  const given = givenMetrics(block, call);
  const windows = givenWindows(block, resets);
  const places = rounding(block, decimals, "exact");

  block.working();
  const starts = windows();
  const metrics = given.map((metric) => ({ ...metric, ...new MetricBlock(block, metric, call.start === "From").written(starts, places) }));
  // Rounded fees have their units in common. Others are added in the finest of theirs.
  const isExact = places === "exact";
  const inOne = isExact ? block.constant("total: units in one of money", 10 ** Math.max(...call.metrics.map(({ unitPlaces, pricePlaces }) => unitPlaces + pricePlaces))) : (metrics[0]?.fee.divisor ?? "1");
  const inTotal = (label: string, formula: Formula) => proof.across(label, isExact ? "finest units" : "rounded units", periods, formula);
  const fees = metrics.map(({ name, fee }) => inTotal(`${name}: fee in the total`, (t) => (isExact ? `${t.of(fee.figure)}*(${inOne}/${fee.divisor})` : t.of(fee.figure))));
  const all = (t: Period) => t.from(fees[0] as Line, fees.at(-1) as Line);
  const total = inTotal("total", (t) => `SUM(${all(t)})`);
  block.productsExact("the total is below 1E+15", inTotal("total: largest whole number", (t) => `SUMPRODUCT(ABS(${all(t)}))`));
  const check = proof.across("check", "money", periods, (t) => `${metrics.map(({ unaccounted, perOne }) => `${t.of(unaccounted)}/${perOne}`).join("+")}+(SUM(${all(t)})-${t.of(total)})/${inOne}`);
  const checked = proof.once("check, all periods", "", `SUMPRODUCT(ABS(${proof.range(check)}))`);

  const answer = figureIn(inOne, total);
  const names = metrics.map(({ nameCell }) => ({ formula: nameCell }));
  return block.finished(checked, { answer: "total", lines: ["units", "fee"] }, () => ({
    "": answerOf("across", answer),
    LINES: statementOf(usageLayout(names), { ...byKey(metrics.map(({ figures }) => figures)), total: answer, check: figureIn("1", check) }),
  }));
}

/** Units of a window by what they cost. */
interface ByPrice {
  readonly position: Line;
  readonly within: Line;
  /** Undefined where the card includes nothing. */
  readonly included: Line | undefined;
  readonly chargeable: Line;
}

/** A metric's limits in whole units; undefined where the rate card has no such column. */
interface WholeCard {
  readonly scale: WholeScale;
  readonly included: string | undefined;
  readonly useCap: string | undefined;
  readonly overagePrice: string | undefined;
}

class MetricBlock {
  private readonly proof: ProofSheet;

  constructor(
    private readonly block: Block,
    private readonly metric: GivenMetric,
    private readonly isFrom: boolean,
  ) {
    this.proof = block.proof;
  }

  written(starts: Line, places: Rounding) {
    const { block, metric } = this;
    const { name, unit, priceUnit } = metric;
    const units = block.whole(metric.units, this.label("units"), "whole units", unit);
    const card = this.card();
    const position = positionLines(block, this.label(""), starts, units, "0");
    const opening = this.byPrice("opening", position.opening, card);
    const closing = this.byPrice("closing", position.closing, card);
    this.requirePricedUse(closing.position, card.useCap);

    const moved = (label: string, before: Line | undefined, after: Line | undefined) => this.counted(label, (t) => (before === undefined || after === undefined ? "0" : `${t.of(after)}-${t.of(before)}`));
    const included = moved("included", opening.included, closing.included);
    const chargeable = moved("chargeable", opening.chargeable, closing.chargeable);
    const overCap = this.counted("over cap", (t) => (card.useCap === undefined ? "0" : `${t.of(units)}-(${t.of(closing.within)}-${t.of(opening.within)})`));
    const scale = scaleLines(block, card.scale, metric.method, this.isFrom, { opening: opening.chargeable, base: chargeable, closing: closing.chargeable });
    const cardFee = this.priced("card fee", (t) => `SUM(${t.from(scale.inTierTimesRate[0] as Line, scale.inTierTimesRate.at(-1) as Line)})`);
    const trueUp = scale.trueUp ?? this.priced("true-up", () => "0");
    const overageFee = this.priced("overage fee", (t) => (card.overagePrice === undefined ? "0" : `${t.of(overCap)}*${card.overagePrice}`));
    const exact = this.priced("fee", (t) => `${t.of(cardFee)}+${t.of(trueUp)}+${t.of(overageFee)}`);
    const size = this.priced("largest whole number in all", (t) => `ABS(${t.of(units)})+ABS(${t.of(position.opening)})+ABS(${t.of(position.closing)})+${t.of(scale.size)}+ABS(${t.of(overageFee)})`);
    block.exactWhile(`${name}: positions and products are below 1E+15`, `MAX(${this.proof.range(size)})<${WHOLE_LIMIT}`);
    const perOne = `(${unit}*${priceUnit})`;
    const fee = roundedLines(block, exact, this.label("fee"), perOne, places);
    // What the fee is made of, less the fee.
    const unaccounted = this.priced("check", (t) => `${t.of(cardFee)}+${t.of(trueUp)}+${t.of(overageFee)}+${t.of(fee.rounding)}-${t.of(fee.figure)}*(${perOne}/${fee.divisor})`);
    const counted = figuresIn(unit, { units, included, chargeable, overCap });
    const due = figuresIn(perOne, { cardFee, trueUp, overageFee, rounding: fee.rounding });
    return { perOne, fee, unaccounted, figures: { ...counted, ...due, fee: figureIn(fee.divisor, fee.figure) } };
  }

  private label(line: string): string {
    return `${this.metric.name}: ${line}`;
  }

  private counted(label: string, formula: Formula): Line {
    return this.proof.across(this.label(label), "whole units", this.block.periods, formula);
  }

  private priced(label: string, formula: Formula): Line {
    return this.proof.across(this.label(label), "units × price units", this.block.periods, formula);
  }

  private card(): WholeCard {
    const { block, metric } = this;
    const whole = (cell: string | undefined, label: string, unitName: string, unit: string) => (cell === undefined ? undefined : block.wholeFigure(cell, this.label(label), unitName, unit));
    return {
      included: whole(metric.included, "included in a window", "whole units", metric.unit),
      useCap: whole(metric.useCap, "use cap", "whole units", metric.unit),
      overagePrice: whole(metric.overagePrice, "overage price", "price units", metric.priceUnit),
      scale: wholeScale(block, metric.scale, metric.unit, metric.priceUnit),
    };
  }

  /** In the order in which units are used; below zero nothing is included. A use cap of 0 is none. */
  private byPrice(when: string, position: Line, { included, useCap }: WholeCard): ByPrice {
    const within = useCap === undefined ? position : this.counted(`${when}, within the use cap`, (t) => `IF(${useCap}=0,${t.of(position)},MIN(${t.of(position)},${useCap}))`);
    if (included === undefined) return { position, within, included, chargeable: within };
    const free = this.counted(`${when}, included`, (t) => `MAX(0,MIN(${t.of(within)},${included}))`);
    return { position, within, included: free, chargeable: this.counted(`${when}, chargeable`, (t) => `${t.of(within)}-${t.of(free)}`) };
  }

  /** Use beyond a cap that has no overage price has no answer. */
  private requirePricedUse(closing: Line, useCap: string | undefined): void {
    if (useCap === undefined) return;
    const { name, overagePrice } = this.metric;
    this.block.requires(`${name}: use beyond the use cap has a price`, `OR(${useCap}=0,${overagePrice === undefined ? "" : `${overagePrice}>0,`}MAX(${this.proof.range(closing)})<=${useCap})`);
  }
}
