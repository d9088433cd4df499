import { sameName } from "../../sheet/workbook";
import { formulaTokens, type FormulaToken } from "../../file/formulaTokens";

/** Why a formula cannot stay as it is: what it does, as a sentence goes on, and what could be kept instead. */
export interface FormulaFault {
  /** `reads the sheet 'Lists', which is left out`. */
  readonly what: string;
  /** `keep that sheet`. */
  readonly instead?: string;
}

/** A defined name, as formulas may use it. */
interface Definition {
  /** The sheet it belongs to, in lower case; absent: the whole workbook. */
  readonly scope?: string;
  readonly isFunction: boolean;
  isLeftOut: boolean;
}

/** Marks of what the reader of a copy may lack, or would have done unasked. */
const UNWANTED: readonly { readonly mark: string; readonly what: (found: string) => string }[] = [
  { mark: "_xldudf_", what: (found) => `holds the custom function ${found}, which only its add-in can compute` },
  { mark: "_xlfn", what: (found) => `holds ${found}, which older programs do not know` },
  { mark: "fullCalcOnLoad", what: (found) => `holds ${found}, which makes Excel recalculate unasked` },
];

/** In whatever case, and as a whole word to name it. */
const UNWANTED_MARK = new RegExp(UNWANTED.map(({ mark }) => mark).join("|"), "i");
const UNWANTED_WORD = new RegExp(`(?:${UNWANTED_MARK.source})[\\p{L}\\p{N}_.]*`, "iu");

const WORD = /[\p{L}_\\][\p{L}\p{M}\p{N}_.\\?]*/gu;

/** What is wrong with a text that holds one of the marks that no copy may hold. */
export function unwantedMark(text: string): FormulaFault | undefined {
  const [found] = UNWANTED_MARK.test(text) ? (UNWANTED_WORD.exec(text) ?? []) : [];
  const unwanted = UNWANTED.find(({ mark }) => found?.toLowerCase().startsWith(mark.toLowerCase()));
  return found === undefined || unwanted === undefined ? undefined : { what: unwanted.what(found) };
}

/** What a copy is made without, as its formulas may point at it. Names of sheets, tables and names are the same whatever their case. */
export class LeftOutReferences {
  /** In the order of the workbook. */
  private readonly sheets = new Map<string, { readonly name: string; readonly stays: boolean }>();
  private readonly definitions = new Map<string, Definition[]>();
  private readonly tables = new Map<string, string>();
  /** Names and tables that are left out: a formula without signs of another sheet has to hold one of them for anything to be wrong with it. */
  private readonly words = new Set<string>();

  addSheet(name: string, stays: boolean): void {
    this.sheets.set(name.toLowerCase(), { name, stays });
  }

  addLeftOutTable(name: string, sheet: string): void {
    this.tables.set(name.toLowerCase(), sheet);
    this.words.add(name.toLowerCase());
  }

