import type { CellError } from "../../../src/cells/cell";
import { wildcardIndex, wildcardMatcher } from "../../../src/sheet/evaluator/wildcard";
import { called, sameDigits } from "./called";
import { workBegun } from "../../support/work";

const error = (code: string) => ({ error: code });

describe("arithmetic, where LibreOffice 7.4 has no such function or another answer", () => {
  test.each<[string, unknown, string]>([
    ["MROUND(6.05,0.1)", 6, "documented: the direction at a midpoint is that of the doubles"],
    ["MROUND(-1.3,-0.2)", -1.4, "both below zero"],
    ["LN(0)", error("#NUM!"), "documented"],
    ["LOG(5,1)", error("#DIV/0!"), "documented"],
    ["LOG(8,)", error("#NUM!"), "a base left empty is 0"],
    ["POWER(0,0)", error("#NUM!"), "Excel's answer"],
    ["POWER(0,-1)", error("#DIV/0!"), "Excel's answer"],
    ["POWER(10,-5)", 1e-5, "not the 0.000009999999999999999 of Math.pow"],
    ["POWER(-32,1/5)", -2, "an odd root of a number below 0"],
    ["POWER(-32,0.4)", error("#NUM!"), "no odd root"],
    ["ATAN2(0,0)", error("#DIV/0!"), "documented"],
    ["COT(0)", error("#DIV/0!"), "documented"],
    ["SIN(134217728)", error("#NUM!"), "an angle from 2^27 on"],
    ["ROUND(-0.4,0)", 0, "no zero below zero"],
    ["FACT(171)", error("#NUM!"), "beyond a double"],
    ["FACTDOUBLE(-1)", error("#NUM!"), "documented"],
    ["COMBIN(3,5)", error("#NUM!"), "documented"],
    ["COMBIN(1000000000000000,500000000000000)", error("#NUM!"), "beyond a double, and at once"],
    ["PERMUT(1000000000,1000000)", error("#NUM!"), "beyond a double, and at once"],
    ["MOD(2,0)", error("#DIV/0!"), "documented"],
    ["MOD(1E16,1)", error("#NUM!"), "the divisor goes in too often"],
    ["INT(123456788.9999996)", 123456789, "decided on 15 digits"],
    ["GCD(2,-1)", error("#NUM!"), "documented"],
    ['GCD(2,"x")', error("#VALUE!"), "documented"],
    ["GCD(9007199254740992,2)", error("#NUM!"), "documented: from 2^53 on"],
    ["LCM(9007199254740881,3)", error("#NUM!"), "documented: a multiple from 2^53 on"],
    ["MULTINOMIAL(1000,1000,1000)", error("#NUM!"), "beyond a double"],
    ["ROMAN(499,TRUE)", "CDXCIX", "documented: TRUE is the classic form"],
    ["ROMAN(499,FALSE)", "ID", "documented: FALSE is the simplified form"],
    ["ROMAN(499,)", "CDXCIX", "form 0"],
    ["ROMAN(4000)", error("#VALUE!"), "documented"],
    ['ARABIC("-XIV")', -14, "a sign"],
    ['ARABIC("")', 0, "documented: an empty text is 0"],
    ['DECIMAL("12",2)', error("#NUM!"), "no digit of this system"],
    ['BITLSHIFT(281474976710655,1)', error("#NUM!"), "documented: beyond 2^48 - 1"],
    ["DEC2BIN(512)", error("#NUM!"), "documented"],
    ["DEC2BIN(9,3)", error("#NUM!"), "documented"],
    ["BIN2DEC(TRUE)", error("#VALUE!"), "no truth values"],
    ["CEILING.MATH(6.7,)", 0, "a multiple left empty is 0"],
    ["SUMXMY2({2,3},{6,5,1})", error("#N/A"), "documented: not equally many values"],
    ['SUMXMY2({2,"x",3},{6,5,1})', 20, "pairs without a number do not count"],
    ["SERIESSUM(2,1,1,{1,1,1})", 14, "2 + 4 + 8"],
    ['CONVERT(1,"lbm","g")', 453.59237, "the international pound"],
    ['CONVERT(2.5,"ft","sec")', error("#N/A"), "Microsoft's example"],
    ['CONVERT(1,"J","cal")', 1 / 4.1868, "calorie of the steam tables"],
    ['CONVERT(1,"HP","W")', 745.69987158227, "550 foot-pounds a second"],
    ['CONVERT(1,"Pica","in")', 1 / 72, "a point"],
    ['CONVERT(-40,"C","F")', -40, "where both scales meet"],
    ['CONVERT(1,"kK","K")', 1000, "a prefix before Kelvin"],
    ['CONVERT(1,"kC","C")', error("#N/A"), "but before no other degree"],
    ['CONVERT(1,"km3","m3")', 1e9, "a prefix is raised with its unit"],
    ['CONVERT(TRUE,"m","ft")', error("#VALUE!"), "no truth values"],
  ])("%s → %p (%s)", (formula, expected) => {
    expect(sameDigits(called(formula))).toEqual(typeof expected === "number" ? Number(expected.toPrecision(15)) : expected);
  });
});

