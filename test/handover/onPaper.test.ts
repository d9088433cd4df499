import { paidDeals } from "../../src/deal/paidTotals";
import { openXlsx, savedXlsx } from "../../src/file/xlsx";
import { catalogue } from "../../src/functions/catalogue";
import { shareCopy, type ShareTerms } from "../../src/handover/shareCopy";
import { ShareRefusal } from "../../src/handover/shareRefusal";
import { recalculate } from "../../src/sheet/recalculation";
import type { Workbook } from "../../src/sheet/workbook";
import { MAIN, made, partTexts } from "../file/handmade";
import { danglingParts, misplacedElements } from "../file/schemaOrder";
import { at, workbook, type Given } from "../sheet/build";
import { NAMES, fileOf } from "./files";

const CELLS: Readonly<Record<string, Given>> = {
  "Terms!A1": "Above", "Terms!B1": "Rate", "Terms!A2": 0, "Terms!B2": 0.05, "Terms!A3": 100, "Terms!B3": 0.1,
  "Deal!A1": "Revenue", "Deal!B1": 500, "Deal!C1": 50, "Deal!A2": "Royalty", "Deal!B2": { value: null, formula: { text: 'DEAL.TIEREDROYALTY(B1:C1,Terms!A1:B3,"marginal","each period",,2)', kind: "dynamic" }, extent: { rows: 1, columns: 2 } },
};

const shared = (cells: Readonly<Record<string, Given>>, terms: Partial<ShareTerms> = {}) => shareCopy(fileOf(workbook(cells)), catalogue, { mode: "native", paid: paidDeals, ...terms });

/** The copy with these inputs, calculated without us. */
function calculated(bytes: Uint8Array, inputs: Readonly<Record<string, number>> = {}): Workbook {
  const file = openXlsx(bytes, NAMES);
  for (const [place, value] of Object.entries(inputs)) Object.assign(at(file.workbook, place) ?? {}, { value });
  const { workbook: book } = openXlsx(savedXlsx(file), []);
  recalculate(book, []);
  return book;
}

const inColumn = (book: Workbook, sheet: string, column: number) => [...(book.sheet(sheet)?.rows ?? [])].flatMap(([row, cells]) => (cells.get(column)?.value == null ? [] : [{ row, value: cells.get(column)?.value }]));
const rowOf = (book: Workbook, label: string) => inColumn(book, "Read me first", 1).find(({ value }) => value === label)?.row ?? 0;
const sheetPart = (bytes: Uint8Array, place: number) => partTexts(bytes).get(`xl/worksheets/sheet${place}.xml`) ?? "";

describe("the first sheet", () => {
  const { bytes } = shared(CELLS);

  test("is shown when the copy is opened; Check stands behind it, what is looked up behind the model", () => {
    expect(openXlsx(bytes, []).workbook.sheets.map(({ name }) => name)).toEqual(["Read me first", "Check", "Cover", "Terms", "Deal", "Plain formulas", "As shared"]);
    expect(partTexts(bytes).get("xl/workbook.xml")).toMatch(/<workbookView\/>/);
    expect([misplacedElements(bytes), danglingParts(bytes)]).toEqual([[], []]);
  });

  test("says what is paid, by a formula over the cells that say it, and whether the copy agrees", () => {
    // 500: 5% of 100, 10% of 400; 50: 5% of 50.
    const before = calculated(bytes);
    const row = rowOf(before, "Licensor");
    expect([2, 3, 4].map((column) => before.sheet("Read me first")?.cell(row, column)?.value)).toEqual([47.5, "", "Deal!B2:C2"]);
    expect(before.sheet("Read me first")?.cell(row, 2)?.formula?.text).toBe("SUM(Deal!$B$2:$C$2)");
    const after = calculated(bytes, { "Deal!B1": 600 });
    expect([row, rowOf(after, "Master check of this copy, must be 0"), rowOf(after, "Inputs changed since the copy was made")].map((each) => after.sheet("Read me first")?.cell(each, 2)?.value)).toEqual([57.5, 0, 1]);
  });

  test("says that nothing can be told apart where no deal is read, or where a sheet that says it is left out", () => {
    const none = "Who is paid in all is not told apart here. The sheet Check lists every figure of this copy.";
    expect(rowOf(calculated(shared(CELLS, { paid: () => [] }).bytes), none)).toBeGreaterThan(0);
    const elsewhere = { ...CELLS, "Summary!A1": "Royalty, in all", "Summary!B1": "=Deal!B2+Deal!C2" };
    expect(rowOf(calculated(shared(elsewhere, { sheets: ["Terms", "Deal"], paid: (book) => paidDeals(book).map((deal) => ({ ...deal, paid: deal.paid.map((each) => ({ ...each, cells: [{ sheet: book.sheet("Summary") as never, top: 1, bottom: 1, left: 2, right: 2 }] })) })) }).bytes), none)).toBeGreaterThan(0);
  });

  test("a total that the copy would show otherwise is refused", () => {
    const other = (): unknown => shared(CELLS, { paid: (book) => paidDeals(book).map((deal) => ({ ...deal, paid: deal.paid.map((each) => ({ ...each, total: 48 })) })) });
    expect(other).toThrow(ShareRefusal);
    expect(other).toThrow("Licensor is paid 48, and the copy shows 47.5");
  });

  test("of a copy of values says that its figures do not follow, and prints no plain formulas", () => {
    const values = calculated(shared(CELLS, { mode: "values" }).bytes);
    expect(rowOf(values, "The figures of the deal are values: they do not follow when an input is changed.")).toBe(3);
    expect(values.sheet("Plain formulas")).toBeUndefined();
  });
});

