import type { CellError, CellValue } from "../../cells/cell";
import type { CellColumn } from "../evaluator/columns";
import { Matrix, NOT_AVAILABLE, NO_REFERENCE, Reference, type Value, WRONG_VALUE, comparedTexts, isErrorValue } from "../evaluator/value";
import { wildcardMatcher } from "../evaluator/wildcard";
import { type SheetContext, type SheetFunctions, answering, ofRanges, rowsIn, truthIn, unlessError, wholeIn } from "./excelFunction";

/** Functions that look something up. */
export const LOOKUP_FUNCTIONS: SheetFunctions = {
  MATCH: ofRanges(2, 3, "VRV", ([wanted, range, type], context) => {
    const kind = wholeIn(type, 1, context);
    const line = unlessError(lineOf(range, context));
    const asked = wanted as CellValue;
    const at = kind === 0 ? exactPlace(asked, line, "wildcards") : kind > 0 ? lastUpTo(asked, line) : lastDownTo(asked, line);
    return at === undefined ? NOT_AVAILABLE : at + 1;
  }),
  XMATCH: ofRanges(2, 4, "VRVV", ([wanted, range, match, search], context) => {
    const at = placeByModes(wanted as CellValue, unlessError(lineOf(range, context)), match, search, context);
    return at === undefined ? NOT_AVAILABLE : at + 1;
  }),
  VLOOKUP: ofRanges(3, 4, "VRVV", (args, context) => lookUp(args, "down", context)),
  HLOOKUP: ofRanges(3, 4, "VRVV", (args, context) => lookUp(args, "across", context)),
  LOOKUP: ofRanges(2, 3, "VAA", vectorLookUp),
  XLOOKUP: ofRanges(3, 6, "VRRSVV", extendedLookUp),
};

/** One row or one column that is searched. */
interface Line {
  readonly length: number;
  readonly isColumn: boolean;
  readonly at: (place: number) => CellValue;
  /** Where the value may stand, from the first on. Undefined: nobody has counted. */
  readonly places: ((value: string | number | boolean) => readonly number[]) | undefined;
}

function lineOf(range: Value | undefined, context: SheetContext): Line | CellError {
  if (isErrorValue(range)) return range;
  if (range instanceof Reference) {
    const [area] = context.areas(range);
    if (area === undefined || range.areas.length > 1 || (area.top !== area.bottom && area.left !== area.right)) return context.error("#N/A", "one row or one column to look in is expected");
    if (area.left === area.right) return columnLine(context.reader.column(area.sheet, area.left, area.top, area.bottom), area.bottom - area.top + 1);
    const [row = []] = context.reader.rows(area);
    return { length: row.length, isColumn: false, at: (place) => row[place] ?? null, places: undefined };
  }
  const grid = rowsIn(range, context);
  if (grid.length > 1 && (grid[0]?.length ?? 0) > 1) return context.error("#N/A", "one row or one column to look in is expected");
  return gridLine(grid, grid.length > 1);
}

function columnLine(column: CellColumn, length: number): Line {
  return { length, isColumn: true, at: (place) => column.values[place] ?? null, places: (value) => column.places(value, length) };
}

function gridLine(grid: readonly (readonly CellValue[])[], isColumn: boolean): Line {
  const values = isColumn ? grid.map((row) => row[0] ?? null) : (grid[0] ?? []);
  return { length: values.length, isColumn, at: (place) => values[place] ?? null, places: undefined };
}

/** Whatever their case, texts are equal; a number equals only a number. A blank that is looked for is 0. */
function isEqual(a: CellValue, b: CellValue): boolean {
  return typeof a === "string" ? typeof b === "string" && comparedTexts(a, b) === 0 : a === b;
}

function exactPlace(asked: CellValue, line: Line, texts: "wildcards" | "as written", from: "first" | "last" = "first"): number | undefined {
  const wanted = asked ?? 0;
  if (typeof wanted === "object") return undefined;
  const pattern = texts === "wildcards" && typeof wanted === "string" && /[*?~]/.test(wanted) ? wildcardMatcher(wanted) : undefined;
  const matches = pattern === undefined ? (value: CellValue) => isEqual(wanted, value) : (value: CellValue) => typeof value === "string" && pattern(value);
  const places = pattern === undefined ? line.places?.(wanted) : undefined;
  if (places !== undefined) {
    if (from === "first") return places.find((place) => matches(line.at(place)));
    for (let index = places.length - 1; index >= 0; index--) if (matches(line.at(places[index] ?? 0))) return places[index];
    return undefined;
  }
  if (from === "first") {
    for (let place = 0; place < line.length; place++) if (matches(line.at(place))) return place;
  } else {
    for (let place = line.length - 1; place >= 0; place--) if (matches(line.at(place))) return place;
  }
  return undefined;
}

