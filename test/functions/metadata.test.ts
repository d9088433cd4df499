import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { catalogue } from "../../src/functions/catalogue";
import manual from "../../src/functions/generated/manual.json";
import metadata from "../../src/functions/generated/functions.json";

const FOLDER = resolve(__dirname, "../../src/functions");
const sources = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".ts"))
  .map((name) => readFileSync(join(FOLDER, name), "utf8"));

/** What Microsoft's generator silently drops or mistakes; each of these has cost somebody an afternoon. */
describe("functions.json", () => {
  test("holds every function that a source file marks, once", () => {
    const marked = sources.flatMap((source) => [...source.matchAll(/@customfunction (\S+)/g)].map(([, id]) => id));
    expect(metadata.functions.map(({ id }) => id).sort()).toEqual(marked.sort());
    expect(new Set(marked).size).toBe(marked.length);
  });

  test("has the functions of the catalogue, with the same parameters in the same order", () => {
    const shape = (name: string, parameters: readonly { readonly name: string; readonly optional?: boolean }[]) => ({
      name,
      parameters: parameters.map((parameter) => `${parameter.name}${parameter.optional === true ? "?" : ""}`),
    });
    expect(metadata.functions.map((entry) => shape(`DEAL.${entry.name}`, entry.parameters))).toEqual(catalogue.map((entry) => shape(entry.name, entry.parameters)));
  });

  test("lets errors and data types inside ranges reach the functions", () => {
    expect(metadata).toMatchObject({ allowErrorForDataTypeAny: true, allowCustomDataForDataTypeAny: true });
  });

  test.each(metadata.functions)("$id: every argument takes a range of anything and is described", (entry) => {
    for (const parameter of entry.parameters) {
      expect(parameter).toMatchObject({ type: "any", dimensionality: "matrix" });
      expect(parameter.description.length).toBeGreaterThan(10);
    }
  });

  test.each(metadata.functions)("$id: the tooltip is one sentence, and the function is neither volatile nor streaming", (entry) => {
    expect(entry.description).toMatch(/^[A-Z][^.]*(\.LINES[^.]*)?\.$/);
    expect(entry).not.toHaveProperty("options");
  });
});

describe("the catalogue", () => {
  const pages = new Map(Object.entries(manual));

  test.each(catalogue)("$name has an example that answers and, if it takes arguments, one that refuses", ({ name, parameters }) => {
    const examples = pages.get(name)?.examples ?? [];
    expect(examples.some(({ answer }) => !answer.startsWith("#"))).toBe(true);
    if (parameters.length > 0) expect(examples.some(({ answer }) => answer.startsWith("#"))).toBe(true);
  });

  const questions = ["blank", "negative", "exactly on", "typed as 8 for 8%", "restart", "rounded", "all 0", "different from Excel's own", "by hand in plain Excel", "see the working"];
  test.each(catalogue.filter(({ name, parameters }) => parameters.length > 0 && name.split(".").length === 2))("$name answers the ten questions", ({ name }) => {
    for (const question of questions) expect(pages.get(name)?.remarks).toMatch(new RegExp(`\\*\\*[^*]*${question}[^*]*\\?\\*\\*`));
  });
});

test("every statement says how its lines add up", () => {
  expect(catalogue.filter(({ name, identity }) => name.endsWith(".LINES") && (identity ?? "") === "")).toEqual([]);
});
