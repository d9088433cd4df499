import { readFileSync } from "node:fs";
import { strToU8, zipSync } from "fflate";
import { FileRefusal } from "../../src/file/fileRefusal";
import { openXlsx } from "../../src/file/xlsx";
import { PACKAGE_LIMITS } from "../../src/file/package/zipPackage";
import { FUNCTIONS, MAIN, OFFICE, SHEET, made, madeParts, zipped, type Made } from "./handmade";

const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const utf16 = (text: string) => [...text].flatMap((letter) => [letter.charCodeAt(0), 0]);

function refusal(bytes: Uint8Array, limits = PACKAGE_LIMITS): string {
  try {
    openXlsx(bytes, FUNCTIONS, limits);
  } catch (error) {
    if (error instanceof FileRefusal) return error.message;
    throw error;
  }
  return "opened";
}

describe("what is no .xlsx is named", () => {
  test.each([
    ["nothing", new Uint8Array(0), "The file is empty"],
    ["CSV", strToU8("Product,Amount\r\nA,1\r\n"), "text file, such as CSV"],
    ["CSV behind a byte order mark", strToU8("\uFEFFProdukt;Betrag\n"), "text file, such as CSV"],
    ["a web page called .xls", strToU8("<html><table></table></html>"), "web page"],
    ["XML Spreadsheet 2003", strToU8('<?xml version="1.0"?><Workbook/>'), "single XML file"],
    ["PDF", strToU8("%PDF-1.7"), "PDF"],
    [".xls", Uint8Array.from([...OLE, ...new Array<number>(600).fill(0), ...utf16("Workbook")]), "Excel 97-2003"],
    ["a password", Uint8Array.from([...OLE, ...new Array<number>(600).fill(0), ...utf16("EncryptedPackage")]), "protected with a password"],
    [".doc", Uint8Array.from([...OLE, ...utf16("WordDocument")]), "older Office document"],
    ["noise", Uint8Array.from([1, 2, 3, 200]), "This is not a workbook"],
    [".ods", zipSync({ mimetype: strToU8("application/vnd.oasis.opendocument.spreadsheet") }), "OpenDocument"],
    [".docx", zipSync({ "word/document.xml": strToU8("<w/>") }), "Word document"],
    [".xlsb", zipSync({ "xl/workbook.bin": strToU8("") }), ".xlsb"],
    ["some zip", zipSync({ "readme.txt": strToU8("hello") }), "holds no workbook"],
  ])("%s", (_, bytes, sentence) => {
    expect(refusal(bytes)).toContain(sentence);
  });
});

