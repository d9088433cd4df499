import { LAST_COLUMN, LAST_ROW } from "../../sheet/address";
import { haveCellsInCommon, type Area } from "../../sheet/area";
import { areaOfNode } from "../../sheet/formula/areas";
import { allParts, unwrapped, type FormulaNode } from "../../sheet/formula/nodes";
import { formulaNode } from "../../sheet/formula/parser";
import { sheetPrefix } from "../../sheet/address";
import type { DefinedName, Sheet, Workbook } from "../../sheet/workbook";
import type { LeftOut, Role, Source } from "../deal";
import { keptSheetIn } from "../keptAnswers";
import { labelledRanges } from "./labelled";
import { isCurrencyWord, textReading, wordsOf, type TextReading } from "./phrases";
import { shapeOf, type Shape } from "./shape";
import { addressOf, surroundings } from "./surroundings";

/** A range that may be a term: what it is called, and what stands in it. */
export interface Candidate {
  /** Its name or address as a formula writes it. */
  readonly id: string;
  readonly source: Source;
  readonly area: Area;
  readonly by: "name" | "table" | "label";
  readonly shape: Shape;
  /** The name without its sheet; "" where it has none. */
  readonly name: string;
  /** The sheet to which the name belongs alone. */
  readonly scope?: string;
  readonly label: string;
  readonly unit: string;
  readonly nameReading: TextReading;
  /** Of the label up to its first comma or bracket. */
  readonly labelReading: TextReading;
  /** Of what stands behind that. */
  readonly asideReading: TextReading;
  readonly inTable?: InTable;
}

/** What the place of a range in a table says of it: whose row or column it is, and, where its words do not say it, what. */
export interface InTable {
  readonly stream: string;
  readonly keys: ReadonlySet<string>;
  readonly role?: Role;
  /** Of a name's words alone others may say more. */
  readonly isSure: boolean;
  readonly seen: string;
}

export interface Candidates {
  readonly candidates: readonly Candidate[];
  readonly leftOut: readonly LeftOut[];
}

/** Whatever a workbook names or labels; what is no one block of cells is left out, and said why. Built-in and hidden names are nobody's terms. */
export function candidatesOf(workbook: Workbook): Candidates {
  const leftOut: LeftOut[] = [];
  const found: Candidate[] = [];
  const leave = (source: LeftOut["source"], reason: string) => void leftOut.push({ source, reason });
  const names = workbook.names.filter((one) => !isBuiltIn(one));
  const prefixes = prefixesOf(names);
  for (const name of names) {
    const shown = `${name.sheet === undefined ? "" : sheetPrefix(name.sheet)}${name.name}`;
    const meant = blockOf(workbook, name);
    if (typeof meant === "string") leave({ name: shown }, meant);
    else found.push(...candidate(meant, "name", withoutPrefix(name.name, prefixes), shown, leave, name.sheet));
  }
  for (const { name, sheet: sheetName, ...block } of workbook.tables) {
    const sheet = workbook.sheet(sheetName);
    const area = sheet === undefined ? undefined : { sheet, top: block.top, left: block.left, bottom: block.hasTotals ? block.bottom - 1 : block.bottom, right: block.right };
    if (area !== undefined) found.push(...candidate(area, "table", name, block.hasTotals ? name : `${name}[#All]`, leave));
  }
  const named = [...found];
  // What is kept was said by our own questions.
  const kept = keptSheetIn(workbook);
  for (const sheet of workbook.sheets.filter((one) => one !== kept)) {
    const taken = byRow(named.flatMap(({ area }) => (area.sheet === sheet ? [area] : [])));
    for (const { kind, ...rectangle } of labelledRanges(sheet)) {
      const area = { sheet, ...rectangle };
      if (taken(area).some((other) => haveCellsInCommon(other, area))) continue;
      found.push(...candidate(area, "label", "", addressOf(area)).filter(({ labelReading, shape }) => (kind === "word" ? labelReading.matches.some(({ meaning }) => "choice" in meaning) : labelReading.words.length > 0 || shape.table !== undefined)));
    }
  }
  return { candidates: found, leftOut };
}

