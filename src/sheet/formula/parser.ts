import type { CellValue, ErrorCode } from "../../cells/cell";
import { LAST_COLUMN, LAST_ROW, columnNumber } from "../address";
import { bareName } from "./functionName";
import { isOfReferences, type Coordinate, type FormulaNode, type ReferenceNode, type Sheets, type TableNode } from "./nodes";
import { tablePart } from "./tablePart";

/** Why a text cannot be calculated as a formula: a clause that reads on after the cell's name. */
export class FormulaFault extends Error {
  constructor(message: string, readonly code: ErrorCode = "#VALUE!") {
    super(message);
    this.name = "FormulaFault";
  }
}

/** The parts of a formula written without its leading "=". Throws a `FormulaFault` where the text is not a formula. */
export function parsedFormula(text: string): FormulaNode {
  return new FormulaParser(text).formula();
}

/** The same, or why the text is no formula. */
export function formulaOrFault(text: string): FormulaNode | FormulaFault {
  try {
    return parsedFormula(text);
  } catch (fault) {
    if (fault instanceof FormulaFault) return fault;
    throw fault;
  }
}

/** The same; undefined for a text that is no formula. */
export function formulaNode(text: string): FormulaNode | undefined {
  const read = formulaOrFault(text);
  return read instanceof FormulaFault ? undefined : read;
}