describe("days and times, where LibreOffice 7.4 has another answer", () => {
  test.each<[string, unknown, string]>([
    ["DATE(108,1,2)", 39449, "Microsoft's example: years before 1900 are counted from there"],
    ["DATE(1899,12,31)", 693962, "also the last of them: the year 3799"],
    ["DATE(10000,1,1)", error("#NUM!"), "documented"],
    ["DATE(9999,12,32)", error("#NUM!"), "beyond the last day"],
    ["DATE(1900,1,1)", 1, "the first day"],
    ["DATE(1900,2,29)", 60, "Excel's day that never was"],
    ["DATE(1900,3,1)", 61, "behind it"],
    ["DAY(60)", 29, "Excel's day that never was"],
    ["MONTH(60)", 2, "Excel's day that never was"],
    ["WEEKDAY(1)", 1, "Excel's first day is a Sunday"],
    ["YEAR(0)", 1900, "0 January 1900"],
    ["DAY(0)", 0, "0 January 1900"],
    ["YEAR(-1)", error("#NUM!"), "documented"],
    ["EDATE(10,-5)", error("#NUM!"), "before 1900"],
    ["DAYS360(45351,45716)", 358, "from the last of February"],
    ["DAYS360(45350,45716)", 360, "from the day before"],
    ["TIME(13,-20,-30)", 45570 / 86400, "12:39:30"],
    ["TIME(-1,0,0)", error("#NUM!"), "documented"],
    ["TIME(32768,0,0)", error("#NUM!"), "documented"],
    ["MINUTE(0.5527777)", 16, "rounded to seconds: 13:16:00"],
    ['DATEVALUE("2011/02/23")', 40597, "Microsoft's example"],
    ['DATEVALUE("45000")', error("#VALUE!"), "a number is no date"],
    ['DATEVALUE("1:30")', error("#VALUE!"), "a time is no date"],
    ['DATEDIF(DATE(2003,1,1),DATE(2001,1,1),"D")', error("#NUM!"), "documented"],
    ['DATEDIF(DATE(2003,1,1),DATE(2004,1,1),"X")', error("#NUM!"), "no such unit"],
    ["WEEKDAY(45000,4)", error("#NUM!"), "documented"],
    ["WEEKDAY(45000,)", error("#NUM!"), "a type left empty is 0"],
    ["WORKDAY.INTL(DATE(2012,1,1),30,0)", error("#NUM!"), "documented"],
    ['WORKDAY.INTL(DATE(2012,1,1),30,"1111111")', error("#VALUE!"), "documented: no day is worked"],
    ['NETWORKDAYS.INTL(DATE(2012,1,1),DATE(2012,2,1),"1111111")', 0, "documented"],
    ["NETWORKDAYS.INTL(DATE(2024,1,1),DATE(2024,1,7),1,{45292,45292,45297})", 4, "a holiday counts once, and on a weekend not at all"],
    ["WORKDAY(1,-5)", error("#NUM!"), "before the first day"],
    ["WORKDAY(45000,2000000)", 2845000, "2,000,000 workdays are 400,000 weeks"],
    ["TODAY()", 45000, "the day of this moment"],
    ["NOW()", 45000.75, "this moment"],
  ])("%s → %p (%s)", (formula, expected) => {
    expect(sameDigits(called(formula))).toEqual(typeof expected === "number" ? Number(expected.toPrecision(15)) : expected);
  });

  test.each<[string, unknown, string]>([
    ["DATE(1904,1,1)", 0, "the first day"],
    ["DATE(1903,12,31)", error("#NUM!"), "the day before"],
    ["DATE(2024,8,1)", 44043, "45505 without the 1462 days before"],
    ["YEAR(44043)", 2024, "back again"],
    ["WEEKDAY(44043,2)", 4, "a Thursday"],
    ["EDATE(44043,1)", 44074, "1 September 2024"],
    ["EOMONTH(44043,0)", 44073, "31 August 2024"],
    ["WORKDAY(44043,2)", 44047, "over a weekend"],
    ["NETWORKDAYS(44043,44047,{44044})", 2, "with a holiday"],
    ['VALUE("2024-08-01")', 44043, "a day in a text"],
    ['DATEVALUE("8/1/2024")', 44043, "a day in a text"],
    ['TEXT(44043,"yyyy-mm-dd ddd")', "2024-08-01 Thu", "a day as a text"],
    ['TEXT(5,"0.00")', "5.00", "a number as a text"],
    ['TEXT("12/31/1903","yyyy")', "12/31/1903", "no day of this workbook"],
  ])("in a workbook that counts from 1904: %s → %p (%s)", (formula, expected) => {
    expect(sameDigits(called(formula, {}, true))).toEqual(expected);
  });
});

