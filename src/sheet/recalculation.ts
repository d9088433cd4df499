import { isError, sameValue, type CellError, type CellValue, type Grid } from "../cells/cell";
import type { CatalogueEntry } from "../functions/catalogueEntry";
import { LAST_COLUMN, LAST_ROW, cellPlace } from "./address";
import { cellsIn, rectangleAddress, type Area } from "./area";
import { Calculation, ONE_CELL, clearAnswers, formulasOf, shownAnswer, storedExtent } from "./calculation/calculation";
import { CellReader, NotSettled, isUnsupported } from "./evaluator/cellReader";
import { type Answer, Evaluator } from "./evaluator/evaluator";
import { type Reading, callsSubtotal, reading } from "./evaluator/reading";
import { type FormulaPlace, Vocabulary, sentence } from "./evaluator/vocabulary";
import { Explanations } from "./calculation/explanations";
import { FormulaFault } from "./formula/parser";
import { Unsettled } from "./calculation/unsettled";
import { stoppedError, type Cell, type Formula, type Sheet, type Size, type Workbook } from "./workbook";

/**
 * Recalculates every formula of the workbook: their values, over how many cells they extend, and the cells they fill.
 *
 * A formula is calculated when all cells are settled that it may read; where it turns out to read others (OFFSET, INDIRECT, a branch of an IF), these are
 * settled first and it is calculated again. A circle is one only if its formulas really read each other. A formula that spilled over cells which others had
 * read already, taking them for blank, is known the next time round, and all is calculated again.
 */
