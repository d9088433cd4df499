import type { CellValue, Grid } from "../../cells/cell";
import type { LineCall, Word } from "../deal";
import { allOf, labelText } from "./phrases";
import { windowText } from "./royalty";
import { Speech, type Spoken } from "./speech";

/**
 * A short name for a reading of a clause, the words of the call changed as said: `cliff, over both years together`. It names the words by which readings
 * of this call differ, whether they are among the changes or not, so that names of several readings can stand under each other.
 */
export function readingInWords(call: LineCall, changes: Readonly<Record<string, Word>>, deal: Spoken): string {
  const texts: Record<string, LineCall["arguments"][string]> = { ...call.arguments };
  for (const [parameter, word] of Object.entries(changes)) texts[parameter] = { text: String(word), values: [[word]] };
  const speech = new Speech(deal, { label: "", of: "", unit: "", rows: [], reads: [], kind: "as is", formula: "" }, { name: call.name, arguments: texts });
  const own = /^DEAL\.(\w+)/i.exec(call.name)?.[1]?.toUpperCase() ?? "";
  const parts = (READINGS.get(own) ?? []).map((words) => words(speech));
  // Words of the deal that are no argument of the call, such as what becomes of the fee.
  const others = Object.entries(changes).flatMap(([choice, word]) => (Object.hasOwn(OTHERS, choice) ? [OTHERS[choice]?.(word) ?? ""] : []));
  return [...parts, ...others].filter((part) => part !== "").join(", ");
}

const READINGS: ReadonlyMap<string, readonly ((speech: Speech) => string)[]> = new Map([
  ["TIEREDROYALTY", [(speech) => word(speech, "method", "marginal"), window]],
  ["USAGEFEE", [window]],
  ["NETREVENUE", [(speech) => ({ carry: "a deficit comes off later", floor: "a deficit is lost" })[word(speech, "negative", "carry")] ?? word(speech, "negative", "carry")]],
  ["MINGUARANTEE", [shortfalls]],
  ["RECOUP", [(speech) => ({ none: "accounts by themselves", all: "all accounts crossed", "recouped only": "recouped accounts crossed" })[word(speech, "crossed", "")] ?? ""]],
  ["WITHHOLDING", [(speech) => (word(speech, "gross_up", "none") === "none" ? "tax off the payment" : "grossed up")]],
  ["NPV_ROYALTY", [(speech) => ({ end: "paid at the end", mid: "paid in the middle", start: "paid at the start" })[word(speech, "when", "")] ?? `on ${speech.label("when")}`]],
] as const);

const OTHERS: Readonly<Record<string, (word: Word) => string>> = {
  "fee treatment": (word) => (word === "recouped" ? "with the fee recouped" : "fee on top"),
  "guarantee is for": (word) => `guarantee for ${labelText(String(word))}`,
  "discount rate is for": (word) => `discount rate for ${labelText(String(word))}`,
  decimals: (word) => `rounded to ${labelText(String(word))} decimals`,
};

function single(values: Grid | undefined): CellValue {
  return values?.[0]?.[0] ?? null;
}

function word(speech: Speech, parameter: string, fallback: string): string {
  const value = single(speech.values(parameter));
  return typeof value === "string" && value.trim() !== "" ? labelText(value.trim().toLowerCase()) : fallback;
}

/** `each year by itself`, `over both years together`, `anew in each Contract_Year` */
function window(speech: Speech): string {
  const count = speech.deal.periods.length || (speech.values("base") ?? []).flat().length;
  const text = windowText(speech, speech.values("resets"), count);
  if (single(speech.values("resets")) === "never") return `over ${count === 1 ? `the ${speech.period}` : `${allOf(count, speech.period)} together`}`;
  return text.replace(/^in each /, "each ").replace(/^counted /, "");
}

function shortfalls(speech: Speech): string {
  const given = word(speech, "window", "");
  const [kind = "", count = ""] = given.split(" ");
  const periods = `${count} ${speech.period}${count === "1" ? "" : "s"}`;
  return { none: "shortfalls not made good", life: "shortfalls recouped for good", first: `shortfalls recouped up to ${speech.period} ${count}`, rolling: `shortfalls recouped in the next ${periods}` }[kind] ?? given;
}
