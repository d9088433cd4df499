import { LAST_COLUMN, LAST_ROW, columnLetters, columnNumber } from "../address";
import { visitParts } from "./nodes";
import { formulaNode } from "./parser";

/** A formula that stands in one cell and is meant for many: its relative references move with the cell. What is no formula stays as it is. */
export class MovedFormula {
  /** Every second one is the address of a reference, without its sheet; the others stand between. */
  private readonly pieces: readonly string[];

  constructor(private readonly text: string) {
    this.pieces = piecesOf(text);
  }

  /** The formula as it reads so many rows further down and columns further right. */
  moved(rows: number, columns: number): string {
    if (rows === 0 && columns === 0) return this.text;
    return this.pieces.map((piece, i) => (i % 2 === 0 ? piece : movedAddress(piece, rows, columns))).join("");
  }
}

function piecesOf(text: string): string[] {
  const node = formulaNode(text);
  const pieces: string[] = [];
  let at = 0;
  if (node !== undefined) {
    visitParts(node, (part) => {
      const reference = part.kind === "external" ? part.target : part;
      if (reference?.kind !== "reference") return true;
      const [sheets = ""] = SHEETS.exec(text.slice(reference.start, reference.end)) ?? [];
      pieces.push(text.slice(at, reference.start + sheets.length), text.slice(reference.start + sheets.length, reference.end));
      at = reference.end;
      return false;
    });
  }
  return [...pieces, text.slice(at)];
}

const SHEETS = /^(?:'(?:[^']|'')*'|[^'!]*)!/;
/** The columns and rows of an address, but for those with a `$`; behind a colon a sheet may stand once more. */
const RELATIVE = /(?:'(?:[^']|'')*'|[^'!:]*)!|\$[A-Za-z]+|\$\d+|([A-Za-z]+)|(\d+)/g;

/** Over the edge of the sheet the whole reference is lost, as when Excel copies a formula there. */
function movedAddress(address: string, rows: number, columns: number): string {
  const moved = address.replace(RELATIVE, (written: string, letters?: string, digits?: string) => {
    const at = letters === undefined ? Number(digits) + rows : columnNumber(letters) + columns;
    if (at < 1 || at > (letters === undefined ? LAST_ROW : LAST_COLUMN)) return LOST;
    return letters !== undefined ? columnLetters(at) : digits === undefined ? written : String(at);
  });
  return moved.includes(LOST) ? LOST : moved;
}

const LOST = "#REF!";
