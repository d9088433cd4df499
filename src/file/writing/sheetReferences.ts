import type { SheetFates } from "../../sheet/formula/sheetFates";
import { sheetPrefix } from "../../sheet/address";
import { decodedText, xmlText } from "../package/storedText";
import { editedText, type TextEdit } from "../package/textEdits";
import { attributeEdit, readXml, xmlBytes, xmlSource, type XmlHandler, type XmlTag } from "../package/xml";
import type { Part, ZipPackage } from "../package/zipPackage";

/** Elements whose text is a formula, whatever part they stand in: of charts, of rules for cells, of sparklines, of tables. Those of cells are written with their cells. */
const FORMULAS: ReadonlySet<string> = new Set(["f", "formula", "formula1", "formula2", "calculatedColumnFormula", "totalsRowFormula", "sqref"]);

/** Attributes that are a formula: where a link leads, which cell a box shows, what a control is bound to. */
const FORMULA_ATTRIBUTES: ReadonlySet<string> = new Set(["location", "textlink", "fmlaLink", "fmlaRange", "fmlaGroup", "fmlaTxbx"]);

/** Elements with an attribute that is the bare name of a sheet: what a pivot table counts, what is consolidated. */
const NAMED: ReadonlySet<string> = new Set(["worksheetSource", "dataRef", "rangeSet"]);

/** Texts for people. That a sheet is mentioned in them does not bind them to it. */
const PROSE: ReadonlySet<string> = new Set(["v", "t", "display", "tooltip", "title", "descr", "name", "prompt", "promptTitle", "error", "errorTitle", "author", "text"]);

/** Parts that say nothing of this workbook's sheets, or are written by whoever calls. */
const LEFT_ALONE = /(?:^|\/)(?:_rels|docProps|customXml|externalLinks|theme)\/|(?:^|\/)(?:sharedStrings|styles|workbook|calcChain|metadata)\.xml$|^\[Content_Types\]\.xml$|\.(?:rels|bin|png|jpe?g|gif|emf|wmf)$/i;

/** Lets everything that reads sheets, but cells and names, follow them. Parts that read none stay as they are. */
export function followSheets(parts: ZipPackage, fates: SheetFates): void {
  if (fates.isNone) return;
  for (const part of parts.parts) {
    if (LEFT_ALONE.test(part.name) || !part.name.toLowerCase().endsWith(".xml")) continue;
    const source = xmlSource(part);
    const finder = new ReferenceFinder(source.text, fates);
    readXml(source, finder);
    if (finder.edits.length > 0) parts.put(part.name, xmlBytes(source, editedText(source.text, finder.edits)));
  }
}

/** What in a file, besides cells and names, reads a sheet. */
export interface SheetReaders {
  /** Parts with something that follows the sheet. */
  readonly following: readonly string[];
  /** Parts with something of which nobody here knows how it would follow. */
  readonly unknown: readonly string[];
  /** A pivot table counts cells of the sheet. */
  readonly isCounted: boolean;
}

export function sheetReaders(parts: readonly Part[], sheet: string, gone: SheetFates, ownPart: string): SheetReaders {
  const mention = sheetPrefix(sheet).toLowerCase();
  const quoted = `'${sheet.replace(/'/g, "''")}'!`.toLowerCase();
  const [following, unknown]: string[][] = [[], []];
  let isCounted = false;
  for (const part of parts) {
    if (LEFT_ALONE.test(part.name)) continue;
    const source = xmlSource(part);
    if (!part.name.toLowerCase().endsWith(".xml")) {
      // Old drawings are not always well-formed.
      if ([mention, quoted].some((word) => source.text.toLowerCase().includes(word))) unknown?.push(part.name);
      continue;
    }
    const finder = new ReferenceFinder(source.text, gone, [mention, quoted]);
    readXml(source, finder);
    if (finder.edits.length > 0 && part.name !== ownPart) following?.push(part.name);
    if (finder.hasUnknown) unknown?.push(part.name);
    isCounted ||= finder.isCounted;
  }
  return { following: following ?? [], unknown: unknown ?? [], isCounted };
}

class ReferenceFinder implements XmlHandler {
  readonly edits: TextEdit[] = [];
  hasUnknown = false;
  isCounted = false;
  private readonly elements: { readonly tag: XmlTag; readonly openEnd: number; text: string; isLeaf: boolean }[] = [];

  constructor(private readonly source: string, private readonly fates: SheetFates, private readonly mentions: readonly string[] = []) {}

  open(tag: XmlTag, start: number, openEnd: number): void {
    const parent = this.elements.at(-1);
    if (parent !== undefined) parent.isLeaf = false;
    this.elements.push({ tag, openEnd, text: "", isLeaf: true });
    for (const { name, local, value } of Object.values(tag.attributes)) {
      if (NAMED.has(tag.local) && local === "sheet") {
        const now = this.fates.nameOf(value);
        if (now === value) continue;
        this.isCounted = true;
        if (now !== null) this.edits.push(...attributeEdit(this.source, { name: tag.name, start }, name, now));
      } else if (FORMULA_ATTRIBUTES.has(local)) {
        const now = this.followedLink(value);
        if (now !== value) this.edits.push(...attributeEdit(this.source, { name: tag.name, start }, name, now));
      } else if (!PROSE.has(local)) this.look(value);
    }
  }

  /** A link into a sheet that is gone leads nowhere, as in Excel. */
  private followedLink(value: string): string {
    const [, sign = "", formula = ""] = /^([#=]?)(.*)$/s.exec(value) ?? [];
    return sign + this.fates.followed(formula);
  }

  text(piece: string): void {
    const element = this.elements.at(-1);
    if (element !== undefined) element.text += piece;
  }

  close(start: number): void {
    const element = this.elements.pop();
    if (element === undefined || !element.isLeaf || element.text === "") return;
    const { tag, openEnd, text } = element;
    // The formula of a cell is written with the cell.
    if (tag.local === "f" && this.elements.at(-1)?.tag.local === "c") return;
    if (!FORMULAS.has(tag.local)) {
      if (!PROSE.has(tag.local)) this.look(text);
      return;
    }
    const stored = decodedText(text);
    const now = this.fates.followed(stored);
    if (now !== stored) this.edits.push({ start: openEnd, end: start, text: xmlText(now) });
    else this.look(text);
  }

  private look(text: string): void {
    if (this.mentions.length === 0 || !text.includes("!")) return;
    const lower = text.toLowerCase();
    this.hasUnknown ||= this.mentions.some((mention) => lower.includes(mention) && !/[\p{L}\p{N}_.\]']/u.test(lower[lower.indexOf(mention) - 1] ?? " "));
  }
}
