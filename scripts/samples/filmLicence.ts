import { SEMANTICS_VERSION } from "../../src/engine/semantics";
import { figuresOf, rowsByQuarter, rowsFrom, type ProofLine } from "./proofLines";
import { NOTHING_INSTALLED, MONEY, PERCENT, TEXT, WATERFALL_LABELS, across, check, empty, figure, fixed, head, heading, heads, money, note, rate, result, spill, statement, title, typedTotal, type SampleBook, type SampleRow, type StyledCell } from "./sampleBook";

const QUARTERS = 8;
const LAST = "L";
const QUARTER_NAMES = Array.from({ length: QUARTERS }, (_, t) => `Q${(t % 4) + 1} ${2026 + Math.floor(t / 4)}`);
const RECEIPTS = [58_214.37, 184_906.52, 231_475.08, -41_380.94, 218_640.19, 197_322.66, 163_058.41, 119_733.9];
const INVESTORS = ["Investor A", "Investor B", "Investor C", "Investor D", "Investor E"];

/** A row of a table of layers on Inputs: what its columns hold, those that its type does not read left out. */
interface Layer {
  readonly clause: string;
  readonly rank: number;
  readonly payee: string;
  readonly type: string;
  readonly rate?: StyledCell;
  readonly amount?: StyledCell;
  readonly of?: string;
  readonly cap?: StyledCell;
  readonly until?: StyledCell;
  readonly carry?: string;
  readonly owed?: StyledCell;
}

/** Where the layers of the deal and of the published example stand on Inputs. */
const layerRow = (i: number) => 9 + i;
const exampleRow = (i: number) => 26 + i;
const secondReadingRow = (i: number) => 39 + i;
const EXAMPLE_CASH = "Inputs!$C$24";

const theRest = (row: number) => figure(`=1-G${row}`, PERCENT);

const LAYERS: readonly Layer[] = [
  { clause: "Distributor's fee", rank: 1, payee: "Distributor", type: "percent", rate: rate(0.25), of: "gross" },
  { clause: "Marketing", rank: 2, payee: "Distributor", type: "fixed", amount: money(18_500), cap: money(150_000), carry: "yes", owed: money(42_500) },
  { clause: "Agent's commission", rank: 3, payee: "Agent", type: "percent", rate: rate(0.1), of: "remaining" },
  { clause: "Agent's expenses", rank: 4, payee: "Agent", type: "fixed", amount: money(2_400), carry: "yes" },
  ...INVESTORS.map((payee) => ({ clause: `${payee}: costs and premium`, rank: 5, payee, type: "recoup", rate: rate(0.2), amount: money(50_000) })),
  { clause: "Star: first points", rank: 6, payee: "Star", type: "split", rate: rate(0.05), until: money(10_000) },
  { clause: "Producer: the rest", rank: 6, payee: "Producer", type: "split", rate: theRest(layerRow(9)) },
  { clause: "Star: escalated points", rank: 7, payee: "Star", type: "split", rate: rate(0.075) },
  { clause: "Producer: the rest", rank: 7, payee: "Producer", type: "split", rate: theRest(layerRow(11)) },
];
const PAYEES = [...new Set(LAYERS.map(({ payee }) => payee))];

/** The published example, its commission on what remains. */
const EXAMPLE: readonly Layer[] = [
  { clause: "Distributor's fee", rank: 1, payee: "Distributor", type: "percent", rate: rate(0.25), of: "gross" },
  { clause: "Marketing", rank: 2, payee: "Distributor", type: "fixed", amount: money(25_000) },
  { clause: "Agent's commission", rank: 3, payee: "Agent", type: "percent", rate: rate(0.1), of: "remaining" },
  { clause: "Agent's expenses", rank: 4, payee: "Agent", type: "fixed", amount: money(10_000) },
  ...INVESTORS.map((payee) => ({ clause: `${payee}: costs and premium`, rank: 5, payee, type: "recoup", rate: rate(0.2), amount: money(50_000) })),
  { clause: "Star: points", rank: 6, payee: "Star", type: "split", rate: rate(0.05) },
  { clause: "Producer: the rest", rank: 6, payee: "Producer", type: "split", rate: theRest(exampleRow(9)) },
];

