import type { CellValue } from "../../src/cells/cell";
import { recalculate } from "../../src/sheet/recalculation";
import { Workbook } from "../../src/sheet/workbook";
import { FUNCTIONS, at, cellOf, recalculated, valueAt, workbook, type Given } from "./build";

type Case = readonly [formula: string, expected: CellValue, why: string];

/** Each formula stands in Z1, beside these cells. */
function inZ1(cells: Record<string, Given>, cases: readonly Case[], kind: "plain" | "dynamic" = "dynamic"): void {
  test.each(cases)("%s → %p (%s)", (formula, expected) => {
    const value = valueAt(recalculated({ ...cells, Z1: formula }, [], kind), "Z1");
    expect(typeof value === "object" && value !== null ? value.error : value).toEqual(expected);
  });
}

describe("an argument is a reference, a value, or nothing", () => {
  inZ1({ A1: 7, A2: "n/a", A3: true, A4: 5, A6: "9", B1: "=A9" }, [
    ["=SUM(A1,A2,A3,A4)", 12, "text and TRUE in cells do not count, also one cell at a time"],
    ["=SUM(A1,TRUE,\"3\")", 11, "what is written into the call does"],
    ["=SUM(A6,A1)", 7, "a text of digits in a cell is a text"],
    ["=PRODUCT(A1,A2,A4)", 35, "the same for PRODUCT"],
    ["=AVERAGE(A1,A3,A4,A9)", 6, "and for AVERAGE, a blank cell left out"],
    ["=MAX(A2,A3)", 0, "nothing to compare"],
    ["=MIN(A1,A4,A9)", 5, "a blank cell is not 0"],
    ["=COUNT(A1,A2,A3,A6,\"4\",TRUE)", 3, "numbers in cells, and what reads as one in the call"],
    ["=COUNTA(A1,A9,B1)", 2, "a formula that answers a blank cell shows 0, and counts"],
    ["=AND(A1,A2)", true, "a text in a cell is left out"],
    ["=SUM(1,,2)", 3, "an omitted argument is 0"],
    ["=COUNT(1,,2)", 3, "and is counted"],
    ["=SUM((A1,A4))", 12, "several areas"],
    ["=NPV(0.25,A9,A1,A8,A4)", 7 / 1.25 + 5 / 1.25 ** 2, "blank cells do not move later payments"],
    ["=SUM(\"x\")", "#VALUE!", "a text that is no number"],
    ["=SUM(A1:A4,1/0)", "#DIV/0!", "an error is the answer"],
  ]);
});

describe("a plus leaves what it stands before as it is", () => {
  inZ1({ A1: "Studio", A2: true, A4: 3 }, [
    ["=+A1", "Studio", "a text"],
    ["=+A1&\" A\"", "Studio A", "a text that goes on"],
    ["=++A2", true, "TRUE"],
    ["=+A3", 0, "a blank cell shows 0"],
    ["=+A4*2", 6, "a number"],
    ["=-A1", "#VALUE!", "a minus wants a number"],
    ["=-A3", 0, "and there is no 0 below 0"],
  ]);
});

describe("only the branch that is taken is calculated", () => {
  inZ1({ A1: 0, A2: "=CONVERTED(1)", A3: 4 }, [
    ["=IF(A1=0,1,1/A1)", 1, "IF"],
    ["=IF(A1,A2,5)", 5, "a cell that cannot be calculated, in the other branch"],
    ["=IFERROR(A3,A2)", 4, "IFERROR without an error"],
    ["=CHOOSE(2,A2,A3)", 4, "CHOOSE"],
    ["=SWITCH(3,1,A2,3,A3)", 4, "SWITCH"],
    ["=IFS(A1=1,A2,TRUE,A3)", 4, "IFS"],
    ["=SWITCH(3,3,,7)", 0, "a result that is left out is 0"],
    ["=IF(TRUE,)", 0, "a branch that is left out"],
    ["=IF(FALSE,1)", false, "a branch that is not there"],
    ["=SUM(IF({TRUE,FALSE,TRUE},A3,10))", 18, "of an array of conditions each"],
  ]);
});

