import type { SheetFates } from "../../sheet/formula/sheetFates";
import { sameName } from "../../sheet/workbook";
import { removeContentType } from "../package/contentTypes";
import { isMain } from "../package/namespaces";
import { relationships, relationshipsPart, removeRelationships } from "../package/relationships";
import { decodedText, encodedText } from "../package/storedText";
import { editedText, type TextEdit } from "../package/textEdits";
import { attribute, attributeEdit, wholeNumber, xmlTree, type XmlElement, type XmlSource } from "../package/xml";
import type { ZipPackage } from "../package/zipPackage";

/** The sheets of a workbook's list under their names of now, without those that are gone. */
export function renamedInList({ text, ...rest }: XmlSource, fates: SheetFates): string {
  const root = xmlTree({ text, ...rest });
  return editedText(text, listed(root).flatMap(({ element, name }): TextEdit[] => {
    const now = fates.nameOf(name);
    if (now === null) return [{ start: element.start, end: element.end, text: "" }];
    return now === name ? [] : attributeEdit(text, element, "name", encodedText(now));
  }));
}

/** The sheets of a workbook's list in another order. `order` are all names, and `before` the names by the places of which views and names speak. */
export function orderedList({ text, ...rest }: XmlSource, order: readonly string[], fates: SheetFates, before: readonly string[]): string {
  const root = xmlTree({ text, ...rest });
  const sheets = listed(root);
  const edits = sheets.flatMap(({ element, name }, i): TextEdit[] => {
    const there = sheets.find((one) => sameName(one.name, order[i] ?? name));
    return there === undefined || there.element === element ? [] : [{ start: element.start, end: element.end, text: text.slice(there.element.start, there.element.end) }];
  });
  const placeNow = (place: number): number | undefined => {
    const now = fates.nameOf(before[place] ?? "");
    const at = now === null ? -1 : order.findIndex((name) => sameName(name, now));
    return at < 0 ? undefined : at;
  };
  for (const view of root.children.filter((child) => isMain(child, "bookViews")).flatMap(({ children }) => children)) {
    for (const name of ["activeTab", "firstSheet"]) {
      const place = wholeNumber(attribute(view, name)) ?? 0;
      // In place of a sheet that is gone, the one that has come there, or the last.
      const now = placeNow(place) ?? Math.min(place, order.length - 1);
      if (now !== place) edits.push(...attributeEdit(text, view, name, String(now)));
    }
  }
  return editedText(text, edits);
}

function listed(root: XmlElement): { readonly element: XmlElement; readonly name: string }[] {
  return root.children
    .filter((child) => isMain(child, "sheets"))
    .flatMap(({ children }) => children)
    .filter((child) => isMain(child, "sheet"))
    .map((element) => ({ element, name: decodedText(attribute(element, "name") ?? "") }));
}

/** Takes sheets out of a package, with all that nothing else leads to: their drawings, comments and tables. */
export function removeSheetParts(parts: ZipPackage, workbookPart: string, sheetParts: readonly string[]): void {
  const before = reached(parts);
  for (const part of sheetParts) removeRelationships(parts, workbookPart, part);
  const after = reached(parts);
  for (const name of before) {
    if (after.has(name)) continue;
    for (const gone of [name, relationshipsPart(name)]) {
      if (parts.part(gone) === undefined) continue;
      parts.remove(gone);
      removeContentType(parts, gone);
    }
  }
}

function reached(parts: ZipPackage): Set<string> {
  const found = new Set<string>();
  const open = relationships(parts, "").map(({ target }) => target);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const part = parts.part(name);
    if (part === undefined || found.has(part.name)) continue;
    found.add(part.name);
    if (!/\.(?:png|jpe?g|gif|bin)$/i.test(part.name)) open.push(...relationships(parts, part.name).map(({ target }) => target));
  }
  return found;
}

/** What the properties of a file say of its sheets: Excel writes it anew when it saves. */
export function withoutSheetTitles({ text, ...rest }: XmlSource): string {
  const root = xmlTree({ text, ...rest });
  return editedText(text, root.children.filter(({ local }) => local === "HeadingPairs" || local === "TitlesOfParts").map(({ start, end }) => ({ start, end, text: "" })));
}

