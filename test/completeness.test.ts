import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { catalogue } from "../src/functions/catalogue";
import { nativeBlocks } from "../src/native/nativeBlocks";
import { FAMILIES } from "./reference/families";
import { ROOT } from "./support/deal";

/** What a function must have besides its face, and where that is found. */
const PARTS: Record<string, (name: string) => boolean> = {
  "a place in the catalogue (npm run generate)": (name) => catalogue.some((entry) => entry.name === name),
  "a calculation in src/engine": (name) => fileOf("src/engine", name) !== undefined,
  "plain formulas in src/native": (name) => nativeBlocks.has(name),
  "plain formulas held against LibreOffice in test/native": (name) => fileOf("test/native", name, ".test.ts") !== undefined,
  "a second reckoning in test/reference/families.ts": (name) => FAMILIES.some((family) => family.name === name),
  "a hundred thousand rows in test/reference/families.ts": (name) => FAMILIES.some((family) => family.name === name && family.long !== undefined),
  "a table at its thresholds in test/functions": (name) => /describe\("[^"]*\ba \w+ below and a \w+ above/.test(text(fileOf("test/functions", name, ".test.ts"))),
  "a check that is seen to fail in test/engine/checks.test.ts": (name) => new RegExp(`of: "${moduleName(name)}"`, "i").test(text("test/engine/checks.test.ts")),
  "published figures in test/oracles": (name) => published.has(ownName(name)),
  "a line in README.md (npm run generate)": (name) => text("README.md").includes(`\`${ownName(name)}\``),
  "a line in CHANGELOG.md": (name) => text("CHANGELOG.md").includes(`\`${name}\``),
};

/** What is missing, and why. */
const MISSING: Record<string, Record<string, string>> = {
  "DEAL.VERSION": {
    "a calculation in src/engine": "it is a constant",
    "plain formulas held against LibreOffice in test/native": "it is a constant",
    "a second reckoning in test/reference/families.ts": "it is a constant",
    "a hundred thousand rows in test/reference/families.ts": "it takes no arguments",
    "a table at its thresholds in test/functions": "it takes no arguments",
    "published figures in test/oracles": "nobody publishes it",
    "a check that is seen to fail in test/engine/checks.test.ts": "it has no statement",
  },
  "DEAL.NPV_ROYALTY": {
    "a table at its thresholds in test/functions": "a present value has none: no figure turns it from one rule to another",
  },
  "DEAL.USAGEFEE": {
    "published figures in test/oracles": "published price lists give prices and no bill; its tiers are those of TIEREDROYALTY",
  },
  "DEAL.WATERFALL": {
    "a hundred thousand rows in test/reference/families.ts": "a deal has no so many periods; waterfallSize.test.ts has thirty years of months",
  },
};

/** Every function that has a face, whether or not anything has been generated from it yet. */
const families = readdirSync(join(ROOT, "src/functions"))
  .filter((file) => file.endsWith(".ts"))
  .flatMap((file) => [...text(`src/functions/${file}`).matchAll(/@customfunction ([A-Z_]+)\s/g)].map(([, id = ""]) => `DEAL.${id}`));
const published = new Set(publishedFunctions());

function publishedFunctions(): string[] {
  const { entries } = JSON.parse(text("test/oracles/published.json")) as { readonly entries: readonly { readonly function: string; readonly calls?: unknown }[] };
  const waterfalls = JSON.parse(text("test/oracles/published-waterfall.json")) as readonly unknown[];
  return [...entries.filter(({ calls }) => calls !== undefined).map((entry) => entry.function), ...waterfalls.map(() => "WATERFALL")];
}

/** `DEAL.NPV_ROYALTY` without the namespace. */
function ownName(name: string): string {
  return name.slice(name.indexOf(".") + 1);
}

/** Its files' name, but for capitals: npvroyalty. */
function moduleName(name: string): string {
  return ownName(name).replaceAll("_", "").toLowerCase();
}

/** The file of a folder that has the name of a function: npvRoyalty.ts. */
function fileOf(folder: string, name: string, ending = ".ts"): string | undefined {
  const wanted = `${moduleName(name)}${ending}`;
  const found = readdirSync(join(ROOT, folder)).find((file) => file.toLowerCase() === wanted);
  return found === undefined ? undefined : `${folder}/${found}`;
}

function text(file: string | undefined): string {
  return file === undefined ? "" : readFileSync(join(ROOT, file), "utf8");
}

describe.each(families)("%s", (name) => {
  test.each(Object.keys(PARTS))("has %s, or it is said why not", (part) => {
    const isSaid = MISSING[name]?.[part] !== undefined;
    // What is there and said to be missing is said no longer.
    expect(PARTS[part]?.(name)).toBe(!isSaid);
  });
});

test("nothing is said of functions and parts that there are not", () => {
  expect(Object.keys(MISSING).filter((name) => !families.includes(name))).toEqual([]);
  expect(Object.values(MISSING).flatMap((parts) => Object.keys(parts)).filter((part) => PARTS[part] === undefined)).toEqual([]);
});

test("the lists of functions have no others", () => {
  expect(FAMILIES.filter(({ name }) => !families.includes(name))).toEqual([]);
  expect([...nativeBlocks.keys()].filter((name) => !families.includes(name))).toEqual([]);
});
