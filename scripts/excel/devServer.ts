import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { getHttpsServerOptions } from "office-addin-dev-certs";
import { servedToExcel } from "../workbench/server";

/** Serves the development build to the Excel on this machine, over https with a certificate that it trusts. */
async function main(port: number): Promise<void> {
  const folder = resolve("dist-dev");
  if (!existsSync(folder)) throw new Error("There is no development build yet; npm start makes it and starts this server.");
  await servedToExcel(folder, port, await getHttpsServerOptions());
  console.log(`The add-in is served at https://localhost:${port}/`);
}

main(Number(process.env["npm_package_config_dev_server_port"])).catch((fault: unknown) => {
  console.error(fault instanceof Error ? fault.message : fault);
  process.exitCode = 1;
});
