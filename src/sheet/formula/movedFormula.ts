import { LAST_COLUMN, LAST_ROW, columnLetters, columnNumber } from "../address";
import { visitParts } from "./nodes";
import { formulaNode } from "./parser";

/** The corners of a reference as they are written, behind its sheet: what moves, and what stands between. */
interface MovingAddress {
  readonly pieces: readonly (string | MovingCoordinate)[];
}

/** A row or a column that is written without `$`. */
interface MovingCoordinate {
  readonly at: number;
  readonly isColumn: boolean;
}

/** A formula that stands in one cell and is meant for many: its relative references move with the cell. What is no formula stays as it is. */
export class MovedFormula {
  private readonly pieces: readonly (string | MovingAddress)[];

  constructor(private readonly text: string) {
    this.pieces = piecesOf(text);
  }

  /** The formula as it reads so many rows further down and columns further right. */
  moved(rows: number, columns: number): string {
    if (rows === 0 && columns === 0) return this.text;
    return this.pieces.map((piece) => (typeof piece === "string" ? piece : movedAddress(piece, rows, columns))).join("");
  }
}

const SHEETS = /^(?:'(?:[^']|'')*'|[^'!]*)!/;
const COORDINATES = /((?:'(?:[^']|'')*'|[^'!:]*)!|\$?[A-Za-z]+|\$?\d+)/;

function piecesOf(text: string): (string | MovingAddress)[] {
  const node = formulaNode(text);
  const pieces: (string | MovingAddress)[] = [];
  let at = 0;
  if (node !== undefined) {
    visitParts(node, (part) => {
      const reference = part.kind === "external" ? part.target : part;
      if (reference?.kind !== "reference") return true;
      const written = text.slice(reference.start, reference.end);
      const start = reference.start + (SHEETS.exec(written)?.[0].length ?? 0);
      pieces.push(text.slice(at, start), { pieces: text.slice(start, reference.end).split(COORDINATES).map(coordinateOf) });
      at = reference.end;
      return false;
    });
  }
  return [...pieces, text.slice(at)];
}

function coordinateOf(piece: string): string | MovingCoordinate {
  if (/^[A-Za-z]+$/.test(piece)) return { at: columnNumber(piece), isColumn: true };
  return /^\d+$/.test(piece) ? { at: Number(piece), isColumn: false } : piece;
}

/** Over the edge of the sheet the whole reference is lost, as when Excel copies a formula there. */
function movedAddress({ pieces }: MovingAddress, rows: number, columns: number): string {
  let moved = "";
  for (const piece of pieces) {
    if (typeof piece === "string") {
      moved += piece;
      continue;
    }
    const at = piece.at + (piece.isColumn ? columns : rows);
    if (at < 1 || at > (piece.isColumn ? LAST_COLUMN : LAST_ROW)) return "#REF!";
    moved += piece.isColumn ? columnLetters(at) : String(at);
  }
  return moved;
}
