import { areaName } from "../native/parts/block";
import { cellPlace } from "../sheet/address";
import type { Area } from "../sheet/area";
import type { Cell, Sheet } from "../sheet/workbook";
import { printed } from "./page";
import { sheetReference } from "./plainFormulas";
import { MASTER_CHECK } from "./reconciliation";

/** What somebody is paid in all, and the cells that add up to it. */
export interface PaidTotal {
  readonly payee: string;
  readonly cells: readonly Area[];
  readonly total: number;
}

/** What a deal of the workbook pays, as the caller has read it. */
export interface PaidDeal {
  readonly title: string;
  readonly currency: string;
  readonly paid: readonly PaidTotal[];
  /** What all of them are paid; absent where they are readings of one deal, of which one holds. */
  readonly total?: number;
}

/** What the first sheet speaks of. */
export interface CopyInWords {
  readonly deals: readonly PaidDeal[];
  /** The sheets of the workbook that the copy has. */
  readonly model: readonly string[];
  readonly check: Sheet;
  readonly asShared: Sheet;
  /** Absent: the copy holds the figures alone. */
  readonly plain?: Sheet;
}

/** The unit stands beside it. */
const MONEY = "#,##0.00_);[Red]-#,##0.00_)";
/** More payees than these stand below everything else, so that the first page says the whole. */
const FEW = 12;

/** Writes the first sheet of a copy: what the file is, what is paid, how to check it, and what it does not prove. Gives the cells that say what is paid, each with what it has to show. */
export function writeReadMeFirst(sheet: Sheet, copy: CopyInWords): { readonly row: number; readonly total: number }[] {
  const { deals, model, check, asShared, plain } = copy;
  const totals: { row: number; total: number }[] = [];
  let row = 0;
  const line = (...cells: (Cell | undefined)[]) => {
    row++;
    cells.forEach((cell, c) => cell !== undefined && sheet.setCell(row, 1 + c, cell));
  };
  const paid = (label: string, areas: readonly Area[], total: number, currency: string, bold?: boolean) => {
    const weight = bold === true ? { bold } : {};
    const sum: Cell = { value: null, formula: { text: `SUM(${areas.map(sheetReference).join(",")})`, kind: "plain" }, format: MONEY, ...weight };
    const [first] = areas;
    line({ value: label, ...weight }, sum, { value: currency }, first === undefined || bold === true ? undefined : { value: areas.map(areaName).join(", "), link: cellPlace(first.sheet.name, first.top, first.left) });
    totals.push({ row, total });
  };
  const payees = ({ paid: each, currency }: PaidDeal) => {
    for (const { payee, cells, total } of each) paid(payee, cells, total, currency);
  };

  line({ value: "Read me first", bold: true });
  for (const text of plain === undefined ? VALUES_ARE : PLAIN_IS) line({ value: text });
  line();
  line({ value: "What is paid", bold: true }, ...(deals.length === 0 ? [] : [{ value: "total", bold: true, isRight: true }, { value: "unit", bold: true }, { value: "read from", bold: true }]));
  if (deals.length === 0) line({ value: `Who is paid in all is not told apart here. The sheet ${check.name} lists every figure of this copy.` });
  for (const deal of deals) {
    line({ value: deal.title });
    if (deal.total !== undefined && deal.paid.length > 1) paid("In all", deal.paid.flatMap(({ cells }) => cells), deal.total, deal.currency, true);
    if (deal.paid.length <= FEW) payees(deal);
    else line({ value: `${deal.paid.length} are paid; each stands at the end of this sheet.` });
  }
  line();
  line({ value: "Does it agree?", bold: true });
  ["Master check of this copy, must be 0", "Inputs changed since the copy was made", "Figures beyond their limits, not in the master check"].forEach((label, i) => {
    line({ value: label, link: cellPlace(check.name, MASTER_CHECK.row + i, MASTER_CHECK.column) }, { value: null, formula: { text: sheetReference(cellOf(check, MASTER_CHECK.row + i, MASTER_CHECK.column)), kind: "plain" }, format: i === 0 ? MONEY : "0_)" });
  });
  line();
  line({ value: "How to check it, in three steps", bold: true });
  for (const text of plain === undefined ? valueSteps(check.name) : plainSteps(check.name, plain.name)) line({ value: text });
  line();
  line({ value: "What this copy does not prove", bold: true });
  for (const text of notProven(check.name, asShared.name)) line({ value: text });
  line();
  line({ value: "Sheets", bold: true });
  line({ value: check.name, link: cellPlace(check.name, 1, 1) }, { value: "each figure, held against the one that was shown" });
  for (const name of model) line({ value: name, link: cellPlace(name, 1, 1) }, { value: "of the workbook itself" });
  if (plain !== undefined) line({ value: plain.name, link: cellPlace(plain.name, 1, 1) }, { value: "how each figure comes about; folded rows hold every step" });
  line({ value: asShared.name, link: cellPlace(asShared.name, 1, 1) }, { value: "inputs and figures as they stood when the copy was made" });
  for (const deal of deals.filter(({ paid: each }) => each.length > FEW)) {
    line();
    line({ value: deal.title, bold: true });
    payees(deal);
  }
  sheet.look = printed(sheet, { widths: [58, 20, 10, 36] });
  return totals;
}

const cellOf = (sheet: Sheet, row: number, column: number): Area => ({ sheet, top: row, bottom: row, left: column, right: column });

const PLAIN_IS = [
  "This workbook is a copy that was made for you to check.",
  "It calculates with plain formulas alone, in Excel, LibreOffice or another spreadsheet: nothing has to be installed.",
];
const VALUES_ARE = [
  "This workbook is a copy that was made for you to read.",
  "The figures of the deal are values: they do not follow when an input is changed.",
];
const plainSteps = (check: string, plain: string) => [
  "1   Recalculate: Ctrl+Alt+F9 in Excel, Ctrl+Shift+F9 in LibreOffice. The master check stays 0.",
  `2   Follow a figure: on ${check} the third column leads to its block on ${plain}. Hold its lines against the contract;`,
  "     unfold the block (+ at the left) to see every step.",
  `3   Change an input, a revenue or a rate: the figures follow, and ${check} counts what was changed. Close without saving.`,
];
const valueSteps = (check: string) => [
  "1   Hold the totals above against the statements that you have.",
  `2   On ${check}, each figure is held against the one that was shown when the copy was made.`,
  "3   To calculate the figures yourself, ask for a copy in plain formulas.",
];
const notProven = (check: string, asShared: string) => [
  "That what was typed in is right: revenue, counts, rates, dates.",
  "That the terms are those that were agreed, and a clause is read as you read it.",
  "That nothing is missing: the copy holds the sheets that were shared.",
  `Who made it, or that nobody has changed it since: whoever can change the file can change ${check} and ${asShared} too.`,
];
