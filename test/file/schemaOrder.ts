import { relationships } from "../../src/file/relationships";
import { xmlSource, xmlTree } from "../../src/file/xml";
import { ZipPackage, zipPackage } from "../../src/file/zipPackage";

/** The elements that each root may hold, in the order that Excel insists on (ECMA-376 part 1, annex A). */
const ORDER: Readonly<Record<string, string>> = {
  workbook: "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences definedNames calcPr oleSize customWorkbookViews pivotCaches extLst",
  worksheet:
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF picture oleObjects controls webPublishItems tableParts extLst",
  styleSheet: "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst",
  table: "autoFilter sortState tableColumns tableStyleInfo extLst",
};

/** The elements of a file that stand where they may not, and the lists that count wrongly. */
export function misplacedElements(bytes: Uint8Array): string[] {
  return zipPackage(bytes).parts.filter(({ name }) => name.endsWith(".xml")).flatMap((part) => {
    const root = xmlTree(xmlSource(part));
    const order = ORDER[root.local]?.split(" ") ?? [];
    const places = root.children.map(({ local }) => order.indexOf(local));
    const misplaced = order.length === 0 ? [] : root.children.filter((_, i) => (places[i] ?? -1) < Math.max(0, ...places.slice(0, i)));
    const miscounted = root.children.filter(({ local, attributes, children }) => local !== "sst" && attributes["count"] !== undefined && Number(attributes["count"].value) !== children.length);
    return [...misplaced.map(({ name }) => `${part.name}: <${name}> out of order`), ...miscounted.map(({ name }) => `${part.name}: <${name}> counts wrongly`)];
  });
}

/** Relationships that lead nowhere, parts that nothing leads to, and parts without a content type of their own or of their ending. */
export function danglingParts(bytes: Uint8Array): string[] {
  const parts = zipPackage(bytes);
  const reached = new Set<string>();
  const dangling: string[] = [];
  const follow = (from: string): void => {
    for (const { target } of relationships(parts, from)) {
      const part = parts.part(target);
      if (part === undefined) dangling.push(`${from} → ${target}`);
      else if (!reached.has(part.name)) {
        reached.add(part.name);
        follow(part.name);
      }
    }
  };
  follow("");
  const types = new Map(typesOf(parts));
  return [
    ...dangling,
    ...parts.parts.filter(({ name }) => name !== "[Content_Types].xml" && !name.endsWith(".rels") && !reached.has(name)).map(({ name }) => `${name} is not reached`),
    ...parts.parts.filter(({ name }) => name !== "[Content_Types].xml" && !types.has(`/${name}`) && !types.has(name.slice(name.lastIndexOf(".") + 1))).map(({ name }) => `${name} has no content type`),
    ...[...types.keys()].filter((name) => name.startsWith("/") && parts.part(name.slice(1)) === undefined).map((name) => `the content type of ${name}, which is not there`),
  ];
}

function typesOf(parts: ZipPackage): [string, string][] {
  const part = parts.part("[Content_Types].xml");
  if (part === undefined) throw new Error("no content types");
  return xmlTree(xmlSource(part)).children.map(({ attributes }) => [attributes["PartName"]?.value ?? attributes["Extension"]?.value ?? "", attributes["ContentType"]?.value ?? ""]);
}
