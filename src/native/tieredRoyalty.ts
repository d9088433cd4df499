import type { ScaleTable } from "../cells/scale";
import { royaltyCall, royaltyLayout } from "../functions/tieredRoyalty";
import type { Area } from "../sheet/area";
import { Block, NativeRefusal, asRead, cellReference, placesOf, readFigure, valuesIn, type Argument, type NativeBlock } from "./parts/block";
import { LABEL_FORMAT, answerOf, figureIn, figuresIn, statementOf } from "./parts/shown";
import { WHOLE_LIMIT, type Line, type Period, type ProofSheet } from "./parts/proofSheet";
import { givenWindows, positionLines } from "./parts/resets";
import { rounding, roundedLines } from "./parts/rounding";
import { givenScale, scaleLines, wholeScale } from "./parts/scale";

/**
 * TIEREDROYALTY in plain formulas.
 *
 * Positions in whole units of money × rates in whole units give the royalty as a whole number, which is divided once and rounded by its remainder.
 */
export function tieredRoyaltyBlock(proof: ProofSheet, title: string, [base = null, tiers = null, method = null, resets = null, prior = null, decimals = null]: readonly Argument[]): NativeBlock {
  if (base === null || tiers === null) throw new NativeRefusal("base and tiers must be given");
  const call = asRead(royaltyCall, { base, tiers, method, resets, prior, decimals });
  const { terms, direction } = call;
  const periods = terms.base.length;
  const block = new Block(proof, title, periods);

  const given = block.series("base", "as given", base);
  const { scale, unit, rateUnit } = scaleAsGiven(block, call.scale, tiers, base, prior);
  if (method !== null) block.word("method", method, terms.method);
  const windows = givenWindows(block, resets);
  const priorPosition = block.figure("prior position", "as given", prior, 0);
  const places = rounding(block, decimals, "exact");
  block.requires("the prior position is not negative", `${priorPosition}>=0`);
  block.requires("no base is beyond 1E+15", `MAX(MAX(${proof.range(given)}),-MIN(${proof.range(given)}))<=${WHOLE_LIMIT}`);

  block.working();
  const whole = block.whole(given, "base", "whole units", unit);
  const starts = windows();
  const wholePrior = block.wholeFigure(priorPosition, "prior position", "whole units", unit);
  const { opening, closing } = positionLines(block, "", starts, whole, wholePrior);

  const position = { opening, base: whole, closing };
  const { inTier, inTierTimesRate, trueUp, size } = scaleLines(block, wholeScale(block, scale, unit, rateUnit), terms.method, terms.scale.threshold === "from", position);
  block.exactWhile("positions and products are below 1E+15", `MAX(${proof.range(size)})<${WHOLE_LIMIT}`);
  const earned = (t: Period) => `SUM(${t.from(inTierTimesRate[0] as Line, inTierTimesRate.at(-1) as Line)})${trueUp === undefined ? "" : `+${t.of(trueUp)}`}`;
  const total = proof.across("royalty", "units × rate units", periods, earned);
  const perOne = `(${unit}*${rateUnit})`;
  const rounded = roundedLines(block, total, "royalty", perOne, places);
  const check = proof.across("check", "units × rate units", periods, (t) => `${earned(t)}+${t.of(rounded.rounding)}-${t.of(rounded.figure)}*${perOne}/${rounded.divisor}`);
  const checked = proof.once("check, all periods", "", `SUMPRODUCT(ABS(${proof.range(check)}))`);

  const royalty = figureIn(rounded.divisor, rounded.figure);
  const shownTiers = inTier.map((_, tier) => ({ above: { formula: scale.above(tier), format: LABEL_FORMAT }, rate: { formula: scale.rate(tier), format: LABEL_FORMAT } }));
  const positions = figuresIn(unit, { ...position, baseInTier: inTier });
  const royalties = figuresIn(perOne, { royaltyInTier: inTierTimesRate, trueUp, rounding: rounded.rounding, check });
  return block.finished(checked, { answer: "royalty", lines: ["base", "royaltyInTier", "trueUp", "rounding"] }, () => ({
    "": answerOf(direction, royalty),
    LINES: statementOf(royaltyLayout(call, shownTiers), { ...positions, ...royalties, royalty }),
  }));
}

/** The scale as its table gives it, and how finely it counts what falls in its tiers (`base` and `prior` among it) and its rates. */
function scaleAsGiven(block: Block, { table, start, rate }: ScaleTable, tiers: Area, base: Area, prior: Argument) {
  if (table === undefined || start === undefined || rate === undefined) throw new NativeRefusal("the columns of its tiers are not clear");
  const values = (name: string) => Array.from({ length: table.length }, (_, row) => table.value(row, name));
  if (table.bodyOffset === 1) block.headers(tiers);
  const unit = block.constant("units in one of money, or of what is counted", 10 ** placesOf([...valuesIn(base, prior), ...values(start)], 2));
  const rateUnit = block.constant("units in a rate of 1", 10 ** placesOf(values(rate), 4));
  const source = (tier: number, name: string) => cellReference(block.proof, tiers, table.bodyOffset + tier, table.position(name) ?? 0);
  const scale = givenScale(block, {
    words: { of: "", rate: "rate", base: "base", due: "royalty", unit: "units × rate units" },
    tiers: table.length,
    heads: [start, rate],
    start: (tier) => readFigure(source(tier, start), null),
    rate: (tier) => readFigure(source(tier, rate), null),
    ...(table.has("Up to") ? { upTo: (tier: number) => source(tier, "Up to") } : {}),
  });
  if (rate === "Rate") block.requires("no rate is above 1", `MAX(${scale.rates})<=1`);
  block.emptyBelow("the tiers", tiers, table.bodyOffset + table.length);
  return { scale, unit, rateUnit };
}