/** By halves, as Excel looks into what it takes to be sorted: cells of another kind are passed over. The last place of which the order says yes. */
function lastWhere(wanted: CellValue, line: Line, goesOn: (order: number) => boolean): number | undefined {
  let found: number | undefined;
  let [low, high] = [0, line.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    let place = middle;
    while (place >= low && !sameKind(line.at(place), wanted)) place--;
    if (place < low) {
      low = middle + 1;
      continue;
    }
    if (goesOn(ordered(line.at(place), wanted))) {
      found = place;
      low = middle + 1;
    } else high = place - 1;
  }
  return found;
}

function sameKind(a: CellValue, b: CellValue): boolean {
  return a !== null && typeof a === typeof b && typeof a !== "object";
}

function ordered(a: CellValue, b: CellValue): number {
  if (typeof a === "string" && typeof b === "string") return comparedTexts(a, b);
  return Number(a) - Number(b);
}

function lastUpTo(asked: CellValue, line: Line): number | undefined {
  return lastWhere(asked ?? 0, line, (order) => order <= 0);
}

function lastDownTo(asked: CellValue, line: Line): number | undefined {
  // The first of equals: in descending order, the place after the last that is greater.
  const wanted = asked ?? 0;
  const last = lastWhere(wanted, line, (order) => order >= 0);
  if (last === undefined) return undefined;
  let first = last;
  while (first > 0 && isEqual(line.at(first - 1), line.at(last))) first--;
  return first;
}

/** Exact, or the nearest below or above where nothing is equal, found from one end to the other. */
function nearest(asked: CellValue, line: Line, side: -1 | 1, from: "first" | "last"): number | undefined {
  const exact = exactPlace(asked, line, "as written", from);
  if (exact !== undefined) return exact;
  const wanted = asked ?? 0;
  let best: number | undefined;
  for (let step = 0; step < line.length; step++) {
    const place = from === "first" ? step : line.length - 1 - step;
    const value = line.at(place);
    if (!sameKind(value, wanted) || ordered(value, wanted) * side < 0) continue;
    if (best === undefined || ordered(value, line.at(best)) * side < 0) best = place;
  }
  return best;
}

function placeByModes(wanted: CellValue, line: Line, match: Value | undefined, search: Value | undefined, context: SheetContext): number | undefined {
  const [matchMode, searchMode] = [wholeIn(match, 0, context), wholeIn(search, 1, context)];
  if (matchMode < -1 || matchMode > 2 || ![1, -1, 2, -2].includes(searchMode)) throw answering(WRONG_VALUE);
  if (Math.abs(searchMode) === 2 && matchMode !== 2) return byHalves(wanted, line, matchMode, searchMode === 2);
  const from = searchMode === -1 ? "last" : "first";
  if (matchMode === 0) return exactPlace(wanted, line, "as written", from);
  return matchMode === 2 ? exactPlace(wanted, line, "wildcards", from) : nearest(wanted, line, matchMode === 1 ? 1 : -1, from);
}

/** Search modes 2 and -2: the line is sorted, upwards or downwards. */
function byHalves(asked: CellValue, line: Line, matchMode: number, isUpwards: boolean): number | undefined {
  const wanted = asked ?? 0;
  const direction = isUpwards ? 1 : -1;
  const last = lastWhere(wanted, line, (order) => order * direction <= 0);
  if (last !== undefined && isEqual(wanted, line.at(last))) {
    let first = last;
    while (first > 0 && isEqual(line.at(first - 1), wanted)) first--;
    return first;
  }
  if (matchMode === 0) return undefined;
  const beforeIsNear = (matchMode === -1) === isUpwards;
  if (beforeIsNear) return last;
  let next = (last ?? -1) + 1;
  while (next < line.length && !sameKind(line.at(next), wanted)) next++;
  return next < line.length ? next : undefined;
}

