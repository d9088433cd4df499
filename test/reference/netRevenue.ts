import { at, type Fraction, fromDouble, greater, lesser, ONE, sum, ZERO } from "./fraction";

/** A line of the table as plain data: a cap of 0 is none, blanks already 0. */
export interface DeductionRow {
  readonly name: string | null;
  readonly kind: "exclusion" | "deduction";
  readonly capRate: number;
  readonly capAmount: number;
  readonly claimed: readonly number[];
}

export interface NetRevenueTerms {
  readonly gross: readonly number[];
  readonly rows: readonly DeductionRow[];
  readonly cap: number;
  readonly negative: "carry" | "floor";
  readonly opening: number;
  readonly decimals: number | "exact";
}

/** A line of the statement: its two labels, and its figures. */
export type NetRevenueLine = readonly [string, string | number, readonly Fraction[]];

/**
 * Net revenue from the text of the specification alone.
 *
 * A carried deficit comes from the sum of all that was left since the start: net revenue is what lifts that sum above its highest so far.
 */
export function referenceNetRevenue({ gross, rows, cap, negative, opening, decimals }: NetRevenueTerms): { readonly net: readonly Fraction[]; readonly lines: readonly NetRevenueLine[] } {
  const revenue = gross.map(fromDouble);
  const base = revenue.map((amount) => greater(ZERO, amount));
  const claimed = rows.map((row) => row.claimed.map(fromDouble));
  const capped = rows.map((row, i) =>
    at(claimed, i).map((amount, t) => {
      if (row.kind === "exclusion") return amount;
      let most = amount;
      if (row.capRate !== 0) most = lesser(most, fromDouble(row.capRate).mul(at(base, t)));
      if (row.capAmount !== 0) most = lesser(most, fromDouble(row.capAmount));
      return most;
    }),
  );
  const costs = rows.flatMap((row, i) => (row.kind === "deduction" ? [i] : []));
  // What of each positive deduction the common cap leaves.
  const leftOf = base.map((amount, t) => {
    const ofPeriod = costs.map((i) => at(at(capped, i), t));
    const positive = sum(ofPeriod.filter((one) => one.sign > 0));
    const limit = fromDouble(cap).mul(amount);
    return cap === 0 || sum(ofPeriod).compare(limit) <= 0 ? ONE : limit.sub(sum(ofPeriod).sub(positive)).div(positive);
  });
  const allowed = capped.map((figures, i) => figures.map((one, t) => (rows[i]?.kind === "deduction" && one.sign > 0 ? one.mul(at(leftOf, t)) : one)));
  const left = revenue.map((amount, t) => amount.sub(sum(allowed.map((figures) => at(figures, t)))));

  let total = fromDouble(opening).negated();
  let highest = ZERO;
  const deficits = [fromDouble(opening)];
  const net: Fraction[] = [];
  const floored: Fraction[] = [];
  for (const one of left) {
    total = total.add(one);
    if (negative === "floor") {
      net.push(greater(ZERO, one));
      floored.push(greater(ZERO, one.negated()));
      deficits.push(ZERO);
      continue;
    }
    net.push(greater(ZERO, total.sub(highest)));
    highest = greater(highest, total);
    floored.push(ZERO);
    deficits.push(highest.sub(total));
  }
  const answer = net.map((one) => (decimals === "exact" ? one : one.roundedHalfAway(decimals)));
  const exclusions = revenue.map((_, t) => sum(rows.flatMap((row, i) => (row.kind === "exclusion" ? [at(at(claimed, i), t)] : []))));
  const statement: NetRevenueLine[] = [
    ["gross", "", revenue],
    ["exclusions", "", exclusions],
    ...costs.flatMap((i): NetRevenueLine[] => {
      const name = rows[i]?.name ?? i + 1;
      return [
        ["claimed", name, at(claimed, i)],
        ["allowed", name, at(allowed, i)],
        ["disallowed", name, at(claimed, i).map((one, t) => one.sub(at(at(allowed, i), t)))],
      ];
    }),
    ["deficit opening", "", deficits.slice(0, -1)],
    ["deficit closing", "", deficits.slice(1)],
    ["floored", "", floored],
    ["rounding", "", answer.map((one, t) => one.sub(at(net, t)))],
    ["net", "", answer],
  ];
  const check = revenue.map((amount, t) => {
    const allowedInAll = sum(costs.map((i) => at(at(allowed, i), t)));
    return amount.sub(at(exclusions, t)).sub(allowedInAll).add(at(deficits, t + 1)).sub(at(deficits, t)).add(at(floored, t)).add(at(answer, t)).sub(at(net, t)).sub(at(answer, t));
  });
  return { net: answer, lines: [...statement, ["check", "", check]] };
}
