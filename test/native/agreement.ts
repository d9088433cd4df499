import type { CellValue, Grid } from "../../src/cells/cell";
import { isError } from "../../src/cells/cell";
import { Decimal } from "../../src/engine/decimal";
import { Refusal } from "../../src/engine/refusal";
import { catalogue } from "../../src/functions/catalogue";
import { NativeRefusal, type BlockOf } from "../../src/native/parts/block";
import { ProofSheet } from "../../src/native/parts/proofSheet";
import type { Area } from "../../src/sheet/area";
import { cellAddress } from "../../src/sheet/address";
import { Sheet } from "../../src/sheet/workbook";
import { sheetInLibreOffice } from "../support/libreOffice";
import { workbookBytes } from "../support/workbookBytes";

export const row = (...values: CellValue[]): Grid => [values];
export const column = (...values: CellValue[]): Grid => values.map((value) => [value]);
export const times = <T>(count: number, value: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => value(i));

/** The block of a call by itself, its arguments in cells. */
export function blockWith(blockOf: BlockOf, ...args: readonly (Grid | null)[]): ReturnType<BlockOf> {
  const inputs = new Sheet("Inputs");
  let top = 1;
  const areas = args.map((grid) => {
    if (grid === null) return null;
    const area = placed(inputs, top, grid);
    top = area.bottom + 1;
    return area;
  });
  return blockOf(new ProofSheet(new Sheet("Proof")), "", areas);
}

export interface Call {
  readonly why: string;
  readonly args: readonly (Grid | null)[];
}

/** What the plain formulas of a call gave in LibreOffice, beside what the function answers. */
export interface Compared extends Call {
  readonly companion: string;
  /** What stood in the cells when both were calculated, where that is not what the block was written for. */
  readonly changed?: readonly (Grid | null)[];
  /** Whether the block claims that it is exact: the statement too, where that is shown. */
  readonly exact: CellValue;
  /** Whether it claims so of the answer, at least. */
  readonly exactAnswer: CellValue;
  readonly check: CellValue;
  readonly ours: Grid;
  readonly native: Grid;
}

/**
 * Writes every call as a block of plain formulas, all on one workbook, lets LibreOffice calculate it, and sets the figures beside those of the function.
 * `changed`, where given, is written over the cells after the blocks were written: the formulas must follow. Calls that cannot be written are left out.
 */
export function inPlainFormulas(name: string, blockOf: BlockOf, calls: readonly (Call & { readonly companion: string; readonly changed?: readonly (Grid | null)[] })[]): Compared[] {
  const inputs = new Sheet("Inputs");
  const proof = new ProofSheet(new Sheet("Proof"));
  let top = 1;
  const written = calls.flatMap((call) => {
    const { why, args, companion } = call;
    const areas = args.map((grid) => {
      if (grid === null) return null;
      const area = placed(inputs, top, grid);
      top = area.bottom + 1;
      return area;
    });
    try {
      const block = blockOf(proof, why, areas);
      const shown = proof.grid(block.shown(companion).map((row) => row.map((one) => (typeof one === "object" ? one : { value: one }))));
      return [{ call, areas, block, shown }];
    } catch (refusal) {
      if (refusal instanceof NativeRefusal) return [];
      throw refusal;
    }
  });
  for (const { call, areas } of written) call.changed?.forEach((grid, a) => grid !== null && placed(inputs, areas[a]?.top ?? 1, grid));
  // Of a large workbook nothing is asked for but what is compared: it stands on a sheet of its own.
  const asked = new Sheet("Asked");
  const asks = written.map(({ block, shown }) => {
    const rows = [[block.exact, block.exactAnswer, block.check], ...Array.from({ length: shown.bottom - shown.top + 1 }, (_, r) => addressesOf(shown, r))];
    const first = asked.rows.size + 1;
    rows.forEach((row, r) => row.forEach((address, c) => asked.setCell(first + r, c + 1, { value: null, formula: { text: inAllItsDigits(`Proof!${address}`), kind: "plain" } })));
    return { first, rows: rows.length };
  });
  const answers = sheetInLibreOffice(workbookBytes({ sheets: [inputs, proof.sheet, asked], names: [] }, { isPacked: false }), 3);
  return written.map(({ call, shown: area }, i) => {
    const { first, rows } = asks[i] ?? { first: 0, rows: 0 };
    const [[exact = null, exactAnswer = null, check = null] = [], ...native] = answers.slice(first - 1, first - 1 + rows);
    const columns = area.right - area.left + 1;
    return { ...call, exact: call.companion === "LINES" ? exact : exactAnswer, exactAnswer, check, ours: answerOf(name, call), native: native.map((row) => row.slice(0, columns).map(withAllItsDigits)) };
  });
}

