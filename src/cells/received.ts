import type { CellValue, ErrorCode, Grid } from "./cell";

/**
 * The cells of an argument as Excel hands it over: a range or a single value; null for an omitted argument.
 *
 * Excel gives numbers, text and TRUE/FALSE as they are, a blank as 0, "" or null depending on the platform, and data types and errors as objects.
 */
export function received(argument: unknown): Grid | null {
  if (argument === null || argument === undefined) return null;
  const rows: unknown[] = Array.isArray(argument) ? argument : [argument];
  const grid: CellValue[][] = [];
  // Below what is filled a whole column may be one and the same row, a million times over.
  rows.forEach((row, r) => grid.push(r > 0 && row === rows[r - 1] ? (grid[r - 1] ?? []) : (Array.isArray(row) ? row : [row]).map(receivedValue)));
  return grid.length === 0 || grid[0]?.length === 0 ? null : grid;
}

function receivedValue(value: unknown): CellValue {
  switch (typeof value) {
    case "number":
      return Number.isFinite(value) ? value : { error: "#NUM!" };
    case "string":
    case "boolean":
      return value;
    case "object":
      return value === null ? null : receivedObject(value);
    default:
      return null;
  }
}

/** An error, or a data type (a currency, a stock …) by the plain value that Excel shows for it in a calculation. */
function receivedObject(value: object): CellValue {
  const { error, code, basicType, basicValue } = value as Record<string, unknown>;
  for (const text of [error, code, basicType === "Error" ? basicValue : undefined]) {
    if (typeof text === "string" && text.startsWith("#")) return { error: text as ErrorCode };
  }
  if (typeof basicValue === "object") return { error: "#VALUE!" };
  return basicValue === undefined ? { error: "#VALUE!" } : receivedValue(basicValue);
}
