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
function told(own: readonly Row[], { choices = [METHOD, RESETS], names = {}, magnitude = "" as "" | "k" } = {}): string[][] {
  const book = termsBook([["Revenue", "USD", 375000, 375000], ["Above", "Rate"], [0, 0.05], [100000, 0.12], [500000, 0.18], ...own], names);
  const terms = [term(book, "base", "", "Terms!C1:D1"), term(book, "tiers", "", "Terms!A2:B5")];
  const recognised = { currency: "USD", periods: ["Year 1", "Year 2"], terms, choices: [...choices, choice("decimals", 2)] as Choice[] };
  return differences(new Trials(book, recognised), magnitude).map(({ code, kind, place, sentence, fix = "" }) => ["name" in place ? "" : `${code} ${kind} ${place.sheet}!${rectangleAddress(place)}`, sentence, fix]);
}

const places = (own: readonly Row[], with_: Parameters<typeof told>[1] = {}) => told(own, with_).map(([place]) => place);

describe("a result that the deal does not give is told with the difference", () => {
  test("and with the answer that gives it", () => {
    expect(told([["Royalty payable", "USD", "=SUM(C1:D1)*0.12+8000"]])).toEqual([
      ["R01 warn Terms!C6", 'Terms!C6 (Royalty payable) shows 98,000 and the deal gives 76,000, 22,000 less; the answer "never: all periods are counted together" to "Where do the tiers start again?" gives that figure.', "Answer so, or check the formula in Terms!C6."],
    ]);
  });
});
