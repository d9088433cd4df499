import { addContentType } from "./contentTypes";
import { listAddition } from "./listAdditions";
import { isMain, relationshipType } from "./namespaces";
import { addRelationship, sibling } from "./relationships";
import { editedText, type TextEdit } from "./textEdits";
import { attribute, isTrue, wholeNumber, xmlBytes, xmlSource, xmlTree, type XmlElement } from "./xml";
import type { ZipPackage } from "./zipPackage";
import { strToU8 } from "fflate";

/** Excel's word for the properties of a dynamic array. */
const DYNAMIC_ARRAY = "XLDAPR";
export const METADATA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheetMetadata+xml";
const DYNAMIC_ARRAY_URI = "http://schemas.microsoft.com/office/spreadsheetml/2017/dynamicarray";
const TYPE_FLAGS = 'minSupportedVersion="120000" copy="1" pasteAll="1" pasteValues="1" merge="1" splitFirst="1" rowColShift="1" clearFormats="1" clearComments="1" assign="1" coerce="1" cellMeta="1"';

/** The numbers that cells write as `cm` to say that their formula is a dynamic array. Cells count from 1. */
export function dynamicArrayMarks(metadata: XmlElement): Set<number> {
  const types = items(metadata, "metadataTypes", "metadataType").map((type) => attribute(type, "name"));
  const properties = futureBlocks(metadata).map(isDynamic);
  const marks = new Set<number>();
  items(metadata, "cellMetadata", "bk").forEach((block, i) => {
    const dynamic = block.children.some((record) => types[(wholeNumber(attribute(record, "t")) ?? 0) - 1] === DYNAMIC_ARRAY && properties[wholeNumber(attribute(record, "v")) ?? -1]);
    if (dynamic) marks.add(i + 1);
  });
  return marks;
}

function isDynamic(block: XmlElement): boolean {
  const found = block.children.flatMap((list) => list.children).flatMap((extension) => extension.children).find((child) => child.local === "dynamicArrayProperties");
  return found !== undefined && isTrue(attribute(found, "fDynamic"));
}

function items(root: XmlElement, list: string, item: string): XmlElement[] {
  return root.children.filter((child) => isMain(child, list)).flatMap((child) => child.children.filter((element) => isMain(element, item)));
}

function futureBlocks(metadata: XmlElement): XmlElement[] {
  return metadata.children.filter((child) => isMain(child, "futureMetadata") && attribute(child, "name") === DYNAMIC_ARRAY).flatMap((child) => child.children.filter((block) => isMain(block, "bk")));
}

/** Gives a workbook the mark of a dynamic array, where it has none yet, and tells which number cells write. */
export function dynamicArrayMark(parts: ZipPackage, metadataPart: string | undefined, workbookPart: string, mainUri: string): number {
  const part = metadataPart === undefined ? undefined : parts.part(metadataPart);
  if (part === undefined) {
    const folder = workbookPart.slice(0, workbookPart.lastIndexOf("/") + 1);
    parts.put(`${folder}metadata.xml`, strToU8(newMetadata(mainUri)));
    addContentType(parts, `${folder}metadata.xml`, METADATA_TYPE);
    addRelationship(parts, workbookPart, relationshipType(mainUri, "sheetMetadata"), "metadata.xml");
    return 1;
  }
  const source = xmlSource(part);
  const root = xmlTree(source);
  const [present] = dynamicArrayMarks(root);
  if (present !== undefined) return present;
  const { edits, mark } = addedMark(root, source.text);
  parts.put(part.name, xmlBytes(source, editedText(source.text, edits)));
  return mark;
}

/** A block, as each list of the metadata holds them. */
function futureBlock(name: (local: string) => string): string {
  return `<${name("bk")}><${name("extLst")}><${name("ext")} uri="{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}"><xda:dynamicArrayProperties xmlns:xda="${DYNAMIC_ARRAY_URI}" fDynamic="1" fCollapsed="0"/></${name("ext")}></${name("extLst")}></${name("bk")}>`;
}

/** A part that knows the mark of a dynamic array, as number 1, and nothing else. */
export function newMetadata(mainUri: string): string {
  const block = futureBlock((local) => local);
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<metadata xmlns="${mainUri}"><metadataTypes count="1"><metadataType name="${DYNAMIC_ARRAY}" ${TYPE_FLAGS}/></metadataTypes><futureMetadata name="${DYNAMIC_ARRAY}" count="1">${block}</futureMetadata><cellMetadata count="1"><bk><rc t="1" v="0"/></bk></cellMetadata></metadata>`;
}

/** What stands before each list, in the order of the format (CT_Metadata). */
const BEFORE_TYPES: readonly string[] = [];
const BEFORE_FUTURE = ["metadataTypes", "metadataStrings", "mdxMetadata", "futureMetadata"];
const BEFORE_CELLS = BEFORE_FUTURE;

function addedMark(root: XmlElement, text: string): { readonly edits: TextEdit[]; readonly mark: number } {
  const name = (local: string): string => sibling(root, local);
  const types = items(root, "metadataTypes", "metadataType");
  const knownType = types.findIndex((type) => attribute(type, "name") === DYNAMIC_ARRAY) + 1;
  const type = knownType || types.length + 1;
  const block = futureBlocks(root).length;
  const cells = items(root, "cellMetadata", "bk").length;
  const lists = [
    { list: "metadataTypes", items: knownType ? [] : [`<${name("metadataType")} name="${DYNAMIC_ARRAY}" ${TYPE_FLAGS}/>`], before: BEFORE_TYPES },
    { list: "futureMetadata", items: [futureBlock(name)], before: BEFORE_FUTURE, named: DYNAMIC_ARRAY },
    { list: "cellMetadata", items: [`<${name("bk")}><${name("rc")} t="${type}" v="${block}"/></${name("bk")}>`], before: BEFORE_CELLS },
  ];
  return { edits: lists.flatMap((list) => listAddition(root, text, list)), mark: cells + 1 };
}
