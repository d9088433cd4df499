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
    ["=A1,A4", "#VALUE!", "they are no value"],
    ["=SUM(#REF!A1:A4)", "#REF!", "cells of a sheet that was deleted"],
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

test("a function of Excel is called also where cells have its name, as Rate, Year and Price in many a model", () => {
  const names = [
    { name: "Rate", formula: "Sheet1!$A$1" },
    { name: "year", formula: "Sheet1!$A$2" },
    { name: "Max", formula: "LAMBDA(x,x+1000)" },
  ];
  const book = recalculated({ A1: 0.05, A2: 2024, B1: "=ROUND(RATE(1,0,-100,100*(1+Rate)),6)", B2: "=YEAR(DATE(year,3,1))-year", B3: "=max(1,5)", B4: "=Rate+year" }, names);
  expect(["B1", "B2", "B3", "B4"].map((place) => valueAt(book, place))).toEqual([0.05, 0, 5, 2024.05]);
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
    ["=SWITCH(9,3,A2,7)", 7, "where nothing is equal, what stands last"],
    ["=SWITCH(9,3,A2)", "#N/A", "or nothing"],
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

  test.each<[string, CellValue, string]>([
    ["=SUM(Plain[b])", 12, "all rows are data"],
    ["=SUM(Plain[[b]:[a]])", 15, "columns in the other order"],
    ["=Plain[[#Headers],[b]]", "#REF!", "it has no header"],
    ["=Plain[[#Totals],[b]]", "#REF!", "nor totals"],
    ["=ROWS(Plain[[#All],[#Totals]])", 2, "what it has of several"],
  ])("of a table without header and totals: %s → %p (%s)", (formula, expected) => {
    const made = workbook({ A1: 1, B1: 5, A2: 2, B2: 7, A3: 100, B3: 100, Z1: formula });
    made.tables.push({ name: "Plain", sheet: "Sheet1", top: 1, left: 1, bottom: 2, right: 2, hasHeader: false, hasTotals: false, columns: ["a", "b"] });
    recalculate(made, FUNCTIONS);
    const value = valueAt(made, "Z1");
    expect(typeof value === "object" && value !== null ? value.error : value).toEqual(expected);
  });

  test("a change in the table reaches those who read it", () => {
    expect(valueAt(book({ Z1: "=SUM(Sales[Units])", B3: "=Z2", Z2: 1 }), "Z1")).toBe(21);
  });
});

