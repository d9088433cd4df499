/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  transform: { "^.+\\.ts$": ["ts-jest", { tsconfig: "tsconfig.jest.json" }] },
  testTimeout: 120_000,
  // "summary" prints jest's own tables; the plain line comes after it.
  reporters: [["default", { summaryThreshold: 20 }], "<rootDir>/test/support/plainLine.js"],
};
