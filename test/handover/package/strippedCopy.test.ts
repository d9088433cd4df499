import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { strToU8 } from "fflate";
import { FileRefusal } from "../../../src/file/fileRefusal";
import { strippedCopy, type Keep, type Stripped } from "../../../src/handover/package/strippedCopy";
import { strippedPicture } from "../../../src/handover/package/picture";
import { openXlsx } from "../../../src/file/xlsx";
import type { Cell } from "../../../src/sheet/workbook";
import { ROOT } from "../../support/deal";
import { recalculatedByLibreOffice, testWithLibreOffice } from "../../support/libreOffice";
import { FUNCTIONS, MAIN, OFFICE, SHEET, cells, made, partTexts, zipped, type Made } from "../../file/handmade";
import { PLANTED, hostileParts, picture } from "../../file/hostile";
import { danglingParts, misplacedElements } from "../../file/schemaOrder";
import { withoutDealFunctions } from "../../support/withoutDealFunctions";
import { workBegun } from "../../support/work";

const KEEP: Keep = { sheets: ["inputs", "Terms"], dropNames: ["batna"] };
const HOSTILE = zipped(hostileParts());

function stripped(bytes: Uint8Array, keep: Keep): Stripped {
  return strippedCopy(openXlsx(bytes, FUNCTIONS), keep);
}

function refusal(bytes: Uint8Array, keep: Keep): string {
  try {
    stripped(bytes, keep);
  } catch (error) {
    if (error instanceof FileRefusal) return error.message;
    throw error;
  }
  return "handed out";
}

