import type { SheetFates } from "../../sheet/formula/sheetFates";
import { nameKey, sameName, type DefinedName } from "../../sheet/workbook";
import { FileRefusal } from "../fileRefusal";
import { storedFormula, type FunctionNames } from "../formulaText";
import { isMain } from "../package/namespaces";
import { sibling } from "../package/relationships";
import { decodedText, spaceKept, xmlAttributeValue, xmlText } from "../package/storedText";
import { editedText, type TextEdit } from "../package/textEdits";
import { attribute, attributeEdit, attributeSpan, isTrue, wholeNumber, xmlTree, type XmlElement, type XmlSource } from "../package/xml";

/** The names of a workbook before and after, and what their scopes count. */
export interface NameChanges {
  readonly before: readonly DefinedName[];
  readonly after: readonly DefinedName[];
  readonly sheetNames: readonly string[];
  /** The sheets in their order of before, by which the file counts, and what has become of them. Absent: the same. */
  readonly moved?: { readonly sheetNames: readonly string[]; readonly fates: SheetFates };
  readonly functions: FunctionNames;
}

export function namesChanged({ before, after, moved }: NameChanges): boolean {
  return moved !== undefined || before.length !== after.length || before.some((name, i) => !sameDefinition(name, after[i]));
}

/** The workbook part with its names as they are now. Names that did not change stay as written; new ones come last, in no order that Excel would mind. */
export function patchedNames(source: XmlSource, changes: NameChanges): string {
  const root = xmlTree(source);
  const list = root.children.find((child) => isMain(child, "definedNames"));
  const wanted = byKey(changes.after);
  const asRead = new Map(changes.before.map((name) => [nameKey(name.name, name.sheet), name]));
  const edits: TextEdit[] = [];
  for (const element of list?.children.filter((child) => isMain(child, "definedName")) ?? []) {
    const written = decodedText(attribute(element, "name") ?? "");
    const scope = scopeOf(element, changes.moved?.sheetNames ?? changes.sheetNames);
    const scopeNow = scope === undefined ? undefined : (changes.moved?.fates.nameOf(scope) ?? (changes.moved === undefined ? scope : null));
    const key = nameKey(written, scopeNow ?? undefined);
    const name = scopeNow === null ? undefined : wanted.get(key);
    if (name !== undefined) wanted.delete(key);
    if (name === undefined) edits.push({ start: element.start, end: element.end, text: "" });
    else edits.push(...nameEdits(element, asRead.get(nameKey(written, scope)), name, source.text, changes));
  }
  const added = [...wanted.values()].map((name) => nameElement(name, root, changes)).join("");
  if (added !== "") edits.push(list === undefined ? newList(root, added) : addition(list, added));
  const text = editedText(source.text, edits);
  return changes.after.length === 0 && list !== undefined ? editedText(source.text, [{ start: list.start, end: list.end, text: "" }]) : text;
}

function sameDefinition(a: DefinedName, b: DefinedName | undefined): boolean {
  return b !== undefined && a.name === b.name && a.formula === b.formula && a.sheet === b.sheet && (a.hidden ?? false) === (b.hidden ?? false);
}

function byKey(names: readonly DefinedName[]): Map<string, DefinedName> {
  const found = new Map<string, DefinedName>();
  for (const name of names) {
    const key = nameKey(name.name, name.sheet);
    if (found.has(key)) throw new FileRefusal(`The name ${name.name} is defined twice${name.sheet === undefined ? "" : ` on the sheet ${name.sheet}`}. Keep one of them.`);
    found.set(key, name);
  }
  return found;
}

function scopeOf(element: XmlElement, sheetNames: readonly string[]): string | undefined {
  const scope = attribute(element, "localSheetId");
  return scope === undefined ? undefined : sheetNames[wholeNumber(scope) ?? -1];
}

