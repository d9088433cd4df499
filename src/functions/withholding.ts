import { readPayees, readRates, type Accounts, type Rates } from "../cells/accounts";
import { Reading, isOneOrBeside, periodPlace, wrong, type Direction } from "../cells/decode";
import { blockShape, laidOut, periodNumbers, rowsOfEach, statementGrid, statementShape, toDouble, turned, type StatementLayout } from "../cells/encode";
import type { Decimal } from "../engine/decimal";
import type { Fault } from "../engine/refusal";
import { withholdingRateFaults, withholdingStatement, type GrossUp, type WithholdingLine, type WithholdingTerms } from "../engine/withholding";

/**
 * Tax withheld from royalties: what is left of the gross, or with gross-up the gross that leaves the net.
 * @customfunction WITHHOLDING
 * @param royalty The royalty: one amount, a row or column with one for each period, or a block of payees × periods, which may have names in front. It is gross, or with gross-up the net that must arrive. A clawback is negative.
 * @param rate The rate of tax as a fraction (10% is 0.1), 0 to 1: one for all; of a block, a column with one for each payee; or one for each royalty, laid out as the royalties.
 * @param [gross_up] "none" (default): the royalty is gross, and the answer is the net. "gross up": the royalty is the net that must arrive, and the answer is the gross.
 * @param [decimals] Decimal places, 0 to 9, to which royalty, tax and gross are rounded; "exact" (default) rounds nothing.
 * @returns The net for each royalty, or with gross-up the gross, laid out as the royalties.
 * @remarks
 * None: tax = gross × rate, net = gross − tax. Gross up: gross = net ÷ (1 − rate), tax = gross − net. 100 to arrive at 30% is 142.86 and not 130, which would leave 91.
 *
 * **Shapes.** A row, column or cell is one payee's royalties. A block, as PRORATA and RECOUP answer it, has payees down and periods across, and each royalty has its own tax. Rates beside it: one for all; a column with one for each payee, for treaties differ; or a block with one for each royalty. Payees may also run across, with the periods down: then a row over the block has one rate for each payee. A column of rates is always one for each row, and a row of rates one for each column, in a square block too.
 *
 * **Names.** Where the first column of a block has a text in it, it holds the payees' names: each must have one of its own. Above names a header row may stand: its first cell says `Payee` (also called `Holder`, `Account`, `Name`), or is empty over periods that are all named in text. The rates may have the same names in front, in the same order, with a header as `Payee | Rate`. A single row has no name: its cells are all royalties. Names are for the statement; the answer is figures alone. Rows at the end of a table with names that are blank or 0 throughout are left out, and so are those beside them in the rates.
 *
 * **Before or after recoupment?** The royalty is what is paid: recoup first, then withhold. The rate is that of the law or the treaty, and stands in the sheet; none is built in.
 *
 * **What does a blank do?** A blank royalty counts as 0 and keeps its place. A blank rate is refused: no tax is a rate of 0.
 *
 * **A negative?** A negative royalty is the mirror image: WITHHOLDING(-x) = -WITHHOLDING(x), the tax comes back with it. Tax that does not come back: a rate of 0 there. A negative rate is refused.
 *
 * **A rate exactly on 0 or 1?** At 0 nothing is withheld, at 1 all of it. With gross-up a rate of 1 is #N/A, for a royalty of 0 too: no gross leaves a net. (There are no thresholds here; see TIEREDROYALTY.)
 *
 * **A rate typed as 8 for 8%?** Refused: a rate is a fraction, 0 to 1.
 *
 * **Which periods restart?** Every one: each royalty is taxed by itself, nothing is carried over.
 *
 * **When is it rounded?** Only if `decimals` is a number, half away from zero: the royalty first; then the tax, and the net is what is left; or with gross-up the gross, and the tax is gross less net. That tax always equals gross × rate, rounded, so that withholding from the gross gives the net back to the cent, as long as the 15 digits of a cell hold the gross.
 *
 * **What if the rates are all 0?** Net and gross are the royalty, and the tax is 0. (There are no weights here.)
 *
 * **What is different from Excel's own functions?** Excel has none for it. `ROUND(gross*(1-rate),2)` rounds the net, which at a half cent is a cent more than what is left when the tax is rounded: of 0.10 at 5% the tax is 0.01 and the net 0.09, not 0.10. Excel's ROUND goes the same way, half away from zero, but rounds what binary arithmetic has left over.
 *
 * **How do I write it by hand in plain Excel?** None: `=gross-ROUND(gross*rate,2)`. Gross up: `=ROUND(net/(1-rate),2)`.
 *
 * **Where can I see the working?** `=DEAL.WITHHOLDING.LINES(…)` with the same arguments.
 * @example =DEAL.WITHHOLDING(100, 0.3) → 70
 * @example =DEAL.WITHHOLDING(100, 0.3, "gross up", 2) → 142.86
 * @example =DEAL.WITHHOLDING(142.86, 0.3, "none", 2) → 100
 * @example =DEAL.WITHHOLDING({1000;500;-200}, 0.1) → {900;450;-180}
 * @example =DEAL.WITHHOLDING({1000,1000,-1000}, {0.1,0,1}) → {900,1000,0}
 * @example =DEAL.WITHHOLDING({900;0;-90}, {0.1;0.25;0.1}, "gross up") → {1000;0;-100}
 * @example =DEAL.WITHHOLDING(DEAL.PRORATA({1000,2000}, {50;15;35}), {0.15;0;0.3}) → {425,850;150,300;245,490}
 * @example =DEAL.WITHHOLDING(HSTACK({"Actor";"Agent"}, DEAL.PRORATA({100,200}, {1;2})), {"Actor",0.1;"Agent",0}, , 2) → {30,60;66.67,133.33}
 * @example =DEAL.WITHHOLDING({"Payee","Q1","Q2";"Actor",500,1000;"Agent",150,300}, {"Payee","Rate";"Actor",0.15;"Agent",0}) → {425,850;150,300}
 * @example =DEAL.WITHHOLDING({100,200;300,400}, {0.1,0.5}) → {90,100;270,200}
 * @example =DEAL.WITHHOLDING(0.1, 0.05, , 2) → 0.09
 * @example =DEAL.WITHHOLDING(100.005, 0.1, , 2) → 90.01
 * @example =DEAL.WITHHOLDING(100, 30) → #VALUE! The rate 30 is 3000%; was a percentage typed as a whole number? 30% is 0.3 (rate).
 * @example =DEAL.WITHHOLDING({100;100}, {0.1;-0.1}) → #VALUE! The rate -0.1 is negative; it must be 0 or more (rate, period 2).
 * @example =DEAL.WITHHOLDING(100, 1, "gross up") → #N/A At a rate of 1 the tax takes all, and no gross leaves a net; give a rate below 1, or no gross-up (rate).
 * @example =DEAL.WITHHOLDING({100;100}, {0.1,0.2}) → #VALUE! There are 2 rates for 2 royalties; give one rate, or one for each royalty in the same direction (rate).
 * @example =DEAL.WITHHOLDING({100,200,300;100,200,300}, {0.1;0.2;0.3}) → #VALUE! The rates have 3 rows × 1 column for royalties of 2 rows × 3 columns; give one rate, a column with one for each payee, or one for each royalty, laid out as the royalties (rate).
 * @example =DEAL.WITHHOLDING({"Actor",100;"Agent",50}, {"Agent",0;"Actor",0.15}) → #VALUE! "Agent" stands where the royalties have "Actor"; give the rates the payees of the royalties, in their order (rate, row 1).
 * @example =DEAL.WITHHOLDING(100, 0.3, "yes") → #VALUE! "yes" is not one of the words "none", "gross up" (gross_up).
 */
