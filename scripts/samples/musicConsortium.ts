import { SEMANTICS_VERSION } from "../../src/engine/semantics";
import { MODULE_MINUTES, OUTPUTS, QUARTERS, QUARTER_NAMES, REVENUE, ROLES, SERVICE_MINUTES } from "./musicConsortiumData";
import { checksSheet, proofSheet } from "./musicConsortiumProof";
import { ADVANCE, BESIDE, FIRST, HOLDERS, INPUT, LABELS, LAST, PACKS, PAYMENT, POOL, STATEMENT, headsByQuarter, holderAt, holderColumn, labelsIn, last, outputRow, outputs, paymentsRow, periods, sharesRow, similarityColumn, size, total, weightsRow, wholes, words } from "./musicConsortiumRows";
import { NOTHING_INSTALLED, PERCENT, PRORATA_LABELS, WATERFALL_LABELS, WHOLE, check, figure, heading, heads, money, note, rate, result, spill, statement, title, whole, typedTotal, type SampleBook, type StyledCell } from "./sampleBook";

const WEIGHT = "#,##0.00";

/** What the names of a role's ranges begin with. */
const POOL_NAMES = ["Label", "Publisher", "Sample"];

const reported = (value: number, format: string): StyledCell => ({ style: "figure", value, format });
/** A weight that stands among words. */
const splitBy = (formula: string, format: string): StyledCell => ({ style: "figure", formula, format });
const presentValueOf = (row: number) => `=ROUND(DEAL.NPV_ROYALTY(Discount_Quarterly,$${FIRST}${row}:$${LAST}${row},"mid"),2)`;
const line = (sheet: string, row: number, rows = 1) => `${sheet}!$${FIRST}$${row}:$${LAST}$${row + rows - 1}`;

/** Sums of parts less what was split. */
const CONSERVED: readonly { readonly name: string; readonly formula: string }[] = [
  { name: "Module and rest less revenue", formula: `SUM({c}${POOL.module}:{c}${POOL.module + 1})-{c}${POOL.revenue}` },
  { name: "Licensed and kept less module pool", formula: `SUM({c}${POOL.licensed}:{c}${POOL.licensed + 1})-{c}${POOL.module}` },
  { name: "Role pools less licensed pool", formula: `SUM({c}${POOL.roles}:{c}${POOL.roles + ROLES.length - 1})-{c}${POOL.licensed}` },
  ...ROLES.map(({ name, holder }, role) => ({
    name: `${name} less ${holder.toLowerCase()} pool`,
    formula: `SUM({c}${sharesRow(role)}:{c}${last(sharesRow(role), role)})-{c}${POOL.roles + role}`,
  })),
  { name: "Payments and recoupment less licensed pool", formula: `Payments!{c}${PAYMENT.paid}+Payments!{c}${PAYMENT.recouped}-{c}${POOL.licensed}` },
];

