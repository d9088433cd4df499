import { isError } from "../../src/cells/cell";
import { recalculate } from "../../src/sheet/recalculation";
import { Workbook } from "../../src/sheet/workbook";
import { FUNCTIONS, at, cellOf, recalculated, valueAt, values, workbook } from "./build";

function column(formulas: Iterable<string | number>, more: Record<number, string> = {}): Workbook {
  const book = new Workbook();
  const sheet = book.addSheet("Sheet1");
  let row = 0;
  for (const given of formulas) sheet.setCell(++row, 1, cellOf(given));
  for (const [at, formula] of Object.entries(more)) sheet.setCell(Number(at), 2, cellOf(formula));
  recalculate(book, FUNCTIONS);
  return book;
}

describe("tens of thousands of formulas", () => {
  test("30,000 different formulas and a sum over them", () => {
    const book = column(Array.from({ length: 30_000 }, (_, i) => `=${i + 1}+0`), { 1: "=SUM(A1:A30000)", 2: "=COUNT(A:A)" });
    expect([valueAt(book, "A1"), valueAt(book, "A30000"), valueAt(book, "B1"), valueAt(book, "B2")]).toEqual([1, 30_000, 450_015_000, 30_000]);
  });

  test("a chain of 30,000 cells, each depending on the one before", () => {
    const book = column(Array.from({ length: 30_000 }, (_, i) => (i === 0 ? 1 : `=A${i}+1`)));
    expect(valueAt(book, "A30000")).toBe(30_000);
  });

  test("a chain of 30,000 cells that leads from the last to the first", () => {
    const book = column(Array.from({ length: 30_000 }, (_, i) => (i === 29_999 ? 1 : `=A${i + 2}+1`)));
    expect(valueAt(book, "A1")).toBe(30_000);
  });

  test("10,000 formulas with a function of ours, and 2,000 running totals over them", () => {
    const book = new Workbook();
    const sheet = book.addSheet("Sheet1");
    for (let row = 1; row <= 10_000; row++) sheet.setCell(row, 1, cellOf(`=DEAL.DOUBLE(${row})`));
    for (let row = 1; row <= 2_000; row++) sheet.setCell(row, 2, cellOf(`=SUM(A$1:A${row})`));
    recalculate(book, FUNCTIONS);
    expect([valueAt(book, "A10000"), valueAt(book, "B2000")]).toEqual([20_000, 4_002_000]);
  });
});

