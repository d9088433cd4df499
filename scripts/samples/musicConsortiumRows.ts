import { OUTPUTS, QUARTERS, ROLES } from "./musicConsortiumData";
import { WHOLE, across, figure, head, heads, type SampleCell, type SampleRow, type StyledCell } from "./sampleBook";

/** The first and the last quarter stand in the same columns on every sheet, and present values beside them. */
export const FIRST = "E";
export const LAST = "L";
export const BESIDE = "M";

/** Roles, by their place in the list. */
export const LABELS = 0;
export const PACKS = 2;

/** Rows of each sheet. */
export const INPUT = { revenue: 5, moduleMinutes: 6, serviceMinutes: 7, licensedShare: 10, advance: 11, advanceLabel: 12, discount: 13, roles: 17 };
export const POOL = { revenue: 5, minutes: 8, module: 10, licensed: 14, roles: 18, conserved: 23, conservedRows: 7, holders: 32 };
export const PAYMENT = { roles: 5, paid: 8, recouped: 9, discount: 12, holders: 15 };
export const ADVANCE = { share: 5, recouped: 6, payable: 7, left: 8, atSigning: 11, label: 12, layers: 17, statementRows: 25, check: 46 };
export const STATEMENT = { linesOfHolders: 5, rows: 64, check: 67 };
const HOLDERS_ROW = 5;
const OUTPUTS_ROW = 5;

export const size = (role: number) => ROLES[role]?.holders.length ?? 0;
const before = (role: number) => ROLES.slice(0, role).reduce((sum, { holders }) => sum + holders.length, 0);
export const HOLDERS = before(ROLES.length);
export const last = (first: number, role: number) => first + size(role) - 1;

/** Where a role's holders start: on Holders and Pools a blank row and a heading part the roles, on Payments nothing does. */
export const weightsRow = (role: number) => HOLDERS_ROW + before(role) + 2 * role;
export const sharesRow = (role: number) => POOL.holders + before(role) + 2 * role;
export const paymentsRow = (role: number) => PAYMENT.holders + before(role);

/** On Proof, a split by largest remainder: pool, sum of weights, cents left over, then four lists of all parts, each under a line of its own. */
export interface SplitRows {
  readonly pool: number;
  readonly sum: number;
  readonly left: number;
  readonly units: number;
  readonly cut: number;
  readonly remainder: number;
  readonly paid: number;
}
const splitRows = (start: number, parts: number): SplitRows => ({
  pool: start + 2,
  sum: start + 3,
  left: start + 4,
  units: start + 6,
  cut: start + 7 + parts,
  remainder: start + 8 + 2 * parts,
  paid: start + 9 + 3 * parts,
});
export const PROOF = { revenue: 5, remainder: 6, module: 7, rest: 8, licensed: 9, kept: 10, factor: 11 };
export const PROOF_ROLES = splitRows(12, ROLES.length);
const PROOF_HOLDERS_ROW = PROOF_ROLES.paid + ROLES.length;
export const proofRows = (role: number) => splitRows(PROOF_HOLDERS_ROW + 4 * before(role) + 9 * role, size(role));
const PROOF_ADVANCE_ROW = proofRows(PACKS).paid + size(PACKS);
export const PROOF_ADVANCE = {
  label: PROOF_ADVANCE_ROW + 2,
  share: PROOF_ADVANCE_ROW + 3,
  opening: PROOF_ADVANCE_ROW + 4,
  recouped: PROOF_ADVANCE_ROW + 5,
  payable: PROOF_ADVANCE_ROW + 6,
  toLabels: PROOF_ADVANCE_ROW + 7,
  toHolders: PROOF_ADVANCE_ROW + 8,
};

/** A column of Outputs. */
export const outputs = (column: string) => `Outputs!${column}$${OUTPUTS_ROW}:${column}$${OUTPUTS_ROW + OUTPUTS.length - 1}`;
export const outputRow = (output: number) => OUTPUTS_ROW + output;
/** Columns on Outputs, after the quarters and a gap: for each role its holder, then for each role the similarity. */
export const holderColumn = (role: number) => `$${String.fromCharCode(BESIDE.charCodeAt(0) + 1 + role)}`;
export const similarityColumn = (role: number) => `$${String.fromCharCode(BESIDE.charCodeAt(0) + 1 + ROLES.length + role)}`;

export const periods = (formula: string, make?: Parameters<typeof across>[3]): SampleRow => across(FIRST, QUARTERS, formula, make);
export const wholes = (formula: string): SampleRow => periods(formula, (each) => figure(each, WHOLE));
export const total = (row: number, format?: string): StyledCell => figure(`=ROUND(SUM(${FIRST}${row}:${LAST}${row}),2)`, format);
export const headsByQuarter = (...labels: string[]): SampleRow => [...heads(...labels), ...periods("=Inputs!{c}4", head)];
/** A text that is computed. */
export const words = (formula: string): StyledCell => ({ style: "figure", formula });
/** Name and number of the holder in a row of Holders. */
export const holderAt = (row: number): SampleCell[] => [words(`=Holders!A${row}`), words(`=Holders!B${row}`)];
/** The labels in a column of Holders. */
export const labelsIn = (column: string) => `Holders!${column}${weightsRow(LABELS)}:${column}${last(weightsRow(LABELS), LABELS)}`;
