import { Refusal } from "../engine/refusal";

/**
 * The most cells that an argument may have: sixteen whole columns.
 *
 * A table may be selected by whole columns, and the widest without periods has eleven (WATERFALL's layers). A whole sheet has a thousand times as many
 * cells as this, which no machine holds: they must not even be made to find that out.
 */
export const MOST_CELLS = 16 * 1_048_576;

/** The refusal of an argument with more cells, to be asked for before they are made; undefined where there are no more. `name` is the parameter's. */
export function sizeRefusal(name: string, rows: number, columns: number): Refusal | undefined {
  if (rows * columns <= MOST_CELLS) return undefined;
  return new Refusal([{ code: "#VALUE!", message: `The range has ${rows} rows × ${columns} columns, more than an argument takes; select the periods only, or the rows of the table (${name}).` }]);
}
