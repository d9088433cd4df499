import { isError, type CellValue } from "../cells/cell";
import type { CellRange, Host } from "../host/host";
import { cellPlace } from "../sheet/address";
import { areaOfNode, areasRead } from "../sheet/formula/areas";
import { filledRectangle, isOneCell, type Area } from "../sheet/area";
import { allParts, functionCalls, type FormulaNode } from "../sheet/formula/nodes";
import { formulaNode } from "../sheet/formula/parser";
import type { Sheet, Workbook } from "../sheet/workbook";
import { rangeOf, withNames } from "./evaluated";

/** Where an error begins that a cell shows. */
export interface FirstCause {
  readonly cell: CellRange;
  /** `Inputs!E5` */
  readonly place: string;
  /** What is wrong there, to be read after its place: `holds the text 1.000.000,50`. */
  readonly sentence: string;
}

/** Errors that come from one another over more cells than this are followed no further. */
const LONGEST_CHAIN = 100;

/** The cell in which the error of this cell begins: the errors that formulas read are followed to one that reads none. Undefined where that is the cell itself, and says so. */
export async function firstCause(host: Host, from: CellRange): Promise<FirstCause | undefined> {
  const sheets = await host.sheets();
  const workbook = await withNames(host, sheets);
  const isName = (name: string) => workbook.names.some((known) => known.name.toLowerCase() === name.toLowerCase());
  let cell = oneCell(from.sheet, from.top, from.left);
  for (let followed = 0; followed < LONGEST_CHAIN; followed++) {
    const { value, formula } = await host.cell(cell.sheet, cell.top, cell.left);
    if (!isError(value)) return undefined;
    const place = cellPlace(cell.sheet, cell.top, cell.left);
    const isItself = followed === 0;
    const cause = (sentence: string): FirstCause => ({ cell, place, sentence });
    const node = formula === undefined ? undefined : formulaNode(formula.slice(1));
    const home = workbook.sheet(cell.sheet);
    if (node === undefined || home === undefined) return isItself ? undefined : cause(formula === undefined ? `holds ${value.error}` : `shows ${value.error}`);
    const missing = missingName(node, isName);
    if (missing !== undefined) return cause(`reads the name ${missing}, and the workbook has no such name`);
    const next = await firstError(host, areasRead(workbook, node, home).filter(({ sheet }) => sheets.includes(sheet.name)), cell, value.error);
    if (next !== undefined) {
      cell = next;
      continue;
    }
    const text = value.error === "#VALUE!" && value.message === undefined ? await firstText(host, workbook, node, home) : undefined;
    if (text !== undefined) return text;
    return isItself ? undefined : cause(value.message === undefined ? `shows ${value.error}` : `says: ${value.message.replace(`${place}: `, "")}`);
  }
  return undefined;
}

function oneCell(sheet: string, row: number, column: number): CellRange {
  return { sheet, ...filledRectangle({ row, column }) };
}

/** A name that a formula reads and nobody has defined. LET and LAMBDA define their own. */
function missingName(node: FormulaNode, isName: (name: string) => boolean): string | undefined {
  if (functionCalls(node).some(({ name }) => /(?:^|\.)(?:LET|LAMBDA)$/i.test(name))) return undefined;
  return namesIn(node).find((name) => !isName(name));
}

function namesIn(node: FormulaNode): string[] {
  return allParts(node).flatMap((part) => (part.kind === "name" && part.sheet === undefined ? [part.name] : []));
}

/** The first cell of these areas that shows an error, rather the same one. */
async function firstError(host: Host, areas: readonly Area[], own: CellRange, error: string): Promise<CellRange | undefined> {
  const found: { readonly cell: CellRange; readonly isSame: boolean }[] = [];
  await eachValue(host, areas, (sheet, row, column, value) => {
    if (isError(value) && !(sheet === own.sheet && row === own.top && column === own.left)) found.push({ cell: oneCell(sheet, row, column), isSame: value.error === error });
  });
  return (found.find(({ isSame }) => isSame) ?? found[0])?.cell;
}

/** A text where a formula calculates: what stands beside + - * / or, written with digits, anywhere else that it reads. */
async function firstText(host: Host, workbook: Workbook, node: FormulaNode, home: Sheet): Promise<FirstCause | undefined> {
  const cells = areasRead(workbook, node, home).filter(isOneCell);
  const calculated = operands(node).flatMap((operand) => areaOfNode(workbook, operand, home) ?? []);
  return (await textIn(host, calculated, /./)) ?? (await textIn(host, cells, /\d/));
}

async function textIn(host: Host, areas: readonly Area[], looks: RegExp): Promise<FirstCause | undefined> {
  let found: FirstCause | undefined;
  await eachValue(host, areas, (sheet, row, column, value) => {
    if (typeof value === "string" && looks.test(value)) found ??= { cell: oneCell(sheet, row, column), place: cellPlace(sheet, row, column), sentence: `holds the text ${value}` };
  });
  return found;
}

function operands(node: FormulaNode): FormulaNode[] {
  return allParts(node).flatMap((part) => (part.kind === "operation" && /^[-+*/^]$/.test(part.operator) ? [part.left, part.right] : part.kind === "prefix" && part.operator !== "@" ? [part.operand] : []));
}

async function eachValue(host: Host, areas: readonly Area[], see: (sheet: string, row: number, column: number, value: CellValue) => void): Promise<void> {
  for (const { range, values } of await host.read(areas.map(rangeOf))) values.forEach((row, r) => row.forEach((value, c) => see(range.sheet, range.top + r, range.left + c, value)));
}
