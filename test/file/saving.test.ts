import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { strFromU8 } from "fflate";
import { openXlsx, savedXlsx, type XlsxFile } from "../../src/file/xlsx";
import { becomeValue, type Cell, type DefinedName } from "../../src/sheet/workbook";
import { recalculatedByLibreOffice, testWithLibreOffice } from "../support/libreOffice";
import { FUNCTIONS, MAIN, SHEET, cells, made, opened, partTexts, put, type Made } from "./handmade";
import { workBegun } from "../support/work";

const METADATA_OVERRIDE = '<Override PartName="/xl/metadata.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheetMetadata+xml"/>';
const reopened = (file: XlsxFile) => openXlsx(savedXlsx(file), FUNCTIONS);
const sheetData = (text: string) => text.slice(text.indexOf("<sheetData"), text.indexOf("</worksheet>"));
const sheetText = (file: XlsxFile) => partTexts(savedXlsx(file)).get(SHEET) ?? "";
const dynamic = (text: string, value: Cell["value"], rows = 1, columns = 1): Cell => ({ value, formula: { text, kind: "dynamic" }, ...(rows * columns === 1 ? {} : { extent: { rows, columns } }) });

/** The sheet's data after changes; what stands in it before comes with the case. */
function patched(sheet: string | Made, ...changes: [string, Cell | null][]): string {
  const file = opened(sheet);
  for (const [address, cell] of changes) put(file, address, cell);
  return sheetData(sheetText(file));
}

