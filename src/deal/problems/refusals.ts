import { isError, type CellError, type Grid } from "../../cells/cell";
import { Refusal, type Fault } from "../../engine/refusal";
import { catalogue } from "../../functions/catalogue";
import type { CellRange } from "../../host/host";
import { cellsIn, holdsCell, type Area } from "../../sheet/area";
import { evaluations } from "../../sheet/evaluation";
import { areasRead } from "../../sheet/formula/areas";
import { functionCalls, allParts, unwrapped, type FormulaNode } from "../../sheet/formula/nodes";
import { callsDeal } from "../../sheet/formula/dealCalls";
import { formulaNode } from "../../sheet/formula/parser";
import type { Position, Sheet, Workbook } from "../../sheet/workbook";
import { labelText } from "../sentences/phrases";
import { cellOf, gridOf, namedBy, namesIn, placeText, quoted, type Book, type Call, type CallArgument, type Found } from "./book";
import { cellsAtFault, faultPlace } from "./faultPlace";
import { fixOf } from "./fixes";
import { isUnfit } from "./names";

/**
 * Calls that are refused, each fault once, at the cells that are to blame; and errors in other cells that calls read, where they begin.
 *
 * A call that is refused because something before it is has no fault of its own, and is not listed; nor is one that reads a name which is unfit itself,
 * or finds no room for its answer because a table, as is `known`, has a row too many.
 */
export function refusals(book: Book, known: readonly Found[] = []): Found[] {
  const found = new Map<string, Found>();
  const seen = new Set<string>();
  const add = (problem: Found): void => void found.set(`${JSON.stringify(problem.place)} ${problem.sentence}`, problem);
  for (const call of book.calls) {
    const { site } = call;
    const error = isError(site.cell.value) ? site.cell.value : undefined;
    if (error === undefined && !HIDES_ERRORS.test(site.formula.text)) continue;
    const own = faultsOf(book, call);
    for (const problem of own) add(problem);
    if (error === undefined || own.length > 0) continue;
    const begins = beginnings(book, { sheet: site.sheet, row: site.row, column: site.column }, site.node, seen);
    for (const problem of begins.problems) add(problem);
    // Of several calls in one formula another one is to blame.
    const isOther = book.calls.some((other) => other.site === site && other !== call && faultsOf(book, other).length > 0);
    const isOutgrown = error.error === "#SPILL!" && call.arguments.some(({ area }) => area !== undefined && known.some(({ place }) => isWithin(place, area)));
    if (!begins.isElsewhere && !isOther && !isOutgrown) add(shownError(site.sheet, site, error));
  }
  return [...found.values()];
}

function isWithin(place: Found["place"], area: Area): boolean {
  return !("name" in place) && place.sheet === area.sheet.name && holdsCell(area, { row: place.top, column: place.left });
}

