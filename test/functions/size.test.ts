import { catalogue } from "../../src/functions/catalogue";
import { recalculate } from "../../src/sheet/recalculation";
import { Workbook } from "../../src/sheet/workbook";
import { FAMILIES } from "../reference/families";
import { workBegun } from "../support/work";
import { companionsOf } from "./drawnAnswers";

const ROWS = 100_000;
/** A statement has several lines for each. */
const ROWS_OF_A_STATEMENT = 30_000;
const run = (name: string, ...args: unknown[]) => catalogue.find((entry) => entry.name === name)?.run(...args) as number[][];

function seconds(work: () => unknown): number {
  const done = workBegun();
  work();
  return done() / 1000;
}

describe(`${ROWS.toLocaleString("en")} rows finish in seconds, and ten times the rows take about ten times as long`, () => {
  const long = FAMILIES.flatMap(({ name, long: args }) => (args === undefined ? [] : companionsOf(name).map(({ companion, entry }) => ({ name: entry.name, args, rows: companion === "" ? ROWS : ROWS_OF_A_STATEMENT }))));

  test.each(long)("$name, $rows rows", ({ name, args, rows }) => {
    const [few, many] = [args(rows / 10), args(rows)];
    const small = seconds(() => run(name, ...few));
    const large = seconds(() => run(name, ...many));
    expect(large).toBeLessThan(30);
    // Quadratic would be 100 times as long.
    expect(large / small).toBeLessThan(40);
  });

  test("on a sheet, from a range to a spill and a sum over it", () => {
    const book = new Workbook();
    const sheet = book.addSheet("Sales");
    const amounts = Array.from({ length: ROWS }, (_, i) => (((i * 7919) % 1_000_003) - 100_000) / 100);
    amounts.forEach((amount, i) => sheet.setCell(i + 1, 1, { value: amount }));
    sheet.setCell(1, 2, { value: null, formula: { text: `DEAL.TIEREDROYALTY(A1:A${ROWS},{0,0.05;1000,0.12;5000,0.18},,"each period",,2)`, kind: "dynamic" } });
    sheet.setCell(1, 3, { value: null, formula: { text: "ROUND(SUM(DEAL.PRORATA(1000000,ABS(B1#))),2)", kind: "dynamic" } });
    expect(seconds(() => recalculate(book, catalogue))).toBeLessThan(60);
    expect(sheet.cell(1, 3)?.value).toBe(1_000_000);
    const [[first]] = run("DEAL.TIEREDROYALTY", [amounts.slice(-1)], [[0, 0.05], [1_000, 0.12], [5_000, 0.18]], null, null, null, [[2]]) as [[number]];
    expect(sheet.cell(ROWS, 2)?.value).toBe(first);
  });
});