describe("a workbook with words planted wherever nobody looks", () => {
  const { bytes, leftOut } = stripped(HOSTILE, KEEP);
  const parts = partTexts(bytes);

  test("none of them is in any part of the copy, nor in the name of one", () => {
    const planted = (texts: ReadonlyMap<string, string>) => [...texts].filter(([name, text]) => PLANTED.test(name) || PLANTED.test(text)).map(([name]) => name);
    expect(planted(partTexts(HOSTILE)).length).toBeGreaterThan(45);
    expect(planted(parts)).toEqual([]);
  });

  test("the copy has these parts and no others", () => {
    expect([...parts.keys()].sort()).toEqual(
      [
        "[Content_Types].xml _rels/.rels xl/workbook.xml xl/_rels/workbook.xml.rels xl/worksheets/sheet1.xml xl/worksheets/_rels/sheet1.xml.rels xl/worksheets/sheet2.xml xl/styles.xml xl/sharedStrings.xml",
        "xl/metadata.xml xl/theme/theme1.xml xl/tables/table1.xml xl/drawings/drawing1.xml xl/drawings/_rels/drawing1.xml.rels xl/charts/chart1.xml xl/media/image1.png",
      ].flatMap((line) => line.split(" ")).sort(),
    );
    expect(danglingParts(bytes)).toEqual([]);
    expect(misplacedElements(bytes)).toEqual([]);
  });

  test("each part is told to be what it is", () => {
    const types = [...(parts.get("[Content_Types].xml") ?? "").matchAll(/(?:PartName|Extension)="([^"]+)" ContentType="([^"]+)"/g)].map(([, part, type = ""]) => [part, type.slice(type.lastIndexOf(".") + 1)]);
    expect(types).toEqual([
      ["rels", "relationships+xml"],
      ["xml", "application/xml"],
      ["png", "image/png"],
      ["/xl/charts/chart1.xml", "chart+xml"],
      ["/xl/drawings/drawing1.xml", "drawing+xml"],
      ["/xl/tables/table1.xml", "table+xml"],
      ["/xl/worksheets/sheet1.xml", "worksheet+xml"],
      ["/xl/worksheets/sheet2.xml", "worksheet+xml"],
      ["/xl/workbook.xml", "main+xml"],
      ["/xl/theme/theme1.xml", "theme+xml"],
      ["/xl/styles.xml", "styles+xml"],
      ["/xl/sharedStrings.xml", "sharedStrings+xml"],
      ["/xl/metadata.xml", "sheetMetadata+xml"],
    ]);
  });

  test("what was left out is told in plain words, by kind, each thing once", () => {
    expect(leftOut).toEqual([
      "sheet 'Lists' (very hidden)",
      "sheet 'Scratch' (hidden)",
      "sheet 'Secret chart' (a chart)",
      "name _xlnm.Criteria of 'Inputs'",
      "name BATNA",
      "name Local of 'Scratch'",
      "name SecretMacro (of a macro)",
      "hidden name solver_secret",
      "name Elsewhere (reads another workbook ([1]Secret))",
      "name Modern (holds _xlfn.XLOOKUP, which older programs do not know)",
      "name SecretRate (reads the sheet 'Scratch', which is left out)",
      "name SecretRateTwice (uses the name SecretRate, which is left out)",
      "comments on names",
      "3 comments on 'Inputs'",
      "the names of those who commented",
      "what was written into pictures (camera, place, author)",
      "picture 'Picture 2' on 'Inputs' (kept outside the file)",
      "picture 'Picture 3' on 'Inputs' (of cells)",
      "shapes within the chart 'Chart 4' on 'Inputs'",
      "chart 'Chart 5' on 'Inputs' (reads the sheet 'Scratch', which is left out)",
      "shape 'TextBox 6' on 'Inputs'",
      "shape 'Region 7' on 'Inputs'",
      "chart 'Chart 8' on 'Inputs' (uses the name SecretRate, which is left out)",
      "picture 'Picture 9' on 'Inputs' (of a kind that can hold more than a picture)",
      "chart 'Chart 10' on 'Inputs' (of a pivot table)",
      "descriptions of pictures that name a folder or a site, on 'Inputs'",
      "how texts are pronounced",
      "linked data types and pictures in cells",
      "conditional format in Inputs!A2:A4 (reads the sheet 'Scratch', which is left out)",
      "data validation in Inputs!A5:A6 (reads the sheet 'Lists', which is left out)",
      "hyperlinks to outside on 'Inputs'",
      "hyperlink in Inputs!C1 (reads the sheet 'Scratch', which is left out)",
      "the workbook behind the chart 'Chart 4' on 'Inputs'",
      "hyperlinks of pictures and charts on 'Inputs'",
      "the source of the table Deals",
      "protected ranges of 'Inputs'",
      "2 what-if scenarios of 'Inputs'",
      "what is filtered for on 'Inputs'",
      "the last sorting of 'Inputs'",
      "a consolidation of other ranges of 'Inputs'",
      "custom views of 'Inputs'",
      "custom properties of 'Inputs'",
      "watched cells of 'Inputs'",
      "pictures in headers and footers of 'Inputs'",
      "the background picture of 'Inputs'",
      "1 embedded object of 'Inputs'",
      "1 control of 'Inputs'",
      "sparklines of 'Inputs'",
      "1 pivot table on 'Inputs' (the figures stay as values)",
      "a formula for new rows or totals of the table Deals",
      "the alternative text of the table Deals",
      "the description of the table Deals",
      "number formats and names of styles that no cell of the copy uses",
      "user name and password of the recommendation to open the file read-only",
      "protection of the workbook's structure",
      "groups of custom functions",
      "links to other workbooks",
      "custom views",
      "the data behind pivot tables",
      "slicers and timelines",
      "connections to data outside",
      "macros",
      "add-in and web-extension parts",
      "marks of revisions",
      "the folder in which the file was kept",
      "printer settings",
      "the history of changes, with the names of who made them",
      "author, company and dates of the file (document properties)",
      "custom document properties",
      "the preview picture of the file",
      "sensitivity labels",
      "an unknown detail of 'Inputs' (secret:row)",
      "an unknown detail of 'Inputs' (secret:t)",
      "an unknown detail of 'Inputs' (extLst)",
      "an unknown detail of 'Inputs' (pivotSelection)",
      "an unknown detail of 'Inputs' (pivot)",
      "an unknown detail of 'Inputs' (secret:note)",
      "the part xl/secret.dat",
    ]);
  });

  test("the sheets that stay have the same values, formulas and formats; names count them anew", () => {
    const [before, after] = [openXlsx(HOSTILE, FUNCTIONS), openXlsx(bytes, FUNCTIONS)];
    expect(after.workbook.sheets.map(({ name }) => name)).toEqual(["Inputs", "Terms"]);
    for (const sheet of ["Inputs", "Terms"]) expect([sheet, cells(after, sheet)]).toEqual([sheet, cells(before, sheet)]);
    expect(Object.keys(cells(after, "Inputs")).length).toBeGreaterThan(18);
    const staying = ["_xlnm._FilterDatabase Inputs", "_xlnm.Print_Area Inputs", "Local Terms", "Local ", "Total "];
    expect(after.workbook.names).toEqual(before.workbook.names.filter(({ name, sheet = "" }) => staying.includes(`${name} ${sheet}`)));
  });

  test("the workbook's part says no more than it must", () => {
    expect(parts.get("xl/workbook.xml")).toBe(
      `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><fileVersion appName="xl" lastEdited="7" lowestEdited="7" rupBuild="22228"/><workbookPr date1904="0" defaultThemeVersion="166925"/><bookViews><workbookView xWindow="0" yWindow="0" windowWidth="20000" windowHeight="9000"/></bookViews><sheets><sheet name="Inputs" sheetId="1" r:id="rId1"/><sheet name="Terms" sheetId="2" r:id="rId2"/></sheets><definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">Inputs!$A$1:$B$4</definedName><definedName name="_xlnm.Print_Area" localSheetId="0">Inputs!$A$1:$B$9</definedName><definedName name="Local" localSheetId="1">Terms!$A$2</definedName><definedName name="Local">Terms!$A$1</definedName><definedName name="Total">Inputs!$A$2:$A$3</definedName></definedNames><calcPr calcId="191029" calcMode="auto" iterate="1" iterateCount="50"/></workbook>`,
    );
    expect(parts.get("[Content_Types].xml")).toContain('PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"');
  });

  test.each([
    ["cells as they were written, in a sheet without comments and strangers", '<row r="2"><c r="A2" s="1"><v>10</v></c><c r="B2" s="2"><f>A2*2</f><v>20</v></c><c r="C2" cm="1"><f t="array" ref="C2:C3">A2:A3*2</f><v>20</v></c><c r="D2" t="e"><v>#VALUE!</v></c><c r="E2"><f>SUM(Total)</f><v>12.5</v></c><c r="F2" t="str"><f>IF(A2&gt;1,"a&amp;b","")</f><v>a&amp;b</v></c></row>'],
    ["only what the copy knows may be ignored", 'mc:Ignorable="x14ac" xmlns:x14ac='],
    ["one window, and frozen panes", '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>'],
    ["widths", '<cols><col min="1" max="1" width="30.5" customWidth="1" style="1"/></cols>'],
    ["protection, filters and merged cells", '<sheetProtection sheet="1" objects="1" scenarios="1"/><autoFilter ref="A1:B4"><filterColumn colId="0"></filterColumn></autoFilter><mergeCells count="1"><mergeCell ref="A9:B9"/></mergeCells>'],
    ["validations; what newer programs are offered is what all read", '<dataValidations count="2"><dataValidation type="decimal" allowBlank="1" showErrorMessage="1" error="0 to 100" sqref="A2"><formula1>0</formula1><formula2>100</formula2></dataValidation><dataValidation type="list" sqref="A3"><formula1>"1,2"</formula1></dataValidation></dataValidations>'],
    ["links to sheets and names that stay", '<hyperlinks><hyperlink ref="B1" location="Terms!A1"/><hyperlink ref="D1" location="Total"/></hyperlinks>'],
    ["the page, without a printer", '<pageSetup paperSize="9" orientation="landscape"/><headerFooter><oddHeader>&amp;A</oddHeader></headerFooter>'],
    ["a data bar and its newer twin", "<x14:id>{11111111-0000-0000-0000-000000000001}</x14:id>"],
    ["newer validations, counted anew", '<x14:dataValidations count="1" '],
  ])("it keeps %s", (_, xml) => {
    expect(parts.get("xl/worksheets/sheet1.xml")).toContain(xml);
  });

  test("a data bar whose newer twin is left out does not point at it", () => {
    expect(parts.get("xl/worksheets/sheet1.xml")).toContain('<cfRule type="dataBar" priority="3"><dataBar><cfvo type="min"/><cfvo type="max"/><color rgb="FF0000FF"/></dataBar></cfRule></conditionalFormatting>');
  });

  test("shared texts keep their places; those that no cell shows are empty", () => {
    expect(parts.get("xl/sharedStrings.xml")).toBe(
      `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="${MAIN}" count="4" uniqueCount="6"><si><t>Heading</t></si><si><t/></si><si><r><t xml:space="preserve">rich </t></r><r><rPr><b/><rFont val="Calibri"/></rPr><t>text</t></r></si><si><t>Units</t></si><si><t>Net</t></si><si><t/></si></sst>`,
    );
  });

  test("styles keep their numbers; words that no cell uses are taken back, the others stay", () => {
    const styles = parts.get("xl/styles.xml") ?? "";
    expect(styles).toContain('<numFmts count="3"><numFmt numFmtId="164" formatCode="&quot;€&quot; #,##0.00"/><numFmt numFmtId="165" formatCode="General"/><numFmt numFmtId="166" formatCode="yyyy-mm-dd"/></numFmts>');
    expect(styles).toContain('<cellStyle name="Deal heading" xfId="1"/><cellStyle name="Style 1" xfId="2"/>');
    expect(styles).toContain('<dxf><numFmt numFmtId="167" formatCode="&quot;high&quot; 0"/></dxf><dxf><numFmt numFmtId="168" formatCode="General"/></dxf>');
    expect(styles).toContain('<tableStyles count="1" defaultTableStyle="TableStyleMedium2" defaultPivotStyle="PivotStyleLight16"><tableStyle name="Plain" pivot="0" count="1"><tableStyleElement type="headerRow" dxfId="2"/></tableStyle></tableStyles>');
    expect(styles).toContain('<cellXfs count="6">');
  });

  test("a table stays with its columns, a chart with its figures, a picture without what was written into it", () => {
    expect(parts.get("xl/tables/table1.xml")).toContain('<tableColumns count="2"><tableColumn id="1" name="Units"/><tableColumn id="2" name="Net" totalsRowFunction="custom"><totalsRowFormula>SUBTOTAL(109,Deals[Net])</totalsRowFormula></tableColumn></tableColumns><tableStyleInfo name="Plain"');
    expect(parts.get("xl/charts/chart1.xml")).toContain("<c:style val=\"2\"/><c:chart><c:plotArea>");
    expect(parts.get("xl/charts/chart1.xml")).toContain("<c:f>Inputs!$A$2:$A$4</c:f>");
    expect(parts.get("xl/charts/chart1.xml")).toContain("c16:uniqueId");
    expect([...(parts.get("xl/drawings/drawing1.xml") ?? "").matchAll(/<xdr:cNvPr [^>]*>/g)].map(([tag]) => tag)).toEqual(['<xdr:cNvPr id="1" name="Picture 1">', '<xdr:cNvPr id="4" name="Chart 4"/>', '<xdr:cNvPr id="11" name="Drawing 11">']);
    expect(parts.get("xl/media/image1.png")).toContain("IDAT");
  });

  test("nothing of the original is touched, and the same copy is made again", () => {
    const original = HOSTILE.slice();
    expect(stripped(original, KEEP).bytes).toEqual(bytes);
    expect(original).toEqual(HOSTILE);
  });

  test("a copy of the copy is the copy, and leaves nothing out", () => {
    const again = stripped(bytes, { sheets: ["Inputs", "Terms"], dropNames: [] });
    expect(partTexts(again.bytes)).toEqual(parts);
    expect(again.leftOut).toEqual([]);
  });

  testWithLibreOffice("LibreOffice opens it, and computes the same figures in the same formats", () => {
    const [theirs = new Uint8Array()] = recalculatedByLibreOffice([bytes]);
    const [ours, recalculated] = [openXlsx(bytes, FUNCTIONS), openXlsx(theirs, FUNCTIONS)];
    for (const sheet of ["Inputs", "Terms"]) {
      const found = cells(recalculated, sheet);
      const values = (of: Record<string, Cell>) => Object.fromEntries(Object.entries(of).flatMap(([address, { value }]) => (value === null ? [] : [[address, value]])));
      expect([sheet, values(found)]).toEqual([sheet, values(cells(ours, sheet))]);
      // LibreOffice writes the same format a little otherwise.
      const formats = Object.entries(cells(ours, sheet)).flatMap(([address, { format }]) => (format === undefined ? [] : [[address, format.replace('"€" ', '"€ "')]]));
      expect(formats.length).toBeGreaterThan(0);
      expect(formats.map(([address = ""]) => [address, found[address]?.format?.replaceAll("\\", "")])).toEqual(formats);
    }
    expect([...partTexts(theirs).keys()]).toEqual(expect.arrayContaining(["xl/charts/chart1.xml", "xl/media/image1.png", "xl/tables/table1.xml"]));
  });
});

