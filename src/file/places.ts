import { LAST_COLUMN, LAST_ROW, cellAddress, columnNumber } from "../sheet/address";
import type { Position, Size } from "../sheet/workbook";
import { damaged } from "./fileRefusal";
import { attribute, wholeNumber, type XmlTag } from "./package/xml";

/** A rectangle of cells, its edges included. */
export interface Area {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** The place that an address in a file names: `B7`. Undefined where it names none. */
export function position(address: string): Position | undefined {
  const [, letters, digits] = /^([A-Z]{1,3})([1-9]\d{0,6})$/.exec(address) ?? [];
  if (letters === undefined || digits === undefined) return undefined;
  const [row, column] = [Number(digits), columnNumber(letters)];
  return row <= LAST_ROW && column <= LAST_COLUMN ? { row, column } : undefined;
}

/** The area that a file names: `E1:G3`, or `E1` for one cell. */
export function area(reference: string): Area | undefined {
  const [first = "", last = first, ...rest] = reference.split(":");
  const [from, to] = [position(first), position(last)];
  if (from === undefined || to === undefined || rest.length > 0 || to.row < from.row || to.column < from.column) return undefined;
  return { top: from.row, left: from.column, bottom: to.row, right: to.column };
}

export function areaReference({ top, left, bottom, right }: Area): string {
  const first = cellAddress(top, left);
  return top === bottom && left === right ? first : `${first}:${cellAddress(bottom, right)}`;
}

/** The area that a formula fills from its own cell on. */
export function filledArea(row: number, column: number, { rows, columns }: Size): Area {
  return { top: row, left: column, bottom: row + rows - 1, right: column + columns - 1 };
}

/** Where the rows and cells of a sheet part stand: where their tag says, or right behind the one before. Both only ever go up. */
export class Places {
  private row = 0;
  private column = 0;

  constructor(private readonly part: string) {}

  rowOf(tag: XmlTag): number {
    const stated = attribute(tag, "r");
    const row = stated === undefined ? this.row + 1 : wholeNumber(stated);
    if (row === undefined || row < 1 || row > LAST_ROW) throw damaged(`The part ${this.part} has a row numbered ${stated ?? row}`);
    if (row <= this.row) throw damaged(`The part ${this.part} has row ${row} after row ${this.row}`);
    this.row = row;
    this.column = 0;
    return row;
  }

  columnOf(tag: XmlTag): number {
    const stated = attribute(tag, "r");
    const place = stated === undefined ? { row: this.row, column: this.column + 1 } : position(stated);
    if (place === undefined || place.row !== this.row || place.column > LAST_COLUMN) throw damaged(`The part ${this.part} has a cell ${stated ?? `behind column ${this.column}`} in row ${this.row}`);
    if (place.column === this.column) throw damaged(`The part ${this.part} has the cell ${stated} twice`);
    if (place.column < this.column) throw damaged(`The part ${this.part} has the cell ${stated} after ${cellAddress(this.row, this.column)}`);
    this.column = place.column;
    return this.column;
  }
}
