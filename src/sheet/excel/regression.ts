import { Decimal as DecimalJs } from "decimal.js";
import type { CellError, CellValue } from "../../cells/cell";
import { Matrix, NOT_AVAILABLE, NOT_A_NUMBER, NO_REFERENCE, type Value, answeredNumber, unsupported } from "../evaluator/value";
import { type Context, type ExcelFunctions, answering, numbersIn, ofRanges, rowsIn, truthIn } from "./excelFunction";

/** Sums of products of doubles are exact with this, but for the last of very many digits; only the division of the equations rounds. */
const Decimal = DecimalJs.clone({ precision: 80 });
type Decimal = DecimalJs;
const ZERO = new Decimal(0);

/** Straight lines and exponential curves through points, by least squares. */
export const REGRESSION_FUNCTIONS: ExcelFunctions = {
  LINEST: ofRanges(1, 4, "RRVV", (args, context) => statistics(args, context, "line")),
  LOGEST: ofRanges(1, 4, "RRVV", (args, context) => statistics(args, context, "curve")),
  TREND: ofRanges(1, 4, "RRRV", (args, context) => predictions(args, context, "line")),
  GROWTH: ofRanges(1, 4, "RRRV", (args, context) => predictions(args, context, "curve")),
};

type Shape = "line" | "curve";

interface Points {
  readonly ys: readonly Decimal[];
  /** For each point its x values, one for each variable. */
  readonly xs: readonly (readonly Decimal[])[];
  /** How the points stand in the sheet: one below the other, one beside the other, or as a block of one variable. */
  readonly layout: "column" | "row" | "block";
}

interface Fit {
  /** One for each variable, in their order. */
  readonly coefficients: readonly Decimal[];
  readonly constant: Decimal;
  /** The inverse of the matrix of the equations, by which errors are estimated; with a constant, its row and column are the last. */
  readonly inverse: readonly (readonly Decimal[])[];
}

function statistics(args: readonly (Value | undefined)[], context: Context, shape: Shape): Value {
  const [knownYs, knownXs, constant, detailed] = args;
  const hasConstant = truthIn(constant, true);
  const isDetailed = truthIn(detailed, false);
  const points = pointsOf(knownYs, knownXs, context, shape);
  const fit = fitOf(points, hasConstant);

  const shown = (x: Decimal): number | CellError => answeredNumber((shape === "line" ? x : x.exp()).toNumber());
  const first = [...fit.coefficients.map(shown).reverse(), shape === "curve" && !hasConstant ? 1 : shown(fit.constant)];
  if (!isDetailed) return new Matrix([first]);

  const count = points.ys.length;
  const variables = fit.coefficients.length;
  const freedom = count - variables - (hasConstant ? 1 : 0);
  const misses = points.ys.map((y, i) => y.minus(fitted(fit, points.xs[i] ?? [])));
  const residual = misses.reduce((sum, miss) => sum.plus(miss.times(miss)), ZERO);
  const middle = hasConstant ? points.ys.reduce((sum, y) => sum.plus(y), ZERO).div(count) : ZERO;
  const whole = points.ys.reduce((sum, y) => sum.plus(y.minus(middle).pow(2)), ZERO);
  const explained = whole.minus(residual);
  if (freedom <= 0 || whole.isZero()) return unsupported("The errors of a line through no more points than it has coefficients, or of points that do not differ, are not calculated here.");
  const unit = residual.div(freedom);
  const errors: CellValue[] = fit.coefficients.map((_, i) => answeredNumber(unit.times(fit.inverse[i]?.[i] ?? ZERO).sqrt().toNumber())).reverse();
  errors.push(hasConstant ? answeredNumber(unit.times(fit.inverse[variables]?.[variables] ?? ZERO).sqrt().toNumber()) : NOT_AVAILABLE);
  const rest: CellValue[] = Array.from({ length: variables - 1 }, () => NOT_AVAILABLE);
  const ofFisher = residual.isZero() ? NOT_A_NUMBER : answeredNumber(explained.div(variables).div(unit).toNumber());
  return new Matrix([
    first,
    errors,
    [explained.div(whole).toNumber(), unit.sqrt().toNumber(), ...rest],
    [ofFisher, freedom, ...rest],
    [answeredNumber(explained.toNumber()), answeredNumber(residual.toNumber()), ...rest],
  ]);
}

