import { decimalOf } from "../cells/decode";
import { rounded } from "../engine/decimal";
import { cellsIn, haveCellsInCommon } from "../sheet/area";
import type { Problem, Term } from "./deal";
import { isSame, seriesFor, type Figures, type OwnResult, type Series } from "./evidence";
import type { Magnitude } from "./magnitude";
import { Precedents } from "./precedents";
import { cellOf, placeText } from "./problems/book";
import { sameText } from "./proposal/terms";
import { answerLabel, periodWord, questionSentence } from "./questionWords";
import { clearLabel, type ClearLabel } from "./resultLabels";
import { earningsIn, resultPlace, type ResultPlace, type When } from "./resultPlace";
import { figureText, labelText, listed } from "./sentences/phrases";
import type { Answered, Trials } from "./trials";

/** A result of the workbook that shows a step of this deal. */
interface Own extends ResultPlace {
  readonly result: OwnResult;
  readonly label: ClearLabel;
}

/** What the deal gives in the place of a result, and the answers under which it gives the result. */
interface Unlike extends Own {
  readonly given: readonly number[];
  readonly answered?: Answered | undefined;
}

/**
 * The workbook's own results that the deal does not give as its words are taken (R01): told with the difference, and with the answers that give them.
 *
 * Only what clearly shows a step of this deal is told: it says so and nothing else, and reads what the deal earns on. Of results that read one another the first.
 */
export function differences(trials: Trials, magnitude: Magnitude): Problem[] {
  const { workbook, recognised, results } = trials;
  const { payees } = trials.with([]);
  const counted = { payees: payees.map(({ label }) => label), currency: recognised.currency, magnitude };
  const earnings = recognised.terms.flatMap((term) => earningsIn(workbook, term));
  const precedents = new Precedents(workbook);
  const own = results.flatMap((result): Own[] => {
    const label = isTerm(recognised.terms, result) ? undefined : clearLabel(result, counted);
    const place = label && resultPlace(result, label.isOfPeriod, earnings, precedents);
    return label && place ? [{ ...place, result, label }] : [];
  });
  const ofCases = inSeveralCases(own);
  const unlike = own.flatMap((one): Unlike[] => {
    const given = ofCases.has(caseOf(one)) ? undefined : givenInstead(trials, one);
    const answered = given && readingThatGives(trials, one);
    // It may be the part of one of several payees, or a balance.
    const isUnsure = (one.label.isOfParty && payees.length > 1) || one.isRunning;
    return given === undefined || (answered === undefined && isUnsure) ? [] : [{ ...one, given, answered }];
  });
  const isSaidBefore = (one: Own, at: number) => unlike.some((other, before) => other.result !== one.result && (reads(one, other) || (before < at && haveCellsInCommon(other.result.at, one.result.at))));
  return unlike.filter((one, at) => !isSaidBefore(one, at)).map((one) => problem(trials, one));
}

/** What two results have in common that show the same step in the same periods. */
function caseOf({ label, when, stream = "" }: Own): string {
  return [label.text.toLowerCase(), stream.toLowerCase(), ...when].join("|");
}

/** Where they show different figures, one is another case, and nothing says which is the deal's. */
function inSeveralCases(own: readonly Own[]): ReadonlySet<string> {
  const first = new Map<string, readonly number[]>();
  const several = new Set<string>();
  for (const one of own) {
    const known = first.get(caseOf(one)) ?? one.result.figures;
    first.set(caseOf(one), known);
    if (!known.every((figure, i) => isSame(figure, one.result.figures[i]))) several.add(caseOf(one));
  }
  return several;
}

function isTerm(terms: readonly Term[], { at }: OwnResult): boolean {
  return terms.some(({ source }) => source.at.sheet === at.sheet.name && haveCellsInCommon({ ...source.at, sheet: at.sheet }, at));
}

function reads({ read }: Own, { result }: Own): boolean {
  return [...cellsIn(result.at)].some(({ cell }) => read.has(cell));
}

/** What the deal gives in the place of a result; undefined where it gives the result, rounded or not, or nothing that is meant by it. */
function givenInstead(trials: Trials, own: Own): readonly number[] | undefined {
  const { figures } = own.result;
  if (figures.some((figure) => figure < 0) || figures.every((figure) => figure < 1) || isGiven(trials, [], own)) return undefined;
  const { lines, ...paid } = inScope(trials.with([]), own);
  const units = new Set(lines.filter(({ kind }) => kind === "royalty" || kind === "usage fee").map(({ unit }) => unit));
  // Royalties in several currencies have no sum.
  const { meant } = seriesFor({ ...paid, lines: units.size > 1 ? [] : lines }, own.result.says);
  const given = meant.map((series) => own.when.map((when) => at(series, when))).filter(areFigures);
  const [nearest] = given.sort((a, b) => distance(figures, a) - distance(figures, b));
  return nearest === undefined || figures.every((figure, i) => isScaled(figure, nearest[i] ?? 0)) ? undefined : nearest;
}

