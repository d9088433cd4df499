import { readAccounts, readAdvances, readOpening, readReserves, type Accounts } from "../cells/accounts";
import { Reading, wrong, type Direction } from "../cells/decode";
import { blockShape, laidOut, periodNumbers, rowsOfEach, statementGrid, statementShape, toDouble, type StatementLayout } from "../cells/encode";
import { ZERO } from "../engine/decimal";
import { recoupmentStatement, type AccountPeriod, type Crossing, type RecoupmentTerms } from "../engine/recoup";

/**
 * What is paid after advances have been recouped from the payee's own share, account by account or across accounts (cross-collateralised), with a reserve against returns.
 * @customfunction RECOUP
 * @param earned The payee's own share, in money. One account: an amount, or a row or column with one for each period. Several: a block of accounts × periods, names in front, which several accounts in one period need. Returns are negative.
 * @param advances Recoupable advances, 0 or more: laid out as the earned; or one for each account, paid in period 1; 0 for none.
 * @param [crossed] For a block, which accounts recoup each other: "none", "all", or "recouped only". Must be given for a block, and left out for a single account.
 * @param [reserve] The part of positive earnings withheld against returns, as a fraction (20% is 0.2), 0 to 1: one rate, or a column with one for each account. Default 0.
 * @param [release] After how many periods what was withheld is released in full: a whole number from 1 on. Must be given with a reserve.
 * @param [opening] What is brought in, 0 or more, a row for each account: its unrecouped balance, then the reserve released in period 1, 2 and so on.
 * @param [decimals] Decimal places, 0 to 9, to which amounts and what is withheld are rounded; "exact" (default) rounds nothing.
 * @returns What is paid in each period: laid out as a single account's earned, or accounts × periods. Advances are paid besides.
 * @remarks
 * **Each period**: (1) The advance adds to the balance. (2) The reserve is withheld from positive earnings, and what was withheld `release` periods ago is released: credit = earned − withheld + released. (3) A negative credit adds to the balance, a positive one recoups its own. (4) What is left recoups the balances of other accounts, where they are crossed. (5) The rest is paid. Nothing that has been paid is taken back.
 *
 * | crossed | what an account has left after its own balance |
 * |---|---|
 * | `"none"` | is paid |
 * | `"all"` | recoups the balances of the others, givers and receivers in list order; in total that is one pooled account |
 * | `"recouped only"` | the same, but only among accounts that have recouped: one that has had a balance and stands at 0 after step 3 counts so for good, also when an advance or returns bring a new balance. Until then it neither helps nor is helped |
 *
 * **The payee's own share.** An advance of 100,000 against half of the revenue recoups at a revenue of 200,000, for that is when half of it is 100,000: give the half. Costs that come off before the split are recouped at the source: that is a layer of WATERFALL.
 *
 * **Shapes.** A row, column or cell is one account. A block has accounts down and periods across. Where a first column has a text in it, it holds the accounts' names: each must have one of its own. Above names a header row may stand: its first cell says `Account` (also called `Name`, `Title`), or is empty over periods that are all named in text. A first row of years or dates under another word is refused, for they could be amounts. Several accounts in one period need names, or they would be one account in several periods. Advances laid out as the earned may have the same names in front. Reserve and opening are numbers only, in the accounts' order.
 *
 * **What does a blank do?** A blank amount counts as 0 and keeps its place, a blank reserve is none. Rows at the end of a table with names that are blank or 0 throughout are left out, and so are those beside them in the other arguments.
 *
 * **A negative?** Negative earnings (returns) add to the balance, after what is released in that period: they are recouped from what is earned later. The reserve is neither withheld from them nor drawn on by them. A line recouped below 0 in the statement is such an addition. Negative advances, reserves and openings are refused.
 *
 * **Earnings exactly on the balance?** Recoup it: nothing is left and nothing paid, and for `"recouped only"` the account has recouped. (There are no thresholds here; see TIEREDROYALTY.)
 *
 * **A reserve typed as 8 for 8%?** Refused: a rate is a fraction, 0 to 1.
 *
 * **Which periods restart?** None: balances and reserves run on. A new term without the old balance: call the function for its periods alone. Which accounts have recouped before the first period cannot be brought in: for `"recouped only"` give the periods from the first advance on.
 *
 * **When is it rounded?** Only if `decimals` is a number, half away from zero: first all amounts, then what is withheld. All else is sums and differences, so cents stay cents.
 *
 * **What if the earnings are all 0?** Nothing is paid but what is released from the reserve, once the balance is recouped.
 *
 * **What is different from Excel's own functions?** Excel has none for it. `=MAX(0,SUM(earned)-advance)` is the total paid, for one account without reserve, if neither returns nor a further advance come after the first payment: what has been paid is not taken back.
 *
 * **How do I write it by hand in plain Excel?** A corkscrew: `opening` = the last closing, `recouped = MIN(earned-withheld+released,opening+advance)`, `closing = opening+advance-recouped`, `paid = earned-withheld+released-recouped`. Crossed, `=MIN(SUM(left),SUM(balances))` of all accounts goes from those that have something left to those with a balance, in list order.
 *
 * **Where can I see the working?** `=DEAL.RECOUP.LINES(…)` with the same arguments.
 *
 * **Withholding tax.** It is taken from what is paid, so recoup first: `=DEAL.WITHHOLDING(DEAL.RECOUP(…),rate)`. Of a block each account is taxed by itself, with one rate or a column of them: right where each is a payee of its own. Where one payment goes to one payee, withhold on the total of each column: a row of sums below the answer.
 * @example =DEAL.RECOUP({80,80,80}, 100) → {0,60,80}
 * @example =DEAL.RECOUP({150,-100,80;50,60,70}, {100;40}, "none") → {50,0,0;10,60,70}
 * @example =DEAL.RECOUP({150,-100,80;50,60,70}, {100;40}, "all") → {50,0,40;10,0,70}
 * @example =DEAL.RECOUP({150,-100,80;50,60,70}, {100;80}, "recouped only") → {50,0,10;0,0,70}
 * @example =DEAL.RECOUP({"Account",2026,2027;"First album",0,0;"Second album",20000,5000}, {180000;0}, "all") → {0,0;0,0}
 * @example =DEAL.RECOUP({"First album",0,0;"Second album",20000,5000}, {180000;0}, "none") → {0,0;20000,5000}
 * @example =DEAL.RECOUP({100;100;100;100}, 50, , 0.25, 2) → {25;75;100;100}
 * @example =DEAL.RECOUP({100,100}, {0,30}, , , , {50,10,20}) → {60,90}
 * @example =DEAL.RECOUP(10.05, 0, , 0.1, 4, , 2) → 9.04
 * @example =DEAL.WITHHOLDING(DEAL.RECOUP({60000,75000}, 100000), 0.1, , 2) → {0,31500}
 * @example =DEAL.WITHHOLDING(INDEX(DEAL.RECOUP({150,-100,80;50,60,70}, {100;40}, "all"), 1, 0), 0.1) → {45,0,36}
 * @example =DEAL.WITHHOLDING(DEAL.RECOUP({150,-100,80;50,60,70}, {100;40}, "all"), {0.1;0.2}) → {45,0,36;8,0,56}
 * @example =DEAL.RECOUP({150,-100;50,60}, {100;40}) → #VALUE! The block has 2 accounts; say whether they recoup each other: "none", "all" or "recouped only" (crossed).
 * @example =DEAL.RECOUP({150;50}, 100, "all") → #VALUE! A row, column or cell is one account, and has no other to be crossed with; leave crossed out, or put names in front if these are accounts (crossed).
 * @example =DEAL.RECOUP({100,100}, 50, , 0.25) → #VALUE! With a reserve, say after how many periods it is released: a whole number from 1 on (release).
 * @example =DEAL.RECOUP({100,100}, 50, , 25, 2) → #VALUE! The rate 25 is 2500%; was a percentage typed as a whole number? 25% is 0.25 (reserve).
 * @example =DEAL.RECOUP({100,100}, {50;50}) → #VALUE! There are 2 advances for 2 periods, but not in the same direction; give one, which is paid in period 1, or one for each period beside the earned (advances).
 * @example =DEAL.RECOUP({"A",100;"B",100}, {"B",50;"A",50}, "none") → #VALUE! "B" stands where the earned have "A"; give the advances the accounts of the earned, in their order (advances, row 1).
 */
