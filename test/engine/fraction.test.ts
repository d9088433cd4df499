import fc from "fast-check";
import { Decimal } from "../../src/engine/decimal";
import { cutDown, figureOf, fractionOf, least, notBelowZero, roundedFraction, type Fraction } from "../../src/engine/fraction";
import { Fraction as Reference, ZERO, lesser } from "../reference/fraction";

/** A fraction, and the same one worked out by other hands: always in lowest terms. */
type Both = readonly [Fraction, Reference];

const decimal = fc.tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.integer({ min: 0, max: 20 })).map(([units, places]): Both => {
  return [fractionOf(new Decimal(`${units}e-${places}`)), Reference.parse(`${units}e-${places}`)];
});
const operation = fc.tuple(fc.constantFrom("add", "sub", "mul", "div"), decimal);

/** A decimal that goes through some operations. */
const worked = fc.tuple(decimal, fc.array(operation, { maxLength: 6 })).map(([start, operations]) =>
  operations.reduce(([ours, theirs]: Both, [name, [our, their]]): Both => {
    if (name === "add") return [ours.add(our), theirs.add(their)];
    if (name === "sub") return [ours.sub(our), theirs.sub(their)];
    if (name === "mul") return [ours.mul(our), theirs.mul(their)];
    return their.isZero ? [ours, theirs] : [ours.div(our), theirs.div(their)];
  }, start),
);

/** A decimal of the reference, exactly. */
const text = (fraction: Reference, places: number) => new Decimal((fraction.numerator * (10n ** BigInt(places) / fraction.denominator)).toString()).times(`1e-${places}`).toFixed();

const law = (name: string, holds: (a: Both, b: Both) => void) => test(name, () => fc.assert(fc.property(worked, worked, holds), { numRuns: 500, seed: 20261130 }));

law("sums, differences, products and quotients are those of fractions in lowest terms", ([a, A], [b, B]) => {
  const same = (ours: Fraction, theirs: Reference) => expect(Reference.of(ours.mul(ofWhole(ours.denominator)).unitsBelow(0), ours.denominator)).toEqual(theirs);
  same(a, A);
  same(a.add(b), A.add(B));
  same(a.sub(b), A.sub(B));
  same(a.mul(b), A.mul(B));
  if (!B.isZero) same(a.div(b), A.div(B));
});

law("they are compared as these are", ([a, A], [b, B]) => {
  expect([a.lt(b), a.lte(b), a.gt(b), a.equals(b)]).toEqual([A.compare(B) < 0, A.compare(B) <= 0, A.compare(B) > 0, A.equals(B)]);
  expect(least(a, b).equals(A.compare(B) <= 0 ? a : b)).toBe(true);
  expect(lesser(A, B).compare(A)).not.toBe(1);
  expect([a.isNegative(), notBelowZero(a).isNegative()]).toEqual([A.compare(ZERO) < 0, false]);
  expect(a.abs().equals(A.compare(ZERO) < 0 ? a.neg() : a)).toBe(true);
});

law("rounded half away from zero, and cut down to what is below", ([a, A]) => {
  for (const decimals of [0, 2, 9]) {
    expect(figureOf(roundedFraction(a, decimals)).toFixed()).toBe(text(A.roundedHalfAway(decimals), decimals));
    const unit = 10n ** BigInt(decimals);
    expect(figureOf(cutDown(a, decimals)).toFixed()).toBe(text(Reference.of(A.mul(Reference.of(unit)).floor(), unit), decimals));
  }
  expect(cutDown(a, "exact")).toBe(a);
});

function ofWhole(whole: bigint): Fraction {
  return fractionOf(new Decimal(whole.toString()));
}

test("what is never divided has no divisor, and what is divided keeps none that it does not need", () => {
  const [rate, amount] = [fractionOf(new Decimal("0.07")), fractionOf(new Decimal("12.5"))];
  expect(rate.mul(amount).add(amount).denominator).toBe(1000n);
  // 12.5 ÷ 0.8 = 15.625; 0.07 ÷ 0.21 = 1 ÷ 3, and three of them are 1 again when it is divided.
  expect(amount.div(fractionOf(new Decimal("0.8"))).denominator).toBe(1000n);
  expect(rate.div(fractionOf(new Decimal("0.21"))).denominator).toBe(3n);
  expect(() => rate.div(fractionOf(new Decimal(0)))).toThrow("division by zero");
});
