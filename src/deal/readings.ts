import { isError, refusalIn, type CellValue, type Grid } from "../cells/cell";
import { catalogue } from "../functions/catalogue";
import { evaluations } from "../sheet/evaluation";
import { dealCalls, type DealCall } from "../sheet/formula/dealCalls";
import { formulaNode } from "../sheet/formula/parser";
import type { Workbook } from "../sheet/workbook";
import { exactSum } from "./exactSum";

/** What a call pays under each reading that its words leave open. */
export interface Readings {
  /** The call, as the formula writes it. */
  readonly call: string;
  /** The call as it stands comes first, then by what is paid. */
  readonly rows: readonly ReadingRow[];
  /** So many rows more there are. */
  readonly more: number;
}

/** Readings that pay the same in all, or that are refused with the same sentence. */
export interface ReadingRow {
  /** Of each its words, by parameter: `{ method: "cliff", resets: "never" }`. The call as it stands is the first. */
  readonly readings: readonly Readonly<Record<string, string>>[];
  readonly total?: number;
  readonly refusal?: string;
  /** Its first reading is the call as it stands. */
  readonly isOwn: boolean;
}

/** A word of a call that clauses leave open, the words there are, and what it is where the call leaves it out. */
interface Axis {
  readonly parameter: string;
  readonly words: (periods: number) => readonly string[];
  readonly unsaid?: string;
  /** Where it matters: with several periods, or in a block of accounts. */
  readonly matters?: (first: Grid) => boolean;
}

const severalPeriods = (grid: Grid): boolean => grid.length > 1 || (grid[0]?.length ?? 0) > 1;
const isBlock = (grid: Grid): boolean => grid.length > 1 && (grid[0]?.length ?? 0) > 1;
const windows = (periods: number): string[] => ["none", "life", ...upTo(Math.min(periods - 1, 8)).map((n) => `rolling ${n}`), ...upTo(Math.min(periods - 1, 8)).map((n) => `first ${n}`)];

const RESETS: Axis = { parameter: "resets", words: () => ["each period", "never"], matters: severalPeriods };

/** The words by which one clause is read in several ways. PRORATA has none, and WATERFALL pays out all of its cash under every one. */
const AXES: Readonly<Record<string, readonly Axis[]>> = {
  "DEAL.TIEREDROYALTY": [{ parameter: "method", words: () => ["marginal", "cliff", "prospective"], unsaid: "marginal" }, RESETS],
  "DEAL.USAGEFEE": [RESETS],
  "DEAL.NETREVENUE": [{ parameter: "negative", words: () => ["carry", "floor"], matters: severalPeriods }],
  "DEAL.MINGUARANTEE": [{ parameter: "window", words: windows }],
  "DEAL.RECOUP": [{ parameter: "crossed", words: () => ["none", "all", "recouped only"], matters: isBlock }],
  "DEAL.WITHHOLDING": [{ parameter: "gross_up", words: () => ["none", "gross up"], unsaid: "none" }],
  "DEAL.NPV_ROYALTY": [{ parameter: "when", words: () => ["end", "mid", "start"] }],
};

/** More rows than this nobody compares. */
const MOST_ROWS = 24;

/** What the first call in a formula that can be read in several ways pays under each. Undefined where there is none. */
export function readings(workbook: Workbook, formula: string, sheet?: string): Readings | undefined {
  const text = formula.trim().replace(/^=/, "");
  const node = formulaNode(text);
  const call = node === undefined ? undefined : dealCalls(text, node, catalogue).find(({ entry }) => AXES[baseName(entry.name)] !== undefined);
  if (call === undefined) return undefined;
  const evaluate = (formulas: readonly string[]): Grid[] => evaluations(workbook, formulas, catalogue, sheet);
  const given = argumentsOf(text, call);
  const values = evaluate(given.map((argument) => (argument === "" ? "0" : argument)));
  const variants = variantsOf(call, given, values, evaluate);
  return { call: call.text, ...grouped(variants) };
}

interface Variant {
  readonly words: Readonly<Record<string, string>>;
  readonly isOwn: boolean;
  readonly answer: Grid;
}

function variantsOf({ entry }: DealCall, given: readonly string[], values: readonly Grid[], evaluate: (formulas: readonly string[]) => Grid[]): readonly Variant[] {
  const name = baseName(entry.name);
  const [first = [[null]]] = name === "DEAL.NPV_ROYALTY" ? values.slice(1) : values;
  const periods = first.length === 1 ? (first[0]?.length ?? 1) : first.length;
  const axes = (AXES[name] ?? []).filter(({ matters }) => matters?.(first) ?? true);
  const at = (axis: Axis) => entry.parameters.findIndex(({ name: parameter }) => parameter === axis.parameter);
  let combinations: { words: Record<string, string>; given: readonly string[]; isOwn: boolean }[] = [{ words: {}, given, isOwn: true }];
  for (const axis of axes) {
    const own = ownWord(given[at(axis)] ?? "", values[at(axis)]) ?? axis.unsaid;
    const choices = axis.words(periods).map((word) => ({ word, text: `"${word}"`, isOwn: own === word.toLowerCase() }));
    const isOther = own !== undefined && !choices.some(({ isOwn }) => isOwn);
    if (isOther) choices.unshift({ word: own, text: given[at(axis)] ?? "", isOwn: true });
    combinations = combinations.flatMap((one) => choices.map(({ word, text, isOwn }) => ({ words: { ...one.words, [axis.parameter]: word }, given: replaced(one.given, at(axis), text), isOwn: one.isOwn && isOwn })));
  }
  const variants = answered(name, combinations, evaluate);
  return name === "DEAL.TIEREDROYALTY" ? withThresholds(name, combinations, variants, values[1] ?? [[null]], evaluate) : variants;
}

