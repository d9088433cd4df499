import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Line } from "../../src/deal/deal";
import { dealsRead, type ReadDeal } from "../../src/deal/calls/dealsRead";
import { openXlsx } from "../../src/file/xlsx";
import { catalogue } from "../../src/functions/catalogue";
import { cellAt } from "../../src/sheet/address";
import { rectangleAt } from "../../src/sheet/area";
import { recalculate } from "../../src/sheet/recalculation";
import type { Workbook } from "../../src/sheet/workbook";

const names = catalogue.map(({ name }) => name);

function sample(name: string): Workbook {
  const { workbook } = openXlsx(readFileSync(join(__dirname, "../../samples", `${name}.xlsx`)), names);
  recalculate(workbook, catalogue);
  return workbook;
}

function valueAt(workbook: Workbook, place: string): unknown {
  const [sheet = "", address = ""] = place.split("!");
  const at = cellAt(address);
  return at && workbook.sheet(sheet)?.cell(at.row, at.column)?.value;
}

/** The values of a column of cells: `Payments!D15:D74`. */
function column(workbook: Workbook, place: string): unknown[] {
  const [sheet = "", address = ""] = place.split("!");
  const area = rectangleAt(address);
  if (area === undefined) throw new Error(`${place} is no block`);
  return Array.from({ length: area.bottom - area.top + 1 }, (_, i) => workbook.sheet(sheet)?.cell(area.top + i, area.left)?.value);
}

/** Kind, label, of and number of rows, as one reads them: `split | Split among the holders | | 3`. */
const lineText = ({ kind, label, of, rows }: Line) => `${kind} | ${label} | ${of} | ${rows.length}`;
const lines = (deal: ReadDeal | undefined) => deal?.lines.map(lineText);
const terms = (deal: ReadDeal | undefined) => deal?.terms.map(({ role, stream, source }) => `${role} | ${stream} | ${source.name ?? ""}`);
const choices = (deal: ReadDeal | undefined) => deal?.choices.map(({ choice, stream, word, state, source }) => `${choice} | ${stream} | ${word} | ${state} | ${source?.name ?? ""}`);
const paid = (deal: ReadDeal | undefined) => deal?.payees.map(({ label, total }) => [label, total]);

describe("voice-licence", () => {
  const workbook = sample("voice-licence");
  const [deal, ...more] = dealsRead(workbook);

  test("is one deal in dollars, of twelve quarters", () => {
    expect(more).toEqual([]);
    expect(deal).toMatchObject({ title: "A voice in a text-to-speech service", currency: "USD", questions: [], readings: [] });
    expect(deal?.periods).toEqual(["Q1 2026", "Q2 2026", "Q3 2026", "Q4 2026", "Q1 2027", "Q2 2027", "Q3 2027", "Q4 2027", "Q1 2028", "Q2 2028", "Q3 2028", "Q4 2028"]);
  });

  test("goes from the base over the royalty to three parts, and what they are worth", () => {
    expect(lines(deal)).toEqual([
      "base | Net subscription revenue |  | 1",
      "royalty | Royalty |  | 1",
      "split | Split among the holders |  | 3",
      "as is | Quarterly discount rate |  | 1",
      "present value | Royalty |  | 1",
      "present value | Voice actor | Voice actor | 1",
      "present value | Agent | Agent | 1",
      "present value | Studio | Studio | 1",
    ]);
    expect(terms(deal)).toEqual(["base |  | Net_Revenue", "tiers |  | Tiers", "contract years |  | Contract_Year", "split |  | Split", "discount rate |  | Discount_Annual"]);
    expect(choices(deal)).toEqual(["method |  | marginal | read | ", "resets |  | contract years | read | Contract_Year", "decimals |  | 2 | read | ", "when |  | mid | read | "]);
  });

  test("says of the royalty what it is called with, and where it stands", () => {
    const royalty = deal?.lines[1];
    expect(royalty).toMatchObject({
      id: "Licence!D8",
      unit: "USD",
      state: "read",
      formula: '=DEAL.TIEREDROYALTY(Net_Revenue,Tiers,"marginal",Contract_Year,,2)',
      reads: ["Inputs!D6:O6"],
      at: { sheet: "Licence", top: 8, left: 4, bottom: 8, right: 15 },
      call: { name: "DEAL.TIEREDROYALTY" },
    });
    expect(Object.keys(royalty?.call?.arguments ?? {})).toEqual(["base", "tiers", "method", "resets", "decimals"]);
    expect(royalty?.call?.arguments["base"]).toMatchObject({ text: "Net_Revenue", line: "Inputs!D6:O6", source: { name: "Net_Revenue", at: { sheet: "Inputs", top: 6, left: 4, bottom: 6, right: 15 } } });
    expect(royalty?.call?.arguments["tiers"]?.values).toEqual([["Above", "Rate"], [0, 0.04], [500_000, 0.06], [1_000_000, 0.08]]);
    expect(royalty?.call?.arguments["method"]).toEqual({ text: '"marginal"', values: [["marginal"]] });
  });

  test("pays what the sheet Licence says", () => {
    expect(paid(deal)).toEqual([["Voice actor", valueAt(workbook, "Licence!C12")], ["Agent", valueAt(workbook, "Licence!C13")], ["Studio", valueAt(workbook, "Licence!C14")]]);
    expect(deal?.total).toBe(valueAt(workbook, "Licence!C8"));
    expect(deal?.lines.map(({ rows }) => rows[0]?.total).slice(4)).toEqual(column(workbook, "Licence!C19:C22"));
  });
});

