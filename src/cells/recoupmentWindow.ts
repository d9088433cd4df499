import type { RecoupmentWindow } from "../engine/minGuarantee";
import { wrong, type Reading } from "./decode";

const WORDS = ["none", "life", "first n", "rolling n"] as const;
const KINDS = ["none", "life", "first", "rolling"] as const;

/** Until when shortfalls are recouped: "none", "life", "first 3", "rolling 2", in any case. It must be given; undefined, and noted, where it cannot be read. */
export function readRecoupmentWindow(reading: Reading, name: string, argument: unknown): RecoupmentWindow | undefined {
  const value = reading.singleValue(name, argument);
  if (value === undefined) return undefined;
  if (value === null) {
    reading.note(name, wrong(`This argument must be given: ${WORDS.map((word) => `"${word}"`).join(", ")}, with n a whole number of periods`));
    return undefined;
  }
  const [, word, count] = typeof value === "string" ? (/^(none|life|first(?=\s)|rolling(?=\s))(?:\s+([1-9]\d*))?$/.exec(value.trim().toLowerCase()) ?? []) : [];
  const kind = KINDS.find((one) => one === word);
  if ((kind === "none" || kind === "life") && count === undefined) return { kind };
  if ((kind === "first" || kind === "rolling") && count !== undefined) return { kind, periods: Number(count) };
  reading.unlisted(name, value, WORDS, ', with n a whole number of periods from 1 on, as in "first 3"');
  return undefined;
}
