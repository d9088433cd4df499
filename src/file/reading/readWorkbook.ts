import { Workbook, type DefinedName } from "../../sheet/workbook";
import { refuseAmbiguousNames } from "./ambiguousNames";
import { dynamicArrayMarks } from "../package/cellMetadata";
import { refuseOtherDocuments } from "../package/fileKind";
import { damaged } from "../fileRefusal";
import { shownFormula, type FunctionNames } from "../formulaText";
import { numberFormats } from "../looks/numberFormats";
import { readOtherWorkbooks } from "./readOtherWorkbooks";
import { readSheet, storedNumber, type CellContext } from "./readSheet";
import { readTables } from "./readTables";
import { relationships, type Relationship } from "../package/relationships";
import { sharedStrings } from "./sharedStrings";
import { decodedText } from "../package/storedText";
import { children, linked, listedSheets, required, workbookPartOf, workbookRoot } from "../package/workbookPart";
import { attribute, isTrue, wholeNumber, xmlSource, xmlTree, type XmlElement } from "../package/xml";
import type { ZipPackage } from "../package/zipPackage";

/** A what-if table (Data > What-If Analysis > Data Table): its results are values that only Excel can renew. */
export interface WhatIfTable {
  readonly sheet: string;
  /** `B2:E9`. */
  readonly area: string;
}

/** A workbook as read, and where its pieces stand in the file. */
export interface ReadWorkbook {
  readonly workbook: Workbook;
  readonly whatIfTables: readonly WhatIfTable[];
  readonly layout: WorkbookLayout;
}

export interface WorkbookLayout {
  readonly workbookPart: string;
  /** The namespace of the spreadsheet's elements: everyday or strict. */
  readonly mainUri: string;
  /** All sheets in order, those without cells (charts, old dialogs and macros) included: names count them. */
  readonly sheetNames: readonly string[];
  /** Those of them that nobody sees. */
  readonly hiddenSheets: readonly string[];
  /** The part of each sheet of the workbook, in the same order. */
  readonly sheetParts: readonly string[];
  readonly stylesPart?: string;
  readonly metadataPart?: string;
  readonly calcChainPart?: string;
}

/** Enough for a million cells that share a formula of ordinary length. */
const FORMULA_ROOM = 100_000_000;
/** About one gigabyte of memory. */
const CELL_ROOM = 2_500_000;

export function readWorkbook(parts: ZipPackage, functions: FunctionNames): ReadWorkbook {
  refuseOtherDocuments((name) => parts.part(name) !== undefined);
  const workbookPart = workbookPartOf(parts);
  const root = workbookRoot(workbookPart);
  const links = relationships(parts, workbookPart.name);
  const listed = listedSheets(root, links);
  const workbook = new Workbook();
  workbook.date1904 = children(root, "workbookPr").some((properties) => isTrue(attribute(properties, "date1904")));
  const context = cellContext(parts, links, functions, workbook.date1904);
  const whatIfTables: WhatIfTable[] = [];
  const sheetParts: string[] = [];
  const seen = new Set<string>();
  for (const { name, state, part: target } of listed) {
    if (target === undefined) continue;
    const part = required(parts, target, `the sheet ${name}`);
    if (seen.has(part.name)) throw damaged(`Two sheets are kept in the same part, ${part.name}`);
    seen.add(part.name);
    sheetParts.push(part.name);
    const sheet = workbook.addSheet(name);
    sheet.isHidden = state !== undefined;
    for (const area of readSheet(xmlSource(part), sheet, context)) whatIfTables.push({ sheet: name, area });
    for (const table of readTables(parts, part.name, sheet)) workbook.tables.push(table);
  }
  const sheetNames = listed.map(({ name }) => name);
  for (const name of definedNames(root, sheetNames, functions)) workbook.names.push(name);
  refuseAmbiguousNames(workbook.names, workbook.tables, functions);
  for (const other of readOtherWorkbooks(parts, root, links, context)) workbook.otherWorkbooks.push(other);
  const allowed = iteration(root);
  if (allowed !== undefined) workbook.iteration = allowed;
  const [stylesPart, metadataPart, calcChainPart] = ["styles", "sheetMetadata", "calcChain"].map((word) => linked(links, word));
  const layout: WorkbookLayout = {
    workbookPart: workbookPart.name,
    mainUri: root.uri,
    sheetNames,
    hiddenSheets: listed.filter(({ state }) => state !== undefined).map(({ name }) => name),
    sheetParts,
    ...(stylesPart === undefined ? {} : { stylesPart }),
    ...(metadataPart === undefined ? {} : { metadataPart }),
    ...(calcChainPart === undefined ? {} : { calcChainPart }),
  };
  return { workbook, whatIfTables, layout };
}

function cellContext(parts: ZipPackage, links: readonly Relationship[], functions: FunctionNames, date1904: boolean): CellContext {
  const tree = (word: string): XmlElement | undefined => {
    const target = linked(links, word);
    const part = target === undefined ? undefined : parts.part(target);
    return part && xmlTree(xmlSource(part));
  };
  const stringsPart = parts.part(linked(links, "sharedStrings") ?? "");
  const [styles, metadata] = [tree("styles"), tree("sheetMetadata")];
  return {
    strings: stringsPart === undefined ? [] : sharedStrings(xmlSource(stringsPart)),
    formats: styles === undefined ? [] : numberFormats(styles),
    dynamicMarks: metadata === undefined ? new Set() : dynamicArrayMarks(metadata),
    functions,
    date1904,
    formulaRoom: FORMULA_ROOM,
    cellRoom: CELL_ROOM,
  };
}

/** How often Excel goes round a circle at most, and by how much a value may still change at the end: 100 rounds and 0.001, where the file does not say otherwise. */
function iteration(root: XmlElement): Workbook["iteration"] {
  const [settings] = children(root, "calcPr");
  if (settings === undefined || !isTrue(attribute(settings, "iterate"))) return undefined;
  const leastChange = storedNumber(attribute(settings, "iterateDelta") ?? "");
  return { rounds: wholeNumber(attribute(settings, "iterateCount")) ?? 100, leastChange: leastChange !== undefined && leastChange >= 0 ? leastChange : 0.001 };
}

/** The defined names of a workbook, Excel's own (`_xlnm.Print_Area`) included. */
function definedNames(root: XmlElement, sheetNames: readonly string[], functions: FunctionNames): DefinedName[] {
  return children(root, "definedNames").flatMap((list) => children(list, "definedName")).map((element) => {
    const name = decodedText(attribute(element, "name") ?? "");
    const scope = attribute(element, "localSheetId");
    const sheet = scope === undefined ? undefined : sheetNames[wholeNumber(scope) ?? -1];
    if (scope !== undefined && sheet === undefined) throw damaged(`The name ${name} belongs to sheet ${scope}, which the file does not have`);
    return {
      name,
      formula: shownFormula(decodedText(element.text).replace(/^=/, ""), functions),
      ...(sheet === undefined ? {} : { sheet }),
      ...(isTrue(attribute(element, "hidden")) ? { hidden: true } : {}),
    };
  });
}