describe("what would harm is not opened", () => {
  const dtd = (inside: string) => `<?xml version="1.0"?><!DOCTYPE worksheet [${inside}]><worksheet xmlns="${MAIN}"><sheetData><row r="1"><c r="A1" t="str"><v>&a;</v></c></row></sheetData></worksheet>`;
  test.each<[string, Made, string]>([
    ["a billion laughs", { sheet: dtd('<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">') }, "declares a document type"],
    ["an entity that reads a file", { sheet: dtd('<!ENTITY a SYSTEM "file:///etc/passwd">') }, "declares a document type"],
    ["a document type alone", { sheet: `<?xml version="1.0"?><!DOCTYPE worksheet><worksheet xmlns="${MAIN}"/>` }, "declares a document type"],
    ["an entity that nobody declared", { sheet: '<row r="1"><c r="A1" t="str"><v>&a;</v></c></row>' }, "not well-formed"],
    ["an entity that every object has", { sheet: '<row r="1"><c r="A1" t="str"><v>&constructor;</v></c></row>' }, "not well-formed"],
    ["a path out of the file", { parts: { "xl/../../evil.xml": "" } }, 'a part named "xl/../../evil.xml"'],
    ["an absolute path", { parts: { "/etc/passwd": "" } }, 'a part named "/etc/passwd"'],
    ["a path of Windows", { parts: { "C:\\evil.xml": "" } }, "no name inside a workbook"],
    ["a path out of the file, of Windows", { parts: { "xl\\..\\..\\evil.xml": "" } }, "no name inside a workbook"],
    ["two parts that differ in their slashes alone", { parts: { "xl\\workbook.xml": "" } }, "two parts named"],
    ["a relationship out of the file, of Windows", { links: [{ type: "sharedStrings", target: "..\\..\\evil.xml" }] }, "outside the file"],
    ["two parts that differ in case alone", { parts: { "xl/Workbook.xml": "" } }, "two parts named"],
    ["a relationship out of the file", { links: [{ type: "sharedStrings", target: "../../../evil.xml" }] }, "outside the file"],
    ["nesting without end", { sheet: `<worksheet xmlns="${MAIN}">${"<a>".repeat(100_000)}` }, "nested more than 256"],
    ["another encoding", { sheet: `<?xml version="1.0" encoding="UTF-16"?><worksheet xmlns="${MAIN}"/>` }, "not in UTF-8"],
    ["bytes that are not UTF-8", { parts: { [SHEET]: Uint8Array.from([...strToU8(`<worksheet xmlns="${MAIN}"><!-- `), 0xe4, ...strToU8(" --></worksheet>")]) } }, "not written in UTF-8"],
  ])("%s", (_, what, sentence) => {
    expect(refusal(made(what))).toContain(sentence);
  });

  test("too much, by what the file declares", () => {
    const bytes = made({ parts: { "xl/media/image1.png": new Uint8Array(3_000_000) } });
    expect(refusal(bytes, { ...PACKAGE_LIMITS, bytes: 2 ** 20 })).toBe("The file would unpack to 3 MB; at most 1 MB are read. Save the workbook with fewer sheets or pictures.");
    expect(refusal(bytes, { ...PACKAGE_LIMITS, parts: 5 })).toContain("The file has 6 parts");
  });

  test("too dense", () => {
    expect(refusal(made({ parts: { "xl/media/image1.png": new Uint8Array(8 * 2 ** 20) } }))).toContain("more than 300 times its size");
  });

  test("more than the file declares, or other than it declares", () => {
    for (const [offset, why] of [[24, "size"], [16, "checksum"]] as const) {
      const bytes = made({});
      const view = new DataView(bytes.buffer);
      const directory = view.getUint32(bytes.length - 6, true);
      view.setUint32(directory + offset, view.getUint32(directory + offset, true) - 1, true);
      expect([why, refusal(bytes)]).toEqual([why, expect.stringContaining("does not have the size and checksum")]);
    }
  });

  test("parts that overlap, so that the same bytes unpack over and over", () => {
    const bytes = made({});
    const view = new DataView(bytes.buffer);
    const directory = view.getUint32(bytes.length - 6, true);
    view.setUint32(directory + 20, 0x7fffffff, true);
    expect(refusal(bytes)).toContain("overlap");
  });

  test("a file that was cut short, wherever", () => {
    const whole = made({ sheet: '<row r="1"><c r="A1"><v>1</v></c></row>' });
    for (let length = 4; length < whole.length; length += 7) expect(refusal(whole.slice(0, length))).toContain("cut short");
  });

  test("a million cells that share one long formula", () => {
    const rows = Array.from({ length: 14_000 }, (_, i) => `<row>${i === 0 ? `<c><f t="shared" ref="A1:A14000" si="0">${"A1+".repeat(2700)}A1</f></c>` : '<c><f t="shared" si="0"/></c>'}</row>`);
    expect(refusal(made({ sheet: rows.join("") }))).toContain("too long to be written out");
  });
});

