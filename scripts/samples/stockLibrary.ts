import { SEMANTICS_VERSION } from "../../src/engine/semantics";
import { NOTHING_INSTALLED, MINGUARANTEE_LABELS, MONEY, NETREVENUE_LABELS, PERCENT, TEXT, USAGEFEE_LABELS, WHOLE, check, empty, figure, fixed, heading, heads, money, note, rate, spill, statement, title, whole, typedTotal, type SampleBook, type SampleRow, type SampleSheet, type StyledCell } from "./sampleBook";
import { AGENCY, CONTRACT_YEARS, GUARANTEE, METRICS, PAYEES, PLANS, QUARTERS, QUARTER_NAMES, TAX_RATE, type Metric, type Plan } from "./stockLibraryData";
import { proofRow, stockLibraryProof } from "./stockLibraryProof";
import { ENTERPRISE, FIRST, GUARANTEE_LINE, GUARANTEE_STATEMENT, INPUT, LAST, LICENCE, PRO, SPLIT_ROW, USAGE_ROW, USAGE_STATEMENT, byQuarter, deductionRow, deficitRow, grossRow, headsByQuarter, lastRow, licenceGrossRow, licenceNetRow, netStatement, payeeRow, periods, priceRow, tierRow, togetherRow, total, usageFeeRow } from "./stockLibraryRows";

/** A number among words. */
const inWords = (format: string) => (formula: string) => figure(formula, format);
const words = (formula: string) => figure(formula, TEXT);
const orEmpty = (value: number | undefined, make: (value: number) => StyledCell, format: string) => (value === undefined ? empty(format) : make(value));

const planInputs = ({ name, gross, deductions, togetherAtMost }: Plan): SampleRow[] => [
  [heading(`${name} plan, in USD`)],
  ["Subscriptions, gross", "billing", null, null, ...gross.map((amount) => money(amount))],
  heads("Line", "Kind", "Cap rate", "Cap amount", ...QUARTER_NAMES),
  ...deductions.map(({ name: line, kind, capRate, capAmount, amounts }) => [line, kind, orEmpty(capRate, rate, PERCENT), orEmpty(capAmount, money, MONEY), ...amounts.map((amount) => money(amount))]),
  ...(togetherAtMost === undefined ? [] : [["All deductions together, at most", "part of gross", rate(togetherAtMost)]]),
  [],
];

const cardInputs = ({ name, method, prices, included, useCap, overagePrice }: Metric): SampleRow[] =>
  prices.map(({ above, price }, i) => {
    const tier = [i === 0 ? { ...fixed(0), format: WHOLE } : whole(above), money(price)];
    return i === 0 ? [name, method, ...tier, whole(included), orEmpty(useCap, whole, WHOLE), orEmpty(overagePrice, money, MONEY)] : [name, null, ...tier];
  });

const scaleInputs = ({ name, tiers }: Plan): SampleRow[] => [
  [heading(`Royalty scale, ${name}: on the net revenue of each contract year`)],
  heads("Tier", "Unit", "Above", "Rate"),
  ...tiers.map(({ above, rate: percent }, i) => [["First", "Second", "Third"][i] ?? "", "USD, fraction", i === 0 ? fixed(0) : money(above), rate(percent)]),
  [],
];

const inputs: SampleSheet = {
  name: "Inputs",
  widths: [46, 16, 20, 18, 13.5],
  freeze: "E5",
  rows: [
    [title("Inputs")],
    [note("Blue on yellow is typed in; everything else is computed from it, or is the structure of the deal.")],
    [],
    heads("By quarter", "From", "Unit", "", ...QUARTER_NAMES),
    ["Contract year", "agreement", "number", null, ...CONTRACT_YEARS.map(whole)],
    ["Minimum guarantee", "agreement", "USD", null, ...GUARANTEE.map((amount) => money(amount))],
    ["Tax withheld from the foreign agency", "law, treaty", "fraction", null, ...TAX_RATE.map(rate)],
    [],
    ...PLANS.flatMap(planInputs),
    [heading("Usage of the generator and of the library")],
    heads("What is counted", "From", "Unit", "Metric", ...QUARTER_NAMES),
    ...METRICS.map(({ counted, unit, name, units }) => [counted, "usage log", unit, name, ...units.map(whole)]),
    [],
    [heading("Rate card: prices in USD a unit; units included and use caps are those of a contract year")],
    heads("Metric", "Method", "Above", "Price", "Included", "Use cap", "Overage price"),
    ...METRICS.flatMap(cardInputs),
    [],
    ...PLANS.flatMap(scaleInputs),
    [heading("Shares of what is payable, by points")],
    heads("Role", "From", "Holder", "Weight"),
    ...PAYEES.map(({ name, role, points }) => [role, "agreement", name, whole(points)]),
  ],
};

