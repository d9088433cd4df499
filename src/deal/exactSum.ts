import type { CellValue } from "../cells/cell";
import { Decimal, ZERO } from "../engine/decimal";
import { toDouble } from "../cells/encode";

/** The sum of figures as they are written, so that 0.1 and 0.2 are 0.3; blanks are 0. Undefined where one of them is no figure. */
export function exactSum(values: readonly CellValue[]): number | undefined {
  let sum: Decimal = ZERO;
  for (const value of values) {
    if (value === null) continue;
    if (typeof value !== "number") return undefined;
    sum = sum.plus(new Decimal(value));
  }
  return toDouble(sum);
}
