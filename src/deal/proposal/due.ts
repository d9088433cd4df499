import { columnLetters, columnNumber } from "../../sheet/address";
import type { Term } from "../deal";
import { ModelSheet, cellOf, type PlainRow } from "./modelSheet";
import type { Reference, Row } from "./reference";
import { feeMatches } from "./feeCounts";
import { contractYears } from "./source";
import { asIs, beside, lessKept, refused, sum, valueIn, type Deal, type Running } from "./steps";
import { shapeOf } from "./terms";

/**
 * From what a stream has earned to what is due to it: its guarantee, what is recouped from it, its advances and fees, less what others keep of that. The same
 * steps for a product, for the whole deal and for a payee; each has those that its own terms call for.
 */
export function due(deal: Deal, of: string, unit: string, earned: Running | undefined): Running | undefined {
  const guaranteed = earned === undefined ? undefined : afterGuarantee(deal, of, earned);
  const advances = advancesPaid(deal, of, unit);
  const fees = feesOf(deal, of, unit);
  const after = guaranteed && recouped(deal, of, guaranteed, advances, fees);
  const all = withPaid(deal, of, unit, after, [...advances, ...fees.map(({ row }) => row)]);
  return all && lessKept(deal, all, deal.terms.all("commission", of));
}

/** What is due after a minimum: of each period by a call, of a contract year by its own top-up in the last period of the year. */
export function afterGuarantee(deal: Deal, of: string, running: Running): Running {
  const { model, terms, words } = deal;
  const guarantee = terms.own("guarantee", of);
  if (guarantee === undefined) return running;
  const head = { kind: "guarantee", label: "After guarantee", of, unit: running.unit } as const;
  const isOneYear = words.word("periods a year", "") === 1 || model.periods.length === 1;
  if (words.is("guarantee is for", of, "a contract year") && !isOneYear) return toppedUp(deal, of, running, guarantee);
  const opening = recoups(deal, of) ? undefined : terms.open("opening balance", of);
  const given = { earned: model.across(running.row), guarantee: beside(deal, guarantee), window: words.reference("window", of), opening: opening && model.source(opening.source) };
  const [row = running.row] = model.call(head, "DEAL.MINGUARANTEE", given);
  return { ...running, row, isRounded: false };
}

function toppedUp(deal: Deal, of: string, running: Running, guarantee: Term): Running {
  const { model, words } = deal;
  const head = { kind: "guarantee", label: "Top-up to the minimum of the contract year", of, unit: running.unit } as const;
  if (!words.is("window", of, "none") && words.word("window", of) !== undefined) {
    const sentence = `The minimum is for a contract year, and a shortfall is recouped later (${String(words.word("window", of))}): the two together cannot be calculated. Take the minimum as one for each period, or say that a shortfall is not recouped.`;
    return refused(deal, { ...head, label: "After guarantee" }, sentence, running);
  }
  const years = contractYears(deal, of);
  if (years === undefined) return refused(deal, head, "The minimum is for a contract year, and nothing says which periods make a year. Name a row of contract years, or say how many periods a year has.", running);
  const [yearOf, minimum, earned] = [model.across(years).text, valueIn(deal, guarantee), model.across(running.row).text];
  const formula = (column: string) => `IF(${cellOf(years, column)}=${cellOf(years, columnLetters(columnNumber(column) + 1))},0,MAX(0,${minimum(column)}-SUMIFS(${earned},${yearOf},${cellOf(years, column)})))`;
  const topUp = model.plain(head, [{ label: head.label, formula }], [years, running.row]);
  const row = sum(deal, [running.row, ...topUp], asIs("After guarantee", of, running.unit));
  return { ...running, row: row ?? running.row, isRounded: false };
}

function recoups({ terms }: Deal, of: string): boolean {
  return terms.has("advance", of) || terms.has("reserve", of);
}

/** What is left after recoupment, and the advances and fees that are paid besides. */
export function withPaid(deal: Deal, of: string, unit: string, after: Running | undefined, besides: readonly Row[]): Running | undefined {
  if (after !== undefined && besides.length === 0) return after;
  const row = sum(deal, after === undefined ? besides : [after.row, ...besides], asIs("Due", of, unit));
  return row && { row, of, unit, isRounded: false };
}

