import { FileRefusal, damaged } from "../../file/fileRefusal";
import { isMain } from "../../file/package/namespaces";
import { sibling } from "../../file/package/relationships";
import { TreeBuilder, readXml, xmlSource, type XmlElement, type XmlHandler, type XmlSource, type XmlTag } from "../../file/package/xml";
import type { Part } from "../../file/package/zipPackage";
import { SHARED_TEXT } from "./keptElements";
import { element as keptElement, keptTag, keptXml, type Copying } from "./keptXml";
import type { LeftOut } from "./leftOut";
import { unwantedMark } from "./leftOutReferences";
import { XML_DECLARATION } from "./packageBuilder";
import type { Uses } from "./sheetContent";

const ROOT = keptElement("count uniqueCount");

/** The shared texts as the copy has them: those that no cell of it shows are empty, since the others are found by their places. */
export function sharedTextsXml(part: Part, uses: Uses, leftOut: LeftOut): string {
  const reader = new TextsReader(xmlSource(part), uses, leftOut);
  readXml(reader.source, reader);
  return reader.xml();
}

/** The shared texts of which parts have a colour or a size of their own, by number. */
export function richTexts(part: Part | undefined): ReadonlyMap<number, XmlElement> {
  const found = new Map<number, XmlElement>();
  const source = part === undefined ? undefined : xmlSource(part);
  if (source === undefined || !/rPr\b/.test(source.text)) return found;
  let [depth, number] = [0, 0];
  let builder: TreeBuilder | null = null;
  readXml(source, {
    open: (tag, start, openEnd) => {
      if (++depth === 2) builder = new TreeBuilder(source.part);
      builder?.open(tag, start, openEnd);
    },
    text: (piece) => builder?.text(piece),
    close: (start, end) => {
      builder?.close(start, end);
      if (--depth !== 1 || builder === null) return;
      const item = builder.root;
      if (item?.children.some((run) => run.children.some(({ children }) => children.some(({ local }) => local === "color" || local === "sz"))) === true) found.set(number, item);
      builder = null;
      number++;
    },
  });
  return found;
}

class TextsReader implements XmlHandler {
  private readonly items: string[] = [];
  private readonly copying: Copying;
  private root: { readonly tag: XmlTag; readonly start: number; readonly openEnd: number } | null = null;
  private depth = 0;
  private builder: TreeBuilder | null = null;

  constructor(readonly source: XmlSource, private readonly uses: Uses, leftOut: LeftOut) {
    this.copying = {
      source: source.text,
      unknown: ({ local }) => {
        if (local === "rPh") leftOut.add("cells", "how texts are pronounced");
      },
    };
  }

  open(tag: XmlTag, start: number, openEnd: number): void {
    this.depth++;
    if (this.depth === 1) this.openRoot(tag, start, openEnd);
    if (this.depth === 2 && isMain(tag, "si")) this.builder = this.uses.texts.has(this.items.length) ? new TreeBuilder(this.source.part) : null;
    if (this.depth > 1) this.builder?.open(tag, start, openEnd);
  }

  text(piece: string): void {
    this.builder?.text(piece);
  }

  close(start: number, end: number): void {
    if (this.depth > 1) this.builder?.close(start, end);
    if (this.depth === 2) this.take();
    this.depth--;
  }

  xml(): string {
    const { root, uses, source } = this;
    if (root === null) throw damaged(`The part ${source.part} is empty`);
    for (const [number, place] of uses.texts) if (number >= this.items.length) throw damaged(`${place} holds a pointer to the shared text ${number}, which the file does not have`);
    const counts: Copying = { ...this.copying, value: (_, name) => String(name === "count" ? uses.textCells : this.items.length) };
    return `${XML_DECLARATION}${keptTag(root.tag, root.start, root.openEnd, ROOT, counts)}${this.items.join("")}</${root.tag.name}>`;
  }

  private openRoot(tag: XmlTag, start: number, openEnd: number): void {
    if (!isMain(tag, "sst")) throw damaged(`The part ${this.source.part} does not hold shared texts`);
    this.root = { tag, start, openEnd };
  }

  private take(): void {
    const root = this.builder?.root;
    this.builder = null;
    const { prefix = "" } = this.root?.tag ?? {};
    if (root === undefined) {
      this.items.push(`<${sibling({ prefix }, "si")}><${sibling({ prefix }, "t")}/></${sibling({ prefix }, "si")}>`);
      return;
    }
    const xml = keptXml(root, SHARED_TEXT, this.copying);
    const unwanted = unwantedMark(xml);
    const place = this.uses.texts.get(this.items.length) ?? "";
    if (unwanted !== undefined) throw new FileRefusal(`${place} ${unwanted.what}. Change its text.`);
    this.items.push(xml);
  }
}
