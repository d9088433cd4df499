import type { CellValue, Grid } from "../../src/cells/cell";
import { Refusal, type Shape } from "../../src/engine/refusal";
import { catalogue } from "../../src/functions/catalogue";
import { recalculate } from "../../src/sheet/recalculation";
import { Workbook } from "../../src/sheet/workbook";
import { FAMILIES as REFERENCES } from "../reference/families";
import { column, row, run, turned, type Argument } from "./call";
import { companionsOf } from "./drawnAnswers";

/** A call that answers, and the cells that say how large its answer is: refused for one of them, nobody knows, and what is in doubt is counted in. */
interface Call {
  readonly fn: string;
  readonly args: readonly Argument[];
  /** Argument, row and column, counted from 1, as "tiers 1 2". Undefined: not asked. */
  readonly largerFor?: readonly string[] | undefined;
  readonly why: string;
}

const TIERS: Grid = [
  [0, 0.05],
  [100, 0.12],
  [500, 0.18],
];
const LAYERS: Grid = [
  ["Rank", "Payee", "Type", "Rate", "Amount"],
  [1, "Agent", "percent", 0.1, 0],
  [2, "A", "recoup", 0, 50],
  [3, "A", "split", 0.5, 0],
  [3, "B", "split", 0.5, 0],
].map((cells, i) => [...cells, ["Of", "gross", "", "", ""][i] ?? ""]);
const DEDUCTIONS: Grid = [
  ["VAT", "exclusion", 0, 0, 10, 20],
  ["Freight", "deduction", 0.05, 0, 8, 4],
  ["Fees", "deduction", 0, 2, 3, 3],
];
const CARD: Grid = [
  ["Images", 0, 0.1, "marginal"],
  ["", 500, 0.08, ""],
  ["Minutes", 0, 2, ""],
];
const USAGE: Grid = [
  ["Images", 400, 300, 200],
  ["Minutes", 4, 3, 2],
];
const ACCOUNTS: Grid = [
  ["First album", 150, -100, 80],
  ["Second album", 50, 60, 70],
];
/** A first row that cannot be read may be a row of the table, or its header row. */
const heads = (argument: string, columns: number) => Array.from({ length: columns }, (_, c) => `${argument} 1 ${c + 1}`);

