import { isError, type CellValue } from "../../cells/cell";
import type { Workbook } from "../../sheet/workbook";
import type { Choice, ChoiceName, Deal, Role, Source, Term, Word } from "../deal";
import type { ModelSheet } from "./modelSheet";
import type { Reference } from "./reference";
import { valuesOf } from "./beside";

/** Everything that a deal is calculated from. */
export type Recognised = Pick<Deal, "currency" | "periods" | "terms" | "choices">;

export type Shape = "cell" | "across" | "down" | "block";

export function shapeOf({ at }: Source): Shape {
  if (at.top === at.bottom) return at.left === at.right ? "cell" : "across";
  return at.left === at.right ? "down" : "block";
}

/** The terms that can be calculated with, by what they say and whom they serve. Notes which of them are used. */
export class Terms {
  readonly used = new Set<Term>();
  private readonly known: readonly Term[];

  constructor(
    readonly workbook: Workbook,
    terms: readonly Term[],
  ) {
    this.known = terms.filter(({ state }) => state !== "asked");
  }

  get unused(): readonly Term[] {
    return this.known.filter((term) => !this.used.has(term));
  }

  /** Whether something says this of the stream; it is not used by asking. */
  has(role: Role, stream: string): boolean {
    return this.said(role, stream).length > 0;
  }

  /** All that say this of the stream; not used by being looked at. */
  said(role: Role, stream: string): readonly Term[] {
    return this.known.filter((term) => term.role === role && sameText(term.stream, stream));
  }

  all(role: Role, stream: string): readonly Term[] {
    return this.said(role, stream).map((term) => this.use(term));
  }

  /** What says this of the stream itself, the first of several. */
  own(role: Role, stream: string): Term | undefined {
    const [first] = this.said(role, stream);
    return first && this.use(first);
  }

  /** The same where no line reads it yet: a reserve that accounts have held back is not held back again of what they come to. */
  open(role: Role, stream: string): Term | undefined {
    const term = this.said(role, stream).find((one) => !this.used.has(one));
    return term && this.use(term);
  }

  /** What says this of the stream or, where nothing does, of the whole deal. */
  serving(role: Role, stream: string): Term | undefined {
    return this.own(role, stream) ?? this.own(role, "");
  }

  /** The streams for which something says this, the whole deal among them. */
  streamsWith(...roles: readonly Role[]): readonly string[] {
    const found: string[] = [];
    for (const { role, stream } of this.known) if (roles.includes(role) && !found.some((one) => sameText(one, stream))) found.push(stream);
    return found;
  }

  values({ source }: Term): readonly (readonly CellValue[])[] {
    return valuesOf(this.workbook, source.at);
  }

  /** The texts beside a block, from the nearest on: in its row to the left or, where there are none and of a column, above it. */
  labels({ source }: Pick<Term, "source">): readonly string[] {
    const { at } = source;
    const sheet = this.workbook.sheet(at.sheet);
    const text = (row: number, column: number): string[] => {
      const value = sheet?.cell(row, column)?.value;
      return typeof value === "string" && value.trim() !== "" ? [value.trim()] : [];
    };
    const left = Array.from({ length: at.left - 1 }, (_, i) => text(at.top, at.left - 1 - i)).flat();
    const above = Array.from({ length: Math.min(3, at.top - 1) }, (_, i) => text(at.top - 1 - i, at.left)).flat();
    return shapeOf(source) === "down" ? above.slice(0, 1) : left.length > 0 ? left : above;
  }

  /** The text farthest to the left says what it is, the others in what units; else its name says it. The number of a clause says nothing. */
  label(term: Term): string {
    const labels = this.labels(term);
    return labels.filter((text) => !CLAUSE.test(text)).at(-1) ?? labels.at(-1) ?? term.source.name ?? term.role;
  }

  /** In which units a base is counted, where a text beside it says so. */
  unit(term: Term): string | undefined {
    const texts = this.labels(term);
    return texts.length > 1 ? texts[0] : undefined;
  }

  private use(term: Term): Term {
    this.used.add(term);
    return term;
  }
}

/** 6, 4.1, 7(a) */
const CLAUSE = /^§? ?\d+(\.\d+)*\.?( ?\(\w\))?$/;

/** The words of the contract. */
export class Words {
  constructor(
    private readonly workbook: Workbook,
    private readonly choices: readonly Choice[],
    private readonly model: ModelSheet,
  ) {}

  /** The stream's own word or, where it has none, the whole deal's. */
  choice(name: ChoiceName, stream: string): Choice | undefined {
    const named = this.choices.filter((choice) => choice.choice === name);
    return named.find((choice) => sameText(choice.stream, stream)) ?? named.find((choice) => choice.stream === "");
  }

  word(name: ChoiceName, stream: string): Word | undefined {
    return this.choice(name, stream)?.word;
  }

  is(name: ChoiceName, stream: string, word: string): boolean {
    return sameText(String(this.word(name, stream) ?? ""), word);
  }

  /** The word as formulas read it: in the analyst's own cell where one holds it, else in one of ours. */
  reference(name: ChoiceName, stream: string): Reference | undefined {
    const choice = this.choice(name, stream);
    if (choice === undefined) return undefined;
    const { source, word } = choice;
    const [[held = null] = []] = source === undefined ? [] : valuesOf(this.workbook, source.at);
    if (source !== undefined && held !== null && !isError(held) && sameText(String(held), String(word))) return this.model.source(source);
    return this.model.word(wordName(name, choice.stream), word, choice);
  }
}

/** `Deal_Method`, `Deal_Gross_Up_Foreign_agency`. */
export function wordName(choice: string, stream: string): string {
  const words = [...choice.replace("discount rate", "rate").split(" ").map((word) => word.charAt(0).toUpperCase() + word.slice(1)), ...stream.split(/[^\p{L}\p{N}]+/u)];
  return ["Deal", ...words.filter((word) => word !== "")].join("_");
}

export function sameText(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
