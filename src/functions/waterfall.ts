import { Reading, type Direction } from "../cells/decode";
import { blockShape, periodNumbers, rowsOf, statementGrid, statementShape, toDouble, turned, type Answer, type StatementLayout } from "../cells/encode";
import { readLayers } from "../cells/layers";
import { ZERO, sum } from "../engine/decimal";
import { ranksOf, waterfallStatement, type LayerLine, type WaterfallPeriod, type WaterfallTerms } from "../engine/waterfall";

/**
 * Cash paid down an ordered list of claims, period after period: fees, costs, recoupment, preferred return, catch-up, splits.
 * @customfunction WATERFALL
 * @param cash The cash of each period: one amount, or a row or column. A negative period is a deficit, which later cash makes good first.
 * @param layers The table of claims, one row for each: Rank | Payee | Type | Rate | Amount | Of | Cap | Until | Carry | Paid | Owed. Rows may stand in any order.
 * @param [decimals] Decimal places, 0 to 9, to which payments are rounded; "exact" (default) rounds nothing.
 * @param [amounts] What falls due by period: a row for each row of the table, a column for each period (turned with cash).
 * @returns What each row of the table is paid: a row for each, in its order, and a column for each period; turned if the cash is a column.
 * @remarks
 * **Each period**: (1) a deficit brought forward is made good; what is left is `gross`. (2) Fixed amounts fall due, and preferred returns accrue on opening balances, in the first period and in negative ones too. (3) The ranks are paid in order, each once. Nothing is taken back; undistributed cash is not carried.
 *
 * **Types**, and the columns that each reads besides Rank, Payee, Type, Cap and Paid. Anything else that is filled is refused.
 *
 * | type | reads | what it claims |
 * |---|---|---|
 * | fixed | Amount, Carry, Owed | Amount each period; Carry `yes`: what could not be paid is owed on, `no` or blank: it lapses |
 * | percent | Rate, Of | Rate × Of: `gross`, `remaining` (what reaches this rank) or `after 2` (what was left after rank 2, an earlier one); what it could not be paid lapses |
 * | recoup | Rate, Amount | what is unrecovered of Amount × (1 + Rate); Rate is the premium, 20% for a 120% recoupment |
 * | preferred | Rate, Amount, Of, Carry, Owed | the return unpaid: Rate a period on Amount, or with Of `balance 1` on what this payee's recoup rows at rank 1 have still to recoup; Carry `simple` or `compound` (what is unpaid earns the return too; a rest that rounding left below 0 does not) |
 * | split | Rate, Until | its Rate of what reaches the rank; rates under 100% let the rest flow on |
 * | catch-up | Rate, Until | its Rate of the rank's cash, until the one row with Until has that share of the profit |
 * | residual | nothing more | all that reaches it |
 *
 * | column | also called | unit | what it says |
 * |---|---|---|---|
 * | Rank | Step, Order | whole number from 1 | the order of payment; rows of one rank are paid pari passu. A rank holds claims (fixed, percent, recoup, preferred), or only split, or only catch-up, or one residual |
 * | Payee | Party, Recipient, Holder | text | whom it pays; the same whatever its case |
 * | Type | Layer | word | see above |
 * | Rate | Share | fraction | 0 to 1; a recoup premium may be above 1 |
 * | Amount | | money | |
 * | Of | Base | words | see above |
 * | Cap | | money | the most the row is paid over all periods, what was paid before included; what it cuts off a split, catch-up or residual goes to the next rank |
 * | Until | | money, or in a catch-up a fraction | split: the whole rank closes when the first such row has been paid its amount; catch-up: the share of the profit |
 * | Carry | | word | see above |
 * | Paid | Paid before | money | what the row was paid before the first period; counts for Cap, Until, recoup and catch-up |
 * | Owed | Owed before | money | arrears or return unpaid at the start |
 *
 * **Short cash.** A claim is first cut to the room under its Cap; if the cash is short, the rank's claims are then paid in proportion.
 *
 * **Catch-up.** The rank gets max(0, (s × P − H) ÷ (u − s)): s the Until, u that row's Rate, P all that preferred and catch-up rows have been paid so far, H that row's part. Profit paid further down counts from the next period.
 *
 * **Percentages at source** are percent rows of `gross`, whatever ranks above them: 50% at source of 100 is 50, also where an agent has taken 20 before. On receipts, they are of `remaining` or `after` the agent's rank: 40.
 *
 * **Amounts by period** stand in place of Amount for `fixed`, add to the balance for `recoup` (bearing the premium) and to the capital for `preferred`; a row blank or 0 throughout leaves its layer alone.
 *
 * **What does a blank do?** A blank period of cash is 0. In the optional columns blank and 0 mean: not used (there is no cap of 0). Rank and Type must be filled. Rows at the end that are blank or 0 throughout are left out.
 *
 * **A negative?** Negative cash pays nobody and is carried as a deficit; what falls due in it is still owed. To bring a deficit forward, make it the first period. Negatives in the table are refused.
 *
 * **A payment exactly on a Cap or Until?** Reaches it: the row has no room left, and a split rank with that Until is closed for good, in the same period.
 *
 * **A rate typed as 8 for 8%?** Refused, but for the premium of a recoup layer, where 8 means 900% in all.
 *
 * **Which periods restart?** None: balances, caps and untils run over all periods given.
 *
 * **When is it rounded?** With `decimals` a number: cash, Cap, Until and what is to be recouped first; fixed and preferred amounts stay exact and are claimed rounded; the room under a Cap is cut down to the unit, so that a Paid with more decimals never breaks it; then each rank's payments are added, the sum is rounded (never above the cash left) and shared by largest remainder. With "exact" nothing is rounded; returns that compound, and payments out of short cash where their fractions would need more, are cut at 200 decimals.
 *
 * **What if the rates are all 0?** Those rows claim nothing, and the cash flows on.
 *
 * **What is different from Excel's own functions?** Excel has none for waterfalls.
 *
 * **How do I write it by hand in plain Excel?** For each claim a corkscrew: opening, due, `paid = MAX(0,MIN(opening+due, room under the cap, cash left))`, closing, and cash left for the next. Pari passu: times `MIN(1, cash left/SUM(claims))`.
 *
 * **Where can I see the working?** `=DEAL.WATERFALL.LINES(…)` for every line, `=DEAL.WATERFALL.PAYEES(…)` for the totals of each payee, with the same arguments.
 *
 * Not said in one table: a share of another row's payment (multiply the rates), a share that feeds a waterfall of its own (use WATERFALL twice), recoupment from the payee's own share, a second hurdle by rate of return.
 * @example =DEAL.WATERFALL(100, {1,"Agent","percent",0.1,0,"gross";2,"Studio","residual",0,0,""}) → {10;90}
 * @example =DEAL.WATERFALL(100, {1,"Agent","percent",0.2,0,"gross";2,"Writer","percent",0.5,0,"gross";3,"Publisher","residual",0,0,""}) → {20;50;30}
 * @example =DEAL.WATERFALL(100, {1,"Agent","percent",0.2,0,"gross";2,"Writer","percent",0.5,0,"remaining";3,"Publisher","residual",0,0,""}) → {20;40;40}
 * @example =DEAL.WATERFALL({100,100}, {"Rank","Payee","Type","Amount","Carry";1,"Agent","fixed",120,"yes";2,"Studio","residual","",""}) → {100,100;0,0}
 * @example =DEAL.WATERFALL({100;100}, {"Rank","Payee","Type","Amount","Carry";1,"Agent","fixed",60,"no";2,"Studio","residual","",""}) → {60,40;60,40}
 * @example =DEAL.WATERFALL({4000000,6000000,3000000,1000000}, {"Rank","Payee","Type","Rate","Amount","Until";1,"A","recoup",0,1000000,0;2,"Me","split",0.1,0,1000000;2,"A","split",0.9,0,0;3,"Me","split",0.13,0,0;3,"A","split",0.87,0,0}) → {1000000,0,0,0;300000,600000,100000,0;2700000,5400000,900000,0;0,0,260000,130000;0,0,1740000,870000}
 * @example =DEAL.WATERFALL(100, {"Rank","Payee","Type","Rate","Amount","Until","Carry";1,"LP","recoup",0,50,0,"";2,"LP","preferred",0.08,50,0,"simple";3,"GP","catch-up",1,0,0.2,"";4,"LP","split",0.8,0,0,"";4,"GP","split",0.2,0,0,""}) → {50;4;1;36;9}
 * @example =DEAL.WATERFALL(12, {"Rank","Payee","Type","Rate","Amount","Until","Carry";1,"LP","preferred",0.08,100,0,"simple";2,"GP","catch-up",0.5,0,0.2,"";2,"LP","catch-up",0.5,0,0,"";3,"LP","split",0.8,0,0,"";3,"GP","split",0.2,0,0,""}) → {8;2;2;0;0}
 * @example =DEAL.WATERFALL(100, {"Rank","Payee","Type","Amount","Cap";1,"A","fixed",100,30;1,"B","fixed",100,0}, 2) → {23.08;76.92}
 * @example =DEAL.WATERFALL({-30,100}, {1,"Studio","residual"}) → {0,70}
 * @example =DEAL.WATERFALL({1000,1000,1000}, {1,"A","preferred",0.5,1,"",0,0,"compound"}, 0) → {1,0,1}
 * @example =DEAL.WATERFALL(100, {"Rank","Type","Cap","Paid";1,"residual",10,4.994}, 2) → 5
 * @example =DEAL.WATERFALL(100, {1,"Me","split",0.7;1,"A","split",0.4}) → #VALUE! The split rates of rank 1 add up to 110%; they must not exceed 100% (layers, row 1).
 * @example =DEAL.WATERFALL(100, {1,"Me","bonus",0.7}) → #VALUE! "bonus" is no type of layer at rank 1; the types are fixed, percent, recoup, preferred, split, catch-up, residual (layers, row 1, Type).
 * @example =DEAL.WATERFALL(100, {1,"Me","residual",0.7}) → #VALUE! A residual layer does not read Rate, and at rank 1 it is filled; clear it, or use another type (layers, row 1, Rate).
 * @example =DEAL.WATERFALL(100, {1,"Me","percent",0.1,0,"after 2";2,"A","residual",0,0,""}) → #VALUE! "after 2" must name a rank that comes earlier than rank 1 (layers, row 1).
 */
