import { QUARTERS, ROLES } from "./musicConsortiumData";
import { ADVANCE, BESIDE, FIRST, INPUT, LABELS, LAST, PAYMENT, POOL, PROOF, PROOF_ADVANCE, PROOF_ROLES, STATEMENT, headsByQuarter, labelsIn, last, paymentsRow, periods, proofRows, sharesRow, total, weightsRow, wholes, words, type SplitRows } from "./musicConsortiumRows";
import { FACTOR, WHOLE, check, figure, heading, heads, note, title, type SampleRow, type SampleSheet, type StyledCell } from "./sampleBook";

const presentValue = (row: number) => `ROUND(SUMPRODUCT($${FIRST}${row}:$${LAST}${row},$${FIRST}$${PROOF.factor}:$${LAST}$${PROOF.factor}),2)`;

interface Split {
  readonly heading: string;
  readonly rows: SplitRows;
  /** The money that is split. */
  readonly pool: string;
  readonly parts: readonly { readonly name: string; readonly id: string | null; readonly units: string }[];
  /** What stands beside the quarters of a part's payments in this row. */
  readonly presentValue: (row: number) => StyledCell;
}

/** Every part gets its share cut down to the cent; the cents left over go to the largest remainders, equal ones in the order of the list. */
function provenSplit(split: Split): SampleRow[] {
  const { rows, pool, parts } = split;
  const list = (first: number) => `{c}$${first}:{c}$${first + parts.length - 1}`;
  const lines = (caption: string, unit: string, formula: (i: number) => string): SampleRow[] => [[note(caption)], ...parts.map(({ name, id }, i) => [name, id, unit, null, ...wholes(formula(i))])];
  return [
    [],
    [heading(split.heading)],
    ["Pool in cents, by size", null, "cents", null, ...wholes(`=ABS(ROUND(${pool}*100,0))`)],
    ["Sum of the weights", null, "units", null, ...wholes(`=SUM(${list(rows.units)})`)],
    ["Cents left over by cutting down", null, "cents", null, ...wholes(`={c}${rows.pool}-SUM(${list(rows.cut)})`)],
    ...lines("Weights in whole units", "units", (i) => parts[i]?.units ?? ""),
    ...lines("Shares cut down to the cent", "cents", (i) => `=({c}$${rows.pool}*{c}${rows.units + i}-{c}${rows.remainder + i})/{c}$${rows.sum}`),
    ...lines("Remainders", "cents × units", (i) => `=MOD({c}$${rows.pool}*{c}${rows.units + i},{c}$${rows.sum})`),
    [note("Shares: the largest remainders get one cent more each, as far as the cents left over go"), ...Array.from({ length: 3 + QUARTERS }, () => null), ...heads("Present value")],
    ...parts.map(({ name, id }, i) => {
      const remainder = `{c}${rows.remainder + i}`;
      const rank = `COUNTIF(${list(rows.remainder)},">"&${remainder})+COUNTIF({c}$${rows.remainder}:${remainder},${remainder})`;
      const row = rows.paid + i;
      return [name, id, "USD", total(row), ...periods(`=SIGN(${pool})*({c}${rows.cut + i}+(${rank}<={c}$${rows.left}))/100`), split.presentValue(row)];
    }),
  ];
}

/** A line of Checks: rows of the figure on its sheet, of its twin on Proof, and of both present values. */
interface Checked {
  readonly name: string;
  readonly id?: string;
  readonly deal: string;
  readonly proof: number;
  /** The row on Payments whose present value stands beside the twin. */
  readonly payment?: number;
}