describe("numbers in texts", () => {
  test.each<[string, unknown, string]>([
    ["1 August 2024", 45505, "a month in full"],
    ["aug 1, 2024", 45505, "whatever the case"],
    ["Aug-2024", 45505, "the first of a month"],
    ["8-1-2024", 45505, "with hyphens"],
    ["2024/8/1", 45505, "the year first"],
    ["2/29/1900", 60, "Excel's day that never was"],
    ["12/31/29", 47483, "two digits up to 29: 2029"],
    ["1/1/30", 10959, "two digits from 30 on: 1930"],
    ["2024-08-01 1:30 PM", 45505.5625, "a day and a time"],
    ["1:30.5", 90.5 / 86400, "minutes and seconds"],
    ["12:30 AM", 30 / 1440, "half past midnight"],
    ["26:30", 26.5 / 24, "more than a day"],
    ["1.5e3%", 15, "a power and percent"],
    ["7%", 0.07, "not 0.07000000000000001"],
    ["-1 1/2", -1.5, "a fraction below zero"],
    ["($1,234.50)", -1234.5, "brackets"],
    ["$-5", -5, "a sign behind the dollar"],
    ["1234567890123456789", 1234567890123450000, "15 digits are read"],
    ["0.1234567890123456789", 0.123456789012345, "15 digits are read"],
    ["", undefined, "nothing"],
    ["1 000", undefined, "a blank is no separator"],
    ["12,34", undefined, "commas that are not thousands"],
    ["--5", undefined, "two signs"],
    ["(-5)", undefined, "two signs"],
    ["1e400", undefined, "beyond a double"],
    ["13/1/2024", undefined, "no month 13"],
    ["2/30/2024", undefined, "no 30 February"],
    ["2/29/2023", undefined, "no leap year"],
    ["1/2", undefined, "Excel would take the current year"],
    ["Aug-24", undefined, "Excel would take the current year"],
    ["1-Aug", undefined, "Excel would take the current year"],
    ["1:75", undefined, "no minute 75"],
    ["13:30 PM", undefined, "no 13 PM"],
    ["1\u00a0", undefined, "not only digits and blanks"],
  ])("%p → %p (%s)", (text, expected) => {
    const value = called(`VALUE("${text}")`);
    expect(sameDigits(value)).toEqual(typeof expected === "number" ? Number(expected.toPrecision(15)) : error("#VALUE!"));
  });
});

