import type { Sheet } from "../sheet/workbook";
import { PRESENT_VALUE, mentions, type OwnResult } from "./evidence";
import { magnitudeSaid, type Magnitude } from "./magnitude";
import { periodHead } from "./recognition/periods";
import { isCurrencyWord, isParty, wordsOf, type Word } from "./recognition/phrases";
import { isUnitText } from "./recognition/surroundings";

/** Who is paid, in which currency, and in what of it. */
export interface Counted {
  readonly payees: readonly string[];
  readonly currency: string;
  readonly magnitude: Magnitude;
}

/** What a result is called, where that is a step of the deal or a payee and nothing else. */
export interface ClearLabel {
  readonly text: string;
  /** It, or the head of its column, names a period. */
  readonly isOfPeriod: boolean;
  /** Who is paid is said by a word such as author, which may be one of several payees. */
  readonly isOfParty: boolean;
}

const ROYALTY = /^(?:royalt(?:y|ies)|lizenzgebühr(?:en)?|lizenzertr[aä]ge?|redevances?|droits|regal[ií]as?)$/i;
const PAID = /^(?:payable|due|paid|pays|zahlbar|payer|pagar)$/i;
const TOTAL = /^(?:totals?|gesamt|summe)$/i;
const PARTY = /^(?:licensors?|contributors?|lizenzgeber)$/i;
const AFTER_TAX = /\b(?:net of|after|nach|après|después de) (?:withholding )?(?:tax(?:es)?|steuern?|impôts?|impuestos?)\b/gi;

/** What may stand beside these words and leaves them as they are. */
const BESIDE = new Set(
  [
    "the a of to in for all and net netto nette neto earned amount amounts sum sums value values result results figure figures betrag montant importe valor",
    "der die das an für im la le les de des du d à au el los las por",
    "q h y fy quarter quarters half year years month months period periods annual yearly quarterly monthly term one two three four five six seven eight nine ten twelve",
    "jahr jahre quartal quartale halbjahr halbjahre monat monate année années an ans semestre semestres trimestre trimestres mois año años meses",
  ].flatMap((words) => words.split(" ")),
);
const SCALES: Readonly<Record<Magnitude, RegExp>> = { "": /^$/, k: /^(?:k|0{3}s?|t|tsd|thousands?)$/i, m: /^(?:m|mn|mio|millions?)$/i };

/** On such a sheet, or under such a heading, other figures are calculated than those of the deal: sums to date, cases, balances. */
const APART = /cumul|kumul|to date|\bytd\b|scenario|szenario|sensitiv|downside|upside|stress|what.?if|budget|prior|previous|last year|vorjahr|\bold\b|superseded|archiv|backup|\bcopy\b|sub-?licen|in-licen|check|control|reconcil|\bper\b|pro stück|variance|delta|difference|abweichung|balance|bilanz|bilan\b|liabilit|accru|working capital|\bbs\b|\btest\b|example|beispiel/i;

/** A longer text is a note. */
const LONGEST = 80;

/** Undefined where the texts of a result say more than a step or a payee, or it may be counted otherwise than the deal. */
export function clearLabel({ at: { sheet, top, left }, figures, texts }: OwnResult, counted: Counted): ClearLabel | undefined {
  const said = texts.filter((text) => periodHead(text) === undefined);
  const words = said.flatMap((text) => wordsSaid(text, counted));
  const has = (pattern: RegExp) => words.some(({ text }) => pattern.test(text));
  const named = counted.payees.filter((payee) => said.some((text) => mentions(text, payee)));
  const isOfParty = words.some(saysParty);
  const isStep = has(ROYALTY) || named.length > 0 || has(PAID) || (has(TOTAL) && isOfParty);
  if (!isStep || named.length > 1 || !words.every(saysStep) || said.some((text) => text.length > LONGEST)) return undefined;
  if ((magnitudeSaid(said) ?? counted.magnitude) !== counted.magnitude || [sheet.name, sectionOver(sheet, top)].some((text) => APART.test(text))) return undefined;
  const head = figures.length > 1 ? undefined : headOver(sheet, top, left);
  // Between its text and a figure alone there are others only where it has a head of its own.
  const isUnderHead = figures.length > 1 || (head === undefined ? hasTextBeside(sheet, top, left) : head.isPeriod || wordsSaid(head.text, counted).every(saysStep));
  const isOfPeriod = head?.isPeriod === true || said.length < texts.length || said.some((text) => /[1-9]/.test(text));
  return isUnderHead ? { text: said.find((text) => !isUnitText(text)) ?? "", isOfPeriod, isOfParty } : undefined;
}

/** The words of a text without those that change nothing. */
function wordsSaid(text: string, { payees, currency, magnitude }: Counted): readonly Word[] {
  const withoutPayees = payees.reduce((left, payee) => (mentions(left, payee) ? left.replaceAll(payee.toLowerCase(), " ") : left), text.toLowerCase());
  const isSilent = (word: string) => BESIDE.has(word) || /^[1-9]\d*$/.test(word) || SCALES[magnitude].test(word) || (isCurrencyWord(word) && (currency === "" || word.toUpperCase() === currency));
  return wordsOf(withoutPayees.replace(PRESENT_VALUE.words, " ").replace(AFTER_TAX, " ")).filter((word) => !isSilent(word.text));
}

function saysParty(word: Word): boolean {
  return PARTY.test(word.text) || isParty(word);
}

function saysStep(word: Word): boolean {
  return ROYALTY.test(word.text) || PAID.test(word.text) || TOTAL.test(word.text) || saysParty(word);
}

/** What heads a column: a text, or a period, over nothing but figures. */
function headOver(sheet: Sheet, row: number, column: number): { readonly text: string; readonly isPeriod: boolean } | undefined {
  for (let above = row - 1; above > 0; above--) {
    const { value = null, format } = sheet.cell(above, column) ?? {};
    const isPeriod = periodHead(value, format) !== undefined;
    if (!isPeriod && typeof value === "number") continue;
    return isPeriod || typeof value === "string" ? { text: typeof value === "string" ? value : "", isPeriod } : undefined;
  }
  return undefined;
}

function hasTextBeside(sheet: Sheet, row: number, column: number): boolean {
  const values = Array.from({ length: column - 1 }, (_, i) => sheet.cell(row, column - 1 - i)?.value ?? null);
  return typeof values.find((value) => value !== null) === "string";
}

/** So many rows higher a heading may stand. */
const HIGHEST = 40;

/** What stands in the nearest row above that has texts and no figures: the head of the rows below it. */
function sectionOver(sheet: Sheet, row: number): string {
  for (let above = row - 1; above > Math.max(0, row - HIGHEST); above--) {
    const values = [...(sheet.rows.get(above)?.values() ?? [])].map(({ value }) => value);
    if (values.some((value) => typeof value === "string") && !values.some((value) => typeof value === "number")) return values.filter((value) => typeof value === "string").join(" · ");
  }
  return "";
}
