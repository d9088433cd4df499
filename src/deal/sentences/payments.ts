import { ZERO, rounded, type Decimal } from "../../engine/decimal";
import { guaranteeCall } from "../../functions/minGuarantee";
import { presentValueCall } from "../../functions/npvRoyalty";
import { prorataCall } from "../../functions/prorata";
import { recoupmentCall } from "../../functions/recoup";
import { withholdingCall } from "../../functions/withholding";
import type { WithholdingTerms } from "../../engine/withholding";
import type { RecoupmentWindow } from "../../engine/minGuarantee";
import { figureText, labelText, listed, percentText, placesText, roundedText, sentence } from "./phrases";
import type { Speech } from "./speech";

/** What is paid at least, and what becomes of the difference. */
export function guaranteeSentence(speech: Speech): string {
  const [earned, guarantee, window, opening] = ["earned", "guarantee", "window", "opening"].map((parameter) => speech.values(parameter));
  const { reading, terms } = guaranteeCall({ earned, guarantee, window, opening });
  return reading.answered(undefined, () => {
    const money = (amount: Decimal) => speech.money(amount);
    const isOne = terms.guarantee.every((amount) => amount.equals(terms.guarantee[0] ?? ZERO));
    const least = speech.byPeriod(terms.guarantee, money);
    const paid = isOne ? `not less than ${least} is paid in each ${speech.period}` : `in each ${speech.period} not less is paid than its guarantee, ${least}`;
    const earlier = terms.opening.length === 0 ? "" : `; so ${terms.opening.length === 1 ? "is a shortfall" : "are shortfalls"} of ${listed(terms.opening.map(money))} from before`;
    return sentence(`${paid}; what is paid above what was earned is ${madeGood(terms.window, speech.period)}${earlier}`);
  });
}

/** `recouped from what is earned above the guarantee in the next 4 quarters, then lost` */
function madeGood(window: RecoupmentWindow, period: string): string {
  const from = "recouped from what is earned above the guarantee";
  switch (window.kind) {
    case "none":
      return "not made good";
    case "life":
      return `${from}, for good`;
    case "first":
      return `${from} up to ${period} ${window.periods}, then lost`;
    case "rolling":
      return `${from} in the next ${window.periods === 1 ? `1 ${period}` : `${window.periods} ${period}s`}, then lost`;
  }
}

/** Advances that are recouped before more is paid. Nothing to say where there is none. */
export function recoupmentSentence(speech: Speech): string | undefined {
  const [earned, advances, crossed, reserve, release, opening, decimals] = ["earned", "advances", "crossed", "reserve", "release", "opening", "decimals"].map((parameter) => speech.values(parameter));
  const { reading, terms, accounts } = recoupmentCall({ earned, advances, crossed, reserve, release, opening, decimals });
  return reading.answered(undefined, () => {
    if (terms.accounts.every(({ advances: paid, openingBalance, reserve: held }) => [...paid, openingBalance, held].every((amount) => amount.isZero()))) return undefined;
    const money = (amount: Decimal) => speech.money(amount);
    const whose = (account: number) => (accounts.isBlock ? `${labelText(accounts.named?.names[account] ?? `account ${account + 1}`)}: ` : "");
    const each = terms.accounts.map((account, at) => {
      const paid = account.advances.flatMap((amount, t) => (amount.isZero() ? [] : [`${money(amount)}${account.advances.length > 1 ? ` paid in ${speech.periodLabel(t, account.advances.length)}` : ""}`]));
      const open = account.openingBalance.isZero() ? [] : [`${money(account.openingBalance)} unrecouped from before`];
      const held = account.reserve.isZero() ? "" : `; ${percentText(account.reserve)} is held back against returns and released ${periodsLater(terms.release ?? 0, speech.period)}`;
      const brought = account.openingReserves.some((amount) => !amount.isZero()) ? `; ${speech.byPeriod(account.openingReserves, money)} held back before is released` : "";
      const what = [...paid, ...open].length === 0 ? "no advance" : `an advance of ${listed([...paid, ...open])}`;
      return `${whose(at)}${what} is recouped from ${accounts.isBlock ? "its own earnings" : labelledOwn(speech)} before more is paid${held}${brought}`;
    });
    const crossing = { none: "; the accounts do not recoup each other", all: "; all accounts recoup each other", "recouped only": "; accounts that have recouped their own recoup the others" }[terms.crossed];
    return sentence(`${each.join("; ")}${accounts.isBlock ? crossing : ""}${roundedText(terms.decimals, decimals !== undefined)}`);
  });
}

