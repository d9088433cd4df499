import { FileRefusal, damaged } from "../fileRefusal";
import { editedText } from "./textEdits";
import { attribute, xmlBytes, xmlSource, xmlTree, type XmlElement } from "./xml";
import { xmlAttributeValue } from "./storedText";
import { type ZipPackage, forwardSlashes } from "./zipPackage";

/** A link from one part of a file to another. */
export interface Relationship {
  readonly id: string;
  readonly type: string;
  /** The part it leads to, from the root of the package, without a leading "/". */
  readonly target: string;
}

/** The links that start at a part; at the package as a whole where `from` is "". Links out of the file are left out. */
export function relationships(parts: ZipPackage, from: string): Relationship[] {
  const part = parts.part(relationshipsPart(from));
  if (part === undefined) return [];
  return xmlTree(xmlSource(part)).children.filter(isRelationship).flatMap((element) => {
    const [id, type, target] = [attribute(element, "Id"), attribute(element, "Type"), attribute(element, "Target")];
    if (id === undefined || type === undefined || target === undefined) throw damaged(`A relationship in ${part.name} lacks its Id, Type or Target`);
    return attribute(element, "TargetMode") === "External" ? [] : [{ id, type, target: resolved(from, target) }];
  });
}

/** Where a link leads out of the file. */
export function externalTarget(parts: ZipPackage, from: string, id: string): string | undefined {
  const part = parts.part(relationshipsPart(from));
  const link = part && xmlTree(xmlSource(part)).children.find((element) => isRelationship(element) && attribute(element, "Id") === id && attribute(element, "TargetMode") === "External");
  return link && attribute(link, "Target");
}

function isRelationship(element: XmlElement): boolean {
  return element.local === "Relationship";
}

/** Where the relationships of a part are kept: `xl/workbook.xml` → `xl/_rels/workbook.xml.rels`. */
export function relationshipsPart(from: string): string {
  const folder = folderOf(from);
  return `${folder}_rels/${from.slice(folder.length)}.rels`;
}

/** The folder of a part, its last "/" included: `xl/workbook.xml` → `xl/`. */
export function folderOf(part: string): string {
  return part.slice(0, part.lastIndexOf("/") + 1);
}

/** How a relationship of one part writes another: `xl/worksheets/sheet1.xml`, `xl/tables/table1.xml` → `../tables/table1.xml`. */
export function relativeTarget(from: string, to: string): string {
  const [here, there] = [from.split("/"), to.split("/")];
  let common = 0;
  while (common < here.length - 1 && common < there.length - 1 && here[common] === there[common]) common++;
  return "../".repeat(here.length - 1 - common) + there.slice(common).join("/");
}

function resolved(from: string, target: string): string {
  const path = forwardSlashes(target);
  const steps = path.startsWith("/") ? [] : from.split("/").slice(0, -1);
  for (const step of path.split("/")) {
    if (step === "..") {
      if (steps.pop() === undefined) throw new FileRefusal(`A relationship leads to ${target}, which is outside the file. The file is damaged or made to harm; it is not opened.`);
    } else if (step !== "" && step !== ".") {
      steps.push(step);
    }
  }
  return steps.join("/");
}

/** Adds a link from a part that has some already, and tells its id. */
export function addRelationship(parts: ZipPackage, from: string, type: string, target: string): string {
  const { root, source, name } = relationshipsRoot(parts, from);
  const taken = new Set(root.children.map((element) => attribute(element, "Id")));
  let number = root.children.length + 1;
  while (taken.has(`rId${number}`)) number++;
  const added = `<${sibling(root, "Relationship")} Id="rId${number}" Type="${xmlAttributeValue(type)}" Target="${xmlAttributeValue(target)}"/>`;
  parts.put(name, xmlBytes(source, editedText(source.text, [{ start: root.closeStart, end: root.closeStart, text: added }])));
  return `rId${number}`;
}

/** Removes the links from a part to another. */
export function removeRelationships(parts: ZipPackage, from: string, target: string): void {
  const { root, source, name } = relationshipsRoot(parts, from);
  const removed = root.children.filter((element) => isRelationship(element) && attribute(element, "TargetMode") !== "External" && samePart(resolved(from, attribute(element, "Target") ?? ""), target));
  parts.put(name, xmlBytes(source, editedText(source.text, removed.map(({ start, end }) => ({ start, end, text: "" })))));
}

function relationshipsRoot(parts: ZipPackage, from: string) {
  const part = parts.part(relationshipsPart(from));
  if (part === undefined) throw damaged(`The part ${from} has no relationships`);
  const source = xmlSource(part);
  return { root: xmlTree(source), source, name: part.name };
}

/** A name with the prefix that another element has. */
export function sibling(element: { readonly prefix: string }, local: string): string {
  return element.prefix === "" ? local : `${element.prefix}:${local}`;
}

export function samePart(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
