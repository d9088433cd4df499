import { LAST_COLUMN, cellPlace } from "../../sheet/address";
import { rectangleAddress, rectangleAt } from "../../sheet/area";
import { formulaNode } from "../../sheet/formula/parser";
import { FileRefusal } from "../fileRefusal";
import { sameFormula, type CellChange, type CellsAsRead, type SheetChanges } from "./cellChanges";
import { changedCellXml, newCellXml, plainFormulaXml, type CellElement, type FormulaElement, type WritingContext } from "./cellXml";
import { isMain } from "../package/namespaces";
import { Places } from "../places";
import { sibling } from "../package/relationships";
import { editedText, type TextEdit } from "../package/textEdits";
import { attribute, attributeSpan, isTrue, readXml, wholeNumber, type OpenElement, type XmlHandler, type XmlSource, type XmlTag } from "../package/xml";

/** The text of a sheet part with the changes made to its cells, and every other character as it was. */
export function patchedSheet(source: XmlSource, changes: SheetChanges, before: CellsAsRead, context: WritingContext): string {
  const patcher = new SheetPatcher(source, changes, before, context);
  readXml(source, patcher);
  return editedText(source.text, patcher.finishedEdits());
}

/** A formula that follows the first one of its group, and has not changed itself. */
interface SharedFollower extends FormulaElement {
  readonly group: number;
  readonly row: number;
  readonly column: number;
  /** The cell, where its value has changed. */
  readonly changed: { readonly change: CellChange; readonly element: CellElement } | undefined;
}

/** The row being read: what is still to be changed in it, and where new cells go. */
interface OpenRow extends OpenElement {
  readonly row: number;
  readonly changes: readonly CellChange[];
  next: number;
  /** Behind the last cell, or behind the row's own tag. */
  contentEnd: number;
  leftmost: number;
  rightmost: number;
}

interface OpenCell extends OpenElement {
  readonly column: number;
  readonly change: CellChange | undefined;
  formula?: FormulaElement;
  extras: string;
}

class SheetPatcher implements XmlHandler {
  private readonly edits: TextEdit[] = [];
  private readonly places: Places;
  private depth = 0;
  private data: OpenElement | null = null;
  private row: OpenRow | null = null;
  private cell: OpenCell | null = null;
  private child: OpenElement | null = null;
  private nextRow = 0;
  private dimension: OpenElement | null = null;
  private readonly added = { top: Infinity, left: Infinity, bottom: 0, right: 0 };
  private readonly columnStyles: (number | undefined)[] = [];
  private readonly followers: SharedFollower[] = [];
  private readonly brokenGroups = new Set<number>();

  constructor(private readonly source: XmlSource, private readonly changes: SheetChanges, private readonly before: CellsAsRead, private readonly context: WritingContext) {
    this.places = new Places(source.part);
  }

  open(tag: XmlTag, start: number, openEnd: number): void {
    this.depth++;
    if (this.depth === 2 && isMain(tag, "dimension")) this.dimension = { tag, start, openEnd };
    else if (this.depth === 2 && isMain(tag, "sheetData")) this.data = { tag, start, openEnd };
    else if (this.depth === 3 && isMain(tag, "col")) this.readColumnStyle(tag);
    else if (this.depth === 3 && this.data !== null) this.openRow(tag, start, openEnd);
    else if (this.depth === 4 && this.row !== null && isMain(tag, "c")) this.openCell(this.row, tag, start, openEnd);
    else if (this.depth === 5 && this.cell !== null) this.child = { tag, start, openEnd };
  }

  text(): void {
    // Texts are copied with the elements around them.
  }

  close(start: number, end: number): void {
    if (this.depth === 5 && this.cell !== null && this.child !== null) this.closeChild(this.cell, this.child, start, end);
    else if (this.depth === 4 && this.row !== null && this.cell !== null) this.closeCell(this.row, this.cell, end);
    else if (this.depth === 3 && this.row !== null) this.closeRow(this.row, start, end);
    else if (this.depth === 2 && this.data !== null) this.closeData(this.data, start, end);
    this.depth--;
  }

