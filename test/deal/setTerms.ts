import type { Choice, ChoiceName, Role, Source, Term, Word } from "../../src/deal/deal";
import type { Recognised } from "../../src/deal/proposal/terms";
import { areaOf } from "../../src/sheet/formula/areas";
import type { Workbook } from "../../src/sheet/workbook";
import type { NameSet } from "./nameSets";

const ROLES: ReadonlySet<string> = new Set<Role>(["base", "deductions", "deduction rate", "share", "tiers", "tier starts", "tier rates", "rate", "usage", "rate card", "fee", "fee count", "guarantee", "earned by account", "advance", "opening balance", "reserve", "release", "commission", "layers", "split", "split part", "withholding", "exchange rate", "discount rate", "contract years", "period labels"]);

/** What a name, an address or a table stands for. */
export function sourceOf(workbook: Workbook, text: string, at = text): Source {
  const isTable = workbook.tables.some(({ name }) => name === at);
  const area = areaOf(workbook, isTable ? `${at}[#All]` : at);
  if (area === undefined) throw new Error(`${at} is no block`);
  const { sheet, top, left, bottom, right } = area;
  return { at: { sheet: sheet.name, top, left, bottom, right }, ...(!/\$|![A-Z]+\d+/.test(text) && { name: isTable ? `${text}[#All]` : text }) };
}

export function term(workbook: Workbook, role: Role, stream: string, text: string, state: Term["state"] = "proposed", at = text): Term {
  return { role, stream, source: sourceOf(workbook, text, at), state, reason: "" };
}

export function choice(name: ChoiceName, word: Word, stream = "", state: Choice["state"] = "proposed", words: readonly Word[] = [word], source?: Source): Choice {
  return { choice: name, stream, word, words, state, reason: "", ...(source && { source }) };
}

/** What a set says must be recognised, with the words that its figures stand for besides. */
export function recognisedIn(set: NameSet, workbook: Workbook, besides: readonly Choice[] = []): Recognised {
  const { terms, choices } = set.expect;
  const known = terms.filter(({ role }) => ROLES.has(role));
  const periods = terms.find(({ role }) => role === "period labels");
  const labels = periods === undefined ? [] : cellsOf(workbook, sourceOf(workbook, periods.source));
  return {
    currency: currencyIn(set),
    periods: labels,
    terms: known.map(({ role, stream, source, at }) => term(workbook, role as Role, stream, source, "proposed", at ?? source)),
    choices: [
      ...choices.map(({ choice: name, stream, word, source }) => choice(name as ChoiceName, word, stream, "proposed", [word], source === "default" ? undefined : sourceOf(workbook, source))),
      ...besides,
    ],
  };
}

function cellsOf(workbook: Workbook, { at }: Source): string[] {
  const sheet = workbook.sheet(at.sheet);
  return Array.from({ length: at.right - at.left + 1 }, (_, c) => {
    const value = sheet?.cell(at.top, at.left + c)?.value ?? null;
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  });
}

/** The currency that stands in a set's unit cells, the first of them. */
function currencyIn({ sheets, id }: NameSet): string {
  if (id === "territories-prefix") return "USD";
  for (const { cells } of sheets) for (const value of Object.values(cells)) if (typeof value === "string" && /^(?:USD|EUR)\b/.test(value)) return value.slice(0, 3);
  return "";
}
