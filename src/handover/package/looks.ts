import { cellLooks, type CellLook } from "../../file/looks/cellLooks";
import { colourOf, type ThemeColours } from "../../file/looks/colours";
import { decodedText } from "../../file/package/storedText";
import { children } from "../../file/package/workbookPart";
import { attribute, type XmlElement } from "../../file/package/xml";

/** What a cell holds, as its format tells things apart. */
export type Content = { readonly kind: "number"; readonly value: number } | { readonly kind: "text" } | { readonly kind: "other" };

/** Letters of a smaller size, in points, are specks. */
const LEAST_SIZE = 2;
const WHITE = "#FFFFFF";
const BLACK = "#000000";

/** How the cells of a file look, as far as that can keep what they hold from sight. */
export class Looks {
  private readonly cells: readonly CellLook[];
  private readonly differentials: readonly XmlElement[];

  constructor(styleSheet: XmlElement | undefined, private readonly theme: ThemeColours) {
    this.cells = styleSheet === undefined ? [] : cellLooks(styleSheet, theme);
    this.differentials = styleSheet === undefined ? [] : children(styleSheet, "dxfs").flatMap((list) => children(list, "dxf"));
  }

  /** Why nobody sees what a cell of this style holds. Undefined: it is seen. */
  whyUnseen(style: number, content: Content): string | undefined {
    const { format, font } = this.cells[style] ?? {};
    if (format !== undefined && formatHides(format, content)) return "under a number format that does not show it";
    if (isLost(font?.colour ?? BLACK, this.ground(style))) return "in the colour of its ground";
    return (font?.size ?? LEAST_SIZE) < LEAST_SIZE ? "in letters too small to be read" : undefined;
  }

  /** Why nobody sees one of the runs of a rich text in a cell of this style. `text` is the element of the text. */
  whyRunUnseen(style: number, text: XmlElement): string | undefined {
    const runs = children(text, "r").filter((run) => children(run, "t").some((piece) => piece.text.trim() !== "")).flatMap((run) => children(run, "rPr"));
    if (runs.some((run) => isLost(colourOf(run, "color", this.theme) ?? BLACK, this.ground(style)))) return "a part of it in the colour of its ground";
    return runs.some((run) => children(run, "sz").some((size) => Number(attribute(size, "val")) < LEAST_SIZE)) ? "a part of it in letters too small to be read" : undefined;
  }

  /** Whether a conditional format, by the number of its style, can keep from sight what stands in the cells. */
  conditionHides(style: number): boolean {
    const found = this.differentials[style];
    if (found === undefined) return false;
    const formats = children(found, "numFmt").map((format) => decodedText(attribute(format, "formatCode") ?? ""));
    if (formats.some((format) => formatHides(format, { kind: "number", value: 1 }) || formatHides(format, { kind: "number", value: -1 }))) return true;
    const [fill] = children(found, "fill").flatMap((one) => children(one, "patternFill"));
    const ground = (fill && (colourOf(fill, "bgColor", this.theme) ?? colourOf(fill, "fgColor", this.theme))) ?? WHITE;
    return children(found, "font").some((font) => isLost(colourOf(font, "color", this.theme) ?? (ground === WHITE ? BLACK : ""), ground));
  }

  private ground(style: number): string {
    return this.cells[style]?.fill ?? WHITE;
  }
}

/** Whether colours are so near to each other that nobody reads one on the other. */
function isLost(ink: string, ground: string): boolean {
  const parts = (colour: string) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  const on = parts(ground);
  return parts(ink).every((part, i) => Math.abs(part - (on[i] ?? 0)) <= 16);
}

/** Whether a number format shows nothing of what a cell holds. That zeros are not shown is usual, and tells nothing. */
export function formatHides(format: string, content: Content): boolean {
  const sections = formatSections(format);
  if (sections.length === 1) return content.kind === "number" && content.value !== 0 && !showsFigure(format);
  const [first = "", second = "", third = first] = sections;
  const hidesText = sections.length > 3 && !/@|general/i.test(bare(sections[3] ?? ""));
  if (content.kind === "text") return hidesText;
  if (content.kind === "other") return hidesText && ![first, second, third].some(showsFigure);
  if (content.value === 0) return false;
  // Sections with conditions of their own: which of them the figure falls under is left open.
  if (/\[[<>=]/.test(format)) return !sections.slice(0, 3).every(showsFigure);
  return !showsFigure(content.value < 0 ? second : first);
}

function showsFigure(section: string): boolean {
  return /[0#?@ymdhs]|general/i.test(bare(section).replace(/\[(?:black|white|red|green|blue|cyan|magenta|yellow|colou?r\s*\d+|[$<>=][^\]]*)\]/gi, ""));
}

/** A section without what it only adds: words, single letters, fillers and gaps. */
function bare(section: string): string {
  return section.replace(/"[^"]*"?|[\\_*][^]/gu, "");
}

/** The parts of a number format: for figures above, below and at 0, and for texts. */
function formatSections(format: string): string[] {
  const sections = [""];
  for (const [piece] of format.matchAll(/"[^"]*"?|[\\_*][^]|\[[^\]]*\]|[^]/gu)) {
    if (piece === ";") sections.push("");
    else sections.push((sections.pop() ?? "") + piece);
  }
  return sections;
}
