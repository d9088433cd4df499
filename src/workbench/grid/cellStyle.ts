import { BooleanNumber, BorderStyleTypes, ColorKit, HorizontalAlign, VerticalAlign, WrapStrategy, type IBorderData, type IBorderStyleData, type IStyleData, type Nullable } from "@univerjs/core";
import type { BorderLook, BorderLooks, CellLook, Edge, FontLook } from "../../file/looks/cellLooks";

/** A style of the grid, and the number of the file's style that it was made of. The grid keeps what it does not know. */
export interface NumberedStyle extends IStyleData {
  readonly xf?: number;
}

/** How the grid draws cells of a look. */
export function cellStyle(look: CellLook): IStyleData {
  const { font, fill, format, horizontal, vertical } = look;
  return {
    ff: fontFamily(font.name ?? "Calibri"),
    fs: font.size ?? 11,
    ...(font.bold ? { bl: BooleanNumber.TRUE } : {}),
    ...(font.italic ? { it: BooleanNumber.TRUE } : {}),
    ...(font.underlined ? { ul: { s: BooleanNumber.TRUE } } : {}),
    ...(font.struckThrough ? { st: { s: BooleanNumber.TRUE } } : {}),
    ...(font.colour === undefined ? {} : { cl: { rgb: font.colour } }),
    ...(fill === undefined ? {} : { bg: { rgb: fill } }),
    ...(format === undefined ? {} : { n: { pattern: format } }),
    ...(horizontal === undefined ? {} : { ht: HORIZONTAL[horizontal] }),
    vt: VERTICAL[vertical ?? "bottom"],
    tb: look.wraps ? WrapStrategy.WRAP : WrapStrategy.OVERFLOW,
    ...(look.indent > 0 ? { pd: { [horizontal === "right" ? "r" : "l"]: 2 + 9 * look.indent } } : {}),
    ...(Object.keys(look.borders).length > 0 ? { bd: borders(look.borders) } : {}),
  };
}

/** Letters that this machine does not have are drawn in those that come with the page. */
function fontFamily(name: string): string {
  return `${name.replaceAll(",", " ")}, Carlito, sans-serif`;
}

const HORIZONTAL = { left: HorizontalAlign.LEFT, center: HorizontalAlign.CENTER, right: HorizontalAlign.RIGHT, justify: HorizontalAlign.JUSTIFIED };
const VERTICAL = { top: VerticalAlign.TOP, center: VerticalAlign.MIDDLE, bottom: VerticalAlign.BOTTOM };

function borders({ left, right, top, bottom }: BorderLooks): IBorderData {
  return {
    ...(left && { l: border(left) }),
    ...(right && { r: border(right) }),
    ...(top && { t: border(top) }),
    ...(bottom && { b: border(bottom) }),
  };
}

function border({ line, colour }: BorderLook): IBorderStyleData {
  return { s: LINES[line] ?? BorderStyleTypes.THIN, cl: { rgb: colour ?? "#000000" } };
}

const LINES: Readonly<Record<string, BorderStyleTypes>> = {
  hair: BorderStyleTypes.HAIR,
  thin: BorderStyleTypes.THIN,
  medium: BorderStyleTypes.MEDIUM,
  thick: BorderStyleTypes.THICK,
  double: BorderStyleTypes.DOUBLE,
  dotted: BorderStyleTypes.DOTTED,
  dashed: BorderStyleTypes.DASHED,
  dashDot: BorderStyleTypes.DASH_DOT,
  dashDotDot: BorderStyleTypes.DASH_DOT_DOT,
  mediumDashed: BorderStyleTypes.MEDIUM_DASHED,
  mediumDashDot: BorderStyleTypes.MEDIUM_DASH_DOT,
  mediumDashDotDot: BorderStyleTypes.MEDIUM_DASH_DOT_DOT,
  slantDashDot: BorderStyleTypes.SLANT_DASH_DOT,
};

