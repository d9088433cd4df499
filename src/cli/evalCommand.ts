import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { refusalIn } from "../cells/cell";
import { catalogue } from "../functions/catalogue";
import { evaluations } from "../sheet/evaluation";
import { recalculate } from "../sheet/recalculation";
import { Workbook } from "../sheet/workbook";
import { errorText, print, valueText } from "./text";
import { UsageError, opened } from "./usage";

export const EVAL_HELP = `deal eval '<formula>' [--book file.xlsx]
deal eval --json [--book file.xlsx]  < formulas.txt

Prints what a formula answers, as tab-separated rows. A refusal prints the error with its message and exits 1; so do several formulas of which one is refused.

  --book file.xlsx   the formula may use that workbook's names and sheets, recalculated first; the file is only read
  --json             reads formulas from standard input, one a line, and prints one JSON object a line, in order:
                     {"formula":…,"value":[[…]]} or {"formula":…,"error":"#VALUE!","message":…}

  deal eval '=DEAL.TIEREDROYALTY(750000,{0,0.05;100000,0.12;500000,0.18})'
  deal eval --book samples/tier-reading.xlsx '=SUM(DEAL.TIEREDROYALTY(Revenue,Tiers,"cliff","never"))'`;

/** Evaluates formulas; gives the exit code. */
export function evalCommand(args: string[]): number {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { book: { type: "string" }, json: { type: "boolean" } } });
  if (values.json === true && positionals.length > 0) throw new UsageError("eval --json reads its formulas from standard input, one a line");
  if (values.json !== true && positionals.length !== 1) throw new UsageError("eval takes one formula, in quotes; see deal eval --help");
  const workbook = values.book === undefined ? new Workbook() : recalculated(values.book);
  return values.json === true ? evalLines(workbook) : evalOne(workbook, positionals[0] ?? "");
}

function evalOne(workbook: Workbook, formula: string): number {
  const [grid = [[null]]] = evaluations(workbook, [formula], catalogue);
  const refusal = refusalIn(grid);
  // A tab within a text would make two columns of it.
  print(refusal === undefined ? grid.map((row) => row.map((value) => valueText(value).replaceAll("\t", "\\t")).join("\t")) : [errorText(refusal)]);
  return refusal === undefined ? 0 : 1;
}

function evalLines(workbook: Workbook): number {
  const formulas = readFileSync(0, "utf8")
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "");
  const answers = evaluations(workbook, formulas, catalogue);
  const lines = answers.map((grid, i) => {
    const refusal = refusalIn(grid);
    const formula = formulas[i] ?? "";
    return JSON.stringify(refusal === undefined ? { formula, value: grid } : { formula, error: refusal.error, message: refusal.message ?? "" });
  });
  if (lines.length > 0) console.log(lines.join("\n"));
  return answers.some((grid) => refusalIn(grid) !== undefined) ? 1 : 0;
}

/** A workbook of a file, recalculated. */
export function recalculated(path: string): Workbook {
  const { workbook } = opened(path);
  recalculate(workbook, catalogue);
  return workbook;
}
