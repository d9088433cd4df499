import type { CatalogueEntry } from "../../functions/catalogueEntry";
import type { Area } from "../../sheet/area";
import type { CallNode, FormulaNode } from "../../sheet/formula/nodes";
import type { Sheet, Size, Workbook } from "../../sheet/workbook";
import type { Cells } from "./cellsRead";
import type { ChoiceName, LineKind, Role, Word } from "../deal";

/** Where a formula and its copies stand. */
export interface Place {
  readonly sheet: Sheet;
  readonly row: number;
  readonly column: number;
  /** How much of the sheet one of them fills, and how many there are beside and below each other. */
  readonly unit: Size;
  readonly across: number;
  readonly down: number;
  readonly text: string;
}

/** A call of a function that is a line. */
export interface Call {
  readonly entry: CatalogueEntry;
  readonly node: CallNode;
}

/** A line while the graph is being read. */
export interface Draft {
  readonly id: string;
  readonly place: Place;
  readonly node: FormulaNode | undefined;
  /** Its cells; absent: it is a part of a formula, and stands nowhere by itself. */
  readonly area?: Area;
  /** As it stands in the workbook, without its "=". */
  readonly formula: string;
  readonly call?: Call;
  /** Of a base: the name of its cells. */
  name?: string;
  kind: LineKind;
  /** Its periods run down. */
  isDown: boolean;
  readonly edges: Edge[];
  readonly terms: TermUse[];
  readonly choices: ChoiceUse[];
  /** What each argument reads, by the parameter's name. */
  readonly arguments: Map<string, ArgumentRead>;
  /** Its cells come to the sum over all periods of a line, and say nothing new. */
  isTotal?: boolean;
}

/** A row of a line is read by a row of another; -1: by, or of, all rows. */
export interface Edge {
  readonly row: number;
  readonly to: Draft;
  readonly toRow: number;
  /** As the money that runs on, or as a term of it. */
  readonly isMoney: boolean;
  readonly isMinus: boolean;
}

export interface TermUse {
  readonly role: Role;
  readonly area: Area;
  readonly name?: string;
  readonly reason: string;
}

export interface ChoiceUse {
  readonly choice: ChoiceName;
  readonly word: Word;
  readonly words: readonly Word[];
  readonly area?: Area;
  readonly name?: string;
  readonly reason: string;
}

export interface ArgumentRead {
  readonly text: string;
  readonly area?: Area;
  readonly name?: string;
  readonly line?: Draft;
  /** Typed in the formula. */
  readonly value?: Word | boolean;
}

/**
 * What cells are to whoever reads them. Of `money` every plain formula is a line. `terms` are followed to what is typed, and a formula that is not followed is a
 * line between; in a `table` it is a part of the table.
 */
export type Reads = "money" | "terms" | "table";

/** What cells come from: rows of lines, and cells that are typed. */
export interface Origin {
  readonly lines: readonly { readonly draft: Draft; readonly row: number }[];
  readonly typed: readonly { readonly area: Area; readonly name?: string }[];
}

export function periodCount({ area, isDown }: Draft): number {
  return area === undefined ? 0 : isDown ? area.bottom - area.top + 1 : area.right - area.left + 1;
}

export function rowCount({ area, isDown }: Draft): number {
  return area === undefined ? 0 : isDown ? area.right - area.left + 1 : area.bottom - area.top + 1;
}

/** What reading one line needs of all others. */
export interface Reader {
  readonly workbook: Workbook;
  readonly cells: Cells;
  origin(area: Area, reads: Reads): Origin;
  /** The line of typed cells. */
  base(area: Area, role: Role, name: string | undefined, reason: string): Draft;
  /** The line of a part of a formula, that stands in no cell. */
  part(node: FormulaNode, of: Place, id: string): Draft;
  /** The name of these cells, if they have one. */
  nameOf(area: Area): string | undefined;
  /** A call, and nothing around it but rounding. */
  callIn(node: FormulaNode): Call | undefined;
}
