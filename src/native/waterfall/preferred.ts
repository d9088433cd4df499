import type { Layer } from "../../engine/waterfall";
import type { Formula, Line, Period } from "../parts/proofSheet";
import { operandAt, quotients, type Division, type Operand, type Quotient } from "../parts/shares";
import type { Claim, Ground } from "./ranks";

type PreferredLayer = Extract<Layer, { type: "preferred" }>;

/** What a return is written with. */
export interface ReturnTerms {
  readonly row: number;
  readonly layer: PreferredLayer;
  readonly name: string;
  /** What it is earned on, in whole units. */
  readonly capital: Operand;
  readonly division: Division;
  /** The rate has more decimals than a cell counts. */
  readonly hasFineRate: boolean;
  readonly claimable: (claim: string, t: Period) => string;
}

/**
 * The claim of a preferred row where payments are rounded. What is owed stays exact: whole units, and a remainder in step × rate units.
 *
 * A return on a remainder has finer remainders. Those are a part of a unit in doubles, which decides nothing as long as it stays away from a half.
 * What rounding left below 0 is whole units below it: it compounds with none of its remainders.
 */
export function returnClaim(ground: Ground, { row, layer, name, capital, division, hasFineRate, claimable }: ReturnTerms): Claim {
  const { block, whole, given, ahead, perOne } = ground;
  const { proof, periods } = block;
  const across = (label: string, unit: string, formula: Formula, once?: string) => proof.across(`${name}: ${label}`, unit, periods, formula, { once });
  const [step, rateUnit] = [whole.step(row), whole.rateUnit(row)];
  const rate = whole.figure(row, "Rate");
  const owedBefore = whole.figure(row, "Owed");
  const per = proof.once(`${name}: remainders in a unit`, "whole units × rate units", `${step}*${rateUnit}`);
  const [closingAhead, restAhead, partAhead] = [ahead.line(`closing ${row}`), ahead.line(`rest ${row}`), ahead.line(`part ${row}`)];

  const opening = across("opening", "units", (t) => t.before(closingAhead));
  const base = layer.compound ? across("earns a return", "whole units", (t) => `${operandAt(capital, t)}+MAX(0,${t.of(opening)})*${step}`) : capital;
  const [due] = quotients(block, base, [{ label: `${name}: due`, weight: rate }], per, division) as [Quotient];
  const carried = across("remainders make a unit", "units", (t) => `IF(${t.before(restAhead)}+${t.of(due.rest)}>=${per},1,0)`);
  const rest = ahead.is(`rest ${row}`, across("owed, remainder", "remainders", (t) => `${t.before(restAhead)}+${t.of(due.rest)}-${t.of(carried)}*${per}`, `(${owedBefore}-INT(${owedBefore}/${step})*${step})*${rateUnit}`));
  const owedWhole = (t: Period) => `${t.of(opening)}+${t.of(due.cut)}+${t.of(carried)}`;

  const roundsUp = (t: Period) => `IF(2*${t.of(rest)}>=${per},1,0)`;
  const start = `INT(${owedBefore}/${step})`;
  const inMoney = (line: Line, before: boolean, part?: Line): Formula => (t) => {
    const restAt = before ? t.before(rest) : t.of(rest);
    return part === undefined ? `(${t.of(line)}*${per}+${restAt})/(${per}*${perOne})` : `(${t.of(line)}+${restAt}/${per}+${before ? t.before(part) : t.of(part)})/${perOne}`;
  };
  if (!layer.compound && !hasFineRate) {
    const owed = across("owed", "units", owedWhole);
    block.statementExactWhile(`${name}: what is owed, in remainders, is below 9E+15`, `AND(MAX(${proof.range(owed)})*${per}<9E+15,${per}*${perOne}<9E+15)`);
    return {
      whole: (t) => claimable(`${t.of(owed)}+${roundsUp(t)}`, t),
      settled: (paid) => {
        const closing = ahead.is(`closing ${row}`, across("closing", "units", (t) => `${t.of(owed)}-${t.of(paid)}`, start));
        return { opening: inMoney(opening, true), due: (t) => `(${t.of(due.cut)}*${per}+${t.of(due.rest)})/(${per}*${perOne})`, lapsed: () => "0", closing: inMoney(closing, false) };
      },
    };
  }

  const fine = hasFineRate ? proof.once(`${name}: rate beyond its units`, "rate units", `${given.figure(row, "Rate")}*${rateUnit}-${rate}`) : undefined;
  const duePart = across("due, part", "of a unit", (t) => {
    const onRest = layer.compound ? `IF(${t.of(opening)}<0,0,${t.before(restAhead)}/${per}+${t.before(partAhead)})*${given.figure(row, "Rate")}` : "0";
    return fine === undefined ? onRest : `${onRest}+${operandAt(base, t)}*${fine}/${per}`;
  });
  const partBefore = across("owed, part", "of a unit", (t) => `${t.before(partAhead)}+${t.of(duePart)}`);
  const fraction = across("remainder and part", "of a unit", (t) => `${t.of(rest)}/${per}+${t.of(partBefore)}`);
  const units = across("whole units of them", "units", (t) => `INT(${t.of(fraction)})`);
  const part = ahead.is(`part ${row}`, across("part carried on", "of a unit", (t) => `${t.of(partBefore)}-${t.of(units)}`, "0"));
  const owed = across("owed", "units", (t) => `${owedWhole(t)}+${t.of(units)}`);
  const up = across("rounds up", "1 is yes", (t) => `IF(${t.of(partBefore)}=0,${roundsUp(t)},IF(${t.of(fraction)}-${t.of(units)}>=0.5,1,0))`);
  // Rates of more digits than are counted are known to 1 part in 1E+16 only.
  const margin = hasFineRate ? "1E-5" : "1E-9";
  const isNear = across("within a hair of a half", "1 is yes", (t) => `IF(${t.of(partBefore)}=0,0,IF(ABS(${t.of(fraction)}-${t.of(units)}-0.5)<${margin},1,0))`);
  block.exactWhile(`${name}: what is owed is not within ${margin} of half a unit`, `MAX(${proof.range(isNear)})=0`);
  block.exactWhile(`${name}: returns do not pile up beyond 1E+5 times`, `${periods}*(1+${given.figure(row, "Rate")})^${periods}<1E+5`);
  if (hasFineRate) block.exactWhile(`${name}: what is owed is below 1E+9 units over the periods`, `MAX(${proof.range(owed)})*${periods}<1E+9`);
  block.statementExactWhile(`${name}: no return is finer than its remainders`, `SUMPRODUCT(ABS(${proof.range(partBefore)}))=0`);
  return {
    whole: (t) => claimable(`${t.of(owed)}+${t.of(up)}`, t),
    settled: (paid) => {
      const closing = ahead.is(`closing ${row}`, across("closing", "units", (t) => `${t.of(owed)}-${t.of(paid)}`, start));
      return { opening: inMoney(opening, true, part), due: (t) => `(${t.of(due.cut)}+${t.of(due.rest)}/${per}+${t.of(duePart)})/${perOne}`, lapsed: () => "0", closing: inMoney(closing, false, part) };
    },
  };
}
