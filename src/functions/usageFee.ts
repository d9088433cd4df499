import { Reading } from "../cells/decode";
import { blockShape, laidOut, periodNumbers, rowsOf, rowsOfEach, statementGrid, statementShape, type StatementLayout } from "../cells/encode";
import { readRateCard, type MetricCard, type RateCards } from "../cells/rateCard";
import { readResets } from "../cells/resets";
import { nameKey } from "../cells/table";
import { readUsage, type Metric, type Usage } from "../cells/usage";
import { unpricedUseFaults, usageStatement, type MetricPeriod, type RateCard } from "../engine/usageFee";

/**
 * The fee for what is used (calls, images, minutes, seats) under a rate card with tiers, included units and use caps.
 * @customfunction USAGEFEE
 * @param usage What was used: a row for each metric, its name and then its units, one column for each period. A header row begins with the word Metric, or with an empty cell beside named periods. Corrections are negative.
 * @param rate_card The prices: Metric, Above (or From), Price and, in a metric's first row, Method, Included, Use cap, Overage price. A row for each price; the first of a metric starts at 0.
 * @param [resets] Where units are counted from 0 again: "each period", "never", a whole number of periods (12 for annual tiers billed monthly), or a range beside the units (contract years). Needed for more than one period.
 * @param [decimals] Decimal places, 0 to 9, to which each metric's fee of each period is rounded; "exact" (default) rounds nothing.
 * @returns The fee of each period, all metrics together: a row, or one cell for one period.
 * @remarks
 * **The rate card.** With a header row the columns are found by name, in any order and any case; without one they stand as `Metric | Above | Price | Method | Included | Use cap | Overage price` and trailing ones may be missing.
 *
 * | column | also called | unit | what it says |
 * |---|---|---|---|
 * | Metric | Meter, Measure, Zähler, Compteur, Medida | a name | what is counted; its further rows repeat the name or leave it blank. Names match in any case and with any spaces |
 * | Above | Over, More than, Über, Mehr als, Au-delà de, Plus de, Más de | chargeable units | the price applies above so many; exactly on it belongs to the tier below ("up to and including") |
 * | From | At least, Starting at, Units from, Ab, Ab Umsatz, À partir de, Desde, A partir de | chargeable units | in place of Above: exactly on it belongs to this tier ("1,000 and more") |
 * | Price | Unit price, Price per unit, Amount per unit, Per unit | money for each unit | any amount of 0 or more |
 * | Method | | a word | `"flat"`: one price; `"marginal"`: each price applies to the units in its own tier; `"cliff"`: the price of the tier reached applies to all chargeable units of the window. Blank is flat, where the metric has one row |
 * | Included | Included units | units | the first units of a window, which cost nothing; blank or 0 is none |
 * | Use cap | Usage cap | units | where the card ends, included units counted; blank or 0 is none |
 * | Overage price | Overage | money for each unit | the price of units above the cap, which reach no tier; blank or 0 is none, and use above the cap is then #N/A |
 *
 * **In this order**: within the cap = the lower of units and Use cap; chargeable = what of these is above Included; the tiers count chargeable units; units above the cap cost the Overage price. With 100 included, a cap of 1,000 and tiers at 0 and 500, 1,200 units are 100 included, 500 in the first tier, 400 in the second and 200 above the cap. Method, Included, Use cap and Overage price stand in the first row of a metric and hold for all of it.
 *
 * **Over several periods** tiers, Included and Use cap are those of a window, which `resets` says: a period's fee is F(units after) − F(units before). Data that begin inside a window: give its earlier periods too.
 *
 * **A fixed fee** is a metric with 1 unit in each period, its price the fee. Metrics whose windows differ: a call for each window, and add them up.
 *
 * **A minimum spend** in each period is a guarantee on the fee: `=DEAL.MINGUARANTEE(DEAL.USAGEFEE(…),minimum,"none")`; with `"rolling 3"` for `"none"`, what was paid for nothing comes off later fees above the minimum.
 *
 * **What does a blank do?** Blank units count as 0 and the period stays a period. A blank Price is refused, as is a blank Above or From except in a metric's first row, which starts at 0 anyhow. A blank Metric in the card is the metric above, a blank Method flat; in the other columns blank and 0 mean: not used. Rows at the end of either table that are blank or 0 throughout are left out. A metric with a card but no usage is no line; one with usage but no card is #N/A.
 *
 * **A negative?** Negative units are a correction: the position falls, and the fee unwinds at the prices at which it arose, overage first. A cliff that is crossed back takes its true-up back. Below zero all of it is at the first price, and nothing is included. Negative prices, thresholds, included units and caps are refused.
 *
 * **Units exactly on a threshold?** Belong to the tier below with the header Above or none, to the tier that starts there with the header From; only a cliff knows the difference. Units exactly at Included are free, exactly at the Use cap are within it.
 *
 * **A rate typed as 8 for 8%?** There are no rates here: a price is money for each unit and may be any amount.
 *
 * **Which periods restart?** Those that `resets` says, for all metrics alike; it must be given for more than one period, and counts from the first value given.
 *
 * **When is it rounded?** Only if `decimals` is a number: each metric's fee of each period, half away from zero; the answer adds these. Nothing is rounded inside.
 *
 * **What if the prices are all 0?** The fee is 0. (There are no weights here.)
 *
 * **What is different from Excel's own functions?** Excel has none for rate cards. A look-up with the units gives one price for all of them, as cliff with From does, and knows neither what is included nor what was used earlier in the year.
 *
 * **How do I write it by hand in plain Excel?** For units of 0 or more, `chargeable = MAX(0,MIN(units,cap)-included)`; marginal: `=SUMPRODUCT((chargeable>above)*(chargeable-above)*(price-previous_price))+MAX(0,units-cap)*overage`, the first previous_price being 0; cliff: `=chargeable*LOOKUP(chargeable,from,price)+MAX(0,units-cap)*overage`, for thresholds headed From. Over several periods: the same on the units after, less the same on the units before.
 *
 * **Where can I see the working?** `=DEAL.USAGEFEE.LINES(…)` with the same arguments.
 * @example =DEAL.USAGEFEE({"Images",750}, {"Images",0,0.1}) → 75
 * @example =DEAL.USAGEFEE({"Output",400,700,1200}, {"Metric","Above","Price","Method","Included","Use cap","Overage price";"Output",0,0.1,"marginal",100,1000,0.25;"",500,0.08,"","","",""}, "each period") → {30,58,132}
 * @example =DEAL.USAGEFEE({"Output",400,300,500}, {"Output",0,0.1,"marginal",100,1000,0.25;"Output",500,0.08,"","","",""}, "never") → {30,28,74}
 * @example =DEAL.USAGEFEE({"Images",400,200}, {"Images",0,0.1,"cliff";"",500,0.08,""}, "never") → {40,8}
 * @example =DEAL.USAGEFEE({"Images",500}, {"Metric","From","Price","Method";"Images",0,0.1,"cliff";"",500,0.08,""}) → 40
 * @example =DEAL.USAGEFEE({"Images",600,-200}, {"Images",0,0.1,"marginal";"",500,0.08,""}, "never") → {58,-18}
 * @example =DEAL.USAGEFEE({"Metric","Q1","Q2";"Licence",1,1;"Minutes",900,1300}, {"Metric","Price","Included";"Licence",250,"";"Minutes",0.15,1000}, "each period", 2) → {250,295}
 * @example =DEAL.MINGUARANTEE(DEAL.USAGEFEE({"Calls",400,1500}, {"Calls",0,0.1}, "each period"), 100, "none") → {100,150}
 * @example =DEAL.USAGEFEE({"Calls",15;"Tokens",335}, {"Calls",0,0.001;"Tokens",0,0.001}, , 2) → 0.36
 * @example =DEAL.USAGEFEE({"Images",400,1200}, {"Images",0,0.1,"flat",0,1000}, "each period") → #N/A Images: use is 200 beyond the use cap of 1000, and the card has no price for that; give an overage price, or take the cap out if that is free (0 counts as none) (usage, row 1, period 2).
 * @example =DEAL.USAGEFEE({"Video",750}, {"Images",0,0.1}) → #N/A The rate card has no metric "Video"; add its price, or write Metric over the names if this is the header row (usage, row 1, Metric).
 * @example =DEAL.USAGEFEE({"Images",750}, {"Images",0,0.1;"Images",500,0.08}) → #VALUE! The metric "Images" has 2 rows; say how their prices apply, marginal or cliff (rate_card, row 1, Method).
 * @example =DEAL.USAGEFEE({"Images",750}, {"Images",0,0.1,"marginal",0;"",500,0.08,"",100}) → #VALUE! Included belongs in the first row of the metric "Images", and holds for all of it; move it there (rate_card, row 2, Included).
 * @example =DEAL.USAGEFEE({"Images",750,800}, {"Images",0,0.1}) → #VALUE! With more than one period, say where the position starts again: "each period", "never", a number of periods, or a range beside the row of units (resets).
 * @example =DEAL.USAGEFEE({"Images",750}, {"Images",0,-0.1}) → #VALUE! The price -0.1 is negative; it must be 0 or more (rate_card, row 1).
 */
