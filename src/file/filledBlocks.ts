import { cellPlace } from "../sheet/address";
import { cellsIn, filledRectangle, type Rectangle } from "../sheet/area";
import type { Cell, Position, Sheet } from "../sheet/workbook";
import { FileRefusal, damaged } from "./fileRefusal";

/**
 * Marks the cells that array formulas fill, as far as the file has them: a block may be declared over the whole sheet.
 *
 * `blocks` come from top to bottom, as their formulas do. A sweep down the rows keeps the blocks that reach the present one, from left to right.
 */
export function markFilledCells(sheet: Sheet, blocks: readonly Rectangle[]): void {
  const reaching: Rectangle[] = [];
  let next = 0;
  for (const [row, cells] of sheet.rows) {
    for (let block = blocks[next]; block !== undefined && block.top <= row; block = blocks[++next]) insert(block, reaching, sheet.name);
    if (reaching.length === 0) continue;
    for (const [column, cell] of cells) {
      const block = reaching[lastFrom(reaching, column)];
      if (block === undefined || cell.formula !== undefined || column > block.right || row > block.bottom) continue;
      cell.filledFrom = { row: block.top, column: block.left };
    }
  }
}

/** Blocks that ended higher up make room; one that still reaches here would overlap. */
function insert(block: Rectangle, reaching: Rectangle[], sheetName: string): void {
  let at = lastFrom(reaching, block.left);
  if (at < 0 || (reaching[at] as Rectangle).right < block.left) at++;
  let ended = 0;
  for (let other = reaching[at]; other !== undefined && other.left <= block.right; other = reaching[at + ++ended]) {
    if (other.bottom >= block.top) throw damaged(`The blocks filled from ${cellPlace(sheetName, other.top, other.left)} and ${cellPlace(sheetName, block.top, block.left)} overlap`);
  }
  reaching.splice(at, ended, block);
}

/** The last block that begins at a column or left of it; -1 where there is none. */
function lastFrom(blocks: readonly Rectangle[], column: number): number {
  let [low, high] = [0, blocks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((blocks[middle] as Rectangle).left <= column) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Refuses to save a sheet in which something stands where another cell's formula fills in its answer: Excel would call the file damaged. */
export function refuseInputsInBlocks(sheet: Sheet): void {
  for (const [row, cells] of sheet.rows) {
    for (const [column, { formula, extent }] of cells) {
      if (formula === undefined || extent === undefined) continue;
      for (const place of cellsIn({ sheet, ...filledRectangle({ row, column }, extent) })) refuseInput(sheet, place, { row, column });
    }
  }
}

function refuseInput(sheet: Sheet, place: Position & { readonly cell: Cell }, anchor: Position): void {
  const { row, column, cell } = place;
  if (row === anchor.row && column === anchor.column) return;
  const filled = cell.filledFrom?.row === anchor.row && cell.filledFrom.column === anchor.column;
  if (cell.formula === undefined && (filled || cell.value === null)) return;
  throw new FileRefusal(
    `${cellPlace(sheet.name, row, column)} holds something of its own where the formula in ${cellPlace(sheet.name, anchor.row, anchor.column)} fills in its answer. Clear that cell, or calculate the workbook before saving it.`,
  );
}
