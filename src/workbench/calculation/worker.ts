import { Answerer } from "./answerer";
import { READY, type Letter, type Outcome, type Reply, type Request } from "./messages";

// TypeScript's library for workers cannot stand beside the one for pages.
const mailbox = self as unknown as { onmessage: (event: { readonly data: Letter }) => void; postMessage(reply: Reply | typeof READY): void };

/** The letter being answered. */
let current = 0;
const answerer = new Answerer(
  (progress) => mailbox.postMessage({ id: current, progress }),
  (begun) => mailbox.postMessage({ id: current, begun }),
);

mailbox.onmessage = ({ data: { id, request } }) => {
  current = id;
  try {
    mailbox.postMessage({ id, ...answer(request) });
  } catch (fault) {
    mailbox.postMessage({ id, failed: fault instanceof Error ? fault.message : String(fault) });
  }
};

function answer(request: Request): Outcome {
  if (request.kind === "evaluate") return { evaluated: answerer.evaluated(request) };
  return { calculated: request.kind === "open" ? answerer.opened(request) : answerer.changed(request) };
}

mailbox.postMessage(READY);
