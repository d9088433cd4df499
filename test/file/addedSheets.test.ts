import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { openXlsx, savedXlsx, type XlsxFile } from "../../src/file/xlsx";
import type { Cell, Sheet } from "../../src/sheet/workbook";
import { recalculatedByLibreOffice, testWithLibreOffice } from "../support/libreOffice";
import { FUNCTIONS, MAIN, OFFICE, cells, made, opened, partTexts, type Made } from "./handmade";
import { danglingParts, misplacedElements } from "./schemaOrder";
import { workBegun } from "../support/work";

const reopened = (file: XlsxFile) => openXlsx(savedXlsx(file), FUNCTIONS);
const ADDED = "xl/worksheets/sheet2.xml";
const STYLES = `<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="0.0&quot; x&quot;"/><numFmt numFmtId="170" formatCode="&quot;€&quot; 0"/></numFmts><fonts count="2" ><font><sz val="9"/><name val="Arial"/></font><font><i/></font></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="170" fontId="1"/></cellXfs><!-- theirs --><dxfs count="1"><dxf><numFmt numFmtId="180" formatCode="0"/></dxf></dxfs></styleSheet>`;
const styled = (text = STYLES): Made => ({ sheet: '<row r="1"><c r="A1" s="1"><v>1</v></c></row>', links: [{ type: "styles", target: "styles.xml" }], overrides: '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>', parts: { "xl/styles.xml": text } });

/** The file with a sheet added that holds the cells of a table, row by row. */
function withSheet(file: XlsxFile, rows: readonly (readonly (Cell | null)[])[] = [], name = "Working"): Sheet {
  const sheet = file.workbook.addSheet(name);
  rows.forEach((row, r) => row.forEach((cell, c) => cell !== null && sheet.setCell(r + 1, c + 1, cell)));
  return sheet;
}

/** What can be read back of cells: their weight cannot. */
const withoutWeight = (found: Record<string, Cell>) =>
  Object.fromEntries(
    Object.entries(found).map(([address, cell]) => {
      const read = { ...cell };
      delete read.bold;
      return [address, read];
    }),
  );

const EVERYTHING: (Cell | null)[][] = [
  [{ value: "Step", bold: true }, { value: "=1+1" }, { value: " a<b>&\r\u0001" }, { value: true }, { value: { error: "#N/A" } }],
  [{ value: 0.1, format: "0.00%" }, { value: -1e-7, format: '"€" #,##0.00' }, { value: 3, format: "#,##0", bold: true }, null, { value: null, format: "0.00" }],
  [
    { value: 6, formula: { text: "SUM(Sheet1!A1:A3)", kind: "plain" }, format: "#,##0.00" },
    { value: 2, formula: { text: "A2:A3*2", kind: "array" }, extent: { rows: 2, columns: 1 } },
    { value: "x", formula: { text: 'DEAL.PRORATA(A1,"<")', kind: "plain" } },
    { value: 1, formula: { text: "A2:B2", kind: "dynamic" }, extent: { rows: 1, columns: 2 } },
    { value: 2, filledFrom: { row: 3, column: 4 } },
  ],
  [null, { value: "t", filledFrom: { row: 3, column: 2 } }],
];

test("a sheet of every kind of cell, written in the order of the format, and read back", () => {
  const file = opened("");
  const sheet = withSheet(file, EVERYTHING);
  sheet.look = { widths: [30, 12.5], frozenRows: 1, frozenColumns: 2 };
  sheet.hiddenRows.add(9);
  const bytes = savedXlsx(file);
  expect(partTexts(bytes).get(ADDED)).toBe(
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${MAIN}"><dimension ref="A1:E4"/><sheetViews><sheetView showGridLines="0" workbookViewId="0"><pane xSplit="2" ySplit="1" topLeftCell="C2" activePane="bottomRight" state="frozen"/><selection pane="bottomRight"/></sheetView></sheetViews><cols><col min="1" max="1" width="30" customWidth="1"/><col min="2" max="16384" width="12.5" customWidth="1"/></cols><sheetData><row r="1"><c r="A1" s="1" t="inlineStr"><is><t>Step</t></is></c><c r="B1" t="inlineStr"><is><t>=1+1</t></is></c><c r="C1" t="inlineStr"><is><t xml:space="preserve"> a&lt;b&gt;&amp;_x000D__x0001_</t></is></c><c r="D1" t="b"><v>1</v></c><c r="E1" t="e"><v>#N/A</v></c></row><row r="2"><c r="A2" s="2"><v>0.1</v></c><c r="B2" s="3"><v>-1E-7</v></c><c r="C2" s="4"><v>3</v></c><c r="E2" s="5"/></row><row r="3"><c r="A3" s="6"><f>SUM(Sheet1!A1:A3)</f><v>6</v></c><c r="B3"><f t="array" ref="B3:B4">A2:A3*2</f><v>2</v></c><c r="C3" t="str"><f>_xldudf_DEAL_PRORATA(A1,"&lt;")</f><v>x</v></c><c r="D3" cm="1"><f t="array" ref="D3:E3">A2:B2</f><v>1</v></c><c r="E3"><v>2</v></c></row><row r="4"><c r="B4" t="str"><v>t</v></c></row><row r="9" hidden="1"></row></sheetData></worksheet>`,
  );
  const again = openXlsx(bytes, FUNCTIONS);
  expect(again.workbook.sheets.map(({ name }) => name)).toEqual(["Sheet1", "Working"]);
  expect(cells(again, "Working")).toEqual(withoutWeight(cells(file, "Working")));
  expect(again.workbook.sheet("Working")?.hiddenRows).toEqual(new Set([9]));
  expect(misplacedElements(bytes)).toEqual([]);
  expect(danglingParts(bytes)).toEqual([]);
});

