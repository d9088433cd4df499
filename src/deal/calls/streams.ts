import type { Draft, Reader } from "./draft";
import { withSources, type Flow } from "./flow";
import { lineLabel, rowLabels } from "./lineText";
import { roleSaid, folded, writtenWords } from "./words";

const DIVIDES = new Set(["split", "layers"]);

/** Which stream or payee each line belongs to; "" is the whole deal. */
export function streamsOf(reader: Reader, flow: Flow): Map<Draft, string> {
  const of = new Map<Draft, string>();
  for (const draft of flow.drafts) if (draft.kind === "earned") nameBranches(reader, flow, draft, of);
  // Lines come before those that read them.
  for (const draft of flow.drafts) {
    if (of.has(draft)) continue;
    const money = draft.edges.filter(({ isMoney }) => isMoney);
    const labels = new Set(money.map(({ to, toRow }) => (DIVIDES.has(to.kind) && toRow >= 0 ? (rowLabels(to)[toRow] ?? "") : (of.get(to) ?? ""))));
    const behind = new Set(money.map(({ to }) => of.get(to) ?? ""));
    const [only = ""] = labels.size === 1 ? labels : behind.size === 1 ? behind : [""];
    of.set(draft, only);
  }
  nameTerms(flow, of);
  return of;
}

/** What only one stream reads is that stream's. */
function nameTerms(flow: Flow, of: Map<Draft, string>): void {
  const readers = new Map<Draft, Set<string>>();
  for (const draft of flow.drafts) {
    for (const { to, isMoney } of draft.edges) {
      if (isMoney) continue;
      const known = readers.get(to);
      if (known === undefined) readers.set(to, new Set([of.get(draft) ?? ""]));
      else known.add(of.get(draft) ?? "");
    }
  }
  for (const [draft, streams] of readers) {
    const [only, ...more] = streams;
    if (only !== undefined && more.length === 0 && of.get(draft) === "") of.set(draft, only);
  }
}

/** The branches of a sum that have money or a royalty of their own are streams, if there are several. */
function nameBranches(reader: Reader, flow: Flow, sum: Draft, of: Map<Draft, string>): void {
  const ends = [...new Set(sum.edges.filter(({ isMinus }) => !isMinus).map(({ to }) => to))];
  if (ends.length < 2) return;
  const kept = new Set(flow.drafts);
  const all = ends.map((end) => new Set([...withSources([end])].filter((draft) => kept.has(draft))));
  const branches = all.map((branch, i) => [...branch].filter((draft) => !all.some((other, j) => i !== j && other.has(draft))));
  const isStream = branches.map((branch) => branch.some(({ kind }) => kind === "base" || kind === "royalty"));
  if (isStream.filter(Boolean).length < 2) return;
  const named = all.map((branch) => new Set(termNames([...branch])));
  const names = branches.map((branch) => [...termNames(branch), ...branch.flatMap((draft) => (draft.area === undefined ? [] : [reader.nameOf(draft.area) ?? ""]))].filter((name) => name !== "" && named.filter((each) => each.has(name)).length < 2));
  const labels = branches.map((branch) => branch.map((draft) => lineLabel(reader, draft)));
  const sheets = ownSheets(branches, sum);
  for (const [i, branch] of branches.entries()) {
    if (isStream[i] !== true) continue;
    const end = ends[i];
    const name = sheets[i] ?? ownWords(names, i) ?? ownWords(labels, i) ?? (end === undefined ? "" : lineLabel(reader, end));
    for (const draft of branch) if (!of.has(draft)) of.set(draft, name);
  }
}

/** Where every branch stands on a sheet of its own, the sheets name the streams. */
function ownSheets(branches: readonly (readonly Draft[])[], sum: Draft): (string | undefined)[] {
  const sheets = branches.map((branch) => new Set(branch.map(({ place }) => place.sheet)));
  const all = new Set(sheets.flatMap((each) => [...each]));
  const isOwn = sheets.every((each) => each.size === 1) && all.size === branches.length && !all.has(sum.place.sheet);
  return sheets.map((each) => [...each]).map(([sheet]) => (isOwn ? sheet?.name : undefined));
}

function termNames(drafts: readonly Draft[]): string[] {
  return drafts.flatMap(({ terms }) => terms.flatMap(({ name }) => (name === undefined ? [] : [name])));
}

/** The words that several texts of one branch have, and none of another: what is left of `rev_pro` and `Pro_Scale` is pro. */
function ownWords(texts: readonly (readonly string[])[], i: number): string | undefined {
  const elsewhere = new Set(texts.flatMap((each, j) => (i === j ? [] : each.flatMap((text) => writtenWords(text).map(folded)))));
  const own = new Map<string, { word: string; texts: number }>();
  for (const text of texts[i] ?? []) {
    for (const [key, word] of new Map(writtenWords(text).map((each) => [folded(each), each]))) {
      if (elsewhere.has(key) || roleSaid(word) !== undefined || OF_ROLES.has(key)) continue;
      const known = own.get(key);
      own.set(key, { word: known?.word ?? word, texts: (known?.texts ?? 0) + 1 });
    }
  }
  const most = Math.max(0, ...[...own.values()].map((each) => each.texts));
  if (most === 0 || (most === 1 && (texts[i]?.length ?? 0) > 1 && own.size > 1)) return undefined;
  const words = [...own.values()].filter((each) => each.texts === most).map(({ word }) => word);
  return words.length > 3 ? undefined : capital(words.join(" "));
}

const OF_ROLES: ReadonlySet<string> = new Set("net gross revenue revenues sales base tiers tier scale deductions cap usage card royalty royalties earned rev roy".split(" "));

/** A word of a name in small letters is written as a label. */
function capital(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}
