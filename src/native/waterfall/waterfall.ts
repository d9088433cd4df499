import { payeesLayout, waterfallLayout } from "../../functions/waterfall";
import { Block, NativeRefusal, isWholeFormula, type Argument, type NativeBlock } from "../parts/block";
import { WHOLE_LIMIT, type Formula, type Line, type ProofSheet } from "../parts/proofSheet";
import { rounding, roundedLines, type RoundedLines, type Rounding } from "../parts/rounding";
import { answerOf, byKey, figureIn, figuresIn, statementOf } from "../parts/shown";
import { readCall } from "./call";
import { GivenLayers } from "./layers";
import { LinesAhead, type Ground } from "./ranks";
import { RoundedRanks } from "./splits";
import { Units } from "./units";
import { UnroundedRanks } from "./unrounded";
import { WholeLayers } from "./wholeLayers";

/**
 * WATERFALL in plain formulas: the deficit, then rank by rank what falls due, what is claimed of the cash left, and what is paid.
 *
 * Where payments are rounded everything is a whole number: amounts in units of money, rates in units of a rate, exact payments as quotients with
 * their remainders. Without rounding it is calculated in doubles.
 */
export function waterfallBlock(proof: ProofSheet, title: string, [cashCells = null, layerCells = null, decimals = null, amounts = null]: readonly Argument[]): NativeBlock {
  if (cashCells === null || layerCells === null) throw new NativeRefusal("cash and layers must be given");
  const call = readCall(cashCells, layerCells, decimals, amounts);
  const { periods, cash, layers, direction } = call;
  const block = new Block(proof, title, periods);
  const ahead = new LinesAhead(periods);
  const units = new Units(call);
  const givenCash = block.series("cash", "as given", cash);
  const given = new GivenLayers(block, call);
  const places = rounding(block, decimals, "exact");
  const unit = block.constant("whole units in one of cash", 10 ** units.cashPlaces);
  block.requires("no cash is beyond 1E+15", `MAX(MAX(${proof.range(givenCash)}),-MIN(${proof.range(givenCash)}))<=${WHOLE_LIMIT}`);

  block.working();
  const samePayees = given.samePayees();
  const received = cashReceived(block, givenCash, unit, places);
  const deficit = deficitLines(block, received.figure);
  const whole = new WholeLayers(block, call, given, units, places === "exact" ? undefined : received.divisor);
  const added = layers.map((_, row) => {
    const line = given.addedBy(row);
    return line === undefined ? undefined : block.whole(line, `amounts, layer ${row + 1}`, "whole units", whole.unit(row));
  });
  for (const line of added) if (line !== undefined) block.exactWhile("amounts by period are no more than 1E+15 whole units", `MAX(${proof.range(line)})<=1E+15`);
  if (places !== "exact") block.exactWhile("all that is ever paid is below 1E+15 units", `SUM(${proof.range(deficit.gross)})+${whole.paidBefore()}<${WHOLE_LIMIT}`);
  const ground: Ground = { block, call, given, whole, ahead, added, gross: deficit.gross, perOne: received.divisor };
  const ranks = places === "exact" ? new UnroundedRanks(ground, largestAmount(ground)) : new RoundedRanks(ground, units);
  ranks.writeAll();

  const undistributed = ranks.cashLeft;
  const unaccounted = proof.across("paid, left and taken by the deficit, less cash", "units", periods, (t) => `SUM(${ranks.paid.map((line) => t.of(line)).join(",")})+${t.of(undistributed)}+${t.of(deficit.opening)}-${t.of(deficit.closing)}-${t.of(received.figure)}`);
  // In doubles a sum keeps fifteen digits.
  const check = places === "exact" ? proof.across("check", "units", periods, (t) => `IF(ABS(${t.of(unaccounted)})<=1E-12*(ABS(${t.of(received.figure)})+${t.of(deficit.opening)}),0,${t.of(unaccounted)})`) : unaccounted;
  const checked = proof.once("check, all periods", "", `SUMPRODUCT(ABS(${proof.range(check)}))`);

  const { divisor } = received;
  const payees = [...new Set(call.payees)];
  const paidTo = (payee: number): Formula => {
    const lines = ranks.paid.filter((_, row) => call.payees[row] === payee);
    return (period) => `SUM(${lines.map((line) => period.of(line)).join(",")})/${divisor}`;
  };
  const payeeOf = (row: number) => ({ formula: given.payee(row) });
  const figures = {
    ...byKey(ranks.statement),
    ...figuresIn(divisor, { openingDeficit: deficit.opening, madeGood: deficit.madeGood, closingDeficit: deficit.closing, gross: deficit.gross }),
    ...figuresIn(divisor, { cashLeft: [...ranks.leftAfter.values()], undistributed, check }),
    cash: figureIn(undefined, givenCash),
    cashRounding: figureIn(unit, received.rounding),
  };
  return block.finished(checked, { answer: "paid", lines: ["cash", "cashRounding"] }, () => ({
    "": answerOf(direction, ...ranks.paid.map((line) => figureIn(divisor, line))),
    LINES: statementOf(waterfallLayout(layers, layers.map((_, row) => payeeOf(row)), direction), figures),
    PAYEES: { ...statementOf(payeesLayout(payees.map(payeeOf), direction), { paid: payees.map(paidTo) }), onlyIf: samePayees },
  }));
}

