import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { openXlsx } from "../../src/file/xlsx";
import { catalogue } from "../../src/functions/catalogue";
import { cellPlace } from "../../src/sheet/address";
import { LiveCalculation, type Edit } from "../../src/sheet/liveCalculation";
import { recalculate } from "../../src/sheet/recalculation";
import type { Cell, Workbook } from "../../src/sheet/workbook";
import { at, cellOf, workbook } from "./build";

/** Everything that a workbook shows. */
function shown({ sheets }: Workbook): string[] {
  return sheets.flatMap(({ name, rows }) =>
    [...rows].flatMap(([row, cells]) => [...cells].map(([column, { value, extent, filledFrom }]) => `${cellPlace(name, row, column)} ${JSON.stringify({ value, extent, filledFrom })}`)),
  ).sort();
}

/** The same without the sentences that name one circle of several, or one way to an error: either says the truth. */
function shownFigures(book: Workbook): string[] {
  return shown(book).map((cell) => cell.replace(/,"message":"(?:[^"]* depends on itself|The error comes from)[^"]*"/, ""));
}

/** A workbook with the same inputs and formulas, calculated as a whole. */
function calculatedAnew(book: Workbook): Workbook {
  const copy = workbook({}, book.names);
  for (const sheet of book.sheets) {
    const other = copy.addSheet(sheet.name);
    for (const [row, cells] of sheet.rows) for (const [column, cell] of cells) other.setCell(row, column, { ...cell });
  }
  recalculate(copy, catalogue);
  return copy;
}

function edit(book: Workbook, row: number, column: number, cell: Cell | null, sheet = book.sheets[0]): Edit {
  if (sheet === undefined) throw new Error("no sheet");
  return { sheet, row, column, cell };
}

