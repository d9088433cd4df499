import { children, linked } from "../package/workbookPart";
import type { Relationship } from "../package/relationships";
import { attribute, wholeNumber, xmlSource, xmlTree, type XmlElement } from "../package/xml";
import type { ZipPackage } from "../package/zipPackage";

/** The colours of a file's theme, in the order in which styles count them: background 1, text 1, background 2, text 2, accents, links. As `RRGGBB`. */
export type ThemeColours = readonly string[];

/** Those of Excel's own theme, where a file has none. */
const OFFICE_THEME: ThemeColours = ["FFFFFF", "000000", "E7E6E6", "44546A", "4472C4", "ED7D31", "A5A5A5", "FFC000", "5B9BD5", "70AD47", "0563C1", "954F72"];

/** The order of a theme's own list against that in which styles count: dark and light change places. */
const COUNTED = ["lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink"];

export function themeColours(parts: ZipPackage, links: readonly Relationship[]): ThemeColours {
  const part = parts.part(linked(links, "theme") ?? "");
  if (part === undefined) return OFFICE_THEME;
  const scheme = descendant(xmlTree(xmlSource(part)), "clrScheme");
  return COUNTED.map((name, i) => themeColour(scheme?.children.find(({ local }) => local === name)) ?? OFFICE_THEME[i] ?? "000000");
}

function themeColour(element: XmlElement | undefined): string | undefined {
  const colour = element?.children[0];
  const value = colour && (attribute(colour, "lastClr") ?? attribute(colour, "val"));
  return value !== undefined && /^[\da-f]{6}$/i.test(value) ? value.toUpperCase() : undefined;
}

function descendant(element: XmlElement, local: string): XmlElement | undefined {
  if (element.local === local) return element;
  for (const child of element.children) {
    const found = descendant(child, local);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The colour that a child of a style names, as `#RRGGBB`. Undefined: the program's own choice. */
export function colourOf(parent: XmlElement, local: string, theme: ThemeColours): string | undefined {
  const [element] = children(parent, local);
  if (element === undefined) return undefined;
  const rgb = attribute(element, "rgb");
  const themed = wholeNumber(attribute(element, "theme"));
  const indexed = wholeNumber(attribute(element, "indexed"));
  const base = rgb !== undefined && /^[\da-f]{6,8}$/i.test(rgb) ? rgb.slice(-6) : themed !== undefined ? theme[themed] : indexed !== undefined ? INDEXED[indexed] : undefined;
  return base && `#${tinted(base, Number(attribute(element, "tint") ?? 0)).toUpperCase()}`;
}

/** Lighter or darker by a share of the way to white or black (ECMA-376 part 1, 18.8.19), taken for each of red, green and blue. */
function tinted(colour: string, tint: number): string {
  if (!(tint >= -1 && tint <= 1) || tint === 0) return colour;
  return [0, 2, 4]
    .map((at) => parseInt(colour.slice(at, at + 2), 16))
    .map((part) => Math.round(tint < 0 ? part * (1 + tint) : part + (255 - part) * tint))
    .map((part) => part.toString(16).padStart(2, "0"))
    .join("");
}

const FIRST_EIGHT = ["000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF"];

/** The colours that old styles count by number (18.8.27). The first eight come twice. */
const INDEXED: readonly string[] = [
  ...FIRST_EIGHT,
  ...FIRST_EIGHT,
  ...["800000", "008000", "000080", "808000", "800080", "008080", "C0C0C0", "808080"],
  ...["9999FF", "993366", "FFFFCC", "CCFFFF", "660066", "FF8080", "0066CC", "CCCCFF"],
  ...["000080", "FF00FF", "FFFF00", "00FFFF", "800080", "800000", "008080", "0000FF"],
  ...["00CCFF", "CCFFFF", "CCFFCC", "FFFF99", "99CCFF", "FF99CC", "CC99FF", "FFCC99"],
  ...["3366FF", "33CCCC", "99CC00", "FFCC00", "FF9900", "FF6600", "666699", "969696"],
  ...["003366", "339966", "003300", "333300", "993300", "993366", "333399", "333333"],
];
