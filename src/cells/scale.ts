import { ZERO } from "../engine/decimal";
import { tierFaults, type Scale } from "../engine/tieredRoyalty";
import { wrong, type Reading } from "./decode";
import { Table, type Column } from "./table";

const TIER_COLUMNS: readonly Column[] = [
  { name: "Above", synonyms: ["Over", "More than"] },
  { name: "From", synonyms: ["At least", "Starting at"] },
  { name: "Threshold" },
  { name: "Lower bound" },
  { name: "Rate", synonyms: ["Royalty rate"] },
  { name: "Amount per unit", synonyms: ["Price per unit", "Per unit"] },
  { name: "Up to", synonyms: ["To"] },
];

/** A scale as its table gives it, with the words of its header. */
export interface ScaleTable {
  readonly scale: Scale;
  /** The statement's words for the two columns. */
  readonly headers: readonly [string, string];
  /** The header that does not say to which tier a threshold itself belongs. */
  readonly unsaid?: string;
}

/** Reads a scale of rates: Above | Rate | Up to, or what its header row says. */
export function readScale(reading: Reading, name: string, argument: unknown): ScaleTable {
  const grid = reading.cells(argument);
  if (grid === null) {
    reading.missing(name, false);
    return { scale: { tiers: [], threshold: "above" }, headers: ["Above", "Rate"] };
  }
  const table = Table.read(reading, name, grid, TIER_COLUMNS, ["Above", "Rate", "Up to"]);
  const starts = (["Above", "From", "Threshold", "Lower bound"] as const).filter((column) => table.has(column));
  const rates = (["Rate", "Amount per unit"] as const).filter((column) => table.has(column));
  const [start = "Above"] = starts;
  const [rate = "Rate"] = rates;
  if (starts.length > 1) reading.note(name, wrong(`The columns ${starts.join(" and ")} both say where a tier starts; keep one of them`), `${name}, row 1`);
  if (rates.length > 1) reading.note(name, wrong("The columns Rate and Amount per unit exclude each other; keep one of them"), `${name}, row 1`);
  if (reading.sound(name) && starts.length === 0) reading.note(name, wrong("A column that says where each tier starts is missing; add Above or From"));
  if (reading.sound(name) && rates.length === 0) reading.note(name, wrong("The column of rates is missing; add Rate or Amount per unit"));
  if (reading.sound(name) && table.length === 0) reading.note(name, wrong("The table has no tiers; the first row is 0 and its rate"));

  const scale: Scale = { tiers: [], threshold: start === "From" ? "from" : "above" };
  const headers = [start === "From" ? "From" : "Above", rate] as const;
  const unsaid = start === "Threshold" || start === "Lower bound" ? { unsaid: start } : {};
  if (!reading.sound(name)) return { scale, headers, ...unsaid };

  const rows = Array.from({ length: table.length }, (_, row) => ({
    above: table.figure(row, start, "refused"),
    rate: table.figure(row, rate, "refused"),
    upTo: table.has("Up to") ? table.figure(row, "Up to", "zero") : ZERO,
  }));
  if (reading.sound(name)) {
    reading.noteItems(name, tierFaults(rows, rate === "Rate" ? "fraction" : "amount per unit"), (row) => table.place(row));
    rows.forEach(({ upTo }, row) => {
      const next = rows[row + 1]?.above;
      if (upTo.isZero() || (next !== undefined && upTo.equals(next))) return;
      const ends = next === undefined ? "but the last tier has no end; leave Up to blank there" : `but the next one starts at ${next.toFixed()}; make them meet`;
      reading.note(name, wrong(`Tier ${row + 1} goes up to ${upTo.toFixed()}, ${ends}`), table.place(row));
    });
  }
  return { scale: { ...scale, tiers: rows }, headers, ...unsaid };
}

/** Says that a scale's header leaves open what the method needs to know. */
export function noteUnsaidThreshold(reading: Reading, name: string, { unsaid }: ScaleTable): void {
  if (unsaid === undefined) return;
  const message = `The header ${unsaid} does not say to which tier a base exactly on it belongs; write Above ("up to and including") or From ("and more")`;
  reading.note(name, wrong(message), `${name}, row 1`);
}