/** The look that a style of the grid shows: that of the file's style it was made of, with what is otherwise. Undefined: the same. */
export function changedLook(base: CellLook, style: IStyleData): CellLook | undefined {
  const before = cellStyle(base);
  const font = changedFont(base.font, before, style);
  const [format, fill] = [style.n?.pattern === "General" ? undefined : style.n?.pattern, colour(style.bg)];
  const [horizontal, vertical, wraps] = [horizontalOf(style.ht), verticalOf(style.vt ?? before.vt), style.tb === WrapStrategy.WRAP];
  const edges = changedEdges(base.borders, before.bd, style.bd);
  const indent = sameRoom(before.pd, style.pd) ? base.indent : indentOf(style.pd);
  const isSame = font === undefined && edges === undefined && format === base.format && fill === colour(before.bg) && horizontal === base.horizontal && vertical === verticalOf(before.vt) && wraps === base.wraps && indent === base.indent;
  if (isSame) return undefined;
  const sameFill = fill === colour(before.bg) ? base.fill : fill;
  const sameVertical = vertical === verticalOf(before.vt) ? base.vertical : vertical;
  return {
    font: font ?? base.font,
    borders: edges ?? base.borders,
    wraps,
    indent,
    ...(format === undefined ? {} : { format }),
    ...(sameFill === undefined ? {} : { fill: sameFill }),
    ...(horizontal === undefined ? {} : { horizontal }),
    ...(sameVertical === undefined ? {} : { vertical: sameVertical }),
  };
}

function changedFont(base: FontLook, before: IStyleData, style: IStyleData): FontLook | undefined {
  const isOn = (flag: Nullable<BooleanNumber>) => flag === BooleanNumber.TRUE;
  const [family, size] = [style.ff ?? before.ff, style.fs ?? before.fs];
  const name = family === before.ff ? base.name : family?.split(",")[0]?.trim();
  const points = size === before.fs ? base.size : size;
  const letters = colour(style.cl) === colour(before.cl) ? base.colour : colour(style.cl);
  const font: FontLook = {
    bold: isOn(style.bl),
    italic: isOn(style.it),
    underlined: isOn(style.ul?.s),
    struckThrough: isOn(style.st?.s),
    ...(name === undefined ? {} : { name }),
    ...(points === undefined ? {} : { size: points }),
    ...(letters === undefined ? {} : { colour: letters }),
  };
  const keys = ["bold", "italic", "underlined", "struckThrough", "name", "size", "colour"] as const;
  return keys.every((key) => font[key] === base[key]) ? undefined : font;
}

const EDGES: readonly (readonly [Edge, "l" | "r" | "t" | "b"])[] = [["left", "l"], ["right", "r"], ["top", "t"], ["bottom", "b"]];

function changedEdges(base: BorderLooks, before: Nullable<IBorderData>, style: Nullable<IBorderData>): BorderLooks | undefined {
  const shown = (border: Nullable<IBorderStyleData>) => (border && border.s !== BorderStyleTypes.NONE ? { line: LINE_NAMES.get(border.s) ?? "thin", colour: colour(border.cl) ?? "#000000" } : undefined);
  const looks: Partial<Record<Edge, BorderLook>> = {};
  let isChanged = false;
  for (const [edge, letter] of EDGES) {
    const [was, is] = [shown(before?.[letter]), shown(style?.[letter])];
    const isSame = was?.line === is?.line && was?.colour === is?.colour;
    const look = isSame ? base[edge] : is;
    if (look !== undefined) looks[edge] = look;
    isChanged ||= !isSame;
  }
  return isChanged ? looks : undefined;
}

const LINE_NAMES: ReadonlyMap<BorderStyleTypes, string> = new Map(Object.entries(LINES).map(([name, line]) => [line, name]));

/** `#RRGGBB`, however the grid writes it. */
function colour(value: Nullable<{ readonly rgb?: Nullable<string> }>): string | undefined {
  const written = value?.rgb;
  if (!written) return undefined;
  const read = new ColorKit(written);
  return read.isValid ? read.toHexString(false).slice(0, 7).toUpperCase() : undefined;
}

function horizontalOf(align: Nullable<HorizontalAlign>): CellLook["horizontal"] {
  return (["left", "center", "right", "justify"] as const).find((word) => HORIZONTAL[word] === align);
}

function verticalOf(align: Nullable<VerticalAlign>): CellLook["vertical"] {
  return (["top", "center", "bottom"] as const).find((word) => VERTICAL[word] === align);
}

function sameRoom(a: IStyleData["pd"], b: IStyleData["pd"]): boolean {
  return (a?.l ?? 0) === (b?.l ?? 0) && (a?.r ?? 0) === (b?.r ?? 0);
}

function indentOf(room: IStyleData["pd"]): number {
  return Math.max(0, Math.round(((room?.l ?? room?.r ?? 2) - 2) / 9));
}
