import { Reading } from "../cells/decode";
import { turned } from "../cells/encode";
import { readScale } from "../cells/scale";
import type { Area } from "../sheet/area";
import { Block, NativeRefusal, argumentGrid, cellReference, gridOf, placesOf, readFigure, type Argument, type NativeBlock, type Shown } from "./parts/block";
import { WHOLE_LIMIT, figureAt, type Line, type ProofSheet } from "./parts/proofSheet";
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
  const terms = readTerms(base, tiers, method);
  const block = new Block(proof, title, terms.periods);

  const given = block.series("base", "as given", base);
  const { scale, unit, rateUnit } = scaleAsGiven(block, tiers, terms, [...gridOf(base).flat(), ...(prior === null ? [] : gridOf(prior).flat())]);
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

  const { inTier, inTierTimesRate, trueUp, size } = scaleLines(block, wholeScale(block, scale, unit, rateUnit), terms.method, terms.isFrom, { opening, base: whole, closing });
  block.exactWhile("positions and products are below 1E+15", `MAX(${proof.range(size)})<${WHOLE_LIMIT}`);
  const first = inTierTimesRate[0] as Line;
  const last = inTierTimesRate.at(-1) as Line;
  const total = proof.across("royalty", "units × rate units", terms.periods, (t) => `SUM(${t.from(first, last)})${trueUp === undefined ? "" : `+${t.of(trueUp)}`}`);
  const perOne = `(${unit}*${rateUnit})`;
  const rounded = roundedLines(block, total, "royalty", perOne, places);
  const check = proof.across("check", "units × rate units", terms.periods, (t) => `SUM(${t.from(first, last)})${trueUp === undefined ? "" : `+${t.of(trueUp)}`}+${t.of(rounded.rounding)}-${t.of(rounded.figure)}*${perOne}/${rounded.divisor}`);
  const checked = proof.once("check, all periods", "", `SUMPRODUCT(ABS(${proof.range(check)}))`);

  return block.finishedBy(checked, (companion, valid) => {
    const figures = (line: Line, divisor: string) => Array.from({ length: terms.periods }, (_, t): Shown => ({ formula: `IF(${valid},${figureAt(line, t)}/${divisor},NA())` }));
    const royalty = figures(rounded.figure, rounded.divisor);
    const laid = (grid: Shown[][]) => (terms.direction === "down" ? turned(grid) : grid);
    if (companion === "") return laid([royalty]);
    const byTier = (label: string, lines: readonly Line[], divisor: string) => lines.map((line, i): Shown[] => [label, { formula: scale.above(i) }, { formula: scale.rate(i) }, ...figures(line, divisor)]);
    const one = (label: string, line: Line, divisor: string): Shown[] => [label, "", "", ...figures(line, divisor)];
    return laid([
      ["Line", ...terms.headers, ...royalty.map((_, t) => t + 1)],
      one("opening position", opening, unit),
      one("base", whole, unit),
      one("closing position", closing, unit),
      ...byTier("base in tier", inTier, unit),
      ...byTier("royalty in tier", inTierTimesRate, perOne),
      ...(trueUp === undefined || terms.method !== "cliff" ? [] : [one("true-up", trueUp, perOne)]),
      one("rounding", rounded.rounding, perOne),
      ["royalty", "", "", ...royalty],
      one("check", check, perOne),
    ]);
  });
}

/** What the formulas are written for: shapes, words and columns. */
function readTerms(base: Area, tiers: Area, method: Argument) {
  const reading = new Reading("base", "tiers", "method");
  const { values, direction } = reading.series("base", gridOf(base));
  const { table, start, rate, headers, scale } = readScale(reading, "tiers", gridOf(tiers));
  const word = reading.word("method", argumentGrid(method), ["marginal", "cliff", "prospective"], "marginal");
  reading.refuseFaults();
  if (table === undefined || start === undefined || rate === undefined) throw new NativeRefusal("the columns of its tiers are not clear");
  return { periods: values.length, direction, table, start, rate, headers, isFrom: scale.threshold === "from", method: word };
}

/** The scale as its table gives it, and how finely it counts what falls in its tiers (`amounts` among it) and its rates. */
function scaleAsGiven(block: Block, tiers: Area, { table, start, rate }: ReturnType<typeof readTerms>, amounts: ReturnType<typeof gridOf>[number]) {
  const values = (name: string) => Array.from({ length: table.length }, (_, row) => table.value(row, name));
  if (table.bodyOffset === 1) block.headers(tiers);
  const unit = block.constant("units in one of money, or of what is counted", 10 ** placesOf([...amounts, ...values(start)], 2));
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
