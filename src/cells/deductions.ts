import { capAmountFaults, capRateFaults, type Deduction } from "../engine/netRevenue";
import { isError } from "./cell";
import { counted, errorFault, wordOf, wrong, type Reading } from "./decode";
import { Table, isHeaderOf, isUnnamedHeader, mostRows, nameIn, type Column } from "./table";

export const DEDUCTION_COLUMNS: readonly Column[] = [
  { name: "Line", synonyms: ["Name", "Item", "Deduction", "Position", "Ligne", "Concepto"] },
  { name: "Kind", synonyms: ["Type"] },
  { name: "Cap rate" },
  { name: "Cap amount" },
];
const HEAD = isHeaderOf(DEDUCTION_COLUMNS);
const KINDS = ["exclusion", "deduction"] as const;

/** A table of deductions as it has been read: one for each row, with its name, which is its number where it has none. */
export interface Deductions {
  readonly deductions: readonly Deduction[];
  readonly names: readonly (string | number)[];
  /** How many of them have lines of their own in a statement: all but exclusions. At most, where the table cannot be read; `rows` is 0 where it is left out. */
  readonly shown: number;
  readonly rows: number;
  /** Where they stand in their range; undefined where the columns are not clear. */
  readonly table?: Table;
}

/** Reads the table of deductions: Line | Kind | Cap rate | Cap amount, then an amount for each period, always across. */
export function readDeductions(reading: Reading, name: string, argument: unknown, periods: number): Deductions {
  const grid = reading.given(name, argument);
  const most = mostRows(grid ?? []);
  const none: Deductions = { deductions: [], names: [], shown: most, rows: most };
  if (grid === null || periods === 0) return none;
  const leading = (grid[0]?.length ?? 0) - periods;
  if (leading < 2 || leading > DEDUCTION_COLUMNS.length) {
    const amounts = periods === 1 ? "one column of amounts" : `${periods} columns of amounts, one for each period`;
    reading.note(name, wrong(`The table has ${counted(leading + periods, "column")}; it needs Line and Kind, then Cap rate and Cap amount where there are caps, and then ${amounts}`));
    return none;
  }
  const [head = []] = grid;
  // A line may be called as a column is; then its kind stands beside it.
  const isHeader = ([line = null, kind = null, ...caps]: (typeof grid)[number]) => wordOf(kind, KINDS) === undefined && HEAD([line, kind, ...caps.slice(0, leading - 2)]);
  if (!isHeader(head) && isUnnamedHeader(reading, name, head.slice(2), "Line and Kind over the first columns")) return none;
  const table = Table.read(reading, name, grid, DEDUCTION_COLUMNS, DEDUCTION_COLUMNS.map((column) => column.name), isHeader, periods);
  if (table === undefined || table.hasEmptyRow()) return none;
  if (!table.has("Kind")) {
    reading.note(name, wrong("The column Kind is missing; it says of each line whether it is an exclusion or a deduction"));
    return none;
  }
  if (table.length === 0) reading.note(name, wrong("The table has no lines"));
  const rows = Array.from({ length: table.length }, (_, row) => row);
  const names = rows.map((row) => {
    const line = table.value(row, "Line");
    if (isError(line)) reading.note(name, errorFault(line), table.place(row, "Line"));
    return nameIn(line) ?? row + 1;
  });
  const deductions = rows.map((row): Deduction => {
    const kind = wordOf(table.value(row, "Kind"), KINDS);
    if (kind === undefined) reading.unlisted(name, table.value(row, "Kind"), KINDS, "", table.place(row, "Kind"));
    return { kind: kind ?? "deduction", capRate: table.figure(row, "Cap rate", "zero"), capAmount: table.figure(row, "Cap amount", "zero"), claimed: table.amounts(row) };
  });
  reading.noteItems(name, capRateFaults(deductions), (row) => table.place(row, "Cap rate"));
  reading.noteItems(name, capAmountFaults(deductions), (row) => table.place(row, "Cap amount"));
  return { deductions, names, shown: deductions.filter(({ kind }) => kind === "deduction").length, rows: rows.length, table };
}
