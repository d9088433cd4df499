import { strToU8, unzipSync } from "fflate";
import { catalogue } from "../../src/functions/catalogue";
import { shareCopy } from "../../src/handover/shareCopy";
import { ShareRefusal } from "../../src/handover/shareRefusal";
import { MAIN, OFFICE, made } from "../file/handmade";
import { picture } from "../file/hostile";

const DRAWN = "http://schemas.openxmlformats.org/drawingml/2006";
const NEWER = "http://schemas.microsoft.com/office/drawing/2012/chart";

/** The places of the workbook below into which something can be planted. */
type Slot = "row" | "cols" | "sheetEnd" | "numFmts" | "fonts" | "styleXfs" | "cellXfs" | "cellStyles" | "dxfs" | "colors" | "texts" | "names" | "theme" | "schemes" | "drawing" | "series" | "chart" | "column" | "column2" | "tableEnd";

interface Planting {
  readonly what: string;
  readonly secret: string;
  readonly at: Slot;
  readonly xml: (secret: string) => string;
  /** How the screen tells of it. Absent: the copy does not hold it. */
  readonly told?: RegExp;
}

const cell = (address: string, value: string, style = 0) => `<c r="${address}" s="${style}"><v>${value}</v></c>`;
const text = (address: string, value: string, style = 0) => `<c r="${address}" s="${style}" t="inlineStr"><is><t>${value}</t></is></c>`;
const pictureOf = (id: number, properties: string, link = "rId2", crop = "") =>
  `<xdr:twoCellAnchor><xdr:from><xdr:col>5</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>0</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>6</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>3</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="${id}" ${properties}/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="${link}"/>${crop}<a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:twoCellAnchor>`;

