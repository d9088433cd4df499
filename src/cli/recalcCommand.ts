import { parseArgs } from "node:util";
import { isError, type CellError, type CellValue } from "../cells/cell";
import { decimalOf } from "../cells/decode";
import { catalogue } from "../functions/catalogue";
import { savedXlsx } from "../file/xlsx";
import { callsDeal } from "../sheet/formula/dealCalls";
import { cellPlace } from "../sheet/address";
import { WHOLE_SHEET, cellsIn, type Area } from "../sheet/area";
import { areaOf } from "../sheet/formula/areas";
import { recalculate } from "../sheet/recalculation";
import { becomeValue, type Cell, type Sheet, type Workbook } from "../sheet/workbook";
import { alignedLines, complain, errorText, listedLines, print, printJson, valueText } from "./text";
import { UsageError, opened, refuseToReplace, writeBytes } from "./usage";

export const RECALC_HELP = `deal recalc book.xlsx [-o out.xlsx [--force]] [--values] [--set Name=value]… [--json]

Recalculates a workbook. Without -o it prints the named outputs and every cell that holds a DEAL function: value in the file, value now, difference.
Exits 1 if a cell refused. With -o nothing is written where a cell uses what is not calculated here: its figure in the file would be lost.

  -o out.xlsx        writes the recalculated workbook there; the original is never written to
  --force            with -o: replaces a file that is there already
  --values           with -o: writes DEAL cells as values, so that programs without the functions can recalculate the rest
  --set Name=value   changes an input first: a name for one cell, or an address such as Inputs!D6. Where a number stands, a number is wanted
                     (1234.5, 5%); a text is written '--set Name="the text"', with its quotes
  --json             prints {"written":…,"outputs":[…],"cells":[…],"refused":[{"cell":…,"error":…,"message":…}]}: the file of -o or null; cells as
                     {"cell":"Sheet!B7","formula":…,"before":…,"now":…,"difference":…}, outputs with their "name" before that; what is refused

  deal recalc samples/tier-reading.xlsx --set Upfront_Fee=7500
  deal recalc samples/tier-reading.xlsx --values -o without-the-functions.xlsx`;

/** So many names may stand for one another. */
const MOST_HOPS = 64;

/** A cell before and after. */
interface Change {
  readonly cell: string;
  /** The formula that it holds; absent where another cell's formula fills it. */
  readonly formula?: string;
  readonly before: CellValue;
  readonly now: CellValue;
  /** Now less before, where both are numbers. */
  readonly difference: number | null;
}

/** Recalculates a workbook; gives the exit code. */
export function recalcCommand(args: string[]): number {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { output: { type: "string", short: "o" }, values: { type: "boolean" }, force: { type: "boolean" }, set: { type: "string", multiple: true }, json: { type: "boolean" } },
  });
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new UsageError("recalc takes one workbook; see deal recalc --help");
  if (values.values === true && values.output === undefined) throw new UsageError("--values needs -o out.xlsx, the file to write");
  const file = opened(path);
  if (values.output !== undefined) refuseToReplace(values.output, path, values.force === true);

  const { workbook } = file;
  const before = new Map(allCells(workbook).map(({ place, cell }) => [place, cell.value]));
  for (const assignment of values.set ?? []) setInput(workbook, assignment);
  recalculate(workbook, catalogue);

  const change = ({ place, cell }: PlacedCell) => changeOf(place, cell, before.get(place) ?? null);
  const computed = allCells(workbook).filter(({ cell }) => isComputed(cell));
  const deals = computed.filter(({ sheet, cell }) => holdsDeal(sheet, cell));
  const refused = computed.flatMap(({ place, cell }) => (isError(cell.value) ? [{ cell: place, ...cell.value }] : []));
  const outputs = namedOutputs(workbook).map(({ name, ...placed }) => ({ name, ...change(placed) }));
  const dealChanges = deals.map(change);

  const printReport = (written: string | null) => printJson({ written, outputs, cells: dealChanges, refused });
  const uncalculated = refused.filter(({ unsupported }) => unsupported === true);
  if (values.output !== undefined && uncalculated.length > 0) {
    if (values.json === true) printReport(null);
    complain([`deal: ${values.output} is not written, for these cells cannot be calculated here, and their figures would be lost:`, ...listedLines(uncalculated.map(refusalText))]);
    return 1;
  }
  if (values.output !== undefined) {
    if (values.values === true) for (const { cell } of deals) becomeValue(cell);
    writeBytes(values.output, savedXlsx(file));
  }
  if (values.json === true) {
    printReport(values.output ?? null);
  } else {
    print(values.output === undefined ? report(outputs, dealChanges) : [`written: ${values.output}`]);
    if (refused.length > 0) print(refused.map(refusalText));
  }
  return refused.length > 0 ? 1 : 0;
}

function refusalText(refusal: CellError & { readonly cell: string }): string {
  return `${refusal.cell}: ${errorText(refusal)}`;
}

interface PlacedCell {
  readonly sheet: Sheet;
  readonly place: string;
  readonly cell: Cell;
}

function placedCells(area: Area): PlacedCell[] {
  return [...cellsIn(area)].map(({ sheet, row, column, cell }) => ({ sheet, place: cellPlace(sheet.name, row, column), cell }));
}

