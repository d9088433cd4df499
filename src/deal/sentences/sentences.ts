import { decimalOf } from "../../cells/decode";
import { Refusal } from "../../engine/refusal";
import { PRODUCT, type Line } from "../deal";
import { layersSentence } from "./layers";
import { guaranteeSentence, presentValueSentence, recoupmentSentence, splitSentence, withholdingSentence } from "./payments";
import { percentText } from "./phrases";
import { plainSentence, productSentence } from "./plain";
import { netRevenueSentence, usageSentence } from "./revenue";
import { royaltySentence } from "./royalty";
import { Speech, type Spoken } from "./speech";

/** The deal in words: a sentence for each line that has one, in the order in which they are calculated. */
export function dealInWords(deal: Spoken): string[] {
  return deal.lines.flatMap((line) => sentenceOf(line, deal) ?? []);
}

/**
 * What a line says, to be held against the clause. It is read from the same call that computes the line, by the function's own rules, so that every
 * figure and word of the call stands in it. Undefined where there are no words for a line, or its call is refused.
 */
export function sentenceOf(line: Line, deal: Spoken): string | undefined {
  const speech = new Speech(deal, line, line.call ?? { name: "", arguments: {} });
  try {
    const words = line.call === undefined ? plainSentence(speech) : WORDS.get(functionOf(line.call.name))?.(speech);
    return words && speech.spoken(words);
  } catch (refusal) {
    if (refusal instanceof Refusal) return undefined;
    throw refusal;
  }
}

/** `DEAL.WATERFALL.LINES` says the same as DEAL.WATERFALL. */
function functionOf(name: string): string {
  return name.toUpperCase().replace(/^(?:_XLUDF\.)?DEAL\.(\w+)(?:\.\w+)?$/, "$1");
}

const WORDS: ReadonlyMap<string, (speech: Speech) => string | undefined> = new Map([
  ["NETREVENUE", netRevenueSentence],
  ["TIEREDROYALTY", royaltySentence],
  ["USAGEFEE", usageSentence],
  ["MINGUARANTEE", guaranteeSentence],
  ["RECOUP", recoupmentSentence],
  ["PRORATA", splitSentence],
  ["WATERFALL", layersSentence],
  ["WITHHOLDING", withholdingSentence],
  ["NPV_ROYALTY", presentValueSentence],
  [PRODUCT, productOf],
]);

/** A plain product whose two parts are known: the amount, and the rate for all periods or for each. */
function productOf(speech: Speech): string | undefined {
  const rates = speech.values("rate")?.flat().flatMap((value) => (typeof value === "number" ? [decimalOf(value)] : [])) ?? [];
  return rates.length === 0 ? undefined : productSentence(speech.line.kind, speech.label("amount"), speech.byPeriod(rates, percentText));
}
