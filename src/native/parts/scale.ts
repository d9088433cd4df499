import type { ScaleMethod } from "../../engine/tieredRoyalty";
import { isWholeFormula, readFigure, type Block } from "./block";
import { WHOLE_LIMIT, type Formula, type Line, type Period } from "./proofSheet";

/** A scale as its cells give it, and the contract's words for what it prices. */
export interface ScaleSource {
  readonly words: ScaleWords;
  readonly tiers: number;
  /** The words for where a tier starts and for its rate. */
  readonly heads: readonly [string, string];
  /** Formulas that read them. */
  readonly start: (tier: number) => string;
  readonly rate: (tier: number) => string;
  /** The cell that says where a tier ends; none where the table does not say it. */
  readonly upTo?: (tier: number) => string;
}

export interface ScaleWords {
  /** How its lines begin. */
  readonly of: string;
  /** What a tier is worth: a rate, or a price. */
  readonly rate: string;
  /** What falls in a tier: base, or units. */
  readonly base: string;
  /** What is due on it: royalty, or fee. */
  readonly due: string;
  /** What that is counted in. */
  readonly unit: string;
}

/** A scale on the proof sheet, as given. */
export interface GivenScale extends Pick<ScaleSource, "words" | "tiers" | "heads"> {
  /** Cells of one tier. */
  readonly above: (tier: number) => string;
  readonly rate: (tier: number) => string;
  /** All rates. */
  readonly rates: string;
}

/** The same in whole units. */
export interface WholeScale extends Pick<GivenScale, "words" | "tiers" | "above" | "rate" | "rates"> {
  /** Where the tiers start. */
  readonly starts: string;
}

/** Columns of the scale as given. */
const [ABOVE, RATE, UP_TO] = [0, 1, 2];

/** Writes the scale, and what of it the functions would refuse. */
export function givenScale(block: Block, { words, tiers, heads, start, rate, upTo }: ScaleSource): GivenScale {
  const { proof } = block;
  const first = block.table(
    [`${words.of}scale`, ...heads, ...(upTo === undefined ? [] : ["Up to"])],
    tiers,
    (tier) => `tier ${tier + 1}`,
    (_, tier) => [start(tier), rate(tier), ...(upTo === undefined ? [] : [readFigure(upTo(tier))])],
  );
  const last = first + tiers - 1;
  const column = (at: number, from = first, to = last) => proof.column(at, from, to);
  const requires = (label: string, formula: string) => block.requires(`${words.of}${label}`, formula);
  requires("the first tier starts at 0", `${proof.cell(first, ABOVE)}=0`);
  if (tiers > 1) requires("the tiers rise", `SUMPRODUCT(--(${column(ABOVE, first + 1)}>${column(ABOVE, first, last - 1)}))=${tiers - 1}`);
  requires(`no ${words.rate} is negative`, `MIN(${column(RATE)})>=0`);
  requires(`no threshold or ${words.rate} is beyond 1E+15`, `MAX(${column(ABOVE)},${column(RATE)})<=${WHOLE_LIMIT}`);
  if (upTo !== undefined) {
    if (tiers > 1) requires("each tier ends where the next starts", `SUMPRODUCT((${column(UP_TO, first, last - 1)}<>0)*(${column(UP_TO, first, last - 1)}<>${column(ABOVE, first + 1)}))=0`);
    requires("the last tier has no end", `${proof.cell(last, UP_TO)}=0`);
  }
  return { words, tiers, heads, above: (tier) => proof.cell(first + tier, ABOVE), rate: (tier) => proof.cell(first + tier, RATE), rates: column(RATE) };
}

/** Columns of the scale in whole units. */
const [NEAREST_ABOVE, NEAREST_RATE, ABOVE_IS_WHOLE, RATE_IS_WHOLE, WHOLE_ABOVE, WHOLE_RATE] = [0, 1, 2, 3, 4, 5];

/** Writes the scale in whole units, of which `unit` make one of what falls in its tiers, and `rateUnit` a rate of 1. */
export function wholeScale(block: Block, { words, tiers, heads, above, rate }: GivenScale, unit: string, rateUnit: string): WholeScale {
  const { proof } = block;
  const [start, rateHead] = heads;
  const first = block.table(
    [`${words.of}scale in whole units`, `${start}, nearest`, `${rateHead}, nearest`, `${start} is whole`, `${rateHead} is whole`, start, rateHead],
    tiers,
    (tier) => `tier ${tier + 1}`,
    (row, tier) => {
      const at = (column: number) => proof.cell(row, column);
      return [
        `ROUND(${above(tier)}*${unit},0)`,
        `ROUND(${rate(tier)}*${rateUnit},0)`,
        isWholeFormula(above(tier), at(NEAREST_ABOVE), unit),
        isWholeFormula(rate(tier), at(NEAREST_RATE), rateUnit),
        `IF(${at(ABOVE_IS_WHOLE)},${at(NEAREST_ABOVE)},${above(tier)}*${unit})`,
        `IF(${at(RATE_IS_WHOLE)},${at(NEAREST_RATE)},${rate(tier)}*${rateUnit})`,
      ];
    },
  );
  const column = (at: number) => proof.column(at, first, first + tiers - 1);
  block.exactWhile(`${words.of}thresholds and ${words.rate}s are whole`, `AND(${column(ABOVE_IS_WHOLE)},${column(RATE_IS_WHOLE)})`);
  return { words, tiers, above: (tier) => proof.cell(first + tier, WHOLE_ABOVE), rate: (tier) => proof.cell(first + tier, WHOLE_RATE), starts: column(WHOLE_ABOVE), rates: column(WHOLE_RATE) };
}

