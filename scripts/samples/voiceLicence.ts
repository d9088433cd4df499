import { SEMANTICS_VERSION } from "../../src/engine/semantics";
import { FACTOR, NOTHING_INSTALLED, PERCENT, TIERED_ROYALTY_LABELS, WHOLE, across, check, figure, fixed, head, heading, heads, money, note, rate, result, spill, statement, title, whole, typedTotal, type SampleBook, type SampleRow } from "./sampleBook";

const QUARTERS = 12;
const LAST = "O";
const NET_REVENUE = [184_210.35, 197_502.1, 223_918.77, 261_044.5, 248_630.25, 305_119.94, 352_777.01, 418_250.6, 402_385.15, 466_901.33, 523_048.72, 590_412.09];
const CONTRACT_YEARS = [1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3];
const QUARTER_NAMES = CONTRACT_YEARS.map((year, t) => `Q${(t % 4) + 1} ${2025 + year}`);
const HOLDERS = [
  { name: "Voice actor", points: 65 },
  { name: "Agent", points: 10 },
  { name: "Studio", points: 25 },
];

const periods = (formula: string, make?: Parameters<typeof across>[3]): SampleRow => across("D", QUARTERS, formula, make);
const total = (row: number) => figure(`=ROUND(SUM(D${row}:${LAST}${row}),2)`);
const periodHeads = heads(...QUARTER_NAMES);

/** Marginal royalty on a position {x} under the scale on Inputs, in plain formulas. */
const SCALE = "{x}*Inputs!$D$13+SUMPRODUCT(({x}>Inputs!$C$14:$C$15)*({x}-Inputs!$C$14:$C$15)*(Inputs!$D$14:$D$15-Inputs!$D$13:$D$14))";

/** Where the holder's weight stands on Inputs, and the holder's lines on Licence and Proof. */
const weightRow = (i: number) => 19 + i;
const paidRow = (i: number) => 12 + i;
const presentValueRow = (i: number) => 20 + i;
const proofRow = { cutDown: 13, remainder: 16, paid: 19, presentValue: 26 };