/** The same on the other reading: the same numbers, and one word that differs. */
const SECOND_READING: readonly Layer[] = EXAMPLE.map((layer, i) => ({
  ...layer,
  ...(layer.rate === undefined ? {} : { rate: figure(`=G${exampleRow(i)}`, PERCENT) }),
  ...(layer.amount === undefined ? {} : { amount: figure(`=H${exampleRow(i)}`) }),
  ...(layer.of === "remaining" ? { of: "after 1" } : {}),
}));

/** Words first, then numbers: the columns of a table of layers may stand in any order. */
const WORDS = ["of", "carry"] as const;
const COLUMNS = [...WORDS, "rate", "amount", "cap", "until", "owed"] as const;
const EXAMPLE_COLUMNS = [...WORDS, "rate", "amount"] as const;
type Column = (typeof COLUMNS)[number];

/** A table of layers, with its clauses in words before it. */
function layerTable(firstHead: string, layers: readonly Layer[], columns: readonly Column[]): SampleRow[] {
  const blank = (column: Column) => (column === "of" || column === "carry" ? null : empty(column === "rate" ? PERCENT : MONEY));
  return [
    heads(firstHead, "Rank", "Payee", "Type", ...columns.map((column) => column.charAt(0).toUpperCase() + column.slice(1))),
    ...layers.map((layer): SampleRow => [layer.clause, { style: "text", value: layer.rank }, layer.payee, layer.type, ...columns.map((column) => layer[column] ?? blank(column))]),
  ];
}

/** A cell of a table of layers, from another sheet. Its columns start at E. */
const term = (column: Column, row: number) => `Inputs!$${"EFGHIJK".charAt(COLUMNS.indexOf(column))}$${row}`;

/** What cash is left after a rank. */
const cashLeft = (rank: number, before: string, ...paid: string[]): ProofLine => ({
  key: `left${rank}`,
  label: "Cash left",
  formula: `=ROUND({c}[${before}]-${paid.map((key) => `{c}[${key}]`).join("-")},2)`,
});

/**
 * Claims paid pari passu: all of them, or the cash in proportion. In cents: cut down, then the cents left over to the largest remainders, in the order of the list.
 * The claim of investor i has the key `claim i`, its payment `recoup i`.
 */
function pariPassu(before: string): ProofLine[] {
  const last = INVESTORS.length - 1;
  const cents = (i: number) => `ROUND({c}[claim${i}]*100,0)`;
  const place = (i: number) => `COUNTIF({c}$[rest0]:{c}$[rest${last}],">"&{c}[rest${i}])+COUNTIF({c}$[rest0]:{c}[rest${i}],{c}[rest${i}])`;
  return [
    // At least one cent, so that nothing is divided by 0 once all have recouped.
    { key: "claimed", label: "Claimed in all, at least a cent", unit: "cents", formula: `=MAX(1,ROUND(SUM({c}[claim0]:{c}[claim${last}])*100,0))` },
    { key: "pool", label: "Paid in all", unit: "cents", formula: `=ROUND(MIN(SUM({c}[claim0]:{c}[claim${last}]),{c}[${before}])*100,0)` },
    ...INVESTORS.map((name, i) => ({ key: `rest${i}`, label: `${name}: remainder`, unit: "cents × claims", formula: `=MOD({c}[pool]*${cents(i)},{c}[claimed])` })),
    ...INVESTORS.map((name, i) => ({ key: `cut${i}`, label: `${name}: cut down`, unit: "cents", formula: `=({c}[pool]*${cents(i)}-{c}[rest${i}])/{c}[claimed]` })),
    ...INVESTORS.map((name, i) => ({
      key: `recoup${i}`,
      label: `${name}: paid`,
      isTotalled: true as const,
      formula: `=({c}[cut${i}]+(${place(i)}<={c}[pool]-SUM({c}$[cut0]:{c}$[cut${last}])))/100`,
    })),
  ];
}

const RECOUPED = INVESTORS.map((_, i) => `recoup${i}`);

/** The layers that take their terms from the table, by their place in it. */
const FEE = 0;
const MARKETING = 1;
const COMMISSION = 2;
const EXPENSES = 3;
const INVESTOR = 4;
const STAR = 9;
const STAR_ESCALATED = 11;

const layerTerm = (column: Column, i: number) => term(column, layerRow(i));
const exampleTerm = (column: Column, i: number) => term(column, exampleRow(i));
const CAP = layerTerm("cap", MARKETING);
const UNTIL = layerTerm("until", STAR);

