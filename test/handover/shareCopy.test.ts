import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isError, type CellValue } from "../../src/cells/cell";
import { openXlsx, savedXlsx } from "../../src/file/xlsx";
import { catalogue } from "../../src/functions/catalogue";
import { callSites } from "../../src/sheet/formula/dealCalls";
import { shareCopy, type ShareTerms } from "../../src/handover/shareCopy";
import { ShareRefusal } from "../../src/handover/shareRefusal";
import { cellPlace } from "../../src/sheet/address";
import { recalculate } from "../../src/sheet/recalculation";
import type { DefinedName, Workbook } from "../../src/sheet/workbook";
import { partTexts } from "../file/handmade";
import { at, workbook, type Given } from "../sheet/build";
import { recalculatedByLibreOffice, testWithLibreOffice } from "../support/libreOffice";
import { awkwardWorkbook } from "./awkward";
import { NAMES, fileOf } from "./files";
import { workBegun } from "../support/work";

const MODEL = ["Model", "Net sales"];

const opened = (bytes: Uint8Array) => openXlsx(bytes, NAMES).workbook;

function valuesOf(book: Workbook): Map<string, CellValue> {
  const sheets = book.sheets.filter(({ name }) => MODEL.includes(name));
  return new Map(sheets.flatMap(({ name, rows }) => [...rows].flatMap(([row, cells]) => [...cells].map(([column, { value }]): [string, CellValue] => [cellPlace(name, row, column), value]))));
}

/** Equal to 12 digits, as figures are that nothing rounds. */
function isSame(a: CellValue, b: CellValue): boolean {
  if (typeof a === "number" && typeof b === "number") return Math.abs(a - b) <= Math.abs(a) * 1e-12;
  return isError(a) ? isError(b) : (a ?? "") === (b ?? "");
}

function differences(original: Workbook, copy: Workbook): string[] {
  const [before, after] = [valuesOf(original), valuesOf(copy)];
  return [...before].filter(([place, value]) => !isSame(value, after.get(place) ?? null)).map(([place, value]) => `${place}: ${JSON.stringify(value)} became ${JSON.stringify(after.get(place))}`);
}

/** The file with other figures typed in. */
function withInputs(bytes: Uint8Array, inputs: Readonly<Record<string, CellValue>>): Uint8Array {
  const file = openXlsx(bytes, NAMES);
  for (const [place, value] of Object.entries(inputs)) {
    const cell = at(file.workbook, place);
    if (cell === undefined) throw new Error(`${place} is empty`);
    cell.value = value;
  }
  return savedXlsx(file);
}

function recalculated(bytes: Uint8Array, functions = catalogue): Workbook {
  const book = opened(bytes);
  recalculate(book, functions);
  return book;
}

const OTHER_INPUTS = { "Net sales!B2": 99_999.995, "Net sales!D2": 40_000.005, "Net sales!A6": 150_000, "Net sales!B7": 0.2, "Net sales!B12": 0, "Net sales!G2": 50.5, "Model!M1": 1_200_000.01 };

describe("a foreign workbook with calls in awkward places", () => {
  const original = fileOf(awkwardWorkbook());
  const { bytes: copy } = shareCopy(original, catalogue, { mode: "native" });

  test("has no call of ours left, and shows the same in every cell without our functions", () => {
    expect(callSites(opened(copy), catalogue)).toEqual([]);
    expect(opened(copy).names.find(({ name }) => name === "Spilled")?.formula).toBe("Model!$A$1:$D$1");
    expect(valuesOf(recalculated(original)).size).toBeGreaterThan(80);
    expect(differences(recalculated(original), recalculated(copy, []))).toEqual([]);
  });

  test("follows other inputs as the original does, and its master check stays 0", () => {
    const after = recalculated(withInputs(copy, OTHER_INPUTS), []);
    expect(differences(recalculated(withInputs(original, OTHER_INPUTS)), after)).toEqual([]);
    expect(at(after, "Check!B4")?.value).toBe(0);
    expect(at(after, "Check!B5")?.value).toBeGreaterThan(0);
  });

  test("shows the same as values alone", () => {
    expect(differences(recalculated(original), recalculated(shareCopy(original, catalogue, { mode: "values" }).bytes, []))).toEqual([]);
  });

  testWithLibreOffice("and LibreOffice calculates the same, before and after", () => {
    const theirs = recalculatedByLibreOffice([copy, withInputs(copy, OTHER_INPUTS)]).map(opened);
    const ours = [recalculated(original), recalculated(withInputs(original, OTHER_INPUTS))];
    theirs.forEach((book, i) => {
      expect(differences(ours[i] as Workbook, book)).toEqual([]);
      expect(at(book, "Check!B4")?.value).toBe(0);
    });
  });
});

