import { catalogue } from "./catalogue";
import type { CatalogueEntry } from "./catalogueEntry";

/** The part of Excel's custom functions runtime that is told which code stands behind an id of functions.json. */
export interface FunctionRegistry {
  associate(id: string, run: CatalogueEntry["run"]): void;
}

/** Tells Excel the code of every function: ids are names without the namespace. */
export function associate(registry: FunctionRegistry): void {
  for (const { name, run } of catalogue) registry.associate(name.slice(name.indexOf(".") + 1), run);
}
