import { familyOf, type CatalogueEntry } from "../../functions/catalogueEntry";
import { cellsIn, haveCellsInCommon, type Area } from "../../sheet/area";
import { bareName } from "../../sheet/formula/functionName";
import { visitParts, type CallNode, type FormulaNode } from "../../sheet/formula/nodes";
import type { Workbook } from "../../sheet/workbook";
import { Blocks, type Block } from "./blocks";
import { Cells, areaKey, standsForCells } from "./cellsRead";
import { operandArea } from "./copies";
import type { Call } from "./draft";
import { isLine } from "./parameters";
import { withoutRounding } from "./plainFormula";

/** So many cells of an area are looked at; a larger one is a list that no deal is made of. */
export const MOST_CELLS = 20_000;

const MAY_CALL = /DEAL\./i;

/** The formulas of a workbook, and which of them call our functions or read what does. */
export class Formulas {
  readonly blocks: Blocks;
  readonly cells: Cells;
  private readonly byName = new Map<string, CatalogueEntry>();
  private readonly known = new Map<Block, readonly CallNode[]>();
  private readonly leading = new Map<Block, boolean>();
  private readonly calling = new Map<string, Block>();
  /** The blocks whose formulas call functions that are lines, in reading order. */
  readonly lines: readonly Block[];

  constructor(
    private readonly workbook: Workbook,
    functions: readonly CatalogueEntry[],
  ) {
    this.blocks = new Blocks(workbook);
    this.cells = new Cells(workbook);
    for (const entry of functions) this.byName.set(entry.name, entry);
    this.lines = this.callingBlocks().filter((block) => this.lineCalls(block).length > 0);
    for (const block of this.lines) {
      const call = block.node && this.callIn(block.node);
      if (call !== undefined) this.calling.set(this.callKey(call.entry, call.node, block), block);
    }
  }

  /** The blocks whose formulas call our functions, in reading order. */
  private callingBlocks(): Block[] {
    const found = new Set<Block>();
    for (const sheet of this.workbook.sheets) {
      const rows = [...sheet.rows.keys()].sort((a, b) => a - b);
      for (const row of rows) {
        for (const [column, { formula }] of sheet.rows.get(row) ?? []) {
          const block = formula !== undefined && MAY_CALL.test(formula.text) ? this.blocks.at(sheet, row, column) : undefined;
          if (block !== undefined) found.add(block);
        }
      }
    }
    return [...found];
  }

  /** The calls in a block's formula that are lines, outer ones first. */
  lineCalls(block: Block): readonly CallNode[] {
    const known = this.known.get(block);
    if (known !== undefined) return known;
    const found: CallNode[] = [];
    this.known.set(block, found);
    // Most formulas call none.
    const { node } = block;
    if (node === undefined || !MAY_CALL.test(block.formula.text)) return found;
    visitParts(node, (part) => {
      const entry = part.kind === "call" ? this.byName.get(part.name.toUpperCase()) : undefined;
      if (part.kind === "call" && entry !== undefined && isLine(entry)) found.push(part);
      return true;
    });
    return found;
  }

  /** A call of a function that is a line, and nothing around it but rounding and a sum of it alone. */
  callIn(node: FormulaNode): Call | undefined {
    const part = withoutRounding(node);
    if (part.kind !== "call") return undefined;
    const [only, ...more] = part.arguments;
    if (bareName(part.name) === "SUM" && only != null && more.length === 0) return this.callIn(only);
    const entry = this.byName.get(part.name.toUpperCase());
    return entry !== undefined && isLine(entry) ? { entry, node: part } : undefined;
  }

  /** Whether a formula of these cells reads a call, at whatever distance. */
  private leadsToCall(area: Area): boolean {
    let looked = 0;
    for (const { sheet, row, column } of cellsIn(area)) {
      if (looked++ > MOST_CELLS) return false;
      const block = this.blocks.at(sheet, row, column);
      if (block !== undefined && this.blockLeadsToCall(block)) return true;
    }
    return false;
  }

  blockLeadsToCall(block: Block): boolean {
    const known = this.leading.get(block);
    if (known !== undefined) return known;
    this.leading.set(block, false);
    let leads = this.lineCalls(block).length > 0 || this.statementOf(block) !== undefined;
    if (!leads && block.node !== undefined) {
      visitParts(block.node, (node) => {
        if (leads || !standsForCells(node)) return !leads;
        const of = operandArea(this.cells, node, block, areaOf(block));
        leads = of !== undefined && this.leadsToCall(of);
        return false;
      });
    }
    this.leading.set(block, leads);
    return leads;
  }

  /** Which rows of a block's copies read cells of an area themselves. */
  rowsReading(block: Block, area: Area): Set<number> {
    const found = new Set<number>();
    if (block.node === undefined) return found;
    const parts: FormulaNode[] = [];
    visitParts(block.node, (part) => !standsForCells(part) || parts.push(part) === 0);
    for (let i = 0; i < block.down; i++) {
      const own = { ...areaOf(block), top: block.top + i * block.unit.rows, bottom: block.top + (i + 1) * block.unit.rows - 1 };
      const reads = parts.some((part) => {
        const of = operandArea(this.cells, part, block, own);
        return of !== undefined && haveCellsInCommon(of, area);
      });
      if (reads) found.add(i);
    }
    return found;
  }

  /** The block whose statement another shows. */
  statementOf(block: Block): Block | undefined {
    const node = block.node && withoutRounding(block.node);
    const entry = node?.kind === "call" ? this.byName.get(node.name.toUpperCase()) : undefined;
    if (node?.kind !== "call" || entry === undefined || familyOf(entry).companion === "") return undefined;
    return this.calling.get(this.callKey(entry, node, block));
  }

  /** The same for calls of one family with the same arguments. */
  private callKey(entry: CatalogueEntry, { arguments: given }: CallNode, block: Block): string {
    const from = { sheet: block.sheet, row: block.top, shift: { rows: 0, columns: 0 } };
    const parts = given.map((node) => {
      const area = node === null ? undefined : this.cells.of(node, from);
      return node === null ? "" : area === undefined ? block.formula.text.slice(node.start, node.end) : areaKey(area);
    });
    return JSON.stringify([familyOf(entry).family, ...parts]);
  }
}

export function areaOf({ sheet, top, left, bottom, right }: Area): Area {
  return { sheet, top, left, bottom, right };
}