const quarterly = (label: string | StyledCell, from: string | null, unit: string, sum: StyledCell | null, cells: SampleRow): SampleRow => [label, from, unit, sum, ...cells];
/** What the sheet is there for: in bold, under a line. */
const resultLine = (row: number, label: string, from: string, formula: string) => quarterly(label, from, "USD", asResult(total(row)), [asResult(spill(formula, 1, QUARTERS))]);
const asResult = (cell: StyledCell): StyledCell => ({ ...cell, style: "result" });
const licenceLine = (row: number, label: string | StyledCell, from: string, cells: SampleRow) => quarterly(label, from, "USD", total(row), cells);
/** Amounts as they are typed in. */
const typedLine = (row: number, label: string, input: number) => quarterly(label, "Inputs", "USD", typedTotal(`${FIRST}${row}:${LAST}${row}`), periods(`=Inputs!{c}${input}`));
const statementLine = (row: number) => periods(`=Statement!{c}${row}`);
const guaranteeLine = (line: keyof typeof GUARANTEE_LINE) => statementLine(GUARANTEE_STATEMENT.line(GUARANTEE_LINE[line]));

const CALLS = {
  net: ({ name, togetherAtMost }: Plan) => `(${name}_Gross,${name}_Deductions,${togetherAtMost === undefined ? "" : `${name}_Cap`},"carry",,2)`,
  royalty: (name: string) => `=DEAL.TIEREDROYALTY(${name}_Net,${name}_Scale,"marginal",Contract_Year,,2)`,
  usage: "(Usage,Rate_Card,Contract_Year,2)",
  guarantee: '(Earned,Guarantee,"rolling 4")',
};

/** A check in every quarter; {c} stands for the column. */
interface Check {
  readonly label: string;
  readonly formula: string;
}
const held = (label: string, row: number, key: string): Check => ({ label, formula: `={c}${row}-Proof!{c}${proofRow(key)}` });
const { shares } = LICENCE;
const CHECKS: readonly Check[] = [
  ...PLANS.map(({ name }, plan) => held(`Net revenue, ${name}`, licenceNetRow(plan), `${name}Net`)),
  { label: "Deficit carried on, Enterprise", formula: `=ROUND({c}${LICENCE.deficit}-Proof!{c}${proofRow("EnterpriseDeficit")},4)` },
  ...PLANS.map(({ name }, plan) => held(`Royalty, ${name}`, LICENCE.royalty + plan, `${name}Royalty`)),
  ...METRICS.map(({ name }, i) => held(`Usage fee, ${name}`, LICENCE.metrics + i, `fee${i}`)),
  held("Usage fees", LICENCE.usageFees, "usageFees"),
  held("Earned", LICENCE.earned, "earned"),
  held("Shortfall", LICENCE.shortfall, "shortfall0"),
  held("Recouped", LICENCE.recouped, "recouped"),
  held("Lapsed", LICENCE.lapsed, "lapsed"),
  held("Shortfalls still open", LICENCE.open, "open"),
  held("Payable", LICENCE.payable, "payable"),
  ...PAYEES.map(({ name }, i) => held(`Share, ${name}`, shares + i, `share${i}`)),
  held("Tax withheld", LICENCE.tax, "tax"),
  held("Received by the agency", LICENCE.received, "received"),
  { label: "Shares less payable", formula: `=ROUND({c}${LICENCE.sum}-{c}${LICENCE.payable},2)` },
  { label: "Paid out and withheld less payable", formula: `=ROUND({c}${shares}+{c}${LICENCE.received}+{c}${LICENCE.tax}+{c}${shares + 2}-{c}${LICENCE.payable},2)` },
  ...[
    { label: "Statement of usage fees", at: USAGE_STATEMENT },
    { label: "Statement of the guarantee", at: GUARANTEE_STATEMENT },
    ...PLANS.map(({ name }, plan) => ({ label: `Statement of net revenue, ${name}`, at: netStatement(plan) })),
  ].map(({ label, at }) => ({ label: `${label}: its check`, formula: `=Statement!{c}${lastRow(at)}` })),
];
const MASTER_CHECK = LICENCE.checks + CHECKS.length;

