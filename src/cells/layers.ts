import { ZERO, type Decimal } from "../engine/decimal";
import { layerFaults, type Layer } from "../engine/waterfall";
import { isBlank, isError, type CellValue, type Grid } from "./cell";
import { errorFault, shown, wordOf, wrong, type Place, type Reading, type Series } from "./decode";
import { turned } from "./encode";
import { Table, mostRows, type Column } from "./table";

export const LAYER_COLUMNS: readonly Column[] = [
  { name: "Rank", synonyms: ["Step", "Order"] },
  { name: "Payee", synonyms: ["Party", "Recipient", "Holder"] },
  { name: "Type", synonyms: ["Layer"] },
  { name: "Rate", synonyms: ["Share"] },
  { name: "Amount" },
  { name: "Of", synonyms: ["Base"] },
  { name: "Cap" },
  { name: "Until" },
  { name: "Carry" },
  { name: "Paid", synonyms: ["Paid before"] },
  { name: "Owed", synonyms: ["Owed before"] },
];

const TYPES = ["fixed", "percent", "recoup", "preferred", "split", "catch-up", "residual"] as const;
type LayerType = (typeof TYPES)[number];

/** The columns that a type reads, besides Rank, Payee, Type, Cap and Paid. */
const READS: Record<LayerType, readonly string[]> = {
  fixed: ["Amount", "Carry", "Owed"],
  percent: ["Rate", "Of"],
  recoup: ["Rate", "Amount"],
  preferred: ["Rate", "Amount", "Of", "Carry", "Owed"],
  split: ["Rate", "Until"],
  "catch-up": ["Rate", "Until"],
  residual: [],
};
const READ_BY_ALL = ["Rank", "Payee", "Type", "Cap", "Paid"];

/** A table of layers as it has been read: a layer for each row, and whom it pays. */
export interface Layers {
  readonly layers: readonly Layer[];
  readonly payees: readonly string[];
  /** How many rows, ranks and payees there are: at most, where they cannot be read; 0 where the table is left out. */
  readonly count: { readonly rows: number; readonly ranks: number; readonly payees: number };
  /** Where its columns stand; undefined where they are not clear. */
  readonly table?: Table;
}

/** Reads the table of layers, and the amounts by period that go with its rows. */
export function readLayers(reading: Reading, name: string, argument: unknown, amountsName: string, amountsArgument: unknown, cash: Series): Layers {
  const grid = reading.given(name, argument);
  const most = mostRows(grid ?? []);
  const none: Layers = { layers: [], payees: [], count: { rows: most, ranks: most, payees: most } };
  // Every row holds texts: a header row is one that does not begin with a rank.
  const table = grid === null ? undefined : Table.read(reading, name, grid, LAYER_COLUMNS, LAYER_COLUMNS.map((column) => column.name), ([first]) => typeof first === "string" && first.trim() !== "");
  if (table === undefined) return none;
  const missing = ["Rank", "Type"].filter((column) => !table.has(column));
  if (missing.length > 0) reading.note(name, wrong(`The column ${missing.join(" and ")} is missing`));
  if (table.length === 0) reading.note(name, wrong("The table has no layers"));
  if (missing.length > 0 || table.length === 0) return none;
  const amounts = readAmounts(reading, amountsName, amountsArgument, table.length, cash);
  const rows = Array.from({ length: table.length }, (_, row) => new LayerRow(reading, name, table, row, amounts[row], amountsName));
  const payees = rows.map((row) => row.payee);
  const unrecoupedOf = (payee: string, rank: number) =>
    rows.flatMap((row, i) => (row.type === "recoup" && row.rank === rank && payee.toLowerCase() === row.payee.toLowerCase() ? [i] : []));
  const layers = rows.map((row) => row.layer(cash.values.length, unrecoupedOf, rows));
  const read = layers.flatMap((layer, i) => (layer === undefined ? [] : [{ layer, i }]));
  const faults = layerFaults(read.map(({ layer }) => layer));
  reading.noteItems(name, faults, (item) => table.place(read[item]?.i ?? 0));
  // One that cannot be read may be of its own.
  const ranks = new Set(rows.map(({ rank }, row) => (Number.isNaN(rank) ? `row ${row}` : rank)));
  const named = new Set(namedOnce(payees).map((payee, row) => (isError(table.value(row, "Payee")) ? row : payee)));
  return { layers: read.map(({ layer }) => layer), payees: namedOnce(payees), count: { rows: rows.length, ranks: ranks.size, payees: named.size }, table };
}

