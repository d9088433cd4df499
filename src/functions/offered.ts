import { catalogue } from "./catalogue";
import { familyOf, type CatalogueEntry, type CatalogueParameter } from "./catalogueEntry";

/** From what comes in to what is paid out, and what that is worth. A function that is not named here comes behind. */
const IN_A_DEAL = ["NETREVENUE", "TIEREDROYALTY", "USAGEFEE", "WATERFALL", "MINGUARANTEE", "RECOUP", "PRORATA", "WITHHOLDING", "NPV_ROYALTY"];

/** A function, and those that show more of its answer with the same arguments: `DEAL.RECOUP` with `DEAL.RECOUP.LINES`. */
export interface Family {
  readonly entry: CatalogueEntry;
  readonly companions: readonly CatalogueEntry[];
}

/** Every function in the order in which a deal uses them. */
export const FAMILIES: readonly Family[] = catalogue
  .filter((entry) => familyOf(entry).companion === "")
  .map((entry) => ({ entry, companions: catalogue.filter((other) => other !== entry && familyOf(other).family === entry.name) }))
  .sort((a, b) => placeInDeal(a.entry) - placeInDeal(b.entry));

function placeInDeal({ name }: CatalogueEntry): number {
  const place = IN_A_DEAL.findIndex((id) => name === `DEAL.${id}`);
  return place < 0 ? IN_A_DEAL.length : place;
}

/** The words that an argument takes, in quotes as a formula writes them: those that its description names. */
export function wordsOf({ description }: CatalogueParameter): readonly string[] {
  // Of a table the words stand in its cells; and a word of another argument is named as a condition.
  if (/^(?:A|The) table\b|^The prices: /.test(description)) return [];
  return [...new Set(description.replace(/\bonly with "[^"]*"/g, "").match(/"[^"]+"/g) ?? [])];
}
