import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import chromium from "@sparticuz/chromium";

/** Headless, with no conversation of the browser's own: a machine without a network refuses it a hundred times a second. */
const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

const COMMANDS = ["google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "microsoft-edge", "msedge"];

const ELSEWHERE = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/** The system's Chrome, Edge or Chromium; where there is none, the Chromium that came with the packages. */
export async function browser() {
  const onPath = (process.env.PATH ?? "").split(delimiter).flatMap((folder) => COMMANDS.map((command) => join(folder, command)));
  const installed = [...onPath, ...ELSEWHERE].find((path) => existsSync(path));
  if (installed !== undefined) return { executablePath: installed, args: FLAGS };
  // The package's own flags are for a server that opens one page and stops.
  return { executablePath: await chromium.executablePath(), args: FLAGS };
}
