import { sameValue, type CellError, type Grid } from "../cells/cell";
import type { CatalogueEntry } from "../functions/catalogueEntry";
import { LAST_COLUMN, LAST_ROW, cellAddress, cellPlace } from "./address";
import { Calculation, ONE_CELL, clearAnswers, formulasOf, shownAnswer, storedExtent } from "./calculation";
import { type Answer, FormulaEngine, FORMULAS_IN_A_PASS, MOST_DISCOVERIES, type Task } from "./formulaEngine";
import { type Area, type EngineFormula, type Place, engineFormula, sentence } from "./engineFormula";
import { Explanations } from "./explanations";
import { FormulaFault } from "./formulaSyntax";
import { Unsettled } from "./unsettled";
import { stoppedError, type Cell, type Formula, type Sheet, type Size, type Workbook } from "./workbook";

/**
 * Recalculates every formula of the workbook: their values, over how many cells they extend, and the cells they fill.
 *
 * Formulas are calculated in passes. In a pass stand only formulas whose precedents are settled, so none depends on another. A formula that
 * spilled over cells which others had read already, taking them for blank, is known the next time round, and all is calculated again.
 */
export function recalculate(workbook: Workbook, functions: readonly CatalogueEntry[], { part, known = new KnownFormulas(), onProgress, onFormula }: RecalculationOptions = {}): void {
  const calculations = formulasOf(workbook).filter(({ cell }) => part?.cells.has(cell) ?? true);
  for (const calculation of part === undefined ? [] : calculations) calculation.before = calculation.shown();
  let extents: Extents = new Map(calculations.map((calculation) => [calculation, storedExtent(calculation)]));
  const distrusted = new Set<Calculation>();
  for (let round = 1; ; round++) {
    clearAnswers(workbook, calculations, part !== undefined);
    const outcome = new Round(workbook, functions, calculations, extents, known, round === 1 ? part : undefined, onProgress, onFormula).run();
    if (outcome.readTooEarly.size === 0 && outcome.inCircleBySpill.every((calculation) => distrusted.has(calculation))) return;
    if (round === MOST_ROUNDS) {
      for (const calculation of outcome.readTooEarly) calculation.refuse({ error: "#VALUE!", message: `${calculation.name}: how far it spills depends on formulas that read what it spills, and does not settle.` });
      return;
    }
    // A circle may be there only because of how far a formula reached the last time: once, it is tried without.
    for (const calculation of outcome.inCircleBySpill) distrusted.add(calculation);
    extents = outcome.extents;
  }
}

export interface RecalculationOptions {
  /** What an edit concerns. Absent: all is calculated. */
  readonly part?: Part;
  /** What is known of formulas from the time before. */
  readonly known?: KnownFormulas;
  /** Told now and then how many formulas are settled, out of how many. */
  readonly onProgress?: (settled: number, formulas: number) => void;
  /** Told of each formula when its calculation begins, so that whoever waits knows which one does not end. */
  readonly onFormula?: (place: Place) => void;
}

/** The part of a workbook that an edit concerns. */
export interface Part {
  /** The formula cells that may show something else after it; nothing that the others read depends on them. */
  readonly cells: ReadonlySet<Cell>;
  /** A formula must be calculated again: it, or something that it reads, has changed. Asked when all that it reads is settled. */
  isDue(cell: Cell): boolean;
  /** Told of cells that now show something else. */
  changed(area: Area): void;
}

/**
 * Formulas as read the last time, for reading one takes as long as calculating it; and where errors were found to come from. Holds as long as the
 * workbook has the same sheets and names.
 */
export class KnownFormulas {
  readonly explanations = new Explanations();
  private readonly byCell = new WeakMap<Cell, { readonly written: Formula; readonly formula: EngineFormula }>();

  /** The formula of a cell, if it was read and is still the same. */
  of(cell: Cell): EngineFormula | undefined {
    const found = this.byCell.get(cell);
    return found !== undefined && found.written === cell.formula ? found.formula : undefined;
  }

  keep(cell: Cell, written: Formula, formula: EngineFormula): void {
    this.byCell.set(cell, { written, formula });
  }
}

/** Spills that move each other about take a round each; a workbook that needs more than this does not come to rest. */
const MOST_ROUNDS = 50;

/** After so many formulas read, progress is told: reading takes as long as calculating. */
const READ_AT_A_TIME = 1_000;

/**
 * So many cells an answer may fill. Excel allows whatever fits on the sheet; here every one of them is sent to whoever shows it, and drawn,
 * and a formula typed by mistake must not bring a page to a stop.
 */
const MOST_FILLED = 200_000;

type Extents = ReadonlyMap<Calculation, Size>;