export function recalculate(workbook: Workbook, functions: readonly CatalogueEntry[], { part, known = new KnownFormulas(false), onProgress, onFormula }: RecalculationOptions = {}): void {
  const calculations = formulasOf(workbook).filter(({ cell }) => part?.cells.has(cell) ?? true);
  for (const calculation of part === undefined ? [] : calculations) calculation.before = calculation.shown();
  const stored: Extents = new Map(calculations.filter(({ cell }) => cell.extent !== undefined).map((calculation) => [calculation, storedExtent(calculation)]));
  let extents = stored;
  if (workbook.iteration !== undefined) for (const calculation of calculations) calculation.iterated = calculation.cell.value;
  const distrusted = new Set<Calculation>();
  for (let round = 1; ; round++) {
    clearAnswers(workbook, calculations, part !== undefined);
    const outcome = new Round(workbook, functions, calculations, { stored, expected: extents }, known, round === 1 ? part : undefined, onProgress, onFormula).run();
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
  /**
   * Told of each formula that may take long when its calculation begins, for it is new or took long the last time, so that whoever waits knows which one does
   * not end; and of none when others go on after it.
   */
  readonly onFormula?: (place: FormulaPlace | undefined) => void;
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
  private readonly byCell = new WeakMap<Cell, { readonly written: Formula; readonly reading: Reading; isQuick: boolean }>();
  private words: Vocabulary | undefined;

  /** For one calculation alone formulas are not kept: they take more memory than all else. */
  constructor(private readonly keeps = true) {}

  vocabulary(workbook: Workbook): Vocabulary {
    return (this.words ??= new Vocabulary(workbook));
  }

  /** The formula of a cell, if it was read and is still the same. */
  of(cell: Cell): Reading | undefined {
    const found = this.byCell.get(cell);
    return found !== undefined && found.written === cell.formula ? found.reading : undefined;
  }

  keep(cell: Cell, written: Formula, reading: Reading): void {
    if (this.keeps) this.byCell.set(cell, { written, reading, isQuick: false });
  }

  /** The formula was calculated before, in next to no time. */
  isQuick(cell: Cell): boolean {
    return this.byCell.get(cell)?.isQuick === true;
  }

  took(cell: Cell, milliseconds: number): void {
    const known = this.byCell.get(cell);
    if (known !== undefined) known.isQuick = milliseconds <= QUICK;
  }
}

/** Milliseconds. */
const QUICK = 5;

/** Spills that move each other about take a round each; a workbook that needs more than this does not come to rest. */
const MOST_ROUNDS = 50;

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
  private readonly evaluator: Evaluator;
  private readonly reader: CellReader;
  private readonly unsettled: Unsettled<Calculation>;
  private left: number;
  private settledSoFar = 0;
  private told = Date.now();
  /** Whoever waits has been told of the formula that is being calculated. */
  private isAnyTold = false;
  private readonly found = new Map<Calculation, Size>();
  private readonly landed: { readonly calculation: Calculation; readonly area: Area; readonly order: number }[] = [];
  private readonly inCircleBySpill: Calculation[] = [];
  /** Some formula may fill more cells than expected, so that what the others have read is to be remembered. */
  private readonly mayGrow: boolean;

  constructor(
    private readonly workbook: Workbook,
    functions: readonly CatalogueEntry[],
    private readonly calculations: readonly Calculation[],
    /** How far formulas reached in the file, or before an edit; and in the round before. */
    private readonly extents: { readonly stored: Extents; readonly expected: Extents },
    private readonly known: KnownFormulas,
    private readonly part: Part | undefined,
    private readonly onProgress: RecalculationOptions["onProgress"],
    private readonly onFormula: RecalculationOptions["onFormula"],
  ) {
    const vocabulary = known.vocabulary(workbook);
    this.unsettled = new Unsettled(this.expectedPositions());
    this.reader = new CellReader(workbook, (area) => this.unsettled.first(area) !== undefined);
    this.evaluator = new Evaluator(vocabulary, this.reader, functions, (sheet, row, column) => callsSubtotal(sheet.cell(row, column)?.formula, vocabulary));
    this.left = calculations.length;
    this.mayGrow = calculations.some(({ written }) => written.kind === "dynamic");
    if (part !== undefined) this.markUnsupportedBeside();
  }

  run(): RoundOutcome {
    for (const calculation of this.calculations) calculation.reset();
    for (const calculation of this.calculations) this.settleFrom(calculation);
    this.onProgress?.(this.calculations.length, this.calculations.length);
    return { extents: this.found, readTooEarly: this.readTooEarly(), inCircleBySpill: this.inCircleBySpill };
  }

  /** What cannot be told of cells that an edit does not concern cannot be told after it either. */
  private markUnsupportedBeside(): void {
    const calculated = new Set(this.calculations.map(({ cell }) => cell));
    for (const sheet of this.workbook.sheets) {
      for (const [row, cells] of sheet.rows) {
        for (const [column, cell] of cells) if (isUnsupported(cell.value) && !calculated.has(cell)) this.evaluator.markUnsupported(sheet, row, column, cell.value);
      }
    }
  }

  /** Every cell that a formula is expected to fill: the formula cells first, so that a spill never hides another formula. */
  private *expectedPositions(): Iterable<{ sheet: Sheet; row: number; column: number; owner: Calculation }> {
    for (const owner of this.calculations) yield { sheet: owner.sheet, row: owner.row, column: owner.column, owner };
    for (const owner of this.calculations) {
      const { rows, columns } = this.extents.expected.get(owner) ?? ONE_CELL;
      for (let row = 0; row < rows; row++) {
        for (let column = row === 0 ? 1 : 0; column < columns; column++) yield { sheet: owner.sheet, row: owner.row + row, column: owner.column + column, owner };
      }
    }
  }

  /** Settles a formula, and before it what it reads. */
  private settleFrom(first: Calculation): void {
    const stack = [first];
    for (let next = stack.at(-1); next !== undefined; next = stack.at(-1)) {
      if (next.order !== undefined) {
        next.isOnStack = false;
        stack.pop();
        continue;
      }
      next.isOnStack = true;
      const before = this.read(next) ? this.unsettledBefore(next) : undefined;
      if (before !== undefined) stack.push(before);
      else if (next.reading !== undefined) {
        const needed = this.calculated(next);
        if (needed !== undefined) stack.push(needed);
      }
    }
  }

  /** Reads a formula's text; one that cannot be read is settled with an error. */
  private read(calculation: Calculation): boolean {
    if (calculation.reading !== undefined) return true;
    const stopped = stoppedError(calculation.written, calculation.name);
    if (stopped !== undefined) {
      this.settle(calculation, [[stopped]]);
      return false;
    }
    try {
      const known = this.known.of(calculation.cell);
      calculation.reading = known ?? reading(calculation.written.text, calculation, this.known.vocabulary(this.workbook));
      if (known === undefined) this.known.keep(calculation.cell, calculation.written, calculation.reading);
      return true;
    } catch (fault) {
      if (!(fault instanceof FormulaFault)) throw fault;
      this.settle(calculation, [[{ error: fault.code, message: sentence(fault.message, calculation) }]]);
      return false;
    }
  }

  /** A formula that this one may read, that is not settled and not waiting itself. */
  private unsettledBefore(calculation: Calculation): Calculation | undefined {
    const reads = calculation.reading?.reads ?? [];
    for (; calculation.checked < reads.length; calculation.checked++) {
      const area = reads[calculation.checked];
      const unsettled = area === undefined ? undefined : this.unsettled.first(area);
      if (unsettled === undefined) continue;
      if (!unsettled.isOnStack) return unsettled;
      // It may be that neither really reads the other: that shows when they are calculated.
      calculation.isCertainlyDue = true;
    }
    return undefined;
  }

  /** Calculates a formula. Returns the one that has to be settled before, if it reads one that is not. */
  private calculated(calculation: Calculation): Calculation | undefined {
    if (this.part !== undefined && !calculation.isCertainlyDue && !this.part.isDue(calculation.cell)) {
      this.settle(calculation, calculation.before ?? [[null]]);
      return undefined;
    }
    const answer = this.answer(calculation);
    if (!(answer instanceof Calculation)) {
      this.accept(calculation, answer);
      return undefined;
    }
    calculation.needs = answer;
    const circle = [calculation];
    let at = answer;
    while (at !== calculation && at.needs !== undefined && at.needs.order === undefined) {
      circle.push(at);
      at = at.needs;
    }
    if (at !== calculation) {
      // Its turn is now, whatever it may read besides.
      at.checked = Infinity;
      at.isCertainlyDue = true;
      return at;
    }
    if (this.workbook.iteration === undefined) this.refuseCircle(circle);
    else this.goRound(circle, this.workbook.iteration);
    return undefined;
  }

  /** What the formula answers, or a formula that must be settled before. */
  private answer(calculation: Calculation): Answer | Calculation {
    if (calculation.reading === undefined) throw new Error(`${calculation.name} is calculated before it is read.`);
    const isQuick = this.known.isQuick(calculation.cell);
    if (!isQuick || this.isAnyTold) this.onFormula?.(isQuick ? undefined : calculation);
    this.isAnyTold = !isQuick;
    const begun = Date.now();
    try {
      return this.evaluator.answer(calculation.reading, calculation.written.kind, calculation);
    } catch (thrown) {
      const needed = thrown instanceof NotSettled && thrown.area !== undefined ? this.unsettled.first(thrown.area) : undefined;
      if (needed === undefined) throw thrown;
      return needed;
    } finally {
      this.known.took(calculation.cell, Date.now() - begun);
    }
  }

  private accept(calculation: Calculation, answer: Answer): void {
    if (this.mayGrow) calculation.reads = answer.reads;
    const shown = shownAnswer(calculation, answer.value);
    for (const row of shown) row.forEach((value, at) => isError(value) && (row[at] = this.known.explanations.explained(value, answer.reads)));
    const only = shown.length === 1 && shown[0]?.length === 1 ? shown[0][0] : undefined;
    const { rows, columns } = this.extents.stored.get(calculation) ?? ONE_CELL;
    // What an answer that cannot be told here would have filled cannot be told either.
    this.settle(calculation, isUnsupported(only) && rows * columns > 1 ? Array.from({ length: rows }, () => Array.from({ length: columns }, () => only)) : shown);
  }

  /** Writes a formula's answer. */
  private settle(calculation: Calculation, answer: Grid): void {
    this.write(calculation, answer);
    if (this.part !== undefined) this.tellChange(this.part, calculation);
    calculation.order = ++this.settledSoFar;
    calculation.needs = undefined;
    calculation.reading = undefined;
    this.left--;
    this.unsettled.settle(calculation);
    if (this.onProgress === undefined || Date.now() - this.told < PROGRESS_EVERY) return;
    this.told = Date.now();
    this.onProgress(this.calculations.length - this.left, this.calculations.length);
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
    if (isUnsupported(cell.value)) this.evaluator.markUnsupported(calculation.sheet, calculation.row, calculation.column, cell.value);
    const size = calculation.written.kind === "array" ? storedExtent(calculation) : { rows: answer.length, columns: answer[0]?.length ?? 1 };
    if (size.rows === 1 && size.columns === 1) return;
    const area = calculation.area(size);
    const obstacle = calculation.written.kind === "array" ? undefined : this.obstacle(calculation, area);
    if (obstacle !== undefined) {
      cell.value = { ...obstacle, message: `${calculation.name}: ${obstacle.message}` };
      if (isUnsupported(cell.value)) this.evaluator.markUnsupported(calculation.sheet, calculation.row, calculation.column, cell.value);
      return;
    }
    cell.extent = size;
    const filledFrom = { row: calculation.row, column: calculation.column };
    for (let row = area.top; row <= area.bottom; row++) {
      for (let column = area.left; column <= area.right; column++) {
        if (row === area.top && column === area.left) continue;
        const value = answer[row - area.top]?.[column - area.left] ?? 0;
        if (isUnsupported(value)) this.evaluator.markUnsupported(calculation.sheet, row, column, value);
        const there = calculation.sheet.cell(row, column);
        if (there === undefined) calculation.sheet.setCell(row, column, { value, filledFrom });
        else if (!isOccupied(there)) Object.assign(there, { value, filledFrom });
      }
    }
    this.reader.grow(area);
    this.reader.forget(area.sheet);
    this.found.set(calculation, size);
    this.landed.push({ calculation, area, order: this.settledSoFar });
  }

  private obstacle(calculation: Calculation, area: Area): CellError | undefined {
    const [rows, columns] = [area.bottom - area.top + 1, area.right - area.left + 1];
    const size = `the answer has ${rows} rows and ${columns} columns`;
    if (area.bottom > LAST_ROW || area.right > LAST_COLUMN) return { error: "#SPILL!", message: `${size}, which reaches beyond the sheet. Move the formula up or to the left.` };
    // Not #SPILL!, which means that some other edit may make room for the answer.
    if (rows * columns > MOST_FILLED) return { error: "#CALC!", message: `${size}, and one formula fills at most ${MOST_FILLED} cells here. Let it answer less, or a function add it up.`, unsupported: true };
    for (const { sheet, row, column, cell } of cellsIn(area)) {
      if (cell === calculation.cell || !isOccupied(cell)) continue;
      return { error: "#SPILL!", message: `the answer needs ${rectangleAddress(area)}, and ${cellPlace(sheet.name, row, column)} is not empty. Clear it or move the formula.` };
    }
    return undefined;
  }

  private refuseCircle(found: readonly Calculation[]): void {
    const first = found.reduce((a, b) => (b.index < a.index ? b : a));
    const circle = [...found.slice(found.indexOf(first)), ...found.slice(0, found.indexOf(first))];
    for (const calculation of circle) {
      if ((this.extents.expected.get(calculation) ?? ONE_CELL) !== ONE_CELL && calculation.written.kind === "dynamic") this.inCircleBySpill.push(calculation);
    }
    const shown = circle.slice(0, LONGEST_CIRCLE).map((calculation) => calculation.name);
    const path = circle.length > LONGEST_CIRCLE ? `${shown.join(" → ")} → … (${circle.length} cells)` : [...shown, shown[0]].join(" → ");
    for (const calculation of circle) {
      this.settle(calculation, [[{ error: "#VALUE!", message: `${calculation.name} depends on itself: ${path}. Change one of these formulas so that the circle is open.`, unsupported: true }]]);
    }
  }

  /**
   * Goes round a circle as Excel does where the file allows it: all formulas of the circle again and again, in reading order, from the values that they showed
   * before, until none changes by more than the least change.
   */
  private goRound(circle: readonly Calculation[], { rounds, leastChange }: NonNullable<Workbook["iteration"]>): void {
    const members = new Set<Calculation>();
    const join = (calculation: Calculation): void => {
      members.add(calculation);
      calculation.cell.value = typeof calculation.iterated === "number" ? calculation.iterated : 0;
      this.unsettled.settle(calculation);
    };
    circle.forEach(join);
    this.reader.keeps = false;
    const answers = new Map<Calculation, Answer>();
    let isAtRest = false;
    for (let round = 0; round < rounds && !isAtRest; round++) {
      isAtRest = true;
      for (const calculation of [...members].sort((a, b) => a.index - b.index)) {
        const count = members.size;
        const answer = this.goneRound(calculation, join);
        answers.set(calculation, answer);
        const now = answer.value[0]?.[0] ?? 0;
        if (members.size > count || !isNear(calculation.cell.value, now, leastChange)) isAtRest = false;
        calculation.cell.value = now;
      }
    }
    this.reader.keeps = true;
    for (const sheet of this.workbook.sheets) this.reader.forget(sheet);
    const names = [...members].slice(0, LONGEST_CIRCLE).map(({ name }) => name).join(", ");
    for (const [calculation, answer] of answers) {
      if (isAtRest && answer.value.length === 1 && answer.value[0]?.length === 1) this.accept(calculation, answer);
      else this.settle(calculation, [[{ error: "#VALUE!", message: `${calculation.name}: its value depends on itself, and going round (${names}), which this file allows ${rounds} times, it does not come to rest within ${leastChange}.`, unsupported: true }]]);
    }
  }

  /** The answer of a formula of a circle; formulas that it reads and that are not settled join the circle, for they may depend on it. */
  private goneRound(calculation: Calculation, join: (calculation: Calculation) => void): Answer {
    for (;;) {
      if (!this.read(calculation)) return { value: [[calculation.cell.value]], reads: [] };
      const answer = this.answer(calculation);
      if (!(answer instanceof Calculation)) return answer;
      join(answer);
    }
  }

  /** The formulas that filled cells where they were not expected, when somebody had read those cells before. */
  private readTooEarly(): Set<Calculation> {
    const early = new Set<Calculation>();
    const bySheet = new Map<Sheet, { area: Area; order: number }[]>();
    const unexpected = this.landed.filter(({ calculation, area }) => {
      const expected = calculation.area(this.extents.expected.get(calculation) ?? ONE_CELL);
      return area.bottom > expected.bottom || area.right > expected.right;
    });
    if (unexpected.length === 0) return early;
    for (const reader of this.calculations) {
      for (const area of reader.reads) {
        const reads = bySheet.get(area.sheet);
        const read = { area, order: reader.order ?? 0 };
        if (reads === undefined) bySheet.set(area.sheet, [read]);
        else reads.push(read);
      }
    }
    for (const reads of bySheet.values()) reads.sort((a, b) => a.area.top - b.area.top);
    for (const { calculation, area, order } of unexpected) {
      for (const read of bySheet.get(area.sheet) ?? []) {
        if (read.area.top > area.bottom) break;
        if (read.order <= order && touchesSpill(read.area, area)) {
          early.add(calculation);
          break;
        }
      }
    }
    return early;
  }
}

/** Milliseconds between two words on how far it is. */
const PROGRESS_EVERY = 100;

function isNear(before: CellValue, now: CellValue, leastChange: number): boolean {
  return typeof before === "number" && typeof now === "number" ? Math.abs(now - before) <= leastChange : sameValue(before, now);
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
