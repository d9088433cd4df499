import { FileRefusal } from "../fileRefusal";
import type { BorderLook, CellLook, Edge, FontLook } from "../looks/cellLooks";
import { isMain } from "../package/namespaces";
import { sibling } from "../package/relationships";
import { encodedText, xmlAttributeValue } from "../package/storedText";
import type { XmlElement } from "../package/xml";

/** An element of a part of styles, and the text of the part, in which its children stand as written. */
export interface StyleSource {
  readonly root: XmlElement;
  readonly text: string;
}

/** Excel writes the children of a font in this order. */
const FONT_ORDER = ["b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name", "family", "charset", "scheme"];

/** A font with what is to be otherwise, and all else as the file writes it. */
export function fontXml(source: StyleSource, asRead: XmlElement | undefined, before: FontLook, after: FontLook): string {
  const tag = (local: string, value?: string) => `<${name(source, local)}${value === undefined ? "" : ` val="${xmlAttributeValue(value)}"`}/>`;
  const written = new Map<string, string>();
  const changed = new Set<string>();
  const put = (local: string, isOther: boolean, xml: string) => {
    if (!isOther) return;
    changed.add(local);
    written.set(local, xml);
  };
  put("b", before.bold !== after.bold, after.bold ? tag("b") : "");
  put("i", before.italic !== after.italic, after.italic ? tag("i") : "");
  put("strike", before.struckThrough !== after.struckThrough, after.struckThrough ? tag("strike") : "");
  put("u", before.underlined !== after.underlined, after.underlined ? tag("u") : "");
  put("sz", before.size !== after.size && after.size !== undefined, tag("sz", String(after.size)));
  put("color", before.colour !== after.colour, after.colour === undefined ? "" : colourXml(source, "color", after.colour));
  put("name", before.name !== after.name && after.name !== undefined, tag("name", encodedText(after.name ?? "")));
  // What belongs to the letters of before: a font of the theme, a family.
  if (changed.has("name")) for (const local of ["family", "charset", "scheme"]) changed.add(local);
  const kept = (asRead?.children ?? []).filter(({ local }) => !changed.has(local)).map((child) => [child.local, asWritten(source, child)] as const);
  const children = [...kept, ...written].sort(([a], [b]) => placeIn(FONT_ORDER, a) - placeIn(FONT_ORDER, b));
  return element(source, "font", children.map(([, xml]) => xml).join(""));
}

export function fillXml(source: StyleSource, colour: string | undefined): string {
  const pattern = name(source, "patternFill");
  if (colour === undefined) return element(source, "fill", `<${pattern} patternType="none"/>`);
  return element(source, "fill", `<${pattern} patternType="solid">${colourXml(source, "fgColor", colour)}<${name(source, "bgColor")} indexed="64"/></${pattern}>`);
}

/** In the order of the format (CT_Border). */
const BORDER_ORDER = ["start", "end", "left", "right", "top", "bottom", "diagonal", "vertical", "horizontal"];
const EDGES: readonly Edge[] = ["left", "right", "top", "bottom"];

export function borderXml(source: StyleSource, asRead: XmlElement | undefined, before: CellLook["borders"], after: CellLook["borders"]): string {
  const changed = EDGES.filter((edge) => !sameBorder(before[edge], after[edge]));
  const written = changed.map((edge) => [edge, edgeXml(source, edge, after[edge])] as const);
  const kept = (asRead?.children ?? []).filter(({ local }) => !changed.some((edge) => edge === local)).map((child) => [child.local, asWritten(source, child)] as const);
  const children = [...kept, ...written].sort(([a], [b]) => placeIn(BORDER_ORDER, a) - placeIn(BORDER_ORDER, b));
  const attributes = Object.values(asRead?.attributes ?? {}).filter(({ name }) => !name.startsWith("xmlns"));
  return element(source, "border", children.map(([, xml]) => xml).join(""), attributes.map(({ name, value }) => [name, value]));
}

export function sameBorder(a: BorderLook | undefined, b: BorderLook | undefined): boolean {
  return a?.line === b?.line && a?.colour === b?.colour;
}

function edgeXml(source: StyleSource, edge: Edge, border: BorderLook | undefined): string {
  const tag = name(source, edge);
  if (border === undefined) return `<${tag}/>`;
  const colour = border.colour === undefined ? `<${name(source, "color")} auto="1"/>` : colourXml(source, "color", border.colour);
  return `<${tag} style="${xmlAttributeValue(border.line)}">${colour}</${tag}>`;
}

/** The alignment of a style, with what is to be otherwise. Nothing where none is left. */
export function alignmentXml(source: StyleSource, asRead: XmlElement | undefined, before: CellLook, after: CellLook): string {
  const attributes = new Map(Object.values(asRead?.attributes ?? {}).map(({ name, value }) => [name, value]));
  const put = (attribute: string, isOther: boolean, value: string | undefined) => {
    if (!isOther) return;
    if (value === undefined) attributes.delete(attribute);
    else attributes.set(attribute, value);
  };
  put("horizontal", before.horizontal !== after.horizontal, after.horizontal);
  put("vertical", before.vertical !== after.vertical, after.vertical);
  put("wrapText", before.wraps !== after.wraps, after.wraps ? "1" : undefined);
  put("indent", before.indent !== after.indent, after.indent === 0 ? undefined : String(after.indent));
  return attributes.size === 0 ? "" : `<${name(source, "alignment")}${written([...attributes])}/>`;
}

/** A style of cells with other numbers, and all else as the file writes it: its protection, and what it takes from a named style. */
export function cellStyleXml(source: StyleSource, asRead: XmlElement | undefined, numbers: ReadonlyMap<string, string>, alignment: string): string {
  const attributes = new Map(Object.values(asRead?.attributes ?? {}).map(({ name, value }) => [name, value]));
  for (const [attribute, value] of numbers) attributes.set(attribute, value);
  const rest = (asRead?.children ?? []).filter((child) => !isMain(child, "alignment")).map((child) => asWritten(source, child));
  return element(source, "xf", alignment + rest.join(""), [...attributes]);
}

function colourXml(source: StyleSource, local: string, colour: string): string {
  if (!/^#[\dA-F]{6}$/i.test(colour)) throw new FileRefusal(`${colour} is no colour that a file can hold. Write it as #RRGGBB.`);
  return `<${name(source, local)} rgb="FF${colour.slice(1).toUpperCase()}"/>`;
}

function element(source: StyleSource, local: string, content: string, attributes: readonly (readonly [string, string])[] = []): string {
  const tag = name(source, local);
  return content === "" ? `<${tag}${written(attributes)}/>` : `<${tag}${written(attributes)}>${content}</${tag}>`;
}

function written(attributes: readonly (readonly [string, string])[]): string {
  return attributes.map(([attribute, value]) => ` ${attribute}="${xmlAttributeValue(value)}"`).join("");
}

function asWritten({ text }: StyleSource, { start, end }: XmlElement): string {
  return text.slice(start, end);
}

function placeIn(order: readonly string[], local: string): number {
  const place = order.indexOf(local);
  return place < 0 ? order.length : place;
}

function name({ root }: StyleSource, local: string): string {
  return sibling(root, local);
}
