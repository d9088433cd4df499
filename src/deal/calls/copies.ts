import type { Area } from "../../sheet/area";
import type { FormulaNode } from "../../sheet/formula/nodes";
import type { Block } from "./blocks";
import { around, type Cells } from "./cellsRead";
import type { Place, Reader } from "./draft";
import { periodLabels, sayPeriods } from "./labels";

/** The cells that a part of a formula reads in one of its copies. */
export function copyReads(cells: Cells, node: FormulaNode, place: Place, down: number, across: number): Area | undefined {
  return cells.of(node, { sheet: place.sheet, row: place.row, shift: { rows: down * place.unit.rows, columns: across * place.unit.columns } });
}

/** What all copies of a line's row read; the row counts from 0, to the right where the periods run down. */
export function rowReads(cells: Cells, node: FormulaNode, place: Place, row: number, isDown: boolean): Area | undefined {
  const [first, last] = isDown
    ? [copyReads(cells, node, place, 0, row), copyReads(cells, node, place, place.down - 1, row)]
    : [copyReads(cells, node, place, row, 0), copyReads(cells, node, place, row, place.across - 1)];
  return first === undefined || last === undefined || first.sheet !== last.sheet ? undefined : around(first, last);
}

/** What all copies read. */
export function allRead(cells: Cells, node: FormulaNode, place: Place): Area | undefined {
  const [first, last] = [copyReads(cells, node, place, 0, 0), copyReads(cells, node, place, place.down - 1, place.across - 1)];
  return first === undefined || last === undefined || first.sheet !== last.sheet ? undefined : around(first, last);
}

/** How many copies of a formula stand across the periods' direction. */
export function copyRows(place: Place, isDown: boolean): number {
  return isDown ? place.across : place.down;
}

/** Whether the periods of a formula run down: what it reads does, or, of copies below each other, what stands beside them says so. */
export function runsDown(reader: Reader, node: FormulaNode | undefined, place: Place, area: Area | undefined): boolean {
  const { unit, across, down } = place;
  const read = node && allRead(reader.cells, node, place);
  const readsDown = () => {
    const [line] = read === undefined ? [] : reader.origin(read, "money").lines;
    return line !== undefined && line.draft.call !== undefined && line.draft.isDown;
  };
  if (unit.rows > 1 || unit.columns > 1) return read !== undefined && down === 1 && read.bottom > read.top && unit.rows > 1 && (read.left === read.right || readsDown());
  if (down === 1) return false;
  if (readsDown()) return true;
  return across === 1 && area !== undefined && sayPeriods(periodLabels(reader.workbook, area, true));
}

/** The cells that a part of a formula reads in all copies that fill `part`. */
export function operandArea(cells: Cells, node: FormulaNode, block: Block, part: Area): Area | undefined {
  const at = (row: number, column: number) =>
    cells.of(node, {
      sheet: block.sheet,
      row: block.top,
      shift: { rows: row - block.top - ((row - block.top) % block.unit.rows), columns: column - block.left - ((column - block.left) % block.unit.columns) },
    });
  const [first, last] = [at(part.top, part.left), at(part.bottom, part.right)];
  return first === undefined || last === undefined || first.sheet !== last.sheet ? undefined : around(first, last);
}