describe("texts, where LibreOffice 7.4 has no such function or another answer", () => {
  test.each<[string, unknown, string]>([
    ["CHAR(128)", "€", "Windows-1252"],
    ["CHAR(255)", "ÿ", "Windows-1252"],
    ["CHAR(0)", error("#VALUE!"), "documented"],
    ["CHAR(256)", error("#VALUE!"), "documented"],
    ['CODE("€")', 128, "Windows-1252"],
    ['CODE("é")', 233, "Windows-1252"],
    ['CODE("")', error("#VALUE!"), "no character"],
    ["UNICHAR(55296)", error("#N/A"), "documented: half a pair"],
    ["UNICHAR(0)", error("#VALUE!"), "documented"],
    ['UPPER("straße")', "STRAßE", "every letter keeps its place"],
    ['REPT("ab",16384)', error("#VALUE!"), "longer than a cell holds"],
    ['TEXTJOIN("-",TRUE,REPT("a",20000),REPT("b",12767))', error("#VALUE!"), "one letter more than a cell holds"],
    ['LEN(TEXTJOIN("-",TRUE,REPT("a",20000),REPT("b",12766)))', 32767, "as many as a cell holds"],
    ['CONCAT(REPT("a",20000),REPT("b",12768))', error("#VALUE!"), "the same for CONCAT"],
    ['SUBSTITUTE(REPT("a",32767),"a","bb")', error("#VALUE!"), "longer than a cell holds"],
    ['LEFT("abc",)', "", "a count left empty is 0"],
    ['FIXED(1.005,2)', "1.01", "rounded on 15 digits"],
    ['FIXED(1234.5,)', "1,235", "no decimals"],
    ['FIXED(1,128)', error("#VALUE!"), "documented: at most 127"],
    ["DOLLAR(-1234.567,-2)", "($1,200)", "Microsoft's example"],
    ["DOLLAR(-0.123,4)", "($0.1230)", "Microsoft's example"],
    ['NUMBERVALUE("3.5%")', 0.035, "Microsoft's example"],
    ['NUMBERVALUE("9%%")', 0.0009, "documented"],
    ['NUMBERVALUE("")', 0, "documented"],
    ['NUMBERVALUE("1.2,3")', error("#VALUE!"), "documented: a group separator behind the decimal one"],
    ['NUMBERVALUE("abc")', error("#VALUE!"), "documented"],
    ['VALUETOTEXT("a""b",1)', '"a""b"', "strictly"],
    ["VALUETOTEXT(#N/A)", "#N/A", "an error is written, too"],
    ['ARRAYTOTEXT({1,"a";TRUE,#N/A})', "1, a, TRUE, #N/A", "concisely"],
    ['ARRAYTOTEXT({1,"a";TRUE,#N/A},1)', '{1,"a";TRUE,#N/A}', "strictly"],
    ['TEXTBEFORE("Red riding hood\'s, red hood","hood")', "Red riding ", "Microsoft's example"],
    ['TEXTBEFORE("Red riding hood\'s, red hood","Red")', "", "at the beginning"],
    ['TEXTBEFORE("Red riding hood\'s, red hood","red",2,1)', "Red riding hood's, ", "whatever the case"],
    ['TEXTBEFORE("Socrates"," ",,,1)', "Socrates", "Microsoft's example: up to the end"],
    ['TEXTBEFORE("Socrates"," ")', error("#N/A"), "not found"],
    ['TEXTBEFORE("Socrates"," ",,,,"none")', "none", "not found, with a value for that"],
    ['TEXTAFTER("Red riding hood\'s, red hood","hood")', "'s, red hood", "Microsoft's example"],
    ['TEXTAFTER("a-b-c","-",-1)', "c", "from the end"],
    ['TEXTAFTER("a-b.c",{"-","."},2)', "c", "several delimiters"],
    ['TEXTAFTER("abc","",1)', "abc", "an empty delimiter"],
    ['TEXTAFTER("abc","b",0)', error("#VALUE!"), "documented"],
    ['TEXTAFTER("abc","b",9)', error("#VALUE!"), "documented: more than the text is long"],
    ['TEXTSPLIT("a=1,b=2","=",",")', [["a", "1"], ["b", "2"]], "columns and rows"],
    ['TEXTSPLIT("a,,b",",")', [["a", "", "b"]], "an empty part"],
    ['TEXTSPLIT("a,,b",",",,TRUE)', [["a", "b"]], "without it"],
    ['TEXTSPLIT("a b,c"," ",",")', [["a", "b"], ["c", error("#N/A")]], "what is missing"],
    ['TEXTSPLIT("a b,c"," ",",",,,"-")', [["a", "b"], ["c", "-"]], "with something for what is missing"],
    ['TEXTSPLIT("axbXc","x",,,1)', [["a", "b", "c"]], "whatever the case"],
    ['TEXTSPLIT("abc","")', error("#VALUE!"), "no delimiter"],
    ['TEXTJOIN({"-","/"},FALSE,{1,2;3,4})', "1-2/3-4", "delimiters in turn"],
    ['HYPERLINK("https://example.org","there")', "there", "shows its label"],
    ['HYPERLINK("https://example.org")', "https://example.org", "or else its address"],
    ['ENCODEURL("a b/ü?")', "a%20b%2F%C3%BC%3F", "percent signs"],
    ['T({"a",1})', [["a", ""]], "each value of an array"],
    ['N({"a",1,TRUE})', [[0, 1, 1]], "each value of an array"],
  ])("%s → %p (%s)", (formula, expected) => {
    expect(sameDigits(called(formula))).toEqual(expected);
  });

  test("a single cell is taken as a cell, of a range the first", () => {
    const cells = { A1: "a", A2: 2, A3: true };
    expect([called("T(A1:A3)", cells), called("N(A2)", cells), called("CONCAT(A1:A4)", cells), called('TEXTJOIN("-",FALSE,A1:A4)', cells)]).toEqual(["a", 2, "a2TRUE", "a-2-TRUE-"]);
  });

  test.each(["REGEXTEST", "REGEXEXTRACT", "REGEXREPLACE"])("%s is said to be beyond us, and no IFERROR hides it", (name) => {
    expect(called(`${name}("a","b")`)).toEqual({ error: "#NAME?", message: `${name}: a regular expression could take for ever, and cannot be calculated here.`, unsupported: true });
  });
});

