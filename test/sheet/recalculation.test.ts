import type { CellValue } from "../../src/cells/cell";
import { FormulaFault } from "../../src/sheet/formula/parser";
import { recalculate } from "../../src/sheet/recalculation";
import { FUNCTIONS, recalculated, valueAt, workbook } from "./build";

const error = (code: `#${string}`, message?: string) => (message === undefined ? { error: code } : { error: code, message });
/** Excel could answer, and we cannot. */
const unsupported = (code: `#${string}`, message: string) => ({ error: code, message, unsupported: true as const });

describe("a formula's value", () => {
  const cells = { A1: 10, A2: 20, A3: null, A4: "text", B1: "=A1*2", "Net sales!A1": 7, "Net sales!A2": "=A1+Sheet1!A1", "Jan!B1": 1, "Feb!B1": 2, "Mar!B1": 4, "It's!A1": 5 };
  test.each<[string, CellValue, string]>([
    ["=A1+B1", 30, "through another formula"],
    ["=SUM(A:A)", 30, "a whole column, the formula itself elsewhere"],
    ["=SUM(2:2)", 20, "a whole row"],
    ["=A3", 0, "a reference to a blank cell shows 0"],
    ["=A3&\"x\"", "x", "a blank beside a text is nothing"],
    ["='Net sales'!A2*2", 34, "another sheet, which reads this one"],
    ["=SUM(Jan:Mar!B1)", 7, "through several sheets"],
    ["='It''s'!A1", 5, "an apostrophe in the sheet's name"],
    ["=A1 LEN(A2)", error("#VALUE!", "Sheet1!Z1: only references can stand on both sides of a colon or a space."), "what is no reference does not intersect"],
    ["=SUM(A1:B2 A1:A9)", 30, "the cells two ranges have in common"],
    ["=SUM(A1:A2 B1:B2)", error("#NULL!", "Sheet1!Z1: the two ranges have no cell in common."), "no cell in common"],
    ["=SUM((A1,A2,B1))", 50, "several areas as one argument"],
    ["=SUM(A1:INDEX(A1:A9,2))", 30, "a range whose end is calculated"],
    ["=SUM(A1:OFFSET(A1,1,0))", 30, "a range up to an OFFSET"],
    ["=SUM(OFFSET(A1,0,0,2,2))", 50, "OFFSET with height and width"],
    ["=SUM(OFFSET(A2,0,0,-2,1))", 30, "OFFSET upwards"],
    ["=OFFSET(A1,-1,0)", error("#REF!"), "OFFSET off the sheet"],
    ["=ROW(OFFSET(A1,4,0))", 5, "OFFSET is a reference"],
    ["=INDIRECT(\"B\"&1)", 20, "INDIRECT to a formula"],
    ["=INDIRECT(\"'Net sales'!A2\")", 17, "INDIRECT to a formula on another sheet"],
    ["=SUM(INDIRECT(\"R1C1:R2C1\",FALSE))", 30, "INDIRECT by row and column"],
    ["=INDIRECT(\"1+1\")", error("#REF!", 'Sheet1!Z1: INDIRECT is given "1+1", which is not a reference.'), "INDIRECT to what is no reference"],
    ["=IF(A1>5,,1)", 0, "an omitted branch"],
    ["=1%+50%%", 0.015, "percent"],
    ["=-2^2", 4, "a sign binds tighter than a power"],
    ["=--\"3\"", 3, "a number in a text"],
    ["=\"say \"\"hi\"\"\"", 'say "hi"', "quotation marks"],
    ["={1,2;3,4}*1", 1, "an array shows its first value in its own cell"],
    ["=IFERROR(#N/A,9)", 9, "an error as a constant"],
    ["=SUM({1,#N/A})", error("#N/A"), "an error in an array constant"],
    ["=@A1:A3", 10, "@ cuts a range to the row"],
    ["=LET(x,A1,y,x*2,x+y)", 30, "LET"],
    ["=ROWS(A:A)", 1_048_576, "a whole column has all rows"],
    ["=COLUMN()", 26, "the formula's own place"],
    ["=SHEET()+SHEETS()", 7, "the first of six sheets"],
    ["=ISFORMULA(B1)", true, "a calculated cell still is a formula"],
    ["=FORMULATEXT(B1)", "=A1*2", "not the text that the engine gets"],
    ["=CELL(\"address\",'Net sales'!B3)", "'Net sales'!$B$3", "CELL for an address"],
    ["=NoSheet!A1", error("#REF!", "Sheet1!Z1: there is no sheet named NoSheet."), "a missing sheet"],
    ["=Nothing+1", error("#NAME?", "Sheet1!Z1: nothing here is named Nothing."), "a missing name"],
    ["=IFERROR(Nothing,1)", 1, "Excel too lets a missing name be caught"],
    ["=__proto__", error("#NAME?", "Sheet1!Z1: nothing here is named __proto__."), "no property of an object"],
    ["=constructor(1)", unsupported("#NAME?", "Sheet1!Z1: the function constructor cannot be calculated here."), "no function of an object"],
  ])("%s → %p (%s)", (formula, expected) => {
    const book = workbook({ ...cells, Z1: formula });
    recalculate(book, FUNCTIONS);
    expect(valueAt(book, "Z1")).toEqual(expected);
  });

  test("a reference into a chain that leads through INDIRECT is calculated after the cells that INDIRECT points at", () => {
    const book = recalculated({ A1: '=INDIRECT("C"&D1)+1', C5: "=E1*2", D1: "=F1", E1: "=F1", F1: 5 });
    expect(valueAt(book, "A1")).toBe(11);
  });

  test("a second recalculation sees what has changed, and no old value stays", () => {
    const book = workbook({ A1: 1, B1: "=A1*2", C1: "=B1+1" });
    recalculate(book, FUNCTIONS);
    book.sheets[0]?.setCell(1, 1, { value: 100 });
    recalculate(book, FUNCTIONS);
    expect([valueAt(book, "B1"), valueAt(book, "C1")]).toEqual([200, 201]);
  });

  test("volatile functions are calculated anew each time", () => {
    const book = recalculated({ A1: "=RAND()", A2: "=NOW()-TODAY()", A3: "=A1" });
    const before = valueAt(book, "A1");
    expect(valueAt(book, "A3")).toBe(before);
    recalculate(book, FUNCTIONS);
    expect(valueAt(book, "A1")).not.toBe(before);
    expect(valueAt(book, "A2")).toBeGreaterThanOrEqual(0);
    expect(valueAt(book, "A2")).toBeLessThan(1);
  });

  test("SUBTOTAL leaves out the answers of other subtotals, calculated in whatever pass", () => {
    const book = recalculated({ A1: 1, A2: 2, A3: "=SUBTOTAL(9,A1:A2)", A4: 4, A5: "=SUBTOTAL(9,A4)", A6: "=SUBTOTAL(9,A1:A5)", A7: "=SUBTOTAL(9,A1:A6)", B1: "=SUM(A1:A6)" });
    expect([valueAt(book, "A3"), valueAt(book, "A6"), valueAt(book, "A7"), valueAt(book, "B1")]).toEqual([3, 7, 7, 21]);
  });
});

