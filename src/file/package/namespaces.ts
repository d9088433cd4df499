import type { XmlAttribute, XmlTag } from "./xml";

/** A namespace has two spellings: that of Excel's everyday files, and that of "Strict Open XML". */
type Spellings = readonly [everyday: string, strict: string];

const MAIN: Spellings = ["http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"];
const OFFICE_RELATIONSHIPS: Spellings = ["http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships"];

const MARKUP_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006";

/** What this code calls the namespaces that it knows. The spreadsheet's own has no prefix. */
export type KnownPrefix = "" | "r" | "xml" | "mc" | "a" | "c" | "xdr" | "x14" | "x14ac" | "xm" | "c14" | "c15" | "c16";

/** The namespaces whose elements and attributes are known here. */
const KNOWN: ReadonlyMap<string, KnownPrefix> = new Map([
  ...MAIN.map((uri): [string, KnownPrefix] => [uri, ""]),
  ...OFFICE_RELATIONSHIPS.map((uri): [string, KnownPrefix] => [uri, "r"]),
  ["http://www.w3.org/XML/1998/namespace", "xml"],
  [MARKUP_COMPATIBILITY, "mc"],
  ["http://schemas.openxmlformats.org/drawingml/2006/main", "a"],
  ["http://purl.oclc.org/ooxml/drawingml/main", "a"],
  ["http://schemas.openxmlformats.org/drawingml/2006/chart", "c"],
  ["http://purl.oclc.org/ooxml/drawingml/chart", "c"],
  ["http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing", "xdr"],
  ["http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing", "xdr"],
  ["http://schemas.microsoft.com/office/spreadsheetml/2009/9/main", "x14"],
  ["http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac", "x14ac"],
  ["http://schemas.microsoft.com/office/excel/2006/main", "xm"],
  ["http://schemas.microsoft.com/office/drawing/2007/8/2/chart", "c14"],
  ["http://schemas.microsoft.com/office/drawing/2012/chart", "c15"],
  ["http://schemas.microsoft.com/office/drawing/2014/chart", "c16"],
]);

/** Namespaces in which Excel numbers its revisions of a file. */
const REVISIONS = "http://schemas.microsoft.com/office/spreadsheetml/";

/** The name of an element whatever the prefix of the file: `row`, `x14:cfRule`. Undefined where its namespace is not known here. */
export function knownName({ uri, local }: { readonly uri: string; readonly local: string }): string | undefined {
  const prefix = KNOWN.get(uri);
  return prefix === undefined ? undefined : prefix === "" ? local : `${prefix}:${local}`;
}

/** The name of an attribute whatever the prefix of the file: `ref`, `r:id`. Most have no namespace. */
export function knownAttribute({ uri, local }: XmlAttribute): string | undefined {
  return uri === "" ? local : knownName({ uri, local });
}

export function isKnownNamespace(uri: string): boolean {
  return KNOWN.has(uri);
}

/** Whether a namespace holds nothing but marks of revisions: `xr:uid`. */
export function isRevisionNamespace(uri: string): boolean {
  return uri.startsWith(REVISIONS) && uri.includes("/revision");
}

/** Whether an attribute declares a namespace. */
export function isDeclaration({ uri }: XmlAttribute): boolean {
  return uri === "http://www.w3.org/2000/xmlns/";
}

/** An element of the spreadsheet vocabulary by its name. */
export function isMain(tag: XmlTag, local: string): boolean {
  return tag.local === local && MAIN.includes(tag.uri);
}

/** The `r:id` of an element, whatever the prefix. */
export function relationshipId(tag: XmlTag): string | undefined {
  return Object.values(tag.attributes).find((found: XmlAttribute) => found.local === "id" && OFFICE_RELATIONSHIPS.includes(found.uri))?.value;
}

/** Whether a relationship is of one of Office's types: `worksheet`, `sharedStrings`. */
export function isRelationshipType(type: string, word: string): boolean {
  return OFFICE_RELATIONSHIPS.some((uri) => type === `${uri}/${word}`);
}

/** The namespace of `r:id` in a file whose elements are of the namespace `mainUri`. */
export function relationshipsUri(mainUri: string): string {
  return OFFICE_RELATIONSHIPS[mainUri === MAIN[1] ? 1 : 0];
}

/** The type as a file writes it whose elements are of the namespace `mainUri`. */
export function relationshipType(mainUri: string, word: string): string {
  return `${relationshipsUri(mainUri)}/${word}`;
}
