import { rowsByQuarter, rowsFrom, type ProofLine } from "./proofLines";
import { MONEY, empty, fixed, note, title, type SampleSheet } from "./sampleBook";
import { AGENCY, METRICS, PAYEES, PLANS, QUARTERS, type Metric, type Plan } from "./stockLibraryData";
import { INPUT, USAGE_ROW, deductionRow, grossRow, headsByQuarter, payeeRow, priceRow, tierRow, togetherRow } from "./stockLibraryRows";

/** A cell of Inputs: of the quarter, or a term. */
const given = (row: number) => `Inputs!{c}${row}`;
const term = (column: string, row: number) => `Inputs!$${column}$${row}`;
const terms = (column: string, first: number, last: number) => `${term(column, first)}:$${column}$${last}`;

const CENTS = "#,##0.00##";
/** What stood in the line {c}[key] a quarter before, and 0 where a contract year starts. */
const inContractYear = (key: string) => `=IF(${given(INPUT.contractYear)}=Inputs!{p}${INPUT.contractYear},N({p}[${key}]),0)`;

/** A marginal scale on `x`, its tiers in these rows of Inputs: each rate or price on the part within its own tier. */
function onScale(x: string, first: number, last: number): string {
  const [above, rates, ratesBefore] = [terms("C", first + 1, last), terms("D", first + 1, last), terms("D", first, last - 1)];
  return `=${x}*${term("D", first)}+SUMPRODUCT((${x}>${above})*(${x}-${above})*(${rates}-${ratesBefore}))`;
}

/** The keys of a plan begin with its name. */
const grossLines = PLANS.map(({ name }, plan): ProofLine => ({ key: `${name}Gross`, label: `Gross, ${name}`, isTotalled: true, start: empty(MONEY), formula: `=1*${given(grossRow(plan))}` }));

/** Gross less exclusions and less deductions within their caps; a deficit is carried. */
function netRevenueLines({ name, deductions, togetherAtMost }: Plan, plan: number): (ProofLine | string)[] {
  const gross = `{c}[${name}Gross]`;
  const rowsOf = (kind: string) => deductions.flatMap((deduction, i) => (deduction.kind === kind ? [{ ...deduction, row: deductionRow(plan, i) }] : []));
  const [exclusions, costs] = [rowsOf("exclusion").map(({ row }) => row), rowsOf("deduction")];
  const within = costs.map(({ name: cost, row, capRate }): ProofLine => {
    const cap = capRate === undefined ? term("D", row) : term("C", row);
    const limit = capRate === undefined ? cap : `${cap}*MAX(0,${gross})`;
    return { key: `${name}Cost${row}`, label: `${cost}: within the cap`, isTotalled: true, formula: `=IF(${cap}=0,${given(row)},MIN(${given(row)},${limit}))` };
  });
  const costsAllowed = within.map(({ key }) => `{c}[${key}]`).join("+");
  const common = term("C", togetherRow(plan));
  return [
    `Net revenue, ${name}`,
    { key: `${name}Excluded`, label: "Exclusions", isTotalled: true, formula: `=ROUND(SUM(Inputs!{c}${exclusions[0]}:{c}${exclusions.at(-1)}),2)` },
    ...within,
    ...(togetherAtMost === undefined ? [] : [{ key: `${name}Together`, label: "Deductions within the common cap", isTotalled: true as const, formula: `=IF(${common}=0,${costsAllowed},MIN(${costsAllowed},${common}*MAX(0,${gross})))` }]),
    { key: `${name}Brought`, label: "Deficit brought forward", formula: `={p}[${name}Deficit]` },
    {
      key: `${name}Left`,
      label: "Left of gross",
      unit: "cents",
      format: CENTS,
      formula: `=ROUND((${gross}-{c}[${name}Excluded]-${togetherAtMost === undefined ? costsAllowed : `{c}[${name}Together]`}-{c}[${name}Brought])*100,4)`,
    },
    { key: `${name}Deficit`, label: "Deficit carried on", start: fixed(0), formula: `=MAX(0,-{c}[${name}Left])/100` },
    { key: `${name}Net`, label: "Net revenue", isTotalled: true, formula: `=ROUND(MAX(0,{c}[${name}Left]),0)/100` },
    "",
  ];
}

