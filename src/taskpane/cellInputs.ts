import type { CellValue } from "../cells/cell";
import { catalogue } from "../functions/catalogue";
import type { CellRange, Host } from "../host/host";
import { isOneCell } from "../sheet/area";
import { areaOfNode, areasRead } from "../sheet/formula/areas";
import { callsDeal } from "../sheet/formula/dealCalls";
import { visitParts, type FormulaNode } from "../sheet/formula/nodes";
import { formulaNode } from "../sheet/formula/parser";
import { sameName, type Sheet, type Workbook } from "../sheet/workbook";
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

/** What a formula reads. */
export interface CellInputs {
  readonly list: readonly CellInput[];
  /** A short plain formula with the figures in place of the cells: `246,602.55/4,174,200.81`. */
  readonly inFigures?: string;
}

/** So many are listed. */
const MOST = 20;

/** What the formula of a cell reads, each block once. `anchorColumn` is that of the cell in which the formula stands. */
export async function cellInputs(host: Host, formula: string, cell: CellRange, anchorColumn: number): Promise<CellInputs> {
  const node = formulaNode(formula.slice(1));
  if (node === undefined) return { list: [] };
  const sheets = await host.sheets();
  const workbook = await withNames(host, sheets);
  const home = workbook.sheet(cell.sheet);
  if (home === undefined) return { list: [] };
  const ranges = areasRead(workbook, node, home).map(rangeOf).filter(({ sheet }) => sheets.some((name) => sameName(name, sheet))).slice(0, MOST);
  const named = (await host.names()).filter(({ isHidden }) => !isHidden);
  const isSeries = callsDeal(formula.slice(1), catalogue);
  const cells = ranges.map((range) => ownCell(range, cell.left - anchorColumn, isSeries));
  const contents = await host.read(cells.filter((one) => one !== undefined));
  let next = 0;
  const list = ranges.map((range, i): CellInput => {
    const own = cells[i];
    const content = own === undefined ? undefined : contents[next++];
    const name = named.find(({ meaning }) => meaning.kind === "range" && placeText(meaning.range) === placeText(range))?.name;
    return {
      range,
      ...(name === undefined ? {} : { name }),
      ...(own === undefined || content === undefined ? {} : { shown: { cell: own, text: content.texts[0]?.[0] ?? "", value: content.values[0]?.[0] ?? null } }),
    };
  });
  const inFigures = isSeries ? undefined : formulaInFigures(workbook, formula.slice(1), node, home, list);
  return { list, ...(inFigures === undefined ? {} : { inFigures }) };
}

/** A formula that is longer with its figures is not easier to read. */
const LONGEST = 120;

/** Each cell that stands alone in the formula replaced by what it shows; blocks stay as they are written. */
function formulaInFigures(workbook: Workbook, text: string, node: FormulaNode, home: Sheet, inputs: readonly CellInput[]): string | undefined {
  let written = "";
  let done = 0;
  visitParts(node, (part) => {
    const area = areaOfNode(workbook, part, home);
    if (area === undefined) return true;
    const shown = isOneCell(area) ? inputs.find(({ range }) => placeText(range) === placeText(rangeOf(area)))?.shown : undefined;
    if (shown === undefined || part.start < done) return false;
    written += `${text.slice(done, part.start)}${shown.text === "" ? "0" : typeof shown.value === "string" ? `"${shown.text}"` : shown.text}`;
    done = part.end;
    return false;
  });
  const whole = `${written}${text.slice(done)}`;
  return done === 0 || whole.length > LONGEST ? undefined : whole;
}

/** The one cell of a block that belongs to this cell: it stands alone, or as far along its row as this cell along what the function fills. */
function ownCell(range: CellRange, right: number, isSeries: boolean): CellRange | undefined {
  if (isOneCell(range)) return range;
  const column = range.left + right;
  return isSeries && range.top === range.bottom && column <= range.right ? { ...range, left: column, right: column } : undefined;
}
