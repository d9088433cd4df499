/**
 * One process that runs tests while mutants are switched on, one after the other.
 *
 * First it runs every test without a mutant, and notes how long it takes and which mutants it passes. A mutant is then put before the tests that pass it, the
 * quickest first, until one fails. What runs when a file is loaded (a constant) is loaded anew, and put before all of them.
 */
const { existsSync, readFileSync, writeFileSync } = require("node:fs");
const { dirname } = require("node:path");
const { setImmediate } = require("node:timers/promises");
const { loadTypeScript, loadedTests } = require("./tests.cjs");

const [, , sourcesFile, coverageFile, ...ids] = process.argv;

/** What Stryker's switches read and write. */
const switches = (globalThis.__stryker__ = { activeMutant: undefined, currentTestId: undefined, mutantCoverage: { static: {}, perTest: {} } });

/** A mutant that is passed so many times as often as without it is part of a loop that does not end: its switch throws. */
const MOST_TURNS = 20;

async function main() {
  loadTypeScript(JSON.parse(readFileSync(sourcesFile, "utf8")), dirname(sourcesFile));
  let tests = loadedTests();
  if (!existsSync(coverageFile)) writeFileSync(coverageFile, JSON.stringify(await coverageOf(tests)));
  const coverage = JSON.parse(readFileSync(coverageFile, "utf8"));
  const quickestFirst = tests.map((_, i) => i).sort((one, other) => coverage.milliseconds[one] - coverage.milliseconds[other]);
  for (const id of ids) {
    process.send({ begun: id });
    const isConstant = coverage.static[id] !== undefined;
    const passing = quickestFirst.filter((i) => isConstant || coverage.perTest[i]?.[id] !== undefined);
    try {
      if (isConstant) tests = reloaded(id);
      process.send({ id, tests: passing.length, by: await failing(tests, passing, id, coverage) });
    } catch (fault) {
      process.send({ id, tests: passing.length, by: `loading: ${fault.message}` });
    }
    if (isConstant) tests = reloaded(undefined);
  }
  process.disconnect();
}

function reloaded(id) {
  switches.hitCount = undefined;
  switches.activeMutant = id;
  return loadedTests();
}

async function coverageOf(tests) {
  const atLoading = { ...switches.mutantCoverage.static };
  const milliseconds = [];
  for (const [i, { title, body }] of tests.entries()) {
    switches.currentTestId = String(i);
    const start = performance.now();
    try {
      await body();
    } catch (fault) {
      throw new Error(`Fails without a mutant: ${title}\n${fault.message}`);
    }
    milliseconds.push(performance.now() - start);
  }
  switches.currentTestId = undefined;
  return { milliseconds, static: atLoading, perTest: switches.mutantCoverage.perTest };
}

/** The title of the first test that fails with the mutant; undefined if none does. */
async function failing(tests, passing, id, coverage) {
  switches.activeMutant = id;
  try {
    for (const i of passing) {
      switches.hitCount = 0;
      switches.hitLimit = MOST_TURNS * (coverage.perTest[i]?.[id] ?? 0) + 1_000;
      try {
        await tests[i].body();
      } catch {
        return tests[i].title;
      }
      process.send({ passed: tests[i].title });
      await setImmediate();
    }
    return undefined;
  } finally {
    switches.activeMutant = undefined;
  }
}

void main();
