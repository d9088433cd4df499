import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import webpack from "webpack";
import { chromium } from "playwright-core";
import { browser } from "./browser.mjs";

const require = createRequire(import.meta.url);
const { built } = require("../../../lib/scripts/workbench/build.js");
const { served } = require("../../../lib/scripts/workbench/server.js");

/** A script of the tests as a file that a page can load; gives its path. */
async function bundled(name) {
  const config = require("../../../webpack.config.js")({}, { mode: "development" });
  const path = fileURLToPath(new URL("../../../dist-test", import.meta.url));
  const compiler = webpack({ ...config, entry: { [name]: fileURLToPath(new URL(`${name}.ts`, import.meta.url)) }, output: { ...config.output, path }, plugins: [] });
  await new Promise((done, fail) => compiler.run((fault, stats) => (fault !== null || stats.hasErrors() ? fail(fault ?? new Error(stats.toString("errors-only"))) : done())));
  await new Promise((done) => compiler.close(done));
  return `${path}/${name}.js`;
}

/** Builds and serves the workbench, and starts the browser in which the tests open it. */
export default async function setUp() {
  const { address, server } = await served(await built("development"), 0);
  const { executablePath, args } = await browser();
  const browserServer = await chromium.launchServer({ executablePath, args });
  process.env.WORKBENCH_ADDRESS = address;
  process.env.FAKE_OFFICE = await bundled("fakeOffice");
  process.env.WORKBENCH_BROWSER = browserServer.wsEndpoint();
  globalThis.workbenchServers = { server, browserServer };
}
