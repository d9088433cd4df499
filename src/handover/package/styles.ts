import { isMain } from "../../file/package/namespaces";
import { decodedText } from "../../file/package/storedText";
import { attribute, wholeNumber, xmlSource, xmlTree, type XmlElement, type XmlTag } from "../../file/package/xml";
import type { Part } from "../../file/package/zipPackage";
import { STYLE_SHEET } from "./keptElements";
import { keptXml } from "./keptXml";
import type { LeftOut } from "./leftOut";
import { XML_DECLARATION } from "./packageBuilder";
import type { Unseen } from "./unseen";
import type { Uses } from "./sheetContent";

/**
 * The styles as the copy has them: each keeps its number and its look.
 *
 * Words that only sheets left out could show are taken back: texts in number formats that no cell uses, and the names of such styles.
 */
export function stylesXml(part: Part, uses: Uses, leftOut: LeftOut, unseen: Unseen): string {
  const source = xmlSource(part);
  const root = xmlTree(source);
  const used = usedStyles(root, uses);
  for (const format of used.formats) {
    const code = decodedText(attribute(format, "formatCode") ?? "");
    if (code.includes(";") && !PLAIN_FORMAT.test(code)) unseen.thing(`words in a number format, not all of which show: ${code}`);
  }
  for (const style of [...used.cellStyles, ...used.tableStyles]) {
    const name = decodedText(attribute(style, "name") ?? "");
    if (attribute(style, "builtinId") === undefined && !/^Style \d+$/.test(name)) unseen.thing(`the name of a style: ${name}`);
  }
  const names = new Set(root.children.filter((child) => isMain(child, "cellStyles")).flatMap(({ children }) => children.map((style) => attribute(style, "name")?.toLowerCase())));
  return XML_DECLARATION + keptXml(root, STYLE_SHEET, {
    source: source.text,
    value: (tag, name, value) => {
      if (name === "formatCode" && !used.formats.has(tag) && !PLAIN_FORMAT.test(value)) {
        tell();
        return "General";
      }
      if (name === "val" && isMain(tag, "name") && used.idleFonts.has(tag)) return USUAL_FONT;
      if (name === "name" && isMain(tag, "cellStyle") && !used.cellStyles.has(tag) && attribute(tag, "builtinId") === undefined && !/^Style \d+$/.test(value)) {
        tell();
        return freshName();
      }
      return value;
    },
    stays: (element, name) => {
      const isStaying = name !== "tableStyle" || used.tableStyles.has(element);
      if (!isStaying) tell();
      return isStaying;
    },
  });

  function tell(): void {
    leftOut.add("style", "number formats and names of styles that no cell of the copy uses");
  }

  /** Excel repairs a file in which two styles have the same name. */
  function freshName(): string {
    let number = 1;
    while (names.has(`style ${number}`)) number++;
    names.add(`style ${number}`);
    return `Style ${number}`;
  }
}

/** A number format without words: placeholders, signs, parts of dates, colours. */
export const PLAIN_FORMAT = /^(?:General|AM\/PM|\[(?:Red|Blue|Green|Black|White|Cyan|Magenta|Yellow|h+|m+|s+)\]|[0#?.,%/ymdhse+\-()_*;:@$€£¥ ])*$/i;

const USUAL_FONT = "Calibri";

interface UsedStyles {
  readonly formats: ReadonlySet<XmlTag>;
  readonly cellStyles: ReadonlySet<XmlTag>;
  readonly tableStyles: ReadonlySet<XmlTag>;
  /** The names of fonts that no cell uses. */
  readonly idleFonts: ReadonlySet<XmlTag>;
}

function usedStyles(root: XmlElement, { styles, differentialStyles, styleNames }: Uses): UsedStyles {
  const items = (list: string, item: string): XmlElement[] => root.children.filter((child) => isMain(child, list)).flatMap((child) => child.children.filter((found) => isMain(found, item)));
  // The first style is that of every cell that names none.
  const cells = items("cellXfs", "xf").filter((_, i) => i === 0 || styles.has(i));
  const named = new Set(cells.map((cell) => wholeNumber(attribute(cell, "xfId")) ?? 0));
  const cellStyles = items("cellStyles", "cellStyle").filter((style) => named.has(wholeNumber(attribute(style, "xfId")) ?? 0) || styleNames.has(attribute(style, "name") ?? ""));
  // Every cell names its own format, whatever that of its style is.
  const numbers = new Set(cells.map((cell) => wholeNumber(attribute(cell, "numFmtId"))));
  const fonts = new Set(cells.map((cell) => wholeNumber(attribute(cell, "fontId")) ?? 0));
  const [list] = root.children.filter((child) => isMain(child, "tableStyles"));
  const usual = ["defaultTableStyle", "defaultPivotStyle"].map((name) => (list === undefined ? undefined : attribute(list, name)));
  const tableStyles = items("tableStyles", "tableStyle").filter((style) => {
    const name = decodedText(attribute(style, "name") ?? "");
    return styleNames.has(name) || usual.includes(name);
  });
  const differential = new Set([...differentialStyles, ...tableStyles.flatMap(({ children }) => children.map((part) => wholeNumber(attribute(part, "dxfId")) ?? 0))]);
  const conditional = items("dxfs", "dxf").filter((_, i) => differential.has(i)).flatMap(({ children }) => children.filter((child) => isMain(child, "numFmt")));
  return {
    formats: new Set([...items("numFmts", "numFmt").filter((format) => numbers.has(wholeNumber(attribute(format, "numFmtId")))), ...conditional]),
    cellStyles: new Set(cellStyles),
    tableStyles: new Set(tableStyles),
    idleFonts: new Set([...items("fonts", "font").filter((_, i) => !fonts.has(i)), ...items("dxfs", "dxf").filter((_, i) => !differential.has(i)).flatMap(({ children }) => children)].flatMap(({ children }) => children.filter((child) => isMain(child, "name")))),
  };
}
