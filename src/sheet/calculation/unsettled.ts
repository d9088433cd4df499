import type { Area } from "../area";
import type { Sheet } from "../workbook";

/** The positions of one column that a formula answers, from the top; `next` leads past those that are settled. */
interface Column<T> {
  readonly rows: number[];
  readonly owners: T[];
  readonly next: number[];
}

/**
 * The cells whose values are still to come, found by area: which formula in A1:A30000 is not settled yet?
 *
 * Each column is searched by bisection, and settled cells are skipped in one step, so that 10,000 running totals cost no more than 10,000 sums.
 */
export class Unsettled<T extends object> {
  private readonly sheets = new Map<Sheet, Map<number, Column<T>>>();
  private readonly positions = new Map<T, [Column<T>, number][]>();

  /** All positions and whose answer stands there, from the top down in every column; of two in one cell the first counts. */
  constructor(positions: Iterable<{ readonly sheet: Sheet; readonly row: number; readonly column: number; readonly owner: T }>) {
    const sorted = [...positions].sort((a, b) => a.row - b.row);
    for (const { sheet, row, column, owner } of sorted) {
      let columns = this.sheets.get(sheet);
      if (columns === undefined) this.sheets.set(sheet, (columns = new Map<number, Column<T>>()));
      let cells = columns.get(column);
      if (cells === undefined) columns.set(column, (cells = { rows: [], owners: [], next: [] }));
      if (cells.rows.at(-1) === row) continue;
      const own = this.positions.get(owner);
      if (own === undefined) this.positions.set(owner, [[cells, cells.rows.length]]);
      else own.push([cells, cells.rows.length]);
      cells.next.push(cells.rows.length);
      cells.rows.push(row);
      cells.owners.push(owner);
    }
  }

  /** A formula within the area that is not settled; undefined where all are. */
  first(area: Area): T | undefined {
    const columns = this.sheets.get(area.sheet);
    if (columns === undefined) return undefined;
    if (area.right - area.left < columns.size) {
      for (let column = area.left; column <= area.right; column++) {
        const found = firstIn(columns.get(column), area.top, area.bottom);
        if (found !== undefined) return found;
      }
      return undefined;
    }
    for (const [column, cells] of columns) {
      const found = column >= area.left && column <= area.right ? firstIn(cells, area.top, area.bottom) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Every formula within the area that is not settled. */
  all(area: Area): Set<T> {
    const found = new Set<T>();
    for (const [column, cells] of this.sheets.get(area.sheet) ?? []) {
      if (column < area.left || column > area.right) continue;
      for (let at = unsettledFrom(cells, firstAtOrAfter(cells.rows, area.top)); at < cells.rows.length && (cells.rows[at] ?? Infinity) <= area.bottom; at = unsettledFrom(cells, at + 1)) {
        const owner = cells.owners[at];
        if (owner !== undefined) found.add(owner);
      }
    }
    return found;
  }

  settle(owner: T): void {
    for (const [cells, at] of this.positions.get(owner) ?? []) cells.next[at] = at + 1;
  }
}

function firstIn<T>(cells: Column<T> | undefined, top: number, bottom: number): T | undefined {
  if (cells === undefined) return undefined;
  const at = unsettledFrom(cells, firstAtOrAfter(cells.rows, top));
  const row = cells.rows[at];
  return row !== undefined && row <= bottom ? cells.owners[at] : undefined;
}

/** Follows `next` to the first unsettled place, and shortens the way for the next search. */
function unsettledFrom<T>(cells: Column<T>, from: number): number {
  let at = from;
  for (let next = cells.next[at]; next !== undefined && next !== at; next = cells.next[at]) at = next;
  for (let step = from; step < at; ) {
    const next = cells.next[step] ?? at;
    cells.next[step] = at;
    step = next;
  }
  return at;
}

function firstAtOrAfter(rows: readonly number[], row: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle] ?? Infinity) < row) low = middle + 1;
    else high = middle;
  }
  return low;
}
