import type { RecoupmentWindow } from "../engine/minGuarantee";
import { guaranteeCall, guaranteeLayout } from "../functions/minGuarantee";
import type { Area } from "../sheet/area";
import { Block, NativeRefusal, asRead, gridOf, placesOf, valuesIn, type Argument, type NativeBlock } from "./parts/block";
import { answerOf, figureIn, figuresIn, statementOf } from "./parts/shown";
import { WHOLE_LIMIT, type Formula, type Line, type Period, type ProofSheet } from "./parts/proofSheet";

/** How many ages of shortfalls, and how many opening shortfalls, a block has at most: its lines. */
const MOST_AGES = 120;

/**
 * MINGUARANTEE in plain formulas.
 *
 * A corkscrew of credits and one of open shortfalls, in whole units of money. In a rolling window the shortfalls stand by age, a line for each, the oldest recouped first.
 */
export function minGuaranteeBlock(proof: ProofSheet, title: string, [earned = null, guarantee = null, window = null, opening = null]: readonly Argument[]): NativeBlock {
  if (earned === null || guarantee === null || window === null) throw new NativeRefusal("earned, guarantee and window must be given");
  const { terms, direction } = asRead(guaranteeCall, { earned, guarantee, window, opening });
  const periods = terms.earned.length;
  const openingCells = opening === null ? [] : cellsOf(opening);
  const rolls = agesOf(terms.window, periods + openingCells.length);
  refuseMany(openingCells.length, rolls);
  const block = new Block(proof, title, periods);
  const across = (label: string, formula: Formula, once?: string) => proof.across(label, "whole units", periods, formula, { once });

  const royalties = block.series("earned", "as given", earned);
  const minimums = block.series("guarantee", "as given", guarantee);
  block.word("window", window, wordIn(window));
  const givenOpening = openingCells.map((cell, i) => block.figure(`opening shortfall ${i + 1}`, "as given", cell, 0));
  const unit = block.constant("units in one of money", 10 ** placesOf(valuesIn(earned, guarantee, opening), 2));
  block.requires("no amount is beyond 1E+15", `MAX(MAX(${proof.range(royalties)}),-MIN(${proof.range(royalties)}),MAX(${proof.range(minimums)}),${givenOpening.join(",") || "0"})<=${WHOLE_LIMIT}`);
  block.requires("no guarantee is negative", `MIN(${proof.range(minimums)})>=0`);
  givenOpening.forEach((cell, i) => {
    const isLapsed = lapsesBefore(terms.window, i + 1 - givenOpening.length);
    block.requires(`opening shortfall ${i + 1} ${isLapsed ? "is 0, for it has lapsed" : "is not negative"}`, `${cell}${isLapsed ? "=" : ">="}0`);
  });

  block.working();
  const whole = block.whole(royalties, "earned", "whole units", unit);
  const guaranteed = block.whole(minimums, "guarantee", "whole units", unit);
  const openAtStart = givenOpening.map((cell, i) => block.wholeFigure(cell, `opening shortfall ${i + 1}`, "whole units", unit));

  const creditOpening = across("credit opening", (t) => t.before(creditClosing));
  const balance = across("earned less the credit", (t) => `${t.of(whole)}-${t.of(creditOpening)}`);
  const creditClosing: Line = across("credit closing", (t) => `MAX(0,-${t.of(balance)})`, "0");
  const earnings = across("earnings", (t) => `MAX(0,${t.of(balance)})`);
  const shortfall = across("shortfall", (t) => `MAX(0,${t.of(guaranteed)}-${t.of(earnings)})`, openAtStart.at(-1) ?? "0");
  const excess = across("excess", (t) => `MAX(0,${t.of(earnings)}-${t.of(guaranteed)})`);

  const ages = rolls === undefined ? undefined : shortfallsByAge(block, rolls, shortfall, excess, openAtStart);
  const opened = across("opening", (t) => t.before(closing));
  const recouped = across("recouped", (t) => (ages === undefined ? `MIN(${t.of(opened)},${t.of(excess)})` : `SUM(${t.from(ages.recouped[0] as Line, ages.recouped.at(-1) as Line)})`));
  const left = (t: Period) => `${t.of(opened)}+${t.of(shortfall)}-${t.of(recouped)}`;
  const lapsed = across("lapsed", (t) => (ages === undefined ? lapsedInOneWindow(terms.window, block.number(t), left(t)) : t.of(ages.closing[0] as Line)));
  const closing: Line = across("closing", (t) => `${left(t)}-${t.of(lapsed)}`, openAtStart.join("+") || "0");
  const payable = across("payable", (t) => `MAX(${t.of(earnings)},${t.of(guaranteed)})-${t.of(recouped)}`);
  const check = across("check", (t) => `${t.of(payable)}-${t.of(whole)}-(${t.of(creditClosing)}-${t.of(creditOpening)})-(${t.of(closing)}-${t.of(opened)})-${t.of(lapsed)}`);
  const checks = [check];
  if (ages !== undefined) {
    checks.push(across("check by age: what is open, of all ages", (t) => `${t.of(closing)}+${t.of(lapsed)}-${t.of(shortfall)}-SUM(${t.from(ages.closing[0] as Line, ages.closing.at(-1) as Line)})`));
  }
  const checked = proof.once("check, all periods", "", checks.map((line) => `SUMPRODUCT(ABS(${proof.range(line)}))`).join("+"));
  const size = across("largest whole number", (t) => `ABS(${t.of(whole)})+${t.of(creditOpening)}+${t.of(guaranteed)}+${t.of(opened)}+${t.of(shortfall)}`);
  block.productsExact("sums are below 1E+15", size);

  const shortfalls = { shortfall, excess, opening: opened, recouped, lapsed, closing };
  const figures = { earned: whole, creditOpening, creditClosing, earnings, guarantee: guaranteed, ...shortfalls, payable, check };
  return block.finished(checked, { answer: "payable", lines: ["earned", "earnings", "guarantee", "recouped"] }, () => ({
    "": answerOf(direction, figureIn(unit, payable)),
    LINES: statementOf(guaranteeLayout(direction), figuresIn(unit, figures)),
  }));
}