interface RoundOutcome {
  readonly extents: Extents;
  /** Formulas that filled cells which others had read before. */
  readonly readTooEarly: ReadonlySet<Calculation>;
  /** Formulas of circles that may be circles only because of the cells they filled the last time. */
  readonly inCircleBySpill: readonly Calculation[];
}

class Round {
  private readonly engine: FormulaEngine;
  private readonly unsettled: Unsettled<Calculation>;
  private ready: Calculation[] = [];
  private left: number;
  private pass = 0;
  private readonly found = new Map<Calculation, Size>();
  private readonly landed: { readonly calculation: Calculation; readonly area: Area; readonly pass: number }[] = [];
  private readonly inCircleBySpill: Calculation[] = [];

  constructor(
    workbook: Workbook,
    functions: readonly CatalogueEntry[],
    private readonly calculations: readonly Calculation[],
    private readonly expected: Extents,
    private readonly known: KnownFormulas,
    private readonly part: Part | undefined,
    private readonly onProgress: RecalculationOptions["onProgress"],
    onFormula: RecalculationOptions["onFormula"],
  ) {
    this.engine = new FormulaEngine(workbook, functions, onFormula);
    this.unsettled = new Unsettled(this.expectedPositions());
    this.left = calculations.length;
  }

  run(): RoundOutcome {
    const broken: [Calculation, CellError][] = [];
    this.calculations.forEach((calculation, read) => {
      calculation.reset();
      const error = this.translate(calculation);
      if (error !== undefined) broken.push([calculation, error]);
      if (read % READ_AT_A_TIME === 0) this.onProgress?.(0, this.calculations.length);
    });
    for (const [calculation, error] of broken) this.settle(calculation, [[error]]);
    for (const calculation of this.calculations) if (calculation.pass === undefined) this.enqueue(calculation);
    while (this.left > 0) {
      if (this.ready.length === 0) this.breakCircle();
      else this.calculateReady();
      this.onProgress?.(this.calculations.length - this.left, this.calculations.length);
    }
    return { extents: this.found, readTooEarly: this.readTooEarly(), inCircleBySpill: this.inCircleBySpill };
  }

  /** Every cell that a formula is expected to fill: the formula cells first, so that a spill never hides another formula. */
  private *expectedPositions(): Iterable<{ sheet: Sheet; row: number; column: number; owner: Calculation }> {
    for (const owner of this.calculations) yield { sheet: owner.sheet, row: owner.row, column: owner.column, owner };
    for (const owner of this.calculations) {
      const { rows, columns } = this.expected.get(owner) ?? ONE_CELL;
      for (let row = 0; row < rows; row++) {
        for (let column = row === 0 ? 1 : 0; column < columns; column++) yield { sheet: owner.sheet, row: owner.row + row, column: owner.column + column, owner };
      }
    }
  }

  private translate(calculation: Calculation): CellError | undefined {
    const stopped = stoppedError(calculation.written, calculation.name);
    if (stopped !== undefined) return stopped;
    try {
      const known = this.known.of(calculation.cell);
      calculation.formula = known ?? engineFormula(calculation.written, calculation, this.engine.vocabulary);
      if (known === undefined) this.known.keep(calculation.cell, calculation.written, calculation.formula);
      if (calculation.formula.isSubtotal) this.engine.markSubtotal(calculation);
      return undefined;
    } catch (fault) {
      if (!(fault instanceof FormulaFault)) throw fault;
      return { error: fault.code, message: sentence(fault.message, calculation) };
    }
  }

  /** Puts a formula among the ready ones, or has it wait for one that it reads and that is not settled. */
  private enqueue(calculation: Calculation): void {
    if (calculation.pass !== undefined) return;
    const { reads } = calculation;
    for (; calculation.checked < reads.length; calculation.checked++) {
      const area = reads[calculation.checked];
      const unsettled = area === undefined ? undefined : this.unsettled.first(area);
      if (unsettled === undefined) continue;
      unsettled.waiting.push(calculation);
      calculation.waitsFor = unsettled;
      return;
    }
    calculation.waitsFor = undefined;
    this.ready.push(calculation);
  }

  private calculateReady(): void {
    // In reading order, so that of two formulas that spill into each other the same one always wins.
    this.ready.sort((a, b) => a.index - b.index);
    const ready = this.ready.splice(0, FORMULAS_IN_A_PASS);
    const batch: Calculation[] = [];
    const asBefore: Calculation[] = [];
    for (const calculation of ready) (this.part?.isDue(calculation.cell) === false ? asBefore : batch).push(calculation);
    const tasks = batch.map((calculation): Task => {
      if (calculation.formula === undefined) throw new Error(`${calculation.name} is calculated before it is read.`);
      return { place: calculation, formula: calculation.formula, alsoReads: calculation.alsoReads };
    });
    this.pass++;
    const answers = tasks.length === 0 ? [] : this.engine.answers(tasks);
    for (const calculation of asBefore) this.settle(calculation, calculation.before ?? [[null]]);
    batch.forEach((calculation, index) => {
      const answer = answers[index];
      if (answer !== undefined) this.accept(calculation, answer);
    });
  }

