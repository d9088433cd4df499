import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BOOKS } from "./books";
import { sampleBytes } from "./sampleBytes";

/** Writes the sample workbooks. With --check it writes nothing and fails where a file is not what it would write. */
async function main(check: boolean): Promise<void> {
  mkdirSync("samples", { recursive: true });
  for (const book of BOOKS) {
    const path = join("samples", book.fileName);
    const bytes = await sampleBytes(book);
    if (Buffer.compare(current(path), bytes) === 0) continue;
    if (!check) writeFileSync(path, bytes);
    console.log(`${check ? "not up to date, run npm run samples:" : "written:"} ${path}`);
    if (check) process.exitCode = 1;
  }
}

function current(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}

void main(process.argv.includes("--check"));
