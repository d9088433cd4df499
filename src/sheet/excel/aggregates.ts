import type { CellError, CellValue } from "../../cells/cell";
import type { Area } from "../area";
import { type Figures, NO_FIGURES, tallied } from "../evaluator/columns";
import { DIVISION_BY_ZERO, Matrix, Reference, type Value, WRONG_VALUE, answeredNumber, asNumber, isErrorValue } from "../evaluator/value";
import { STATISTICS_FUNCTIONS } from "./statistics";
import { type SheetContext, type SheetFunction, type SheetFunctions, isSeveral, numberIn, numbersOf, ofRanges, rowsIn, wholeIn } from "./excelFunction";

/** Functions that make one figure of many, and those that leave out what is hidden. */
export const AGGREGATE_FUNCTIONS: SheetFunctions = {
  SUM: figured(({ sum }) => answeredNumber(sum)),
  COUNT: counted((value) => typeof value === "number", ({ count }) => count, (value, from1904) => typeof value !== "string" || !isErrorValue(asNumber(value, from1904))),
  COUNTA: counted((value) => value !== null, ({ filled }) => filled, () => true),
  AVERAGE: figured(({ sum, count }) => (count === 0 ? DIVISION_BY_ZERO : answeredNumber(sum / count))),
  MIN: figured(({ least, count }) => (count === 0 ? 0 : least)),
  MAX: figured(({ greatest, count }) => (count === 0 ? 0 : greatest)),
  PRODUCT: ofRanges(1, 255, "R", (args, context) => {
    const numbers = numbersOf(args.filter((arg) => arg !== undefined), context);
    return numbers.length === 0 ? 0 : answeredNumber(numbers.reduce((product, x) => product * x, 1));
  }),
  COUNTBLANK: ofRanges(1, 1, "R", countBlank),
  SUMPRODUCT: ofRanges(1, 255, "A", sumProduct),
  SUBTOTAL: ofRanges(2, 255, "VR", ([code, ...ranges], context) => {
    const asked = numberIn(code, 0, context);
    const leavesHidden = asked > 100;
    const left = { leavesHidden, leavesErrors: false, leavesFiltered: true, leavesSubtotals: true };
    return withoutHidden(Math.trunc(leavesHidden ? asked - 100 : asked), 11, ranges, left, undefined, context);
  }),
  AGGREGATE: ofRanges(3, 255, "VVA", ([code, option, ...ranges], context) => {
    const [kind, ignored] = [wholeIn(code, 0, context), wholeIn(option, 0, context)];
    if (ignored < 0 || ignored > 7) return WRONG_VALUE;
    const leavesHidden = [1, 3, 5, 7].includes(ignored);
    const left = { leavesHidden, leavesErrors: [2, 3, 6, 7].includes(ignored), leavesFiltered: leavesHidden, leavesSubtotals: ignored < 4 };
    return kind < 14 ? withoutHidden(kind, 13, ranges, left, undefined, context) : withoutHidden(kind, 19, ranges.slice(0, 1), left, ranges[1], context);
  }),
};

/** Small areas are added up as they are; of large ones the figures are kept, for the next formula often reads a row more. */
const SMALL = 64;

function figuresOf(area: Area, { reader }: SheetContext): Figures {
  const { top, left, bottom, right } = area;
  if ((bottom - top + 1) * (right - left + 1) > SMALL && bottom > top) return reader.running(area).figures(bottom - top);
  return reader.rows(area).reduce(tallied, NO_FIGURES);
}

/** In cells and arrays only numbers count; what is written into the call is read as a number, and an omitted argument is 0. */
function figured(answer: (figures: Omit<Figures, "filled" | "error">) => number | CellError): SheetFunction {
  return ofRanges(1, 255, "R", (args, context) => {
    let [sum, count, least, greatest] = [0, 0, Infinity, -Infinity];
    const add = (x: number): void => {
      sum += x;
      count++;
      if (x < least) least = x;
      if (x > greatest) greatest = x;
    };
    for (const arg of args) {
      if (arg instanceof Reference) {
        for (const area of context.areas(arg)) {
          const figures = figuresOf(area, context);
          if (figures.error !== undefined) return figures.error;
          sum += figures.sum;
          count += figures.count;
          least = Math.min(least, figures.least);
          greatest = Math.max(greatest, figures.greatest);
        }
      } else if (arg instanceof Matrix) {
        for (const row of arg.rows) {
          for (const value of row) {
            if (typeof value === "number") add(value);
            else if (isErrorValue(value)) return value;
          }
        }
      } else {
        const loaded = arg === undefined ? 0 : context.loaded(arg);
        const x = loaded instanceof Matrix ? WRONG_VALUE : asNumber(loaded, context.from1904);
        if (isErrorValue(x)) return x;
        add(x);
      }
    }
    return answer({ sum, count, least, greatest });
  });
}

