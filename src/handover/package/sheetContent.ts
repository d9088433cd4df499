import { cellPlace } from "../../sheet/address";
import type { Sheet } from "../../sheet/workbook";
import { FileRefusal, damaged } from "../../file/fileRefusal";
import { storedFormula, type FunctionNames } from "../../file/formulaText";
import { isMain, isRevisionNamespace, knownAttribute, knownName } from "../../file/package/namespaces";
import { Places } from "../../file/places";
import { sibling } from "../../file/package/relationships";
import { decodedText } from "../../file/package/storedText";
import { TreeBuilder, attribute, readXml, wholeNumber, type XmlAttribute, type XmlElement, type XmlHandler, type XmlSource, type XmlTag } from "../../file/package/xml";
import { CELL, ROW } from "./keptElements";
import { keptTag, keptXml, element as keptElement, type Copying } from "./keptXml";
import { HiddenCells } from "./hiddenCells";
import type { LeftOut } from "./leftOut";
import { unwantedMark, type Objection, type LeftOutReferences } from "./leftOutReferences";
import type { Looks } from "./looks";
import type { Unseen } from "./unseen";

/** What of the other parts a copy still needs, gathered while its sheets are copied. */
export interface Uses {
  /** The shared texts, each with the first cell that shows it. */
  readonly texts: Map<number, string>;
  /** How many cells show one. */
  textCells: number;
  readonly styles: Set<number>;
  /** The styles of conditional formats, filters and tables. */
  readonly differentialStyles: Set<number>;
  /** Styles that tables name. */
  readonly styleNames: Set<string>;
  hasDynamicArrays: boolean;
}

/** What is needed to copy the cells of a sheet. */
export interface ContentContext {
  readonly sheetName: string;
  readonly references: LeftOutReferences;
  /** The numbers in `cm` that make a formula a dynamic array. In the copy it is always 1. */
  readonly dynamicMarks: ReadonlySet<number>;
  readonly uses: Uses;
  readonly leftOut: LeftOut;
  readonly unseen: Unseen;
  readonly looks: Looks;
  /** The shared texts of which parts look unlike the rest, by number. */
  readonly richTexts: ReadonlyMap<number, XmlElement>;
  /** The formulas of the sheet's cells, as they are written. */
  readonly formulas: Set<string>;
}

/** A sheet's part, taken apart: its cells as the copy has them, all else still to be looked at. */
export interface SheetContent {
  /** The start tag of the sheet, and where it stands. */
  readonly root: { readonly tag: XmlTag; readonly start: number; readonly openEnd: number };
  /** The children of the sheet besides the cells, in the order of the file. */
  readonly others: readonly XmlElement[];
  /** The element with all cells. */
  readonly data: string;
}

export function sheetContent(source: XmlSource, context: ContentContext): SheetContent {
  const reader = new ContentReader(source, context);
  readXml(source, reader);
  return reader.content();
}

const DATA = keptElement();

interface OpenCell {
  readonly tag: XmlTag;
  readonly start: number;
  readonly openEnd: number;
  readonly column: number;
  readonly children: XmlElement[];
}

class ContentReader implements XmlHandler {
  private readonly others: XmlElement[] = [];
  private readonly data: string[] = [];
  private readonly places: Places;
  private readonly copying: Copying;
  private root: SheetContent["root"] | null = null;
  private depth = 0;
  private dataTag: XmlTag | null = null;
  private dataSeen = false;
  private row = 0;
  private rowTag: XmlTag | null = null;
  private cell: OpenCell | null = null;
  private readonly hidden = new HiddenCells();
  /** An element that is read with all that it holds. */
  private builder: TreeBuilder | null = null;

  constructor(private readonly source: XmlSource, private readonly context: ContentContext) {
    this.places = new Places(source.part);
    this.copying = { source: source.text, value: (_, name, value) => this.value(name, value), unknown: (what) => this.tellUnknown(what) };
  }

