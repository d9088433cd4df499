import type { Grid } from "../../cells/cell";
import type { Decimal } from "../../engine/decimal";
import type { Tier } from "../../engine/tieredRoyalty";
import { royaltyCall } from "../../functions/tieredRoyalty";
import { allOf, figureText, labelText, listed, percentText, roundedText, sentence } from "./phrases";
import type { Speech } from "./speech";

/** A royalty on a base under a scale of rates, or of amounts for each unit. */
export function royaltySentence(speech: Speech): string {
  const [base, tiers, method, resets, prior, decimals] = ["base", "tiers", "method", "resets", "prior", "decimals"].map((parameter) => speech.values(parameter));
  const { reading, terms, scale } = royaltyCall({ base, tiers, method, resets, prior, decimals });
  return reading.answered(undefined, () => {
    const isPerUnit = scale.rate === "Amount per unit";
    const threshold = isPerUnit ? figureText : speech.amountOf("base");
    const rate = isPerUnit ? (amount: Decimal) => speech.money(amount) : percentText;
    const window = windowText(speech, resets, terms.base.length);
    const from = terms.prior.isZero() ? "" : `, ${threshold(terms.prior)} having been reached before`;
    const end = from + roundedText(terms.decimals, decimals !== undefined);
    const spoken: SpokenScale = { tiers: terms.scale.tiers, isFrom: terms.scale.threshold === "from", base: speech.label("base"), each: isPerUnit ? " for each of" : " of", rate, amount: threshold };
    const counted = window === "" ? "" : `, ${window}`;
    if (terms.scale.tiers.length === 1) return sentence(`the royalty is ${rate(terms.scale.tiers[0]?.rate as Decimal)}${spoken.each} ${spoken.base}${end}`);
    if (terms.method === "marginal") return sentence(`the royalty is ${marginal(spoken)}${counted}${end}`);
    if (terms.method === "prospective") {
      const where = `at one rate, that of where ${spoken.base}${window === "" ? "" : ` counted ${window.replace(/^counted /, "")}`} stands at the end of the ${speech.period}`;
      return `${sentence(`the royalty on each ${speech.period}'s ${spoken.base} is ${where}: ${steps(spoken)}${end}`)} Earlier ${speech.period}s are not changed.`;
    }
    const all = sentence(`the royalty is ${steps({ ...spoken, each: `${spoken.each} all` })}${counted}${end}`);
    const isOfOne = terms.base.length === 1 || terms.resets.slice(1).every((starts) => starts);
    return isOfOne ? all : `${all} The rate reached applies back to where the count began; the difference is paid in the ${speech.period} in which a threshold is crossed.`;
  });
}

interface SpokenScale {
  readonly tiers: readonly Tier[];
  /** A position exactly on a threshold belongs to the tier that starts there. */
  readonly isFrom: boolean;
  readonly base: string;
  /** Between a rate and what it is taken of. */
  readonly each: string;
  readonly rate: (rate: Decimal) => string;
  readonly amount: (amount: Decimal) => string;
}

/** `5% of Net sales up to and including USD 100,000, and 12% of the part above 100,000` */
function marginal({ tiers, isFrom, base, each, rate, amount }: SpokenScale): string {
  const part = ({ above, rate: own }: Tier, i: number) => {
    const next = tiers[i + 1]?.above;
    const start = i === 0 ? `${rate(own)}${each} ${base}` : `${rate(own)}${each} the part ${isFrom ? `from ${amount(above)} on` : `above ${amount(above)}`}`;
    if (next === undefined) return start;
    return `${start}${isFrom ? `${i === 0 ? "" : " and"} below` : " up to and including"} ${amount(next)}`;
  };
  return listed(tiers.map(part), ",");
}

/** `5% of all Net sales while it is not above USD 100,000, and 12% while it is above 100,000` */
function steps({ tiers, isFrom, base, each, rate, amount }: SpokenScale): string {
  const part = ({ above, rate: own }: Tier, i: number) => {
    const next = tiers[i + 1]?.above;
    const start = i === 0 ? `${rate(own)}${each} ${base}` : rate(own);
    const least = i === 0 ? "" : isFrom ? `from ${amount(above)} on` : `above ${amount(above)}`;
    const most = next === undefined ? "" : isFrom ? `below ${amount(next)}` : `not above ${amount(next)}`;
    return `${start} while it is ${[least, most].filter((limit) => limit !== "").join(" and ")}`;
  };
  return listed(tiers.map(part), ",");
}

/** Where the count starts again: `in each year by itself`. Nothing where there is one period and nothing is said. */
export function windowText(speech: Speech, resets: Grid | undefined, periods: number): string {
  const value = resets?.[0]?.[0] ?? null;
  if (resets === undefined || (value === null && resets.length === 1 && resets[0]?.length === 1)) return "";
  if (resets.length > 1 || (resets[0]?.length ?? 0) > 1) return "in each contract year by itself";
  if (typeof value === "number") return value === 1 ? `counted anew every ${value} ${speech.period}` : `counted anew every ${value} ${speech.period}s`;
  const word = typeof value === "string" ? value.trim().toLowerCase() : "";
  if (word === "each period") return `in each ${speech.period} by itself`;
  return word === "never" ? `counted over ${periods === 1 ? `the ${speech.period}` : `${allOf(periods, speech.period)} together`}` : labelText(word);
}
