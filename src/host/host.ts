import type { CellValue, Grid } from "../cells/cell";
import type { Rectangle } from "../sheet/area";
import type { SheetLook } from "../sheet/workbook";

/** A live workbook: what the pane may ask of Excel, of the workbench, or of a workbook in memory. Rows and columns count from 1. */
export interface Host {
  /** The names of the sheets, from left to right. */
  sheets(): Promise<readonly string[]>;
  /** Every defined name, those of the workbook before those of its sheets. */
  names(): Promise<readonly WorkbookName[]>;
  /** What the ranges hold, in their order. A range that reaches the edge of the sheet is read as far as it is filled. */
  read(ranges: readonly CellRange[]): Promise<readonly RangeContent[]>;
  /** One cell, and which cell's formula fills it. */
  cell(sheet: string, row: number, column: number): Promise<CellContent>;
  /**
   * Writes sheets and names, or nothing at all. Text stays text, however it begins. New sheets stand behind the others.
   *
   * Refuses a sheet that exists and a name that means something else, unless they are in `replacing` and stand as they were written. A sheet that is
   * replaced stays in its place, so that formulas which point at it stay whole; what is in `replacing` and not written anew stays as it is.
   */
  write(writing: Writing, replacing?: Written): Promise<Written>;
  /** Takes away what was written. Refuses to where somebody has changed it since. */
  remove(written: Written): Promise<void>;
  /** The selected block, of several the first. Undefined: no cells are selected. */
  selection(): Promise<CellRange | undefined>;
  /** Shows a sheet, and selects these cells of it. Refuses a sheet that is hidden. */
  select(range: CellRange): Promise<void>;
  /** Tells of changes until the answer is called. */
  watch(watcher: Watcher): Promise<() => Promise<void>>;
  /** The workbook as an .xlsx file, as it stands now. */
  bytes(): Promise<Uint8Array>;
  /** Opens a file as a workbook of its own, beside this one. */
  open(bytes: Uint8Array): Promise<void>;
}

/** A block of cells on a sheet. */
export interface CellRange extends Rectangle {
  readonly sheet: string;
}

export interface WorkbookName {
  readonly name: string;
  /** The sheet it belongs to; absent: the whole workbook. */
  readonly sheet?: string;
  /** What it refers to, with its leading "=": `=Terms!$B$2:$C$4`, `=0.05`. */
  readonly formula: string;
  /** Names that programs keep for themselves, such as those of filters. */
  readonly isHidden: boolean;
  readonly meaning: NameMeaning;
}

/**
 * What a name stands for now. `range`: one block of cells. `areas`: several, which no formula of ours can take.
 * `formula`: a calculation, OFFSET and other moving ranges among them. `broken`: its cells have been deleted.
 */
export type NameMeaning =
  | { readonly kind: "range"; readonly range: CellRange }
  | { readonly kind: "constant" | "formula"; readonly values: Grid }
  | { readonly kind: "areas" | "broken" };

/** What a range holds, row by row. */
export interface RangeContent {
  readonly range: CellRange;
  readonly values: Grid;
  /** As in the formula bar, with the leading "="; null where there is none. A cell that another one's formula fills has none of its own. */
  readonly formulas: readonly (readonly (string | null)[])[];
  /** What the cells display, in their number formats. */
  readonly texts: readonly (readonly string[])[];
  readonly formats: readonly (readonly string[])[];
}

export interface CellContent {
  readonly value: CellValue;
  readonly text: string;
  /** Of this cell, or of the one that fills it. */
  readonly formula?: string;
  /** The cell whose formula fills this one. */
  readonly filledFrom?: { readonly row: number; readonly column: number };
}

/** What is to be written, all of it or nothing. */
export interface Writing {
  readonly sheets: readonly SheetToWrite[];
  readonly names: readonly NameToWrite[];
}

export interface SheetToWrite {
  readonly name: string;
  /** Its cells from A1 on. Rows need not be equally long. */
  readonly rows: readonly (readonly CellToWrite[])[];
  /** Of a sheet that is added: how wide its columns are, and what stays in view. */
  readonly look?: SheetLook;
}

/** A value or a formula with its leading "=", and its number format, else General. Null or an empty text: nothing, in the format that is given, which a result has that spills there. */
export type CellToWrite = null | ({ readonly format?: string } & CellEntry);

export type CellEntry = { readonly value: number | string | boolean } | { readonly formula: string };

export interface NameToWrite {
  readonly name: string;
  /** The sheet it belongs to; absent: the whole workbook. */
  readonly sheet?: string;
  /** With its leading "=". */
  readonly formula: string;
}

/** What was written, as the workbook shows it since: so that it can be removed, or replaced, and told from what somebody else has made of it. */
export interface Written {
  readonly sheets: readonly WrittenSheet[];
  readonly names: readonly NameToWrite[];
  /** Undo takes all of it back in one step. Where it does not, `remove` does. */
  readonly isOneStep: boolean;
}

export interface WrittenSheet {
  readonly name: string;
  readonly cells: readonly WrittenCell[];
}

/** A cell that holds something of its own: results that a formula spills over other cells are not listed. */
export interface WrittenCell {
  readonly row: number;
  readonly column: number;
  readonly entry: { readonly value: CellValue } | { readonly formula: string };
}

export interface Watcher {
  readonly onChange?: (change: Change) => void;
  readonly onSelection?: (selection: CellRange | undefined) => void;
}

/**
 * `cells`: something was typed, inserted or removed there. `calculated`: results have come. `sheets`: they are others, or called otherwise.
 * `names`: told with the next change or selection where the host says nothing of names by itself.
 */
export type Change = { readonly kind: "cells"; readonly range: CellRange } | { readonly kind: "calculated" | "sheets" | "names" };

/** What a workbook does not let us do: one sentence or two that say what is wrong, where, and what to do. */
export class HostRefusal extends Error {
  constructor(message: string) {
    super(message);
    this.name = "HostRefusal";
  }
}
