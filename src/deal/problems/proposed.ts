import type { LeftOut, Line, Problem, Term } from "../deal";
import { placeText } from "./book";
import { faultPlace } from "./faultPlace";

/** What a line that is proposed is refused for, at the cells that are to blame; of those that wait for another nothing is said. */
export function refusedLines(lines: readonly Line[], blocked: ReadonlyMap<string, string>, terms: readonly Term[]): Problem[] {
  return lines.flatMap(({ id, label, of, call, reads }): Problem[] => {
    const sentence = blocked.get(id);
    if (sentence === undefined || reads.some((read) => read !== id && blocked.has(read))) return [];
    const sources = Object.entries(call?.arguments ?? {}).flatMap(([parameter, { source }]) => (source === undefined ? [] : [{ parameter, at: source.at }]));
    const atFault = sources.find(({ parameter }) => parameter === faultPlace(sentence)?.parameter) ?? sources[0];
    const place = atFault?.at ?? (terms.find(({ stream }) => stream === of) ?? terms[0])?.source.at;
    return place === undefined ? [] : [{ code: "F01", kind: "error", place, sentence: `${of === "" ? label : `${of}, ${label.toLowerCase()}`}: ${sentence}` }];
  });
}

/** A part of the deal that nothing here calculates. */
export function notComputed({ source, reason }: LeftOut): Problem {
  const [place, shown] = "at" in source ? [source.at, source.name ?? placeText(source.at)] : [source, source.name];
  return { code: "M13", kind: "warn", place, sentence: `${shown}: ${reason} The figures leave it out.`, fix: "Add it beside the deal by a formula of your own." };
}

/** A term that no line reads. */
export function noEffect({ role, stream, source }: Term): Problem {
  const whose = stream === "" ? "the deal" : stream;
  return { code: "M03", kind: "warn", place: source.at, sentence: `${source.name ?? "This"} is read as ${role} of ${whose}, and no line of the deal reads it: the figures leave it out.`, fix: `Name what ${whose} earns, or leave it out.` };
}