export function waterfall(cash: any[][], layers: any[][], decimals?: any[][], amounts?: any[][]): any[][] {
  const { reading, terms, direction, table } = waterfallCall({ cash, layers, decimals, amounts });
  return reading.answered(blockShape(table.count.rows, terms.cash.length, direction), () => {
    const statement = waterfallStatement(terms);
    const paid: Answer = table.layers.map((_, row) => statement.map((period) => toDouble(period.lines[row]?.paid ?? ZERO)));
    return direction === "down" ? turned(paid) : paid;
  });
}

/**
 * The statement behind WATERFALL: cash and deficit, then every layer's opening, due, claim, rounding, paid, lapsed and closing, the cash left after each rank, and a check that is 0.
 * @customfunction WATERFALL.LINES
 * @returns A header row and the lines of the statement, rank by rank, a column for each period; turned when the periods run down.
 * @identity Opening + due − paid − lapsed = closing in every layer. For split, catch-up and residual the claim is the share of what is offered, after Cap, opening and closing are 0, and due is what is paid.
 * @remarks
 * Check: Σ paid + undistributed + (opening − closing deficit) − cash − cash rounding.
 * @example =DEAL.WATERFALL.LINES({100,100}, {"Rank","Payee","Type","Amount","Carry";1,"Agent","fixed",120,"yes";2,"Studio","residual","",""}) → {"Rank","Payee","Type","Line",1,2;"","","","cash",100,100;"","","","cash rounding",0,0;"","","","opening deficit",0,0;"","","","deficit made good",0,0;"","","","closing deficit",0,0;"","","","gross",100,100;1,"Agent","fixed","opening",0,20;1,"Agent","fixed","due",120,120;1,"Agent","fixed","claim",120,140;1,"Agent","fixed","rounding",0,0;1,"Agent","fixed","paid",100,100;1,"Agent","fixed","lapsed",0,0;1,"Agent","fixed","closing",20,40;1,"","","cash left",0,0;2,"Studio","residual","opening",0,0;2,"Studio","residual","due",0,0;2,"Studio","residual","claim",0,0;2,"Studio","residual","rounding",0,0;2,"Studio","residual","paid",0,0;2,"Studio","residual","lapsed",0,0;2,"Studio","residual","closing",0,0;2,"","","cash left",0,0;"","","","undistributed",0,0;"","","","check",0,0}
 * @example =DEAL.WATERFALL.LINES(100, {1,"Me","percent",8,0,"gross"}) → #VALUE! The rate 8 is 800%; was a percentage typed as a whole number? (layers, row 1).
 */
