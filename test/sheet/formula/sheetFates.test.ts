import { SheetFates, endsARow } from "../../../src/sheet/formula/sheetFates";

const renamed = new SheetFates([["Inputs", "Deal's terms"], ["Jan", "Q1"], ["Kept", "Kept"]]);
const removed = new SheetFates([["Inputs", null]], ["Sales"]);

test.each([
  ["Inputs!A1*2", "'Deal''s terms'!A1*2"],
  ["SUM('inputs'!$A$1:B2,Kept!A1)", "SUM('Deal''s terms'!$A$1:B2,Kept!A1)"],
  ["Inputs!A:A+Inputs!1:2+Inputs!Rate", "'Deal''s terms'!A:A+'Deal''s terms'!1:2+'Deal''s terms'!Rate"],
  ["SUM(Jan:Dec!B7)", "SUM('Q1:Dec'!B7)"],
  ["[1]Inputs!A1+'[2]Inputs'!A1", "[1]Inputs!A1+'[2]Inputs'!A1"],
  ['IF(A1,"Inputs!A1",INDIRECT("Inputs!A1"))', 'IF(A1,"Inputs!A1",INDIRECT("Inputs!A1"))'],
  ["DEAL.PRORATA(Inputs!A1#,Inputs!B1:B3)", "DEAL.PRORATA('Deal''s terms'!A1#,'Deal''s terms'!B1:B3)"],
  [" Inputs!A1 ", " 'Deal''s terms'!A1 "],
  ["MyInputs!A1+Inputs", "MyInputs!A1+Inputs"],
  ["Inputs!A1+", "Inputs!A1+"],
])("a sheet renamed: %s", (formula, followed) => {
  expect(renamed.followed(formula)).toBe(followed);
});

test.each([
  ["Inputs!A1*2+Kept!A1", "#REF!*2+Kept!A1"],
  ["SUM(Inputs!A1:B2,Inputs!Rate)", "SUM(#REF!,#REF!)"],
  ["SUM(Inputs!A1#)", "SUM(#REF!)"],
  ["SUM(Inputs!A1:Inputs!B2)", "SUM(#REF!)"],
  ["SUM(Sales[Net])+[1]Inputs!A1", "SUM(#REF!)+[1]Inputs!A1"],
  ["A1+1", "A1+1"],
])("a sheet removed: %s", (formula, followed) => {
  expect(removed.followed(formula)).toBe(followed);
});

test("a sheet at the end of a row of sheets", () => {
  expect(["SUM(Jan:Dec!B7)", "SUM('jan:Q4'!B7)", "Jan!B7+Dec!B7", "1+"].map((formula) => endsARow(formula, "Jan"))).toEqual([true, true, false, false]);
});
