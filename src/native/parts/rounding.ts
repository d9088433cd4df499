import { isBlank } from "../../cells/cell";
import { wordOf } from "../../cells/decode";
import type { Argument, Block } from "./block";
import { cellReference, gridOf } from "./block";
import type { Formula, Line } from "./proofSheet";
import { operandAt, type Operand } from "./shares";

/** Where the figures of a block are rounded: not at all, or at so many decimals, which stand in a cell. */
export type Rounding = { readonly decimals: string } | "exact";

/** Reads the argument decimals. The word exact is compiled in; a number stays live. */
export function rounding(block: Block, argument: Argument, fallback: number | "exact"): Rounding {
  const value = argument === null ? null : (gridOf(argument)[0]?.[0] ?? null);
  const given = isBlank(value) ? fallback : value;
  if (typeof given === "string" && wordOf(given, ["exact"]) !== undefined) {
    if (!isBlank(value)) block.word("decimals", argument, "exact");
    else if (argument !== null) block.requires("decimals stay blank", `${cellReference(block.proof, argument, 0, 0)}=""`);
    return "exact";
  }
  // A cell that is emptied falls back on the default, not on what it held.
  const decimals = block.figure("decimals", "places", argument, typeof fallback === "number" ? fallback : null);
  block.requires("decimals are a whole number from 0 to 9", `AND(${decimals}=INT(${decimals}),${decimals}>=0,${decimals}<=9)`);
  return { decimals };
}

/** Lines that round a line of whole units, so many of which make one. */
export interface RoundedLines {
  /** The rounded figure × `divisor`. */
  readonly figure: Line;
  readonly divisor: string;
  /** Rounded less exact, in the units of the line that was rounded. */
  readonly rounding: Line;
}

/**
 * A line of whole units rounded half away from zero: cut down, and one more where the remainder is a half of the step or more.
 * All of it is arithmetic of whole numbers, so that no half is lost in binary.
 */
export function roundedLines(block: Block, exact: Line, label: string, perOne: string, places: Rounding): RoundedLines {
  const { proof } = block;
  if (places === "exact") return { figure: exact, divisor: perOne, rounding: proof.across(`${label}: rounding`, "whole units", exact.periods, () => "0") };
  const divisor = roundedUnits(block, label, places);
  const step = proof.once(wholeUnits(label), "", `${perOne}/${divisor}`);
  block.exactWhile(noFewerDecimals(label), `${step}>=1`);
  return { divisor, ...roundedBySteps(block, exact, label, step) };
}

/** The same where each period is counted in units of its own, so that a small one keeps its digits beside a large one. */
export function roundedByPeriod(block: Block, exact: Line, label: string, perOne: Line, places: Exclude<Rounding, "exact">): RoundedLines {
  const { proof } = block;
  const divisor = roundedUnits(block, label, places);
  const step = proof.across(wholeUnits(label), "", exact.periods, (t) => `${t.of(perOne)}/${divisor}`);
  block.exactWhile(noFewerDecimals(label), `MIN(${proof.range(step)})>=1`);
  return { divisor, ...roundedBySteps(block, exact, label, step) };
}

const wholeUnits = (label: string) => `${label}: whole units in a rounded one`;
const noFewerDecimals = (label: string) => `${label} has no fewer decimals than it is rounded to`;

function roundedUnits({ proof }: Block, label: string, { decimals }: Exclude<Rounding, "exact">): string {
  return proof.once(`${label}: rounded units in one`, "", `10^${decimals}`);
}

function roundedBySteps({ proof }: Block, exact: Line, label: string, step: Operand): Omit<RoundedLines, "divisor"> {
  const across = (what: string, unit: string, formula: Formula) => proof.across(`${label}: ${what}`, unit, exact.periods, formula);
  const cut = across("cut down", "rounded units", (t) => `INT(ABS(${t.of(exact)})/${operandAt(step, t)})`);
  const remainder = across("remainder", "whole units", (t) => `ABS(${t.of(exact)})-${t.of(cut)}*${operandAt(step, t)}`);
  const figure = across("rounded", "rounded units", (t) => `SIGN(${t.of(exact)})*(${t.of(cut)}+IF(2*${t.of(remainder)}>=${operandAt(step, t)},1,0))`);
  return { figure, rounding: across("rounding", "whole units", (t) => `${t.of(figure)}*${operandAt(step, t)}-${t.of(exact)}`) };
}