describe("number formats, where LibreOffice 7.4 shows something else", () => {
  test.each<[string, string, string]>([
    ['TEXT(5,"#.##")', "5.", "the point stays"],
    ['TEXT(0,"#.##")', ".", "and stands alone"],
    ['TEXT(0.5,"h:mm A/P")', "12:00 P", "half days by a letter"],
    ['TEXT(1,"yyyy-mm-dd")', "1900-01-01", "Excel's first day"],
    ['TEXT(60,"yyyy-mm-dd")', "1900-02-29", "Excel's day that never was"],
    ['TEXT(0,"d/m/yyyy")', "0/1/1900", "0 January 1900"],
    ['TEXT(0.99999999,"hh:mm:ss")', "00:00:00", "rounded to what is shown"],
    ['TEXT(45505.99999999,"yyyy-mm-dd")', "2024-08-01", "but a day is not rounded up"],
    ['TEXT(0.5000058,"h:mm:ss.0")', "12:00:00.5", "fractions of a second"],
    ['TEXT(123456789012,"General")', "1.23457E+11", "as a cell shows it"],
    ['TEXT(0.000123456789,"General")', "0.000123457", "as a cell shows it"],
    ['TEXT(1234567890.123,"General")', "1234567890", "as a cell shows it"],
    ['TEXT(1E20,"General")', "1E+20", "as a cell shows it"],
    ['TEXT(TRUE,"0")', "TRUE", "a truth value is not formatted"],
    ['TEXT(-0.001,"0.00")', "-0.00", "the sign stays"],
    ['TEXT(2.55,"0.0x")', "2.6x", "a letter that stands for nothing"],
    ['TEXT(1E-15,"0.00E+00")', "1.00E-15", "small"],
    ['TEXT(1234567.891,"$#,##0.00;[Red]($#,##0.00)")', "$1,234,567.89", "a colour"],
    ['TEXT("x","0;0;0;""<""@"">""")', "<x>", "a section for texts"],
    ['TEXT("12:30","h:mm AM/PM")', "12:30 PM", "a text that is a time"],
    ['TEXT(45505,"[$-407]dd.mm.yyyy")', "01.08.2024", "another country, no words"],
  ])("%s → %p (%s)", (formula, expected) => {
    expect(called(formula)).toBe(expected);
  });

  test.each<[string, string, string]>([
    ['TEXT(45505,"[$-407]mmmm")', "#VALUE!", "a month in German"],
    ['TEXT(-5,"[<0]0;0")', "#VALUE!", "the sign under a condition"],
    ['TEXT(50,"[>100]0")', "#VALUE!", "no section holds"],
    ['TEXT(45505,"b")', "#VALUE!", "the years of Thailand"],
  ])("%s is refused (%s)", (formula, code) => {
    expect(called(formula)).toMatchObject({ error: code, unsupported: true });
  });

  test.each<[string, string]>([
    ['TEXT(-1,"yyyy")', "a day before the first"],
    ['TEXT(2958466,"yyyy")', "a day behind the last"],
    ['TEXT(5,"0;0;0;0;0")', "five sections"],
  ])("%s is #VALUE! (%s)", (formula) => {
    expect(sameDigits(called(formula))).toEqual(error("#VALUE!"));
  });
});

