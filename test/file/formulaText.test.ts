import * as fc from "fast-check";
import { functionNames, shownFormula, storedFormula } from "../../src/file/formulaText";
import { FUNCTIONS } from "./handmade";

const names = functionNames(FUNCTIONS);

describe("a formula in a file and in Excel", () => {
  test.each([
    ["_xldudf_DEAL_PRORATA(A1,B1:B3)", "DEAL.PRORATA(A1,B1:B3)", "a custom function"],
    ["_xldudf_DEAL_NPV_ROYALTY(A1)", "DEAL.NPV_ROYALTY(A1)", "an underscore that is one"],
    ["_xldudf_DEAL_NPV_ROYALTY_LINES(A1)", "DEAL.NPV_ROYALTY.LINES(A1)", "an underscore that is one, and one that is a dot"],
    ["1+_xldudf_DEAL_PRORATA(_xldudf_DEAL_PRORATA(A1,2),3)", "1+DEAL.PRORATA(DEAL.PRORATA(A1,2),3)", "a call within a call"],
    ["_xldudf_OTHER_VENDOR(A1)", "_xldudf_OTHER_VENDOR(A1)", "a function of somebody else"],
    ["_xlfn._xldudf_OTHER.VENDOR(A1)+_xlfn.DEAL_PRORATA(1)", "_xlfn._xldudf_OTHER.VENDOR(A1)+_xlfn.DEAL_PRORATA(1)", "neither of these is one of ours"],
    ['"_xldudf_DEAL_PRORATA(1)"&A1', '"_xldudf_DEAL_PRORATA(1)"&A1', "a text that reads like a call"],
    ["'_xldudf_DEAL_PRORATA('!A1", "'_xldudf_DEAL_PRORATA('!A1", "a sheet that reads like a call"],
    ["'It''s _xlfn.X('!A1+_xlfn.XLOOKUP(1,A:A,B:B)", "'It''s _xlfn.X('!A1+XLOOKUP(1,A:A,B:B)", "a sheet name with an apostrophe"],
    ["_xlfn._xlws.SORT(_xlfn._xlws.FILTER(A1:A9,B1:B9>0))", "SORT(FILTER(A1:A9,B1:B9>0))", "functions with two prefixes"],
    ["_xlfn.IFS(A1>0,_xlfn.TEXTJOIN(\",\",TRUE,A1:A3),TRUE,_xlfn.MAXIFS(A:A,B:B,1))", 'IFS(A1>0,TEXTJOIN(",",TRUE,A1:A3),TRUE,MAXIFS(A:A,B:B,1))', "functions with one"],
    ["_xlfn.NEWERTHANTHIS(A1)", "_xlfn.NEWERTHANTHIS(A1)", "a function nobody knows yet stays as stored, as in Excel"],
    ["SUM(_xlfn.ANCHORARRAY(E1))", "SUM(E1#)", "a spill"],
    ["_xlfn.ANCHORARRAY('Net sales'!$A$1)*2", "'Net sales'!$A$1#*2", "a spill on another sheet"],
    ["_xlfn.ANCHORARRAY(Amounts)", "Amounts#", "a spill by its name"],
    ["_xlfn.ANCHORARRAY(INDEX(A1:A3,1))", "INDEX(A1:A3,1)#", "a spill found by a function"],
    ["_xldudf_DEAL_PRORATA(_xlfn.ANCHORARRAY(A1),B1)", "DEAL.PRORATA(A1#,B1)", "a spill in a custom function"],
    ["_xlfn.SINGLE(A1:A9)+1", "@A1:A9+1", "one cell of a range"],
    ["_xlfn.SINGLE(Terms!A1:A9)", "@Terms!A1:A9", "one cell of a range on a sheet"],
    ["_xlfn.SINGLE(_xlfn.ANCHORARRAY(A1))", "@A1#", "one cell of a spill"],
    ["_xlfn.SINGLE(A1:A3+1)", "@(A1:A3+1)", "one cell of what is calculated"],
    ["_xlfn.SINGLE((A1))", "@((A1))", "parentheses of its own"],
    ["_xlfn.SINGLE(Table1[Net])", "@Table1[Net]", "one cell of a table's column"],
    ["_xlfn.LET(_xlpm.x,A1,_xlpm.y,_xlpm.x+1,_xlpm.x*_xlpm.y)", "LET(x,A1,y,x+1,x*y)", "names of LET"],
    ["_xlfn.LET(_xlpm.x,x,_xlpm.x)+x", "LET(x,x,x)+x", "a defined name called like one of LET's, before and behind"],
    ["_xlfn.LET(_xlpm.x,1,Rate)", "LET(x,1,Rate)", "the last argument of LET is no name of its own"],
    ["_xlfn.LAMBDA(_xlpm.x,Rate)(1)", "LAMBDA(x,Rate)(1)", "nor is that of LAMBDA"],
    ["_xlfn.SINGLE( A1 )+_xlfn.ANCHORARRAY( A1 )", "@( A1 )+_xlfn.ANCHORARRAY( A1 )", "spaces within parentheses"],
    ["A1:_xlfn.SINGLE(B2)", "A1:_xlfn.SINGLE(B2)", "behind a colon it stays, where an @ cannot stand"],
    ["_xlfn.SINGLE((A1,B2))%", "@((A1,B2))%", "one cell of several areas"],
    ["[1]!Sales[[#This Row],[Net]]", "[1]!Sales[[#This Row],[Net]]", "a table of another workbook"],
    ["_xlfn.LAMBDA(_xlpm.a,_xlpm.b,_xlpm.a/_xlpm.b)(4,2)", "LAMBDA(a,b,a/b)(4,2)", "names of LAMBDA"],
    ["_xlfn.LET(_xlpm.f,_xlfn.LAMBDA(_xlpm.a,_xlpm.a+1),_xlpm.f(2))", "LET(f,LAMBDA(a,a+1),f(2))", "a name that is called"],
    ["_xlfn.LET(_xlpm.rate,5%,Terms!rate+_xlpm.rate)", "LET(rate,5%,Terms!rate+rate)", "a name of a sheet called like one of LET's"],
    ['IF(A1="#",1,#REF!)', 'IF(A1="#",1,#REF!)', "an error is no spill"],
    ["Sheet1!#REF!+Table1[[#This Row],[Net @ source]]", "Sheet1!#REF!+Table1[[#This Row],[Net @ source]]", "signs in tables and errors are no operators"],
    ["SUM({1,2;3,4})", "SUM({1,2;3,4})", "an array constant"],
    ["[1]Other!A1+'[2]My book.xlsx'!B2", "[1]Other!A1+'[2]My book.xlsx'!B2", "other workbooks"],
    ["NETWORKDAYS.INTL(A1,B1)", "NETWORKDAYS.INTL(A1,B1)", "a late function without a prefix"],
  ])("%s ⇄ %s: %s", (stored, shown) => {
    expect(shownFormula(stored, names)).toBe(shown);
    expect(storedFormula(shown, names)).toBe(stored);
  });

  test.each([
    ["_xldudf_deal_prorata(A1)", "DEAL.PRORATA(A1)", "LibreOffice writes names in lower case"],
    ["_XLDUDF_DEAL_NPV_ROYALTY(A1)", "DEAL.NPV_ROYALTY(A1)", "and others in capitals"],
    ["[2]!_xldudf_DEAL_PRORATA(A1)", "DEAL.PRORATA(A1)", "an add-in left the number of a workbook before it"],
    ["_xldudf_DEAL.PRORATA(10,{1;1})", "DEAL.PRORATA(10,{1;1})", "dots left in"],
    ["_xldudf_DEAL.NPV_ROYALTY.LINES(A1)", "DEAL.NPV_ROYALTY.LINES(A1)", "dots left in beside an underscore that is one"],
    ["_xlfn._xldudf_DEAL_PRORATA(A1)+_XLFN._xldudf_deal.prorata(A2)", "DEAL.PRORATA(A1)+DEAL.PRORATA(A2)", "the prefix of new functions before ours"],
    ["1+[12]!_xldudf_deal_prorata([3]!_xldudf_DEAL_PRORATA(1))", "1+DEAL.PRORATA(DEAL.PRORATA(1))", "more than once"],
  ])("%s is read as %s: %s", (stored, shown) => {
    expect(shownFormula(stored, names)).toBe(shown);
  });

  test("a name typed in lower case is stored in capitals", () => {
    expect(storedFormula("deal.prorata(a1)", names)).toBe("_xldudf_DEAL_PRORATA(a1)");
  });

  test("two functions that would be stored under one name are refused", () => {
    expect(() => functionNames(["DEAL.A_B", "DEAL.A.B"])).toThrow("DEAL.A.B and DEAL.A_B are stored under the same name");
  });

  test.each(["__proto__(1)", "constructor(toString)", "LET(__proto__,1,__proto__)", "((((", "LET(x", '"open', "'open", "[open", "@", "#", "@#:@", "A1:", "{1,(2}", ")", ","])("any text can be asked for: %s", (text) => {
    expect(typeof storedFormula(text, names)).toBe("string");
    expect(shownFormula(text, names)).toBe(text);
  });

  test("deep nesting takes no stack: deeper than a formula is read, it stays as stored", () => {
    const nested = (deep: number) => "_xlfn.SINGLE(".repeat(deep) + "A1" + ")".repeat(deep);
    expect(shownFormula(nested(64), names)).toBe("@".repeat(64) + "A1");
    expect(storedFormula("@".repeat(64) + "A1", names)).toBe(nested(64));
    expect(shownFormula(nested(5000), names)).toBe(nested(5000));
  });

  test("the longest sum takes no stack either", () => {
    const [stored, shown] = ["_xldudf_DEAL_PRORATA(A1)", "DEAL.PRORATA(A1)"].map((term) => Array.from({ length: 500 }, () => term).join("+"));
    expect(shownFormula(stored as string, names)).toBe(shown);
    expect(storedFormula(shown as string, names)).toBe(stored);
  });
});

