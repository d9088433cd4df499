import { strToU8 } from "fflate";
import { LAST_COLUMN, LAST_ROW, cellAddress } from "../../sheet/address";
import { rectangleAddress } from "../../sheet/area";
import type { Cell, PageSetUp, Sheet, SheetLook } from "../../sheet/workbook";
import { sameName } from "../../sheet/workbook";
import type { AddedStyles } from "./addedStyles";
import { newCellXml, type WritingContext } from "./cellXml";
import { addContentType } from "../package/contentTypes";
import { FileRefusal } from "../fileRefusal";
import { refuseInputsInBlocks } from "../filledBlocks";
import type { FunctionNames } from "../formulaText";
import { largest } from "../largest";
import { isMain, relationshipType, relationshipsUri } from "../package/namespaces";
import { paneXml } from "./patchLooks";
import { patchPart } from "./patchPart";
import type { WorkbookLayout } from "../reading/readWorkbook";
import { addRelationship, folderOf, relativeTarget, sibling } from "../package/relationships";
import { encodedText, xmlAttributeValue } from "../package/storedText";
import { editedText } from "../package/textEdits";
import { attribute, wholeNumber, xmlTree, type XmlElement, type XmlSource } from "../package/xml";
import type { ZipPackage } from "../package/zipPackage";

const CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
/** Excel's limits. */
const LONGEST_NAME = 31;
const WIDEST = 255;

/** Sheets that were put into a package. */
export interface AddedSheets {
  readonly byPart: ReadonlyMap<string, Sheet>;
  /** The numbers of the styles that their cells have. */
  readonly styles: readonly number[];
  /** As which their formulas are stored. */
  readonly functions: FunctionNames;
}

/** Puts sheets into a package, behind those that it has: their parts, and their places in the workbook. The styles are still to be written. */
export function addSheets(parts: ZipPackage, sheets: readonly Sheet[], layout: WorkbookLayout, styles: AddedStyles, context: Omit<WritingContext, "sheetName">): AddedSheets {
  const names = [...layout.sheetNames];
  const byPart = new Map<string, Sheet>();
  for (const sheet of sheets) {
    refuseBadSheetName(sheet.name, names);
    names.push(sheet.name);
    refuseInputsInBlocks(sheet);
    const part = parts.freeName(`${folderOf(layout.workbookPart)}worksheets/sheet`, ".xml");
    parts.put(part, strToU8(sheetXml(sheet, styles, layout.mainUri, { ...context, sheetName: sheet.name })));
    addContentType(parts, part, CONTENT_TYPE);
    const id = addRelationship(parts, layout.workbookPart, relationshipType(layout.mainUri, "worksheet"), relativeTarget(layout.workbookPart, part));
    patchPart(parts, layout.workbookPart, (source) => withSheetListed(source, sheet.name, id));
    byPart.set(part, sheet);
  }
  return { byPart, styles: styles.used, functions: context.functions };
}

/** Excel does not open a workbook with a sheet of a name that it does not allow. */
export function refuseBadSheetName(name: string, others: readonly string[]): void {
  const twin = others.find((other) => sameName(other, name));
  if (twin !== undefined) throw new FileRefusal(`A sheet ${name} cannot be added: the workbook has a sheet ${twin} already.`);
  const allowed = name.trim() !== "" && name.length <= LONGEST_NAME && !/[[\]:*?/\\]|^'|'$/.test(name) && !sameName(name, "History");
  if (!allowed) throw new FileRefusal(`"${name}" cannot be the name of a sheet in Excel: at most ${LONGEST_NAME} characters, none of [ ] : * ? / \\, no apostrophe at its ends, and not History.`);
}

/** The workbook part with one more sheet in its list. */
function withSheetListed(source: XmlSource, name: string, relationship: string): string {
  const root = xmlTree(source);
  const list = root.children.find((child) => isMain(child, "sheets"));
  if (list === undefined) throw new RangeError(`The part ${source.part} lists no sheets`);
  const number = largest(list.children.map((sheet) => wholeNumber(attribute(sheet, "sheetId")) ?? 0), 0) + 1;
  const uri = relationshipsUri(root.uri);
  const prefix = relationshipsPrefix(root, uri);
  const link = prefix === undefined ? `xmlns:r="${uri}" r:id="${relationship}"` : `${prefix}:id="${relationship}"`;
  const text = `<${sibling(root, "sheet")} name="${xmlAttributeValue(encodedText(name))}" sheetId="${number}" ${link}/>`;
  return editedText(source.text, [{ start: list.closeStart, end: list.closeStart, text }]);
}

/** The prefix that the workbook's root gives to `r:id`. Some writers declare it on every sheet instead. */
function relationshipsPrefix(root: XmlElement, uri: string): string | undefined {
  return Object.values(root.attributes).find(({ name, value }) => name.startsWith("xmlns:") && value === uri)?.local;
}

