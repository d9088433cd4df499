import type { Block } from "./block";
import type { Formula, Line, Period } from "./proofSheet";

/** What a formula reads in every period: a line, or a cell in front of the periods. */
export type Operand = Line | string;

/** How often a whole goes into a product of whole numbers, and what is then left of the product. */
export interface Quotient {
  readonly cut: Line;
  readonly rest: Line;
}

/** A figure that is multiplied: a rate in whole units, or a claim. */
export interface Weight {
  readonly label: string;
  readonly weight: Operand;
}

/** How a product is divided: the larger the numbers, the more lines it takes. */
export type Division = "at once" | "in two steps" | "in halves";

/** Below this a product may be divided at once: INT takes the quotient to 15 digits, which then tell it from the next whole number. */
const SMALL_PRODUCT = 1e14;

/** In two steps the amount is split here; what divides it, and the weights, must stay below 5E+9. */
const STEP_AT = 10_000;
const MOST_IN_STEPS = SMALL_PRODUCT / 2 / STEP_AT;

/** Numbers below 1E+15 are split here, so that the products of their halves, and the sums of those, stay exact in a cell. */
const SPLIT_AT = 32_000_000;

export function operandAt(operand: Operand, t: Period): string {
  return typeof operand === "string" ? operand : t.of(operand);
}

/** The most that an operand comes to. */
export function largestOf({ proof }: Block, operands: readonly Operand[]): string {
  const ranges = operands.map((operand) => (typeof operand === "string" ? operand : proof.range(operand)));
  return ranges.length === 1 && !ranges[0]?.includes(":") ? (ranges[0] ?? "0") : `MAX(${ranges.join(",")})`;
}

/**
 * amount × weight ÷ whole for each weight, as whole numbers.
 *
 *     cut = INT(amount × weight ÷ whole)
 *     rest = amount × weight − cut × whole
 *
 * At once while the products stay below 1E+14; in two steps, as one divides by hand, up to 1E+18; in halves for all numbers up to 1E+15.
 */
export function quotients(block: Block, amount: Operand, weights: readonly Weight[], whole: Operand, division: Division): Quotient[] {
  if (division === "at once") return quotientsAtOnce(block, amount, weights, whole);
  return division === "in two steps" ? quotientsInSteps(block, amount, weights, whole) : quotientsInHalves(block, amount, weights, whole);
}

/** What numbers of this size need, with room to grow tenfold. */
export function divisionOf(amount: number, weight: number, whole: number): Division {
  if (amount * weight * 10 < SMALL_PRODUCT) return "at once";
  return amount * weight * 10 < SMALL_PRODUCT * STEP_AT && Math.max(weight, whole) * 10 < MOST_IN_STEPS ? "in two steps" : "in halves";
}

function quotientsAtOnce(block: Block, amount: Operand, weights: readonly Weight[], whole: Operand): Quotient[] {
  const { proof, periods } = block;
  const product = (weight: Operand, t: Period) => `${operandAt(amount, t)}*${operandAt(weight, t)}`;
  const cuts = weights.map(({ label, weight }) => proof.across(`${label}, cut down`, "units", periods, (t) => `INT(${product(weight, t)}/${operandAt(whole, t)})`));
  const rests = weights.map(({ label, weight }, i) => proof.across(`${label}, remainder`, "units × whole", periods, (t) => `${product(weight, t)}-${t.of(cuts[i] as Line)}*${operandAt(whole, t)}`));
  block.exactWhile(`${weights[0]?.label ?? ""}: products are below 1E+14`, `${largestOf(block, [amount])}*${largestOf(block, weights.map(({ weight }) => weight))}<1E+14`);
  return cuts.map((cut, i) => ({ cut, rest: rests[i] as Line }));
}

