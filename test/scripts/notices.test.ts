import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { webpack, type Configuration } from "webpack";
import { ROOT } from "../support/deal";

interface Notices {
  readonly NOTICES: string;
  readonly ThirdPartyNotices: new () => NonNullable<Configuration["plugins"]>[number];
  readonly noticesText: (folders: readonly string[]) => string;
  readonly runtimePackages: (root: string) => string[];
}

const { NOTICES, ThirdPartyNotices, noticesText, runtimePackages } = createRequire(__filename)(join(ROOT, "scripts/notices/notices.js")) as Notices;

let folder = "";
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "notices-"))));
afterAll(() => rmSync(folder, { recursive: true }));

/** An installed package of these files, its package.json among them. */
function installed(name: string, description: object, files: Readonly<Record<string, string>> = {}): string {
  const at = join(folder, "node_modules", name);
  mkdirSync(at, { recursive: true });
  writeFileSync(join(at, "package.json"), JSON.stringify({ name, version: "1.0.0", ...description }));
  for (const [file, text] of Object.entries({ "index.js": `module.exports = "${name}";`, ...files })) writeFileSync(join(at, file), text);
  return at;
}

/** Bundles a page that takes these packages in, and gives the notices beside it. */
async function bundled(...names: readonly string[]): Promise<string> {
  const entry = join(folder, "page.js");
  writeFileSync(entry, names.map((name) => `console.log(require("${name}"));`).join("\n"));
  const output = join(folder, "dist");
  const problems = await new Promise<string>((resolve, reject) =>
    webpack({ mode: "development", devtool: false, context: folder, entry, output: { path: output }, plugins: [new ThirdPartyNotices()] }, (error, stats) => (error === null ? resolve(stats?.hasErrors() === true ? stats.toString({ errors: true }) : "") : reject(error))),
  );
  return problems === "" ? readFileSync(join(output, NOTICES), "utf8") : problems;
}

describe("the notices beside a bundle", () => {
  test("hold the licence and the notice of each package that is in it, and of no other", async () => {
    installed("with-licence", { license: "MIT" }, { "LICENSE.md": "MIT, by Ada", NOTICE: "Part of it by Bert" });
    installed("with-author", { license: "ISC", author: { name: "Cleo" } });
    installed("not-used", { license: "MIT" }, { LICENSE: "by nobody" });
    const text = await bundled("with-licence", "with-author");
    expect(text).toContain("with-licence 1.0.0 (MIT)\n");
    expect(text).toContain("MIT, by Ada\n\nPart of it by Bert");
    expect(text).toMatch(/with-author 1\.0\.0 \(ISC\)[^]*Copyright \(c\) Cleo[^]*THE SOFTWARE IS PROVIDED "AS IS"/);
    expect(text).not.toContain("by nobody");
  });

  test.each([
    { why: "no licence at all", description: {} },
    { why: "a licence that is named by a package without an author", description: { license: "MIT" } },
    { why: "a licence whose text is not known here", description: { license: "Beerware", author: "Dora" } },
  ])("fail the build: $why", async ({ description }) => {
    const at = installed("without-notice", description);
    expect(await bundled("without-notice")).toContain("without-notice 1.0.0 has no licence text");
    expect(() => noticesText([at])).toThrow("Nobody may pass it on like that");
  });

  test("packages with the same text stand over it together", () => {
    const folders = ["same-one", "same-two"].map((name) => installed(name, { license: "MIT" }, { LICENSE: "the same text" }));
    expect(noticesText(folders)).toContain("same-one 1.0.0 (MIT)\nsame-two 1.0.0 (MIT)\n");
    expect(noticesText(folders).split("the same text")).toHaveLength(2);
  });
});

test("the build of the pages makes them, and the packed command line has those of all that it needs", () => {
  const { plugins = [] } = (createRequire(__filename)(join(ROOT, "webpack.config.js")) as (environment: object, options: object) => Configuration)({}, { mode: "production" });
  expect(plugins.some((plugin) => plugin instanceof ThirdPartyNotices)).toBe(true);
  execFileSync(process.execPath, [join(ROOT, "scripts/notices/main.js")]);
  const text = readFileSync(join(ROOT, "lib", NOTICES), "utf8");
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { dependencies: Record<string, string> };
  expect(runtimePackages(ROOT).map((found) => basename(found))).toEqual(expect.arrayContaining(Object.keys(dependencies)));
  for (const found of runtimePackages(ROOT)) {
    const { name, version } = JSON.parse(readFileSync(join(found, "package.json"), "utf8")) as { name: string; version: string };
    expect(text).toContain(`${name} ${version} (`);
  }
});
