import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { compileFunction } from "node:vm";
import * as ts from "typescript";
import { Decimal } from "../../src/engine/decimal";
import type * as minGuarantee from "../../src/engine/minGuarantee";
import type * as netRevenue from "../../src/engine/netRevenue";
import type * as npvRoyalty from "../../src/engine/npvRoyalty";
import type * as prorata from "../../src/engine/prorata";
import type * as recoup from "../../src/engine/recoup";
import type * as tieredRoyalty from "../../src/engine/tieredRoyalty";
import type * as usageFee from "../../src/engine/usageFee";
import type * as waterfall from "../../src/engine/waterfall";
import type * as withholding from "../../src/engine/withholding";

const ENGINE = resolve(__dirname, "../../src/engine");
const d = (figure: number | string) => new Decimal(figure);
const ds = (...figures: (number | string)[]) => figures.map(d);

/** The checks of a calculation that is right, as the engine file of this name exports it. */
const CHECKS = {
  tieredRoyalty: (engine: typeof tieredRoyalty) =>
    (["marginal", "cliff", "prospective"] as const).flatMap((method) =>
      engine
        .royaltyStatement({ scale: SCALE, method, base: ds(80, 150, -60, 900), resets: [false, false, false, false], prior: d(0), decimals: 2 })
        .map(({ check }) => check),
    ),
  usageFee: (engine: typeof usageFee) => {
    const card = { prices: SCALE, method: "cliff" as const, included: d(20), useCap: d(1000), overagePrice: d("0.25") };
    const flat = { prices: { tiers: SCALE.tiers.slice(0, 1), threshold: "above" as const }, method: "marginal" as const, included: d(0) };
    const metrics = [
      { units: ds(80, 450, 700), card },
      { units: ds(1, 2, -1), card: flat },
      { units: ds(80, 450, 700), card: { ...card, method: "marginal" as const } },
    ];
    return engine.usageStatement({ metrics, resets: [false, false, false], decimals: 2 }).totals.map(({ check }) => check);
  },
  npvRoyalty: (engine: typeof npvRoyalty) =>
    [{ rates: ds("0.1", "0.2", "0.2"), when: "end" }, { rates: ds("0.1", "0.2", "0.2"), when: "mid" }, { rates: ds("0.1", "0.2", "0.2"), when: "start" }, { rates: ds("0.1"), when: { dates: [46_388, 46_023, 46_111], valuationDate: 46_000 } }].flatMap((terms) => {
      const statement = engine.presentValueStatement({ royalties: ds(100, "33.33", -20), ...(terms as Pick<npvRoyalty.PresentValueTerms, "rates" | "when">) });
      return [statement.check, ...statement.lines.map(({ check }) => check)];
    }),
  withholding: (engine: typeof withholding) =>
    (["none", "gross up"] as const).flatMap((grossUp) => engine.withholdingStatement({ royalties: ds("100.05", "-0.1", 33), rates: ds("0.3", "0.05", "0.15"), grossUp, decimals: 2 }).map(({ check }) => check)),
  minGuarantee: (engine: typeof minGuarantee) => engine.guaranteeStatement({ earned: ds(-50, 90, 130, 170), guarantee: ds(100), window: { kind: "rolling", periods: 2 }, opening: ds(40) }).map(({ check }) => check),
  netRevenue: (engine: typeof netRevenue) => {
    const deduction = (capRate: string, capAmount: number, ...claimed: number[]) => ({ kind: "deduction" as const, capRate: d(capRate), capAmount: d(capAmount), claimed: ds(...claimed) });
    const deductions = [{ kind: "exclusion" as const, capRate: d(0), capAmount: d(0), claimed: ds(10, 5) }, deduction("0.05", 0, 8, 9), deduction("0", 4, 6, 3), deduction("0", 0, 6, 1)];
    return ["0", "0.1"].flatMap((cap) => engine.netRevenueStatement({ gross: ds(100, 50), deductions, cap: d(cap), negative: "carry", opening: d(3), decimals: 2 }).map(({ check }) => check));
  },
  recoup: (engine: typeof recoup) => {
    const account = (...earned: number[]) => ({ earned: ds(...earned), advances: ds(100, 0, 40), reserve: d("0.25"), openingBalance: d(10), openingReserves: ds(5) });
    return engine.recoupmentStatement({ accounts: [account(150, -100, 80), account(50, 260, 70)], crossed: "all", release: 1, decimals: 2 }).checks;
  },
  prorata: (engine: typeof prorata) => (["exact", 2] as const).flatMap((decimals) => engine.prorataStatement({ pool: ds(100, "-33.335"), weights: [ds(3, 2, 2), ds(3, 2, 2)], decimals, minimum: d(0) }).map(({ check }) => check)),
  waterfall: (engine: typeof waterfall) => {
    const none = d(0);
    const layers = [
      { rank: 1, type: "percent", rate: d("0.1"), of: "gross", paid: none },
      { rank: 2, type: "recoup", rate: d("0.2"), amount: d(50), added: [], paid: none },
      { rank: 3, type: "split", rate: d("0.6"), paid: none },
      { rank: 3, type: "split", rate: d("0.3"), paid: none },
    ] as const;
    return engine.waterfallStatement({ cash: ds(-5, 100, 200), layers, decimals: 2 }).map(({ check }) => check);
  },
} as const;

