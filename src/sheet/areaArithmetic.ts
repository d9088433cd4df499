import { LAST_COLUMN, LAST_ROW } from "./address";
import type { Area, Place, Reference } from "./engineFormula";

/** The cells so many rows and columns away, in this size: OFFSET. Undefined where they leave the sheet. */
export function offset(base: Area, rows: number, columns: number, height = base.bottom - base.top + 1, width = base.right - base.left + 1): Area | undefined {
  if (height === 0 || width === 0) return undefined;
  const top = base.top + rows + (height < 0 ? height + 1 : 0);
  const left = base.left + columns + (width < 0 ? width + 1 : 0);
  return onSheet({ sheet: base.sheet, top, left, bottom: top + Math.abs(height) - 1, right: left + Math.abs(width) - 1 });
}

/** A cell, row or column of a range, counted from 1; 0 is all of them: INDEX. Undefined beyond the range. */
export function indexed(base: Area, row: number, column: number | undefined): Area | undefined {
  // With one index, a range of one row is counted along the row.
  const alongRow = column === undefined && base.top === base.bottom;
  const r = alongRow ? 0 : row;
  const c = alongRow ? row : (column ?? 0);
  const area = {
    sheet: base.sheet,
    top: r === 0 ? base.top : base.top + r - 1,
    bottom: r === 0 ? base.bottom : base.top + r - 1,
    left: c === 0 ? base.left : base.left + c - 1,
    right: c === 0 ? base.right : base.left + c - 1,
  };
  return r < 0 || c < 0 || !within(area, base) ? undefined : area;
}

/** A reference in the style R3C2 or R[-1]C, as INDIRECT reads it. */
export function rowColumnReference(text: string, place: Place): Reference | undefined {
  const coordinate = (written: string | undefined, relative: string | undefined, here: number) => (relative !== undefined ? here + Number(relative) : written !== undefined ? Number(written) : here);
  const corners = text.split(":").map((corner) => {
    const found = /^R(?:(\d+)|\[(-?\d+)\])?C(?:(\d+)|\[(-?\d+)\])?$/i.exec(corner.trim());
    return found === null ? undefined : { row: coordinate(found[1], found[2], place.row), column: coordinate(found[3], found[4], place.column) };
  });
  const [a, b = a] = corners;
  if (a === undefined || b === undefined || corners.length > 2) return undefined;
  const area = onSheet({ sheet: place.sheet, top: Math.min(a.row, b.row), left: Math.min(a.column, b.column), bottom: Math.max(a.row, b.row), right: Math.max(a.column, b.column) });
  return area === undefined ? undefined : { areas: [area], single: corners.length === 1 };
}

/** The area, unless it leaves the sheet. */
export function onSheet(area: Area): Area | undefined {
  return area.top < 1 || area.left < 1 || area.bottom > LAST_ROW || area.right > LAST_COLUMN ? undefined : area;
}

export function within(inner: Area, outer: Area): boolean {
  return inner.sheet === outer.sheet && inner.top >= outer.top && inner.left >= outer.left && inner.bottom <= outer.bottom && inner.right <= outer.right;
}
