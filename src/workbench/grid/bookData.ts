import { BooleanNumber, LocaleType, type ICellData, type IColumnData, type IObjectMatrixPrimitiveType, type IRowData, type IWorkbookData, type IWorksheetData } from "@univerjs/core";
import { isError, type CellValue, type ErrorCode } from "../../cells/cell";
import { DEFAULT_PADDING_DATA, DocSimpleSkeleton, FontCache, getFontStyleString } from "@univerjs/engine-render";
import type { Appearance, ColumnsAppearance, RowAppearance, SheetAppearance } from "../../file/looks/appearance";
import type { CellLook } from "../../file/looks/cellLooks";
import type { XlsxFile } from "../../file/xlsx";
import { LAST_COLUMN, LAST_ROW, cellAddress } from "../../sheet/address";
import type { Cell, DefinedName, Formula, Sheet, Workbook } from "../../sheet/workbook";
import { cellStyle, type NumberedStyle } from "./cellStyle";
import { shownValue } from "./shownValue";

/** Kept with a formula cell of the grid, and moved with it: how its formula was written, where it is not as one typed today. */
export interface FormulaMark {
  readonly kind: Exclude<Formula["kind"], "dynamic">;
  /** Of an array formula: the fixed block that it fills. */
  readonly rows?: number;
  readonly columns?: number;
  /** The formula when it was marked: a formula typed over it is one of today. */
  readonly text: string;
}

/** Kept with an error that stands in a file as a value, so that it is not taken for the text that the grid shows of it. */
export interface ErrorMark {
  readonly kind: "error";
  readonly error: ErrorCode;
}

/** The resource under which the grid keeps defined names. */
const NAMES_RESOURCE = "SHEET_DEFINED_NAME_PLUGIN";
export const WHOLE_WORKBOOK = "AllDefaultWorkbook";

/** What the grid shows of an open file. Sheet number i of the workbook has the id `sheetId(i)`. */
export function bookData(unitId: string, name: string, { workbook }: XlsxFile, { looks, sheets }: Appearance): IWorkbookData {
  return {
    id: unitId,
    name,
    appVersion: "0.25.1",
    locale: LocaleType.EN_US,
    styles: Object.fromEntries(looks.map((look, i) => [styleId(i), { ...cellStyle(look), xf: i } satisfies NumberedStyle])),
    sheetOrder: workbook.sheets.map((_, i) => sheetId(i)),
    sheets: Object.fromEntries(workbook.sheets.map((sheet, i) => [sheetId(i), sheetData(sheetId(i), sheet, sheets[i], looks)])),
    resources: [{ name: NAMES_RESOURCE, data: JSON.stringify(Object.fromEntries(shownNames(workbook).map((name) => [name.id, name]))) }],
  };
}

export function sheetId(index: number): string {
  return `sheet-${index + 1}`;
}

/** Cells may point at looks by an id, so that each is kept once. */
function styleId(index: number): string {
  return `${LOOK}${index}`;
}

/** Of which of the file's looks a style is, where it is as it was. */
export function lookNumber(style: ICellData["s"]): number | undefined {
  return typeof style === "string" && style.startsWith(LOOK) ? Number(style.slice(LOOK.length)) : undefined;
}

const LOOK = "look-";

/** A name as the grid lists it. Excel's own names and hidden ones stay in the file alone. */
function shownNames(workbook: Workbook): { id: string; name: string; formulaOrRefString: string; localSheetId: string; comment: string }[] {
  return workbook.names.flatMap((name, i) =>
    isShown(name)
      ? [
          {
            id: nameId(i),
            name: name.name,
            formulaOrRefString: name.formula,
            localSheetId: name.sheet === undefined ? WHOLE_WORKBOOK : sheetId(workbook.sheets.findIndex((sheet) => sheet.name === name.sheet)),
            comment: "",
          },
        ]
      : [],
  );
}

export function isShown({ name, hidden }: DefinedName): boolean {
  return hidden !== true && !name.toLowerCase().startsWith("_xlnm.");
}

export function nameId(index: number): string {
  return `name-${index + 1}`;
}

/** The sheet that a name of the grid belongs to; undefined: the whole workbook. */
export function scopeOf(localSheetId: string | undefined): string | undefined {
  return localSheetId === undefined || localSheetId === WHOLE_WORKBOOK ? undefined : localSheetId;
}

