import { at, type Fraction, fromDouble, greater, lesser, sum, ZERO } from "./fraction";
import { type Resets, tierReached, windowsOf } from "./tieredRoyalty";

/** A metric of the rate card as plain data: a cap of 0 is none, and so is an overage price of 0. */
export interface MetricCard {
  readonly tiers: readonly { readonly above: number; readonly price: number }[];
  readonly method: "flat" | "marginal" | "cliff";
  readonly included: number;
  readonly useCap: number;
  readonly overagePrice: number;
}

export interface UsageFeeTerms {
  readonly metrics: readonly { readonly name: string; readonly units: readonly number[]; readonly card: MetricCard }[];
  readonly boundary: "above" | "from";
  readonly resets: Resets;
  readonly decimals: number | "exact";
}

/** A line of the statement: its two labels, and its figures. */
export type UsageFeeLine = readonly [string, string, readonly Fraction[]];

/** A stretch of the units of a window, and what each of them costs there; an end that is null is open. */
interface Stretch {
  readonly from: Fraction | null;
  readonly to: Fraction | null;
  readonly price: Fraction;
  readonly is: "included" | "chargeable" | "over cap";
}

/**
 * Usage fees from the text of the specification alone.
 *
 * The units of a window are laid out as stretches, each with its price; a period pays for what its units cover of each. Only a cliff prices all chargeable units at once.
 */
export function referenceUsageFee({ metrics, boundary, resets, decimals }: UsageFeeTerms): { readonly total: readonly Fraction[]; readonly lines: readonly UsageFeeLine[] } | "#N/A" {
  const fees: (readonly Fraction[])[] = [];
  const lines: UsageFeeLine[] = [];
  for (const { name, units, card } of metrics) {
    const used = units.map(fromDouble);
    const moves = movesOf(used, windowsOf(resets, units.length));
    if (card.useCap !== 0 && card.overagePrice === 0 && moves.some(({ after }) => after.compare(fromDouble(card.useCap)) > 0)) return "#N/A";
    const stretches = stretchesOf(card);
    const covered = (is: Stretch["is"], priced = false) => moves.map(({ before, after }) => sum(stretches.filter((one) => one.is === is).map((one) => cover(one, before, after).mul(priced ? one.price : fromDouble(1)))));
    const [chargeable, overageFee] = [covered("chargeable"), covered("over cap", true)];
    const prices = card.tiers.map(({ above, price }) => ({ above: fromDouble(above), rate: fromDouble(price) }));
    const chargeableAt = (position: Fraction) => sum(stretches.filter(({ is }) => is === "chargeable").map((one) => cover(one, ZERO, position)));
    const cliffs = moves.map(({ before, after }, t) => {
      const [was, is] = [before, after].map((position) => at(prices, tierReached(chargeableAt(position), prices, boundary)).rate) as [Fraction, Fraction];
      return { cardFee: is.mul(at(chargeable, t)), trueUp: is.sub(was).mul(chargeableAt(before)) };
    });
    const isCliff = card.method === "cliff";
    const cardFee = isCliff ? cliffs.map((one) => one.cardFee) : covered("chargeable", true);
    const trueUp = isCliff ? cliffs.map((one) => one.trueUp) : used.map(() => ZERO);
    const exact = used.map((_, t) => sum([at(cardFee, t), at(trueUp, t), at(overageFee, t)]));
    const fee = exact.map((one) => (decimals === "exact" ? one : one.roundedHalfAway(decimals)));
    fees.push(fee);
    lines.push(
      [name, "units", used],
      [name, "included", covered("included")],
      [name, "chargeable", chargeable],
      [name, "over cap", covered("over cap")],
      [name, "card fee", cardFee],
      [name, "true-up", trueUp],
      [name, "overage fee", overageFee],
      [name, "rounding", fee.map((one, t) => one.sub(at(exact, t)))],
      [name, "fee", fee],
    );
  }
  const total = at(fees, 0).map((_, t) => sum(fees.map((fee) => at(fee, t))));
  const parts = lines.filter(([, line]) => ["card fee", "true-up", "overage fee", "rounding"].includes(line));
  const check = total.map((one, t) => sum(parts.map(([, , figures]) => at(figures, t))).sub(one));
  return { total, lines: [...lines, ["", "total", total], ["", "check", check]] };
}

/** Where the units of a window stand before and after each period. */
function movesOf(units: readonly Fraction[], windows: readonly number[]): { readonly before: Fraction; readonly after: Fraction }[] {
  return units.map((_, t) => {
    const earlier = units.slice(0, t).filter((_unused, i) => at(windows, i) === at(windows, t));
    return { before: sum(earlier), after: sum([...earlier, at(units, t)]) };
  });
}

function stretchesOf({ tiers, included, useCap, overagePrice }: MetricCard): Stretch[] {
  const free = fromDouble(included);
  const end = useCap === 0 ? null : fromDouble(useCap);
  const within = (bound: Fraction | null) => (end === null || bound === null ? (bound ?? end) : lesser(bound, end));
  const first = fromDouble(at(tiers, 0).price);
  return [
    { from: null, to: ZERO, price: first, is: "chargeable" },
    { from: ZERO, to: free, price: ZERO, is: "included" },
    ...tiers.map(({ above, price }, k): Stretch => {
      const next = tiers[k + 1];
      return { from: within(free.add(fromDouble(above))), to: within(next === undefined ? null : free.add(fromDouble(next.above))), price: fromDouble(price), is: "chargeable" };
    }),
    ...(end === null ? [] : [{ from: end, to: null, price: fromDouble(overagePrice), is: "over cap" as const }]),
  ];
}

/** How much of a stretch lies between two positions; less than 0 where units are given back. */
function cover({ from, to }: Stretch, before: Fraction, after: Fraction): Fraction {
  const held = (position: Fraction) => {
    const above = from === null ? position : greater(position, from);
    return to === null ? above : lesser(above, to);
  };
  return held(after).sub(held(before));
}
