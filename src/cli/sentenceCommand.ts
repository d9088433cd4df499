import { parseArgs } from "node:util";
import { catalogue } from "../functions/catalogue";
import type { Deal } from "../deal/deal";
import { recalculate } from "../sheet/recalculation";
import { amount, answeredDeals, answersGiven } from "./readCommand";
import { alignedLines, indented, print, printJson, wrapped } from "./text";
import { UsageError, opened } from "./usage";

export const SENTENCE_HELP = `deal sentence book.xlsx [--answer question=answer]… [--json]

Prints the deal in words, a sentence for each line, to be held against the clauses of the contract; then how else it can be read, and what each other reading pays
in all; what a call alone pays under each of its words, deal readings says. Where it calls no function of ours, the deal is worked out from names, labels and tables. Exits 1 if no deal is found.

  --answer question=answer   answers a question of deal read; may be given several times
  --json                     prints {"deals":[{"title":"…","currency":"USD","total":81000,"sentences":["…"],"otherwise":[{"question":"…","answer":"…","pays":103000}]}]}

  deal sentence templates/hybrid-fee-and-royalty.xlsx`;

/** So wide a clause is printed. */
const WIDTH = 100;

/** Prints the deals of a workbook in words; gives the exit code. */
export function sentenceCommand(args: string[]): number {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { answer: { type: "string", multiple: true }, json: { type: "boolean" } } });
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new UsageError("sentence takes one workbook; see deal sentence --help");
  const { workbook } = opened(path);
  recalculate(workbook, catalogue);
  const { deals } = answeredDeals(workbook, answersGiven(values.answer ?? []));
  const told = deals.map((deal) => ({ title: deal.title, currency: deal.currency, total: deal.total ?? null, sentences: deal.words, otherwise: otherwise(deal) }));
  if (values.json === true) printJson({ deals: told });
  else if (deals.length === 0) print([`${path}: no deal was found: no scale, no rate, no split and no call of a DEAL function.`]);
  else
    for (const [i, { title, currency, total, sentences, otherwise: others }] of told.entries()) {
      print([
        ...(i > 0 ? [""] : []),
        `${title}${total === null ? "" : `: ${[currency, amount(total)].filter((text) => text !== "").join(" ")} in all`}`,
        ...sentences.flatMap((sentence) => ["", ...indented(wrapped(sentence, WIDTH))]),
        ...[...new Set(others.map(({ question }) => question))].flatMap((asked) => ["", ...wrapped(`Read otherwise. ${asked}`, WIDTH), ...indented(alignedLines(others.filter(({ question }) => question === asked).map(({ pays, answer }) => [amount(pays), answer])))]),
      ]);
    }
  return deals.length === 0 ? 1 : 0;
}

/** What the deal pays under other answers, where that is another amount; the largest first. */
function otherwise({ questions, total }: Deal): { readonly question: string; readonly answer: string; readonly pays: number }[] {
  const readings = questions.flatMap(({ sentence, options, taken }) => options.flatMap(({ answer, label, pays }) => (answer === taken || pays === undefined || pays === total ? [] : [{ question: sentence, answer: label, pays }])));
  return readings.sort((a, b) => b.pays - a.pays);
}
