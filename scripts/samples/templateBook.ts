import { PERCENT, TEXT, fixed, heading, heads, money, note, rate, title, whole, type SampleBook, type SampleRow, type StyledCell } from "./sampleBook";

/** A deal to start from: its inputs, with made-up figures, and in words when it fits and what to negotiate. It is read as anybody's workbook is, by names and labels. */
export interface Template {
  readonly fileName: string;
  readonly title: string;
  readonly fits: string;
  readonly negotiate: string;
  readonly periods: readonly string[];
  /** How many columns stand before the periods: three, or four where a table needs them. */
  readonly columnsBefore?: 4;
  readonly inputs: readonly Input[];
}

/** Rows that stand together. A name is that of their cells from the column `left` on, without the rows `above` them. */
export interface Input {
  readonly rows: readonly SampleRow[];
  readonly name?: string;
  readonly above: number;
  readonly left: number;
}

export function templateBook({ fileName, title: called, fits, negotiate, periods, columnsBefore, inputs }: Template): SampleBook {
  const beforePeriods = columnsBefore === undefined ? [] : [null];
  const rows: SampleRow[] = [
    [title(called)],
    [note("Made-up figures: type over the yellow cells. What is paid is worked out beside the sheet.")],
    ["Fits", note(fits)],
    ["To negotiate", note(negotiate)],
    [],
    heads("Item", "Unit", "Value", ...beforePeriods, ...periods),
  ];
  const names: Record<string, string> = {};
  for (const { rows: own, name, above, left } of inputs) {
    const cells = own.slice(above);
    const first = `$${letter(left)}$${rows.length + above + 1}`;
    const last = `$${letter(Math.max(...cells.map((row) => row.length)) - 1)}$${rows.length + own.length}`;
    if (name !== undefined) names[name] = `Inputs!${first === last ? first : `${first}:${last}`}`;
    rows.push(...own);
  }
  return { fileName, title: called, names, sheets: [{ name: "Inputs", widths: [40, 20, 15, 15, 13], rows }] };
}

const letter = (column: number) => String.fromCharCode(65 + column);

export const part = (caption: string): Input => ({ rows: [[], [heading(caption)]], above: 0, left: 0 });

/** One figure for the whole deal. */
export const single = (name: string, label: string, unit: string, cell: StyledCell): Input => ({ rows: [[label, unit, cell]], name, above: 0, left: 2 });

/** A word of the contract, and the others that may stand there. */
export const word = (name: string, label: string, value: string, ...others: readonly string[]): Input => single(name, label, "word", { style: "input", value, format: TEXT, allowed: [value, ...others] });

/** A figure for each period. */
export const series = (name: string, label: string, unit: string, cells: readonly StyledCell[], columnsBefore: 3 | 4 = 3): Input => ({
  rows: [[label, unit, ...Array.from({ length: columnsBefore - 2 }, () => null), ...cells]],
  name,
  above: 0,
  left: columnsBefore,
});

/** A table under its heading; its name takes in the header row. */
export const table = (name: string, caption: string, header: readonly string[], body: readonly SampleRow[], left = 0): Input => ({ rows: [[], [heading(caption)], heads(...header), ...body], name, above: 2, left });

/** What is counted in each period; the column before the periods holds what the rate card calls it. */
export const usage = (periods: readonly string[], metrics: readonly (readonly [counted: string, unit: string, metric: string, units: readonly number[]])[], columnsBefore: 3 | 4 = 3): Input => {
  const between = columnsBefore === 3 ? [] : [null];
  return table("Usage", "Usage", ["Counted", "Unit", ...between.map(() => ""), "Metric", ...periods], metrics.map(([counted, unit, metric, units]) => [counted, unit, ...between, metric, ...wholes(units)]), columnsBefore - 1);
};

/** Of a scale each rate counts from its amount on; the first from 0. */
export const scale = (name: string, caption: string, currency: string, tiers: readonly (readonly [above: number, percent: number])[]): Input =>
  table(
    name,
    caption,
    ["Tier", "Unit", "Above", "Rate"],
    tiers.map(([above, percent], i) => [["First", "Second", "Third"][i] ?? "", `${currency}, fraction`, i === 0 ? fixed(0) : money(above), rate(percent)]),
    2,
  );

export const split = (name: string, caption: string, holders: readonly (readonly [role: string, holder: string, weight: number])[]): Input =>
  table(name, caption, ["Role", "Holder", "Weight"], holders.map(([role, holder, weight]) => [role, text(holder), whole(weight)]), 1);

/** A name that is typed over. */
export const text = (value: string): StyledCell => ({ style: "input", value, format: TEXT });

/** A rate that is not known before there is a deal: blank, and 0 until it is typed. */
export const openRate: StyledCell = { style: "input", format: PERCENT, allowed: { min: 0, max: 1 } };

export const moneys = (values: readonly number[]): readonly StyledCell[] => values.map((value) => money(value));
export const wholes = (values: readonly number[]): readonly StyledCell[] => values.map(whole);