const TIERS: Readonly<Record<string, Given>> = { "Terms!A1": "Above", "Terms!B1": "Rate", "Terms!A2": 0, "Terms!B2": 0.05, "Terms!A3": 100, "Terms!B3": 0.1 };
const NAMED: readonly DefinedName[] = [{ name: "Tiers", formula: "Terms!$A$1:$B$3" }];

function shared(cells: Readonly<Record<string, Given>>, terms: Partial<ShareTerms> = {}, names: readonly DefinedName[] = NAMED) {
  return shareCopy(fileOf(workbook({ ...TIERS, ...cells }, names)), catalogue, { mode: "native", ...terms });
}

function problems(...given: Parameters<typeof shared>): readonly string[] {
  try {
    shared(...given);
  } catch (refusal) {
    if (refusal instanceof ShareRefusal) return refusal.problems;
    throw refusal;
  }
  throw new Error("it was shared");
}

test("arguments that are parts of a table are written by their addresses, and the other formulas keep the table", () => {
  const bytes = readFileSync(join(__dirname, "../golden/table-references.xlsx"));
  const copy = opened(shareCopy(bytes, catalogue, { mode: "native" }).bytes);
  recalculate(copy, []);
  const sheet = copy.sheets[2];
  expect([2, 3].map((row) => sheet?.cell(row, 4)?.value)).toEqual([5, 20]);
  expect([1, 2, 3, 4].map((row) => sheet?.cell(row, 6)?.value)).toEqual([25, 25, 5, 4]);
  sheet?.setCell(2, 2, { value: 200 });
  recalculate(copy, []);
  // Units 200 and 200: 400 in all, of which 100 at 5% and 300 at 10%.
  expect(sheet?.cell(2, 6)?.value).toBe(35);
});

describe("what is refused, with its cell", () => {
  test.each<{ why: string; cells: Readonly<Record<string, Given>>; terms?: Partial<ShareTerms>; names?: readonly DefinedName[]; says: string }>([
    { why: "a call that is refused itself", cells: { "Deal!A1": "=DEAL.TIEREDROYALTY(\"many\",Tiers)" }, says: 'Deal!A1: it shows #VALUE!: "many" is text where a number belongs (base). Mend it first' },
    { why: "a refusal that an IFERROR hides", cells: { "Deal!A1": "=IFERROR(DEAL.TIEREDROYALTY(\"many\",Tiers),0)" }, says: 'Deal!A1: DEAL.TIEREDROYALTY("many",Tiers) is refused: "many" is text where a number belongs (base). Mend it first' },
    { why: "a sheet left out that a kept one reads", cells: { "Deal!A1": "=DEAL.TIEREDROYALTY(500,Tiers)" }, terms: { sheets: ["Deal"] }, says: "Deal!A1 reads Terms!A1, and the sheet Terms is left out; share that sheet too, or put a value into Deal!A1" },
    { why: "a name left out that a kept cell reads", cells: { "Deal!A1": "=DEAL.TIEREDROYALTY(500,tiers)" }, terms: { dropNames: ["TIERS"] }, says: "Deal!A1 reads the name tiers, which is left out; keep the name, or write the cell's address" },
    { why: "a sheet that is not there", cells: { "Deal!A1": 1 }, terms: { sheets: ["Deals"] }, says: "there is no sheet Deals; the sheets are Cover, Terms, Deal" },
    { why: "a call under a name", cells: { "Deal!A1": "=Due" }, names: [...NAMED, { name: "Due", formula: "DEAL.TIEREDROYALTY(500,Tiers)" }], says: "the name Due stands for a call of ours, DEAL.TIEREDROYALTY(500,Tiers); put it into a cell and name that" },
    { why: "an argument that depends on where it stands", cells: { "Deal!A1": "=DEAL.TIEREDROYALTY(ROW()*100,Tiers)" }, says: "Deal!A1: the argument with ROW() depends on where it stands; put it into a cell of its own" },
    { why: "an argument that is too long elsewhere", cells: { "Deal!B1": `=DEAL.TIEREDROYALTY(${Array.from({ length: 900 }, (_, i) => `A${i + 1}`).join("+")},Tiers)` }, says: "Deal!B1: the argument A1+A2+A3+A4+A5+A6+A7+A8+A9+A10+A11+A12+A… has 8891 characters once it names the sheet of every cell, and a formula 8192 at most; put it into a cell of its own" },
    { why: "a whole column", cells: { "Deal!A1": "=DEAL.TIEREDROYALTY(500,Terms!A:B)" }, says: "Deal!A1: Terms!A:B is a whole column or row; give the rows that are filled" },
  ])("$why", ({ cells, terms, names, says }) => expect(problems(cells, terms, names)).toContain(says));

  test("all of it at once", () => {
    expect(problems({ "Deal!A1": "=DEAL.TIEREDROYALTY(ROW()*100,Tiers)", "Deal!A2": "=DEAL.TIEREDROYALTY(500,Terms!A:B)" })).toHaveLength(2);
  });
});

