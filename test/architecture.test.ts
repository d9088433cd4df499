import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { ESLint, type Linter } from "eslint";
import * as ts from "typescript";

/** The rooms in their order: a room may import only from rooms before it. */
const ROOMS = ["engine", "cells", "functions", "sheet", "file", "cli"];
/** A file of each room, without its ending. */
const A_FILE: Record<string, string> = { engine: "decimal", cells: "cell", functions: "catalogue", sheet: "workbook", file: "xlsx", cli: "main" };
const SRC = resolve(__dirname, "../src");

/** What the compiler says of one more file in a room. */
function complaints(room: string, probe: string): string[] {
  const configFile = join(SRC, room, "tsconfig.json");
  const config = ts.getParsedCommandLineOfConfigFile(configFile, {}, { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined });
  if (config === undefined) throw new Error(`${configFile} cannot be read`);
  const probeFile = join(SRC, room, "probe.ts");
  const options = { ...config.options, noEmit: true };
  const host = ts.createCompilerHost(options);
  host.fileExists = (name) => name === probeFile || ts.sys.fileExists(name);
  host.readFile = (name) => (name === probeFile ? probe : ts.sys.readFile(name));
  const program = ts.createProgram({ rootNames: [probeFile], options, projectReferences: config.projectReferences ?? [], host });
  return [...program.getOptionsDiagnostics(), ...program.getSemanticDiagnostics(program.getSourceFile(probeFile))].map((diagnostic) =>
    ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n"),
  );
}

describe("the order of the rooms is kept by the compiler", () => {
  const forbidden = ROOMS.flatMap((room, i) => ROOMS.slice(i + 1).map((later) => ({ room, later })));
  const allowed = ROOMS.flatMap((room, i) => ROOMS.slice(0, i).map((earlier) => ({ room, earlier })));
  const importOf = (room: string) => `import * as probe from "../${room}/${A_FILE[room] ?? ""}";\nexport const used = probe;\n`;

  test.each(forbidden)("$room cannot import from $later", ({ room, later }) => {
    const said = complaints(room, importOf(later)).join("\n");
    expect(said).toContain(`src/${later}/${A_FILE[later] ?? ""}.ts' is not under 'rootDir'`);
  });

  test.each(allowed)("$room can import from $earlier", ({ room, earlier }) => {
    expect(complaints(room, importOf(earlier))).toEqual([]);
  });

  test("the rooms are the references of tsconfig.json, in this order", () => {
    const { references } = JSON.parse(readFileSync(resolve(SRC, "../tsconfig.json"), "utf8")) as { references: { path: string }[] };
    expect(references.map(({ path }) => path).filter((path) => path.startsWith("src/"))).toEqual(ROOMS.map((room) => `src/${room}`));
  });
});

describe("a figure depends on its arguments alone", () => {
  test.each([
    { code: "export const title = document.title;", error: "Cannot find name 'document'" },
    { code: "export const page = window;", error: "Cannot find name 'window'" },
    { code: "export const answer = fetch('https://example.com');", error: "Cannot find name 'fetch'" },
    { code: "export const host = Office.context;", error: "Cannot find name 'Office'" },
    { code: "export const run = Excel.run;", error: "Cannot find name 'Excel'" },
    { code: "export const folder = process.cwd();", error: "Cannot find name 'process'" },
  ])("the compiler refuses in the engine: $code", ({ code, error }) => {
    expect(complaints("engine", code).join("\n")).toContain(error);
  });

  // TypeScript's smallest library declares Date and Intl, so these are the linter's; `npm run check` runs both.
  test.each([
    { code: "export const now = Date.now();", error: "No clock" },
    { code: "export const today = new Date();", error: "No clock" },
    { code: 'export const shown = new Intl.NumberFormat("en").format(1);', error: "No locale" },
    { code: "export const luck = Math.random();", error: "its arguments alone" },
    { code: 'import { Decimal } from "./decimal";\nexport const double = new Decimal(1).toNumber();', error: "computes in Decimals" },
    { code: "export const cents = (1.005).toFixed(2);", error: "rounds in binary" },
    { code: "export const order = [10, 9].sort();", error: "sorts as text" },
    { code: 'import { ONE, ZERO } from "./decimal";\nexport const less = ZERO < ONE;', error: "Compare Decimals" },
  ])("the linter refuses in the engine: $code", async ({ code, error }) => {
    const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: createRequire(__filename)("../eslint.config.js") as Linter.Config[] });
    const [result] = await eslint.lintText(`${code}\n`, { filePath: join(SRC, "engine/semantics.ts") });
    expect(result?.messages.map(({ message }) => message).join("\n")).toContain(error);
  });
});