/** Of many areas of a sheet those that stand in the rows of another. */
function byRow(areas: readonly Area[]): (area: Area) => readonly Area[] {
  const tall = areas.filter(({ top, bottom }) => bottom - top > MOST_ROWS);
  const rows = new Map<number, Area[]>();
  for (const area of areas.filter(({ top, bottom }) => bottom - top <= MOST_ROWS)) for (let row = area.top; row <= area.bottom; row++) rows.set(row, [...(rows.get(row) ?? []), area]);
  return ({ top, bottom }) => {
    if (bottom - top > MOST_ROWS) return areas;
    if (top === bottom && tall.length === 0) return rows.get(top) ?? [];
    const near = Array.from({ length: bottom - top + 1 }, (_, i) => rows.get(top + i) ?? []).flat();
    return tall.length === 0 ? near : [...near, ...tall];
  };
}

/** What is taller is held against all. */
const MOST_ROWS = 50;

/** So many names begin with a word by habit, and with a plan's or a product's name where another has the same names. */
const LEAST_NAMES = 4;

/** ip_Advance, ip_Scale, ip_WHT: what stands before the names of one group says nothing of a deal, unless Pro_Tiers stands beside Basic_Tiers. */
function prefixesOf(names: readonly DefinedName[]): ReadonlySet<string> {
  const rests = new Map<string, Set<string>>();
  for (const { name } of names) {
    const [, prefix = "", rest = ""] = PREFIXED.exec(name) ?? [];
    if (prefix !== "") rests.set(prefix, (rests.get(prefix) ?? new Set<string>()).add(rest.toLowerCase()));
  }
  const isShared = (prefix: string, its: ReadonlySet<string>) => [...rests].some(([other, others]) => other !== prefix && [...its].some((rest) => others.has(rest)));
  return new Set([...rests].filter(([prefix, its]) => its.size >= LEAST_NAMES && textReading(prefix).matches.every(({ strength }) => strength === "weak") && !isShared(prefix, its)).map(([prefix]) => prefix));
}

const PREFIXED = /^(\p{L}{1,5}[_.]|\p{Ll}{1,5}(?=\p{Lu}))(?=\p{L})(.+)$/u;

function withoutPrefix(name: string, prefixes: ReadonlySet<string>): string {
  const [, prefix = "", rest = ""] = PREFIXED.exec(name) ?? [];
  return prefixes.has(prefix) ? rest : name;
}

/** Names that Excel keeps for itself, and those that nobody sees. */
export function isBuiltIn({ name, hidden = false }: DefinedName): boolean {
  return hidden || /^_xl|^print_(area|titles)|^_filterdatabase$/i.test(name);
}

/** A label of more words is a note. */
const MOST_WORDS = 14;

/** "Sales net of VAT" are sales, and no tax. */
const NET_OF_TAX = / *[,(]? *\b(net of|excluding|excl\.?|ex|exclusive of|before|without|hors|ohne|exkl\.?|sin) (vat|gst|sales tax|mwst|ust|umsatzsteuer|tva|iva)\b\)?/i;

/** `said` is a label that does not stand beside the cells themselves. */
export function candidate(area: Area, by: Candidate["by"], name: string, id: string, leave?: (source: Source, reason: string) => void, scope?: string, said?: string): Candidate[] {
  const at = { sheet: area.sheet.name, top: area.top, left: area.left, bottom: area.bottom, right: area.right };
  const source: Source = by === "label" ? { at } : { at, name: id };
  const shape = shapeOf(area);
  if (shape === undefined) {
    leave?.(source, isWhole(area) ? `${id} is a whole column or row; a row more or less would change the deal.` : `${id} holds nothing.`);
    return [];
  }
  const { label: beside, unit } = surroundings(area);
  const label = said ?? beside;
  const isShort = wordsOf(label).length <= MOST_WORDS;
  const [only] = shape.filled;
  const isFraction = shape.form === "cell" && typeof only === "number" && only > 0 && only < 1 && !wordsOf(unit).some(({ text }) => isCurrencyWord(text));
  const isPercent = shape.isPercent || isFraction || /%|percent|prozent|pct/i.test(`${unit} ${label} ${name}`);
  const [head, aside] = headOf(isShort ? label.replace(NET_OF_TAX, "") : "");
  const headReading = textReading(head, isPercent);
  // "Pro plan, net revenue": what it is may stand behind the comma.
  const isOfAnother = ({ matches }: TextReading) => matches.some(({ meaning }) => "otherTrade" in meaning || "later" in meaning);
  const saysStrongly = ({ matches }: TextReading) => matches.some(({ strength, meaning }) => strength === "strong" && "role" in meaning);
  const ofAside = textReading(aside);
  const isInHead = aside === "" || isOfAnother(headReading) || saysStrongly(headReading) || (headReading.matches.length > 0 && (!saysStrongly(ofAside) || isOfAnother(ofAside)));
  return [
    {
      id,
      source,
      area,
      by,
      shape,
      name,
      ...(scope === undefined ? {} : { scope }),
      label,
      unit,
      nameReading: textReading(name, isPercent),
      labelReading: isInHead ? headReading : textReading(label, isPercent),
      asideReading: textReading(isInHead ? aside : ""),
    },
  ];
}

