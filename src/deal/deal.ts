import type { CellRange } from "../host/host";
import type { CellValue } from "../cells/cell";

/**
 * The deal of a workbook: the graph of its `DEAL` calls and of the plain formulas between them.
 *
 * Where the workbook has such calls, lines are read from them. Where it has none, calls are proposed from its names, labels, headers and shapes, and
 * calculated beside it; nothing is written by looking.
 */
export interface Deal {
  readonly title: string;
  /** ISO code, with k or m where amounts are counted in thousands or millions: `USD k`. "" where the workbook says none. */
  readonly currency: string;
  /** `read`: from calls in the workbook. `proposed`: from its names and labels. */
  readonly state: State;
  /** What the periods are called, from the first on: `Q1 2026`, `Year 1`. */
  readonly periods: readonly string[];
  readonly terms: readonly Term[];
  readonly choices: readonly Choice[];
  /** In the order in which they are calculated. */
  readonly lines: readonly Line[];
  readonly payees: readonly Payee[];
  /** What is paid in all, over all payees and periods. Absent where nothing can be calculated. */
  readonly total?: number;
  /** Between which totals it lies, while questions that change it are open. */
  readonly range?: { readonly from: number; readonly to: number };
  readonly questions: readonly Question[];
  readonly problems: readonly Problem[];
  /** What was looked at and is no part of the deal. */
  readonly leftOut: readonly LeftOut[];
  /** The deal in words, a sentence for each line that has a template. */
  readonly words: readonly string[];
}

export type State = "read" | "proposed";

/** Cells, and the name by which formulas may read them: `Tiers`, `'Narrator A'!Tiers`, `tblSales[Net]`. */
export interface Source {
  readonly at: CellRange;
  readonly name?: string;
}

/** What cells say in a deal. The names are the field's, as in the functions' arguments. */
export type Role =
  | "base"
  | "deductions"
  | "deduction rate"
  | "share"
  | "tiers"
  | "tier starts"
  | "tier rates"
  | "rate"
  | "usage"
  | "rate card"
  | "fee"
  | "fee count"
  | "guarantee"
  | "earned by account"
  | "advance"
  | "opening balance"
  | "reserve"
  | "release"
  | "commission"
  | "layers"
  | "split"
  | "split part"
  | "withholding"
  | "exchange rate"
  | "discount rate"
  | "contract years"
  | "period labels";

/** Typed cells that say a part of the deal. */
export interface Term {
  readonly role: Role;
  /** The plan, product, territory or payee it serves; "" is the whole deal. */
  readonly stream: string;
  readonly source: Source;
  /** `asked`: it may be this and may be something else; nothing is calculated with it until that is answered. */
  readonly state: State | "asked";
  /** One sentence: `The name says "royalty rate"; one figure of 6% in a % format.` */
  readonly reason: string;
}

export type ChoiceName = "method" | "resets" | "negative" | "window" | "crossed" | "gross up" | "when" | "decimals" | "fee treatment" | "fee paid" | "guarantee is for" | "discount rate is for" | "currency" | "periods a year";

export type Word = string | number;

/** A word of the contract: how the tiers count, when they start again, what is recouped. */
export interface Choice {
  readonly choice: ChoiceName;
  readonly stream: string;
  /** The word that is used. Of one that is asked: the one that the figures shown stand for. */
  readonly word: Word;
  /** The words there are. */
  readonly words: readonly Word[];
  readonly state: State | "asked";
  readonly source?: Source;
  readonly reason: string;
}

/** What a line is in a deal. `as is`: a plain formula that is calculated, and not put into words. */
export type LineKind =
  | "base"
  | "net revenue"
  | "share"
  | "royalty"
  | "usage fee"
  | "fee"
  | "earned"
  | "guarantee"
  | "recoupment"
  | "commission"
  | "split"
  | "layers"
  | "withholding"
  | "currency"
  | "payable"
  | "present value"
  | "as is";

/** One step of the money: a call of one of the functions, or a plain formula between two. */
export interface Line {
  /** Unique within the deal. */
  readonly id: string;
  readonly kind: LineKind;
  readonly label: string;
  /** The stream or payee it belongs to, "" for the whole. */
  readonly of: string;
  readonly unit: string;
  readonly state: State;
  /** With its leading "=", as it stands in the workbook, or as it is proposed. */
  readonly formula: string;
  /** The function that is called, `DEAL.TIEREDROYALTY`, or a product. Absent: another plain formula. */
  readonly call?: LineCall;
  /** The lines it reads, by id. */
  readonly reads: readonly string[];
  readonly rows: readonly LineRow[];
  /** Where its figures stand in the workbook; absent: it is proposed, and stands nowhere. */
  readonly at?: CellRange;
}

/** What a plain product is called where a function's name stands: its arguments are the amount and the rate. */
export const PRODUCT = "×";

export interface LineCall {
  readonly name: string;
  /** In the function's order, under the parameters' names. An argument that is left out is absent. */
  readonly arguments: Readonly<Record<string, Argument>>;
}

/** What an argument is: cells or figures that a term holds, another line, or a word. `text` is as the formula writes it; `values` what it comes to. */
export interface Argument {
  readonly text: string;
  readonly values: readonly (readonly CellValue[])[];
  readonly source?: Source;
  readonly line?: string;
}

/** A row of a line: of a split one for each holder, else one. */
export interface LineRow {
  readonly label: string;
  /** One for each period, or one alone. */
  readonly values: readonly CellValue[];
  /** Of money and units: the sum. Absent for rates and balances, and where a value is an error. */
  readonly total?: number;
}

/** Who is paid, and what. */
export interface Payee {
  readonly label: string;
  /** The last line in which it stands, and its row there, from 0. */
  readonly line: string;
  readonly row: number;
  /** Further rows of that line that it is paid by; its values are the sums. */
  readonly others?: readonly number[];
  readonly values: readonly CellValue[];
  readonly total?: number;
}

/** What only the analyst can say. Each answer says what the deal then pays. */
export interface Question {
  /** Under which answers are kept: it stays the same as long as the question does. */
  readonly id: string;
  /** `Where do the tiers start again?` */
  readonly sentence: string;
  readonly place?: CellRange;
  readonly options: readonly AnswerOption[];
  /** Whether the answers pay different totals. */
  readonly changesTotal: boolean;
  /** The answer that is taken until another is given, for it is what contracts usually mean, or what a label says. Absent: nobody can say without asking. */
  readonly taken?: Word;
}

export interface AnswerOption {
  readonly answer: Word;
  /** `each contract year` */
  readonly label: string;
  /** What the deal pays in all under this answer; absent where it cannot be calculated. */
  readonly pays?: number;
  /** Why this one may be meant: `Results!B9 shows this total.` */
  readonly evidence?: string;
}

/** By the question's id. */
export type Answers = ReadonlyMap<string, Word>;

/** `error`: what depends on it is not calculated. `warn`: it is, and somebody should look. `note`: worth knowing. */
export interface Problem {
  /** A short code for tests and tools, never shown alone: `T09`. */
  readonly code: string;
  readonly kind: "error" | "warn" | "note";
  readonly place: CellRange | { readonly name: string };
  /** What is wrong, and where. */
  readonly sentence: string;
  /** What to do. */
  readonly fix?: string;
}

export interface LeftOut {
  readonly source: Source | { readonly name: string };
  /** `"headcount" is a word of another trade.` */
  readonly reason: string;
}
