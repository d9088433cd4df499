import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { BLANK, TEMPLATES } from "../../scripts/samples/templates";
import { catalogue } from "../../src/functions/catalogue";
import type { Answers, Deal } from "../../src/deal/deal";
import { exactSum } from "../../src/deal/exactSum";
import { readDeal } from "../../src/deal/readDeal";
import { openXlsx } from "../../src/file/xlsx";
import { evaluation } from "../../src/sheet/evaluation";
import { areaOf } from "../../src/sheet/formula/areas";
import { recalculate } from "../../src/sheet/recalculation";
import type { Workbook } from "../../src/sheet/workbook";
import { TEMPLATES as OFFERED } from "../../src/workbench/templates";
import { ROOT } from "../support/deal";

const NONE: Answers = new Map();

function opened(path: string): Workbook {
  return openXlsx(readFileSync(join(ROOT, path)), catalogue.map(({ name }) => name)).workbook;
}

/** With figures typed into named cells. */
function typed(workbook: Workbook, figures: Readonly<Record<string, number>>): Workbook {
  for (const [name, value] of Object.entries(figures)) {
    const area = areaOf(workbook, name);
    if (area === undefined) throw new Error(`${name} is no name`);
    area.sheet.setCell(area.top, area.left, { ...area.sheet.cell(area.top, area.left), value });
  }
  recalculate(workbook, catalogue);
  return workbook;
}

function only(workbook: Workbook): Deal {
  const [deal, another] = readDeal(workbook, NONE);
  if (deal === undefined || another !== undefined) throw new Error("There is not one deal");
  return deal;
}

const paid = (deal: Deal) => Object.fromEntries(deal.payees.map(({ label, total }) => [label, total]));

interface Expected {
  readonly file: string;
  readonly total: number;
  readonly payees: Readonly<Record<string, number>>;
}

/** What is paid under the figures and words that a template comes with, reckoned by hand. */
const EXPECTED: readonly Expected[] = [
  // 650 tracks, 500 of them included: 150 × 4.00, and the fee of 3,000.
  { file: "pilot.xlsx", total: 3_600, payees: { Licensor: 3_600 } },
  // 17,000 × 1.50 and 27,000 × 0.25.
  { file: "training-only.xlsx", total: 32_250, payees: { Licensor: 32_250 } },
  // 8% of 30% of 193,400 (processing at most 3% of 220,000), of 36% of 300,000 and of 44% of 449,000; the fee of 25,000 is recouped from it.
  { file: "commercial-royalty.xlsx", total: 29_086.4, payees: { Licensor: 29_086.4 } },
  // 8,000 and 9,200 by 1,200 : 430 : 1 : 69. First 5,647.06, 2,023.53, 4.71 and 324.70, then 6,494.12, 2,327.06, 5.41 and 373.41.
  { file: "opt-in-registry.xlsx", total: 17_200, payees: { "Song A": 12_141.18, "Song B": 4_350.59, "Song C": 10.12, "Song D": 698.11 } },
  // 72,000, brought up to 100,000; 80,000 + 30,000; 80,000 + 70,000; and the fee of 150,000.
  { file: "exclusive-dataset.xlsx", total: 510_000, payees: { Licensor: 510_000 } },
  // Twice 5,000 + 33,000, and the fee of 5,000.
  { file: "hybrid-fee-and-royalty.xlsx", total: 81_000, payees: { Licensor: 81_000 } },
  // 125,000 + 25,000; 10% of 350,000, + 10,000; 120% of 250,000; of the 5,000 that are left 5% and 95%.
  { file: "film-waterfall.xlsx", total: 500_000, payees: { Distributor: 150_000, Agent: 45_000, Investors: 300_000, Star: 250, Producer: 4_750 } },
  // The royalty by quarters and its parts of 65, 10 and 25 points, as the name set voice-camel has them.
  { file: "voice-likeness.xlsx", total: 117_982.76, payees: { "Voice actor": 76_688.79, Agent: 11_798.28, Studio: 29_495.69 } },
  // What the sample's calls come to without its cap on all deductions together: see below.
  { file: "stock-library.xlsx", total: 1_120_417.72, payees: { "Image library": 672_250.64, "Foreign agency": 280_104.43, "Photographers' fund": 168_062.65 } },
  // 42,000 copies at 0.10, in halves.
  { file: "mechanical-royalty.xlsx", total: 4_200, payees: { Songwriter: 2_100, Publisher: 2_100 } },
];

/** What each name of the templates is to a deal: a term, of a stream if not of the whole, or a word of the contract. */
const MEANT: Readonly<Record<string, string>> = {
  ...{ Gross_Revenue: "base", Net_Revenue: "base", Licensee_Revenue: "base", Receipts: "base", Copies_Sold: "base", Pro_Revenue: "base Pro", Enterprise_Revenue: "base Enterprise" },
  ...{ Deductions: "deductions", Pro_Deductions: "deductions Pro", Enterprise_Deductions: "deductions Enterprise", Attribution_Share: "share", Revenue_Share: "share" },
  ...{ Tiers: "tiers", Pro_Tiers: "tiers Pro", Enterprise_Tiers: "tiers Enterprise", Royalty_Rate: "rate", Usage: "usage", Rate_Card: "rate card", Contract_Year: "contract years" },
  ...{ Pilot_Fee: "fee", Upfront_Fee: "fee", Exclusivity_Fee: "fee", Minimum_Guarantee: "guarantee", Waterfall: "layers", Split: "split", Discount_Rate: "discount rate" },
  ...{ Withholding_Studio: "withholding Studio", Withholding_Agency: "withholding Foreign agency" },
  ...{ Method: "method", Resets: "resets", Window: "window", Guarantee_Is_For: "guarantee is for", Deficit_Treatment: "negative", Fee_Paid: "fee paid", Fee_Treatment: "fee treatment", Gross_Up: "gross up", Payment_Timing: "when", Currency: "currency" },
};

