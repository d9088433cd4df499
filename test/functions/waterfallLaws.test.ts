import fc from "fast-check";
import { Decimal, ONE, ZERO, sum } from "../../src/engine/decimal";
import { layerFaults, waterfallStatement, type Layer, type WaterfallTerms } from "../../src/engine/waterfall";

const decimal = (value: number) => new Decimal(value);
const cents = fc.integer({ min: 0, max: 10_000_000 }).map((value) => decimal(value).div(100));
const rate = fc.integer({ min: 0, max: 1000 }).map((value) => decimal(value).div(1000));
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const capped = (layer: Omit<Layer, "cap">, cap: Decimal | undefined) => ({ ...layer, ...(cap === undefined || cap.isZero() ? {} : { cap }) }) as Layer;

/** The rows of one rank. */
function rankOf(rank: number, periods: number): fc.Arbitrary<Layer[]> {
  const amounts = fc.array(cents, { minLength: periods, maxLength: periods });
  const base = { rank, paid: ZERO };
  const claim = fc.oneof(
    fc.record({ due: amounts, carried: fc.boolean(), owed: cents }).map((one) => ({ ...base, type: "fixed" as const, ...one, owed: one.carried ? one.owed : ZERO })),
    fc.record({ rate, of: fc.constantFrom("gross" as const, "remaining" as const) }).map((one) => ({ ...base, type: "percent" as const, ...one })),
    fc.record({ rate, amount: cents, added: amounts }).map((one) => ({ ...base, type: "recoup" as const, ...one })),
    fc.record({ rate, capital: cents, added: amounts, compound: fc.boolean(), owed: cents }).map(({ rate: r, capital, added, compound, owed }) => ({ ...base, type: "preferred" as const, rate: r, on: { capital, added }, compound, owed })),
  );
  const withCap = <Row extends object>(row: fc.Arbitrary<Row>) => fc.tuple(row, maybe(cents)).map(([one, cap]) => capped(one as unknown as Layer, cap));
  return fc.oneof(
    { weight: 4, arbitrary: fc.array(withCap(claim), { minLength: 1, maxLength: 4 }) },
    { weight: 1, arbitrary: fc.tuple(withCap(fc.constant({ ...base, type: "residual" as const }))) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(rate, maybe(cents), maybe(cents))
        .map(([r, until, cap]) => [
          capped({ ...base, type: "split", rate: r, ...(until === undefined || until.isZero() || r.isZero() ? {} : { until }) } as unknown as Layer, until === undefined ? cap : undefined),
          { ...base, type: "split" as const, rate: ONE.minus(r) },
        ]),
    },
    { weight: 1, arbitrary: fc.integer({ min: 301, max: 1000 }).map((u) => [{ ...base, type: "catch-up" as const, rate: decimal(u).div(1000), until: decimal(0.3) }, { ...base, type: "catch-up" as const, rate: ONE.minus(decimal(u).div(1000)) }]) },
  );
}

const terms: fc.Arbitrary<WaterfallTerms> = fc.integer({ min: 1, max: 6 }).chain((periods) =>
  fc.record({
    cash: fc.array(fc.integer({ min: -2_000_000, max: 30_000_000 }).map((value) => decimal(value).div(100)), { minLength: periods, maxLength: periods }),
    layers: fc.tuple(...[1, 2, 3, 4].map((rank) => rankOf(rank, periods))).map((ranks) => ranks.flat()),
    decimals: fc.constantFrom<WaterfallTerms["decimals"]>("exact", 2, 0),
  }),
);

const law = (name: string, holds: (given: WaterfallTerms) => void) =>
  test(name, () =>
    fc.assert(
      fc.property(terms, (given) => {
        expect(layerFaults(given.layers)).toEqual([]);
        holds(given);
      }),
      { numRuns: 400, seed: 20260101 },
    ),
  );

/** Quotients leave the engine with 60 digits; nothing in these deals is that small. */
const equal = (a: Decimal, b: Decimal) => expect(a.minus(b).abs().lessThan("1e-40")).toBe(true);

law("every payment is 0 or more", (given) => {
  for (const { lines } of waterfallStatement(given)) for (const { paid } of lines) expect(paid.lessThan(0)).toBe(false);
});

law("Σ paid + undistributed + deficit movement = cash + its rounding, each period, and the check is exactly 0", (given) => {
  for (const period of waterfallStatement(given)) {
    equal(sum(period.lines.map(({ paid }) => paid)).plus(period.undistributed).plus(period.openingDeficit).minus(period.closingDeficit), period.cash.plus(period.cashRounding));
    expect(period.check.isZero()).toBe(true);
  }
});

