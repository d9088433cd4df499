import type { Area } from "../../sheet/area";
import { cellsIn } from "../../sheet/area";
import type { Block } from "./blocks";
import { bare } from "./cellsRead";
import { copyReads, operandArea, rowReads } from "./copies";
import { periodCount, rowCount, type Draft } from "./draft";
import { areaOf } from "./formulas";
import { rowAt, type Graph } from "./graph";
import { plainFormula, withoutRounding, type PlainFormula } from "./plainFormula";
import { Readers } from "./readers";

/** A row of a line. */
export interface LineRowAt {
  readonly draft: Draft;
  readonly row: number;
}

interface BlockReading {
  readonly plain: PlainFormula;
  /** Row by row what each operand reads: in all copies, and in the last of them. */
  readonly rows: readonly (readonly { readonly isMinus: boolean; readonly area: Area | undefined; readonly last: Area | undefined }[])[];
}

/** Plain formulas behind the last call that carry its money on: a fee added, an amount converted. Checks, totals of several payees and comparisons do not. */
export class Carriers {
  private readonly readers: Readers;
  private readonly known = new Map<Block, BlockReading>();

  constructor(private readonly graph: Graph) {
    const lines = new Set<Block>();
    for (const { area, call, kind } of graph.drafts) {
      const block = area === undefined || kind === "base" || (call === undefined && kind === "fee") ? undefined : graph.formulas.blocks.at(area.sheet, area.top, area.left);
      if (block !== undefined) lines.add(block);
    }
    this.readers = new Readers(graph.formulas.blocks, graph.cells, [...lines]);
  }

  /** The blocks that read a line's cells. */
  blocksOf({ area }: Draft): readonly Block[] {
    const block = area && this.graph.formulas.blocks.at(area.sheet, area.top, area.left);
    return block === undefined ? [] : this.readers.of(block);
  }

  readersOf(block: Block): readonly Block[] {
    return this.readers.of(block);
  }

  /** The line that carries a row on, the nearest first; `inAll`: the sum over all periods may be what is carried. */
  next({ draft, row }: LineRowAt, inAll: boolean): LineRowAt | undefined {
    const { area, isDown } = draft;
    if (area === undefined) return undefined;
    const cells = isDown ? { ...area, left: area.left + Math.max(0, row), right: area.left + Math.max(0, row) } : { ...area, top: area.top + Math.max(0, row), bottom: area.top + Math.max(0, row) };
    return this.fromCells(cells, periodCount(draft), inAll, new Set());
  }

  private fromCells(cells: Area, periods: number, inAll: boolean, seen: Set<string>): LineRowAt | undefined {
    const block = this.graph.formulas.blocks.at(cells.sheet, cells.top, cells.left);
    if (block === undefined) return undefined;
    for (const reader of this.readers.of(block)) {
      for (let i = 0; i < reader.down; i++) {
        const found = this.carries(reader, i, cells, periods, inAll, seen);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  /** Whether a row of a block carries these cells on, itself or by what takes it over as it is. */
  private carries(block: Block, i: number, cells: Area, periods: number, inAll: boolean, seen: Set<string>): LineRowAt | undefined {
    const { graph } = this;
    const key = `${block.sheet.name}!${block.top + i} ${block.left}`;
    if (seen.has(key) || block.node === undefined || graph.formulas.lineCalls(block).length > 0 || block.unit.rows > 1) return undefined;
    const { plain, rows } = this.reading(block);
    if (plain.does === "other") return undefined;
    const reads = rows[i] ?? [];
    const own: Area = { sheet: block.sheet, top: block.top + i, bottom: block.top + i, left: block.left, right: block.right };
    const ownPeriods = block.right - block.left + 1;
    const mine = reads.filter(({ area }) => area !== undefined && covers(area, cells));
    if (mine.length === 0 || mine.some(({ isMinus }) => isMinus)) return undefined;
    // A column that is read to its own period, and all before it, is a sum so far.
    if (mine.some(({ area, last }) => last === undefined || area === undefined || area.top !== area.bottom || (block.across > 1 && last.left !== last.right))) return undefined;
    if (ownPeriods !== periods && !(inAll && ownPeriods === 1)) return undefined;
    if (!reads.every(({ isMinus, area }) => area !== undefined && (isMinus ? this.mayBeTakenOff(area) : true))) return undefined;
    seen.add(key);
    // What is paid is rounded; a total may be rounded to be shown.
    const isRounded = ownPeriods === periods && withoutRounding(block.node) !== bare(block.node);
    const isTaken = !isRounded && (plain.does === "take" || (plain.does === "add" && plain.operands.length === 1 && !plain.hasNumber));
    if (isTaken) return this.fromCells(own, ownPeriods, inAll, seen);
    const draft = graph.ofBlock(block, i, 0);
    if (plain.does === "multiply" && draft.kind !== "currency") return undefined;
    const isMerged = draft.edges.some(({ row, to, toRow }) => row === i && (to.kind === "split" || to.kind === "layers") && draft.edges.some((other) => other.row === i && other.to === to && other.toRow !== toRow));
    return isMerged || rowCount(draft) === 0 ? undefined : { draft, row: rowAt(draft, own.top, own.left) };
  }

  /** What a block does, and what each of its rows reads. */
  private reading(block: Block): BlockReading {
    const known = this.known.get(block);
    if (known !== undefined) return known;
    const { cells } = this.graph;
    const plain: PlainFormula = block.node === undefined ? { does: "other" } : plainFormula(block.node);
    const place = { sheet: block.sheet, row: block.top, column: block.left, unit: block.unit, across: block.across, down: block.down, text: block.formula.text };
    const rows = Array.from({ length: plain.does === "other" ? 0 : block.down }, (_, i) =>
      plain.does === "other" ? [] : plain.operands.map(({ node, isMinus }) => ({ isMinus, area: rowReads(cells, node, place, i, false), last: copyReads(cells, node, place, i, block.across - 1) })),
    );
    const reading = { plain, rows };
    this.known.set(block, reading);
    return reading;
  }

  /** What is typed may be taken off, and what a plain formula makes of the line itself; not what the line comes from, nor what another call answers. */
  private mayBeTakenOff(area: Area): boolean {
    for (const { sheet, row, column } of cellsIn(area)) {
      const block = this.graph.formulas.blocks.at(sheet, row, column);
      if (block === undefined) {
        const here = { sheet, top: row, left: column, bottom: row, right: column };
        if (this.graph.drafts.some((draft) => draft.kind === "base" && draft.area !== undefined && covers(draft.area, here))) return false;
        continue;
      }
      if (this.graph.formulas.lineCalls(block).length > 0 || !this.readers.readsLine(block)) return false;
      if (block.node !== undefined && plainFormula(block.node).does === "take") {
        const of = operandArea(this.graph.cells, block.node, block, areaOf(block));
        if (of === undefined || !this.mayBeTakenOff(of)) return false;
      }
    }
    return true;
  }
}

function covers(whole: Area, part: Area): boolean {
  return whole.sheet === part.sheet && whole.top <= part.bottom && whole.bottom >= part.top && whole.left <= part.right && whole.right >= part.left;
}
