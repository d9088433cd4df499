import type { Choice } from "../../src/deal/deal";
import { differences } from "../../src/deal/differences";
import { Trials } from "../../src/deal/trials";
import { rectangleAddress } from "../../src/sheet/area";
import type { CellValue } from "../../src/cells/cell";
import { choice, term } from "./setTerms";
import { termsBook } from "./smallDeals";

type Row = readonly CellValue[];

const METHOD = choice("method", "marginal", "", "proposed", ["marginal", "cliff", "prospective"]);
const RESETS = choice("resets", "each period", "", "asked", ["each period", "never"]);

/** What is told of rows from row 6 on, below two years of 375,000 under 5%, 12% above 100,000 and 18% above 500,000: 38,000 in each, 98,000 over both together. */
function told(own: readonly Row[], { choices = [METHOD, RESETS], names = {}, magnitude = "" }: { readonly choices?: readonly Choice[]; readonly names?: Record<string, string>; readonly magnitude?: "" | "k" } = {}): string[][] {
  const book = termsBook([["Revenue", "USD", 375000, 375000], ["Above", "Rate"], [0, 0.05], [100000, 0.12], [500000, 0.18], ...own], names);
  const terms = [term(book, "base", "", "Terms!C1:D1"), term(book, "tiers", "", "Terms!A2:B5")];
  const recognised = { currency: "USD", periods: ["Year 1", "Year 2"], terms, choices: [...choices, choice("decimals", 2)] as Choice[] };
  return differences(new Trials(book, recognised), magnitude).map(({ code, kind, place, sentence, fix = "" }) => ["name" in place ? "" : `${code} ${kind} ${place.sheet}!${rectangleAddress(place)}`, sentence, fix]);
}

/** Two years of 375,000 marginal: 38,000 in each, 76,000 in all; over both together 98,000. */
const PAYABLE = (formula: string): Row => ["Royalty payable", "USD", formula];

describe("a result that the deal does not give is told with the difference", () => {
  test("and with the answer that gives it", () => {
    expect(told([PAYABLE("=SUM(C1:D1)*0.12+8000")])).toEqual([
      ["R01 warn Terms!C6", 'Terms!C6 (Royalty payable) shows 98,000 and the deal gives 76,000, 22,000 less; the answer "never: all periods are counted together" to "Where do the tiers start again?" gives that figure.', "Answer so, or check the formula in Terms!C6."],
    ]);
  });

  test("where no reading gives it, with open words or none", () => {
    const [[, sentence = ""] = []] = told([PAYABLE("=SUM(C1:D1)*0.1")]);
    expect(sentence).toBe("Terms!C6 (Royalty payable) shows 75,000 and the deal gives 76,000, 1,000 more; no reading of its words gives that figure.");
    const [[, alone = ""] = []] = told([PAYABLE("=SUM(C1:D1)*0.1")], { choices: [choice("resets", "each period")] });
    expect(alone).toMatch(/^Terms!C6 \(Royalty payable\) shows 75,000 and the deal gives 76,000, 1,000 more/);
  });

  test("of a chain the first alone", () => {
    expect(told([PAYABLE("=SUM(C1:D1)*0.1"), ["Total payable", "USD", "=C6"]]).map(([place]) => place)).toEqual(["R01 warn Terms!C6"]);
  });
});

describe("nothing is told", () => {
  test.each([
    { own: [PAYABLE("=SUM(C1:D1)*0.1+1000")], why: "the deal gives it" },
    { own: [["Royalty payable", "USD", "=C1*0.12-7000", "=D1*0.12-7000"]] as Row[], why: "it is given period by period" },
    { own: [PAYABLE("=1000+2000")], why: "it reads nothing of the deal" },
    { own: [["Effective royalty rate", "%", "=76000/SUM(C1:D1)"]] as Row[], why: "it is a rate" },
    { own: [["Cumulative royalty", "USD", "=SUM(C1:D1)*0.1"]] as Row[], why: "it is a sum so far" },
    { own: [["Royalty per unit", "USD", "=SUM(C1:D1)*0.1"]] as Row[], why: "it is for a unit" },
    { own: [["Check of the royalty", "USD", "=SUM(C1:D1)*0.1"]] as Row[], why: "it is a check" },
    { own: [["Royalty to the distributor", "USD", "=SUM(C1:D1)*0.1"]] as Row[], why: "it says more than a step of this deal" },
  ])("where $why", ({ own }) => {
    expect(told(own)).toEqual([]);
  });
});
