import type { CellValue } from "../../src/cells/cell";
import type { Choice } from "../../src/deal/deal";
import { differences } from "../../src/deal/differences";
import type { Magnitude } from "../../src/deal/magnitude";
import { Precedents } from "../../src/deal/precedents";
import type { Recognised } from "../../src/deal/proposal/terms";
import { readDeal } from "../../src/deal/readDeal";
import { Trials } from "../../src/deal/trials";
import { rectangleAddress } from "../../src/sheet/area";
import type { Workbook } from "../../src/sheet/workbook";
import { STRANGERS_SETS, setWorkbook } from "./nameSets";
import { choice, term } from "./setTerms";
import { termsBook } from "./smallDeals";

type Row = readonly CellValue[];

const METHOD = choice("method", "marginal", "", "proposed", ["marginal", "cliff", "prospective"]);
const RESETS = choice("resets", "each period", "", "asked", ["each period", "never"]);

interface Beside {
  readonly choices?: readonly Choice[];
  readonly magnitude?: Magnitude;
  readonly formats?: Readonly<Record<number, string>>;
}

/** What is told of rows from row 6 on, below two years of 375,000 under 5%, 12% above 100,000 and 18% above 500,000: 38,000 in each, 98,000 over both together. */
function told(own: readonly Row[], { choices = [METHOD, RESETS], magnitude = "", formats = {} }: Beside = {}): string[][] {
  const book = termsBook([["Revenue", "USD", 375000, 375000], ["Above", "Rate"], [0, 0.05], [100000, 0.12], [500000, 0.18], ...own]);
  for (const [row, format] of Object.entries(formats)) {
    const cell = book.sheets[0]?.cell(Number(row), 3);
    if (cell !== undefined) cell.format = format;
  }
  const terms = [term(book, "base", "", "Terms!C1:D1"), term(book, "tiers", "", "Terms!A2:B5")];
  return toldOf(book, { currency: "USD", periods: ["Year 1", "Year 2"], terms, choices: [...choices, choice("decimals", 2)] }, magnitude);
}

function toldOf(book: Workbook, recognised: Recognised, magnitude: Magnitude = ""): string[][] {
  return differences(new Trials(book, recognised), magnitude).map(({ code, kind, place, sentence, fix = "" }) => ["name" in place ? "" : `${code} ${kind} ${place.sheet}!${rectangleAddress(place)}`, sentence, fix]);
}

const shows = (own: readonly Row[], beside?: Beside) => told(own, beside).map(([, sentence]) => sentence);
const payable = (formula: string): Row => ["Royalty payable", "USD", formula];