const CHECKED: readonly Checked[] = [
  { name: "Paid to rights holders", deal: `Payments!{c}${PAYMENT.paid}`, proof: PROOF_ADVANCE.toHolders, payment: PAYMENT.paid },
  ...ROLES.map(({ name }, role) => ({
    name: `Paid to ${name.toLowerCase()}`,
    deal: `Payments!{c}${PAYMENT.roles + role}`,
    proof: role === LABELS ? PROOF_ADVANCE.toLabels : PROOF_ROLES.paid + role,
    payment: PAYMENT.roles + role,
  })),
  { name: "Music module", deal: `Pools!{c}${POOL.module}`, proof: PROOF.module },
  { name: "Rest of the service", deal: `Pools!{c}${POOL.module + 1}`, proof: PROOF.rest },
  { name: "Licensed pool", deal: `Pools!{c}${POOL.licensed}`, proof: PROOF.licensed },
  { name: "Kept by the service", deal: `Pools!{c}${POOL.licensed + 1}`, proof: PROOF.kept },
  ...ROLES.map(({ holder }, role) => ({ name: `${holder} pool`, deal: `Pools!{c}${POOL.roles + role}`, proof: PROOF_ROLES.paid + role })),
  { name: "Recouped", deal: `Advance!{c}${ADVANCE.recouped}`, proof: PROOF_ADVANCE.recouped },
  { name: "Paid to the label with the advance", deal: `Advance!{c}${ADVANCE.payable}`, proof: PROOF_ADVANCE.payable },
  ...ROLES.flatMap(({ holders }, role) =>
    holders.map(({ name, id }, i) => ({ name, id, deal: `Pools!{c}${sharesRow(role) + i}`, proof: proofRows(role).paid + i, payment: paymentsRow(role) + i })),
  ),
];

export const proofSheet: SampleSheet = {
  name: "Proof",
  widths: [38, 10, 18, 16, 14],
  freeze: "E5",
  rows: [
    [title("The same figures in plain formulas")],
    [note("Plain formulas: they read Inputs and the weights on Holders alone and work in any spreadsheet, as long as cents × units stay below 15 digits.")],
    [],
    headsByQuarter("Line", "No.", "Unit", "Total"),
    ["Subscription revenue in cents, by size", null, "cents", total(PROOF.revenue, WHOLE), ...wholes(`=ABS(ROUND(Inputs!{c}${INPUT.revenue}*100,0))`)],
    ["Remainder of the module's share", null, "cents × minutes", null, ...wholes(`=MOD({c}5*Inputs!{c}${INPUT.moduleMinutes},Inputs!{c}${INPUT.serviceMinutes})`)],
    ["Music module", null, "USD", total(PROOF.module), ...periods("=SIGN(Inputs!{c}5)*(({c}5*Inputs!{c}6-{c}6)/Inputs!{c}7+(2*{c}6>=Inputs!{c}7))/100")],
    ["Rest of the service", null, "USD", total(PROOF.rest), ...periods(`=ROUND(Inputs!{c}${INPUT.revenue}-{c}${PROOF.module},2)`)],
    ["Licensed pool", null, "USD", total(PROOF.licensed), ...periods(`=ROUND({c}${PROOF.module}*Inputs!$D$${INPUT.licensedShare},2)`)],
    ["Kept by the service", null, "USD", total(PROOF.kept), ...periods(`=ROUND({c}${PROOF.module}-{c}${PROOF.licensed},2)`)],
    ["Discount factor, middle of the quarter", null, "", null, ...periods(`=1/(1+Inputs!$D$${INPUT.discount})^((COLUMN({c}5)-COLUMN($${FIRST}5)+0.5)/4)`, (formula) => figure(formula, FACTOR))],
    ...provenSplit({
      heading: "Licensed pool, among the roles",
      rows: PROOF_ROLES,
      pool: `{c}$${PROOF.licensed}`,
      parts: ROLES.map(({ name }, role) => ({ name, id: null, units: `=Inputs!$D$${INPUT.roles + role}` })),
      presentValue: (row) => figure(`=${presentValue(row)}`),
    }),
    ...ROLES.flatMap(({ holder, holders }, role) =>
      provenSplit({
        heading: `${holder} pool, among the holders`,
        rows: proofRows(role),
        pool: `{c}$${PROOF_ROLES.paid + role}`,
        parts: holders.map(({ name, id }, i) => ({ name, id, units: `=ROUND(Holders!{c}${weightsRow(role) + i}*100,0)` })),
        presentValue: (at) => figure(role === LABELS ? `=IF($B${at}=$B$${PROOF_ADVANCE.label},$${BESIDE}$${PROOF_ADVANCE.payable},${presentValue(at)})` : `=${presentValue(at)}`),
      }),
    ),
    [],
    [heading("Advance, and what is paid")],
    ["The label with the advance", words(`=INDEX(${labelsIn("B")},Inputs!$D$${INPUT.advanceLabel})`)],
    ["Its share", null, "USD", total(PROOF_ADVANCE.share), ...periods(`=INDEX({c}${proofRows(LABELS).paid}:{c}${last(proofRows(LABELS).paid, LABELS)},Inputs!$D$${INPUT.advanceLabel})`)],
    ["Still to be recouped before it", null, "USD", null, ...periods(`=ROUND(Inputs!$D$${INPUT.advance}-SUM($D${PROOF_ADVANCE.recouped}:{p}${PROOF_ADVANCE.recouped}),2)`)],
    ["Recouped", null, "USD", null, ...periods(`=MAX(0,MIN({c}${PROOF_ADVANCE.opening},{c}${PROOF_ADVANCE.share}))`)],
    ["Paid to the label with the advance", null, "USD", total(PROOF_ADVANCE.payable), ...periods(`=ROUND({c}${PROOF_ADVANCE.share}-{c}${PROOF_ADVANCE.recouped},2)`), figure(`=${presentValue(PROOF_ADVANCE.payable)}`)],
    ["Paid to all labels", null, "USD", total(PROOF_ADVANCE.toLabels), ...periods(`=ROUND({c}${PROOF_ROLES.paid + LABELS}-{c}${PROOF_ADVANCE.recouped},2)`), figure(`=${presentValue(PROOF_ADVANCE.toLabels)}`)],
    ["Paid to all rights holders", null, "USD", total(PROOF_ADVANCE.toHolders), ...periods(`=ROUND({c}${PROOF.licensed}-{c}${PROOF_ADVANCE.recouped},2)`), figure(`=${presentValue(PROOF_ADVANCE.toHolders)}`)],
  ],
};

