import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { functionNames, shownFormula, storedFormula } from "../../src/file/formulaText";
import { openXlsx } from "../../src/file/xlsx";
import { catalogue } from "../../src/functions/catalogue";
import { MovedFormula } from "../../src/sheet/formula/movedFormula";
import { allParts } from "../../src/sheet/formula/nodes";
import { formulaNode } from "../../src/sheet/formula/parser";
import { rewritten } from "../../src/sheet/formula/rewriting";

const NAMES = catalogue.map(({ name }) => name);
const names = functionNames(NAMES);

/** What a formula loses on its way through what reads and writes it. */
function losses(shown: string): string[] {
  const node = formulaNode(shown);
  if (node === undefined) return [`${shown} is no formula`];
  const stored = storedFormula(shown, names);
  const moved = new MovedFormula(shown).moved(3, 2);
  const back = new MovedFormula(moved).moved(-3, -2);
  const broken = allParts(node).filter((part) => part.kind === "call" && !shown.startsWith(part.name, part.nameStart));
  return [
    ...(shown.slice(0, node.start) + rewritten(shown, node, () => undefined) + shown.slice(node.end) === shown ? [] : ["nothing was rewritten"]),
    ...(shown.slice(0, node.start) + rewritten(shown, node, ({ kind, start, end }) => (kind === "operation" || kind === "call" ? undefined : shown.slice(start, end))) + shown.slice(node.end) === shown ? [] : ["each part was rewritten as it is"]),
    ...(shownFormula(stored, names) === shown ? [] : [`it is stored as ${stored} and shown again as ${shownFormula(stored, names)}`]),
    ...(storedFormula(shownFormula(stored, names), names) === stored ? [] : [`${stored} is stored otherwise the second time`]),
    ...(moved.includes("#REF!") || back.toUpperCase() === shown.toUpperCase() ? [] : [`moved there and back it is ${back}`]),
    ...broken.map(() => "a call's name stands elsewhere"),
  ].map((what) => `${shown}: ${what}`);
}

function formulasOfFiles(): string[] {
  const folders = ["samples", "samples/shared", "test/golden", "test/file/fixtures"].map((folder) => resolve(__dirname, "../..", folder));
  const files = folders.flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith(".xlsx")).map((name) => join(folder, name)));
  const found = files.flatMap((file) => openXlsx(new Uint8Array(readFileSync(file)), NAMES).workbook.sheets.flatMap(({ rows }) => [...rows.values()].flatMap((cells) => [...cells.values()].flatMap(({ formula }) => (formula === undefined ? [] : [formula.text])))));
  return [...new Set(found)];
}

test("every formula in the samples and in files of other makers is read, and comes out as it went in", () => {
  const formulas = formulasOfFiles();
  expect(formulas.length).toBeGreaterThan(5_000);
  expect(formulas.flatMap(losses).slice(0, 20)).toEqual([]);
});

const OPERANDS = [
  ...["A1", "$B$2", "xfd1048576", "XFE1", "A1048577", "A1:B2", "$A1:B$2", "A:C", "$A:A", "1:3", "$1:$3", "Terms!A1", "Terms!$A$1:B2", "'My ''Terms'''!A1", "Jan:Dec!B7", "'Jan:Dec 1'!B7", "Terms!A:A", "Terms!1:2"],
  ...["Rate", "Terms!Rate", "_x.y", "R1C1", "LOG10", "T[Net]", "T[[#This Row],[Net]]", "T[]", "T[[#Headers],[A1]]", "[2]Other!A1", "'[2]My Other'!A1:B2", "[2]!Rate", "[2]!T[Net]", "A1#", "Terms!A1#", "Rate#"],
  ...["5", "1.5E+3", ".5", "5%", '"A1"', '"a""B2"', '"@A1#"', "#N/A", "#REF!", "#REF!$B$7", "Terms!#REF!", "TRUE", "{1,2;3,4}", '{"A1","B2"}', "x", "@Rate", "@A1:A9", "@(A1*2)"],
];

const CALLED = ["SUM", "LOG10", "ABC1", "XLOOKUP", "SORT", "LET", "LAMBDA", "DEAL.TIEREDROYALTY.LINES", "[2]!Other", "Rate", "N"];

const formula = fc.letrec<{ formula: string; operand: string }>((tie) => ({
  formula: fc.oneof(
    { depthSize: "small" },
    tie("operand"),
    fc.tuple(tie("formula"), fc.constantFrom("+", "-", "*", "/", "^", "&", "=", "<>", "<=", " ", ":", ",", " + "), tie("formula")).map((parts) => parts.join("")),
    fc.tuple(fc.constantFrom("-", "+"), tie("formula")).map((parts) => parts.join("")),
    tie("formula").map((inner) => `(${inner})`),
  ),
  operand: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom(...OPERANDS),
    fc.tuple(fc.constantFrom(...CALLED), fc.array(fc.option(tie("formula"), { nil: "" }), { maxLength: 3 })).map(([name, args]) => `${name}(${args.join(",")})`),
    fc.tuple(tie("formula"), tie("formula")).map(([value, body]) => `LET(x,${value},x+${body})`),
    tie("formula").map((body) => `LAMBDA(x,x*${body})(2)`),
  ),
})).formula;

