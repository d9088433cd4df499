import { Decimal as DecimalJs } from "decimal.js";
import type { CellError } from "../../cells/cell";
import { NOT_A_NUMBER, unsupported } from "../evaluator/value";
import { type ExcelFunction, type ExcelFunctions, ofNumbers } from "./excelFunction";

/** Bessel's functions of whole orders, by their power series with as many digits as the terms take away from each other. */
export const BESSEL_FUNCTIONS: ExcelFunctions = {
  BESSELI: ofOrder((x, n) => firstKind(x, n, 1)),
  BESSELJ: ofOrder((x, n) => firstKind(x, n, -1)),
  BESSELK: ofOrder((x, n) => (x <= 0 ? NOT_A_NUMBER : secondKind(x, n, 1))),
  BESSELY: ofOrder((x, n) => (x <= 0 ? NOT_A_NUMBER : secondKind(x, n, -1))),
};

const LARGEST = 200;

/** Euler's constant. */
const EULER = [
  "0.57721566490153286060651209008240243104215933593992359880576723488486772677766467093694706329174674951463144724980708248096",
  "05040144865428362241739976449235362535003337429373377376739427925952582470949160087352039481656708532331517766115286211995",
].join("");

function ofOrder(answer: (x: number, n: number) => number | CellError): ExcelFunction {
  return ofNumbers(2, 2, (x = 0, order = 0) => {
    const n = Math.trunc(order);
    if (n < 0) return NOT_A_NUMBER;
    return Math.abs(x) > LARGEST || n > LARGEST ? unsupported(`Bessel's functions are calculated here up to an argument and an order of ${String(LARGEST)}.`) : answer(x, n);
  });
}

/** Terms grow up to e^|x| before they fall, and what is left of their sum may be as small as e^−|x|. */
function digitsFor(x: number): typeof DecimalJs {
  return DecimalJs.clone({ precision: 40 + Math.ceil(0.9 * Math.abs(x)) });
}

/** Σ (±1)^k (x/2)^(2k+n) / (k!(k+n)!): I with the upper sign, J with the lower one. */
function firstKind(x: number, n: number, sign: 1 | -1): number {
  const Digits = digitsFor(x);
  const half = new Digits(x).div(2);
  const square = half.times(half).times(sign);
  let term = half.pow(n);
  for (let k = 2; k <= n; k++) term = term.div(k);
  let sum = term;
  for (let k = 1; !isSpent(term, sum) || k * (k + n) < Math.abs(square.toNumber()); k++) {
    term = term.times(square).div(k * (k + n));
    sum = sum.plus(term);
  }
  return sum.toNumber();
}

/**
 * K with the upper sign, and with the lower one Y:
 *
 *     K = ½ Σ (−1)^k (n−k−1)!/k! (x/2)^(2k−n) + (−1)^(n+1) ln(x/2) I + (−1)^n ½ Σ (ψ(k+1)+ψ(n+k+1)) (x/2)^(2k+n)/(k!(n+k)!)
 *     πY = −Σ (n−k−1)!/k! (x/2)^(2k−n) + 2 ln(x/2) J − Σ (−1)^k (ψ(k+1)+ψ(n+k+1)) (x/2)^(2k+n)/(k!(n+k)!)
 */
function secondKind(x: number, n: number, sign: 1 | -1): number {
  const Digits = digitsFor(x);
  const half = new Digits(x).div(2);
  const square = half.times(half);
  let finite = new Digits(0);
  if (n > 0) {
    let term = half.pow(-n);
    for (let k = 2; k < n; k++) term = term.times(k);
    finite = term;
    for (let k = 1; k < n; k++) {
      term = term.times(square).times(-sign).div(k).div(n - k);
      finite = finite.plus(term);
    }
  }
  const gamma = new Digits(EULER);
  let [first, second] = [gamma.neg(), gamma.neg()];
  for (let k = 1; k <= n; k++) second = second.plus(new Digits(1).div(k));
  let term = half.pow(n);
  for (let k = 2; k <= n; k++) term = term.div(k);
  let kind = term;
  let series = term.times(first.plus(second));
  for (let k = 1; !isSpent(term, kind) || k * (k + n) < square.toNumber(); k++) {
    term = term.times(square).times(sign).div(k * (k + n));
    first = first.plus(new Digits(1).div(k));
    second = second.plus(new Digits(1).div(k + n));
    kind = kind.plus(term);
    series = series.plus(term.times(first.plus(second)));
  }
  const logarithm = half.ln();
  if (sign === -1) return logarithm.times(kind).times(2).minus(finite).minus(series).div(Digits.acos(-1)).toNumber();
  const turn = n % 2 === 0 ? 1 : -1;
  return finite.div(2).minus(logarithm.times(kind).times(turn)).plus(series.times(turn).div(2)).toNumber();
}

function isSpent(term: DecimalJs, sum: DecimalJs): boolean {
  return term.isZero() || term.abs().lt(sum.abs().times(`1e-${String((sum.constructor as typeof DecimalJs).precision - 5)}`));
}
