import { LAST_COLUMN, LAST_ROW, columnNumber } from "../sheet/address";

/**
 * A piece of a formula. `sheet` is what stands before a reference or a name, its "!" included; `bracket` a part of a table;
 * `columns` and `rows` are whole ones, `A:C` and `1:3`; `symbol` is anything else.
 */
export interface FormulaToken {
  readonly kind: "text" | "sheet" | "cell" | "columns" | "rows" | "name" | "number" | "error" | "bracket" | "space" | "symbol";
  readonly text: string;
}

const SPACE = /\s+/uy;
const TEXT = /"(?:[^"]|"")*"/uy;
const QUOTED_SHEET = /'(?:[^']|'')*'!/uy;
const OTHER_WORKBOOK = /\[[^\][]+\](?:[\p{L}\p{N}_.]+(?::[\p{L}\p{N}_.]+)?)?!/uy;
const SHEET = /[\p{L}_][\p{L}\p{N}_.]*(?::[\p{L}_][\p{L}\p{N}_.]*)?!/uy;
const ERROR = /#(?:N\/A|GETTING_DATA|[A-Z]+(?:\/0)?[!?])/uy;
const ROWS = /\$?[1-9]\d{0,6}:\$?[1-9]\d{0,6}(?![\p{L}\p{N}_.])/uy;
const COLUMNS = /\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}(?![\p{L}\p{N}_.(\\?!$])/uy;
const CELL = /\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}(?![\p{L}\p{N}_.(\\?!])/uy;
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/uy;
const NAME = /[\p{L}_\\][\p{L}\p{M}\p{N}_.\\?]*/uy;
/** A cell and a colon: what follows is its other corner, and no sheet of a reference through several. */
const CORNER = /\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}:/uy;

/** The pieces of a formula. Any text has some; joined they are the text again. */
export function formulaTokens(formula: string): FormulaToken[] {
  const tokens: FormulaToken[] = [];
  for (let at = 0; at < formula.length; ) {
    const token = nextToken(formula, at, tokens.at(-1));
    tokens.push(token);
    at += token.text.length;
  }
  return tokens;
}

function nextToken(formula: string, at: number, before: FormulaToken | undefined): FormulaToken {
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(formula)?.[0];
  };
  const token = (kind: FormulaToken["kind"], text: string | undefined): FormulaToken | undefined => (text === undefined ? undefined : { kind, text });
  // What is opened and never closed swallows the rest: to try again behind every quotation mark would take for ever.
  const rest = (): FormulaToken => ({ kind: "symbol", text: formula.slice(at) });
  switch (formula[at]) {
    case '"':
      return token("text", match(TEXT)) ?? rest();
    case "'":
      return token("sheet", match(QUOTED_SHEET)) ?? rest();
    case "[":
      return token("sheet", match(OTHER_WORKBOOK)) ?? token("bracket", bracket(formula, at)) ?? rest();
    case "#":
      return (endsOperand(before) ? undefined : token("error", match(ERROR))) ?? { kind: "symbol", text: "#" };
  }
  return (
    token("space", match(SPACE)) ??
    token("rows", inSheet(match(ROWS), rowsExist)) ??
    (match(CORNER) === undefined ? token("sheet", match(SHEET)) : undefined) ??
    token("columns", inSheet(match(COLUMNS), columnsExist)) ??
    token("cell", inSheet(match(CELL), cellExists)) ??
    token("number", match(NUMBER)) ??
    token("name", match(NAME)) ?? { kind: "symbol", text: String.fromCodePoint(formula.codePointAt(at) ?? 0) }
  );
}

/** Whether a "#" right behind stands for the cells of a spill. */
function endsOperand(token: FormulaToken | undefined): boolean {
  return token !== undefined && (token.kind === "cell" || token.kind === "name" || token.kind === "bracket" || token.text === ")" || token.text === "#");
}

/** A part of a table, to its own closing bracket: brackets nest, and an apostrophe takes the next character as it is. */
function bracket(formula: string, start: number): string | undefined {
  let depth = 0;
  for (let at = start; at < formula.length; at++) {
    const character = formula[at];
    if (character === "'") at++;
    else if (character === "[") depth++;
    else if (character === "]" && --depth === 0) return formula.slice(start, at + 1);
  }
  return undefined;
}

function inSheet(text: string | undefined, exists: (text: string) => boolean): string | undefined {
  return text !== undefined && exists(text) ? text : undefined;
}

function rowsExist(text: string): boolean {
  return text.replace(/\$/g, "").split(":").every((row) => Number(row) <= LAST_ROW);
}

function columnsExist(text: string): boolean {
  return text.replace(/\$/g, "").split(":").every((column) => columnNumber(column) <= LAST_COLUMN);
}

function cellExists(text: string): boolean {
  const [, column = "", row = ""] = /^\$?([A-Za-z]+)\$?(\d+)$/.exec(text) ?? [];
  return columnNumber(column) <= LAST_COLUMN && Number(row) <= LAST_ROW;
}
