import { addContentType, contentType } from "../package/contentTypes";
import { FileRefusal } from "../fileRefusal";
import { largest } from "../largest";
import { listAddition } from "../package/listAdditions";
import { isMain, relationshipType } from "../package/namespaces";
import { PLAIN_LOOK, cellLooks, type CellLook } from "../looks/cellLooks";
import { themeColours } from "../looks/colours";
import type { StyleChange } from "../looks/lookChanges";
import { LONGEST_FORMAT, builtInNumber, numberFormats, ownFormats } from "../looks/numberFormats";
import type { WorkbookLayout } from "../reading/readWorkbook";
import { addRelationship, folderOf, relationships, relativeTarget, sibling } from "../package/relationships";
import { encodedText, xmlAttributeValue } from "../package/storedText";
import { editedText } from "../package/textEdits";
import { attribute, wholeNumber, xmlBytes, xmlSource, xmlTree, type XmlElement, type XmlSource } from "../package/xml";
import type { Cell } from "../../sheet/workbook";
import type { ZipPackage } from "../package/zipPackage";
import { alignmentXml, borderXml, cellStyleXml, fillXml, fontXml, sameBorder } from "./changedStyle";

const CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";
/** Numbers below are Excel's own, or kept for them. */
const FIRST_OWN_FORMAT = 164;

/** What stands before each list, in the order of the format (CT_Stylesheet). */
const BEFORE_FONTS = ["numFmts"];
const BEFORE_FILLS = ["numFmts", "fonts"];
const BEFORE_BORDERS = ["numFmts", "fonts", "fills"];
const BEFORE_CELLS = ["numFmts", "fonts", "fills", "borders", "cellStyleXfs"];

const LINK_COLOUR = "#0563C1";

interface Font {
  readonly isBold?: boolean;
  readonly isLink?: boolean;
}

const fontKey = ({ isBold = false, isLink = false }: Font): string => (isBold ? "bold " : "") + (isLink ? "link" : "");

/** The styles that cells need which look otherwise than the file has them, or stand on added sheets. They come behind those of the file, which keep their numbers and their characters. */
export class AddedStyles {
  private readonly source: XmlSource;
  private readonly root: XmlElement;
  private readonly formats: readonly (string | undefined)[];
  private readonly own: Map<number, string>;
  private readonly byNeed = new Map<string, number>();
  private readonly newFormats: string[] = [];
  private readonly newFonts: string[] = [];
  private readonly newFills: string[] = [];
  private readonly newBorders: string[] = [];
  private readonly newCells: string[] = [];
  private readonly looks: readonly CellLook[];

  constructor(private readonly parts: ZipPackage, private readonly layout: WorkbookLayout) {
    const name = layout.stylesPart ?? `${folderOf(layout.workbookPart)}styles.xml`;
    const part = layout.stylesPart === undefined ? undefined : parts.part(name);
    const fresh: XmlSource = { part: name, text: newStyles(layout.mainUri), marked: false };
    const asRead = part === undefined ? fresh : xmlSource(part);
    this.source = xmlTree(asRead).children.length === 0 ? fresh : asRead;
    this.root = xmlTree(this.source);
    this.formats = numberFormats(this.root);
    this.own = ownFormats(this.root);
    this.looks = cellLooks(this.root, themeColours(parts, relationships(parts, layout.workbookPart)));
    // The first style is that of every cell that names none.
    if (this.formats.length === 0) this.newCells.push(this.cellStyle(0, {}));
  }

  /** The numbers of all styles that were asked for. */
  get used(): number[] {
    return [...this.byNeed.values()];
  }

  /** The number of the style with a format, bold or not, a link or none. Undefined: that of a cell that names none. */
  style({ format, bold, link, isRight = false }: Pick<Cell, "format" | "bold" | "link" | "isRight">): number | undefined {
    const font: Font = { ...(bold === true && { isBold: true }), ...(link !== undefined && { isLink: true }) };
    if (format === undefined && fontKey(font) === "" && !isRight && this.formats[0] === undefined) return undefined;
    const need = `${fontKey(font)}${isRight ? " right" : ""} ${format ?? ""}`;
    const known = this.byNeed.get(need);
    if (known !== undefined) return known;
    const style = this.formats.length + this.newCells.length;
    this.newCells.push(this.cellStyle(format === undefined ? 0 : this.formatNumber(format), font, isRight));
    this.byNeed.set(need, style);
    return style;
  }

