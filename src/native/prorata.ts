import { sum, type Decimal } from "../engine/decimal";
import { prorataCall, prorataLayout } from "../functions/prorata";
import { Block, NativeRefusal, asRead, isWholeFormula, type Argument, type NativeBlock } from "./parts/block";
import { answerOf, statementOf } from "./parts/shown";
import { HolderLines } from "./parts/holderLines";
import { WHOLE_LIMIT, type Formula, type Line, type Period, type ProofSheet } from "./parts/proofSheet";
import { rounding, roundedByPeriod, type Rounding } from "./parts/rounding";
import { fixedWeights, weightsByPeriod, type GivenWeights, type WholeWeights } from "./parts/weights";

/** How many holders a block has at most: it has some lines for each of them. */
const MOST_HOLDERS = 5_000;

/**
 * PRORATA in plain formulas.
 *
 * Units of the pool × weights in whole numbers ÷ their total, cut down to whole units; the units left over go one each to the largest remainders.
 */
export function prorataBlock(proof: ProofSheet, title: string, [pool = null, weights = null, decimals = null, minimum = null]: readonly Argument[]): NativeBlock {
  if (pool === null || weights === null) throw new NativeRefusal("pool and weights must be given");
  const { terms, holders: read, direction, answerAcross } = asRead(prorataCall, { pool, weights, decimals, minimum });
  const holders = read.count;
  if (holders > MOST_HOLDERS) throw new NativeRefusal(`it has ${holders} holders; plain formulas are written for ${MOST_HOLDERS} at most`);
  const block = new Block(proof, title, terms.pool.length);

  const given = block.series("pool", "as given", pool);
  const places = rounding(block, decimals, 2);
  const smallest = minimum === null ? null : block.figure("minimum", "as given", minimum, 0);
  const isBlock = read.table === undefined && weights.top !== weights.bottom && weights.left !== weights.right;
  const ofHolders = isBlock && direction !== "single" ? weightsByPeriod(block, weights, holders, direction) : fixedWeights(block, weights, holders, read.table);
  block.requires("no pool is beyond 1E+15", `${sizeOf(proof.range(given))}<=${WHOLE_LIMIT}`);
  block.requires("there are weights wherever there is a pool", `SUMPRODUCT((${ofHolders.totals}=0)*(${proof.range(given)}<>0))=0`);
  if (smallest !== null) block.requires("the minimum is not negative, nor beyond 1E+15", `AND(${smallest}>=0,${smallest}<=${WHOLE_LIMIT})`);

  block.working();
  const shared: Shared = { block, holders, pool: given, weights: ofHolders, minimum: smallest };
  const manyUnits = haveManyUnits(terms.weights);
  const split = places === "exact" ? unroundedSplit(shared, manyUnits) : roundedSplit(shared, places, manyUnits);
  const checked = proof.once("check, all periods", "", `SUMPRODUCT(ABS(${proof.range(split.check)}))`);

  const byHolder = (formula: (holder: number, at: Period) => string) => Array.from({ length: holders }, (_, holder): Formula => (at) => formula(holder, at));
  const paid = byHolder(split.paid);
  return block.finished(checked, { answer: "paid", lines: ["pool", "poolRounding"] }, () => ({
    "": answerOf(answerAcross ? "down" : "across", ...paid),
    LINES: statementOf(prorataLayout(read.holders.map((_, holder) => ofHolders.label(holder)), direction), {
      pool: split.pool,
      poolRounding: split.poolRounding,
      weight: byHolder(ofHolders.given),
      share: byHolder(split.share),
      rounding: byHolder(split.rounding),
      held: byHolder(split.held),
      paid,
      check: (at) => at.of(split.check),
    }),
  }));
}

/**
 * What does not go round is less than the weights' total: below 10 million units, products of the two are far below 1E+15. From 5E+14 on there is no room for a
 * second step.
 */
function haveManyUnits(weights: readonly (readonly Decimal[])[]): boolean {
  const lists = [...new Set(weights)];
  const places = lists.flat().reduce((most, weight) => Math.max(most, weight.decimalPlaces()), 0);
  return lists.some((list) => isBetween(sum(list).times(`1e${places}`), "1e7", "5e14"));
}

