import { haveCellsInCommon } from "../../sheet/area";
import type { Sheet, Workbook } from "../../sheet/workbook";
import type { Role } from "../deal";
import { areasReadBy, candidate, type Candidate, type InTable } from "./candidates";
import { isFiller, textReading, wordsLeft, wordsOf } from "./phrases";
import { isSeries } from "./revenue";
import { bareScores, calculated, otherTrade, saying } from "./scoring";
import { addressOf, textAt } from "./surroundings";

/** Percentages that a head or a row may say for each stream. */
const PERCENTAGES: ReadonlySet<Role> = new Set<Role>(["rate", "deduction rate", "commission", "share"]);

/** The candidates, with what tables and grids of names say of them. */
export function inTables(workbook: Workbook, found: readonly Candidate[]): Candidate[] {
  const told = new Map<Candidate, InTable>();
  const tell = (one: Candidate, stream: string, seen: string, role?: Role) => {
    if (!told.has(one)) told.set(one, { stream, keys: new Set(wordsOf(stream).map(({ key }) => key)), seen, isSure: role !== undefined, ...(role === undefined ? {} : { role }) });
  };
  const candidates: Candidate[] = [];
  const revenueUnder = revenueByHeads(found);
  for (const row of found) {
    const columns = columnsOfStreams(row, revenueUnder);
    if (columns.length === 0) candidates.push(row);
    for (const { series, stream, role, cells } of columns) {
      tell(series, stream, "a table has a column for it", "base");
      for (const cell of cells) tell(cell, stream, `it stands in the column of ${stream}`, role);
      candidates.push(...cells);
    }
  }
  for (const table of rowsWithRates(candidates)) {
    for (const { cell, series, stream, role } of table) {
      tell(cell, stream, `it stands in the row of ${stream}, under a head that says it`, role);
      tell(series, stream, `its row has a percentage of its own`, "base");
    }
  }
  for (const parts of partsWithRates(workbook, candidates)) for (const { series, stream } of parts) tell(series, stream, "its row is summed up with others, and has a percentage of its own elsewhere", "base");
  for (const { named, stream } of gridOfNames(candidates)) tell(named, stream, "names of two kinds end so");
  if (told.size === 0) return candidates;
  return candidates.map((one): Candidate => {
    const inTable = told.get(one);
    return inTable === undefined ? one : { ...one, inTable };
  });
}

type Headed = { readonly series: Candidate; readonly stream: string };

/** The revenue that the head of a column names, or that stands under it, if it is one alone. */
function revenueByHeads(found: readonly Candidate[]): (sheet: Sheet, head: number, column: number) => Headed | undefined {
  const amounts = found.filter((one) => isSeries(one) && one.shape.filled.length > 1 && one.shape.most > 1 && otherTrade(one.labelReading) === undefined);
  // The rows of a table have one head.
  const known = new Map<string, Headed | undefined>();
  const revenueOf = (sheet: Sheet, head: number, column: number): Headed | undefined => {
    const stream = textAt(sheet, head, column);
    const keys = wordsOf(stream).filter((word) => !isFiller(word)).map(({ key }) => key);
    const isMeant = (one: Candidate) => [one.nameReading, one.labelReading].some(({ words }) => keys.every((key) => words.some((word) => word.key === key))) && bareScores(one)[0]?.role === "base";
    const isBelow = ({ area, shape }: Candidate) => shape.form === "column" && area.sheet === sheet && area.left === column && area.top > head;
    const [series, another] = keys.length === 0 ? [] : amounts.filter((one) => isMeant(one) || isBelow(one));
    return series === undefined || another !== undefined ? undefined : { series, stream };
  };
  return (sheet, head, column) => {
    const key = `${sheet.name} ${head} ${column}`;
    if (!known.has(key)) known.set(key, revenueOf(sheet, head, column));
    return known.get(key);
  };
}

