import { readFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue } from "../../src/functions/catalogue";
import { cellAt } from "../../src/sheet/address";
import { rectangleAt } from "../../src/sheet/area";
import { recalculate } from "../../src/sheet/recalculation";
import { Workbook } from "../../src/sheet/workbook";
import type { CellValue } from "../../src/cells/cell";

/** A workbook as somebody wrote it, and the deal that is in it. */
export interface NameSet {
  readonly id: string;
  readonly style: string;
  readonly about: string;
  readonly sheets: readonly { readonly name: string; readonly cells: Readonly<Record<string, CellValue>>; readonly formats?: Readonly<Record<string, string>> }[];
  readonly tables?: Readonly<Record<string, string>>;
  readonly names: Readonly<Record<string, string | { readonly name?: string; readonly refersTo: string; readonly scope?: string; readonly hidden?: boolean }>>;
  readonly expect: {
    readonly streams: readonly (string | { readonly id: string; readonly kind: string })[];
    readonly terms: readonly { readonly role: string; readonly stream: string; readonly source: string; readonly proposedName?: string; readonly at?: string; readonly note?: string }[];
    readonly choices: readonly { readonly choice: string; readonly stream: string; readonly word: string | number; readonly source: string }[];
    readonly ask?: readonly string[];
    readonly notTerms?: Readonly<Record<string, string>>;
    /** The cell in which the workbook itself computes what is paid, by plain formulas. */
    readonly total?: { readonly formula: string; readonly note: string };
    readonly problems: readonly string[];
    readonly figures: readonly { readonly of: string; readonly formula: string; readonly value: number }[];
  };
}

export const NAME_SETS: readonly NameSet[] = [...setsIn("name-sets.json"), ...setsIn("name-sets-2.json")];

/** Written by others than the recognition, and before it was run on them. */
export const STRANGERS_SETS: readonly NameSet[] = ["strangers-2.json", "strangers-3.json", "strangers-4.json", "strangers-5.json", "strangers-6.json", "strangers-7.json"].flatMap(setsIn);

function setsIn(file: string): readonly NameSet[] {
  return (JSON.parse(readFileSync(join(__dirname, "sets", file), "utf8")) as { sets: NameSet[] }).sets;
}

/** The workbook of a set, calculated. */
export function setWorkbook(set: NameSet): Workbook {
  const workbook = new Workbook();
  for (const { name, cells, formats = {} } of set.sheets) {
    const sheet = workbook.addSheet(name);
    for (const [address, value] of Object.entries(cells)) {
      const at = cellAt(address);
      if (at === undefined || value === "") continue;
      const isFormula = typeof value === "string" && value.startsWith("=");
      sheet.setCell(at.row, at.column, isFormula ? { value: null, formula: { text: value.slice(1), kind: "plain" } } : { value });
    }
    for (const [address, format] of Object.entries(formats)) {
      const block = rectangleAt(address);
      if (block === undefined) throw new Error(`${address} is no block`);
      for (let row = block.top; row <= block.bottom; row++) {
        for (let column = block.left; column <= block.right; column++) {
          const cell = sheet.cell(row, column);
          if (cell !== undefined) cell.format = format;
        }
      }
    }
  }
  for (const [key, defined] of Object.entries(set.names)) {
    if (typeof defined === "string") workbook.names.push({ name: key, formula: defined });
    else workbook.names.push({ name: defined.name ?? key, formula: defined.refersTo, ...(defined.scope && { sheet: defined.scope }), ...(defined.hidden && { hidden: true }) });
  }
  for (const [name, refersTo] of Object.entries(set.tables ?? {})) {
    const [sheetName = "", address = ""] = refersTo.split("!");
    addTable(workbook, name, sheetName, address);
  }
  recalculate(workbook, catalogue);
  return workbook;
}

/** A table with its header row: `$A$1:$B$5`. */
export function addTable(workbook: Workbook, name: string, sheetName: string, address: string): void {
  const block = rectangleAt(address.replaceAll("$", ""));
  const sheet = workbook.sheet(sheetName.replace(/^'|'$/g, ""));
  if (block === undefined || sheet === undefined) throw new Error(`${sheetName}!${address} is no block`);
  const columns = Array.from({ length: block.right - block.left + 1 }, (_, i) => {
    const head = sheet.cell(block.top, block.left + i)?.value ?? "";
    return typeof head === "object" ? head.error : String(head);
  });
  workbook.tables.push({ name, sheet: sheet.name, ...block, hasHeader: true, hasTotals: false, columns });
}
