import type { Role } from "../deal";
import type { Candidate } from "./candidates";
import { foldedWord, isParty, isSoft, wordsLeft, wordsOf, type Word } from "./phrases";
import { bareScores, isCounted, saying } from "./scoring";

/** Which words of names and labels are streams of the deal: plans, products, territories, payees. */
export interface Streams {
  isStream(words: readonly Word[]): boolean;
  /** The stream of a candidate in whose name these words stand beside its role; "" is the whole deal. */
  streamOf(candidate: Candidate, left: readonly Word[]): string;
  /** The holder of a split, or the payee of a layer, that a stream is. */
  isHolder(stream: string): boolean;
}

/** Roles of which two that differ in one word alone are two streams. */
const ROLES_OF_STREAMS: ReadonlySet<Role> = new Set<Role>(["base", "tiers", "rate", "guarantee", "advance", "usage", "rate card", "withholding", "exchange rate", "reserve", "split"]);

/**
 * What is left of a name without its role is a stream if names of two roles have it, if two names of one role differ only in it, or if it is a row of a
 * split. Where the same names, or the same labels, stand on several sheets, the sheet is the stream. What all names have is the deal's title.
 */
export function streamsOf(candidates: readonly Candidate[]): Streams {
  const left = candidates.flatMap((candidate) => {
    const [best] = bareScores(candidate);
    // Taken for a stream whatever they are, all words stay that may be one.
    const words = best === undefined ? [] : (saying(candidate.nameReading, best.role, () => true) ?? saying(candidate.labelReading, best.role, () => true))?.stream;
    return best === undefined || best.points < 1 ? [] : [{ candidate, role: best.role, words: words ?? [], key: keyOf(words ?? []), isStrong: best.points >= 3.5 }];
  });
  const rolesByKey = new Map<string, Set<Role>>();
  const siblings = new Map<string, Set<string>>();
  for (const { key, role, isStrong, candidate } of left.filter((one) => one.key !== "")) {
    rolesByKey.set(key, (rolesByKey.get(key) ?? new Set<Role>()).add(role));
    if (!isStrong || !ROLES_OF_STREAMS.has(role)) continue;
    // A milestone at the first sale is no sibling of a row of sales.
    const kind = `${role} ${candidate.shape.form} ${candidate.shape.form === "block" ? "" : candidate.shape.filled.length}`;
    siblings.set(kind, (siblings.get(kind) ?? new Set<string>()).add(key));
  }
  // Attributable revenue is a part of all revenue, and no stream beside it.
  const isWithin = (a: string, b: string) => a.length < b.length && a.split(" ").every((word) => ` ${b} `.includes(` ${word} `));
  const siblingKeys = new Set([...siblings.values()].map((keys) => [...keys]).flatMap((keys) => keys.filter((key) => keys.some((other) => other !== key && !isWithin(key, other) && !isWithin(other, key)))));
  const labels = new Map<string, string>();
  const isTitle = (key: string) => left.length >= 4 && left.every((one) => one.key === key);
  for (const { key, words } of left) {
    const isShared = (rolesByKey.get(key)?.size ?? 0) > 1;
    if (key !== "" && (isShared || siblingKeys.has(key)) && !isTitle(key) && !labels.has(key)) labels.set(key, words.map(({ text }) => text).join(" "));
  }
  const holders = candidates.flatMap(holdersOf);
  const sheets = streamSheets(candidates);
  const holderOf = (words: readonly Word[]) => (words.length === 0 ? undefined : holders.find((holder) => words.every(({ key }) => holder.keys.has(key))))?.label;
  const labelOf = (words: readonly Word[]) => labels.get(keyOf(words));
  const told = streamsTold(candidates, (candidate) => labelOf(saying(candidate.nameReading, "base", () => true)?.stream ?? []));
  return {
    isStream: (words) => labelOf(words) !== undefined || holderOf(words) !== undefined || (words.length > 0 && told.some(({ keys }) => words.every(({ key }) => keys.has(key)))),
    streamOf: (candidate, words) => (candidate.inTable?.isSure === true ? candidate.inTable.stream : undefined) ?? sheets.get(candidate.id) ?? (words.length === 0 ? undefined : (holderOf(words) ?? toldIn(told, words) ?? labelOf(words))) ?? toldIn(told, wordsSaid(candidate)) ?? labelOf(wordsLeft(candidate.nameReading, [])) ?? candidate.inTable?.stream ?? "",
    isHolder: (stream) => holders.some(({ label }) => label === stream),
  };
}

/** Whose it is tells no stream apart where another word does: the host's share of the advertising is the advertising's. */
export function keyOf(all: readonly Word[]): string {
  const others = all.filter((word) => !isParty(word));
  const words = others.length > 0 ? others : all;
  return words.map(({ key }) => key).join(" ");
}

