import { appearance } from "../../src/file/looks/appearance";
import type { CellLook } from "../../src/file/looks/cellLooks";
import { noLookChanges, type LookChanges } from "../../src/file/looks/lookChanges";
import { openXlsx, savedXlsx, type XlsxFile } from "../../src/file/xlsx";
import { recalculatedByLibreOffice, testWithLibreOffice } from "../support/libreOffice";
import { FUNCTIONS, MAIN, SHEET, made, opened, partTexts, put, type Made } from "./handmade";
import { danglingParts, invalidElements, misplacedElements } from "./schemaOrder";

const STYLES = `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="9"/><color theme="1"/><name val="Arial"/><family val="2"/></font><font><i/><sz val="9"/><name val="Arial"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="9" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyProtection="1"><alignment horizontal="center" textRotation="45"/><protection locked="0"/></xf></cellXfs><!-- theirs --></styleSheet>`;
const OVERRIDE = '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>';
const VIEWS = '<sheetViews><sheetView workbookViewId="0"><selection activeCell="B2"/></sheetView></sheetViews>';
const COLUMNS = '<cols><col min="2" max="4" width="12" customWidth="1" style="1" outlineLevel="1"/></cols>';
const ROWS = '<row r="1" spans="1:2"><c r="A1"><v>1</v></c><c r="B1" s="1"><v>0.5</v></c></row><row r="4" ht="20" customHeight="1"/>';
const BEHIND = '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>';
const file = (): Made => ({ sheet: `<worksheet xmlns="${MAIN}">${VIEWS}${COLUMNS}<sheetData>${ROWS}</sheetData>${BEHIND}</worksheet>`, links: [{ type: "styles", target: "styles.xml" }], overrides: OVERRIDE, parts: { "xl/styles.xml": STYLES } });

const PLAIN: CellLook = { font: { name: "Arial", size: 9, bold: false, italic: false, underlined: false, struckThrough: false, colour: "#000000" }, borders: {}, wraps: false, indent: 0 };
const CENTRED: CellLook = { ...PLAIN, format: "0%", font: { name: "Arial", size: 9, bold: false, italic: true, underlined: false, struckThrough: false }, horizontal: "center" };

/** The file with other looks on its first sheet. */
function withLooks(of: XlsxFile, change: (looks: LookChanges) => void): XlsxFile {
  const [sheet] = of.workbook.sheets;
  if (sheet === undefined) throw new Error("The file has no sheet.");
  const looks = noLookChanges();
  change(looks);
  of.looks.set(sheet, looks);
  return of;
}

/** The first sheet and the styles as saved; every other part is as it was, and the file is one that Excel takes. */
function savedParts(of: XlsxFile, what: Made): { readonly sheet: string; readonly styles: string } {
  const bytes = savedXlsx(of);
  const [before, after] = [partTexts(made(what)), partTexts(bytes)];
  expect([...after.keys()]).toEqual([...before.keys()]);
  expect([...before.keys()].filter((name) => before.get(name) !== after.get(name) && name !== SHEET && name !== "xl/styles.xml")).toEqual([]);
  expect([...invalidElements(bytes), ...misplacedElements(bytes), ...danglingParts(bytes)]).toEqual([]);
  return { sheet: after.get(SHEET) ?? "", styles: after.get("xl/styles.xml") ?? "" };
}

const sheetWith = ({ views = VIEWS, columns = COLUMNS, rows = ROWS }) => `<worksheet xmlns="${MAIN}">${views}${columns}<sheetData>${rows}</sheetData>${BEHIND}</worksheet>`;

