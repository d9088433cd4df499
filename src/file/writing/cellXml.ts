import { LONGEST_FORMULA } from "../../sheet/formula/nodes";
import { isError, type CellValue } from "../../cells/cell";
import { LAST_COLUMN, LAST_ROW, cellAddress, cellPlace } from "../../sheet/address";
import { filledRectangle, holdsCell, rectangleAddress } from "../../sheet/area";
import { formulaNode } from "../../sheet/formula/parser";
import { hasOneReading } from "../../sheet/formula/oneReading";
import type { Cell, Formula, Table } from "../../sheet/workbook";
import { fileError, sameFormula, type CellChange } from "./cellChanges";
import { FileRefusal } from "../fileRefusal";
import { storedFormula, type FunctionNames } from "../formulaText";
import { sibling } from "../package/relationships";
import { spaceKept, xmlAttributeValue, xmlText } from "../package/storedText";
import { attribute, type XmlTag } from "../package/xml";

/** A cell element as the file has it. */
export interface CellElement {
  readonly tag: XmlTag;
  readonly start: number;
  readonly end: number;
  readonly formula?: FormulaElement;
  /** The rest that a cell may hold besides formula and value, as written. */
  readonly extras: string;
}

export interface FormulaElement {
  readonly tag: XmlTag;
  readonly start: number;
  readonly end: number;
  /** It has no text: the formula of its group is meant, or that of the block which fills the cell. */
  readonly isEmpty: boolean;
}

/** An element whose prefix those within it take over. */
type Prefixed = Pick<XmlTag, "prefix">;

/** What is needed to write the cells of one sheet. */
export interface WritingContext {
  readonly sheetName: string;
  readonly functions: FunctionNames;
  /** Those of the sheet. */
  readonly tables: readonly Table[];
  /** The number that a dynamic array's cell writes as `cm`. Asked for only where one is written. */
  readonly dynamicMark: () => number;
}

/** Excel's limit for the text of a cell. */
const LONGEST_TEXT = 32_767;

/**
 * The element of a changed cell: its style and all that is not in question stay. `sheetText` is the part that holds `element`.
 * A formula that has not changed stays as written, unless it is `writtenOut` because the group that it follows is no more.
 */
export function changedCellXml(change: CellChange, element: CellElement, sheetText: string, context: WritingContext, writtenOut = false): string {
  const { before, after } = change;
  const formulaKept = sameFormula(before, after);
  const whatIf = element.formula !== undefined && attribute(element.formula.tag, "t") === "dataTable";
  if (whatIf && after?.formula !== undefined) throw new FileRefusal(`${placeOf(change, context)} belongs to a what-if table, and a formula cannot be put there. Remove the table in Excel first.`);
  const stays = (formulaKept && !writtenOut && !isForsaken(element, after)) || whatIf;
  const formula = stays && element.formula !== undefined ? sheetText.slice(element.formula.start, element.formula.end) : formulaXml(change, element.tag, context, element.formula?.tag);
  // vm describes the old value (a picture, a currency, the cause of an error); cm the old formula.
  const dropped = formulaKept ? ["r", "t", "vm"] : ["r", "t", "vm", "cm"];
  const attributes = Object.values(element.tag.attributes).filter(({ name }) => !dropped.includes(name));
  const kept = attributes.map(({ name, value }) => ` ${name}="${xmlAttributeValue(value)}"`).join("");
  return cellXml(change, element.tag, kept + (formulaKept ? "" : mark(after, context)), formula, element.extras, context);
}

/** Excel writes `<f ca="1"/>` into the cells that a volatile formula fills. Where nothing fills the cell any more, it would be a formula without a text, and the file damaged. */
function isForsaken({ formula }: CellElement, after: Cell | undefined): boolean {
  return formula?.isEmpty === true && after?.formula === undefined && after?.filledFrom === undefined;
}

/** The element of a cell where the file has none. */
export function newCellXml(change: CellChange, style: number | undefined, parent: Prefixed, context: WritingContext): string {
  const attributes = (style === undefined ? "" : ` s="${style}"`) + mark(change.after, context);
  return cellXml(change, parent, attributes, formulaXml(change, parent, context), "", context);
}

function cellXml(change: CellChange, named: Prefixed, attributes: string, formula: string, extras: string, context: WritingContext): string {
  const name = sibling(named, "c");
  const { type, xml } = valueXml(change, named, context);
  const content = formula + xml + extras;
  const start = `<${name} r="${cellAddress(change.row, change.column)}"${attributes}${type === "" ? "" : ` t="${type}"`}`;
  return content === "" ? `${start}/>` : `${start}>${content}</${name}>`;
}