const SCALE = { tiers: [{ above: d(0), rate: d("0.05") }, { above: d(100), rate: d("0.12") }, { above: d(500), rate: d("0.08") }], threshold: "above" as const };

type Engine = keyof typeof CHECKS;

/** A rate, or the term that stands for it, three times as large in one of the two ways to a figure. */
interface Mutation {
  readonly of: Engine;
  readonly what: string;
  readonly from: string;
  readonly to: string;
}

const MUTATIONS: readonly Mutation[] = [
  { of: "tieredRoyalty", what: "the rate of a tier, marginal", from: "baseInTier, royaltyInTier: baseInTier.map((part, i) => part.times(tierAt(tiers, i).rate))", to: "baseInTier, royaltyInTier: baseInTier.map((part, i) => part.times(tierAt(tiers, i).rate).times(3))" },
  { of: "tieredRoyalty", what: "the rate of a tier, cliff and prospective", from: "part.times(tierAt(scale.tiers, i).rate)", to: "part.times(tierAt(scale.tiers, i).rate).times(3)" },
  { of: "tieredRoyalty", what: "the true-up", from: "trueUp: closingRate.minus(openingRate).times(opening)", to: "trueUp: closingRate.minus(openingRate).times(opening).times(3)" },
  { of: "tieredRoyalty", what: "the rate of the first tier in the check", from: "position.times(first.rate)", to: "position.times(first.rate).times(3)" },
  { of: "tieredRoyalty", what: "the rate passed in the check", from: "closing.times(rateAt(closing))", to: "closing.times(rateAt(closing)).times(3)" },
  { of: "usageFee", what: "the card fee", from: "const cardFee = sum(line.royaltyInTier);", to: "const cardFee = sum(line.royaltyInTier).times(3);" },
  { of: "usageFee", what: "the overage price", from: "overCap.times(card.overagePrice ?? ZERO)", to: "overCap.times(card.overagePrice ?? ZERO).times(3)" },
  { of: "usageFee", what: "what is included", from: "Decimal.min(within, included)", to: "Decimal.min(within, included.times(3))" },
  { of: "usageFee", what: "the overage price in the check", from: ".times(overagePrice)", to: ".times(overagePrice).times(3)" },
  { of: "npvRoyalty", what: "the factor", from: "presentValue = royalty.times(factor)", to: "presentValue = royalty.times(factor).times(3)" },
  { of: "npvRoyalty", what: "the growth of a period", from: "const growth = new Cut(ONE.plus(rate));", to: "const growth = new Cut(ONE.plus(rate.times(3)));" },
  { of: "npvRoyalty", what: "the rate with dates", from: "new Cut(ONE.plus(rate)).pow(time.negated())", to: "new Cut(ONE.plus(rate.times(3))).pow(time.negated())" },
  { of: "npvRoyalty", what: "a step in the check", from: ".div(growth);\n  return new Decimal(value);", to: ".div(growth).times(3);\n  return new Decimal(value);" },
  { of: "withholding", what: "the rate, none", from: "const tax = roundedFraction(gross.mul(rate), decimals);", to: "const tax = roundedFraction(gross.mul(rate.add(rate).add(rate)), decimals);" },
  { of: "withholding", what: "the rate, gross up", from: "net.div(WHOLE.sub(rate))", to: "net.div(WHOLE.sub(rate.add(rate).add(rate)))" },
  { of: "withholding", what: "the rate in the check, none", from: "gross.mul(WHOLE.sub(rate))", to: "gross.mul(WHOLE.sub(rate.add(rate).add(rate)))" },
  { of: "minGuarantee", what: "the guarantee payable", from: "Decimal.max(earnings, guaranteed)", to: "Decimal.max(earnings, guaranteed.times(3))" },
  { of: "minGuarantee", what: "the shortfall", from: "guaranteed.minus(earnings)", to: "guaranteed.times(3).minus(earnings)" },
  { of: "minGuarantee", what: "what is recouped", from: "minus(recouped);\n    const check", to: "minus(recouped.times(3));\n    const check" },
  { of: "netRevenue", what: "a cap rate", from: "[deduction.capRate.times(capBase)]", to: "[deduction.capRate.times(capBase).times(3)]" },
  { of: "netRevenue", what: "a cap amount", from: "[deduction.capAmount]", to: "[deduction.capAmount.times(3)]" },
  { of: "netRevenue", what: "the common cap", from: "cap.isZero() ? null : cap.times(capBase)", to: "cap.isZero() ? null : cap.times(capBase).times(3)" },
  { of: "netRevenue", what: "a cap rate in the net", from: "ofGross(deduction.capRate)", to: "ofGross(deduction.capRate.times(3))" },
  { of: "recoup", what: "the reserve", from: ".times(this.terms.reserve)", to: ".times(this.terms.reserve).times(3)" },
  { of: "recoup", what: "what is released", from: "before.plus(this.withheld[t - this.release] ?? ZERO)", to: "before.plus((this.withheld[t - this.release] ?? ZERO).times(3))" },
  { of: "recoup", what: "what is recouped", from: "this.balance = balance.minus(recouped);", to: "this.balance = balance.minus(recouped.times(3));" },
  { of: "recoup", what: "what goes to others", from: "paid: left.minus(toOthers)", to: "paid: left.minus(toOthers.times(3))" },
  { of: "prorata", what: "a weight", from: "poolUnits * weight", to: "poolUnits * weight * 3n" },
  { of: "prorata", what: "a part", from: "distributed += part;", to: "distributed += 3n * part;" },
  { of: "waterfall", what: "what the layers are paid", from: "const paid = total(accounts.map((account) => account.line.paid));", to: "const paid = total(accounts.map((account) => account.line.paid.add(account.line.paid).add(account.line.paid)));" },
  { of: "waterfall", what: "what a deficit takes", from: "const gross = notBelowZero(received).sub(madeGood);", to: "const gross = notBelowZero(received).sub(madeGood.add(madeGood).add(madeGood));" },
];

