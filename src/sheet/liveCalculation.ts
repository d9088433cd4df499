import { isError } from "../cells/cell";
import type { CatalogueEntry } from "../functions/catalogueEntry";
import { Dependents } from "./calculation/dependents";
import { filledRectangle, type Area } from "./area";
import { KnownFormulas, recalculate, type Part, type RecalculationOptions } from "./recalculation";
import type { Cell, Position, Sheet, Workbook } from "./workbook";

/** A cell to be put in its place; null clears the place. */
export interface Edit extends Position {
  readonly sheet: Sheet;
  readonly cell: Cell | null;
}

/**
 * A workbook that is edited while somebody watches: after an edit only what depends on it is calculated again.
 *
 * The figures are those of `recalculate`: wherever a part could differ from the whole (spills that come, go, or are in each other's way), the whole is
 * calculated. The workbook keeps its sheets and names; with others it takes a new one of these.
 */
export class LiveCalculation {
  private readonly known = new KnownFormulas();
  private reading: Readers | undefined;
  /** Some spill is in another's way, or in that of an input: it may come free with any edit. */
  private isBlocked = false;

  constructor(
    readonly workbook: Workbook,
    private readonly functions: readonly CatalogueEntry[],
    private readonly onProgress?: RecalculationOptions["onProgress"],
    private readonly onFormula?: RecalculationOptions["onFormula"],
  ) {}

  /** Calculates everything. */
  all(): void {
    this.recalculate();
    this.isBlocked = [...readers(this.workbook)].some(({ cell }) => isBlocked(cell));
  }

  /** Makes these edits, and calculates what depends on them. */
  edit(edits: readonly Edit[]): void {
    let isWhole = this.isBlocked;
    for (const { sheet, row, column, cell } of edits) {
      const before = sheet.cell(row, column);
      if (before?.formula !== undefined || cell?.formula !== undefined) this.reading = undefined;
      if (touchesSpill(before) || touchesSpill(cell ?? undefined)) isWhole = true;
      if (cell === null) sheet.deleteCell(row, column);
      else sheet.setCell(row, column, cell);
    }
    if (isWhole || !this.calculatedInPart(edits)) this.all();
  }

  /** Tells whether the part was enough. */
  private calculatedInPart(edits: readonly Edit[]): boolean {
    const typed = this.reading === undefined ? this.read(edits) : [];
    const { dependents, volatile } = this.reading as Readers;
    const start = [...typed, ...volatile];
    const concerned = dependents.of([...edits.map(areaOfEdit), ...start.map(filledArea)], filledArea);
    for (const reader of start) concerned.add(reader);
    const before = [...concerned].map(({ cell }) => ({ cell, extent: cell.extent }));
    const due = new Set(start.map(({ cell }) => cell));
    dependents.search((ask) => {
      const changed = (area: Area): void => ask(area).forEach(({ cell }) => due.add(cell));
      edits.map(areaOfEdit).forEach(changed);
      this.recalculate({ cells: new Set(before.map(({ cell }) => cell)), isDue: (cell) => due.has(cell), changed });
    });
    // What a formula reads that was just typed is known only now.
    if (typed.length > 0) this.reading = undefined;
    return before.every(({ cell, extent }) => cell.extent?.rows === extent?.rows && cell.extent?.columns === extent?.columns && !isBlocked(cell));
  }

  /** Finds out anew who reads what, and which of the edited cells are formulas. */
  private read(edits: readonly Edit[]): Reader[] {
    const edited = new Set(edits.map(({ cell }) => cell));
    const all = [...readers(this.workbook)];
    this.reading = {
      dependents: new Dependents(all.map((reader) => ({ reader, reads: this.known.of(reader.cell)?.reads ?? [] }))),
      volatile: all.filter(({ cell }) => this.known.of(cell)?.isVolatile === true),
    };
    return all.filter(({ cell }) => edited.has(cell));
  }

  private recalculate(part?: Part): void {
    const { workbook, functions, known, onProgress, onFormula } = this;
    recalculate(workbook, functions, { known, ...(part && { part }), ...(onProgress && { onProgress }), ...(onFormula && { onFormula }) });
  }
}

/** Who reads what, as long as no formula changes. */
interface Readers {
  readonly dependents: Dependents<Reader>;
  /** Calculated again with every edit. */
  readonly volatile: readonly Reader[];
}

/** A formula cell and its place. */
interface Reader extends Position {
  readonly sheet: Sheet;
  readonly cell: Cell;
}

function* readers({ sheets }: Workbook): Iterable<Reader> {
  for (const sheet of sheets) {
    for (const [row, cells] of sheet.rows) for (const [column, cell] of cells) if (cell.formula !== undefined) yield { sheet, row, column, cell };
  }
}

function areaOfEdit(edit: Edit): Area {
  return { sheet: edit.sheet, ...filledRectangle(edit) };
}

function filledArea(reader: Reader): Area {
  return { sheet: reader.sheet, ...filledRectangle(reader, reader.cell.extent) };
}

function touchesSpill(cell: Cell | undefined): boolean {
  return cell?.extent !== undefined || cell?.filledFrom !== undefined;
}

function isBlocked({ value }: Cell): boolean {
  return isError(value) && value.error === "#SPILL!";
}
