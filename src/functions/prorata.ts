import { Reading, wrong, type Direction } from "../cells/decode";
import { blockShape, laidOut, periodNumbers, rowsOf, statementGrid, statementShape, toDouble, turned, type StatementLayout } from "../cells/encode";
import { readWeights } from "../cells/weights";
import { ZERO } from "../engine/decimal";
import { prorataStatement, zeroWeightFaults, type HolderLine, type ProrataPeriod, type ProrataTerms } from "../engine/prorata";

/**
 * Split of a pool among holders in proportion to their weights, to the cent: the parts add up to the pool.
 * @customfunction PRORATA
 * @param pool The money to split: one amount, or a row or column with one for each period. A negative pool is the mirror image of a positive one.
 * @param weights The holders' weights in any unit, 0 or more: a row or column; a table Holder | Weight; or, for a pool by period, a block of holders × periods that crosses it.
 * @param [decimals] Decimal places, 0 to 9, to which the parts are rounded; default 2. "exact" rounds nothing.
 * @param [minimum] A part below this amount, by size, is not paid but held; default 0.
 * @returns The parts, one for each holder: laid out as the weights for one pool, holders × periods for a pool by period.
 * @remarks
 * **Table columns.** A table needs its header row.
 *
 * | column | also called | unit | what it says |
 * |---|---|---|---|
 * | Holder | Payee, Rights holder, Name, Role, Party, Partner, Recipient, Beteiligter, Beteiligte, Berechtigter, Ayant droit, Titular | text | whose weight it is; for the statement, and may be missing |
 * | Weight | Share, Units, Points, Split, Percentage, Share %, %, Anteil, Punkte, Part, Puntos | any | the weight, 0 or more |
 *
 * **Shapes.** One pool with a column of weights gives a column, with a row a row. A pool in a row: holders run down, periods across. A pool in a column: holders run across, periods down. One line of weights serves every period and must cross the pool.
 *
 * **Names.** The answer is figures alone, one line for each holder in the order of the weights: the names stand beside it as they stand in the table, `=A2:A4` to its left, or in one formula `=HSTACK(A2:A4,DEAL.PRORATA(…))`, a block with names that RECOUP and WITHHOLDING take and SUM adds up. The statement (`.LINES`) has them on every line.
 *
 * **What does a blank do?** A blank weight or a blank period of the pool counts as 0 and keeps its place. Rows at the end of a table that are blank or 0 throughout are left out.
 *
 * **A negative?** A negative pool is split as the positive one, with the sign turned: PRORATA(-x) = -PRORATA(x). A negative weight is refused.
 *
 * **A part exactly on the minimum?** Is paid: only a part below it is held. (There are no thresholds here; see TIEREDROYALTY.)
 *
 * **A weight typed as 8 for 8%?** Changes nothing as long as all are typed so: weights are in any unit, and only their proportions count. Weights that add up to 99% or 101% still split the whole pool.
 *
 * **Which periods restart?** Every one: each period's pool is split by itself, nothing is carried over.
 *
 * **When is it rounded?** First the pool, half away from zero; then the parts, by largest remainder: every exact share is cut down to the unit, and the units left over go one each to the largest remainders, compared exactly; equal remainders in the order of the list. 2 decimals is the one default in these functions that rounds.
 *
 * **What if the weights are all 0?** With a pool other than 0 the answer is #N/A, naming the period; with a pool of 0 every part is 0.
 *
 * **What is different from Excel's own functions?** `ROUND(pool*weight/SUM(weights),2)` rounds each part by itself, and the parts then often miss the pool by a cent or more. Excel's ROUND goes the same way, half away from zero, but rounds what binary arithmetic has left over; here the exact share decides.
 *
 * **How do I write it by hand in plain Excel?** With the pool P in whole cents and whole weights w: the part cut down `=INT(P*w/SUM(w))`, its remainder `=MOD(P*w,SUM(w))`, the rank among remainders `=COUNTIF(rem,">"&r)+COUNTIF(first_rem:r,r)`, and one cent more where that rank is at most `P-SUM(parts)`.
 *
 * **Steps of 0.05**, where the smallest coin is no cent: twenty of them make 1, so split twenty times the pool to 0 decimals and divide by 20. The parts add up to the pool in these steps.
 *
 * **Small parts that are paid later.** What is held below `minimum` is not paid, not spread and not carried. Where the contract carries it, leave `minimum` out: each holder's part goes to his own balance in the sheet, and the balance is paid when it has reached the minimum. Added to the next pool it would be shared among all, and never reach the one to whom it belongs.
 *
 * **Where can I see the working?** `=DEAL.PRORATA.LINES(…)` with the same arguments.
 *
 * Claimed: the parts add up to the rounded pool (less what is held); each is within one unit of its exact share; a larger weight never gets less; a weight of 0 gets 0. Not claimed: that a larger pool never lowers a part (the Alabama paradox, known of this rule since 1880). Authority for the rule: Hamilton's method of apportionment; Balinski & Young, American Mathematical Monthly 82 (1975).
 * @example =DEAL.PRORATA(100, {1;1;1}) → {33.34;33.33;33.33}
 * @example =DEAL.PRORATA(0.02, {4;1;1}) → {0.02;0;0}
 * @example =DEAL.PRORATA(-100, {1,1,1}) → {-33.34,-33.33,-33.33}
 * @example =DEAL.PRORATA(1000, {"Holder","Weight";"Actor",50;"Agent",15;"Studio",35}) → {500;150;350}
 * @example =DEAL.PRORATA({100,200}, {1;2}) → {33.33,66.67;66.67,133.33}
 * @example =DEAL.PRORATA({100;200}, {1,3;1,1}) → {25,75;100,100}
 * @example =DEAL.PRORATA(10, {3;1}, "exact") → {7.5;2.5}
 * @example =DEAL.PRORATA(100, {98;2}, , 5) → {98;0}
 * @example =DEAL.PRORATA(100*20, {1;1;1}, 0)/20 → {33.35;33.35;33.3}
 * @example =DEAL.PRORATA(0, {0;0}) → {0;0}
 * @example =DEAL.PRORATA(100, {0;0}) → #N/A The weights add up to 0, so there is nothing to divide the pool by (weights).
 * @example =DEAL.PRORATA({0,100}, {0;0}) → #N/A The weights add up to 0 in period 2, so there is nothing to divide the pool by (weights).
 * @example =DEAL.PRORATA(100, {1;-1}) → #VALUE! The weight -1 is negative; a holder's weight is 0 or more (weights, row 2, column 1).
 * @example =DEAL.PRORATA({100,200}, {1,2}) → #VALUE! The weights lie in the same direction as the pool; lay the holders down, with the periods across (weights).
 */