test.each<[string, string, [string, Cell | null][], string]>([
  ["a number takes the place of a number, and keeps its style", '<row r="1"><c r="A1" s="3"><v>1</v></c><c r="B1"><v>2</v></c></row>', [["A1", { value: 0.1 }]], '<row r="1"><c r="A1" s="3"><v>0.1</v></c><c r="B1"><v>2</v></c></row>'],
  ["every other character stays", "<!-- top -->\n<row  r='1'\tht=\"20\"><c r='A1' ><v>1</v></c>\r\n<c r=\"B1\"><v>2</v></c><!-- mine --></row >", [["B1", { value: 3 }]], "<!-- top -->\n<row  r='1'\tht=\"20\"><c r='A1' ><v>1</v></c>\r\n<c r=\"B1\"><v>3</v></c><!-- mine --></row >"],
  ["numbers in the shortest form that reads back the same", "", [["A1", { value: 1e21 }], ["B1", { value: -0 }], ["C1", { value: 0.1 + 0.2 }], ["D1", { value: 5e-324 }]], '<row r="1"><c r="A1"><v>1E+21</v></c><c r="B1"><v>0</v></c><c r="C1"><v>0.30000000000000004</v></c><c r="D1"><v>5E-324</v></c></row>'],
  ["text is never a formula", '<row r="1"><c r="A1"><v>1</v></c></row>', [["A1", { value: "=1+1" }]], '<row r="1"><c r="A1" t="inlineStr"><is><t>=1+1</t></is></c></row>'],
  ["text with what XML cannot hold", "", [["A1", { value: ' a<b>&"\r\u0001\uFFFF_x0041_ ' }]], '<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve"> a&lt;b&gt;&amp;"_x000D__x0001__xFFFF__x005F_x0041_ </t></is></c></row>'],
  ["TRUE and errors", "", [["A1", { value: true }], ["B1", { value: { error: "#N/A", message: "not stored" } }]], '<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="e"><v>#N/A</v></c></row>'],
  ["an error that files do not know", "", [["A1", { value: { error: "#SPILL!" } }], ["B1", { value: { error: "#CALC!" } }]], '<row r="1"><c r="A1" t="e"><v>#VALUE!</v></c><c r="B1" t="e"><v>#VALUE!</v></c></row>'],
  ["a cell that is cleared keeps its style", '<row r="1"><c r="A1" s="3" t="s"><v>0</v></c></row>', [], '<row r="1"><c r="A1" s="3" t="s"><v>0</v></c></row>'],
  ["a new result leaves the formula as written", '<row r="1"><c r="A1"><f ca="1">_xldudf_deal_prorata( B1 )</f><v>1</v></c></row>', [["A1", { value: 2, formula: { text: "DEAL.PRORATA( B1 )", kind: "plain" } }]], '<row r="1"><c r="A1"><f ca="1">_xldudf_deal_prorata( B1 )</f><v>2</v></c></row>'],
  ["a new formula is stored as Excel stores it", '<row r="1"><c r="A1" s="1"><v>1</v></c></row>', [["A1", { value: "x", formula: { text: 'DEAL.PRORATA(B1,"<&")', kind: "plain" } }]], '<row r="1"><c r="A1" s="1" t="str"><f>_xldudf_DEAL_PRORATA(B1,"&lt;&amp;")</f><v>x</v></c></row>'],
  ["a formula gives way to a value", '<row r="1"><c r="A1" t="str"><f>B1</f><v>x</v></c></row>', [["A1", { value: 5 }]], '<row r="1"><c r="A1"><v>5</v></c></row>'],
  ["what described the old value goes with it", '<row r="1"><c r="A1" t="e" vm="1"><v>#VALUE!</v></c></row>', [["A1", { value: 5 }]], '<row r="1"><c r="A1"><v>5</v></c></row>'],
  ["cells between, before and behind others", '<row r="2"><c r="B2"><v>2</v></c><c r="D2"><v>4</v></c></row>', [["A2", { value: 1 }], ["C2", { value: 3 }], ["E2", { value: 5 }]], '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c><c r="C2"><v>3</v></c><c r="D2"><v>4</v></c><c r="E2"><v>5</v></c></row>'],
  ["rows between, before and behind others", '<row r="2"/><row r="4"><c r="A4"><v>4</v></c></row>', [["A5", { value: 5 }], ["A1", { value: 1 }], ["B2", { value: 2 }], ["A3", { value: 3 }]], '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row><row r="3"><c r="A3"><v>3</v></c></row><row r="4"><c r="A4"><v>4</v></c></row><row r="5"><c r="A5"><v>5</v></c></row>'],
  ["a new cell takes the style of its row", '<row r="1" s="7" customFormat="1"><c r="A1"><v>1</v></c></row>', [["B1", { value: 2 }]], '<row r="1" s="7" customFormat="1"><c r="A1"><v>1</v></c><c r="B1" s="7"><v>2</v></c></row>'],
  ["the columns that a row says it uses", '<row r="1" spans="2:3"><c r="B1"><v>1</v></c></row><row r="2" spans="1:9"/>', [["E1", { value: 2 }], ["A2", { value: 3 }]], '<row r="1" spans="2:5"><c r="B1"><v>1</v></c><c r="E1"><v>2</v></c></row><row r="2" spans="1:9"><c r="A2"><v>3</v></c></row>'],
  ["cells without their places", "<row><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>", [["B1", { value: 5 }], ["C2", { value: 6 }]], '<row><c><v>1</v></c><c r="B1"><v>5</v></c><c><v>3</v></c></row><row><c><v>4</v></c><c r="C2"><v>6</v></c></row>'],
  ["a cell taken away leaves its place", "<row><c><v>1</v></c><c><v>2</v></c></row>", [["A1", null]], '<row><c r="A1"/><c><v>2</v></c></row>'],
  ["a row's extensions stay last", '<row r="1"><c r="A1"><v>1</v></c><extLst/></row>', [["B1", { value: 2 }]], '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><extLst/></row>'],
  ["a cell's extensions stay", '<row r="1"><c r="A1"><v>1</v><extLst><ext/></extLst></c></row>', [["A1", { value: 2 }]], '<row r="1"><c r="A1"><v>2</v><extLst><ext/></extLst></c></row>'],
  ["a result within a what-if table", '<row r="1"><c r="A1"><f t="dataTable" ref="A1:A2" r1="B9"/><v>1</v></c></row>', [["A1", { value: 2 }]], '<row r="1"><c r="A1"><f t="dataTable" ref="A1:A2" r1="B9"/><v>2</v></c></row>'],
  [
    "the first cell of a shared formula gives way: the others get it written out",
    '<row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="0">B1*2</f><v>2</v></c></row><row r="2"><c r="A2" s="1"><f t="shared" si="0"/><v>4</v></c></row><row r="3"><c r="A3"><f t="shared" si="0"/><v>6</v></c></row>',
    [["A1", { value: 9 }]],
    '<row r="1"><c r="A1"><v>9</v></c></row><row r="2"><c r="A2" s="1"><f>B2*2</f><v>4</v></c></row><row r="3"><c r="A3"><f>B3*2</f><v>6</v></c></row>',
  ],
  [
    "another cell of a shared formula gives way: the rest stays shared",
    '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1</f><v>2</v></c></row><row r="2"><c r="A2"><f t="shared" si="0"/><v>4</v></c></row>',
    [["A2", { value: 1, formula: { text: "C2", kind: "plain" } }]],
    '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1</f><v>2</v></c></row><row r="2"><c r="A2"><f>C2</f><v>1</v></c></row>',
  ],
  [
    "only the result of a shared formula's first cell changes: the group stays",
    '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1</f><v>2</v></c></row><row r="2"><c r="A2"><f t="shared" si="0"/><v>4</v></c></row>',
    [["A1", { value: 3, formula: { text: "B1", kind: "plain" } }]],
    '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1</f><v>3</v></c></row><row r="2"><c r="A2"><f t="shared" si="0"/><v>4</v></c></row>',
  ],
  [
    "a block entered as one",
    "",
    [["A1", { value: 1, formula: { text: "C1:D1", kind: "array" }, extent: { rows: 1, columns: 2 } }], ["B1", { value: "b", filledFrom: { row: 1, column: 1 } }]],
    '<row r="1"><c r="A1"><f t="array" ref="A1:B1">C1:D1</f><v>1</v></c><c r="B1" t="str"><v>b</v></c></row>',
  ],
])("%s", (_, sheet, changes, expected) => {
  expect(patched(sheet.includes('t="s"') ? { sheet, links: [{ type: "sharedStrings", target: "s.xml" }], parts: { "xl/s.xml": `<sst xmlns="${MAIN}"><si><t>x</t></si></sst>` } } : sheet, ...changes)).toBe(`<sheetData>${expected}</sheetData>`);
});

