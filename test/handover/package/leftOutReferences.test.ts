import fc from "fast-check";
import { LeftOutReferences } from "../../../src/handover/package/leftOutReferences";
import { allParts } from "../../../src/sheet/formula/nodes";
import { formulaNode } from "../../../src/sheet/formula/parser";

/** A copy without the sheet Lists, with its table Deals, and without the name SecretRate. */
function references(): LeftOutReferences {
  const made = new LeftOutReferences();
  for (const [sheet, stays] of [["Inputs", true], ["Lists", false], ["Terms", true]] as const) made.addSheet(sheet, stays);
  made.addLeftOutTable("Deals", "Lists");
  for (const name of ["Rate", "SecretRate"]) made.addName(name, undefined, "1");
  made.addName("Single", undefined, "LAMBDA(x,x)");
  for (const name of ["SecretRate", "Single"]) made.leaveOutName(name, undefined);
  return made;
}

const LISTS = "reads the sheet 'Lists', which is left out";
const UNREADABLE = "is no formula that can be read, and may point at what is left out";

test.each<[formula: string, what: string | undefined, why: string]>([
  ["A1+Terms!B2+Rate", undefined, "what stays may be read"],
  ["Terms!A1,Terms!$B$2:$C$3", undefined, "several areas, as the print area of a sheet has them"],
  ["#REF!$A$1+#REF!Rate", undefined, "what was lost with a sheet points at nothing"],
  ["[0]!Rate+[0]Terms!A1", undefined, "the workbook itself"],
  ["=Terms!A1", undefined, "some programs leave the sign"],
  ["1+Lists!A1", LISTS, "a sheet"],
  ["lists!A1:B2", LISTS, "in small letters"],
  ["'Lists'!A1", LISTS, "between apostrophes"],
  ["[0]Lists!A1", LISTS, "with the number of the workbook itself"],
  ["'[0]Lists'!A1", LISTS, "and between apostrophes"],
  ["SUM(Inputs:Terms!A1)", LISTS, "between the ends of several sheets"],
  ["Inputs!A1:Inputs:Lists!A2", LISTS, "behind the colon of a range"],
  ["Lists!#REF!", LISTS, "of a reference that was lost"],
  ["Lists!Rate", LISTS, "before a name"],
  ["Inputs:Lists!Rate", LISTS, "at the end of several sheets before a name"],
  ["Lists!Deals[Net]", LISTS, "before a table"],
  ["LAMBDA(x,x)(Lists!A1)", LISTS, "in what a function is called with"],
  ["A1#+SUM(Lists!A1#)", LISTS, "before a spill"],
  ["SecretRate*2", "uses the name SecretRate, which is left out", "a name"],
  ["#REF!SecretRate", "uses the name SecretRate, which is left out", "on a sheet that was lost"],
  ["[0]!secretrate", "uses the name secretrate, which is left out", "with the number of the workbook itself"],
  ["SINGLE(A1)", "uses the name SINGLE, which is left out", "a function called like one of Excel"],
  ["SUM(Deals[Net])", "reads the table Deals of the sheet 'Lists', which is left out", "a table"],
  ["ROWS(Deals)", "reads the table Deals of the sheet 'Lists', which is left out", "a table as a whole"],
  ["[1]Terms!A1", "reads another workbook ([1]Terms)", "another workbook"],
  ["'C:\\deals\\[0]Terms'!A1", "reads another workbook ('C:\\deals\\[0]Terms')", "a folder before a number"],
  ["[1]!Rate(2)", "reads another workbook ([1])", "its function"],
  ["Elsewhere!A1", "reads 'Elsewhere', which is no sheet of the file", "a sheet that is none"],
  ['HYPERLINK("#Lists!A1")', "mentions the sheet 'Lists', which is left out", "a text"],
  ['INDIRECT("\'Lists\'!"&A1)', "mentions the sheet 'Lists', which is left out", "a piece of one"],
  ['INDIRECT("Lists"&A1)', "mentions the sheet 'Lists', which is left out", "a sheet alone"],
  ['INDIRECT(CHOOSE(1,{"A1","Terms:Lists!B2"}))', "mentions the sheet 'Lists', which is left out", "a text in a constant"],
  ['INDIRECT("Secret"&"SecretRate")', "mentions the name SecretRate, which is left out", "a name in a text"],
  ['"see Lists: all of them"&Terms!A1', undefined, "a word that is no sheet's"],
  ["Terms!A1 2", UNREADABLE, "no formula"],
  ["SecretRate 2", UNREADABLE, "no formula, with a word that is left out"],
  ["A1 2", undefined, "no formula, but nothing in it could point anywhere"],
])("%s: %p (%s)", (formula, what) => {
  expect(references().fault(formula, "Terms")?.what).toBe(what);
});

const PIECES = ["A1", "$B$2", "Terms!A1", "Rate", "SUM(", "INDIRECT(", ")", "(", "+", ",", ":", " ", '"', "'", "[", "]", "{", "}", "#", "@", "!", "~", "#REF!", "1", "Deals", "[0]", "_x.y"];

test("law: a text in which a sheet that is left out is named has a fault, whether or not it is a formula", () => {
  const known = references();
  let read = 0;
  const pieces = fc.array(fc.constantFrom(...PIECES), { maxLength: 8 });
  fc.assert(
    fc.property(pieces, pieces, fc.constantFrom("Lists!A1", "'Lists'!A1", "Lists!Rate", "Terms:Lists!A1"), (before, after, named) => {
      const text = [...before, named, ...after].join("");
      // Behind a letter, a digit or a dot the sheet is another, and behind an apostrophe one more ends its name.
      if (/[\p{L}\p{N}_.']$/u.test(before.join("")) || after[0] === "'") return;
      const node = formulaNode(text);
      // A column may be called like a reference: it stays with its table.
      if (node !== undefined && allParts(node).some(({ kind }) => kind === "table")) return;
      if (node !== undefined) read++;
      expect(known.fault(text, "Terms")).toBeDefined();
    }),
    { numRuns: 20_000, seed: 20261130 },
  );
  expect(read).toBeGreaterThan(400);
});

test.each([["apostrophes", "'"], ["pairs of apostrophes", "'a''"], ["letters", "a"], ["letters and colons", "a:"], ["exclamation marks", "!"], ["apostrophes and exclamation marks", "'!"]])(
  "a text of 8,192 %s is looked through at once",
  (_what, piece) => {
    const started = performance.now();
    references().fault(`INDIRECT("${piece.repeat(8_170 / piece.length)}")`, "Terms");
    expect(performance.now() - started).toBeLessThan(500);
  },
);
