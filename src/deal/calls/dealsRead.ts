import { catalogue } from "../../functions/catalogue";
import type { Workbook } from "../../sheet/workbook";
import type { Answers, Choice, Deal, Line, Question, Word } from "../deal";
import { Carriers } from "./carriers";
import { exactSum } from "../exactSum";
import { periodCount, rowCount, type Draft } from "./draft";
import { Flow, withSources } from "./flow";
import { Graph } from "./graph";
import { heading, isCurrency, periodLabels, rowLabel, sheetTitle } from "./labels";
import { choicesOf, lineOf, rangeOf, termsOf } from "./lines";
import { evaluatedIn } from "./evaluated";
import { hasHolders, lineLabel, rowLabels } from "./lineText";
import { payeesOf, type PayeeAt } from "./payees";
import { readingGroups, type ReadingGroup } from "./readings";
import { streamsOf } from "./streams";

/** The parts of a deal that its calls alone give. */
export interface ReadDeal extends Pick<Deal, "title" | "currency" | "periods" | "terms" | "choices" | "lines" | "payees" | "total" | "questions"> {
  readonly readings: readonly Readings[];
}

/** Calls that are readings of one line, and which of them is taken. */
export interface Readings {
  /** The question's, whose answers are the lines' ids. */
  readonly id: string;
  /** The line that is taken. */
  readonly taken: string;
  /** None, or more than one, is read on by other formulas, and no answer says which is meant. */
  readonly isAsked: boolean;
  readonly lines: readonly ReadingLine[];
}

export interface ReadingLine {
  readonly id: string;
  readonly label: string;
  /** What the deal pays in all under it. */
  readonly pays?: number;
}

/** So many readings of a line are worked out. */
const MOST_READINGS = 24;

/**
 * The deals that the calls of a workbook make up, the largest first; none where it has no calls. Its values are read as they stand.
 *
 * `answers` say which of several readings of a line is the deal, by the ids of questions.
 */
export function dealsRead(workbook: Workbook, answers: Answers = new Map()): ReadDeal[] {
  const graph = new Graph(workbook, catalogue);
  if (graph.drafts.length === 0) return [];
  const deals = connected(graph.drafts);
  const carriers = new Carriers(graph);
  const readings = deals.map((drafts) => new Reading(graph, carriers, drafts)).sort((a, b) => b.size - a.size);
  const read = readings.map((reading, i) => reading.deal(answers, i === 0));
  return read.filter((deal, i) => !read.slice(0, i).some((larger) => isWithin(deal, larger)));
}

/** Calls whose money comes together behind the last of them are one deal, read from each. */
function isWithin(deal: ReadDeal, larger: ReadDeal): boolean {
  const places = new Set(larger.lines.map(({ at }) => JSON.stringify(at)));
  return deal.lines.every(({ at }) => at !== undefined && places.has(JSON.stringify(at)));
}

/** Lines that are connected by money are one deal, with the terms that they read. */
function connected(drafts: readonly Draft[]): Draft[][] {
  const parents = new Map<Draft, Draft>();
  const root = (draft: Draft): Draft => {
    let at = draft;
    for (let next = parents.get(at); next !== undefined; next = parents.get(at)) at = next;
    return at;
  };
  for (const draft of drafts) {
    for (const { to, isMoney } of draft.edges) {
      const [a, b] = [root(draft), root(to)];
      if (isMoney && a !== b) parents.set(a, b);
    }
  }
  const groups = new Map<Draft, Set<Draft>>();
  for (const draft of drafts) {
    const at = root(draft);
    const known = groups.get(at);
    if (known === undefined) groups.set(at, new Set([draft]));
    else known.add(draft);
  }
  const deals = [...groups.values()].filter((group) => [...group].some(({ call }) => call !== undefined));
  return deals.map((group) => {
    const all = withSources(group);
    return drafts.filter((draft) => all.has(draft));
  });
}