/** The elements stand in the order of the format (CT_Worksheet). */
function sheetXml(sheet: Sheet, styles: AddedStyles, mainUri: string, context: WritingContext): string {
  const { rows, dimension } = dataXml(sheet, styles, context);
  const { look } = sheet;
  const before = look === undefined ? "" : viewXml(look) + (isFolded(look) ? '<sheetFormatPr defaultRowHeight="15" outlineLevelRow="1"/>' : "") + columnsXml(look, sheet.name);
  const root = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${mainUri}">`;
  return `${root}${propertiesXml(look)}<dimension ref="${dimension}"/>${before}<sheetData>${rows}</sheetData>${linksXml(sheet)}${pageXml(look?.page)}</worksheet>`;
}

const isFolded = ({ foldedRows }: SheetLook): boolean => foldedRows !== undefined && foldedRows.size > 0;

function propertiesXml(look: SheetLook | undefined): string {
  const outline = look !== undefined && isFolded(look) ? '<outlinePr summaryBelow="0"/>' : "";
  const page = look?.page === undefined ? "" : '<pageSetUpPr fitToPage="1"/>';
  return outline + page === "" ? "" : `<sheetPr>${outline}${page}</sheetPr>`;
}

function linksXml({ rows }: Sheet): string {
  const links = [...rows].flatMap(([row, cells]) => [...cells].flatMap(([column, { link }]) => (link === undefined ? [] : [`<hyperlink ref="${cellAddress(row, column)}" location="${xmlAttributeValue(encodedText(link))}"/>`])));
  return links.length === 0 ? "" : `<hyperlinks>${links.join("")}</hyperlinks>`;
}

/** In inches. */
const MARGINS = '<pageMargins left="0.5" right="0.5" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>';

function pageXml(page: PageSetUp | undefined): string {
  if (page === undefined) return "";
  const { orientation, pagesWide, pagesTall = 0 } = page;
  return `${MARGINS}<pageSetup orientation="${orientation}" fitToWidth="${pagesWide}" fitToHeight="${pagesTall}"/><headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P of &amp;N</oddFooter></headerFooter>`;
}

function viewXml({ frozenRows = 0, frozenColumns = 0 }: SheetLook): string {
  const view = '<sheetView showGridLines="0" workbookViewId="0"';
  const pane = paneXml({ prefix: "" }, { rows: frozenRows, columns: frozenColumns });
  return `<sheetViews>${view}${pane === "" ? "/>" : `>${pane}</sheetView>`}</sheetViews>`;
}

function columnsXml({ widths }: SheetLook, sheetName: string): string {
  const bad = widths.find((width) => !(width >= 0 && width <= WIDEST));
  if (bad !== undefined || widths.length > LAST_COLUMN) throw new FileRefusal(`The sheet ${sheetName} cannot have a column ${bad} characters wide; Excel allows 0 to ${WIDEST}, and ${LAST_COLUMN} columns.`);
  const columns = widths.map((width, i) => `<col min="${i + 1}" max="${i + 1 === widths.length ? LAST_COLUMN : i + 1}" width="${width}" customWidth="1"/>`);
  return columns.length === 0 ? "" : `<cols>${columns.join("")}</cols>`;
}

function dataXml(sheet: Sheet, styles: AddedStyles, context: WritingContext): { readonly rows: string; readonly dimension: string } {
  const used = { top: Infinity, left: Infinity, bottom: 0, right: 0 };
  const rows: string[] = [];
  for (const row of sorted(new Set([...sheet.rows.keys(), ...sheet.hiddenRows, ...(sheet.look?.foldedRows ?? [])]))) {
    const cells = sheet.rows.get(row);
    const isFoldedAway = sheet.look?.foldedRows?.has(row) === true;
    const hidden = isFoldedAway || sheet.hiddenRows.has(row);
    const marks = (isFoldedAway ? ' outlineLevel="1"' : sheet.look?.foldedRows?.has(row + 1) === true ? ' collapsed="1"' : "") + (hidden ? ' hidden="1"' : "");
    const written: string[] = [];
    for (const column of sorted(cells?.keys() ?? [])) {
      const xml = cellXml(row, column, cells?.get(column) as Cell);
      if (xml === "") continue;
      written.push(xml);
      used.top = Math.min(used.top, row);
      used.bottom = row;
      used.left = Math.min(used.left, column);
      used.right = Math.max(used.right, column);
    }
    if (written.length > 0 || marks !== "") rows.push(`<row r="${row}"${marks}>${written.join("")}</row>`);
  }
  if (used.bottom > LAST_ROW || used.right > LAST_COLUMN || used.top < 1 || used.left < 1) throw new FileRefusal(`The sheet ${sheet.name} has cells beyond its edge. Excel's last cell is ${cellAddress(LAST_ROW, LAST_COLUMN)}.`);
  return { rows: rows.join(""), dimension: used.bottom === 0 ? "A1" : rectangleAddress(used) };

  /** Nothing for a cell that neither holds nor shows anything. */
  function cellXml(row: number, column: number, cell: Cell): string {
    const style = styles.style(cell);
    if (cell.value === null && cell.formula === undefined && style === undefined) return "";
    return newCellXml({ row, column, before: undefined, after: cell }, style, { prefix: "" }, context);
  }
}

function sorted(numbers: Iterable<number>): number[] {
  return [...numbers].sort((a, b) => a - b);
}
