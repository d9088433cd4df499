import type { ChoiceName, Role } from "../deal";
import { remembered } from "./remembered";
import { ABBREVIATIONS, CHOICE_WORDS, CURRENCIES, FILLERS, NOT_YET, OTHER_TRADES, PARTIES, PREFIXES, ROLE_WORDS, SOFT_FILLERS } from "./words";

/** A word of a name or label: as written, and as it is compared. */
export interface Word {
  readonly text: string;
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

export type Meaning = { readonly role: Role } | { readonly choice: ChoiceName } | { readonly otherTrade: true } | { readonly later: true };

/** A phrase that was found in a text. `strong`: says it; `weak`: other trades say it too; `compound`: it is a part of a longer word. */
export interface Match {
  readonly meaning: Meaning;
  /** As the text writes it. */
  readonly said: string;
  readonly strength: "strong" | "weak" | "compound";
  /** Which of the text's words it takes. */
  readonly uses: readonly number[];
}

/** What a name or a label says. */
export interface TextReading {
  readonly text: string;
  readonly words: readonly Word[];
  readonly matches: readonly Match[];
}

/** A longer text is a note. */
const LONGEST_TEXT = 120;

/** As texts are compared: without accents, umlauts or capitals, in the singular. */
export const foldedWord = remembered((word: string): string => {
  const plain = word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/ß/g, "ss").replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/ae|oe|ue/g, ([first = ""]) => first);
  if (plain.length > 4 && plain.endsWith("ies")) return `${plain.slice(0, -3)}y`;
  if (/(sh|ch|x|ss)es$/.test(plain)) return plain.slice(0, -2);
  return plain.length > 3 && plain.endsWith("s") && !plain.endsWith("ss") ? plain.slice(0, -1) : plain;
});

/** A text's words, split at capitals, digits, underscores and whatever is no letter. */
export function wordsOf(text: string): readonly Word[] {
  return wordsOfShort(text.slice(0, LONGEST_TEXT));
}

const wordsOfShort = remembered((text: string): readonly Word[] => {
  const cut = text.normalize("NFC");
  const pieces = [...cut.matchAll(/iOS|\p{Lu}{2,}s(?!\p{Ll})|\p{Lu}{3}(?=(?:[km]|mn|bn)(?!\p{L}))|\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{M}]+|\p{Lo}+|\d+|%/gu)].map((found): Word => ({ text: found[0], key: written(found[0]), start: found.index, end: found.index + found[0].length }));
  const words: Word[] = [];
  for (const piece of pieces) {
    const last = words.at(-1);
    const joined = last?.end === piece.start ? written(last.text + piece.text) : "";
    // MwSt, XColl: capitals within one word.
    if (last !== undefined && joined !== "" && VOCABULARY.has(joined) && !/\d/.test(joined)) words[words.length - 1] = { text: last.text + piece.text, key: joined, start: last.start, end: piece.end };
    else words.push(piece);
  }
  return words;
});

/** The phrases of a text, of those that lie within one another the longest. Cells or units may add a percent sign. */
export function textReading(text: string, isPercent = false): TextReading {
  return (isPercent ? percentReading : plainReading)(text.slice(0, LONGEST_TEXT));
}

const plainReading = remembered((text: string) => reading(text, []));
const percentReading = remembered((text: string) => reading(text, ["%"]));

function reading(text: string, hints: readonly string[]): TextReading {
  const words = wordsOf(text);
  const keys = [...words.map(({ key }) => key), ...hints];
  const found = [...keys.flatMap((key, at) => [...(PHRASES.get(key) ?? []).flatMap((phrase) => phraseAt(phrase, keys, at, words)), ...compounds(key, at, words)]), ...currencyPairs(words)];
  const isOver = (a: Match, b: Match) => a.uses.length > b.uses.length || (a.uses.length === b.uses.length && isOnePiece(a) && !isOnePiece(b));
  // The discount rate for a royalty is no royalty rate.
  const isTorn = (match: Match, other: Match) => !isOnePiece(match) && isOnePiece(other) && other.uses.length > 1 && other.uses.some((use) => match.uses.includes(use)) && !other.uses.every((use) => match.uses.includes(use));
  // One word and a percent sign say it if nothing else stands between; two words need not end the text.
  const lastOf = (uses: readonly number[]) => Math.max(...(uses.length > 2 ? uses.filter((use) => use < words.length) : uses));
  const isWhole = ({ uses }: Match) => words.every((word, at) => uses.includes(at) || at < Math.min(...uses) || at > lastOf(uses) || isFiller(word) || !beginsARole(word));
  const whole = found.filter((match) => isWhole(match) && !found.some((other) => isTorn(match, other)));
  return { text, words, matches: whole.filter((match) => !whole.some((other) => other !== match && isOver(other, match) && match.uses.every((use) => other.uses.includes(use)))) };
}

