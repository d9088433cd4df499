import type { Decimal } from "../engine/decimal";
import { weightFaults } from "../engine/prorata";
import { isError, type Grid } from "./cell";
import { blockPlace, errorFault, wrong, type Direction, type Reading, type Series } from "./decode";
import { turned } from "./encode";
import { Table, holdsText, mostRows, nameIn, type Column } from "./table";

export const WEIGHT_COLUMNS: readonly Column[] = [
  { name: "Holder", synonyms: ["Payee", "Rights holder", "Name", "Role", "Party", "Partner", "Recipient", "Beteiligter", "Beteiligte", "Berechtigter", "Ayant droit", "Titular"] },
  { name: "Weight", synonyms: ["Share", "Units", "Points", "Split", "Percentage", "Share %", "%", "Anteil", "Punkte", "Part", "Puntos"] },
];

/** The weights of the holders, and their names where the table gives them. */
export interface Weights {
  /** For each period the weights of all holders; fixed weights are one list for every period. */
  readonly byPeriod: readonly (readonly Decimal[])[];
  readonly holders: readonly (string | number)[];
  /** How many holders there are, or at most where the columns of a table are not clear; 0 where nobody knows. */
  readonly count: number;
  /** Where one pool is split: how the answer lies. */
  readonly direction: Direction;
  /** Where they stand in a table. */
  readonly table?: Table;
}

const NO_WEIGHTS: Weights = { byPeriod: [], holders: [], count: 0, direction: "single" };

/** Reads weights: a row or column, a table Holder | Weight, or, where the pool has periods, a block of holders × periods. */
export function readWeights(reading: Reading, name: string, argument: unknown, pool: Series): Weights {
  const grid = reading.given(name, argument);
  if (grid === null) return NO_WEIGHTS;
  if (holdsText(grid[0] ?? [])) return weightTable(reading, name, grid, pool);
  const misfit = shapeFault(grid, pool);
  if (misfit !== undefined) reading.note(name, wrong(misfit));
  const block = reading.block(name, grid);
  if (block === undefined) return NO_WEIGHTS;
  const columns = grid[0]?.length ?? 0;
  reading.noteItems(name, weightFaults(block.flat()), (item) => blockPlace(name, item, columns));
  if (misfit !== undefined) return NO_WEIGHTS;
  const oneLine = grid.length === 1 || columns === 1;
  const byPeriod = oneLine ? fixed(block.flat(), pool) : pool.direction === "down" ? block : turned(block);
  const holders = (byPeriod[0] ?? []).map((_, i) => i + 1);
  return { byPeriod, holders, count: holders.length, direction: columns > 1 ? "across" : "down" };
}

/** Why weights of this shape do not go with the pool. */
function shapeFault(grid: Grid, pool: Series): string | undefined {
  const rows = grid.length;
  const columns = grid[0]?.length ?? 0;
  const periods = pool.values.length;
  const shape = `${rows} rows × ${columns} columns`;
  if ((rows === 1 && columns === 1) || periods === 0) return undefined;
  if (pool.direction === "single") {
    return rows > 1 && columns > 1 ? `One pool with a block of weights (${shape}); give one row or one column, or a pool for each period` : undefined;
  }
  const [along, crossing] = pool.direction === "across" ? [columns, rows] : [rows, columns];
  const [holdersLie, periodsLie] = pool.direction === "across" ? ["down", "across"] : ["across", "down"];
  if (crossing === 1) return `The weights lie in the same direction as the pool; lay the holders ${holdersLie}, with the periods ${periodsLie}`;
  if (along === 1 || along === periods) return undefined;
  return `The weights (${shape}) are for ${along} periods, but the pool has ${periods}; make them the same`;
}

function weightTable(reading: Reading, name: string, grid: Grid, pool: Series): Weights {
  const table = Table.read(reading, name, grid, WEIGHT_COLUMNS, []);
  const isCrossing = pool.direction !== "down";
  if (!isCrossing) reading.note(name, wrong("A table of holders runs down, as the pool does; lay the pool's periods across"));
  if (table === undefined || !table.has("Weight")) {
    if (table !== undefined) reading.note(name, wrong("The column of weights is missing; add Weight"));
    // What looks like a header row may be a text among weights.
    const areAcross = pool.direction === "down" || (pool.direction === "single" && grid.length === 1);
    return { ...NO_WEIGHTS, count: areAcross ? (grid[0]?.length ?? 0) : mostRows(grid), direction: areAcross ? "across" : "down" };
  }
  if (table.length === 0) reading.note(name, wrong("The table has no holders"));
  const rows = Array.from({ length: table.length }, (_, row) => row);
  const holders = rows.map((row) => {
    const holder = table.value(row, "Holder");
    if (isError(holder)) reading.note(name, errorFault(holder), table.place(row, "Holder"));
    return nameIn(holder) ?? row + 1;
  });
  const weights = rows.map((row) => table.figure(row, "Weight", "zero"));
  reading.noteItems(name, weightFaults(weights), (row) => table.place(row));
  return isCrossing && rows.length > 0 ? { byPeriod: fixed(weights, pool), holders, count: holders.length, direction: "down", table } : NO_WEIGHTS;
}

function fixed(weights: readonly Decimal[], pool: Series): readonly (readonly Decimal[])[] {
  return pool.values.map(() => weights);
}