describe("circles are those of what is evaluated", () => {
  test("a switch that opens the circle, in both positions", () => {
    const cells = { A1: 0, B1: "=IF(A1=1,B3,100)", B2: "=B1*0.1", B3: "=B1+B2" };
    expect(valueAt(recalculated(cells), "B3")).toBe(110);
    expect(valueAt(recalculated({ ...cells, A1: 1 }), "B3")).toMatchObject({ error: "#VALUE!", message: expect.stringContaining("depends on itself") as string });
  });

  test("a formula over a range with itself, as long as it is not asked for", () => {
    const book = recalculated({ A1: 3, A2: '=IF(ISBLANK(A9),"",MAX(A1:A3)+1)', A3: '=IF(A1=3,1,SUM(A1:A3))' });
    expect([valueAt(book, "A2"), valueAt(book, "A3")]).toEqual(["", 1]);
  });

  test("whichever of two cells that may read each other stands first", () => {
    for (const [first, second] of [["A1", "B9"], ["B9", "A1"]] as const) {
      const book = recalculated({ C1: 1, [first]: `=IF(C1=1,5,${second})`, [second]: `=${first}+1` });
      expect([valueAt(book, first), valueAt(book, second)]).toEqual([5, 6]);
    }
  });

  test("ROW, COLUMNS and OFFSET's base ask only where a cell is", () => {
    const book = recalculated({ A5: "=ROW(A5)+COLUMNS(A1:C9)", A6: "=OFFSET(A6,-1,0)*2" });
    expect([valueAt(book, "A5"), valueAt(book, "A6")]).toEqual([8, 16]);
  });
});

describe("a file that allows circles is gone round", () => {
  const iterated = (cells: Record<string, Given>, rounds = 100, leastChange = 0.001): Workbook => {
    const book = workbook(cells);
    book.iteration = { rounds, leastChange };
    recalculate(book, FUNCTIONS);
    return book;
  };

  test("interest on the average balance: within the least change of the solution 10,000 / 0.95", () => {
    const book = iterated({ A1: "=10000+B1", B1: "=0.1*A1/2", C1: "=A1-B1" });
    expect(Math.abs((valueAt(book, "A1") as number) - 10_000 / 0.95)).toBeLessThan(0.001);
    expect(Math.abs((valueAt(book, "C1") as number) - 10_000)).toBeLessThan(0.002);
  });

  test("from the values that were shown before", () => {
    const book = iterated({ A1: { value: 4, formula: { text: "(A1+16/A1)/2", kind: "plain" } } }, 5);
    expect(valueAt(book, "A1")).toBe(4);
  });

  test("what does not come to rest is refused, and says that circles are allowed", () => {
    const book = iterated({ A1: { value: 1, formula: { text: "A1+1", kind: "plain" } }, B1: "=IFERROR(A1,0)" }, 10);
    expect(valueAt(book, "A1")).toMatchObject({ error: "#VALUE!", message: "Sheet1!A1: its value depends on itself, and going round (Sheet1!A1), which this file allows 10 times, it does not come to rest within 0.001." });
    expect(valueAt(book, "B1")).toMatchObject({ error: "#VALUE!" });
  });

  test("without leave to go round it is a circle", () => {
    expect(valueAt(recalculated({ A1: "=100+0.1*A1" }), "A1")).toMatchObject({ error: "#VALUE!", unsupported: true });
  });
});

