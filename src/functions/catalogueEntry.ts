import type { CellValue, Grid } from "../cells/cell";

/** One function of the namespace DEAL: what its JSDoc says, and the code behind it. What the manual says beyond that is in `generated/manual.json`. */
export interface CatalogueEntry {
  /** The name in a formula: `DEAL.TIEREDROYALTY`, `DEAL.TIEREDROYALTY.LINES`. */
  readonly name: string;
  readonly description: string;
  readonly parameters: readonly CatalogueParameter[];
  readonly returns: string;
  /** The first that is written. */
  readonly example?: CatalogueExample;
  /** Of a statement: how its lines add up, in Markdown. */
  readonly identity?: string;
  /** Takes a `Grid` for each argument, null for an omitted one, as Excel hands them over. Throws a `Refusal` where the call is refused; its `shape` says which cells it stands in. */
  readonly run: (...args: any[]) => Grid | CellValue;
}

/** `DEAL.WATERFALL.LINES` belongs to DEAL.WATERFALL, and shows its LINES; DEAL.WATERFALL itself shows no more than its answer. */
export function familyOf({ name }: CatalogueEntry): { readonly family: string; readonly companion: string } {
  const [namespace = "", own = "", companion = ""] = name.split(".");
  return { family: `${namespace}.${own}`, companion };
}

export interface CatalogueParameter {
  readonly name: string;
  readonly description: string;
  readonly optional: boolean;
}

/** A formula and its answer, as written behind `@example`. */
export interface CatalogueExample {
  readonly formula: string;
  readonly answer: string;
}
