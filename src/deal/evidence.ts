import type { CellValue } from "../cells/cell";
import { decimalOf } from "../cells/decode";
import { catalogue } from "../functions/catalogue";
import { cellAddress, sheetPrefix } from "../sheet/address";
import { WHOLE_SHEET, cellsIn, rectangleAddress, type Area, type Rectangle } from "../sheet/area";
import { callsDeal } from "../sheet/formula/dealCalls";
import type { Position, Sheet, Workbook } from "../sheet/workbook";
import type { LineKind } from "./deal";
import { exactSum } from "./exactSum";
import type { Proposal } from "./proposal/proposal";
import { figureText } from "./sentences/phrases";

/** Figures that the workbook's own formulas give for a step of the deal. */
export interface OwnResult {
  /** Cells beside each other in a row or, under a text that heads them, in a column. */
  readonly at: Area;
  /** By period, or one figure alone. */
  readonly figures: readonly number[];
  /** The texts in its row and right above it that say what it is; none for one figure out of a row of several. */
  readonly texts: readonly string[];
  /** Texts and names together, and of a figure without a text in its row the nearest above. */
  readonly says: string;
  /** `Results!B9 shows 98,000.` */
  readonly sentence: string;
}

/** Figures by period, and what they come to. */
export interface Series {
  readonly values: readonly CellValue[];
  readonly total?: number | undefined;
}

/** The figures of a deal, or of a part of it. */
export type Figures = Pick<Proposal, "lines" | "payees" | "total">;

/** What a result may be called. */
interface Step {
  readonly words: RegExp;
  /** The lines whose figures it may show. */
  readonly kinds: readonly LineKind[];
  /** The lines that it means if nothing else is said; `paid` is what all payees receive. */
  readonly means: readonly LineKind[] | "paid";
}

const FROM_EARNED_ON: readonly LineKind[] = ["earned", "guarantee", "recoupment", "commission", "withholding", "payable", "as is"];

export const PRESENT_VALUE: Step = { words: /\b(?:npv|present value|barwert|valeur actuelle|valor actual)\b/i, kinds: ["present value"], means: ["present value"] };

const STEPS: readonly Step[] = [
  { words: /royalt|lizenzgeb|lizenzertr|redevance|\bdroits\b|regal[ií]a/i, kinds: ["royalty", "usage fee", ...FROM_EARNED_ON], means: ["royalty", "usage fee"] },
  { words: /\b(?:payable|due|total|paid|pays|zahlbar|gesamt|summe|payer|pagar)\b/i, kinds: FROM_EARNED_ON, means: "paid" },
  { words: /\b(?:guarantee|minimum|mindest\w*|garanti\w*)\b/i, kinds: ["guarantee"], means: [] },
  { words: /\b(?:recoup\w*)\b/i, kinds: ["recoupment"], means: [] },
];

const TOTAL = /\b(?:total|gesamt|summe)\b/gi;

/** The results that the workbook computes by its own formulas and calls by a step's word, or by a payee's name. */
export function ownResults(workbook: Workbook, payees: readonly string[]): readonly OwnResult[] {
  const isCalled = (says: string) => stepsIn(says).length > 0 || payees.some((payee) => mentions(says, payee));
  return workbook.sheets.flatMap((sheet) => (sheet.isHidden ? [] : resultsOn(workbook, sheet, isCalled)));
}

function resultsOn(workbook: Workbook, sheet: Sheet, isCalled: (says: string) => boolean): OwnResult[] {
  const own = ownFigures(sheet);
  const called = ({ top, left }: Rectangle, texts: readonly string[]) => [...texts, ...namesOf(workbook, sheet, top, left)].join(" · ");
  const across = runs(own, false).flatMap(({ figures, ...at }): OwnResult[] => {
    const beside = textsLeft(sheet, at.top, at.left);
    const above = beside.length > 0 ? [] : headsAbove(sheet, at.top, at.left);
    const says = called(at, beside.length > 0 ? beside : nearestAbove(sheet, at.top, at.left));
    if (!isCalled(says)) return [];
    const isInColumn = typeof sheet.cell(at.bottom + 1, at.left)?.value === "number";
    const each = figures.map((figure, i) => result(sheet, { ...at, left: at.left + i, right: at.left + i }, [figure], [], says));
    return [result(sheet, at, figures, figures.length > 1 || isInColumn ? beside : [...beside, ...above], says), ...(figures.length > 1 ? each : [])];
  });
  const down = runs(own, true).flatMap(({ figures, ...at }): OwnResult[] => {
    const heads = figures.length > 1 ? headsAbove(sheet, at.top, at.left) : [];
    const says = heads.length > 0 ? called(at, heads) : "";
    // A column of totals shows as many steps as it has rows.
    return isCalled(says.replace(TOTAL, "")) ? [result(sheet, at, figures, [...heads, ...textsLeft(sheet, at.top, at.left)], says)] : [];
  });
  return [...across, ...down];
}

function result(sheet: Sheet, at: Rectangle, figures: readonly number[], texts: readonly string[], says: string): OwnResult {
  return { at: { sheet, ...at }, figures, texts, says, sentence: `${sheetPrefix(sheet.name)}${rectangleAddress(at)} shows ${figures.map(shown).join(", ")}.` };
}

/** The figures of plain formulas; a percentage is no amount. */
function ownFigures(sheet: Sheet): (Position & { readonly figure: number })[] {
  return [...cellsIn({ sheet, ...WHOLE_SHEET })].flatMap(({ row, column, cell: { value, formula, filledFrom, format = "" } }) => {
    const isPlain = formula === undefined ? filledFrom !== undefined : !callsDeal(formula.text, catalogue);
    return typeof value === "number" && isPlain && !format.includes("%") ? [{ row, column, figure: value }] : [];
  });
}

