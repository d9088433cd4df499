import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { facesSource, manualJson, nativeBlocksSource, textsJson } from "./catalogue";
import { functionDocs, type FunctionDoc } from "./jsdoc";
import { functionsJson } from "./metadata";
import { functionsReference } from "./reference";

/**
 * Writes what is made from the JSDoc of src/functions: what the catalogue and Excel read in `generated`, and docs/functions.md; and the list of native blocks.
 * With --check it writes nothing and fails where a file is not what it would write.
 */
async function main(check: boolean): Promise<void> {
  const folder = "src/functions";
  const files = readdirSync(folder).filter((name) => name.endsWith(".ts")).sort();
  const modules = new Map<string, readonly FunctionDoc[]>();
  for (const name of files) {
    const docs = functionDocs(name, readFileSync(join(folder, name), "utf8"));
    if (docs.length > 0) modules.set(basename(name, ".ts"), describedAsTheirFunction(docs));
  }
  const docs = [...modules.values()].flat();
  const generated = new Map([
    [join(folder, "generated/functions.json"), await functionsJson([...modules.keys()].map((module) => join(folder, `${module}.ts`)), docs)],
    [join(folder, "generated/faces.ts"), facesSource(modules)],
    [join(folder, "generated/texts.json"), textsJson(docs)],
    [join(folder, "generated/manual.json"), manualJson(docs)],
    ["src/native/nativeBlocks.ts", nativeBlocksSource(blocks(modules))],
    ["README.md", functionList(readFileSync("README.md", "utf8"), docs)],
    ["docs/functions.md", functionsReference(readFileSync("docs/functions-intro.md", "utf8"), docs)],
  ]);
  const stale = [...generated].filter(([path, text]) => current(path) !== text);
  if (!check) for (const [path, text] of stale) writeFileSync(path, text);
  for (const [path] of stale) console.log(`${check ? "not up to date, run npm run generate:" : "written:"} ${path}`);
  if (check && stale.length > 0) process.exitCode = 1;
}

/** A companion `.LINES` takes its function's arguments, described once. */
function describedAsTheirFunction(docs: readonly FunctionDoc[]): FunctionDoc[] {
  return docs.map((doc) => {
    const main = docs.find(({ id }) => doc.id.startsWith(`${id}.`));
    if (main === undefined) return doc;
    const same = main.parameters.map(({ name }) => name).join() === doc.parameters.map(({ name }) => name).join();
    if (!same) throw new Error(`${doc.id} must take the arguments of ${main.id}`);
    return { ...doc, parameters: main.parameters };
  });
}

/** README's list of functions: each with the first sentence of its description. */
function functionList(readme: string, docs: readonly FunctionDoc[]): string {
  const lines = docs.filter(({ id }) => !id.includes(".")).map(({ id, description }) => `  - \`${id}\`: ${description}`);
  return readme.replace(/(<!-- functions[^>]*-->\n)[^]*?( *<!-- end of functions -->)/, (_, start: string, end: string) => `${start}${lines.join("\n")}\n${end}`);
}

/** A function's block is in a file of its name, alone or in a folder of that name. */
function blocks(modules: ReadonlyMap<string, readonly FunctionDoc[]>): { readonly module: string; readonly path: string; readonly docs: readonly FunctionDoc[] }[] {
  return [...modules].flatMap(([module, docs]) => {
    const path = [module, `${module}/${module}`].find((each) => existsSync(`src/native/${each}.ts`));
    return path === undefined ? [] : [{ module, path, docs }];
  });
}

function current(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

void main(process.argv.includes("--check"));
