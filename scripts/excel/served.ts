import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import type { Configuration } from "webpack";
import type { Served } from "./manifestFaults";

/** What stands beside a release's manifest. */
export function servedBeside(manifestPath: string): Served {
  const folder = dirname(manifestPath);
  const has = (path: string) => existsSync(join(folder, path));
  return { isRelease: true, has, picture: (path) => (has(path) ? readFileSync(join(folder, path)) : undefined) };
}

/** What a build will make, by its configuration, so that the manifest can be checked without one. */
export function servedByBuild(): Served {
  const configuration = createRequire(__filename)(resolve("webpack.config.js")) as (environment: object, options: { mode: string }) => Configuration;
  const { entry, plugins = [] } = configuration({}, { mode: "development" });
  const copied = Object.assign({}, ...plugins.map((plugin) => (plugin as { files?: Record<string, string> }).files)) as Record<string, string>;
  const bundles = Object.keys(entry as object).map((name) => `${name}.js`);
  return {
    isRelease: false,
    has: (path) => bundles.includes(path) || Object.hasOwn(copied, path),
    picture: (path) => (Object.hasOwn(copied, path) ? readFileSync(copied[path] ?? "") : undefined),
  };
}
