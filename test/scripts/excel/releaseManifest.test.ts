import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Compiler, Configuration } from "webpack";
import { manifestFaults } from "../../../scripts/excel/manifestFaults";
import { servedByBuild } from "../../../scripts/excel/served";

const configuration = createRequire(__filename)(resolve(__dirname, "../../../webpack.config.js")) as (environment: object, options: { mode: string }) => Configuration;

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "release-"))));
afterEach(() => {
  rmSync(folder, { recursive: true });
  delete process.env["DEALSHEET_URL"];
});

/** Has the build's own part write the manifest, as it does once everything else is written. */
function released(url: string | undefined): void {
  if (url !== undefined) process.env["DEALSHEET_URL"] = url;
  const part = configuration({}, { mode: "production" }).plugins?.find((plugin) => plugin?.constructor.name === "ReleaseManifest") as { apply(compiler: Compiler): void };
  const afterEmit = { tap: (_: string, emit: (compilation: object) => void) => emit({ outputOptions: { path: folder } }) };
  part.apply({ hooks: { afterEmit } } as unknown as Compiler);
}

test.each(["https://example.com/deals/", "https://example.com/deals"])("a build for %s has a manifest for it, without fault", (url) => {
  released(url);
  const manifest = readFileSync(join(folder, "manifest.xml"), "utf8");
  expect(manifest).toContain('"https://example.com/deals/taskpane.html"');
  expect(manifest).not.toContain("localhost");
  expect(manifestFaults(manifest, { ...servedByBuild(), isRelease: true })).toEqual([]);
});

test("a build for no address has no manifest", () => {
  released(undefined);
  expect(readdirSync(folder)).toEqual([]);
});

test.each(["http://example.com/", "example.com"])("%s is refused", (url) => {
  expect(() => released(url)).toThrow(`DEALSHEET_URL is ${url}. Excel loads add-ins over https alone: give the address from which the build will be served, such as https://dealsheet.example.com/.`);
});
