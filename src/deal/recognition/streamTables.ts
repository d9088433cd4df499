import { haveCellsInCommon } from "../../sheet/area";
import type { Workbook } from "../../sheet/workbook";
import type { Role } from "../deal";
import { areasReadBy, type Candidate } from "./candidates";
import { isFiller, textReading, wordsLeft, wordsOf } from "./phrases";
import { bareScores, calculated, otherTrade, saying } from "./scoring";
import { textAt } from "./surroundings";

/** What the place of a range in a table says of it: whose row or column it is, and, where its words do not say it, what. */
export interface InTable {
  readonly stream: string;
  readonly keys: ReadonlySet<string>;
  readonly role?: Role;
  /** Of a name's words alone others may say more. */
  readonly isSure: boolean;
  readonly seen: string;
}

/** Percentages that a head or a row may say for each stream. */
const PERCENTAGES: ReadonlySet<Role> = new Set<Role>(["rate", "deduction rate", "commission", "share"]);

/** The candidates, with what tables and grids of names say of them. */
export function inTables(workbook: Workbook, candidates: readonly Candidate[]): Candidate[] {
  const told = new Map<Candidate, InTable>();
  const tell = (candidate: Candidate, stream: string, seen: string, role?: Role) => {
    if (!told.has(candidate)) told.set(candidate, { stream, keys: new Set(wordsOf(stream).map(({ key }) => key)), seen, isSure: role !== undefined, ...(role === undefined ? {} : { role }) });
  };
  for (const table of rowsWithRates(candidates)) {
    for (const { cell, series, stream, role } of table) {
      tell(cell, stream, `it stands in the row of ${stream}, under a head that says it`, role);
      tell(series, stream, `its row has a percentage of its own`, "base");
    }
  }
  for (const parts of partsWithRates(workbook, candidates)) for (const { series, stream } of parts) tell(series, stream, "its row is summed up with others, and has a percentage of its own elsewhere", "base");
  for (const { candidate, stream } of gridOfNames(candidates)) tell(candidate, stream, "names of two kinds end so");
  return candidates.map((candidate): Candidate => {
    const inTable = told.get(candidate);
    return inTable === undefined ? candidate : { ...candidate, inTable };
  });
}

interface Row {
  readonly cell: Candidate;
  readonly series: Candidate;
  readonly stream: string;
  readonly role: Role;
}

/** Label, rate and periods in one row, two rows or more of a table. */
function rowsWithRates(candidates: readonly Candidate[]): Row[][] {
  const tables = new Map<string, Row[]>();
  const all = candidates.filter(({ shape }) => shape.form === "row" && shape.filled.length > 1);
  for (const cell of candidates.filter(isPercentage)) {
    const { sheet, top, left } = cell.area;
    const series = all.find(({ area }) => area.sheet === sheet && area.top === top);
    const role = series === undefined ? undefined : roleOfHead(cell);
    const label = leftmostText(cell);
    const stream = series === undefined || role === undefined ? "" : streamIn(label);
    if (series === undefined || role === undefined || stream === "") continue;
    const key = `${sheet.name} ${left} ${series.area.left} ${series.area.right}`;
    tables.set(key, [...(tables.get(key) ?? []), { cell, series, stream, role }]);
  }
  return [...tables.values()].filter((rows) => new Set(rows.map(({ stream }) => stream)).size === rows.length && rows.length > 1);
}

function isPercentage({ shape }: Candidate): boolean {
  return shape.form === "cell" && shape.areFigures && shape.least > 0 && (shape.isPercent || shape.most < 1) && !calculated(shape);
}

/** What the head of the column in which a figure stands says that it is, if it is a percentage. */
function roleOfHead({ area: { sheet, top, left } }: Candidate): Role | undefined {
  let above = top - 1;
  while (above > 0 && typeof (sheet.cell(above, left)?.value ?? "") === "number") above--;
  return percentageSaid(textAt(sheet, above, left));
}

function percentageSaid(text: string): Role | undefined {
  const reading = textReading(text, true);
  if (text === "" || otherTrade(reading) !== undefined) return undefined;
  const roles = reading.matches.flatMap(({ meaning }) => ("role" in meaning ? [meaning.role === "tier rates" ? "rate" : meaning.role] : []));
  return roles.find((role) => PERCENTAGES.has(role));
}

function leftmostText({ area: { sheet, top, left } }: Candidate): string {
  for (let column = 1; column < left; column++) if (textAt(sheet, top, column) !== "") return textAt(sheet, top, column);
  return "";
}

/** What a row's label says besides revenue: of "Net sales, online" online. Nothing, if it is of another trade or of all. */
function streamIn(label: string): string {
  const reading = textReading(label);
  if (otherTrade(reading) !== undefined) return "";
  const words = saying(reading, "base", () => true)?.stream ?? (reading.matches.length === 0 ? wordsLeft(reading, []) : []);
  return words.map(({ text }) => text).join(" ");
}

/** Rows that a row of revenue sums up, where percentages elsewhere are labelled after two or more of them. */
function partsWithRates(workbook: Workbook, candidates: readonly Candidate[]): { series: Candidate; stream: string }[][] {
  const percentages = candidates.filter((candidate) => isPercentage(candidate) && percentageSaid(candidate.label) !== undefined).map(({ label }) => new Set(wordsOf(label).map(({ key }) => key)));
  if (percentages.length < 2) return [];
  const totals = candidates.filter((candidate) => candidate.shape.form === "row" && calculated(candidate.shape) && (bareScores(candidate)[0]?.role ?? "") === "base");
  return totals.flatMap((total) => {
    const reads = areasReadBy(workbook, total.shape.formulas, total.area.sheet);
    const parts = candidates.filter(({ area, shape }) => shape.form === "row" && area.left === total.area.left && area.right === total.area.right && reads.some((read) => haveCellsInCommon(read, area)));
    const named = parts.flatMap((series) => {
      const stream = bareScores(series).length > 0 ? "" : streamIn(series.label);
      const isRated = stream !== "" && percentages.some((said) => wordsOf(stream).every(({ key }) => said.has(key)));
      return isRated ? [{ series, stream }] : [];
    });
    return named.length > 1 && named.length === parts.length ? [named] : [];
  });
}

/** REC_SYNC, REC_LIVE, FEE_SYNC, FEE_LIVE: what names of two kinds end with is a stream, if it says no role itself. */
function gridOfNames(candidates: readonly Candidate[]): { candidate: Candidate; stream: string }[] {
  const named = candidates.filter(({ name, shape }) => name !== "" && shape.form !== "block");
  const kinds = new Map<string, Map<string, { candidate: Candidate; stream: string }>>();
  for (const candidate of named) {
    const words = wordsOf(candidate.name);
    for (let at = 1; at < words.length; at++) {
      const tail = words.slice(at);
      const stream = tail.filter((word) => !isFiller(word)).map(({ text }) => text).join(" ");
      if (stream === "" || textReading(stream).matches.length > 0) continue;
      const kind = words.slice(0, at).map(({ key }) => key).join(" ");
      kinds.set(kind, (kinds.get(kind) ?? new Map<string, { candidate: Candidate; stream: string }>()).set(tail.map(({ key }) => key).join(" "), { candidate, stream }));
    }
  }
  return [...kinds].flatMap(([kind, its]) => {
    const others = [...kinds].filter(([other, tails]) => other !== kind && [...its.keys()].filter((tail) => tails.has(tail)).length > 1);
    return [...its].filter(([tail]) => others.some(([, tails]) => tails.has(tail))).map(([, one]) => one);
  });
}
