import { decimalOf } from "../cells/decode";
import { catalogue } from "../functions/catalogue";
import { cellAddress, sheetPrefix } from "../sheet/address";
import { WHOLE_SHEET, cellsIn } from "../sheet/area";
import { callsDeal } from "../sheet/formula/dealCalls";
import type { Sheet, Workbook } from "../sheet/workbook";
import type { LineKind } from "./deal";
import { exactSum } from "./exactSum";
import type { Proposal } from "./proposal/proposal";
import { figureText } from "./sentences/phrases";

/** A figure that the workbook's own formulas give for a step of the deal. */
export interface OwnResult {
  /** By period, or one figure alone. */
  readonly figures: readonly number[];
  /** The texts and names that say what it is. */
  readonly says: string;
  /** `Results!B9 shows 98,000.` */
  readonly sentence: string;
}

/** What a result may be called, and the lines whose figures it may show. */
const STEPS: readonly { readonly words: RegExp; readonly kinds: readonly LineKind[]; readonly isTotal?: boolean }[] = [
  { words: /\b(?:npv|present value|barwert|valeur actuelle|valor actual)\b/i, kinds: ["present value"] },
  { words: /royalt|lizenzgeb|lizenzertr|redevance|\bdroits\b|regal[ií]a/i, kinds: ["royalty", "earned"], isTotal: true },
  { words: /\b(?:payable|due|total|paid|pays|zahlbar|gesamt|summe|payer|pagar)\b/i, kinds: ["payable", "earned", "guarantee"], isTotal: true },
  { words: /\b(?:guarantee|minimum|mindest\w*|garanti\w*)\b/i, kinds: ["guarantee"] },
  { words: /\b(?:recoup\w*)\b/i, kinds: ["recoupment"] },
];

/** The results that the workbook computes by its own formulas and calls by a step's word, or by a payee's name. */
export function ownResults(workbook: Workbook, payees: readonly string[]): readonly OwnResult[] {
  return workbook.sheets.flatMap((sheet) => (sheet.isHidden ? [] : resultsOn(workbook, sheet, payees)));
}

function resultsOn(workbook: Workbook, sheet: Sheet, payees: readonly string[]): OwnResult[] {
  const runs: { row: number; left: number; figures: number[] }[] = [];
  for (const { row, column, cell } of cellsIn({ sheet, ...WHOLE_SHEET })) {
    const { value, formula } = cell;
    if (typeof value !== "number" || (formula === undefined && cell.filledFrom === undefined) || (formula !== undefined && callsDeal(formula.text, catalogue))) continue;
    const run = runs.at(-1);
    if (run !== undefined && run.row === row && run.left + run.figures.length === column) run.figures.push(value);
    else runs.push({ row, left: column, figures: [value] });
  }
  return runs.flatMap(({ row, left, figures }) => {
    const says = [...textsBeside(sheet, row, left), ...namesOf(workbook, sheet, row, left)].join(" · ");
    if (!STEPS.some(({ words }) => words.test(says)) && !payees.some((payee) => mentions(says, payee))) return [];
    const place = (from: number, to: number) => `${sheetPrefix(sheet.name)}${cellAddress(row, from)}${from === to ? "" : `:${cellAddress(row, to)}`}`;
    const last = left + figures.length - 1;
    const all: OwnResult = { figures, says, sentence: `${place(left, last)} shows ${figures.map(shown).join(", ")}.` };
    const each = figures.length === 1 ? [] : figures.map((figure, i): OwnResult => ({ figures: [figure], says, sentence: `${place(left + i, left + i)} shows ${shown(figure)}.` }));
    return [all, ...each];
  });
}

/** Whether a deal of these lines has the result among the figures that it may be. */
export function gives({ lines, payees, total }: Proposal, { figures, says }: OwnResult): boolean {
  const candidates: (readonly unknown[])[] = payees.filter(({ label }) => mentions(says, label)).flatMap(({ values, total: paid }) => [values, [paid]]);
  for (const { words, kinds, isTotal } of STEPS) {
    if (!words.test(says)) continue;
    const meant = lines.filter(({ kind }) => kinds.includes(kind));
    for (const line of meant) for (const row of line.rows) candidates.push(row.values, [row.total]);
    for (const kind of kinds) candidates.push([sumOf(meant.filter((line) => line.kind === kind).flatMap(({ rows }) => rows.map((row) => row.total)))]);
    if (isTotal === true) candidates.push([total]);
  }
  return candidates.some((values) => values.length === figures.length && figures.every((figure, i) => isSame(figure, values[i])));
}

/** A cent apart is another figure; what doubles add is not. */
function isSame(figure: number, other: unknown): boolean {
  return typeof other === "number" && Math.abs(figure - other) < 0.005;
}

function sumOf(totals: readonly (number | undefined)[]): number | undefined {
  return totals.length === 0 || totals.includes(undefined) ? undefined : exactSum(totals.flatMap((total) => total ?? []));
}

function shown(figure: number): string {
  return figureText(decimalOf(figure));
}

function mentions(says: string, label: string): boolean {
  return label.length > 2 && says.toLowerCase().includes(label.toLowerCase());
}

/** The texts to the left in the row; without any, the nearest above. */
function textsBeside(sheet: Sheet, row: number, column: number): string[] {
  const text = (r: number, c: number): string[] => {
    const value = sheet.cell(r, c)?.value;
    return typeof value === "string" && value.trim() !== "" ? [value.trim()] : [];
  };
  const left = Array.from({ length: column - 1 }, (_, i) => text(row, column - 1 - i)).flat();
  return left.length > 0 ? left : Array.from({ length: Math.min(row - 1, 20) }, (_, i) => text(row - 1 - i, column)).flat().slice(0, 1);
}

/** The names of a cell, their words apart. */
function namesOf({ names }: Workbook, sheet: Sheet, row: number, column: number): string[] {
  const [, letters = "", digits = ""] = /^([A-Z]+)(\d+)$/.exec(cellAddress(row, column)) ?? [];
  const address = `${sheetPrefix(sheet.name)}$${letters}$${digits}`;
  return names.filter(({ formula }) => formula === address || formula.startsWith(`${address}:`)).map(({ name }) => name.replace(/[_.]/g, " ").replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2"));
}
