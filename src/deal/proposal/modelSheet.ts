import { isError, type CellValue } from "../../cells/cell";
import { catalogue } from "../../functions/catalogue";
import { recalculate } from "../../sheet/recalculation";
import { cellAddress, columnLetters } from "../../sheet/address";
import { Workbook, type Sheet } from "../../sheet/workbook";
import { PRODUCT, type Argument, type Choice, type Line, type LineCall, type LineKind, type Source } from "../deal";
import { exactSum } from "../exactSum";
import { Beside, type HeldWord } from "./beside";
import type { Reference, Row } from "./reference";

/** What a line is called, and how its rows add up. */
export interface Head {
  readonly kind: LineKind;
  readonly label: string;
  readonly of: string;
  readonly unit: string;
  /** Its figures may be added up over the periods: not those of rates, years and balances. */
  readonly adds?: boolean;
}

/** A row of a line of plain formulas: the formula of a period's cell, by the letters of its column. */
export interface PlainRow {
  readonly label: string;
  readonly of?: string;
  readonly formula: (column: string) => string;
}

/** A line as it stands on the sheet. */
export interface Draft extends Head {
  readonly id: string;
  readonly formula: string;
  readonly call?: { readonly name: string; readonly references: Readonly<Record<string, Reference>> };
  readonly reads: readonly Row[];
  readonly rows: readonly Row[];
  /** The rows are one answer, which is refused as a whole. */
  readonly isOneAnswer: boolean;
}

export const TOTALS = 4;
export const FIRST_PERIOD = 5;
export const NUMBERS_ROW = 4;
export const FIRST_LINE = 7;

/**
 * The sheet Model of a proposed deal, as it would be written: label, what it is taken from, unit, total, and a column for each period. It is calculated beside
 * the workbook, in one of its own that holds copies of the cells that are read, so that nothing of the workbook can change.
 */
export class ModelSheet {
  private readonly beside: Beside;
  readonly sheet: Sheet;
  private readonly drafts: Draft[] = [];
  private readonly refusals = new Map<string, string>();
  private readonly ids = new Set<string>();
  private next = FIRST_LINE;

  constructor(
    workbook: Workbook,
    readonly periods: readonly string[],
  ) {
    this.beside = new Beside(workbook);
    this.sheet = this.beside.addSheet("Model", "Deal model");
    periods.forEach((period, t) => {
      this.sheet.setCell(NUMBERS_ROW, FIRST_PERIOD + t, { value: t + 1 });
      this.sheet.setCell(NUMBERS_ROW + 1, FIRST_PERIOD + t, { value: period });
    });
  }

  /** Cells of the workbook, by name where they have one. */
  source(source: Source): Reference {
    return this.beside.source(source);
  }

  /** A cell of the workbook, as the sheet links to it. */
  link(sheet: string, row: number, column: number): string {
    return this.beside.link(sheet, row, column);
  }

  /** A word of the contract in a cell with a name of ours. */
  word(name: string, word: string | number, choice?: Choice): Reference {
    return this.beside.word(name, word, choice);
  }

  get wordsHeld(): readonly HeldWord[] {
    return this.beside.wordsHeld;
  }

  /** The number of the period, in whose column a formula stands. */
  static number(column: string): string {
    return `${column}$${NUMBERS_ROW}`;
  }

  /** A row over all periods, as a call reads it. */
  across(...rows: readonly [Row, ...Row[]]): Reference {
    const [first] = rows;
    const last = rows.at(-1) ?? first;
    const from = first.isOnce === true ? TOTALS : FIRST_PERIOD;
    const to = first.isOnce === true ? TOTALS : this.lastColumn;
    const [start, end] = [`$${columnLetters(from)}$${first.at}`, `$${columnLetters(to)}$${last.at}`];
    return { text: start === end ? start : `${start}:${end}`, rows, values: () => rows.map((row) => this.figures(row)) };
  }

  /** A line of plain formulas, one a cell. `product` is the amount and the rate of which it is one. */
  plain(head: Head, rows: readonly PlainRow[], reads: readonly Row[], product?: Readonly<Record<"amount" | "rate", Reference>>): Row[] {
    const placed = this.placed(head, rows);
    const columns = this.periods.map((_, t) => columnLetters(FIRST_PERIOD + t));
    rows.forEach(({ formula }, i) => columns.forEach((column, t) => this.setFormula(placed[i], FIRST_PERIOD + t, formula(column), "plain")));
    this.add(head, placed, `=${rows[0]?.formula(columns[0] ?? "E") ?? ""}`, reads, product && { name: PRODUCT, references: product }, false);
    return placed;
  }