/** Styles of cells, in the order of `cellXfs`: 0 plain; 1 `;;;`; 2 white; 3 theme accent 1 on itself; 4 all but black on black; 5 specks; 6 a word for losses; 7 a style by name. */
const PLANTED: readonly Planting[] = [
  { what: "a row hidden by hand", secret: "731.41301", at: "row", xml: (s) => `<row r="10" hidden="1">${cell("A10", s)}</row>`, told: /hidden rows .*10/ },
  { what: "a row of no height", secret: "731.41302", at: "row", xml: (s) => `<row r="12" ht="0" customHeight="1">${cell("A12", s)}</row>`, told: /hidden rows .*12-14 of 'Deal'/ },
  { what: "a row that a filter hides", secret: "731.41303", at: "row", xml: (s) => `<row r="13" hidden="true">${cell("A13", s)}</row>`, told: /12-14/ },
  { what: "a row of a collapsed outline", secret: "leak04", at: "row", xml: (s) => `<row r="14" outlineLevel="1" hidden="1">${text("A14", s)}</row><row r="15" collapsed="1"/>`, told: /12-14/ },
  { what: "a hidden column", secret: "731.41305", at: "row", xml: (s) => `<row r="16">${cell("D16", s)}</row>`, told: /hidden columns D-E/ },
  { what: "a column of no width", secret: "731.41306", at: "row", xml: (s) => `<row r="17">${cell("E17", s)}</row>`, told: /D-E of 'Deal'/ },
  { what: "a figure under ;;;", secret: "731.41307", at: "row", xml: (s) => `<row r="18">${cell("A18", s, 1)}</row>`, told: /Deal!A18: under a number format that does not show it/ },
  { what: "white on white", secret: "leak08", at: "row", xml: (s) => `<row r="19">${text("A19", s, 2)}</row>`, told: /Deal!A19, .*in the colour of its ground/ },
  { what: "a theme's colour on itself", secret: "731.41309", at: "row", xml: (s) => `<row r="20">${cell("A20", s, 3)}</row>`, told: /Deal!A20, .*in the colour of its ground/ },
  { what: "all but black on black", secret: "731.41310", at: "row", xml: (s) => `<row r="21">${cell("A21", s, 4)}</row>`, told: /Deal!A21: in the colour of its ground/ },
  { what: "letters of one point", secret: "leak11", at: "row", xml: (s) => `<row r="22">${text("A22", s, 5)}</row>`, told: /Deal!A22: in letters too small/ },
  { what: "a run of a text in white", secret: "leak12", at: "texts", xml: (s) => `<si><r><t>shown</t></r><r><rPr><color rgb="FFFFFFFF"/></rPr><t>${s}</t></r></si>`, told: /Deal!A23: a part of it in the colour/ },
  { what: "how a text is pronounced", secret: "leak13", at: "texts", xml: (s) => `<si><t>word</t><rPh sb="0" eb="1"><t>${s}</t></rPh></si>` },
  { what: "what is filtered for", secret: "731.41314", at: "sheetEnd", xml: (s) => `<autoFilter ref="A1:B30"><filterColumn colId="0"><customFilters><customFilter operator="greaterThan" val="${s}"/></customFilters></filterColumn><filterColumn colId="1"><filters><filter val="leak14"/></filters></filterColumn></autoFilter>` },
  { what: "what a link says of itself", secret: "leak15", at: "sheetEnd", xml: (s) => `<hyperlinks><hyperlink ref="A1" location="Deal!B1" display="${s}"/></hyperlinks>` },
  { what: "a format that only a style uses", secret: "leak16", at: "numFmts", xml: (s) => `<numFmt numFmtId="170" formatCode="0&quot;${s}&quot;"/>` },
  { what: "a word for a figure that is not shown", secret: "leak17", at: "numFmts", xml: (s) => `<numFmt numFmtId="171" formatCode="0;0&quot;${s}&quot;"/>`, told: /words in a number format, not all of which show: 0;0"leak17"/ },
  { what: "a font that no cell uses", secret: "leak18", at: "fonts", xml: (s) => `<font><name val="${s}"/></font>` },
  { what: "the name of a style", secret: "leak19", at: "cellStyles", xml: (s) => `<cellStyle name="${s}" xfId="1"/>`, told: /the name of a style: leak19/ },
  { what: "a colour for later use", secret: "FF731420", at: "colors", xml: (s) => `<colors><mruColors><color rgb="${s}"/></mruColors></colors>` },
  { what: "the name of the theme", secret: "leak21", at: "theme", xml: (s) => s },
  { what: "the names of its schemes", secret: "leak22", at: "schemes", xml: (s) => s },
  { what: "its own colours", secret: "leak23", at: "theme", xml: () => "Office" },
  { what: "a constant under a name", secret: "731.41324", at: "names", xml: (s) => `<definedName name="Rate">${s}</definedName>`, told: /the name Rate, which stands for 731\.41324/ },
  { what: "a text under a name", secret: "leak25", at: "names", xml: (s) => `<definedName name="Note" localSheetId="0">"${s}"</definedName>`, told: /the name Note, which stands for "leak25"/ },
  { what: "constants under a name", secret: "731.41326", at: "names", xml: (s) => `<definedName name="Steps">{0,${s}}</definedName>`, told: /the name Steps, which stands for \{0,731\.41326\}/ },
  { what: "a name that is no formula", secret: "leak91", at: "names", xml: (s) => `<definedName name="Odd">A1 ${s}~</definedName>`, told: /the name Odd, which stands for A1 leak91~/ },
  { what: "an alternative text", secret: "leak26", at: "drawing", xml: (s) => pictureOf(3, `name="Picture 3" descr="${s}"`), told: /the alternative text of 'Picture 3' on 'Deal': leak26/ },
  { what: "the name of a picture", secret: "leak27", at: "drawing", xml: (s) => pictureOf(4, `name="${s}"`), told: /the name of a picture or chart on 'Deal': leak27/ },
  { what: "a hidden picture", secret: "leak28", at: "drawing", xml: (s) => pictureOf(5, `name="${s}" hidden="1"`) },
  { what: "what stands in a picture's file", secret: "leak29", at: "drawing", xml: () => pictureOf(6, 'name="Picture 6"') },
  { what: "a picture that is not taken apart", secret: "leak30", at: "drawing", xml: () => pictureOf(7, 'name="Picture 7"', "rId3"), told: /all that the file of the picture 'Picture 7' on 'Deal' holds \(gif\)/ },
  { what: "what is cut off from a picture", secret: "leak31", at: "drawing", xml: () => pictureOf(8, 'name="Picture 8"', "rId3", '<a:srcRect r="50000"/>'), told: /what is cut off from the picture 'Picture 8' on 'Deal'/ },
  { what: "figures that a chart once showed", secret: "731.41332", at: "series", xml: (s) => `<c:val><c:numRef><c:f>Deal!$B$1:$B$2</c:f><c:numCache><c:formatCode>0"leak32"</c:formatCode><c:ptCount val="1"/><c:pt idx="0"><c:v>${s}</c:v></c:pt></c:numCache></c:numRef></c:val>` },
  { what: "the name that a series once had", secret: "leak33", at: "series", xml: (s) => `<c:tx><c:strRef><c:f>Deal!$A$1</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>${s}</c:v></c:pt></c:strCache></c:strRef></c:tx>` },
  { what: "categories that a chart once had", secret: "leak34", at: "series", xml: (s) => `<c:cat><c:multiLvlStrRef><c:f>Deal!$A$1:$A$2</c:f><c:multiLvlStrCache><c:lvl><c:pt idx="0"><c:v>${s}</c:v></c:pt></c:lvl></c:multiLvlStrCache></c:multiLvlStrRef></c:cat>` },
  { what: "labels that its points once had, and series that it does not show", secret: "leak35", at: "series", xml: (s) => `<c:extLst><c:ext uri="{1}" xmlns:c15="${NEWER}"><c15:datalabelsRange><c15:f>Deal!$A$1</c15:f><c15:dlblRangeCache><c:pt idx="0"><c:v>${s}</c:v></c:pt></c15:dlblRangeCache></c15:datalabelsRange></c:ext><c:ext uri="{2}" xmlns:c15="${NEWER}"><c15:filteredBarSeries><c15:ser><c:tx><c:v>${s}</c:v></c:tx></c15:ser></c15:filteredBarSeries></c:ext></c:extLst>` },
  { what: "constants of a chart", secret: "731.41336", at: "chart", xml: (s) => `<c:ser><c:idx val="1"/><c:order val="1"/><c:val><c:numLit><c:ptCount val="1"/><c:pt idx="0"><c:v>${s}</c:v></c:pt></c:numLit></c:val></c:ser>`, told: /constants in the chart 'Chart 1' on 'Deal': 731\.41336/ },
  { what: "the label of totals that are not shown", secret: "leak37", at: "column", xml: (s) => ` totalsRowLabel="${s}"` },
  { what: "a formula of a column that no cell has", secret: "731.41338", at: "column2", xml: (s) => `<calculatedColumnFormula>1*${s}</calculatedColumnFormula>` },
  { what: "a formula of totals that no cell has", secret: "731.41339", at: "column2", xml: (s) => `<totalsRowFormula>1*${s}</totalsRowFormula>` },
  { what: "a conditional format that hides", secret: "731.41340", at: "row", xml: (s) => `<row r="25">${cell("A25", s)}</row>`, told: /what stands in Deal!A25:A26 where a conditional format hides it/ },
];

