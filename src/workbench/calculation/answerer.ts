import { isError, type CellValue, type Grid } from "../../cells/cell";
import { catalogue } from "../../functions/catalogue";
import { evaluations } from "../../sheet/evaluation";
import { LiveCalculation } from "../../sheet/liveCalculation";
import { Workbook, type Cell } from "../../sheet/workbook";
import type { ChangeRequest, EvaluateRequest, OpenRequest, PlacedCell, Progress } from "./messages";

/** A workbook that recalculates on request, and tells what has changed. The worker is this behind its mailbox. */
export class Answerer {
  private live: LiveCalculation;

  constructor(private readonly onProgress: (progress: Progress) => void) {
    this.live = new LiveCalculation(new Workbook(), catalogue);
  }

  opened(request: OpenRequest): PlacedCell[] {
    this.live = new LiveCalculation(workbookOf(request), catalogue, (settled, formulas) => this.onProgress({ settled, formulas }));
    return this.changesBy(() => this.live.all());
  }

  changed({ cells }: ChangeRequest): PlacedCell[] {
    const edits = cells.flatMap(({ sheet: index, ...edit }) => {
      const sheet = this.live.workbook.sheets[index];
      return sheet === undefined ? [] : [{ ...edit, sheet }];
    });
    return this.changesBy(() => this.live.edit(edits));
  }

  evaluated({ formulas, sheet }: EvaluateRequest): Grid[] {
    return evaluations(this.live.workbook, formulas, catalogue, sheet);
  }

  private changesBy(calculation: () => void): PlacedCell[] {
    const before = copied(this.live.workbook);
    calculation();
    return differences(before, this.live.workbook);
  }
}

type Copy = readonly ReadonlyMap<number, ReadonlyMap<number, Cell>>[];

function workbookOf({ sheets, names, date1904 }: OpenRequest): Workbook {
  const workbook = new Workbook();
  workbook.date1904 = date1904;
  workbook.names.push(...names);
  for (const { name, hiddenRows, cells } of sheets) {
    const sheet = workbook.addSheet(name);
    for (const row of hiddenRows) sheet.hiddenRows.add(row);
    for (const { row, column, cell } of cells) if (cell !== null) sheet.setCell(row, column, cell);
  }
  return workbook;
}

function copied({ sheets }: Workbook): Copy {
  return sheets.map(({ rows }) => new Map([...rows].map(([row, cells]) => [row, new Map([...cells].map(([column, cell]) => [column, { ...cell }]))])));
}

function differences(before: Copy, { sheets }: Workbook): PlacedCell[] {
  const changed: PlacedCell[] = [];
  sheets.forEach(({ rows }, sheet) => {
    const old = before[sheet];
    for (const [row, cells] of rows) {
      const oldCells = old?.get(row);
      for (const [column, cell] of cells) if (!showsTheSame(oldCells?.get(column), cell)) changed.push({ sheet, row, column, cell });
    }
    for (const [row, cells] of old ?? []) {
      const now = rows.get(row);
      for (const column of cells.keys()) if (now?.get(column) === undefined) changed.push({ sheet, row, column, cell: null });
    }
  });
  return changed;
}

function showsTheSame(a: Cell | undefined, b: Cell): boolean {
  return (
    a !== undefined &&
    sameValue(a.value, b.value) &&
    a.extent?.rows === b.extent?.rows &&
    a.extent?.columns === b.extent?.columns &&
    a.filledFrom?.row === b.filledFrom?.row &&
    a.filledFrom?.column === b.filledFrom?.column
  );
}

function sameValue(a: CellValue, b: CellValue): boolean {
  return isError(a) && isError(b) ? a.error === b.error && a.message === b.message : a === b;
}
