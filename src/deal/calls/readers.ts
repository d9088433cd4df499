import { cellCount, cellsIn, type Area } from "../../sheet/area";
import { visitParts } from "../../sheet/formula/nodes";
import type { Sheet } from "../../sheet/workbook";
import type { Block, Blocks } from "./blocks";
import { standsForCells, type Cells } from "./cellsRead";
import { operandArea } from "./copies";

/** A formula that reads more cells at once makes a list, and carries nobody's money on. */
const MOST_CELLS = 2_000;

/** Which plain formulas read the lines of a workbook, at whatever distance. */
export class Readers {
  private readonly direct = new Map<Block, Block[]>();
  private readonly all = new Set<Block>();

  /** `lines` are the blocks that are lines already. */
  constructor(
    private readonly blocks: Blocks,
    private readonly cells: Cells,
    lines: readonly Block[],
  ) {
    const sheets = new Set(lines.map(({ sheet }) => sheet));
    const names = namesOn(cells, sheets);
    for (const sheet of blocks.workbook.sheets) this.index(sheet, sheets, names);
    const open = [...lines];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const block of this.of(next)) {
        if (this.all.has(block)) continue;
        this.all.add(block);
        open.push(block);
      }
    }
  }

  /** The blocks that read cells of this one, in reading order. */
  of(block: Block): readonly Block[] {
    return this.direct.get(block) ?? [];
  }

  /** Whether a formula reads a line, at whatever distance. */
  readsLine(block: Block): boolean {
    return this.all.has(block);
  }

  private index(sheet: Sheet, sheets: ReadonlySet<Sheet>, names: ReadonlySet<string>): void {
    const seen = new Set<Block>();
    for (const row of [...sheet.rows.keys()].sort((a, b) => a - b)) {
      for (const [column, { formula }] of sheet.rows.get(row) ?? []) {
        if (formula === undefined || (!sheets.has(sheet) && !mayRead(formula.text, sheets, names))) continue;
        const block = this.blocks.at(sheet, row, column);
        if (block?.node === undefined || seen.has(block)) continue;
        seen.add(block);
        for (const read of this.read(block)) {
          const readers = this.direct.get(read);
          if (readers === undefined) this.direct.set(read, [block]);
          else readers.push(block);
        }
      }
    }
  }

  private read(block: Block): Set<Block> {
    const found = new Set<Block>();
    if (block.node === undefined) return found;
    visitParts(block.node, (part) => {
      if (!standsForCells(part)) return true;
      const area = operandArea(this.cells, part, block, block);
      if (area !== undefined) for (const read of this.within(area)) if (read !== block) found.add(read);
      return false;
    });
    return found;
  }

  private *within(area: Area): Generator<Block> {
    if (cellCount(area) > MOST_CELLS) return;
    for (const { sheet, row, column } of cellsIn(area)) {
      const block = this.blocks.at(sheet, row, column);
      if (block !== undefined) yield block;
    }
  }
}

/** The names, in small letters, of cells on these sheets. */
function namesOn(cells: Cells, sheets: ReadonlySet<Sheet>): Set<string> {
  const names = new Set<string>();
  const { workbook } = cells;
  for (const { name, sheet } of workbook.names) {
    const home = sheet === undefined ? workbook.sheets[0] : workbook.sheet(sheet);
    const area = home && cells.ofName({ kind: "name", name, ...(sheet !== undefined && { sheet }), start: 0, end: 0 }, home);
    if (area !== undefined && sheets.has(area.sheet)) names.add(name.toLowerCase());
  }
  for (const { name, sheet } of workbook.tables) {
    const on = workbook.sheet(sheet);
    if (on !== undefined && sheets.has(on)) names.add(name.toLowerCase());
  }
  return names;
}

/** Whether a formula on another sheet may read one of these sheets: it names the sheet, or something on it. */
function mayRead(text: string, sheets: ReadonlySet<Sheet>, names: ReadonlySet<string>): boolean {
  const small = text.toLowerCase();
  for (const { name } of sheets) if (small.includes(name.toLowerCase().replaceAll("'", "''"))) return true;
  return small.match(/[\p{L}_\\][\p{L}\p{M}\p{N}_.\\?]*/gu)?.some((word) => names.has(word)) ?? false;
}