describe("a block of plain formulas", () => {
  const { bytes } = shared(CELLS);
  const book = calculated(bytes);
  const plain = book.sheet("Plain formulas");
  const inSight = inColumn(book, "Plain formulas", 1).filter(({ row }) => plain?.hiddenRows.has(row) === false);

  test("begins with its result and the lines in money that it comes from, which add up to it; every step is folded away", () => {
    expect(inSight.slice(3).map(({ value }) => value)).toEqual(['Deal!B2: TIEREDROYALTY(B1:C1,Terms!A1:B3,"marginal","each period",,2)', "royalty", "base", "royalty in tier", "royalty in tier", "rounding"]);
    const first = inSight[4]?.row ?? 0;
    const figures = [4, 5].map((column) => [0, 1, 2, 3, 4].map((down) => plain?.cell(first + down, column)?.value));
    expect(figures).toEqual([[45, 500, 5, 40, 0], [2.5, 50, 2.5, 0, 0]]);
    expect(at(book, "Deal!B2")?.formula?.text).toBe(`'Plain formulas'!D${first}`);
    expect(plain?.hiddenRows.size).toBeGreaterThan(30);
    expect(sheetPart(bytes, 6)).toMatch(/<outlinePr summaryBelow="0"\/>/);
    expect(sheetPart(bytes, 6)).toContain(`<row r="${first + 4}" collapsed="1">`);
    expect(sheetPart(bytes, 6)).toContain(`<row r="${first + 5}" outlineLevel="1" hidden="1">`);
  });

  test("and Check lead to each other, and to the cell", () => {
    const heading = inSight[3]?.row ?? 0;
    expect(sheetPart(bytes, 6)).toContain(`<hyperlink ref="A${heading}" location="Deal!B2"/>`);
    expect(sheetPart(bytes, 2)).toContain('<hyperlink ref="A8" location="Deal!B2"/>');
    expect(sheetPart(bytes, 2)).toContain(`<hyperlink ref="C8" location="'Plain formulas'!A${heading}"/>`);
  });

  test("whose periods run down shows its result across all the same, and the cells read it as the call lays it out", () => {
    const down = { ...CELLS, "Deal!A5": 500, "Deal!A6": 50, "Deal!B5": { value: null, formula: { text: "DEAL.WITHHOLDING(A5:A6,0.1,,2)", kind: "dynamic" as const }, extent: { rows: 2, columns: 1 } } };
    const copy = calculated(shared(down).bytes);
    const net = inColumn(copy, "Plain formulas", 1).find(({ value }) => value === "net")?.row ?? 0;
    expect([4, 5].map((column) => copy.sheet("Plain formulas")?.cell(net, column)?.value)).toEqual([450, 45]);
    expect(["Deal!B5", "Deal!B6"].map((place) => at(copy, place)?.value)).toEqual([450, 45]);
  });

  test("of a waterfall says of each row whose it is, though the statement goes by rank", () => {
    const layers = { "L!A1": "Rank", "L!B1": "Payee", "L!C1": "Type", "L!D1": "Rate", "L!E1": "Of", "L!E3": "gross", "L!A2": 2, "L!B2": "Studio", "L!C2": "residual", "L!A3": 1, "L!B3": "Agent", "L!C3": "percent", "L!D3": 0.1 };
    const copy = calculated(shared({ ...layers, "L!G1": 100, "L!G2": { value: null, formula: { text: "DEAL.WATERFALL(G1,A1:E3,2)", kind: "dynamic" }, extent: { rows: 2, columns: 1 } } }).bytes);
    const shownBeside = (label: string) => copy.sheet("Plain formulas")?.cell(inColumn(copy, "Plain formulas", 1).find(({ value }) => value === label)?.row ?? 0, 4)?.value;
    expect([shownBeside("2, Studio, residual, paid"), shownBeside("1, Agent, percent, paid")]).toEqual([90, 10]);
  });
});