/** Errors are counted or left out, never the answer. */
function counted(counts: (value: CellValue) => boolean, kept: (figures: Figures) => number, countsWritten: (value: CellValue, from1904: boolean) => boolean): SheetFunction {
  return ofRanges(1, 255, "R", (args, context) => {
    let count = 0;
    for (const arg of args) {
      if (arg instanceof Reference) for (const area of context.areas(arg)) count += kept(figuresOf(area, context));
      else if (arg instanceof Matrix) {
        for (const row of arg.rows) for (const value of row) if (counts(value)) count++;
      } else if (arg === undefined) count++;
      else {
        const loaded = context.loaded(arg);
        if (loaded instanceof Matrix ? false : isErrorValue(loaded) ? counts(loaded) : countsWritten(loaded, context.from1904)) count++;
      }
    }
    return count;
  });
}

function countBlank([arg]: readonly (Value | undefined)[], context: SheetContext): Value {
  if (isErrorValue(arg)) return arg;
  if (!(arg instanceof Reference)) return context.error("#VALUE!", "COUNTBLANK needs a reference to cells");
  let blank = 0;
  for (const area of arg.areas) {
    const clipped = context.reader.clipped(area);
    blank += (area.bottom - area.top + 1) * (area.right - area.left + 1);
    for (const row of context.reader.rows(clipped)) for (const value of row) if (value !== null && value !== "") blank--;
  }
  return blank;
}

/** Arrays of one size multiplied place by place and added up; what is no number counts as 0. */
function sumProduct(args: readonly (Value | undefined)[], context: SheetContext): Value {
  const grids: (readonly (readonly CellValue[])[])[] = [];
  const sizes = new Set<string>();
  for (const arg of args) {
    const area = arg instanceof Reference && arg.areas.length === 1 ? arg.areas[0] : undefined;
    const grid = rowsIn(arg, context);
    sizes.add(area === undefined ? `${grid.length}×${grid[0]?.length ?? 0}` : `${area.bottom - area.top + 1}×${area.right - area.left + 1}`);
    grids.push(grid);
  }
  const height = Math.min(...grids.map((grid) => grid.length));
  const width = Math.min(...grids.map((grid) => grid[0]?.length ?? 0));
  if (sizes.size > 1) return context.error("#VALUE!", "the arrays of SUMPRODUCT have different sizes");
  let sum = 0;
  for (const grid of grids) for (const row of grid) for (const value of row) if (isErrorValue(value)) return value;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      let product = 1;
      for (const grid of grids) {
        const value = grid[row]?.[column] ?? null;
        product *= typeof value === "number" ? value : 0;
      }
      sum += product;
    }
  }
  return answeredNumber(sum);
}

interface LeftOut {
  readonly leavesHidden: boolean;
  readonly leavesFiltered: boolean;
  readonly leavesErrors: boolean;
  readonly leavesSubtotals: boolean;
}

/** By its number in SUBTOTAL and AGGREGATE. */
const BY_NUMBER = ["", "AVERAGE", "COUNT", "COUNTA", "MAX", "MIN", "PRODUCT", "STDEV.S", "STDEV.P", "SUM", "VAR.S", "VAR.P", "MEDIAN", "MODE.SNGL", "LARGE", "SMALL", "PERCENTILE.INC", "QUARTILE.INC", "PERCENTILE.EXC", "QUARTILE.EXC"];

function withoutHidden(kind: number, last: number, ranges: readonly (Value | undefined)[], left: LeftOut, k: Value | undefined, context: SheetContext): Value {
  const name = kind >= 1 && kind <= last ? BY_NUMBER[kind] : undefined;
  if (name === undefined) return WRONG_VALUE;
  const values: CellValue[] = [];
  for (const range of ranges) {
    if (isErrorValue(range)) return range;
    if (range instanceof Reference) {
      for (const area of context.areas(range)) pushShown(area, left, context, values);
    } else if (kind < 14) return context.error("#VALUE!", "a reference to cells is expected");
    else if (range !== undefined) {
      const grid = rowsIn(range, context);
      for (const row of grid) for (const value of row) if (value !== null && !(left.leavesErrors && isErrorValue(value))) values.push(value);
    }
  }
  const summed: SheetFunction | undefined = AGGREGATE_FUNCTIONS[name] ?? STATISTICS_FUNCTIONS[name];
  if (summed === undefined) return context.unsupported("#VALUE!", `${name} cannot be calculated here`);
  // No values at all are no array; a text stands for them, which none of these functions counts.
  const shown = values.length === 0 ? new Matrix([[name === "COUNTA" ? null : ""]]) : new Matrix(values.map((value) => [value]));
  return summed.answer(k === undefined ? [shown] : [shown, isSeveral(k) ? context.loaded(k) : k], context);
}

function pushShown({ sheet, top, left, bottom, right }: Area, out: LeftOut, { reader, isSubtotal }: SheetContext, values: CellValue[]): void {
  reader.rows({ sheet, top, left, bottom, right }).forEach((line, index) => {
    const row = top + index;
    if ((out.leavesHidden && sheet.hiddenRows.has(row)) || (out.leavesFiltered && sheet.filteredRows.has(row))) return;
    line.forEach((value, at) => {
      if (value === null || (out.leavesErrors && isErrorValue(value)) || (out.leavesSubtotals && isSubtotal(sheet, row, left + at))) return;
      values.push(value);
    });
  });
}
