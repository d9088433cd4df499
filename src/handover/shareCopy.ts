import { isError, type CellError, type CellValue } from "../cells/cell";
import { decimalOf } from "../cells/decode";
import { openXlsx, savedXlsx } from "../file/xlsx";
import { strippedXlsx } from "../file/strippedXlsx";
import type { CatalogueEntry } from "../functions/catalogueEntry";
import { LAST_COLUMN, LAST_ROW, cellPlace } from "../sheet/address";
import { cellsIn } from "../sheet/areas";
import { partsOf, type FormulaNode } from "../sheet/formulaSyntax";
import { recalculate } from "../sheet/recalculation";
import { becomeValue, sameName, type Sheet, type Workbook } from "../sheet/workbook";
import { callSites, formulaNode, type CallSite } from "./dealCalls";
import { areasRead, spellOutSpills, valuesOf, writePlainFormulas } from "./plainFormulas";
import { MASTER_CHECK, writeReconciliation, type SharedFigure } from "./reconciliation";
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
}

export interface ShareCopy {
  readonly bytes: Uint8Array;
  /** What the copy does not hold, in words. */
  readonly leftOut: readonly string[];
  /** What the copy holds though nobody who opens it sees it, in words. */
  readonly unseen: readonly string[];
  /** The figures that the copy is answerable for. */
  readonly figures: readonly { readonly place: string; readonly source: string }[];
  /** Cells whose figure in the file was not what it recalculates to. */
  readonly outdated: readonly string[];
}

/**
 * A copy of a workbook for the other side: no function of ours is left in it, its figures are held against those of the original, and nothing travels that
 * was not asked for. Throws a `ShareRefusal` where the copy would not be what it says.
 */
export function shareCopy(bytes: Uint8Array, functions: readonly CatalogueEntry[], { mode, sheets, dropNames = [], withHidden = false }: ShareTerms): ShareCopy {
  const file = openXlsx(
    bytes,
    functions.map(({ name }) => name),
  );
  const { workbook } = file;
  const kept = keptSheets(workbook, file.asRead.layout.hiddenSheets, sheets);
  refuseReadingWhatIsLeftOut(workbook, kept, dropNames);

  const stored = valuesBySheet(kept);
  recalculate(workbook, functions);
  const shown = valuesBySheet(kept);
  const sites = callSites(workbook, functions).filter(({ sheet }) => kept.includes(sheet));
  // Of calls that are refused the plain formulas tell more.
  refuseWhatIsNotCalculated(stored, shown, new Set(mode === "native" ? sites.map(({ place }) => place) : []));
  const outdated = [...shown].filter(([place, value]) => !isSame(value, stored.get(place) ?? null)).map(([place]) => place);

  spellOutSpills(workbook);
  const [plain, check, asShared] = ["Plain formulas", "Check", "As shared"].map((name) => workbook.addSheet(freeName(workbook, name))) as [Sheet, Sheet, Sheet];
  const figures = mode === "native" ? plainFigures(workbook, functions, sites, plain) : valueFigures(workbook, sites);
  if (mode === "values") workbook.sheets.splice(workbook.sheets.indexOf(plain), 1);
  plain.look = { widths: [40, 18, 16, 14], frozenColumns: 3 };
  writeReconciliation(check, asShared, figures);

  recalculate(workbook, []);
  refuseOtherFigures(shown, valuesBySheet(kept), check);
  const added = workbook.sheets.filter((sheet) => [plain, check, asShared].includes(sheet));
  const { bytes: copy, leftOut, hidden, unseen } = strippedXlsx(savedXlsx(file), { sheets: [...kept, ...added].map(({ name }) => name), dropNames });
  if (hidden.length > 0 && !withHidden) throw new ShareRefusal(hidden.map((rows) => `${rows} would be shared; unhide or clear them, or say that they are to be shared too (--with-hidden)`));
  return { bytes: copy, leftOut, unseen: [...hidden, ...unseen], figures: figures.map(({ place, source }) => ({ place, source })), outdated };
}

