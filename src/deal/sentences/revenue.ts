import { ONE, type Decimal } from "../../engine/decimal";
import type { RateCard } from "../../engine/usageFee";
import { netRevenueCall } from "../../functions/netRevenue";
import { usageCall } from "../../functions/usageFee";
import { figureText, labelText, listed, percentText, roundedText, sentence } from "./phrases";
import { windowText } from "./royalty";
import type { Speech } from "./speech";

/** Gross revenue less what the contract lets come off it. */
export function netRevenueSentence(speech: Speech): string {
  const [gross, deductions, cap, negative, opening, decimals] = ["gross", "deductions", "cap", "negative", "opening", "decimals"].map((parameter) => speech.values(parameter));
  const { reading, terms, table } = netRevenueCall({ gross, deductions, cap, negative, opening, decimals });
  return reading.answered(undefined, () => {
    const base = speech.label("gross");
    const less = terms.deductions.map(({ capRate, capAmount }, row) => {
      const caps = [...(capRate.isZero() ? [] : [`${percentText(capRate)} of ${base}`]), ...(capAmount.isZero() ? [] : [speech.money(capAmount)])];
      const name = labelText(String(table.names[row] ?? row + 1));
      return caps.length === 0 ? name : `${name} up to ${listed(caps)}${caps.length > 1 ? ", whichever is less" : ""}`;
    });
    const together = terms.cap.isZero() ? "" : `; all deductions together not above ${percentText(terms.cap)} of ${base}`;
    const deficit = terms.negative === "carry" ? `A deficit comes off later ${speech.period}s.` : "A deficit is lost.";
    const brought = terms.opening.isZero() ? "" : ` One of ${speech.money(terms.opening)} is brought in.`;
    const isDeficitSaid = negative !== undefined || !terms.opening.isZero();
    return `${sentence(`net revenue is ${base} less ${listed(less, ",")}${together}${roundedText(terms.decimals, decimals !== undefined)}`)}${isDeficitSaid ? ` ${deficit}${brought}` : ""}`;
  });
}

/** What use costs under the rate card, metric by metric. */
export function usageSentence(speech: Speech): string {
  const [usage, rate_card, resets, decimals] = ["usage", "rate_card", "resets", "decimals"].map((parameter) => speech.values(parameter));
  const { reading, statement, used, metrics, decimals: places } = usageCall({ usage, rate_card, resets, decimals });
  return reading.answered(undefined, () => {
    // What is wrong with the use itself comes to light only in its calculation.
    statement();
    const window = windowText(speech, resets, used.periods.count);
    const end = `${window === "" ? "" : `; ${window}`}${roundedText(places, decimals !== undefined)}`;
    return sentence(`${metrics.map(({ name, card }) => `for ${labelText(name)} ${cardText(speech, card)}`).join("; ")}${end}`);
  });
}

/** `500 are included; then USD 6 for each of the first 4,000, and 5 for each beyond 4,000` */
function cardText(speech: Speech, { prices: { tiers, threshold }, method, included, useCap, overagePrice }: RateCard): string {
  const price = (amount: Decimal) => speech.money(amount);
  const isFrom = threshold === "from";
  const part = ({ above, rate }: (typeof tiers)[number], i: number) => {
    const next = tiers[i + 1]?.above;
    if (tiers.length === 1) return `${price(rate)} for each`;
    if (method === "cliff") {
      const least = i === 0 ? [] : [isFrom ? `from ${figureText(above)} on` : `above ${figureText(above)}`];
      const most = next === undefined ? [] : [isFrom ? `below ${figureText(next)}` : `not above ${figureText(next)}`];
      return `${price(rate)} for each of them while they are ${[...least, ...most].join(" and ")}`;
    }
    if (i === 0) return `${price(rate)} for each ${isFrom ? "below" : "up to and including"} ${figureText(next ?? ONE)}`;
    const start = isFrom ? `from ${figureText(above)} on` : `above ${figureText(above)}`;
    return `${price(rate)} for each ${start}${next === undefined ? "" : isFrom ? ` and below ${figureText(next)}` : ` up to and including ${figureText(next)}`}`;
  };
  const free = included.isZero() ? "" : `${figureText(included)} are included; of those beyond, `;
  const over = useCap === undefined ? "" : overagePrice === undefined ? `, not above ${figureText(useCap)} in all` : `, and ${price(overagePrice)} for each above ${figureText(useCap)} in all`;
  return `${free}${listed(tiers.map(part), ",")}${over}`;
}