  addName(name: string, scope: string | undefined, formula: string): void {
    const key = name.toLowerCase();
    const definition = { ...(scope === undefined ? {} : { scope: scope.toLowerCase() }), isFunction: /LAMBDA\(/i.test(formula), isLeftOut: false };
    this.definitions.set(key, [...(this.definitions.get(key) ?? []), definition]);
  }

  leaveOutName(name: string, scope: string | undefined): void {
    const found = this.definitions.get(name.toLowerCase())?.find((definition) => definition.scope === scope?.toLowerCase());
    if (found === undefined) return;
    found.isLeftOut = true;
    this.words.add(name.toLowerCase());
  }

  /** What is wrong with a formula, as the file stores it, of a sheet or of the whole workbook. Undefined: it can stay. */
  fault(formula: string, sheet?: string): FormulaFault | undefined {
    if (!this.isSuspect(formula)) return undefined;
    const unwanted = unwantedMark(formula);
    if (unwanted !== undefined) return unwanted;
    const tokens = formulaTokens(formula);
    const isIndirect = tokens.some(({ kind, text }) => kind === "name" && text.toLowerCase() === "indirect");
    for (const [i, token] of tokens.entries()) {
      const fault = token.kind === "sheet" ? this.sheetFault(token.text) : token.kind === "name" ? this.nameFault(tokens, i, sheet) : token.kind === "text" ? this.textFault(token.text, isIndirect) : undefined;
      if (fault !== undefined) return fault;
    }
    return undefined;
  }

  /** A quick look, since most formulas are not. */
  private isSuspect(formula: string): boolean {
    return /[![]|_xl|indirect/i.test(formula) || (this.words.size > 0 && (formula.match(WORD) ?? []).some((word) => this.words.has(word.toLowerCase())));
  }

  /** What is wrong with the place that a hyperlink leads to. Unlike in a formula, no apostrophes are needed around a sheet's name. */
  locationFault(location: string, sheet: string): FormulaFault | undefined {
    const end = location.lastIndexOf("!") + 1;
    const name = location.slice(0, Math.max(0, end - 1)).replace(/^'|'$/g, "").replace(/''/g, "'");
    return end === 0 || !this.sheets.has(name.toLowerCase()) ? this.fault(location, sheet) : this.sheetFault(`${name}!`);
  }

  private sheetFault(prefix: string): FormulaFault | undefined {
    const names = sheetNames(prefix);
    if (names === undefined) return { what: `reads another workbook (${prefix.slice(0, -1)})` };
    const sheets = [...this.sheets.values()];
    const places = names.map((name) => sheets.findIndex((sheet) => sameName(sheet.name, name)));
    const unknown = names[places.indexOf(-1)];
    if (unknown !== undefined) return { what: `reads '${unknown}', which is no sheet of the file` };
    // A reference through several sheets reads all between its ends.
    const gone = sheets.slice(Math.min(...places), Math.max(...places) + 1).find(({ stays }) => !stays);
    return gone && { what: `reads the sheet '${gone.name}', which is left out`, instead: "keep that sheet" };
  }

  private nameFault(tokens: readonly FormulaToken[], at: number, sheet: string | undefined): FormulaFault | undefined {
    const { text } = tokens[at] as FormulaToken;
    const key = text.toLowerCase();
    const before = tokens[at - 1];
    const scope = before?.kind === "sheet" ? sheetNames(before.text)?.[0] : sheet;
    const isCall = tokens[at + 1]?.text === "(";
    const definition = this.definition(key, scope);
    if (definition?.isLeftOut === true && (!isCall || definition.isFunction)) return { what: `uses the name ${text}, which is left out`, instead: "keep that name" };
    const tableSheet = definition === undefined && !isCall ? this.tables.get(key) : undefined;
    return tableSheet === undefined ? undefined : { what: `reads the table ${text} of the sheet '${tableSheet}', which is left out`, instead: "keep that sheet" };
  }

  /** A sheet's own name comes before one of the workbook. */
  private definition(key: string, scope: string | undefined): Definition | undefined {
    const found = this.definitions.get(key);
    return found?.find((definition) => definition.scope === scope?.toLowerCase()) ?? found?.find((definition) => definition.scope === undefined);
  }

  /** A text may name a sheet for INDIRECT to read. */
  private textFault(text: string, isIndirect: boolean): FormulaFault | undefined {
    const inner = text.slice(1, -1).replace(/""/g, '"');
    const tokens = formulaTokens(inner);
    for (const [i, { kind, text: piece }] of tokens.entries()) {
      const prefix = kind === "sheet" ? sheetNames(piece) : isIndirect && i === 0 ? [inner.replace(/^'|'?!?$/g, "")] : undefined;
      const gone = prefix?.map((name) => this.sheets.get(name.toLowerCase())).find((sheet) => sheet?.stays === false);
      if (gone !== undefined) return { what: `mentions the sheet '${gone.name}', which is left out`, instead: "keep that sheet" };
      if (isIndirect && kind === "name" && this.definitions.get(piece.toLowerCase())?.every(({ isLeftOut }) => isLeftOut) === true) return { what: `mentions the name ${piece}, which is left out`, instead: "keep that name" };
    }
    return undefined;
  }
}

/** The sheets that stand before a "!": one, the two ends of several, or none where the workbook itself is meant. Undefined: of another workbook. */
function sheetNames(prefix: string): string[] | undefined {
  const inner = prefix.slice(0, -1);
  const plain = inner.startsWith("'") ? inner.slice(1, -1).replace(/''/g, "'") : inner;
  const own = plain.startsWith("[0]") ? plain.slice(3) : plain;
  if (own.includes("[")) return undefined;
  return own === "" ? [] : own.split(":");
}
