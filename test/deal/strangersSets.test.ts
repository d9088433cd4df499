import type { CellRange } from "../../src/host/host";
import type { Deal } from "../../src/deal/deal";
import { readDeal } from "../../src/deal/readDeal";
import { areaOf } from "../../src/sheet/formula/areas";
import type { Workbook } from "../../src/sheet/workbook";
import { STRANGERS_SETS, setWorkbook, type NameSet } from "./nameSets";
import { strangersWorkbook } from "./strangersBooks";

const folded = (text: string) => text.toLowerCase().replace(/[-\s_']/g, "");

/** The cells for which a name of a set stands, of a sheet or of the workbook, a table or an address. */
function placeOf({ names, tables = {} }: NameSet, workbook: Workbook, source: string): CellRange | undefined {
  const defined = names[source];
  const area = areaOf(workbook, typeof defined === "object" ? defined.refersTo : (defined ?? tables[source] ?? source));
  return area && { sheet: area.sheet.name, top: area.top, left: area.left, bottom: area.bottom, right: area.right };
}

function share(a: CellRange | undefined, b: CellRange | { readonly name: string } | undefined): boolean {
  if (a === undefined || b === undefined || "name" in b) return false;
  return a.sheet === b.sheet && a.top <= b.bottom && b.top <= a.bottom && a.left <= b.right && b.left <= a.right;
}

const BOOKS = STRANGERS_SETS.map((set) => {
  const workbook = setWorkbook(set);
  const [deal, ...others] = readDeal(workbook, new Map());
  if (deal === undefined || others.length > 0) throw new Error(`${set.id}: no deal was read, or several`);
  const expected = set.expect.terms.map((term) => ({ ...term, at: placeOf(set, workbook, term.source) }));
  return { id: set.id, set, workbook, deal, expected };
});

function isRight({ role, stream, at }: (typeof BOOKS)[number]["expected"][number], { terms, choices }: Pick<Deal, "terms" | "choices">): boolean {
  if (role === "currency") return choices.some(({ choice, source }) => choice === "currency" && share(at, source?.at));
  return terms.some((term) => term.state === "proposed" && term.role === role && folded(term.stream) === folded(stream) && share(at, term.source.at));
}

/** Whether a question is asked or a problem told at these cells. */
function isOpen({ terms, questions, problems }: Deal, at: CellRange | undefined): boolean {
  return terms.some(({ state, source }) => state === "asked" && share(at, source.at)) || questions.some(({ place }) => share(at, place)) || problems.some(({ place }) => share(at, place));
}

function isLeftOut({ leftOut }: Deal, at: CellRange | undefined): boolean {
  return leftOut.some(({ source }) => "at" in source && share(at, source.at));
}

describe("workbooks of strangers", () => {
  test("are 90", () => expect(new Set(BOOKS.map(({ id }) => id)).size).toBe(90));

  test.each(BOOKS)("$id: nothing is proposed that is no term", ({ set, workbook, deal }) => {
    // Headings above the revenue are found by their place, whatever name is left over on them.
    const proposed = deal.terms.filter(({ state, role, source }) => state === "proposed" && !(role === "period labels" && source.name === undefined));
    const faults = Object.entries(set.expect.notTerms ?? {}).flatMap(([source, why]) => proposed.filter((term) => share(placeOf(set, workbook, source), term.source.at)).map(({ role }) => `${source} is proposed as ${role}, and is ${why}`));
    expect(faults).toEqual([]);
  });

  test.each(BOOKS)("$id: no term is silently wrong", ({ deal, expected }) => {
    const faults = expected.filter((term) => !isRight(term, deal) && !isOpen(deal, term.at) && !(isLeftOut(deal, term.at) && !deal.terms.some(({ source }) => share(term.at, source.at))));
    expect(faults.map(({ role, source }) => `${source} is ${role}, and is neither proposed so, asked about nor left out with a reason`)).toEqual([]);
  });

  test("at least 85% of the terms are proposed, rightly", () => {
    const all = BOOKS.flatMap(({ deal, expected }) => expected.map((term) => isRight(term, deal)));
    expect(all.filter(Boolean).length).toBeGreaterThanOrEqual(all.length * 0.85);
  });

  test("at least 85% of what a careful reader would ask is asked, or told", () => {
    const all = BOOKS.flatMap(({ set, workbook, deal }) =>
      (set.expect.ask ?? []).map((source) => {
        const at = placeOf(set, workbook, source);
        return at === undefined ? deal.choices.some(({ choice, state }) => choice === source && state === "asked") : isOpen(deal, at) || isLeftOut(deal, at);
      }),
    );
    expect(all.filter(Boolean).length).toBeGreaterThanOrEqual(all.length * 0.85);
  });

  test.each(BOOKS.filter(({ set }) => set.expect.total !== undefined))("$id: a total that is not the analyst's own is never shown without a question or a problem", ({ set, workbook, deal }) => {
    const at = areaOf(workbook, set.expect.total?.formula ?? "");
    const own = at?.sheet.cell(at.top, at.left)?.value;
    expect(typeof own).toBe("number");
    if (deal.total !== undefined && deal.total !== own) expect(deal.questions.length + deal.problems.length).toBeGreaterThan(0);
  });

  test.each(BOOKS)("$id: where no total is shown something says why", ({ deal }) => {
    if (deal.total === undefined) expect(deal.questions.length + deal.problems.length).toBeGreaterThan(0);
  });
});

describe("workbooks without a licence", () => {
  const books = [
    { id: "a shop with a fee per order", rows: [["Web shop", null, "2026", "2027", "2028"], ["Online store revenue", "EUR", 900, 1200, 1500], ["Orders", "no.", 40, 50, 60], ["Delivery fee per order", "EUR", 4.9], ["Payment provider commission", "%", "2%"], ["Market share", "%", "4%"], ["Gross margin", "%", "35%"]] },
    { id: "software by subscription", rows: [["SaaS plan", null, "2026", "2027", "2028"], ["Recurring revenue", "USD", 900, 1200, 1500], ["New customers", "no.", 40, 50, 60], ["Setup fee per customer", "USD", 500], ["Reseller share", "%", "20%"], ["Minimum spend on ads", "USD", 100], ["CAC", "USD", 40]] },
    { id: "an agency", rows: [["Ad agency", null, "2026", "2027"], ["Media billings", "USD", 900, 1200], ["Commission rate", "%", "15%"], ["Headcount", "FTE", 4, 6], ["Rent", "USD", 60, 60]] },
    { id: "a wind farm, labels to the right", rows: [["Wind farm"], [2026, 2027, 2028, "Year"], [100, 110, 120, "Power sales"], ["5%", null, null, "Interest rate"], [5, null, null, "Grid fee per MWh"]] },
  ];

  test.each(books)("$id: nothing is proposed", ({ id, rows }) => {
    const proposed = readDeal(strangersWorkbook({ id, sheets: { Model: rows }, terms: {} }), new Map()).flatMap(({ terms }) => terms.filter(({ state }) => state === "proposed"));
    expect(proposed.filter(({ role }) => role !== "period labels")).toEqual([]);
  });
});

describe("what they taught", () => {
  const read = (id: string) => {
    const book = BOOKS.find((one) => one.id === id);
    if (book === undefined) throw new Error(`${id} is gone`);
    return book.deal;
  };

  test("the workbook's own total says where the tiers start again", () => {
    const question = read("stock-footage-labels").questions.find(({ id }) => id === "resets");
    expect(question?.options.find(({ answer }) => answer === "each period")).toMatchObject({ pays: 98482.5, evidence: "Results!B1 shows 98,482.5." });
  });

  test("what the workbooks show themselves and the deals do not give, and nothing else, is told with the difference", () => {
    const found = BOOKS.flatMap(({ id, deal }) => deal.problems.filter(({ code }) => code === "R01").map(({ sentence, fix }) => [id, sentence, fix]));
    expect(found).toEqual([
      // (229,980 - 60,000) less 5% of it: without the advance.
      ["ai-data-snake", 'Results!B4 ("Total paid to publisher, net of tax") shows 161,481 and the deal gives 218,481, 57,000 more; no reading of its words gives that figure.', "Check the formula in Results!B4: it may leave out the advance, which the deal pays."],
      ["stock-footage-labels", 'Results!B1 ("Contributor royalties, six months") shows 98,482.5 and the deal gives 120,380, 21,897.5 more; the answer "in each month" to "Where do the tiers start again?" gives that figure.', "Answer so, or check the formula in Results!B1."],
      // The advertising fund: 2% of 17,600,000.
      ["franchise-adfund", "Results!B1 (Total to franchisor) shows 1,828,000 and the deal gives 1,476,000, 352,000 less; no reading of its words gives that figure.", "Check the formula in Results!B1, or say what the deal lacks."],
    ]);
  });

  test("a line that is refused is told at the cells that are to blame", () => {
    expect(read("map-data-usage").problems).toEqual([expect.objectContaining({ code: "F01", kind: "error", place: { sheet: "Prices", top: 1, left: 1, bottom: 4, right: 3 }, sentence: expect.stringContaining('The metric "Tile requests" has 2 rows') as string })]);
    expect(read("film-sales-waterfall").problems).toEqual([expect.objectContaining({ code: "F01", place: { sheet: "Waterfall", top: 4, left: 1, bottom: 10, right: 5 } })]);
  });

  test("a part of the deal of which nothing is calculated is told, that the figures leave it out, and what the workbook's own total has besides", () => {
    expect(read("franchise-adfund").problems).toEqual([
      expect.objectContaining({ code: "M13", kind: "warn", sentence: 'ad_fund_pct: "ad fund" is a part of a deal that is not computed here yet. The figures leave it out.' }),
      expect.objectContaining({ code: "R01", kind: "warn", sentence: "Results!B1 (Total to franchisor) shows 1,828,000 and the deal gives 1,476,000, 352,000 less; no reading of its words gives that figure." }),
    ]);
  });

  test("a fee for each store and the stores opened are one fee", () => {
    expect(read("franchise-adfund").total).toBe(1_476_000); // 17,600,000 at 6%, and 12 stores at 35,000
  });

  test("fees alone are no total while it is asked what the royalty is counted on", () => {
    expect(read("news-archive-llm").total).toBeUndefined();
  });

  test("a rate card whose prices depend on the units before asks where they are counted from", () => {
    expect(read("voice-soundalike-rate-card").choices.find(({ choice }) => choice === "resets")).toMatchObject({ state: "asked", word: 4 });
  });

  const withDeductions = (more: readonly (readonly (string | number)[])[] = []) =>
    strangersWorkbook({
      id: "deductions",
      sheets: { Deal: [["Line", "Q1 2026", "Q2 2026"], ["Gross revenue", 100, 400], [], ["Line", "Kind", "Q1 2026", "Q2 2026"], ["Returns", "exclusion", 180, 20], ["Freight", "deduction", 20, 10], [], ["Royalty rate", "10%"], ...more] },
      names: { Gross_Revenue: "B2:C2", Deductions: "A4:D6", Royalty_Rate: "B8" },
      terms: {},
    });

  test("what becomes of a deficit is asked where there are deductions, and each answer pays its own total", () => {
    const [deal] = readDeal(withDeductions(), new Map());
    expect(deal?.choices.find(({ choice }) => choice === "negative")).toMatchObject({ state: "asked", word: "carry", words: ["carry", "floor"] });
    // -100 in the first quarter and 370 in the second: 270 are left of it, or all 370.
    expect(deal?.questions.find(({ id }) => id === "negative")?.options.map(({ answer, pays }) => [answer, pays])).toEqual([["carry", 27], ["floor", 37]]);
    const [floored] = readDeal(withDeductions(), new Map([["negative", "floor"]]));
    expect(floored?.total).toBe(37);
  });

  test("a cell may say what becomes of a deficit", () => {
    const [deal] = readDeal(withDeductions([["Deficit treatment", "floor"]]), new Map());
    expect(deal?.choices.find(({ choice }) => choice === "negative")).toMatchObject({ state: "proposed", word: "floor" });
    expect(deal?.total).toBe(37);
  });
});