describe("where one value is wanted and an array is given, there is an answer for each", () => {
  const cells = { A1: 45292, A2: 45658, A3: null, B1: 10, B2: 20, B3: 30, C1: "a", C2: "b", C3: "a", D1: 3, D2: 1, D3: 2 };
  test.each<[string, CellValue, string]>([
    ["=SUMPRODUCT(--(YEAR(A1:A2)=2025),B1:B2)", 20, "a date's year, within SUMPRODUCT"],
    ["=SUMPRODUCT(--ISNUMBER(A1:A3))", 2, "which cells hold numbers"],
    ["=SUM(ABS(B1:B3-20))", 20, "absolute differences"],
    ["=SUM(LEN(C1:C3))", 3, "the lengths of texts"],
    ["=SUM(POWER(B1:B2,{1,2}))", 530, "a column crossed with a row"],
    ["=SUM(LARGE(B1:B3,{1,2}))", 50, "the two largest"],
    ["=SUM(SUMIF(C1:C3,{\"a\",\"b\"},B1:B3))", 60, "a criterion for each"],
    ["=SUMIF(C1:C3,\"a\",B1)", 40, "SUMIF adds up as many cells as it tests, also where fewer are given"],
    ["=SUMIF(C1:C3,\"a\",OFFSET(B1,0,0))", 40, "also where they are calculated"],
    ["=SUM(COUNTIF(C1:C3,C1:C3))", 5, "each cell as the criterion"],
    ["=SUM(SUMIFS(B1:B3,C1:C3,{\"a\",\"x\"}))", 40, "criteria of SUMIFS"],
    ["=SUM(VLOOKUP({1,2},D1:E3,1,FALSE))", 3, "several lookups"],
    ["=SUM(MATCH({1,3},D1:D3,0))", 3, "several matches"],
    ["=SUM(INDEX(B1:B3,{1;3}))", 40, "several of an INDEX"],
    ["=INDEX({10,20,30},2)", 20, "one index counts along an array of one row"],
    ["=SUM(INDEX(B1:D3,0,1))", 60, "a whole column"],
    ["=INDEX({1,2;3,4},3,1)", { error: "#REF!" }, "beyond the array"],
    ["=SUM(INDEX(B1:B3,N(IF(1,D1:D3))))", 30, "N takes the first of a range, as in Excel"],
    ["=SUM(CHOOSE({1,2},B1:B3,D1:D3))", 66, "columns put side by side"],
    ["=SUM(IFERROR(1/(C1:C3=\"a\"),B1:B3))", 22, "what stands instead of each error"],
    ["=SUM(IFS(D1:D3>2,B1:B3,TRUE,0))", 10, "IFS for each"],
    ["=SUM(SWITCH(C1:C3,\"a\",1,2))", 4, "SWITCH for each"],
    ["=SUM(ROW(B1:B3)*B1:B3)", 140, "the rows of a range"],
    ["=SUM(COLUMN(A1:C1))", 6, "the columns of a range"],
    ["=SUM(ROW(INDIRECT(\"1:4\")))", 10, "the numbers from 1 to 4"],
    ["=LET(x,B1:B3,SUM(SQRT(x*x)))", 60, "a name of LET"],
    ["=SUM(ROUND(B1:B3/7,0))", 8, "a function of ours"],
    ["=TEXTJOIN(\",\",TRUE,UPPER(C1:C3))", "A,B,A", "texts"],
    ["=SUM(LN(D1:D3-1))", error("#NUM!"), "an error among the answers"],
  ])("%s → %p (%s)", (formula, expected) => {
    expect(valueAt(recalculated({ ...cells, Z1: formula }), "Z1")).toEqual(expected);
  });

  test("20,000 answers of one formula", () => {
    expect(valueAt(recalculated({ A1: "=SUM(INT(SEQUENCE(20000)/2))" }), "A1")).toBe(100_000_000);
  });
});

