import { CellValueType, type ICellData, type Nullable, type Workbook as GridWorkbook, type Worksheet } from "@univerjs/core";
import type { IDefinedNamesServiceParam } from "@univerjs/engine-formula";
import { sameValue, type CellValue } from "../../cells/cell";
import type { Appearance } from "../../file/looks/appearance";
import { sheetFates, type XlsxFile } from "../../file/xlsx";
import { Sheet, type Cell, type DefinedName, type Table, type Workbook } from "../../sheet/workbook";
import type { PlacedCell } from "../calculation/messages";
import { isShown, nameId, scopeOf, type ErrorMark, type FormulaMark } from "./bookData";
import { FollowedLooks } from "./followedLooks";
import type { Touched } from "./touched";

/** What the grid holds besides its cells, as far as figures depend on it. */
export interface GridState {
  readonly book: GridWorkbook;
  /** What may have changed since it was asked the last time. */
  readonly touched: Touched;
  readonly names: readonly IDefinedNamesServiceParam[];
  /** The formula of a cell that shares it with others: the grid keeps it once. */
  readonly sharedFormula: (sheetId: string, row: number, column: number) => string | undefined;
}

/** What has changed in a workbook when it was brought into step with the grid. */
export interface Changes {
  readonly cells: readonly PlacedCell[];
  readonly sheets: boolean;
  readonly names: boolean;
  readonly hiddenRows: boolean;
  /** Formats, widths and the like: no figure depends on them. */
  readonly looks: boolean;
}

/** Sheets, names or hidden rows are others than before: all has to be calculated anew. */
export function isOther({ sheets, names, hiddenRows }: Changes): boolean {
  return sheets || names || hiddenRows;
}

interface KnownSheet {
  readonly id: string;
  sheet: Sheet;
  readonly isOfFile: boolean;
  looks?: FollowedLooks;
}

/** Keeps a workbook in step with what is done at the grid: what is typed, and how it is to look. Results are never read from the grid. */
export class Mirror {
  private readonly sheets: KnownSheet[];
  /** Sheets that were removed: taken back, they are those that they were. */
  private readonly removed: KnownSheet[] = [];
  private readonly namesAsRead: ReadonlyMap<string, DefinedName>;
  private readonly workbook: Workbook;

  constructor(private readonly file: XlsxFile, private readonly appearance: Appearance, sheetId: (index: number) => string) {
    const { workbook } = file;
    this.workbook = workbook;
    file.followsSheets = true;
    this.sheets = workbook.sheets.map((sheet, i) => ({ id: sheetId(i), sheet, isOfFile: true }));
    this.namesAsRead = new Map(workbook.names.map((name, i) => [nameId(i), name]));
  }

  /** The sheet of the grid's id. */
  sheet(id: string): Sheet | undefined {
    return this.sheets.find((known) => known.id === id)?.sheet;
  }

  id(index: number): string | undefined {
    const sheet = this.workbook.sheets[index];
    return this.sheets.find((known) => known.sheet === sheet)?.id;
  }

  follow(state: GridState): Changes {
    const { isAll } = state.touched;
    const sheets = isAll && this.followSheets(state.book);
    const names = isAll && this.followNames(state);
    let [hiddenRows, looksChanged] = [false, false];
    const cells: PlacedCell[] = [];
    for (const known of this.sheets) {
      const { id, sheet } = known;
      const gridSheet = state.book.getSheetBySheetId(id);
      if (!gridSheet) continue;
      if (isAll) hiddenRows = followHiddenRows(sheet, gridSheet) || hiddenRows;
      const looks = this.looksOf(known, gridSheet, state.book);
      if (isAll || state.touched.isShape) looksChanged = looks.followShape() || looksChanged;
      const index = this.workbook.sheets.indexOf(sheet);
      for (const [row, column, data] of isAll ? allPlaces(sheet, gridSheet, looks) : touchedPlaces(state.touched.of(id), gridSheet)) {
        const before = sheet.cell(row, column);
        const cell = cellNow(data, before, () => state.sharedFormula(id, row - 1, column - 1), () => looks.format(row, column, data));
        looksChanged = looks.followCell(row, column, data, cell !== undefined && (cell.value !== null || cell.formula !== undefined || cell.filledFrom !== undefined)) || looksChanged;
        if (cell === before) continue;
        if (cell === undefined) sheet.deleteCell(row, column);
        else sheet.setCell(row, column, cell);
        if (sameButFormat(before, cell)) looksChanged = true;
        else cells.push({ sheet: index, row, column, cell: cell ?? null });
      }
    }
    return { cells, sheets, names, hiddenRows, looks: looksChanged };
  }