describe("circles", () => {
  const inCircle = (path: string) => new RegExp(`depends on itself: .*${path}`);
  test.each<[Record<string, string>, string[], string, string]>([
    [{ A1: "=A1+1" }, ["A1"], "Sheet1!A1 → Sheet1!A1", "a formula of itself"],
    [{ A1: "=B1", B1: "=C1", C1: "=A1" }, ["A1", "B1", "C1"], "Sheet1!A1 → Sheet1!B1 → Sheet1!C1 → Sheet1!A1", "three cells"],
    [{ A1: "=SUM(A1:A9)" }, ["A1"], "Sheet1!A1 → Sheet1!A1", "through a range"],
    [{ A1: "=SUM(B:B)", B5: "=IFERROR(A1,0)" }, ["A1", "B5"], "Sheet1!A1 → Sheet1!B5 → Sheet1!A1", "through a whole column, and IFERROR does not hide it"],
    [{ A1: "=DEAL.DOUBLE(B1)", B1: "=A1" }, ["A1", "B1"], "Sheet1!A1 → Sheet1!B1 → Sheet1!A1", "through a function of ours"],
    [{ A1: "=Loop", B1: "=A1" }, ["A1", "B1"], "Sheet1!A1 → Sheet1!B1 → Sheet1!A1", "through a name"],
    [{ A1: "=Other!A1", "Other!A1": "=Sheet1!A1" }, ["A1", "Other!A1"], "Sheet1!A1 → Other!A1 → Sheet1!A1", "through another sheet"],
    [{ A1: "=B1#", B1: "=SEQUENCE(A1)" }, ["A1", "B1"], "Sheet1!A1 → Sheet1!B1 → Sheet1!A1", "through a spill by #"],
    [{ A1: "=SEQUENCE(3)*B1", B1: "=A3" }, ["A1", "B1"], "Sheet1!A1 → Sheet1!B1 → Sheet1!A1", "through a cell that the spill fills"],
    [{ A1: '=INDIRECT("B1")', B1: "=A1" }, ["A1", "B1"], "Sheet1!A1 → Sheet1!B1 → Sheet1!A1", "through INDIRECT"],
    [{ A1: "=OFFSET(A1,0,1)", B1: "=A1" }, ["A1", "B1"], "Sheet1!A1 → Sheet1!B1 → Sheet1!A1", "through OFFSET"],
    [{ A1: "=B1+C1", B1: "=A1", C1: "=IFERROR(A1,5)" }, ["A1", "B1"], "Sheet1!A1 → Sheet1!B1 → Sheet1!A1", "two circles that share a cell"],
  ])("%p: every cell of it is an error that names the cells (%#)", (cells, members, path) => {
    const book = workbook({ ...cells, Z1: "=1", Z2: "=A1" }, [{ name: "Loop", formula: "Sheet1!$B$1+1" }]);
    recalculate(book, FUNCTIONS);
    for (const member of members) {
      expect(valueAt(book, member)).toMatchObject({ error: "#VALUE!", message: expect.stringMatching(inCircle(path)) as string });
    }
    expect(valueAt(book, "Z1")).toBe(1);
    expect(isError(valueAt(book, "Z2"))).toBe(true);
  });

  test("a cell that depends on a circle says where its error comes from, and a base that OFFSET merely starts from is no circle", () => {
    const book = recalculated({ A1: "=B1", B1: "=A1", C1: "=B1+1", D1: 1, D2: 2, D3: "=SUM(D1:OFFSET(D3,-1,0))", E5: "=ROW(E5)" });
    expect([valueAt(book, "C1"), valueAt(book, "D3"), valueAt(book, "E5")]).toEqual([{ error: "#VALUE!", message: "The error comes from Sheet1!B1.", unsupported: true }, 3, 5]);
  });

  test("of two circles that share a cell, the second is known by the error of that cell, which IFERROR does not hide", () => {
    const book = recalculated({ A1: "=B1+C1", B1: "=A1", C1: "=IFERROR(A1,5)" });
    expect(valueAt(book, "C1")).toEqual({ error: "#VALUE!", message: "The error comes from Sheet1!A1.", unsupported: true });
  });

  test("a circle of 20,000 cells names the first few", () => {
    const book = column(Array.from({ length: 20_000 }, (_, i) => `=A${i === 0 ? 20_000 : i}`));
    expect(valueAt(book, "A777")).toMatchObject({ message: expect.stringMatching(/^Sheet1!A777 depends on itself: Sheet1!A1 → Sheet1!A20000 → .*… \(20000 cells\)/) as string });
  });
});

