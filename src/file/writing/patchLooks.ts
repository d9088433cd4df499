import { LAST_COLUMN, cellAddress } from "../../sheet/address";
import { FileRefusal } from "../fileRefusal";
import type { ColumnLook, LookChanges, RowLook, StyleChange } from "../looks/lookChanges";
import { isMain } from "../package/namespaces";
import { sibling } from "../package/relationships";
import { xmlAttributeValue } from "../package/storedText";
import { editedText, type TextEdit } from "../package/textEdits";
import { attribute, attributeEdit, attributeSpan, readXml, wholeNumber, type OpenElement, type XmlHandler, type XmlSource, type XmlTag } from "../package/xml";
import { Places } from "../places";

/** Excel's limits: of columns in characters, of rows in points. */
const WIDEST = 255;
const HIGHEST = 409.5;
/** As wide as a column is of which a file says nothing. */
const USUAL_WIDTH = 9.140625;

/** The text of a sheet part with its look changed: styles of cells, columns, rows, frozen panes. Every other character stays as it was. */
export function patchedLooks(source: XmlSource, looks: LookChanges, styleNumber: (change: StyleChange) => number): string {
  const patcher = new LookPatcher(source, looks, styleNumber);
  readXml(source, patcher);
  return editedText(source.text, patcher.edits);
}

interface OpenRow extends OpenElement {
  readonly row: number;
  /** Where a cell behind those so far would stand. */
  end: number;
  cells: (readonly [column: number, change: StyleChange])[];
}

interface ColumnElement {
  readonly tag: XmlTag;
  readonly first: number;
  readonly last: number;
}

class LookPatcher implements XmlHandler {
  readonly edits: TextEdit[] = [];
  private readonly places: Places;
  private readonly path: string[] = [];
  /** Rows of which something is still to be written. */
  private readonly waiting: number[];
  private readonly columns: ColumnElement[] = [];
  private columnsList: OpenElement | undefined;
  private row: OpenRow | undefined;
  private viewAt = 0;
  private hasView = false;
  private data: OpenElement | undefined;
  private removedFrom = 0;

  constructor(private readonly source: XmlSource, private readonly looks: LookChanges, private readonly styleNumber: (change: StyleChange) => number) {
    this.places = new Places(source.part);
    this.waiting = [...new Set([...looks.cells.keys(), ...looks.rows.keys()])].sort((a, b) => a - b);
  }

  open(tag: XmlTag, start: number, openEnd: number): void {
    const parent = this.path.at(-1);
    this.path.push(isMain(tag, tag.local) ? tag.local : "");
    const element = { tag, start, openEnd };
    if (this.path.length === 1) this.viewAt = openEnd;
    else if (this.path.length === 2 && tag.local === "cols") this.columnsList = element;
    else if (tag.local === "col" && parent === "cols") this.openColumn(tag);
    else if (tag.local === "sheetView" && parent === "sheetViews") this.openView(element);
    else if ((tag.local === "pane" || tag.local === "selection") && parent === "sheetView" && this.looks.frozen !== undefined) this.removedFrom = start;
    else if (this.path.length === 2 && tag.local === "sheetData") this.openData(element);
    else if (tag.local === "row" && parent === "sheetData") this.openRow(element);
    else if (tag.local === "c" && parent === "row" && this.row !== undefined) this.openCell(this.row, element);
  }

  text(): void {
    // Texts stay as they are.
  }

  close(start: number, end: number): void {
    const local = this.path.pop();
    const parent = this.path.at(-1);
    if (this.path.length === 1 && (local === "sheetPr" || local === "dimension")) this.viewAt = end;
    else if (this.path.length === 1 && local === "cols") this.closeColumns(end);
    else if ((local === "pane" || local === "selection") && parent === "sheetView" && this.looks.frozen !== undefined) this.edits.push({ start: this.removedFrom, end, text: "" });
    else if (local === "c" && parent === "row" && this.row !== undefined) this.row.end = end;
    else if (local === "row" && parent === "sheetData" && this.row !== undefined) this.closeRow(this.row, start, end);
    else if (this.path.length === 1 && local === "sheetData" && this.data !== undefined) this.insertAtEnd(this.data, this.newRows(Infinity, this.data.tag), start, start, end);
  }

