import { strFromU8, strToU8 } from "fflate";
import { SaxesParser } from "saxes";
import { FileRefusal, damaged } from "../fileRefusal";
import { xmlAttributeValue } from "./storedText";
import type { TextEdit } from "./textEdits";
import type { Part } from "./zipPackage";

/** The text of an XML part. Offsets of elements count in it. */
export interface XmlSource {
  readonly part: string;
  readonly text: string;
  /** The part begins with a byte order mark, which `text` leaves out. */
  readonly marked: boolean;
}

export interface XmlAttribute {
  readonly name: string;
  readonly local: string;
  readonly uri: string;
  readonly value: string;
}

/** A start tag. */
export interface XmlTag {
  /** With its prefix, as written: `x:row`. */
  readonly name: string;
  readonly prefix: string;
  readonly local: string;
  readonly uri: string;
  /** By name as written. The object has no prototype. */
  readonly attributes: Readonly<Record<string, XmlAttribute>>;
}

/** An element that has been opened: from `start` to `openEnd` its tag stands in the text. */
export interface OpenElement {
  readonly tag: XmlTag;
  readonly start: number;
  readonly openEnd: number;
}

/** What is called for each piece of a document, in order. `start` and `end` are offsets of the tag. An empty element opens and closes over one tag. */
export interface XmlHandler {
  open(tag: XmlTag, start: number, end: number): void;
  text(text: string): void;
  close(start: number, end: number): void;
}

/** An element with all that it holds. */
export interface XmlElement extends XmlTag {
  readonly children: XmlElement[];
  /** The text directly inside, comments and children left out. */
  text: string;
  readonly start: number;
  /** Where its start tag ends, and where its end tag begins. For an empty element both are `end`. */
  readonly openEnd: number;
  closeStart: number;
  end: number;
}

const BYTE_ORDER_MARK = "\uFEFF";
const DEEPEST = 256;
/** A tree of more would not fit into memory; the parts that are read as trees are far smaller. */
const MOST_ELEMENTS = 1_000_000;

export function xmlSource(part: Part): XmlSource {
  const { content, name } = part;
  const marked = content[0] === 0xef && content[1] === 0xbb && content[2] === 0xbf;
  const text = strFromU8(marked ? content.subarray(3) : content);
  // The decoder puts U+FFFD where the bytes are not UTF-8; written back, the part would not be what it was.
  if (text.includes("\uFFFD") && !sameBytes(strToU8((marked ? BYTE_ORDER_MARK : "") + text), content)) {
    throw new FileRefusal(`The part ${name} is not written in UTF-8, as Excel writes it. Open the file in Excel and save it again.`);
  }
  return { part: name, text, marked };
}