describe("spills", () => {
  test("fill their cells, and say so", () => {
    const book = recalculated({ B2: "=SEQUENCE(2,2)" });
    expect(values(book)).toEqual({ B2: 1, C2: 2, B3: 3, C3: 4 });
    expect(at(book, "B2")?.extent).toEqual({ rows: 2, columns: 2 });
    expect(at(book, "C3")?.filledFrom).toEqual({ row: 2, column: 2 });
  });

  test.each<[string, unknown, string]>([
    ["=SUM(A1#)", 6, "all cells of the spill"],
    ["=SUM(sheet1!$A$1#)", 6, "with its sheet"],
    ["=SUM(Other!A1#)", 3, "on another sheet"],
    ["=COUNT(A1#*2)", 3, "within an expression"],
    ["=SUM(A2:A3)", 5, "some cells of it"],
    ["=A3", 3, "one cell of it"],
    ["=SUM(A:A)", 6, "the whole column"],
    ["=SUM(A1#:B1)", 56, "a range up to another cell"],
    ["=ROWS(A1#)", 3, "how many rows"],
    ["=SUM(OFFSET(A1#,1,0))", 5, "OFFSET from a spill"],
    ["=B1#", { error: "#REF!", message: "Sheet1!Z9: no formula spills from Sheet1!B1, so # behind it stands for nothing." }, "a constant does not spill"],
    ["=A2#", { error: "#REF!", message: "Sheet1!Z9: no formula spills from Sheet1!A2, so # behind it stands for nothing." }, "a filled cell does not spill"],
    ["=C1#", 5, "a formula that could spill and fills one cell"],
    ["=D1#", { error: "#DIV/0!", message: "The error comes from Sheet1!D1." }, "a formula that is an error"],
    ["=A1:A3#", { error: "#REF!", message: "Sheet1!Z9: no formula spills from Sheet1!A3, so # behind it stands for nothing." }, "# belongs to the second corner"],
    ["=(A1:A3)#", { error: "#REF!", message: "Sheet1!Z9: # stands behind one cell, the one whose formula spills." }, "# behind a range"],
  ])("%s → %p (%s), on the first recalculation and on the next", (formula, expected) => {
    const book = workbook({ A1: "=SEQUENCE(3)", B1: 50, C1: "=2+3", D1: "=1/0", "Other!A1": "=SEQUENCE(2)", Z9: formula });
    recalculate(book, FUNCTIONS);
    expect(valueAt(book, "Z9")).toEqual(expected);
    recalculate(book, FUNCTIONS);
    expect(valueAt(book, "Z9")).toEqual(expected);
  });

  test("a formula that stands before the spill and reads one of its cells is right at once, and so is what depends on it", () => {
    const book = recalculated({ A1: "=C7*10", A2: "=A1+1", A3: "=SUM(C6:C8)", C5: "=SEQUENCE(B9)", B9: "=B8+2", B8: "=A9", A9: 2 });
    expect([valueAt(book, "A1"), valueAt(book, "A2"), valueAt(book, "A3")]).toEqual([30, 31, 9]);
  });

  test("spills that feed on each other's cells", () => {
    const cells: Record<string, string> = { A1: "=SEQUENCE(3)" };
    for (let i = 1; i < 20; i++) cells[`A${i * 5 + 1}`] = `=SEQUENCE(3)+A${i * 5 - 2}`;
    expect(valueAt(recalculated(cells), "A98")).toBe(60);
  });

  test("a spill that grows and shrinks leaves nothing behind", () => {
    const book = workbook({ A1: 3, B1: "=SEQUENCE(A1)", C1: "=SUM(B1:B9)", D1: "=SUM(B1#)" });
    for (const [size, total] of [[3, 6], [5, 15], [2, 3], [1, 1]] as const) {
      book.sheets[0]?.setCell(1, 1, { value: size });
      recalculate(book, FUNCTIONS);
      expect([valueAt(book, "C1"), valueAt(book, "D1"), at(book, `B${size + 1}`)]).toEqual([total, total, undefined]);
    }
    expect(at(book, "B1")?.extent).toBeUndefined();
  });

  test("cells that a file stores as filled are results, not inputs", () => {
    const book = workbook({
      A1: { value: 9, formula: { text: "SEQUENCE(2)", kind: "dynamic" }, extent: { rows: 4, columns: 1 } },
      A2: { value: 99, filledFrom: { row: 1, column: 1 } },
      A3: { value: 99, filledFrom: { row: 1, column: 1 }, format: "0.00" },
      A4: { value: 99, filledFrom: { row: 1, column: 1 } },
      B1: "=SUM(A1:A9)",
      C3: { value: 77, filledFrom: { row: 1, column: 3 } },
    });
    recalculate(book, FUNCTIONS);
    expect(values(book)).toEqual({ A1: 1, B1: 3, A2: 2 });
    expect(at(book, "A3")).toEqual({ value: null, format: "0.00" });
    expect(at(book, "C3")).toBeUndefined();
  });

  test.each<[Record<string, string | number | null>, string, string, string]>([
    [{ A1: "=SEQUENCE(3)", A3: 7 }, "A1", "Sheet1!A1: the answer needs A1:A3, and Sheet1!A3 is not empty. Clear it or move the formula.", "a constant in the way"],
    [{ A1: "=SEQUENCE(3)", A2: '=""' }, "A1", "Sheet1!A1: the answer needs A1:A3, and Sheet1!A2 is not empty. Clear it or move the formula.", "a formula in the way, though it shows nothing"],
    [{ A2: "=SEQUENCE(1,3)", B1: "=SEQUENCE(3)" }, "A2", "Sheet1!A2: the answer needs A2:C2, and Sheet1!B2 is not empty. Clear it or move the formula.", "another spill: the first in reading order wins"],
    [{ XFD1: "=SEQUENCE(1,2)" }, "XFD1", "Sheet1!XFD1: the answer has 1 rows and 2 columns, which reaches beyond the sheet. Move the formula up or to the left.", "the sheet's edge"],
  ])("%p: %s is #SPILL! (%s)", (cells, place, message) => {
    const book = recalculated({ ...cells, Z1: `=${place}` });
    expect(valueAt(book, place)).toEqual({ error: "#SPILL!", message });
    expect(valueAt(book, "Z1")).toEqual({ error: "#SPILL!", message: `The error comes from Sheet1!${place}.` });
  });

  test.each([
    { why: "one cell more than a formula may fill", formula: "=SEQUENCE(200001)", size: "200001 rows and 1 columns" },
    { why: "two million cells", formula: "=SEQUENCE(100000,20)", size: "100000 rows and 20 columns" },
    { why: "many narrow rows of an argument", formula: "=SEQUENCE(1000,1)*SEQUENCE(1,201)", size: "1000 rows and 201 columns" },
  ])("$why: the answer is refused, nothing is filled, and a sum over it is none the less calculated", ({ formula, size }) => {
    const book = recalculated({ B2: formula, A1: `=COUNT(${formula.slice(1)})` });
    const [rows = 0, columns = 0] = size.match(/\d+/g)?.map(Number) ?? [];
    expect(values(book)).toEqual({
      A1: rows * columns,
      B2: { error: "#CALC!", message: `Sheet1!B2: the answer has ${size}, and one formula fills at most 200000 cells here. Let it answer less, or a function add it up.`, unsupported: true },
    });
  });

  test("as many cells as one formula may fill are filled", () => {
    const book = recalculated({ A1: "=SEQUENCE(100000,2)" });
    expect([valueAt(book, "B100000"), at(book, "A1")?.extent]).toEqual([200000, { rows: 100000, columns: 2 }]);
  });

  test("an empty cell with a format is not in the way", () => {
    const book = recalculated({ A1: "=SEQUENCE(2)", A2: { value: null, format: "0.0" } });
    expect(at(book, "A2")).toEqual({ value: 2, format: "0.0", filledFrom: { row: 1, column: 1 } });
  });

  test("a stored extent that is no longer true makes no circle", () => {
    const book = workbook({ A1: { value: 1, formula: { text: "SEQUENCE(B1)", kind: "dynamic" }, extent: { rows: 5, columns: 1 } }, B1: "=COUNT(A4:A9)+2" });
    recalculate(book, FUNCTIONS);
    expect(values(book)).toEqual({ A1: 1, B1: 2, A2: 2 });
  });

  test("a spill whose size depends on the cells it fills is a circle", () => {
    const book = recalculated({ A1: "=SEQUENCE(B1)", B1: "=COUNT(A2:A9)+2" });
    expect(valueAt(book, "B1")).toMatchObject({ error: "#VALUE!", message: expect.stringContaining("depends on itself") as string });
  });
});

