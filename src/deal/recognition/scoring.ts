import type { Area } from "../../sheet/area";
import type { Role } from "../deal";
import { listed } from "../sentences/phrases";
import type { Candidate } from "./candidates";
import { isSoft, keysOf, wordsLeft, wordsOf, type Match, type TextReading, type Word } from "./phrases";
import { areContractYears, areYears, type Shape } from "./shape";
import { surroundings } from "./surroundings";
import { COUNTED_UNITS } from "./words";

/** How much speaks for a role, and what was seen of it. */
export interface Score {
  readonly role: Role;
  readonly points: number;
  readonly seen: readonly string[];
  /** Words of the name, or of the label where the name says nothing, that nobody explains. */
  readonly left: readonly Word[];
  /** Words of it that name a stream. */
  readonly stream: readonly Word[];
}

/** So much has to speak for a role that is proposed, and so much more than for the next one. */
export const ENOUGH = 6;
export const AHEAD = 2;
/** So much, for a role that is asked about; and where other terms stand on the same sheet. */
export const WORTH_ASKING = 4;
export const WORTH_ASKING_THERE = 2.5;

/** The roles that a range may have, the likeliest first. `isStream` tells which words name a stream of the deal. */
export function scores(candidate: Candidate, isStreamElsewhere: (words: readonly Word[]) => boolean): Score[] {
  const { shape, nameReading, labelReading, inTable } = candidate;
  const isStream = inTable === undefined ? isStreamElsewhere : (words: readonly Word[]) => isStreamElsewhere(words) || words.every(({ key }) => inTable.keys.has(key));
  const roles = new Set<Role>([...rolesOf(nameReading), ...rolesOf(labelReading), ...(inTable?.role === undefined ? [] : [inTable.role]), ...(shape.table === undefined ? [] : [shape.table.role])]);
  const all = [...roles].flatMap((role): Score[] => {
    const fit = shapePoints(candidate, role);
    if (fit === undefined) return [];
    const name = saying(nameReading, role, isStream);
    const label = saying(labelReading, role, isStream);
    const isInTable = inTable?.role === role;
    const words = Math.max(name?.points ?? 0, (label?.points ?? 0) - (label === undefined ? 0 : 1), isInTable ? BY_TABLE : 0);
    const both = name !== undefined && label !== undefined && name.left.length === 0 ? 1 : 0;
    const header = headerPoints(shape, role);
    const points = words + both + fit + header - (calculated(shape) && role !== "base" ? 2 : 0);
    const seen = [
      ...(name === undefined ? [] : [`the name says "${name.match.said}"`]),
      ...(label === undefined ? [] : [`${shape.form === "block" ? "the heading" : "the label"} says "${label.match.said}"`]),
      ...(header > 0 && shape.table !== undefined ? [shape.table.by === "header" ? `the header says ${listed(shape.table.said.map((word) => `"${word}"`))}` : shape.table.role === "split" ? "its shares come to 100%" : "the first column rises from 0"] : []),
      ...(isInTable ? [inTable.seen] : []),
      look(shape, candidate.unit),
    ];
    if (isInTable) return [{ role, points, seen, left: [], stream: [] }];
    const teller = label !== undefined && label.match.strength === "strong" && name?.match.strength !== "strong" ? label : (name ?? label);
    return [{ role, points, seen, left: teller?.left ?? [], stream: teller?.stream ?? [] }];
  });
  return all.sort((a, b) => b.points - a.points);
}

/** So much a row or column of a stream says, as a clear word would. */
const BY_TABLE = 6.5;

const BARE = new WeakMap<Candidate, readonly Score[]>();

/** The scores while no stream is known. */
export function bareScores(candidate: Candidate): readonly Score[] {
  const known = BARE.get(candidate) ?? scores(candidate, () => false);
  BARE.set(candidate, known);
  return known;
}

/** Units, and no money. */
export function isCounted(candidate: Candidate): boolean {
  const known = COUNTS.get(candidate) ?? countsUnits(candidate);
  COUNTS.set(candidate, known);
  return known;
}

const COUNTS = new WeakMap<Candidate, boolean>();

function countsUnits({ unit, nameReading, labelReading }: Candidate): boolean {
  if (saysPieces(unit)) return true;
  const matches = [labelReading, nameReading].flatMap((reading) => told(reading).filter(({ meaning }) => "role" in meaning && meaning.role === "base"));
  return matches.length > 0 && matches.every(({ said }) => wordsOf(said).some(isCountedWord));
}

