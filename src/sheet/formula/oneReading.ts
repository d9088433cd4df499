import { bareName } from "./functionName";
import { isOfReferences, type CallNode, type FormulaNode } from "./nodes";

/**
 * Whether a formula means the same as a plain one and as a dynamic one: it can answer but one value, and nothing in it would be cut to the cell's own row or column.
 *
 *     SUM(B11:I11), ROUND(A1*5%,2) and IF(A1>0,B1,"") do; A1:A3, SUM(A1:A3*2), a name and a function of ours may not.
 *
 * Where that cannot be seen from the formula alone, the answer is no.
 */
export function hasOneReading(node: FormulaNode): boolean {
  switch (node.kind) {
    case "number":
    case "text":
    case "boolean":
    case "error":
      return true;
    case "reference":
      return node.single && node.lastSheet === undefined;
    case "parentheses":
    case "percent":
      return hasOneReading(node.operand);
    case "prefix":
      return node.operator !== "@" && hasOneReading(node.operand);
    case "operation":
      return !isOfReferences(node.operator) && allHaveOneReading(node);
    case "call":
      return callHasOneReading(node);
    default:
      return false;
  }
}

/** A sum of a thousand terms is as many levels deep on its left: they are gone down in a loop. */
function allHaveOneReading(sum: FormulaNode): boolean {
  let node = sum;
  while (node.kind === "operation" && !isOfReferences(node.operator)) {
    if (!hasOneReading(node.right)) return false;
    node = node.left;
  }
  return hasOneReading(node);
}

function callHasOneReading(call: CallNode): boolean {
  const kinds = call.workbook === undefined ? KINDS.get(bareName(call.name)) : undefined;
  if (kinds === undefined) return false;
  return call.arguments.every((argument, i) => argument === null || hasOneReading(argument) || (takesRange(kinds, i) && isWhole(argument)));
}

/** Cells or constants as they stand: nothing is calculated of them that could be cut. */
function isWhole(node: FormulaNode): boolean {
  return node.kind === "array" || node.kind === "table" || (node.kind === "reference" && node.lastSheet === undefined);
}

/** The last kinds, those behind the "+", repeat. */
function takesRange(kinds: string, index: number): boolean {
  const [first = "", repeated = ""] = kinds.split("+");
  return (first[index] ?? repeated[(index - first.length) % Math.max(1, repeated.length)]) === "R";
}

/** Functions that answer one value where each argument V is one value; an argument R is taken as a whole range, in plain formulas too. */
const KINDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "": `ABS CEILING CHAR CHOOSE CODE DATE DAY DAYS EDATE EOMONTH EVEN EXACT EXP FALSE FIND FLOOR FV HOUR IF IFERROR IFNA INT IPMT ISBLANK ISERR ISERROR ISLOGICAL
      ISNA ISNONTEXT ISNUMBER ISTEXT LEFT LEN LN LOG LOG10 LOWER MID MINUTE MOD MONTH MROUND NA NOT NOW NPER ODD PI PMT POWER PPMT PROPER PV RATE REPLACE REPT
      RIGHT ROUND ROUNDDOWN ROUNDUP SEARCH SECOND SIGN SQRT SUBSTITUTE TEXT TIME TODAY TRIM TRUE TRUNC UPPER VALUE WEEKDAY YEAR`,
    "+R": `AND AVERAGE AVERAGEA COLUMNS COUNT COUNTA COUNTBLANK MAX MAXA MEDIAN MIN MINA OR PRODUCT ROWS STDEV STDEV.P STDEV.S STDEVP SUM SUMPRODUCT SUMSQ VAR VAR.P
      VAR.S VARP`,
    RV: "COUNTIF IRR LARGE SMALL",
    RVR: "AVERAGEIF SUMIF",
    "R+RV": "AVERAGEIFS SUMIFS",
    "+RV": "COUNTIFS",
    VRV: "MATCH RANK",
    VRVV: "HLOOKUP VLOOKUP",
    "V+R": "NPV SUBTOTAL",
    VRR: "XNPV",
    RRV: "XIRR",
  }).flatMap(([kinds, names]) => names.split(/\s+/).map((name): [string, string] => [name, kinds])),
);