/** A row of percentages whose heads are streams, each cell for itself: heads that one revenue each has in its name or label, or under which it stands. */
function columnsOfStreams(row: Candidate, revenueUnder: ReturnType<typeof revenueByHeads>): (Headed & { readonly role: Role; readonly cells: Candidate[] })[] {
  const { by, area, shape, label } = row;
  const { sheet, top, left, right } = area;
  if (by !== "label" || shape.form !== "row" || shape.filled.length !== right - left + 1 || !shape.areFigures || shape.least < 0 || !(shape.isPercent || shape.most < 1)) return [];
  const role = paidOrTakenOff(label) ?? (TAKEN_OFF.test(label) ? "deduction rate" : undefined);
  let above = top - 1;
  while (above > 0 && typeof (sheet.cell(above, left)?.value ?? "") === "number") above--;
  if (role === undefined || isOfOthers(sheet, above)) return [];
  const columns = Array.from({ length: right - left + 1 }, (_, i) => left + i).flatMap((column) => {
    const headed = revenueUnder(sheet, above, column);
    const at = { ...area, left: column, right: column };
    return headed === undefined ? [] : [{ ...headed, role, cells: candidate(at, "label", "", addressOf(at), undefined, undefined, label) }];
  });
  return columns.length === shape.filled.length && new Set(columns.map(({ series }) => series)).size === columns.length ? columns : [];
}

const TAKEN_OFF = /\b(taken|comes?|come) off\b|deduct|abgezogen|\babzug|dédui|deduci|detra/i;

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
    if (series === undefined || role === undefined || stream === "" || [cell, series].some(({ nameReading }) => otherTrade(nameReading) !== undefined)) continue;
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
  return isOfOthers(sheet, above) ? undefined : paidOrTakenOff(textAt(sheet, above, left));
}

/** A share may be the mix of the year before. */
function paidOrTakenOff(text: string): Role | undefined {
  return [percentageSaid(text)].find((role) => role !== "share");
}

/** What other licences pay is none of this one: the sheet, or one of the rows above the heads, says so. */
function isOfOthers(sheet: Sheet, head: number): boolean {
  const texts = [head, head - 1, head - 2, head - 3].flatMap((row) => [1, 2, 3].map((column) => textAt(sheet, row, column)));
  return [sheet.name, ...texts].some((text) => /\bcompar|benchmark|competit|\bpeers?\b|published|vergleich|wettbewerb|concurren|competenc/i.test(text));
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
  const percentages = candidates.filter((one) => isPercentage(one) && percentageSaid(one.label) !== undefined).map(({ label }) => new Set(wordsOf(label).map(({ key }) => key)));
  if (percentages.length < 2) return [];
  const totals = candidates.filter((one) => one.shape.form === "row" && calculated(one.shape) && (bareScores(one)[0]?.role ?? "") === "base");
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
function gridOfNames(candidates: readonly Candidate[]): { named: Candidate; stream: string }[] {
  const kinds = new Map<string, Map<string, { named: Candidate; stream: string }>>();
  for (const named of candidates.filter(({ name, shape }) => name !== "" && shape.form !== "block")) {
    const words = wordsOf(named.name);
    for (let at = 1; at < words.length; at++) {
      const tail = words.slice(at);
      const stream = tail.filter((word) => !isFiller(word)).map(({ text }) => text).join(" ");
      if (stream === "" || textReading(stream).matches.length > 0) continue;
      const kind = words.slice(0, at).map(({ key }) => key).join(" ");
      kinds.set(kind, (kinds.get(kind) ?? new Map<string, { named: Candidate; stream: string }>()).set(tail.map(({ key }) => key).join(" "), { named, stream }));
    }
  }
  return [...kinds].flatMap(([kind, its]) => {
    const others = [...kinds].filter(([other, tails]) => other !== kind && [...its.keys()].filter((tail) => tails.has(tail)).length > 1);
    return [...its].filter(([tail]) => others.some(([, tails]) => tails.has(tail))).map(([, one]) => one);
  });
}
