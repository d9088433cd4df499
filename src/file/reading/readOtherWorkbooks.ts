import { cellAt } from "../../sheet/address";
import type { CellValue, ErrorCode } from "../../cells/cell";
import type { DefinedName, OtherWorkbook } from "../../sheet/workbook";
import { tooManyCells } from "../fileRefusal";
import { isMain, relationshipId } from "../package/namespaces";
import { externalTarget, type Relationship } from "../package/relationships";
import { storedNumber, type CellContext } from "./readSheet";
import { decodedText } from "../package/storedText";
import { children } from "../package/workbookPart";
import { attribute, readXml, wholeNumber, xmlSource, type XmlElement, type XmlHandler, type XmlTag } from "../package/xml";
import type { ZipPackage } from "../package/zipPackage";

/** The other workbooks that formulas count, with the values that the file keeps of them. Whatever is not kept of one, or is no workbook, has its number all the same. */
export function readOtherWorkbooks(parts: ZipPackage, root: XmlElement, links: readonly Relationship[], context: CellContext): OtherWorkbook[] {
  const byId = new Map(links.map(({ id, target }) => [id, target]));
  return children(root, "externalReferences").flatMap((list) => children(list, "externalReference")).map((reference) => {
    const part = parts.part(byId.get(relationshipId(reference) ?? "") ?? "");
    if (part === undefined) return { target: "", sheets: [], names: [] };
    const reader = new OtherWorkbookReader(context);
    readXml(xmlSource(part), reader);
    return { target: externalTarget(parts, part.name, reader.link) ?? "", sheets: reader.sheets, names: reader.names };
  });
}

interface OtherSheet {
  readonly name: string;
  readonly cells: Map<number, Map<number, CellValue>>;
}

/** Reads an `<externalLink>`. */
class OtherWorkbookReader implements XmlHandler {
  link = "";
  readonly sheets: OtherSheet[] = [];
  readonly names: DefinedName[] = [];
  private readonly path: string[] = [];
  private sheet: OtherSheet | undefined;
  private cell: XmlTag | undefined;
  private value = "";

  constructor(private readonly context: CellContext) {}

  open(tag: XmlTag): void {
    this.path.push(isMain(tag, tag.local) ? tag.local : "");
    switch (this.path.join("/")) {
      case "externalLink/externalBook":
        this.link = relationshipId(tag) ?? "";
        break;
      case "externalLink/externalBook/sheetNames/sheetName":
        this.sheets.push({ name: decodedText(attribute(tag, "val") ?? ""), cells: new Map() });
        break;
      case "externalLink/externalBook/definedNames/definedName":
        this.readName(tag);
        break;
      case "externalLink/externalBook/sheetDataSet/sheetData":
        this.sheet = this.sheets[wholeNumber(attribute(tag, "sheetId")) ?? -1];
        break;
      case "externalLink/externalBook/sheetDataSet/sheetData/row/cell":
        this.cell = tag;
        this.value = "";
        if (--this.context.cellRoom < 0) throw tooManyCells();
    }
  }

  text(piece: string): void {
    if (this.path.length === 7 && this.path[6] === "v") this.value += piece;
  }

  close(): void {
    if (this.path.length === 6 && this.cell !== undefined) {
      this.keepCell(this.cell);
      this.cell = undefined;
    }
    this.path.pop();
  }

  private readName(tag: XmlTag): void {
    const refersTo = attribute(tag, "refersTo");
    if (refersTo === undefined) return;
    const sheet = this.sheets[wholeNumber(attribute(tag, "sheetId")) ?? -1]?.name;
    this.names.push({ name: decodedText(attribute(tag, "name") ?? ""), formula: decodedText(refersTo).replace(/^=/, ""), ...(sheet === undefined ? {} : { sheet }) });
  }

  /** What cannot be read is not there: a formula that asks for it is refused. */
  private keepCell(tag: XmlTag): void {
    const place = cellAt(attribute(tag, "r") ?? "");
    const value = cellValue(attribute(tag, "t") ?? "n", this.value);
    if (this.sheet === undefined || place === undefined || value === undefined) return;
    const { cells } = this.sheet;
    let row = cells.get(place.row);
    if (row === undefined) cells.set(place.row, (row = new Map<number, CellValue>()));
    row.set(place.column, value);
  }
}

function cellValue(type: string, stored: string): CellValue | undefined {
  const word = stored.trim();
  switch (type) {
    case "str":
      return decodedText(stored);
    case "n":
      return storedNumber(word);
    case "b":
      return word === "1" || word === "true" ? true : word === "0" || word === "false" ? false : undefined;
    case "e":
      return word.startsWith("#") ? { error: word as ErrorCode } : undefined;
    default:
      return undefined;
  }
}
