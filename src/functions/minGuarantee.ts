import { readRecoupmentWindow } from "../cells/recoupmentWindow";
import { isOneOrBeside, periodPlace, wrong, Reading, type Direction } from "../cells/decode";
import { blockShape, laidOut, periodNumbers, rowsOf, statementGrid, statementShape, type StatementLayout } from "../cells/encode";
import { guaranteeFaults, guaranteeStatement, openingFaults, type GuaranteePeriod, type GuaranteeTerms } from "../engine/minGuarantee";

/**
 * What is payable under a minimum guarantee whose shortfalls are recouped from later earnings above it (minimum rent and short-workings).
 * @customfunction MINGUARANTEE
 * @param earned The royalties earned, in money: one amount, or a row or column with one for each period. Returns beyond a period's sales are negative.
 * @param guarantee The minimum of each period, 0 or more: one amount for all, or one for each period, laid out as the earned. 0: none in that period.
 * @param window Until when a shortfall is recouped: "none", "life" (for good), "first 3" (up to period 3) or "rolling 2" (in the 2 periods after its own), with any whole number. Must always be given.
 * @param [opening] Shortfalls from before the first period that can still be recouped, 0 or more, oldest first: one amount, or a row or column; the last arose in the period just before.
 * @returns What is payable in each period, laid out as the earned.
 * @remarks
 * **Each period**: (1) A credit (negative earnings) brought forward comes off what is earned; what is then below 0 is carried on, and the earnings are 0. A credit never lapses and is no shortfall. (2) Earnings under the guarantee leave a shortfall, earnings above it an excess. (3) The excess recoups open shortfalls, oldest first. Payable is the higher of earnings and guarantee, less what is recouped: never under the guarantee. (4) Shortfalls whose window is over lapse.
 *
 * | window | a shortfall of period t is recouped | and lapses |
 * |---|---|---|
 * | `"none"` | not at all | at once |
 * | `"life"` | in every later period | never |
 * | `"first n"` | in later periods up to period n of the data | at the close of period n; after it at once |
 * | `"rolling n"` | in the periods t + 1 to t + n | at the close of period t + n |
 *
 * **What does a blank do?** A blank period of `earned` counts as 0: the whole guarantee is a shortfall. A blank guarantee in a range is 0: none in that period. A blank opening shortfall is 0 in its place. The window must be given.
 *
 * **A negative?** Negative earnings are a credit: the guarantee is payable all the same, and the credit comes off what is earned later, before that is held against its guarantee. Negative guarantees and opening shortfalls are refused. To bring a credit in, make it a first period with a guarantee of 0.
 *
 * **Earnings exactly on the guarantee?** Leave neither shortfall nor excess. In the last period of its window a shortfall is still recouped; what is then left of it lapses.
 *
 * **A rate typed as 8 for 8%?** There are no rates here.
 *
 * **Which periods restart?** None: shortfalls run on as `window` says. `"first n"` counts from the first period given, `"rolling n"` from each shortfall's own. Earlier excess never meets a later guarantee: that is an advance, and another clause.
 *
 * **A yearly guarantee on quarterly royalties** holds the sum of the year against it: add up the four quarters, and what is payable for the year less what they have paid is due at its end (20, 30, 10 and 25 under 100: 15). Do not write it as 0, 0, 0 and 100: each guarantee is that of its own period, and the last quarter would be paid up to 100 whatever the others earned.
 *
 * **When is it rounded?** Never: nothing is multiplied, so amounts in cents stay in cents.
 *
 * **What if the earnings are all 0?** The guarantee is payable in each period.
 *
 * **What is different from Excel's own functions?** Excel has none for guarantees. `=MAX(earned,guarantee)` is the window `"none"`, as long as nothing earned is negative.
 *
 * **How do I write it by hand in plain Excel?** A corkscrew: `opening` = the last closing, `recouped = MIN(opening,MAX(0,earned-guarantee))`, `closing = opening+MAX(0,guarantee-earned)-recouped-lapsed`, `payable = MAX(earned,guarantee)-recouped`. For `"rolling n"` one such line for each age, the oldest recouped first.
 *
 * **Where can I see the working?** `=DEAL.MINGUARANTEE.LINES(…)` with the same arguments.
 * @example =DEAL.MINGUARANTEE({60;90;130;170}, 100, "none") → {100;100;130;170}
 * @example =DEAL.MINGUARANTEE({60;90;130;170}, 100, "life") → {100;100;100;150}
 * @example =DEAL.MINGUARANTEE({60;90;130;170}, 100, "first 3") → {100;100;100;170}
 * @example =DEAL.MINGUARANTEE({60,90,130,170}, 100, "rolling 1") → {100,100,120,170}
 * @example =DEAL.MINGUARANTEE({60;90;130;170}, {100;0;100;100}, "life") → {100;50;130;170}
 * @example =DEAL.MINGUARANTEE(SUM({20;30;10;25}), 100, "none")-SUM({20;30;10;25}) → 15
 * @example =DEAL.MINGUARANTEE({-50;300}, 100, "none") → {100;250}
 * @example =DEAL.MINGUARANTEE({-50;300}, 100, "life") → {100;150}
 * @example =DEAL.MINGUARANTEE({150;150}, 100, "rolling 2", {40;30}) → {100;130}
 * @example =DEAL.MINGUARANTEE({60;90}, 100, "yearly") → #VALUE! "yearly" is not one of the words "none", "life", "first n", "rolling n", with n a whole number of periods from 1 on, as in "first 3" (window).
 * @example =DEAL.MINGUARANTEE({60;90}, 100) → #VALUE! This argument must be given: "none", "life", "first n", "rolling n", with n a whole number of periods (window).
 * @example =DEAL.MINGUARANTEE({60;90}, {100;-100}, "life") → #VALUE! The guarantee -100 is negative; it must be 0 or more (guarantee, period 2).
 * @example =DEAL.MINGUARANTEE({60;90}, {100,100}, "life") → #VALUE! There are 2 guarantees for 2 periods, but not in the same direction; give one amount, or one for each period beside the earned (guarantee).
 * @example =DEAL.MINGUARANTEE(150, 100, "rolling 2", {20;40;30}) → #VALUE! The opening shortfall 20 arose 3 periods before period 1 and has lapsed in the window "rolling 2"; leave out all but the last 2 (opening, period 1).
 */
