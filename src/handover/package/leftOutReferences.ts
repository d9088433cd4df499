import type { CellValue } from "../../cells/cell";
import { sameName } from "../../sheet/workbook";
import { bareName } from "../../sheet/formula/functionName";
import { allParts, type FormulaNode, type Sheets } from "../../sheet/formula/nodes";
import { formulaNode } from "../../sheet/formula/parser";

/** Why a formula cannot stay as it is: what it does, as a sentence goes on, and what could be kept instead. */
export interface Objection {
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
export function unwantedMark(text: string): Objection | undefined {
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
  fault(formula: string, sheet?: string): Objection | undefined {
    if (!this.isSuspect(formula)) return undefined;
    const unwanted = unwantedMark(formula);
    if (unwanted !== undefined) return unwanted;
    const text = formula.replace(/^=/, "");
    const node = formulaNode(text);
    // Nobody can tell what it reads.
    if (node === undefined) return { what: "is no formula that can be read, and may point at what is left out" };
    const parts = allParts(node);
    const isIndirect = parts.some((part) => part.kind === "call" && bareName(part.name) === "INDIRECT");
    for (const part of parts) {
      const fault = this.partFault(part, text, sheet, isIndirect);
      if (fault !== undefined) return fault;
    }
    return undefined;
  }

  private partFault(part: FormulaNode, text: string, sheet: string | undefined, isIndirect: boolean): Objection | undefined {
    switch (part.kind) {
      case "reference":
      case "name":
      case "table":
      case "error":
        return this.sheetsFault(part) ?? this.nameFault(wordOf(text.slice(part.start, part.end)), part.sheet ?? sheet, false);
      case "external":
        return this.workbookFault(text.slice(part.start, part.targetStart), part.sheet) ?? this.nameFault(wordOf(text.slice(part.targetStart, part.end)), part.sheet.split(":")[0] || undefined, false);
      case "call":
        return this.workbookFault(part.workbook) ?? this.nameFault(part.name, part.workbook === undefined ? sheet : undefined, true);
      case "prefix":
      case "spill":
        // SINGLE and ANCHORARRAY may be names of functions as well.
        return this.nameFault(/^\w+(?=\()/.exec(text.slice(part.start, part.end))?.[0] ?? "", sheet, true);
      case "text":
        return this.textFault(part.value, isIndirect);
      case "array":
        return part.rows.flat().map((value) => this.textFault(value, isIndirect)).find((fault) => fault !== undefined);
      default:
        return undefined;
    }
  }

  /** A quick look, since most formulas are not. */
  private isSuspect(formula: string): boolean {
    return /[![]|_xl|indirect/i.test(formula) || (this.words.size > 0 && (formula.match(WORD) ?? []).some((word) => this.words.has(word.toLowerCase())));
  }

  /** What is wrong with the place that a hyperlink leads to. Unlike in a formula, no apostrophes are needed around a sheet's name. */
  locationFault(location: string, sheet: string): Objection | undefined {
    const end = location.lastIndexOf("!") + 1;
    const name = location.slice(0, Math.max(0, end - 1)).replace(/^'|'$/g, "").replace(/''/g, "'");
    return end === 0 || !this.sheets.has(name.toLowerCase()) ? this.fault(location, sheet) : this.sheetsFault({ sheet: name });
  }

  /** What is wrong with a workbook that is named before a "!". Number 0 is this one itself. */
  private workbookFault(prefix: string | undefined, sheets = ""): Objection | undefined {
    if (prefix === undefined) return undefined;
    if (!/^'?\[0\]/.test(prefix)) return { what: `reads another workbook (${prefix.slice(0, -1)})` };
    const [sheet, lastSheet] = sheets.split(":");
    return this.sheetsFault({ ...(sheet ? { sheet } : {}), ...(lastSheet ? { lastSheet } : {}) });
  }

  private sheetsFault({ sheet, lastSheet }: Sheets): Objection | undefined {
    const names = [sheet, lastSheet].filter((name) => name !== undefined);
    const sheets = [...this.sheets.values()];
    const places = names.map((name) => sheets.findIndex((sheet) => sameName(sheet.name, name)));
    const unknown = names[places.indexOf(-1)];
    if (unknown !== undefined) return { what: `reads '${unknown}', which is no sheet of the file` };
    // A reference through several sheets reads all between its ends.
    const gone = sheets.slice(Math.min(...places), Math.max(...places) + 1).find(({ stays }) => !stays);
    return gone && { what: `reads the sheet '${gone.name}', which is left out`, instead: "keep that sheet" };
  }

  private nameFault(name: string, scope: string | undefined, isCall: boolean): Objection | undefined {
    const key = name.toLowerCase();
    const definition = this.definition(key, scope);
    if (definition?.isLeftOut === true && (!isCall || definition.isFunction)) return { what: `uses the name ${name}, which is left out`, instead: "keep that name" };
    const tableSheet = definition === undefined && !isCall ? this.tables.get(key) : undefined;
    return tableSheet === undefined ? undefined : { what: `reads the table ${name} of the sheet '${tableSheet}', which is left out`, instead: "keep that sheet" };
  }

  /** A sheet's own name comes before one of the workbook. */
  private definition(key: string, scope: string | undefined): Definition | undefined {
    const found = this.definitions.get(key);
    return found?.find((definition) => definition.scope === scope?.toLowerCase()) ?? found?.find((definition) => definition.scope === undefined);
  }

  /** A text may name a sheet for INDIRECT to read. It is often but a piece of a formula, so that each of its words counts. */
  private textFault(text: CellValue, isIndirect: boolean): Objection | undefined {
    if (typeof text !== "string") return undefined;
    const mentioned = [...text.matchAll(SHEETS)].flatMap(([, quoted, first, last]) => quoted?.replace(/''/g, "'").replace(/^\[0\]/, "").split(":") ?? [first, last]);
    if (isIndirect) mentioned.push(text.replace(/^'|'?!?$/g, ""));
    const gone = mentioned.map((name) => this.sheets.get(name?.toLowerCase() ?? "")).find((sheet) => sheet?.stays === false);
    if (gone !== undefined) return { what: `mentions the sheet '${gone.name}', which is left out`, instead: "keep that sheet" };
    const name = isIndirect ? text.match(WORD)?.find((word) => this.definitions.get(word.toLowerCase())?.every(({ isLeftOut }) => isLeftOut) === true) : undefined;
    return name === undefined ? undefined : { what: `mentions the name ${name}, which is left out`, instead: "keep that name" };
  }
}

/** The name of what a formula reads, behind its sheet; of a name on a sheet that was deleted, `#REF!Rate`, it is what is left. */
function wordOf(written: string): string {
  return written.replace(/\[.*$/s, "").split("!").at(-1) ?? "";
}

/** What stands before a "!" within a text, and what may do so between apostrophes. */
const SHEETS = /(?<!')'(?=((?:[^']|''){0,300})'!)|(?<![\p{L}\p{N}_.])([\p{L}_][\p{L}\p{N}_.]*)(?::([\p{L}_][\p{L}\p{N}_.]*))?!/gu;