describe("names", () => {
  const names = [
    { name: "Rate", formula: "0.05" },
    { name: "RATE", formula: "0.2", sheet: "Terms" },
    { name: "Base", formula: "Terms!$B$1:$B$3" },
    { name: "Total", formula: "SUM(Base)*Rate" },
    { name: "Above", formula: "Terms!A1048576" },
    { name: "Uplift", formula: "LAMBDA(x,x*(1+Rate))" },
    { name: "Self", formula: "1+Self" },
    { name: "Broken", formula: "1+*" },
    { name: "__proto__", formula: "7" },
    { name: "toString", formula: "Terms!$B$2" },
    { name: "Spilled", formula: "Terms!$D$1#" },
  ];
  const cells = { "Terms!B1": 100, "Terms!B2": "=B1+100", "Terms!B3": 300, "Terms!D1": "=SEQUENCE(3)" };
  test.each<[string, CellValue, string]>([
    ["Sheet1!C1=rate", 0.05, "the workbook's name, whatever its case"],
    ["Terms!C1=Rate", 0.2, "the sheet's own name goes before the workbook's"],
    ["Sheet1!C1=Terms!Rate", 0.2, "another sheet's own name"],
    ["Sheet1!C1=SUM(Base)", 600, "a range with a formula in it"],
    ["Sheet1!C1=Total", 30, "a name that is a formula of names"],
    ["Terms!C1=Total", 120, "names within a name are read as on the sheet that uses it"],
    ["Terms!B4=Above*2", 600, "a name that moves along: the cell above"],
    ["Sheet1!C1=Uplift(100)", 105, "a name that is a function"],
    ["Sheet1!C1=__proto__+tostring", 207, "names are data"],
    ["Sheet1!C1=SUM(Spilled)", 6, "a name for a spill"],
    ["Sheet1!C1=SUM(INDIRECT(\"Base\"))", 600, "INDIRECT to a name"],
    ["Sheet1!C1=LET(Base,3,Base*2)", 6, "a name of LET goes before a defined one"],
    ["Sheet1!C1=Self", error("#VALUE!", "Sheet1!C1: the name Self is defined by itself."), "a name that is defined by itself"],
    ["Sheet1!C1=Broken", error("#NAME?", "Sheet1!C1: the name Broken is not a formula: \"*\" is not expected (character 3)."), "a name that is no formula"],
  ])("%s → %p (%s)", (placed, expected) => {
    const place = placed.slice(0, placed.indexOf("="));
    const book = recalculated({ ...cells, [place]: placed.slice(place.length) }, names);
    expect(valueAt(book, place)).toEqual(expected);
  });

  test("a name that says another twice, and so on 40 times, is calculated once each", () => {
    const many = Array.from({ length: 40 }, (_, i) => ({ name: `N_${i}`, formula: i === 0 ? "1" : `N_${i - 1}+N_${i - 1}` }));
    expect(valueAt(recalculated({ A1: "=N_39" }, many), "A1")).toBe(2 ** 39);
  });
});