function nameEdits(element: XmlElement, asRead: DefinedName | undefined, after: DefinedName, text: string, { functions, sheetNames, moved }: NameChanges): TextEdit[] {
  if (asRead === undefined) return [];
  const edits: TextEdit[] = [];
  if (asRead.name !== after.name) edits.push({ ...requiredSpan(text, element, "name"), text: xmlAttributeValue(after.name) });
  if (asRead.formula !== after.formula) edits.push(contentEdit(element, xmlText(storedFormula(after.formula, functions))));
  const place = wholeNumber(attribute(element, "localSheetId"));
  const placeNow = after.sheet === undefined ? undefined : sheetNames.findIndex((name) => sameName(name, after.sheet ?? ""));
  if (moved !== undefined && place !== placeNow && placeNow !== undefined) edits.push(...attributeEdit(text, element, "localSheetId", String(placeNow)));
  if (isTrue(attribute(element, "hidden")) !== (after.hidden ?? false)) edits.push(hiddenEdit(element, after.hidden ?? false, text));
  return edits;
}

function contentEdit({ name, openEnd, closeStart, end }: XmlElement, content: string): TextEdit {
  return closeStart === end ? { start: openEnd - 2, end: openEnd, text: `>${content}</${name}>` } : { start: openEnd, end: closeStart, text: content };
}

function hiddenEdit(element: XmlElement, hidden: boolean, text: string): TextEdit {
  const span = attributeSpan(text, element.start, "hidden");
  if (span !== undefined) return { ...span, text: hidden ? "1" : "0" };
  const behindTagName = element.start + 1 + element.name.length;
  return { start: behindTagName, end: behindTagName, text: ' hidden="1"' };
}

function requiredSpan(text: string, element: XmlElement, name: string): { readonly start: number; readonly end: number } {
  const span = attributeSpan(text, element.start, name);
  if (span === undefined) throw new RangeError(`<${element.name}> has no ${name}`);
  return span;
}

function nameElement({ name, formula, sheet, hidden }: DefinedName, root: XmlElement, { sheetNames, functions }: NameChanges): string {
  refuseBadDefinedName(name);
  const scope = sheet === undefined ? -1 : sheetNames.findIndex((other) => other.toLowerCase() === sheet.toLowerCase());
  if (sheet !== undefined && scope < 0) throw new FileRefusal(`The name ${name} belongs to the sheet ${sheet}, which the workbook does not have.`);
  const tag = sibling(root, "definedName");
  const attributes = `${scope < 0 ? "" : ` localSheetId="${scope}"`}${hidden ? ' hidden="1"' : ""}`;
  const stored = storedFormula(formula, functions);
  return `<${tag} name="${xmlAttributeValue(name)}"${attributes}${spaceKept(stored)}>${xmlText(stored)}</${tag}>`;
}

/** Excel drops a name that it does not allow, and with it every formula that uses it. */
export function refuseBadDefinedName(name: string): void {
  const likeACell = /^[A-Za-z]{1,3}\d+$|^[RrCc]$|^[Rr]\d*[Cc]\d*$/.test(name);
  if (/^[\p{L}_\\][\p{L}\p{M}\p{N}_.\\?]{0,254}$/u.test(name) && !likeACell) return;
  throw new FileRefusal(`"${name}" cannot be a name in Excel. Begin with a letter, go on with letters, digits, dots and underscores, and do not write it like a cell.`);
}

function addition(list: XmlElement, added: string): TextEdit {
  return list.closeStart === list.end ? { start: list.openEnd - 2, end: list.openEnd, text: `>${added}</${list.name}>` } : { start: list.closeStart, end: list.closeStart, text: added };
}

/** Excel insists on the order of these (CT_Workbook), and calls a file damaged that has the names further down. */
const BEFORE_NAMES = ["fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups", "externalReferences"];

function newList(root: XmlElement, added: string): TextEdit {
  const at = root.children.filter((child) => BEFORE_NAMES.some((local) => isMain(child, local))).at(-1)?.end ?? root.openEnd;
  const tag = sibling(root, "definedNames");
  return { start: at, end: at, text: `<${tag}>${added}</${tag}>` };
}