/** The deal over the quarters; a text is a heading, an empty one an empty row. */
const PROOF: readonly (ProofLine | string)[] = [
  { key: "cash", label: "Cash", isTotalled: true, start: empty(MONEY), formula: "=ROUND(Inputs!{c}$5,2)" },
  { key: "openingDeficit", label: "Deficit: opening", formula: "={p}[closingDeficit]" },
  { key: "madeGood", label: "Deficit: made good", isTotalled: true, formula: "=MIN({c}[openingDeficit],MAX(0,{c}[cash]))" },
  { key: "closingDeficit", label: "Deficit: closing", start: fixed(0), formula: "=ROUND({c}[openingDeficit]-{c}[madeGood]+MAX(0,-{c}[cash]),2)" },
  { key: "gross", label: "Gross", isTotalled: true, formula: "=ROUND(MAX(0,{c}[cash])-{c}[madeGood],2)" },
  "",
  "1  Distributor's fee",
  { key: "feeClaim", label: "Claim", formula: `=ROUND({c}[gross]*${layerTerm("rate", FEE)},2)` },
  { key: "fee", label: "Paid", isTotalled: true, formula: "=MIN({c}[feeClaim],{c}[gross])" },
  cashLeft(1, "gross", "fee"),
  "",
  "2  Marketing",
  { key: "marketingOpening", label: "Opening", formula: "={p}[marketingClosing]" },
  { key: "marketingDue", label: "Due", isTotalled: true, formula: `=${layerTerm("amount", MARKETING)}` },
  {
    key: "marketingRoom",
    label: "Room under the cap",
    formula: `=IF(${CAP}=0,{c}[marketingOpening]+{c}[marketingDue],ROUND(${CAP}-SUM($D[marketing]:{p}[marketing]),2))`,
  },
  { key: "marketingLapsed", label: "Lapsed, beyond the cap", isTotalled: true, formula: "=MAX(0,ROUND({c}[marketingOpening]+{c}[marketingDue]-{c}[marketingRoom],2))" },
  { key: "marketingClaim", label: "Claim", formula: "=ROUND({c}[marketingOpening]+{c}[marketingDue]-{c}[marketingLapsed],2)" },
  { key: "marketing", label: "Paid", isTotalled: true, formula: "=MIN({c}[marketingClaim],{c}[left1])" },
  { key: "marketingClosing", label: "Closing", start: figure(`=${layerTerm("owed", MARKETING)}`), formula: "=ROUND({c}[marketingClaim]-{c}[marketing],2)" },
  cashLeft(2, "left1", "marketing"),
  "",
  "3  Agent's commission",
  { key: "commissionClaim", label: "Claim", formula: `=ROUND({c}[left2]*${layerTerm("rate", COMMISSION)},2)` },
  { key: "commission", label: "Paid", isTotalled: true, formula: "=MIN({c}[commissionClaim],{c}[left2])" },
  cashLeft(3, "left2", "commission"),
  "",
  "4  Agent's expenses",
  { key: "expensesOpening", label: "Opening", formula: "={p}[expensesClosing]" },
  { key: "expensesDue", label: "Due", isTotalled: true, formula: `=${layerTerm("amount", EXPENSES)}` },
  { key: "expensesClaim", label: "Claim", formula: "=ROUND({c}[expensesOpening]+{c}[expensesDue],2)" },
  { key: "expenses", label: "Paid", isTotalled: true, formula: "=MIN({c}[expensesClaim],{c}[left3])" },
  { key: "expensesClosing", label: "Closing", start: fixed(0), formula: "=ROUND({c}[expensesClaim]-{c}[expenses],2)" },
  cashLeft(4, "left3", "expenses"),
  "",
  "5  Investors, pari passu: cut down to the cent, cents left over to the largest remainders",
  ...INVESTORS.map((name, i) => ({ key: `claim${i}`, label: `${name}: opening, claimed`, formula: `={p}[recoupClosing${i}]` })),
  ...pariPassu("left4"),
  ...INVESTORS.map((name, i) => ({
    key: `recoupClosing${i}`,
    label: `${name}: closing`,
    start: figure(`=ROUND(${layerTerm("amount", INVESTOR + i)}*(1+${layerTerm("rate", INVESTOR + i)}),2)`),
    formula: `=ROUND({c}[claim${i}]-{c}[recoup${i}],2)`,
  })),
  cashLeft(5, "left4", ...RECOUPED),
  "",
  "6  Net profits at the first points, until the star has been paid its amount",
  { key: "starRoom", label: "Star: still to be paid at these points", formula: `=IF(${UNTIL}=0,{c}[left5],ROUND(${UNTIL}-SUM($D[star]:{p}[star]),2))` },
  { key: "offered", label: "Cash at these points", isTotalled: true, formula: `=MIN({c}[left5],ROUND({c}[starRoom]/${layerTerm("rate", STAR)},2))` },
  { key: "star", label: "Star: paid", isTotalled: true, formula: `=MIN(ROUND({c}[left5]*${layerTerm("rate", STAR)},2),{c}[starRoom])` },
  { key: "producer", label: "Producer: paid", isTotalled: true, formula: "=ROUND({c}[offered]-{c}[star],2)" },
  cashLeft(6, "left5", "star", "producer"),
  "",
  "7  Net profits at the escalated points",
  { key: "starEscalated", label: "Star: paid", isTotalled: true, formula: `=ROUND({c}[left6]*${layerTerm("rate", STAR_ESCALATED)},2)` },
  { key: "producerEscalated", label: "Producer: paid", isTotalled: true, formula: "=ROUND({c}[left6]-{c}[starEscalated],2)" },
  { ...cashLeft(7, "left6", "starEscalated", "producerEscalated"), label: "Undistributed" },
];

