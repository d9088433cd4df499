import type { XmlAttribute, XmlTag } from "./xml";

/** A namespace has two spellings: that of Excel's everyday files, and that of "Strict Open XML". */
type Spellings = readonly [everyday: string, strict: string];

const MAIN: Spellings = ["http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"];
const OFFICE_RELATIONSHIPS: Spellings = ["http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships"];

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

/** The type as a file writes it whose elements are of the namespace `mainUri`. */
export function relationshipType(mainUri: string, word: string): string {
  return `${OFFICE_RELATIONSHIPS[mainUri === MAIN[1] ? 1 : 0]}/${word}`;
}
