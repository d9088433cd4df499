import type { CatalogueEntry } from "../../functions/catalogueEntry";
import { cellPlace, sheetPrefix } from "../../sheet/address";
import { cellCount, cellsIn, rectangleAddress, type Area } from "../../sheet/area";
import { visitParts, type FormulaNode } from "../../sheet/formula/nodes";
import { formulaNode } from "../../sheet/formula/parser";
import type { Workbook } from "../../sheet/workbook";
import type { Role } from "../deal";
import type { Block } from "./blocks";
import { callsApart, readCall } from "./callLine";
import { areaKey, around, common, standsForCells, type Cells } from "./cellsRead";
import { operandArea } from "./copies";
import type { Call, Draft, Origin, Place, Reader, Reads } from "./draft";
import { Formulas, MOST_CELLS, areaOf } from "./formulas";
import { plainFormula, withoutRounding } from "./plainFormula";
import { readPlain } from "./plainLine";

/** The calls of a workbook and the plain formulas between them, each line once, before those that read it. */
export class Graph implements Reader {
  readonly drafts: Draft[] = [];
  readonly formulas: Formulas;
  private readonly byKey = new Map<string, Draft>();
  private readonly origins = new Map<string, Origin>();
  private names: Map<string, string> | undefined;

  constructor(
    readonly workbook: Workbook,
    functions: readonly CatalogueEntry[],
  ) {
    this.formulas = new Formulas(workbook, functions);
    for (const block of this.formulas.lines) for (let i = 0; i < block.down; i++) for (let j = 0; j < block.across; j++) this.ofBlock(block, i, j);
  }

  get cells(): Cells {
    return this.formulas.cells;
  }

  callIn(node: FormulaNode): Call | undefined {
    return this.formulas.callIn(node);
  }

  /** The line of a formula of a block: copies beside and below each other are one line, unless they are calls on the same money. */
  ofBlock(block: Block, i: number, j: number): Draft {
    const { sheet, unit, across, down, formula } = block;
    const place: Place = { sheet, row: block.top, column: block.left, unit, across, down, text: formula.text };
    const call = block.node && this.callIn(block.node);
    if (call === undefined || !callsApart(this.cells, call, place)) return this.line(cellPlace(sheet.name, block.top, block.left), place, block.node, areaOf(block));
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
      for (const { name, sheet, hidden } of this.workbook.names) {
        const home = sheet === undefined ? this.workbook.sheets[0] : this.workbook.sheet(sheet);
        const meant = hidden === true || home === undefined ? undefined : this.cells.ofName({ kind: "name", name, ...(sheet !== undefined && { sheet }), start: 0, end: 0 }, home);
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
    // Money that is typed in part is typed: actual figures with a forecast behind them.
    const isTyped = reads === "money" && this.holdsFigures(area);
    let looked = 0;
    for (const { sheet, row, column, cell } of cellsIn(area)) {
      if (looked++ > MOST_CELLS) break;
      const block = this.formulas.blocks.at(sheet, row, column);
      if (block !== undefined && isTyped && !this.formulas.blockLeadsToCall(block)) continue;
      if (block === undefined) {
        const here = { sheet, top: row, left: column, bottom: row, right: column };
        if (cell.value !== null && cell.value !== "") figures = figures === undefined ? here : around(figures, here);
        continue;
      }
      if (this.formulas.lineCalls(block).length > 0) {
        const draft = this.ofBlock(block, Math.floor((row - block.top) / block.unit.rows), Math.floor((column - block.left) / block.unit.columns));
        add(draft, rowAt(draft, row, column));
        continue;
      }
      const main = this.formulas.statementOf(block);
      if (main !== undefined) add(this.ofBlock(main, 0, 0), -1);
      else if (block.node !== undefined && plainFormula(block.node).does === "take") {
        if (!followed.has(block)) addAll(this.taken(block, common(area, block), reads));
      } else if (reads === "money" || this.formulas.blockLeadsToCall(block)) {
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

  private holdsFigures(area: Area): boolean {
    let looked = 0;
    for (const { cell } of cellsIn(area)) {
      if (looked++ > MOST_CELLS) return false;
      if (typeof cell.value === "number" && cell.formula === undefined && cell.filledFrom === undefined) return true;
    }
    return false;
  }

  /** What `=X` takes, for a part of its copies. */
  private taken(block: Block, part: Area, reads: Reads): Origin {
    const of = block.node === undefined ? undefined : operandArea(this.cells, withoutRounding(block.node), block, part);
    return of === undefined ? { lines: [], typed: [] } : this.origin(of, reads);
  }

  /** What is typed behind a plain formula that reads no call. One that is not followed is a line, and stands between. */
  private typedBehind(block: Block, reads: Reads): Origin {
    const whole = areaOf(block);
    const plain = block.node === undefined ? undefined : plainFormula(block.node);
    if (plain === undefined || block.node === undefined) return { lines: [], typed: [] };
    if (plain.does !== "other" && plain.does !== "lessen") {
      const origins = plain.operands.map(({ node }) => operandArea(this.cells, node, block, whole)).map((of) => (of === undefined ? { lines: [], typed: [] } : this.origin(of, reads)));
      return { lines: origins.flatMap(({ lines }) => lines), typed: origins.flatMap(({ typed }) => typed) };
    }
    if (reads === "table") return { lines: [], typed: [] };
    const draft = this.ofBlock(block, 0, 0);
    const behind: Area[] = [];
    visitParts(block.node, (node) => {
      if (!standsForCells(node)) return true;
      const of = operandArea(this.cells, node, block, whole);
      if (of !== undefined) behind.push(of);
      return false;
    });
    const [only, ...more] = behind;
    const typed = only === undefined || more.length > 0 ? [] : this.origin(only, "terms").typed;
    return { lines: [{ draft, row: -1 }], typed };
  }

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