/** Of rows in points and of columns in characters, where a file says nothing. */
const USUAL_HEIGHT = 15;
const USUAL_WIDTH = 9.140625;

const USUAL_STYLE = cellStyle({ font: { bold: false, italic: false, underlined: false, struckThrough: false }, borders: {}, wraps: false, indent: 0 });

const SPARE_ROWS = 50;
const SPARE_COLUMNS = 6;
const FEWEST_ROWS = 100;
const FEWEST_COLUMNS = 26;

function sheetData(id: string, sheet: Sheet, look: SheetAppearance | undefined, looks: readonly CellLook[]): Partial<IWorksheetData> {
  const cells: IObjectMatrixPrimitiveType<ICellData> = {};
  let [lastRow, lastColumn] = [0, 0];
  const put = (row: number, column: number, cell: ICellData): void => {
    (cells[row - 1] ??= {})[column - 1] = cell;
    lastRow = Math.max(lastRow, row);
    lastColumn = Math.max(lastColumn, column);
  };
  for (const [row, looks] of look?.cells ?? []) for (const [column, number] of looks) put(row, column, { s: styleId(number) });
  for (const [row, rowCells] of sheet.rows) {
    for (const [column, cell] of rowCells) {
      // What a formula fills in is the formula's to show.
      if (cell.filledFrom === undefined) put(row, column, { ...cells[row - 1]?.[column - 1], ...cellData(cell) });
    }
  }
  const digit = digitWidth(looks);
  const columns = columnData(look?.columns ?? [], lastColumn + SPARE_COLUMNS, digit);
  const usualWidth = Math.ceil((look?.usualWidth ?? USUAL_WIDTH) * digit);
  return {
    id,
    name: sheet.name,
    hidden: look?.isHidden === true ? BooleanNumber.TRUE : BooleanNumber.FALSE,
    cellData: cells,
    rowCount: Math.min(LAST_ROW, Math.max(FEWEST_ROWS, lastRow + SPARE_ROWS)),
    columnCount: Math.min(LAST_COLUMN, Math.max(FEWEST_COLUMNS, lastColumn + SPARE_COLUMNS)),
    defaultRowHeight: pixelsOfPoints(look?.usualHeight ?? USUAL_HEIGHT),
    defaultColumnWidth: usualWidth,
    // Of a cell that nothing is said of. Excel's first look is the usual one.
    defaultStyle: looks[0] === undefined ? USUAL_STYLE : styleId(0),
    rowData: together(measuredRows(sheet, look, looks, (column) => columns[column - 1]?.w ?? usualWidth), Object.fromEntries([...(look?.rows ?? [])].map(([row, data]) => [row - 1, rowData(data)]))),
    columnData: columns,
    mergeData: (look?.merged ?? []).map(({ top, left, bottom, right }) => ({ startRow: top - 1, startColumn: left - 1, endRow: bottom - 1, endColumn: right - 1 })),
    showGridlines: look?.gridlines === false ? BooleanNumber.FALSE : BooleanNumber.TRUE,
    freeze: { xSplit: look?.frozenColumns ?? 0, ySplit: look?.frozenRows ?? 0, startRow: look?.frozenRows || -1, startColumn: look?.frozenColumns || -1 },
  };
}

const PLAIN_LOOK: SheetAppearance = { isHidden: false, columns: [], rows: new Map(), cells: new Map(), merged: [], gridlines: true, frozenRows: 0, frozenColumns: 0 };

/** A sheet that no file has: its cells in their number formats, its columns as wide as it says. */
export function addedSheetData(id: string, sheet: Sheet): Partial<IWorksheetData> {
  const { widths = [], frozenRows = 0, frozenColumns = 0 } = sheet.look ?? {};
  const columns = widths.map((width, i): ColumnsAppearance => ({ first: i + 1, last: i + 1 === widths.length ? LAST_COLUMN : i + 1, width, isHidden: false }));
  const data = sheetData(id, sheet, sheet.look && { ...PLAIN_LOOK, columns, frozenRows, frozenColumns, gridlines: false }, []);
  for (const [row, cells] of sheet.rows) {
    for (const [column, { format }] of cells) {
      const shown = data.cellData?.[row - 1]?.[column - 1];
      if (format !== undefined && shown) shown.s = { n: { pattern: format } };
    }
  }
  return data;
}