/** Payees as they are first written: the same one in other capitals is the same payee. */
function namedOnce(payees: readonly string[]): string[] {
  const first = new Map<string, string>();
  for (const payee of payees) if (!first.has(payee.toLowerCase())) first.set(payee.toLowerCase(), payee);
  return payees.map((payee) => first.get(payee.toLowerCase()) ?? payee);
}

/** What falls due by period, a row for each layer; undefined for a layer whose row is blank or 0 throughout. */
function readAmounts(reading: Reading, name: string, argument: unknown, layers: number, cash: Series): (Decimal[] | undefined)[] {
  const grid = reading.cells(argument);
  const periods = cash.values.length;
  if (grid === null || periods === 0) return [];
  const across: Grid = cash.direction === "down" ? turned(grid) : grid;
  const width = across[0]?.length ?? 0;
  const extra = across.slice(layers).some((row) => row.some((value) => !isBlank(value) && value !== 0));
  if (width !== periods || across.length < layers || extra) {
    const [rows, columns] = cash.direction === "down" ? ["columns", "rows"] : ["rows", "columns"];
    reading.note(name, wrong(`The amounts have ${across.length} ${rows} × ${width} ${columns}; they need one of the ${rows} for each of the ${layers} layers and one of the ${columns} for each of the ${periods} periods`));
    return [];
  }
  const block = reading.block(name, grid) ?? [];
  const byLayer = cash.direction === "down" ? turned(block) : block;
  return byLayer.map((row) => (row.every((amount) => amount.isZero()) ? undefined : row));
}

/** A row of the table on its way to a layer. */
class LayerRow {
  readonly rank: number;
  readonly payee: string;
  readonly type: LayerType | undefined;

  constructor(
    private readonly reading: Reading,
    private readonly name: string,
    private readonly table: Table,
    private readonly row: number,
    private readonly amounts: readonly Decimal[] | undefined,
    private readonly amountsName: string,
  ) {
    this.rank = this.readRank();
    this.payee = this.readPayee();
    this.type = this.readType();
    this.refuseUnread();
  }

  /** The layer; undefined where its type is not known, or a fault of its own leaves nothing to hold against the others. */
  layer(periods: number, unrecoupedOf: (payee: string, rank: number) => number[], rows: readonly LayerRow[]): Layer | undefined {
    const cap = this.optional("Cap");
    const base = { rank: this.rank, paid: this.money("Paid"), ...(cap === undefined ? {} : { cap }) };
    this.refuseAmounts();
    const { type } = this;
    switch (type) {
      case "fixed": {
        const amount = this.money("Amount");
        if (this.amounts !== undefined && !amount.isZero()) this.note("Amount", "The amount stands in the table and in amounts by period; keep one of them");
        return { ...base, type, due: this.amounts ?? Array.from({ length: periods }, () => amount), carried: this.carried(), owed: this.money("Owed") };
      }
      case "percent":
        return { ...base, type, rate: this.money("Rate"), of: this.base() };
      case "recoup":
        return { ...base, type, rate: this.money("Rate"), amount: this.money("Amount"), added: this.amounts ?? [] };
      case "preferred":
        return { ...base, type, rate: this.money("Rate"), on: this.earningCapital(unrecoupedOf, rows), compound: this.compound(), owed: this.money("Owed") };
      case "split":
      case "catch-up": {
        const until = this.optional("Until");
        return { ...base, type, rate: this.money("Rate"), ...(until === undefined ? {} : { until }) };
      }
      case "residual":
        return { ...base, type };
      default:
        return undefined;
    }
  }

  private value(column: string): CellValue {
    return this.table.value(this.row, column);
  }

  private isFilled(column: string): boolean {
    const value = this.value(column);
    return !isBlank(value) && value !== 0;
  }

  private place(column?: string): Place {
    return this.table.place(this.row, column);
  }

  private note(column: string, message: string): void {
    this.reading.note(this.name, wrong(message), this.place(column));
  }

  private readRank(): number {
    const rank = this.table.figure(this.row, "Rank", "refused");
    if (!rank.isNaN() && (!rank.isInteger() || rank.lessThan(1))) this.note("Rank", `${rank.toFixed()} is no rank; give a whole number from 1 on`);
    return rank.toNumber();
  }

  private readPayee(): string {
    const value = this.value("Payee");
    if (isError(value)) this.reading.note(this.name, errorFault(value), this.place("Payee"));
    if (isBlank(value) || value === 0 || isError(value)) return "";
    return typeof value === "string" ? value.trim() : shown(value);
  }

