import { sameName } from "../../sheet/workbook";
import { FileRefusal } from "../../file/fileRefusal";
import { allParts } from "../../sheet/formula/nodes";
import { formulaNode } from "../../sheet/formula/parser";
import { decodedText, spaceKept, xmlAttributeValue, xmlCharacters } from "../../file/package/storedText";
import { children } from "../../file/package/workbookPart";
import { attribute, isTrue, wholeNumber, type XmlElement } from "../../file/package/xml";
import type { LeftOut } from "./leftOut";
import type { LeftOutReferences } from "./leftOutReferences";
import type { Unseen } from "./unseen";

/** A sheet of the workbook as read, and where the copy has it, from 0; undefined: it has not. */
export interface SheetChoice {
  readonly name: string;
  readonly place: number | undefined;
}

interface StoredName {
  readonly name: string;
  readonly sheet: SheetChoice | undefined;
  readonly formula: string;
  readonly isHidden: boolean;
  /** It stands for a procedure of a macro. */
  readonly isMacro: boolean;
  readonly element: XmlElement;
}

/** Excel's own names for what it does with a sheet: they belong to the sheet, and are hidden or shown as Excel likes. */
const OF_A_SHEET = ["_xlnm.Print_Area", "_xlnm.Print_Titles", "_xlnm._FilterDatabase"];
const OF_EXCEL = "_xlnm.";

/** The defined names that stay, as the copy writes them. What goes is told, and from then on a fault of the formulas that use it. */
export function keptNames(workbook: XmlElement, sheets: readonly SheetChoice[], dropNames: readonly string[], references: LeftOutReferences, leftOut: LeftOut, unseen: Unseen): string {
  const names = storedNames(workbook, sheets);
  refuseUnknownNames(dropNames, names);
  for (const { name, sheet, formula } of names) references.addName(name, sheet?.name, formula);
  let staying: StoredName[] = [];
  for (const stored of names) {
    const isDropped = dropNames.some((dropped) => sameName(dropped, stored.name));
    const reason = isDropped ? "" : reasonAgainst(stored);
    if (reason === undefined) staying.push(stored);
    else leaveOut(stored, reason);
  }
  // A name that uses one left out cannot stay either, and so on.
  for (let before = Infinity; staying.length < before; ) {
    before = staying.length;
    staying = staying.filter((stored) => {
      const fault = references.fault(stored.formula, stored.sheet?.name);
      if (fault !== undefined) leaveOut(stored, ` (${fault.what})`);
      return fault === undefined;
    });
  }
  if (staying.some(({ element }) => attribute(element, "comment") !== undefined)) leftOut.add("name", "comments on names");
  for (const { name, formula } of staying) {
    if (holdsConstants(formula)) unseen.thing(`the name ${name}, which stands for ${formula}`);
  }
  return staying.map(nameXml).join("");

  function leaveOut(stored: StoredName, reason: string): void {
    references.leaveOutName(stored.name, stored.sheet?.name);
    // Those of Excel go with their sheet, and are none that anybody gave.
    if (isLeftOut(stored) && stored.name.startsWith(OF_EXCEL)) return;
    leftOut.add("name", `${stored.isHidden ? "hidden name" : "name"} ${stored.name}${stored.sheet === undefined ? "" : ` of '${stored.sheet.name}'`}${reason}`);
  }
}

function storedNames(workbook: XmlElement, sheets: readonly SheetChoice[]): StoredName[] {
  return children(workbook, "definedNames").flatMap((list) => children(list, "definedName")).map((element) => {
    const name = decodedText(attribute(element, "name") ?? "");
    const scope = attribute(element, "localSheetId");
    const sheet = scope === undefined ? undefined : sheets[wholeNumber(scope) ?? -1];
    if (scope !== undefined && sheet === undefined) throw new FileRefusal(`The name ${name} belongs to sheet ${scope}, which the file does not have. Open the file in Excel, let Excel repair it, and save it again.`);
    const isMacro = ["function", "vbProcedure", "xlm"].some((mark) => isTrue(attribute(element, mark)));
    return { name, sheet, formula: decodedText(element.text), isHidden: isTrue(attribute(element, "hidden")), isMacro, element };
  });
}

function refuseUnknownNames(dropNames: readonly string[], names: readonly StoredName[]): void {
  const unknown = dropNames.find((dropped) => !names.some(({ name }) => sameName(name, dropped)));
  if (unknown !== undefined) throw new FileRefusal(`The name ${unknown} is to be left out, but the workbook has no such name. Check how it is written.`);
}

/** Why a name cannot stay, as its entry in the list goes on. Undefined: nothing is against it but perhaps its formula. */
function reasonAgainst(stored: StoredName): string | undefined {
  const { name, sheet, isHidden, isMacro } = stored;
  if (isLeftOut(stored)) return "";
  if (isMacro) return " (of a macro)";
  if (OF_A_SHEET.some((known) => sameName(known, name))) return sheet === undefined ? "" : undefined;
  return isHidden || name.toLowerCase().startsWith(OF_EXCEL) ? "" : undefined;
}

/** Whether a name stands for more than what cells show. */
function holdsConstants(formula: string): boolean {
  const node = formulaNode(formula.replace(/^=/, ""));
  return node === undefined || allParts(node).some(({ kind }) => kind === "number" || kind === "text" || kind === "array");
}

function isLeftOut({ sheet }: StoredName): boolean {
  return sheet !== undefined && sheet.place === undefined;
}

function nameXml({ sheet, isHidden, element }: StoredName): string {
  const scope = sheet?.place === undefined ? "" : ` localSheetId="${sheet.place}"`;
  return `<definedName name="${xmlAttributeValue(attribute(element, "name") ?? "")}"${scope}${isHidden ? ' hidden="1"' : ""}${spaceKept(element.text)}>${xmlCharacters(element.text)}</definedName>`;
}
