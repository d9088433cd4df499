import { decodedText } from "../../file/package/storedText";
import { attribute, wholeNumber, xmlSource, xmlTree, type XmlElement } from "../../file/package/xml";
import { isMain, knownAttribute, knownName } from "../../file/package/namespaces";
import type { Part } from "../../file/package/zipPackage";
import { TABLE } from "./keptElements";
import { keptXml } from "./keptXml";
import type { LeftOut } from "./leftOut";
import type { LeftOutReferences } from "./leftOutReferences";
import { XML_DECLARATION } from "./packageBuilder";
import { tellUnknown, type Uses } from "./sheetContent";
import type { Unseen } from "./unseen";

export interface TableContext {
  readonly sheetName: string;
  readonly references: LeftOutReferences;
  readonly uses: Uses;
  readonly leftOut: LeftOut;
  readonly unseen: Unseen;
  /** The formulas of the sheet's cells: one of the table that none of them has would be seen by nobody. */
  readonly formulas: ReadonlySet<string>;
}

/** What formulas call a table. */
export function tableName(part: Part): string {
  const root = xmlTree(xmlSource(part));
  return decodedText(attribute(root, "displayName") ?? attribute(root, "name") ?? "");
}

/** A table's part as the copy has it. Formulas of its columns that cannot stay are left to the cells, which are what counts. */
export function tableXml(part: Part, { sheetName, references, uses, leftOut, unseen, formulas }: TableContext): string {
  const source = xmlSource(part);
  const root = xmlTree(source);
  const table = decodedText(attribute(root, "displayName") ?? "");
  const hasTotals = (wholeNumber(attribute(root, "totalsRowCount")) ?? 0) > 0;
  const hasHeader = (wholeNumber(attribute(root, "headerRowCount")) ?? 1) > 0;
  return XML_DECLARATION + keptXml(root, TABLE, {
    source: source.text,
    value: (tag, name, value) => {
      if (name.toLowerCase().endsWith("dxfid")) uses.differentialStyles.add(wholeNumber(value) ?? 0);
      if (name.endsWith("CellStyle") || (name === "name" && isMain(tag, "tableStyleInfo"))) uses.styleNames.add(value);
      // The cell holds it, where it is shown.
      if (name === "totalsRowLabel") {
        if (!hasTotals) leftOut.add("table", `labels of the totals, which are not shown, of the table ${table}`);
        return undefined;
      }
      if (name === "name" && !hasHeader && isMain(tag, "tableColumn")) unseen.thing(`a column of the table ${table}, which shows no header: ${decodedText(value)}`);
      return name === "totalsRowFunction" && value === "custom" && !(tag as XmlElement).children.some((child) => isMain(child, "totalsRowFormula") && formulaStays(child)) ? undefined : value;
    },
    stays: (element, name) => {
      if (name !== "calculatedColumnFormula" && name !== "totalsRowFormula") return true;
      if (formulaStays(element)) return true;
      leftOut.add("table", `a formula for new rows or totals of the table ${table}`);
      return false;
    },
    unknown: (what) => {
      const name = "value" in what ? knownAttribute(what) : knownName(what);
      if (name === "comment") leftOut.add("table", `the description of the table ${table}`);
      else if (name === "tableType" || name === "queryTableFieldId" || name === "connectionId" || name === "xmlColumnPr" || name === "uniqueName") leftOut.add("links", `the source of the table ${table}`);
      else if (name === "extLst") leftOut.add("table", `the alternative text of the table ${table}`);
      else tellUnknown(what, sheetName, leftOut);
    },
  });

  function formulaStays(element: XmlElement): boolean {
    const text = decodedText(element.text);
    return formulas.has(text) && references.fault(text, sheetName) === undefined;
  }
}