function allCells({ sheets }: Workbook): PlacedCell[] {
  return sheets.flatMap((sheet) => placedCells({ sheet, ...WHOLE_SHEET }));
}

function isComputed(cell: Cell): boolean {
  return cell.formula !== undefined || cell.filledFrom !== undefined;
}

/** Whether a cell shows what a DEAL function in its own formula, or in the one that fills it, has given. */
function holdsDeal(sheet: Sheet, cell: Cell): boolean {
  const { filledFrom } = cell;
  const formula = filledFrom === undefined ? cell.formula : sheet.cell(filledFrom.row, filledFrom.column)?.formula;
  return formula !== undefined && callsDeal(formula.text, catalogue);
}

/** The cells of visible names that show something computed. */
function namedOutputs(workbook: Workbook): (PlacedCell & { readonly name: string })[] {
  const formulas = new Map(workbook.names.filter(({ sheet }) => sheet === undefined).map(({ name, formula }) => [name.toLowerCase(), formula]));
  return workbook.names.flatMap(({ name, formula, hidden }) => {
    // By what it stands for: to look each name up among all would take long where there are many.
    const meant = hidden === true ? undefined : behindNames(formula, formulas);
    const area = meant === undefined ? undefined : areaOf(workbook, meant);
    const cells = area === undefined ? [] : placedCells(area).filter(({ cell }) => isComputed(cell));
    return cells.map((placed) => ({ name, ...placed }));
  });
}

/** What a formula comes to that is nothing but another name. Undefined where one name leads to the next without an end. */
function behindNames(formula: string, formulas: ReadonlyMap<string, string>): string | undefined {
  let text = formula;
  for (let hops = 0; hops <= MOST_HOPS; hops++) {
    const next = formulas.get(text.toLowerCase());
    if (next === undefined) return text;
    text = next;
  }
  return undefined;
}

function changeOf(place: string, cell: Cell, before: CellValue): Change {
  const difference = typeof before === "number" && typeof cell.value === "number" ? Number(decimalOf(cell.value).minus(decimalOf(before)).toString()) : null;
  return { cell: place, ...(cell.formula === undefined ? {} : { formula: `=${cell.formula.text}` }), before, now: cell.value, difference };
}

/** Puts a value into the one cell that a name or an address stands for. */
function setInput(workbook: Workbook, assignment: string): void {
  const equals = assignment.indexOf("=");
  if (equals < 1) throw new UsageError(`--set ${assignment}: write Name=value`);
  const [target, text] = [assignment.slice(0, equals).trim(), assignment.slice(equals + 1).trim()];
  const area = areaOf(workbook, target);
  if (area === undefined) throw new UsageError(`--set ${target}: there is no such name or cell in the workbook (a cell is written Sheet!B7)`);
  const { sheet, top, left, bottom, right } = area;
  if (top !== bottom || left !== right) throw new UsageError(`--set ${target}: it names ${(bottom - top + 1) * (right - left + 1)} cells; give one of them, as Sheet!B7`);
  const cell = sheet.cell(top, left) ?? { value: null };
  if (isComputed(cell)) throw new UsageError(`--set ${target}: the cell is computed; set one of the inputs behind it`);
  const value = typedValue(text);
  if (typeof cell.value === "number" && typeof value !== "number" && value !== null && !isQuoted(text)) {
    throw new UsageError(`--set ${target}: ${text} is not a number, and a number stands there (${cell.value}); write it as 1234.5 or 5%. For text write '${target}="${text}"'`);
  }
  sheet.setCell(top, left, { ...cell, value });
}

/** What a cell takes from text on the command line: a number, TRUE or FALSE, or the text itself; never a formula. In quotes everything is text. */
function typedValue(text: string): CellValue {
  if (isQuoted(text)) return text.slice(1, -1).replaceAll('""', '"');
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === "true";
  const [, digits, percent] = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(%?)$/.exec(text) ?? [];
  const number = digits === undefined ? NaN : percent === "%" ? Number(decimalOf(Number(digits)).div(100).toString()) : Number(digits);
  return Number.isFinite(number) ? number : text === "" ? null : text;
}

function isQuoted(text: string): boolean {
  return /^".*"$/s.test(text) && text.length > 1;
}

function report(outputs: readonly (Change & { readonly name: string })[], cells: readonly Change[]): string[] {
  const isChanged = ({ before, now }: Change) => valueText(before) !== valueText(now);
  const figures = (change: Change) => [valueText(change.before), valueText(change.now), change.difference === null ? (isChanged(change) ? "changed" : "") : valueText(change.difference)];
  const listed = cells.filter((cell) => cell.formula !== undefined || isChanged(cell));
  const named = outputs.length === 0 ? [] : ["Named outputs", ...alignedLines([["name", "cell", "before", "now", "difference"], ...outputs.map((output) => [output.name, output.cell, ...figures(output)])]), ""];
  if (cells.length === 0) return [...named, "No cell holds a DEAL function."];
  const more = listed.length === cells.length ? [] : ["", `${cells.length - listed.length} more cells that these functions fill are unchanged; --json lists them.`];
  return [...named, "Cells with a DEAL function", ...alignedLines([["cell", "before", "now", "difference", "formula"], ...listed.map((cell) => [cell.cell, ...figures(cell), cell.formula ?? ""])]), ...more];
}
