import { HostRefusal, type CellToWrite, type SheetToWrite } from "../host/host";
import { standingCells } from "../host/workbookContent";
import { LAST_ROW, cellPlace } from "../sheet/address";
import { MovedFormula } from "../sheet/formula/movedFormula";
import { allParts } from "../sheet/formula/nodes";
import { formulaNode } from "../sheet/formula/parser";
import { rewritten } from "../sheet/formula/rewriting";
import { sameName, type Sheet, type Workbook } from "../sheet/workbook";
import { asWritten, at, put, sameEntry } from "./cellsToWrite";
import type { WrittenFormula } from "./keptAnswers";
import { FIRST_LINE, FIRST_PERIOD, NUMBERS_ROW, TOTALS } from "./proposal/modelSheet";
import { MODEL_END } from "./proposal/writtenModel";

/** Where a row comes to stand; undefined: nowhere. */
type RowMap = (row: number) => number | undefined;

/** What writing anew comes to, line by line. */
export interface MergedModel {
  readonly sheet: SheetToWrite;
  /** Without what is somebody else's. */
  readonly ours: SheetToWrite;
  readonly added: readonly string[];
  readonly gone: readonly string[];
  readonly changed: readonly string[];
  /** Where somebody has typed over a formula: that stays. */
  readonly kept: readonly string[];
}

/**
 * A sheet Model as it is wanted now, with what somebody has made of the one that stands: typed over, put between the lines, beside and below them. It is known by what the
 * lines were written as. Refuses where something would be lost, or would read another line than before.
 */
export function mergedModel(workbook: Workbook, standing: Sheet, formulas: readonly WrittenFormula[], wanted: SheetToWrite): MergedModel {
  return new Merging(workbook, standing, formulas, wanted).merged();
}

/** A sheet Model as it stands, as it was written, and as it is wanted now. */
class Merging {
  private readonly end: number;
  /** Lines by what they are called: as written before, those of them that stand, and as laid out now. */
  private readonly written: ReadonlyMap<string, number>;
  private readonly stands: ReadonlyMap<string, number>;
  private readonly laid: ReadonlyMap<string, number>;
  private readonly lastColumn: number;
  private readonly newEnd: number;
  private readonly newLast: number;
  /** Rows that somebody has put between the lines: the blank row of the new layout that they fill, */
  private readonly filling = new Map<number, number>();
  /** or the row before which they are put. */
  private readonly between = new Map<number, number>();

  constructor(
    private readonly workbook: Workbook,
    private readonly standing: Sheet,
    private readonly formulas: readonly WrittenFormula[],
    private readonly wanted: SheetToWrite,
  ) {
    const rows = [...standing.rows.keys()].filter((row) => row >= FIRST_LINE).sort((a, b) => a - b);
    const text = (row: number, column: number) => {
      const value = standing.cell(row, column)?.value;
      return typeof value === "string" ? value : "";
    };
    this.end = rows.find((row) => text(row, 1) === MODEL_END) ?? (rows.at(-1) ?? FIRST_LINE) + 1;
    this.written = byKey(formulas.map(({ label, of, cells }) => [cells.top, label, of]));
    this.stands = new Map([...byKey(rows.filter((row) => row < this.end).map((row) => [row, text(row, 1), text(row, 2)]))].filter(([key]) => this.written.has(key)));
    const laid = wanted.rows.map((_, r): [number, string, string] => [r + 1, valueAt(wanted, r + 1, 1), valueAt(wanted, r + 1, 2)]).filter(([row]) => row >= FIRST_LINE);
    this.newEnd = laid.find(([, label]) => label === MODEL_END)?.[0] ?? wanted.rows.length;
    this.laid = byKey(laid.filter(([row]) => row < this.newEnd));
    this.lastColumn = Math.max(...formulas.map(({ cells }) => cells.right));
    this.newLast = Math.max(...wanted.rows.map((cells) => cells.length));
    const ours = new Set([...this.stands.values(), ...formulas.flatMap(({ cells }) => this.toStanding(cells.top) ?? [])]);
    for (const row of new Set(standingCells(standing).map((cell) => cell.row))) {
      if (row < FIRST_LINE || row >= this.end || ours.has(row)) continue;
      const blank = this.blankFor(row);
      if (blank !== undefined) this.filling.set(row, blank);
      else this.between.set(row, [...this.stands].flatMap(([key, its]) => (its > row ? (this.laid.get(key) ?? []) : []))[0] ?? this.newEnd);
    }
  }

  /** The row of the new layout that is as far below the line above as this one, if it is blank. */
  private blankFor(row: number): number | undefined {
    const [key, above] = nearest(this.stands, row) ?? [];
    const laid = key === undefined ? FIRST_LINE - 1 : this.laid.get(key);
    if (laid === undefined) return undefined;
    const place = laid + row - (above ?? FIRST_LINE - 1);
    const isBlank = (this.wanted.rows[place - 1] ?? []).every((cell) => cell === null);
    const isNear = ![...this.laid.values()].some((other) => other > laid && other <= place);
    return isBlank && isNear && place < this.newEnd && ![...this.filling.values()].includes(place) ? place : undefined;
  }