/** A label up to its first comma, colon, bracket or dash, or to what it is "on" (an advance on fees), and the rest. */
function headOf(label: string): [string, string] {
  const at = label.search(/[,;:([]| [-–—] | (on|against|auf|sur|sobre) /i);
  return at <= 0 ? [label, ""] : [label.slice(0, at), label.slice(at)];
}

/** The one block of cells that a name stands for, or why it is none. */
function blockOf(workbook: Workbook, { name, formula }: DefinedName): Area | string {
  const node = formulaNode(formula);
  if (node === undefined) return formula.includes("#REF!") ? `${name} points to cells that have been deleted.` : `${name} is a formula that cannot be read here.`;
  const area = areaOfNode(workbook, node);
  if (area !== undefined) {
    if (isWhole(area)) return `${name} is a whole column or row; a row more or less would change the deal.`;
    return isRelative(node) ? `${name} points to other cells from each cell in which it stands.` : area;
  }
  const parts = allParts(node);
  if (parts.some(({ kind }) => kind === "error") || formula.includes("#REF!")) return `${name} points to cells that have been deleted.`;
  if (parts.some(({ kind }) => kind === "external")) return `${name} is in another workbook; its figures would not travel with this one.`;
  const inner = unwrapped(node);
  if (inner.kind === "union" || (inner.kind === "operation" && inner.operator === ",")) return `${name} is two or more blocks of cells; a term is one.`;
  if (parts.every(({ kind }) => ["number", "text", "boolean", "array", "prefix", "percent", "parentheses"].includes(kind))) return `${name} is ${formula} in no cell, where nobody sees it.`;
  return `${name} is a formula; its cells move, so no other program can check what it stood for.`;
}

function isRelative(node: FormulaNode): boolean {
  const inner = unwrapped(node);
  return inner.kind === "reference" && [inner.top, inner.left, inner.bottom, inner.right].some(({ fixed }) => !fixed);
}

function isWhole({ top, bottom, left, right }: Area): boolean {
  return (top === 1 && bottom === LAST_ROW) || (left === 1 && right === LAST_COLUMN);
}

/** Whether figures come out of our functions: they are results of a deal, and none of its terms. */
export function comesOfDeal(workbook: Workbook, formulas: readonly string[], home: Sheet, hops = 3): boolean {
  const [formula] = formulas;
  if (formula === undefined) return false;
  if (/\bDEAL\./i.test(formula)) return true;
  if (hops === 0) return false;
  return areasReadBy(workbook, [formula], home).some(({ sheet, top, left }) => {
    const cell = sheet.cell(top, left);
    const filling = cell?.formula ?? (cell?.filledFrom === undefined ? undefined : sheet.cell(cell.filledFrom.row, cell.filledFrom.column)?.formula);
    return filling !== undefined && comesOfDeal(workbook, [filling.text], sheet, hops - 1);
  });
}

/** What formulas on these cells read, by their addresses. */
export function areasReadBy(workbook: Workbook, formulas: readonly string[], home: Sheet): Area[] {
  return formulas.flatMap((formula) => {
    const node = formulaNode(formula);
    return node === undefined ? [] : allParts(node).flatMap((part) => areaOfNode(workbook, part, home) ?? []);
  });
}