/** EUR/Stück beside a figure: an amount for each. */
export function isForPieces(area: Area): boolean {
  return saysPieces(surroundings(area).unit);
}

function saysPieces(unit: string): boolean {
  return wordsOf(unit).some(isCountedWord);
}

export function isCountedWord({ key }: Word): boolean {
  return COUNTED.has(key);
}

const COUNTED = keysOf(COUNTED_UNITS);

/** A word of another trade, in the name or the label. */
export function otherTrade(reading: TextReading): string | undefined {
  return reading.matches.find(({ meaning }) => "otherTrade" in meaning)?.said;
}

/** Whether any of its texts says a word of another trade, or text stands among its figures. */
export function isDoubtful({ shape, nameReading, labelReading, asideReading }: Candidate): boolean {
  return shape.hasText || [nameReading, labelReading, asideReading].some((reading) => otherTrade(reading) !== undefined);
}

/** A word of deals for which there is no role yet. */
export function notComputed(reading: TextReading): string | undefined {
  return reading.matches.find(({ meaning }) => "later" in meaning)?.said;
}

export function rolesOf(reading: TextReading): Role[] {
  return told(reading).flatMap(({ meaning }) => ("role" in meaning ? [meaning.role] : []));
}

/** Without what stands behind a preposition behind another role: a payment for past sales is none of the sales. */
function told(reading: TextReading): readonly Match[] {
  const { matches, words } = reading;
  if (matches.length < 2) return matches;
  const known = TOLD.get(reading);
  if (known !== undefined) return known;
  const found = matches.filter((match) => {
    const first = words[Math.min(...match.uses)];
    return first === undefined || !matches.some((other) => other !== match && "role" in other.meaning && Math.max(...other.uses) < Math.min(...match.uses) && isComplement(reading, other, first));
  });
  TOLD.set(reading, found);
  return found;
}

/** Readings are kept, and so is what they tell. */
const TOLD = new WeakMap<TextReading, readonly Match[]>();

interface Saying {
  readonly match: Match;
  readonly points: number;
  readonly left: readonly Word[];
  readonly stream: readonly Word[];
}

/** What a text says of a role, at best. */
export function saying(reading: TextReading, role: Role, isStream: (words: readonly Word[]) => boolean): Saying | undefined {
  const sayings = told(reading).flatMap((match): Saying[] => {
    if (!("role" in match.meaning) || match.meaning.role !== role) return [];
    const words = wordsLeft(reading, match.uses).filter((word) => !isComplement(reading, match, word) && !(OF_LICENCE_FLOWS.has(role) && OF_A_LICENCE.test(word.text)));
    const [left, stream] = words.length > 0 && isStream(words) ? [[], words] : [words.filter((word) => !isSoft(word)), []];
    const full = match.strength === "strong" ? 6 + match.uses.length / 2 : match.strength === "compound" ? 4.5 : 3;
    return [{ match, left, stream, points: left.length === 0 ? full : full - (match.strength === "strong" ? 3 : 1.5) }];
  });
  return sayings.sort((a, b) => b.points - a.points)[0];
}

/** The discount rate of a licence's cash flows is no company's. */
export const OF_A_LICENCE = /licen[cs]e|royalt|lizenz|redevance|regal[ií]a|canone|licentie/i;

const OF_LICENCE_FLOWS: ReadonlySet<Role> = new Set<Role>(["discount rate", "withholding"]);

/** "Discount rate for the royalty stream", "Anticipo a la firma": what stands behind a preposition behind the role says of what it is, and no other role. */
function isComplement({ text, words }: TextReading, { uses }: Match, { start }: Word): boolean {
  const end = Math.max(...uses.map((use) => words[use]?.end ?? 0));
  return start > end && PREPOSITION.test(text.slice(end, start));
}

