import type { CellValue } from "../../src/cells/cell";
import { isError } from "../../src/cells/cell";
import { dealsRead, type ReadDeal } from "../../src/deal/calls/dealsRead";
import { catalogue } from "../../src/functions/catalogue";
import { cellAt } from "../../src/sheet/address";
import { recalculate } from "../../src/sheet/recalculation";
import { Workbook, type Table } from "../../src/sheet/workbook";

type Rows = Readonly<Record<string, CellValue | readonly CellValue[]>>;

/** A workbook of rows that begin at these cells, calculated. A name with a sheet before it belongs to that sheet. */
function book(sheets: readonly (readonly [string, Rows])[], names: Readonly<Record<string, string>> = {}, tables: readonly Table[] = []): Workbook {
  const workbook = new Workbook();
  for (const [name, rows] of sheets) {
    const sheet = workbook.addSheet(name);
    for (const [address, given] of Object.entries(rows)) {
      const at = cellAt(address);
      const values = Array.isArray(given) ? (given as readonly CellValue[]) : [given as CellValue];
      for (const [i, value] of values.entries()) {
        if (at === undefined || value === null) continue;
        const isFormula = typeof value === "string" && value.startsWith("=");
        sheet.setCell(at.row, at.column + i, isFormula ? { value: null, formula: { text: value.slice(1), kind: "dynamic" } } : { value });
      }
    }
  }
  for (const [key, formula] of Object.entries(names)) {
    const [name = "", sheet] = key.split("!").reverse();
    workbook.names.push({ name, formula, ...(sheet !== undefined && { sheet }) });
  }
  workbook.tables.push(...tables);
  recalculate(workbook, catalogue);
  return workbook;
}

const TERMS: Rows = { A10: ["Above", "Rate"], A11: [0, 0.05], A12: [100, 0.1], D10: ["Holder", "Weight"], D11: ["Ann", 70], D12: ["Ben", 30] };
const SALES: Rows = { A1: ["Item", "Y1", "Y2", "Y3"], A2: ["Sales", 100, 200, 300] };
const NAMES = { Tiers: "S!$A$10:$B$12", Split: "S!$D$10:$E$12", Sales: "S!$B$2:$D$2" };
const ROYALTY = '=DEAL.TIEREDROYALTY(Sales,Tiers,"marginal","never")';

/** Sheet S with the tiers, the split and three years of sales, and what else is given. */
const sheetS = (rows: Rows) => book([["S", { ...TERMS, ...SALES, ...rows }]], NAMES);

/** A line in words: `royalty Royalty = 5 20 30 < Sales`. */
function lines(deal: ReadDeal | undefined): string[] {
  const label = (id: string) => deal?.lines.find((line) => line.id === id)?.label ?? id;
  const shown = (value: CellValue) => (isError(value) ? value.error : String(value));
  return (deal?.lines ?? []).map(({ kind, label: own, of, rows, reads }) => `${kind} ${own}${of === "" ? "" : ` of ${of}`} = ${rows.map(({ values }) => values.map(shown).join(" ")).join(" / ")}${reads.length > 0 ? ` < ${reads.map(label).join(", ")}` : ""}`);
}

const terms = (deal: ReadDeal | undefined) => deal?.terms.map(({ role, stream, source }) => `${role} | ${stream} | ${source.name ?? ""}`);
const paid = (deal: ReadDeal | undefined) => deal?.payees.map(({ label, total }) => [label, total]);

test("a workbook without calls has no deal", () => {
  expect(dealsRead(book([["S", SALES]]))).toEqual([]);
  expect(dealsRead(new Workbook())).toEqual([]);
});

test("a call within a call is a line that stands in no cell", () => {
  const [deal] = dealsRead(sheetS({ A4: ["Ann", `=DEAL.PRORATA(${ROYALTY.slice(1)},Split,2)`], A5: "Ben" }));
  expect(lines(deal)).toEqual(["base Sales = 100 200 300", "royalty Royalty = 5 20 30 < Sales", "split Split = 3.5 14 21 / 1.5 6 9 < Royalty"]);
  expect(deal?.lines[1]?.at).toBeUndefined();
  expect(deal?.lines[1]?.formula).toBe(ROYALTY);
  expect(deal?.lines[2]?.call?.arguments["pool"]).toMatchObject({ line: deal?.lines[1]?.id, values: [[5, 20, 30]] });
  expect(paid(deal)).toEqual([["Ann", 38.5], ["Ben", 16.5]]);
});

