import { isError, type CellValue, type Grid } from "../cells/cell";
import type { NativeBlock } from "../native/parts/block";
import { areaName } from "../native/parts/block";
import { LAST_COLUMN, LAST_ROW, cellPlace, sheetPrefix } from "../sheet/address";
import type { Area } from "../sheet/area";
import type { Cell, Sheet } from "../sheet/workbook";
import { printed } from "./page";
import { sheetReference, valuesOf } from "./plainFormulas";

/** A figure, or a block of figures, that a share copy is answerable for. */
export interface SharedFigure {
  /** Where the model shows it: `Licence!D8`. */
  readonly place: string;
  /** What computed it: `PRORATA(Royalty,Split,2)`. */
  readonly source: string;
  /** The cells that show it in the copy. */
  readonly cells: Area;
  /** What they showed when the copy was made. */
  readonly shown: Grid;
  /** The cells that it is computed from. */
  readonly inputs: readonly Area[];
  /** A statement with its lines, and not the answer alone. */
  readonly isStatement: boolean;
  /** Its plain formulas, where it has them, and the row where they begin. */
  readonly block?: NativeBlock & { readonly top: number };
}

/** What the sheet Check says of the copy, now that it has been calculated. */
export interface Reconciled {
  readonly master: CellValue;
  /** Of each figure: what it adds to the master check, and whether it is beyond the limits within which its plain formulas are exact. */
  readonly figures: readonly { readonly difference: CellValue; readonly isBeyond: boolean }[];
}

export function reconciled(check: Sheet, figures: readonly SharedFigure[]): Reconciled {
  const at = (row: number, column: number) => check.cell(row, column)?.value ?? null;
  return { master: at(MASTER_CHECK.row, MASTER_CHECK.column), figures: figures.map((_, i) => ({ difference: at(FIRST_ROW + i, 8), isBeyond: at(FIRST_ROW + i, 7) === "no" })) };
}

export const MASTER_CHECK = { row: 4, column: 2 };
const HEADS = ["cell", "stands for the call", "plain formulas", "inputs changed", "difference", "own check", "within its limits", "counted above"];
const FIGURE_COLUMNS = [3, 4, 5, 7];
const FIRST_ROW = 8;
/** The row of heads, as it stands on every page. */
export const CHECK_HEADS = "$7:$7";
const MONEY = "#,##0.00_);[Red]-#,##0.00_)";

/**
 * Writes the figures as they were shared, and the sheet that holds the copy against them: a row for each figure, and a master check that is 0.
 * A figure whose inputs have been changed is not held against the one that was shared; its own check still counts.
 */
export function writeReconciliation(check: Sheet, asShared: Sheet, figures: readonly SharedFigure[]): void {
  const shared = new SharedValues(asShared);
  const rows = figures.map((figure, i) => {
    const row = FIRST_ROW + i;
    const { cells, changed } = shared.written(figure);
    const numbers = figuresWithin(figure.cells, figure.shown);
    const [now, then] = [sheetReference(numbers), sheetReference(samePart(numbers, figure.cells, cells))];
    const difference = differenceFormula(figure, numbers, now, then);
    const { block } = figure;
    const inBlock = (cell: string) => sheetPrefix(figure.cells.sheet.name) + cell;
    return [
      { ...text(figure.place), link: figure.place },
      text(figure.source),
      block === undefined ? text("") : { ...text(areaName(figure.cells)), link: cellPlace(figure.cells.sheet.name, block.top, 1) },
      { ...formula(changed), format: "0" },
      formula(block === undefined ? difference : `IF(D${row}=0,${difference},"inputs changed")`),
      block === undefined ? text("a value") : formula(`ABS(${inBlock(block.check)})`),
      block === undefined ? formula(`IF(D${row}=0,"as shared","not for these inputs")`) : formula(`IF(${inBlock(block.valid)},IF(${inBlock(figure.isStatement ? block.exact : block.exactAnswer)},"yes","no"),"an input is not allowed")`),
      formula(`IF(G${row}="no",0,SUM(E${row}:F${row}))`),
    ];
  });
  const last = FIRST_ROW + Math.max(0, rows.length - 1);
  const over = (column: string) => `${column}${FIRST_ROW}:${column}${last}`;
  const lines: Cell[][] = [
    [bold("Check of this copy")],
    [text("Each figure, computed here in plain formulas, less the figure that was shown when the copy was made. The first column leads to the figure, the third to its plain formulas.")],
    [text("Within its limits a figure is right to the cent where the call rounds, and to 12 digits where it does not. The limits stand in each block, folded away.")],
    [bold("master check, must be 0"), formula(rows.length === 0 ? "0" : `SUM(${over("H")})`)],
    [text("inputs changed since sharing"), { ...formula(shared.allChanged()), format: "0" }],
    [text("beyond their limits, not counted"), { ...formula(rows.length === 0 ? "0" : `SUMPRODUCT(--(${over("G")}="no"))`), format: "0" }],
    HEADS.map((head, c) => ({ ...bold(head), ...(FIGURE_COLUMNS.includes(c) && { isRight: true }) })),
    ...rows,
  ];
  lines.forEach((cells, r) => cells.forEach((cell, c) => check.setCell(r + 1, c + 1, cell)));
  check.look = printed(check, { widths: [32, widthOf(figures.map(({ source }) => source)), 28, 18, 14, 14, 22, 18], frozenRows: FIRST_ROW - 1 });
  asShared.look = printed(asShared, { widths: [34, 16, 14], frozenRows: 3 });
}