/** What the deal takes each name for, and which names it leaves out. */
function taken({ terms, choices, leftOut }: Deal): Record<string, string> {
  const said = [
    ...terms.map(({ source, role, stream }) => [source.name, `${role} ${stream}`.trim()] as const),
    ...choices.map(({ source, choice }) => [source?.name, choice] as const),
    ...leftOut.map(({ source }) => [source.name, "left out"] as const),
  ];
  return Object.fromEntries(said.flatMap(([name, what]) => (name === undefined ? [] : [[name, what]])));
}

/** Rates that nobody knows before there is a deal, and the word that has no effect without them. */
const WITHHOLDING = /^(Withholding_\w+|Gross_Up)$/;

test("there is a file for each template and an empty one, all are offered, and no other", () => {
  const books = [{ fileName: BLANK.fileName, title: "Blank workbook", line: "One empty sheet." }, ...TEMPLATES.map(({ fileName, title, fits }) => ({ fileName, title, line: fits }))];
  expect(OFFERED.map(({ fileName, title, line }) => ({ fileName, title, line }))).toEqual(books);
  expect(readdirSync(join(ROOT, "templates")).sort()).toEqual(books.map(({ fileName }) => fileName).sort());
  expect(EXPECTED.map(({ file }) => file)).toEqual(TEMPLATES.map(({ fileName }) => fileName));
});

describe.each(EXPECTED)("templates/$file", ({ file, total, payees }) => {
  const workbook = typed(opened(`templates/${file}`), {});
  const names = workbook.names.map(({ name }) => name);

  test("pays what it should, with nothing to answer and nothing wrong", () => {
    const deal = only(workbook);
    expect({ state: deal.state, title: deal.title, currency: deal.currency, questions: deal.questions, problems: deal.problems }).toEqual({
      state: "proposed",
      title: TEMPLATES.find(({ fileName }) => fileName === file)?.title,
      currency: "USD",
      questions: [],
      problems: [],
    });
    expect([deal.total, paid(deal)]).toEqual([total, payees]);
  });

  test("each name is the part of the deal that it says", () => {
    const rates = names.filter((name) => name.startsWith("Withholding_"));
    const blank = Object.fromEntries(names.map((name) => [name, WITHHOLDING.test(name) ? "left out" : MEANT[name]]));
    expect(taken(only(workbook))).toEqual(blank);
    const withRates = only(typed(opened(`templates/${file}`), Object.fromEntries(rates.map((name) => [name, 0.15]))));
    expect(taken(withRates)).toEqual(Object.fromEntries(names.map((name) => [name, MEANT[name]])));
    expect([withRates.questions, withRates.problems]).toEqual([[], []]);
  });
});

test("the empty workbook has one sheet, and no deal", () => {
  const workbook = opened("templates/blank.xlsx");
  expect([workbook.sheets.map(({ name, rows }) => [name, rows.size]), workbook.names, readDeal(workbook, NONE)]).toEqual([[["Sheet1", 0]], [], []]);
});

test("voice-likeness: a rate of 15% typed for the studio takes 4,424.36 of its part", () => {
  expect(paid(only(typed(opened("templates/voice-likeness.xlsx"), { Withholding_Studio: 0.15 })))).toEqual({ "Voice actor": 76_688.79, Agent: 11_798.28, Studio: 25_071.33 });
});

test("stock-library pays what the sample's calls come to without its cap on all deductions together, rounded when paid", () => {
  const sample = opened("samples/stock-library.xlsx");
  const royalty = (plan: string) => `DEAL.TIEREDROYALTY(DEAL.NETREVENUE(${plan}_Gross,${plan}_Deductions,,"carry"),${plan}_Scale,"marginal",Contract_Year)`;
  const earned = `${royalty("Pro")}+${royalty("Enterprise")}+DEAL.USAGEFEE(Usage,Rate_Card,Contract_Year)`;
  const parts = evaluation(sample, `=DEAL.PRORATA(DEAL.MINGUARANTEE(${earned},Guarantee,"rolling 4"),Split,2)`, catalogue);
  const template = EXPECTED.find(({ file }) => file === "stock-library.xlsx");
  expect(parts.map(exactSum)).toEqual(Object.values(template?.payees ?? {}));
  // With the cap at 100% the sample rounds every line, and comes to the same; its plain formulas confirm it.
  const uncapped = typed(sample, { Enterprise_Cap: 1 });
  expect(["Payable_Total", "Master_Check"].map((name) => evaluation(uncapped, name, catalogue))).toEqual([[[template?.total]], [[0]]]);
});