const SPACE = /[ \t\r\n\u00a0]+/y;
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const TEXT = /"(?:[^"]|"")*"/y;
const ERROR = /#(?:N\/A|VALUE!|REF!|DIV\/0!|NUM!|NAME\?|NULL!|SPILL!|CALC!|GETTING_DATA|BLOCKED!|CONNECT!|UNKNOWN!|FIELD!|BUSY!)/iy;
const WORD = /[\p{L}_\\][\p{L}\p{M}\p{N}_.\\?]*/uy;
const WORD_GOES_ON = /[\p{L}\p{N}_.(\\?!]/uy;
const COLUMNS = /(\$?)([A-Za-z]{1,3}):(\$?)([A-Za-z]{1,3})(?![\p{L}\p{N}_.(\\?!$])/uy;
const ROWS = /(\$?)([1-9]\d{0,6}):(\$?)([1-9]\d{0,6})(?![\p{L}\p{N}_.])/uy;
const QUOTED_SHEETS = /'((?:[^']|'')+)'!/y;
const PLAIN_SHEETS = /([\p{L}_][\p{L}\p{N}_.]*)(?::([\p{L}_][\p{L}\p{N}_.]*))?!/uy;
const EXTERNAL_PREFIX = /\[[^\][]+\](?:[\p{L}\p{N}_.]+(?::[\p{L}\p{N}_.]+)?)?!|'[^'[]*\[[^\]]+\](?:[^']|'')*'!/uy;
const CALLED = /[A-Za-z_][A-Za-z0-9_.]*(?=\()/y;
const PLUS_MINUS = /[+-]/y;
const COLON = /\s*:\s*/y;
const TRUTH = /(?:TRUE|FALSE)(?![\p{L}\p{N}_])/iuy;
/** How tight each operator binds, by its first character. All of them, `^` included, take from left to right, and a sign binds tighter: -2^2 is 4. */
const TIGHTNESS: ReadonlyMap<string, number> = new Map([["=", 0], ["<", 0], [">", 0], ["&", 1], ["+", 2], ["-", 2], ["*", 3], ["/", 3], ["^", 4]]);
const COMPARISON = /<>|<=|>=|[=<>]/y;
const TIGHTEST = 5;

/** Excel nests calls 64 deep at most; parentheses and signs add to that. */
const DEEPEST = 200;

class FormulaParser {
  private at = 0;
  private depth = 0;
  private readonly namesSheets: boolean;

  constructor(private readonly text: string) {
    this.namesSheets = text.includes("!");
  }

  formula(): FormulaNode {
    const first = this.expression();
    const parts = [first];
    this.spaces();
    // A name may stand for several areas: `Terms!$A$1:$B$4,Terms!$D$1`.
    for (let last = first; isArea(last) && this.text[this.at] === ","; this.spaces()) {
      const comma = this.at++;
      parts.push((last = this.expression()));
      if (!isArea(last)) this.at = comma;
    }
    const node: FormulaNode = parts.length === 1 ? first : { kind: "union", parts, start: first.start, end: this.at };
    if (this.at < this.text.length) throw this.fault(`${this.here()} is not expected`);
    return node;
  }

  /** Parts joined by operators that bind at least so tight. */
  private expression(tightness = 0): FormulaNode {
    if (tightness === TIGHTEST) return this.signed();
    let left = this.signed();
    for (;;) {
      this.spaces();
      const sign = this.text[this.at] ?? "";
      const own = TIGHTNESS.get(sign);
      if (own === undefined || own < tightness) return left;
      const operator = own === 0 ? (this.match(COMPARISON)?.[0] ?? sign) : sign;
      if (own > 0) this.at++;
      const right = this.expression(own + 1);
      left = { kind: "operation", operator, left, right, start: left.start, end: right.end };
    }
  }

  private signed(): FormulaNode {
    this.spaces();
    const start = this.at;
    const next = this.text[start];
    const operator = next === "+" || next === "-" || next === "@" ? next : undefined;
    if (operator !== undefined) this.at++;
    let node: FormulaNode;
    if (operator === undefined) {
      node = this.intersection();
    } else {
      const operand = this.nested(() => this.signed());
      node = { kind: "prefix", operator, operand, start, end: operand.end };
    }
    for (this.spaces(); this.took("%"); this.spaces()) node = { kind: "percent", operand: node, start, end: this.at };
    return node;
  }

  private intersection(): FormulaNode {
    let left = this.range();
    for (;;) {
      const before = this.at;
      // A space is an operator only between two references; elsewhere it means nothing.
      if (!this.spaces() || !refersToCells(left) || !/[\p{L}_\\$'([]/u.test(this.text[this.at] ?? "")) {
        this.at = before;
        return left;
      }
      const right = this.range();
      left = { kind: "operation", operator: " ", left, right, start: left.start, end: right.end };
    }
  }

  private range(): FormulaNode {
    let left = this.spilled();
    while (this.text[this.at] === ":" || this.text[this.at] === " " ? this.match(COLON) : undefined) {
      const right = this.spilled();
      left = cornersJoined(left, right) ?? { kind: "operation", operator: ":", left, right, start: left.start, end: right.end };
    }
    return left;
  }

  private spilled(): FormulaNode {
    const operand = this.operand();
    return this.took("#") ? { kind: "spill", operand, start: operand.start, end: this.at } : operand;
  }

  private operand(): FormulaNode {
    this.spaces();
    const start = this.at;
    const next = this.text[start];
    if (next === undefined) throw this.fault("the formula ends where a value is expected");
    if (next === '"') {
      const text = this.match(TEXT)?.[0];
      if (text === undefined) throw this.fault("a text is not closed with a quotation mark");
      return { kind: "text", value: unquoted(text), start, end: this.at };
    }
    const usual = this.cell(start) ?? this.match(CALLED)?.[0];
    if (usual !== undefined) return typeof usual === "string" ? this.call(start, start, usual) : usual;
    if (next === "(") return this.parentheses(start);
    if (next === "{") return this.arrayConstant(start);
    if (next === "#") {
      const error = this.match(ERROR)?.[0];
      if (error === undefined) throw this.fault(`${this.here()} is not expected`);
      if (/^#REF/i.test(error)) this.lostReference();
      return { kind: "error", value: errorWritten(error), start, end: this.at };
    }
    if ((next >= "0" && next <= "9") || next === "." || next === "$") {
      const rows = this.match(ROWS);
      if (rows) return this.rowsReference(start, {}, rows);
      const number = this.match(NUMBER)?.[0];
      if (number !== undefined) return { kind: "number", value: numberWritten(number), start, end: this.at };
    }
    if (next === "[" || next === "'") {
      const external = this.match(EXTERNAL_PREFIX);
      if (external) return this.external(start, external[0]);
      if (next === "[") return this.table(start);
    }
    const sheets = this.sheets();
    return this.reference(start, sheets) ?? this.named(start, sheets);
  }

  /** A cell as nearly all formulas write it, `B7` or `$B$7`, letter by letter: to try all that might stand here takes several times as long. */
  private cell(start: number, sheets?: Sheets): ReferenceNode | undefined {
    const { text } = this;
    let { at } = this;
    const fixedColumn = text.charCodeAt(at) === DOLLAR;
    if (fixedColumn) at++;
    let column = 0;
    for (let letter = letterOf(text.charCodeAt(at)); letter > 0 && column <= LAST_COLUMN; letter = letterOf(text.charCodeAt(++at))) column = column * 26 + letter;
    if (column === 0) return undefined;
    const fixedRow = text.charCodeAt(at) === DOLLAR;
    if (fixedRow) at++;
    let row = 0;
    for (let digit = text.charCodeAt(at) - ZERO; digit >= (row === 0 ? 1 : 0) && digit <= 9 && row <= LAST_ROW; digit = text.charCodeAt(++at) - ZERO) row = row * 10 + digit;
    if (row === 0 || row > LAST_ROW || column > LAST_COLUMN || !this.isCellEnd(at, sheets !== undefined)) return undefined;
    this.at = at;
    const top = { at: row, fixed: fixedRow };
    const left = { at: column, fixed: fixedColumn };
    const place = { top, left, bottom: top, right: left, single: true, start, end: at };
    return sheets === undefined ? { kind: "reference", ...place } : { kind: "reference", ...sheets, ...place };
  }

  /** Where sheets are named, a colon may be theirs until they have been read: `A1:B2!C3` is a cell of the sheets from A1 to B2. */
  private isCellEnd(at: number, isBehindSheets: boolean): boolean {
    if (at === this.text.length || BEHIND_CELL.has(this.text.charCodeAt(at))) return true;
    if (!isBehindSheets) return !this.namesSheets && this.text[at] === ":";
    WORD_GOES_ON.lastIndex = at;
    return !WORD_GOES_ON.test(this.text);
  }

  private sheets(): Sheets {
    if (!this.namesSheets) return {};
    const quoted = this.text[this.at] === "'" ? this.match(QUOTED_SHEETS) : undefined;
    if (quoted) {
      const [sheet = "", lastSheet] = (quoted[1] ?? "").replace(/''/g, "'").split(":");
      return lastSheet === undefined ? { sheet } : { sheet, lastSheet };
    }
    const plain = this.match(PLAIN_SHEETS);
    if (plain?.[1] === undefined) return {};
    return plain[2] === undefined ? { sheet: plain[1] } : { sheet: plain[1], lastSheet: plain[2] };
  }

  private reference(start: number, sheets: Sheets): FormulaNode | undefined {
    const usual = this.cell(start, sheets);
    if (usual !== undefined) return usual;
    const error = sheets.sheet === undefined ? undefined : this.match(ERROR)?.[0];
    if (error !== undefined) return { kind: "error", value: errorWritten(error), ...sheets, start, end: this.at };
    const columns = this.colonWithin(8) ? this.match(COLUMNS) : undefined;
    if (columns) {
      const [left, right] = ordered(coordinate(columns[1], columnNumber(columns[2] ?? "")), coordinate(columns[3], columnNumber(columns[4] ?? "")));
      if (right.at <= LAST_COLUMN) return { kind: "reference", ...sheets, top: EDGE, left, bottom: LAST, right, single: false, start, end: this.at };
      this.at = start;
    }
    const rows = this.colonWithin(9) ? this.match(ROWS) : undefined;
    return rows && this.rowsReference(start, sheets, rows);
  }

  /** What a formula read on a sheet that was deleted: `#REF!$B$7`, `#REF!Rate`, `#REF!#REF!`. */
  private lostReference(): void {
    if (this.match(ERROR) === undefined && this.reference(this.at, {}) === undefined) this.match(WORD);
  }

  private rowsReference(start: number, sheets: Sheets, rows: RegExpExecArray): FormulaNode {
    const [top, bottom] = ordered(coordinate(rows[1], Number(rows[2])), coordinate(rows[3], Number(rows[4])));
    if (bottom.at > LAST_ROW) throw this.fault(`a sheet has ${LAST_ROW} rows`);
    return { kind: "reference", ...sheets, top, left: EDGE, bottom, right: { ...LAST, at: LAST_COLUMN }, single: false, start, end: this.at };
  }

  private named(start: number, sheets: Sheets): FormulaNode {
    const nameStart = this.at;
    const name = this.match(WORD)?.[0];
    if (name === undefined) throw this.fault(this.at < this.text.length ? `${this.here()} is not expected` : "the formula ends where a value is expected");
    if (this.text[this.at] === "(" && sheets.sheet === undefined) return this.call(start, nameStart, name);
    if (this.text[this.at] === "[") return { ...this.table(start), ...sheets };
    if (sheets.sheet === undefined && /^(?:TRUE|FALSE)$/i.test(name)) return { kind: "boolean", value: /^TRUE$/i.test(name), start, end: this.at };
    return { kind: "name", name, ...sheets, start, end: this.at };
  }

  private call(start: number, nameStart: number, name: string, workbook?: string): FormulaNode {
    this.at++;
    const parts = this.nested(() => this.list(")"));
    const end = this.at;
    // The file format's spelling of `@x` and of `A1#`.
    const bare = bareName(name);
    const only = parts[0];
    if (parts.length === 1 && only !== null && only !== undefined) {
      if (bare === "SINGLE") return { kind: "prefix", operator: "@", operand: only, start, end };
      if (bare === "ANCHORARRAY") return { kind: "spill", operand: only, start, end };
    }
    let called: FormulaNode = { kind: "call", name, nameStart, ...(workbook === undefined ? {} : { workbook }), arguments: parts, start, end };
    while (this.took("(")) called = { kind: "invocation", called, arguments: this.nested(() => this.list(")")), start, end: this.at };
    return called;
  }

  /** What stands between commas up to the closing bracket; nothing at all is no part. */
  private list(close: string): (FormulaNode | null)[] {
    const parts: (FormulaNode | null)[] = [];
    for (;;) {
      this.spaces();
      const next = this.text[this.at];
      if (next === undefined) throw this.fault(`a "${close}" is missing`);
      if (next === close && parts.length === 0) break;
      parts.push(next === "," || next === close ? null : this.expression());
      this.spaces();
      if (this.text[this.at] === close) break;
      if (this.text[this.at] !== ",") throw this.fault(this.at < this.text.length ? `${this.here()} is not expected` : `a "${close}" is missing`);
      this.at++;
    }
    this.at++;
    return parts;
  }

  private parentheses(start: number): FormulaNode {
    this.at++;
    const parts = this.nested(() => this.list(")"));
    const span = { start, end: this.at };
    const [first] = parts;
    if (first === undefined || parts.includes(null)) throw this.fault("something is missing between parentheses");
    if (parts.length === 1 && first !== null) return { kind: "parentheses", operand: first, ...span };
    return { kind: "union", parts: parts.filter((part) => part !== null), ...span };
  }

  private arrayConstant(start: number): FormulaNode {
    const rows: CellValue[][] = [];
    let row: CellValue[] = [];
    do {
      this.at++;
      this.spaces();
      row.push(this.arrayElement());
      this.spaces();
      const next = this.text[this.at];
      if (next === "," || next === undefined) continue;
      if (rows[0] !== undefined && row.length !== rows[0].length) throw this.fault("the rows of an array constant are not equally long");
      rows.push(row);
      row = [];
    } while (this.text[this.at] === "," || this.text[this.at] === ";");
    if (this.text[this.at] !== "}") throw this.fault('an array constant is not closed with "}"');
    this.at++;
    return { kind: "array", rows, start, end: this.at };
  }

  private arrayElement(): CellValue {
    const sign = this.match(PLUS_MINUS)?.[0];
    this.spaces();
    const number = this.match(NUMBER)?.[0];
    if (number !== undefined) return sign === "-" ? -Number(number) : numberWritten(number);
    const text = this.match(TEXT)?.[0];
    if (text !== undefined) return unquoted(text);
    const error = this.match(ERROR)?.[0];
    if (error !== undefined) return errorWritten(error);
    const truth = this.match(TRUTH)?.[0];
    if (truth !== undefined) return /^TRUE$/i.test(truth);
    throw this.fault("an array constant holds numbers, texts, TRUE, FALSE and errors only");
  }

  private external(start: number, prefix: string): FormulaNode {
    const nameStart = this.at;
    const name = this.match(WORD)?.[0];
    if (name !== undefined && this.text[this.at] === "(") return this.call(start, nameStart, name, prefix);
    this.at = nameStart;
    const [, workbook = "", sheet = ""] = /^'?[^[]*\[([^\]]+)\]((?:[^']|'')*?)'?!$/.exec(prefix) ?? [];
    const about = { kind: "external", workbook, sheet: sheet.replace(/''/g, "'"), targetStart: nameStart } as const;
    if (this.match(ERROR) !== undefined) return { ...about, target: undefined, start, end: this.at };
    const first = this.reference(nameStart, {});
    if (first?.kind === "reference") {
      const last = first.single && this.match(COLON) ? this.reference(this.at, {}) : undefined;
      const target = last === undefined ? first : cornersJoined(first, last);
      if (target?.kind === "reference") return { ...about, target, start, end: this.at };
    }
    const word = this.match(WORD)?.[0];
    if (word === undefined) throw this.fault("a reference to another workbook is not complete");
    if (this.text[this.at] === "[") return { ...about, target: this.table(nameStart), start, end: this.at };
    return { ...about, target: { kind: "name", name: word, start: nameStart, end: this.at }, start, end: this.at };
  }

  private table(start: number): TableNode {
    const bracket = this.at;
    let open = 0;
    do {
      const next = this.text[this.at];
      if (next === undefined) throw this.fault('a "]" is missing');
      if (next === "'") this.at++;
      else if (next === "[") open++;
      else if (next === "]") open--;
      this.at++;
    } while (open > 0);
    const part = tablePart(this.text.slice(start, bracket), this.text.slice(bracket, this.at));
    if (part === undefined) throw this.fault(`${this.text.slice(start, this.at)} names no part of a table`);
    return { kind: "table", ...part, start, end: this.at };
  }

  private nested<T>(part: () => T): T {
    if (++this.depth > DEEPEST) throw this.fault("it is nested too deep");
    const result = part();
    this.depth--;
    return result;
  }

  private spaces(): boolean {
    const next = this.text[this.at];
    return next !== undefined && (next <= " " || next === "\u00a0") && this.match(SPACE) !== undefined;
  }

  private took(sign: string): boolean {
    if (this.text[this.at] !== sign) return false;
    this.at++;
    return true;
  }

  /** Whole columns and rows have a colon behind a few characters. */
  private colonWithin(characters: number): boolean {
    return this.text.slice(this.at, this.at + characters + 1).includes(":");
  }

  private match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text) ?? undefined;
    if (found !== undefined) this.at = pattern.lastIndex;
    return found;
  }

  private here(): string {
    return `"${this.text.slice(this.at, this.at + 12)}"`;
  }

  private fault(what: string): FormulaFault {
    return new FormulaFault(`${what} (character ${this.at + 1})`);
  }
}

