import { type Rectangle, rectangleAt } from "../../sheet/area";
import type { Sheet, Table } from "../../sheet/workbook";
import { isMain, isRelationshipType } from "../package/namespaces";
import { relationships } from "../package/relationships";
import { decodedText } from "../package/storedText";
import { children } from "../package/workbookPart";
import { attribute, wholeNumber, xmlSource, xmlTree, type XmlElement } from "../package/xml";
import type { ZipPackage } from "../package/zipPackage";

/**
 * The tables of a sheet. What hides rows in them is told to the sheet.
 *
 * A table that does not say where it stands, or whose columns do not fill its width, is left out: formulas that read it are refused, and never read other cells.
 */
export function readTables(parts: ZipPackage, sheetPart: string, sheet: Sheet): Table[] {
  return relationships(parts, sheetPart)
    .filter(({ type }) => isRelationshipType(type, "table"))
    .flatMap(({ target }) => {
      const part = parts.part(target);
      const root = part && xmlTree(xmlSource(part));
      if (root === undefined || !isMain(root, "table")) return [];
      for (const filter of children(root, "autoFilter")) if (hasCriteria(filter)) markFiltered(sheet, rectangleAt(attribute(filter, "ref") ?? ""));
      return tableOf(root, sheet.name);
    });
}

function tableOf(root: XmlElement, sheet: string): Table[] {
  const name = decodedText(attribute(root, "displayName") ?? attribute(root, "name") ?? "");
  const place = rectangleAt(attribute(root, "ref") ?? "");
  const columns = children(root, "tableColumns").flatMap((list) => children(list, "tableColumn")).map((column) => decodedText(attribute(column, "name") ?? ""));
  if (name === "" || place === undefined || columns.length !== place.right - place.left + 1) return [];
  const count = (attributeName: string, usual: number): number => wholeNumber(attribute(root, attributeName)) ?? usual;
  return [{ name, sheet, ...place, hasHeader: count("headerRowCount", 1) > 0, hasTotals: count("totalsRowCount", 0) > 0, columns }];
}

/** A column with a button alone hides nothing. */
function hasCriteria(filter: XmlElement): boolean {
  return children(filter, "filterColumn").some((column) => column.children.length > 0);
}

/** The rows that a filter with criteria hides: all that are hidden below its header. */
export function markFiltered(sheet: Sheet, filter: Rectangle | undefined): void {
  if (filter === undefined) return;
  for (const row of sheet.hiddenRows) if (row > filter.top && row <= filter.bottom) sheet.filteredRows.add(row);
}
