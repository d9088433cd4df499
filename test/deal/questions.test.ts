import type { Choice } from "../../src/deal/deal";
import { proposedLines } from "../../src/deal/proposal/proposal";
import type { Recognised } from "../../src/deal/proposal/terms";
import { questions } from "../../src/deal/questions";
import { Trials } from "../../src/deal/trials";
import { decimalOf } from "../../src/cells/decode";
import { answerLabel } from "../../src/deal/questionWords";
import { figureText } from "../../src/deal/sentences/phrases";
import { NAME_SETS, setWorkbook } from "./nameSets";
import { choice, recognisedIn, term } from "./setTerms";
import { termsBook } from "./smallDeals";

const METHODS = ["marginal", "cliff", "prospective"];
const RESETS = ["each period", "never"];

/** The published clause, its royalty computed by hand in row 6. */
function published(own: readonly (string | number)[] = [], choices: readonly Choice[] = []): { book: ReturnType<typeof termsBook>; recognised: Recognised } {
  const book = termsBook([["Revenue", "USD", 375000, 375000], ["Above", "Rate"], [0, 0.05], [100000, 0.12], [500000, 0.18], own]);
  const terms = [term(book, "base", "", "Terms!C1:D1"), term(book, "tiers", "", "Terms!A2:B5")];
  return { book, recognised: { currency: "USD", periods: ["Year 1", "Year 2"], terms, choices: [choice("method", "marginal", "", "proposed", METHODS), choice("resets", "each period", "", "asked", RESETS), choice("decimals", 2), ...choices] } };
}

test("what each answer pays in all, and from where to where", () => {
  const { book, recognised } = published();
  const found = questions(new Trials(book, recognised));
  expect(found.questions.map(({ id, sentence, options }) => [id, sentence, options.map(({ label, pays }) => [label, pays])])).toEqual([
    ["resets", "Where do the tiers start again?", [["in each period", 76000], ["never: all periods are counted together", 98000]]],
    ["method", "How do the rates of the tiers count?", [["each rate on the part within its own tier", 76000], ["the rate that is reached on all of it", 90000], ["each period at the one rate that it reaches", 90000]]],
  ]);
  // The method is proposed; only where tiers start again is asked.
  expect(found.range).toEqual({ from: 76000, to: 98000 });
});

test("while several words are asked, the range is over all their combinations", () => {
  const { book, recognised } = published();
  const asked = { ...recognised, choices: recognised.choices.map((one) => ({ ...one, state: one.choice === "decimals" ? one.state : ("asked" as const) })) };
  expect(questions(new Trials(book, asked)).range).toEqual({ from: 76000, to: 135000 });
});

test("what is asked comes before what is taken, what changes the total before what does not; a proposed word that changes nothing is not listed", () => {
  const { book, recognised } = published([], [choice("gross up", "none", "", "proposed", ["none", "gross up"]), choice("when", "end", "", "asked", ["end", "mid", "start"])]);
  expect(questions(new Trials(book, recognised)).questions.map(({ id, changesTotal, taken }) => [id, changesTotal, taken])).toEqual([["resets", true, undefined], ["when", false, undefined], ["method", true, "marginal"]]);
});

test("an answer that cannot be calculated has no figure", () => {
  const { book, recognised } = published();
  const choices = recognised.choices.map((one) => (one.choice === "resets" ? { ...one, words: [...RESETS, "sometimes"] } : one));
  const resets = questions(new Trials(book, { ...recognised, choices })).questions.find(({ id }) => id === "resets");
  expect(resets?.options.map(({ pays }) => pays)).toEqual([76000, 98000, undefined]);
  expect(resets?.changesTotal).toBe(true);
});

describe("the workbook's own figures", () => {
  test.each([
    { own: ["Royalty", "USD", "=98000+0"], shows: { method: ["marginal"], resets: ["never"] }, sentence: "Terms!C6 shows 98,000." },
    { own: ["Royalty due", "USD", "=38000", "=38000"], shows: { method: ["marginal"], resets: ["each period"] }, sentence: "Terms!C6:D6 shows 38,000, 38,000." },
    { own: ["Total payable", "USD", "=45000*2"], shows: { method: ["cliff", "prospective"], resets: ["each period"] }, sentence: "Terms!C6 shows 90,000." },
  ])("$sentence", ({ own, shows, sentence }) => {
    const { book, recognised } = published(own);
    const found = questions(new Trials(book, recognised)).questions.map(({ id, options }) => [id, options.flatMap(({ answer, evidence }) => (evidence === sentence ? [answer] : []))]);
    expect(Object.fromEntries(found)).toEqual(shows);
  });

  test.each([
    { why: "typed, not computed", own: ["Royalty", "USD", 98000] },
    { why: "a cent off", own: ["Royalty", "USD", "=98000.01"] },
    { why: "the first of several periods alone", own: ["Royalty due", "USD", "=38000", "=0+0", "=0+0"] },
    { why: "not a step of the deal", own: ["Office rent", "USD", "=98000+0"] },
    { why: "ours", own: ["Royalty", "USD", '=SUM(DEAL.TIEREDROYALTY(C1:D1,A2:B5,,"never"))'] },
  ])("are no evidence where they are $why", ({ own }) => {
    const { book, recognised } = published(own);
    expect(questions(new Trials(book, recognised)).questions.flatMap(({ options }) => options.flatMap(({ evidence }) => evidence ?? []))).toEqual([]);
  });
});

