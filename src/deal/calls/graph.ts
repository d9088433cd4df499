import type { CatalogueEntry } from "../../functions/catalogueEntry";
import { familyOf } from "../../functions/catalogueEntry";
import { cellPlace, sheetPrefix } from "../../sheet/address";
import { cellCount, cellsIn, haveCellsInCommon, rectangleAddress, type Area } from "../../sheet/area";
import { areaOfNode } from "../../sheet/formula/areas";
import { bareName } from "../../sheet/formula/functionName";
import { visitParts, type CallNode, type FormulaNode } from "../../sheet/formula/nodes";
import { formulaNode } from "../../sheet/formula/parser";
import type { Workbook } from "../../sheet/workbook";
import type { Role } from "../deal";
import { Blocks, type Block } from "./blocks";
import { areaKey, around, cellsOf, common, standsForCells } from "./cellsRead";
import type { Draft, Origin, Place, Reader, Reads } from "./draft";
import { callsApart, readCall } from "./callLine";
import { isLine } from "./parameters";
import { operandArea } from "./copies";
import { plainFormula, withoutRounding } from "./plainFormula";
import { readPlain } from "./plainLine";

/** So many cells of an area are looked at; a larger one is a list that no deal is made of. */
const MOST_CELLS = 20_000;

/** The calls of a workbook and the plain formulas between them, each line once, before those that read it. */
export class Graph implements Reader {
  readonly drafts: Draft[] = [];
  readonly blocks: Blocks;
  private readonly byName = new Map<string, CatalogueEntry>();
  private readonly byKey = new Map<string, Draft>();
  private readonly origins = new Map<string, Origin>();
  private readonly leading = new Map<Block, boolean>();
  private readonly statements = new Map<string, Block>();
  private names: Map<string, string> | undefined;

  constructor(
    readonly workbook: Workbook,
    functions: readonly CatalogueEntry[],
  ) {
    this.blocks = new Blocks(workbook);
    for (const entry of functions) this.byName.set(entry.name, entry);
    const calling = this.callingBlocks();
    for (const block of calling) {
      const call = block.node && this.callIn(block.node);
      if (call !== undefined) this.statements.set(this.callKey(call.entry, call.node, block), block);
    }
    for (const block of calling) if (this.lineCalls(block.node).length > 0) for (let i = 0; i < block.down; i++) for (let j = 0; j < block.across; j++) this.ofBlock(block, i, j);
  }

  /** The blocks whose formulas call our functions, in reading order. */
  private callingBlocks(): Block[] {
    const found = new Set<Block>();
    for (const sheet of this.workbook.sheets) {
      const rows = [...sheet.rows.keys()].sort((a, b) => a - b);
      for (const row of rows) {
        for (const [column, { formula }] of sheet.rows.get(row) ?? []) {
          const block = formula !== undefined && /DEAL\./i.test(formula.text) ? this.blocks.at(sheet, row, column) : undefined;
          if (block !== undefined) found.add(block);
        }
      }
    }
    return [...found];
  }

  /** The calls in a formula that are lines, outer ones first. */
  lineCalls(node: FormulaNode | undefined): CallNode[] {
    const found: CallNode[] = [];
    if (node === undefined) return found;
    visitParts(node, (part) => {
      const entry = part.kind === "call" ? this.byName.get(part.name.toUpperCase()) : undefined;
      if (part.kind === "call" && entry !== undefined && isLine(entry)) found.push(part);
      return true;
    });
    return found;
  }

  callIn(node: FormulaNode): { readonly entry: CatalogueEntry; readonly node: CallNode } | undefined {
    const part = withoutRounding(node);
    if (part.kind !== "call") return undefined;
    const [only, ...more] = part.arguments;
    if (bareName(part.name) === "SUM" && only != null && more.length === 0) return this.callIn(only);
    const entry = this.byName.get(part.name.toUpperCase());
    return entry !== undefined && isLine(entry) ? { entry, node: part } : undefined;
  }

  /** The line of a formula of a block: copies beside and below each other are one line, unless they are calls on the same money. */
  ofBlock(block: Block, i: number, j: number): Draft {
    const { sheet, unit, across, down, formula } = block;
    const place: Place = { sheet, row: block.top, column: block.left, unit, across, down, text: formula.text };
    const call = block.node && this.callIn(block.node);
    if (call === undefined || !callsApart(this.workbook, call, place)) return this.line(cellPlace(sheet.name, block.top, block.left), place, block.node, areaOf(block));
    const [row, column] = [block.top + i * unit.rows, block.left + j * unit.columns];
    const text = sheet.cell(row, column)?.formula?.text ?? formula.text;
    const area = { sheet, top: row, left: column, bottom: row + unit.rows - 1, right: column + unit.columns - 1 };
    return this.line(cellPlace(sheet.name, row, column), { sheet, row, column, unit, across: 1, down: 1, text }, formulaNode(text), area);
  }