export function waterfallLines(cash: any[][], layers: any[][], decimals?: any[][], amounts?: any[][]): any[][] {
  const { reading, terms, direction, table } = waterfallCall({ cash, layers, decimals, amounts });
  const { rows, ranks } = table.count;
  const anyLayers = Array.from({ length: rows }, (_, row) => ({ rank: Math.min(row, ranks - 1), type: "" }));
  return reading.answered(statementShape(waterfallLayout(anyLayers, [], direction), rows, terms.cash.length), () => {
    const statement = waterfallStatement(terms);
    const ranked = ranksOf(terms.layers);
    return statementGrid(waterfallLayout(terms.layers, table.payees, direction), periodNumbers(statement), ({ key, of }) =>
      statement.map((period) => {
        if (of === undefined) return period[key];
        return (key === "cashLeft" ? period.cashLeft.get(ranked[of] ?? NaN) : period.lines[of]?.[key]) ?? ZERO;
      }),
    );
  });
}

/**
 * What each payee is paid by WATERFALL, over all of its rows.
 * @customfunction WATERFALL.PAYEES
 * @returns A header row and a row for each payee, in order of first appearance, a column for each period; turned when the periods run down.
 * @remarks
 * Payees are the same whatever their case and the spaces around them.
 * @example =DEAL.WATERFALL.PAYEES({100,50}, {1,"Agent","percent",0.1,0,"gross";2,"Studio","split",0.5,0,"";2,"AGENT ","split",0.5,0,""}) → {"Payee",1,2;"Agent",55,27.5;"Studio",45,22.5}
 * @example =DEAL.WATERFALL.PAYEES(100, {1,"Me","residual";1,"A","residual"}) → #VALUE! Rank 1 has 2 residual rows; the first would take all, so keep one (layers, row 1).
 */