/** Formulas as Excel shows them. */
const shownFormulas = fc.letrec<{ operand: string; formula: string }>((tie) => ({
  operand: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom("A1", "$B$2", "Terms!C3", "'It''s #1'!A1:B9", "A:C", "$1:3", "Rate", "Sheet2!Rate", '"a ""quoted"" @x#"', "1.5", "TRUE", "#N/A", "Table1[[#Headers],[Net]]", "A1#", "Terms!A1#", "@A1:A9", "@Rate", "{1,2;3,4}"),
    fc.tuple(fc.constantFrom("SUM", "XLOOKUP", "SORT", "DEAL.PRORATA", "DEAL.NPV_ROYALTY.LINES", "INDEX"), fc.array(tie("formula"), { maxLength: 3 })).map(([name, args]) => `${name}(${args.join(",")})`),
    tie("formula").map((inner) => `@(${inner}*1)`),
    fc.tuple(tie("formula"), tie("formula")).map(([value, body]) => `LET(x,${value},x+${body})`),
    tie("formula").map((body) => `LAMBDA(a,b,a*b+${body})(1,2)`),
  ),
  formula: fc.array(tie("operand"), { minLength: 1, maxLength: 3 }).chain((operands) => fc.constantFrom("+", "*", "&", " = ").map((operator) => operands.join(operator))),
}));

test("law: what is stored is shown again as it was", () => {
  fc.assert(
    fc.property(shownFormulas.formula, (shown) => {
      const stored = storedFormula(shown, names);
      expect(shownFormula(stored, names)).toBe(shown);
      expect(storedFormula(shownFormula(stored, names), names)).toBe(stored);
    }),
    { numRuns: 500 },
  );
});
