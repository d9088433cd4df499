import type { PaidDeal, PaidTotal } from "../handover/readMeFirst";
import { gridOf } from "../native/parts/block";
import type { Area } from "../sheet/area";
import type { Workbook } from "../sheet/workbook";
import type { Answers, Deal, Line, Payee, Question } from "./deal";
import { exactSum } from "./exactSum";
import { keptIn } from "./keptAnswers";
import { readDeal } from "./readDeal";

/**
 * What the deals of a calculated workbook pay, each payee with the cells that add up to it; of a deal that the workbook reads in several ways, what each of them pays.
 * A deal of which some payee's cells cannot be told, or that is only proposed, is left out.
 */
export function paidDeals(workbook: Workbook): PaidDeal[] {
  const answers = keptIn(workbook).answers;
  return readDeal(workbook, answers).flatMap((deal, i) => {
    const readings = deal.questions.find(({ id, taken }) => id.startsWith("reading ") && taken === undefined);
    return (readings === undefined ? undefined : readInSeveralWays(workbook, answers, readings, i)) ?? paidDeal(workbook, deal) ?? [];
  });
}

function paidDeal(workbook: Workbook, deal: Deal): PaidDeal | undefined {
  const { title, currency, payees, total } = deal;
  const paid = payees.map((payee) => paidTotal(workbook, deal, payee, payee.label));
  if (paid.length === 0 || paid.includes(undefined)) return undefined;
  return { title, currency, paid: paid.flatMap((each) => each ?? []), ...(total !== undefined && { total }) };
}

/** Undefined where a reading pays several, and a total says too little. */
function readInSeveralWays(workbook: Workbook, answers: Answers, { id, options }: Question, at: number): PaidDeal | undefined {
  const ways = options.map(({ answer, label }) => ({ label, deal: readDeal(workbook, new Map([...answers, [id, answer]]))[at] }));
  const paid = ways.map(({ label, deal }) => {
    const [payee, ...others] = deal?.payees ?? [];
    return deal === undefined || payee === undefined || others.length > 0 ? undefined : paidTotal(workbook, deal, payee, `${payee.label}, ${label}`);
  });
  const [first] = ways;
  if (first?.deal === undefined || paid.includes(undefined)) return undefined;
  return { title: `${first.deal.title}: the clause is read in ${ways.length} ways, of which one holds`, currency: first.deal.currency, paid: paid.flatMap((each) => each ?? []) };
}

function paidTotal(workbook: Workbook, { lines }: Deal, payee: Payee, label: string): PaidTotal | undefined {
  const line = lines.find(({ id }) => id === payee.line);
  const { total } = payee;
  if (line === undefined || total === undefined) return undefined;
  const cells = [payee.row, ...(payee.others ?? [])].map((row) => rowOf(workbook, line, row));
  const areas = cells.flatMap((area) => area ?? []);
  const shown = exactSum(areas.flatMap((area) => gridOf(area).flat()));
  return areas.length === cells.length && shown === total ? { payee: label, cells: areas, total } : undefined;
}

/** The cells of one row of a line, which is a column where its periods run down. */
function rowOf(workbook: Workbook, { at, rows }: Line, row: number): Area | undefined {
  const sheet = at === undefined ? undefined : workbook.sheet(at.sheet);
  if (at === undefined || sheet === undefined) return undefined;
  const { top, left, bottom, right } = at;
  const values = rows[row]?.values ?? [];
  const across: Area = { sheet, top: top + row, bottom: top + row, left, right };
  const down: Area = { sheet, top, bottom, left: left + row, right: left + row };
  const holds = (area: Area) => {
    const figures = gridOf(area).flat();
    return figures.length === values.length && figures.every((figure, i) => figure === values[i]);
  };
  if (bottom - top + 1 === rows.length && holds(across)) return across;
  return right - left + 1 === rows.length && holds(down) ? down : undefined;
}
