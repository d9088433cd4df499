import { join } from "node:path";
import { parseArgs } from "node:util";
import { FAMILIES } from "../functions/offered";
import { nearestName } from "../sheet/evaluator/suggestion";
import { MANUAL, manualPage, type ManualEntry } from "./manual";
import { alignedLines, indented, print, printJson } from "./text";
import { UsageError } from "./usage";

export interface Command {
  /** Gives the exit code. */
  readonly run: (args: string[]) => number | Promise<number>;
  /** What it does, in a few words. */
  readonly does: string;
  /** Its first line is how it is called. */
  readonly help: string;
}

/** Where the package is, from lib/src/cli on. */
export const PACKAGE = join(__dirname, "../../..");

export const HELP_HELP = `deal help [COMMAND or FUNCTION] [--json]

Lists the commands, or says all about one of them (as deal COMMAND --help does) or about a function: what it answers, its arguments with their units and defaults,
the columns of its tables, examples with their answers, and what is refused. DEAL. may be left out, and capitals do not matter.

  --json   prints {"commands":[{"command":…,"does":…}]}; of a command {"command":…,"does":…,"help":…}; of a function
           {"name":…,"signature":…,"description":…,"parameters":[{"name":…,"description":…,"optional":…}],"returns":…,
           "remarks":…,"examples":[{"formula":…,"answer":…}]}, its remarks in Markdown

  deal help recalc
  deal help TIEREDROYALTY`;

/** Prints help on commands and functions; gives the exit code. */
export function helpCommand(args: string[], commands: ReadonlyMap<string, Command>): number {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { json: { type: "boolean" } } });
  const [topic] = positionals;
  if (positionals.length > 1) throw new UsageError("help takes one command or function; see deal help help");
  const command = commands.get(topic ?? "");
  if (topic === undefined) {
    if (values.json === true) printJson({ commands: [...commands].map(([name, { does }]) => ({ command: name, does })) });
    else print(overview(commands));
  } else if (command !== undefined) {
    if (values.json === true) printJson({ command: topic, does: command.does, help: command.help });
    else print(commandHelp(command));
  } else {
    const entry = manualEntry(topic);
    if (values.json === true) printJson(entry);
    else print(manualPage(entry));
  }
  return 0;
}

/** A command's own help, and where what it mentions can be found. */
function commandHelp({ help }: Command): string[] {
  return [...help.split("\n"), ...(/\b(?:samples|docs)\//.test(help) ? ["", `samples and docs are in ${PACKAGE}`] : [])];
}

function overview(commands: ReadonlyMap<string, Command>): string[] {
  const lines = [...commands.values()].map(({ help, does }) => [/^.*?(?= \[|\n|$)/.exec(help)?.[0] ?? "", does]);
  return [
    "deal <command>, royalty and licensing deals on .xlsx files",
    "",
    ...indented(alignedLines([...lines, ["deal --version", "the version, and the edition of the rules that figures follow"]])),
    "",
    "deal <command> --help says more; --json prints JSON. Exit code: 0 done, 1 a formula or cell refused, 2 the call itself is wrong.",
    `docs/functions.md, which describes the functions too, and the workbooks of the examples are in ${PACKAGE}`,
  ];
}

/** A function by its name, with or without DEAL, in any case. */
function manualEntry(topic: string): ManualEntry {
  const name = topic.toUpperCase().replace(/^(?:DEAL\.)?/, "DEAL.");
  const entry = MANUAL.find((one) => one.name === name);
  if (entry !== undefined) return entry;
  const meant = meantFunctions(name);
  throw new UsageError(`there is no command and no function ${topic}; ${meant.length === 0 ? "see deal --help and deal functions" : `did you mean ${meant.join(" or ")}?`}`);
}

/** So much of a name says which one is meant. */
const SHORTEST_PART = 3;

/** What a wrong name may be meant for: the function that differs by a few letters, or else those that have it as a part of their names. */
function meantFunctions(name: string): readonly string[] {
  const nearest = nearestName(name, MANUAL.map((entry) => entry.name));
  if (nearest !== undefined) return [nearest];
  const part = name.slice("DEAL.".length);
  return part.length < SHORTEST_PART ? [] : FAMILIES.map(({ entry }) => entry.name).filter((one) => one.includes(part));
}
