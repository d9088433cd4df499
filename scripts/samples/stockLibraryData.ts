/** The figures of an image library whose pictures train and feed an image generator. All are made up. */

export const QUARTER_NAMES = [2026, 2027, 2028].flatMap((year) => [1, 2, 3, 4].map((quarter) => `Q${quarter} ${year}`));
export const QUARTERS = QUARTER_NAMES.length;
export const CONTRACT_YEARS = [1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3];

/** The least that is payable for a quarter. */
export const GUARANTEE = [60_000, 60_000, 60_000, 60_000, 90_000, 90_000, 90_000, 90_000, 125_000, 125_000, 125_000, 125_000];
/** On what the foreign agency is paid: by law, and from the second year on by treaty. */
export const TAX_RATE = [0.3, 0.3, 0.3, 0.3, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1];

/** What comes off the gross of a plan. */
export interface Deduction {
  readonly name: string;
  readonly kind: "exclusion" | "deduction";
  readonly capRate?: number;
  readonly capAmount?: number;
  readonly amounts: readonly number[];
}

export interface Plan {
  readonly name: string;
  readonly gross: readonly number[];
  readonly deductions: readonly Deduction[];
  /** The most that all deductions together may come to, as a part of gross. */
  readonly togetherAtMost?: number;
  readonly tiers: readonly { readonly above: number; readonly rate: number }[];
}

export const PLANS: readonly Plan[] = [
  {
    name: "Pro",
    gross: [157_849.52, 171_204.42, 190_603.52, 213_852.98, 226_035.44, 251_438.67, 266_309.78, 305_072.64, 322_836.44, 360_097.71, 387_826.05, 436_277.8],
    deductions: [
      { name: "Sales tax", kind: "exclusion", amounts: [8_824.85, 10_802.39, 11_804.91, 11_851.48, 14_652.05, 16_254.9, 16_388.5, 18_656.91, 18_264.45, 19_859.39, 23_379.63, 24_255.09] },
      { name: "Refunds", kind: "exclusion", amounts: [2_818.11, 3_189.39, 2_945.06, 4_696, 4_884.17, 6_948.86, 6_068.36, 7_506.12, 7_262.72, 8_979.66, 8_477.86, 8_364.51] },
      { name: "Payment fees", kind: "deduction", capRate: 0.03, amounts: [5_363.92, 5_815.05, 6_236.88, 6_771.12, 6_447.03, 6_999.38, 7_539.85, 8_103.27, 10_372.83, 10_516, 12_710.09, 12_692.24] },
    ],
    tiers: [
      { above: 0, rate: 0.1 },
      { above: 600_000, rate: 0.12 },
      { above: 1_000_000, rate: 0.14 },
    ],
  },
  {
    name: "Enterprise",
    gross: [306_784.9, 340_347.81, 367_294.04, 429_491.96, 458_733.47, 485_708.28, 506_822.8, 616_732.17, 649_406.8, 703_817.55, 792_389.33, 288_741.36],
    deductions: [
      { name: "Sales tax", kind: "exclusion", amounts: [11_004.82, 13_044.12, 16_396.29, 18_287.94, 16_596.94, 18_196.52, 18_250.92, 21_955.01, 27_905.15, 25_884.14, 32_165.42, 11_405.28] },
      // Two large customers leave, in Q2 2027 and Q4 2028.
      { name: "Refunds", kind: "exclusion", amounts: [1_943.42, 3_445.43, 2_173.19, 4_082.75, 2_667.79, 511_360, 3_289.31, 4_248.4, 7_660.73, 7_477.27, 5_648.96, 84_310] },
      { name: "Payment fees", kind: "deduction", capRate: 0.02, amounts: [5_183.56, 6_312.93, 8_333.68, 8_923.35, 7_295.24, 11_610.23, 8_575.03, 10_684.58, 14_257.21, 12_640.98, 13_999.08, 5_341.71] },
      { name: "Reseller commission", kind: "deduction", capAmount: 22_000, amounts: [8_977.03, 12_306.39, 11_533.83, 15_641.23, 15_231.72, 16_681.61, 20_996.6, 21_445.1, 23_407.22, 28_245.16, 24_215.09, 9_817.2] },
    ],
    togetherAtMost: 0.05,
    tiers: [
      { above: 0, rate: 0.08 },
      { above: 1_000_000, rate: 0.1 },
      { above: 2_000_000, rate: 0.12 },
    ],
  },
];

/** What is counted, and what it costs in each contract year. */
export interface Metric {
  readonly name: string;
  readonly counted: string;
  readonly unit: string;
  readonly units: readonly number[];
  readonly method: "flat" | "marginal" | "cliff";
  readonly prices: readonly { readonly above: number; readonly price: number }[];
  readonly included: number;
  readonly useCap?: number;
  readonly overagePrice?: number;
}

export const METRICS: readonly Metric[] = [
  {
    name: "Pro output",
    counted: "Images made for commercial use, Pro",
    unit: "thousand images",
    units: [1_240, 1_385, 1_510, 1_720, 1_810, 1_965, 2_040, 2_330, 2_415, 2_680, 2_890, 3_215],
    method: "marginal",
    prices: [
      { above: 0, price: 6 },
      { above: 4_000, price: 5 },
      { above: 8_000, price: 4 },
    ],
    included: 500,
  },
  {
    name: "Enterprise output",
    counted: "Images made for commercial use, Enterprise",
    unit: "thousand images",
    units: [3_120, 3_480, 3_790, 4_350, 4_610, 4_905, 5_230, 6_180, 6_420, 6_890, 7_750, 3_120],
    method: "cliff",
    prices: [
      { above: 0, price: 4.2 },
      { above: 12_000, price: 3.6 },
    ],
    included: 2_000,
    useCap: 20_000,
    overagePrice: 5,
  },
  {
    name: "Fine-tuned models",
    counted: "Models fine-tuned on the library for one customer",
    unit: "models",
    units: [2, 3, 3, 5, 4, 6, 5, 7, 6, 8, 9, 11],
    method: "flat",
    prices: [{ above: 0, price: 450 }],
    included: 4,
    useCap: 24,
    overagePrice: 600,
  },
];

export const PAYEES = [
  { name: "Image library", role: "Owner of most of the pictures", points: 60 },
  { name: "Foreign agency", role: "Agent for pictures from abroad", points: 25 },
  { name: "Photographers' fund", role: "For the photographers of the library", points: 15 },
];
/** The payee from whom tax is withheld. */
export const AGENCY = 1;