export function recoup(earned: any[][], advances: any[][], crossed?: any[][], reserve?: any[][], release?: any[][], opening?: any[][], decimals?: any[][]): any[][] {
  const { reading, terms, accounts } = recoupmentCall({ earned, advances, crossed, reserve, release, opening, decimals });
  return reading.answered(blockShape(accounts.count.accounts, accounts.count.periods, accounts.direction), () => {
    const paid = recoupmentStatement(terms).accounts.map((account) => account.map((period) => period.paid));
    return accounts.isBlock ? paid.map((account) => account.map(toDouble)) : laidOut(paid[0] ?? [], accounts.direction);
  });
}

/**
 * The statement behind RECOUP: for each account balance, advance, earned, reserve, what is recouped from its own and from others, what is paid, and a check that is 0.
 * @customfunction RECOUP.LINES
 * @returns A header row and the lines of the statement, a column for each period; turned when the periods run down.
 * @identity For every account: opening + advance − recouped − from others = closing, and earned − withheld + released − recouped − to others = paid. Recouped is negative where a negative credit adds to the balance.
 * @remarks
 * Reserve held is what has been withheld and not yet released, at the close. Accounts without names are 1, 2 and so on. Check, of all accounts: paid − earned + withheld − released + advance + opening − closing.
 * @example =DEAL.RECOUP.LINES({80,80}, 100) → {"Account","Line",1,2;1,"opening",0,20;1,"advance",100,0;1,"earned",80,80;1,"withheld",0,0;1,"released",0,0;1,"recouped",80,20;1,"from others",0,0;1,"to others",0,0;1,"paid",0,60;1,"closing",20,0;1,"reserve held",0,0;"","check",0,0}
 * @example =DEAL.RECOUP.LINES({100,100}, {50,-50}) → #VALUE! The advance -50 is negative; it must be 0 or more (advances, period 2).
 */
