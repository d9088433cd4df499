import { cellsIn, type Area } from "../sheet/area";
import { areasRead } from "../sheet/formula/areas";
import { formulaNode } from "../sheet/formula/parser";
import type { Cell, Workbook } from "../sheet/workbook";

/** What reads more cells than any figure of a deal is not followed, and nothing more is once so many have been followed in all. */
const MOST_CELLS = 5_000;
const MOST_IN_ALL = 50_000;

type CellAt = ReturnType<typeof cellsIn> extends Generator<infer At> ? At : never;

/** The cells that formulas read, directly or through others. */
export class Precedents {
  private readonly known = new Map<Cell, readonly CellAt[]>();
  private followed = 0;

  constructor(private readonly workbook: Workbook) {}

  /** Undefined where they are too many. */
  of(area: Area): ReadonlySet<Cell> | undefined {
    const found = new Set<Cell>();
    const open = [...cellsIn(area)];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const read of this.readBy(next)) {
        if (found.has(read.cell)) continue;
        found.add(read.cell);
        open.push(read);
        if (++this.followed > MOST_IN_ALL || found.size > MOST_CELLS) return undefined;
      }
    }
    return found;
  }

  private readBy({ sheet, cell }: CellAt): readonly CellAt[] {
    const known = this.known.get(cell);
    if (known !== undefined) return known;
    const filling = cell.filledFrom === undefined ? cell : sheet.cell(cell.filledFrom.row, cell.filledFrom.column);
    const node = filling?.formula === undefined ? undefined : formulaNode(filling.formula.text);
    const read: CellAt[] = [];
    for (const area of node === undefined ? [] : areasRead(this.workbook, node, sheet)) {
      for (const at of cellsIn(area)) if (read.push(at) > MOST_CELLS) break;
    }
    this.known.set(cell, read);
    return read;
  }
}
