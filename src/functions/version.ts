import { SEMANTICS_VERSION } from "../engine/semantics";

/**
 * The semantics version: which edition of the rules the figures in this workbook follow.
 * @customfunction VERSION
 * @remarks
 * A change of one cent in any answer of any function is a new version, listed in CHANGELOG.md under "Figures changed". Takes no arguments and is never refused.
 * @returns The number of the version.
 * @example =DEAL.VERSION() → 2
 */
export function version(): number {
  return SEMANTICS_VERSION;
}
