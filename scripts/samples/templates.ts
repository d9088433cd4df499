import { empty, fixed, MONEY, money, PERCENT, rate, TEXT, WHOLE, whole, type SampleBook, type SampleRow, type StyledCell } from "./sampleBook";
import { CONTRACT_YEARS, GUARANTEE, METRICS, PAYEES, PLANS, QUARTER_NAMES, type Metric, type Plan } from "./stockLibraryData";
import { moneys, openRate, part, scale, series, single, split, table, text, usage, wholes, word, type Input, type Template } from "./templateBook";

const numbered = (period: string, count: number) => Array.from({ length: count }, (_, t) => `${period} ${t + 1}`);

const method = word("Method", "Tier method", "marginal", "cliff", "prospective");
const resets = (value: string, ...others: string[]) => word("Resets", "Tiers start again", value, ...others);
const deficit = word("Deficit_Treatment", "Deficit treatment", "carry", "floor");
const grossUp = word("Gross_Up", "Gross-up", "none", "gross up");
const feePaid = word("Fee_Paid", "Fee is paid", "at signing", "by period");
const feeTreatment = (value: "on top" | "recouped") => word("Fee_Treatment", "Fee comes", value, value === "on top" ? "recouped" : "on top");

/** A price with a unit of its own may have more decimals than cents. */
const price = (value: number): StyledCell => ({ ...money(value), format: "#,##0.00##" });
const orEmpty = (value: number | undefined, make: (value: number) => StyledCell, format: string) => (value === undefined ? empty(format) : make(value));

const pilot: Template = {
  fileName: "pilot.xlsx",
  title: "Pilot",
  fits: "One product and a few months; nothing that comes out is sold.",
  negotiate: "The most that may be used, what happens beyond it, and whether the fee is credited to a later licence.",
  periods: numbered("Month", 3),
  inputs: [
    single("Pilot_Fee", "Licence fee for the pilot", "USD", money(3_000)),
    feePaid,
    feeTreatment("on top"),
    usage(numbered("Month", 3), [["Tracks used", "tracks", "Tracks", [200, 300, 150]]]),
    table("Rate_Card", "Rate card: prices in USD a track", ["Metric", "Above", "Price", "Included", "Use cap"], [["Tracks", { ...fixed(0), format: WHOLE }, price(4), whole(500), whole(1_000)]]),
    word("Resets", "Units are counted anew", "never", "each period"),
  ],
};

const trainingOnly: Template = {
  fileName: "training-only.xlsx",
  title: "Training only",
  fits: "A model is trained on the works, and what it earns is not shared.",
  negotiate: "The price of a work and of a refresh, how often a refresh is allowed, and the right to future versions of the model.",
  periods: numbered("Year", 3),
  inputs: [
    usage(numbered("Year", 3), [
      ["Tracks taken in", "tracks", "Tracks ingested", [12_000, 3_000, 2_000]],
      ["Tracks trained on again", "tracks", "Track refreshes", [0, 12_000, 15_000]],
    ]),
    table("Rate_Card", "Rate card: prices in USD a track", ["Metric", "Above", "Price"], [
      ["Tracks ingested", { ...fixed(0), format: WHOLE }, price(1.5)],
      ["Track refreshes", { ...fixed(0), format: WHOLE }, price(0.25)],
    ]),
  ],
};

const commercialRoyalty: Template = {
  fileName: "commercial-royalty.xlsx",
  title: "Commercial royalty",
  fits: "A model is trained, and a share of what its output earns is paid.",
  negotiate: "What net revenue is, who counts the use, whether the fee is recouped or on top, and the right to audit.",
  periods: numbered("Year", 3),
  inputs: [
    series("Gross_Revenue", "Gross revenue", "USD", moneys([220_000, 340_000, 510_000])),
    table("Deductions", "What comes off gross revenue", ["Line", "Kind", "Cap rate", ...numbered("Year", 3)], [
      ["Sales tax", "exclusion", empty(PERCENT), ...moneys([20_000, 31_000, 46_000])],
      ["Processing", "deduction", rate(0.03), ...moneys([8_000, 9_000, 15_000])],
    ]),
    deficit,
    part("Royalty"),
    series("Attribution_Share", "Attributed share", "fraction of net revenue", [0.3, 0.36, 0.44].map(rate)),
    single("Royalty_Rate", "Royalty rate", "fraction", rate(0.08)),
    single("Upfront_Fee", "Upfront fee", "USD", money(25_000)),
    feePaid,
    feeTreatment("recouped"),
  ],
};

const optInRegistry: Template = {
  fileName: "opt-in-registry.xlsx",
  title: "Opt-in registry",
  fits: "Many works, each of which its owner may add or take out.",
  negotiate: "The share that is paid out, how works are weighed, the least that is paid out, and where money goes that is held back.",
  periods: numbered("Year", 2),
  inputs: [
    series("Net_Revenue", "Net revenue", "USD", moneys([40_000, 46_000])),
    single("Revenue_Share", "Revenue share paid out", "fraction", rate(0.2)),
    split("Split", "Weights of the works", [
      ["Work", "Song A", 1_200],
      ["Work", "Song B", 430],
      ["Work", "Song C", 1],
      ["Work", "Song D", 69],
    ]),
  ],
};

