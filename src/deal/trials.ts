import type { Workbook } from "../sheet/workbook";
import type { Choice, Word } from "./deal";
import { ownResults, type OwnResult } from "./evidence";
import { proposedLines, type Proposal } from "./proposal/proposal";
import type { Recognised } from "./proposal/terms";

/** Words in the place of those that are taken. */
export type Answered = readonly { readonly choice: Choice; readonly word: Word }[];

/** A choice that may be answered otherwise, and what the deal pays in all under each of its words. */
export interface OpenChoice {
  readonly choice: Choice;
  readonly totals: readonly (number | undefined)[];
  readonly changesTotal: boolean;
}

/** So many combinations of answers are tried for the figures that the workbook shows. */
const MOST_TRIALS = 64;

/** A deal under the words that are taken and under others, each calculated once. */
export class Trials {
  private readonly known = new Map<string, Proposal>();
  private openChoices: readonly OpenChoice[] | undefined;
  private combined: readonly Answered[] | undefined;
  private own: readonly OwnResult[] | undefined;

  constructor(
    readonly workbook: Workbook,
    readonly recognised: Recognised,
  ) {}

  with(answered: Answered): Proposal {
    const choices = this.recognised.choices.map((choice) => {
      const answer = answered.find((one) => one.choice === choice);
      return answer === undefined ? choice : { ...choice, word: answer.word };
    });
    const key = JSON.stringify(choices.map(({ word }) => word));
    const known = this.known.get(key) ?? proposedLines(this.workbook, { ...this.recognised, choices });
    this.known.set(key, known);
    return known;
  }

  /** Those that are asked come before those of which an answer is taken; of both, those whose answers pay different totals first. */
  get open(): readonly OpenChoice[] {
    return (this.openChoices ??= this.recognised.choices
      .filter((choice) => choice.words.length > 1 && (choice.state === "asked" || isDefault(choice)))
      .map((choice) => {
        const totals = choice.words.map((word) => this.with([{ choice, word }]).total);
        return { choice, totals, changesTotal: new Set(totals).size > 1 };
      })
      .sort((a, b) => rank(a) - rank(b)));
  }

  /** The combinations of the open choices' words. */
  get combinations(): readonly Answered[] {
    return (this.combined ??= combinations(this.open.map(({ choice }) => choice), MOST_TRIALS));
  }

  /** What the workbook's own formulas give for steps of the deal. */
  get results(): readonly OwnResult[] {
    return (this.own ??= ownResults(this.workbook, this.with([]).payees.map(({ label }) => label)));
  }
}

function rank({ choice, changesTotal }: OpenChoice): number {
  return (choice.state === "asked" ? 0 : 2) + (changesTotal ? 0 : 1);
}

/** Proposed, and in no cell of the workbook. How many decimals there are, and in which currency, nobody needs to be asked. */
function isDefault({ choice, state, source }: Choice): boolean {
  return state === "proposed" && source === undefined && choice !== "decimals" && choice !== "currency";
}

/** Every combination of the choices' words, of as many choices as there are at most so many combinations. */
export function combinations(choices: readonly Choice[], most: number): Answered[] {
  let found: Answered[] = [[]];
  for (const choice of choices) {
    if (found.length * choice.words.length > most) continue;
    found = found.flatMap((answered) => choice.words.map((word) => [...answered, { choice, word }]));
  }
  return found;
}