function predictions(args: readonly (Value | undefined)[], context: Context, shape: Shape): Value {
  const [knownYs, knownXs, newXs, constant] = args;
  const hasConstant = truthIn(constant, true);
  const points = pointsOf(knownYs, knownXs, context, shape);
  const fit = fitOf(points, hasConstant);
  const at = (x: readonly Decimal[]): number | CellError => {
    const y = fitted(fit, x);
    return answeredNumber((shape === "line" ? y : y.exp()).toNumber());
  };
  const asked = newXs ?? knownXs;
  if (asked === undefined) {
    const answers = points.xs.map(at);
    const width = rowsIn(knownYs, context)[0]?.length ?? 1;
    return new Matrix(Array.from({ length: answers.length / width }, (_, row) => answers.slice(row * width, (row + 1) * width)));
  }
  const rows = decimalRows(asked, context);
  const variables = fit.coefficients.length;
  if (variables === 1 && points.layout === "block") return new Matrix(rows.map((row) => row.map((x) => at([x]))));
  if (variables === 1 && (rows.length === 1 || rows[0]?.length === 1)) return new Matrix(rows.map((row) => row.map((x) => at([x]))));
  if (points.layout === "row") {
    if (rows.length !== variables) return NO_REFERENCE;
    return new Matrix([(rows[0] ?? []).map((_, i) => at(rows.map((row) => row[i] ?? ZERO)))]);
  }
  return rows[0]?.length === variables ? new Matrix(rows.map((row) => [at(row)])) : NO_REFERENCE;
}

function fitted(fit: Fit, x: readonly Decimal[]): Decimal {
  return fit.coefficients.reduce((sum, coefficient, i) => sum.plus(coefficient.times(x[i] ?? ZERO)), fit.constant);
}

function pointsOf(knownYs: Value | undefined, knownXs: Value | undefined, context: Context, shape: Shape): Points {
  const yRows = decimalRows(knownYs, context);
  let ys = yRows.flat();
  if (shape === "curve") {
    if (ys.some((y) => !y.isPositive() || y.isZero())) throw answering(NOT_A_NUMBER);
    ys = ys.map((y) => y.ln());
  }
  const layout = yRows[0]?.length === 1 ? "column" : yRows.length === 1 ? "row" : "block";
  if (knownXs === undefined) return { ys, xs: ys.map((_, i) => [new Decimal(i + 1)]), layout: "block" };
  const xRows = decimalRows(knownXs, context);
  const [height, width] = [xRows.length, xRows[0]?.length ?? 0];
  if (height === yRows.length && width === yRows[0]?.length) return { ys, xs: xRows.flat().map((x) => [x]), layout };
  if (layout === "column" && height === ys.length) return { ys, xs: xRows, layout };
  if (layout === "row" && width === ys.length) return { ys, xs: ys.map((_, i) => xRows.map((row) => row[i] ?? ZERO)), layout };
  throw answering(NO_REFERENCE);
}

function decimalRows(value: Value | undefined, context: Context): Decimal[][] {
  return numbersIn(value, context).map((row) => row.map((x) => new Decimal(x)));
}

/** Solves the equations XᵀX b = Xᵀy by elimination, with the inverse beside them. */
function fitOf({ ys, xs }: Points, hasConstant: boolean): Fit {
  const variables = xs[0]?.length ?? 0;
  const size = variables + (hasConstant ? 1 : 0);
  if (ys.length < size) throw answering(unsupported("A line through fewer points than it has coefficients is not calculated here."));
  const lines = xs.map((x) => (hasConstant ? [...x, new Decimal(1)] : x));
  const left = Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_unused, j) => lines.reduce((sum, x) => sum.plus((x[i] ?? ZERO).times(x[j] ?? ZERO)), ZERO)));
  const right = Array.from({ length: size }, (_, i) => lines.reduce((sum, x, row) => sum.plus((x[i] ?? ZERO).times(ys[row] ?? ZERO)), ZERO));
  const scales = left.map((row, i) => row[i] ?? ZERO);
  const work = left.map((row, i) => [...row, ...row.map((_, j) => new Decimal(i === j ? 1 : 0)), right[i] ?? ZERO]);
  for (let k = 0; k < size; k++) {
    const pivotRow = work[k] ?? [];
    const pivot = pivotRow[k] ?? ZERO;
    // What is left of a variable once the others have explained it. Where that is nothing but rounding, Excel leaves one of them out.
    if (pivot.abs().lte((scales[k] ?? ZERO).abs().times("1e-24"))) {
      throw answering(unsupported("The known x values follow from one another, and which of them Excel leaves out is not known here."));
    }
    work[k] = pivotRow.map((x) => x.div(pivot));
    for (let i = 0; i < size; i++) {
      const row = work[i] ?? [];
      const factor = row[k] ?? ZERO;
      if (i !== k && !factor.isZero()) work[i] = row.map((x, j) => x.minus(factor.times(work[k]?.[j] ?? ZERO)));
    }
  }
  const solution = work.map((row) => row[2 * size] ?? ZERO);
  return {
    coefficients: solution.slice(0, variables),
    constant: hasConstant ? (solution[variables] ?? ZERO) : ZERO,
    inverse: work.map((row) => row.slice(size, 2 * size)),
  };
}
