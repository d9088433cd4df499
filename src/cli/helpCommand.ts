import { catalogue } from "../functions/catalogue";
import type { CatalogueEntry } from "../functions/catalogueEntry";
import manual from "../functions/generated/manual.json";
import { alignedLines, print } from "./text";
import { UsageError } from "./usage";

export const FUNCTIONS_HELP = `deal functions

Lists the functions with a line on each. deal help NAME says all about one, as docs/functions.md does.`;

/** Lists the functions; gives the exit code. */
export function functionsCommand(args: string[]): number {
  if (args.length > 0) throw new UsageError(`functions takes nothing; deal help ${args[0] ?? ""} says more on one function`);
  print(alignedLines(catalogue.map(({ name, description }) => [name, description])));
  return 0;
}

/** Prints what is known of a function, by its name with or without DEAL, in any case. Undefined: there is none of that name. */
export function functionHelp(name: string): string[] | undefined {
  const wanted = name.toUpperCase();
  const entry = catalogue.find((one) => one.name === wanted || one.name === `DEAL.${wanted}`);
  if (entry === undefined) return undefined;
  const { remarks, examples } = manual[entry.name as keyof typeof manual];
  const text = [...(remarks === "" ? [] : [...remarks.split("\n"), ""]), ...examples.flatMap(({ formula, answer }) => [`  ${formula}`, `    → ${answer}`])];
  return [signature(entry), "", entry.description, "", ...argumentLines(entry), `Answers: ${entry.returns}`, "", ...text];
}

function signature({ name, parameters }: CatalogueEntry): string {
  return `${name}(${parameters.map((parameter) => (parameter.optional ? `[${parameter.name}]` : parameter.name)).join(", ")})`;
}

function argumentLines({ parameters }: CatalogueEntry): string[] {
  return parameters.length === 0 ? [] : [...parameters.map(({ name, description, optional }) => `  ${name}${optional ? " (may be left out)" : ""}: ${description}`), ""];
}