/** The cash in units of payment. What has more digits than are counted is rounded right all the same, unless it is near a half. */
function cashReceived(block: Block, given: Line, unit: string, places: Rounding): RoundedLines {
  const { proof, periods } = block;
  if (places === "exact") return roundedLines(block, block.whole(given, "cash", "whole units", unit), "cash", unit, places);
  const nearest = proof.across("cash, nearest whole", "whole units", periods, (t) => `ROUND(${t.of(given)}*${unit},0)`);
  const isWhole = proof.across("cash is whole", "", periods, (t) => isWholeFormula(t.of(given), t.of(nearest), unit));
  const whole = proof.across("cash", "whole units", periods, (t) => `IF(${t.of(isWhole)},${t.of(nearest)},${t.of(given)}*${unit})`);
  const received = roundedLines(block, whole, "cash", unit, places);
  const half = proof.once("half a unit of payment", "whole units", `${unit}/${received.divisor}/2`);
  const isClear = proof.across("cash is whole, or not near a half", "", periods, (t) => `OR(${t.of(isWhole)},AND(ABS(${t.of(whole)})<1E+13,ABS(ABS(${t.of(received.rounding)})-${half})>${half}/50))`);
  block.exactWhile("cash is whole, or not near a half", `AND(${proof.range(isClear)})`);
  block.exactWhile("cash is no more than 1E+15 whole units", `MAX(MAX(${proof.range(whole)}),-MIN(${proof.range(whole)}))<=1E+15`);
  block.statementExactWhile("cash is whole", `AND(${proof.range(isWhole)})`);
  return received;
}

/** A deficit is brought forward and made good before anything else. */
function deficitLines({ proof, periods }: Block, cash: Line) {
  const opening = proof.across("deficit: opening", "units", periods, (t) => t.before(closing));
  const madeGood = proof.across("deficit: made good", "units", periods, (t) => `MIN(${t.of(opening)},MAX(0,${t.of(cash)}))`);
  const closing: Line = proof.across("deficit: closing", "units", periods, (t) => `${t.of(opening)}-${t.of(madeGood)}+MAX(0,-${t.of(cash)})`, { once: "0" });
  const gross = proof.across("gross", "units", periods, (t) => `MAX(0,${t.of(cash)})-${t.of(madeGood)}`);
  return { opening, madeGood, closing, gross };
}

/** The largest amount of a call, against which differences are held where nothing is rounded. */
function largestAmount({ block: { proof }, whole, added, gross }: Ground): string {
  const ranges = [proof.range(gross), ...whole.columnsOf("Amount", "Owed"), ...added.flatMap((line) => (line === undefined ? [] : [proof.range(line)]))];
  return proof.once("largest amount", "whole units", `MAX(${ranges.join(",")})`);
}