  finishedEdits(): TextEdit[] {
    for (const { group, row, column, tag, start, end, changed } of this.followers) {
      const text = this.before.get(row)?.get(column)?.formula?.text;
      const isBroken = this.brokenGroups.has(group) && text !== undefined;
      if (isBroken && formulaNode(text) === undefined) throw unreadable(cellPlace(this.context.sheetName, row, column));
      if (changed !== undefined) this.edits.push(this.cellEdit(changed.change, changed.element, isBroken));
      else if (isBroken) this.edits.push({ start, end, text: plainFormulaXml(text, tag, this.context.functions) });
    }
    if (this.dimension !== null) this.widenDimension(this.dimension);
    return this.edits;
  }

  /** The style that a new cell takes over from its column. */
  private readColumnStyle(tag: XmlTag): void {
    const [first, last, style] = ["min", "max", "style"].map((name) => wholeNumber(attribute(tag, name)));
    if (first === undefined || last === undefined || style === undefined) return;
    for (let column = first; column <= Math.min(last, LAST_COLUMN); column++) this.columnStyles[column] ??= style;
  }

  private openRow(tag: XmlTag, start: number, openEnd: number): void {
    const row = this.places.rowOf(tag);
    this.insertRowsBefore(row, start, tag);
    const changed = this.changes[this.nextRow];
    const changes = changed?.row === row ? changed.cells : [];
    if (changes.length > 0) this.nextRow++;
    this.row = { tag, start, openEnd, row, changes, next: 0, contentEnd: openEnd, leftmost: Infinity, rightmost: 0 };
  }

  private insertRowsBefore(row: number, at: number, like: XmlTag): void {
    const text = this.newRows(row, like);
    if (text !== "") this.edits.push({ start: at, end: at, text });
  }

  /** The rows below which the file goes on, or ends. */
  private newRows(before: number, like: XmlTag): string {
    const rows: string[] = [];
    for (let next = this.changes[this.nextRow]; next !== undefined && next.row < before; next = this.changes[++this.nextRow]) {
      const cells = next.cells.map((change) => this.newCell(change, undefined, like)).join("");
      const name = sibling(like, "row");
      if (cells !== "") rows.push(`<${name} r="${next.row}">${cells}</${name}>`);
    }
    return rows.join("");
  }

  /** Nothing, where the cell is gone already. */
  private newCell(change: CellChange, rowStyle: number | undefined, like: XmlTag): string {
    const { row, column, after } = change;
    if (after === undefined || (after.value === null && after.formula === undefined)) return "";
    this.added.top = Math.min(this.added.top, row);
    this.added.left = Math.min(this.added.left, column);
    this.added.bottom = Math.max(this.added.bottom, row);
    this.added.right = Math.max(this.added.right, column);
    return newCellXml(change, rowStyle ?? this.columnStyles[column], like, this.context);
  }

  private openCell(row: OpenRow, tag: XmlTag, start: number, openEnd: number): void {
    const column = this.places.columnOf(tag);
    this.insertCells(row, column, start);
    const next = row.changes[row.next];
    const change = next?.column === column ? next : undefined;
    if (change !== undefined) row.next++;
    this.cell = { tag, start, openEnd, column, change, extras: "" };
  }

  private newCells(row: OpenRow, before: number): string {
    const style = isTrue(attribute(row.tag, "customFormat")) ? wholeNumber(attribute(row.tag, "s")) : undefined;
    let text = "";
    for (let next = row.changes[row.next]; next !== undefined && next.column < before; next = row.changes[++row.next]) {
      const cell = this.newCell(next, style, row.tag);
      if (cell === "") continue;
      text += cell;
      row.leftmost = Math.min(row.leftmost, next.column);
      row.rightmost = Math.max(row.rightmost, next.column);
    }
    return text;
  }

