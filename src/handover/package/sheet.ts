import { sheetPrefix } from "../../sheet/address";
import { FileRefusal } from "../../file/fileRefusal";
import { knownName, relationshipId } from "../../file/package/namespaces";
import { decodedText } from "../../file/package/storedText";
import { attribute, wholeNumber, type XmlElement, type XmlSource } from "../../file/package/xml";
import { SHEET_CHILDREN } from "./keptElements";
import { alternativesResolved, element as keptElement, keptTag, keptXml, type Copying } from "./keptXml";
import { counted } from "./leftOut";
import { XML_DECLARATION } from "./packageBuilder";
import { sheetContent, tellUnknown, type ContentContext } from "./sheetContent";

export interface SheetContext extends ContentContext {
  /** The sheet that is shown when the copy is opened. */
  readonly isActive: boolean;
  /** The id that a relationship of the sheet has in the copy. Undefined: what it leads to is left out. */
  readonly relationship: (id: string) => string | undefined;
}

/** Their places among the children of a sheet. */
const ORDER = Object.keys(SHEET_CHILDREN);
const ROOT = keptElement();

/** A sheet's part as the copy has it: cells, looks, rules and pictures, each thing in its place, and nothing that leads out of the copy. */
export function sheetXml(source: XmlSource, context: SheetContext): string {
  const { root, others, data } = sheetContent(source, context);
  const rules = new NewerRules(others, context);
  const copying: Copying = {
    source: source.text,
    value: (_, name, value) => attributeValue(name, value, context),
    stays: (element, name) => elementStays(element, name, context, rules),
    unknown: (what) => tellUnknown(what, context.sheetName, context.leftOut),
  };
  const pieces: { readonly place: number; xml: string }[] = [{ place: ORDER.indexOf("sheetData"), xml: data }];
  for (const child of others) {
    const name = knownName(child) ?? child.name;
    const kept = SHEET_CHILDREN[name];
    if (kept === undefined) tellSheetChild(child, context);
    else if (elementStays(child, name, context, rules)) pieces.push({ place: ORDER.indexOf(name), xml: keptXml(child, kept, copying) });
  }
  addPage(root.tag.name, others, pieces);
  const content = pieces.sort((a, b) => a.place - b.place).map(({ xml }) => xml).join("");
  return `${XML_DECLARATION}${keptTag(root.tag, root.start, root.openEnd, ROOT, copying)}${content}</${root.tag.name}>`;
}

/** A sheet for whose printing nothing was set would fall apart on paper: it is printed landscape, as wide as a page. */
function addPage(rootName: string, others: readonly XmlElement[], pieces: { readonly place: number; xml: string }[]): void {
  const within = others.flatMap((child) => [child, ...(knownName(child) === "sheetPr" ? child.children : [])]).map((child) => knownName(child) ?? "");
  if (within.some((name) => PAGE.has(name))) return;
  const prefix = rootName.slice(0, rootName.indexOf(":") + 1);
  const fit = `<${prefix}pageSetUpPr fitToPage="1"/>`;
  const properties = pieces.find(({ place }) => place === ORDER.indexOf("sheetPr"));
  if (properties === undefined) pieces.push({ place: ORDER.indexOf("sheetPr"), xml: `<${prefix}sheetPr>${fit}</${prefix}sheetPr>` });
  else properties.xml = properties.xml.endsWith("/>") ? `${properties.xml.slice(0, -2)}>${fit}</${prefix}sheetPr>` : properties.xml.replace(/<\/[^<]*$/, (end) => fit + end);
  pieces.push({ place: ORDER.indexOf("pageSetup"), xml: `<${prefix}pageSetup orientation="landscape" fitToWidth="1" fitToHeight="0"/>` });
}

/** What somebody sets for printing. */
const PAGE = new Set(["pageSetup", "pageSetUpPr", "rowBreaks", "colBreaks"]);

