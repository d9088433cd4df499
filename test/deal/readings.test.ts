import { readings } from "../../src/deal/readings";
import { Workbook } from "../../src/sheet/workbook";
import { deal } from "../support/deal";
import { termsBook } from "./smallDeals";

const TIERS = "{0,0.05;100000,0.12;500000,0.18}";

/** What is paid, and the readings that pay it. */
function paid(formula: string, workbook = new Workbook()): [number | undefined, string][] {
  return (readings(workbook, formula)?.rows ?? []).map(({ total, readings: alike, isOwn }) => [total, alike.map((words, i) => Object.values(words).join(", ") + (isOwn && i === 0 ? " *" : "")).join("; ")]);
}

describe("readings of a royalty", () => {
  test("the published clause, which does not say where the tiers start again", () => {
    expect(paid(`=DEAL.TIEREDROYALTY({375000,375000},${TIERS})`)).toEqual([
      [76000, "marginal, each period"],
      [90000, "cliff, each period; prospective, each period"],
      [98000, "marginal, never"],
      [112500, "prospective, never"],
      [135000, "cliff, never"],
    ]);
  });

  test("as it is written comes first, whatever the case of its words", () => {
    expect(paid(`=SUM(DEAL.TIEREDROYALTY({375000,375000},${TIERS},"CLIFF","Never"))`)[0]).toEqual([135000, "cliff, never *"]);
    expect(paid(`=DEAL.TIEREDROYALTY(750000,${TIERS})`)).toEqual([
      [98000, "marginal *"],
      [135000, "cliff; prospective"],
    ]);
  });

  test("its own number of periods, or row of contract years, is one of them", () => {
    // 5,000 and 12,000, then 5,000.
    expect(paid(`=DEAL.TIEREDROYALTY({100000,100000,100000},${TIERS},"marginal",2)`)[0]).toEqual([22000, "marginal, 2 *; prospective, 2, Above"]);
  });

  test.each([
    { why: "exactly on a threshold", base: 100000, rows: [[5000, "marginal *; cliff, Above; prospective, Above"], [12000, "cliff, From; prospective, From"]] },
    { why: "a cent above", base: 100000.01, rows: [[5000.0012, "marginal *"], [12000.0012, "cliff; prospective"]] },
    { why: "a cent below", base: 99999.99, rows: [[4999.9995, "marginal *; cliff; prospective"]] },
  ])("to which tier a threshold belongs is a reading only where it matters: $why", ({ base, rows }) => {
    expect(paid(`=DEAL.TIEREDROYALTY(${base},{0,0.05;100000,0.12})`)).toEqual(rows);
  });

  test("contract years in cells keep their text", () => {
    const book = termsBook([[1, 1, 2], [100, 100, 100]]);
    expect(paid("=DEAL.TIEREDROYALTY(Terms!A2:C2,{0,0.1;150,0.2},,Terms!A1:C1)", book)).toEqual([
      [35, "marginal, Terms!A1:C1 *"],
      [30, "marginal, each period; cliff, each period; prospective, each period"],
      [40, "prospective, Terms!A1:C1"],
      [45, "marginal, never"],
      [50, "cliff, Terms!A1:C1; prospective, never"],
      [60, "cliff, never"],
    ]);
  });
});

test.each([
  { formula: '=DEAL.MINGUARANTEE({60,90,130,170},100,"none")', first: [500, "none *; first 1; first 2"], why: "until when a shortfall is recouped" },
  { formula: "=DEAL.WITHHOLDING(100,0.2)", first: [80, "none *"], why: "who bears the tax" },
  { formula: '=DEAL.NPV_ROYALTY(0.25,{100,100},"start")', first: [180, "start *"], why: "when in its period" },
  { formula: '=DEAL.NETREVENUE({10,100},{"Freight","deduction",20,0},,"carry")', first: [90, "carry *"], why: "what becomes of a deficit" },
  { formula: '=DEAL.USAGEFEE({"Images",10,10},{"Metric","Above","Price","Method";"Images",0,1,"marginal";"",10,0.5,""},"never")', first: [15, "never *"], why: "where units are counted from 0 again" },
])("$why: $formula", ({ formula, first }) => {
  expect(paid(formula)[0]).toEqual(first);
});

test("a reading that the call refuses is told with its sentence", () => {
  const found = readings(new Workbook(), '=DEAL.TIEREDROYALTY(10,{"Threshold","Rate";0,0.1;5,0.2},"marginal")');
  expect(found?.rows.find(({ refusal }) => refusal !== undefined)?.refusal).toMatch(/The header Threshold does not say/);
});

test.each(["=DEAL.PRORATA(100,{1;1})", "=1+1", "=SUM(", "=DEAL.VERSION()"])("%s has none", (formula) => {
  expect(readings(new Workbook(), formula)).toBeUndefined();
});

test("at most 24 rows are given, and more are counted", () => {
  const base = Array.from({ length: 12 }, (_, i) => 60 + 17 * i).join(",");
  const found = readings(new Workbook(), `=DEAL.MINGUARANTEE({${base}},{100,150,50,180,90,300,70,20,400,90,10,250},"none")`);
  expect(found?.rows.length).toBeLessThanOrEqual(24);
  expect(found?.rows[0]?.isOwn).toBe(true);
});

describe("deal readings", () => {
  test("prints them, what is paid in front", () => {
    expect(deal(["readings", '=DEAL.NPV_ROYALTY(0,{100,100},"end")'])).toEqual({ code: 0, out: "200  end (as written); mid; start\n", err: "" });
  });

  test("reads a workbook's names, and prints JSON", () => {
    const { code, out } = deal(["readings", "--json", "--book", "samples/tier-reading.xlsx", '=DEAL.TIEREDROYALTY(Revenue,Tiers,"cliff","never")']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ rows: [{ total: 135000, isOwn: true, readings: [{ method: "cliff", resets: "never" }] }, { total: 76000 }, { total: 90000 }, { total: 98000 }, { total: 112500 }], more: 0 });
  });

  test("says where there is nothing to read in several ways, or the call is wrong", () => {
    expect(deal(["readings", "=1+1"])).toEqual({ code: 1, out: "There is no call in this formula that can be read in several ways.\n", err: "" });
    expect(deal(["readings"]).code).toBe(2);
  });
});
