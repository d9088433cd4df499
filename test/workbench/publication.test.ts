import { CellValueType, ObjectMatrix, type ICellData } from "@univerjs/core";
import type { IAllRuntimeData } from "@univerjs/engine-formula";
import type { Workbook } from "../../src/sheet/workbook";
import { publication, type ShownSpills } from "../../src/workbench/grid/publication";
import { Touched } from "../../src/workbench/grid/touched";
import { recalculated, type Given } from "../sheet/build";

const NUMBER = CellValueType.NUMBER;
const NO_SPILLS: ShownSpills = { ranges: {}, cells: {} };

/** What is published of Sheet1, of a grid that shows this. */
function published(book: Workbook, cells: Record<number, Record<number, ICellData>>, spills = NO_SPILLS, touched = Touched.all(), since = new Touched()) {
  const [sheet] = book.sheets;
  if (sheet === undefined) throw new Error("no sheet");
  const { unitData, arrayFormulaRange, arrayFormulaCellData } = publication("book", [{ sheetId: "one", sheet, cells: new ObjectMatrix(cells) }], spills, touched, since) as IAllRuntimeData & {
    unitData: Record<string, Record<string, ObjectMatrix<ICellData>>>;
    arrayFormulaCellData: Record<string, Record<string, ObjectMatrix<ICellData> | undefined>>;
  };
  return { cells: unitData["book"]?.["one"]?.getMatrix(), ranges: arrayFormulaRange["book"]?.["one"], spilled: arrayFormulaCellData["book"]?.["one"]?.getMatrix() };
}

test.each<{ why: string; formula: Given; cleared: ICellData | undefined; put: ICellData }>([
  { why: "a figure that the grid has cleared", formula: "=1+1", cleared: { f: "=1+1" }, put: { v: 2, t: NUMBER } },
  { why: "an older figure that Undo has brought back", formula: "=1+1", cleared: { f: "=1+1", v: 1, t: NUMBER }, put: { v: 2, t: NUMBER } },
  { why: "a text that looks like the figure", formula: "=1+1", cleared: { f: "=1+1", v: "2", t: CellValueType.STRING }, put: { v: 2, t: NUMBER } },
  { why: "a refusal", formula: "=DEAL.POSITIVE(-1)", cleared: { f: "=DEAL.POSITIVE(-1)" }, put: { v: "#VALUE!", t: CellValueType.STRING } },
  { why: "TRUE", formula: "=1=1", cleared: { f: "=1=1", v: 1, t: NUMBER }, put: { v: 1, t: CellValueType.BOOLEAN } },
  { why: "an empty text, under a figure that stood there", formula: '=""', cleared: { f: '=""', v: 5, t: NUMBER }, put: { v: "", t: CellValueType.STRING } },
])("$why is put back", ({ formula, cleared, put }) => {
  const book = recalculated({ B1: formula });
  expect(published(book, cleared ? { 0: { 1: cleared } } : {}).cells).toEqual({ 0: { 1: put } });
});

/** B1 of the sheet, and no other cell. */
function onlyB1(): Touched {
  const touched = new Touched();
  touched.add("one", 1, 2);
  return touched;
}

test("only what was touched is put back, and not what was touched again since", () => {
  const book = recalculated({ B1: "=1+1", C1: "=1+2" });
  expect(published(book, {}, NO_SPILLS, onlyB1()).cells).toEqual({ 0: { 1: { v: 2, t: NUMBER } } });
  expect(published(book, {}, NO_SPILLS, Touched.all(), onlyB1()).cells).toEqual({ 0: { 2: { v: 3, t: NUMBER } } });
  expect(published(book, {}, NO_SPILLS, onlyB1(), onlyB1()).cells).toBeUndefined();
});

test("what the grid shows already is left as it is, and inputs are never written", () => {
  const book = recalculated({ A1: 5, B1: "=A1*2", C1: "=A1*3" });
  expect(published(book, { 0: { 0: { v: 6, t: NUMBER }, 1: { f: "=A1*2", v: 10, t: NUMBER }, 2: { f: "=A1*3" } } }).cells).toEqual({ 0: { 2: { v: 15, t: NUMBER } } });
});

describe("spills", () => {
  const book = recalculated({ A1: "=SEQUENCE(1,2)" });
  const cells = { 0: { 0: { f: "=SEQUENCE(1,2)", v: 1, t: NUMBER } } };
  const range = { startRow: 0, startColumn: 0, endRow: 0, endColumn: 1 };
  const one = { v: 1, t: NUMBER };
  const two = { v: 2, t: NUMBER };
  const shows = (ranges: Record<number, Record<number, typeof range>>, cells: Record<number, Record<number, ICellData>>): ShownSpills => ({ ranges: { book: { one: ranges } }, cells: { book: { one: cells } } });

  test("shown as it is, it is not published", () => {
    expect(published(book, cells, shows({ 0: { 0: range } }, { 0: { 0: one, 1: two } }))).toEqual({ cells: undefined, ranges: undefined, spilled: undefined });
  });

  test.each([
    { why: "that the grid has cleared, because its formula was entered again", spills: shows({}, {}) },
    { why: "in which a cell is missing", spills: shows({ 0: { 0: range } }, { 0: { 0: one } }) },
    { why: "in which a cell shows an older figure", spills: shows({ 0: { 0: range } }, { 0: { 0: one, 1: { v: 3, t: NUMBER } } }) },
    { why: "that the grid shows larger than it is", spills: shows({ 0: { 0: { ...range, endColumn: 2 } } }, { 0: { 0: one, 1: two, 2: two } }) },
    { why: "beside one that is no more", spills: shows({ 0: { 0: range }, 4: { 0: { startRow: 4, startColumn: 0, endRow: 5, endColumn: 0 } } }, { 0: { 0: one, 1: two }, 4: { 0: one }, 5: { 0: two } }) },
  ])("one $why is published whole", ({ spills }) => {
    const { ranges, spilled } = published(book, cells, spills);
    expect([ranges, spilled]).toEqual([{ 0: { 0: range } }, { 0: { 0: one, 1: two } }]);
  });

  test("one that lost a cell is published where that cell was touched, and left where another was", () => {
    const lost = shows({ 0: { 0: range } }, { 0: { 0: one } });
    expect(published(book, cells, lost, onlyB1()).spilled).toEqual({ 0: { 0: one, 1: two } });
    const elsewhere = new Touched();
    elsewhere.add("one", 7, 7);
    expect(published(book, cells, lost, elsewhere).spilled).toBeUndefined();
  });

  test("one that is no more is taken away where a cell was touched that it filled", () => {
    const plain = recalculated({ A1: 5 });
    expect(published(plain, {}, shows({ 0: { 0: range } }, { 0: { 0: one, 1: two } }), onlyB1())).toEqual({ cells: undefined, ranges: {}, spilled: {} });
  });
});
