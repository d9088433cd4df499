import { parseArgs } from "node:util";
import { modelAnew, type ModelAnew } from "../deal/modelAnew";
import { modelIn, modelWriting, notWritten } from "../deal/modelWriting";
import type { Answers } from "../deal/deal";
import type { Workbook } from "../sheet/workbook";
import { HostRefusal, type Written } from "../host/host";
import { InMemoryHost } from "../host/inMemory";
import { catalogue } from "../functions/catalogue";
import { recalculate } from "../sheet/recalculation";
import { answeredDeals, answersGiven, amount } from "./readCommand";
import { complain, print, printJson } from "./text";
import { UsageError, opened, refuseToReplace, writeBytes } from "./usage";

export const MODEL_HELP = `deal model book.xlsx -o out.xlsx [--answer question=answer]… [--force] [--json]

Writes the deal that is worked out from names, labels and tables as formulas: a sheet Model, a row for each line and a column for each period, with totals and
checks, and a sheet Deal with the words of the contract, where they can be changed. A model that was written before is written anew: what was typed over in it stays,
and is told. All else stays as it is. The original is never written to.
Exits 1, and writes nothing, while something is wrong or a question is open; see deal read.

  -o out.xlsx                the workbook with the two sheets
  --answer question=answer   answers a question of deal read; may be given several times
  --force                    replaces a file that is there already
  --json                     prints {"written":"out.xlsx","sheet":"Model","lines":7,"periods":2,"total":81000,"kept":[]}; where nothing is written, {"written":null,"reason":"…"}

  deal model templates/hybrid-fee-and-royalty.xlsx -o model.xlsx`;

/** Writes a deal as sheets of a copy of its workbook; gives the exit code. */
export async function modelCommand(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { output: { type: "string", short: "o" }, answer: { type: "string", multiple: true }, force: { type: "boolean" }, json: { type: "boolean" } } });
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new UsageError("model takes one workbook; see deal model --help");
  if (values.output === undefined) throw new UsageError("model needs -o out.xlsx, the file to write");
  const file = opened(path);
  refuseToReplace(values.output, path, values.force === true);
  const { workbook } = file;
  recalculate(workbook, catalogue);
  try {
    const found = written(workbook, answersGiven(values.answer ?? []));
    const { deal, sheet, writing, replacing, kept } = found;
    const host = new InMemoryHost(file);
    await host.write(writing, replacing);
    writeBytes(values.output, await host.bytes());
    if (values.json === true) printJson({ written: values.output, sheet, lines: deal.lines.length, periods: deal.periods.length, total: deal.total ?? null, kept });
    else {
      print([`written: ${values.output}`, `sheet ${sheet}: ${deal.lines.length} lines, ${deal.periods.length} periods${deal.total === undefined ? "" : `, ${amount(deal.total)} in all`}`]);
      if (kept.length > 0) print(["typed over, and kept:", ...kept.map((place) => `  ${place}`)]);
    }
    return 0;
  } catch (refusal) {
    if (!(refusal instanceof HostRefusal)) throw refusal;
    if (values.json === true) printJson({ written: null, reason: refusal.message });
    complain([`deal: ${values.output} is not written. ${refusal.message}`]);
    return 1;
  }
}

/** What is written: the model anew, where the workbook has one; else for the first time. */
function written(workbook: Workbook, given: Answers): Pick<ModelAnew, "deal" | "sheet" | "writing" | "kept"> & { readonly replacing?: Written } {
  if (modelIn(workbook) !== undefined) {
    const anew = modelAnew(workbook, given);
    if (typeof anew === "string") throw new HostRefusal(anew);
    return anew;
  }
  const { deals, taken } = answeredDeals(workbook, given);
  const [deal] = deals;
  const reason = deal === undefined ? "No deal was found: no scale, no rate, no split and no call of a DEAL function." : notWritten(deal);
  if (deal === undefined || reason !== undefined) throw new HostRefusal(reason ?? "");
  return { ...modelWriting(workbook, deal, taken), deal, kept: [] };
}