describe("what the copy says of itself", () => {
  const cells = { "Deal!A1": "=DEAL.TIEREDROYALTY(Terms!D2,Tiers)", "Deal!A2": '=IF(DEAL.TIEREDROYALTY(Terms!D2,Tiers)>10,"much","little")', "Terms!D2": 500 };

  test("a row for each call: where it stands, what computed it, its difference and whether its inputs are as they were", () => {
    const copy = recalculated(shared(cells).bytes, []);
    expect([1, 2, 4, 5, 6, 7].map((column) => copy.sheet("Check")?.cell(8, column)?.value)).toEqual(["Deal!A1", "TIEREDROYALTY(Terms!D2,Tiers)", 0, 0, 0, "yes"]);
    expect(copy.sheet("Check")?.cell(9, 1)?.value).toBe("Deal!A2");
  });

  test("a figure on As shared that is not the one computed is found: the master check is the difference", () => {
    const { bytes } = shared(cells);
    const file = openXlsx(bytes, []);
    const forged = [...(file.workbook.sheet("As shared")?.rows.values() ?? [])].flatMap((row) => [...row.values()]).filter(({ value }) => value === 45);
    expect(forged.length).toBeGreaterThan(0);
    for (const cell of forged) cell.value = 46;
    expect(at(recalculated(savedXlsx(file), []), "Check!B4")?.value).toBe(2);
  });

  test("with an input that the function would refuse, the figure is #N/A and the check says why", () => {
    const copy = recalculated(withInputs(shared(cells).bytes, { "Terms!B3": 10 }), []);
    expect(at(copy, "Deal!A1")?.value).toMatchObject({ error: "#N/A" });
    expect(copy.sheet("Check")?.cell(8, 7)?.value).toBe("an input is not allowed");
  });

  test("the figures alone: the values stay, the check says that they are not for other inputs", () => {
    const { bytes } = shared(cells, { mode: "values" });
    const before = recalculated(bytes, []);
    expect([at(before, "Deal!A1"), at(before, "Deal!A2")].map((cell) => [cell?.value, cell?.formula])).toEqual([[45, undefined], ["much", undefined]]);
    expect([at(before, "Check!B4")?.value, before.sheet("Check")?.cell(8, 7)?.value]).toEqual([0, "as shared"]);
    const after = recalculated(withInputs(bytes, { "Terms!D2": 900 }), []);
    expect([at(after, "Deal!A1")?.value, at(after, "Check!B4")?.value, after.sheet("Check")?.cell(8, 7)?.value]).toEqual([45, 0, "not for these inputs"]);
    expect(at(recalculated(withInputs(bytes, { "Deal!A1": 46 }), []), "Check!B4")?.value).toBe(1);
  });

  test("names no function of ours in any part, and no text of the model has become a formula", () => {
    const { bytes, leftOut } = shared({ ...cells, "Deal!A3": "=text", "Deal!A4": { value: "=1+1" }, "Deal!A5": { value: "+cmd|' /C calc'!A0" } }, {}, [...NAMED, { name: "text", formula: "Terms!$D$2" }]);
    for (const text of partTexts(bytes).values()) expect(text).not.toMatch(/_xldudf_|_xlfn|fullCalcOnLoad/);
    expect([at(opened(bytes), "Deal!A4"), at(opened(bytes), "Deal!A5")].map((cell) => [cell?.value, cell?.formula])).toEqual([["=1+1", undefined], ["+cmd|' /C calc'!A0", undefined]]);
    expect(leftOut).toEqual([]);
  });

  test("cells that were out of date in the file are named", () => {
    expect(shared({ ...cells, "Deal!A1": { value: 44, formula: { text: "DEAL.TIEREDROYALTY(Terms!D2,Tiers)", kind: "dynamic" } } }).outdated).toContain("Deal!A1");
  });

  test("sheets of the names that the copy needs for itself are not taken", () => {
    const { bytes } = shared({ ...cells, "Check!A1": 1 });
    expect(opened(bytes).sheets.map(({ name }) => name)).toEqual(["Read me first", "Check 2", "Cover", "Terms", "Deal", "Check", "Plain formulas", "As shared"]);
  });
});