/** What a scale makes of a position that moves from opening to closing, in whole units. */
export interface ScaleLines {
  readonly inTier: readonly Line[];
  readonly inTierTimesRate: readonly Line[];
  /** Of a cliff alone. */
  readonly trueUp?: Line;
  /** The largest whole number that each period's products reach. */
  readonly size: Line;
}

/** How a position moves. */
interface Movement {
  readonly opening: Line;
  /** Closing less opening. */
  readonly base: Line;
  readonly closing: Line;
}

/** `isFrom`: a position exactly on a threshold belongs to the tier that starts there. */
export function scaleLines(block: Block, scale: WholeScale, method: ScaleMethod, isFrom: boolean, position: Movement): ScaleLines {
  return method === "marginal" ? marginalLines(block, scale, position) : oneRateLines(block, scale, method, isFrom, position);
}

function marginalLines(block: Block, scale: WholeScale, { opening, closing }: Movement): ScaleLines {
  const part = (position: string, tier: number) => {
    const upTo = tier + 1 < scale.tiers ? `MIN(${position},${scale.above(tier + 1)})` : position;
    return tier === 0 ? upTo : `MAX(0,${upTo}-${scale.above(tier)})`;
  };
  const lines = tierLines(block, scale, (tier, t) => `${part(t.of(closing), tier)}-${part(t.of(opening), tier)}`);
  return { ...lines, size: block.proof.across(`${scale.words.of}largest whole number`, "", block.periods, sizeOf(lines.inTierTimesRate, opening, closing)) };
}

/** Cliff and prospective: all of the base at the rate of the tier that the closing position reaches; a cliff that is crossed pays its true-up. */
function oneRateLines(block: Block, scale: WholeScale, method: "cliff" | "prospective", isFrom: boolean, { opening, base, closing }: Movement): ScaleLines {
  const { proof, periods } = block;
  const { words } = scale;
  const tierOf = (label: string, position: Line) => proof.across(`${words.of}${label}`, "number", periods, (t) => `MAX(1,SUMPRODUCT(--(${scale.starts}${isFrom ? "<=" : "<"}${t.of(position)})))`);
  const closingTier = tierOf("tier of the closing position", closing);
  const lines = tierLines(block, scale, (tier, t) => `IF(${t.of(closingTier)}=${tier + 1},${t.of(base)},0)`);
  const size = sizeOf(lines.inTierTimesRate, opening, closing);
  const sizeLabel = `${words.of}largest whole number`;
  if (method === "prospective") return { ...lines, size: proof.across(sizeLabel, "", periods, size) };
  const openingTier = tierOf("tier of the opening position", opening);
  const trueUp = proof.across(`${words.of}true-up`, words.unit, periods, (t) => `(INDEX(${scale.rates},${t.of(closingTier)})-INDEX(${scale.rates},${t.of(openingTier)}))*${t.of(opening)}`);
  return { ...lines, trueUp, size: proof.across(sizeLabel, "", periods, (t) => `${size(t)}+ABS(${t.of(trueUp)})`) };
}

function tierLines({ proof, periods }: Block, { words, tiers, rate }: WholeScale, base: (tier: number, t: Period) => string): Pick<ScaleLines, "inTier" | "inTierTimesRate"> {
  const inTier = Array.from({ length: tiers }, (_, tier) => proof.across(`${words.of}${words.base} in tier ${tier + 1}`, "whole units", periods, (t) => base(tier, t)));
  const inTierTimesRate = inTier.map((line, tier) => proof.across(`${words.of}${words.due} in tier ${tier + 1}`, words.unit, periods, (t) => `${t.of(line)}*${rate(tier)}`));
  return { inTier, inTierTimesRate };
}

function sizeOf(products: readonly Line[], opening: Line, closing: Line): Formula {
  return (t) => `ABS(${t.of(opening)})+ABS(${t.of(closing)})+SUMPRODUCT(ABS(${t.from(products[0] as Line, products.at(-1) as Line)}))`;
}