const licence: SampleSheet = {
  name: "Licence",
  widths: [46, 22, 16, 18, 13.5],
  freeze: "E5",
  rows: [
    [title("What the generator pays for the library, and who receives it")],
    [note("From the revenue of two plans and the use of the generator to what is earned; from there to what is payable under the guarantee, its shares, and the tax withheld.")],
    [],
    headsByQuarter("Line", "From", "Unit", "Total"),
    quarterly("Contract year", "Inputs", "number", empty(WHOLE), periods(`=Inputs!{c}${INPUT.contractYear}`, inWords(WHOLE))),
    [],
    [heading("1. Net revenue: gross less exclusions and allowed deductions; a deficit comes off later quarters")],
    ...PLANS.flatMap((plan, i) => [
      typedLine(licenceGrossRow(i), `${plan.name}: gross`, grossRow(i)),
      licenceLine(licenceNetRow(i), `${plan.name}: net revenue`, "net revenue", [spill(`=DEAL.NETREVENUE${CALLS.net(plan)}`, 1, QUARTERS)]),
    ]),
    quarterly("Enterprise: deficit carried on", "Statement", "USD", null, statementLine(deficitRow(ENTERPRISE))),
    [],
    [heading("2. Royalty on net revenue; the tiers start again with each contract year")],
    ...PLANS.map(({ name }, plan) => licenceLine(LICENCE.royalty + plan, `Royalty, ${name}`, "royalty scale", [spill(CALLS.royalty(name), 1, QUARTERS)])),
    [],
    [heading("3. Usage fees by output, under the rate card")],
    ...METRICS.map(({ name }, i) => licenceLine(LICENCE.metrics + i, name, "Statement", statementLine(usageFeeRow(i)))),
    licenceLine(LICENCE.usageFees, "Usage fees", "rate card", [spill(`=DEAL.USAGEFEE${CALLS.usage}`, 1, QUARTERS)]),
    [],
    [heading("4. Minimum guarantee: a shortfall is recouped from what is earned above it in the next four quarters, then it lapses")],
    licenceLine(LICENCE.earned, "Earned: royalties and usage fees", "sum of 2 and 3", periods(`=ROUND({c}${LICENCE.royalty}+{c}${LICENCE.royalty + 1}+{c}${LICENCE.usageFees},2)`)),
    typedLine(LICENCE.guarantee, "Minimum guarantee", INPUT.guarantee),
    licenceLine(LICENCE.shortfall, "Shortfall", "Statement", guaranteeLine("shortfall")),
    licenceLine(LICENCE.recouped, "Recouped from earlier shortfalls", "Statement", guaranteeLine("recouped")),
    licenceLine(LICENCE.lapsed, "Lapsed", "Statement", guaranteeLine("lapsed")),
    quarterly("Shortfalls still open at the end of the quarter", "Statement", "USD", null, guaranteeLine("closing")),
    resultLine(LICENCE.payable, "Payable", "guarantee", `=DEAL.MINGUARANTEE${CALLS.guarantee}`),
    quarterly("Payable as a part of net revenue", "4 divided by 1", "fraction", figure(effectiveRate("D"), PERCENT), periods(effectiveRate("{c}"), inWords(PERCENT))),
    [],
    [heading("5. Shares by points; they add up to what is payable in every quarter")],
    ...PAYEES.map((_, i) => licenceLine(shares + i, words(`=Inputs!C${payeeRow(i)}`), "split", i === 0 ? [spill("=DEAL.PRORATA(Payable,Split,2)", PAYEES.length, QUARTERS)] : [])),
    licenceLine(LICENCE.sum, "Sum of the shares", "sum of 5", periods(`=ROUND(SUM({c}${shares}:{c}${shares + PAYEES.length - 1}),2)`)),
    [],
    [heading("6. Tax withheld from the foreign agency, at the rate of the law, and once the treaty is in force at its rate")],
    quarterly("Rate of tax", "Inputs", "fraction", null, periods(`=Inputs!{c}${INPUT.taxRate}`, inWords(PERCENT))),
    licenceLine(LICENCE.tax, "Tax withheld", "5 less received", periods(`=ROUND({c}${shares + AGENCY}-{c}${LICENCE.received},2)`)),
    resultLine(LICENCE.received, "Received by the agency", "withholding", "=DEAL.WITHHOLDING(Agency_Share,Tax_Rate,,2)"),
    [],
    [heading("Checks: figure less plain formula on Proof; sums that must agree; the statements' own checks")],
    ...CHECKS.map(({ label, formula }, i) => quarterly(label, null, "USD", check(`=SUMPRODUCT(ABS(${FIRST}${LICENCE.checks + i}:${LAST}${LICENCE.checks + i}))`), periods(formula, check))),
    [heading("All checks"), null, "USD", check(`=SUM(D${LICENCE.checks}:D${MASTER_CHECK - 1})`)],
  ],
};

