import { isError, type CellValue, type Grid } from "../../src/cells/cell";
import { catalogue } from "../../src/functions/catalogue";
import { evaluations } from "../../src/sheet/evaluation";
import { Workbook } from "../../src/sheet/workbook";

/** An answer as documentation writes it: the formula's own array constant, or an error with its message. */
function written(grid: Grid): CellValue[][] | string {
  const first = grid[0]?.[0] ?? null;
  return isError(first) ? `${first.error} ${first.message ?? ""}`.trim() : grid.map((row) => [...row]);
}

const examples = catalogue.flatMap((entry) => entry.examples);
const [answers, expected] = [(example: { formula: string }) => example.formula, (example: { answer: string }) => `=${example.answer}`].map((formula) =>
  evaluations(new Workbook(), examples.map((example) => formula(example).replace(/^=#.*/, "=0").slice(1)), catalogue),
);

describe("every @example in the documentation answers as it says", () => {
  test.each(examples.map((example, i) => ({ ...example, i })))("$formula", ({ answer, i }) => {
    const got = written(answers?.[i] ?? []);
    expect(got).toEqual(answer.startsWith("#") ? answer : written(expected?.[i] ?? []));
  });
});
