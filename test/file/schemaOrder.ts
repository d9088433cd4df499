import { relationships } from "../../src/file/package/relationships";
import { xmlSource, xmlTree, type XmlElement } from "../../src/file/package/xml";
import { ZipPackage, zipPackage } from "../../src/file/package/zipPackage";

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

/** What an element may have: attributes without a namespace, those of them that it must have (!), and children in their order. Undefined children: any. */
interface Shape {
  readonly attributes: string;
  readonly children?: string;
}

/** The elements that are written here, by the root of their part and their own name (ISO/IEC 29500-1 transitional, annex A: CT_Row, CT_Cell, CT_CellFormula, CT_Table …). */
const SHAPES: Readonly<Record<string, Readonly<Record<string, Shape>>>> = {
  worksheet: {
    dimension: { attributes: "ref!" },
    sheetViews: { attributes: "", children: "sheetView extLst" },
    sheetView: {
      attributes: "windowProtection showFormulas showGridLines showRowColHeaders showZeros rightToLeft tabSelected showRuler showOutlineSymbols defaultGridColor showWhiteSpace view topLeftCell colorId zoomScale zoomScaleNormal zoomScaleSheetLayoutView zoomScalePageLayoutView workbookViewId!",
      children: "pane selection pivotSelection extLst",
    },
    pane: { attributes: "xSplit ySplit topLeftCell activePane state" },
    selection: { attributes: "pane activeCell activeCellId sqref" },
    cols: { attributes: "", children: "col" },
    col: { attributes: "min! max! width style hidden bestFit customWidth phonetic outlineLevel collapsed" },
    sheetData: { attributes: "", children: "row" },
    row: { attributes: "r spans s customFormat ht hidden customHeight outlineLevel collapsed thickTop thickBot ph", children: "c extLst" },
    c: { attributes: "r s t cm vm ph", children: "f v is extLst" },
    f: { attributes: "t aca ref dt2D dtr del1 del2 r1 r2 ca si bx", children: "" },
    v: { attributes: "", children: "" },
    is: { attributes: "", children: "t r rPh phoneticPr" },
    tableParts: { attributes: "count", children: "tablePart" },
  },
  workbook: {
    sheets: { attributes: "", children: "sheet" },
    sheet: { attributes: "name! sheetId! state" },
    definedNames: { attributes: "", children: "definedName" },
    definedName: { attributes: "name! comment customMenu description help statusBar localSheetId hidden function vbProcedure xlm functionGroupId shortcutKey publishToServer workbookParameter", children: "" },
    calcPr: { attributes: "calcId calcMode fullCalcOnLoad refMode iterate iterateCount iterateDelta fullPrecision calcCompleted calcOnSave concurrentCalc concurrentManualCount forceFullCalc" },
  },
  styleSheet: {
    numFmts: { attributes: "count", children: "numFmt" },
    numFmt: { attributes: "numFmtId! formatCode!" },
    fonts: { attributes: "count", children: "font" },
    cellXfs: { attributes: "count", children: "xf" },
    xf: { attributes: "numFmtId fontId fillId borderId xfId quotePrefix pivotButton applyNumberFormat applyFont applyFill applyBorder applyAlignment applyProtection", children: "alignment protection extLst" },
  },
  metadata: {
    metadataTypes: { attributes: "count", children: "metadataType" },
    futureMetadata: { attributes: "name! count", children: "bk extLst" },
    cellMetadata: { attributes: "count", children: "bk" },
    rc: { attributes: "t! v!" },
  },
  table: {
    table: {
      attributes: "id! name displayName! comment ref! tableType headerRowCount insertRow insertRowShift totalsRowCount totalsRowShown published headerRowDxfId dataDxfId totalsRowDxfId headerRowBorderDxfId tableBorderDxfId totalsRowBorderDxfId headerRowCellStyle dataCellStyle totalsRowCellStyle connectionId",
      children: "autoFilter sortState tableColumns tableStyleInfo extLst",
    },
    tableColumns: { attributes: "count", children: "tableColumn" },
    tableColumn: {
      attributes: "id! uniqueName name! totalsRowFunction totalsRowLabel queryTableFieldId headerRowDxfId dataDxfId totalsRowDxfId headerRowCellStyle dataCellStyle totalsRowCellStyle",
      children: "calculatedColumnFormula totalsRowFormula xmlColumnPr extLst",
    },
    calculatedColumnFormula: { attributes: "array", children: "" },
    totalsRowFormula: { attributes: "array", children: "" },
    autoFilter: { attributes: "ref", children: "filterColumn sortState extLst" },
    filterColumn: { attributes: "colId! hiddenButton showButton" },
    tableStyleInfo: { attributes: "name showFirstColumn showLastColumn showRowStripes showColumnStripes" },
  },
};

