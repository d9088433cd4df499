import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { SampleBook, Style } from "../../scripts/samples/sampleBook";
import type { CellValue } from "../../src/cells/cell";
import { decimalOf } from "../../src/cells/decode";
import { openXlsx, type XlsxFile } from "../../src/file/xlsx";
import { catalogue } from "../../src/functions/catalogue";
import { cellPlace } from "../../src/sheet/address";
import { LiveCalculation } from "../../src/sheet/liveCalculation";
import type { Cell, Sheet, Workbook } from "../../src/sheet/workbook";
import { ROOT } from "../support/deal";

export const NAMES = catalogue.map(({ name }) => name);

export const openSample = (book: SampleBook): XlsxFile => openXlsx(readFileSync(join(ROOT, "samples", book.fileName)), NAMES);

/** A cell of a definition: `Inputs!D5`. */
export interface SamplePlace {
  readonly place: string;
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
  readonly isRate: boolean;
}

/** The cells of a definition in one style. */
export function placesOf(book: SampleBook, style: Style): SamplePlace[] {
  return book.sheets.flatMap(({ name, rows }) =>
    rows.flatMap((row, r) =>
      row.flatMap((cell, c) =>
        typeof cell === "object" && cell?.style === style ? [{ place: cellPlace(name, r + 1, c + 1), sheet: name, row: r + 1, column: c + 1, isRate: cell.format?.includes("%") === true }] : [],
      ),
    ),
  );
}

export const valuesOf = (workbook: Workbook) => new Map([...cellsOf(workbook)].map(([place, { value }]) => [place, value]));

/** The same of sheets as LibreOffice shows them. */
export function valuesIn(sheets: ReadonlyMap<string, readonly (readonly CellValue[])[]>): Map<string, CellValue> {
  return new Map([...sheets].flatMap(([name, rows]) => rows.flatMap((row, r) => row.map((value, c) => [cellPlace(name, r + 1, c + 1), value] as const))));
}

export function cellsOf(workbook: Workbook): Map<string, Cell> {
  const cells = new Map<string, Cell>();
  for (const { name, rows } of workbook.sheets) for (const [row, columns] of rows) for (const [column, cell] of columns) cells.set(cellPlace(name, row, column), cell);
  return cells;
}

/** An input as it stands in a workbook. */
export function inputIn(workbook: Workbook, { place, sheet: name, row, column }: SamplePlace): { readonly sheet: Sheet; readonly cell: Cell } {
  const sheet = workbook.sheet(name);
  const cell = sheet?.cell(row, column);
  if (sheet === undefined || cell === undefined) throw new Error(`${place} is not there`);
  return { sheet, cell };
}

/** The value moved by one unit, a rate's by one point. */
export function movedValue({ place, isRate }: Pick<SamplePlace, "place" | "isRate">, value: CellValue): number {
  if (typeof value !== "number") throw new Error(`${place} holds no number`);
  return decimalOf(value).plus(isRate ? "0.01" : 1).toNumber();
}

/**
 * The inputs in the few sets that LibreOffice is given, for every file costs it a second or more: each set holds every eighth input, so that those moved
 * together lie apart, and no input is left out. Each by itself is moved in our own calculation, which LibreOffice confirms cell by cell.
 */
export function movedTogether(inputs: readonly SamplePlace[]): SamplePlace[][] {
  const sets = Array.from({ length: 8 }, (_, set) => inputs.filter((__, i) => i % 8 === set));
  return sets.filter(({ length }) => length > 0);
}

/** A sample computed by our functions, in which inputs are moved and put back. */
export class MovedSample {
  private readonly file: XlsxFile;
  private readonly live: LiveCalculation;

  constructor(book: SampleBook) {
    this.file = openSample(book);
    this.live = new LiveCalculation(this.file.workbook, catalogue);
    this.live.all();
  }

  /** What is read from it while these inputs are moved. */
  with<Read>(inputs: readonly SamplePlace[], read: (file: XlsxFile) => Read): Read {
    const asStored = inputs.map((input) => ({ ...inputIn(this.file.workbook, input), row: input.row, column: input.column }));
    this.live.edit(asStored.map((edit, i) => ({ ...edit, cell: { ...edit.cell, value: movedValue(inputs[i] as SamplePlace, edit.cell.value) } })));
    const seen = read(this.file);
    this.live.edit(asStored);
    return seen;
  }
}