function areFigures(values: unknown[]): values is number[] {
  return values.every((value) => typeof value === "number");
}

function distance(figures: readonly number[], others: readonly number[]): number {
  return figures.reduce((sum, figure, i) => sum + Math.abs(figure - (others[i] ?? 0)), 0);
}

/** Whether a figure is another in thousands or millions. */
function isScaled(figure: number, other: number): boolean {
  return [1e3, 1e6, 1e-3, 1e-6].some((scale) => Math.abs(figure * scale - other) <= Math.abs(other) / 1000);
}

/** The lines of the stream alone that a result reads, or all. */
function inScope(proposal: Figures, { stream }: Own): Figures {
  return stream === undefined ? proposal : { lines: proposal.lines.filter(({ of }) => sameText(of, stream)), payees: [] };
}

/** As good as not rounded, and what rounding may add up to. */
const [UNROUNDED, ROUNDING] = [6, 1];

/** Whether the deal under these answers shows the result, rounded or not. */
function isGiven(trials: Trials, answered: Answered, own: Own): boolean {
  const exactly = trials.recognised.choices.filter(({ choice }) => choice === "decimals").map((choice) => ({ choice, word: UNROUNDED }));
  const rounded = trials.with(answered);
  return isShown(rounded, own) || (isShown(rounded, own, ROUNDING) && isShown(trials.with([...answered, ...exactly]), own));
}

/** Whether the deal shows these figures where the result has them, or added up from period to period. */
function isShown(proposal: Figures, own: Own, within?: number): boolean {
  const { figures, says } = own.result;
  return seriesFor(inScope(proposal, own), says).all.some((series) => {
    let sum = 0;
    const values = own.when.map((when) => at(series, when));
    const sums = values.map((value) => (sum += Number(value)));
    return [values, sums].some((given) => figures.every((figure, i) => isSame(figure, given[i], within)));
  });
}

function at({ values, total }: Series, when: When): unknown {
  return when === "total" ? total : values[when];
}

/** The answers, as few as possible, under which the deal gives the result. */
function readingThatGives(trials: Trials, own: Own): Answered | undefined {
  const changed = trials.combinations.map((answered) => answered.filter(({ choice, word }) => word !== choice.word)).sort((a, b) => a.length - b.length);
  return changed.find((answered) => isGiven(trials, answered, own));
}

function problem({ recognised }: Trials, { result: { at: { sheet, top, left, bottom }, figures }, when, label, given, answered = [] }: Unlike): Problem {
  const i = figures.findIndex((figure, t) => !isSame(figure, given[t]));
  const place = bottom > top ? cellOf(sheet, top + i, left) : cellOf(sheet, top, left + i);
  const [shows, gives] = [rounded(decimalOf(figures[i] ?? 0), 2), rounded(decimalOf(given[i] ?? 0), 2)];
  const period = periodWord(recognised.choices.find(({ choice }) => choice === "periods a year")?.word);
  const inPeriod = when[i] === "total" ? "" : ` for ${recognised.periods[Number(when[i])] ?? `${period} ${Number(when[i]) + 1}`}`;
  const isLess = gives.lessThan(shows);
  const answers = listed(answered.map(({ choice, word }) => `"${answerLabel(choice.choice, word, period)}" to "${questionSentence(choice)}"`));
  const reading = answered.length === 0 ? "no reading of its words gives that figure" : answered.length === 1 ? `the answer ${answers} gives that figure` : `the answers ${answers} give that figure`;
  const hasAdvance = recognised.terms.some(({ role }) => role === "advance");
  const check = `heck the formula in ${placeText(place)}`;
  const orElse = isLess ? ", or say what the deal lacks" : hasAdvance ? ": it may leave out the advance, which the deal pays" : ", and whether it leaves out what the deal pays";
  return {
    code: "R01",
    kind: "warn",
    place,
    sentence: `${placeText(place)} (${labelText(label.text)}) shows ${figureText(shows)} and the deal gives ${figureText(gives)}${inPeriod}, ${figureText(gives.minus(shows).abs())} ${isLess ? "less" : "more"}; ${reading}.`,
    fix: answered.length > 0 ? `Answer so, or c${check}.` : `C${check}${orElse}.`,
  };
}
