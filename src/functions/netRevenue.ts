import { wrong, Reading, type Direction } from "../cells/decode";
import { readDeductions } from "../cells/deductions";
import { blockShape, laidOut, periodNumbers, rowsOf, rowsOfEach, statementGrid, statementShape, type StatementLayout } from "../cells/encode";
import { ZERO } from "../engine/decimal";
import { netRevenueStatement, openingDeficitFaults, type DeductionLine, type NetRevenuePeriod, type NetRevenueTerms } from "../engine/netRevenue";
import { rateFaults } from "../engine/tieredRoyalty";

/**
 * Net revenue as the contract defines it: gross less exclusions and less deductions as far as they are allowed.
 * @customfunction NETREVENUE
 * @param gross The gross revenue: one amount, or a row or column with one for each period.
 * @param deductions A table, periods always across: Line, Kind ("exclusion" or "deduction"), Cap rate, Cap amount (both may be missing), then an amount for each period. What is deducted is positive.
 * @param [cap] The most that all deductions of a period together may come to, as a fraction of gross (10% is 0.1). 0 (default): no such cap.
 * @param [negative] What becomes of a net below 0: "carry" (the answer is 0 and the deficit comes off later periods) or "floor" (0, the rest is lost). Must be given when there is more than one period.
 * @param [opening] A deficit brought in from before the first period, 0 or more; only with "carry".
 * @param [decimals] Decimal places, 0 to 9, to which each answer is rounded; "exact" (default) rounds nothing.
 * @returns The net revenue of each period, laid out as the gross.
 * @remarks
 * **Each period**: (1) Each deduction is cut to its Cap rate × gross or its Cap amount; with both, to the lower. (2) If together they still exceed `cap` × gross, those above 0 are cut in proportion to what (1) left. (3) Net = gross − exclusions − allowed deductions − the deficit brought forward.
 *
 * | Kind | what it is | cap |
 * |---|---|---|
 * | `exclusion` | never was revenue: sales tax, refunds, chargebacks | none: it comes off in full |
 * | `deduction` | a cost that the contract lets the licensee take off: freight, commission, processing fees | as the table says |
 *
 * **On which gross?** Rate caps, and `cap`, are on gross before exclusions, and 0 where gross is negative. A cap on gross less refunds: subtract the refunds in the sheet.
 *
 * **Columns.** Without a header row: Line, Kind, Cap rate, Cap amount, then the amounts. With one, the first columns may stand in any order (Line may be headed Name, Item, Deduction, Position, Ligne or Concepto, Kind may be headed Type); the last ones are the periods, whatever is written over them but a column's name. Without a header row a range selected a column short takes an amount for a cap: better give one. Rows at the end that are empty or 0 are ignored.
 *
 * **What does a blank do?** A blank amount, or a blank period of gross, counts as 0. A blank cap, and a cap of 0, is no cap: what is not to be deducted at all is left out of the table. A blank Kind is refused.
 *
 * **A negative?** A negative deduction or exclusion gives back: it is added in full, and makes room for others under `cap`. Where gross is negative a rate cap is 0: a capped deduction is then not allowed, and under `cap` all together come to no more than what is given back. A net below 0 is carried or floored, as `negative` says. Negative caps and a negative opening deficit are refused.
 *
 * **A deduction exactly on its cap?** Is allowed in full; what is above is disallowed, for good.
 *
 * **A rate typed as 8 for 8%?** Refused: a cap rate is a fraction, 0 to 1.
 *
 * **Which periods restart?** Every one: caps are of the period. Only a deficit is carried, under `"carry"`.
 *
 * **When is it rounded?** Only if `decimals` is a number, half away from zero: each answer by itself. The deficit is carried unrounded.
 *
 * **What if the deductions are all 0?** Net revenue is gross, or what a deficit leaves of it. (There are no weights here.)
 *
 * **What is different from Excel's own functions?** Excel has none for it. `gross-SUM(deductions)` knows no cap, and goes below 0.
 *
 * **How do I write it by hand in plain Excel?** One deduction of 5% at most: `left = gross-exclusions-MIN(freight,5%*MAX(0,gross))`. More than one under a common cap: `left = gross-exclusions-MIN(SUM(allowed),cap*MAX(0,gross))`. Floored: `=MAX(0,left)`. Carried: `=MAX(0,left-deficit_before)`, and a line for the deficit, `=MAX(0,deficit_before-left)`.
 *
 * **Where can I see the working?** `=DEAL.NETREVENUE.LINES(…)` with the same arguments.
 * @example =DEAL.NETREVENUE(100000, {"VAT","exclusion",0,0,10000;"Freight","deduction",0.05,0,8000;"Commission","deduction",0,4000,3000;"Packaging","deduction",0,0,6000}) → 76000
 * @example =DEAL.NETREVENUE(100000, {"VAT","exclusion",0,0,10000;"Freight","deduction",0.05,0,8000;"Commission","deduction",0,4000,3000;"Packaging","deduction",0,0,6000}, 0.1) → 80000
 * @example =DEAL.NETREVENUE({100,50,200}, {"Refunds","exclusion",20,90,0}, , "carry") → {80,0,160}
 * @example =DEAL.NETREVENUE({100;50;200}, {"Refunds","exclusion",20,90,0}, , "floor") → {80;0;200}
 * @example =DEAL.NETREVENUE({100,50,200}, {"Refunds","exclusion",20,90,0}, , "carry", 30) → {50,0,160}
 * @example =DEAL.NETREVENUE({-40,100}, {"Kind","Line","Cap rate","Q1","Q2";"deduction","Freight",0.05,3,8}, , "carry") → {0,55}
 * @example =DEAL.NETREVENUE(99.99, {"Fees","deduction",0.035,5}, , , , 2) → 96.49
 * @example =DEAL.NETREVENUE({100,50}, {"Refunds","exclusion",20,90}) → #VALUE! With more than one period, say what becomes of a net below 0: "carry" (it comes off later periods) or "floor" (it is lost) (negative).
 * @example =DEAL.NETREVENUE(100, {"VAT","exclusion",0.05,0,10}) → #VALUE! An exclusion has no cap, for it was never revenue; clear the cap, or make it a deduction (deductions, row 1, Cap rate).
 * @example =DEAL.NETREVENUE(100, {"Freight","deduction",5,0,8}) → #VALUE! The rate 5 is 500%; was a percentage typed as a whole number? 5% is 0.05 (deductions, row 1, Cap rate).
 * @example =DEAL.NETREVENUE(100, {"Freight","cost",8}) → #VALUE! "cost" is not one of the words "exclusion", "deduction" (deductions, row 1, Kind).
 * @example =DEAL.NETREVENUE(100, {"Freight","deduction",8}, , "floor", 50) → #VALUE! With "floor" a deficit is lost, and none is brought in; leave opening out, or say "carry" (opening).
 * @example =DEAL.NETREVENUE({100,200}, {"Freight",8}, , "carry") → #VALUE! The table has 2 columns; it needs Line and Kind, then Cap rate and Cap amount where there are caps, and then 2 columns of amounts, one for each period (deductions).
 */