/** The payments of the deal's layers on Proof, in the order of the table. */
const PAID = ["fee", "marketing", "commission", "expenses", ...RECOUPED, "star", "producer", "starEscalated", "producerEscalated"];

/** The published example, a column for each reading. The one row that differs between them is written out. */
const EXAMPLE_PROOF: readonly ProofLine[] = [
  { key: "gross", label: "Gross", formula: `=ROUND(${EXAMPLE_CASH},2)` },
  { key: "fee", label: "Distributor's fee", formula: `=ROUND({c}[gross]*${exampleTerm("rate", FEE)},2)` },
  cashLeft(1, "gross", "fee"),
  { key: "marketing", label: "Marketing", formula: `=MIN(ROUND(${exampleTerm("amount", MARKETING)},2),{c}[left1])` },
  cashLeft(2, "left1", "marketing"),
  { key: "base", label: "Commission is taken on", formula: "" },
  { key: "commission", label: "Agent's commission", formula: `=MIN(ROUND({c}[base]*${exampleTerm("rate", COMMISSION)},2),{c}[left2])` },
  cashLeft(3, "left2", "commission"),
  { key: "expenses", label: "Agent's expenses", formula: `=MIN(ROUND(${exampleTerm("amount", EXPENSES)},2),{c}[left3])` },
  cashLeft(4, "left3", "expenses"),
  ...INVESTORS.map((name, i) => ({ key: `claim${i}`, label: `${name}: claimed`, formula: `=ROUND(${exampleTerm("amount", INVESTOR + i)}*(1+${exampleTerm("rate", INVESTOR + i)}),2)` })),
  ...pariPassu("left4"),
  cashLeft(5, "left4", ...RECOUPED),
  { key: "star", label: "Star", formula: `=ROUND({c}[left5]*${exampleTerm("rate", STAR)},2)` },
  { key: "producer", label: "Producer", formula: "=ROUND({c}[left5]-{c}[star],2)" },
];
const EXAMPLE_PAID = ["fee", "marketing", "commission", "expenses", ...RECOUPED, "star", "producer"];

const proofRow = rowsFrom(5, PROOF);
/** After an empty row, a heading and the heads. */
const exampleProofRow = rowsFrom(5 + PROOF.length + 3, EXAMPLE_PROOF);
const periods = (formula: string, make?: Parameters<typeof across>[3]): SampleRow => across("E", QUARTERS, formula, make);
const total = (row: number) => figure(`=ROUND(SUM(E${row}:${LAST}${row}),2)`);

const exampleProofRows = EXAMPLE_PROOF.map((line): SampleRow => {
  const readings = line.key === "base" ? [figure(`=C${exampleProofRow("left2")}`), figure(`=D${exampleProofRow("left1")}`)] : figuresOf(line, exampleProofRow, "C", 2);
  return [line.label, line.unit ?? "USD", ...readings];
});