  part(node: FormulaNode, of: Place, id: string): Draft {
    return this.line(id, of, node, undefined);
  }

  private line(id: string, place: Place, node: FormulaNode | undefined, area: Area | undefined): Draft {
    const known = this.byKey.get(id);
    if (known !== undefined) return known;
    const call = node && this.callIn(node);
    const formula = area === undefined && node !== undefined ? place.text.slice(node.start, node.end) : place.text;
    const draft: Draft = { id, place, node, ...(area && { area }), formula, ...(call && { call }), kind: "as is", isDown: false, edges: [], terms: [], choices: [], arguments: new Map() };
    this.byKey.set(id, draft);
    if (call !== undefined) readCall(this, draft, call);
    else if (node !== undefined) readPlain(this, draft, node);
    this.drafts.push(draft);
    return draft;
  }

  base(area: Area, role: Role, name: string | undefined, reason: string): Draft {
    const id = `${sheetPrefix(area.sheet.name)}${rectangleAddress(area)}`;
    const known = this.byKey.get(id);
    if (known !== undefined) return known;
    const own = name ?? this.nameOf(area);
    const place: Place = { sheet: area.sheet, row: area.top, column: area.left, unit: { rows: 1, columns: 1 }, across: 1, down: 1, text: own ?? id };
    const draft: Draft = {
      id,
      place,
      node: undefined,
      area,
      formula: own ?? id,
      ...(own !== undefined && { name: own }),
      kind: role === "fee" ? "fee" : "base",
      isDown: area.bottom > area.top && area.left === area.right,
      edges: [],
      terms: [{ role, area, ...(own !== undefined && { name: own }), reason }],
      choices: [],
      arguments: new Map(),
    };
    this.byKey.set(id, draft);
    this.drafts.push(draft);
    return draft;
  }

  nameOf(area: Area): string | undefined {
    if (this.names === undefined) {
      this.names = new Map();
      for (const { name, sheet, formula, hidden } of this.workbook.names) {
        const node = hidden === true ? undefined : formulaNode(formula);
        const meant = node && areaOfNode(this.workbook, node);
        if (meant === undefined || cellCount(meant) > MOST_CELLS) continue;
        const key = areaKey(meant);
        if (!this.names.has(key) || sheet === undefined) this.names.set(key, sheet === undefined ? name : `${sheetPrefix(sheet)}${name}`);
      }
    }
    return this.names.get(areaKey(area));
  }

  origin(area: Area, reads: Reads): Origin {
    const key = `${reads} ${areaKey(area)}`;
    const known = this.origins.get(key);
    if (known !== undefined) return known;
    // A circle of formulas comes from nothing else than itself.
    this.origins.set(key, { lines: [], typed: [] });
    const origin = this.followed(area, reads);
    this.origins.set(key, origin);
    return origin;
  }

  private followed(area: Area, reads: Reads): Origin {
    const lines = new Map<string, { draft: Draft; row: number }>();
    const typed: { area: Area; name?: string }[] = [];
    const add = (draft: Draft, row: number) => lines.set(`${row} ${draft.id}`, { draft, row });
    const addAll = (origin: Origin) => {
      for (const { draft, row } of origin.lines) add(draft, row);
      typed.push(...origin.typed);
    };
    const followed = new Set<Block>();
    let figures: Area | undefined;
    let looked = 0;
    for (const { sheet, row, column, cell } of cellsIn(area)) {
      if (looked++ > MOST_CELLS) break;
      const block = this.blocks.at(sheet, row, column);
      if (block === undefined) {
        const here = { sheet, top: row, left: column, bottom: row, right: column };
        if (cell.value !== null && cell.value !== "") figures = figures === undefined ? here : around(figures, here);
        continue;
      }
      if (this.lineCalls(block.node).length > 0) {
        const draft = this.ofBlock(block, Math.floor((row - block.top) / block.unit.rows), Math.floor((column - block.left) / block.unit.columns));
        add(draft, rowAt(draft, row, column));
        continue;
      }
      const main = this.statementOf(block);
      if (main !== undefined) add(main, -1);
      else if (block.node !== undefined && plainFormula(block.node).does === "take") {
        if (!followed.has(block)) addAll(this.taken(block, common(area, block), reads));
      } else if (reads === "money" || this.blockLeadsToCall(block)) {
        const draft = this.ofBlock(block, 0, 0);
        // A sum over all periods of a line is that line.
        const own = rowAt(draft, row, column);
        if (draft.isTotal === true) for (const { to, toRow } of draft.edges.filter((edge) => edge.row === own)) add(to, toRow);
        else add(draft, own);
      } else if (!followed.has(block)) addAll(this.typedBehind(block, reads));
      followed.add(block);
    }
    if (figures !== undefined) typed.push({ area: lines.size === 0 && followed.size === 0 ? clipped(area, figures) : figures, ...named(this.nameOf(area)) });
    return { lines: [...lines.values()], typed };
  }