export const checksSheet: SampleSheet = {
  name: "Checks",
  widths: [38, 10, 18, 16, 14],
  freeze: "E5",
  rows: [
    [title("Checks: figure less plain formula on Proof")],
    [note("Each quarter, and each present value; the total is the sum of all sizes, and must be 0.")],
    [heading("All checks"), null, "USD", check(`=SUM(D5:D${4 + CHECKED.length + 4})`)],
    [...headsByQuarter("Line", "No.", "Unit", "Total"), ...heads("Present value")],
    ...CHECKED.map(({ name, id, deal, proof, payment }, i) => [
      name,
      id ?? null,
      "USD",
      check(`=SUMPRODUCT(ABS(${FIRST}${5 + i}:${BESIDE}${5 + i}))`),
      ...periods(`=${deal}-Proof!{c}${proof}`, check),
      ...(payment === undefined ? [] : [check(`=Payments!${BESIDE}${payment}-Proof!${BESIDE}${proof}`)]),
    ]),
    [],
    ["Cents conserved, see Pools", null, "USD", check(`=SUM(Pools!D${POOL.conserved}:D${POOL.conserved + POOL.conservedRows - 1})`)],
    ["Last line of Statement", null, "USD", check(`=SUMPRODUCT(ABS(Statement!${FIRST}${STATEMENT.check}:${LAST}${STATEMENT.check}))`)],
    ["Last line of the statement on Advance", null, "USD", check(`=SUMPRODUCT(ABS(Advance!${FIRST}${ADVANCE.check}:${LAST}${ADVANCE.check}))`)],
  ],
};
