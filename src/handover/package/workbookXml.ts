import { isKnownNamespace, isRevisionNamespace, knownName, relationshipsUri } from "../../file/package/namespaces";
import { xmlAttributeValue } from "../../file/package/storedText";
import { children } from "../../file/package/workbookPart";
import { attribute, wholeNumber, type XmlElement } from "../../file/package/xml";
import type { LeftOut } from "./leftOut";
import { XML_DECLARATION } from "./packageBuilder";

/** A sheet in the list of the copy. */
export interface ListedCopy {
  readonly name: string;
  readonly state: string | undefined;
  readonly relationship: string;
}

/** The engine of present Excel: it takes the figures of a file with this number as they are. */
const PRESENT_ENGINE = "191029";

/** The workbook's part, written anew from what is known to be harmless. `active` is the sheet that is shown first. */
export function workbookXml(workbook: XmlElement, sheets: readonly ListedCopy[], active: number, names: string): string {
  const { uri } = workbook;
  const isStrict = uri.startsWith("http://purl.oclc.org/");
  const listed = sheets.map(({ name, state, relationship }, i) => `<sheet name="${xmlAttributeValue(name)}" sheetId="${i + 1}"${state === undefined ? "" : ` state="${state}"`} r:id="${relationship}"/>`);
  return [
    XML_DECLARATION,
    `<workbook xmlns="${uri}" xmlns:r="${relationshipsUri(uri)}"${isStrict ? ' conformance="strict"' : ""}>`,
    kept(workbook, "fileVersion", "appName lastEdited lowestEdited rupBuild"),
    kept(workbook, "workbookPr", "date1904 dateCompatibility defaultThemeVersion filterPrivacy"),
    `<bookViews><workbookView${attributes(children(workbook, "bookViews").flatMap((list) => children(list, "workbookView"))[0], "xWindow yWindow windowWidth windowHeight tabRatio")}${active === 0 ? "" : ` activeTab="${active}"`}/></bookViews>`,
    `<sheets>${listed.join("")}</sheets>`,
    names === "" ? "" : `<definedNames>${names}</definedNames>`,
    calculation(workbook),
    "</workbook>",
  ].join("");
}

/** Iteration and precision change figures, so that they stay; what asks for a recalculation goes. */
function calculation(workbook: XmlElement): string {
  const [found] = children(workbook, "calcPr");
  const engine = found === undefined ? undefined : attribute(found, "calcId");
  return `<calcPr calcId="${wholeNumber(engine) ?? PRESENT_ENGINE}"${attributes(found, "calcMode refMode iterate iterateCount iterateDelta fullPrecision calcOnSave")}/>`;
}

function kept(workbook: XmlElement, local: string, names: string): string {
  const [found] = children(workbook, local);
  return found === undefined ? "" : `<${local}${attributes(found, names)}/>`;
}

function attributes(element: XmlElement | undefined, names: string): string {
  return names.split(" ").map((name) => {
    const value = element === undefined ? undefined : attribute(element, name);
    return value === undefined ? "" : ` ${name}="${xmlAttributeValue(value)}"`;
  }).join("");
}

/** What else a workbook's part may hold, in words. Those without are told by the parts that they lead to, or say nothing of their own. */
const SETTINGS: Readonly<Record<string, string>> = {
  fileSharing: "user name and password of the recommendation to open the file read-only",
  workbookProtection: "protection of the workbook's structure",
  functionGroups: "groups of custom functions",
  externalReferences: "links to other workbooks",
  customWorkbookViews: "custom views",
  smartTagPr: "",
  smartTagTypes: "",
  webPublishing: "settings for publishing on the web",
  webPublishObjects: "settings for publishing on the web",
  fileRecoveryPr: "",
  oleSize: "",
  pivotCaches: "",
  extLst: "",
  fileVersion: "",
  workbookPr: "",
  bookViews: "",
  sheets: "",
  definedNames: "",
  calcPr: "",
};

/** Tells what the workbook's part held besides. */
export function tellSettings(workbook: XmlElement, leftOut: LeftOut): void {
  for (const element of withBranches(workbook)) {
    const name = knownName(element);
    const words = name === undefined ? undefined : SETTINGS[name];
    if (element.local === "absPath") leftOut.add("document", "the folder in which the file was kept");
    else if (isRevisionNamespace(element.uri)) leftOut.add("document", "marks of revisions");
    else if (words === undefined) leftOut.add("workbook", `a setting of the workbook (${element.local})`);
    else if (words !== "") leftOut.add("workbook", words);
  }
}

/** The children of the root, those offered to newer programs alone included. */
function withBranches(workbook: XmlElement): XmlElement[] {
  return workbook.children.flatMap((child) => (child.local === "AlternateContent" && isKnownNamespace(child.uri) ? child.children.flatMap((branch) => branch.children) : [child]));
}