  private readType(): LayerType | undefined {
    const value = this.value("Type");
    const type = wordOf(value, TYPES);
    if (type !== undefined) return type;
    if (isError(value)) this.reading.note(this.name, errorFault(value), this.place("Type"));
    else this.note("Type", `${shown(value)} is no type of layer at rank ${this.rank}; the types are ${TYPES.join(", ")}`);
    return undefined;
  }

  private refuseUnread(): void {
    const { type } = this;
    if (type === undefined) return;
    for (const { name: column } of LAYER_COLUMNS) {
      if (READ_BY_ALL.includes(column) || READS[type].includes(column)) continue;
      const value = this.value(column);
      if (isError(value)) this.reading.note(this.name, errorFault(value), this.place(column));
      else if (this.isFilled(column)) this.note(column, `A ${type} layer does not read ${column}, and at rank ${this.rank} it is filled; clear it, or use another type`);
    }
  }

  private refuseAmounts(): void {
    const { type } = this;
    if (this.amounts === undefined || type === undefined) return;
    const place = { words: `${this.amountsName}, layer ${this.row + 1}`, order: this.row };
    if (type !== "fixed" && type !== "recoup" && type !== "preferred") this.reading.note(this.amountsName, wrong(`A ${type} layer takes no amounts by period; clear its row`), place);
    if (this.amounts.some((amount) => amount.lessThan(ZERO))) this.reading.note(this.amountsName, wrong("An amount that falls due is negative; it must be 0 or more"), place);
  }

  /** A number of 0 or more; blank is 0. */
  private money(column: string): Decimal {
    const figure = this.table.figure(this.row, column, "zero");
    if (figure.lessThan(ZERO)) this.note(column, `${figure.toFixed()} is negative; it must be 0 or more`);
    return figure;
  }

  /** Blank and 0 mean: not used. */
  private optional(column: string): Decimal | undefined {
    const figure = this.money(column);
    return figure.isZero() ? undefined : figure;
  }

  private carried(): boolean {
    const word = this.isFilled("Carry") ? wordOf(this.value("Carry"), ["yes", "no"]) : "no";
    if (word === undefined) this.note("Carry", `${shown(this.value("Carry"))} is neither yes nor no`);
    if (word === "no" && this.isFilled("Owed")) this.note("Owed", "Owed is read only with Carry yes; without it nothing is owed on");
    return word === "yes";
  }

  private compound(): boolean {
    const word = wordOf(this.value("Carry"), ["simple", "compound"]);
    if (word === undefined) this.note("Carry", `A preferred layer says in Carry whether its return is simple or compound; ${shown(this.value("Carry"))} does not`);
    return word === "compound";
  }

  private base(): "gross" | "remaining" | { readonly after: number } {
    const word = wordOf(this.value("Of"), ["gross", "remaining"]);
    const after = rankIn(this.value("Of"), "after");
    if (word !== undefined) return word;
    if (after === undefined) this.note("Of", `A percent layer says in Of what it is a percentage of: gross, remaining, or after and a rank; ${shown(this.value("Of"))} does not`);
    return after === undefined ? "gross" : { after };
  }

  private earningCapital(unrecoupedOf: (payee: string, rank: number) => number[], rows: readonly LayerRow[]) {
    const capital = { capital: this.money("Amount"), added: this.amounts ?? [] };
    if (!this.isFilled("Of")) return capital;
    const rank = rankIn(this.value("Of"), "balance");
    if (rank === undefined) {
      this.note("Of", `A preferred layer earns on its Amount, or on "balance" and the rank of its recoup rows; ${shown(this.value("Of"))} is neither`);
      return capital;
    }
    if (this.isFilled("Amount")) this.note("Amount", "The return is earned on a balance; clear the Amount, or Of");
    if (this.amounts !== undefined) this.reading.note(this.amountsName, wrong("The return is earned on a balance; clear the row"), { words: `${this.amountsName}, layer ${this.row + 1}`, order: this.row });
    if (!rows.some((row) => row.rank === rank)) this.note("Of", `"balance ${rank}" names no rank of the table`);
    return { unrecoupedOf: unrecoupedOf(this.payee, rank) };
  }
}

/** The rank in "after 2" or "balance 1". */
function rankIn(value: CellValue, word: string): number | undefined {
  const [, given, rank] = (typeof value === "string" ? /^\s*(\S+)\s+(\d+)\s*$/.exec(value) : null) ?? [];
  return given?.toLowerCase() === word ? Number(rank) : undefined;
}
