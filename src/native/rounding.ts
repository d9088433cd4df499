import { isBlank } from "../cells/cell";
import { wordOf } from "../cells/decode";
import type { Argument, Block } from "./block";
import { cellReference, gridOf } from "./block";
import type { Line } from "./proofSheet";

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

/** Lines that round a line of whole units, `perOne` of which make one. */
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
  const { periods } = exact;
  if (places === "exact") return { figure: exact, divisor: perOne, rounding: proof.across(`${label}: rounding`, "whole units", periods, () => "0") };
  const divisor = proof.once(`${label}: rounded units in one`, "", `10^${places.decimals}`);
  const step = proof.once(`${label}: whole units in a rounded one`, "", `${perOne}/${divisor}`);
  block.exactWhile(`${label} has no fewer decimals than it is rounded to`, `${step}>=1`);
  const cut = proof.across(`${label}: cut down`, "rounded units", periods, (t) => `INT(ABS(${t.of(exact)})/${step})`);
  const remainder = proof.across(`${label}: remainder`, "whole units", periods, (t) => `ABS(${t.of(exact)})-${t.of(cut)}*${step}`);
  const figure = proof.across(`${label}: rounded`, "rounded units", periods, (t) => `SIGN(${t.of(exact)})*(${t.of(cut)}+IF(2*${t.of(remainder)}>=${step},1,0))`);
  return { figure, divisor, rounding: proof.across(`${label}: rounding`, "whole units", periods, (t) => `${t.of(figure)}*${step}-${t.of(exact)}`) };
}