  /** From the first time that the sheet is seen: it looks then as it is saved if nothing is done to it. */
  private looksOf(known: KnownSheet, gridSheet: Worksheet, book: GridWorkbook): FollowedLooks {
    if (known.looks === undefined) {
      const asRead = known.isOfFile ? this.appearance.sheets[this.file.asRead.sheets.findIndex(({ sheet }) => sheet === known.sheet)] : undefined;
      known.looks = new FollowedLooks(gridSheet, book.getStyles(), this.appearance.looks, asRead);
      this.file.looks.set(known.sheet, known.looks.changes);
    }
    known.looks.grid = gridSheet;
    return known.looks;
  }

  private followSheets(book: GridWorkbook): boolean {
    const now = book.getSheets().map((sheet) => ({ id: sheet.getSheetId(), name: sheet.getName() }));
    let changed = false;
    for (const known of [...this.sheets]) {
      if (now.some(({ id }) => id === known.id)) continue;
      this.sheets.splice(this.sheets.indexOf(known), 1);
      this.removed.push(known);
      changed = true;
    }
    for (const { id, name } of now) {
      const known = this.sheets.find((one) => one.id === id);
      const back = this.removed.find((one) => one.id === id);
      if (known?.sheet.name === name) continue;
      changed = true;
      if (known !== undefined) known.sheet.name = name;
      else if (back !== undefined) this.putBack(back, name);
      else this.sheets.push({ id, sheet: new Sheet(name), isOfFile: false });
    }
    const inOrder = now.flatMap(({ id }) => this.sheet(id) ?? []);
    if (!changed && inOrder.every((sheet, i) => sheet === this.workbook.sheets[i])) return false;
    this.workbook.sheets.splice(0, Infinity, ...inOrder);
    this.workbook.tables.splice(0, Infinity, ...this.tables());
    return true;
  }

  private putBack(known: KnownSheet, name: string): void {
    this.removed.splice(this.removed.indexOf(known), 1);
    known.sheet.name = name;
    this.sheets.push(known);
  }

  /** Those of the file, on the sheets that stand. */
  private tables(): Table[] {
    const fates = sheetFates(this.file);
    return this.file.asRead.tables.flatMap((table) => {
      const sheet = fates.nameOf(table.sheet);
      return sheet === null ? [] : [{ ...table, sheet }];
    });
  }

  /** Names that the grid does not list: they follow the sheets, and stay otherwise as they are. */
  private unlistedNames(): DefinedName[] {
    const fates = sheetFates(this.file);
    return this.file.asRead.names
      .filter((name) => !isShown(name))
      .flatMap((name) => {
        const sheet = name.sheet === undefined ? undefined : fates.nameOf(name.sheet);
        return sheet === null ? [] : [fates.isNone ? name : { ...name, formula: fates.followed(name.formula), ...(sheet === undefined ? {} : { sheet }) }];
      });
  }

  private followNames({ names }: GridState): boolean {
    const unlisted = this.unlistedNames();
    const listed = names.map((name): DefinedName => {
      const formula = name.formulaOrRefString.replace(/^=/, "");
      const scope = scopeOf(name.localSheetId);
      const sheet = scope === undefined ? undefined : this.sheet(scope)?.name;
      const asRead = this.namesAsRead.get(name.id);
      if (asRead?.name === name.name && asRead.formula === formula && asRead.sheet === sheet) return asRead;
      return { name: name.name, formula, ...(sheet === undefined ? {} : { sheet }) };
    });
    const inOrder = [...unlisted, ...listed];
    const before = new Map(this.workbook.names.map((name) => [key(name), name]));
    if (inOrder.length === before.size && inOrder.every((name) => before.get(key(name))?.formula === name.formula)) return false;
    const now = new Map(inOrder.map((name) => [key(name), name]));
    const kept = [...before.keys()].flatMap((name) => now.get(name) ?? []);
    this.workbook.names.splice(0, Infinity, ...kept, ...inOrder.filter((name) => !before.has(key(name))));
    return true;
  }
}

function key({ name, sheet }: DefinedName): string {
  return `${name}\0${sheet ?? ""}`;
}

function followHiddenRows(sheet: Sheet, gridSheet: Worksheet): boolean {
  const hidden = gridSheet.getHiddenRows().flatMap(({ startRow, endRow }) => Array.from({ length: endRow - startRow + 1 }, (_, i) => startRow + i + 1));
  if (hidden.length === sheet.hiddenRows.size && hidden.every((row) => sheet.hiddenRows.has(row))) return false;
  sheet.hiddenRows.clear();
  for (const row of hidden) sheet.hiddenRows.add(row);
  return true;
}

