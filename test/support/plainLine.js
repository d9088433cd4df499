const { writeSync } = require("node:fs");

/** The last line of a test run: passed and failed, in plain words. A suite that could not run counts as failed. */
module.exports = class PlainLine {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    // jest puts its own summary last, whatever the order of the reporters.
    process.once("exit", () => writeSync(1, `\n${results.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}\n`));
  }
};
