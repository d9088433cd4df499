import type { CellValue, Grid } from "../../src/cells/cell";
import { Refusal } from "../../src/engine/refusal";
import type { CatalogueEntry } from "../../src/functions/catalogueEntry";
import { cellAddress, columnNumber } from "../../src/sheet/address";
import { recalculate } from "../../src/sheet/recalculation";
import { type Cell, type DefinedName, type Formula, Workbook } from "../../src/sheet/workbook";

/** What a cell is given: a constant, a formula behind "=", or a whole cell. */
export type Given = CellValue | Cell;

/** A workbook from `{ A1: 5, "Terms!B2": "=A1*2" }`; sheets stand in the order in which they come up, Sheet1 is the default. */
export function workbook(cells: Record<string, Given>, names: readonly DefinedName[] = [], kind: Formula["kind"] = "dynamic"): Workbook {
  const book = new Workbook();
  for (const [place, given] of Object.entries(cells)) {
    const { sheetName, row, column } = placed(place);
    const sheet = book.sheet(sheetName) ?? book.addSheet(sheetName);
    sheet.setCell(row, column, cellOf(given, kind));
  }
  book.names.push(...names);
  return book;
}

/** A cell with an old value, so that a value which nobody writes is seen. */
export function cellOf(given: Given, kind: Formula["kind"] = "dynamic"): Cell {
  if (typeof given === "object" && given !== null && "value" in given) return given;
  if (typeof given === "string" && given.startsWith("=")) return { value: "stale", formula: { text: given.slice(1), kind } };
  return { value: given };
}

export function recalculated(cells: Record<string, Given>, names: readonly DefinedName[] = [], kind: Formula["kind"] = "dynamic"): Workbook {
  const book = workbook(cells, names, kind);
  recalculate(book, FUNCTIONS);
  return book;
}

export function at(book: Workbook, place: string): Cell | undefined {
  const { sheetName, row, column } = placed(place);
  return book.sheet(sheetName)?.cell(row, column);
}

export function valueAt(book: Workbook, place: string): CellValue {
  return at(book, place)?.value ?? null;
}

/** Every cell that holds a value, as `{ A1: 5 }`, of one sheet. */
export function values(book: Workbook, sheetName = "Sheet1"): Record<string, CellValue> {
  const shown: Record<string, CellValue> = {};
  for (const [row, cells] of [...(book.sheet(sheetName)?.rows ?? [])].sort((a, b) => a[0] - b[0])) {
    for (const [column, cell] of [...cells].sort((a, b) => a[0] - b[0])) if (cell.value !== null) shown[cellAddress(row, column)] = cell.value;
  }
  return shown;
}

function placed(place: string): { sheetName: string; row: number; column: number } {
  const bang = place.lastIndexOf("!");
  const [, letters = "", digits = ""] = /^([A-Z]+)(\d+)$/.exec(place.slice(bang + 1)) ?? [];
  return { sheetName: bang < 0 ? "Sheet1" : place.slice(0, bang), row: Number(digits), column: columnNumber(letters) };
}

function entry(name: string, parameters: readonly string[], run: CatalogueEntry["run"]): CatalogueEntry {
  return { name, description: "", parameters: parameters.map((parameter) => ({ name: parameter, description: "", optional: true })), returns: "", run };
}

/** Small functions as the catalogue holds them. */
export const FUNCTIONS: readonly CatalogueEntry[] = [
  entry("DEAL.DOUBLE", ["figures"], (figures: Grid) => figures.map((row) => row.map((value) => (typeof value === "number" ? value * 2 : value)))),
  entry("DEAL.POSITIVE", ["figure"], (figure: Grid | null) => {
    const value = figure?.[0]?.[0] ?? null;
    if (typeof value !== "number" || value < 0) throw new Refusal([{ code: "#VALUE!", message: `${JSON.stringify(value)} is not a positive amount (figure).` }]);
    return value;
  }),
  entry("DEAL.NOTHERE", ["figure"], () => {
    throw new Refusal([{ code: "#N/A", message: "There is no such period (figure)." }]);
  }),
  entry("DEAL.SHAPE", ["a", "b", "c"], (...grids: (Grid | null)[]) => JSON.stringify(grids)),
  entry("DEAL.BROKEN", ["a"], () => {
    throw new TypeError("a bug");
  }),
];
