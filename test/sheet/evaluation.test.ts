import { catalogue } from "../../src/functions/catalogue";
import { evaluation, evaluations } from "../../src/sheet/evaluation";
import { recalculate } from "../../src/sheet/recalculation";
import { Workbook } from "../../src/sheet/workbook";
import { FUNCTIONS, recalculated, values, workbook } from "./build";

const names = [{ name: "Rate", formula: "0.1", sheet: "Terms" }];

test.each<[string, string | undefined, unknown, string]>([
  ["=A1*2", undefined, [[20]], "on the first sheet"],
  ["A1*2", "terms", [[6]], "on another sheet, without its equals sign"],
  ["=A1#+1", undefined, [[11]], "what could spill and fills one cell"],
  ["=B1#", undefined, [[1, 2, 3]], "a whole spill"],
  ["=Terms!Rate*Rate", "Terms", [[0.010000000000000002]], "names as that sheet sees them"],
  ["=DEAL.DOUBLE({1;2})", undefined, [[2], [4]], "an answer of several cells"],
  ["=DEAL.POSITIVE(-1)", undefined, [[{ error: "#VALUE!", message: "-1 is not a positive amount (figure)." }]], "a refusal"],
  ["=Z9", undefined, [[0]], "a blank cell"],
  ["=A5*2", undefined, [[{ error: "#DIV/0!", message: "The error comes from Sheet1!A5." }]], "an error in the workbook"],
  ["=1+", undefined, [[{ error: "#VALUE!", message: "The formula ends where a value is expected (character 3).", unsupported: true }]], "no formula"],
  ["=FOO()", undefined, [[{ error: "#NAME?", message: "The function FOO cannot be calculated here.", unsupported: true }]], "a function nobody knows"],
  ["=SUM(A1:OFFSET(A1,1,0))", undefined, [[30]], "a reference that is calculated"],
  ["=SUBTOTAL(9,A1:A4)", undefined, [[30]], "another subtotal is left out"],
])("%s on %s → %p (%s)", (formula, sheetName, expected) => {
  const book = recalculated({ A1: "=5+5", A2: 20, A4: "=SUBTOTAL(9,A1:A2)", A5: "=1/0", B1: "=SEQUENCE(1,3)", "Terms!A1": 3 }, names);
  const before = structuredClone([values(book), values(book, "Terms")]);
  expect(evaluation(book, formula, FUNCTIONS, sheetName)).toEqual(expected);
  expect([values(book), values(book, "Terms")]).toEqual(before);
});

test("works without any sheet, as for a formula on the command line", () => {
  expect(evaluation(new Workbook(), "=SUM(DEAL.DOUBLE({1,2,3}))", FUNCTIONS)).toEqual([[12]]);
});

test("a sheet that is not there is said to be missing", () => {
  expect(() => evaluation(recalculated({ A1: 1 }), "=A1", FUNCTIONS, "Nowhere")).toThrow("There is no sheet named Nowhere in the workbook.");
});

test("25,000 different formulas together, in their order", () => {
  const formulas = Array.from({ length: 25_000 }, (_, i) => (i === 12_345 ? "=1+" : `=DEAL.DOUBLE(${i})+0.5`));
  const answers = evaluations(new Workbook(), formulas, FUNCTIONS);
  expect(answers.length).toBe(25_000);
  answers.forEach((answer, i) => {
    expect(answer[0]?.[0]).toEqual(i === 12_345 ? { error: "#VALUE!", message: "The formula ends where a value is expected (character 3).", unsupported: true } : 2 * i + 0.5);
  });
});

test("no formula sees another one's spill", () => {
  expect(evaluations(new Workbook(), ["=SEQUENCE(2)", "=SEQUENCE(2)", "=SUM(A1:XFD9)"], [])).toEqual([[[1], [2]], [[1], [2]], [[0]]]);
});

test("an empty workbook is recalculated in peace", () => {
  const book = new Workbook();
  recalculate(book, FUNCTIONS);
  expect(book.sheets).toEqual([]);
});

test("our functions get a whole column at its full size, as in Excel, so that amounts refuse it and tables ignore what is blank", () => {
  const scale = { A1: "Above", B1: "Rate", A2: 0, B2: 0.05, A3: 100, B3: 0.1, D1: 10, D2: 20 };
  const book = workbook(scale, [{ name: "Revenue", formula: "Sheet1!$D:$D" }]);
  const wholeColumn = [[{ error: "#VALUE!", message: "A whole column is selected; select the periods, or use a table (base)." }]];
  const asked = ['DEAL.TIEREDROYALTY(D:D,A1:B3,,"never")', 'DEAL.TIEREDROYALTY(Revenue,A1:B3,,"never")', "DEAL.TIEREDROYALTY(200,A:B)", "SUM(D:D)"];
  expect(evaluations(book, asked, catalogue)).toEqual([wholeColumn, wholeColumn, [[15]], [[30]]]);
});