  /** The number of the style that comes of a change. */
  changed(change: StyleChange): number {
    const { from, look } = change;
    if (look === undefined) return from;
    const need = JSON.stringify(change);
    const known = this.byNeed.get(need);
    if (known !== undefined) return known;
    const style = this.formats.length + this.newCells.length;
    this.newCells.push(this.changedStyle(from, this.looks[from] ?? PLAIN_LOOK, look));
    this.byNeed.set(need, style);
    return style;
  }

  /** Only what is to be otherwise is written anew: a colour of the theme, a gradient or a protection stays. */
  private changedStyle(from: number, before: CellLook, after: CellLook): string {
    const source = { root: this.root, text: this.source.text };
    const asRead = this.items("cellXfs", "xf")[from];
    const numbers = new Map<string, string>();
    const point = (id: string, applied: string, number: number) => void numbers.set(id, String(number)).set(applied, "1");
    const pointedAt = (id: string, list: string, item: string) => this.items(list, item)[wholeNumber(asRead && attribute(asRead, id)) ?? 0];
    if (before.format !== after.format) point("numFmtId", "applyNumberFormat", after.format === undefined ? 0 : this.formatNumber(after.format));
    if (!sameFont(before, after)) point("fontId", "applyFont", this.added("fonts", "font", this.newFonts, fontXml(source, pointedAt("fontId", "fonts", "font"), before.font, after.font)));
    if (before.fill !== after.fill) point("fillId", "applyFill", this.addedFill(fillXml(source, after.fill)));
    if (!sameBorders(before, after)) point("borderId", "applyBorder", this.added("borders", "border", this.newBorders, borderXml(source, pointedAt("borderId", "borders", "border"), before.borders, after.borders)));
    const [alignment] = asRead?.children.filter((child) => isMain(child, "alignment")) ?? [];
    const aligned = sameAlignment(before, after) ? alignment && this.source.text.slice(alignment.start, alignment.end) : alignmentXml(source, alignment, before, after);
    if (!sameAlignment(before, after)) numbers.set("applyAlignment", "1");
    return cellStyleXml(source, asRead, numbers, aligned ?? "");
  }

  /** Excel shows the first two fills as it likes, whatever the file says. */
  private addedFill(xml: string): number {
    const [none, grey] = [fillXml({ root: this.root, text: "" }, undefined), `<${this.name("fill")}><${this.name("patternFill")} patternType="gray125"/></${this.name("fill")}>`];
    const present = this.items("fills", "fill").length;
    if (present + this.newFills.length < 2) this.newFills.push(...[none, grey].slice(present));
    return this.added("fills", "fill", this.newFills, xml);
  }

  /** The number of an item that comes behind those of the file, each once. */
  private added(list: string, item: string, items: string[], xml: string): number {
    const known = items.indexOf(xml);
    if (known < 0) items.push(xml);
    return this.items(list, item).length + (known < 0 ? items.length - 1 : known);
  }

  /** Puts the part with its additions into the package, where there are any. */
  write(): void {
    if (this.byNeed.size === 0) return;
    const lists = [
      { list: "numFmts", items: this.newFormats, before: [] },
      { list: "fonts", items: this.newFonts, before: BEFORE_FONTS },
      { list: "fills", items: this.newFills, before: BEFORE_FILLS },
      { list: "borders", items: this.newBorders, before: BEFORE_BORDERS },
      { list: "cellXfs", items: this.newCells, before: BEFORE_CELLS },
    ];
    const { source, parts, layout } = this;
    parts.put(source.part, xmlBytes(source, editedText(source.text, lists.flatMap((list) => listAddition(this.root, source.text, list)))));
    if (contentType(parts, source.part) !== CONTENT_TYPE) addContentType(parts, source.part, CONTENT_TYPE);
    if (layout.stylesPart === undefined) addRelationship(parts, layout.workbookPart, relationshipType(layout.mainUri, "styles"), relativeTarget(layout.workbookPart, source.part));
  }

