import { sheetsThrough } from "./references";
import { holdsCell } from "../area";
import type { FormulaNode } from "../formula/nodes";
import { type FormulaFault, formulaOrFault } from "../formula/parser";
import { nameKey, type DefinedName, type Sheet, type Table, type Workbook } from "../workbook";

/** Where a formula stands. */
export interface FormulaPlace {
  readonly sheet: Sheet;
  readonly row: number;
  readonly column: number;
  /** What messages call it: `Terms!B7`. Absent for a formula that stands in no cell. */
  readonly name?: string;
}

/** What is wrong with a formula, told as a sentence that names its cell. */
export function sentence(clause: string, place: FormulaPlace): string {
  return place.name === undefined ? `${clause[0]?.toUpperCase() ?? ""}${clause.slice(1)}.` : `${place.name}: ${clause}.`;
}

/** What the formulas of one workbook may name: its sheets, tables and defined names. The text of a name is read once. */
export class Vocabulary {
  private readonly sheets = new Map<string, Sheet>();
  private readonly names = new Map<string, DefinedName>();
  private readonly tables = new Map<string, Table>();
  private readonly read = new Map<string, FormulaNode | FormulaFault>();

  constructor(readonly workbook: Workbook) {
    for (const sheet of workbook.sheets) this.sheets.set(sheet.name.toLowerCase(), sheet);
    for (const name of workbook.names) this.names.set(nameKey(name.name, name.sheet), name);
    for (const table of workbook.tables) this.tables.set(table.name.toLowerCase(), table);
  }

  sheet(name: string): Sheet | undefined {
    return this.sheets.get(name.toLowerCase());
  }

  /** A name as a formula on this sheet sees it: the sheet's own before the workbook's. */
  name(name: string, sheetName: string): DefinedName | undefined {
    if (this.names.size === 0) return undefined;
    return this.names.get(nameKey(name, sheetName)) ?? this.names.get(nameKey(name));
  }

  /** The table of this name; without one, the table in which the formula stands. */
  table(name: string | undefined, place: FormulaPlace): Table | undefined {
    if (name !== undefined) return this.tables.get(name.toLowerCase());
    return this.workbook.tables.find((table) => this.sheet(table.sheet) === place.sheet && holdsCell(table, place));
  }

  /** The sheets of a reference, `Jan:Dec!B7`: one, or all between the two; undefined where one of them is missing. */
  through(first: string, last: string): Sheet[] | undefined {
    return sheetsThrough(this.workbook.sheets, this.sheet(first), this.sheet(last));
  }

  /** The parts of a formula, or why it cannot be read. */
  formula(text: string): FormulaNode | FormulaFault {
    let read = this.read.get(text);
    if (read === undefined) this.read.set(text, (read = formulaOrFault(text)));
    return read;
  }
}