function refuseMany(openings: number, ages = 0): void {
  if (openings > MOST_AGES) throw new NativeRefusal(`it has ${openings} opening shortfalls; plain formulas are written for ${MOST_AGES} at most`);
  if (ages > MOST_AGES) throw new NativeRefusal(`its window rolls over ${ages} periods; plain formulas are written for ${MOST_AGES} at most`);
}

/** The word of the window, as TRIM gives it. */
function wordIn(window: Area): string {
  const [[said = null] = []] = gridOf(window);
  return typeof said === "string" ? said.trim().toLowerCase().replace(/ +/g, " ") : "";
}

/** How many ages a rolling window has; undefined for the others, and for one that is longer than the data: nothing lapses in it. */
function agesOf(window: RecoupmentWindow, vintages: number): number | undefined {
  return window.kind === "rolling" && window.periods < vintages ? window.periods : undefined;
}

function lapsesBefore(window: RecoupmentWindow, arose: number): boolean {
  return window.kind === "none" || (window.kind === "rolling" && arose + window.periods <= 0);
}

/** What lapses of all that is open, where its age does not matter. */
function lapsedInOneWindow(window: RecoupmentWindow, period: string, left: string): string {
  if (window.kind === "none") return left;
  return window.kind === "first" ? `IF(${period}>=${window.periods},${left},0)` : "0";
}

/** Shortfalls by age, the oldest first: what is recouped in each period of those that are so many periods old, and what is then left of them. */
function shortfallsByAge({ proof, periods }: Block, ages: number, shortfall: Line, excess: Line, openAtStart: readonly string[]): { readonly recouped: readonly Line[]; readonly closing: readonly Line[] } {
  const oldestFirst = Array.from({ length: ages }, (_, i) => ages - i);
  const name = (age: number) => (age === 1 ? "from the period before" : `from ${age} periods before`);
  // A period later, what was left of one age is open at the next; what arose a period ago is at the first.
  const open = (age: number, t: Period) => t.before(age === 1 ? shortfall : (closing[ages - age + 1] as Line));
  const recouped: readonly Line[] = oldestFirst.map((age, i) => {
    const older = (t: Period) => (i === 0 ? "" : `-SUM(${t.from(recouped[0] as Line, recouped[i - 1] as Line)})`);
    return proof.across(`recouped ${name(age)}`, "whole units", periods, (t) => `MIN(${open(age, t)},${t.of(excess)}${older(t)})`);
  });
  const closing: readonly Line[] = oldestFirst.map((age, i) =>
    proof.across(`left ${name(age)}`, "whole units", periods, (t) => `${open(age, t)}-${t.of(recouped[i] as Line)}`, { once: openAtStart.at(-1 - age) ?? "0" }),
  );
  return { recouped, closing };
}

function cellsOf(area: Area): Area[] {
  return gridOf(area).flatMap((cells, r) => cells.map((_, c) => ({ sheet: area.sheet, top: area.top + r, bottom: area.top + r, left: area.left + c, right: area.left + c })));
}
