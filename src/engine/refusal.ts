/** One reason why a call is refused: what is wrong, where, and what to do about it. */
export interface Fault {
  /** `#VALUE!`: what was given is wrong or contradicts itself. `#N/A`: there is no answer. Other codes pass an upstream error through. */
  readonly code: "#VALUE!" | "#N/A" | "#DIV/0!" | "#NUM!" | "#NULL!";
  readonly message: string;
}

/** A call that is refused, with every fault found, in reading order. Its message is the first fault's. */
export class Refusal extends Error {
  readonly faults: readonly [Fault, ...Fault[]];

  constructor(first: Fault, ...rest: Fault[]) {
    super(first.message);
    this.name = "Refusal";
    this.faults = [first, ...rest];
  }

  get code(): Fault["code"] {
    return this.faults[0].code;
  }
}