describe("a result that the deal does not give is told with the difference", () => {
  test("and with the answer that gives it", () => {
    expect(told([payable("=SUM(C1:D1)*0.12+8000")])).toEqual([
      ["R01 warn Terms!C6", 'Terms!C6 (Royalty payable) shows 98,000 and the deal gives 76,000, 22,000 less; the answer "never: all periods are counted together" to "Where do the tiers start again?" gives that figure.', "Answer so, or check the formula in Terms!C6."],
    ]);
  });

  test("with the fewest answers that give it, where one alone does not", () => {
    const both = 'the answers "never: all periods are counted together" to "Where do the tiers start again?" and "the rate that is reached on all of it" to "How do the rates of the tiers count?" give that figure.';
    expect(shows([payable("=SUM(C1:D1)*0.18")])).toEqual([`Terms!C6 (Royalty payable) shows 135,000 and the deal gives 76,000, 59,000 less; ${both}`]);
    const one = 'the answer "the rate that is reached on all of it" to "How do the rates of the tiers count?" gives that figure.';
    expect(shows([["Royalty", "USD", "=C1*0.12", "=D1*0.12"]])).toEqual([`Terms!C6 (Royalty) shows 45,000 and the deal gives 38,000 for Year 1, 7,000 less; ${one}`]);
  });

  test.each([
    { why: "words are open", choices: [METHOD, RESETS] },
    { why: "no word is", choices: [choice("resets", "each period")] },
  ])("where no reading gives it and $why", ({ choices }) => {
    expect(told([payable("=SUM(C1:D1)*0.13")], { choices })).toEqual([["R01 warn Terms!C6", "Terms!C6 (Royalty payable) shows 97,500 and the deal gives 76,000, 21,500 less; no reading of its words gives that figure.", "Check the formula in Terms!C6, or say what the deal lacks."]]);
  });

  test.each<[why: string, own: readonly Row[], place: string, figures: string]>([
    ["a cent off", [payable("=SUM(C1:D1)*0.12-13999.99")], "C6", "shows 76,000.01 and the deal gives 76,000, 0.01 less"],
    ["less than the deal", [payable("=SUM(C1:D1)*0.1")], "C6", "shows 75,000 and the deal gives 76,000, 1,000 more"],
    ["one period of a run", [["Royalty", "USD", "=C1*0.12-7000", "=D1*0.13-7000"]], "D6", "shows 41,750 and the deal gives 38,000 for Year 2, 3,750 less"],
    ["the total of a run alone", [["Royalty", "USD", "=C1*0.12-7000", "=D1*0.12-7000", "=SUM(C6:D6)+1"]], "E6", "shows 76,001 and the deal gives 76,000, 1 less"],
    ["the total before a run alone", [["Royalty", "=SUM(C6:D6)+1", "=C1*0.12-7000", "=D1*0.12-7000"]], "B6", "shows 76,001 and the deal gives 76,000, 1 less"],
    ["a period alone", [["Royalty year 2", "USD", "=D1*0.13"]], "C6", "shows 48,750 and the deal gives 38,000 for Year 2, 10,750 less"],
    ["through other cells", [["Revenue in all", "USD", "=SUM(C1:D1)"], ["Royalty", "USD", "=C6*0.13"]], "C7", "shows 97,500 and the deal gives 76,000, 21,500 less"],
    ["under its text", [[null, null, "Royalty payable"], [null, null, "=SUM(C1:D1)*0.13"]], "C7", "shows 97,500 and the deal gives 76,000, 21,500 less"],
    ["in a column", [["Year", "Royalty"], ["Year 1", "=C1*0.12-7000"], ["Year 2", "=D1*0.13-7000"]], "B8", "shows 41,750 and the deal gives 38,000 for Year 2, 3,750 less"],
    ["in German", [["Lizenzgebühr gesamt", "USD", "=SUM(C1:D1)*0.13"]], "C6", "shows 97,500 and the deal gives 76,000, 21,500 less"],
    ["in French", [["Redevances à payer", "USD", "=SUM(C1:D1)*0.13"]], "C6", "shows 97,500 and the deal gives 76,000, 21,500 less"],
  ])("%s", (_, own, place, figures) => {
    expect(told(own).map(([at, sentence = ""]) => [at, sentence.includes(figures) ? figures : sentence])).toEqual([[`R01 warn Terms!${place}`, figures]]);
  });
});

describe("of results that read one another the first is told alone", () => {
  test.each<[why: string, own: readonly Row[]]>([
    ["a royalty, what is payable, what is due", [["Royalty", "USD", "=SUM(C1:D1)*0.13"], payable("=C6*1"), ["Total due", "USD", "=C7"]]],
    ["through a cell of another name", [["Royalty", "USD", "=SUM(C1:D1)*0.13"], ["Carried", "USD", "=C6"], ["Total due", "USD", "=C7"]]],
    ["a run and the total of it, a column apart", [["Royalty", "USD", "=C1*0.13", "=D1*0.12-7000", null, "=SUM(C6:D6)"], ["Total royalty", "USD", "=SUM(C6:D6)"]]],
  ])("%s", (_, own) => {
    expect(told(own).map(([place]) => place)).toEqual(["R01 warn Terms!C6"]);
  });

  test("not so two that have nothing of one another", () => {
    expect(told([["Royalty", "USD", "=SUM(C1:D1)*0.13"], ["Total payable", "USD", "=SUM(C1:D1)*0.14"]]).map(([place]) => place)).toEqual(["R01 warn Terms!C6", "R01 warn Terms!C7"]);
  });
});

