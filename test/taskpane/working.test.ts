import type { Grid } from "../../src/cells/cell";
import { catalogue } from "../../src/functions/catalogue";
import { evaluation } from "../../src/sheet/evaluation";
import { amountText, moneyText } from "../../src/taskpane/amountText";
import { cellExplanation } from "../../src/taskpane/explanation";
import { whySentence } from "../../src/taskpane/whySentence";
import { ownLines, workingOf, type AnswerCell } from "../../src/taskpane/working";
import { workbook } from "../sheet/build";

/** Across A1:C1 and down F1:F3: 100, 250, 400. */
const BOOK = workbook({ A1: 100, B1: 250, C1: 400, F1: 100, F2: 250, F3: 400, A2: "Holder", B2: "Weight", A3: "Actor", B3: 65, A4: "Agent", B4: 35 });
const statement = (formula: string): Grid => evaluation(BOOK, formula, catalogue, "Sheet1");
const cell = (value: number, down: number, right: number, ...names: string[]): AnswerCell => ({ value, offset: { down, right }, names });
const explained = (value: number, text: string, formula = "=DEAL.X()") => cellExplanation({ sheet: "Sheet1", top: 9, left: 2, bottom: 9, right: 2 }, { value, text, formula });

describe("the working of a cell is that of its own period and payee", () => {
  test.each([
    { why: "periods across", formula: "=DEAL.TIEREDROYALTY.LINES(A1:C1,{0,0.05;200,0.1},,\"each period\")", right: 1, down: 0 },
    { why: "periods down", formula: "=DEAL.TIEREDROYALTY.LINES(F1:F3,{0,0.05;200,0.1},,\"each period\")", right: 0, down: 1 },
  ])("$why", ({ formula, right, down }) => {
    const working = workingOf(statement(formula), cell(30, down, right));
    expect(working.here).toBe(1);
    expect(working.heads).toEqual(["Line", "Above", "Rate"]);
    expect(working.columns).toEqual([1, 2, 3]);
  });

  test.each([
    { why: "by number", formula: "=DEAL.WITHHOLDING.LINES({100,250;100,250},{0.1;0.2},,2)", down: 1, right: 1, payee: 2 },
    { why: "by name", formula: '=DEAL.WITHHOLDING.LINES({"Actor",100,250;"Agent",100,250},{0.1;0.2},,2)', down: 1, right: 1, payee: "Agent" },
    { why: "payees across", formula: "=DEAL.WITHHOLDING.LINES({100,100;250,250},{0.1,0.2},,2)", down: 1, right: 1, payee: 2 },
  ])("of taxed payees its own, $why", ({ formula, down, right, payee }) => {
    const working = workingOf(statement(formula), cell(200, down, right));
    expect([working.heads, working.columns, working.here]).toEqual([["Payee", "Line"], [1, 2], 1]);
    expect(working.lines.filter(({ isHere }) => isHere)).toMatchObject([{ line: "net", of: [{ head: "Payee", value: payee }] }]);
    expect(ownLines(working).shown.map(({ line, of, values }) => [line, of[0]?.value, values[1]])).toEqual([["gross", payee, 250], ["tax", payee, 50], ["net", payee, 200], ["check", payee, 0]]);
  });

  test("of a split the payee's own lines, and of two lines with the same figure the last", () => {
    const working = workingOf(statement("=DEAL.PRORATA.LINES(A1:C1,A2:B4,2)"), cell(35, 1, 0, "Agent"));
    expect(working.lines.filter(({ isHere }) => isHere)).toMatchObject([{ line: "paid", of: [{ head: "Holder", value: "Agent" }] }]);
    const { shown } = ownLines(working);
    expect(shown.map(({ line }) => line)).toEqual(["pool", "weight", "exact share", "paid", "check"]);
    expect(shown.flatMap(({ of }) => of.map(({ value }) => value))).toEqual(["Agent", "Agent", "Agent"]);
  });

  test.each([
    { why: "the first of two that are paid the same", down: 0, holder: "Actor" },
    { why: "the second", down: 1, holder: "Agent" },
  ])("$why is told by its row, and not by its figure", ({ down, holder }) => {
    const equal = statement('=DEAL.PRORATA.LINES(A1:C1,{"Holder","Weight";"Actor",1;"Agent",1},2)');
    expect(workingOf(equal, cell(50, down, 0, "Somebody")).lines.filter(({ isHere }) => isHere)).toMatchObject([{ line: "paid", of: [{ value: holder }] }]);
  });

  test("where neither row nor name tells payees apart that are paid the same, none is marked", () => {
    const equal = statement('=DEAL.PRORATA.LINES(A1:C1,{"Holder","Weight";"Actor",1;"Agent",1},2)');
    expect(workingOf(equal, cell(50, 7, 0, "Somebody")).lines.some(({ isHere }) => isHere)).toBe(false);
  });

  test("a payment of 0 is not taken for another line that is 0", () => {
    const layers = '{"Rank","Payee","Type","Amount";1,"Fund","fixed",100;2,"Star","fixed",50}';
    const working = workingOf(statement(`=DEAL.WATERFALL.LINES(A1,${layers},2)`), cell(0, 1, 0, "Star"));
    expect(working.lines.filter(({ isHere }) => isHere)).toMatchObject([{ line: "paid", of: [{ value: 2 }, { value: "Star" }, { value: "fixed" }] }]);
  });

  test("a call within a formula belongs to no one period", () => {
    expect(workingOf(statement("=DEAL.TIEREDROYALTY.LINES(A1:C1,{0,0.05},,\"never\")"), { value: 37.5, names: [] }).here).toBeUndefined();
  });
});

