import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { ROOT, deal } from "../support/deal";
import { SEMANTICS_VERSION } from "../../src/engine/semantics";

let folder = "";
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "packed-"))));
afterAll(() => rmSync(folder, { recursive: true }));

test("the packed package runs with its runtime dependencies alone", () => {
  execFileSync(process.execPath, ["scripts/notices/main.js"], { cwd: ROOT });
  const [packed] = JSON.parse(execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], { cwd: ROOT, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] })) as { filename: string; files: { path: string }[] }[];
  if (packed === undefined) throw new Error("npm packed nothing");
  const files = packed.files.map(({ path }) => path);
  const besides = files.filter((path) => !/^(lib\/src\/.*\.(js|json|d\.ts)|lib\/THIRD-PARTY-NOTICES\.txt|package\.json|README\.md|LICENSE)$/.test(path));
  expect(besides.sort()).toEqual(["docs/deal.schema.json", "docs/functions.md", "docs/plain-formulas.md", "samples/tier-reading.xlsx", "samples/voice-licence.xlsx", "templates/hybrid-fee-and-royalty.xlsx"]);
  expect(files).toContain("lib/THIRD-PARTY-NOTICES.txt");
  execFileSync("tar", ["-xzf", join(folder, packed.filename), "-C", folder]);

  // What npm would install for a user: the runtime dependencies and theirs.
  const installed = execFileSync("npm", ["ls", "--omit=dev", "--all", "--parseable"], { cwd: ROOT, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  for (const path of installed.trim().split("\n").slice(1)) {
    const target = join(folder, "package", relative(ROOT, path));
    mkdirSync(dirname(target), { recursive: true });
    symlinkSync(path, target);
  }
  const { bin } = JSON.parse(readFileSync(join(folder, "package/package.json"), "utf8")) as { bin: { deal: string } };
  const main = join(folder, "package", bin.deal);
  expect(readFileSync(main, "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
  expect(deal(["eval", "=DEAL.TIEREDROYALTY(750000,{0,0.05;100000,0.12;500000,0.18})"], "", main)).toEqual({ code: 0, out: "98000\n", err: "" });
  // Whatever the help speaks of is there, and works as it says.
  const { commands } = JSON.parse(deal(["help", "--json"], "", main).out) as { commands: { command: string }[] };
  const helps = [["--help"], ...commands.map(({ command }) => [command, "--help"])].map((args) => deal(args, "", main));
  expect(helps.filter(({ code }) => code !== 0)).toEqual([]);
  const mentioned = new Set(helps.flatMap(({ out }) => out.match(/\b(?:docs|samples)\/[\w.-]+\w/g) ?? []));
  expect([...mentioned].filter((path) => !files.includes(path))).toEqual([]);
  expect(mentioned).toContain("docs/functions.md");
  expect(mentioned).toContain("samples/voice-licence.xlsx");
  for (const { out } of helps.filter((help) => /\b(?:docs|samples)\//.test(help.out))) expect(out).toContain(join(folder, "package"));
  const examples = helps.slice(1).flatMap(({ out }) => out.match(/^ {2}deal .*/gm) ?? []);
  expect(examples.length).toBeGreaterThan(commands.length);
  const ran = examples.map((example) => ({ example, ...spawnSync("bash", ["-c", `deal() { "${process.execPath}" "${main}" "$@"; }; ${example} > /dev/null`], { cwd: join(folder, "package"), encoding: "utf8" }) }));
  expect(ran.filter(({ status }) => status !== 0).map(({ example, stderr }) => `${example}: ${stderr}`)).toEqual([]);
  expect(deal(["help", "TIEREDROYALTY"], "", main).out).toMatch(/^DEAL\.TIEREDROYALTY\(base, tiers/);
  expect(deal(["functions"], "", main).out).toMatch(/^DEAL\.PRORATA\(pool, weights/m);
  const { version } = JSON.parse(readFileSync(join(folder, "package/package.json"), "utf8")) as { version: string };
  expect(deal(["--version"], "", main).out).toBe(`deal ${version} (semantics version ${SEMANTICS_VERSION})\n`);
}, 300_000);
