import { Workbook, type DefinedName } from "../sheet/workbook";
import { refuseAmbiguousNames } from "./ambiguousNames";
import { dynamicArrayMarks } from "./cellMetadata";
import { refuseCalendarOf1904 } from "./dateSystem";
import { refuseOtherDocuments } from "./fileKind";
import { damaged } from "./fileRefusal";
import { shownFormula, type FunctionNames } from "./formulaText";
import { numberFormats } from "./numberFormats";
import { readSheet, type CellContext } from "./readSheet";
import { relationships, type Relationship } from "./relationships";
import { sharedStrings } from "./sharedStrings";
import { decodedText } from "./storedText";
import { children, linked, listedSheets, required, workbookPartOf, workbookRoot } from "./workbookPart";
import { attribute, isTrue, wholeNumber, xmlSource, xmlTree, type XmlElement } from "./xml";
import type { ZipPackage } from "./zipPackage";

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
  for (const { name, part: target } of listed) {
    if (target === undefined) continue;
    const part = required(parts, target, `the sheet ${name}`);
    if (sheetParts.includes(part.name)) throw damaged(`Two sheets are kept in the same part, ${part.name}`);
    sheetParts.push(part.name);
    for (const area of readSheet(xmlSource(part), workbook.addSheet(name), context)) whatIfTables.push({ sheet: name, area });
  }
  const sheetNames = listed.map(({ name }) => name);
  workbook.names.push(...definedNames(root, sheetNames, functions));
  refuseAmbiguousNames(workbook.names, workbook.tables, functions);
  if (workbook.date1904) refuseCalendarOf1904(workbook);
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

/** The defined names of a workbook, Excel's own (`_xlnm.Print_Area`) included. */
function definedNames(root: XmlElement, sheetNames: readonly string[], functions: FunctionNames): DefinedName[] {
  return children(root, "definedNames").flatMap((list) => children(list, "definedName")).map((element) => {
    const name = decodedText(attribute(element, "name") ?? "");
    const scope = attribute(element, "localSheetId");
    const sheet = scope === undefined ? undefined : sheetNames[wholeNumber(scope) ?? -1];
    if (scope !== undefined && sheet === undefined) throw damaged(`The name ${name} belongs to sheet ${scope}, which the file does not have`);
    return {
      name,
      formula: shownFormula(decodedText(element.text), functions),
      ...(sheet === undefined ? {} : { sheet }),
      ...(isTrue(attribute(element, "hidden")) ? { hidden: true } : {}),
    };
  });
}
