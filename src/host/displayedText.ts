import { isError, type CellValue } from "../cells/cell";
import { evaluations } from "../sheet/evaluation";
import { Workbook } from "../sheet/workbook";

/** A value and the number format it is displayed in. */
export interface Displayed {
  readonly value: CellValue;
  readonly format: string;
}

/** What cells display, as far as TEXT tells: for reading, never for calculating. */
export function displayedTexts(cells: readonly Displayed[]): string[] {
  const formatted = cells.filter((cell): cell is Displayed & { readonly value: number } => typeof cell.value === "number" && !isGeneral(cell.format));
  const formulas = [...new Set(formatted.map(textFormula))];
  const texts = new Map(evaluations(new Workbook(), formulas, []).map((grid, i) => [formulas[i], grid[0]?.[0] ?? null]));
  return cells.map((cell) => {
    const { value, format } = cell;
    if (value === null) return "";
    if (isError(value)) return value.error;
    if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
    if (typeof value === "string") return value;
    const text = isGeneral(format) ? null : texts.get(textFormula({ value, format }));
    return typeof text === "string" ? text : generalText(value);
  });
}

function textFormula({ value, format }: { readonly value: number; readonly format: string }): string {
  return `TEXT(${String(value)},"${format.replaceAll('"', '""')}")`;
}

function isGeneral(format: string): boolean {
  return format === "@" || format.toLowerCase() === "general";
}

/** General shows at most eleven characters of a number, its point among them. */
function generalText(value: number): string {
  return String(Number(value.toPrecision(10))).replace("e", "E");
}