function attributeValue(name: string, value: string, { isActive, relationship, uses }: SheetContext): string | undefined {
  if (name === "r:id") return relationship(value);
  // Several sheets that are selected would all be changed by what is typed into one.
  if (name === "tabSelected") return isActive ? value : undefined;
  if (name === "style") uses.styles.add(wholeNumber(value) ?? 0);
  if (name === "dxfId") uses.differentialStyles.add(wholeNumber(value) ?? 0);
  return value;
}

function elementStays(element: XmlElement, name: string, context: SheetContext, rules: NewerRules): boolean {
  switch (name) {
    case "sheetView":
      // The copy has one window.
      return attribute(element, "workbookViewId") === "0";
    case "drawing":
    case "tablePart":
      return context.relationship(relationshipId(element) ?? "") !== undefined;
    case "conditionalFormatting":
      for (const rule of element.children) {
        const style = wholeNumber(attribute(rule, "dxfId"));
        if (style !== undefined && context.looks.conditionHides(style)) context.unseen.thing(`what stands in ${areaOf(element, context)} where a conditional format hides it`);
      }
      refuseFaults(element, `A conditional format in ${areaOf(element, context)}`, "remove the format", context);
      return true;
    case "dataValidation":
      refuseFaults(element, `${attribute(element, "type") === "list" ? "The list of the" : "A"} data validation in ${areaOf(element, context)}`, "remove the validation", context);
      return true;
    case "hyperlink":
      return hyperlinkStays(element, context);
    case "ext":
      return extensionStays(element, context, rules);
    case "x14:conditionalFormatting":
    case "x14:dataValidation":
      return rules.stays(element);
    default:
      return true;
  }
}

function areaOf(element: XmlElement, { sheetName }: SheetContext): string {
  return sheetPrefix(sheetName) + (attribute(element, "sqref") ?? "");
}

/** The formulas within an element, as the file stores them, those of thresholds included. */
function formulasWithin(element: XmlElement): string[] {
  const name = knownName(element);
  const own = name === "formula" || name === "formula1" || name === "formula2" || name === "xm:f" ? [decodedText(element.text)] : name === "cfvo" ? [attribute(element, "val") ?? ""] : [];
  return [...own, ...alternativesResolved(element).flatMap(formulasWithin)];
}

function refuseFaults(element: XmlElement, subject: string, remedy: string, { references, sheetName }: SheetContext): void {
  for (const formula of formulasWithin(element)) {
    const fault = references.fault(formula, sheetName);
    if (fault !== undefined) throw new FileRefusal(`${subject} ${fault.what}; ${fault.instead === undefined ? "" : `${fault.instead} or `}${remedy}.`);
  }
}

/** Within the workbook links stay, to what stays; a link to outside would tell where. */
function hyperlinkStays(element: XmlElement, { references, sheetName, leftOut }: SheetContext): boolean {
  const location = attribute(element, "location");
  if (relationshipId(element) !== undefined || location === undefined) {
    leftOut.add("links", `hyperlinks to outside on '${sheetName}'`);
    return false;
  }
  const fault = references.locationFault(location.startsWith("#") ? location.slice(1) : location, sheetName);
  if (fault !== undefined) leftOut.add("links", `hyperlink in ${sheetPrefix(sheetName)}${attribute(element, "ref") ?? ""} (${fault.what})`);
  return fault === undefined;
}

/** The rules that Excel keeps apart from the others, since older programs would not read them: [MS-XLSX] 2.4. */
class NewerRules {
  /** Of the conditional formats that stay: their ordinary twins point at them. */
  readonly ids: ReadonlySet<string>;
  private readonly staying = new Set<XmlElement>();

