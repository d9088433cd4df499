import fc from "fast-check";
import { CompoundReturn } from "../../src/engine/compoundReturn";
import { Decimal, type Decimals } from "../../src/engine/decimal";
import { NOTHING, figureOf, fractionOf, least, roundedFraction } from "../../src/engine/fraction";

const fraction = (figure: string) => fractionOf(new Decimal(figure));

interface Deal {
  readonly rate: string;
  readonly owed: string;
  readonly capital: readonly string[];
  readonly cash: readonly string[];
  readonly decimals: Decimals;
}

/** What is paid of the return in each period, as far as the cash reaches, and the digits that its longest figure has. */
function payments({ rate, owed, capital, cash, decimals }: Deal, places: number) {
  const account = new CompoundReturn(fraction(rate), fraction(owed), places);
  let digits = 0;
  const paid = capital.map((amount, period) => {
    const due = account.accrue(fraction(amount));
    digits = Math.max(digits, due.denominator.toString().length - 1);
    const payment = least(account.rounded(decimals), fraction(cash[period] ?? "0"));
    account.pay(payment.lt(NOTHING) ? NOTHING : payment);
    return figureOf(payment.lt(NOTHING) ? NOTHING : payment).toFixed();
  });
  return { paid, digits };
}

describe("a return that compounds", () => {
  test.each([
    { why: "1 × 0.5 is a half, paid as 1; the half too much is made up for by the next return, and earns nothing", rate: "0.5", capital: ["1", "1", "1"], decimals: 0, expected: ["1", "0", "1"] },
    { why: "the same in cents", rate: "0.25", capital: ["0.02", "0.02", "0.02", "0.02"], decimals: 2, expected: ["0.01", "0", "0.01", "0"] },
    { why: "0.3, 0.6 and 0.9: the unpaid 0.3 earns 0.09, then 0.69 is paid as 1", rate: "0.3", capital: ["1", "1", "1"], decimals: 0, expected: ["0", "1", "0"] },
    { why: "10 × 1.1 × 1.1 without rounding", rate: "0.1", capital: ["100", "100"], decimals: "exact" as const, expected: ["10", "10"] },
  ])("$why", ({ rate, capital, decimals, expected }) => {
    const cash = capital.map(() => "1000");
    expect(payments({ rate, owed: "0", capital, cash, decimals }, 200).paid).toEqual(expected);
  });

  test("no decimals that are carried, few or many, move a rounded payment", () => {
    const rate = fc.oneof(fc.integer({ min: 0, max: 1000 }).map((n) => `${n}e-3`), fc.bigInt({ min: 1n, max: 10n ** 15n }).map((n) => `${n}e-15`));
    const amounts = fc.array(fc.integer({ min: 0, max: 100_000 }).map((n) => `${n}e-2`), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(fc.record({ rate, owed: fc.integer({ min: 0, max: 99_999 }).map((n) => `${n}e-3`), capital: amounts, cash: amounts, decimals: fc.integer({ min: 0, max: 3 }) }), (deal) => {
        const { paid } = payments(deal, 400);
        for (const places of [1, 2, 3, 5, 8]) expect(payments(deal, places).paid).toEqual(paid);
      }),
      { numRuns: 300, seed: 20261130 },
    );
  });

  test.each([
    { why: "a tie after forty periods", rate: "0.5", owed: "0", tie: true },
    { why: "a hair below a tie", rate: "0.5", owed: "0", tie: false },
  ])("$why is told from what it nearly is, though the decimals that are carried do not show it", ({ rate, owed, tie }) => {
    // After n periods of 50% on nothing but what is owed, 2^n × x is a whole number and a half, or falls short of it by 1E-30.
    const periods = 40;
    const target = new Decimal(3).pow(periods).div(new Decimal(2).pow(periods)).times("1e9");
    const start = new Decimal("1e9").plus(target.ceil().plus("0.5").minus(target).times(new Decimal(2).pow(periods)).div(new Decimal(3).pow(periods)).toDecimalPlaces(60, tie ? Decimal.ROUND_UP : Decimal.ROUND_DOWN));
    const account = new CompoundReturn(fraction(rate), fractionOf(start.plus(owed)), 12);
    for (let period = 0; period < periods; period++) {
      account.accrue(NOTHING);
      if (period < periods - 1) account.pay(NOTHING);
    }
    const exact = fractionOf(start.times(new Decimal("1.5").pow(periods)));
    expect(figureOf(account.rounded(0))).toEqual(figureOf(roundedFraction(exact, 0)));
    expect(figureOf(account.rounded(0))).toEqual(target.ceil().plus(tie ? 1 : 0));
  });

  test("its figures grow no longer than the decimals that are carried: 2,000 periods at fifteen digits", () => {
    const capital = Array.from({ length: 2000 }, () => "1000000");
    const deal = { rate: "0.00643403011000343", owed: "0", capital, cash: capital.map((_, t) => `${4000 + t}.37`), decimals: 2 };
    expect(payments(deal, 200).digits).toBe(200);
  });
});