export function usageFee(usage: any[][], rate_card: any[][], resets?: any[][], decimals?: any[][]): any[][] {
  const { reading, statement, used: { periods } } = usageCall({ usage, rate_card, resets, decimals });
  return reading.answered(blockShape(1, periods.count, "across"), () => laidOut(statement().totals.map(({ total }) => total), "across"));
}

/**
 * The statement behind USAGEFEE: of each metric the units by what they cost, card fee, true-up, overage fee, rounding and fee; then the total and a check that is 0.
 * @customfunction USAGEFEE.LINES
 * @returns A header row and the lines of the statement, a column for each period.
 * @identity Of each metric: included + chargeable + over cap = units; card fee + true-up + overage fee + rounding = fee. Card fee is what the tiers give for the period's chargeable units; a cliff that is crossed pays (closing price − opening price) × chargeable units before as its true-up.
 * @remarks
 * Total = Σ fees. Check: F(units after) − F(units before) of all metrics by the formula in plain Excel, with the rounding, less the total. The figures are exact; only fees are rounded.
 * @example =DEAL.USAGEFEE.LINES({"Output",400,300,500}, {"Output",0,0.1,"marginal",100,1000,0.25;"",500,0.08,"","","",""}, "never") → {"Metric","Line",1,2,3;"Output","units",400,300,500;"Output","included",100,0,0;"Output","chargeable",300,300,300;"Output","over cap",0,0,200;"Output","card fee",30,28,24;"Output","true-up",0,0,0;"Output","overage fee",0,0,50;"Output","rounding",0,0,0;"Output","fee",30,28,74;"","total",30,28,74;"","check",0,0,0}
 * @example =DEAL.USAGEFEE.LINES({"Images",750;"images",50}, {"Images",0,0.1}) → #VALUE! The metric "images" stands twice; add its units up in one row (usage, row 2).
 */
