import { BooleanNumber, BorderStyleTypes, HorizontalAlign, VerticalAlign, WrapStrategy, type IBorderData, type IBorderStyleData, type IStyleData } from "@univerjs/core";
import type { BorderLook, BorderLooks, CellLook } from "../../file/looks/cellLooks";

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
