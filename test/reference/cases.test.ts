import { type Case, drawnNpvRoyaltyCases, type Grid, minGuaranteeCases, npvRoyaltyCases, prorataCases, tieredRoyaltyCases, withholdingCases } from "./cases";
import { netRevenueCases } from "./netRevenueCases";
import { recoupCases } from "./recoupCases";
import { usageFeeCases } from "./usageFeeCases";

const GENERATORS = [
  { name: "TIEREDROYALTY", cases: tieredRoyaltyCases, args: 6 },
  { name: "PRORATA", cases: prorataCases, args: 4 },
  { name: "NPV_ROYALTY", cases: npvRoyaltyCases, args: 4 },
  { name: "WITHHOLDING", cases: withholdingCases, args: 4 },
  { name: "MINGUARANTEE", cases: minGuaranteeCases, args: 4 },
  { name: "NETREVENUE", cases: netRevenueCases, args: 6 },
  { name: "RECOUP", cases: recoupCases, args: 7 },
  { name: "USAGEFEE", cases: usageFeeCases, args: 4 },
];

function rectangular(grid: Grid): boolean {
  return grid.length > 0 && grid.every((row) => row.length > 0 && row.length === grid[0]?.length);
}

function figures(grid: Grid): number[] {
  return grid.flat().filter((value) => typeof value === "number");
}

/** The cells of the statement's check, its last line, however it lies. */
function check({ lines }: Case): unknown[] {
  const label = (cells: readonly unknown[]) => cells.indexOf("check");
  const last = lines.at(-1) ?? [];
  const line = label(last) >= 0 ? last : lines.map((row) => row.at(-1));
  return line.slice(label(line) + 1);
}

describe.each(GENERATORS)("cases of $name", ({ cases, args }) => {
  const drawn = cases(200, 7);

  test("are as many as asked for, and the same for the same seed", () => {
    expect(drawn).toHaveLength(200);
    expect(cases(200, 7)).toEqual(drawn);
    expect(cases(200, 8)).not.toEqual(drawn);
  });

  test("have an argument for each parameter, and answers that are grids of numbers without −0", () => {
    for (const one of drawn) {
      expect(one.args).toHaveLength(args);
      expect([one.answer, one.lines, ...one.args.filter((arg) => arg !== null)].every(rectangular)).toBe(true);
      const refused = one.answer[0]?.[0] === "#N/A";
      expect(refused || one.answer.flat().every((value) => typeof value === "number")).toBe(true);
      for (const value of [...figures(one.answer), ...figures(one.lines)]) expect(Number.isFinite(value) && !Object.is(value, -0)).toBe(true);
      if (!refused) expect(check(one).filter((value) => value !== "").every((value) => value === 0)).toBe(true);
    }
  });
});

test("no enclosure is too wide", () => {
  expect(drawnNpvRoyaltyCases(300, 3).discarded).toBe(0);
});
