import { blockShape, laidOut, periodNumbers, rowsOf, statementGrid, statementShape, type StatementLayout } from "../cells/encode";
import { Reading } from "../cells/decode";
import { readResets } from "../cells/resets";
import { noteUnsaidThreshold, readScale } from "../cells/scale";
import { ZERO } from "../engine/decimal";
import { negativeFaults } from "../engine/refusal";
import { royaltyStatement, type RoyaltyPeriod, type RoyaltyTerms } from "../engine/tieredRoyalty";

/**
 * Royalty on a base (net sales, users, outputs) under a scale of rates.
 * @customfunction TIEREDROYALTY
 * @param base The royalty base, in money or units: one amount, or a row or column with one for each period. A return is negative.
 * @param tiers The scale, one row for each tier: the amount above which it applies, and its rate as a fraction (7% is 0.07). The first tier starts at 0.
 * @param [method] "marginal" (default): each rate applies to the part of the base in its own tier. "cliff": the rate of the tier reached applies to all of it. "prospective": each period takes the one rate of the tier it ends in.
 * @param [resets] Where the position starts again from 0: "each period", "never", a whole number of periods (4 for annual tiers paid quarterly), or a range beside the base (contract years). Needed for more than one period.
 * @param [prior] The position reached before the first period, 0 or more; default 0.
 * @param [decimals] Decimal places, 0 to 9, to which each period's royalty is rounded; "exact" (default) rounds nothing.
 * @returns The royalty of each period, laid out as the base.
 * @remarks
 * **Table columns.** With a header row the columns are found by name, in any order and any case, and what a header has in brackets is not read, as in `From (units)`; without one they stand as `Above | Rate | Up to` and trailing ones may be missing.
 *
 * | column | also called | unit | what it says |
 * |---|---|---|---|
 * | Above | Over, More than, Über, Mehr als, Au-delà de, Plus de, Más de | as the base | the tier starts above this amount; exactly on it belongs to the tier below ("up to and including") |
 * | From | At least, Starting at, Units from, Ab, Ab Umsatz, À partir de, Desde, A partir de | as the base | the tier starts at this amount; exactly on it belongs to this tier ("1,000 and more") |
 * | Threshold | Lower bound | as the base | as Above, in a marginal scale only: for cliff and prospective it does not say to which tier the amount itself belongs, and is refused |
 * | Rate | Royalty rate, Royalty %, %, Pct, Commission, Commission rate, Satz, Lizenzsatz, Taux, Porcentaje, Tasa | fraction of the base, 0 to 1 | the royalty rate |
 * | Amount per unit | Price per unit, Per unit, Royalty per unit | money for each unit of the base | in place of Rate: any amount of 0 or more |
 * | Up to | To, Bis, Jusqu'à, Hasta | as the base | optional: must equal the next tier's start; blank or 0 is not checked, and the last tier has none |
 *
 * **The case.** "5% on the first 100,000, 12% to 500,000, 18% above", on 375,000 in each of two years, is in total 76,000 (marginal, each period), 90,000 (cliff, each period), 98,000 (marginal, never), 112,500 (prospective, never) or 135,000 (cliff, never).
 *
 * **What does a blank do?** A blank period counts as 0 and stays a period. A blank threshold or rate is refused. Rows at the end of the table that are blank or 0 throughout are left out.
 *
 * **A negative?** A negative base is a return: the position falls. In marginal and cliff it unwinds at the rates at which it was earned, royalty = T(position after) − T(position before); a position below zero earns at the first tier's rate. With a falling cliff a return can pay something: the statement shows it as true-up. In prospective it takes the rate of its own closing position. Negative rates, thresholds and priors are refused.
 *
 * **A base exactly on a threshold?** Belongs to the tier below with the header Above or none, to the tier that starts there with the header From. In a marginal scale both give the same.
 *
 * **A rate typed as 8 for 8%?** Refused: a rate is a fraction, 0 to 1. (Amount per unit may be above 1.)
 *
 * **Which periods restart?** Those that `resets` says, and it must be given for more than one period. A number counts windows from the first value given: data that begin inside a contract year give its earlier quarters as values too, or their sum as `prior`. A range beside the base starts a new window where its value changes, compared as Excel's = does (case ignored; the number 2026 is not the text "2026"); a value that comes back starts a new window again.
 *
 * **When is it rounded?** Once, each period's royalty by itself, and only if `decimals` is a number: half away from zero. Nothing is rounded inside.
 *
 * **What if the rates are all 0?** The royalty is 0. (There are no weights here.)
 *
 * **What is different from Excel's own functions?** Excel has none for scales. Its ROUND goes the same way, half away from zero, but rounds what binary arithmetic has left over, where a half cent may already have become a little less or more; here the exact figure is rounded, once. LOOKUP with the threshold itself always takes the tier that starts there, as the header From does.
 *
 * **How do I write it by hand in plain Excel?** Marginal: `=SUMPRODUCT((base>above)*(base-above)*(rate-previous_rate))`, with 0 as the first previous rate. Cliff, Above: `=base*INDEX(rate,MAX(1,COUNTIF(above,"<"&base)))`; for From with `"<="`. Over several periods: the same on the position after, less the same on the position before.
 *
 * **Where can I see the working?** `=DEAL.TIEREDROYALTY.LINES(…)` with the same arguments.
 *
 * **Success tiers** ("10% of the first 100 of each user's sales"): the base is the column of users, resets `"each period"`, and SUM around it.
 *
 * **Tiers as shares of a goal** ("8% from 80% of the goal on"): write each threshold as its share × goal, in the table or, as below, by multiplying the table's first column.
 *
 * **Tiers in units, rates on the price** ("8% of the price, 10% from the 1,001st copy on"): the base is the units and the column Amount per unit holds the rates; times the price of each period this is the royalty, and the price may change from period to period.
 *
 * **Steps of 0.05**, where the smallest coin is no power of ten: round twenty times the answer and divide by 20; parts that must add up, see PRORATA.
 * @example =DEAL.TIEREDROYALTY(750000, {0,0.05;100000,0.12;500000,0.18}) → 98000
 * @example =DEAL.TIEREDROYALTY({375000;375000}, {0,0.05;100000,0.12;500000,0.18}, "marginal", "each period") → {38000;38000}
 * @example =DEAL.TIEREDROYALTY({375000;375000}, {0,0.05;100000,0.12;500000,0.18}, "cliff", "never") → {45000;90000}
 * @example =DEAL.TIEREDROYALTY({375000,375000}, {0,0.05;100000,0.12;500000,0.18}, "prospective", "never") → {45000,67500}
 * @example =DEAL.TIEREDROYALTY(100000, {"From","Rate";0,0.05;100000,0.12}, "cliff") → 12000
 * @example =DEAL.TIEREDROYALTY(100000, {"Above","Rate";0,0.05;100000,0.12}, "cliff") → 5000
 * @example =DEAL.TIEREDROYALTY({600;600;600;600;600}, {0,0.1;1000,0.2}, , 4) → {60;80;120;120;60}
 * @example =DEAL.TIEREDROYALTY(20.1, {0,0.05}, , , , 2) → 1.01
 * @example =SUM(DEAL.TIEREDROYALTY({50;150;300}, {0,0.1;100,0.05}, , "each period")) → 37.5
 * @example =DEAL.TIEREDROYALTY(120000, {0,0.05;0.8,0.08;1,0.1}*{100000,1}, "marginal") → 7600
 * @example =DEAL.TIEREDROYALTY({1200,900}, {"Above","Amount per unit";0,0.08;1000,0.1}, "marginal", "never")*{20,25} → {2000,2250}
 * @example =ROUND(DEAL.TIEREDROYALTY(335.5, {0,0.05})*20, 0)/20 → 16.8
 * @example =DEAL.TIEREDROYALTY(100, {50,0.05}) → #VALUE! The first tier must start at 0, so that all of the base falls in a tier (tiers, row 1).
 * @example =DEAL.TIEREDROYALTY(100, {0,8}) → #VALUE! The rate 8 is 800%; was a percentage typed as a whole number? 8% is 0.08 (tiers, row 1).
 * @example =DEAL.TIEREDROYALTY({100;100}, {0,0.05}) → #VALUE! With more than one period, say where the position starts again: "each period", "never", a number of periods, or a range beside the base (resets).
 * @example =DEAL.TIEREDROYALTY(100, {"Threshold","Rate";0,0.05}, "cliff") → #VALUE! The header Threshold does not say to which tier a base exactly on it belongs; write Above ("up to and including") or From ("and more") (tiers, row 1).
 */