describe("cells", () => {
  test("bold: the rest of the style stays as written, its protection and its angle too", () => {
    const of = withLooks(opened(file()), ({ cells }) => cells.set(1, new Map([[2, { from: 1, look: { ...CENTRED, font: { ...CENTRED.font, bold: true } } }]])));
    const { sheet, styles } = savedParts(of, file());
    expect(sheet).toBe(sheetWith({ rows: ROWS.replace('s="1"', 's="2"') }));
    expect(styles).toBe(
      STYLES.replace('fonts count="2"', 'fonts count="3"')
        .replace("</fonts>", '<font><b/><i/><sz val="9"/><name val="Arial"/></font></fonts>')
        .replace('cellXfs count="2"', 'cellXfs count="3"')
        .replace("</cellXfs>", '<xf numFmtId="9" fontId="2" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyProtection="1" applyFont="1"><alignment horizontal="center" textRotation="45"/><protection locked="0"/></xf></cellXfs>'),
    );
  });

  test.each<[string, Partial<CellLook>, string]>([
    ["a number format that Excel has by number", { format: "#,##0.00" }, '<xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'],
    ["a number format of its own", { format: "yyyy-mm-dd" }, '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'],
    ["a fill", { fill: "#FFF2CC" }, '<xf numFmtId="0" fontId="0" fillId="2" borderId="0" xfId="0" applyFill="1"/>'],
    ["borders", { borders: { top: { line: "thin", colour: "#000000" } } }, '<xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0" applyBorder="1"/>'],
    ["text that wraps", { wraps: true }, '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment wrapText="1"/></xf>'],
    ["letters of another colour", { font: { ...PLAIN.font, colour: "#FF0000" } }, '<xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1"/>'],
  ])("%s: one style more, and it is read back", (_, look, xf) => {
    const of = withLooks(opened(file()), ({ cells }) => cells.set(1, new Map([[1, { from: 0, look: { ...PLAIN, ...look } }]])));
    const { sheet, styles } = savedParts(of, file());
    expect(sheet).toBe(sheetWith({ rows: ROWS.replace('<c r="A1">', '<c s="2" r="A1">') }));
    expect(styles).toContain(`${xf}</cellXfs><!-- theirs --></styleSheet>`);
    const again = appearance(openXlsx(savedXlsx(of), FUNCTIONS));
    expect(again.looks[2]).toEqual({ ...PLAIN, ...look });
    expect(again.looks.slice(0, 2)).toEqual([PLAIN, CENTRED]);
  });

  test("a border keeps the edges that were not in question, a cleared fill is none", () => {
    const styles = STYLES.replace("<left/>", '<left style="double"><color theme="4"/></left>').replace('<patternFill patternType="none"/>', '<patternFill patternType="solid"><fgColor rgb="FF112233"/></patternFill>');
    const what: Made = { ...file(), parts: { "xl/styles.xml": styles } };
    const look: CellLook = { ...PLAIN, borders: { left: { line: "double", colour: "#4472C4" }, bottom: { line: "thin" } } };
    const saved = savedParts(withLooks(opened(what), ({ cells }) => cells.set(1, new Map([[1, { from: 0, look }]]))), what).styles;
    expect(saved).toContain('<border><left style="double"><color theme="4"/></left><right/><top/><bottom style="thin"><color auto="1"/></bottom><diagonal/></border></borders>');
    expect(saved).toContain('<fill><patternFill patternType="none"/></fill></fills>');
  });

  test("a style of the file as it is, for a cell that moved there, adds none", () => {
    const { sheet, styles } = savedParts(withLooks(opened(file()), ({ cells }) => cells.set(1, new Map([[1, { from: 1 }]]))), file());
    expect(sheet).toBe(sheetWith({ rows: ROWS.replace('<c r="A1">', '<c s="1" r="A1">') }));
    expect(styles).toBe(STYLES);
  });

  test("cells alike share a style; cells that the file does not have come in their places", () => {
    const bold = { from: 0, look: { ...PLAIN, font: { ...PLAIN.font, bold: true } } };
    const of = withLooks(opened(file()), ({ cells }) => cells.set(1, new Map([[4, bold], [1, bold]])).set(3, new Map([[2, bold]])).set(4, new Map([[1, bold]])).set(9, new Map([[1, bold]])));
    const { sheet, styles } = savedParts(of, file());
    expect(sheet).toBe(sheetWith({ rows: '<row r="1"><c s="2" r="A1"><v>1</v></c><c r="B1" s="1"><v>0.5</v></c><c r="D1" s="2"/></row><row r="3"><c r="B3" s="2"/></row><row r="4" ht="20" customHeight="1"><c r="A4" s="2"/></row><row r="9"><c r="A9" s="2"/></row>' }));
    expect(styles).toContain('cellXfs count="3"');
  });

  test("a cell is given a value and a look together", () => {
    const of = withLooks(opened(file()), ({ cells }) => cells.set(2, new Map([[1, { from: 0, look: { ...PLAIN, format: "0.00%" } }]])));
    put(of, "A2", { value: 0.125, format: "0.00%" });
    expect(savedParts(of, file()).sheet).toBe(sheetWith({ rows: ROWS.replace('<row r="4"', '<row r="2"><c s="2" r="A2"><v>0.125</v></c></row><row r="4"') }));
  });

  test("a colour that is none is refused", () => {
    const of = withLooks(opened(file()), ({ cells }) => cells.set(1, new Map([[1, { from: 0, look: { ...PLAIN, fill: 'red"/><x' } }]])));
    expect(() => savedXlsx(of)).toThrow('red"/><x is no colour that a file can hold. Write it as #RRGGBB.');
  });

  test("a file without styles is given them", () => {
    const of = withLooks(opened(ROWS.replace(' s="1"', "")), ({ cells }) => cells.set(1, new Map([[1, { from: 0, look: { ...PLAIN, font: { bold: true, italic: false, underlined: false, struckThrough: false } } }]])));
    const bytes = savedXlsx(of);
    expect([...invalidElements(bytes), ...misplacedElements(bytes), ...danglingParts(bytes)]).toEqual([]);
    const again = appearance(openXlsx(bytes, FUNCTIONS));
    expect(again.looks[again.sheets[0]?.cells.get(1)?.get(1) ?? -1]?.font.bold).toBe(true);
  });
});