export const musicConsortium: SampleBook = {
  fileName: "music-consortium.xlsx",
  title: "A consortium of 60 rights holders in a music module",
  names: {
    Subscription_Revenue: line("Inputs", INPUT.revenue),
    Module_Minutes: line("Inputs", INPUT.moduleMinutes),
    Total_Minutes: line("Inputs", INPUT.serviceMinutes),
    Licensed_Share: `Inputs!$D$${INPUT.licensedShare}`,
    Role_Split: `Inputs!$C$${INPUT.roles - 1}:$D$${INPUT.roles + ROLES.length - 1}`,
    Advance_Amount: `Inputs!$D$${INPUT.advance}`,
    Advance_Label: `Inputs!$D$${INPUT.advanceLabel}`,
    Discount_Annual: `Inputs!$D$${INPUT.discount}`,
    Minutes: line("Pools", POOL.minutes, 2),
    Module_Pool: line("Pools", POOL.module),
    Licence_Split: `Pools!$B$${POOL.licensed}:$B$${POOL.licensed + 1}`,
    Licensed_Pool: line("Pools", POOL.licensed),
    Role_Pools: line("Pools", POOL.roles, ROLES.length),
    ...Object.fromEntries(POOL_NAMES.flatMap((name, role) => [
      [`${name}_Pool`, line("Pools", POOL.roles + role)],
      [`${name}_Weights`, line("Holders", weightsRow(role), size(role))],
    ])),
    Payable: line("Payments", PAYMENT.holders, HOLDERS),
    Discount_Quarterly: `Payments!$D$${PAYMENT.discount}`,
    Present_Value: `Payments!$${BESIDE}$${PAYMENT.paid}`,
    Advance_Share: line("Advance", ADVANCE.share),
    Advance_Holder: `Advance!$C$${ADVANCE.label}`,
    Advance_Ranks: `Advance!$A$${ADVANCE.layers}:$D$${ADVANCE.layers + 2}`,
    Master_Check: "Checks!$D$3",
    DEAL_SEMANTICS: "About!$B$15",
  },
  sheets: [
    {
      name: "About",
      widths: [26, 96],
      rows: [
        [title("A consortium of 60 rights holders in a music module")],
        [],
        ["Purpose", "What a music module in a subscription service pays to 24 labels, 24 publishers and 12 sample packs over eight quarters, by how much its 200 outputs resemble their works."],
        ["The clause", "“Subscription revenue is attributed to the module by minutes spent in it; 30% of that is shared 50 : 35 : 15 among labels, publishers and sample packs, and within each by usage × similarity; accounted quarterly”"],
        ["The advance", "“An advance of 60,000 to one label is recouped from that label's own share before it is paid”"],
        ["Start with", "Pools: from revenue to the share of every holder. Payments: what each is paid and what that is worth. Advance: when it is recouped, with the statement."],
        ["Then", "Inputs: what is typed in. Statement: the working of one split. Holders and Outputs: the weights and the usage report behind them. Proof: the same in plain formulas. Checks: one less the other."],
        ["Currency, unit", "USD; rates are fractions; usage is counted in uses, time in thousands of minutes"],
        ["Sign", "Money to the rights holders is positive; no quarter's revenue is negative"],
        ["Rounding", "Every pool is split to the cent by largest remainder, so that at every level the parts add up to the pool exactly"],
        ["Timing", "Payments are taken as received in the middle of their quarters; valued at the start of the first, when the advance is paid"],
        ["Colours", "Blue on yellow: typed in. Black: computed, or reported by the service (sheet Outputs). Green: a check, which must be 0"],
        ["Checks", "Each is a figure less its plain formula on Proof, or a sum of parts less its pool"],
        ["All checks", { style: "check", formula: '=IF(Master_Check=0,"all checks are 0","A CHECK IS NOT 0: see Checks, column D")' }],
        ["Semantics version", { style: "text", value: SEMANTICS_VERSION }],
        ["Figures", "Made up for this example, as are all the names; the form of the deal is that of music licensing pools"],
        NOTHING_INSTALLED,
      ],
    },
    {
      name: "Inputs",
      widths: [36, 30, 18, 15, 14],
      freeze: "E5",
      rows: [
        [title("Inputs")],
        [note("Blue on yellow is typed in; everything else is computed from it and from the usage report on Outputs.")],
        [],
        heads("By quarter", "From", "Unit", "", ...QUARTER_NAMES),
        ["Subscription revenue", "billing, after tax and refunds", "USD", null, ...REVENUE.map((revenue) => money(revenue))],
        ["Time in the music module", "usage log", "thousand minutes", null, ...MODULE_MINUTES.map(whole)],
        ["Time in the whole service", "usage log", "thousand minutes", null, ...SERVICE_MINUTES.map(whole)],
        [],
        heads("Terms", "From", "Unit", "Value"),
        ["Licensed share of the module pool", "agreement", "fraction", rate(0.3)],
        ["Advance to one label, paid at signing", "agreement", "USD", money(60_000)],
        ["The label: its place in the list on Holders", "agreement", `1 to ${size(LABELS)}`, { ...whole(3), allowed: { min: 1, max: size(LABELS) } }],
        ["Discount rate for present values", "the reader's choice", "fraction a year", rate(0.1)],
        [],
        [heading("Split of the licensed pool among the roles")],
        heads("For", "Holders", "Holder", "Weight"),
        ...ROLES.map(({ name, licenses, weight }, role) => [licenses, `${size(role)}, listed on Holders`, name, whole(weight)]),
      ],
    },
    {
      name: "Pools",
      widths: [38, 10, 18, 16, 14],
      freeze: "E5",
      rows: [
        [title("From revenue to pools, and from pools to holders")],
        [note("Each split is made over all quarters at once, to the cent; at every level the parts add up to what was split.")],
        [],
        headsByQuarter("Line", "Split by", "Unit", "Total"),
        ["Subscription revenue", null, "USD", typedTotal(`${FIRST}${POOL.revenue}:${LAST}${POOL.revenue}`), ...periods("=Inputs!{c}5")],
        [],
        [heading("1. Revenue, by time spent")],
        ["Time in the music module", null, "thousand minutes", total(POOL.minutes, WHOLE), ...wholes("=Inputs!{c}6")],
        ["Time in the rest of the service", null, "thousand minutes", total(POOL.minutes + 1, WHOLE), ...wholes("=Inputs!{c}7-Inputs!{c}6")],
        ["Music module", "minutes", "USD", total(POOL.module), spill("=DEAL.PRORATA(Subscription_Revenue,Minutes,2)", 2, QUARTERS)],
        ["Rest of the service", "minutes", "USD", total(POOL.module + 1)],
        [],
        [heading("2. Module pool, by licensed share")],
        ["Licensed pool", splitBy("=Licensed_Share", PERCENT), "USD", total(POOL.licensed), spill("=DEAL.PRORATA(Module_Pool,Licence_Split,2)", 2, QUARTERS)],
        ["Kept by the service", splitBy(`=1-B${POOL.licensed}`, PERCENT), "USD", total(POOL.licensed + 1)],
        [],
        [heading("3. Licensed pool, by role")],
        ...ROLES.map(({ name }, role) => [
          name,
          splitBy(`=Inputs!D${INPUT.roles + role}`, WHOLE),
          "USD",
          total(POOL.roles + role),
          ...(role === 0 ? [spill("=DEAL.PRORATA(Licensed_Pool,Role_Split,2)", ROLES.length, QUARTERS)] : []),
        ]),
        [],
        [heading("Cents conserved at every level: each line is 0")],
        ...CONSERVED.map(({ name, formula }, i) => [name, null, "USD", check(`=SUMPRODUCT(ABS(${FIRST}${POOL.conserved + i}:${LAST}${POOL.conserved + i}))`), ...periods(`=ROUND(${formula},2)`, check)]),
        [],
        ...ROLES.flatMap(({ holder, holders }, role) => [
          ...(role === 0 ? [] : [[]]),
          headsByQuarter(`${role === 0 ? "4. " : ""}${holder} pool, by usage × similarity`, "No.", "Unit", "Total"),
          ...holders.map((_, i) => [
            ...holderAt(weightsRow(role) + i),
            "USD",
            total(sharesRow(role) + i),
            ...(i === 0 ? [spill(`=DEAL.PRORATA(${POOL_NAMES[role] ?? ""}_Pool,${POOL_NAMES[role] ?? ""}_Weights,2)`, holders.length, QUARTERS)] : []),
          ]),
        ]),
      ],
    },
    {
      name: "Payments",
      widths: [38, 10, 18, 16, 14],
      freeze: "E5",
      rows: [
        [title("Payments to the rights holders")],
        [note("Each holder's share of its pool; the label with the advance is paid what is left of its share when the advance is recouped. Present values leave out the advance itself.")],
        [],
        [...headsByQuarter("Line", "No.", "Unit", "Total"), ...heads("Present value")],
        ...ROLES.map(({ name }, role) => [
          name,
          null,
          "USD",
          total(PAYMENT.roles + role),
          ...periods(`=ROUND(SUM({c}${paymentsRow(role)}:{c}${last(paymentsRow(role), role)}),2)`),
          figure(presentValueOf(PAYMENT.roles + role)),
        ]),
        ["Paid to rights holders", null, "USD", result(`=ROUND(SUM(${FIRST}${PAYMENT.paid}:${LAST}${PAYMENT.paid}),2)`), ...periods(`=ROUND(SUM({c}${PAYMENT.roles}:{c}${PAYMENT.paid - 1}),2)`, result), result(presentValueOf(PAYMENT.paid))],
        ["Recouped from one label's share", null, "USD", total(PAYMENT.recouped), ...periods(`=Advance!{c}${ADVANCE.recouped}`)],
        ["Licensed pool", null, "USD", total(PAYMENT.recouped + 1), ...periods(`=Pools!{c}${POOL.licensed}`)],
        [],
        ["Quarterly discount rate", null, "fraction a quarter", figure("=(1+Discount_Annual)^(1/4)-1", "0.0000%")],
        [],
        [...headsByQuarter("Holder", "No.", "Unit", "Total"), ...heads("Present value")],
        ...ROLES.flatMap(({ holders }, role) =>
          holders.map((_, i) => {
            const at = paymentsRow(role) + i;
            const share = `Pools!{c}${sharesRow(role) + i}`;
            return [
              ...holderAt(weightsRow(role) + i),
              "USD",
              total(at),
              ...periods(role === LABELS ? `=IF($B${at}=Advance_Holder,Advance!{c}$${ADVANCE.payable},${share})` : `=${share}`),
              figure(presentValueOf(at)),
            ];
          }),
        ),
      ],
    },
    {
      name: "Advance",
      widths: [38, 26, 18, 16, 14],
      freeze: "A5",
      rows: [
        [title("The advance to one label")],
        [note("A waterfall over the label's share: first the consortium recoups the advance, then the label is paid. No other holder is touched.")],
        [],
        headsByQuarter("Line", "Payee", "Unit", "Total"),
        ["Share of the label in its pool", null, "USD", total(ADVANCE.share), ...periods(`=INDEX(Pools!{c}${sharesRow(LABELS)}:{c}${last(sharesRow(LABELS), LABELS)},Advance_Label)`)],
        ["Recouped by the consortium", words(`=B${ADVANCE.layers + 1}`), "USD", total(ADVANCE.recouped), spill("=DEAL.WATERFALL(Advance_Share,Advance_Ranks,2)", 2, QUARTERS)],
        ["Paid to the label", words(`=B${ADVANCE.layers + 2}`), "USD", total(ADVANCE.payable)],
        ["Still to be recouped", null, "USD", null, ...periods(`=ROUND(Advance_Amount-SUM($${FIRST}${ADVANCE.recouped}:{c}${ADVANCE.recouped}),2)`)],
        ["Paid to the label so far, with the advance", null, "USD", null, ...periods(`=ROUND(Advance_Amount+SUM($${FIRST}${ADVANCE.payable}:{c}${ADVANCE.payable}),2)`)],
        [],
        ["Advance, paid at signing", null, "USD", figure("=Advance_Amount")],
        ["The label with the advance", words(`=INDEX(${labelsIn("A")},Advance_Label)`), words(`=INDEX(${labelsIn("B")},Advance_Label)`)],
        ["The advance is recouped in", words(`=IF(${LAST}${ADVANCE.left}=0,INDEX(${FIRST}4:${LAST}4,1,1+COUNTIF(${FIRST}${ADVANCE.left}:${LAST}${ADVANCE.left},">0")),"later")`)],
        ["Paid to the label in all, with the advance", null, "USD", result(`=ROUND(D${ADVANCE.atSigning}+D${ADVANCE.payable},2)`)],
        [],
        [heading("The ranks of the waterfall")],
        heads("Rank", "Payee", "Type", "Amount"),
        [{ style: "text", value: 1 }, "Consortium", "recoup", figure("=Advance_Amount")],
        [{ style: "text", value: 2 }, words(`=B${ADVANCE.label}`), "residual"],
        [],
        [heading("Statement: every line of the waterfall; the last is 0")],
        [statement("=DEAL.WATERFALL.LINES(Advance_Share,Advance_Ranks,2)", ADVANCE.statementRows, QUARTERS, WATERFALL_LABELS)],
      ],
    },
    {
      name: "Statement",
      widths: [26, 8, 20, 10, 14],
      freeze: "E5",
      rows: [
        [title("The working of one split: the sample packs")],
        [note("Every line of the statement; the last one is 0. The other pools are split in the same way.")],
        [],
        [...heads("Sample pack", "No."), statement("=DEAL.PRORATA.LINES(Sample_Pool,Sample_Weights,2)", STATEMENT.rows, QUARTERS, PRORATA_LABELS)],
        [],
        [],
        ...Array.from({ length: STATEMENT.linesOfHolders }, () => (ROLES[PACKS]?.holders ?? []).map((_, i) => holderAt(weightsRow(PACKS) + i))).flat(),
      ],
    },
    {
      name: "Holders",
      widths: [38, 10, 18, 16, 14],
      freeze: "E5",
      rows: [
        [title("Rights holders and their weights")],
        [note("A holder's weight in a quarter: usage × similarity, over all outputs on Outputs that resemble its works.")],
        [],
        headsByQuarter("Holder", "No.", "Unit", "Total"),
        ...ROLES.flatMap(({ name, holders }, role) => [
          ...(role === 0 ? [] : [[], [heading(name)]]),
          ...holders.map((holder, i) => {
            const at = weightsRow(role) + i;
            return [
              holder.name,
              holder.id,
              "uses × similarity",
              total(at, WEIGHT),
              ...periods(`=ROUND(SUMPRODUCT((${outputs(holderColumn(role))}=$B${at})*${outputs(similarityColumn(role))}*${outputs("{c}")}),2)`, (formula) => figure(formula, WEIGHT)),
            ];
          }),
        ]),
      ],
    },
    {
      name: "Outputs",
      widths: [14, 16, 10, 12, ...QUARTER_NAMES.map(() => 10), 3, 13],
      freeze: "E5",
      rows: [
        [title("Usage report")],
        [note("As the service reports it: the uses of every output by quarter, and for each role the holder whose work it resembles, with the similarity from 0 to 1.")],
        [...Array.from({ length: 4 + QUARTERS + 1 }, () => null), ...heads("Resembles", ...ROLES.slice(1).map(() => null), "Similarity to", ...ROLES.slice(1).map(() => null))],
        [...headsByQuarter("Output", "Kind", "Unit", "Total"), null, ...heads(...ROLES.map(({ holder }) => holder), ...ROLES.map(({ holder }) => holder))],
        ...OUTPUTS.map(({ id, kind, usage, holderIds, similarities }, i) => [
          id,
          kind,
          "uses",
          total(outputRow(i), WHOLE),
          ...usage.map((uses) => reported(uses, WHOLE)),
          null,
          ...holderIds,
          ...similarities.map((similarity) => reported(similarity, WEIGHT)),
        ]),
      ],
    },
    proofSheet,
    checksSheet,
  ],
};