function labelledOwn(speech: Speech): string {
  return speech.line.of === "" ? speech.label("earned") : `${labelText(speech.line.of)}'s own share`;
}

function periodsLater(count: number, period: string): string {
  return `${count} ${period}${count === 1 ? "" : "s"} later`;
}

/** A pool that is shared among holders. */
export function splitSentence(speech: Speech): string {
  const [pool, weights, decimals, minimum] = ["pool", "weights", "decimals", "minimum"].map((parameter) => speech.values(parameter));
  const { reading, terms, holders } = prorataCall({ pool, weights, decimals, minimum });
  return reading.answered(undefined, () => {
    const [first = [], ...others] = terms.weights;
    const isFixed = others.every((row) => row.every((weight, i) => weight.equals(first[i] ?? ZERO)));
    const isLabelled = speech.line.rows.length === first.length;
    const isNamed = isLabelled || holders.holders.some((holder) => typeof holder === "string");
    const named = first.map((_, i) => {
      const holder = holders.holders[i];
      return labelText(typeof holder === "string" ? holder : (isLabelled && speech.line.rows[i]?.label) || `holder ${i + 1}`);
    });
    const shares = isFixed ? first.map(figureText).join(" : ") : `in proportion to ${speech.label("weights")} of each ${speech.period}`;
    const small = terms.minimum.isZero() ? "" : `; a part below ${speech.money(terms.minimum)} is held and not paid`;
    const parts = terms.decimals === "exact" ? ", not rounded" : `, rounded ${placesText(terms.decimals)}, the parts adding up`;
    return sentence(`${speech.label("pool")} is shared ${shares} among ${isNamed ? listed(named) : `${first.length} holders`}${parts}${small}`);
  });
}

/** Tax that is taken from a payment, or borne by the payer. */
export function withholdingSentence(speech: Speech): string {
  const [royalty, rate, gross_up, decimals] = ["royalty", "rate", "gross_up", "decimals"].map((parameter) => speech.values(parameter));
  const { reading, terms, payees } = withholdingCall({ royalty, rate, gross_up, decimals });
  return reading.answered(undefined, () => {
    const [first, ...others] = terms as [WithholdingTerms, ...WithholdingTerms[]];
    const ofEach = terms.map(({ rates }, payee) => `${labelText((payees.named?.names[payee] ?? speech.line.rows[payee]?.label) || `payee ${payee + 1}`)} ${speech.byPeriod(rates, percentText)}`);
    const areAlike = others.every(({ rates }) => rates.every((one, t) => one.equals(first.rates[t] ?? ZERO)));
    const rates = areAlike ? speech.byPeriod(first.rates, percentText) : listed(ofEach);
    const end = roundedText(first.decimals, decimals !== undefined);
    const whose = speech.line.of !== "" ? `${labelText(speech.line.of)}'s part` : speech.line.rows.length > 1 ? "each part" : speech.label("royalty");
    const isOne = areAlike && first.rates.every((one) => one.equals(first.rates[0] ?? ZERO));
    const withheld = isOne ? `from ${whose} ${rates} tax is withheld` : `from ${whose} tax is withheld, ${rates}`;
    return sentence(first.grossUp === "none" ? `${withheld}${end}` : `${whose} is received in full; the payer bears the tax, ${rates} of the gross${end}`);
  });
}

/** What later payments are worth now. */
export function presentValueSentence(speech: Speech): string {
  const [rate, royalties, when, valuation_date] = ["rate", "royalties", "when", "valuation_date"].map((parameter) => speech.values(parameter));
  const { reading, terms } = presentValueCall({ rate, royalties, when, valuation_date });
  return reading.answered(undefined, () => {
    const isDated = typeof terms.when !== "string";
    const a = isDated ? "year" : speech.period;
    const taken = { end: `taken at the end of their ${a}s`, mid: `taken in the middle of their ${a}s`, start: `taken at the start of their ${a}s` };
    const at = typeof terms.when === "string" ? taken[terms.when] : `taken on their dates, ${speech.label("when")}${valuation_date === undefined ? ", and valued on the first of them" : `, and valued on ${speech.label("valuation_date")}`}`;
    const whose = speech.line.of === "" ? speech.label("royalties") : `${labelText(speech.line.of)}'s part`;
    return sentence(`present value of ${whose} at ${speech.byPeriod(terms.rates, shortPercent)} a ${a}, payments ${at}`);
  });
}

/** A rate that was worked out of another has more digits than anybody compares. */
function shortPercent(rate: Decimal): string {
  const short = rounded(rate, 6);
  return short.equals(rate) ? percentText(rate) : `about ${percentText(short)}`;
}
