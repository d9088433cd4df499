import { parseArgs } from "node:util";
import { MANUAL } from "./manual";
import { print, printJson } from "./text";
import { UsageError } from "./usage";

export const FUNCTIONS_HELP = `deal functions [--json]

Lists the functions with a line on each: how it is called, and what it answers. deal help FUNCTION says all about one.

  --json   prints {"functions":[…]}, each as deal help FUNCTION --json prints it

  deal functions`;

/** Lists the functions; gives the exit code. */
export function functionsCommand(args: string[]): number {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { json: { type: "boolean" } } });
  if (positionals.length > 0) throw new UsageError(`functions takes nothing; deal help ${positionals[0] ?? ""} says more on one function`);
  if (values.json === true) printJson({ functions: MANUAL });
  else print(MANUAL.map(({ signature, description }) => `${signature}: ${description}`));
  return 0;
}