describe("formulas from before dynamic arrays", () => {
  const cells = { A1: 1, A2: 2, A3: 3, A4: 4, B1: 10, C1: 100, D1: 2 };
  test.each<[string, string, unknown, string]>([
    ["E2", "=A1:A4", 2, "a column is cut to the formula's row"],
    ["C9", "=B1:D1", 100, "a row is cut to the formula's column"],
    ["E3", "=A1:A4*10+1", 31, "also within arithmetic"],
    ["E3", "=SUM(A1:A4)", 10, "a function of ranges gets the whole range"],
    ["E3", "=SUM(A1:A4*2)", 6, "arithmetic within it is cut"],
    ["E3", "=SUMPRODUCT(A1:A4*2)", 20, "but not within SUMPRODUCT"],
    ["E3", "=SUMPRODUCT((A1:A4>1)*SQRT(A1:A4^2))", 9, "at any depth"],
    ["E3", "=ROUND(A1:A4/2,0)", 2, "a function of one value"],
    ["E3", "=VLOOKUP(A1:A4,A1:A4,1,FALSE)", 3, "the value to look up, not the table"],
    ["E3", "=IF(A1:A4>2,A1:A4,0)", 3, "every part of IF"],
    ["E3", "=SUM(IF(D1>1,A1:A4,0))", 10, "the branches of IF as its own place has it"],
    ["E3", "=COUNTIF(A1:A4,A1:A4)", 1, "the criterion, not the range"],
    ["E3", "=Column_A+0", 3, "a name for a range"],
    ["E3", "=SUM(Column_A)", 10, "a name for a range where ranges go"],
    ["E3", "=OFFSET(A1,0,0,4,1)", 3, "a range that is calculated"],
    ["E3", "={5,6}", 5, "of an array the first value"],
    ["E3", "=DEAL.DOUBLE(A1:A4)", 2, "our functions get ranges whole, and the first value shows"],
    ["E9", "=A1:A4", { error: "#VALUE!", message: "Sheet1!E9: one value is expected where A1:A4 stands, and no one cell of it is in the formula's own row or column." }, "beside the range"],
    ["E3", "=A1:B4", { error: "#VALUE!", message: "Sheet1!E3: one value is expected where A1:B4 stands, and no one cell of it is in the formula's own row or column." }, "a range of rows and columns"],
    ["E9", "=OFFSET(A1,0,0,4,1)", { error: "#VALUE!", message: "Sheet1!E9: one value is expected where A1:A4 stands, and no one cell of it is in the formula's own row or column." }, "a calculated range elsewhere"],
  ])("%s %s → %p (%s)", (place, formula, expected) => {
    const book = recalculated({ ...cells, [place]: formula }, [{ name: "Column_A", formula: "Sheet1!$A$1:$A$4" }], "plain");
    expect(valueAt(book, place)).toEqual(expected);
    expect(at(book, place)?.extent).toBeUndefined();
  });

  test.each<[string, { rows: number; columns: number }, Record<string, unknown>, string]>([
    ["A1:A3*2", { rows: 3, columns: 1 }, { E1: 2, E2: 4, E3: 6 }, "an array over its block"],
    ["A1:A3*2", { rows: 4, columns: 1 }, { E1: 2, E2: 4, E3: 6, E4: { error: "#N/A" } }, "a block larger than the answer"],
    ["A1:A3*2", { rows: 2, columns: 2 }, { E1: 2, F1: 2, E2: 4, F2: 4 }, "a column repeated over the columns, the rest cut off"],
    ["SUM(A1:A3*2)", { rows: 1, columns: 1 }, { E1: 12 }, "one cell, calculated as an array"],
    ["7", { rows: 2, columns: 1 }, { E1: 7, E2: 7 }, "one value everywhere"],
  ])("an array formula %s over %p (%s)", (text, extent, expected) => {
    const book = workbook({ ...cells, E1: { value: "stale", formula: { text, kind: "array" }, extent }, Z1: "=SUM(E2:E2)" });
    recalculate(book, FUNCTIONS);
    recalculate(book, FUNCTIONS);
    expect(values(book)).toMatchObject(expected);
    expect(at(book, "E1")?.extent).toEqual(extent);
    expect(valueAt(book, "Z1")).toEqual(typeof expected["E2"] === "number" ? expected["E2"] : 0);
  });
});

test("SUBTOTAL from 101 on leaves out hidden rows, 9 only those of other subtotals", () => {
  const book = workbook({ A1: 1, A2: 10, A3: 100, B1: "=SUBTOTAL(109,A1:A3)", B2: "=SUBTOTAL(9,A1:A3)" });
  book.sheet("Sheet1")?.hiddenRows.add(2);
  recalculate(book, FUNCTIONS);
  expect([valueAt(book, "B1"), valueAt(book, "B2")]).toEqual([101, 111]);
});
