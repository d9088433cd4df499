#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SEMANTICS_VERSION } from "../engine/semantics";
import { FileRefusal } from "../file/fileRefusal";
import { EVAL_HELP, evalCommand } from "./evalCommand";
import { FUNCTIONS_HELP, functionsCommand } from "./functionsCommand";
import { HELP_HELP, PACKAGE, helpCommand, type Command } from "./helpCommand";
import { announceWork } from "./patience";
import { MODEL_HELP, modelCommand } from "./modelCommand";
import { READ_HELP, readCommand } from "./readCommand";
import { READINGS_HELP, readingsCommand } from "./readingsCommand";
import { RECALC_HELP, recalcCommand } from "./recalcCommand";
import { SENTENCE_HELP, sentenceCommand } from "./sentenceCommand";
import { SHARE_HELP, shareCommand } from "./shareCommand";
import { SHOW_HELP, showCommand } from "./showCommand";
import { complain, print } from "./text";
import { UsageError } from "./usage";

const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ["eval", { run: evalCommand, does: "what a formula answers", help: EVAL_HELP }],
  ["model", { run: modelCommand, does: "a workbook with the deal that is in it as formulas", help: MODEL_HELP }],
  ["read", { run: readCommand, does: "a workbook as a deal: who gets what, in words", help: READ_HELP }],
  ["readings", { run: readingsCommand, does: "what a call pays under each reading of its words", help: READINGS_HELP }],
  ["recalc", { run: recalcCommand, does: "recalculates a workbook; what has changed", help: RECALC_HELP }],
  ["sentence", { run: sentenceCommand, does: "the deal in words, and how else it can be read", help: SENTENCE_HELP }],
  ["share", { run: shareCommand, does: "a copy for the other side, in plain formulas", help: SHARE_HELP }],
  ["show", { run: showCommand, does: "a workbook's sheets as tables", help: SHOW_HELP }],
  ["functions", { run: functionsCommand, does: "the functions, a line on each", help: FUNCTIONS_HELP }],
  ["help", { run: (args) => helpCommand(args, COMMANDS), does: "all about a command or a function: deal help TIEREDROYALTY", help: HELP_HELP }],
]);

/** So long it may take before a line says that work goes on. */
const PATIENCE = 1000;

/** Runs a command line; gives the exit code. */
function run([name, ...args]: string[]): number | Promise<number> {
  if (name === undefined || name === "--help" || name === "-h") {
    helpCommand([], COMMANDS);
    return name === undefined ? 2 : 0;
  }
  if (["--version", "-v", "-V"].includes(name)) {
    print([`deal ${packageVersion()} (semantics version ${SEMANTICS_VERSION})`]);
    return 0;
  }
  const command = COMMANDS.get(name);
  if (command === undefined) throw new UsageError(`there is no command ${name}; the commands are ${[...COMMANDS.keys()].join(", ")}; see deal --help`);
  if (args.includes("--help") || args.includes("-h")) return helpCommand([name], COMMANDS);
  if (process.stderr.isTTY) announceWork(`deal ${name}: at work …`, process.stderr.fd, PATIENCE);
  return command.run(args);
}

function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8")) as { version: string };
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
