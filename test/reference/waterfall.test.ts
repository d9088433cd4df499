import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { WaterfallOf, WaterfallRow, WaterfallTerms } from "./waterfall";
import { notableDeals, waterfallAnswer, waterfallCases } from "./waterfallCases";

// Every figure that the rules print for WATERFALL, and the published cases that reconcile.

function answer(cash: number[], rows: WaterfallRow[], decimals: WaterfallTerms["decimals"] = "exact", amounts?: number[][]) {
  return waterfallAnswer(amounts === undefined ? { cash, rows, decimals } : { cash, rows, decimals, amounts }, "across");
}

function notable(why: string) {
  const deal = notableDeals().find((one) => one.why === why);
  if (deal === undefined) throw new Error(`no deal "${why}"`);
  return waterfallAnswer(deal.terms, "across").answer;
}

describe("WATERFALL as printed", () => {
  test("escalator", () => {
    const [, second = [], , third = []] = notable("escalator");
    expect(second.map((paid, t) => Number(paid) + Number(third[t]))).toEqual([300000, 600000, 360000, 130000]);
  });

  test("fund: LP 50 + 4 + 36, GP 1 + 9", () => expect(notable("fund")).toEqual([[50], [4], [1], [36], [9]]));
  test("half catch-up: GP 2, LP 10", () => expect(notable("half catch-up")).toEqual([[8], [2], [2], [0], [0]]));
  test("short pari passu", () => expect(notable("short pari passu")).toEqual([[23.08], [76.92]]));

  test.each<{ of: WaterfallOf; star: number }>([
    { of: "remaining", star: 250 },
    { of: { after: 1 }, star: 125 },
  ])("film: the star has $star", ({ of, star }) => {
    const investors = [1, 2, 3, 4, 5].map<WaterfallRow>((i) => ({ rank: 5, payee: `Investor ${i}`, type: "recoup", amount: 50000, rate: 0.2 }));
    const rows: WaterfallRow[] = [
      { rank: 1, payee: "Distributor", type: "percent", rate: 0.25, of: "gross" },
      { rank: 2, payee: "Marketing", type: "fixed", amount: 25000 },
      { rank: 3, payee: "Agent", type: "percent", rate: 0.1, of },
      { rank: 4, payee: "Collection", type: "fixed", amount: 10000 },
      ...investors,
      { rank: 6, payee: "Star", type: "split", rate: 0.05 },
    ];
    expect(answer([500000], rows).answer.at(-1)).toEqual([star]);
  });

  test.each<WaterfallRow>([
    { rank: 1, payee: "A", type: "recoup", amount: 100, rate: 0.2 },
    { rank: 1, payee: "A", type: "preferred", amount: 100, rate: 0.1, carry: "compound" },
  ])("Amount 100 is the same as amounts 100, 0, 0: $type", (row) => {
    const cash = [7, 0, 200];
    expect(answer(cash, [{ ...row, amount: 0 }], 2, [[100, 0, 0]])).toEqual(answer(cash, [row], 2));
  });
});

describe("published", () => {
  const oracles = JSON.parse(readFileSync(join(__dirname, "../oracles/published-waterfall.json"), "utf8")) as { id: string; inputs: never; expected: never }[];
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- each caller says what its entry holds
  function oracle<T, E>(id: string): { inputs: T; expected: E } {
    const found = oracles.find((one) => one.id === id);
    if (found === undefined) throw new Error(`no oracle ${id}`);
    return found;
  }
  const fixed = (rank: number, amount: number): WaterfallRow => ({ rank, payee: `Bond ${amount}`, type: "fixed", amount });
  const column = (grid: unknown[][]) => grid.map(([paid]) => Number(paid));

  test("hastructure-prorata", () => {
    const { inputs, expected } = oracle<{ cash: number; claims: number[][] }, number[][]>("hastructure-prorata");
    expect(inputs.claims.map((claims) => column(answer([inputs.cash], claims.map((claim) => fixed(1, claim))).answer))).toEqual(expected);
  });

  test("hastructure-seq", () => {
    const { inputs, expected } = oracle<{ cases: [number, number[]][] }, number[][]>("hastructure-seq");
    expect(inputs.cases.map(([cash, claims]) => column(answer([cash], claims.map((claim, i) => fixed(i + 1, claim))).answer))).toEqual(expected);
  });

  test("solomon-prorata-10c", () => {
    const { inputs, expected } = oracle<{ cash: number; class_claims: number }, number>("solomon-prorata-10c");
    const claims = [0.25, 0.75].map((part) => inputs.class_claims * part);
    expect(column(answer([inputs.cash], claims.map((claim) => fixed(1, claim))).answer)).toEqual(claims.map((claim) => claim * expected));
  });

  const fund = (cash: number[], capital: number, pref: Partial<WaterfallRow>, decimals: WaterfallTerms["decimals"]) =>
    answer(
      cash,
      [
        { rank: 1, payee: "LP", type: "recoup", amount: capital },
        { rank: 2, payee: "LP", type: "preferred", rate: 0.08, amount: capital, carry: "simple", ...pref },
        { rank: 3, payee: "GP", type: "catch-up", rate: 1, until: 0.2 },
        { rank: 4, payee: "LP", type: "split", rate: 0.8 },
        { rank: 4, payee: "GP", type: "split", rate: 0.2 },
      ],
      decimals,
    );

  test("caia-50-100", () => {
    const { inputs, expected } = oracle<{ capital: number; proceeds: number }, { lp: number; gp: number }>("caia-50-100");
    expect(fund([inputs.proceeds], inputs.capital, {}, "exact").payees.slice(1)).toEqual([["LP", expected.lp], ["GP", expected.gp]]);
  });

  test("tentt-125m", () => {
    const { inputs, expected } = oracle<{ capital: number; proceeds: number }, Record<"pref" | "catchup_gp" | "split_lp" | "split_gp", number>>("tentt-125m");
    const last = fund([0, 0, 0, 0, inputs.proceeds], inputs.capital, { carry: "compound" }, 0).answer.map((row) => row[4]);
    expect(last).toEqual([inputs.capital, expected.pref, expected.catchup_gp, expected.split_lp, expected.split_gp]);
  });

  test("crelytic-pref-simple and carry-simple-pref-5y", () => {
    const simple = (capital: number, years: number) => {
      const cash = Array.from({ length: years }, (_, t) => (t === years - 1 ? capital * 2 : 0));
      return fund(cash, capital, {}, "exact").answer[1]?.[years - 1];
    };
    expect(simple(10000000, 3)).toBe(oracle<unknown, number>("crelytic-pref-simple").expected);
    expect(simple(1000000, 5)).toBe(oracle<unknown, { pref: number }>("carry-simple-pref-5y").expected.pref);
  });
});

test("cases are as many as asked for, the same for the same seed, rectangular, and check to 0", () => {
  const cases = waterfallCases(120, 7);
  expect(cases).toHaveLength(120);
  expect(waterfallCases(120, 7)).toEqual(cases);
  for (const { args, answer: paid, lines, payees } of cases) {
    for (const grid of [paid, lines, payees ?? [], ...args]) {
      if (grid === null) continue;
      expect(grid.every((row) => row.length === grid[0]?.length)).toBe(true);
      expect(grid.flat().every((value) => typeof value !== "number" || (Number.isFinite(value) && !Object.is(value, -0) && Math.abs(value) <= 1e15))).toBe(true);
    }
  }
});
