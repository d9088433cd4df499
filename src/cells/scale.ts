import { tierFaults, type Scale, type Tier } from "../engine/tieredRoyalty";
import { wrong, type Reading } from "./decode";
import { Table, mostRows, rowPlace, type Column } from "./table";

/** The columns that say where tiers start: a position exactly there belongs to the tier below, or to the one that starts. */
export const START_COLUMNS: readonly Column[] = [
  { name: "Above", synonyms: ["Over", "More than", "Über", "Mehr als", "Au-delà de", "Plus de", "Más de"] },
  { name: "From", synonyms: ["At least", "Starting at", "Units from", "Ab", "Ab Umsatz", "À partir de", "Desde", "A partir de"] },
];

export const TIER_COLUMNS: readonly Column[] = [
  ...START_COLUMNS,
  { name: "Threshold" },
  { name: "Lower bound" },
  { name: "Rate", synonyms: ["Royalty rate", "Royalty %", "%", "Pct", "Commission", "Commission rate", "Satz", "Lizenzsatz", "Taux", "Porcentaje", "Tasa"] },
  { name: "Amount per unit", synonyms: ["Price per unit", "Per unit", "Royalty per unit"] },
  { name: "Up to", synonyms: ["To", "Bis", "Jusqu'à", "Hasta"] },
];

/** A scale as its table gives it, with the words of its header. */
export interface ScaleTable {
  readonly scale: Scale;
  /** How many tiers there are, or at most where the columns are not clear; 0 where it is left out. */
  readonly rows: number;
  /** The statement's words for the two columns. */
  readonly headers: readonly [string, string];
  /** The header that does not say to which tier a threshold itself belongs. */
  readonly unsaid?: string;
  /** Where the scale stands in its range. Absent where it could not be read. */
  readonly table?: Table;
  readonly start?: string;
  readonly rate?: string;
}

/** Reads a scale of rates: Above | Rate | Up to, or what its header row says. */
export function readScale(reading: Reading, name: string, argument: unknown): ScaleTable {
  const grid = reading.given(name, argument);
  const table = grid === null ? undefined : Table.read(reading, name, grid, TIER_COLUMNS, ["Above", "Rate", "Up to"]);
  if (table === undefined) return { scale: { tiers: [], threshold: "above" }, rows: mostRows(grid ?? []), headers: ["Above", "Rate"] };
  const start = oneOf(reading, name, table, ["Above", "From", "Threshold", "Lower bound"], "says where each tier starts; add Above or From");
  const rate = oneOf(reading, name, table, ["Rate", "Amount per unit"], "holds the rates; add Rate or Amount per unit");
  return {
    scale: { tiers: start === undefined || rate === undefined ? [] : readTiers(reading, name, table, start, rate), threshold: start === "From" ? "from" : "above" },
    rows: table.length,
    headers: [start === "From" ? "From" : "Above", rate ?? "Rate"],
    ...(start === "Threshold" || start === "Lower bound" ? { unsaid: start } : {}),
    ...(start === undefined || rate === undefined ? {} : { table, start, rate }),
  };
}

/** The one column of several, which exclude each other, that the table has; where it must have one, `purpose` says so. */
export function oneOf<Name extends string>(reading: Reading, name: string, table: Table, columns: readonly Name[], purpose?: string): Name | undefined {
  const found = columns.filter((column) => table.has(column));
  if (found.length > 1) reading.note(name, wrong(`The columns ${found.join(" and ")} exclude each other; keep one of them`), rowPlace(name, 1));
  if (found.length === 0 && purpose !== undefined) reading.note(name, wrong(`No column ${purpose}`));
  return found.length === 1 ? found[0] : undefined;
}

function readTiers(reading: Reading, name: string, table: Table, start: string, rate: string): Tier[] {
  if (table.length === 0) reading.note(name, wrong("The table has no tiers; its first row is 0 and the rate from there"));
  const rows = Array.from({ length: table.length }, (_, row) => ({
    above: table.figure(row, start, "refused"),
    rate: table.figure(row, rate, "refused"),
    upTo: table.figure(row, "Up to", "zero"),
  }));
  reading.noteItems(name, tierFaults(rows, rate === "Rate" ? "fraction" : "amount per unit"), (row) => table.place(row));
  rows.forEach(({ upTo }, row) => {
    const next = rows[row + 1]?.above;
    if (upTo.isZero() || upTo.isNaN() || next?.isNaN() === true || (next !== undefined && upTo.equals(next))) return;
    const ends = next === undefined ? "but the last tier has no end; leave Up to blank there" : `but the next one starts at ${next.toFixed()}; make them meet`;
    reading.note(name, wrong(`Tier ${row + 1} goes up to ${upTo.toFixed()}, ${ends}`), table.place(row));
  });
  return rows;
}

/** Says that a scale's header leaves open what the method needs to know. */
export function noteUnsaidThreshold(reading: Reading, name: string, { unsaid }: ScaleTable): void {
  if (unsaid === undefined) return;
  const message = `The header ${unsaid} does not say to which tier a base exactly on it belongs; write Above ("up to and including") or From ("and more")`;
  reading.note(name, wrong(message), rowPlace(name, 1));
}
