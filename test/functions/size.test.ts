import { catalogue } from "../../src/functions/catalogue";
import { recalculate } from "../../src/sheet/recalculation";
import { Workbook } from "../../src/sheet/workbook";

const ROWS = 100_000;
const run = (name: string, ...args: unknown[]) => catalogue.find((entry) => entry.name === name)?.run(...args) as number[][];

/** Amounts in cents, spread over the tiers, some negative. */
const amounts = (rows: number) => Array.from({ length: rows }, (_, i) => [(((i * 7919) % 1_000_003) - 100_000) / 100]);
const weights = (rows: number) => Array.from({ length: rows }, (_, i) => [((i * 7919) % 1_000_003) / 1000]);
const rates = (rows: number) => Array.from({ length: rows }, (_, i) => [((i * 7919) % 9_973) / 10_000]);
/** Always across, whichever way gross runs. */
const deductions = (rows: number) => [
  ["Freight", "deduction", 0.05, ...amounts(rows).map(([amount = 0]) => Math.round(amount * 8) / 100)],
  ["Fees", "deduction", 0, ...amounts(rows).map(([amount = 0]) => Math.round(amount * 7) / 100)],
];
/** So many accounts of ten periods. */
const accounts = (rows: number) => Array.from({ length: rows / 10 }, (_, i) => amounts(10).map(([amount = 0]) => amount - i));
/** So many metrics of ten periods, and their prices. */
const usage = (rows: number) => Array.from({ length: rows / 10 }, (_, i) => [`Model ${i}`, ...amounts(10).map(([amount = 0]) => amount - i)]);
const rateCard = (rows: number) => usage(rows).flatMap(([metric]) => [[metric, 0, 0.1, "cliff", 100, 50_000, 0.25], ["", 500, 0.08, "", "", "", ""]]);
const TIERS = [
  [0, 0.05],
  [1_000, 0.12],
  [5_000, 0.18],
];

function seconds(work: () => unknown): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}

describe(`${ROWS.toLocaleString("en")} rows finish in seconds, and ten times the rows take about ten times as long`, () => {
  test.each([
    { name: "DEAL.TIEREDROYALTY", args: (rows: number) => [amounts(rows), TIERS, [["cliff"]], [["never"]], null, [[2]]] },
    { name: "DEAL.TIEREDROYALTY.LINES", args: (rows: number) => [amounts(rows), TIERS, null, [["each period"]]] },
    { name: "DEAL.PRORATA", args: (rows: number) => [[[1_234_567.89]], weights(rows)] },
    { name: "DEAL.PRORATA.LINES", args: (rows: number) => [[[1_234_567.89]], weights(rows), [["exact"]]] },
    { name: "DEAL.WITHHOLDING", args: (rows: number) => [amounts(rows), [[0.3]], [["gross up"]], [[2]]] },
    { name: "DEAL.WITHHOLDING.LINES", args: (rows: number) => [amounts(rows), rates(rows), [["gross up"]]] },
    { name: "DEAL.NETREVENUE", args: (rows: number) => [amounts(rows), deductions(rows), [[0.1]], [["carry"]], null, [[2]]] },
    { name: "DEAL.NETREVENUE.LINES", args: (rows: number) => [amounts(rows), deductions(rows), [[0.1]], [["carry"]]] },
    { name: "DEAL.MINGUARANTEE", args: (rows: number) => [amounts(rows), [[4_000]], [["rolling 4"]]] },
    { name: "DEAL.MINGUARANTEE.LINES", args: (rows: number) => [amounts(rows), [[4_000]], [["life"]]] },
    { name: "DEAL.RECOUP", args: (rows: number) => [amounts(rows), [[1_000_000]], null, [[0.2]], [[4]], null, [[2]]] },
    { name: "DEAL.USAGEFEE", args: (rows: number) => [usage(rows), rateCard(rows), [["never"]], [[2]]] },
    { name: "DEAL.USAGEFEE.LINES", args: (rows: number) => [usage(rows), rateCard(rows), [[4]]] },
    { name: "DEAL.RECOUP.LINES", args: (rows: number) => [accounts(rows), [[0]], [["recouped only"]], [[0.2]], [[4]]] },
  ])("$name", ({ name, args }) => {
    const small = seconds(() => run(name, ...args(ROWS / 10)));
    const large = seconds(() => run(name, ...args(ROWS)));
    expect(large).toBeLessThan(30);
    // Quadratic would be 100 times as long.
    expect(large / small).toBeLessThan(40);
  });

  test("on a sheet, from a range to a spill and a sum over it", () => {
    const book = new Workbook();
    const sheet = book.addSheet("Sales");
    amounts(ROWS).forEach(([amount = 0], i) => sheet.setCell(i + 1, 1, { value: amount }));
    sheet.setCell(1, 2, { value: null, formula: { text: `DEAL.TIEREDROYALTY(A1:A${ROWS},{0,0.05;1000,0.12;5000,0.18},,"each period",,2)`, kind: "dynamic" } });
    sheet.setCell(1, 3, { value: null, formula: { text: "ROUND(SUM(DEAL.PRORATA(1000000,ABS(B1#))),2)", kind: "dynamic" } });
    expect(seconds(() => recalculate(book, catalogue))).toBeLessThan(60);
    expect(sheet.cell(1, 3)?.value).toBe(1_000_000);
    const [[first]] = run("DEAL.TIEREDROYALTY", amounts(ROWS).slice(-1), TIERS, null, null, null, [[2]]) as [[number]];
    expect(sheet.cell(ROWS, 2)?.value).toBe(first);
  });
});