describe("what cannot be calculated is an error that names the cell, never an old value", () => {
  test.each<[string, CellValue, string]>([
    ["=1+*2", error("#VALUE!", 'Terms!B7: "*2" is not expected (character 3).'), "no formula"],
    ["=A1~2", error("#VALUE!", 'Terms!B7: "~2" is not expected (character 3).'), "a sign that is none of a formula's"],
    ["=NOSUCHFUNCTION(1)", unsupported("#NAME?", "Terms!B7: the function NOSUCHFUNCTION cannot be calculated here."), "a function nobody knows"],
    ["=IFERROR(NOSUCHFUNCTION(1),0)", unsupported("#NAME?", "Terms!B7: the function NOSUCHFUNCTION cannot be calculated here."), "not even IFERROR hides it: Excel might know the function"],
    ["=IF(TRUE,5,NOSUCHFUNCTION(1))", 5, "a function that is not needed"],
    ["=_CELL(1,2)", unsupported("#NAME?", "Terms!B7: the function _CELL cannot be calculated here."), "no function of anybody's"],
    ["=CELL(\"filename\")", unsupported("#NAME?", "Terms!B7: the function CELL is calculated here for address, row, col, contents and type of a given cell only."), "half a native"],
    ["=[1]Sheet!A1*0", unsupported("#REF!", "Terms!B7: it reads another workbook, [1]Sheet, and the file keeps no value of it; copy the value into this one."), "another workbook"],
    ["=IFERROR([Book.xlsx]Sheet!A1,0)", unsupported("#REF!", "Terms!B7: it reads another workbook, [Book.xlsx]Sheet, and the file keeps no value of it; copy the value into this one."), "another workbook behind IFERROR"],
    ["=[1]!Func(2)", unsupported("#NAME?", "Terms!B7: it calls a function of another workbook, [1]!Func."), "a function of another workbook"],
    ["=SUM(Sales[Net])", error("#NAME?", "Terms!B7: there is no table named Sales."), "a table that is not there"],
    ["=LAMBDA(x,x)", error("#CALC!", "Terms!B7: a LAMBDA is not called."), "a function that is not called"],
    [`=${"IF(TRUE,".repeat(64)}A1${")".repeat(64)}`, 1, "nested as deep as Excel allows"],
    [`=${"(".repeat(150)}A1${")".repeat(150)}`, 1, "parentheses without end"],
  ])("%s → %p (%s)", (formula, expected) => {
    expect(valueAt(recalculated({ "Terms!A1": 1, "Terms!B7": formula }), "Terms!B7")).toEqual(expected);
  });
});