describe("truth and information", () => {
  test.each<[string, unknown, string]>([
    ['AND(1,"TRUE")', true, "a text that reads TRUE"],
    ['AND("x",TRUE)', error("#VALUE!"), "another text"],
    ["AND(A1:A4)", true, "texts and blanks in cells do not count"],
    ["AND(A1)", error("#VALUE!"), "no truth value at all"],
    ["OR(A1,A4)", error("#VALUE!"), "no truth value at all"],
    ["OR(A1:A4,FALSE)", true, "a cell that is TRUE"],
    ["XOR(A2,A3)", false, "TRUE twice"],
    ["AND(A5,TRUE)", error("#DIV/0!"), "an error"],
    ["AND(TRUE,)", false, "what is left empty is FALSE"],
    ["ISBLANK(A4)", true, "a blank cell"],
    ["ISBLANK(A1)", false, "a text"],
    ["ISNONTEXT(A4)", true, "a blank cell"],
    ["ISERR(A5)", true, "an error other than #N/A"],
    ["ISEVEN(A4)", true, "a blank cell is 0"],
    ["ISEVEN(TRUE)", error("#VALUE!"), "no truth values"],
    ["ERROR.TYPE(#NULL!)", 1, "documented"],
    ["ERROR.TYPE(#SPILL!)", 9, "documented"],
    ["ERROR.TYPE(#CALC!)", 14, "documented"],
    ["TYPE(A1:A2)", 64, "several values"],
    ["TYPE(A4)", 1, "a blank cell"],
    ["TYPE(A5)", 16, "an error"],
    ["TYPE(TRUE)", 4, "documented"],
    ["ISERROR({1,#N/A})", [[false, true]], "each value of an array"],
  ])("%s → %p (%s)", (formula, expected) => {
    expect(sameDigits(called(formula, { A1: "text", A2: true, A3: 1, A5: { error: "#DIV/0!" } }))).toEqual(expected);
  });

  test.each(["ISERROR", "ISERR", "ISNUMBER", "TYPE", "ERROR.TYPE"])("%s does not hide what cannot be calculated here", (name) => {
    const refused: CellError = { error: "#NAME?", message: "beyond us", unsupported: true };
    expect(called(`${name}(A1)`, { A1: refused })).toEqual(refused);
  });
});