export function withholding(royalty: any[][], rate: any[][], gross_up?: any[][], decimals?: any[][]): any[][] {
  const { reading, terms, payees, direction } = withholdingCall({ royalty, rate, gross_up, decimals });
  return reading.answered(blockShape(payees.count.accounts, payees.count.periods, payees.direction), () => {
    const paid = terms.map((one) => withholdingStatement(one).map((line) => line[one.grossUp === "none" ? "net" : "gross"]));
    if (!payees.isBlock) return laidOut(paid[0] ?? [], direction);
    const byPayee = paid.map((figures) => figures.map(toDouble));
    return direction === "down" ? turned(byPayee) : byPayee;
  });
}

/**
 * The statement behind WITHHOLDING: gross, tax, net and a check that is 0.
 * @customfunction WITHHOLDING.LINES
 * @returns A header row and the lines of the statement, a column for each royalty; turned when they run down. Of a block, the lines of each payee, a column for each period.
 * @identity Gross − tax = net. Check: gross × (1 − rate) less the net, a half going towards zero where it is rounded; with gross-up, gross × rate, rounded, less the tax.
 * @remarks
 * The figures are those that are paid, rounded where `decimals` says so. Payees without names are 1, 2 and so on.
 * @example =DEAL.WITHHOLDING.LINES({1000,500.05}, {0.1,0.3}, , 2) → {"Line",1,2;"gross",1000,500.05;"tax",100,150.02;"net",900,350.03;"check",0,0}
 * @example =DEAL.WITHHOLDING.LINES({100;-100}, 0.3, "gross up", 2) → {"Line","gross","tax","net","check";1,142.86,42.86,100,0;2,-142.86,-42.86,-100,0}
 * @example =DEAL.WITHHOLDING.LINES({"Actor",500,1000;"Agent",150,300}, {0.15;0}) → {"Payee","Line",1,2;"Actor","gross",500,1000;"Actor","tax",75,150;"Actor","net",425,850;"Actor","check",0,0;"Agent","gross",150,300;"Agent","tax",0,0;"Agent","net",150,300;"Agent","check",0,0}
 * @example =DEAL.WITHHOLDING.LINES(100, "30%") → #VALUE! "30%" is text that looks like a number; convert the cell to a number (rate).
 */