test("a split whose parts are taxed in one call, each payee at a rate of his own: each is paid his net", () => {
  const [deal, ...more] = dealsRead(
    sheetS({
      A4: ["Royalty", ROYALTY],
      A5: ["Ann", "=DEAL.PRORATA(B4#,G1:G3,2)"], A6: "Ben", A7: "Cleo",
      A14: ["Ann", "=DEAL.WITHHOLDING(B5#,H1:H3,,2)"], A15: "Ben", A16: "Cleo",
      G1: [50, 0.15], G2: [15, 0], G3: [35, 0.3],
    }),
  );
  expect(more).toEqual([]);
  // 5, 20, 30 are 2.50 10 15, 0.75 3 4.50, 1.75 7 10.50; tax of the first 0.375 and so 0.38, 1.50, 2.25; of the third 0.525 and so 0.53, 2.10, 3.15.
  expect(lines(deal)).toEqual([
    "base Sales = 100 200 300",
    "royalty Royalty = 5 20 30 < Sales",
    "split Split = 2.5 10 15 / 0.75 3 4.5 / 1.75 7 10.5 < Royalty",
    "withholding Withholding = 2.12 8.5 12.75 / 0.75 3 4.5 / 1.22 4.9 7.35 < Split",
  ]);
  expect(terms(deal)).toEqual(["base |  | Sales", "tiers |  | Tiers", "split |  | ", "withholding |  | "]);
  expect(paid(deal)).toEqual([["Ann", 23.37], ["Ben", 8.25], ["Cleo", 13.47]]);
  expect(deal?.total).toBe(45.09);
});

test("the same with names in front of the parts, and a table of rates", () => {
  const [deal] = dealsRead(
    sheetS({
      A4: ["Royalty", ROYALTY],
      A5: ["Ann", "=DEAL.PRORATA(B4#,G1:G3,2)"], A6: "Ben", A7: "Cleo",
      A14: ["Ann", "=DEAL.WITHHOLDING(A5:D7,J1:K4,,2)"], A15: "Ben", A16: "Cleo",
      G1: [50], G2: [15], G3: [35], J1: ["Payee", "Rate"], J2: ["Ann", 0.15], J3: ["Ben", 0], J4: ["Cleo", 0.3],
    }),
  );
  expect(paid(deal)).toEqual([["Ann", 23.37], ["Ben", 8.25], ["Cleo", 13.47]]);
});

test("periods that run down, payees across, a row of rates", () => {
  const [deal] = dealsRead(
    sheetS({
      G1: ["Year", "Net", "Ann", "Ben", "Ann net", "Ben net"],
      G2: ["2026", 10, "=DEAL.PRORATA(H2:H4,N1:O1,2)", null, "=DEAL.WITHHOLDING(I2#,N2:O2,,2)"], G3: ["2027", 20], G4: ["2028", 30],
      N1: [70, 30], N2: [0.1, 0.5],
    }),
  );
  // 7 14 21 less a tenth; 3 6 9 less a half.
  expect(paid(deal)).toEqual([["Ann", 37.8], ["Ben", 9]]);
});

test("periods that run down: a spill, a call copied down, and parts beside each other", () => {
  const [deal] = dealsRead(
    sheetS({
      G1: ["Year", "Net", "Royalty", "After tax", "Ann", "Ben"],
      G2: ["2026", 100, '=DEAL.TIEREDROYALTY(H2:H4,Tiers,"marginal","never")', "=DEAL.WITHHOLDING(I2,0.1)", "=DEAL.PRORATA(J2:J4,N1:O1,2)"],
      G3: ["2027", 200, null, "=DEAL.WITHHOLDING(I3,0.1)"],
      G4: ["2028", 300, null, "=DEAL.WITHHOLDING(I4,0.1)"],
      N1: [70, 30],
    }),
  );
  expect(deal?.periods).toEqual(["2026", "2027", "2028"]);
  expect(lines(deal)).toEqual(["base Net = 100 200 300", "royalty Royalty = 5 20 30 < Net", "withholding After tax = 4.5 18 27 < Royalty", "split Split = 3.15 12.6 18.9 / 1.35 5.4 8.1 < After tax"]);
  expect(paid(deal)).toEqual([["Ann", 34.65], ["Ben", 14.85]]);
});

