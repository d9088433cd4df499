import { strToU8, zipSync } from "fflate";
import type { Workbook } from "../../src/sheet/workbook";
import { xmlText } from "../../src/file/package/storedText";
import { cellAddress } from "../../src/sheet/address";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** The smallest file that holds a workbook's values, names and formulas, those that spill left out. Packing a large one takes longer than it is worth to LibreOffice. */
export function workbookBytes({ sheets, names }: Pick<Workbook, "sheets" | "names">, { isPacked = true } = {}): Uint8Array {
  const parts: Record<string, string> = {
    "[Content_Types].xml": `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>${sheets.map((_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join("")}</Types>`,
    "_rels/.rels": `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}/relationships"><sheets>${sheets.map(({ name, isHidden }, i) => `<sheet name="${xmlText(name)}" sheetId="${i + 1}"${isHidden ? ' state="hidden"' : ""} r:id="rId${i + 1}"/>`).join("")}</sheets>${names.length === 0 ? "" : `<definedNames>${names.map(({ name, formula, sheet }) => `<definedName name="${name}"${sheet === undefined ? "" : ` localSheetId="${sheets.findIndex((one) => one.name === sheet)}"`}>${xmlText(formula)}</definedName>`).join("")}</definedNames>`}</workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${PACKAGE}/relationships">${sheets.map((_, i) => `<Relationship Id="rId${i + 1}" Type="${OFFICE}/relationships/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`).join("")}</Relationships>`,
  };
  sheets.forEach(({ rows }, i) => {
    const data = [...rows]
      .sort(([a], [b]) => a - b)
      .map(([row, cells]) => {
        const written = [...cells].sort(([a], [b]) => a - b).map(([column, { value, formula, extent = { rows: 1, columns: 1 } }]) => {
          const r = cellAddress(row, column);
          const filled = `${r}:${cellAddress(row + extent.rows - 1, column + extent.columns - 1)}`;
          if (formula?.kind === "array") return `<c r="${r}"><f t="array" ref="${filled}">${xmlText(formula.text)}</f></c>`;
          if (formula !== undefined) return `<c r="${r}"><f>${xmlText(formula.text)}</f></c>`;
          if (typeof value === "number") return `<c r="${r}"><v>${String(value)}</v></c>`;
          if (typeof value === "string") return `<c r="${r}" t="inlineStr"><is><t xml:space="preserve">${xmlText(value)}</t></is></c>`;
          if (typeof value === "boolean") return `<c r="${r}" t="b"><v>${value ? 1 : 0}</v></c>`;
          return value === null ? "" : `<c r="${r}" t="e"><v>${value.error}</v></c>`;
        });
        return `<row r="${row}">${written.join("")}</row>`;
      });
    parts[`xl/worksheets/sheet${i + 1}.xml`] = `<worksheet xmlns="${MAIN}"><sheetData>${data.join("")}</sheetData></worksheet>`;
  });
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(HEAD + text)])), { level: isPacked ? 6 : 0 });
}
