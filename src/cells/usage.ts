import type { Decimal } from "../engine/decimal";
import { isBlank, isError } from "./cell";
import { errorFault, shown, wrong, type Place, type Reading } from "./decode";
import type { Periods } from "./resets";
import { Table, isHeaderOf, isUnnamedHeader, mostRows, nameKey, withCorner, type Column } from "./table";

export const METRIC_COLUMN: Column = { name: "Metric", synonyms: ["Meter", "Measure", "Zähler", "Compteur", "Medida"] };

/** What is counted, and where it stands. */
export interface Metric {
  readonly name: string;
  readonly units: readonly Decimal[];
  readonly place: (column?: string) => Place;
}

/** Units by metric and period. */
export interface Usage {
  readonly metrics: readonly Metric[];
  /** How many metrics there are, or at most where it is not clear whether the first row is one; 0 where it is left out. */
  readonly rows: number;
  readonly periods: Periods;
  /** Undefined where it could not be read. */
  readonly table?: Table;
}

const HEAD = isHeaderOf([METRIC_COLUMN]);

/** Reads Metric | units by period: all columns but the first are periods, whatever their heads say. */
export function readUsage(reading: Reading, name: string, argument: unknown): Usage {
  const none: Usage = { metrics: [], rows: 0, periods: { count: 0, direction: "single" } };
  const grid = reading.given(name, argument);
  if (grid === null || reading.wholeRow(name, grid)) return none;
  const cells = withCorner(grid, METRIC_COLUMN);
  const [[, ...figures] = []] = cells;
  if (figures.length === 0) {
    reading.note(name, wrong("The table has one column; it needs the metrics, and beside them their units, one column for each period"));
    return none;
  }
  const periods: Periods = { count: figures.length, direction: figures.length === 1 ? "single" : "across" };
  if (!HEAD(cells[0] ?? []) && isUnnamedHeader(reading, name, figures, "Metric over the names")) return { metrics: [], rows: mostRows(cells), periods };
  const table = Table.read(reading, name, cells, [METRIC_COLUMN], ["Metric"], HEAD, figures.length);
  if (table === undefined || table.hasEmptyRow()) return { metrics: [], rows: table?.length ?? mostRows(cells), periods };
  if (table.length === 0) reading.note(name, wrong("The table has no metrics"));
  const seen = new Set<string>();
  const metrics = Array.from({ length: table.length }, (_, row): Metric => {
    const metric = readMetricName(reading, name, table, row);
    if (metric === "") reading.note(name, wrong("The row names no metric; name it, or delete the row"), table.place(row, "Metric"));
    if (metric !== undefined && metric !== "" && seen.has(nameKey(metric))) reading.note(name, wrong(`The metric "${metric}" stands twice; add its units up in one row`), table.place(row));
    seen.add(nameKey(metric ?? ""));
    return { name: metric ?? "", units: table.amounts(row), place: (column) => table.place(row, column) };
  });
  return { metrics, rows: metrics.length, periods, table };
}

/** A metric's name as statements show it: empty for a blank, which some versions of Excel hand over as 0; undefined, and noted, where it is none. */
export function readMetricName(reading: Reading, name: string, table: Table, row: number): string | undefined {
  const value = table.value(row, "Metric");
  if (isBlank(value) || value === 0) return "";
  if (typeof value === "string") return value.trim().replace(/\s+/g, " ");
  reading.note(name, isError(value) ? errorFault(value) : wrong(`${shown(value)} stands where a metric is named; begin each row with the name, as text`), table.place(row, "Metric"));
  return undefined;
}
