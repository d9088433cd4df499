#!/usr/bin/env node
import { EVAL_HELP, evalCommand } from "./evalCommand";
import { RECALC_HELP, recalcCommand } from "./recalcCommand";
import { SHARE_HELP, shareCommand } from "./shareCommand";
import { SHOW_HELP, showCommand } from "./showCommand";
import { UsageError } from "./usage";

const COMMANDS = new Map([
  ["eval", { run: evalCommand, help: EVAL_HELP }],
  ["recalc", { run: recalcCommand, help: RECALC_HELP }],
  ["share", { run: shareCommand, help: SHARE_HELP }],
  ["show", { run: showCommand, help: SHOW_HELP }],
]);

const HELP = `deal <command>, royalty and licensing deals on .xlsx files

  deal eval '<formula>'     what a formula answers
  deal recalc book.xlsx     recalculates a workbook; what has changed
  deal share book.xlsx      a copy for the other side, in plain formulas
  deal show book.xlsx       a workbook's sheets as tables

deal <command> --help says more. Exit code: 0 done, 1 a formula or cell refused, 2 the call itself is wrong.
The functions are described in docs/functions.md.`;

/** Runs a command line; gives the exit code. */
function run([name, ...args]: string[]): number {
  if (name === undefined || name === "--help" || name === "-h") {
    console.log(HELP);
    return name === undefined ? 2 : 0;
  }
  const command = COMMANDS.get(name);
  if (command === undefined) throw new UsageError(`there is no command ${name}; the commands are ${[...COMMANDS.keys()].join(", ")}`);
  if (args.includes("--help") || args.includes("-h")) {
    console.log(command.help);
    return 0;
  }
  return command.run(args);
}

try {
  process.exitCode = run(process.argv.slice(2));
} catch (error) {
  const isUsage = error instanceof UsageError || (error as NodeJS.ErrnoException).code?.startsWith("ERR_PARSE_ARGS") === true;
  if (!isUsage) throw error;
  console.error(`deal: ${(error as Error).message.split("\n")[0] ?? ""}`);
  process.exitCode = 2;
}