describe("columns and rows", () => {
  test("a column among others of one element is taken out of it, and keeps the rest that is said of it", () => {
    const { sheet } = savedParts(withLooks(opened(file()), ({ columns }) => columns.set(3, { width: 20.5, isHidden: false, style: 1 }).set(7, { width: 5, isHidden: false })), file());
    const theirs = 'width="12" customWidth="1" style="1" outlineLevel="1"';
    expect(sheet).toBe(sheetWith({ columns: `<cols><col min="2" max="2" ${theirs}/><col min="3" max="3" outlineLevel="1" width="20.5" customWidth="1" style="1"/><col min="4" max="4" ${theirs}/><col min="7" max="7" width="5" customWidth="1"/></cols>` }));
  });

  test("a sheet that says nothing of columns and panes is given both, in the order of the format", () => {
    const what = { sheet: `<worksheet xmlns="${MAIN}"><dimension ref="A1"/><sheetFormatPr defaultRowHeight="15"/><sheetData>${ROWS.replace(' s="1"', "")}</sheetData></worksheet>` };
    const of = withLooks(opened(what), (looks) => {
      looks.columns.set(1, { width: 30, isHidden: false });
      looks.frozen = { rows: 1, columns: 2 };
    });
    expect(savedParts(of, what).sheet).toContain(
      '<dimension ref="A1"/><sheetViews><sheetView workbookViewId="0"><pane xSplit="2" ySplit="1" topLeftCell="C2" activePane="bottomRight" state="frozen"/><selection pane="bottomRight"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="1" width="30" customWidth="1"/></cols><sheetData>',
    );
  });

  test("rows are as high as they are made, new ones too; one that was set free says nothing of its height", () => {
    const { sheet } = savedParts(withLooks(opened(file()), ({ rows }) => rows.set(1, { height: 45, isHidden: false }).set(2, { height: 30.75, isHidden: false }).set(4, { isHidden: false })), file());
    expect(sheet).toBe(sheetWith({ rows: ROWS.replace('<row r="1"', '<row ht="45" customHeight="1" r="1"').replace('<row r="4" ht="20" customHeight="1"/>', '<row r="2" ht="30.75" customHeight="1"></row><row r="4"/>') }));
  });

  test.each<[string, (looks: LookChanges) => void, string]>([
    ["a column", ({ columns }) => columns.set(1, { width: 256, isHidden: false }), "A column 256 characters wide cannot be saved; Excel allows 0 to 255."],
    ["a row", ({ rows }) => rows.set(1, { height: 410, isHidden: false }), "A row 410 points high cannot be saved; Excel allows 0 to 409.5."],
  ])("%s beyond Excel's limits is refused", (_, change, message) => {
    expect(() => savedXlsx(withLooks(opened(file()), change))).toThrow(message);
  });

  test.each<[string, { rows: number; columns: number }, string]>([
    ["set", { rows: 4, columns: 0 }, '<sheetViews><sheetView workbookViewId="0"><pane ySplit="4" topLeftCell="A5" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews>'],
    ["taken away", { rows: 0, columns: 0 }, '<sheetViews><sheetView workbookViewId="0"></sheetView></sheetViews>'],
  ])("panes are %s", (_, frozen, views) => {
    expect(savedParts(withLooks(opened(file()), (looks) => (looks.frozen = frozen)), file()).sheet).toBe(sheetWith({ views }));
  });
});