const PREPOSITION = /(^|\s)(of|on|for|from|to|per|in|at|by|against|after|over|der|des|für|auf|von|vom|aus|je|im|zu|bei|nach|de|du|d['’]|sur|par|pour|à|en|del|sobre|por|para|a|di|dei|del|della|delle|sui|sul|sulla|sulle|sugli|su|s[/.]|alla|alle|per|voor|op|van|uit|bij|do|da|dos|das|sobre)\s/i;

function headerPoints({ table }: Shape, role: Role): number {
  if (table === undefined) return 0;
  if (table.role !== role) return table.by === "header" ? -4 : 0;
  if (table.by === "figures") return 3;
  return table.isSure ? (role === "split" ? 5 : 6) : 4;
}

/** How well the cells fit a role; undefined: they cannot be it. */
function shapePoints({ shape, unit, label, name }: Candidate, role: Role): number | undefined {
  const { form, figures, areFigures, least, most, arePeriods } = shape;
  const isSeries = form === "row" || form === "column";
  const isFraction = areFigures && least >= 0 && most <= 1;
  const saysPercent = shape.isPercent || /%|percent|prozent|pct/i.test(`${unit} ${label} ${name}`);
  const isNoFigures = !areFigures || form === "block" || areYears(shape) || shape.isDate;
  switch (role) {
    case "base":
      return isNoFigures || (calculated(shape) && SO_FAR.test(`${label} ${name}`)) || shape.isPercent || (most <= 1 && figures.some((figure) => figure !== 0)) || areContractYears(shape) || arePeriods ? undefined : isSeries ? 1 : 0;
    case "deduction rate":
    case "commission":
    case "rate":
    case "share":
    case "reserve":
    case "withholding":
    case "discount rate":
      if (isNoFigures || least < 0 || most > 100) return undefined;
      // Who passes money on seldom keeps more than half of it: what is passed on may be meant.
      if ((role === "deduction rate" || role === "commission") && most > (isFraction ? 0.5 : 50)) return -3;
      // EUR per piece may be less than one or more.
      if (role === "rate" && !shape.isPercent && saysPieces(unit)) return 1;
      return shape.isPercent || isFraction ? 1 : saysPercent ? 0.5 : 0;
    case "fee":
    case "guarantee":
    case "advance":
    case "opening balance":
      if (isNoFigures || saysPercent || least < 0) return undefined;
      // Millions may be fractions of one; a fraction of nothing else may be a rate.
      return most > 1 || most === 0 ? 1 : /\b(k|m|mn|mio|million)/i.test(unit) ? 0.5 : -2;
    case "exchange rate":
      return isNoFigures || saysPercent || least <= 0 ? undefined : 0.5;
    case "release":
      return form === "block" || !areFigures || saysPercent || !figures.every((figure) => Number.isInteger(figure) && figure >= 0 && figure <= 60) ? undefined : 1;
    case "tier starts":
      return isSeries && areFigures && figures.length > 1 && figures.every((figure, i) => i === 0 || figure > (figures[i - 1] ?? 0)) ? (figures[0] === 0 ? 1 : 0) : undefined;
    case "tier rates":
      return isSeries && areFigures && figures.length > 1 && least >= 0 && most <= 100 && !areYears(shape) ? (isFraction ? 1 : 0) : undefined;
    case "contract years":
      return areContractYears(shape) ? 3 : undefined;
    case "period labels":
      return isSeries && arePeriods ? 3 : undefined;
    case "split":
      return form === "block" ? (shape.table?.role === "split" || hasNames(shape) ? 1 : undefined) : form === "column" && areFigures && figures.length > 1 && !areYears(shape) ? 0 : undefined;
    case "usage":
      return form === "cell" || (form !== "block" && !areFigures) ? undefined : 0;
    case "earned by account":
      return shape.table?.role === role ? 0 : undefined;
    case "layers":
    case "rate card":
    case "deductions":
      return form === "block" && (shape.table === undefined || shape.table.role === role) ? 0 : undefined;
    case "tiers":
      return form === "block" && figures.length > 1 && shape.values.length > 1 && (shape.table === undefined || shape.table.role === role) ? 1 : undefined;
    default:
      return undefined;
  }
}

/** A running total of what is earned is not what is earned. */
const SO_FAR = /\bcum|kumul|cumul|acumul|running total|to date|\bytd\b/i;

/** A first column of texts, figures in the last. */
function hasNames({ values }: Shape): boolean {
  const rows = values.slice(1);
  return rows.length > 0 && rows.every((row) => typeof row[0] === "string") && rows.some((row) => typeof row.at(-1) === "number");
}

export function calculated({ formulas, filled }: Shape): boolean {
  return formulas.length >= filled.length / 2 && formulas.length > 0;
}

function look(shape: Shape, unit: string): string {
  const { form, filled, values } = shape;
  const counted = unit === "" ? "" : ` in ${unit}`;
  if (form === "cell") return `one cell, ${shownValue(filled[0] ?? null, shape)}${counted}`;
  if (form === "block") return `a table of ${values.length} rows`;
  return `a ${form} of ${filled.length}${counted}`;
}

export function shownValue(value: unknown, { isPercent }: Shape): string {
  if (typeof value === "number") return isPercent ? `${Number((value * 100).toPrecision(12))}%` : String(value);
  return typeof value === "string" ? `"${value}"` : String(value);
}