  merged(): MergedModel {
    const rows: CellToWrite[][] = [];
    this.wanted.rows.forEach((cells, r) => cells.forEach((cell, c) => put(rows, this.placed(r + 1), c + 1, this.movedCell(cell, (row) => this.placed(row)) ?? null)));
    const ours = { ...this.wanted, rows: rows.map((cells) => [...cells]) };
    const expected = this.expected();
    const kept: string[] = [];
    const changed = new Set<string>();
    for (const { row, column, entry } of standingCells(this.standing)) {
      const cell = asWritten(entry, this.standing.cell(row, column)?.format);
      const own = expected.get(`${row},${column}`);
      const final = this.toFinal(row);
      const name = this.nameOf(row);
      const isOurs = own !== undefined && sameEntry(cell, own);
      const now = final === undefined ? null : at(ours.rows, final, column);
      if (isOurs) {
        if (name !== undefined && final !== undefined && !sameEntry(this.movedCell(cell, (one) => this.toFinal(one)) ?? null, now)) changed.add(name);
        continue;
      }
      if (this.isHead(row, column) || (name !== undefined && column < TOTALS && (final === undefined || now !== null))) continue;
      if (final === undefined) throw new HostRefusal(`${this.place(row, column)} stands on a line that the deal no longer has. Move it, and write again; nothing has been changed.`);
      const moved = this.movedCell(cell, (one) => this.toFinal(one));
      if (moved === undefined) throw new HostRefusal(`${this.place(row, column)} reads a line of the model that goes or is put apart. Change it, and write again; nothing has been changed.`);
      if (now !== null && sameEntry(moved, now)) continue;
      const isTypedOver = name !== undefined && column >= TOTALS && column <= this.lastColumn;
      const isOfNewPeriod = name !== undefined && column > this.lastColumn && column <= this.newLast;
      if (isOfNewPeriod || (now !== null && !isTypedOver)) throw new HostRefusal(`${this.place(row, column)} would be written over. Move it, and write again; nothing has been changed.`);
      if (isTypedOver) kept.push(`${this.place(row, column)}, ${name}`);
      put(rows, final, column, moved);
    }
    // What was taken out comes back.
    for (const [place, cell] of expected) {
      const [row = 0, column = 0] = place.split(",").map(Number);
      const name = this.nameOf(row);
      const { value = null, formula } = this.standing.cell(row, column) ?? {};
      if (name !== undefined && cell !== null && value === null && formula === undefined) changed.add(name);
    }
    this.refuseReaders();
    const now = [...this.laid.keys()];
    const wereThere = [...this.stands.keys()];
    return { sheet: { ...this.wanted, rows }, ours, kept, added: now.filter((key) => !this.stands.has(key)).map(named), gone: wereThere.filter((key) => !this.laid.has(key)).map(named), changed: [...changed] };
  }

  /** The formulas of the lines as they would stand if nobody had changed them. */
  private expected(): ReadonlyMap<string, CellToWrite> {
    const found = new Map<string, CellToWrite>();
    for (const { cells, formula } of this.formulas) {
      const row = this.toStanding(cells.top);
      for (let column = cells.left; row !== undefined && column <= cells.right; column++) {
        const moved = formula.startsWith("=") ? this.movedText(new MovedFormula(formula.slice(1)).moved(0, column - cells.left), (one) => this.toStanding(one)) : undefined;
        if (moved !== undefined) found.set(`${row},${column}`, { formula: `=${moved}` });
        else if (!formula.startsWith("=")) found.set(`${row},${column}`, { value: formula });
      }
    }
    return found;
  }

  private nameOf(row: number): string | undefined {
    const key = [...this.stands].find(([, its]) => its === row)?.[0];
    return key === undefined ? undefined : named(key);
  }

  /** What heads the sheet is written as the workbook has it. */
  private isHead(row: number, column: number): boolean {
    if (row >= FIRST_LINE) return false;
    const isPeriod = (row === NUMBERS_ROW || row === NUMBERS_ROW + 1) && column >= FIRST_PERIOD && column <= this.lastColumn;
    return isPeriod || (column <= this.lastColumn && at(this.wanted.rows, row, column) !== null);
  }

  /** From a row as it was written to where it stands. Rows without a name go with the one above. */
  private toStanding(row: number): number | undefined {
    if (row < FIRST_LINE) return row;
    const [key, above] = nearest(this.written, row) ?? [];
    if (key === undefined || above === undefined) return row;
    const stands = this.stands.get(key);
    return stands === undefined ? undefined : stands + row - above;
  }