/** One deal, read under any choice of its readings. */
class Reading {
  private readonly groups: readonly ReadingGroup[];

  constructor(
    private readonly graph: Graph,
    private readonly carriers: Carriers,
    private readonly drafts: readonly Draft[],
  ) {
    this.groups = readingGroups(graph, drafts, carriers);
  }

  /** How many figures its calls answer; of several readings one is counted. */
  get size(): number {
    const others = this.groups.flatMap(({ members }) => members.slice(1));
    return this.drafts.filter((draft) => draft.call !== undefined && !others.includes(draft)).reduce((size, draft) => size + rowCount(draft) * periodCount(draft), 0);
  }

  deal(answers: Answers, isFirst: boolean): ReadDeal {
    const taken = new Map(this.groups.map((group) => [group, takenOf(group, answers)]));
    const { flow, payees } = this.flow(taken);
    const streams = streamsOf(this.graph, flow);
    const evaluated = evaluatedIn(this.graph.workbook, flow.drafts);
    const lines = flow.drafts.filter(({ isTotal }) => isTotal !== true).map((draft) => lineOf(this.graph, flow, draft, streams.get(draft) ?? "", evaluated));
    const readings = this.groups.map((group) => this.readings(group, taken, answers));
    const total = totalPaid(payees);
    return {
      title: this.title(flow, isFirst),
      currency: currencyOf(lines),
      periods: periodsOf(this.graph.workbook, flow.drafts),
      terms: termsOf(this.graph, flow, streams),
      choices: this.choices(flow, streams, readings),
      lines,
      payees: payees.map(({ label, draft, row, others, values, total: paid }) => ({ label, line: flow.idOf(draft), row: flow.rowsOf(draft).indexOf(row), ...(others !== undefined && { others: others.map((other) => flow.rowsOf(draft).indexOf(other)) }), values, ...(paid !== undefined && { total: paid }) })),
      ...(total !== undefined && { total }),
      questions: readings.filter(({ isAsked }) => isAsked).map((each) => this.question(each)),
      readings,
    };
  }

  /** The lines under a choice of readings, with those behind the last call that carry money on. */
  private flow(taken: ReadonlyMap<ReadingGroup, Draft>): { flow: Flow; payees: PayeeAt[] } {
    const notTaken = new Set([...taken].flatMap(([{ members }, one]) => members.filter((member) => member !== one)));
    const flow = new Flow(this.drafts, notTaken);
    for (const draft of flow.drafts) if (isShare(flow, draft)) draft.kind = "share";
    const payees = payeesOf(this.graph, flow, this.carriers);
    const all = withSources([...this.drafts, ...payees.map(({ draft }) => draft)]);
    const whole = all.size === this.drafts.length ? flow : new Flow(this.graph.drafts.filter((draft) => all.has(draft)), notTaken);
    return { flow: whole, payees };
  }

  private readings(group: ReadingGroup, taken: ReadonlyMap<ReadingGroup, Draft>, answers: Answers): Readings {
    const one = taken.get(group);
    const isAsked = group.readOn.length !== 1 && !isAnswered(group, answers);
    const lines = group.members.slice(0, MOST_READINGS).map((member): ReadingLine => {
      const pays = totalPaid(this.flow(new Map([...taken, [group, member]])).payees);
      return { id: member.id, label: this.readingLabel(member, group), ...(pays !== undefined && { pays }) };
    });
    return { id: group.id, taken: one?.id ?? "", isAsked, lines };
  }

  /** What a reading is called, and the words in which it differs from the others. */
  private readingLabel(member: Draft, { members }: ReadingGroup): string {
    const words = member.choices.filter(({ choice, word }) => members.some((other) => other.choices.some((each) => each.choice === choice && each.word !== word))).map(({ word }) => String(word));
    return [lineLabel(this.graph, member), ...(words.length > 0 ? [words.join(", ")] : [])].join(": ");
  }

