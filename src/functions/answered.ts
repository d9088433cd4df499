import { Refusal, type Fault } from "../engine/refusal";

/** The part of Excel's custom functions runtime that raises an error in a cell. */
interface Runtime {
  readonly Error: new (code: string, message?: string) => Error;
}

/**
 * The answer of a run. A refusal reaches Excel as its own kind of error, with the message in the codes that carry one;
 * elsewhere it stays a `Refusal`.
 */
export function answered<Answer>(run: () => Answer): Answer {
  try {
    return run();
  } catch (refusal) {
    const excel = (globalThis as { CustomFunctions?: Runtime }).CustomFunctions;
    if (!(refusal instanceof Refusal) || excel === undefined) throw refusal;
    throw new excel.Error(refusal.code, carriesMessage(refusal.code) ? refusal.message : undefined);
  }
}

function carriesMessage(code: Fault["code"]): boolean {
  return code === "#VALUE!" || code === "#N/A";
}