export function minGuarantee(earned: any[][], guarantee: any[][], window: any[][], opening?: any[][]): any[][] {
  const { reading, terms, direction } = guaranteeCall({ earned, guarantee, window, opening });
  return reading.answered(blockShape(1, terms.earned.length, direction), () => laidOut(guaranteeStatement(terms).map((period) => period.payable), direction));
}

/**
 * The statement behind MINGUARANTEE: earned, credit, earnings, guarantee, shortfall, excess, what of the open shortfalls is recouped and lapses, payable, and a check that is 0.
 * @customfunction MINGUARANTEE.LINES
 * @returns A header row and the lines of the statement, a column for each period; turned when the periods run down.
 * @identity Opening + shortfall − recouped − lapsed = closing, where opening and closing are the shortfalls that can still be recouped. Payable = the higher of earnings and guarantee − recouped.
 * @remarks
 * Check: payable − earned − rise in credit − rise in open shortfalls − lapsed.
 * @example =DEAL.MINGUARANTEE.LINES({-50,90,130,170}, 100, "rolling 2") → {"Line",1,2,3,4;"earned",-50,90,130,170;"credit opening",0,50,0,0;"credit closing",50,0,0,0;"earnings",0,40,130,170;"guarantee",100,100,100,100;"shortfall",100,60,0,0;"excess",0,0,30,70;"opening",0,100,160,60;"recouped",0,0,30,60;"lapsed",0,0,70,0;"closing",100,160,60,0;"payable",100,100,100,110;"check",0,0,0,0}
 * @example =DEAL.MINGUARANTEE.LINES({60,90}, 100, "first 0") → #VALUE! "first 0" is not one of the words "none", "life", "first n", "rolling n", with n a whole number of periods from 1 on, as in "first 3" (window).
 */
export function minGuaranteeLines(earned: any[][], guarantee: any[][], window: any[][], opening?: any[][]): any[][] {
  const { reading, terms, direction } = guaranteeCall({ earned, guarantee, window, opening });
  const layout = guaranteeLayout(direction);
  return reading.answered(statementShape(layout, 1, terms.earned.length), () => {
    const statement = guaranteeStatement(terms);
    return statementGrid(layout, periodNumbers(statement), ({ key }) => statement.map((period) => period[key]));
  });
}

export function guaranteeLayout(direction: Direction): StatementLayout<keyof GuaranteePeriod> {
  const rows = rowsOf({
    earned: "earned", creditOpening: "credit opening", creditClosing: "credit closing", earnings: "earnings",
    guarantee: "guarantee", shortfall: "shortfall", excess: "excess",
    opening: "opening", recouped: "recouped", lapsed: "lapsed", closing: "closing",
    payable: "payable", check: "check",
  });
  return { head: ["Line"], rows, direction };
}

/** The call as it is read. */
export function guaranteeCall({ earned, guarantee, window, opening }: Record<"earned" | "guarantee" | "window" | "opening", unknown>) {
  const reading = new Reading("earned", "guarantee", "window", "opening");
  const royalties = reading.series("earned", earned);
  const minimum = reading.series("guarantee", guarantee);
  const [given, periods] = [minimum.values.length, royalties.values.length];
  reading.noteItems("guarantee", guaranteeFaults(minimum.values), (item) => periodPlace("guarantee", item, given));
  if (periods > 0 && !isOneOrBeside(minimum, royalties)) {
    const direction = given === periods ? ", but not in the same direction" : "";
    reading.note("guarantee", wrong(`There are ${given} guarantees for ${periods} periods${direction}; give one amount, or one for each period beside the earned`));
  }
  const recoupment = readRecoupmentWindow(reading, "window", window);
  const earlier = reading.cells(opening) === null ? [] : reading.series("opening", opening).values;
  reading.noteItems("opening", openingFaults(earlier, recoupment), (item) => periodPlace("opening", item, earlier.length));
  // A window that cannot be read is refused.
  const terms: GuaranteeTerms = { earned: royalties.values, guarantee: minimum.values, window: recoupment ?? { kind: "none" }, opening: earlier };
  return { reading, terms, direction: royalties.direction };
}
