import type { Candidate } from "./candidates";
import { textReading, wordsLeft } from "./phrases";
import { AHEAD, ENOUGH, OF_A_LICENCE, WORTH_ASKING, notComputed, otherTrade, saying, scores } from "./scoring";
import type { Streams } from "./streams";
import { leftOut, sentence, theRole, type Verdict } from "./verdict";

/** Why its words are none of a deal that is computed here: those of its name; or of its label, where the name says nothing of a deal. */
export function tradeOf({ nameReading, labelReading, shape, inTable }: Candidate): string | undefined {
  if (inTable?.role !== undefined) return undefined;
  const inName = otherTrade(nameReading);
  if (inName !== undefined) return ofOtherTrade(inName);
  const later = notComputed(nameReading) ?? notComputed(labelReading);
  if (later !== undefined) return `"${later}" is a part of a deal that is not computed here yet.`;
  const isSaid = nameReading.matches.some(({ meaning, strength }) => "role" in meaning && strength === "strong");
  const inLabel = isSaid ? undefined : (otherTrade(labelReading) ?? shape.table?.said.flatMap((word) => otherTrade(textReading(word)) ?? [])[0]);
  return inLabel === undefined ? undefined : ofOtherTrade(inLabel);
}

/** A part of a deal of which nothing is calculated, with figures that would be paid or taken off. */
export function isNotComputed({ nameReading, labelReading, shape }: Candidate): boolean {
  return shape.figures.some((figure) => figure !== 0) && otherTrade(nameReading) === undefined && (notComputed(nameReading) ?? notComputed(labelReading)) !== undefined;
}

/** The tax of a payee or a territory of the deal may be withheld from it. */
export function withheldFrom(candidate: Candidate, streams: Streams): Verdict | undefined {
  const { nameReading, shape } = candidate;
  const tax = nameReading.matches.find(({ meaning, said }) => "otherTrade" in meaning && TAXES.has(said));
  const left = tax === undefined ? [] : wordsLeft(nameReading, tax.uses);
  if (tax === undefined || !streams.isStream(left) || shape.form === "block" || !shape.areFigures || shape.most > 100) return undefined;
  const stream = streams.streamOf(candidate, left);
  return { candidate, state: "asked", scores: [], role: "withholding", stream, reason: `The name says "${tax.said}" of ${stream}: it may be withheld at source, or a tax of the company's own.` };
}

const TAXES: ReadonlySet<string> = new Set(["tax", "tax rate", "steuer", "steuersatz", "impuesto", "impôt"]);

function ofOtherTrade(word: string): string {
  if (TAXES.has(word)) return `"${word}": the tax of a company, or withheld from the licensor? It is not used.`;
  return `"${word}" is a word of another trade.`;
}

export function byScores(candidate: Candidate, streams: Streams): Verdict {
  const found = scores(candidate, (words) => streams.isStream(words));
  const [best, next] = found;
  if (best === undefined || best.points < 1) return unfitting(candidate, streams) ?? { ...leftOut(candidate, unfit(candidate)), scores: found };
  const stream = streams.streamOf(candidate, best.stream);
  const isClear = best.points >= ENOUGH && best.points - (next?.points ?? 0) >= AHEAD;
  const isSureTable = candidate.shape.table?.role === best.role && candidate.shape.table.isSure;
  // "Licensee revenue (forecast)", or a label of another trade under a name of ours.
  const isOfAnother = (otherTrade(candidate.asideReading) !== undefined && !OF_A_LICENCE.test(candidate.asideReading.text) && !isCountedOn(candidate.asideReading.text, stream)) || otherTrade(candidate.labelReading) !== undefined;
  const isDoubted = !isSureTable && (candidate.shape.hasText || isOptional(candidate) || (isOfAnother && best.role !== candidate.inTable?.role));
  const verdict: Verdict = { candidate, scores: found, role: best.role, stream, state: isClear && !isDoubted ? "proposed" : best.points >= WORTH_ASKING ? "asked" : "left out", reason: sentence(best.seen) };
  if (verdict.state !== "left out") return verdict;
  verdict.isUnclear = true;
  verdict.reason = `Too little speaks for ${theRole(best.role)}: ${best.seen.join("; ")}${best.left.length === 0 ? "" : `; ${best.left.map(({ text }) => `"${text}"`).join(" ")} is not explained`}.`;
  return verdict;
}

/** Paid only if somebody wants it so, added to something, told for information, or doubted by the analyst. */
export function isOptional({ label, name }: Candidate): boolean {
  return /\boption|\bif (exercised|granted|taken|triggered)|\bfalls\b|\bsi\b|\bindien\b|\balready\b|\bbereits\b|\bdéjà\b|\bgià\b|\bmemo\b|\bpour info|\bfor info|\bzur info|\buplift|\bsurcharge|\baufschlag|\bzuschlag|\bmajoration|\brecargo|\bmaggiorazione|\?/i.test(`${label} ${name}`);
}

/** A name that clearly says a role over cells that cannot be it: somebody should look. */
function unfitting(candidate: Candidate, streams: Streams): Verdict | undefined {
  const [said, ...others] = candidate.nameReading.matches.flatMap(({ meaning, strength, said: words }) => ("role" in meaning && strength === "strong" ? [{ role: meaning.role, words }] : []));
  const saysIt = said === undefined ? undefined : saying(candidate.nameReading, said.role, (words) => streams.isStream(words));
  if (said === undefined || saysIt === undefined || others.some(({ words }) => words !== said.words) || saysIt.left.length > 0 || candidate.shape.form === "block") return undefined;
  return { candidate, state: "asked", scores: [], role: said.role, stream: streams.streamOf(candidate, saysIt.stream), reason: `The name says "${said.words}", and its cells do not look like it.` };
}

/** An advance "against advertising" of a stream of the deal: what it is counted on, and no other trade. */
function isCountedOn(aside: string, stream: string): boolean {
  return stream !== "" && /^ (on|against|auf|sur|sobre) /i.test(aside);
}

function unfit({ nameReading, labelReading, shape }: Candidate): string {
  const said = [nameReading, labelReading].flatMap(({ matches }) => matches.filter(({ meaning }) => "role" in meaning)).at(0);
  if (said === undefined) return "No word of a deal is in its name or label.";
  const [only] = shape.filled;
  return `It says "${said.said}", and its cells do not fit${shape.form === "cell" && typeof only === "number" ? `: ${shape.isPercent ? `${only * 100}%` : only}` : ""}.`;
}
