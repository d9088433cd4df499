import { Worker } from "node:worker_threads";

/** It sleeps, for the main thread is busy and would not let a timer ring. It is not waited for at the end. */
const SLEEPER = `
const { workerData } = require("node:worker_threads");
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, workerData.milliseconds);
require("node:fs").writeSync(workerData.descriptor, workerData.line);
`;

/** Says on a descriptor that work goes on, where it takes longer than so many milliseconds. */
export function announceWork(what: string, descriptor: number, milliseconds: number): void {
  new Worker(SLEEPER, { eval: true, workerData: { line: `${what}\n`, descriptor, milliseconds } }).unref();
}