test("nothing is said in words of ours, and every id is of one question", () => {
  for (const set of NAME_SETS) {
    const workbook = setWorkbook(set);
    const recognised = recognisedIn(set, workbook);
    const found = questions(new Trials(workbook, { ...recognised, choices: recognised.choices.map(open) })).questions;
    const said = found.flatMap(({ sentence, options }) => [sentence, ...options.flatMap(({ label, evidence = "" }) => [label, evidence])]);
    for (const text of said) expect(text).not.toMatch(/\b(?:role|stream|term|proposed|undefined)\b/);
    expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
  }
});

test.each([
  ["window", "rolling 4", "quarter", "in the 4 quarters after its own"],
  ["window", "first 3", "year", "up to year 3"],
  ["resets", 4, "quarter", "every 4 quarters"],
  ["resets", "each period", "half-year", "in each half-year"],
  ["decimals", 1, "year", "1 place"],
  ["method", "constructor", "year", "constructor"],
] as const)("%s %s is said in words: %s", (name, word, period, label) => {
  expect(answerLabel(name, word, period)).toBe(label);
});

test.each([[98000, "98,000"], [1234567.5, "1,234,567.5"], [999, "999"], [0.125, "0.125"], [-1000, "-1,000"], [1e21, "1,000,000,000,000,000,000,000"]])("%d is written %s", (figure, text) => {
  expect(figureText(decimalOf(figure))).toBe(text);
});

/** All words that there are, asked. */
function open(one: Choice): Choice {
  const words: Record<string, readonly (string | number)[]> = { method: METHODS, resets: [...RESETS, "contract years"], window: ["none", "life", "rolling 4"], "gross up": ["none", "gross up"], when: ["end", "mid", "start"] };
  return { ...one, words: words[one.choice] ?? one.words, state: one.source === undefined && words[one.choice] !== undefined ? "asked" : one.state };
}

describe("takes little time", () => {
  /** Milliseconds of work, whatever else the machine does; the first runs read and compile. */
  const least = (run: () => void): number => {
    const times = Array.from({ length: 5 }, () => {
      const begun = process.cpuUsage();
      run();
      const { user, system } = process.cpuUsage(begun);
      return (user + system) / 1000;
    });
    return Math.min(...times);
  };

  test("one deal of three products over 40 periods", () => {
    const figures = (from: number) => Array.from({ length: 40 }, (_, t) => from + 37 * t);
    const book = termsBook([["A", "USD", ...figures(100)], ["B", "USD", ...figures(300)], ["C", "USD", ...figures(50)], ["Above", "Rate"], [0, 0.05], [5000, 0.1], ["Minimum", "USD", 40], ["Advance", "USD", 500], ["Holder", "Weight"], ["X", 1], ["Y", 2], ["Tax", null, 0.1], ["Discount", null, 0.1]]);
    const last = "AP";
    const terms = [
      ...["A", "B", "C"].map((stream, i) => term(book, "base", stream, `Terms!C${i + 1}:${last}${i + 1}`)),
      term(book, "tiers", "", "Terms!A4:B6"),
      term(book, "guarantee", "", "Terms!C7"),
      term(book, "advance", "", "Terms!C8"),
      term(book, "split", "", "Terms!A9:B11"),
      term(book, "withholding", "", "Terms!C12"),
      term(book, "discount rate", "", "Terms!C13"),
    ];
    const choices = [choice("resets", 4), choice("window", "life"), choice("decimals", 2), choice("when", "end"), choice("periods a year", 4)];
    const recognised = { currency: "USD", periods: [], terms, choices };
    expect(proposedLines(book, recognised).blocked).toEqual(new Map());
    expect(least(() => proposedLines(book, recognised))).toBeLessThan(120);
  });

  test("all questions of a deal with two plans", () => {
    const set = NAME_SETS.find(({ id }) => id === "stock-snake-suffix");
    if (set === undefined) throw new Error("The set is missing.");
    const workbook = setWorkbook(set);
    const recognised = recognisedIn(set, workbook);
    const all = { ...recognised, choices: recognised.choices.map(open) };
    expect(questions(new Trials(workbook, all)).questions.length).toBeGreaterThan(2);
    expect(least(() => questions(new Trials(workbook, all)))).toBeLessThan(400);
  });
});