export function tieredRoyalty(base: any[][], tiers: any[][], method?: any[][], resets?: any[][], prior?: any[][], decimals?: any[][]): any[][] {
  const { reading, terms, direction } = royaltyCall({ base, tiers, method, resets, prior, decimals });
  return reading.answered(blockShape(1, terms.base.length, direction), () => laidOut(royaltyStatement(terms).map((period) => period.royalty), direction));
}

/**
 * The statement behind TIEREDROYALTY: positions, base and royalty by tier, true-up, rounding, royalty and a check that is 0.
 * @customfunction TIEREDROYALTY.LINES
 * @returns A header row and the lines of the statement, a column for each period; turned when the periods run down.
 * @identity Opening + base = closing position. Σ royalty in tiers + true-up + rounding = royalty.
 * @remarks
 * In cliff and prospective all of the base stands in the closing tier; a cliff that is crossed pays (closing rate − opening rate) × opening position as its true-up. Check: T(closing) − T(opening) by the formula in plain Excel, with the rounding, less the royalty. The figures are exact; only the royalty is rounded.
 * @example =DEAL.TIEREDROYALTY.LINES({375000,375000}, {0,0.05;100000,0.12;500000,0.18}, "cliff", "never") → {"Line","Above","Rate",1,2;"opening position","","",0,375000;"base","","",375000,375000;"closing position","","",375000,750000;"base in tier",0,0.05,0,0;"base in tier",100000,0.12,375000,0;"base in tier",500000,0.18,0,375000;"royalty in tier",0,0.05,0,0;"royalty in tier",100000,0.12,45000,0;"royalty in tier",500000,0.18,0,67500;"true-up","","",0,22500;"rounding","","",0,0;"royalty","","",45000,90000;"check","","",0,0}
 * @example =DEAL.TIEREDROYALTY.LINES(100, {0,-0.05}) → #VALUE! The rate -0.05 is negative; it must be 0 or more (tiers, row 1).
 */