  /** A line of one call that answers all its rows and periods. */
  call(head: Head, name: string, given: Readonly<Record<string, Reference | undefined>>, rows: readonly { label: string; of?: string }[] = [head]): Row[] {
    const placed = this.placed(head, rows);
    const { text, references } = called(name, given);
    this.setFormula(placed[0], FIRST_PERIOD, text, "dynamic");
    this.add(head, placed, `=${text}`, rowsRead(references), { name, references });
    return placed;
  }

  /** A line with one figure a row, each a call of its own or a plain formula. */
  once(head: Head, rows: readonly { label: string; of?: string; formula: string | { name: string; given: Readonly<Record<string, Reference | undefined>> }; reads?: readonly Row[] }[]): Row[] {
    const placed = this.placed(head, rows).map((row): Row => ({ ...row, isOnce: true }));
    const texts = rows.map(({ formula }) => (typeof formula === "string" ? { text: formula, references: {} } : called(formula.name, formula.given)));
    texts.forEach(({ text }, i) => this.setFormula(placed[i], TOTALS, text, "dynamic"));
    const [first] = rows;
    const call = first === undefined || typeof first.formula === "string" ? undefined : { name: first.formula.name, references: texts[0]?.references ?? {} };
    const reads = [...rows.flatMap((row) => row.reads ?? []), ...texts.flatMap(({ references }) => rowsRead(references))];
    this.add(head, placed, `=${texts[0]?.text ?? ""}`, reads, call, false);
    return placed;
  }

  /** A line of calls, one for each of its rows. */
  calls(head: Head, name: string, rows: readonly { label: string; of?: string; given: Readonly<Record<string, Reference | undefined>> }[]): Row[] {
    const placed = this.placed(head, rows);
    const texts = rows.map(({ given }) => called(name, given));
    texts.forEach(({ text }, i) => this.setFormula(placed[i], FIRST_PERIOD, text, "dynamic"));
    const [first] = texts;
    this.add(head, placed, `=${first?.text ?? ""}`, texts.flatMap(({ references }) => rowsRead(references)), { name, references: first?.references ?? {} }, false);
    return placed;
  }

  /** A line that cannot be calculated, and why. */
  refused(head: Head, sentence: string, reads: readonly Row[] = [], formula = ""): Row {
    const [row] = this.placed(head, [head]);
    if (row === undefined) throw new Error("A line has a row.");
    for (let column = TOTALS; column <= this.lastColumn; column++) this.sheet.setCell(row.at, column, { value: { error: "#N/A", message: sentence } });
    this.add(head, [row], formula, reads);
    this.refusals.set(row.line, sentence);
    return row;
  }

  /** A table of links, for what the functions cannot read as it stands in the workbook. Its first columns stand left of the periods. */
  table(head: readonly string[], body: readonly (readonly string[])[], labelColumns: number, source: Source): Reference {
    const [top, left] = [this.next, FIRST_PERIOD - labelColumns];
    const rows = [...(head.length === 0 ? [] : [head.map((value) => ({ value }))]), ...body.map((cells) => cells.map((text) => ({ value: null, formula: { text, kind: "plain" as const } })))];
    rows.forEach((cells, r) => cells.forEach((cell, c) => this.sheet.setCell(top + r, left + c, cell)));
    const right = left + (rows[0]?.length ?? 1) - 1;
    this.next += rows.length + 1;
    const text = `$${columnLetters(left)}$${top}:$${columnLetters(right)}$${top + rows.length - 1}`;
    return { text, source, values: () => rows.map((cells, r) => cells.map((_, c) => this.sheet.cell(top + r, left + c)?.value ?? null)) };
  }

  /** Calculates the sheet; gives its lines in their order, and of those that have no figures the reason. */
  calculated(): { readonly lines: readonly Line[]; readonly blocked: ReadonlyMap<string, string> } {
    recalculate(this.beside.workbook, catalogue);
    const blocked = new Map<string, string>();
    for (const draft of this.drafts) {
      const refused = this.refusals.get(draft.id) ?? this.refusal(draft);
      const waits = draft.reads.find(({ line }) => line !== draft.id && blocked.has(line));
      if (refused === undefined) continue;
      blocked.set(draft.id, waits === undefined || this.refusals.has(draft.id) ? refused : `It waits for ${this.labelOf(waits.line)}.`);
    }
    return { lines: this.drafts.map((draft) => this.line(draft)), blocked };
  }

