import { LONGEST_FORMULA } from "../../sheet/formula/nodes";
import type { CellValue, ErrorCode } from "../../cells/cell";
import { cellPlace } from "../../sheet/address";
import { isOneCell, rectangleAt, type Rectangle } from "../../sheet/area";
import type { Cell, Formula, Sheet } from "../../sheet/workbook";
import { dateSerial } from "./dateSystem";
import { damaged, FileRefusal, tooManyCells } from "../fileRefusal";
import { markFilledCells } from "../filledBlocks";
import { shownFormula, type FunctionNames } from "../formulaText";
import { isMain } from "../package/namespaces";
import { Places } from "../places";
import { markFiltered } from "./readTables";
import { MovedFormula } from "../../sheet/formula/movedFormula";
import { RichText } from "./sharedStrings";
import { decodedText } from "../package/storedText";
import { attribute, isTrue, readXml, wholeNumber, type XmlHandler, type XmlSource, type XmlTag } from "../package/xml";

/** What the cells of a file point at. */
export interface CellContext {
  readonly strings: readonly string[];
  readonly formats: readonly (string | undefined)[];
  /** The numbers in `cm` that make a formula a dynamic array. */
  readonly dynamicMarks: ReadonlySet<number>;
  readonly functions: FunctionNames;
  readonly date1904: boolean;
  /** How many characters the shared formulas of the workbook may still grow to: a few bytes can ask for 8,192 of them. */
  formulaRoom: number;
  /** How many cells may still be read. */
  cellRoom: number;
}

/** Reads the cells of a sheet part into a sheet, and tells where its what-if tables stand: their results are kept as plain values. */
export function readSheet(source: XmlSource, sheet: Sheet, context: CellContext): string[] {
  const reader = new SheetReader(source.part, sheet, context);
  readXml(source, reader);
  reader.finish();
  return reader.whatIfTables;
}

/** A shared formula, and the cell in which it was written. */
interface SharedMaster {
  readonly formula: MovedFormula;
  readonly row: number;
  readonly column: number;
}

class SheetReader implements XmlHandler {
  readonly whatIfTables: string[] = [];
  private readonly places: Places;
  private depth = 0;
  private dataSeen = false;
  private inData = false;
  private row = 0;
  private column = 0;
  private cellTag: XmlTag | null = null;
  private formulaTag: XmlTag | null = null;
  private formulaText = "";
  private valueText: string | null = null;
  private reading: "formula" | "value" | "inline" | null = null;
  private readonly inline = new RichText(5);
  private readonly masters = new Map<number, SharedMaster>();
  private readonly waiting: { readonly cell: Cell; readonly row: number; readonly column: number; readonly group: number }[] = [];
  private readonly blocks: Rectangle[] = [];
  /** Where the filter stands that is being read. */
  private filter: Rectangle | undefined;
  private inFilterColumn = false;

  constructor(private readonly part: string, private readonly sheet: Sheet, private readonly context: CellContext) {
    this.places = new Places(part);
  }

  open(tag: XmlTag): void {
    this.depth++;
    if (this.depth === 1) {
      if (!isMain(tag, "worksheet")) throw damaged(`The part ${this.part} does not hold a sheet`);
    } else if (this.depth === 2) {
      this.inData = isMain(tag, "sheetData");
      if (this.inData && this.dataSeen) throw damaged(`The part ${this.part} holds its cells twice`);
      this.dataSeen ||= this.inData;
      this.filter = isMain(tag, "autoFilter") ? rectangleAt(attribute(tag, "ref") ?? "") : undefined;
    } else if (this.inData) {
      this.openInData(tag);
    } else if (this.depth === 3) {
      this.inFilterColumn = isMain(tag, "filterColumn");
    } else if (this.depth === 4 && this.inFilterColumn) {
      // A criterion. A column with a button alone hides nothing.
      markFiltered(this.sheet, this.filter);
    }
  }

  private openInData(tag: XmlTag): void {
    if (this.depth === 3) {
      if (!isMain(tag, "row")) throw damaged(`The part ${this.part} has <${tag.name}> among its rows`);
      this.row = this.places.rowOf(tag);
      if (isTrue(attribute(tag, "hidden"))) this.sheet.hiddenRows.add(this.row);
    } else if (this.depth === 4) {
      // Anything else would be skipped, and with it the cells inside.
      if (!isMain(tag, "c") && !isMain(tag, "extLst")) throw damaged(`The part ${this.part} has <${tag.name}> among the cells of row ${this.row}`);
      this.openCell(isMain(tag, "c") ? tag : null);
    } else if (this.cellTag !== null && this.depth === 5) {
      this.openInCell(tag);
    } else if (this.reading === "inline") {
      this.inline.open(tag, this.depth);
    }
  }

  private openCell(tag: XmlTag | null): void {
    this.cellTag = tag;
    this.formulaTag = null;
    this.formulaText = "";
    this.valueText = null;
    if (tag === null) return;
    this.column = this.places.columnOf(tag);
    if (--this.context.cellRoom < 0) throw tooManyCells();
  }

  private openInCell(tag: XmlTag): void {
    if (isMain(tag, "f")) {
      this.formulaTag = tag;
      this.reading = "formula";
    } else if (isMain(tag, "v")) {
      this.valueText ??= "";
      this.reading = "value";
    } else if (isMain(tag, "is")) {
      this.reading = "inline";
    }
  }

  text(piece: string): void {
    if (this.reading === "formula") this.formulaText += piece;
    else if (this.reading === "value") this.valueText = (this.valueText ?? "") + piece;
    else if (this.reading === "inline") this.inline.text(piece);
  }

