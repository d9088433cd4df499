import { isError, type CellValue } from "../cells/cell";

/** A value as it is, to the last digit: the shortest text that reads back the same. */
export function valueText(value: CellValue): string {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  return isError(value) ? value.error : String(value);
}

/** A figure for reading: thousands apart, decimals as they are. */
export function figureText(value: CellValue): string {
  if (typeof value !== "number" || Math.abs(value) >= 1e15) return valueText(value);
  const [whole = "", rest] = String(value).split(".");
  if (String(value).includes("e")) return String(value);
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (rest === undefined ? "" : `.${rest}`);
}