test("table objects and spills as arguments", () => {
  const tables: Table[] = [
    { name: "tblSplit", sheet: "S", top: 10, left: 4, bottom: 12, right: 5, hasHeader: true, hasTotals: false, columns: ["Holder", "Weight"] },
    { name: "tblSales", sheet: "S", top: 20, left: 1, bottom: 22, right: 2, hasHeader: true, hasTotals: false, columns: ["Period", "Net"] },
  ];
  const [deal] = dealsRead(
    book([["S", { ...TERMS, A20: ["Period", "Net"], A21: ["Q1", 100], A22: ["Q2", 200], G20: "Royalty", G21: '=DEAL.TIEREDROYALTY(tblSales[Net],Tiers,"marginal","never")', J2: ["Ann", "=DEAL.PRORATA(SUM(G21#),tblSplit[#All],2)"], J3: "Ben" }]], NAMES, tables),
  );
  expect(terms(deal)).toEqual(["base |  | tblSales[Net]", "tiers |  | Tiers", "split |  | tblSplit[#All]"]);
  expect(paid(deal)).toEqual([["Ann", 17.5], ["Ben", 7.5]]);
});

test("calls on several sheets, whose names belong to their sheets: the sheet is the stream", () => {
  const narrator = (sales: number): Rows => ({ A1: ["Item", "Y1", "Y2"], A2: ["Sales", sales, 2 * sales], A3: ["Royalty", ROYALTY], A10: ["Above", "Rate"], A11: [0, 0.05], A12: [100, 0.1] });
  const own = (sheet: string) => ({ [`${sheet}!Sales`]: `'${sheet}'!$B$2:$C$2`, [`${sheet}!Tiers`]: `'${sheet}'!$A$10:$B$12` });
  const [deal, ...more] = dealsRead(
    book(
      [["Narrator A", narrator(100)], ["Narrator B", narrator(50)], ["Total", { A1: ["Item", "Y1", "Y2"], A2: ["Earned", "='Narrator A'!B3+'Narrator B'!B3", "='Narrator A'!C3+'Narrator B'!C3"], A3: ["Payable", '=DEAL.MINGUARANTEE(B2:C2,B5,"none")'], A5: ["MG", 20] }]],
      { ...own("Narrator A"), ...own("Narrator B") },
    ),
  );
  expect(more).toEqual([]);
  expect(lines(deal)).toEqual([
    "base Sales of Narrator A = 100 200",
    "royalty Royalty of Narrator A = 5 20 < Sales",
    "base Sales of Narrator B = 50 100",
    "royalty Royalty of Narrator B = 2.5 7.5 < Sales",
    "earned Earned = 7.5 27.5 < Royalty, Royalty",
    "guarantee Payable = 20 27.5 < Earned",
  ]);
  expect(terms(deal)).toEqual(["base | Narrator A | 'Narrator A'!Sales", "tiers | Narrator A | 'Narrator A'!Tiers", "base | Narrator B | 'Narrator B'!Sales", "tiers | Narrator B | 'Narrator B'!Tiers", "guarantee |  | "]);
});

test("a call inside IF is seen, and the formula around it is read as it is", () => {
  const [deal] = dealsRead(sheetS({ A4: ["Royalty", `=IF($H$1="on",${ROYALTY.slice(1)},0)`], H1: "on", A5: ["Net", "=DEAL.WITHHOLDING(B4#,0.1)"] }));
  expect(lines(deal)).toEqual(["base Sales = 100 200 300", "royalty Royalty = 5 20 30 < Sales", "as is Royalty = 5 20 30 < Royalty", "withholding Net = 4.5 18 27 < Royalty"]);
});

