import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { compileFunction } from "node:vm";
import * as ts from "typescript";
import type { ExcelHost } from "../../src/host/excel";
import type { InMemoryHost } from "../../src/host/inMemory";
import { excel, inMemory } from "./adapters";
import { CONTRACT } from "./contract";
import { EXCEL_CLAUSES } from "./excelClauses";
import { CONTENT_MUTATIONS, EXCEL_MUTATIONS, IN_MEMORY_MUTATIONS, type Mutation } from "./mutations";

const HOST = resolve(__dirname, "../../src/host");

interface Adapters {
  readonly ExcelHost: typeof ExcelHost;
  readonly InMemoryHost: typeof InMemoryHost;
}

/** What a file exports with one thing changed; the file stays as it is. */
function mutant(file: string, { from, to }: Mutation): Adapters {
  const source = readFileSync(join(HOST, file), "utf8");
  // A mutation that no longer finds its place would prove nothing.
  expect(source.split(from)).toHaveLength(2);
  return exported(source.replace(from, () => to));
}

/** The adapter in memory as it stands, over what it shares with one thing changed. */
function overMutant(mutation: Mutation): Adapters {
  const content = mutant("workbookContent.ts", mutation);
  return exported(readFileSync(join(HOST, "inMemory.ts"), "utf8"), (name) => (name === "./workbookContent" ? content : undefined));
}

/** What a source exports; `replaced` may stand in for what it imports. */
function exported(source: string, replaced: (name: string) => object | undefined = () => undefined): Adapters {
  const { outputText } = ts.transpileModule(source, { compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, esModuleInterop: true } });
  const exports = {};
  // Excel and Office stand in the test's own globals.
  const run = compileFunction(outputText, ["exports", "require"], { contextExtensions: [globalThis] }) as (exported: object, load: (name: string) => unknown) => void;
  run(exports, (name) => replaced(name) ?? jest.requireActual(join(HOST, name)));
  return exports as Adapters;
}

interface Promised {
  readonly name: string;
  readonly isLong: boolean;
  readonly holds: () => Promise<void>;
}

/** The promises that mutations have broken, the latest first: mutations that stand together tend to break the same. */
const broken: string[] = [];

/** The first promise that is not kept. Those that take long come last. */
async function firstBroken(clauses: readonly Promised[]): Promise<string | undefined> {
  const rank = ({ name, isLong }: Promised) => (broken.includes(name) ? broken.indexOf(name) : broken.length + (isLong ? 1 : 0));
  for (const { name, holds } of [...clauses].sort((a, b) => rank(a) - rank(b))) {
    try {
      await holds();
    } catch {
      broken.splice(0, Infinity, name, ...broken.filter((other) => other !== name));
      return name;
    }
  }
  return undefined;
}

function excelClauses(Adapter: typeof ExcelHost): Promised[] {
  const contract = CONTRACT.map(({ name, isLong = false, holds }) => ({ name, isLong, holds: () => holds(excel(Adapter)) }));
  return [...contract, ...EXCEL_CLAUSES.map(({ name, isLong = false, holds }) => ({ name, isLong, holds: () => holds(Adapter) }))];
}

function inMemoryClauses(Adapter: typeof InMemoryHost): Promised[] {
  return CONTRACT.map(({ name, isLong = false, holds }) => ({ name, isLong, holds: () => holds(inMemory(Adapter)) }));
}

const unchanged: Mutation = { what: "nothing", from: "implements Host", to: "implements Host" };

describe("every mutation of Excel's adapter breaks a promise", () => {
  test("and none is broken without one", async () => {
    expect(await firstBroken(excelClauses(mutant("excel.ts", unchanged).ExcelHost))).toBeUndefined();
  });

  test.each(EXCEL_MUTATIONS)("$what", async (mutation) => {
    expect(await firstBroken(excelClauses(mutant("excel.ts", mutation).ExcelHost))).toBeDefined();
  });
});

describe("every mutation of the adapter in memory breaks a promise", () => {
  test("and none is broken without one", async () => {
    expect(await firstBroken(inMemoryClauses(mutant("inMemory.ts", unchanged).InMemoryHost))).toBeUndefined();
  });

  test.each(IN_MEMORY_MUTATIONS)("$what", async (mutation) => {
    expect(await firstBroken(inMemoryClauses(mutant("inMemory.ts", mutation).InMemoryHost))).toBeDefined();
  });

  test.each(CONTENT_MUTATIONS)("$what", async (mutation) => {
    expect(await firstBroken(inMemoryClauses(overMutant(mutation).InMemoryHost))).toBeDefined();
  });
});
