import { ZERO, type Decimal } from "../engine/decimal";
import { rateCardFaults, type RateCard } from "../engine/usageFee";
import { isBlank, isError, type CellValue } from "./cell";
import { UNREAD, errorFault, wordOf, wrong, type Reading } from "./decode";
import { START_COLUMNS, oneOf } from "./scale";
import { Table, isHeaderOf, isUnnamedHeader, nameKey, type Column } from "./table";
import { METRIC_COLUMN, readMetricName } from "./usage";

/** The columns that stand in a metric's first row, for all its prices. */
export const FIRST_ROW_COLUMNS = ["Method", "Included", "Use cap", "Overage price"] as const;

export const RATE_CARD_COLUMNS: readonly Column[] = [
  METRIC_COLUMN,
  ...START_COLUMNS,
  { name: "Price", synonyms: ["Unit price", "Price per unit", "Amount per unit", "Per unit"] },
  { name: "Method" },
  { name: "Included", synonyms: ["Included units"] },
  { name: "Use cap", synonyms: ["Usage cap"] },
  { name: "Overage price", synonyms: ["Overage"] },
];
const ORDER = RATE_CARD_COLUMNS.map(({ name }) => name).filter((name) => name !== "From");
const HEAD = isHeaderOf(RATE_CARD_COLUMNS);
const METHODS = ["flat", "marginal", "cliff"] as const;

/** A metric's card, and its rows in the table, counted from 0 below the header. */
export interface MetricCard {
  readonly name: string;
  readonly card: RateCard;
  readonly firstRow: number;
  readonly rows: number;
}

/** The rate card as its table gives it. */
export interface RateCards {
  readonly cards: readonly MetricCard[];
  /** Where the card stands in its range; undefined where it could not be read. */
  readonly table?: Table;
  /** The column that says where tiers start. Absent where it is left out, as every metric has one price. */
  readonly start?: "Above" | "From";
}

/** Reads Metric | Above or From | Price | Method | Included | Use cap | Overage price. */
export function readRateCard(reading: Reading, name: string, argument: unknown): RateCards {
  const grid = reading.given(name, argument);
  if (grid === null) return { cards: [] };
  const [head = []] = grid;
  if (!HEAD(head) && isUnnamedHeader(reading, name, head.slice(1, 3), "Metric, Price and so on over the columns")) return { cards: [] };
  const table = Table.read(reading, name, grid, RATE_CARD_COLUMNS, ORDER, HEAD);
  if (table === undefined || table.hasEmptyRow()) return { cards: [] };
  const missing = ["Metric", "Price"].filter((column) => !table.has(column));
  const otherwise = table.bodyOffset === 0 ? "; without a header row the columns are Metric, Above, Price: write 0 in front of a single price" : "";
  if (missing.length > 0) reading.note(name, wrong(`The column ${missing.join(" and ")} is missing${otherwise}`));
  const start = oneOf(reading, name, table, ["Above", "From"]);
  if (table.length === 0) reading.note(name, wrong("The table has no prices"));
  if (missing.length > 0 || table.length === 0 || (table.has("Above") && table.has("From"))) return { cards: [] };
  const cards = rowsByMetric(reading, name, table).map((rows) => readMetricCard(reading, name, table, start, rows));
  if (start === undefined && cards.some(({ rows }) => rows > 1)) reading.note(name, wrong("No column says where each tier starts; add Above or From"));
  return { cards, table, ...(start === undefined ? {} : { start }) };
}

/** The rows of each metric: its name stands in each of them, or in the first alone. */
interface MetricRows {
  readonly name: string;
  readonly firstRow: number;
  rows: number;
}

function rowsByMetric(reading: Reading, name: string, table: Table): MetricRows[] {
  const metrics: MetricRows[] = [];
  const seen = new Set<string>();
  for (let row = 0; row < table.length; row++) {
    const metric = readMetricName(reading, name, table, row);
    const current = metrics.at(-1);
    if (current !== undefined && metric !== undefined && (metric === "" || nameKey(metric) === nameKey(current.name))) {
      current.rows++;
      continue;
    }
    if (metric === "") reading.note(name, wrong("The first row names no metric; name it"), table.place(row, "Metric"));
    if (metric !== undefined && seen.has(nameKey(metric))) reading.note(name, wrong(`The metric "${metric}" starts again below another; keep its rows together`), table.place(row, "Metric"));
    if (metric !== undefined) seen.add(nameKey(metric));
    metrics.push({ name: metric ?? "", firstRow: row, rows: 1 });
  }
  return metrics;
}

function readMetricCard(reading: Reading, name: string, table: Table, start: RateCards["start"], { name: metric, firstRow, rows }: MetricRows): MetricCard {
  const startOf = (i: number) => {
    // The first tier starts at 0 anyhow.
    if (start !== undefined) return table.figure(firstRow + i, start, i === 0 ? "zero" : "refused");
    return i === 0 ? ZERO : UNREAD;
  };
  const tiers = Array.from({ length: rows }, (_, i) => ({
    above: startOf(i),
    rate: table.figure(firstRow + i, "Price", "refused"),
  }));
  const method = readMethod(reading, name, table, firstRow, rows, metric);
  const [useCap, overagePrice] = [optional(table, firstRow, "Use cap"), optional(table, firstRow, "Overage price")];
  const card: RateCard = {
    prices: { tiers, threshold: start === "From" ? "from" : "above" },
    method,
    included: table.figure(firstRow, "Included", "zero"),
    ...(useCap === undefined ? {} : { useCap }),
    ...(overagePrice === undefined ? {} : { overagePrice }),
  };
  reading.noteItems(name, rateCardFaults(card), (item) => table.place(firstRow + item));
  for (let row = firstRow + 1; row < firstRow + rows; row++) refuseBelowFirstRow(reading, name, table, row, metric);
  return { name: metric, card, firstRow, rows };
}

function readMethod(reading: Reading, name: string, table: Table, row: number, rows: number, metric: string): RateCard["method"] {
  const value = table.value(row, "Method");
  const place = table.place(row, "Method");
  const method = isFilled(value) ? wordOf(value, METHODS) : "flat";
  if (method === undefined) reading.unlisted(name, value, METHODS, "", place);
  if (method === "flat" && rows > 1) {
    const message = isFilled(value) ? `A flat price has one row, and the metric "${metric}" has ${rows}; keep one, or write marginal or cliff` : `The metric "${metric}" has ${rows} rows; say how their prices apply, marginal or cliff`;
    reading.note(name, wrong(message), place);
  }
  return method === "cliff" ? "cliff" : "marginal";
}

/** Blank and 0 mean: not used. */
function optional(table: Table, row: number, column: string): Decimal | undefined {
  const figure = table.figure(row, column, "zero");
  return figure.isZero() ? undefined : figure;
}

function refuseBelowFirstRow(reading: Reading, name: string, table: Table, row: number, metric: string): void {
  for (const column of FIRST_ROW_COLUMNS) {
    const value = table.value(row, column);
    if (isError(value)) reading.note(name, errorFault(value), table.place(row, column));
    else if (isFilled(value)) reading.note(name, wrong(`${column} belongs in the first row of the metric "${metric}", and holds for all of it; move it there`), table.place(row, column));
  }
}

function isFilled(value: CellValue): boolean {
  return !isBlank(value) && value !== 0;
}