/** A formula that may show a figure although a call in it is refused. */
const HIDES_ERRORS = /\bIF(?:ERROR|NA)\s*\(|\bISERR/i;

/** What the function itself says of a call, run again with what its arguments hold now; without what it says of errors that it was handed. */
function faultsOf(book: Book, { site, call, arguments: given }: Call): Found[] {
  const grids = call.entry.parameters.map(({ name }): Grid | null | undefined => {
    const argument = given.find(({ parameter }) => parameter === name);
    return argument === undefined ? null : valuesOf(book.workbook, argument, site.sheet);
  });
  if (grids.includes(undefined)) return [];
  try {
    call.entry.run(...grids);
    return [];
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    const periods = Math.max(1, (grids[0] ?? []).length === 1 ? (grids[0]?.[0]?.length ?? 1) : (grids[0] ?? []).length);
    return refusal.faults.flatMap((fault) => problemOf(book, { site, call, arguments: given }, fault, periods) ?? []);
  }
}

function valuesOf(workbook: Workbook, { area, text }: CallArgument, home: Sheet): Grid | undefined {
  return area === undefined ? evaluations(workbook, [text], catalogue, home.name)[0] : gridOf(area);
}

function problemOf(book: Book, { site, call, arguments: given }: Call, { message }: Fault, periods: number): Found | undefined {
  if (/^The cell holds #/.test(message)) return undefined;
  const at = faultPlace(message);
  const argument = given.find(({ parameter }) => parameter === at?.parameter);
  if (argument !== undefined && isOfUnfitName(book, argument.node, site.sheet)) return undefined;
  const own = cellOf(site.sheet, site.row, site.column);
  // Within a block that is accounted by period the first column holds names.
  const width = call.entry.name.startsWith("DEAL.USAGEFEE") && argument?.area !== undefined ? argument.area.right - argument.area.left : periods;
  const place = argument?.area === undefined || at === undefined ? own : cellsAtFault(argument.area, at, message, width);
  const stream = book.parts.find(({ area }) => argument?.area !== undefined && area.sheet === argument.area.sheet && area.top === argument.area.top && area.left === argument.area.left)?.stream;
  const fix = fixOf(book, place, message, argument);
  return { code: "F01", kind: "error", place, sentence: `${placeText(place)}: ${cleaned(message)}`, ...(fix === undefined ? {} : { fix }), ...(stream === undefined ? {} : { stream }) };
}

/** Whether the argument is a name, or reads one, of which the list says something already. */
function isOfUnfitName({ names, workbook }: Book, node: FormulaNode, home: Sheet): boolean {
  const read = namesIn(workbook, unwrapped(node), home);
  return names.some((named) => read.includes(named.defined) && isUnfit(named));
}

/** Errors that come from one another over more cells than this are followed no further. */
const LONGEST_WALK = 1000;

interface Place extends Position {
  readonly sheet: Sheet;
}

/** Where the error of a cell begins among the cells that its formula reads, followed to those that read none. `isElsewhere`: it does not begin in the cell itself. */
function beginnings(book: Book, start: Place, formula: FormulaNode, seen: Set<string>): { readonly problems: Found[]; readonly isElsewhere: boolean } {
  const problems: Found[] = [];
  const open = [{ at: start, node: formula, isFirst: true }];
  let isElsewhere = true;
  let followed = 0;
  // A chain of balances may be longer than a machine's stack.
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { at, node, isFirst } = next;
    if (isOfUnfitName(book, node, at.sheet)) continue;
    const missing = missingName(book.workbook, node, at.sheet);
    if (missing !== undefined) problems.push(missingProblem(cellOf(at.sheet, at.row, at.column), missing));
    const errors = missing === undefined ? errorsRead(book.workbook, node, at) : [];
    if (missing === undefined && errors.length === 0) {
      const value = at.sheet.cell(at.row, at.column)?.value ?? null;
      if (isFirst) isElsewhere = false;
      else if (isError(value)) problems.push(textAmong(book.workbook, node, at.sheet, value) ?? shownError(at.sheet, at, value));
    }
    for (const { from, error } of errors) {
      const key = `${from.sheet.name}!${from.row},${from.column}`;
      const text = from.sheet.cell(from.row, from.column)?.formula?.text;
      // A call says itself what is wrong with it.
      if (seen.has(key) || (text !== undefined && callsDeal(text, catalogue))) continue;
      seen.add(key);
      const inner = text === undefined ? undefined : formulaNode(text);
      if (inner === undefined || ++followed > LONGEST_WALK) problems.push(shownError(from.sheet, from, error));
      else open.push({ at: from, node: inner, isFirst: false });
    }
  }
  return { problems, isElsewhere };
}

/** The cells with errors that a formula reads, or whose formulas fill those; not what it fills itself. */
function errorsRead(workbook: Workbook, node: FormulaNode, own: Place): { readonly from: Place; readonly error: CellError }[] {
  return areasRead(workbook, node, own.sheet).flatMap((area) =>
    [...cellsIn(area)].flatMap(({ sheet, row, column, cell }) => {
      const from = { sheet, row: cell.filledFrom?.row ?? row, column: cell.filledFrom?.column ?? column };
      const isOwn = sheet === own.sheet && from.row === own.row && from.column === own.column;
      return isError(cell.value) && !isOwn ? [{ from, error: cell.value }] : [];
    }),
  );
}

/** A name that a formula reads and nobody has defined. LET and LAMBDA define their own. */
function missingName(workbook: Workbook, node: FormulaNode, home: Sheet): string | undefined {
  if (functionCalls(node).some(({ name }) => /(?:^|\.)(?:LET|LAMBDA)$/i.test(name))) return undefined;
  const part = allParts(node).find((one) => one.kind === "name" && namedBy(workbook, one.name, one.sheet ?? home.name, one.sheet !== undefined) === undefined);
  return part?.kind === "name" ? part.name : undefined;
}

function missingProblem(place: CellRange, name: string): Found {
  return { code: "F01", kind: "error", place, sentence: `${placeText(place)} reads the name ${labelText(name)}, and the workbook has no such name.`, fix: `Define ${labelText(name)}, or write the name that is meant.` };
}

/** A text with digits among the single cells that a calculation reads and cannot use. */
function textAmong(workbook: Workbook, node: FormulaNode | undefined, home: Sheet, { error }: CellError): Found | undefined {
  if (node === undefined || error !== "#VALUE!") return undefined;
  for (const area of areasRead(workbook, node, home)) {
    for (const { sheet, row, column, cell } of cellsIn(area)) {
      if (typeof cell.value !== "string" || !/\d/.test(cell.value)) continue;
      const place = cellOf(sheet, row, column);
      return { code: "F01", kind: "error", place, sentence: `${placeText(place)} holds the text ${quoted(cell.value)}, and a formula calculates with it.`, fix: `Type it as a number.` };
    }
  }
  return undefined;
}

function shownError(sheet: Sheet, { row, column }: Position, { error, message }: CellError): Found {
  const place = cellOf(sheet, row, column);
  const own = message === undefined ? "" : cleaned(message).replace(`${placeText(place)}: `, "");
  // The cell's own sentence says what to do.
  if (own !== "") return { code: "F01", kind: "error", place, sentence: `${placeText(place)}: ${own}` };
  return { code: "F01", kind: "error", place, sentence: `${placeText(place)} shows ${error}.`, fix: "Mend this cell first; what reads it follows." };
}

function cleaned(message: string): string {
  return message.replace(/[\p{C}]+/gu, " ");
}