function isBetween(figure: Decimal, from: string, below: string): boolean {
  return figure.greaterThanOrEqualTo(from) && figure.lessThan(below);
}

/** What is shared, and among whom, as it stands on the proof sheet. */
interface Shared {
  readonly block: Block;
  readonly holders: number;
  readonly pool: Line;
  readonly weights: GivenWeights;
  readonly minimum: string | null;
}

/** The figures of the split, each as a formula of one period. */
interface Split {
  readonly pool: Formula;
  readonly poolRounding: Formula;
  readonly share: (holder: number, at: Period) => string;
  readonly rounding: (holder: number, at: Period) => string;
  readonly held: (holder: number, at: Period) => string;
  readonly paid: (holder: number, at: Period) => string;
  readonly check: Line;
}

const NOTHING = () => "0";

/** Shares as they are: pool × weight ÷ Σ weights. */
function unroundedSplit({ block, holders, pool, weights, minimum }: Shared, manyUnits: boolean): Split {
  const { proof, periods } = block;
  const share = HolderLines.written(block, holders, "exact share", "", (holder, at) => `${at.of(pool)}*${weights.given(holder, at)}/(${weights.total(at)}+(${weights.total(at)}=0))`);
  // The smallest figures of a cell have fewer digits than others.
  block.exactWhile("no pool is smaller than 1E-100", `SUMPRODUCT((${proof.range(pool)}<>0)*(ABS(${proof.range(pool)})<1E-100))=0`);
  block.exactWhile("no weight is smaller than 1E-100", `SUMPRODUCT((${weights.all}<>0)*(${weights.all}<1E-100))=0`);
  const held = minimum === null ? null : heldShares(block, pool, weights, minimum, share, manyUnits);
  const paid = held === null ? share : HolderLines.written(block, holders, "paid", "", (holder, at) => `${share.of(holder, at)}-${held.of(holder, at)}`);
  // Not whole numbers: that they add up to the pool is seen to 12 digits.
  const check = proof.across("check, as a part of the pool", "to 12 digits", periods, (t) => {
    const parts = `SUM(${paid.all(t)})${held === null ? "" : `+SUM(${held.all(t)})`}`;
    return `ROUND((${parts}-${t.of(pool)})/(${t.of(pool)}+(${t.of(pool)}=0)),12)`;
  });
  return {
    pool: (at) => at.of(pool),
    poolRounding: NOTHING,
    share: (holder, at) => share.of(holder, at),
    rounding: NOTHING,
    held: held === null ? NOTHING : (holder, at) => held.of(holder, at),
    paid: (holder, at) => paid.of(holder, at),
    check,
  };
}

/** What of each share is held: all of it where its size is below the minimum. In whole units, a share is below the minimum where the whole part of it is. */
function heldShares(block: Block, pool: Line, weights: GivenWeights, minimum: string, share: HolderLines, manyUnits: boolean): HolderLines {
  const { proof, periods } = block;
  const whole = weights.inLowestTerms();
  const unit = proof.once("units in one of the pool", "as 15 digits hold", unitFor(`MAX(${minimum},${sizeOf(proof.range(pool))})`));
  const least = proof.once("minimum", "units", `ROUND(${minimum}*${unit},0)`);
  const leastIsWhole = proof.once("minimum is whole", "", isWholeFormula(minimum, least, unit));
  const units = proof.across("pool by size", "units", periods, (t) => `ROUND(ABS(${t.of(pool)})*${unit},0)`);
  const isWhole = proof.across("pool is whole", "", periods, (t) => isWholeFormula(`ABS(${t.of(pool)})`, t.of(units), unit));
  const parts = cutDown(block, share.holders, units, whole, manyUnits);
  const inUnits = proof.across("compared in whole units", "", periods, (t) => `AND(${leastIsWhole},${t.of(isWhole)},${parts.areExact(t)})`);
  const held = HolderLines.written(block, share.holders, "held below minimum", "", (holder, at) => {
    const isBelow = `IF(${at.of(inUnits)},${parts.cut(holder, at)}<${least},ABS(${share.of(holder, at)})<${minimum})`;
    return `IF(${isBelow},${share.of(holder, at)},0)`;
  });
  const near = proof.across("shares that agree with the minimum to 12 digits", "number", periods, (t) => `SUMPRODUCT(--(ABS(ABS(${share.all(t)})-${minimum})<=${minimum}/1000000000000))`);
  block.exactWhile("what is below the minimum is certain", `OR(${minimum}=0,SUMPRODUCT((1-${proof.range(inUnits)})*${proof.range(near)})=0)`);
  return held;
}