const exclusiveDataset: Template = {
  fileName: "exclusive-dataset.xlsx",
  title: "Exclusive dataset",
  fits: "The data are scarce, and one licensee alone has them.",
  negotiate: "How far exclusivity reaches, the steps of the guarantee, and what falls back when the guarantee alone is paid.",
  periods: numbered("Year", 3),
  inputs: [
    series("Net_Revenue", "Net revenue", "USD", moneys([900_000, 1_300_000, 1_700_000])),
    series("Minimum_Guarantee", "Minimum guarantee", "USD", moneys([100_000, 103_000, 106_090])),
    word("Window", "Shortfall is recouped", "none", "life", "first 2", "rolling 2"),
    single("Exclusivity_Fee", "Exclusivity fee", "USD", money(150_000)),
    feePaid,
    feeTreatment("on top"),
    scale("Tiers", "Royalty scale", "USD", [
      [0, 0.08],
      [1_000_000, 0.1],
    ]),
    method,
    resets("each period", "never"),
  ],
};

const hybrid: Template = {
  fileName: "hybrid-fee-and-royalty.xlsx",
  title: "Hybrid fee and royalty",
  fits: "Both sides share the risk: a fee at signing, and a royalty by tiers.",
  negotiate: "How the tiers count and when they start again, and whether the fee is on top or recouped.",
  periods: numbered("Year", 2),
  inputs: [
    series("Licensee_Revenue", "Licensee revenue", "USD", moneys([375_000, 375_000])),
    single("Upfront_Fee", "Upfront fee", "USD", money(5_000)),
    feePaid,
    feeTreatment("on top"),
    scale("Tiers", "Royalty scale", "USD", [
      [0, 0.05],
      [100_000, 0.12],
      [500_000, 0.18],
    ]),
    method,
    resets("each period", "never"),
  ],
};

/** What a layer says besides its rank, payee and type; what is left out is blank. */
type Layer = readonly [clause: string, rank: number, payee: string, type: string, rest: { readonly rate?: number; readonly amount?: number; readonly of?: string; readonly cap?: number }];

const layer = ([clause, rank, payee, type, { rate: percent, amount, of, cap }]: Layer): SampleRow => [
  clause,
  { style: "text", value: rank },
  text(payee),
  type,
  orEmpty(percent, rate, PERCENT),
  orEmpty(amount, money, MONEY),
  of === undefined ? null : text(of),
  orEmpty(cap, money, MONEY),
];

const filmWaterfall: Template = {
  fileName: "film-waterfall.xlsx",
  title: "Film waterfall",
  fits: "Costs and premiums are paid before anybody has a share.",
  negotiate: "The order, of what each per cent is taken, what is capped, and whether several titles are crossed.",
  periods: numbered("Year", 4),
  inputs: [
    series("Receipts", "Receipts", "USD", moneys([200_000, 150_000, 100_000, 50_000])),
    table("Waterfall", "Order of payment", ["Clause", "Rank", "Payee", "Type", "Rate", "Amount", "Of", "Cap"], (
      [
        ["Distributor's fee", 1, "Distributor", "percent", { rate: 0.25, of: "gross" }],
        ["Release costs", 2, "Distributor", "fixed", { amount: 25_000, cap: 25_000 }],
        ["Agent's commission", 3, "Agent", "percent", { rate: 0.1, of: "remaining" }],
        ["Agent's expenses", 4, "Agent", "fixed", { amount: 10_000, cap: 10_000 }],
        ["Investment and premium", 5, "Investors", "recoup", { rate: 0.2, amount: 250_000 }],
        ["Points", 6, "Star", "split", { rate: 0.05 }],
        ["The rest", 6, "Producer", "split", { rate: 0.95 }],
      ] as const
    ).map(layer), 1),
  ],
};

const voiceLikeness: Template = {
  fileName: "voice-likeness.xlsx",
  title: "Voice likeness",
  fits: "A person's voice or face is used in a product.",
  negotiate: "The tiers of each contract year, what needs consent, the agent's points, and who bears tax abroad.",
  periods: numbered("Quarter", 8),
  inputs: [
    series("Contract_Year", "Contract year", "number", wholes([1, 1, 1, 1, 2, 2, 2, 2])),
    series("Net_Revenue", "Net subscription revenue", "USD", moneys([184_210.35, 197_502.1, 223_918.77, 261_044.5, 248_630.25, 305_119.94, 352_777.01, 418_250.6])),
    scale("Tiers", "Royalty scale", "USD", [
      [0, 0.04],
      [500_000, 0.06],
      [1_000_000, 0.08],
    ]),
    method,
    resets("contract years", "each period", "never"),
    split("Split", "Split by points", [
      ["Performer", "Voice actor", 65],
      ["Representation", "Agent", 10],
      ["Recording", "Studio", 25],
    ]),
    part("Tax withheld at source: blank until its rate is known"),
    single("Withholding_Studio", "Withholding tax, Studio", "fraction", openRate),
    grossUp,
    part("Value today"),
    single("Discount_Rate", "Discount rate", "fraction a year", rate(0.12)),
    word("Payment_Timing", "Paid in its quarter at the", "mid", "start", "end"),
  ],
};

