import { readFileSync } from "node:fs";
import { validateManifest, type ManifestValidation } from "office-addin-manifest";
import { manifestFaults } from "./manifestFaults";
import { servedBeside, servedByBuild } from "./served";

/** Microsoft's service is given so many milliseconds. */
const PATIENCE = 20_000;

/**
 * Checks the manifest, or a release's: npm run validate -- dist/manifest.xml. First by what is known here, all faults at once; then by Microsoft's
 * service, if it answers.
 */
async function main(path = "manifest.xml"): Promise<number> {
  const faults = manifestFaults(readFileSync(path, "utf8"), path === "manifest.xml" ? servedByBuild() : servedBeside(path));
  for (const { line, says } of faults) console.log(`${path}, line ${line}: ${says}`);
  if (faults.length > 0) {
    console.log(faults.length === 1 ? "1 fault." : `${faults.length} faults.`);
    return 1;
  }
  console.log(`${path}: no fault found by the checks on this machine.`);
  return reported(await answer(path));
}

/** What Microsoft's service says; undefined where it does not answer. */
async function answer(path: string): Promise<ManifestValidation | undefined> {
  const tooLate = new Promise<undefined>((done) => setTimeout(() => done(undefined), PATIENCE));
  return Promise.race([validateManifest(path), tooLate]).catch(() => undefined);
}

function reported(validation: ManifestValidation | undefined): number {
  const report = validation?.report;
  if (report === undefined) {
    const status = validation?.status === undefined ? "" : ` (${validation.status} ${validation.statusText ?? ""})`;
    console.log(`Microsoft's validation service does not answer${status}, so what it would say is left out.`);
    return 0;
  }
  for (const { title, content } of [...(report.errors ?? []), ...(report.warnings ?? [])]) console.log(`Microsoft's validation service: ${title ?? ""}. ${content ?? ""}`);
  console.log(validation?.isValid === true ? "Microsoft's validation service accepts it." : "Microsoft's validation service does not accept it.");
  return validation?.isValid === true ? 0 : 1;
}

void main(process.argv[2]).then((code) => process.exit(code));
