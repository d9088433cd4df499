import { catalogue } from "../../src/functions/catalogue";
import { shareCopy } from "../../src/handover/shareCopy";
import { workbook, type Given } from "../sheet/build";
import { fileOf } from "./files";

// Cleaning up is part of the cost, and differs from run to run.
jest.retryTimes(2, { logErrorsBeforeRetry: true });

/** A model of so many calls, each on an amount of its own. */
function modelOf(calls: number): Uint8Array {
  const rows = Array.from({ length: calls }, (_, i) => i + 1);
  return fileOf(workbook(Object.fromEntries(rows.flatMap((row): [string, Given][] => [[`Deal!A${row}`, 10 * row + 0.25], [`Deal!B${row}`, `=DEAL.WITHHOLDING(A${row},0.3)`]]))));
}

/** Microseconds of the processor, whoever else uses the machine. */
function cost(calls: number): number {
  const bytes = modelOf(calls);
  const before = process.cpuUsage();
  expect(shareCopy(bytes, catalogue, { mode: "native" }).figures).toHaveLength(calls);
  return process.cpuUsage(before).user;
}

test("a copy of ten times as many calls takes no longer than about ten times as long", () => {
  cost(200);
  // The first of each is slower, until the machine knows the way: six times is usual.
  expect(cost(2_000) / Math.min(cost(200), cost(200))).toBeLessThan(15);
});

test("a sum of as many terms as a formula has room for is shared", () => {
  const sum = Array.from({ length: 2_600 }, (_, i) => `A${(i % 9) + 1}`).join("+");
  const cells = { ...Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`Deal!A${i + 1}`, i + 1])), "Deal!B1": `=DEAL.WITHHOLDING(A1,0.3)+${sum}`, "Deal!B2": `=DEAL.WITHHOLDING(${"1+".repeat(4_000)}1,0.3)` };
  expect(shareCopy(fileOf(workbook(cells)), catalogue, { mode: "native" }).figures.map(({ place }) => place)).toEqual(["Deal!B1", "Deal!B2"]);
});