  open(tag: XmlTag, start: number, end: number): void {
    this.depth++;
    if (this.builder !== null) this.builder.open(tag, start, end);
    else if (this.depth === 1) this.openRoot(tag, start, end);
    else if (this.depth === 2 && isMain(tag, "sheetData")) this.openData(tag, start, end);
    else if (this.depth === 3 && this.dataTag !== null) this.openRow(tag, start, end);
    else if (this.depth === 4 && this.rowTag !== null && isMain(tag, "c")) this.cell = { tag, start, openEnd: end, column: this.places.columnOf(tag), children: [] };
    else {
      this.builder = new TreeBuilder(this.source.part);
      this.builder.open(tag, start, end);
    }
  }

  text(piece: string): void {
    this.builder?.text(piece);
  }

  close(start: number, end: number): void {
    this.depth--;
    const { builder } = this;
    if (builder !== null) {
      builder.close(start, end);
      if (!builder.isFinished) return;
      this.builder = null;
      this.take(builder.root as XmlElement);
    } else if (this.depth === 3 && this.cell !== null) {
      this.closeCell(this.cell);
      this.cell = null;
    } else if (this.depth === 2 && this.rowTag !== null) {
      if (start !== end) this.data.push(`</${this.rowTag.name}>`);
      this.rowTag = null;
    } else if (this.depth === 1 && this.dataTag !== null) {
      if (start !== end) this.data.push(`</${this.dataTag.name}>`);
      this.dataTag = null;
    }
  }

  content(): SheetContent {
    if (this.root === null) throw damaged(`The part ${this.source.part} is empty`);
    this.hidden.tell(this.others, this.context.sheetName, this.context.unseen);
    const data = this.dataSeen ? this.data.join("") : `<${sibling(this.root.tag, "sheetData")}/>`;
    return { root: this.root, others: this.others, data };
  }

  private openRoot(tag: XmlTag, start: number, openEnd: number): void {
    if (!isMain(tag, "worksheet")) throw damaged(`The part ${this.source.part} does not hold a sheet`);
    this.root = { tag, start, openEnd };
  }

  private openData(tag: XmlTag, start: number, end: number): void {
    if (this.dataSeen) throw damaged(`The part ${this.source.part} holds its cells twice`);
    this.dataSeen = true;
    this.dataTag = tag;
    this.data.push(keptTag(tag, start, end, DATA, this.copying));
  }

  private openRow(tag: XmlTag, start: number, end: number): void {
    if (!isMain(tag, "row")) throw damaged(`The part ${this.source.part} has <${tag.name}> among its rows`);
    this.row = this.places.rowOf(tag);
    this.rowTag = tag;
    this.noteStyle(attribute(tag, "s"));
    this.hidden.openRow(tag, this.row);
    this.data.push(keptTag(tag, start, end, ROW, this.copying));
  }

  /** An element that has been read to its end: a child of the sheet, of a row or of a cell. */
  private take(element: XmlElement): void {
    if (this.cell !== null) this.cell.children.push(element);
    else if (this.depth === 1) this.others.push(element);
    else this.tellUnknown(element);
  }

  private closeCell({ tag, start, openEnd, column, children }: OpenCell): void {
    const place = cellPlace(this.context.sheetName, this.row, column);
    const written = children.flatMap((child) => {
      const kept = CELL.child(knownName(child) ?? "");
      if (kept === undefined) this.tellUnknown(child);
      return kept === undefined ? [] : [keptXml(child, kept, this.copying)];
    });
    for (const child of children) {
      if (!isMain(child, "f") || child.text === "") continue;
      const formula = decodedText(child.text);
      const fault = this.context.references.fault(formula, this.context.sheetName);
      if (fault !== undefined) throw refusedCell(place, fault);
      this.context.formulas.add(formula);
    }
    const xml = keptTag(tag, start, openEnd, CELL, this.copying) + written.join("");
    const unwanted = unwantedMark(xml);
    if (unwanted !== undefined) throw refusedCell(place, unwanted);
    this.noteStyle(attribute(tag, "s"));
    if (attribute(tag, "t") === "s") this.noteText(children, place);
    if (children.some(holds)) {
      this.hidden.filled(column);
      const why = this.whyUnseen(tag, children);
      if (why !== undefined) this.context.unseen.cell(place, why);
    }
    this.data.push(this.source.text[openEnd - 2] === "/" ? xml : `${xml}</${tag.name}>`);
  }