describe("a check sees what goes wrong in one of its two ways", () => {
  test.each(Object.keys(CHECKS) as Engine[])("and is 0 where nothing does: %s", (engine) => {
    const checks = checksOf(engine, jest.requireActual(join(ENGINE, engine)));
    expect(checks.filter((check) => !check.isZero())).toEqual([]);
    expect(checks.length).toBeGreaterThan(1);
    expect(MUTATIONS.some((mutation) => mutation.of === engine)).toBe(true);
  });

  test.each(MUTATIONS)("$of: three times $what", ({ of, from, to }) => {
    const source = readFileSync(join(ENGINE, `${of}.ts`), "utf8");
    // A mutation that no longer finds its place would prove nothing.
    expect(source.split(from)).toHaveLength(2);
    expect(checksOf(of, exported(source.replace(from, () => to))).some((check) => !check.isZero())).toBe(true);
  });
});

function checksOf(engine: Engine, from: object): readonly Decimal[] {
  return (CHECKS[engine] as (exported: object) => readonly Decimal[])(from);
}

/** What a source exports; the file stays as it is. */
function exported(source: string): object {
  const { outputText } = ts.transpileModule(source, { compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, esModuleInterop: true } });
  const exports = {};
  const run = compileFunction(outputText, ["exports", "require"]) as (exported: object, load: (name: string) => unknown) => void;
  run(exports, (name) => jest.requireActual(name.startsWith(".") ? join(ENGINE, name) : name));
  return exports;
}
