import { getPackageJsonScript, parseNumber } from "office-addin-cli";
import { AppType, startDebugging } from "office-addin-debugging";
import { built } from "../workbench/build";

/** Builds the add-in, serves it to this machine, and opens Excel with it. */
export async function sideload(): Promise<void> {
  console.log("Building the add-in. The first time takes a quarter of a minute…");
  await built("development");
  const devServerPort = parseNumber(process.env["npm_package_config_dev_server_port"], "The port in package.json, config.dev_server_port, is no number; the manifest's is 3000.");
  const devServerCommandLine = await getPackageJsonScript("dev-server");
  if (devServerPort === undefined || devServerCommandLine === undefined) throw new Error("Start it by npm start, which reads the server's command and port from package.json.");
  // Without a debugger, which would stop Excel with a question before the first function.
  await startDebugging("manifest.xml", { appType: AppType.Desktop, enableDebugging: false, devServerCommandLine, devServerPort });
  console.log("Excel opens with the add-in: Home, group Dealsheet. npm stop takes it out again and ends the server.");
}