const MAIN_NAMESPACE = /^http:\/\/(schemas\.openxmlformats\.org\/spreadsheetml\/2006|purl\.oclc\.org\/ooxml\/spreadsheetml)\/main$/;

/** The cells, formulas, tables and lists of a file that break the schema of the format, each with what is wrong. */
export function invalidElements(bytes: Uint8Array): string[] {
  return zipPackage(bytes).parts.filter(({ name }) => name.endsWith(".xml")).flatMap((part) => {
    const root = xmlTree(xmlSource(part));
    const shapes = SHAPES[root.local];
    if (shapes === undefined || !MAIN_NAMESPACE.test(root.uri)) return [];
    return [...elementsOf(root)].flatMap((element) => [...wrongShape(element, shapes[element.local]), ...(element.local === "c" ? wrongCell(element) : [])].map((what) => `${part.name}: <${element.name}> ${element.attributes["r"]?.value ?? ""} ${what}`));
  });
}

/** Those of the spreadsheet's own vocabulary; extensions are anybody's. */
function* elementsOf(root: XmlElement): Iterable<XmlElement> {
  const open = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (!MAIN_NAMESPACE.test(next.uri) || next.local === "extLst") continue;
    yield next;
    open.push(...next.children);
  }
}

function wrongShape(element: XmlElement, shape: Shape | undefined): string[] {
  if (shape === undefined) return [];
  const names = Object.values(element.attributes).filter(({ uri }) => uri === "").map(({ local }) => local);
  const known = shape.attributes.split(" ");
  const allowed = known.map((name) => name.replace("!", ""));
  const wrong = [
    ...names.filter((name) => !allowed.includes(name)).map((name) => `may not have ${name}`),
    ...known.filter((name) => name.endsWith("!") && !names.includes(name.slice(0, -1))).map((name) => `lacks ${name.slice(0, -1)}`),
  ];
  if (shape.children === undefined) return wrong;
  const order = shape.children.split(" ");
  const places = element.children.filter(({ uri }) => MAIN_NAMESPACE.test(uri)).map(({ local }) => order.indexOf(local));
  return places.some((place, i) => place < 0 || place < (places[i - 1] ?? 0)) ? [...wrong, `holds ${element.children.map(({ local }) => local).join(", ")}`] : wrong;
}

const VALUES: Readonly<Record<string, RegExp>> = { n: /^-?(\d+\.?\d*|\.\d+)(E[+-]?\d+)?$/i, b: /^[01]$/, e: /^#(NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|GETTING_DATA)$/, s: /^\d+$/, str: /^/s, d: /^\d{4}-|^\d\d:/ };
const REFERENCE = /^[A-Z]{1,3}[1-9]\d*(:[A-Z]{1,3}[1-9]\d*)?$/;

/** What the schema leaves to words: which value goes with which type, and which formula may have no text. */
function wrongCell(cell: XmlElement): string[] {
  const type = cell.attributes["t"]?.value ?? "n";
  const only = (local: string) => cell.children.filter((child) => child.local === local);
  const [[f], [v], [is]] = [only("f"), only("v"), only("is")];
  const formula = f?.attributes["t"]?.value ?? "normal";
  return [
    ...cell.children.filter(({ local }, i) => cell.children.findIndex((other) => other.local === local) !== i).map(({ local }) => `has ${local} twice`),
    ...(type === "inlineStr" ? (is === undefined ? ["lacks its text"] : []) : is === undefined ? [] : [`has a text in it and the type ${type}`]),
    ...(v !== undefined && type !== "inlineStr" && VALUES[type]?.test(v.text) !== true ? [`holds ${v.text} as ${type}`] : []),
    ...(!["normal", "array", "shared", "dataTable"].includes(formula) ? [`has a formula of the type ${formula}`] : []),
    ...(formula === "array" && !REFERENCE.test(f?.attributes["ref"]?.value ?? "") ? ["has an array formula over nothing"] : []),
    ...(f?.text === "" && formula === "array" ? ["has an array formula without a text"] : []),
  ];
}
