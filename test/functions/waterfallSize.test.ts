import { catalogue } from "../../src/functions/catalogue";
import { workBegun } from "../support/work";

describe("DEAL.WATERFALL takes time in proportion to the periods", () => {
  /** A second row of seconds is given to a slow machine; the cube of the periods would take minutes. */
  test.each([
    {
      why: "thirty years of months under a fund's terms",
      cash: Array.from({ length: 360 }, (_, t) => 4_000.37 + t * 13.21),
      table: [
        ["Rank", "Payee", "Type", "Rate", "Amount", "Of", "Until", "Carry"],
        [1, "LP", "recoup", "", 1_000_000, "", "", ""],
        [2, "LP", "preferred", 1.08 ** (1 / 12) - 1, "", "balance 1", "", "compound"],
        [3, "GP", "catch-up", 1, "", "", 0.2, ""],
        [4, "LP", "split", 0.8, "", "", "", ""],
        [4, "GP", "split", 0.2, "", "", "", ""],
      ],
    },
    {
      why: "ten returns on one rank, three hundred periods in which cash is short",
      cash: Array.from({ length: 300 }, (_, t) => 100.37 + t * 3.21),
      table: [["Rank", "Payee", "Type", "Rate", "Amount", "Carry"], ...Array.from({ length: 10 }, (_, i) => [1, `Fund ${i}`, "preferred", 0.077777777, 1_000 + i, "compound"])],
    },
    {
      why: "short returns with a Cap and a catch-up on them",
      cash: Array.from({ length: 300 }, (_, t) => (t % 5) * 1_000.37),
      table: [
        ["Rank", "Payee", "Type", "Rate", "Amount", "Until", "Carry", "Cap"],
        [1, "A", "preferred", 0.0777777777777777, 12_345.67, "", "compound", 400_000],
        [1, "B", "preferred", 0.0123456789012345, 7_654.321, "", "compound", ""],
        [1, "C", "fixed", "", 137.11, "", "no", 30_000],
        [2, "GP", "catch-up", 0.777777777777777, "", 0.212121212121212, "", ""],
        [2, "A", "catch-up", 0.222222222222223, "", "", "", ""],
        [3, "B", "residual", "", "", "", "", ""],
      ],
    },
  ])("$why, rounded and not: what is paid is the cash, and it takes no time", ({ cash, table }) => {
    for (const decimals of [null, [[2]]]) {
      const work = workBegun();
      const lines = catalogue.find(({ name }) => name === "DEAL.WATERFALL.LINES")?.run([cash], table, decimals) as unknown[][];
      expect(work()).toBeLessThan(20_000);
      expect(lines.find((line) => line[3] === "check")?.slice(4)).toEqual(cash.map(() => 0));
    }
  });

  test("forty short periods with compound returns take no time: fractions are cut before they grow beyond all bounds", () => {
    const table = [
      ["Rank", "Payee", "Type", "Rate", "Amount", "Of", "Carry"],
      [1, "A", "preferred", 0.0823, 123_456.78, "", "compound"],
      [1, "B", "preferred", 0.0791, 98_765.43, "", "compound"],
      [1, "C", "fixed", "", 1_234.56, "", "yes"],
      [2, "A", "recoup", 0.2, 50_000, "", ""],
    ];
    const cash = [Array.from({ length: 40 }, (_, t) => 1_000.37 + t * 13.21)];
    const work = workBegun();
    const lines = catalogue.find(({ name }) => name === "DEAL.WATERFALL.LINES")?.run(cash, table) as unknown[][];
    expect(work()).toBeLessThan(10_000);
    expect(lines.find((line) => line[3] === "check")?.slice(4)).toEqual(cash[0]?.map(() => 0));
    expect(lines.find((line) => line[3] === "undistributed")?.slice(4)).toEqual(cash[0]?.map(() => 0));
  });
});