describe("our own functions", () => {
  test.each<[string, CellValue, string]>([
    ["=DEAL.DOUBLE(A1)", 10, "one value"],
    ["=1+deal.double(A1)*2", 21, "within a formula, in any case"],
    ["=DEAL.SHAPE(A1,,A2:B3)", '[[[5]],null,[[null,"x"],[null,true]]]', "one value, an omitted argument, a range with blanks"],
    ["=DEAL.SHAPE(A1)", "[[[5]],null,null]", "arguments left out at the end"],
    ["=DEAL.SHAPE(C1,1+1,{1,\"a\";TRUE,#N/A})", '[[[{"error":"#DIV/0!"}]],[[2]],[[1,"a"],[true,{"error":"#N/A"}]]]', "errors reach the function"],
    ["=DEAL.SHAPE(CHOOSE(2,A1,A1:A2))", "[[[5],[null]],null,null]", "a range chosen"],
    ["=DEAL.POSITIVE(-1)", error("#VALUE!", "-1 is not a positive amount (figure)."), "a refusal keeps its sentence"],
    ["=1+SUM(DEAL.POSITIVE(-1))*2", error("#VALUE!", "-1 is not a positive amount (figure)."), "also inside an expression"],
    ["=IFERROR(DEAL.POSITIVE(-1),DEAL.NOTHERE(1))", error("#N/A", "There is no such period (figure)."), "the refusal that counts, not the first"],
    ["=IFERROR(DEAL.POSITIVE(-1),\"none\")", "none", "a refusal that is caught"],
    ["=DEAL.POSITIVE(1,2)", error("#VALUE!", "DEAL.POSITIVE takes at most 1 arguments, and 2 are given."), "too many arguments"],
    ["=DEAL.BROKEN(1)", error("#VALUE!", "DEAL.BROKEN failed: a bug"), "a bug shows in its cell, and the others are calculated"],
  ])("%s → %p (%s)", (formula, expected) => {
    expect(valueAt(recalculated({ A1: 5, B2: "x", B3: true, C1: "=1/0", Z1: formula }), "Z1")).toEqual(expected);
  });

  test("an error that comes from another cell says from which, through however many cells and sheets", () => {
    const book = recalculated({ "Terms!B7": "=DEAL.POSITIVE(-1)", "Terms!B8": "=B7*2", A1: "=SUM(Terms!B1:B8)", A2: "=A1+1" });
    expect(["Terms!B7", "Terms!B8", "A1", "A2"].map((place) => valueAt(book, place))).toEqual([
      error("#VALUE!", "-1 is not a positive amount (figure)."),
      error("#VALUE!", "The error comes from Terms!B7."),
      error("#VALUE!", "The error comes from Terms!B7."),
      error("#VALUE!", "The error comes from Terms!B7."),
    ]);
  });
});

test("a fault is told apart from a bug by its class", () => {
  expect(new FormulaFault("x").name).toBe("FormulaFault");
});