  /** Each window on the sheet freezes alike. Selections belong to panes that may be no more. */
  private openView({ tag, start, openEnd }: OpenElement): void {
    this.hasView = true;
    if (this.looks.frozen === undefined) return;
    const pane = paneXml(tag, this.looks.frozen);
    const isOneTag = this.source.text.slice(openEnd - 2, openEnd) === "/>";
    if (pane === "") return;
    this.edits.push(isOneTag ? { start: openEnd - 2, end: openEnd, text: `>${pane}</${tag.name}>` } : { start: openEnd, end: openEnd, text: pane });
    this.edits.push(...attributeEdit(this.source.text, { name: tag.name, start }, "topLeftCell", undefined));
  }

  private openColumn(tag: XmlTag): void {
    const [first, last] = [wholeNumber(attribute(tag, "min")), wholeNumber(attribute(tag, "max"))];
    if (first !== undefined && last !== undefined) this.columns.push({ tag, first, last: Math.min(last, LAST_COLUMN) });
  }

  private closeColumns(end: number): void {
    if (this.looks.columns.size === 0 || this.columnsList === undefined) return;
    const { tag, start, openEnd } = this.columnsList;
    this.edits.push({ start, end, text: this.source.text.slice(start, openEnd).replace(/\/?>$/, ">") + this.columnsXml(tag) + `</${tag.name}>` });
  }

  private openData(element: OpenElement): void {
    this.data = element;
    const { tag, start } = element;
    // Both may stand at one place, the views first.
    if (this.looks.frozen !== undefined && !this.hasView) {
      const [views, view] = [sibling(tag, "sheetViews"), sibling(tag, "sheetView")];
      const pane = paneXml(tag, this.looks.frozen);
      if (pane !== "") this.edits.push({ start: this.viewAt, end: this.viewAt, text: `<${views}><${view} workbookViewId="0">${pane}</${view}></${views}>` });
    }
    if (this.looks.columns.size > 0 && this.columnsList === undefined) {
      const name = sibling(tag, "cols");
      this.edits.push({ start, end: start, text: `<${name}>${this.columnsXml(tag)}</${name}>` });
    }
  }

  /** All columns of which anything is said, in their order: those of the file in pieces where some within are changed. */
  private columnsXml(like: XmlTag): string {
    const changed = [...this.looks.columns].sort(([a], [b]) => a - b);
    const pieces: { readonly first: number; readonly xml: string }[] = [];
    const covered = new Set<number>();
    for (const { tag, first, last } of this.columns) {
      let from = first;
      for (const [column, look] of changed) {
        if (column < first || column > last) continue;
        if (column > from) pieces.push({ first: from, xml: columnXml(tag, from, column - 1) });
        pieces.push({ first: column, xml: columnXml(tag, column, column, look) });
        covered.add(column);
        from = column + 1;
      }
      if (from <= last) pieces.push({ first: from, xml: columnXml(tag, from, last) });
    }
    const name = { ...like, name: sibling(like, "col"), attributes: {} };
    for (const [column, look] of changed) if (!covered.has(column)) pieces.push({ first: column, xml: columnXml(name, column, column, look) });
    return pieces.sort((a, b) => a.first - b.first).map(({ xml }) => xml).join("");
  }

  private openRow(element: OpenElement): void {
    const row = this.places.rowOf(element.tag);
    const before = this.newRows(row, element.tag);
    if (before !== "") this.edits.push({ start: element.start, end: element.start, text: before });
    const isChanged = this.waiting[0] === row;
    if (isChanged) this.waiting.shift();
    this.row = { ...element, row, end: element.openEnd, cells: isChanged ? this.cellsOf(row) : [] };
    const look = this.looks.rows.get(row);
    if (look === undefined) return;
    for (const [name, value] of rowAttributes(look)) this.edits.push(...attributeEdit(this.source.text, { name: element.tag.name, start: element.start }, name, value));
  }

  private cellsOf(row: number): OpenRow["cells"] {
    return [...(this.looks.cells.get(row) ?? [])].sort(([a], [b]) => a - b);
  }

  private openCell(row: OpenRow, { tag, start }: OpenElement): void {
    const column = this.places.columnOf(tag);
    const before = this.newCells(row, column);
    if (before !== "") this.edits.push({ start, end: start, text: before });
    const [next] = row.cells;
    if (next?.[0] !== column) return;
    row.cells.shift();
    this.edits.push(...attributeEdit(this.source.text, { name: tag.name, start }, "s", String(this.styleNumber(next[1]))));
  }

