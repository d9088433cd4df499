import { SEMANTICS_VERSION } from "../../src/engine/semantics";
import { NOTHING_INSTALLED, PERCENT, TIERED_ROYALTY_LABELS, across, check, figure, fixed, heading, heads, money, note, rate, result, spill, statement, title, type SampleBook, type SampleRow } from "./sampleBook";

const SENTENCE = "“5% on the first 100,000, 12% to 500,000, 18% above”";

interface Reading {
  readonly method: "marginal" | "cliff";
  readonly resets: "each period" | "never";
}

const READINGS: readonly Reading[] = [
  { method: "marginal", resets: "each period" },
  { method: "cliff", resets: "each period" },
  { method: "marginal", resets: "never" },
  { method: "cliff", resets: "never" },
];

/** Royalty on a position {x} under the scale on Inputs, in plain formulas. */
const SCALE = {
  marginal: "{x}*Inputs!$E$11+SUMPRODUCT(({x}>Inputs!$D$12:$D$13)*({x}-Inputs!$D$12:$D$13)*(Inputs!$E$12:$E$13-Inputs!$E$11:$E$12))",
  cliff: '{x}*INDEX(Inputs!$E$11:$E$13,MAX(1,COUNTIF(Inputs!$D$11:$D$13,"<"&{x})))',
};

const PROOF_FIRST_ROW = 5;
const PROOF_ROWS = 9;

/** Where a reading's block starts on the sheet Proof. */
const proofRow = (reading: number): number => PROOF_FIRST_ROW + reading * PROOF_ROWS;

/** One of the eight lines: a reading of the scale, with the fee on top of the royalty or recouped from it. */
function readingRow({ method, resets }: Reading, reading: number, recouped: boolean): (row: number) => SampleRow {
  return (r) => [
    `Reading ${reading * 2 + (recouped ? 2 : 1)}`,
    method,
    resets,
    spill(`=DEAL.TIEREDROYALTY(Revenue,Tiers,$B${r},$C${r},,2)`, 1, 2),
    null,
    figure(`=ROUND(SUM(D${r}:E${r}),2)`),
    recouped ? "recouped" : "on top",
    figure(`=IF(G${r}="recouped",MIN(Upfront_Fee,F${r}),0)`),
    result(`=ROUND(F${r}+Upfront_Fee-H${r},2)`),
    figure(`=I${r}-Flat_Total`),
    figure(`=Proof!$C$${proofRow(reading) + (recouped ? 7 : 6)}`),
    check(`=I${r}-K${r}`),
  ];
}

function proofBlock({ method, resets }: Reading, reading: number): SampleRow[] {
  const r = proofRow(reading);
  return [
    [heading(`${method}, ${resets}`), resets],
    ["opening position", "USD", null, ...across("D", 2, `=IF($B$${r}="never",N({p}${r + 2}),0)`)],
    ["closing position", "USD", null, ...across("D", 2, `={c}${r + 1}+Inputs!{c}$5`)],
    ["royalty on the opening position", "USD", null, ...across("D", 2, `=${SCALE[method].replaceAll("{x}", `{c}${r + 1}`)}`)],
    ["royalty on the closing position", "USD", null, ...across("D", 2, `=${SCALE[method].replaceAll("{x}", `{c}${r + 2}`)}`)],
    ["royalty", "USD", figure(`=ROUND(SUM(D${r + 5}:E${r + 5}),2)`), ...across("D", 2, `=ROUND({c}${r + 4}-{c}${r + 3},2)`)],
    ["total, fee on top", "USD", figure(`=ROUND(C${r + 5}+Upfront_Fee,2)`)],
    ["total, fee recouped from the royalty", "USD", figure(`=ROUND(MAX(C${r + 5},Upfront_Fee),2)`)],
    [],
  ];
}

const readings: SampleRow[] = READINGS.flatMap((reading, i) => [readingRow(reading, i, false), readingRow(reading, i, true)]).map((row, i) => row(5 + i));