/** First the ten thousands of the amount, then its last four digits with what those left. */
function quotientsInSteps(block: Block, amount: Operand, weights: readonly Weight[], whole: Operand): Quotient[] {
  const { proof, periods } = block;
  const first = weights[0]?.label ?? "";
  const across = (label: string, unit: string, formula: Formula) => proof.across(label, unit, periods, formula);
  const thousands = across(`${first}, of: ten thousands`, "× 10,000", (t) => `INT(${operandAt(amount, t)}/${STEP_AT})`);
  const digits = across(`${first}, of: last four digits`, "units", (t) => `${operandAt(amount, t)}-${t.of(thousands)}*${STEP_AT}`);
  const steps = weights.map(({ label, weight }) => {
    const cut = across(`${label}, ten thousands cut down`, "× 10,000", (t) => `INT(${t.of(thousands)}*${operandAt(weight, t)}/${operandAt(whole, t)})`);
    const left = across(`${label}, ten thousands, remainder`, "× 10,000", (t) => `${t.of(thousands)}*${operandAt(weight, t)}-${t.of(cut)}*${operandAt(whole, t)}`);
    return { cut, next: (t: Period) => `${t.of(left)}*${STEP_AT}+${t.of(digits)}*${operandAt(weight, t)}` };
  });
  const cuts = weights.map(({ label }, i) => across(`${label}, cut down`, "units", (t) => `${t.of((steps[i] as Step).cut)}*${STEP_AT}+INT((${(steps[i] as Step).next(t)})/${operandAt(whole, t)})`));
  const rests = weights.map(({ label }, i) => across(`${label}, remainder`, "units × whole", (t) => `${(steps[i] as Step).next(t)}-(${t.of(cuts[i] as Line)}-${t.of((steps[i] as Step).cut)}*${STEP_AT})*${operandAt(whole, t)}`));
  const largest = largestOf(block, weights.map(({ weight }) => weight));
  block.exactWhile(`${first}: products are below 1E+18`, `${largestOf(block, [amount])}*${largest}<1E+18`);
  block.exactWhile(`${first}: weights and whole are below 5E+9`, `MAX(${largest},${largestOf(block, [whole])})<5E+9`);
  return cuts.map((cut, i) => ({ cut, rest: rests[i] as Line }));
}

interface Step {
  readonly cut: Line;
  readonly next: Formula;
}

/** The halves of a number: high × 32,000,000 + low. */
interface Halves {
  readonly high: Operand;
  readonly low: Operand;
}

function halvesOf({ proof, periods }: Block, label: string, operand: Operand): Halves {
  const high = (figure: string) => `INT(${figure}/${SPLIT_AT})`;
  // In brackets, or Excel takes a difference in the sixteenth digit for 0.
  const low = (figure: string, itsHigh: string) => `(${figure}-${itsHigh}*${SPLIT_AT})`;
  if (typeof operand === "string") {
    const itsHigh = proof.once(`${label}: high half`, "× 32 million", high(operand));
    return { high: itsHigh, low: proof.once(`${label}: low half`, "", low(operand, itsHigh)) };
  }
  const itsHigh = proof.across(`${label}: high half`, "× 32 million", periods, (t) => high(t.of(operand)));
  return { high: itsHigh, low: proof.across(`${label}: low half`, "", periods, (t) => low(t.of(operand), t.of(itsHigh))) };
}

/**
 * A first quotient in doubles is wrong by one at most. Its rest, multiplied out in halves, is exact, and says by how much.
 */