export function xmlBytes(source: XmlSource, text: string): Uint8Array {
  return strToU8((source.marked ? BYTE_ORDER_MARK : "") + text);
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** Reads a part from end to end. Refuses malformed XML, and any document type: an entity could stand for anything. */
export function readXml(source: XmlSource, handler: XmlHandler): void {
  const { part, text } = source;
  const parser = new SaxesParser({ xmlns: true });
  // The parser's own table is a plain object, in which &constructor; would be found.
  parser.ENTITIES = Object.assign(Object.create(null) as Record<string, string>, { amp: "&", gt: ">", lt: "<", quot: '"', apos: "'" });
  parser.on("xmldecl", ({ encoding }) => {
    if (encoding !== undefined && !/^(utf-?8|us-ascii)$/i.test(encoding)) throw new FileRefusal(`The part ${part} is written in ${encoding}, not in UTF-8. Open the file in Excel and save it again.`);
  });
  parser.on("doctype", () => {
    throw new FileRefusal(`The part ${part} declares a document type (DTD), which no workbook needs and which can do harm. Open the file in Excel and save it again.`);
  });
  // A tag holds no "<" but its first character, so that is where it starts.
  let opened = -1;
  let depth = 0;
  parser.on("opentagstart", () => {
    if (++depth > DEEPEST) throw new FileRefusal(`The part ${part} is nested more than ${DEEPEST} levels deep, as no workbook is. It is not opened.`);
  });
  parser.on("opentag", (tag) => {
    opened = parser.position;
    handler.open(tag, text.lastIndexOf("<", opened - 1), opened);
  });
  parser.on("closetag", () => {
    depth--;
    const end = parser.position;
    handler.close(end === opened ? end : text.lastIndexOf("<", end - 1), end);
  });
  parser.on("text", (piece) => handler.text(piece));
  parser.on("cdata", (piece) => handler.text(piece));
  parser.on("error", (error) => {
    throw damaged(`The part ${part} is not well-formed XML (${error.message})`);
  });
  parser.write(text).close();
}

/** The root element of a part, with all that it holds. For parts that are small: a sheet is read piece by piece. */
export function xmlTree(source: XmlSource): XmlElement {
  const builder = new TreeBuilder(source.part);
  readXml(source, builder);
  if (builder.root === undefined) throw damaged(`The part ${source.part} is empty`);
  return builder.root;
}

/** Makes an element with all that it holds out of the pieces of a document. */
export class TreeBuilder implements XmlHandler {
  root: XmlElement | undefined;
  private readonly unfinished: XmlElement[] = [];
  private count = 0;

  constructor(private readonly part: string) {}

  /** Whether the element is there, from its start tag to its end tag. */
  get isFinished(): boolean {
    return this.root !== undefined && this.unfinished.length === 0;
  }

  open({ name, prefix, local, uri, attributes }: XmlTag, start: number, end: number): void {
    const element: XmlElement = { name, prefix, local, uri, attributes, children: [], text: "", start, openEnd: end, closeStart: end, end };
    if (++this.count > MOST_ELEMENTS) throw new FileRefusal(`The part ${this.part} has more than a million elements, as no ordinary workbook has. It is not opened.`);
    this.unfinished.at(-1)?.children.push(element);
    this.root ??= element;
    this.unfinished.push(element);
  }

  text(piece: string): void {
    const element = this.unfinished.at(-1);
    if (element !== undefined) element.text += piece;
  }

  close(start: number, end: number): void {
    const element = this.unfinished.pop();
    if (element === undefined) return;
    element.closeStart = start;
    element.end = end;
  }
}

/** The value of an attribute without a namespace. */
export function attribute(tag: XmlTag, name: string): string | undefined {
  return tag.attributes[name]?.value;
}

/** TRUE as XML writes it. */
export function isTrue(value: string | undefined): boolean {
  return value === "1" || value === "true";
}

/** A whole number that is not negative, or undefined. */
export function wholeNumber(value: string | undefined): number | undefined {
  return value !== undefined && /^\d{1,10}$/.test(value) ? Number(value) : undefined;
}

/** Where the value of an attribute stands, without its quotes: the tag is known to be well-formed. */
export function attributeSpan(text: string, tagStart: number, name: string): { readonly start: number; readonly end: number } | undefined {
  let at = tagStart + 1;
  while (at < text.length && !isSpace(text[at]) && text[at] !== ">" && text[at] !== "/") at++;
  for (;;) {
    while (isSpace(text[at])) at++;
    if (at >= text.length || text[at] === ">" || text[at] === "/") return undefined;
    const nameStart = at;
    while (text[at] !== "=" && !isSpace(text[at])) at++;
    const found = text.slice(nameStart, at) === name;
    while (text[at] !== '"' && text[at] !== "'") at++;
    const end = text.indexOf(text[at] ?? "", at + 1);
    if (found) return { start: at + 1, end };
    at = end + 1;
  }
}

/** The edit that gives a start tag an attribute, or takes it away. Several of one tag may be made together. */
export function attributeEdit(text: string, tag: { readonly name: string; readonly start: number }, name: string, value: string | undefined): TextEdit[] {
  const span = attributeSpan(text, tag.start, name);
  if (span !== undefined && value !== undefined) return [{ ...span, text: xmlAttributeValue(value) }];
  // From the space before its name to the quote behind its value.
  if (span !== undefined) return [{ start: text.lastIndexOf(name, span.start - 2) - 1, end: span.end + 1, text: "" }];
  const behindName = tag.start + 1 + tag.name.length;
  return value === undefined ? [] : [{ start: behindName, end: behindName, text: ` ${name}="${xmlAttributeValue(value)}"` }];
}

function isSpace(character: string | undefined): boolean {
  return character === " " || character === "\n" || character === "\t" || character === "\r";
}
