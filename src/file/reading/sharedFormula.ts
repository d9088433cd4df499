import { LAST_COLUMN, LAST_ROW, columnLetters, columnNumber } from "../../sheet/address";
import { formulaTokens, type FormulaToken } from "../formulaTokens";

/** A row or a column as a formula writes it: `$B` stays where it is, `B` moves along. */
interface Coordinate {
  readonly at: number;
  readonly fixed: boolean;
}

/** A reference within a formula: one corner, or two with a colon between. Whole columns have no rows, whole rows no columns. */
interface Reference {
  readonly text: string;
  readonly corners: readonly { readonly column?: Coordinate; readonly row?: Coordinate }[];
}

/** A formula that stands in one cell and is meant for many: its relative references move with the cell. */
export class SharedFormula {
  private readonly pieces: readonly (string | Reference)[];

  constructor(text: string) {
    this.pieces = pieces(formulaTokens(text));
  }

  /** The formula as it reads so many rows further down and columns further right. */
  moved(rows: number, columns: number): string {
    return this.pieces.map((piece) => (typeof piece === "string" ? piece : movedReference(piece, rows, columns))).join("");
  }
}

function pieces(tokens: readonly FormulaToken[]): (string | Reference)[] {
  const found: (string | Reference)[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as FormulaToken;
    if (token.kind === "cell" && tokens[i + 1]?.text === ":" && tokens[i + 2]?.kind === "cell") {
      found.push(reference(`${token.text}:${(tokens[i + 2] as FormulaToken).text}`));
      i += 2;
    } else {
      found.push(token.kind === "cell" || token.kind === "columns" || token.kind === "rows" ? reference(token.text) : token.text);
    }
  }
  return found;
}

function reference(text: string): Reference {
  const corners = text.split(":").map((corner) => {
    const [, columnFixed, column, rowFixed, row] = /^(\$?)([A-Za-z]*)(\$?)(\d*)$/.exec(corner) ?? [];
    // In `$1:$3` the dollar is the row's, although it stands first.
    const fixedRow = column === "" ? columnFixed === "$" : rowFixed === "$";
    return {
      ...(column ? { column: { at: columnNumber(column), fixed: columnFixed === "$" } } : {}),
      ...(row ? { row: { at: Number(row), fixed: fixedRow } } : {}),
    };
  });
  return { text, corners };
}

/** Over the edge of the sheet the whole reference is lost, as when Excel copies a formula there. */
function movedReference({ text, corners }: Reference, rows: number, columns: number): string {
  if (rows === 0 && columns === 0) return text;
  const moved = corners.map(({ column, row }) => [movedCoordinate(column, columns, LAST_COLUMN, columnLetters), movedCoordinate(row, rows, LAST_ROW, String)]);
  return moved.some((corner) => corner.includes(null)) ? "#REF!" : moved.map((corner) => corner.join("")).join(":");
}

function movedCoordinate(coordinate: Coordinate | undefined, by: number, last: number, written: (at: number) => string): string | null {
  if (coordinate === undefined) return "";
  const at = coordinate.fixed ? coordinate.at : coordinate.at + by;
  return at < 1 || at > last ? null : `${coordinate.fixed ? "$" : ""}${written(at)}`;
}
