import type { CellValue, Grid } from "../../src/cells/cell";
import { Refusal } from "../../src/engine/refusal";
import { catalogue } from "../../src/functions/catalogue";
import { familyOf, type CatalogueEntry } from "../../src/functions/catalogueEntry";
import type { Case } from "../reference/cases";

/** A function and those that show more of its answer, by what they show: nothing more, LINES, PAYEES. */
export function companionsOf(name: string): { readonly companion: string; readonly entry: CatalogueEntry }[] {
  return catalogue.flatMap((entry) => (familyOf(entry).family === name ? [{ companion: familyOf(entry).companion, entry }] : []));
}

/** What a function answers as a range; a refusal as its code. */
export function answersTo({ run }: CatalogueEntry, args: Case["args"]): Grid {
  try {
    const answer = run(...args);
    return Array.isArray(answer) ? (answer as Grid) : [[answer as CellValue]];
  } catch (refusal) {
    if (refusal instanceof Refusal) return [[refusal.code]];
    throw refusal;
  }
}
