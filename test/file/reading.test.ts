import { strFromU8 } from "fflate";
import { openXlsx, savedXlsx } from "../../src/file/xlsx";
import { FUNCTIONS, MAIN, OFFICE, SHEET, cells, made, madeParts, opened, partTexts, put, zipped, type Made } from "./handmade";
import type { Cell } from "../../src/sheet/workbook";

const METADATA = `<metadata xmlns="${MAIN}" xmlns:xda="http://schemas.microsoft.com/office/spreadsheetml/2017/dynamicarray"><metadataTypes count="2"><metadataType name="XLRICHVALUE"/><metadataType name="XLDAPR"/></metadataTypes><futureMetadata name="XLRICHVALUE" count="1"><bk/></futureMetadata><futureMetadata name="XLDAPR" count="1"><bk><extLst><ext uri="{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}"><xda:dynamicArrayProperties fDynamic="1" fCollapsed="0"/></ext></extLst></bk></futureMetadata><cellMetadata count="2"><bk><rc t="1" v="0"/></bk><bk><rc t="2" v="0"/></bk></cellMetadata></metadata>`;
const withMetadata = (sheet: string): Made => ({ sheet, links: [{ type: "sheetMetadata", target: "metadata.xml" }], parts: { "xl/metadata.xml": METADATA } });
const withStrings = (strings: string, sheet: string): Made => ({ sheet, links: [{ type: "sharedStrings", target: "sharedStrings.xml" }], parts: { "xl/sharedStrings.xml": `<sst xmlns="${MAIN}">${strings}</sst>` } });
const plain = (text: string, value: Cell["value"]): Cell => ({ value, formula: { text, kind: "plain" } });

