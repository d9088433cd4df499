import { isDeclaration, isKnownNamespace, knownAttribute, knownName } from "../../file/package/namespaces";
import { xmlAttributeValue, xmlCharacters } from "../../file/package/storedText";
import type { XmlAttribute, XmlElement, XmlTag } from "../../file/package/xml";

/** What may stay of an element. Names are those of `knownName`: `row`, `x14:cfRule`, `r:id`. */
export interface Kept {
  attribute(name: string): boolean;
  child(name: string): Kept | undefined;
  /** Its text stays. */
  readonly text?: boolean;
  /** It is nothing without what it holds, and is left out once that is. */
  readonly isList?: boolean;
}

/** How a part is copied, beyond what may stay of it in general. */
export interface Copying {
  /** The text of the part. */
  readonly source: string;
  /** The value that an attribute has in the copy. Undefined: it is left out. */
  value?(tag: XmlTag, name: string, value: string): string | undefined;
  /** Whether an element that may stay does. */
  stays?(element: XmlElement, name: string): boolean;
  /** Called for whatever is left out because nothing says that it may stay. */
  unknown?(what: XmlElement | XmlAttribute, within: XmlTag): void;
}

/**
 * An element as it may be shown to others: it is put together from what may stay, so that nothing else gets through: no comments, no instructions, no text between elements.
 *
 * Of what stays, every character is as it was written.
 */
export function keptXml(element: XmlElement, kept: Kept, copying: Copying): string {
  const children = keptChildren(element, kept, copying);
  if (kept.isList === true && children.length === 0) return "";
  const tag = keptTag(element, element.start, element.openEnd, kept, copying, children.length);
  if (element.closeStart === element.end) return tag;
  const text = kept.text === true && element.children.length === 0 ? keptText(element, copying.source) : "";
  return `${tag}${children.join("")}${text}</${element.name}>`;
}

function keptChildren(element: XmlElement, kept: Kept, copying: Copying): string[] {
  return alternativesResolved(element).flatMap((child) => {
    const name = knownName(child);
    const may = name === undefined ? undefined : kept.child(name);
    if (name === undefined || may === undefined) {
      copying.unknown?.(child, element);
      return [];
    }
    const xml = copying.stays?.(child, name) === false ? "" : keptXml(child, may, copying);
    return xml === "" ? [] : [xml];
  });
}

/** The children of an element. Where newer programs are offered something else, it is what others read. */
export function alternativesResolved(element: XmlElement): XmlElement[] {
  if (!element.children.some((child) => knownName(child) === "mc:AlternateContent")) return element.children;
  return element.children.flatMap((child) => {
    if (knownName(child) !== "mc:AlternateContent") return [child];
    return child.children.filter((branch) => knownName(branch) === "mc:Fallback").flatMap(alternativesResolved);
  });
}

/** A comment or a CDATA section within the text is not one of its characters. */
function keptText({ openEnd, closeStart, text }: XmlElement, source: string): string {
  const written = source.slice(openEnd, closeStart);
  return written.includes("<") ? xmlCharacters(text) : written;
}

/** A start tag with the attributes that may stay. `count` is how many children do. */
export function keptTag(tag: XmlTag, start: number, openEnd: number, kept: Kept, copying: Copying, count?: number): string {
  const attributes = Object.values(tag.attributes);
  const values = attributes.map((found) => keptValue(tag, found, kept, copying, count));
  if (values.every((value, i) => value === attributes[i]?.value)) return copying.source.slice(start, openEnd);
  const written = attributes.flatMap(({ name }, i) => {
    const value = values[i];
    return value === undefined ? [] : [` ${name}="${xmlAttributeValue(value)}"`];
  });
  const isOneTag = copying.source[openEnd - 2] === "/";
  return `<${tag.name}${written.join("")}${isOneTag ? "/>" : ">"}`;
}

function keptValue(tag: XmlTag, found: XmlAttribute, kept: Kept, copying: Copying, count: number | undefined): string | undefined {
  if (isDeclaration(found)) return isKnownNamespace(found.value) ? found.value : undefined;
  const name = knownAttribute(found);
  if (name === "mc:Ignorable") return ignorable(tag, found.value);
  if (name === undefined || !kept.attribute(name)) {
    copying.unknown?.(found, tag);
    return undefined;
  }
  if (name === "count" && count !== undefined) return String(count);
  return copying.value === undefined ? found.value : copying.value(tag, name, found.value);
}

/** Programs refuse a file that lets them ignore a prefix which it does not declare. */
function ignorable(tag: XmlTag, prefixes: string): string | undefined {
  const declared = prefixes.split(/\s+/).filter((prefix) => isKnownNamespace(tag.attributes[`xmlns:${prefix}`]?.value ?? ""));
  return declared.length === 0 ? undefined : declared.join(" ");
}

/** An element with the attributes named, in words, and the children named. */
export function element(attributes = "", children: Readonly<Record<string, Kept>> = {}): Kept {
  const names = new Set(attributes.split(/\s+/));
  const byName = new Map(Object.entries(children));
  return { attribute: (name) => names.has(name), child: (name) => byName.get(name) };
}

/** An element that is left out once nothing is left in it. */
export function list(children: Readonly<Record<string, Kept>>, attributes = "count"): Kept {
  return { ...element(attributes, children), isList: true };
}

/** An element that holds text. */
export function leaf(attributes = ""): Kept {
  return { ...element(`xml:space ${attributes}`), text: true };
}

/** Elements of one kind, each under its name. */
export function each(names: string, kept: Kept): Record<string, Kept> {
  return Object.fromEntries(names.split(/\s+/).map((name) => [name, kept]));
}
