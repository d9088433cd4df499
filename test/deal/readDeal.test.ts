import { readFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue } from "../../src/functions/catalogue";
import { openXlsx } from "../../src/file/xlsx";
import type { Answers, Deal } from "../../src/deal/deal";
import { readDeal } from "../../src/deal/readDeal";
import { recalculate } from "../../src/sheet/recalculation";
import type { Workbook } from "../../src/sheet/workbook";
import { ROOT } from "../support/deal";
import { workBegun } from "../support/work";
import { FINANCE_NAMES } from "./financeNames";
import { NAME_SETS, setWorkbook } from "./nameSets";
import { strangersWorkbook } from "./strangersBooks";

const SAMPLES = ["film-style-licence", "music-consortium", "stock-library", "tier-reading", "voice-licence"];
const NONE: Answers = new Map();

function sample(name: string): Workbook {
  const { workbook } = openXlsx(readFileSync(join(ROOT, `samples/${name}.xlsx`)), catalogue.map((entry) => entry.name));
  recalculate(workbook, catalogue);
  return workbook;
}

function setOf(id: string): Workbook {
  const set = NAME_SETS.find((one) => one.id === id);
  if (set === undefined) throw new Error(`There is no set ${id}`);
  return setWorkbook(set);
}

function only(deals: readonly Deal[]): Deal {
  const [deal] = deals;
  if (deal === undefined || deals.length > 1) throw new Error(`${deals.length} deals`);
  return deal;
}

const textOf = (workbook: Workbook) => JSON.stringify([workbook.sheets.map(({ name, rows }) => [name, [...rows].map(([row, cells]) => [row, [...cells]])]), workbook.names, workbook.tables]);

describe("samples", () => {
  test.each(SAMPLES)("%s is read from its calls: nothing is wrong, nothing is written", (name) => {
    const workbook = sample(name);
    const before = textOf(workbook);
    const deals = readDeal(workbook, NONE);
    expect(textOf(workbook)).toBe(before);
    expect(deals.map(({ state }) => state)).toEqual(deals.map(() => "read"));
    expect(deals.flatMap(({ problems }) => problems)).toEqual([]);
    expect(deals[0]?.words.length).toBeGreaterThan(0);
    expect(deals[0]?.questions.length).toBe(name === "tier-reading" ? 1 : 0);
  });

  test("tier-reading: one answer says which of its readings is the deal", () => {
    const workbook = sample("tier-reading");
    const [question] = only(readDeal(workbook, NONE)).questions;
    const paid = question?.options.map(({ answer, pays }) => {
      const { total, questions } = only(readDeal(workbook, new Map([[question.id, answer]])));
      return [pays, total, questions.length];
    });
    expect(paid).toEqual([81000, 76000, 95000, 90000, 103000, 98000, 140000, 135000].map((pays) => [pays, pays, 0]));
  });

  test.each(SAMPLES)("%s: two hundred names of finance models beside it change nothing", (name) => {
    const alone = sample(name);
    const expected = readDeal(alone, NONE);
    const crowded = sample(name);
    const sheet = crowded.addSheet("Finance");
    FINANCE_NAMES.forEach((each, i) => {
      sheet.setCell(i + 1, 1, { value: each.replaceAll("_", " ") });
      for (let column = 2; column < 6; column++) sheet.setCell(i + 1, column, { value: (i + 1) * column });
      crowded.names.push({ name: each, formula: `Finance!$B$${i + 1}:$E$${i + 1}` });
    });
    const told = (deal: Deal) => ({ ...deal, leftOut: [] });
    expect(readDeal(crowded, NONE).map(told)).toEqual(expected.map(told));
  });

  test("stock-library is read in less than 300 ms of work", () => {
    const workbook = sample("stock-library");
    readDeal(workbook, NONE);
    const taken = [0, 1, 2].map(() => {
      const work = workBegun();
      readDeal(workbook, NONE);
      return work();
    });
    expect(Math.min(...taken)).toBeLessThan(300);
  });
});

/** What each pays in all under the words that are taken until somebody answers: sums of the figures that its set gives. */
const TOTALS: ReadonlyMap<string, number> = new Map([
  ["voice-camel", 117982.76],
  ["stock-snake-suffix", 163541.02],
  ["patent-abbrev", 751.4],
  ["territories-prefix", 190467.5],
  ["film-labels", 500000],
  ["alex-hungarian", 81000],
  ["commission-vectors-down", 8087.5],
]);

