import { catalogue } from "../../src/functions/catalogue";
import { shareCopy } from "../../src/handover/shareCopy";
import { workbook, type Given } from "../sheet/build";
import { workBegun } from "../support/work";
import { fileOf } from "./files";

/** A model of so many calls, each on an amount of its own. */
function modelOf(calls: number): Uint8Array {
  const rows = Array.from({ length: calls }, (_, i) => i + 1);
  return fileOf(workbook(Object.fromEntries(rows.flatMap((row): [string, Given][] => [[`Deal!A${row}`, 10 * row + 0.25], [`Deal!B${row}`, `=DEAL.WITHHOLDING(A${row},0.3)`]]))));
}

/** Milliseconds of work, of two runs the shorter: now and then what others have left behind is cleaned up in between. */
function cost(calls: number): number {
  const bytes = modelOf(calls);
  return Math.min(...[1, 2].map(() => {
    const work = workBegun();
    expect(shareCopy(bytes, catalogue, { mode: "native" }).figures).toHaveLength(calls);
    return work();
  }));
}

test("a copy of twice as many calls takes about twice as long", () => {
  // The first is slower, until the machine knows the way.
  cost(1_000);
  const [once, twice] = [cost(1_000), cost(2_000)];
  expect(twice / once).toBeLessThan(3);
});

test("a sum of as many terms as a formula has room for is shared", () => {
  const sum = Array.from({ length: 2_600 }, (_, i) => `A${(i % 9) + 1}`).join("+");
  const cells = { ...Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`Deal!A${i + 1}`, i + 1])), "Deal!B1": `=DEAL.WITHHOLDING(A1,0.3)+${sum}`, "Deal!B2": `=DEAL.WITHHOLDING(${"1+".repeat(4_000)}1,0.3)` };
  expect(shareCopy(fileOf(workbook(cells)), catalogue, { mode: "native" }).figures.map(({ place }) => place)).toEqual(["Deal!B1", "Deal!B2"]);
});
