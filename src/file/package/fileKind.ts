import { strFromU8 } from "fflate";
import { FileRefusal } from "../fileRefusal";

const ZIP = "PK";
const OLE = "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1";

/** Refuses bytes that do not start as a zip, as every .xlsx does, with a sentence that says what they look like. */
export function refuseUnlessZip(bytes: Uint8Array): void {
  const start = strFromU8(bytes.subarray(0, 512), true);
  if (start.startsWith(ZIP)) return;
  throw new FileRefusal(kindSentence(bytes, start));
}

/** Refuses a zip that is some other kind of document, by the parts that such a document has. */
export function refuseOtherDocuments(hasPart: (name: string) => boolean): void {
  const other = OTHER_DOCUMENTS.find(({ part }) => hasPart(part));
  if (other !== undefined) throw new FileRefusal(other.sentence);
}

const OTHER_DOCUMENTS: readonly { readonly part: string; readonly sentence: string }[] = [
  { part: "xl/workbook.bin", sentence: "This is a binary workbook (.xlsb), which is not read here. Open it in Excel and save it as .xlsx." },
  { part: "word/document.xml", sentence: "This is a Word document, not a workbook. Choose an .xlsx or .xlsm file." },
  { part: "ppt/presentation.xml", sentence: "This is a PowerPoint presentation, not a workbook. Choose an .xlsx or .xlsm file." },
  { part: "mimetype", sentence: "This is an OpenDocument file (.ods, .odt …), which is not read here. Open it in Excel or LibreOffice and save it as .xlsx." },
  { part: "Index/Document.iwa", sentence: "This is an Apple Numbers document, which is not read here. Export it from Numbers as .xlsx." },
];

function kindSentence(bytes: Uint8Array, start: string): string {
  const text = start.startsWith("\u00ef\u00bb\u00bf") ? start.slice(3) : start;
  const word = text.trimStart().slice(0, 64).toLowerCase();
  if (bytes.length === 0) return "The file is empty. Choose an .xlsx or .xlsm file.";
  if (start.startsWith(OLE)) return oleSentence(bytes);
  if (start.startsWith("%PDF")) return "This is a PDF, not a workbook. Choose an .xlsx or .xlsm file.";
  if (word.startsWith("<!doctype html") || word.startsWith("<html")) return "This is a web page, not a workbook, whatever its file name says. Open it in Excel and save it as .xlsx.";
  if (word.startsWith("<?xml")) return "This is a single XML file, such as an XML Spreadsheet 2003, not a workbook. Open it in Excel and save it as .xlsx.";
  if (isText(bytes)) return "This is a text file, such as CSV, not a workbook. Open it in Excel and save it as .xlsx.";
  return "This is not a workbook: an .xlsx file is a zip, and this file is not. Choose an .xlsx or .xlsm file.";
}

function oleSentence(bytes: Uint8Array): string {
  if (contains(bytes, utf16("EncryptedPackage"))) {
    return "The file is protected with a password. Open it in Excel, remove the password under File > Info > Protect Workbook, and save it again.";
  }
  if (contains(bytes, utf16("Workbook")) || contains(bytes, utf16("Book"))) {
    return "This is a workbook of Excel 97-2003 (.xls), which is not read here. Open it in Excel and save it as .xlsx.";
  }
  return "This is an older Office document, not an .xlsx workbook. Open it in Excel and save it as .xlsx.";
}

function utf16(text: string): Uint8Array {
  return Uint8Array.from([...text].flatMap((letter) => [letter.charCodeAt(0), 0]));
}

function contains(bytes: Uint8Array, sought: Uint8Array): boolean {
  for (let at = bytes.indexOf(sought[0] ?? 0); at >= 0; at = bytes.indexOf(sought[0] ?? 0, at + 1)) {
    if (sought.every((byte, i) => bytes[at + i] === byte)) return true;
  }
  return false;
}

function isText(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 4096).every((byte) => byte >= 32 || byte === 9 || byte === 10 || byte === 13);
}