  /** It differs from the workbook's usual cell in its format, its font and its side alone. */
  private cellStyle(format: number, font: Font, isRight = false): string {
    const usual = this.items("cellXfs", "xf")[0];
    const number = (name: string): string => xmlAttributeValue((usual && attribute(usual, name)) ?? "0");
    const isUsual = fontKey(font) === "";
    const applied = (format === 0 ? "" : ' applyNumberFormat="1"') + (isUsual ? "" : ' applyFont="1"') + (isRight ? ' applyAlignment="1"' : "");
    const tag = `<${this.name("xf")} numFmtId="${format}" fontId="${isUsual ? number("fontId") : this.fontNumber(font)}" fillId="${number("fillId")}" borderId="${number("borderId")}" xfId="${number("xfId")}"${applied}`;
    return isRight ? `${tag}><${this.name("alignment")} horizontal="right" indent="1"/></${this.name("xf")}>` : `${tag}/>`;
  }

  private formatNumber(format: string): number {
    for (const [number, code] of this.own) if (code === format) return number;
    const builtIn = builtInNumber(format);
    if (builtIn !== undefined && !this.own.has(builtIn)) return builtIn;
    if (format.length > LONGEST_FORMAT) throw new FileRefusal(`The number format ${format.slice(0, 40)}… has ${format.length} characters; Excel allows ${LONGEST_FORMAT}.`);
    const number = largest([...this.own.keys(), ...this.conditionalFormats()], FIRST_OWN_FORMAT - 1) + 1;
    this.own.set(number, format);
    this.newFormats.push(`<${this.name("numFmt")} numFmtId="${number}" formatCode="${xmlAttributeValue(encodedText(format))}"/>`);
    return number;
  }

  /** The numbers of formats that conditional formatting gives: they count with the others. */
  private conditionalFormats(): number[] {
    return this.items("dxfs", "dxf").flatMap((style) => style.children.filter((child) => isMain(child, "numFmt")).map((format) => wholeNumber(attribute(format, "numFmtId")) ?? 0));
  }

  /** The usual font of the workbook, in bold, or blue and underlined as links are. */
  private fontNumber({ isBold = false, isLink = false }: Font): number {
    const [usual] = this.items("cellXfs", "xf");
    const asRead = this.items("fonts", "font")[wholeNumber(usual && attribute(usual, "fontId")) ?? 0];
    const before = (this.looks[0] ?? PLAIN_LOOK).font;
    const after = { ...before, ...(isBold && { bold: true }), ...(isLink && { underlined: true, colour: LINK_COLOUR }) };
    return this.added("fonts", "font", this.newFonts, fontXml({ root: this.root, text: this.source.text }, asRead, before, after));
  }

  private items(list: string, item: string): XmlElement[] {
    return this.root.children.filter((child) => isMain(child, list)).flatMap((child) => child.children.filter((element) => isMain(element, item)));
  }

  private name(local: string): string {
    return sibling(this.root, local);
  }
}

function sameFont({ font: a }: CellLook, { font: b }: CellLook): boolean {
  return a.name === b.name && a.size === b.size && a.bold === b.bold && a.italic === b.italic && a.underlined === b.underlined && a.struckThrough === b.struckThrough && a.colour === b.colour;
}

function sameBorders({ borders: a }: CellLook, { borders: b }: CellLook): boolean {
  return (["left", "right", "top", "bottom"] as const).every((edge) => sameBorder(a[edge], b[edge]));
}

function sameAlignment(a: CellLook, b: CellLook): boolean {
  return a.horizontal === b.horizontal && a.vertical === b.vertical && a.wraps === b.wraps && a.indent === b.indent;
}

/** The least that Excel takes for the styles of a workbook. The second fill is fixed: Excel shows it whatever the file says. */
function newStyles(mainUri: string): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="${mainUri}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
}
