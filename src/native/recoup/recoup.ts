import type { AccountPeriod } from "../../engine/recoup";
import { recoupmentLayout } from "../../functions/recoup";
import { Block, NativeRefusal, type Argument, type NativeBlock } from "../parts/block";
import { answerOf, byKey, figureIn, figuresIn, statementOf } from "../parts/shown";
import type { Formula, Line, Period, ProofSheet } from "../parts/proofSheet";
import { givenAccounts, lineOf, readCall, type RecoupCall } from "./given";
import { moneyOfAccounts, type AccountMoney, type Money } from "./money";
import { rounding } from "../parts/rounding";

/**
 * RECOUP in plain formulas.
 *
 * A corkscrew of the balance of each account, in whole numbers: first what its own credit recoups, for all accounts; then what goes from those with something left to
 * those with a balance; then what is paid.
 */
export function recoupBlock(proof: ProofSheet, title: string, args: readonly Argument[]): NativeBlock {
  const [earned = null, advances = null, crossed = null, reserve = null, release = null, opening = null, decimals = null] = args;
  if (earned === null || advances === null) throw new NativeRefusal("earned and advances must be given");
  const call = readCall({ earned, advances, crossed, reserve, release, opening, decimals });
  const block = new Block(proof, title, call.periods);
  const given = givenAccounts(block, call);
  const money = moneyOfAccounts(block, call, given, rounding(block, decimals, "exact"));
  const { accounts, check, checked } = new RecoupLines(block, call, money, given.release).written();

  const { direction } = call.accounts;
  const paid = accounts.map((account) => figureIn(money.perOne, account.paid));
  return block.finished(checked, { answer: "paid", lines: linesInShort(call, money) }, () => ({
    "": answerOf(direction, ...paid),
    LINES: statementOf(recoupmentLayout(accounts.map((_, account) => given.label(account)), direction), figuresIn(money.perOne, { ...byKey(accounts), check })),
  }));
}

/** Without those that are 0 whatever is typed in. */
function linesInShort({ crossing }: RecoupCall, { accounts }: Money): (keyof AccountPeriod)[] {
  const isReserved = accounts.some(({ withheld, brought }) => withheld !== undefined || brought !== undefined);
  return ["opening", "advance", "earned", ...(isReserved ? (["withheld", "released"] as const) : []), "recouped", ...(crossing === "none" ? [] : (["fromOthers", "toOthers"] as const)), "closing"];
}

/** The lines of one account. */
type AccountLines = Readonly<Record<keyof AccountPeriod, Line>>;

/** What an account's own credit does, before it is crossed with others. */
type OwnLines = Pick<AccountLines, "opening" | "withheld" | "released" | "recouped"> & {
  readonly credit: Line;
  /** 1 from the period on in which it has recouped; only where that decides. */
  readonly hasRecouped: Line | undefined;
};

class RecoupLines {
  private readonly proof: ProofSheet;
  private readonly accounts: readonly AccountMoney[];

  constructor(
    private readonly block: Block,
    private readonly call: RecoupCall,
    private readonly money: Money,
    private readonly release: string,
  ) {
    this.proof = block.proof;
    this.accounts = money.accounts;
  }

  written() {
    const { proof, block, call } = this;
    const nothing = this.across("nothing", () => "0");
    const own = this.accounts.map((account, i) => this.own(account, i, (t) => t.before((accounts[i] as AccountLines).closing), nothing));
    const { toOthers, fromOthers } = this.crossed(own, nothing);
    const accounts: readonly AccountLines[] = own.map((lines, i) => this.closed(lines, i, toOthers[i] ?? nothing, fromOthers[i] ?? nothing));

    const byAccount = (label: string, formula: (lines: AccountLines, t: Period) => string) => accounts.map((lines, i) => this.across(lineOf(call, i, label), (t) => formula(lines, t)));
    const inAll = (lines: readonly Line[], t: Period) => `SUM(${t.from(lines[0] as Line, lines.at(-1) as Line)})`;
    const parts = byAccount("paid less what is due", ({ paid, earned, withheld, released, advance, opening, closing }, t) =>
      `${t.of(paid)}-${t.of(earned)}+${t.of(withheld)}-${t.of(released)}+${t.of(advance)}+${t.of(opening)}-${t.of(closing)}`,
    );
    const check = this.across("check", (t) => inAll(parts, t));
    const checked = proof.once("check, all periods", "", `SUMPRODUCT(ABS(${proof.range(check)}))`);
    const sizes = byAccount("largest whole number", ({ opening, advance, earned, released, reserveHeld }, t) => `${t.of(opening)}+${t.of(advance)}+ABS(${t.of(earned)})+${t.of(released)}+${t.of(reserveHeld)}`);
    block.productsExact("sums are below 1E+15", this.across("largest whole number, all accounts", (t) => inAll(sizes, t)));
    return { accounts, check, checked };
  }