const at = (slot: Slot): string => PLANTED.filter((one) => one.at === slot).map(({ xml, secret }) => xml(secret)).join("");
const secretOf = (what: string): string => PLANTED.find((one) => one.what === what)?.secret ?? "";
const byRow = (a: string, b: string): number => Number(/\d+/.exec(a)?.[0]) - Number(/\d+/.exec(b)?.[0]);
const rows = [
  `<row r="1">${text("A1", "Royalty")}<c r="B1"><f>_xldudf_DEAL_TIEREDROYALTY(B2,{0,0.1})</f><v>50</v></c></row>`,
  `<row r="2">${text("A2", "Base")}${cell("B2", "500")}</row>`,
  '<row r="23"><c r="A23" t="s"><v>0</v></c></row>',
  `<row r="24"><c r="A24" t="s"><v>1</v></c>${cell("B24", "-5", 6)}${cell("C24", "1", 7)}</row>`,
  `<row r="30">${text("B30", "Kept")}${text("C30", "Twice")}</row>`,
  `<row r="31">${cell("B31", "1")}<c r="C31"><f>B31*2</f><v>2</v></c></row>`,
  ...at("row").split(/(?=<row )/),
].sort(byRow);

const STYLES = `<styleSheet xmlns="${MAIN}"><numFmts count="3"><numFmt numFmtId="169" formatCode=";;;"/>${at("numFmts")}</numFmts><fonts count="6"><font><name val="Calibri"/></font><font><color rgb="FFFFFFFF"/><name val="Calibri"/></font><font><color theme="4"/><name val="Calibri"/></font><font><color rgb="FF080808"/><name val="Calibri"/></font><font><sz val="1"/><name val="Calibri"/></font>${at("fonts")}</fonts><fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FF4472C4"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor indexed="8"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/><xf numFmtId="170" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="8"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="169" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="2" fillId="2" borderId="0" xfId="0"/><xf numFmtId="0" fontId="3" fillId="3" borderId="0" xfId="0"/><xf numFmtId="0" fontId="4" fillId="0" borderId="0" xfId="0"/><xf numFmtId="171" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="1"/></cellXfs><cellStyles count="2"><cellStyle name="Normal" xfId="0" builtinId="0"/>${at("cellStyles")}</cellStyles><dxfs count="1"><dxf><font><color theme="0"/></font></dxf></dxfs>${at("colors")}</styleSheet>`;

