import { createRequire } from "node:module";
import { chromium } from "playwright-core";
import { browser } from "./browser.mjs";

const require = createRequire(import.meta.url);
const { built } = require("../../../lib/scripts/workbench/build.js");
const { served } = require("../../../lib/scripts/workbench/server.js");

/** Builds and serves the workbench, and starts the browser in which the tests open it. */
export default async function setUp() {
  const { address, server } = await served(await built("development"), 0);
  const { executablePath, args } = await browser();
  const browserServer = await chromium.launchServer({ executablePath, args });
  process.env.WORKBENCH_ADDRESS = address;
  process.env.WORKBENCH_BROWSER = browserServer.wsEndpoint();
  globalThis.workbenchServers = { server, browserServer };
}