describe("what cannot be calculated here is refused, never written over a figure", () => {
  const stored = (value: CellValue, text: string): Given => ({ value, formula: { text, kind: "dynamic" } });

  test.each<{ why: string; cells: Readonly<Record<string, Given>>; names?: readonly DefinedName[]; says: readonly RegExp[] }>([
    { why: "a function that is not known here, and what reads it", cells: { "Deal!A1": stored(1, 'CUBEVALUE("x","y")'), "Deal!B1": stored(100, "A1*100"), "Deal!C1": stored(3, "1+2") }, says: [/^Deal!A1 cannot be calculated here, and shows 1 in the file: .*CUBEVALUE/, /^Deal!B1 cannot be calculated here, and shows 100 in the file: The error comes from Deal!A1\. Put its value/] },
    { why: "one that the file has no figure of", cells: { "Deal!A1": stored(null, 'CUBEVALUE("x","y")') }, says: [/^Deal!A1 cannot be calculated here: /] },
    { why: "a circle that the file has a figure of", cells: { "Deal!A1": stored(5, "Deal!A2+1"), "Deal!A2": stored(4, "Deal!A1-1") }, says: [/^Deal!A1 cannot be calculated here, and shows 5 in the file: .*depends on itself/, /^Deal!A2 cannot be calculated here, and shows 4 in the file: .*depends on itself/] },
    { why: "a figure of the file that becomes an error, whoever is right", cells: { "Deal!A1": stored(0.5, "1/Terms!D9") }, says: [/^Deal!A1 shows 0\.5 in the file, and is #DIV\/0! when it is recalculated here.*let Excel recalculate and save the file/] },
  ])("$why", ({ cells, names = [], says }) => {
    for (const mode of ["native", "values"] as const) {
      const found = problems(cells, { mode }, [...NAMED, ...names]);
      expect(found).toHaveLength(says.length);
      says.forEach((one, i) => expect(found[i]).toMatch(one));
    }
  });

  test("an error that the file shows as well is shared as it is", () => {
    expect(at(opened(shared({ "Deal!A1": stored({ error: "#DIV/0!" }, "1/Terms!D9") }).bytes), "Deal!A1")?.value).toEqual({ error: "#DIV/0!" });
  });
});

describe("what the documents promise to share is shared", () => {
  const plain = (text: string): Given => ({ value: null, formula: { text, kind: "plain" } });
  const pool: Readonly<Record<string, Given>> = { "Deal!A1": 1, "Deal!A2": 2, "Deal!A3": 3 };

  test.each<{ why: string; cells: Readonly<Record<string, Given>>; shows: CellValue }>([
    { why: "several cells that a function around the call takes for one value", cells: { ...pool, "Deal!C5": plain("SUM(IF(TRUE,DEAL.PRORATA(100,A1:A3),0))") }, shows: 100 },
    { why: "the same within two functions", cells: { ...pool, "Deal!C5": plain("MAX(IFERROR(IF(1>0,DEAL.PRORATA(100,A1:A3),0),0))+1") }, shows: 51 },
    { why: "several cells within arithmetic within a function", cells: { ...pool, "Deal!C5": plain("MAX(DEAL.PRORATA(100,A1:A3)*2)") }, shows: 100 },
    { why: "a whole column within an argument", cells: { ...pool, "Deal!C5": "=DEAL.TIEREDROYALTY(SUM(A:A)*50,Tiers)" }, shows: 25 },
    { why: "a whole row within an argument", cells: { ...pool, "Deal!C5": "=DEAL.TIEREDROYALTY(SUM(1:2)*50,Tiers)" }, shows: 10 },
  ])("$why", ({ cells, shows }) => {
    const { bytes } = shared(cells);
    const copy = recalculated(bytes, []);
    expect([at(copy, "Deal!C5")?.value, at(copy, "Check!B4")?.value, at(copy, "Check!B5")?.value]).toEqual([shows, 0, 0]);
  });

  test("an amount typed below a whole column that is read counts among the changed inputs", () => {
    const file = openXlsx(shared({ ...pool, "Deal!C5": "=DEAL.TIEREDROYALTY(SUM(A:A)*50,Tiers)" }).bytes, []);
    file.workbook.sheet("Deal")?.setCell(40, 1, { value: 4 });
    const copy = recalculated(savedXlsx(file), []);
    expect([at(copy, "Deal!C5")?.value, at(copy, "Check!B4")?.value, at(copy, "Check!B5")?.value]).toEqual([45, 0, 1]);
  });

  test("a figure beyond the limits of its plain formulas is shared with no, named, and left out of the master check", () => {
    const { bytes, beyond, figures } = shared({ "Deal!A1": 423.3, "Deal!B1": 68_016_697_783.4994, "Deal!A2": '=SUM(DEAL.RECOUP(A1:B1,1000,,0.381929626,2,,"exact"))', "Deal!A3": "=A2*2", "Deal!A4": "=DEAL.TIEREDROYALTY(500,Tiers)" });
    expect([beyond, figures.length]).toEqual([["Deal!A2"], 2]);
    const copy = recalculated(bytes, []);
    expect([at(copy, "Check!B4")?.value, at(copy, "Check!B6")?.value, copy.sheet("Check")?.cell(8, 7)?.value, copy.sheet("Check")?.cell(9, 7)?.value]).toEqual([0, 1, "no", "yes"]);
  });

  test("a line of a statement that differs in digits beyond its limits", () => {
    const { bytes, beyond } = shared({ "Deal!A1": 1e13, "Deal!A2": '=DEAL.TIEREDROYALTY.LINES(A1/3,{0,0.051;1000,0.123456},"marginal","never",,2)' });
    expect([beyond, at(recalculated(bytes, []), "Check!B4")?.value]).toEqual([["Deal!A2"], 0]);
  });

  test("accounts of which the first has no amount but an empty text", () => {
    const { bytes } = shared({ "Deal!A1": "Song 1", "Deal!B1": '=""', "Deal!C1": 5, "Deal!A2": "Song 2", "Deal!B2": 7, "Deal!C2": '=""', "Deal!A4": '=DEAL.RECOUP(A1:C2,{0},"none")' });
    const copy = recalculated(bytes, []);
    expect(["Deal!A4", "Deal!B4", "Deal!A5", "Deal!B5", "Check!B4"].map((place) => at(copy, place)?.value)).toEqual([0, 5, 7, 0, 0]);
  });

  test("a figure within its limits that is not the one shared is still found beside one that is beyond them", () => {
    const file = openXlsx(shared({ "Deal!A1": 1e12, "Deal!B1": 1 / 3, "Deal!A2": "=DEAL.TIEREDROYALTY(A1*B1,Tiers)", "Deal!A4": "=DEAL.TIEREDROYALTY(500,Tiers)" }).bytes, []);
    for (const row of file.workbook.sheet("As shared")?.rows.values() ?? []) for (const cell of row.values()) if (cell.value === 45) cell.value = 46;
    expect(at(recalculated(savedXlsx(file), []), "Check!B4")?.value).toBe(1);
  });
});

describe("the size of what is shared", () => {
  test("more calls than anybody reads are refused with their number, before anything is calculated", () => {
    const cells = Object.fromEntries(Array.from({ length: 5_001 }, (_, i): [string, Given] => [`Deal!A${i + 1}`, { value: 1, formula: { text: "DEAL.TIEREDROYALTY(1,Tiers)", kind: "dynamic" } }]));
    expect(problems(cells)).toEqual(["the sheets call our functions 5001 times; plain formulas are written for 5000 calls at most. Let one call take a whole range of periods, share fewer sheets (--sheets), or the figures alone (--mode values)"]);
    expect(problems({ "Deal!A1": "=Terms!A2" }, { sheets: ["Deal"] })).toHaveLength(1);
  });

  test("a formula of 1,500 terms takes seconds", () => {
    const terms = Array.from({ length: 1_500 }, (_, i) => `A${i + 1}`);
    const work = workBegun();
    const { bytes } = shared({ ...Object.fromEntries(terms.map((place) => [`Deal!${place}`, 1])), "Deal!B1": `=${terms.join("+")}`, "Deal!B2": "=DEAL.TIEREDROYALTY(B1,Tiers)" });
    expect(work()).toBeLessThan(20_000);
    expect(at(recalculated(bytes, []), "Deal!B2")?.value).toBe(145);
  });
});