/** The sheet of values as they stood when the copy was made: inputs and figures, one block below the other, each once. */
class SharedValues {
  private row = 3;
  private readonly inputs = new Map<string, string>();

  constructor(private readonly sheet: Sheet) {
    sheet.setCell(1, 1, bold("As shared"));
    sheet.setCell(2, 1, text("The inputs and the figures as they stood when this copy was made: values only, from column D on. Check reads them. They are not printed: clear the print area to do so."));
    ["cells", "cells changed since"].forEach((head, i) => sheet.setCell(3, 1 + i, bold(head)));
  }

  /** Writes a figure and what it is computed from; gives where the figure stands, and a formula that counts the inputs changed since. */
  written(figure: SharedFigure): { readonly cells: Area; readonly changed: string } {
    const counts = figure.inputs.map((input) => this.input(input));
    const cells = this.block(`${figure.place}: ${figure.source}`, figure.shown);
    return { cells, changed: counts.length === 0 ? "0" : counts.join("+") };
  }

  /** Counts every changed cell once. What is computed and read by another call counts among its inputs. */
  allChanged(): string {
    return `SUM(${sheetReference({ sheet: this.sheet, top: 4, bottom: Math.max(4, this.row), left: 2, right: 2 })})`;
  }

  /** The cell that counts how many cells of an input are no longer what they were. */
  private input(area: Area): string {
    const name = areaName(area);
    let count = this.inputs.get(name);
    if (count === undefined) {
      const { filled, rest } = filledPart(area);
      const values = this.block(name, valuesOf(filled));
      const filledSince = rest === undefined ? "" : `+COUNTA(${sheetReference(rest)})`;
      this.sheet.setCell(values.top, 2, { ...formula(`SUMPRODUCT(--(${sheetReference(filled)}<>${sheetReference(values)}))${filledSince}`), format: "0" });
      count = sheetReference({ sheet: this.sheet, top: values.top, bottom: values.top, left: 2, right: 2 });
      this.inputs.set(name, count);
    }
    return count;
  }

  private block(label: string, grid: Grid): Area {
    const top = this.row + 1;
    this.sheet.setCell(top, 1, text(label));
    // An empty text stays one: a blank is not the same to a formula.
    grid.forEach((line, r) => line.forEach((value, c) => value !== null && this.sheet.setCell(top + r, 4 + c, { value })));
    this.row = top + grid.length - 1;
    return { sheet: this.sheet, top, left: 4, bottom: this.row, right: 3 + (grid[0]?.length ?? 1) };
  }
}

/** Of whole columns or rows the part that is filled, and what is empty beyond. */
function filledPart(area: Area): { readonly filled: Area; readonly rest?: Area } {
  const { sheet, top, left, bottom, right } = area;
  if (bottom < LAST_ROW && right < LAST_COLUMN) return { filled: area };
  const isDown = bottom === LAST_ROW;
  let last = isDown ? top : left;
  for (const [row, cells] of sheet.rows) {
    if (row < top || row > bottom) continue;
    if (isDown) last = Math.max(last, row);
    else for (const column of cells.keys()) if (column <= right) last = Math.max(last, column);
  }
  if (isDown) return last === bottom ? { filled: area } : { filled: { ...area, bottom: last }, rest: { ...area, top: last + 1 } };
  return last === right ? { filled: area } : { filled: { ...area, right: last }, rest: { ...area, left: last + 1 } };
}

/** The figures of an answer, without the header and the labels of a statement, which is turned where its periods run down. */
function figuresWithin(area: Area, shown: Grid): Area {
  const first = shown[0] ?? [];
  if (typeof first[0] === "number" || shown.length === 1) return area;
  const labelColumns = first.findIndex((value) => typeof value === "number");
  if (labelColumns > 0) return { ...area, top: area.top + 1, left: area.left + labelColumns };
  const labelRows = shown.findIndex(([value]) => typeof value === "number");
  return labelRows > 0 ? { ...area, top: area.top + labelRows, left: area.left + 1 } : area;
}

/** By how much figures differ in all; of texts, and of cells that show errors, how many are not what they were. */
function differenceFormula({ cells, shown }: SharedFigure, { top, left }: Area, now: string, then: string): string {
  const values = shown.slice(top - cells.top).flatMap((row) => row.slice(left - cells.left));
  if (values.some(isError)) return `SUMPRODUCT(--(ISERROR(${now})<>ISERROR(${then})))`;
  if (values.some((value) => typeof value !== "number")) return `SUMPRODUCT(--(${now}<>${then}))`;
  // Twelve digits: what is not rounded differs in the last ones.
  return `SUMPRODUCT((ABS(${now}-${then})>ABS(${then})/1000000000000)*ABS(${now}-${then}))`;
}

/** The same part of another block of the same size. */
function samePart(part: Area, from: Area, to: Area): Area {
  const [down, right] = [to.top - from.top, to.left - from.left];
  return { sheet: to.sheet, top: part.top + down, bottom: part.bottom + down, left: part.left + right, right: part.right + right };
}

/** So wide that a call can be read to its end, unless it is longer than a line. */
function widthOf(texts: readonly string[]): number {
  return Math.min(90, texts.reduce((most, { length }) => Math.max(most, length), 24));
}

const text = (value: string): Cell => ({ value });
const bold = (value: string): Cell => ({ value, bold: true });
const formula = (written: string): Cell => ({ value: null, formula: { text: written, kind: "plain" }, format: MONEY });