export function recoupLines(earned: any[][], advances: any[][], crossed?: any[][], reserve?: any[][], release?: any[][], opening?: any[][], decimals?: any[][]): any[][] {
  const { reading, terms, accounts } = recoupmentCall({ earned, advances, crossed, reserve, release, opening, decimals });
  const { count, direction, named } = accounts;
  const anyAccounts = Array.from({ length: count.accounts }, () => "");
  return reading.answered(statementShape(recoupmentLayout(anyAccounts, direction), count.accounts, count.periods), () => {
    const statement = recoupmentStatement(terms);
    const names = statement.accounts.map((_, account) => named?.names[account] ?? account + 1);
    return statementGrid(recoupmentLayout(names, direction), periodNumbers(statement.checks), ({ key, of }) =>
      of === undefined ? statement.checks : (statement.accounts[of] ?? []).map((period) => period[key]),
    );
  });
}

/** `names` are what the statement calls the accounts. */
export function recoupmentLayout<Name>(names: readonly Name[], direction: Direction): StatementLayout<"check", keyof AccountPeriod, Name | string> {
  const ofAccounts = rowsOfEach(names, {
    opening: "opening", advance: "advance", earned: "earned", withheld: "withheld", released: "released",
    recouped: "recouped", fromOthers: "from others", toOthers: "to others",
    paid: "paid", closing: "closing", reserveHeld: "reserve held",
  }, (label, name) => [name, label]);
  return { head: ["Account", "Line"], rows: [...ofAccounts, { key: "check", labels: ["", "check"] }], direction };
}

type Arguments = Record<"earned" | "advances" | "crossed" | "reserve" | "release" | "opening" | "decimals", unknown>;

/** The call as it is read. */
export function recoupmentCall({ earned, advances, crossed, reserve, release, opening, decimals }: Arguments) {
  const reading = new Reading("earned", "advances", "crossed", "reserve", "release", "opening", "decimals");
  const accounts = readAccounts(reading, "earned", earned);
  const advanced = readAdvances(reading, "advances", advances, accounts);
  const crossing = readCrossing(reading, crossed, accounts);
  const reserves = readReserves(reading, "reserve", reserve, accounts);
  const released = readRelease(reading, release, reserves.some((rate) => rate.greaterThan(ZERO)));
  const openings = readOpening(reading, "opening", opening, accounts);
  const places = reading.decimals("decimals", decimals, "exact");
  const perAccount = accounts.amounts.map((amounts, account) => ({
    earned: amounts,
    advances: advanced.amounts[account] ?? [],
    reserve: reserves[account] ?? ZERO,
    openingBalance: openings[account]?.balance ?? ZERO,
    openingReserves: openings[account]?.reserves ?? [],
  }));
  const terms: RecoupmentTerms = { accounts: perAccount, crossed: crossing, release: released, decimals: places };
  return { reading, terms, accounts, namedAdvances: advanced.named };
}

function readCrossing(reading: Reading, argument: unknown, accounts: Accounts): Crossing {
  const word = reading.word<Crossing>("crossed", argument, ["none", "all", "recouped only"], "none");
  const isGiven = reading.cells(argument) !== null;
  if (accounts.amounts.length === 0 || isGiven === accounts.isBlock) return word;
  const count = accounts.amounts.length;
  const message = accounts.isBlock
    ? `The block has ${count} account${count === 1 ? "" : "s"}; say whether they recoup each other: "none", "all" or "recouped only"`
    : "A row, column or cell is one account, and has no other to be crossed with; leave crossed out, or put names in front if these are accounts";
  reading.note("crossed", wrong(message));
  return word;
}

/** After how many periods the reserve is released; undefined where it is left out and need not be given. */
function readRelease(reading: Reading, argument: unknown, isWithheld: boolean): number | undefined {
  const value = reading.singleValue("release", argument);
  if (value === undefined) return undefined;
  // In an optional argument a 0 is a blank that some versions of Excel hand over so.
  if (value === null || value === 0) {
    if (isWithheld) reading.note("release", wrong("With a reserve, say after how many periods it is released: a whole number from 1 on"));
    return undefined;
  }
  const periods = reading.figure("release", value);
  if (!periods.isNaN() && !(periods.isInteger() && periods.greaterThanOrEqualTo(1))) {
    reading.note("release", wrong(`A release after ${periods.toFixed()} periods cannot be; give a whole number from 1 on`));
  }
  return periods.toNumber();
}