export function netRevenue(gross: any[][], deductions: any[][], cap?: any[][], negative?: any[][], opening?: any[][], decimals?: any[][]): any[][] {
  const { reading, terms, direction } = netRevenueCall({ gross, deductions, cap, negative, opening, decimals });
  return reading.answered(blockShape(1, terms.gross.length, direction), () => laidOut(netRevenueStatement(terms).map(({ net }) => net), direction));
}

/**
 * The statement behind NETREVENUE: gross, exclusions, what is claimed, allowed and disallowed of each deduction, the deficit, and a check that is 0.
 * @customfunction NETREVENUE.LINES
 * @returns A header row and the lines of the statement, a column for each period; turned when the periods run down.
 * @identity For each deduction: allowed + disallowed = claimed. Check: gross − exclusions − allowed − opening deficit + closing deficit + floored + rounding − net.
 * @example =DEAL.NETREVENUE.LINES({100,50}, {"Line","Kind","Q1","Q2";"Refunds","exclusion",20,90;"Freight","deduction",8,4}, 0.05, "carry") → {"Line","Deduction",1,2;"gross","",100,50;"exclusions","",20,90;"claimed","Freight",8,4;"allowed","Freight",5,2.5;"disallowed","Freight",3,1.5;"deficit opening","",0,0;"deficit closing","",0,42.5;"floored","",0,0;"rounding","",0,0;"net","",75,0;"check","",0,0}
 * @example =DEAL.NETREVENUE.LINES(100, {"Freight","deduction",8}, 10) → #VALUE! The rate 10 is 1000%; was a percentage typed as a whole number? 10% is 0.1 (cap).
 */
