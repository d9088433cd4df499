import * as fc from "fast-check";
import { MovedFormula } from "../../../src/sheet/formula/movedFormula";

test.each([
  ["A1*2", 1, 0, "A2*2", "one row down"],
  ["A1*2", 0, 1, "B1*2", "one column to the right"],
  ["$A$1+A$1+$A1", 2, 3, "$A$1+D$1+$A3", "fixed parts stay"],
  ["SUM(A1:B3)", 2, 1, "SUM(B3:C5)", "both corners of a range"],
  ["SUM($A$1:A1)", 4, 0, "SUM($A$1:A5)", "a running total"],
  ["Terms!A1+'Net sales'!B2", 1, 1, "Terms!B2+'Net sales'!C3", "other sheets"],
  ["'A1'!A1+'B2:C3''s'!B2", 1, 0, "'A1'!A2+'B2:C3''s'!B3", "sheets that read like cells"],
  ["Jan:Dec!A1", 1, 0, "Jan:Dec!A2", "through several sheets, which read like columns"],
  ['"A1"&A1', 1, 0, '"A1"&A2', "texts are left alone"],
  ["SUM(A:A)+SUM($B:B)", 5, 1, "SUM(B:B)+SUM($B:C)", "whole columns move sideways only"],
  ["SUM(1:1)+SUM($2:3)", 1, 5, "SUM(2:2)+SUM($2:4)", "whole rows move downwards only"],
  ["LOG10(A10)+ATAN2(A2,B2)", 1, 0, "LOG10(A11)+ATAN2(A3,B3)", "functions that read like cells"],
  ["TAX2024+XFE1+A1048577+Rate_A1+A1.B2", 1, 0, "TAX2025+XFE1+A1048577+Rate_A1+A1.B2", "names that read almost like cells"],
  ["Table1[[#This Row],[A1]]+A1", 1, 0, "Table1[[#This Row],[A1]]+A2", "columns of tables"],
  ["[1]Sheet1!A1+[1]!Name", 1, 0, "[1]Sheet1!A2+[1]!Name", "another workbook"],
  ["A1", -1, 0, "#REF!", "over the top"],
  ["'Net sales'!A1", -1, 0, "'Net sales'!#REF!", "over the top of another sheet"],
  ["B2+A1", 0, -1, "A2+#REF!", "over the left edge"],
  ["SUM(A1:B3)", -1, 0, "SUM(#REF!)", "a range of which a corner is lost"],
  ["Terms!A1048576", 1, 0, "Terms!#REF!", "over the bottom"],
  ["XFD1+XFD:XFD", 0, 1, "#REF!+#REF!", "over the right edge"],
  ["1:1048576", 1, 0, "#REF!", "all rows"],
  ["SUM(Terms!A1:Terms!$B$2,Terms!A1 : B2)", 1, 1, "SUM(Terms!B2:Terms!$B$2,Terms!B2 : C3)", "a sheet at both ends, and spaces"],
  ["SUM(B3:A1)", 1, 0, "SUM(B4:A2)", "corners stay in their order"],
  ["[1]!Sales[A1]+'[2]A1 B2'!$A1:B$2", 1, 1, "[1]!Sales[A1]+'[2]A1 B2'!$A2:C$2", "tables and areas of other workbooks"],
  ["LAMBDA(x,x+A1)(A1)", 1, 0, "LAMBDA(x,x+A2)(A2)", "what a function is called with"],
  ["#REF!$A$1+A1", 1, 0, "#REF!$A$1+A2", "a reference that was lost before"],
  ["A1 A1 +", 1, 0, "A1 A1 +", "what is no formula"],
  ["A1#+@B1:B9", 1, 0, "A2#+@B2:B10", "spills"],
  ["1E5+2.5e-3+A1", 1, 0, "1E5+2.5e-3+A2", "numbers that read like cells"],
  ["a1+ab$3", 0, 0, "a1+ab$3", "its own cell: not a character changes"],
])("%s, %i down and %i right: %s (%s)", (text, rows, columns, moved) => {
  expect(new MovedFormula(text).moved(rows, columns)).toBe(moved);
});

test("law: moved there and back, a formula that met no edge is what it was", () => {
  const cell = fc.tuple(fc.constantFrom("", "$"), fc.constantFrom("M", "AB", "ZZ"), fc.constantFrom("", "$"), fc.integer({ min: 200, max: 900 })).map((parts) => parts.join(""));
  const formula = fc.array(fc.oneof(cell, fc.tuple(cell, cell).map((corners) => corners.join(":")), fc.constantFrom('"M1"', "Rate", "SUM(M:$Z)", "'M1'!M300", "200:$900")), { minLength: 1 }).map((parts) => parts.join("+"));
  const step = fc.integer({ min: -12, max: 12 });
  fc.assert(fc.property(formula, step, step, (text, rows, columns) => expect(new MovedFormula(new MovedFormula(text).moved(rows, columns)).moved(-rows, -columns)).toBe(text)));
});