test("a sheet without a cell, with prefixes: the new ones get them", () => {
  const sheet = `<?xml version="1.0"?><x:worksheet xmlns:x="${MAIN}"><x:dimension ref="A1"/><x:cols><x:col min="1" max="2" style="4"/></x:cols><x:sheetData/></x:worksheet>`;
  const file = opened({ sheet });
  put(file, "B3", { value: "b", formula: { text: "1", kind: "plain" } });
  put(file, "D2", { value: "d" });
  expect(sheetText(file)).toBe(
    `<?xml version="1.0"?><x:worksheet xmlns:x="${MAIN}"><x:dimension ref="A1:D3"/><x:cols><x:col min="1" max="2" style="4"/></x:cols><x:sheetData><x:row r="2"><x:c r="D2" t="inlineStr"><x:is><x:t>d</x:t></x:is></x:c></x:row><x:row r="3"><x:c r="B3" s="4" t="str"><x:f>1</x:f><x:v>b</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
  );
});

test("a byte order mark stays", () => {
  const file = openXlsx(made({ parts: { [SHEET]: `\uFEFF<worksheet xmlns="${MAIN}"><sheetData/></worksheet>` } }), FUNCTIONS);
  put(file, "A1", { value: 1 });
  expect([...(openXlsx(savedXlsx(file), FUNCTIONS).asRead.parts.find(({ name }) => name === SHEET)?.content.subarray(0, 4) ?? [])]).toEqual([0xef, 0xbb, 0xbf, 0x3c]);
});

describe("dynamic arrays", () => {
  const MARK = '<metadataType name="XLDAPR" minSupportedVersion="120000" copy="1" pasteAll="1" pasteValues="1" merge="1" splitFirst="1" rowColShift="1" clearFormats="1" clearComments="1" assign="1" coerce="1" cellMeta="1"/>';
  const BLOCK = '<bk><extLst><ext uri="{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}"><xda:dynamicArrayProperties xmlns:xda="http://schemas.microsoft.com/office/spreadsheetml/2017/dynamicarray" fDynamic="1" fCollapsed="0"/></ext></extLst></bk>';
  const spilled = (file: XlsxFile) => {
    put(file, "E1", dynamic("DEAL.TIEREDROYALTY.LINES(A1#,B1)", "Tier", 1, 2));
    put(file, "F1", { value: 7, filledFrom: { row: 1, column: 5 } });
    return file;
  };

  test("the first one brings the part that marks it, its content type and its relationship", () => {
    const file = spilled(opened(""));
    const parts = partTexts(savedXlsx(file));
    expect(sheetData(parts.get(SHEET) ?? "")).toBe('<sheetData><row r="1"><c r="E1" cm="1" t="str"><f t="array" ref="E1:F1">_xldudf_DEAL_TIEREDROYALTY_LINES(_xlfn.ANCHORARRAY(A1),B1)</f><v>Tier</v></c><c r="F1"><v>7</v></c></row></sheetData>');
    expect(parts.get("xl/metadata.xml")).toContain(`<metadataTypes count="1">${MARK}</metadataTypes><futureMetadata name="XLDAPR" count="1">${BLOCK}</futureMetadata><cellMetadata count="1"><bk><rc t="1" v="0"/></bk></cellMetadata>`);
    expect(parts.get("[Content_Types].xml")).toContain('<Override PartName="/xl/metadata.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheetMetadata+xml"/></Types>');
    expect(parts.get("xl/_rels/workbook.xml.rels")).toContain('<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sheetMetadata" Target="metadata.xml"/></Relationships>');
    expect(cells(reopened(file))).toEqual(cells(file));
  });

  test("metadata without such a mark is added to, in the order of the format", () => {
    const before = `<metadata xmlns="${MAIN}"><metadataTypes count="1"><metadataType name="XLRICHVALUE"/></metadataTypes><metadataStrings count="0"/><futureMetadata name="XLRICHVALUE" count="1"><bk/></futureMetadata><valueMetadata count="1"><bk><rc t="1" v="0"/></bk></valueMetadata></metadata>`;
    const file = spilled(opened({ links: [{ type: "sheetMetadata", target: "metadata.xml" }], parts: { "xl/metadata.xml": before } }));
    expect(partTexts(savedXlsx(file)).get("xl/metadata.xml")).toBe(
      `<metadata xmlns="${MAIN}"><metadataTypes count="2"><metadataType name="XLRICHVALUE"/>${MARK}</metadataTypes><metadataStrings count="0"/><futureMetadata name="XLRICHVALUE" count="1"><bk/></futureMetadata><futureMetadata name="XLDAPR" count="1">${BLOCK}</futureMetadata><cellMetadata count="1"><bk><rc t="2" v="0"/></bk></cellMetadata><valueMetadata count="1"><bk><rc t="1" v="0"/></bk></valueMetadata></metadata>`,
    );
    expect(cells(reopened(file))).toEqual(cells(file));
  });

  test("metadata with cells of another kind: the mark counts on", () => {
    const before = `<m:metadata xmlns:m="${MAIN}"><m:metadataTypes count="2"><m:metadataType name="XLDAPR"/><m:metadataType name="OTHER"/></m:metadataTypes><m:futureMetadata name="XLDAPR" count="0"/><m:cellMetadata count="1"><m:bk><m:rc t="2" v="0"/></m:bk></m:cellMetadata></m:metadata>`;
    const file = spilled(opened({ links: [{ type: "sheetMetadata", target: "metadata.xml" }], parts: { "xl/metadata.xml": before } }));
    const parts = partTexts(savedXlsx(file));
    expect(parts.get(SHEET)).toContain('<c r="E1" cm="2"');
    expect(parts.get("xl/metadata.xml")).toContain('<m:cellMetadata count="2"><m:bk><m:rc t="2" v="0"/></m:bk><m:bk><m:rc t="1" v="0"/></m:bk></m:cellMetadata>');
    expect(cells(reopened(file))).toEqual(cells(file));
  });

  test("a spill grows and shrinks: its extent, its new cells and its old", () => {
    const first = reopened(spilled(opened("")));
    put(first, "E1", dynamic("DEAL.TIEREDROYALTY.LINES(A1#,B1)", 1, 2, 1));
    put(first, "F1", null);
    put(first, "E2", { value: 2, filledFrom: { row: 1, column: 5 } });
    expect(sheetData(sheetText(first))).toBe('<sheetData><row r="1"><c r="E1" cm="1"><f t="array" ref="E1:E2">_xldudf_DEAL_TIEREDROYALTY_LINES(_xlfn.ANCHORARRAY(A1),B1)</f><v>1</v></c><c r="F1"/></row><row r="2"><c r="E2"><v>2</v></c></row></sheetData>');
    const metadata = (file: XlsxFile) => partTexts(savedXlsx(file)).get("xl/metadata.xml");
    expect(metadata(reopened(first))).toBe(metadata(first));
  });
});

describe("a typed formula is stored as an array only where its answer can spill", () => {
  test.each([
    ["SUM(B11:I11)", '<c r="A1"><f>SUM(B11:I11)</f><v>1</v></c>'],
    ["A2+1", '<c r="A1"><f>A2+1</f><v>1</v></c>'],
    ["STDEV.S(B1:B9)", '<c r="A1"><f>_xlfn.STDEV.S(B1:B9)</f><v>1</v></c>'],
    ["SUM(B1:B3*2)", '<c r="A1" cm="1"><f t="array" ref="A1">SUM(B1:B3*2)</f><v>1</v></c>'],
    ["Rate*2", '<c r="A1" cm="1"><f t="array" ref="A1">Rate*2</f><v>1</v></c>'],
    ["DEAL.PRORATA(B1,B2,1)", '<c r="A1" cm="1"><f t="array" ref="A1">_xldudf_DEAL_PRORATA(B1,B2,1)</f><v>1</v></c>'],
    ["1+", '<c r="A1" cm="1"><f t="array" ref="A1">1+</f><v>1</v></c>'],
  ])("%s", (formula, expected) => {
    expect(patched("", ["A1", dynamic(formula, 1)])).toBe(`<sheetData><row r="1">${expected}</row></sheetData>`);
  });

  test("an array entered with Ctrl+Shift+Enter stays one, and so does a block", () => {
    expect(patched("", ["A1", { value: 1, formula: { text: "SUM(B1:B2)", kind: "array" } }], ["C1", dynamic("B1+1", 1, 1, 2)])).toBe(
      '<sheetData><row r="1"><c r="A1"><f t="array" ref="A1">SUM(B1:B2)</f><v>1</v></c><c r="C1" cm="1"><f t="array" ref="C1:D1">B1+1</f><v>1</v></c></row></sheetData>',
    );
  });

  test("a file without any needs no mark", () => {
    const file = opened("");
    put(file, "A1", dynamic("SUM(B1:B2)", 0));
    expect([...partTexts(savedXlsx(file)).keys()]).not.toContain("xl/metadata.xml");
  });
});

describe("a block that is calculated anew each time: Excel leaves a formula without a text in the cells it fills", () => {
  const METADATA = `<metadata xmlns="${MAIN}"><metadataTypes count="1"><metadataType name="XLDAPR"/></metadataTypes><futureMetadata name="XLDAPR" count="1"><bk><extLst><ext uri="{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}"><xda:dynamicArrayProperties xmlns:xda="http://schemas.microsoft.com/office/spreadsheetml/2017/dynamicarray" fDynamic="1"/></ext></extLst></bk></futureMetadata><cellMetadata count="1"><bk><rc t="1" v="0"/></bk></cellMetadata></metadata>`;
  const FORMULA = "_xlfn.SEQUENCE(A1,2)+0*NOW()";
  /** Over B1:C3; C3 shows text. */
  const FILLED = `<row r="1"><c r="A1"><v>3</v></c><c r="B1" cm="1"><f t="array" aca="1" ref="B1:C3" ca="1">${FORMULA}</f><v>1</v></c><c r="C1"><f ca="1"/><v>2</v></c></row><row r="2"><c r="B2" s="4"><f ca="1"/><v>3</v></c><c r="C2"><f ca="1"/></c></row><row r="3"><c r="B3"><f ca="1"/><v>5</v></c><c r="C3" t="str"><f ca="1"/><v>x</v></c></row>`;
  const block = () => opened({ sheet: FILLED, links: [{ type: "sheetMetadata", target: "metadata.xml" }], overrides: METADATA_OVERRIDE, parts: { "xl/metadata.xml": METADATA } });
  const anchor = (value: Cell["value"], rows: number, columns: number) => dynamic("SEQUENCE(A1,2)+0*NOW()", value, rows, columns);
  const leave = (file: XlsxFile, ...addresses: string[]) => addresses.forEach((address) => put(file, address, null));
  const saves: [string, (file: XlsxFile) => void, string][] = [
    [
      "fewer rows: what is left of the block keeps its marks, the rest is blank",
      (file) => {
        put(file, "B1", anchor(1, 2, 2));
        leave(file, "B3", "C3");
      },
      `<row r="1"><c r="A1"><v>3</v></c><c r="B1" cm="1"><f t="array" ref="B1:C2" aca="1" ca="1">${FORMULA}</f><v>1</v></c><c r="C1"><f ca="1"/><v>2</v></c></row><row r="2"><c r="B2" s="4"><f ca="1"/><v>3</v></c><c r="C2"><f ca="1"/></c></row><row r="3"><c r="B3"/><c r="C3"/></row>`,
    ],
    [
      "one column less, over a cell that showed nothing",
      (file) => {
        put(file, "B1", anchor(1, 3, 1));
        leave(file, "C1", "C2", "C3");
      },
      `<row r="1"><c r="A1"><v>3</v></c><c r="B1" cm="1"><f t="array" ref="B1:B3" aca="1" ca="1">${FORMULA}</f><v>1</v></c><c r="C1"/></row><row r="2"><c r="B2" s="4"><f ca="1"/><v>3</v></c><c r="C2"/></row><row r="3"><c r="B3"><f ca="1"/><v>5</v></c><c r="C3"/></row>`,
    ],
    [
      "refused: the block is its own cell alone",
      (file) => {
        put(file, "B1", anchor({ error: "#SPILL!" }, 1, 1));
        leave(file, "C1", "B2", "C2", "B3", "C3");
      },
      `<row r="1"><c r="A1"><v>3</v></c><c r="B1" cm="1" t="e"><f t="array" ref="B1" aca="1" ca="1">${FORMULA}</f><v>#VALUE!</v></c><c r="C1"/></row><row r="2"><c r="B2" s="4"/><c r="C2"/></row><row r="3"><c r="B3"/><c r="C3"/></row>`,
    ],
    [
      "the figures stay as values: those that show the same too",
      (file) => file.workbook.sheets[0]?.rows.forEach((row) => row.forEach(becomeValue)),
      '<row r="1"><c r="A1"><v>3</v></c><c r="B1"><v>1</v></c><c r="C1"><v>2</v></c></row><row r="2"><c r="B2" s="4"><v>3</v></c><c r="C2"/></row><row r="3"><c r="B3"><v>5</v></c><c r="C3" t="inlineStr"><is><t>x</t></is></c></row>',
    ],
    [
      "the formula gives way, and nobody has calculated since",
      (file) => put(file, "B1", { value: 9 }),
      '<row r="1"><c r="A1"><v>3</v></c><c r="B1"><v>9</v></c><c r="C1"><v>2</v></c></row><row r="2"><c r="B2" s="4"><v>3</v></c><c r="C2"/></row><row r="3"><c r="B3"><v>5</v></c><c r="C3" t="inlineStr"><is><t>x</t></is></c></row>',
    ],
    [
      "another formula is not known to be one of those",
      (file) => put(file, "B1", dynamic("SEQUENCE(3,2)", 1, 3, 2)),
      FILLED.replace(`<f t="array" aca="1" ref="B1:C3" ca="1">${FORMULA}</f>`, '<f t="array" ref="B1:C3">_xlfn.SEQUENCE(3,2)</f>'),
    ],
    ["other figures in the same cells", (file) => put(file, "B2", { value: 4, filledFrom: { row: 1, column: 2 } }), FILLED.replace("<v>3</v></c><c r=\"C2\">", "<v>4</v></c><c r=\"C2\">")],
  ];

  test.each(saves)("%s", (_, change, expected) => {
    const file = block();
    change(file);
    expect(sheetData(sheetText(file))).toBe(`<sheetData>${expected}</sheetData>`);
  });

  testWithLibreOffice("LibreOffice opens each of them", () => {
    const files = saves.map(([, change]) => {
      const file = block();
      change(file);
      return savedXlsx(file);
    });
    expect(recalculatedByLibreOffice(files).map((bytes) => openXlsx(bytes, []).workbook.sheets[0]?.cell(1, 1)?.value)).toEqual(saves.map(() => 3));
  });
});

