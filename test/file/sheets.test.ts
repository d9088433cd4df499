import { openXlsx, savedXlsx, type XlsxFile } from "../../src/file/xlsx";
import { sheetFates } from "../../src/file/xlsx";
import { recalculatedByLibreOffice, testWithLibreOffice } from "../support/libreOffice";
import { FUNCTIONS, MAIN, OFFICE, made, partTexts, type Made } from "./handmade";
import { danglingParts, invalidElements, misplacedElements } from "./schemaOrder";

const CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart";
const DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships";
const sheetPart = (data: string, behind = "") => `<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheetData>${data}</sheetData>${behind}</worksheet>`;
const links = (...targets: readonly (readonly [type: string, target: string])[]) => `<Relationships xmlns="${PACKAGE}">${targets.map(([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`).join("")}</Relationships>`;

/** Inputs, with a table and a comment's part of its own; Deal, which reads it in every way; and Notes, which reads nothing. */
const WHAT: Made = {
  sheetName: "Inputs",
  sheet: sheetPart('<row r="1"><c r="A1" t="inlineStr"><is><t>Net</t></is></c></row><row r="2"><c r="A2"><v>5</v></c></row>', '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>'),
  parts: {
    "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><bookViews><workbookView activeTab="1" firstSheet="0"/></bookViews><sheets><sheet name="Inputs" sheetId="1" r:id="rId1"/><sheet name="Deal" sheetId="7" r:id="rId2"/><sheet name="Notes" sheetId="3" r:id="rId3"/></sheets><definedNames><definedName name="_xlnm.Print_Area" localSheetId="1">Deal!$A$1:$B$9</definedName><definedName name="Base">Inputs!$A$2</definedName><definedName name="Own" localSheetId="0">Inputs!$A$1</definedName><definedName name="Own" localSheetId="2">Notes!$A$1</definedName></definedNames></workbook>`,
    "xl/_rels/workbook.xml.rels": links(["worksheet", "worksheets/sheet1.xml"], ["worksheet", "worksheets/sheet2.xml"], ["worksheet", "worksheets/sheet3.xml"]),
    "xl/worksheets/_rels/sheet1.xml.rels": links(["table", "../tables/table1.xml"]),
    "xl/tables/table1.xml": `<table xmlns="${MAIN}" id="1" name="Sales" displayName="Sales" ref="A1:A2"><tableColumns count="1"><tableColumn id="1" name="Net"/></tableColumns></table>`,
    "xl/worksheets/sheet2.xml": sheetPart(
      '<row r="1"><c r="A1"><f>Inputs!A2*2</f><v>10</v></c><c r="B1"><f>SUM(Sales[Net])</f><v>5</v></c></row>',
      '<conditionalFormatting sqref="A1"><cfRule type="expression" priority="1"><formula>Inputs!$A$2&gt;1</formula></cfRule></conditionalFormatting><dataValidations count="1"><dataValidation type="list" prompt="see Inputs!A1" sqref="A3"><formula1>Inputs!$A$1:$A$2</formula1></dataValidation></dataValidations><hyperlinks><hyperlink ref="A4" location="Inputs!A1" display="Inputs!A1"/></hyperlinks><drawing r:id="rId1"/>',
    ),
    "xl/worksheets/_rels/sheet2.xml.rels": links(["drawing", "../drawings/drawing1.xml"]),
    "xl/drawings/drawing1.xml": `<xdr:wsDr xmlns:xdr="${DRAWING}"/>`,
    "xl/drawings/_rels/drawing1.xml.rels": links(["chart", "../charts/chart1.xml"]),
    "xl/charts/chart1.xml": `<c:chartSpace xmlns:c="${CHART}"><c:ser><c:tx><c:v>Inputs!A1</c:v></c:tx><c:val><c:numRef><c:f>Inputs!$A$2:$A$2</c:f></c:numRef></c:val></c:ser></c:chartSpace>`,
    "xl/worksheets/sheet3.xml": sheetPart(""),
  },
  overrides: ["worksheets/sheet2", "worksheets/sheet3"].map((part) => `<Override PartName="/xl/${part}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join("") + '<Override PartName="/xl/tables/table1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml"/>',
};

/** What the workbench does in memory: formulas, names and tables follow. */
function changed(change: (file: XlsxFile) => void): { readonly file: XlsxFile; readonly bytes: Uint8Array; readonly texts: Map<string, string> } {
  const file = openXlsx(made(WHAT), FUNCTIONS);
  file.followsSheets = true;
  const { workbook } = file;
  change(file);
  const fates = sheetFates(file);
  for (const { rows } of workbook.sheets) for (const cells of rows.values()) for (const cell of cells.values()) if (cell.formula !== undefined) cell.formula = { ...cell.formula, text: fates.followed(cell.formula.text) };
  const names = workbook.names.flatMap((name) => {
    const sheet = name.sheet === undefined ? undefined : fates.nameOf(name.sheet);
    return sheet === null ? [] : [{ ...name, formula: fates.followed(name.formula), ...(sheet === undefined ? {} : { sheet }) }];
  });
  workbook.names.splice(0, Infinity, ...names);
  const bytes = savedXlsx(file);
  expect([...invalidElements(bytes), ...misplacedElements(bytes), ...danglingParts(bytes)]).toEqual([]);
  return { file, bytes, texts: partTexts(bytes) };
}

const untouched = (texts: Map<string, string>) => [...partTexts(made(WHAT))].filter(([name, text]) => texts.get(name) === text).map(([name]) => name);
const renameInputs = ({ workbook }: XlsxFile) => {
  const sheet = workbook.sheet("Inputs");
  if (sheet !== undefined) sheet.name = "Deal's terms";
};
const removeInputs = ({ workbook }: XlsxFile) => void workbook.sheets.splice(0, 1);

test("a sheet renamed: everything that reads it follows, and texts for people stay", () => {
  const { bytes, texts } = changed(renameInputs);
  expect(untouched(texts)).toEqual(["[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels", "xl/tables/table1.xml", "xl/worksheets/_rels/sheet2.xml.rels", "xl/drawings/drawing1.xml", "xl/drawings/_rels/drawing1.xml.rels", "xl/worksheets/sheet3.xml"]);
  const before = partTexts(made(WHAT));
  expect(texts.get("xl/worksheets/sheet2.xml")).toBe(
    (before.get("xl/worksheets/sheet2.xml") ?? "").replace("<f>Inputs!A2*2", "<f>'Deal''s terms'!A2*2").replace("<formula>Inputs!", "<formula>'Deal''s terms'!").replace("<formula1>Inputs!", "<formula1>'Deal''s terms'!").replace('location="Inputs!', "location=\"'Deal''s terms'!"),
  );
  expect(texts.get("xl/charts/chart1.xml")).toBe((before.get("xl/charts/chart1.xml") ?? "").replace("<c:f>Inputs!", "<c:f>'Deal''s terms'!"));
  expect(texts.get("xl/workbook.xml")).toBe((before.get("xl/workbook.xml") ?? "").replace('name="Inputs"', 'name="Deal\'s terms"').replaceAll(">Inputs!", ">'Deal''s terms'!"));
  expect(openXlsx(bytes, FUNCTIONS).workbook.tables.map(({ sheet }) => sheet)).toEqual(["Deal's terms"]);
});

test("a sheet removed: it goes with its parts and its names, and what read it shows #REF!", () => {
  const { bytes, texts } = changed(removeInputs);
  expect([...partTexts(made(WHAT)).keys()].filter((name) => !texts.has(name))).toEqual(["xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels", "xl/tables/table1.xml"]);
  expect(texts.get("xl/workbook.xml")).toContain('<workbookView activeTab="0" firstSheet="0"/></bookViews><sheets><sheet name="Deal" sheetId="7" r:id="rId2"/><sheet name="Notes" sheetId="3" r:id="rId3"/></sheets><definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">Deal!$A$1:$B$9</definedName><definedName name="Base">#REF!</definedName><definedName name="Own" localSheetId="1">Notes!$A$1</definedName></definedNames>');
  const deal = texts.get("xl/worksheets/sheet2.xml") ?? "";
  for (const part of ["<f>#REF!*2</f>", "<f>SUM(#REF!)</f>", "<formula>#REF!&gt;1</formula>", "<formula1>#REF!</formula1>"]) expect(deal).toContain(part);
  expect(texts.get("xl/charts/chart1.xml")).toContain("<c:f>#REF!</c:f>");
  expect(openXlsx(bytes, FUNCTIONS).workbook.sheets.map(({ name }) => name)).toEqual(["Deal", "Notes"]);
});

test("sheets in another order, one of them new: views and names of a sheet stay with theirs", () => {
  const { bytes, texts } = changed(({ workbook }) => {
    const added = workbook.addSheet("New");
    added.setCell(1, 1, { value: 1 });
    workbook.sheets.splice(0, Infinity, ...["Notes", "New", "Deal", "Inputs"].flatMap((name) => workbook.sheet(name) ?? []));
  });
  const text = texts.get("xl/workbook.xml") ?? "";
  expect([...text.matchAll(/<sheet name="([^"]*)"/g)].map(([, name]) => name)).toEqual(["Notes", "New", "Deal", "Inputs"]);
  expect(text).toContain('activeTab="2" firstSheet="3"');
  const { workbook } = openXlsx(bytes, FUNCTIONS);
  expect(workbook.names.map(({ name, sheet }) => [name, sheet])).toEqual([["_xlnm.Print_Area", "Deal"], ["Base", undefined], ["Own", "Inputs"], ["Own", "Notes"]]);
  expect(workbook.sheet("New")?.cell(1, 1)?.value).toBe(1);
});

test("two sheets that change their names with each other", () => {
  const { bytes } = changed(({ workbook }) => {
    const [inputs, deal] = workbook.sheets;
    if (inputs !== undefined && deal !== undefined) [inputs.name, deal.name] = [deal.name, inputs.name];
  });
  const { workbook } = openXlsx(bytes, FUNCTIONS);
  expect(workbook.sheets.map(({ name }) => name)).toEqual(["Deal", "Inputs", "Notes"]);
  expect(workbook.sheet("Inputs")?.cell(1, 1)?.formula?.text).toBe("Deal!A2*2");
});

testWithLibreOffice("LibreOffice opens them, and shows the sheets and figures", () => {
  const [renamed, removed] = recalculatedByLibreOffice([changed(renameInputs).bytes, changed(removeInputs).bytes]).map((bytes) => openXlsx(bytes, FUNCTIONS).workbook);
  expect(renamed?.sheets.map(({ name }) => name)).toEqual(["Deal's terms", "Deal", "Notes"]);
  expect([1, 2].map((column) => renamed?.sheet("Deal")?.cell(1, column)?.value)).toEqual([10, 5]);
  expect(removed?.sheets.map(({ name }) => name)).toEqual(["Deal", "Notes"]);
  expect([1, 2].map((column) => removed?.sheet("Deal")?.cell(1, column)?.value)).toEqual([{ error: "#REF!" }, { error: "#REF!" }]);
});
