import { spawn } from "node:child_process";
import { built } from "./build";
import { served } from "./server";

const PORT = 3210;

/** Builds the workbench where it has to, serves it to this machine, and opens it where there is a browser to be seen. */
async function main(): Promise<void> {
  console.log("Building the workbench. The first time takes a quarter of a minute…");
  const { address } = await served(await built("development"), PORT);
  console.log(`The workbench is at ${address}\nCtrl+C ends it.`);
  openBrowser(address);
}

function openBrowser(address: string): void {
  const { platform, env } = process;
  if (env["CI"] !== undefined || (platform === "linux" && env["DISPLAY"] === undefined && env["WAYLAND_DISPLAY"] === undefined)) return;
  const [command, ...before] = platform === "darwin" ? ["open"] : platform === "win32" ? ["cmd", "/c", "start", ""] : ["xdg-open"];
  // Whoever has no browser to open has the address.
  spawn(command, [...before, address], { detached: true, stdio: "ignore" }).once("error", () => undefined).unref();
}

main().catch((fault: unknown) => {
  console.error(fault instanceof Error ? fault.message : fault);
  process.exitCode = 1;
});