test("a formula that is calculated anew each time stays one when its group is no more", () => {
  const shared = '<row r="1"><c r="A1"><f t="shared" ca="1" ref="A1:A2" si="0">B1*NOW()</f><v>2</v></c></row><row r="2"><c r="A2"><f t="shared" ca="1" si="0"/><v>4</v></c></row>';
  expect(patched(shared, ["A1", { value: 9 }])).toBe('<sheetData><row r="1"><c r="A1"><v>9</v></c></row><row r="2"><c r="A2"><f ca="1">B2*NOW()</f><v>4</v></c></row></sheetData>');
});

test("a shared formula that cannot be read is not written out, for nobody knows what of it moves", () => {
  const shared = '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1 ~ C1</f><v>2</v></c></row><row r="2"><c r="A2"><f t="shared" si="0"/><v>4</v></c></row>';
  expect(() => patched(shared, ["A1", { value: 9 }])).toThrow("A2 shares its formula with a cell that was changed, and the formula cannot be read. Put one of its own into");
  expect(patched(shared, ["C3", { value: 9 }])).toContain('<f t="shared" si="0"/><v>4</v>');
});

describe("what cannot be saved rightly is refused", () => {
  test.each<[string, (file: XlsxFile) => void, string]>([
    ["a number that is none", (file) => put(file, "A1", { value: NaN }), "Sheet1!A1 holds NaN, which a cell cannot."],
    ["a text that is too long", (file) => put(file, "A1", { value: "x".repeat(32_768) }), "Sheet1!A1 holds a text of 32768 characters; Excel allows 32767."],
    ["a formula that is too long", (file) => put(file, "A1", { value: 1, formula: { text: "1+".repeat(4096) + "1", kind: "plain" } }), "The formula in Sheet1!A1 has 8193 characters"],
    ["a block over the edge", (file) => put(file, "XFD1", dynamic("A1", 1, 1, 2)), "The formula in Sheet1!XFD1 fills cells beyond the edge of the sheet."],
    ["an input where a formula fills in its answer", (file) => {
        put(file, "A1", dynamic("B5:B6", 1, 2, 1));
        put(file, "A2", { value: 5 });
      }, "Sheet1!A2 holds something of its own where the formula in Sheet1!A1 fills in its answer."],
    ["another format", (file) => put(file, "A1", { value: 1, format: "0%" }), "Sheet1!A1 has been given the number format 0%."],
    ["a formula in a what-if table", (file) => put(file, "C9", { value: 1, formula: { text: "1", kind: "plain" } }), "Sheet1!C9 belongs to a what-if table"],
    ["a sheet taken away", (file) => file.workbook.sheets.pop(), "Sheets have been removed, renamed or moved."],
    ["another calendar", (file) => (file.workbook.date1904 = true), "counts its dates from another year"],
    ["a name that Excel does not allow", (file) => file.workbook.names.push({ name: "A1", formula: "1" }), '"A1" cannot be a name in Excel.'],
    ["a name twice", (file) => file.workbook.names.push({ name: "Base", formula: "1" }, { name: "BASE", formula: "2" }), "The name BASE is defined twice."],
    ["a name on no sheet", (file) => file.workbook.names.push({ name: "Base", formula: "1", sheet: "Gone" }), "The name Base belongs to the sheet Gone, which the workbook does not have."],
  ])("%s", (_, change, sentence) => {
    const file = opened('<row r="9"><c r="C9"><f t="dataTable" ref="C9:C10" r1="A1"/><v>1</v></c></row>');
    change(file);
    expect(() => savedXlsx(file)).toThrow(sentence);
  });
});