describe("name sets", () => {
  test.each(NAME_SETS.map((set) => [set.id, set] as const))("%s: seen at once, agreed to in at most five clicks, nothing written", (id, set) => {
    const workbook = setWorkbook(set);
    const before = textOf(workbook);
    const work = workBegun();
    const deal = only(readDeal(workbook, NONE));
    expect(work()).toBeLessThan(2000);
    expect(textOf(workbook)).toBe(before);
    // Each answer is a click, and Keep is the last one.
    expect(deal.questions.filter(({ changesTotal, taken }) => changesTotal && taken === undefined).length).toBeLessThanOrEqual(4);
    if (TOTALS.has(id)) expect(deal.total).toBe(TOTALS.get(id));
  });

  test("what is answered is asked no more, and the figures are those of the answer", () => {
    const workbook = setOf("alex-hungarian");
    const asked = only(readDeal(workbook, NONE)).questions;
    expect(asked.map(({ id }) => id)).toEqual(["resets", "fee treatment", "method", "fee paid"]);
    const answers: Answers = new Map<string, string>([["resets", "never"], ["fee treatment", "recouped"]]);
    const deal = only(readDeal(workbook, answers));
    expect(deal.questions.map(({ id }) => id)).toEqual(["method"]);
    expect(deal.total).toBe(98000);
    expect(deal.words.join(" ")).toContain("counted over both years together");
  });

  test.each<[id: string, word: string | number, why: string]>([
    ["guarantee is for", "forever", "no word of the choice"],
    ["resets", "slab", "of another choice"],
    ["method", "constructor", "a name that every object has"],
    ["window", 12, "a number that may mean two words"],
    ["term Kurs_EURUSD", "__proto__", "no part of a deal"],
  ])("%s answered with %s, which is %s, is not answered: it is asked, and nothing is calculated with it", (id, word) => {
    const open = only(readDeal(setOf("german-scoped"), NONE));
    const deal = only(readDeal(setOf("german-scoped"), new Map([[id, word]])));
    expect(deal).toEqual(open);
    if (id !== "method") expect(deal.questions.map((question) => question.id)).toContain(id);
  });

  test("a range that is answered becomes a part of the deal, or none", () => {
    const workbook = setOf("ai-training-tokens");
    // 2,392,000 for tokens: 1,031,400 and 1,360,600 by contract year, both above the minimum of 900,000; four refreshes at 75,000.
    expect(only(readDeal(workbook, NONE)).total).toBe(2392000 + 4 * 75000);
    const without: Answers = new Map<string, string>([["term Refreshes_n", "none"], ["term Refresh_Fee_USD", "none"], ["term FX_EURUSD", "none"]]);
    const deal = only(readDeal(workbook, without));
    expect(deal.total).toBe(2392000);
    expect(deal.questions.filter(({ id }) => id.startsWith("term"))).toEqual([]);
  });

  test("amounts in thousands are said to be; those in thousands beside others are refused", () => {
    const deal = only(readDeal(setOf("patent-abbrev"), NONE));
    expect([deal.currency, deal.problems]).toEqual(["USD k", []]);
    const mixed = setOf("patent-abbrev");
    mixed.sheet("Terms")?.setCell(8, 2, { value: "USD" });
    expect(only(readDeal(mixed, NONE)).problems.map(({ code, kind, sentence }) => [code, kind, sentence])).toEqual([
      ["V09", "error", "UFee is counted in units of the currency, and Adv_LF in thousands; they would be added as they stand."],
    ]);
  });

  test("a percentage typed whole stops its line, and is said once, at its cell", () => {
    const { problems, total } = only(readDeal(setOf("university-tto"), NONE));
    expect(total).toBeUndefined();
    expect(problems.map(({ code, kind, sentence }) => [code, kind, sentence])).toEqual([
      ["V02", "error", "Licence!B7 is 3, that is 300%. Was 3% meant?"],
      ["V02", "error", "Licence!B8 is 20, that is 2,000%. Was 20% meant?"],
    ]);
  });

  test("of a rate that no double times a hundred is, the percentage is exact, and said once", () => {
    const workbook = setOf("university-tto");
    workbook.sheet("Licence")?.setCell(7, 2, { value: 2.3 });
    workbook.sheet("Licence")?.setCell(8, 2, { value: 0.2 });
    expect(only(readDeal(workbook, NONE)).problems.map(({ sentence }) => sentence)).toEqual(["Licence!B7 is 2.3, that is 230%. Was 2.3% meant?"]);
  });

  test("every range that is asked about is a question, however many there are", () => {
    const workbook = setOf("alex-hungarian");
    const sheet = workbook.sheets[0];
    for (let i = 0; i < 12; i++) {
      sheet?.setCell(30 + i, 1, { value: `Rate ${i + 1}` });
      sheet?.setCell(30 + i, 3, { value: 0.01 * (i + 1), format: "0%" });
      workbook.names.push({ name: `Rate_${i + 1}`, formula: `Inputs!$C$${30 + i}` });
    }
    const { terms, questions } = only(readDeal(workbook, NONE));
    const asked = terms.filter(({ state }) => state === "asked").map(({ source }) => `term ${source.name ?? ""}`);
    expect(asked.length).toBeGreaterThan(8);
    expect(questions.filter(({ id }) => id.startsWith("term")).map(({ id }) => id)).toEqual(asked);
  });

  test("of what a percentage is taken is asked, with what each answer pays", () => {
    const deal = only(readDeal(setOf("music-subpublishing"), NONE));
    // What came in after the sub-publishers' percentages, less 34,210.55 unrecouped and 25% of the last two half-years: 400,019.45.
    expect(deal.total).toBe(400_019.45);
    const question = deal.questions.find(({ id }) => id === "term Admin_Fee");
    expect(question?.options.map(({ answer, pays }) => [answer, pays])).toEqual([
      ["deduction rate", 347_124.45], // 10% of the 603,400 at source less, and of what is held back
      ["commission", 360_017.52], // 10% of what is due in each half-year
      ["none", 400_019.45],
    ]);
    const answered = only(readDeal(setOf("music-subpublishing"), new Map([["term Admin_Fee", "commission"], ["term Album_Earnings", "none"]])));
    expect([answered.total, answered.questions.map(({ id }) => id)]).toEqual([360_017.52, ["crossed"]]);
  });

  test("a cell that says a word of the contract is not left out besides", () => {
    const { choices, leftOut } = only(readDeal(strangersWorkbook({ id: "labels", terms: {}, sheets: { Deal: [["", "2026", "2027"], ["Net sales", 900, 1200], ["Royalty rate", "10%"], ["Rounding", 0]] } }), NONE));
    expect(choices.find(({ choice }) => choice === "decimals")).toMatchObject({ word: 0, source: { at: { top: 4 } } });
    expect(leftOut).toEqual([]);
  });

  test("a term that no line reads is told, and not left out in silence", () => {
    const withoutAlbums: Answers = new Map([["term Album_Earnings", "none"]]);
    const { problems } = only(readDeal(setOf("music-subpublishing"), withoutAlbums));
    const told = problems.map(({ code, kind, place }) => [code, kind, "name" in place ? place.name : `${place.sheet}!${place.top}`]);
    expect(told).toEqual([["M03", "warn", "Receipts!21"], ["M03", "warn", "Receipts!22"], ["M03", "warn", "Receipts!23"]]);
    // Nor while something else is asked that earns nothing.
    const withRate = setOf("music-subpublishing");
    withRate.sheet("Receipts")?.setCell(29, 1, { value: "EUR/USD" });
    withRate.sheet("Receipts")?.setCell(29, 2, { value: 1.08 });
    withRate.names.push({ name: "FX_EURUSD", formula: "Receipts!$B$29" });
    const deal = only(readDeal(withRate, withoutAlbums));
    expect(deal.questions.map(({ id }) => id)).toContain("term FX_EURUSD");
    expect(deal.problems.filter(({ code }) => code === "M03").length).toBe(3);
  });
});

test("a workbook without a deal has none", () => {
  const workbook = sample("tier-reading");
  for (const sheet of workbook.sheets) sheet.rows.clear();
  workbook.names.length = 0;
  expect(readDeal(workbook, NONE)).toEqual([]);
});
