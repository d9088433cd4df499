import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { formulaTokens, type FormulaToken } from "../../src/file/formulaTokens";
import { openXlsx } from "../../src/file/xlsx";
import { catalogue } from "../../src/functions/catalogue";
import { allParts, formulaNode, type FormulaNode } from "../../src/sheet/formulaSyntax";

const NAMES = catalogue.map(({ name }) => name);

/** A formula is taken apart twice: by a grammar where it is calculated, and into pieces of text where a file is read and written. They have to see the same. */
function disagreements(formula: string): string[] {
  const node = formulaNode(formula);
  if (node === undefined) return [];
  const parts = allParts(node);
  const within = (kinds: readonly FormulaNode["kind"][], { start, end }: Placed) => parts.some((part) => kinds.includes(part.kind) && part.start <= start && end <= part.end);
  const tokens = placed(formula);
  const seen = tokens.filter((token) => IS_REFERENCE.has(token.kind) && !within(["external"], token));
  const names = tokens.filter((token, i) => token.kind === "name" && tokens[i + 1]?.text === "(").map(({ start, text }) => `${start} ${text}`);
  const calls = parts.flatMap((part) => (part.kind === "call" ? [`${part.nameStart} ${part.name}`] : []));
  return [
    ...seen.filter((token) => !within(["reference"], token)).map(({ text }) => `only the pieces see the reference ${text}`),
    ...parts.filter((part) => part.kind === "reference" && !seen.some(({ start, end }) => part.start <= start && end <= part.end)).map(({ start, end }) => `only the grammar sees the reference ${formula.slice(start, end)}`),
    ...tokens.filter((token) => token.kind !== "space" && within(["reference"], token) && !IS_OF_REFERENCE.has(token.kind) && token.text !== ":").map(({ text }) => `${text} is a piece within a reference`),
    ...calls.filter((call) => !names.includes(call)).map((call) => `only the grammar sees the call ${call}`),
    ...names.filter((name) => !calls.includes(name)).map((name) => `only the pieces see the call ${name}`),
  ].map((what) => `${formula}: ${what}`);
}

const IS_REFERENCE: ReadonlySet<FormulaToken["kind"]> = new Set(["cell", "columns", "rows"]);
const IS_OF_REFERENCE: ReadonlySet<FormulaToken["kind"]> = new Set([...IS_REFERENCE, "sheet"]);

type Placed = FormulaToken & { readonly start: number; readonly end: number };

function placed(formula: string): Placed[] {
  let at = 0;
  return formulaTokens(formula).map((token) => ({ ...token, start: at, end: (at += token.text.length) }));
}

function formulasOfFiles(): string[] {
  const folders = ["samples", "samples/shared", "test/golden", "test/file/fixtures"].map((folder) => resolve(__dirname, "../..", folder));
  const files = folders.flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith(".xlsx")).map((name) => join(folder, name)));
  const found = files.flatMap((file) => openXlsx(new Uint8Array(readFileSync(file)), NAMES).workbook.sheets.flatMap(({ rows }) => [...rows.values()].flatMap((cells) => [...cells.values()].flatMap(({ formula }) => (formula === undefined ? [] : [formula.text])))));
  return [...new Set(found)];
}

test("of every formula in the samples and in files of other makers both see the same references and calls", () => {
  const formulas = formulasOfFiles();
  expect(formulas.length).toBeGreaterThan(5_000);
  expect(formulas.filter((formula) => formulaNode(formula) === undefined)).toEqual([]);
  expect(formulas.flatMap(disagreements).slice(0, 20)).toEqual([]);
});

const OPERANDS = [
  ...["A1", "$B$2", "xfd1048576", "XFE1", "A1048577", "A1:B2", "$A1:B$2", "A:C", "$A:A", "1:3", "$1:$3", "Terms!A1", "Terms!$A$1:B2", "'My ''Terms'''!A1", "Jan:Dec!B7", "'Jan:Dec 1'!B7", "Terms!A:A", "Terms!1:2"],
  ...["Rate", "Terms!Rate", "_x.y", "R1C1", "LOG10", "T[Net]", "T[[#This Row],[Net]]", "[@Net]", "T[]", "T[[#Headers],[A1]]", "[2]Other!A1", "'[2]My Other'!A1:B2", "[2]!Rate", "A1#", "Terms!A1#", "Rate#"],
  ...["5", "1.5E+3", ".5", "5%", '"A1"', '"a""B2"', "#N/A", "#REF!", "TRUE", "{1,2;3,4}", '{"A1","B2"}'],
];

const formula = fc.letrec<{ formula: string; operand: string }>((tie) => ({
  formula: fc.oneof(
    { depthSize: "small" },
    tie("operand"),
    fc.tuple(tie("formula"), fc.constantFrom("+", "-", "*", "/", "^", "&", "=", "<>", "<=", " ", ":", ",", " + "), tie("formula")).map((parts) => parts.join("")),
    fc.tuple(fc.constantFrom("-", "+", "@"), tie("formula")).map((parts) => parts.join("")),
    tie("formula").map((inner) => `(${inner})`),
  ),
  operand: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom(...OPERANDS),
    fc.tuple(fc.constantFrom("SUM", "LOG10", "ABC1", "_xlfn.XLOOKUP", "DEAL.TIEREDROYALTY.LINES", "[2]!Other", "Rate", "N"), fc.array(fc.option(tie("formula"), { nil: "" }), { maxLength: 3 })).map(([name, args]) => `${name}(${args.join(",")})`),
  ),
})).formula;

test("of drawn formulas too", () => {
  let read = 0;
  fc.assert(
    fc.property(formula, (text) => {
      if (formulaNode(text) !== undefined) read++;
      expect(disagreements(text)).toEqual([]);
    }),
    { numRuns: 3_000, seed: 20261130 },
  );
  expect(read).toBeGreaterThan(1_000);
});
