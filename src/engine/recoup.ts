import { Decimal, ZERO, rounded, sum, type Decimals } from "./decimal";

/** Which accounts recoup each other's balances: none, all, or those that have recouped their own. */
export type Crossing = "none" | "all" | "recouped only";

/** One account of a payee: a work, a project, or all there is. */
export interface AccountTerms {
  /** The payee's own share in each period; returns beyond the period's sales are negative. */
  readonly earned: readonly Decimal[];
  /** What is paid in advance in each period. */
  readonly advances: readonly Decimal[];
  /** The part of positive earnings that is withheld against returns. 20% is 0.2. */
  readonly reserve: Decimal;
  /** What is unrecouped before the first period. */
  readonly openingBalance: Decimal;
  /** Reserves from before the first period, by the period in which they are released. Those of later periods stay held. */
  readonly openingReserves: readonly Decimal[];
}

export interface RecoupmentTerms {
  readonly accounts: readonly AccountTerms[];
  readonly crossed: Crossing;
  /** After how many periods what was withheld is released in full; undefined where nothing is withheld. */
  readonly release: number | undefined;
  /** Amounts are rounded first, then what is withheld. */
  readonly decimals: Decimals;
}

/**
 * One account in one period.
 *
 *     closing = opening + advance − recouped − from others
 *     paid    = earned − withheld + released − recouped − to others
 */
export interface AccountPeriod {
  readonly opening: Decimal;
  readonly advance: Decimal;
  readonly earned: Decimal;
  readonly withheld: Decimal;
  readonly released: Decimal;
  /** Off the balance from the account's own credit; negative where a negative credit adds to the balance. */
  readonly recouped: Decimal;
  readonly fromOthers: Decimal;
  readonly toOthers: Decimal;
  readonly paid: Decimal;
  readonly closing: Decimal;
  /** What has been withheld and not yet released, at the close. */
  readonly reserveHeld: Decimal;
}

export interface RecoupmentStatement {
  /** Account by account, an entry for each period, its `paid` the answer. */
  readonly accounts: readonly (readonly AccountPeriod[])[];
  /** For each period Σ paid − earned + withheld − released + advance + opening − closing. */
  readonly checks: readonly Decimal[];
}

/**
 * The statement of advances that are recouped from the payee's own share.
 *
 *     credit = earned − withheld + released
 *
 * The credit recoups the account's balance, what is left of it those of the accounts with which it is crossed, and the rest is paid. Sums and differences only, but for
 * what is withheld: reserve × positive earned, rounded where decimals say so.
 */
export function recoupmentStatement({ accounts, crossed, release, decimals }: RecoupmentTerms): RecoupmentStatement {
  const balances = accounts.map((terms) => new AccountBalance(terms, release, decimals));
  const lines: AccountPeriod[][] = balances.map(() => []);
  const checks: Decimal[] = [];
  const periods = accounts[0]?.earned.length ?? 0;
  for (let t = 0; t < periods; t++) {
    const own = balances.map((account) => account.recoup(t));
    const crosses = balances.map((account) => crossed === "all" || (crossed === "recouped only" && account.hasRecouped));
    const { given, received } = transfers(
      own.map(({ left }, i) => (crosses[i] === true ? left : ZERO)),
      balances.map(({ balance }, i) => (crosses[i] === true ? balance : ZERO)),
    );
    const period = balances.map((account, i) => account.close(own[i] as OwnRecoupment, given[i] ?? ZERO, received[i] ?? ZERO));
    period.forEach((line, i) => lines[i]?.push(line));
    checks.push(sum(period.map((line, i) => checkOf(line, keptBack(accounts[i] as AccountTerms, t, release, decimals)))));
  }
  return { accounts: lines, checks };
}

/** What is paid against what is earned, kept back, advanced and recouped. */
function checkOf({ paid, earned, advance, opening, closing }: AccountPeriod, kept: Decimal): Decimal {
  return paid.minus(earned).plus(kept).plus(advance).plus(opening).minus(closing);
}

/** What is withheld less what is released, from the terms alone and not from the account as it runs: the check is by another way. */
function keptBack({ earned, reserve, openingReserves }: AccountTerms, t: number, release: number | undefined, decimals: Decimals): Decimal {
  const withheld = (period: number) => rounded(Decimal.max(ZERO, rounded(earned[period] ?? ZERO, decimals)).times(reserve), decimals);
  const released = release === undefined ? ZERO : withheld(t - release);
  return withheld(t).minus(released).minus(rounded(openingReserves[t] ?? ZERO, decimals));
}

/** What an account's own credit does in a period, before it is crossed with others. */
type OwnRecoupment = Pick<AccountPeriod, "opening" | "advance" | "earned" | "withheld" | "released" | "recouped"> & { readonly left: Decimal };

/** An account as it goes from period to period. */
class AccountBalance {
  /** What is unrecouped. */
  balance: Decimal;
  /** It has had a balance and has stood at 0 after its own recoupment: so for good, whatever is unrecouped later. */
  hasRecouped = false;
  private hasHadBalance = false;
  private reserveHeld: Decimal;
  private readonly openingReserves: readonly Decimal[];
  private readonly withheld: Decimal[] = [];

  constructor(
    private readonly terms: AccountTerms,
    private readonly release: number | undefined,
    private readonly decimals: Decimals,
  ) {
    this.balance = rounded(terms.openingBalance, decimals);
    this.openingReserves = terms.openingReserves.map((amount) => rounded(amount, decimals));
    this.reserveHeld = sum(this.openingReserves);
  }

  recoup(t: number): OwnRecoupment {
    const opening = this.balance;
    const advance = rounded(this.terms.advances[t] ?? ZERO, this.decimals);
    const balance = opening.plus(advance);
    this.hasHadBalance ||= balance.greaterThan(ZERO);

    const earned = rounded(this.terms.earned[t] ?? ZERO, this.decimals);
    const withheld = rounded(Decimal.max(ZERO, earned).times(this.terms.reserve), this.decimals);
    this.withheld.push(withheld);
    const released = this.releasedIn(t);
    this.reserveHeld = this.reserveHeld.plus(withheld).minus(released);

    const credit = earned.minus(withheld).plus(released);
    const recouped = Decimal.min(credit, balance);
    this.balance = balance.minus(recouped);
    this.hasRecouped ||= this.hasHadBalance && this.balance.isZero();
    return { opening, advance, earned, withheld, released, recouped, left: credit.minus(recouped) };
  }

  close({ left, ...own }: OwnRecoupment, toOthers: Decimal, fromOthers: Decimal): AccountPeriod {
    this.balance = this.balance.minus(fromOthers);
    return { ...own, fromOthers, toOthers, paid: left.minus(toOthers), closing: this.balance, reserveHeld: this.reserveHeld };
  }

  private releasedIn(t: number): Decimal {
    const before = this.openingReserves[t] ?? ZERO;
    return this.release === undefined ? before : before.plus(this.withheld[t - this.release] ?? ZERO);
  }
}

/** What the accounts with something left give, and those with a balance receive, as far as both go: each in list order. */
function transfers(left: readonly Decimal[], balances: readonly Decimal[]): { readonly given: Decimal[]; readonly received: Decimal[] } {
  const crossed = Decimal.min(sum(left), sum(balances));
  return { given: inListOrder(crossed, left), received: inListOrder(crossed, balances) };
}

function inListOrder(amount: Decimal, most: readonly Decimal[]): Decimal[] {
  let rest = amount;
  return most.map((one) => {
    const part = Decimal.min(one, rest);
    rest = rest.minus(part);
    return part;
  });
}
