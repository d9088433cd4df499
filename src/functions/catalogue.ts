import type { CatalogueEntry } from "./catalogueEntry";
import { faces } from "./generated/faces";
import texts from "./generated/texts.json";

/** Every function of the namespace DEAL. */
export const catalogue: readonly CatalogueEntry[] = texts.map((entry) => ({ ...entry, run: faces[entry.name as keyof typeof faces] }));