/** A phrase as it is written, its words beside each other: a price list is no list price. */
function isOnePiece({ uses }: Match): boolean {
  return uses.every((use, i) => i === 0 || use === (uses[i - 1] ?? 0) + 1);
}

/** The words of a text that a match and fillers leave unexplained. */
export function wordsLeft({ words }: TextReading, uses: readonly number[]): readonly Word[] {
  const known = LEFT.get(uses);
  if (known !== undefined) return known;
  const firstOwn = words.findIndex((word) => !PREFIX_KEYS.has(word.key));
  const left = words.filter((word, at) => at >= firstOwn && firstOwn >= 0 && !uses.includes(at) && !isFiller(word));
  LEFT.set(uses, left);
  return left;
}

/** By the words that a match takes: a text's reading is kept, and so are its matches. */
const LEFT = new WeakMap<readonly number[], readonly Word[]>();

/** A word that explains itself, unless it tells two ranges of one role apart: Standard, Pro, a single letter, DE. */
export function isSoft({ text, key }: Word): boolean {
  return SOFT_FILLER_KEYS.has(key) || (FILLER_KEYS.has(key) && /^\p{Lu}{1,2}$/u.test(text) && !["K", "M", "Q", "Y", "D", "L", "PA"].includes(text));
}

/** A word that says nothing of what a range is. */
export function isFiller(word: Word): boolean {
  return !isSoft(word) && (FILLER_KEYS.has(word.key) || isYear(word.key) || isCurrencyWord(word.text));
}

/** Whether a word is the first of what some role is called. */
export function beginsARole({ key }: Word): boolean {
  return (PHRASES.get(key) ?? []).some(({ meaning }) => "role" in meaning);
}

/** Words that say whose something is. */
export function isParty({ key }: Word): boolean {
  return PARTY_KEYS.has(key);
}

export const isCurrencyWord = remembered((text): boolean => {
  const code = text.toUpperCase().replace(/(?<=^[A-Z]{3})(K|M|MN|BN)$/, "");
  return CURRENCIES.has(code) || (code.length === 6 && CURRENCIES.has(code.slice(0, 3)) && CURRENCIES.has(code.slice(3)));
});

function isYear(key: string): boolean {
  return /^(19|20)\d\d$/.test(key);
}

interface Phrase {
  readonly keys: readonly string[];
  readonly meaning: Meaning;
  readonly strength: "strong" | "weak";
}

function phraseAt({ keys: wanted, meaning, strength }: Phrase, keys: readonly string[], at: number, words: readonly Word[]): Match[] {
  const uses: number[] = [];
  for (const key of wanted) {
    const position = key === wanted[0] ? at : keys.findIndex((one, i) => one === key && !uses.includes(i));
    if (position < 0) return [];
    uses.push(position);
  }
  const said = [...uses].sort((a, b) => a - b).flatMap((use) => words[use]?.text ?? []);
  return said.length === 0 ? [] : [{ meaning, strength, uses, said: said.join(" ").toLowerCase() }];
}

/** EUR/USD, GBP per USD, Kurs USD je EUR: a rate of exchange. */
function currencyPairs(words: readonly Word[]): Match[] {
  const isCode = (word: Word | undefined) => word?.text.length === 3 && isCurrencyWord(word.text);
  return words.flatMap((word, at): Match[] => {
    const second = ["per", "je", "par", "por", "pro"].includes(words[at + 1]?.key ?? "") ? at + 2 : at + 1;
    const [from, to] = [word, words[second]];
    if (!isCode(from) || to === undefined || !isCode(to) || from.key === to.key) return [];
    return [{ meaning: { role: "exchange rate" }, strength: "strong", uses: Array.from({ length: second - at + 1 }, (_, i) => at + i), said: words.slice(at, second + 1).map(({ text }) => text).join(" ") }];
  });
}

