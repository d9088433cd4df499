import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Instrumenter } from "@stryker-mutator/instrumenter";

const ENGINE = resolve(dirname(fileURLToPath(import.meta.url)), "../../src/engine");

/** Every mutant of the engine, and its sources with all of them in it, each behind a switch. */
export async function instrumented() {
  const quiet = () => undefined;
  const logger = { isDebugEnabled: quiet, isTraceEnabled: quiet, trace: quiet, debug: quiet, info: quiet, warn: console.warn, error: console.error };
  const sources = readdirSync(ENGINE).filter((file) => file.endsWith(".ts")).map((file) => join(ENGINE, file));
  const files = sources.map((name) => ({ name, content: readFileSync(name, "utf8"), mutate: true }));
  const result = await new Instrumenter(logger).instrument(files, { plugins: null, excludedMutations: [], ignorers: [], noHeader: false });
  return {
    sources: Object.fromEntries(result.files.map(({ name, content }) => [name, content])),
    mutants: result.mutants.map(({ id, fileName, location: { start, end }, mutatorName, replacement }) => ({ id, file: fileName, start, end, mutatorName, replacement })),
  };
}
