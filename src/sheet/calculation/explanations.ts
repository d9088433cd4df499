import { type CellError, type CellValue, isError } from "../../cells/cell";
import { cellPlace } from "../address";
import type { Area } from "../area";

/** Where the errors of a recalculation come from, so that a cell can say which other cell to look at. */
export class Explanations {
  private readonly roots = new WeakMap<CellError, string>();

  /**
   * An error with the sentence that explains it: the name of the cell it comes from, or, of one that came up in the formula itself, its own. An error with
   * neither, and any other value, stays as it is.
   */
  explained(value: CellValue, reads: readonly Area[]): CellValue {
    if (!isError(value)) return value;
    const root = this.rootIn(reads, value);
    if (root === undefined) return value;
    const explained: CellError = { error: value.error, message: `The error comes from ${root}.`, ...(value.unsupported && { unsupported: true }) };
    this.roots.set(explained, root);
    return explained;
  }

  /** The first cell among those read that holds this very error, or the cell that its error comes from in turn; of an error without a sentence, the first that shows the like. */
  private rootIn(reads: readonly Area[], wanted: CellError): string | undefined {
    let looked = 0;
    let alike: string | undefined;
    for (const { sheet, top, left, bottom, right } of reads) {
      for (let row = top; row <= bottom; row++) {
        if (++looked > MOST_LOOKED_AT) return alike;
        const cells = sheet.rows.get(row);
        if (cells === undefined) continue;
        for (let column = left; column <= right; column++) {
          if (++looked > MOST_LOOKED_AT) return alike;
          const there = cells.get(column)?.value ?? null;
          if (!isError(there) || there.error !== wanted.error) continue;
          const root = this.roots.get(there) ?? cellPlace(sheet.name, row, column);
          if (there === wanted) return root;
          if (wanted.message === undefined) alike ??= root;
        }
      }
    }
    return alike;
  }
}

/** So many cells are searched for the origin of one error; thousands of formulas may share it. */
const MOST_LOOKED_AT = 5_000;