describe("what cannot be calculated says so, and stays so", () => {
  test("behind IFERROR, COUNT and comparison, one cell and two cells away", () => {
    const book = recalculated({ A1: "=MADEUP(1)", A2: "=IFERROR(A1,0)", A3: "=COUNT(A1:A2)", A4: "=IF(ISERROR(A3),1,2)", A5: "=SUM(A4,1)", B1: "=ISNUMBER(B2)", B2: 5 });
    for (const place of ["A1", "A2", "A3", "A4", "A5"]) expect(valueAt(book, place)).toMatchObject({ error: "#NAME?", unsupported: true });
    expect(valueAt(book, "A4")).toMatchObject({ message: "The error comes from Sheet1!A1." });
    expect(valueAt(book, "B1")).toBe(true);
  });

  test("over all cells that the answer filled before", () => {
    const book = workbook({ A1: { value: 1, formula: { text: "MADEUP(3)", kind: "dynamic" }, extent: { rows: 3, columns: 1 } }, C1: "=SUM(A1:A3)", C2: "=COUNTBLANK(A2:A3)", C3: "=SUM(A4:A5)" });
    for (const row of [2, 3]) book.sheets[0]?.setCell(row, 1, { value: row, filledFrom: { row: 1, column: 1 } });
    recalculate(book, FUNCTIONS);
    for (const place of ["A1", "A2", "A3", "C1", "C2"]) expect(valueAt(book, place)).toMatchObject({ error: "#NAME?", unsupported: true });
    expect(valueAt(book, "C3")).toBe(0);
  });

  test("a look-up into a table with such a cell answers the others", () => {
    const book = recalculated({ A1: "x", A2: "y", B1: 5, B2: "=MADEUP(1)", C1: '=INDEX(B1:B2,MATCH("x",A1:A2,0))', C2: '=INDEX(B1:B2,MATCH("y",A1:A2,0))' });
    expect([valueAt(book, "C1"), valueAt(book, "C2")]).toEqual([5, { error: "#NAME?", message: "The error comes from Sheet1!B2.", unsupported: true }]);
  });

  test("an unknown function of ours names the one that may be meant", () => {
    expect(valueAt(recalculated({ A1: "=DEAL.DOUBEL(1)" }), "A1")).toMatchObject({ error: "#NAME?", message: "Sheet1!A1: there is no function DEAL.DOUBEL; DEAL.DOUBLE may be meant." });
    expect(valueAt(recalculated({ A1: "=POSITIVE(1)" }), "A1")).toMatchObject({ message: "Sheet1!A1: there is no function POSITIVE; DEAL.POSITIVE may be meant." });
  });
});

describe("tables", () => {
  const book = (formulas: Record<string, Given>): Workbook => {
    const made = workbook({ A2: "Title", B2: "Units", C2: "Net [USD]", A3: "North", B3: 10, C3: 100, A4: "South", B4: 20, C4: 250, A5: "Total", B5: "=SUBTOTAL(109,B3:B4)", C5: 350, ...formulas });
    made.tables.push({ name: "Sales", sheet: "Sheet1", top: 2, left: 1, bottom: 5, right: 3, hasHeader: true, hasTotals: true, columns: ["Title", "Units", "Net [USD]"] });
    recalculate(made, FUNCTIONS);
    return made;
  };

  test.each<Case>([
    ["=SUM(Sales[Units])", 30, "a column's data"],
    ["=sum(sales[units])", 30, "whatever its case"],
    ["=SUM(Sales[[Units]:[Net '[USD']]])", 380, "columns side by side, one with brackets in its name"],
    ["=Sales[[#Totals],[Units]]", 30, "the totals"],
    ["=Sales[[#Headers],[Net '[USD']]]", "Net [USD]", "a header"],
    ["=ROWS(Sales[#All])", 4, "all of it"],
    ["=ROWS(Sales)", 2, "a table's name alone stands for its data"],
    ["=ROWS(Sales[])", 2, "the data"],
    ["=ROWS(Sales[[#Headers],[#Data],[Units]])", 3, "headers and data"],
    ["=DEAL.DOUBLE(Sales[[#Totals],[Units]])", 60, "as an argument of ours"],
    ["=SUM(Sales[Tax])", "#REF!", "a column that it has not"],
    ["=SUM(Costs[Units])", "#NAME?", "a table that is not there"],
    ["=SUMIFS(Sales[Units],Sales[Title],\"South\")", 20, "in a condition"],
  ])("%s → %p (%s)", (formula, expected) => {
    const value = valueAt(book({ Z1: formula }), "Z1");
    expect(typeof value === "object" && value !== null ? value.error : value).toEqual(expected);
  });

  test("this row, with and without the table's name, in and beside the table", () => {
    const made = book({ D3: "=[@Units]*2", E4: "=Sales[@Units]+Sales[[#This Row],[Net '[USD']]]", E9: "=Sales[@Units]" });
    expect([valueAt(made, "E4"), valueAt(made, "E9")]).toEqual([270, expect.objectContaining({ error: "#REF!", message: "Sheet1!E9: [#This Row] of the table Sales has a meaning only in its rows 3 to 4." })]);
    expect(valueAt(made, "D3")).toMatchObject({ error: "#VALUE!" });
  });

  test("a change in the table reaches those who read it", () => {
    expect(valueAt(book({ Z1: "=SUM(Sales[Units])", B3: "=Z2", Z2: 1 }), "Z1")).toBe(21);
  });
});