describe("nothing is told of what the deal gives as it is answered", () => {
  test.each<[why: string, own: readonly Row[]]>([
    ["in all", [payable("=SUM(C1:D1)*0.12-14000")]],
    ["by period", [["Royalty", "USD", "=C1*0.12-7000", "=D1*0.12-7000"]]],
    ["by period and in all", [["Royalty", "USD", "=C1*0.12-7000", "=D1*0.12-7000", "=SUM(C6:D6)"]]],
    ["in all and by period", [["Royalty", "=SUM(C6:D6)", "=C1*0.12-7000", "=D1*0.12-7000"]]],
    ["in one period", [["Royalty", "USD", "=D1*0.12-7000"]]],
    ["added up from period to period", [["Royalty", "USD", "=C1*0.12-7000", "=SUM(C1:D1)*0.12-14000"]]],
    ["in a column", [["Year", "Royalty"], ["Year 1", "=C1*0.12-7000"], ["Year 2", "=D1*0.12-7000"]]],
  ])("%s", (_, own) => {
    expect(told(own)).toEqual([]);
  });

  test("before it is rounded", () => {
    const book = termsBook([["Sales", "USD", 100.11, 100.11, 100.11], ["Rate", null, 0.05], ["Royalty", "USD", "=SUM(C1:E1)*C2"], ["Total payable", "USD", "=SUM(C1:E1)*C2"]]);
    // 5.0055 in each is 5.01 rounded: 15.03, and 15.0165 unrounded.
    expect(toldOf(book, { currency: "USD", periods: [], terms: [term(book, "base", "", "Terms!C1:E1"), term(book, "rate", "", "Terms!C2")], choices: [choice("decimals", 2)] })).toEqual([]);
  });
});

