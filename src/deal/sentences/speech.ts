import type { Grid } from "../../cells/cell";
import type { Decimal } from "../../engine/decimal";
import type { Argument, ChoiceName, Deal, Line, LineCall, Word } from "../deal";
import { isMoney } from "../unit";
import { figureText, labelText, listed } from "./phrases";

/** What sentences need to know of a deal besides the line itself. */
export type Spoken = Pick<Deal, "choices" | "lines" | "currency" | "periods">;

/** Stands in front of an amount of money until the sentence is whole. No label has it. */
const MONEY = "\u0001";

/** A sentence on its way: what its line is called with, and the words for it. */
export class Speech {
  /** What a period is called. */
  readonly period: string;

  constructor(
    readonly deal: Spoken,
    readonly line: Pick<Line, "label" | "of" | "unit" | "rows" | "reads" | "kind" | "formula">,
    readonly call: LineCall,
  ) {
    this.period = periodNoun(deal);
  }

  argument(parameter: string): Argument | undefined {
    return Object.hasOwn(this.call.arguments, parameter) ? this.call.arguments[parameter] : undefined;
  }

  /** What the function is given. */
  values(parameter: string): Grid | undefined {
    return this.argument(parameter)?.values;
  }

  /** What an argument is called: the line it reads, else its name or address, else as the formula writes it. */
  label(parameter: string): string {
    const argument = this.argument(parameter);
    if (argument === undefined) return "";
    return labelText(this.read(argument)?.label ?? argument.source?.name ?? argument.text);
  }

  /** An amount of money, the first of the sentence after its currency. */
  money(amount: Decimal): string {
    return MONEY + figureText(amount);
  }

  /** The words, with the currency where the first amount stands. */
  spoken(words: string): string {
    const code = this.deal.currency === "" ? "" : `${labelText(this.deal.currency)} `;
    return words.replace(MONEY, code).replaceAll(MONEY, "");
  }

  /** An amount of what an argument counts: money, unless the line that it reads counts something else. */
  amountOf(parameter: string): (amount: Decimal) => string {
    const argument = this.argument(parameter);
    const unit = argument === undefined ? "" : (this.read(argument)?.unit ?? "");
    return isMoney(unit) ? (amount) => this.money(amount) : figureText;
  }

  /** One figure for all periods, or each with the periods in which it holds. */
  byPeriod(figures: readonly Decimal[], text: (figure: Decimal) => string): string {
    const runs: { readonly figure: Decimal; readonly first: number; last: number }[] = [];
    figures.forEach((figure, t) => {
      const current = runs.at(-1);
      if (current?.figure.equals(figure)) current.last = t;
      else runs.push({ figure, first: t, last: t });
    });
    const [only, ...others] = runs;
    if (only !== undefined && others.length === 0) return text(only.figure);
    const when = (t: number) => this.periodLabel(t, figures.length);
    return listed(runs.map(({ figure, first, last }) => `${text(figure)} ${first === last ? `in ${when(first)}` : `from ${when(first)} to ${when(last)}`}`));
  }

  periodLabel(t: number, count = this.deal.periods.length): string {
    const label = this.deal.periods.length === count ? (this.deal.periods[t] ?? "").trim() : "";
    return label === "" ? `${this.period} ${t + 1}` : labelText(label);
  }

  /** The word of a choice: of this line's stream, else of the whole deal. */
  choice(choice: ChoiceName): Word | undefined {
    return wordOf(this.deal, choice, this.line.of);
  }

  private read({ line }: Argument): Line | undefined {
    return line === undefined ? undefined : this.deal.lines.find(({ id }) => id === line);
  }
}

export function wordOf({ choices }: Pick<Deal, "choices">, choice: ChoiceName, stream = ""): Word | undefined {
  const named = choices.filter((one) => one.choice === choice);
  return (named.find((one) => one.stream === stream) ?? named.find((one) => one.stream === "") ?? (stream === "" ? named[0] : undefined))?.word;
}

const NOUNS = new Map<Word, string>([
  [1, "year"],
  [2, "half-year"],
  [4, "quarter"],
  [12, "month"],
]);

/** By how many there are in a year, as a choice or else the periods' own names say. */
export function periodNoun(deal: Pick<Deal, "choices" | "periods">): string {
  const aYear = wordOf(deal, "periods a year");
  if (aYear !== undefined) return NOUNS.get(aYear) ?? "period";
  const looks = LOOKS.find(({ form }) => deal.periods.length > 0 && deal.periods.every((label) => form.test(label.trim())));
  return looks?.noun ?? "period";
}

const LOOKS = [
  { form: /^Q[1-4]\b|\bQ[1-4]$/i, noun: "quarter" },
  { form: /^H[12]\b|\bH[12]$/i, noun: "half-year" },
  { form: /^(?:(?:FY|year|contract year|licence year|license year) *)?(?:(?:19|20)\d\d|[1-9]\d?)$/i, noun: "year" },
  { form: /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i, noun: "month" },
];