describe("arrays", () => {
  const cells = { A1: 3, B1: 1, C1: 2, A2: "b", B2: "a", C2: "B", A3: 30, B3: null, C3: 20 };
  test.each<[string, unknown, string]>([
    ["SEQUENCE(,3)", [[1, 2, 3]], "an omitted first argument is 1"],
    ["SEQUENCE(2,2,10,-5)", [[10, 5], [0, -5]], "start and step"],
    ["SEQUENCE(0)", error("#CALC!"), "empty"],
    ["SEQUENCE(-1)", error("#VALUE!"), "negative"],
    ["SEQUENCE(1000000,10000)", error("#NUM!"), "more than fits"],
    ["TAKE(A1:C3,,2)", [[3, 1], ["b", "a"], [30, null]], "all rows, two columns"],
    ["TAKE(A1:C3,-1)", [[30, null, 20]], "from the end"],
    ["TAKE(A1:C3,1,-1)", [[2]], "one value"],
    ["TAKE(A1:C3,0)", error("#CALC!"), "nothing"],
    ["TAKE(A1:C3,9,9)", [[3, 1, 2], ["b", "a", "B"], [30, null, 20]], "more than there is"],
    ["DROP(A1:C3,,1)", [[1, 2], ["a", "B"], [null, 20]], "all rows, without the first column"],
    ["DROP(A1:C3,-2)", [[3, 1, 2]], "from the end"],
    ["DROP(A1:C3,3)", error("#CALC!"), "nothing left"],
    ["CHOOSECOLS(A1:C1,3,-3,1)", [[2, 3, 3]], "by number, from the end below zero"],
    ["CHOOSEROWS(A1:C2,{2,1})", [["b", "a", "B"], [3, 1, 2]], "numbers in an array"],
    ["CHOOSEROWS(A1:C2,0)", error("#VALUE!"), "documented"],
    ["CHOOSECOLS(A1:C2,4)", error("#VALUE!"), "documented"],
    ["EXPAND({1,2},2,3)", [[1, 2, error("#N/A")], [error("#N/A"), error("#N/A"), error("#N/A")]], "padded"],
    ["EXPAND({1,2},,3,0)", [[1, 2, 0]], "with a value"],
    ["EXPAND({1,2},1,1)", error("#VALUE!"), "documented: smaller than it was"],
    ["HSTACK({1;2},3)", [[1, 3], [2, error("#N/A")]], "side by side"],
    ["VSTACK({1,2},3)", [[1, 2], [3, error("#N/A")]], "one below the other"],
    ["TOCOL({1,2;3,4},,TRUE)", [[1], [3], [2], [4]], "by columns"],
    ["TOROW(A2:C3,1)", [["b", "a", "B", 30, 20]], "without blanks"],
    ["TOROW({1,#N/A,2},2)", [[1, 2]], "without errors"],
    ["WRAPROWS({1,2,3},2)", [[1, 2], [3, error("#N/A")]], "in rows"],
    ["WRAPCOLS({1,2,3},2,0)", [[1, 3], [2, 0]], "in columns"],
    ["WRAPROWS({1,2;3,4},2)", error("#VALUE!"), "documented: more than one row and column"],
    ["WRAPROWS({1,2},0)", error("#NUM!"), "documented"],
    ["TRANSPOSE({1,2;3,4})", [[1, 3], [2, 4]], "turned"],
    ["FILTER(A1:C2,{TRUE,FALSE,TRUE})", [[3, 2], ["b", "B"]], "across"],
    ["FILTER(A1:C2,{FALSE;1})", [["b", "a", "B"]], "down"],
    ["FILTER(A1:C2,{FALSE;FALSE})", error("#CALC!"), "nothing"],
    ['FILTER(A1:C2,{FALSE;FALSE},"none")', "none", "nothing, with a value for that"],
    ["FILTER(A1:C2,{TRUE,FALSE})", error("#VALUE!"), "of another size"],
    ["SORT({3;1;2})", [[1], [2], [3]], "up"],
    ["SORT({3;1;2},,-1)", [[3], [2], [1]], "down"],
    ['SORT({"b",2;"a",3},2,-1)', [["a", 3], ["b", 2]], "by a column"],
    ["SORT({3,1,2},,,TRUE)", [[1, 2, 3]], "across"],
    ['SORT({TRUE;"a";2})', [[2], ["a"], [true]], "numbers, texts, truth values"],
    ["SORT(A3:C3,,-1,TRUE)", [[30, 20, null]], "blanks behind everything, also downwards"],
    ["SORT({1;2},3)", error("#VALUE!"), "no such column"],
    ['SORTBY({"x";"y";"z"},{2;1;2},1,{1;1;0},1)', [["y"], ["z"], ["x"]], "by two"],
    ["SORTBY(A2:C2,A1:C1)", [["a", "B", "b"]], "across"],
    ["SORTBY({1;2},{1;2;3})", error("#VALUE!"), "of another size"],
    ['UNIQUE({"a";"A";"b"})', [["a"], ["b"]], "whatever the case"],
    ['UNIQUE({1;2;2},,TRUE)', [[1]], "only those that stand once"],
    ["UNIQUE({1,1,2},TRUE)", [[1, 2]], "columns"],
    ["UNIQUE({1;1},,TRUE)", error("#CALC!"), "none"],
    ["FREQUENCY({79,85,78,85,50,81,95,88,97},{70,79,89})", [[1], [2], [4], [2]], "Microsoft's example"],
    ["FREQUENCY({1,2,3},{3,1})", [[2], [1], [0]], "bounds keep their places"],
    ["MMULT({1,3;7,2},{2,0;0,2})", [[2, 6], [14, 4]], "Microsoft's example"],
    ["MMULT({1,2},{1,2})", error("#VALUE!"), "documented: sizes that do not fit"],
    ['MMULT({1,"x"},{1;2})', error("#VALUE!"), "documented: a text"],
    ["MDETERM({1,3,8,5;1,3,6,1;1,1,1,0;7,3,10,2})", 88, "Microsoft's example"],
    ["MDETERM({1,2,3})", error("#VALUE!"), "documented: not square"],
    ["MINVERSE({4,-1;2,0})", [[0, 0.5], [-1, 2]], "Microsoft's example"],
    ["MINVERSE({1,2;2,4})", error("#NUM!"), "documented: no inverse"],
    ["MUNIT(2)", [[1, 0], [0, 1]], "the identity"],
    ["MUNIT(0)", error("#VALUE!"), "documented"],
  ])("%s → %p (%s)", (formula, expected) => {
    expect(sameDigits(called(formula, cells))).toEqual(expected);
  });

  test("random numbers are within their bounds", () => {
    const drawn = (called("RANDARRAY(50,4,3,5,TRUE)") as number[][]).flat();
    expect([drawn.length, [...new Set(drawn)].sort()]).toEqual([200, [3, 4, 5]]);
    const reals = (called("RANDARRAY(100,,-1,1)") as number[][]).flat();
    expect(reals.every((x) => x >= -1 && x < 1)).toBe(true);
    expect(called("RANDBETWEEN(2.1,3.9)")).toBe(3);
    expect(sameDigits(called("RANDBETWEEN(3,2)"))).toEqual({ error: "#NUM!" });
  });
});

