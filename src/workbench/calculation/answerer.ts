import { sameValue, type Grid } from "../../cells/cell";
import { catalogue } from "../../functions/catalogue";
import { evaluations } from "../../sheet/evaluation";
import { LiveCalculation } from "../../sheet/liveCalculation";
import { Workbook, type Cell, type Sheet } from "../../sheet/workbook";
import type { ChangeRequest, EvaluateRequest, FormulaPlace, OpenRequest, PlacedCell, Progress } from "./messages";

/** A workbook that recalculates on request, and tells what has changed. The worker is this behind its mailbox. */
export class Answerer {
  private live: LiveCalculation;
  /** What the page has been told. */
  private told: Told = [];

  constructor(
    private readonly onProgress: (progress: Progress) => void,
    private readonly onFormula: (place: FormulaPlace | undefined) => void,
  ) {
    this.live = new LiveCalculation(new Workbook(), catalogue);
  }

  opened(request: OpenRequest): PlacedCell[] {
    const workbook = workbookOf(request);
    this.live = new LiveCalculation(
      workbook,
      catalogue,
      (settled, formulas) => this.onProgress({ settled, formulas }),
      (place) => this.onFormula(place && { sheet: workbook.sheets.indexOf(place.sheet), row: place.row, column: place.column }),
    );
    this.told = this.live.workbook.sheets.map(toldOf);
    this.live.all();
    return differences(this.told, this.live.workbook);
  }

  changed({ cells }: ChangeRequest): PlacedCell[] {
    const edits = cells.flatMap(({ sheet: index, ...edit }) => {
      const sheet = this.live.workbook.sheets[index];
      return sheet === undefined ? [] : [{ ...edit, sheet }];
    });
    // What was typed is all that the page has in these cells: an answer that is the same as before has to be told all the same.
    for (const { sheet, row, column, cell } of cells) tell(this.told[sheet], row, column, cell);
    this.live.edit(edits);
    return differences(this.told, this.live.workbook);
  }

  evaluated({ formulas, sheet }: EvaluateRequest): Grid[] {
    return evaluations(this.live.workbook, formulas, catalogue, sheet);
  }
}

/** Of each sheet, by row and column. */
type Told = readonly Map<number, Map<number, Shown>>[];

/** What the page shows of a cell. */
type Shown = Pick<Cell, "value" | "extent" | "filledFrom">;

function workbookOf({ sheets, names, date1904, tables, otherWorkbooks, iteration }: OpenRequest): Workbook {
  const workbook = new Workbook();
  workbook.date1904 = date1904;
  for (const name of names) workbook.names.push(name);
  for (const table of tables) workbook.tables.push(table);
  for (const other of otherWorkbooks) workbook.otherWorkbooks.push(other);
  if (iteration !== undefined) workbook.iteration = iteration;
  for (const { name, hiddenRows, filteredRows, cells } of sheets) {
    const sheet = workbook.addSheet(name);
    for (const row of hiddenRows) sheet.hiddenRows.add(row);
    for (const row of filteredRows) sheet.filteredRows.add(row);
    for (const { row, column, cell } of cells) if (cell !== null) sheet.setCell(row, column, cell);
  }
  return workbook;
}

function toldOf({ rows }: Sheet): Map<number, Map<number, Shown>> {
  return new Map([...rows].map(([row, cells]) => [row, new Map([...cells].map(([column, cell]) => [column, { ...cell }]))]));
}

function tell(told: Told[number] | undefined, row: number, column: number, cell: Shown | null): void {
  if (told === undefined) return;
  let known = told.get(row);
  if (known === undefined) told.set(row, (known = new Map<number, Shown>()));
  if (cell === null) known.delete(column);
  else known.set(column, { ...cell });
}

/** What has changed since the page was told last; from now on it has been told. */
function differences(told: Told, { sheets }: Workbook): PlacedCell[] {
  const changed: PlacedCell[] = [];
  sheets.forEach(({ rows }, sheet) => {
    const before = told[sheet];
    if (before === undefined) return;
    for (const [row, cells] of rows) {
      for (const [column, cell] of cells) {
        if (showsTheSame(before.get(row)?.get(column), cell)) continue;
        tell(before, row, column, cell);
        changed.push({ sheet, row, column, cell });
      }
    }
    for (const [row, known] of before) {
      const now = rows.get(row);
      for (const column of known.keys()) {
        if (now?.get(column) !== undefined) continue;
        known.delete(column);
        changed.push({ sheet, row, column, cell: null });
      }
    }
  });
  return changed;
}

function showsTheSame(a: Shown | undefined, b: Cell): boolean {
  return (
    a !== undefined &&
    sameValue(a.value, b.value) &&
    a.extent?.rows === b.extent?.rows &&
    a.extent?.columns === b.extent?.columns &&
    a.filledFrom?.row === b.filledFrom?.row &&
    a.filledFrom?.column === b.filledFrom?.column
  );
}