export function netRevenueLines(gross: any[][], deductions: any[][], cap?: any[][], negative?: any[][], opening?: any[][], decimals?: any[][]): any[][] {
  const { reading, terms, table, direction } = netRevenueCall({ gross, deductions, cap, negative, opening, decimals });
  const anyDeductions = Array.from({ length: table.shown }, () => "");
  return reading.answered(statementShape(netRevenueLayout(anyDeductions, direction), table.rows, terms.gross.length), () => {
    const statement = netRevenueStatement(terms);
    const names = table.names.filter((_, row) => terms.deductions[row]?.kind === "deduction");
    return statementGrid(netRevenueLayout(names, direction), periodNumbers(statement), ({ key, of }) =>
      statement.map((period) => (of === undefined ? period[key] : (period.deductions[of]?.[key] ?? ZERO))),
    );
  });
}

type InAll = Exclude<keyof NetRevenuePeriod, "deductions">;

/** `names` are those of the deductions, without exclusions. */
export function netRevenueLayout(names: readonly (string | number)[], direction: Direction): StatementLayout<InAll, keyof DeductionLine, string | number> {
  const once = (label: string) => [label, ""];
  const rows = [
    ...rowsOf({ gross: "gross", exclusions: "exclusions" }, once),
    ...rowsOfEach(names, { claimed: "claimed", allowed: "allowed", disallowed: "disallowed" }, (label, name) => [label, name]),
    ...rowsOf({ deficitOpening: "deficit opening", deficitClosing: "deficit closing" }, once),
    ...rowsOf({ floored: "floored", rounding: "rounding", net: "net", check: "check" }, once),
  ];
  return { head: ["Line", "Deduction"], rows, direction };
}

type Arguments = Record<"gross" | "deductions" | "cap" | "negative" | "opening" | "decimals", unknown>;

/** The call as it is read. */
export function netRevenueCall({ gross, deductions, cap, negative, opening, decimals }: Arguments) {
  const reading = new Reading("gross", "deductions", "cap", "negative", "opening", "decimals");
  const revenue = reading.series("gross", gross);
  const table = readDeductions(reading, "deductions", deductions, revenue.values.length);
  const common = reading.single("cap", cap, ZERO);
  reading.noteItems("cap", rateFaults(common, "fraction", 0), () => ({ words: "cap", order: 0 }));
  if (revenue.values.length > 1 && reading.cells(negative) === null) {
    reading.note("negative", wrong('With more than one period, say what becomes of a net below 0: "carry" (it comes off later periods) or "floor" (it is lost)'));
  }
  const word = reading.word("negative", negative, ["carry", "floor"], "carry");
  const deficit = reading.single("opening", opening, ZERO);
  for (const fault of openingDeficitFaults(deficit, word)) reading.note("opening", fault);
  const places = reading.decimals("decimals", decimals, "exact");
  const terms: NetRevenueTerms = { gross: revenue.values, deductions: table.deductions, cap: common, negative: word, opening: deficit, decimals: places };
  return { reading, terms, table, direction: revenue.direction };
}