/** Each cell of the grid, and each of the sheet or with a style of the file that the grid does not have. */
function* allPlaces(sheet: Sheet, gridSheet: Worksheet, looks: FollowedLooks): Iterable<GridPlace> {
  const matrix = gridSheet.getCellMatrix();
  const places: GridPlace[] = [];
  matrix.forValue((row, column, data): undefined => void places.push([row + 1, column + 1, data]));
  yield* places;
  for (const [row, cells] of sheet.rows) for (const column of cells.keys()) if (!matrix.getValue(row - 1, column - 1)) yield [row, column, null];
  for (const [row, column] of looks.styledPlaces()) if (!matrix.getValue(row - 1, column - 1) && sheet.cell(row, column) === undefined) yield [row, column, null];
}

function* touchedPlaces(touched: Iterable<readonly [row: number, column: number]>, gridSheet: Worksheet): Iterable<GridPlace> {
  const matrix = gridSheet.getCellMatrix();
  for (const [row, column] of touched) yield [row, column, matrix.getValue(row - 1, column - 1)];
}

/** Counted from 1. */
type GridPlace = readonly [row: number, column: number, data: Nullable<ICellData>];

/** The cell as the grid has it: the same as before where nothing else was put there. */
function cellNow(data: Nullable<ICellData>, before: Cell | undefined, sharedFormula: () => string | undefined, formatNow: () => string | undefined): Cell | undefined {
  const content = data ? contentOf(data, sharedFormula) : undefined;
  if (!data || content === undefined) {
    const blank = before?.filledFrom !== undefined || (before?.value === null && before.formula === undefined) ? before : undefined;
    const format = data?.s == null ? undefined : formatNow();
    // What spills into a blank cell is shown in the cell's format.
    if (blank?.format === format) return blank;
    return format === undefined && blank?.filledFrom === undefined ? undefined : formatted(blank ?? { value: null }, format);
  }
  const format = formatNow();
  if (before !== undefined && sameContent(before, content)) return before.format === format ? before : formatted(before, format);
  // A file may hold empty texts; what is emptied here is no cell any more.
  if (content.value === "") return undefined;
  return formatted(content, format);
}

function formatted(cell: Cell, format: string | undefined): Cell {
  const changed = { ...cell };
  if (format === undefined) delete changed.format;
  else changed.format = format;
  return changed;
}

/** No figure depends on what is different between two cells. */
function sameButFormat(before: Cell | undefined, after: Cell | undefined): boolean {
  const isFilled = before?.filledFrom !== undefined && before.filledFrom === after?.filledFrom;
  return isFilled || sameContent(before ?? { value: null }, after ?? { value: null });
}

/** What was put into a cell of the grid: a formula or a value. Undefined: nothing. */
function contentOf(data: ICellData, sharedFormula: () => string | undefined): Cell | undefined {
  const written = data.f ?? (data.si == null ? undefined : sharedFormula());
  const mark = data.custom as FormulaMark | ErrorMark | null | undefined;
  if (written) return formulaCell(written, mark);
  const value = mark?.kind === "error" && data.v === mark.error ? { error: mark.error } : valueOf(data);
  return value === null ? undefined : { value };
}

function formulaCell(written: string, mark: FormulaMark | ErrorMark | null | undefined): Cell {
  const text = written.replace(/^=/, "");
  if (mark?.kind === "plain") return { value: null, formula: { text, kind: "plain" } };
  if (mark?.kind !== "array") return { value: null, formula: { text, kind: "dynamic" } };
  return { value: null, formula: { text, kind: "array" }, extent: { rows: mark.rows ?? 1, columns: mark.columns ?? 1 } };
}

function valueOf({ v, t, p }: ICellData): CellValue {
  // Text with formats of its own within a cell.
  const rich = p?.body?.dataStream.replace(/\r\n$/, "");
  if (rich !== undefined && rich !== "") return rich;
  if (v === null || v === undefined) return null;
  if (t === CellValueType.BOOLEAN) return typeof v === "string" ? v.toUpperCase() === "TRUE" || v === "1" : Boolean(v);
  if (t === CellValueType.NUMBER && typeof v === "string" && Number.isFinite(Number(v))) return Number(v);
  return v;
}

function sameContent(before: Cell, now: Cell): boolean {
  if (before.formula !== undefined || now.formula !== undefined) return before.formula?.text === now.formula?.text && before.formula?.kind === now.formula?.kind;
  return before.filledFrom === undefined && sameValue(before.value, now.value);
}
