import { ZERO, type Decimal } from "./decimal";

/** One reason why a call is refused: what is wrong, where, and what to do about it. */
export interface Fault {
  /** `#VALUE!`: what was given is wrong or contradicts itself. `#N/A`: there is no answer. The others pass an upstream error through. */
  readonly code: "#VALUE!" | "#N/A" | "#DIV/0!" | "#NUM!" | "#NULL!";
  readonly message: string;
  /** Which of the argument's items is at fault, counted from 0: a period of a series, a row of a table. Absent: the argument as a whole. */
  readonly item?: number;
}

/** How many cells an answer fills. */
export interface Shape {
  readonly rows: number;
  readonly columns: number;
}

/**
 * A call that is refused, with every fault found, in reading order. Its message is the first fault's.
 *
 * `shape` is that of the answer it would have given, where the arguments say it. Whoever fills cells puts the refusal into every one of them, for a blank
 * beside it would be read as 0.
 */
export class Refusal extends Error {
  constructor(
    readonly faults: readonly [Fault, ...Fault[]],
    readonly shape?: Shape,
  ) {
    super(faults[0].message);
    this.name = "Refusal";
  }

  get code(): Fault["code"] {
    return this.faults[0].code;
  }
}

/** What is wrong with figures that cannot be negative, such as advances. NaN, the stand-in for what could not be read, is not at fault here. */
export function negativeFaults(what: string, figures: readonly Decimal[]): Fault[] {
  return figures.flatMap((figure, item) => (figure.lessThan(ZERO) ? [{ code: "#VALUE!" as const, item, message: `The ${what} ${figure.toFixed()} is negative; it must be 0 or more` }] : []));
}