/** Rows of the sheet Waterfall. */
const paidRow = (i: number) => 10 + i;
const PAID_IN_ALL = paidRow(LAYERS.length);
const OWED = PAID_IN_ALL + 3;
const payeeRow = (i: number) => OWED + 5 + i;
const readingRow = (i: number) => payeeRow(PAYEES.length) + 4 + i;
const CHECKS = readingRow(EXAMPLE.length) + 2;
const MASTER_CHECK = CHECKS + LAYERS.length + 6;

/** Rows of the sheet Statement. */
const STATEMENT = { closingDeficit: 9, gross: 10, undistributed: 109, check: 110 };
const STATEMENT_ROWS = 107;
/** Each layer has 7 lines, the last of them its closing balance, and each rank before it one more. */
const statementClosing = (layer: number) => STATEMENT.gross + 7 * (layer + 1) + (LAYERS[layer]?.rank ?? 1) - 1;
const statementPayee = (i: number) => STATEMENT.check + 4 + i;

const LAST_PAID = paidRow(LAYERS.length - 1);
const LAST_PAYEE = payeeRow(PAYEES.length - 1);
const paidByPayee = `SUMIF(Inputs!$C$${layerRow(0)}:$C$${layerRow(LAYERS.length - 1)},$A$${payeeRow(0)}:$A$${LAST_PAYEE},{c}$${paidRow(0)}:{c}$${LAST_PAID})`;
const share = (row: number) => figure(`=IF($C$5=0,0,C${row}/$C$5)`, PERCENT);

/** What the second reading pays more than the first, and both less their plain twins. */
const readingChecks = (row: number, key: string): SampleRow => [
  figure(`=ROUND(D${row}-C${row},2)`),
  check(`=C${row}-Proof!C${exampleProofRow(key)}`),
  check(`=D${row}-Proof!D${exampleProofRow(key)}`),
];

const acrossCheck = (label: StyledCell | string, row: number, formula: string): SampleRow => [label, "USD", check(`=SUMPRODUCT(ABS(E${row}:${LAST}${row}))`), null, ...periods(formula, check)];

const CHECK_ROWS: readonly ((row: number) => SampleRow)[] = [
  (row) => acrossCheck("Gross", row, `={c}7-Proof!{c}${proofRow("gross")}`),
  ...LAYERS.map((_, i) => (row: number) => acrossCheck(figure(`=A${paidRow(i)}`, TEXT), row, `={c}${paidRow(i)}-Proof!{c}${proofRow(PAID[i] ?? "")}`)),
  (row) =>
    acrossCheck(
      "Still owed",
      row,
      `=ABS({c}${OWED}-Proof!{c}${proofRow("marketingClosing")})+ABS({c}${OWED + 1}-Proof!{c}${proofRow("expensesClosing")})+ABS({c}${OWED + 2}-ROUND(SUM(Proof!{c}${proofRow("recoupClosing0")}:{c}${proofRow("recoupClosing4")}),2))`,
    ),
  (row) => acrossCheck("Payees less their clauses", row, `=SUMPRODUCT(ABS(ROUND({c}${payeeRow(0)}:{c}${LAST_PAYEE}-${paidByPayee},2)))`),
  // What is paid, what is left and what the deficit takes up make the cash.
  (row) => acrossCheck("Paid and deficit less cash", row, `=ROUND({c}${PAID_IN_ALL}+Statement!{c}${STATEMENT.undistributed}+{p}6-{c}6-ROUND({c}5,2),2)`),
  (row) => acrossCheck("Check of the statement", row, `=Statement!{c}${STATEMENT.check}`),
  () => ["The two readings", "USD", check(`=SUMPRODUCT(ABS(F${readingRow(-1)}:G${readingRow(EXAMPLE.length - 1)}))`)],
];

