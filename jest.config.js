const typescript = { "^.+\\.ts$": ["ts-jest", { tsconfig: "tsconfig.jest.json" }] };

/** Figures against a second reckoning, against LibreOffice, or by laws over drawn cases: minutes. */
const FIGURES = ["/test/(native|reference|samples)/", "/test/functions/\\w*([lL]aws|[rR]eference|[sS]ize)", "/test/handover/large", "/test/file/models", "/test/deal/drawnModels", "/test/host/mutations"];

const inNode = (displayName, which) => ({
  displayName,
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  transform: typescript,
  // The grid's libraries as one script each: their modules load others that Node takes for scripts.
  moduleNameMapper: { "^@univerjs/(core|engine-formula)$": "<rootDir>/node_modules/@univerjs/$1/lib/umd/index.js" },
  ...which,
});

/** The pages in a real browser: built, served and opened once for all tests of a project. */
const inBrowser = (displayName, testMatch, testPathIgnorePatterns = []) => ({
  displayName,
  testEnvironment: "node",
  roots: ["<rootDir>/test/e2e"],
  testMatch,
  testPathIgnorePatterns,
  globalSetup: "<rootDir>/test/e2e/support/setUp.mjs",
  globalTeardown: "<rootDir>/test/e2e/support/tearDown.mjs",
  transform: typescript,
});

/** @type {import("jest").Config} */
module.exports = {
  testTimeout: 120_000,
  maxWorkers: 2,
  testSequencer: "<rootDir>/test/support/longestFirst.js",
  reporters: ["default", "<rootDir>/test/support/plainLine.js"],
  projects: [
    inNode("figures", { testRegex: FIGURES.map((part) => `${part}.*\\.test\\.ts$`) }),
    inNode("quick", { testMatch: ["**/*.test.ts"], testPathIgnorePatterns: ["/test/e2e/", ...FIGURES] }),
    inBrowser("pages", ["**/*.test.ts"], ["<rootDir>/test/e2e/speed.test.ts"]),
    // What is measured is measured alone.
    inBrowser("speed", ["**/speed.test.ts"]),
  ],
};