describe("wildcards", () => {
  test.each<[string, string, boolean, string]>([
    ["a*c", "ABBC", true, "whatever the case"],
    ["a*c", "abcd", false, "the whole text"],
    ["?b?", "abc", true, "any one character"],
    ["?", "", false, "one, not none"],
    ["*", "", true, "any number, also none"],
    ["~*", "*", true, "a star itself"],
    ["~?~~", "?~", true, "a question mark and a tilde"],
    ["a~b", "a~b", true, "a tilde before anything else"],
    ["ab*ba", "aba", false, "beginning and end do not share letters"],
    ["a*b*a", "acbca", true, "one behind the other"],
    ["*a*b", "xxaybyb", true, "the last one at the end"],
    ["a**b", "ab", true, "two stars"],
  ])("%p and %p: %p (%s)", (pattern, text, expected) => {
    expect(wildcardMatcher(pattern)(text)).toBe(expected);
  });

  test.each<[string, string, number, number | undefined, string]>([
    ["b?d", "abcabd bxd", 0, 7, "the first place where all of it stands"],
    ["c*a", "abcba", 0, 2, "where the rest follows"],
    ["a*z", "abc", 0, undefined, "where it does not"],
    ["A", "banana", 2, 3, "from a position on"],
  ])("%p in %p from %p: %p (%s)", (pattern, text, start, expected) => {
    expect(wildcardIndex(pattern, text, start)).toBe(expected);
  });

  test("no pattern takes long", () => {
    const work = workBegun();
    expect(wildcardMatcher(`${"*a".repeat(100)}*b`)("a".repeat(32_000))).toBe(false);
    expect(wildcardIndex(`${"*a".repeat(100)}*b`, "a".repeat(32_000), 0)).toBeUndefined();
    expect(work()).toBeLessThan(2_000);
  });
});
