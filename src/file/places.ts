import { LAST_COLUMN, LAST_ROW, cellAddress, cellAt } from "../sheet/address";
import { damaged } from "./fileRefusal";
import { attribute, wholeNumber, type XmlTag } from "./package/xml";

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
    const place = stated === undefined ? { row: this.row, column: this.column + 1 } : cellAt(stated);
    if (place === undefined || place.row !== this.row || place.column > LAST_COLUMN) throw damaged(`The part ${this.part} has a cell ${stated ?? `behind column ${this.column}`} in row ${this.row}`);
    if (place.column === this.column) throw damaged(`The part ${this.part} has the cell ${stated} twice`);
    if (place.column < this.column) throw damaged(`The part ${this.part} has the cell ${stated} after ${cellAddress(this.row, this.column)}`);
    this.column = place.column;
    return this.column;
  }
}
