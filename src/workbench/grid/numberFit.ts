import { CellValueType, type ICellData, type Nullable, type ObjectMatrix } from "@univerjs/core";
import { DEFAULT_PADDING_DATA, Font, FontCache, SpreadsheetExtensionRegistry, type IFontCacheItem } from "@univerjs/engine-render";

type Drawing = Parameters<Font["_renderFontEachCell"]>[0];

/**
 * Draws the contents of cells as the grid does, but a number never in part.
 *
 * A number that its column has no room for would be cut off, and 1,234 is not 1,234,567: as in Excel it is drawn as ####. In the format General its
 * decimals give way first.
 */
class WholeNumbers extends Font {
  override _renderFontEachCell(drawing: Drawing, row: number, column: number, cells: ObjectMatrix<IFontCacheItem>): boolean {
    const cached = cells.getValue(row, column);
    const text = cached && fittingText(cached, roomIn(drawing));
    if (!cached || text === undefined) return super._renderFontEachCell(drawing, row, column, cells);
    const { cellData } = cached;
    cached.cellData = { ...cellData, v: text };
    try {
      return super._renderFontEachCell(drawing, row, column, cells);
    } finally {
      cached.cellData = cellData;
    }
  }
}

/** From now on sheets are drawn with whole numbers. */
export function drawWholeNumbers(): void {
  SpreadsheetExtensionRegistry.delete(Font);
  SpreadsheetExtensionRegistry.add(WholeNumbers);
}

/** How wide a text may be in the cell, or the merged cells, that is drawn. */
function roomIn({ cellInfo }: Drawing): number {
  const { startX, endX } = cellInfo.isMergedMainCell ? cellInfo.mergeInfo : cellInfo;
  // The line of the grid is one pixel, and a number without room moves up to the padding on its left.
  return endX - startX - DEFAULT_PADDING_DATA.l - 1;
}

/** What a number's cell is to show instead of its whole text; undefined where that fits, or where no number stands. */
function fittingText({ cellData, documentSkeleton, fontString }: IFontCacheItem, room: number): string | undefined {
  if (documentSkeleton !== undefined || !isFigure(cellData)) return undefined;
  const width = (text: string) => FontCache.getMeasureText(text, fontString).width;
  const { v } = cellData;
  const whole = cellData.t === CellValueType.BOOLEAN ? (Number(v) === 1 ? "TRUE" : "FALSE") : String(v);
  if (width(whole) <= room) return undefined;
  const shortened = typeof v === "number" && cellData.t !== CellValueType.BOOLEAN ? withFewerDecimals(v, (text) => width(text) <= room) : undefined;
  return shortened ?? "#".repeat(Math.max(1, Math.floor(room / width("#"))));
}

function isFigure(cell: Nullable<ICellData>): cell is ICellData {
  if (!cell || cell.v === null || cell.v === undefined) return false;
  return cell.t === CellValueType.NUMBER || cell.t === CellValueType.BOOLEAN || (cell.t == null && typeof cell.v === "number");
}

/** A number in the format General, with as many of its decimals as fit. */
function withFewerDecimals(value: number, fits: (text: string) => boolean): string | undefined {
  const decimals = /^-?\d+\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0;
  for (let kept = decimals - 1; kept >= 0; kept--) {
    const text = String(Number(value.toFixed(kept)));
    if (fits(text)) return text;
  }
  return undefined;
}
