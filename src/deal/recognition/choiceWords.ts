import type { CellValue } from "../../cells/cell";
import type { ChoiceName, Word } from "../deal";
import { CURRENCIES } from "./words";

/** What a cell says of a choice. Not sure: it may mean one of several. */
export type Said = { readonly word: Word; readonly isSure: true } | { readonly word: Word; readonly isSure: false; readonly meanings: readonly string[] };

const YES: ReadonlySet<string> = new Set(["yes", "y", "true", "ja", "oui", "si", "sí", "x", "1"]);
const NO: ReadonlySet<string> = new Set(["no", "n", "false", "nein", "non", "0", "none", "keine", "aucun", "ninguno"]);

/** The words that choices have, and those that say the same. */
const WORDS: Readonly<Partial<Record<ChoiceName, readonly (readonly [string, ...string[]])[]>>> = {
  method: [["marginal", "incremental", "progressive"], ["cliff", "retroactive", "retrospective"], ["prospective"]],
  resets: [["each period", "every period", "per period"], ["never", "cumulative", "kumulativ", "cumul", "acumulado"], ["contract years", "contract year"]],
  negative: [["carry", "carried", "carry forward", "carried forward", "vortrag", "report", "se traslada"], ["floor", "lost", "zero", "floored", "verfällt", "perdu", "se pierde"]],
  window: [["none"], ["life", "life of deal", "forever"]],
  crossed: [["none"], ["all"], ["recouped only"]],
  "gross up": [["none"], ["gross up", "grossed up", "gross-up"]],
  when: [["end", "end of period", "year end", "period end"], ["mid", "mid period", "mid-period", "mid year", "mid-year", "middle"], ["start", "beginning", "start of period", "in advance"]],
  "fee treatment": [["on top", "in addition", "non-recoupable", "non recoupable", "not recoupable"], ["recouped", "recoupable"]],
  "fee paid": [["at signing", "on signing", "signing", "upfront", "signature"], ["by period", "each period"]],
  "guarantee is for": [["a period", "period", "quarter", "each period"], ["a contract year", "year", "contract year", "annual", "each year"]],
  "discount rate is for": [["a year", "year", "annual"], ["a period", "period", "quarter"]],
};

export function choiceWord(choice: ChoiceName, value: CellValue): Said | undefined {
  if (typeof value === "object") return undefined;
  const text = String(value).trim().replace(/\s+/g, " ").toLowerCase();
  const whole = typeof value === "number" && Number.isInteger(value) ? value : undefined;
  const sure = (word: Word): Said => ({ word, isSure: true });
  if (choice === "currency") return CURRENCIES.has(text.toUpperCase()) ? sure(text.toUpperCase()) : undefined;
  if (choice === "decimals") return whole !== undefined && whole >= 0 && whole <= 9 ? sure(whole) : undefined;
  if (choice === "periods a year") return whole !== undefined && whole > 0 && whole <= 366 ? sure(whole) : undefined;
  const known = WORDS[choice]?.find((words) => words.includes(text))?.[0];
  if (known !== undefined) return sure(known);
  if (choice === "window") {
    if (/^(first|rolling) [1-9]\d{0,2}$/.test(text)) return sure(text);
    if (whole !== undefined && whole > 0) return { word: `rolling ${whole}`, isSure: false, meanings: [`rolling ${whole}`, `first ${whole}`] };
  }
  if (choice === "resets" && whole !== undefined && whole > 0) return sure(whole);
  if (choice === "fee paid" && /^in period [1-9]\d{0,2}$/.test(text)) return sure(text);
  if (choice === "crossed" && YES.has(text)) return { word: "all", isSure: false, meanings: ["all", "recouped only"] };
  if (choice === "gross up" && YES.has(text)) return sure("gross up");
  if ((choice === "crossed" || choice === "gross up" || choice === "window") && NO.has(text)) return sure("none");
  return undefined;
}