  /** What `=X` takes, for a part of its copies. */
  private taken(block: Block, part: Area, reads: Reads): Origin {
    const of = block.node === undefined ? undefined : operandArea(this.workbook, withoutRounding(block.node), block, part);
    return of === undefined ? { lines: [], typed: [] } : this.origin(of, reads);
  }

  /** What is typed behind a plain formula that reads no call. One that is not followed is a line, and stands between. */
  private typedBehind(block: Block, reads: Reads): Origin {
    const whole = areaOf(block);
    const plain = block.node === undefined ? undefined : plainFormula(block.node);
    if (plain === undefined || block.node === undefined) return { lines: [], typed: [] };
    if (plain.does !== "other") {
      const origins = plain.operands.map(({ node }) => operandArea(this.workbook, node, block, whole)).map((of) => (of === undefined ? { lines: [], typed: [] } : this.origin(of, reads)));
      return { lines: origins.flatMap(({ lines }) => lines), typed: origins.flatMap(({ typed }) => typed) };
    }
    if (reads === "table") return { lines: [], typed: [] };
    const draft = this.ofBlock(block, 0, 0);
    const behind: Area[] = [];
    visitParts(block.node, (node) => {
      if (!standsForCells(node)) return true;
      const of = operandArea(this.workbook, node, block, whole);
      if (of !== undefined) behind.push(of);
      return false;
    });
    const [only, ...more] = behind;
    const typed = only === undefined || more.length > 0 ? [] : this.origin(only, "terms").typed;
    return { lines: [{ draft, row: -1 }], typed };
  }

  leadsToCall(area: Area): boolean {
    let looked = 0;
    for (const { sheet, row, column } of cellsIn(area)) {
      if (looked++ > MOST_CELLS) return false;
      const block = this.blocks.at(sheet, row, column);
      if (block !== undefined && this.blockLeadsToCall(block)) return true;
    }
    return false;
  }

  private blockLeadsToCall(block: Block): boolean {
    const known = this.leading.get(block);
    if (known !== undefined) return known;
    this.leading.set(block, false);
    let leads = this.lineCalls(block.node).length > 0 || this.statementOf(block) !== undefined;
    if (!leads && block.node !== undefined) {
      visitParts(block.node, (node) => {
        if (leads || !standsForCells(node)) return !leads;
        const of = operandArea(this.workbook, node, block, areaOf(block));
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
        const of = operandArea(this.workbook, part, block, own);
        return of !== undefined && haveCellsInCommon(of, area);
      });
      if (reads) found.add(i);
    }
    return found;
  }

  /** The line whose statement a block shows. */
  private statementOf(block: Block): Draft | undefined {
    const node = block.node && withoutRounding(block.node);
    const entry = node?.kind === "call" ? this.byName.get(node.name.toUpperCase()) : undefined;
    if (node?.kind !== "call" || entry === undefined || familyOf(entry).companion === "") return undefined;
    const of = this.statements.get(this.callKey(entry, node, block));
    return of && this.ofBlock(of, 0, 0);
  }

  /** The same for calls of one family with the same arguments. */
  private callKey(entry: CatalogueEntry, { arguments: given }: CallNode, block: Block): string {
    const from = { sheet: block.sheet, row: block.top, shift: { rows: 0, columns: 0 } };
    const parts = given.map((node) => {
      const area = node === null ? undefined : cellsOf(this.workbook, node, from);
      return node === null ? "" : area === undefined ? block.formula.text.slice(node.start, node.end) : areaKey(area);
    });
    return JSON.stringify([familyOf(entry).family, ...parts]);
  }
}

export function areaOf({ sheet, top, left, bottom, right }: Area): Area {
  return { sheet, top, left, bottom, right };
}

/** Which row of a line a cell belongs to. */
export function rowAt({ area, isDown }: Draft, row: number, column: number): number {
  return area === undefined ? -1 : isDown ? column - area.left : row - area.top;
}

/** A whole column is cut to what is filled; a block with blank cells stays as it is. */
function clipped(area: Area, filled: Area): Area {
  return cellCount(area) > MOST_CELLS ? filled : area;
}

function named(name: string | undefined): { name?: string } {
  return name === undefined ? {} : { name };
}