  close(): void {
    if (this.reading === "inline") this.inline.close(this.depth);
    if (this.depth === 5) this.reading = null;
    if (this.depth === 4 && this.inData && this.cellTag !== null) this.closeCell(this.cellTag);
    if (this.depth === 2) this.inData = false;
    this.depth--;
  }

  private closeCell(tag: XmlTag): void {
    this.cellTag = null;
    const cell: Cell = { value: this.value(tag) };
    const format = this.context.formats[wholeNumber(attribute(tag, "s")) ?? 0];
    if (format !== undefined) cell.format = format;
    if (this.formulaTag !== null) this.readFormula(tag, this.formulaTag, cell);
    if (cell.value !== null || cell.format !== undefined || cell.formula !== undefined || this.formulaTag !== null) this.sheet.setCell(this.row, this.column, cell);
  }

  private value(tag: XmlTag): CellValue {
    const type = attribute(tag, "t") ?? "n";
    if (type === "inlineStr") return this.inline.taken();
    this.inline.taken();
    const stored = this.valueText;
    if (stored === null) return null;
    const word = stored.trim();
    switch (type) {
      case "str":
        return decodedText(stored);
      case "n":
        return word === "" ? null : (storedNumber(word) ?? this.refuse(`the number "${short(word)}"`));
      case "s":
        return word === "" ? null : (this.context.strings[wholeNumber(word) ?? -1] ?? this.refuse(`a pointer to the shared text ${short(word)}, which the file does not have`));
      case "b":
        return word === "" ? null : word === "1" || word === "true" ? true : word === "0" || word === "false" ? false : this.refuse(`TRUE or FALSE written as "${short(word)}"`);
      case "e":
        return word.startsWith("#") ? { error: word as ErrorCode } : this.refuse(`the error "${short(word)}"`);
      case "d":
        return word === "" ? null : (dateSerial(word, this.context.date1904) ?? this.refuse(`the date "${short(word)}"`));
      default:
        return this.refuse(`a value of the unknown type "${short(type)}"`);
    }
  }

  private readFormula(cellTag: XmlTag, formulaTag: XmlTag, cell: Cell): void {
    const type = attribute(formulaTag, "t") ?? "normal";
    if (type === "dataTable") {
      // Excel computes it by substituting inputs, which no formula can say: the cell keeps its last result.
      this.whatIfTables.push(attribute(formulaTag, "ref") ?? "");
    } else if (type === "array") {
      this.readArrayFormula(cellTag, formulaTag, cell);
    } else if (type === "shared") {
      this.readMovedFormula(formulaTag, cell);
    } else if (this.formulaText !== "") {
      cell.formula = { text: this.shown(), kind: "plain" };
    }
  }

  private readArrayFormula(cellTag: XmlTag, formulaTag: XmlTag, cell: Cell): void {
    const reference = attribute(formulaTag, "ref");
    const block = rectangleAt(reference ?? "");
    if (block === undefined || block.top !== this.row || block.left !== this.column) return this.refuse(`an array formula over "${short(reference ?? "")}"`);
    const mark = wholeNumber(attribute(cellTag, "cm"));
    const dynamic = mark !== undefined && this.context.dynamicMarks.has(mark);
    cell.formula = { text: this.shown(), kind: dynamic ? "dynamic" : "array" };
    if (isOneCell(block)) return;
    cell.extent = { rows: block.bottom - block.top + 1, columns: block.right - block.left + 1 };
    this.blocks.push(block);
  }

  private readMovedFormula(tag: XmlTag, cell: Cell): void {
    const group = wholeNumber(attribute(tag, "si"));
    if (group === undefined) return this.refuse("a shared formula without the number of its group");
    if (this.formulaText === "") {
      const master = this.masters.get(group);
      if (master === undefined) this.waiting.push({ cell, row: this.row, column: this.column, group });
      else cell.formula = this.movedFormula(master, this.row, this.column);
      return;
    }
    const text = this.shown();
    cell.formula = { text, kind: "plain" };
    if (attribute(tag, "ref") !== undefined || !this.masters.has(group)) this.masters.set(group, { formula: new MovedFormula(text), row: this.row, column: this.column });
  }

  private shown(): string {
    const text = shownFormula(decodedText(this.formulaText).replace(/^=/, ""), this.context.functions);
    if (text.length > LONGEST_FORMULA) throw this.tooLong(text.length);
    return text;
  }

  /** What can be told only once all cells are read. */
  finish(): void {
    for (const { cell, row, column, group } of this.waiting) {
      const master = this.masters.get(group);
      if (master === undefined) throw damaged(`${cellPlace(this.sheet.name, row, column)} shares a formula of group ${group}, which the sheet does not have`);
      cell.formula = this.movedFormula(master, row, column);
    }
    markFilledCells(this.sheet, this.blocks);
  }

  private movedFormula(master: SharedMaster, row: number, column: number): Formula {
    const text = master.formula.moved(row - master.row, column - master.column);
    this.context.formulaRoom -= text.length;
    if (this.context.formulaRoom < 0) throw new FileRefusal("The shared formulas of the workbook are too long to be written out for every cell that shares them. It is not an ordinary workbook; it is not opened.");
    return { text, kind: "plain" };
  }

  private refuse(what: string): never {
    throw damaged(`${cellPlace(this.sheet.name, this.row, this.column)} holds ${what}`);
  }

  private tooLong(length: number): FileRefusal {
    return damaged(`${cellPlace(this.sheet.name, this.row, this.column)} holds a formula of ${length} characters, and Excel allows ${LONGEST_FORMULA}`);
  }
}

/** A number as files write it, to the last digit. */
export function storedNumber(word: string): number | undefined {
  if (!/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(word)) return undefined;
  const number = Number(word);
  return Number.isFinite(number) ? number : undefined;
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
