import type { Decimal } from "../engine/decimal";
import { isBlank, isError } from "./cell";
import { errorFault, shown, wrong, type Place, type Reading, type Series } from "./decode";
import { Table, nameKey, namesColumn, withCorner, type Column } from "./table";

export const METRIC_COLUMN: Column = { name: "Metric", synonyms: ["Meter", "Measure"] };

/** What is counted, and where it stands. */
export interface Metric {
  readonly name: string;
  readonly units: readonly Decimal[];
  readonly place: (column?: string) => Place;
}

/** Units by metric and period, and how the periods lie. */
export interface Usage {
  readonly metrics: readonly Metric[];
  readonly periods: Series;
  /** Undefined where it could not be read. */
  readonly table?: Table;
}

/** Reads Metric | units by period: all columns but the first are periods, whatever their heads say. */
export function readUsage(reading: Reading, name: string, argument: unknown): Usage {
  const none: Usage = { metrics: [], periods: { values: [], direction: "single" } };
  const grid = reading.given(name, argument);
  if (grid === null || reading.wholeRow(name, grid)) return none;
  const periods = (grid[0]?.length ?? 0) - 1;
  if (periods === 0) {
    reading.note(name, wrong("The table has one column; it needs the metrics, and beside them their units, one column for each period"));
    return none;
  }
  // Every row begins with a text: the header row is the one that says what the texts are.
  const table = Table.read(reading, name, withCorner(grid, METRIC_COLUMN), [METRIC_COLUMN], ["Metric"], ([first = null]) => namesColumn(first, [METRIC_COLUMN]), periods);
  if (table === undefined) return none;
  if (table.length === 0) reading.note(name, wrong("The table has no metrics"));
  const seen = new Set<string>();
  const metrics = Array.from({ length: table.length }, (_, row): Metric => {
    const metric = readMetricName(reading, name, table, row);
    if (metric === "") reading.note(name, wrong("The row names no metric; name it, or delete the row (a header row begins with the word Metric)"), table.place(row, "Metric"));
    if (metric !== undefined && metric !== "" && seen.has(nameKey(metric))) reading.note(name, wrong(`The metric "${metric}" stands twice; add its units up in one row`), table.place(row));
    seen.add(nameKey(metric ?? ""));
    return { name: metric ?? "", units: table.amounts(row), place: (column) => table.place(row, column) };
  });
  return { metrics, periods: { values: metrics[0]?.units ?? [], direction: periods === 1 ? "single" : "across" }, table };
}

/** A metric's name as statements show it: empty for a blank, which some versions of Excel hand over as 0; undefined, and noted, where it is none. */
export function readMetricName(reading: Reading, name: string, table: Table, row: number): string | undefined {
  const value = table.value(row, "Metric");
  if (isBlank(value) || value === 0) return "";
  if (typeof value === "string") return value.trim().replace(/\s+/g, " ");
  reading.note(name, isError(value) ? errorFault(value) : wrong(`${shown(value)} stands where a metric is named; begin each row with the name, as text`), table.place(row, "Metric"));
  return undefined;
}