/** As text LibreOffice gives a number 20 decimals at most: a small one is asked for by its digits. */
function inAllItsDigits(cell: string): string {
  return `IF(ISBLANK(${cell}),"",IF(ISNUMBER(${cell}),IF(AND(${cell}<>0,ABS(${cell})<0.001),TEXT(${cell},"0.00000000000000E+000"),${cell}),${cell}))`;
}

function withAllItsDigits(value: CellValue): CellValue {
  return typeof value === "string" && /^-?\d\.\d{14}E[+-]\d+$/.test(value) ? Number(value) : value;
}

function addressesOf({ top, left, right }: Area, row: number): string[] {
  return Array.from({ length: right - left + 1 }, (_, c) => cellAddress(top + row, left + c));
}

/** Whether the function answers these arguments. */
export function isAnswered(name: string, args: readonly (Grid | null)[]): boolean {
  const [[first = null] = []] = answerOf(name, { why: "", args, companion: "" });
  return !isError(first);
}

function answerOf(name: string, { args, changed, companion }: Call & { readonly companion: string; readonly changed?: readonly (Grid | null)[] }): Grid {
  const entry = catalogue.find((one) => one.name === `DEAL.${name}${companion === "" ? "" : `.${companion}`}`);
  if (entry === undefined) throw new Error(`no ${name}`);
  try {
    const answer = entry.run(...entry.parameters.map((_, i) => (changed ?? args)[i] ?? null));
    return Array.isArray(answer) ? (answer as Grid) : [[answer as CellValue]];
  } catch (refusal) {
    if (refusal instanceof Refusal) return [[{ error: "#N/A", message: refusal.message }]];
    throw refusal;
  }
}

/** The block claims to be exact. */
export const isClaimed = ({ exact }: Compared): boolean => exact === true;

/** Calls whose answer has another shape, or whose check is not 0. */
export function misshapen(compared: readonly Compared[]): string[] {
  return compared.filter((one) => one.ours.length !== one.native.length || one.ours[0]?.length !== one.native[0]?.length || (isClaimed(one) && one.check !== 0)).map(({ why }) => why);
}

/** The calls whose figures differ: to the cent where `rounded`, which is told the cell too, else by more than 1E-12 of the figure. */
export function differences(compared: readonly Compared[], rounded: (one: Compared, row: number, column: number) => boolean): string[] {
  return compared.flatMap((one) => {
    if (one.exact !== true) return [];
    return one.ours.flatMap((row, r) =>
      row.flatMap((ours, c) => {
        const native = one.native[r]?.[c] ?? null;
        return agrees(ours, native, rounded(one, r, c)) ? [] : [`${one.why} ${one.companion} [${r + 1},${c + 1}]: ours ${JSON.stringify(ours)}, plain ${JSON.stringify(native)}, ${JSON.stringify(one.args)}`];
      }),
    );
  });
}

function agrees(ours: CellValue, native: CellValue, rounded: boolean): boolean {
  if (typeof ours === "number" && typeof native === "number") {
    // LibreOffice stores 15 digits.
    if (new Decimal(ours).toSignificantDigits(15).equals(native)) return true;
    return !rounded && new Decimal(ours).minus(native).abs().lessThanOrEqualTo(new Decimal(ours).abs().times("1e-12"));
  }
  if (isError(ours)) return isError(native);
  return ours === native || ((ours ?? "") === "" && (native ?? "") === "");
}

function placed(sheet: Sheet, top: number, grid: Grid): Area {
  grid.forEach((row, r) => row.forEach((value, c) => sheet.setCell(top + r, 2 + c, { value })));
  return { sheet, top, left: 2, bottom: top + grid.length - 1, right: 1 + (grid[0]?.length ?? 1) };
}
