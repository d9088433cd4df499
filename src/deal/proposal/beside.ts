import type { CellValue } from "../../cells/cell";
import { cellAddress, sheetPrefix } from "../../sheet/address";
import { cellsIn, rectangleAddress } from "../../sheet/area";
import { areaOfNode } from "../../sheet/formula/areas";
import { formulaNode } from "../../sheet/formula/parser";
import { Workbook, sameName, type Sheet } from "../../sheet/workbook";
import type { CellRange } from "../../host/host";
import type { Choice, Source } from "../deal";
import type { Reference } from "./reference";

/** A word in a cell with a name of ours: which choice it answers, unless it only says in which period something falls. */
export interface HeldWord {
  readonly name: string;
  readonly word: string | number;
  readonly choice?: Choice;
}

/** A workbook beside another: the same names, tables and sheets, with no more in them than the values of cells that are read. */
export class Beside {
  readonly workbook = new Workbook();
  private words: Sheet | undefined;
  private readonly wordNames = new Map<string, Reference>();
  /** The words in cells of ours, in the order in which they came. */
  readonly wordsHeld: HeldWord[] = [];

  constructor(private readonly original: Workbook) {
    for (const { name } of original.sheets) this.workbook.addSheet(name);
    this.workbook.names.push(...original.names);
    this.workbook.tables.push(...original.tables);
    this.workbook.date1904 = original.date1904;
  }

  /** A sheet of ours, by its second name where the workbook has one of the first. */
  addSheet(wanted: string, otherwise: string): Sheet {
    let name = wanted;
    for (let n = 1; this.workbook.sheet(name) !== undefined; n++) name = `${otherwise}${n === 1 ? "" : ` ${n}`}`;
    return this.workbook.addSheet(name);
  }

  source(source: Source): Reference {
    this.copy(source.at);
    const text = source.name !== undefined && this.means(source.name, source.at) ? source.name : absolute(source.at);
    return { text, source, values: () => valuesOf(this.original, source.at) };
  }

  link(sheet: string, row: number, column: number): string {
    this.copy({ sheet, top: row, left: column, bottom: row, right: column });
    return sheetPrefix(sheet) + cellAddress(row, column).replace(/^([A-Z]+)(\d+)$/, "$$$1$$$2");
  }

  word(wanted: string, word: string | number, choice?: Choice): Reference {
    const known = this.wordNames.get(wanted);
    if (known !== undefined) return known;
    const sheet = (this.words ??= this.addSheet("Deal", "Deal terms"));
    const row = sheet.rows.size + 1;
    const isTaken = this.original.names.some(({ name }) => sameName(name, wanted));
    const name = isTaken ? `${wanted}_2` : wanted;
    sheet.setCell(row, 1, { value: word });
    this.workbook.names.push({ name, formula: `${sheetPrefix(sheet.name)}$A$${row}` });
    const reference: Reference = { text: name, values: () => [[word]] };
    this.wordNames.set(wanted, reference);
    this.wordsHeld.push({ name, word, ...(choice && { choice }) });
    return reference;
  }

  private copy(at: CellRange): void {
    const [from, to] = [this.original.sheet(at.sheet), this.workbook.sheet(at.sheet)];
    if (from === undefined || to === undefined) return;
    for (const { row, column, cell } of cellsIn({ ...at, sheet: from })) to.setCell(row, column, { value: cell.value });
  }

  /** A table's own name stands for its rows without the header: then the address is meant. */
  private means(name: string, at: CellRange): boolean {
    const node = formulaNode(name);
    const area = node === undefined ? undefined : areaOfNode(this.original, node);
    return area !== undefined && sameName(area.sheet.name, at.sheet) && rectangleAddress(area) === rectangleAddress(at);
  }
}

export function valuesOf(workbook: Workbook, { sheet: name, top, left, bottom, right }: CellRange): CellValue[][] {
  const sheet = workbook.sheet(name);
  return Array.from({ length: bottom - top + 1 }, (_, r) => Array.from({ length: right - left + 1 }, (_unused, c) => sheet?.cell(top + r, left + c)?.value ?? null));
}

function absolute(at: CellRange): string {
  return sheetPrefix(at.sheet) + rectangleAddress(at).replace(/([A-Z]+)(\d+)/g, "$$$1$$$2");
}