function mark(cell: Cell | undefined, context: WritingContext): string {
  return cell !== undefined && storedKind(cell) === "dynamic" ? ` cm="${context.dynamicMark()}"` : "";
}

/** As Excel does, a dynamic formula is stored as a plain one where both mean the same: other programs show braces around the rest. */
function storedKind({ formula, extent }: Cell): Formula["kind"] | undefined {
  return formula?.kind === "dynamic" && extent === undefined && meansTheSame(formula.text) ? "plain" : formula?.kind;
}

function meansTheSame(formula: string): boolean {
  const node = formulaNode(formula);
  return node !== undefined && hasOneReading(node);
}

/** `asRead` is the tag of the formula that stood there. */
function formulaXml(change: CellChange, named: Prefixed, context: WritingContext, asRead?: XmlTag): string {
  const { after } = change;
  if (after?.formula === undefined) return "";
  const { formula, extent = { rows: 1, columns: 1 } } = after;
  if (formula.text.length > LONGEST_FORMULA) throw new FileRefusal(`The formula in ${placeOf(change, context)} has ${formula.text.length} characters; Excel allows ${LONGEST_FORMULA}.`);
  const always = asRead !== undefined && change.before?.formula?.text === formula.text ? alwaysCalculated(asRead) : "";
  const stored = storedFormula(formula.text, context.functions, tableAt(change, context));
  if (storedKind(after) === "plain") return formulaElement(stored, always, named);
  const block = filledRectangle(change, extent);
  if (block.bottom > LAST_ROW || block.right > LAST_COLUMN) throw new FileRefusal(`The formula in ${placeOf(change, context)} fills cells beyond the edge of the sheet.`);
  return formulaElement(stored, ` t="array" ref="${rectangleAddress(block)}"${always}`, named);
}

function tableAt(change: CellChange, { tables }: WritingContext): string | undefined {
  return tables.find((table) => holdsCell(table, change))?.name;
}

/** A formula of one cell alone, in place of one that followed its group. */
export function plainFormulaXml(text: string, asRead: XmlTag, functions: FunctionNames): string {
  return formulaElement(storedFormula(text, functions), alwaysCalculated(asRead), asRead);
}

/** How a formula says that it is calculated anew whatever has changed: NOW() and the like stand in it. */
function alwaysCalculated(tag: XmlTag): string {
  return ["aca", "ca"].filter((name) => attribute(tag, name) !== undefined).map((name) => ` ${name}="${xmlAttributeValue(attribute(tag, name) ?? "")}"`).join("");
}

function formulaElement(stored: string, attributes: string, named: Prefixed): string {
  const name = sibling(named, "f");
  return `<${name}${attributes}${spaceKept(stored)}>${xmlText(stored)}</${name}>`;
}

function valueXml(change: CellChange, named: Prefixed, context: WritingContext): { readonly type: string; readonly xml: string } {
  const value: CellValue = change.after?.value ?? null;
  const v = sibling(named, "v");
  if (value === null) return { type: "", xml: "" };
  if (isError(value)) return { type: "e", xml: `<${v}>${xmlText(fileError(value.error))}</${v}>` };
  if (typeof value === "boolean") return { type: "b", xml: `<${v}>${value ? 1 : 0}</${v}>` };
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new FileRefusal(`${placeOf(change, context)} holds ${value}, which a cell cannot.`);
    // The shortest digits that read back as the same double.
    return { type: "", xml: `<${v}>${String(value === 0 ? 0 : value).toUpperCase()}</${v}>` };
  }
  if (value.length > LONGEST_TEXT) throw new FileRefusal(`${placeOf(change, context)} holds a text of ${value.length} characters; Excel allows ${LONGEST_TEXT}.`);
  const isResult = change.after?.formula !== undefined || change.after?.filledFrom !== undefined;
  if (isResult) return { type: "str", xml: `<${v}${spaceKept(value)}>${xmlText(value)}</${v}>` };
  // In the cell itself: the shared texts stay untouched, and Excel moves it there when it saves.
  const [is, t] = [sibling(named, "is"), sibling(named, "t")];
  return { type: "inlineStr", xml: `<${is}><${t}${spaceKept(value)}>${xmlText(value)}</${t}></${is}>` };
}

function placeOf({ row, column }: CellChange, { sheetName }: WritingContext): string {
  return cellPlace(sheetName, row, column);
}
