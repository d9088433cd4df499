const typescript = { "^.+\\.ts$": ["ts-jest", { tsconfig: "tsconfig.jest.json" }] };

/** @type {import("jest").Config} */
module.exports = {
  testTimeout: 120_000,
  maxWorkers: 2,
  testSequencer: "<rootDir>/test/support/longestFirst.js",
  reporters: ["default", "<rootDir>/test/support/plainLine.js"],
  projects: [
    {
      displayName: "node",
      testEnvironment: "node",
      roots: ["<rootDir>/test"],
      testMatch: ["**/*.test.ts"],
      testPathIgnorePatterns: ["<rootDir>/test/e2e/"],
      transform: typescript,
    },
    {
      // The workbench in a real browser: built, served and opened once for all of these.
      displayName: "browser",
      testEnvironment: "node",
      roots: ["<rootDir>/test/e2e"],
      testMatch: ["**/*.test.ts"],
      globalSetup: "<rootDir>/test/e2e/support/setUp.mjs",
      globalTeardown: "<rootDir>/test/e2e/support/tearDown.mjs",
      transform: typescript,
    },
  ],
};
