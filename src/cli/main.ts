#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SEMANTICS_VERSION } from "../engine/semantics";
import { FileRefusal } from "../file/fileRefusal";
import { EVAL_HELP, evalCommand } from "./evalCommand";
import { FUNCTIONS_HELP, functionHelp, functionsCommand } from "./helpCommand";
import { announceWork } from "./patience";
import { MODEL_HELP, modelCommand } from "./modelCommand";
import { READ_HELP, readCommand } from "./readCommand";
import { READINGS_HELP, readingsCommand } from "./readingsCommand";
import { RECALC_HELP, recalcCommand } from "./recalcCommand";
import { SHARE_HELP, shareCommand } from "./shareCommand";
import { SHOW_HELP, showCommand } from "./showCommand";
import { complain, print } from "./text";
import { UsageError } from "./usage";

/** Where the package is, from lib/src/cli on. */
const ROOT = join(__dirname, "../../..");

const COMMANDS = new Map<string, { readonly run: (args: string[]) => number | Promise<number>; readonly help: string }>([
  ["eval", { run: evalCommand, help: EVAL_HELP }],
  ["functions", { run: functionsCommand, help: FUNCTIONS_HELP }],
  ["model", { run: modelCommand, help: MODEL_HELP }],
  ["read", { run: readCommand, help: READ_HELP }],
  ["readings", { run: readingsCommand, help: READINGS_HELP }],
  ["recalc", { run: recalcCommand, help: RECALC_HELP }],
  ["share", { run: shareCommand, help: SHARE_HELP }],
  ["show", { run: showCommand, help: SHOW_HELP }],
]);

const HELP = `deal <command>, royalty and licensing deals on .xlsx files

  deal eval '<formula>'     what a formula answers
  deal model book.xlsx      a workbook with the deal that is in it as formulas
  deal read book.xlsx       a workbook as a deal: who gets what, in words
  deal readings '<formula>' what a call pays under each reading of its words
  deal recalc book.xlsx     recalculates a workbook; what has changed
  deal share book.xlsx      a copy for the other side, in plain formulas
  deal show book.xlsx       a workbook's sheets as tables
  deal functions            the functions, a line on each
  deal help <function>      all about one: deal help TIEREDROYALTY
  deal --version            the version, and the edition of the rules that figures follow

deal <command> --help says more. Exit code: 0 done, 1 a formula or cell refused, 2 the call itself is wrong.
docs/functions.md, which describes the functions too, and the workbook of the examples are in ${ROOT}`;

/** So long it may take before a line says that work goes on. */
const PATIENCE = 1000;

/** Runs a command line; gives the exit code. */
function run([name, ...args]: string[]): number | Promise<number> {
  if (name === undefined || name === "--help" || name === "-h" || name === "help") return help(name, args);
  if (name === "--version" || name === "-V") {
    print([`deal ${packageVersion()} (semantics version ${SEMANTICS_VERSION})`]);
    return 0;
  }
  const command = COMMANDS.get(name);
  if (command === undefined) throw new UsageError(`there is no command ${name}; the commands are ${[...COMMANDS.keys()].join(", ")}; see deal --help`);
  if (args.includes("--help") || args.includes("-h")) return help("help", [name]);
  if (process.stderr.isTTY) announceWork(`deal ${name}: at work …`, process.stderr.fd, PATIENCE);
  return command.run(args);
}

function help(asked: string | undefined, [topic]: string[]): number {
  if (topic === undefined) {
    print(HELP.split("\n"));
    return asked === undefined ? 2 : 0;
  }
  const lines = COMMANDS.get(topic)?.help.split("\n") ?? functionHelp(topic);
  if (lines === undefined) throw new UsageError(`there is no command and no function ${topic}; see deal --help and deal functions`);
  print(lines);
  return 0;
}

function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
  return version;
}

/** Says in one line what went wrong, and never where in the code. */
function fail(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  const isCall = (error as NodeJS.ErrnoException | undefined)?.code?.startsWith("ERR_PARSE_ARGS") === true;
  if (error instanceof UsageError || error instanceof FileRefusal) complain([`deal: ${message}`]);
  else complain([isCall ? `deal: ${message.split("\n")[0] ?? ""}` : `deal: this was not foreseen, and nothing more can be said than: ${message}. Please report it with the call that you made.`]);
  process.exitCode = 2;
}

process.on("uncaughtException", fail);
// Whoever reads may have enough: `deal show book.xlsx | head`.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
}
async function main(): Promise<void> {
  try {
    process.exitCode = await run(process.argv.slice(2));
  } catch (error) {
    fail(error);
  }
}

void main();