describe("what Excel itself would call damaged is refused with its place", () => {
  test.each<[string, Made | string, string]>([
    ["XML that ends early", `<row r="1"><c r="A1"><v>1</v>`, "xl/worksheets/sheet1.xml is not well-formed XML"],
    ["a cell twice", '<row r="1"><c r="B1"/><c r="B1"/></row>', "the cell B1 twice"],
    ["a row twice", '<row r="2"/><row r="2"/>', "row 2 after row 2"],
    ["cells out of order", '<row r="1"><c r="B1"/><c r="A1"/></row>', "the cell A1 after B1"],
    ["a cell of another row", '<row r="1"><c r="A2"/></row>', "a cell A2 in row 1"],
    ["a column behind the last", '<row r="1"><c r="XFE1"/></row>', "a cell XFE1"],
    ["a row behind the last", '<row r="1048577"/>', "a row numbered 1048577"],
    ["row 0", '<row r="0"/>', "a row numbered 0"],
    ["a negative row", '<row r="-1"/>', "a row numbered -1"],
    ["a huge row", '<row r="99999999999999999999"/>', "a row numbered 99999999999999999999"],
    ["a shared text that is missing", '<row r="1"><c r="A1" t="s"><v>7</v></c></row>', "Sheet1!A1 holds a pointer to the shared text 7"],
    ["a negative pointer", '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>', "the shared text -1"],
    ["a number that is none", '<row r="3"><c r="C3"><v>12,5</v></c></row>', 'Sheet1!C3 holds the number "12,5"'],
    ["infinity", '<row r="1"><c r="A1"><v>1e999</v></c></row>', 'the number "1e999"'],
    ["a type that does not exist", '<row r="1"><c r="A1" t="x"><v>1</v></c></row>', 'the unknown type "x"'],
    ["a date that does not exist", '<row r="1"><c r="A1" t="d"><v>2023-02-29</v></c></row>', 'the date "2023-02-29"'],
    ["a month that does not exist", '<row r="1"><c r="A1" t="d"><v>2023-13-01</v></c></row>', 'the date "2023-13-01"'],
    ["a time that does not exist", '<row r="1"><c r="A1" t="d"><v>24:00:00</v></c></row>', 'the date "24:00:00"'],
    ["a sheet whose place is not in the file", { sheetAttributes: "", parts: { "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Lost" sheetId="1" r:id="rId9"/></sheets></workbook>` } }, "The sheet Lost is listed, but the file does not say where it is"],
    ["a group that does not exist", '<row r="1"><c r="A1"><f t="shared" si="4"/></c></row>', "shares a formula of group 4"],
    ["an array formula away from its block", '<row r="1"><c r="A1"><f t="array" ref="B1:B2">1</f></c></row>', 'an array formula over "B1:B2"'],
    ["an array formula over the edge", '<row r="1"><c r="A1"><f t="array" ref="A1:XFE1">1</f></c></row>', 'an array formula over "A1:XFE1"'],
    ["blocks that overlap", '<row r="1"><c r="B1"><f t="array" ref="B1:C9">1</f></c></row><row r="5"><c r="A5"><f t="array" ref="A5:B5">1</f></c></row>', "The blocks filled from Sheet1!B1 and Sheet1!A5 overlap"],
    ["a formula that is too long", `<row r="1"><c r="A1"><f>${"1+".repeat(4200)}1</f></c></row>`, "a formula of 8401 characters"],
    ["cells hidden from a reader", '<mc:AlternateContent xmlns:mc="m"><row r="1"/></mc:AlternateContent>', "<mc:AlternateContent> among its rows"],
    ["two lists of cells", `<worksheet xmlns="${MAIN}"><sheetData/><sheetData/></worksheet>`, "holds its cells twice"],
    ["no sheet in the sheet's part", "<worksheet/>", "does not hold a sheet"],
    ["a sheet that is missing", { parts: { [SHEET]: null } }, "The part xl/worksheets/sheet1.xml, which should hold the sheet Sheet1, is missing"],
    ["no workbook", { parts: { "xl/workbook.xml": null } }, "The part xl/workbook.xml, which should hold the workbook, is missing"],
    ["no content types", { parts: { "[Content_Types].xml": null } }, "no part [Content_Types].xml"],
    ["a name of a sheet that does not exist", { behindSheets: '<definedNames><definedName name="X" localSheetId="5">1</definedName></definedNames>' }, "The name X belongs to sheet 5"],
    ["a negative scope", { behindSheets: '<definedNames><definedName name="X" localSheetId="-1">1</definedName></definedNames>' }, "The name X belongs to sheet -1"],
  ])("%s", (_, what, sentence) => {
    const message = refusal(made(typeof what === "string" ? { sheet: what } : what));
    expect(message).toContain(sentence);
    expect(message).toContain("Open it in Excel, let Excel repair it, and save it again.");
  });

  test("a template is a workbook, a drawing is none", () => {
    const parts = (type: string) => zipped(madeParts({ parts: { "[Content_Types].xml": `<Types><Override PartName="/xl/workbook.xml" ContentType="${type}"/></Types>` } }));
    expect(refusal(parts("application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml"))).toBe("opened");
    expect(refusal(parts("application/vnd.ms-visio.drawing.main+xml"))).toContain("not a workbook");
  });
});

test("an honest file of each kind opens", () => {
  for (const name of ["libreoffice", "exceljs", "hucre"]) expect([name, refusal(readFileSync(`${__dirname}/fixtures/${name}.xlsx`))]).toEqual([name, "opened"]);
});
