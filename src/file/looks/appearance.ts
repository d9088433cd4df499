import { type Rectangle, rectangleAt } from "../../sheet/area";
import { cellLooks, type CellLook } from "./cellLooks";
import { themeColours } from "./colours";
import { isMain } from "../package/namespaces";
import { Places } from "../places";
import { relationships } from "../package/relationships";
import { attribute, isTrue, readXml, wholeNumber, xmlSource, xmlTree, type XmlHandler, type XmlTag } from "../package/xml";
import type { FileAsRead, XlsxFile } from "../xlsx";
import { ZipPackage } from "../package/zipPackage";

/** How a workbook looks, for showing it: nothing here bears on a figure. */
export interface Appearance {
  /** The looks that cells, rows and columns point at by number. */
  readonly looks: readonly CellLook[];
  /** Of each sheet of the workbook, in its order. */
  readonly sheets: readonly SheetAppearance[];
}

export interface SheetAppearance {
  readonly isHidden: boolean;
  readonly columns: readonly ColumnsAppearance[];
  readonly rows: ReadonlyMap<number, RowAppearance>;
  /** The look of each cell that has one of its own, by row and column. */
  readonly cells: ReadonlyMap<number, ReadonlyMap<number, number>>;
  readonly merged: readonly Rectangle[];
  readonly gridlines: boolean;
  readonly frozenRows: number;
  readonly frozenColumns: number;
  /** In points. */
  readonly usualHeight?: number;
  /** In characters. */
  readonly usualWidth?: number;
}

/** Columns from `first` to `last` that look alike. */
export interface ColumnsAppearance {
  readonly first: number;
  readonly last: number;
  /** In characters. */
  readonly width?: number;
  readonly isHidden: boolean;
  readonly look?: number;
}

export interface RowAppearance {
  /** In points; absent: as high as its text. */
  readonly height?: number;
  readonly isHidden: boolean;
  readonly look?: number;
}

export function appearance({ asRead }: XlsxFile): Appearance {
  const parts = new ZipPackage(asRead.parts);
  const { layout } = asRead;
  const styles = parts.part(layout.stylesPart ?? "");
  const theme = themeColours(parts, relationships(parts, layout.workbookPart));
  return {
    looks: styles === undefined ? [] : cellLooks(xmlTree(xmlSource(styles)), theme),
    sheets: asRead.sheets.map(({ name, part }) => sheetAppearance(parts, part, isHidden(asRead, name))),
  };
}

function isHidden({ layout }: FileAsRead, name: string): boolean {
  return layout.hiddenSheets.includes(name);
}

function sheetAppearance(parts: ZipPackage, name: string, hidden: boolean): SheetAppearance {
  const part = parts.part(name);
  const reader = new AppearanceReader(name, hidden);
  if (part !== undefined) readXml(xmlSource(part), reader);
  return reader;
}

class AppearanceReader implements XmlHandler, SheetAppearance {
  readonly columns: ColumnsAppearance[] = [];
  readonly rows = new Map<number, RowAppearance>();
  readonly cells = new Map<number, Map<number, number>>();
  readonly merged: Rectangle[] = [];
  gridlines = true;
  frozenRows = 0;
  frozenColumns = 0;
  usualHeight?: number;
  usualWidth?: number;
  private readonly places: Places;
  private readonly path: string[] = [];
  private row = 0;

  constructor(part: string, readonly isHidden: boolean) {
    this.places = new Places(part);
  }

  open(tag: XmlTag): void {
    const parent = this.path.at(-1);
    this.path.push(isMain(tag, tag.local) ? tag.local : "");
    if (tag.local === "c" && parent === "row") this.openCell(tag);
    else if (tag.local === "row" && parent === "sheetData") this.openRow(tag);
    else if (tag.local === "col" && parent === "cols") this.openColumns(tag);
    else if (tag.local === "mergeCell" && parent === "mergeCells") this.openMerged(tag);
    else if (tag.local === "sheetView" && parent === "sheetViews") this.gridlines = isTrue(attribute(tag, "showGridLines") ?? "1");
    else if (tag.local === "pane" && parent === "sheetView") this.openPane(tag);
    else if (tag.local === "sheetFormatPr") this.openUsual(tag);
  }

  text(): void {
    // Cells are read elsewhere.
  }

  close(): void {
    this.path.pop();
  }

  private openCell(tag: XmlTag): void {
    const column = this.places.columnOf(tag);
    const look = wholeNumber(attribute(tag, "s")) ?? (this.isCovered(column) ? 0 : undefined);
    if (look === undefined) return;
    let cells = this.cells.get(this.row);
    if (cells === undefined) this.cells.set(this.row, (cells = new Map<number, number>()));
    cells.set(column, look);
  }

  /** Its row or column has a look, and a cell that names none has the usual one all the same. */
  private isCovered(column: number): boolean {
    return this.rows.get(this.row)?.look !== undefined || this.columns.some(({ first, last, look }) => first <= column && column <= last && look !== undefined);
  }

  private openRow(tag: XmlTag): void {
    this.row = this.places.rowOf(tag);
    const height = measure(attribute(tag, "ht"));
    const look = isTrue(attribute(tag, "customFormat")) ? wholeNumber(attribute(tag, "s")) : undefined;
    const hidden = isTrue(attribute(tag, "hidden"));
    if (height === undefined && look === undefined && !hidden) return;
    this.rows.set(this.row, { ...(height === undefined ? {} : { height }), isHidden: hidden, ...(look === undefined ? {} : { look }) });
  }

  private openColumns(tag: XmlTag): void {
    const [first, last] = [wholeNumber(attribute(tag, "min")), wholeNumber(attribute(tag, "max"))];
    if (first === undefined || last === undefined) return;
    const width = measure(attribute(tag, "width"));
    const look = wholeNumber(attribute(tag, "style"));
    this.columns.push({ first, last, isHidden: isTrue(attribute(tag, "hidden")), ...(width === undefined ? {} : { width }), ...(look === undefined ? {} : { look }) });
  }

  private openMerged(tag: XmlTag): void {
    const merged = rectangleAt(attribute(tag, "ref") ?? "");
    if (merged !== undefined) this.merged.push(merged);
  }

  private openPane(tag: XmlTag): void {
    if (attribute(tag, "state")?.startsWith("frozen") !== true) return;
    this.frozenRows = wholeNumber(attribute(tag, "ySplit")) ?? 0;
    this.frozenColumns = wholeNumber(attribute(tag, "xSplit")) ?? 0;
  }

  private openUsual(tag: XmlTag): void {
    const height = measure(attribute(tag, "defaultRowHeight"));
    const width = measure(attribute(tag, "defaultColWidth"));
    if (height !== undefined) this.usualHeight = height;
    if (width !== undefined) this.usualWidth = width;
  }
}

function measure(value: string | undefined): number | undefined {
  const number = Number(value);
  return value !== undefined && Number.isFinite(number) && number >= 0 ? number : undefined;
}