/** A workbook of the sheets Inputs, Lists (hidden) and Old, with something in Inputs!A1 or behind its cells. */
function threeSheets({ cell = "", behind = "", names = "", lists = "", views = "", more = {} }: { cell?: string; behind?: string; names?: string; lists?: string; views?: string; more?: Made }): Uint8Array {
  const sheet = (data: string, rest: string) => `<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheetData>${data}</sheetData>${rest}</worksheet>`;
  return made({
    links: [{ type: "worksheet", target: "worksheets/sheet2.xml" }, { type: "worksheet", target: "worksheets/sheet3.xml" }, ...(more.links ?? [])],
    ...(more.overrides === undefined ? {} : { overrides: more.overrides }),
    parts: {
      "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">${views}<sheets><sheet name="Inputs" sheetId="1" r:id="rId1"/><sheet name="Lists" sheetId="2" state="hidden" r:id="rId2"/><sheet name="Old" sheetId="3" r:id="rId3"/></sheets><definedNames>${names}</definedNames></workbook>`,
      [SHEET]: sheet(`<row r="1">${cell}</row>`, behind),
      "xl/worksheets/sheet2.xml": sheet(lists, lists === "" ? "" : '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>'),
      "xl/worksheets/_rels/sheet2.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${OFFICE}/table" Target="../tables/table1.xml"/></Relationships>`,
      "xl/tables/table1.xml": `<table xmlns="${MAIN}" id="1" name="Stores" displayName="Stores" ref="A1:A2"><tableColumns count="1"><tableColumn id="1" name="Name"/></tableColumns></table>`,
      "xl/worksheets/sheet3.xml": sheet("", ""),
      ...more.parts,
    },
  });
}