describe("nothing is told of what may be something else", () => {
  const other = "=SUM(C1:D1)*0.13";
  test.each<[why: string, own: readonly Row[], beside?: Beside]>([
    ["it reads nothing of the deal", [payable("=98000+0")]],
    ["it reads the rate alone", [payable("=B4*1000000")]],
    ["it is typed", [payable("97500").slice(0, 2).concat(97500)]],
    ["a percentage by its format", [["Royalty", "USD", "=SUM(C1:D1)*2"]], { formats: { 6: "0.0%" } }],
    ["a rate by its size", [["Royalty", "USD", "=76000/SUM(C1:D1)"]]],
    ["a rate by its name", [["Effective royalty rate", "USD", other]]],
    ["cumulative", [["Cumulative royalty", "USD", other]]],
    ["under a heading of sums to date", [["Cumulative"], ["Royalty", "USD", "=C1*0.13", "=D1*0.14"]]],
    ["for each unit", [["Royalty per unit", "USD", other]]],
    ["for each copy, by its unit", [["Royalty", "USD per copy", other]]],
    ["a check", [["Royalty check", "USD", other]]],
    ["a difference", [["Difference in royalty", "USD", other]]],
    ["a difference in a column of its own", [["Royalty", "USD", "=SUM(C1:D1)*0.12-14000", 70000, "=C6-D6"]]],
    ["at another rate", [["Royalty at 8%", "USD", other]]],
    ["before tax", [["Royalty before tax", "USD", other]]],
    ["the base", [["Royalty base", "USD", other]]],
    ["a minimum", [["Minimum guarantee", "USD", other]]],
    ["another payable", [["Tax payable", "USD", other]]],
    ["a total of nobody knows what", [["Total", "USD", other]]],
    ["a present value of a business", [["NPV", "USD", "=NPV(0.1,C1:D1)"]]],
    ["a cost", [["Royalty", "USD", "=-SUM(C1:D1)*0.13"]]],
    ["a correction", [["Royalty", "USD", "=C1*0.13", "=-D1*0.13"]]],
    ["in thousands", [["Royalty", "USD k", "=SUM(C1:D1)*0.13/1000"]]],
    ["in units beside a deal in thousands", [["Royalty", "USD", other]], { magnitude: "k" }],
    ["in thousands that nothing says", [["Royalty", "USD", "=SUM(C1:D1)*0.12/1000-14"]]],
    ["in another currency", [["Royalty", "EUR", other]]],
    ["a step of a scale", [["Above", "Rate", "Royalty"], [0, 0.05, "=MIN(SUM(C1:D1),100000)*B7"], [100000, 0.12, "=MIN(SUM(C1:D1)-100000,400000)*B8"]]],
    ["a row of rates", [["Rate", null, 0.1, 0.11], ["Royalty", "USD", "=SUM($C1:$D1)*C6", "=SUM($C1:$D1)*D6"]]],
    ["a column of rates", [["Rate", "Royalty"], [0.1, "=SUM($C$1:$D$1)*A7"], [0.11, "=SUM($C$1:$D$1)*A8"]]],
    ["the sum of a year that its head names", [[null, null, 2026], ["Royalty", "USD", "=SUM(C1:D1)*0.05"]]],
    ["one of several cases of one name", [["Royalty", "USD", "=SUM(C1:D1)*0.12-14000"], ["Royalty", "USD", other]]],
    ["a balance", [["Royalties payable", "USD", "=C1*0.13", "=C6+D1*0.13-2000"]]],
  ])("%s", (_, own, beside = {}) => {
    expect(told(own, beside)).toEqual([]);
  });
});

describe("products and payees", () => {
  const rows: readonly Row[] = [["Books", "USD", 1000, 2000], ["Audio", "USD", 500, 700], ["Rate", null, 0.1], ["Holder", "Weight"], ["Ann Lee", 3], ["Ben Ost", 1]];
  const toldBelow = (...own: readonly Row[]) => {
    const book = termsBook([...rows, ...own]);
    const terms = [term(book, "base", "Books", "Terms!C1:D1"), term(book, "base", "Audio", "Terms!C2:D2"), term(book, "rate", "", "Terms!C3"), term(book, "split", "", "Terms!A4:B6")];
    return toldOf(book, { currency: "USD", periods: ["Q1", "Q2"], terms, choices: [choice("decimals", 2)] }).map(([place = "", sentence = ""]) => [place, sentence.replace(/^.*?shows (.*?);.*$/, "$1")]);
  };

  test("what reads one product alone is held against that product", () => {
    expect(toldBelow(["Royalty", "USD", "=C1*$C$3", "=D1*$C$3"])).toEqual([]);
    expect(toldBelow(["Royalty", "USD", "=C1*$C$3", "=D1*0.2"])).toEqual([["R01 warn Terms!D7", "400 and the deal gives 200 for Q2, 200 less"]]);
  });

  test("what reads all is held against all, and told with the product that is the cause", () => {
    expect(toldBelow(["Total royalty", "USD", "=SUM(C1:D2)*C3"])).toEqual([]);
    expect(toldBelow(["Total royalty", "USD", "=SUM(C1:D2)*0.2"])).toEqual([["R01 warn Terms!C7", "840 and the deal gives 420, 420 less"]]);
    const [product, all] = [["Royalty", "USD", "=C1*$C$3", "=D1*0.2"], ["Total royalty", "USD", "=C7+D7+SUM(C2:D2)*C3"]];
    expect(toldBelow(product as Row, all as Row).map(([place]) => place)).toEqual(["R01 warn Terms!D7"]);
  });

  test("a payee's name is held against what the payee receives", () => {
    expect(toldBelow(["Ann Lee", "USD", "=SUM(C1:C2)*C3*0.75", "=SUM(D1:D2)*C3*0.75"])).toEqual([]);
    expect(toldBelow(["Due to Ann Lee", "USD", "=SUM(C1:D2)*C3*0.7"])).toEqual([["R01 warn Terms!C7", "294 and the deal gives 315, 21 more"]]);
  });

  test("a word for a payee may be one of several, and both names are nobody's", () => {
    expect(toldBelow(["Author royalty", "USD", "=SUM(C1:D2)*C3*0.7"], ["Ann Lee and Ben Ost", "USD", "=SUM(C1:D2)*0.2"])).toEqual([]);
  });
});

