import { MONEY, WHOLE, across, figure, heading, type SampleRow, type StyledCell } from "./sampleBook";

/** A line of the sheet Proof. In its formula `[paid]` stands for the row of the line with the key `paid`. */
export interface ProofLine {
  readonly key: string;
  readonly label: string;
  readonly formula: string;
  /** USD if absent. */
  readonly unit?: string;
  /** Absent: money for USD, whole numbers for any other unit. */
  readonly format?: string;
  /** The balance before the first quarter. */
  readonly start?: StyledCell;
  readonly isTotalled?: true;
}

/** The row of each line on Proof, by its key, if the lines start at this row. */
export function rowsFrom(first: number, lines: readonly (ProofLine | string)[]): (key: string) => number {
  return (key) => {
    const index = lines.findIndex((line) => typeof line !== "string" && line.key === key);
    if (index < 0) throw new Error(`No line "${key}" on Proof`);
    return first + index;
  };
}

export const withRows = (formula: string, rowOf: (key: string) => number) => formula.replace(/\[(\w+)\]/g, (_, key: string) => String(rowOf(key)));

const formatOf = ({ unit, format }: ProofLine) => format ?? (unit === undefined ? MONEY : WHOLE);

/** Line, unit and the figures of a line, from a column on. */
export function figuresOf(line: ProofLine, rowOf: (key: string) => number, from: string, count: number): SampleRow {
  return across(from, count, withRows(line.formula, rowOf), (formula) => figure(formula, formatOf(line)));
}

/** The lines by quarter, which start in column E: Line | Unit | Total | At the start | quarters. A text is a heading, an empty one an empty row. */
export function rowsByQuarter(lines: readonly (ProofLine | string)[], first: number, quarters: number): SampleRow[] {
  const rowOf = rowsFrom(first, lines);
  const last = String.fromCharCode("E".charCodeAt(0) + quarters - 1);
  return lines.map((line, i): SampleRow => {
    if (typeof line === "string") return line === "" ? [] : [heading(line)];
    const total = line.isTotalled === true ? figure(`=ROUND(SUM(E${first + i}:${last}${first + i}),2)`) : null;
    return [line.label, line.unit ?? "USD", total, line.start ?? null, ...figuresOf(line, rowOf, "E", quarters)];
  });
}
