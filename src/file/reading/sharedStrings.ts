import { damaged } from "../fileRefusal";
import { isMain } from "../package/namespaces";
import { decodedText } from "../package/storedText";
import { readXml, type XmlSource, type XmlTag } from "../package/xml";

/** The texts that cells point at by number. Runs of rich text are joined; how a text is pronounced is left out. */
export function sharedStrings(source: XmlSource): string[] {
  const reader = new SharedStringsReader(source.part);
  readXml(source, reader);
  return reader.strings;
}

class SharedStringsReader {
  readonly strings: string[] = [];
  private depth = 0;
  private readonly item = new RichText(2);

  constructor(private readonly part: string) {}

  open(tag: XmlTag): void {
    this.depth++;
    if (this.depth === 1 && !isMain(tag, "sst")) throw damaged(`The part ${this.part} does not hold shared texts`);
    this.item.open(tag, this.depth);
  }

  text(piece: string): void {
    this.item.text(piece);
  }

  close(): void {
    this.item.close(this.depth);
    if (this.depth === 2) this.strings.push(this.item.taken());
    this.depth--;
  }
}

/** The text of an `<si>` or `<is>` element at a given depth: that of its own `<t>`, or of the `<t>` in each run. */
export class RichText {
  private joined = "";
  private piece: string | null = null;
  private inRun = false;

  constructor(private readonly at: number) {}

  open(tag: XmlTag, depth: number): void {
    if (depth === this.at + 1) this.inRun = isMain(tag, "r");
    if (isMain(tag, "t") && (depth === this.at + 1 || (this.inRun && depth === this.at + 2))) this.piece = "";
  }

  text(piece: string): void {
    if (this.piece !== null) this.piece += piece;
  }

  close(depth: number): void {
    if (this.piece === null || depth > this.at + 2) return;
    this.joined += decodedText(this.piece);
    this.piece = null;
  }

  /** The text read so far; the next one starts empty. */
  taken(): string {
    const text = this.joined;
    this.joined = "";
    return text;
  }
}
