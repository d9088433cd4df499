import { type CellError, type CellValue, isError } from "../cells/cell";
import { cellPlace } from "./address";
import type { Area } from "./area";

/** Where the errors of a recalculation come from, so that a cell can say which other cell to look at. */
export class Explanations {
  private readonly roots = new WeakMap<CellError, string>();

  /**
   * An error with the sentence that explains it: its own, or the name of the cell it comes from. An error with neither, and any other value, stays as it is.
   */
  explained(value: CellValue, reads: readonly Area[]): CellValue {
    if (!isError(value) || value.message !== undefined) return value;
    const root = this.rootIn(reads, value);
    if (root === undefined) return value;
    const explained: CellError = { error: value.error, message: `The error comes from ${root}.` };
    this.roots.set(explained, root);
    return explained;
  }

  /** The first cell among those read that shows the same error, or the cell that its error comes from in turn. */
  private rootIn(reads: readonly Area[], { error }: CellError): string | undefined {
    let looked = 0;
    for (const { sheet, top, left, bottom, right } of reads) {
      for (let row = top; row <= bottom; row++) {
        if (++looked > MOST_LOOKED_AT) return undefined;
        const cells = sheet.rows.get(row);
        if (cells === undefined) continue;
        for (let column = left; column <= right; column++) {
          if (++looked > MOST_LOOKED_AT) return undefined;
          const there = cells.get(column)?.value ?? null;
          if (isError(there) && there.error === error) return this.roots.get(there) ?? cellPlace(sheet.name, row, column);
        }
      }
    }
    return undefined;
  }
}

/** So many cells are searched for the origin of one error; thousands of formulas may share it. */
const MOST_LOOKED_AT = 5_000;
