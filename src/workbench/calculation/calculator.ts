import type { Grid } from "../../cells/cell";
import { READY, type ChangeRequest, type EvaluateRequest, type FormulaPlace, type Letter, type OpenRequest, type Outcome, type PlacedCell, type Progress, type Reply } from "./messages";

/** A formula that has said nothing for so long is stopped, in milliseconds. Those of the samples take less than a hundredth of it. */
const LONGEST_SILENCE = 4_000;

/** The silence is counted in looks: a page that stood still itself (a machine that slept) has looked once. */
const BETWEEN_LOOKS = 250;

/** Whoever stops a calculation means the formula if it has run for so long, and the whole otherwise. */
const A_LONG_FORMULA = 1_000;

/** A calculation was ended before it was done. */
export class Stopped extends Error {
  constructor(
    /** How long it ran, and who stopped it: `stopped after 4 seconds without an answer`. */
    readonly how: string,
    /** The formula that did not end; undefined where none was being calculated. */
    readonly formula: FormulaPlace | undefined,
    readonly isByPerson: boolean,
  ) {
    super(`The calculation was ${how}.`);
  }
}

/** A worker was ended before it came to this: nothing is wrong with it, and it is to be sent with the whole workbook. */
export class WorkerLost extends Error {}

interface Waiting extends Letter {
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (fault: Error) => void;
}

/**
 * Calculates in a worker, so that the page never stands still. A formula that does not end can only be ended with its worker: the next worker begins with
 * nothing, and has to be sent the whole workbook before anything else.
 */
export class Calculator {
  private worker = this.engaged();
  private isReady = false;
  /** The worker has been sent a workbook. */
  private hasBook = false;
  private current: Waiting | undefined;
  private readonly waiting: Waiting[] = [];
  private formula: { readonly place: FormulaPlace; readonly since: number } | undefined;
  private looks = 0;
  private looking: ReturnType<typeof setInterval> | undefined;
  /** Evaluations that were stopped: they are not begun again before something has changed. */
  private readonly endless = new Map<string, Stopped>();
  private lastId = 0;

  constructor(
    private readonly onProgress: (progress: Progress) => void,
    /** A worker was ended with an evaluation, and the next one waits for the workbook. */
    private readonly onEmptied: () => void,
  ) {}

  async calculated(request: OpenRequest | ChangeRequest): Promise<readonly PlacedCell[]> {
    const outcome = await this.sent(request);
    if (!("calculated" in outcome)) throw new Error("The calculation gave no result.");
    return outcome.calculated;
  }

  async evaluated(request: EvaluateRequest): Promise<readonly Grid[]> {
    const stopped = this.endless.get(keyOf(request));
    if (stopped !== undefined) throw stopped;
    const outcome = await this.sent(request);
    return "evaluated" in outcome ? outcome.evaluated : [];
  }

  /** Something has changed: what did not end before may end now. */
  forget(): void {
    this.endless.clear();
  }

  /** Ends what is being calculated, because somebody has asked for it. */
  stop(): void {
    const took = this.formula === undefined ? 0 : performance.now() - this.formula.since;
    this.end((formula) => new Stopped(`stopped by you${took < A_LONG_FORMULA ? "" : ` after ${Math.round(took / 1000)} seconds`}`, took < A_LONG_FORMULA ? undefined : formula, true));
  }

  private sent(request: Letter["request"]): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const letter = { id: ++this.lastId, request, resolve, reject };
      if (request.kind === "open") this.waiting.unshift(letter);
      else this.waiting.push(letter);
      this.next();
    });
  }

  private next(): void {
    if (this.current !== undefined) return;
    const [first] = this.waiting;
    if (first === undefined || (!this.hasBook && first.request.kind !== "open")) return;
    this.waiting.shift();
    this.current = first;
    this.hasBook = true;
    this.formula = undefined;
    this.looks = 0;
    this.looking ??= setInterval(() => this.look(), BETWEEN_LOOKS);
    this.worker.postMessage({ id: first.id, request: first.request } satisfies Letter);
  }

  private look(): void {
    if (this.isReady && ++this.looks * BETWEEN_LOOKS > LONGEST_SILENCE) this.end((formula) => new Stopped(`stopped after ${LONGEST_SILENCE / 1000} seconds without an answer`, formula, false));
  }

  private receive(reply: Reply | typeof READY): void {
    this.looks = 0;
    if (reply === READY) {
      this.isReady = true;
      return;
    }
    if (reply.id !== this.current?.id) return;
    if ("begun" in reply) this.formula = reply.begun && { place: reply.begun, since: performance.now() };
    else if ("progress" in reply) {
      this.formula = undefined;
      this.onProgress(reply.progress);
    } else {
      const { resolve, reject } = this.done();
      if ("failed" in reply) reject(new Error(reply.failed));
      else resolve(reply);
      this.next();
    }
  }

  /** Nothing is being calculated any more. */
  private done(): Pick<Waiting, "resolve" | "reject"> {
    const { current } = this;
    this.current = undefined;
    clearInterval(this.looking);
    this.looking = undefined;
    return current ?? { resolve: () => undefined, reject: () => undefined };
  }

  private end(asStopped: (formula: FormulaPlace | undefined) => Stopped): void {
    const { current } = this;
    if (current === undefined) return;
    const stopped = asStopped(this.formula?.place);
    if (current.request.kind === "evaluate") this.endless.set(keyOf(current.request), stopped);
    this.replaceWorker(stopped);
  }

  private replaceWorker(fault: Error): void {
    this.worker.terminate();
    this.worker = this.engaged();
    this.isReady = false;
    this.hasBook = false;
    const isEvaluation = this.current?.request.kind === "evaluate";
    this.done().reject(fault);
    // A change tells a worker without a workbook nothing. Evaluations wait for the workbook.
    for (const letter of this.waiting.filter(({ request }) => request.kind === "change")) {
      this.waiting.splice(this.waiting.indexOf(letter), 1);
      letter.reject(new WorkerLost());
    }
    if (isEvaluation) this.onEmptied();
    this.next();
  }

  private engaged(): Worker {
    const worker = new Worker(new URL("./worker.ts", import.meta.url));
    worker.onmessage = ({ data }: MessageEvent<Reply | typeof READY>) => {
      if (worker === this.worker) this.receive(data);
    };
    worker.onerror = (event) => {
      if (worker === this.worker) this.replaceWorker(new Error(event.message));
    };
    return worker;
  }
}

function keyOf({ formulas, sheet }: EvaluateRequest): string {
  return JSON.stringify([sheet, ...formulas]);
}