function effectiveRate(column: string): string {
  const net = `${column}${licenceNetRow(PRO)}+${column}${licenceNetRow(ENTERPRISE)}`;
  return `=IF(${net}=0,0,${column}${LICENCE.payable}/(${net}))`;
}

/** A statement under its heading, its periods in the columns of the quarters. */
function statementRows(caption: string, formula: string, { rows }: { readonly rows: number }, labels: readonly string[]): SampleRow[] {
  const before = Array.from({ length: 4 - labels.length }, () => null);
  // Empty figures, above which the heads of the quarters stand at the right.
  return [[heading(caption), null, null, null, ...QUARTER_NAMES.map(() => empty(MONEY))], [...before, statement(formula, rows, QUARTERS, labels)], ...Array.from({ length: rows }, () => [])];
}

const statements: SampleSheet = {
  name: "Statement",
  widths: [4, 4, 22, 24, 13.5],
  freeze: "E5",
  rows: [
    [title("The working of usage fees, guarantee and net revenue")],
    [note("Each .LINES function spills every line of its statement; the last line of each, its check, is 0. Units are those of Inputs: thousand images, models.")],
    [],
    headsByQuarter("", "", "", ""),
    ...statementRows("Usage fees: every line", `=DEAL.USAGEFEE.LINES${CALLS.usage}`, USAGE_STATEMENT, USAGEFEE_LABELS),
    ...statementRows("Minimum guarantee: every line", `=DEAL.MINGUARANTEE.LINES${CALLS.guarantee}`, GUARANTEE_STATEMENT, MINGUARANTEE_LABELS),
    ...PLANS.flatMap((plan, i) => statementRows(`Net revenue, ${plan.name}: every line`, `=DEAL.NETREVENUE.LINES${CALLS.net(plan)}`, netStatement(i), NETREVENUE_LABELS)),
  ],
};

