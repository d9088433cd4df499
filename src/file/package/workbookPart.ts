import { contentType } from "./contentTypes";
import { FileRefusal, damaged } from "../fileRefusal";
import { isMain, isRelationshipType, relationshipId } from "./namespaces";
import { relationships, type Relationship } from "./relationships";
import { decodedText } from "./storedText";
import { attribute, xmlSource, xmlTree, type XmlElement } from "./xml";
import type { Part, ZipPackage } from "./zipPackage";

/** The workbooks that hold their cells as XML: plain, with macros, and templates of both. */
const WORKBOOK_TYPES = [
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
  "application/vnd.ms-excel.sheet.macroenabled.main+xml",
  "application/vnd.ms-excel.template.macroenabled.main+xml",
  "application/vnd.ms-excel.addin.macroenabled.main+xml",
];

/** The part from which all others are reached. */
export function workbookPartOf(parts: ZipPackage): Part {
  const target = linked(relationships(parts, ""), "officeDocument");
  if (target === undefined) throw new FileRefusal("This zip holds no workbook. Choose an .xlsx or .xlsm file.");
  const part = required(parts, target, "the workbook");
  const type = contentType(parts, part.name);
  if (type === undefined || !WORKBOOK_TYPES.includes(type.toLowerCase())) {
    throw new FileRefusal(`The file holds a document of the type "${type ?? "unknown"}", not a workbook. Choose an .xlsx or .xlsm file.`);
  }
  return part;
}

/** A sheet in the list of the workbook. */
export interface ListedSheet {
  readonly name: string;
  /** `hidden` or `veryHidden`; absent: visible. */
  readonly state?: string;
  /** Absent: the file does not say where it is, as old macro sheets do. */
  readonly link?: Relationship;
  /** Its part; absent for a chart and other sheets without cells. */
  readonly part?: string;
}

/** The sheets in their order, from the root of the workbook's part. */
export function listedSheets(root: XmlElement, links: readonly Relationship[]): ListedSheet[] {
  const byId = new Map(links.map((link) => [link.id, link]));
  const seen = new Set<string>();
  return children(root, "sheets").flatMap((list) => children(list, "sheet")).map((element) => {
    const name = decodedText(attribute(element, "name") ?? "");
    if (name === "") throw damaged("A sheet has no name");
    if (seen.has(name.toLowerCase())) throw damaged(`Two sheets are named ${name}`);
    seen.add(name.toLowerCase());
    const id = relationshipId(element) ?? "";
    const link = byId.get(id);
    if (link === undefined && id !== "") throw damaged(`The sheet ${name} is listed, but the file does not say where it is`);
    const state = attribute(element, "state");
    const isHidden = state !== undefined && state !== "visible";
    return { name, ...(link === undefined ? {} : { link }), ...(isHidden ? { state } : {}), ...(link !== undefined && isRelationshipType(link.type, "worksheet") ? { part: link.target } : {}) };
  });
}

/** The root of the workbook's part. */
export function workbookRoot(part: Part): XmlElement {
  const root = xmlTree(xmlSource(part));
  if (!isMain(root, "workbook")) throw damaged(`The part ${part.name} does not hold a workbook`);
  return root;
}

/** The children of an element that are of one kind. */
export function children(element: XmlElement, local: string): XmlElement[] {
  return element.children.filter((child) => isMain(child, local));
}

/** The part that the first relationship of a type leads to. */
export function linked(links: readonly Relationship[], word: string): string | undefined {
  return links.find(({ type }) => isRelationshipType(type, word))?.target;
}

/** A part that has to be there. */
export function required(parts: ZipPackage, name: string, what: string): Part {
  const part = parts.part(name);
  if (part === undefined) throw damaged(`The part ${name}, which should hold ${what}, is missing`);
  return part;
}