describe("what stays may not read what goes", () => {
  const formula = (text: string) => ({ cell: `<c r="A1"><f>${text}</f><v>1</v></c>` });
  const validation = (inside: string, type = "list") => ({ behind: `<dataValidations count="1"><dataValidation type="${type}" sqref="B3:B9 D1">${inside}</dataValidation></dataValidations>` });
  const format = (rule: string) => ({ behind: `<conditionalFormatting sqref="A1:C3"><cfRule type="expression" priority="1">${rule}</cfRule></conditionalFormatting>` });
  const BATNA = '<definedName name="BATNA">0.25</definedName>';

  test.each<[string, Parameters<typeof threeSheets>[0], string]>([
    ["a cell", formula("SUM(Lists!A1:A9)"), "Inputs!A1 reads the sheet 'Lists', which is left out. Either keep that sheet, or put a value or another formula in its place."],
    ["a cell, in other letters and in quotes", formula("1+'LISTS'!A1"), "Inputs!A1 reads the sheet 'Lists', which is left out."],
    ["a cell through several sheets", formula("SUM(Inputs:Old!A1)"), "Inputs!A1 reads the sheet 'Lists', which is left out."],
    ["a cell with the name of a sheet in a text", formula("INDIRECT(&quot;Lists!A&quot;&amp;B1)"), "Inputs!A1 mentions the sheet 'Lists', which is left out."],
    ["a cell with the name of a sheet in a text of its own", formula("INDIRECT(&quot;'Lists'&quot;&amp;&quot;!A1&quot;)"), "Inputs!A1 mentions the sheet 'Lists', which is left out."],
    ["a cell that uses a name which is dropped", { ...formula("1+batna"), names: BATNA }, "Inputs!A1 uses the name batna, which is left out. Either keep that name, or put"],
    ["a cell that uses a name which reads a sheet", { ...formula("Rate*2"), names: '<definedName name="Rate">Lists!$A$1</definedName>' }, "Inputs!A1 uses the name Rate, which is left out."],
    ["a cell that uses a name of a name that stands further down", { ...formula("Alpha*2"), names: '<definedName name="Alpha">Beta*2</definedName><definedName name="Beta">Gamma</definedName><definedName name="Gamma">Lists!$A$1</definedName>' }, "Inputs!A1 uses the name Alpha, which is left out."],
    ["a cell that uses a hidden name", { ...formula("Rate*2"), names: '<definedName name="Rate" hidden="1">0.1</definedName>' }, "Inputs!A1 uses the name Rate, which is left out."],
    ["a cell that uses its sheet's hidden name, though the workbook has one that stays", { ...formula("Rate*2"), names: '<definedName name="Rate">0.1</definedName><definedName name="Rate" localSheetId="0" hidden="1">0.2</definedName>' }, "Inputs!A1 uses the name Rate, which is left out."],
    ["a cell that calls a name which is left out", { ...formula("NETOF(1)"), names: '<definedName name="NetOf">_xlfn.LAMBDA(_xlpm.x,_xlpm.x*2)</definedName>' }, "Inputs!A1 uses the name NETOF, which is left out."],
    ["a cell that mentions a name for INDIRECT", { ...formula("INDIRECT(&quot;Rate&quot;)"), names: '<definedName name="Rate">Lists!$A$1</definedName>' }, "Inputs!A1 mentions the name Rate, which is left out."],
    ["a cell that reads a table", { ...formula("SUM(Stores[Name])"), lists: '<row r="1"><c r="A1"><v>1</v></c></row>' }, "Inputs!A1 reads the table Stores of the sheet 'Lists', which is left out."],
    ["a cell of an array", { cell: '<c r="A1"><f t="array" ref="A1:A2">Lists!A1:A2</f><v>1</v></c>' }, "Inputs!A1 reads the sheet 'Lists'"],
    ["the first cell of a shared formula", { cell: '<c r="A1"><f t="shared" ref="A1:B1" si="0">Lists!A1</f><v>1</v></c><c r="B1"><f t="shared" si="0"/><v>1</v></c>' }, "Inputs!A1 reads the sheet 'Lists'"],
    ["a cell that reads another workbook", formula("[1]Other!A1*2"), "Inputs!A1 reads another workbook ([1]Other). Put a value or another formula in its place."],
    ["a cell that reads another workbook by its path", formula("'C:\\deals\\[Book.xlsx]Terms'!A1"), "Inputs!A1 reads another workbook ('C:\\deals\\[Book.xlsx]Terms')."],
    ["a cell that uses a name of another workbook", formula("[2]!Rate"), "Inputs!A1 reads another workbook ([2])."],
    ["a cell that reads a sheet which the file does not have", formula("Gone!A1"), "Inputs!A1 reads 'Gone', which is no sheet of the file."],
    ["a custom function", formula("_xldudf_DEAL_PRORATA(A2,B2)"), "Inputs!A1 holds the custom function _xldudf_DEAL_PRORATA, which only its add-in can compute. Put a value or another formula in its place."],
    ["a custom function as LibreOffice writes it", formula("1+_XLDUDF_deal_prorata(A2)"), "holds the custom function _XLDUDF_deal_prorata"],
    ["a function of newer programs", formula("_xlfn.XLOOKUP(1,B:B,C:C)"), "Inputs!A1 holds _xlfn.XLOOKUP, which older programs do not know."],
    ["a text that holds a mark", { cell: '<c r="A1" t="inlineStr"><is><t>see _xldudf_X</t></is></c>' }, "Inputs!A1 holds the custom function _xldudf_X"],
    ["a result that holds a mark", { cell: '<c r="A1" t="str"><f>B1</f><v>_xlfn.X</v></c>' }, "Inputs!A1 holds _xlfn.X"],
    ["a list", validation("<formula1>Lists!$A$1:$A$9</formula1>"), "The list of the data validation in Inputs!B3:B9 D1 reads the sheet 'Lists', which is left out; keep that sheet or remove the validation."],
    ["a list of a name", { ...validation("<formula1>Shops</formula1>"), names: '<definedName name="Shops">Lists!$A$1:$A$9</definedName>' }, "The list of the data validation in Inputs!B3:B9 D1 uses the name Shops, which is left out; keep that name or remove the validation."],
    ["a limit", validation("<formula1>0</formula1><formula2>Lists!$A$1</formula2>", "decimal"), "A data validation in Inputs!B3:B9 D1 reads the sheet 'Lists'"],
    ["a limit in another workbook", validation("<formula1>[1]S!$A$1</formula1>", "decimal"), "A data validation in Inputs!B3:B9 D1 reads another workbook ([1]S); remove the validation."],
    ["a conditional format", format("<formula>A1&gt;Lists!$A$1</formula>"), "A conditional format in Inputs!A1:C3 reads the sheet 'Lists', which is left out; keep that sheet or remove the format."],
    ["a threshold of colours", format('<colorScale><cfvo type="num" val="0"/><cfvo type="formula" val="Lists!$A$1"/></colorScale>'), "A conditional format in Inputs!A1:C3 reads the sheet 'Lists'"],
    ["a custom function in a conditional format", format("<formula>_xldudf_DEAL_X(A1)</formula>"), "A conditional format in Inputs!A1:C3 holds the custom function _xldudf_DEAL_X"],
  ])("%s", (_, what, sentence) => {
    const keep: Keep = { sheets: ["Inputs", "Old"], dropNames: what.names === BATNA ? ["BATNA"] : [] };
    expect(refusal(threeSheets(what), keep)).toContain(sentence);
  });

  test.each<[string, Parameters<typeof threeSheets>[0]]>([
    ["a text that names the sheet for people", { cell: '<c r="A1" t="str"><f>"see Lists"</f><v>see Lists</v></c>' }],
    ["a text with an exclamation mark", formula("&quot;Careful! Old lists&quot;")],
    ["a function with the name of a name", { ...formula("RATE(1,2,3)"), names: '<definedName name="Rate" hidden="1">0.1</definedName>' }],
    ["a name of the sheet's own before the workbook's", { ...formula("Rate"), names: '<definedName name="Rate">Lists!$A$1</definedName><definedName name="Rate" localSheetId="0">0.1</definedName>' }],
    ["a name of another sheet, told by that sheet", { ...formula("Old!Rate"), names: '<definedName name="Rate">Lists!$A$1</definedName><definedName name="Rate" localSheetId="2">0.1</definedName>' }],
    ["a table of its own that is called as one left out is not", formula("SUM(Stores2[Name])")],
    ["an error", formula("#REF!+Old!#REF!")],
    ["a name of the workbook, though its sheet has one that is left out", { ...formula("[0]!Rate"), names: '<definedName name="Rate">0.1</definedName><definedName name="Rate" localSheetId="0" hidden="1">0.2</definedName>' }],
    ["the workbook itself", { ...formula("[0]!Rate"), names: '<definedName name="Rate">0.1</definedName>' }],
  ])("but may hold %s", (_, what) => {
    expect(refusal(threeSheets(what), { sheets: ["Inputs", "Old"], dropNames: [] })).toBe("handed out");
  });

  test.each<[string, Keep, string]>([
    ["a sheet that is not there", { sheets: ["Inputs", "Nowhere"], dropNames: [] }, "The sheet Nowhere is to be kept, but the workbook has no such sheet."],
    ["a name that is not there", { sheets: ["Inputs"], dropNames: ["Nothing"] }, "The name Nothing is to be left out, but the workbook has no such name."],
    ["no sheet at all", { sheets: [], dropNames: [] }, "None of the sheets to be kept can be seen"],
    ["hidden sheets alone", { sheets: ["Lists"], dropNames: [] }, "None of the sheets to be kept can be seen"],
  ])("refused: %s", (_, keep, sentence) => {
    expect(refusal(threeSheets({}), keep)).toContain(sentence);
  });

  test("refused: a chart sheet", () => {
    expect(refusal(HOSTILE, { sheets: ["Inputs", "secret chart"], dropNames: [] })).toBe("The sheet Secret chart is to be kept, but it holds no cells (a chart). Move what it shows onto another sheet.");
  });

  test("a shared text that holds a mark is told by a cell that shows it", () => {
    const bytes = made({ sheet: '<row r="4"><c r="B4" t="s"><v>1</v></c></row>', links: [{ type: "sharedStrings", target: "sharedStrings.xml" }], parts: { "xl/sharedStrings.xml": `<sst xmlns="${MAIN}"><si><t>x</t></si><si><t>_xlfn.X</t></si></sst>` } });
    expect(refusal(bytes, { sheets: ["Sheet1"], dropNames: [] })).toBe("Sheet1!B4 holds _xlfn.X, which older programs do not know. Change its text.");
  });

  test("whatever else holds a mark is found by the last look: a header", () => {
    expect(refusal(threeSheets({ behind: "<headerFooter><oddHeader>_xldudf_DEAL_X</oddHeader></headerFooter>" }), { sheets: ["Inputs"], dropNames: [] })).toBe(
      "The copy would not be safe to share: its part xl/worksheets/sheet1.xml holds the custom function _xldudf_DEAL_X, which only its add-in can compute. Remove it from the workbook first.",
    );
  });
});