  /** The figures of a row: one for each period, or one alone. */
  figures(row: Row): readonly CellValue[] {
    if (row.isOnce === true) return [this.sheet.cell(row.at, TOTALS)?.value ?? null];
    return this.periods.map((_, t) => this.sheet.cell(row.at, FIRST_PERIOD + t)?.value ?? null);
  }

  /** Its lines in their order, with the rows in which they stand. */
  get lines(): readonly Draft[] {
    return this.drafts;
  }

  /** The first row below the last line and a free one. */
  get firstFree(): number {
    return this.next;
  }

  get lastColumn(): number {
    return FIRST_PERIOD + this.periods.length - 1;
  }

  private labelOf(id: string): string {
    const draft = this.drafts.find((one) => one.id === id);
    return draft === undefined ? id : `"${draft.label}${draft.of === "" ? "" : `, ${draft.of}`}"`;
  }

  private placed(head: Head, rows: readonly { label: string; of?: string }[]): Row[] {
    const id = this.uniqueId(head);
    const top = this.next;
    this.next += rows.length + 1;
    return rows.map(({ label, of }, index) => {
      const whose = of ?? head.of;
      [label, whose === "" && label !== head.label ? head.label : whose, head.unit].forEach((text, c) => this.sheet.setCell(top + index, 1 + c, { value: text === "" ? null : text }));
      return { line: id, index, at: top + index, label };
    });
  }

  private uniqueId({ label, of }: Head): string {
    const wanted = of === "" ? label : `${of}: ${label}`;
    let id = wanted;
    for (let n = 2; this.ids.has(id); n++) id = `${wanted} ${n}`;
    this.ids.add(id);
    return id;
  }

  private setFormula(row: Row | undefined, column: number, text: string, kind: "plain" | "dynamic"): void {
    if (row !== undefined) this.sheet.setCell(row.at, column, { value: null, formula: { text, kind } });
  }

  private add(head: Head, rows: readonly Row[], formula: string, reads: readonly Row[], call?: Draft["call"], isOneAnswer = call !== undefined): void {
    const [first] = rows;
    if (first === undefined) throw new Error(`${head.label} has no rows.`);
    this.drafts.push({ ...head, id: first.line, formula, reads, rows, isOneAnswer, ...(call && { call }) });
  }

  private refusal(draft: Draft): string | undefined {
    for (const row of draft.rows) {
      const error = this.figures(row).find(isError);
      if (error !== undefined) return error.message ?? error.error;
    }
    return undefined;
  }

  private line({ id, kind, label, of, unit, adds = true, formula, call, reads, rows, isOneAnswer }: Draft): Line {
    const first = rows[0] === undefined ? null : (this.figures(rows[0])[0] ?? null);
    return {
      id,
      kind,
      label,
      of,
      unit,
      state: "proposed",
      formula,
      ...(call && { call: lineCall(call) }),
      reads: [...new Set(reads.map(({ line }) => line))],
      rows: rows.map((row) => {
        const shown = this.figures(row);
        // A call that is refused stands in its first cell alone.
        const values = isOneAnswer && isError(first) ? shown.map(() => first) : isError(shown[0] ?? null) ? shown.map((value) => value ?? shown[0] ?? null) : shown;
        const total = adds ? exactSum(values) : undefined;
        return { label: row.label, values, ...(total !== undefined && { total }) };
      }),
    };
  }
}

function called(name: string, given: Readonly<Record<string, Reference | undefined>>): { text: string; references: Record<string, Reference> } {
  const parameters = catalogue.find((entry) => entry.name === name)?.parameters ?? [];
  const references: Record<string, Reference> = {};
  const texts = parameters.map((parameter) => {
    const reference = given[parameter.name];
    if (reference !== undefined) references[parameter.name] = reference;
    return reference?.text ?? "";
  });
  while (texts.at(-1) === "") texts.pop();
  return { text: `${name}(${texts.join(",")})`, references };
}

function rowsRead(references: Readonly<Record<string, Reference>>): Row[] {
  return Object.values(references).flatMap(({ rows = [] }) => rows);
}

function lineCall({ name, references }: NonNullable<Draft["call"]>): LineCall {
  const entries = Object.entries(references).map(([parameter, { text, source, rows, values }]): [string, Argument] => {
    const line = rows?.[0]?.line;
    return [parameter, { text, values: values(), ...(source && { source }), ...(line !== undefined && { line }) }];
  });
  return { name, arguments: Object.fromEntries(entries) };
}

/** The cell of a row in a column. */
export function cellOf(row: Row, column: string): string {
  return row.isOnce === true ? `$${cellAddress(row.at, TOTALS).replace(/(\d+)$/, "$$$1")}` : `${column}${row.at}`;
}