describe("stock-library", () => {
  const workbook = sample("stock-library");
  const [deal, ...more] = dealsRead(workbook);

  test("has two sources, a usage fee, a guarantee, three parts and a tax on one", () => {
    expect(more).toEqual([]);
    expect(deal?.questions).toEqual([]);
    expect(lines(deal)).toEqual([
      "base | Subscriptions, gross | Pro | 1",
      "net revenue | Pro: net revenue | Pro | 1",
      "base | Subscriptions, gross | Enterprise | 1",
      "net revenue | Enterprise: net revenue | Enterprise | 1",
      "royalty | Royalty, Pro | Pro | 1",
      "royalty | Royalty, Enterprise | Enterprise | 1",
      "usage fee | Usage fees |  | 1",
      "earned | Earned: royalties and usage fees |  | 1",
      "guarantee | Payable |  | 1",
      "split | 5. Shares by points; they add up to what is payable in every quarter |  | 3",
      "withholding | Received by the agency | Foreign agency | 1",
    ]);
    expect(deal?.lines[7]).toMatchObject({ formula: "=ROUND(E15+E16+E22,2)", reads: ["Licence!E15", "Licence!E16", "Licence!E22"] });
  });

  test("names every term, with the stream that it serves", () => {
    expect(terms(deal)).toEqual([
      "base | Pro | Pro_Gross",
      "deductions | Pro | Pro_Deductions",
      "base | Enterprise | Enterprise_Gross",
      "deductions | Enterprise | Enterprise_Deductions",
      "deductions | Enterprise | Enterprise_Cap",
      "tiers | Pro | Pro_Scale",
      "contract years |  | Contract_Year",
      "tiers | Enterprise | Enterprise_Scale",
      "usage |  | Usage",
      "rate card |  | Rate_Card",
      "guarantee |  | Guarantee",
      "split |  | Split",
      "withholding | Foreign agency | Tax_Rate",
    ]);
    expect(choices(deal)).toEqual([
      "negative |  | carry | read | ",
      "decimals |  | 2 | read | ",
      "method |  | marginal | read | ",
      "resets |  | contract years | read | Contract_Year",
      "window |  | rolling 4 | read | ",
    ]);
  });

  test("pays what the sheet Licence says, the agency after tax", () => {
    expect(paid(deal)).toEqual([["Image library", valueAt(workbook, "Licence!D35")], ["Foreign agency", valueAt(workbook, "Licence!D43")], ["Photographers' fund", valueAt(workbook, "Licence!D37")]]);
    expect(deal?.lines.find(({ kind }) => kind === "guarantee")?.rows[0]?.total).toBe(valueAt(workbook, "Licence!D31"));
    expect(deal?.total).toBe(1_080_698.9);
  });
});