describe("other workbooks, as far as the file keeps their values", () => {
  const book = workbook({ A1: "=[1]Rates!B2*2", A2: "=SUM([1]Rates!A1:B2)", A3: "=[1]Rates!C9", A4: "=[1]Costs!A1", A5: "=[2]Rates!A1", A6: "='[1]Rates'!B2", B1: "=[1]RATES!B2", B2: "='[rates.xlsx]Rates'!A2+1", B3: "=SUM([1]Rates!A:XFD)", B4: "=IFERROR([1]Costs!A1,7)" });
  book.otherWorkbooks.push({ target: "rates.xlsx", names: [], sheets: [{ name: "Rates", cells: new Map([[1, new Map<number, CellValue>([[1, 1]])], [2, new Map<number, CellValue>([[1, 4], [2, 5]])]]) }] });
  recalculate(book, FUNCTIONS);

  test("stored values are read, a cell that is not stored is blank", () => {
    expect(["A1", "A2", "A3", "A6"].map((place) => valueAt(book, place))).toEqual([10, 10, 0, 5]);
  });

  test("a sheet by its name whatever the case, a workbook also by its own name", () => {
    expect([valueAt(book, "B1"), valueAt(book, "B2")]).toEqual([5, 5]);
  });

  test("whole columns of it are refused, and IFERROR hides nothing of it", () => {
    expect(valueAt(book, "B3")).toMatchObject({ error: "#REF!", unsupported: true, message: expect.stringContaining("whole columns or rows") as string });
    expect(valueAt(book, "B4")).toMatchObject({ error: "#REF!", unsupported: true });
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
    ["=AGGREGATE(9,0,A1:A5)", 15, "subtotals alone, and no row that is hidden"],
    ["=AGGREGATE(9,1,A1:A5)", 9, "hidden rows and subtotals"],
    ["=AGGREGATE(9,2,A1:A6)", 15, "errors and subtotals"],
    ["=AGGREGATE(9,4,A1:A5)", 18, "nothing"],
    ["=AGGREGATE(9,5,A1:A5)", 12, "hidden rows alone"],
    ["=AGGREGATE(9,6,A1:A6)", 18, "errors alone"],
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

describe("look-ups: which of several, and how it is looked for", () => {
  const columns: Record<string, readonly CellValue[]> = {
    A: [5, 7, 7, 9], B: [1, 2, 3, 4], C: [9, 7, 7, 5], D: ["Apple", "apricot", "*", "banana"], F: [5, 1, 8, 2, 3],
    G: [9, 7, 5, 3], H: [3, 5, 7, 9], I: [1, "x", 5], J: [4, 0, ""], L: ["7", 7], M: [10, 20, 30],
  };
  const cells = Object.fromEntries(Object.entries(columns).flatMap(([column, found]) => found.map((value, i) => [`${column}${i + 1}`, value])));
  inZ1({ ...cells, N1: "n", O1: "o", P1: "p" }, [
    ["=MATCH(4,F1:F5)", "#N/A", "by halves, in what is not sorted: neither the 2 nor the 3 is met"],
    ["=MATCH(6,I1:I3)", 3, "a text in the middle is passed over, and the halves go on behind it"],
    ["=MATCH(7,C1:C4,-1)", 2, "downwards: the first of equals"],
    ["=MATCH(K1,J1:J3,0)", 2, "a blank that is looked for is 0, and no empty text"],
    ["=MATCH(7,L1:L2,0)", 2, "a number is no text of digits"],
    ["=MATCH(\"7\",L1:L2,0)", 1, "nor the other way round"],
    ["=VLOOKUP(7,L1:M1,2,FALSE)", "#N/A", "also in VLOOKUP"],
    ["=MATCH(9,A1:A4,0)*10+IFERROR(MATCH(9,A1:A2,0),0)", 40, "not beyond the range, though the column was read farther"],
    ["=XLOOKUP(7,A1:A4,B1:B4)", 2, "the first"],
    ["=XLOOKUP(7,A1:A4,B1:B4,,0,-1)", 3, "the last"],
    ["=XMATCH(6,A1:A4,1)", 2, "the next greater: the first of them"],
    ["=XMATCH(6,A1:A4,1,-1)", 3, "and the last"],
    ["=XLOOKUP(\"a*\",D1:D4,B1:B4,\"none\")", "none", "a star is a star"],
    ["=XLOOKUP(\"*\",D1:D4,B1:B4)", 3, "and is found as one"],
    ["=XLOOKUP(\"ap?i*\",D1:D4,B1:B4,,2)", 2, "unless wildcards are asked for"],
    ["=XMATCH(\"AP*\",D1:D4,2,-1)", 2, "from the last on, whatever the case"],
    ["=XMATCH(7,A1:A4,0,2)", 2, "by halves: the first of equals"],
    ["=XMATCH(6,H1:H4,0,2)", "#N/A", "by halves: not there"],
    ["=XMATCH(6,H1:H4,1,2)", 3, "upwards, the next greater"],
    ["=XMATCH(6,H1:H4,-1,2)", 2, "upwards, the next smaller"],
    ["=XMATCH(5,G1:G4,0,-2)", 3, "downwards"],
    ["=XMATCH(6,G1:G4,1,-2)", 2, "downwards, the next greater"],
    ["=XMATCH(6,G1:G4,-1,-2)", 3, "downwards, the next smaller"],
    ["=XLOOKUP(7,H1:H4,B1:B3)", "#VALUE!", "answers of another length"],
    ["=LOOKUP(7,H1:H4,M1:M2)", 30, "the answers as far as the searched cells reach"],
    ["=LOOKUP(7,H1:H4,N1:O1)", "p", "also across"],
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
    ["=LAMBDA(a,b,a-b)(5,3)", 2, "a function that is called where it is written"],
    ["=LAMBDA(a,LAMBDA(b,a-b))(5)(3)", 2, "and one that it answers"],
    ["=SUM(A1:B2)(3)", "#REF!", "a number is not called"],
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

  test("of a sheet as argument of ours it is said that it is too large, before its cells are made", () => {
    expect(valueAt(recalculated({ A1: "x", Z1: "=DEAL.DOUBLE(AA1:XFC1048576)" }), "Z1")).toMatchObject({ message: expect.stringContaining("more than an argument takes") as string });
  });

  test("arithmetic on millions of cells is refused with a sentence", () => {
    const book = recalculated({ XFD400: 1, "Other!A1": "=SUMPRODUCT(Sheet1!A1:XFD400*1)", "Other!A2": "=SUMPRODUCT(Sheet1!A1:XFD100*1)" });
    expect(valueAt(book, "Other!A1")).toMatchObject({ unsupported: true, message: "Other!A1: A1:XFD400 are more cells than can be calculated at once here." });
    expect(valueAt(book, "Other!A2")).toBe(0);
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