describe("other workbooks, as far as the file keeps their values", () => {
  const book = workbook({ A1: "=[1]Rates!B2*2", A2: "=SUM([1]Rates!A1:B2)", A3: "=[1]Rates!C9", A4: "=[1]Costs!A1", A5: "=[2]Rates!A1", A6: "='[1]Rates'!B2" });
  book.otherWorkbooks.push({ target: "rates.xlsx", names: [], sheets: [{ name: "Rates", cells: new Map([[1, new Map<number, CellValue>([[1, 1]])], [2, new Map<number, CellValue>([[1, 4], [2, 5]])]]) }] });
  recalculate(book, FUNCTIONS);

  test("stored values are read, a cell that is not stored is blank", () => {
    expect(["A1", "A2", "A3", "A6"].map((place) => valueAt(book, place))).toEqual([10, 10, 0, 5]);
  });

  test("a sheet or a workbook of which nothing is stored is refused", () => {
    expect(valueAt(book, "A4")).toMatchObject({ error: "#REF!", unsupported: true });
    expect(valueAt(book, "A5")).toMatchObject({ error: "#REF!", unsupported: true });
  });
});

describe("SUBTOTAL and AGGREGATE leave out", () => {
  const made = (formula: string): CellValue => {
    const book = workbook({ A1: 1, A2: 2, A3: 4, A4: "=SUBTOTAL(9,A1:A3)", A5: 8, A6: "=1/0", Z1: formula });
    book.sheets[0]?.hiddenRows.add(2).add(3);
    book.sheets[0]?.filteredRows.add(3);
    recalculate(book, FUNCTIONS);
    return valueAt(book, "Z1");
  };
  test.each<Case>([
    ["=SUBTOTAL(9,A1:A5)", 11, "what a filter hides, and other subtotals"],
    ["=SUBTOTAL(9,A1:A3,A4,A5)", 11, "also a subtotal that is given alone"],
    ["=SUBTOTAL(109,A1:A5)", 9, "what is hidden by hand too"],
    ["=SUBTOTAL(2,A1:A5)", 3, "counting"],
    ["=SUBTOTAL(4,A3:A3)", 0, "nothing is left"],
    ["=AGGREGATE(9,7,A1:A6)", 9 + 3, "errors and hidden rows"],
    ["=AGGREGATE(9,3,A1:A6)", 9, "errors, hidden rows and subtotals"],
    ["=AGGREGATE(14,6,A1:A6,1)", 8, "the greatest but for errors"],
    ["=SUBTOTAL(12,A1:A5)", { error: "#VALUE!" }, "no such function"],
  ])("%s → %p (%s)", (formula, expected) => {
    expect(made(formula)).toEqual(expected);
  });
});

