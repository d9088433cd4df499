import { haveCellsInCommon, type Area } from "../sheet/area";
import { areaOf } from "../sheet/formula/areas";
import type { Workbook } from "../sheet/workbook";
import { dealsRead, type ReadDeal } from "./calls/dealsRead";
import type { AnswerOption, Answers, Deal, LeftOut, Question, Role, Term, Word } from "./deal";
import { differences } from "./differences";
import { magnitudeOf } from "./magnitude";
import { problems } from "./problems/problems";
import { noEffect, notComputed, refusedLines } from "./problems/proposed";
import { proposedLines } from "./proposal/proposal";
import { questions } from "./questions";
import { recognition, type AskedTerm } from "./recognition/recognition";
import { dealInWords } from "./sentences/sentences";
import { Trials } from "./trials";

/**
 * The deals of a calculated workbook, the largest first: read from its calls or, where it has none, proposed from its names, labels and tables.
 *
 * `answers` are what somebody has said to the questions of the deal, by their ids. The workbook stays as it is.
 */
export function readDeal(workbook: Workbook, answers: Answers): Deal[] {
  const read = dealsRead(workbook, answers);
  return read.length > 0 ? readFromCalls(workbook, read) : proposedFromNames(workbook, answers);
}

/** Problems and what is left out are the workbook's: they are told with its largest deal. */
function readFromCalls(workbook: Workbook, deals: readonly ReadDeal[]): Deal[] {
  return deals.map(({ title, currency, periods, terms, choices, lines, payees, total, questions }, i) => {
    const deal = { title, currency, periods, terms, choices, lines, payees, questions, ...(total !== undefined && { total }) };
    return { ...deal, state: "read", problems: i === 0 ? problems(workbook, deal) : [], leftOut: i === 0 ? notRead(workbook, deals) : [], words: dealInWords(deal) };
  });
}

/** Names of cells that no deal reads and that no line fills. */
function notRead(workbook: Workbook, deals: readonly ReadDeal[]): LeftOut[] {
  const places = deals.flatMap(({ terms, choices, lines }) => [...terms.map(({ source }) => source.at), ...choices.flatMap(({ source }) => source?.at ?? []), ...lines.flatMap(({ at }) => at ?? [])]);
  const areas = places.flatMap(({ sheet, ...block }): Area[] => {
    const of = workbook.sheet(sheet);
    return of === undefined ? [] : [{ sheet: of, ...block }];
  });
  return workbook.names.flatMap(({ name, sheet, formula, hidden }): LeftOut[] => {
    const area = hidden === true || name.startsWith("_xl") ? undefined : areaOf(workbook, formula);
    if (area === undefined || areas.some((known) => haveCellsInCommon(known, area))) return [];
    const at = { sheet: area.sheet.name, top: area.top, left: area.left, bottom: area.bottom, right: area.right };
    return [{ source: { at, ...(sheet === undefined ? { name } : {}) }, reason: "No call of the deal reads it." }];
  });
}

function proposedFromNames(workbook: Workbook, answers: Answers): Deal[] {
  const found = recognition(workbook, answers);
  const trials = new Trials(workbook, found);
  const { lines, payees, total: paidSoFar, blocked, unused } = trials.with([]);
  // While it is asked what the royalty is counted on, fees alone are no total.
  const isEarned = ({ role }: Term) => role === "base" || role === "usage" || role === "earned by account";
  const isEarnedAsked = found.asked.some(({ term }) => isEarned(term));
  const total = isEarnedAsked && !found.terms.some(isEarned) ? undefined : paidSoFar;
  if (lines.length === 0 && found.asked.length === 0) return [];
  const ofWords = questions(trials);
  const ofTerms = found.asked.map((asked, i) => (i < MOST_WEIGHED ? weighed(workbook, asked, answers) : unweighed(asked)));
  const open = [...ofTerms, ...ofWords.questions.filter(({ id, taken }) => taken === undefined || !isAnswered(answers.get(id), taken))];
  const paid = [...(ofWords.range === undefined ? [] : [ofWords.range.from, ofWords.range.to]), ...ofTerms.flatMap(({ options }) => options.flatMap(({ pays }) => pays ?? []))];
  const [from, to] = [Math.min(...paid), Math.max(...paid)];
  const terms = [...found.terms, ...found.asked.map(({ term }) => term)];
  const { magnitude, problems: ofMagnitude } = magnitudeOf(workbook, found.terms);
  const currency = `${found.currency} ${found.currency === "" ? "" : magnitude}`.trim();
  const deal = { title: found.title, currency, periods: found.periods, terms, choices: found.choices, lines, payees, ...(total !== undefined && { total }), ...(from < to && { range: { from, to } }), questions: open };
  // While it is open what is earned, more may come to be read.
  const withoutEffect = isEarnedAsked ? [] : unused.filter(({ role }) => !OF_PERIODS.has(role));
  // While it is open what a range is, or in what amounts are counted, a difference may be only that.
  const unlike = ofTerms.some(({ changesTotal }) => changesTotal) || ofMagnitude.length > 0 ? [] : differences(trials, magnitude);
  const told = [...ofMagnitude, ...withoutEffect.map(noEffect), ...refusedLines(lines, blocked, found.terms), ...found.notComputed.map(notComputed), ...unlike];
  return [{ ...deal, state: "proposed", problems: problems(workbook, { ...deal, problems: told }), leftOut: found.leftOut, words: dealInWords(deal) }];
}

/** Whether the word that is taken is the one that was answered, in whatever case. */
function isAnswered(answer: Word | undefined, taken: Word): boolean {
  return answer !== undefined && String(answer).toLowerCase() === String(taken).toLowerCase();
}

/** Of so many ranges it is worked out what the deal pays under each answer; the others are asked without. */
const MOST_WEIGHED = 8;

/** What a range is, with what the deal pays if it is that. */
function weighed(workbook: Workbook, asked: AskedTerm, answers: Answers): Question {
  const options = asked.options.map((option): AnswerOption => {
    const { total } = proposedLines(workbook, recognition(workbook, new Map([...answers, [asked.id, option.answer]])));
    return { ...option, ...(total !== undefined && { pays: total }) };
  });
  return { ...unweighed(asked), options, changesTotal: new Set(options.map(({ pays }) => pays)).size > 1 };
}

/** It may change the total, as long as nobody has worked it out. */
function unweighed({ id, sentence, term, options }: AskedTerm): Question {
  return { id, sentence, place: term.source.at, options, changesTotal: true };
}

/** They head the periods, or say where a year begins, whether or not a line reads them. */
const OF_PERIODS: ReadonlySet<Role> = new Set<Role>(["period labels", "contract years"]);