export function waterfallPayees(cash: any[][], layers: any[][], decimals?: any[][], amounts?: any[][]): any[][] {
  const { reading, terms, direction, table } = waterfallCall({ cash, layers, decimals, amounts });
  const anyPayees = Array.from({ length: table.count.payees }, () => "");
  return reading.answered(statementShape(payeesLayout(anyPayees, direction), table.count.rows, terms.cash.length), () => {
    const statement = waterfallStatement(terms);
    const rows = new Map<string, number[]>();
    table.payees.forEach((payee, row) => rows.set(payee, [...(rows.get(payee) ?? []), row]));
    const rowsOfEach = [...rows.values()];
    return statementGrid(payeesLayout([...rows.keys()], direction), periodNumbers(statement), ({ of = 0 }) =>
      statement.map((period) => sum((rowsOfEach[of] ?? []).map((row) => period.lines[row]?.paid ?? ZERO))),
    );
  });
}

type InAll = Exclude<keyof WaterfallPeriod, "lines" | "cashLeft">;

const LAYER_LINES = { opening: "opening", due: "due", claim: "claim", rounding: "rounding", paid: "paid", lapsed: "lapsed", closing: "closing" };

/** `payees` are what the statement calls those of the layers. */
export function waterfallLayout<Payee>(
  layers: readonly { readonly rank: number; readonly type: string }[],
  payees: readonly Payee[],
  direction: Direction,
): StatementLayout<InAll, keyof LayerLine | "cashLeft", Payee | string | number> {
  const once = (label: string) => ["", "", "", label];
  const ofLayer = ({ rank, type }: (typeof layers)[number], of: number) =>
    rowsOf(LAYER_LINES, (label) => [rank, payees[of] ?? "", type, label]).map((row) => ({ ...row, of }));
  const rows = [
    ...rowsOf({ cash: "cash", cashRounding: "cash rounding" }, once),
    ...rowsOf({ openingDeficit: "opening deficit", madeGood: "deficit made good", closingDeficit: "closing deficit", gross: "gross" }, once),
    ...ranksOf(layers).flatMap((rank, at) => [
      ...layers.flatMap((layer, of) => (layer.rank === rank ? ofLayer(layer, of) : [])),
      { key: "cashLeft" as const, of: at, labels: [rank, "", "", "cash left"] },
    ]),
    ...rowsOf({ undistributed: "undistributed", check: "check" }, once),
  ];
  return { head: ["Rank", "Payee", "Type", "Line"], rows, direction };
}

export function payeesLayout<Payee>(payees: readonly Payee[], direction: Direction): StatementLayout<never, "paid", Payee> {
  return { head: ["Payee"], rows: payees.map((payee, of) => ({ key: "paid", of, labels: [payee] })), direction };
}

/** The call as it is read. */
export function waterfallCall({ cash, layers, decimals, amounts }: Record<"cash" | "layers" | "decimals" | "amounts", unknown>) {
  const reading = new Reading("cash", "layers", "decimals", "amounts");
  const series = reading.series("cash", cash);
  const table = readLayers(reading, "layers", layers, "amounts", amounts, series);
  const places = reading.decimals("decimals", decimals, "exact");
  const terms: WaterfallTerms = { cash: series.values, layers: table.layers, decimals: places };
  return { reading, terms, direction: series.direction, table };
}
