import { addContentType, contentType } from "../package/contentTypes";
import { FileRefusal } from "../fileRefusal";
import { largest } from "../largest";
import { listAddition } from "../package/listAdditions";
import { isMain, relationshipType } from "../package/namespaces";
import { LONGEST_FORMAT, builtInNumber, numberFormats, ownFormats } from "../looks/numberFormats";
import type { WorkbookLayout } from "../reading/readWorkbook";
import { addRelationship, folderOf, relativeTarget, sibling } from "../package/relationships";
import { encodedText, xmlAttributeValue } from "../package/storedText";
import { editedText } from "../package/textEdits";
import { attribute, wholeNumber, xmlBytes, xmlSource, xmlTree, type XmlElement, type XmlSource } from "../package/xml";
import type { Cell } from "../../sheet/workbook";
import type { ZipPackage } from "../package/zipPackage";

const CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";
/** Numbers below are Excel's own, or kept for them. */
const FIRST_OWN_FORMAT = 164;

/** What stands before each list, in the order of the format (CT_Stylesheet). */
const BEFORE_FONTS = ["numFmts"];
const BEFORE_CELLS = ["numFmts", "fonts", "fills", "borders", "cellStyleXfs"];

/** The order in which Excel writes what a font is. */
const FONT_ORDER = ["b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name", "family", "charset", "scheme"];

interface Font {
  readonly isBold?: boolean;
  readonly isLink?: boolean;
}

const fontKey = ({ isBold = false, isLink = false }: Font): string => (isBold ? "bold " : "") + (isLink ? "link" : "");

/** The styles that the cells of added sheets need. They come behind those of the file, which keep their numbers and their characters. */
export class AddedStyles {
  private readonly source: XmlSource;
  private readonly root: XmlElement;
  private readonly formats: readonly (string | undefined)[];
  private readonly own: Map<number, string>;
  private readonly byNeed = new Map<string, number>();
  private readonly newFormats: string[] = [];
  private readonly newFonts: string[] = [];
  private readonly newCells: string[] = [];
  private readonly fonts = new Map<string, number>();

  constructor(private readonly parts: ZipPackage, private readonly layout: WorkbookLayout) {
    const name = layout.stylesPart ?? `${folderOf(layout.workbookPart)}styles.xml`;
    const part = layout.stylesPart === undefined ? undefined : parts.part(name);
    const fresh: XmlSource = { part: name, text: newStyles(layout.mainUri), marked: false };
    const asRead = part === undefined ? fresh : xmlSource(part);
    this.source = xmlTree(asRead).children.length === 0 ? fresh : asRead;
    this.root = xmlTree(this.source);
    this.formats = numberFormats(this.root);
    this.own = ownFormats(this.root);
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

  /** Puts the part with its additions into the package, where there are any. */
  write(): void {
    if (this.byNeed.size === 0) return;
    const lists = [
      { list: "numFmts", items: this.newFormats, before: [] },
      { list: "fonts", items: this.newFonts, before: BEFORE_FONTS },
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

  private fontNumber(font: Font): number {
    const known = this.fonts.get(fontKey(font)) ?? this.addedFont(font);
    this.fonts.set(fontKey(font), known);
    return known;
  }

  /** The usual font of the workbook, in bold, or blue and underlined as links are. */
  private addedFont({ isBold = false, isLink = false }: Font): number {
    const fonts = this.items("fonts", "font");
    const [usual] = this.items("cellXfs", "xf");
    const font = fonts[Number((usual && attribute(usual, "fontId")) ?? 0)];
    const given = [...(isBold ? ["b"] : []), ...(isLink ? ["u", "color"] : [])];
    const rest = font?.children.filter((child) => !given.some((local) => isMain(child, local))) ?? [];
    const own = given.map((local) => ({ local, xml: `<${this.name(local)}${local === "color" ? ' rgb="FF0563C1"' : ""}/>` }));
    const kept = rest.map((child) => ({ local: child.local, xml: this.source.text.slice(child.start, child.end) }));
    const name = this.name("font");
    const placeOf = ({ local }: { readonly local: string }) => FONT_ORDER.indexOf(local);
    this.newFonts.push(`<${name}>${[...own, ...kept].sort((a, b) => placeOf(a) - placeOf(b)).map(({ xml }) => xml).join("")}</${name}>`);
    return fonts.length + this.newFonts.length - 1;
  }

  private items(list: string, item: string): XmlElement[] {
    return this.root.children.filter((child) => isMain(child, list)).flatMap((child) => child.children.filter((element) => isMain(element, item)));
  }

  private name(local: string): string {
    return sibling(this.root, local);
  }
}

/** The least that Excel takes for the styles of a workbook. The second fill is fixed: Excel shows it whatever the file says. */
function newStyles(mainUri: string): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="${mainUri}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
}
