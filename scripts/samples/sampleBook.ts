/** A sample workbook as its author writes it: sheets of rows of cells, and names. Rows and columns stand where they will stand in the file. */
export interface SampleBook {
  readonly fileName: string;
  readonly title: string;
  readonly sheets: readonly SampleSheet[];
  /** Defined names: `Revenue: "Inputs!$D$5:$E$5"`. */
  readonly names: Readonly<Record<string, string>>;
}

export interface SampleSheet {
  readonly name: string;
  /** Column widths in characters; the last one holds for the rest. */
  readonly widths: readonly number[];
  /** The first cell that scrolls: `D5` keeps four rows and three columns in sight. */
  readonly freeze?: string;
  readonly rows: readonly SampleRow[];
}

export type SampleRow = readonly SampleCell[];

/** A text or number as it stands, a styled cell, or null for an empty one. */
export type SampleCell = string | number | null | StyledCell;

export interface StyledCell {
  readonly style: Style;
  readonly value?: string | number;
  /** With its leading "=". */
  readonly formula?: string;
  readonly format?: string;
  /** For a formula that spills: over how many rows and columns. Absent: a formula of one cell. */
  readonly spills?: Spilled;
  /** For an input: the values that it may take. */
  readonly allowed?: Allowed;
}

export interface Spilled {
  readonly rows: number;
  readonly columns: number;
  /** For a statement with its header: the formats of its label columns, before the periods. */
  readonly labels?: readonly string[];
}

export type Style = "title" | "heading" | "head" | "text" | "note" | "input" | "figure" | "result" | "check";

/** A number from `min` to `max`, both included, or one of several words. */
export type Allowed = { readonly min: number; readonly max: number } | readonly string[];

export const MONEY = "#,##0.00;[Red]-#,##0.00";
export const WHOLE = "#,##0";
export const PERCENT = "0.00%";
/** For lines that are exact and may have more decimals than cents. */
export const EXACT_MONEY = "#,##0.00##;[Red]-#,##0.00##";
export const FACTOR = "0.000000";
/** Words, and numbers that count nothing. */
export const TEXT = "General";

/** What About says to those who have no functions of ours: true of the sample and of its copy, which has none. */
export const NOTHING_INSTALLED: SampleRow = ["Nothing installed", "The sheet Proof gives the same figures in any spreadsheet: plain formulas, which read what is typed in and nothing that is calculated elsewhere"];

export const title = (value: string): StyledCell => ({ style: "title", value });
export const heading = (value: string): StyledCell => ({ style: "heading", value });
export const note = (value: string): StyledCell => ({ style: "note", value });
export const heads = (...values: (string | null)[]): SampleRow => values.map((value) => ({ style: "head", value: value ?? "" }));
export const head = (formula: string): StyledCell => ({ style: "head", formula });

/** Money that is typed in: never negative unless said so. */
export const money = (value: number, min = 0): StyledCell => ({ style: "input", value, format: MONEY, allowed: { min, max: 1e15 } });
export const rate = (value: number): StyledCell => ({ style: "input", value, format: PERCENT, allowed: { min: 0, max: 1 } });
export const whole = (value: number): StyledCell => ({ style: "input", value, format: WHOLE, allowed: { min: 0, max: 1e9 } });

/** A number that the deal itself fixes and nobody types in: the start of the first tier. */
export const fixed = (value: number): StyledCell => ({ style: "figure", value, format: MONEY });
/** An empty cell in the format of its column, for a head stands as the cell below it does. */
export const empty = (format: string): StyledCell => ({ style: "figure", format });
export const figure = (formula: string, format = MONEY): StyledCell => ({ style: "figure", formula, format });
export const result = (formula: string, format = MONEY): StyledCell => ({ style: "result", formula, format });
export const spill = (formula: string, rows: number, columns: number, format = MONEY): StyledCell => ({
  style: "figure",
  formula,
  format,
  spills: { rows, columns },
});
/** A statement: a header, label columns in these formats, then its periods. */
export const statement = (formula: string, rows: number, periods: number, labels: readonly string[]): StyledCell => ({
  style: "figure",
  formula,
  spills: { rows, columns: labels.length + periods, labels },
});
export const TIERED_ROYALTY_LABELS = [TEXT, EXACT_MONEY, PERCENT];
export const NETREVENUE_LABELS = [TEXT, TEXT];
export const USAGEFEE_LABELS = [TEXT, TEXT];
export const MINGUARANTEE_LABELS = [TEXT];
export const PRORATA_LABELS = [TEXT, TEXT];
export const WATERFALL_LABELS = [TEXT, TEXT, TEXT, TEXT];
/** The total of amounts that are typed in. SUM would leave out a text among them, and show the others' total as if nothing were wrong. */
export const typedTotal = (range: string): StyledCell => figure(`=ROUND(SUMPRODUCT(1*${range}),2)`);
export const check = (formula: string): StyledCell => ({ style: "check", formula, format: MONEY });

/** The same formula in every period column: `{c}` stands for the column's letter, `{p}` for the one before. */
export function across(from: string, count: number, formula: string, make: (formula: string) => StyledCell = figure): SampleRow {
  const first = from.charCodeAt(0);
  return Array.from({ length: count }, (_, i) =>
    make(formula.replaceAll("{c}", String.fromCharCode(first + i)).replaceAll("{p}", String.fromCharCode(first + i - 1))),
  );
}