/** Shares in whole units, which add up to the rounded pool. */
function roundedSplit({ block, holders, pool, weights, minimum }: Shared, places: Exclude<Rounding, "exact">, manyUnits: boolean): Split {
  const { proof, periods } = block;
  const unit = proof.across("units in one of the pool", "as 15 digits hold", periods, (t) => unitFor(`ABS(${t.of(pool)})`));
  const units = proof.across("pool", "units", periods, (t) => `ROUND(${t.of(pool)}*${t.of(unit)},0)`);
  const isWhole = proof.across("pool is whole", "", periods, (t) => isWholeFormula(t.of(pool), t.of(units), t.of(unit)));
  const { figure, divisor, rounding: poolRounding } = roundedByPeriod(block, units, "pool", unit, places);
  const isClear = proof.across("pool is whole, or clear of a half", "", periods, (t) => `OR(${t.of(isWhole)},ABS(2*ABS(${t.of(poolRounding)})-${t.of(unit)}/${divisor})>2)`);
  block.exactWhile("how each pool is rounded is certain", `AND(${proof.range(isClear)})`);
  block.statementExactWhile("pool is whole", `AND(${proof.range(isWhole)})`);
  const toShare = proof.across("pool to share, by size", "rounded units", periods, (t) => `ABS(${t.of(figure)})`);
  block.productsExact("the pool is below 1E+15 rounded units", toShare);

  const whole = weights.inLowestTerms();
  const parts = cutDown(block, holders, toShare, whole, manyUnits);
  const extra = unitsLeftOver(block, whole, parts);
  const part = (holder: number, at: Period) => `${parts.cut(holder, at)}+${extra.of(holder, at)}`;
  const held = minimum === null ? null : heldParts(block, minimum, divisor, holders, part);
  const sign = (at: Period) => `SIGN(${at.of(figure)})`;
  const paid = HolderLines.written(block, holders, "paid", "rounded units", (holder, at) => `${sign(at)}*(${part(holder, at)}${held === null ? "" : `-${held.of(holder, at)}`})`);
  const check = proof.across("check", "rounded units", periods, (t) => `SUM(${paid.all(t)})${held === null ? "" : `+${sign(t)}*SUM(${held.all(t)})`}-${t.of(figure)}`);

  const { remainder } = parts;
  return {
    pool: (at) => at.of(pool),
    poolRounding: (at) => `${at.of(poolRounding)}/${at.of(unit)}`,
    share: (holder, at) => `${sign(at)}*(${parts.cut(holder, at)}+${remainder.of(holder, at)}/${whole.total(at)})/${divisor}`,
    rounding: (holder, at) => `${sign(at)}*(${extra.of(holder, at)}*${whole.total(at)}-${remainder.of(holder, at)})/${whole.total(at)}/${divisor}`,
    held: held === null ? NOTHING : (holder, at) => `${sign(at)}*${held.of(holder, at)}/${divisor}`,
    paid: (holder, at) => `${paid.of(holder, at)}/${divisor}`,
    check,
  };
}

/** The parts that are held: those of fewer units than the minimum comes to. */
function heldParts(block: Block, minimum: string, divisor: string, holders: number, part: (holder: number, at: Period) => string): HolderLines {
  const { proof } = block;
  const unit = proof.once("units in one of the minimum", "as 15 digits hold", unitFor(minimum));
  const whole = block.wholeFigure(minimum, "minimum", "units", unit);
  const step = proof.once("minimum: units in a rounded one", "", `${unit}/${divisor}`);
  block.exactWhile("the minimum has no fewer decimals than it is rounded to", `${step}>=1`);
  const cut = proof.once("minimum: cut down", "rounded units", wholeQuotient(whole, step));
  const least = proof.once("smallest part that is paid", "rounded units", `${cut}+(${cut}*${step}<${whole})`);
  return HolderLines.written(block, holders, "held below minimum", "rounded units", (holder, at) => `IF(${part(holder, at)}<${least},${part(holder, at)},0)`);
}

