import type { Sheet, Workbook } from "../../sheet/workbook";
import type { Role } from "../deal";
import type { Candidate } from "./candidates";
import { foldedWord, keysOf, phraseKeys, wordsOf } from "./phrases";
import { ENOUGH, bareScores, otherTrade } from "./scoring";
import { OLD_SHEETS, OTHER_SHEETS } from "./words";

/** Why a sheet proposes nothing while others do. */
export type SheetFault = "is hidden" | "is a copy by its name" | "is an old one by its name" | "is of another trade";

/** Roles that licences have, and other trades do not. */
export const OF_LICENCES: ReadonlySet<Role> = new Set<Role>(["rate", "tiers", "guarantee", "advance", "split", "withholding", "reserve", "layers", "rate card", "opening balance"]);

/** The sheets that propose nothing, and why, unless all are such. */
export function sheetFaults(workbook: Workbook, candidates: readonly Candidate[]): Map<Sheet, SheetFault> {
  const bySheet = new Map<Sheet, Candidate[]>(workbook.sheets.map((sheet) => [sheet, []]));
  for (const candidate of candidates) bySheet.get(candidate.area.sheet)?.push(candidate);
  const says = (its: readonly Candidate[]) => its.some((candidate) => (bareScores(candidate)[0]?.points ?? 0) >= ENOUGH);
  const faulted = (fault: (sheet: Sheet, its: readonly Candidate[]) => SheetFault | undefined, among: readonly (readonly [Sheet, Candidate[]])[]) => {
    const found = among.flatMap(([sheet, its]) => {
      const one = fault(sheet, its);
      return one === undefined ? [] : [[sheet, one] as const];
    });
    return among.some(([sheet, its]) => says(its) && !found.some(([other]) => other === sheet)) ? found : [];
  };
  const unused = new Map(faulted(unusedFault, [...bySheet]));
  return new Map([...unused, ...faulted(tradeFault, [...bySheet].filter(([sheet]) => !unused.has(sheet)))]);
}

function unusedFault(sheet: Sheet): SheetFault | undefined {
  if (sheet.isHidden) return "is hidden";
  if (/ \(\d+\)$/.test(sheet.name)) return "is a copy by its name";
  const words = wordsOf(sheet.name);
  if (words.some(({ key }) => OLD.has(key)) || isNamed(sheet.name, OLD_PHRASES) || words.some(({ key }, i) => key === "v" && ["0", "1"].includes(words[i + 1]?.key ?? ""))) return "is an old one by its name";
  return undefined;
}

function tradeFault(sheet: Sheet, its: readonly Candidate[]): SheetFault | undefined {
  const best = its.map((candidate) => ({ isOther: otherTrade(candidate.nameReading) !== undefined || otherTrade(candidate.labelReading) !== undefined, score: bareScores(candidate)[0] }));
  const other = best.filter(({ isOther }) => isOther).length;
  const strong = best.filter(({ isOther, score }) => !isOther && (score?.points ?? 0) >= 6);
  const licences = strong.filter(({ score }) => score !== undefined && OF_LICENCES.has(score.role));
  if (licences.length >= 2 || licences.some(({ score }) => score?.role === "tiers" || score?.role === "layers")) return undefined;
  return isNamed(sheet.name, OTHER) || (other >= 4 && other >= 2 * strong.length) ? "is of another trade" : undefined;
}

const OLD = keysOf(OLD_SHEETS.split(", ").filter((phrase) => !phrase.includes(" ")).join(", "));
const OLD_PHRASES = OLD_SHEETS.split(", ").filter((phrase) => phrase.includes(" ")).map(phraseKeys);
const OTHER = OTHER_SHEETS.split(", ").map(phraseKeys);

/** Whether a sheet's name has all words of one of these phrases. */
function isNamed(name: string, phrases: readonly (readonly string[])[]): boolean {
  // GuV, PnL: capitals within one word.
  const keys = new Set([...wordsOf(name).map(({ key }) => key), foldedWord(name)]);
  return phrases.some((phrase) => phrase.every((key) => keys.has(key)));
}
