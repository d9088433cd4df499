import { parseArgs } from "node:util";
import { decimalOf } from "../cells/decode";
import { catalogue } from "../functions/catalogue";
import type { Answers, Deal, LeftOut, Problem, Question, Source, Word } from "../deal/deal";
import { exactSum } from "../deal/exactSum";
import { keptIn } from "../deal/keptAnswers";
import { readDeal } from "../deal/readDeal";
import { rounded } from "../engine/decimal";
import { cellPlace, sheetPrefix } from "../sheet/address";
import { rectangleAddress } from "../sheet/area";
import { recalculate } from "../sheet/recalculation";
import type { Workbook } from "../sheet/workbook";
import { alignedLines, indented, print, printJson } from "./text";
import { UsageError, opened } from "./usage";

export const READ_HELP = `deal read book.xlsx [--answer question=answer]… [--json]

Reads a workbook as a deal: who gets what, in words, line by line, what is missing, and where each figure comes from. Where it calls no function of ours, the
deal is worked out from its names, labels and tables; nothing is written. Exits 1 if no deal is found, or if something in it is wrong.

  --answer question=answer   answers a question of the list "To answer", before what is kept on the sheet Deal; may be given several times
  --json                     prints {"deals":[…]}, everything, as docs/deal.schema.json describes it

  deal read samples/voice-licence.xlsx
  deal read samples/tier-reading.xlsx --answer 'reading Readings!D5=Readings!D9'`;

/** Prints the deals of a workbook; gives the exit code. */
export function readCommand(args: string[]): number {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { answer: { type: "string", multiple: true }, json: { type: "boolean" } } });
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new UsageError("read takes one workbook; see deal read --help");
  const { workbook } = opened(path);
  recalculate(workbook, catalogue);
  const { deals } = answeredDeals(workbook, answersGiven(values.answer ?? []));
  if (values.json === true) printJson({ deals });
  else if (deals.length === 0) print([`${path}: no deal was found: no scale, no rate, no split and no call of a DEAL function.`]);
  else for (const [i, deal] of deals.entries()) print([...(i > 0 ? [""] : []), ...dealLines(deal)]);
  return deals.length === 0 || deals.some(({ problems }) => problems.some(({ kind }) => kind === "error")) ? 1 : 0;
}

export function answersGiven(given: readonly string[]): Answers {
  return new Map(
    given.map((text) => {
      const at = text.lastIndexOf("=");
      if (at < 1) throw new UsageError(`--answer ${text}: write question=answer`);
      return [text.slice(0, at), text.slice(at + 1)] as const;
    }),
  );
}

/** The deals under these answers and those that the workbook keeps. An answer may raise the next question; one that is not asked at all is refused. */
export function answeredDeals(workbook: Workbook, given: Answers): { readonly deals: readonly Deal[]; readonly taken: Answers } {
  // What is kept in the workbook is answered, unless it is answered otherwise here.
  const taken = new Map<string, Word>([...keptIn(workbook).answers].filter(([id]) => !given.has(id)));
  for (;;) {
    const deals = readDeal(workbook, taken);
    const asked = deals.flatMap(({ questions }) => questions).filter(({ id }) => !taken.has(id));
    const answered = asked.filter(({ id }) => given.has(id));
    for (const { id, options } of answered) {
      const option = options.find(({ answer }) => String(answer) === String(given.get(id)));
      if (option === undefined) throw new UsageError(`--answer ${id}=${String(given.get(id))}: the answers are ${options.map(({ answer }) => answer).join(", ")}`);
      taken.set(id, option.answer);
    }
    if (answered.length > 0) continue;
    for (const id of given.keys()) if (!taken.has(id)) throw new UsageError(`--answer ${id}: that is not asked; the questions are ${asked.map((question) => question.id).join(", ") || "none"}`);
    return { deals, taken };
  }
}

function dealLines(deal: Deal): string[] {
  const { title, currency, payees, total, periods } = deal;
  const about = [currency, `${periods.length} ${periods.length === 1 ? "period" : "periods"}`, deal.state === "read" ? "read from its calls" : "worked out from names and labels"].filter((text) => text !== "");
  const paid = [...payees.map((payee) => [payee.label, amount(payee.total)]), ...(total === undefined ? [] : [["In all", amount(total)]])];
  return [
    `${title} (${about.join(", ")})`,
    ...section("Who gets what", alignedLines(paid)),
    ...section("In words", deal.words),
    ...section("Lines", alignedLines(deal.lines.map(({ label, of, kind, rows, at }) => [label, of, kind, amount(sum(rows.map((row) => row.total))), at === undefined ? "" : placed(at)]))),
    ...section("What it rests on", alignedLines(deal.terms.map(({ role, stream, source, state, reason }) => [role, stream, sourceText(source), state === "asked" ? "?" : "", reason]))),
    ...section("Words of the contract", alignedLines(deal.choices.map(({ choice, stream, word, state, source }) => [choice, stream, String(word), state === "asked" ? "?" : "", source === undefined ? "" : sourceText(source)]))),
    ...section("To answer", deal.questions.filter(({ taken }) => taken === undefined).flatMap(questionLines)),
    ...section("Taken as usual, unless it is answered otherwise", deal.questions.filter(({ taken }) => taken !== undefined).flatMap(questionLines)),
    ...section("Problems", deal.problems.map(problemText)),
    ...section("Not part of the deal", deal.leftOut.map(leftOutText)),
  ];
}

function section(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", heading, ...indented(lines)];
}

function questionLines({ id, sentence, options, taken }: Question): string[] {
  return [`${sentence}  (${id})`, ...alignedLines(options.map(({ answer, label, pays, evidence }) => [answer === taken ? "*" : "", String(answer), label, amount(pays), evidence ?? ""]))];
}

function problemText({ kind, place, sentence, fix }: Problem): string {
  return `${kind}: ${"name" in place ? place.name : cellPlace(place.sheet, place.top, place.left)}: ${sentence}${fix === undefined ? "" : ` ${fix}`}`;
}

function leftOutText({ source, reason }: LeftOut): string {
  return `${"at" in source ? sourceText(source) : source.name}: ${reason}`;
}

function sourceText({ name, at }: Source): string {
  return name ?? placed(at);
}

function placed({ sheet, ...block }: Source["at"]): string {
  return sheetPrefix(sheet) + rectangleAddress(block);
}

/** Of the rows of a line; none where one of them has none. */
function sum(totals: readonly (number | undefined)[]): number | undefined {
  return totals.length === 0 || totals.includes(undefined) ? undefined : exactSum(totals.flatMap((total) => total ?? []));
}

/** To the cent, as a cell rounds it. */
export function amount(figure: number | undefined): string {
  return figure === undefined ? "" : rounded(decimalOf(figure), 2).toFixed();
}
