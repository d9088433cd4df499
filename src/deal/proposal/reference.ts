import type { Grid } from "../../cells/cell";
import type { Source } from "../deal";

/** A row of the model sheet that later lines read. */
export interface Row {
  readonly line: string;
  /** Its place in its line, from 0. */
  readonly index: number;
  /** Its row on the sheet. */
  readonly at: number;
  readonly label: string;
  /** It has one figure, in the column of totals, and none by period. */
  readonly isOnce?: boolean;
}

/** What an argument of a call, or a part of a plain formula, reads. */
export interface Reference {
  readonly text: string;
  readonly source?: Source;
  readonly rows?: readonly Row[];
  /** Asked for when all is calculated. */
  readonly values: () => Grid;
}
