import type { Sheet, Workbook } from "../../sheet/workbook";
import type { Role } from "../deal";
import type { Candidate } from "./candidates";
import { keysOf, phraseKeys, wordsOf } from "./phrases";
import { otherTrade, scores } from "./scoring";
import { OLD_SHEETS, OTHER_SHEETS } from "./words";

/** Why a sheet proposes nothing while others do. */
export type SheetFault = "is hidden" | "is an old one by its name" | "is of another trade";

/** Roles that licences have, and other trades do not. */
const OF_LICENCES: ReadonlySet<Role> = new Set<Role>(["rate", "tiers", "guarantee", "advance", "split", "withholding", "reserve", "layers", "rate card", "opening balance"]);

/** The sheets that propose nothing, and why, unless all are such. */
export function sheetFaults(workbook: Workbook, candidates: readonly Candidate[]): Map<Sheet, SheetFault> {
  const faults = new Map(workbook.sheets.flatMap((sheet) => {
    const fault = faultOf(sheet, candidates.filter(({ area }) => area.sheet === sheet));
    return fault === undefined ? [] : [[sheet, fault] as const];
  }));
  const says = (sheet: Sheet) => candidates.some((candidate) => candidate.area.sheet === sheet && (scores(candidate, () => false)[0]?.points ?? 0) >= 6);
  return workbook.sheets.some((sheet) => !faults.has(sheet) && says(sheet)) ? faults : new Map();
}

function faultOf(sheet: Sheet, its: readonly Candidate[]): SheetFault | undefined {
  if (sheet.isHidden) return "is hidden";
  const words = wordsOf(sheet.name);
  if (words.some(({ key }) => OLD.has(key)) || isNamed(sheet.name, OLD_PHRASES) || words.some(({ key }, i) => key === "v" && ["0", "1"].includes(words[i + 1]?.key ?? ""))) return "is an old one by its name";
  const best = its.map((candidate) => ({ isOther: otherTrade(candidate.nameReading) !== undefined || otherTrade(candidate.labelReading) !== undefined, score: scores(candidate, () => false)[0] }));
  const other = best.filter(({ isOther }) => isOther).length;
  const strong = best.filter(({ isOther, score }) => !isOther && (score?.points ?? 0) >= 6);
  const licences = strong.filter(({ score }) => score !== undefined && OF_LICENCES.has(score.role));
  if (licences.length >= 2) return undefined;
  return isNamed(sheet.name, OTHER) || (other >= 4 && other >= 2 * strong.length) ? "is of another trade" : undefined;
}

const OLD = keysOf(OLD_SHEETS.split(", ").filter((phrase) => !phrase.includes(" ")).join(", "));
const OLD_PHRASES = OLD_SHEETS.split(", ").filter((phrase) => phrase.includes(" ")).map(phraseKeys);
const OTHER = OTHER_SHEETS.split(", ").map(phraseKeys);

/** Whether a sheet's name has all words of one of these phrases. */
function isNamed(name: string, phrases: readonly (readonly string[])[]): boolean {
  const keys = new Set(wordsOf(name).map(({ key }) => key));
  return phrases.some((phrase) => phrase.every((key) => keys.has(key)));
}
