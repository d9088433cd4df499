import { CellValueType, type ICellData } from "@univerjs/core";
import { isError, type CellValue } from "../../cells/cell";

/** A value as the grid keeps it. */
export function shownValue(value: CellValue): ICellData {
  if (value === null) return {};
  if (typeof value === "number") return { v: value, t: CellValueType.NUMBER };
  if (typeof value === "boolean") return { v: value ? 1 : 0, t: CellValueType.BOOLEAN };
  return { v: isError(value) ? value.error : value, t: CellValueType.STRING };
}