describe("film-style-licence", () => {
  const workbook = sample("film-style-licence");
  const [deal, example, ...more] = dealsRead(workbook);

  test("is a waterfall of 13 layers to 9 payees", () => {
    expect(more).toEqual([]);
    expect(deal?.questions).toEqual([]);
    expect(lines(deal)).toEqual(["base | Gross receipts |  | 1", "layers | Paid, by clause |  | 13"]);
    expect(terms(deal)).toEqual(["base |  | Cash", "layers |  | Layers"]);
    expect(choices(deal)).toEqual(["decimals |  | 2 | read | "]);
    expect(deal?.lines[1]?.rows.map(({ total }) => total)).toEqual(column(workbook, "Waterfall!C10:C22"));
  });

  test("pays each payee what the sheet Waterfall says of him", () => {
    expect(deal?.payees.map(({ label }) => label)).toEqual(column(workbook, "Waterfall!A31:A39"));
    expect(deal?.payees.map(({ total }) => total)).toEqual(column(workbook, "Waterfall!C31:C39"));
    expect(deal?.total).toBe(valueAt(workbook, "Waterfall!C23"));
  });

  test("has beside it a published example in two readings", () => {
    expect(example?.title).toBe("One clause, two readings: the published example");
    expect(lines(example)).toEqual(["base | Cash |  | 1", "layers | What remains |  | 11"]);
    expect(example?.readings).toMatchObject([{ taken: "Waterfall!C44", isAsked: true, lines: [{ id: "Waterfall!C44", label: "What remains", pays: 500_000 }, { id: "Waterfall!D44", label: "After the fee", pays: 500_000 }] }]);
    expect(example?.questions).toMatchObject([{ changesTotal: false }]);
    const star = (read: ReadDeal | undefined) => read?.payees.find(({ label }) => label === "Star")?.total;
    expect(star(example)).toBe(valueAt(workbook, "Waterfall!C53"));
    const [, other] = dealsRead(workbook, new Map([[example?.questions[0]?.id ?? "", "Waterfall!D44"]]));
    expect(star(other)).toBe(valueAt(workbook, "Waterfall!D53"));
    expect(other?.questions).toEqual([]);
  });
});