describe("how it prints", () => {
  test("our sheets are as wide as a page, the heads of Check on each; As shared is not printed", () => {
    const { bytes } = shared(CELLS);
    for (const place of [1, 2, 6, 7]) expect(sheetPart(bytes, place)).toMatch(/<pageSetUpPr fitToPage="1"\/>.*<pageSetup orientation="landscape" fitToWidth="1" fitToHeight="1"\/>/);
    const names = partTexts(bytes).get("xl/workbook.xml") ?? "";
    expect([...names.matchAll(/<definedName name="(_xlnm[^"]+)" localSheetId="(\d)">([^<]*)/g)].map(([, ...parts]) => parts)).toEqual([
      ["_xlnm.Print_Titles", "1", "Check!$7:$7"],
      ["_xlnm.Print_Area", "6", "'As shared'!$C$1"],
      ["_xlnm.Print_Titles", "5", "'Plain formulas'!$1:$1"],
      ["_xlnm.Print_Area", "5", expect.stringMatching(/^'Plain formulas'!\$A\$1:\$E\$\d+$/)],
    ]);
  });

  test.each([
    { why: "nothing was set", sheet: "", kept: '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetData>', page: '<pageSetup orientation="landscape" fitToWidth="1" fitToHeight="0"/>' },
    { why: "the tab has a colour, and nothing was set", sheet: '<sheetPr><tabColor rgb="FFFF0000"/></sheetPr>', kept: '<sheetPr><tabColor rgb="FFFF0000"/><pageSetUpPr fitToPage="1"/></sheetPr>', page: '<pageSetup orientation="landscape"' },
    { why: "it transitions, and nothing was set", sheet: '<sheetPr transitionEntry="1"/>', kept: '<sheetPr transitionEntry="1"><pageSetUpPr fitToPage="1"/></sheetPr>', page: '<pageSetup orientation="landscape"' },
    { why: "it has a page", sheet: "", behind: '<pageSetup orientation="portrait" scale="80"/>', kept: '<pageSetup orientation="portrait" scale="80"/>' },
    { why: "it has breaks", sheet: "", behind: '<rowBreaks count="1" manualBreakCount="1"><brk id="1" max="16383" man="1"/></rowBreaks>', kept: "<rowBreaks" },
  ])("a sheet of the workbook of which $why", ({ sheet, behind = "", kept, page }) => {
    const bytes = made({ sheet: `<worksheet xmlns="${MAIN}">${sheet}<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>${behind}</worksheet>` });
    const { bytes: copy } = shareCopy(bytes, catalogue, { mode: "native" });
    const xml = sheetPart(copy, 3);
    expect(xml).toContain(kept);
    if (page !== undefined) expect(xml).toContain(page);
    else expect(xml).not.toContain('fitToPage="1"');
    expect(misplacedElements(copy)).toEqual([]);
  });
});

test("cells that speak of our functions are told, and stay as they are; words about a deal are none", () => {
  const texts = { "Deal!A10": "Royalty by DEAL functions", "Deal!A11": "DEAL.PRORATA spills", "Deal!A12": "DEAL TERMS", "Deal!A13": "the deal cells", "Deal!A14": '="a DEAL call"' };
  const { bytes, mentions } = shared({ ...CELLS, ...texts });
  expect(mentions).toEqual(["Deal!A10", "Deal!A11", "Deal!A14"]);
  expect(at(openXlsx(bytes, []).workbook, "Deal!A10")?.value).toBe("Royalty by DEAL functions");
});
