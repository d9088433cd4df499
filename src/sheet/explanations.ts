import { type CellError, type CellValue, isError } from "../cells/cell";
import { cellPlace } from "./address";
import type { Area, PartError } from "./engineFormula";

/** Where the errors of a recalculation come from, so that a cell can say which other cell to look at. */
export class Explanations {
  private readonly roots = new WeakMap<CellError, string>();

  /**
   * An error with the sentence that explains it: its own, that of a call which the formula made and which was refused, or the name of the
   * cell it comes from. An error with none of these, and any other value, stays as it is.
   */
  explained(value: CellValue, reads: readonly Area[], refusals: readonly PartError[]): CellValue {
    if (!isError(value) || value.message !== undefined) return value;
    const refused = refusals.find((refusal) => refusal.error === value.error)?.message;
    if (refused !== undefined) return { error: value.error, message: refused };
    const found = this.rootIn(reads, value);
    if (found === undefined) return value;
    const explained: CellError = { error: value.error, message: `The error comes from ${found.root}.`, ...(found.unsupported === true ? { unsupported: true } : {}) };
    this.roots.set(explained, found.root);
    return explained;
  }

  /** The first cell among those read that shows the same error, or the cell that its error comes from in turn. */
  private rootIn(reads: readonly Area[], { error }: CellError): { readonly root: string; readonly unsupported?: true | undefined } | undefined {
    let looked = 0;
    for (const { sheet, top, left, bottom, right } of reads) {
      for (let row = top; row <= bottom; row++) {
        if (++looked > MOST_LOOKED_AT) return undefined;
        const cells = sheet.rows.get(row);
        if (cells === undefined) continue;
        for (let column = left; column <= right; column++) {
          if (++looked > MOST_LOOKED_AT) return undefined;
          const there = cells.get(column)?.value ?? null;
          if (isError(there) && there.error === error) return { root: this.roots.get(there) ?? cellPlace(sheet.name, row, column), unsupported: there.unsupported };
        }
      }
    }
    return undefined;
  }
}

/** So many cells are searched for the origin of one error; thousands of formulas may share it. */
const MOST_LOOKED_AT = 5_000;
