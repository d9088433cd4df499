import { Reading, wordOf, type Direction } from "../cells/decode";
import { turned } from "../cells/encode";
import { readScale } from "../cells/scale";
import type { Area } from "../sheet/engineFormula";
import { Block, NativeRefusal, argumentGrid, cellReference, gridOf, isWholeFormula, placesOf, readFigure, type Argument, type NativeBlock, type Shown } from "./block";
import { WHOLE_LIMIT, figureAt, type Line, type ProofSheet } from "./proofSheet";
import { rounding, roundedLines } from "./rounding";

/**
 * TIEREDROYALTY in plain formulas.
 *
 * Positions in whole units of money × rates in whole units give the royalty as a whole number, which is divided once and rounded by its remainder.
 */
export function tieredRoyaltyBlock(proof: ProofSheet, title: string, [base = null, tiers = null, method = null, resets = null, prior = null, decimals = null]: readonly Argument[]): NativeBlock {
  if (base === null || tiers === null) throw new NativeRefusal("base and tiers must be given");
  const terms = readTerms(base, tiers, method);
  const block = new Block(proof, title, terms.periods);

  const given = block.series("base", "as given", base, terms.direction);
  const scale = writtenScale(block, tiers, terms, [...gridOf(base).flat(), ...(prior === null ? [] : gridOf(prior).flat())]);
  if (method !== null) block.word("method", method, terms.method);
  const windows = givenWindows(block, resets, terms.direction);
  const priorPosition = block.figure("prior position", "as given", prior, 0);
  const places = rounding(block, decimals, "exact");
  block.requires("the prior position is not negative", `${priorPosition}>=0`);
  block.filled("the base", base);
  block.requires("no base is beyond 1E+15", `MAX(MAX(${proof.range(given)}),-MIN(${proof.range(given)}))<=${WHOLE_LIMIT}`);

  block.working();
  const { unit } = scale;
  const whole = block.whole(given, "base", "whole units", unit);
  const starts = windows();
  const wholePrior = block.wholeFigure(priorPosition, "prior position", "whole units", unit);
  const closingRow = proof.ahead(1);
  const opening = proof.across("opening position", "whole units", terms.periods, (t) => `IF(${t.of(starts)}=1,0,${t.before(closingRow)})`);
  const closing = proof.across("closing position", "whole units", terms.periods, (t) => `${t.of(opening)}+${t.of(whole)}`, { once: wholePrior });

  const { inTier, inTierTimesRate, trueUp, size } = terms.method === "marginal" ? marginalLines(block, scale, opening, closing) : oneRateLines(block, scale, terms, opening, whole, closing);
  block.exactWhile("positions and products are below 1E+15", `MAX(${proof.range(size)})<${WHOLE_LIMIT}`);
  const first = inTierTimesRate[0] as Line;
  const last = inTierTimesRate.at(-1) as Line;
  const total = proof.across("royalty", "units × rate units", terms.periods, (t) => `SUM(${t.from(first, last)})${trueUp === undefined ? "" : `+${t.of(trueUp)}`}`);
  const perOne = `(${unit}*${scale.rateUnit})`;
  const rounded = roundedLines(block, total, "royalty", perOne, places);
  const check = proof.across("check", "units × rate units", terms.periods, (t) => `SUM(${t.from(first, last)})${trueUp === undefined ? "" : `+${t.of(trueUp)}`}+${t.of(rounded.rounding)}-${t.of(rounded.figure)}*${perOne}/${rounded.divisor}`);
  const checked = proof.once("check, all periods", "", `SUMPRODUCT(ABS(${proof.range(check)}))`);

  return block.finished(checked, (companion, valid) => {
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

type Terms = ReturnType<typeof readTerms>;

/** The scale on the proof sheet: its cells as given, and in whole units. */
interface WrittenScale {
  readonly tiers: number;
  readonly unit: string;
  readonly rateUnit: string;
  /** As given. */
  readonly above: (tier: number) => string;
  readonly rate: (tier: number) => string;
  /** In whole units. */
  readonly wholeAbove: (tier: number) => string;
  readonly wholeRate: (tier: number) => string;
  readonly allAbove: string;
  readonly allRates: string;
}

/** Columns of the scale as written. */
const [ABOVE, RATE, NEAREST_ABOVE, NEAREST_RATE, ABOVE_IS_WHOLE, RATE_IS_WHOLE, WHOLE_ABOVE, WHOLE_RATE, UP_TO] = [0, 1, 2, 3, 4, 5, 6, 7, 8];

function writtenScale(block: Block, tiers: Area, { table, start, rate }: Terms, amounts: ReturnType<typeof gridOf>[number]): WrittenScale {
  const { proof } = block;
  const count = table.length;
  const values = (name: string) => Array.from({ length: count }, (_, row) => table.value(row, name));
  if (table.bodyOffset === 1) block.headers(tiers);
  const unit = block.constant("units in one of money, or of what is counted", 10 ** placesOf([...amounts, ...values(start)], 2));
  const rateUnit = block.constant("units in a rate of 1", 10 ** placesOf(values(rate), 4));

  const source = (index: number, name: string) => cellReference(proof, tiers, table.bodyOffset + index, table.position(name) ?? 0);
  const first = block.table(
    ["scale", start, rate, "nearest whole", "nearest whole", "is whole", "is whole", `${start}, whole units`, `${rate}, whole units`, ...(table.has("Up to") ? ["Up to"] : [])],
    count,
    (index) => `tier ${index + 1}`,
    (row, index) => {
      const at = (column: number) => proof.cell(row, column);
      return [
        readFigure(source(index, start), null),
        readFigure(source(index, rate), null),
        `ROUND(${at(ABOVE)}*${unit},0)`,
        `ROUND(${at(RATE)}*${rateUnit},0)`,
        isWholeFormula(at(ABOVE), at(NEAREST_ABOVE), unit),
        isWholeFormula(at(RATE), at(NEAREST_RATE), rateUnit),
        `IF(${at(ABOVE_IS_WHOLE)},${at(NEAREST_ABOVE)},${at(ABOVE)}*${unit})`,
        `IF(${at(RATE_IS_WHOLE)},${at(NEAREST_RATE)},${at(RATE)}*${rateUnit})`,
        ...(table.has("Up to") ? [readFigure(source(index, "Up to"))] : []),
      ];
    },
  );
  const last = first + count - 1;
  const column = (at: number, from = first, to = last) => proof.column(at, from, to);
  block.requires("the first tier starts at 0", `${proof.cell(first, ABOVE)}=0`);
  if (count > 1) block.requires("the tiers rise", `SUMPRODUCT(--(${column(ABOVE, first + 1)}>${column(ABOVE, first, last - 1)}))=${count - 1}`);
  block.requires("no rate is negative", `MIN(${column(RATE)})>=0`);
  if (rate === "Rate") block.requires("no rate is above 1", `MAX(${column(RATE)})<=1`);
  if (table.has("Up to")) {
    if (count > 1) block.requires("each tier ends where the next starts", `SUMPRODUCT((${column(UP_TO, first, last - 1)}<>0)*(${column(UP_TO, first, last - 1)}<>${column(ABOVE, first + 1)}))=0`);
    block.requires("the last tier has no end", `${proof.cell(last, UP_TO)}=0`);
  }
  block.emptyBelow("the tiers", tiers, table.bodyOffset + count);
  block.exactWhile("thresholds and rates are whole", `AND(${column(ABOVE_IS_WHOLE)},${column(RATE_IS_WHOLE)})`);
  return {
    tiers: count,
    unit,
    rateUnit,
    above: (tier) => proof.cell(first + tier, ABOVE),
    rate: (tier) => proof.cell(first + tier, RATE),
    wholeAbove: (tier) => proof.cell(first + tier, WHOLE_ABOVE),
    wholeRate: (tier) => proof.cell(first + tier, WHOLE_RATE),
    allAbove: column(WHOLE_ABOVE),
    allRates: column(WHOLE_RATE),
  };
}

/** Reads the argument resets; what comes back writes the line that is 1 where a window starts. The first period goes on from the prior position. */
function givenWindows(block: Block, resets: Argument, direction: Direction): () => Line {
  const { proof, periods } = block;
  const line = (formula: Parameters<ProofSheet["across"]>[3]) => () => proof.across("position starts again", "1 is yes", periods, formula);
  if (resets === null) return line(() => "0");
  const [[value = null] = []] = gridOf(resets);
  if (resets.top !== resets.bottom || resets.left !== resets.right) {
    if (gridOf(resets).flat().some((label) => typeof label === "boolean")) throw new NativeRefusal("a window is named TRUE or FALSE, which LibreOffice does not tell from 1 and 0; name it otherwise");
    const labels = block.labels("window", resets, direction);
    block.requires("every period has a window", `SUMPRODUCT(--(${proof.range(labels)}=""))=0`);
    return line((t) => (t.number === 1 ? "0" : `IF(${t.of(labels)}=${t.before(labels)},0,1)`));
  }
  const word = wordOf(value, ["each period", "never"]);
  if (word !== undefined) {
    block.word("position starts again", resets, word);
    return line((t) => (word === "never" ? "0" : `IF(${block.number(t)}=1,0,1)`));
  }
  const window = block.figure("position starts again", "every so many periods", resets, 0);
  block.requires("a window is a whole number of periods", `AND(${window}=INT(${window}),${window}>=1)`);
  return () => {
    const within = proof.across("periods of the window before this one", "", periods, (t) => `MOD(${block.number(t)}-1,MAX(1,${window}))`);
    return proof.across("position starts again", "1 is yes", periods, (t) => `IF(AND(${block.number(t)}>1,${t.of(within)}=0),1,0)`);
  };
}

/** The lines of one method, in whole units. */
interface MethodLines {
  readonly inTier: readonly Line[];
  readonly inTierTimesRate: readonly Line[];
  readonly trueUp?: Line;
  /** The largest whole number that each period's products reach. */
  readonly size: Line;
}

function marginalLines(block: Block, scale: WrittenScale, opening: Line, closing: Line): MethodLines {
  const { proof, periods } = block;
  const tiers = Array.from({ length: scale.tiers }, (_, i) => i);
  const part = (position: string, i: number) => {
    const upTo = i + 1 < scale.tiers ? `MIN(${position},${scale.wholeAbove(i + 1)})` : position;
    return i === 0 ? upTo : `MAX(0,${upTo}-${scale.wholeAbove(i)})`;
  };
  const inTier = tiers.map((i) => proof.across(`base in tier ${i + 1}`, "whole units", periods, (t) => `${part(t.of(closing), i)}-${part(t.of(opening), i)}`));
  const inTierTimesRate = inTier.map((line, i) => proof.across(`royalty in tier ${i + 1}`, "units × rate units", periods, (t) => `${t.of(line)}*${scale.wholeRate(i)}`));
  const size = proof.across("largest whole number", "", periods, (t) => `ABS(${t.of(opening)})+ABS(${t.of(closing)})+SUMPRODUCT(ABS(${t.from(inTierTimesRate[0] as Line, inTierTimesRate.at(-1) as Line)}))`);
  return { inTier, inTierTimesRate, size };
}

/** Cliff and prospective: all of the base at the rate of the tier that the closing position reaches; a cliff that is crossed pays its true-up. */
function oneRateLines(block: Block, scale: WrittenScale, { isFrom, method }: Terms, opening: Line, base: Line, closing: Line): MethodLines {
  const { proof, periods } = block;
  const tiers = Array.from({ length: scale.tiers }, (_, i) => i);
  const tierOf = (label: string, position: Line) => proof.across(label, "number", periods, (t) => `MAX(1,SUMPRODUCT(--(${scale.allAbove}${isFrom ? "<=" : "<"}${t.of(position)})))`);
  const closingTier = tierOf("tier of the closing position", closing);
  const inTier = tiers.map((i) => proof.across(`base in tier ${i + 1}`, "whole units", periods, (t) => `IF(${t.of(closingTier)}=${i + 1},${t.of(base)},0)`));
  const inTierTimesRate = inTier.map((line, i) => proof.across(`royalty in tier ${i + 1}`, "units × rate units", periods, (t) => `${t.of(line)}*${scale.wholeRate(i)}`));
  const sizes = (t: Parameters<Parameters<ProofSheet["across"]>[3]>[0]) => `ABS(${t.of(opening)})+ABS(${t.of(closing)})+SUMPRODUCT(ABS(${t.from(inTierTimesRate[0] as Line, inTierTimesRate.at(-1) as Line)}))`;
  if (method === "prospective") return { inTier, inTierTimesRate, size: proof.across("largest whole number", "", periods, sizes) };
  const openingTier = tierOf("tier of the opening position", opening);
  const trueUp = proof.across("true-up", "units × rate units", periods, (t) => `(INDEX(${scale.allRates},${t.of(closingTier)})-INDEX(${scale.allRates},${t.of(openingTier)}))*${t.of(opening)}`);
  return { inTier, inTierTimesRate, trueUp, size: proof.across("largest whole number", "", periods, (t) => `${sizes(t)}+ABS(${t.of(trueUp)})`) };
}