/** Royalty of a quarter: on the contract year's net revenue after it, less on that before it. */
function royaltyLines({ name, tiers }: Plan, plan: number): (ProofLine | string)[] {
  const [first, last] = [tierRow(plan), tierRow(plan) + tiers.length - 1];
  return [
    `Royalty, ${name}`,
    { key: `${name}Before`, label: "Contract year's net revenue before", formula: inContractYear(`${name}After`) },
    { key: `${name}After`, label: "Contract year's net revenue after", formula: `=ROUND({c}[${name}Before]+{c}[${name}Net],2)` },
    { key: `${name}OnBefore`, label: "Royalty on that before", formula: onScale(`{c}[${name}Before]`, first, last) },
    { key: `${name}OnAfter`, label: "Royalty on that after", formula: onScale(`{c}[${name}After]`, first, last) },
    { key: `${name}Cents`, label: "Royalty of the quarter", unit: "cents", format: CENTS, formula: `=ROUND(({c}[${name}OnAfter]-{c}[${name}OnBefore])*100,4)` },
    { key: `${name}Royalty`, label: "Royalty", isTotalled: true, formula: `=ROUND({c}[${name}Cents],0)/100` },
    "",
  ];
}

/** Fee of a quarter: for the contract year's use after it, less for that before it. The keys of a metric end in its place in the list. */
function usageLines({ name, unit, method, prices, useCap }: Metric, i: number): (ProofLine | string)[] {
  const [first, last] = [priceRow(i), priceRow(i) + prices.length - 1];
  const [included, cap, overage] = [term("E", first), term("F", first), term("G", first)];
  const chargeable = `{c}[chargeable${i}]`;
  const card = { flat: `=${chargeable}*${term("D", first)}`, marginal: onScale(chargeable, first, last), cliff: `=${chargeable}*{c}[price${i}]` }[method];
  return [
    `Usage fee, ${name}`,
    { key: `before${i}`, label: "Contract year's use before", unit, formula: inContractYear(`after${i}`) },
    { key: `after${i}`, label: "Contract year's use after", unit, formula: `={c}[before${i}]+${given(USAGE_ROW + i)}` },
    { key: `chargeable${i}`, label: "Chargeable", unit, formula: `=MIN(0,{c}[after${i}])+MAX(0,${useCap === undefined ? `{c}[after${i}]` : `MIN({c}[after${i}],${cap})`}-${included})` },
    ...(useCap === undefined ? [] : [{ key: `over${i}`, label: "Above the use cap", unit, formula: `=MAX(0,{c}[after${i}]-${cap})` }]),
    ...(method === "cliff"
      ? [
          { key: `untilNext${i}`, label: "Still to come at the first price", unit, formula: `=MAX(0,${term("C", first + 1)}-${chargeable})` },
          { key: `price${i}`, label: "Price reached, for all that is chargeable", unit: "USD", format: "#,##0.00", formula: `=INDEX(${terms("D", first, last)},MAX(1,COUNTIF(${terms("C", first, last)},"<"&${chargeable})))` },
        ]
      : []),
    { key: `soFar${i}`, label: "Fee for the contract year so far", formula: `${card}${useCap === undefined ? "" : `+{c}[over${i}]*${overage}`}` },
    { key: `paidBefore${i}`, label: "Of this, for the quarters before", formula: inContractYear(`soFar${i}`) },
    { key: `fee${i}`, label: "Fee", isTotalled: true, formula: `=ROUND({c}[soFar${i}]-{c}[paidBefore${i}],2)` },
    "",
  ];
}

/** Open shortfalls by age in quarters, the oldest first. */
const AGES = [
  { age: 4, since: "four quarters before" },
  { age: 3, since: "three quarters before" },
  { age: 2, since: "two quarters before" },
  { age: 1, since: "the quarter before" },
];
const sumOf = (key: string, ages: readonly number[]) => ages.map((age) => `{c}[${key}${age}]`).join("+");