  private accept(calculation: Calculation, answer: Answer): void {
    if ("waitsFor" in answer) {
      if (++calculation.discoveries > MOST_DISCOVERIES) {
        this.settle(calculation, [[{ error: "#REF!", message: `${calculation.name}: what OFFSET or INDIRECT point at changes each time it is calculated.` }]]);
        return;
      }
      calculation.alsoReads.push(...answer.waitsFor);
      this.enqueue(calculation);
      return;
    }
    const shown = shownAnswer(calculation, answer);
    this.settle(calculation, shown.map((row) => row.map((value) => this.known.explanations.explained(value, calculation.reads, answer.refusals))));
  }

  /** Writes a formula's answer, and lets those go on that waited for it. */
  private settle(calculation: Calculation, answer: Grid): void {
    this.write(calculation, answer);
    if (this.part !== undefined) this.tellChange(this.part, calculation);
    calculation.pass = this.pass;
    this.left--;
    this.unsettled.settle(calculation);
    const { waiting } = calculation;
    calculation.waiting = [];
    for (const next of waiting) this.enqueue(next);
  }

  private tellChange(part: Part, calculation: Calculation): void {
    const [before, now] = [calculation.before ?? [], calculation.shown()];
    const { sheet, row, column } = calculation;
    const rows = Math.max(before.length, now.length);
    const columns = Math.max(before[0]?.length ?? 0, now[0]?.length ?? 0);
    let isOther = before.length !== now.length || before[0]?.length !== now[0]?.length;
    for (let r = 0; r < rows; r++) {
      for (let from = 0, to = 0; from < columns; from = to + 1) {
        for (to = from; to < columns && !sameValue(before[r]?.[to] ?? null, now[r]?.[to] ?? null); ) to++;
        if (to === from) continue;
        isOther = true;
        part.changed({ sheet, top: row + r, left: column + from, bottom: row + r, right: column + to - 1 });
      }
    }
    // Who reads `A1#` is known as a reader of A1.
    if (isOther) part.changed(calculation.area(ONE_CELL));
  }

  private write(calculation: Calculation, answer: Grid): void {
    const { cell } = calculation;
    cell.value = answer[0]?.[0] ?? 0;
    const size = calculation.written.kind === "array" ? storedExtent(calculation) : { rows: answer.length, columns: answer[0]?.length ?? 1 };
    if (size.rows === 1 && size.columns === 1) return;
    const area = calculation.area(size);
    const obstacle = calculation.written.kind === "array" ? undefined : this.obstacle(calculation, area);
    if (obstacle !== undefined) {
      cell.value = { error: obstacle.error, message: `${calculation.name}: ${obstacle.message}` };
      return;
    }
    cell.extent = size;
    const filledFrom = { row: calculation.row, column: calculation.column };
    for (let row = area.top; row <= area.bottom; row++) {
      for (let column = area.left; column <= area.right; column++) {
        if (row === area.top && column === area.left) continue;
        const value = answer[row - area.top]?.[column - area.left] ?? 0;
        const there = calculation.sheet.cell(row, column);
        if (there === undefined) calculation.sheet.setCell(row, column, { value, filledFrom });
        else if (!isOccupied(there)) Object.assign(there, { value, filledFrom });
      }
    }
    this.engine.grow(area);
    this.found.set(calculation, size);
    this.landed.push({ calculation, area, pass: this.pass });
  }

  private obstacle(calculation: Calculation, area: Area): Required<CellError> | undefined {
    const range = `${cellAddress(area.top, area.left)}:${cellAddress(area.bottom, area.right)}`;
    const [rows, columns] = [area.bottom - area.top + 1, area.right - area.left + 1];
    const size = `the answer has ${rows} rows and ${columns} columns`;
    if (area.bottom > LAST_ROW || area.right > LAST_COLUMN) return { error: "#SPILL!", message: `${size}, which reaches beyond the sheet. Move the formula up or to the left.` };
    // Not #SPILL!, which means that some other edit may make room for the answer.
    if (rows * columns > MOST_FILLED) return { error: "#CALC!", message: `${size}, and one formula fills at most ${MOST_FILLED} cells here. Let it answer less, or a function add it up.` };
    for (let row = area.top; row <= area.bottom; row++) {
      const cells = calculation.sheet.rows.get(row);
      if (cells === undefined) continue;
      for (let column = area.left; column <= area.right; column++) {
        const there = cells.get(column);
        if (there !== undefined && there !== calculation.cell && isOccupied(there)) {
          return { error: "#SPILL!", message: `the answer needs ${range}, and ${cellPlace(calculation.sheet.name, row, column)} is not empty. Clear it or move the formula.` };
        }
      }
    }
    return undefined;
  }