describe("music-consortium", () => {
  const workbook = sample("music-consortium");
  const [deal, ...more] = dealsRead(workbook);

  test("goes from revenue by use and share to three roles and their holders", () => {
    expect(more).toEqual([]);
    expect(deal?.questions).toEqual([]);
    expect(lines(deal)).toEqual([
      "base | Subscription revenue |  | 1",
      "share | 1. Revenue, by time spent |  | 2",
      "share | 2. Module pool, by licensed share |  | 2",
      "split | 3. Licensed pool, by role |  | 3",
      "as is | Rights holders and their weights | Labels | 24",
      "split | 4. Label pool, by usage × similarity | Labels | 24",
      "as is | Publishers | Publishers | 24",
      "split | Publisher pool, by usage × similarity | Publishers | 24",
      "as is | Sample packs | Sample packs | 12",
      "split | Sample pack pool, by usage × similarity | Sample packs | 12",
      "layers | The advance to one label | Teapot Meridian | 2",
      "as is | Payments to the rights holders |  | 24",
      "as is | Labels |  | 1",
      "as is | Publishers | Publishers | 1",
      "as is | Sample packs | Sample packs | 1",
      "as is | Paid to rights holders |  | 1",
      "as is | Quarterly discount rate |  | 1",
      "present value | Present value |  | 4",
      "present value | Present value |  | 60",
    ]);
    expect(terms(deal)).toEqual([
      "base |  | Subscription_Revenue",
      "share |  | Module_Minutes",
      "share |  | Total_Minutes",
      "share |  | Licensed_Share",
      "split |  | Role_Split",
      "layers | Teapot Meridian | Advance_Ranks",
      "advance | Teapot Meridian | Advance_Amount",
      "discount rate |  | Discount_Annual",
    ]);
    expect(choices(deal)).toEqual(["decimals |  | 2 | read | ", "when |  | mid | read | "]);
  });

  test("pays every holder what the sheet Payments says, and the consortium what it recoups", () => {
    const others = deal?.payees.filter(({ label }) => label !== "Consortium") ?? [];
    const byName = (labels: unknown[], totals: unknown[]) => labels.map((label, i) => [label, totals[i]]).sort(([a], [b]) => String(a).localeCompare(String(b)));
    expect(byName(others.map(({ label }) => label), others.map(({ total }) => total))).toEqual(byName(column(workbook, "Payments!A15:A74"), column(workbook, "Payments!D15:D74")));
    expect(deal?.payees.find(({ label }) => label === "Consortium")?.total).toBe(valueAt(workbook, "Advance!D6"));
    expect(deal?.total).toBe(valueAt(workbook, "Payments!D10"));
    expect(deal?.lines.at(-1)?.rows.map(({ total }) => total)).toEqual(column(workbook, "Payments!M15:M74"));
  });
});

describe("tier-reading", () => {
  const workbook = sample("tier-reading");
  const [deal, ...more] = dealsRead(workbook);

  test("is one royalty in eight readings, the fee as it is", () => {
    expect(more).toEqual([]);
    expect(lines(deal)).toEqual(["base | Revenue |  | 1", "royalty | Reading 3 |  | 1", "as is | Fee recouped |  | 1", "fee | Upfront fee, paid at signing |  | 1", "as is | Total to licensor |  | 1"]);
    expect(terms(deal)).toEqual(["base |  | Revenue", "tiers |  | Tiers", "fee |  | Upfront_Fee"]);
    expect(deal?.choices.map(({ choice, word, state, source }) => [choice, word, state, source?.at.top])).toEqual([["method", "cliff", "asked", 7], ["resets", "each period", "asked", 7], ["decimals", 2, "read", undefined]]);
  });

  test("asks one question, and says what each reading pays", () => {
    expect(deal?.questions).toHaveLength(1);
    const [question] = deal?.questions ?? [];
    expect(question?.sentence).toBe("8 formulas call DEAL.TIEREDROYALTY on the same Revenue, in other words or on another table. Which of them is the deal?");
    expect(question?.options.map(({ pays }) => pays)).toEqual(column(workbook, "Readings!I5:I12"));
    expect(question?.options.map(({ label }) => label)).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((n) => `Reading ${n}: ${n % 4 === 3 || n % 4 === 0 ? "cliff" : "marginal"}, ${n < 5 ? "each period" : "never"}`));
    expect(question?.changesTotal).toBe(true);
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])("reading %i is the deal once that is answered", (n) => {
    const [question] = deal?.questions ?? [];
    const [answered] = dealsRead(workbook, new Map([[question?.id ?? "", `Readings!D${n + 4}`]]));
    expect(answered?.questions).toEqual([]);
    expect(paid(answered)).toEqual([["Licensor", valueAt(workbook, `Readings!I${n + 4}`)]]);
    expect(answered?.lines.map(({ id }) => id)).toEqual(["Inputs!D5:E5", `Readings!D${n + 4}`, `Readings!H${n + 4}`, "Inputs!D6", `Readings!I${n + 4}`]);
    expect(answered?.choices.every(({ state }) => state === "read")).toBe(true);
  });
});