const written: readonly Call[] = [
  { fn: "TIEREDROYALTY", args: [row(100, 200, 300), TIERS, "cliff", "never", 5, 2], why: "periods across" },
  { fn: "TIEREDROYALTY", args: [column(100, 200), TIERS, null, column(2026, 2027)], why: "periods down" },
  { fn: "TIEREDROYALTY", args: [100, [["Above", "Rate"], [0, 0.05]]], why: "one period" },
  { fn: "TIEREDROYALTY.LINES", args: [row(100, 200), TIERS, "cliff", "never"], why: "a line more for a cliff" },
  { fn: "TIEREDROYALTY.LINES", args: [column(100, 200), TIERS, null, 4, 0, 2], why: "turned" },
  { fn: "TIEREDROYALTY.LINES", args: [100, TIERS, "marginal"], largerFor: ["method 1 1"], why: "a method that cannot be read may be a cliff" },
  { fn: "PRORATA", args: [100, column(1, 2, 3), 2, 0], why: "one pool, holders down" },
  { fn: "PRORATA", args: [100, row(1, 2, 3)], why: "one pool, holders across" },
  { fn: "PRORATA", args: [row(100, 200), column(1, 2, 3), 2], why: "holders × periods" },
  { fn: "PRORATA", args: [column(100, 200), row(1, 2, 3)], why: "periods × holders" },
  { fn: "PRORATA", args: [column(100, 200), [[1, 2, 3], [4, 5, 6]]], why: "a block of weights" },
  { fn: "PRORATA", args: [row(100, 200), [["Holder", "Weight"], ["Ann", 7], ["Bob", 1]]], largerFor: heads("weights", 2), why: "a table of holders" },
  { fn: "PRORATA.LINES", args: [row(100, 200), column(1, 2, 3)], why: "five lines for each holder, three for all" },
  { fn: "NPV_ROYALTY", args: [0.1, row(100, 200), "end"], why: "one cell, whatever is wrong" },
  { fn: "NPV_ROYALTY.LINES", args: [0.1, row(100, 200), row(46023, 46388), 46000], why: "seven lines" },
  { fn: "NPV_ROYALTY.LINES", args: [column(0.1, 0.2), column(100, 200), "mid"], why: "turned" },
  { fn: "NETREVENUE", args: [row(100, 50), DEDUCTIONS, 0.1, "carry", 5, 2], why: "periods across" },
  { fn: "NETREVENUE", args: [column(100, 50), DEDUCTIONS, null, "floor"], why: "laid out as the gross" },
  { fn: "NETREVENUE.LINES", args: [row(100, 50), DEDUCTIONS, 0.1, "carry"], largerFor: ["deductions 1 2"], why: "three lines for each deduction, none for an exclusion" },
  { fn: "USAGEFEE", args: [USAGE, CARD, "never", 2], why: "all metrics in one row" },
  { fn: "USAGEFEE.LINES", args: [USAGE, CARD, "never"], why: "nine lines for each metric" },
  { fn: "MINGUARANTEE", args: [row(60, 90, 130), row(100, 100, 100), "life", row(5, 5)], why: "periods across" },
  { fn: "MINGUARANTEE.LINES", args: [column(60, 90, 130), 100, "rolling 2", 5], why: "turned" },
  { fn: "RECOUP", args: [row(80, 80, 80), 100, null, 0.25, 2, row(5, 5), 2], why: "one account across" },
  { fn: "RECOUP", args: [column(80, 80, 80), 100], why: "one account down" },
  { fn: "RECOUP", args: [[[150, -100, 80], [50, 60, 70]], column(100, 40), "all"], why: "accounts × periods, without names" },
  { fn: "RECOUP", args: [ACCOUNTS, column(100, 40), "all", column(0.1, 0), 2, [[5, 1], [0, 0]]], largerFor: ["earned 1 1", "earned 2 1"], why: "accounts × periods; where one has no name, names may be amounts" },
  { fn: "RECOUP.LINES", args: [ACCOUNTS, column(100, 40), "none"], largerFor: ["earned 1 1", "earned 2 1"], why: "eleven lines for each account" },
  { fn: "RECOUP.LINES", args: [column(80, 80), 100], why: "turned" },
  { fn: "WITHHOLDING", args: [row(100, 200, 300), row(0.1, 0.2, 0.3), "none", 2], why: "royalties across" },
  { fn: "WITHHOLDING.LINES", args: [column(100, 200), 0.3, "gross up"], why: "turned" },
  { fn: "WITHHOLDING", args: [[[100, 200], [300, 400], [500, 600]], column(0.1, 0.2, 0.3), "none", 2], why: "payees × periods" },
  { fn: "WITHHOLDING.LINES", args: [[["Actor", 100, 200], ["Agent", 300, 400]], [["Actor", 0.1], ["Agent", 0.2]], "none", 2], largerFor: ["royalty 1 1", "royalty 2 1"], why: "four lines for each payee" },
  { fn: "WITHHOLDING.LINES", args: [[[100, 200], [300, 400], [500, 600]], row(0.1, 0.2), "none", 2], why: "payees across: turned" },
  { fn: "WATERFALL", args: [row(100, 200), LAYERS, 2, [[0, 0], [10, 10], [0, 0], [0, 0]]], largerFor: heads("layers", 6), why: "layers × periods" },
  { fn: "WATERFALL", args: [column(100, 200, 300), LAYERS.slice(1)], why: "periods × layers, without a header row" },
  { fn: "WATERFALL.LINES", args: [row(100, 200), LAYERS], largerFor: [...heads("layers", 6), "layers 4 1", "layers 5 1"], why: "seven lines for each layer, one for each rank" },
  { fn: "WATERFALL.PAYEES", args: [column(100, 200), LAYERS], largerFor: [...heads("layers", 6), "layers 3 2", "layers 4 2"], why: "a line for each payee" },
];

/** Of a function without a call of its own here the smallest of some that are drawn for it. */
const drawn = REFERENCES.flatMap(({ name, cases, seed }) => {
  const size = (args: readonly (Grid | null)[]) => args.flat(2).length;
  const [smallest] = cases(40, seed).filter(({ answer }) => typeof answer[0]?.[0] === "number").sort((a, b) => size(a.args) - size(b.args));
  return companionsOf(name).flatMap(({ entry }): Call[] => {
    const fn = entry.name.replace("DEAL.", "");
    return smallest === undefined || written.some((call) => call.fn === fn) ? [] : [{ fn, args: smallest.args, largerFor: undefined, why: smallest.why }];
  });
});

const calls: readonly Call[] = [...written.map((call) => ({ largerFor: [], ...call })), ...drawn];

