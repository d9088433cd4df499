import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve, sep } from "node:path";
import { ESLint, type Linter } from "eslint";
import * as ts from "typescript";

/** The rooms in their order: a room may import only from rooms before it. */
const ROOMS = ["engine", "cells", "functions", "sheet", "native", "file", "handover", "host", "deal", "taskpane", "workbench", "cli"];
/** The command line and the pages are doors of the house: neither uses the other. */
const PAGES = ["taskpane", "workbench"];
/** A file of each room, without its ending. */
const A_FILE: Record<string, string> = { engine: "decimal", cells: "cell", functions: "catalogue", sheet: "workbook", native: "nativeBlocks", file: "xlsx", handover: "shareCopy", host: "host", deal: "deal", taskpane: "systemTheme", workbench: "samples", cli: "main" };
const SRC = resolve(__dirname, "../src");

const readFile = (name: string) => ts.sys.readFile(name);
/** The files of the rooms and of TypeScript's library, each read once for all programs. */
const read = new Map<string, ts.SourceFile | undefined>();

/** What the compiler says of one more file in a room, and of the files given besides. */
function complaints(room: string, probe: string, besides: readonly string[] = [], library = readFile): string[] {
  const configFile = join(SRC, room, "tsconfig.json");
  const config = ts.getParsedCommandLineOfConfigFile(configFile, {}, { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined });
  if (config === undefined) throw new Error(`${configFile} cannot be read`);
  const probeFile = join(SRC, room, "probe.ts");
  const options = { ...config.options, noEmit: true };
  const host = ts.createCompilerHost(options);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...how) => {
    if (name === probeFile || library !== readFile) return getSourceFile(name, ...how);
    const key = `${name} ${JSON.stringify(how[0])}`;
    const known = read.get(key) ?? getSourceFile(name, ...how);
    read.set(key, known);
    return known;
  };
  host.fileExists = (name) => name === probeFile || ts.sys.fileExists(name);
  host.readFile = (name) => (name === probeFile ? probe : library(name));
  const program = ts.createProgram({ rootNames: [probeFile, ...besides], options, projectReferences: config.projectReferences ?? [], host });
  const files = [probeFile, ...besides].map((name) => program.getSourceFile(name));
  return [...program.getOptionsDiagnostics(), ...files.flatMap((file) => program.getSemanticDiagnostics(file))].map((diagnostic) => ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n"));
}

/**
 * TypeScript's library without clock, locale and chance. Even its smallest part declares Date and Intl, and no option leaves them out, so the linter
 * keeps them out of the engine day by day; here the engine is compiled as if they did not exist.
 */
function withoutClock(name: string): string | undefined {
  const text = ts.sys.readFile(name);
  if (!/[\\/]lib\.[\w.]+\.d\.ts$/.test(name)) return text;
  return text
    ?.replace(/^declare var Date: .*$/gm, "")
    .replace(/^ {4}(?:var|const|function) (?:Collator|NumberFormat|DateTimeFormat|RelativeTimeFormat|PluralRules|Locale|DisplayNames|ListFormat|Segmenter|getCanonicalLocales|supportedValuesOf)\b[^;]*;$/gm, "")
    .replace(/^ {4}random\(\): number;$/gm, "");
}

describe("the order of the rooms is kept by the compiler", () => {
  const areDoors = (room: string, later: string) => PAGES.includes(room) && later === "cli";
  const pairs = ROOMS.flatMap((room, i) => ROOMS.slice(i + 1).map((later) => ({ room, later })));
  const forbidden = pairs.flatMap(({ room, later }) => [{ room, later }, ...(areDoors(room, later) ? [{ room: later, later: room }] : [])]);
  const allowed = pairs.filter(({ room, later }) => !areDoors(room, later)).map(({ room, later }) => ({ room: later, earlier: room }));
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

describe("Excel is spoken to in src/host/excel.ts alone", () => {
  test("the compiler knows Office.js in the port, and no page", () => {
    expect(complaints("host", "export const run = Excel.run;\nexport const context = Office.context;")).toEqual([]);
    expect(complaints("host", "export const title = document.title;").join("\n")).toContain("Cannot find name 'document'");
  });

  test.each(["export const run = Excel.run;", "export const context = Office.context;", "export type Sheet = Excel.Worksheet;"])("the linter refuses elsewhere in the port: %s", async (code) => {
    const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: createRequire(__filename)("../eslint.config.js") as Linter.Config[] });
    const linted = async (name: string) => (await eslint.lintText(`${code}\n`, { filePath: join(SRC, "host", name) }))[0]?.messages.map(({ message }) => message).join("\n") ?? "";
    expect(await linted("host.ts")).toContain("src/host/excel.ts alone");
    expect(await linted("excel.ts")).not.toContain("src/host/excel.ts alone");
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

  test("the engine compiles without a clock, a locale and chance", () => {
    const files = readdirSync(join(SRC, "engine")).filter((name) => name.endsWith(".ts"));
    expect(complaints("engine", "export {};", files.map((name) => join(SRC, "engine", name)), withoutClock)).toEqual([]);
  });

  test.each([
    { code: "export const now = Date.now();", error: "'Date' only refers to a type" },
    { code: "export const today = new Date();", error: "'Date' only refers to a type" },
    { code: 'export const shown = new Intl.NumberFormat("en").format(1);', error: "Intl" },
    { code: "export const luck = Math.random();", error: "Property 'random' does not exist" },
  ])("and then refuses: $code", ({ code, error }) => {
    expect(complaints("engine", code, [], withoutClock).join("\n")).toContain(error);
    expect(complaints("engine", code)).toEqual([]);
  });

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

describe("files", () => {
  const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/.test(name)).map((name) => join(SRC, name));
  const importsOf = new Map(files.map((file) => [file, ts.preProcessFile(readFileSync(file, "utf8")).importedFiles.map(({ fileName }) => join(dirname(file), fileName))]));

  test("do not import each other in a circle", () => {
    const settled = new Set<string>();
    const circles: string[] = [];
    const walk = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].map((one) => relative(SRC, one)).join(" → "));
      if (settled.has(file) || path.includes(file)) return;
      for (const imported of importsOf.get(file) ?? []) {
        const target = [`${imported}.ts`, `${imported}.tsx`].find((name) => importsOf.has(name));
        if (target !== undefined) walk(target, [...path, file]);
      }
      settled.add(file);
    };
    for (const file of files) walk(file, []);
    expect(circles).toEqual([]);
  });

  test("of the add-in read nothing that only the manual says", () => {
    const readers = files.filter((file) => importsOf.get(file)?.some((imported) => imported.endsWith("manual.json")));
    expect([...new Set(readers.map((file) => relative(SRC, file).split(sep)[0]))].sort()).toEqual(["cli", "workbench"]);
  });
});
