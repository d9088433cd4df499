import type { Area } from "../../sheet/area";
import { formulaNode } from "../../sheet/formula/parser";
import { MovedFormula } from "../../sheet/formula/movedFormula";
import type { FormulaNode } from "../../sheet/formula/nodes";
import type { Cell, Formula, Sheet, Size, Workbook } from "../../sheet/workbook";

/** One formula and its copies in the cells beside and below it, with all that they fill. */
export interface Block extends Area {
  /** The first of its formulas. */
  readonly formula: Formula;
  readonly node: FormulaNode | undefined;
  /** How many cells each of the formulas fills. */
  readonly unit: Size;
  /** How many of the formulas stand beside each other, and below each other. */
  readonly across: number;
  readonly down: number;
}

/** The formulas of a workbook, copies of one formula together. Each is looked for when it is asked for. */
export class Blocks {
  private readonly known = new Map<Cell, Block>();

  constructor(readonly workbook: Workbook) {}

  /** The block whose formula fills this cell; undefined where it is typed or blank. */
  at(sheet: Sheet, row: number, column: number): Block | undefined {
    const cell = sheet.cell(row, column);
    const from = cell?.filledFrom;
    if (from !== undefined) return sheet.cell(from.row, from.column)?.formula === undefined ? undefined : this.at(sheet, from.row, from.column);
    if (cell?.formula === undefined) return undefined;
    return this.known.get(cell) ?? this.grown(sheet, row, column, cell.formula, cell.extent ?? ONE_CELL);
  }

  private grown(sheet: Sheet, row: number, column: number, formula: Formula, unit: Size): Block {
    const moved = new MovedFormula(formula.text);
    const isCopy = (down: number, across: number): boolean => {
      const cell = sheet.cell(row + down * unit.rows, column + across * unit.columns);
      if (cell?.formula === undefined || this.known.has(cell)) return false;
      const { rows, columns } = cell.extent ?? ONE_CELL;
      return rows === unit.rows && columns === unit.columns && cell.formula.text === moved.moved(down * unit.rows, across * unit.columns);
    };
    const [left, right] = run((at) => isCopy(0, at));
    const columns = Array.from({ length: right - left + 1 }, (_, i) => left + i);
    const [top, bottom] = run((at) => columns.every((each) => isCopy(at, each)));
    const place = { row: row + top * unit.rows, column: column + left * unit.columns };
    const first = sheet.cell(place.row, place.column)?.formula ?? formula;
    const [across, down] = [columns.length, bottom - top + 1];
    const block: Block = {
      sheet,
      top: place.row,
      left: place.column,
      bottom: place.row + down * unit.rows - 1,
      right: place.column + across * unit.columns - 1,
      formula: first,
      node: formulaNode(first.text),
      unit,
      across,
      down,
    };
    for (let i = 0; i < down; i++) {
      for (let j = 0; j < across; j++) {
        const cell = sheet.cell(place.row + i * unit.rows, place.column + j * unit.columns);
        if (cell !== undefined) this.known.set(cell, block);
      }
    }
    return block;
  }
}

const ONE_CELL: Size = { rows: 1, columns: 1 };

/** From 0 to both sides, as far as a test holds. */
function run(holds: (at: number) => boolean): [number, number] {
  let [first, last] = [0, 0];
  while (holds(first - 1)) first--;
  while (holds(last + 1)) last++;
  return [first, last];
}
