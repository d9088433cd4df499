import type { CellError, CellValue } from "../cells/cell";

/** A formula as Excel shows it, without the leading "=": `DEAL.WATERFALL(A1#, Layers)`, never in its stored form. */
export interface Formula {
  readonly text: string;
  /**
   * `plain`: one cell, ranges are cut to the cell's own row or column (files from before dynamic arrays, Excel shows `@`).
   * `dynamic`: spills over as many cells as its answer has. `array`: fills the fixed block it was entered in (Ctrl+Shift+Enter).
   */
  readonly kind: "plain" | "dynamic" | "array";
  /** Not calculated any more: it was stopped, as this sentence says. A formula that is written anew is. */
  readonly stopped?: string;
}

/** What a formula shows that is not calculated any more. */
export function stoppedError({ stopped }: Formula, place: string): CellError | undefined {
  return stopped === undefined ? undefined : { error: "#VALUE!", message: `${place}: ${stopped}` };
}

/** One cell: what it shows, and how it comes to show it. */
export interface Cell {
  value: CellValue;
  formula?: Formula;
  /** The rows and columns over which a dynamic or array formula extends, this cell included. Absent: just this cell. */
  extent?: Size;
  /** A cell filled by another cell's formula: where that formula stands. Its value is a result, never an input. */
  filledFrom?: Position;
  /** Its number format, as Excel writes it: `#,##0.00`. Absent: General. */
  format?: string;
  /** A heading. Of sheets that are added to a file; cells that were read keep the look that their file gives them. */
  bold?: boolean;
  /** A head at the right of its cell, as the figures below it are. Of sheets that are added to a file. */
  isRight?: boolean;
  /** Where a click leads within the workbook: `Licence!D8`. Of texts on sheets that are added to a file. */
  link?: string;
}

/** Leaves a cell its value alone, as if it had been typed in. */
export function becomeValue(cell: Cell): void {
  delete cell.formula;
  delete cell.extent;
  delete cell.filledFrom;
}

export interface Size {
  readonly rows: number;
  readonly columns: number;
}

/** A place on a sheet, counted from 1: B7 is row 7, column 2. */
export interface Position {
  readonly row: number;
  readonly column: number;
}

/** A defined name: a range, a constant or a formula under a word. */
export interface DefinedName {
  readonly name: string;
  /** What it refers to, without the leading "=": `Terms!$B$2:$C$4`, `0.05`. */
  readonly formula: string;
  /** The sheet it belongs to; absent: the whole workbook. */
  readonly sheet?: string;
  readonly hidden?: boolean;
}

/** How a sheet that is added to a file looks: without gridlines, its columns as wide as said here. */
export interface SheetLook {
  /** In characters, from the first column on; the last one holds for the rest. */
  readonly widths: readonly number[];
  /** How many rows at the top, and columns at the left, stay in view. */
  readonly frozenRows?: number;
  readonly frozenColumns?: number;
  /** Rows that are folded away under the row above them, until they are unfolded. */
  readonly foldedRows?: ReadonlySet<number>;
  readonly page?: PageSetUp;
}

/** How a sheet is printed: on so many pages beside each other, and below each other, where it is said. */
export interface PageSetUp {
  readonly orientation: "landscape" | "portrait";
  readonly pagesWide: number;
  readonly pagesTall?: number;
}

/** One sheet: its cells by row and column, both counted from 1. */
export class Sheet {
  readonly rows = new Map<number, Map<number, Cell>>();
  /** Rows hidden by hand or by a filter: SUBTOTAL(109, …) leaves them out. */
  readonly hiddenRows = new Set<number>();
  /** Of the hidden rows those that a filter hides: SUBTOTAL(9, …) leaves them out too. */
  readonly filteredRows = new Set<number>();
  /** Nobody sees it until it is unhidden. */
  isHidden = false;
  /** Of a sheet that is added to a file. Absent: as Excel makes a new one. */
  look?: SheetLook;

  /** `name`: what reads the sheet follows by `SheetFates` where it is renamed. */
  constructor(public name: string) {}

  cell(row: number, column: number): Cell | undefined {
    return this.rows.get(row)?.get(column);
  }

  setCell(row: number, column: number, cell: Cell): void {
    let cells = this.rows.get(row);
    if (cells === undefined) this.rows.set(row, (cells = new Map<number, Cell>()));
    cells.set(column, cell);
  }

  deleteCell(row: number, column: number): void {
    this.rows.get(row)?.delete(column);
  }
}

/** A table of a sheet: what `Sales[Net]` reads. Its rows reach from the header, where it has one, to the totals, where it has them. */
export interface Table {
  readonly name: string;
  readonly sheet: string;
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly hasHeader: boolean;
  readonly hasTotals: boolean;
  /** From left to right. */
  readonly columns: readonly string[];
}

/** Another workbook that formulas read, `[1]Rates!B2`, with the values that the file keeps of it; they may be out of date, as in Excel. */
export interface OtherWorkbook {
  /** Where the file says that it is: a path or an address. */
  readonly target: string;
  readonly sheets: readonly { readonly name: string; readonly cells: ReadonlyMap<number, ReadonlyMap<number, CellValue>> }[];
  readonly names: readonly DefinedName[];
}

/** A workbook in memory. */
export class Workbook {
  readonly sheets: Sheet[] = [];
  readonly names: DefinedName[] = [];
  readonly tables: Table[] = [];
  /** In the order by which formulas count them, from `[1]` on. */
  readonly otherWorkbooks: OtherWorkbook[] = [];
  /** The file allows circles: they are gone round so often at most, until no value changes by more than the least change. */
  iteration?: { readonly rounds: number; readonly leastChange: number };
  /** Dates count from 1904 instead of 1900 (old Macintosh files). */
  date1904 = false;

  addSheet(name: string): Sheet {
    const sheet = new Sheet(name);
    this.sheets.push(sheet);
    return sheet;
  }

  sheet(name: string): Sheet | undefined {
    return this.sheets.find((sheet) => sameName(sheet.name, name));
  }
}

/** Sheet names and defined names are the same whatever their case. */
export function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** By which a defined name is told from others, whatever its case. */
export function nameKey(name: string, sheet = ""): string {
  return `${sheet.toLowerCase()}!${name.toLowerCase()}`;
}
