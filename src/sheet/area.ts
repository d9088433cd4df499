import type { Sheet } from "./workbook";

/** A rectangle of cells. */
export interface Area {
  readonly sheet: Sheet;
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}
