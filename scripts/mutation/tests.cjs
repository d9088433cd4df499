const { existsSync, readFileSync, readdirSync, writeFileSync } = require("node:fs");
const { join, relative, resolve, sep } = require("node:path");
const { expect } = require("expect");
const fc = require("fast-check");
const { bind } = require("jest-each");
const ts = require("typescript");

const ROOT = resolve(__dirname, "../..");

/** `checks` puts changed text into the engine's source, which is not found there among switches; the others draw for minutes. */
const LEFT_OUT = /checks|^laws|\wLaws|reference|^size/;

/** Lets Node load TypeScript, the engine from these sources; what is compiled is kept in a folder. */
function loadTypeScript(sources, folder) {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, esModuleInterop: true };
  require.extensions[".ts"] = (module, file) => {
    const kept = join(folder, `${relative(ROOT, file).replaceAll(sep, "-")}.js`);
    if (!existsSync(kept)) writeFileSync(kept, ts.transpileModule(sources[file] ?? readFileSync(file, "utf8"), { compilerOptions }).outputText);
    module._compile(readFileSync(kept, "utf8"), file);
  };
  // A case that fails is enough; it need not be the smallest.
  fc.configureGlobal({ endOnFailure: true });
}

/** The tests of the engine and of its functions, with everything that they load, loaded anew: each a title and what Jest would run. */
function loadedTests() {
  const tests = [];
  const path = [];
  const describe = (title, body) => {
    path.push(title);
    body();
    path.pop();
  };
  const test = (title, body) => tests.push({ title: [...path, title].join(" "), body });
  describe.each = bind(describe, false);
  test.each = bind(test);
  Object.assign(globalThis, { describe, test, expect });

  for (const file of Object.keys(require.cache)) if (file.endsWith(".ts")) delete require.cache[file];
  for (const folder of ["engine", "functions"].map((name) => join(ROOT, "test", name))) {
    for (const file of readdirSync(folder).filter((name) => name.endsWith(".test.ts") && !LEFT_OUT.test(name))) require(join(folder, file));
  }
  return tests;
}

module.exports = { loadTypeScript, loadedTests };
