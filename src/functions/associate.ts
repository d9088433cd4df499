import { inEveryCell } from "../cells/encode";
import { Refusal, type Fault, type Shape } from "../engine/refusal";
import { catalogue } from "./catalogue";
import type { CatalogueEntry } from "./catalogueEntry";

/** Excel's custom functions runtime: it is told which code stands behind an id of functions.json, and raises errors in cells. */
export interface ExcelFunctions {
  associate(id: string, run: (...args: unknown[]) => ReturnType<CatalogueEntry["run"]> | Error[][]): void;
  readonly Error: new (code: string, message?: string) => Error;
}

/** Tells Excel the code of every function: ids are names without the namespace. */
export function associate(excel: ExcelFunctions): void {
  for (const { name, run } of catalogue) excel.associate(name.slice(name.indexOf(".") + 1), answeringExcel(run, excel));
}

/**
 * In Excel a refusal is an error of its own kind, with the message in the codes that carry one; elsewhere it stays a `Refusal`. An error that is thrown fills one
 * cell; an answer of several cells may hold errors, so there it stands in each of them.
 */
export function answeringExcel(run: CatalogueEntry["run"], excel: ExcelFunctions): (...args: unknown[]) => ReturnType<CatalogueEntry["run"]> | Error[][] {
  return (...args: unknown[]) => {
    try {
      return run(...args);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      const error = new excel.Error(refusal.code, carriesMessage(refusal.code) ? refusal.message : undefined);
      const { rows, columns } = refusal.shape ?? ONE_CELL;
      if (rows * columns === 1) throw error;
      return inEveryCell(error, { rows, columns });
    }
  };
}

const ONE_CELL: Shape = { rows: 1, columns: 1 };

function carriesMessage(code: Fault["code"]): boolean {
  return code === "#VALUE!" || code === "#N/A";
}