export const stockLibrary: SampleBook = {
  fileName: "stock-library.xlsx",
  title: "An image library in an image generator",
  names: {
    Contract_Year: byQuarter("Inputs", INPUT.contractYear),
    Guarantee: byQuarter("Inputs", INPUT.guarantee),
    Tax_Rate: byQuarter("Inputs", INPUT.taxRate),
    ...Object.fromEntries(
      PLANS.flatMap(({ name, deductions, tiers }, plan) => [
        [`${name}_Gross`, byQuarter("Inputs", grossRow(plan))],
        [`${name}_Deductions`, `Inputs!$A$${deductionRow(plan) - 1}:$${LAST}$${deductionRow(plan, deductions.length - 1)}`],
        [`${name}_Scale`, `Inputs!$C$${tierRow(plan) - 1}:$D$${tierRow(plan) + tiers.length - 1}`],
        [`${name}_Net`, byQuarter("Licence", licenceNetRow(plan))],
      ]),
    ),
    Enterprise_Cap: `Inputs!$C$${togetherRow(ENTERPRISE)}`,
    Usage: `Inputs!$D$${USAGE_ROW}:$${LAST}$${USAGE_ROW + METRICS.length - 1}`,
    Rate_Card: `Inputs!$A$${priceRow(0) - 1}:$G$${priceRow(METRICS.length) - 1}`,
    Split: `Inputs!$C$${SPLIT_ROW}:$D$${payeeRow(PAYEES.length - 1)}`,
    Earned: byQuarter("Licence", LICENCE.earned),
    Payable: byQuarter("Licence", LICENCE.payable),
    Agency_Share: byQuarter("Licence", shares + AGENCY),
    Payable_Total: `Licence!$D$${LICENCE.payable}`,
    Agency_Total: `Licence!$D$${LICENCE.received}`,
    Master_Check: `Licence!$D$${MASTER_CHECK}`,
    DEAL_SEMANTICS: "About!$B$18",
  },
  sheets: [
    {
      name: "About",
      widths: [26, 96],
      rows: [
        [title("An image library in an image generator")],
        [],
        ["Purpose", "What an image generator that is trained on a library's pictures pays over three years: royalties by plan, fees by output, a minimum guarantee; and what then reaches the library, a foreign agency and the photographers' fund."],
        ["Royalty", "“Of Net Revenue in each Contract Year: Pro plan 10% to 600,000, 12% to 1,000,000, 14% above; Enterprise plan 8% to 1,000,000, 10% to 2,000,000, 12% above”"],
        [
          "Net revenue",
          "“Gross subscriptions less sales tax and refunds, and less payment fees, for Pro not above 3%, for Enterprise not above 2% of gross, and reseller commission not above 22,000 a quarter; the Enterprise deductions together not above 5% of gross; a deficit comes off later quarters of the same plan”",
        ],
        [
          "Usage fees",
          "“For each thousand images of commercial output in a Contract Year: Pro, of what is beyond 500 included, 6.00 for the first 4,000, 5.00 for the next 4,000, 4.00 above; Enterprise, 4.20 for what is beyond 2,000 included, or 3.60 for all of that once that exceeds 12,000, and 5.00 for what exceeds 20,000, included ones counted. For each fine-tuned model beyond 4 included 450, and 600 from the 25th on”",
        ],
        [
          "Minimum guarantee",
          "“Royalties and usage fees together, not less than 60,000 a quarter in the first Contract Year, 90,000 in the second, 125,000 in the third; a shortfall is recouped from what is earned above the guarantee in the four following quarters, the oldest first, and then lapses”",
        ],
        ["Shares and tax", "“60 : 25 : 15 among library, foreign agency and photographers' fund; tax is withheld from the agency's share, at 30%, and at 10% from the first quarter of 2027 on, when the treaty comes into force”"],
        ["Sheets", "Inputs: what is typed in. Licence: from revenue to what is received. Statement: the working. Proof: the same in plain formulas."],
        ["Currency, unit", "USD, typed to the cent; rates are fractions; output in thousands of images; points are shares in any unit"],
        ["Sign", "Money to the library's side is positive; no amount that is typed in is negative"],
        ["Two hard quarters", "Large Enterprise customers leave: in Q2 2027 refunds exceed gross, and the deficit comes off the next quarter; in Q4 2028 revenue falls, and shortfalls are still open at the end"],
        ["Rounding", "Each plan's net revenue and royalty, each metric's fee and the tax to the cent, half away from zero; the shares by largest remainder, so that they add up"],
        ["Timing", "By quarter, as accounted; tiers, units included and use caps start again with each contract year"],
        ["Colours", "Blue on yellow: typed in. Black: computed, or words that make the structure of the deal. Green: a check, which must be 0"],
        ["Checks", "Each is a figure less its plain formula on Proof that reads only Inputs, or a sum of parts less what was split. Words, and which caps there are, are built into Proof"],
        ["All checks", { style: "check", formula: `=IF(Master_Check=0,"all checks are 0","A CHECK IS NOT 0: see Licence, rows ${LICENCE.checks} to ${MASTER_CHECK - 1}")` }],
        ["Semantics version", { style: "text", value: SEMANTICS_VERSION }],
        ["Figures", "Made up for this example; the form of the deal is common where a picture library licenses a generator"],
        NOTHING_INSTALLED,
      ],
    },
    inputs,
    licence,
    statements,
    stockLibraryProof,
  ],
};