export function withholdingLines(royalty: any[][], rate: any[][], gross_up?: any[][], decimals?: any[][]): any[][] {
  const { reading, terms, payees, direction } = withholdingCall({ royalty, rate, gross_up, decimals });
  const [count, periods] = payees.isBlock && direction === "down" ? [payees.count.periods, payees.count.accounts] : [payees.count.accounts, payees.count.periods];
  const layoutOf = (names: readonly (string | number)[]) => withholdingLayout(payees.isBlock ? names : undefined, direction);
  return reading.answered(statementShape(layoutOf(Array.from({ length: count }, () => "")), count, periods), () => {
    const statement = terms.map(withholdingStatement);
    const names = statement.map((_, payee) => payees.named?.names[payee] ?? payee + 1);
    return statementGrid(layoutOf(names), periodNumbers(statement[0] ?? []), ({ key, of = 0 }) => (statement[of] ?? []).map((line) => line[key]));
  });
}

/** `names` are what the statement calls the payees of a block. */
export function withholdingLayout<Name>(names: readonly Name[] | undefined, direction: Direction): StatementLayout<never, keyof WithholdingLine, Name | string> {
  const labels = { gross: "gross", tax: "tax", net: "net", check: "check" };
  if (names === undefined) return { head: ["Line"], rows: rowsOfEach([""], labels, (label) => [label]), direction };
  return { head: ["Payee", "Line"], rows: rowsOfEach(names, labels, (label, name) => [name, label]), direction };
}

/** The call as it is read: the terms of each payee, and how his royalties lie. */
export function withholdingCall({ royalty, rate, gross_up, decimals }: Record<"royalty" | "rate" | "gross_up" | "decimals", unknown>) {
  const reading = new Reading("royalty", "rate", "gross_up", "decimals");
  const payees = readPayees(reading, "royalty", royalty);
  const grossUp = reading.word<GrossUp>("gross_up", gross_up, ["none", "gross up"], "none");
  const faultsOf = (rates: readonly Decimal[]) => withholdingRateFaults(rates, grossUp);
  const rates = payees.isBlock ? readRates(reading, "rate", rate, payees, faultsOf) : ratesOfOne(reading, rate, payees, faultsOf);
  const places = reading.decimals("decimals", decimals, "exact");
  const royalties = rates.areAcross ? turned(payees.amounts) : payees.amounts;
  const terms = royalties.map((amounts, payee): WithholdingTerms => ({ royalties: amounts, rates: rates.byPayee[payee] ?? [], grossUp, decimals: places }));
  return { reading, terms, payees, namedRates: rates.named, direction: rates.areAcross ? ("down" as const) : payees.direction };
}

/** The rates of a row or column of royalties: one, or one for each of them. */
function ratesOfOne(reading: Reading, argument: unknown, { amounts: [royalties = []], direction }: Accounts, faultsOf: (rates: readonly Decimal[]) => Fault[]): Rates {
  const rates = reading.series("rate", argument, "refused");
  const count = rates.values.length;
  if (royalties.length > 0 && !isOneOrBeside(rates, { values: royalties, direction })) {
    reading.note("rate", wrong(`There are ${count} rates for ${royalties.length} royalties; give one rate, or one for each royalty in the same direction`));
  }
  reading.noteItems("rate", faultsOf(rates.values), (item) => periodPlace("rate", item, count));
  return { byPayee: [rates.values], areAcross: false, named: undefined };
}
