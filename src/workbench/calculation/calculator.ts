import type { Grid } from "../../cells/cell";
import type { ChangeRequest, EvaluateRequest, Letter, OpenRequest, PlacedCell, Progress, Reply } from "./messages";

/** Calculates in a worker, so that the page never stands still. */
export class Calculator {
  private readonly worker = new Worker(new URL("./worker.ts", import.meta.url));
  private readonly waiting = new Map<number, { readonly resolve: (reply: Reply) => void; readonly reject: (fault: Error) => void }>();
  private lastId = 0;

  constructor(private readonly onProgress: (progress: Progress) => void) {
    this.worker.onmessage = ({ data }: MessageEvent<Reply>) => this.receive(data);
    this.worker.onerror = (event) => this.fail(new Error(event.message));
  }

  async calculated(request: OpenRequest | ChangeRequest): Promise<readonly PlacedCell[]> {
    const reply = await this.sent(request);
    if (!("calculated" in reply)) throw new Error("The calculation gave no result.");
    return reply.calculated;
  }

  async evaluated(request: EvaluateRequest): Promise<readonly Grid[]> {
    const reply = await this.sent(request);
    return "evaluated" in reply ? reply.evaluated : [];
  }

  private sent(request: Letter["request"]): Promise<Reply> {
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, request } satisfies Letter);
    });
  }

  private receive(reply: Reply): void {
    if ("progress" in reply) {
      this.onProgress(reply.progress);
      return;
    }
    const waiting = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if ("failed" in reply) waiting?.reject(new Error(reply.failed));
    else waiting?.resolve(reply);
  }

  private fail(fault: Error): void {
    for (const { reject } of this.waiting.values()) reject(fault);
    this.waiting.clear();
  }
}