test("law: drawn formulas come out as they went in", () => {
  let read = 0;
  fc.assert(
    fc.property(formula, (text) => {
      const node = formulaNode(text);
      // One cell of what two areas have in common gets parentheses when it is shown again.
      if (node === undefined || allParts(node).some((part) => part.kind === "prefix" && part.operand.kind === "operation" && part.operand.operator === " ")) return;
      read++;
      expect(losses(text)).toEqual([]);
    }),
    { numRuns: 3_000, seed: 20261130 },
  );
  expect(read).toBeGreaterThan(1_000);
});

/** Formulas as files hold them, with all that Excel shows otherwise. */
const STORED = ["_xldudf_DEAL_PRORATA(A1,2)", "_xlfn.XLOOKUP(1,A:A,B:B)", "_xlfn.SINGLE(A1:A9)", "_xlfn.SINGLE(A1:A9)%", "_xlfn.SINGLE((A1,B2))", "_xlfn.ANCHORARRAY(A1)", "_xlfn.ANCHORARRAY(_xlfn.SINGLE(A1))", "_xlfn.SINGLE(_xlfn.SINGLE(A1))", "_xlfn.LET(_xlpm.x,A1,_xlpm.x+1)"];
const stored = fc.array(fc.tuple(fc.constantFrom(...STORED, "A1", "Terms!B2:C3", '"_xlfn.SINGLE(A1)"'), fc.constantFrom("+", ":", "&", "*-", ",")), { minLength: 1, maxLength: 4 })
  .map((terms) => terms.flat().slice(0, -1).join(""));

test("law: what Excel shows of a stored formula is stored as it was", () => {
  let read = 0;
  fc.assert(
    fc.property(stored, fc.constantFrom("", "SUM(", "IF(A1,"), (terms, call) => {
      const text = call === "" ? terms : `${call}${terms})`;
      if (formulaNode(text) === undefined) return;
      read++;
      const shown = shownFormula(text, names);
      expect(formulaNode(shown)).toBeDefined();
      expect(storedFormula(shown, names)).toBe(text);
    }),
    { numRuns: 3_000, seed: 20261130 },
  );
  expect(read).toBeGreaterThan(2_000);
});

test("law: what is no formula stays as it is, to the letter", () => {
  let broken = 0;
  const cut = fc.tuple(fc.oneof(formula, stored), fc.nat(), fc.constantFrom("(", ")", '"', "'", "[", "]", "{", "}", "!", "~", "")).map(([text, at, sign]) => text.slice(0, at % (text.length + 1)) + sign + text.slice((at % (text.length + 1)) + 1));
  fc.assert(
    fc.property(fc.oneof(cut, fc.string({ unit: "binary" })), (text) => {
      if (formulaNode(text) !== undefined) return;
      broken++;
      expect([shownFormula(text, names), storedFormula(text, names, "T"), new MovedFormula(text).moved(1, 1)]).toEqual([text, text, text]);
    }),
    { numRuns: 5_000, seed: 20261130 },
  );
  expect(broken).toBeGreaterThan(2_000);
});

describe("hostile lengths", () => {
  const longest = 8192;
  test.each([
    ["quotation marks", '"'.repeat(longest)],
    ["apostrophes", "'".repeat(longest)],
    ["pairs of apostrophes", "'a'".repeat(longest / 3)],
    ["doubled apostrophes", "'a'".repeat(longest / 3) + "!"],
    ["brackets", "[".repeat(longest)],
    ["parentheses", "(".repeat(longest)],
    ["signs", "-".repeat(longest)],
    ["letters", "a".repeat(longest)],
    ["letters and colons", "a:".repeat(longest / 2)],
    ["calls of calls", `_xlfn.X${"()".repeat(longest / 2)}`],
    ["texts", '""'.repeat(longest / 2)],
    ["a sum", `_xlfn.X()${"+A1".repeat(longest / 3)}`],
    ["areas", `_xlfn.X()${",A1".repeat(longest / 3)}`],
    ["names within names", `${"LET(x,".repeat(60)}x${",x)".repeat(60)}`],
  ])("%s", (_what, text) => {
    for (const one of [text, `_xl${text}`]) {
      const started = performance.now();
      expect(typeof shownFormula(storedFormula(one, names), names)).toBe("string");
      expect(typeof new MovedFormula(one).moved(1, 1)).toBe("string");
      expect(performance.now() - started).toBeLessThan(500);
    }
  });
});
