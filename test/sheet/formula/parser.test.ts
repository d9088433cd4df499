import { type FormulaNode, functionCalls } from "../../../src/sheet/formula/nodes";
import { FormulaFault, parsedFormula } from "../../../src/sheet/formula/parser";

/** The shape of a formula, every part with the text it was read from. */
function shape(text: string): string {
  const drawn = (node: FormulaNode): string => {
    const own = text.slice(node.start, node.end);
    switch (node.kind) {
      case "operation":
        return `(${drawn(node.left)} ${node.operator} ${drawn(node.right)})`;
      case "prefix":
        return `${node.operator}<${drawn(node.operand)}>`;
      case "parentheses":
      case "percent":
      case "spill":
        return `${node.kind}<${drawn(node.operand)}>`;
      case "union":
        return `union<${node.parts.map(drawn).join("|")}>`;
      case "call":
        return `${node.name}<${node.arguments.map((argument) => (argument === null ? "" : drawn(argument))).join("|")}>`;
      case "invocation":
        return `${drawn(node.called)}<${node.arguments.map((argument) => (argument === null ? "" : drawn(argument))).join("|")}>`;
      default:
        return `${node.kind}:${own}`;
    }
  };
  return drawn(parsedFormula(text));
}

describe("a formula is read as Excel reads it", () => {
  test.each([
    ["-2^2", "(-<number:2> ^ number:2)", "a sign binds tighter than a power"],
    ["2^3^2", "((number:2 ^ number:3) ^ number:2)", "powers are taken from left to right"],
    ["1+2*3&4=5", "(((number:1 + (number:2 * number:3)) & number:4) = number:5)", "comparison is the loosest"],
    ["5%%", "percent<percent<number:5>>", "percent after percent"],
    ["A1:B2 B1:C3", "(reference:A1:B2   reference:B1:C3)", "a space between references intersects"],
    [" A1 + 1 ", "(reference:A1 + number:1)", "other spaces mean nothing"],
    ["SUM( A1 , , \"a\"\"b\" )", 'SUM<reference:A1||text:"a""b">', "an omitted argument, a quotation mark in a text"],
    ["f()", "f<>", "no arguments at all"],
    ["LOG10(A1)", "LOG10<reference:A1>", "a function whose name looks like a cell"],
    ["DEAL.TIEREDROYALTY.LINES({0,0.05;-1,#N/A})", "DEAL.TIEREDROYALTY.LINES<array:{0,0.05;-1,#N/A}>", "dots in a name, errors and signs in a constant"],
    ["'It''s 100%'!$A$1:B2", "reference:'It''s 100%'!$A$1:B2", "an apostrophe in a sheet's name"],
    ["Ertragsrechnung_Ä!A1+销售!B2", "(reference:Ertragsrechnung_Ä!A1 + reference:销售!B2)", "sheets named in other scripts"],
    ["Q1!A1", "reference:Q1!A1", "a sheet whose name looks like a cell"],
    ["Jan:Dec!B7", "reference:Jan:Dec!B7", "through several sheets"],
    ["A:C+3:$4", "(reference:A:C + reference:3:$4)", "whole columns and rows"],
    ["Terms!Rate*Base.2", "(name:Terms!Rate * name:Base.2)", "names of a sheet, names with dots"],
    ["A1#+Sheet2!B2#", "(spill<reference:A1> + spill<reference:Sheet2!B2>)", "the cells of a spill"],
    ["_xlfn.ANCHORARRAY(A1)", "spill<reference:A1>", "the spill as files store it"],
    ["_xlfn.SINGLE(A1:A3)", "@<reference:A1:A3>", "the @ as files store it"],
    ["SUM((A1:A2,C1:C2))", "SUM<union<reference:A1:A2|reference:C1:C2>>", "several areas as one argument"],
    ["Terms!A1:B2,C3,Sales[Net]", "union<reference:Terms!A1:B2|reference:C3|table:Sales[Net]>", "several areas, as names hold them"],
    ["LAMBDA(a,a)(4)(5)", "LAMBDA<name:a|name:a><number:4><number:5>", "a call of what a call answers"],
    ["[1]!Sales[Net]*2", "(external:[1]!Sales[Net] * number:2)", "a table of another workbook"],
    ["#REF!$A$1+#REF!Rate+#REF!#REF!", "((error:#REF!$A$1 + error:#REF!Rate) + error:#REF!#REF!)", "what is left of references to a sheet that was deleted"],
    ["A1:INDEX(B:B,3)", "(reference:A1 : INDEX<reference:B:B|number:3>)", "a range whose end is calculated"],
    ["[1]Sheet!A1:B2*2", "(external:[1]Sheet!A1:B2 * number:2)", "another workbook"],
    ["'C:\\x\\[Book 2.xlsx]Net sales'!B7", "external:'C:\\x\\[Book 2.xlsx]Net sales'!B7", "another workbook by its path"],
    ["Sales[[#This Row],[Net]]+[@Net]", "(table:Sales[[#This Row],[Net]] + table:[@Net])", "tables"],
    ["Sales[Net '[]*2", "(table:Sales[Net '[] * number:2)", "an apostrophe before a bracket that is part of a column's name"],
    ["A1:B2!C3", "reference:A1:B2!C3", "through sheets that are called like cells"],
    ["Rate?", "name:Rate?", "a name with a question mark"],
    ["TRUE+FALSE", "(boolean:TRUE + boolean:FALSE)", "truth values"],
    ["Sheet1!#REF!", "error:Sheet1!#REF!", "a reference that was lost"],
  ])("%s → %s (%s)", (text, expected) => {
    expect(shape(text)).toBe(expected);
  });

  test.each([
    ["1+", "the formula ends where a value is expected (character 3)"],
    ["SUM(A1", 'a ")" is missing (character 7)'],
    ["A1,5", '",5" is not expected (character 3)'],
    ["1 2", '"2" is not expected (character 3)'],
    ["A1~B1", '"~B1" is not expected (character 3)'],
    ['"abc', "a text is not closed with a quotation mark (character 1)"],
    ["{1,2;3}", "the rows of an array constant are not equally long (character 7)"],
    ["{A1}", "an array constant holds numbers, texts, TRUE, FALSE and errors only (character 2)"],
    ["", "the formula ends where a value is expected (character 1)"],
    ["(".repeat(300), "it is nested too deep (character 202)"],
  ])("%s is refused: %s", (text, message) => {
    expect(() => parsedFormula(text)).toThrow(new FormulaFault(message));
  });

  test("every call is found with the place of its name, also behind another workbook's number", () => {
    const text = "IF(A1>0,1+deal.x(B1, Deal.Y( )),[2]!_xldudf_DEAL_X(1))";
    expect(functionCalls(parsedFormula(text)).map((call) => text.slice(call.nameStart, call.nameStart + call.name.length))).toEqual(["IF", "deal.x", "Deal.Y", "_xldudf_DEAL_X"]);
    expect(functionCalls(parsedFormula(text)).map((call) => call.workbook)).toEqual([undefined, undefined, undefined, "[2]!"]);
  });

  test("a sum of 3,000 terms is no problem", () => {
    expect(shape(Array.from({ length: 3000 }, () => "A1").join("+"))).toMatch(/^\({2999}reference:A1/);
  });
});
