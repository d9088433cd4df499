import { calculateFormulas, type CellLike, type RowLike, type WorksheetLike } from "@cj-tech-master/excelts/formula";
import type { CellValue } from "../cells/cell";
import { LAST_COLUMN, LAST_ROW } from "./address";
import { KIND, TRUE, type EngineValue } from "./engineValue";

/** What the library keeps with cells of files; here there is none, and one for all is enough. */
const MODEL = Object.freeze({});

/** One sheet of a pass: the cells that are read, and the formulas. */
export class PassSheet implements WorksheetLike {
  private readonly cells = new Map<number, Map<number, CellLike>>();
  readonly dimensions = { top: 1, left: 1, bottom: LAST_ROW, right: LAST_COLUMN };

  constructor(
    readonly id: number,
    readonly name: string,
    private readonly hiddenRows: ReadonlySet<number> = new Set(),
  ) {}

  add(row: number, column: number, value: CellValue, formula: string | undefined): void {
    let cells = this.cells.get(row);
    if (cells === undefined) this.cells.set(row, (cells = new Map<number, CellLike>()));
    cells.set(column, formula === undefined ? { type: 2, row, col: column, model: MODEL, value, result: undefined } : { type: 6, row, col: column, model: MODEL, value, result: undefined, formula });
  }

  eachRow(first: unknown, second?: unknown): void {
    const visit = (second ?? first) as (row: RowLike, number: number) => void;
    for (const [number, cells] of this.cells) visit({ hidden: this.hiddenRows.has(number), eachCell: (a: unknown, b?: unknown) => cells.forEach((cell, column) => ((b ?? a) as (cell: CellLike, column: number) => void)(cell, column)) }, number);
  }

  /** The engine would write its answers here; they come through `_CELL` instead. */
  findCell(): undefined {
    return undefined;
  }

  getCell(): never {
    throw new Error("The formula engine tried to write into a cell.");
  }
}

const natives = new Map<string, boolean>();

/** The library calculates a function of this name. Its register is not exported, so it is asked: a name it does not know is #NAME?. */
export function isNative(name: string): boolean {
  let known = natives.get(name);
  if (known === undefined) {
    let code = "#NAME?";
    const functions = new Map([["_SEEN", { minArity: 0, maxArity: 255, invoke: ([value]: unknown[]) => ((code = codeOf(value as EngineValue)), TRUE) }]]);
    const sheet = new PassSheet(1, "Sheet");
    if (/^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name) && !name.startsWith("_")) {
      sheet.add(1, 1, null, `_SEEN(${name}())`);
      calculateFormulas({ worksheets: [sheet], getWorksheet: () => undefined, userFunctions: functions, calcProperties: {}, properties: {} });
    }
    natives.set(name, (known = code !== "#NAME?"));
  }
  return known;
}

function codeOf(value: EngineValue): string {
  return value.kind === KIND.error ? value.code : "";
}