test("a statement that is read by INDEX counts as its line", () => {
  const paidIn = (period: number) => `=INDEX(A20#,13,${period + 1})`;
  const [deal] = dealsRead(sheetS({ A4: ["Payable", '=DEAL.MINGUARANTEE(Sales,150,"life")'], A20: '=DEAL.MINGUARANTEE.LINES(Sales,150,"life")', A6: ["Paid", paidIn(1), paidIn(2), paidIn(3)], A7: ["Net", "=DEAL.WITHHOLDING(B6:D6,0.1)"] }));
  expect(lines(deal)).toEqual(["base Sales = 100 200 300", "guarantee Payable = 150 150 300 < Sales", "withholding Net = 135 135 270 < Payable"]);
  expect(paid(deal)).toEqual([["Licensor", 540]]);
});

test("fees that are added, and a currency that follows, are lines of the deal", () => {
  const [deal] = dealsRead(sheetS({ A3: ["Royalty", ROYALTY], A4: ["Signing fee", 50, 0, 0], A5: ["Training", 10, 10, 10], A6: ["Due", "=B3+B4+B5", "=C3+C4+C5", "=D3+D4+D5"], A7: ["Exchange rate", 2, 2, 3], A8: ["In EUR", "=B6*B7", "=C6*C7", "=D6*D7"] }));
  expect(lines(deal)).toEqual([
    "base Sales = 100 200 300",
    "royalty Royalty = 5 20 30 < Sales",
    "fee Signing fee = 50 0 0",
    "fee Training = 10 10 10",
    "earned Due = 65 30 40 < Royalty, Signing fee, Training",
    "currency In EUR = 130 60 120 < Due",
  ]);
  expect(terms(deal)?.slice(2)).toEqual(["fee |  | ", "fee |  | ", "exchange rate |  | "]);
  expect(paid(deal)).toEqual([["Licensor", 310]]);
});

test("net sales by formula, times a rate, are a base and a royalty", () => {
  const [deal] = dealsRead(
    sheetS({ A3: ["Returns", 0, 100, 100], A4: ["Net sales", "=B2-B3", "=C2-C3", "=D2-D3"], A5: ["Royalty rate", 0.5], A6: ["Royalty", "=B4*$B$5", "=C4*$B$5", "=D4*$B$5"], A7: ["Payable", "=DEAL.RECOUP(B6:D6,$H$1)"], G1: ["Advance", 60] }),
  );
  expect(lines(deal)).toEqual(["base Net sales = 100 100 200", "royalty Royalty = 50 50 100 < Net sales", "recoupment Payable = 0 40 100 < Royalty"]);
  expect(deal?.terms.map(({ role }) => role)).toEqual(["base", "deductions", "rate", "advance"]);
});

test("a part of which something is taken off is paid what is left; sums and checks pay nobody", () => {
  const [deal] = dealsRead(
    sheetS({ A4: ["Ann", "=DEAL.PRORATA(Sales,Split,2)"], A5: "Ben", A6: ["Bank charge", 1, 1, 1], A7: ["Ann, paid", "=B4-B$6", "=C4-C$6", "=D4-D$6"], A8: ["Sum", "=B4+B5", "=C4+C5", "=D4+D5"], A9: ["Check", "=B8-B2", "=C8-C2", "=D8-D2"] }),
  );
  expect(paid(deal)).toEqual([["Ann", 417], ["Ben", 180]]);
  expect(lines(deal).at(-1)).toBe("as is Ann, paid of Ann = 69 139 209 < Split");
});

