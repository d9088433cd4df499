/** npm run mutation: which changes of the engine no test sees. With words: those of the files in whose name one of them stands. */
import { fork } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { instrumented } from "./mutants.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const CACHE = resolve(HERE, "../../.cache/mutation");
const [SOURCES, COVERAGE, REPORT] = ["sources.json", "coverage.json", "report.json"].map((file) => join(CACHE, file));

/** A judge that says nothing for so long, not even that a test has passed, is ended, and its mutant with it. */
const MOST_SECONDS = 30;

const { mutants, sources } = await instrumented();
rmSync(CACHE, { recursive: true, force: true });
mkdirSync(CACHE, { recursive: true });
writeFileSync(SOURCES, JSON.stringify(sources));

const words = process.argv.slice(2);
const meant = mutants.filter(({ file }) => words.length === 0 || words.some((word) => basename(file).includes(word)));
const verdicts = new Map();
while (verdicts.size < meant.length) await judge(meant.filter(({ id }) => !verdicts.has(id)).map(({ id }) => id));

const judged = meant.map((mutant) => ({ ...mutant, ...verdicts.get(mutant.id) }));
writeFileSync(REPORT, JSON.stringify(judged, null, 1));
const survivors = judged.filter(({ by }) => by === undefined);
for (const { file, start, mutatorName, replacement, tests } of survivors) {
  console.log(`${basename(file)}:${start.line + 1}:${start.column + 1} ${mutatorName} → ${replacement.replace(/\s+/g, " ")} (${tests} tests)`);
}
console.log(`${judged.length} mutants: ${judged.length - survivors.length} are seen by a test, ${survivors.length} by none. All of them: ${REPORT}`);

/** Gathers the verdicts of one process, as far as it comes. */
function judge(ids) {
  return new Promise((resolved, rejected) => {
    const child = fork(join(HERE, "judge.cjs"), [SOURCES, COVERAGE, ...ids]);
    let current;
    let timer;
    child.on("message", ({ begun = current, id, by, tests }) => {
      current = begun;
      clearTimeout(timer);
      timer = setTimeout(() => child.kill("SIGKILL"), MOST_SECONDS * 1000);
      if (id === undefined) return;
      verdicts.set(id, { by, tests });
      if (verdicts.size % 100 === 0) console.log(`${verdicts.size} of ${meant.length}`);
    });
    child.on("exit", (code, signal) => {
      clearTimeout(timer);
      if (code === 0) return resolved();
      if (current === undefined || verdicts.has(current)) return rejected(new Error(`The judge has ended outside of a test: ${signal ?? code}`));
      verdicts.set(current, { by: `no answer in ${MOST_SECONDS} seconds` });
      resolved();
    });
  });
}