function answered(name: string, combinations: readonly { words: Readonly<Record<string, string>>; given: readonly string[]; isOwn: boolean }[], evaluate: (formulas: readonly string[]) => Grid[]): Variant[] {
  const answers = evaluate(combinations.map(({ given }) => `${name}(${given.join(",").replace(/,+$/, "")})`));
  return combinations.map(({ words, isOwn }, i) => ({ words, isOwn, answer: answers[i] ?? [[null]] }));
}

/** Where a position is exactly on a threshold it may belong to the tier below or to the one that starts there; only where that pays something else it is a reading. */
function withThresholds(name: string, combinations: Parameters<typeof answered>[1], variants: readonly Variant[], tiers: Grid, evaluate: (formulas: readonly string[]) => Grid[]): readonly Variant[] {
  const own = startHeader(tiers);
  const by = (header: "Above" | "From"): Variant[] => {
    const text = tableText(tiers, header);
    return answered(name, text === undefined ? [] : combinations.map((one) => ({ words: { ...one.words, threshold: header }, given: replaced(one.given, 1, text), isOwn: one.isOwn && own === header })), evaluate);
  };
  const [above, from] = [by("Above"), by("From")];
  const differs = above.some(({ answer }, i) => totalOf(answer) !== totalOf(from[i]?.answer ?? [[null]]));
  // A reading that both give is one, without that word.
  if (!differs) return variants;
  return above.flatMap((one, i) => {
    const [other, plain] = [from[i], variants[i]];
    const isSame = other !== undefined && totalOf(one.answer) === totalOf(other.answer);
    return isSame && plain !== undefined ? [{ ...plain, answer: one.answer }] : [one, ...(other === undefined ? [] : [other])];
  });
}

function grouped(variants: readonly Variant[]): { rows: ReadingRow[]; more: number } {
  const rows: { readings: Readonly<Record<string, string>>[]; total?: number; refusal?: string; isOwn: boolean }[] = [];
  for (const { words, isOwn, answer } of variants) {
    const total = totalOf(answer);
    const refused = refusalIn(answer);
    const refusal = total === undefined ? (refused?.message ?? refused?.error ?? "It answers no figures.") : undefined;
    const same = rows.find((row) => row.total === total && row.refusal === refusal);
    if (same === undefined) rows.push({ readings: [words], isOwn, ...(total !== undefined && { total }), ...(refusal !== undefined && { refusal }) });
    else if (isOwn) {
      same.readings.unshift(words);
      same.isOwn = true;
    } else same.readings.push(words);
  }
  rows.sort((a, b) => Number(b.isOwn) - Number(a.isOwn) || (a.total ?? Infinity) - (b.total ?? Infinity));
  return { rows: rows.slice(0, MOST_ROWS), more: Math.max(0, rows.length - MOST_ROWS) };
}

function totalOf(answer: Grid): number | undefined {
  return exactSum(answer.flat());
}

/** `DEAL.RECOUP.LINES` shows the statement of DEAL.RECOUP. */
function baseName(name: string): string {
  return name.split(".").slice(0, 2).join(".");
}

/** Each argument as written, or "" where it is left out. */
function argumentsOf(text: string, { node, entry }: DealCall): string[] {
  return entry.parameters.map((_, i) => {
    const argument = node.arguments[i] ?? null;
    return argument === null ? "" : text.slice(argument.start, argument.end);
  });
}

/** The word of an argument: what its one cell says, or the argument itself where it is a row of contract years. */
function ownWord(text: string, values: Grid | undefined): string | undefined {
  if (text === "") return undefined;
  const [[only = null] = []] = values ?? [];
  const isOne = values?.length === 1 && values[0]?.length === 1;
  if (!isOne || isError(only) || only === null) return text;
  return String(only).trim().toLowerCase();
}

function replaced(given: readonly string[], at: number, text: string): string[] {
  return given.map((argument, i) => (i === at ? text : argument));
}

function startHeader(tiers: Grid): "Above" | "From" | undefined {
  const texts = (tiers[0] ?? []).flatMap((value) => (typeof value === "string" ? [value.trim().toLowerCase()] : []));
  if (texts.length === 0 || texts.some((text) => ABOVE.includes(text))) return "Above";
  return texts.some((text) => FROM.includes(text)) ? "From" : undefined;
}

const ABOVE = ["above", "over", "more than"];
const FROM = ["from", "at least", "starting at"];
const UNSAID = ["threshold", "lower bound"];

/** A scale as an array constant whose first column has this header; undefined where a constant cannot hold it. */
function tableText(tiers: Grid, header: string): string | undefined {
  const isHeaded = tiers[0]?.some((value) => typeof value === "string") === true;
  const isStart = (value: CellValue) => typeof value === "string" && [...ABOVE, ...FROM, ...UNSAID].includes(value.trim().toLowerCase());
  const head = isHeaded ? (tiers[0] ?? []).map((value) => (isStart(value) ? header : value)) : [header, "Rate", "Up to"].slice(0, tiers[0]?.length ?? 0);
  const rows = [head, ...(isHeaded ? tiers.slice(1) : tiers)];
  if (rows.some((row) => row.some((value) => isError(value)))) return undefined;
  const cell = (value: CellValue) => (typeof value === "number" ? String(value) : typeof value === "boolean" ? (value ? "TRUE" : "FALSE") : `"${(typeof value === "string" ? value : "").replace(/"/g, '""')}"`);
  return `{${rows.map((row) => row.map(cell).join(",")).join(";")}}`;
}

function upTo(most: number): number[] {
  return Array.from({ length: Math.max(0, most) }, (_, i) => i + 1);
}