test.each<[string, string, Record<string, Cell>]>([
  ["numbers as written, to the last digit", '<row r="1"><c r="A1"><v>0.1</v></c><c r="B1" t="n"><v> -1.7976931348623157E308 </v></c><c r="C1"><v>5E-324</v></c></row>', { A1: { value: 0.1 }, B1: { value: -1.7976931348623157e308 }, C1: { value: 5e-324 } }],
  ["TRUE, FALSE and errors", '<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c><c r="C1" t="e"><v>#DIV/0!</v></c></row>', { A1: { value: true }, B1: { value: false }, C1: { value: { error: "#DIV/0!" } } }],
  ["a result that is text", '<row r="1"><c r="A1" t="str"><f>B1&amp;"x"</f><v> a &lt;b&gt; </v></c></row>', { A1: plain('B1&"x"', " a <b> ") }],
  ["text in the cell, in runs, without its pronunciation", '<row r="1"><c r="A1" t="inlineStr"><is><r><rPr><b/></rPr><t xml:space="preserve">one </t></r><r><t>two</t></r><rPh sb="0" eb="1"><t>wan</t></rPh></is></c></row>', { A1: { value: "one two" } }],
  ["CDATA, comments and entities", '<row r="1"><c r="A1" t="str"><v><![CDATA[<a>&]]><!-- no --> &#65;&#x42;&apos;</v></c></row>', { A1: { value: "<a>& AB'" } }],
  ["characters that XML cannot hold", '<row r="1"><c r="A1" t="str"><v>a_x000D__x0001_b_x005F_x000D_</v></c></row>', { A1: { value: "a\r\u0001b_x000D_" } }],
  ["dates written as text", '<row r="1"><c r="A1" t="d"><v>2024-03-31</v></c><c r="B1" t="d"><v>1900-03-01T12:00:00</v></c><c r="C1" t="d"><v>1900-02-28Z</v></c></row>', { A1: { value: 45382 }, B1: { value: 61.5 }, C1: { value: 59 } }],
  ["rows and cells without their places", "<row><c><v>1</v></c><c><v>2</v></c></row><row r=\"4\"><c r=\"C4\"><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>", { A1: { value: 1 }, B1: { value: 2 }, C4: { value: 3 }, D4: { value: 4 }, A5: { value: 5 } }],
  ["blank cells are none", '<row r="1"><c r="A1"/><c r="B1" t="s"/><c r="C1"><v/></c></row><row r="1048576"/>', {}],
  ["a formula without a value", '<row r="1"><c r="A1"><f>1+1</f></c></row>', { A1: plain("1+1", null) }],
  ["a formula of one cell over an empty element", '<row r="1"><c r="A1"><f/><v>1</v></c></row>', { A1: { value: 1 } }],
  ["a custom function", '<row r="1"><c r="A1"><f>_xldudf_DEAL_PRORATA(B1,2)</f><v>1</v></c></row>', { A1: plain("DEAL.PRORATA(B1,2)", 1) }],
  ["the last cell of a sheet", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', { XFD1048576: { value: 1 } }],
  [
    "a shared formula, for each of its cells",
    '<row r="1"><c r="B1"><f t="shared" ref="B1:C2" si="0">A1*$E$1+SUM(A:A)</f><v>1</v></c><c r="C1"><f t="shared" si="0"/><v>2</v></c></row><row r="2"><c r="B2"><f t="shared" si="0"/><v>3</v></c></row>',
    { B1: plain("A1*$E$1+SUM(A:A)", 1), C1: plain("B1*$E$1+SUM(B:B)", 2), B2: plain("A2*$E$1+SUM(A:A)", 3) },
  ],
  ["a shared formula whose first cell comes last", '<row r="1"><c r="A1"><f t="shared" si="1"/></c></row><row r="2"><c r="A2"><f t="shared" ref="A1:A2" si="1">B2</f></c></row>', { A1: plain("B1", null), A2: plain("B2", null) }],
  [
    "a formula entered over a block",
    '<row r="1"><c r="A1"><f t="array" ref="A1:B2">C1:D2*2</f><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>9</v></c></row><row r="2"><c r="B2"><v>4</v></c></row><row r="3"><c r="A3"><v>5</v></c></row>',
    { A1: { value: 1, formula: { text: "C1:D2*2", kind: "array" }, extent: { rows: 2, columns: 2 } }, B1: { value: 2, filledFrom: { row: 1, column: 1 } }, C1: { value: 9 }, B2: { value: 4, filledFrom: { row: 1, column: 1 } }, A3: { value: 5 } },
  ],
  ["a block over the whole sheet fills the cells that are there", '<row r="1"><c r="A1"><f t="array" ref="A1:XFD1048576">1</f><v>1</v></c></row><row r="9"><c r="Z9"><v>1</v></c></row>', { A1: { value: 1, formula: { text: "1", kind: "array" }, extent: { rows: 1_048_576, columns: 16_384 } }, Z9: { value: 1, filledFrom: { row: 1, column: 1 } } }],
  [
    "blocks below and beside each other",
    '<row r="1"><c r="A1"><f t="array" ref="A1:C1">1</f></c><c r="E1"><f t="array" ref="E1:E9">1</f></c></row><row r="2"><c r="B2"><f t="array" ref="B2:B3">1</f></c><c r="C2"><v>7</v></c></row><row r="3"><c r="B3"><v>8</v></c><c r="E3"><v>9</v></c></row>',
    {
      A1: { value: null, formula: { text: "1", kind: "array" }, extent: { rows: 1, columns: 3 } },
      E1: { value: null, formula: { text: "1", kind: "array" }, extent: { rows: 9, columns: 1 } },
      B2: { value: null, formula: { text: "1", kind: "array" }, extent: { rows: 2, columns: 1 } },
      C2: { value: 7 },
      B3: { value: 8, filledFrom: { row: 2, column: 2 } },
      E3: { value: 9, filledFrom: { row: 1, column: 5 } },
    },
  ],
])("%s", (_, sheet, expected) => {
  expect(cells(opened(sheet))).toEqual(expected);
});

test("shared texts: runs joined, pronunciation left out, empty ones counted", () => {
  const strings = '<si><t>plain</t></si><si/><si><r><t xml:space="preserve">rich </t></r><r><rPr/><t>text</t></r><rPh sb="0" eb="1"><t>no</t></rPh><phoneticPr fontId="1"/></si><si><t>_x000D_&amp;</t></si>';
  const sheet = `<row r="1">${[0, 1, 2, 3].map((i) => `<c t="s"><v>${i}</v></c>`).join("")}</row>`;
  expect(cells(opened(withStrings(strings, sheet)))).toEqual({ A1: { value: "plain" }, B1: { value: "" }, C1: { value: "rich text" }, D1: { value: "\r&" } });
});

test("a dynamic array is known by its mark, and by nothing else", () => {
  const sheet = '<row r="1"><c r="A1" cm="2"><f t="array" ref="A1:A2">_xlfn.SEQUENCE(2)</f><v>1</v></c><c r="C1" cm="1"><f t="array" ref="C1">1</f><v>1</v></c><c r="D1" cm="9"><f t="array" ref="D1">1</f><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>';
  expect(cells(opened(withMetadata(sheet)))).toEqual({
    A1: { value: 1, formula: { text: "SEQUENCE(2)", kind: "dynamic" }, extent: { rows: 2, columns: 1 } },
    C1: { value: 1, formula: { text: "1", kind: "array" } },
    D1: { value: 1, formula: { text: "1", kind: "array" } },
    A2: { value: 2, filledFrom: { row: 1, column: 1 } },
  });
});

test("a what-if table is results without a formula, and is told of", () => {
  const file = opened('<row r="1"><c r="B1"><f t="dataTable" ref="B1:B2" dt2D="0" dtr="0" r1="A9"/><v>10</v></c></row><row r="2"><c r="B2"><v>20</v></c></row>');
  expect(cells(file)).toEqual({ B1: { value: 10 }, B2: { value: 20 } });
  expect(file.whatIfTables).toEqual([{ sheet: "Sheet1", area: "B1:B2" }]);
});

test("number formats: built in, of the file, General, and beyond the list", () => {
  const styles = `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="#,##0.00\\ &quot;EUR&quot;"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="4"/></cellXfs></styleSheet>`;
  const sheet = `<row r="1">${[0, 1, 2, 3, 99].map((s) => `<c s="${s}"><v>1</v></c>`).join("")}<c s="3"/></row>`;
  const file = opened({ sheet, links: [{ type: "styles", target: "styles.xml" }], parts: { "xl/styles.xml": styles } });
  expect(cells(file)).toEqual({ A1: { value: 1 }, B1: { value: 1, format: "m/d/yyyy" }, C1: { value: 1, format: '#,##0.00\\ "EUR"' }, D1: { value: 1, format: "#,##0.00" }, E1: { value: 1 }, F1: { value: null, format: "#,##0.00" } });
});

describe("other ways to write the same file", () => {
  const asWritten: [string, Made][] = [
    ["with prefixes", { sheet: `<x:worksheet xmlns:x="${MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"><x:f>1+1</x:f><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>`.replace("<x:w", "<?xml version='1.0'?><x:w") }],
    ["behind a byte order mark", { sheet: `<?xml version="1.0" encoding="utf-8"?><worksheet xmlns="${MAIN}"><sheetData><row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row></sheetData></worksheet>`, parts: {} }],
    ["by an absolute target", { sheet: '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>', parts: { "xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="/xl/worksheets/sheet1.xml"/></Relationships>` } }],
    ["by a roundabout target", { sheet: '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>', parts: { "xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="../xl/./worksheets/Sheet1.xml"/></Relationships>` } }],
    ["with a second vocabulary's cells inside", { sheet: `<worksheet xmlns="${MAIN}" xmlns:o="other"><o:sheetData><o:row r="1"/></o:sheetData><sheetData><row r="1"><c r="A1" o:t="s"><o:f>no</o:f><f>1+1</f><v>2</v><extLst><ext><f>no</f></ext></extLst></c><extLst/></row></sheetData></worksheet>` }],
  ];
  test.each(asWritten)("%s", (_, what) => {
    expect(cells(opened(what))).toEqual({ A1: plain("1+1", 2) });
  });

  test("Strict Open XML, dates as text included", () => {
    const strict = "http://purl.oclc.org/ooxml/officeDocument/relationships";
    const main = "http://purl.oclc.org/ooxml/spreadsheetml/main";
    const file = opened({
      parts: {
        "_rels/.rels": `<Relationships><Relationship Id="rId1" Type="${strict}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
        "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${strict}" conformance="strict"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
        "xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="${strict}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
        [SHEET]: `<worksheet xmlns="${main}"><sheetData><row r="1"><c r="A1" t="d"><v>2024-03-31T00:00:00.000</v></c></row></sheetData></worksheet>`,
      },
    });
    expect(cells(file)).toEqual({ A1: { value: 45382 } });
  });
});

test("sheets in order, hidden ones included, charts left out; names count the charts", () => {
  const file = opened({
    sheet: '<row r="1"><c r="A1"><v>1</v></c></row>',
    links: [
      { type: "chartsheet", target: "chartsheets/sheet1.xml" },
      { type: "worksheet", target: "worksheets/sheet2.xml" },
    ],
    parts: {
      "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:rel="${OFFICE}"><sheets><sheet name="__proto__" sheetId="3" rel:id="rId1"/><sheet name="Chart" sheetId="1" rel:id="rId2"/><sheet name="Net &amp; gross" sheetId="2" state="veryHidden" rel:id="rId3"/></sheets><definedNames><definedName name="__proto__">'__proto__'!$A$1</definedName><definedName name="Local" localSheetId="2" hidden="1">=_xldudf_DEAL_PRORATA(1,2)</definedName><definedName name="_xlnm.Print_Area" localSheetId="1">Chart!$A$1</definedName></definedNames></workbook>`,
      "xl/chartsheets/sheet1.xml": `<chartsheet xmlns="${MAIN}"/>`,
      "xl/worksheets/sheet2.xml": `<worksheet xmlns="${MAIN}"><sheetData><row r="1"><c r="B1"><v>2</v></c></row></sheetData></worksheet>`,
      "xl/__proto__": "a part called like no other",
    },
  });
  expect(file.workbook.sheets.map(({ name }) => name)).toEqual(["__proto__", "Net & gross"]);
  expect(cells(file, "__PROTO__")).toEqual({ A1: { value: 1 } });
  expect(cells(file, "Net & gross")).toEqual({ B1: { value: 2 } });
  expect(file.workbook.names).toEqual([
    { name: "__proto__", formula: "'__proto__'!$A$1" },
    { name: "Local", formula: "DEAL.PRORATA(1,2)", sheet: "Net & gross", hidden: true },
    { name: "_xlnm.Print_Area", formula: "Chart!$A$1", sheet: "Chart" },
  ]);
});

describe("dates that count from 1904", () => {
  const from1904 = (sheet: string, behindSheets = ""): Made => ({ sheet, beforeSheets: '<workbookPr date1904="1"/>', behindSheets });

  test("cells stay as stored, and a date written as text becomes a serial of that calendar", () => {
    const file = opened(from1904('<row r="1"><c r="A1"><v>43920</v></c><c r="B1" t="d"><v>2024-03-31</v></c><c r="C1"><f>B1-A1</f><v>0</v></c></row>'));
    expect(file.workbook.date1904).toBe(true);
    expect(cells(file)).toEqual({ A1: { value: 43920 }, B1: { value: 45382 - 1462 }, C1: plain("B1-A1", 0) });
  });

  test.each(["XNPV(0.1,A1:A3,B1:B3)", 'TEXT(5,"0.00")', "DATE(2024,3,31)", "edate(A1,1)"])("%s is read as it stands: the calendar is the workbook's", (formula) => {
    const file = opened(from1904(`<row r="1"><c r="A1"><f>${formula}</f><v>1</v></c></row>`, `<definedNames><definedName name="Start">${formula.replace(/"/g, "&quot;")}</definedName></definedNames>`));
    expect(cells(file)).toEqual({ A1: plain(formula, 1) });
    expect(file.workbook.names).toEqual([{ name: "Start", formula }]);
    expect(file.workbook.date1904).toBe(true);
  });
});

describe("what Excel opens, however odd it is written", () => {
  const SHEET_OF_ONE = '<row r="1"><c r="A1"><v>7</v></c></row>';

  test("parts, links and content types written with the other slash", () => {
    const parts = madeParts({ sheet: SHEET_OF_ONE, links: [{ type: "sharedStrings", target: "texts\\shared.xml" }], overrides: '<Override PartName="/xl\\other.xml" ContentType="x"/>', parts: { "xl/texts/shared.xml": `<sst xmlns="${MAIN}"/>` } });
    const backslashed = new Map([...parts].map(([name, content]) => [name.replaceAll("/", "\\"), content]));
    const file = openXlsx(zipped(backslashed), FUNCTIONS);
    expect(cells(file)).toEqual({ A1: { value: 7 } });
    put(file, "A1", { value: 8 });
    const saved = savedXlsx(file);
    expect([...partTexts(saved).keys()]).toEqual([...parts.keys()]);
    expect(cells(openXlsx(saved, FUNCTIONS))).toEqual({ A1: { value: 8 } });
  });

  test.each(["", ' r:id=""'])("a sheet that is listed without its place: <sheet%s>", (id) => {
    const file = opened({ sheet: SHEET_OF_ONE, behindSheets: "<definedNames><definedName name=\"Mine\" localSheetId=\"1\">1</definedName></definedNames>", parts: { "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Macro1" sheetId="2"${id}/><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets><definedNames><definedName name="Mine" localSheetId="1">1</definedName></definedNames></workbook>` } });
    expect(file.workbook.sheets.map(({ name }) => name)).toEqual(["Sheet1"]);
    expect(file.workbook.names).toEqual([{ name: "Mine", formula: "1", sheet: "Sheet1" }]);
    put(file, "A1", { value: 8 });
    expect(cells(openXlsx(savedXlsx(file), FUNCTIONS))).toEqual({ A1: { value: 8 } });
  });

  test("a part that nobody reads has a wrong checksum: it stays as it is", () => {
    const bytes = made({ sheet: SHEET_OF_ONE, parts: { "docProps/thumbnail.jpeg": "a picture" } });
    const view = new DataView(bytes.buffer);
    const entries = (of: Uint8Array) => new DataView(of.buffer).getUint32(of.length - 6, true);
    let at = entries(bytes);
    while (!strFromU8(bytes.subarray(at + 46, at + 46 + view.getUint16(at + 28, true))).startsWith("docProps")) at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    view.setUint32(at + 16, 0x12345678, true);
    const file = openXlsx(bytes, FUNCTIONS);
    expect(cells(file)).toEqual({ A1: { value: 7 } });
    put(file, "A1", { value: 8 });
    expect(partTexts(savedXlsx(file)).get("docProps/thumbnail.jpeg")).toBe("a picture");
  });

  test.each([
    ["10:10:10", (10 * 3600 + 10 * 60 + 10) / 86_400],
    ["T06:00", 0.25],
    ["00:00:00.5Z", 0.5 / 86_400],
    ["2024-03-31T18:00:00", 45382.75],
  ])("a time as text: %s", (text, expected) => {
    const sheet = `<row r="1"><c r="A1" t="d"><v>${text}</v></c></row>`;
    expect(cells(opened(sheet))).toEqual({ A1: { value: expected } });
    expect(cells(opened({ sheet, beforeSheets: '<workbookPr date1904="1"/>' }))).toEqual({ A1: { value: expected > 1 ? expected - 1462 : expected } });
  });

  test("a number format of more than 255 characters is none, and its number stays taken", () => {
    const code = (length: number) => "0".repeat(length);
    const styles = `<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="170" formatCode="${code(256)}"/><numFmt numFmtId="165" formatCode="${code(255)}"/></numFmts><cellXfs count="3"><xf/><xf numFmtId="170"/><xf numFmtId="165"/></cellXfs></styleSheet>`;
    const file = opened({ sheet: '<row r="1"><c s="1"><v>1</v></c><c s="2"><v>2</v></c></row>', links: [{ type: "styles", target: "styles.xml" }], parts: { "xl/styles.xml": styles } });
    expect(cells(file)).toEqual({ A1: { value: 1 }, B1: { value: 2, format: code(255) } });
    file.workbook.addSheet("More").setCell(1, 1, { value: 1, format: "0.000" });
    expect(partTexts(savedXlsx(file)).get("xl/styles.xml")).toContain('<numFmt numFmtId="171" formatCode="0.000"/>');
  });
});

test("hidden rows are known as such", () => {
  const file = opened('<row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"><c r="A2"><v>2</v></c></row><row r="4" hidden="0"/>');
  expect([...(file.workbook.sheets[0]?.hiddenRows ?? [])]).toEqual([2]);
});