test("what a present value of royalties is", () => {
  const book = termsBook([["Sales", "USD", 1000, 1000], ["Rate", null, 0.1], ["Discount", null, 0.1], ["NPV of royalties", "USD", "=NPV(C3,C1*C2,D1*C2)*(1+C3)^0.5"], ["Present value of royalties", "USD", "=NPV(C3,C1*C2,D1*C2)"], ["Royalty, present value", "USD", "=SUM(C1:D1)*C2*0.8"]]);
  const terms = [term(book, "base", "", "Terms!C1:D1"), term(book, "rate", "", "Terms!C2"), term(book, "discount rate", "", "Terms!C3")];
  const choices = [choice("when", "end", "", "asked", ["end", "mid", "start"]), choice("discount rate is for", "a period"), choice("decimals", 2)];
  expect(toldOf(book, { currency: "USD", periods: ["2026", "2027"], terms, choices }).map(([, sentence]) => sentence)).toEqual([
    'Terms!C4 (NPV of royalties) shows 182.02 and the deal gives 173.55, 8.47 less; the answer "in its middle" to "When in its period is a payment taken?" gives that figure.',
    'Terms!C6 ("Royalty, present value") shows 160 and the deal gives 173.55, 13.55 more; no reading of its words gives that figure.',
  ]);
});

test("while it is asked what a range is, and the total hangs on it, nothing is told", () => {
  const set = STRANGERS_SETS.find(({ id }) => id === "ai-data-snake");
  const [sheet, ...others] = set?.sheets ?? [];
  if (set === undefined || sheet === undefined) throw new Error("The set is missing.");
  const withFee = setWorkbook({ ...set, sheets: [{ ...sheet, cells: { ...sheet.cells, A20: "Administration fee", C20: 0.1 } }, ...others], names: { ...set.names, admin_fee: `'${sheet.name}'!$C$20` } });
  const told = (answer?: string) => {
    const [deal] = readDeal(withFee, new Map(answer === undefined ? [] : [["term admin_fee", answer]]));
    return [deal?.questions.some(({ id }) => id === "term admin_fee"), deal?.problems.filter(({ code }) => code === "R01").length];
  };
  expect(told()).toEqual([true, 0]);
  expect(told("none")).toEqual([false, 1]);
});

describe("cells are followed", () => {
  const [first, ...chain] = Array.from({ length: 5002 }, (_, r): Row => [r === 0 ? 1 : `=A${r}+1`]);
  const book = termsBook([first ?? [], ...chain]);
  const [sheet] = book.sheets;
  if (sheet === undefined) throw new Error("The sheet is missing.");
  const cell = (row: number) => ({ sheet, top: row, left: 1, bottom: row, right: 1 });

  test.each([[1, 0], [2, 1], [5001, 5000], [5002, undefined]])("from row %d over %p others", (row, count) => {
    expect(new Precedents(book).of(cell(row))?.size).toBe(count);
  });

  test("up to a number for all results together", () => {
    const precedents = new Precedents(book);
    expect(Array.from({ length: 11 }, () => precedents.of(cell(5001))?.size)).toEqual([...Array.from({ length: 10 }, () => 5000), undefined]);
  });
});
