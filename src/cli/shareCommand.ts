import { parseArgs } from "node:util";
import { FileRefusal } from "../file/fileRefusal";
import { catalogue } from "../functions/catalogue";
import { paidDeals } from "../deal/paidTotals";
import { shareCopy, type ShareCopy } from "../handover/shareCopy";
import { ShareRefusal } from "../handover/shareRefusal";
import { complain, listedLines, print, printJson } from "./text";
import { UsageError, readBytes, refuseToReplace, writeBytes } from "./usage";

export const SHARE_HELP = `deal share book.xlsx -o out.xlsx [--mode native|values] [--sheets A,B…] [--drop-names X,Y…] [--with-hidden] [--json]

Makes a copy for the other side, who needs nothing installed to recalculate it. The original is never written to.
Every DEAL function becomes a block of plain formulas, and the sheet Check holds each figure against the one that was shown: its master check is 0.
What the copy does not hold is listed: hidden sheets and names, comments, authors, links to other workbooks, parts of add-ins.
What goes along unseen is listed too: figures that their format or colour hides, constants under names, alternative texts. Hidden rows and columns that hold something are refused.
The first sheet, Read me first, says what each payee is paid and how to check the copy. Texts stay as they are; cells that speak of DEAL functions, of which the copy has none, are listed.
Exits 1, and writes nothing, where the copy would not be what it says.

  -o out.xlsx        the copy
  --force            replaces a file that is there already
  --mode native      plain formulas (the default)
  --mode values      the figures alone: they do not follow when an input is changed, and the sheet Check says so
  --sheets A,B       shares these sheets; without it, all that are visible
  --drop-names X,Y   leaves these names out
  --with-hidden      shares hidden rows and columns too, and lists them
  --json             prints {"written":…,"figures":[{"cell":…,"call":…}],"beyond":[…],"outdated":[…],"leftOut":[…],"unseen":[…],"mentions":[…]}: the file of -o; each figure;
                     the cells of those beyond the limits of plain formulas, and of those out of date in the file; what the report lists.
                     Where nothing is written: {"written":null,"refused":[…]}, the reasons

  deal share samples/tier-reading.xlsx -o for-the-other-side.xlsx`;

/** Writes the share copy of a workbook; gives the exit code. */
export function shareCommand(args: string[]): number {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { output: { type: "string", short: "o" }, force: { type: "boolean" }, mode: { type: "string" }, sheets: { type: "string", multiple: true }, "drop-names": { type: "string", multiple: true }, "with-hidden": { type: "boolean" }, json: { type: "boolean" } },
  });
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new UsageError("share takes one workbook; see deal share --help");
  const { output, mode = "native" } = values;
  if (output === undefined) throw new UsageError("share needs -o out.xlsx, the copy to write");
  if (mode !== "native" && mode !== "values") throw new UsageError(`--mode ${mode}: the modes are native and values`);
  refuseToReplace(output, path, values.force === true);
  const [sheets, dropNames] = [listed(values.sheets), listed(values["drop-names"])];
  try {
    const copy = shareCopy(readBytes(path), catalogue, { mode, ...(sheets === undefined ? {} : { sheets }), ...(dropNames === undefined ? {} : { dropNames }), withHidden: values["with-hidden"] === true, paid: paidDeals });
    writeBytes(output, copy.bytes);
    if (values.json === true) printJson(copyReport(output, copy));
    else print(report(output, copy));
    return 0;
  } catch (refusal) {
    if (refusal instanceof FileRefusal) throw new UsageError(`${path}: ${refusal.message}`);
    if (!(refusal instanceof ShareRefusal)) throw refusal;
    if (values.json === true) printJson({ written: null, refused: refusal.problems });
    complain([`deal: ${path} is not shared, and nothing is written:`, ...listedLines(refusal.problems)]);
    return 1;
  }
}

/** `A,B` and repeated options alike. */
function listed(values: readonly string[] | undefined): string[] | undefined {
  return values?.flatMap((value) => value.split(",")).map((value) => value.trim()).filter((value) => value !== "");
}

function copyReport(written: string, { figures, beyond, outdated, leftOut, unseen, mentions }: ShareCopy): object {
  return { written, figures: figures.map(({ place, source }) => ({ cell: place, call: source })), beyond, outdated, leftOut, unseen, mentions };
}

function report(output: string, { figures, leftOut, unseen, beyond, outdated, mentions }: ShareCopy): string[] {
  return [
    `written: ${output}`,
    `${figures.length} figures, each held against the one shown; master check 0`,
    ...(beyond.length === 0 ? [] : [`${beyond.length} of them beyond the limits within which plain formulas are exact, and not in the master check: ${beyond.slice(0, 5).join(", ")}${beyond.length > 5 ? " …" : ""}`]),
    ...(outdated.length === 0 ? [] : [`${outdated.length} cells were out of date in the file and are recalculated in the copy: ${outdated.slice(0, 5).join(", ")}${outdated.length > 5 ? " …" : ""}`]),
    leftOut.length === 0 ? "nothing was left out" : "left out:",
    ...leftOut.map((one) => `  ${one}`),
    ...(unseen.length === 0 ? [] : ["goes along though nobody sees it:", ...unseen.map((one) => `  ${one}`)]),
    ...(mentions.length === 0 ? [] : [`speaks of DEAL functions, of which the copy has none; change the text in your workbook, if it should not: ${mentions.join(", ")}`]),
  ];
}