export function usageFeeLines(usage: any[][], rate_card: any[][], resets?: any[][], decimals?: any[][]): any[][] {
  const { reading, statement, used } = usageCall({ usage, rate_card, resets, decimals });
  const { metrics, rows, periods } = used;
  return reading.answered(statementShape(usageLayout(Array.from({ length: rows }, () => "")), rows, periods.count), () => {
    const { metrics: ofMetrics, totals } = statement();
    return statementGrid(usageLayout(metrics.map(({ name }) => name)), periodNumbers(totals), ({ key, of }) =>
      of === undefined ? totals.map((period) => period[key]) : (ofMetrics[of] ?? []).map((period) => period[key]),
    );
  });
}

/** `names` are those of the metrics. */
export function usageLayout<Name>(names: readonly Name[]): StatementLayout<"total" | "check", keyof MetricPeriod, Name | string> {
  const ofMetrics = rowsOfEach(names, {
    units: "units", included: "included", chargeable: "chargeable", overCap: "over cap",
    cardFee: "card fee", trueUp: "true-up", overageFee: "overage fee", rounding: "rounding", fee: "fee",
  }, (label, name) => [name, label]);
  const inAll = rowsOf({ total: "total", check: "check" }, (label) => ["", label]);
  return { head: ["Metric", "Line"], rows: [...ofMetrics, ...inAll], direction: "across" };
}

/** The call as it is read, and how it is calculated. */
export function usageCall({ usage, rate_card, resets, decimals }: Record<"usage" | "rate_card" | "resets" | "decimals", unknown>) {
  const reading = new Reading("usage", "rate_card", "resets", "decimals");
  const used = readUsage(reading, "usage", usage);
  const rateCard = readRateCard(reading, "rate_card", rate_card);
  const metrics = withCards(reading, used, rateCard);
  const starts = readResets(reading, "resets", resets, used.periods, "row of units");
  const places = reading.decimals("decimals", decimals, "exact");
  const statement = () => {
    for (const metric of metrics) reading.noteItems("usage", unpricedUseFaults(metric, metric.name, starts), (period) => metric.place(`period ${period + 1}`));
    reading.refuseFaults();
    return usageStatement({ metrics, resets: starts, decimals: places });
  };
  return { reading, statement, used, rateCard, metrics, decimals: places };
}

/** A metric that is used, with its card: what that says, and where. */
interface PricedMetric extends Metric {
  readonly card: RateCard;
  readonly listed: MetricCard;
}

function withCards(reading: Reading, { metrics, table }: Usage, { cards }: RateCards): PricedMetric[] {
  const byName = new Map(cards.map((card) => [nameKey(card.name), card]));
  // A card that could not be read is refused for that.
  const isRead = cards.length > 0 && !byName.has("");
  return metrics.flatMap((metric, row) => {
    const listed = byName.get(nameKey(metric.name));
    if (listed === undefined && metric.name !== "" && isRead) {
      const header = table?.bodyOffset === 0 && row === 0 ? ", or write Metric over the names if this is the header row" : "";
      reading.note("usage", { code: "#N/A", message: `The rate card has no metric "${metric.name}"; add its price${header}` }, metric.place("Metric"));
    }
    return listed === undefined ? [] : [{ ...metric, card: listed.card, listed }];
  });
}