describe("two calls on the same money", () => {
  const cliff = '=DEAL.TIEREDROYALTY(Sales,Tiers,"cliff","never")';

  test("are two licensors where they are added up", () => {
    const [deal] = dealsRead(sheetS({ A4: ["Author royalty", ROYALTY], A5: ["Illustrator royalty", '=DEAL.TIEREDROYALTY(Sales,$F$10:$G$11,"marginal","never")'], F10: ["Above", "Rate"], F11: [0, 0.02], A6: ["All", "=B4+B5", "=C4+C5", "=D4+D5"] }));
    expect(deal?.readings).toEqual([]);
    expect(lines(deal)).toEqual(["base Sales = 100 200 300", "royalty Author royalty of Author = 5 20 30 < Sales", "royalty Illustrator royalty of Illustrator = 2 4 6 < Sales", "earned All = 7 24 36 < Author royalty, Illustrator royalty"]);
  });

  test("are readings, and the one that is read on is the deal", () => {
    const [deal] = dealsRead(sheetS({ A4: ["Marginal", ROYALTY], A5: ["Cliff", cliff], A7: ["Ann", "=DEAL.PRORATA(B5#,Split,2)"], A8: "Ben" }));
    expect(deal?.questions).toEqual([]);
    expect(deal?.readings).toMatchObject([{ taken: "S!B5", isAsked: false, lines: [{ id: "S!B4", label: "Marginal: marginal" }, { id: "S!B5", label: "Cliff: cliff", pays: 600 * 0.1 }] }]);
    expect(deal?.lines.map(({ id }) => id)).toEqual(["S!B2:D2", "S!B5", "S!B7"]);
  });

  test("are a question where neither is read on", () => {
    const [deal] = dealsRead(sheetS({ A4: ["Marginal", ROYALTY], A5: ["Cliff", cliff] }));
    expect(deal?.questions).toMatchObject([{ options: [{ answer: "S!B4", pays: 55 }, { answer: "S!B5", pays: 600 * 0.1 }], changesTotal: true }]);
  });
});

describe("what is broken", () => {
  test("keeps its line, without a total", () => {
    const [deal] = dealsRead(sheetS({ B2: ["=1/0", 200, 300], A4: ["Royalty", ROYALTY] }));
    expect(deal?.lines.map(({ kind, rows }) => [kind, rows[0]?.total])).toEqual([["base", undefined], ["royalty", undefined]]);
    expect(deal?.total).toBeUndefined();
    expect(paid(deal)).toEqual([["Licensor", undefined]]);
  });

  test("a name of cells that are gone, and a reference that is lost", () => {
    const workbook = book([["S", { ...TERMS, A4: ["Royalty", '=DEAL.TIEREDROYALTY(Gone,Tiers,"marginal","never")'], A6: ["Part", "=DEAL.PRORATA(#REF!,Split,2)"] }]], { ...NAMES, Gone: "S!#REF!" });
    const deals = dealsRead(workbook);
    expect(deals.map((deal) => deal.lines.map(({ kind }) => kind))).toEqual([["split"], ["royalty"]]);
    expect(paid(deals[0])).toEqual([["Ann", undefined], ["Ben", undefined]]);
  });

  test("formulas in a circle are read once each", () => {
    const [deal] = dealsRead(sheetS({ A4: ["Net", "=B2-B6", "=C2-C6", "=D2-D6"], A5: ["Royalty", '=DEAL.TIEREDROYALTY(B4:D4,Tiers,"marginal","never")'], A6: ["Back", "=B5", "=C5", "=D5"] }));
    expect(deal?.lines.map(({ kind, label }) => `${kind} ${label}`)).toEqual(["base Sales", "as is Net", "royalty Royalty"]);
    expect(deal?.total).toBeUndefined();
  });
});

describe("texts of strangers", () => {
  test("names and labels that are words of the language are texts like any other", () => {
    const [deal] = dealsRead(book([["__proto__", { A1: ["Item", "Y1", "Y2"], A2: ["constructor", 100, 200], A4: ["__proto__", "=DEAL.PRORATA(B2:C2,F1:G3,2)"], A5: "toString", F1: ["Holder", "Weight"], F2: ["__proto__", 1], F3: ["toString", 3] }]]));
    expect(lines(deal)).toEqual(["base constructor = 100 200", "split Split = 25 50 / 75 150 < constructor"]);
    expect(paid(deal)).toEqual([["__proto__", 75], ["toString", 225]]);
  });

  test("a label as long as a cell holds, and a sum as long as a formula may be, take no time", () => {
    const long = "a B_".repeat(8_000);
    const started = performance.now();
    dealsRead(sheetS({ A2: [long, 100, 200, 300], A4: [long, ROYALTY], A5: ["Due", `=${Array.from({ length: 1_500 }, () => "B4").join("+")}`], A6: ["Net", "=DEAL.WITHHOLDING(B5,0.1)"] }));
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