law("no row is ever paid more than its Cap", (given) => {
  const statement = waterfallStatement(given);
  given.layers.forEach(({ cap }, row) => {
    const places = given.decimals === "exact" ? 9 : given.decimals;
    if (cap !== undefined) expect(sum(statement.map(({ lines }) => lines[row]?.paid ?? ZERO)).minus(cap.toDecimalPlaces(places, Decimal.ROUND_HALF_UP)).greaterThan("1e-40")).toBe(false);
  });
});

test("with what was paid before, however fine, a row is never paid more than its Cap", () => {
  const types = [
    { type: "residual" },
    { type: "split", rate: ONE },
    { type: "percent", rate: decimal(0.37), of: "gross" },
    { type: "fixed", due: [decimal(12.3), decimal(45.678), decimal(0)], carried: true, owed: decimal(3.3333) },
    { type: "preferred", rate: decimal(0.3), on: { capital: decimal(77.7), added: [] }, compound: true, owed: ZERO },
    { type: "recoup", rate: ZERO, amount: decimal(1e9), added: [] },
  ] as const;
  const part = fc.integer({ min: 0, max: 99_999 });
  fc.assert(
    fc.property(fc.constantFrom(...types), cents, part, fc.constantFrom(0, 2, 4), fc.array(cents, { minLength: 3, maxLength: 3 }), (layer, room, fine, decimals, cash) => {
      const paid = decimal(fine).div(1e7);
      const cap = room.plus(paid);
      const statement = waterfallStatement({ cash, layers: [{ ...layer, rank: 1, cap, paid }], decimals });
      const inAll = paid.plus(sum(statement.map(({ lines }) => lines[0]?.paid ?? ZERO)));
      expect(inAll.lessThanOrEqualTo(Decimal.max(paid, cap.toDecimalPlaces(decimals, Decimal.ROUND_HALF_UP)))).toBe(true);
    }),
    { numRuns: 400, seed: 20261130 },
  );
});

law("balances fall by what is paid: opening + due − paid − lapsed = closing, and the next period opens where this one closed", (given) => {
  const statement = waterfallStatement(given);
  given.layers.forEach(({ type }, row) => {
    statement.forEach(({ lines }, t) => {
      const line = lines[row];
      if (line === undefined) return;
      equal(line.opening.plus(line.due).minus(line.paid).minus(line.lapsed), line.closing);
      const next = statement[t + 1]?.lines[row];
      if (next !== undefined && type !== "percent") equal(next.opening, line.closing);
    });
  });
});

law("a rank below takes nothing while a claim above is unpaid", (given) => {
  for (const { lines, cashLeft } of waterfallStatement(given)) {
    given.layers.forEach((layer, row) => {
      const line = lines[row];
      if (line === undefined || layer.type === "split" || layer.type === "catch-up" || layer.type === "residual") return;
      const unpaid = line.claim.minus(line.paid);
      // A whole unit, where payments are rounded.
      const unit = given.decimals === "exact" ? "1e-40" : new Decimal(10).pow(-given.decimals);
      if (unpaid.greaterThanOrEqualTo(unit)) expect(cashLeft.get(layer.rank)?.lessThan("1e-40")).toBe(true);
    });
  }
});

law("unrounded, doubling every amount doubles every payment", (given) => {
  const twice = (figure: Decimal) => figure.times(2);
  const layers = given.layers.map((layer): Layer => {
    const scaled = { ...layer, paid: twice(layer.paid), ...(layer.cap === undefined ? {} : { cap: twice(layer.cap) }) };
    switch (scaled.type) {
      case "fixed":
        return { ...scaled, due: scaled.due.map(twice), owed: twice(scaled.owed) };
      case "recoup":
        return { ...scaled, amount: twice(scaled.amount), added: scaled.added.map(twice) };
      case "preferred":
        return { ...scaled, on: "capital" in scaled.on ? { capital: twice(scaled.on.capital), added: scaled.on.added.map(twice) } : scaled.on, owed: twice(scaled.owed) };
      case "split":
        return { ...scaled, ...("until" in scaled ? { until: twice(scaled.until) } : {}) };
      default:
        return scaled;
    }
  });
  const [once, doubled] = [{ ...given, decimals: "exact" as const }, { cash: given.cash.map(twice), layers, decimals: "exact" as const }].map((deal) => waterfallStatement(deal));
  once?.forEach(({ lines }, t) => {
    lines.forEach(({ paid }, row) => {
      equal(twice(paid), doubled?.[t]?.lines[row]?.paid ?? ZERO);
    });
  });
});
