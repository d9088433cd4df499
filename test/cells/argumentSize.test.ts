import { MOST_CELLS, sizeRefusal } from "../../src/cells/argumentSize";
import { refusal, row } from "../functions/call";

const ROWS = 1_048_576;
const COLUMNS = 16_384;

/** Rows that are one and the same, so that the range is not really there. */
const range = (rows: number, columns: number) => {
  const cells = Array.from({ length: columns }, () => 0);
  return Array.from({ length: rows }, () => cells);
};

describe("the most cells that an argument may have", () => {
  test.each([
    { rows: ROWS, columns: 1, why: "a whole column: what it holds decides" },
    { rows: ROWS, columns: 11, why: "all columns of a waterfall's layers" },
    { rows: ROWS, columns: 16, why: "exactly as many" },
    { rows: 1_024, columns: COLUMNS, why: "as many, the other way" },
  ])("$rows × $columns is not refused for its size: $why", ({ rows, columns }) => {
    expect(sizeRefusal("base", rows, columns)).toBeUndefined();
  });

  test.each([
    { rows: ROWS, columns: 17, why: "a column more" },
    { rows: ROWS, columns: COLUMNS - 1, why: "B1:XFD1048576" },
    { rows: 1_025, columns: COLUMNS, why: "a row more" },
    { rows: MOST_CELLS + 1, columns: 1, why: "a cell more" },
  ])("$rows × $columns is: $why", ({ rows, columns }) => {
    expect(sizeRefusal("base", rows, columns)?.faults).toEqual([{ code: "#VALUE!", message: `The range has ${rows} rows × ${columns} columns, more than an argument takes; select the periods only, or the rows of the table (base).` }]);
  });

  test.each([
    { fn: "TIEREDROYALTY", args: [range(ROWS, 17), row(0, 0.1)], name: "base" },
    { fn: "WATERFALL.LINES", args: [100, range(ROWS, 17)], name: "layers" },
    { fn: "RECOUP", args: [range(ROWS, 17), 0], name: "earned" },
    { fn: "USAGEFEE", args: [row("Images", 1), range(ROWS, 17)], name: "rate_card" },
  ])("$fn says so of its $name", ({ fn, args, name }) => {
    expect(refusal(fn, ...args)).toBe(`#VALUE! The range has 1048576 rows × 17 columns, more than an argument takes; select the periods only, or the rows of the table (${name}).`);
  });
});