  /** From a row of the new layout to where it comes to stand. */
  private placed(row: number): number {
    return row + [...this.between.values()].filter((before) => before <= row).length;
  }

  /** From a row as it stands to where it comes to stand. */
  private toFinal(row: number): number | undefined {
    if (row < FIRST_LINE) return row;
    if (row >= this.end) return this.placed(this.newEnd) + row - this.end;
    const [blank, before] = [this.filling.get(row), this.between.get(row)];
    if (blank !== undefined) return this.placed(blank);
    if (before !== undefined) return this.placed(before) - [...this.between].filter(([other, its]) => its === before && other >= row).length;
    const [key, above = FIRST_LINE - 1] = nearest(this.stands, row) ?? [];
    const laid = key === undefined ? FIRST_LINE - 1 : this.laid.get(key);
    if (laid === undefined) return undefined;
    if (above === row) return this.placed(laid);
    // A row without a name is where it was only if what follows is where it was.
    const [next, below] = [...this.stands].find(([, its]) => its > row) ?? [undefined, this.end];
    const after = next === undefined ? this.newEnd : this.laid.get(next);
    return after !== undefined && this.placed(after) - this.placed(laid) === below - above ? this.placed(laid) + row - above : undefined;
  }

  private movedCell(cell: CellToWrite, rows: RowMap): CellToWrite | undefined {
    if (cell === null || !("formula" in cell)) return cell;
    const text = this.movedText(cell.formula.slice(1), rows);
    return text === undefined ? undefined : { ...cell, formula: `=${text}` };
  }

  /** A formula on the sheet Model whose rows come to stand elsewhere. Undefined: it reads one that stands nowhere. */
  private movedText(text: string, rows: RowMap): string | undefined {
    const node = formulaNode(text);
    if (node === undefined) return text;
    const lost: string[] = [];
    const moved = rewritten(text, node, (part) => {
      if (part.kind !== "reference" || (part.sheet !== undefined && !sameName(part.sheet, this.standing.name)) || part.lastSheet !== undefined) return undefined;
      const written = text.slice(part.start, part.end);
      const address = written.slice(written.lastIndexOf("!") + 1);
      return (
        written.slice(0, written.length - address.length) +
        address.replace(/\d+/g, (digits) => {
          const row = rows(Number(digits));
          if (row === undefined) lost.push(digits);
          return String(row ?? digits);
        })
      );
    });
    return lost.length > 0 ? undefined : moved;
  }

  /** Formulas of other sheets, and names, stay as they are: refused where they would read another line than before. */
  private refuseReaders(): void {
    const readers = [
      ...this.workbook.sheets.filter((sheet) => sheet !== this.standing).flatMap((sheet) => standingCells(sheet).map(({ row, column, entry }) => ({ place: cellPlace(sheet.name, row, column), text: "formula" in entry ? entry.formula.slice(1) : "" }))),
      ...this.workbook.names.map(({ name, formula }) => ({ place: `The name ${name}`, text: formula })),
    ];
    for (const { place, text } of readers) {
      const node = text === "" ? undefined : formulaNode(text);
      for (const part of node === undefined ? [] : allParts(node)) {
        if (part.kind !== "reference" || part.sheet === undefined || !sameName(part.sheet, this.standing.name)) continue;
        const [top, bottom] = [part.top.at, part.bottom.at];
        if (bottom === LAST_ROW) continue;
        const moves = [top, bottom, ...[...this.stands.values()].filter((row) => row > top && row < bottom)].find((row) => this.toFinal(row) !== row);
        if (moves !== undefined) throw new HostRefusal(`${place} reads ${text.slice(part.start, part.end)}, and the lines of the model would stand in other rows there. Let it read the cells by their labels, or change it afterwards: take the formula out, write again, and put it back; nothing has been changed.`);
      }
    }
  }

  private place(row: number, column: number): string {
    return cellPlace(this.standing.name, row, column);
  }
}

/** Rows by their label, what they are taken from, and which of those with the same two they are. */
function byKey(rows: readonly (readonly [row: number, label: string, of: string])[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const seen = new Set<number>();
  for (const [row, label, of] of rows) {
    if (label === "" || seen.has(row)) continue;
    seen.add(row);
    let n = 1;
    while (found.has(`${label}\n${of}\n${n}`)) n++;
    found.set(`${label}\n${of}\n${n}`, row);
  }
  return found;
}

function named(key: string): string {
  const [label = "", of = ""] = key.split("\n");
  return of === "" ? label : `${label}, ${of}`;
}

/** The line at this row, or the nearest above it. */
function nearest(rows: ReadonlyMap<string, number>, row: number): readonly [string, number] | undefined {
  return [...rows].filter(([, its]) => its <= row).sort(([, a], [, b]) => b - a)[0];
}

function valueAt({ rows }: SheetToWrite, row: number, column: number): string {
  const cell = at(rows, row, column);
  return cell !== null && "value" in cell ? String(cell.value) : "";
}
