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
deal eval --json [--book file.xlsx] < formulas.txt

Prints what a formula answers, as tab-separated rows. A refusal prints the error with its message and exits 1; so do several formulas of which one is refused.

  --book file.xlsx   the formula may use that workbook's names and sheets, recalculated first; the file is only read
  --json             prints {"formula":…,"value":[[…]]} or {"formula":…,"error":"#VALUE!","message":…}. Without a formula it reads them from
                     standard input, one a line, and prints one object a line, in order

  deal eval '=DEAL.TIEREDROYALTY(750000,{0,0.05;100000,0.12;500000,0.18})'
  deal eval --book samples/tier-reading.xlsx '=SUM(DEAL.TIEREDROYALTY(Revenue,Tiers,"cliff","never"))'`;

/** Evaluates formulas; gives the exit code. */
export function evalCommand(args: string[]): number {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { book: { type: "string" }, json: { type: "boolean" } } });
  const [formula] = positionals;
  if (positionals.length > 1 || (formula === undefined && values.json !== true)) throw new UsageError("eval takes one formula, in quotes; see deal eval --help");
  const workbook = values.book === undefined ? new Workbook() : recalculated(values.book);
  return formula === undefined || values.json === true ? evalLines(workbook, formula === undefined ? formulasGiven() : [formula]) : evalOne(workbook, formula);
}

function evalOne(workbook: Workbook, formula: string): number {
  const [grid = [[null]]] = evaluations(workbook, [formula], catalogue);
  const refusal = refusalIn(grid);
  // A tab within a text would make two columns of it.
  print(refusal === undefined ? grid.map((row) => row.map((value) => valueText(value).replaceAll("\t", "\\t")).join("\t")) : [errorText(refusal)]);
  return refusal === undefined ? 0 : 1;
}

/** On standard input, one a line. */
function formulasGiven(): string[] {
  return readFileSync(0, "utf8")
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "");
}

function evalLines(workbook: Workbook, formulas: readonly string[]): number {
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
