import type { CellError, CellValue } from "../../cells/cell";
import { numberFromText } from "./numberFromText";
import { comparedTexts, isErrorValue } from "./value";
import { wildcardMatcher } from "./wildcard";

/** What SUMIF, COUNTIF and their like ask of a cell. */
export interface Criterion {
  readonly matches: (value: CellValue) => boolean;
  /** Where it asks for one value only, the key of that value: it matches the cells that `criterionKey` gives this key, and no others. */
  readonly equals?: string | number | boolean;
}

type Operator = "=" | "<>" | "<" | ">" | "<=" | ">=";

/**
 * The criterion that a value stands for. A text may begin with an operator and is then read as Excel reads what is typed: as a number (a date, a
 * percentage, an amount in dollars), TRUE or FALSE, an error, or else as a text with `?` and `*`. A blank cell as criterion is 0.
 */
export function criterion(value: CellValue, from1904: boolean): Criterion {
  if (typeof value !== "string") return ofValue("=", value ?? 0, from1904);
  const { operator, operand } = partsOf(value);
  // Nothing behind the operator: "" are cells without text, "=" cells with nothing in them, "<>" all others.
  if (operator === undefined && operand === "") return { matches: (cell) => cell === null || cell === "" };
  if (operand === "" && operator === "=") return { matches: (cell) => cell === null };
  if (operand === "" && operator === "<>") return { matches: (cell) => cell !== null };
  return ofValue(operator ?? "=", readAs(operand, from1904), from1904);
}

/**
 * The criterion of a cell below a column's name, as the database functions take it: nothing in it asks for nothing, and a text without an operator
 * asks for all that begins with it.
 */
export function databaseCriterion(value: CellValue, from1904: boolean): Criterion | undefined {
  if (value === null || value === "") return undefined;
  const begins = typeof value === "string" && partsOf(value).operator === undefined && typeof readAs(value, from1904) === "string";
  return criterion(begins ? `${value}*` : value, from1904);
}

/** What a criterion that asks for one value compares of a cell: a text that reads as a number is that number. */
export function criterionKey(value: CellValue, from1904: boolean): string | number | boolean | undefined {
  if (typeof value === "string") return numberFromText(value, from1904) ?? value.toLowerCase();
  return value === null || isErrorValue(value) ? undefined : value;
}

function partsOf(text: string): { operator: Operator | undefined; operand: string } {
  const operator = /^(?:<=|>=|<>|<|>|=)/.exec(text)?.[0] as Operator | undefined;
  return { operator, operand: text.slice(operator?.length ?? 0) };
}

function readAs(text: string, from1904: boolean): number | string | boolean | CellError {
  const number = numberFromText(text, from1904);
  if (number !== undefined) return number;
  if (/^(?:true|false)$/i.test(text)) return text.toLowerCase() === "true";
  const error = /^#(?:N\/A|VALUE!|REF!|DIV\/0!|NUM!|NAME\?|NULL!|SPILL!|CALC!|GETTING_DATA|FIELD!|BLOCKED!|CONNECT!|BUSY!|UNKNOWN!)$/i.exec(text);
  return error === null ? text : { error: text.toUpperCase() as CellError["error"] };
}

function ofValue(operator: Operator, wanted: number | string | boolean | CellError, from1904: boolean): Criterion {
  if (operator === "<>") {
    const { matches } = equality(wanted, from1904);
    return { matches: (cell) => !matches(cell) };
  }
  if (operator === "=") return equality(wanted, from1904);
  const holds = HOLDS[operator];
  switch (typeof wanted) {
    // What is smaller or greater is only ever of the same kind: no text is greater than a number here, not even one that reads as a number.
    case "number":
      return { matches: (cell) => typeof cell === "number" && holds(cell - wanted) };
    case "boolean":
      return { matches: (cell) => typeof cell === "boolean" && holds(Number(cell) - Number(wanted)) };
    case "string":
      return { matches: (cell) => typeof cell === "string" && holds(comparedTexts(cell, wanted)) };
    default:
      return { matches: () => false };
  }
}

function equality(wanted: number | string | boolean | CellError, from1904: boolean): Criterion {
  if (isErrorValue(wanted)) return { matches: (cell) => isErrorValue(cell) && cell.error === wanted.error };
  if (typeof wanted === "string" && /[?*~]/.test(wanted)) {
    const fits = wildcardMatcher(wanted);
    return { matches: (cell) => typeof cell === "string" && fits(cell) };
  }
  const equals = typeof wanted === "string" ? wanted.toLowerCase() : wanted;
  return { equals, matches: (cell) => cell === equals || (typeof cell === "string" && criterionKey(cell, from1904) === equals) };
}

const HOLDS: Readonly<Record<"<" | ">" | "<=" | ">=", (difference: number) => boolean>> = {
  "<": (difference) => difference < 0,
  ">": (difference) => difference > 0,
  "<=": (difference) => difference <= 0,
  ">=": (difference) => difference >= 0,
};
