import { METRICS, PAYEES, PLANS, QUARTERS } from "./stockLibraryData";
import { across, figure, head, heads, type SampleRow, type StyledCell } from "./sampleBook";

/** The first and the last quarter stand in the same columns on every sheet. */
export const FIRST = "E";
export const LAST = "P";

export const PRO = 0;
export const ENTERPRISE = 1;

/** Where the next list starts, after one of so many rows for each item. */
const startsAfter = <Item>(first: number, items: readonly Item[], rowsOf: (item: Item) => number) => (index: number) => items.slice(0, index).reduce((row, item) => row + rowsOf(item), first);

/** Rows of Inputs. A plan: heading, gross, table of deductions with its heads, perhaps a common cap, a blank row. */
export const planRow = startsAfter(9, PLANS, ({ deductions, togetherAtMost }) => deductions.length + (togetherAtMost === undefined ? 4 : 5));
export const INPUT = { contractYear: 5, guarantee: 6, taxRate: 7 };
export const grossRow = (plan: number) => planRow(plan) + 1;
export const deductionRow = (plan: number, i = 0) => planRow(plan) + 3 + i;
export const togetherRow = (plan: number) => deductionRow(plan, PLANS[plan]?.deductions.length);
export const USAGE_ROW = planRow(PLANS.length) + 2;
const CARD_ROW = USAGE_ROW + METRICS.length + 3;
export const priceRow = startsAfter(CARD_ROW, METRICS, ({ prices }) => prices.length);
const SCALES_ROW = priceRow(METRICS.length) + 1;
export const tierRow = startsAfter(SCALES_ROW + 2, PLANS, ({ tiers }) => tiers.length + 3);
/** The heads of the table of payees. */
export const SPLIT_ROW = tierRow(PLANS.length) - 1;
export const payeeRow = (i: number) => SPLIT_ROW + 1 + i;

const METRIC_ROW = 19;
const EARNED_ROW = METRIC_ROW + METRICS.length + 3;
const SHARE_ROW = EARNED_ROW + 10;
const TAX_ROW = SHARE_ROW + PAYEES.length + 3;

/** Rows of the sheet Licence. */
export const LICENCE = {
  contractYear: 5,
  net: 8,
  deficit: 12,
  royalty: 15,
  metrics: METRIC_ROW,
  usageFees: METRIC_ROW + METRICS.length,
  earned: EARNED_ROW,
  guarantee: EARNED_ROW + 1,
  shortfall: EARNED_ROW + 2,
  recouped: EARNED_ROW + 3,
  lapsed: EARNED_ROW + 4,
  open: EARNED_ROW + 5,
  payable: EARNED_ROW + 6,
  effectiveRate: EARNED_ROW + 7,
  shares: SHARE_ROW,
  sum: SHARE_ROW + PAYEES.length,
  taxRate: TAX_ROW,
  tax: TAX_ROW + 1,
  received: TAX_ROW + 2,
  checks: TAX_ROW + 5,
};
export const licenceGrossRow = (plan: number) => LICENCE.net + 2 * plan;
export const licenceNetRow = (plan: number) => licenceGrossRow(plan) + 1;

/** Rows of the sheet Statement: each statement under a heading, with a blank row after it. */
const deductionsOf = (plan: number) => (PLANS[plan]?.deductions ?? []).filter(({ kind }) => kind === "deduction").length;
const STATEMENTS = [9 * METRICS.length + 3, 14, ...PLANS.map((_, plan) => 9 + 3 * deductionsOf(plan))];
const statementRow = startsAfter(6, STATEMENTS, (rows) => rows + 2);
/** A statement's header row, its lines, and the row of a line counted from 1. */
const statementAt = (index: number) => ({ top: statementRow(index), rows: STATEMENTS[index] ?? 0, line: (number: number) => statementRow(index) + number });
export const USAGE_STATEMENT = statementAt(0);
export const GUARANTEE_STATEMENT = statementAt(1);
export const netStatement = (plan: number) => statementAt(2 + plan);

export const usageFeeRow = (metric: number) => USAGE_STATEMENT.line(9 * metric + 9);
export const GUARANTEE_LINE = { shortfall: 6, recouped: 9, lapsed: 10, closing: 11 };
/** Above net, rounding, floored and the check's own row. */
export const deficitRow = (plan: number) => netStatement(plan).top + netStatement(plan).rows - 5;
export const lastRow = ({ top, rows }: { readonly top: number; readonly rows: number }) => top + rows - 1;

export const periods = (formula: string, make?: Parameters<typeof across>[3]): SampleRow => across(FIRST, QUARTERS, formula, make);
export const total = (row: number): StyledCell => figure(`=ROUND(SUM(${FIRST}${row}:${LAST}${row}),2)`);
export const headsByQuarter = (...labels: string[]): SampleRow => [...heads(...labels), ...periods("=Inputs!{c}4", head)];
/** A row from the first to the last quarter, as a name refers to it. */
export const byQuarter = (sheet: string, row: number) => `${sheet}!$${FIRST}$${row}:$${LAST}$${row}`;