/** Each holder's share of some units, cut down to whole ones, and what remains of it, over the total of the weights. */
interface CutParts {
  readonly cut: (holder: number, at: Period) => string;
  readonly remainder: HolderLines;
  /** The units that the parts leave over. */
  readonly left: Formula;
  /** Whether all of it is arithmetic of whole numbers that a cell holds. */
  readonly areExact: Formula;
  /** Where it is not: twice the most by which a remainder can be off. */
  readonly blur: Line;
}

/**
 * Divided as by hand. Each unit of weight is given as many units as go round; what is left, less than the weights' total, × weight ÷ total leaves the
 * remainder. Where weights have many units, in two steps: first whole batches of what is left, then what remains of them and the rest.
 */
function cutDown(block: Block, holders: number, toShare: Line, weights: WholeWeights, manyUnits: boolean): CutParts {
  const { proof, periods } = block;
  const each = proof.across("units that go round to each of weight", "units", periods, (t) => wholeQuotient(t.of(toShare), weights.total(t)));
  const rest = proof.across("units that do not", "units", periods, (t) => `${t.of(toShare)}-${t.of(each)}*${weights.total(t)}`);
  const blur = proof.across("twice the most that a remainder can be off", "units × weight", periods, (t) => {
    const largest = `MAX(${weights.all(t)})`;
    const byRounding = `1+(3E-14+${holders}*3E-16)*${largest}+2*${largest}/${weights.total(t)}*${weights.sumIsOffBy(t)}`;
    return `${t.of(toShare)}*IF(${weights.areExact(t)},0,${byRounding})+1E-14*${t.of(rest)}*${largest}`;
  });
  const timesWeight = (label: string, product: (holder: number, at: Period) => string) => HolderLines.written(block, holders, label, "units × weight", (holder, at) => `${product(holder, at)}*${weights.of(holder, at)}`);
  const cutOf = (label: string, products: HolderLines) => HolderLines.written(block, holders, label, "units", (holder, at) => wholeQuotient(products.of(holder, at), weights.total(at)));
  const remains = (products: HolderLines, cut: HolderLines) => (holder: number, at: Period) => `${products.of(holder, at)}-${cut.of(holder, at)}*${weights.total(at)}`;
  const remainderOf = (products: HolderLines, cut: HolderLines) => HolderLines.written(block, holders, "remainder", "units × weight", remains(products, cut));
  const areExact = (...products: HolderLines[]) => {
    return (at: Period) => `AND(${weights.areExact(at)},${weights.total(at)}<=${WHOLE_LIMIT},${products.map((lines) => `MAX(${lines.all(at)})<${WHOLE_LIMIT}`).join(",")})`;
  };

  if (!manyUnits) {
    const products = timesWeight("units that do not go round × weight", (_, at) => at.of(rest));
    const cut = cutOf("cut down", products);
    return {
      cut: (holder, at) => `${at.of(each)}*${weights.of(holder, at)}+${cut.of(holder, at)}`,
      remainder: remainderOf(products, cut),
      left: (at) => `${at.of(rest)}-SUM(${cut.all(at)})`,
      areExact: areExact(products),
      blur,
    };
  }
  const batch = proof.across("units in a batch", "units", periods, (t) => `10^MAX(0,INT(LOG10(5E+14/${weights.total(t)})))`);
  const batches = proof.across("whole batches of them", "batches", periods, (t) => wholeQuotient(t.of(rest), t.of(batch)));
  const others = proof.across("and others", "units", periods, (t) => `${t.of(rest)}-${t.of(batches)}*${t.of(batch)}`);
  const first = timesWeight("batches × weight", (_, at) => at.of(batches));
  const firstCut = cutOf("batches, cut down", first);
  const second = timesWeight("what remains of the batches, and others × weight", (holder, at) => `(${remains(first, firstCut)(holder, at)})*${at.of(batch)}+${at.of(others)}`);
  const secondCut = cutOf("cut down", second);
  return {
    cut: (holder, at) => `${at.of(each)}*${weights.of(holder, at)}+${firstCut.of(holder, at)}*${at.of(batch)}+${secondCut.of(holder, at)}`,
    remainder: remainderOf(second, secondCut),
    left: (at) => `${at.of(rest)}-SUM(${firstCut.all(at)})*${at.of(batch)}-SUM(${secondCut.all(at)})`,
    areExact: areExact(first, second),
    blur,
  };
}

