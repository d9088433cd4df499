import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue } from "../../src/functions/catalogue";
import { paidDeals } from "../../src/deal/paidTotals";
import { shareCopy } from "../../src/handover/shareCopy";
import { BOOKS } from "./books";
import { sampleBytes } from "./sampleBytes";
import { SHARE_MODES, sharedName } from "./sharedSamples";
import { templateBook } from "./templateBook";
import { BLANK, TEMPLATES } from "./templates";

/** Writes the sample workbooks, their copies for the other side, and the templates. With --check it writes nothing and fails where a file is not what it would write. */
async function main(check: boolean): Promise<void> {
  mkdirSync("samples/shared", { recursive: true });
  mkdirSync("templates", { recursive: true });
  for (const book of BOOKS) {
    const bytes = await sampleBytes(book);
    put(join("samples", book.fileName), bytes, check);
    for (const mode of SHARE_MODES) put(join("samples/shared", sharedName(book, mode)), shareCopy(bytes, catalogue, { mode, paid: paidDeals }).bytes, check);
  }
  for (const book of [BLANK, ...TEMPLATES.map(templateBook)]) put(join("templates", book.fileName), await sampleBytes(book), check);
}

function put(path: string, bytes: Uint8Array, check: boolean): void {
  if (Buffer.compare(current(path), bytes) === 0) return;
  if (!check) writeFileSync(path, bytes);
  console.log(`${check ? "not up to date, run npm run samples:" : "written:"} ${path}`);
  if (check) process.exitCode = 1;
}

function current(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}

void main(process.argv.includes("--check"));