  private whyUnseen(tag: XmlTag, children: readonly XmlElement[]): string | undefined {
    const { looks, richTexts } = this.context;
    const style = wholeNumber(attribute(tag, "s")) ?? 0;
    const stored = children.find((child) => isMain(child, "v"))?.text.trim() ?? "";
    const kind = attribute(tag, "t") ?? "n";
    const why = looks.whyUnseen(style, kind === "n" ? { kind: "number", value: stored === "" ? NaN : Number(stored) } : { kind: kind === "b" || kind === "e" ? "other" : "text" });
    const rich = kind === "s" ? richTexts.get(wholeNumber(stored) ?? -1) : children.find((child) => isMain(child, "is"));
    return why ?? (rich === undefined ? undefined : looks.whyRunUnseen(style, rich));
  }

  private value(name: string, value: string): string | undefined {
    if (name !== "cm") return value;
    // Marks of other kinds point at parts that a copy does not have.
    if (!this.context.dynamicMarks.has(wholeNumber(value) ?? 0)) return undefined;
    this.context.uses.hasDynamicArrays = true;
    return "1";
  }

  private noteStyle(style: string | undefined): void {
    const number = wholeNumber(style);
    if (number !== undefined) this.context.uses.styles.add(number);
  }

  private noteText(children: readonly XmlElement[], place: string): void {
    const { uses } = this.context;
    const number = wholeNumber(children.find((child) => isMain(child, "v"))?.text.trim());
    if (number === undefined) return;
    uses.textCells++;
    if (!uses.texts.has(number)) uses.texts.set(number, place);
  }

  private tellUnknown(what: XmlElement | XmlAttribute): void {
    tellUnknown(what, this.context.sheetName, this.context.leftOut);
  }
}

/** Refuses a sheet that was made for the copy where a formula of it would read what goes. */
export function refuseFormulas({ name, rows }: Sheet, references: LeftOutReferences, functions: FunctionNames): void {
  for (const [row, cells] of rows) {
    for (const [column, { formula }] of cells) {
      const fault = formula === undefined ? undefined : references.fault(storedFormula(formula.text, functions), name);
      if (fault !== undefined) throw refusedCell(cellPlace(name, row, column), fault);
    }
  }
}

/** Whether a child of a cell is something that the cell holds. */
function holds(child: XmlElement): boolean {
  return isMain(child, "is") || ((isMain(child, "v") || isMain(child, "f")) && (child.text !== "" || isMain(child, "f")));
}

function refusedCell(place: string, { what, instead }: Objection): FileRefusal {
  return new FileRefusal(`${place} ${what}. ${instead === undefined ? "Put" : `Either ${instead}, or put`} a value or another formula in its place.`);
}

/** What says nothing but to programs, is told of with the part that it leads to, or stands in a cell as well. */
const SILENT = new Set(["vm", "codeName", "published", "r:id", "customList", "ph", "phonetic", "phoneticPr", "display", "mruColors"]);

/** What is left out of what else stays, in words. */
const DETAILS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(["filters", "top10", "customFilters", "dynamicFilter", "colorFilter", "iconFilter"].map((name) => [name, "what is filtered for"])),
  rPh: "how texts are pronounced",
};

/** Tells of something in a sheet that is left out because nobody knows it to be harmless. */
export function tellUnknown(what: XmlElement | XmlAttribute, sheetName: string, leftOut: LeftOut): void {
  if (isRevisionNamespace(what.uri)) {
    leftOut.add("document", "marks of revisions");
    return;
  }
  const name = "value" in what ? knownAttribute(what) : knownName(what);
  const words = DETAILS[name ?? ""];
  if (words !== undefined) leftOut.add("settings", `${words} on '${sheetName}'`);
  else if (name === undefined || !SILENT.has(name)) leftOut.add("other", `an unknown detail of '${sheetName}' (${what.name})`);
}