const DOLLAR = 36;
const ZERO = 48;
const BEHIND_CELL: ReadonlySet<number> = new Set(Array.from("+-*/^&=<>,;)}% ", (sign) => sign.charCodeAt(0)));

/** The place of a letter in the alphabet, from 1; 0 for any other character. */
function letterOf(code: number): number {
  const small = code | 32;
  return small >= 97 && small <= 122 ? small - 96 : 0;
}

function unquoted(text: string): string {
  return text.slice(1, -1).replace(/""/g, '"');
}

function errorWritten(text: string): CellValue {
  return { error: text.toUpperCase() as ErrorCode };
}

/** A number too large for a double is none that Excel would take. */
function numberWritten(text: string): CellValue {
  const x = Number(text);
  return Number.isFinite(x) ? x : { error: "#NUM!" };
}

const EDGE: Coordinate = { at: 1, fixed: true };
const LAST: Coordinate = { at: LAST_ROW, fixed: true };

function coordinate(dollar: string | undefined, at: number): Coordinate {
  return { at, fixed: dollar === "$" };
}

function ordered(a: Coordinate, b: Coordinate): [Coordinate, Coordinate] {
  return a.at <= b.at ? [a, b] : [b, a];
}

/** The rectangle between two cells, when both are written out: `A1:B2`, `Terms!A1:B2`. */
function cornersJoined(a: FormulaNode, b: FormulaNode): FormulaNode | undefined {
  if (a.kind !== "reference" || b.kind !== "reference" || !a.single || !b.single || b.lastSheet !== undefined) return undefined;
  if (b.sheet !== undefined && (a.sheet === undefined || a.sheet.toLowerCase() !== b.sheet.toLowerCase())) return undefined;
  const [top, bottom] = ordered(a.top, b.top);
  const [left, right] = ordered(a.left, b.left);
  return { ...a, top, left, bottom, right, single: false, end: b.end };
}

function isArea(node: FormulaNode): boolean {
  return refersToCells(node) || node.kind === "table" || node.kind === "external" || node.kind === "error";
}

function refersToCells(node: FormulaNode): boolean {
  return node.kind === "reference" || node.kind === "name" || node.kind === "call" || node.kind === "invocation" || node.kind === "parentheses" || node.kind === "union" || node.kind === "spill" || (node.kind === "operation" && isOfReferences(node.operator));
}