describe("why, in one sentence", () => {
  const headings = { row: "Royalty", column: { text: "Q2 2026", row: 1 }, unit: "USD" };
  test.each([
    { why: "tiers", name: "DEAL.TIEREDROYALTY", formula: "=DEAL.TIEREDROYALTY.LINES(A1:C1,{0,0.05;200,0.1},\"marginal\",\"each period\")", value: 15, sentence: "Royalty in Q2 2026 is 15.00 USD: 5% of 200.00 and 10% of 50.00." },
    { why: "a split", name: "DEAL.PRORATA", formula: "=DEAL.PRORATA.LINES(A1:C1,A2:B4,2)", value: 162.5, sentence: "Royalty in Q2 2026 is 162.50 USD: 65 of 100 parts of 250.00." },
    { why: "tax", name: "DEAL.WITHHOLDING", formula: "=DEAL.WITHHOLDING.LINES(A1:C1,0.1,,2)", value: 225, sentence: "Royalty in Q2 2026 is 225.00 USD: 250.00 less tax of 25.00." },
    { why: "tax of one of several", name: "DEAL.WITHHOLDING", formula: "=DEAL.WITHHOLDING.LINES({100,250;100,250},{0.1;0.2},,2)", value: 225, sentence: "Royalty in Q2 2026 is 225.00 USD: 250.00 less tax of 25.00." },
    { why: "a guarantee that is not reached", name: "DEAL.MINGUARANTEE", formula: "=DEAL.MINGUARANTEE.LINES(A1:C1,300,\"none\")", value: 300, sentence: "Royalty in Q2 2026 is 300.00 USD: earned 250.00, made up to the guarantee of 300.00." },
  ])("$why", ({ name, formula, value, sentence }) => {
    const of = workingOf(statement(formula), cell(value, 0, 1));
    expect(whySentence(explained(value, moneyText(value)), headings, { name, of })).toBe(sentence);
  });

  test.each([
    { why: "a typed figure", given: { value: 5, text: "5" }, sentence: "Royalty in Q2 2026 is 5 USD: it was typed here." },
    { why: "nothing", given: { value: null, text: "" }, sentence: "Sheet1!B9 is empty." },
    { why: "a refusal", given: { value: { error: "#VALUE!" } as const, text: "#VALUE!", formula: "=1/A1" }, sentence: "Royalty in Q2 2026 cannot be worked out." },
    { why: "a plain formula", given: { value: 7, text: "7", formula: "=3+4" }, sentence: "Royalty in Q2 2026 is 7 USD." },
  ])("$why", ({ given, sentence }) => {
    expect(whySentence(cellExplanation({ sheet: "Sheet1", top: 9, left: 2, bottom: 9, right: 2 }, given), headings)).toBe(sentence);
  });
});

test.each([
  [1234567.891, "USD", "1,234,567.89"],
  [-0.004, "", "0.00"],
  [-1234.5, "EUR", "−1,234.50"],
  [0.065, "%", "6.5%"],
  [0.1 + 0.2, "minutes", "0.3"],
  [12345, "minutes", "12,345"],
])("%p %s reads %s", (value, unit, text) => {
  expect(amountText(value, unit)).toBe(text);
});