  /** Nothing is ready: the formulas that are left stand in circles, or wait for some that do. */
  private breakCircle(): void {
    const circle = this.circle();
    const all = this.entangled(circle);
    const bySpill = all.filter((calculation) => (this.expected.get(calculation) ?? ONE_CELL) !== ONE_CELL && calculation.written.kind === "dynamic");
    this.inCircleBySpill.push(...bySpill);
    const shown = circle.slice(0, LONGEST_CIRCLE).map((calculation) => calculation.name);
    const path = circle.length > LONGEST_CIRCLE ? `${shown.join(" → ")} → … (${circle.length} cells)` : [...shown, shown[0]].join(" → ");
    // All at once: none of them may become ready because another is settled.
    for (const calculation of all) calculation.pass = this.pass;
    for (const calculation of all) {
      this.settle(calculation, [[{ error: "#VALUE!", message: `${calculation.name} depends on itself: ${path}. Change one of these formulas so that the circle is open.` }]]);
    }
  }

  /** The cells of one circle, each reading the next. Everything that is left waits for something, so following the waits must come round. */
  private circle(): Calculation[] {
    const path = new Map<Calculation, number>();
    let at = this.calculations.find((calculation) => calculation.pass === undefined);
    while (at !== undefined && !path.has(at)) {
      path.set(at, path.size);
      at = at.waitsFor;
    }
    if (at === undefined) throw new Error("Formulas are left that wait for nothing.");
    return [...path.keys()].slice(path.get(at));
  }

  /** All cells that both lead to this circle and are led to by it (its strongly connected component), in reading order. */
  private entangled(circle: readonly Calculation[]): Calculation[] {
    const precedents = new Map<Calculation, readonly Calculation[]>();
    const open = [...circle];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (precedents.has(next)) continue;
      const found = new Set<Calculation>();
      for (const area of next.reads) for (const read of this.unsettled.all(area)) found.add(read);
      precedents.set(next, [...found]);
      open.push(...found);
    }
    const dependents = new Map<Calculation, Calculation[]>();
    for (const [dependent, read] of precedents) {
      for (const precedent of read) {
        const known = dependents.get(precedent);
        if (known === undefined) dependents.set(precedent, [dependent]);
        else known.push(dependent);
      }
    }
    const entangled = new Set<Calculation>();
    open.push(...circle);
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (entangled.has(next)) continue;
      entangled.add(next);
      open.push(...(dependents.get(next) ?? []));
    }
    return [...entangled].sort((a, b) => a.index - b.index);
  }

  /** The formulas that filled cells where they were not expected, when somebody had read those cells before. */
  private readTooEarly(): Set<Calculation> {
    const early = new Set<Calculation>();
    const bySheet = new Map<Sheet, { area: Area; pass: number }[]>();
    const unexpected = this.landed.filter(({ calculation, area }) => {
      const expected = calculation.area(this.expected.get(calculation) ?? ONE_CELL);
      return area.bottom > expected.bottom || area.right > expected.right;
    });
    if (unexpected.length === 0) return early;
    for (const reader of this.calculations) {
      for (const area of reader.reads) {
        const reads = bySheet.get(area.sheet);
        const read = { area, pass: reader.pass ?? 0 };
        if (reads === undefined) bySheet.set(area.sheet, [read]);
        else reads.push(read);
      }
    }
    for (const reads of bySheet.values()) reads.sort((a, b) => a.area.top - b.area.top);
    for (const { calculation, area, pass } of unexpected) {
      for (const read of bySheet.get(area.sheet) ?? []) {
        if (read.area.top > area.bottom) break;
        if (read.pass <= pass && touchesSpill(read.area, area)) {
          early.add(calculation);
          break;
        }
      }
    }
    return early;
  }
}

/** So many cells of a circle are named in its message. */
const LONGEST_CIRCLE = 8;

/** They have a cell in common other than the one that holds the spilling formula. */
function touchesSpill(read: Area, spill: Area): boolean {
  const top = Math.max(read.top, spill.top);
  const bottom = Math.min(read.bottom, spill.bottom);
  const left = Math.max(read.left, spill.left);
  const right = Math.min(read.right, spill.right);
  return top <= bottom && left <= right && !(bottom === spill.top && right === spill.left);
}

function isOccupied(cell: Cell): boolean {
  return cell.formula !== undefined || cell.filledFrom !== undefined || cell.value !== null;
}
