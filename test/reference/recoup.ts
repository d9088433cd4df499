import { at, type Fraction, fromDouble, greater, lesser, sum, ZERO } from "./fraction";

export interface RecoupAccount {
  readonly earned: readonly number[];
  /** For each period. */
  readonly advances: readonly number[];
  readonly reserve: number;
  /** The balance, then the reserves released in period 1, 2, … */
  readonly opening: readonly number[];
}

/** The terms as plain data: defaults filled in, blanks already 0. */
export interface RecoupTerms {
  readonly accounts: readonly RecoupAccount[];
  readonly crossed: "none" | "all" | "recouped only";
  /** Periods until a reserve is released; null where none is withheld. */
  readonly release: number | null;
  readonly decimals: number | "exact";
}

export interface RecoupStatement {
  /** Account by account, the lines by their labels, in their order. */
  readonly accounts: readonly Readonly<Record<string, readonly Fraction[]>>[];
  readonly check: readonly Fraction[];
}

/**
 * Recoupment from the text of the specification alone.
 *
 * Every account has one signed position: what it has left above 0, what is unrecouped below. Crossing moves money from one account to one other at a time.
 */
export function referenceRecoup(terms: RecoupTerms): RecoupStatement {
  const places = (figure: Fraction) => (terms.decimals === "exact" ? figure : figure.roundedHalfAway(terms.decimals));
  const read = (figure: number) => places(fromDouble(figure));
  const periods = at(terms.accounts, 0).earned.length;
  const accounts = terms.accounts.map((account) => {
    const earned = account.earned.map(read);
    const withheld = earned.map((amount) => (amount.sign > 0 ? places(amount.mul(fromDouble(account.reserve))) : ZERO));
    const brought = account.opening.slice(1).map(read);
    const released = earned.map((_, t) => sum([...brought.filter((_amount, i) => i === t), ...withheld.filter((_amount, s) => terms.release !== null && s + terms.release === t)]));
    return { earned, withheld, released, brought, advances: account.advances.map(read), position: read(account.opening[0] ?? 0).negated(), hadBalance: false, recoupedOnce: false };
  });
  const lines: Record<string, Fraction[]>[] = accounts.map(() => ({}));
  const check: Fraction[] = [];
  for (let t = 0; t < periods; t++) {
    const credits = accounts.map(({ earned, withheld, released }) => at(earned, t).sub(at(withheld, t)).add(at(released, t)));
    const openings = accounts.map(({ position }) => position);
    const recouped = accounts.map((account, i) => {
      const before = account.position.sub(at(account.advances, t));
      if (before.sign < 0) account.hadBalance = true;
      account.position = before.add(at(credits, i));
      if (account.hadBalance && account.position.sign >= 0) account.recoupedOnce = true;
      return lesser(account.position, ZERO).sub(before);
    });
    const [gave, got] = [accounts.map(() => ZERO), accounts.map(() => ZERO)];
    const crosses = (i: number) => terms.crossed === "all" || (terms.crossed === "recouped only" && at(accounts, i).recoupedOnce);
    accounts.forEach((giver, i) => {
      accounts.forEach((receiver, j) => {
        if (!crosses(i) || !crosses(j) || giver.position.sign <= 0 || receiver.position.sign >= 0) return;
        const moved = lesser(giver.position, receiver.position.negated());
        giver.position = giver.position.sub(moved);
        receiver.position = receiver.position.add(moved);
        gave[i] = at(gave, i).add(moved);
        got[j] = at(got, j).add(moved);
      });
    });
    check.push(
      sum(
        accounts.map((account, i) => {
          const paid = greater(account.position, ZERO);
          account.position = account.position.sub(paid);
          const line = {
            opening: at(openings, i).negated(),
            advance: at(account.advances, t),
            earned: at(account.earned, t),
            withheld: at(account.withheld, t),
            released: at(account.released, t),
            recouped: at(recouped, i),
            "from others": at(got, i),
            "to others": at(gave, i),
            paid,
            closing: account.position.negated(),
            "reserve held": sum([...account.brought.slice(t + 1), ...account.withheld.filter((_, s) => s <= t && !(terms.release !== null && s + terms.release <= t))]),
          };
          for (const [label, figure] of Object.entries(line)) (at(lines, i)[label] ??= []).push(figure);
          return paid.sub(line.earned).add(line.withheld).sub(line.released).add(line.advance).add(line.opening).sub(line.closing);
        }),
      ),
    );
  }
  contradictions(terms, lines);
  return { accounts: lines, check };
}

/**
 * What is known by another route: what an account that is not crossed has been paid so far is the highest that its net earnings have stood, never below 0; and so it is
 * of all accounts together where all are crossed.
 */
function contradictions({ crossed }: RecoupTerms, accounts: readonly Readonly<Record<string, readonly Fraction[]>>[]): void {
  const pools = crossed === "all" ? [accounts] : crossed === "none" ? accounts.map((one) => [one]) : [];
  for (const pool of pools) {
    const inAll = (label: string, t: number) => sum(pool.map((account) => at(account[label] ?? [], t)));
    let net = sum(pool.map((account) => at(account["opening"] ?? [], 0))).negated();
    let [highest, paid] = [ZERO, ZERO];
    (pool[0]?.["paid"] ?? []).forEach((_, t) => {
      net = net.add(inAll("earned", t)).sub(inAll("withheld", t)).add(inAll("released", t)).sub(inAll("advance", t));
      highest = greater(highest, net);
      paid = paid.add(inAll("paid", t));
      if (!paid.equals(highest)) throw new Error("the reference contradicts itself: what has been paid is not the highest that net earnings have stood");
    });
  }
}