/** Words of six letters and more within a longer one: Lizenz-staffel, Personal-kosten. */
function compounds(key: string, at: number, words: readonly Word[]): Match[] {
  const word = words[at];
  if (word === undefined || key.length < 9 || VOCABULARY.has(key)) return [];
  return COMPOUND_PARTS.filter(([part]) => key.length > part.length + 2 && key.includes(part)).map(([, meaning]): Match => ({ meaning, strength: "compound", uses: [at], said: word.text.toLowerCase() }));
}

const SHORT = new Map(ABBREVIATIONS.split(", ").map((pair) => pair.split(" ")).map(([short = "", long = ""]) => [foldedWord(short), foldedWord(long)]));

function written(word: string): string {
  const key = foldedWord(word);
  return SHORT.get(key) ?? key;
}

export function keysOf(list: string): Set<string> {
  return new Set(list.split(", ").map(written));
}

const FILLER_KEYS = keysOf(FILLERS);
const SOFT_FILLER_KEYS = keysOf(`${SOFT_FILLERS}, ${PARTIES}`);
const PARTY_KEYS = keysOf(PARTIES);
const PREFIX_KEYS = keysOf(PREFIXES);

/** Words that phrases are compared without: chiffre d'affaires, cle de repartition. */
const SMALL_WORDS = keysOf("of, the, a, d, de, la, l, des, du, on, by, à, par, pour, por, para, del");

/** The words of a phrase, as they are compared. */
export function phraseKeys(phrase: string): string[] {
  const keys = phrase.split(" ").map(written);
  const telling = keys.filter((key) => !SMALL_WORDS.has(key));
  return telling.length > 0 ? telling : keys;
}

function phrases(list: string, meaning: Meaning, strength: "strong" | "weak"): Phrase[] {
  return list.split(", ").map((phrase) => ({ keys: phraseKeys(phrase), meaning, strength }));
}

const ALL_PHRASES: readonly Phrase[] = [
  ...(Object.entries(ROLE_WORDS) as [keyof typeof ROLE_WORDS, (typeof ROLE_WORDS)[keyof typeof ROLE_WORDS]][]).flatMap(([role, { en, de, fr, es, it = "", nl = "", pt = "", weak }]) => [
    ...[en, de, fr, es, it, nl, pt].filter((list) => list !== "").flatMap((list) => phrases(list, { role }, "strong")),
    ...(weak === undefined ? [] : phrases(weak, { role }, "weak")),
  ]),
  ...(Object.entries(CHOICE_WORDS) as [ChoiceName, string][]).flatMap(([choice, list]) => phrases(list, { choice }, "strong")),
  ...phrases(OTHER_TRADES, { otherTrade: true }, "strong"),
  ...phrases(NOT_YET, { later: true }, "strong"),
];

/** By their first word. */
const PHRASES: ReadonlyMap<string, readonly Phrase[]> = byFirstWord(ALL_PHRASES);

function byFirstWord(all: readonly Phrase[]): Map<string, Phrase[]> {
  const by = new Map<string, Phrase[]>();
  for (const phrase of all) by.set(phrase.keys[0] ?? "", [...(by.get(phrase.keys[0] ?? "") ?? []), phrase]);
  return by;
}

const VOCABULARY: ReadonlySet<string> = new Set(ALL_PHRASES.flatMap(({ keys }) => (keys.length === 1 ? keys : [])));

const COMPOUND_PARTS: readonly (readonly [string, Meaning])[] = [
  ...Object.entries(ROLE_WORDS).flatMap(([role, { de }]) => phrases(de, { role: role as Role }, "strong")),
  ...phrases("gebühr", { role: "fee" }, "strong"),
  ...phrases("wachstum, darlehen, zinsen, zinssatz, steuer, kosten, personal, mitarbeiter, gehalt, abschreibung, kredit, gewinn, rendite", { otherTrade: true }, "strong"),
].flatMap(({ keys, meaning }) => (keys.length === 1 && (keys[0] ?? "").length >= 6 ? [[keys[0] ?? "", meaning] as const] : []));
