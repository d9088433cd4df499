/** The cells of the grid that may show something else than the workbook holds, counted from 1: those that were named, or all. */
export class Touched {
  isAll = false;
  /** Widths, heights or panes. */
  isShape = false;
  private readonly sheets = new Map<string, Map<number, Set<number>>>();

  static all(): Touched {
    const all = new Touched();
    all.isAll = true;
    return all;
  }

  get isNone(): boolean {
    return !this.isAll && !this.isShape && this.sheets.size === 0;
  }

  add(sheetId: string, row: number, column: number): void {
    let rows = this.sheets.get(sheetId);
    if (rows === undefined) this.sheets.set(sheetId, (rows = new Map<number, Set<number>>()));
    const columns = rows.get(row);
    if (columns === undefined) rows.set(row, new Set([column]));
    else columns.add(column);
  }

  has(sheetId: string, row: number, column: number): boolean {
    return this.isAll || this.sheets.get(sheetId)?.get(row)?.has(column) === true;
  }

  /** The cells of a sheet that were named. */
  *of(sheetId: string): Iterable<readonly [row: number, column: number]> {
    for (const [row, columns] of this.sheets.get(sheetId) ?? []) for (const column of columns) yield [row, column];
  }
}
