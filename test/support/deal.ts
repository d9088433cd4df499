import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

export const ROOT = resolve(__dirname, "../..");
const MAIN = resolve(ROOT, "lib/src/cli/main.js");

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the built command line, as `npm run deal` does. */
export function deal(args: readonly string[], input = "", main = MAIN): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], { cwd: ROOT, encoding: "utf8", input, maxBuffer: 2 ** 28 });
  return { code: status, out: stdout, err: stderr };
}
