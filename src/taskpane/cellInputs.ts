import type { CellValue } from "../cells/cell";
import { catalogue } from "../functions/catalogue";
import type { CellRange, Host } from "../host/host";
import { isOneCell } from "../sheet/area";
import { areasRead } from "../sheet/formula/areas";
import { callsDeal } from "../sheet/formula/dealCalls";
import { formulaNode } from "../sheet/formula/parser";
import { sameName } from "../sheet/workbook";
import { rangeOf, withNames } from "./evaluated";
import { placeText } from "./placeText";

/** Cells that a formula reads. */
export interface CellInput {
  readonly range: CellRange;
  /** Its name, where one stands for exactly these cells. */
  readonly name?: string;
  /** Of one cell what it shows; of a row over the same columns the cell of this one. */
  readonly shown?: { readonly cell: CellRange; readonly text: string; readonly value: CellValue };
}

/** So many are listed. */
const MOST = 20;

/** What the formula of a cell reads, each block once. `anchorColumn` is that of the cell in which the formula stands. */
export async function cellInputs(host: Host, formula: string, cell: CellRange, anchorColumn: number): Promise<readonly CellInput[]> {
  const node = formulaNode(formula.slice(1));
  if (node === undefined) return [];
  const sheets = await host.sheets();
  const workbook = await withNames(host, sheets);
  const home = workbook.sheet(cell.sheet);
  if (home === undefined) return [];
  const ranges = areasRead(workbook, node, home).map(rangeOf).filter(({ sheet }) => sheets.some((name) => sameName(name, sheet))).slice(0, MOST);
  const named = (await host.names()).filter(({ isHidden }) => !isHidden);
  const isSeries = callsDeal(formula.slice(1), catalogue);
  const cells = ranges.map((range) => ownCell(range, cell.left - anchorColumn, isSeries));
  const contents = await host.read(cells.filter((one) => one !== undefined));
  let next = 0;
  return ranges.map((range, i): CellInput => {
    const own = cells[i];
    const content = own === undefined ? undefined : contents[next++];
    const name = named.find(({ meaning }) => meaning.kind === "range" && placeText(meaning.range) === placeText(range))?.name;
    return {
      range,
      ...(name === undefined ? {} : { name }),
      ...(own === undefined || content === undefined ? {} : { shown: { cell: own, text: content.texts[0]?.[0] ?? "", value: content.values[0]?.[0] ?? null } }),
    };
  });
}

/** The one cell of a block that belongs to this cell: it stands alone, or as far along its row as this cell along what the function fills. */
function ownCell(range: CellRange, right: number, isSeries: boolean): CellRange | undefined {
  if (isOneCell(range)) return range;
  const column = range.left + right;
  return isSeries && range.top === range.bottom && column <= range.right ? { ...range, left: column, right: column } : undefined;
}