export const filmLicence: SampleBook = {
  fileName: "film-style-licence.xlsx",
  title: "A film-style licence",
  names: {
    Cash: "Inputs!$E$5:$L$5",
    Layers: `Inputs!$B$8:$K$${layerRow(LAYERS.length - 1)}`,
    Example_Cash: EXAMPLE_CASH,
    Example_Of_Remaining: `Inputs!$B$25:$H$${exampleRow(EXAMPLE.length - 1)}`,
    Example_After_Fee: `Inputs!$B$38:$H$${secondReadingRow(EXAMPLE.length - 1)}`,
    Paid: `Waterfall!$E$${paidRow(0)}:$L$${paidRow(LAYERS.length - 1)}`,
    Star_Total: `Waterfall!$C$${payeeRow(PAYEES.indexOf("Star"))}`,
    Star_Of_Remaining: `Waterfall!$C$${readingRow(9)}`,
    Star_After_Fee: `Waterfall!$D$${readingRow(9)}`,
    Master_Check: `Waterfall!$C$${MASTER_CHECK}`,
    DEAL_SEMANTICS: "About!$B$14",
  },
  sheets: [
    {
      name: "About",
      widths: [26, 96],
      rows: [
        [title("A film-style licence")],
        [],
        ["Purpose", "How a picture's receipts run down a waterfall over eight quarters, one of them a refund; and what one word about the agent's commission is worth to the star."],
        [
          "The clause",
          "“The distributor keeps 25% of gross and recovers marketing, 42,500 before release and 18,500 a quarter, not more than 150,000 in all; the agent takes 10% of what remains, and expenses of 2,400 a quarter; five investors recoup 120% of 50,000 each, pari passu; of the net profits the star has 5 points until paid 10,000, then 7.5, and the producer the rest”",
        ],
        ["Sheets", "Inputs: what is typed in. Waterfall: who is paid what. Statement: the working. Proof: the same in plain formulas."],
        ["Currency, unit", "USD, typed to the cent; rates are fractions; the 20% of the investors is their premium"],
        ["Sign", "Money paid out is positive; refunds make receipts negative"],
        ["A refund quarter", "Pays nobody and leaves a deficit, which the next receipts make good before the fee; nothing paid is taken back, and what falls due meanwhile is owed on"],
        ["Rounding", "What a rank is paid to the cent, half away from zero; shared within the rank by largest remainder, so that the parts add up"],
        ["Colours", "Blue on yellow: typed in. Black: computed, or words and ranks that make the structure of the deal. Green: a check, which must be 0"],
        ["Checks", "Each is a figure less its plain formula on Proof that reads only Inputs. Proof follows every number there; ranks and words are built into it"],
        ["All checks", { style: "check", formula: `=IF(Master_Check=0,"all checks are 0","A CHECK IS NOT 0: see Waterfall, rows ${CHECKS} to ${MASTER_CHECK - 1}")` }],
        ["Source of the example", "A published lecture note on film waterfalls (“Fate of the Monarchs”) gives 250 to the star; 125 with the commission taken earlier. The eight quarters are made up"],
        ["Semantics version", { style: "text", value: SEMANTICS_VERSION }],
        NOTHING_INSTALLED,
      ],
    },
    {
      name: "Inputs",
      widths: [38, 12, 16, 14, 13],
      freeze: "E5",
      rows: [
        [title("Inputs")],
        [note("Blue on yellow is typed in; everything else is computed from it, or is the structure of the deal.")],
        [],
        heads("Item", "Unit", null, null, ...QUARTER_NAMES),
        ["Gross receipts", "USD", null, null, ...RECEIPTS.map((receipts) => money(receipts, -1e15))],
        [],
        [heading("The waterfall: clauses in the order of payment; rates are fractions, amounts in USD, Amount falls due each quarter")],
        ...layerTable("Clause", LAYERS, COLUMNS),
        [],
        [heading("One clause, two readings: a published example")],
        ["Cash", "USD", money(500_000)],
        ...layerTable("Commission on what remains", EXAMPLE, EXAMPLE_COLUMNS),
        [],
        ...layerTable("Commission after the fee", SECOND_READING, EXAMPLE_COLUMNS),
      ],
    },
    {
      name: "Waterfall",
      widths: [38, 12, 16, 14, 13],
      freeze: "E5",
      rows: [
        [title("Who is paid what, and when")],
        [note("The receipts of each quarter run down the clauses in their order; the five investors are paid pari passu.")],
        [],
        [...heads("Line", "Unit", "Total", "Share of cash"), ...periods("=Inputs!{c}4", head)],
        ["Cash", "USD", typedTotal(`E5:${LAST}5`), share(5), ...periods("=Inputs!{c}5")],
        ["Deficit carried to the next quarter", "USD", null, null, ...periods(`=Statement!{c}${STATEMENT.closingDeficit}`)],
        ["Gross, after a deficit is made good", "USD", total(7), share(7), ...periods(`=Statement!{c}${STATEMENT.gross}`)],
        [],
        [heading("Paid, by clause")],
        ...LAYERS.map((_, i) => [
          figure(`=Inputs!A${layerRow(i)}`, TEXT),
          "USD",
          total(paidRow(i)),
          share(paidRow(i)),
          ...(i === 0 ? [spill("=DEAL.WATERFALL(Cash,Layers,2)", LAYERS.length, QUARTERS)] : []),
        ]),
        ["Paid in all", "USD", result(`=ROUND(SUM(E${PAID_IN_ALL}:${LAST}${PAID_IN_ALL}),2)`), share(PAID_IN_ALL), ...periods(`=ROUND(SUM({c}${paidRow(0)}:{c}${LAST_PAID}),2)`, result)],
        [],
        [heading("Still owed at the end of the quarter")],
        ["Marketing", "USD", null, null, ...periods(`=Statement!{c}${statementClosing(MARKETING)}`)],
        ["Agent's expenses", "USD", null, null, ...periods(`=Statement!{c}${statementClosing(EXPENSES)}`)],
        ["Investors, to be recouped", "USD", null, null, ...periods(`=ROUND(${INVESTORS.map((_, i) => `Statement!{c}${statementClosing(INVESTOR + i)}`).join("+")},2)`)],
        [],
        [heading("Paid, by payee")],
        ...PAYEES.map((_, i) => [figure(`=Statement!D${statementPayee(i)}`, TEXT), "USD", total(payeeRow(i)), share(payeeRow(i)), ...periods(`=Statement!{c}${statementPayee(i)}`)]),
        [],
        [heading("One clause, two readings: the published example")],
        heads("Commission on", "Unit", "What remains", "After the fee", "Difference", "First check", "Second check"),
        ["Cash", "USD", figure("=Example_Cash"), figure("=Example_Cash"), ...readingChecks(readingRow(-1), "gross")],
        ...EXAMPLE.map((_, i): SampleRow => [
          figure(`=Inputs!A${exampleRow(i)}`, TEXT),
          "USD",
          ...(i === 0 ? [spill("=DEAL.WATERFALL(Example_Cash,Example_Of_Remaining,2)", EXAMPLE.length, 1), spill("=DEAL.WATERFALL(Example_Cash,Example_After_Fee,2)", EXAMPLE.length, 1)] : [null, null]),
          ...readingChecks(readingRow(i), EXAMPLE_PAID[i] ?? ""),
        ]),
        [],
        [heading("Checks: figure less plain formula on Proof")],
        ...CHECK_ROWS.map((row, i) => row(CHECKS + i)),
        [heading("All checks"), "USD", check(`=SUM(C${CHECKS}:C${MASTER_CHECK - 1})`)],
      ],
    },
    {
      name: "Statement",
      widths: [8, 14, 12, 18, 13],
      freeze: "E5",
      rows: [
        [title("The working of the waterfall")],
        [note("Every line of the statement, a column for each quarter; the last one is 0. What each payee is paid is below it.")],
        [],
        [statement("=DEAL.WATERFALL.LINES(Cash,Layers,2)", STATEMENT_ROWS, QUARTERS, WATERFALL_LABELS)],
        ...Array.from({ length: STATEMENT_ROWS }, () => []),
        [heading("By payee")],
        [null, null, null, statement("=DEAL.WATERFALL.PAYEES(Cash,Layers,2)", PAYEES.length + 1, QUARTERS, [TEXT])],
      ],
    },
    {
      name: "Proof",
      widths: [38, 15, 16, 14, 13],
      freeze: "E5",
      rows: [
        [title("The same figures in plain formulas")],
        [note("Plain formulas: they read Inputs alone and work in any spreadsheet.")],
        [],
        [...heads("Line", "Unit", "Total", "At the start"), ...periods("=Inputs!{c}4", head)],
        ...rowsByQuarter(PROOF, 5, QUARTERS),
        [],
        [heading("The published example")],
        heads("Commission on", "Unit", "What remains", "After the fee"),
        ...exampleProofRows,
      ],
    },
  ],
};