function keptSheets(workbook: Workbook, hidden: readonly string[], asked: readonly string[] | undefined): Sheet[] {
  if (asked === undefined) return workbook.sheets.filter(({ name }) => !hidden.includes(name));
  const missing = asked.filter((name) => workbook.sheet(name) === undefined);
  if (missing.length > 0) throw new ShareRefusal(missing.map((name) => `there is no sheet ${name}; the sheets are ${workbook.sheets.map((sheet) => sheet.name).join(", ")}`));
  return workbook.sheets.filter((sheet) => asked.some((name) => sameName(name, sheet.name)));
}

/** A formula that stays must not read what goes. */
function refuseReadingWhatIsLeftOut(workbook: Workbook, kept: readonly Sheet[], dropNames: readonly string[]): void {
  const problems: string[] = [];
  for (const sheet of kept) {
    for (const { place, cell } of cellsIn(wholeSheet(sheet))) {
      const node = cell.formula === undefined ? undefined : formulaNode(cell.formula.text);
      if (node === undefined) continue;
      const away = areasRead(workbook, node, sheet).find((area) => !kept.includes(area.sheet));
      if (away !== undefined) problems.push(`${place} reads ${cellPlace(away.sheet.name, away.top, away.left)}, and the sheet ${away.sheet.name} is left out; share that sheet too, or put a value into ${place}`);
      const dropped = namesIn(node).find((name) => dropNames.some((other) => sameName(other, name)));
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

function namesIn(node: FormulaNode): string[] {
  return node.kind === "name" ? [node.name] : partsOf(node).flatMap(namesIn);
}

function plainFigures(workbook: Workbook, functions: readonly CatalogueEntry[], sites: readonly CallSite[], plain: Sheet): SharedFigure[] {
  return writePlainFormulas(workbook, functions, sites, plain).map(({ site, call, block, answer, shown }) => ({
    place: site.place,
    source: withoutNamespace(call.text),
    cells: answer,
    shown,
    inputs: areasRead(workbook, call.node, site.sheet),
    isStatement: call.entry.name.endsWith(".LINES"),
    block,
  }));
}

/** Each cell that calls us becomes the figure that it shows, and all cells that it fills with it. */
function valueFigures(workbook: Workbook, sites: readonly CallSite[]): SharedFigure[] {
  const figures = sites.map(({ sheet, row, column, cell, place, formula, node }): SharedFigure => {
    const { rows, columns } = cell.extent ?? { rows: 1, columns: 1 };
    const cells = { sheet, top: row, left: column, bottom: row + rows - 1, right: column + columns - 1 };
    return { place, source: withoutNamespace(formula.text), cells, shown: valuesOf(cells), inputs: areasRead(workbook, node, sheet), isStatement: false };
  });
  for (const { cells } of figures) for (const { cell } of cellsIn(cells)) becomeValue(cell);
  return figures;
}

function withoutNamespace(text: string): string {
  return text.replace(/DEAL\./gi, "");
}

/** The copy shows what the original shows, to 12 digits, and its master check is 0. */
function refuseOtherFigures(before: ReadonlyMap<string, CellValue>, after: ReadonlyMap<string, CellValue>, check: Sheet): void {
  const different = [...before].filter(([place, value]) => !isSame(value, after.get(place) ?? null));
  const problems = different.map(([place, value]) => `${place} shows ${shownText(value)}, and in plain formulas ${shownText(after.get(place) ?? null)}`);
  const [, column = "", row = ""] = /^\$([A-Z]+)\$(\d+)$/.exec(MASTER_CHECK) ?? [];
  const master = check.cell(Number(row), column.charCodeAt(0) - 64)?.value ?? null;
  if (master !== 0) problems.push(`the copy's master check is ${shownText(master)} and not 0`);
  if (problems.length > 0) throw new ShareRefusal(problems);
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
  return new Map(sheets.flatMap((sheet) => [...cellsIn(wholeSheet(sheet))].map(({ place, cell }): [string, CellValue] => [place, cell.value])));
}

function wholeSheet(sheet: Sheet) {
  return { sheet, top: 1, left: 1, bottom: LAST_ROW, right: LAST_COLUMN };
}

function freeName(workbook: Workbook, wanted: string): string {
  let name = wanted;
  for (let number = 2; workbook.sheet(name) !== undefined; number++) name = `${wanted} ${number}`;
  return name;
}