  private question({ id, lines }: Readings): Question {
    const [first] = this.groups.find((group) => group.id === id)?.members ?? [];
    const pays = new Set(lines.map((line) => line.pays));
    const amounts = first?.edges.find(({ isMoney }) => isMoney)?.to;
    return {
      id,
      sentence: `${lines.length} formulas call ${first?.call?.entry.name ?? ""} on ${amounts === undefined ? "the same amounts" : `the same ${lineLabel(this.graph, amounts)}`}, in other words or on another table. Which of them is the deal?`,
      ...(first?.area && { place: rangeOf(first.area) }),
      options: lines.map(({ id: answer, label, pays: paid }) => ({ answer, label, ...(paid !== undefined && { pays: paid }) })),
      changesTotal: pays.size > 1,
    };
  }

  /** Words that differ between readings are asked, as long as the reading is. */
  private choices(flow: Flow, streams: ReadonlyMap<Draft, string>, readings: readonly Readings[]): Choice[] {
    const asked = readings.filter(({ isAsked }) => isAsked).flatMap(({ id }) => this.groups.filter((group) => group.id === id));
    return choicesOf(flow, streams).map((choice) => {
      const words = new Set<Word>(asked.flatMap(({ members }) => members.flatMap(({ choices }) => choices.filter((each) => each.choice === choice.choice).map(({ word }) => word))));
      return words.size > 1 ? { ...choice, state: "asked" } : choice;
    });
  }

  /** The first text of the workbook; of a further deal the heading over its first call. */
  private title(flow: Flow, isFirst: boolean): string {
    const [first] = flow.drafts.filter(({ call }) => call !== undefined);
    const [sheet] = this.graph.workbook.sheets.filter(({ isHidden }) => !isHidden);
    const text = isFirst && sheet !== undefined ? sheetTitle(sheet) : "";
    if (text !== "" || first?.area === undefined) return text || (first?.place.sheet.name ?? "");
    const { area } = first;
    const label = rowLabel(area.sheet, area.top, area.left);
    return (!isFirst && label && heading(area.sheet, area.top, label.column, area.left)) || sheetTitle(area.sheet) || area.sheet.name;
  }
}

function takenOf({ id, members, readOn }: ReadingGroup, answers: Answers): Draft {
  const answered = members.find((member) => member.id === answers.get(id));
  const [first] = members;
  const taken = answered ?? readOn[0] ?? first;
  if (taken === undefined) throw new Error("A group of readings has members.");
  return taken;
}

function isAnswered({ id, members }: ReadingGroup, answers: Answers): boolean {
  return members.some((member) => member.id === answers.get(id));
}

/** A split that names nobody, and of whose two rows one runs on: the other is not followed. */
function isShare(flow: Flow, draft: Draft): boolean {
  if (draft.kind !== "split" || hasHolders(draft) || rowLabels(draft).length !== 2) return false;
  const runsOn = [0, 1].map((row) => flow.readers(draft, row).some(({ draft: by, edge }) => edge.isMoney && by.kind !== "present value" && by.kind !== "withholding"));
  return runsOn[0] !== runsOn[1];
}

function totalPaid(payees: readonly PayeeAt[]): number | undefined {
  const totals = payees.map(({ total }) => total);
  return payees.length === 0 || totals.includes(undefined) ? undefined : exactSum(totals.flatMap((total) => total ?? []));
}

function currencyOf(lines: readonly Line[]): string {
  const counts = new Map<string, number>();
  for (const { unit } of lines) if (isCurrency(unit)) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? "";
}

/** The labels of the periods, from the first line that has them all. */
function periodsOf(workbook: Workbook, drafts: readonly Draft[]): string[] {
  const most = Math.max(1, ...drafts.map(periodCount));
  for (const draft of drafts) {
    const labels = draft.area !== undefined && periodCount(draft) === most ? periodLabels(workbook, draft.area, draft.isDown) : undefined;
    if (labels !== undefined) return labels;
  }
  return Array.from({ length: most }, (_, i) => `Period ${i + 1}`);
}