  constructor(others: readonly XmlElement[], context: SheetContext) {
    const ids = new Set<string>();
    for (const rule of others.flatMap(rulesWithin)) {
      const fault = formulasWithin(rule).map((formula) => context.references.fault(formula, context.sheetName)).find((found) => found !== undefined);
      if (fault === undefined) {
        this.staying.add(rule);
        for (const child of rule.children) ids.add(attribute(child, "id") ?? "");
      } else {
        const area = rule.children.find((child) => knownName(child) === "xm:sqref")?.text ?? "";
        const kind = knownName(rule) === "x14:dataValidation" ? "data validation" : "conditional format";
        context.leftOut.add("rules", `${kind} in ${sheetPrefix(context.sheetName)}${area} (${fault.what})`);
      }
    }
    this.ids = ids;
  }

  stays(rule: XmlElement): boolean {
    return this.staying.has(rule);
  }
}

function rulesWithin(element: XmlElement): XmlElement[] {
  const name = knownName(element);
  if (name === "x14:conditionalFormatting" || name === "x14:dataValidation") return [element];
  return name === "extLst" || name === "ext" || name === "x14:conditionalFormattings" || name === "x14:dataValidations" ? element.children.flatMap(rulesWithin) : [];
}

/** Extensions of a sheet that hold what people see. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  sparklineGroups: "sparklines",
  slicerList: "slicers",
  tableSlicerCache: "slicers",
  timelineRefs: "timelines",
  webExtensions: "web extensions",
  ignoredErrors: "errors marked as ignored",
  protectedRanges: "protected ranges",
};

/** Tells of what an extension holds that may not stay; of rules, one by one, it is told elsewhere. */
function extensionStays(element: XmlElement, { sheetName, leftOut }: SheetContext, rules: NewerRules): boolean {
  const known = element.children.filter((child) => ["x14:id", "x14:conditionalFormattings", "x14:dataValidations"].includes(knownName(child) ?? ""));
  for (const child of element.children) if (!known.includes(child)) leftOut.add("settings", `${EXTENSIONS[child.local] ?? `an extension (${child.local})`} of '${sheetName}'`);
  return known.some((child) => knownName(child) !== "x14:id" || rules.ids.has(child.text.trim()));
}

/** What else a sheet may hold, in words; a number of things where they are counted. Those without words say nothing. */
const CHILDREN: Readonly<Record<string, string | ((element: XmlElement) => string)>> = {
  sheetCalcPr: "",
  protectedRanges: "protected ranges",
  scenarios: (element) => counted(element.children.length, "what-if scenario"),
  sortState: "the last sorting",
  dataConsolidate: "a consolidation of other ranges",
  customSheetViews: "custom views",
  customProperties: "custom properties",
  cellWatches: "watched cells",
  smartTags: "smart tags",
  // Told with the comments; other things drawn the old way are controls.
  legacyDrawing: "",
  legacyDrawingHF: "pictures in headers and footers",
  picture: "the background picture",
  oleObjects: (element) => counted(descendants(element, "oleObject"), "embedded object"),
  controls: (element) => counted(descendants(element, "control"), "control"),
  webPublishItems: "settings for publishing on the web",
};

function tellSheetChild(child: XmlElement, context: Pick<SheetContext, "sheetName" | "leftOut">): void {
  const { sheetName, leftOut } = context;
  if (knownName(child) === "mc:AlternateContent") {
    for (const element of child.children[0]?.children ?? []) tellSheetChild(element, context);
    return;
  }
  const words = CHILDREN[knownName(child) ?? ""];
  if (words === undefined) tellUnknown(child, sheetName, leftOut);
  else if (words !== "") leftOut.add("settings", `${typeof words === "string" ? words : words(child)} of '${sheetName}'`);
}

/** How many elements of a kind there are within another, once for each that newer and older programs are offered alike. */
function descendants(element: XmlElement, local: string): number {
  return element.children.reduce((count, child) => {
    if (knownName(child) === "mc:AlternateContent") return count + Math.max(0, ...child.children.map((branch) => descendants(branch, local)));
    return count + (child.local === local ? 1 : descendants(child, local));
  }, 0);
}