const scheme = (local: string, content: string) => `<a:${local} name="${at("schemes")}">${content}</a:${local}>`;
const colour = (local: string, value: string) => `<a:${local}><a:srgbClr val="${value}"/></a:${local}>`;
const THEME = `<a:theme xmlns:a="${DRAWN}/main" name="${secretOf("the name of the theme")}"><a:themeElements>${scheme("clrScheme", [["dk1", "000000"], ["lt1", "FFFFFF"], ["dk2", "44546A"], ["lt2", "E7E6E6"], ["accent1", "4472C4"], ["accent2", "ED7D31"], ["accent3", "A5A5A5"], ["accent4", "FFC000"], ["accent5", "5B9BD5"], ["accent6", "70AD47"], ["hlink", "0563C1"], ["folHlink", "954F72"]].map(([local = "", value = ""]) => colour(local, value)).join(""))}${scheme("fontScheme", "")}${scheme("fmtScheme", "")}</a:themeElements><a:custClrLst><a:custClr name="${secretOf("its own colours")}"><a:srgbClr val="123456"/></a:custClr></a:custClrLst></a:theme>`;

const chartFrame = '<xdr:twoCellAnchor><xdr:from><xdr:col>5</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>5</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>9</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>9</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="Chart 1"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>' + `<a:graphic><a:graphicData uri="${DRAWN}/chart"><c:chart xmlns:c="${DRAWN}/chart" r:id="rId1"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>`;
const CHART = `<c:chartSpace xmlns:c="${DRAWN}/chart" xmlns:a="${DRAWN}/main"><c:chart><c:plotArea><c:layout/><c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:ser><c:idx val="0"/><c:order val="0"/>${at("series")}</c:ser>${at("chart")}<c:axId val="1"/><c:axId val="2"/></c:barChart></c:plotArea></c:chart></c:chartSpace>`;
const GIF = Uint8Array.from([...strToU8("GIF89a"), 1, 0, 1, 0, 0, 0, 0, 0x21, 0xfe, 14, ...strToU8("leak30, leak31"), 0, 0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3b]);