  /** Cells without content, up to a column. */
  private newCells(row: OpenRow, before: number): string {
    let text = "";
    for (let [next] = row.cells; next !== undefined && next[0] < before; [next] = row.cells) {
      text += this.blankCell(row.tag, row.row, next);
      row.cells.shift();
    }
    return text;
  }

  private blankCell(like: XmlTag, row: number, [column, change]: OpenRow["cells"][number]): string {
    return `<${sibling(like, "c")} r="${cellAddress(row, column)}" s="${this.styleNumber(change)}"/>`;
  }

  private closeRow(row: OpenRow, start: number, end: number): void {
    this.row = undefined;
    const text = this.newCells(row, Infinity);
    this.insertAtEnd(row, text, row.end, start, end);
    // It only says in advance which columns follow.
    if (text !== "" && attributeSpan(this.source.text, row.start, "spans") !== undefined) this.edits.push(...attributeEdit(this.source.text, { name: row.tag.name, start: row.start }, "spans", undefined));
  }

  private newRows(before: number, like: XmlTag): string {
    let text = "";
    for (let [row] = this.waiting; row !== undefined && row < before; [row] = this.waiting) {
      this.waiting.shift();
      const name = sibling(like, "row");
      const look = this.looks.rows.get(row);
      const attributes = look === undefined ? "" : rowAttributes(look).map(([name, value]) => (value === undefined ? "" : ` ${name}="${xmlAttributeValue(value)}"`)).join("");
      const cells = this.cellsOf(row).map((cell) => this.blankCell(like, row, cell)).join("");
      if (attributes + cells !== "") text += `<${name} r="${row}"${attributes}>${cells}</${name}>`;
    }
    return text;
  }

  /** An element written as one tag, `<row/>`, is opened up to hold something. */
  private insertAtEnd({ tag, openEnd }: OpenElement, text: string, at: number, closeStart: number, end: number): void {
    if (text === "") return;
    this.edits.push(closeStart === end ? { start: openEnd - 2, end: openEnd, text: `>${text}</${tag.name}>` } : { start: at, end: at, text });
  }
}

function columnXml(tag: XmlTag, first: number, last: number, look?: ColumnLook): string {
  const attributes = new Map(Object.values(tag.attributes).filter(({ name }) => !name.startsWith("xmlns")).map(({ name, value }) => [name, value]));
  attributes.set("min", String(first)).set("max", String(last));
  if (look !== undefined) {
    const { width, isHidden, style } = look;
    if (width !== undefined && !(width >= 0 && width <= WIDEST)) throw new FileRefusal(`A column ${width} characters wide cannot be saved; Excel allows 0 to ${WIDEST}.`);
    for (const name of ["width", "customWidth", "bestFit", "hidden", "style"]) attributes.delete(name);
    attributes.set("width", String(width ?? USUAL_WIDTH));
    if (width !== undefined) attributes.set("customWidth", "1");
    if (isHidden) attributes.set("hidden", "1");
    if (style !== undefined) attributes.set("style", String(style));
  }
  return `<${tag.name}${[...attributes].map(([name, value]) => ` ${name}="${xmlAttributeValue(value)}"`).join("")}/>`;
}

function rowAttributes({ height, isHidden, style }: RowLook): (readonly [string, string | undefined])[] {
  if (height !== undefined && !(height >= 0 && height <= HIGHEST)) throw new FileRefusal(`A row ${height} points high cannot be saved; Excel allows 0 to ${HIGHEST}.`);
  const flag = (isOn: boolean) => (isOn ? "1" : undefined);
  return [
    ["ht", height === undefined ? undefined : String(height)],
    ["customHeight", flag(height !== undefined)],
    ["hidden", flag(isHidden)],
    ["s", style === undefined ? undefined : String(style)],
    ["customFormat", flag(style !== undefined)],
  ];
}

/** What makes rows and columns stay in view. */
export function paneXml(like: Pick<XmlTag, "prefix">, { rows, columns }: { readonly rows: number; readonly columns: number }): string {
  if (rows === 0 && columns === 0) return "";
  const pane = rows === 0 ? "topRight" : columns === 0 ? "bottomLeft" : "bottomRight";
  const split = (columns === 0 ? "" : ` xSplit="${columns}"`) + (rows === 0 ? "" : ` ySplit="${rows}"`);
  return `<${sibling(like, "pane")}${split} topLeftCell="${cellAddress(rows + 1, columns + 1)}" activePane="${pane}" state="frozen"/><${sibling(like, "selection")} pane="${pane}"/>`;
}