function lookUp([wanted, table, which, approximate]: readonly (Value | undefined)[], direction: "down" | "across", context: SheetContext): Value {
  const offset = wholeIn(which, 0, context);
  const isNear = truthIn(approximate, true);
  if (offset < 1) return WRONG_VALUE;
  const name = direction === "down" ? "VLOOKUP" : "HLOOKUP";
  const place = (line: Line): number | undefined => (isNear ? lastUpTo(wanted as CellValue, line) : exactPlace(wanted as CellValue, line, "wildcards"));
  if (isErrorValue(table)) return table;
  if (table instanceof Reference) {
    const [area] = context.areas(table);
    const [whole] = table.areas;
    if (area === undefined || whole === undefined || table.areas.length > 1) return context.error("#VALUE!", `${name} needs one range to look in`);
    if (offset > (direction === "down" ? whole.right - whole.left : whole.bottom - whole.top) + 1) return NO_REFERENCE;
    const { sheet, top, left, bottom, right } = area;
    const searched = new Reference([direction === "down" ? { sheet, top, left, bottom, right: left } : { sheet, top, left, bottom: top, right }]);
    const line = unlessError(lineOf(searched, context));
    const at = place(line);
    if (at === undefined) return NOT_AVAILABLE;
    return direction === "down" ? context.reader.cell(sheet, top + at, left + offset - 1) : context.reader.cell(sheet, top + offset - 1, left + at);
  }
  const grid = rowsIn(table, context);
  if (offset > (direction === "down" ? (grid[0]?.length ?? 0) : grid.length)) return NO_REFERENCE;
  const at = place(gridLine(grid, direction === "down"));
  if (at === undefined) return NOT_AVAILABLE;
  return (direction === "down" ? grid[at]?.[offset - 1] : grid[offset - 1]?.[at]) ?? null;
}

/** LOOKUP: of a block, its longer side is searched and the last row or column answers. */
function vectorLookUp([wanted, searched, answers]: readonly (Value | undefined)[], context: SheetContext): Value {
  const grid = rowsIn(searched, context);
  if (isErrorValue(searched)) return searched;
  const isColumn = grid.length >= (grid[0]?.length ?? 0);
  const at = lastUpTo(wanted as CellValue, gridLine(isColumn ? grid : [grid[0] ?? []], isColumn));
  if (at === undefined) return NOT_AVAILABLE;
  if (answers === undefined) return (isColumn ? grid[at]?.at(-1) : grid.at(-1)?.[at]) ?? null;
  if (isErrorValue(answers)) return answers;
  const given = answers instanceof Reference ? answers.areas[0] : undefined;
  if (given !== undefined && (given.top === given.bottom || given.left === given.right)) {
    // As far as the searched cells reach, also beyond the range that is given.
    const isAcross = given.top === given.bottom && given.left !== given.right;
    return context.reader.cell(given.sheet, isAcross ? given.top : given.top + at, isAcross ? given.left + at : given.left);
  }
  const other = rowsIn(answers, context);
  if (other.length > 1 && (other[0]?.length ?? 0) > 1) return NOT_AVAILABLE;
  return (other.length > 1 ? other[at]?.[0] : other[0]?.[at]) ?? NOT_AVAILABLE;
}

/** XLOOKUP answers a cell, or the whole row or column that stands at the place. */
function extendedLookUp([wanted, searched, answers, otherwise, match, search]: readonly (Value | undefined)[], context: SheetContext): Value {
  const line = lineOf(searched, context);
  if (isErrorValue(line)) return line.error === "#N/A" ? WRONG_VALUE : line;
  if (isErrorValue(answers)) return answers;
  const height = line.isColumn ? line.length : undefined;
  const at = placeByModes(wanted as CellValue, line, match, search, context);
  const wholeLength = searched instanceof Reference && searched.areas[0] !== undefined ? Math.max(searched.areas[0].bottom - searched.areas[0].top, searched.areas[0].right - searched.areas[0].left) + 1 : line.length;
  if (answers instanceof Reference) {
    const [area] = answers.areas;
    if (area === undefined || answers.areas.length > 1) return WRONG_VALUE;
    const isDown = line.length === 1 ? area.bottom - area.top === 0 : height !== undefined;
    if ((isDown ? area.bottom - area.top : area.right - area.left) + 1 !== wholeLength) return WRONG_VALUE;
    if (at === undefined) return otherwise ?? NOT_AVAILABLE;
    const { sheet, top, left, bottom, right } = area;
    return new Reference([isDown ? { sheet, top: top + at, left, bottom: top + at, right } : { sheet, top, left: left + at, bottom, right: left + at }]);
  }
  const grid = rowsIn(answers, context);
  const isDown = line.length === 1 ? grid.length === 1 : line.isColumn;
  if ((isDown ? grid.length : (grid[0]?.length ?? 0)) !== wholeLength) return WRONG_VALUE;
  if (at === undefined) return otherwise ?? NOT_AVAILABLE;
  const picked = isDown ? [grid[at] ?? []] : grid.map((row) => [row[at] ?? null]);
  return picked.length === 1 && picked[0]?.length === 1 ? (picked[0][0] ?? null) : new Matrix(picked);
}