describe("names", () => {
  const NAMES = `<definedNames>\n  <definedName name="Base" comment="kept">Sheet1!$A$1</definedName>\n  <definedName name="Local" localSheetId="0" hidden="1">0.05</definedName></definedNames><calcPr calcId="191029" fullPrecision="0"/><extLst/>`;
  const saved = (change: (names: DefinedName[]) => void, behindSheets = NAMES) => {
    const file = opened({ behindSheets });
    change(file.workbook.names);
    const text = partTexts(savedXlsx(file)).get("xl/workbook.xml") ?? "";
    expect(reopened(file).workbook.names).toEqual(file.workbook.names);
    return text.slice(text.indexOf("</sheets>") + 9, text.indexOf("</workbook>"));
  };

  test("one is given another formula", () => {
    expect(saved((names) => names.splice(0, 1, { name: "Base", formula: "DEAL.PRORATA(Sheet1!$A$1,2)" }))).toBe(NAMES.replace(">Sheet1!$A$1<", ">_xldudf_DEAL_PRORATA(Sheet1!$A$1,2)<"));
  });
  test("one is shown", () => {
    expect(saved((names) => names.splice(1, 1, { name: "Local", formula: "0.05", sheet: "Sheet1" }))).toBe(NAMES.replace('hidden="1"', 'hidden="0"'));
  });
  test("one is hidden", () => {
    expect(saved((names) => names.splice(0, 1, { name: "Base", formula: "Sheet1!$A$1", hidden: true }))).toBe(NAMES.replace('<definedName name="Base"', '<definedName hidden="1" name="Base"'));
  });
  test("some are added, of both scopes; calculation settings are left alone", () => {
    expect(saved((names) => names.push({ name: "Base", formula: '"<"', sheet: "Sheet1" }, { name: "Zéro", formula: "0", hidden: true }))).toBe(
      NAMES.replace("</definedNames>", '<definedName name="Base" localSheetId="0">"&lt;"</definedName><definedName name="Zéro" hidden="1">0</definedName></definedNames>'),
    );
  });
  test("one is removed", () => {
    expect(saved((names) => names.splice(0, 1))).toBe(NAMES.replace('<definedName name="Base" comment="kept">Sheet1!$A$1</definedName>', ""));
  });
  test("all are removed, and the list with them: Excel does not take an empty one", () => {
    expect(saved((names) => names.splice(0, 2))).toBe('<calcPr calcId="191029" fullPrecision="0"/><extLst/>');
  });
  test("the first ones stand behind links to other workbooks and before the calculation settings", () => {
    expect(saved((names) => names.push({ name: "Base", formula: "1" }), '<externalReferences/><calcPr calcId="1"/>')).toBe('<externalReferences/><definedNames><definedName name="Base">1</definedName></definedNames><calcPr calcId="1"/>');
  });
});