  private across(label: string, formula: Formula, once?: string): Line {
    return this.proof.across(label, this.money.unitName, this.call.periods, formula, { once });
  }

  private own({ earned, advance, withheld, brought }: AccountMoney, account: number, closedBefore: Formula, nothing: Line): OwnLines {
    const label = (name: string) => lineOf(this.call, account, name);
    const before = (t: Period) => {
      if (withheld === undefined) return "0";
      const period = this.block.number(t);
      return `IF(AND(${this.release}>0,${period}>${this.release}),INDEX(${this.proof.range(withheld)},${period}-${this.release}),0)`;
    };
    const released = this.across(label("released"), (t) => `${before(t)}${brought === undefined ? "" : `+${t.of(brought)}`}`);
    const credit = this.across(label("credit"), (t) => `${t.of(earned)}-${t.of(withheld ?? nothing)}+${t.of(released)}`);
    const opening = this.across(label("opening"), closedBefore);
    const recouped = this.across(label("recouped"), (t) => `MIN(${t.of(credit)},${t.of(opening)}+${t.of(advance)})`);
    // A balance that is gone has been recouped in this period: had it gone before, it would have been then.
    const hasRecouped: Line | undefined =
      this.call.crossing !== "recouped only"
        ? undefined
        : this.proof.across(label("has recouped"), "1 is yes", this.call.periods, (t) => `MAX(${t.before(hasRecouped as Line)},IF(AND(${t.of(opening)}+${t.of(advance)}>0,${t.of(opening)}+${t.of(advance)}=${t.of(recouped)}),1,0))`, { once: "0" });
    return { opening, withheld: withheld ?? nothing, released, recouped, credit, hasRecouped };
  }

  /** What goes from accounts with something left to those with a balance, each in list order. */
  private crossed(own: readonly OwnLines[], nothing: Line): { readonly toOthers: readonly Line[]; readonly fromOthers: readonly Line[] } {
    const { call } = this;
    if (call.crossing === "none") return { toOthers: own.map(() => nothing), fromOthers: own.map(() => nothing) };
    const where = (lines: OwnLines, t: Period, formula: string) => (lines.hasRecouped === undefined ? formula : `IF(${t.of(lines.hasRecouped)}=1,${formula},0)`);
    const left = own.map((lines, i) => this.across(lineOf(call, i, "left for others"), (t) => where(lines, t, `${t.of(lines.credit)}-${t.of(lines.recouped)}`)));
    const balances = own.map((lines, i) => this.across(lineOf(call, i, "open to others"), (t) => where(lines, t, `${t.of(lines.opening)}+${t.of((this.accounts[i] as AccountMoney).advance)}-${t.of(lines.recouped)}`)));
    const all = (lines: readonly Line[], t: Period) => t.from(lines[0] as Line, lines.at(-1) as Line);
    const crossed = this.across("crossed", (t) => `MIN(SUM(${all(left, t)}),SUM(${all(balances, t)}))`);
    const inListOrder = (label: string, most: readonly Line[]) =>
      most.map((line, i) => this.across(lineOf(call, i, label), (t) => (i === 0 ? `MIN(${t.of(line)},${t.of(crossed)})` : `MAX(0,MIN(${t.of(line)},${t.of(crossed)}-SUM(${all(most.slice(0, i), t)})))`)));
    return { toOthers: inListOrder("to others", left), fromOthers: inListOrder("from others", balances) };
  }

  private closed({ opening, withheld, released, recouped, credit }: OwnLines, account: number, toOthers: Line, fromOthers: Line): AccountLines {
    const { earned, advance, brought, openingBalance } = this.accounts[account] as AccountMoney;
    const label = (name: string) => lineOf(this.call, account, name);
    const paid = this.across(label("paid"), (t) => `${t.of(credit)}-${t.of(recouped)}-${t.of(toOthers)}`);
    const closing = this.across(label("closing"), (t) => `${t.of(opening)}+${t.of(advance)}-${t.of(recouped)}-${t.of(fromOthers)}`, openingBalance);
    const reserveHeld: Line = this.across(label("reserve held"), (t) => `${t.before(reserveHeld)}+${t.of(withheld)}-${t.of(released)}`, brought === undefined ? "0" : `SUM(${this.proof.range(brought)})`);
    return { opening, advance, earned, withheld, released, recouped, fromOthers, toOthers, paid, closing, reserveHeld };
  }
}
