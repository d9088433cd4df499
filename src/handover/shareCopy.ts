import { isError, type CellError, type CellValue, type Grid } from "../cells/cell";
import { decimalOf } from "../cells/decode";
import { openXlsx } from "../file/xlsx";
import { strippedCopy } from "./package/strippedCopy";
import { familyOf, type CatalogueEntry } from "../functions/catalogueEntry";
import { cellPlace, sheetPrefix } from "../sheet/address";
import { WHOLE_SHEET, cellsIn, filledRectangle, haveCellsInCommon, type Area } from "../sheet/area";
import { areasRead } from "../sheet/formula/areas";
import { allParts, type FormulaNode } from "../sheet/formula/nodes";
import { formulaNode } from "../sheet/formula/parser";
import { recalculate } from "../sheet/recalculation";
import { becomeValue, sameName, type DefinedName, type Sheet, type Workbook } from "../sheet/workbook";
import { callSites, type CallSite } from "../sheet/formula/dealCalls";
import { printed, sizeInSight } from "./page";
import { sheetReference, spellOutSpills, valuesOf, withoutNamespace, writePlainFormulas } from "./plainFormulas";
import { writeReadMeFirst, type PaidDeal } from "./readMeFirst";
import { CHECK_HEADS, reconciled, writeReconciliation, type Reconciled, type SharedFigure } from "./reconciliation";
import { ShareRefusal } from "./shareRefusal";

export interface ShareTerms {
  /** `native`: plain formulas that recalculate anywhere. `values`: the figures alone. */
  readonly mode: "native" | "values";
  /** The sheets that are shared; absent: all that are visible. */
  readonly sheets?: readonly string[];
  /** Names that are not shared. */
  readonly dropNames?: readonly string[];
  /** Hidden rows and columns are shared too. */
  readonly withHidden?: boolean;
  /** Reads what the deals of the calculated workbook pay: the first sheet says it. */
  readonly paid?: (workbook: Workbook) => readonly PaidDeal[];
}

export interface ShareCopy {
  readonly bytes: Uint8Array;
  /** What the copy does not hold, in words. */
  readonly leftOut: readonly string[];
  /** What the copy holds though nobody who opens it sees it, in words. */
  readonly unseen: readonly string[];
  /** The figures that the copy is answerable for. */
  readonly figures: readonly { readonly place: string; readonly source: string }[];
  /** Of these the cells whose plain formulas are beyond the limits within which they are exact: the copy does not claim their last digits. */
  readonly beyond: readonly string[];
  /** Cells whose figure in the file was not what it recalculates to. */
  readonly outdated: readonly string[];
  /** Cells whose text speaks of our functions, of which the copy has none: it stays as it is. */
  readonly mentions: readonly string[];
}

/**
 * A copy of a workbook for the other side: no function of ours is left in it, its figures are held against those of the original, and nothing travels that
 * was not asked for. Throws a `ShareRefusal` where the copy would not be what it says.
 */
export function shareCopy(bytes: Uint8Array, functions: readonly CatalogueEntry[], { mode, sheets, dropNames = [], withHidden = false, paid }: ShareTerms): ShareCopy {
  const file = openXlsx(
    bytes,
    functions.map(({ name }) => name),
  );
  const { workbook } = file;
  const kept = keptSheets(workbook, file.asRead.layout.hiddenSheets, sheets);
  refuseSize(workbook, functions, kept, mode);
  refuseReadingWhatIsLeftOut(workbook, kept, dropNames);

  const stored = valuesBySheet(kept);
  recalculate(workbook, functions);
  const shown = valuesBySheet(kept);
  const sites = callSites(workbook, functions).filter(({ sheet }) => kept.includes(sheet));
  // Of calls that are refused the plain formulas tell more.
  refuseWhatIsNotCalculated(stored, shown, new Set(mode === "native" ? sites.map(({ place }) => place) : []));
  const deals = (paid?.(workbook) ?? []).filter((deal) => deal.paid.every(({ cells }) => cells.every(({ sheet }) => kept.includes(sheet))));
  const outdated = [...shown].filter(([place, value]) => !isSame(value, stored.get(place) ?? null)).map(([place]) => place);

  spellOutSpills(workbook);
  const added = (name: string) => workbook.addSheet(freeName(workbook, name));
  const [first, check, plain, asShared] = [added("Read me first"), added("Check"), mode === "native" ? added("Plain formulas") : undefined, added("As shared")];
  const { figures, folded } = plain === undefined ? { figures: valueFigures(workbook, sites), folded: new Set<number>() } : plainFigures(workbook, functions, sites, plain);
  writeReconciliation(check, asShared, figures);
  const totals = writeReadMeFirst(first, { deals, model: kept.map(({ name }) => name), check, asShared, ...(plain && { plain }) });

  recalculate(workbook, []);
  const outcome = reconciled(check, figures);
  refuseOtherFigures(workbook, shown, kept, figures, outcome);
  refuseOtherTotals(first, totals);
  if (plain !== undefined) plain.look = printed(plain, { widths: [44, 16, 16, widthOfFigures(plain, folded)], frozenColumns: 3, foldedRows: folded });
  workbook.names.push(titleRows(check, CHECK_HEADS), printArea(NOTHING_TO_PRINT(asShared)));
  // What is folded away may be wider than what is in sight.
  if (plain !== undefined) workbook.names.push(titleRows(plain, "$1:$1"), printArea({ sheet: plain, top: 1, left: 1, bottom: Math.max(...plain.rows.keys()), right: sizeInSight(plain, folded).columns }));
  // First what says what the file is and whether it agrees; behind the model what is looked up.
  const names = [first, check, ...kept, ...(plain === undefined ? [] : [plain]), asShared].map(({ name }) => name);
  const { bytes: copy, leftOut, hidden, unseen } = strippedCopy(file, { sheets: names, first: [first.name, check.name], dropNames });
  if (hidden.length > 0 && !withHidden) throw new ShareRefusal(hidden.map((rows) => `${rows} would be shared; unhide or clear them, or say that they are to be shared too (--with-hidden)`));
  return { bytes: copy, leftOut, unseen: [...hidden, ...unseen], figures: figures.map(({ place, source }) => ({ place, source })), beyond: figures.filter((_, i) => outcome.figures[i]?.isBeyond === true).map(({ place }) => place), outdated, mentions: mentions(kept) };
}