const planInputs = ({ name, gross, deductions, tiers }: Plan): Input[] => [
  part(`${name} plan`),
  series(`${name}_Revenue`, `Gross revenue, ${name}`, "USD", moneys(gross), 4),
  table(`${name}_Deductions`, `What comes off gross revenue, ${name}`, ["Line", "Kind", "Cap rate", "Cap amount", ...QUARTER_NAMES], deductions.map(({ name: line, kind, capRate, capAmount, amounts }) => [line, kind, orEmpty(capRate, rate, PERCENT), orEmpty(capAmount, money, MONEY), ...moneys(amounts)])),
  scale(`${name}_Tiers`, `Royalty scale, ${name}`, "USD", tiers.map(({ above, rate: percent }) => [above, percent])),
];

const cardRows = ({ name, method: word, prices, included, useCap, overagePrice }: Metric): SampleRow[] =>
  prices.map(({ above, price: each }, i) => {
    const tier = [above === 0 ? { ...fixed(0), format: WHOLE } : whole(above), price(each)];
    return i === 0 ? [name, { style: "input", value: word, format: TEXT, allowed: ["flat", "marginal", "cliff"] }, ...tier, whole(included), orEmpty(useCap, whole, WHOLE), orEmpty(overagePrice, price, MONEY)] : [name, null, ...tier];
  });

const stockLibrary: Template = {
  fileName: "stock-library.xlsx",
  title: "Stock library",
  fits: "A library licenses a generator that sells plans and counts what is made.",
  negotiate: "What deductions are capped at, how many units are included, and how long a shortfall under the guarantee may be recouped.",
  periods: QUARTER_NAMES,
  columnsBefore: 4,
  inputs: [
    series("Contract_Year", "Contract year", "number", wholes(CONTRACT_YEARS), 4),
    series("Minimum_Guarantee", "Minimum guarantee", "USD", moneys(GUARANTEE), 4),
    word("Guarantee_Is_For", "Guarantee is for", "a period", "a contract year"),
    word("Window", "Shortfall is recouped", "rolling 4", "first 4", "life", "none"),
    ...PLANS.flatMap(planInputs),
    part("Both plans"),
    method,
    resets("contract years", "each period", "never"),
    deficit,
    usage(QUARTER_NAMES, METRICS.map(({ counted, unit, name, units }) => [counted, unit, name, units]), 4),
    table("Rate_Card", "Rate card: prices in USD a unit", ["Metric", "Method", "Above", "Price", "Included", "Use cap", "Overage price"], METRICS.flatMap(cardRows)),
    split("Split", "Shares of what is payable, by points", PAYEES.map(({ name, role, points }) => [role, name, points])),
    part("Tax withheld at source: blank until its rate is known"),
    single("Withholding_Agency", "Withholding tax, Foreign agency", "fraction", openRate),
    grossUp,
  ],
};

const mechanicalRoyalty: Template = {
  fileName: "mechanical-royalty.xlsx",
  title: "Statutory mechanical royalty",
  fits: "Copies, downloads or streams of a song are paid for by the piece.",
  negotiate: "Which year's rate counts, whether all of it is paid, and how much is held back against returns.",
  periods: numbered("Quarter", 4),
  inputs: [
    single("Currency", "Currency", "word", text("USD")),
    series("Copies_Sold", "Copies sold", "copies", wholes([12_000, 9_000, 15_000, 6_000])),
    table("Tiers", "Royalty per copy", ["Tier", "Unit", "Above", "Amount per unit"], [["First", "copies, USD", fixed(0), price(0.1)]], 2),
    method,
    resets("each period", "never"),
    split("Split", "Split by points", [
      ["Writer", "Songwriter", 50],
      ["Publisher", "Publisher", 50],
    ]),
  ],
};

/** A workbook with nothing in it. */
export const BLANK: SampleBook = { fileName: "blank.xlsx", title: "", names: {}, sheets: [{ name: "Sheet1", widths: [], rows: [] }] };

/** In the order in which they are offered. */
export const TEMPLATES: readonly Template[] = [pilot, trainingOnly, commercialRoyalty, optInRegistry, exclusiveDataset, hybrid, filmWaterfall, voiceLikeness, stockLibrary, mechanicalRoyalty];