/** More revenues than that are no streams of one deal. */
const MOST_STREAMS = 40;

/** Streams that the labels of several revenues tell apart, as long as labels of other terms say the same words: streaming receipts, physical receipts; royalty rate streaming. */
function streamsTold(candidates: readonly Candidate[], named: (candidate: Candidate) => string | undefined): Called[] {
  const groups = new Map<string, Candidate[]>();
  const others: ReadonlySet<string>[] = [];
  for (const candidate of candidates) {
    const { shape } = candidate;
    const [best] = bareScores(candidate);
    if (best !== undefined && best.role !== "base" && ROLES_OF_STREAMS.has(best.role)) others.push(new Set(wordsSaid(candidate).map(({ key }) => key)));
    if (best?.role !== "base" || best.points < 1 || shape.form === "cell" || shape.form === "block") continue;
    const alike = `${shape.form} ${shape.filled.length} ${isCounted(candidate) ? "units" : "money"}`;
    const group = groups.get(alike);
    if (group === undefined) groups.set(alike, [candidate]);
    else group.push(candidate);
  }
  return [...groups.values()].filter(({ length }) => length > 1 && length <= MOST_STREAMS).flatMap((candidatesAlike): Called[] => {
    const group = candidatesAlike.map((candidate) => ({ candidate, words: freeWords(candidate).filter(({ text }) => !/^\d+$/.test(text)) }));
    const told = group.flatMap(({ candidate, words }) => {
      const own = words.filter(({ key }) => !group.some((other) => other.candidate !== candidate && other.words.some((word) => word.key === key)));
      const [name, keys] = [named(candidate), new Set(own.map(({ key }) => key))];
      const isMeant = own.length > 0 && (name !== undefined || others.some((said) => [...keys].every((key) => said.has(key))));
      return isMeant ? [{ label: name ?? own.map(({ text }) => text).join(" "), keys }] : [];
    });
    return told.length > 1 ? told : [];
  });
}

/** What the label of a revenue says besides. */
function freeWords({ labelReading, asideReading }: Candidate): readonly Word[] {
  const free = saying(labelReading, "base", () => true)?.stream ?? [];
  return [...free, ...wordsLeft(asideReading, asideReading.matches.flatMap(({ uses }) => uses))].filter((word) => !isParty(word) && !isSoft(word));
}

function wordsSaid({ labelReading, asideReading }: Candidate): readonly Word[] {
  return [...labelReading.words, ...asideReading.words];
}

/** The one told stream whose words are all among these: of Z-Saatgut Weizen that of Weizen. */
function toldIn(told: readonly Called[], words: readonly Word[]): string | undefined {
  const said = new Set(words.map(({ key }) => key));
  const [only, another] = told.filter(({ keys }) => [...keys].every((key) => said.has(key)));
  return another === undefined ? only?.label : undefined;
}

/** What something is called, and the words by which it is known. */
interface Called {
  readonly label: string;
  readonly keys: ReadonlySet<string>;
}

/** The names in a split's first column, and the payees of layers. */
function holdersOf({ shape: { table, values } }: Candidate): Called[] {
  if (table?.role !== "split" && table?.role !== "layers") return [];
  const [head = [], ...body] = values;
  const column = table.role === "layers" ? head.findIndex((value) => typeof value === "string" && PAYEE_HEADS.has(foldedWord(value.trim()))) : 0;
  const labels = new Set(body.flatMap((row) => (typeof row[column] === "string" ? [row[column].trim()] : [])));
  return [...labels].map((label) => ({ label, keys: new Set(wordsOf(label).map(({ key }) => key)) }));
}

const PAYEE_HEADS = new Set(["payee", "party", "recipient", "holder"].map(foldedWord));

export function payeesOf(candidate: Candidate): string[] {
  return holdersOf(candidate).map(({ label }) => label);
}

/** By candidate the sheet that is its stream: the same names, or labels, stand on another sheet too. */
function streamSheets(candidates: readonly Candidate[]): Map<string, string> {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const [best] = bareScores(candidate);
    if (best === undefined || best.points < 4) continue;
    const key = candidate.scope !== undefined ? `name ${candidate.name.toLowerCase()}` : candidate.by === "label" ? `${best.role} ${keyOf(candidate.labelReading.words)}` : undefined;
    if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), candidate]);
  }
  const alike = [...groups.values()].filter((group) => new Set(group.map(({ area }) => area.sheet)).size === group.length && group.length > 1);
  const hasBase = alike.some(([first]) => first !== undefined && bareScores(first)[0]?.role === "base");
  const sheets = new Set(hasBase ? alike.flat().map(({ area }) => area.sheet) : []);
  return new Map(candidates.filter(({ area, scope, by }) => sheets.has(area.sheet) && (scope !== undefined || by === "label")).map(({ id, area }) => [id, area.sheet.name]));
}
