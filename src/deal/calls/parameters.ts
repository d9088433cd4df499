import { familyOf, type CatalogueEntry } from "../../functions/catalogueEntry";
import { wordsOf } from "../../functions/offered";
import type { ChoiceName, LineKind, Role, Word } from "../deal";

/** What an argument is to a deal. */
export type Meaning =
  /** The money or units that run through the deal; typed cells there are a base. */
  | { readonly is: "money" }
  /** Cells that say a term. */
  | { readonly is: "term"; readonly role: Role }
  /** A word of the contract, or, where it is a range, what the range says. */
  | { readonly is: "word"; readonly choice: ChoiceName; readonly range?: { readonly word: string; readonly role?: Role } }
  /** Read and shown with the call, and neither. */
  | { readonly is: "other" };

const MONEY: Meaning = { is: "money" };
const DECIMALS: Meaning = { is: "word", choice: "decimals" };
const RESETS: Meaning = { is: "word", choice: "resets", range: { word: "contract years", role: "contract years" } };
const OPENING: Meaning = { is: "term", role: "opening balance" };

interface FunctionMeaning {
  readonly kind: LineKind;
  readonly parameters: ReadonlyMap<string, Meaning>;
}

function meaning(kind: LineKind, parameters: Readonly<Record<string, Meaning>>): FunctionMeaning {
  return { kind, parameters: new Map(Object.entries(parameters)) };
}

const MEANINGS: ReadonlyMap<string, FunctionMeaning> = new Map([
  ["DEAL.NETREVENUE", meaning("net revenue", { gross: MONEY, deductions: { is: "term", role: "deductions" }, cap: { is: "term", role: "deductions" }, negative: { is: "word", choice: "negative" }, opening: OPENING, decimals: DECIMALS })],
  ["DEAL.TIEREDROYALTY", meaning("royalty", { base: MONEY, tiers: { is: "term", role: "tiers" }, method: { is: "word", choice: "method" }, resets: RESETS, prior: OPENING, decimals: DECIMALS })],
  ["DEAL.USAGEFEE", meaning("usage fee", { usage: { is: "term", role: "usage" }, rate_card: { is: "term", role: "rate card" }, resets: RESETS, decimals: DECIMALS })],
  ["DEAL.MINGUARANTEE", meaning("guarantee", { earned: MONEY, guarantee: { is: "term", role: "guarantee" }, window: { is: "word", choice: "window" }, opening: OPENING })],
  [
    "DEAL.RECOUP",
    meaning("recoupment", { earned: MONEY, advances: { is: "term", role: "advance" }, crossed: { is: "word", choice: "crossed" }, reserve: { is: "term", role: "reserve" }, release: { is: "term", role: "release" }, opening: OPENING, decimals: DECIMALS }),
  ],
  ["DEAL.PRORATA", meaning("split", { pool: MONEY, weights: { is: "term", role: "split" }, decimals: DECIMALS, minimum: { is: "other" } })],
  ["DEAL.WATERFALL", meaning("layers", { cash: MONEY, layers: { is: "term", role: "layers" }, decimals: DECIMALS, amounts: { is: "term", role: "layers" } })],
  ["DEAL.WITHHOLDING", meaning("withholding", { royalty: MONEY, rate: { is: "term", role: "withholding" }, gross_up: { is: "word", choice: "gross up" }, decimals: DECIMALS })],
  ["DEAL.NPV_ROYALTY", meaning("present value", { rate: { is: "term", role: "discount rate" }, royalties: MONEY, when: { is: "word", choice: "when", range: { word: "dates" } }, valuation_date: { is: "other" } })],
]);

/** What a line of this function is. A function that is not named here is read as it is. */
export function kindOf(entry: CatalogueEntry): LineKind {
  return MEANINGS.get(familyOf(entry).family)?.kind ?? "as is";
}

export function meaningOf(entry: CatalogueEntry, parameter: string): Meaning {
  return MEANINGS.get(familyOf(entry).family)?.parameters.get(parameter) ?? { is: "other" };
}

/** Where the money stands among a function's arguments: whose layout its answer has. -1: it takes none. */
export function moneyPlace(entry: CatalogueEntry): number {
  return entry.parameters.findIndex(({ name }) => meaningOf(entry, name).is === "money");
}

/** Shows its answer, and is no statement or list behind another: `DEAL.RECOUP`, not `DEAL.RECOUP.LINES`. */
export function isLine(entry: CatalogueEntry): boolean {
  return familyOf(entry).companion === "" && MEANINGS.has(entry.name);
}

/** The words that a parameter takes. */
export function wordsOfParameter(entry: CatalogueEntry, name: string, choice: ChoiceName, taken: Word): readonly Word[] {
  if (choice === "window") return ["none", "life", "first n", "rolling n"];
  if (choice === "decimals") return [...Array.from({ length: 10 }, (_, i) => i), ...(familyOf(entry).family === "DEAL.MINGUARANTEE" ? [] : ["exact"])];
  const parameter = entry.parameters.find((each) => each.name === name);
  const words: Word[] = parameter === undefined ? [] : wordsOf(parameter).map((word) => word.slice(1, -1));
  const isNamed = words.some((word) => typeof word === typeof taken && String(word).toLowerCase() === String(taken).toLowerCase());
  return isNamed ? words : [...words, taken];
}