export function tieredRoyaltyLines(base: any[][], tiers: any[][], method?: any[][], resets?: any[][], prior?: any[][], decimals?: any[][]): any[][] {
  const call = royaltyCall({ base, tiers, method, resets, prior, decimals });
  const { reading, terms, scale } = call;
  const anyTiers = Array.from({ length: scale.rows }, () => ({ above: "", rate: "" }));
  // Where the method cannot be read it may be a cliff, which has a line more.
  const shape = statementShape(royaltyLayout(call, anyTiers, reading.isFaulty("method") ? "cliff" : terms.method), scale.rows, terms.base.length);
  return reading.answered(shape, () => {
    const statement = royaltyStatement(terms);
    return statementGrid(royaltyLayout(call, terms.scale.tiers), periodNumbers(statement), ({ key, of }) =>
      statement.map((period) => (of === undefined ? period[key] : (period[key][of] ?? ZERO))),
    );
  });
}

/** `tiers` are what the statement shows of them. */
export function royaltyLayout<Label>(
  { scale, terms, direction }: ReturnType<typeof royaltyCall>,
  tiers: readonly Readonly<Record<"above" | "rate", Label>>[],
  method = terms.method,
): StatementLayout<Exclude<keyof RoyaltyPeriod, InTier>, InTier, Label | string> {
  const once = (label: string) => [label, "", ""];
  const byTier = (key: InTier, label: string) => tiers.map(({ above, rate }, of) => ({ key, of, labels: [label, above, rate] }));
  const rows = [
    ...rowsOf({ opening: "opening position", base: "base", closing: "closing position" }, once),
    ...byTier("baseInTier", "base in tier"),
    ...byTier("royaltyInTier", "royalty in tier"),
    ...(method === "cliff" ? rowsOf({ trueUp: "true-up" }, once) : []),
    ...rowsOf({ rounding: "rounding", royalty: "royalty", check: "check" }, once),
  ];
  return { head: ["Line", ...scale.headers], rows, direction };
}

type InTier = "baseInTier" | "royaltyInTier";

const METHODS = ["marginal", "cliff", "prospective"] as const;

/** The call as it is read. */
export function royaltyCall({ base, tiers, method, resets, prior, decimals }: Record<"base" | "tiers" | "method" | "resets" | "prior" | "decimals", unknown>) {
  const reading = new Reading("base", "tiers", "method", "resets", "prior", "decimals");
  const series = reading.series("base", base);
  const scale = readScale(reading, "tiers", tiers);
  const scaleMethod = reading.word("method", method, METHODS, "marginal");
  if (scaleMethod !== "marginal") noteUnsaidThreshold(reading, "tiers", scale);
  const starts = readResets(reading, "resets", resets, { count: series.values.length, direction: series.direction }, "base");
  const opening = reading.single("prior", prior, ZERO);
  for (const fault of negativeFaults("prior position", [opening])) reading.note("prior", fault);
  const places = reading.decimals("decimals", decimals, "exact");
  const terms: RoyaltyTerms = { scale: scale.scale, method: scaleMethod, base: series.values, resets: starts, prior: opening, decimals: places };
  return { reading, terms, scale, direction: series.direction };
}