describe("look-ups", () => {
  inZ1({ A1: 10, A2: 20, A3: 30, B1: "a", B2: "b*", B3: "bc", C1: 1, C2: 2, C3: 3, D1: 50, D2: 10, D3: 40, E1: "x", E2: 7, E3: "y" }, [
    ["=VLOOKUP(25,A1:C3,3)", 2, "the next smaller"],
    ["=VLOOKUP(5,A1:C3,3)", "#N/A", "below all"],
    ["=VLOOKUP(\"B*\",B1:C3,2,FALSE)", 2, "a wildcard, whatever the case: the first"],
    ["=VLOOKUP(\"b~*\",B1:C3,2,FALSE)", 2, "a star that is meant"],
    ["=VLOOKUP(30,A1:C3,4,FALSE)", "#REF!", "a column that the range has not"],
    ["=HLOOKUP(\"bc\",B3:C3,1,FALSE)", "bc", "across"],
    ["=MATCH(40,D1:D3,0)", 3, "exact"],
    ["=MATCH(7,E1:E3,1)", 2, "cells of another kind are passed over"],
    ["=MATCH(25,{30,20,10},-1)", 1, "downwards"],
    ["=LOOKUP(2,1/(A1:A3<25),C1:C3)", 2, "the last that holds"],
    ["=LOOKUP(15,A1:A3)", 10, "of one column"],
    ["=XLOOKUP(20,A1:A3,B1:C3)", "b*", "a whole row, of which the first is shown here"],
    ["=SUM(XLOOKUP(20,A1:A3,C1:C3):C3)", 5, "a reference that goes on"],
    ["=XLOOKUP(25,A1:A3,C1:C3,-1)", -1, "what is not found"],
    ["=XLOOKUP(25,A1:A3,C1:C3,,1)", 3, "the next greater"],
    ["=XLOOKUP(45,D1:D3,C1:C3,,-1)", 3, "the next smaller, unsorted"],
    ["=XMATCH(10,D1:D3)", 2, "XMATCH"],
    ["=INDEX(A1:C3,2,3)", 2, "INDEX"],
    ["=SUM(INDEX(A1:C3,0,1))", 60, "a whole column"],
    ["=SUM(A1:INDEX(A1:A3,2))", 30, "a range up to there"],
    ["=SUM(INDEX(A1:A3,{1;3}))", 40, "several at once"],
    ["=COUNTIF(A1,10)", 1, "a range of one cell"],
    ["=SUMIF(B1,\"a\",C1)", 1, "and of one to add up"],
    ["=SUMPRODUCT(SUMIF(B1:B3,{\"a\",\"bc\"},C1))", 4, "several conditions, the cells to add up from the first on"],
    ["=SUMIF(A1:A3,\">15\",C1)", 5, "as many cells as are tested"],
    ["=SUMIFS(C1:C3,A1:A3,\">=20\",B1:B3,\"bc\")", 3, "two conditions"],
    ["=SUMIFS(C1:C3,A1:A2,\">0\")", "#VALUE!", "ranges of different sizes"],
    ["=COUNTIFS(F1:F9,\"\")", 9, "blanks, beyond what is used too"],
    ["=COUNTIF(F:F,\"\")", 1_048_576, "of a whole column"],
    ["=AVERAGEIF(A1:A3,\">100\")", "#DIV/0!", "an average of nothing"],
    ["=MAXIFS(C1:C3,A1:A3,\"<30\")", 2, "the greatest where"],
  ]);
});

describe("LET, LAMBDA and their like", () => {
  inZ1({ A1: 1, A2: 2, B1: 3, B2: 4 }, [
    ["=LET(x,2,y,x+1,x*y)", 6, "names in order"],
    ["=SUM(MAP(A1:B2,LAMBDA(v,v*10)))", 100, "MAP"],
    ["=REDUCE(100,A1:B2,LAMBDA(t,v,t-v))", 90, "REDUCE"],
    ["=SUM(SCAN(0,A1:B2,LAMBDA(t,v,t+v)))", 1 + 4 + 6 + 10, "SCAN along the rows"],
    ["=SUM(BYROW(A1:B2,LAMBDA(r,MAX(r))))", 7, "BYROW"],
    ["=SUM(BYCOL(A1:B2,LAMBDA(c,SUM(c))))", 10, "BYCOL"],
    ["=SUM(MAKEARRAY(2,3,LAMBDA(r,c,r*c)))", 18, "MAKEARRAY"],
    ["=LET(f,LAMBDA(n,n+1),f(f(1)))", 3, "a function under a name"],
    ["=LET(f,LAMBDA(a,b,IF(ISOMITTED(b),a,a+b)),f(5))", 5, "an argument that is omitted"],
  ]);

  test("a function that calls itself without end is told so", () => {
    expect(valueAt(recalculated({ A1: "=Down(1)" }, [{ name: "Down", formula: "LAMBDA(n,Down(n+1))" }]), "A1")).toMatchObject({ error: "#VALUE!" });
  });
});

describe("formulas from before dynamic arrays", () => {
  inZ1({ A1: 5, A2: 6, X1: 3, Y1: 4 }, [
    ["=A1:A2*2", 10, "a column is cut to the formula's row"],
    ["=SUM(A1:A2*2)", 10, "also within SUM"],
    ["=SUMPRODUCT(A1:A2*2)", 22, "not within SUMPRODUCT"],
    ["=SUM({1,2,3}*2)", 12, "an array is never cut"],
    ["=SUM(SUMIF(A1:A2,{5,6}))", 11, "nor one of conditions"],
    ["=ABS(A2:A9)", "#VALUE!", "no cell in the formula's row"],
    ["=OFFSET(A1,0,0,2,1)", 5, "a calculated range is cut too"],
  ], "plain");
});