  private insertCells(row: OpenRow, before: number, at: number): void {
    const text = this.newCells(row, before);
    if (text !== "") this.edits.push({ start: at, end: at, text });
  }

  private closeChild(cell: OpenCell, { tag, start, openEnd }: OpenElement, closeStart: number, end: number): void {
    if (isMain(tag, "f")) cell.formula = { tag, start, end, isEmpty: closeStart <= openEnd };
    else if (!isMain(tag, "v") && !isMain(tag, "is")) cell.extras += this.source.text.slice(start, end);
    this.child = null;
  }

  private closeCell(row: OpenRow, cell: OpenCell, end: number): void {
    this.cell = null;
    row.contentEnd = end;
    const { change, tag, start, formula, extras } = cell;
    const element: CellElement = { tag, start, end, extras, ...(formula === undefined ? {} : { formula }) };
    const group = formula !== undefined && attribute(formula.tag, "t") === "shared" ? wholeNumber(attribute(formula.tag, "si")) : undefined;
    const formulaChanged = change !== undefined && !sameFormula(change.before, change.after);
    if (formula !== undefined && group !== undefined && formula.isEmpty && !formulaChanged) {
      // Whether its group still stands is known only at the end.
      this.followers.push({ ...formula, group, row: row.row, column: cell.column, changed: change === undefined ? undefined : { change, element } });
      return;
    }
    if (formula !== undefined && group !== undefined && !formula.isEmpty && formulaChanged) this.brokenGroups.add(group);
    if (change !== undefined) this.edits.push(this.cellEdit(change, element, false));
  }

  private cellEdit(change: CellChange, element: CellElement, writtenOut: boolean): TextEdit {
    return { start: element.start, end: element.end, text: changedCellXml(change, element, this.source.text, this.context, writtenOut) };
  }

  private closeRow(row: OpenRow, start: number, end: number): void {
    this.row = null;
    this.insertAtEnd(row, this.newCells(row, Infinity), row.contentEnd, start, end);
    this.widenSpans(row);
  }

  private closeData(data: OpenElement, start: number, end: number): void {
    this.data = null;
    this.insertAtEnd(data, this.newRows(Infinity, data.tag), start, start, end);
  }

  /** An element written as one tag, `<row/>`, is opened up to hold something. */
  private insertAtEnd({ tag, openEnd }: OpenElement, text: string, at: number, closeStart: number, end: number): void {
    if (text === "") return;
    const oneTag = closeStart === end;
    this.edits.push(oneTag ? { start: openEnd - 2, end: openEnd, text: `>${text}</${tag.name}>` } : { start: at, end: at, text });
  }

  /** `spans` tells which columns of a row are in use. */
  private widenSpans({ tag, start, leftmost, rightmost }: OpenRow): void {
    const span = attributeSpan(this.source.text, start, "spans");
    const [first, last] = (attribute(tag, "spans") ?? "").split(":").map(wholeNumber);
    if (span === undefined || first === undefined || last === undefined || rightmost === 0 || (first <= leftmost && rightmost <= last)) return;
    this.edits.push({ ...span, text: `${Math.min(first, leftmost)}:${Math.max(last, rightmost)}` });
  }

  private widenDimension({ tag, start }: OpenElement): void {
    const span = attributeSpan(this.source.text, start, "ref");
    const used = rectangleAt(attribute(tag, "ref") ?? "");
    const { top, left, bottom, right } = this.added;
    if (span === undefined || used === undefined || bottom === 0) return;
    const wide = { top: Math.min(top, used.top), left: Math.min(left, used.left), bottom: Math.max(bottom, used.bottom), right: Math.max(right, used.right) };
    this.edits.push({ ...span, text: rectangleAddress(wide) });
  }
}

/** A formula that cannot be read cannot be written out for each cell of its group either: nobody knows which of its references move. */
function unreadable(place: string): FileRefusal {
  return new FileRefusal(`${place} shares its formula with a cell that was changed, and the formula cannot be read. Put one of its own into ${place}.`);
}
