import { isError } from "../../cells/cell";
import { decimalOf } from "../../cells/decode";
import { cellPlace } from "../../sheet/address";
import type { Term } from "../deal";
import { figureText, percentText } from "../sentences/phrases";
import { ModelSheet, cellOf, type Head } from "./modelSheet";
import type { Reference, Row } from "./reference";
import { shapeOf, type Terms, type Words } from "./terms";

/** What lines are proposed from, and where they are put. */
export interface Deal {
  readonly model: ModelSheet;
  readonly terms: Terms;
  readonly words: Words;
  readonly currency: string;
  /** Territories withhold tax of their own, before their amounts are added up. */
  readonly isTaxedAtSource: boolean;
  /** Tables that were written, by what they are of: each once. */
  readonly tables: Map<string, Reference | undefined>;
}

/** The amount of a stream that passes from step to step. */
export interface Running {
  readonly row: Row;
  /** The stream or payee. */
  readonly of: string;
  readonly unit: string;
  /** The last step rounded it. */
  readonly isRounded: boolean;
}

/** What a term holds in a period: a cell holds for all of them. */
export function valueIn({ model }: Deal, term: Term): (column: string) => string {
  const { text } = model.source(term.source);
  return shapeOf(term.source) === "cell" ? () => text : (column) => `INDEX(${text},${ModelSheet.number(column)})`;
}

/** What a term holds, as a call reads it beside a row of periods: what runs down is turned by a row of its own. */
export function beside(deal: Deal, term: Term): Reference {
  if (shapeOf(term.source) !== "down") return deal.model.source(term.source);
  return turned(deal, term);
}

/** A row of a term's figures by period, written once. */
export function turned(deal: Deal, term: Term): Reference {
  const key = `row ${term.role} ${term.stream} ${term.source.name ?? JSON.stringify(term.source.at)}`;
  let known = deal.tables.get(key);
  if (known === undefined) {
    const [row] = deal.model.plain(asIs(deal.terms.label(term), term.stream, deal.terms.unit(term) ?? "", false), [{ label: deal.terms.label(term), formula: valueIn(deal, term) }], []);
    known = row === undefined ? undefined : { ...deal.model.across(row), source: term.source };
    deal.tables.set(key, known);
  }
  return known ?? deal.model.source(term.source);
}

/** A line that is calculated, and not put into words. */
export function asIs(label: string, of: string, unit: string, adds = true): Head {
  return { kind: "as is", label, of, unit, adds };
}

/** The running amount times a figure of each period; `from` an amount, what is left of that. */
export function times(deal: Deal, running: Running, factor: Term, head: Head, from?: Running): Running {
  const value = valueIn(deal, factor);
  const product = { amount: deal.model.across(running.row), rate: deal.model.source(factor.source) };
  const [row = running.row] = deal.model.plain(head, [{ label: head.label, formula: (column) => `${from === undefined ? "" : `${cellOf(from.row, column)}-`}${cellOf(running.row, column)}*${value(column)}` }], [running.row, ...(from === undefined ? [] : [from.row])], product);
  return { row, of: head.of, unit: head.unit, isRounded: false };
}

/** The same of a fraction: a percentage that was typed whole is refused. */
export function fractionOf(deal: Deal, running: Running, fraction: Term, head: Head, from?: Running): Running {
  const fault = aboveOne(deal, fraction);
  return fault === undefined ? times(deal, running, fraction, head, from) : refused(deal, head, fault, running);
}

/** What is left of a running amount after percentages of `of`, each in a line of its own. */
export function lessKept(deal: Deal, running: Running, rates: readonly Term[], of?: Running): Running {
  const head = (rate: Term) => ({ kind: "commission", label: `After ${deal.terms.label(rate)}`, of: running.of, unit: running.unit }) as const;
  return rates.reduce((left, rate) => fractionOf(deal, of ?? left, rate, head(rate), left), running);
}

/** What several rows come to together; of one alone, that. */
export function sum(deal: Deal, rows: readonly Row[], head: Head): Row | undefined {
  if (rows.length <= 1) return rows[0];
  const formula = (column: string) => rows.map((row) => cellOf(row, column)).join("+");
  return deal.model.plain(head, [{ label: head.label, formula }], rows)[0];
}

/** The first figure above 1 of a rate that should be a fraction, as a sentence. */
function aboveOne({ terms }: Deal, term: Term): string | undefined {
  const values = terms.values(term);
  for (const [r, row] of values.entries()) {
    for (const [c, value] of row.entries()) {
      if (value === null || isError(value) || typeof value !== "number" || value <= 1) continue;
      const { at } = term.source;
      const rate = decimalOf(value);
      return `${cellPlace(at.sheet, at.top + r, at.left + c)} is ${figureText(rate)}, that is ${percentText(rate)}. Was ${percentText(rate.dividedBy(100))} meant? Then write ${rate.dividedBy(100).toFixed()}.`;
    }
  }
  return undefined;
}

/** Why a step has to wait, in place of its line. */
export function refused(deal: Deal, head: Head, sentence: string, running?: Running): Running {
  return { row: deal.model.refused(head, sentence, running === undefined ? [] : [running.row]), of: head.of, unit: head.unit, isRounded: false };
}
