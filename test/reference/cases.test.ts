import { catalogue } from "../../src/functions/catalogue";
import type { Case, Grid } from "./cases";
import { FAMILIES } from "./families";

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

describe.each(FAMILIES)("cases of $name", ({ name, cases }) => {
  const drawn = cases(60, 7);
  const parameters = catalogue.find((entry) => entry.name === name)?.parameters.length ?? 0;

  test("are as many as asked for, and the same for the same seed", () => {
    expect(drawn).toHaveLength(60);
    expect(cases(60, 7)).toEqual(drawn);
    expect(cases(60, 8)).not.toEqual(drawn);
  });

  test("have an argument for each parameter, and answers that are grids of numbers without −0", () => {
    for (const one of drawn) {
      expect(one.args).toHaveLength(parameters);
      expect([one.answer, one.lines, ...one.args.filter((arg) => arg !== null)].every(rectangular)).toBe(true);
      const refused = one.answer[0]?.[0] === "#N/A";
      expect(refused || one.answer.flat().every((value) => typeof value === "number")).toBe(true);
      for (const value of [...figures(one.answer), ...figures(one.lines)]) expect(Number.isFinite(value) && !Object.is(value, -0)).toBe(true);
      if (!refused) expect(check(one).filter((value) => value !== "").every((value) => value === 0)).toBe(true);
    }
  });
});