test("an added sheet looks as it is made", () => {
  const of = opened(file());
  const sheet = of.workbook.addSheet("Own");
  sheet.setCell(1, 1, { value: 2, format: "0.0" });
  const looks = noLookChanges();
  looks.cells.set(1, new Map([[1, { from: 0, look: { ...PLAIN, format: "0.0", fill: "#DDEBF7" } }]]));
  looks.columns.set(1, { width: 40, isHidden: false });
  looks.frozen = { rows: 1, columns: 0 };
  of.looks.set(sheet, looks);
  const bytes = savedXlsx(of);
  expect([...invalidElements(bytes), ...misplacedElements(bytes), ...danglingParts(bytes)]).toEqual([]);
  const { looks: all, sheets } = appearance(openXlsx(bytes, FUNCTIONS));
  expect(sheets[1]).toMatchObject({ frozenRows: 1, columns: [{ first: 1, last: 1, width: 40 }] });
  expect(all[sheets[1]?.cells.get(1)?.get(1) ?? -1]).toEqual({ ...PLAIN, format: "0.0", fill: "#DDEBF7" });
});

// Panes are not among them: without a window LibreOffice drops those of any file.
testWithLibreOffice("LibreOffice shows formats, fills, letters, borders, widths and heights as they were set", () => {
  const of = withLooks(opened(file()), (looks) => {
    const set: CellLook = { ...PLAIN, format: "#,##0.00", fill: "#FFF2CC", font: { ...PLAIN.font, bold: true }, borders: { top: { line: "thin", colour: "#000000" } } };
    looks.cells.set(1, new Map([[1, { from: 0, look: set }]]));
    looks.columns.set(1, { width: 33, isHidden: false });
    looks.rows.set(1, { height: 42, isHidden: false });
  });
  const [theirs] = recalculatedByLibreOffice([savedXlsx(of)]);
  const { looks, sheets } = appearance(openXlsx(theirs ?? new Uint8Array(), FUNCTIONS));
  const [sheet] = sheets;
  expect(looks[sheet?.cells.get(1)?.get(1) ?? -1]).toMatchObject({ format: "#,##0.00", fill: "#FFF2CC", font: { name: "Arial", size: 9, bold: true }, borders: { top: { line: "thin" } } });
  expect(sheet?.rows.get(1)?.height).toBe(42);
  // Counted in the letters of its own usual font.
  expect((sheet?.columns[0]?.width ?? 0) / (sheet?.columns[1]?.width ?? 1)).toBeCloseTo(33 / 12, 1);
});
