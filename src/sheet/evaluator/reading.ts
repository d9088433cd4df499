import type { Area } from "../area";
import { type CallNode, type FormulaNode, functionCalls, partsOf } from "../formula/nodes";
import { FormulaFault, parsedFormula } from "../formula/parser";
import { nameKey, type DefinedName, type Formula } from "../workbook";
import { type Shift, areaOn, areasOn, tableArea } from "./references";
import { bareName } from "../formula/functionName";
import { type FormulaPlace, type Vocabulary } from "./vocabulary";

/** What can be told of a formula before it is calculated. */
export interface Reading {
  readonly node: FormulaNode;
  /** The cells that it may read: all that are written in it and in the names it uses, also in branches that are not taken. */
  readonly reads: readonly Area[];
  /** It answers otherwise without any edit, or reads cells that cannot be told from its text. */
  readonly isVolatile: boolean;
  /** It calls SUBTOTAL or AGGREGATE, whose answers other subtotals leave out. */
  readonly isSubtotal: boolean;
}

/** Reads a formula that stands in this place. Throws a `FormulaFault` where it cannot be read. */
export function reading(text: string, place: FormulaPlace, vocabulary: Vocabulary): Reading {
  const node = parsedFormula(text);
  const reads: Area[] = [];
  const names = new Set<string>();
  let isVolatile = false;
  let isSubtotal = false;
  const open: { node: FormulaNode; sheetName: string; shift: Shift | undefined }[] = [{ node, sheetName: place.sheet.name, shift: undefined }];
  const follow = ({ name, sheet, formula }: DefinedName): void => {
    const key = nameKey(name, sheet);
    const meant = names.has(key) ? undefined : parsedName(formula, vocabulary);
    names.add(key);
    if (meant !== undefined) open.push({ node: meant, sheetName: sheet ?? place.sheet.name, shift: { rows: place.row - 1, columns: place.column - 1 } });
  };
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node: part, sheetName, shift } = next;
    switch (part.kind) {
      case "reference": {
        if (part.sheet === undefined && shift === undefined) {
          reads.push(areaOn(place.sheet, part, shift));
          break;
        }
        const sheets = vocabulary.through(part.sheet ?? sheetName, part.lastSheet ?? part.sheet ?? sheetName);
        if (sheets !== undefined) for (const area of areasOn(sheets, part, shift)) reads.push(area);
        break;
      }
      case "table": {
        const table = vocabulary.table(part.table, place);
        const sheet = table === undefined ? undefined : vocabulary.sheet(table.sheet);
        const area = table === undefined || sheet === undefined ? "" : tableArea(table, part, sheet, place.row);
        if (typeof area !== "string") reads.push(area);
        break;
      }
      case "name": {
        const defined = vocabulary.name(part.name, part.sheet ?? sheetName);
        if (defined === undefined) {
          if (vocabulary.table(part.name, place) !== undefined) open.push({ node: { kind: "table", table: part.name, items: [], start: 0, end: 0 }, sheetName, shift });
          break;
        }
        follow(defined);
        break;
      }
      case "operation":
        // A range whose ends are calculated is known only then.
        if (part.operator === ":") isVolatile = true;
        break;
      case "call": {
        const name = bareName(part.name);
        if (VOLATILE.has(name)) isVolatile = true;
        if (name === "SUBTOTAL" || name === "AGGREGATE") isSubtotal = true;
        const called = vocabulary.name(part.name, sheetName);
        if (called !== undefined) follow(called);
        break;
      }
      default:
    }
    for (const inner of readParts(part)) open.push({ node: inner, sheetName, shift });
  }
  return { node, reads, isVolatile, isSubtotal };
}

/** The direct parts that may be read; not those of which a function wants to know only where they stand. */
function readParts(node: FormulaNode): readonly FormulaNode[] {
  return node.kind === "call" && onlyPlace(node) ? [] : partsOf(node);
}

function onlyPlace({ name, arguments: parts }: CallNode): boolean {
  const [only] = parts;
  return ABOUT_PLACES.has(bareName(name)) && parts.length === 1 && only !== null && only !== undefined && (only.kind === "reference" || only.kind === "name");
}

function parsedName(formula: string, vocabulary: Vocabulary): FormulaNode | undefined {
  const read = vocabulary.formula(formula.replace(/^=/, ""));
  return read instanceof FormulaFault ? undefined : read;
}

const VOLATILE: ReadonlySet<string> = new Set("NOW TODAY RAND RANDBETWEEN RANDARRAY CELL INFO OFFSET INDIRECT".split(" "));
const ABOUT_PLACES: ReadonlySet<string> = new Set("ROW ROWS COLUMN COLUMNS AREAS ISREF SHEET SHEETS ISFORMULA FORMULATEXT".split(" "));

/** The formula's answer is left out by SUBTOTAL and AGGREGATE, for it is one of theirs. */
export function callsSubtotal(formula: Formula | undefined, vocabulary: Vocabulary): boolean {
  if (formula === undefined || !/SUBTOTAL|AGGREGATE/i.test(formula.text)) return false;
  const node = parsedName(formula.text, vocabulary);
  return node !== undefined && functionCalls(node).some((call) => /^(?:SUBTOTAL|AGGREGATE)$/.test(bareName(call.name)));
}