export const tierReading: SampleBook = {
  fileName: "tier-reading.xlsx",
  title: "One sentence, eight readings",
  names: {
    Revenue: "Inputs!$D$5:$E$5",
    Upfront_Fee: "Inputs!$D$6",
    Flat_Rate: "Inputs!$D$7",
    Tiers: "Inputs!$D$10:$E$13",
    Flat_Total: "Readings!$I$13",
    Total_As_Written: "Readings!$C$20",
    Total_As_Published: "Readings!$D$20",
    Master_Check: "Readings!$L$13",
    DEAL_SEMANTICS: "About!$B$14",
  },
  sheets: [
    {
      name: "About",
      widths: [26, 96],
      rows: [
        [title("One sentence, eight readings")],
        [],
        ["Purpose", "What one tier clause pays, depending on how it is read: marginal or cliff, each year or over both, the upfront fee on top or recouped."],
        ["The clause", SENTENCE],
        ["Sheets", "Inputs: what is typed in. Readings: the eight readings. Statements: their working. Proof: the same figures in plain formulas."],
        ["Currency, unit", "USD; rates are fractions of revenue"],
        ["Sign", "Money to the licensor is positive"],
        ["Rounding", "Each year's royalty to the cent, half away from zero"],
        ["Colours", "Blue on yellow: typed in. Black: computed. Green: a check, which must be 0"],
        ["Checks", "Each is a figure less its plain formula on Proof that reads only Inputs"],
        ["All checks", { style: "check", formula: '=IF(Master_Check=0,"all checks are 0","A CHECK IS NOT 0: see Readings, column L")' }],
        ["Source of the case", "A published case study gives the clause, revenue of 750,000 over two years and a fee of 5,000, words the tiers as marginal, and prints 95,000"],
        ["", "Cliff each year with the fee on top gives 95,000; marginal over both years never does (98,000)"],
        ["Semantics version", { style: "text", value: SEMANTICS_VERSION }],
        NOTHING_INSTALLED,
      ],
    },
    {
      name: "Inputs",
      widths: [34, 20, 12, 16, 16],
      freeze: "A5",
      rows: [
        [title("Inputs")],
        [note("Blue on yellow is typed in; everything else is computed from it.")],
        [],
        heads("Item", "Unit", null, "Year 1", "Year 2"),
        ["Revenue", "USD", null, money(375_000, -1e15), money(375_000, -1e15)],
        ["Upfront fee, paid at signing", "USD", null, money(5_000)],
        ["Flat rate, offered instead", "fraction of revenue", null, rate(0.1)],
        [],
        [heading(`Royalty scale: ${SENTENCE}`)],
        [...heads("Tier", "Unit", null, "Above", "Rate")],
        ["First", "USD, fraction", null, fixed(0), rate(0.05)],
        ["Second", "USD, fraction", null, money(100_000), rate(0.12)],
        ["Third", "USD, fraction", null, money(500_000), rate(0.18)],
      ],
    },
    {
      name: "Readings",
      widths: [24, 26, 26, 26, 16, 16, 14, 16, 18, 18, 18, 12],
      freeze: "A5",
      rows: [
        [title("One sentence, eight readings")],
        [note(`${SENTENCE}, on the revenue of two years. Each line states the reading in its formula.`)],
        [],
        heads("Reading", "Method", "Position starts again", "Royalty year 1", "Royalty year 2", "Royalty", "Upfront fee", "Fee recouped", "Total to licensor", "More than flat", "Plain formulas", "Check"),
        ...readings,
        ["Flat rate instead", null, null, null, null, null, null, null, result("=ROUND(SUMPRODUCT(Flat_Rate*Revenue),2)"), null, null, check("=SUMPRODUCT(ABS(L5:L12))")],
        [],
        [heading("Side by side")],
        heads(null, "Flat rate", "As written", "As published"),
        ["Reading", "no tiers, no fee", "marginal, never, recouped", "cliff, each period, on top"],
        ["Royalty", figure("=I13"), figure("=F10"), figure("=F7")],
        ["Upfront fee on top", fixed(0), figure("=Upfront_Fee-H10"), figure("=Upfront_Fee-H7")],
        ["Total to licensor", result("=B18+B19"), result("=C18+C19"), result("=D18+D19")],
        ["More than flat", ...across("B", 3, "=IF($B20=0,0,{c}20/$B20-1)", (formula) => figure(formula, PERCENT))],
      ],
    },
    {
      name: "Statements",
      widths: [18, 12, 9, 14, 14, 3, 18, 12, 9, 14, 14],
      freeze: "A5",
      rows: [
        [title("The working of two readings")],
        [note("Every line of the statement; the last one is 0.")],
        [heading("marginal, never"), null, null, null, null, null, heading("cliff, each period")],
        [],
        [
          statement('=DEAL.TIEREDROYALTY.LINES(Revenue,Tiers,"marginal","never",,2)', 13, 2, TIERED_ROYALTY_LABELS),
          ...Array.from({ length: 5 }, () => null),
          statement('=DEAL.TIEREDROYALTY.LINES(Revenue,Tiers,"cliff","each period",,2)', 14, 2, TIERED_ROYALTY_LABELS),
        ],
      ],
    },
    {
      name: "Proof",
      widths: [36, 12, 16, 16, 16],
      freeze: "D5",
      rows: [
        [title("The same figures in plain formulas")],
        [note("Plain formulas: they read Inputs alone and work in any spreadsheet.")],
        [],
        heads("Line", "Unit", "Both years", "Year 1", "Year 2"),
        ...READINGS.flatMap(proofBlock),
      ],
    },
  ],
};