const links = (...items: readonly (readonly [string, string])[]) => `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${items.map(([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`).join("")}</Relationships>`;

const FILE = made({
  sheetName: "Deal",
  sheet: `<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}"><cols><col min="4" max="4" width="9" hidden="1"/><col min="5" max="5" width="0" customWidth="1"/></cols><sheetData>${rows.join("")}</sheetData>${at("sheetEnd").replace(/(<hyperlinks>)/, '<conditionalFormatting sqref="A25:A26"><cfRule type="cellIs" dxfId="0" priority="1" operator="greaterThan"><formula>0</formula></cfRule></conditionalFormatting>$1')}<drawing r:id="rId1"/><tableParts count="1"><tablePart r:id="rId2"/></tableParts></worksheet>`,
  behindSheets: `<definedNames>${at("names")}</definedNames>`,
  links: [
    { type: "styles", target: "styles.xml" },
    { type: "sharedStrings", target: "sharedStrings.xml" },
    { type: "theme", target: "theme/theme1.xml" },
  ],
  parts: {
    "xl/styles.xml": STYLES,
    "xl/sharedStrings.xml": `<sst xmlns="${MAIN}" count="2" uniqueCount="2">${at("texts")}</sst>`,
    "xl/theme/theme1.xml": THEME,
    "xl/worksheets/_rels/sheet1.xml.rels": links(["drawing", "../drawings/drawing1.xml"], ["table", "../tables/table1.xml"]),
    "xl/tables/table1.xml": `<table xmlns="${MAIN}" id="1" name="Kept" displayName="Kept" ref="B30:C31" totalsRowShown="0"><tableColumns count="2"><tableColumn id="1" name="Kept"${at("column")}/><tableColumn id="2" name="Twice">${at("column2")}</tableColumn></tableColumns></table>`,
    "xl/drawings/drawing1.xml": `<xdr:wsDr xmlns:xdr="${DRAWN}/spreadsheetDrawing" xmlns:a="${DRAWN}/main" xmlns:r="${OFFICE}">${chartFrame}${at("drawing")}</xdr:wsDr>`,
    "xl/drawings/_rels/drawing1.xml.rels": links(["chart", "../charts/chart1.xml"], ["image", "../media/image1.png"], ["image", "../media/image2.gif"]),
    "xl/charts/chart1.xml": CHART,
    "xl/media/image1.png": picture(secretOf("what stands in a picture's file")),
    "xl/media/image2.gif": GIF,
  },
});

/** Every byte of a package, its parts unpacked, one text for each. */
const partsOf = (bytes: Uint8Array): string[] => Object.entries(unzipSync(bytes)).map(([name, content]) => name + Buffer.from(content).toString("latin1"));

describe("what nobody sees is not in the copy, or is told", () => {
  const { bytes, unseen } = shareCopy(FILE, catalogue, { mode: "native", withHidden: true });
  const [before, after] = [partsOf(FILE), partsOf(bytes)];
  const told = unseen.join("\n");

  test.each(PLANTED)("$what", ({ secret, told: sentence }) => {
    expect(before.some((part) => part.includes(secret))).toBe(true);
    if (sentence === undefined) expect(after.filter((part) => part.includes(secret))).toEqual([]);
    else expect(told).toMatch(sentence);
  });

  test("words beside them are gone too", () => {
    for (const word of ["leak14", "leak32", "Cache"]) expect(after.filter((part) => part.includes(word))).toEqual([]);
  });

  test("nothing is told that is seen", () => {
    const cells = told.match(/Deal![A-Z]+\d+/g) ?? [];
    expect(new Set(cells)).toEqual(new Set(["Deal!A18", "Deal!A19", "Deal!A20", "Deal!A21", "Deal!A22", "Deal!A23", "Deal!A25"]));
  });

  test.each([
    ["rows", '<sheetFormatPr defaultRowHeight="0.75"/>', "hidden rows 2, 4 of 'Deal'"],
    ["columns", '<sheetFormatPr baseColWidth="0" defaultColWidth="0.1" defaultRowHeight="15"/>', "hidden columns A-B of 'Deal'"],
  ])("where all %s have next to no size, those that say nothing else are hidden", (_, sizes, said) => {
    const rows = `<row r="2">${cell("A2", "1")}${cell("B2", "2")}</row><row r="3" ht="15">${cell("A3", "3")}</row><row r="4">${cell("B4", "4")}</row>`;
    const bytes = made({ sheetName: "Deal", sheet: `<worksheet xmlns="${MAIN}">${sizes}<sheetData>${rows}</sheetData></worksheet>` });
    expect(() => shareCopy(bytes, catalogue, { mode: "values" })).toThrow(said);
    expect(shareCopy(bytes, catalogue, { mode: "values", withHidden: true }).unseen.join()).toContain(said);
  });

  test("hidden rows and columns are refused unless they are asked for", () => {
    expect(() => shareCopy(FILE, catalogue, { mode: "native" })).toThrow(ShareRefusal);
    expect(() => shareCopy(FILE, catalogue, { mode: "native" })).toThrow(
      "the hidden rows 10, 12-14 of 'Deal' would be shared; unhide or clear them, or say that they are to be shared too (--with-hidden)\nthe hidden columns D-E of 'Deal' would be shared;",
    );
  });
});
