import { isError } from "../cells/cell";
import type { Deal, Line, Problem, Question } from "../deal/deal";
import { counted, moneyText } from "./amountText";

/** What is still to be answered, what decides the total before the rest. */
export function openQuestions({ questions }: Deal): Question[] {
  return [...questions.filter(isDecisive), ...questions.filter((question) => !isDecisive(question))];
}

/** Whether it changes what is paid, and nothing says which answer is meant. */
export function isDecisive({ changesTotal, taken }: Question): boolean {
  return changesTotal && taken === undefined;
}

/** What is wrong, or may be: notes are no problems. */
export function realProblems({ problems }: Deal): Problem[] {
  return [...problems.filter(({ kind }) => kind === "error"), ...problems.filter(({ kind }) => kind === "warn")];
}

export type Soundness = "sound" | "to answer" | "look" | "problem";

/** Whether the figures can be relied on, in two words. */
export function soundness(deal: Deal): { readonly kind: Soundness; readonly text: string } {
  const problems = realProblems(deal);
  const errors = problems.filter(({ kind }) => kind === "error").length;
  const asked = openQuestions(deal).filter(isDecisive).length;
  if (errors > 0) return { kind: "problem", text: counted(errors, "problem") };
  if (asked > 0) return { kind: "to answer", text: `${asked} to answer` };
  if (problems.length > 0) return { kind: "look", text: `${problems.length} to look at` };
  return { kind: "sound", text: "sound" };
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** From the least to the most that the deal may pay, while questions are open that decide it. */
export function payable(deal: Deal): Span | undefined {
  const decisive = openQuestions(deal).filter(isDecisive);
  if (decisive.length === 0) return undefined;
  const pays = [...decisive.flatMap(({ options }) => options.flatMap((option) => option.pays ?? [])), ...(deal.range === undefined ? [] : [deal.range.from, deal.range.to])];
  const [from, to] = [Math.min(...pays), Math.max(...pays)];
  return pays.length > 0 && from !== to ? { from, to } : undefined;
}

/** A line of which something cannot be worked out. */
export function isBlocked({ rows }: Line): boolean {
  return rows.some(({ values }) => values.some((value) => isError(value)));
}

/** Whether a total leaves out what cannot be worked out. */
export function isPartial({ payees, total }: Deal): boolean {
  return total !== undefined && payees.some((payee) => payee.total === undefined);
}

/** The figure of the deal in words, for those who hear it. */
export function spokenFigure(deal: Deal, before: Deal | undefined): string {
  const { kind, text } = soundness(deal);
  const span = payable(deal);
  const unit = deal.currency === "" ? "" : ` ${deal.currency}`;
  const figure = span !== undefined ? `${moneyText(span.from)} to ${moneyText(span.to)}${unit}` : deal.total === undefined ? "not worked out" : `${moneyText(deal.total)}${unit}`;
  const was = before?.total === undefined || before.total === deal.total ? "" : `, was ${moneyText(before.total)}`;
  return `${deal.title}: due ${figure}${was}, ${kind === "sound" ? "sound" : text}`;
}
