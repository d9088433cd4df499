import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { openXlsx, type XlsxFile } from "../../src/file/xlsx";
import { cellAddress, columnNumber } from "../../src/sheet/address";
import type { Cell } from "../../src/sheet/workbook";

export const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
export const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";

/** The functions that the tests open files with. Two of them differ only in what an underscore stands for. */
export const FUNCTIONS = ["DEAL.PRORATA", "DEAL.TIEREDROYALTY", "DEAL.TIEREDROYALTY.LINES", "DEAL.NPV_ROYALTY", "DEAL.NPV_ROYALTY.LINES"];

/** What a handmade file is made of, beyond its one sheet. */
export interface Made {
  /** What stands inside `<sheetData>`, or the whole sheet part if it begins with "<?xml" or "<worksheet". */
  readonly sheet?: string;
  readonly sheetName?: string;
  /** Inside `<workbook>`, before and behind the list of sheets. */
  readonly beforeSheets?: string;
  readonly behindSheets?: string;
  readonly sheetAttributes?: string;
  /** Relationships of the workbook: type by id, and target. */
  readonly links?: readonly { readonly type: string; readonly target: string }[];
  readonly overrides?: string;
  /** More parts, or others in place of the usual ones; null leaves one out. */
  readonly parts?: Readonly<Record<string, string | Uint8Array | null>>;
}

/** The parts of a small workbook of one sheet. */
export function madeParts({ sheet = "", sheetName = "Sheet1", beforeSheets = "", behindSheets = "", sheetAttributes = "", links = [], overrides = "", parts = {} }: Made): Map<string, Uint8Array> {
  const isPart = sheet.startsWith("<?xml") || sheet.startsWith("<worksheet");
  const all: Record<string, string | Uint8Array | null> = {
    "[Content_Types].xml": `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>${overrides}</Types>`,
    "_rels/.rels": `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">${beforeSheets}<sheets><sheet name="${sheetName}" sheetId="1"${sheetAttributes} r:id="rId1"/></sheets>${behindSheets}</workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>${links
      .map(({ type, target }, i) => `<Relationship Id="rId${i + 2}" Type="${type.includes("/") ? type : `${OFFICE}/${type}`}" Target="${target}"/>`)
      .join("")}</Relationships>`,
    "xl/worksheets/sheet1.xml": isPart ? sheet : `<worksheet xmlns="${MAIN}"><sheetData>${sheet}</sheetData></worksheet>`,
    ...parts,
  };
  return new Map(Object.entries(all).flatMap(([name, content]) => (content === null ? [] : [[name, typeof content === "string" ? strToU8(content) : content]])));
}

export function zipped(parts: ReadonlyMap<string, Uint8Array>): Uint8Array {
  return zipSync(Object.fromEntries(parts), { mtime: new Date(2020, 0, 1) });
}

export function made(what: Made): Uint8Array {
  return zipped(madeParts(what));
}

export function opened(what: Made | string): XlsxFile {
  return openXlsx(made(typeof what === "string" ? { sheet: what } : what), FUNCTIONS);
}

export function partTexts(bytes: Uint8Array): Map<string, string> {
  return new Map(Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content)]));
}

export const SHEET = "xl/worksheets/sheet1.xml";

/** The cells of a sheet by address: `{ A1: { value: 5 } }`. */
export function cells(file: XlsxFile, sheetName?: string): Record<string, Cell> {
  const sheet = sheetName === undefined ? file.workbook.sheets[0] : file.workbook.sheet(sheetName);
  return Object.fromEntries([...(sheet?.rows ?? [])].flatMap(([row, found]) => [...found].map(([column, cell]) => [cellAddress(row, column), cell])));
}

/** Puts a cell of the first sheet, or takes it away. */
export function put(file: XlsxFile, address: string, cell: Cell | null): void {
  const [, letters = "", row = ""] = /^([A-Z]+)(\d+)$/.exec(address) ?? [];
  const sheet = file.workbook.sheets[0];
  if (cell === null) sheet?.deleteCell(Number(row), columnNumber(letters));
  else sheet?.setCell(Number(row), columnNumber(letters), cell);
}