function quotientsInHalves(block: Block, amount: Operand, weights: readonly Weight[], whole: Operand): Quotient[] {
  const { proof, periods } = block;
  const first = weights[0]?.label ?? "";
  const a = halvesOf(block, `${first}, of`, amount);
  const w = halvesOf(block, `${first}, out of`, whole);
  const trials = weights.map(({ label, weight }) => {
    const b = halvesOf(block, label, weight);
    const trial = proof.across(`${label}, first quotient`, "units", periods, (t) => `INT(${operandAt(amount, t)}*${operandAt(weight, t)}/${operandAt(whole, t)})`);
    const q = halvesOf(block, `${label}, first quotient`, trial);
    const rest = proof.across(`${label}, its rest`, "units × whole", periods, (t) => {
      const [aHigh, aLow, bHigh, bLow, qHigh, qLow, wHigh, wLow] = [a.high, a.low, b.high, b.low, q.high, q.low, w.high, w.low].map((half) => operandAt(half, t)) as [string, string, string, string, string, string, string, string];
      return `(((${aHigh}*${bHigh}-${qHigh}*${wHigh})*${SPLIT_AT}+${aHigh}*${bLow}+${aLow}*${bHigh}-${qHigh}*${wLow}-${qLow}*${wHigh})*${SPLIT_AT}+${aLow}*${bLow}-${qLow}*${wLow})`;
    });
    return { label, trial, rest };
  });
  const cuts = trials.map(({ label, trial, rest }) => proof.across(`${label}, cut down`, "units", periods, (t) => `${t.of(trial)}-IF(${t.of(rest)}<0,1,0)+IF(${t.of(rest)}>=${operandAt(whole, t)},1,0)`));
  const rests = trials.map(({ label, trial, rest }, i) => proof.across(`${label}, remainder`, "units × whole", periods, (t) => `(${t.of(rest)}-(${t.of(cuts[i] as Line)}-${t.of(trial)})*${operandAt(whole, t)})`));
  block.exactWhile(`${first}: factors are no larger than 1E+15`, `${largestOf(block, [amount, whole, ...weights.map(({ weight }) => weight)])}<=1E+15`);
  block.exactWhile(`${first}: quotients are no larger than 1E+15`, `MAX(${proof.block(cuts[0] as Line, cuts.at(-1) as Line)})<=1E+15`);
  return cuts.map((cut, i) => ({ cut, rest: rests[i] as Line }));
}

/**
 * Payments in whole units that add up: each cut down, then one unit more for the largest rests, equal ones in list order.
 * `total` is what they add up to; without it, their sum rounded half up, never above `left`.
 */
export function sharedOut(block: Block, labels: readonly string[], parts: readonly Quotient[], whole: Operand, left: Line, total?: Line): Line[] {
  const { proof, periods } = block;
  const [first, last] = [parts[0] as Quotient, parts.at(-1) as Quotient];
  if (parts.length === 1) {
    return [proof.across(`${labels[0] ?? ""}: paid`, "units", periods, (t) => `MIN(${t.of(left)},${t.of(first.cut)}+IF(2*${t.of(first.rest)}>=${operandAt(whole, t)},1,0))`)];
  }
  const cuts = (t: Period) => `SUM(${t.from(first.cut, last.cut)})`;
  const rests = (t: Period) => `SUM(${t.from(first.rest, last.rest)})`;
  let paid = total;
  if (paid === undefined) {
    const units = proof.across("whole units in the remainders", "units", periods, (t) => `INT(${rests(t)}/${operandAt(whole, t)})`);
    paid = proof.across("paid in all", "units", periods, (t) => `MIN(${t.of(left)},${cuts(t)}+${t.of(units)}+IF(2*(${rests(t)}-${t.of(units)}*${operandAt(whole, t)})>=${operandAt(whole, t)},1,0))`);
    block.exactWhile(`${labels[0] ?? ""}: remainders add up exactly`, `${parts.length}*${largestOf(block, [whole])}<9E+15`);
  }
  const inAll = paid;
  const over = proof.across("units left over", "units", periods, (t) => `${t.of(inAll)}-${cuts(t)}`);
  const places = parts.map(({ rest }, i) =>
    proof.across(`${labels[i] ?? ""}: place by remainder`, "number", periods, (t) => `SUMPRODUCT(--(${t.from(first.rest, last.rest)}>${t.of(rest)}))+SUMPRODUCT(--(${t.from(first.rest, rest)}=${t.of(rest)}))`),
  );
  return parts.map(({ cut }, i) => proof.across(`${labels[i] ?? ""}: paid`, "units", periods, (t) => `${t.of(cut)}+IF(${t.of(places[i] as Line)}<=${t.of(over)},1,0)`));
}
