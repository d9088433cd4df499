import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SEMANTICS_VERSION } from "../../src/engine/semantics";
import { catalogue } from "../../src/functions/catalogue";
import { FAMILIES } from "../reference/families";
import { ROOT } from "../support/deal";
import { answersTo, companionsOf } from "./drawnAnswers";
import { exampleAnswers } from "./exampleAnswers";

/**
 * The figures of each semantics version, as digests of what the functions answer: to the examples of its manual, and to drawn calls.
 *
 * One that differs is a changed figure. If that is meant, it takes a new semantics version (src/engine/semantics.ts), an entry under "Figures changed" in
 * CHANGELOG.md, and its digests in test/oracles/figures.json, below those of the versions before.
 */
const versions = JSON.parse(readFileSync(join(__dirname, "../oracles/figures.json"), "utf8")) as { readonly semanticsVersion: number; readonly digests: Record<string, string> }[];
const committed = versions.find(({ semanticsVersion }) => semanticsVersion === SEMANTICS_VERSION)?.digests ?? {};

/** Few enough for every run; `figures` compares thousands with the reference. */
const DRAWN = 200;

function digest(figures: unknown): string {
  return createHash("sha256").update(JSON.stringify(figures)).digest("hex").slice(0, 32);
}

test("this semantics version is the newest, and CHANGELOG has it under Figures changed", () => {
  expect(versions.at(-1)?.semanticsVersion).toBe(SEMANTICS_VERSION);
  expect(readFileSync(join(ROOT, "CHANGELOG.md"), "utf8").split("### Figures changed").slice(1).join()).toContain(`\nSemantics version ${SEMANTICS_VERSION}:\n`);
});

test("every function is among them, and no other", () => {
  expect(Object.keys(committed).sort()).toEqual(FAMILIES.map(({ name }) => name).sort());
});

test.each(FAMILIES)("$name answers the figures of this version", ({ name, cases, seed }) => {
  const companions = companionsOf(name).map(({ entry }) => entry);
  const examples = exampleAnswers(catalogue, (one) => companions.some((entry) => entry.name === one)).filter(({ got }) => typeof got !== "string");
  const drawn = cases(DRAWN, seed).map(({ args }) => companions.map((entry) => answersTo(entry, args)));
  expect(digest([examples, drawn])).toBe(committed[name]);
});