const guaranteeLines: readonly (ProofLine | string)[] = [
  "Earned, and the minimum guarantee",
  {
    key: "usageFees",
    label: "Usage fees",
    isTotalled: true,
    formula: `=ROUND(${METRICS.map((_, i) => `{c}[fee${i}]`).join("+")},2)`,
  },
  { key: "earned", label: "Earned", isTotalled: true, formula: `=ROUND(${PLANS.map(({ name }) => `{c}[${name}Royalty]`).join("+")}+{c}[usageFees],2)` },
  // A quarter's fees are negative where a metric's lower price, once reached, holds for the earlier output of its year too.
  { key: "creditBrought", label: "Negative earnings brought forward", formula: "={p}[credit]" },
  { key: "credit", label: "Negative earnings carried on", start: fixed(0), formula: "=MAX(0,ROUND({c}[creditBrought]-{c}[earned],2))" },
  { key: "earnings", label: "Held against the guarantee", isTotalled: true, formula: "=MAX(0,ROUND({c}[earned]-{c}[creditBrought],2))" },
  { key: "shortfall0", label: "Shortfall", isTotalled: true, formula: `=ROUND(MAX(0,${given(INPUT.guarantee)}-{c}[earnings]),2)` },
  { key: "excess", label: "Earned above the guarantee", isTotalled: true, formula: `=ROUND(MAX(0,{c}[earnings]-${given(INPUT.guarantee)}),2)` },
  ...AGES.flatMap(({ age, since }, i): ProofLine[] => {
    const older = AGES.slice(0, i).map((one) => `-{c}[recouped${one.age}]`);
    return [
      { key: `open${age}`, label: `Shortfall of ${since}: open`, formula: `=N({p}[shortfall${age - 1}])` },
      { key: `recouped${age}`, label: "Recouped", formula: `=MIN({c}[open${age}],ROUND({c}[excess]${older.join("")},2))` },
      { key: `shortfall${age}`, label: age === AGES.length ? "Left, which lapses" : "Left", formula: `=ROUND({c}[open${age}]-{c}[recouped${age}],2)` },
    ];
  }),
  { key: "recouped", label: "Recouped, all quarters", isTotalled: true, formula: `=ROUND(${sumOf("recouped", [4, 3, 2, 1])},2)` },
  { key: "lapsed", label: "Lapsed", isTotalled: true, formula: "={c}[shortfall4]" },
  { key: "open", label: "Open at the end of the quarter", formula: `=ROUND(${sumOf("shortfall", [0, 1, 2, 3])},2)` },
  { key: "payable", label: "Payable", isTotalled: true, formula: `=ROUND(MAX({c}[earnings],${given(INPUT.guarantee)})-{c}[recouped],2)` },
  "",
];

const points = terms("D", payeeRow(0), payeeRow(PAYEES.length - 1));
const list = (key: string) => `{c}$[${key}0]:{c}$[${key}${PAYEES.length - 1}]`;

/** Every payee gets its share cut down to the cent; the cents left over go to the largest remainders, equal ones in the order of the list. */
const shareLines: readonly (ProofLine | string)[] = [
  "Shares by points: cut down to the cent, cents left over to the largest remainders",
  { key: "pool", label: "Payable", unit: "cents", formula: "=ROUND({c}[payable]*100,0)" },
  ...PAYEES.map(({ name }, i) => ({ key: `rest${i}`, label: `${name}: remainder`, unit: "cents × points", formula: `=MOD({c}$[pool]*${term("D", payeeRow(i))},SUM(${points}))` })),
  ...PAYEES.map(({ name }, i) => ({ key: `cut${i}`, label: `${name}: cut down`, unit: "cents", formula: `=({c}$[pool]*${term("D", payeeRow(i))}-{c}[rest${i}])/SUM(${points})` })),
  ...PAYEES.map(({ name }, i): ProofLine => {
    const rank = `COUNTIF(${list("rest")},">"&{c}[rest${i}])+COUNTIF({c}$[rest0]:{c}[rest${i}],{c}[rest${i}])`;
    return { key: `share${i}`, label: `${name}: share`, isTotalled: true, formula: `=({c}[cut${i}]+(${rank}<={c}$[pool]-SUM(${list("cut")})))/100` };
  }),
  "",
  "Tax withheld from the foreign agency",
  { key: "taxCents", label: "Tax of the quarter", unit: "cents", format: CENTS, formula: `=ROUND({c}[share${AGENCY}]*${given(INPUT.taxRate)}*100,4)` },
  { key: "tax", label: "Tax withheld", isTotalled: true, formula: "=ROUND({c}[taxCents],0)/100" },
  { key: "received", label: "Received by the agency", isTotalled: true, formula: `=ROUND({c}[share${AGENCY}]-{c}[tax],2)` },
];

const PROOF = [...grossLines, "", ...PLANS.flatMap(netRevenueLines), ...PLANS.flatMap(royaltyLines), ...METRICS.flatMap(usageLines), ...guaranteeLines, ...shareLines];

/** The row of a line on Proof. */
export const proofRow = rowsFrom(5, PROOF);

export const stockLibraryProof: SampleSheet = {
  name: "Proof",
  widths: [44, 16, 16, 15, 15],
  freeze: "E5",
  rows: [
    [title("The same figures in plain formulas")],
    [note("Plain formulas: they read Inputs alone and work in any spreadsheet. Amounts in cents are exact before they are rounded.")],
    [],
    headsByQuarter("Line", "Unit", "Total", "At the start"),
    ...rowsByQuarter(PROOF, 5, QUARTERS),
  ],
};