export function prorata(pool: any[][], weights: any[][], decimals?: any[][], minimum?: any[][]): any[][] {
  const { reading, terms, holders: { holders, count }, answerAcross, onePool } = prorataCall({ pool, weights, decimals, minimum });
  return reading.answered(blockShape(count, terms.pool.length, answerAcross ? "down" : "across"), () => {
    const statement = prorataStatement(terms);
    if (onePool) return laidOut((statement[0]?.holders ?? []).map((holder) => holder.paid), answerAcross ? "across" : "down");
    const byPeriod = statement.map((period) => holders.map((_, i) => toDouble(period.holders[i]?.paid ?? ZERO)));
    return answerAcross ? byPeriod : turned(byPeriod);
  });
}

/**
 * The statement behind PRORATA: pool, weights, exact shares, rounding, what is held below the minimum, what is paid, and a check that is 0.
 * @customfunction PRORATA.LINES
 * @returns A header row and the lines of the statement, a column for each period; turned when the periods run down.
 * @identity For every holder: exact share + rounding − held below minimum = paid. Σ paid + Σ held = pool + pool rounding.
 * @remarks
 * What is held is neither carried nor spread: where the contract carries it, leave the minimum out and keep a balance for each holder in the sheet.
 * @example =DEAL.PRORATA.LINES(10, {"Holder","Weight";"Ann",7;"Bob",1}, 0, 2) → {"Line","Holder",1;"pool","",10;"pool rounding","",0;"weight","Ann",7;"weight","Bob",1;"exact share","Ann",8.75;"exact share","Bob",1.25;"rounding","Ann",0.25;"rounding","Bob",-0.25;"held below minimum","Ann",0;"held below minimum","Bob",1;"paid","Ann",9;"paid","Bob",0;"check","",0}
 * @example =DEAL.PRORATA.LINES(10, {1;2}, 2.5) → #VALUE! 2.5 is no number of decimals; give a whole number from 0 to 9, or "exact" (decimals).
 */
export function prorataLines(pool: any[][], weights: any[][], decimals?: any[][], minimum?: any[][]): any[][] {
  const { reading, terms, holders, direction } = prorataCall({ pool, weights, decimals, minimum });
  const anyHolders = Array.from({ length: holders.count }, () => "");
  return reading.answered(statementShape(prorataLayout(anyHolders, direction), holders.count, terms.pool.length), () => {
    const statement = prorataStatement(terms);
    return statementGrid(prorataLayout(holders.holders, direction), periodNumbers(statement), ({ key, of }) =>
      statement.map((period) => (of === undefined ? period[key] : (period.holders[of]?.[key] ?? ZERO))),
    );
  });
}

type OfPool = Exclude<keyof ProrataPeriod, "holders">;

/** `holders` are what the statement calls them. */
export function prorataLayout<Label>(holders: readonly Label[], direction: Direction): StatementLayout<OfPool, keyof HolderLine, Label | string> {
  const once = (label: string) => [label, ""];
  const byHolder = (key: keyof HolderLine, label: string = key) => holders.map((holder, of) => ({ key, of, labels: [label, holder] }));
  const rows = [
    ...rowsOf({ pool: "pool", poolRounding: "pool rounding" }, once),
    ...byHolder("weight"),
    ...byHolder("share", "exact share"),
    ...byHolder("rounding"),
    ...byHolder("held", "held below minimum"),
    ...byHolder("paid"),
    ...rowsOf({ check: "check" }, once),
  ];
  return { head: ["Line", "Holder"], rows, direction };
}

/** The call as it is read. */
export function prorataCall({ pool, weights, decimals, minimum }: Record<"pool" | "weights" | "decimals" | "minimum", unknown>) {
  const reading = new Reading("pool", "weights", "decimals", "minimum");
  const series = reading.series("pool", pool);
  const holders = readWeights(reading, "weights", weights, series);
  reading.noteItems("weights", zeroWeightFaults({ pool: series.values, weights: holders.byPeriod }), () => ({ words: "weights", order: 0 }));
  const places = reading.decimals("decimals", decimals, 2);
  const smallest = reading.single("minimum", minimum, ZERO);
  if (smallest.lessThan(ZERO)) reading.note("minimum", wrong(`The minimum ${smallest.toFixed()} is negative; give the smallest amount that is paid, or nothing`));
  const terms: ProrataTerms = { pool: series.values, weights: holders.byPeriod, decimals: places, minimum: smallest };
  const onePool = series.direction === "single";
  const answerAcross = onePool ? holders.direction === "across" : series.direction === "down";
  return { reading, terms, holders, direction: series.direction, onePool, answerAcross };
}
