import { Answerer } from "./answerer";
import type { Letter, Reply, Request } from "./messages";

// TypeScript's library for workers cannot stand beside the one for pages.
const mailbox = self as unknown as { onmessage: (event: { readonly data: Letter }) => void; postMessage(reply: Reply): void };

const answerer = new Answerer();

mailbox.onmessage = ({ data: { id, request } }) => {
  try {
    mailbox.postMessage({ id, ...answer(request) });
  } catch (fault) {
    mailbox.postMessage({ id, failed: fault instanceof Error ? fault.message : String(fault) });
  }
};

function answer(request: Request) {
  if (request.kind === "evaluate") return { evaluated: answerer.evaluated(request) };
  const start = performance.now();
  const cells = request.kind === "open" ? answerer.opened(request) : answerer.changed(request);
  return { calculated: { cells, milliseconds: performance.now() - start } };
}