function keptSheets(workbook: Workbook, hidden: readonly string[], asked: readonly string[] | undefined): Sheet[] {
  if (asked === undefined) return workbook.sheets.filter(({ name }) => !hidden.includes(name));
  const missing = asked.filter((name) => workbook.sheet(name) === undefined);
  if (missing.length > 0) throw new ShareRefusal(missing.map((name) => `there is no sheet ${name}; the sheets are ${workbook.sheets.map((sheet) => sheet.name).join(", ")}`));
  return workbook.sheets.filter((sheet) => asked.some((name) => sameName(name, sheet.name)));
}

/** A copy of more cells takes longer and more memory than anybody has patience for. */
const MOST_CELLS = 500_000;
/** Every call becomes a block of a hundred lines or so, which the other side is to read. */
const MOST_CALLS = 5_000;

/** Said before anything is calculated. */
function refuseSize(workbook: Workbook, functions: readonly CatalogueEntry[], kept: readonly Sheet[], mode: ShareTerms["mode"]): void {
  const cells = kept.reduce((sum, { rows }) => [...rows.values()].reduce((count, { size }) => count + size, sum), 0);
  if (cells > MOST_CELLS) throw new ShareRefusal([`the sheets have ${cells} cells; a copy is made of ${MOST_CELLS} at most. Share fewer sheets (--sheets), or the part that the other side is to check`]);
  const calls = mode === "values" ? 0 : callSites(workbook, functions).reduce((sum, site) => sum + (kept.includes(site.sheet) ? site.calls.length : 0), 0);
  if (calls > MOST_CALLS) throw new ShareRefusal([`the sheets call our functions ${calls} times; plain formulas are written for ${MOST_CALLS} calls at most. Let one call take a whole range of periods, share fewer sheets (--sheets), or the figures alone (--mode values)`]);
}

/** A formula that stays must not read what goes. */
function refuseReadingWhatIsLeftOut(workbook: Workbook, kept: readonly Sheet[], dropNames: readonly string[]): void {
  const problems: string[] = [];
  for (const sheet of kept) {
    for (const { row, column, cell } of cellsIn({ sheet, ...WHOLE_SHEET })) {
      const place = cellPlace(sheet.name, row, column);
      const node = cell.formula === undefined ? undefined : formulaNode(cell.formula.text);
      if (node === undefined) continue;
      const away = areasRead(workbook, node, sheet).find((area) => !kept.includes(area.sheet));
      if (away !== undefined) problems.push(`${place} reads ${cellPlace(away.sheet.name, away.top, away.left)}, and the sheet ${away.sheet.name} is left out; share that sheet too, or put a value into ${place}`);
      const dropped = namesRead(node).find((name) => dropNames.some((other) => sameName(other, name)));
      if (dropped !== undefined) problems.push(`${place} reads the name ${dropped}, which is left out; keep the name, or write the cell's address`);
    }
  }
  if (problems.length > 0) throw new ShareRefusal(problems);
}