describe("the order of calculation", () => {
  const file = () =>
    opened({
      sheet: '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><v>1</v></c></row>',
      links: [{ type: "calcChain", target: "calcChain.xml" }],
      overrides: '<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/>',
      parts: { "xl/calcChain.xml": `<calcChain xmlns="${MAIN}"><c r="A1" i="1"/></calcChain>` },
    });
  test.each<[string, string, Cell, boolean]>([
    ["stays when a value changes", "B1", { value: 2 }, true],
    ["stays when the text of a formula changes", "A1", { value: 2, formula: { text: "2", kind: "plain" } }, true],
    ["goes when a formula comes", "B1", { value: 2, formula: { text: "2", kind: "plain" } }, false],
    ["goes when a formula goes", "A1", { value: 2 }, false],
  ])("%s", (_, address, cell, stays) => {
    const changed = file();
    put(changed, address, cell);
    const parts = partTexts(savedXlsx(changed));
    expect(parts.has("xl/calcChain.xml")).toBe(stays);
    expect(parts.get("[Content_Types].xml")?.includes("calcChain")).toBe(stays);
    expect(parts.get("xl/_rels/workbook.xml.rels")?.includes("calcChain")).toBe(stays);
  });
});

describe("all other parts keep their bytes", () => {
  const noisy = Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256);
  const everything: Made = {
    sheet: `<?xml version="1.0"?>\n<worksheet xmlns="${MAIN}"><dimension ref="A1:B2"/><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1*2</f><v>2</v></c></row></sheetData><conditionalFormatting sqref="A1"><cfRule type="cellIs" priority="1" operator="greaterThan"><formula>1</formula></cfRule></conditionalFormatting><dataValidations count="1"><dataValidation type="list" sqref="A1"><formula1>"1,2"</formula1></dataValidation></dataValidations><legacyDrawing xmlns:r="x" r:id="rId1"/></worksheet>`,
    behindSheets: '<definedNames><definedName name="Base">Sheet1!$A$1</definedName></definedNames><calcPr calcId="1"/>',
    parts: {
      "xl/vbaProject.bin": noisy,
      "xl/comments1.xml": "<comments/>",
      "xl/webextensions/taskpanes.xml": "<wetp:taskpanes/>",
      "xl/webextensions/webextension1.xml": "<not even &well-formed",
      "customXml/item1.xml": "<deal xmlns='urn:mine'/>",
      "customXml/_rels/item1.xml.rels": "<Relationships/>",
      "docProps/app.xml": "<Properties/>",
      "__proto__": "named like no other",
      "1": "named like an index",
      "xl/empty.bin": new Uint8Array(0),
      "folder/": new Uint8Array(0),
    },
  };

  test("of a file made by hand, with macros, web extensions, comments and parts of others", () => {
    const bytes = made(everything);
    const file = openXlsx(bytes, FUNCTIONS);
    const asRead = file.asRead.parts.map(({ name, content }) => [name, strFromU8(content, true)]);
    put(file, "A1", { value: 5 });
    const saved = openXlsx(savedXlsx(file), FUNCTIONS).asRead.parts.map(({ name, content }) => [name, strFromU8(content, true)]);
    expect(saved).toEqual(asRead.map(([name, content]) => [name, name === SHEET ? content?.replace("<v>1</v>", "<v>5</v>") : content]));
  });

  test("without a change, every part; and the same bytes whenever it is saved", () => {
    const file = openXlsx(made(everything), FUNCTIONS);
    const saved = savedXlsx(file);
    expect(openXlsx(saved, FUNCTIONS).asRead.parts.map(({ name, content }) => [name, content])).toEqual(file.asRead.parts.map(({ name, content }) => [name, content]));
    expect(savedXlsx(openXlsx(saved, FUNCTIONS))).toEqual(saved);
  });

  test.each([
    ["libreoffice", "B2", 7],
    ["exceljs", "B1", 7],
    ["hucre", "B1", 7],
  ])("of a file by %s, when one input changes", (name, address, value) => {
    const file = openXlsx(readFileSync(`${__dirname}/fixtures/${name}.xlsx`), FUNCTIONS);
    const format = cells(file)[address]?.format;
    put(file, address, { value, ...(format === undefined ? {} : { format }) });
    const again = reopened(file);
    const changed = again.asRead.parts.filter((part, i) => strFromU8(part.content, true) !== strFromU8(file.asRead.parts[i]?.content ?? new Uint8Array(0), true));
    expect(again.asRead.parts.map((part) => part.name)).toEqual(file.asRead.parts.map((part) => part.name));
    expect(changed.map((part) => part.name)).toEqual([SHEET]);
    expect(cells(again)).toEqual(cells(file));
    expect(again.workbook.names).toEqual(file.workbook.names);
  });
});