describe("a refusal has the shape of the answer that it stands for", () => {
  test.each(calls)("$fn: $why", ({ fn, args, largerFor }) => {
    const grids = args.map((argument) => (argument === null ? null : Array.isArray(argument) ? (argument as Grid) : [[argument as CellValue]]));
    const right = shapeOf(run(fn, grids));
    const names = catalogue.find(({ name }) => name === `DEAL.${fn}`)?.parameters.map(({ name }) => name) ?? [];
    const larger = new Set<string>();
    let refused = 0;
    grids.forEach((grid, argument) =>
      grid?.forEach((cells, r) =>
        cells.forEach((_, c) => {
          for (const bad of [{ error: "#N/A" as const }, "abc", 1e16]) {
            const spoilt = grid.map((line, i) => (i === r ? line.map((value, j) => (j === c ? bad : value)) : line));
            const refusal = refusalOf(fn, grids.map((one, i) => (i === argument ? spoilt : one)));
            // A text among names is a name, and a number too.
            if (refusal === undefined) continue;
            refused++;
            const place = `${names[argument] ?? ""} ${r + 1} ${c + 1}`;
            const { rows = 0, columns = 0 } = refusal.shape ?? {};
            if (rows !== right.rows || columns !== right.columns) larger.add(place);
            expect({ place, bad, isCovered: rows >= right.rows && columns >= right.columns }).toEqual({ place, bad, isCovered: true });
          }
        }),
      ),
    );
    expect(refused).toBeGreaterThan(args.length);
    if (largerFor !== undefined) expect([...larger].sort()).toEqual([...largerFor].sort());
  });

  test.each<{ fn: string; args: readonly Argument[]; why: string }>([
    { fn: "TIEREDROYALTY", args: [null, TIERS], why: "the base is left out" },
    { fn: "TIEREDROYALTY", args: [[[1, 2], [3, 4]], TIERS, null, "never"], why: "a block stands where a row or column belongs" },
    { fn: "TIEREDROYALTY.LINES", args: [row(1, 2), null, null, "never"], why: "the tiers are left out" },
    { fn: "PRORATA", args: [row(1, 2), row(1, 2)], why: "the weights lie as the pool does" },
    { fn: "PRORATA", args: [100, [[1, 2], [3, 4]]], why: "one pool with a block of weights" },
    { fn: "WATERFALL", args: [row(1, 2), null], why: "the layers are left out" },
    { fn: "RECOUP", args: [null, 0], why: "the earned are left out" },
    { fn: "USAGEFEE", args: [column("Images", "Minutes"), CARD], why: "there are no periods" },
  ])("and none where nobody knows it: $fn, $why", ({ fn, args }) => {
    const refusal = refusalOf(fn, args.map((argument) => (argument === null ? null : Array.isArray(argument) ? (argument as Grid) : [[argument as CellValue]])));
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal?.shape).toBeUndefined();
  });

  test("also where the answer itself is too large for a cell", () => {
    // A return of 100% a period, compounded: what is unpaid has twice as much after each of them, and after 1,100 more than a double holds.
    const cash = row(...Array.from({ length: 1_100 }, () => 0));
    const refusal = refusalOf("WATERFALL.LINES", [cash, row(1, "A", "preferred", 1, 1e15, null, null, null, "compound")]);
    expect(refusal?.message).toMatch(/^The result \S+ is too large for a cell/);
    // A header; six lines of cash, seven of the layer, the cash left, what is undistributed and the check. Four columns of labels.
    expect(refusal?.shape).toEqual({ rows: 17, columns: 1_104 });
  });

  test("every function that answers more than one cell is here", () => {
    const called = new Set(calls.map(({ fn }) => `DEAL.${fn}`));
    expect(catalogue.filter(({ name, parameters }) => parameters.length > 0 && !called.has(name))).toEqual([]);
  });
});

describe("in a workbook the refusal stands in every cell that the answer would fill", () => {
  const book = (formula: string, cells: readonly (readonly [row: number, column: number, value: CellValue])[]) => {
    const workbook = new Workbook();
    const sheet = workbook.addSheet("Deal");
    for (const [r, c, value] of cells) sheet.setCell(r, c, { value });
    sheet.setCell(10, 1, { value: null, formula: { text: formula, kind: "dynamic" } });
    sheet.setCell(20, 1, { value: null, formula: { text: "SUM(B11:C12)", kind: "plain" } });
    recalculate(workbook, catalogue);
    return (r: number, c: number) => sheet.cell(r, c)?.value ?? null;
  };

  test("so that no sum beside it reads a blank as 0", () => {
    const value = book("DEAL.PRORATA(A1:C1,A2:A4)", [[1, 1, 100], [1, 2, 200], [1, 3, "1.000,50"], [2, 1, 5], [3, 1, 3], [4, 1, 2]]);
    const said = { error: "#VALUE!", message: expect.stringContaining("\"1.000,50\"") as string };
    for (const r of [10, 11, 12]) expect([1, 2, 3].map((c) => value(r, c))).toEqual([said, said, said]);
    expect(value(20, 1)).toMatchObject({ error: "#VALUE!" });
    expect(value(13, 1)).toBeNull();
  });

  test("and is gone from all of them when the figure is mended", () => {
    const workbook = new Workbook();
    const sheet = workbook.addSheet("Deal");
    sheet.setCell(1, 1, { value: "n/a" });
    sheet.setCell(1, 2, { value: 60 });
    sheet.setCell(2, 1, { value: null, formula: { text: "DEAL.WITHHOLDING(A1:B1,0.1)", kind: "dynamic" } });
    recalculate(workbook, catalogue);
    expect(sheet.cell(2, 2)?.value).toMatchObject({ error: "#VALUE!" });
    sheet.setCell(1, 1, { value: 100 });
    recalculate(workbook, catalogue);
    expect([sheet.cell(2, 1)?.value, sheet.cell(2, 2)?.value]).toEqual([90, 54]);
  });
});

function shapeOf(answer: Grid | CellValue): Shape {
  return Array.isArray(answer) ? { rows: answer.length, columns: turned(answer as Grid).length } : { rows: 1, columns: 1 };
}

function refusalOf(fn: string, args: readonly (Grid | null)[]): Refusal | undefined {
  try {
    run(fn, args);
    return undefined;
  } catch (refusal) {
    if (refusal instanceof Refusal) return refusal;
    throw refusal;
  }
}
