import type { Grid } from "../../cells/cell";
import type { Cell, DefinedName, Workbook } from "../../sheet/workbook";

/** What the page asks of the worker that calculates. It keeps a workbook of its own, in step with the page's. */
export type Request = OpenRequest | ChangeRequest | EvaluateRequest;

/** Takes over a whole workbook, and calculates it. */
export interface OpenRequest {
  readonly kind: "open";
  readonly sheets: readonly SheetContent[];
  readonly names: readonly DefinedName[];
  readonly date1904: boolean;
  readonly tables: Workbook["tables"];
  readonly otherWorkbooks: Workbook["otherWorkbooks"];
  readonly iteration: Workbook["iteration"];
}

/** Takes over cells that were changed, and calculates what depends on them. */
export interface ChangeRequest {
  readonly kind: "change";
  readonly cells: readonly PlacedCell[];
}

/** Asks what formulas would answer on a sheet. */
export interface EvaluateRequest {
  readonly kind: "evaluate";
  readonly formulas: readonly string[];
  readonly sheet: string;
}

export interface SheetContent {
  readonly name: string;
  readonly hiddenRows: readonly number[];
  readonly filteredRows: readonly number[];
  readonly cells: readonly Omit<PlacedCell, "sheet">[];
}

/** A cell at its place; null where there is none any more. `sheet` counts from 0, as the workbook's sheets do. */
export interface PlacedCell {
  readonly sheet: number;
  readonly row: number;
  readonly column: number;
  readonly cell: Cell | null;
}

/** Formulas settled so far, out of how many. */
export interface Progress {
  readonly settled: number;
  readonly formulas: number;
}

/** Where a formula stands. `sheet` counts from 0. */
export interface FormulaPlace {
  readonly sheet: number;
  readonly row: number;
  readonly column: number;
}

export type Letter = { readonly id: number; readonly request: Request };

/** What the worker says of a letter: how far it is, with which formula it begins that may take long, and at the end what has come of it. `calculated`: every cell that a calculation left otherwise than the page has it. */
export type Reply = { readonly id: number } & ({ readonly progress: Progress } | { readonly begun: FormulaPlace | undefined } | Outcome);

export type Outcome = { readonly calculated: readonly PlacedCell[] } | { readonly evaluated: readonly Grid[] } | { readonly failed: string };

/** The first that a worker says: it has been loaded, and reads its letters. */
export const READY = "ready";