describe("sheets", () => {
  const listed = (bytes: Uint8Array) => /<bookViews>.*<\/sheets>/.exec(partTexts(bytes).get("xl/workbook.xml") ?? "")?.[0];

  test("hidden ones that are kept stay hidden, and are told of", () => {
    const { bytes, unseen } = stripped(threeSheets({}), { sheets: ["Lists", "Inputs"], dropNames: [] });
    expect(unseen).toEqual(["the sheet 'Lists', which is hidden"]);
    expect(listed(bytes)).toBe('<bookViews><workbookView/></bookViews><sheets><sheet name="Inputs" sheetId="1" r:id="rId1"/><sheet name="Lists" sheetId="2" state="hidden" r:id="rId2"/></sheets>');
  });

  test.each([
    ["the one that was shown", 2, ["Inputs", "Lists", "Old"], ' activeTab="2"'],
    ["the one that was shown, counted anew", 2, ["Inputs", "Old"], ' activeTab="1"'],
    ["the first, where that one is left out", 2, ["Inputs", "Lists"], ""],
    ["the first that can be seen, where that one is hidden", 1, ["Lists", "Old"], ' activeTab="1"'],
    ["the first, where the file shows one that it does not have", 9, ["Inputs", "Old"], ""],
  ])("%s is shown first", (_, active, sheets, tab) => {
    const bytes = threeSheets({ views: `<bookViews><workbookView tabRatio="700" activeTab="${active}"/></bookViews>`, behind: "" });
    expect(listed(stripped(bytes, { sheets, dropNames: [] }).bytes)).toContain(`<bookViews><workbookView tabRatio="700"${tab}/></bookViews>`);
  });

  test("only the one that is shown is selected: what is typed would else go into all of them", () => {
    const selected = `<worksheet xmlns="${MAIN}"><sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews><sheetData/></worksheet>`;
    const parts = partTexts(stripped(threeSheets({ more: { parts: { [SHEET]: selected, "xl/worksheets/sheet3.xml": selected } } }), { sheets: ["Inputs", "Old"], dropNames: [] }).bytes);
    expect(parts.get("xl/worksheets/sheet1.xml")).toContain('<sheetView tabSelected="1" workbookViewId="0"/>');
    expect(parts.get("xl/worksheets/sheet2.xml")).toContain('<sheetView workbookViewId="0"/>');
  });

  test.each([
    ["is put in where there is none, so that Excel recalculates nothing unasked", "", '<calcPr calcId="191029"/>'],
    ["stays as the file has it", '<calcPr calcId="171027" fullPrecision="0" calcMode="manual"/>', '<calcPr calcId="171027" calcMode="manual" fullPrecision="0"/>'],
    ["loses what asks for a recalculation", '<calcPr calcId="191029" fullCalcOnLoad="1" forceFullCalc="1" calcCompleted="0"/>', '<calcPr calcId="191029"/>'],
  ])("the number of the engine %s", (_, before, after) => {
    expect(partTexts(stripped(made({ behindSheets: before }), { sheets: ["Sheet1"], dropNames: [] }).bytes).get("xl/workbook.xml")).toContain(`</sheets>${after}</workbook>`);
  });

  test("in Strict Open XML, the copy is strict", () => {
    const [STRICT, LINKS] = ["http://purl.oclc.org/ooxml/spreadsheetml/main", "http://purl.oclc.org/ooxml/officeDocument/relationships"];
    const { bytes } = stripped(
      made({
        parts: {
          "_rels/.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
          "xl/workbook.xml": `<workbook xmlns="${STRICT}" xmlns:r="${LINKS}" conformance="strict"><workbookPr date1904="1"/><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
          "xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${LINKS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
          [SHEET]: `<worksheet xmlns="${STRICT}"><sheetData><row r="1"><c r="A1"><v>7</v></c></row></sheetData></worksheet>`,
        },
      }),
      { sheets: ["Sheet1"], dropNames: [] },
    );
    expect(partTexts(bytes).get("xl/workbook.xml")).toContain(`<workbook xmlns="${STRICT}" xmlns:r="${LINKS}" conformance="strict"><workbookPr date1904="1"/>`);
    expect(partTexts(bytes).get("_rels/.rels")).toContain(`${LINKS}/officeDocument`);
    expect(cells(openXlsx(bytes, FUNCTIONS))).toEqual({ A1: { value: 7 } });
    expect(openXlsx(bytes, FUNCTIONS).workbook.date1904).toBe(true);
  });

  test("a table's formula that cannot stay goes, and the kind of total with it", () => {
    const table = `<table xmlns="${MAIN}" id="1" name="T" displayName="T" ref="A1:A3" totalsRowCount="1"><tableColumns count="1"><tableColumn id="1" name="N" totalsRowFunction="custom"><totalsRowFormula>_xldudf_DEAL_X(T[N])</totalsRowFormula></tableColumn></tableColumns></table>`;
    const { bytes, leftOut } = stripped(threeSheets({ lists: '<row r="1"><c r="A1"><v>1</v></c></row>', more: { parts: { "xl/tables/table1.xml": table } } }), { sheets: ["Inputs", "Lists"], dropNames: [] });
    expect(partTexts(bytes).get("xl/tables/table1.xml")).toContain('<tableColumn id="1" name="N"></tableColumn>');
    expect(leftOut).toContain("a formula for new rows or totals of the table T");
  });

  test("what stands in another order than the format's is put in order; what stands twice is not", () => {
    const sheet = `<worksheet xmlns="${MAIN}"><pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/><sheetData/><mergeCells count="9"><mergeCell ref="A1:B1"/></mergeCells><cols><col min="1" max="1" width="3"/></cols></worksheet>`;
    const { bytes } = stripped(made({ sheet }), { sheets: ["Sheet1"], dropNames: [] });
    expect(partTexts(bytes).get(SHEET)).toContain('<cols><col min="1" max="1" width="3"/></cols><sheetData/><mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells><pageMargins left="1"');
    expect(refusal(made({ sheet: sheet.replace("<sheetData/>", "<sheetData/><sheetData/>") }), { sheets: ["Sheet1"], dropNames: [] })).toContain("holds its cells twice");
  });

  test("a link whose sheet is written without apostrophes, as people type it", () => {
    const { bytes, leftOut } = stripped(
      made({
        sheetName: "Net sales",
        sheet: `<worksheet xmlns="${MAIN}"><sheetData/><hyperlinks><hyperlink ref="A1" location="Net sales!A1"/><hyperlink ref="A2" location="#'Net sales'!A1"/></hyperlinks></worksheet>`,
      }),
      { sheets: ["Net sales"], dropNames: [] },
    );
    expect(partTexts(bytes).get(SHEET)).toContain('<hyperlink ref="A1" location="Net sales!A1"/><hyperlink ref="A2" location="#\'Net sales\'!A1"/>');
    expect(leftOut).toEqual([]);
  });

  test("100,000 cells take seconds", () => {
    const cell = (row: number, letter: string, i: number) => (i < 5 ? `<c r="${letter}${row}"><v>${row}</v></c>` : `<c r="${letter}${row}"><f>SUM(A${row},Old!$A$1)</f><v>1</v></c>`);
    const rows = Array.from({ length: 10_000 }, (_, i) => `<row r="${i + 1}">${"A B C D E F G H I J".split(" ").map((letter, c) => cell(i + 1, letter, c)).join("")}</row>`);
    const bytes = threeSheets({ more: { parts: { [SHEET]: `<worksheet xmlns="${MAIN}"><sheetData>${rows.join("")}</sheetData></worksheet>` } } });
    const work = workBegun();
    const copy = stripped(bytes, { sheets: ["Inputs", "Old"], dropNames: [] });
    expect(work()).toBeLessThan(15_000);
    expect(openXlsx(copy.bytes, FUNCTIONS).workbook.sheet("Inputs")?.cell(10_000, 10)?.formula?.text).toBe("SUM(A10000,Old!$A$1)");
  });
});

describe("pictures", () => {
  const segment = (marker: number, text: string) => [0xff, marker, 0, text.length + 2, ...strToU8(text, true)];
  const scan = [0xff, 0xda, 0, 3, 1, 0x12, 0xff, 0, 0x34, 0xff, 0xd0, 0x56];

  test("a PNG loses its texts", () => {
    const stripped = strippedPicture(picture("Author\0Jane Doe"));
    expect(stripped?.contentType).toBe("image/png");
    expect(stripped?.hadDetails).toBe(true);
    expect(stripped?.content.length).toBe(picture("").length - 12);
  });

  test("a JPEG loses where and by whom it was taken, and what stands behind its end; its colours stay", () => {
    const kept = [[0xff, 0xd8], segment(0xe0, "JFIF\0x"), segment(0xe2, "ICC_PROFILE\0x"), segment(0xdb, "table"), scan, segment(0xc4, "more"), scan, [0xff, 0xd9]];
    const whole = [[0xff, 0xd8], segment(0xe0, "JFIF\0x"), segment(0xe1, "Exif\0Jane"), segment(0xe0, "JFXX\0thumb"), segment(0xe2, "ICC_PROFILE\0x"), segment(0xe2, "MPF\0x"), segment(0xed, "Photoshop"), segment(0xfe, "by Jane"), segment(0xdb, "table"), scan, segment(0xc4, "more"), scan, [0xff, 0xd9], [...strToU8("Jane")]];
    expect(strippedPicture(Uint8Array.from(whole.flat()))).toEqual({ content: Uint8Array.from(kept.flat()), contentType: "image/jpeg", ending: ".jpeg", hadDetails: true, isWhole: false });
    expect(strippedPicture(Uint8Array.from(kept.flat()))?.hadDetails).toBe(false);
  });

  test.each([
    ["cut short", picture("x").slice(0, 60)],
    ["a JPEG cut short", Uint8Array.from([0xff, 0xd8, ...segment(0xe0, "JFIF\0x")])],
    ["SVG, which can hold a program", strToU8("<svg/>")],
    ["nothing", new Uint8Array(0)],
  ])("%s is none", (_, bytes) => {
    expect(strippedPicture(bytes)).toBeUndefined();
  });
});

describe.each(readdirSync(join(ROOT, "samples")).filter((name) => name.endsWith(".xlsx")))("samples/%s, keeping all sheets", (name) => {
  const before = withoutDealFunctions(readFileSync(join(ROOT, "samples", name)));
  const sheets = openXlsx(before, []).workbook.sheets.map((sheet) => sheet.name);
  const { bytes, leftOut } = stripped(before, { sheets, dropNames: [] });

  test("has the same values, formulas, formats and names", () => {
    const [was, is] = [openXlsx(before, FUNCTIONS), openXlsx(bytes, FUNCTIONS)];
    expect(is.workbook.sheets.map((sheet) => sheet.name)).toEqual(sheets);
    for (const sheet of sheets) expect([sheet, cells(is, sheet)]).toEqual([sheet, cells(was, sheet)]);
    expect(is.workbook.names).toEqual(was.workbook.names);
    expect(is.workbook.names.length).toBeGreaterThan(3);
  });

  test("has the same looks: widths, panes, pages, validations, styles", () => {
    const [was, is] = [partTexts(before), partTexts(bytes)];
    const looks = (texts: ReadonlyMap<string, string>, part: string, element: string) => [...(texts.get(part) ?? "").matchAll(new RegExp(`<${element}[ >].*?(?:</${element}>|/>(?=<(?!/)))`, "g"))].map(([text]) => text);
    for (const part of [...is.keys()].filter((found) => found.startsWith("xl/worksheets/sheet"))) {
      for (const element of ["cols", "sheetViews", "pageSetup", "dataValidations", "sheetPr"]) expect([part, element, looks(is, part, element)]).toEqual([part, element, looks(was, part, element)]);
    }
    expect([...is.keys()].some((part) => looks(is, part, "dataValidations").length > 0)).toBe(true);
    for (const element of ["fonts", "fills", "borders", "cellXfs"]) expect([element, looks(is, "xl/styles.xml", element)]).toEqual([element, looks(was, "xl/styles.xml", element)]);
  });

  test("leaves out nothing but who made it, and is whole", () => {
    expect(leftOut).toEqual(["author, company and dates of the file (document properties)"]);
    expect(danglingParts(bytes)).toEqual([]);
    expect(misplacedElements(bytes)).toEqual([]);
    expect(partTexts(bytes).has("docProps/core.xml")).toBe(false);
  });
});
