import { colourOf, type ThemeColours } from "./colours";
import { numberFormats } from "./numberFormats";
import { decodedText } from "../package/storedText";
import { children } from "../package/workbookPart";
import { attribute, isTrue, wholeNumber, type XmlElement } from "../package/xml";

/** How cells of one style look. What is absent is as in any new workbook. Colours are `#RRGGBB`. */
export interface CellLook {
  readonly format?: string;
  readonly font: FontLook;
  readonly fill?: string;
  readonly borders: BorderLooks;
  readonly horizontal?: "left" | "center" | "right" | "justify";
  readonly vertical?: "top" | "center" | "bottom";
  readonly wraps: boolean;
  /** In steps of about one character. */
  readonly indent: number;
}

export interface FontLook {
  readonly name?: string;
  /** In points. */
  readonly size?: number;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underlined: boolean;
  readonly struckThrough: boolean;
  readonly colour?: string;
}

export type BorderLooks = Readonly<Partial<Record<Edge, BorderLook>>>;
export type Edge = "left" | "right" | "top" | "bottom";

export interface BorderLook {
  /** As the file names it: `thin`, `medium`, `double`, … */
  readonly line: string;
  readonly colour?: string;
}

const PLAIN_FONT: FontLook = { bold: false, italic: false, underlined: false, struckThrough: false };

/** That of a cell of which a file says nothing. */
export const PLAIN_LOOK: CellLook = { font: PLAIN_FONT, borders: {}, wraps: false, indent: 0 };

/** The look of each cell style, in the order in which cells point at them. */
export function cellLooks(styleSheet: XmlElement, theme: ThemeColours): CellLook[] {
  const formats = numberFormats(styleSheet);
  const fonts = items(styleSheet, "fonts", "font").map((font) => fontLook(font, theme));
  const fills = items(styleSheet, "fills", "fill").map((fill) => fillColour(fill, theme));
  const borders = items(styleSheet, "borders", "border").map((border) => borderLooks(border, theme));
  return items(styleSheet, "cellXfs", "xf").map((style, i) => {
    const number = (name: string) => wholeNumber(attribute(style, name)) ?? 0;
    const format = formats[i];
    const fill = fills[number("fillId")];
    return {
      ...(format === undefined ? {} : { format }),
      font: fonts[number("fontId")] ?? PLAIN_FONT,
      ...(fill === undefined ? {} : { fill }),
      borders: borders[number("borderId")] ?? {},
      ...alignment(children(style, "alignment")[0]),
    };
  });
}

function items(styleSheet: XmlElement, list: string, item: string): XmlElement[] {
  return children(styleSheet, list).flatMap((element) => children(element, item));
}

function fontLook(font: XmlElement, theme: ThemeColours): FontLook {
  const [name] = children(font, "name").map((element) => decodedText(attribute(element, "val") ?? ""));
  const [size] = children(font, "sz").map((element) => Number(attribute(element, "val")));
  const colour = colourOf(font, "color", theme);
  return {
    ...(name ? { name } : {}),
    ...(size !== undefined && size > 0 ? { size } : {}),
    bold: isOn(font, "b"),
    italic: isOn(font, "i"),
    underlined: children(font, "u").some((element) => attribute(element, "val") !== "none"),
    struckThrough: isOn(font, "strike"),
    ...(colour === undefined ? {} : { colour }),
  };
}

/** `<b/>` is on, `<b val="0"/>` is off. */
function isOn(parent: XmlElement, local: string): boolean {
  return children(parent, local).some((element) => isTrue(attribute(element, "val") ?? "1"));
}

function fillColour(fill: XmlElement, theme: ThemeColours): string | undefined {
  const [pattern] = children(fill, "patternFill");
  if (pattern === undefined || attribute(pattern, "patternType") !== "solid") return undefined;
  return colourOf(pattern, "fgColor", theme);
}

function borderLooks(border: XmlElement, theme: ThemeColours): BorderLooks {
  const looks: Partial<Record<Edge, BorderLook>> = {};
  for (const edge of ["left", "right", "top", "bottom"] as const) {
    const [element] = children(border, edge);
    const line = element && attribute(element, "style");
    if (element === undefined || line === undefined || line === "none") continue;
    const colour = colourOf(element, "color", theme);
    looks[edge] = { line, ...(colour === undefined ? {} : { colour }) };
  }
  return looks;
}

function alignment(element: XmlElement | undefined): Pick<CellLook, "horizontal" | "vertical" | "wraps" | "indent"> {
  const horizontal = element && attribute(element, "horizontal");
  const vertical = element && attribute(element, "vertical");
  return {
    ...(isOneOf(horizontal, ["left", "center", "right", "justify"] as const) ? { horizontal } : {}),
    ...(isOneOf(vertical, ["top", "center", "bottom"] as const) ? { vertical } : {}),
    wraps: isTrue(element && attribute(element, "wrapText")),
    indent: wholeNumber(element && attribute(element, "indent")) ?? 0,
  };
}

function isOneOf<Word extends string>(value: string | undefined, words: readonly Word[]): value is Word {
  return words.some((word) => word === value);
}
