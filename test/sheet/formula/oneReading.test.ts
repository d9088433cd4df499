import { parsedFormula } from "../../../src/sheet/formula/parser";
import { hasOneReading } from "../../../src/sheet/formula/oneReading";

describe("a formula that means the same plain and dynamic", () => {
  test.each([
    ["A1+1", "one cell"],
    ["-$B$2%*Terms!C3&\"x\"", "signs, percent, another sheet, text"],
    ["SUM(B11:I11)", "a range that is taken whole"],
    ["SUM(A:A)-SUM(1:3,A1,5)", "whole columns and rows"],
    ["ROUND(SUM(A1:A3)*A1/(1+B1),2)>=0", "a scalar function over it"],
    ['IF(A1>0,SUM(A1:A9),"")', "a choice between single values"],
    ["IF(A1,,2)", "an omitted argument"],
    ['SUMIFS(C:C,A:A,"x",B:B,">"&D1)', "criteria of one value each"],
    ["VLOOKUP(A1,Q!$A:$N,3,FALSE)", "a lookup of one value"],
    ["NPV(B1,C1:C9)+XNPV(B1,C1:C9,D1:D9)", "a rate, and ranges behind it"],
    ["SUM({1,2;3,4})", "an array constant, taken whole"],
    ["SUM(Sales[Net])", "a table's column, taken whole"],
    ["_xlfn.STDEV.S(A1:A3)", "a prefix of the file"],
    ["sum(a1:a3)", "small letters"],
    ["TODAY()+#N/A", "no argument; an error"],
    [Array.from({ length: 4000 }, () => "1").join("+"), "thousands of terms"],
  ])("%s: %s", (formula) => {
    expect(hasOneReading(parsedFormula(formula))).toBe(true);
  });

  test.each([
    ["A1:A3", "spills, and plain is cut to its row"],
    ["A1:A3+1", "arithmetic on a range"],
    ["SUM(A1:A3*2)", "plain, the range in it is cut: only SUM's own ranges are not"],
    ["SUM(-A1:A3)", "a sign makes it arithmetic"],
    ["SUM((A1:A3))", "parentheses: Excel need not see through them"],
    ["ROUND(A1:A3,2)", "a scalar function over a range"],
    ["IF(A1:A3>0,1,2)", "a condition of several"],
    ["IF(A1,B1:B3,0)", "a choice of a range"],
    ['SUMIFS(C:C,A:A,F1:F3)', "several criteria"],
    ["NPV(B1:B3,C1:C9)", "several rates"],
    ["VLOOKUP(A1:A3,Q!A:N,3)", "several lookups"],
    ["{1,2}", "an array constant"],
    ["Rate*2", "a name may be a range"],
    ["SUM(Rate)", "a name may be arithmetic"],
    ["DEAL.PRORATA(100,A1,1)", "a function of ours may spill"],
    ["SEQUENCE(A1)", "a function that spills"],
    ["INDEX(A1:B3,2,1)", "a function that answers cells: Excel shows @ before it"],
    ["OFFSET(A1,1,1)", "another"],
    ["A1#", "a spill"],
    ["SUM(A1#)", "a spill, which came with dynamic arrays"],
    ["@A1:A3", "a cut that is written"],
    ["SUM(Jan:Dec!A1)", "sheets from one to another"],
    ["Sales[Net]*2", "a table's column in arithmetic"],
    ["[1]Book!A1+1", "another workbook"],
    ["[1]!SUM(A1)", "a function of another workbook"],
    ["A1:A3 B2:C2", "where ranges meet"],
    ["SUM(A1:A3 A2:B2)", "where they meet in an argument"],
    ["SUM((A1,B2))", "a union"],
    ["LET(x,A1,x)", "names of its own"],
    [`${Array.from({ length: 4000 }, () => "1").join("+")}+A1:A2`, "a range behind thousands of terms"],
    [`A1:A2+${Array.from({ length: 4000 }, () => "1").join("+")}`, "a range before them"],
  ])("%s may not: %s", (formula) => {
    expect(hasOneReading(parsedFormula(formula))).toBe(false);
  });
});