/** What cannot be calculated here would stand in the copy as an error, over a figure that may well be right. */
function refuseWhatIsNotCalculated(stored: ReadonlyMap<string, CellValue>, shown: ReadonlyMap<string, CellValue>, calls: ReadonlySet<string>): void {
  const problems = [...shown].flatMap(([place, value]) => {
    if (!isError(value)) return [];
    const before = stored.get(place) ?? null;
    const figure = before === null || before === "" ? "" : `, and shows ${shownText(before)} in the file`;
    if (value.unsupported === true) return [`${place} cannot be calculated here${figure}${why(value)} Put its value in place of the formula, or leave its sheet out`];
    if (figure === "" || isError(before) || calls.has(place)) return [];
    return [`${place} shows ${shownText(before)} in the file, and is ${value.error} when it is recalculated here${why(value)} If the error is right, let Excel recalculate and save the file; else put the value in place of the formula`];
  });
  if (problems.length > 0) throw new ShareRefusal(problems);
}

function why({ message }: CellError): string {
  return message === undefined ? "." : `: ${message}`;
}

function namesRead(node: FormulaNode): string[] {
  return allParts(node).flatMap((part) => (part.kind === "name" ? [part.name] : []));
}

function plainFigures(workbook: Workbook, functions: readonly CatalogueEntry[], sites: readonly CallSite[], plain: Sheet): { readonly figures: readonly SharedFigure[]; readonly folded: ReadonlySet<number> } {
  const { calls, folded } = writePlainFormulas(workbook, functions, sites, plain);
  const figures = calls.map(({ site, call, block, answer, shown, top }) => ({
    place: site.place,
    source: withoutNamespace(call.text),
    cells: answer,
    shown,
    inputs: areasRead(workbook, call.node, site.sheet),
    isStatement: familyOf(call.entry).companion === "LINES",
    block: { ...block, top },
  }));
  return { figures, folded };
}

const titleRows = ({ name }: Sheet, rows: string): DefinedName => ({ name: "_xlnm.Print_Titles", formula: sheetPrefix(name) + rows, sheet: name });
const printArea = (area: Area): DefinedName => ({ name: "_xlnm.Print_Area", formula: sheetReference(area), sheet: area.sheet.name });

/** Nothing is hidden of it, and nothing of it is printed: on paper the model shows the same figures. */
const NOTHING_TO_PRINT = (sheet: Sheet): Area => ({ sheet, top: 1, bottom: 1, left: 3, right: 3 });

/** So wide that no figure that is in sight is cut. */
function widthOfFigures({ rows }: Sheet, folded: ReadonlySet<number>): number {
  let widest = 0;
  for (const [row, cells] of rows) {
    if (folded.has(row)) continue;
    for (const { value, format } of cells.values()) if (typeof value === "number" && format !== undefined) widest = Math.max(widest, Math.abs(value));
  }
  const digits = widest.toFixed(0).length;
  return Math.max(12, digits + Math.floor((digits - 1) / 3) + 7);
}

/** Texts that are true of the workbook and not of its copy: they are the sender's, so that they are told of and not changed. */
function mentions(kept: readonly Sheet[]): string[] {
  return kept.flatMap((sheet) => [...cellsIn({ sheet, ...WHOLE_SHEET })].flatMap(({ row, column, cell: { value } }) => (typeof value === "string" && OF_OUR_FUNCTIONS.test(value) ? [cellPlace(sheet.name, row, column)] : [])));
}

const OF_OUR_FUNCTIONS = /\bDEAL(?:\.[A-Z]|[ -](?:function|formula|call|cell|figure|add-in)s?\b)/;

function refuseOtherTotals(first: Sheet, totals: readonly { readonly row: number; readonly total: number }[]): void {
  const problems = totals.flatMap(({ row, total }) => {
    const value = first.cell(row, 2)?.value ?? null;
    return typeof value === "number" && Math.abs(value - total) <= Math.abs(total) * NEAR ? [] : [`${cellPlace(first.name, row, 2)}: ${shownText(first.cell(row, 1)?.value ?? null)} is paid ${total}, and the copy shows ${shownText(value)}`];
  });
  if (problems.length > 0) throw new ShareRefusal(problems);
}

/** Each cell that calls us becomes the figure that it shows, and all cells that it fills with it. */
function valueFigures(workbook: Workbook, sites: readonly CallSite[]): SharedFigure[] {
  const figures = sites.map(({ sheet, row, column, cell, place, formula, node }): SharedFigure => {
    const cells = { sheet, ...filledRectangle({ row, column }, cell.extent) };
    return { place, source: withoutNamespace(formula.text), cells, shown: valuesOf(cells), inputs: areasRead(workbook, node, sheet), isStatement: false };
  });
  for (const { cells } of figures) for (const { cell } of cellsIn(cells)) becomeValue(cell);
  return figures;
}