describe("bounds", () => {
  inZ1({ A1: "x" }, [
    ["=SUM(A1:XFD1048576)", "#VALUE!", "a sheet with the formula in it is a circle"],
    ["=REPT(\"x\",32768)", "#VALUE!", "a text is 32,767 characters long at most"],
    ["=REPT(\"x\",30000)&REPT(\"y\",3000)", "#VALUE!", "also a joined one"],
    ["=DEAL.DOUBLE(B1:XFC1048576)", "#VALUE!", "a sheet as argument of ours"],
    [`=${"1+".repeat(4_000)}1`, 4_001, "a sum of thousands of terms"],
    [`=${"A1&".repeat(2_000)}"y"`, `${"x".repeat(2_000)}y`, "a text of thousands of parts"],
    [`=${"2^".repeat(3_000)}1`, "#NUM!", "powers of powers"],
    ["=1E308*10", "#NUM!", "beyond what a number can be"],
  ]);

  test("a whole sheet is added up as far as it is used", () => {
    expect(valueAt(recalculated({ A1: 5, "Other!A1": "=SUM(Sheet1!A1:XFD1048576)+SUM(Sheet1!A:XFD)" }), "Other!A1")).toBe(10);
  });

  test("thousands of names of names are refused with a sentence", () => {
    const names = Array.from({ length: 5_000 }, (_, i) => ({ name: `N_${i}`, formula: i === 0 ? "1" : `N_${i - 1}+1` }));
    expect(valueAt(recalculated({ A1: "=N_4999" }, names), "A1")).toMatchObject({ error: "#VALUE!", unsupported: true });
  });
});

describe("work that many formulas share is done once: each of these would take minutes if it were not", () => {
  const ROWS = 20_000;
  const filled = (formula: (row: number) => string): Workbook => {
    const book = new Workbook();
    const sheet = book.addSheet("Sheet1");
    for (let row = 1; row <= ROWS; row++) {
      sheet.setCell(row, 1, { value: `k${row}` });
      sheet.setCell(row, 2, { value: row });
      sheet.setCell(row, 4, cellOf(formula(row)));
    }
    recalculate(book, FUNCTIONS);
    return book;
  };
  test.each<[string, (row: number) => string, number]>([
    ["look-ups", (row) => `=VLOOKUP("k${ROWS + 1 - row}",$A:$B,2,FALSE)`, 1],
    ["look-ups that find nothing", (row) => `=IFERROR(MATCH("m${row}",$A$1:$A$${ROWS},0),7)`, 7],
    ["XLOOKUP", (row) => `=XLOOKUP("k${row}",$A$1:$A$${ROWS},$B$1:$B$${ROWS})`, ROWS],
    ["running totals", (row) => `=SUM(B$1:B${row})`, (ROWS * (ROWS + 1)) / 2],
    ["running counts", (row) => `=COUNTIF(A$1:A${row},A${row})`, 1],
    ["whole columns", () => "=SUM(B:B)+MAX(B:B)", (ROWS * (ROWS + 1)) / 2 + ROWS],
    ["sums by a key", (row) => `=SUMIFS(B:B,A:A,"k${row}")`, ROWS],
  ])("%s", (_, formula, last) => {
    expect(valueAt(filled(formula), `D${ROWS}`)).toBe(last);
  });

  test("a circle of 5,000 cells that each read all of them", () => {
    const cells = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`A${i + 1}`, "=SUM(A$1:A$5000)"]));
    expect(valueAt(recalculated(cells), "A4999")).toMatchObject({ error: "#VALUE!" });
  });
});

test("a spill that shrinks leaves nothing behind", () => {
  const book = recalculated({ A1: 4, B1: "=SEQUENCE(A1)", C1: "=SUM(B1:B9)" });
  expect(valueAt(book, "C1")).toBe(10);
  book.sheets[0]?.setCell(1, 1, { value: 2 });
  recalculate(book, FUNCTIONS);
  expect([valueAt(book, "C1"), at(book, "B3")]).toEqual([3, undefined]);
});
