import { isBlank, isError, type Grid } from "./cell";
import { counted, decimalOf, errorFault, inWords, periodPlace, wordOf, wrong, type Direction, type Reading } from "./decode";

const WORDS = ["each period", "never"] as const;

/** How many periods there are, and how they lie. */
export interface Periods {
  readonly count: number;
  readonly direction: Direction;
}

/**
 * For each period whether the position starts again from zero with it. The first never does: it goes on from where the data begin.
 *
 * `argument` is "each period", "never", a whole number of periods, or a range of labels beside the periods.
 */
export function readResets(reading: Reading, name: string, argument: unknown, periods: Periods, seriesName: string): boolean[] {
  const grid = reading.cells(argument);
  if (grid === null) {
    if (periods.count > 1) {
      reading.note(name, wrong(`With more than one period, say where the position starts again: "each period", "never", a number of periods, or a range beside the ${seriesName}`));
    }
    return [false];
  }
  if (grid.length > 1 || (grid[0]?.length ?? 0) > 1) return labelledWindows(reading, name, grid, periods, seriesName);
  const value = grid[0]?.[0] ?? null;
  if (typeof value === "number") return windowsOf(reading, name, decimalOf(value).toNumber(), periods.count);
  const word = wordOf(value, WORDS);
  if (word === undefined) reading.unlisted(name, value, WORDS, `, a number of periods, or a range beside the ${seriesName}`);
  return Array.from({ length: periods.count }, (_, t) => t > 0 && word === "each period");
}

function windowsOf(reading: Reading, name: string, window: number, periods: number): boolean[] {
  if (!Number.isInteger(window) || window < 1) {
    reading.note(name, wrong(`A window of ${window} periods cannot be; give a whole number from 1 on`));
  }
  return Array.from({ length: periods }, (_, t) => t > 0 && t % window === 0);
}

function labelledWindows(reading: Reading, name: string, grid: Grid, { count: periods, direction }: Periods, seriesName: string): boolean[] {
  const rows = grid.length;
  const columns = grid[0]?.length ?? 0;
  const beside = direction === "down" ? columns === 1 && rows === periods : rows === 1 && columns === periods;
  if (!beside) {
    if (periods > 0) {
      const shape = counted(periods, direction === "down" ? "row" : "column");
      reading.note(name, wrong(`The range has ${inWords(rows, columns)}; beside a ${seriesName} of ${shape} it must have the same size and direction`));
    }
    return [false];
  }
  const labels = grid.flat().map((value, t) => {
    const place = periodPlace(name, t, periods);
    if (isError(value)) reading.note(name, errorFault(value), place);
    else if (isBlank(value)) reading.note(name, wrong("The cell is empty; name the window of every period"), place);
    // As Excel's = compares: text in any case, and never a number with its text.
    else return typeof value === "number" ? decimalOf(value).toString() : `${typeof value} ${String(value).toLowerCase()}`;
    return "";
  });
  return labels.map((label, t) => t > 0 && label !== labels[t - 1]);
}