test("law: what is put into cells is read back", () => {
  const value = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0), fc.boolean(), fc.string({ unit: "binary", minLength: 1 }), fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)), minLength: 1 }), fc.constantFrom<Cell["value"]>({ error: "#N/A" }, { error: "#REF!" }));
  const cell = fc.record({ row: fc.integer({ min: 1, max: 6 }), column: fc.integer({ min: 1, max: 5 }), value });
  const sheet = '<row r="2" spans="1:2"><c r="A2" s="1"><v>1</v></c><c r="D2" t="b"><v>1</v></c></row><row r="3"/><row><c><v>4</v></c><c><f>A1</f><v>5</v></c></row>';
  fc.assert(
    fc.property(fc.array(cell), (given) => {
      const file = opened(sheet);
      for (const { row, column, value: content } of given) file.workbook.sheets[0]?.setCell(row, column, { value: content });
      expect(cells(reopened(file))).toEqual(cells(file));
    }),
  );
});

test("a sheet of 100,000 cells opens and saves in seconds, also when every cell changes", () => {
  const rows = Array.from({ length: 10_000 }, (_, i) => `<row r="${i + 1}">${["A", "B", "C", "D", "E", "F", "G", "H", "I"].map((letter) => `<c r="${letter}${i + 1}"><v>${i}</v></c>`).join("")}<c r="J${i + 1}"><f t="shared"${i === 0 ? ' ref="J1:J10000"' : ""} si="0">${i === 0 ? "A1*2" : ""}</f><v>1</v></c></row>`);
  const bytes = made({ sheet: rows.join("") });
  const work = workBegun();
  const file = openXlsx(bytes, FUNCTIONS);
  for (const found of file.workbook.sheets[0]?.rows.values() ?? []) for (const cell of found.values()) cell.value = Number(cell.value) + 0.5;
  put(file, "J1", { value: 1 });
  expect(cells(reopened(file))["J10000"]).toEqual({ value: 1.5, formula: { text: "A10000*2", kind: "plain" } });
  expect(work()).toBeLessThan(20_000);
});
