import { isBlank, isError, type Grid } from "./cell";
import { decimalOf, errorFault, periodPlace, wordOf, wrong, type Reading, type Series } from "./decode";

const WORDS = ["each period", "never"] as const;

/**
 * For each period whether the position starts again from zero with it. The first never does: it goes on from where the data begin.
 *
 * `argument` is "each period", "never", a whole number of periods, or a range of labels beside the series.
 */
export function readResets(reading: Reading, name: string, argument: unknown, series: Series, seriesName: string): boolean[] {
  const grid = reading.cells(argument);
  if (grid === null) {
    if (series.values.length > 1) {
      reading.note(name, wrong(`With more than one period, say where the position starts again: "each period", "never", a number of periods, or a range beside the ${seriesName}`));
    }
    return [false];
  }
  if (grid.length > 1 || (grid[0]?.length ?? 0) > 1) return labelledWindows(reading, name, grid, series, seriesName);
  const value = grid[0]?.[0] ?? null;
  if (typeof value === "number") return windowsOf(reading, name, decimalOf(value).toNumber(), series);
  const word = wordOf(value, WORDS);
  if (word === undefined) reading.unlisted(name, value, WORDS, `, a number of periods, or a range beside the ${seriesName}`);
  return series.values.map((_, t) => t > 0 && word === "each period");
}

function windowsOf(reading: Reading, name: string, periods: number, series: Series): boolean[] {
  if (!Number.isInteger(periods) || periods < 1) {
    reading.note(name, wrong(`A window of ${periods} periods cannot be; give a whole number from 1 on`));
  }
  return series.values.map((_, t) => t > 0 && t % periods === 0);
}

function labelledWindows(reading: Reading, name: string, grid: Grid, series: Series, seriesName: string): boolean[] {
  const rows = grid.length;
  const columns = grid[0]?.length ?? 0;
  const periods = series.values.length;
  const beside = series.direction === "down" ? columns === 1 && rows === periods : rows === 1 && columns === periods;
  if (!beside) {
    if (periods > 0) {
      const shape = `${periods} ${series.direction === "down" ? "rows" : "columns"}`;
      reading.note(name, wrong(`The range has ${rows} rows × ${columns} columns; beside a ${seriesName} of ${shape} it must have the same size and direction`));
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
