import { Refusal, type Fault } from "../engine/refusal";
import { catalogue } from "./catalogue";
import type { CatalogueEntry } from "./catalogueEntry";

/** Excel's custom functions runtime: it is told which code stands behind an id of functions.json, and raises errors in cells. */
export interface ExcelFunctions {
  associate(id: string, run: CatalogueEntry["run"]): void;
  readonly Error: new (code: string, message?: string) => Error;
}

/** Tells Excel the code of every function: ids are names without the namespace. */
export function associate(excel: ExcelFunctions): void {
  for (const { name, run } of catalogue) excel.associate(name.slice(name.indexOf(".") + 1), answeringExcel(run, excel));
}

/** In Excel a refusal is an error of its own kind, with the message in the codes that carry one; elsewhere it stays a `Refusal`. */
export function answeringExcel(run: CatalogueEntry["run"], excel: ExcelFunctions): CatalogueEntry["run"] {
  return (...args: unknown[]) => {
    try {
      return run(...args);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      throw new excel.Error(refusal.code, carriesMessage(refusal.code) ? refusal.message : undefined);
    }
  };
}

function carriesMessage(code: Fault["code"]): boolean {
  return code === "#VALUE!" || code === "#N/A";
}