interface Run extends Rectangle {
  readonly figures: readonly number[];
}

/** A longer column is a list. */
const LONGEST = 600;

/** Figures that stand beside each other, in rows or in columns. */
function runs(own: ReturnType<typeof ownFigures>, isDown: boolean): Run[] {
  const found: { top: number; left: number; bottom: number; right: number; figures: number[] }[] = [];
  const last = new Map<number, (typeof found)[number]>();
  for (const { row, column, figure } of own) {
    const line = isDown ? column : row;
    const run = last.get(line);
    if (run !== undefined && (isDown ? run.bottom + 1 === row : run.right + 1 === column)) {
      run.figures.push(figure);
      [run.bottom, run.right] = [row, column];
    } else {
      const begun = { top: row, left: column, bottom: row, right: column, figures: [figure] };
      last.set(line, begun);
      found.push(begun);
    }
  }
  return found.filter(({ figures }) => figures.length <= LONGEST);
}

/** Whether a deal of these lines has the result among the figures that it may be. */
export function gives(proposal: Figures, { figures, says }: OwnResult): boolean {
  const isShown = (values: readonly unknown[]) => values.length === figures.length && figures.every((figure, i) => isSame(figure, values[i]));
  return seriesFor(proposal, says).all.some(({ values, total }) => [values, [...values, total], [total, ...values], [total]].some(isShown));
}

/** What results of a name may show of a deal, and of that what they mean if nothing else is said. */
interface Shown {
  readonly all: readonly Series[];
  readonly meant: readonly Series[];
}

const known = new WeakMap<Figures, Map<string, Shown>>();

/** Put together once for all results of the name. */
export function seriesFor(figures: Figures, says: string): Shown {
  const ofDeal = known.get(figures) ?? new Map<string, Shown>();
  known.set(figures, ofDeal);
  const shown = ofDeal.get(says) ?? seriesCalled(figures, says);
  ofDeal.set(says, shown);
  return shown;
}

function seriesCalled({ lines, payees, total }: Figures, says: string): Shown {
  const named = payees.filter(({ label }) => mentions(says, label));
  const rowsOf = (kinds: readonly LineKind[]) => lines.filter(({ kind }) => kinds.includes(kind)).flatMap(({ rows }) => rows);
  const steps = stepsIn(says);
  const paid = { ...summed(payees), total };
  const meant = steps.flatMap(({ means }) => (means === "paid" ? [paid] : [summed(rowsOf(means))]));
  const shown = steps.flatMap(({ kinds }) => [...rowsOf(kinds), ...kinds.map((kind) => summed(rowsOf([kind]))), ...(kinds.includes("payable") ? [paid] : [])]);
  if (named.length === 0) return { all: shown, meant };
  const worths = rowsOf(["present value"]).filter(({ label }) => named.some((payee) => payee.label === label));
  return { all: [...named, ...shown], meant: steps.includes(PRESENT_VALUE) ? worths : named };
}

/** What a present value is of is said besides. */
function stepsIn(says: string): readonly Step[] {
  return PRESENT_VALUE.words.test(says) ? [PRESENT_VALUE] : STEPS.filter(({ words }) => words.test(says));
}

/** Several rows together, as doubles add; of none, nothing. */
function summed(rows: readonly Series[]): Series {
  const [first] = rows;
  const totals = rows.map(({ total }) => total);
  const sum = totals.length === 0 || totals.includes(undefined) ? undefined : exactSum(totals.flatMap((total) => total ?? []));
  const at = (t: number) => rows.map(({ values }) => values[t] ?? null);
  const values = (first?.values ?? []).map((_, t) => (at(t).every((value) => typeof value === "number") ? at(t).reduce<number>((all, value) => all + Number(value), 0) : null));
  return { values, total: sum };
}

/** A cent apart is another figure; what doubles add is not. */
export function isSame(figure: number, other: unknown, within = 0.005): boolean {
  return typeof other === "number" && Math.abs(figure - other) < within;
}

function shown(figure: number): string {
  return figureText(decimalOf(figure));
}

export function mentions(says: string, label: string): boolean {
  return label.length > 2 && says.toLowerCase().includes(label.toLowerCase());
}

function textIn(sheet: Sheet, row: number, column: number): string[] {
  const value = sheet.cell(row, column)?.value;
  return typeof value === "string" && value.trim() !== "" ? [value.trim()] : [];
}

function textsLeft(sheet: Sheet, row: number, column: number): string[] {
  return Array.from({ length: column - 1 }, (_, i) => textIn(sheet, row, column - 1 - i)).flat();
}

/** The nearest text above, over figures and blanks. */
function nearestAbove(sheet: Sheet, row: number, column: number): string[] {
  return Array.from({ length: Math.min(row - 1, 20) }, (_, i) => textIn(sheet, row - 1 - i, column)).flat().slice(0, 1);
}

/** The texts right above, with nothing between. */
function headsAbove(sheet: Sheet, row: number, column: number): string[] {
  const heads: string[] = [];
  for (let above = row - 1; above > 0; above--) {
    const [text] = textIn(sheet, above, column);
    if (text === undefined) break;
    heads.push(text);
  }
  return heads;
}

/** The names of a cell, their words apart. */
function namesOf({ names }: Workbook, sheet: Sheet, row: number, column: number): string[] {
  const [, letters = "", digits = ""] = /^([A-Z]+)(\d+)$/.exec(cellAddress(row, column)) ?? [];
  const address = `${sheetPrefix(sheet.name)}$${letters}$${digits}`;
  return names.filter(({ formula }) => formula === address || formula.startsWith(`${address}:`)).map(({ name }) => name.replace(/[_.]/g, " ").replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2"));
}