/** What is put into a cell of the grid. */
export function cellData(cell: Cell): ICellData {
  const { value, formula, extent } = cell;
  if (formula === undefined && isError(value)) return { ...shownValue(value), custom: { kind: "error", error: value.error } satisfies ErrorMark };
  if (formula === undefined) return shownValue(value);
  const f = `=${formula.text}`;
  if (formula.kind === "dynamic") return { ...shownValue(cell.value), f };
  const mark: FormulaMark = { kind: formula.kind, text: f, ...extent };
  return { ...shownValue(cell.value), f, custom: { ...mark } };
}

/** How high rows are of which the file does not say it: as high as their letters, and as the lines of text that wraps in its column. */
function measuredRows(sheet: Sheet, look: SheetAppearance | undefined, looks: readonly CellLook[], widthOf: (column: number) => number): Record<number, Partial<IRowData>> {
  const rows: Record<number, Partial<IRowData>> = {};
  const usual = pixelsOfPoints(look?.usualHeight ?? USUAL_HEIGHT);
  // Of merged cells the first holds the text, and as in Excel it makes no row higher.
  const merged = new Set(look?.merged.map(({ top, left }) => cellAddress(top, left)));
  for (const [row, cells] of look?.cells ?? []) {
    if (look?.rows.get(row)?.height !== undefined) continue;
    const heights = [...cells].map(([column, number]) => {
      const [value, cellLook] = [sheet.cell(row, column)?.value ?? null, looks[number]];
      return value === null || cellLook === undefined || merged.has(cellAddress(row, column)) ? 0 : textHeight(value, cellLook, widthOf(column));
    });
    const height = Math.ceil(Math.max(...heights));
    // Not fixed: as in Excel a row grows with what is typed into it.
    if (height > usual) rows[row - 1] = { ah: height };
  }
  return rows;
}

/** Only text goes on in a second line; a number stays in one. */
function textHeight(value: CellValue, look: CellLook, width: number): number {
  const wraps = look.wraps && typeof value === "string";
  const { fontCache } = getFontStyleString(cellStyle(look));
  const text = new DocSimpleSkeleton(wraps ? value : "A", fontCache, wraps, width - DEFAULT_PADDING_DATA.l - DEFAULT_PADDING_DATA.r, Infinity);
  text.calculate();
  return text.getTotalHeight() + DEFAULT_PADDING_DATA.t + DEFAULT_PADDING_DATA.b;
}

/** What is said twice of a row stands together. */
function together(one: Record<number, Partial<IRowData>>, other: Record<number, Partial<IRowData>>): Record<number, Partial<IRowData>> {
  const rows = { ...one };
  for (const [row, data] of Object.entries(other)) rows[Number(row)] = { ...one[Number(row)], ...data };
  return rows;
}

function rowData({ height, isHidden, look }: RowAppearance): Partial<IRowData> {
  return {
    ...(height === undefined ? {} : { h: pixelsOfPoints(height), ia: BooleanNumber.FALSE }),
    ...(isHidden ? { hd: BooleanNumber.TRUE } : {}),
    ...(look === undefined ? {} : { s: styleId(look) }),
  };
}

function columnData(columns: readonly ColumnsAppearance[], last: number, digit: number): Record<number, Partial<IColumnData>> {
  const data: Record<number, Partial<IColumnData>> = {};
  for (const { first, last: end, width, isHidden, look } of columns) {
    // A file may declare columns to the edge of the sheet; the grid ends a little beyond what is filled.
    for (let column = first; column <= Math.min(end, Math.max(last, FEWEST_COLUMNS)); column++) {
      data[column - 1] = {
        ...(width === undefined ? {} : { w: Math.ceil(width * digit) }),
        ...(isHidden ? { hd: BooleanNumber.TRUE } : {}),
        ...(look === undefined ? {} : { s: styleId(look) }),
      };
    }
  }
  return data;
}

/** Widths are counted in digits of the workbook's usual letters (ECMA-376 part 1, 18.3.1.13), as wide as they are drawn here: what fits in Excel fits. */
export function digitWidth(looks: readonly CellLook[]): number {
  const { fontCache } = getFontStyleString(looks[0] === undefined ? USUAL_STYLE : cellStyle(looks[0]));
  return FontCache.getMeasureText("0123456789", fontCache).width / 10;
}

export function pixelsOfPoints(height: number): number {
  return Math.round((height * 4) / 3);
}
