import { Answerer } from "./answerer";
import type { Letter, Reply, Request } from "./messages";

// TypeScript's library for workers cannot stand beside the one for pages.
const mailbox = self as unknown as { onmessage: (event: { readonly data: Letter }) => void; postMessage(reply: Reply): void };

/** The letter being answered. */
let current = 0;
const answerer = new Answerer((progress) => mailbox.postMessage({ id: current, progress }));

mailbox.onmessage = ({ data: { id, request } }) => {
  current = id;
  try {
    mailbox.postMessage({ id, ...answer(request) });
  } catch (fault) {
    mailbox.postMessage({ id, failed: fault instanceof Error ? fault.message : String(fault) });
  }
};

function answer(request: Request) {
  if (request.kind === "evaluate") return { evaluated: answerer.evaluated(request) };
  return { calculated: request.kind === "open" ? answerer.opened(request) : answerer.changed(request) };
}