export const voiceLicence: SampleBook = {
  fileName: "voice-licence.xlsx",
  title: "A voice in a text-to-speech service",
  names: {
    Contract_Year: "Inputs!$D$5:$O$5",
    Net_Revenue: "Inputs!$D$6:$O$6",
    Discount_Annual: "Inputs!$C$9",
    Tiers: "Inputs!$C$12:$D$15",
    Split: "Inputs!$B$18:$C$21",
    Royalty: "Licence!$D$8:$O$8",
    Royalty_Total: "Licence!$C$8",
    Discount_Quarterly: "Licence!$C$18",
    Present_Value: "Licence!$C$19",
    Master_Check: "Licence!$C$32",
    DEAL_SEMANTICS: "About!$B$13",
  },
  sheets: [
    {
      name: "About",
      widths: [26, 96],
      rows: [
        [title("A voice in a text-to-speech service")],
        [],
        ["Purpose", "Royalty for the use of a voice actor's likeness in a subscription service, its split among actor, agent and studio, and what three years of it are worth today."],
        ["The clause", "“4% of net subscription revenue on the first 500,000 of each contract year, 6% to 1,000,000, 8% above; accounted quarterly, shared by points”"],
        ["Sheets", "Inputs: what is typed in. Licence: royalty, split and present value. Statement: the working. Proof: the same in plain formulas."],
        ["Currency, unit", "USD; rates are fractions; points are shares in any unit"],
        ["Sign", "Money to the licensor is positive; refunds make net revenue negative"],
        ["Rounding", "Each quarter's royalty to the cent, half away from zero; the split by largest remainder, so that the parts add up"],
        ["Timing", "Royalties are taken as received in the middle of their quarters; valued at the start of the first"],
        ["Colours", "Blue on yellow: typed in. Black: computed. Green: a check, which must be 0"],
        ["Checks", "Each is a figure less its plain formula on Proof that reads only Inputs"],
        ["All checks", { style: "check", formula: '=IF(Master_Check=0,"all checks are 0","A CHECK IS NOT 0: see Licence, rows 25 to 31")' }],
        ["Semantics version", { style: "text", value: SEMANTICS_VERSION }],
        ["Figures", "Made up for this example; the form of the deal is common in voice licensing"],
        NOTHING_INSTALLED,
      ],
    },
    {
      name: "Inputs",
      widths: [34, 18, 14, 13],
      freeze: "D5",
      rows: [
        [title("Inputs")],
        [note("Blue on yellow is typed in; everything else is computed from it.")],
        [],
        [...heads("Item", "Unit", "Value"), ...periodHeads],
        ["Contract year", "number", null, ...CONTRACT_YEARS.map(whole)],
        ["Net subscription revenue", "USD", null, ...NET_REVENUE.map((revenue) => money(revenue, -1e15))],
        [],
        [heading("Valuation")],
        ["Discount rate", "fraction a year", rate(0.12)],
        [],
        [heading("Royalty scale, for each contract year")],
        heads("Tier", "Unit", "Above", "Rate"),
        ["First", "USD, fraction", fixed(0), rate(0.04)],
        ["Second", "USD, fraction", money(500_000), rate(0.06)],
        ["Third", "USD, fraction", money(1_000_000), rate(0.08)],
        [],
        [heading("Split by points")],
        heads(null, "Holder", "Weight"),
        ...HOLDERS.map(({ name, points }) => [null, name, whole(points)]),
      ],
    },
    {
      name: "Licence",
      widths: [34, 18, 16, 13],
      freeze: "D5",
      rows: [
        [title("Royalty, split and present value")],
        [note("The tiers start again with each contract year; the parts of the split add up to the royalty in every quarter.")],
        [],
        [...heads("Line", "Unit", "Total"), ...periods("=Inputs!{c}4", head)],
        ["Contract year", "number", null, ...periods("=Inputs!{c}5", (formula) => figure(formula, WHOLE))],
        ["Net subscription revenue", "USD", typedTotal(`D6:${LAST}6`), ...periods("=Inputs!{c}6")],
        [],
        ["Royalty", "USD", total(8), spill('=DEAL.TIEREDROYALTY(Net_Revenue,Tiers,"marginal",Contract_Year,,2)', 1, QUARTERS)],
        ["Effective rate", "fraction", figure("=IF(C6=0,0,C8/C6)", PERCENT), ...periods("=IF({c}6=0,0,{c}8/{c}6)", (formula) => figure(formula, PERCENT))],
        [],
        [heading("Split among the holders")],
        ...HOLDERS.map((_, i) => [
          figure(`=Inputs!B${weightRow(i)}`, "General"),
          "USD",
          total(paidRow(i)),
          ...(i === 0 ? [spill("=DEAL.PRORATA(Royalty,Split,2)", HOLDERS.length, QUARTERS)] : []),
        ]),
        ["Sum of the parts", "USD", total(15), ...periods("=ROUND(SUM({c}12:{c}14),2)")],
        [],
        [heading("Present value at the start of the first quarter")],
        ["Quarterly discount rate", "fraction a quarter", figure("=(1+Discount_Annual)^(1/4)-1", "0.0000%")],
        ["Royalty", "USD", result('=ROUND(DEAL.NPV_ROYALTY(Discount_Quarterly,Royalty,"mid"),2)')],
        ...HOLDERS.map((_, i) => [
          figure(`=A${paidRow(i)}`, "General"),
          "USD",
          figure(`=ROUND(DEAL.NPV_ROYALTY(Discount_Quarterly,$D$${paidRow(i)}:$${LAST}$${paidRow(i)},"mid"),2)`),
        ]),
        [],
        [heading("Checks: figure less plain formula on Proof")],
        ["Royalty", "USD", check(`=SUMPRODUCT(ABS(D25:${LAST}25))`), ...periods("={c}8-Proof!{c}9", check)],
        ...HOLDERS.map((_, i) => [
          figure(`=A${paidRow(i)}`, "General"),
          "USD",
          check(`=SUMPRODUCT(ABS(D${26 + i}:${LAST}${26 + i}))`),
          ...periods(`={c}${paidRow(i)}-Proof!{c}${proofRow.paid + i}`, check),
        ]),
        ["Parts less royalty", "USD", check(`=SUMPRODUCT(ABS(D29:${LAST}29))`), ...periods("=ROUND({c}15-Proof!{c}9,2)", check)],
        ["Present value of the royalty", "USD", check("=C19-Proof!C25")],
        ["Present value of the parts", "USD", check(HOLDERS.map((_, i) => `${i === 0 ? "=" : "+"}ABS(C${presentValueRow(i)}-Proof!C${proofRow.presentValue + i})`).join(""))],
        [heading("All checks"), "USD", check("=SUM(C25:C29)+ABS(C30)+C31")],
      ],
    },
    {
      name: "Statement",
      widths: [18, 14, 9, 15],
      freeze: "D5",
      rows: [
        [title("The working of the royalty")],
        [note("Every line of the statement; the last one is 0.")],
        [],
        [statement('=DEAL.TIEREDROYALTY.LINES(Net_Revenue,Tiers,"marginal",Contract_Year,,2)', 13, QUARTERS, TIERED_ROYALTY_LABELS)],
      ],
    },
    {
      name: "Proof",
      widths: [36, 18, 16, 13],
      freeze: "D5",
      rows: [
        [title("The same figures in plain formulas")],
        [note("Plain formulas: they read Inputs alone and work in any spreadsheet.")],
        [],
        [...heads("Line", "Unit", "Total"), ...periods("=Inputs!{c}4", head)],
        ["Opening position in the contract year", "USD", null, ...periods("=IF(Inputs!{c}5=Inputs!{p}5,N({p}6),0)")],
        ["Closing position", "USD", null, ...periods("={c}5+Inputs!{c}6")],
        ["Royalty on the opening position", "USD", null, ...periods(`=${SCALE.replaceAll("{x}", "{c}5")}`)],
        ["Royalty on the closing position", "USD", null, ...periods(`=${SCALE.replaceAll("{x}", "{c}6")}`)],
        ["Royalty", "USD", total(9), ...periods("=ROUND({c}8-{c}7,2)")],
        ["Royalty in cents, by size", "cents", null, ...periods("=ABS(ROUND({c}9*100,0))", (formula) => figure(formula, WHOLE))],
        [],
        [heading("Split: cut down to the cent, cents left over to the largest remainders")],
        ...HOLDERS.map(({ name }, i) => [
          `${name}: cut down`,
          "cents",
          null,
          ...periods(`=({c}$10*Inputs!$C$${weightRow(i)}-{c}${proofRow.remainder + i})/SUM(Inputs!$C$19:$C$21)`, (formula) => figure(formula, WHOLE)),
        ]),
        ...HOLDERS.map(({ name }, i) => [
          `${name}: remainder`,
          "cents × points",
          null,
          ...periods(`=MOD({c}$10*Inputs!$C$${weightRow(i)},SUM(Inputs!$C$19:$C$21))`, (formula) => figure(formula, WHOLE)),
        ]),
        ...HOLDERS.map(({ name }, i) => {
          const remainder = `{c}${proofRow.remainder + i}`;
          const rank = `COUNTIF({c}$16:{c}$18,">"&${remainder})+COUNTIF({c}$16:${remainder},${remainder})`;
          return [`${name}: paid`, "USD", total(proofRow.paid + i), ...periods(`=SIGN({c}$9)*({c}${proofRow.cutDown + i}+(${rank}<={c}$10-SUM({c}$13:{c}$15)))/100`)];
        }),
        [],
        [heading("Present value")],
        ["Factor, middle of the quarter", "", null, ...periods("=1/(1+Discount_Annual)^((COLUMN({c}5)-COLUMN($D5)+0.5)/4)", (formula) => figure(formula, FACTOR))],
        ["Royalty", "USD", figure(`=ROUND(SUMPRODUCT(D9:${LAST}9,D24:${LAST}24),2)`)],
        ...HOLDERS.map(({ name }, i) => [name, "USD", figure(`=ROUND(SUMPRODUCT(D${proofRow.paid + i}:${LAST}${proofRow.paid + i},D$24:${LAST}$24),2)`)]),
      ],
    },
  ],
};
