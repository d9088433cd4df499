import type { Block } from "../parts/block";
import { WHOLE_LIMIT, type Line } from "../parts/proofSheet";
import { lineOf, type GivenAccounts, type RecoupCall } from "./given";
import type { Rounding } from "../parts/rounding";
import { quotients } from "../parts/shares";

/** The money of one account in whole numbers. */
export interface AccountMoney {
  readonly earned: Line;
  readonly advance: Line;
  /** None where no reserve is given. */
  readonly withheld: Line | undefined;
  readonly openingBalance: string;
  /** Reserves brought in, in the columns of the periods in which they are released; none where no opening has them. */
  readonly brought: Line | undefined;
}

export interface Money {
  readonly accounts: readonly AccountMoney[];
  /** What they are counted in. */
  readonly unitName: string;
  /** How many make one of money. */
  readonly perOne: string;
}

/** What is given in whole numbers: rounded units, or without rounding units × rate units, so that what is withheld is a whole number too. */
export function moneyOfAccounts(block: Block, call: RecoupCall, given: GivenAccounts, places: Rounding): Money {
  const { proof } = block;
  const unit = block.constant("units in one of money", 10 ** call.amountPlaces);
  const rateUnit = given.reserves.length === 0 ? "1" : block.constant("units in a rate of 1", 10 ** call.ratePlaces);
  block.working();
  const isOne = given.reserves.length === 1;
  const rates = given.reserves.map((cell, account) => block.wholeFigure(cell, isOne ? "reserve" : lineOf(call, account, "reserve"), "rate units", rateUnit));
  const counted = places === "exact" ? unrounded(unit, rateUnit, rates.length > 0) : rounded(block, unit, places.decimals);
  const { unitName, perOne, ofWhole } = counted;

  const whole = (line: Line, label: string) => {
    const units = block.whole(line, label, "whole units", unit);
    if (places !== "exact") block.exactWhile(`${label} is below 1E+15 whole units`, `SUMPRODUCT(MAX(ABS(${proof.range(units)})))<${WHOLE_LIMIT}`);
    return units;
  };
  const money = (units: Line, label: string) => (ofWhole === undefined ? units : proof.across(label, unitName, units.periods, (t) => ofWhole(t.of(units))));
  const accounts = given.earned.map((line, account): AccountMoney => {
    const label = (name: string) => lineOf(call, account, name);
    const units = whole(line, label("earned"));
    const earned = money(units, label("earned"));
    const advance = money(whole(given.advances[account] as Line, label("advance")), label("advance"));
    const held = given.brought[account];
    const brought = held === undefined ? undefined : money(whole(held, label("reserve brought in")), label("reserve brought in"));
    const openingBalance = moneyOnce(block, label("opening balance"), given.balances[account], unit, counted);
    const rate = rates[isOne ? 0 : account];
    if (rate === undefined) return { earned, advance, withheld: undefined, openingBalance, brought };
    const withheld =
      places === "exact" ? proof.across(label("withheld"), unitName, call.periods, (t) => `MAX(0,${t.of(units)})*${rate}`) : roundedPart(block, call, label("withheld"), earned, rate, rateUnit);
    return { earned, advance, withheld, openingBalance, brought };
  });
  return { accounts, unitName, perOne };
}

function moneyOnce(block: Block, label: string, cell: string | undefined, unit: string, { unitName, ofWhole }: Counted): string {
  if (cell === undefined) return "0";
  const whole = block.wholeFigure(cell, label, "whole units", unit);
  return ofWhole === undefined ? whole : block.proof.once(label, unitName, ofWhole(whole));
}

interface Counted {
  readonly unitName: string;
  readonly perOne: string;
  /** Of whole units; undefined where they are counted in these. */
  readonly ofWhole: ((whole: string) => string) | undefined;
}

function unrounded(unit: string, rateUnit: string, hasReserve: boolean): Counted {
  return hasReserve ? { unitName: "units × rate units", perOne: `(${unit}*${rateUnit})`, ofWhole: (whole) => `${whole}*${rateUnit}` } : { unitName: "whole units", perOne: unit, ofWhole: undefined };
}

/** Half away from zero. Below 1E+15 whole units a quotient by a power of ten has no more digits than a cell holds, so that a half is one. */
function rounded(block: Block, unit: string, decimals: string): Counted {
  const { proof } = block;
  const perOne = proof.once("rounded units in one of money", "", `10^${decimals}`);
  const step = proof.once("whole units in a rounded one", "", `${unit}/${perOne}`);
  block.exactWhile("amounts have no fewer decimals than they are rounded to", `${step}>=1`);
  return { unitName: "rounded units", perOne, ofWhole: (whole) => `ROUND(${whole}/${step},0)` };
}

/** The rate's part of what is positive, cut down, and one unit more where a half or more is left. */
function roundedPart(block: Block, call: RecoupCall, label: string, earned: Line, rate: string, rateUnit: string): Line {
  const positive = block.proof.across(`${label}, of`, "rounded units", call.periods, (t) => `MAX(0,${t.of(earned)})`);
  const [part] = quotients(block, positive, [{ label, weight: rate }], rateUnit, call.division);
  if (part === undefined) throw new RangeError(`There is no ${label}`);
  return block.proof.across(label, "rounded units", call.periods, (t) => `${t.of(part.cut)}+IF(2*${t.of(part.rest)}>=${rateUnit},1,0)`);
}