test("a second look at the same file adds nothing: what was added is now one of its sheets", () => {
  const file = opened("");
  withSheet(file, EVERYTHING);
  const bytes = savedXlsx(file);
  expect(savedXlsx(file)).toEqual(bytes);
  expect(savedXlsx(openXlsx(bytes, FUNCTIONS))).toEqual(bytes);
});

test.each<[string, Sheet["look"], string]>([
  ["no look: as Excel makes a new sheet", undefined, ""],
  ["no gridlines", { widths: [] }, '<sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews>'],
  ["rows that stay", { widths: [8], frozenRows: 3 }, '<sheetViews><sheetView showGridLines="0" workbookViewId="0"><pane ySplit="3" topLeftCell="A4" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews><cols><col min="1" max="16384" width="8" customWidth="1"/></cols>'],
  ["columns that stay", { widths: [], frozenColumns: 1 }, '<sheetViews><sheetView showGridLines="0" workbookViewId="0"><pane xSplit="1" topLeftCell="B1" activePane="topRight" state="frozen"/><selection pane="topRight"/></sheetView></sheetViews>'],
])("%s", (_, look, xml) => {
  const file = opened("");
  const sheet = withSheet(file);
  if (look !== undefined) sheet.look = look;
  expect(partTexts(savedXlsx(file)).get(ADDED)).toBe(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${MAIN}"><dimension ref="A1"/>${xml}<sheetData></sheetData></worksheet>`);
});

describe("styles", () => {
  const rows: Cell[][] = [[{ value: 1, format: '"€" 0' }, { value: 1, format: "0.00" }, { value: 1, format: '"$"#,##0_);\\("$"#,##0\\)' }, { value: 1, bold: true }, { value: 1, format: "0.00", bold: true }, { value: 1, format: "0.00" }, { value: 1 }]];

  test("of the file keep their characters and their numbers; a format that it has is used, one in dollars is written out", () => {
    const file = opened(styled());
    withSheet(file, rows);
    const bytes = savedXlsx(file);
    expect(partTexts(bytes).get("xl/styles.xml")).toBe(
      STYLES.replace('numFmts count="2"', 'numFmts count="3"')
        .replace("</numFmts>", () => '<numFmt numFmtId="181" formatCode="&quot;$&quot;#,##0_);\\(&quot;$&quot;#,##0\\)"/></numFmts>')
        .replace('fonts count="2"', 'fonts count="3"')
        .replace("</fonts>", '<font><b/><sz val="9"/><name val="Arial"/></font></fonts>')
        .replace('cellXfs count="2"', 'cellXfs count="7"')
        .replace("</cellXfs>", '<xf numFmtId="170" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="2" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="181" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="2" fontId="2" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs>'),
    );
    const again = openXlsx(bytes, FUNCTIONS);
    expect(cells(again)).toEqual(cells(file));
    expect(cells(again, "Working")).toEqual(withoutWeight(cells(file, "Working")));
  });

  test("of a part with prefixes get them", () => {
    const prefixed = STYLES.replace("<!-- theirs -->", "").replace(/<(\/?)(?!s:)/g, "<$1s:").replace("xmlns=", "xmlns:s=");
    const file = opened(styled(prefixed));
    withSheet(file, rows);
    expect(partTexts(savedXlsx(file)).get("xl/styles.xml")).toContain('<s:font><s:b/><s:sz val="9"/><s:name val="Arial"/></s:font></s:fonts>');
    expect(cells(reopened(file), "Working")).toEqual(withoutWeight(cells(file, "Working")));
  });

  test.each([
    ["are not there at all", { sheet: "" }],
    ["are empty", styled(`<styleSheet xmlns="${MAIN}"/>`)],
    ["have no styles of cells", styled(`<styleSheet xmlns="${MAIN}"><fonts count="1"><font/></fonts></styleSheet>`)],
    ["give the usual cell a format", styled(`<styleSheet xmlns="${MAIN}"><cellXfs count="1"><xf numFmtId="9"/></cellXfs></styleSheet>`)],
    ["name a number of Excel's otherwise", styled(`<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="2" formatCode="yyyy"/></numFmts><cellXfs count="1"><xf/></cellXfs></styleSheet>`)],
  ])("that %s", (_, what) => {
    const file = opened(what);
    withSheet(file, rows);
    const bytes = savedXlsx(file);
    expect(cells(openXlsx(bytes, FUNCTIONS), "Working")).toEqual(withoutWeight(cells(file, "Working")));
    expect(danglingParts(bytes)).toEqual([]);
    expect(misplacedElements(bytes)).toEqual([]);
  });

  test("are left alone where no cell asks for one", () => {
    const file = opened(styled());
    withSheet(file, [[{ value: 1 }]]);
    expect(partTexts(savedXlsx(file)).get("xl/styles.xml")).toBe(STYLES);
  });
});

describe("the workbook", () => {
  test("lists it behind the others, a chart sheet included, and names count it there", () => {
    const file = opened({
      sheet: "",
      parts: {
        "xl/workbook.xml": `<w:workbook xmlns:w="${MAIN}"><w:sheets><w:sheet xmlns:q="${OFFICE}" name="Sheet1" sheetId="7" q:id="rId1"/><w:sheet xmlns:q="${OFFICE}" name="Chart1" sheetId="3" q:id="rId2"/></w:sheets></w:workbook>`,
        "xl/chartsheets/sheet1.xml": `<chartsheet xmlns="${MAIN}"/>`,
      },
      links: [{ type: "chartsheet", target: "chartsheets/sheet1.xml" }],
    });
    withSheet(file, [[{ value: 1 }]]);
    withSheet(file, [], "Net & gross");
    file.workbook.names.push({ name: "Result", formula: "Working!$A$1" }, { name: "Local", formula: "'Net & gross'!$A$1", sheet: "Net & gross" });
    const bytes = savedXlsx(file);
    expect(partTexts(bytes).get("xl/workbook.xml")).toContain(
      `<w:sheet name="Working" sheetId="8" xmlns:r="${OFFICE}" r:id="rId3"/><w:sheet name="Net &amp; gross" sheetId="9" xmlns:r="${OFFICE}" r:id="rId4"/></w:sheets><w:definedNames><w:definedName name="Result">Working!$A$1</w:definedName><w:definedName name="Local" localSheetId="3">'Net &amp; gross'!$A$1</w:definedName></w:definedNames>`,
    );
    const again = openXlsx(bytes, FUNCTIONS);
    expect(again.workbook.names).toEqual(file.workbook.names);
    expect(again.workbook.sheets.map(({ name }) => name)).toEqual(["Sheet1", "Working", "Net & gross"]);
    expect(danglingParts(bytes)).toEqual([]);
  });

  test("in Strict Open XML, the namespaces are those of the file", () => {
    const STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main";
    const LINKS = "http://purl.oclc.org/ooxml/officeDocument/relationships";
    const file = opened({
      parts: {
        "xl/workbook.xml": `<workbook xmlns="${STRICT}" xmlns:r="${LINKS}" conformance="strict"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
        "xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${LINKS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
        "xl/worksheets/sheet1.xml": `<worksheet xmlns="${STRICT}"><sheetData/></worksheet>`,
      },
    });
    withSheet(file, EVERYTHING);
    const parts = partTexts(savedXlsx(file));
    expect(parts.get(ADDED)).toContain(`<worksheet xmlns="${STRICT}">`);
    expect(parts.get("xl/styles.xml")).toContain(`<styleSheet xmlns="${STRICT}">`);
    expect(parts.get("xl/workbook.xml")).toContain('<sheet name="Working" sheetId="2" r:id="rId3"/></sheets>');
    expect(parts.get("xl/_rels/workbook.xml.rels")).toContain(`Type="${LINKS}/worksheet" Target="worksheets/sheet2.xml"`);
    expect(cells(reopened(file), "Working")).toEqual(withoutWeight(cells(file, "Working")));
  });

  test("a name that looks like an escape of the file is one to be read back", () => {
    const file = opened("");
    withSheet(file, [], "_x0041_");
    expect(reopened(file).workbook.sheets[1]?.name).toBe("_x0041_");
  });

  test.each([
    ["goes when formulas come", EVERYTHING, false],
    ["stays with values alone", [[{ value: 1 }]], true],
  ])("the order of calculation %s", (_, rows, stays) => {
    const file = opened({ sheet: '<row r="1"><c r="A1"><f>1</f><v>1</v></c></row>', links: [{ type: "calcChain", target: "calcChain.xml" }], parts: { "xl/calcChain.xml": `<calcChain xmlns="${MAIN}"><c r="A1" i="1"/></calcChain>` } });
    withSheet(file, rows);
    expect(partTexts(savedXlsx(file)).has("xl/calcChain.xml")).toBe(stays);
  });

  test("all other parts keep their bytes", () => {
    const bytes = readFileSync(`${__dirname}/fixtures/libreoffice.xlsx`);
    const file = openXlsx(bytes, FUNCTIONS);
    withSheet(file, [[{ value: "only a text" }]]);
    const [before, after] = [partTexts(bytes), partTexts(savedXlsx(file))];
    const changed = [...after.keys()].filter((name) => before.get(name) !== after.get(name));
    expect(changed.sort()).toEqual(["[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/workbook.xml", [...after.keys()].find((name) => !before.has(name))].sort());
    expect([...before.keys()].filter((name) => !after.has(name))).toEqual([]);
  });
});

describe("what Excel would not open is refused", () => {
  test.each<[string, (file: XlsxFile) => void, string]>([
    ["a sheet put before the others", (file) => void file.workbook.sheets.unshift(withSheet(file)), "Sheets have been removed, renamed or moved."],
    ["a sheet removed", (file) => void file.workbook.sheets.pop(), "Sheets have been removed, renamed or moved."],
    ["a sheet in place of another", (file) => {
        file.workbook.sheets.pop();
        withSheet(file);
      }, "Sheets have been removed, renamed or moved."],
    ["a name twice, whatever its case", (file) => withSheet(file, [], "SHEET1"), "A sheet SHEET1 cannot be added: the workbook has a sheet Sheet1 already."],
    ["a name added twice", (file) => (withSheet(file), withSheet(file)), "the workbook has a sheet Working already"],
    ["no name", (file) => withSheet(file, [], " "), '" " cannot be the name of a sheet in Excel'],
    ["a name of 32 characters", (file) => withSheet(file, [], "x".repeat(32)), "at most 31 characters"],
    ["a name with a colon", (file) => withSheet(file, [], "A:B"), '"A:B" cannot be the name of a sheet in Excel'],
    ["a name with an apostrophe at its end", (file) => withSheet(file, [], "deals'"), "no apostrophe at its ends"],
    ["the name that Excel keeps for itself", (file) => withSheet(file, [], "history"), "not History"],
    ["a negative width", (file) => void (withSheet(file).look = { widths: [10, -1] }), "The sheet Working cannot have a column -1 characters wide"],
    ["a width that is no number", (file) => void (withSheet(file).look = { widths: [NaN] }), "a column NaN characters wide"],
    ["a cell beyond the edge", (file) => withSheet(file).setCell(1_048_577, 1, { value: 1 }), "The sheet Working has cells beyond its edge."],
    ["a format that is too long", (file) => withSheet(file, [[{ value: 1, format: "0".repeat(256) }]]), "has 256 characters; Excel allows 255"],
    ["an input in a block", (file) => withSheet(file, [[{ value: 1, formula: { text: "B1:B2", kind: "array" }, extent: { rows: 2, columns: 1 } }], [{ value: 5 }]]), "Working!A2 holds something of its own"],
    ["a number that is none", (file) => withSheet(file, [[{ value: Infinity }]]), "Working!A1 holds Infinity"],
    ["a new format on a sheet that was read", (file) => file.workbook.sheets[0]?.setCell(1, 1, { value: 1, format: "0%" }), "Sheet1!A1 has been given the number format 0%."],
  ])("%s", (_, change, sentence) => {
    const file = opened("");
    change(file);
    expect(() => savedXlsx(file)).toThrow(sentence);
  });

  test.each(["x".repeat(31), "Deal's", "Historic", "Jan–Dec", "日本", "a.b (2)"])("and this name is not: %s", (name) => {
    const file = opened("");
    withSheet(file, [[{ value: 1 }]], name);
    expect(reopened(file).workbook.sheets[1]?.name).toBe(name);
  });
});

test("law: what is put on an added sheet is read back, in whatever order it was put there", () => {
  const value = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0), fc.boolean(), fc.string({ unit: "binary", minLength: 1 }), fc.constantFrom<Cell["value"]>({ error: "#N/A" }, null));
  const format = fc.option(fc.oneof(fc.constantFrom("0", "0.00", "0%", "m/d/yyyy", "@", '"a" 0'), fc.string({ unit: "binary", minLength: 1, maxLength: 20 }).filter((text) => text.toLowerCase() !== "general")), { nil: undefined });
  const cell = fc.record({ row: fc.integer({ min: 1, max: 6 }), column: fc.integer({ min: 1, max: 5 }), value, format, bold: fc.boolean() });
  fc.assert(
    fc.property(fc.array(cell), fc.constantFrom<Made>({ sheet: "" }, styled()), (given, what) => {
      const file = opened(what);
      const sheet = withSheet(file);
      for (const { row, column, value: content, format: code, bold } of given) sheet.setCell(row, column, { value: content, bold, ...(code === undefined ? {} : { format: code }) });
      const held = Object.entries(withoutWeight(cells(file, "Working"))).filter(([, { value: content, format: code }]) => content !== null || code !== undefined);
      const bytes = savedXlsx(file);
      const read = Object.entries(cells(openXlsx(bytes, FUNCTIONS), "Working"));
      // A heading without a text is a cell with a style alone.
      expect(Object.fromEntries(read)).toEqual(Object.fromEntries(held));
      expect(misplacedElements(bytes)).toEqual([]);
    }),
  );
});

test("a sheet of 200,000 cells is added in seconds", () => {
  const file = opened("");
  const sheet = withSheet(file);
  for (let row = 1; row <= 20_000; row++) {
    for (let column = 1; column <= 5; column++) {
      sheet.setCell(row, column, { value: row / column, format: "#,##0.00" });
      sheet.setCell(row, column + 5, { value: row, formula: { text: `A${row}*B${row}+Sheet1!$A$1`, kind: "plain" } });
    }
  }
  const work = workBegun();
  const bytes = savedXlsx(file);
  expect(work()).toBeLessThan(15_000);
  expect(openXlsx(bytes, FUNCTIONS).workbook.sheet("Working")?.cell(20_000, 10)).toEqual({ value: 20_000, formula: { text: "A20000*B20000+Sheet1!$A$1", kind: "plain" } });
});

testWithLibreOffice("LibreOffice opens added sheets: the same figures, formats and widths", () => {
  const file = openXlsx(made({ sheet: '<row r="1"><c r="A1"><v>10</v></c></row><row r="2"><c r="A2"><v>20</v></c></row>' }), FUNCTIONS);
  const sheet = withSheet(file, [
    [{ value: "Step", bold: true }, { value: "Amount", bold: true }],
    [{ value: "=1+1" }, { value: 0.25, format: "0.00%" }],
    [{ value: 0, formula: { text: "SUM(Sheet1!A1:A2)", kind: "plain" }, format: '"€" #,##0.00' }, { value: 0, formula: { text: "Total*2", kind: "plain" }, format: "#,##0.00" }],
    [{ value: 0, formula: { text: "Sheet1!A1:A2*3", kind: "array" }, extent: { rows: 2, columns: 1 } }],
    [{ value: 0, filledFrom: { row: 4, column: 1 } }],
  ]);
  sheet.look = { widths: [30, 14], frozenRows: 1 };
  file.workbook.names.push({ name: "Total", formula: "Working!$A$3" });
  const [bytes = new Uint8Array()] = recalculatedByLibreOffice([savedXlsx(file)]);
  const theirs = openXlsx(bytes, FUNCTIONS);
  const found = cells(theirs, "Working");
  expect([found["A2"]?.value, found["B2"]?.value, found["A3"]?.value, found["B3"]?.value, found["A4"]?.value, found["A5"]?.value]).toEqual(["=1+1", 0.25, 30, 60, 30, 60]);
  expect([found["B2"]?.format, found["A3"]?.format, found["B3"]?.format]).toEqual(["0.00%", '"€ "#,##0.00', "#,##0.00"]);
  expect(found["A4"]?.formula?.kind).toBe("array");
  // LibreOffice without a window keeps neither frozen panes nor gridlines, so that only the widths can be seen.
  // How wide a character is depends on the fonts of the machine: whole characters.
  const part = partTexts(bytes).get("xl/worksheets/sheet2.xml") ?? "";
  expect(Math.round(Number(/defaultColWidth="([\d.]+)"/.exec(part)?.[1]))).toBe(14);
  expect(Math.round(Number(/<col [^>]*max="1" min="1" [^>]*width="([\d.]+)"/.exec(part)?.[1]))).toBe(30);
});