describe("after an edit", () => {
  test.each([
    { why: "an input, and what reads it over another cell", before: { A1: 1, B1: "=A1+1", C1: "=B1*2", D1: "=5" }, row: 1, column: 1, cell: 10 },
    { why: "an input that becomes a formula", before: { A1: 1, B1: "=A1+1", C1: 7 }, row: 1, column: 1, cell: "=C1*3" },
    { why: "a formula that becomes an input", before: { A1: "=2", B1: "=A1+1" }, row: 1, column: 1, cell: 8 },
    { why: "a cell that is cleared", before: { A1: 1, B1: "=SUM(A1:A3)", A2: 4 }, row: 2, column: 1, cell: null },
    { why: "a spill that grows", before: { A1: 2, B1: "=SEQUENCE(A1)", C1: "=SUM(B1:B9)" }, row: 1, column: 1, cell: 5 },
    { why: "a spill that shrinks, and a sum over what it leaves", before: { A1: 5, B1: "=SEQUENCE(A1)", C1: "=SUM(B1:B9)" }, row: 1, column: 1, cell: 2 },
    { why: "something typed into a spill", before: { B1: "=SEQUENCE(4)", C1: "=SUM(B1:B9)" }, row: 3, column: 2, cell: 100 },
    { why: "a spill that comes free", before: { B1: "=SEQUENCE(4)", B3: 9, C1: "=SUM(B1:B9)" }, row: 3, column: 2, cell: null },
    { why: "a spill removed with its formula", before: { B1: "=SEQUENCE(4)", C1: "=SUM(B1:B9)" }, row: 1, column: 2, cell: null },
    { why: "a cell that OFFSET points at", before: { A1: 1, A5: 3, B1: "=OFFSET(A1,A9,0)", A9: 4 }, row: 5, column: 1, cell: 50 },
    { why: "a circle that is closed", before: { A1: 1, B1: "=A1+1", C1: "=B1+1" }, row: 1, column: 1, cell: "=C1" },
    { why: "a circle that is opened", before: { A1: "=C1", B1: "=A1+1", C1: "=B1+1" }, row: 1, column: 1, cell: 1 },
    { why: "whole rows and columns", before: { A1: 1, Z9: "=SUM(A:A)", Z10: "=SUM(1:1)" }, row: 1, column: 1, cell: 6 },
    { why: "an error that others explain", before: { A1: 1, B1: "=1/A1", C1: "=B1+1" }, row: 1, column: 1, cell: 0 },
  ])("$why: as if all were calculated", ({ before, row, column, cell }) => {
    const book = workbook(before);
    const live = new LiveCalculation(book, catalogue);
    live.all();
    live.edit([edit(book, row, column, cell === null ? null : cellOf(cell))]);
    expect(shown(book)).toEqual(shown(calculatedAnew(book)));
    // And again, now that it is known who reads what.
    live.edit([edit(book, row, column, cellOf(3))]);
    live.edit([edit(book, row, column, cell === null ? null : cellOf(cell))]);
    expect(shown(book)).toEqual(shown(calculatedAnew(book)));
  });

  test("a cell of a table, and those who read the table by its name", () => {
    const book = workbook({ A1: "Units", A2: 1, A3: 2, C1: "=SUM(Sales[Units])", C2: "=C1*10", C3: "=ROWS(Sales)", C4: "=SUM(Sales)" });
    book.tables.push({ name: "Sales", sheet: "Sheet1", top: 1, left: 1, bottom: 3, right: 1, hasHeader: true, hasTotals: false, columns: ["Units"] });
    const live = new LiveCalculation(book, catalogue);
    live.all();
    live.edit([edit(book, 3, 1, cellOf(7))]);
    live.edit([edit(book, 2, 1, cellOf(5))]);
    expect(["C1", "C2", "C3", "C4"].map((place) => at(book, place)?.value)).toEqual([12, 120, 2, 12]);
  });

  test("law: any edits give what the whole calculation gives", () => {
    const place = fc.record({ row: fc.integer({ min: 1, max: 5 }), column: fc.integer({ min: 1, max: 4 }) });
    const reference = place.map(({ row, column }) => `${"ABCD"[column - 1] ?? "A"}${row}`);
    const formula = fc.oneof(
      fc.tuple(reference, reference).map(([a, b]) => `=${a}+${b}`),
      fc.tuple(reference, reference).map(([a, b]) => `=SUM(${a}:${b})`),
      reference.map((a) => `=SEQUENCE(MIN(3,ABS(${a})))`),
      reference.map((a) => `=${a}#`),
      reference.map((a) => `=OFFSET(A1,${a},0)`),
    );
    const content = fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 4 }) }, { weight: 3, arbitrary: formula }, { weight: 1, arbitrary: fc.constant(null) });
    const edits = fc.array(fc.tuple(place, content), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(edits, edits, (first, then) => {
        const book = workbook({ A1: 1 });
        for (const [{ row, column }, given] of first) if (given !== null) book.sheets[0]?.setCell(row, column, cellOf(given));
        const live = new LiveCalculation(book, catalogue);
        live.all();
        for (const [{ row, column }, given] of then) {
          live.edit([edit(book, row, column, given === null ? null : cellOf(given))]);
          expect(shownFigures(book)).toEqual(shownFigures(calculatedAnew(book)));
        }
      }),
      { numRuns: 150 },
    );
  });

  test.each(["tier-reading.xlsx", "voice-licence.xlsx", "music-consortium.xlsx"])("%s: every number on Inputs changed in turn", (name) => {
    const { workbook: book } = openXlsx(readFileSync(join(resolve(__dirname, "../../samples"), name)), catalogue.map((entry) => entry.name));
    const live = new LiveCalculation(book, catalogue);
    live.all();
    const inputs = book.sheet("Inputs");
    const numbers = [...(inputs?.rows ?? [])].flatMap(([row, cells]) => [...cells].flatMap(([column, { value, formula }]) => (typeof value === "number" && formula === undefined ? [{ row, column, value }] : [])));
    for (const { row, column, value } of numbers.filter((_, i) => i % 6 === 0)) live.edit([edit(book, row, column, { value: value * 0.9 }, inputs)]);
    expect(shown(book)).toEqual(shown(calculatedAnew(book)));
  });
});

test("a formula that nothing has changed for is not calculated again", () => {
  const book = workbook({ A1: 1, B1: "=A1+1", C1: "=7" });
  const settled: number[] = [];
  const live = new LiveCalculation(book, catalogue, (_, formulas) => settled.push(formulas));
  live.all();
  live.edit([edit(book, 1, 1, { value: 5 })]);
  expect(settled.at(-1)).toBe(1);
  expect(at(book, "B1")?.value).toBe(6);
});

test("a formula whose inputs still show the same is not calculated again", () => {
  const [entry] = catalogue;
  if (entry === undefined) throw new Error("The catalogue is empty.");
  let runs = 0;
  const counted = { ...entry, name: "DEAL.COUNTED", run: () => ++runs };
  const book = workbook({ A1: 1.2, B1: "=ROUND(A1,0)", C1: "=DEAL.COUNTED(B1)", D1: "=SEQUENCE(2)*B1", E1: "=DEAL.COUNTED(D2)", F1: "=DEAL.COUNTED(D1#)" });
  const live = new LiveCalculation(book, [counted]);
  live.all();
  // To get to know formulas takes an edit.
  live.edit([edit(book, 1, 1, { value: 1.2 })]);
  const [before, shown] = [runs, at(book, "C1")?.value];
  live.edit([edit(book, 1, 1, { value: 1.3 })]);
  expect(runs).toBe(before);
  expect(at(book, "C1")?.value).toBe(shown);
  live.edit([edit(book, 1, 1, { value: 2 })]);
  expect(runs).toBe(before + 3);
});