/** The copy shows what the original shows, to 12 digits, or nearly so where the plain formulas say themselves that they are beyond their limits; and its master check is 0. */
function refuseOtherFigures(workbook: Workbook, before: ReadonlyMap<string, CellValue>, kept: readonly Sheet[], figures: readonly SharedFigure[], { master, figures: checked }: Reconciled): void {
  const beyond = new BeyondLimits(workbook, figures, checked);
  const problems: string[] = [];
  for (const { sheet, row, column, cell } of kept.flatMap((sheet) => [...cellsIn({ sheet, ...WHOLE_SHEET })])) {
    const place = cellPlace(sheet.name, row, column);
    const value = before.get(place) ?? null;
    if (isSame(value, cell.value)) continue;
    const size = beyond.size(sheet, row, column);
    if (typeof value === "number" && typeof cell.value === "number" && size > 0 && Math.abs(value - cell.value) <= size * NEAR) continue;
    problems.push(`${place} shows ${shownText(value)}, and in plain formulas ${shownText(cell.value)}${size > 0 ? ": what it reads is beyond the limits of plain formulas. Give the figures fewer digits" : ". Put a value in place of the formula"}, or share the figures alone (--mode values)`);
  }
  // Beyond the limits it adds nothing.
  checked.forEach(({ difference }, i) => {
    if (difference !== 0) problems.push(`${figures[i]?.place ?? ""}: the check of ${figures[i]?.source ?? ""} is ${shownText(difference)} and not 0. Put a value in place of the call, or share the figures alone (--mode values)`);
  });
  if (problems.length === 0 && master !== 0) problems.push(`the copy's master check is ${shownText(master)} and not 0`);
  if (problems.length > 0) throw new ShareRefusal(problems);
}

/** Beyond their limits plain formulas do not claim the last digits: these nine they have to show. */
const NEAR = 1e-9;

/** Which cells of a copy read, directly or over others, a figure that is beyond the limits of its plain formulas. */
class BeyondLimits {
  private readonly places: ReadonlySet<string>;
  private readonly sizes = new Map<string, number>();

  constructor(private readonly workbook: Workbook, private readonly figures: readonly SharedFigure[], checked: Reconciled["figures"]) {
    this.places = new Set(figures.filter((_, i) => checked[i]?.isBeyond === true).map(({ place }) => place));
  }

  /** How large the largest of the figures is that it reads or that those are computed from; 0 where none is beyond its limits. */
  size(sheet: Sheet, row: number, column: number): number {
    if (this.places.size === 0) return 0;
    const place = cellPlace(sheet.name, row, column);
    const known = this.sizes.get(place);
    if (known !== undefined) return known;
    this.sizes.set(place, 0);
    const cell = sheet.cell(row, column);
    const own = cell?.filledFrom === undefined ? cell?.formula : sheet.cell(cell.filledFrom.row, cell.filledFrom.column)?.formula;
    const node = own === undefined ? undefined : formulaNode(own.text);
    const size = node === undefined ? 0 : Math.max(0, ...areasRead(this.workbook, node, sheet).map((area) => this.sizeOf(area)));
    this.sizes.set(place, size);
    return size;
  }

  private sizeOf(area: Area): number {
    let size = 0;
    for (const figure of this.figures) {
      if (!haveCellsInCommon(figure.cells, area)) continue;
      const within = figure.inputs.map((input) => this.sizeOf(input));
      if (this.places.has(figure.place)) within.push(largest(figure.shown), ...figure.inputs.map((input) => largest(valuesOf(input))));
      size = Math.max(size, ...within);
    }
    if (this.figures.some(({ cells }) => cells.sheet === area.sheet)) return size;
    for (const { row, column } of cellsIn(area)) size = Math.max(size, this.size(area.sheet, row, column));
    return size;
  }
}

function largest(grid: Grid): number {
  return grid.reduce((most, row) => row.reduce<number>((found, value) => (typeof value === "number" ? Math.max(found, Math.abs(value)) : found), most), 0);
}

function shownText(value: CellValue): string {
  return isError(value) ? `${value.error}${value.message === undefined ? "" : ` (${value.message})`}` : String(value);
}

function isSame(a: CellValue, b: CellValue): boolean {
  if (typeof a === "number" && typeof b === "number") return a === b || decimalOf(a).minus(decimalOf(b)).abs().lessThanOrEqualTo(decimalOf(a).abs().times("1e-12"));
  if (isError(a) || isError(b)) return isError(a) && isError(b) && a.error === b.error;
  return (a ?? "") === (b ?? "");
}

function valuesBySheet(sheets: readonly Sheet[]): Map<string, CellValue> {
  return new Map(sheets.flatMap((sheet) => [...cellsIn({ sheet, ...WHOLE_SHEET })].map(({ row, column, cell }): [string, CellValue] => [cellPlace(sheet.name, row, column), cell.value])));
}

function freeName(workbook: Workbook, wanted: string): string {
  let name = wanted;
  for (let number = 2; workbook.sheet(name) !== undefined; number++) name = `${wanted} ${number}`;
  return name;
}
