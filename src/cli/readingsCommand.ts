import { parseArgs } from "node:util";
import { readings, type ReadingRow } from "../deal/readings";
import { Workbook } from "../sheet/workbook";
import { recalculated } from "./evalCommand";
import { alignedLines, print, printJson, valueText } from "./text";
import { UsageError } from "./usage";

export const READINGS_HELP = `deal readings '<formula>' [--book file.xlsx] [--json]

Prints what a call pays in all under each reading that a clause may have: how tiers count and where they start again, until when a shortfall is recouped,
which accounts recoup each other, whether tax is paid besides, when in its period a payment falls. Readings that pay the same stand in one row.

  --book file.xlsx   the formula may use that workbook's names and sheets, recalculated first; the file is only read
  --json             prints {"call":…,"rows":[{"total":…,"readings":[{"method":…,"resets":…}],"isOwn":…}],"more":…}; a row that is refused has a "refusal".
                     Where there is no call that can be read in several ways, its "rows" are empty and it has no "call"

Exits 1 where the formula has no call that can be read in several ways. At most 24 rows are printed; more are counted.

  deal readings '=DEAL.TIEREDROYALTY({375000,375000},{0,0.05;100000,0.12;500000,0.18})'
  deal readings --book samples/tier-reading.xlsx '=DEAL.TIEREDROYALTY(Revenue,Tiers,"cliff","never")'`;

/** Prints the readings of a formula; gives the exit code. */
export function readingsCommand(args: string[]): number {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { book: { type: "string" }, json: { type: "boolean" } } });
  const [formula, ...others] = positionals;
  if (formula === undefined || others.length > 0) throw new UsageError("readings takes one formula, in quotes; see deal readings --help");
  const found = readings(values.book === undefined ? new Workbook() : recalculated(values.book), formula);
  if (values.json === true) printJson(found ?? { rows: [], more: 0 });
  else if (found === undefined) print(["There is no call in this formula that can be read in several ways."]);
  else print([...alignedLines(found.rows.map(columns)), ...(found.more > 0 ? [`${found.more} more`] : [])]);
  return found === undefined ? 1 : 0;
}

function columns({ total, readings: alike, isOwn, refusal }: ReadingRow): string[] {
  const words = alike.map((reading, i) => Object.values(reading).join(", ") + (isOwn && i === 0 ? " (as written)" : "")).join("; ");
  return [total === undefined ? "refused" : valueText(total), `${words}${refusal === undefined ? "" : `: ${refusal}`}`];
}