/**
 * One more for whom it is: the largest remainders, among equal ones the earlier in the list.
 *
 * Certain where the remainders are whole numbers; otherwise where the last to be given one and the next lie further apart than they can be off, or are
 * equal because the weights are.
 */
function unitsLeftOver(block: Block, weights: WholeWeights, { remainder, left: leftAt, areExact, blur }: CutParts): HolderLines {
  const { proof, periods } = block;
  const { holders } = remainder;
  const left = proof.across("units left over", "rounded units", periods, leftAt);
  const last = proof.across("smallest remainder that is given one more", "the total: none is", periods, (t) => `IF(${t.of(left)}<1,${weights.total(t)},LARGE(${remainder.all(t)},${t.of(left)}))`);
  const larger = proof.across("remainders above it", "number", periods, (t) => `SUMPRODUCT(--(${remainder.all(t)}>${t.of(last)}))`);
  const equal = proof.across("remainders equal to it", "number", periods, (t) => `COUNTIF(${remainder.all(t)},${t.of(last)})`);
  const extra = HolderLines.written(block, holders, "one more", "1 is yes", (holder, at) => {
    const own = remainder.of(holder, at);
    return `IF(${own}>${at.of(last)},1,IF(${own}=${at.of(last)},(COUNTIF(${remainder.upTo(holder, at)},${at.of(last)})<=${at.of(left)}-${at.of(larger)})*1,0))`;
  });

  const above = proof.across("next larger remainder", "units × weight", periods, (t) => `IF(${t.of(larger)}=0,${weights.total(t)},LARGE(${remainder.all(t)},${t.of(larger)}))`);
  const below = proof.across("next smaller remainder", "units × weight", periods, (t) => `IF(${t.of(larger)}+${t.of(equal)}>=${holders},0,LARGE(${remainder.all(t)},${t.of(larger)}+${t.of(equal)}+1))`);
  const alike = proof.across("weights like that of the last", "number", periods, (t) => `IF(${t.of(equal)}=0,0,COUNTIF(${weights.all(t)},INDEX(${weights.all(t)},MATCH(${t.of(last)},${remainder.all(t)},0))))`);
  const whole = proof.across("remainders are whole numbers", "", periods, areExact);
  const certain = proof.across("who is given one more is certain", "", periods, (t) => {
    const gap = `${t.of(last)}-${t.of(below)}`;
    const isBetweenEqual = `AND(${weights.areExact(t)},${t.of(alike)}=${t.of(equal)},MIN(${t.of(above)}-${t.of(last)},${gap})>${t.of(blur)})`;
    return `OR(${t.of(whole)},IF(${t.of(larger)}+${t.of(equal)}=${t.of(left)},${gap}>${t.of(blur)},${isBetweenEqual}))`;
  });
  block.exactWhile("who is given one more is certain", `AND(${proof.range(certain)})`);
  block.statementExactWhile("remainders are whole numbers below 1E+15", `AND(${proof.range(whole)})`);
  return extra;
}

/** The whole part of a quotient. INT takes its argument at 15 digits in LibreOffice: where that made it too large, one less. */
function wholeQuotient(units: string, divisor: string): string {
  return `INT(${units}/${divisor})-(INT(${units}/${divisor})*${divisor}>${units})`;
}

/** The largest figure of a range, by size. */
function sizeOf(range: string): string {
  return `MAX(MAX(${range}),-MIN(${range}))`;
}

/** As many units in one as keep figures up to this size whole numbers of 15 digits. */
function unitFor(size: string): string {
  return `IF(${size}=0,1E+9,10^MIN(22,14-INT(LOG10(${size}))))`;
}