function recouped(deal: Deal, of: string, running: Running, advances: readonly Row[], fees: readonly Fee[]): Running {
  const { model, terms, words } = deal;
  const recoupable = fees.flatMap(({ recoupable: row }) => (row === undefined ? [] : [row]));
  const [reserve, release] = [terms.open("reserve", of), terms.open("release", of)];
  const opening = terms.has("guarantee", of) && advances.length === 0 && reserve === undefined ? undefined : terms.open("opening balance", of);
  if (advances.length === 0 && recoupable.length === 0 && reserve === undefined && opening === undefined) return running;
  const head = { kind: "recoupment", label: "After recoupment", of, unit: running.unit } as const;
  const given = {
    earned: model.across(running.row),
    advances: recoupedFrom(deal, of, [...advances, ...recoupable], running.unit),
    reserve: reserve && model.source(reserve.source),
    release: release && model.source(release.source),
    opening: opening && model.source(opening.source),
    decimals: words.reference("decimals", of),
  };
  const [row = running.row] = model.call(head, "DEAL.RECOUP", given);
  return { ...running, row, isRounded: given.decimals !== undefined };
}

/** The advances that are recouped: the cells of one alone, else what all come to. */
function recoupedFrom(deal: Deal, of: string, rows: readonly Row[], unit: string): Reference {
  const { model, terms } = deal;
  const [advance, another] = terms.all("advance", of);
  if (advance !== undefined && another === undefined && rows.length === 1 && shapeOf(advance.source) !== "down") return { ...model.source(advance.source), rows };
  const row = sum(deal, rows, asIs("Recoupable", of, unit));
  return row === undefined ? { text: "0", values: () => [[0]] } : { ...model.across(row), ...(advance && another === undefined && { source: advance.source }) };
}

/** Advances as they are paid: one cell at signing, several by period. */
export function advancesPaid(deal: Deal, of: string, unit: string): readonly Row[] {
  const rows = deal.terms.all("advance", of).map((term): PlainRow => {
    const value = valueIn(deal, term);
    return { label: deal.terms.label(term), formula: (column) => (shapeOf(term.source) === "cell" ? `IF(${ModelSheet.number(column)}=1,${value(column)},0)` : value(column)) };
  });
  return rows.length === 0 ? [] : deal.model.plain(asIs("Advance paid", of, unit), rows, []);
}

/** A fee as it is paid, and as far as it is recouped from what is earned. */
export interface Fee {
  readonly row: Row;
  readonly recoupable?: Row;
}

/**
 * Fees, each a line of its own. Whether a fee comes off the royalty or on top is said by a word in a cell: the same two lines for both words.
 */
export function feesOf(deal: Deal, of: string, unit: string): readonly Fee[] {
  const { model, terms, words } = deal;
  const counts = terms.all("fee count", of);
  const fees = terms.all("fee", of);
  const treatment = words.reference("fee treatment", of);
  return fees.map((term) => {
    const count = feeMatches(terms, term, fees, counts);
    const value = valueIn(deal, term);
    const when = count === undefined ? periodOfFee(deal, of, term) : undefined;
    const amount = count === undefined ? value : (column: string) => `${value(column)}*${valueIn(deal, count)(column)}`;
    const isDue = (column: string) => (when === undefined ? undefined : `${ModelSheet.number(column)}=${when.text}`);
    const label = terms.label(term);
    const only = (conditions: readonly (string | undefined)[], column: string) => {
      const said = conditions.filter((condition) => condition !== undefined);
      return said.length === 0 ? amount(column) : `IF(${said.length === 1 ? (said[0] ?? "") : `AND(${said.join(",")})`},${amount(column)},0)`;
    };
    const [row] = model.plain({ kind: "fee", label, of, unit }, [{ label, formula: (column) => only([isDue(column)], column) }], []);
    if (row === undefined) throw new Error(`${label} has no row.`);
    if (treatment === undefined) return { row };
    const recoupable = `${label}, recoupable`;
    const [part] = model.plain(asIs(recoupable, of, unit), [{ label: recoupable, formula: (column) => only([isDue(column), `${treatment.text}="recouped"`], column) }], []);
    return part === undefined ? { row } : { row, recoupable: part };
  });
}

/** The period in which a fee of one cell is paid; undefined where it is paid in each. */
function periodOfFee(deal: Deal, of: string, term: Term): Reference | undefined {
  if (shapeOf(term.source) !== "cell") return undefined;
  const choice = deal.words.choice("fee paid", of);
  const word = String(choice?.word ?? "at signing");
  if (/^(?:by|each|every|in each) /i.test(word)) return undefined;
  const period = Number(/\d+/.exec(word)?.[0] ?? 1);
  return deal.model.word(choice === undefined || choice.stream === "" ? "Deal_Fee_Period" : `Deal_Fee_Period_${choice.stream.replace(/[^\p{L}\p{N}]+/gu, "_")}`, period);
}
